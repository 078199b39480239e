//! What a database must be able to do. [`Store`](crate::Store) is written once over this trait.

use crate::error::StorageError;
use crate::key::{Area, Key, MAX_NUMBER, Span};
use futures::future::LocalBoxFuture;

/// A connection to one database.
///
/// All futures are for one thread; nothing here is `Send`. Implementations check in every
/// transaction that the database is still the one the connection was opened on and fail with
/// [`StorageError::Deleted`] otherwise.
pub trait Backend {
    /// Whether what is stored outlives the tab.
    fn persistence(&self) -> Persistence;

    /// Reads the head, lets `plan` decide on a batch, and carries it out, all in one transaction
    /// over `areas` (and `meta`). When `plan` fails or any part of the batch fails, nothing is
    /// stored. Returns only after the transaction is complete.
    ///
    /// When the connection was lost and the transaction has to be repeated, a batch that sets a
    /// head is planned again; any other is repeated as it is.
    fn update<'a>(
        &'a self,
        areas: &'a [Area],
        durability: Durability,
        plan: &'a mut Plan<'_>,
    ) -> LocalBoxFuture<'a, Result<(), StorageError>>;

    /// Reads the spans in the given order from one consistent state. Keys without a value are
    /// passed over; a value that cannot be read is handed out as an error and the rest is still
    /// read.
    fn read<'a>(
        &'a self,
        order: &'a [Span],
        each: &'a mut Each<'_>,
    ) -> LocalBoxFuture<'a, Result<Head, StorageError>>;

    /// Lists the keys of a span in ascending order.
    fn keys<'a>(&'a self, span: &'a Span) -> LocalBoxFuture<'a, Result<Vec<Key>, StorageError>>;

    /// Deletes the database. The connection is closed by it.
    fn delete(&self) -> LocalBoxFuture<'_, Result<(), StorageError>>;

    /// Closes the connection. Every later call fails with [`StorageError::ConnectionLost`].
    fn close(&self);
}

/// Decides inside a transaction what to write.
pub type Plan<'p> = dyn FnMut(Head) -> Result<Batch, StorageError> + 'p;

/// Takes values as they are read.
pub type Each<'e> = dyn FnMut(Key, Result<Vec<u8>, StorageError>) + 'e;

/// What a transaction finds before it writes a journal entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number the next entry gets. The first entry of a database has number 1.
    pub number: u64,
    /// The watermark the last writer left, 0 at first. Its meaning is the caller's.
    pub clock: u64,
}

/// When a transaction counts as complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// After the data has been flushed to the disk. For the user's own edits.
    Strict,
    /// After the data has been handed to the operating system. It survives a killed tab or
    /// browser; after a power failure the last moments may be missing. For bulk.
    Relaxed,
}

/// Where a store keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// In the browser's database.
    Browser,
    /// In memory; gone when the tab closes.
    Memory,
}

/// What one transaction writes: first the erasing, then the deletes, then the puts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Erase everything and let this be a new database with a head of its own. Other
    /// connections to the old one fail with [`StorageError::Deleted`] from then on.
    pub start_anew: bool,
    /// What to delete.
    pub deletes: Vec<Span>,
    /// What to store. A value at the same key is overwritten, except in the journal: an entry
    /// whose number is taken makes the whole batch fail with [`StorageError::Damaged`].
    pub puts: Vec<(Key, Vec<u8>)>,
    /// The new head, where it changes.
    pub head: Option<Head>,
}

impl Head {
    /// The head of an empty database.
    pub const FIRST: Self = Self {
        number: 1,
        clock: 0,
    };

    /// The head after `count` more entries.
    pub(crate) fn advanced(self, count: usize, clock: u64) -> Result<Self, StorageError> {
        u64::try_from(count)
            .ok()
            .and_then(|count| self.number.checked_add(count))
            .filter(|number| *number <= MAX_NUMBER)
            .map(|number| Self { number, clock })
            .ok_or_else(|| StorageError::Damaged {
                place: format!("next journal number {}", self.number),
            })
    }
}
