// Every page that has a picture: its name, its address, what must be there, and what is done on it.
const firstRow = '[role="grid"] [role="row"][aria-rowindex="2"]';

/** Opens the nth record of the list as a page. */
const record = (n) => async (page) => {
  await page.locator(`[role="grid"] [role="row"][aria-rowindex="${n + 1}"] a`).first().click();
  await page.locator(".side-panel").waitFor();
  await page.getByRole("button", { name: "Open full page" }).click();
  await page.locator(".record-page").waitFor();
};

/** Puts a first line on a deal and opens its quote. */
const quote = async (page) => {
  await record(1)(page);
  await page.locator("[role=tab][id$=-tab-lines]").click();
  const item = page.locator(".lines-new input");
  await item.fill("Delivery and assembly");
  await item.press("Tab");
  await page.locator(".lines-sums").waitFor();
  await page.locator(".quotes .button").first().click();
  await page.locator(".quote-paper").waitFor();
};

/** Charts are computed one after another. */
const drawn = async (page) => {
  await page.locator(".chart-wait").first().waitFor({ state: "detached" });
};

export const PAGES = [
  { name: "welcome", ready: ".way" },
  { name: "home", address: "/", ready: ".chart-svg", act: drawn },
  { name: "contacts", address: "/contacts", ready: firstRow },
  { name: "contact", address: "/contacts", ready: firstRow, act: record(1) },
  { name: "contacts-grouped", address: "/contacts?group=lifecycle", ready: firstRow },
  { name: "companies", address: "/companies", ready: firstRow },
  { name: "deals", address: "/deals", ready: '.board [role="option"]' },
  { name: "deal", address: "/deals?view=table", ready: firstRow, act: record(1) },
  { name: "quote", address: "/deals?view=table", ready: firstRow, act: quote },
  { name: "tickets", address: "/tickets?view=table", ready: firstRow },
  { name: "ticket", address: "/tickets?view=table", ready: firstRow, act: record(1) },
  { name: "tasks", address: "/tasks?view=table", ready: firstRow },
  { name: "tasks-calendar", address: "/tasks?view=calendar", ready: '[role="grid"]' },
  { name: "products", address: "/products", ready: ".list-page" },
  { name: "reports-sales", address: "/reports/sales", ready: ".chart-svg", act: drawn },
  { name: "reports-activity", address: "/reports/activity", ready: ".chart-svg", act: drawn },
  { name: "reports-support", address: "/reports/support", ready: ".chart-svg", act: drawn },
  { name: "reports-goals", address: "/reports/goals", ready: ".reports-tabs" },
  { name: "duplicates", address: "/contacts/duplicates", ready: ".duplicates" },
  { name: "import", address: "/contacts/import", ready: "main input[type=file]" },
  { name: "settings-pipelines", address: "/settings/pipelines", ready: ".settings-part" },
  { name: "settings-currencies", address: "/settings/currencies", ready: ".settings-part" },
  { name: "settings-fields", address: "/settings/fields", ready: ".settings-part" },
  { name: "settings-scoring", address: "/settings/scoring", ready: ".settings-part" },
  { name: "settings-storage", address: "/settings/storage", ready: ".settings-part" },
  ...["business", "members", "templates", "trash", "appearance", "shortcuts"].map((part) => ({
    name: `settings-${part}`, address: `/settings/${part}`, ready: ".settings-part",
  })),
  {
    name: "palette",
    address: "/deals",
    ready: '.board [role="option"]',
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.type("new");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
    },
  },
  { name: "phone-home", address: "/", ready: ".chart-svg", act: drawn, width: 390 },
  { name: "phone", address: "/contacts", ready: firstRow, width: 390 },
];
