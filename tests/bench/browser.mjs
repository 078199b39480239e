// The browser that is measured in: headless Chromium with the flags of the browser tests.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "../playwright.config.mjs";

const { launchOptions, locale, viewport } = config.use;

/** A new folder for a browser profile, or a copy of one; removed when the run ends. */
export function profile(copied) {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  if (copied) cpSync(copied, folder, { recursive: true });
  profiles.push(folder);
  return folder;
}

const profiles = [];

process.on("exit", () => {
  for (const folder of profiles) rmSync(folder, { recursive: true, force: true });
});

/** Starts a browser with this profile, hands it to the work and closes it. */
export async function withBrowser(folder, work) {
  const context = await chromium.launchPersistentContext(folder, { ...launchOptions, headless: true, locale, viewport });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** Opens a page in a browser with a new profile, hands it to the work and closes both. */
export function withPage(address, work) {
  return withBrowser(profile(), async (context) => {
    const page = await open(context, address);
    return work(page);
  });
}

/** Opens a page whose exceptions stop the run. */
export async function open(context, address) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  page.on("pageerror", (error) => {
    throw new Error(`the page failed: ${error.stack ?? error}`);
  });
  if (address) await page.goto(address);
  return page;
}

/**
 * How long the page's main thread has been at work, in milliseconds: unlike the time on a clock, hardly
 * longer on a machine that is busy with something else.
 */
export async function threadTime(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ThreadTime").value * 1000;
  };
}
