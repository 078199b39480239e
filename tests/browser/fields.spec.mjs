// Fields of one's own: every type in the form, on the record, in the list, in a filter, exported and
// imported again.
import { readFileSync } from "node:fs";
import { create, expect, goTo, newDialog, openRecord, row, saved, startEmpty, test } from "./harness.mjs";

const exact = (name) => ({ name, exact: true });
const textbox = (value) => async (form, name) => form.getByRole("textbox", exact(name)).fill(value);
const link = (value) => async (form, name, page) => {
  const box = form.getByRole("combobox", exact(name));
  await box.fill(value);
  await page.getByRole("option", { name: value }).first().click();
};

/** Each type as people choose it, what is filled in, and what the record's page says then. */
const TYPES = [
  ["Text", textbox("Left-handed"), "Left-handed"],
  ["Long text", textbox("Two lines\nof text"), "Two lines"],
  ["Whole number", textbox("43"), "43"],
  ["Number", textbox("1.5"), "1.5"],
  ["Amount", async (form, name) => form.getByRole("group", exact(name)).getByRole("textbox").or(form.getByRole("textbox", exact(name))).first().fill("1200"), "1,200"],
  ["Date", async (form, name) => form.getByLabel(name, { exact: true }).fill("2026-03-04"), "Mar 4, 2026"],
  ["Date and time", async (form, name) => form.getByLabel(name, { exact: true }).fill("2026-03-04T10:30"), "10:30"],
  ["Duration", textbox("90"), "90 min"],
  ["Yes or no", async (form, name) => form.getByRole("checkbox", exact(name)).check(), "Yes"],
  ["One of several options", async (form, name) => form.getByRole("combobox", exact(name)).selectOption({ label: "Blue" }), "Blue"],
  ["Several options", async (form, name, page) => tags(form, name, page, "Green"), "Green"],
  ["Tags", async (form, name, page) => tags(form, name, page, "chess"), "chess"],
  ["Link", textbox("example.com/me"), "example.com/me"],
  ["Email", async (form, name) => form.getByRole("group", exact(name)).getByRole("textbox").first().fill("second@example.com"), "second@example.com"],
  ["Phone", async (form, name) => form.getByRole("group", exact(name)).getByRole("textbox").first().fill("+49 30 901820"), "+49 30 901820"],
  ["Address", async (form, name) => form.getByRole("group", exact(name)).getByRole("textbox", { name: "City" }).fill("Bergen"), "Bergen"],
  ["Link to a contact", link("Ada"), "Ada"],
  ["Link to a company", link("Engine Works"), "Engine Works"],
  ["Link to a deal", link("First engine"), "First engine"],
  ["Link to a ticket", link("It rattles"), "It rattles"],
  ["Links to contacts", async (form, name, page) => links(form, name, page, "Ada"), "Ada"],
  ["Links to companies", async (form, name, page) => links(form, name, page, "Engine Works"), "Engine Works"],
];

async function tags(form, name, page, value) {
  await form.locator(".tags-field").and(form.getByLabel(name, { exact: true })).fill(value);
  await page.keyboard.press("Enter");
}

async function links(form, name, page, value) {
  const box = form.getByRole("group", exact(name)).getByRole("combobox").first();
  await box.fill(value);
  await page.getByRole("option", { name: value }).first().click();
}

const called = (type) => `My ${type.toLowerCase()}`;

test("a field of every type is filled in, shown, filtered by, exported, and imported again", async ({ page }) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(8_000);
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada" });
  await goTo(page, "Companies");
  await create(page, "company", { Name: "Engine Works" });
  await goTo(page, "Deals");
  await create(page, "deal", { Name: "First engine" });
  await goTo(page, "Tickets");
  await create(page, "ticket", { Subject: "It rattles" });

  await page.goto("./#/settings/fields");
  for (const [type] of TYPES) {
    await page.getByRole("button", { name: "Add field" }).click();
    const form = page.getByRole("dialog", { name: "Add a field to contacts" });
    await form.getByRole("textbox", { name: "Name" }).fill(called(type));
    await form.getByRole("combobox", { name: "Type" }).selectOption({ label: type });
    if (type.includes("options")) {
      for (const option of ["Blue", "Green"]) await tags(form, /^Options/, page, option);
    }
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: called(type), exact: true })).toBeVisible();
  }

  await goTo(page, "Contacts");
  await page.keyboard.press("c");
  const dialog = newDialog(page, "contact");
  await dialog.getByRole("button", { name: "All fields" }).click();
  await dialog.getByRole("textbox", { name: "Last name" }).fill("Byron");
  for (const [type, fill] of TYPES) await fill(dialog, called(type), page);
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(page, "Byron")).toBeVisible();

  await page.getByRole("button", { name: "Columns" }).click();
  for (const [type] of TYPES) await expect(page.getByRole("menuitemcheckbox", { name: called(type), exact: true })).toBeAttached();
  await page.getByRole("menuitemcheckbox", { name: called("Duration"), exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(row(page, "Byron")).toContainText("90 min");
  await saved(page);

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  for (const [type] of TYPES) await expect(page.getByRole("menuitem", { name: called(type), exact: true })).toBeAttached();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "More actions" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as CSV" }).click();
  const path = await (await downloading).path();
  const [header] = readFileSync(path, "utf8").split("\n");
  for (const [type] of TYPES) expect(header).toContain(called(type));

  await openRecord(page, "Byron");
  for (const [type, , shown] of TYPES) {
    const fact = page.locator(".fact").filter({ has: page.getByText(called(type), { exact: true }) });
    await expect(fact, type).toContainText(shown);
  }

  await page.goto("./#/contacts/import");
  await page.locator("input[type=file]").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: readFileSync(path) });
  await page.getByRole("main").getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("main").getByRole("button", { name: "Check without importing", exact: true }).click();
  await expect(page.getByText("This is what the import would do.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("There is nothing to import.");
});
