//! The dialog in which a chart is put together, with a preview.

use leptos::prelude::*;
use record::{Kind, RecordId};
use workflow::Condition;
use workspace::Command;
use workspace::report::choices::GroupChoice;
use workspace::report::{Bucket, Group, RowOrder};

use super::card::ReportCard;
use super::draft::{Draft, KINDS, bucket_key, bucket_name, group_of, path_key};
use super::labels::{group_name, measure_name};
use super::own::{form_of, usual_name};
use super::page::Page;
use crate::filters::FilterDialog;
use crate::filters::sentence::sentence;
use crate::pages::list::view_state::ViewState;
use crate::parts::{
    Button, Checkbox, Dialog, DialogSize, Field, FormButtons, NumberInput, Select, SelectOption,
    TextInput, When,
};
use crate::shell::Query;
use crate::state::dashboards::{Said, Shape, new_chart, read};
use crate::state::views::{SavedView, of_kind};
use crate::state::{State, use_actor};
use crate::words::{dashboards as words, schema, spoken};

/// Which chart is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A new one.
    New,
    /// One that is kept.
    Known(RecordId),
}

/// The key of the option that leaves the condition as it is.
const KEPT: &str = "kept";

/// The dialog.
#[component]
pub(super) fn Builder(
    page: Page,
    dashboard: RecordId,
    about: Asked,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let actor = use_actor();
    let state = page.state;
    let known = match about {
        Asked::New => None,
        Asked::Known(id) => state.with(|ws| read(ws, id)),
    };
    let first = match known {
        Some(kept) if kept.report.is_ok() => kept
            .report
            .map(|report| {
                Draft::of(Said {
                    name: kept.name,
                    report,
                    shape: kept.shape,
                    is_wide: kept.is_wide,
                })
            })
            .unwrap_or_else(|_| fresh(state, Kind::DEAL)),
        _ => fresh(state, Kind::DEAL),
    };
    let draft = RwSignal::new(first);
    let problem = Memo::new(move |_| draft.with(Draft::problem));
    let report = Memo::new(move |_| {
        let draft = draft.get();
        draft.problem().is_none().then(|| draft.report())
    });
    let form = Signal::derive(move || draft.with(|d| form_of(d.shape, &d.report())));
    let name = Signal::derive(move || {
        draft.with(|draft| match draft.name.trim() {
            "" => usual_name(state, &draft.report()),
            own => own.to_owned(),
        })
    });
    let submit = move || {
        let draft = draft.get_untracked();
        if draft.problem().is_some() {
            return;
        }
        let said = draft.said();
        let title = untrack(|| name.get());
        let kind = Kind::CHART;
        let (command, told) = match about {
            Asked::New => (
                Command::Create {
                    kind,
                    record: state.new_id(),
                    values: state.with(|ws| new_chart(ws, dashboard, &said)),
                },
                words::chart_added(&title),
            ),
            Asked::Known(record) => (
                Command::Edit {
                    kind,
                    record,
                    values: said.values(),
                },
                words::chart_changed(&title),
            ),
        };
        if actor.run(command, told) {
            on_close.run(());
        }
    };
    let filtering = Filtering(RwSignal::new(false), RwSignal::new(None));
    let Filtering(is_filtering, source) = filtering;
    let apply = move |condition: Option<Condition>| {
        source.set(None);
        draft.update(|draft| draft.condition = condition);
        is_filtering.set(false);
    };
    let filter_dialog = move || {
        let (kind, condition) = draft.with_untracked(|draft| (draft.kind, draft.condition.clone()));
        view! {
            <FilterDialog
                kind=kind
                condition=condition
                on_apply=apply
                on_close=move |()| is_filtering.set(false)
            />
        }
    };
    let heading = match about {
        Asked::New => words::add_chart,
        Asked::Known(_) => words::edit_chart,
    };
    let is_wrong = Signal::derive(move || problem.get().is_some());
    view! {
        <Dialog
            title=spoken(heading)
            size=DialogSize::Large
            on_close=on_close
            on_submit=move |()| submit()
            footer=move || {
                view! { <FormButtons on_cancel=on_close disabled=is_wrong /> }
            }
        >
            <div class="builder">
                <div class="builder-form">
                    <Questions state=state draft=draft filtering=filtering />
                </div>
                <div class="builder-preview">
                    <p class="field-label">{words::preview}</p>
                    <p class="builder-problem" role="status">
                        {move || problem.get()}
                    </p>
                    <When holds=move || !is_wrong.get()>
                        <ReportCard title=name report=report form=form />
                    </When>
                </div>
            </div>
        </Dialog>
        {move || is_filtering.get().then(|| filter_dialog())}
    }
}

