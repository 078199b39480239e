// What every browser test starts from: a page that may say nothing on the console, and helpers.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test as base } from "@playwright/test";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Playwright's `test`, with one more promise: a console warning or error, or an exception in any page
 * of the test, fails it. A test that provokes one on purpose lists what it expects:
 * `test.use({ allowedMessages: /could not start/ })`.
 */
export const test = base.extend({
  allowedMessages: [null, { option: true }],
  quietConsole: [
    async ({ context, allowedMessages }, use) => {
      const heard = [];
      const hear = (text) => {
        if (!allowedMessages?.test(text)) heard.push(text);
      };
      context.on("console", (message) => {
        if (["warning", "error", "assert"].includes(message.type())) {
          hear(`${message.type()}: ${message.text()} (${message.location().url})`);
        }
      });
      context.on("weberror", (error) => hear(`exception: ${error.error().stack ?? error.error()}`));
      await use();
      expect(heard, "the page kept the console quiet").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The file name of an address in the app: behind the `#`, so that it works on any static host. */
export const at = (path = "/") => (path === "/" ? "./" : `./#${path}`);

/** Opens the app at one of its addresses and waits until it has taken the place of the static shell. */
export async function openApp(page, path = "/") {
  await page.goto(at(path));
  await expect(page.locator("#shell")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
}

/** Checks the page, or the part of it that `selector` names, for accessibility: axe may find nothing. `where` names it. */
export async function axe(page, selector, where = "the page") {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (within) => {
    const results = await window.axe.run(within ?? document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
    }));
  }, selector);
  expect.soft(violations, `axe finds nothing on ${where}`).toEqual([]);
}

/** Chooses a theme or a language the way the app stores it, before the page opens. */
export async function prefer(page, preferences) {
  await page.addInitScript((chosen) => {
    for (const [name, value] of Object.entries(chosen)) {
      if (!localStorage.getItem(`rapport.${name}`)) localStorage.setItem(`rapport.${name}`, JSON.stringify(value));
    }
  }, preferences);
}

/** Waits until the top bar says that everything is saved. */
export async function saved(page) {
  await expect(page.locator(".saved-text")).toHaveText(/^(Saved|已保存)$/);
}

/** Opens the app for the first time and begins with an empty workspace. */
export async function startEmpty(page, path = "/contacts") {
  await openApp(page, path);
  await page.getByRole("button", { name: "Start empty" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Rapport" })).toHaveCount(0);
  await saved(page);
}

/** Opens the app for the first time and lets it fill itself with sample data. */
export async function exploreSample(page, path = "/contacts") {
  await openApp(page, path);
  await page.getByRole("button", { name: "Explore sample data" }).click();
  await expect(sampleBanner(page)).toBeVisible({ timeout: 30_000 });
  await saved(page);
}

/** The sentence that stands above every page while there is sample data. */
export const sampleBanner = (page) => page.getByText("You are exploring sample data.");

/** The messages that come and go at the edge of the page. */
export const messages = (page) => page.getByRole("region", { name: "Messages" });

/** The rows of the list, without its head. */
export const rows = (page) => page.getByRole("grid").locator("[role=row]:not(.grid-header):not([hidden])");

/** The row of the list with this text. */
export const row = (page, text) => rows(page).filter({ hasText: text });

/** The dialog that makes a new record of a kind: "contact", "company", "deal", "ticket" or "task". */
export const newDialog = (page, kind) => page.getByRole("dialog", { name: `New ${kind}` });

/** Makes a record on its list page. `fields` are the dialog's text fields by their names. */
export async function create(page, kind, fields) {
  await page.getByRole("button", { name: `New ${kind}`, exact: true }).click();
  const dialog = newDialog(page, kind);
  for (const [label, value] of Object.entries(fields)) {
    await dialog.getByRole("textbox", { name: label }).first().fill(value);
  }
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** Goes to a section of the app by its link in the sidebar. */
export async function goTo(page, section) {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: section }).click();
  await expect(page.getByRole("heading", { level: 1, name: section, exact: true })).toBeVisible();
}

/** Opens the page of the record with this name from the list that is shown. */
export async function openRecord(page, name) {
  const link = page.getByRole("grid").getByRole("link", { name, exact: true });
  await page.goto(new URL(await link.getAttribute("href"), page.url()).href);
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
}

/** One field of an opened record, with its label and its value. `key` is the field's key in the schema. */
export const fact = (page, key) => page.locator(`.record-facts [data-field="${key}"]`);

/** Changes a text field of an opened record in place. */
export async function editFact(page, key, value) {
  await fact(page, key).getByRole("button", { name: /^Edit / }).click();
  await fact(page, key).getByRole("textbox").first().fill(value);
  await page.keyboard.press("Enter");
  await expect(fact(page, key).getByText(value, { exact: true })).toBeVisible();
}
