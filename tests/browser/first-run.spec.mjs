// The first visit: three ways to begin, and the way back out of the sample data.
import { create, exploreSample, expect, goTo, messages, openApp, row, rows, sampleBanner, saved, startEmpty, test } from "./harness.mjs";

test("sample data fills every list, goes with one click, and comes back with undo", async ({ page }) => {
  await exploreSample(page);
  await expect(rows(page)).not.toHaveCount(0);
  for (const section of ["Companies", "Tickets", "Tasks"]) {
    await goTo(page, section);
    await expect(rows(page)).not.toHaveCount(0);
  }
  await goTo(page, "Deals");
  await expect(page.locator(".board").getByRole("option").first()).toBeVisible();

  await page.getByRole("button", { name: "Remove sample data" }).click();
  await expect(sampleBanner(page)).toHaveCount(0);
  const removed = messages(page).locator(".toast").filter({ hasText: "The sample data was removed." });
  await expect(removed).toBeVisible();
  await goTo(page, "Contacts");
  await expect(rows(page)).toHaveCount(0);

  await removed.getByRole("button", { name: "Undo" }).click();
  await expect(sampleBanner(page)).toBeVisible();
  await expect(rows(page)).not.toHaveCount(0);
});

test("removing the sample data leaves what the user entered", async ({ page }) => {
  await exploreSample(page);
  await create(page, "contact", { "First name": "Grace", "Last name": "Kept" });
  await page.getByRole("button", { name: "Remove sample data" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Grace Kept")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(sampleBanner(page)).toHaveCount(0);
});

test("an empty start has a pipeline with seven stages, the person as a member, and can be undone", async ({ page }) => {
  await openApp(page, "/deals");
  await page.getByLabel("Business name").fill("Willow & Sons");
  await page.getByLabel("Your name").fill("Ada Byron");
  await page.getByLabel("Currency").selectOption("EUR");
  await page.getByRole("button", { name: "Start empty" }).click();
  await expect(page.getByRole("group", { name: "Sales pipeline" }).locator(".board-column")).toHaveCount(7);
  await page.goto("./#/settings/members");
  await expect(page.getByRole("listitem").filter({ hasText: "Ada Byron" })).toContainText("You");
  await page.goto("./#/settings/business");
  await expect(page.getByLabel("Business name")).toHaveValue("Willow & Sons");
  await expect(page.getByLabel("Currency")).toHaveValue("EUR");
  await goTo(page, "Contacts");
  await expect(page.getByText("No contacts yet")).toBeVisible();
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Rapport" })).toBeVisible();
});

test("the welcome leads to the import", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Import a file" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import Contacts");
});

test("the welcome is not shown again after a reload", async ({ page }) => {
  await startEmpty(page);
  await page.reload();
  await expect(page.getByText("No contacts yet")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Welcome to Rapport" })).toHaveCount(0);
});
