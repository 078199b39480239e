// The core inside WebAssembly: `src/bench` over a workspace of 255,000 records.
import { withPage } from "./browser.mjs";
import { peer } from "./peers.mjs";
import { median, megabytes, number, percentile95, row, runs, tail } from "./report.mjs";

const OPENINGS = 3;

/** Every figure of the core, and MiniSearch beside the search. */
export async function core({ pages }) {
  const opened = [];
  let measured;
  for (let n = 0; n < OPENINGS; n += 1) {
    await withPage(`${pages}core.html`, async (page) => {
      opened.push(await page.evaluate(() => window.open_large()));
      if (n < OPENINGS - 1) return;
      measured = {};
      for (const what of ["searches", "sorts", "filters", "scores", "edits"]) {
        measured[what] = await page.evaluate((name) => window.measure(name), what);
      }
      measured.memory = await page.evaluate(() => window.memory.buffer.byteLength);
    });
  }
  const search = await withPage(`${pages}peers.html`, (page) => page.evaluate(() => window.miniSearch()));
  const searches = measured.searches.flatMap((s) => s.ms);
  const lists = [...measured.sorts, ...measured.filters];
  const [edit, shown, found] = measured.edits;
  const last = opened.at(-1);
  const mini = peer("minisearch", "MiniSearch");
  return [
    row("search as you type over everything, 95th percentile", tail(searches), {
      value: percentile95(searches),
      most: 5,
      target: "at most 5 ms",
      peer: `${mini}, contacts alone, prefixes: ${tail(search.queries)}`,
    }),
    row("search: slowest of what is typed", slowest(measured.searches, 5)),
    row("search: index everything", runs(opened.map((o) => o.index)), {
      peer: `${mini}, contacts alone: ${number(search.index)} ms`,
    }),
    row("sort or filter 100,000 rows, slowest of all medians", slowest(lists, 1), {
      value: Math.max(...lists.map((l) => median(l.ms))),
      most: 16,
      target: "at most 16 ms",
    }),
    ...lists.map((list) => row(`– ${list.name}`, runs(list.ms))),
    row("edit: carried out in the core, 95th percentile", tail(edit.ms)),
    row("edit: the sorted list of 100,000 made again", tail(shown.ms), {
      value: percentile95(edit.ms) + percentile95(shown.ms),
      most: 16,
      target: "within a frame, with the edit",
    }),
    row("edit: found by its new name, 95th percentile", tail(found.ms)),
    ...measured.scores.map((s) => row(`20,000 deals: ${s.name}`, runs(s.ms))),
    row("open: read all stored segments", runs(opened.map((o) => o.load))),
    row("stored size of that workspace", megabytes(last.stored)),
    row("memory: WebAssembly, open, not indexed", megabytes(last.afterLoad)),
    row("memory: WebAssembly, open and indexed", megabytes(last.afterIndex), {
      value: last.afterIndex,
      most: 150e6,
      target: "at most 150 MB",
    }),
    row("memory: WebAssembly, after all of the above", megabytes(measured.memory)),
  ];
}

/** The slowest by their medians, each with its name. */
function slowest(list, count) {
  const sorted = [...list].sort((a, b) => median(b.ms) - median(a.ms));
  const named = ({ name, ms }) => `${number(median(ms))} ms (${name})`;
  return sorted.slice(0, count).map(named).join(", ");
}
