// Starts the app and, once it runs, its service worker. The page's policy forbids inline scripts.

const script = document.querySelector("script[data-wasm]");

try {
  const module = await import(new URL(script.dataset.js, document.baseURI));
  const mounted = firstElementOfTheApp();
  await module.default({ module_or_path: new URL(script.dataset.wasm, document.baseURI) });
  await mounted;
  document.getElementById("shell")?.remove();
  keepOffline().catch(() => {}); // The app runs without it, only not offline.
} catch (error) {
  const failure = document.getElementById("boot-failure");
  if (!failure) throw error; // The app was up already: the fault is its own.
  document.getElementById("boot-reason").textContent = String(error);
  failure.hidden = false;
  console.error(error);
}

/** Resolves when the app has put its first element beside the static shell. */
function firstElementOfTheApp() {
  const isThere = () =>
    [...document.body.children].some((child) => child.id !== "shell" && child.localName !== "script");
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (isThere()) {
        observer.disconnect();
        resolve();
      }
    });
    observer.observe(document.body, { childList: true });
  });
}

/**
 * Registers the service worker and tells the app of a newer version: the root element gets
 * `data-update="ready"` and the window a `rapport-update` event. When the user agrees, the app sends
 * the window a `rapport-update-accept` event; the new version takes over and the page reloads.
 */
async function keepOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const registration = await workers.register(new URL("sw.js", document.baseURI), { updateViaCache: "none" });

  const announce = (worker) => {
    if (!worker || worker.state !== "installed" || !workers.controller) return;
    document.documentElement.dataset.update = "ready";
    window.dispatchEvent(new Event("rapport-update"));
  };
  announce(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => announce(worker));
  });

  let accepted = false;
  window.addEventListener("rapport-update-accept", () => {
    accepted = true;
    registration.waiting?.postMessage("SKIP_WAITING");
  });
  workers.addEventListener("controllerchange", () => {
    if (accepted) location.reload();
  });

  const hour = 3_600_000;
  let looked = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || performance.now() - looked < hour) return;
    looked = performance.now();
    registration.update().catch(() => {}); // Offline: there is nothing to look at.
  });
}
