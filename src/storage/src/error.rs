use std::fmt;

/// Why storage could not do what was asked. Plain data, copied out of the browser's exceptions.
///
/// Each message says what happened, what is safe and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no IndexedDB here, or the browser refuses to open it (private mode, a policy, a
    /// full or broken profile).
    NotAvailable {
        /// What the browser said.
        reason: String,
    },
    /// Another tab keeps the database open and has not reacted to the request to let go of it.
    Blocked,
    /// The browser gives this site no more space. Nothing of the operation was stored; the store
    /// stays usable.
    QuotaExceeded,
    /// The browser closed the connection, and opening it again did not help, or the store was
    /// closed by its owner.
    ConnectionLost,
    /// The database this store was opened on does not exist any more: another tab deleted or
    /// replaced it, or the browser cleared the site's data. Nothing is written to its successor.
    Deleted,
    /// What is stored at this place cannot be read or is not what it must be.
    Damaged {
        /// The place in words, such as `segment 3/12`.
        place: String,
    },
    /// Anything else, in the browser's words.
    Other {
        /// What the browser said.
        what: String,
    },
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAvailable { reason } => write!(
                f,
                "This browser offers no storage here ({reason}). What was saved earlier is not \
                 touched, but nothing new is kept when the tab closes. Leave private mode or allow \
                 site data, then reload."
            ),
            Self::Blocked => f.write_str(
                "Another tab still has this workspace open. Nothing was lost. Close the other \
                 tabs of this site; the operation then finishes by itself.",
            ),
            Self::QuotaExceeded => f.write_str(
                "The browser's storage for this site is full, so the last edit was not saved. \
                 Everything saved before is safe. Download a backup, free some disk space, then \
                 try again.",
            ),
            Self::ConnectionLost => f.write_str(
                "The browser closed its storage and it could not be opened again, so the last \
                 edit was not saved. Everything saved before is safe. Keep this tab open and try \
                 again; reload if that does not help.",
            ),
            Self::Deleted => f.write_str(
                "This workspace was deleted or replaced in another tab, or the browser cleared \
                 it. What this tab shows is only in memory. Download a backup if you need it, \
                 then reload.",
            ),
            Self::Damaged { place } => write!(
                f,
                "The stored data is damaged at this place: {place}. Everything else can still be \
                 read. Restore the damaged part from a backup."
            ),
            Self::Other { what } => write!(
                f,
                "The browser's storage failed ({what}). Everything saved before is safe; the last \
                 edit was not saved. Try again; reload if that does not help."
            ),
        }
    }
}

impl std::error::Error for StorageError {}

impl StorageError {
    /// Sorts an exception of IndexedDB by its name and message.
    ///
    /// `place` names what was being read or written, for the kinds that mean damage.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn from_exception(name: &str, message: &str, place: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::QuotaExceeded,
            // A transaction is aborted by us only when it is dropped, and then nobody asks why:
            // every abort that is seen comes from a connection that was closed underneath it.
            "AbortError" | "InvalidStateError" | "TransactionInactiveError" | "TimeoutError" => {
                Self::ConnectionLost
            }
            // WebKit and Chromium report a dead database process by message only.
            "UnknownError" if message.to_ascii_lowercase().contains("connection") => {
                Self::ConnectionLost
            }
            "SecurityError" | "NotSupportedError" => Self::NotAvailable {
                reason: describe(name, message),
            },
            // NotReadableError: the file behind a large value is gone. NotFoundError: an object
            // store is missing. ConstraintError: a journal number is taken.
            "NotReadableError" | "NotFoundError" | "ConstraintError" => Self::Damaged {
                place: place.to_owned(),
            },
            _ => Self::Other {
                what: describe(name, message),
            },
        }
    }
}

#[cfg(any(test, target_arch = "wasm32"))]
fn describe(name: &str, message: &str) -> String {
    if message.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {message}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(name: &str, message: &str) -> StorageError {
        StorageError::from_exception(name, message, "segment 3/12")
    }

    #[test]
    fn a_full_disk_is_told_apart_from_a_dead_connection() {
        assert_eq!(
            sorted("QuotaExceededError", ""),
            StorageError::QuotaExceeded
        );
        assert_eq!(
            sorted("InvalidStateError", "The database connection is closing."),
            StorageError::ConnectionLost
        );
        assert_eq!(
            sorted(
                "UnknownError",
                "Connection to Indexed Database server lost. Refresh the page to try again"
            ),
            StorageError::ConnectionLost
        );
    }

    #[test]
    fn a_missing_file_behind_a_value_names_the_place() {
        assert_eq!(
            sorted("NotReadableError", "Data lost due to missing file."),
            StorageError::Damaged {
                place: "segment 3/12".into()
            }
        );
    }

    #[test]
    fn an_unknown_exception_keeps_the_words_of_the_browser() {
        assert_eq!(
            sorted("UnknownError", "Internal error."),
            StorageError::Other {
                what: "UnknownError: Internal error.".into()
            }
        );
        assert_eq!(
            sorted("DataCloneError", ""),
            StorageError::Other {
                what: "DataCloneError".into()
            }
        );
    }

    #[test]
    fn every_message_says_what_is_safe_and_what_to_do() {
        let all = [
            sorted("SecurityError", "denied"),
            StorageError::Blocked,
            StorageError::QuotaExceeded,
            StorageError::ConnectionLost,
            StorageError::Deleted,
            sorted("NotFoundError", ""),
            sorted("x", "y"),
        ];
        for error in all {
            let message = error.to_string();
            assert!(message.matches(". ").count() >= 2, "{message}");
            assert!(message.ends_with('.'), "{message}");
        }
    }
}
