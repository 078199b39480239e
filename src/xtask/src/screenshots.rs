//! `cargo xtask screenshots`: a picture of every page, light and dark, in `tests/screenshots`.

use std::path::Path;

use crate::arguments::Arguments;
use crate::{Outcome, process, served};

/// Takes the pictures.
const IN_BROWSER: &str = "screenshots/take.mjs";

/// Takes every picture anew, or those whose names hold one of the words.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    let arguments = Arguments::parse(words, &[], &[])?;
    let mut node = served::program(root, IN_BROWSER)?;
    node.args(&arguments.rest);
    process::run(&mut node, "taking the screenshots")
}
