// Tasks that come again, tasks that remind, and what is logged on a record in two keystrokes.
import { axe, expect, newDialog, openApp, openRecord, prefer, row, rows, saved, startEmpty, test } from "./harness.mjs";

const day = (days) => {
  const date = new Date(Date.now() + days * 86_400_000);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
};
const reminders = (page) => page.getByRole("region", { name: "Reminders" });

async function newTask(page, title, fill) {
  await page.getByRole("button", { name: "New task", exact: true }).click();
  const dialog = newDialog(page, "task");
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await fill(dialog);
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test("a task that repeats comes again when it is done, and undo takes both back", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await newTask(page, "Water the plants", async (dialog) => {
    await dialog.getByRole("button", { name: "Today" }).click();
    await expect(dialog.getByLabel("Due")).toHaveValue(day(0));
    await dialog.getByRole("combobox", { name: "How often" }).selectOption("Every week");
    await expect(dialog.locator(".repeat-summary")).toHaveText("Every week");
    await axe(page, "dialog", "a new task that repeats");
  });
  await expect(rows(page)).toHaveCount(1);
  const due = () => row(page, "Water the plants").getByRole("gridcell").nth(2);
  const before = await due().textContent();
  await row(page, "Water the plants").getByRole("checkbox", { name: "Done: Water the plants" }).click();
  await expect(due()).not.toHaveText(before);
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(due()).toHaveText(before);
  await saved(page);
  await page.reload();
  await expect(due()).toHaveText(before);
  await expect(rows(page)).toHaveCount(1);
});

test("how a task repeats is told and changed on its page", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await newTask(page, "Call the bank", async (dialog) => {
    await dialog.getByRole("button", { name: "Tomorrow", exact: true }).click();
  });
  await openRecord(page, "Call the bank");
  const fact = page.locator('.record-facts [data-field="repeat"]');
  await fact.getByRole("button", { name: "Edit Repeat" }).click();
  await fact.getByRole("combobox", { name: "How often" }).selectOption("Every week");
  await fact.getByRole("button", { name: "Mon" }).click();
  await fact.getByRole("button", { name: "Thu" }).click();
  await fact.getByRole("textbox", { name: "Every how many" }).fill("2");
  await page.keyboard.press("Tab");
  await fact.getByRole("combobox", { name: "Ends" }).selectOption("Ends: After a number of times");
  await expect(fact.locator(".repeat-summary")).toHaveText("Every 2 weeks on Mon, Thu, 10 times");
  await axe(page, ".record-facts", "the editor of a recurrence");
  await page.keyboard.press("Escape");
  await expect(fact.locator(".fact-value")).toContainText("Every 2 weeks on Mon, Thu, 10 times");
});

/** Counts the notifications of all tabs. */
const countNotifications = () => {
  window.Notification = class {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(title) {
      localStorage.setItem("notified", `${localStorage.getItem("notified") ?? ""}${title};`);
    }
    close() {}
  };
};

test("a reminder comes once for all tabs, outlives a reload, and can wait", async ({ context }) => {
  const one = await context.newPage();
  for (const page of [one]) await page.addInitScript(countNotifications);
  await prefer(one, { reminders: { seen: 1, open: [] } });
  await startEmpty(one, "/tasks");
  const two = await context.newPage();
  await two.addInitScript(countNotifications);
  await openApp(two, "/contacts");
  await newTask(one, "Send the offer", async (dialog) => {
    const past = new Date(Date.now() - 3_600_000);
    const local = new Date(past.getTime() - past.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await dialog.getByLabel("Reminder", { exact: true }).fill(local);
  });
  for (const page of [one, two]) await expect(reminders(page)).toContainText("Send the offer");
  await axe(one, undefined, "a page with a reminder");
  await one.waitForFunction(() => localStorage.getItem("notified") === "Send the offer;");
  await saved(one);
  await one.reload();
  await expect(reminders(one)).toContainText("Send the offer");
  await reminders(one).getByRole("button", { name: "Snooze" }).click();
  await one.getByRole("menuitem", { name: "In 1 hour" }).click();
  for (const page of [one, two]) await expect(reminders(page)).not.toContainText("Send the offer");
  expect(await one.evaluate(() => localStorage.getItem("notified"))).toBe("Send the offer;");
});

test("a reminder comes when its time does, and leads to its task", async ({ page }) => {
  await page.clock.install();
  await startEmpty(page, "/tasks");
  await newTask(page, "Ring the bell", async (dialog) => {
    await dialog.getByRole("button", { name: "In 1 hour" }).click();
  });
  await expect(rows(page)).toHaveCount(1);
  await expect(reminders(page)).not.toContainText("Ring the bell");
  await page.clock.fastForward("59:00");
  await expect(reminders(page)).not.toContainText("Ring the bell");
  await page.clock.fastForward("02:00");
  await expect(reminders(page)).toContainText("Ring the bell");
  await reminders(page).getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ring the bell" })).toBeVisible();
  await expect(reminders(page)).not.toContainText("Ring the bell");
});
