//! Rules on the app: what its views may hold, and where it may call the browser.

use std::path::Path;

use super::Finding;
use super::files;
use crate::{Outcome, styles};

/// The one folder of the app that calls the browser.
const PLATFORM: &str = "src/app/src/platform";

/// No view is made from a string of HTML, and none carries a style attribute, which the page's policy refuses.
pub(crate) fn markup(name: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", number + 1);
        if line.contains(concat!("inner", "_html")) || line.contains(concat!("inner", "HTML")) {
            findings.push(Finding::new(
                &place,
                "HTML never comes from a string; build a view",
            ));
        }
        if has_style_attribute(line) {
            findings.push(Finding::new(
                &place,
                "the policy refuses style attributes; use a class or style:property",
            ));
        }
        if has_inline_code(line) {
            findings.push(Finding::new(
                &place,
                "the policy refuses inline scripts and styles; use a file",
            ));
        }
    }
    findings
}

/// Only `platform` calls the browser, so that the rest can be read without knowing it.
pub(crate) fn browser_calls(name: &str, text: &str) -> Vec<Finding> {
    if name.starts_with(PLATFORM) {
        return Vec::new();
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| line.contains("web_sys") || line.contains("js_sys"))
        .map(|(number, _)| {
            Finding::new(
                &format!("{name}:{}", number + 1),
                "browser calls belong into src/app/src/platform",
            )
        })
        .collect()
}

/// Every sheet in `style/` is one of those that the build joins.
pub(crate) fn loose_styles(root: &Path) -> Outcome<Vec<Finding>> {
    let joined = styles::files(root)?;
    Ok(files::below(&root.join("style"), "css")
        .into_iter()
        .filter(|file| !joined.contains(file))
        .map(|file| {
            let place = file
                .strip_prefix(root)
                .unwrap_or(&file)
                .display()
                .to_string();
            Finding::new(
                &place,
                "the build does not join this sheet; move it to style/parts or style/pages",
            )
        })
        .collect())
}

/// `style=` as an attribute: after white space, and no comparison or assignment to a variable. A pair of
/// a property's name and its value, `style=("--name", …)`, sets that property and is no attribute.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style=").any(|(start, word)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + word.len()..).unwrap_or_default();
        before.is_some_and(char::is_whitespace)
            && !after.is_empty()
            && !after.starts_with(['=', ' '])
            && !after.starts_with("(\"")
    })
}

/// A `<style>` element, or a `<script>` without a source, in HTML or in a view.
fn has_inline_code(line: &str) -> bool {
    line.contains("<style") || (line.contains("<script") && !line.contains("src="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_attribute_is_refused_and_a_style_property_is_not() {
        for bad in [
            r#"<p style="color: red">"#,
            "<p style=move || css()>",
            "<p class=a style={css}>",
        ] {
            assert_eq!(markup("a.rs", bad).len(), 1, "{bad}");
        }
        for good in [
            "<p style:color=red>",
            "<p style=(\"--columns\", count)>",
            "let style = 1;",
            "if style== 1",
            "data-style=\"x\"",
            "list_style=3",
        ] {
            assert_eq!(markup("a.rs", good), [], "{good}");
        }
    }

    #[test]
    fn html_from_a_string_is_refused() {
        assert_eq!(markup("a.rs", concat!("<p inner", "_html=text/>")).len(), 1);
        assert_eq!(
            markup("a.rs", concat!("element.set_inner", "_html(text)")).len(),
            1
        );
    }

    #[test]
    fn inline_code_is_refused_and_a_file_is_not() {
        assert_eq!(markup("a.html", "<script>run()</script>").len(), 1);
        assert_eq!(markup("a.html", "<style>p {}</style>").len(), 1);
        assert_eq!(
            markup("a.html", r#"<script src="./before-paint.js"></script>"#),
            []
        );
    }

    #[test]
    fn browser_calls_stand_in_platform_only() {
        let call = "let w = web_sys::window();";
        assert_eq!(browser_calls("src/app/src/platform/clock.rs", call), []);
        assert_eq!(browser_calls("src/app/src/pages/home.rs", call).len(), 1);
        assert_eq!(
            browser_calls("src/app/src/pages/home.rs", "// as web_sys has it"),
            []
        );
    }
}
