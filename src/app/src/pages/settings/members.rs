//! The members of the business.

use leptos::prelude::*;
use record::schema::member;
use record::{FieldId, Kind, Labelled, RecordId, Value};
use workspace::Command;

use crate::parts::{
    Badge, Button, Dialog, Each, Field, FormButtons, IconName, Menu, MenuItem, TextInput, TextKind,
    Tone, When,
};
use crate::state::setup::be;
use crate::state::{State, use_actor, use_state};
use crate::words::{common, refusals, schema as names, settings as words, spoken};

/// Which member the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    New,
    Of(RecordId),
}

/// What there is of a member besides name, address and role.
const FURTHER: [FieldId; 3] = [member::TEAM, member::MANAGER, member::OFFICE];

/// The part.
#[component]
pub(super) fn Members() -> impl IntoView {
    let state = use_state();
    let form = RwSignal::new(None::<Form>);
    let members = Memo::new(move |_| {
        let mut list = state.members();
        record::order::sort_by_key(&mut list, |member| !member.is_active);
        list.into_iter().map(|member| member.id).collect::<Vec<_>>()
    });
    view! {
        <p class="settings-text">{words::members_text}</p>
        <ul class="settings-list">
            <Each each=move || members.get() key=|id| *id let:id>
                <MemberRow id=id form=form />
            </Each>
        </ul>
        <div>
            <Button
                icon=IconName::Add
                label=spoken(words::add_member)
                on_press=move |_| form.set(Some(Form::New))
            />
        </div>
        {move || form.get().map(|about| view! { <MemberForm about=about form=form /> }.into_any())}
    }
}

#[component]
fn MemberRow(id: RecordId, form: RwSignal<Option<Form>>) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let name = Signal::derive(move || state.name(Kind::MEMBER, id));
    let email = move || email_of(state, id);
    let role = move || state.text(Kind::MEMBER, id, member::ROLE);
    let detail = move || {
        let parts = [role(), email()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let further = move || {
        let filled: Vec<String> = FURTHER
            .into_iter()
            .filter_map(|field| {
                let said = state.text(Kind::MEMBER, id, field);
                let label = names::field_of(&state.schema(), Kind::MEMBER, field);
                (!said.is_empty()).then(|| words::said_of(&label, &said))
            })
            .collect();
        filled.join(" · ")
    };
    let is_me = Signal::derive(move || {
        state.track_kind(Kind::MEMBER);
        state.with(|ws| ws.me()) == Some(id)
    });
    let inactive = Signal::derive(move || {
        state.track_record(Kind::MEMBER, id);
        state.with(|ws| is_inactive(ws, id))
    });
    let switch = move || {
        let value = (!inactive.get_untracked()).then_some(Value::Bool(true));
        let said = if value.is_some() {
            words::member_inactive(&name.get_untracked())
        } else {
            words::member_active(&name.get_untracked())
        };
        let command = Command::Edit {
            kind: Kind::MEMBER,
            record: id,
            values: vec![(member::INACTIVE, value)],
        };
        actor.run(command, said);
    };
    let delete = move || {
        let command = Command::Delete {
            kind: Kind::MEMBER,
            records: vec![id],
        };
        if actor.run(command, words::deleted_named(&name.get_untracked())) && is_me.get_untracked()
        {
            be(state, None);
        }
    };
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <span class="settings-row-name">{move || name.get()}</span>
                <Badge
                    label=Signal::derive(move || {
                        if is_me.get() { words::you().to_owned() } else { String::new() }
                    })
                    tone=Tone::Blue
                />
                <Badge
                    label=Signal::derive(move || {
                        if inactive.get() { words::inactive().to_owned() } else { String::new() }
                    })
                />
                <span class="settings-row-detail">{move || detail()}</span>
                <When holds=move || !further().is_empty()>
                    <span class="settings-row-detail settings-row-further">
                        {move || further()}
                    </span>
                </When>
            </div>
            <Menu
                icon=IconName::More
                label=Signal::derive(move || words::actions_of(&name.get()))
                at_end=true
                items=move || {
                    view! {
                        <MenuItem
                            icon=IconName::Edit
                            label=spoken(common::edit)
                            on_press=move |()| form.set(Some(Form::Of(id)))
                        />
                        <MenuItem
                            icon=IconName::Person
                            label=spoken(words::this_is_me)
                            disabled=is_me
                            on_press=move |()| be(state, Some(id))
                        />
                        <MenuItem
                            label=Signal::derive(move || {
                                if inactive.get() {
                                    words::activate().to_owned()
                                } else {
                                    words::deactivate().to_owned()
                                }
                            })
                            on_press=move |()| switch()
                        />
                        <MenuItem
                            icon=IconName::Trash
                            danger=true
                            label=spoken(common::delete)
                            on_press=move |()| delete()
                        />
                    }
                }
            />
        </li>
    }
}

