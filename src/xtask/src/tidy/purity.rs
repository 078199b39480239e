//! The core is pure: nothing below it reaches for a clock, randomness, the network or a browser.

use std::path::Path;
use std::process::Command;

use super::{CORE, Finding};
use crate::{Outcome, process};

/// The packages that would bring the outside in.
const OUTSIDE: [&str; 7] = [
    "wasm-bindgen",
    "js-sys",
    "web-sys",
    "tokio",
    "leptos",
    "getrandom",
    "async-std",
];

/// Asks cargo for the dependencies of each core crate that there is.
pub(crate) fn check(root: &Path) -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for name in CORE
        .iter()
        .filter(|name| root.join("src").join(name).is_dir())
    {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(root).args([
            "tree",
            "--target",
            "wasm32-unknown-unknown",
            "-e",
            "normal",
        ]);
        cargo.args(["--prefix", "none", "--format", "{p}", "-p", name]);
        let printed = process::keep(&mut cargo)?;
        if !printed.success {
            process::show(&printed);
            return Err(format!("`cargo tree -p {name}` failed; see above."));
        }
        findings.extend(impure(name, &printed.stdout));
    }
    Ok(findings)
}

/// The forbidden packages in a dependency list with one package a line.
fn impure(name: &str, tree: &str) -> Vec<Finding> {
    OUTSIDE
        .iter()
        .filter(|outside| {
            tree.lines()
                .any(|line| line.split(' ').next() == Some(**outside))
        })
        .map(|outside| {
            Finding::new(
                &format!("src/{name}"),
                &format!("a core crate must not depend on {outside}"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_package_anywhere_in_the_tree_is_found() {
        let tree = "record v0.1.0 (/a)\nserde v1.0.0\ngetrandom v0.3.0\njs-sys v0.3.0 (*)\n";
        assert_eq!(impure("record", tree).len(), 2);
    }

    #[test]
    fn a_package_with_a_like_name_is_not() {
        assert_eq!(
            impure(
                "record",
                "record v0.1.0 (/a)\ntokio-util v0.7.0\nleptos_macro v0.8.0\n"
            ),
            []
        );
    }
}
