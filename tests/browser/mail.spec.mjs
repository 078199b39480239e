// E-mails: templates with variables, written from a record, opened in the mail program and logged.
import { axe, create, expect, fact, goTo, messages, openRecord, row, saved, startEmpty, test } from "./harness.mjs";

const dialog = (page, name) => page.getByRole("dialog", { name });
const undo = (page) => messages(page).getByRole("button", { name: "Undo" }).last();
const timeline = (page) => page.getByRole("region", { name: "Activity", exact: true });
const button = (within, name) => within.getByRole("button", { name, exact: true });
const named = (form) => form.getByRole("textbox", { name: /^Name/ });
const textbox = (within, name) => within.getByRole("textbox", { name, exact: true });

/** Keeps the addresses that would open the mail program in `window.opened`. */
async function keepMail(page) {
  await page.addInitScript(() => {
    window.opened = [];
    window.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest?.("a[href^='mailto:']");
        if (!link) return;
        event.preventDefault();
        window.opened.push(link.href);
      },
      true,
    );
  });
}

/** The message that was opened last: to whom, and its fields. */
async function opened(page) {
  await expect.poll(() => page.evaluate(() => window.opened.length)).toBeGreaterThan(0);
  const href = await page.evaluate(() => window.opened.at(-1));
  const [to, query = ""] = href.slice("mailto:".length).split("?");
  const fields = query.split("&").filter(Boolean).map((pair) => pair.split("=").map(decodeURIComponent));
  return { to: decodeURIComponent(to), href, ...Object.fromEntries(fields) };
}

async function addTemplate(page, name, subject, body) {
  await page.goto("./#/settings/templates");
  await button(page, "Add template").click();
  const form = dialog(page, "Add template");
  await named(form).fill(name);
  await textbox(form, "Subject").fill(subject);
  await textbox(form, "Text").fill(body);
  await button(form, "Save").click();
  await expect(form).toHaveCount(0);
  await saved(page);
}

async function ada(page, more = {}) {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace", "Email address": "ada@engine.example", ...more });
  await expect(row(page, "Ada Lovelace")).toBeVisible();
}

test("a template is made with variables from the schema, seen with a record, edited, deleted and brought back", async ({ page }) => {
  await ada(page);
  await page.goto("./#/settings/templates");
  await expect(page.getByText("No templates yet.")).toBeVisible();
  await axe(page, undefined, "the settings without templates");
  await button(page, "Add template").click();
  const form = dialog(page, "Add template");
  await button(form, "Save").click();
  await expect(form.getByText("A name is needed.")).toBeVisible();
  await named(form).fill("Hello");
  await textbox(form, "Subject").fill("For {{nick_name}}");
  const body = textbox(form, "Text");
  await body.fill("Dear ,");
  await body.press("ArrowLeft");
  await form.getByRole("combobox", { name: "Insert a variable" }).fill("contact first");
  await page.keyboard.press("Enter");
  await expect(body).toHaveValue("Dear {{contact.first_name}},");
  await expect(body).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type(" {{contact.job_title}}{{contact.department | you}}");
  const preview = form.getByRole("region", { name: "Preview" });
  await expect(preview).toContainText("Dear Ada, {{contact.job_title}}you");
  await expect(preview).toContainText("There is no such variable, so it stays as it is written: {{nick_name}}");
  await expect(preview).toContainText("Empty for this record: {{contact.job_title}}");
  await axe(page, "dialog", "the form of a template");
  await button(form, "Save").click();
  await expect(form).toHaveCount(0);
  await expect(messages(page)).toContainText("Hello was added");
  await button(page, "Hello").click();
  const again = dialog(page, "Edit template");
  await expect(textbox(again, "Text")).toHaveValue("Dear {{contact.first_name}}, {{contact.job_title}}{{contact.department | you}}");
  await named(again).fill("Hello there");
  await button(again, "Save").click();
  await expect(button(page, "Hello there")).toBeVisible();
  await saved(page);
  await page.reload();
  await button(page, "Actions for Hello there").click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText("No templates yet.")).toBeVisible();
  await undo(page).click();
  await expect(button(page, "Hello there")).toBeVisible();
});

