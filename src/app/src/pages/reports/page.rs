//! The page "Reports": dashboards as tabs, what they are narrowed to, their charts.

use leptos::prelude::*;
use record::{Kind, RecordId};

use super::builtin::{Builtin, Spec};
use super::calibration::Calibration;
use super::card::ReportCard;
use super::flows::{self, FlowChart, NumberTiles};
use super::manage::{NameDialog, Naming, TabMenu};
use super::narrowing::{Narrowing, OWNER, Owner, PERIOD, PIPELINE, Period, owner_of};
use super::own::OwnDashboard;
use crate::filters::sentence::path_name;
use crate::pages::goals::Goals;
use crate::pages::list::quick::ME;
use crate::parts::{Button, ButtonKind, Each, EmptyState, IconName, Select, SelectOption, When};
use crate::platform::intl::{self, DateStyle};
use crate::platform::page;
use crate::shell::frame::PageHeader;
use crate::shell::{Address, Route, use_navigation};
use crate::state::dashboards::{Dashboard, all};
use crate::state::{Phase, State, use_state};
use crate::words::{dashboards as words, goals, locale, shell, spoken};

/// The word of the goals in addresses.
const GOALS: &str = "goals";

/// What an address shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A dashboard of this version.
    Builtin(Builtin),
    /// A dashboard that somebody put together.
    Own(RecordId),
    /// The goals.
    Goals,
    /// None.
    Gone,
}

impl Shown {
    fn of(slug: Option<&str>) -> Self {
        match slug {
            None => Self::Builtin(Builtin::Sales),
            Some(GOALS) => Self::Goals,
            Some(slug) => Builtin::of_slug(slug)
                .map(Self::Builtin)
                .or_else(|| slug.parse().ok().map(Self::Own))
                .unwrap_or(Self::Gone),
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) state: State,
    pub(super) narrowing: Memo<Narrowing>,
    pub(super) dashboards: Memo<Vec<Dashboard>>,
    /// The name that is being given.
    pub(super) naming: RwSignal<Option<Naming>>,
}

impl Page {
    /// The address of a dashboard, narrowed as the page is now. Tracked.
    pub(super) fn address(self, dashboard: &str) -> Address {
        let now = use_navigation_query();
        let mut address = Route::Reports(Some(dashboard.to_owned())).address();
        for name in [PERIOD, OWNER, PIPELINE] {
            let value = now.get(name).map(str::to_owned);
            address = address.with(name, value.as_deref());
        }
        address
    }
}

fn use_navigation_query() -> crate::shell::Query {
    use_navigation().address().query
}

/// The page.
#[component]
pub fn Reports(
    /// The dashboard's word or id.
    dashboard: Option<String>,
) -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let shown = Shown::of(dashboard.as_deref());
    let narrowing = Memo::new(move |_| Narrowing::read(&navigation.address().query));
    let dashboards = Memo::new(move |_| {
        state.track_kind(Kind::DASHBOARD);
        state.phase.track();
        state.with(all)
    });
    let this = Page {
        state,
        narrowing,
        dashboards,
        naming: RwSignal::new(None),
    };
    let is_ready = Memo::new(move |_| state.phase.get() == Phase::Ready);
    let content = move || match shown {
        Shown::Builtin(builtin) => builtin_charts(this, builtin),
        Shown::Own(id) => {
            let is_there =
                Memo::new(move |_| dashboards.with(|all| all.iter().any(|d| d.id == id)));
            view! {
                {move || match is_there.get() {
                    true => view! { <OwnDashboard page=this id=id /> }.into_any(),
                    false => gone(),
                }}
            }
            .into_any()
        }
        Shown::Goals => view! { <Goals /> }.into_any(),
        Shown::Gone => gone(),
    };
    view! {
        <PageHeader title=spoken(shell::reports)>
            <Button
                label=spoken(words::print)
                on_press=move |_| page::print()
            />
            <Button
                label=spoken(words::new_dashboard)
                icon=IconName::Add
                kind=ButtonKind::Primary
                on_press=move |_| this.naming.set(Some(Naming::New))
            />
        </PageHeader>
        <DashboardTabs page=this shown=shown />
        {(shown != Shown::Goals).then(|| view! { <NarrowingBar page=this /> }.into_any())}
        <When holds=move || is_ready.get()>{content()}</When>
        {move || {
            this.naming
                .get()
                .map(|naming| view! { <NameDialog page=this naming=naming /> }.into_any())
        }}
    }
}

