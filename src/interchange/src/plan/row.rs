//! One row of a file as drafts of the records it holds.

use record::schema::{activity, company, contact, deal, member, product, ticket};
use record::{Address, Currency, FieldId, FieldType, Kind, Labelled, Role, Schema, Value};

use super::columns::ColumnPlan;
use super::decisions::{BadCells, Decisions};
use super::lookup::Outcome;
use super::names::split_name;
use super::report::{RejectReason, WarningReason};
use crate::cell::{self, CellError, MAX_LINE, MAX_LIST, clean_line, html_to_text, yes_no};
use crate::csv::{MAX_ROW_BYTES, Row, RowProblem, unguarded};
use crate::fold::{domain_key, email_key, name_key};
use crate::headers::{AddressPart, LinkBy, Mapping, OutcomePart, Source, Target};

/// A record as a row describes it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) external: Option<String>,
    pub(super) fields: Vec<(FieldId, Value)>,
    pub(super) links: Vec<LinkText>,
    pub(super) stage: Option<String>,
    pub(super) pipeline: Option<String>,
    pub(super) outcome: Option<Outcome>,
    /// Whether there are values that were passed over.
    passed_over: bool,
}

/// A linked record as it is named.
#[derive(Clone, Debug)]
pub(super) struct LinkText {
    pub(super) field: FieldId,
    pub(super) by: LinkBy,
    pub(super) text: String,
    pub(super) column: usize,
}

/// A row as it was read.
pub(super) enum Read {
    /// Nothing stands in it.
    Blank,
    /// The header again.
    Header,
    /// The drafts, one for each entity of the mapping, and what is to be said of their cells.
    Drafts(Vec<Option<Draft>>, Vec<(usize, WarningReason)>),
    /// Set aside.
    Rejected(Option<usize>, RejectReason),
}

/// What reading a file's rows needs.
pub(super) struct RowReader<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) columns: &'a [ColumnPlan],
    pub(super) header: &'a [String],
    pub(super) decisions: &'a Decisions,
    pub(super) schema: &'a Schema,
    /// Whether values that neither identify a record nor can be wrong are passed over.
    pub(super) check_only: bool,
}

impl Draft {
    fn new(kind: Kind, fields: usize) -> Self {
        Self {
            kind,
            external: None,
            fields: Vec::with_capacity(fields),
            links: Vec::new(),
            stage: None,
            pipeline: None,
            outcome: None,
            passed_over: false,
        }
    }

