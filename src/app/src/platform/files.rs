//! Files that the user brings.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DataTransfer, File, HtmlInputElement};

/// A file that the user chose, dropped or pasted. It is read in slices, so that a large one never
/// lies in memory twice.
#[derive(Clone, Debug)]
pub struct ChosenFile {
    file: File,
}

/// Why a file can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It was moved, deleted or changed since it was chosen.
    Gone,
    /// There is too little memory for it.
    NoMemory,
}

/// How many bytes one slice holds: large enough to be fast, small enough to leave the page usable.
pub const SLICE_BYTES: u64 = 1 << 20;

impl ChosenFile {
    /// Its name, without a folder.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Its size in bytes.
    pub fn bytes(&self) -> u64 {
        self.file.size().max(0.0) as u64
    }

    /// The bytes from `from` up to `to` (or the end of the file).
    ///
    /// # Errors
    /// Where the file was moved, deleted or changed since it was chosen.
    pub async fn slice(&self, from: u64, to: u64) -> Result<Vec<u8>, JsValue> {
        let blob: &Blob = self.file.as_ref();
        let part = blob.slice_with_f64_and_f64(from as f64, to as f64)?;
        let buffer = JsFuture::from(part.array_buffer()).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// The whole file, read slice by slice; `progress` hears how many bytes are there and says
    /// whether to go on. `Ok(None)` where it said no.
    ///
    /// # Errors
    /// Where it can't be read, or there is too little memory for it.
    pub async fn read(
        &self,
        mut progress: impl FnMut(u64) -> bool,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let size = self.bytes();
        let mut bytes = Vec::new();
        let length = usize::try_from(size).map_err(|_| ReadError::NoMemory)?;
        bytes
            .try_reserve_exact(length)
            .map_err(|_| ReadError::NoMemory)?;
        let mut from = 0;
        while from < size {
            let to = (from + SLICE_BYTES).min(size);
            let slice = self.slice(from, to).await;
            bytes.extend(slice.map_err(|_| ReadError::Gone)?);
            from = to;
            if !progress(from) {
                return Ok(None);
            }
        }
        Ok(Some(bytes))
    }
}

/// The files chosen in an `<input type="file">`. The input is emptied, so that the same file can be
/// chosen again.
pub fn chosen(input: &HtmlInputElement) -> Vec<ChosenFile> {
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files dropped on an element or pasted.
pub fn transferred(data: Option<&DataTransfer>) -> Vec<ChosenFile> {
    list(data.and_then(DataTransfer::files))
}

/// Whether files are being dragged.
pub fn has_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

fn list(files: Option<web_sys::FileList>) -> Vec<ChosenFile> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|i| files.item(i))
        .map(|file| ChosenFile {
            file: file.unchecked_into(),
        })
        .collect()
}
