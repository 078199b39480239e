//! Quotes: a deal's lines with who offers them to whom, frozen as they were, under a number.

use record::pricing::{Decimal, Discount, Line, NoTotals, Totals};
use record::schema::{UNDONE, business, company, contact, deal, line, quote};
use record::{Address, Currency, FieldId, Kind, Money, RecordId, Value};
use serde::{Deserialize, Serialize};

use crate::business::Workspace;
use crate::settings::business_id;

/// The form of the frozen content; a content of a later form is not read.
const FORM: u32 = 1;

/// What stands on a quote besides its own fields: frozen when it is made, so that later edits of the
/// deal, the customer or the business leave it as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    form: u32,
    /// What the offer is called: the deal's name.
    #[serde(default)]
    pub subject: String,
    /// Who offers.
    #[serde(default)]
    pub from: Party,
    /// To whom.
    #[serde(default)]
    pub to: Party,
    /// The currency of all amounts.
    pub currency: String,
    /// What is offered.
    pub lines: Vec<Item>,
}

/// One of the two sides of a quote. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// The business or company.
    pub name: String,
    /// The person.
    pub person: String,
    /// The customer's person as a record, so that they are known by another name too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<RecordId>,
    /// Whether the address is the person's own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_home: bool,
    /// The address, line by line.
    pub address: Vec<String>,
    /// The tax id.
    pub tax_id: String,
    /// How to pay.
    pub payment: String,
}

/// A line of a quote. Decimals are in millionths, amounts in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// What it is.
    pub name: String,
    /// The product's code.
    pub code: String,
    /// How much.
    pub quantity: i64,
    /// Of what unit.
    pub unit: String,
    /// The price of one.
    pub price: i64,
    /// The discount in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent_off: Option<i64>,
    /// The discount as an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_off: Option<i64>,
    /// The tax rate in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<i64>,
}

impl Content {
    /// The text under which it is stored.
    pub fn encode(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a stored content; `None` where it is damaged or of a later version.
    pub fn decode(text: &str) -> Option<Self> {
        let content: Self = serde_json::from_str(text).ok()?;
        let is_known = content.form == FORM && content.currency.parse::<Currency>().is_ok();
        is_known.then_some(content)
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        self.currency.parse().unwrap_or(Currency::USD)
    }

    /// Whether a quote that says this is up to date where another would be made now. Who makes it
    /// makes no difference.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let said = |content: &Self| {
            let mut said = content.clone();
            said.from.person.clear();
            (said.to.contact, said.to.is_home) = (None, false);
            said
        };
        said(self) == said(other)
    }

    /// What the lines come to.
    ///
    /// # Errors
    /// Where an amount is larger than an amount can be.
    pub fn totals(&self) -> Result<Totals, NoTotals> {
        let currency = self.currency();
        let lines: Vec<Line> = self.lines.iter().map(|item| item.line(currency)).collect();
        Totals::of(&lines, currency)
    }
}

impl Item {
    /// The line as it is reckoned with.
    pub fn line(&self, currency: Currency) -> Line {
        let discount = match (self.amount_off, self.percent_off) {
            (Some(minor), _) => Discount::Amount(minor),
            (None, Some(percent)) => Discount::Percent(Decimal(percent)),
            (None, None) => Discount::None,
        };
        Line {
            quantity: Decimal(self.quantity),
            price: Money {
                minor: self.price,
                currency,
            },
            discount,
            tax: self.tax.map(Decimal),
        }
    }
}

impl Workspace {
    /// What a quote of the deal would say now.
    ///
    /// # Errors
    /// Where the lines have no total.
    pub fn quote_content(&self, deal: RecordId) -> Result<Content, NoTotals> {
        let totals = self.line_totals(deal)?;
        let mut lines = Vec::new();
        for id in self.lines(deal) {
            let line = self.line(id, totals.currency)?;
            let (percent_off, amount_off) = match line.discount {
                Discount::None => (None, None),
                Discount::Percent(percent) => (Some(percent.0), None),
                Discount::Amount(minor) => (None, Some(minor)),
            };
            let product = self.value(Kind::LINE, id, line::PRODUCT);
            let product = product.and_then(|value| value.as_ref_id());
            let code = record::schema::product::CODE;
            lines.push(Item {
                name: self.text(Kind::LINE, id, line::NAME).to_owned(),
                code: product.map_or_else(String::new, |product| {
                    self.text(Kind::PRODUCT, product, code).to_owned()
                }),
                quantity: line.quantity.0,
                unit: self.text(Kind::LINE, id, line::UNIT).to_owned(),
                price: line.price.minor,
                percent_off,
                amount_off,
                tax: line.tax.map(|rate| rate.0),
            });
        }
        Ok(Content {
            form: FORM,
            subject: self.name(Kind::DEAL, deal),
            from: self.own_party(),
            to: self.customer_of(deal),
            currency: totals.currency.code().to_owned(),
            lines,
        })
    }

