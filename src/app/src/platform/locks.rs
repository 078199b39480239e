//! Locks that hold across the tabs of one browser.

use std::future::Future;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request(name: &str, options: &JsValue, held: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

/// What became of the wish for a lock.
#[derive(Debug, PartialEq, Eq)]
pub enum Locked<T> {
    /// The work was done while the lock was held.
    Done(T),
    /// Another tab holds the lock, and `if_free` was asked for.
    Taken,
}

/// Does `work` while this tab holds the lock `name`, after waiting for it.
///
/// # Errors
/// Where the browser has no locks; `work` was not done then.
pub async fn with_lock<T: 'static>(
    name: &str,
    work: impl Future<Output = T> + 'static,
) -> Result<T, JsValue> {
    match locked(name, false, work).await? {
        Locked::Done(value) => Ok(value),
        Locked::Taken => Err(JsValue::from_str("the lock was not given")),
    }
}

/// Does `work` if no tab holds the lock `name` right now.
///
/// # Errors
/// Where the browser has no locks; `work` was not done then.
pub async fn if_free<T: 'static>(
    name: &str,
    work: impl Future<Output = T> + 'static,
) -> Result<Locked<T>, JsValue> {
    locked(name, true, work).await
}

async fn locked<T: 'static>(
    name: &str,
    only_if_free: bool,
    work: impl Future<Output = T> + 'static,
) -> Result<Locked<T>, JsValue> {
    use std::{cell::RefCell, rc::Rc};
    let result = Rc::new(RefCell::new(None));
    let slot = Rc::clone(&result);
    let held = Closure::once(move |lock: JsValue| {
        future_to_promise(async move {
            if !lock.is_null() {
                *slot.borrow_mut() = Some(work.await);
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into())?;
    JsFuture::from(request(name, &options, held.as_ref())?).await?;
    let done = result.borrow_mut().take();
    Ok(done.map_or(Locked::Taken, Locked::Done))
}
