// E-mails that were saved as files: dropped on a record or chosen, read, matched with people, logged once.
import { axe, create, editFact, expect, goTo, messages, openRecord, prefer, row, saved, startEmpty, test } from "./harness.mjs";

const dialog = (page, called) => page.getByRole("dialog", { name: `Log emails on ${called}` });
const undo = (page) => messages(page).getByRole("button", { name: "Undo" }).last();
const timeline = (page) => page.getByRole("region", { name: "Activity", exact: true });
const button = (within, name) => within.getByRole("button", { name, exact: true });
const file = (name, lines, charset = "utf-8") => ({
  name,
  mimeType: "message/rfc822",
  buffer: Buffer.isBuffer(lines) ? lines : Buffer.from(lines.join("\r\n"), charset),
});

const FROM_ADA = file("roof.eml", [
  "From: =?utf-8?Q?Ada_Lovel=C3=A1ce?= <ADA@engine.example>",
  "To: Tom <tom@us.example>",
  "Cc: grace@navy.example",
  "Subject: =?utf-8?B?VGhlIHJvb2Yg4piC?=",
  "Date: Tue, 3 Mar 2026 10:00:00 +0000",
  "Message-ID: <roof-1@engine.example>",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: multipart/alternative; boundary=a",
  "",
  "--a",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<p>HTML is not <b>shown</b></p><img src=x onerror=alert(1)>",
  "--a",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "It leaks =E2=80=93 in two places.",
  "--a--",
  "--b",
  "Content-Type: application/pdf; name=plan.pdf",
  "Content-Disposition: attachment; filename=plan.pdf",
  "Content-Transfer-Encoding: base64",
  "",
  "AAAA".repeat(500),
  "--b--",
]);

/** Drags files over the page, and drops them. */
async function drag(page, files, drop) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const { name, bytes } of files) data.items.add(new File([Uint8Array.from(bytes)], name, { type: "message/rfc822" }));
    return data;
  }, files.map(({ name, buffer }) => ({ name, bytes: [...buffer] })));
  await page.locator("h1").first().dispatchEvent("dragover", { dataTransfer: data });
  await expect(page.locator(".mail-drop-mark")).toBeVisible();
  if (drop) await page.locator("h1").first().dispatchEvent("drop", { dataTransfer: data });
  else await page.locator("h1").first().dispatchEvent("dragleave", { dataTransfer: data });
  await expect(page.locator(".mail-drop-mark")).toHaveCount(0);
}

async function people(page) {
  await startEmpty(page);
  for (const [first, last, email] of [["Ada", "Lovelace", "ada@engine.example"], ["Grace", "Hopper", "grace@navy.example"]]) {
    await create(page, "contact", { "First name": first, "Last name": last, "Email address": email });
    await expect(row(page, `${first} ${last}`)).toBeVisible();
  }
}

test("an email dropped on a contact says what it is, and is logged once with its own time and one undo", async ({ page }) => {
  await people(page);
  await openRecord(page, "Ada Lovelace");
  await drag(page, [FROM_ADA], false);
  await drag(page, [FROM_ADA, { ...FROM_ADA, name: "copy.eml" }], true);
  const form = dialog(page, "Ada Lovelace");
  const card = form.getByRole("listitem").filter({ hasText: "The roof ☂" }).first();
  await expect(card).toContainText("Received");
  await expect(card).toContainText("Ada Loveláce <ADA@engine.example>");
  await expect(card).toContainText("Ada Lovelace · contact");
  await expect(card).toContainText("Grace Hopper · contact");
  await expect(card).toContainText("It leaks – in two places.");
  await expect(card).toContainText("plan.pdf (1.5 kB)");
  await expect(form).not.toContainText("HTML is not");
  await expect(form.getByText("The same email is above")).toBeVisible();
  await axe(page, "dialog", "the e-mails that will be logged");
  await button(form, "Log 1 email").click();
  await expect(form).toHaveCount(0);
  await expect(messages(page)).toContainText("1 email logged");
  const entry = timeline(page).getByRole("article");
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText("The roof ☂");
  await expect(entry).toContainText("It leaks – in two places.");
  await expect(entry).toContainText("Received");
  await expect(timeline(page).getByRole("heading", { name: /March 3, 2026/ })).toBeVisible();
  await saved(page);

  await drag(page, [FROM_ADA], true);
  await expect(form).toContainText("Already logged on this record");
  await expect(button(form, "Log 0 emails")).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);

  // Who got a copy has it as well, and what was taken back can be logged again.
  await goTo(page, "Contacts");
  await openRecord(page, "Grace Hopper");
  await expect(timeline(page)).toContainText("The roof ☂");
  await page.keyboard.press("Control+z");
  await expect(timeline(page).getByRole("article")).toHaveCount(0);
  await drag(page, [FROM_ADA], true);
  await button(dialog(page, "Grace Hopper"), "Log 1 email").click();
  await expect(timeline(page).getByRole("article")).toHaveCount(1);
});

