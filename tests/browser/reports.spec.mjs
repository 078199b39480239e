// Dashboards: the built-in ones, own ones, and the way from a bar to its records.
import { axe, exploreSample, expect, messages, openApp, rows, saved, startEmpty, test } from "./harness.mjs";

const chart = (page, name) => page.getByRole("region", { name, exact: true });
const tabs = (page) => page.getByRole("navigation", { name: "Dashboards" });
const builder = (page) => page.getByRole("dialog");

/** Makes a dashboard of this name. */
async function dashboard(page, name) {
  await page.getByRole("button", { name: "New dashboard" }).click();
  await page.getByRole("dialog", { name: "New dashboard" }).getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(tabs(page).getByRole("link", { name })).toHaveAttribute("aria-current", "page");
}

/** Puts a chart together. */
async function addChart(page, { records, measure, group, split, name }) {
  await page.getByRole("button", { name: "Add chart" }).click();
  const dialog = builder(page);
  if (records) await dialog.getByLabel("Records", { exact: true }).selectOption({ label: records });
  if (measure) await dialog.getByLabel("Measure").selectOption({ label: measure });
  if (group) await dialog.getByLabel("Group by").selectOption({ label: group });
  if (split) await dialog.getByLabel("Split by").selectOption({ label: split });
  if (name) await dialog.getByLabel("Name").fill(name);
  await expect(dialog.locator(".chart-target").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
}

/** What is done with a chart. */
async function choose(page, name, item) {
  await chart(page, name).getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("the built-in dashboards show their charts, narrowed as the address says", async ({ page }) => {
  await exploreSample(page, "/contacts");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reports");
  for (const name of ["Pipeline by stage", "Won and lost deals by month", "Why deals were lost", "Win rate by owner"]) {
    await expect(chart(page, name).locator(".chart-target").first()).toBeVisible();
  }
  const note = chart(page, "Why deals were lost").locator(".chart-note");
  const before = await note.textContent();
  await page.getByLabel("Period").selectOption({ label: "This year" });
  await expect(page).toHaveURL(/period=year/);
  await expect(note).not.toHaveText(before);
  await tabs(page).getByRole("link", { name: "Support" }).click();
  await expect(page).toHaveURL(/#\/reports\/support\?period=year/);
  await expect(page.getByLabel("Period")).toHaveValue("year");
  await expect(chart(page, "Open tickets by status and priority").locator(".chart-target").first()).toBeVisible();
  await tabs(page).getByRole("link", { name: "Activity" }).click();
  await expect(chart(page, "Activities by week").locator(".chart-target").first()).toBeVisible();
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page.getByLabel("Period")).toHaveValue("");
});

test("a bar leads to exactly the records that it counts", async ({ page }) => {
  await exploreSample(page, "/contacts");
  await openApp(page, "/reports/sales?period=all");
  const counted = async (name) => {
    const bars = chart(page, name).locator(".chart-target");
    await expect(bars.first()).toBeVisible();
    const all = await bars.evaluateAll((list) => list.map((bar) => [bar.getAttribute("aria-label"), bar.getAttribute("role")]));
    const at = Math.floor(all.length / 2);
    expect(all[at][1]).toBe("button");
    const count = Number(all[at][0].match(/: ([\d,]+)/)[1].replace(",", ""));
    await bars.nth(at).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/filter=/);
    await expect(page.locator(".grid-footer")).toContainText(new RegExp(`^${count} of `));
    await page.goBack();
  };
  for (const name of ["Why deals were lost", "Won and lost deals by month", "New deals by month"]) await counted(name);
  await tabs(page).getByRole("link", { name: "Support" }).click();
  for (const name of ["Open tickets by status and priority", "Tickets solved by month", "Tickets by channel", "Tickets opened, solved and left"]) await counted(name);
  await tabs(page).getByRole("link", { name: "Activity" }).click();
  await counted("Tasks done by week");
});

test("a cell of the cohorts leads to the deals that were won", async ({ page }) => {
  await exploreSample(page, "/contacts");
  await openApp(page, "/reports/sales");
  const cells = chart(page, "How soon deals are won").locator(".chart-target.opens");
  await expect(cells.first()).toBeVisible();
  // The share of so many deals is a whole number of them.
  const [, share, deals] = (await cells.last().getAttribute("aria-label")).match(/: ([\d.]+)% \((\d+) deals?\)/);
  const won = Math.round((Number(share) / 100) * Number(deals));
  await cells.last().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".grid-footer")).toContainText(new RegExp(`^${won} of `));
});

