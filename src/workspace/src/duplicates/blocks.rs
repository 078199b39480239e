//! Finding the pairs without comparing each record with each.
//!
//! Each record has keys of several *sorts*: its addresses, its company with an initial of its name,
//! and so on. Records with the same key make a block and are compared with each other. A block that
//! is too large is split by finer keys; where there are none, each is compared with a few that
//! follow, or the key says too little to go by. So the work grows with the number of records and not
//! with its square.

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};
use record::Kind;

use super::Pair;
use super::traits::Traits;
use crate::business::Workspace;
use crate::table::Table;

/// How many records of one key are compared each with each.
const BLOCK_MAX: usize = 48;
/// With how many of the following each record of a larger block is compared, where no key is finer.
const NEIGHBOURS: usize = 6;
/// How many lists the entries of a sort are spread over, so that each is quickly sorted.
const LISTS: usize = 256;
/// How many contacts have addresses under a domain before it is a provider's, and how many companies
/// a site before it is a host's: neither says that two records are one.
const DOMAIN_MAX: [u32; 2] = [400, 20];
/// How many letters at the beginning or end of a company's name make a key, and a finer one.
const ENDS: [usize; 2] = [4, 7];

/// Sorts of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// An e-mail address, then with the name.
    Email,
    /// A phone number, then with a word of the name.
    Phone,
    /// The company with an initial, then with a word, then with the name.
    Company,
    /// The domain of an address with an initial, then with a word.
    MailDomain,
    /// A company's domain, then with the name.
    Domain,
    /// The name. One that many have says nothing.
    Name,
    /// The beginning of a company's name.
    Beginning,
    /// The end of a company's name.
    End,
}

impl Sort {
    fn of_kind(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::CONTACT => &[
                Self::Email,
                Self::Phone,
                Self::Company,
                Self::MailDomain,
                Self::Name,
            ],
            Kind::COMPANY => &[Self::Domain, Self::Name, Self::Beginning, Self::End],
            _ => &[],
        }
    }

    /// How fine its keys get.
    fn finest(self) -> u8 {
        match self {
            Self::Name => 0,
            Self::Company => 2,
            _ => 1,
        }
    }

    /// Whether a block that stays too large says too little.
    fn gives_up(self) -> bool {
        matches!(
            self,
            Self::MailDomain | Self::Name | Self::Beginning | Self::End
        )
    }

    /// Calls `add` with each key of a record.
    fn keys(self, fineness: u8, traits: &Traits, add: &mut dyn FnMut(u64)) {
        let name = &traits.name;
        let with_words = |of: &str, add: &mut dyn FnMut(u64)| {
            name.words.iter().for_each(|word| add(hash(&[of, word])));
        };
        let with_initials = |of: &str, add: &mut dyn FnMut(u64)| {
            for word in &name.words {
                let end = word.chars().next().map_or(0, char::len_utf8);
                add(hash(&[of, &word[..end]]));
            }
        };
        match self {
            Self::Company => {
                let Some(company) = traits.company else {
                    return;
                };
                let company = company.to_string();
                match fineness {
                    0 => with_initials(&company, add),
                    1 => with_words(&company, add),
                    _ => add(hash(&[&company, &name.letters()])),
                }
            }
            Self::MailDomain => {
                for domain in &traits.domains {
                    match fineness {
                        0 => with_initials(domain, add),
                        _ => with_words(domain, add),
                    }
                }
            }
            Self::Email | Self::Domain => {
                let list = match self {
                    Self::Email => &traits.emails,
                    _ => &traits.domains,
                };
                for one in list {
                    match fineness {
                        0 => add(hash(&[one])),
                        _ => add(hash(&[one, &name.letters()])),
                    }
                }
            }
            Self::Phone => {
                for (phone, _) in &traits.phones {
                    match fineness {
                        0 => add(hash(&[phone])),
                        _ => with_words(phone, add),
                    }
                }
            }
            Self::Name if !name.is_empty() => add(hash(&[&name.letters()])),
            Self::Name => {}
            Self::Beginning | Self::End => {
                let length = ENDS[usize::from(fineness).min(ENDS.len() - 1)];
                let letters = name.compact.chars();
                let part: String = match self {
                    Self::Beginning => letters.take(length).collect(),
                    _ => letters.rev().take(length).collect(),
                };
                if part.chars().count() == length {
                    add(hash(&[&part]));
                }
            }
        }
    }
}

/// The entries of one sort of keys: the key's lower half above, the row below.
struct Shelf {
    sort: Sort,
    fineness: u8,
    lists: Vec<Vec<u64>>,
}

