//! Deals as columns of cells: what is looked at, read from the tables.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, IMPORT, activity, company, deal};
use record::{Currency, FieldDef, FieldType, Instant, Kind, RecordId, Role, Schema, Value};
use workflow::Outcome;

use super::cells::{Cells, categories, numbers};
use super::past::{DAY, Histories, Past};
use super::{NEVER, Source};
use crate::business::Workspace;
use crate::table::{Column, Data, NO_INT, Table};

/// What a feature's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Number,
    Category,
}

/// Deals to look at.
pub(super) struct Deals<'a> {
    workspace: &'a Workspace,
    table: &'a Table,
    pub(super) list: Vec<Deal>,
}

pub(super) struct Deal {
    row: u32,
    pub(super) id: RecordId,
    /// The row of its company.
    company: Option<u32>,
    opened: Option<i64>,
    /// Up to when it is looked at.
    seen: Option<i64>,
    /// What it was while it was open, of a closed deal.
    pub(super) past: Option<Past>,
}

/// The ends of a deal's open life as far as its fields tell, in milliseconds.
pub(super) struct Ends {
    pub(super) opened: Option<i64>,
    /// The end of the day on which it was closed.
    pub(super) closed_on_end: Option<i64>,
}

/// With more deals than this, activities are counted in one pass over all of them.
const FEW: usize = 64;

/// An import that says when a deal was created says a time at least this long before itself.
const AS_IMPORTED: i64 = DAY;

/// What is looked at, in the order of the schema.
pub(super) fn sources(schema: &Schema) -> Vec<(Source, Shape)> {
    let fields = |kind| schema.kind(kind).map_or(&[][..], |def| &def.fields);
    let mut sources = Vec::new();
    for def in fields(Kind::DEAL) {
        let shape = match def.id {
            deal::AMOUNT => Some(Shape::Number),
            deal::STAGE | deal::OWNER => Some(Shape::Category),
            id if NEVER.contains(&id) => None,
            _ => shape_of(def),
        };
        sources.extend(shape.map(|shape| (Source::Deal(def.id), shape)));
    }
    for def in fields(Kind::COMPANY) {
        let shape = match def.id {
            company::EMPLOYEES => Some(Shape::Number),
            company::INDUSTRY | company::TYPE => Some(Shape::Category),
            _ => shape_of(def).filter(|_| def.id.is_custom()),
        };
        sources.extend(shape.map(|shape| (Source::Company(def.id), shape)));
    }
    sources.extend([
        (Source::Activities, Shape::Number),
        (Source::Contacts, Shape::Number),
        (Source::EarlierWins, Shape::Number),
        (Source::Age, Shape::Number),
    ]);
    sources
}

/// Choices of the standard fields, and what of a custom field's types can be looked at.
fn shape_of(def: &FieldDef) -> Option<Shape> {
    match def.ty {
        _ if def.role == Role::System => None,
        FieldType::Choice => Some(Shape::Category),
        _ if !def.id.is_custom() => None,
        FieldType::Bool | FieldType::Ref(_) => Some(Shape::Category),
        FieldType::Int | FieldType::Number | FieldType::Money | FieldType::Duration => {
            Some(Shape::Number)
        }
        _ => None,
    }
}

/// Spreads the bits of a number (the finaliser of SplitMix64).
pub(super) fn mixed(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

/// The live closed deals: row, id and whether it was won.
pub(super) fn closed_rows(workspace: &Workspace) -> Vec<(u32, RecordId, bool)> {
    rows_by_outcome(workspace, &outcomes(workspace))
        .filter_map(|(row, id, outcome)| match outcome {
            Outcome::Open => None,
            closed => Some((row, id, closed == Outcome::Won)),
        })
        .collect()
}

fn outcomes(workspace: &Workspace) -> HashMap<RecordId, Outcome> {
    let stages = workspace.table(Kind::STAGE);
    let ids = stages
        .into_iter()
        .flat_map(|t| (0..t.len()).filter_map(|row| t.id(row)));
    ids.filter_map(|id| Some((id, workspace.stage(id)?.outcome)))
        .collect()
}

/// The live deals that are in a stage.
fn rows_by_outcome<'a>(
    workspace: &'a Workspace,
    outcomes: &'a HashMap<RecordId, Outcome>,
) -> impl Iterator<Item = (u32, RecordId, Outcome)> + 'a {
    let table = workspace.table(Kind::DEAL);
    table.into_iter().flat_map(move |table| {
        let stages = table.column(deal::STAGE);
        table.live_rows().filter_map(move |row| {
            let outcome = outcomes.get(&reference(stages?, row)?)?;
            Some((row, table.id(row)?, *outcome))
        })
    })
}

