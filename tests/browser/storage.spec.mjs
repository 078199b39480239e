// The browser's storage when it is missing, full or behind a wrong clock, and the backup file.
import { readFileSync } from "node:fs";
import {
  axe, create, editFact, expect, fact, goTo, messages, openApp, openRecord, row, rows, saved, startEmpty, test,
} from "./harness.mjs";

test("without IndexedDB the app works and says all the time that nothing outlives the tab", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  await openApp(page, "/contacts");
  const notice = page.getByRole("region", { name: "Notices" }).getByRole("alert");
  await expect(notice).toContainText("This browser offers no storage here");
  await expect(notice).toContainText("nothing outlives this tab");
  await expect(notice.getByRole("button")).toHaveCount(0);
  await page.getByRole("button", { name: "Start empty" }).click();
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await expect(row(page, "Ada Lovelace")).toBeVisible();
  await openRecord(page, "Ada Lovelace");
  await editFact(page, "job_title", "Analyst");
  await expect(page.locator(".saved-text")).toHaveText("Only in this tab");
  await goTo(page, "Deals");
  await expect(notice).toBeVisible();
});

/** Lets every write fail for want of space while `window.isFull` is set. */
const canBeFull = (page) =>
  page.addInitScript(() => {
    for (const name of ["put", "add"]) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...given) {
        if (window.isFull) throw new DOMException("no space left", "QuotaExceededError");
        return write.apply(this, given);
      };
    }
  });

