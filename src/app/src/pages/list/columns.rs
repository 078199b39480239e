//! The columns of a list: which there are, which are shown at first, and how the choice is kept.

use record::schema::{company, contact, deal, product, task, ticket};
use record::{FieldDef, FieldId, FieldType, Kind, KindDef};
use workspace::Sort;

use crate::filters::is_shown;
use crate::state::views::KeptColumn;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKey {
    /// The record's name; always the first column.
    Name,
    /// When the record was last changed.
    Updated,
    /// A company's deals that are neither won nor lost.
    OpenDeals,
    /// The record that a task is about.
    Related,
    /// A field.
    Field(FieldId),
}

/// A column with its width in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnWidth {
    /// What it shows.
    pub key: ColumnKey,
    /// Its width.
    pub width: f64,
}

/// The narrowest and the widest column, in pixels.
const WIDTHS: (f64, f64) = (64.0, 800.0);

/// The numbers of the columns that are no fields: no field has them, as standard ones are below
/// 2^16 and custom ones above 2^63.
const COMPUTED: [(u64, ColumnKey, &str); 4] = [
    (1 << 32, ColumnKey::Name, "name"),
    ((1 << 32) + 1, ColumnKey::Updated, "updated"),
    ((1 << 32) + 2, ColumnKey::OpenDeals, "open_deals"),
    ((1 << 32) + 3, ColumnKey::Related, "related"),
];

impl ColumnKey {
    /// Its number, under which the grid knows it.
    pub fn number(self) -> u64 {
        match self {
            Self::Field(field) => field.0,
            computed => {
                let row = COMPUTED.iter().find(|row| row.1 == computed);
                row.map_or(0, |row| row.0)
            }
        }
    }

    /// The column with this number.
    pub fn of_number(number: u64) -> Self {
        let row = COMPUTED.iter().find(|row| row.0 == number);
        row.map_or(Self::Field(FieldId(number)), |row| row.1)
    }

    /// Its word in addresses and preferences: a standard field's machine name, a custom field's
    /// number (its machine name follows its label, which may change).
    pub fn word(self, kind: &KindDef) -> String {
        match self {
            Self::Field(field) if field.is_custom() => field.0.to_string(),
            Self::Field(field) => match kind.field(field) {
                Some(def) => def.key.clone().into_owned(),
                None => field.0.to_string(),
            },
            computed => {
                let row = COMPUTED.iter().find(|row| row.1 == computed);
                row.map_or_else(String::new, |row| row.2.to_owned())
            }
        }
    }

    /// The column that a word stands for; `None` where the kind has no such column.
    pub fn of_word(word: &str, kind: &KindDef) -> Option<Self> {
        if let Some(row) = COMPUTED.iter().find(|row| row.2 == word) {
            return is_of_kind(row.1, kind.kind).then_some(row.1);
        }
        let def = match word.parse() {
            Ok(number) => kind.field(FieldId(number)),
            Err(_) => kind.by_key(word),
        }?;
        Some(Self::of_field(kind.kind, def.id))
    }

    /// The column of a field: the first column for the field that names the record.
    pub fn of_field(kind: Kind, field: FieldId) -> Self {
        if kind != Kind::CONTACT && naming(kind).contains(&field) {
            Self::Name
        } else {
            Self::Field(field)
        }
    }
}

/// The fields that make up a record's name, the one that decides the order first. A name in Chinese
/// characters begins with the family name.
pub fn naming(kind: Kind) -> &'static [FieldId] {
    const FIRST_OWN: &[FieldId] = &[FieldId::standard(10)];
    match kind {
        Kind::CONTACT => &[contact::FIRST_NAME, contact::LAST_NAME],
        _ => FIRST_OWN,
    }
}

