// Quotes: made of a deal's lines, frozen, numbered, printed on paper and nothing but the paper.
import { create, editFact, expect, fact, goTo, messages, newDialog, openRecord, saved, startEmpty, test } from "./harness.mjs";

const lineItems = (page) => page.getByRole("region", { name: "Line items" });
const newItem = (page) => lineItems(page).getByRole("combobox", { name: "Add a product or type a text" });
const paper = (page) => page.getByRole("article");

async function dealWithLine(page, count = 1) {
  await startEmpty(page, "/deals");
  await page.keyboard.press("c");
  const dialog = newDialog(page, "deal");
  await dialog.getByRole("textbox", { name: /^Name/ }).fill("New roof");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await page.evaluate(() => (location.hash = "#/deals?view=table"));
  await openRecord(page, "New roof");
  await page.getByRole("tab", { name: /^Line items/ }).click();
  for (let n = 1; n <= count; n += 1) {
    await newItem(page).fill(`Tiles ${n}`);
    await newItem(page).press("Tab");
    // The next cell gets the focus as soon as the line is there.
    await expect(lineItems(page).getByRole("textbox", { name: `Quantity of Tiles ${n}`, exact: true })).toBeFocused();
    const price = lineItems(page).getByRole("textbox", { name: `Unit price of Tiles ${n}`, exact: true });
    await price.fill("100");
    await price.press("Tab");
  }
}

test("a quote is made of the lines, stays as it was sent, and leads the deal on when it is accepted", async ({ page }) => {
  await dealWithLine(page);
  await page.getByRole("button", { name: "New quote" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Quote Q-\d{4}-0001$/ })).toBeVisible();
  await expect(paper(page)).toContainText("Tiles 1");
  await expect(paper(page)).toContainText("$100.00");
  await page.getByRole("button", { name: "Mark as sent" }).click();
  await expect(page.getByText("The quote stays as it was sent.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Language of the quote" })).toHaveCount(0);

  await page.locator(".record-back").click();
  await page.getByRole("tab", { name: /^Line items/ }).click();
  const price = lineItems(page).getByRole("textbox", { name: "Unit price of Tiles 1" });
  await price.fill("900");
  await price.press("Tab");
  await page.getByRole("region", { name: "Quotes" }).getByRole("link", { name: /^Q-/ }).click();
  await expect(paper(page)).toContainText("$100.00");
  await expect(paper(page)).not.toContainText("$900.00");

  await page.getByRole("button", { name: "Mark as accepted" }).click();
  await page.getByRole("button", { name: /^Move the deal to / }).click();
  await expect(page.getByRole("button", { name: /^Move the deal to / })).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(paper(page)).toContainText("Tiles 1");
});

