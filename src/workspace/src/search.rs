//! Words to records: an inverted index over the texts of all records.
//!
//! The index is derived: it is built in slices after opening ([`Workspace::index_step`]) and kept
//! up as records change. Each row is indexed as a *document*; a row that changed becomes a new
//! document, and the old one counts no longer.

mod bits;
mod inverted;
mod phone;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use hashbrown::HashSet;
use record::schema::{
    PURGED, activity, article, company, contact, deal, member, message, product, task, ticket,
};
use record::{FieldId, Kind, RecordId, Value};

use crate::business::Workspace;
use crate::query::text;
use crate::table::Table;
pub(crate) use bits::Bits;
use inverted::{Inverted, Posting};

/// A kind that search finds.
struct Searched {
    kind: Kind,
    /// The fields that the record's name is made of.
    name: &'static [FieldId],
    /// The other fields that are read.
    rest: &'static [FieldId],
}

/// The kinds that search finds, the more telling first.
const SEARCHED: [Searched; 10] = [
    Searched {
        kind: Kind::CONTACT,
        name: &[contact::FIRST_NAME, contact::LAST_NAME],
        rest: &[
            contact::EMAILS,
            contact::PHONES,
            contact::JOB_TITLE,
            contact::TAGS,
            contact::ADDRESS,
        ],
    },
    Searched {
        kind: Kind::COMPANY,
        name: &[company::NAME],
        rest: &[
            company::DOMAIN,
            company::PHONES,
            company::TAGS,
            company::ADDRESS,
        ],
    },
    Searched {
        kind: Kind::DEAL,
        name: &[deal::NAME],
        rest: &[deal::NEXT_STEP, deal::TAGS],
    },
    Searched {
        kind: Kind::TICKET,
        name: &[ticket::SUBJECT],
        rest: &[ticket::NUMBER, ticket::TAGS, ticket::DESCRIPTION],
    },
    Searched {
        kind: Kind::ARTICLE,
        name: &[article::TITLE],
        rest: &[article::TAGS, article::BODY],
    },
    Searched {
        kind: Kind::TASK,
        name: &[task::TITLE],
        rest: &[task::DESCRIPTION],
    },
    Searched {
        kind: Kind::ACTIVITY,
        name: &[activity::SUBJECT],
        rest: &[activity::BODY],
    },
    Searched {
        kind: Kind::MESSAGE,
        name: &[],
        rest: &[message::BODY],
    },
    Searched {
        kind: Kind::MEMBER,
        name: &[member::NAME],
        rest: &[member::EMAIL],
    },
    Searched {
        kind: Kind::PRODUCT,
        name: &[product::NAME],
        rest: &[product::CODE, product::DESCRIPTION],
    },
];

/// How much of a long text is searched, in bytes.
const TEXT_MAX: usize = 600;

/// A record found by search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// How well it fits; larger is better.
    pub score: u32,
}

/// The index.
#[derive(Debug, Default)]
pub struct SearchIndex {
    words: Inverted,
    kinds: [Documents; SEARCHED.len()],
}

/// The documents of one kind.
#[derive(Debug, Default)]
struct Documents {
    /// The row of each document.
    rows: Vec<u32>,
    /// The document of each row that is indexed.
    of_row: Vec<u32>,
    /// Rows to be indexed again.
    changed: HashSet<u32>,
}

/// A posting: the place of the kind in [`SEARCHED`] in the top 4 bits, then the document, then
/// whether the word is in the name.
const KIND_SHIFT: u32 = 28;

fn posting(at: usize, document: u32) -> Posting {
    (at as u32) << KIND_SHIFT | document << 1
}

fn kind_of(posting: Posting) -> usize {
    (posting >> KIND_SHIFT) as usize
}

fn document_of(posting: Posting) -> u32 {
    posting << 4 >> 5
}

impl Documents {
    /// The row of a document; `None` where the row is another document by now.
    fn row(&self, document: u32) -> Option<u32> {
        let row = *self.rows.get(document as usize)?;
        (self.of_row.get(row as usize) == Some(&document)).then_some(row)
    }

    /// Makes a row a new document.
    fn renew(&mut self, row: u32) -> u32 {
        let document = self.rows.len() as u32;
        self.rows.push(row);
        match self.of_row.get_mut(row as usize) {
            Some(slot) => *slot = document,
            None => self.of_row.push(document),
        }
        document
    }
}

