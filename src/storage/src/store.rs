use crate::backend::{Backend, Batch, Durability, Head, Persistence};
use crate::error::StorageError;
use crate::key::{Area, Key, SegmentKey, Span};
use std::ops::{Range, RangeInclusive};
use std::rc::Rc;

/// A connection to a workspace's database. Clones share the connection.
///
/// Values can have any size; from 96 KiB to 1 MiB is what browsers store and read fastest in bulk.
#[derive(Clone)]
pub struct Store {
    backend: Rc<dyn Backend>,
}

/// One journal entry, built from the head it will follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub bytes: Vec<u8>,
    /// The watermark to leave for the next writer.
    pub clock: u64,
}

/// Several journal entries with consecutive numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedMany {
    /// The entries; the first gets the head's number.
    pub entries: Vec<Vec<u8>>,
    /// The watermark to leave for the next writer.
    pub clock: u64,
}

/// Segments rewritten from the journal, and what they make superfluous.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compaction {
    /// Segments to store.
    pub segments: Vec<(SegmentKey, Vec<u8>)>,
    /// Segments to delete. One that is also stored is kept with its new value.
    pub delete_segments: Vec<SegmentKey>,
    /// Values of `meta` to store, such as the segment manifest.
    pub meta: Vec<(String, Vec<u8>)>,
    /// The last journal entry that the segments now hold; it and all before it are deleted.
    pub journal_up_to: Option<u64>,
}

impl Store {
    /// Makes a store of any backend.
    #[must_use]
    pub fn new(backend: Rc<dyn Backend>) -> Self {
        Self { backend }
    }

    /// The backend below.
    #[must_use]
    pub fn backend(&self) -> &Rc<dyn Backend> {
        &self.backend
    }

    /// Whether what is stored outlives the tab.
    #[must_use]
    pub fn persistence(&self) -> Persistence {
        self.backend.persistence()
    }

    // The journal

    /// Appends one entry to the journal and returns its number.
    ///
    /// `seal` runs inside the transaction: the head it gets is its own, no other tab can take the
    /// same number or a clock in between. It must not take long. It is called a second time with
    /// a new head when the connection was lost before the entry was stored; when the entry was
    /// stored in spite of that, it is not, and no second entry is written.
    ///
    /// # Errors
    ///
    /// Nothing is stored on an error, with one exception: after
    /// [`StorageError::ConnectionLost`] the entry may turn out to be stored. [`Self::head`]
    /// tells.
    pub async fn append(
        &self,
        durability: Durability,
        mut seal: impl FnMut(Head) -> Sealed,
    ) -> Result<u64, StorageError> {
        let numbers = self
            .append_many(durability, |head| {
                let Sealed { bytes, clock } = seal(head);
                SealedMany {
                    entries: vec![bytes],
                    clock,
                }
            })
            .await?;
        Ok(numbers.start)
    }

    /// Appends several entries in one transaction and returns their numbers.
    ///
    /// # Errors
    ///
    /// As [`Self::append`]: all entries are stored or none.
    pub async fn append_many(
        &self,
        durability: Durability,
        mut seal: impl FnMut(Head) -> SealedMany,
    ) -> Result<Range<u64>, StorageError> {
        let mut numbers = 0..0;
        self.backend
            .update(&[Area::Journal], durability, &mut |head| {
                let SealedMany { entries, clock } = seal(head);
                let next = head.advanced(entries.len(), clock)?;
                numbers = head.number..next.number;
                Ok(Batch {
                    puts: numbers.clone().map(Key::Entry).zip(entries).collect(),
                    head: Some(next),
                    ..Batch::default()
                })
            })
            .await?;
        Ok(numbers)
    }

