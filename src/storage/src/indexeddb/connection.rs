//! Opening, losing and deleting a database.

use super::translate::{Identity, Root, failure, open_failure, root_key, thrown};
use crate::backend::Durability;
use crate::error::StorageError;
use crate::key::Area;
use futures::channel::oneshot;
use futures::future::{Either, select};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::OpenDbError;
use indexed_db_futures::factory::DBFactory;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use indexed_db_futures::typed_array::Uint8Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;

/// For ever.
const VERSION: u32 = 1;

/// How long other tabs get to finish their transactions and let go of a database that is being
/// deleted, in milliseconds.
const PATIENCE: i32 = 2_000;

/// What to do when there is no database of the name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum IfMissing {
    Create,
    /// Fail with [`StorageError::Deleted`].
    Refuse,
}

/// An open handle. It is dead as soon as the browser closes it or somebody wants to delete the
/// database, and it is closed when dropped.
pub(super) struct Connection {
    database: Database,
    alive: Rc<Cell<bool>>,
    _on_close: Closure<dyn FnMut()>,
    _on_version_change: Closure<dyn FnMut()>,
}

impl Connection {
    pub(super) async fn open(name: &str, if_missing: IfMissing) -> Result<Self, StorageError> {
        let missing = Rc::new(Cell::new(false));
        let on_upgrade = {
            let missing = missing.clone();
            move |_, database: Database| match if_missing {
                IfMissing::Create => create(&database),
                IfMissing::Refuse => {
                    missing.set(true);
                    undo_upgrade(&database)
                }
            }
        };
        let opened = async {
            Database::open(name)
                .with_version(VERSION)
                .with_on_upgrade_needed(on_upgrade)
                .build()?
                .await
        }
        .await;
        if missing.get() {
            return Err(StorageError::Deleted);
        }
        opened.map(Self::watch).map_err(open_failure)
    }

    pub(super) fn is_alive(&self) -> bool {
        self.alive.get()
    }

    /// Begins a transaction over the areas and `meta`. The transaction aborts when it is dropped
    /// before it is complete.
    pub(super) fn begin(
        &self,
        areas: impl IntoIterator<Item = Area>,
        writing: Option<Durability>,
    ) -> Result<Transaction<'_>, StorageError> {
        if !self.is_alive() {
            return Err(StorageError::ConnectionLost);
        }
        let mut names = vec![Area::Meta.name()];
        for area in areas {
            if !names.contains(&area.name()) {
                names.push(area.name());
            }
        }
        let builder = self.database.transaction(names);
        let begun = match writing {
            None => builder.with_mode(TransactionMode::Readonly).build(),
            Some(durability) => {
                let durability = match durability {
                    Durability::Strict => TransactionDurability::Strict,
                    Durability::Relaxed => TransactionDurability::Relaxed,
                };
                builder
                    .with_mode(TransactionMode::Readwrite)
                    .with_options(TransactionOptions::new().with_durability(durability))
                    .build()
            }
        };
        begun.map_err(|error| failure(error, "object stores"))
    }

    fn watch(database: Database) -> Self {
        let alive = Rc::new(Cell::new(true));
        let on_close = Closure::new({
            let alive = alive.clone();
            move || alive.set(false)
        });
        // Another tab deletes the database (there never is another version): let go of it, or
        // that tab waits for ever. Transactions under way still finish.
        let on_version_change = Closure::new({
            let alive = alive.clone();
            let database = database.clone();
            move || {
                alive.set(false);
                database.clone().close();
            }
        });
        let raw = database.as_sys();
        raw.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        raw.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        Self {
            database,
            alive,
            _on_close: on_close,
            _on_version_change: on_version_change,
        }
    }

    /// Which database this is. Fails when it is not one of ours.
    pub(super) async fn identity(&self) -> Result<Identity, StorageError> {
        let transaction = self.begin(Area::EVERY, None)?;
        let request = transaction
            .object_store(Area::Meta.name())
            .and_then(|meta| meta.get::<JsValue, _, _>(root_key()).primitive())
            .map_err(|error| failure(error, "meta head"))?;
        let value = request.await.map_err(|error| failure(error, "meta head"))?;
        Ok(Root::decode(value)?.identity)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let raw = self.database.as_sys();
        raw.set_onclose(None);
        raw.set_onversionchange(None);
        raw.close();
    }
}

