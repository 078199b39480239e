//! Shortcuts: how they are written, and which keystrokes meet them.

use std::fmt;

use wasm_bindgen::JsCast;

use crate::platform::dom::{Event, KeyboardEvent};

/// One keystroke of a shortcut.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stroke {
    /// The key as `KeyboardEvent.key` names it; a letter in lower case.
    pub key: String,
    /// Ctrl, or ⌘ on a Mac.
    pub command: bool,
    /// Shift, for keys other than signs: a sign such as `?` already says it.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
}

/// One keystroke or several in a row, written as `g c`, `/`, `mod+shift+k`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut(Vec<Stroke>);

/// What a keystroke means together with those before it.
#[derive(Debug, PartialEq, Eq)]
pub enum Match {
    /// It completes the shortcut with this number.
    Complete(usize),
    /// It begins or continues one.
    Pending,
    /// It means nothing.
    None,
}

/// The keystrokes typed so far of a shortcut of several.
#[derive(Debug, Default)]
pub struct Sequence {
    typed: Vec<Stroke>,
    last_ms: f64,
}

/// How long a shortcut of several keystrokes waits for the next one.
const PATIENCE_MS: f64 = 1_200.0;

impl Stroke {
    /// The keystroke of an event; `None` while a modifier alone is held or text is composed.
    pub fn of(event: &Event) -> Option<Self> {
        let event = event.dyn_ref::<KeyboardEvent>()?;
        let key = event.key();
        let is_modifier = matches!(
            key.as_str(),
            "Shift" | "Control" | "Alt" | "Meta" | "AltGraph" | "CapsLock" | "Dead" | "Process"
        );
        if is_modifier || event.is_composing() {
            return None;
        }
        // AltGr writes signs such as [ on many keyboards, and reports Ctrl and Alt with it.
        let writes = event.get_modifier_state("AltGraph");
        Some(Self::new(
            &key,
            (event.ctrl_key() || event.meta_key()) && !writes,
            event.shift_key(),
            event.alt_key() && !writes,
        ))
    }

    /// The keystroke of a key as `KeyboardEvent.key` names it.
    pub fn new(key: &str, command: bool, shift: bool, alt: bool) -> Self {
        let is_sign = key.chars().count() == 1 && !key.chars().all(char::is_alphabetic);
        Self {
            key: if key.chars().count() == 1 {
                key.to_lowercase()
            } else {
                key.to_owned()
            },
            command,
            shift: shift && !is_sign,
            alt,
        }
    }

    /// Whether it would write a character where text is typed.
    pub fn writes(&self) -> bool {
        !self.command && !self.alt && self.key.chars().count() == 1
    }
}

impl Shortcut {
    /// Reads a shortcut: strokes with spaces between, modifiers `mod`, `shift` and `alt` joined by
    /// `+` before the key.
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(parse_stroke).collect())
    }

    /// A shortcut of keystrokes.
    pub fn of(strokes: Vec<Stroke>) -> Self {
        Self(strokes)
    }

    /// As [`Shortcut::parse`] reads it.
    pub fn text(&self) -> String {
        let strokes = self.0.iter().map(|stroke| {
            let held = |held, name| if held { name } else { "" };
            format!(
                "{}{}{}{}",
                held(stroke.command, "mod+"),
                held(stroke.alt, "alt+"),
                held(stroke.shift, "shift+"),
                stroke.key
            )
        });
        strokes.collect::<Vec<_>>().join(" ")
    }

    /// Whether typing one of the two is also a step on the way to the other.
    pub fn hides(&self, other: &Self) -> bool {
        self != other && (self.0.starts_with(&other.0) || other.0.starts_with(&self.0))
    }

    /// Its keystrokes.
    pub fn strokes(&self) -> &[Stroke] {
        &self.0
    }

    /// The names of its keys for display: `["Ctrl", "K"]`, `["G", "C"]`.
    pub fn names(&self, is_mac: bool) -> Vec<String> {
        let mut names = Vec::new();
        for stroke in &self.0 {
            let mut add = |held: bool, mac: &str, other: &str| {
                if held {
                    names.push(if is_mac { mac } else { other }.to_owned());
                }
            };
            add(stroke.command, "⌘", "Ctrl");
            add(stroke.alt, "⌥", "Alt");
            add(stroke.shift, "⇧", "Shift");
            names.push(match stroke.key.as_str() {
                " " => "Space".to_owned(),
                "Escape" => "Esc".to_owned(),
                "ArrowUp" => "↑".to_owned(),
                "ArrowDown" => "↓".to_owned(),
                "ArrowLeft" => "←".to_owned(),
                "ArrowRight" => "→".to_owned(),
                key if key.chars().count() == 1 => key.to_uppercase(),
                key => key.to_owned(),
            });
        }
        names
    }
}

impl fmt::Display for Shortcut {
    /// As the attribute `aria-keyshortcuts` wants it for one keystroke.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, stroke) in self.0.iter().enumerate() {
            let join = if i == 0 { "" } else { " " };
            let modifier = |held, name| if held { name } else { "" };
            write!(
                f,
                "{join}{}{}{}{}",
                modifier(stroke.command, "Control+"),
                modifier(stroke.alt, "Alt+"),
                modifier(stroke.shift, "Shift+"),
                stroke.key
            )?;
        }
        Ok(())
    }
}

