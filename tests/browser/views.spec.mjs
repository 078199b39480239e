// Saved views: what a list shows under a name, for everybody in the workspace.
import { axe, create, expect, messages, openApp, row, rows, saved, startEmpty, test } from "./harness.mjs";

const tabs = (page) => page.getByRole("navigation", { name: "Saved views" });
const tab = (page, name) => tabs(page).getByRole("link", { name: new RegExp(`^${name}`) });
const main = (page) => page.getByRole("navigation", { name: "Main" });
const search = (page) => page.getByRole("main").getByRole("searchbox");

/** Saves what is shown under a name. */
async function save(page, name) {
  await page.getByRole("button", { name: "Save view", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(tab(page, name)).toHaveAttribute("aria-current", "page");
}

async function choose(page, view, item) {
  await page.getByRole("button", { name: `Actions for ${view}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function people(page) {
  await startEmpty(page);
  for (const [first, last] of [["Ada", "Lovelace"], ["Grace", "Hopper"], ["Joan", "Clarke"]]) {
    await create(page, "contact", { "First name": first, "Last name": last });
    await expect(row(page, last)).toBeVisible();
  }
  await expect(tabs(page)).toHaveCount(0);
}

test("a search, an order and columns are saved under a name and come back with it", async ({ page }) => {
  await people(page);
  await search(page).fill("ada");
  await expect(rows(page)).toHaveCount(1);
  const byName = page.getByRole("columnheader", { name: "Name", exact: true });
  await byName.getByRole("button").click();
  await expect(byName).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "Job title", exact: true }).click();
  await page.keyboard.press("Escape");
  await save(page, "Just Ada");
  await axe(page, "main", "a list with saved views");

  await tab(page, "All Contacts").click();
  await expect(rows(page)).toHaveCount(3);
  await expect(search(page)).toHaveValue("");
  await expect(byName).not.toHaveAttribute("aria-sort", "ascending");
  // The list of all keeps the columns that were chosen for it.
  await expect(page.getByRole("columnheader", { name: "Job title" })).toBeVisible();
  await saved(page);
  await page.reload();
  await tab(page, "Just Ada").click();
  await expect(rows(page)).toHaveCount(1);
  await expect(search(page)).toHaveValue("ada");
  await expect(byName).toHaveAttribute("aria-sort", "ascending");
  await expect(page.getByRole("columnheader", { name: "Job title" })).toBeVisible();
  // The address says it all: whoever opens it sees the same.
  const address = page.url();
  await page.goto("./#/companies");
  await page.goto(address);
  await expect(tab(page, "Just Ada")).toHaveAttribute("aria-current", "page");
  await expect(rows(page)).toHaveCount(1);
});

test("a view that was changed says so, and the change is saved or taken back", async ({ page }) => {
  await people(page);
  await search(page).fill("ada");
  await expect(rows(page)).toHaveCount(1);
  await save(page, "Mine");
  await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  await search(page).fill("grace");
  await expect(row(page, "Hopper")).toBeVisible();
  await expect(tab(page, "Mine")).toHaveAccessibleName(/changed/);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await expect(search(page)).toHaveValue("ada");
  await expect(tab(page, "Mine")).not.toHaveAccessibleName(/changed/);

  await search(page).fill("joan");
  await expect(row(page, "Clarke")).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(messages(page).getByText("View saved")).toBeVisible();
  await tab(page, "All Contacts").click();
  await tab(page, "Mine").click();
  await expect(search(page)).toHaveValue("joan");
  await page.keyboard.press("Control+z");
  await expect(tab(page, "Mine")).toHaveAccessibleName(/changed/);
});

test("views are renamed, put in order, pinned and deleted, and a deletion is taken back", async ({ page }) => {
  await people(page);
  await save(page, "One");
  await save(page, "Two");
  await page.getByRole("button", { name: "Save view", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Save view" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("one");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("There is a view called one already.")).toBeVisible();
  await page.keyboard.press("Escape");

  const names = tabs(page).getByRole("link");
  await expect(names).toHaveText(["All Contacts", "One", "Two"]);
  await choose(page, "Two", "Move left");
  await expect(names).toHaveText(["All Contacts", "Two", "One"]);
  await choose(page, "Two", "Rename…");
  await page.getByRole("dialog", { name: "Rename view" }).getByRole("textbox", { name: "Name" }).fill("Second");
  await page.keyboard.press("Enter");
  await expect(names).toHaveText(["All Contacts", "Second", "One"]);
  await choose(page, "Second", "Pin to the sidebar");
  const pin = main(page).getByRole("list", { name: "Pinned views" }).getByRole("link", { name: "Second" });
  await expect(pin).toHaveAttribute("aria-current", "page");
  await saved(page);
  await openApp(page, "/deals");
  await pin.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts");
  await expect(tab(page, "Second")).toHaveAttribute("aria-current", "page");

  await choose(page, "Second", "Delete view");
  await expect(names).toHaveText(["All Contacts", "One"]);
  await expect(pin).toHaveCount(0);
  await expect(messages(page).getByText("View Second deleted")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(names).toHaveText(["All Contacts", "Second", "One"]);
  await expect(pin).toBeVisible();
});
