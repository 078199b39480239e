// Files of other systems: recognised, checked, brought in, and taken back. Whatever a file holds, a
// sentence says what became of it.
import { randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, goTo, messages, openRecord, row, rows, saved, startEmpty, test } from "./harness.mjs";

const csv = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

/** Opens the import of a section with these files chosen. */
async function choose(page, ...files) {
  await goTo(page, "Contacts");
  await page.getByRole("main").getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import Contacts");
  await page.locator("input[type=file]").setInputFiles(files);
}

const press = (page, name) => page.getByRole("main").getByRole("button", { name, exact: true }).click();

/** From chosen files to the report of what an import would do. */
async function check(page) {
  await press(page, "Continue");
  await press(page, "Check without importing");
  await expect(page.getByText("This is what the import would do.")).toBeVisible();
}

async function importNow(page) {
  await press(page, "Import");
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Everything is saved on this device.")).toBeVisible();
}

/** The report's line for a kind: new, updated, unchanged and repeated rows. */
const counts = (page, kind) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: kind, exact: true }) }).getByRole("cell");

const becomes = (page, column) => page.getByRole("combobox", { name: `What ${column} becomes`, exact: true });

const HUBSPOT = `Record ID,First Name,Last Name,Email,Phone Number,Job Title,Lifecycle Stage
101,Ada,Lovelace,ada@engine.example,+44 20 7946 0000,Analyst,customer
102,Grace,Hopper,grace@navy.example,,"Rear Admiral, retired",lead
103,"Joan ""JC""",Clarke,joan@park.example,,,marketingqualifiedlead
`;

test("a HubSpot file that is dropped maps itself, is checked first, and comes again without doubles", async ({ page }) => {
  await startEmpty(page);
  await page.goto("./#/contacts/import");
  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "hubspot-contacts.csv", { type: "text/csv" }));
    return data;
  }, HUBSPOT);
  await page.getByText("Drop files here").dispatchEvent("drop", { dataTransfer: data });
  await expect(page.getByRole("listitem").filter({ hasText: "hubspot-contacts.csv" })).toContainText("HubSpot, 7 columns");
  await press(page, "Continue");
  for (const [column, field] of [["First Name", "First name"], ["Email", "Email"], ["Job Title", "Job title"]]) {
    await expect(becomes(page, column).locator("option:checked")).toHaveText(new RegExp(`^${field}`));
  }
  await expect(becomes(page, "Record ID").locator("option:checked")).toHaveText("Its id in the other system");
  await press(page, "Check without importing");
  await expect(counts(page, "contacts")).toHaveText(["3", "0", "0", "0"]);
  await goTo(page, "Contacts");
  await expect(rows(page)).toHaveCount(0);

  await choose(page, csv("hubspot-contacts.csv", HUBSPOT));
  await check(page);
  await importNow(page);
  await press(page, "Show them");
  await expect(rows(page)).toHaveCount(3);
  await expect(row(page, "Ada Lovelace")).toContainText("ada@engine.example");
  await expect(row(page, "Ada Lovelace")).toContainText("Customer");
  await expect(row(page, 'Joan "JC" Clarke')).toContainText("Marketing Qualified Lead");

  await choose(page, csv("again.csv", HUBSPOT));
  await check(page);
  await expect(counts(page, "contacts")).toHaveText(["0", "0", "3", "0"]);
  await expect(page.getByText("There is nothing to import.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();

  await choose(page, csv("newer.csv", HUBSPOT.replace("Analyst", "Countess")));
  await check(page);
  await expect(counts(page, "contacts")).toHaveText(["0", "1", "2", "0"]);
  await importNow(page);
  await press(page, "Show them");
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await openRecord(page, "Ada Lovelace");
  await expect(page.getByText("Countess").first()).toBeVisible();
});

