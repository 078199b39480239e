// Opens the large workspace in an instance of its own and measures it when asked.
import start, { Large } from "./bench.js";

const parse = (json) => JSON.parse(json);

window.open_large = async () => {
  const { segments, makingBytes } = await made();
  const { memory } = await start({ module_or_path: new URL("./bench_bg.wasm", import.meta.url) });
  const large = new Large();
  let load = 0;
  for (const { kind, number, bytes } of segments) load += large.load(kind, number, bytes);
  const afterLoad = memory.buffer.byteLength;
  const index = large.index();
  window.large = large;
  window.memory = memory;
  return {
    load,
    index,
    stored: segments.reduce((sum, { bytes }) => sum + bytes.length, 0),
    makingBytes,
    afterLoad,
    afterIndex: memory.buffer.byteLength,
    counted: large.memory(),
  };
};

window.measure = (what) => parse(window.large[what]());

/** The segments, made in another instance so that the memory it took is not counted. */
function made() {
  const worker = new Worker(new URL("./make.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
  });
}
