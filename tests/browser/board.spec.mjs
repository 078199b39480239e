// Deals: moved on the board by key, menu and mouse; gates, reasons, and the score with what it is made of.
import { axe, create, exploreSample, expect, goTo, messages, openRecord, saved, startEmpty, test } from "./harness.mjs";

const column = (page, stage) => page.locator(".board-column").filter({ has: page.getByRole("heading", { level: 2, name: stage, exact: true }) });
const card = (page, stage, name) => column(page, stage).getByRole("option").filter({ hasText: name });

/** A board with one deal in its first column. */
async function board(page, ...deals) {
  await startEmpty(page, "/deals");
  for (const name of deals) await create(page, "deal", { Name: name });
  for (const name of deals) await expect(card(page, "Appointment Scheduled", name)).toBeVisible();
}

const focusColumn = (page, stage) => column(page, stage).getByRole("listbox").focus();

test("a card is picked up, moved and dropped by keyboard, and each step is said", async ({ page }) => {
  await board(page, "New roof");
  await focusColumn(page, "Appointment Scheduled");
  await page.keyboard.press("Space");
  await expect(page.getByText("Picked up New roof in Appointment Scheduled.")).toBeAttached();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("New roof over Qualified to Buy, place 1 of 1.")).toBeAttached();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(page.getByText("New roof moved to Presentation Scheduled, 1 of 1.")).toBeAttached();
  await expect(card(page, "Presentation Scheduled", "New roof")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(card(page, "Presentation Scheduled", "New roof")).toBeVisible();
});

test("Escape puts a picked up card back", async ({ page }) => {
  await board(page, "New roof");
  await focusColumn(page, "Appointment Scheduled");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(page.getByText("New roof stays where it was.")).toBeAttached();
  await expect(card(page, "Appointment Scheduled", "New roof")).toBeVisible();
  await expect(card(page, "Qualified to Buy", "New roof")).toHaveCount(0);
});

test("the order within a column is the user's and holds", async ({ page }) => {
  await board(page, "One", "Two", "Three");
  // Elements are used again as the column scrolls: their places are what they say.
  const names = () =>
    column(page, "Appointment Scheduled").getByRole("option").evaluateAll((cards) =>
      cards
        .sort((a, b) => a.getAttribute("aria-posinset") - b.getAttribute("aria-posinset"))
        .map((card) => card.querySelector(".deal-name").textContent),
    );
  const before = await names();
  await focusColumn(page, "Appointment Scheduled");
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  const after = [before[1], before[2], before[0]];
  await expect.poll(names).toEqual(after);
  await saved(page);
  await page.reload();
  await expect.poll(names).toEqual(after);
});

test("the menu of a card moves it, and undo brings it back", async ({ page }) => {
  await board(page, "New roof");
  await focusColumn(page, "Appointment Scheduled");
  await page.keyboard.press("m");
  const menu = page.getByRole("menu", { name: "Move to…" });
  await expect(menu).toBeVisible();
  await menu.getByRole("menuitemradio", { name: "Contract Sent" }).click();
  await expect(card(page, "Contract Sent", "New roof")).toBeVisible();
  const said = messages(page).locator(".toast").filter({ hasText: "Moved to Contract Sent" });
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(card(page, "Appointment Scheduled", "New roof")).toBeVisible();
});

test("a card is dragged with the mouse", async ({ page }) => {
  await board(page, "New roof");
  const from = await card(page, "Appointment Scheduled", "New roof").boundingBox();
  const to = await column(page, "Qualified to Buy").locator(".board-cards").boundingBox();
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 40, { steps: 4 });
  await page.mouse.move(to.x + 60, to.y + 40, { steps: 8 });
  await page.mouse.up();
  await expect(card(page, "Qualified to Buy", "New roof")).toBeVisible();
  await expect(card(page, "Appointment Scheduled", "New roof")).toHaveCount(0);
});

test("a stage that needs an amount asks for it in the move itself", async ({ page }) => {
  await startEmpty(page);
  await page.goto("./#/settings/pipelines");
  await page.getByRole("button", { name: "Qualified to Buy", exact: true }).click();
  const form = page.getByRole("dialog", { name: "Edit stage" });
  await form.getByRole("group", { name: "Required fields" }).getByRole("checkbox", { name: "Amount" }).check();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toHaveCount(0);
  await goTo(page, "Deals");
  await create(page, "deal", { Name: "New roof" });
  await focusColumn(page, "Appointment Scheduled");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  const gate = page.getByRole("dialog", { name: "Move New roof to Qualified to Buy" });
  await expect(gate.getByText("Amount has to be filled.")).toBeVisible();
  await gate.getByRole("button", { name: "Move", exact: true }).click();
  await expect(gate).toBeVisible();
  await gate.getByRole("textbox", { name: "Amount" }).fill("1,500.50");
  await gate.getByRole("button", { name: "Move", exact: true }).click();
  await expect(gate).toHaveCount(0);
  await expect(card(page, "Qualified to Buy", "New roof")).toContainText("1,500.50");
  // Both came as one action, so both go back as one.
  await page.keyboard.press("Control+z");
  await expect(card(page, "Appointment Scheduled", "New roof")).toBeVisible();
  await expect(card(page, "Appointment Scheduled", "New roof")).not.toContainText("1,500.50");
});