    pub(super) fn get(&self, field: FieldId) -> Option<&Value> {
        self.fields
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, v)| v)
    }

    pub(super) fn text(&self, field: FieldId) -> Option<&str> {
        self.get(field).and_then(Value::as_str)
    }

    pub(super) fn link_text(&self, field: FieldId) -> Option<&str> {
        let named = |l: &&LinkText| l.field == field;
        let by_name = |l: &&LinkText| named(l) && l.by == LinkBy::Name;
        let link = self
            .links
            .iter()
            .find(by_name)
            .or_else(|| self.links.iter().find(named))?;
        Some(&link.text)
    }

    /// The e-mail addresses of a contact or a member.
    pub(super) fn emails(&self) -> &[Labelled] {
        let field = match self.kind {
            Kind::CONTACT => contact::EMAILS,
            Kind::MEMBER => member::EMAIL,
            _ => return &[],
        };
        match self.get(field) {
            Some(Value::Labelled(list)) => list,
            _ => &[],
        }
    }

    /// What the record is called.
    pub(super) fn name(&self) -> Option<String> {
        let field = match self.kind {
            Kind::CONTACT => {
                let first = self.text(contact::FIRST_NAME).unwrap_or_default();
                let last = self.text(contact::LAST_NAME).unwrap_or_default();
                let name = format!("{first} {last}");
                let name = name.trim();
                return (!name.is_empty()).then(|| name.to_owned());
            }
            Kind::COMPANY => company::NAME,
            Kind::DEAL => deal::NAME,
            Kind::MEMBER => member::NAME,
            Kind::PRODUCT => product::NAME,
            _ => return None,
        };
        self.text(field).map(str::to_owned)
    }

    pub(super) fn set_if_empty(&mut self, field: FieldId, value: Value) {
        if self.get(field).is_none() {
            self.fields.push((field, value));
        }
    }

    /// Whether nothing is known of the record but its id.
    pub(super) fn is_only_an_id(&self) -> bool {
        self.external.is_some() && self.is_bare()
    }

    fn is_bare(&self) -> bool {
        self.fields.is_empty() && self.links.is_empty() && !self.passed_over && self.stage.is_none()
    }

    fn add(&mut self, field: FieldId, value: Value, label: &str) {
        let there = self.fields.iter_mut().find(|(f, _)| *f == field);
        match (there, value) {
            (None, Value::Labelled(list)) => {
                let list = list.into_iter().map(|l| with_label(l, label)).collect();
                self.fields.push((field, Value::Labelled(list)));
            }
            (None, value) => self.fields.push((field, value)),
            (Some((_, Value::Labelled(all))), Value::Labelled(list)) => {
                for l in list {
                    if !all
                        .iter()
                        .any(|a| email_key(&a.value) == email_key(&l.value))
                    {
                        all.push(with_label(l, label));
                    }
                }
            }
            (Some((_, Value::Tags(all))), Value::Tags(list)) => {
                all.extend(list);
                record::order::sort(all);
                all.dedup();
            }
            // The first column that says something counts.
            (Some(_), _) => {}
        }
    }

    fn add_address(
        &mut self,
        field: FieldId,
        part: AddressPart,
        text: &str,
    ) -> Result<(), CellError> {
        let whole = match part {
            AddressPart::Whole => {
                cell::parse(text, FieldType::Address, &cell::CellOptions::default())?
            }
            _ => None,
        };
        let at = self.fields.iter().position(|(f, _)| *f == field);
        let at = at.unwrap_or_else(|| {
            self.fields
                .push((field, Value::Address(Address::default())));
            self.fields.len() - 1
        });
        let Some((_, Value::Address(address))) = self.fields.get_mut(at) else {
            return Ok(());
        };
        let slot = match part {
            AddressPart::Whole => {
                if let Some(Value::Address(whole)) = whole {
                    *address = whole;
                }
                return Ok(());
            }
            AddressPart::Street => {
                address.street = cell::clean_text(text)?;
                return Ok(());
            }
            AddressPart::City => &mut address.city,
            AddressPart::Region => &mut address.region,
            AddressPart::PostalCode => &mut address.postal_code,
            AddressPart::Country => &mut address.country,
        };
        *slot = clean_line(text)?;
        Ok(())
    }
}

fn with_label(mut l: Labelled, label: &str) -> Labelled {
    if l.label.is_empty() {
        label.clone_into(&mut l.label);
    }
    l
}

/// Whether a cell can be read in any case and says nothing of which record it belongs to.
fn passes(kind: Kind, field: FieldId, ty: FieldType, cell: &str) -> bool {
    let identifies = match kind {
        Kind::CONTACT => matches!(field, contact::FIRST_NAME | contact::LAST_NAME),
        Kind::COMPANY => matches!(field, company::NAME | company::DOMAIN),
        Kind::DEAL => field == deal::NAME,
        _ => true,
    };
    let always_read = match ty {
        FieldType::Text | FieldType::LongText => cell.len() <= MAX_LINE,
        FieldType::Tags => cell.len() <= MAX_LIST,
        _ => false,
    };
    always_read && !identifies
}

/// Words that systems write where there is nothing.
fn says_nothing(text: &str) -> bool {
    if text.len() > 9 {
        return false;
    }
    const NOTHING: [&str; 12] = [
        "-", "--", "—", "n/a", "#n/a", "na", "null", "none", "(none)", "nan", "unknown", "无",
    ];
    NOTHING.iter().any(|n| n.eq_ignore_ascii_case(text))
}

