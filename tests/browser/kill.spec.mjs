// A browser that is killed while it writes: what was shown as saved is there afterwards, every time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { at, create, editFact, fact, openRecord, saved } from "./harness.mjs";

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
    let browser = await open(at("/contacts"));
    await browser.page.getByRole("button", { name: "Start empty" }).click();
    await create(browser.page, "contact", { "Last name": "Survivor" });
    await openRecord(browser.page, "Survivor");
    await saved(browser.page);
    const address = browser.page.url();
    await browser.kill();

    let tried = -1;
    // The last edit of each field that was called saved, and how many there were.
    const kept = FIELDS.map(() => -1);
    let edits = 0;
    let rounds = 0;
    let beyond = 0;
    for (; rounds < ROUNDS; rounds += 1) {
      browser = await open(address);
      const { page } = browser;
      await expect(page.getByRole("heading", { level: 1 })).toContainText(/Survivor|edit/);
      await page.getByRole("switch", { name: "Show all fields" }).click();
      // Each field holds the last edit that was called saved, or a later one.
      for (const [place, field] of FIELDS.entries()) {
        if (kept[place] < 0) continue;
        const shown = await fact(page, field).locator(".value-text").textContent();
        const number = Number(/^edit (\d+)$/.exec(shown)?.[1]);
        expect(number, `${field} in life ${rounds}`).toBeGreaterThanOrEqual(kept[place]);
        // An edit may have been stored whose news did not get out of the browser any more.
        if (number > kept[place]) beyond += 1;
        tried = Math.max(tried, number);
      }
      await expect(page.locator(".notice")).toHaveCount(0);
      await page.exposeFunction("tried", (n) => (tried = n));
      let begun;
      const first = new Promise((resolve) => (begun = resolve));
      await page.exposeFunction("kept", (n) => {
        kept[n % FIELDS.length] = n;
        edits += 1;
        begun();
      });
      // It ends with the browser.
      page.evaluate(editForEver, [FIELDS, tried + 1]).catch(() => {});
      await first;
      await new Promise((resolve) => setTimeout(resolve, LIFE[0] + Math.random() * LIFE[1]));
      await browser.kill();
    }
    expect(edits).toBeGreaterThan(ROUNDS * 3);
    info.annotations.push({ type: "edits", description: `${edits} edits called saved in ${rounds} lives; ${beyond} times one was found that had not been called so yet` });

    browser = await open(address);
    await expect(browser.page.locator(".notice")).toHaveCount(0);
    await expect(browser.page.getByRole("heading", { level: 1 })).toBeVisible();
    await browser.kill();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** How many changes lie in the journal, not yet folded into segments. */
const journal = (page) =>
  page.evaluate(async () => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("rapport"));
    const count = await done(database.transaction("journal").objectStore("journal").count());
    database.close();
    return count;
  });

test("a browser killed while it folds its journal into segments keeps everything", async ({ baseURL }, info) => {
  test.setTimeout(180_000);
  const options = info.project.use.launchOptions;
  const seed = await mkdtemp(join(tmpdir(), "rapport-seed-"));
  const profile = `${seed}-life`;
  const contacts = 20_000;
  try {
    // A journal that is long enough to be folded: many contacts, and hundreds of small changes.
    let browser = await browserOn(seed, options);
    await browser.page.goto(new URL(at("/contacts"), baseURL).href);
    await browser.page.getByRole("button", { name: "Start empty" }).click();
    await create(browser.page, "contact", { "Last name": "Survivor" });
    await browser.page.getByRole("button", { name: "Import", exact: true }).click();
    const lines = Array.from({ length: contacts }, (_, n) => `First${n},Last${n},p${n}@many.example`);
    const buffer = Buffer.from(`First Name,Last Name,Email\n${lines.join("\n")}\n`);
    await browser.page.locator("input[type=file]").setInputFiles({ name: "many.csv", mimeType: "text/csv", buffer });
    await browser.page.getByRole("button", { name: "Continue" }).click();
    await browser.page.getByRole("button", { name: "Check without importing" }).click();
    await browser.page.getByRole("main").getByRole("button", { name: "Import", exact: true }).click({ timeout: 30_000 });
    await expect(browser.page.getByRole("heading", { name: "Imported" })).toBeVisible({ timeout: 30_000 });
    await browser.page.getByRole("button", { name: "Show them" }).click();
    await browser.page.getByRole("searchbox").fill("Survivor");
    await openRecord(browser.page, "Survivor");
    const address = browser.page.url();
    await editFact(browser.page, "job_title", "The last edit");
    await browser.page.evaluate(() => {
      for (let n = 0; n < 420; n += 1) {
        const key = { key: "z", ctrlKey: true, shiftKey: n % 2 === 1, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent("keydown", key));
      }
    });
    await expect(browser.page.locator(".saved-text")).toHaveText("Saved", { timeout: 60_000 });
    await browser.kill();

    const found = [];
    for (const life of [0, 100, 200, 300, 400, 600, 900, 1_300, 4_000]) {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      await cp(seed, profile, { recursive: true, verbatimSymlinks: true });
      browser = await browserOn(profile, options);
      // The app folds once nothing has happened for three seconds; here it does at once.
      await browser.page.addInitScript(() => {
        const later = window.setTimeout;
        window.setTimeout = (work, ms, ...more) => later(work, ms === 3_000 ? 0 : ms, ...more);
      });
      await browser.page.goto(address);
      await expect(browser.page.getByRole("heading", { level: 1 })).toHaveText("Survivor");
      await new Promise((resolve) => setTimeout(resolve, life));
      await browser.kill();

      browser = await browserOn(profile, options);
      await browser.page.goto(address);
      await expect(browser.page.getByRole("heading", { level: 1 })).toHaveText("Survivor");
      await expect(fact(browser.page, "job_title")).toContainText("The last edit");
      await expect(browser.page.locator(".notice")).toHaveCount(0);
      found.push(await journal(browser.page));
      await browser.page.getByRole("link", { name: "Contacts" }).first().click();
      await expect(browser.page.getByText(`${(contacts + 1).toLocaleString("en")} records`)).toBeVisible();
      await browser.kill();
    }
    info.annotations.push({ type: "journal", description: `changes left in the journal after each life: ${found.join(", ")}` });
    expect(Math.max(...found), "some were killed before they had folded").toBeGreaterThan(400);
    expect(found.at(-1), "the last had the time to fold").toBe(0);
  } finally {
    for (const folder of [seed, profile]) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