impl Shelf {
    fn new(sort: Sort, fineness: u8) -> Self {
        Self {
            sort,
            fineness,
            lists: vec![Vec::new(); LISTS],
        }
    }

    /// Enters a row under its keys; how many they are.
    fn enter(&mut self, row: u32, traits: &Traits) -> usize {
        let lists = &mut self.lists;
        let mut count = 0;
        self.sort.keys(self.fineness, traits, &mut |key| {
            let list = (key >> 56) as usize % LISTS;
            lists[list].push(key << 32 | u64::from(row));
            count += 1;
        });
        count
    }
}

/// A search for duplicates that is under way, done in steps so that the caller can do other things
/// in between. Records that change meanwhile are compared as they are when their turn comes.
pub struct Finder {
    kind: Kind,
    /// How many rows have been entered.
    entered: u32,
    /// How many rows there are to enter.
    rows: u32,
    shelves: Vec<Shelf>,
    place: Place,
    /// How many entries there are, and how many of them have been compared.
    entries: (usize, usize),
    /// How many records have been dealt with.
    done: usize,
    /// How many records have each domain.
    domains: HashMap<u64, u32>,
    found: HashSet<(u32, u32)>,
    pairs: Vec<Pair>,
}

/// Where in the shelves the finder is.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    shelf: usize,
    list: usize,
    /// The entry at which the next block begins.
    at: usize,
    /// How many records of a block that is too large have been dealt with.
    within: usize,
    is_sorted: bool,
}

impl Finder {
    /// A search among the records of a kind that has not begun.
    pub fn new(kind: Kind) -> Self {
        let sorts = Sort::of_kind(kind).iter();
        Self {
            kind,
            entered: 0,
            rows: 0,
            shelves: sorts.map(|sort| Shelf::new(*sort, 0)).collect(),
            place: Place::default(),
            entries: (0, 0),
            done: 0,
            domains: HashMap::new(),
            found: HashSet::new(),
            pairs: Vec::new(),
        }
    }

    /// Works on; whether there is more to do. `work` says how much to do at once: about as many
    /// records are read or compared.
    pub fn step(&mut self, workspace: &Workspace, work: usize) -> bool {
        let Some(table) = workspace.table(self.kind) else {
            return false;
        };
        self.rows = table.len();
        let mut left = work.max(1);
        while left > 0 && self.entered < self.rows {
            self.enter(workspace, table);
            left -= 1;
        }
        let mut is_more = true;
        while left > 0 && is_more {
            let spent = self.compare_next(workspace, table, left);
            is_more = spent.is_some();
            left = left.saturating_sub(spent.unwrap_or_default());
        }
        // Reading and comparing take about the same time. What is split adds to what there is to
        // compare, but nobody wants to see that as a step back.
        let (rows, (entries, compared)) = (self.rows as usize, self.entries);
        let half = rows * compared.min(entries) / entries.max(1);
        self.done = self.done.max((self.entered as usize + half) / 2);
        is_more
    }