test("one row of Pipedrive becomes a deal, a company and a contact that belong together", async ({ page }) => {
  await startEmpty(page);
  await choose(
    page,
    csv(
      "deals.csv",
      `Deal - Title,Deal - Value,Deal - Currency of value,Deal - Stage,Organization - Name,Person - Name,Person - Email (Work)
New roof,12000,EUR,Qualified to Buy,Roof & Co,Rita Roof,"rita@roof.example, rr@roof.example"
Old roof,800.5,EUR,Handshake,Roof & Co,Rita Roof,rita@roof.example
`,
    ),
  );
  await expect(page.getByRole("listitem").filter({ hasText: "deals.csv" })).toContainText("Pipedrive");
  await check(page);
  await expect(counts(page, "deals").first()).toHaveText("2");
  await expect(counts(page, "companies").first()).toHaveText("1");
  await expect(counts(page, "contacts").first()).toHaveText("1");
  await expect(page.getByRole("combobox", { name: "What happens to Handshake" })).toBeVisible();
  await page.getByRole("combobox", { name: "What happens to Handshake" }).selectOption({ label: "Take it as “Contract Sent”" });
  await importNow(page);
  await page.goto("./#/deals?view=table");
  await expect(row(page, "New roof")).toContainText("Roof & Co");
  await expect(row(page, "New roof")).toContainText("€12,000");
  await expect(row(page, "New roof")).toContainText("Qualified to Buy");
  await expect(row(page, "Old roof")).toContainText("Contract Sent");
  await goTo(page, "Contacts");
  await expect(row(page, "Rita Roof")).toContainText("rita@roof.example+1");
  await expect(row(page, "Rita Roof")).toContainText("Roof & Co");
});

test("a pipeline that nobody has used takes the stages of the file, and gets its own back by undo", async ({ page }) => {
  await startEmpty(page);
  const text = "Deal Name,Amount,Deal Stage\nA,100,Demo held\nB,200,First call\nC,300,Won\n";
  await choose(page, csv("deals.csv", text));
  await check(page);
  await expect(page.getByText("give way to those of the file")).toContainText("Appointment Scheduled, Qualified to Buy");
  await importNow(page);
  const columns = page.locator(".board-column").getByRole("heading", { level: 2 });
  await page.goto("./#/deals?view=board");
  const own = ["First call", "Demo held", "Closed Won", "Closed Lost"];
  await expect(columns).toHaveText(own);
  await page.keyboard.press("Control+z");
  await expect(columns).toHaveCount(7);
  await page.keyboard.press("Control+Shift+z");
  await expect(columns).toHaveText(own);
  await saved(page);
  await page.reload();
  await expect(columns).toHaveText(own);
  await choose(page, csv("again.csv", text));
  await check(page);
  await expect(page.getByText("There is nothing to import.")).toBeVisible();
  // "Won" is no new stage, but what it is taken as can be seen and decided otherwise.
  await expect(page.getByRole("heading", { name: "New stages" })).toHaveCount(0);
  const won = page.getByRole("combobox", { name: "What happens to Won" });
  await expect(won).toBeHidden();
  await page.getByRole("heading", { name: "Recognised" }).click();
  await expect(won.locator("option:checked")).toHaveText("Take it as “Closed Won”");
  await won.selectOption({ label: "Create it" });
  await expect(page.getByText("There is nothing to import.")).toBeHidden();
});

test("what was decided of values and stages is remembered for the next file of this form", async ({ page }) => {
  await startEmpty(page);
  const happens = (value) => page.getByRole("combobox", { name: `What happens to ${value}`, exact: true });
  const chosen = (value) => happens(value).locator("option:checked");
  const text = "Deal Name,Product,Deal Stage\nA,GTX Pro,Handshake\nB,GTX Pro,Won\nC,GTXPro,Won\n";
  await choose(page, csv("deals.csv", text));
  await check(page);
  await happens("GTXPro").selectOption({ label: "Take it as “GTX Pro”" });
  await happens("Handshake").selectOption({ label: "Take it as “Contract Sent”" });
  await importNow(page);
  await choose(page, csv("again.csv", text));
  await check(page);
  await expect(chosen("GTXPro")).toHaveText("Take it as “GTX Pro”");
  await expect(chosen("Handshake")).toHaveText("Take it as “Contract Sent”");
  await expect(page.getByText("There is nothing to import.")).toBeVisible();
  await happens("GTXPro").selectOption({ label: "Create it" });
  await expect(page.getByText("There is nothing to import.")).toBeHidden();
});

test("dates that can be read in two ways are asked about, once for the column", async ({ page }) => {
  await startEmpty(page);
  await choose(page, csv("deals.csv", "Deal Name,Amount,Close Date\nA,100,03/04/2027\nB,200,05/06/2027\n"));
  await press(page, "Continue");
  await page.getByRole("combobox", { name: "What a row of deals.csv is" }).selectOption({ label: "deal" });
  await press(page, "Check without importing");
  const question = page.getByLabel("Which date is 03/04/2027 in Close Date?");
  await expect(page.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);
  await question.selectOption({ label: "Day first" });
  await press(page, "Continue");
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeEnabled();
  await importNow(page);
  await page.goto("./#/deals?view=table");
  await expect(row(page, "A").filter({ hasText: "100" })).toContainText("Apr 3, 2027");
});