#[component]
fn MemberForm(about: Form, form: RwSignal<Option<Form>>) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let id = match about {
        Form::New => None,
        Form::Of(id) => Some(id),
    };
    let before =
        |read: &dyn Fn(RecordId) -> String| RwSignal::new(id.map(read).unwrap_or_default());
    let name = before(&|id| state.with(|ws| ws.name(Kind::MEMBER, id)));
    let email = before(&|id| untrack(|| email_of(state, id)));
    let text_of = |field| before(&|id| untrack(|| state.text(Kind::MEMBER, id, field)));
    let role = text_of(member::ROLE);
    let [team, manager, office] = FURTHER.map(text_of);
    let wrong_name = RwSignal::new(None::<String>);
    let wrong_email = RwSignal::new(None::<String>);

    let values = move || {
        let text = |signal: RwSignal<String>| {
            let text = signal.get_untracked().trim().to_owned();
            (!text.is_empty()).then(|| Value::text(text))
        };
        vec![
            (member::NAME, text(name)),
            (member::EMAIL, email_value(&email.get_untracked())),
            (member::ROLE, text(role)),
            (member::TEAM, team_of(state, team).map(Value::Choice)),
            (member::MANAGER, text(manager)),
            (member::OFFICE, text(office)),
        ]
    };
    let submit = move || {
        let has_name = !name.get_untracked().trim().is_empty();
        wrong_name.set((!has_name).then(|| words::name_needed().to_owned()));
        let good_email = is_email(&email.get_untracked());
        wrong_email.set((!good_email).then(|| common::email_invalid().to_owned()));
        if !has_name || !good_email {
            return;
        }
        let command = match id {
            Some(record) => Command::Edit {
                kind: Kind::MEMBER,
                record,
                values: values(),
            },
            None => Command::Create {
                kind: Kind::MEMBER,
                record: state.new_id(),
                values: filled(values()),
            },
        };
        // A team that is named for the first time becomes one.
        let teams = Command::AddOptions {
            kind: Kind::MEMBER,
            field: member::TEAM,
            options: team_of(state, team).into_iter().collect(),
        };
        match state.run(teams).and_then(|()| state.run(command)) {
            Ok(()) => form.set(None),
            Err(refused) => wrong_name.set(Some(refusals::sentence(state, &refused))),
        }
    };
    let further: Vec<AnyView> = FURTHER
        .into_iter()
        .zip([team, manager, office])
        .map(|(field, value)| {
            let label = move || names::field_of(&state.schema(), Kind::MEMBER, field);
            view! {
                <Field label=Signal::derive(label)>
                    <TextInput value=value on_input=move |text| value.set(text) />
                </Field>
            }
            .into_any()
        })
        .collect();
    let title = move || match about {
        Form::New => words::add_member().to_owned(),
        Form::Of(_) => words::edit_member().to_owned(),
    };
    view! {
        <Dialog
            title=Signal::derive(title)
            on_close=move |()| form.set(None)
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| form.set(None) />
                }
            }
        >
            <Field
                label=spoken(words::name)
                error=wrong_name
                required=true
            >
                <TextInput value=name on_input=move |text| name.set(text) autofocus=true />
            </Field>
            <Field
                label=spoken(common::email_address)
                error=wrong_email
            >
                <TextInput
                    value=email
                    on_input=move |text| email.set(text)
                    kind=TextKind::Email
                />
            </Field>
            <Field label=spoken(words::role)>
                <TextInput value=role on_input=move |text| role.set(text) />
            </Field>
            {further}
        </Dialog>
    }
}

fn is_inactive(ws: &workspace::Workspace, id: RecordId) -> bool {
    ws.value(Kind::MEMBER, id, member::INACTIVE) == Some(Value::Bool(true))
}

/// The team that is typed: one that there is, however it is spelt, or a new one.
fn team_of(state: State, typed: RwSignal<String>) -> Option<String> {
    let typed = typed.get_untracked().trim().to_owned();
    let teams = untrack(|| state.field(Kind::MEMBER, member::TEAM)).map(|def| def.options);
    let same = teams
        .into_iter()
        .flatten()
        .find(|team| team.to_lowercase() == typed.to_lowercase());
    let team = same.map_or(typed, |team| team.into_owned());
    (!team.is_empty()).then_some(team)
}

fn email_of(state: State, id: RecordId) -> String {
    match state.value(Kind::MEMBER, id, member::EMAIL) {
        Some(Value::Labelled(list)) => list.into_iter().next().map(|l| l.value).unwrap_or_default(),
        _ => String::new(),
    }
}

fn email_value(typed: &str) -> Option<Value> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| {
        Value::Labelled(vec![Labelled {
            value: typed.to_owned(),
            label: String::new(),
        }])
    })
}

/// Whether a text is empty or looks like an e-mail address: something on both sides of one `@`.
fn is_email(typed: &str) -> bool {
    let typed = typed.trim();
    let parts: Vec<&str> = typed.split('@').collect();
    let whole = matches!(parts.as_slice(), [name, host] if !name.is_empty() && host.contains('.'));
    typed.is_empty() || whole && !typed.contains(char::is_whitespace)
}

fn filled<F>(values: Vec<(F, Option<Value>)>) -> Vec<(F, Value)> {
    values
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_has_a_name_and_a_host_or_is_left_empty() {
        for good in ["", "  ", "a@b.example", " a.b+c@d.e.example "] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a@b@c.example",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
