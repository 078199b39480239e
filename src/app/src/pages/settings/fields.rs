//! Custom fields, and the options of choices.

mod form;
mod options;

use leptos::prelude::*;
use record::schema::SAMPLE;
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Role, Value};
use workspace::{Command, Workspace};

use crate::parts::{Badge, Button, ButtonKind, Each, IconButton, IconName, Tab, TabPanel, Tabs};
use crate::shell::use_navigation;
use crate::state::{State, use_actor, use_state};
use crate::words::{schema, settings as words, spoken};
use form::FieldForm;
use options::OptionsForm;

/// Which form is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A new field.
    New(Kind),
    /// A custom field.
    Field(Kind, RecordId),
    /// The options of a standard choice.
    Options(Kind, FieldId),
}

/// The name in the address of the kind that is shown.
const KIND: &str = "kind";
/// The name of the tabs.
const TABS: &str = "fields";
/// The kinds that can have custom fields.
const KINDS: [(&str, Kind); 6] = [
    ("contact", Kind::CONTACT),
    ("company", Kind::COMPANY),
    ("deal", Kind::DEAL),
    ("ticket", Kind::TICKET),
    ("task", Kind::TASK),
    ("product", Kind::PRODUCT),
];

/// The part.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let form = RwSignal::new(None::<Form>);
    let close = move || form.set(None);
    let asked = navigation.query(KIND);
    let chosen = Signal::derive(move || {
        let key = asked.get();
        let named = KINDS.iter().find(|(name, _)| Some(*name) == key.as_deref());
        named.map_or(KINDS[0].0, |(name, _)| name)
    });
    let tabs = Signal::derive(move || {
        KINDS
            .map(|(key, kind)| Tab {
                key,
                label: schema::kind_many(kind).to_owned(),
                count: Some(custom_fields(state, kind).len()).filter(|n| *n > 0),
            })
            .to_vec()
    });
    let dialog = move || {
        form.get().map(|form| match form {
            Form::New(kind) => view! { <FieldForm kind=kind close=close /> }.into_any(),
            Form::Field(kind, id) => view! { <FieldForm kind=kind id=id close=close /> }.into_any(),
            Form::Options(kind, field) => {
                view! { <OptionsForm kind=kind field=field close=close /> }.into_any()
            }
        })
    };
    let panels = KINDS.map(|(key, kind)| {
        view! {
            <TabPanel id=TABS tab=key chosen=chosen>
                <KindFields kind=kind form=form />
            </TabPanel>
        }
    });
    view! {
        <p class="settings-text">{words::fields_text}</p>
        <Tabs
            id=TABS
            label=spoken(words::kinds)
            tabs=tabs
            chosen=chosen
            on_choose=move |key: &'static str| navigation.set_query(KIND, Some(key))
        />
        {panels.collect_view()}
        {move || dialog()}
    }
}

/// The custom fields and the standard choices of a kind.
#[component]
fn KindFields(kind: Kind, form: RwSignal<Option<Form>>) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let delete = move |id: RecordId, name: String| {
        let command = Command::Delete {
            kind: Kind::FIELD,
            records: vec![id],
        };
        actor.run(command, words::deleted_named(&name));
    };
    let custom = move || custom_fields(state, kind);
    view! {
        <section class="settings-group">
            <h3>{words::custom_fields}</h3>
            <ul class="settings-list">
                <Each
                    each=custom
                    key=|(id, def)| (*id, def.label.clone(), def.options.clone(), def.ty)
                    let:entry
                >
                    {
                        let (id, def) = entry;
                        let name = def.label.to_string();
                        let shown = name.clone();
                        let gone = name.clone();
                        view! {
                            <li class="settings-row">
                                <div class="settings-row-main">
                                    <button
                                        type="button"
                                        class="settings-row-name settings-row-open"
                                        on:click=move |_| form.set(Some(Form::Field(kind, id)))
                                    >
                                        {shown}
                                    </button>
                                    <span class="settings-row-detail">{move || type_name(def.ty)}</span>
                                </div>
                                <IconButton
                                    icon=IconName::Trash
                                    label=Signal::derive(move || words::delete_named(&name))
                                    on_press=move |_| delete(id, gone.clone())
                                />
                            </li>
                        }
                    }
                </Each>
            </ul>
            <p class="settings-text" hidden=move || !custom().is_empty()>
                {words::no_custom_fields}
            </p>
            <div>
                <Button
                    icon=IconName::Add
                    label=spoken(words::add_field)
                    on_press=move |_| form.set(Some(Form::New(kind)))
                />
            </div>
        </section>
        <section class="settings-group">
            <h3>{words::standard_choices}</h3>
            <p class="settings-text">{words::standard_choices_text}</p>
            <ul class="settings-list">
                <Each
                    each=move || standard_choices(state, kind)
                    key=|def| (def.id, def.options.clone())
                    let:def
                >
                    <ChoiceRow kind=kind def=def form=form />
                </Each>
            </ul>
        </section>
    }
}

