// A browser that is killed while it writes: what was shown as saved is there afterwards, every time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { at, create, fact, openRecord, saved } from "./harness.mjs";

const ROUNDS = 50;
/** The text fields that are edited in turn. */
const FIELDS = ["salutation", "job_title", "department", "last_name"];
/** A killed browser's time to live, in milliseconds from its first edit on: from, and how much more at most. */
const LIFE = [80, 500];

/** Starts a browser on a profile of its own. `kill` ends it as a power cut would. */
async function browserOn(profile, { executablePath, args }) {
  const child = spawn(
    executablePath,
    [...args, "--headless", "--no-sandbox", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`the browser ended with ${code}: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const gone = once(child, "exit");
  return {
    page: browser.contexts()[0].pages()[0],
    kill: async () => {
      // The browser leads a process group of its own, with all of its processes in it.
      process.kill(-child.pid, "SIGKILL");
      await gone;
      await browser.close().catch(() => {});
    },
  };
}

/**
 * Edits one field after the other in the page, by the page's own means, as fast as it is told that
 * each is saved; tells `tried` of each before and `kept` after. Never ends by itself.
 */
async function editForEver([fields, first]) {
  const until = async (found) => {
    for (;;) {
      const value = found();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const isSaved = () => document.querySelector(".saved-text").textContent === "Saved";
  for (let n = first; ; n += 1) {
    const field = fields[n % fields.length];
    const area = document.querySelector(`.record-facts [data-field="${field}"]`);
    (await until(() => area.querySelector(".fact-edit"))).click();
    const input = await until(() => area.querySelector("input"));
    window.tried(n);
    input.value = `edit ${n}`;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => area.querySelector(".value-text")?.textContent === `edit ${n}`);
    await until(isSaved);
    window.kept(n);
  }
}

test("a browser killed fifty times in the middle of writing never loses what it called saved", async ({ baseURL }, info) => {
  test.setTimeout(240_000);
  const options = info.project.use.launchOptions;
  const profile = await mkdtemp(join(tmpdir(), "rapport-killed-"));
  const open = async (address) => {
    const browser = await browserOn(profile, options);
    await browser.page.goto(new URL(address, baseURL).href);
    return browser;
  };
  try {
    let browser = await open(at());
    await browser.page.getByRole("button", { name: "Start empty" }).click();
    await create(browser.page, "contact", { "Last name": "Survivor" });
    await openRecord(browser.page, "Survivor");
    await saved(browser.page);
    const address = browser.page.url();
    await browser.kill();

    let tried = -1;
    let kept = -1;
    let rounds = 0;
    const heldBack = [];
    for (; rounds < ROUNDS; rounds += 1) {
      browser = await open(address);
      const { page } = browser;
      await expect(page.getByRole("heading", { level: 1 })).toContainText(/Survivor|edit/);
      await page.getByRole("switch", { name: "Show empty fields" }).click();
      // Each field holds the last edit that was called saved, or a later one that was on its way.
      for (const [place, field] of FIELDS.entries()) {
        const last = (upTo) => upTo - ((((upTo - place) % FIELDS.length) + FIELDS.length) % FIELDS.length);
        if (last(kept) < 0) continue;
        const shown = await fact(page, field).locator(".value-text").textContent();
        const number = Number(/^edit (\d+)$/.exec(shown)?.[1]);
        expect(number, `${field} in round ${rounds}, with ${kept} kept and ${tried} tried`).toBeGreaterThanOrEqual(last(kept));
        expect(number).toBeLessThanOrEqual(last(tried));
        if (number > kept) heldBack.push(number);
      }
      await expect(page.locator(".notice")).toHaveCount(0);
      await page.exposeFunction("tried", (n) => (tried = n));
      const begun = new Promise((resolve) => page.exposeFunction("kept", (n) => resolve((kept = n))).then(() => {
        page.evaluate(editForEver, [FIELDS, tried + 1]).catch(() => {});
      }));
      await begun;
      await new Promise((resolve) => setTimeout(resolve, LIFE[0] + Math.random() * LIFE[1]));
      await browser.kill();
    }
    expect(kept).toBeGreaterThan(ROUNDS * 3);
    info.annotations.push({ type: "edits", description: `${kept + 1} kept in ${rounds} lives, ${heldBack.length} found that were not yet confirmed` });

    browser = await open(address);
    await expect(browser.page.locator(".notice")).toHaveCount(0);
    await expect(browser.page.getByRole("heading", { level: 1 })).toBeVisible();
    await browser.kill();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
