//! A database in memory, with the same behaviour as the one in the browser.

use crate::backend::{Backend, Batch, Durability, Each, Head, Persistence, Plan};
use crate::error::StorageError;
use crate::key::{Area, Key, Span};
use crate::store::Store;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A database in memory. It outlives its connections; each connection stands for a tab.
#[derive(Clone, Debug, Default)]
pub struct Database {
    shared: Rc<RefCell<State>>,
}

#[derive(Debug)]
struct State {
    /// Counts deletions and replacements; a connection to an older one is dead.
    generation: u64,
    head: Head,
    values: BTreeMap<Key, Vec<u8>>,
}

struct Connection {
    database: Database,
    generation: Cell<u64>,
    closed: Cell<bool>,
}

impl Database {
    /// An empty database.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a connection.
    #[must_use]
    pub fn connect(&self) -> Store {
        Store::new(Rc::new(Connection {
            generation: Cell::new(self.shared.borrow().generation),
            database: self.clone(),
            closed: Cell::new(false),
        }))
    }

    /// Deletes everything, as another tab or the browser would. Open connections are dead then.
    pub fn delete(&self) {
        self.shared.borrow_mut().start_anew();
    }

    /// Cuts the value at the key off after `len` bytes. Returns whether that changed anything.
    pub fn truncate(&self, key: &Key, len: usize) -> bool {
        let mut state = self.shared.borrow_mut();
        match state.values.get_mut(key) {
            Some(bytes) if bytes.len() > len => {
                bytes.truncate(len);
                true
            }
            _ => false,
        }
    }

    /// Flips one bit of the value at the key, counted from the first byte's lowest bit. Returns
    /// whether there was such a bit.
    pub fn flip_bit(&self, key: &Key, bit: usize) -> bool {
        let mut state = self.shared.borrow_mut();
        let byte = state
            .values
            .get_mut(key)
            .and_then(|bytes| bytes.get_mut(bit / 8));
        match byte {
            Some(byte) => {
                *byte ^= 1 << (bit % 8);
                true
            }
            None => false,
        }
    }

    /// How many bytes are stored, keys not counted.
    #[must_use]
    pub fn size(&self) -> usize {
        self.shared.borrow().values.values().map(Vec::len).sum()
    }
}

impl Default for State {
    fn default() -> Self {
        Self {
            generation: 0,
            head: Head::FIRST,
            values: BTreeMap::new(),
        }
    }
}

impl State {
    fn start_anew(&mut self) {
        *self = Self {
            generation: self.generation + 1,
            ..Self::default()
        };
    }

    fn carry_out(&mut self, batch: Batch) -> Result<(), StorageError> {
        // Everything that can fail comes before the first change.
        let mut numbers = BTreeSet::new();
        for (key, _) in &batch.puts {
            let Key::Entry(number) = key else { continue };
            let stays = !batch.start_anew
                && self.values.contains_key(key)
                && !batch.deletes.iter().any(|span| span.contains(key));
            if stays || !numbers.insert(*number) {
                return Err(StorageError::Damaged {
                    place: key.to_string(),
                });
            }
        }
        if batch.start_anew {
            self.start_anew();
        }
        for span in &batch.deletes {
            match span {
                Span::One(key) => {
                    self.values.remove(key);
                }
                span => self.values.retain(|key, _| !span.contains(key)),
            }
        }
        self.values.extend(batch.puts);
        if let Some(head) = batch.head {
            self.head = head;
        }
        Ok(())
    }
}

impl Connection {
    fn check(&self) -> Result<(), StorageError> {
        if self.closed.get() {
            Err(StorageError::ConnectionLost)
        } else if self.generation.get() != self.database.shared.borrow().generation {
            Err(StorageError::Deleted)
        } else {
            Ok(())
        }
    }

    fn update_now(&self, plan: &mut Plan<'_>) -> Result<(), StorageError> {
        self.check()?;
        let head = self.database.shared.borrow().head;
        // Not borrowed while the caller's code runs.
        let batch = plan(head)?;
        let mut state = self.database.shared.borrow_mut();
        state.carry_out(batch)?;
        self.generation.set(state.generation);
        Ok(())
    }

    fn read_now(&self, order: &[Span], each: &mut Each<'_>) -> Result<Head, StorageError> {
        self.check()?;
        let (head, values) = {
            let state = self.database.shared.borrow();
            let mut taken = BTreeSet::new();
            let values: Vec<(Key, Vec<u8>)> = order
                .iter()
                .flat_map(|span| state.select(span))
                .filter(|(key, _)| taken.insert(*key))
                .map(|(key, bytes)| (key.clone(), bytes.clone()))
                .collect();
            (state.head, values)
        };
        for (key, bytes) in values {
            each(key, Ok(bytes));
        }
        Ok(head)
    }
}

impl State {
    fn select<'a>(&'a self, span: &'a Span) -> Vec<(&'a Key, &'a Vec<u8>)> {
        match span {
            Span::One(key) => self.values.get_key_value(key).into_iter().collect(),
            Span::Entries(_) if span.is_empty() => Vec::new(),
            Span::Entries(numbers) => self
                .values
                .range(Key::Entry(*numbers.start())..=Key::Entry(*numbers.end()))
                .collect(),
            span => self
                .values
                .iter()
                .filter(|(key, _)| span.contains(key))
                .collect(),
        }
    }
}

impl Backend for Connection {
    fn persistence(&self) -> Persistence {
        Persistence::Memory
    }

    fn update<'a>(
        &'a self,
        _areas: &'a [Area],
        _durability: Durability,
        plan: &'a mut Plan<'_>,
    ) -> LocalBoxFuture<'a, Result<(), StorageError>> {
        async move { self.update_now(plan) }.boxed_local()
    }

    fn read<'a>(
        &'a self,
        order: &'a [Span],
        each: &'a mut Each<'_>,
    ) -> LocalBoxFuture<'a, Result<Head, StorageError>> {
        async move { self.read_now(order, each) }.boxed_local()
    }

    fn keys<'a>(&'a self, span: &'a Span) -> LocalBoxFuture<'a, Result<Vec<Key>, StorageError>> {
        async move {
            self.check()?;
            let state = self.database.shared.borrow();
            Ok(state
                .select(span)
                .into_iter()
                .map(|(key, _)| key.clone())
                .collect())
        }
        .boxed_local()
    }

    fn delete(&self) -> LocalBoxFuture<'_, Result<(), StorageError>> {
        async move {
            self.check()?;
            self.database.delete();
            self.close();
            Ok(())
        }
        .boxed_local()
    }

    fn close(&self) {
        self.closed.set(true);
    }
}