impl<'a> Deals<'a> {
    /// The closed deals as they stood while they were open, and whether each was won. `None` where
    /// there has never been a deal.
    pub(super) fn closed(workspace: &'a Workspace) -> Option<(Self, Vec<bool>)> {
        let table = workspace.table(Kind::DEAL)?;
        let outcomes = outcomes(workspace);
        let histories = Histories::read(workspace);
        let mut won = Vec::new();
        let mut list = Vec::new();
        for (row, id, is_won) in closed_rows(workspace) {
            let past = histories.past(workspace, table, (row, id, is_won), &outcomes);
            won.push(is_won);
            list.push(Deal {
                row,
                id,
                company: company_row(workspace, table, row),
                opened: Ends::of(workspace, table, row).opened,
                seen: past.seen,
                past: Some(past),
            });
        }
        let deals = Self {
            workspace,
            table,
            list,
        };
        Some((deals, won))
    }

    /// The open deals as they are. `None` where there has never been a deal.
    pub(super) fn open(workspace: &'a Workspace, now: Instant) -> Option<Self> {
        let table = workspace.table(Kind::DEAL)?;
        let list = rows_by_outcome(workspace, &outcomes(workspace))
            .filter(|(_, _, outcome)| *outcome == Outcome::Open)
            .map(|(row, id, _)| Deal::open(workspace, table, (row, id), now))
            .collect();
        Some(Self {
            workspace,
            table,
            list,
        })
    }

    /// One open deal; `None` if it is not there or not open.
    pub(super) fn one(workspace: &'a Workspace, id: RecordId, now: Instant) -> Option<Self> {
        let table = workspace.table(Kind::DEAL)?;
        let row = table.row(id).filter(|row| table.is_live(*row))?;
        let is_open = workspace.stage_of(id)?.outcome == Outcome::Open;
        let list = vec![Deal::open(workspace, table, (row, id), now)];
        is_open.then_some(Self {
            workspace,
            table,
            list,
        })
    }

    /// The currency that most amounts have; of equally many the first by its letters.
    pub(super) fn currency(&self) -> Option<Currency> {
        let Some(Data::Money(minor, currencies)) = self.table.column(deal::AMOUNT).map(|c| &c.data)
        else {
            return None;
        };
        let mut counts: HashMap<Currency, usize> = HashMap::new();
        for deal in &self.list {
            let now = || {
                minor.get(deal.row as usize).filter(|n| **n != NO_INT)?;
                currencies.get(deal.row).copied()
            };
            let past = deal.past.as_ref().and_then(|past| past.amount);
            let held = past.map_or_else(now, |money| money.map(|m| m.currency));
            if let Some(currency) = held {
                *counts.entry(currency).or_default() += 1;
            }
        }
        let best = counts
            .into_iter()
            .max_by_key(|(c, n)| (*n, std::cmp::Reverse(*c)));
        best.map(|(currency, _)| currency)
    }

    /// The values of a feature.
    pub(super) fn cells(&self, source: Source, shape: Shape, currency: Option<Currency>) -> Cells {
        let (column, rows): (_, Vec<Option<u32>>) = match source {
            Source::Deal(field) => (
                self.table.column(field),
                self.list.iter().map(|d| Some(d.row)).collect(),
            ),
            Source::Company(field) => (
                self.workspace
                    .table(Kind::COMPANY)
                    .and_then(|t| t.column(field)),
                self.list.iter().map(|d| d.company).collect(),
            ),
            Source::Activities => return Cells::Numbers(self.activities()),
            Source::Contacts => return Cells::Numbers(self.contacts()),
            Source::EarlierWins => return Cells::Numbers(self.earlier_wins()),
            Source::Age => return Cells::Numbers(self.ages()),
        };
        let mut cells = match shape {
            Shape::Number => Cells::Numbers(numbers(column, &rows, currency)),
            Shape::Category => categories(column, &rows),
        };
        for (at, deal) in self.list.iter().enumerate() {
            let Some(past) = &deal.past else { continue };
            let held = match source {
                Source::Deal(deal::AMOUNT) => past.amount.map(|held| held.map(Value::Money)),
                Source::Deal(deal::OWNER) => past.owner.map(|held| held.map(Value::Ref)),
                Source::Deal(deal::STAGE) => Some(past.stage.map(Value::Ref)),
                _ => break,
            };
            if let Some(value) = held {
                cells.set(at, value.as_ref(), currency);
            }
        }
        cells
    }