test("European amounts are read as they are meant", async ({ page }) => {
  await startEmpty(page);
  await choose(page, csv("angebote.csv", "Deal Name;Amount;Close Date\nDach;1.234,50 €;31.12.2027\nKeller;(99,90 €);01.02.2027\n"));
  await check(page);
  await importNow(page);
  await page.goto("./#/deals?view=table");
  await expect(row(page, "Dach")).toContainText("€1,234.50");
  await expect(row(page, "Dach")).toContainText("Dec 31, 2027");
  await expect(row(page, "Keller")).toContainText("-€99.90");
});

test("files that are no tables are refused in words, beside files that are", async ({ page }) => {
  await startEmpty(page);
  const binary = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 0, 0, 1, 0xff, 0xfe, 0, 0]);
  await choose(
    page,
    csv("nothing.csv", ""),
    { name: "picture.csv", mimeType: "text/csv", buffer: Buffer.concat([binary, Buffer.alloc(500)]) },
    csv("good.csv", "First Name,Last Name\nAda,Lovelace\n"),
  );
  const said = page.locator(".import-errors").getByRole("listitem");
  await expect(said.filter({ hasText: "nothing.csv" })).toContainText("This file is empty. Nothing was imported");
  await expect(said.filter({ hasText: "picture.csv" })).toContainText("This is no table in text form. Nothing was imported");
  await expect(said).toHaveCount(2);
  await check(page);
  await importNow(page);
  await press(page, "Show them");
  await expect(row(page, "Ada Lovelace")).toBeVisible();
});

test("bad rows are set aside with line and reason and can be downloaded; the good ones come in", async ({ page }) => {
  await startEmpty(page);
  const wide = Array.from({ length: 3_000 }, (_, n) => `x${n}`).join(",");
  await choose(
    page,
    csv(
      "mixed.csv",
      `First Name,Last Name,Birthday\nAda,Lovelace,1815-12-10\nNoday,Wrong,2027-02-31\n${wide}\nGrace,Hopper,1906-12-09\nOpen,"Quote,1900-01-01\n`,
    ),
  );
  await check(page);
  const aside = page.getByRole("group").filter({ hasText: "rows set aside" });
  await expect(aside.getByRole("heading", { name: "3 rows set aside" })).toBeVisible();
  await expect(aside.getByRole("listitem").filter({ hasText: "line 3" })).toContainText("the calendar has no such day");
  await expect(aside.getByRole("listitem").filter({ hasText: "line 4" })).toContainText("the row has 3,000 cells, the header 3");
  await expect(aside.getByRole("listitem").filter({ hasText: "line 6" })).toContainText("a quotation mark is opened and never closed");
  await expect(counts(page, "contacts").first()).toHaveText("2");
  await importNow(page);
  const downloading = page.waitForEvent("download");
  await press(page, "Download the rows set aside");
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("rejected-mixed.csv");
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toContain("Noday,Wrong,2027-02-31");
  expect(text).toContain("the calendar has no such day");
  expect(text).toContain("x2999");
  expect(text).toContain("Quote");
  await press(page, "Show them");
  await expect(rows(page)).toHaveCount(2);
});

