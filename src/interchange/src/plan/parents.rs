//! The parents of companies, so that none becomes its own by way of others.

use hashbrown::HashMap;
use record::schema::company;
use record::{Kind, RecordId, Value};

use super::lookup::Lookup;

/// The most companies one above the other that are followed: a chain of a hostile file must not
/// take longer with each of its rows.
const MAX_ABOVE: usize = 1_000;

/// The parents that the files give.
#[derive(Debug, Default)]
pub(super) struct Parents(HashMap<RecordId, RecordId>);

impl Parents {
    /// Takes over that a company has this parent; `false` where the company stands above it
    /// already, in the files read so far or in what is known.
    pub(super) fn take(
        &mut self,
        lookup: &dyn Lookup,
        company: RecordId,
        parent: RecordId,
    ) -> bool {
        // Of several rows about one company the first one counts.
        if self.0.contains_key(&company) {
            return true;
        }
        let mut at = parent;
        for _ in 0..MAX_ABOVE {
            if at == company {
                return false;
            }
            let known = || match lookup.value(Kind::COMPANY, at, company::PARENT) {
                Some(Value::Ref(parent)) => Some(parent),
                _ => None,
            };
            let Some(above) = self.0.get(&at).copied().or_else(known) else {
                break;
            };
            at = above;
        }
        self.0.insert(company, parent);
        true
    }
}
