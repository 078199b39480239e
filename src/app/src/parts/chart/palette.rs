//! The colours of charts. The page takes them from `style/tokens.css`, where they follow the theme;
//! a file has no theme and takes the light ones, which stand here too.
//!
//! Dark and light colours alternate, so that neighbours differ by 3:1 and each differs from the
//! ground by 3:1 as well. Patterns tell the series apart without colour.

use super::drawing::Fill;

/// How many series have a colour of their own; the next ones begin again.
pub(super) const COLOURS: usize = 8;

/// The colours of the series in the light theme.
pub(super) const SERIES: [&str; COLOURS] = [
    "#1b3b96", "#e07025", "#13494d", "#a67dd4", "#7e1f2f", "#36a264", "#593e0a", "#d46ba9",
];
/// The colour of a series alone.
pub(super) const SINGLE: &str = "#2f5bd8";
/// The steps of a heat table, from nothing to the most.
pub(super) const HEAT: [&str; 6] = [
    "#f7f8fa", "#e3ecfd", "#c3d5fa", "#94b3f5", "#2f5bd8", "#1b3b96",
];
/// The ground, lines and texts.
pub(super) const GROUND: &str = "#ffffff";
pub(super) const LINE: &str = "#e5e8ec";
pub(super) const AXIS: &str = "#868e9b";
pub(super) const TEXT: &str = "#16191f";
pub(super) const LABEL: &str = "#545c69";
pub(super) const ON_STRONG: &str = "#ffffff";

/// A colour in the light theme.
pub(super) fn colour(fill: Fill) -> &'static str {
    match fill {
        Fill::Single => SINGLE,
        Fill::Series(n) => SERIES[n % COLOURS],
        Fill::Heat(level) => HEAT[usize::from(level).min(HEAT.len() - 1)],
    }
}

/// The lines of a pattern as a path in a tile of 8 pixels; nothing for the first series.
pub(super) fn pattern(series: usize) -> &'static str {
    match series % COLOURS {
        1 => "M-2 2 2 -2M0 8 8 0M6 10 10 6",
        2 => "M0 4H8",
        3 => "M2 2h.01M6 6h.01",
        4 => "M-2 6 2 10M0 0 8 8M6 -2 10 2",
        5 => "M4 0V8",
        6 => "M0 4H8M4 0V8",
        7 => "M-2 2 2 -2M0 8 8 0M6 10 10 6M-2 6 2 10M0 0 8 8M6 -2 10 2",
        _ => "",
    }
}

/// How the line of a series is broken (`stroke-dasharray`).
pub(super) fn dashes(series: usize) -> &'static str {
    ["none", "6 3", "2 3", "8 3 2 3"][series % 4]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TOKENS: &str = include_str!("../../../../../style/tokens.css");

    /// A token's colours in the light and the dark theme.
    fn token(name: &str) -> (String, String) {
        let start = TOKENS
            .find(&format!("--{name}: "))
            .unwrap_or_else(|| panic!("{name} is missing"));
        let value = TOKENS[start..].split_once(": ").unwrap().1;
        let value = value.split(';').next().unwrap().trim();
        match value.strip_prefix("light-dark(") {
            Some(two) => {
                let (light, dark) = two.trim_end_matches(')').split_once(", ").unwrap();
                (light.to_owned(), dark.to_owned())
            }
            None => (value.to_owned(), value.to_owned()),
        }
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn both(name: &str) -> [String; 2] {
        let (light, dark) = token(name);
        [light, dark]
    }

    #[test]
    fn every_colour_differs_from_the_ground_and_from_its_neighbours_in_both_themes() {
        let ground = both("bg");
        for (theme, ground) in ground.iter().enumerate() {
            let series: Vec<String> = (1..=COLOURS)
                .map(|n| both(&format!("chart-{n}"))[theme].clone())
                .collect();
            for (n, colour) in series.iter().enumerate() {
                let next = &series[(n + 1) % COLOURS];
                assert!(contrast(colour, ground) >= 3.0, "{colour}, ground");
                assert!(contrast(colour, next) >= 3.0, "{colour}, {next}");
            }
            let single = &both("chart-single")[theme];
            assert!(contrast(single, ground) >= 3.0);
        }
    }

    #[test]
    fn numbers_can_be_read_on_every_step_of_a_heat_table() {
        let text = [both("text"), both("chart-on-strong")];
        for level in 0..HEAT.len() {
            let heat = both(&format!("heat-{level}"));
            for theme in 0..2 {
                let text = &text[usize::from(level >= 4)][theme];
                assert!(contrast(&heat[theme], text) >= 4.5, "{level}");
            }
        }
    }

    #[test]
    fn files_have_the_colours_of_the_light_theme() {
        for (n, colour) in SERIES.iter().enumerate() {
            assert_eq!(&both(&format!("chart-{}", n + 1))[0], colour);
        }
        for (n, colour) in HEAT.iter().enumerate() {
            assert_eq!(&both(&format!("heat-{n}"))[0], colour);
        }
        for (name, colour) in [
            ("chart-single", SINGLE),
            ("bg", GROUND),
            ("line", LINE),
            ("line-strong", AXIS),
            ("text", TEXT),
            ("text-2", LABEL),
            ("chart-on-strong", ON_STRONG),
        ] {
            assert_eq!(both(name)[0], colour, "{name}");
        }
    }
}
