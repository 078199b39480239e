//! Words to records: an inverted index over the texts of all records.
//!
//! The index is derived: it is built in slices after opening ([`Workspace::index_step`]) and kept
//! up as records change. A record that changed keeps its old words in the index until it is built
//! again, so such records are looked at themselves before they count as found.

use hashbrown::{HashMap, HashSet};
use record::schema::{activity, article, company, contact, deal, member, message, task, ticket};
use record::{FieldId, Kind, RecordId, Value};

use crate::business::Workspace;
use crate::query::text;
use crate::table::Table;

/// The kinds that search finds, the more telling first, with the fields it reads.
const SEARCHED: &[(Kind, &[FieldId])] = &[
    (
        Kind::CONTACT,
        &[
            contact::FIRST_NAME,
            contact::LAST_NAME,
            contact::EMAILS,
            contact::PHONES,
            contact::JOB_TITLE,
            contact::TAGS,
            contact::ADDRESS,
        ],
    ),
    (
        Kind::COMPANY,
        &[
            company::NAME,
            company::DOMAIN,
            company::PHONES,
            company::TAGS,
            company::ADDRESS,
        ],
    ),
    (Kind::DEAL, &[deal::NAME, deal::NEXT_STEP, deal::TAGS]),
    (
        Kind::TICKET,
        &[
            ticket::SUBJECT,
            ticket::NUMBER,
            ticket::TAGS,
            ticket::DESCRIPTION,
        ],
    ),
    (
        Kind::ARTICLE,
        &[article::TITLE, article::TAGS, article::BODY],
    ),
    (Kind::TASK, &[task::TITLE, task::DESCRIPTION]),
    (Kind::ACTIVITY, &[activity::SUBJECT, activity::BODY]),
    (Kind::MESSAGE, &[message::BODY]),
    (Kind::MEMBER, &[member::NAME, member::EMAIL]),
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
    tokens: HashMap<Box<str>, u32>,
    postings: Vec<Vec<u32>>,
    /// Tokens in their order, for prefixes; the newest may be missing.
    sorted: Vec<Box<str>>,
    fresh: Vec<Box<str>>,
    /// How many rows of each searched kind are in the index.
    rows: [u32; SEARCHED.len()],
    changed: HashSet<u32>,
    stale: HashSet<u32>,
}

/// A set of rows of one kind.
#[derive(Clone, Debug)]
pub(crate) struct RowSet {
    words: Vec<u64>,
}

impl RowSet {
    fn new(rows: u32) -> Self {
        Self {
            words: vec![0; rows as usize / 64 + 1],
        }
    }

    fn insert(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    fn remove(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut(row as usize / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    pub(crate) fn contains(&self, row: u32) -> bool {
        self.words
            .get(row as usize / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                (bit < 64).then(|| {
                    word &= word - 1;
                    at as u32 * 64 + bit
                })
            })
        })
    }
}

/// A document: the place of the kind in [`SEARCHED`] in the top 4 bits, the row below.
const KIND_SHIFT: u32 = 28;

impl SearchIndex {
    /// A field of a row was written.
    pub(crate) fn touch(&mut self, table: &Table, row: u32, field: FieldId) {
        let at = SEARCHED.iter().position(|(kind, _)| *kind == table.kind);
        if let Some(at) = at
            && row < self.rows[at]
            && SEARCHED[at].1.contains(&field)
        {
            self.changed.insert((at as u32) << KIND_SHIFT | row);
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let postings: usize = self.postings.iter().map(|p| 12 + p.capacity() * 4).sum();
        postings + self.tokens.len() * 64
    }

    fn add(&mut self, doc: u32, word: &str) {
        let token = match self.tokens.get(word) {
            Some(token) => *token,
            None => {
                let token = self.postings.len() as u32;
                self.tokens.insert(word.into(), token);
                self.postings.push(Vec::new());
                self.fresh.push(word.into());
                token
            }
        };
        let postings = &mut self.postings[token as usize];
        if postings.last() != Some(&doc) {
            postings.push(doc);
        }
    }

    fn settle(&mut self) {
        if !self.fresh.is_empty() {
            self.sorted.append(&mut self.fresh);
            // Mostly sorted already: the merge sort takes runs as they are.
            self.sorted.sort();
        }
    }

    /// The rows of a kind with all the words, each as the beginning of a word of the record.
    pub(crate) fn rows(&self, workspace: &Workspace, kind: Kind, words: &[String]) -> RowSet {
        let at = SEARCHED.iter().position(|(k, _)| *k == kind);
        let (Some(at), Some(table)) = (at, workspace.table(kind)) else {
            return RowSet::new(0);
        };
        let mut found = RowSet::new(table.len());
        for (n, word) in words.iter().enumerate() {
            let mut set = RowSet::new(table.len());
            for doc in self.docs(word) {
                if doc >> KIND_SHIFT == at as u32 {
                    set.insert(doc & ((1 << KIND_SHIFT) - 1));
                }
            }
            if n == 0 {
                found = set;
            } else {
                found.intersect(&set);
            }
        }
        for doc in self
            .stale
            .iter()
            .filter(|doc| **doc >> KIND_SHIFT == at as u32)
        {
            let row = doc & ((1 << KIND_SHIFT) - 1);
            if found.contains(row) && !has_words(table, at, row, words) {
                found.remove(row);
            }
        }
        found
    }

    fn docs<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.sorted.partition_point(|token| &**token < prefix);
        self.sorted[from..]
            .iter()
            .take_while(move |token| token.starts_with(prefix))
            .filter_map(|token| self.tokens.get(token))
            .flat_map(|token| self.postings[*token as usize].iter().copied())
    }
}

