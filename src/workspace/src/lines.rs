//! The line items of a deal: in which order they stand, what they come to, and the amount of a deal
//! that follows them.

use record::pricing::{Decimal, Discount, Line, NUMBER_MAX, NoTotals, Totals};
use record::schema::{DELETED_AT, MERGED_INTO, PURGED, UNDONE, deal, line, product};
use record::{Currency, FieldId, Kind, Money, RecordId, Value, Write};

use crate::business::{Touched, Workspace};
use crate::command::Draft;
use crate::error::Refused;
use crate::table::Table;

/// The numbers that a field of lines and products takes; `None` for other fields.
pub(crate) fn range_of(kind: Kind, field: FieldId) -> Option<(f64, f64)> {
    match (kind, field) {
        (Kind::LINE, line::DISCOUNT | line::TAX) | (Kind::PRODUCT, product::TAX) => {
            Some((0.0, 100.0))
        }
        (Kind::LINE, line::QUANTITY) => Some((-NUMBER_MAX, NUMBER_MAX)),
        _ => None,
    }
}

/// The records as they are, or as they will be with a draft.
#[derive(Clone, Copy)]
struct Sight<'a> {
    workspace: &'a Workspace,
    draft: Option<&'a Draft>,
}

impl Sight<'_> {
    fn value(self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        match self.draft {
            Some(draft) => draft.value(self.workspace, kind, record, field),
            None => self.workspace.value(kind, record, field),
        }
    }

    fn has(self, record: RecordId, field: FieldId) -> bool {
        self.value(Kind::LINE, record, field).is_some()
    }

    fn deal_of(self, record: RecordId) -> Option<RecordId> {
        self.value(Kind::LINE, record, line::DEAL)?.as_ref_id()
    }

    /// The lines of a deal in their order.
    fn lines(self, of: RecordId) -> Vec<RecordId> {
        let mut ids = self.workspace.related(Kind::LINE, line::DEAL, of);
        if let Some(draft) = self.draft {
            ids.extend(draft.written(Kind::LINE).map(|(record, _)| record));
            record::order::sort(&mut ids);
            ids.dedup();
            let hidden = [DELETED_AT, MERGED_INTO, PURGED, UNDONE];
            ids.retain(|id| {
                self.deal_of(*id) == Some(of) && !hidden.iter().any(|field| self.has(*id, *field))
            });
        }
        let rank = |id: &RecordId| match self.value(Kind::LINE, *id, line::RANK) {
            Some(Value::Rank(rank)) => rank,
            _ => String::new(),
        };
        let mut ranked: Vec<(String, RecordId)> = ids.iter().map(|id| (rank(id), *id)).collect();
        record::order::sort(&mut ranked);
        ranked.into_iter().map(|(_, id)| id).collect()
    }

    /// The currency of a deal's lines: that of the first price, else the deal's, else the
    /// business's.
    fn currency(self, of: RecordId, lines: &[RecordId]) -> Currency {
        let money = |kind, id, field| self.value(kind, id, field)?.as_money();
        let priced = lines
            .iter()
            .find_map(|id| money(Kind::LINE, *id, line::PRICE));
        let money = priced.or_else(|| money(Kind::DEAL, of, deal::AMOUNT));
        money.map_or_else(|| self.workspace.currency(), |money| money.currency)
    }

    fn line(self, id: RecordId, currency: Currency) -> Result<Line, NoTotals> {
        let decimal = |field| match self.value(Kind::LINE, id, field) {
            Some(Value::Number(n)) => Decimal::of(n).map(Some).ok_or(NoTotals::TooLarge),
            _ => Ok(None),
        };
        let money = |field| self.value(Kind::LINE, id, field)?.as_money();
        let price = money(line::PRICE).unwrap_or(Money { minor: 0, currency });
        let discount = match (decimal(line::DISCOUNT)?, money(line::DISCOUNT_AMOUNT)) {
            (_, Some(off)) if off.currency != price.currency => {
                return Err(NoTotals::MixedCurrencies(price.currency, off.currency));
            }
            (_, Some(off)) => Discount::Amount(off.minor),
            (Some(percent), None) => Discount::Percent(percent),
            (None, None) => Discount::None,
        };
        Ok(Line {
            quantity: decimal(line::QUANTITY)?.unwrap_or(Decimal::ONE),
            price,
            discount,
            tax: decimal(line::TAX)?,
        })
    }

    fn totals(self, of: RecordId) -> Result<Totals, NoTotals> {
        let ids = self.lines(of);
        let currency = self.currency(of, &ids);
        let lines: Result<Vec<Line>, NoTotals> =
            ids.iter().map(|id| self.line(*id, currency)).collect();
        Totals::of(&lines?, currency)
    }

    fn follows(self, of: RecordId) -> bool {
        self.value(Kind::DEAL, of, deal::AMOUNT_FROM_LINES) == Some(Value::Bool(true))
    }
}