impl RowReader<'_> {
    pub(super) fn read(&self, row: &Row<'_>) -> Read {
        if row.bytes() > MAX_ROW_BYTES {
            return Read::Rejected(None, RejectReason::TooLong);
        }
        let filled = |cell: &str| !cell::trim(cell).is_empty();
        if !row.iter().any(filled) {
            return Read::Blank;
        }
        let width = self.header.len();
        if row.problem() == Some(RowProblem::UnclosedQuote) {
            return Read::Rejected(None, RejectReason::UnclosedQuote);
        }
        let same = |(cell, head): (&str, &String)| {
            cell.trim_matches(cell::is_blank)
                .split_whitespace()
                .eq(head.split_whitespace())
        };
        if row.len() == width && width > 1 && row.iter().zip(self.header).all(same) {
            return Read::Header;
        }
        let too_many = matches!(row.problem(), Some(RowProblem::TooManyColumns(_)))
            || row.iter().skip(width).any(filled);
        let (has, expected) = (row.len(), width);
        if too_many {
            return Read::Rejected(None, RejectReason::TooManyColumns { has, expected });
        }
        let named = self
            .header
            .iter()
            .rposition(|h| !h.is_empty())
            .map_or(0, |i| i + 1);
        if has < named && !self.decisions.take_short_rows {
            return Read::Rejected(None, RejectReason::TooFewColumns { has, expected });
        }
        self.drafts(row)
    }

    fn drafts(&self, row: &Row<'_>) -> Read {
        let mut drafts: Vec<Draft> = self
            .mapping
            .entities
            .iter()
            .map(|e| {
                Draft::new(
                    e.kind(),
                    if self.check_only {
                        4
                    } else {
                        self.columns.len() + 2
                    },
                )
            })
            .collect();
        let mut remarks = Vec::new();
        for (i, column) in self.columns.iter().enumerate() {
            let Some(draft) = column.target.entity().and_then(|e| drafts.get_mut(e)) else {
                continue;
            };
            // Spreadsheets mark text that looks like a formula in the same way as export does.
            let cell = unguarded(row.get(i).unwrap_or_default());
            if cell::trim(cell).is_empty() {
                continue;
            }
            if let Err(error) = self.read_cell(draft, i, column, cell, row) {
                match self.decisions.bad_cells {
                    BadCells::SetRowAside => {
                        return Read::Rejected(Some(i), RejectReason::Cell(error));
                    }
                    BadCells::LeaveCellEmpty => {
                        remarks.push((i, WarningReason::CellLeftEmpty(error)));
                    }
                }
            } else if self.check_only && (row.has_lost(i) || cell::loses_characters(cell)) {
                remarks.push((i, WarningReason::CharactersDropped));
            }
        }
        self.finish(drafts, remarks)
    }

    fn read_cell(
        &self,
        draft: &mut Draft,
        at: usize,
        column: &ColumnPlan,
        cell: &str,
        row: &Row<'_>,
    ) -> Result<(), CellError> {
        let line = || clean_line(cell);
        match &column.target {
            Target::Skip | Target::Currency { .. } => {}
            Target::Id { .. } => draft.external = Some(line()?).filter(|id| !says_nothing(id)),
            Target::Field { .. } | Target::NewField { .. } => {
                let Some(field) = column.field else {
                    return Ok(());
                };
                if self.check_only && passes(draft.kind, field, column.ty, cell) {
                    draft.passed_over = true;
                    return Ok(());
                }
                let label = match &column.target {
                    Target::Field { label, .. } => label.as_str(),
                    _ => "",
                };
                if let Some(value) = self.value(draft.kind, field, at, column, cell, row)? {
                    draft.add(field, value, label);
                }
            }
            Target::FullName { .. } => {
                let (first, last) = split_name(&line()?);
                for (field, part) in [(contact::FIRST_NAME, first), (contact::LAST_NAME, last)] {
                    if !part.is_empty() {
                        draft.set_if_empty(field, Value::Text(part));
                    }
                }
            }
            Target::Address { .. } if self.check_only && cell.len() <= MAX_LINE => {
                draft.passed_over = true;
            }
            Target::Address { field, part, .. } => draft.add_address(*field, *part, cell)?,
            Target::Link { field, by, .. } => {
                let text = line()?;
                if !says_nothing(&text) {
                    draft.links.push(LinkText {
                        field: *field,
                        by: *by,
                        text,
                        column: at,
                    });
                }
            }
            Target::Stage { .. } => draft.stage = Some(line()?),
            Target::Pipeline { .. } => draft.pipeline = Some(line()?),
            Target::Outcome { part, .. } => self.outcome(draft, *part, cell)?,
        }
        Ok(())
    }

    fn outcome(&self, draft: &mut Draft, part: OutcomePart, cell: &str) -> Result<(), CellError> {
        let said = match part {
            OutcomePart::Status => super::stages::outcome_word(cell),
            OutcomePart::IsWon => match yes_no(cell).ok_or(CellError::NotYesNo)? {
                true => Some(Outcome::Won),
                false => None,
            },
            // Closed and not won is lost; a column that says won comes before or after this one.
            OutcomePart::IsClosed => match yes_no(cell).ok_or(CellError::NotYesNo)? {
                true if draft.outcome != Some(Outcome::Won) => Some(Outcome::Lost),
                _ => None,
            },
        };
        let won_at_last = said == Some(Outcome::Won);
        if won_at_last || draft.outcome.is_none() {
            draft.outcome = said.or(draft.outcome);
        }
        Ok(())
    }

    fn value(
        &self,
        kind: Kind,
        field: FieldId,
        at: usize,
        column: &ColumnPlan,
        cell: &str,
        row: &Row<'_>,
    ) -> Result<Option<Value>, CellError> {
        let text = matches!(column.ty, FieldType::Text | FieldType::LongText);
        if !text && says_nothing(cell.trim()) && column.ty != FieldType::Bool {
            return Ok(None);
        }
        if (kind, field) == (Kind::COMPANY, company::DOMAIN) {
            let domain = domain_key(cell).ok_or(CellError::NotALink)?;
            return Ok(Some(Value::Text(domain)));
        }
        let mut options = column.options;
        if column.ty == FieldType::Money
            && let Some(currency) = self.currency_beside(at, column, row)?
        {
            options.currency = currency;
        }
        if column.ty == FieldType::LongText && self.writes_html() && cell.contains(['<', '&']) {
            return cell::parse(&html_to_text(cell), column.ty, &options);
        }
        cell::parse(cell, column.ty, &options)
    }

    fn writes_html(&self) -> bool {
        self.mapping.source == Source::Pipedrive
    }

    /// The currency that another column names for this amount.
    fn currency_beside(
        &self,
        at: usize,
        column: &ColumnPlan,
        row: &Row<'_>,
    ) -> Result<Option<Currency>, CellError> {
        let of = |c: &ColumnPlan| match c.target {
            Target::Currency { entity, field } => Some((entity, field)),
            _ => None,
        };
        let own = column.target.entity().zip(column.field);
        let found = self
            .columns
            .iter()
            .enumerate()
            .find(|(i, c)| *i != at && of(c).is_some() && of(c) == own);
        let text = found
            .and_then(|(i, _)| row.get(i))
            .unwrap_or_default()
            .trim();
        if text.is_empty() || says_nothing(text) {
            return Ok(None);
        }
        let currency = cell::currency(text, column.options.currency);
        currency.map(Some).ok_or(CellError::NotMoney)
    }

    /// Fills in what follows from the rest of the row, and says what is missing.
    fn finish(&self, mut drafts: Vec<Draft>, remarks: Vec<(usize, WarningReason)>) -> Read {
        let company_name = drafts
            .iter()
            .find(|d| d.kind == Kind::COMPANY)
            .and_then(Draft::name);
        for draft in &mut drafts {
            complete(draft, company_name.as_deref());
        }
        let main = drafts
            .first()
            .map(|d| (d.kind, d.is_bare() && d.external.is_none()));
        let kept: Vec<Option<Draft>> = drafts
            .into_iter()
            .enumerate()
            .map(|(i, draft)| {
                let link = i > 0 && draft.is_only_an_id();
                let whole = self.is_named(&draft);
                (link || whole).then_some(draft)
            })
            .collect();
        // A row may hold less than its header offers, but not half of what it is about.
        if let (Some((kind, bare)), Some(None)) = (main, kept.first())
            && !(bare && kept.iter().any(Option::is_some))
        {
            return Read::Rejected(None, RejectReason::NoName { kind });
        }
        Read::Drafts(kept, remarks)
    }

    fn is_named(&self, draft: &Draft) -> bool {
        match draft.kind {
            Kind::CONTACT => [
                contact::FIRST_NAME,
                contact::LAST_NAME,
                contact::EMAILS,
                contact::PHONES,
            ]
            .iter()
            .any(|f| draft.get(*f).is_some()),
            kind => {
                let fields = self.schema.kind(kind).map(|k| k.fields.as_slice());
                let fields = fields.unwrap_or_default();
                let needed =
                    |f: &&record::FieldDef| f.role == Role::Required && f.ty.target().is_none();
                !draft.is_bare()
                    && fields
                        .iter()
                        .filter(needed)
                        .all(|f| draft.get(f.id).is_some())
            }
        }
    }
}

