// The browser tests. `cargo xtask test` builds and serves the app and names it in RAPPORT_URL.
import { defineConfig } from "@playwright/test";

const address = process.env.RAPPORT_URL ?? "http://localhost:8080/";
const report = process.env.RAPPORT_REPORT ?? "browser/results/report.json";

export default defineConfig({
  testDir: "browser",
  testMatch: "*.spec.mjs",
  outputDir: "browser/results/failures",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: report }]],
  use: {
    baseURL: address,
    browserName: "chromium",
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROME ?? "/usr/bin/chromium",
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
