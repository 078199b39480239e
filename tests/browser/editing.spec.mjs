// Editing in the list itself: a cell in its place, cells from a spreadsheet, many records at once.
import { axe, create, expect, messages, row, rows, saved, startEmpty, test } from "./harness.mjs";

const grid = (page) => page.getByRole("grid");
const column = async (page, name) => {
  const headings = await grid(page).getByRole("columnheader").allTextContents();
  return headings.findIndex((text) => text.trim().startsWith(name));
};
const cell = async (page, of, name) => row(page, of).getByRole("gridcell").nth(await column(page, name));
const editor = (page) => grid(page).locator(".is-edited").locator("input, select").first();

async function show(page, ...names) {
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  for (const name of names) await page.getByRole("menuitemcheckbox", { name, exact: true }).click();
  await page.keyboard.press("Escape");
}

async function companies(page, ...names) {
  await startEmpty(page, "/companies");
  for (const name of names) {
    await create(page, "company", { Name: name });
    await expect(row(page, name)).toBeVisible();
  }
}

/** Pastes text as a spreadsheet gives it, into the cell that keys act on. */
async function paste(page, text) {
  await grid(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("a cell is edited with the keyboard, Tab moves on, Escape leaves it as it was", async ({ page }) => {
  await companies(page, "Engine Works");
  const employees = await cell(page, "Engine Works", "Employees");
  const before = await employees.boundingBox();
  await employees.click();
  await page.keyboard.press("e");
  await expect(editor(page)).toBeFocused();
  const after = await employees.boundingBox();
  expect([after.x, after.y, after.width, after.height]).toEqual([before.x, before.y, before.width, before.height]);
  await axe(page, "main", "a list with a cell that is edited");
  await page.keyboard.type("120");
  await page.keyboard.press("Enter");
  await expect(employees).toHaveText("120");
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press("F2");
  await page.keyboard.type("7");
  await page.keyboard.press("Escape");
  await expect(employees).toHaveText("120");

  const industry = await cell(page, "Engine Works", "Industry");
  await industry.dblclick();
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(employees.locator("input")).toBeFocused();
  await page.keyboard.type("121");
  await page.keyboard.press("Shift+Tab");
  await expect(employees).toHaveText("121");
  await expect(industry.locator("select, input").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await saved(page);
  await page.reload();
  await expect(await cell(page, "Engine Works", "Employees")).toHaveText("121");
});

test("a value that does not fit is refused in words and the cell keeps what it had", async ({ page }) => {
  await companies(page, "Engine Works");
  await show(page, "Website");
  const website = await cell(page, "Engine Works", "Website");
  await website.dblclick({ position: { x: 4, y: 4 } });
  await page.keyboard.type("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await expect(messages(page).getByRole("alert")).toContainText(/http/);
  await expect(website).not.toContainText("alert");
});

test("cells of a spreadsheet fill several rows and columns as one action", async ({ page }) => {
  await companies(page, "Alpha", "Beta", "Gamma");
  await page.getByRole("columnheader", { name: "Name" }).click();
  await expect(rows(page).first()).toContainText("Alpha");
  await (await cell(page, "Alpha", "Industry")).click();
  await paste(page, "Software\t10\nRetail\tmany\nNo such thing\t30\nbeyond\t4");
  await expect(await cell(page, "Alpha", "Employees")).toHaveText("10");
  await expect(await cell(page, "Gamma", "Employees")).toHaveText("30");
  await expect(messages(page).getByText("2 cells were left as they were")).toContainText("“many” for Employees");
  await page.keyboard.press("Control+z");
  await expect(await cell(page, "Alpha", "Employees")).toHaveText("");
  await expect(await cell(page, "Gamma", "Employees")).toHaveText("");

  // One cell fills its column of all selected rows.
  for (const name of ["Alpha", "Gamma"]) await row(page, name).getByRole("checkbox").first().check();
  await (await cell(page, "Beta", "Employees")).click();
  await paste(page, "55");
  await expect(await cell(page, "Alpha", "Employees")).toHaveText("55");
  await expect(await cell(page, "Gamma", "Employees")).toHaveText("55");
  await expect(await cell(page, "Beta", "Employees")).toHaveText("");
  const copied = await grid(page).evaluate((element) => {
    const clipboardData = new DataTransfer();
    element.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });
  expect(copied.split("\n").map((line) => line.split("\t")[0])).toEqual(["Alpha", "Gamma"]);
  expect(copied).toContain("\t55");
});

test("cells are copied and pasted with the real clipboard after a click on them", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await companies(page, "Alpha", "Beta");
  await (await cell(page, "Alpha", "Employees")).click();
  await paste(page, "10");
  await expect(await cell(page, "Alpha", "Employees")).toHaveText("10");
  await (await cell(page, "Alpha", "Employees")).getByText("10").click();
  await page.keyboard.press("Control+c");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("10");
  await (await cell(page, "Beta", "Employees")).click();
  await page.keyboard.press("Control+v");
  await expect(await cell(page, "Beta", "Employees")).toHaveText("10");
  // In an editor the clipboard belongs to its text.
  await page.keyboard.press("e");
  await expect(editor(page)).toBeFocused();
  await page.evaluate(() => navigator.clipboard.writeText("7"));
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await expect(editor(page)).toHaveValue("7");
  await page.keyboard.press("Escape");
  await expect(await cell(page, "Beta", "Employees")).toHaveText("10");
});

test("nothing is emptied for many records unless that is chosen", async ({ page }) => {
  await companies(page, "Alpha", "Beta");
  await (await cell(page, "Alpha", "Employees")).click();
  await paste(page, "10");
  await grid(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Shift+E");
  const dialog = page.getByRole("dialog", { name: "Edit 2 records" });
  await expect(dialog.getByRole("button", { name: "Change 2 records" })).toBeDisabled();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+E");
  await dialog.getByRole("combobox", { name: "Field" }).selectOption({ label: "Employees" });
  await dialog.getByRole("button", { name: "Change 2 records" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Give a value" })).toBeVisible();
  await expect(await cell(page, "Alpha", "Employees")).toHaveText("10");
  await dialog.getByRole("radio", { name: "Empty the field" }).check();
  await expect(dialog.getByRole("textbox", { name: "Employees" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Empty the field of 2 records" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(await cell(page, "Alpha", "Employees")).toHaveText("");
});

test("many records are edited in one action that one undo takes back", async ({ page }) => {
  await companies(page, "Alpha", "Beta", "Gamma");
  await grid(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Shift+E");
  const dialog = page.getByRole("dialog", { name: "Edit 3 records" });
  await expect(dialog).toBeVisible();
  await axe(page, "dialog", "the dialog that edits many records");
  await dialog.getByRole("combobox", { name: "Field" }).selectOption({ label: "Employees" });
  await axe(page, "dialog", "the dialog that edits many records, with a field");
  await dialog.getByRole("textbox", { name: "Employees" }).fill("42");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(messages(page).getByText("3 records changed")).toBeVisible();
  for (const name of ["Alpha", "Beta", "Gamma"]) await expect(await cell(page, name, "Employees")).toHaveText("42");

  await page.getByRole("button", { name: "Edit…", exact: true }).click();
  await dialog.getByRole("combobox", { name: "Field" }).selectOption({ label: "Tags" });
  await dialog.getByRole("combobox", { name: "Tags" }).or(dialog.getByRole("textbox", { name: "Tags" })).first().fill("key account");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Change 3 records" }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  for (const name of ["Alpha", "Beta", "Gamma"]) await expect(await cell(page, name, "Employees")).toHaveText("");
});
