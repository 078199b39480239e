//! Reading the marks.

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// Level 1 to 3.
    Heading(u8, Vec<Span>),
    Paragraph(Vec<Span>),
    Code(String),
    Quote(Vec<Block>),
    /// Whether it is numbered, and its items.
    List(bool, Vec<Vec<Span>>),
    Rule,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Span {
    Text(String),
    Break,
    Code(String),
    Bold(Vec<Span>),
    Italic(Vec<Span>),
    /// What is read, and where it leads.
    Link(Vec<Span>, String),
}

/// How deep quotes and marks may lie in each other; deeper ones are text.
const DEEPEST: usize = 8;

/// The blocks of a text.
pub(super) fn parse(text: &str) -> Vec<Block> {
    blocks(text, 0)
}

fn blocks(text: &str, depth: usize) -> Vec<Block> {
    let mut found = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let block = if trimmed.starts_with("```") {
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.trim_start().starts_with("```"))
                .collect();
            Some(Block::Code(code.join("\n")))
        } else if let Some((level, rest)) = heading(trimmed) {
            Some(Block::Heading(level, spans(rest, 0)))
        } else if matches!(trimmed.trim_end(), "---" | "***" | "___") {
            Some(Block::Rule)
        } else if let (true, Some(rest)) = (depth < DEEPEST, trimmed.strip_prefix('>')) {
            let mut inner = vec![rest.strip_prefix(' ').unwrap_or(rest)];
            while let Some(more) = lines.peek().and_then(|l| l.trim_start().strip_prefix('>')) {
                inner.push(more.strip_prefix(' ').unwrap_or(more));
                lines.next();
            }
            Some(Block::Quote(blocks(&inner.join("\n"), depth + 1)))
        } else if let Some((ordered, rest)) = list_item(trimmed) {
            let mut items = vec![spans(rest, 0)];
            while let Some((_, more)) = lines
                .peek()
                .and_then(|line| list_item(line.trim_start()))
                .filter(|(kind, _)| *kind == ordered)
            {
                items.push(spans(more, 0));
                lines.next();
            }
            Some(Block::List(ordered, items))
        } else {
            None
        };
        match block {
            Some(block) => {
                end_paragraph(&mut paragraph, &mut found);
                found.push(block);
            }
            None if trimmed.is_empty() => end_paragraph(&mut paragraph, &mut found),
            None => paragraph.push(line.trim()),
        }
    }
    end_paragraph(&mut paragraph, &mut found);
    found
}

/// Lines of a paragraph stay lines: people write messages that way.
fn end_paragraph(lines: &mut Vec<&str>, found: &mut Vec<Block>) {
    if lines.is_empty() {
        return;
    }
    let mut all = Vec::new();
    for (i, line) in lines.drain(..).enumerate() {
        if i > 0 {
            all.push(Span::Break);
        }
        all.extend(spans(line, 0));
    }
    found.push(Block::Paragraph(all));
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let text = rest.strip_prefix(' ')?.trim();
    (1..=6)
        .contains(&level)
        .then_some((level.min(3) as u8, text))
}

fn list_item(line: &str) -> Option<(bool, &str)> {
    for mark in ["- ", "* ", "+ "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some((false, rest.trim()));
        }
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let text = rest
        .strip_prefix(". ")
        .or_else(|| rest.strip_prefix(") "))?;
    (1..=9).contains(&digits).then_some((true, text.trim()))
}

fn spans(text: &str, depth: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut after_word = false;
    while let Some(c) = rest.chars().next() {
        let marked = (depth < DEEPEST)
            .then(|| marked(rest, after_word, depth))
            .flatten();
        if let Some((span, tail)) = marked {
            if !plain.is_empty() {
                found.push(Span::Text(std::mem::take(&mut plain)));
            }
            found.push(span);
            rest = tail;
            after_word = true;
            continue;
        }
        let (c, tail) = match escaped(rest) {
            Some(pair) => pair,
            None => (c, rest.get(c.len_utf8()..).unwrap_or_default()),
        };
        plain.push(c);
        after_word = c.is_alphanumeric();
        rest = tail;
    }
    if !plain.is_empty() {
        found.push(Span::Text(plain));
    }
    found
}

/// A sign behind a backslash.
fn escaped(rest: &str) -> Option<(char, &str)> {
    let tail = rest.strip_prefix('\\')?;
    let c = tail.chars().next().filter(char::is_ascii_punctuation)?;
    Some((c, tail.get(1..)?))
}

