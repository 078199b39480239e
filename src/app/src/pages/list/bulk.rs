//! One field of many records, changed in one action.

use std::collections::BTreeSet;

use leptos::prelude::*;
use record::schema::deal;
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Role, Value};
use workspace::Command;

use super::editing::Edit;
use super::{List, editing};
use crate::parts::{Dialog, Field, FormButtons, RadioGroup, RadioOption, Select, SelectOption};
use crate::platform::intl;
use crate::records::FieldEditor;
use crate::state::State;
use crate::words::{filters, lists as words, locale, refusals, schema, spoken};

/// What happens to the field. Tags and other sets can be added to as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Add,
    Remove,
    Replace,
    Empty,
}

/// The ways of a field, the first one first chosen. Nothing is emptied unless that is chosen.
fn ways_of(def: &FieldDef) -> &'static [Way] {
    match (def.ty.is_set(), def.role == Role::Required) {
        (true, true) => &[Way::Add, Way::Remove, Way::Replace],
        (true, false) => &[Way::Add, Way::Remove, Way::Replace, Way::Empty],
        (false, true) => &[Way::Replace],
        (false, false) => &[Way::Replace, Way::Empty],
    }
}

/// A way as it is offered.
fn way_option(way: Way, of_set: bool) -> RadioOption<Way> {
    let (label, text): Named = match way {
        Way::Add => (words::bulk_add, words::bulk_add_text),
        Way::Remove => (words::bulk_remove, words::bulk_remove_text),
        Way::Replace if of_set => (words::bulk_replace, words::bulk_replace_text),
        Way::Replace => (words::bulk_set, words::bulk_set_text),
        Way::Empty => (words::bulk_empty_way, words::bulk_empty_text),
    };
    RadioOption {
        value: way,
        label,
        text,
    }
}

/// A label and the sentence below it.
type Named = (fn() -> &'static str, fn() -> &'static str);

/// The fields that can be changed for many records at once.
fn fields(list: List) -> Vec<FieldDef> {
    let is_kept = |ty| matches!(ty, FieldType::Any | FieldType::Rank | FieldType::Instant);
    let defs = list.def.with(|def| {
        let fields = def.editable().filter(|def| !is_kept(def.ty));
        fields.cloned().collect::<Vec<_>>()
    });
    let mut named: Vec<(String, FieldDef)> = defs
        .into_iter()
        .map(|def| (schema::field(list.kind, &def), def))
        .collect();
    record::order::sort_by(&mut named, |a, b| intl::compare(locale(), &a.0, &b.0));
    named.into_iter().map(|(_, def)| def).collect()
}

