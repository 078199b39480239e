//! The clipboard.

use wasm_bindgen_futures::JsFuture;
use web_sys::DataTransfer;

/// Puts text on the clipboard. Whether the browser let it happen.
pub async fn copy(text: &str) -> bool {
    let clipboard = super::page::window().navigator().clipboard();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// The plain text of a paste or drop.
pub fn text(data: Option<&DataTransfer>) -> String {
    data.and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default()
}

/// Gives plain text to a copy. Whether the browser took it.
pub fn give(data: Option<&DataTransfer>, text: &str) -> bool {
    data.is_some_and(|data| data.set_data("text/plain", text).is_ok())
}
