//! A store that fails on demand, for the tests of everything above storage.
//!
//! ```
//! use storage::faults::{Edge, Faults};
//! use storage::{Durability, Sealed, StorageError, memory};
//!
//! # futures::executor::block_on(async {
//! let database = memory::Database::new();
//! let faults = Faults::new();
//! let tab = faults.wrap(&database.connect());
//! let entry = |_| Sealed { bytes: b"edit".to_vec(), clock: 1 };
//!
//! faults.kill(Edge::AfterCommit, 1);
//! let answer = tab.append(Durability::Strict, entry).await;
//! assert_eq!(answer, Err(StorageError::ConnectionLost));
//!
//! // The tab never learned of it, but the next one finds the entry.
//! let next_tab = database.connect();
//! assert_eq!(next_tab.journal_range().await, Ok(Some(1..=1)));
//! # })
//! ```

use crate::backend::{Backend, Batch, Durability, Each, Head, Persistence, Plan};
use crate::error::StorageError;
use crate::key::{Area, Key, Span};
use crate::store::Store;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The faults of the stores it wraps. Clones control the same faults.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    plan: Rc<FaultPlan>,
}

/// At which edge of a transaction a tab dies. There is no edge in between: transactions are atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The transaction was built but is not stored.
    BeforeCommit,
    /// The transaction is stored but the tab did not learn of it.
    AfterCommit,
}

#[derive(Debug, Default)]
struct FaultPlan {
    kill: Cell<Option<(Edge, u32)>>,
    killed: Cell<bool>,
    loss: Cell<Option<u32>>,
    quota: Cell<Option<usize>>,
    damaged: RefCell<Vec<Key>>,
}

struct Faulty {
    inner: Rc<dyn Backend>,
    plan: Rc<FaultPlan>,
}

impl Faults {
    /// No faults yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A store over the same connection that has these faults.
    #[must_use]
    pub fn wrap(&self, store: &Store) -> Store {
        Store::new(Rc::new(Faulty {
            inner: store.backend().clone(),
            plan: self.plan.clone(),
        }))
    }

    /// Kills the tab at an edge of the `nth` writing transaction from now; 1 is the next one.
    /// That call and all later ones fail with [`StorageError::ConnectionLost`].
    pub fn kill(&self, edge: Edge, nth: u32) {
        self.plan.kill.set(Some((edge, nth)));
    }

    /// Lets the `nth` operation from now, reading or writing, fail with
    /// [`StorageError::ConnectionLost`] before it does anything; 1 is the next one.
    pub fn lose_connection(&self, nth: u32) {
        self.plan.loss.set(Some(nth));
    }

    /// Lets transactions fail with [`StorageError::QuotaExceeded`] once more than `bytes` bytes
    /// of values have been written from now on.
    pub fn limit(&self, bytes: usize) {
        self.plan.quota.set(Some(bytes));
    }

    /// Lets every reading of this key yield [`StorageError::Damaged`].
    pub fn damage(&self, key: Key) {
        self.plan.damaged.borrow_mut().push(key);
    }

    /// Takes all faults away, except that a killed tab stays dead.
    pub fn lift(&self) {
        self.plan.kill.set(None);
        self.plan.loss.set(None);
        self.plan.quota.set(None);
        self.plan.damaged.borrow_mut().clear();
    }
}

impl FaultPlan {
    /// Called at the beginning of every operation.
    fn begin(&self) -> Result<(), StorageError> {
        if self.killed.get() || strikes(&self.loss) {
            Err(StorageError::ConnectionLost)
        } else {
            Ok(())
        }
    }

    /// The edge at which this writing transaction dies.
    fn edge(&self) -> Option<Edge> {
        let (edge, nth) = self.kill.get()?;
        if nth > 1 {
            self.kill.set(Some((edge, nth - 1)));
            return None;
        }
        self.kill.set(None);
        self.killed.set(true);
        Some(edge)
    }

    /// What is left of the quota after the batch.
    fn charge(&self, batch: &Batch) -> Result<Option<usize>, StorageError> {
        let Some(quota) = self.quota.get() else {
            return Ok(None);
        };
        let size: usize = batch.puts.iter().map(|(_, bytes)| bytes.len()).sum();
        quota
            .checked_sub(size)
            .map(Some)
            .ok_or(StorageError::QuotaExceeded)
    }
}

/// Counts down to 1 and strikes there, once.
fn strikes(count: &Cell<Option<u32>>) -> bool {
    match count.get() {
        None => false,
        Some(nth) if nth > 1 => {
            count.set(Some(nth - 1));
            false
        }
        Some(_) => {
            count.set(None);
            true
        }
    }
}

impl Backend for Faulty {
    fn persistence(&self) -> Persistence {
        self.inner.persistence()
    }

    fn update<'a>(
        &'a self,
        areas: &'a [Area],
        durability: Durability,
        plan: &'a mut Plan<'_>,
    ) -> LocalBoxFuture<'a, Result<(), StorageError>> {
        async move {
            self.plan.begin()?;
            let edge = self.plan.edge();
            let mut left = None;
            self.inner
                .update(areas, durability, &mut |head| {
                    let batch = plan(head)?;
                    left = self.plan.charge(&batch)?;
                    if edge == Some(Edge::BeforeCommit) {
                        return Err(StorageError::ConnectionLost);
                    }
                    Ok(batch)
                })
                .await?;
            if left.is_some() {
                self.plan.quota.set(left);
            }
            match edge {
                Some(_) => Err(StorageError::ConnectionLost),
                None => Ok(()),
            }
        }
        .boxed_local()
    }

    fn read<'a>(
        &'a self,
        order: &'a [Span],
        each: &'a mut Each<'_>,
    ) -> LocalBoxFuture<'a, Result<Head, StorageError>> {
        async move {
            self.plan.begin()?;
            self.inner
                .read(order, &mut |key, value| {
                    let value = if self.plan.damaged.borrow().contains(&key) {
                        Err(StorageError::Damaged {
                            place: key.to_string(),
                        })
                    } else {
                        value
                    };
                    each(key, value);
                })
                .await
        }
        .boxed_local()
    }

    fn keys<'a>(&'a self, span: &'a Span) -> LocalBoxFuture<'a, Result<Vec<Key>, StorageError>> {
        async move {
            self.plan.begin()?;
            self.inner.keys(span).await
        }
        .boxed_local()
    }

    fn delete(&self) -> LocalBoxFuture<'_, Result<(), StorageError>> {
        async move {
            self.plan.begin()?;
            self.inner.delete().await
        }
        .boxed_local()
    }

    fn close(&self) {
        self.inner.close();
    }
}
