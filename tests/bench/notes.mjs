// What runs in the app's page before the app: it notes long tasks, slow events, what jumps about, the
// memory of the WebAssembly instance, the first record on the screen, and the transactions that store
// something. It changes nothing that the app does.

/** Installs the notes on every page of the browser, under `window.bench`. */
export const install = (context) => context.addInitScript(notes);

function notes() {
  const bench = { long: [], events: [], shifts: [], stored: [], memory: undefined, firstRow: undefined };
  window.bench = bench;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.long.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });

  // The time from an event to the frame that shows what it did, in steps of 8 ms.
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration, interactionId } of list.getEntries()) {
      if (interactionId) bench.events.push({ name, startTime, duration });
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });

  new PerformanceObserver((list) => {
    for (const { startTime, value, hadRecentInput } of list.getEntries()) bench.shifts.push({ startTime, value, hadRecentInput });
  }).observe({ type: "layout-shift", buffered: true });

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const made = await real(...given);
      bench.memory ??= (made.instance ?? made).exports.memory;
      return made;
    };
  }

  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function noted(...given) {
    const made = transaction.apply(this, given);
    if (given[1] === "readwrite") {
      const begun = performance.now();
      const { durability } = made;
      made.addEventListener("complete", () => bench.stored.push({ begun, done: performance.now(), durability }));
    }
    return made;
  };

  // The frame in which the first record stands in the list.
  const row = '[role="grid"] [role="row"]:not([aria-rowindex="1"]):not([hidden])';
  const look = () => {
    if (document.querySelector(row)?.textContent.trim()) bench.firstRow = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  /** Waits until there is an answer; a page that never gives it stops the run. */
  const until = async (what, answer) => {
    const end = performance.now() + 120_000;
    for (;;) {
      const given = answer();
      if (given) return given;
      if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  /** Presses the button with this name; the time until this text stands on the page, and the longest task. */
  bench.press = async (name, text) => {
    const button = [...document.querySelectorAll("main button")].find((b) => b.textContent.trim() === name);
    if (!button) throw new Error(`there is no button “${name}”`);
    const start = performance.now();
    button.click();
    const main = document.querySelector("main");
    const done = await until(`“${text}”`, () => main.textContent.includes(text) && performance.now());
    // The observer hears of a task after it has ended.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const tasks = bench.long.filter((task) => task.startTime + task.duration >= start);
    return { ms: done - start, longest: Math.max(0, ...tasks.map((task) => task.duration)) };
  };

  /** From the next Enter until a cell of the grid shows this text, until it is painted, until it is stored. */
  bench.entered = (text) =>
    new Promise((resolve) => {
      const entered = (event) => {
        if (event.key !== "Enter") return;
        removeEventListener("keydown", entered, true);
        const start = event.timeStamp;
        const stores = bench.stored.length;
        let shown;
        const look = () => {
          const cells = [...document.querySelectorAll('[role="gridcell"]')];
          if (shown || !cells.some((cell) => cell.textContent.trim() === text)) return;
          shown = performance.now() - start;
          observer.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = async () => {
              const painted = performance.now() - start;
              const { begun, done, durability } = await until("the edit's transaction", () => bench.stored[stores]);
              resolve({ shown, painted, stored: done - start, transaction: done - begun, durability });
            };
            port2.postMessage(null);
          });
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      };
      addEventListener("keydown", entered, true);
    });

  /** What was noted since a time of the page's clock. */
  bench.since = async (start) => {
    // The observers hear of a task or a frame after it has ended.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const later = (list) => list.filter((entry) => entry.startTime >= start);
    const most = (list) => Math.max(0, ...later(list).map((entry) => entry.duration));
    const shifted = later(bench.shifts).filter((shift) => !shift.hadRecentInput);
    return { task: most(bench.long), event: most(bench.events), shift: shifted.reduce((sum, { value }) => sum + value, 0) };
  };

  /** Resolves when the app has put this mark into the timeline; to its time. */
  bench.mark = (name) => until(name, () => performance.getEntriesByName(name)[0]?.startTime);

  /** Resolves when the journal has been folded into segments, or has not grown for ten seconds. */
  bench.folded = async () => {
    const opening = indexedDB.open("rapport");
    const db = await new Promise((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const count = () => {
      const request = db.transaction("journal").objectStore("journal").count();
      return new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    };
    const end = performance.now() + 10_000;
    let entries = await count();
    while (entries > 0 && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      entries = await count();
    }
    db.close();
    return entries;
  };
}
