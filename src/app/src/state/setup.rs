//! From an empty workspace to one that can be worked with: the pipeline, the business, the person,
//! and the sample data, which comes and goes as a whole.

use std::collections::HashSet;

use leptos::prelude::*;
use record::schema::{DELETED_AT, SAMPLE, UNDONE, business, member};
use record::{Action, Change, Currency, DeviceId, FieldId, Kind, RecordId, Value, Version, Write};
use sample::Plan;
use workflow::Template;
use workspace::settings::business_id;
use workspace::{Command, Refused, Touched, Workspace};

use super::opening::ME;
use super::{Phase, State};
use crate::platform::{clock, idle, prefs};
use crate::words::{self, Language};

/// The label of the change that sets a workspace up.
const SETUP: &str = "setup";
/// The label of the changes that bring the sample data.
const SAMPLE_LABEL: &str = "sample";
/// How many writes one slice of the sample data holds: some ten milliseconds of work.
const SLICE_WRITES: usize = 4_000;
/// How many records are indexed for the search at once.
const INDEX_ROWS: u32 = 1_000;
/// The sample data is the same for everybody.
const SEED: u64 = 1;

/// How far the sample data has come; one for the whole application.
#[derive(Clone, Copy, Debug)]
pub struct SampleWork {
    /// Writes done and all; `None` while nothing is being done.
    pub progress: RwSignal<Option<(usize, usize)>>,
    /// Whether the user wants it to stop.
    pub cancelled: RwSignal<bool>,
}

/// How adding the sample data ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// All of it is there.
    All,
    /// The user stopped it; what was there already was taken back.
    Cancelled,
}

/// What a person says of themselves before they begin. All of it may be left empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The name of the business.
    pub business: String,
    /// The currency of new amounts.
    pub currency: Currency,
    /// Whether the person has chosen it; otherwise it is a guess.
    pub currency_is_chosen: bool,
    /// The person's name.
    pub person: String,
}

impl SampleWork {
    /// Provides it to the application.
    pub fn install() -> Self {
        let work = Self {
            progress: RwSignal::new(None),
            cancelled: RwSignal::new(false),
        };
        provide_context(work);
        work
    }
}

/// How far the sample data has come, from anywhere below the application.
pub fn use_sample_work() -> SampleWork {
    expect_context()
}

/// Whether nothing was ever begun here: no records, no pipeline. Tracked.
pub fn is_untouched(state: State) -> bool {
    if state.phase.get() != Phase::Ready {
        return false;
    }
    let kinds = [
        Kind::PIPELINE,
        Kind::CONTACT,
        Kind::COMPANY,
        Kind::DEAL,
        Kind::TICKET,
        Kind::TASK,
    ];
    kinds.into_iter().all(|kind| state.count(kind) == 0)
}

/// Sees to it that there is a pipeline: the usual one, where there is none. Its first pipeline.
/// Ids are natural, so that two devices that begin apart agree.
///
/// # Errors
/// Why it could not be created; nothing has changed then.
pub fn ensure_pipeline(state: State) -> Result<RecordId, Refused> {
    let first = state.with(|ws| ws.pipelines().first().map(|(id, _)| *id));
    if let Some(id) = first {
        return Ok(id);
    }
    let pipeline = Template::Generic.build(template_language());
    let writes = state.with(|ws| revived(ws, as_it_comes(pipeline.writes())));
    state.run(Command::Bulk {
        label: SETUP.to_owned(),
        group: state.new_id(),
        writes,
    })?;
    Ok(pipeline.id)
}

