// The builder of filters: groups, fields of records referred to, what a filter says and finds.
import { axe, create, expect, exploreSample, row, rows, saved, startEmpty, test } from "./harness.mjs";

const builder = (page) => page.getByRole("dialog", { name: /^Filter / });
const bar = (page) => page.getByRole("group", { name: "Filters", exact: true });
const count = (page) => page.locator(".filter-count");

/** Opens the builder by the menu "Filter". */
async function open(page) {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Advanced filter…" }).click();
  await expect(builder(page)).toBeVisible();
}

/** Chooses the field of a test by a part of its name. */
async function field(test, typed, name) {
  const input = test.getByRole("combobox", { name: "Field" });
  await input.fill(typed);
  await test.page().getByRole("option", { name, exact: true }).first().click();
  await expect(input).toHaveValue(name);
}

const tests = (page) => builder(page).locator(".filter-test");

/** The address of a list with a filter. */
const filtered = (section, condition) =>
  `./#/${section}?view=table&filter=${encodeURIComponent(JSON.stringify(condition))}`;

async function companies(page) {
  await startEmpty(page, "/companies");
  for (const [name, domain] of [["Acme", "acme.example"], ["Borealis", "borealis.example"], ["Cobalt", "cobalt.example"]]) {
    await create(page, "company", { Name: name, Domain: domain });
    await expect(row(page, name)).toBeVisible();
  }
}

