//! `cargo xtask styles`: one style sheet out of the files in `style/`, so that a page makes one request.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::arguments::Arguments;

/// The files that come first, in this order; then the folders' files by name.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "boot.css"];
const FOLDERS: [&str; 2] = ["parts", "pages"];

/// Where `src/app/index.html` looks for the joined sheet.
const OUTPUT: &str = "target/styles/rapport.css";

/// Joins the sheets and writes the result if it has changed.
pub(crate) fn run(root: &Path, words: &[String]) -> Outcome {
    Arguments::parse(words, &[], &[])?;
    let mut joined = String::new();
    for file in files(root)? {
        let text = fs::read_to_string(&file)
            .map_err(|error| format!("could not read {}: {error}", file.display()))?;
        joined.push_str(&without_comments(&text));
        joined.push('\n');
    }
    let output = root.join(OUTPUT);
    if fs::read_to_string(&output).is_ok_and(|old| old == joined) {
        return Ok(());
    }
    if let Some(folder) = output.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| format!("could not make {}: {error}", folder.display()))?;
    }
    fs::write(&output, joined)
        .map_err(|error| format!("could not write {}: {error}", output.display()))
}

/// The sheets in the order in which they are joined.
pub(crate) fn files(root: &Path) -> Outcome<Vec<PathBuf>> {
    let style = root.join("style");
    let mut files: Vec<PathBuf> = FIRST
        .iter()
        .map(|name| style.join(name))
        .filter(|file| file.is_file())
        .collect();
    for folder in FOLDERS {
        let mut inside: Vec<PathBuf> = fs::read_dir(style.join(folder))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        inside.retain(|file| file.extension().is_some_and(|ending| ending == "css"));
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// The sheet without its comments and its empty lines; what stands in quotes stays as it is.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut quote = None;
    while let Some(letter) = rest.next() {
        match quote {
            Some(_) if letter == '\\' => {
                kept.push(letter);
                kept.extend(rest.next());
                continue;
            }
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter == '/' && rest.peek() == Some(&'*') => {
                rest.next();
                let mut before = ' ';
                for inside in rest.by_ref() {
                    if before == '*' && inside == '/' {
                        break;
                    }
                    before = inside;
                }
                continue;
            }
            None => {}
        }
        kept.push(letter);
    }
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_go() {
        assert_eq!(
            without_comments("/* why */\na {\n  b: c; /*/ x */\n}\n\n"),
            "a {\nb: c;\n}"
        );
    }

    #[test]
    fn what_stands_in_quotes_stays() {
        assert_eq!(
            without_comments(r#"a::before { content: "/* \" */"; }"#),
            r#"a::before { content: "/* \" */"; }"#
        );
    }

    #[test]
    fn an_unclosed_comment_ends_with_the_file() {
        assert_eq!(without_comments("a {} /* never closed"), "a {}");
    }
}
