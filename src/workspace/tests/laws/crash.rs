use futures::executor::block_on;
use proptest::prelude::*;
use record::schema::{CREATED_AT, contact};
use record::{Change, Date, DeviceId, Instant, Kind, RecordId, SeededEntropy, Stamp, Value};
use storage::faults::{Edge, Faults};
use storage::memory::Database;
use storage::{Area, Compaction, Durability, Key, Sealed, SegmentKey, Span, StorageError, Store};
use workspace::snapshot::{Manifest, Segment, encode_entry};
use workspace::{Command, Moment, Workspace};

use crate::device::{Visible, visible};

/// A tab: a workspace that stores its changes and folds them into segments.
struct Tab {
    store: Store,
    ws: Workspace,
    entropy: SeededEntropy,
    now: i64,
    /// All entries up to this one are in the workspace.
    applied: u64,
}

const DEVICE: DeviceId = DeviceId(7);

impl Tab {
    fn open(store: Store, seed: u64) -> Self {
        let mut tab = Self {
            store,
            ws: Workspace::new(DEVICE),
            entropy: SeededEntropy::new(seed),
            now: 1_790_000_000_000 + seed as i64,
            applied: 0,
        };
        let order = [
            Span::One(Key::Meta("manifest".into())),
            Span::Kind(u32::from(Kind::FIELD.0)),
            Span::All(Area::Segments),
            Span::All(Area::Journal),
        ];
        let ws = &mut tab.ws;
        let head = block_on(tab.store.snapshot(&order, |key, value| {
            let bytes = value.unwrap();
            match key {
                Key::Meta(_) => *ws = Workspace::from_manifest(&Manifest::decode(&bytes).unwrap()),
                Key::Segment(key) => {
                    let segment = Segment {
                        kind: key.kind as u16,
                        number: key.n,
                        bytes,
                    };
                    // The custom fields' own segments come a second time with all others.
                    let loaded = ws.load_segment(&segment);
                    assert!(loaded.is_ok() || key.kind == u32::from(Kind::FIELD.0));
                }
                Key::Entry(_) => {
                    ws.load_entry(&bytes).unwrap();
                }
                Key::File(..) => {}
            }
        }))
        .unwrap();
        tab.ws.observe(Stamp(head.clock));
        tab.applied = head.number - 1;
        tab
    }

    /// Carries out a command in memory; what is to be stored.
    fn run(&mut self, command: Command) -> Option<Change> {
        self.now += 3;
        let moment = &mut Moment {
            now: Instant(self.now),
            today: Date(20_717),
            entropy: &mut self.entropy,
        };
        self.ws.run(command, moment).unwrap().change
    }

    fn save(&mut self, mut change: Change) -> Result<(u64, Vec<u8>), StorageError> {
        let mut sealed = (Stamp(0), Vec::new());
        let number = block_on(self.store.append(Durability::Strict, |head| {
            let mut change = change.clone();
            change.version.number = head.number;
            change.version.stamp = change.version.stamp.max(Stamp(head.clock + 1));
            sealed = (change.version.stamp, encode_entry(&change));
            Sealed {
                bytes: sealed.1.clone(),
                clock: sealed.0.0,
            }
        }))?;
        self.ws.seal(&mut change, number, sealed.0);
        Ok((number, sealed.1))
    }

    fn fold(&mut self) -> Result<(), StorageError> {
        let segments = self.ws.take_segments();
        let manifest = self.ws.manifest(self.applied, 1);
        let compaction = Compaction {
            segments: segments
                .iter()
                .map(|s| {
                    (
                        SegmentKey {
                            kind: u32::from(s.kind),
                            n: s.number,
                        },
                        s.bytes.clone(),
                    )
                })
                .collect(),
            meta: vec![("manifest".into(), manifest.encode())],
            journal_up_to: Some(self.applied),
            ..Compaction::default()
        };
        let stored = block_on(self.store.compact(compaction, Durability::Strict));
        if stored.is_err() {
            segments.iter().for_each(|s| self.ws.soil(s.kind, s.number));
        }
        stored
    }
}

