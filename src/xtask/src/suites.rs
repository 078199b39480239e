//! Counts what the test suites say of themselves.

use serde_json::Value;

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    /// Both numbers added.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Whether there was any test at all.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Adds up the result lines of `cargo test`, which the WebAssembly runner's lines look like too.
pub(crate) fn count_cargo(output: &str) -> Count {
    let mut total = Count::default();
    for line in output.lines() {
        let Some(result) = line.trim().strip_prefix("test result: ") else {
            continue;
        };
        let numbers = result.split_once(". ").map_or("", |(_, numbers)| numbers);
        for part in numbers.split(';') {
            match part
                .trim()
                .split_once(' ')
                .map(|(number, what)| (number.parse::<u64>(), what))
            {
                Some((Ok(number), "passed")) => total.passed += number,
                Some((Ok(number), "failed")) => total.failed += number,
                _ => {}
            }
        }
    }
    total
}

/// Reads the totals of Playwright's JSON report. A test that passed only on a second try has failed.
pub(crate) fn count_playwright(report: &str) -> Option<Count> {
    let report: Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let number = |name: &str| stats.get(name).and_then(Value::as_u64);
    Some(Count {
        passed: number("expected")?,
        failed: number("unexpected")? + number("flaky")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_line_counts() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            count_cargo(output),
            Count {
                passed: 5,
                failed: 1
            }
        );
    }

    #[test]
    fn output_without_results_counts_nothing() {
        assert!(count_cargo("error: could not compile\ntest result: strange").is_empty());
    }

    #[test]
    fn the_browser_report_gives_its_totals() {
        let report = r#"{"stats":{"expected":7,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(
            count_playwright(report),
            Some(Count {
                passed: 7,
                failed: 2
            })
        );
        assert_eq!(count_playwright("{}"), None);
        assert_eq!(count_playwright("no json"), None);
    }
}