test("a gate that is cancelled leaves the deal where it was", async ({ page }) => {
  await board(page, "New roof");
  await focusColumn(page, "Appointment Scheduled");
  await page.keyboard.press("m");
  await page.getByRole("menuitemradio", { name: "Closed Lost" }).click();
  const gate = page.getByRole("dialog", { name: "Move New roof to Closed Lost" });
  await expect(gate.getByText("A lost deal needs a reason.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(gate).toHaveCount(0);
  await expect(card(page, "Appointment Scheduled", "New roof")).toBeVisible();
});

test("a deal is lost with its reason and the timeline says where it went", async ({ page }) => {
  await board(page, "New roof");
  await page.goto("./#/deals?view=table");
  await openRecord(page, "New roof");
  const stages = page.getByRole("region", { name: "Stage" });
  await stages.getByRole("button", { name: "Contract Sent" }).click();
  await expect(stages.getByRole("button", { name: "Contract Sent" })).toHaveAttribute("aria-current", "step");
  await expect(page.getByRole("listitem").filter({ hasText: "Stage: Appointment Scheduled → Contract Sent" })).toBeVisible();
  await stages.getByRole("button", { name: "Closed Lost" }).click();
  const gate = page.getByRole("dialog", { name: "Move New roof to Closed Lost" });
  await gate.getByRole("combobox", { name: "Lost reason" }).selectOption("Price");
  await gate.getByRole("button", { name: "Move", exact: true }).click();
  await expect(gate).toHaveCount(0);
  await expect(stages.getByRole("button", { name: "Closed Lost" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("listitem").filter({ hasText: "Stage: Contract Sent → Closed Lost" })).toBeVisible();
  await expect(page.locator('.record-facts [data-field="lost_reason"]')).toContainText("Price");
  await goTo(page, "Deals");
  await expect(card(page, "Closed Lost", "New roof")).toContainText("Price");
});

test("a score names what it is made of, and the parts add up to it", async ({ page }) => {
  await exploreSample(page, "/deals");
  await page.locator(".board").getByRole("option").first().click();
  await page.getByRole("button", { name: "Open full page" }).click();
  const score = page.getByRole("region", { name: "Score" });
  await expect(score.locator(".score-percent")).toHaveText(/^\d+\s?%$/, { timeout: 30_000 });
  await expect(score.getByText(/^Grade [ABCD]$/)).toBeVisible();
  await expect(score.getByRole("rowheader", { name: /All closed deals/ })).toBeVisible();
  const parts = await score.locator("tbody .score-number").allTextContents();
  expect(parts.length).toBeGreaterThan(2);
  const number = (text) => Number(text.replace("−", "-"));
  const sum = number(await score.locator("tfoot .score-number").textContent());
  const added = parts.map(number).reduce((a, b) => a + b, 0);
  expect(Math.abs(added - sum)).toBeLessThan(0.001);
  const percent = Number((await score.locator(".score-percent").textContent()).replace(/\D/g, ""));
  expect(Math.abs(100 / (1 + Math.exp(-sum)) - percent)).toBeLessThan(1.5);
});

test("without enough closed deals the score says how many it needs", async ({ page }) => {
  await board(page, "New roof");
  await page.goto("./#/deals?view=table");
  await openRecord(page, "New roof");
  await expect(page.getByRole("region", { name: "Score" })).toContainText("Not enough closed deals yet: 0 won and 0 lost.");
});

test("closed columns are folded and stay so", async ({ page }) => {
  await board(page, "New roof");
  await page.getByRole("button", { name: "Fold Closed Lost" }).click();
  await expect(page.getByRole("button", { name: "Unfold Closed Lost" })).toHaveAttribute("aria-expanded", "false");
  await page.reload();
  await page.getByRole("button", { name: "Unfold Closed Lost" }).click();
  await expect(page.getByRole("button", { name: "Fold Closed Lost" })).toBeVisible();
});

test("tickets are a board by their status, and a move by keyboard is one step to undo", async ({ page }) => {
  await startEmpty(page, "/tickets");
  await create(page, "ticket", { Subject: "Leaking roof" });
  await expect(page.getByRole("grid").getByText("Leaking roof")).toBeVisible();
  await page.getByRole("button", { name: "Board", exact: true }).click();
  await expect(page.getByRole("combobox", { name: "Columns of the board" })).toHaveValue("13");
  await expect(card(page, "New", "Leaking roof")).toBeVisible();
  // Every option is a column, with cards or without, and the records without one have theirs.
  await expect(page.locator(".board-column")).toHaveCount(7);
  await expect(page.locator(".lane-name").last()).toHaveText("No value");
  await focusColumn(page, "New");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(card(page, "Open", "Leaking roof")).toBeVisible();
  await expect(messages(page)).toContainText("Leaking roof moved to Open");
  await page.keyboard.press("Control+z");
  await expect(card(page, "New", "Leaking roof")).toBeVisible();
  await focusColumn(page, "New");
  await page.keyboard.press("m");
  await page.getByRole("menuitemradio", { name: "Solved", exact: true }).click();
  await expect(card(page, "Solved", "Leaking roof")).toBeVisible();
  await axe(page, "main", "a board of tickets");
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("grid")).toContainText("Solved");
});

test("the columns are by any choice or by whose a record is, and deals keep their pipeline", async ({ page }) => {
  await exploreSample(page, "/companies?view=board");
  const by = page.getByRole("combobox", { name: "Columns of the board" });
  await expect(page.locator(".board-column").first()).toBeVisible();
  await by.selectOption({ label: "Columns: Industry" });
  await expect(page.locator(".board-column")).toHaveCount(23);
  await by.selectOption({ label: "Columns: Owner" });
  await expect(page.locator(".lane-name").last()).toHaveText("No value");
  await page.goto("./#/deals");
  await expect(column(page, "Appointment Scheduled")).toBeVisible();
  await by.selectOption({ label: "Columns: Type" });
  await expect(column(page, "Renewal")).toBeVisible();
  await expect(column(page, "New business").locator(".lane-sum")).toContainText("$");
  await by.selectOption({ label: "Columns: Stage" });
  await expect(column(page, "Appointment Scheduled")).toBeVisible();
});
