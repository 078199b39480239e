// Two tabs of one browser: one workspace.
import { create, editFact, expect, fact, openApp, openRecord, row, rows, saved, startEmpty, test } from "./harness.mjs";

/** Two tabs that show the same contact. */
async function both(context) {
  const one = await context.newPage();
  await startEmpty(one);
  await create(one, "contact", { "First name": "Ada", "Last name": "Lovelace" });
  await saved(one);
  await openRecord(one, "Ada Lovelace");
  const two = await context.newPage();
  // What the other tab says is held back while the test wants it to.
  await two.addInitScript(() => {
    const held = [];
    window.holdsBack = false;
    window.letThrough = () => {
      window.holdsBack = false;
      held.splice(0).forEach((deliver) => deliver());
    };
    window.BroadcastChannel = class extends BroadcastChannel {
      set onmessage(hear) {
        super.onmessage = hear && ((event) => (window.holdsBack ? held.push(() => hear(event)) : hear(event)));
      }
    };
  });
  await openApp(two, new URL(one.url()).hash.slice(1));
  await expect(two.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  return [one, two];
}

test("an edit, a new record and a deletion in one tab are seen in the other", async ({ context }) => {
  const [one, two] = await both(context);
  await editFact(one, "job_title", "Analyst");
  await expect(fact(two, "job_title")).toContainText("Analyst");
  await editFact(two, "first_name", "Augusta");
  await expect(one.getByRole("heading", { level: 1 })).toHaveText("Augusta Lovelace");
  await two.goto("./#/contacts");
  await create(two, "contact", { "Last name": "Newcomer" });
  await one.goto("./#/contacts");
  await expect(row(one, "Newcomer")).toBeVisible();
  await row(one, "Newcomer").getByRole("checkbox").check();
  await one.keyboard.press("Delete");
  await expect(rows(two)).toHaveCount(1);
  await saved(one);
  await two.reload();
  await expect(rows(two)).toHaveCount(1);
});

test("undo takes back the own tab's work and not the other's", async ({ context }) => {
  const [one, two] = await both(context);
  await editFact(one, "job_title", "Analyst");
  await expect(fact(two, "job_title")).toContainText("Analyst");
  await editFact(two, "first_name", "Augusta");
  await expect(one.getByRole("heading", { level: 1 })).toHaveText("Augusta Lovelace");
  await one.keyboard.press("Control+z");
  await expect(fact(one, "job_title")).toContainText("Not set");
  await expect(fact(two, "job_title")).toContainText("Not set");
  await expect(fact(two, "first_name")).toContainText("Augusta");
});

test("when two tabs set one field at once, both show the later value and offer the other", async ({ context }) => {
  const [one, two] = await both(context);
  await editFact(one, "job_title", "Poet");
  await saved(one);
  await expect(fact(two, "job_title")).toContainText("Poet");
  await two.evaluate(() => (window.holdsBack = true));
  await editFact(one, "job_title", "Analyst");
  await saved(one);
  await expect(fact(two, "job_title")).toContainText("Poet");
  await editFact(two, "job_title", "Countess");
  await saved(two);
  await two.evaluate(() => window.letThrough());
  await expect(fact(one, "job_title")).toContainText("Countess");
  await expect(fact(two, "job_title")).toContainText("Countess");
  const notice = two.getByRole("region", { name: "Notices" }).locator(".notice");
  await expect(notice).toContainText("Job title was changed in two places at once. The value that does not hold is: Analyst");
  await notice.getByRole("button", { name: "Use this value" }).click();
  await expect(fact(two, "job_title")).toContainText("Analyst");
  await expect(fact(one, "job_title")).toContainText("Analyst");
  await expect(notice).toHaveCount(0);
  await saved(two);
  for (const tab of [one, two]) {
    await tab.reload();
    await expect(fact(tab, "job_title")).toContainText("Analyst");
  }
});

test("many edits in both tabs at the same time all arrive in both", async ({ context }) => {
  const [one, two] = await both(context);
  await Promise.all([one.goto("./#/contacts"), two.goto("./#/contacts")]);
  const fill = async (tab, name) => {
    for (let n = 0; n < 3; n += 1) await create(tab, "contact", { "Last name": `${name} ${n}` });
  };
  await Promise.all([fill(one, "Left"), fill(two, "Right")]);
  for (const tab of [one, two]) await expect(rows(tab)).toHaveCount(7);
  for (const tab of [one, two]) {
    await saved(tab);
    await tab.reload();
    await expect(rows(tab)).toHaveCount(7);
    await expect(tab.locator(".notice")).toHaveCount(0);
  }
});
