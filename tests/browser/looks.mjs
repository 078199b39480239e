// How every page and dialog is looked at: in both themes and languages, wide and narrow.
import { axe, expect, test } from "./harness.mjs";

/** Each theme, width and language meets each of the others. */
export const LOOKS = [
  { theme: "light", width: 1280, language: "en" },
  { theme: "dark", width: 320, language: "en" },
  { theme: "dark", width: 1280, language: "zh-CN" },
  { theme: "light", width: 320, language: "zh-CN" },
];

/** Nothing is wider than the window, so that nobody has to scroll in two directions. */
async function fits(page, where) {
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolls = [document.scrollingElement, document.querySelector("#content"), document.querySelector("dialog[open] .dialog-body")];
    return scrolls
      .filter((element) => element && element.scrollWidth > Math.min(element.clientWidth, limit) + 1)
      .map((element) => `${element.tagName}.${element.className}: ${element.scrollWidth} > ${element.clientWidth}`);
  });
  expect.soft(wide, `${where} fits the window`).toEqual([]);
}

/** Checks what is shown for accessibility and for its width. `where` names it. */
export async function look(page, where) {
  await test.step(where, async () => {
    // What comes in or fades has neither its place nor its colours yet.
    await page.evaluate(() => {
      const moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
      return Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
    });
    await fits(page, where);
    await axe(page, undefined, where);
  });
}

/** Goes to an address within the app and waits until its heading is there. */
export async function go(page, path) {
  await page.evaluate((path) => (location.hash = `#${path}`), path);
  await expect(page.locator("#content h1")).toBeVisible();
  await expect(page.locator("#content")).not.toHaveText("");
}
