// The dialogs and steps that are seldom seen: axe finds nothing in them, in both themes and languages,
// and they fit a window of 320 pixels. Found by their places, as their words change with the language.
import { readFileSync } from "node:fs";
import { expect, openApp, prefer, rows, saved, test } from "./harness.mjs";
import { LOOKS, go, look } from "./looks.mjs";

const CSV = `First Name,Last Name,Email,Favourite colour
Ada,Lovelace,ada@engine.example,green
Grace,Hopper,not an address,
`;

for (const { theme, width, language } of LOOKS) {
  test.describe(`${theme}, ${width} pixels wide, ${language}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: theme === "dark" ? "light" : "dark" });

    test.beforeEach(async ({ page }) => {
      await prefer(page, { theme, language });
      await openApp(page);
      await page.locator(".way").nth(2).click();
      await saved(page);
    });

    test("the dialogs of lists", async ({ page }) => {
      const dialog = page.getByRole("dialog");
      const shut = async () => {
        await page.keyboard.press("Escape");
        await expect(dialog).toHaveCount(0);
      };
      await go(page, "/contacts");
      for (const name of ["Ada", "Augusta"]) {
        await page.keyboard.press("c");
        await dialog.getByRole("textbox").nth(0).fill(name);
        await dialog.getByRole("textbox").nth(1).fill("Lovelace");
        await dialog.getByRole("textbox").nth(2).fill("ada@engine.example");
        if (name === "Augusta") {
          await expect(dialog.locator(".create-alike")).toBeVisible();
          await look(page, "a new contact that is there already");
        }
        await dialog.locator(".button-primary").click();
        await expect(dialog).toHaveCount(0);
      }
      await expect(rows(page)).toHaveCount(2);
      await page.getByRole("grid").focus();
      await page.keyboard.press("Control+a");
      await look(page, "a list with selected records");
      await page.keyboard.press("Shift+E");
      await expect(dialog).toBeVisible();
      await dialog.getByRole("combobox").first().selectOption({ index: 3 });
      await look(page, "the dialog that edits many records");
      await shut();
      await page.getByRole("grid").focus();
      await page.keyboard.press("Escape");
      await page.getByRole("main").getByRole("searchbox").fill("ada");
      await page.keyboard.press("Escape");
      await page.locator(".list-toolbar .spacer ~ .button-icon").first().click();
      await expect(dialog).toBeVisible();
      await look(page, "the dialog that saves a view");
      await dialog.getByRole("textbox").fill("Ada");
      await page.keyboard.press("Enter");
      await expect(dialog).toHaveCount(0);
      await look(page, "a list with a saved view");
      await go(page, "/contacts/duplicates");
      await expect(page.locator(".pair-actions").first()).toBeVisible();
      await page.locator(".pair-actions .button").first().click();
      await expect(dialog).toBeVisible();
      await look(page, "the dialog of a merge");
      await shut();
      await go(page, "/contacts");
      await expect(rows(page)).toHaveCount(2);
      await page.getByRole("grid").focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await expect(rows(page)).toHaveCount(0);
      await go(page, "/contacts?trash=1");
      await expect(rows(page)).toHaveCount(2);
      await look(page, "the trash of a list");
    });

    test("the dialogs of settings and goals", async ({ page }) => {
      const dialog = page.getByRole("dialog");
      const shut = async () => {
        await page.keyboard.press("Escape");
        await expect(dialog).toHaveCount(0);
      };
      for (const [path, button] of [
        ["/settings/currencies", ".settings-group .button"],
        ["/settings/shortcuts", ".keys-actions .button"],
        ["/reports/goals", ".goals .button"],
      ]) {
        await go(page, path);
        await page.locator(button).first().click();
        await expect(dialog).toBeVisible();
        await look(page, `the dialog of ${path}`);
        await shut();
      }
      await go(page, "/settings/fields");
      await page.locator(".settings-group").last().locator(".settings-row .button").first().click();
      await expect(dialog).toBeVisible();
      await look(page, "the options of a field");
      await shut();
      await go(page, "/settings/storage");
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("form.settings-form .button-primary, form.settings-form .button").first().click()]);
      const bytes = readFileSync(await download.path());
      const file = page.locator("input[type=file]");
      await file.setInputFiles({ name: "torn.rapport", mimeType: "application/octet-stream", buffer: bytes.subarray(0, bytes.length / 2) });
      await expect(page.locator("[role=alert]").filter({ hasText: /./, visible: true })).toBeVisible();
      await look(page, "a backup that can't be read");
      await file.setInputFiles({ name: download.suggestedFilename(), mimeType: "application/octet-stream", buffer: bytes });
      await expect(dialog).toBeVisible();
      await look(page, "the dialog that restores");
    });

    test("the steps of an import", async ({ page }) => {
      await go(page, "/contacts/import");
      await page.locator("input[type=file]").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) });
      const next = page.locator(".import-actions .button-primary");
      await expect(next).toBeVisible();
      await look(page, "the chosen files");
      await next.click();
      await expect(page.locator(".import-map")).toBeVisible();
      await look(page, "what the columns become");
      await next.click();
      await expect(page.locator(".import-counts")).toBeVisible();
      await look(page, "what an import would do");
      await next.click();
      await expect(page.locator("#content h2").first()).toHaveText(/^(Imported|已导入|导入完成)$/);
      await look(page, "what an import has done");
    });
  });
}