/// Fills in what a record is called, and what follows from its other fields.
fn complete(draft: &mut Draft, company_name: Option<&str>) {
    match draft.kind {
        Kind::COMPANY => {
            let website = draft.text(company::WEBSITE).and_then(domain_key);
            if let Some(domain) = website {
                draft.set_if_empty(company::DOMAIN, Value::Text(domain));
            }
            if let Some(domain) = draft.text(company::DOMAIN).map(str::to_owned) {
                draft.set_if_empty(company::NAME, Value::Text(domain));
            }
        }
        Kind::DEAL if draft.get(deal::NAME).is_none() => {
            let company = draft.link_text(deal::COMPANY).or(company_name);
            let parts: Vec<&str> = company
                .into_iter()
                .chain(draft.text(deal::PRODUCT))
                .collect();
            let name = match parts.is_empty() {
                true => draft.external.clone(),
                false => Some(parts.join(" – ")),
            };
            if let Some(name) = name {
                draft.fields.push((deal::NAME, Value::Text(name)));
            }
        }
        Kind::TICKET if draft.get(ticket::SUBJECT).is_none() => {
            let first_line = draft
                .text(ticket::DESCRIPTION)
                .and_then(|d| d.lines().next())
                .map(|l| l.chars().take(80).collect::<String>());
            let numbered = draft.external.as_ref().map(|id| format!("#{id}"));
            if let Some(subject) = first_line.or(numbered) {
                draft.fields.push((ticket::SUBJECT, Value::Text(subject)));
            }
        }
        Kind::ACTIVITY if !draft.is_bare() => {
            let says = [activity::SUBJECT, activity::BODY, activity::AT]
                .iter()
                .any(|f| draft.get(*f).is_some());
            if says {
                draft.set_if_empty(activity::TYPE, Value::choice("Note"));
            }
        }
        Kind::MEMBER if draft.get(member::NAME).is_none() => {
            let local = draft
                .emails()
                .first()
                .and_then(|e| e.value.split('@').next());
            if let Some(name) = local
                .map(|l| l.replace(['.', '_'], " "))
                .filter(|n| !name_key(n).is_empty())
            {
                draft.fields.push((member::NAME, Value::Text(name)));
            }
        }
        _ => {}
    }
}
