//! Appending to the journal and reading it.

use super::{Browser, append, contents};
use futures::future::join;
use storage::backend::Batch;
use storage::faults::{Edge, Faults};
use storage::{Area, Durability, Head, Key, Sealed, SealedMany, StorageError, Store};

pub(crate) async fn the_first_entry_has_number_one_and_sees_clock_zero(browser: &impl Browser) {
    let store = browser.open("first").await;
    assert_eq!(store.head().await, Ok(Head::FIRST));
    assert_eq!(store.journal_range().await, Ok(None));
    let mut seen = None;
    let number = store
        .append(Durability::Strict, |head| {
            seen = Some(head);
            Sealed {
                bytes: b"one".to_vec(),
                clock: 77,
            }
        })
        .await;
    assert_eq!(number, Ok(1));
    assert_eq!(
        seen,
        Some(Head {
            number: 1,
            clock: 0
        })
    );
    assert_eq!(
        store.head().await,
        Ok(Head {
            number: 2,
            clock: 77
        })
    );
    assert_eq!(store.journal_range().await, Ok(Some(1..=1)));
}

pub(crate) async fn two_tabs_appending_by_turns_get_dense_distinct_numbers(browser: &impl Browser) {
    let (left, right) = (browser.open("turns").await, browser.open("turns").await);
    let mut numbers = Vec::new();
    for turn in 0..20u8 {
        let tab = if turn % 2 == 0 { &left } else { &right };
        numbers.push(append(tab, &[turn]).await.unwrap());
    }
    assert_eq!(numbers, (1..=20).collect::<Vec<u64>>());
}

pub(crate) async fn two_tabs_appending_at_once_never_share_a_number_or_a_clock(
    browser: &impl Browser,
) {
    async fn write(tab: &Store, tag: u8) -> Vec<(u64, u64)> {
        let mut written = Vec::new();
        for _ in 0..25 {
            let mut clock = 0;
            let number = tab
                .append(Durability::Relaxed, |head| {
                    clock = head.clock + 1;
                    Sealed {
                        bytes: vec![tag],
                        clock,
                    }
                })
                .await
                .unwrap();
            written.push((number, clock));
        }
        written
    }
    let (left, right) = (browser.open("race").await, browser.open("race").await);
    let (a, b) = join(write(&left, 1), write(&right, 2)).await;
    let mut all: Vec<(u64, u64)> = a.into_iter().chain(b).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=50).map(|n| (n, n)).collect::<Vec<_>>());
    let journal = left.read_journal(1).await.unwrap();
    assert_eq!(journal.len(), 50);
    assert_eq!(
        journal.iter().filter(|(_, bytes)| bytes == &[1]).count(),
        25
    );
}

pub(crate) async fn bulk_entries_get_consecutive_numbers(browser: &impl Browser) {
    let store = browser.open("bulk").await;
    append(&store, b"before").await.unwrap();
    let numbers = store
        .append_many(Durability::Relaxed, |head| SealedMany {
            entries: (0..1_000u32)
                .map(|i| [head.number.to_le_bytes().as_slice(), &i.to_le_bytes()].concat())
                .collect(),
            clock: head.clock + 1_000,
        })
        .await;
    assert_eq!(numbers, Ok(2..1_002));
    let tail = store.read_journal(1_000).await.unwrap();
    assert_eq!(
        tail.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        vec![1_000, 1_001]
    );
    assert_eq!(tail[1].1[8..], 999u32.to_le_bytes());
    assert_eq!(store.read_journal(1).await.unwrap().len(), 1_001);
    assert_eq!(
        store.head().await,
        Ok(Head {
            number: 1_002,
            clock: 1_001
        })
    );
}

pub(crate) async fn an_empty_bulk_writes_no_entry(browser: &impl Browser) {
    let store = browser.open("empty bulk").await;
    let numbers = store
        .append_many(Durability::Relaxed, |head| SealedMany {
            entries: Vec::new(),
            clock: head.clock,
        })
        .await;
    assert_eq!(numbers, Ok(1..1));
    assert_eq!(contents(&store).await, (Head::FIRST, Vec::new()));
}

pub(crate) async fn the_journal_reads_in_order_from_any_number(browser: &impl Browser) {
    let store = browser.open("journal").await;
    for n in 1..=12u8 {
        append(&store, &[n]).await.unwrap();
    }
    let tail = store.read_journal(9).await.unwrap();
    assert_eq!(
        tail,
        (9..=12u8)
            .map(|n| (u64::from(n), vec![n]))
            .collect::<Vec<_>>()
    );
    assert_eq!(store.read_journal(13).await, Ok(Vec::new()));
    assert_eq!(store.read_journal(u64::MAX).await, Ok(Vec::new()));
    assert_eq!(store.read_journal(0).await.unwrap().len(), 12);
}

pub(crate) async fn a_tab_killed_before_its_append_leaves_the_number_free(browser: &impl Browser) {
    let store = browser.open("unused").await;
    let faults = Faults::new();
    let tab = faults.wrap(&store);
    faults.kill(Edge::BeforeCommit, 2);
    assert_eq!(append(&tab, b"one").await, Ok(1));
    assert_eq!(
        append(&tab, b"two").await,
        Err(StorageError::ConnectionLost)
    );
    assert_eq!(append(&store, b"other").await, Ok(2));
    assert_eq!(
        store.read_journal(1).await,
        Ok(vec![(1, b"one".to_vec()), (2, b"other".to_vec())])
    );
}

pub(crate) async fn a_full_disk_refuses_the_write_and_the_store_goes_on(browser: &impl Browser) {
    let store = browser.open("quota").await;
    let faults = Faults::new();
    let tab = faults.wrap(&store);
    faults.limit(10);
    assert_eq!(append(&tab, &[7; 6]).await, Ok(1));
    assert_eq!(
        append(&tab, &[7; 6]).await,
        Err(StorageError::QuotaExceeded)
    );
    assert_eq!(append(&tab, &[7; 4]).await, Ok(2));
    assert_eq!(append(&tab, &[7]).await, Err(StorageError::QuotaExceeded));
    faults.lift();
    assert_eq!(append(&tab, &[7; 6]).await, Ok(3));
    assert_eq!(store.read_journal(1).await.unwrap().len(), 3);
}

pub(crate) async fn numbers_end_where_javascript_can_no_longer_count(browser: &impl Browser) {
    let store = browser.open("numbers").await;
    let last = (1 << 53) - 1;
    store
        .backend()
        .update(&[Area::Journal], Durability::Strict, &mut |_| {
            Ok(Batch {
                puts: vec![(Key::Entry(last - 1), b"near the end".to_vec())],
                head: Some(Head {
                    number: last,
                    clock: u64::MAX,
                }),
                ..Batch::default()
            })
        })
        .await
        .unwrap();
    let journal = store.read_journal(last - 1).await.unwrap();
    assert_eq!(journal, [(last - 1, b"near the end".to_vec())]);
    assert_eq!(store.head().await.unwrap().clock, u64::MAX);
    let answer = store
        .append(Durability::Strict, |_| Sealed {
            bytes: Vec::new(),
            clock: 0,
        })
        .await;
    assert!(
        matches!(answer, Err(StorageError::Damaged { .. })),
        "{answer:?}"
    );
}
