// What is typed stays what was typed: days digit by digit, and a field that changes elsewhere meanwhile.
import { create, expect, fact, messages, openRecord, row, saved, startEmpty, test } from "./harness.mjs";

async function ada(page) {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await expect(row(page, "Ada Lovelace")).toBeVisible();
  await saved(page);
  await openRecord(page, "Ada Lovelace");
}

const edit = (page, key) => fact(page, key).getByRole("button", { name: /^Edit / }).click();

test("a day is typed digit by digit and kept as a whole; half a day changes nothing", async ({ page }) => {
  await ada(page);
  await page.getByRole("switch", { name: "Show all fields" }).click();
  await edit(page, "birthday");
  await page.keyboard.type("12101815");
  await page.keyboard.press("Enter");
  await expect(fact(page, "birthday")).toContainText("Dec 10, 1815");

  await edit(page, "birthday");
  await page.keyboard.type("0102");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(fact(page, "birthday").getByRole("alert")).toHaveText("Complete the date, or empty it.");
  await page.keyboard.press("Escape");
  await expect(fact(page, "birthday")).toContainText("Dec 10, 1815");
});

test("what another tab saves does not take the place of what is being typed, and both values are told", async ({ page, context }) => {
  await ada(page);
  await edit(page, "first_name");
  await fact(page, "first_name").getByRole("textbox").fill("Typed in one");
  const other = await context.newPage();
  await other.goto(page.url());
  await edit(other, "first_name");
  await fact(other, "first_name").getByRole("textbox").fill("Saved in two");
  await other.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Saved in two Lovelace");
  await expect(fact(page, "first_name").getByRole("textbox")).toHaveValue("Typed in one");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Typed in one Lovelace");
  const told = page.locator(".conflicts");
  await expect(told).toContainText("Saved in two");
  await told.getByRole("button", { name: "Use" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Saved in two Lovelace");
});

test("what is no address or number is refused where it is typed, with an example", async ({ page }) => {
  await ada(page);
  await edit(page, "emails");
  await fact(page, "emails").getByRole("textbox").fill("a b c");
  await page.keyboard.press("Tab");
  await expect(fact(page, "emails")).toContainText("“a b c” is not an e-mail address.");
  await fact(page, "emails").getByRole("textbox").fill("ada@engine.example");
  await page.keyboard.press("Enter");
  await expect(fact(page, "emails").getByRole("link", { name: "ada@engine.example" })).toBeVisible();
});

test("the keys of a list lead into it, Escape leads out of a search and back from a record", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await expect(row(page, "Ada Lovelace")).toBeVisible();
  await page.goto("./#/companies");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Companies");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("grid")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts");

  await page.keyboard.press("/");
  await page.keyboard.type("ada");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("main").getByRole("searchbox")).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid")).toBeFocused();
  await expect(messages(page).getByRole("alert")).toHaveText("");
});

test("what was created on the way goes with a dialog that is cancelled", async ({ page }) => {
  await startEmpty(page);
  const begin = async () => {
    await page.getByRole("button", { name: "New contact", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "New contact" });
    await dialog.getByRole("textbox", { name: "Last name" }).fill("Lovelace");
    await dialog.getByRole("combobox", { name: "Company" }).fill("Engine Works");
    await page.getByRole("option", { name: /^Create/ }).click();
    await expect(dialog.getByRole("combobox", { name: "Company" })).toHaveValue("Engine Works");
    return dialog;
  };
  const cancelled = await begin();
  await cancelled.getByRole("button", { name: "Cancel" }).click();
  await expect(cancelled).toHaveCount(0);
  await page.goto("./#/companies");
  await expect(page.getByText("No companies yet")).toBeVisible();
  await page.goto("./#/contacts");
  const kept = await begin();
  await kept.getByRole("button", { name: "Create", exact: true }).click();
  await expect(row(page, "Lovelace")).toContainText("Engine Works");
  await page.goto("./#/companies");
  await expect(row(page, "Engine Works")).toBeVisible();
});
