//! Files that the user takes away.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::page::document;

/// Gives `bytes` to the user as a file. `mime` as in `text/csv;charset=utf-8`.
///
/// # Errors
/// Where the browser has no memory left for the file.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the address over once the click is through.
    super::idle::after_ms(1_000, move || {
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