/// The dialog: which field, and its new value.
#[component]
pub(super) fn BulkDialog(
    list: List,
    /// The records.
    records: Vec<RecordId>,
    /// Closes the dialog.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let count = records.len();
    let state = list.state();
    let defs = Memo::new(move |_| fields(list));
    let chosen = RwSignal::new(None::<FieldId>);
    let value = RwSignal::new(None::<Value>);
    let way = RwSignal::new(Way::Replace);
    let wrong = RwSignal::new(None::<String>);
    let def = Memo::new(move |_| {
        defs.with(|defs| {
            defs.iter()
                .find(|def| Some(def.id) == chosen.get())
                .cloned()
        })
    });
    let submit = move || {
        let Some(def) = def.get_untracked() else {
            return;
        };
        let way = way.get_untracked();
        let new = value.get_untracked().filter(|_| way != Way::Empty);
        if new.is_none() && way != Way::Empty {
            let said = match way {
                Way::Replace => words::bulk_no_value(),
                _ => words::bulk_nothing(),
            };
            wrong.set(Some(said.to_owned()));
            return;
        }
        let (edits, blocked) = edits(list, &records, &def, new.as_ref(), way);
        let changed = edits
            .iter()
            .map(|edit| edit.1)
            .collect::<BTreeSet<_>>()
            .len();
        if edits.is_empty() {
            wrong.set(Some(match blocked {
                0 => words::bulk_same().to_owned(),
                n => words::bulk_blocked(n),
            }));
            return;
        }
        match state.run(Command::EditMany { edits }) {
            Ok(()) => {
                on_close.run(());
                list.actor.did(match blocked {
                    0 => words::bulk_done(changed),
                    n => words::bulk_done_but(changed, n),
                });
            }
            Err(refused) => wrong.set(Some(refusals::sentence(state, &refused))),
        }
    };
    let options = Signal::derive(move || {
        defs.with(|defs| {
            let none = chosen.get().is_none();
            let none = none.then(|| SelectOption::new("", filters::choose_field()));
            let options = defs
                .iter()
                .map(|def| SelectOption::new(def.id.0.to_string(), schema::field(list.kind, def)));
            none.into_iter().chain(options).collect::<Vec<_>>()
        })
    });
    let choose = move |key: String| {
        value.set(None);
        wrong.set(None);
        chosen.set(key.parse().ok().map(FieldId));
        let first = def.with_untracked(|def| def.as_ref().and_then(|def| ways_of(def).first()));
        way.set(first.copied().unwrap_or(Way::Replace));
    };
    let editor = move || {
        let def = def.get().filter(|_| way.get() != Way::Empty);
        def.map(|def| {
            view! {
                <FieldEditor
                    kind=list.kind
                    def=FieldDef { role: Role::Normal, ..def }
                    value=value
                    on_commit=move |new| {
                        wrong.set(None);
                        value.set(new);
                    }
                    error=wrong
                />
            }
            .into_any()
        })
    };
    let ways = move || {
        let def = def.get()?;
        let ways = ways_of(&def);
        (ways.len() > 1).then(|| {
            let of_set = def.ty.is_set();
            let options: Vec<_> = ways.iter().map(|way| way_option(*way, of_set)).collect();
            view! {
                <RadioGroup
                    legend=spoken(words::bulk_way)
                    value=way
                    options=options
                    on_choose=move |chosen| {
                        wrong.set(None);
                        way.set(chosen);
                    }
                />
            }
            .into_any()
        })
    };
    let label = move || match way.get() {
        Way::Empty => words::bulk_empty(count),
        _ => words::bulk_change(count),
    };
    let is_idle = Signal::derive(move || chosen.get().is_none());
    view! {
        <Dialog
            title=Signal::derive(move || words::bulk_title(count))
            on_close=on_close
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons
                        on_cancel=move |()| on_close.run(())
                        label=Signal::derive(label)
                        disabled=is_idle
                    />
                }
            }
        >
            <Field label=spoken(words::bulk_field)>
                <Select
                    value=Signal::derive(move || {
                        chosen.get().map(|field| field.0.to_string()).unwrap_or_default()
                    })
                    options=options
                    on_choose=choose
                />
            </Field>
            {ways}
            {editor}
        </Dialog>
    }
}

/// The edits that bring the records there, and how many deals their stage's gate holds back.
fn edits(
    list: List,
    records: &[RecordId],
    def: &FieldDef,
    new: Option<&Value>,
    way: Way,
) -> (Vec<Edit>, usize) {
    let state = list.state();
    let mut blocked = 0;
    let mut edits = Vec::new();
    for id in records {
        let now = state.with(|ws| ws.value(list.kind, *id, def.id));
        let value = match way {
            Way::Replace | Way::Empty => new.cloned(),
            Way::Add | Way::Remove => joined(now.as_ref(), new, way == Way::Add),
        };
        if value == now {
            continue;
        }
        if is_held_back(state, list.kind, *id, def.id, value.as_ref()) {
            blocked += 1;
            continue;
        }
        edits.extend(editing::edits_of(list, *id, def.id, value));
    }
    (edits, blocked)
}