/// A chart of a kind to begin with.
fn fresh(state: State, kind: Kind) -> Draft {
    let mut draft = Draft::new(kind);
    let choices = state.with(|ws| ws.group_choices(kind));
    let first = choices.iter().find(|choice| {
        let is_plain = choice.buckets.first() == Some(&Bucket::Value);
        choice.path.len() == 1 && is_plain && !matches!(choice.ty, record::FieldType::Text)
    });
    draft.group_by(first.or_else(|| choices.first()));
    draft
}

/// Whether the condition is being written, and from which saved view the records are.
#[derive(Clone, Copy)]
struct Filtering(RwSignal<bool>, RwSignal<Option<RecordId>>);

/// Everything that can be said of a chart.
#[component]
fn Questions(state: State, draft: RwSignal<Draft>, filtering: Filtering) -> impl IntoView {
    let kind = Memo::new(move |_| draft.with(|draft| draft.kind));
    let groups = Memo::new(move |_| {
        let _ = state.schema();
        state.with(|ws| ws.group_choices(kind.get()))
    });
    let measures = Memo::new(move |_| {
        let _ = state.schema();
        state.with(|ws| ws.measure_choices(kind.get()))
    });
    let views = Memo::new(move |_| {
        state.track_kind(Kind::VIEW);
        state.with(|ws| of_kind(ws, kind.get()))
    });
    let Filtering(is_filtering, source) = filtering;

    let kinds = Signal::derive(|| {
        let option = |kind: Kind| SelectOption::new(kind.0.to_string(), many(kind));
        KINDS.map(option).to_vec()
    });
    let choose_kind = move |key: String| {
        if let Some(kind) = KINDS.into_iter().find(|kind| kind.0.to_string() == key) {
            source.set(None);
            let name = draft.with_untracked(|draft| draft.name.clone());
            draft.set(Draft {
                name,
                ..fresh(state, kind)
            });
        }
    };
    let has_condition = move |draft: &Draft| draft.condition.is_some() || !draft.text.is_empty();
    let records = Signal::derive(move || {
        let all = words::all_records(schema::kind_many(kind.get()));
        let mut options = vec![SelectOption::new("", all)];
        if source.get().is_none() && draft.with(has_condition) {
            options.push(SelectOption::new(KEPT, words::kept_condition()));
        }
        let views = views.get().into_iter();
        options.extend(views.map(|view| SelectOption::new(view.id.to_string(), view.name)));
        options
    });
    let chosen_records = Signal::derive(move || match source.get() {
        Some(view) => view.to_string(),
        None if draft.with(has_condition) => KEPT.to_owned(),
        None => String::new(),
    });
    let choose_records = move |key: String| {
        if key == KEPT {
            return;
        }
        let view = views.with_untracked(|views| {
            views
                .iter()
                .find(|view| view.id.to_string() == key)
                .cloned()
        });
        source.set(view.as_ref().map(|view| view.id));
        let (text, condition) = view.map_or((String::new(), None), |view| asked_by(state, &view));
        draft.update(|draft| (draft.text, draft.condition) = (text, condition));
    };
    let only = move || {
        draft.with(|draft| {
            let condition = draft.condition.as_ref()?;
            Some(words::narrowed_to(&sentence(state, draft.kind, condition)))
        })
    };

    let measure_options = Signal::derive(move || {
        let kind = kind.get();
        let options = measures.get().into_iter().enumerate();
        options
            .map(|(n, measure)| {
                SelectOption::new(n.to_string(), measure_name(state, kind, &measure))
            })
            .collect::<Vec<_>>()
    });
    let chosen_measure = Signal::derive(move || {
        let now = draft.with(|draft| draft.measure.clone());
        let at = measures.with(|all| all.iter().position(|measure| *measure == now));
        at.unwrap_or(0).to_string()
    });
    let choose_measure = move |key: String| {
        let at: usize = key.parse().unwrap_or(0);
        if let Some(measure) = measures.with_untracked(|all| all.get(at).cloned()) {
            draft.update(|draft| draft.measure = measure);
        }
    };

    let choose_group = move |choice: Option<GroupChoice>| {
        draft.update(|draft| draft.group_by(choice.as_ref()));
    };
    let choose_split = move |choice: Option<GroupChoice>| {
        draft.update(|draft| draft.split = choice.as_ref().map(group_of));
    };

    let orders = Signal::derive(|| {
        vec![
            SelectOption::new("natural", words::order_natural()),
            SelectOption::new("largest", words::order_largest()),
            SelectOption::new("smallest", words::order_smallest()),
        ]
    });
    let chosen_order = Signal::derive(move || {
        draft.with(|draft| match draft.order {
            RowOrder::Natural => "natural".to_owned(),
            RowOrder::Largest => "largest".to_owned(),
            RowOrder::Smallest => "smallest".to_owned(),
        })
    });
    let choose_order = move |key: String| {
        let order = match key.as_str() {
            "largest" => RowOrder::Largest,
            "smallest" => RowOrder::Smallest,
            _ => RowOrder::Natural,
        };
        draft.update(|draft| draft.order = order);
    };
    let shapes = Signal::derive(|| {
        let option = |shape: Shape| SelectOption::new(shape.key(), schema::option(shape.key()));
        Shape::ALL.map(option).to_vec()
    });
    let is_named = Memo::new(move |_| {
        draft.with(|d| d.group.as_ref().is_some_and(|g| g.bucket == Bucket::Value))
    });
    let has_group = Memo::new(move |_| draft.with(|draft| draft.group.is_some()));
    view! {
        <Field label=spoken(words::about)>
            <Select
                value=Signal::derive(move || kind.get().0.to_string())
                options=kinds
                on_choose=choose_kind
            />
        </Field>
        <Field label=spoken(words::which)>
            <Select value=chosen_records options=records on_choose=choose_records />
        </Field>
        <div class="builder-only">
            <p class="field-hint" hidden=move || only().is_none()>
                {move || only()}
            </p>
            <Button label=spoken(words::filter) on_press=move |_| is_filtering.set(true) />
        </div>
        <Field label=spoken(words::measure)>
            <Select value=chosen_measure options=measure_options on_choose=choose_measure />
        </Field>
        <GroupQuestion
            state=state
            label=words::group_by
            none=words::not_grouped
            kind=kind
            choices=groups
            group=Signal::derive(move || draft.with(|draft| draft.group.clone()))
            on_choose=choose_group
            on_bucket=move |bucket: Bucket| {
                draft
                    .update(|draft| {
                        if let Some(group) = &mut draft.group {
                            group.bucket = bucket;
                        }
                    });
            }
        />
        <When holds=move || has_group.get()>
            <GroupQuestion
                state=state
                label=words::split_by
                none=words::not_split
                kind=kind
                choices=groups
                group=Signal::derive(move || draft.with(|draft| draft.split.clone()))
                on_choose=choose_split
                on_bucket=move |bucket: Bucket| {
                    draft
                        .update(|draft| {
                            if let Some(split) = &mut draft.split {
                                split.bucket = bucket;
                            }
                        });
                }
            />
        </When>
        <When holds=move || is_named.get()>
            <Field label=spoken(words::order)>
                <Select value=chosen_order options=orders on_choose=choose_order />
            </Field>
        </When>
        <Field label=spoken(words::shown_as)>
            <Select
                value=Signal::derive(move || draft.with(|draft| draft.shape.key().to_owned()))
                options=shapes
                on_choose=move |key: String| {
                    draft.update(|draft| draft.shape = Shape::of_key(&key));
                }
            />
        </Field>
        <Checkbox
            label=spoken(words::make_wide)
            checked=Signal::derive(move || draft.with(|draft| draft.is_wide))
            on_change=move |on: bool| draft.update(|draft| draft.is_wide = on)
        />
        <Field label=spoken(words::chart_name) hint=spoken(words::name_hint)>
            <TextInput
                value=Signal::derive(move || draft.with(|draft| draft.name.clone()))
                on_input=move |text: String| draft.update(|draft| draft.name = text)
            />
        </Field>
    }
}