impl Workspace {
    /// Indexes up to `rows` rows that are not in the search index yet; whether more are left.
    pub fn index_step(&mut self, rows: u32) -> bool {
        let mut left = rows;
        let mut index = std::mem::take(&mut self.search);
        let mut buffer = String::new();
        for doc in std::mem::take(&mut index.changed) {
            let (at, row) = ((doc >> KIND_SHIFT) as usize, doc & ((1 << KIND_SHIFT) - 1));
            if let Some(table) = self.table(SEARCHED[at].0) {
                each_word_of(table, at, row, &mut buffer, &mut |word| {
                    index.add(doc, word);
                });
                index.stale.insert(doc);
            }
        }
        for (at, (kind, _)) in SEARCHED.iter().enumerate() {
            let Some(table) = self.table(*kind) else {
                continue;
            };
            let from = index.rows[at];
            let to = table.len().min(from + left);
            for row in from..to {
                let doc = (at as u32) << KIND_SHIFT | row;
                each_word_of(table, at, row, &mut buffer, &mut |word| {
                    index.add(doc, word);
                });
            }
            index.rows[at] = to;
            left -= to - from;
        }
        let more = SEARCHED
            .iter()
            .enumerate()
            .any(|(at, (kind, _))| self.table(*kind).is_some_and(|t| t.len() > index.rows[at]));
        if !more {
            index.settle();
        }
        self.search = index;
        more
    }

    /// Brings the search index up to date with all records.
    pub fn index_all(&mut self) {
        while self.index_step(u32::MAX) {}
    }

    /// The records that fit a search best, at most `limit`, the best first.
    pub fn search(&mut self, query: &str, limit: usize) -> Vec<Hit> {
        let words = text::words(query);
        if words.is_empty() {
            return Vec::new();
        }
        self.index_all();
        let folded = text::fold(query.trim());
        let mut hits = Vec::new();
        for (at, (kind, _)) in SEARCHED.iter().enumerate() {
            let Some(table) = self.table(*kind) else {
                continue;
            };
            let rows = self.search.rows(self, *kind, &words);
            let weight = (SEARCHED.len() - at) as u32;
            // A short prefix fits too many to look at each; enough are, the newest last.
            let live = rows
                .iter()
                .filter(|row| table.is_live(*row))
                .take(RANKED_MAX);
            for row in live {
                let Some(record) = table.id(row) else {
                    continue;
                };
                let name = text::fold(&table.name(row));
                let fit = if name == folded {
                    4
                } else if name.starts_with(&folded) {
                    3
                } else {
                    u32::from(words.iter().any(|w| {
                        name.split(|c: char| !c.is_alphanumeric())
                            .any(|n| n.starts_with(w.as_str()))
                    }))
                };
                hits.push(Hit {
                    kind: *kind,
                    record,
                    score: fit * 16 + weight,
                });
            }
        }
        hits.sort_by_key(|hit| std::cmp::Reverse((hit.score, hit.record)));
        hits.truncate(limit);
        hits
    }
}

/// How many records of a kind are ranked for one search.
const RANKED_MAX: usize = 1500;

fn has_words(table: &Table, at: usize, row: u32, words: &[String]) -> bool {
    let mut missing: Vec<&String> = words.iter().collect();
    each_word_of(table, at, row, &mut String::new(), &mut |word| {
        missing.retain(|wanted| !word.starts_with(wanted.as_str()));
    });
    missing.is_empty()
}

fn each_word_of(
    table: &Table,
    at: usize,
    row: u32,
    buffer: &mut String,
    visit: &mut dyn FnMut(&str),
) {
    for field in SEARCHED[at].1 {
        let Some(column) = table.column(*field) else {
            continue;
        };
        let text = column.str(row);
        if !text.is_empty() {
            text::each_word(short(text), buffer, visit);
            continue;
        }
        match column.get(row) {
            Some(Value::Labelled(list)) => {
                for entry in &list {
                    text::each_word(&entry.value, buffer, visit);
                    let digits: String = entry.value.chars().filter(char::is_ascii_digit).collect();
                    if digits.len() > 4 && !entry.value.contains('@') {
                        visit(&digits);
                    }
                }
            }
            Some(Value::Tags(tags)) => {
                tags.iter()
                    .for_each(|tag| text::each_word(tag, buffer, visit));
            }
            Some(Value::Address(address)) => {
                address
                    .parts()
                    .for_each(|part| text::each_word(part, buffer, visit));
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
