// The page around the app: its policy, its first paint, its files, offline use and other people's hosts.
import { axe, expect, openApp, prefer, test } from "./harness.mjs";
import { staticHost } from "./static-host.mjs";

test("the app opens under a strict policy, with a title and nothing for axe to find", async ({ page }) => {
  const response = await page.goto("./");
  const policy = response.headers()["content-security-policy"];
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("unsafe-inline");
  expect(response.headers()["x-content-type-options"]).toBe("nosniff");
  await openApp(page);
  await expect(page).toHaveTitle(/Rapport/);
  await axe(page);
});

test("opening the app asks no other host for anything", async ({ page, baseURL }) => {
  const hosts = new Set();
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http")) hosts.add(url.origin);
  });
  await openApp(page);
  expect([...hosts]).toEqual([new URL(baseURL).origin]);
});

test("hashed files are kept for ever, the page is looked at again, and both come compressed", async ({ page, request }) => {
  const page_ = await request.get("./", { headers: { "accept-encoding": "br" } });
  expect(page_.headers()["cache-control"]).toBe("no-cache");
  expect(page_.headers()["content-encoding"]).toBe("br");
  await page.goto("./");
  const wasm = await page.locator("script[data-wasm]").getAttribute("data-wasm");
  const file = await request.get(wasm, { headers: { "accept-encoding": "gzip" } });
  expect(file.headers()["content-type"]).toBe("application/wasm");
  expect(file.headers()["content-encoding"]).toBe("gzip");
  expect(file.headers()["cache-control"]).toContain("immutable");
});

test("an address without the # leads to the one with it", async ({ page }) => {
  await page.goto("./contacts");
  expect(new URL(page.url()).hash).toBe("#/contacts");
});

test("the chosen theme and language hold before the app runs", async ({ page }) => {
  await prefer(page, { theme: "dark", language: "zh-CN" });
  await page.route("**/boot.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto("./");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the page says what it needs", async ({ page }) => {
    await page.goto("./");
    const sentence = page.locator("noscript p").first();
    await expect(sentence).toBeVisible();
    expect(await sentence.textContent()).toContain("needs JavaScript and WebAssembly");
  });
});

test.describe("when a file is missing", () => {
  test.use({ allowedMessages: /Failed to load resource|error: TypeError/ });
  test("the page says that it could not start and that the data is safe", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
    await page.route("**/app-*.js", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("Your data is safe");
  });
});

/** Resolves when the page's service worker runs and holds the build's files. */
const workerIsActive = (page) =>
  page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");

test("the second visit works without a network", async ({ page, context }) => {
  await openApp(page);
  await workerIsActive(page);
  await context.setOffline(true);
  await openApp(page, "/contacts");
  await page.reload();
  await expect(page.locator("#shell")).toHaveCount(0);
});

test("the app works on a plain static host under a sub-path, and there without a network too", async ({ page, context }) => {
  const host = await staticHost("/tools/crm/");
  try {
    await page.goto(`${host.address}#/contacts`);
    await expect(page.locator("#shell")).toHaveCount(0);
    await workerIsActive(page);
    await context.setOffline(true);
    await page.reload();
    await expect(page.locator("#shell")).toHaveCount(0);
  } finally {
    await host.close();
  }
});

test("a new version is announced, and taken over only when the user agrees", async ({ page }) => {
  let version = 1;
  const host = await staticHost("/", (name, body) =>
    name === "sw.js" ? String(body).replace(/const VERSION = "[^"]*"/, `const VERSION = "test ${version}"`) : body,
  );
  const caches = () => page.evaluate(async () => (await window.caches.keys()).map((name) => name.split(" ").pop()));
  try {
    await page.goto(host.address);
    await workerIsActive(page);
    expect(await caches()).toEqual(["1"]);
    version = 2;
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-update", "ready");
    const reloaded = page.waitForEvent("load");
    await page.evaluate(() => window.dispatchEvent(new Event("rapport-update-accept")));
    await reloaded;
    await expect(page.locator("#shell")).toHaveCount(0);
    await expect.poll(caches).toEqual(["2"]);
    await expect(page.locator("html")).not.toHaveAttribute("data-update");
  } finally {
    await host.close();
  }
});
