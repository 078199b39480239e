//! A device to try things on, and what can be seen on it.

use std::collections::{BTreeMap, BTreeSet};

use record::schema::{member, stage};
use record::{
    Change, Currency, Date, DeviceId, FieldId, FieldType, Instant, Kind, Labelled, Money, RecordId,
    SeededEntropy, Value, Write,
};
use workflow::{Context, Language, Template, Zone};
use workspace::undo::Undone;
use workspace::{Command, Done, Moment, Query, Refused, Sort, Workspace};

pub(crate) const KINDS: [Kind; 5] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::TICKET,
    Kind::ACTIVITY,
];

/// A workspace with a clock, and the changes it has made.
pub(crate) struct Device {
    pub(crate) ws: Workspace,
    pub(crate) entropy: SeededEntropy,
    pub(crate) now: i64,
    pub(crate) changes: Vec<Change>,
    sent: usize,
    /// The records that its actions choose from.
    pub(crate) records: Vec<(Kind, RecordId)>,
}

pub(crate) fn pipeline() -> workflow::Pipeline {
    Template::Sequence.build(Language::En)
}

pub(crate) fn stage_named(name: &str) -> RecordId {
    pipeline()
        .stages
        .iter()
        .find(|s| s.name == name)
        .unwrap()
        .id
}

pub(crate) fn eur(minor: i64) -> Value {
    Value::Money(Money {
        minor,
        currency: Currency::EUR,
    })
}

pub(crate) fn email(address: &str) -> Value {
    Value::Labelled(vec![Labelled {
        value: address.to_owned(),
        label: "work".to_owned(),
    }])
}

pub(crate) const MEMBERS: [RecordId; 2] = [RecordId(1), RecordId(2)];

impl Device {
    /// A device with a pipeline and two members, which every device has from the beginning.
    pub(crate) fn new(number: u64) -> Self {
        let mut device = Self::bare(number);
        let mut writes = pipeline().writes();
        for (id, name) in MEMBERS.iter().zip(["Ada", "Émile"]) {
            writes.push(Write::set(
                Kind::MEMBER,
                *id,
                member::NAME,
                Value::text(name),
            ));
        }
        let mut start = Self::bare(0);
        start
            .run(Command::Bulk {
                label: "start".into(),
                group: RecordId(0),
                writes,
            })
            .unwrap();
        device.ws.apply(&start.changes[0]);
        device
    }

    pub(crate) fn bare(number: u64) -> Self {
        Self {
            ws: Workspace::new(DeviceId(number)),
            entropy: SeededEntropy::new(number),
            now: 1_790_000_000_000 + number as i64,
            changes: Vec::new(),
            sent: 0,
            records: Vec::new(),
        }
    }

    /// Carries out a command and stores it, as it were.
    pub(crate) fn run(&mut self, command: Command) -> Result<Done, Refused> {
        self.now += 7;
        let moment = &mut Moment {
            now: Instant(self.now),
            today: Date(20_717),
            entropy: &mut self.entropy,
        };
        let done = self.ws.run(command, moment)?;
        Ok(self.stored(done))
    }

    pub(crate) fn undo(&mut self) -> Result<Undone, Refused> {
        self.step(Workspace::undo)
    }

    pub(crate) fn redo(&mut self) -> Result<Undone, Refused> {
        self.step(Workspace::redo)
    }

