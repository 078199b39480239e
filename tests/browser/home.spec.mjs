// The first page: what is to be done today, and how it goes.
import { create, exploreSample, expect, goTo, messages, openApp, row, rows, saved, startEmpty, test } from "./harness.mjs";

const chart = (page, name) => page.getByRole("region", { name, exact: true });
const tile = (page, name) => page.getByRole("region", { name: "Key figures" }).getByRole("link", { name: new RegExp(`^${name}`) });

test("an address without a path opens Home, and an empty business is told how to begin", async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole("heading", { name: "Welcome to Rapport" })).toBeVisible();
  await page.getByRole("button", { name: "Start empty" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  await expect(page.getByText("Your day begins here")).toBeVisible();
  await page.locator(".empty-actions").getByRole("button", { name: "New task" }).click();
  await page.getByRole("dialog").getByRole("textbox").first().fill("Call Ada");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Key figures" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts");
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  await expect(page).toHaveURL(/#\/$/);
});

test("a task that is due is ticked off, and undo brings it back", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await page.getByRole("button", { name: "New task", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByRole("textbox").first().fill("Send the offer");
  const today = await page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  });
  await dialog.getByLabel("Due").fill(today);
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await goTo(page, "Home");
  const tasks = chart(page, "Tasks");
  await expect(tasks.getByRole("link", { name: "Send the offer" })).toBeVisible();
  await tasks.getByRole("checkbox", { name: "Done: Send the offer" }).click();
  await expect(tasks.getByRole("link", { name: "Send the offer" })).toHaveCount(0);
  await expect(tasks.getByText("Nothing is due today.")).toBeVisible();
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(tasks.getByRole("link", { name: "Send the offer" })).toBeVisible();
});

test("the figures and the bars lead to the records that they count", async ({ page }) => {
  await exploreSample(page, "/");
  const open = tile(page, "Open pipeline");
  await expect(open).toContainText("open deals");
  const deals = Number((await open.locator(".tile-change").textContent()).match(/(\d+) open deals/)[1]);
  await open.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deals");
  await expect(page.locator(".grid-footer")).toContainText(`${deals} of `);
  await page.goBack();
  const pipeline = chart(page, "Pipeline by stage");
  const bars = pipeline.getByRole("button", { name: /^Qualified to Buy: / });
  await expect(bars).toHaveCount(1);
  await bars.click();
  await expect(page).toHaveURL(/filter=/);
  await expect(rows(page).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
});

test("a chart is read by keyboard, as a table, and taken away as CSV and SVG", async ({ page }) => {
  await exploreSample(page, "/");
  const pipeline = chart(page, "Pipeline by stage");
  const bars = pipeline.locator(".chart-target");
  await expect(bars).toHaveCount(5);
  await bars.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(bars.nth(1)).toBeFocused();
  await expect(pipeline.locator(".chart-tip")).toContainText("Qualified to Buy");
  await page.keyboard.press("End");
  await expect(bars.nth(4)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(bars.first()).toBeFocused();

  await pipeline.getByRole("button", { name: "Show as table" }).click();
  const table = pipeline.getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(6);
  await pipeline.getByRole("button", { name: "Show as chart" }).click();
  await expect(bars).toHaveCount(5);

  const menu = pipeline.getByRole("button", { name: "Actions for Pipeline by stage" });
  const take = async (name) => {
    await menu.click();
    const file = page.waitForEvent("download");
    await page.getByRole("menuitem", { name }).click();
    const stream = await (await file).createReadStream();
    let text = "";
    for await (const part of stream) text += part;
    return text;
  };
  const csv = await take("Download as CSV");
  expect(csv.split(/\r?\n/)[0]).toContain("Stage");
  expect(csv.trim().split(/\r?\n/)).toHaveLength(6);
  const svg = await take("Download as SVG");
  expect(svg).toMatch(/^<svg xmlns=/);
  expect(svg).not.toContain("var(");
  const parsed = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, svg);
  expect(parsed).toBe(true);
});

test("what was entered is seen on Home at once", async ({ page }) => {
  await startEmpty(page, "/deals?view=table");
  await create(page, "deal", { Name: "Roof", Amount: "1200" });
  await expect(row(page, "Roof")).toBeVisible();
  await saved(page);
  await goTo(page, "Home");
  await expect(tile(page, "Open pipeline")).toContainText("1,200");
  await expect(tile(page, "Open pipeline")).toContainText("1 open deal");
});

test("after midnight the day is another one", async ({ page }) => {
  await page.clock.install({ time: new Date(2026, 4, 10, 23, 30) });
  await startEmpty(page, "/tasks");
  await page.getByRole("button", { name: "New task", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New task" });
  await dialog.getByRole("textbox").first().fill("Send the offer");
  await dialog.getByLabel("Due", { exact: true }).fill("2026-05-11");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await goTo(page, "Home");
  const tasks = chart(page, "Tasks");
  await expect(page.locator(".home-today")).toContainText("May 10");
  await expect(tasks.getByText("Nothing is due today.")).toBeVisible();
  await page.clock.fastForward("31:00");
  await expect(page.locator(".home-today")).toContainText("May 11");
  await expect(tasks.getByRole("link", { name: "Send the offer" })).toBeVisible();
});

test("an amount without an exchange rate is named beside the sum, and is no zero", async ({ page }) => {
  const currency = async (code) => {
    await page.evaluate(() => (location.hash = "/settings/currencies"));
    await page.getByRole("combobox", { name: "Currency", exact: true }).selectOption(code);
    await saved(page);
  };
  await startEmpty(page);
  await currency("CHF");
  await page.evaluate(() => (location.hash = "/deals?view=table"));
  await create(page, "deal", { Name: "Chalet", Amount: "900" });
  await expect(row(page, "Chalet")).toBeVisible();
  await currency("USD");
  await goTo(page, "Home");
  await expect(tile(page, "Open pipeline")).toContainText("—");
  await expect(tile(page, "Open pipeline")).toContainText("1 amount in CHF left out");
});
