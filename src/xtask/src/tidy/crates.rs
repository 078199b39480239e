//! Rules on the crates: their manifests and their unsafe code.

use std::path::Path;

use super::{CORE, Finding, files};
use crate::Outcome;

/// Every crate says what it is, takes its versions from the root, and keeps the common lints.
pub(crate) fn manifests(root: &Path) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for folder in files::folders(&root.join("src")) {
        let file = folder.join("Cargo.toml");
        let name = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .to_string_lossy()
            .replace('\\', "/");
        if !file.is_file() {
            findings.push(Finding::new(&name, "every folder of src/ is a crate"));
            continue;
        }
        let text = files::read(&file)?;
        findings.extend(description(&name, &text));
        findings.extend(versions(&name, &text));
        findings.extend(lints(&name, &text));
    }
    Ok(findings)
}

/// The core crates forbid unsafe code, so that the compiler and not a reviewer keeps it out.
pub(crate) fn unsafe_code(root: &Path) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for name in CORE {
        let file = root.join("src").join(name).join("src/lib.rs");
        if file.is_file() {
            findings.extend(forbids_unsafe(
                &format!("src/{name}/src/lib.rs"),
                &files::read(&file)?,
            ));
        }
    }
    Ok(findings)
}

fn description(name: &str, manifest: &str) -> Option<Finding> {
    let said = section_lines(manifest).any(|(section, line)| {
        section == "package"
            && line
                .strip_prefix("description")
                .and_then(|rest| rest.trim_start().strip_prefix('='))
                .is_some_and(|text| text.trim().trim_matches('"').len() > 10)
    });
    (!said).then(|| Finding::new(name, "every crate has a description"))
}

fn lints(name: &str, manifest: &str) -> Option<Finding> {
    let kept = section_lines(manifest)
        .any(|(section, line)| section == "lints" && line == "workspace = true");
    (!kept).then(|| Finding::new(name, "every crate keeps the workspace's lints"))
}

/// A version that stands in one place is changed in one place: the root's `[workspace.dependencies]`.
fn versions(name: &str, manifest: &str) -> Vec<Finding> {
    section_lines(manifest)
        .filter(|(section, line)| section.ends_with("dependencies") && line.contains('='))
        .filter(|(_, line)| !is_inherited(line))
        .chain(section_lines(manifest).filter(|(section, line)| {
            section.contains("dependencies.") && line.starts_with("version")
        }))
        .map(|(_, line)| {
            Finding::new(
                name,
                &format!("`{line}` must take its version from the root: workspace = true"),
            )
        })
        .collect()
}

/// `name.workspace = true` or `name = { workspace = true, … }`.
fn is_inherited(line: &str) -> bool {
    let tight: String = line
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    tight.contains(".workspace=true")
        || tight.contains("{workspace=true")
        || tight.contains(",workspace=true")
}

fn forbids_unsafe(name: &str, text: &str) -> Option<Finding> {
    let forbidden = text
        .lines()
        .any(|line| line.trim() == "#![forbid(unsafe_code)]");
    (!forbidden).then(|| Finding::new(name, "a core crate says #![forbid(unsafe_code)]"))
}

/// A manifest's lines with the section each stands in; without comments, headers and empty lines.
fn section_lines(manifest: &str) -> impl Iterator<Item = (String, &str)> {
    let mut section = String::new();
    manifest.lines().filter_map(move |line| {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
            return None;
        }
        (!line.is_empty() && !line.starts_with('#')).then(|| (section.clone(), line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[package]\nname = \"a\"\ndescription = \"What a record is.\"\n\n[lints]\nworkspace = true\n\n\
        [dependencies]\nserde.workspace = true\nweb-sys = { workspace = true, features = [\"Window\"] }\n\n\
        [target.'cfg(unix)'.dev-dependencies]\nproptest.workspace = true\n";

    #[test]
    fn a_good_manifest_passes() {
        assert_eq!(description("a", GOOD), None);
        assert_eq!(lints("a", GOOD), None);
        assert_eq!(versions("a", GOOD), []);
    }

    #[test]
    fn a_version_outside_the_root_is_found_in_every_spelling() {
        for bad in [
            "[dependencies]\nserde = \"1\"\n",
            "[dev-dependencies]\nserde = { version = \"1\" }\n",
            "[target.'cfg(unix)'.dependencies]\nserde = \"1\"\n",
            "[dependencies]\nrecord = { path = \"../record\" }\n",
            "[dependencies.serde]\nversion = \"1\"\n",
        ] {
            assert_eq!(versions("a", bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_missing_description_or_lint_table_is_found() {
        assert!(description("a", "[package]\nname = \"a\"\ndescription = \"\"\n").is_some());
        assert!(
            description(
                "a",
                "[dependencies]\ndescription = \"not a package's one\"\n"
            )
            .is_some()
        );
        assert!(lints("a", "[package]\n").is_some());
    }

    #[test]
    fn unsafe_code_must_be_forbidden() {
        assert_eq!(
            forbids_unsafe("a", "//! A.\n#![forbid(unsafe_code)]\n"),
            None
        );
        assert!(forbids_unsafe("a", "// #![forbid(unsafe_code)]\n").is_some());
    }
}