/// Begins: the usual pipeline where there is none, what is known of the business, and the person
/// as a member. All of it is one action.
///
/// # Errors
/// Why it was refused; nothing has changed then.
pub fn begin(state: State, about: &About) -> Result<(), Refused> {
    let mut writes = Vec::new();
    if state.with(|ws| ws.pipelines().is_empty()) {
        writes.extend(as_it_comes(
            Template::Generic.build(template_language()).writes(),
        ));
    }
    let set = |kind, id, (field, value)| Write::set(kind, id, field, value);
    let of_business = |field, text: &str| {
        let value = Value::text(text.to_owned());
        set(Kind::BUSINESS, business_id(), (field, value))
    };
    let currency = vec![of_business(business::CURRENCY, about.currency.code())];
    writes.extend(match about.currency_is_chosen {
        true => currency,
        false => as_it_comes(currency),
    });
    if !about.business.trim().is_empty() {
        writes.push(of_business(business::NAME, about.business.trim()));
    }
    let kept = state.with(|ws| ws.me().filter(|me| ws.is_live(Kind::MEMBER, *me)));
    let me = kept.unwrap_or_else(|| state.new_id());
    let person = match about.person.trim() {
        "" => words::setup::me(),
        name => name,
    };
    if kept.is_none() || !about.person.trim().is_empty() {
        writes.push(set(Kind::MEMBER, me, (member::NAME, Value::text(person))));
    }
    let writes = state.with(|ws| revived(ws, writes));
    state.run(Command::Bulk {
        label: SETUP.to_owned(),
        group: state.new_id(),
        writes,
    })?;
    be(state, Some(me));
    Ok(())
}

/// The writes as something that came with the application and that nobody has said: whatever anybody
/// writes is newer, also what was written before on another device and comes from there. The same
/// content has the same version everywhere, so that two devices that begin apart agree.
fn as_it_comes(writes: Vec<Write>) -> Vec<Write> {
    let content = Change {
        version: Version::default(),
        label: String::new(),
        writes,
    };
    let id = RecordId::natural([String::from_utf8_lossy(&content.encode()).as_ref()]);
    let version = Version {
        device: DeviceId(id.0 as u64),
        ..Version::default()
    };
    let writes = content.writes.into_iter();
    writes
        .map(|write| Write {
            action: write.action.carried(version),
            ..write
        })
        .collect()
}

/// Says which member uses this browser, and keeps it.
pub fn be(state: State, member: Option<RecordId>) {
    match member {
        Some(id) => prefs::set(ME, &id.to_string()),
        None => prefs::remove(ME),
    }
    state.with_mut(|ws| ws.set_me(member));
    state.announce(Touched {
        kinds: vec![Kind::MEMBER],
        ..Touched::default()
    });
}

/// The command that sets fields of a record which may not be there yet, or not any more.
pub fn put(
    state: State,
    kind: Kind,
    record: RecordId,
    values: Vec<(FieldId, Option<Value>)>,
) -> Command {
    if state.with(|ws| ws.is_live(kind, record)) {
        return Command::Edit {
            kind,
            record,
            values,
        };
    }
    let writes = values
        .into_iter()
        .filter_map(|(field, value)| Some(Write::set(kind, record, field, value?)))
        .collect();
    Command::Bulk {
        label: SETUP.to_owned(),
        group: state.new_id(),
        writes: state.with(|ws| revived(ws, writes)),
    }
}

/// Adds the sample data in slices, so that the page stays usable, into the first pipeline.
///
/// # Errors
/// Why a slice was refused.
pub async fn add_sample(state: State, work: SampleWork) -> Result<Added, Refused> {
    let pipeline = ensure_pipeline(state)?;
    work.cancelled.set(false);
    work.progress.set(Some((0, 1)));
    idle::yield_now().await;
    let result = add_slices(state, work, pipeline).await;
    work.progress.try_set(None);
    // Otherwise the first search would have to wait for all of it.
    while state.with_mut(|ws| ws.index_step(INDEX_ROWS)) {
        idle::yield_now().await;
    }
    result
}