/// What a list is sorted by when a column is; empty where it can't be.
pub fn sorts(key: ColumnKey, kind: Kind, descending: bool, family_first: bool) -> Vec<Sort> {
    let fields = match key {
        ColumnKey::Name => {
            let mut fields = naming(kind).to_vec();
            if family_first {
                fields.reverse();
            }
            fields
        }
        ColumnKey::Field(field) => vec![field],
        ColumnKey::Updated | ColumnKey::OpenDeals | ColumnKey::Related => Vec::new(),
    };
    let sort = |field| Sort { field, descending };
    fields.into_iter().map(sort).collect()
}

/// Whether a list can be sorted by a column.
pub fn is_sortable(key: ColumnKey) -> bool {
    matches!(key, ColumnKey::Name | ColumnKey::Field(_))
}

/// Whether the numbers of a column stand at its end.
pub fn is_number(key: ColumnKey, def: Option<&FieldDef>) -> bool {
    match (key, def) {
        (ColumnKey::OpenDeals, _) => true,
        (ColumnKey::Field(_), Some(def)) => matches!(
            def.ty,
            FieldType::Int | FieldType::Number | FieldType::Money | FieldType::Duration
        ),
        _ => false,
    }
}

/// The columns that a list can show besides the name, in the order of the menu.
pub fn available(kind: &KindDef) -> Vec<ColumnKey> {
    let fields = kind.fields.iter().filter(|def| is_shown(def));
    let own = fields.map(|def| ColumnKey::of_field(kind.kind, def.id));
    let computed = COMPUTED.iter().map(|row| row.1);
    own.chain(computed)
        .filter(|key| *key != ColumnKey::Name && is_of_kind(*key, kind.kind))
        .collect()
}

/// The columns that a list shows until the user chooses others.
pub fn defaults(kind: &KindDef) -> Vec<ColumnWidth> {
    use ColumnKey::{Field, Name, OpenDeals, Related, Updated};
    let keys: &[ColumnKey] = match kind.kind {
        Kind::CONTACT => &[
            Name,
            Field(contact::COMPANY),
            Field(contact::EMAILS),
            Field(contact::PHONES),
            Field(contact::OWNER),
            Field(contact::LIFECYCLE),
            Updated,
        ],
        Kind::COMPANY => &[
            Name,
            Field(company::INDUSTRY),
            Field(company::EMPLOYEES),
            Field(company::OWNER),
            OpenDeals,
            Updated,
        ],
        Kind::DEAL => &[
            Name,
            Field(deal::COMPANY),
            Field(deal::AMOUNT),
            Field(deal::STAGE),
            Field(deal::OWNER),
            Field(deal::CLOSE_DATE),
            Updated,
        ],
        Kind::TICKET => &[
            Name,
            Field(ticket::REQUESTER),
            Field(ticket::STATUS),
            Field(ticket::PRIORITY),
            Field(ticket::ASSIGNEE),
            Updated,
        ],
        Kind::TASK => &[
            Name,
            Field(task::DUE),
            Field(task::TYPE),
            Related,
            Field(task::OWNER),
        ],
        Kind::PRODUCT => &[
            Name,
            Field(product::CODE),
            Field(product::PRICE),
            Field(product::UNIT),
            Field(product::TAX),
            Field(product::INACTIVE),
        ],
        _ => &[Name, Updated],
    };
    let of_key = |key: &ColumnKey| ColumnWidth {
        key: *key,
        width: first_width(*key, kind),
    };
    keys.iter().map(of_key).collect()
}

/// The width that a column has at first, in pixels.
pub fn first_width(key: ColumnKey, kind: &KindDef) -> f64 {
    let field = match key {
        ColumnKey::Name => return 280.0,
        ColumnKey::Updated => return 140.0,
        ColumnKey::OpenDeals => return 110.0,
        ColumnKey::Related => return 200.0,
        ColumnKey::Field(field) => field,
    };
    match kind.field(field).map(|def| def.ty) {
        Some(FieldType::Email | FieldType::LongText | FieldType::Address | FieldType::Link) => {
            220.0
        }
        Some(FieldType::Refs(_) | FieldType::Tags | FieldType::Choices | FieldType::Text) => 180.0,
        Some(FieldType::Int | FieldType::Number | FieldType::Duration) => 110.0,
        Some(FieldType::Bool) => 100.0,
        Some(FieldType::Date | FieldType::Money) => 130.0,
        _ => 160.0,
    }
}

