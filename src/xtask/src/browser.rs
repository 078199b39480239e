//! What the tests in a browser need: Chromium, its driver, and the packages of `tests/package-lock.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::{process, tools};

const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const MAC_BROWSERS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// How a browser runs without a screen and without calling anybody.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A browser and the driver that fits it.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both, installing them where that is this machine's custom.
    pub(crate) fn set_up() -> Outcome<Self> {
        if find_chromium().is_none() || find_driver().is_none() {
            install()?;
        }
        let chromium = find_chromium().ok_or(
            "the tests need Chromium or Chrome: install one, or name it in the variable CHROME. \
             `cargo xtask test --fast` does without.",
        )?;
        let driver = find_driver().ok_or(
            "the tests need chromedriver in the browser's own version: install it, or name it in the \
             variable CHROMEDRIVER. `cargo xtask test --fast` does without.",
        )?;
        let versions = [&chromium, &driver].map(|program| {
            process::line(program, &["--version"])
                .as_deref()
                .and_then(major)
        });
        if let [Some(browser), Some(fitting)] = versions
            && browser != fitting
        {
            return Err(format!(
                "Chromium is version {browser}, chromedriver {fitting}: install the same version of both."
            ));
        }
        Ok(Self { chromium, driver })
    }

    /// Writes the settings that the WebAssembly test runner hands the driver, and says where.
    pub(crate) fn driver_settings(&self, root: &Path) -> Outcome<PathBuf> {
        let settings = serde_json::json!({
            "goog:chromeOptions": { "binary": self.chromium, "args": FLAGS }
        });
        let file = root.join(".tools/webdriver.json");
        fs::write(&file, settings.to_string())
            .map_err(|error| format!("could not write {}: {error}", file.display()))?;
        Ok(file)
    }
}

/// Installs the npm packages of the browser tests.
pub(crate) fn packages(root: &Path) -> Outcome {
    let folder = root.join("tests");
    if tools::is_installed(&folder, &folder) {
        return Ok(());
    }
    let mut npm = process::npm().ok_or(
        "the browser tests need Node.js 20 or newer with npm. `cargo xtask test --fast` does without.",
    )?;
    println!("Installing the browser tests' packages into tests/node_modules (under a minute).");
    process::run(
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&folder),
        "installing the browser tests' packages",
    )?;
    tools::note_installed(&folder, &folder)
}

fn find_chromium() -> Option<PathBuf> {
    named("CHROME")
        .or_else(|| BROWSERS.iter().find_map(|name| process::on_path(name)))
        .or_else(|| {
            MAC_BROWSERS
                .iter()
                .map(PathBuf::from)
                .find(|file| file.is_file())
        })
}

fn find_driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| process::on_path("chromedriver"))
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|file| file.is_file())
}

/// Installs Debian's packages when this is Debian and its administrator asks; anywhere else it does nothing.
fn install() -> Outcome {
    let is_debian =
        Path::new("/etc/debian_version").is_file() && process::on_path("apt-get").is_some();
    let is_root = process::line("id", &["-u"]).as_deref() == Some("0");
    if !is_debian || !is_root {
        return Ok(());
    }
    println!("Installing Chromium and its driver with apt-get (one to three minutes).");
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        apt.args(["-q", "-y"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut apt, "installing Chromium")
    };
    apt(&["update"])?;
    apt(&[
        "install",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ])
}

/// The first number of “Chromium 156.0.8078.79 built on …”.
fn major(version: &str) -> Option<u32> {
    version
        .split(|letter: char| !letter.is_ascii_digit())
        .find(|word| !word.is_empty())?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_version_is_the_first_number() {
        assert_eq!(
            major("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"),
            Some(156)
        );
        assert_eq!(major("ChromeDriver 99.1 (abc)"), Some(99));
        assert_eq!(major("none"), None);
    }
}
