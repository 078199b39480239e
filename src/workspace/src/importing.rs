//! What an import asks of the workspace: which records are known already.

use hashbrown::HashMap;
use interchange::fold;
use interchange::plan::{Lookup, Outcome, StageInfo};
use record::schema::{SOURCE_ID, UNDONE, company, contact, member, product};
use record::{FieldId, Kind, RecordId, Value};
use workflow::{Language, Template};

use crate::business::Workspace;

/// The keys by which records are known, as they were when the import began. What the import itself
/// creates is the planner's to remember.
#[derive(Debug, Default)]
pub struct Keys {
    sources: HashMap<(Kind, String), RecordId>,
    emails: HashMap<(Kind, String), RecordId>,
    phones: HashMap<String, RecordId>,
    domains: HashMap<String, RecordId>,
    codes: HashMap<String, RecordId>,
    names: HashMap<(Kind, String), RecordId>,
}

/// The workspace as an import sees it.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// Its keys.
    pub keys: &'a Keys,
}

/// The kinds that are found by their names.
const NAMED: [Kind; 6] = [
    Kind::COMPANY,
    Kind::MEMBER,
    Kind::CONTACT,
    Kind::DEAL,
    Kind::PIPELINE,
    Kind::PRODUCT,
];
/// The kinds that other systems' ids belong to.
const SOURCED: [Kind; 9] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::TICKET,
    Kind::TASK,
    Kind::ACTIVITY,
    Kind::MEMBER,
    Kind::ARTICLE,
    Kind::PRODUCT,
];

impl Keys {
    /// Gathers the keys of all live records. Of several records with one key the oldest holds.
    pub fn of(workspace: &Workspace) -> Self {
        let mut keys = Self::default();
        for kind in SOURCED {
            for id in workspace.ids(kind) {
                let source = workspace.text(kind, id, SOURCE_ID);
                if !source.is_empty() {
                    keys.sources.entry((kind, source.to_owned())).or_insert(id);
                }
            }
        }
        for kind in NAMED {
            for id in workspace.ids(kind) {
                let key = fold::name_key(&workspace.name(kind, id));
                if !key.is_empty() {
                    keys.names.entry((kind, key)).or_insert(id);
                }
            }
        }
        for (kind, field) in [
            (Kind::CONTACT, contact::EMAILS),
            (Kind::MEMBER, member::EMAIL),
        ] {
            for id in workspace.ids(kind) {
                for entry in labelled(workspace, kind, id, field) {
                    keys.emails
                        .entry((kind, fold::email_key(&entry)))
                        .or_insert(id);
                }
            }
        }
        for id in workspace.ids(Kind::CONTACT) {
            for entry in labelled(workspace, Kind::CONTACT, id, contact::PHONES) {
                if let Some(key) = fold::phone_key(&entry) {
                    keys.phones.entry(key).or_insert(id);
                }
            }
        }
        for id in workspace.ids(Kind::PRODUCT) {
            let key = fold::name_key(workspace.text(Kind::PRODUCT, id, product::CODE));
            if !key.is_empty() {
                keys.codes.entry(key).or_insert(id);
            }
        }
        for id in workspace.ids(Kind::COMPANY) {
            for field in [company::DOMAIN, company::WEBSITE] {
                if let Some(key) = fold::domain_key(workspace.text(Kind::COMPANY, id, field)) {
                    keys.domains.entry(key).or_insert(id);
                }
            }
        }
        keys
    }
}

impl Lookup for Known<'_> {
    fn find(&self, kind: Kind, id: RecordId) -> Option<RecordId> {
        let id = self.workspace.resolve(kind, id);
        self.workspace.is_live(kind, id).then_some(id)
    }

    fn by_source_id(&self, kind: Kind, source_id: &str) -> Option<RecordId> {
        self.keys
            .sources
            .get(&(kind, source_id.to_owned()))
            .copied()
    }

    fn by_email(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.keys.emails.get(&(kind, key.to_owned())).copied()
    }

    fn by_phone(&self, kind: Kind, key: &str) -> Option<RecordId> {
        (kind == Kind::CONTACT)
            .then(|| self.keys.phones.get(key).copied())
            .flatten()
    }

    fn by_domain(&self, key: &str) -> Option<RecordId> {
        self.keys.domains.get(key).copied()
    }

    fn by_code(&self, key: &str) -> Option<RecordId> {
        self.keys.codes.get(key).copied()
    }

    fn by_name(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.keys.names.get(&(kind, key.to_owned())).copied()
    }

    fn default_pipeline(&self) -> Option<RecordId> {
        self.workspace.pipelines().first().map(|(id, _)| *id)
    }

    fn spare_pipeline(&self) -> Option<RecordId> {
        let workspace = self.workspace;
        let pipelines = workspace.pipelines();
        let [(pipeline, name)] = pipelines.as_slice() else {
            return None;
        };
        let stages = workspace.stages(*pipeline);
        let as_it_came = [Language::En, Language::Zh].into_iter().any(|language| {
            let template = Template::Generic.build(language);
            (template.id, &template.name) == (*pipeline, name) && template.stages == stages
        });
        let is_used = |kind, id| {
            let referring = workspace.referring(kind, id).into_iter();
            // What a taken back import had put there isn't there.
            referring
                .filter(|(kind, ..)| *kind == Kind::DEAL)
                .any(|(kind, _, deal)| {
                    workspace.value(kind, deal, UNDONE) != Some(Value::Bool(true))
                })
        };
        let is_free = as_it_came
            && !is_used(Kind::PIPELINE, *pipeline)
            && !stages.iter().any(|stage| is_used(Kind::STAGE, stage.id));
        is_free.then_some(*pipeline)
    }

    fn stages(&self, pipeline: RecordId) -> Vec<StageInfo> {
        let stages = self.workspace.stages(pipeline);
        stages.into_iter().map(stage_info).collect()
    }

    fn option_record(&self, kind: Kind, field: FieldId) -> Option<RecordId> {
        let record = self.workspace.options_record(kind, field);
        self.workspace
            .is_live(Kind::FIELD, record)
            .then_some(record)
    }

    fn value(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        self.workspace.value(kind, record, field)
    }
}

/// What the planner of an import wants to know of a stage.
pub fn stage_info(stage: workflow::Stage) -> StageInfo {
    StageInfo {
        id: stage.id,
        name: stage.name,
        outcome: match stage.outcome {
            workflow::Outcome::Open => Outcome::Open,
            workflow::Outcome::Won => Outcome::Won,
            workflow::Outcome::Lost => Outcome::Lost,
        },
        rank: stage.rank,
    }
}

fn labelled(workspace: &Workspace, kind: Kind, id: RecordId, field: FieldId) -> Vec<String> {
    match workspace.value(kind, id, field) {
        Some(Value::Labelled(list)) => list.into_iter().map(|entry| entry.value).collect(),
        _ => Vec::new(),
    }
}
