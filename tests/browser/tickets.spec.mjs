// Tickets: what was said to whom, what only colleagues see, and what a message does to the status.
import { create, expect, fact, goTo, newDialog, openRecord, row, saved, startEmpty, test } from "./harness.mjs";

const conversation = (page) => page.getByRole("region", { name: "Conversation" });

/** Writes one message of a kind and waits until it stands in the conversation. */
async function write(page, tab, text, press, status) {
  await conversation(page).getByRole("tab", { name: tab }).click();
  await conversation(page).getByRole("textbox", { name: tab }).fill(text);
  if (status) await conversation(page).getByRole("combobox", { name: "Status" }).selectOption({ label: status });
  await conversation(page).getByRole("button", { name: press, exact: true }).click();
  await expect(conversation(page).getByRole("article").filter({ hasText: text.replaceAll("**", "") })).toBeVisible();
}

/** A ticket of a customer, opened. */
async function ticket(page) {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Carla", "Last name": "Customer" });
  await goTo(page, "Tickets");
  await page.keyboard.press("c");
  const dialog = newDialog(page, "ticket");
  await dialog.getByRole("textbox", { name: "Subject" }).fill("The drawer sticks");
  await dialog.getByRole("combobox", { name: "Requester" }).fill("carla");
  await page.getByRole("option", { name: "Carla Customer" }).click();
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(row(page, "The drawer sticks")).toContainText("Carla Customer");
  await openRecord(page, "The drawer sticks");
  await expect(fact(page, "status")).toContainText("New");
}

test("a public reply opens a new ticket, and both hold after a reload", async ({ page }) => {
  await ticket(page);
  await write(page, "Public reply", "Have you tried **wax**?", "Add reply");
  const reply = conversation(page).getByRole("article", { name: "Public reply, Me" });
  await expect(reply.locator("strong")).toHaveText("wax");
  await expect(fact(page, "status")).toContainText("Open");
  await expect(page.getByRole("listitem").filter({ hasText: "Status: New → Open" })).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(reply).toBeVisible();
  await expect(fact(page, "status")).toContainText("Open");
});

test("an internal note is marked as such and leaves the status alone", async ({ page }) => {
  await ticket(page);
  await conversation(page).getByRole("tab", { name: "Internal note" }).click();
  await expect(conversation(page).getByText("Only colleagues see this.")).toBeVisible();
  await write(page, "Internal note", "She called twice.", "Add note");
  await expect(conversation(page).getByRole("article", { name: "Internal note, Me" })).toContainText("She called twice.");
  await expect(fact(page, "status")).toContainText("New");
});

test("a customer's message opens a solved ticket again", async ({ page }) => {
  await ticket(page);
  await write(page, "Public reply", "It was the humidity.", "Add reply", "Solved");
  await expect(fact(page, "status")).toContainText("Solved");
  await expect(fact(page, "solved_at")).toBeVisible();
  await write(page, "Log customer message", "It sticks again!", "Log message");
  await expect(conversation(page).getByRole("article", { name: "Customer message, Carla Customer" })).toBeVisible();
  await expect(fact(page, "status")).toContainText("Open");
  await expect(fact(page, "solved_at")).toHaveCount(0);
});

test("an empty message is not sent, and a draft outlives leaving the page", async ({ page }) => {
  await ticket(page);
  await conversation(page).getByRole("button", { name: "Add reply", exact: true }).click();
  await expect(conversation(page).getByText("Write something first.")).toBeVisible();
  await conversation(page).getByRole("textbox", { name: "Public reply" }).fill("Half a sent");
  await goTo(page, "Contacts");
  await page.goBack();
  await expect(conversation(page).getByRole("textbox", { name: "Public reply" })).toHaveValue("Half a sent");
});

test("a reply and the status it set are taken back together", async ({ page }) => {
  await ticket(page);
  await write(page, "Public reply", "One moment, please.", "Add reply");
  await expect(fact(page, "status")).toContainText("Open");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("Control+z");
  await expect(conversation(page).getByRole("article")).toHaveCount(0);
  await expect(fact(page, "status")).toContainText("New");
});

test("the list of tickets shows the unsolved ones", async ({ page }) => {
  await ticket(page);
  await write(page, "Public reply", "Solved by waxing.", "Add reply", "Solved");
  await goTo(page, "Tickets");
  await create(page, "ticket", { Subject: "The door squeaks" });
  await page.getByRole("combobox", { name: "Status" }).selectOption({ label: "Unsolved" });
  await expect(row(page, "The door squeaks")).toBeVisible();
  await expect(row(page, "The drawer sticks")).toHaveCount(0);
});
