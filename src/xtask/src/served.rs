//! A program in `tests/` that works with the release build in a browser.

use std::path::Path;
use std::process::Command;

use crate::browser::{self, Browser};
use crate::server::Server;
use crate::{Outcome, build, tools};

/// Builds and serves the app, and makes ready to run a program of Node.js in `tests/`: it gets the
/// app's address in RAPPORT_URL and the browser in CHROME. The server lasts as long as this process.
pub(crate) fn program(root: &Path, script: &str) -> Outcome<Command> {
    let browser = Browser::set_up()?;
    browser::packages(root)?;
    tools::for_building(root)?;
    build::release_if_changed(root)?;
    let server = Server::bind(0)?;
    let address = format!("http://localhost:{}/", server.port);
    server.start(&root.join("dist"));
    let mut node = Command::new("node");
    node.arg(script)
        .current_dir(root.join("tests"))
        .env("RAPPORT_URL", address)
        .env("CHROME", &browser.chromium);
    Ok(node)
}
