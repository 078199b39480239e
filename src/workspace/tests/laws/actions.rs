//! Random actions, and how a device does them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use record::schema::{activity, company, contact, deal, ticket};
use record::{Address, Change, Date, FieldId, Instant, Kind, RecordId, Value, Write};
use workspace::Command;

use crate::device::{Device, KINDS, MEMBERS, email, eur, pipeline};

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
}