fn command(n: usize, last: &mut Vec<RecordId>) -> Command {
    let kind = Kind::CONTACT;
    let name = |n: usize| Value::text(format!("Name{n}"));
    match n % 5 {
        0 | 1 => {
            let record = RecordId(1_000 + n as u128);
            last.push(record);
            Command::Create {
                kind,
                record,
                values: vec![(contact::LAST_NAME, name(n))],
            }
        }
        2 => Command::Edit {
            kind,
            record: last[0],
            values: vec![
                (contact::LAST_NAME, Some(name(n))),
                (contact::LIFECYCLE, Some(Value::choice("Lead"))),
            ],
        },
        3 => Command::AddOptions {
            kind,
            field: contact::SOURCE,
            options: vec![format!("Fair {n}")],
        },
        _ => Command::Delete {
            kind,
            records: vec![last.pop().unwrap()],
        },
    }
}

fn sight(ws: &mut Workspace) -> Visible {
    visible(ws)
}

/// Works until the tab dies at the edge; what was visible before and after the last action, and
/// whether the action was known to be stored.
fn work(store: Store) -> (Visible, Visible, bool) {
    let mut tab = Tab::open(store, 1);
    let mut ids = Vec::new();
    let mut before = sight(&mut tab.ws);
    for n in 0..12 {
        let change = tab.run(command(n, &mut ids)).unwrap();
        let after = sight(&mut tab.ws);
        match tab.save(change) {
            Ok((number, _)) => tab.applied = number,
            Err(_) => return (before, after, false),
        }
        before = sight(&mut tab.ws);
        if n % 4 == 3 && tab.fold().is_err() {
            return (before.clone(), before, true);
        }
    }
    (before.clone(), before, true)
}

#[test]
fn a_tab_that_dies_at_any_edge_loses_no_stored_change() {
    let mut folds_hit = 0;
    for edge in [Edge::BeforeCommit, Edge::AfterCommit] {
        for nth in 1..=16 {
            let database = Database::new();
            let faults = Faults::new();
            faults.kill(edge, nth);
            let (before, after, is_stored) = work(faults.wrap(&database.connect()));
            folds_hit += usize::from(is_stored);
            let mut opened = Tab::open(database.connect(), 2);
            let found = sight(&mut opened.ws);
            assert!(
                found == before || found == after,
                "{edge:?} {nth}: a state in between"
            );
            let expected = if is_stored || edge == Edge::AfterCommit {
                &after
            } else {
                &before
            };
            assert_eq!(&found, expected, "{edge:?} {nth}");
            // Work goes on, with numbers and stamps that follow.
            let clock = opened.ws.clock();
            let record = RecordId(5);
            let values = vec![(contact::LAST_NAME, Value::text("After"))];
            let change = opened
                .run(Command::Create {
                    kind: Kind::CONTACT,
                    record,
                    values,
                })
                .unwrap();
            assert!(change.version.stamp > clock);
            let (number, _) = opened.save(change).unwrap();
            assert_eq!(number, opened.applied + 1);
            opened.applied = number;
            opened.fold().unwrap();
            let mut last = Tab::open(database.connect(), 3);
            assert!(last.ws.is_live(Kind::CONTACT, record));
            assert_eq!(sight(&mut last.ws), sight(&mut opened.ws));
        }
    }
    assert!(folds_hit >= 6, "the compactions were to be hit as well");
}

