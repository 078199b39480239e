// Records that are probably one: found, merged, told apart, and noticed while one is entered again.
import { axe, create, editFact, expect, fact, goTo, messages, newDialog, openApp, openRecord, prefer, row, rows, saved, startEmpty, test } from "./harness.mjs";

const pairs = (page) => page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Not a duplicate" }) });
const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
const merging = (page, kind = "contacts") => page.getByRole("dialog", { name: `Merge two ${kind}` });
const result = (page) => merging(page).getByRole("region", { name: "Result" });
const field = (page, name) => merging(page).getByRole("group", { name, exact: true });
const undo = (page) => messages(page).getByRole("button", { name: "Undo" }).last();

/** A contact with an address. */
async function contact(page, first, last, email) {
  await create(page, "contact", { "First name": first, "Last name": last, "Email address": email });
  await expect(row(page, `${first} ${last}`)).toBeVisible();
}

/** Ada twice, and somebody else. */
async function adaTwice(page) {
  await startEmpty(page);
  await contact(page, "Ada", "Lovelace", "ada@engine.example");
  await contact(page, "A.", "Lovelace", "ADA@engine.example");
  await contact(page, "Grace", "Hopper", "grace@navy.example");
}

async function findDuplicates(page) {
  await page.getByRole("button", { name: "More actions" }).first().click();
  await page.getByRole("menuitem", { name: "Find duplicates" }).click();
  await expect(heading(page, "Contacts: duplicates")).toBeFocused();
}

test("a pair says why it is one, and is kept apart for good", async ({ page }) => {
  await adaTwice(page);
  await findDuplicates(page);
  await expect(page).toHaveURL(/#\/contacts\/duplicates$/);
  await expect(page.getByText("1 pair may be the same")).toBeVisible();
  await expect(pairs(page)).toHaveCount(1);
  const pair = pairs(page).first();
  await expect(pair.getByRole("link")).toHaveText(["Ada Lovelace", "A. Lovelace"]);
  await expect(pair).toContainText("Almost certain");
  await expect(pair).toContainText("Same email address: ada@engine.example");
  await axe(page, undefined, "the page of duplicates");

  await pair.getByRole("button", { name: "Not a duplicate" }).click();
  await expect(page.getByText("No duplicates", { exact: true })).toBeVisible();
  await expect(heading(page, "Contacts: duplicates")).toBeFocused();
  await undo(page).click();
  await expect(pairs(page)).toHaveCount(1);
  await pair.getByRole("button", { name: "Not a duplicate" }).click();
  await expect(page.getByText("No duplicates", { exact: true })).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByText("No duplicates", { exact: true })).toBeVisible();
  await axe(page, undefined, "the page without duplicates");
});

test("the search says how far it is, stops when it is told to, and begins again", async ({ page }) => {
  // What gives way to the page goes on by a message to itself; here it waits for one.
  await page.addInitScript(() => {
    const post = MessagePort.prototype.postMessage;
    const held = [];
    window.hold = false;
    MessagePort.prototype.postMessage = function (...message) {
      if (window.hold) held.push(() => post.apply(this, message));
      else post.apply(this, message);
    };
    window.goOn = () => {
      window.hold = false;
      held.splice(0).forEach((send) => send());
    };
  });
  await adaTwice(page);
  await page.evaluate(() => (window.hold = true));
  await findDuplicates(page);
  const progress = page.getByRole("progressbar", { name: "Looking for duplicates" });
  await expect(progress).toBeVisible();
  await axe(page, undefined, "the search for duplicates");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("The search was stopped")).toBeVisible();
  await expect(page.getByRole("button", { name: "Search again" })).toBeFocused();
  await axe(page, undefined, "the search that was stopped");
  await page.keyboard.press("Enter");
  await expect(progress).toBeVisible();
  await expect(heading(page, "Contacts: duplicates")).toBeFocused();
  await page.evaluate(() => window.goOn());
  await expect(pairs(page)).toHaveCount(1);
});

