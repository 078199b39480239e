//! How wide a text is, without asking the browser: near enough to place labels so that they don't
//! meet.

/// About how wide a text is in pixels, at a size in pixels; rather too wide than too narrow.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The text if it fits into `room` pixels, else as much of it as does, with an ellipsis.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - em('…') * size;
    let mut width = 0.0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            width += em(*c) * size;
            width <= room
        })
        .collect();
    if kept.is_empty() {
        return String::new();
    }
    format!("{}…", kept.trim_end())
}

/// The width of a character as a share of the font's size.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.98,
        'A'..='Z' => 0.74,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffff}' | '\u{1f000}'..='\u{3ffff}' => 1.0,
        _ => 0.64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_that_fits_stays_whole_and_a_longer_one_ends_with_an_ellipsis() {
        assert_eq!(fit("Proposal", 11.0, 80.0), "Proposal");
        assert_eq!(fit("Proposal sent", 11.0, 50.0), "Propo…");
        assert_eq!(fit("合同已发送", 11.0, 40.0), "合同…");
        assert_eq!(fit("Proposal", 11.0, 3.0), "");
    }

    proptest! {
        #[test]
        fn what_is_cut_fits(text in ".{0,30}", room in 0.0..200.0f64) {
            let cut = fit(&text, 11.0, room);
            prop_assert!(text_width(&cut, 11.0) <= room || cut == text);
        }
    }
}