impl SearchIndex {
    /// A field of a row was written.
    pub(crate) fn touch(&mut self, table: &Table, row: u32, field: FieldId) {
        let Some(at) = SEARCHED.iter().position(|s| s.kind == table.kind) else {
            return;
        };
        let documents = &mut self.kinds[at];
        let is_read = || {
            let searched = &SEARCHED[at];
            searched.name.contains(&field) || searched.rest.contains(&field) || field == PURGED
        };
        if (row as usize) < documents.of_row.len() && is_read() {
            documents.changed.insert(row);
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let documents = |d: &Documents| (d.rows.capacity() + d.of_row.capacity()) * 4;
        self.words.memory() + self.kinds.iter().map(documents).sum::<usize>()
    }

    fn index(&mut self, table: &Table, at: usize, row: u32, buffer: &mut String) {
        let posting = posting(at, self.kinds[at].renew(row));
        let words = &mut self.words;
        each_word_of(table, at, row, buffer, &mut |word, is_name| {
            words.add(word, posting, is_name);
        });
    }

    fn merge(&mut self) {
        let kinds = &self.kinds;
        self.words.merge(|posting| {
            let documents = kinds.get(kind_of(posting));
            documents.is_some_and(|d| d.row(document_of(posting)).is_some())
        });
    }

    /// The rows of a kind with all the words of a text, each as the beginning of a word of the
    /// record; where there are none and the text is a phone number, those with its last digits.
    pub(crate) fn rows(&self, kind: Kind, text: &str) -> Bits {
        let found = self.rows_with(kind, &text::words(text));
        match phone::of_query(text).filter(|_| found.iter().next().is_none()) {
            Some(number) => self.rows_with(kind, &[number]),
            None => found,
        }
    }

    /// The rows of a kind with all the words, each as the beginning of a word of the record.
    pub(crate) fn rows_with(&self, kind: Kind, words: &[String]) -> Bits {
        let Some(at) = SEARCHED.iter().position(|s| s.kind == kind) else {
            return Bits::default();
        };
        let documents = &self.kinds[at];
        let mut found = Bits::default();
        for (n, word) in words.iter().enumerate() {
            let mut with_word = Bits::new(documents.rows.len());
            self.words.each(word, &mut |list| {
                for posting in list.iter().filter(|posting| kind_of(**posting) == at) {
                    with_word.insert(document_of(*posting));
                }
            });
            if n == 0 {
                found = with_word;
            } else {
                found.intersect(&with_word);
            }
        }
        let mut rows = Bits::new(documents.of_row.len());
        found
            .iter()
            .filter_map(|document| documents.row(document))
            .for_each(|row| rows.insert(row));
        rows
    }

    /// The documents of every kind that have all the words of a text; where there are none and the
    /// text is a phone number, those with its last digits.
    fn documents(&self, text: &str, words: &[String]) -> Vec<Found> {
        let found = self.documents_with(words);
        let is_nothing = || found.iter().all(|found| found.all.iter().next().is_none());
        match phone::of_query(text).filter(|_| is_nothing()) {
            Some(number) => self.documents_with(&[number]),
            None => found,
        }
    }

    fn documents_with(&self, words: &[String]) -> Vec<Found> {
        let empty = || self.kinds.iter().map(|d| Bits::new(d.rows.len()));
        let mut kinds: Vec<Found> = self.kinds.iter().map(Found::of).collect();
        for (n, word) in words.iter().enumerate() {
            let mut with_word: Vec<Bits> = empty().collect();
            self.words.each(word, &mut |list| {
                for posting in list {
                    let (at, document) = (kind_of(*posting), document_of(*posting));
                    with_word[at].insert(document);
                    if posting & 1 == 1 {
                        kinds[at].named.insert(document);
                    }
                }
            });
            for (found, with_word) in kinds.iter_mut().zip(with_word) {
                if n == 0 {
                    found.all = with_word;
                } else {
                    found.all.intersect(&with_word);
                }
            }
        }
        if let Some(last) = words.last() {
            self.words.exact(last, &mut |list| {
                for posting in list.iter().filter(|posting| *posting & 1 == 1) {
                    kinds[kind_of(*posting)].whole.insert(document_of(*posting));
                }
            });
        }
        kinds
    }
}

/// What was found of one kind.
struct Found {
    /// Documents with all words.
    all: Bits,
    /// Documents with one of the words in the name.
    named: Bits,
    /// Documents whose name has the last word as it is; no other's name can be the query.
    whole: Bits,
}

impl Found {
    fn of(documents: &Documents) -> Self {
        let empty = || Bits::new(documents.rows.len());
        Self {
            all: empty(),
            named: empty(),
            whole: empty(),
        }
    }
}

impl Workspace {
    /// Indexes up to `rows` rows that are not in the search index as they are now; whether more
    /// are left. After opening and after bulk changes this is called until nothing is left, in
    /// slices that don't hold anybody up; search itself waits for all of it.
    pub fn index_step(&mut self, rows: u32) -> bool {
        let mut left = rows.max(1);
        let mut index = std::mem::take(&mut self.search);
        let mut buffer = String::new();
        for (at, searched) in SEARCHED.iter().enumerate() {
            let Some(table) = self.table(searched.kind) else {
                continue;
            };
            let mut changed = std::mem::take(&mut index.kinds[at].changed);
            let again = changed.extract_if(|_| {
                let fits = left > 0;
                left = left.saturating_sub(1);
                fits
            });
            for row in again {
                index.index(table, at, row, &mut buffer);
            }
            index.kinds[at].changed = changed;
            let from = index.kinds[at].of_row.len() as u32;
            let to = table.len().min(from.saturating_add(left));
            for row in from..to {
                index.index(table, at, row, &mut buffer);
                if index.words.is_full(false) {
                    index.merge();
                }
            }
            left = left.saturating_sub(to.saturating_sub(from));
        }
        let more = SEARCHED.iter().enumerate().any(|(at, searched)| {
            let documents = &index.kinds[at];
            let rows = self.table(searched.kind).map_or(0, Table::len) as usize;
            rows > documents.of_row.len() || !documents.changed.is_empty()
        });
        if index.words.is_full(!more) {
            index.merge();
        }
        self.search = index;
        more
    }

