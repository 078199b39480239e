// Figures as text, and the table of them.
import { readFileSync } from "node:fs";
import { cpus, getPriority, totalmem } from "node:os";

/** The value below which this share of the list lies. */
export function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

export const median = (list) => quantile(list, 0.5);
export const percentile95 = (list) => quantile(list, 0.95);

/** The median with the range around it: `412 ms (398–460, 5 runs)`. */
export function runs(list) {
  const range = `${number(Math.min(...list))}–${number(Math.max(...list))}`;
  return `${number(median(list))} ms (${range}, ${list.length} runs)`;
}

/** The 95th percentile with the median beside it: `4.1 ms (median 0.9, 280 times)`. */
export const tail = (list) => `${number(percentile95(list))} ms (median ${number(median(list))}, ${list.length} times)`;

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

/** Three digits or so. */
export const number = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/**
 * A row of the table. With a target, `value` says whether it is met: it may be `most` at the most.
 */
export function row(what, figure, { value, most, target, peer } = {}) {
  const verdict = most === undefined ? "" : value <= most ? "met" : "**missed**";
  return { what, figure, target: target ?? "", verdict, peer: peer ?? "" };
}

/** The table in Markdown. */
export function table(rows) {
  const lines = rows.map((r) => [r.what, r.figure, r.target, r.verdict, r.peer]);
  return [["what", "measured", "target", "", "peer, same run"], ["---", "---", "---", "---", "---"], ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

/** Cores, memory, system, and the run's priority where it is not the usual one. */
export function machine() {
  const priority = getPriority() === 0 ? "" : `, run at nice level ${getPriority()}`;
  const model = cpus()[0]?.model.trim() || process.arch;
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, ${process.platform}${priority}`;
}

/** How many processes have waited for a core during the last minutes, where the system tells. */
export function load() {
  try {
    return Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0]);
  } catch {
    return undefined;
  }
}