/// The kept choice as columns. What the kind doesn't have is left out, widths are brought within
/// their bounds, and the name is first, whatever was kept.
pub fn read(kept: &[KeptColumn], kind: &KindDef) -> Vec<ColumnWidth> {
    let mut columns: Vec<ColumnWidth> = Vec::new();
    for column in kept {
        let Some(key) = ColumnKey::of_word(&column.key, kind) else {
            continue;
        };
        if columns.iter().all(|known| known.key != key) {
            columns.push(ColumnWidth {
                key,
                width: bounded(column.width, key, kind),
            });
        }
    }
    if columns.is_empty() {
        return defaults(kind);
    }
    match columns.iter().position(|c| c.key == ColumnKey::Name) {
        Some(at) => columns[..=at].rotate_right(1),
        None => columns.insert(
            0,
            ColumnWidth {
                key: ColumnKey::Name,
                width: first_width(ColumnKey::Name, kind),
            },
        ),
    }
    columns
}

/// The columns as they are kept.
pub fn write(columns: &[ColumnWidth], kind: &KindDef) -> Vec<KeptColumn> {
    let kept = |column: &ColumnWidth| KeptColumn {
        key: column.key.word(kind),
        width: column.width.round(),
    };
    columns.iter().map(kept).collect()
}

/// The columns with one of another width.
pub fn resized(mut columns: Vec<ColumnWidth>, key: ColumnKey, width: f64) -> Vec<ColumnWidth> {
    if let Some(column) = columns.iter_mut().find(|column| column.key == key)
        && width.is_finite()
    {
        column.width = width.clamp(WIDTHS.0, WIDTHS.1);
    }
    columns
}

/// The columns with one moved to the right (1) or left (-1). The name stays first.
pub fn moved(mut columns: Vec<ColumnWidth>, key: ColumnKey, by: i32) -> Vec<ColumnWidth> {
    let from = columns.iter().position(|column| column.key == key);
    let to = from.and_then(|from| from.checked_add_signed(by as isize));
    if let (Some(from @ 1..), Some(to @ 1..)) = (from, to)
        && to < columns.len()
    {
        columns.swap(from, to);
    }
    columns
}

/// The columns with one shown or taken away. The name always stays.
pub fn toggled(mut columns: Vec<ColumnWidth>, key: ColumnKey, kind: &KindDef) -> Vec<ColumnWidth> {
    if key == ColumnKey::Name {
        return columns;
    }
    match columns.iter().position(|column| column.key == key) {
        Some(at) => drop(columns.remove(at)),
        None => columns.push(ColumnWidth {
            key,
            width: first_width(key, kind),
        }),
    }
    columns
}

fn bounded(width: f64, key: ColumnKey, kind: &KindDef) -> f64 {
    if width.is_finite() {
        width.clamp(WIDTHS.0, WIDTHS.1)
    } else {
        first_width(key, kind)
    }
}