/// A marked span at the start of `rest`, and what follows it.
fn marked(rest: &str, after_word: bool, depth: usize) -> Option<(Span, &str)> {
    if let Some(tail) = rest.strip_prefix('`') {
        let (code, tail) = tail.split_once('`')?;
        return Some((Span::Code(code.to_owned()), tail));
    }
    for mark in ["**", "__"] {
        if let Some((inner, tail)) = between(rest, mark, after_word) {
            return Some((Span::Bold(spans(inner, depth + 1)), tail));
        }
    }
    for mark in ["*", "_"] {
        if let Some((inner, tail)) = between(rest, mark, after_word) {
            return Some((Span::Italic(spans(inner, depth + 1)), tail));
        }
    }
    if let Some(tail) = rest.strip_prefix('[') {
        let (label, tail) = tail.split_once("](")?;
        let (address, tail) = tail.split_once(')')?;
        let address = safe_link(address)?;
        // What stands for a link has no links of its own.
        let label = spans(label, DEEPEST);
        return Some((Span::Link(label, address), tail));
    }
    if !after_word && (rest.starts_with("https://") || rest.starts_with("http://")) {
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '，' | '。'))
            .unwrap_or(rest.len());
        let address = rest
            .get(..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        let shown = vec![Span::Text(address.to_owned())];
        return Some((
            Span::Link(shown, safe_link(address)?),
            rest.get(address.len()..)?,
        ));
    }
    None
}

/// The text between two marks that touch it on both sides. Underscores within words are no marks.
fn between<'a>(rest: &'a str, mark: &str, after_word: bool) -> Option<(&'a str, &'a str)> {
    let tail = rest.strip_prefix(mark)?;
    if mark.starts_with('_') && after_word {
        return None;
    }
    let end = tail.find(mark)?;
    let inner = tail.get(..end)?;
    let touches = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    (!inner.is_empty() && touches).then_some((inner, tail.get(end + mark.len()..)?))
}

/// The address, if it leads where a link may lead.
fn safe_link(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:", "tel:"];
    let clean = !address.chars().any(|c| c.is_control() || c.is_whitespace());
    (clean && known.iter().any(|scheme| lower.starts_with(scheme))).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Span {
        Span::Text(text.to_owned())
    }

    #[test]
    fn blocks_are_told_apart() {
        let found = parse("# Title\nHello\nworld\n\n- a\n- b\n1. c\n> q\n```\nx < y\n```\n---");
        assert_eq!(
            found,
            [
                Block::Heading(1, vec![text("Title")]),
                Block::Paragraph(vec![text("Hello"), Span::Break, text("world")]),
                Block::List(false, vec![vec![text("a")], vec![text("b")]]),
                Block::List(true, vec![vec![text("c")]]),
                Block::Quote(vec![Block::Paragraph(vec![text("q")])]),
                Block::Code("x < y".into()),
                Block::Rule,
            ]
        );
    }

    #[test]
    fn marks_within_a_line_nest() {
        assert_eq!(
            spans("a **b _c_** `d*`", 0),
            [
                text("a "),
                Span::Bold(vec![text("b "), Span::Italic(vec![text("c")])]),
                text(" "),
                Span::Code("d*".into()),
            ]
        );
        assert_eq!(spans("snake_case_name 2*3*", 0).len(), 2);
        assert_eq!(spans("\\*no\\*", 0), [text("*no*")]);
    }

    #[test]
    fn a_link_leads_only_where_it_may() {
        assert!(
            matches!(&spans("[a](https://x.example)", 0)[..], [Span::Link(_, to)] if to == "https://x.example")
        );
        assert!(
            matches!(&spans("see https://x.example/a.", 0)[..], [_, Span::Link(_, to), _] if to == "https://x.example/a")
        );
        for bad in [
            "[a](javascript:alert(1))",
            "[a](JAVASCRIPT:x)",
            "[a](data:text/html,x)",
            "[a](java\tscript:x)",
            "[a](//x.example)",
        ] {
            let found = spans(bad, 0);
            assert!(!found.iter().any(|s| matches!(s, Span::Link(..))), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in "[>*_`\\[\\](): a-zé\\n#1.-]{0,80}") {
            let _ = parse(&text);
        }

        #[test]
        fn text_without_marks_stays_as_it_is(text in "[a-z]{1,9}( [a-z]{1,9}){0,5}") {
            prop_assert_eq!(parse(&text), vec![Block::Paragraph(vec![Span::Text(text)])]);
        }
    }
}
