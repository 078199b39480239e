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

/** Checks the page, or the part of it that `selector` names, for accessibility: axe may find nothing. */
export async function axe(page, selector) {
  await page.evaluate(axeSource);
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
  expect(violations, "axe finds nothing").toEqual([]);
}

/** Chooses a theme or a language the way the app stores it, before the page opens. */
export async function prefer(page, preferences) {
  await page.addInitScript((chosen) => {
    for (const [name, value] of Object.entries(chosen)) {
      if (!localStorage.getItem(`rapport.${name}`)) localStorage.setItem(`rapport.${name}`, JSON.stringify(value));
    }
  }, preferences);
}