    /// The number of the next quote of a year: one more than the largest that any quote of the year
    /// has or had. Two devices that are apart may give the same number;
    /// [`Workspace::quotes_numbered`] tells.
    pub fn next_quote_number(&self, year: i32) -> String {
        let prefix = format!("Q-{year}-");
        let numbers = self.quote_numbers().filter_map(|(_, number)| {
            let rest = number.strip_prefix(&prefix)?;
            rest.parse::<u32>().ok()
        });
        let last = numbers.max().unwrap_or(0);
        format!("{prefix}{:04}", last.saturating_add(1))
    }

    /// How many quotes have a number.
    pub fn quotes_numbered(&self, number: &str) -> usize {
        self.quote_numbers().filter(|(_, n)| n == number).count()
    }

    /// The numbers of all quotes, those in the trash included: they were given.
    fn quote_numbers(&self) -> impl Iterator<Item = (RecordId, String)> + '_ {
        let table = self.table(Kind::QUOTE).into_iter();
        table.flat_map(|table| {
            (0..table.len()).filter_map(move |row| {
                let id = table.id(row)?;
                let is_undone = table.value(row, UNDONE) == Some(Value::Bool(true));
                let number = table.column(quote::NUMBER)?.str(row);
                (!is_undone && !number.is_empty()).then(|| (id, number.to_owned()))
            })
        })
    }

    fn own_party(&self) -> Party {
        let own = |field| self.value(Kind::BUSINESS, business_id(), field);
        let text = |field| self.business_text(field).to_owned();
        let me = self.me().map(|me| self.name(Kind::MEMBER, me));
        let mut address = lines_of(own(business::ADDRESS));
        let country = text(business::COUNTRY);
        if !country.is_empty() && !address.is_empty() && !address.contains(&country) {
            address.push(country);
        }
        Party {
            name: text(business::NAME),
            person: me.unwrap_or_default(),
            address,
            tax_id: text(business::TAX_ID),
            payment: text(business::PAYMENT),
            ..Party::default()
        }
    }

    fn customer_of(&self, deal: RecordId) -> Party {
        let linked = |field: FieldId| self.value(Kind::DEAL, deal, field);
        let live = |kind, id: RecordId| {
            let id = self.resolve(kind, id);
            self.is_live(kind, id).then_some(id)
        };
        let company = linked(deal::COMPANY).and_then(|value| value.as_ref_id());
        let company = company.and_then(|id| live(Kind::COMPANY, id));
        let contact = match linked(deal::CONTACTS) {
            Some(Value::Refs(ids)) => ids.into_iter().find_map(|id| live(Kind::CONTACT, id)),
            _ => None,
        };
        let address = |kind, id: Option<RecordId>, field| {
            id.map(|id| lines_of(self.value(kind, id, field)))
                .filter(|lines| !lines.is_empty())
        };
        let own = address(Kind::COMPANY, company, company::ADDRESS);
        let is_home = own.is_none();
        let own = own.or_else(|| address(Kind::CONTACT, contact, contact::ADDRESS));
        let name = |kind, id: Option<RecordId>| id.map(|id| self.name(kind, id));
        Party {
            name: name(Kind::COMPANY, company).unwrap_or_default(),
            person: name(Kind::CONTACT, contact).unwrap_or_default(),
            contact,
            is_home: is_home && own.is_some(),
            address: own.unwrap_or_default(),
            ..Party::default()
        }
    }
}

/// An address as it is written on a letter: street, place with its code, region, country.
pub(crate) fn lines_of(address: Option<Value>) -> Vec<String> {
    let Some(Value::Address(Address {
        street,
        city,
        region,
        postal_code,
        country,
    })) = address
    else {
        return Vec::new();
    };
    let place = [postal_code, city].join(" ");
    let lines = street
        .lines()
        .map(str::to_owned)
        .chain([place, region, country]);
    let lines = lines.map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}
