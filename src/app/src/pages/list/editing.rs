//! Editing a cell in its place: which cells can be edited, and the editor in the cell's own box.

use leptos::html;
use leptos::prelude::*;
use record::schema::deal;
use record::{FieldDef, FieldId, FieldType, Kind, Labelled, RecordId, Role, Value};
use workspace::Command;

use super::List;
use super::columns::ColumnKey;
use crate::parts::{CellEdit, EditEnd, TextInput, TextKind};
use crate::platform::{dom, page};
use crate::records::{FieldEditor, Mover, is_repeat, status};
use crate::words::schema;

/// What finds the input of an editor.
const INPUT: &str = "input, select, textarea";

/// The field that a column's cells edit; `None` where they can't be edited in their place.
pub(super) fn field_of(list: List, key: ColumnKey) -> Option<FieldDef> {
    let field = match key {
        ColumnKey::Field(field) => field,
        // A person's name is made of two fields.
        ColumnKey::Name if list.kind != Kind::CONTACT => FieldId::standard(10),
        _ => return None,
    };
    list.field(field).filter(fits_a_cell)
}

/// Whether a field's editor fits into a cell.
fn fits_a_cell(def: &FieldDef) -> bool {
    let fits = match def.ty {
        FieldType::Text
        | FieldType::Link
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Int
        | FieldType::Number
        | FieldType::Duration
        | FieldType::Money
        | FieldType::Date
        | FieldType::Choice
        | FieldType::Ref(_) => true,
        FieldType::Any
        | FieldType::Rank
        | FieldType::Instant
        | FieldType::Bool
        | FieldType::Choices
        | FieldType::Tags
        | FieldType::Refs(_)
        | FieldType::Address => false,
    };
    fits && def.role != Role::System && !is_repeat(def)
}

/// An edit of one of many records: kind, record, field, new value.
pub(super) type Edit = (Kind, RecordId, FieldId, Option<Value>);

/// The same as [`edits`], beside those of other records.
pub(super) fn edits_of(
    list: List,
    id: RecordId,
    field: FieldId,
    value: Option<Value>,
) -> impl Iterator<Item = Edit> {
    let edits = edits(list, id, field, value).into_iter();
    edits.map(move |(field, value)| (list.kind, id, field, value))
}

impl List {
    /// The edits that give a record's field another value, with what follows from it.
    pub fn edits(
        self,
        id: RecordId,
        field: FieldId,
        value: Option<Value>,
    ) -> Vec<(FieldId, Option<Value>)> {
        edits(self, id, field, value)
    }
}

/// The edits that give a record's field another value, with what follows from it.
fn edits(
    list: List,
    id: RecordId,
    field: FieldId,
    value: Option<Value>,
) -> Vec<(FieldId, Option<Value>)> {
    let follow = status::follow_ups(list.state(), list.kind, id, field, value.as_ref());
    let mut edits = vec![(field, value)];
    edits.extend(follow);
    edits
}

/// The editor of a cell.
pub(super) fn editor(list: List, mover: Mover, edit: CellEdit, end: Callback<EditEnd>) -> AnyView {
    let id = RecordId(edit.row);
    let Some(def) = field_of(list, ColumnKey::of_number(edit.column)) else {
        return ().into_any();
    };
    view! { <CellEditor list=list mover=mover id=id def=def end=end /> }.into_any()
}

#[component]
fn CellEditor(
    list: List,
    mover: Mover,
    id: RecordId,
    def: FieldDef,
    end: Callback<EditEnd>,
) -> impl IntoView {
    let state = list.state();
    let (kind, field, ty) = (list.kind, def.id, def.ty);
    let value = Memo::new(move |_| state.value(kind, id, field));
    let area = NodeRef::<html::Div>::new();
    // Whether arrows walk through the options of a choice, each of which is a change.
    let walks = StoredValue::new(false);
    let cancelled = StoredValue::new(false);
    Effect::new(move |_| {
        let inputs = area.get().map(|area| dom::all(&area, INPUT));
        if let Some(first) = inputs.and_then(|inputs| inputs.into_iter().next()) {
            page::focus_text(&first);
        }
    });
    let commit = move |value: Option<Value>| {
        if cancelled.try_get_value().unwrap_or(true) {
            return;
        }
        let is_stage = (kind, field) == (Kind::DEAL, deal::STAGE);
        match value.as_ref().and_then(Value::as_ref_id) {
            // A gate may have questions.
            Some(stage) if is_stage => {
                mover.move_deal(id, stage);
            }
            _ => {
                let record = id;
                let values = edits(list, id, field, value);
                list.actor.quietly(Command::Edit {
                    kind,
                    record,
                    values,
                });
            }
        }
        let is_picked = matches!(ty, FieldType::Choice | FieldType::Ref(_));
        if is_picked && !walks.try_get_value().unwrap_or(true) {
            end.run(EditEnd::Stay);
        }
    };
    let named = def.clone();
    let label = Signal::derive(move || schema::field(kind, &named));
    let input = match ty {
        FieldType::Email | FieldType::Phone => first_of_list(value, ty, label, commit),
        _ => view! { <FieldEditor kind=kind def=def value=value on_commit=commit /> }.into_any(),
    };
    view! {
        <div
            class="cell-editor"
            node_ref=area
            on:keydown=move |event| match event.key().as_str() {
                "Escape" => cancelled.set_value(true),
                "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
                    walks.set_value(ty == FieldType::Choice);
                }
                _ => {}
            }
            on:pointerdown=move |_| walks.set_value(false)
        >
            {input}
        </div>
    }
}

/// The input for the first address or number of a list; the others and its label stay.
fn first_of_list(
    value: Memo<Option<Value>>,
    ty: FieldType,
    label: Signal<String>,
    commit: impl Fn(Option<Value>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let list = move || match value.get() {
        Some(Value::Labelled(list)) => list,
        _ => Vec::new(),
    };
    let text = Signal::derive(move || {
        let first = list().into_iter().next();
        first.map(|first| first.value).unwrap_or_default()
    });
    let commit = move |typed: String| {
        let list = with_first(untrack(list), &typed);
        commit((!list.is_empty()).then_some(Value::Labelled(list)));
    };
    let kind = match ty {
        FieldType::Email => TextKind::Email,
        _ => TextKind::Phone,
    };
    view! { <TextInput value=text on_commit=commit kind=kind label=label /> }.into_any()
}

/// The list with another first entry; without the entry where nothing is typed.
fn with_first(mut list: Vec<Labelled>, typed: &str) -> Vec<Labelled> {
    let typed = typed.trim();
    match (list.first_mut(), typed.is_empty()) {
        (Some(_), true) => drop(list.remove(0)),
        (Some(first), false) => typed.clone_into(&mut first.value),
        (None, true) => {}
        (None, false) => list.push(Labelled {
            value: typed.to_owned(),
            label: String::new(),
        }),
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(value: &str, label: &str) -> Labelled {
        Labelled {
            value: value.to_owned(),
            label: label.to_owned(),
        }
    }

    #[test]
    fn the_first_entry_of_a_list_changes_alone() {
        let list = vec![entry("a@b.example", "work"), entry("c@d.example", "home")];
        let changed = with_first(list.clone(), " new@b.example ");
        assert_eq!(
            changed,
            [entry("new@b.example", "work"), entry("c@d.example", "home")]
        );
        assert_eq!(with_first(list, ""), [entry("c@d.example", "home")]);
        assert_eq!(
            with_first(Vec::new(), "x@y.example"),
            [entry("x@y.example", "")]
        );
        assert!(with_first(Vec::new(), "  ").is_empty());
    }
}
