// Records: made, changed, found, deleted and brought back, by hand and by key.
import {
  axe, create, editFact, expect, exploreSample, fact, goTo, messages, newDialog, openApp, openRecord, row, rows, saved, startEmpty, test,
} from "./harness.mjs";

test("a contact is made by keyboard alone and is in the list, after a reload too", async ({ page }) => {
  await startEmpty(page);
  await page.keyboard.press("c");
  const dialog = newDialog(page, "contact");
  await expect(dialog.getByRole("textbox", { name: "First name" })).toBeFocused();
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("textbox", { name: "Last name" })).toBeFocused();
  await page.keyboard.type("Lovelace");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("group", { name: "Email" }).getByRole("textbox", { name: "Email address" })).toBeFocused();
  await page.keyboard.type("ada@engine.example");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(row(page, "Ada Lovelace")).toContainText("ada@engine.example");
  await saved(page);
  await page.reload();
  await expect(row(page, "Ada Lovelace")).toContainText("ada@engine.example");
  await expect(page.getByText("1 record", { exact: true })).toBeVisible();
});

test("each field of the new dialog has its name", async ({ page }) => {
  await startEmpty(page);
  await page.keyboard.press("c");
  const dialog = newDialog(page, "contact");
  await dialog.getByRole("button", { name: "All fields" }).click();
  for (const name of ["First name", "Last name", "Job title", "Department", "Salutation", "Website", "LinkedIn", "Description"]) {
    await expect(dialog.getByRole("textbox", { name, exact: true })).toBeVisible();
  }
  for (const name of ["Company", "Owner", "Lifecycle stage", "Lead status", "Lead source"]) {
    await expect(dialog.getByRole("combobox", { name, exact: true })).toBeVisible();
  }
  for (const name of ["Email", "Phone", "Address"]) {
    await expect(dialog.getByRole("group", { name, exact: true })).toBeVisible();
  }
  await expect(dialog.getByRole("checkbox", { name: "Email opt-out" })).toBeVisible();
  await expect(dialog.getByLabel("Birthday")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(rows(page)).toHaveCount(0);
});

test("what has to be filled is asked for in the dialog, which keeps what was typed", async ({ page }) => {
  await startEmpty(page, "/companies");
  await page.getByRole("button", { name: "New company" }).click();
  const dialog = newDialog(page, "company");
  await dialog.getByRole("textbox", { name: "Domain" }).fill("engine.example");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog.getByText("Name has to be filled.")).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Domain" })).toHaveValue("engine.example");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Engine Works");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(row(page, "Engine Works")).toBeVisible();
});

test("fields are changed in place and hold after a reload; Escape changes nothing", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Alan", "Last name": "Turing" });
  await openRecord(page, "Alan Turing");
  await editFact(page, "job_title", "Mathematician");
  await fact(page, "lifecycle").getByRole("button", { name: "Edit Lifecycle stage" }).click();
  await fact(page, "lifecycle").getByRole("combobox").selectOption("Customer");
  await expect(fact(page, "lifecycle")).toContainText("Customer");
  await fact(page, "first_name").getByRole("button", { name: "Edit First name" }).click();
  await fact(page, "first_name").getByRole("textbox").fill("Nobody");
  await page.keyboard.press("Escape");
  await expect(fact(page, "first_name")).toContainText("Alan");
  await saved(page);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alan Turing");
  await expect(fact(page, "job_title")).toContainText("Mathematician");
  await expect(fact(page, "lifecycle")).toContainText("Customer");
});

