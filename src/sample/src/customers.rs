//! Companies and the people in them.

use std::collections::BTreeSet;

use record::schema::{company, contact};
use record::{Address, Date, Kind, RecordId, Value};

use crate::book::{Book, at, fill, office_hour, working_day};
use crate::chance::Chance;
use crate::deals::Deal;
use crate::pattern::{INDUSTRIES, SELLERS, SOURCES};
use crate::people::{Member, labelled};
use crate::words::{City, Words};
use crate::{COMPANIES, CONTACTS};

pub(crate) struct Company {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    pub(crate) industry: usize,
    pub(crate) employees: i64,
    /// Who sells to it: an index of [`SELLERS`].
    pub(crate) seller: usize,
    /// An index of [`SOURCES`].
    pub(crate) source: usize,
    /// Indexes of its contacts, the first one known first.
    pub(crate) contacts: Vec<usize>,
    /// Since when it is known.
    since: Date,
    slug: String,
    city: usize,
}

pub(crate) struct Contact {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    pub(crate) greeted: String,
    pub(crate) company: usize,
    /// Since when they are known.
    pub(crate) since: Date,
}

/// What a company's deals make of its people.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Stranger,
    Lost,
    Open,
    Customer,
}

/// Draws the companies; they are written when their deals are known.
pub(crate) fn draw_companies(book: &Book, words: &Words) -> Vec<Company> {
    let mut chance = book.chance("companies");
    let mut slugs = BTreeSet::new();
    (0..COMPANIES)
        .map(|n| {
            let industry = chance.weighted(INDUSTRIES.iter().map(|i| i.1));
            let city = chance.below(words.cities.len());
            let (brand, slug) = brand(&mut chance, words, &mut slugs, n);
            let end = *chance.pick(words.company_ends[industry]);
            let place = if words.family_first {
                words.cities[city].name.trim_end_matches('市')
            } else {
                ""
            };
            let (low, high) = [(8, 30), (30, 120), (120, 600), (600, 3000)]
                [chance.weighted([30, 40, 22, 8].into_iter())];
            Company {
                id: book.id("company", n),
                name: format!("{place}{brand}{}{end}", words.space),
                slug,
                industry,
                city,
                employees: chance.range(low, high),
                seller: chance.weighted([20, 30, 28, 22].into_iter()),
                source: chance.weighted(SOURCES.iter().map(|s| s.1)),
                since: book.yesterday().plus_days(-(chance.range(4, 720) as i32)),
                contacts: Vec::new(),
            }
        })
        .collect()
}

/// A brand no other company has, and its name on the net.
fn brand(
    chance: &mut Chance,
    words: &Words,
    taken: &mut BTreeSet<String>,
    n: usize,
) -> (String, String) {
    for _ in 0..1000 {
        let (a, b) = (chance.pick(words.company_a), chance.pick(words.company_b));
        let slug = format!("{}{}", a.1, b.1);
        if taken.insert(slug.clone()) {
            return (format!("{}{}", a.0, b.0), slug);
        }
    }
    let (a, b) = (chance.pick(words.company_a), chance.pick(words.company_b));
    (format!("{}{}{n}", a.0, b.0), format!("{}{}{n}", a.1, b.1))
}

