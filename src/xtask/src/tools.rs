//! What building needs beside Rust itself: each tool in its pinned version, in `.tools/`, never over the user's own.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::process;

const TARGET: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";

/// The tools are built for one use each: less optimisation makes their installation much shorter.
const QUICK_RELEASE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Sets up everything that the app's build needs.
pub(crate) fn for_building(root: &Path) -> Outcome {
    wasm_target()?;
    wasm_bindgen(root)?;
    trunk_itself(root)?;
    wasm_opt(root)
}

/// Adds the WebAssembly target to the compiler if it lacks it.
pub(crate) fn wasm_target() -> Outcome {
    let sysroot = process::line("rustc", &["--print", "sysroot"])
        .ok_or("the Rust compiler was not found; see https://rustup.rs")?;
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .is_dir()
    {
        return Ok(());
    }
    println!("Adding the compiler's WebAssembly target (under a minute).");
    process::run(
        Command::new("rustup").args(["target", "add", TARGET]),
        &format!(
            "adding the target {TARGET} (without rustup, install it the way your Rust was installed)"
        ),
    )
}

/// Installs wasm-bindgen and its test runner in exactly the version of Cargo.lock.
pub(crate) fn wasm_bindgen(root: &Path) -> Outcome {
    let lock = fs::read_to_string(root.join("Cargo.lock"))
        .map_err(|error| format!("could not read Cargo.lock: {error}"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen, without which the app cannot be built.")?;
    if process::line(tool(root, "wasm-bindgen"), &["--version"])
        == Some(format!("wasm-bindgen {version}"))
    {
        return Ok(());
    }
    println!("Installing wasm-bindgen {version} into .tools/ (two to four minutes).");
    // Without --locked: what must match is this version, not those of its dependencies.
    install(root, "wasm-bindgen-cli", &version, &[])
}

/// The arguments and surroundings that every call of Trunk shares.
pub(crate) fn trunk(root: &Path) -> Outcome<Command> {
    let mut trunk = Command::new(tool(root, "trunk"));
    trunk
        .current_dir(root)
        .env("PATH", path_with_tools(root)?)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env_remove("RUST_BACKTRACE") // Its errors read better without.
        .env_remove("NO_COLOR"); // Trunk takes this variable for an option of its own and refuses “1”.
    Ok(trunk)
}

/// Where a tool of `.tools/` lies.
pub(crate) fn tool(root: &Path, name: &str) -> PathBuf {
    root.join(".tools/bin")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn trunk_itself(root: &Path) -> Outcome {
    if process::line(tool(root, "trunk"), &["--version"]) == Some(format!("trunk {TRUNK}")) {
        return Ok(());
    }
    println!("Installing Trunk {TRUNK} into .tools/ (four to eight minutes).");
    install(root, "trunk", TRUNK, &["--locked"])
}

/// Installs wasm-opt, which makes the app a good part smaller, when npm is there to do it.
fn wasm_opt(root: &Path) -> Outcome {
    let folder = root.join(".tools/npm");
    let source = root.join("src/xtask/npm");
    if is_installed(&source, &folder) {
        return Ok(());
    }
    let Some(mut npm) = process::npm() else {
        println!(
            "npm was not found: Trunk will look for wasm-opt on the PATH or fetch one itself."
        );
        return Ok(());
    };
    println!("Installing wasm-opt into .tools/ (under a minute).");
    fs::create_dir_all(&folder)
        .map_err(|error| format!("could not make {}: {error}", folder.display()))?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), folder.join(name))
            .map_err(|error| format!("could not copy {name} to {}: {error}", folder.display()))?;
    }
    process::run(
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&folder),
        "installing wasm-opt",
    )?;
    note_installed(&source, &folder)
}

/// Whether the packages in `folder` are those that the lock file in `source` names.
pub(crate) fn is_installed(source: &Path, folder: &Path) -> bool {
    let noted = fs::read(folder.join("node_modules/.installed-lock"));
    let wanted = fs::read(source.join("package-lock.json"));
    matches!((noted, wanted), (Ok(noted), Ok(wanted)) if noted == wanted)
}

/// Notes that the packages in `folder` are those of the lock file in `source`.
pub(crate) fn note_installed(source: &Path, folder: &Path) -> Outcome {
    fs::copy(
        source.join("package-lock.json"),
        folder.join("node_modules/.installed-lock"),
    )
    .map(|_| ())
    .map_err(|error| format!("could not note the installed packages: {error}"))
}

fn install(root: &Path, name: &str, version: &str, extra: &[&str]) -> Outcome {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", name, "--version", version, "--force", "--root"])
        .arg(root.join(".tools"))
        .args(extra)
        // Neither this project's settings nor its target folder have a say in a tool's build.
        .current_dir(std::env::temp_dir())
        .envs(QUICK_RELEASE);
    process::run(&mut cargo, &format!("installing {name} {version}"))
}

fn path_with_tools(root: &Path) -> Outcome<OsString> {
    let own = [
        root.join(".tools/bin"),
        root.join(".tools/npm/node_modules/.bin"),
    ];
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(own.into_iter().chain(std::env::split_paths(&path)))
        .map_err(|error| format!("the PATH cannot be extended: {error}"))
}

/// A package's version in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| line.trim() == name)?;
    let version = lines
        .next()?
        .trim()
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
            [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
