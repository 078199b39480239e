//! The behaviours on IndexedDB, and what only a browser can do.
//!
//! Needs a WebDriver: `CHROMEDRIVER=chromedriver cargo test --target wasm32-unknown-unknown`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

mod suite;

use std::cell::Cell;
use std::rc::Rc;
use storage::{
    Area, Compaction, Durability, Head, Key, Persistence, Sealed, SegmentKey, Span, StorageError,
    Store, indexeddb,
};
use suite::{Browser, noise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

struct Chromium;

impl Browser for Chromium {
    async fn open(&self, name: &str) -> Store {
        indexeddb::open(name).await.unwrap()
    }
}

macro_rules! in_the_browser {
    ($($behaviour:ident)*) => {
        $(
            #[wasm_bindgen_test]
            async fn $behaviour() {
                suite::$behaviour(&Chromium).await;
            }
        )*
    };
}

behaviours!(in_the_browser);

async fn append(store: &Store, bytes: &[u8]) -> Result<u64, StorageError> {
    store
        .append(Durability::Strict, |head| Sealed {
            bytes: bytes.to_vec(),
            clock: head.clock + 1,
        })
        .await
}

async fn journal(store: &Store) -> Vec<(u64, Vec<u8>)> {
    store.read_journal(1).await.unwrap()
}

/// Runs a script that may await.
async fn script(body: &str) -> JsValue {
    let function = js_sys::Function::new_no_args(&format!("return (async () => {{ {body} }})()"));
    let promise: js_sys::Promise = function
        .call0(&JsValue::UNDEFINED)
        .unwrap()
        .unchecked_into();
    JsFuture::from(promise).await.unwrap()
}

/// Lets the next call of a method of the browser run `body` instead; `real` is the method.
async fn once(class: &str, method: &str, body: &str) {
    script(&format!(
        "const real = {class}.prototype.{method};
         {class}.prototype.{method} = function (...args) {{
             {class}.prototype.{method} = real;
             {body}
         }};"
    ))
    .await;
}

#[wasm_bindgen_test]
async fn the_browser_keeps_what_is_stored() {
    let store = Chromium.open("persistence").await;
    assert_eq!(store.persistence(), Persistence::Browser);
}

#[wasm_bindgen_test]
async fn the_object_stores_are_as_documented() {
    let store = Chromium.open("layout").await;
    append(&store, b"entry").await.unwrap();
    store
        .compact(
            Compaction {
                segments: vec![(SegmentKey { kind: 3, n: 12 }, b"seg".to_vec())],
                ..Compaction::default()
            },
            Durability::Relaxed,
        )
        .await
        .unwrap();
    store.put_chunk("photo", 2, b"jpeg").await.unwrap();
    let layout = script(
        "const open = indexedDB.open('layout');
         const db = await new Promise(done => open.onsuccess = () => done(open.result));
         const names = [...db.objectStoreNames];
         const tx = db.transaction(names);
         const all = [db.version];
         for (const name of names) {
             const store = tx.objectStore(name);
             const [keys, values] = [store.getAllKeys(), store.getAll()];
             await new Promise(done => values.onsuccess = done);
             all.push(name, keys.result, values.result.map(v => v.constructor.name + v.length));
         }
         db.close();
         return JSON.stringify(all);",
    )
    .await;
    assert_eq!(
        layout.as_string().unwrap(),
        r#"[1,"files",[["photo",2]],["Uint8Array4"],"journal",[1],["Uint8Array5"],"meta",[["head"]],["Uint8Array32"],"segments",[[3,12]],["Uint8Array3"]]"#
    );
}

#[wasm_bindgen_test]
async fn strict_and_relaxed_reach_the_transaction() {
    let store = Chromium.open("durability").await;
    for (durability, name) in [
        (Durability::Strict, "strict"),
        (Durability::Relaxed, "relaxed"),
    ] {
        once(
            "IDBTransaction",
            "commit",
            "globalThis.durability = this.durability; return real.apply(this, args);",
        )
        .await;
        store
            .append(durability, |_| Sealed {
                bytes: Vec::new(),
                clock: 0,
            })
            .await
            .unwrap();
        let seen = script("return globalThis.durability;").await;
        assert_eq!(seen.as_string().as_deref(), Some(name));
    }
}

#[wasm_bindgen_test]
async fn a_closing_connection_is_opened_again_and_the_operation_repeated() {
    let store = Chromium.open("closing").await;
    let throws =
        "throw new DOMException('The database connection is closing.', 'InvalidStateError');";
    once("IDBDatabase", "transaction", throws).await;
    assert_eq!(append(&store, b"one").await, Ok(1));
    once("IDBDatabase", "transaction", throws).await;
    assert_eq!(journal(&store).await, [(1, b"one".to_vec())]);
    once("IDBDatabase", "transaction", throws).await;
    assert_eq!(store.list_segments().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn a_connection_that_cannot_be_opened_again_is_lost_until_it_can() {
    let store = Chromium.open("lost").await;
    let throws =
        "throw new DOMException('The database connection is closing.', 'InvalidStateError');";
    once("IDBDatabase", "transaction", throws).await;
    once(
        "IDBFactory",
        "open",
        "throw new DOMException('no', 'SecurityError');",
    )
    .await;
    assert_eq!(
        append(&store, b"one").await,
        Err(StorageError::ConnectionLost)
    );
    assert_eq!(append(&store, b"one").await, Ok(1));
}

#[wasm_bindgen_test]
async fn an_append_undone_by_a_lost_connection_is_sealed_anew_and_stored_once() {
    let store = Chromium.open("undone").await;
    append(&store, b"one").await.unwrap();
    once("IDBTransaction", "commit", "this.abort();").await;
    let mut calls = 0;
    let number = store
        .append(Durability::Strict, |head| {
            calls += 1;
            Sealed {
                bytes: b"two".to_vec(),
                clock: head.clock + 1,
            }
        })
        .await;
    assert_eq!(number, Ok(2));
    assert_eq!(calls, 2);
    assert_eq!(
        journal(&store).await,
        [(1, b"one".to_vec()), (2, b"two".to_vec())]
    );
}

/// The browser says that the transaction was aborted, but it had been stored.
const UNHEARD: &str = "real.apply(this, args); this.dispatchEvent(new Event('abort'));";

#[wasm_bindgen_test]
async fn an_append_stored_in_spite_of_a_lost_connection_is_not_stored_twice() {
    let store = Chromium.open("unheard").await;
    append(&store, b"one").await.unwrap();
    once("IDBTransaction", "commit", UNHEARD).await;
    let mut calls = 0;
    let number = store
        .append(Durability::Strict, |head| {
            calls += 1;
            Sealed {
                bytes: b"two".to_vec(),
                clock: head.clock + 1,
            }
        })
        .await;
    assert_eq!(number, Ok(2));
    assert_eq!(calls, 1);
    assert_eq!(
        journal(&store).await,
        [(1, b"one".to_vec()), (2, b"two".to_vec())]
    );
    assert_eq!(
        store.head().await,
        Ok(Head {
            number: 3,
            clock: 2
        })
    );
}

#[wasm_bindgen_test]
async fn a_replacement_stored_in_spite_of_a_lost_connection_stays_usable() {
    let store = Chromium.open("unheard replacement").await;
    append(&store, b"one").await.unwrap();
    once("IDBTransaction", "commit", UNHEARD).await;
    store.clear().await.unwrap();
    assert_eq!(journal(&store).await, []);
    assert_eq!(append(&store, b"anew").await, Ok(1));
}

#[wasm_bindgen_test]
async fn a_disk_found_full_at_a_put_or_at_the_commit_stores_nothing() {
    let store = Chromium.open("full").await;
    append(&store, b"one").await.unwrap();
    once(
        "IDBObjectStore",
        "add",
        "throw new DOMException('full', 'QuotaExceededError');",
    )
    .await;
    assert_eq!(
        append(&store, b"two").await,
        Err(StorageError::QuotaExceeded)
    );
    once(
        "IDBTransaction",
        "commit",
        "const full = new DOMException('full', 'QuotaExceededError');
         Object.defineProperty(this, 'error', { value: full });
         this.abort();",
    )
    .await;
    assert_eq!(
        append(&store, b"two").await,
        Err(StorageError::QuotaExceeded)
    );
    assert_eq!(journal(&store).await, [(1, b"one".to_vec())]);
    assert_eq!(append(&store, b"two").await, Ok(2));
}

#[wasm_bindgen_test]
async fn requests_that_fail_throw_nothing_into_the_page() {
    let thrown = Rc::new(Cell::new(0));
    let on_error = Closure::<dyn FnMut(web_sys::Event)>::new({
        let thrown = thrown.clone();
        move |_| thrown.set(thrown.get() + 1)
    });
    let window = web_sys::window().unwrap();
    let listener = on_error.as_ref().unchecked_ref();
    window
        .add_event_listener_with_callback("error", listener)
        .unwrap();
    suite::a_transaction_that_fails_in_the_middle_leaves_nothing(&Named("throwing")).await;
    let store = Chromium.open("throwing away").await;
    Chromium.open("throwing away").await.delete().await.unwrap();
    assert_eq!(append(&store, b"one").await, Err(StorageError::Deleted));
    script("await new Promise(done => setTimeout(done, 20));").await;
    window
        .remove_event_listener_with_callback("error", listener)
        .unwrap();
    assert_eq!(thrown.get(), 0);
}

struct Named(&'static str);

impl Browser for Named {
    async fn open(&self, _: &str) -> Store {
        indexeddb::open(self.0).await.unwrap()
    }
}

#[wasm_bindgen_test]
async fn an_unreadable_value_is_named_and_its_neighbours_are_read() {
    let store = Chromium.open("unreadable").await;
    for n in 1..=5u8 {
        append(&store, &[n]).await.unwrap();
    }
    // As Chromium does when the file behind a large value is missing: the batch fails, and so
    // does the request for that one value.
    script(
        "const unreadable = request => Object.defineProperty(request, 'error', {
             value: new DOMException('Data lost due to missing file.', 'NotReadableError') });
         const { get, getAll } = IDBObjectStore.prototype;
         globalThis.readable = () => Object.assign(IDBObjectStore.prototype, { get, getAll });
         IDBObjectStore.prototype.getAll = function (...args) {
             return unreadable(getAll.apply(this, args));
         };
         IDBObjectStore.prototype.get = function (key) {
             const request = get.call(this, key);
             return key === 3 ? unreadable(request) : request;
         };",
    )
    .await;
    let mut seen = Vec::new();
    let head = store
        .snapshot(&[Span::All(Area::Journal)], |key, value| {
            seen.push((key, value));
        })
        .await;
    script("globalThis.readable();").await;
    assert!(head.is_ok(), "{head:?}");
    let expected: Vec<_> = (1..=5u8)
        .map(|n| {
            let key = Key::Entry(n.into());
            let value = match n {
                3 => Err(StorageError::Damaged {
                    place: "journal entry 3".into(),
                }),
                n => Ok(vec![n]),
            };
            (key, value)
        })
        .collect();
    assert_eq!(seen, expected);
}

#[wasm_bindgen_test]
async fn a_value_that_is_no_bytes_is_named_as_damage() {
    let store = Chromium.open("foreign value").await;
    store.write_meta("good", Some(b"good")).await.unwrap();
    script(
        "const open = indexedDB.open('foreign value');
         const db = await new Promise(done => open.onsuccess = () => done(open.result));
         const tx = db.transaction('meta', 'readwrite');
         tx.objectStore('meta').put('text', 'bad');
         await new Promise(done => tx.oncomplete = done);
         db.close();",
    )
    .await;
    let place = "meta bad".to_owned();
    assert_eq!(
        store.read_meta("bad").await,
        Err(StorageError::Damaged { place })
    );
    assert_eq!(store.read_meta("good").await, Ok(Some(b"good".to_vec())));
}

#[wasm_bindgen_test]
async fn a_database_of_somebody_else_is_left_alone() {
    script(
        "const open = indexedDB.open('foreign', 1);
         open.onupgradeneeded = () => open.result.createObjectStore('theirs');
         await new Promise(done => open.onsuccess = done);
         open.result.close();",
    )
    .await;
    let opened = indexeddb::open("foreign").await.map(drop);
    assert!(
        matches!(opened, Err(StorageError::Damaged { .. })),
        "{opened:?}"
    );
}

#[wasm_bindgen_test]
async fn a_browser_without_indexeddb_is_reported() {
    once(
        "IDBFactory",
        "open",
        "throw new DOMException('no', 'SecurityError');",
    )
    .await;
    let opened = indexeddb::open("refused").await.map(drop);
    assert!(
        matches!(opened, Err(StorageError::NotAvailable { .. })),
        "{opened:?}"
    );
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_blocks_the_deletion_until_it_closes() {
    let store = Chromium.open("blocked").await;
    append(&store, b"one").await.unwrap();
    script(
        "const open = indexedDB.open('blocked');
         await new Promise(done => open.onsuccess = done);
         globalThis.stubborn = open.result;",
    )
    .await;
    assert_eq!(store.delete().await, Err(StorageError::Blocked));
    script("globalThis.stubborn.close();").await;
    let anew = Chromium.open("blocked").await;
    assert_eq!(anew.head().await, Ok(Head::FIRST));
}

#[wasm_bindgen_test]
async fn deleting_a_database_that_is_not_there_is_no_error() {
    assert_eq!(indexeddb::delete("never made").await, Ok(()));
}

#[wasm_bindgen_test]
async fn a_transaction_under_way_finishes_before_a_deletion() {
    let (here, there) = (
        Chromium.open("under way").await,
        Chromium.open("under way").await,
    );
    let (number, deleted) = futures::future::join(append(&there, b"last"), here.delete()).await;
    assert_eq!(deleted, Ok(()));
    assert!(
        matches!(number, Ok(1) | Err(StorageError::Deleted)),
        "{number:?}"
    );
    let anew = Chromium.open("under way").await;
    assert_eq!(journal(&anew).await, []);
}

#[wasm_bindgen_test]
async fn an_append_nobody_waits_for_is_stored_whole_or_not_at_all() {
    let store = Chromium.open("dropped").await;
    let (sealed, was_sealed) = futures::channel::oneshot::channel();
    let mut sealed = Some(sealed);
    let appending = Box::pin(store.append(Durability::Strict, |_| {
        if let Some(sealed) = sealed.take() {
            sealed.send(()).unwrap();
        }
        Sealed {
            bytes: b"dropped".to_vec(),
            clock: 5,
        }
    }));
    drop(futures::future::select(appending, was_sealed).await);
    let head = store.head().await.unwrap();
    let entries = journal(&store).await;
    match head.number {
        1 => assert_eq!(entries, []),
        2 => assert_eq!(entries, [(1, b"dropped".to_vec())]),
        other => panic!("number {other}"),
    }
}

/// The same steps, chosen at random, on both databases; they must never differ.
#[wasm_bindgen_test]
async fn the_browser_and_memory_agree_step_by_step() {
    let (browser, memory) = (Chromium.open("agree").await, storage::in_memory());
    let choices = noise(600, 42);
    for (step, choice) in choices.chunks(4).enumerate() {
        let [what, a, b, len] = *choice else { break };
        let bytes = noise(usize::from(len) * 300, step as u64);
        let key = |n: u8| SegmentKey {
            kind: (n % 3).into(),
            n: (n / 64).into(),
        };
        let mut answers = Vec::new();
        for store in [&browser, &memory] {
            let answer = match what % 8 {
                0..3 => append(store, &bytes).await.map(drop),
                3 => store.write_meta(&format!("m{}", a % 4), Some(&bytes)).await,
                4 => {
                    store
                        .put_chunk(&format!("f{}", a % 3), (b % 3).into(), &bytes)
                        .await
                }
                5 => store.delete_file(&format!("f{}", a % 3)).await,
                6 => {
                    let compaction = Compaction {
                        segments: vec![(key(a), bytes.clone())],
                        delete_segments: vec![key(b)],
                        meta: vec![("manifest".into(), vec![a])],
                        journal_up_to: (b % 2 == 0).then_some(u64::from(a) / 8),
                    };
                    store.compact(compaction, Durability::Relaxed).await
                }
                _ if a < 20 => store.clear().await,
                _ => store.write_meta(&format!("m{}", a % 4), None).await,
            };
            let mut all = Vec::new();
            let head = store
                .snapshot(&Area::EVERY.map(Span::All), |key, value| {
                    all.push((key, value));
                })
                .await;
            let range = store.journal_range().await;
            answers.push((answer, head, all, range, store.list_chunks().await));
        }
        assert!(answers[0] == answers[1], "step {step}: {choice:?}");
    }
}
