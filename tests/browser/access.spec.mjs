// For everybody: axe on every page and dialog, in both themes and languages, wide and narrow; nothing
// scrolls sideways; the main way goes by keyboard alone; and what a screen reader is told.
import { create, editFact, exploreSample, expect, fact, newDialog, openApp, prefer, row, rows, sampleBanner, saved, startEmpty, test } from "./harness.mjs";
import { LOOKS, go, look } from "./looks.mjs";

const SETTINGS = ["business", "members", "pipelines", "currencies", "fields", "scoring", "templates", "storage", "trash", "appearance", "shortcuts"];

for (const { theme, width, language } of LOOKS) {
  test.describe(`${theme}, ${width} pixels wide, ${language}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: theme === "dark" ? "light" : "dark" });

    test("every page passes axe and fits", async ({ page }) => {
      test.setTimeout(120_000);
      await prefer(page, { theme, language });
      await openApp(page);
      await look(page, "the welcome");
      await page.locator(".way").first().click();
      await expect(page.locator(".notice-sample")).toBeVisible({ timeout: 30_000 });
      await saved(page);
      for (const section of ["contacts", "companies", "deals", "tickets", "tasks"]) {
        const list = section === "deals" ? "/deals?view=table" : `/${section}`;
        await go(page, list);
        const link = page.getByRole("grid").getByRole("link").first();
        await expect(link).toBeVisible();
        await look(page, list);
        const record = (await link.getAttribute("href")).slice(1);
        await go(page, `/${section}?panel=${record.split("/").pop()}`);
        await expect(page.locator(".side-panel")).toBeVisible();
        await look(page, `a panel of ${section}`);
        await go(page, record);
        await expect(page.locator(".record-page")).toBeVisible();
        await look(page, `a record of ${section}`);
        if (section === "contacts") {
          await page.locator(".record-head").getByRole("button").last().click();
          await look(page, "the menu of a contact");
          await page.getByRole("menuitem").last().click();
          await expect(page.getByRole("dialog")).toBeVisible();
          await look(page, "the question before a person is erased");
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toHaveCount(0);
          await page.locator("h1").focus();
          await page.keyboard.press("h");
          await expect(page.getByRole("dialog")).toBeVisible();
          await look(page, "the history of a contact");
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toHaveCount(0);
          await page.keyboard.press("m");
          await expect(page.getByRole("dialog")).toBeVisible();
          await look(page, "the form of an email");
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toHaveCount(0);
          await page.locator(".record-head").getByRole("button").last().click();
          await page.getByRole("menuitem").filter({ hasText: ".eml" }).click();
          await expect(page.getByRole("dialog")).toBeVisible();
          await look(page, "the choice of email files");
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toHaveCount(0);
        }
        if (section === "deals") {
          await page.locator("[role=tab][id$=-tab-lines]").click();
          const item = page.locator(".lines-new input");
          await item.fill("Roof");
          await item.press("Tab");
          await expect(page.locator(".lines-sums")).toBeVisible();
          await look(page, "the line items of a deal");
          await page.locator(".quotes .button").first().click();
          await expect(page.locator(".quote-paper")).toBeVisible();
          await look(page, "a quote");
        }
      }
      await go(page, "/deals");
      await expect(page.locator(".board").getByRole("option").first()).toBeVisible();
      await look(page, "the board");
      await go(page, "/tickets?view=board");
      await expect(page.locator(".board").getByRole("option").first()).toBeVisible();
      await look(page, "the board of tickets by status");
      await go(page, "/deals?view=table&group=stage");
      await expect(page.locator(".is-heading").first()).toBeVisible();
      await look(page, "a list in groups");
      for (const path of ["/tasks?view=calendar", "/tasks?view=calendar&span=week", "/contacts/import", "/contacts/duplicates", "/products", "/contacts?trash=1", "/contacts?q=nobody-has-this", "/no/such/page", "/contacts/00000000000000000000000000"]) {
        await go(page, path);
        await look(page, path);
      }
      await go(page, "/");
      await expect(page.locator(".chart-target").first()).toBeVisible();
      await look(page, "Home");
      await go(page, "/reports/goals");
      await look(page, "the goals");
      for (const dashboard of ["sales", "activity", "support"]) {
        await go(page, `/reports/${dashboard}`);
        await expect(page.locator(".chart-target").first()).toBeVisible();
        await look(page, `the dashboard ${dashboard}`);
      }
      await page.locator(".chart-header > .button").first().click();
      await expect(page.locator(".chart-table").first()).toBeVisible();
      await look(page, "a chart as a table");
      for (const part of SETTINGS) {
        await go(page, `/settings/${part}`);
        await look(page, `the settings of ${part}`);
      }
    });

    test("every dialog and menu passes axe and fits", async ({ page }) => {
      test.setTimeout(90_000);
      await prefer(page, { theme, language });
      await openApp(page);
      await page.locator(".way").nth(2).click();
      await saved(page);
      await look(page, "Home without anything to do");
      const dialog = page.getByRole("dialog");
      const shut = async () => {
        await page.keyboard.press("Escape");
        await expect(dialog).toHaveCount(0);
      };
      for (const section of ["contacts", "companies", "deals", "tickets", "tasks", "products"]) {
        await go(page, `/${section}`);
        await page.keyboard.press("c");
        await dialog.locator(".dialog-footer").getByRole("button").first().click();
        await look(page, `the dialog of new ${section} with all fields`);
        if (section === "deals") {
          await dialog.getByRole("textbox").first().fill("Roof");
          await page.keyboard.press("Enter");
          await expect(dialog).toHaveCount(0);
          await page.locator(".board").getByRole("listbox").first().focus();
          await page.keyboard.press("m");
          await expect(page.getByRole("menuitemradio").last()).toBeVisible();
          await look(page, "the menu of a card");
          await page.getByRole("menuitemradio").last().click();
          await expect(dialog).toBeVisible();
          await look(page, "the question for a lost deal");
        }
        await shut();
      }
      const some = { any: [{ field: [11], op: "ge", value: 1000 }, { all: [{ field: [13, 12], op: "one_of", value: ["Software"] }, { field: ["9223372036854775999"], op: "empty" }] }] };
      await go(page, `/deals?view=table&filter=${encodeURIComponent(JSON.stringify(some))}`);
      await page.keyboard.press("f");
      await expect(dialog).toBeVisible();
      await look(page, "the builder of filters");
      await shut();
      for (const [part, button] of [["members", ".settings-part .button"], ["fields", ".settings-group .button"], ["pipelines", ".settings-row-open"], ["templates", ".settings-part .button"], ["storage", ".button-danger"]]) {
        await go(page, `/settings/${part}`);
        await page.locator(button).last().click();
        if (await page.getByRole("menu").isVisible()) await page.getByRole("menuitem").first().click();
        await expect(dialog).toBeVisible();
        await look(page, `the dialog of the settings of ${part}`);
        await shut();
      }
      await go(page, "/reports");
      await page.locator(".page-actions .button-primary").click();
      await dialog.getByRole("textbox").fill("Mine");
      await look(page, "the dialog of a new dashboard");
      await page.keyboard.press("Enter");
      await expect(dialog).toHaveCount(0);
      await page.locator(".empty-actions .button-primary").click();
      await expect(dialog.locator(".chart")).toBeVisible();
      await look(page, "the chart builder");
      await shut();
      await go(page, "/contacts");
      await page.keyboard.press("c");
      await dialog.getByRole("textbox").first().fill("Ada");
      await page.keyboard.press("Enter");
      await expect(dialog).toHaveCount(0);
      await page.getByRole("grid").focus();
      await page.keyboard.press("l");
      await page.keyboard.press("m");
      await expect(dialog).toBeVisible();
      await look(page, "the dialog that logs a meeting");
      await shut();
      await page.getByRole("banner").getByRole("button").last().click();
      await expect(page.getByRole("menu")).toBeVisible();
      await look(page, "the menu of appearance");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await expect(dialog).toBeVisible();
      await look(page, "the command palette");
      await page.keyboard.type("a");
      await look(page, "the command palette with what it found");
      await shut();
      await page.keyboard.press("?");
      await expect(dialog).toBeVisible();
      await look(page, "the sheet of shortcuts");
      await shut();
      await page.getByRole("combobox").first().fill("roof");
      await expect(page.getByRole("option").first()).toBeVisible();
      await look(page, "the search with what it found");
    });
  });
}

test("the whole main way goes by keyboard alone", async ({ page }) => {
  await openApp(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const start = page.getByRole("button", { name: "Start empty" });
  for (let n = 0; n < 12 && !(await start.evaluate((button) => button === document.activeElement)); n += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(start).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your day begins here")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page.getByText("No contacts yet")).toBeVisible();

  await page.keyboard.press("c");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Lovelace");
  await page.keyboard.press("Enter");
  await expect(row(page, "Ada Lovelace")).toBeVisible();

  await page.keyboard.press("/");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Ada Lovelace" });
  await expect(panel).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeFocused();
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Augusta");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Augusta Lovelace");
  await expect(fact(page, "first_name").getByRole("button", { name: "Edit First name" })).toBeFocused();
  await page.keyboard.press("n");
  await page.keyboard.type("Wrote the first program.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("region", { name: "Activity" }).getByText("Wrote the first program.")).toBeVisible();

  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page.getByRole("heading", { level: 1, name: "Deals" })).toBeFocused();
  await page.keyboard.press("c");
  await page.keyboard.type("First engine");
  await page.keyboard.press("Enter");
  const first = page.getByRole("listbox", { name: "Appointment Scheduled" });
  for (let n = 0; n < 20 && !(await first.evaluate((list) => list === document.activeElement)); n += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(first).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  const second = page.getByRole("listbox", { name: "Qualified to Buy" });
  await expect(second).toBeFocused();
  await expect(second.getByRole("option", { name: /First engine/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(first.getByRole("option", { name: /First engine/ })).toBeVisible();
});

test("a dialog keeps the focus, and gives it back", async ({ page }) => {
  await startEmpty(page);
  const opener = page.getByRole("button", { name: "New contact", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = newDialog(page, "contact");
  await expect(dialog.getByRole("textbox", { name: "First name" })).toBeFocused();
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    // Between the dialog's last and first element a browser gives the focus to its own window.
    const outside = await page.evaluate(() => !document.activeElement.closest("dialog") && document.activeElement !== document.body);
    expect(outside).toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test("a screen reader is told of the list, its rows and what is selected", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Contacts" [level=1]
      - button "Import"
      - button "New contact"
      - button "More actions"
      - search:
        - searchbox "Search Contacts"
      - button "Filter"
      - button "Columns"
      - grid "Contacts":
        - row /Name Company Email Phone Owner/:
          - columnheader "Select all":
            - checkbox "Select all"
          - columnheader "Name"
          - columnheader "Company"
          - columnheader "Email"
        - rowgroup:
          - row /Ada Lovelace/:
            - gridcell "Select Ada Lovelace":
              - checkbox "Select Ada Lovelace"
            - gridcell "Ada Lovelace":
              - link "Ada Lovelace"
      - text: 1 record
  `);
  await page.getByRole("grid").focus();
  await page.keyboard.press("x");
  await expect(row(page, "Ada Lovelace")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("group", { name: "Selected records" })).toContainText("1 selected");
});

