// A day's handling of a large workspace: typing, scrolling and dragging, and whether the page ever
// stalls or jumps under the hand.
import { open, profile, withBrowser } from "./browser.mjs";
import { install } from "./notes.mjs";
import { makeLarge } from "./opening.mjs";
import { number, row } from "./report.mjs";

/** Between two keys or turns of the wheel, in milliseconds: a fast typist's pace. */
const PACE = 60;
const TYPED = "anna berg";

/** The figures of typing, scrolling and dragging. */
export async function using({ app }) {
  const folder = profile();
  return withBrowser(folder, async (context) => {
    const made = await makeLarge(context, app);
    if (!made) throw new Error("nothing was imported");
    await install(context);
    const page = await open(context);
    const rows = [];
    for (const [what, address, act] of ACTS) {
      await page.goto(`${app}#${address}`);
      // The address differs behind the # only, so the page would stay as it is.
      await page.reload();
      await page.evaluate(() => window.bench.mark("rapport:indexed"));
      await act(page);
      const noted = await measure(page, () => act(page));
      rows.push(...told(what, noted));
    }
    return rows;
  });
}

/** What is done: its name, the page, and the doing. Each is done twice; the second time counts. */
const ACTS = [
  ["typing into the search of 100,000 contacts", "/contacts", searchList],
  ["typing into the search over everything", "/contacts", searchAll],
  ["typing into the palette", "/contacts", palette],
  ["typing into a cell of the list", "/contacts", cell],
  ["scrolling 100,000 contacts", "/contacts", scrollList],
  ["scrolling by the keyboard", "/contacts", arrowList],
  ["scrolling the board of 20,000 deals", "/deals", scrollBoard],
  ["dragging a card over the board of 20,000 deals", "/deals", dragCard],
  ["dragging a column wider", "/contacts", dragColumn],
];

async function measure(page, act) {
  const start = await page.evaluate(() => performance.now());
  await act();
  return page.evaluate((start) => window.bench.since(start), start);
}

async function type(page, text) {
  await page.keyboard.type(text, { delay: PACE });
}

async function searchList(page) {
  const field = page.locator("main").getByRole("searchbox");
  await field.focus();
  await type(page, TYPED);
  await page.getByText(/^[\d,]+ of 100,000|^[\d,]+ records?$/).first().waitFor();
  for (let n = 0; n < TYPED.length; n += 1) await page.keyboard.press("Backspace", { delay: PACE / 2 });
  await page.keyboard.press("Escape");
}

async function searchAll(page) {
  await page.getByRole("banner").getByRole("combobox").click();
  await type(page, TYPED);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

async function palette(page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await type(page, TYPED);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function cell(page) {
  await page.getByRole("grid").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  await page.locator(".is-edited input").waitFor();
  await type(page, TYPED);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

async function wheel(page, x, y) {
  for (let n = 0; n < 60; n += 1) {
    await page.mouse.wheel(x, y);
    await page.waitForTimeout(PACE / 3);
  }
}

async function over(page, locator) {
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
}

async function scrollList(page) {
  await over(page, page.getByRole("grid"));
  await wheel(page, 0, 900);
  await wheel(page, 0, -900);
}

async function arrowList(page) {
  await page.getByRole("grid").focus();
  for (let n = 0; n < 80; n += 1) await page.keyboard.press("ArrowDown", { delay: 5 });
  for (let n = 0; n < 20; n += 1) await page.keyboard.press("PageDown", { delay: 5 });
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
}

async function scrollBoard(page) {
  await over(page, page.getByRole("listbox").first());
  await wheel(page, 0, 900);
  await wheel(page, 0, -900);
}

/** Carries the first card of the first column over the others and back to where it was. */
async function dragCard(page) {
  const columns = await page.locator(".board-column").all();
  const card = await columns[0].getByRole("option").first().boundingBox();
  const home = { x: card.x + card.width / 2, y: card.y + card.height / 2 };
  await page.mouse.move(home.x, home.y);
  await page.mouse.down();
  for (const column of columns.slice(1, 4)) {
    const { x, y, width, height } = await column.boundingBox();
    await page.mouse.move(x + width / 2, y + Math.min(height, 500) / 2, { steps: 20 });
  }
  await page.mouse.move(home.x, home.y, { steps: 20 });
  if ((await page.locator(".card-ghost").count()) === 0) throw new Error("no card was dragged");
  await page.keyboard.press("Escape");
  await page.mouse.up();
}

async function dragColumn(page) {
  const { x, y, width, height } = await page.getByRole("columnheader").nth(1).boundingBox();
  await page.mouse.move(x + width - 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width + 120, y + height / 2, { steps: 20 });
  await page.mouse.move(x + width - 2, y + height / 2, { steps: 20 });
  await page.mouse.up();
}

function told(what, { task, event, shift }) {
  const longest = task === 0 ? "none over 50 ms" : `${number(task)} ms`;
  const slowest = event === 0 ? "within 16 ms" : `${number(event)} ms`;
  return [
    row(`${what}: longest task on the main thread`, longest, { value: task, most: 50, target: "none over 50 ms" }),
    row(`${what}: slowest key or press until the frame that shows it`, slowest, { value: event, most: 50, target: "within 50 ms" }),
    row(`${what}: layout shift`, shift.toFixed(3), { value: shift, most: 0, target: "none" }),
  ];
}
