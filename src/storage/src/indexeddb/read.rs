//! A reading transaction.

use super::connection::Connection;
use super::translate::{Identity, Root, failure, js_key, js_range, key_of, root_key, value_at};
use crate::backend::{Each, Head};
use crate::error::StorageError;
use crate::key::{Area, Key, Span};
use indexed_db_futures::KeyRange;
use indexed_db_futures::error::Error;
use indexed_db_futures::future::{BasicRequest, GetAllPrimitiveRequest};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use std::collections::{BTreeSet, VecDeque};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How many values one request asks for, per area.
///
/// A request for each value costs more than the smaller values themselves; few requests hand out
/// the first value late, leave the reader waiting while the next is read, and hold much at once.
/// With values of up to 1 MiB a batch stays at most at 32 MiB.
fn batch_size(area: Area) -> usize {
    match area {
        Area::Segments | Area::Files => 4,
        Area::Meta | Area::Journal => 32,
    }
}

/// Reads the spans in order from one consistent state.
pub(super) async fn values(
    connection: &Connection,
    identity: Identity,
    order: &[Span],
    each: &mut Each<'_>,
) -> Result<Head, StorageError> {
    let transaction = connection.begin(order.iter().map(Span::area), None)?;
    let tolerant = Tolerant::make(&transaction);
    let root = root(&transaction)?;

    // First the lists of keys and the single values, then the values of the lists: by the time
    // the first value is awaited, everything has been asked for.
    let mut asked = VecDeque::with_capacity(order.len());
    for span in order.iter().filter(|span| !span.is_empty()) {
        asked.push_back(Asked::span(&transaction, span)?);
    }
    let head = check(root, identity).await?;
    let mut coming = VecDeque::with_capacity(asked.len());
    let mut taken = BTreeSet::new();
    for asked in asked {
        match asked {
            Asked::Value(value) => {
                taken.insert(value.key.clone());
                coming.push_back(Coming::One(value));
            }
            Asked::Keys(area, list) => {
                let keys = listed(area, list).await?;
                for run in untaken(keys, &mut taken) {
                    coming.extend(batches(&transaction, area, run)?);
                }
            }
        }
    }
    for coming in coming {
        match coming {
            Coming::One(value) => value.hand_out(each).await?,
            Coming::Batch(batch) => batch.hand_out(&transaction, each).await?,
        }
    }
    drop(tolerant);
    Ok(head)
}

/// The keys that no earlier span has asked for, cut where such a key lies between.
fn untaken(keys: Vec<Key>, taken: &mut BTreeSet<Key>) -> Vec<Vec<Key>> {
    let mut runs = vec![Vec::new()];
    for key in keys {
        let is_new = taken.insert(key.clone());
        match runs.last_mut() {
            Some(run) if is_new => run.push(key),
            Some(run) if run.is_empty() => {}
            _ => runs.push(Vec::new()),
        }
    }
    runs
}

/// Lists the keys of a span.
pub(super) async fn keys(
    connection: &Connection,
    identity: Identity,
    span: &Span,
) -> Result<Vec<Key>, StorageError> {
    let area = span.area();
    let transaction = connection.begin([area], None)?;
    let root = root(&transaction)?;
    let list = if span.is_empty() {
        None
    } else {
        Some(ask_keys(&transaction, span)?)
    };
    check(root, identity).await?;
    match list {
        Some(list) => listed(area, list).await,
        None => Ok(Vec::new()),
    }
}

/// Keeps a request that fails from aborting its transaction, so that the other values can still
/// be read.
struct Tolerant {
    raw: web_sys::IdbTransaction,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Tolerant {
    fn make(transaction: &Transaction<'_>) -> Self {
        let raw: web_sys::IdbTransaction = transaction.as_sys().clone().unchecked_into();
        let on_error = Closure::new(|event: web_sys::Event| event.prevent_default());
        raw.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self {
            raw,
            _on_error: on_error,
        }
    }
}

impl Drop for Tolerant {
    fn drop(&mut self) {
        self.raw.set_onerror(None);
    }
}

type List = GetAllPrimitiveRequest<JsValue>;

enum Asked {
    Value(One),
    Keys(Area, List),
}

enum Coming {
    One(One),
    Batch(Several),
}

/// A request for the value at a key.
struct One {
    key: Key,
    request: BasicRequest<Option<JsValue>>,
}

/// A request for the values at consecutive keys.
struct Several {
    keys: Vec<Key>,
    request: List,
}

impl Asked {
    fn span(transaction: &Transaction<'_>, span: &Span) -> Result<Self, StorageError> {
        Ok(match span {
            Span::One(key) => Self::Value(One::ask(transaction, key.clone())?),
            span => Self::Keys(span.area(), ask_keys(transaction, span)?),
        })
    }
}

impl One {
    fn ask(transaction: &Transaction<'_>, key: Key) -> Result<Self, StorageError> {
        let request = open(transaction, key.area())?
            .get::<JsValue, _, _>(js_key(&key))
            .primitive()
            .map_err(|error| failure(error, &key.to_string()))?;
        Ok(Self { key, request })
    }

