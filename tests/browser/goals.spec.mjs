// Goals: set, followed, changed, and taken back.
import { axe, expect, messages, saved, startEmpty, test } from "./harness.mjs";

const exact = (name) => ({ name, exact: true });

test("a goal is set, followed against an even pace, changed and deleted, and undo brings it back", async ({ page }) => {
  await startEmpty(page);
  await page.evaluate(() => (location.hash = "/reports/goals"));
  await expect(page.getByText("No goals yet")).toBeVisible();
  await page.getByRole("button", exact("Add goal")).click();
  const form = page.getByRole("dialog", { name: "Add goal" });
  await form.getByRole("button", exact("Save")).click();
  await expect(form.getByText("A target is above zero.")).toBeVisible();
  await form.getByRole("combobox", exact("Metric")).selectOption("Calls");
  await form.getByRole("combobox", exact("Period")).selectOption("Year");
  await form.getByRole("textbox", { name: "Target" }).fill("4");
  await axe(page, "dialog[open]", "the goal's form");
  await form.getByRole("button", exact("Save")).click();
  await expect(form).toHaveCount(0);

  const goal = page.locator(".goal");
  const bar = goal.getByRole("progressbar", { name: /^Calls, Everybody, \d{4}$/ });
  await expect(bar).toHaveAttribute("aria-valuenow", "0");
  await expect(goal).toContainText("0 of 4");
  await expect(goal).toContainText(/At an even pace it would be \d+% by today\./);
  await axe(page, "main", "the goals");

  await goal.getByRole("button", { name: /^Actions for Calls/ }).click();
  await page.getByRole("menuitem", exact("Edit")).click();
  const edit = page.getByRole("dialog", { name: "Edit goal" });
  await edit.getByRole("textbox", { name: "Target" }).fill("2");
  await edit.getByRole("button", exact("Save")).click();
  await expect(goal).toContainText("0 of 2");

  await goal.getByRole("button", { name: /^Actions for Calls/ }).click();
  await page.getByRole("menuitem", exact("Delete")).click();
  await expect(goal).toHaveCount(0);
  await messages(page).getByRole("button", exact("Undo")).last().click();
  await expect(goal).toContainText("0 of 2");
  await saved(page);
});