#[test]
fn segments_that_could_not_be_stored_are_stored_the_next_time() {
    let database = Database::new();
    let faults = Faults::new();
    let mut tab = Tab::open(faults.wrap(&database.connect()), 1);
    let mut ids = Vec::new();
    for n in 0..3 {
        let change = tab.run(command(n, &mut ids)).unwrap();
        tab.applied = tab.save(change).unwrap().0;
    }
    faults.limit(10);
    assert_eq!(tab.fold(), Err(StorageError::QuotaExceeded));
    assert_eq!(
        sight(&mut Tab::open(database.connect(), 2).ws),
        sight(&mut tab.ws)
    );
    faults.lift();
    tab.fold().unwrap();
    assert_eq!(block_on(tab.store.journal_range()).unwrap(), None);
    assert_eq!(
        sight(&mut Tab::open(database.connect(), 2).ws),
        sight(&mut tab.ws)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn two_tabs_that_write_by_turns_and_tell_each_other_late_see_the_same(
        turns in prop::collection::vec((0usize..2, 0usize..4, 0usize..6), 1..40),
    ) {
        let database = Database::new();
        let mut tabs = [Tab::open(database.connect(), 1), Tab::open(database.connect(), 2)];
        let mut waiting: [Vec<Change>; 2] = [Vec::new(), Vec::new()];
        let mut mail: [Vec<Vec<u8>>; 2] = [Vec::new(), Vec::new()];
        let mut stored = 0;
        let ids = [RecordId(1), RecordId(2), RecordId(3)];
        for (who, what, pause) in turns {
            let tab = &mut tabs[who];
            let record = ids[what % 3];
            let command = if tab.ws.is_live(Kind::CONTACT, record) {
                let name = Value::text(format!("Name{}", tab.now % 100));
                Command::Edit {
                    kind: Kind::CONTACT,
                    record,
                    values: vec![
                        (contact::LAST_NAME, Some(name)),
                        (contact::TAGS, Some(Value::Tags(vec![format!("t{}", tab.now % 3)]))),
                    ],
                }
            } else {
                let values = vec![(contact::LAST_NAME, Value::text("New"))];
                Command::Create { kind: Kind::CONTACT, record, values }
            };
            waiting[who].extend(tab.run(command));
            // Now and then the changes that wait are stored, and told to the other tab later.
            if pause > 1 {
                for change in std::mem::take(&mut waiting[who]) {
                    let (number, bytes) = tabs[who].save(change).unwrap();
                    stored += 1;
                    prop_assert_eq!(number, stored);
                    mail[1 - who].push(bytes);
                }
            }
            if pause > 3 {
                for bytes in std::mem::take(&mut mail[who]) {
                    tabs[who].ws.load_entry(&bytes).unwrap();
                }
            }
        }
        for who in [0, 1] {
            for change in std::mem::take(&mut waiting[who]) {
                let (_, bytes) = tabs[who].save(change).unwrap();
                mail[1 - who].push(bytes);
            }
        }
        for who in [0, 1] {
            for bytes in std::mem::take(&mut mail[who]) {
                tabs[who].ws.load_entry(&bytes).unwrap();
            }
        }
        let [mut a, mut b] = tabs;
        let mut fresh = Tab::open(database.connect(), 3);
        let seen = sight(&mut fresh.ws);
        prop_assert_eq!(&sight(&mut a.ws), &seen);
        prop_assert_eq!(sight(&mut b.ws), seen);
        for id in ids {
            for field in [contact::LAST_NAME, CREATED_AT] {
                let of = |ws: &Workspace| ws.field_version(Kind::CONTACT, id, field);
                prop_assert_eq!(of(&a.ws), of(&fresh.ws));
                prop_assert_eq!(of(&b.ws), of(&fresh.ws));
            }
        }
        // Stamps never go back from one entry to the next.
        let journal = block_on(a.store.read_journal(1)).unwrap();
        let stamps: Vec<Stamp> = journal
            .iter()
            .map(|(_, bytes)| workspace::snapshot::decode_entry(bytes).unwrap().version.stamp)
            .collect();
        prop_assert!(stamps.is_sorted_by(|x, y| x < y));
    }
}
