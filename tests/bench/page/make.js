// Makes the large workspace's segments.
import start, { Stored } from "./bench.js";

try {
  const { memory } = await start({ module_or_path: new URL("./bench_bg.wasm", import.meta.url) });
  const stored = Stored.make();
  const segments = Array.from({ length: stored.count() }, (_, n) => ({
    kind: stored.kind(n),
    number: stored.number(n),
    bytes: stored.bytes(n),
  }));
  const buffers = segments.map(({ bytes }) => bytes.buffer);
  postMessage({ segments, makingBytes: memory.buffer.byteLength }, buffers);
} catch (error) {
  postMessage({ error: String(error) });
}
