//! `cargo xtask bench`: the native benchmarks, then those in the browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::arguments::Arguments;
use crate::{Outcome, process, served, tidy, tools};

/// The browser benchmarks' program; it also gets the folder of the core's benchmarks in BENCH_DIST.
const IN_BROWSER: &str = "bench/run.mjs";

/// The crate that runs the core inside a browser, and how it is built: as the app is.
const CORE: &str = "bench";
const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "app";

/// Runs every benchmark whose name holds the filter; without one, all. `--browser` leaves out the
/// native ones.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    let arguments = Arguments::parse(words, &["--browser"], &[])?;
    if !arguments.has("--browser") {
        native(root, &arguments.rest)?;
    }
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
    let mut node = served::program(root, IN_BROWSER)?;
    node.args(filter).env("BENCH_DIST", core(root)?);
    process::run(&mut node, "the benchmarks in the browser")
}

/// Builds the core's benchmarks for a browser, the way the app is built, and says where they are.
fn core(root: &Path) -> Outcome<PathBuf> {
    let built = target(root).join(TARGET).join(PROFILE).join("bench.wasm");
    let folder = root.join("target/bench-dist");
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(root)
        .args([
            "build",
            "--locked",
            "--target",
            TARGET,
            "--profile",
            PROFILE,
        ])
        .args(["--package", CORE]);
    process::run(&mut cargo, "building the core's benchmarks")?;
    fs::create_dir_all(&folder)
        .map_err(|error| format!("could not make {}: {error}", folder.display()))?;
    let mut bindgen = Command::new(tools::tool(root, "wasm-bindgen"));
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .args([&folder, &built]);
    process::run(
        &mut bindgen,
        "making the core's benchmarks ready for a browser",
    )?;
    let mut optimize = Command::new(root.join(".tools/npm/node_modules/.bin/wasm-opt"));
    let wasm = folder.join("bench_bg.wasm");
    optimize
        .args([
            "-Oz",
            "--enable-bulk-memory",
            "--enable-nontrapping-float-to-int",
        ])
        .args(["--enable-sign-ext", "--enable-mutable-globals"])
        .args(["--enable-reference-types", "--enable-multivalue", "-o"])
        .args([&wasm, &wasm]);
    process::run(&mut optimize, "optimising the core's benchmarks")?;
    Ok(folder)
}

/// Where cargo puts what it builds.
fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
