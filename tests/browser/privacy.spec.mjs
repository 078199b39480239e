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
  await page.getByRole("switch", { name: "Show all fields" }).click();
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
  await expect(dialog.getByRole("button", { name: "Restore" })).toHaveAccessibleName("Restore Job title: Analyst");
  await dialog.getByRole("button", { name: "Restore" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(fact(page, "job_title")).toContainText("Analyst");
});

test("a long text of the history is exported with the word that it was longer", async ({ page }) => {
  await ada(page);
  await page.getByRole("switch", { name: "Show all fields" }).click();
  for (const text of [`Begun ${"long ".repeat(500)}`, "Short"]) {
    await fact(page, "description").getByRole("button", { name: /^Edit / }).click();
    await fact(page, "description").getByRole("textbox").fill(text);
    await fact(page, "description").getByRole("textbox").press("Control+Enter");
    await expect(fact(page, "description")).toContainText(text.slice(0, 5));
  }
  const [download] = await Promise.all([page.waitForEvent("download"), choose(page, /\(text\)$/)]);
  expect(readFileSync(await download.path(), "utf8")).toContain("characters in all)");
});

test("all about a person is written to a file, for programs and for people", async ({ page }) => {
  await ada(page);
  for (const [item, ending] of [[/\(JSON\)$/, ".json"], [/\(text\)$/, ".md"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), choose(page, item)]);
    expect(download.suggestedFilename()).toContain(ending);
    expect(readFileSync(await download.path(), "utf8")).toContain("Secretname");
  }
});

/** The content of a stored block: a head of ten bytes, then the content as it is or as LZ4. */
function unpacked(block) {
  const body = block.subarray(10);
  if (block[1] === 0) return body;
  const out = [];
  const more = (n, at) => {
    if (n < 15) return [n, at];
    let byte;
    do n += byte = body[at++]; while (byte === 255);
    return [n, at];
  };
  for (let at = 0; at < body.length; ) {
    const token = body[at++];
    let length;
    [length, at] = more(token >> 4, at);
    for (const end = at + length; at < end; ) out.push(body[at++]);
    if (at >= body.length) break;
    const from = out.length - (body[at] | (body[at + 1] << 8));
    [length, at] = more(token & 15, at + 2);
    for (let n = 0; n < length + 4; n += 1) out.push(out[from + n]);
  }
  return Buffer.from(out);
}

/** All that the browser keeps of the app: how many journal entries, and the text of all bytes. */
async function kept(page) {
  const { entries, values, prefs } = await page.evaluate(async () => {
    const heard = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const [{ name }] = (await indexedDB.databases()).filter((database) => database.name.startsWith("rapport"));
    const database = await heard(indexedDB.open(name));
    const values = [];
    let entries = 0;
    for (const store of database.objectStoreNames) {
      const all = await heard(database.transaction(store).objectStore(store).getAll());
      if (store === "journal") entries = all.length;
      for (const value of all) {
        const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
        if (bytes instanceof Uint8Array) values.push(Array.from(bytes));
      }
    }
    database.close();
    return { entries, values, prefs: JSON.stringify(localStorage) };
  });
  const blocks = values.map((value) => Buffer.from(value)).map((value) => (value[0] === 0xb7 ? unpacked(value) : value));
  return { entries, text: blocks.map((block) => block.toString("latin1")).join("\n") + prefs };
}

test("a person is erased after a word was typed, and no trace is left in the storage", async ({ page }) => {
  await ada(page);
  await page.getByRole("region", { name: "Add to the timeline" }).getByRole("textbox", { name: "Text" }).fill("Begun about Secretname");
  await expect.poll(async () => (await kept(page)).text).toContain("Begun about Secretname");
  expect((await kept(page)).text).toContain("Analyst");
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
  await expect.poll(async () => (await kept(page)).entries).toBe(0);
  const { text } = await kept(page);
  // The segments are read: the stages of the pipeline are in them.
  expect(text).toContain("Won");
  for (const gone of ["Secretname", "Analyst", "Begun about"]) expect(text, gone).not.toContain(gone);
  await page.reload();
  await expect(page.getByText("No contacts yet")).toBeVisible();
});
