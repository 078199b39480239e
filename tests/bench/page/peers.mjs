// The same work by well-known libraries, each used as its documentation says. Bundled by ../peers.mjs.
import Dexie from "dexie";
import MiniSearch from "minisearch";
import PouchDB from "pouchdb-browser";
import { contacts, typed } from "../files.mjs";

const indexes = { contacts: "id, email, company, lastName" };

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function database(durability) {
  const db = new Dexie(`peer-${durability}`, { chromeTransactionDurability: durability });
  db.version(1).stores(indexes);
  return db;
}

async function repeated(times, work) {
  const ms = [];
  for (let n = 0; n < times; n += 1) ms.push(await work(n));
  return ms;
}

/** Ready objects into a table with a key and three indexes. */
window.dexieBulkPut = async (times) => {
  const rows = contacts();
  return repeated(times, async () => {
    await Dexie.delete("peer-relaxed");
    const db = database("relaxed");
    await db.open();
    const ms = await timed(() => db.contacts.bulkPut(rows));
    db.close();
    return ms;
  });
};

/** All contacts out of the table, from the closed database to objects. */
window.dexieToArray = (times) =>
  repeated(times, async () => {
    const db = database("relaxed");
    const ms = await timed(async () => {
      await db.open();
      await db.contacts.toArray();
    });
    db.close();
    return ms;
  });

/** One contact after the other, each in its own transaction. */
window.dexiePut = async (durability, times) => {
  const rows = contacts().slice(0, times);
  const db = database(durability);
  await db.open();
  const ms = await repeated(times, (n) => timed(() => db.contacts.put({ ...rows[n], city: "Bonn" })));
  db.close();
  return ms;
};

/** A line of text and a field that keeps what is typed into it, shown and stored in one go at each Enter. */
window.dexieField = async () => {
  const [contact] = contacts();
  const db = database("strict");
  await db.open();
  const input = document.body.appendChild(document.createElement("input"));
  const line = document.body.appendChild(document.createElement("p"));
  window.dexieEntered = () =>
    new Promise((done, failed) => {
      input.addEventListener(
        "keydown",
        (event) => {
          line.textContent = input.value;
          db.contacts.put({ ...contact, title: input.value }).then(() => done(performance.now() - event.timeStamp), failed);
        },
        { once: true },
      );
    });
};

window.pouchPut = async (times) => {
  const rows = contacts().slice(0, times);
  const db = new PouchDB("peer-pouch");
  await db.info();
  const ms = await repeated(times, (n) => timed(() => db.put({ _id: rows[n].id, ...rows[n] })));
  await db.destroy();
  return ms;
};

window.miniSearch = async () => {
  const rows = contacts();
  const options = { fields: ["firstName", "lastName", "email", "company", "title", "city", "tags"], searchOptions: { prefix: true, combineWith: "AND" } };
  const search = new MiniSearch(options);
  const index = await timed(() => search.addAll(rows));
  const queries = await repeated(typed.length, (n) => timed(() => search.search(typed[n])));
  return { index, queries };
};
