//! Waiting for the browser's storage, and saying so where it takes long: another tab may hold it, and
//! a deletion that waits for that tab holds up everybody else. There is no way to ask; but whoever
//! waits has to know that nothing is lost, and what would help.

use std::future::Future;

use futures::future::{Either, select};

use super::{Notice, State};
use crate::platform::idle;

/// How long the storage may take before it is said.
const PATIENCE_MS: u32 = 8_000;

/// Waits for the storage's answer, however long it takes; the notice goes as it comes.
pub(super) async fn patiently<T>(state: State, answer: impl Future<Output = T>) -> T {
    let answer = std::pin::pin!(answer);
    let timer = std::pin::pin!(idle::sleep_ms(PATIENCE_MS));
    match select(answer, timer).await {
        Either::Left((answer, _)) => answer,
        Either::Right(((), answer)) => {
            state.notify(Notice::Waiting);
            let answer = answer.await;
            state.dismiss(&Notice::Waiting);
            answer
        }
    }
}