impl Sequence {
    /// Takes one more keystroke at `now_ms` and says what it means among `shortcuts`. Earlier ones
    /// win.
    pub fn press<'a>(
        &mut self,
        stroke: Stroke,
        now_ms: f64,
        shortcuts: impl Iterator<Item = &'a Shortcut> + Clone,
    ) -> Match {
        if now_ms - self.last_ms > PATIENCE_MS {
            self.typed.clear();
        }
        self.last_ms = now_ms;
        self.typed.push(stroke);
        let mut found = find(&self.typed, shortcuts.clone());
        if found == Match::None && self.typed.len() > 1 {
            self.typed.drain(..self.typed.len() - 1);
            found = find(&self.typed, shortcuts);
        }
        if found != Match::Pending {
            self.typed.clear();
        }
        found
    }

    /// Whether a keystroke of a longer shortcut was typed just now.
    pub fn is_pending(&self) -> bool {
        !self.typed.is_empty()
    }
}

fn find<'a>(typed: &[Stroke], shortcuts: impl Iterator<Item = &'a Shortcut> + Clone) -> Match {
    if let Some(at) = shortcuts.clone().position(|shortcut| shortcut.0 == typed) {
        return Match::Complete(at);
    }
    let mut begins = shortcuts.filter(|shortcut| shortcut.0.starts_with(typed));
    if begins.next().is_some() {
        Match::Pending
    } else {
        Match::None
    }
}

fn parse_stroke(text: &str) -> Stroke {
    let mut stroke = Stroke::new("", false, false, false);
    let mut rest = text;
    while let Some((word, tail)) = rest.split_once('+').filter(|(_, tail)| !tail.is_empty()) {
        match word {
            "mod" => stroke.command = true,
            "shift" => stroke.shift = true,
            "alt" => stroke.alt = true,
            _ => break,
        }
        rest = tail;
    }
    rest.clone_into(&mut stroke.key);
    stroke
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> Stroke {
        Stroke::new(key, false, false, false)
    }

    fn table() -> Vec<Shortcut> {
        ["g c", "c", "mod+k", "?", "g d"]
            .map(Shortcut::parse)
            .into()
    }

    #[test]
    fn a_sequence_wins_over_its_last_key() {
        let shortcuts = table();
        let mut typed = Sequence::default();
        assert_eq!(typed.press(key("g"), 0.0, shortcuts.iter()), Match::Pending);
        assert_eq!(
            typed.press(key("c"), 100.0, shortcuts.iter()),
            Match::Complete(0)
        );
        assert_eq!(
            typed.press(key("c"), 200.0, shortcuts.iter()),
            Match::Complete(1)
        );
    }

    #[test]
    fn a_sequence_is_forgotten_after_a_while() {
        let shortcuts = table();
        let mut typed = Sequence::default();
        typed.press(key("g"), 0.0, shortcuts.iter());
        assert_eq!(
            typed.press(key("c"), 5_000.0, shortcuts.iter()),
            Match::Complete(1)
        );
    }

    #[test]
    fn a_key_that_breaks_a_sequence_counts_for_itself() {
        let shortcuts = table();
        let mut typed = Sequence::default();
        typed.press(key("g"), 0.0, shortcuts.iter());
        assert_eq!(
            typed.press(key("?"), 10.0, shortcuts.iter()),
            Match::Complete(3)
        );
        typed.press(key("g"), 20.0, shortcuts.iter());
        assert_eq!(typed.press(key("z"), 30.0, shortcuts.iter()), Match::None);
        assert!(!typed.is_pending());
    }

    #[test]
    fn shift_counts_for_letters_and_not_for_signs() {
        let shortcuts = table();
        let mut typed = Sequence::default();
        let question = Stroke::new("?", false, true, false);
        assert_eq!(
            typed.press(question, 0.0, shortcuts.iter()),
            Match::Complete(3)
        );
        let shouted = Stroke::new("C", false, true, false);
        assert_eq!(typed.press(shouted, 0.0, shortcuts.iter()), Match::None);
        let palette = Stroke::new("k", true, false, false);
        assert_eq!(
            typed.press(palette, 0.0, shortcuts.iter()),
            Match::Complete(2)
        );
    }

    #[test]
    fn a_shortcut_survives_its_text() {
        for text in ["g c", "/", "mod+shift+k", "+", "alt+ArrowUp", "mod++"] {
            assert_eq!(Shortcut::parse(text).text(), text);
        }
        let (go, g, c) = ("g c", "g", "c");
        let hides = |a, b| Shortcut::parse(a).hides(&Shortcut::parse(b));
        assert!(hides(go, g) && hides(g, go) && !hides(go, c) && !hides(g, g));
    }

    #[test]
    fn keys_are_named_as_the_keyboard_names_them() {
        let palette = Shortcut::parse("mod+shift+k");
        assert_eq!(palette.names(true), ["⌘", "⇧", "K"]);
        assert_eq!(palette.names(false), ["Ctrl", "Shift", "K"]);
        assert_eq!(Shortcut::parse("+").names(false), ["+"]);
        assert_eq!(palette.to_string(), "Control+Shift+k");
    }
}
