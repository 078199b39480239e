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
use crate::words::{lists as words, locale, refusals, schema, spoken};

/// What happens to tags and other sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Add,
    Remove,
    Replace,
}

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
    let chosen = RwSignal::new(untrack(|| defs.with(|defs| defs.first().map(|def| def.id))));
    let value = RwSignal::new(None::<Value>);
    let way = RwSignal::new(Way::Add);
    let wrong = RwSignal::new(None::<String>);
    let def = Memo::new(move |_| {
        defs.with(|defs| {
            defs.iter()
                .find(|def| Some(def.id) == chosen.get())
                .cloned()
        })
    });
    let of_set =
        Memo::new(move |_| def.with(|def| def.as_ref().is_some_and(|def| def.ty.is_set())));
    let submit = move || {
        let Some(def) = def.get_untracked() else {
            return;
        };
        let new = value.get_untracked();
        let way = if def.ty.is_set() {
            way.get_untracked()
        } else {
            Way::Replace
        };
        if new.is_none() && way != Way::Replace {
            wrong.set(Some(words::bulk_nothing().to_owned()));
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
            let options = defs
                .iter()
                .map(|def| SelectOption::new(def.id.0.to_string(), schema::field(list.kind, def)));
            options.collect::<Vec<_>>()
        })
    });
    let choose = move |key: String| {
        value.set(None);
        wrong.set(None);
        chosen.set(key.parse().ok().map(FieldId));
    };
    let editor = move || {
        def.get().map(|def| {
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
        of_set.get().then(|| {
            view! {
                <RadioGroup
                    legend=spoken(words::bulk_way)
                    value=way
                    options=vec![
                        RadioOption { value: Way::Add, label: words::bulk_add, text: words::bulk_add_text },
                        RadioOption { value: Way::Remove, label: words::bulk_remove, text: words::bulk_remove_text },
                        RadioOption { value: Way::Replace, label: words::bulk_replace, text: words::bulk_replace_text },
                    ]
                    on_choose=move |chosen| way.set(chosen)
                />
            }
            .into_any()
        })
    };
    let empties = move || {
        let replaces = !of_set.get() || way.get() == Way::Replace;
        replaces && value.with(Option::is_none)
    };
    let label = move || match empties() {
        true => words::bulk_empty(count),
        false => words::bulk_change(count),
    };
    view! {
        <Dialog
            title=Signal::derive(move || words::bulk_title(count))
            on_close=on_close
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| on_close.run(()) label=Signal::derive(label) />
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
            Way::Replace => new.cloned(),
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
