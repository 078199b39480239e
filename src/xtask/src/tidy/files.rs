//! Finds and reads the project's own files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Folders that hold what the project did not write.
const NOT_OURS: [&str; 5] = ["target", "dist", "node_modules", "results", "fixtures"];

/// A source file and its name as the findings give it: relative to the root, with `/` between folders.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

/// Every source file that the rules on text apply to.
pub(crate) fn sources(root: &Path) -> Vec<Source> {
    let places = [
        ("src", "rs"),
        ("src", "html"),
        ("style", "css"),
        ("tests", "mjs"),
        ("tests", "rs"),
        ("public", "js"),
    ];
    let mut sources = Vec::new();
    for (folder, ending) in places {
        for path in below(&root.join(folder), ending) {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            sources.push(Source { path, name });
        }
    }
    sources
}

/// Every file below a folder whose name ends so, sorted.
pub(crate) fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(folder) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_dir() {
            if !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
                found.append(&mut below(&path, ending));
            }
        } else if path.extension().is_some_and(|known| known == ending) {
            found.push(path);
        }
    }
    found
}

/// The folders directly inside a folder, sorted.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder)
        .into_iter()
        .filter(|path| path.is_dir())
        .collect()
}

/// A file's text.
pub(crate) fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("could not read {}: {error}", file.display()))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    entries.sort();
    entries
}