test("a mark without a list of its own shows its records, each with the way to its page", async ({ page }) => {
  await exploreSample(page, "/contacts");
  for (const [path, name] of [["sales", "From stage to stage"], ["activity", "Activities by member and type"]]) {
    await openApp(page, `/reports/${path}`);
    const mark = chart(page, name).locator(".chart-target.opens").first();
    await expect(mark).toBeVisible();
    const said = await mark.getAttribute("aria-label");
    const count = Number(said.match(/: ([\d,]+)/)[1].replace(",", ""));
    await mark.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: said });
    await expect(dialog.getByRole("link").first()).toBeVisible();
    const height = await dialog.locator(".virtual-space").evaluate((space) => space.clientHeight);
    expect(height / 44).toBe(count);
    await axe(page, "dialog[open]", name);
    await dialog.getByRole("link").first().click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).not.toHaveURL(/reports/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("a dashboard of one's own is made, filled, changed and deleted, and all of it can be undone", async ({ page }) => {
  await exploreSample(page, "/contacts");
  await openApp(page, "/reports");
  await dashboard(page, "Mine");
  await expect(page.getByText("No charts yet")).toBeVisible();
  await addChart(page, { measure: "Total: Amount", group: "Company › Industry" });
  const first = "Total: Amount by Company › Industry";
  await expect(chart(page, first).locator(".chart-target").first()).toBeVisible();
  await addChart(page, { records: "Tickets", group: "Status", split: "Priority", name: "Tickets now" });
  await expect(chart(page, "Tickets now").locator(".chart-target").first()).toBeVisible();

  const names = page.locator(".report-grid .chart-title");
  await expect(names).toHaveText([first, "Tickets now"]);
  await choose(page, "Tickets now", "Move forward");
  await expect(names).toHaveText(["Tickets now", first]);
  await choose(page, "Tickets now", "Whole width");
  await expect(page.locator(".report-cell.is-wide")).toHaveCount(1);
  await choose(page, "Tickets now", "Duplicate");
  await expect(names).toHaveText(["Tickets now", first, "Tickets now (copy)"]);
  await choose(page, "Tickets now (copy)", "Remove chart");
  await expect(names).toHaveCount(2);
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await expect(names).toHaveCount(3);

  await choose(page, "Tickets now", "Edit…");
  await builder(page).getByLabel("Name").fill("Tickets by type");
  await builder(page).getByLabel("Group by").selectOption({ label: "Type" });
  await builder(page).getByRole("button", { name: "Save" }).click();
  await expect(names.first()).toHaveText("Tickets by type");
  await saved(page);
  await page.reload();
  await expect(names.first()).toHaveText("Tickets by type");

  await tabs(page).getByRole("button", { name: "Actions for Mine" }).click();
  await page.getByRole("menuitem", { name: "Delete dashboard" }).click();
  await expect(tabs(page).getByRole("link", { name: "Mine" })).toHaveCount(0);
  await messages(page).getByRole("button", { name: "Undo" }).click();
  await tabs(page).getByRole("link", { name: "Mine" }).click();
  await expect(names).toHaveCount(3);
});

test("a chart starts from a saved view, and what makes no chart is explained", async ({ page }) => {
  await exploreSample(page, "/tickets?status=Open");
  await expect(page.locator(".grid-footer")).toContainText(" of ");
  const count = (await page.locator(".grid-footer").textContent()).match(/^(\d+) of /)[1];
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Open ones");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await openApp(page, "/reports?period=all");
  await dashboard(page, "Support desk");
  await page.getByRole("button", { name: "Add chart" }).click();
  const dialog = builder(page);
  await dialog.getByLabel("Records", { exact: true }).selectOption({ label: "Tickets" });
  await dialog.getByLabel("Which records").selectOption({ label: "Open ones" });
  await expect(dialog.getByText(/^Only: Status/)).toBeVisible();
  await dialog.getByLabel("Shown as").selectOption({ label: "Line" });
  await expect(dialog.getByText("Lines are for what follows one another: group by a date.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
  await dialog.getByLabel("Shown as").selectOption({ label: "Figure" });
  // The one number is that of all records, however they are grouped.
  await dialog.getByLabel("Group by").selectOption({ label: "Type" });
  await dialog.getByLabel("Shown as").selectOption({ label: "Figure" });
  await expect(dialog.locator(".chart-figure")).toHaveText(count);
  await dialog.getByLabel("Group by").selectOption({ label: "Not grouped" });
  await expect(dialog.locator(".chart-figure")).toHaveText(count);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".report-grid .chart-figure")).toHaveText(count);
});

test("a dashboard that is not there says so, and an empty business has empty charts", async ({ page }) => {
  await startEmpty(page);
  await openApp(page, "/reports/nowhere");
  await expect(page.getByText("This dashboard is not there")).toBeVisible();
  await page.getByRole("link", { name: "Go to Sales" }).click();
  await expect(chart(page, "Pipeline by stage").getByText("Nothing to show here")).toBeVisible();
});