impl Workspace {
    fn sight(&self) -> Sight<'_> {
        Sight {
            workspace: self,
            draft: None,
        }
    }

    /// The line items of a deal in their order.
    pub fn lines(&self, deal: RecordId) -> Vec<RecordId> {
        self.sight().lines(deal)
    }

    /// The currency in which a deal's lines are priced: that of the first price, else that of the
    /// deal's amount, else the business's.
    pub fn lines_currency(&self, deal: RecordId) -> Currency {
        self.sight().currency(deal, &self.lines(deal))
    }

    /// A line item as it is reckoned with: a missing quantity is one, a missing price nothing.
    ///
    /// # Errors
    /// Where a number is larger than one can be, or the discount is in another currency than the
    /// price.
    pub fn line(&self, id: RecordId, currency: Currency) -> Result<Line, NoTotals> {
        self.sight().line(id, currency)
    }

    /// What a deal's line items come to, in the order of [`Workspace::lines`].
    ///
    /// # Errors
    /// Where they have no common currency, as when two devices added lines apart, or are too large.
    pub fn line_totals(&self, deal: RecordId) -> Result<Totals, NoTotals> {
        self.sight().totals(deal)
    }

    /// Whether a deal's amount follows the net total of its line items.
    pub fn follows_lines(&self, deal: RecordId) -> bool {
        self.sight().follows(deal)
    }

    /// Writes the amounts of the deals that follow their lines into a draft that touches either.
    /// Gives the deals whose amounts it wrote.
    ///
    /// # Errors
    /// Where a person wrote lines without a common currency, or an amount that would not hold. What
    /// came otherwise (`by_person` is false) is taken: amounts follow as far as they can.
    pub(crate) fn follow_lines(
        &self,
        draft: &mut Draft,
        by_person: bool,
    ) -> Result<Vec<RecordId>, Refused> {
        let watched = [deal::AMOUNT, deal::AMOUNT_FROM_LINES];
        let mut of_lines = Vec::new();
        for (id, _) in draft.written(Kind::LINE) {
            let after = draft.value(self, Kind::LINE, id, line::DEAL);
            let before = self.value(Kind::LINE, id, line::DEAL);
            let deals = [before, after].into_iter().flatten();
            of_lines.extend(deals.filter_map(|deal| deal.as_ref_id()));
        }
        record::order::sort(&mut of_lines);
        of_lines.dedup();
        let mut deals = of_lines.clone();
        deals.extend(
            draft
                .written(Kind::DEAL)
                .filter(|(_, field)| watched.contains(field))
                .map(|(id, _)| id),
        );
        record::order::sort(&mut deals);
        deals.dedup();
        let mut followed = Vec::new();
        for of in deals {
            let no_longer = draft
                .value(self, Kind::DEAL, of, deal::AMOUNT_FROM_LINES)
                .is_none();
            if no_longer && self.follows_lines(of) {
                // What the amount was computed to be is what it is from now on.
                let amount = draft.value(self, Kind::DEAL, of, deal::AMOUNT);
                draft.set(self, Kind::DEAL, of, deal::AMOUNT, amount);
            }
            let sight = Sight {
                workspace: self,
                draft: Some(draft),
            };
            let follows = sight.follows(of);
            let has_lines = of_lines.binary_search(&of).is_ok();
            let is_checked = by_person && has_lines;
            if !follows && !is_checked {
                continue;
            }
            let totals = match sight.totals(of) {
                Ok(totals) => totals,
                Err(reason) if by_person => return Err(Refused::Lines(reason)),
                Err(_) => continue,
            };
            if !follows {
                continue;
            }
            let amount = Some(Value::Money(totals.money(totals.net)));
            let drafted = sight.value(Kind::DEAL, of, deal::AMOUNT);
            if by_person && !has_lines && self.follows_lines(of) && drafted != amount {
                return Err(Refused::FollowsLines);
            }
            draft.set(self, Kind::DEAL, of, deal::AMOUNT, amount);
            followed.push(of);
        }
        Ok(followed)
    }

    /// Adds the deals of which a change may make the computed amount another one. Asked before and
    /// after the change, it finds those that a line leaves and those that it comes to.
    pub(crate) fn deals_priced_by(&self, writes: &[Write], deals: &mut Vec<RecordId>) {
        for write in writes {
            let deal = match write.kind {
                Kind::LINE => self
                    .value(Kind::LINE, write.record, line::DEAL)
                    .and_then(|deal| deal.as_ref_id()),
                Kind::DEAL if [deal::AMOUNT, deal::AMOUNT_FROM_LINES].contains(&write.field) => {
                    Some(write.record)
                }
                _ => None,
            };
            deals.extend(deal.filter(|deal| deals.last() != Some(deal)));
        }
    }

    /// Computes the amounts of deals anew. Two devices may each have written an amount that followed
    /// the lines they knew of: an amount that follows is what all lines come to, whoever wrote last.
    /// What was written stays beneath, and holds where the lines have no total. Until all segments
    /// are loaded, nothing is computed: lines would be missing.
    pub(crate) fn settle_amounts(&mut self, mut deals: Vec<RecordId>, touched: &mut Touched) {
        let follow = |table: &Table| {
            table.kind == Kind::DEAL && table.column(deal::AMOUNT_FROM_LINES).is_some()
        };
        let Some(at) = self.tables.iter().position(follow) else {
            return;
        };
        if self.tables.iter().any(|table| table.coming > 0) {
            return;
        }
        record::order::sort(&mut deals);
        deals.dedup();
        for of in deals {
            let Some(row) = self.tables[at].row(of) else {
                continue;
            };
            let before = self.tables[at].value(row, deal::AMOUNT);
            self.tables[at].uncover(row, deal::AMOUNT);
            let computed = self.followed_amount(of);
            let table = &mut self.tables[at];
            if let Some(amount) = computed {
                table.cover(&self.schema, row, deal::AMOUNT, &Value::Money(amount));
                // Nobody's opinion was lost.
                touched.conflicts.retain(|conflict| {
                    (conflict.kind, conflict.record, conflict.field)
                        != (Kind::DEAL, of, deal::AMOUNT)
                });
            }
            if table.value(row, deal::AMOUNT) != before {
                table.generation += 1;
                self.search.touch(table, row, deal::AMOUNT);
                self.orders.get_mut().touch(Kind::DEAL, deal::AMOUNT, row);
                touched.add(Kind::DEAL, of);
            }
        }
    }

    /// Computes all amounts that follow lines.
    pub(crate) fn settle_all(&mut self) {
        let deals = self.table(Kind::DEAL).map_or_else(Vec::new, |table| {
            let column = table.column(deal::AMOUNT_FROM_LINES);
            let rows = 0..column.map_or(0, |_| table.len());
            let follow = rows.filter(|row| column.is_some_and(|column| column.is_some(*row)));
            follow.filter_map(|row| table.id(row)).collect()
        });
        self.settle_amounts(deals, &mut Touched::default());
    }

    /// What a deal's amount has to be where it follows lines that have a total. Without any price
    /// and any amount there is no currency for one.
    fn followed_amount(&self, of: RecordId) -> Option<Money> {
        let is_priced = |id: &RecordId| self.value(Kind::LINE, *id, line::PRICE).is_some();
        let has_currency = || {
            let amount = self.value(Kind::DEAL, of, deal::AMOUNT);
            amount.is_some() || self.lines(of).iter().any(is_priced)
        };
        let totals = (self.follows_lines(of) && has_currency()).then(|| self.line_totals(of));
        let totals = totals?.ok()?;
        Some(totals.money(totals.net))
    }
}
