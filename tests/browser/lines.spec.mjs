// Products, and line items on deals: typed like a spreadsheet, put in order, added up, followed by the
// amount of the deal.
import { expect, fact, goTo, messages, newDialog, openRecord, row, rows, saved, startEmpty, test } from "./harness.mjs";

const lineItems = (page) => page.getByRole("region", { name: "Line items" });
const line = (page, n) => lineItems(page).locator("tr[data-line]").nth(n);
const cell = (page, n, what) => line(page, n).getByRole("textbox", { name: new RegExp(`^${what} of `) });
const newItem = (page) => lineItems(page).getByRole("combobox", { name: "Add a product or type a text" });
const sum = (page, name) => lineItems(page).locator(".lines-sum").filter({ hasText: name }).locator("dd");

async function newProduct(page, fields) {
  await page.getByRole("button", { name: "New product", exact: true }).click();
  const dialog = newDialog(page, "product");
  for (const [label, value] of Object.entries(fields)) {
    await dialog.getByRole("textbox", { name: label }).first().fill(value);
    await dialog.getByRole("textbox", { name: label }).first().press("Tab");
  }
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function dealWithLines(page) {
  await goTo(page, "Deals");
  await page.keyboard.press("c");
  const dialog = newDialog(page, "deal");
  await dialog.getByRole("textbox", { name: /^Name/ }).fill("New roof");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await page.evaluate(() => (location.hash = "#/deals?view=table"));
  await openRecord(page, "New roof");
  await page.getByRole("tab", { name: /^Line items/ }).click();
}

test("a price list is kept, found, and its products can be taken out of use", async ({ page }) => {
  await startEmpty(page, "/products");
  await newProduct(page, { Name: "Clay tile", "Product code": "T-100", "Unit price": "1.25", Unit: "piece", "Tax rate (%)": "19" });
  await newProduct(page, { Name: "Roofing day", "Unit price": "640" });
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("searchbox", { name: /Search/ }).last().fill("t-100");
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Clay tile")).toContainText("1.25");
});

test("lines are typed by keyboard alone, add up exactly, and lead the amount of the deal", async ({ page }) => {
  await startEmpty(page, "/products");
  await newProduct(page, { Name: "Clay tile", "Product code": "T-100", "Unit price": "1.25", Unit: "piece", "Tax rate (%)": "19" });
  await dealWithLines(page);

  await newItem(page).focus();
  await page.keyboard.type("clay");
  await expect(page.getByRole("option", { name: /Clay tile/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(cell(page, 0, "Quantity")).toBeFocused();
  await expect(cell(page, 0, "Unit price")).toHaveValue("1.25");
  await page.keyboard.type("333");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(cell(page, 0, "Discount")).toBeFocused();
  await page.keyboard.type("10%");
  await page.keyboard.press("Enter");
  // 333 × 1.25 = 416.25, less 10 % (41.63) = 374.62.
  await expect(line(page, 0)).toContainText("374.62");
  await expect(newItem(page)).toBeFocused();

  await page.keyboard.type("Scaffold");
  await page.keyboard.press("Tab");
  await expect(cell(page, 1, "Quantity")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("200");
  await page.keyboard.press("Tab");
  await page.keyboard.type("50");
  await page.keyboard.press("Tab");
  await page.keyboard.type("19");
  await page.keyboard.press("Enter");
  await expect(line(page, 1)).toContainText("150.00");
  await expect(sum(page, "Net total")).toHaveText(/524\.62/);
  // 19 % of 524.62 is 99.6778.
  await expect(sum(page, "Tax 19% on")).toHaveText(/99\.68/);
  await expect(sum(page, "Total with tax")).toHaveText(/624\.30/);

  await page.getByRole("switch", { name: "The deal's amount follows the net total" }).click();
  await expect(fact(page, "amount")).toContainText("524.62");
  await cell(page, 1, "Discount").fill("");
  await cell(page, 1, "Discount").press("Enter");
  await expect(fact(page, "amount")).toContainText("574.62");
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("Control+z");
  await expect(fact(page, "amount")).toContainText("524.62");
  await expect(cell(page, 1, "Discount")).toHaveValue("50.00");

  await saved(page);
  await page.reload();
  await page.getByRole("tab", { name: /^Line items/ }).click();
  await expect(line(page, 0)).toContainText("374.62");
  await expect(sum(page, "Net total")).toHaveText(/524\.62/);
});

test("lines are put in order by Alt and arrows, by dragging and by menu, and taken off with a way back", async ({ page }) => {
  await startEmpty(page, "/deals");
  await dealWithLines(page);
  for (const name of ["One", "Two", "Three"]) {
    await newItem(page).fill(name);
    await newItem(page).press("Tab");
    await expect(lineItems(page).getByRole("combobox", { name: `Item of ${name}` })).toHaveCount(1);
  }
  const order = () => lineItems(page).locator("tr[data-line] .lines-item input").evaluateAll((all) => all.map((input) => input.value));
  await cell(page, 2, "Quantity").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(order).toEqual(["One", "Three", "Two", ""]);
  await expect(cell(page, 1, "Quantity")).toBeFocused();
  await line(page, 0).locator(".lines-handle").hover();
  await page.mouse.down();
  // The mark is where the line comes to stand: below going down, above going up.
  await line(page, 2).hover();
  await expect(line(page, 2)).toHaveClass(/lines-over-below/);
  await line(page, 1).hover();
  await line(page, 2).hover();
  await page.mouse.up();
  await expect.poll(order).toEqual(["Three", "Two", "One", ""]);
  await line(page, 2).locator(".lines-handle").hover();
  await page.mouse.down();
  await line(page, 0).hover();
  await expect(line(page, 0)).toHaveClass(/lines-over( |$)/);
  await line(page, 2).hover();
  await page.mouse.up();
  await expect.poll(order).toEqual(["Three", "Two", "One", ""]);
  await line(page, 1).getByRole("button", { name: "Actions of Two" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect.poll(order).toEqual(["Three", "One", ""]);
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect.poll(order).toEqual(["Three", "Two", "One", ""]);
});

test("a product that is out of use is neither offered nor taken by its name", async ({ page }) => {
  await startEmpty(page, "/products");
  await newProduct(page, { Name: "Clay tile", "Unit price": "1.25" });
  await openRecord(page, "Clay tile");
  await page.getByRole("switch", { name: "Show all fields" }).click();
  await fact(page, "inactive").getByRole("button", { name: /^Edit / }).click();
  await fact(page, "inactive").getByRole("checkbox").click();
  await expect(fact(page, "inactive")).toContainText("Yes");
  await saved(page);
  await dealWithLines(page);
  await newItem(page).focus();
  await page.keyboard.type("Clay tile");
  await expect(page.getByRole("option", { name: /Clay tile/ })).toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(cell(page, 0, "Quantity")).toBeFocused();
  await expect(cell(page, 0, "Unit price")).toHaveValue("");
});

test("the currency is chosen before there is a price", async ({ page }) => {
  await startEmpty(page, "/deals");
  await dealWithLines(page);
  await newItem(page).fill("Work");
  await newItem(page).press("Tab");
  await expect(cell(page, 0, "Quantity")).toBeFocused();
  const currency = lineItems(page).getByRole("combobox", { name: "Currency of the lines" });
  await currency.selectOption("GBP");
  await expect(sum(page, "Net total")).toHaveText("£0.00");
  await cell(page, 0, "Unit price").fill("100");
  await cell(page, 0, "Unit price").press("Enter");
  await expect(sum(page, "Net total")).toHaveText("£100.00");
  await expect(currency).toHaveValue("GBP");
});

test("one currency holds for all lines, and what does not fit is refused with its reason", async ({ page }) => {
  await startEmpty(page, "/deals");
  await dealWithLines(page);
  await newItem(page).fill("Work");
  await newItem(page).press("Tab");
  await expect(cell(page, 0, "Quantity")).toBeFocused();
  await cell(page, 0, "Unit price").fill("100");
  await cell(page, 0, "Unit price").press("Enter");
  await cell(page, 0, "Tax %").fill("119");
  await cell(page, 0, "Tax %").press("Tab");
  await expect(line(page, 0).getByRole("alert")).toHaveText("Enter a percentage from 0 to 100.");
  await cell(page, 0, "Tax %").fill("20");
  await cell(page, 0, "Tax %").press("Tab");
  await lineItems(page).getByRole("combobox", { name: "Currency of the lines" }).selectOption("GBP");
  await expect(sum(page, "Total with tax")).toHaveText("£120.00");
});
