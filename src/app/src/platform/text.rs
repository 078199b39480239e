//! Text in encodings that the browser knows.

use web_sys::{TextDecodeOptions, TextDecoder};

/// How many bytes are handed over at once, so that a large file never lies in the browser as well.
const SLICE_BYTES: usize = 1 << 20;

/// Decodes bytes in an encoding that is named by a label of the WHATWG Encoding Standard. Bytes that
/// don't belong to it become `\u{FFFD}`; `None` where the browser doesn't know the label.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let decoder = TextDecoder::new_with_label(label).ok()?;
    let options = TextDecodeOptions::new();
    options.set_stream(true);
    let mut text = String::with_capacity(bytes.len());
    for slice in bytes.chunks(SLICE_BYTES) {
        let part = decoder.decode_with_u8_array_and_options(slice, &options);
        text.push_str(&part.ok()?);
    }
    // What was left waiting for its second half.
    text.push_str(&decoder.decode().ok()?);
    Some(text)
}
