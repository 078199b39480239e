//! What pages are made of. Each part is small, works with the keyboard, says to a screen reader
//! what it is, and takes its look from `style/parts/`.
//!
//! Inputs share one form: `value` is a signal of what is shown; `on_input` hears every change while
//! the user types; `on_commit` hears the value once, when the user leaves the field or presses
//! Enter, and only if it differs from `value`. Within a [`Field`] an input takes its label, its
//! error and its id from there; elsewhere it wants a `label`.
//!
//! An element still hears `blur`, `change` and `scroll` while it is taken out of the page, when the
//! signals of its component are gone. Handlers of these ask [`Alive`] first, or read with `try_get`.

mod address_input;
mod alive;
mod avatar;
mod badge;
mod board;
mod button;
pub mod chart;
mod checkbox;
mod choice_input;
mod combobox;
mod data_grid;
mod date_input;
mod dialog;
mod each;
mod empty_state;
mod field;
mod icon;
mod labelled_list;
mod markdown;
mod menu;
mod money_input;
mod progress;
mod radio_group;
mod relative_time;
mod select;
mod side_panel;
mod switch;
mod tabs;
mod tags_input;
mod text_input;
pub(crate) mod toast;
mod virtual_list;
mod when;

pub use address_input::AddressInput;
pub use alive::Alive;
pub use avatar::{Avatar, AvatarShape};
pub use badge::{Badge, Tone};
pub use board::{Board, BoardColumn, CardMove, MENU_ANCHOR};
pub use button::{Button, ButtonKind, IconButton};
pub use checkbox::Checkbox;
pub use choice_input::{ChoiceInput, choice_tone};
pub use combobox::{Combobox, Suggestion};
pub use data_grid::{
    CellEdit, Column, DataGrid, EditEnd, GridState, GroupAction, GroupState, Headings, Pasted,
    RowAlign, SelectionChange, SortDirection,
};
pub use date_input::{DateInput, DateTimeInput};
pub use dialog::{Dialog, DialogSize, FormButtons};
pub use each::Each;
pub use empty_state::EmptyState;
pub use field::{Field, FieldGroup};
pub use icon::{Icon, IconName};
pub use labelled_list::{LabelledKind, LabelledList, label_text};
pub use markdown::Markdown;
pub use menu::{ContextMenu, EditMenu, Menu, MenuChoice, MenuHeading, MenuItem, MenuSeparator};
pub use money_input::{
    AmountInput, CheckedInput, MoneyInput, NumberInput, parse_number, shown as shown_amount,
};
pub use progress::Progress;
pub use radio_group::{RadioGroup, RadioOption};
pub use relative_time::{DateText, RelativeTime};
pub use select::{Select, SelectOption};
pub use side_panel::SidePanel;
pub use switch::Switch;
pub use tabs::{Tab, TabPanel, Tabs};
pub use tags_input::TagsInput;
pub use text_input::{TextArea, TextInput, TextKind};
pub use toast::{ToastHost, Toasts, use_toasts};
pub use virtual_list::{ListPlace, VirtualList};
pub use when::When;