async fn add_slices(state: State, work: SampleWork, pipeline: RecordId) -> Result<Added, Refused> {
    let (stages, currency) = state.with(|ws| (ws.stages(pipeline), ws.currency()));
    let writes = sample::generate(&Plan {
        seed: SEED,
        today: clock::today(),
        currency,
        language: template_language(),
        stages: &stages,
    });
    let all = writes.len();
    let group = state.new_id();
    let mut done = 0;
    for slice in slices(writes, SLICE_WRITES) {
        idle::yield_now().await;
        if work.cancelled.try_get_untracked().unwrap_or(true) {
            if done > 0 {
                state.undo()?;
            }
            return Ok(Added::Cancelled);
        }
        done += slice.len();
        let writes = state.with(|ws| revived(ws, slice));
        state.run(Command::Bulk {
            label: SAMPLE_LABEL.to_owned(),
            group,
            writes,
        })?;
        work.progress.try_set(Some((done.min(all), all)));
    }
    Ok(Added::All)
}

/// The command that takes all sample data out of sight: one action, which can be undone. Other
/// records aren't touched, and what they refer to stays and is sample data no more.
pub fn removal_of_sample(ws: &Workspace) -> Command {
    let kept = kept_of_sample(ws);
    let mut edits = Vec::new();
    for def in ws.schema().kinds() {
        let marked = ws.ids(def.kind).filter(|id| is_sample(ws, def.kind, *id));
        edits.extend(marked.map(|id| match kept.contains(&(def.kind, id)) {
            true => (def.kind, id, SAMPLE, None),
            false => (def.kind, id, UNDONE, Some(Value::Bool(true))),
        }));
    }
    Command::EditMany { edits }
}

/// The sample records that people's own records refer to, and those that these refer to. What was
/// written on a sample record, such as a note, goes with it.
pub fn kept_of_sample(ws: &Workspace) -> HashSet<(Kind, RecordId)> {
    const OWN: [Kind; 6] = [
        Kind::CONTACT,
        Kind::COMPANY,
        Kind::DEAL,
        Kind::TICKET,
        Kind::TASK,
        Kind::PRODUCT,
    ];
    let own = OWN.into_iter().flat_map(|kind| {
        let own = ws.ids(kind).filter(move |id| !is_sample(ws, kind, *id));
        own.map(move |id| (kind, id))
    });
    let mut kept = HashSet::new();
    let mut open: Vec<(Kind, RecordId)> = own.collect();
    while let Some((kind, record)) = open.pop() {
        for (field, value) in ws.values(kind, record) {
            let def = ws.schema().field(kind, field);
            let Some(target) = def.and_then(|def| def.ty.target()) else {
                continue;
            };
            let ids = match value {
                Value::Ref(id) => vec![id],
                Value::Refs(ids) => ids,
                _ => continue,
            };
            for id in ids {
                let id = ws.resolve(target, id);
                if is_sample(ws, target, id) && kept.insert((target, id)) {
                    open.push((target, id));
                }
            }
        }
    }
    kept
}

/// Whether a record is sample data.
pub fn is_sample(ws: &Workspace, kind: Kind, record: RecordId) -> bool {
    ws.value(kind, record, SAMPLE) == Some(Value::Bool(true))
}

/// Whether there is sample data. Looks at the small kinds first.
pub fn has_sample(ws: &Workspace) -> bool {
    [
        Kind::MEMBER,
        Kind::ARTICLE,
        Kind::DEAL,
        Kind::COMPANY,
        Kind::TICKET,
        Kind::CONTACT,
    ]
    .into_iter()
    .any(|kind| ws.ids(kind).any(|id| is_sample(ws, kind, id)))
}

/// Whether there is anything that the business could not get back: a record that is no sample.
pub fn has_own_records(ws: &Workspace) -> bool {
    [Kind::CONTACT, Kind::COMPANY, Kind::DEAL, Kind::TICKET]
        .into_iter()
        .any(|kind| ws.ids(kind).any(|id| !is_sample(ws, kind, id)))
}

/// The language of templates and sample data.
pub fn template_language() -> workflow::Language {
    match untrack(words::language) {
        Language::En => workflow::Language::En,
        Language::Zh => workflow::Language::Zh,
    }
}

