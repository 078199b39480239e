//! The database in the browser.
//!
//! One database a workspace, version 1 for ever: an upgrade would hang as long as another tab
//! holds the old version. Values are `Uint8Array`s. Everything that is awaited inside a
//! transaction is a request of that transaction, because IndexedDB ends a transaction as soon as
//! none is pending.

mod connection;
mod read;
mod translate;
mod update;

use crate::backend::{Backend, Durability, Each, Head, Persistence, Plan};
use crate::error::StorageError;
use crate::key::{Area, Key, Span};
use crate::store::Store;
use connection::{Connection, IfMissing};
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use translate::Identity;
use update::Attempt;

/// Opens the database of this name and creates it if it is not there.
///
/// # Errors
///
/// [`StorageError::NotAvailable`] where there is no IndexedDB or the browser refuses it;
/// [`StorageError::Damaged`] when the database exists but is not one of ours.
pub async fn open(name: &str) -> Result<Store, StorageError> {
    let opened = match Connection::open(name, IfMissing::Create).await {
        // Another tab deleted the database in the same moment.
        Err(StorageError::ConnectionLost) => Connection::open(name, IfMissing::Create).await,
        opened => opened,
    };
    let connection = opened.map_err(|error| match error {
        // Firefox says so in private windows.
        StorageError::ConnectionLost => StorageError::NotAvailable {
            reason: "the browser closes the database at once".to_owned(),
        },
        StorageError::Other { what } => StorageError::NotAvailable { reason: what },
        error => error,
    })?;
    let identity = connection.identity().await?;
    Ok(Store::new(Rc::new(IndexedDb {
        name: name.to_owned(),
        identity: Cell::new(identity),
        state: RefCell::new(State::Open(Rc::new(connection))),
    })))
}

/// Deletes the database of this name, whether or not it exists.
///
/// # Errors
///
/// [`StorageError::Blocked`] when another tab does not let go of it; the browser then deletes it
/// as soon as that tab is closed.
pub async fn delete(name: &str) -> Result<(), StorageError> {
    connection::delete(name).await
}

struct IndexedDb {
    name: String,
    /// Which database this is; one that was deleted and created again has another.
    identity: Cell<Identity>,
    state: RefCell<State>,
}

enum State {
    Open(Rc<Connection>),
    Lost,
    Closed,
    Deleted,
}

impl IndexedDb {
    /// The open connection, or a new one.
    async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        match &*self.state.borrow() {
            State::Open(connection) if connection.is_alive() => return Ok(connection.clone()),
            State::Open(_) | State::Lost => {}
            State::Closed => return Err(StorageError::ConnectionLost),
            State::Deleted => return Err(StorageError::Deleted),
        }
        let opened = Connection::open(&self.name, IfMissing::Refuse).await;
        if matches!(&*self.state.borrow(), State::Closed) {
            return Err(StorageError::ConnectionLost);
        }
        // Whether it is still the same database, each transaction finds out for itself.
        let opened = opened.map(Rc::new);
        *self.state.borrow_mut() = match &opened {
            Ok(connection) => State::Open(connection.clone()),
            Err(StorageError::Deleted) => State::Deleted,
            Err(_) => State::Lost,
        };
        opened.map_err(|error| match error {
            StorageError::NotAvailable { .. } => StorageError::ConnectionLost,
            error => error,
        })
    }

    /// Drops a connection that turned out to be dead, unless it has been replaced already.
    fn drop_dead(&self, dead: &Rc<Connection>) {
        let mut state = self.state.borrow_mut();
        if matches!(&*state, State::Open(current) if Rc::ptr_eq(current, dead)) {
            *state = State::Lost;
        }
    }

    /// Runs an operation, and once more on a new connection if the connection was lost.
    async fn repeat_once<T>(
        &self,
        mut operation: impl AsyncFnMut(&Connection) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let connection = self.connection().await?;
        match operation(&connection).await {
            Err(StorageError::ConnectionLost) => self.drop_dead(&connection),
            answer => return answer,
        }
        drop(connection);
        let connection = self.connection().await?;
        let answer = operation(&connection).await;
        if answer.as_ref().err() == Some(&StorageError::ConnectionLost) {
            self.drop_dead(&connection);
        }
        answer
    }
}

impl Backend for IndexedDb {
    fn persistence(&self) -> Persistence {
        Persistence::Browser
    }

    fn update<'a>(
        &'a self,
        areas: &'a [Area],
        durability: Durability,
        plan: &'a mut Plan<'_>,
    ) -> LocalBoxFuture<'a, Result<(), StorageError>> {
        async move {
            let mut attempt = Attempt::new(self.identity.get());
            self.repeat_once(async |connection| {
                attempt.run(connection, areas, durability, plan).await
            })
            .await?;
            self.identity.set(attempt.identity());
            Ok(())
        }
        .boxed_local()
    }

    fn read<'a>(
        &'a self,
        order: &'a [Span],
        each: &'a mut Each<'_>,
    ) -> LocalBoxFuture<'a, Result<Head, StorageError>> {
        async move {
            let mut begun = false;
            self.repeat_once(async |connection| {
                // What was handed out cannot be taken back, and after a reconnect it could belong
                // to another state than the rest.
                if begun {
                    return Err(StorageError::ConnectionLost);
                }
                read::values(connection, self.identity.get(), order, &mut |key, value| {
                    begun = true;
                    each(key, value);
                })
                .await
            })
            .await
        }
        .boxed_local()
    }

    fn keys<'a>(&'a self, span: &'a Span) -> LocalBoxFuture<'a, Result<Vec<Key>, StorageError>> {
        async move {
            self.repeat_once(async |connection| {
                read::keys(connection, self.identity.get(), span).await
            })
            .await
        }
        .boxed_local()
    }

    fn delete(&self) -> LocalBoxFuture<'_, Result<(), StorageError>> {
        async move {
            // Only the database this store was opened on, not a successor of the same name.
            self.read(&[], &mut |_, _| {}).await?;
            self.close();
            connection::delete(&self.name).await
        }
        .boxed_local()
    }

    fn close(&self) {
        *self.state.borrow_mut() = State::Closed;
    }
}
