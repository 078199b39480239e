//! The project's commands, run as `cargo xtask <command>`; one file per command.
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands speak to a person at a terminal"
)]

mod arguments;
mod bench;
mod browser;
mod build;
mod dist;
mod http;
mod inputs;
mod process;
mod screenshots;
mod serve;
mod served;
mod server;
mod styles;
mod suites;
mod test;
mod tidy;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A sentence for the person at the terminal: what went wrong and what to do.
pub(crate) type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--dev]   set up what is missing, build, and serve on http://localhost:8080;
                             --dev rebuilds and reloads whenever a file changes
  test [--fast]              every check and test; --fast leaves out the browser and the release build
  build                      the release build in dist/, with the size of each file
  bench [filter]             the benchmarks, native and in the browser
  screenshots [filter]       a picture of every page, light and dark, in tests/screenshots
  tidy                       the rules of the house
  styles                     one style sheet out of style/ (Trunk calls this)
";

fn main() -> ExitCode {
    let root = workspace_root();
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let words: Vec<String> = words.collect();
    let outcome = match command.as_str() {
        "serve" => serve::run(&root, &words),
        "test" => test::run(&root, &words),
        "build" => build::run(&root, &words),
        "bench" => bench::run(&root, &words),
        "screenshots" => screenshots::run(&root, &words),
        "tidy" => tidy::run(&root, &words),
        "styles" => styles::run(&root, &words),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command “{other}”.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's folder: two above this crate. Cargo names the crate's folder when it runs the
/// command, which stays right when two clones share one target folder.
fn workspace_root() -> PathBuf {
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let here = Path::new(&here);
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
