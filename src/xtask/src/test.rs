//! `cargo xtask test`: every check and test, in order, up to the first that fails.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::arguments::Arguments;
use crate::browser::{self, Browser};
use crate::process::{self, Printed};
use crate::server::Server;
use crate::suites::{self, Count};
use crate::{Outcome, build, tidy, tools};

const TARGET: &str = "wasm32-unknown-unknown";
const REPORT: &str = "tests/browser/results/report.json";

/// Runs everything; `--fast` leaves out the browser and the release build.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    let arguments = Arguments::parse(words, &["--fast"], &[])?;
    if let Some(word) = arguments.rest.first() {
        return Err(format!("`test` does not know what to do with “{word}”."));
    }
    let mut steps = Steps {
        root,
        total: Count::default(),
    };
    let outcome = steps.all(arguments.has("--fast"));
    if outcome.is_err() && steps.total.failed == 0 {
        // A check that broke is a failure too, though it counts no tests.
        steps.total.failed = 1;
    }
    if let Err(sentence) = &outcome {
        println!("\n{sentence}");
    }
    println!(
        "\n{} passed, {} failed",
        steps.total.passed, steps.total.failed
    );
    outcome.map_err(|_| "The tests stopped at the first failure.".to_owned())
}

struct Steps<'a> {
    root: &'a Path,
    total: Count,
}

impl Steps<'_> {
    fn all(&mut self, fast: bool) -> Outcome {
        tools::wasm_target()?;
        self.step("format", |steps| steps.check(&["fmt", "--all", "--check"]))?;
        self.step("tidy", |steps| tidy::check(steps.root))?;
        self.step("clippy", |steps| {
            steps.check(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
        })?;
        self.step("clippy for WebAssembly", |steps| {
            steps.check(&[
                "clippy", "--target", TARGET, "-p", "app", "-p", "storage", "--", "-D", "warnings",
            ])
        })?;
        self.step("native tests", |steps| {
            let printed =
                process::keep(
                    steps
                        .cargo()
                        .args(["test", "--workspace", "--no-fail-fast"]),
                )?;
            steps.count(&printed, suites::count_cargo(&printed.stdout))
        })?;
        if fast {
            return Ok(());
        }
        let browser = Browser::set_up()?;
        browser::packages(self.root)?;
        tools::for_building(self.root)?;
        self.step("WebAssembly tests in the browser", |steps| {
            steps.wasm_tests(&browser)
        })?;
        self.step("release build", |steps| {
            build::release_if_changed(steps.root)
        })?;
        self.step("browser tests", |steps| steps.browser_tests(&browser))
    }

    /// Runs one step and prints its line: the name, how long it took, how many tests it counted.
    fn step(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        println!("      {name} ...");
        let (start, before) = (Instant::now(), self.total);
        let outcome = work(self);
        let seconds = start.elapsed().as_secs_f64();
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        let tests = match self.total.passed - before.passed {
            0 => String::new(),
            passed => format!(", {passed} tests"),
        };
        println!("{word:>5} {name} ({seconds:.1} s{tests})");
        outcome.map_err(|sentence| format!("{name}: {sentence}"))
    }

    /// A cargo command whose exit status is all that counts.
    fn check(&self, arguments: &[&str]) -> Outcome {
        let printed = process::keep(self.cargo().args(arguments))?;
        if printed.success {
            return Ok(());
        }
        process::show(&printed);
        Err(format!(
            "`cargo {}` found something; see above.",
            arguments.join(" ")
        ))
    }

    /// Adds a suite's count; its output is shown if anything failed.
    fn count(&mut self, printed: &Printed, count: Count) -> Outcome {
        self.total.add(count);
        if printed.success && count.failed == 0 && !count.is_empty() {
            return Ok(());
        }
        process::show(printed);
        Err(match count {
            Count {
                passed: 0,
                failed: 0,
            } => "no test has run; see above.".to_owned(),
            Count { failed: 0, .. } => "the suite broke off; see above.".to_owned(),
            Count { failed, .. } => format!("{failed} failed; see above."),
        })
    }

    fn wasm_tests(&mut self, browser: &Browser) -> Outcome {
        let mut cargo = self.cargo();
        cargo
            .args(["test", "--target", TARGET, "--tests", "--no-fail-fast"])
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                tools::tool(self.root, "wasm-bindgen-test-runner"),
            )
            .env("CHROMEDRIVER", &browser.driver)
            .env(
                "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                browser.driver_settings(self.root)?,
            )
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        let crates = crates_with_wasm_tests(self.root);
        if crates.is_empty() {
            return Err("no crate holds a test for the browser.".to_owned());
        }
        for name in crates {
            cargo.args(["-p", &name]);
        }
        let printed = process::keep(&mut cargo)?;
        self.count(&printed, suites::count_cargo(&printed.stdout))
    }

    fn browser_tests(&mut self, browser: &Browser) -> Outcome {
        let server = Server::bind(0)?;
        let address = format!("http://localhost:{}/", server.port);
        server.start(&self.root.join("dist"));
        let report = self.root.join(REPORT);
        // A report of an earlier run must not be taken for this one's.
        let _ = fs::remove_file(&report);
        let folder = self.root.join("tests");
        let mut node = Command::new("node");
        node.arg("node_modules/@playwright/test/cli.js")
            .args(["test"])
            .current_dir(&folder)
            .env("RAPPORT_URL", address)
            .env("RAPPORT_REPORT", &report)
            .env("CHROME", &browser.chromium);
        let printed = process::keep(&mut node)?;
        let text = fs::read_to_string(&report).unwrap_or_default();
        self.count(
            &printed,
            suites::count_playwright(&text).unwrap_or_default(),
        )
    }

    fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(self.root);
        cargo
    }
}

/// The crates in whose sources or tests a test for the browser stands.
fn crates_with_wasm_tests(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = tidy::files::below(&root.join("src"), "rs")
        .into_iter()
        .filter(|file| !file.starts_with(root.join("src/xtask")))
        .filter(|file| {
            fs::read_to_string(file).is_ok_and(|text| text.contains("#[wasm_bindgen_test]"))
        })
        .filter_map(|file| {
            let inside = file.strip_prefix(root.join("src")).ok()?.to_path_buf();
            Some(
                inside
                    .components()
                    .next()?
                    .as_os_str()
                    .to_string_lossy()
                    .into_owned(),
            )
        })
        .collect();
    names.sort();
    names.dedup();
    names
}
