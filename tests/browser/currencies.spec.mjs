// Amounts in several currencies: rates in the settings, sums in the list and on the board.
import { axe, create, expect, messages, saved, startEmpty, test } from "./harness.mjs";

const exact = (name) => ({ name, exact: true });
const open = async (page, path) => {
  await page.evaluate((to) => (location.hash = to), path);
};
const settings = async (page) => {
  await open(page, "/settings/currencies");
  await expect(page.getByRole("heading", { name: "Currencies", level: 2 })).toBeVisible();
};
const inCurrency = async (page, code) => {
  await settings(page);
  await page.getByRole("combobox", exact("Currency")).selectOption(code);
  await saved(page);
};
const deals = async (page) => {
  await open(page, "/deals?view=table");
  await expect(page.getByRole("grid")).toBeVisible();
};
const dialog = (page, name) => page.getByRole("dialog", { name });
const addRate = async (page, code, rate) => {
  const form = dialog(page, "Add exchange rate");
  if (code) await form.getByRole("combobox", { name: "One unit of" }).selectOption(code);
  await form.getByRole("textbox", { name: "is worth" }).fill(rate);
  await form.getByRole("button", exact("Save")).click();
};

test("sums add up several currencies by the rates that are entered, and say what they leave out", async ({ page }) => {
  await startEmpty(page, "/deals?view=table");
  for (const [code, amount] of [["EUR", "50"], ["CHF", "7"], ["USD", "100"]]) {
    await inCurrency(page, code);
    await open(page, "/deals?view=table");
    await create(page, "deal", { Name: `Deal in ${code}`, Amount: amount });
  }
  await deals(page);
  const sum = page.locator(".list-sum");
  await expect(sum).toHaveText("Sum CHF 7 + €50 + $100");
  await expect(sum).toHaveAttribute("title", /Currencies without an exchange rate stand by themselves/);

  await settings(page);
  const missing = page.locator(".currencies-missing");
  await expect(missing.getByRole("listitem")).toHaveText([/CHF.*1 amount is left out of sums/, /EUR.*1 amount/]);
  await axe(page, "main", "the currencies");
  await missing.getByRole("button", { name: "Add a rate for EUR" }).click();
  await expect(dialog(page, "Add exchange rate").getByRole("combobox", { name: "One unit of" })).toHaveValue("EUR");
  await addRate(page, null, "abc");
  await expect(dialog(page, "Add exchange rate").getByText("A rate is a number above zero")).toBeVisible();
  await addRate(page, null, "1.1");
  await expect(page.getByText("1 EUR = 1.1 USD")).toBeVisible();
  await expect(missing.getByRole("listitem")).toHaveCount(1);

  await deals(page);
  await expect(sum).toHaveText("Sum ≈ $155 + CHF 7");
  await expect(sum).toHaveAttribute("title", /€50 \+ \$100 by your exchange rates/);

  await open(page, "/deals?view=board");
  await expect(page.locator(".board-total")).toContainText("≈ $155");

  // A second rate between the same two, whichever way round, is refused.
  await settings(page);
  await page.getByRole("button", exact("Add exchange rate")).click();
  await addRate(page, "EUR", "1.2");
  await expect(dialog(page, "Add exchange rate").getByText("There is a rate between EUR and USD already")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Actions for EUR rate" }).click();
  await page.getByRole("menuitem", exact("Edit")).click();
  const edit = dialog(page, "Edit exchange rate");
  await edit.getByRole("textbox", { name: "is worth" }).fill("1.25");
  await edit.getByRole("button", exact("Save")).click();
  await expect(page.getByText("1 EUR = 1.25 USD")).toBeVisible();

  await page.getByRole("button", { name: "Actions for EUR rate" }).click();
  await page.getByRole("menuitem", exact("Delete")).click();
  await expect(missing.getByRole("listitem")).toHaveCount(2);
  await messages(page).getByRole("button", exact("Undo")).last().click();
  await expect(page.getByText("1 EUR = 1.25 USD")).toBeVisible();
  await expect(missing.getByRole("listitem")).toHaveCount(1);
});