test("an email address, a phone number and a company are added to a contact", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Grace", "Last name": "Hopper" });
  await openRecord(page, "Grace Hopper");
  await fact(page, "emails").getByRole("button", { name: "Edit Email" }).click();
  await fact(page, "emails").getByRole("textbox").fill("grace@navy.example");
  await page.keyboard.press("Tab");
  await fact(page, "phones").getByRole("button", { name: "Edit Phone" }).click();
  await fact(page, "phones").getByRole("textbox").fill("+1 555 0100");
  await page.keyboard.press("Tab");
  await fact(page, "company").getByRole("button", { name: "Edit Company" }).click();
  await fact(page, "company").getByRole("combobox").fill("Navy");
  await page.getByRole("option", { name: "Create “Navy”" }).click();
  await expect(fact(page, "company").getByRole("link", { name: "Navy" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Email", exact: true })).toBeEnabled();
  await expect(page.getByRole("link", { name: "Call", exact: true })).toHaveAttribute("href", "tel:+15550100");
  await goTo(page, "Companies");
  await expect(row(page, "Navy")).toBeVisible();
});

test("a record has an address of its own, and a wrong address is explained", async ({ page, context }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await saved(page);
  const href = await page.getByRole("grid").getByRole("link", { name: "Ada Lovelace" }).getAttribute("href");
  expect(href).toMatch(/^#\/contacts\/[0-9a-z-]{10,}$/i);
  const other = await context.newPage();
  await openApp(other, href.slice(1));
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await expect(other).toHaveTitle(/Ada Lovelace/);
  // Letters of the id are changed, so that it stays well formed and names nothing.
  const unknown = href.slice(1).replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  await openApp(other, unknown);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("This contact was not found");
  await openApp(other, "/contacts/no-such-thing/at/all");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Page not found");
});

test("a deleted contact is offered back at once, waits in the trash, and comes back whole", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace", "Job title": "Analyst" });
  await openRecord(page, "Ada Lovelace");
  const remove = async () => {
    await page.locator(".record-head").getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete contact" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts");
    await expect(row(page, "Ada Lovelace")).toHaveCount(0);
  };
  await remove();
  const said = messages(page).locator(".toast").filter({ hasText: "Ada Lovelace is in the trash" });
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Ada Lovelace")).toBeVisible();

  await openRecord(page, "Ada Lovelace");
  await remove();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Trash" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Contacts: trash");
  await row(page, "Ada Lovelace").getByRole("checkbox").check();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.getByRole("button", { name: "Leave the trash" }).click();
  await openRecord(page, "Ada Lovelace");
  await expect(fact(page, "job_title")).toContainText("Analyst");
});

test("what is removed for ever is asked about once and is gone from everywhere", async ({ page }) => {
  await startEmpty(page);
  for (const name of ["One", "Two", "Three"]) await create(page, "contact", { "Last name": name });
  await row(page, "One").getByRole("checkbox").check();
  await row(page, "Two").getByRole("checkbox").check();
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(rows(page)).toHaveCount(1);
  await page.goto("./#/contacts?trash=1");
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Remove for ever" }).click();
  const question = page.getByRole("dialog", { name: "Remove 2 records for ever?" });
  await question.getByRole("button", { name: "Remove for ever" }).click();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await goTo(page, "Contacts");
  await expect(rows(page)).toHaveCount(1);
});

test("several steps are undone and done again by keyboard", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await openRecord(page, "Ada Lovelace");
  for (const title of ["First", "Second", "Third"]) await editFact(page, "job_title", title);
  const shown = fact(page, "job_title");
  for (const title of ["Second", "First", "Not set"]) {
    await page.keyboard.press("Control+z");
    await expect(shown).toContainText(title);
  }
  await expect(messages(page).getByText("Undone: editing").first()).toBeVisible();
  for (const title of ["First", "Second", "Third"]) {
    await page.keyboard.press("Control+Shift+z");
    await expect(shown).toContainText(title);
  }
  await saved(page);
  await page.reload();
  await expect(shown).toContainText("Third");
});

test("undoing a creation takes the record away, and doing it again brings it back", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Brief" });
  await expect(row(page, "Brief")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(rows(page)).toHaveCount(0);
  await expect(messages(page).getByText("Undone: creating contact “Brief”")).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(row(page, "Brief")).toBeVisible();
  await expect(messages(page).getByText("Done again: creating contact “Brief”")).toBeVisible();
});

test("the search of everything finds a record by name, by part of an address and by a note", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Grace", "Last name": "Hopper", "Email address": "grace@navy.example" });
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await openRecord(page, "Grace Hopper");
  const composer = page.getByRole("region", { name: "Add to the timeline" });
  await composer.getByRole("textbox", { name: "Text" }).fill("She found a moth in the relay.");
  await composer.getByRole("button", { name: "Add Note" }).click();
  await expect(page.getByRole("article").getByText("She found a moth in the relay.")).toBeVisible();

  const search = page.getByRole("combobox", { name: "Search everything" });
  for (const typed of ["hopp", "navy.exa", "moth"]) {
    await search.fill(typed);
    await expect(page.getByRole("option").filter({ hasText: /Grace|moth/ }).first()).toBeVisible();
    await expect(page.getByRole("option").filter({ hasText: "Lovelace" })).toHaveCount(0);
  }
  await search.fill("lovel");
  await expect(page.getByRole("option").filter({ hasText: "Ada Lovelace" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
});

test("the list's own search narrows it, says so, and is part of the address", async ({ page }) => {
  await startEmpty(page);
  for (const name of ["Anders", "Berg", "Bergman"]) await create(page, "contact", { "Last name": name });
  await page.getByRole("searchbox", { name: "Search Contacts" }).fill("berg");
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText("2 of 3 records")).toBeVisible();
  expect(new URL(page.url()).hash).toContain("q=berg");
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search Contacts" }).fill("nobody");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(3);
});

test("a filter holds only what fits it, can be shared as an address, and is removed by its chip", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Engineer", "Job title": "Engineer" });
  await create(page, "contact", { "Last name": "Pilot", "Job title": "Pilot" });
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Job title" }).click();
  const editor = page.getByRole("form", { name: "Change filter: Job title" });
  await editor.getByRole("combobox", { name: "Condition" }).selectOption({ label: "contains" });
  await editor.getByRole("textbox", { name: "Value" }).fill("pil");
  await editor.getByRole("button", { name: "Apply" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Pilot")).toBeVisible();
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: /^Remove filter: Job title contains pil/ }).click();
  await expect(rows(page)).toHaveCount(2);
});

