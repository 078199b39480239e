// Privacy: who wants no e-mail is seen, all about a person is taken out, and a person is erased for ever.
import { readFileSync } from "node:fs";
import { create, expect, messages, openRecord, row, rows, saved, startEmpty, test } from "./harness.mjs";

async function ada(page) {
  await startEmpty(page);
  await create(page, "contact", { "First name": "Ada", "Last name": "Secretname", "Job title": "Analyst" });
  await expect(row(page, "Ada Secretname")).toBeVisible();
  await openRecord(page, "Ada Secretname");
}

const choose = async (page, item) => {
  await page.locator(".record-head").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("all about a person is written to a file, for programs and for people", async ({ page }) => {
  await ada(page);
  for (const [item, ending] of [[/\(JSON\)$/, ".json"], [/\(text\)$/, ".md"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), choose(page, item)]);
    expect(download.suggestedFilename()).toContain(ending);
    expect(readFileSync(await download.path(), "utf8")).toContain("Secretname");
  }
});

test("a person is erased after a word was typed, and no trace is left in the storage", async ({ page }) => {
  await ada(page);
  await choose(page, "Erase for ever…");
  const dialog = page.getByRole("dialog", { name: "Erase this person for ever" });
  await expect(dialog).toContainText("Ada Secretname");
  await dialog.getByRole("button", { name: "Erase this person for ever" }).click();
  await expect(dialog.getByRole("textbox")).toHaveAttribute("aria-invalid", "true");
  const word = (await dialog.locator("label").last().innerText()).match(/[A-Z]{4,}/)[0];
  await dialog.getByRole("textbox").fill(word);
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(messages(page)).toContainText("erased for ever");
  await expect(rows(page)).toHaveCount(0);
  await saved(page);
  const isLeft = () => page.evaluate(async () => {
    const [{ name }] = (await indexedDB.databases()).filter((database) => database.name.startsWith("rapport"));
    const database = await new Promise((resolve) => { const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result); });
    const entries = await new Promise((resolve) => { const request = database.transaction("journal").objectStore("journal").count(); request.onsuccess = () => resolve(request.result); });
    database.close();
    return entries;
  });
  await expect.poll(isLeft).toBe(0);
  await page.reload();
  await expect(page.getByText("No contacts yet")).toBeVisible();
});
