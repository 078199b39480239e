//! Segments, and compacting the journal into them.

use super::{Browser, append, before_folding, contents, noise, segment};
use storage::faults::{Edge, Faults};
use storage::{Area, Compaction, Durability, Head, Key, SegmentKey, Span, StorageError};

pub(crate) async fn forty_megabytes_in_segments_come_back(browser: &impl Browser) {
    let store = browser.open("big").await;
    let segments: Vec<(SegmentKey, Vec<u8>)> = (0..160)
        .map(|n| (segment(n % 4, n), noise(256 * 1024, n.into())))
        .collect();
    store
        .compact(
            Compaction {
                segments: segments.clone(),
                ..Compaction::default()
            },
            Durability::Relaxed,
        )
        .await
        .unwrap();
    let mut read = Vec::new();
    store
        .snapshot(&[Span::All(Area::Segments)], |key, value| {
            read.push((key, value.unwrap()));
        })
        .await
        .unwrap();
    assert_eq!(read.len(), 160);
    assert!(read.is_sorted_by_key(|(key, _)| key.clone()));
    for (key, bytes) in segments {
        let found = read.iter().find(|(read, _)| *read == Key::Segment(key));
        assert!(found.unwrap().1 == bytes, "{key:?}");
    }
}

pub(crate) async fn segments_are_handed_out_in_the_order_asked_for(browser: &impl Browser) {
    let store = browser.open("order").await;
    let keys = [segment(1, 0), segment(1, 1), segment(2, 0), segment(9, 4)];
    store
        .compact(
            Compaction {
                segments: keys
                    .map(|key| (key, vec![key.kind as u8, key.n as u8]))
                    .into(),
                ..Compaction::default()
            },
            Durability::Relaxed,
        )
        .await
        .unwrap();
    assert_eq!(store.list_segments().await, Ok(keys.to_vec()));

    let order = [segment(9, 4), segment(5, 5), segment(1, 1), segment(2, 0)];
    let mut seen = Vec::new();
    store
        .read_segments(&order, |key, value| {
            assert_eq!(value, Ok(vec![key.kind as u8, key.n as u8]));
            seen.push(key);
        })
        .await
        .unwrap();
    assert_eq!(seen, [segment(9, 4), segment(1, 1), segment(2, 0)]);
}

pub(crate) async fn a_snapshot_reads_kinds_and_the_journal_from_one_state(browser: &impl Browser) {
    let store = browser.open("snapshot").await;
    append(&store, b"tail").await.unwrap();
    store
        .compact(
            Compaction {
                segments: vec![
                    (segment(1, 0), b"a".to_vec()),
                    (segment(2, 0), b"b".to_vec()),
                    (segment(3, 0), b"c".to_vec()),
                ],
                meta: vec![("manifest".into(), b"m".to_vec())],
                ..Compaction::default()
            },
            Durability::Strict,
        )
        .await
        .unwrap();
    let order = [
        Span::One(Key::Meta("manifest".into())),
        Span::Kind(2),
        Span::Kind(7),
        Span::entries_from(1),
        Span::All(Area::Segments),
        Span::Kind(1),
    ];
    let mut seen = Vec::new();
    let head = store
        .snapshot(&order, |key, value| {
            seen.push((key.to_string(), value.unwrap()));
        })
        .await
        .unwrap();
    assert_eq!(
        head,
        Head {
            number: 2,
            clock: 1
        }
    );
    let seen: Vec<(&str, &[u8])> = seen
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_slice()))
        .collect();
    assert_eq!(
        seen,
        [
            ("meta manifest", b"m".as_slice()),
            ("segment 2/0", b"b"),
            ("journal entry 1", b"tail"),
            ("segment 1/0", b"a"),
            ("segment 3/0", b"c"),
        ]
    );
}

fn folding() -> Compaction {
    Compaction {
        segments: vec![
            (segment(1, 0), b"new".to_vec()),
            (segment(1, 2), b"add".to_vec()),
        ],
        delete_segments: vec![segment(1, 1)],
        meta: vec![("manifest".into(), b"after".to_vec())],
        journal_up_to: Some(2),
    }
}

fn folded() -> Vec<(Key, Vec<u8>)> {
    vec![
        (Key::Meta("manifest".into()), b"after".to_vec()),
        (Key::Segment(segment(1, 0)), b"new".to_vec()),
        (Key::Segment(segment(1, 2)), b"add".to_vec()),
        (Key::Entry(3), vec![3]),
    ]
}

pub(crate) async fn a_compaction_happens_whole(browser: &impl Browser) {
    let store = browser.open("compaction").await;
    before_folding(&store).await;
    store.compact(folding(), Durability::Strict).await.unwrap();
    assert_eq!(
        contents(&store).await,
        (
            Head {
                number: 4,
                clock: 3
            },
            folded()
        )
    );
    assert_eq!(append(&store, b"4").await, Ok(4));
}

pub(crate) async fn a_tab_killed_during_a_compaction_leaves_before_or_after(
    browser: &impl Browser,
) {
    for edge in [Edge::BeforeCommit, Edge::AfterCommit] {
        let name = format!("killed {edge:?}");
        let store = browser.open(&name).await;
        before_folding(&store).await;
        let before = contents(&store).await;
        let faults = Faults::new();
        let tab = faults.wrap(&store);
        faults.kill(edge, 1);
        assert_eq!(
            tab.compact(folding(), Durability::Strict).await,
            Err(StorageError::ConnectionLost)
        );
        assert_eq!(tab.head().await, Err(StorageError::ConnectionLost));

        let next = browser.open(&name).await;
        let expected = match edge {
            Edge::BeforeCommit => before,
            Edge::AfterCommit => (
                Head {
                    number: 4,
                    clock: 3,
                },
                folded(),
            ),
        };
        assert_eq!(contents(&next).await, expected, "{edge:?}");
    }
}

pub(crate) async fn a_restored_backup_replaces_everything_at_once(browser: &impl Browser) {
    let store = browser.open("restore").await;
    before_folding(&store).await;
    store.put_chunk("old", 0, b"old").await.unwrap();
    let backup = Compaction {
        segments: vec![(segment(4, 0), b"restored".to_vec())],
        meta: vec![("manifest".into(), b"restored".to_vec())],
        ..Compaction::default()
    };
    store.replace(backup).await.unwrap();
    let (head, all) = contents(&store).await;
    assert_eq!(head, Head::FIRST);
    assert_eq!(
        all,
        [
            (Key::Meta("manifest".into()), b"restored".to_vec()),
            (Key::Segment(segment(4, 0)), b"restored".to_vec()),
        ]
    );
    assert_eq!(append(&store, b"first").await, Ok(1));
}