    /// The number and clock the next entry would find.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn head(&self) -> Result<Head, StorageError> {
        self.snapshot(&[], |_, _| {}).await
    }

    /// Reads the journal from a number on, in ascending order.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; [`StorageError::Damaged`] names the first entry that cannot be read.
    /// To get past it, use [`Self::snapshot`].
    pub async fn read_journal(&self, from: u64) -> Result<Vec<(u64, Vec<u8>)>, StorageError> {
        let mut entries = Vec::new();
        let mut damage = None;
        self.snapshot(&[Span::entries_from(from)], |key, value| {
            match (key, value) {
                (Key::Entry(number), Ok(bytes)) => entries.push((number, bytes)),
                (_, Err(error)) => damage = damage.take().or(Some(error)),
                _ => {}
            }
        })
        .await?;
        damage.map_or(Ok(entries), Err)
    }

    /// The numbers of the first and the last entry in the journal.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn journal_range(&self) -> Result<Option<RangeInclusive<u64>>, StorageError> {
        let keys = self.backend.keys(&Span::All(Area::Journal)).await?;
        Ok(match (keys.first(), keys.last()) {
            (Some(Key::Entry(first)), Some(Key::Entry(last))) => Some(*first..=*last),
            _ => None,
        })
    }

    // Everything at once

    /// Reads the spans in the given order from one consistent state and returns that state's
    /// head. This is how a workspace is opened: the manifest, the segments of the first screen's
    /// kinds, the other kinds, the journal.
    ///
    /// All requests are in flight from the start; `each` gets every value as soon as it and those
    /// before it are there. Keys without a value are passed over. A value that cannot be read is
    /// handed out as an error that names it, and the rest is still read.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`] that concerns the whole. After [`StorageError::ConnectionLost`] a part
    /// may have been handed out; read again from the beginning.
    pub async fn snapshot(
        &self,
        order: &[Span],
        mut each: impl FnMut(Key, Result<Vec<u8>, StorageError>),
    ) -> Result<Head, StorageError> {
        self.backend.read(order, &mut each).await
    }

    // Meta

    /// Reads a value of `meta`.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn read_meta(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.read_one(Key::Meta(name.to_owned())).await
    }

    /// Stores a value of `meta`, or deletes it.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; nothing is stored then.
    pub async fn write_meta(&self, name: &str, bytes: Option<&[u8]>) -> Result<(), StorageError> {
        self.write_one(Key::Meta(name.to_owned()), bytes, Durability::Strict)
            .await
    }

    // Segments

    /// Lists the keys of all segments in ascending order.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn list_segments(&self) -> Result<Vec<SegmentKey>, StorageError> {
        let keys = self.backend.keys(&Span::All(Area::Segments)).await?;
        Ok(keys.into_iter().filter_map(segment_of).collect())
    }

    /// Reads segments in the given order, as [`Self::snapshot`] does.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`] that concerns the whole.
    pub async fn read_segments(
        &self,
        order: &[SegmentKey],
        mut each: impl FnMut(SegmentKey, Result<Vec<u8>, StorageError>),
    ) -> Result<(), StorageError> {
        let order: Vec<Span> = order
            .iter()
            .map(|key| Span::One(Key::Segment(*key)))
            .collect();
        self.snapshot(&order, |key, value| {
            if let Some(key) = segment_of(key) {
                each(key, value);
            }
        })
        .await?;
        Ok(())
    }

    /// Replaces journal entries by segments, in one transaction.
    ///
    /// The caller sees to it that only one tab compacts at a time. Entries appended meanwhile are
    /// not touched. [`Durability::Strict`] is right wherever entries that were stored strictly are
    /// deleted.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; nothing has changed then, except that after
    /// [`StorageError::ConnectionLost`] the whole may turn out to be stored.
    pub async fn compact(
        &self,
        compaction: Compaction,
        durability: Durability,
    ) -> Result<(), StorageError> {
        self.rewrite(compaction, durability, false).await
    }

    /// Erases everything and stores the given segments and meta values instead, in one
    /// transaction. The head starts anew. Other connections fail with [`StorageError::Deleted`]
    /// afterwards; this one goes on.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; everything is as before then.
    pub async fn replace(&self, content: Compaction) -> Result<(), StorageError> {
        self.rewrite(content, Durability::Strict, true).await
    }

    /// Erases everything. As [`Self::replace`] with nothing.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; everything is as before then.
    pub async fn clear(&self) -> Result<(), StorageError> {
        self.replace(Compaction::default()).await
    }

    // Files

    /// Stores one chunk of a file.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; nothing is stored then.
    pub async fn put_chunk(&self, id: &str, n: u32, bytes: &[u8]) -> Result<(), StorageError> {
        self.write_one(
            Key::File(id.to_owned(), n),
            Some(bytes),
            Durability::Relaxed,
        )
        .await
    }

    /// Reads one chunk of a file.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn get_chunk(&self, id: &str, n: u32) -> Result<Option<Vec<u8>>, StorageError> {
        self.read_one(Key::File(id.to_owned(), n)).await
    }

    /// Lists all chunks: the id of the file and the chunk's position.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn list_chunks(&self) -> Result<Vec<(String, u32)>, StorageError> {
        let keys = self.backend.keys(&Span::All(Area::Files)).await?;
        let chunks = keys.into_iter().filter_map(|key| match key {
            Key::File(id, n) => Some((id, n)),
            _ => None,
        });
        Ok(chunks.collect())
    }

    /// Deletes all chunks of a file.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`]; nothing is deleted then.
    pub async fn delete_file(&self, id: &str) -> Result<(), StorageError> {
        self.backend
            .update(&[Area::Files], Durability::Relaxed, &mut |_| {
                Ok(Batch {
                    deletes: vec![Span::File(id.to_owned())],
                    ..Batch::default()
                })
            })
            .await
    }

    // The database

    /// Deletes the database. Other connections are told to let go of it and fail with
    /// [`StorageError::Deleted`] from then on. This store is closed.
    ///
    /// # Errors
    ///
    /// [`StorageError::Blocked`] when another tab does not let go of it; the browser then deletes
    /// it as soon as that tab is closed.
    pub async fn delete(&self) -> Result<(), StorageError> {
        self.backend.delete().await
    }

    /// Closes the connection, for all clones of this store.
    pub fn close(&self) {
        self.backend.close();
    }

    async fn rewrite(
        &self,
        content: Compaction,
        durability: Durability,
        start_anew: bool,
    ) -> Result<(), StorageError> {
        let Compaction {
            segments,
            delete_segments,
            meta,
            journal_up_to,
        } = content;
        let deletes = delete_segments
            .into_iter()
            .map(|key| Span::One(Key::Segment(key)))
            .chain(journal_up_to.map(|last| Span::Entries(0..=last)))
            .collect();
        let segments = segments
            .into_iter()
            .map(|(key, bytes)| (Key::Segment(key), bytes));
        let meta = meta
            .into_iter()
            .map(|(name, bytes)| (Key::Meta(name), bytes));
        let mut batch = Some(Batch {
            start_anew,
            deletes,
            puts: segments.chain(meta).collect(),
            head: None,
        });
        let areas: &[Area] = if start_anew {
            &Area::EVERY
        } else {
            &[Area::Segments, Area::Journal]
        };
        self.backend
            .update(areas, durability, &mut |_| {
                batch.take().ok_or(StorageError::ConnectionLost)
            })
            .await
    }

    async fn read_one(&self, key: Key) -> Result<Option<Vec<u8>>, StorageError> {
        let mut found = Ok(None);
        self.snapshot(&[Span::One(key)], |_, value| found = value.map(Some))
            .await?;
        found
    }

    async fn write_one(
        &self,
        key: Key,
        bytes: Option<&[u8]>,
        durability: Durability,
    ) -> Result<(), StorageError> {
        self.backend
            .update(&[key.area()], durability, &mut |_| {
                let mut batch = Batch::default();
                match bytes {
                    Some(bytes) => batch.puts.push((key.clone(), bytes.to_vec())),
                    None => batch.deletes.push(Span::One(key.clone())),
                }
                Ok(batch)
            })
            .await
    }
}

fn segment_of(key: Key) -> Option<SegmentKey> {
    match key {
        Key::Segment(key) => Some(key),
        _ => None,
    }
}
