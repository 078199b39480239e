// Without a network: the second visit opens with its data, and work goes on.
import { create, editFact, expect, fact, openApp, openRecord, row, saved, startEmpty, test } from "./harness.mjs";

const workerIsActive = (page) =>
  page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");

test("without a network everything is there, can be changed, and the changes last", async ({ page, context }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await saved(page);
  await workerIsActive(page);
  await context.setOffline(true);
  await page.reload();
  await expect(row(page, "Ada Lovelace")).toBeVisible();
  await openRecord(page, "Ada Lovelace");
  await editFact(page, "job_title", "Analyst");
  await saved(page);
  const second = await context.newPage();
  await openApp(second, new URL(page.url()).hash.slice(1));
  await expect(fact(second, "job_title")).toContainText("Analyst");
  await context.setOffline(false);
  await second.reload();
  await expect(fact(second, "job_title")).toContainText("Analyst");
});