#[component]
fn ChoiceRow(kind: Kind, def: FieldDef, form: RwSignal<Option<Form>>) -> impl IntoView {
    let field = def.id;
    let named = def.clone();
    let name = Signal::derive(move || schema::field(kind, &named));
    let options = StoredValue::new(def.options.clone());
    let name_of =
        move |key: &str| options.with_value(|all| schema::option_of(all, key).into_owned());
    let badges: Vec<_> = def
        .options
        .into_iter()
        .map(|key| view! { <Badge label=Signal::derive(move || name_of(&key)) /> })
        .collect();
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <span class="settings-row-name">{move || name.get()}</span>
                <span class="badges">{badges}</span>
            </div>
            <Button
                kind=ButtonKind::Quiet
                label=Signal::derive(move || words::options_of(&name.get()))
                on_press=move |_| form.set(Some(Form::Options(kind, field)))
            />
        </li>
    }
}

/// The custom fields of a kind with the records that define them; tracked.
fn custom_fields(state: State, kind: Kind) -> Vec<(RecordId, FieldDef)> {
    let all = state.schema();
    state.track_kind(Kind::FIELD);
    state.with(|ws| {
        let defs = all.kind(kind).map(|k| k.fields.as_slice());
        let custom = defs.unwrap_or_default().iter().filter(|d| d.id.is_custom());
        custom
            .filter_map(|def| {
                let id = ws
                    .ids(Kind::FIELD)
                    .find(|id| FieldId::custom(*id) == def.id)?;
                Some((id, def.clone()))
            })
            .collect()
    })
}

/// The standard choices of a kind; tracked.
fn standard_choices(state: State, kind: Kind) -> Vec<FieldDef> {
    let all = state.schema();
    let defs = all.kind(kind).into_iter().flat_map(|k| &k.fields);
    defs.filter(|def| {
        let is_choice = matches!(def.ty, FieldType::Choice | FieldType::Choices);
        is_choice && !def.id.is_custom() && def.role != Role::System
    })
    .cloned()
    .collect()
}

/// The types that a custom field can have.
const TYPES: [FieldType; 23] = [
    FieldType::Text,
    FieldType::LongText,
    FieldType::Int,
    FieldType::Number,
    FieldType::Money,
    FieldType::Date,
    FieldType::Instant,
    FieldType::Duration,
    FieldType::Bool,
    FieldType::Choice,
    FieldType::Choices,
    FieldType::Tags,
    FieldType::Link,
    FieldType::Email,
    FieldType::Phone,
    FieldType::Address,
    FieldType::Ref(Kind::CONTACT),
    FieldType::Ref(Kind::COMPANY),
    FieldType::Ref(Kind::DEAL),
    FieldType::Ref(Kind::TICKET),
    FieldType::Ref(Kind::MEMBER),
    FieldType::Refs(Kind::CONTACT),
    FieldType::Refs(Kind::COMPANY),
];

