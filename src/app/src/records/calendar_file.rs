//! Tasks and meetings taken out as a calendar file.

use record::{Kind, RecordId};

use crate::parts::Toasts;
use crate::platform::clock;
use crate::platform::download::download;
use crate::state::State;
use crate::state::calendar_file::MEDIA_TYPE;
use crate::words::{errors, lists as words};

/// Gives the tasks and meetings among these records to the user as a file, and says so.
pub fn calendar_file(state: State, toasts: Toasts, name: &str, records: &[(Kind, RecordId)]) {
    if records.is_empty() {
        toasts.say(words::nothing_to_export());
        return;
    }
    // Signs that file systems have a use for.
    let name: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let name = format!("{name}-{}.ics", clock::today());
    match download(&name, MEDIA_TYPE, &state.calendar_file(records)) {
        Ok(()) => toasts.say(words::exported(records.len(), &name)),
        Err(_) => toasts.error(errors::download_failed()),
    }
}
