// What a screen reader is told of the pages of a working day: Home, a ticket and its conversation, the
// calendar, a dashboard, the palette.
import { create, expect, openRecord, startEmpty, test } from "./harness.mjs";

test("of Home: the figures, then the day", async ({ page }) => {
  await startEmpty(page, "/tasks");
  await create(page, "task", { Title: "Call Ada" });
  await page.goto("./#/");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - heading "Home" [level=1]
      - combobox "Whose day"
      - region "Key figures":
        - link /Open pipeline/
        - link /Open tickets/
      - region "My day":
        - region "Tasks":
          - heading "Tasks" [level=2]
        - region "Deals to touch":
          - heading "Deals to touch" [level=2]
        - region "Tickets at risk":
          - heading "Tickets at risk" [level=2]
  `);
});

test("of a ticket: what was said, and where to answer", async ({ page }) => {
  await startEmpty(page, "/tickets");
  await create(page, "ticket", { Subject: "The desk squeaks" });
  await openRecord(page, "The desk squeaks");
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - article:
      - heading "The desk squeaks" [level=1]
      - region "Details"
      - region "Conversation":
        - heading "Conversation" [level=2]
        - tablist:
          - tab "Public reply"
          - tab "Internal note"
        - tabpanel:
          - textbox "Public reply"
          - combobox "Status"
          - button "Add reply"
  `);
});

test("of the palette: what can be done here, then everywhere", async ({ page }) => {
  await startEmpty(page);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toMatchAriaSnapshot(`
    - dialog "Command palette":
      - combobox
      - listbox:
        - group "On this page":
          - option /New contact/
        - group "Everywhere":
          - option /Go to Deals/
  `);
});
