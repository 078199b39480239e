// The first visit with cold caches, over a small workspace.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { open, profile, withBrowser } from "./browser.mjs";
import { install } from "./notes.mjs";
import { kilobytes, median, row, runs } from "./report.mjs";

const VISITS = 5;
/** The folders of a profile in which a browser keeps what it has fetched and compiled. */
const CACHES = ["Cache", "Code Cache", "GPUCache", "Service Worker", "Shared Dictionary"];

/** The figures of a first visit. */
export async function arriving({ app, pages }) {
  const sample = profile();
  await withBrowser(sample, async (context) => {
    await install(context);
    const page = await open(context, app);
    await page.getByRole("button", { name: "Explore sample data" }).click();
    await page.getByText("The sample data is here.").waitFor();
    await page.evaluate(() => window.bench.folded());
  });
  const visits = [];
  for (let n = 0; n < VISITS; n += 1) {
    const folder = profile(sample);
    for (const cache of CACHES) rmSync(join(folder, "Default", cache), { recursive: true, force: true });
    await withBrowser(folder, async (context) => {
      // The browser itself is up before anything is measured.
      await open(context, `${pages}core.html`).then((page) => page.close());
      await install(context);
      visits.push(await visit(await open(context), app));
    });
  }
  const each = (name) => visits.map((facts) => facts[name]);
  const bytes = Math.max(...each("bytes"));
  return [
    row("first visit: transfer of the whole app", kilobytes(bytes), { value: bytes, most: 350 * 1024, target: "at most 350 KB" }),
    row("first visit: first paint, cold caches, localhost", runs(each("paint")), { value: median(each("paint")), most: 150, target: "at most 150 ms" }),
    row("first visit: first contact visible, sample data", runs(each("firstRow")), { value: median(each("firstRow")), most: 500, target: "at most 500 ms" }),
  ];
}

async function visit(page, app) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(`${app}#/contacts`);
  const facts = await page.evaluate(async () => {
    await window.bench.mark("rapport:indexed");
    while (window.bench.firstRow === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return { paint: paint.startTime, firstRow: window.bench.firstRow };
  });
  await page.waitForLoadState("networkidle");
  return { ...facts, bytes };
}