/// Deletes the database of the name.
pub(super) async fn delete(name: &str) -> Result<(), StorageError> {
    let request = DBFactory::new()
        .and_then(|factory| factory.delete_db(name).map_err(OpenDbError::from))
        .map_err(open_failure)?;
    let (tell, blocked) = oneshot::channel();
    let on_blocked = Closure::once(move || {
        // The receiver is gone only when nobody waits any more.
        let _ = tell.send(());
    });
    let raw: web_sys::IdbOpenDbRequest = request.as_sys().clone().unchecked_into();
    raw.set_onblocked(Some(on_blocked.as_ref().unchecked_ref()));
    let answer = match select(request, blocked).await {
        Either::Left((answer, _)) => Some(answer),
        Either::Right((_, request)) => match select(request, Box::pin(pause(PATIENCE))).await {
            Either::Left((answer, _)) => Some(answer),
            Either::Right(_) => None,
        },
    };
    raw.set_onblocked(None);
    match answer {
        Some(answer) => answer.map_err(|error| failure(error, "database")),
        None => Err(StorageError::Blocked),
    }
}

fn create(database: &Database) -> indexed_db_futures::Result<()> {
    for area in Area::EVERY {
        let store = database.create_object_store(area.name()).build()?;
        if area == Area::Meta {
            // Its outcome is that of the upgrade.
            let _request = store
                .put(Uint8Array::from(Root::fresh().encode()))
                .with_key(root_key())
                .without_key_type()
                .primitive()?;
        }
    }
    Ok(())
}

/// Lets no database come into being: aborting the first upgrade undoes the creation.
fn undo_upgrade(database: &Database) -> indexed_db_futures::Result<()> {
    let store = database.create_object_store(Area::Meta.name()).build()?;
    store.transaction().as_sys().abort()?;
    Ok(())
}

/// Waits. Works in windows and workers.
async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        let global = js_sys::global();
        let timer = js_sys::Reflect::get(&global, &"setTimeout".into())
            .and_then(|timer| timer.dyn_into::<js_sys::Function>())
            .and_then(|timer| timer.call2(&global, &resolve, &milliseconds.into()));
        if let Err(error) = timer {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    // Without a timer there is no patience.
    let _ = JsFuture::from(promise).await;
}

/// Resolves when a transaction is complete or aborted, and with nothing else.
pub(super) struct Settled {
    raw: web_sys::IdbTransaction,
    outcome: oneshot::Receiver<Result<(), StorageError>>,
    _on_complete: Closure<dyn FnMut()>,
    _on_abort: Closure<dyn FnMut()>,
}

impl Settled {
    /// To be called right after the transaction began, so that no event is missed.
    ///
    /// This takes the place of the crate's own handlers: they report an abort without its reason,
    /// which is where a full disk shows, and they throw when a second request of the same
    /// transaction fails.
    pub(super) fn watch(transaction: &Transaction<'_>, place: &'static str) -> Self {
        let raw: web_sys::IdbTransaction = transaction.as_sys().clone().unchecked_into();
        let (tell, outcome) = oneshot::channel();
        let tell = Rc::new(Cell::new(Some(tell)));
        let on_complete = Closure::new({
            let tell = tell.clone();
            move || {
                if let Some(tell) = tell.take() {
                    let _ = tell.send(Ok(()));
                }
            }
        });
        let on_abort = Closure::new({
            let raw = raw.clone();
            move || {
                let reason = match raw.error() {
                    Some(error) => super::translate::exception(&error, place),
                    None => StorageError::ConnectionLost,
                };
                if let Some(tell) = tell.take() {
                    let _ = tell.send(Err(reason));
                }
            }
        });
        raw.set_onerror(None);
        raw.set_oncomplete(Some(on_complete.as_ref().unchecked_ref()));
        raw.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
        Self {
            raw,
            outcome,
            _on_complete: on_complete,
            _on_abort: on_abort,
        }
    }

    /// Commits and waits for the `complete` event.
    pub(super) async fn commit(mut self) -> Result<(), StorageError> {
        // It throws when a request has failed already; the abort event tells why. Only web-sys
        // calls it deprecated, the standard does not.
        #[allow(deprecated)]
        let commit = self.raw.commit();
        match (&mut self.outcome).await {
            Ok(outcome) => outcome,
            Err(_) => commit.map_err(|error| thrown(error, "transaction")),
        }
    }

    /// Why the transaction has been aborted, if it has.
    pub(super) fn reason(&mut self) -> Option<StorageError> {
        match self.outcome.try_recv() {
            Ok(Some(Err(reason))) => Some(reason),
            _ => None,
        }
    }
}

impl Drop for Settled {
    fn drop(&mut self) {
        self.raw.set_oncomplete(None);
        self.raw.set_onabort(None);
    }
}
