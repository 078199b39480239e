// Tasks that come again, tasks that remind, and what is logged on a record in two keystrokes.
import { axe, create, expect, exploreSample, newDialog, openApp, openRecord, prefer, row, rows, saved, startEmpty, test } from "./harness.mjs";

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

test("a reminder follows its task: moved it waits, moved back it is there again, and the focus stays on the page", async ({ page }) => {
  await prefer(page, { reminders: { seen: 1, open: [] } });
  await startEmpty(page, "/tasks");
  const past = new Date(Date.now() - 3_600_000);
  const local = new Date(past.getTime() - past.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  for (const title of ["Send the offer", "Ring the bell"]) {
    await newTask(page, title, (dialog) => dialog.getByLabel("Reminder", { exact: true }).fill(local));
    await expect(reminders(page)).toContainText(title);
  }
  const of = (title) => reminders(page).getByRole("article").filter({ hasText: title });
  await of("Ring the bell").getByRole("button", { name: "Snooze" }).click();
  await page.getByRole("menuitem", { name: "In 1 hour" }).click();
  await expect(of("Ring the bell")).toHaveCount(0);
  await expect(of("Send the offer").getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(of("Ring the bell")).toHaveCount(1);
  // Taken back at the task itself, it goes.
  await openRecord(page, "Ring the bell");
  const fact = page.locator('.record-facts [data-field="remind_at"]');
  await fact.getByRole("button", { name: /^Edit / }).click();
  await fact.locator("input").first().fill("");
  await page.keyboard.press("Enter");
  await expect(of("Ring the bell")).toHaveCount(0);
  await reminders(page).getByRole("button", { name: /^Dismiss/ }).click();
  await expect(of("Send the offer")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(of("Send the offer")).toHaveCount(0);
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

const logDialog = (page) => page.getByRole("dialog", { name: /^(Call|Meeting|Email|Note)/ });

test("a call is logged in two keystrokes, with the task that follows, and undone in one step", async ({ page }) => {
  await startEmpty(page, "/contacts");
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await openRecord(page, "Ada Lovelace");
  await page.keyboard.press("l");
  await page.keyboard.press("c");
  const dialog = logDialog(page);
  await expect(dialog).toHaveAccessibleName("Call: Ada Lovelace");
  await expect(dialog.getByRole("textbox", { name: "Text" })).toBeFocused();
  await page.keyboard.type("Wants an offer by Friday");
  await dialog.getByRole("textbox", { name: "Outcome" }).fill("Reached");
  await dialog.getByRole("textbox", { name: "Follow-up task" }).fill("Write the offer");
  await dialog.getByRole("button", { name: "Tomorrow" }).click();
  await axe(page, "dialog", "the dialog that logs a call");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  const timeline = page.locator(".timeline");
  await expect(timeline).toContainText("Wants an offer by Friday");
  await expect(timeline).toContainText("Reached");
  await expect(timeline).toContainText("Write the offer");
  await page.keyboard.press("Control+z");
  await expect(timeline.locator(".timeline-item")).toHaveCount(0);
});

test("what was begun is there after a reload, and gone once it is logged", async ({ page }) => {
  await startEmpty(page, "/contacts");
  await create(page, "contact", { "Last name": "Babbage" });
  await openRecord(page, "Babbage");
  await page.keyboard.press("l");
  await page.keyboard.press("n");
  await page.keyboard.type("He asked for");
  await page.keyboard.press("Escape");
  await page.locator(".composer").getByRole("textbox", { name: "Text" }).fill("Half a thought");
  await saved(page);
  await page.reload();
  await expect(page.locator(".composer").getByRole("textbox", { name: "Text" })).toHaveValue("Half a thought");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("l");
  await page.keyboard.press("n");
  await expect(logDialog(page).getByRole("textbox", { name: "Text" })).toHaveValue("He asked for");
  await page.keyboard.press("End");
  await page.keyboard.type(" more engines");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".timeline")).toContainText("He asked for more engines");
  await page.keyboard.press("l");
  await page.keyboard.press("n");
  await expect(logDialog(page).getByRole("textbox", { name: "Text" })).toHaveValue("");
});

test("one note is logged on all selected records", async ({ page }) => {
  await startEmpty(page, "/companies");
  for (const name of ["Engine Works", "Loom Ltd"]) {
    await create(page, "company", { Name: name });
    await expect(row(page, name)).toBeVisible();
  }
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("l");
  await page.keyboard.press("n");
  await expect(logDialog(page)).toHaveAccessibleName("Note on 2 records");
  await page.keyboard.type("Seen at");
  await page.keyboard.press("Escape");
  await expect(logDialog(page)).toHaveCount(0);
  await page.keyboard.press("l");
  await page.keyboard.press("n");
  await expect(logDialog(page).getByRole("textbox", { name: "Text" })).toHaveValue("Seen at");
  await page.keyboard.press("End");
  await page.keyboard.type(" the fair");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Note logged on 2 records")).toBeVisible();
  await openRecord(page, "Loom Ltd");
  await expect(page.locator(".timeline")).toContainText("Seen at the fair");
});

test("what a form hides is not kept, and a day without a task is asked about", async ({ page }) => {
  await startEmpty(page, "/contacts");
  await create(page, "contact", { "Last name": "Babbage" });
  await openRecord(page, "Babbage");
  await page.keyboard.press("l");
  await page.keyboard.press("c");
  const dialog = logDialog(page);
  await dialog.getByRole("textbox", { name: "Outcome" }).fill("Left a message");
  await dialog.getByRole("combobox", { name: "What it was" }).selectOption("Note");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Only this");
  await dialog.getByRole("button", { name: "Tomorrow" }).click();
  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByRole("alert").filter({ hasText: "Say what comes next" })).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Follow-up task" })).toBeFocused();
  await page.keyboard.type("Call again");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  const timeline = page.locator(".timeline");
  await expect(timeline).toContainText("Only this");
  await expect(timeline).toContainText("Call again");
  await expect(timeline).not.toContainText("Left a message");
});

test("on a board things are logged on the card at which the keyboard is, never on a row that nobody sees", async ({ page }) => {
  await startEmpty(page, "/tickets?view=table");
  for (const name of ["First", "Second"]) {
    await create(page, "ticket", { Subject: name });
    await expect(row(page, name)).toBeVisible();
  }
  await row(page, "First").getByRole("checkbox").first().check();
  await page.goto("./#/tickets?view=board");
  const card = (name) => page.getByRole("option", { name: new RegExp(name) });
  await expect(card("First")).toBeVisible();
  const found = () => page.getByRole("dialog", { name: "Command palette" }).getByRole("option", { name: /^Log a call/ });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("log a call");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await expect(found()).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").first().focus();
  await page.keyboard.press("End");
  const name = (await page.locator(".card[aria-selected='true']").textContent()).includes("First") ? "First" : "Second";
  await page.keyboard.press("l");
  await page.keyboard.press("c");
  await expect(logDialog(page)).toHaveAccessibleName(`Call: ${name}`);
});

test("more records than one entry can be logged on are refused, none is left out unsaid", async ({ page }) => {
  await exploreSample(page, "/contacts");
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("l");
  await page.keyboard.press("n");
  await expect(page.getByText("That is more than 500 records at once.")).toBeVisible();
  await expect(logDialog(page)).toHaveCount(0);
});
