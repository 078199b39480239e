// Privacy: who wants no e-mail is seen, all about a person is taken out, and a person is erased for ever.
import { readFileSync } from "node:fs";
import { create, editFact, expect, fact, messages, openRecord, row, rows, saved, startEmpty, test } from "./harness.mjs";

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

test("who wants no e-mail is seen at the head of the record", async ({ page }) => {
  await ada(page);
  await expect(page.getByText("No e-mail wanted")).toHaveCount(0);
  await page.getByRole("switch", { name: "Show empty fields" }).click();
  await fact(page, "consent").getByRole("button", { name: /^Edit / }).click();
  await fact(page, "consent").getByRole("combobox").selectOption("Withdrawn");
  await expect(page.getByText("No e-mail wanted")).toBeVisible();
});

test("a value is brought back from the history of its field", async ({ page }) => {
  await ada(page);
  await editFact(page, "job_title", "Author");
  await page.locator("h1").click();
  await page.keyboard.press("h");
  const dialog = page.getByRole("dialog", { name: "History of Ada Secretname" });
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(dialog.getByRole("listitem")).toContainText("Analyst");
  await dialog.getByRole("combobox", { name: "Field" }).selectOption("Job title");
  await dialog.getByRole("button", { name: "Restore" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(fact(page, "job_title")).toContainText("Analyst");
});

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