    /// The value of a feature as a person knows it.
    pub(super) fn value(&self, at: usize, source: Source, cells: &Cells) -> Option<Value> {
        let deal = self.list.get(at)?;
        match source {
            Source::Deal(field) => self.table.value(deal.row, field),
            Source::Company(field) => self
                .workspace
                .table(Kind::COMPANY)?
                .value(deal.company?, field),
            _ => match cells {
                Cells::Numbers(list) => {
                    let number = list.get(at).filter(|n| !n.is_nan())?;
                    Some(Value::Int(number.floor() as i64))
                }
                Cells::Categories { .. } => None,
            },
        }
    }

    /// For each closed deal whether a field without events was edited by the action that closed it
    /// or later. What was written together with the record's creation is no edit; but a company's
    /// type, which turns to "customer" with a sale, has to be written before the close.
    pub(super) fn edited_after_close(&self, source: Source) -> Vec<bool> {
        let (table, field) = match source {
            Source::Deal(deal::AMOUNT | deal::OWNER | deal::STAGE) => return Vec::new(),
            Source::Deal(field) => (Some(self.table), field),
            Source::Company(field) => (self.workspace.table(Kind::COMPANY), field),
            _ => return Vec::new(),
        };
        let Some(table) = table else {
            return Vec::new();
        };
        let versions = &self.workspace.versions;
        self.list
            .iter()
            .map(|deal| {
                let row = match source {
                    Source::Company(_) => deal.company,
                    _ => Some(deal.row),
                };
                let (Some(row), Some(past)) = (row, &deal.past) else {
                    return false;
                };
                let Some(written) = table.version(versions, row, field) else {
                    return false;
                };
                let late = past.closing.is_some_and(|closing| written >= closing);
                if source == Source::Company(company::TYPE) {
                    return late || written.stamp.ms() >= past.closed_at;
                }
                late && table.version(versions, row, CREATED_AT) != Some(written)
            })
            .collect()
    }

    /// Activities up to the moment at which each deal is looked at.
    fn activities(&self) -> Vec<f64> {
        let mut counts: Vec<f64> = self
            .list
            .iter()
            .map(|deal| match deal.opened.and(deal.seen) {
                Some(_) => 0.0,
                None => f64::NAN,
            })
            .collect();
        let Some(table) = self.workspace.table(Kind::ACTIVITY) else {
            return counts;
        };
        let happened = |row: u32, deal: &Deal| {
            let at = whole(table.column(activity::AT), row)
                .or_else(|| whole(table.column(CREATED_AT), row));
            at.is_some_and(|at| deal.seen.is_some_and(|seen| at <= seen))
        };
        if self.list.len() <= FEW {
            for (deal, count) in self.list.iter().zip(&mut counts) {
                let ids = self
                    .workspace
                    .related(Kind::ACTIVITY, activity::DEAL, deal.id);
                let rows = ids.into_iter().filter_map(|id| table.row(id));
                *count += rows.filter(|row| happened(*row, deal)).count() as f64;
            }
            return counts;
        }
        let Some(links) = table.column(activity::DEAL) else {
            return counts;
        };
        let mut places = vec![usize::MAX; self.table.len() as usize];
        for (at, deal) in self.list.iter().enumerate() {
            if let Some(place) = places.get_mut(deal.row as usize) {
                *place = at;
            }
        }
        for row in table.live_rows() {
            let place = reference(links, row)
                .and_then(|id| self.table.row(id))
                .and_then(|deal| places.get(deal as usize));
            if let Some(at) = place
                && let (Some(deal), Some(count)) = (self.list.get(*at), counts.get_mut(*at))
                && happened(row, deal)
            {
                *count += 1.0;
            }
        }
        counts
    }

    /// The number of contacts; changes of it are not known by time.
    fn contacts(&self) -> Vec<f64> {
        let column = self.table.column(deal::CONTACTS);
        let count = |deal: &Deal| match column.and_then(|c| c.get(deal.row)) {
            Some(Value::Refs(list)) => list.len() as f64,
            _ => 0.0,
        };
        self.list.iter().map(count).collect()
    }

