// Importing a large file through the app's own import page, and Dexie storing ready objects.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { open, profile, threadTime, withBrowser, withPage } from "./browser.mjs";
import { files } from "./files.mjs";
import { install } from "./notes.mjs";
import { peer } from "./peers.mjs";
import { median, megabytes, number, row, runs } from "./report.mjs";

const RUNS = 5;
const PEER_RUNS = 3;

/** Writes the files to import into a folder of their own; their paths by name. */
export function written() {
  const folder = profile();
  const paths = Object.entries(files()).map(([name, file]) => {
    const path = join(folder, file.name);
    writeFileSync(path, file.text);
    return [name, { path, bytes: Buffer.byteLength(file.text) }];
  });
  return Object.fromEntries(paths);
}

/** Imports these files through the page. Times are milliseconds. */
export async function importFiles(page, app, paths) {
  await page.goto(`${app}#/contacts/import`);
  const input = page.locator("main input[type=file]");
  await input.waitFor({ state: "attached" });
  await input.setInputFiles(paths);
  await page.locator("main").getByRole("button", { name: "Continue", exact: true }).waitFor();
  await page.evaluate(() => window.bench.press("Continue", "Check without importing"));
  const check = await page.evaluate(() => window.bench.press("Check without importing", "This is what the import would do"));
  const time = await threadTime(page);
  const before = await time();
  const done = await page.evaluate(() => window.bench.press("Import", "Everything is saved on this device."));
  const thread = (await time()) - before;
  const counts = await page.locator("main .import-counts tbody tr").allInnerTexts();
  return { check, done, thread, counts };
}

/** The figures of the import. */
export async function importing({ app, pages }) {
  const { contacts } = written();
  const measured = [];
  let counts;
  for (let n = 0; n < RUNS; n += 1) {
    await withBrowser(profile(), async (context) => {
      await install(context);
      const page = await open(context);
      const one = await importFiles(page, app, contacts.path);
      measured.push(one);
      counts = one.counts;
    });
  }
  const expected = counts.some((line) => line.startsWith("contacts\t100,000\t"));
  if (!expected) throw new Error(`the import did not make 100,000 contacts: ${counts.join("; ")}`);
  const bulk = await withPage(`${pages}peers.html`, (page) => page.evaluate((times) => window.dexieBulkPut(times), PEER_RUNS));
  const durable = measured.map((m) => m.done.ms);
  const tasks = measured.flatMap((m) => [m.check.longest, m.done.longest]);
  const longest = Math.max(...tasks);
  return [
    row(`import: CSV of 100,000 contacts in 12 columns (${megabytes(contacts.bytes)}), from “Import” to all of it stored`, runs(durable), {
      value: median(durable),
      most: 1500,
      target: "at most 1,500 ms",
      peer: `${peer("dexie", "Dexie")} bulkPut of ready objects, three indexes: ${runs(bulk)}`,
    }),
    row("import: the main thread's own work in it", runs(measured.map((m) => m.thread))),
    row("import: dry run before it, over the same file", runs(measured.map((m) => m.check.ms))),
    row("import: longest task on the main thread", longest === 0 ? "none over 50 ms" : `${number(longest)} ms`, {
      value: longest,
      most: 100,
      target: "at most 100 ms",
    }),
  ];
}
