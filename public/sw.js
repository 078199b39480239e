// Keeps the app's own files so that it opens without a network. It holds one cache per build, answers
// only for the files of that build, and never sees the user's data, which lies in IndexedDB.

// The build writes its version and its list of files here.
const VERSION = "unbuilt";
const FILES = [];

const SCOPE = new URL(self.registration.scope);
const PREFIX = `rapport ${SCOPE.pathname} `;
const CACHE = PREFIX + VERSION;
const HASHED = /-[0-9a-f]{16}[._]/;
const address = (file) => new URL(file === "index.html" ? "./" : file, SCOPE).href;

self.addEventListener("install", (event) => {
  if (VERSION === "unbuilt") return self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget());
});

self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const file = fileOf(event.request);
  if (file !== null) event.respondWith(answer(file, event.request));
});

/** The file of this build that a request asks for, or null when the worker has no business with it. */
function fileOf(request) {
  if (request.method !== "GET") return null;
  const url = new URL(request.url);
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return null;
  const path = url.pathname.slice(SCOPE.pathname.length) || "index.html";
  return FILES.includes(path) ? path : null;
}

async function answer(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(file))) ?? fetch(request);
}

/** Fetches every file of the build; all of them or none, so that versions never mix. */
async function keep() {
  const cache = await caches.open(CACHE);
  // A name with a hash never changes its content; the others must not come from the HTTP cache.
  await cache.addAll(
    FILES.map((file) => new Request(address(file), { cache: HASHED.test(file) ? "default" : "no-cache" })),
  );
}

/** Drops the caches of other builds, and serves the page that has brought the first one; a development build also takes the worker itself away. */
async function forget() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // On the very first visit the page is served from here at once: it may be without a network next.
  if (old.length === 0 && VERSION !== "unbuilt") await self.clients.claim();
  if (VERSION === "unbuilt") await self.registration.unregister();
}