/// The name of a type of field.
fn type_name(ty: FieldType) -> String {
    match ty {
        FieldType::Text => words::type_text().to_owned(),
        FieldType::LongText => words::type_long_text().to_owned(),
        FieldType::Int => words::type_int().to_owned(),
        FieldType::Number => words::type_number().to_owned(),
        FieldType::Money => words::type_money().to_owned(),
        FieldType::Date => words::type_date().to_owned(),
        FieldType::Instant => words::type_instant().to_owned(),
        FieldType::Duration => words::type_duration().to_owned(),
        FieldType::Bool => words::type_bool().to_owned(),
        FieldType::Choice => words::type_choice().to_owned(),
        FieldType::Choices => words::type_choices().to_owned(),
        FieldType::Tags => words::type_tags().to_owned(),
        FieldType::Link => words::type_link().to_owned(),
        FieldType::Email => words::type_email().to_owned(),
        FieldType::Phone => words::type_phone().to_owned(),
        FieldType::Address => words::type_address().to_owned(),
        FieldType::Ref(kind) => words::type_ref(schema::kind_one(kind)),
        FieldType::Refs(kind) => words::type_refs(schema::kind_many(kind)),
        FieldType::Rank | FieldType::Any => ty.name().into_owned(),
    }
}

/// How many live records have a value in a field, or a certain option where one is given.
fn in_use(ws: &Workspace, kind: Kind, field: FieldId, option: Option<&str>) -> usize {
    let has = |id: &RecordId| match (ws.value(kind, *id, field), option) {
        (Some(Value::Choice(key)), Some(option)) => key == option,
        (Some(Value::Tags(keys)), Some(option)) => keys.iter().any(|key| key == option),
        (value, None) => value.is_some_and(|v| !v.is_blank()),
        (_, Some(_)) => false,
    };
    ws.ids(kind).filter(has).count()
}

/// The first option that was taken away although records have it, with their number.
fn taken_in_use(
    ws: &Workspace,
    (kind, field): (Kind, FieldId),
    before: &[String],
    after: &[String],
) -> Option<(String, usize)> {
    let gone = before.iter().filter(|option| !after.contains(option));
    gone.map(|option| (option.clone(), in_use(ws, kind, field, Some(option))))
        .find(|(_, count)| *count > 0)
}

/// The options that a record of the kind `field` holds.
fn options_of(ws: &Workspace, record: RecordId) -> Vec<String> {
    match ws.value(Kind::FIELD, record, record::schema::field::OPTIONS) {
        Some(Value::Tags(options)) if ws.is_live(Kind::FIELD, record) => options,
        _ => Vec::new(),
    }
}

/// Whether a record came with the sample data.
fn is_of_sample(ws: &Workspace, record: RecordId) -> bool {
    ws.value(Kind::FIELD, record, SAMPLE) == Some(Value::Bool(true))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::deal;
    use record::{Date, DeviceId, Instant, SeededEntropy};
    use workspace::Moment;

    #[test]
    fn an_option_that_records_have_is_named_with_their_number() {
        let mut ws = Workspace::new(DeviceId(1));
        let mut entropy = SeededEntropy::new(1);
        let mut moment = Moment {
            now: Instant(1),
            today: Date(1),
            entropy: &mut entropy,
        };
        let values = vec![
            (deal::NAME, Value::text("Desks")),
            (deal::TYPE, Value::choice("Renewal")),
        ];
        let create = Command::Create {
            kind: Kind::DEAL,
            record: RecordId::natural(["d"]),
            values,
        };
        ws.run(create, &mut moment).unwrap();
        let before = ["Other".to_owned(), "Renewal".to_owned()];
        let field = (Kind::DEAL, deal::TYPE);
        assert_eq!(
            taken_in_use(&ws, field, &before, &before[..1]),
            Some(("Renewal".to_owned(), 1))
        );
        assert_eq!(taken_in_use(&ws, field, &before, &before[1..]), None);
        assert_eq!(in_use(&ws, Kind::DEAL, deal::TYPE, None), 1);
    }

    #[test]
    fn every_type_that_is_offered_survives_being_stored() {
        for ty in TYPES {
            assert_eq!(FieldType::from_name(&ty.name()), Some(ty));
            assert!(!type_name(ty).is_empty());
        }
    }
}