test("where every row is set aside the rows can be downloaded from the report", async ({ page }) => {
  await startEmpty(page);
  await choose(page, csv("all-bad.csv", "First Name,Last Name,Birthday\nNoday,Wrong,2027-02-31\nNomonth,Wrong,2027-13-01\n"));
  await check(page);
  await expect(page.getByRole("heading", { name: "2 rows set aside" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  const downloading = page.waitForEvent("download");
  await press(page, "Download the rows set aside");
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("rejected-all-bad.csv");
  const text = readFileSync(await file.path(), "utf8");
  for (const part of ["Noday,Wrong,2027-02-31", "Nomonth,Wrong,2027-13-01", "the calendar has no such day"]) expect(text).toContain(part);
});

test("an import is taken back as a whole, and only it", async ({ page }) => {
  await startEmpty(page);
  await choose(page, csv("first.csv", "First Name,Last Name\nBefore,Hand\n"));
  await check(page);
  await importNow(page);
  await choose(page, csv("hubspot.csv", HUBSPOT));
  await check(page);
  await importNow(page);
  await press(page, "Undo the import");
  await expect(messages(page).getByText("Undone: importing")).toBeVisible();
  await press(page, "Show them");
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Before Hand")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
});

test("a large import can be stopped half-way and leaves nothing behind", async ({ page }) => {
  await startEmpty(page);
  const lines = Array.from({ length: 60_000 }, (_, n) => `First${n},Last${n},p${n}@many.example`);
  await choose(page, csv("many.csv", `First Name,Last Name,Email\n${lines.join("\n")}\n`));
  await press(page, "Continue");
  await press(page, "Check without importing");
  await expect(counts(page, "contacts").first()).toHaveText("60,000", { timeout: 30_000 });
  await press(page, "Import");
  await press(page, "Cancel");
  await expect(messages(page).getByText("The import was stopped. Everything is as it was before.")).toBeVisible({ timeout: 20_000 });
  await goTo(page, "Contacts");
  await expect(page.getByText("No contacts yet")).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(page.getByText("No contacts yet")).toBeVisible();
});

test("columns nobody knows become fields of one's own, and a mapping once made is remembered", async ({ page }) => {
  await startEmpty(page);
  const file = csv("club.csv", "First Name,Last Name,Boat\nAda,Lovelace,Analytical\n");
  await choose(page, file);
  await press(page, "Continue");
  await expect(becomes(page, "Boat").locator("option:checked")).toHaveText("New field “Boat”");
  await becomes(page, "Boat").selectOption({ label: "Leave out" });
  await press(page, "Check without importing");
  await expect(counts(page, "contacts").first()).toHaveText("1");
  await expect(page.getByRole("heading", { name: "New fields" })).toHaveCount(0);
  await expect(page.getByText("club.csv Left out: Boat")).toBeVisible();
  await press(page, "Back");
  await becomes(page, "Boat").selectOption({ label: "New field “Boat”" });
  await press(page, "Check without importing");
  await expect(page.getByRole("heading", { name: "New fields" })).toBeVisible();
  await importNow(page);
  await press(page, "Show them");
  await openRecord(page, "Ada Lovelace");
  await expect(page.locator(".fact").filter({ hasText: "Boat" })).toContainText("Analytical");
  await choose(page, csv("club-2.csv", "First Name,Last Name,Boat\nAda,Lovelace,Difference\n"));
  await press(page, "Continue");
  await expect(becomes(page, "Boat").locator("option:checked")).toContainText("Boat");
});

test("what a file says of members is seen and edited in the settings", async ({ page }) => {
  await startEmpty(page);
  await choose(page, csv("sales_teams.csv", "sales_agent,manager,regional_office\nMo Frost,Dana Brink,Central\nIda Idle,,\n"));
  await check(page);
  await importNow(page);
  await page.goto("./#/settings/members");
  const member = (name) => page.getByRole("listitem").filter({ hasText: name });
  await expect(member("Mo Frost")).toContainText("Manager: Dana Brink · Office: Central");
  await expect(member("Ida Idle")).not.toContainText("Manager");
  await member("Mo Frost").getByRole("button", { name: "Actions for Mo Frost" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("Manager")).toHaveValue("Dana Brink");
  await form.getByLabel("Team").fill("Key accounts");
  await form.getByLabel("Office").fill("West");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(member("Mo Frost")).toContainText("Team: Key accounts · Manager: Dana Brink · Office: West");
});

test("address cards are called cards, show numbers as they are, and come again without doubles", async ({ page }) => {
  await startEmpty(page);
  const card = (uid, name, number) => `BEGIN:VCARD\nVERSION:3.0\nUID:${uid}\nFN:${name}\nTEL:${number}\nEND:VCARD\n`;
  const vcf = (name, buffer) => ({ name, mimeType: "text/vcard", buffer });
  await choose(page, vcf("phone.vcf", Buffer.from(card("u1", "Ada Byron", "+1 555 0100") + card("u2", "Mo Frost", "+1 555 0101"))));
  await expect(page.getByText("vCards, 2 cards")).toBeVisible();
  await press(page, "Continue");
  await expect(page.getByText("+1 555 0100 · +1 555 0101", { exact: true })).toBeVisible();
  await press(page, "Check without importing");
  await importNow(page);
  await goTo(page, "Contacts");
  await page.getByRole("main").getByRole("button", { name: "More actions" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as vCard" }).click();
  const exported = readFileSync(await (await download).path());
  await choose(page, vcf("contacts.vcf", exported));
  await check(page);
  await expect(counts(page, "contacts")).toHaveText(["0", "0", "2", "0"]);
  await expect(page.getByText("There is nothing to import.")).toBeVisible();
});

const MEGABYTE = 1 << 20;

/** Does something with a file of 200 MB that is written piece by piece and goes away afterwards. */
async function withLargeFile(name, first, piece, work) {
  const folder = mkdtempSync(join(tmpdir(), "rapport-"));
  try {
    const path = join(folder, name);
    const file = openSync(path, "w");
    let size = writeSync(file, first);
    for (let n = 0; size < 200 * MEGABYTE; n += 1) size += writeSync(file, piece(n));
    closeSync(file);
    await work(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Drops a file of this machine on the import page. */
async function drop(page, path) {
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "dragged";
    input.hidden = true;
    document.body.append(input);
  });
  await page.locator("#dragged").setInputFiles(path);
  const data = await page.evaluateHandle(() => {
    const input = document.getElementById("dragged");
    const data = new DataTransfer();
    data.items.add(input.files[0]);
    input.remove();
    return data;
  });
  await page.getByText("Drop files here").dispatchEvent("drop", { dataTransfer: data });
}

/** Watches from now on for how long the page can't answer; the result is the longest time, in milliseconds. */
async function watchAnswering(page) {
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => window.longest);
}

test("a file of 200 MB that is dropped is imported, and the page answers all the time", async ({ page }) => {
  test.setTimeout(180_000);
  await startEmpty(page);
  await page.goto("./#/contacts/import");
  const words = (n) => Array.from({ length: 1_000 }, (_, i) => `word${(n * 31 + i * 17) % 9_973}`).join(" ");
  const lines = (n) => Array.from({ length: 100 }, (_, i) => `Ada${n},Lovelace${i},p${n}-${i}@many.example,${words(n * 100 + i)}\n`).join("");
  await withLargeFile("large.csv", "First Name,Last Name,Email,Description\n", lines, async (path) => {
    const longest = await watchAnswering(page);
    await drop(page, path);
    await expect(page.getByRole("listitem").filter({ hasText: "large.csv" })).toContainText("4 columns", { timeout: 60_000 });
    await press(page, "Continue");
    await press(page, "Check without importing");
    await expect(counts(page, "contacts").nth(1)).toHaveText("0", { timeout: 60_000 });
    await press(page, "Import");
    await expect(page.getByText("Everything is saved on this device.")).toBeVisible({ timeout: 90_000 });
    expect(await longest()).toBeLessThan(1_000);
  });
  await page.goto("./#/contacts");
  await page.reload();
  await expect(row(page, "Lovelace99").first()).toBeVisible();
});

test("200 MB that are no table, or more rows than fit, are refused in words", async ({ page }) => {
  test.setTimeout(180_000);
  await startEmpty(page);
  await page.goto("./#/contacts/import");
  const longest = await watchAnswering(page);
  const names = "Ada,Lovelace\n".repeat(80_000);
  for (const [name, first, piece, sentence] of [
    ["packed.csv", "", () => randomBytes(MEGABYTE), "This is no table in text form. Nothing was imported"],
    ["one-line.csv", "", () => "abc def ".repeat(MEGABYTE / 8), "The first row of this file is far too long to name its columns."],
    ["many.csv", "First Name,Last Name\n", () => names, "This file has more than 500,000 rows"],
    ["quote.csv", "First Name,Last Name\nAda,\"", () => names, "This file has more than 500,000 rows"],
  ]) {
    await withLargeFile(name, first, piece, async (path) => {
      await drop(page, path);
      const said = page.locator(".import-errors").getByRole("listitem").filter({ hasText: name });
      await expect(said).toContainText(sentence, { timeout: 60_000 });
      await expect(said).toContainText("Nothing was imported");
    });
  }
  expect(await longest()).toBeLessThan(1_000);
  await expect(page.getByRole("button", { name: "Continue" })).toHaveCount(0);
  await goTo(page, "Contacts");
  await expect(page.getByText("No contacts yet")).toBeVisible();
});
