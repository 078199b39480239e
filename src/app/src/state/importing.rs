//! Importing files: the dry run and the import, in slices that leave the page usable.

use interchange::csv::CsvFile;
use interchange::fold;
use interchange::headers::Mapping;
use interchange::plan::{Decisions, Habits, Input, Lookup, Phase, Planner, Report, StageInfo};
use leptos::prelude::*;
use record::schema::import;
use record::{FieldId, Instant, Kind, RecordId, Value, Write};
use workflow::{Pipeline, Template};
use workspace::importing::{Keys, Known, stage_info};
use workspace::{Command, Refused};

use super::State;
use super::setup::{ensure_pipeline, revived, template_language};
use crate::platform::clock;
use crate::platform::idle::Slice;
use crate::platform::prefs;

/// How far the work has come, and whether it is to stop.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// Done and all, in the planner's measure.
    pub progress: RwSignal<(u64, u64)>,
    /// Whether the user wants it to stop.
    pub cancelled: RwSignal<bool>,
}

/// How work ended that was not refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It is done.
    Done(Box<Report>),
    /// The user stopped it; everything is as it was before.
    Cancelled,
}

/// How many rows the planner takes at once: a few milliseconds of work.
const SLICE_ROWS: usize = 250;
/// How many writes one change of the import holds.
const CHANGE_WRITES: usize = 8_000;
/// The label of the import's changes.
const LABEL: &str = "import";

impl Work {
    /// Work that has not begun.
    pub fn new() -> Self {
        Self {
            progress: RwSignal::new((0, 1)),
            cancelled: RwSignal::new(false),
        }
    }

    /// Whether the user wants it to stop, or has left.
    pub fn is_cancelled(self) -> bool {
        self.cancelled.try_get_untracked().unwrap_or(true)
    }
}

impl Default for Work {
    fn default() -> Self {
        Self::new()
    }
}

/// The workspace as the planner asks it, between other things that happen.
struct Asking {
    state: State,
    keys: Keys,
    /// The usual pipeline, which is made before the import where there is none.
    usual: Option<Pipeline>,
}

impl Asking {
    fn new(state: State) -> Self {
        Self {
            state,
            keys: state.with(Keys::of),
            usual: usual_pipeline(state),
        }
    }