test("when the storage is full the edit stays, is called not saved, and is saved once there is space", async ({ page }) => {
  await canBeFull(page);
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await openRecord(page, "Ada Lovelace");
  await saved(page);
  await page.evaluate(() => (window.isFull = true));
  await editFact(page, "job_title", "Analyst");
  const indicator = page.getByRole("banner").locator(".saved");
  await expect(indicator).toContainText("1 change is not saved");
  await expect(indicator).toContainText("The browser's storage for this site is full.");
  await editFact(page, "first_name", "Augusta");
  await expect(indicator).toContainText("2 changes are not saved");
  await expect(fact(page, "job_title")).toContainText("Analyst");

  await indicator.getByRole("link", { name: "Download backup" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Storage and backup" })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("main").getByRole("button", { name: "Download backup" }).click();
  expect(readFileSync(await (await downloading).path()).length).toBeGreaterThan(100);

  await page.evaluate(() => (window.isFull = false));
  await expect(page.locator(".saved-text")).toHaveText("Saved", { timeout: 35_000 });
  await goTo(page, "Contacts");
  await page.reload();
  await openRecord(page, "Augusta Lovelace");
  await expect(fact(page, "job_title")).toContainText("Analyst");
});

test("leaving while something is not saved is asked about", async ({ page }) => {
  await canBeFull(page);
  await startEmpty(page);
  await page.evaluate(() => (window.isFull = true));
  await create(page, "contact", { "Last name": "Unsaved" });
  await expect(page.locator(".saved-text")).toHaveText("1 change is not saved");
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await closing;
  await expect(row(page, "Unsaved")).toBeVisible();
});

test("a clock that is decades off, ahead or behind, loses no edit", async ({ page, context }) => {
  await page.clock.setFixedTime(new Date("1999-12-31T23:59:00Z"));
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await openRecord(page, "Ada Lovelace");
  await editFact(page, "job_title", "Of 1999");
  await saved(page);
  const address = new URL(page.url()).hash.slice(1);
  const at = async (time, title) => {
    const next = await context.newPage();
    if (time) await next.clock.setFixedTime(new Date(time));
    await openApp(next, address);
    await expect(next.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
    await editFact(next, "job_title", title);
    await saved(next);
    await expect(next.locator(".notice")).toHaveCount(0);
    await next.close();
  };
  await at("2099-01-01T00:00:00Z", "Of 2099");
  // Edits made after that are later, whatever the clock says.
  await at("1999-12-31T23:59:30Z", "Of 1999 again");
  await at(undefined, "Of now");
  await page.reload();
  await expect(fact(page, "job_title")).toContainText("Of now");
});

const storagePage = async (page) => {
  await page.goto("./#/settings/storage");
  await expect(page.getByRole("heading", { level: 2, name: "Storage and backup" })).toBeVisible();
};

/** Downloads a backup, with a passphrase or without, and returns its bytes. */
async function backup(page, passphrase = "") {
  await storagePage(page);
  await page.getByLabel("Passphrase (optional)").fill(passphrase);
  await page.getByLabel("Passphrase again").fill(passphrase);
  const downloading = page.waitForEvent("download");
  await page.getByRole("main").getByRole("button", { name: "Download backup" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^rapport-\d{4}-\d{2}-\d{2}\.rapport$/);
  await expect(messages(page).getByText("The backup was downloaded.")).toBeVisible();
  return readFileSync(await file.path());
}

const offer = (page, bytes) =>
  page.locator("input[type=file]").setInputFiles({ name: "own.rapport", mimeType: "application/octet-stream", buffer: bytes });

async function erase(page) {
  await storagePage(page);
  await page.getByRole("button", { name: "Delete everything…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete everything" });
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Type DELETE to go on");
  await dialog.getByRole("textbox").fill("DELETE");
  const reloaded = page.waitForEvent("load");
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await reloaded;
}

const restoring = (page) => page.getByRole("dialog", { name: "Restore this backup" });

/** Replaces everything with the backup that was offered and waits until it is there. */
async function replace(page, count) {
  const confirm = restoring(page);
  const contacts = count === 1 ? "1 contact" : `${count} contacts`;
  await expect(confirm.getByRole("listitem").filter({ hasText: /contacts?$/ })).toHaveText(contacts);
  await confirm.getByRole("radio", { name: "Replace everything here" }).check();
  const own = page.waitForEvent("download");
  const reloaded = page.waitForEvent("load");
  await confirm.getByRole("button", { name: "Replace everything" }).click();
  await own;
  await reloaded;
}

/** Merges the backup that was offered, without one of before, and returns the dialog that says what was merged. */
async function merge(page) {
  await restoring(page).getByRole("checkbox", { name: "Download a backup of what is here first" }).uncheck();
  await restoring(page).getByRole("button", { name: "Merge", exact: true }).click();
  const merged = page.getByRole("dialog", { name: "The backup was merged" });
  await expect(merged.getByText("Everything is saved.")).toBeVisible({ timeout: 30_000 });
  return merged;
}

test("a backup brings everything back after all was deleted", async ({ page }) => {
  await startEmpty(page);
  for (const name of ["One", "Two", "Three"]) await create(page, "contact", { "Last name": name });
  const bytes = await backup(page);
  await expect(page.getByText("Last backup:")).toBeVisible();
  await erase(page);
  await page.goto("./#/contacts");
  await expect(page.getByRole("heading", { name: "Welcome to Rapport" })).toBeVisible();
  await storagePage(page);
  await offer(page, bytes);
  await replace(page, 3);
  await goTo(page, "Contacts");
  await expect(rows(page)).toHaveCount(3);
  await create(page, "contact", { "Last name": "Four" });
  await saved(page);
  await page.reload();
  await expect(rows(page)).toHaveCount(4);
});

test("a backup with a passphrase opens with it alone", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Kept" });
  const bytes = await backup(page, "correct horse 电池");
  expect(bytes.includes(Buffer.from("Kept"))).toBe(false);
  await goTo(page, "Contacts");
  await create(page, "contact", { "Last name": "Later" });
  await storagePage(page);
  await offer(page, bytes);
  const unlock = page.getByRole("dialog", { name: "Unlock backup" });
  await unlock.getByLabel("Passphrase").fill("battery staple");
  await unlock.getByRole("button", { name: "Open" }).click();
  await expect(unlock.getByRole("alert")).toContainText("The passphrase is wrong; the file itself is whole.", { timeout: 20_000 });
  await unlock.getByLabel("Passphrase").fill("correct horse 电池");
  await unlock.getByRole("button", { name: "Open" }).click();
  await expect(unlock).toHaveCount(0, { timeout: 20_000 });
  await replace(page, 1);
  await goTo(page, "Contacts");
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Kept")).toBeVisible();
});

test("two different passphrases make no backup", async ({ page }) => {
  await startEmpty(page);
  await storagePage(page);
  await page.getByLabel("Passphrase (optional)").fill("one");
  await page.getByLabel("Passphrase again").fill("another");
  await page.getByRole("main").getByRole("button", { name: "Download backup" }).click();
  await expect(page.getByText("The two passphrases differ.")).toBeVisible();
});

test("a backup that was cut, changed by a bit or never one is refused and nothing changes", async ({ page }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Here" });
  const bytes = await backup(page);
  const flipped = Buffer.from(bytes);
  flipped[Math.floor(flipped.length / 2)] ^= 1;
  const wrong = [
    [bytes.subarray(0, Math.floor(bytes.length / 2)), "The end of this backup is missing"],
    [flipped, "This backup is damaged"],
    [Buffer.from("First Name,Last Name\nAda,Lovelace\n"), "This is not a Rapport backup."],
    [Buffer.alloc(0), "Your data is as it was"],
  ];
  for (const [content, sentence] of wrong) {
    await offer(page, content);
    const said = messages(page).getByRole("alert").locator(".toast").filter({ hasText: sentence });
    await expect(said).toContainText("Your data is as it was");
    await said.getByRole("button", { name: "Dismiss" }).click();
    await expect(said).toHaveCount(0);
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await goTo(page, "Contacts");
  await expect(row(page, "Here")).toBeVisible();
});

test("another tab is told that everything was replaced", async ({ page, context }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Old" });
  const bytes = await backup(page);
  const other = await context.newPage();
  await openApp(other, "/contacts");
  await expect(row(other, "Old")).toBeVisible();
  await offer(page, bytes);
  await replace(page, 1);
  const notice = other.locator(".notice").filter({ hasText: "This workspace was replaced in another tab." });
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "Reload" }).click();
  await expect(row(other, "Old")).toBeVisible();
  await expect(other.locator(".notice")).toHaveCount(0);
});

test("a backup is merged: what it alone has comes back, what is newer here stays, and another tab sees it at once", async ({ page, context }) => {
  await startEmpty(page);
  for (const name of ["Kept", "Deleted", "Purged"]) await create(page, "contact", { "Last name": name });
  const bytes = await backup(page);
  // An edit here after the backup, a purge, and a record that the backup does not have.
  await goTo(page, "Contacts");
  await openRecord(page, "Kept");
  await editFact(page, "job_title", "Newer");
  await goTo(page, "Contacts");
  for (const name of ["Purged", "Deleted"]) {
    await row(page, name).getByRole("checkbox").check();
    await page.keyboard.press("Delete");
    await expect(row(page, name)).toHaveCount(0);
    if (name === "Deleted") continue;
    await page.goto("./#/contacts?trash=1");
    await page.getByRole("checkbox", { name: "Select all" }).click();
    await page.getByRole("button", { name: "Remove for ever" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove for ever" }).click();
    await expect(page.getByText("The trash is empty")).toBeVisible();
    await goTo(page, "Contacts");
  }
  await create(page, "contact", { "Last name": "Only here" });
  await saved(page);

  // Merging it into where it is from changes nothing.
  await storagePage(page);
  await offer(page, bytes);
  const confirm = restoring(page);
  await expect(confirm.getByRole("radio", { name: "Merge into this workspace" })).toBeChecked();
  await axe(page, "dialog", "the dialog that restores");
  const nothing = await merge(page);
  await expect(nothing).toContainText("Nothing has changed: all that is in this backup is here already, or is newer here.");
  await nothing.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // Into a browser that has begun anew, everything comes, beside what is there.
  const newer = await backup(page);
  await erase(page);
  await page.goto("./#/contacts");
  await page.getByRole("button", { name: "Start empty" }).click();
  await create(page, "contact", { "Last name": "Begun anew" });
  const other = await context.newPage();
  await openApp(other, "/contacts");
  await expect(row(other, "Begun anew")).toBeVisible();
  await storagePage(page);
  await offer(page, newer);
  const own = page.waitForEvent("download");
  await restoring(page).getByRole("button", { name: "Merge", exact: true }).click();
  expect(readFileSync(await (await own).path()).length).toBeGreaterThan(100);
  const merged = page.getByRole("dialog", { name: "The backup was merged" });
  await expect(merged).toContainText("2 contacts");
  await expect(merged).toContainText("Everything is saved.");
  for (const tab of [page, other]) {
    if (tab === page) {
      await merged.getByRole("button", { name: "Close" }).last().click();
      await goTo(page, "Contacts");
    }
    for (const name of ["Kept", "Only here", "Begun anew"]) await expect(row(tab, name)).toBeVisible();
    await expect(rows(tab)).toHaveCount(3);
    await expect(tab.locator(".notice")).toHaveCount(0);
  }
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await openRecord(page, "Kept");
  await expect(fact(page, "job_title")).toContainText("Newer");

  // The first backup knows of neither the deletion nor the purge, and brings nothing of them back.
  await storagePage(page);
  await offer(page, bytes);
  await expect(await merge(page)).toContainText("Nothing has changed");
});

/** A tab of this site that is not the app, and that answers to nothing. */
async function strangeTab(context) {
  const tab = await context.newPage();
  // Unlike the app, a picture names no icon of its own, and the browser asks for one.
  await tab.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await tab.goto("./icons.svg");
  return tab;
}

const slow = (page) => page.getByRole("region", { name: "Notices" }).getByRole("alert").filter({ hasText: "storage has not answered for some time" });

test("while another tab holds the storage an edit waits and says so, and is saved when it lets go", async ({ page, context }) => {
  await startEmpty(page);
  const other = await strangeTab(context);
  await other.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open("rapport");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const areas = [...database.objectStoreNames];
    const store = database.transaction(areas, "readwrite").objectStore(areas[0]);
    window.isHolding = true;
    // A transaction lives as long as it has a request.
    const again = () => (store.count().onsuccess = () => window.isHolding && again());
    again();
  });
  await create(page, "contact", { "Last name": "Patience" });
  await expect(page.locator(".saved-text")).toHaveText("Saving…");
  await expect(slow(page)).toContainText("Everything saved before is safe", { timeout: 20_000 });
  await expect(slow(page).getByRole("button")).toHaveCount(0);
  await expect(row(page, "Patience")).toBeVisible();
  await other.evaluate(() => (window.isHolding = false));
  await saved(page);
  await expect(slow(page)).toHaveCount(0);
  await other.close();
  await page.reload();
  await expect(row(page, "Patience")).toBeVisible();
});

test("a deletion that another tab blocks holds nobody up for good, and what was deleted is kept by the tab that shows it", async ({ page, context }) => {
  await startEmpty(page);
  await create(page, "contact", { "Last name": "Shown" });
  await saved(page);
  const other = await strangeTab(context);
  const deletion = await other.evaluate(async () => {
    window.held = await new Promise((resolve) => {
      const request = indexedDB.open("rapport");
      request.onsuccess = () => resolve(request.result);
    });
    return new Promise((resolve) => {
      const request = indexedDB.deleteDatabase("rapport");
      request.onblocked = () => resolve("blocked");
      request.onsuccess = () => resolve("done");
    });
  });
  expect(deletion).toBe("blocked");
  await create(page, "contact", { "Last name": "Later" });
  const fresh = await context.newPage();
  await fresh.goto("./#/contacts");
  for (const tab of [page, fresh]) await expect(slow(tab)).toBeVisible({ timeout: 20_000 });

  await other.evaluate(() => window.held.close());
  const indicator = page.getByRole("banner").locator(".saved");
  await expect(indicator).toContainText("1 change is not saved", { timeout: 20_000 });
  await expect(indicator).toContainText("This workspace was deleted or replaced in another tab");
  await expect(slow(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
  await expect(fresh.getByRole("heading", { name: "Welcome to Rapport" })).toBeVisible();
  await expect(slow(fresh)).toHaveCount(0);

  // The backup that the sentence asks for brings both into the new workspace.
  const bytes = await backup(page);
  await page.close({ runBeforeUnload: false });
  await storagePage(fresh);
  await offer(fresh, bytes);
  await expect(await merge(fresh)).toContainText("2 contacts");
  await fresh.reload();
  await goTo(fresh, "Contacts");
  for (const name of ["Shown", "Later"]) await expect(row(fresh, name)).toBeVisible();
});
