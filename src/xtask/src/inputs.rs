//! Whether anything the release build is made of has changed since it was made.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::process;

const SOURCES: [&str; 8] = [
    "src",
    "style",
    "public",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo",
    "rust-toolchain.toml",
];
const STAMP: &str = "target/release-inputs";

/// Whether `dist/` was made from the files as they are now.
pub(crate) fn unchanged(root: &Path) -> bool {
    root.join("dist/index.html").is_file()
        && fs::read_to_string(root.join(STAMP)).is_ok_and(|stamp| stamp == fingerprint(root))
}

/// Notes what `dist/` was made from; `fingerprint` was taken before the build began.
pub(crate) fn note(root: &Path, fingerprint: &str) {
    // Without the note the next command builds again, which is harmless.
    let _ = fs::write(root.join(STAMP), fingerprint);
}

/// Forgets what `dist/` was made from, so that a build that breaks off is not taken for a whole one.
pub(crate) fn forget(root: &Path) {
    let _ = fs::remove_file(root.join(STAMP));
}

/// Names, sizes and times of every source file, and the compiler's version, as one number.
pub(crate) fn fingerprint(root: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    process::line("rustc", &["--version", "--verbose"]).hash(&mut hasher);
    for source in SOURCES {
        add(&root.join(source), &mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn add(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let mut inside: Vec<_> = fs::read_dir(path)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        inside.sort();
        for path in inside {
            add(&path, hasher);
        }
    } else if let Ok(facts) = fs::metadata(path) {
        path.hash(hasher);
        facts.len().hash(hasher);
        facts
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_size_is_another_fingerprint() -> Result<(), std::io::Error> {
        let root = std::env::temp_dir().join(format!("rapport-inputs-{}", std::process::id()));
        fs::create_dir_all(root.join("src/app"))?;
        fs::write(root.join("src/app/main.rs"), "fn main() {}")?;
        let before = fingerprint(&root);
        assert_eq!(before, fingerprint(&root));
        fs::write(root.join("src/app/main.rs"), "fn main() { }")?;
        assert_ne!(before, fingerprint(&root));
        fs::remove_dir_all(root)
    }
}
