// The business that is measured: the same on every run, for the app as CSV files and for the peers as
// ready objects. Runs in Node and in a page.

export const CONTACTS = 100_000;
export const DEALS = 20_000;
export const TICKETS = 20_000;
export const ACTIVITIES = 100_000;
const COMPANIES = 15_000;

const first = "Anna Ben Clara David Elena Felix Grace Hugo Ines Jonas Katja Liam Mara Nils Olga Paul Quentin Rosa Simon Theresa Ulrich Vera William Xenia Yusuf Zoë Alexander Alexandra Christina Christopher Elisabeth Maximilian Sebastian Stephanie Valentina".split(" ");
const lastHead = "Ander Berg Carl Dahl Eich Fisch Gruen Hoff Isak Jan Kling Lind Mohr Nord Ober Peter Quist Ros Stein Thal Unger Vogel Winter Young Zimmer".split(" ");
const lastTail = "mann son sen berg feld hardt meier bauer ström qvist wood ley ton ski ova ini ez eau bach dorf".split(" ");
const titles = ["Head of Sales", "Chief Executive Officer", "Procurement Manager", "Software Engineer", "Office Manager", "Marketing Director", "Head of Operations", "Account Manager", "Consultant", "Finance Controller", "Product Owner", "Customer Success Manager"];
const nouns = "Foods Systems Logistics Holding Energy Media Partners Textiles Optics Labs Motors Health Travel Studios Networks Foundry".split(" ");
const places = [["Berlin", "Germany"], ["Paris", "France"], ["Madrid", "Spain"], ["Vienna", "Austria"], ["Zürich", "Switzerland"], ["London", "United Kingdom"], ["New York", "United States"], ["Chicago", "United States"], ["上海", "China"], ["Toronto", "Canada"], ["Oslo", "Norway"], ["Lisbon", "Portugal"]];
const lifecycles = ["Subscriber", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity", "Customer"];
const sources = ["Cold Call", "Partner", "Trade Show", "Web Site", "Campaign", "Word of Mouth"];
const tags = ["vip", "newsletter", "partner", "trade-fair", "churn-risk", "reference"];
const topics = "invoice password delivery contract login export payment refund upgrade installation printer calendar integration report shipment license".split(" ");
const verbs = ["asks about", "can't open", "wants to change", "complains about", "needs help with", "received the wrong", "is waiting for", "would like to cancel"];
const words = "the customer called again because order arrived late and we agreed to send a new offer before friday budget is approved decision maker will join next meeting please check account settings version number after update team discussed pricing discount follow".split(" ");

/** Whole numbers below `n`, drawn from a seed: mulberry32. */
function drawing(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

const of = (below, list) => list[below(list.length)];
const sentence = (below, length) => Array.from({ length }, () => of(below, words)).join(" ");
const day = (below) => new Date(Date.UTC(2024, 0, 1 + below(600))).toISOString().slice(0, 10);
const time = (below) => `${day(below)} ${String(8 + below(10)).padStart(2, "0")}:${String(below(60)).padStart(2, "0")}:00`;

/** The contacts as objects of twelve fields. */
export function contacts() {
  const below = drawing(4);
  return Array.from({ length: CONTACTS }, (_, n) => {
    const firstName = of(below, first);
    const lastName = of(below, lastHead) + of(below, lastTail);
    const [city, country] = of(below, places);
    const company = below(COMPANIES);
    return {
      id: `C${n}`,
      firstName,
      lastName,
      email: `${ascii(firstName)}.${ascii(lastName)}.${n}@company${company}.example`,
      phone: `+49 30 ${String(10_000_000 + n)}`,
      company: `${lastHead[company % lastHead.length]} ${nouns[company % nouns.length]} ${company}`,
      title: of(below, titles),
      city,
      country,
      lifecycle: of(below, lifecycles),
      source: of(below, sources),
      tags: below(4) === 0 ? `${of(below, tags)}` : "",
    };
  });
}

/** The files to import, in their order: each with its name and its text. */
export function files() {
  const people = contacts();
  const below = drawing(5);
  const contact = () => people[below(people.length)];
  const make = (length, row) => Array.from({ length }, (_, n) => row(n));
  const deals = make(DEALS, (n) => {
    const { id, company, city } = contact();
    return [`D${n}`, `${of(below, nouns)} ${of(below, topics)} for ${city}`, `${100 + below(100_000)}.00`, "EUR", company, id, day(below), of(below, sources), `${sentence(below, 8)}`];
  });
  const tickets = make(TICKETS, (n) => {
    const { firstName, lastName, email } = contact();
    return [`T${n}`, `Customer ${of(below, verbs)} ${of(below, topics)}`, of(below, ["New", "Open", "Pending", "Solved", "Closed"]), of(below, ["Low", "Normal", "High", "Urgent"]), `${firstName} ${lastName}`, email, sentence(below, 24)];
  });
  const activities = make(ACTIVITIES, (n) => {
    const { id } = contact();
    return [`A${n}`, of(below, ["Note", "Call", "Meeting", "Email"]), `${of(below, topics)} ${of(below, words)}`, sentence(below, 12), time(below), id];
  });
  return {
    contacts: csv("contacts.csv", ["Contact ID", "First name", "Last name", "Email", "Phone", "Company", "Job title", "City", "Country", "Lifecycle stage", "Lead source", "Tags"], people.map(Object.values)),
    deals: csv("deals.csv", ["Deal ID", "Deal name", "Amount", "Currency", "Company", "Contact ID", "Close date", "Lead source", "Description"], deals),
    tickets: csv("tickets.csv", ["Ticket ID", "Subject", "Status", "Priority", "Requester", "Requester email", "Description"], tickets),
    activities: csv("activities.csv", ["Activity ID", "Type", "Subject", "Content", "Date", "Contact ID"], activities),
  };
}

/** What people type into a search over these contacts. */
export const searches = ["anna bergmann", "alexander", "klingova", "zoë stein", "head of sales", "上海", "christina.hoffson", "motors berlin", "energy", "vip", "berlin", "a", "the", "xylophone"];

/** Every state of the typed searches, letter by letter. */
export const typed = searches.flatMap((text) => [...text].map((_, end, letters) => letters.slice(0, end + 1).join("")));

const ascii = (name) => name.toLowerCase().replace("ö", "oe").replace("ë", "e");

function csv(name, header, rows) {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return { name, text: [header, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n" };
}