fn gone() -> AnyView {
    view! {
        <EmptyState
            icon=IconName::Search
            title=spoken(words::is_gone)
            text=spoken(words::is_gone_text)
        >
            <a class="button button-primary" href=Route::Reports(None).href()>
                {words::to_sales}
            </a>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn DashboardTabs(page: Page, shown: Shown) -> impl IntoView {
    let navigation = use_navigation();
    let query = Memo::new(move |_| navigation.address().query);
    let href = move |dashboard: &str| {
        query.track();
        page.address(dashboard).to_string()
    };
    let builtin = Builtin::ALL
        .map(|builtin| {
            let is_here = shown == Shown::Builtin(builtin);
            view! {
                <li class="view-tab" class:is-here=is_here>
                    <a
                        class="view-tab-link"
                        href=move || href(builtin.slug())
                        aria-current=is_here.then_some("page")
                    >
                        {move || builtin.name()}
                    </a>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <nav class="view-tabs reports-tabs" aria-label=words::dashboards>
            <ul class="view-tab-list">
                {builtin}
                <li class="view-tab" class:is-here=shown == Shown::Goals>
                    <a
                        class="view-tab-link"
                        href=move || href(GOALS)
                        aria-current=(shown == Shown::Goals).then_some("page")
                    >
                        {goals::title}
                    </a>
                </li>
                <Each
                    each=move || page.dashboards.get()
                    key=|dashboard| (dashboard.id, dashboard.name.clone())
                    let:dashboard
                >
                    {
                        let id = dashboard.id;
                        let is_here = shown == Shown::Own(id);
                        let name = dashboard.name.clone();
                        view! {
                            <li class="view-tab" class:is-here=is_here>
                                <a
                                    class="view-tab-link"
                                    href=move || href(&id.to_string())
                                    aria-current=is_here.then_some("page")
                                >
                                    <span class="view-tab-name">{name}</span>
                                </a>
                                {is_here
                                    .then(|| {
                                        view! { <TabMenu page=page dashboard=dashboard.clone() /> }
                                    })}
                            </li>
                        }
                    }
                </Each>
            </ul>
        </nav>
    }
}

/// The choices of period, owner and pipeline.
#[component]
fn NarrowingBar(page: Page) -> impl IntoView {
    let navigation = use_navigation();
    let state = page.state;
    let narrowing = page.narrowing;
    let set = move |name: &'static str, value: String| {
        let value = (!value.is_empty()).then_some(value);
        navigation.push_query(name, value.as_deref());
    };
    let periods = Signal::derive(|| {
        let option = |period: Period| SelectOption::new(period.key(), period_name(period));
        Period::ALL.map(option).to_vec()
    });
    let owners = Signal::derive(move || {
        let mut options = vec![SelectOption::new("", words::everybody())];
        let members = state.members();
        if state.with(|ws| ws.me()).is_some() {
            options.push(SelectOption::new(ME, words::me()));
        }
        let members = members.into_iter().filter(|member| member.is_active);
        options.extend(members.map(|m| SelectOption::new(m.id.to_string(), m.name)));
        options
    });
    let pipelines = Signal::derive(move || {
        state.track_kind(Kind::PIPELINE);
        let mut options = vec![SelectOption::new("", words::all_pipelines())];
        let list = state.with(|ws| ws.pipelines());
        options.extend(
            list.into_iter()
                .map(|(id, name)| SelectOption::new(id.to_string(), name)),
        );
        options
    });
    let several = Memo::new(move |_| pipelines.with(|p| p.len() > 2));
    view! {
        <div class="reports-bar" role="group" aria-label=crate::words::lists::filters>
            <Select
                label=spoken(words::period)
                value=Signal::derive(move || narrowing.get().period.key().to_owned())
                options=periods
                on_choose=move |key: String| set(PERIOD, key)
            />
            <Select
                label=spoken(words::owner)
                value=Signal::derive(move || {
                    narrowing.get().owner.map(Owner::key).unwrap_or_default()
                })
                options=owners
                on_choose=move |key: String| set(OWNER, key)
            />
            <When holds=move || several.get()>
                <Select
                    label=spoken(words::pipeline)
                    value=Signal::derive(move || {
                        narrowing.get().pipeline.map(|id| id.to_string()).unwrap_or_default()
                    })
                    options=pipelines
                    on_choose=move |key: String| set(PIPELINE, key)
                />
            </When>
        </div>
    }
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Month => words::period_month(),
        Period::Quarter => words::period_quarter(),
        Period::Year => words::period_year(),
        Period::TwelveMonths => words::period_twelve(),
        Period::All => words::period_all(),
    }
}

/// What a chart is narrowed to by the period, in words; empty where it isn't.
pub(super) fn within(
    state: State,
    narrowing: Narrowing,
    kind: Kind,
    date: Option<record::FieldId>,
) -> String {
    let days = narrowing.period.days(state.today());
    let Some(((first, last), date)) = days.zip(date) else {
        return String::new();
    };
    let day = |day| intl::date(locale(), day, DateStyle::Medium);
    words::within(&path_name(state, kind, &[date]), &day(first), &day(last))
}

fn builtin_charts(page: Page, builtin: Builtin) -> AnyView {
    let numbers = match builtin {
        Builtin::Sales => Some(&flows::CLOSED),
        Builtin::Activity => None,
        Builtin::Support => Some(&flows::ANSWERED),
    };
    let flows: &[&'static flows::Flow] = match builtin {
        Builtin::Sales => &[&flows::FUNNEL, &flows::COHORTS],
        Builtin::Activity => &[],
        Builtin::Support => &[&flows::BACKLOG],
    };
    let flows: Vec<AnyView> = flows
        .iter()
        .map(|flow| {
            view! {
                <div class="report-cell is-wide">
                    <FlowChart page=page flow=flow />
                </div>
            }
            .into_any()
        })
        .collect();
    let numbers = numbers.map(|numbers| view! { <NumberTiles page=page numbers=numbers /> });
    let mut cards: Vec<AnyView> = builtin
        .charts()
        .iter()
        .map(|spec| {
            view! {
                <div class="report-cell" class:is-wide=spec.is_wide>
                    <BuiltinChart page=page spec=spec />
                </div>
            }
            .into_any()
        })
        .collect();
    // After the two that say where things stand comes how they got there.
    let rest = cards.split_off(cards.len().min(2));
    let calibration = (builtin == Builtin::Sales).then(|| {
        view! {
            <div class="report-cell is-wide">
                <Calibration />
            </div>
        }
    });
    view! {
        {numbers}
        <div class="report-grid">
            {cards}
            {flows}
            {rest}
            {calibration}
        </div>
    }
    .into_any()
}

#[component]
fn BuiltinChart(page: Page, spec: &'static Spec) -> impl IntoView {
    let kind = (spec.report)().kind;
    let narrowing = page.narrowing;
    let report = Memo::new(move |_| {
        let report = (spec.report)();
        Some(narrowing.get().of(&report, spec.date, page.state.today()))
    });
    debug_assert!(owner_of(kind).is_some());
    view! {
        <ReportCard
            title=spoken(spec.title)
            report=report
            form=Signal::stored(spec.form)
            note=Signal::derive(move || within(page.state, narrowing.get(), kind, spec.date))
        />
    }
}