/// Cuts writes into slices of at least `least` writes between records.
fn slices(writes: Vec<Write>, least: usize) -> Vec<Vec<Write>> {
    let mut slices = Vec::new();
    let mut slice: Vec<Write> = Vec::new();
    for write in writes {
        let is_next = slice
            .last()
            .is_some_and(|last| (last.kind, last.record) != (write.kind, write.record));
        if is_next && slice.len() >= least {
            slices.push(std::mem::take(&mut slice));
        }
        slice.push(write);
    }
    if !slice.is_empty() {
        slices.push(slice);
    }
    slices
}

/// The writes, and those that bring their records back where they were deleted or taken back.
pub(super) fn revived(ws: &Workspace, writes: Vec<Write>) -> Vec<Write> {
    let mut all = Vec::with_capacity(writes.len());
    let mut last = None;
    for write in writes {
        let (kind, record) = (write.kind, write.record);
        if last != Some((kind, record)) {
            last = Some((kind, record));
            if ws.is_known(kind, record) && !ws.is_live(kind, record) {
                all.extend([DELETED_AT, UNDONE].map(|field| Write {
                    kind,
                    record,
                    field,
                    action: Action::Clear,
                    replaced: None,
                }));
            }
        }
        all.push(write);
    }
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::{company, contact, deal};
    use record::{Date, Instant, SeededEntropy};
    use workspace::Moment;

    fn run(ws: &mut Workspace, command: Command) {
        let mut entropy = SeededEntropy::new(7);
        let mut moment = Moment {
            now: Instant(1_760_000_000_000),
            today: Date(20_370),
            entropy: &mut entropy,
        };
        ws.run(command, &mut moment).unwrap();
    }

    fn undo(ws: &mut Workspace) {
        let mut entropy = SeededEntropy::new(8);
        let mut moment = Moment {
            now: Instant(1_760_000_001_000),
            today: Date(20_370),
            entropy: &mut entropy,
        };
        ws.undo(&mut moment).unwrap();
    }

    fn bulk(label: &str, writes: Vec<Write>) -> Command {
        Command::Bulk {
            label: label.to_owned(),
            group: RecordId::natural([label]),
            writes,
        }
    }

    fn with_sample() -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
        let pipeline = Template::Generic.build(workflow::Language::En);
        run(&mut ws, bulk(SETUP, pipeline.writes()));
        let writes = sample::generate(&Plan {
            seed: SEED,
            today: Date(20_370),
            currency: Currency::EUR,
            language: workflow::Language::En,
            stages: &pipeline.stages,
        });
        for slice in slices(writes, SLICE_WRITES) {
            let writes = revived(&ws, slice);
            run(&mut ws, bulk(SAMPLE_LABEL, writes));
        }
        ws
    }

    #[test]
    fn the_sample_data_goes_as_a_whole_and_own_records_stay() {
        let mut ws = with_sample();
        assert!(has_sample(&ws) && !has_own_records(&ws));
        let (companies, events) = (ws.count(Kind::COMPANY), ws.count(Kind::EVENT));
        let own = RecordId::natural(["own"]);
        let values = vec![(contact::LAST_NAME, Value::text("Own"))];
        run(
            &mut ws,
            Command::Create {
                kind: Kind::CONTACT,
                record: own,
                values,
            },
        );
        assert!(has_own_records(&ws));

        let removal = removal_of_sample(&ws);
        run(&mut ws, removal);
        assert!(!has_sample(&ws));
        assert_eq!(ws.count(Kind::CONTACT), 1);
        assert_eq!(ws.count(Kind::COMPANY) + ws.count(Kind::EVENT), 0);
        assert_eq!(ws.pipelines().len(), 1);

        undo(&mut ws);
        assert_eq!(
            (ws.count(Kind::COMPANY), ws.count(Kind::EVENT)),
            (companies, events)
        );
        assert!(ws.is_live(Kind::CONTACT, own));
    }

    #[test]
    fn what_own_records_refer_to_stays_when_the_sample_data_goes() {
        let mut ws = with_sample();
        let company = ws.ids(Kind::COMPANY).next().unwrap();
        let stage = ws.ids(Kind::STAGE).next().unwrap();
        let values = vec![
            (deal::NAME, Value::text("Own")),
            (deal::COMPANY, Value::Ref(company)),
            (deal::STAGE, Value::Ref(stage)),
        ];
        let own = RecordId::natural(["own"]);
        run(
            &mut ws,
            Command::Create {
                kind: Kind::DEAL,
                record: own,
                values,
            },
        );
        let owner = ws.value(Kind::COMPANY, company, company::OWNER);
        let removal = removal_of_sample(&ws);
        run(&mut ws, removal);
        assert!(!has_sample(&ws));
        assert!(ws.is_live(Kind::DEAL, own) && ws.is_live(Kind::COMPANY, company));
        assert_eq!(ws.count(Kind::DEAL), 1);
        if let Some(owner) = owner.and_then(|owner| owner.as_ref_id()) {
            assert!(ws.is_live(Kind::MEMBER, owner));
        }
        undo(&mut ws);
        assert!(is_sample(&ws, Kind::COMPANY, company));
    }

    #[test]
    fn the_sample_data_comes_back_after_it_was_removed() {
        let mut ws = with_sample();
        let removal = removal_of_sample(&ws);
        run(&mut ws, removal);
        let name = vec![Write::set(
            Kind::COMPANY,
            RecordId::natural(["sample", "1", "company", "0"]),
            company::NAME,
            Value::text("Back"),
        )];
        let writes = revived(&ws, name);
        run(&mut ws, bulk(SAMPLE_LABEL, writes));
        assert_eq!(ws.count(Kind::COMPANY), 1);
    }

    #[test]
    fn what_came_with_the_application_gives_way_to_what_anybody_has_written_before() {
        let template = Template::Generic.build(workflow::Language::En);
        let stage = template.stages[1].id;
        let begun = |device| {
            let mut ws = Workspace::new(DeviceId(device));
            run(&mut ws, bulk(SETUP, as_it_comes(template.writes())));
            ws
        };
        let mut old = begun(1);
        let values = vec![(record::schema::stage::NAME, Some(Value::text("Demo")))];
        let edit = Command::Edit {
            kind: Kind::STAGE,
            record: stage,
            values,
        };
        run(&mut old, edit);
        // Begun anew years later, before the backup of the old one is merged.
        let mut new = Workspace::new(DeviceId(2));
        new.observe(record::Stamp::new(1_900_000_000_000, 0));
        run(&mut new, bulk(SETUP, as_it_comes(template.writes())));
        assert_eq!(new.stages(template.id), template.stages);
        new.merge_from(&old, Instant(1_900_000_000_000));
        assert_eq!(new.name(Kind::STAGE, stage), "Demo");
        assert_eq!(new.stages(template.id).len(), template.stages.len());
        // In another language it is another content, and both sides take the same one of the two.
        let chinese = Template::Generic.build(workflow::Language::Zh);
        let (mut one, mut other) = (begun(3), Workspace::new(DeviceId(4)));
        run(&mut other, bulk(SETUP, as_it_comes(chinese.writes())));
        let copy = begun(3);
        one.merge_from(&other, Instant(0));
        other.merge_from(&copy, Instant(0));
        assert_eq!(one.stages(template.id), other.stages(template.id));
    }

    #[test]
    fn slices_never_cut_a_record_in_two() {
        let write = |n: usize, field: u16| {
            let id = RecordId::natural([n.to_string().as_str()]);
            Write::set(
                Kind::CONTACT,
                id,
                FieldId::standard(field),
                Value::text("x"),
            )
        };
        let writes: Vec<Write> = (0..10).flat_map(|n| [write(n, 10), write(n, 11)]).collect();
        let cut = slices(writes.clone(), 3);
        assert_eq!(cut.concat(), writes);
        assert!(cut.len() > 1);
        for pair in cut.windows(2) {
            assert_ne!(
                pair[0].last().unwrap().record,
                pair[1].first().unwrap().record
            );
        }
        assert!(slices(Vec::new(), 3).is_empty());
    }
}
