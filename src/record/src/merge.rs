//! The order-free merge of writes into a record.
//!
//! A field holds a *register* (the value of the highest version) or a *set* (for each element the
//! highest version that added or removed it). Applying writes is commutative, associative and
//! idempotent. A purge is final: it drops all values and keeps out all that come later, whatever
//! their versions.
//!
//! This is the reference form, one record at a time, in plain maps. The tables of the `workspace`
//! crate hold the same state in columns and are tested to agree with it.

use std::collections::BTreeMap;

use crate::change::{Action, Element, Write};
use crate::id::{FieldId, RecordId};
use crate::schema::PURGED;
use crate::stamp::Version;
use crate::value::Value;

/// The merged state of one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    registers: BTreeMap<FieldId, Register>,
    sets: BTreeMap<FieldId, BTreeMap<Element, Membership>>,
    unknown: BTreeMap<(FieldId, Version), (u8, Vec<u8>)>,
    purged: Option<Version>,
}

/// A field with one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// The version that holds.
    pub version: Version,
    /// What that version had replaced.
    pub replaced: Option<Version>,
    /// The value; `None` where the field was emptied.
    pub value: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Membership {
    version: Version,
    present: bool,
}

/// What a write did to a register.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The field has changed.
    Applied,
    /// The field was as the write says, or has a later value that replaced this one.
    Unchanged,
    /// Both were written without knowing of each other; one value lost.
    Conflict {
        /// Whether the value that came in now holds.
        incoming_won: bool,
        /// The value that does not hold.
        lost: Option<Value>,
    },
}

impl Merged {
    /// Applies one write of the change `version`.
    pub fn apply(&mut self, version: Version, write: &Write) -> Outcome {
        let (version, action) = write.action.counted(version);
        if write.field == PURGED {
            // Only "yes" has a meaning; a purge can't be taken back.
            return match action {
                Action::Set(Value::Bool(true)) => self.purge(version),
                _ => Outcome::Unchanged,
            };
        }
        if self.purged.is_some() {
            return Outcome::Unchanged;
        }
        match action {
            Action::Set(value) => {
                self.write_register(version, write.field, write.replaced, Some(value.clone()))
            }
            Action::Clear => self.write_register(version, write.field, write.replaced, None),
            Action::Elements { add, remove } => {
                let set = self.sets.entry(write.field).or_default();
                // Where one write both adds and removes an element, it is out.
                let mut changed = false;
                for element in add.iter().filter(|e| !remove.contains(e)) {
                    changed |= write_element(set, element, version, true);
                }
                for element in remove {
                    changed |= write_element(set, element, version, false);
                }
                if changed {
                    Outcome::Applied
                } else {
                    Outcome::Unchanged
                }
            }
            Action::Unknown(flags, bytes) => {
                self.unknown
                    .insert((write.field, version), (*flags, bytes.clone()));
                Outcome::Applied
            }
            // A write is carried once: this one was unpacked above.
            Action::Carried(..) => Outcome::Unchanged,
        }
    }

    /// The value of a field.
    pub fn value(&self, field: FieldId) -> Option<Value> {
        if self.purged.is_some() {
            return (field == PURGED).then_some(Value::Bool(true));
        }
        let Some(set) = self.sets.get(&field) else {
            return self.registers.get(&field)?.value.clone();
        };
        let present = || set.iter().filter(|(_, m)| m.present).map(|(e, _)| e);
        let texts: Vec<String> = present()
            .filter_map(|e| match e {
                Element::Text(text) => Some(text.clone()),
                Element::Ref(_) => None,
            })
            .collect();
        if !texts.is_empty() {
            return Some(Value::Tags(texts));
        }
        let refs: Vec<RecordId> = present()
            .filter_map(|e| match e {
                Element::Ref(id) => Some(*id),
                Element::Text(_) => None,
            })
            .collect();
        (!refs.is_empty()).then_some(Value::Refs(refs))
    }

    /// The register of a field that is not a set.
    pub fn register(&self, field: FieldId) -> Option<&Register> {
        self.registers.get(&field)
    }

    /// Whether the record was purged.
    pub fn is_purged(&self) -> bool {
        self.purged.is_some()
    }

    fn purge(&mut self, version: Version) -> Outcome {
        let first = self.purged.is_none_or(|held| version < held);
        if !first {
            return Outcome::Unchanged;
        }
        *self = Self {
            purged: Some(version),
            ..Self::default()
        };
        Outcome::Applied
    }

    fn write_register(
        &mut self,
        version: Version,
        field: FieldId,
        replaced: Option<Version>,
        value: Option<Value>,
    ) -> Outcome {
        let incoming = Register {
            version,
            replaced,
            value,
        };
        let Some(held) = self.registers.get_mut(&field) else {
            self.registers.insert(field, incoming);
            return Outcome::Applied;
        };
        if held.version == version {
            return Outcome::Unchanged;
        }
        let incoming_won = version > held.version;
        let (winner, loser) = if incoming_won {
            (&incoming, &*held)
        } else {
            (&*held, &incoming)
        };
        let known = winner.replaced.is_some_and(|seen| seen >= loser.version);
        let outcome = match (known || winner.value == loser.value, incoming_won) {
            (true, true) => Outcome::Applied,
            (true, false) => Outcome::Unchanged,
            (false, _) => Outcome::Conflict {
                incoming_won,
                lost: loser.value.clone(),
            },
        };
        if incoming_won {
            *held = incoming;
        }
        outcome
    }
}

