//! `cargo xtask serve`: builds the app and serves it to this machine.

use std::path::Path;

use crate::arguments::Arguments;
use crate::server::Server;
use crate::{Outcome, build, process, tools};

const PORT: u16 = 8080;

/// Serves until it is interrupted: the release build, or with `--dev` one that reloads.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    let arguments = Arguments::parse(words, &["--dev"], &["--port"])?;
    if let Some(word) = arguments.rest.first() {
        return Err(format!("`serve` does not know what to do with “{word}”."));
    }
    let port = match arguments.value("--port") {
        None => PORT,
        Some(text) => text
            .parse()
            .map_err(|_| format!("“{text}” is no port: a number up to 65535 is."))?,
    };
    if arguments.has("--dev") {
        tools::for_building(root)?;
        let mut trunk = tools::trunk(root)?;
        trunk.args([
            "serve",
            "--port",
            &port.to_string(),
            "--dist",
            "target/dev-dist",
        ]);
        return process::run(&mut trunk, "serving the development build");
    }
    // Before the minutes of building: a taken port is better known at once.
    let server = Server::bind(port)?;
    tools::for_building(root)?;
    build::release_if_changed(root)?;
    println!(
        "\nRapport is at http://localhost:{} (Ctrl+C ends it).",
        server.port
    );
    for thread in server.start(&root.join("dist")) {
        thread.join().map_err(|_| "the server has stopped.")?;
    }
    Ok(())
}
