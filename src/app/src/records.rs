//! Records as the schema describes them: how a field's value is written, shown, edited and filled
//! into a new record. Lists, boards, panels and dialogs are made of these.

mod calendar_file;
mod create;
mod drafts;
mod editor;
mod erase;
mod history;
mod logged;
mod logging;
mod made;
mod mail_files;
mod mailing;
mod merge;
mod moving;
mod quick;
mod ranks;
mod reference;
mod repeating;
mod show;
pub mod status;
mod text;

pub use calendar_file::calendar_file;
pub use create::{CreateDialog, Creating, use_create};
pub use drafts::{Draft, draft, forget_drafts, forget_drafts_of};
pub use editor::FieldEditor;
pub use erase::ErasePerson;
pub use history::{Historian, HistoryDialog, install_history, said, use_history};
pub use logged::{TASK, has, is_blank, values_of};
pub use logging::{LOGGED, LogDialog, Logging, can_log, install_logging, use_logging};
pub use mail_files::{MailFilesHost, install_mail_files, use_mail_files};
pub use mailing::{
    MailDialog, Mailing, can_mail, install_mailing, letter_of, listed_variables, use_mailing,
};
pub use merge::{MergeDialog, Merging, install_merging, use_merge};
pub use moving::{MoveDialog, Mover, install_mover, use_mover};
pub use quick::{QuickDays, QuickTimes, morning};
pub use ranks::{move_by, rank_of};
pub use reference::{ReferenceInput, ReferencesInput, suggestions};
pub use repeating::{RepeatInput, repeat_text};
pub use show::{RecordLink, ValueView, record_href};
pub use text::{is_repeat, is_wide, option_name, text};
