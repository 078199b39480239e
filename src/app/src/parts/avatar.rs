//! The mark of a person or an organisation: its initials on a colour of its own.

use leptos::prelude::*;

use super::badge::Tone;

/// What the mark stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarShape {
    /// A person: round.
    #[default]
    Person,
    /// An organisation: square.
    Company,
}

/// Initials. It stands beside the name, so screen readers pass it by.
#[component]
pub fn Avatar(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// What it stands for.
    #[prop(optional)]
    shape: AvatarShape,
) -> impl IntoView {
    let form = match shape {
        AvatarShape::Person => "avatar",
        AvatarShape::Company => "avatar avatar-company",
    };
    view! {
        <span
            class=move || format!("{form} {}", name.with(|name| tone(name)).class())
            aria-hidden="true"
        >
            {move || name.with(|name| initials(name))}
        </span>
    }
}

/// The first letters of the first and the last word; of a name without spaces in a script without
/// capitals its last two signs, as Chinese names are shortened.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let Some(first) = words.next() else {
        return String::new();
    };
    match words.next_back() {
        Some(last) => first.to_uppercase().chain(last.to_uppercase()).collect(),
        None if !first.is_uppercase() && !first.is_lowercase() => {
            let signs: Vec<char> = name.trim().chars().collect();
            signs[signs.len().saturating_sub(2)..].iter().collect()
        }
        None => first.to_uppercase().collect(),
    }
}

/// A colour that stays the same for a name.
fn tone(name: &str) -> Tone {
    const TONES: [Tone; 7] = [
        Tone::Blue,
        Tone::Teal,
        Tone::Green,
        Tone::Amber,
        Tone::Orange,
        Tone::Red,
        Tone::Purple,
    ];
    let hash = name.bytes().fold(5381usize, |hash, byte| {
        hash.wrapping_mul(33) ^ usize::from(byte)
    });
    TONES[hash % TONES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_the_script_of_the_name() {
        assert_eq!(initials("ada maria lovelace"), "AL");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("王小明"), "小明");
        assert_eq!(initials("李 雷"), "李雷");
        assert_eq!(initials("(x)"), "X");
        assert_eq!(initials("  "), "");
        assert_eq!(initials("ß"), "SS");
    }
}
