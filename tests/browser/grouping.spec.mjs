// A list in groups: headings that count, add up, fold and select, by mouse and by keyboard.
import { axe, expect, exploreSample, rows, saved, test } from "./harness.mjs";

const headings = (page) => page.getByRole("grid").locator(".grid-row.is-heading:not([hidden])");
const heading = (page, name) => headings(page).filter({ has: page.locator(".group-name", { hasText: new RegExp(`^${name}$`) }) });
const records = (page) => page.getByRole("grid").locator(".grid-row:not(.is-heading):not([hidden])");
const footer = (page) => page.locator(".grid-footer");

async function group(page, field) {
  await page.getByRole("button", { name: /^Group/ }).click();
  await page.getByRole("menuitemradio", { name: field, exact: true }).click();
}

/** Headings and records in the order in which they lie, as far as they are in view. */
const lines = (page) =>
  rows(page).evaluateAll((all) =>
    all
      .sort((a, b) => a.getAttribute("aria-rowindex") - b.getAttribute("aria-rowindex"))
      .map((line) => (line.classList.contains("is-heading") ? line.querySelector(".group-name").textContent : "-")),
  );

test("deals stand under their stages with counts and sums, and what is folded stays so", async ({ page }) => {
  await exploreSample(page, "/deals?view=table");
  await group(page, "Stage");
  await expect(page).toHaveURL(/group=stage/);
  await expect.poll(() => lines(page).then((all) => all[0])).toBe("Appointment Scheduled");
  const first = heading(page, "Appointment Scheduled");
  const count = Number(await first.locator(".group-count [aria-hidden]").textContent());
  expect(count).toBeGreaterThan(0);
  await expect(first.locator(".group-sum").filter({ hasText: "$" })).toHaveCount(1);
  await expect(first.locator("[aria-expanded]")).toHaveAttribute("aria-expanded", "true");
  await expect(footer(page)).toContainText("400 records");
  await axe(page, "main", "a list in groups");

  await first.locator(".group-name").click();
  await expect(first.locator("[aria-expanded]")).toHaveAttribute("aria-expanded", "false");
  await expect.poll(() => lines(page).then((all) => all.slice(0, 2))).toEqual(["Appointment Scheduled", "Qualified to Buy"]);
  await page.getByRole("button", { name: /^Group/ }).click();
  await page.getByRole("menuitem", { name: "Collapse all" }).click();
  await expect(records(page)).toHaveCount(0);
  await expect(footer(page)).toContainText("400 records");
  await saved(page);
  await page.reload();
  await expect(headings(page).first()).toBeVisible();
  await expect(records(page)).toHaveCount(0);
  await page.getByRole("button", { name: /^Group/ }).click();
  await page.getByRole("menuitem", { name: "Expand all" }).click();
  await expect(records(page).first()).toBeVisible();
  await group(page, "No grouping");
  await expect(headings(page)).toHaveCount(0);
});

test("headings are worked by keyboard: left and right fold, x selects the group", async ({ page }) => {
  await exploreSample(page, "/deals?view=table&group=stage");
  await expect(headings(page).first()).toBeVisible();
  await page.locator(".grid").focus();
  await page.keyboard.press("Control+Home");
  const first = heading(page, "Appointment Scheduled");
  await expect(first.locator(".is-here")).toHaveCount(1);
  await page.keyboard.press("ArrowLeft");
  await expect(first.locator("[aria-expanded]")).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await expect(heading(page, "Qualified to Buy").locator(".is-here")).toHaveCount(1);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await expect(first.locator("[aria-expanded]")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("x");
  const count = await first.locator(".group-count [aria-hidden]").textContent();
  await expect(page.locator(".selection-count")).toHaveText(`${count} selected`);
  await expect(first).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("x");
  await expect(page.locator(".selection-bar")).toHaveCount(0);
  // Enter opens a record, and folds on a heading.
  await page.keyboard.press("Enter");
  await expect(first.locator("[aria-expanded]")).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Control+a");
  await expect(page.locator(".selection-count")).toHaveText("400 selected");
});

test("the order holds within the groups, and a saved view keeps them", async ({ page }) => {
  await exploreSample(page, "/deals?view=table&group=owner&sort=-amount");
  await expect(headings(page).first()).toBeVisible();
  const amounts = await rows(page).evaluateAll((all) =>
    all
      .sort((a, b) => a.getAttribute("aria-rowindex") - b.getAttribute("aria-rowindex"))
      .slice(1, 8)
      .map((line) => Number(line.querySelectorAll(".grid-cell")[3].textContent.replace(/[^\d.]/g, ""))),
  );
  expect([...amounts].sort((a, b) => b - a)).toEqual(amounts);
  await page.getByRole("button", { name: "Save view", exact: true }).click();
  await page.getByRole("dialog", { name: "Save view" }).getByRole("textbox", { name: "Name" }).fill("By owner");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("link", { name: "All Deals" }).click();
  await page.goto("./#/deals?view=table");
  await expect(headings(page)).toHaveCount(0);
  await page.getByRole("link", { name: /^By owner/ }).click();
  await expect(headings(page).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Group: Owner" })).toBeVisible();
});

test("months are groups too, and a cell is edited below a heading", async ({ page }) => {
  await exploreSample(page, "/deals?view=table&group=close_date");
  await expect(headings(page).first().locator(".group-name")).toHaveText(/^\w+ \d{4}$/);
  await page.locator(".grid").focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("e");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Renamed below a heading");
  await page.keyboard.press("Enter");
  await expect(records(page).filter({ hasText: "Renamed below a heading" })).toHaveCount(1);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test("groups are headings between the cards", async ({ page }) => {
    await exploreSample(page, "/deals?view=table&group=stage");
    await expect(headings(page).first()).toBeVisible();
    await headings(page).first().locator(".group-name").click();
    await expect.poll(() => lines(page).then((all) => all.slice(0, 2))).toEqual(["Appointment Scheduled", "Qualified to Buy"]);
    await axe(page, "main", "groups on a phone");
  });
});
