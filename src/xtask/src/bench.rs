//! `cargo xtask bench`: the native benchmarks, then those in the browser.

use std::path::Path;
use std::process::Command;

use crate::arguments::Arguments;
use crate::browser::{self, Browser};
use crate::server::Server;
use crate::{Outcome, build, process, tidy, tools};

/// The browser benchmarks' program; it gets the app's address in RAPPORT_URL and the browser in CHROME.
const IN_BROWSER: &str = "bench/run.mjs";

/// Runs every benchmark whose name holds the filter; without one, all.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    let arguments = Arguments::parse(words, &[], &[])?;
    native(root, &arguments.rest)?;
    in_browser(root, &arguments.rest)
}

/// Runs `cargo bench` in each crate that has a `benches` folder.
fn native(root: &Path, filter: &[String]) -> Outcome {
    for folder in tidy::files::folders(&root.join("src")) {
        let Some(name) = folder
            .file_name()
            .filter(|_| folder.join("benches").is_dir())
        else {
            continue;
        };
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(root)
            .args(["bench", "--benches", "-p"])
            .arg(name);
        if !filter.is_empty() {
            cargo.arg("--").args(filter);
        }
        process::run(&mut cargo, "the native benchmarks")?;
    }
    Ok(())
}

/// Runs `tests/bench/run.mjs` against the release build.
fn in_browser(root: &Path, filter: &[String]) -> Outcome {
    let folder = root.join("tests");
    if !folder.join(IN_BROWSER).is_file() {
        return Ok(());
    }
    let browser = Browser::set_up()?;
    browser::packages(root)?;
    tools::for_building(root)?;
    build::release_if_changed(root)?;
    let server = Server::bind(0)?;
    let address = format!("http://localhost:{}/", server.port);
    server.start(&root.join("dist"));
    let mut node = Command::new("node");
    node.arg(IN_BROWSER)
        .args(filter)
        .current_dir(&folder)
        .env("RAPPORT_URL", address)
        .env("CHROME", &browser.chromium);
    process::run(&mut node, "the benchmarks in the browser")
}
