// The benchmarks in a browser, side by side with well-known libraries in the same run. Started by
// `cargo xtask bench`, which builds the app and the core and names them in RAPPORT_URL and BENCH_DIST.
// Words on the command line choose suites by their names; without any, all run and results.md is written.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { arriving } from "./arriving.mjs";
import { core } from "./core.mjs";
import { importing } from "./importing.mjs";
import { opening } from "./opening.mjs";
import { bundle } from "./peers.mjs";
import { load, machine, table } from "./report.mjs";
import { serve } from "./server.mjs";
import { using } from "./using.mjs";

const { RAPPORT_URL: app, BENCH_DIST: dist, CHROME: chromium } = process.env;
if (!app || !dist) throw new Error("start this with `cargo xtask bench`, which builds what is measured");

const suites = { arriving, importing, opening, using, core };
const filter = process.argv.slice(2);
const chosen = Object.entries(suites).filter(([name]) => filter.length === 0 || filter.some((word) => name.includes(word)));

await bundle(dist);
const server = await serve([join(import.meta.dirname, "page"), dist]);
const loads = [load()];
const rows = [];
for (const [name, suite] of chosen) {
  console.log(`\n${name}`);
  const own = await suite({ app, pages: server.address });
  for (const { what, figure, verdict } of own) console.log(`  ${what.padEnd(58)} ${figure} ${verdict}`);
  rows.push(...own);
  loads.push(load());
}
server.stop();

const version = execFileSync(chromium, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
const waiting = loads.filter((value) => value !== undefined).map((value) => value.toFixed(1));
const text = `# Measured in a browser

${machine()}; ${version}, headless; ${new Date().toISOString().slice(0, 10)}. Load average of the machine
before and after each part: ${waiting.join(", ")}. Repeat it with \`cargo xtask bench\`, which takes about
five to ten minutes and writes this file; \`cargo xtask bench core\` runs one part (${Object.keys(suites).join(", ")}) and writes
nothing. Where several runs are given, the figure is their median and the range stands behind it. The
figures are not limits of any test: machines differ.

${table(rows)}
`;
if (filter.length === 0) writeFileSync(join(import.meta.dirname, "results.md"), text);
else console.log(`\n${text}`);