    fn ask<T>(&self, question: impl FnOnce(&Known<'_>) -> T) -> T {
        self.state.with(|workspace| {
            question(&Known {
                workspace,
                keys: &self.keys,
            })
        })
    }
}

impl Lookup for Asking {
    fn find(&self, kind: Kind, id: RecordId) -> Option<RecordId> {
        self.ask(|known| known.find(kind, id))
    }
    fn by_source_id(&self, kind: Kind, source_id: &str) -> Option<RecordId> {
        self.ask(|known| known.by_source_id(kind, source_id))
    }
    fn by_email(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.ask(|known| known.by_email(kind, key))
    }
    fn by_phone(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.ask(|known| known.by_phone(kind, key))
    }
    fn by_domain(&self, key: &str) -> Option<RecordId> {
        self.ask(|known| known.by_domain(key))
    }
    fn by_code(&self, key: &str) -> Option<RecordId> {
        self.ask(|known| known.by_code(key))
    }
    fn by_name(&self, kind: Kind, key: &str) -> Option<RecordId> {
        let usual = self.usual.as_ref().filter(|_| kind == Kind::PIPELINE);
        match usual.filter(|usual| fold::name_key(&usual.name) == key) {
            Some(usual) => Some(usual.id),
            None => self.ask(|known| known.by_name(kind, key)),
        }
    }
    fn default_pipeline(&self) -> Option<RecordId> {
        match &self.usual {
            Some(usual) => Some(usual.id),
            None => self.ask(|known| known.default_pipeline()),
        }
    }
    fn spare_pipeline(&self) -> Option<RecordId> {
        match &self.usual {
            Some(usual) => Some(usual.id),
            None => self.ask(|known| known.spare_pipeline()),
        }
    }
    fn stages(&self, pipeline: RecordId) -> Vec<StageInfo> {
        match self.usual.as_ref().filter(|usual| usual.id == pipeline) {
            Some(usual) => usual.stages.iter().cloned().map(stage_info).collect(),
            None => self.ask(|known| known.stages(pipeline)),
        }
    }
    fn option_record(&self, kind: Kind, field: FieldId) -> Option<RecordId> {
        self.ask(|known| known.option_record(kind, field))
    }
    fn value(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        self.ask(|known| known.value(kind, record, field))
    }
}

/// The decisions of an import that begins now.
pub fn decisions(state: State) -> Decisions {
    let now = clock::now();
    let currency = state.with(|ws| ws.currency());
    let mut decisions = Decisions::new(now, state.new_id(), currency);
    decisions.utc_offset = -clock::offset_minutes(now);
    decisions
}

/// The stages that deals can be put into: id and name.
pub fn known_stages(state: State) -> Vec<(RecordId, String)> {
    let stages = match usual_pipeline(state) {
        Some(usual) => usual.stages,
        None => state.with(|ws| {
            let pipelines = ws.pipelines();
            pipelines
                .iter()
                .flat_map(|(id, _)| ws.stages(*id))
                .collect()
        }),
    };
    stages.into_iter().map(|s| (s.id, s.name)).collect()
}

/// The pipeline that will be made for deals, where there is none.
fn usual_pipeline(state: State) -> Option<Pipeline> {
    let has_none = state.with(|ws| ws.pipelines().is_empty());
    has_none.then(|| Template::Generic.build(template_language()))
}

/// Finds out what an import would do, without doing it.
pub async fn dry_run(
    state: State,
    files: &[CsvFile],
    mappings: &[Mapping],
    decisions: &Decisions,
    work: Work,
) -> Ended {
    let schema = state.with(|ws| ws.schema().clone());
    let asking = Asking::new(state);
    let mut planner = Planner::new(inputs(files, mappings), decisions, &schema, &asking);
    let mut slice = Slice::new();
    loop {
        let step = planner.step(SLICE_ROWS);
        work.progress.try_set((step.done, step.total));
        if step.phase == Phase::Done {
            return Ended::Done(Box::new(planner.into_report()));
        }
        slice.breathe().await;
        if work.is_cancelled() {
            return Ended::Cancelled;
        }
    }
}

/// Imports. All changes belong to one import record and are undone together.
///
/// # Errors
/// Why a change was refused; what was imported before it stays and can be undone.
pub async fn run(
    state: State,
    files: &[CsvFile],
    mappings: &[Mapping],
    decisions: &Decisions,
    work: Work,
) -> Result<Ended, Refused> {
    if has_deals(mappings) {
        ensure_pipeline(state)?;
    }
    let schema = state.with(|ws| ws.schema().clone());
    let asking = Asking::new(state);
    let mut planner = Planner::new(inputs(files, mappings), decisions, &schema, &asking);
    let group = decisions.import;
    let mut slice = Slice::new();
    let mut writes: Vec<Write> = Vec::new();
    let mut any = false;
    loop {
        let step = planner.step(SLICE_ROWS);
        work.progress.try_set((step.done, step.total));
        writes.extend(step.writes);
        let done = step.phase == Phase::Done;
        if writes.len() >= CHANGE_WRITES || done && !writes.is_empty() {
            bulk(state, group, std::mem::take(&mut writes))?;
            any = true;
        }
        if done {
            break;
        }
        slice.breathe().await;
        if work.is_cancelled() {
            if any {
                state.undo()?;
            }
            return Ok(Ended::Cancelled);
        }
    }
    let report = planner.into_report();
    if any {
        bulk(
            state,
            group,
            import_record(files, mappings, decisions.now, group, &report),
        )?;
    }
    for mapping in mappings {
        remember(mapping, decisions);
    }
    Ok(Ended::Done(Box::new(report)))
}

/// The mapping that was used last for a file with these headers.
pub fn remembered(header: &[String]) -> Option<Mapping> {
    let signature = interchange::headers::signature(header);
    let mapping: Mapping = prefs::get(&format!("mapping.{signature}"))?;
    mapping.fits(header).then_some(mapping)
}

/// What was decided last of the values of a file with these headers.
pub fn habits(header: &[String]) -> Option<Habits> {
    let signature = interchange::headers::signature(header);
    prefs::get(&format!("decisions.{signature}"))
}

fn remember(mapping: &Mapping, decisions: &Decisions) {
    let signature = &mapping.signature;
    prefs::set(&format!("mapping.{signature}"), mapping);
    let habits = decisions.habits(mapping);
    let name = format!("decisions.{signature}");
    match habits == Habits::default() {
        true => prefs::remove(&name),
        false => prefs::set(&name, &habits),
    }
}

fn bulk(state: State, group: RecordId, writes: Vec<Write>) -> Result<(), Refused> {
    let writes = state.with(|ws| revived(ws, writes));
    state.run(Command::Bulk {
        label: LABEL.to_owned(),
        group,
        writes,
    })
}

fn import_record(
    files: &[CsvFile],
    mappings: &[Mapping],
    now: Instant,
    id: RecordId,
    report: &Report,
) -> Vec<Write> {
    let names: Vec<&str> = files.iter().map(CsvFile::name).collect();
    let set = |field, value| Write::set(Kind::IMPORT, id, field, value);
    let json = |text: Result<String, serde_json::Error>| Value::text(text.unwrap_or_default());
    vec![
        set(import::NAME, Value::text(names.join(", "))),
        set(import::AT, Value::Instant(now)),
        set(import::REPORT, json(serde_json::to_string(&report.counts))),
        set(import::MAPPING, json(serde_json::to_string(mappings))),
    ]
}

fn inputs<'a>(files: &'a [CsvFile], mappings: &'a [Mapping]) -> Vec<Input<'a>> {
    files
        .iter()
        .zip(mappings)
        .map(|(file, mapping)| Input { file, mapping })
        .collect()
}

fn has_deals(mappings: &[Mapping]) -> bool {
    mappings
        .iter()
        .flat_map(|m| &m.entities)
        .any(|entity| entity.kind() == Kind::DEAL)
}