test("files are chosen from the menu, a stranger becomes a contact, and what is no email is named", async ({ page }) => {
  await people(page);
  await goTo(page, "Companies");
  await create(page, "company", { Name: "Mill" });
  await openRecord(page, "Mill");
  await editFact(page, "domain", "mill.example");
  await goTo(page, "Deals");
  await page.getByRole("button", { name: "New deal", exact: true }).click();
  const made = page.getByRole("dialog", { name: "New deal" });
  await made.getByRole("textbox", { name: "Name" }).first().fill("Wheel");
  await page.keyboard.press("Enter");
  await expect(made).toHaveCount(0);
  await page.goto("./#/deals?view=table");
  await openRecord(page, "Wheel");
  await page.locator(".record-head").getByRole("button", { name: "More actions" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Log .eml files…" }).press("Enter");
  const form = dialog(page, "Wheel");
  await expect(form).toContainText("Drop emails here that you saved as files");
  await axe(page, "dialog", "the way to choose e-mails");
  const gbk = Buffer.concat([
    Buffer.from("From: =?gb2312?B?wO7A1w==?= <li@mill.example>\r\nTo: tom@us.example\r\nSubject: Wheel\r\nDate: 4 Mar 2026 10:00 +0800\r\nMessage-ID: <w@mill.example>\r\nContent-Type: text/plain; charset=GBK\r\n\r\n"),
    Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
  ]);
  await form.locator("input[type=file]").setInputFiles([
    file("wheel.eml", gbk),
    file("notes.txt", ["Just a text."]),
    file("outlook.msg", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])),
    file("ours.eml", ["From: tom@us.example", "To: ada@engine.example", "Subject: Answer", "Date: 5 Mar 2026 10:00 +0000", "", "word ".repeat(6_000)]),
  ]);
  await expect(form.getByRole("alert")).toContainText("notes.txt is not an email.");
  await expect(form.getByRole("alert")).toContainText("outlook.msg is a message in Outlook's own format.");
  const stranger = form.getByRole("listitem").filter({ hasText: "你好" });
  await stranger.getByRole("checkbox", { name: "Add 李雷 <li@mill.example> as a contact" }).check();
  const ours = form.getByRole("listitem").filter({ hasText: "Answer" });
  await expect(ours).toContainText("Sent");
  await expect(ours).toContainText("Only the first 20,000 characters of the text are kept.");
  await axe(page, "dialog", "e-mails of strangers and of our own");
  await button(form, "Log 2 emails").click();
  await expect(timeline(page).getByRole("article")).toHaveCount(2);
  await expect(timeline(page)).toContainText("你好");
  await saved(page);
  await goTo(page, "Contacts");
  await expect(row(page, "李雷")).toContainText("li@mill.example");
  await expect(row(page, "李雷")).toContainText("Mill");
  await openRecord(page, "李雷");
  await expect(timeline(page)).toContainText("你好");
  await goTo(page, "Contacts");
  await page.keyboard.press("Control+z");
  await expect(row(page, "李雷")).toHaveCount(0);
});

test("on a ticket what the requester wrote is a customer message, and all else an email", async ({ page }) => {
  await people(page);
  await goTo(page, "Tickets");
  await page.getByRole("button", { name: "New ticket", exact: true }).click();
  const made = page.getByRole("dialog", { name: "New ticket" });
  await made.getByRole("textbox", { name: "Subject" }).fill("Leaking roof");
  await made.getByRole("combobox", { name: "Requester" }).fill("Ada");
  await made.getByRole("option", { name: /^Ada Lovelace/ }).click();
  await button(made, "Create").click();
  await expect(made).toHaveCount(0);
  await openRecord(page, "Leaking roof");
  await drag(page, [FROM_ADA, file("answer.eml", ["From: tom@us.example", "To: ada@engine.example", "Subject: Re: roof", "Message-ID: <2@us.example>", "", "We come tomorrow."])], true);
  const form = dialog(page, "Leaking roof");
  await expect(form.getByText("Goes into the conversation as a customer message")).toHaveCount(1);
  await button(form, "Log 2 emails").click();
  const conversation = page.getByRole("region", { name: "Conversation" });
  await expect(conversation.getByRole("article")).toHaveCount(1);
  await expect(conversation.getByRole("article", { name: "Customer message, Ada Lovelace" })).toContainText("It leaks – in two places.");
  await expect(timeline(page)).toContainText("We come tomorrow.");
  await undo(page).click();
  await expect(conversation.getByRole("article")).toHaveCount(0);
});

test("the dialog fits a phone, in Chinese and dark, too", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await prefer(page, { theme: "dark", language: "zh-CN" });
  await page.goto("./#/contacts");
  await page.locator(".way").nth(2).click();
  await saved(page);
  await page.keyboard.press("c");
  await page.getByRole("dialog").getByRole("textbox").first().fill("Ada");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const link = page.getByRole("main").getByRole("link", { name: "Ada" }).first();
  await page.goto(new URL(await link.getAttribute("href"), page.url()).href.split("?")[0]);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada");
  await drag(page, [FROM_ADA], true);
  const form = page.getByRole("dialog", { name: "将邮件记录到“Ada”" });
  await expect(form).toContainText("收到");
  const wide = await form.locator(".dialog-body").evaluate((body) => body.scrollWidth - body.clientWidth);
  expect(wide).toBeLessThanOrEqual(1);
  await axe(page, "dialog", "the e-mails on a phone");
  await button(form, "记录 1 封邮件").click();
  await expect(form).toHaveCount(0);
});
