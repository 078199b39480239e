//! A writing transaction.

use super::connection::{Connection, Settled};
use super::translate::{Identity, Root, bytes_of, failure, js_key, js_range, root_key};
use crate::backend::{Batch, Durability, Plan};
use crate::error::StorageError;
use crate::key::{Area, Key, Span};
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use indexed_db_futures::typed_array::Uint8ArraySlice;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// A batch on its way into the database, over one connection or, when that is lost, two.
pub(super) struct Attempt {
    identity: Identity,
    /// The batch a lost connection may or may not have stored, with the root it wrote.
    unsure: Option<(Batch, Root)>,
}

impl Attempt {
    pub(super) fn new(identity: Identity) -> Self {
        Self {
            identity,
            unsure: None,
        }
    }

    /// The identity of the database after the batch.
    pub(super) fn identity(&self) -> Identity {
        self.identity
    }

    pub(super) async fn run(
        &mut self,
        connection: &Connection,
        areas: &[Area],
        durability: Durability,
        plan: &mut Plan<'_>,
    ) -> Result<(), StorageError> {
        let transaction = connection.begin(areas.iter().copied(), Some(durability))?;
        let mut settled = Settled::watch(&transaction, "journal");
        let written = self.write(&transaction, plan).await;
        let root = match written {
            Ok(Some(root)) => root,
            // Stored already. Dropping the transaction leaves it at that.
            Ok(None) => return Ok(()),
            // The reason of an abort says more than the failure it makes every later call have.
            Err(error) => return Err(settled.reason().unwrap_or(error)),
        };
        settled.commit().await?;
        self.identity = root.identity;
        Ok(())
    }

    /// Fires all requests and awaits only those that are needed to know what to write. Returns
    /// the root as written, or none when the batch is stored already.
    async fn write(
        &mut self,
        transaction: &Transaction<'_>,
        plan: &mut Plan<'_>,
    ) -> Result<Option<Root>, StorageError> {
        let found = self.find(transaction).await?;
        let found = match (&self.unsure, found) {
            (_, Found::Stored(identity)) => {
                self.identity = identity;
                return Ok(None);
            }
            (_, Found::Root(root)) if root.identity != self.identity => {
                return Err(StorageError::Deleted);
            }
            (_, Found::Root(root)) => root,
        };
        let batch = match self.unsure.take() {
            Some((batch, _)) if batch.head.is_none() => batch,
            _ => plan(found.head)?,
        };
        let base = if batch.start_anew {
            Root::fresh()
        } else {
            found
        };
        let root = Root {
            head: batch.head.unwrap_or(base.head),
            ..base
        };
        let (batch, root) = self.unsure.insert((batch, root));
        fire(transaction, batch, root)?;
        Ok(Some(*root))
    }

    /// Reads the root, and whether an earlier try was stored after all.
    async fn find(&self, transaction: &Transaction<'_>) -> Result<Found, StorageError> {
        let at_head = |error| failure(error, "meta head");
        let meta = transaction
            .object_store(Area::Meta.name())
            .map_err(at_head)?;
        let root = meta
            .get::<JsValue, _, _>(root_key())
            .primitive()
            .map_err(at_head)?;
        let entry = self.unsure.as_ref().and_then(|(batch, _)| {
            batch
                .puts
                .iter()
                .find(|(key, _)| matches!(key, Key::Entry(_)))
        });
        let entry = match entry {
            None => None,
            Some((key, bytes)) => {
                let at_entry = |error| failure(error, "journal");
                let journal = transaction
                    .object_store(Area::Journal.name())
                    .map_err(at_entry)?;
                let request = journal
                    .get::<JsValue, _, _>(js_key(key))
                    .primitive()
                    .map_err(at_entry)?;
                Some((request, bytes))
            }
        };
        let root = Root::decode(root.await.map_err(at_head)?)?;
        if let Some((request, bytes)) = entry {
            let stored = request.await.map_err(|error| failure(error, "journal"))?;
            if root.identity == self.identity && stored.and_then(bytes_of).as_ref() == Some(bytes) {
                return Ok(Found::Stored(root.identity));
            }
        }
        if let Some((batch, written)) = &self.unsure
            && batch.start_anew
            && written.identity == root.identity
        {
            return Ok(Found::Stored(root.identity));
        }
        Ok(Found::Root(root))
    }
}

enum Found {
    /// The root to go on from.
    Root(Root),
    /// The batch of an earlier try, in the database of this identity.
    Stored(Identity),
}

/// Fires all requests of a batch. Their outcome is the transaction's.
fn fire(transaction: &Transaction<'_>, batch: &Batch, root: &Root) -> Result<(), StorageError> {
    let mut stores = Stores::new(transaction);
    if batch.start_anew {
        for area in Area::EVERY {
            let _request = stores
                .get(area)?
                .clear()
                .map_err(|error| failure(error, area.name()))?;
        }
    }
    for span in batch.deletes.iter().filter(|span| !span.is_empty()) {
        delete(stores.get(span.area())?, span)?;
    }
    for (key, bytes) in &batch.puts {
        put(stores.get(key.area())?, key, bytes)?;
    }
    if batch.start_anew || batch.head.is_some() {
        let _request = stores
            .get(Area::Meta)?
            .put(Uint8ArraySlice::new(&root.encode()))
            .with_key(root_key())
            .without_key_type()
            .primitive()
            .map_err(|error| failure(error, "meta head"))?;
    }
    Ok(())
}

fn delete(store: &ObjectStore<'_>, span: &Span) -> Result<(), StorageError> {
    let _request = store
        .delete::<JsValue, _>(js_range(span))
        .primitive()
        .map_err(|error| failure(error, span.area().name()))?;
    Ok(())
}

fn put(store: &ObjectStore<'_>, key: &Key, bytes: &[u8]) -> Result<(), StorageError> {
    let value = Uint8ArraySlice::new(bytes);
    let fired = if let Key::Entry(_) = key {
        // Never overwrites: a number that is taken aborts the transaction.
        store
            .add(value)
            .with_key(js_key(key))
            .without_key_type()
            .primitive()
    } else {
        store
            .put(value)
            .with_key(js_key(key))
            .without_key_type()
            .primitive()
    };
    fired
        .map(drop)
        .map_err(|error| failure(error, &key.to_string()))
}

/// The object stores of a transaction, each looked up once.
struct Stores<'t> {
    transaction: &'t Transaction<'t>,
    found: BTreeMap<Area, ObjectStore<'t>>,
}

impl<'t> Stores<'t> {
    fn new(transaction: &'t Transaction<'_>) -> Self {
        Self {
            transaction,
            found: BTreeMap::new(),
        }
    }

    fn get(&mut self, area: Area) -> Result<&ObjectStore<'t>, StorageError> {
        use std::collections::btree_map::Entry;
        Ok(match self.found.entry(area) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(missing) => missing.insert(
                self.transaction
                    .object_store(area.name())
                    .map_err(|error| failure(error, area.name()))?,
            ),
        })
    }
}
