//! Finishes the release build: the service worker's list of files, the policy in the page, the
//! compressed neighbours of each file, and the table of sizes.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::http;

/// Past this many bytes, compressed, opening the app takes too long on a slow line: a warning, then a failure.
const WARNING: usize = 350 * 1024;
const LIMIT: usize = 400 * 1024;

/// What `src/app/index.html` and `public/sw.js` hold in the places that the build fills.
const BUILD_META: &str = r#"<meta name="build" content="development">"#;
const WORKER_VERSION: &str = "const VERSION = \"unbuilt\";";
const WORKER_FILES: &str = "const FILES = [];";

/// One file of the build and its sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Size {
    name: String,
    raw: usize,
    /// As brotli sends it; the raw size where compressing gains nothing.
    sent: usize,
}

/// Completes `dist` after Trunk and tells the size of each file.
pub(crate) fn finish(dist: &Path) -> Outcome<Vec<Size>> {
    let mut names = Vec::new();
    collect(dist, "", &mut names)?;
    names.sort();
    let version = version(dist, &names)?;
    replace(
        &dist.join("index.html"),
        &[(BUILD_META, &build_meta(&version))],
    )?;
    let kept: Vec<&String> = names.iter().filter(|name| is_kept_offline(name)).collect();
    let list = serde_json::to_string(&kept).map_err(|error| error.to_string())?;
    replace(
        &dist.join("sw.js"),
        &[
            (WORKER_VERSION, &format!("const VERSION = \"{version}\";")),
            (WORKER_FILES, &format!("const FILES = {list};")),
        ],
    )?;
    names.iter().map(|name| compress(dist, name)).collect()
}

/// Prints the table, and an alarm when what a first visit transfers is over the limit.
pub(crate) fn report(sizes: &[Size]) {
    println!("\n{:>10} {:>10}  file", "raw", "brotli");
    for size in sizes {
        println!("{:>10} {:>10}  {}", size.raw, size.sent, size.name);
    }
    let (raw, sent) = first_visit(sizes);
    println!("{raw:>10} {sent:>10}  a first visit, in bytes");
    if sent > LIMIT {
        println!("Alarm: over {LIMIT} bytes on the first visit.");
    } else if sent > WARNING {
        println!("Warning: over {WARNING} bytes on the first visit.");
    }
}

/// What the page itself loads, raw and as sent: all but the worker, the manifest and the icons for installing.
fn first_visit(sizes: &[Size]) -> (usize, usize) {
    sizes
        .iter()
        .filter(|size| is_kept_offline(&size.name))
        .filter(|size| !size.name.ends_with(".png") && !size.name.ends_with(".webmanifest"))
        .fold((0, 0), |(raw, sent), size| {
            (raw + size.raw, sent + size.sent)
        })
}

/// Everything but the worker itself, which the browser looks after.
fn is_kept_offline(name: &str) -> bool {
    name != "sw.js"
}

/// The names of all files, with `/` between folders, without compressed neighbours of an earlier run.
fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Outcome {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("could not read {}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{name}/"), names)?;
        } else if !http::CODINGS
            .iter()
            .any(|(_, ending)| name.ends_with(&format!(".{ending}")))
        {
            names.push(name);
        }
    }
    Ok(())
}

/// One number over every file's name and content: another build, another version.
fn version(dist: &Path, names: &[String]) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    for name in names {
        name.hash(&mut hasher);
        read(&dist.join(name))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn build_meta(version: &str) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n  <meta name=\"build\" content=\"{version}\">",
        http::POLICY
    )
}

/// Replaces each text, which must stand in the file exactly once.
fn replace(file: &Path, changes: &[(&str, &str)]) -> Outcome {
    let mut text = String::from_utf8_lossy(&read(file)?).into_owned();
    for (old, new) in changes {
        if text.matches(old).count() != 1 {
            return Err(format!(
                "{} must hold `{old}` exactly once for the build to fill in.",
                file.display()
            ));
        }
        text = text.replace(old, new);
    }
    fs::write(file, text).map_err(|error| format!("could not write {}: {error}", file.display()))
}

fn compress(dist: &Path, name: &str) -> Outcome<Size> {
    let path = dist.join(name);
    let raw = read(&path)?;
    let mut size = Size {
        name: name.to_owned(),
        raw: raw.len(),
        sent: raw.len(),
    };
    if name.ends_with(".png") || name.ends_with(".woff2") {
        return Ok(size);
    }
    for (coding, ending) in http::CODINGS {
        let small = if coding == "br" {
            brotli(&raw)
        } else {
            gzip(&raw)
        }
        .map_err(|error| format!("could not compress {name}: {error}"))?;
        if small.len() >= raw.len() {
            continue;
        }
        let neighbour = PathBuf::from(format!("{}.{ending}", path.display()));
        fs::write(&neighbour, &small)
            .map_err(|error| format!("could not write {}: {error}", neighbour.display()))?;
        if coding == "br" {
            size.sent = small.len();
        }
    }
    Ok(size)
}

fn brotli(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut small = Vec::new();
    let settings = ::brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    ::brotli::BrotliCompress(&mut &*raw, &mut small, &settings)?;
    Ok(small)
}

fn gzip(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(raw)?;
    encoder.finish()
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| format!("could not read {}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn built(name: &str, worker: &str) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("rapport-dist-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(dist.join("icons")).unwrap();
        fs::write(
            dist.join("index.html"),
            format!("<head>{BUILD_META}</head>{}", "text ".repeat(99)),
        )
        .unwrap();
        fs::write(dist.join("sw.js"), worker).unwrap();
        fs::write(dist.join("icons/a.png"), [0; 999]).unwrap();
        dist
    }

    #[test]
    fn the_worker_learns_the_version_and_the_files() {
        let dist = built("worker", &format!("{WORKER_VERSION}\n{WORKER_FILES}\n"));
        finish(&dist).unwrap();
        let worker = fs::read_to_string(dist.join("sw.js")).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        let version = worker.split('"').nth(1).unwrap();
        assert!(
            worker.contains(r#"const FILES = ["icons/a.png","index.html"];"#),
            "{worker}"
        );
        assert!(
            page.contains(&format!(r#"<meta name="build" content="{version}">"#)),
            "{page}"
        );
        assert!(page.contains("http-equiv=\"Content-Security-Policy\""));
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn what_compresses_gets_neighbours_and_a_picture_does_not() {
        let dist = built("small", &format!("{WORKER_VERSION}\n{WORKER_FILES}\n"));
        let sizes = finish(&dist).unwrap();
        assert!(dist.join("index.html.br").is_file() && dist.join("index.html.gz").is_file());
        assert!(!dist.join("icons/a.png.br").exists());
        let page = sizes.iter().find(|size| size.name == "index.html").unwrap();
        assert!(page.sent < page.raw);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_worker_without_its_places_stops_the_build() {
        let dist = built("broken", "const VERSION = 1;");
        assert!(finish(&dist).unwrap_err().contains("exactly once"));
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn brotli_and_gzip_give_back_what_went_in() {
        let raw = b"Rapport, rapport, rapport.".repeat(40);
        let mut from_brotli = Vec::new();
        ::brotli::BrotliDecompress(&mut brotli(&raw).unwrap().as_slice(), &mut from_brotli)
            .unwrap();
        let mut from_gzip = Vec::new();
        let mut decoder = flate2::write::GzDecoder::new(&mut from_gzip);
        decoder.write_all(&gzip(&raw).unwrap()).unwrap();
        decoder.finish().unwrap();
        assert_eq!((from_brotli, from_gzip), (raw.clone(), raw));
    }
}
