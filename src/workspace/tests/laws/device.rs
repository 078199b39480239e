//! A device to try things on, what can be seen on it, and random actions.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use record::schema::{activity, company, contact, deal, member, stage, ticket};
use record::{
    Address, Change, Currency, Date, DeviceId, FieldId, FieldType, Instant, Kind, Labelled, Money,
    RecordId, SeededEntropy, Value, Write,
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

/// What somebody does; numbers choose among what is there.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    Create {
        kind: usize,
        name: usize,
    },
    Edit {
        record: usize,
        field: usize,
        value: usize,
    },
    EditMany {
        records: Vec<usize>,
        value: usize,
    },
    Move {
        deal: usize,
        stage: usize,
    },
    Delete {
        record: usize,
    },
    Restore {
        record: usize,
    },
    Merge {
        winner: usize,
        loser: usize,
    },
    Options {
        name: usize,
    },
    Bulk {
        group: usize,
        names: Vec<usize>,
    },
    Purge {
        record: usize,
    },
}

pub(crate) fn any_action() -> impl Strategy<Value = Action> {
    let n = 0usize..1000;
    prop_oneof![
        5 => (0usize..5, n.clone()).prop_map(|(kind, name)| Action::Create { kind, name }),
        8 => (n.clone(), n.clone(), n.clone())
            .prop_map(|(record, field, value)| Action::Edit { record, field, value }),
        1 => (prop::collection::vec(n.clone(), 1..4), n.clone())
            .prop_map(|(records, value)| Action::EditMany { records, value }),
        2 => (n.clone(), n.clone()).prop_map(|(deal, stage)| Action::Move { deal, stage }),
        2 => n.clone().prop_map(|record| Action::Delete { record }),
        1 => n.clone().prop_map(|record| Action::Restore { record }),
        2 => (n.clone(), n.clone()).prop_map(|(winner, loser)| Action::Merge { winner, loser }),
        1 => n.clone().prop_map(|name| Action::Options { name }),
        2 => (0usize..3, prop::collection::vec(n, 1..5))
            .prop_map(|(group, names)| Action::Bulk { group, names }),
    ]
}

pub(crate) fn any_action_or_purge() -> impl Strategy<Value = Action> {
    prop_oneof![
        12 => any_action(),
        1 => (0usize..1000).prop_map(|record| Action::Purge { record }),
    ]
}

const NAMES: [&str; 9] = [
    "Anna Stein",
    "anna",
    "Ben Berg",
    "Zoë Stein-Berg",
    "张伟",
    "Acme Foods",
    "acme",
    "Émile",
    "Call 1234",
];

fn name(n: usize) -> Value {
    Value::text(NAMES[n % NAMES.len()])
}

impl Device {
    /// The command for an action; `None` where there is nothing it could be done to.
    pub(crate) fn command(&mut self, action: &Action) -> Option<Command> {
        let pick = |n: usize| {
            let count = self.records.len();
            (count > 0).then(|| self.records[n % count])
        };
        Some(match action {
            Action::Create { kind, name: n } => {
                let kind = KINDS[*kind];
                let record = RecordId::new(self.now, &mut self.entropy);
                self.records.push((kind, record));
                let mut values = vec![(FieldId::standard(10), name(*n))];
                match kind {
                    Kind::DEAL => values.push((deal::STAGE, Value::Ref(pipeline().stages[0].id))),
                    Kind::ACTIVITY => {
                        values = vec![
                            (activity::TYPE, Value::choice("Call")),
                            (activity::SUBJECT, name(*n)),
                        ];
                    }
                    _ => {}
                }
                Command::Create {
                    kind,
                    record,
                    values,
                }
            }
            Action::Edit {
                record,
                field,
                value,
            } => {
                let (kind, record) = pick(*record)?;
                let (field, value) = self.field_value(kind, *field, *value);
                Command::Edit {
                    kind,
                    record,
                    values: vec![(field, value)],
                }
            }
            Action::EditMany { records, value } => {
                let mut edits = Vec::new();
                for n in records {
                    let (kind, record) = pick(*n)?;
                    let (field, value) = self.field_value(kind, *n, *value + n);
                    edits.push((kind, record, field, value));
                }
                Command::EditMany { edits }
            }
            Action::Move { deal, stage } => {
                let deals: Vec<RecordId> = self.of_kind(Kind::DEAL);
                let stages = pipeline().stages;
                Command::MoveDeal {
                    deal: *deals.get(deal % deals.len().max(1))?,
                    stage: stages[stage % stages.len()].id,
                    answers: vec![
                        (deal::AMOUNT, Some(eur(100 + *stage as i64))),
                        (deal::CLOSE_DATE, Some(Value::Date(Date(20_800)))),
                        (deal::LOST_REASON, Some(Value::choice("Price"))),
                    ],
                }
            }
            Action::Delete { record } => {
                let (kind, record) = pick(*record)?;
                Command::Delete {
                    kind,
                    records: vec![record],
                }
            }
            Action::Restore { record } => {
                let (kind, record) = pick(*record)?;
                Command::Restore {
                    kind,
                    records: vec![record],
                }
            }
            Action::Purge { record } => {
                let (kind, record) = pick(*record)?;
                Command::Purge {
                    kind,
                    records: vec![record],
                }
            }
            Action::Merge { winner, loser } => {
                let (kind, winner) = pick(*winner)?;
                let others = self.of_kind(kind);
                let loser = others[loser % others.len()];
                Command::Merge {
                    kind,
                    winner,
                    loser,
                    chosen: Vec::new(),
                }
            }
            Action::Options { name } => Command::AddOptions {
                kind: Kind::CONTACT,
                field: contact::SOURCE,
                options: vec![format!("Fair {}", name % 3)],
            },
            Action::Bulk { group, names } => {
                let mut writes = Vec::new();
                let mut seen = BTreeSet::new();
                for n in names.iter().filter(|n| seen.insert(**n % 12)) {
                    let record = RecordId::natural(["import", &(n % 12).to_string()]);
                    if !self.records.contains(&(Kind::CONTACT, record)) {
                        self.records.push((Kind::CONTACT, record));
                    }
                    let put = |field, value| Write::set(Kind::CONTACT, record, field, value);
                    writes.push(put(contact::LAST_NAME, name(*n)));
                    writes.push(put(contact::TAGS, Value::Tags(vec![format!("t{}", n % 3)])));
                    writes.push(put(contact::OWNER, Value::Ref(MEMBERS[n % 2])));
                }
                Command::Bulk {
                    label: "import".into(),
                    group: RecordId(77 + *group as u128),
                    writes,
                }
            }
        })
    }

