// Bundles the peers for a page.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;

/** Writes `peers.js` into the folder. */
export async function bundle(folder) {
  await build({
    entryPoints: [join(here, "page/peers.mjs")],
    outfile: join(folder, "peers.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    define: { global: "globalThis" },
    logLevel: "error",
  });
}

/** A peer's name with its version: `Dexie 4.4.7`. */
export function peer(name, called) {
  const manifest = join(here, "../node_modules", name, "package.json");
  return `${called} ${JSON.parse(readFileSync(manifest, "utf8")).version}`;
}
