//! The journal and the segments as bytes: IndexedDB in the browser, memory in tests.
//!
//! A workspace is kept in one database with four areas, each a map from keys to bytes:
//!
//! | area | key | value |
//! |---|---|---|
//! | `meta` | name | small facts of the caller, such as the segment manifest |
//! | `segments` | kind, n | a range of a kind's table |
//! | `journal` | number | one change; numbers are dense and given out here |
//! | `files` | id, n | one chunk of an attachment |
//!
//! What the bytes mean, how they are compressed and how damage inside them is found is the
//! caller's affair. What this crate promises is about transactions:
//!
//! - every writing function of [`Store`] is one transaction, and returns `Ok` only after the
//!   browser has reported that transaction complete; a tab that dies in the middle leaves the state
//!   from before or from after, never one in between;
//! - the next number and the clock watermark are read and written inside the transaction that
//!   stores a journal entry, so two tabs never get the same number;
//! - a connection that died is opened again once and the operation repeated, without storing an
//!   entry twice; a database that was deleted or replaced meanwhile is never written to.
//!
//! ```
//! use storage::{Durability, Sealed};
//!
//! # futures::executor::block_on(async {
//! let store = storage::in_memory();
//! let number = store
//!     .append(Durability::Strict, |head| Sealed {
//!         bytes: format!("change {}", head.number).into_bytes(),
//!         clock: head.clock + 1,
//!     })
//!     .await?;
//! assert_eq!(number, 1);
//! assert_eq!(store.read_journal(1).await?, vec![(1, b"change 1".to_vec())]);
//! # Ok::<(), storage::StorageError>(())
//! # }).unwrap();
//! ```

#![forbid(unsafe_code)]

pub mod backend;
mod error;
pub mod faults;
#[cfg(target_arch = "wasm32")]
pub mod indexeddb;
mod key;
pub mod memory;
mod store;

pub use backend::{Durability, Head, Persistence};
pub use error::StorageError;
pub use key::{Area, Key, SegmentKey, Span};
pub use store::{Compaction, Sealed, SealedMany, Store};

/// Opens the database of a workspace in the browser's IndexedDB and creates it if it is not there.
///
/// # Errors
///
/// [`StorageError::NotAvailable`] where there is no IndexedDB or the browser refuses it;
/// [`StorageError::Damaged`] when the database exists but is not one of ours.
pub async fn open(name: &str) -> Result<Store, StorageError> {
    #[cfg(target_arch = "wasm32")]
    {
        indexeddb::open(name).await
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        Err(StorageError::NotAvailable {
            reason: format!("{name} can only be opened inside a browser"),
        })
    }
}

/// An empty store that lasts as long as the tab. For tests, and for browsers without IndexedDB.
#[must_use]
pub fn in_memory() -> Store {
    memory::Database::new().connect()
}
