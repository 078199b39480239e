//! What every database must do, in memory and in the browser.

#![allow(clippy::unwrap_used)]

mod database;
mod journal;
mod segments;

pub(crate) use database::*;
pub(crate) use journal::*;
pub(crate) use segments::*;

use storage::{
    Area, Compaction, Durability, Head, Key, Sealed, SegmentKey, Span, StorageError, Store,
};

/// Opens connections to databases by name, as tabs do.
pub(crate) trait Browser {
    async fn open(&self, name: &str) -> Store;
}

fn sealed(bytes: &[u8]) -> impl FnMut(Head) -> Sealed {
    move |head| Sealed {
        bytes: bytes.to_vec(),
        clock: head.clock + 1,
    }
}

async fn append(store: &Store, bytes: &[u8]) -> Result<u64, StorageError> {
    store.append(Durability::Strict, sealed(bytes)).await
}

fn segment(kind: u32, n: u32) -> SegmentKey {
    SegmentKey { kind, n }
}

/// Bytes that no compressor or encoding would get right by accident.
pub(crate) fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..len).map(|_| next()).collect()
}

/// Everything that is stored, in the order of keys.
async fn contents(store: &Store) -> (Head, Vec<(Key, Vec<u8>)>) {
    let mut all = Vec::new();
    let order = Area::EVERY.map(Span::All);
    let head = store
        .snapshot(&order, |key, value| all.push((key, value.unwrap())))
        .await
        .unwrap();
    (head, all)
}

/// Three entries, two segments and a manifest.
async fn before_folding(store: &Store) {
    for n in 1..=3u8 {
        append(store, &[n]).await.unwrap();
    }
    let before = Compaction {
        segments: vec![
            (segment(1, 0), b"old".to_vec()),
            (segment(1, 1), b"del".to_vec()),
        ],
        meta: vec![("manifest".into(), b"before".to_vec())],
        ..Compaction::default()
    };
    store.compact(before, Durability::Strict).await.unwrap();
}

/// Declares a test for each behaviour, with the attribute and the way to run it given.
#[macro_export]
macro_rules! behaviours {
    ($declare:ident) => {
        $declare! {
            the_first_entry_has_number_one_and_sees_clock_zero
            what_was_stored_is_there_in_the_next_connection
            two_tabs_appending_by_turns_get_dense_distinct_numbers
            two_tabs_appending_at_once_never_share_a_number_or_a_clock
            bulk_entries_get_consecutive_numbers
            an_empty_bulk_writes_no_entry
            the_journal_reads_in_order_from_any_number
            meta_values_are_stored_overwritten_and_deleted
            arbitrary_bytes_come_back_as_they_were
            forty_megabytes_in_segments_come_back
            segments_are_handed_out_in_the_order_asked_for
            a_snapshot_reads_kinds_and_the_journal_from_one_state
            a_compaction_happens_whole
            a_tab_killed_during_a_compaction_leaves_before_or_after
            a_tab_killed_before_its_append_leaves_the_number_free
            a_transaction_that_fails_in_the_middle_leaves_nothing
            a_plan_that_declines_writes_nothing
            a_full_disk_refuses_the_write_and_the_store_goes_on
            damage_is_named_and_the_rest_is_still_read
            files_are_kept_in_chunks_and_deleted_whole
            a_cleared_database_is_empty_and_dead_for_the_other_tab
            a_restored_backup_replaces_everything_at_once
            a_database_deleted_by_another_tab_is_not_written_to_again
            numbers_end_where_javascript_can_no_longer_count
        }
    };
}