/// The records of a kind as the name of a choice.
fn many(kind: Kind) -> String {
    let name = schema::kind_many(kind);
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What a saved view asks for: the words and the condition.
fn asked_by(state: State, view: &SavedView) -> (String, Option<Condition>) {
    let def = state.with(|ws| ws.schema().kind(view.kind).cloned());
    let Some(def) = def else {
        return (String::new(), None);
    };
    let shown = ViewState::read(&Query::parse(&view.definition.query), &def);
    let query = shown.query(view.kind, false);
    (query.text, query.condition)
}

/// The choice of a field to group or split by, and of how its values are put together.
#[component]
fn GroupQuestion(
    state: State,
    label: fn() -> &'static str,
    none: fn() -> &'static str,
    kind: Memo<Kind>,
    choices: Memo<Vec<GroupChoice>>,
    group: Signal<Option<Group>>,
    #[prop(into)] on_choose: Callback<Option<GroupChoice>>,
    #[prop(into)] on_bucket: Callback<Bucket>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let kind = kind.get();
        let mut options = vec![SelectOption::new("", none())];
        choices.with(|choices| {
            for choice in choices {
                let group = group_of(choice);
                options.push(SelectOption::new(
                    path_key(&choice.path),
                    group_name(state, kind, &group),
                ));
            }
        });
        options
    });
    let chosen = Signal::derive(move || {
        group.with(|group| {
            group
                .as_ref()
                .map(|g| path_key(&g.path))
                .unwrap_or_default()
        })
    });
    let choice = Memo::new(move |_| {
        let key = chosen.get();
        choices.with(|all| all.iter().find(|c| path_key(&c.path) == key).cloned())
    });
    let buckets = Signal::derive(move || {
        let choice = choice.get();
        let buckets = choice.map_or(&[][..], |choice| choice.buckets);
        let option = |b: &Bucket| SelectOption::new(bucket_key(*b), bucket_name(*b));
        buckets.iter().map(option).collect::<Vec<_>>()
    });
    let bucket = Memo::new(move |_| group.with(|group| group.as_ref().map(|g| g.bucket)));
    let set_bucket = move |key: String| {
        let Some(choice) = choice.get_untracked() else {
            return;
        };
        let wanted = choice.buckets.iter().find(|b| bucket_key(**b) == key);
        match wanted {
            // The usual width, not the one that only says that there are ranges.
            Some(Bucket::Range(_)) => on_bucket.run(group_of(&choice).bucket),
            Some(bucket) => on_bucket.run(*bucket),
            None => {}
        }
    };
    let width = Signal::derive(move || match bucket.get() {
        Some(Bucket::Range(width)) => Some(width),
        _ => None,
    });
    let set_width = move |typed: Option<f64>| {
        if let Some(width) = typed.filter(|w| w.is_finite() && *w > 0.0) {
            on_bucket.run(Bucket::Range(width));
        }
    };
    let has_width = Memo::new(move |_| width.with(Option::is_some));
    let has_buckets = Memo::new(move |_| buckets.with(|b| b.len() > 1));
    view! {
        <div class="builder-group">
            <Field label=spoken(label)>
                <Select
                    value=chosen
                    options=options
                    on_choose=move |key: String| {
                        let found = choices
                            .with_untracked(|all| {
                                all.iter().find(|c| path_key(&c.path) == key).cloned()
                            });
                        on_choose.run(found);
                    }
                />
            </Field>
            <When holds=move || has_buckets.get()>
                <Field label=spoken(words::by)>
                    <Select
                        value=Signal::derive(move || {
                            bucket.get().map(bucket_key).unwrap_or_default().to_owned()
                        })
                        options=buckets
                        on_choose=set_bucket
                    />
                </Field>
            </When>
            <When holds=move || has_width.get()>
                <Field label=spoken(words::range_width)>
                    <NumberInput
                        value=width
                        on_commit=set_width
                    />
                </Field>
            </When>
        </div>
    }
}