    /// Brings the search index up to date with all records.
    pub fn index_all(&mut self) {
        while self.index_step(u32::MAX) {}
    }

    /// The records that fit a search best, at most `limit`, the best first: those of that name,
    /// then those whose name begins so, then those with one of the words in the name.
    pub fn search(&mut self, query: &str, limit: usize) -> Vec<Hit> {
        let words = text::words(query);
        if words.is_empty() || limit == 0 {
            return Vec::new();
        }
        self.index_all();
        let folded = text::fold(query.trim());
        let mut best: BinaryHeap<Reverse<(u32, RecordId, Kind)>> = BinaryHeap::new();
        let mut name = String::new();
        // Kinds in order of their weight and rows from the newest: most of what is found can't
        // come among the best any more, and is passed over without a look at its name.
        for (at, found) in self.search.documents(query, &words).into_iter().enumerate() {
            let Some(table) = self.table(SEARCHED[at].kind) else {
                continue;
            };
            let weight = (SEARCHED.len() - at) as u32;
            let documents = &self.search.kinds[at];
            for document in found.all.iter() {
                let is_named = found.named.contains(document);
                let most = match is_named {
                    true if found.whole.contains(document) => weight + NAME_IS,
                    true => weight + NAME_BEGINS,
                    false => weight,
                };
                let least = best.peek().filter(|_| best.len() >= limit);
                let least = least.map(|Reverse((score, id, _))| (*score, *id));
                if least.is_some_and(|(score, _)| most < score) {
                    continue;
                }
                let row = documents.row(document).filter(|row| table.is_live(*row));
                let Some((row, id)) = row.and_then(|row| Some((row, table.id(row)?))) else {
                    continue;
                };
                if least.is_some_and(|least| (most, id) <= least) {
                    continue;
                }
                let mut score = weight;
                if is_named {
                    name.clear();
                    table.write_name(row, &mut name);
                    score += match text::begins_with(name.trim_start(), &folded) {
                        text::Beginning::Whole => NAME_IS,
                        text::Beginning::Part => NAME_BEGINS,
                        text::Beginning::Other => NAME_HAS,
                    };
                }
                best.push(Reverse((score, id, table.kind)));
                if best.len() > limit {
                    best.pop();
                }
            }
        }
        let hits = best.into_sorted_vec();
        hits.into_iter()
            .map(|Reverse((score, record, kind))| Hit {
                kind,
                record,
                score,
            })
            .collect()
    }
}

/// What a record's score has more than its kind's weight.
const NAME_IS: u32 = 64;
const NAME_BEGINS: u32 = 48;
const NAME_HAS: u32 = 16;

/// Calls `visit` with each word that is searched, and whether it is in the record's name.
fn each_word_of(
    table: &Table,
    at: usize,
    row: u32,
    buffer: &mut String,
    visit: &mut dyn FnMut(&str, bool),
) {
    let Searched { name, rest, .. } = &SEARCHED[at];
    let fields = name
        .iter()
        .map(|f| (f, true))
        .chain(rest.iter().map(|f| (f, false)));
    for (field, is_name) in fields {
        let Some(column) = table.column(*field) else {
            continue;
        };
        let mut visit = |word: &str| visit(word, is_name);
        let text = column.str(row);
        if !text.is_empty() {
            text::each_word(short(text), buffer, &mut visit);
            continue;
        }
        match column.get(row) {
            Some(Value::Text(text)) => text::each_word(short(&text), buffer, &mut visit),
            Some(Value::Labelled(list)) => {
                for entry in &list {
                    text::each_word(&entry.value, buffer, &mut visit);
                    if !entry.value.contains('@') {
                        phone::each_word(&entry.value, buffer, &mut visit);
                    }
                }
            }
            Some(Value::Tags(tags)) => {
                tags.iter()
                    .for_each(|tag| text::each_word(tag, buffer, &mut visit));
            }
            Some(Value::Address(address)) => {
                address
                    .parts()
                    .for_each(|part| text::each_word(part, buffer, &mut visit));
            }
            _ => {}
        }
    }
}

fn short(text: &str) -> &str {
    if text.len() <= TEXT_MAX {
        return text;
    }
    let end = (0..=TEXT_MAX)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    &text[..end]
}