    /// How many deals of the same company had been won when each deal is looked at.
    fn earlier_wins(&self) -> Vec<f64> {
        let mut wins: HashMap<u32, Vec<i64>> = HashMap::new();
        let mut add = |company: Option<u32>, closed_at: i64| {
            if let Some(company) = company {
                wins.entry(company).or_default().push(closed_at);
            }
        };
        let is_past = self.list.iter().any(|deal| deal.past.is_some());
        if is_past {
            for deal in &self.list {
                if let Some(past) = deal.past.as_ref().filter(|past| past.won) {
                    add(deal.company, past.closed_at);
                }
            }
        } else if let [deal] = self.list.as_slice() {
            for row in self.won_of_company(deal) {
                add(company_row(self.workspace, self.table, row), i64::MIN);
            }
        } else {
            for (row, _, won) in closed_rows(self.workspace) {
                if won {
                    add(company_row(self.workspace, self.table, row), i64::MIN);
                }
            }
        }
        let count = |deal: &Deal| {
            let until = match &deal.past {
                Some(past) => deal.seen.unwrap_or(past.closed_at),
                None => i64::MAX,
            };
            let company = deal.company?;
            let won = wins.get(&company);
            Some(won.map_or(0, |won| won.iter().filter(|at| **at < until).count()) as f64)
        };
        let counts = self.list.iter().map(|deal| count(deal).unwrap_or(f64::NAN));
        counts.collect()
    }

    /// The rows of the won deals that refer to the same company as a deal.
    fn won_of_company(&self, deal: &Deal) -> Vec<u32> {
        let companies = self.workspace.table(Kind::COMPANY);
        let live = deal.company.and_then(|row| companies?.id(row));
        let own = self
            .table
            .column(deal::COMPANY)
            .and_then(|c| reference(c, deal.row));
        let mut rows = Vec::new();
        for company in live.into_iter().chain(own.filter(|own| Some(*own) != live)) {
            for id in self.workspace.related(Kind::DEAL, deal::COMPANY, company) {
                let stage = self.workspace.stage_of(id);
                if stage.is_some_and(|stage| stage.outcome == Outcome::Won) {
                    rows.extend(self.table.row(id));
                }
            }
        }
        rows
    }

    fn ages(&self) -> Vec<f64> {
        let age = |deal: &Deal| match (deal.opened, deal.seen) {
            (Some(opened), Some(seen)) => seen.saturating_sub(opened).max(0) as f64 / DAY as f64,
            _ => f64::NAN,
        };
        self.list.iter().map(age).collect()
    }
}

impl Deal {
    fn open(
        workspace: &Workspace,
        table: &Table,
        (row, id): (u32, RecordId),
        now: Instant,
    ) -> Self {
        Self {
            row,
            id,
            company: company_row(workspace, table, row),
            opened: Ends::of(workspace, table, row).opened,
            seen: Some(now.0),
            past: None,
        }
    }
}

impl Ends {
    pub(super) fn of(workspace: &Workspace, deals: &Table, row: u32) -> Self {
        let day = |field| whole(deals.column(field), row).map(|day| day.saturating_mul(DAY));
        let created = || {
            let at = whole(deals.column(CREATED_AT), row)?;
            let imported = deals.column(IMPORT).is_some_and(|c| c.is_some(row));
            let written = deals.version(&workspace.versions, row, CREATED_AT)?;
            let merely = imported && at > written.stamp.ms().saturating_sub(AS_IMPORTED);
            (!merely).then_some(at)
        };
        Self {
            opened: day(deal::OPENED_ON).or_else(created),
            closed_on_end: day(deal::CLOSED_ON).map(|day| day.saturating_add(DAY)),
        }
    }
}

fn reference(column: &Column, row: u32) -> Option<RecordId> {
    match &column.data {
        Data::Ref(dict) => dict.get(row).copied(),
        _ => None,
    }
}

/// The row of a deal's company, or of the one that it was merged into.
fn company_row(workspace: &Workspace, deals: &Table, row: u32) -> Option<u32> {
    let companies = workspace.table(Kind::COMPANY)?;
    let id = reference(deals.column(deal::COMPANY)?, row)?;
    let found = companies.row(id)?;
    if companies.is_live(found) {
        return Some(found);
    }
    companies.row(workspace.resolve(Kind::COMPANY, id))
}

fn whole(column: Option<&Column>, row: u32) -> Option<i64> {
    match &column?.data {
        Data::Int(list) => list.get(row as usize).copied().filter(|n| *n != NO_INT),
        _ => None,
    }
}
