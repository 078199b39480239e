//! `cargo xtask build`: the release build in `dist/`.

use std::path::Path;

use crate::arguments::Arguments;
use crate::{Outcome, dist, inputs, process, tools};

/// Sets the tools up, builds, finishes `dist/` and prints the sizes.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    Arguments::parse(words, &[], &[])?;
    tools::for_building(root)?;
    release(root)
}

/// The same, unless nothing has changed since the last release build.
pub(crate) fn release_if_changed(root: &Path) -> Outcome {
    if inputs::unchanged(root) {
        println!("The release build in dist/ is up to date.");
        return Ok(());
    }
    release(root)
}

fn release(root: &Path) -> Outcome {
    println!(
        "Building the app for release; the first time takes several minutes, later ones about one."
    );
    let fingerprint = inputs::fingerprint(root);
    inputs::forget(root);
    let mut trunk = tools::trunk(root)?;
    trunk.args(["build", "--release"]);
    process::run(&mut trunk, "building the app")?;
    let sizes = dist::finish(&root.join("dist"))?;
    dist::report(&sizes);
    inputs::note(root, &fingerprint);
    Ok(())
}
