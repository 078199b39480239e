//! From a bar to the list of its records.

use record::Kind;
use workflow::Condition;

use crate::pages::list::quick;
use crate::pages::list::view_state::{FILTER, TEXT, write_filter};
use crate::shell::{Address, Route, Section};

/// The list of the records of a kind that satisfy a condition and have the words; `None` for kinds
/// without a list.
pub(in crate::pages) fn list_of(
    kind: Kind,
    condition: Option<Condition>,
    text: &str,
) -> Option<Address> {
    let section = Section::of_kind(kind)?;
    let parts = match condition {
        None => Vec::new(),
        Some(Condition::All(parts)) => parts,
        Some(single) => vec![single],
    };
    let mut address = Route::List(section).address();
    if section == Section::Deals {
        address = address.with("view", Some("table"));
    }
    if section == Section::Tasks {
        // A list of tasks shows the open ones unless it is asked for all.
        address = address.with(quick::Quick::Show.name(), Some(quick::ALL));
    }
    let text = text.trim();
    Some(
        address
            .with(TEXT, (!text.is_empty()).then_some(text))
            .with(FILTER, write_filter(&parts).as_deref()),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::deal;
    use workflow::condition::{Operand, Operator};

    #[test]
    fn the_list_has_the_condition_in_its_address() {
        let empty = Condition::test(deal::AMOUNT, Operator::Empty, Operand::Nothing);
        let address = list_of(Kind::DEAL, Some(empty.clone()), " acme ").unwrap();
        assert_eq!(address.query.get(TEXT), Some("acme"));
        let json = address.query.get(FILTER).unwrap();
        assert_eq!(
            Condition::from_json(json).unwrap(),
            Condition::All(vec![empty])
        );
        assert_eq!(address.query.get("view"), Some("table"));
    }

    #[test]
    fn tasks_are_all_shown_and_what_has_no_list_leads_nowhere() {
        let address = list_of(Kind::TASK, None, "").unwrap();
        assert_eq!(address.to_string(), "#/tasks?show=all");
        assert_eq!(list_of(Kind::ACTIVITY, None, ""), None);
    }
}
