//! Icons: one sprite file, drawn on 16 pixels with one stroke width, in the colour of the text.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident $id:literal)*) => {
        /// An icon of the sprite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum IconName {
            $(#[doc = $id] $name,)*
        }

        impl IconName {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its id in the sprite.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

icons! {
    Add "add"
    Alert "alert"
    Archive "archive"
    ArrowDown "arrow-down"
    ArrowLeft "arrow-left"
    ArrowRight "arrow-right"
    ArrowUp "arrow-up"
    Bell "bell"
    Board "board"
    Building "building"
    Calendar "calendar"
    Chart "chart"
    Chat "chat"
    Check "check"
    ChevronDown "chevron-down"
    ChevronLeft "chevron-left"
    ChevronRight "chevron-right"
    ChevronUp "chevron-up"
    Clock "clock"
    Close "close"
    Columns "columns"
    Copy "copy"
    Deal "deal"
    Download "download"
    Drag "drag"
    Edit "edit"
    Expand "expand"
    External "external"
    File "file"
    Filter "filter"
    Flag "flag"
    Globe "globe"
    Group "group"
    Heart "heart"
    History "history"
    Home "home"
    Info "info"
    Link "link"
    List "list"
    Lock "lock"
    Mail "mail"
    Menu "menu"
    Merge "merge"
    More "more"
    Note "note"
    Person "person"
    Phone "phone"
    Pin "pin"
    Redo "redo"
    Refresh "refresh"
    Rule "rule"
    Search "search"
    Settings "settings"
    Sidebar "sidebar"
    Sort "sort"
    Spark "spark"
    Star "star"
    Table "table"
    Tag "tag"
    Task "task"
    Theme "theme"
    Ticket "ticket"
    Trash "trash"
    Undo "undo"
    Upload "upload"
}

/// An icon beside a text, or inside a button that says its name: it is hidden from screen readers.
#[component]
pub fn Icon(
    /// Which one; may change.
    #[prop(into)]
    name: Signal<IconName>,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" viewBox="0 0 16 16">
            <use_ href=move || format!("./icons.svg#{}", name.get().id())></use_>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../../../../public/icons.svg");

    #[test]
    fn the_sprite_has_every_icon_and_no_other() {
        for name in IconName::ALL {
            let symbol = format!("<symbol id=\"{}\"", name.id());
            assert!(SPRITE.contains(&symbol), "{} is missing", name.id());
        }
        let symbols = SPRITE.matches("<symbol ").count();
        assert_eq!(symbols, IconName::ALL.len());
    }
}