test("tags are added and taken away one by one", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Tagged" });
  await openRecord(page, "Tagged");
  const tags = fact(page, "tags");
  await tags.getByRole("button", { name: "Edit Tags" }).click();
  await tags.getByRole("combobox").fill("vip");
  await page.keyboard.press("Enter");
  await page.keyboard.type("早期客户");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(tags.getByText("vip")).toBeVisible();
  await expect(tags.getByText("早期客户")).toBeVisible();
  await tags.getByRole("button", { name: "Edit Tags" }).click();
  await tags.getByRole("button", { name: "Remove vip" }).click();
  await page.keyboard.press("Escape");
  await expect(tags.getByText("vip")).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(tags.getByText("早期客户")).toBeVisible();
});

test("a field of one's own is in the dialog, in the columns and on the record", async ({ page }) => {
  await startEmpty(page);
  await page.goto("./#/settings/fields");
  await page.getByRole("button", { name: "Add field" }).click();
  const form = page.getByRole("dialog", { name: "Add a field to contacts" });
  await form.getByRole("textbox", { name: "Name" }).fill("Shoe size");
  await form.getByRole("combobox", { name: "Type" }).selectOption({ label: "Whole number" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Shoe size", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Add field" }).click();
  await form.getByRole("textbox", { name: "Name" }).fill("shoe SIZE");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("There is a field shoe SIZE already.")).toBeVisible();
  await form.getByRole("button", { name: "Cancel" }).click();

  await goTo(page, "Contacts");
  await page.keyboard.press("c");
  const dialog = newDialog(page, "contact");
  await dialog.getByRole("button", { name: "All fields" }).click();
  await dialog.getByRole("textbox", { name: "Last name" }).fill("Barefoot");
  const size = dialog.getByRole("textbox", { name: "Shoe size" });
  await size.fill("large");
  await size.press("Tab");
  await expect(dialog.getByText("This is not a number.")).toBeVisible();
  await size.fill("43");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Shoe size" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Shoe size" })).toBeVisible();
  await expect(row(page, "Barefoot")).toContainText("43");
  await saved(page);
  await page.reload();
  await expect(row(page, "Barefoot")).toContainText("43");
  await openRecord(page, "Barefoot");
  await expect(page.locator(".fact").filter({ hasText: "Shoe size" })).toContainText("43");
});