test("a filter with groups is built, said in words, kept in the address and in a saved view", async ({ page }) => {
  await companies(page);
  await open(page);
  // The field of a new filter is where the typing goes.
  await expect(count(page)).toHaveText("3 of 3 records match");
  await field(tests(page).first(), "name", "Name");
  await tests(page).first().getByRole("textbox", { name: "Value" }).fill("a");
  await builder(page).getByRole("button", { name: "Add group" }).first().click();
  const group = builder(page).getByRole("group", { name: "Group: Any of these" });
  await field(group.locator(".filter-test").first(), "domain", "Domain");
  await group.getByRole("textbox", { name: "Value" }).fill("acme");
  await group.getByRole("button", { name: "Add condition" }).click();
  await field(group.locator(".filter-test").nth(1), "domain", "Domain");
  await group.getByRole("textbox", { name: "Value" }).nth(1).fill("cobalt");
  const words = "Name contains a and (Domain contains acme or Domain contains cobalt)";
  await expect(page.locator(".filter-words")).toHaveText(words);
  await expect(count(page)).toHaveText("2 of 3 records match");
  await axe(page, "dialog", "the builder of filters");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(builder(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
  await expect(bar(page)).toContainText(words);
  await axe(page, "main", "a list with a filter in words");

  await page.getByRole("button", { name: "Save view", exact: true }).click();
  await page.getByRole("dialog", { name: "Save view" }).getByRole("textbox", { name: "Name" }).fill("Two of them");
  await page.keyboard.press("Enter");
  await saved(page);
  await page.getByRole("link", { name: "All Companies" }).click();
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await page.getByRole("link", { name: /^Two of them/ }).click();
  await expect(rows(page)).toHaveCount(2);
  // The sentence leads back into the builder, and leaving it changes nothing.
  await bar(page).getByRole("button", { name: /^Change filter/ }).click();
  await expect(tests(page)).toHaveCount(3);
  await tests(page).nth(1).getByRole("button", { name: /^Remove/ }).click();
  await expect(tests(page)).toHaveCount(2);
  await builder(page).getByRole("button", { name: "Cancel" }).click();
  await expect(bar(page)).toContainText(words);
  await bar(page).getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(3);
});

test("fields of records referred to are found, and every part can be moved, copied and dissolved by keyboard", async ({ page }) => {
  await exploreSample(page, "/deals?view=table");
  await page.locator(".grid").focus();
  await page.keyboard.press("f");
  await expect(builder(page)).toBeVisible();
  await expect(tests(page).getByRole("combobox", { name: "Field" })).toHaveCount(1);
  await field(tests(page).first(), "indus", "Company › Industry");
  await tests(page).first().getByRole("combobox", { name: "Value" }).selectOption("Software");
  await builder(page).getByRole("button", { name: "Add condition" }).click();
  await expect(tests(page).nth(1).getByRole("combobox", { name: "Field" })).toBeFocused();
  await page.keyboard.type("close d");
  await page.keyboard.press("Enter");
  await tests(page).nth(1).getByRole("combobox", { name: "Condition" }).selectOption("ge");
  await tests(page).nth(1).getByRole("combobox", { name: "Which day" }).selectOption("before");
  await tests(page).nth(1).getByRole("textbox", { name: "Days" }).fill("90");
  const words = page.locator(".filter-words");
  await expect(words).toHaveText("Company › Industry is Software and Close date is since 90 days ago");

  const menu = (at) => tests(page).nth(at).getByRole("button", { name: /^Actions for/ });
  await menu(1).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(words).toHaveText("Close date is since 90 days ago and Company › Industry is Software");
  await expect(menu(0)).toBeFocused();
  await menu(0).click();
  await page.getByRole("menuitem", { name: "Put in a group" }).click();
  await expect(builder(page).getByRole("group", { name: "Group: Any of these" })).toBeVisible();
  await menu(0).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(tests(page)).toHaveCount(3);
  await expect(words).toHaveText(/^\(Close date is since 90 days ago or Close date is since 90 days ago\) and/);
  const group = builder(page).getByRole("group", { name: "Group: Any of these" });
  await group.getByRole("combobox", { name: "How many of these must hold" }).selectOption("none");
  await expect(words).toHaveText(/^not \(Close date/);
  await builder(page).getByRole("group", { name: "Group: None of these" }).getByRole("button", { name: /^Actions for “Group/ }).click();
  await page.getByRole("menuitem", { name: "Dissolve group" }).click();
  await expect(builder(page).locator(".filter-group")).toHaveCount(1);
  await builder(page).getByRole("button", { name: "Apply" }).click();
  // Every test of one level is a chip of its own again.
  await expect(bar(page).getByRole("button", { name: /^Change filter/ })).toHaveCount(3);
});

test("what is missing is said when the filter is applied, and a number counts while it is typed", async ({ page }) => {
  await exploreSample(page, "/deals?view=table");
  await open(page);
  await field(tests(page).first(), "amount", "Amount");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(builder(page)).toBeVisible();
  await expect(tests(page).first().getByRole("alert")).toHaveText("Give a value.");
  await tests(page).first().getByRole("combobox", { name: "Condition" }).selectOption("ge");
  await tests(page).first().getByRole("textbox", { name: "Value" }).pressSequentially("50000");
  await expect(count(page)).not.toHaveText(/^400 of/);
  await expect(tests(page).first().getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(builder(page)).toHaveCount(0);
  await expect(bar(page)).toContainText("Amount is at least 50,000");

  // A filter of one condition is changed in the bar: it can be applied before the number is left.
  await bar(page).getByRole("button", { name: /^Change filter/ }).click();
  const editor = bar(page).locator("form");
  await editor.getByRole("textbox", { name: "Value" }).fill("");
  await expect(editor.getByRole("button", { name: "Apply" })).toBeDisabled();
  await editor.getByRole("textbox", { name: "Value" }).pressSequentially("75000");
  await expect(editor.getByRole("button", { name: "Apply" })).toBeEnabled();
  await editor.getByRole("button", { name: "Apply" }).click();
  await expect(bar(page)).toContainText("Amount is at least 75,000");
});

test("several numbers are given one by one, and none is read anew or left out unsaid", async ({ page }) => {
  await exploreSample(page, "/deals?view=table");
  await page.goto(filtered("deals", { field: [11], op: "one_of", value: [{ money: "100 EUR" }, 1.1234567] }));
  await page.locator(".grid").focus();
  await page.keyboard.press("f");
  await expect(builder(page)).toBeVisible();
  const value = tests(page).first().getByRole("textbox", { name: "Value" });
  await value.fill("10,000");
  await page.keyboard.press("Enter");
  await expect(builder(page)).toBeVisible();
  await expect(value).toHaveValue("");
  await expect(tests(page).first().locator(".chip")).toHaveCount(3);
  await axe(page, "dialog", "a test with several amounts");
  await value.fill("many");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(builder(page)).toBeVisible();
  await expect(value).toBeFocused();
  await tests(page).first().getByRole("combobox", { name: "Currency" }).selectOption("USD");
  await value.fill("2.345");
  await page.keyboard.press("Enter");
  await expect(tests(page).first().getByRole("alert").filter({ visible: true })).toHaveCount(1);
  await value.fill("2.34");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(builder(page)).toHaveCount(0);
  const filter = await page.evaluate(() => new URLSearchParams(location.hash.split("?")[1]).get("filter"));
  const kept = JSON.parse(filter);
  const test = kept.all ? kept.all[0] : kept;
  expect(test.value).toEqual([{ money: "100.00 EUR" }, { number: "1.1234567" }, 10000, { money: "2.34 USD" }]);
});

test("an amount that a currency does not have is no amount of any", async ({ page }) => {
  await exploreSample(page, "/deals?view=table");
  await open(page);
  await field(tests(page).first(), "amount", "Amount");
  await tests(page).first().getByRole("combobox", { name: "Condition" }).selectOption("ge");
  await tests(page).first().getByRole("combobox", { name: "Currency" }).selectOption("JPY");
  await tests(page).first().getByRole("textbox", { name: "Value" }).fill("9.5");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(builder(page)).toBeVisible();
  await expect(tests(page).first().getByRole("alert").filter({ visible: true })).toHaveText("Give a value.");
  await tests(page).first().getByRole("combobox", { name: "Currency" }).selectOption("");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(bar(page)).toContainText("Amount is at least 9.5");
});

test("Escape does not throw a filter away that was built, and clearing begins anew", async ({ page }) => {
  await companies(page);
  const gone = { field: ["9223372036854775999"], op: "not_empty" };
  await page.goto(filtered("companies", { any: [gone, { field: [10], op: "contains", value: "a" }] }));
  await bar(page).getByRole("button", { name: /^Change filter/ }).click();
  await expect(tests(page)).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(builder(page)).toHaveCount(0);
  await bar(page).getByRole("button", { name: /^Change filter/ }).click();
  await builder(page).getByRole("button", { name: "Clear all" }).click();
  await expect(tests(page)).toHaveCount(1);
  await field(tests(page).first(), "name", "Name");
  await tests(page).first().getByRole("textbox", { name: "Value" }).fill("Acme");
  await page.keyboard.press("Escape");
  await expect(builder(page).getByRole("alert").filter({ hasText: "Leave without" })).toBeVisible();
  await expect(builder(page).getByRole("button", { name: "Keep editing" })).toBeFocused();
  await axe(page, "dialog", "the question before a filter is left");
  await page.keyboard.press("Escape");
  await expect(builder(page).getByRole("button", { name: "Apply" })).toBeVisible();
  await page.keyboard.press("Escape");
  await builder(page).getByRole("button", { name: "Discard changes" }).click();
  await expect(builder(page)).toHaveCount(0);
  await expect(bar(page)).toContainText("Name contains a");
});

test("a condition on a field that was deleted is named and can be removed, the others stay", async ({ page }) => {
  await companies(page);
  const gone = { field: ["9223372036854775999"], op: "not_empty" };
  const other = { field: [10], op: "contains", value: "a" };
  const option = { field: [12], op: "is", value: "Alchemy" };
  await page.goto(filtered("companies", { any: [gone, other, option] }));
  await expect(rows(page)).toHaveCount(3);
  await bar(page).getByRole("button", { name: /^Change filter/ }).click();
  await expect(tests(page).nth(0)).toContainText("A deleted field is filled");
  await expect(tests(page).nth(0).getByRole("alert")).toContainText("not there any more");
  await expect(tests(page).nth(2).getByRole("alert")).toContainText("“Alchemy” is no option");
  await axe(page, "dialog", "the builder with conditions that can't work");
  await tests(page).nth(0).getByRole("button", { name: /^Remove/ }).click();
  await tests(page).nth(1).getByRole("combobox", { name: "Value" }).selectOption("Software");
  await builder(page).getByRole("button", { name: "Apply" }).click();
  await expect(bar(page)).toContainText("Name contains a or Industry is Software");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test("the builder fits and is worked by thumb", async ({ page }) => {
    await exploreSample(page, "/deals?view=table");
    await page.goto(
      filtered("deals", {
        any: [
          { field: [11], op: "between", value: [1000, 90000] },
          { all: [{ field: [13, 12], op: "one_of", value: ["Software", "Finance"] }, { field: [15], op: "is", value: { me: true } }] },
        ],
      }),
    );
    await bar(page).getByRole("button", { name: /^Change filter/ }).click();
    await expect(tests(page)).toHaveCount(3);
    const fits = await builder(page).evaluate((dialog) => {
      const body = dialog.querySelector(".dialog-body");
      return dialog.scrollWidth <= dialog.clientWidth && body.scrollWidth <= body.clientWidth;
    });
    expect(fits, "nothing goes beyond the right edge").toBe(true);
    const sizes = await builder(page).getByRole("button").evaluateAll((buttons) =>
      buttons.map((button) => button.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(28);
    await axe(page, "dialog", "the builder on a phone");
  });
});
