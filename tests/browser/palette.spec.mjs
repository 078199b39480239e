// The command palette and the sheet of shortcuts.
import { axe, create, expect, newDialog, row, startEmpty, test } from "./harness.mjs";

const palette = (page) => page.getByRole("dialog", { name: "Command palette" });
const options = (page) => palette(page).getByRole("option");

test("a few letters lead to a command, and it is offered first the next time", async ({ page }) => {
  await startEmpty(page);
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await expect(palette(page).getByRole("group", { name: "On this page" }).getByRole("option", { name: /New contact/ })).toBeVisible();
  await page.keyboard.type("gd");
  const first = options(page).first();
  await expect(first).toHaveText(/Go to Deals/);
  await expect(first.locator("mark")).toHaveText(["G", "D"]);
  await expect(first.locator("kbd")).toHaveText(["G", "D"]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Deals" })).toBeFocused();
  await expect(palette(page)).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText(/Go to Deals/);
  await page.keyboard.press("ArrowUp");
  await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(first).toHaveAttribute("aria-selected", "true");
});

test("records are found beside commands, and a record opens", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await expect(row(page, "Ada Lovelace")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lovel");
  await expect(palette(page).getByRole("group", { name: "Contacts" }).getByRole("option")).toHaveText(/Ada Lovelace/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Ada Lovelace" })).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzzz");
  await expect(options(page)).toHaveCount(0);
  await expect(palette(page).getByText("Nothing found").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
});

test("a command of the page opens its dialog, and Escape gives the focus back", async ({ page }) => {
  await startEmpty(page);
  const button = page.getByRole("button", { name: "New contact", exact: true });
  await button.focus();
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("new con");
  await expect(options(page).first()).toHaveText(/New contact/);
  await page.keyboard.press("Enter");
  await expect(newDialog(page, "contact").getByRole("textbox", { name: "First name" })).toBeFocused();
});

test("the sheet names every shortcut that works here", async ({ page }) => {
  await startEmpty(page);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const keys = (title) => sheet.locator(".shortcut", { has: page.getByText(title, { exact: true }) }).locator("kbd");
  await expect(keys("Go to Deals")).toHaveText(["G", "D"]);
  await expect(keys("New contact")).toHaveText(["C"]);
  await expect(keys("Command palette")).toHaveText(["Ctrl", "K"]);
  await expect(keys("Pick up or put down a card")).toHaveText(["Space"]);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("keys can be changed, are kept, and no two commands of a place have the same", async ({ page }) => {
  await startEmpty(page);
  await page.goto("./#/settings/shortcuts");
  const keysOf = (title) => page.getByRole("row", { name: new RegExp(`^${title}`) }).locator("kbd");
  const change = (title) => page.getByRole("button", { name: `Change keys of ${title}`, exact: true }).click();
  await expect(keysOf("Go to Deals")).toHaveText(["G", "D"]);
  await change("Go to Deals");
  const dialog = page.getByRole("dialog", { name: "Change keys of Go to Deals" });
  const save = dialog.getByRole("button", { name: "Save" });
  await axe(page, "dialog", "the dialog that changes keys");
  await expect(dialog.getByRole("textbox", { name: "New keys" })).toBeFocused();
  await expect(save).toBeDisabled();
  await page.keyboard.press("j");
  await expect(dialog.getByText("need these keys themselves")).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("g");
  await expect(dialog.getByText("begin alike")).toBeVisible();
  await expect(save).toBeDisabled();
  await page.keyboard.press("t");
  await expect(dialog.getByText("“Go to Tickets” has these keys now and will have none.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(keysOf("Go to Deals")).toHaveText(["G", "T"]);
  await expect(keysOf("Go to Tickets")).toHaveCount(0);

  await page.reload();
  await expect(keysOf("Go to Deals")).toHaveText(["G", "T"]);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deals");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.locator(".shortcut", { has: page.getByText("Go to Deals", { exact: true }) }).locator("kbd")).toHaveText(["G", "T"]);
  // What is possible on other pages stands there, too.
  await expect(sheet.getByText("Edit details", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto("./#/settings/shortcuts");
  await page.getByRole("button", { name: "Usual keys of Go to Deals" }).click();
  await expect(keysOf("Go to Deals")).toHaveText(["G", "D"]);
});
