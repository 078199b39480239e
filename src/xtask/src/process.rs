//! Runs other programs.

use std::ffi::OsStr;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use crate::Outcome;

/// What a program printed and whether it succeeded.
#[derive(Debug)]
pub(crate) struct Printed {
    /// Whether it exited with zero.
    pub(crate) success: bool,
    /// What it wrote to its standard output.
    pub(crate) stdout: String,
    /// What it wrote to its standard error; empty when that went straight to the terminal.
    pub(crate) stderr: String,
}

/// Runs a command with its output on the terminal.
pub(crate) fn run(command: &mut Command, purpose: &str) -> Outcome {
    let status = command
        .status()
        .map_err(|error| format!("{purpose}: could not start {}: {error}", name(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!(
            "{purpose} failed: {} ended with {status}.",
            name(command)
        ))
    }
}

/// Runs a command and keeps its output; at a terminal, its progress on standard error stays visible.
pub(crate) fn keep(command: &mut Command) -> Outcome<Printed> {
    let visible = std::io::stderr().is_terminal();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(if visible {
            Stdio::inherit()
        } else {
            Stdio::piped()
        });
    let mut child = command
        .spawn()
        .map_err(|error| format!("could not start {}: {error}", name(command)))?;
    let errors = child.stderr.take().map(|mut pipe| {
        thread::spawn(move || {
            let mut text = Vec::new();
            // A broken pipe only cuts the text short; the exit status still tells.
            let _ = pipe.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        })
    });
    let mut stdout = Vec::new();
    if let Some(mut pipe) = child.stdout.take() {
        let _ = pipe.read_to_end(&mut stdout);
    }
    let stderr = errors
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default();
    let status = child
        .wait()
        .map_err(|error| format!("could not wait for {}: {error}", name(command)))?;
    Ok(Printed {
        success: status.success(),
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr,
    })
}

/// A short program's standard output without the outer white space, or nothing if it fails.
pub(crate) fn line(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Where a program lies on the PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd"]
    } else {
        &[""]
    };
    std::env::split_paths(&path)
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(format!("{program}{ending}")))
        })
        .find(|file| file.is_file())
}

/// npm, or nothing if it is not installed.
pub(crate) fn npm() -> Option<Command> {
    let mut npm = Command::new(on_path("npm")?);
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Some(npm)
}

/// Prints a program's output, indented under the step it belongs to.
pub(crate) fn show(printed: &Printed) {
    for text in [&printed.stdout, &printed.stderr] {
        for line in text.lines() {
            println!("    {line}");
        }
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