test("a screen reader is told of a record's parts", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await rows(page).getByRole("link", { name: "Ada Lovelace" }).click();
  await page.getByRole("button", { name: "Open full page" }).click();
  await editFact(page, "job_title", "Analyst");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - article:
      - link "Contacts"
      - heading "Ada Lovelace" [level=1]
      - button "More actions"
      - region "Details":
        - heading "Details" [level=2]
        - switch "Show all fields"
        - button "Edit First name"
        - button "Edit Last name"
        - button "Edit Job title"
      - region "Add to the timeline":
        - tablist "Add to the timeline":
          - tab "Note" [selected]
          - tab "Call"
          - tab "Meeting"
          - tab "Email"
          - tab "Task"
        - tabpanel "Note":
          - textbox "Text"
          - button "Add Note"
      - region "Activity":
        - heading "Activity" [level=2]
      - region "Related"
  `);
});

test("a screen reader is told of the board's columns and cards", async ({ page }) => {
  await startEmpty(page, "/deals");
  await create(page, "deal", { Name: "New roof" });
  await expect(page.getByRole("group", { name: "Sales pipeline" })).toMatchAriaSnapshot(`
    - group "Sales pipeline":
      - region "Appointment Scheduled":
        - heading "Appointment Scheduled" [level=2]
        - button "Add a deal to Appointment Scheduled"
        - listbox "Appointment Scheduled":
          - option /New roof/
      - region "Qualified to Buy":
        - heading "Qualified to Buy" [level=2]
        - button "Add a deal to Qualified to Buy"
  `);
});

test("the language is changed without a reload, and the page says which one it speaks", async ({ page }) => {
  await exploreSample(page);
  await page.getByRole("button", { name: "Appearance and language" }).click();
  await page.getByRole("menuitemradio", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("联系人");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page).toHaveTitle(/联系人/);
  await expect(page.getByRole("columnheader", { name: "公司" })).toBeVisible();
  await expect(sampleBanner(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("联系人");
});

test("who wants less motion gets none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await startEmpty(page);
  await page.keyboard.press("c");
  const moving = await page.evaluate(() => document.getAnimations().filter((a) => a.effect.getComputedTiming().duration > 1).length);
  expect(moving).toBe(0);
});