    async fn hand_out(self, each: &mut Each<'_>) -> Result<(), StorageError> {
        let Self { key, request } = self;
        let value = match request.await {
            Ok(None) => return Ok(()),
            Ok(Some(value)) => value_at(&key, value),
            Err(error) => Err(damage(error, &key)?),
        };
        each(key, value);
        Ok(())
    }
}

impl Several {
    async fn hand_out(
        self,
        transaction: &Transaction<'_>,
        each: &mut Each<'_>,
    ) -> Result<(), StorageError> {
        let Self { keys, request } = self;
        let values = match request.await {
            Ok(values) if values.len() == keys.len() => values,
            // One value that cannot be read fails its whole batch: ask for each by itself.
            _ => return one_by_one(transaction, keys, each).await,
        };
        for (key, value) in keys.into_iter().zip(values) {
            let value = match value {
                Ok(value) => value_at(&key, value),
                Err(error) => Err(damage(error, &key)?),
            };
            each(key, value);
        }
        Ok(())
    }
}

async fn one_by_one(
    transaction: &Transaction<'_>,
    keys: Vec<Key>,
    each: &mut Each<'_>,
) -> Result<(), StorageError> {
    let asked: Vec<One> = keys
        .into_iter()
        .map(|key| One::ask(transaction, key))
        .collect::<Result<_, _>>()?;
    for one in asked {
        one.hand_out(each).await?;
    }
    Ok(())
}

/// The damage at a key that a failed request means, unless the connection is gone.
fn damage(error: Error, key: &Key) -> Result<StorageError, StorageError> {
    match failure(error, &key.to_string()) {
        StorageError::ConnectionLost => Err(StorageError::ConnectionLost),
        _ => Ok(StorageError::Damaged {
            place: key.to_string(),
        }),
    }
}

fn open<'t>(transaction: &'t Transaction<'_>, area: Area) -> Result<ObjectStore<'t>, StorageError> {
    transaction
        .object_store(area.name())
        .map_err(|error| failure(error, area.name()))
}

fn ask_keys(transaction: &Transaction<'_>, span: &Span) -> Result<List, StorageError> {
    let area = span.area();
    open(transaction, area)?
        .get_all_keys::<JsValue>()
        .with_query::<JsValue, _>(js_range(span))
        .primitive()
        .map_err(|error| failure(error, area.name()))
}

async fn listed(area: Area, list: List) -> Result<Vec<Key>, StorageError> {
    let at_area = |error| failure(error, area.name());
    let mut keys = Vec::new();
    for key in list.await.map_err(at_area)? {
        let key = key.map_err(at_area)?;
        keys.push(key_of(area, &key).ok_or_else(|| StorageError::Damaged {
            place: format!("a key in {}", area.name()),
        })?);
    }
    Ok(keys)
}

fn batches(
    transaction: &Transaction<'_>,
    area: Area,
    keys: Vec<Key>,
) -> Result<Vec<Coming>, StorageError> {
    let store = open(transaction, area)?;
    let mut coming = Vec::new();
    for batch in keys.chunks(batch_size(area)) {
        coming.push(match batch {
            [] => continue,
            [key] => Coming::One(One::ask(transaction, key.clone())?),
            [first, .., last] => {
                let range = KeyRange::Bound(js_key(first), false, js_key(last), false);
                let request = store
                    .get_all::<JsValue>()
                    .with_query::<JsValue, _>(range)
                    .primitive()
                    .map_err(|error| failure(error, area.name()))?;
                Coming::Batch(Several {
                    keys: batch.to_vec(),
                    request,
                })
            }
        });
    }
    Ok(coming)
}

fn root(transaction: &Transaction<'_>) -> Result<BasicRequest<Option<JsValue>>, StorageError> {
    open(transaction, Area::Meta)?
        .get::<JsValue, _, _>(root_key())
        .primitive()
        .map_err(|error| failure(error, "meta head"))
}

async fn check(
    root: BasicRequest<Option<JsValue>>,
    identity: Identity,
) -> Result<Head, StorageError> {
    let root = Root::decode(root.await.map_err(|error| failure(error, "meta head"))?)?;
    if root.identity == identity {
        Ok(root.head)
    } else {
        Err(StorageError::Deleted)
    }
}
