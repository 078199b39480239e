//! A small workspace in memory: applies the writes of a plan and answers its questions.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::collections::{BTreeMap, HashMap};

use interchange::csv::CsvFile;
use interchange::fold::{domain_key, email_key, name_key, phone_key};
use interchange::headers::{Mapping, propose_mapping};
use interchange::plan::{Decisions, Input, Lookup, Outcome, Planner, Report, StageInfo};
use record::schema::{
    CustomField, SOURCE_ID, company, contact, deal, field, member, pipeline, product, stage,
};
use record::{
    Action, Currency, Element, FieldId, FieldType, Instant, Kind, RecordId, Schema, Value, Write,
};

pub type Fields = BTreeMap<FieldId, Value>;

/// Records by kind and id.
#[derive(Clone, Debug)]
pub struct Store {
    pub records: HashMap<Kind, BTreeMap<RecordId, Fields>>,
    pub schema: Schema,
    keys: HashMap<(Kind, String), RecordId>,
    pub pipeline: Option<RecordId>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            records: HashMap::new(),
            schema: Schema::standard(),
            keys: HashMap::new(),
            pipeline: None,
        }
    }
}

impl Store {
    /// With a pipeline that has the stages Prospecting, Proposal, Closed Won and Closed Lost.
    pub fn with_pipeline() -> Self {
        let mut store = Self::default();
        let id = RecordId::natural(["test", "pipeline"]);
        store.apply(&[Write::set(
            Kind::PIPELINE,
            id,
            pipeline::NAME,
            Value::text("Sales"),
        )]);
        for (i, (name, outcome)) in [
            ("Prospecting", "Open"),
            ("Proposal", "Open"),
            ("Closed Won", "Won"),
            ("Closed Lost", "Lost"),
        ]
        .iter()
        .enumerate()
        {
            let s = RecordId::natural(["test", "stage", name]);
            store.apply(&[
                Write::set(Kind::STAGE, s, stage::NAME, Value::text(*name)),
                Write::set(Kind::STAGE, s, stage::PIPELINE, Value::Ref(id)),
                Write::set(Kind::STAGE, s, stage::OUTCOME, Value::choice(*outcome)),
                Write::set(
                    Kind::STAGE,
                    s,
                    stage::RANK,
                    Value::Rank(record::rank::spread(4)[i].clone()),
                ),
            ]);
        }
        store.pipeline = Some(id);
        store
    }

    pub fn of(&self, kind: Kind) -> Vec<(RecordId, &Fields)> {
        let all = self.records.get(&kind);
        all.into_iter().flatten().map(|(id, f)| (*id, f)).collect()
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.records.get(&kind).map_or(0, BTreeMap::len)
    }

    pub fn named(&self, kind: Kind, name: &str) -> &Fields {
        let id = self
            .by_name(kind, &name_key(name))
            .unwrap_or_else(|| panic!("no {name}"));
        &self.records[&kind][&id]
    }

    /// The text of a field; a reference as the name of what it refers to.
    pub fn text(&self, fields: &Fields, id: FieldId) -> String {
        match fields.get(&id) {
            None => String::new(),
            Some(Value::Ref(other)) => self
                .records
                .values()
                .find_map(|all| all.get(other))
                .map(|f| match f.get(&FieldId::standard(10)) {
                    Some(v) => record::text::to_text(v),
                    None => String::new(),
                })
                .unwrap_or_else(|| "dangling".into()),
            Some(value) => record::text::to_text(value),
        }
    }

