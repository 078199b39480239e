//! How much the browser lets the page keep, and whether it keeps it for good.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How much is kept and how much may be, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// Bytes in use by this origin.
    pub used: f64,
    /// Bytes this origin may use.
    pub quota: f64,
}

/// How much is kept; `None` where the browser doesn't say.
pub async fn estimate() -> Option<Estimate> {
    let promise = super::page::window().navigator().storage().estimate();
    let answer: JsValue = JsFuture::from(promise.ok()?).await.ok()?;
    let number = |name: &str| Reflect::get(&answer, &name.into()).ok()?.as_f64();
    Some(Estimate {
        used: number("usage")?,
        quota: number("quota")?,
    })
}

/// Whether the browser promised to keep the data; `None` where it doesn't say.
pub async fn persisted() -> Option<bool> {
    let promise = super::page::window().navigator().storage().persisted();
    JsFuture::from(promise.ok()?).await.ok()?.as_bool()
}

/// Asks the browser to keep the data for good. Whether it agreed.
pub async fn persist() -> bool {
    let promise = super::page::window().navigator().storage().persist();
    match promise {
        Ok(promise) => JsFuture::from(promise)
            .await
            .ok()
            .and_then(|answer| answer.as_bool())
            .unwrap_or(false),
        Err(_) => false,
    }
}