    fn of_kind(&self, kind: Kind) -> Vec<RecordId> {
        let of_kind = self.records.iter().filter(|(k, _)| *k == kind);
        of_kind.map(|(_, id)| *id).collect()
    }

    fn field_value(&self, kind: Kind, field: usize, n: usize) -> (FieldId, Option<Value>) {
        let any = |kind| {
            let ids = self.of_kind(kind);
            ids.get(n % ids.len().max(1)).copied()
        };
        let tags = |n: usize| match n % 4 {
            0 => None,
            1 => Some(Value::Tags(vec!["vip".into()])),
            2 => Some(Value::Tags(vec!["berg".into(), "vip".into()])),
            _ => Some(Value::Tags(vec!["other".into()])),
        };
        let choice =
            |list: &[&str]| (!n.is_multiple_of(5)).then(|| Value::choice(list[n % list.len()]));
        let day = (!n.is_multiple_of(6)).then(|| Value::Date(Date(20_000 + (n % 9) as i32)));
        let list: Vec<(FieldId, Option<Value>)> = match kind {
            Kind::CONTACT => vec![
                (contact::FIRST_NAME, Some(name(n))),
                (
                    contact::LAST_NAME,
                    (!n.is_multiple_of(7)).then(|| name(n / 2)),
                ),
                (
                    contact::EMAILS,
                    Some(email(&format!("anna{}@berg.example", n % 5))),
                ),
                (contact::PHONES, Some(email(&format!("+49 1234 {}", n % 3)))),
                (contact::COMPANY, any(Kind::COMPANY).map(Value::Ref)),
                (contact::OWNER, Some(Value::Ref(MEMBERS[n % 2]))),
                (contact::LIFECYCLE, choice(&["Lead", "Customer", "Other"])),
                (contact::TAGS, tags(n)),
                (
                    contact::ADDRESS,
                    Some(Value::Address(Address {
                        city: ["Stein", "Oslo"][n % 2].into(),
                        ..Address::default()
                    })),
                ),
                (contact::BIRTHDAY, day),
                (
                    contact::NO_EMAIL,
                    (!n.is_multiple_of(3)).then_some(Value::Bool(n.is_multiple_of(2))),
                ),
            ],
            Kind::COMPANY => vec![
                (company::NAME, Some(name(n))),
                (company::PARENT, any(Kind::COMPANY).map(Value::Ref)),
                (company::EMPLOYEES, Some(Value::Int((n % 50) as i64 - 3))),
                (company::TAGS, tags(n)),
            ],
            Kind::DEAL => vec![
                (deal::NAME, Some(name(n))),
                (
                    deal::AMOUNT,
                    (!n.is_multiple_of(4)).then(|| eur((n % 13) as i64 * 50)),
                ),
                (deal::COMPANY, any(Kind::COMPANY).map(Value::Ref)),
                (
                    deal::CONTACTS,
                    any(Kind::CONTACT).map(|id| Value::Refs(vec![id])),
                ),
                (deal::CLOSE_DATE, day),
            ],
            Kind::TICKET => vec![
                (ticket::SUBJECT, Some(name(n))),
                (ticket::REQUESTER, any(Kind::CONTACT).map(Value::Ref)),
                (ticket::STATUS, choice(&["New", "Open", "Solved"])),
                (ticket::DESCRIPTION, Some(name(n / 3))),
            ],
            _ => vec![
                (activity::SUBJECT, Some(name(n))),
                (activity::BODY, (!n.is_multiple_of(3)).then(|| name(n / 3))),
                (activity::CONTACT, any(Kind::CONTACT).map(Value::Ref)),
                (
                    activity::AT,
                    Some(Value::Instant(Instant((n % 40) as i64 * 86_400_000))),
                ),
            ],
        };
        list[field % list.len()].clone()
    }

    /// Does what can be done of it, and tells whether anything was changed.
    pub(crate) fn act(&mut self, action: &Action) -> bool {
        let Some(command) = self.command(action) else {
            return false;
        };
        self.run(command).is_ok_and(|done| done.change.is_some())
    }

    /// Brings another device's change, and makes its records known to the actions.
    pub(crate) fn receive(&mut self, change: &Change) {
        self.ws.apply(change);
        for write in &change.writes {
            let known = (write.kind, write.record);
            if KINDS.contains(&write.kind) && !self.records.contains(&known) {
                self.records.push(known);
            }
        }
    }

    pub(crate) fn stage(&mut self, name: &str, values: Vec<(FieldId, Value)>) -> RecordId {
        let mut values = values;
        values.push((stage::NAME, Value::text(name)));
        values.push((stage::PIPELINE, Value::Ref(pipeline().id)));
        self.create(Kind::STAGE, values)
    }
}
