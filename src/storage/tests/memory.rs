//! The behaviours on the database in memory.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

mod suite;

use futures::executor::block_on;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use storage::memory::Database;
use storage::{Compaction, Durability, Key, Sealed, SegmentKey, StorageError, Store};
use suite::Browser;

#[derive(Default)]
struct Memory {
    databases: RefCell<BTreeMap<String, Database>>,
}

impl Browser for Memory {
    async fn open(&self, name: &str) -> Store {
        let mut databases = self.databases.borrow_mut();
        databases.entry(name.to_owned()).or_default().connect()
    }
}

macro_rules! natively {
    ($($behaviour:ident)*) => {
        $(
            #[test]
            fn $behaviour() {
                block_on(suite::$behaviour(&Memory::default()));
            }
        )*
    };
}

behaviours!(natively);

#[test]
fn a_flipped_bit_and_a_cut_off_end_reach_the_reader() {
    let database = Database::new();
    let store = database.connect();
    block_on(store.write_meta("manifest", Some(&[0b1000, 2, 3]))).unwrap();
    let key = Key::Meta("manifest".into());
    assert_eq!(database.size(), 3);
    assert!(database.flip_bit(&key, 3));
    assert!(database.flip_bit(&key, 8));
    assert!(!database.flip_bit(&key, 24));
    assert!(database.truncate(&key, 2));
    assert!(!database.truncate(&key, 2));
    assert!(!database.truncate(&Key::Entry(1), 0));
    let read = block_on(store.read_meta("manifest"));
    assert_eq!(read, Ok(Some(vec![0, 3])));
}

#[test]
fn a_lost_connection_strikes_the_operation_asked_for_and_no_other() {
    let store = storage::in_memory();
    let faults = storage::faults::Faults::new();
    let tab = faults.wrap(&store);
    faults.lose_connection(2);
    assert!(block_on(tab.head()).is_ok());
    assert_eq!(
        block_on(tab.list_segments()),
        Err(StorageError::ConnectionLost)
    );
    assert!(block_on(tab.head()).is_ok());
}

#[test]
fn outside_a_browser_there_is_no_database_to_open() {
    let opened = block_on(storage::open("workspace")).map(drop);
    assert!(matches!(opened, Err(StorageError::NotAvailable { .. })));
}

#[derive(Clone, Debug)]
enum Step {
    Append(Vec<u8>),
    Compact(u32, u64),
    Kill,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..20).prop_map(Step::Append),
        (0..3u32, 0..30u64).prop_map(|(n, up_to)| Step::Compact(n, up_to)),
        Just(Step::Kill),
    ];
    prop::collection::vec(step, 0..40)
}

proptest! {
    /// Segments that took over the journal, and the journal after them, always hold every entry
    /// whose append was confirmed, in order and once, however often tabs are killed.
    #[test]
    fn segments_and_journal_together_never_lose_a_confirmed_entry(steps in steps()) {
        let database = Database::new();
        let mut tab = database.connect();
        let mut confirmed: Vec<Vec<u8>> = Vec::new();
        for step in steps {
            match step {
                Step::Append(bytes) => {
                    let number = block_on(tab.append(Durability::Strict, |head| Sealed {
                        bytes: bytes.clone(),
                        clock: head.clock + 1,
                    }));
                    confirmed.push(bytes);
                    prop_assert_eq!(number, Ok(confirmed.len() as u64));
                }
                Step::Compact(n, up_to) => {
                    let folded: Vec<(u64, Vec<u8>)> = block_on(tab.read_journal(1)).unwrap()
                        .into_iter()
                        .filter(|(number, _)| *number <= up_to)
                        .collect();
                    let Some((first, _)) = folded.first() else { continue };
                    let key = SegmentKey { kind: n, n: *first as u32 };
                    let bytes = folded.iter().flat_map(|(_, bytes)| {
                        [&[bytes.len() as u8], bytes.as_slice()].concat()
                    });
                    let compaction = Compaction {
                        segments: vec![(key, bytes.collect())],
                        journal_up_to: Some(up_to),
                        ..Compaction::default()
                    };
                    let faults = storage::faults::Faults::new();
                    if up_to % 3 == 0 {
                        faults.kill(storage::faults::Edge::BeforeCommit, 1);
                    } else if up_to % 3 == 1 {
                        faults.kill(storage::faults::Edge::AfterCommit, 1);
                    }
                    let _ = block_on(faults.wrap(&tab).compact(compaction, Durability::Strict));
                }
                Step::Kill => tab = database.connect(),
            }
        }
        let mut held: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
        let keys = block_on(tab.list_segments()).unwrap();
        block_on(tab.read_segments(&keys, |key, bytes| {
            let bytes = bytes.unwrap();
            let mut rest = bytes.as_slice();
            let mut number = u64::from(key.n);
            while let Some((len, tail)) = rest.split_first() {
                let (entry, tail) = tail.split_at(usize::from(*len));
                assert!(held.insert(number, entry.to_vec()).is_none());
                number += 1;
                rest = tail;
            }
        })).unwrap();
        for (number, bytes) in block_on(tab.read_journal(1)).unwrap() {
            prop_assert!(held.insert(number, bytes).is_none());
        }
        prop_assert_eq!(held.into_values().collect::<Vec<_>>(), confirmed);
    }
}