/// Whether a deal can't go to a stage without answers.
fn is_held_back(
    state: State,
    kind: Kind,
    id: RecordId,
    field: FieldId,
    value: Option<&Value>,
) -> bool {
    let stage = value.and_then(Value::as_ref_id);
    let stage = stage.filter(|_| (kind, field) == (Kind::DEAL, deal::STAGE));
    stage.is_some_and(|stage| state.with(|ws| ws.check_move(id, stage, &[]).is_err()))
}

/// A set with more elements, or fewer; `None` for an empty one.
fn joined(now: Option<&Value>, change: Option<&Value>, adds: bool) -> Option<Value> {
    fn change_of<T: Ord + Clone>(now: &[T], change: &[T], adds: bool) -> Vec<T> {
        let mut set: BTreeSet<T> = now.iter().cloned().collect();
        for element in change {
            if adds {
                set.insert(element.clone());
            } else {
                set.remove(element);
            }
        }
        set.into_iter().collect()
    }
    match (now, change) {
        (None, Some(change)) => adds.then(|| change.clone()),
        (Some(Value::Tags(now)), Some(Value::Tags(change))) => {
            let set = change_of(now, change, adds);
            (!set.is_empty()).then_some(Value::Tags(set))
        }
        (Some(Value::Refs(now)), Some(Value::Refs(change))) => {
            let set = change_of(now, change, adds);
            (!set.is_empty()).then_some(Value::Refs(set))
        }
        (now, _) => now.cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tags(list: &[&str]) -> Option<Value> {
        let list: Vec<String> = list.iter().map(|tag| (*tag).to_owned()).collect();
        (!list.is_empty()).then_some(Value::Tags(list))
    }

    #[test]
    fn no_field_is_emptied_unless_that_is_chosen_and_a_required_one_never() {
        let schema = record::Schema::standard();
        for kind in [Kind::CONTACT, Kind::COMPANY, Kind::DEAL, Kind::TICKET] {
            for def in schema.kind(kind).into_iter().flat_map(|kind| &kind.fields) {
                let ways = ways_of(def);
                assert_ne!(ways.first(), Some(&Way::Empty));
                let can_empty = ways.contains(&Way::Empty);
                assert_eq!(can_empty, def.role != Role::Required, "{}", def.key);
            }
        }
    }

    #[test]
    fn tags_are_added_and_taken_away() {
        let now = tags(&["a", "c"]);
        assert_eq!(
            joined(now.as_ref(), tags(&["b"]).as_ref(), true),
            tags(&["a", "b", "c"])
        );
        assert_eq!(
            joined(now.as_ref(), tags(&["c"]).as_ref(), false),
            tags(&["a"])
        );
        assert_eq!(
            joined(now.as_ref(), tags(&["a", "c"]).as_ref(), false),
            None
        );
        assert_eq!(joined(None, tags(&["a"]).as_ref(), true), tags(&["a"]));
        assert_eq!(joined(None, tags(&["a"]).as_ref(), false), None);
    }

    proptest! {
        #[test]
        fn what_was_added_is_there_and_can_be_taken_away(
            now in prop::collection::btree_set(0u128..9, 0..6),
            change in prop::collection::btree_set(0u128..9, 1..6),
        ) {
            let refs = |set: &BTreeSet<u128>| {
                let ids: Vec<RecordId> = set.iter().map(|id| RecordId(*id)).collect();
                (!ids.is_empty()).then_some(Value::Refs(ids))
            };
            let union: BTreeSet<u128> = now.union(&change).copied().collect();
            let rest: BTreeSet<u128> = now.difference(&change).copied().collect();
            let (now, change) = (refs(&now), refs(&change));
            let added = joined(now.as_ref(), change.as_ref(), true);
            prop_assert_eq!(&added, &refs(&union));
            prop_assert_eq!(joined(added.as_ref(), change.as_ref(), false), refs(&rest));
        }
    }
}