    /// How many records have been dealt with, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.done.min(self.rows as usize), self.rows as usize)
    }

    /// How many pairs have been found so far.
    pub fn count(&self) -> usize {
        self.pairs.len()
    }

    /// The pairs that were found, the surest first.
    pub fn into_pairs(self) -> Vec<Pair> {
        let mut pairs = self.pairs;
        pairs.sort_unstable_by_key(|pair| (Reverse(pair.alike.sureness), pair.records));
        pairs
    }

    fn enter(&mut self, workspace: &Workspace, table: &Table) {
        let row = self.entered;
        self.entered += 1;
        if !table.is_live(row) {
            return;
        }
        let traits = Traits::of_row(workspace, table, row);
        for domain in &traits.domains {
            *self.domains.entry(hash(&[domain])).or_default() += 1;
        }
        for shelf in &mut self.shelves {
            if shelf.fineness == 0 {
                self.entries.0 += shelf.enter(row, &traits);
            }
        }
    }

    /// Compares the records of the next block, or a part of it; how much work that was. `None`
    /// where nothing is left.
    fn compare_next(&mut self, workspace: &Workspace, table: &Table, work: usize) -> Option<usize> {
        let place = self.place;
        let shelf = self.shelves.get_mut(place.shelf)?;
        let (sort, fineness) = (shelf.sort, shelf.fineness);
        let Some(list) = shelf.lists.get_mut(place.list) else {
            self.place = Place {
                shelf: place.shelf + 1,
                ..Place::default()
            };
            return Some(1);
        };
        if !place.is_sorted {
            self.entries.0 -= list.len();
            list.sort_unstable();
            // Two blocks that were too large may have had a record and a finer key in common.
            list.dedup();
            self.entries.0 += list.len();
            self.place.is_sorted = true;
            return Some(1 + list.len() / 8);
        }
        let Some(first) = list.get(place.at) else {
            // Its room is wanted no more.
            *list = Vec::new();
            self.place = Place {
                shelf: place.shelf,
                list: place.list + 1,
                ..Place::default()
            };
            return Some(1);
        };
        let key = first >> 32;
        let size = list[place.at..]
            .iter()
            .take_while(|entry| *entry >> 32 == key)
            .count();
        let row = |entry: &u64| *entry as u32;
        if size <= BLOCK_MAX {
            let rows: Vec<u32> = list[place.at..place.at + size].iter().map(row).collect();
            self.leave_block(size);
            return Some(match size {
                1 => 1,
                _ => self.compare(workspace, table, &rows, rows.len()),
            });
        }
        let is_nobodys = sort == Sort::MailDomain && size > DOMAIN_MAX[0] as usize;
        if is_nobodys || (fineness >= sort.finest() && sort.gives_up()) {
            self.leave_block(size);
            return Some(1 + size / 64);
        }
        // A part of the block, so that a step stays short however large it is.
        let part = work.clamp(1, BLOCK_MAX).min(size - place.within);
        let from = place.at + place.within;
        if fineness < sort.finest() {
            let rows: Vec<u32> = list[from..from + part].iter().map(row).collect();
            self.refine(workspace, table, (sort, fineness + 1), &rows);
        } else {
            let until = (from + part + NEIGHBOURS).min(place.at + size);
            let rows: Vec<u32> = list[from..until].iter().map(row).collect();
            self.compare(workspace, table, &rows, NEIGHBOURS);
        }
        match place.within + part {
            all if all == size => self.leave_block(size),
            within => self.place.within = within,
        }
        Some(part + size / 64)
    }

    /// What a record is known by, without the domains that are nobody's own.
    fn traits(&self, workspace: &Workspace, table: &Table, row: u32) -> Traits {
        let most = DOMAIN_MAX[usize::from(self.kind != Kind::CONTACT)];
        let mut traits = Traits::of_row(workspace, table, row);
        traits.domains.retain(|domain| {
            let count = self.domains.get(&hash(&[domain]));
            count.is_none_or(|count| *count <= most)
        });
        traits
    }

    fn leave_block(&mut self, size: usize) {
        self.place.at += size;
        self.place.within = 0;
        self.entries.1 += size;
    }

    fn refine(
        &mut self,
        workspace: &Workspace,
        table: &Table,
        (sort, fineness): (Sort, u8),
        rows: &[u32],
    ) {
        let is_it = |shelf: &Shelf| shelf.sort == sort && shelf.fineness == fineness;
        let at = match self.shelves.iter().position(is_it) {
            Some(at) => at,
            None => {
                self.shelves.push(Shelf::new(sort, fineness));
                self.shelves.len() - 1
            }
        };
        for row in rows {
            let traits = self.traits(workspace, table, *row);
            self.entries.0 += self.shelves[at].enter(*row, &traits);
        }
    }

    /// Compares each of the rows with up to `reach` of those that follow it; how much work that was.
    fn compare(
        &mut self,
        workspace: &Workspace,
        table: &Table,
        rows: &[u32],
        reach: usize,
    ) -> usize {
        let live = rows.iter().filter(|row| table.is_live(**row));
        let all: Vec<(u32, Traits)> = live
            .map(|row| (*row, self.traits(workspace, table, *row)))
            .collect();
        let mut compared = 0;
        for (n, (a, traits)) in all.iter().enumerate() {
            for (b, others) in all.iter().skip(n + 1).take(reach) {
                compared += 1;
                // In a list sorted by key and row, `a` is the smaller one.
                if self.found.contains(&(*a, *b)) {
                    continue;
                }
                if let Some(pair) = workspace.pair(table, (*a, traits), (*b, others)) {
                    self.found.insert((*a, *b));
                    self.pairs.push(pair);
                }
            }
        }
        rows.len() + compared / 4
    }
}

/// FNV-1a over the parts, with a mark between them, and mixed so that the upper half is as good as
/// the lower one. The same everywhere, so that all devices find the same.
fn hash(parts: &[&str]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ hash >> 29
}