test("an email is filled in from a template, opened as a correct address and logged with one undo", async ({ page }) => {
  await keepMail(page);
  await ada(page);
  await addTemplate(page, "Offer", "Offer & more for {{contact.name}}", "Dear {{contact.first_name}},\n50 % off?\n{{contact.job_title}}");
  await goTo(page, "Contacts");
  await openRecord(page, "Ada Lovelace");
  await page.keyboard.press("m");
  const form = dialog(page, "Email to Ada Lovelace");
  await expect(form.getByRole("checkbox", { name: "Ada Lovelace" })).toBeChecked();
  await expect(form).toContainText("ada@engine.example");
  await form.getByRole("combobox", { name: "Template" }).selectOption("Offer");
  await expect(textbox(form, "Subject")).toHaveValue("Offer & more for Ada Lovelace");
  await expect(textbox(form, "Text")).toHaveValue("Dear Ada,\n50 % off?\n");
  await expect(form.getByText("Empty for this record: {{contact.job_title}}")).toBeVisible();
  await axe(page, "dialog", "the form of an email");
  await textbox(form, "Text").fill("Dear Ada,\n50 % off?");
  await button(form, "Open in mail program").click();
  await expect(form).toHaveCount(0);
  const message = await opened(page);
  expect(message.to).toBe("ada@engine.example");
  expect(message.subject).toBe("Offer & more for Ada Lovelace");
  expect(message.body).toBe("Dear Ada,\r\n50 % off?");
  expect(message.href).toContain("Offer%20%26%20more");
  expect(message.href).toContain("%0D%0A50%20%25%20off%3F");
  await expect(timeline(page)).toContainText("Offer & more for Ada Lovelace");
  await expect(timeline(page)).toContainText("50 % off?");
  await undo(page).click();
  await expect(timeline(page).getByText("Offer & more for Ada Lovelace")).toHaveCount(0);
});

test("who has opted out or withdrawn the consent is not written to, and it says why", async ({ page }) => {
  await ada(page);
  await openRecord(page, "Ada Lovelace");
  await page.getByRole("switch", { name: "Show all fields" }).click();
  await fact(page, "consent").getByRole("button", { name: "Edit Consent to marketing e-mail" }).click();
  await fact(page, "consent").getByRole("combobox").selectOption("Withdrawn");
  await expect(page.locator(".record-subtitle")).toContainText("No e-mail wanted");
  await page.locator("h1").focus();
  await button(page, "Email").click();
  const form = dialog(page, "Email to Ada Lovelace");
  await expect(form).toContainText("has withdrawn the consent to email");
  await expect(form.getByRole("checkbox", { name: "Ada Lovelace" })).toBeDisabled();
  await expect(button(form, "Open in mail program")).toBeDisabled();
  await axe(page, "dialog", "the form of an email to somebody who wants none");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await expect(button(page, "Email")).toBeFocused();
});

test("an email too long for a mail program is copied, and one to several people is on the page of each", async ({ page, context }) => {
  await keepMail(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada(page);
  await create(page, "contact", { "First name": "Grace", "Last name": "Hopper", "Email address": "grace@navy.example" });
  await goTo(page, "Companies");
  await create(page, "company", { Name: "Engine Works" });
  await openRecord(page, "Engine Works");
  await button(page, "Email").click();
  const form = dialog(page, "Email: Engine Works");
  await expect(form).toContainText("There is no contact here yet.");
  await expect(button(form, "Open in mail program")).toBeDisabled();
  for (const name of ["Ada", "Grace"]) {
    await form.getByRole("combobox", { name: "Add another contact" }).fill(name);
    await expect(form.getByRole("option", { name: new RegExp(`^${name} `) })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(form.getByRole("checkbox", { name })).toBeChecked();
  }
  const long = "A long text. ".repeat(200);
  await textbox(form, "Subject").fill("News");
  await textbox(form, "Text").fill(long);
  await expect(form).toContainText("The text is too long to be handed to a mail program.");
  await button(form, "Copy text and open mail program").click();
  const message = await opened(page);
  expect(message.to).toBe("ada@engine.example,grace@navy.example");
  expect([message.subject, message.body]).toEqual(["News", undefined]);
  await expect(messages(page)).toContainText("paste it into the message");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(long);
  await expect(timeline(page)).toContainText("News");
  await goTo(page, "Contacts");
  await openRecord(page, "Grace Hopper");
  await expect(timeline(page)).toContainText("News");
});
