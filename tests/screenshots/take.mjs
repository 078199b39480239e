// Takes a picture of every page, light and dark, with the sample data. Started by
// `cargo xtask screenshots`, which builds and serves the app and names it in RAPPORT_URL. Words on the
// command line choose pages by their names.
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "../playwright.config.mjs";
import { PAGES } from "./pages.mjs";

const app = process.env.RAPPORT_URL;
if (!app) throw new Error("start this with `cargo xtask screenshots`, which builds what is shown");

/** The moment that all pictures show, so that taking them again changes only what has changed. */
const MOMENT = new Date("2026-11-18T10:24:00");
const words = process.argv.slice(2);
const chosen = PAGES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

const { launchOptions, locale } = config.use;
const browser = await chromium.launch({ ...launchOptions, headless: true });
for (const theme of ["light", "dark"]) {
  const context = await browser.newContext({ locale, colorScheme: theme, viewport: { width: 1280, height: 800 }, timezoneId: "Europe/Berlin", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.clock.install({ time: MOMENT });
  let explored = false;
  for (const { name, address, ready, act, width } of chosen) {
    await page.setViewportSize({ width: width ?? 1280, height: width ? 844 : 800 });
    if (address !== undefined && !explored) {
      await page.goto(app);
      await page.getByRole("button", { name: "Explore sample data" }).click();
      await page.locator(".notice-sample").waitFor();
      explored = true;
    }
    await page.goto(`${app}#${address ?? ""}`);
    await page.locator(ready).first().waitFor();
    await act?.(page);
    await page.mouse.move(0, 0);
    // Messages come and go; none belongs to a page.
    await page.locator(".toast").first().waitFor({ state: "detached" });
    await page.screenshot({ path: join(import.meta.dirname, `${name}-${theme}.png`), animations: "disabled", caret: "hide" });
    console.log(`  ${name}, ${theme}`);
    await page.keyboard.press("Escape");
  }
  await context.close();
}
await browser.close();
