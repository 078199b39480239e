//! Records as the schema describes them: how a field's value is written, shown, edited and filled
//! into a new record. Lists, boards, panels and dialogs are made of these.

mod create;
mod editor;
mod made;
mod merge;
mod moving;
mod quick;
mod ranks;
mod reference;
mod repeating;
mod show;
pub mod status;
mod text;

pub use create::{CreateDialog, Creating, use_create};
pub use editor::FieldEditor;
pub use merge::{MergeDialog, Merging, install_merging, use_merge};
pub use moving::{MoveDialog, Mover, install_mover, use_mover};
pub use quick::{QuickDays, QuickTimes, morning};
pub use ranks::{move_by, rank_of};
pub use reference::{ReferenceInput, ReferencesInput, suggestions};
pub use repeating::{RepeatInput, repeat_text};
pub use show::{RecordLink, ValueView, record_href};
pub use text::{is_repeat, is_wide, text};