    fn step(
        &mut self,
        step: impl Fn(&mut Workspace, &mut Moment<'_>) -> Result<Undone, Refused>,
    ) -> Result<Undone, Refused> {
        self.now += 7;
        let moment = &mut Moment {
            now: Instant(self.now),
            today: Date(20_717),
            entropy: &mut self.entropy,
        };
        let mut undone = step(&mut self.ws, moment)?;
        undone.done = self.stored(undone.done);
        Ok(undone)
    }

    fn stored(&mut self, mut done: Done) -> Done {
        if let Some(change) = &mut done.change {
            let stamp = change.version.stamp;
            self.ws.seal(change, self.changes.len() as u64 + 1, stamp);
            self.changes.push(change.clone());
        }
        done
    }

    /// The changes since it was asked last.
    pub(crate) fn unsent(&mut self) -> Vec<Change> {
        let unsent = self.changes[self.sent..].to_vec();
        self.sent = self.changes.len();
        unsent
    }

    pub(crate) fn create(&mut self, kind: Kind, values: Vec<(FieldId, Value)>) -> RecordId {
        let record = RecordId::new(self.now, &mut self.entropy);
        self.run(Command::Create {
            kind,
            record,
            values,
        })
        .unwrap();
        self.records.push((kind, record));
        record
    }

    pub(crate) fn edit(
        &mut self,
        kind: Kind,
        record: RecordId,
        field: FieldId,
        value: Option<Value>,
    ) -> Result<Done, Refused> {
        self.run(Command::Edit {
            kind,
            record,
            values: vec![(field, value)],
        })
    }

    pub(crate) fn stage(&mut self, name: &str, values: Vec<(FieldId, Value)>) -> RecordId {
        let mut values = values;
        values.push((stage::NAME, Value::text(name)));
        values.push((stage::PIPELINE, Value::Ref(pipeline().id)));
        self.create(Kind::STAGE, values)
    }

    pub(crate) fn value(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        self.ws.value(kind, record, field)
    }
}

/// The same records, read from bytes.
pub(crate) fn reopened(ws: &mut Workspace) -> Workspace {
    ws.soil_all();
    let manifest = ws.manifest(0, 1);
    let mut segments = ws.take_segments();
    segments.sort_by_key(|s| (s.kind != Kind::FIELD.0, s.kind, s.number));
    let keys: BTreeSet<_> = segments.iter().map(|s| (s.kind, s.number)).collect();
    assert_eq!(keys, manifest.segments.iter().copied().collect());
    let mut opened = Workspace::from_manifest(&manifest);
    for segment in &segments {
        opened.load_segment(segment).unwrap();
    }
    opened
}

/// Everything that can be seen, in a form that doesn't depend on the order in which it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Visible {
    pub(crate) records: BTreeMap<(u16, RecordId), BTreeMap<FieldId, String>>,
    pub(crate) names: BTreeMap<(u16, RecordId), String>,
    pub(crate) counts: Vec<(u16, u32)>,
    pub(crate) related: BTreeMap<(u16, FieldId, RecordId), BTreeSet<RecordId>>,
    pub(crate) fields: Vec<String>,
    pub(crate) lists: Vec<Vec<String>>,
    pub(crate) trash: BTreeSet<RecordId>,
    pub(crate) hits: Vec<(u32, RecordId)>,
}

pub(crate) fn visible(ws: &mut Workspace) -> Visible {
    let schema = ws.schema().clone();
    let mut seen = Visible::default();
    let zone = Zone::fixed(0);
    let context = Context {
        today: Date(20_717),
        zone: &zone,
        me: None,
    };
    for def in schema.kinds() {
        let kind = def.kind;
        let ids: Vec<RecordId> = ws.ids(kind).collect();
        seen.counts.push((kind.0, ws.count(kind)));
        assert_eq!(ws.count(kind) as usize, ids.len());
        for id in &ids {
            let values = ws.values(kind, *id).into_iter();
            let values = values
                .map(|(field, value)| (field, format!("{value:?}")))
                .collect();
            seen.records.insert((kind.0, *id), values);
            seen.names.insert((kind.0, *id), ws.name(kind, *id));
        }
        for field in &def.fields {
            let options = field.options.join("/");
            seen.fields.push(format!(
                "{} {} {} {options}",
                def.key, field.key, field.label
            ));
            let target = match field.ty {
                FieldType::Ref(target) | FieldType::Refs(target) => target,
                _ => continue,
            };
            let targets: Vec<RecordId> = match target {
                Kind::ANY => Vec::new(),
                target => ws.ids(target).collect(),
            };
            for id in targets {
                let related: Vec<RecordId> = ws.related(kind, field.id, id);
                assert_eq!(related.len(), ws.related_count(kind, field.id, id));
                if !related.is_empty() {
                    seen.related
                        .insert((kind.0, field.id, id), related.into_iter().collect());
                }
            }
        }
    }
    for kind in KINDS {
        let field = FieldId::standard(10);
        let sort = vec![Sort {
            field,
            descending: kind == Kind::DEAL,
        }];
        for text in ["", "an", "stein berg"] {
            let query = Query {
                sort: sort.clone(),
                text: text.into(),
                ..Query::all(kind)
            };
            let list = ws.select(&query, &context);
            let keys = list
                .iter()
                .map(|id| ws.text(kind, *id, field).to_lowercase());
            seen.lists.push(keys.collect());
        }
        let trash = Query {
            trash: true,
            ..Query::all(kind)
        };
        seen.trash.extend(ws.select(&trash, &context));
    }
    for query in ["anna", "b", "stein b", "acme", "call", "1234"] {
        let hits = ws.search(query, 1000);
        seen.hits
            .extend(hits.into_iter().map(|hit| (hit.score, hit.record)));
    }
    seen
}
