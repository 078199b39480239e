// Opening a large workspace that was imported and stored by the app, editing it, and its memory.
import { open, profile, threadTime, withBrowser, withPage } from "./browser.mjs";
import { importFiles, written } from "./importing.mjs";
import { install } from "./notes.mjs";
import { peer } from "./peers.mjs";
import { median, megabytes, number, percentile95, row, runs, tail } from "./report.mjs";

const OPENINGS = 7;
const EDITS = 60;
const PEER_TIMES = 200;
/** The columns of the list of contacts as the app keeps them: the field that is edited is among them. */
const COLUMNS = ["name", "job_title", "company", "emails", "lifecycle"].map((key) => ({ key, width: 180 }));

/** The figures of opening and of editing. */
export async function opening({ app, pages }) {
  const folder = profile();
  const large = await withBrowser(folder, (context) => makeLarge(context, app));
  const { opened, edits } = await withBrowser(folder, async (context) => {
    await install(context);
    const opened = [];
    for (let n = 0; n < OPENINGS; n += 1) {
      const page = await open(context);
      opened.push(await openLarge(page, app));
      if (n < OPENINGS - 1) await page.close();
    }
    return { opened, edits: await edit(context.pages().at(-1)) };
  });
  const dexie = await withPage(`${pages}peers.html`, async (page) => {
    await page.evaluate(() => window.dexieBulkPut(1));
    return {
      toArray: await page.evaluate((times) => window.dexieToArray(times), OPENINGS),
      strict: await page.evaluate((times) => window.dexiePut("strict", times), PEER_TIMES),
      relaxed: await page.evaluate((times) => window.dexiePut("relaxed", times), PEER_TIMES),
      entered: await enter(page),
    };
  });
  const pouch = await withPage(`${pages}peers.html`, (page) => page.evaluate((times) => window.pouchPut(times), PEER_TIMES));
  return [
    row("open: all four files imported at once before (240,000 rows)", `${number(large.ms)} ms`),
    ...opens(opened, dexie),
    ...editing(edits, dexie, pouch),
  ];
}

/** Imports the whole measured business with the app, and waits until it is folded into segments. */
export async function makeLarge(context, app) {
  await install(context);
  const page = await open(context);
  const paths = Object.values(written()).map((file) => file.path);
  const { done, counts } = await importFiles(page, app, paths);
  for (const [kind, count] of [["contacts", "100,000"], ["deals", "20,000"], ["tickets", "20,000"], ["activities", "100,000"]]) {
    if (!counts.some((line) => line.startsWith(`${kind}\t${count}\t`))) throw new Error(`the import did not make ${count} ${kind}: ${counts.join("; ")}`);
  }
  const left = await page.evaluate(() => window.bench.folded());
  if (left > 0) throw new Error(`${left} changes of the import were not folded into segments`);
  // The next visits find the app in the caches of its service worker.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.evaluate((columns) => localStorage.setItem("rapport.columns.1", JSON.stringify(columns)), COLUMNS);
  return done;
}

async function openLarge(page, app) {
  const time = await threadTime(page);
  await page.goto(`${app}#/contacts`);
  await page.evaluate(() => window.bench.mark("rapport:first-rows"));
  const thread = await time();
  const facts = await page.evaluate(async () => {
    const { bench } = window;
    const indexed = await bench.mark("rapport:indexed");
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return {
      paint: paint?.startTime,
      firstRow: bench.firstRow,
      loaded: await bench.mark("rapport:loaded"),
      indexed,
      longest: Math.max(0, ...bench.long.map((task) => task.duration)),
      memory: bench.memory.buffer.byteLength,
    };
  });
  return { ...facts, thread };
}

function opens(opened, dexie) {
  const each = (name) => opened.map((facts) => facts[name]);
  const memory = Math.max(...each("memory"));
  return [
    row("open: first rows visible, from navigation start, app cached", runs(each("firstRow")), {
      value: median(each("firstRow")),
      most: 300,
      target: "at most 300 ms",
    }),
    row("open: everything read", runs(each("loaded")), {
      value: median(each("loaded")),
      most: 900,
      target: "at most 900 ms",
      peer: `${peer("dexie", "Dexie")} toArray of the contacts alone: ${runs(dexie.toArray)}`,
    }),
    row("open: the main thread's own work until then", runs(each("thread"))),
    row("open: search index complete as well", runs(each("indexed"))),
    row("open: longest task on the main thread", runs(each("longest"))),
    row("memory: WebAssembly of the app, workspace open and indexed", megabytes(memory), {
      value: memory,
      most: 150e6,
      target: "at most 150 MB",
    }),
  ];
}

/** Edits the job title of a contact in the side panel, again and again, with the list of 100,000 beside it. */
async function edit(page) {
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const fact = page.locator('[data-field="job_title"]');
  const edits = [];
  for (let n = 0; n < EDITS; n += 1) {
    const text = `Title ${n}`;
    await fact.locator(".fact-edit").click();
    const input = fact.getByRole("textbox");
    await input.fill(text);
    const [entered] = await Promise.all([page.evaluate((shown) => window.bench.entered(shown), text), input.press("Enter")]);
    edits.push(entered);
    await input.waitFor({ state: "detached" });
  }
  return edits;
}

/** Stores what is typed into a field of a page that shows nothing else, with the peer. */
async function enter(page) {
  await page.evaluate(() => window.dexieField());
  const input = page.getByRole("textbox");
  const ms = [];
  for (let n = 0; n < EDITS; n += 1) {
    await input.fill(`Title ${n}`);
    const [entered] = await Promise.all([page.evaluate(() => window.dexieEntered()), input.press("Enter")]);
    ms.push(entered);
  }
  return ms;
}

function editing(edits, dexie, pouch) {
  const each = (name) => edits.map((facts) => facts[name]);
  const [durability] = each("durability");
  return [
    row("edit: from the Enter key to the new text in the list of 100,000, 95th percentile", tail(each("shown")), {
      value: percentile95(each("shown")),
      most: 16.7,
      target: "within a frame",
    }),
    row("edit: from the Enter key to the painted frame, 95th percentile", tail(each("painted"))),
    row(`edit: from the Enter key to the completed ${durability} transaction, 95th percentile`, tail(each("stored")), {
      value: percentile95(each("stored")),
      most: 10,
      target: "at most 10 ms",
      peer: `${peer("dexie", "Dexie")} strict from the Enter key on a page with one line of text ${tail(dexie.entered)}`,
    }),
    row("edit: stored again and again without a key being pressed", "", {
      peer: `put: ${peer("dexie", "Dexie")} strict ${tail(dexie.strict)}, relaxed ${tail(dexie.relaxed)}; ${peer("pouchdb-browser", "PouchDB")} ${tail(pouch)}`,
    }),
    row("edit: the transaction alone, 95th percentile", tail(each("transaction"))),
  ];
}
