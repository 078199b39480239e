#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;
use record::merge::Merged;
use record::schema::{company, contact};
use record::{DeviceId, Money, Stamp};
use std::collections::BTreeMap;

/// Writes as commands make them: elements to sets, values of the right type to the rest, also to a
/// field and with a value that this version doesn't know.
fn any_writes() -> impl Strategy<Value = Vec<(Version, Write)>> {
    let version = (1u64..9, 1u64..3).prop_map(|(stamp, device)| Version {
        stamp: Stamp(stamp),
        device: DeviceId(device),
        number: stamp,
    });
    let text = prop_oneof![
        3 => "[a-c]{1,3}".prop_map(|t| Action::Set(Value::Text(t))),
        1 => Just(Action::Clear),
        1 => Just(Action::Set(Value::Unknown(vec![77, 1]))),
    ];
    let money = (-3i64..3).prop_map(|minor| {
        Action::Set(Value::Money(Money {
            minor,
            currency: "EUR".parse().unwrap(),
        }))
    });
    let tags = (
        prop::collection::vec("[a-c]".prop_map(Element::Text), 0..3),
        prop::collection::vec("[a-c]".prop_map(Element::Text), 0..2),
    )
        .prop_map(|(add, remove)| Action::Elements { add, remove });
    let field = prop_oneof![
        4 => (Just(company::NAME), text.clone()),
        2 => (Just(company::REVENUE), money),
        4 => (Just(company::TAGS), tags),
        1 => (Just(company::PARENT), (0u128..3).prop_map(|n| Action::Set(Value::Ref(RecordId(n))))),
        1 => (Just(FieldId(9_999)), text),
        1 => (Just(DELETED_AT), prop_oneof![
            Just(Action::Set(Value::Instant(record::Instant(5)))), Just(Action::Clear)]),
        1 => (Just(PURGED), Just(Action::Set(Value::Bool(true)))),
    ];
    let replaced = prop::option::of(version.clone());
    prop::collection::vec((version, 0u128..3, field, replaced), 0..24).prop_map(|list| {
        let mut unique = BTreeMap::new();
        for (version, record, (field, action), replaced) in list {
            unique
                .entry((version, record, field))
                .or_insert((action, replaced));
        }
        unique
            .into_iter()
            .map(|((version, record, field), (action, replaced))| {
                let kind = Kind::COMPANY;
                let record = RecordId(record);
                (
                    version,
                    Write {
                        kind,
                        record,
                        field,
                        action,
                        replaced,
                    },
                )
            })
            .collect()
    })
}

struct Fixture {
    schema: Schema,
    versions: Versions,
    table: Table,
}

impl Fixture {
    fn new() -> Self {
        Self {
            schema: Schema::standard(),
            versions: Versions::default(),
            table: Table::new(Kind::COMPANY),
        }
    }

    fn apply(&mut self, version: Version, write: &Write) {
        let ix = self.versions.intern(version);
        let row = self.table.row(write.record);
        self.table.apply(
            &self.schema,
            &mut self.versions,
            (ix, version),
            (row, write),
        );
    }

    fn reopened(&self) -> Self {
        let mut copy = Self::new();
        for n in 0..self.table.len().div_ceil(SEGMENT_ROWS) {
            let bytes = self.table.encode_segment(&self.versions, n);
            copy.table
                .decode_segment(&copy.schema, &mut copy.versions, &bytes)
                .unwrap();
        }
        copy
    }

    fn assert_is(&self, reference: &BTreeMap<RecordId, Merged>) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.table.len() as usize, reference.len());
        let fields = [
            company::NAME,
            company::REVENUE,
            company::TAGS,
            company::PARENT,
            DELETED_AT,
            PURGED,
        ];
        for (id, merged) in reference {
            let row = self.table.row(*id).unwrap();
            for field in fields.into_iter().chain([FieldId(9_999)]) {
                prop_assert_eq!(self.table.value(row, field), merged.value(field));
                if let Some(register) = merged.register(field) {
                    let version = self.table.version(&self.versions, row, field);
                    prop_assert_eq!(version, Some(register.version));
                }
            }
            let shown = !merged.is_purged() && merged.value(DELETED_AT).is_none();
            prop_assert_eq!(self.table.is_live(row), shown);
        }
        prop_assert_eq!(self.table.live() as usize, self.table.live_rows().count());
        Ok(())
    }
}

fn reference(writes: &[(Version, Write)]) -> BTreeMap<RecordId, Merged> {
    let mut records: BTreeMap<RecordId, Merged> = BTreeMap::new();
    for (version, write) in writes {
        records
            .entry(write.record)
            .or_default()
            .apply(*version, write);
    }
    records
}

proptest! {
    #[test]
    fn a_table_agrees_with_the_reference_merge_in_any_order_and_after_reopening(
        (writes, shuffled) in any_writes()
            .prop_flat_map(|w| (Just(w.clone()), Just(w).prop_shuffle())),
        reopen_at in any::<prop::sample::Index>(),
    ) {
        let expected = reference(&writes);
        let mut fixture = Fixture::new();
        let reopen_at = reopen_at.index(shuffled.len() + 1);
        for (i, (version, write)) in shuffled.iter().enumerate() {
            if i == reopen_at {
                fixture = fixture.reopened();
            }
            fixture.apply(*version, write);
        }
        fixture.assert_is(&expected)?;
        // Everything once more changes nothing.
        for (version, write) in &writes {
            fixture.apply(*version, write);
        }
        fixture.assert_is(&expected)?;
        fixture.reopened().assert_is(&expected)?;
    }

    #[test]
    fn a_damaged_segment_is_an_error_and_never_a_panic(
        writes in any_writes(),
        flip in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let mut fixture = Fixture::new();
        for (version, write) in &writes {
            fixture.apply(*version, write);
        }
        let mut bytes = fixture.table.encode_segment(&fixture.versions, 0);
        for bad in [&noise[..], &bytes[..cut.index(bytes.len())]] {
            let mut fresh = Fixture::new();
            prop_assert!(fresh.table.decode_segment(&fresh.schema, &mut fresh.versions, bad).is_err());
        }
        let at = flip.index(bytes.len());
        bytes[at] ^= 1 << (at % 8);
        let mut fresh = Fixture::new();
        let _ = fresh.table.decode_segment(&fresh.schema, &mut fresh.versions, &bytes);
    }
}

#[test]
fn a_custom_field_that_becomes_known_later_takes_its_form() {
    let mut table = Table::new(Kind::CONTACT);
    let (mut schema, mut versions) = (Schema::standard(), Versions::default());
    let definition = RecordId::natural(["size"]);
    let field = FieldId::custom(definition);
    let version = Version {
        stamp: Stamp(1),
        device: DeviceId(1),
        number: 1,
    };
    let ix = versions.intern(version);
    let write = Write::set(Kind::CONTACT, RecordId(1), field, Value::Int(7));
    table.apply(&schema, &mut versions, (ix, version), (None, &write));
    assert!(matches!(table.column(field).unwrap().data, Data::Blob(_)));
    schema.add_custom(record::schema::CustomField {
        record: definition,
        kind: Kind::CONTACT,
        label: "Size".into(),
        ty: FieldType::Int,
        options: vec![],
    });
    table.adopt(&schema);
    assert!(matches!(table.column(field).unwrap().data, Data::Int(_)));
    assert_eq!(table.value(0, field), Some(Value::Int(7)));
    assert_eq!(table.version(&versions, 0, field), Some(version));
    assert_eq!(table.value(0, contact::FIRST_NAME), None);
}
