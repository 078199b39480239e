//! Meta, files, and the database as a whole.

use super::{Browser, append, before_folding, contents, noise, segment};
use storage::backend::Batch;
use storage::faults::Faults;
use storage::{Area, Durability, Head, Key, Span, StorageError};

pub(crate) async fn what_was_stored_is_there_in_the_next_connection(browser: &impl Browser) {
    let store = browser.open("reopened").await;
    append(&store, b"kept").await.unwrap();
    store.write_meta("manifest", Some(b"m")).await.unwrap();
    store.put_chunk("photo", 0, b"jpeg").await.unwrap();
    let before = contents(&store).await;
    store.close();
    assert_eq!(
        append(&store, b"too late").await,
        Err(StorageError::ConnectionLost)
    );
    let again = browser.open("reopened").await;
    assert_eq!(contents(&again).await, before);
    assert_eq!(append(&again, b"next").await, Ok(2));
}

pub(crate) async fn meta_values_are_stored_overwritten_and_deleted(browser: &impl Browser) {
    let store = browser.open("meta").await;
    assert_eq!(store.read_meta("manifest").await, Ok(None));
    store.write_meta("manifest", Some(b"one")).await.unwrap();
    store.write_meta("manifest", Some(b"two")).await.unwrap();
    store
        .write_meta("head", Some(b"not the real one"))
        .await
        .unwrap();
    store.write_meta("", Some(b"")).await.unwrap();
    assert_eq!(store.read_meta("manifest").await, Ok(Some(b"two".to_vec())));
    assert_eq!(store.read_meta("").await, Ok(Some(Vec::new())));
    assert_eq!(store.head().await, Ok(Head::FIRST));
    store.write_meta("manifest", None).await.unwrap();
    assert_eq!(store.read_meta("manifest").await, Ok(None));
    let (_, all) = contents(&store).await;
    assert_eq!(all.len(), 2);
}

pub(crate) async fn arbitrary_bytes_come_back_as_they_were(browser: &impl Browser) {
    let store = browser.open("bytes").await;
    let every_byte: Vec<u8> = (0..=255).collect();
    let values = [
        Vec::new(),
        vec![0],
        every_byte,
        noise(65_535, 1),
        noise(65_536, 2),
        noise(1 << 20, 3),
    ];
    for (n, value) in (0..).zip(&values) {
        append(&store, value).await.unwrap();
        store.put_chunk("Ünï/书", n, value).await.unwrap();
    }
    let journal = store.read_journal(1).await.unwrap();
    for (n, value) in (0..).zip(&values) {
        assert!(&journal[n as usize].1 == value, "entry {n}");
        let chunk = store.get_chunk("Ünï/书", n).await.unwrap();
        assert!(chunk.as_ref() == Some(value), "chunk {n}");
    }
}

pub(crate) async fn files_are_kept_in_chunks_and_deleted_whole(browser: &impl Browser) {
    let store = browser.open("files").await;
    for n in 0..3 {
        store.put_chunk("a", n, &[n as u8; 5]).await.unwrap();
        store.put_chunk("ab", n, b"other").await.unwrap();
    }
    store.put_chunk("a", 1, b"again").await.unwrap();
    assert_eq!(store.get_chunk("a", 1).await, Ok(Some(b"again".to_vec())));
    assert_eq!(store.get_chunk("a", 3).await, Ok(None));
    store.delete_file("a").await.unwrap();
    let left: Vec<(String, u32)> = (0..3).map(|n| ("ab".to_owned(), n)).collect();
    assert_eq!(store.list_chunks().await, Ok(left));
}

pub(crate) async fn a_transaction_that_fails_in_the_middle_leaves_nothing(browser: &impl Browser) {
    let store = browser.open("aborted").await;
    append(&store, b"one").await.unwrap();
    let before = contents(&store).await;
    // Several puts fail, on either side of ones that succeed.
    let batch = Batch {
        deletes: vec![Span::All(Area::Meta)],
        puts: vec![
            (Key::Segment(segment(1, 0)), b"written first".to_vec()),
            (Key::Entry(1), b"the number is taken".to_vec()),
            (Key::Entry(2), b"this one is not".to_vec()),
            (Key::Entry(1), b"still taken".to_vec()),
            (Key::File("f".into(), 0), b"written last".to_vec()),
        ],
        head: Some(Head {
            number: 3,
            clock: 9,
        }),
        ..Batch::default()
    };
    let answer = store
        .backend()
        .update(&Area::EVERY, Durability::Strict, &mut |_| Ok(batch.clone()))
        .await;
    assert!(
        matches!(answer, Err(StorageError::Damaged { .. })),
        "{answer:?}"
    );
    assert_eq!(contents(&store).await, before);
    assert_eq!(append(&store, b"two").await, Ok(2));
}

pub(crate) async fn a_plan_that_declines_writes_nothing(browser: &impl Browser) {
    let store = browser.open("declined").await;
    append(&store, b"one").await.unwrap();
    let before = contents(&store).await;
    let answer = store
        .backend()
        .update(&[Area::Journal], Durability::Strict, &mut |_| {
            Err(StorageError::Blocked)
        })
        .await;
    assert_eq!(answer, Err(StorageError::Blocked));
    assert_eq!(contents(&store).await, before);
}

pub(crate) async fn damage_is_named_and_the_rest_is_still_read(browser: &impl Browser) {
    let store = browser.open("damage").await;
    before_folding(&store).await;
    let faults = Faults::new();
    let tab = faults.wrap(&store);
    faults.damage(Key::Segment(segment(1, 0)));
    faults.damage(Key::Entry(2));
    let (mut good, mut bad) = (0, Vec::new());
    tab.snapshot(&Area::EVERY.map(Span::All), |key, value| match value {
        Ok(_) => good += 1,
        Err(error) => bad.push((key, error)),
    })
    .await
    .unwrap();
    assert_eq!(good, 4);
    assert_eq!(bad.len(), 2);
    assert_eq!(
        bad[0].1,
        StorageError::Damaged {
            place: "segment 1/0".into()
        }
    );
    assert_eq!(
        tab.read_journal(1).await,
        Err(StorageError::Damaged {
            place: "journal entry 2".into()
        })
    );
}

pub(crate) async fn a_cleared_database_is_empty_and_dead_for_the_other_tab(browser: &impl Browser) {
    let (here, there) = (browser.open("clear").await, browser.open("clear").await);
    before_folding(&here).await;
    append(&there, b"seen by both").await.unwrap();
    here.clear().await.unwrap();
    assert_eq!(contents(&here).await, (Head::FIRST, Vec::new()));
    assert_eq!(append(&there, b"stale").await, Err(StorageError::Deleted));
    assert_eq!(there.head().await, Err(StorageError::Deleted));
    assert_eq!(append(&here, b"new").await, Ok(1));
}

pub(crate) async fn a_database_deleted_by_another_tab_is_not_written_to_again(
    browser: &impl Browser,
) {
    let (here, there) = (browser.open("deleted").await, browser.open("deleted").await);
    append(&here, b"one").await.unwrap();
    assert_eq!(there.head().await.unwrap().number, 2);
    here.delete().await.unwrap();
    assert_eq!(append(&there, b"stale").await, Err(StorageError::Deleted));
    assert_eq!(there.list_segments().await, Err(StorageError::Deleted));

    let anew = browser.open("deleted").await;
    assert_eq!(contents(&anew).await, (Head::FIRST, Vec::new()));
    assert_eq!(append(&there, b"stale").await, Err(StorageError::Deleted));
    assert_eq!(append(&anew, b"one").await, Ok(1));
}