/// Writes the companies and their contacts.
pub(crate) fn write(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    companies: &mut [Company],
    deals: &[Deal],
) -> Vec<Contact> {
    let mut chance = book.chance("customers");
    let mut taken = Taken {
        phones: vec![0; words.cities.len()],
        emails: BTreeSet::new(),
    };
    let mut standings = vec![Standing::Stranger; companies.len()];
    for deal in deals {
        let company = &mut companies[deal.company];
        company.since = company
            .since
            .min(deal.opened.plus_days(-(chance.range(0, 21) as i32)));
        let standing = &mut standings[deal.company];
        *standing = match (deal.won, *standing) {
            (Some(true), _) | (_, Standing::Customer) => Standing::Customer,
            (None, _) | (_, Standing::Open) => Standing::Open,
            (Some(false), _) => Standing::Lost,
        };
    }
    for (company, standing) in companies.iter_mut().zip(&standings) {
        company.since = working_day(company.since);
        write_company(
            book,
            words,
            members,
            company,
            *standing,
            &mut taken,
            &mut chance,
        );
    }
    let mut contacts = Vec::with_capacity(CONTACTS);
    for company in head_counts(companies, &mut chance) {
        let n = contacts.len();
        let first = companies[company].contacts.is_empty();
        let since = companies[company].since;
        let known_for = (book.yesterday().0 - since.0).max(0);
        // The first one is known as long as the company.
        let since = if first {
            since
        } else {
            since.plus_days(chance.range(0, known_for.into()) as i32)
        };
        let contact = write_contact(
            book,
            words,
            members,
            (company, &companies[company]),
            (n, since, standings[company], first),
            &mut taken,
            &mut chance,
        );
        contacts.push(contact);
        companies[company].contacts.push(n);
    }
    contacts
}

/// The company of each contact: two in each, more in the large ones.
fn head_counts(companies: &[Company], chance: &mut Chance) -> Vec<usize> {
    let mut places: Vec<usize> = (0..companies.len()).flat_map(|c| [c, c]).collect();
    while places.len() < CONTACTS {
        let company = chance.below(companies.len());
        let size = companies[company].employees as f64;
        if chance.happens((size / 300.0).clamp(0.05, 1.0)) {
            places.push(company);
        }
    }
    record::order::sort(&mut places);
    places
}

fn write_company(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    this: &Company,
    standing: Standing,
    taken: &mut Taken,
    chance: &mut Chance,
) {
    let city = &words.cities[this.city];
    let ty = match standing {
        Standing::Customer => "Customer",
        Standing::Stranger if chance.happens(0.05) => "Partner",
        _ => "Prospect",
    };
    let revenue = this.employees as f64 * (60.0 + 140.0 * chance.unit()) * 1000.0;
    let (year, ..) = book.today.ymd().unwrap_or((2020, 1, 1));
    let founded = i64::from(year) - chance.range(3, 90);
    let street = fill(
        chance.pick::<&str>(words.streets),
        &[("{n}", &chance.range(1, 240).to_string())],
    );
    let mut fields = vec![
        (company::NAME, Value::text(&this.name)),
        (
            company::DOMAIN,
            Value::text(format!("{}.example", this.slug)),
        ),
        (
            company::INDUSTRY,
            Value::choice(INDUSTRIES[this.industry].0),
        ),
        (company::EMPLOYEES, Value::Int(this.employees)),
        (company::REVENUE, Value::Money(book.money(revenue))),
        (company::FOUNDED, Value::Int(founded)),
        (company::OWNER, Value::Ref(members[this.seller].id)),
        (company::TYPE, Value::choice(ty)),
        (
            company::WEBSITE,
            Value::text(format!("https://{}.example", this.slug)),
        ),
        (
            company::ADDRESS,
            Value::Address(address(street, city, chance)),
        ),
        (company::TAGS, tags(words.company_tags, 0.35, chance)),
    ];
    if let Some(phone) = taken.phone(words, this.city) {
        fields.push((company::PHONES, labelled(phone, "work")));
    }
    if chance.happens(0.4) {
        let about = *chance.pick(words.about_company);
        fields.push((company::DESCRIPTION, Value::text(about)));
    }
    let created = at(this.since, 8 * 60);
    book.add(Kind::COMPANY, this.id, created, fields);
}

fn address(street: String, city: &City, chance: &mut Chance) -> Address {
    let rest = 6_usize.saturating_sub(city.postal.len()).min(2);
    let code = if city.postal.ends_with(|c: char| c.is_ascii_digit()) {
        let digits = format!("{:02}", chance.below(100));
        format!("{}{}", city.postal, &digits[..rest])
    } else {
        city.postal.to_owned()
    };
    Address {
        street,
        city: city.name.to_owned(),
        region: city.region.to_owned(),
        postal_code: code,
        country: city.country.to_owned(),
    }
}

