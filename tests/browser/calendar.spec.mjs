// The calendar of tasks and meetings, and calendar files.
import { readFileSync } from "node:fs";
import { axe, create, expect, goTo, newDialog, openRecord, rows, saved, startEmpty, test } from "./harness.mjs";

const day = (text) => `.calendar-day[data-day="${text}"]`;

async function task(page, title, due) {
  await page.getByRole("button", { name: "New task", exact: true }).click();
  const dialog = newDialog(page, "task");
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await dialog.getByLabel("Due", { exact: true }).fill(due);
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function november(page) {
  await startEmpty(page, "/tasks?view=calendar&date=2026-11-10");
  await expect(page.getByRole("heading", { level: 2, name: "November 2026" })).toBeVisible();
}

test("a task is dragged to another day in one change, and undo takes it back", async ({ page }) => {
  await november(page);
  await task(page, "Call Ada", "2026-11-12");
  const entry = page.locator(day("2026-11-12")).getByRole("button", { name: "Call Ada" });
  await expect(entry).toBeVisible();
  await entry.hover();
  await page.mouse.down();
  const to = await page.locator(day("2026-11-18")).boundingBox();
  await page.mouse.move(to.x + 60, to.y + 60, { steps: 5 });
  await expect(page.locator(day("2026-11-18"))).toHaveClass(/is-over/);
  await page.mouse.up();
  await expect(page.locator(day("2026-11-18"))).toContainText("Call Ada");
  await expect(page.locator(day("2026-11-12"))).not.toContainText("Call Ada");
  await page.keyboard.press("Control+z");
  await expect(page.locator(day("2026-11-12"))).toContainText("Call Ada");
});

test("the keyboard walks over days and months, creates on a day and opens what is there", async ({ page }) => {
  await november(page);
  await page.locator(day("2026-11-10")).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(day("2026-11-18"))).toBeFocused();
  await expect(page).toHaveURL(/date=2026-11-18/);
  await page.keyboard.press("c");
  const dialog = newDialog(page, "task");
  await expect(dialog.getByLabel("Due", { exact: true })).toHaveValue("2026-11-18");
  await dialog.getByRole("textbox", { name: "Title" }).fill("Book a room");
  await page.keyboard.press("Enter");
  await expect(page.locator(day("2026-11-18"))).toContainText("Book a room");
  await expect(page.locator(day("2026-11-18"))).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary").or(page.locator(".side-panel")).first()).toContainText("Book a room");
  await page.keyboard.press("Escape");
  await page.locator(day("2026-11-18")).focus();
  await page.keyboard.press("PageDown");
  await expect(page.getByRole("heading", { level: 2, name: "December 2026" })).toBeVisible();
  await expect(page.locator(day("2026-12-18"))).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: "December 2026" })).toBeVisible();
});

test("a task is carried to another day with keys alone, and stays where it was with Escape", async ({ page }) => {
  await november(page);
  await task(page, "Call Ada", "2026-11-12");
  await expect(page.locator(day("2026-11-12"))).toContainText("Call Ada");
  await page.locator(day("2026-11-10")).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(day("2026-11-12"))).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByText(/^Picked up “Call Ada”/)).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(day("2026-11-19"))).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(day("2026-11-12"))).toContainText("Call Ada");
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(day("2026-11-12"))).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(day("2026-11-20"))).toHaveClass(/is-over/);
  await page.keyboard.press("Space");
  await expect(page.locator(day("2026-11-20"))).toContainText("Call Ada");
  await expect(page.locator(day("2026-11-20"))).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(page.locator(day("2026-11-12"))).toContainText("Call Ada");

  // Of several it is asked which one.
  await task(page, "Call Bob", "2026-11-12");
  await expect(page.locator(day("2026-11-12"))).toContainText("Call Bob");
  await page.locator(day("2026-11-20")).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  await expect(page.locator(day("2026-11-12"))).toBeFocused();
  await page.keyboard.press("Space");
  const which = page.getByRole("dialog", { name: /what is to be moved/ });
  await which.getByRole("button", { name: "Call Bob" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(day("2026-11-12"))).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.locator(day("2026-11-13"))).toContainText("Call Bob");
  await expect(page.locator(day("2026-11-12"))).toContainText("Call Ada");
});

test("a full day says how much more there is, and shows it", async ({ page }) => {
  await november(page);
  for (let n = 1; n <= 5; n++) await task(page, `Step ${n}`, "2026-11-12");
  const full = page.locator(day("2026-11-12"));
  await expect(full.locator(".calendar-entry")).toHaveCount(2);
  await axe(page, undefined, "the calendar");
  await full.getByRole("button", { name: "+3 more" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator(".calendar-entry")).toHaveCount(5);
  await axe(page, "dialog", "the entries of a day");
  await dialog.getByRole("button", { name: "Step 4" }).click();
  await expect(page.locator(".side-panel")).toContainText("Step 4");
});

test("meetings stand beside tasks, in a week too, and a phone shows days one below the other", async ({ page }) => {
  await startEmpty(page, "/contacts");
  await create(page, "contact", { "Last name": "Babbage" });
  await openRecord(page, "Babbage");
  await page.keyboard.press("l");
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("When").fill("2026-11-11T15:30");
  await dialog.getByRole("textbox", { name: "Subject" }).fill("About engines");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  await page.goto("./#/tasks?view=calendar&date=2026-11-10&span=week");
  await expect(page.locator(".calendar-day")).toHaveCount(7);
  await expect(page.locator(day("2026-11-11"))).toContainText("About engines");
  await page.getByRole("checkbox", { name: "Meetings" }).uncheck();
  await expect(page.locator(day("2026-11-11"))).not.toContainText("About engines");
  await page.getByRole("checkbox", { name: "Meetings" }).check();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(page.locator(".agenda")).toContainText("About engines");
  await expect(page.locator(".calendar-day")).toHaveCount(0);
  await axe(page, undefined, "the agenda");
  await page.getByRole("button", { name: "Next week" }).click();
  await expect(page.locator(".agenda")).toContainText("Nothing on these days");
});

test("on a phone the days begin with today, and Today comes back to it", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-11-18T10:00:00"));
  await page.setViewportSize({ width: 390, height: 560 });
  await startEmpty(page, "/tasks");
  for (const date of ["2026-11-02", "2026-11-18", "2026-11-19"]) for (let n = 1; n <= 6; n++) await task(page, `Step ${n}`, date);
  await page.goto("./#/tasks?view=calendar");
  const today = page.locator(".agenda-day.is-today h3");
  await expect(today).toBeInViewport();
  await page.locator(".calendar").evaluate((calendar) => calendar.scrollTo(0, 0));
  await expect(today).not.toBeInViewport();
  await page.getByRole("button", { name: "Today" }).click();
  await expect(today).toBeInViewport();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeInViewport();
});

test("tasks and meetings are taken out as a calendar file", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await task(page, "Pay; the bill", "2026-11-12");
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "More actions" }).first().click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export tasks as calendar file" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^tasks-\d{4}-\d\d-\d\d\.ics$/);
  const text = readFileSync(await file.path(), "utf8");
  for (const line of ["BEGIN:VTODO", "SUMMARY:Pay\\; the bill", "DUE;VALUE=DATE:20261112", "END:VCALENDAR"]) {
    expect(text.split("\r\n")).toContain(line);
  }
  await saved(page);
  await goTo(page, "Tasks");
  await openRecord(page, "Pay; the bill");
  await page.locator(".record-head").getByRole("button", { name: "More actions" }).click();
  const again = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as calendar file" }).click();
  expect((await again).suggestedFilename()).toMatch(/\.ics$/);
});