test("who goes through the pairs by keyboard stays where they are", async ({ page }) => {
  await startEmpty(page);
  for (const first of ["Ada", "A.", "Ada K."]) await contact(page, first, "Lovelace", "ada@engine.example");
  await findDuplicates(page);
  await expect(pairs(page)).toHaveCount(3);
  const button = (n) => pairs(page).nth(n).getByRole("button", { name: "Not a duplicate" });
  await button(1).focus();
  await page.keyboard.press("Enter");
  await expect(pairs(page)).toHaveCount(2);
  await expect(button(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(pairs(page)).toHaveCount(1);
  await expect(pairs(page).getByRole("button", { name: "Merge…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(merging(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(pairs(page).getByRole("button", { name: "Merge…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await merging(page).getByRole("button", { name: "Merge", exact: true }).press("Enter");
  await expect(page.getByText("No duplicates", { exact: true })).toBeVisible();
  await expect(heading(page, "Contacts: duplicates")).toBeFocused();
});

test("two contacts become one as it was chosen, and undo makes them two again", async ({ page }) => {
  await adaTwice(page);
  await findDuplicates(page);
  await pairs(page).first().getByRole("button", { name: "Merge…" }).click();
  const dialog = merging(page);
  await expect(field(page, "Which one stays?").getByRole("radio", { name: /Ada Lovelace/ })).toBeChecked();
  await expect(result(page)).toContainText("Nothing is linked to the one that goes.");
  await expect(result(page)).toContainText("Ada");
  await axe(page, undefined, "the dialog of a merge");
  // The other first name, by keyboard.
  await field(page, "First name").getByRole("radio", { name: /Ada Lovelace/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(field(page, "First name").getByRole("radio", { name: /A\. Lovelace/ })).toBeChecked();
  await expect(result(page).getByText("A.", { exact: true })).toBeVisible();
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("No duplicates", { exact: true })).toBeVisible();
  await undo(page).click();
  await expect(pairs(page)).toHaveCount(1);
  await expect(pairs(page).getByRole("link").first()).toHaveText("Ada Lovelace");

  await pairs(page).first().getByRole("button", { name: "Merge…" }).click();
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  await goTo(page, "Contacts");
  await expect(rows(page)).toHaveCount(2);
  await expect(row(page, "Ada Lovelace")).toBeVisible();
});

test("a company is merged from its page, and its contacts follow", async ({ page }) => {
  await startEmpty(page, "/companies");
  await create(page, "company", { Name: "Engine Works Ltd", Domain: "engine.example" });
  await create(page, "company", { Name: "Engine Works, Inc." });
  await expect(rows(page)).toHaveCount(2);
  await openRecord(page, "Engine Works, Inc.");
  await editFact(page, "domain", "engines.example");
  await page.getByRole("button", { name: "Add contact" }).click();
  await newDialog(page, "contact").getByRole("textbox", { name: "Last name" }).fill("Babbage");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Babbage" })).toBeVisible();
  await goTo(page, "Companies");
  await openRecord(page, "Engine Works Ltd");
  await page.getByRole("button", { name: "More actions" }).first().click();
  await page.getByRole("menuitem", { name: "Merge with…" }).click();
  const dialog = merging(page, "companies");
  await expect(dialog).toContainText("Which company is the same as Engine Works Ltd?");
  await axe(page, undefined, "the choice of the other company");
  await dialog.getByRole("combobox").fill("engine");
  await expect(dialog.getByRole("option")).toHaveText([/Engine Works, Inc\./]);
  await page.keyboard.press("Escape");
  await dialog.getByRole("listitem").getByRole("button", { name: /Engine Works, Inc\./ }).click();
  const stays = dialog.getByRole("group", { name: "Which one stays?" });
  await expect(stays.getByRole("radio", { name: /Engine Works, Inc\./ })).toBeFocused();
  await expect(stays.getByRole("radio", { name: /1 contact/ })).toBeChecked();
  await page.keyboard.press("ArrowUp");
  await expect(stays.getByRole("radio", { name: /Engine Works Ltd/ })).toBeChecked();
  await expect(dialog.getByText("1 contact will move to Engine Works Ltd.")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  // The page of the one that is gone shows the one that stays.
  await expect(heading(page, "Engine Works, Inc.")).toBeVisible();
  await expect(fact(page, "domain")).toContainText("engines.example");
  await expect(page.getByRole("link", { name: "Babbage" })).toBeVisible();
});

test("who enters a contact again is told of the one that is there", async ({ page }) => {
  await startEmpty(page);
  await contact(page, "Ada", "Lovelace", "ada@engine.example");
  await page.keyboard.press("c");
  const dialog = newDialog(page, "contact");
  const hint = dialog.getByRole("status");
  await dialog.getByRole("textbox", { name: "First name" }).fill("ada");
  await dialog.getByRole("textbox", { name: "Last name" }).pressSequentially("Lovelac");
  await expect(hint).toBeEmpty();
  await page.keyboard.type("e");
  await expect(hint).toContainText("Looks like an existing contact: Ada Lovelace");
  await axe(page, undefined, "the dialog with a hint");
  await dialog.getByRole("textbox", { name: "Last name" }).fill("Byron");
  await expect(hint).toBeEmpty();
  await dialog.getByRole("textbox", { name: "Email address" }).fill("ada@engine.example");
  await expect(hint).toContainText("Same email address");
  await hint.getByRole("link", { name: "Ada Lovelace" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(heading(page, "Ada Lovelace")).toBeVisible();
});

test("the palette leads to the duplicates, and the page to the list", async ({ page }) => {
  await startEmpty(page, "/companies");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("find dup");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Companies: duplicates")).toBeFocused();
  await expect(page.getByText("No duplicates", { exact: true })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Companies" }).click();
  await expect(heading(page, "Companies")).toBeFocused();
  await openApp(page, "/deals/duplicates");
  await expect(heading(page, "Page not found")).toBeVisible();
});

for (const { theme, language, width } of [
  { theme: "dark", language: "zh-CN", width: 390 },
  { theme: "light", language: "en", width: 390 },
]) {
  test(`the page and the dialog fit a phone, ${theme}, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await prefer(page, { theme, language });
    await openApp(page, "/contacts");
    await page.locator(".way").nth(2).click();
    await saved(page);
    for (const first of ["Ada", "A."]) {
      await page.locator(".page-actions .button-primary").click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").nth(0).fill(first);
      await dialog.getByRole("textbox").nth(1).fill("Lovelace");
      await dialog.getByRole("textbox").nth(2).fill("ada@engine.example");
      await page.keyboard.press("Enter");
      await expect(dialog).toHaveCount(0);
    }
    await openApp(page, "/contacts/duplicates");
    await expect(page.locator(".pair:visible")).toHaveCount(1);
    const fits = () => page.evaluate(() => [...document.querySelectorAll("#content, .pair, dialog[open] .dialog-body")].every((e) => e.scrollWidth <= e.clientWidth + 1 && (e.matches(".dialog-body, #content") || e.scrollHeight <= e.clientHeight + 1)));
    expect(await fits()).toBe(true);
    await axe(page, undefined, "the page of duplicates");
    await page.locator(".pair:visible .pair-actions .button").first().click();
    await expect(page.locator(".merge-result")).toBeVisible();
    expect(await fits()).toBe(true);
    await axe(page, undefined, "the dialog of a merge");
  });
}