test("a draft follows on request, reads in another language, and goes to the trash with a way back", async ({ page }) => {
  await dealWithLine(page);
  await page.getByRole("button", { name: "New quote" }).click();
  await page.getByRole("combobox", { name: "Language of the quote" }).selectOption("zh-CN");
  await expect(paper(page).getByRole("heading", { name: "报价单" })).toBeVisible();
  await expect(paper(page)).toHaveAttribute("lang", "zh-CN");
  await page.getByRole("textbox", { name: "Terms" }).fill("Payable within 14 days.");
  await page.getByRole("textbox", { name: "Terms" }).press("Tab");
  await expect(paper(page)).toContainText("Payable within 14 days.");
  await page.locator(".record-back").click();
  await page.getByRole("tab", { name: /^Line items/ }).click();
  await newItem(page).fill("Gutter");
  await newItem(page).press("Tab");
  await page.getByRole("region", { name: "Quotes" }).getByRole("link", { name: /^Q-/ }).click();
  await page.getByRole("button", { name: "Take over what holds now" }).click();
  await expect(paper(page)).toContainText("Gutter");
  await page.getByRole("button", { name: "More actions" }).last().click();
  await page.getByRole("menuitem", { name: "Delete quote" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New roof" })).toBeVisible();
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await page.getByRole("tab", { name: /^Line items/ }).click();
  await expect(page.getByRole("region", { name: "Quotes" }).getByRole("link", { name: /^Q-/ })).toBeVisible();
});

test("the paper alone is printed, on both sizes, with the table's head on each page", async ({ page }) => {
  test.setTimeout(90_000);
  await dealWithLine(page, 45);
  await page.getByRole("button", { name: "New quote" }).click();
  await expect(paper(page)).toContainText("Tiles 45");
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".sidebar", ".topbar", ".quote-chrome", ".quote-details"]) {
    await expect(page.locator(hidden).first()).toBeHidden();
  }
  await expect(paper(page)).toBeVisible();
  await expect(page.locator(".quote-table thead")).toHaveCSS("display", "table-header-group");
  await expect(page.locator(".quote-table tbody tr").first()).toHaveCSS("break-inside", "avoid");
  for (const format of ["A4", "Letter"]) {
    const pdf = (await page.pdf({ format })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    expect(pages.length, format).toBeGreaterThan(1);
    expect(pages.length, format).toBeLessThan(5);
  }
});

test("a draft is up to date whoever looks at it, until the customer changes", async ({ page }) => {
  await dealWithLine(page);
  await goTo(page, "Companies");
  await create(page, "company", { Name: "Engine Works" });
  await openRecord(page, "Engine Works");
  const company = page.url();
  await page.goBack();
  await page.evaluate(() => (location.hash = "#/deals?view=table"));
  await openRecord(page, "New roof");
  await page.locator("h1").click();
  await page.getByRole("switch", { name: "Show all fields" }).click();
  await fact(page, "company").getByRole("button", { name: /^Edit / }).click();
  await fact(page, "company").getByRole("combobox").fill("Engine");
  await page.getByRole("option", { name: "Engine Works" }).click();
  await expect(fact(page, "company").getByRole("link", { name: "Engine Works" })).toBeVisible();
  await page.getByRole("tab", { name: /^Line items/ }).click();
  await page.getByRole("button", { name: "New quote" }).click();
  await expect(paper(page)).toContainText("Engine Works");
  const quote = page.url();
  const takeOver = page.getByRole("button", { name: "Take over what holds now" });
  await expect(takeOver).toHaveCount(0);
  await page.goto(company);
  await editFact(page, "name", "New Works");
  await page.goto(quote);
  await takeOver.click();
  await expect(paper(page)).toContainText("New Works");
});

test("on a phone each number has its name, on paper the columns stay", async ({ page }) => {
  await dealWithLine(page);
  await page.getByRole("button", { name: "New quote" }).click();
  await expect(paper(page)).toContainText("Tiles 1");
  await page.setViewportSize({ width: 390, height: 800 });
  const cells = page.locator(".quote-table tbody td");
  const names = () => cells.evaluateAll((all) => all.map((cell) => getComputedStyle(cell, "::before").content));
  expect(await names()).toEqual(['"Quantity"', '"Unit price"', '"Amount"']);
  await page.emulateMedia({ media: "print" });
  expect(await names()).toEqual(["none", "none", "none"]);
  await expect(cells.first()).toHaveCSS("display", "table-cell");
});

test("the business says who offers", async ({ page }) => {
  await dealWithLine(page);
  await page.getByRole("button", { name: "New quote" }).click();
  await page.getByRole("link", { name: "Fill them in" }).click();
  await expect(page.getByRole("textbox", { name: "Tax ID" })).toBeVisible();
  await page.getByRole("textbox", { name: "Tax ID" }).fill("DE 123456789");
  await page.getByRole("textbox", { name: "Tax ID" }).press("Tab");
  await page.goBack();
  await page.getByRole("button", { name: "Take over what holds now" }).click();
  await expect(paper(page)).toContainText("Tax ID: DE 123456789");
  await goTo(page, "Deals");
});
