//! `cargo xtask tidy`: the rules of the house, each a small check of its own.

mod app;
mod crates;
pub(crate) mod files;
mod purity;
mod text;

use std::path::Path;

use crate::Outcome;
use crate::arguments::Arguments;

/// The crates without a clock, randomness, input, output or a browser.
const CORE: [&str; 7] = [
    "record",
    "bayes",
    "workflow",
    "answers",
    "interchange",
    "workspace",
    "sync",
];

/// One breach of a rule, with its place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding(String);

impl Finding {
    fn new(place: &str, rule: &str) -> Self {
        Self(format!("{place}: {rule}"))
    }
}

/// Checks every rule.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    Arguments::parse(words, &[], &[])?;
    check(root)?;
    println!("Every rule of the house is kept.");
    Ok(())
}

/// Checks every rule and prints what breaks one.
pub(crate) fn check(root: &Path) -> Outcome {
    let mut findings = Vec::new();
    let long_files = files::read(&root.join("src/xtask/long-files.txt"))?;
    let sources = files::sources(root);
    for source in &sources {
        let text = files::read(&source.path)?;
        findings.extend(text::length(&source.name, &text, &long_files));
        findings.extend(text::unfinished(&source.name, &text));
        if source.name.starts_with("src/app/") {
            findings.extend(app::markup(&source.name, &text));
            findings.extend(app::browser_calls(&source.name, &text));
        }
    }
    findings.extend(text::stale_long_files(&long_files, &sources));
    findings.extend(app::loose_styles(root)?);
    findings.extend(crates::manifests(root)?);
    findings.extend(crates::unsafe_code(root)?);
    findings.extend(purity::check(root)?);
    if findings.is_empty() {
        return Ok(());
    }
    for Finding(sentence) in &findings {
        println!("    {sentence}");
    }
    Err(format!(
        "the rules of the house are broken in {} places; see above.",
        findings.len()
    ))
}
