//! The words of HTML, for reading. Nothing of it is ever shown as HTML.

/// The longest name of a character that is looked for.
const LONGEST_ENTITY: usize = 12;

/// Characters with names, as e-mails use them.
const ENTITIES: [(&str, &str); 44] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("zwnj", ""),
    ("zwj", ""),
    ("shy", ""),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sect", "§"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("times", "×"),
    ("rarr", "→"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
];

/// What is read of HTML: its words, in lines.
pub(super) fn text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    // Behind this there is no tag any more.
    let last = html.rfind('>').unwrap_or(0);
    while let Some(start) = rest.find('<') {
        writer.text(&rest[..start]);
        let from = &rest[start..];
        if let Some(comment) = from.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if html.len() - from.len() > last {
            rest = from;
            break;
        }
        let is_tag = from[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let Some(end) = is_tag.then(|| from.find('>')).flatten() else {
            writer.text("<");
            rest = &from[1..];
            continue;
        };
        let name = name_of(&from[1..end]);
        rest = &from[end + 1..];
        if matches!(
            name.as_str(),
            "script" | "style" | "head" | "title" | "template"
        ) {
            rest = behind(rest, &name);
            continue;
        }
        writer.tag(&name);
    }
    writer.text(rest);
    writer.out
}

/// The name of a tag in lower case; with a slash before it where it closes.
fn name_of(tag: &str) -> String {
    let end = tag[1.min(tag.len())..].find(|c: char| !c.is_ascii_alphanumeric());
    let name = match end {
        Some(end) => tag.get(..end + 1).unwrap_or(tag),
        None => tag,
    };
    name.to_ascii_lowercase()
}

/// What follows the end of an element; nothing where it has none.
fn behind<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        let from = &rest[at + 2..];
        let is_own = from
            .get(..name.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(name));
        if is_own {
            return from.split_once('>').map_or("", |(_, after)| after);
        }
        rest = from;
    }
    ""
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether a space is due before the next word.
    spaced: bool,
    /// How many elements keep their spaces.
    kept: usize,
    quotes: usize,
}

impl Writer {
    fn tag(&mut self, name: &str) {
        match name {
            "br" => self.line(1),
            "p" | "/p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "/h1" | "/h2" | "/h3"
            | "/h4" | "/h5" | "/h6" | "ul" | "/ul" | "ol" | "/ol" | "table" | "/table" => {
                self.line(2);
            }
            "div" | "/div" | "tr" | "/tr" | "section" | "/section" | "article" | "/article"
            | "header" | "/header" | "footer" | "/footer" | "/li" | "dt" | "dd" | "hr" => {
                self.fresh_line();
            }
            "li" => {
                self.fresh_line();
                self.start();
                self.out.push_str("- ");
                self.spaced = false;
            }
            "td" | "th" => self.spaced = true,
            "pre" => {
                self.line(2);
                self.kept += 1;
            }
            "/pre" => {
                self.kept = self.kept.saturating_sub(1);
                self.line(2);
            }
            "blockquote" => {
                self.line(2);
                self.quotes = (self.quotes + 1).min(10);
            }
            "/blockquote" => {
                self.quotes = self.quotes.saturating_sub(1);
                self.line(2);
            }
            _ => {}
        }
    }

    /// Ends the line, if one is begun.
    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.spaced = false;
    }

    /// So many ends of lines, less those there are.
    fn line(&mut self, wanted: usize) {
        self.spaced = false;
        if self.out.is_empty() {
            return;
        }
        if wanted == 1 {
            self.out.push('\n');
            return;
        }
        let there = self.out.bytes().rev().take_while(|b| *b == b'\n').count();
        let missing = wanted.saturating_sub(there);
        self.out.extend(std::iter::repeat_n('\n', missing));
    }

    /// The marks of quotes before the first word of a line.
    fn start(&mut self) {
        if self.quotes > 0 && (self.out.is_empty() || self.out.ends_with('\n')) {
            self.out.extend(std::iter::repeat_n('>', self.quotes));
            self.out.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c == '&'
                && let Some((meant, length)) = entity(rest)
            {
                // A space that is meant stays.
                for c in meant.chars() {
                    self.word(c);
                }
                rest = &rest[length..];
                continue;
            }
            if c == '\n' && self.kept > 0 {
                self.out.push('\n');
            } else if c.is_whitespace() && self.kept == 0 {
                self.spaced = true;
            } else {
                self.word(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    fn word(&mut self, c: char) {
        self.start();
        let is_begun = !self.out.is_empty() && !self.out.ends_with(['\n', ' ']);
        if std::mem::take(&mut self.spaced) && is_begun {
            self.out.push(' ');
        }
        self.out.push(c);
    }
}

/// The character that stands at the beginning of a text by its name or number, and how long that is.
fn entity(text: &str) -> Option<(String, usize)> {
    let window = text.bytes().take(LONGEST_ENTITY).position(|b| b == b';')?;
    let name = text.get(1..window)?;
    let length = window + 1;
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => {
            let known = ENTITIES.iter().find(|(known, _)| *known == name);
            return known.map(|(_, meant)| ((*meant).to_owned(), length));
        }
    };
    let meant = number.and_then(char::from_u32);
    Some((meant.map(String::from).unwrap_or_default(), length))
}