fn write_contact(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    (index, employer): (usize, &Company),
    (n, since, standing, first): (usize, Date, Standing, bool),
    taken: &mut Taken,
    chance: &mut Chance,
) -> Contact {
    let given = chance.pick(words.first_names);
    let family = chance.pick(words.last_names);
    let (title, department) = *chance.pick(words.jobs);
    let mut email = format!("{}.{}@{}.example", given.1, family.1, employer.slug);
    if !taken.emails.insert(email.clone()) {
        // A namesake in the same company: the contact's number keeps them apart.
        email = format!("{}.{}{n}@{}.example", given.1, family.1, employer.slug);
    }
    let fresh = book.today.0 - since.0 < 10;
    let (lifecycle, status) = match standing {
        Standing::Customer if chance.happens(0.06) => ("Evangelist", "Connected"),
        Standing::Customer => ("Customer", "Connected"),
        Standing::Open if first => ("Opportunity", "Open Deal"),
        Standing::Open => ("Sales Qualified Lead", "In Progress"),
        Standing::Lost => (
            "Other",
            *chance.pick(&["Unqualified", "Bad Timing", "Connected"]),
        ),
        Standing::Stranger if fresh => ("Lead", "New"),
        Standing::Stranger => (
            *chance.pick(&[
                "Subscriber",
                "Lead",
                "Lead",
                "Marketing Qualified Lead",
                "Sales Qualified Lead",
            ]),
            *chance.pick(&[
                "New",
                "Open",
                "In Progress",
                "Attempted to Contact",
                "Connected",
            ]),
        ),
    };
    let id = book.id("contact", n);
    let mut fields = vec![
        (contact::FIRST_NAME, Value::text(given.0)),
        (contact::LAST_NAME, Value::text(family.0)),
        (contact::EMAILS, labelled(email, "work")),
        (contact::JOB_TITLE, Value::text(title)),
        (contact::DEPARTMENT, Value::text(department)),
        (contact::COMPANY, Value::Ref(employer.id)),
        (contact::OWNER, Value::Ref(members[employer.seller].id)),
        (contact::LIFECYCLE, Value::choice(lifecycle)),
        (contact::LEAD_STATUS, Value::choice(status)),
        (contact::SOURCE, Value::choice(SOURCES[employer.source].0)),
        (contact::TAGS, tags(words.contact_tags, 0.3, chance)),
    ];
    if chance.happens(0.6)
        && let Some(phone) = taken.phone(words, employer.city)
    {
        fields.push((contact::PHONES, labelled(phone, "work")));
    }
    if chance.happens(0.04) {
        fields.push((contact::NO_EMAIL, Value::Bool(true)));
    }
    let minute = if first {
        8 * 60 + 5
    } else {
        office_hour(chance)
    };
    book.add(Kind::CONTACT, id, at(since, minute), fields);
    let name = words.full_name(given.0, family.0);
    Contact {
        id,
        greeted: if words.family_first {
            name.clone()
        } else {
            given.0.to_owned()
        },
        name,
        company: index,
        since,
    }
}

/// One or two tags, sometimes.
pub(crate) fn tags(list: &[&str], probability: f64, chance: &mut Chance) -> Value {
    let mut tags = BTreeSet::new();
    if chance.happens(probability) {
        tags.insert((*chance.pick(list)).to_owned());
        if chance.happens(0.25) {
            tags.insert((*chance.pick(list)).to_owned());
        }
    }
    Value::Tags(tags.into_iter().collect())
}

/// Phone numbers and addresses that are given already; each is given once.
struct Taken {
    /// How many numbers of each city, which has a hundred of them.
    phones: Vec<u32>,
    emails: BTreeSet<String>,
}

impl Taken {
    fn phone(&mut self, words: &Words, city: usize) -> Option<String> {
        let given = self.phones.get_mut(city).filter(|given| **given < 100)?;
        let code = words.cities.get(city)?.phone;
        let number = format!("{code} {}{given:02}", words.phone_middle);
        *given += 1;
        Some(number)
    }
}

/// Who sells belongs to the first members.
const _: () = assert!(SELLERS.len() <= crate::people::MEMBERS);