fn write_element(
    set: &mut BTreeMap<Element, Membership>,
    element: &Element,
    version: Version,
    present: bool,
) -> bool {
    match set.get_mut(element) {
        Some(held) if held.version >= version => false,
        Some(held) => {
            let changed = held.present != present;
            *held = Membership { version, present };
            changed
        }
        None => {
            set.insert(element.clone(), Membership { version, present });
            present
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::change::tests::{any_action, any_version};
    use crate::id::{DeviceId, RecordId};
    use crate::kind::Kind;
    use crate::stamp::Stamp;
    use proptest::prelude::*;

    const NAME: FieldId = FieldId::standard(10);

    fn version(stamp: u64, device: u64) -> Version {
        Version {
            stamp: Stamp(stamp),
            device: DeviceId(device),
            number: stamp,
        }
    }

    fn write(field: FieldId, action: Action, replaced: Option<Version>) -> Write {
        Write {
            kind: Kind::CONTACT,
            record: RecordId(1),
            field,
            action,
            replaced,
        }
    }

    fn set(text: &str, replaced: Option<Version>) -> Write {
        write(NAME, Action::Set(Value::text(text)), replaced)
    }

    #[test]
    fn the_higher_version_holds_whatever_comes_first() {
        let mut record = Merged::default();
        record.apply(version(2, 1), &set("new", Some(version(1, 1))));
        record.apply(version(1, 1), &set("old", None));
        assert_eq!(record.value(NAME), Some(Value::text("new")));
    }

    #[test]
    fn equal_stamps_are_decided_by_the_device() {
        let mut record = Merged::default();
        record.apply(version(1, 2), &set("two", None));
        record.apply(version(1, 1), &set("one", None));
        assert_eq!(record.value(NAME), Some(Value::text("two")));
    }

    #[test]
    fn an_overwrite_that_did_not_know_of_the_other_is_a_conflict_on_both_sides() {
        let base = version(1, 1);
        let (ann, ben) = (version(5, 1), version(6, 2));
        let mut here = Merged::default();
        here.apply(base, &set("base", None));
        let mut there = here.clone();
        here.apply(ann, &set("ann", Some(base)));
        there.apply(ben, &set("ben", Some(base)));
        assert_eq!(
            here.apply(ben, &set("ben", Some(base))),
            Outcome::Conflict {
                incoming_won: true,
                lost: Some(Value::text("ann"))
            }
        );
        assert_eq!(
            there.apply(ann, &set("ann", Some(base))),
            Outcome::Conflict {
                incoming_won: false,
                lost: Some(Value::text("ann"))
            }
        );
        assert_eq!(here, there);
    }

    #[test]
    fn a_chain_that_arrives_backwards_is_no_conflict() {
        let (first, second) = (version(1, 1), version(2, 2));
        let mut record = Merged::default();
        record.apply(second, &set("second", Some(first)));
        assert_eq!(record.apply(first, &set("first", None)), Outcome::Unchanged);
    }

    #[test]
    fn tags_from_two_people_both_stay() {
        let add = |tag: &str| {
            write(
                NAME,
                Action::Elements {
                    add: vec![Element::Text(tag.into())],
                    remove: vec![],
                },
                None,
            )
        };
        let mut record = Merged::default();
        record.apply(version(2, 1), &add("vip"));
        record.apply(version(1, 2), &add("fair"));
        assert_eq!(
            record.value(NAME),
            Some(Value::Tags(vec!["fair".into(), "vip".into()]))
        );
    }

    #[test]
    fn a_write_that_is_carried_counts_under_its_own_version() {
        let (old, new, bringing) = (version(1, 1), version(2, 2), version(9, 3));
        let carried = |text: &str, version| {
            write(NAME, Action::Set(Value::text(text)).carried(version), None)
        };
        let mut record = Merged::default();
        record.apply(bringing, &carried("new", new));
        record.apply(bringing, &carried("old", old));
        assert_eq!(record.value(NAME), Some(Value::text("new")));
        assert_eq!(record.register(NAME).map(|r| r.version), Some(new));
    }

    #[test]
    fn nothing_comes_back_after_a_purge() {
        let mut record = Merged::default();
        record.apply(version(1, 1), &set("private", None));
        record.apply(
            version(2, 1),
            &write(PURGED, Action::Set(Value::Bool(true)), None),
        );
        record.apply(version(9, 2), &set("late", None));
        assert!(record.is_purged());
        assert_eq!(record.value(NAME), None);
    }

    /// Writes with versions of their own: one change's writes never differ between replicas.
    fn any_writes() -> impl Strategy<Value = Vec<(Version, Write)>> {
        prop::collection::btree_map(
            (
                any_version(),
                prop_oneof![Just(PURGED), Just(NAME), Just(FieldId::standard(11))],
            ),
            (any_action(), prop::option::of(any_version())),
            0..14,
        )
        .prop_map(|map| {
            map.into_iter()
                .map(|((version, field), (action, replaced))| {
                    (version, write(field, action, replaced))
                })
                .collect()
        })
    }

    fn merged<'a>(writes: impl IntoIterator<Item = &'a (Version, Write)>) -> Merged {
        let mut record = Merged::default();
        for (version, write) in writes {
            record.apply(*version, write);
        }
        record
    }

    proptest! {
        #[test]
        fn order_and_duplication_do_not_matter(
            (writes, shuffled) in any_writes()
                .prop_flat_map(|w| (Just(w.clone()), Just(w).prop_shuffle())),
            again in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let expected = merged(&writes);
            let mut record = merged(&shuffled);
            prop_assert_eq!(&record, &expected);
            for index in again {
                if let Some((version, write)) = writes.get(index.index(writes.len().max(1))) {
                    record.apply(*version, write);
                }
            }
            prop_assert_eq!(&record, &expected);
        }
    }
}