    pub fn apply(&mut self, writes: &[Write]) {
        for write in writes {
            let record = self
                .records
                .entry(write.kind)
                .or_default()
                .entry(write.record)
                .or_default();
            match &write.action {
                Action::Set(value) => {
                    record.insert(write.field, value.clone());
                }
                Action::Clear => {
                    record.remove(&write.field);
                }
                Action::Elements { add, .. } => {
                    let mut tags = Vec::new();
                    let mut refs = Vec::new();
                    match record.get(&write.field) {
                        Some(Value::Tags(t)) => tags.clone_from(t),
                        Some(Value::Refs(r)) => refs.clone_from(r),
                        _ => {}
                    }
                    for element in add {
                        match element {
                            Element::Text(t) => tags.push(t.clone()),
                            Element::Ref(r) => refs.push(*r),
                        }
                    }
                    let value = if refs.is_empty() {
                        Value::Tags(tags)
                    } else {
                        Value::Refs(refs)
                    };
                    record.insert(write.field, value);
                }
                Action::Carried(..) | Action::Unknown(..) => {
                    panic!("a plan writes what this version knows, as its own")
                }
            }
        }
        self.index();
    }

    fn index(&mut self) {
        self.keys.clear();
        let mut keys = HashMap::new();
        for (kind, all) in &self.records {
            for (id, fields) in all {
                let mut add = |key: String| {
                    keys.entry((*kind, key)).or_insert(*id);
                };
                let text = |f: FieldId| fields.get(&f).and_then(Value::as_str).unwrap_or_default();
                if let Some(source) = fields.get(&SOURCE_ID).and_then(Value::as_str) {
                    add(format!("source {source}"));
                }
                let name = match *kind {
                    Kind::CONTACT => {
                        format!("{} {}", text(contact::FIRST_NAME), text(contact::LAST_NAME))
                    }
                    Kind::COMPANY | Kind::MEMBER | Kind::DEAL | Kind::PIPELINE | Kind::PRODUCT => {
                        text(company::NAME).to_owned()
                    }
                    _ => String::new(),
                };
                add(format!("name {}", name_key(&name)));
                let emails = if *kind == Kind::MEMBER {
                    member::EMAIL
                } else {
                    contact::EMAILS
                };
                if let Some(Value::Labelled(list)) = fields.get(&emails) {
                    list.iter()
                        .for_each(|l| add(format!("email {}", email_key(&l.value))));
                }
                if *kind == Kind::CONTACT
                    && let Some(Value::Labelled(list)) = fields.get(&contact::PHONES)
                {
                    list.iter()
                        .filter_map(|l| phone_key(&l.value))
                        .for_each(|k| add(format!("phone {k}")));
                }
                if *kind == Kind::PRODUCT {
                    add(format!("code {}", name_key(text(product::CODE))));
                }
                if *kind == Kind::COMPANY
                    && let Some(domain) = domain_key(text(company::DOMAIN))
                {
                    add(format!("domain {domain}"));
                }
            }
        }
        self.keys = keys;
        for (id, fields) in self.records.get(&Kind::FIELD).into_iter().flatten() {
            let kind = match fields.get(&field::KIND) {
                Some(Value::Int(n)) => Kind(*n as u16),
                _ => continue,
            };
            let options = match fields.get(&field::OPTIONS) {
                Some(Value::Tags(t)) => t.clone(),
                _ => Vec::new(),
            };
            match fields.get(&field::EXTENDS) {
                Some(Value::Int(n)) => {
                    self.schema.add_options(
                        kind,
                        FieldId(*n as u64),
                        options.iter().map(String::as_str),
                    );
                }
                _ => {
                    self.schema.add_custom(CustomField {
                        record: *id,
                        kind,
                        label: fields[&field::LABEL].as_str().unwrap().to_owned(),
                        ty: FieldType::from_name(fields[&field::TYPE].as_str().unwrap()).unwrap(),
                        options: Vec::new(),
                    });
                    let custom = FieldId::custom(*id);
                    self.schema
                        .add_options(kind, custom, options.iter().map(String::as_str));
                }
            }
        }
    }

    fn key(&self, kind: Kind, key: String) -> Option<RecordId> {
        self.keys.get(&(kind, key)).copied()
    }
}