test("script tags, right-to-left text and emoji are shown as text wherever they stand", async ({ page }) => {
  await page.addInitScript(() => {
    window.wasRun = 0;
  });
  const nasty = `<script>window.wasRun=1</script><img src=x onerror="window.wasRun=2"> \u202eשלום עולם\u202c 👩‍👩‍👧‍👦 {{7*7}} "'&amp;`;
  await startEmpty(page);
  await page.keyboard.press("c");
  const dialog = newDialog(page, "contact");
  await dialog.getByRole("button", { name: "All fields" }).click();
  for (const name of ["First name", "Last name", "Job title", "Department", "Salutation", "Description"]) {
    await dialog.getByRole("textbox", { name, exact: true }).fill(nasty);
  }
  for (const name of ["Street", "Postal code", "City", "State or region", "Country"]) {
    await dialog.getByRole("group", { name: "Address" }).getByRole("textbox", { name }).fill(nasty);
  }
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const name = `${nasty} ${nasty}`;
  await expect(rows(page)).toHaveCount(1);
  expect(await rows(page).getByRole("link").first().textContent()).toBe(name);
  await rows(page).getByRole("link").first().click();
  await page.getByRole("button", { name: "Open full page" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(fact(page, "job_title")).toContainText(nasty);
  await expect(fact(page, "description")).toContainText(nasty);
  const composer = page.getByRole("region", { name: "Add to the timeline" });
  await composer.getByRole("textbox", { name: "Text" }).fill(`${nasty}\n\n[press](javascript:window.wasRun=3) **bold**`);
  await composer.getByRole("button", { name: "Add Note" }).click();
  const note = page.getByRole("region", { name: "Activity" }).getByRole("article");
  await expect(note.locator("strong")).toHaveText("bold");
  await expect(note).toContainText("<script>window.wasRun=1</script>");
  await expect(note.getByRole("link", { name: "press" })).toHaveCount(0);
  const search = page.getByRole("combobox", { name: "Search everything" });
  await search.fill("script");
  await expect(page.getByRole("option").first()).toContainText("<script>");
  await search.press("Escape");
  expect(await page.locator("main script, main img[src=x]").count()).toBe(0);
  expect(await page.evaluate(() => window.wasRun)).toBe(0);
  await saved(page);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  expect(await page.evaluate(() => window.wasRun)).toBe(0);
});

test("sorting by a heading goes up, down and back", async ({ page }) => {
  await startEmpty(page);
  for (const name of ["Berg", "Adams", "Chen"]) await create(page, "contact", { "Last name": name });
  const names = async () => (await rows(page).locator(".name-text").allTextContents()).join(" ");
  const heading = page.getByRole("columnheader", { name: "Name", exact: true });
  await heading.getByRole("button").click();
  await expect.poll(names).toBe("Adams Berg Chen");
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  await heading.getByRole("button").click();
  await expect.poll(names).toBe("Chen Berg Adams");
  await page.reload();
  await expect.poll(names).toBe("Chen Berg Adams");
  await heading.getByRole("button").click();
  await expect(heading).not.toHaveAttribute("aria-sort", /./);
});

test("a task is made, shown as open, marked as done by key, and leaves the open ones", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await create(page, "task", { Title: "Call the bank" });
  await expect(row(page, "Call the bank")).toBeVisible();
  await page.getByRole("grid").focus();
  await page.keyboard.press("d");
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole("combobox", { name: "Show tasks" }).selectOption({ label: "Done" });
  await expect(row(page, "Call the bank").getByRole("checkbox", { name: "Done: Call the bank" })).toBeChecked();
});

test("a contact needs some name, and which ones are enough is said", async ({ page }) => {
  await startEmpty(page);
  await page.getByRole("button", { name: "New contact" }).click();
  const dialog = newDialog(page, "contact");
  // What has nothing to say is not seen.
  await expect(dialog.locator(".create-alike")).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog.getByText("Give a first name, a last name or an e-mail address.")).toBeVisible();
});

test("a record that was made is gone to in the list, and led to where the list does not show it", async ({ page }) => {
  await exploreSample(page, "/tasks");
  await create(page, "task", { Title: "Zebra crossing" });
  await expect(row(page, "Zebra crossing")).toBeInViewport();
  await expect(page.getByRole("grid")).toBeFocused();
  const active = await page.getByRole("grid").getAttribute("aria-activedescendant");
  await expect(row(page, "Zebra crossing").locator(`[id="${active}"]`)).toHaveCount(1);
  await page.goto("./#/companies?q=nothing+of+that+name");
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole("button", { name: "New company", exact: true }).first().click();
  const dialog = newDialog(page, "company");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Engine Works");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  const said = messages(page).getByText("Created company “Engine Works”. This list does not show it.");
  await expect(said).toBeVisible();
  await messages(page).getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Engine Works" })).toBeVisible();
});

test("several columns are sorted by from a menu, without a mouse", async ({ page }) => {
  await startEmpty(page, "/companies");
  for (const name of ["Beta", "Alpha"]) {
    await create(page, "company", { Name: name });
    await expect(row(page, name)).toBeVisible();
  }
  const menu = () => page.getByRole("button", { name: "Sort", exact: true });
  await menu().click();
  await page.getByRole("menuitemradio", { name: "Industry" }).click();
  await expect(page).toHaveURL(/sort=industry/);
  await menu().press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "Name" }).click();
  await expect(rows(page).first()).toContainText("Alpha");
  await page.getByRole("menuitemcheckbox", { name: "Name" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Name (2, sorted descending)" })).toBeVisible();
  await expect(rows(page).first()).toContainText("Beta");
  await expect(page).toHaveURL(/sort=industry%2C-name|sort=industry,-name/);
  await axe(page, undefined, "a list with the menu of its order");
  await page.getByRole("menuitem", { name: "Clear sorting" }).click();
  await expect(page).not.toHaveURL(/sort=/);
});

test("tasks of one person are one choice away, and nobody is offered twice", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await create(page, "task", { Title: "Mine" });
  await expect(row(page, "Mine")).toBeVisible();
  const owner = page.getByRole("combobox", { name: "Owner" });
  await expect(owner.getByRole("option", { name: "Me", exact: true })).toHaveCount(1);
  await owner.selectOption("none");
  await expect(rows(page)).toHaveCount(0);
  await owner.selectOption("me");
  await expect(row(page, "Mine")).toBeVisible();
  await expect(page).toHaveURL(/owner=me/);
});