fn is_of_kind(key: ColumnKey, kind: Kind) -> bool {
    match key {
        ColumnKey::OpenDeals => kind == Kind::COMPANY,
        ColumnKey::Related => kind == Kind::TASK,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use record::Schema;

    fn kind(kind: Kind) -> KindDef {
        Schema::standard().kind(kind).unwrap().clone()
    }

    fn kept(key: &str, width: f64) -> KeptColumn {
        KeptColumn {
            key: key.to_owned(),
            width,
        }
    }

    #[test]
    fn every_column_survives_its_word_and_its_number() {
        for def in Schema::standard().kinds() {
            for key in available(def).into_iter().chain([ColumnKey::Name]) {
                assert_eq!(ColumnKey::of_word(&key.word(def), def), Some(key));
                assert_eq!(ColumnKey::of_number(key.number()), key);
            }
        }
    }

    #[test]
    fn no_field_has_the_word_of_a_computed_column_unless_it_is_the_name() {
        for def in Schema::standard().kinds() {
            for (_, key, word) in COMPUTED {
                if let Some(field) = def.by_key(word) {
                    assert_eq!(ColumnKey::of_field(def.kind, field.id), key, "{}", def.key);
                }
            }
        }
    }

    #[test]
    fn each_kind_begins_with_columns_it_has() {
        for kind_of in [
            Kind::CONTACT,
            Kind::COMPANY,
            Kind::DEAL,
            Kind::TICKET,
            Kind::TASK,
            Kind::PRODUCT,
        ] {
            let def = kind(kind_of);
            let columns = defaults(&def);
            let all = available(&def);
            assert_eq!(columns[0].key, ColumnKey::Name);
            for column in &columns[1..] {
                assert!(all.contains(&column.key), "{} {column:?}", def.key);
            }
            assert_eq!(read(&write(&columns, &def), &def), columns);
        }
    }

    #[test]
    fn what_was_kept_badly_is_put_right() {
        let def = kind(Kind::DEAL);
        let columns = read(
            &[
                kept("amount", f64::NAN),
                kept("nonsense", 100.0),
                kept("stage", 1e9),
                kept("name", -5.0),
                kept("amount", 90.0),
                kept("related", 90.0),
            ],
            &def,
        );
        let seen: Vec<(ColumnKey, f64)> = columns.iter().map(|c| (c.key, c.width)).collect();
        let amount = ColumnKey::Field(deal::AMOUNT);
        assert_eq!(
            seen,
            [
                (ColumnKey::Name, 64.0),
                (amount, 130.0),
                (ColumnKey::Field(deal::STAGE), 800.0)
            ]
        );
        assert_eq!(read(&[kept("gone", 1.0)], &def), defaults(&def));
    }

    #[test]
    fn the_name_stays_first_whatever_is_moved() {
        let def = kind(Kind::DEAL);
        let columns = defaults(&def);
        let second = columns[1].key;
        assert_eq!(moved(columns.clone(), second, -1), columns);
        assert_eq!(moved(columns.clone(), ColumnKey::Name, 1), columns);
        assert_eq!(moved(columns.clone(), second, 1)[2].key, second);
        assert_eq!(toggled(columns.clone(), ColumnKey::Name, &def), columns);
        let without = toggled(columns.clone(), second, &def);
        assert_eq!(without.len(), columns.len() - 1);
        assert_eq!(toggled(without, second, &def).last().unwrap().key, second);
    }

    #[test]
    fn a_contact_is_sorted_by_the_part_of_the_name_that_comes_first() {
        let fields = |family_first| {
            let sorts = sorts(ColumnKey::Name, Kind::CONTACT, true, family_first);
            sorts.into_iter().map(|s| s.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(false), [contact::FIRST_NAME, contact::LAST_NAME]);
        assert_eq!(fields(true), [contact::LAST_NAME, contact::FIRST_NAME]);
        assert!(sorts(ColumnKey::Updated, Kind::DEAL, false, false).is_empty());
    }

    proptest! {
        #[test]
        fn any_kept_columns_give_a_list_that_begins_with_the_name(
            words in prop::collection::vec((".{0,9}|[a-z_]{2,9}|[0-9]{1,20}", any::<f64>()), 0..6)
        ) {
            let def = kind(Kind::TASK);
            let kept: Vec<_> = words.iter().map(|(word, width)| kept(word, *width)).collect();
            let columns = read(&kept, &def);
            prop_assert_eq!(columns[0].key, ColumnKey::Name);
            prop_assert!(columns.iter().all(|c| (WIDTHS.0..=WIDTHS.1).contains(&c.width)));
        }
    }
}