impl Lookup for Store {
    fn find(&self, kind: Kind, id: RecordId) -> Option<RecordId> {
        self.records.get(&kind)?.contains_key(&id).then_some(id)
    }
    fn by_source_id(&self, kind: Kind, source_id: &str) -> Option<RecordId> {
        self.key(kind, format!("source {source_id}"))
    }
    fn by_email(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.key(kind, format!("email {key}"))
    }
    fn by_phone(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.key(kind, format!("phone {key}"))
    }
    fn by_domain(&self, key: &str) -> Option<RecordId> {
        self.key(Kind::COMPANY, format!("domain {key}"))
    }
    fn by_code(&self, key: &str) -> Option<RecordId> {
        self.key(Kind::PRODUCT, format!("code {key}"))
    }
    fn by_name(&self, kind: Kind, key: &str) -> Option<RecordId> {
        self.key(kind, format!("name {key}"))
    }
    fn spare_pipeline(&self) -> Option<RecordId> {
        None
    }

    fn default_pipeline(&self) -> Option<RecordId> {
        self.pipeline
    }
    fn stages(&self, pipeline: RecordId) -> Vec<StageInfo> {
        let mut stages: Vec<StageInfo> = self
            .of(Kind::STAGE)
            .into_iter()
            .filter(|(_, f)| f.get(&stage::PIPELINE) == Some(&Value::Ref(pipeline)))
            .map(|(id, f)| StageInfo {
                id,
                name: f[&stage::NAME].as_str().unwrap().to_owned(),
                outcome: match f[&stage::OUTCOME].as_str() {
                    Some("Won") => Outcome::Won,
                    Some("Lost") => Outcome::Lost,
                    _ => Outcome::Open,
                },
                rank: f[&stage::RANK].as_str().unwrap().to_owned(),
            })
            .collect();
        stages.sort_by(|a, b| a.rank.cmp(&b.rank));
        stages
    }
    fn option_record(&self, kind: Kind, of: FieldId) -> Option<RecordId> {
        self.of(Kind::FIELD)
            .into_iter()
            .find(|(id, f)| {
                let extends = f.get(&field::EXTENDS) == Some(&Value::Int(of.0 as i64));
                let own = FieldId::custom(*id) == of;
                f.get(&field::KIND) == Some(&Value::Int(i64::from(kind.0))) && (extends || own)
            })
            .map(|(id, _)| id)
    }
    fn value(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        self.records.get(&kind)?.get(&record)?.get(&field).cloned()
    }
}

/// Decodes what needs large tables, with a library as there is no browser.
pub fn legacy(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// Files with proposed mappings.
pub struct Drop {
    pub files: Vec<CsvFile>,
    pub mappings: Vec<Mapping>,
    pub decisions: Decisions,
}

impl Drop {
    pub fn new(schema: &Schema, files: &[(&str, &[u8])]) -> Self {
        let files: Vec<CsvFile> = files
            .iter()
            .map(|(name, bytes)| CsvFile::read(*name, bytes.to_vec(), legacy).unwrap())
            .collect();
        let mappings = files
            .iter()
            .map(|f| propose_mapping(f.header(), &f.sample(200), f.name(), schema))
            .collect();
        let import = RecordId::natural(["test", "import"]);
        Self {
            files,
            mappings,
            decisions: Decisions::new(Instant(1_750_000_000_000), import, Currency::USD),
        }
    }

    pub fn plan(&self, store: &Store) -> (Report, Vec<Write>) {
        let inputs = self.files.iter().zip(&self.mappings);
        let inputs = inputs
            .map(|(file, mapping)| Input { file, mapping })
            .collect();
        let mut planner = Planner::new(inputs, &self.decisions, &store.schema, store);
        let writes = planner.run();
        (planner.into_report(), writes)
    }

    pub fn import(&self, store: &mut Store) -> Report {
        let (report, writes) = self.plan(store);
        store.apply(&writes);
        report
    }
}

/// Proposes mappings and imports.
pub fn import(store: &mut Store, files: &[(&str, &str)]) -> Report {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    Drop::new(&store.schema, &files).import(store)
}

/// The deal of an id of the other system.
pub fn deal_of<'a>(store: &'a Store, source: &str) -> &'a Fields {
    let id = store.by_source_id(Kind::DEAL, source).unwrap();
    let fields = &store.records[&Kind::DEAL][&id];
    assert!(fields.contains_key(&deal::NAME));
    fields
}
