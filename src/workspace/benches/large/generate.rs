//! The records of a large business, the same on every run.

use record::schema::{activity, company, contact, deal, member, stage, ticket};
use record::{
    Currency, Date, Instant, Kind, Labelled, Money, RecordId, SeededEntropy, Value, Write,
};

pub(crate) const CONTACTS: usize = 100_000;
pub(crate) const COMPANIES: usize = 15_000;
pub(crate) const DEALS: usize = 20_000;
pub(crate) const TICKETS: usize = 20_000;
pub(crate) const ACTIVITIES: usize = 100_000;
const MEMBERS: usize = 12;
const STAGES: usize = 6;

const NOW_MS: i64 = 1_790_000_000_000;

const FIRST: &[&str] = &[
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Elena",
    "Felix",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Katja",
    "Liam",
    "Mara",
    "Nils",
    "Olga",
    "Paul",
    "Quentin",
    "Rosa",
    "Simon",
    "Theresa",
    "Ulrich",
    "Vera",
    "William",
    "Xenia",
    "Yusuf",
    "Zoë",
    "Alexander",
    "Alexandra",
    "Christina",
    "Christopher",
    "Elisabeth",
    "Maximilian",
    "Sebastian",
    "Stephanie",
    "Valentina",
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
];
const LAST_HEAD: &[&str] = &[
    "Ander", "Berg", "Carl", "Dahl", "Eich", "Fisch", "Gruen", "Hoff", "Isak", "Jan", "Kling",
    "Lind", "Mohr", "Nord", "Ober", "Peter", "Quist", "Ros", "Stein", "Thal", "Unger", "Vogel",
    "Winter", "Young", "Zimmer",
];
const LAST_TAIL: &[&str] = &[
    "mann", "son", "sen", "berg", "feld", "hardt", "meier", "bauer", "ström", "qvist", "wood",
    "ley", "ton", "ski", "ova", "ini", "ez", "eau", "bach", "dorf",
];
const TITLES: &[&str] = &[
    "Head of Sales",
    "Chief Executive Officer",
    "Procurement Manager",
    "Software Engineer",
    "Office Manager",
    "Marketing Director",
    "Head of Operations",
    "Account Manager",
    "Consultant",
    "Finance Controller",
    "Product Owner",
    "Customer Success Manager",
];
const NOUNS: &[&str] = &[
    "Foods",
    "Systems",
    "Logistics",
    "Holding",
    "Energy",
    "Media",
    "Partners",
    "Textiles",
    "Optics",
    "Labs",
    "Motors",
    "Health",
    "Travel",
    "Studios",
    "Networks",
    "Foundry",
];
const CITIES: &[&str] = &[
    "Berlin", "Paris", "Madrid", "Vienna", "Zürich", "London", "New York", "Chicago", "上海",
    "Toronto", "Oslo", "Lisbon", "Prague", "Warsaw", "Milan", "Austin",
];
const TAGS: &[&str] = &[
    "vip",
    "newsletter",
    "partner",
    "trade-fair",
    "churn-risk",
    "reference",
];
const TOPICS: &[&str] = &[
    "invoice",
    "password",
    "delivery",
    "contract",
    "login",
    "export",
    "payment",
    "refund",
    "upgrade",
    "installation",
    "printer",
    "calendar",
    "integration",
    "report",
    "shipment",
    "license",
];
const VERBS: &[&str] = &[
    "asks about",
    "can't open",
    "wants to change",
    "complains about",
    "needs help with",
    "received the wrong",
    "is waiting for",
    "would like to cancel",
];
const WORDS: &[&str] = &[
    "the",
    "customer",
    "called",
    "again",
    "because",
    "order",
    "arrived",
    "late",
    "and",
    "we",
    "agreed",
    "to",
    "send",
    "a",
    "new",
    "offer",
    "before",
    "friday",
    "budget",
    "is",
    "approved",
    "decision",
    "maker",
    "will",
    "join",
    "next",
    "meeting",
    "please",
    "check",
    "account",
    "settings",
    "version",
    "number",
    "after",
    "update",
    "team",
    "discussed",
    "pricing",
    "discount",
    "follow",
];

/// Draws from lists and ranges, always the same.
pub(crate) struct Draw(SeededEntropy);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// Now and then: once in `n` times.
    fn rarely(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn sentence(&mut self, words: usize) -> String {
        let list: Vec<&str> = (0..words).map(|_| self.of(WORDS)).collect();
        list.join(" ")
    }

    fn last_name(&mut self) -> String {
        format!("{}{}", self.of(LAST_HEAD), self.of(LAST_TAIL))
    }

    fn date(&mut self) -> Date {
        Date(19_000 + self.below(1_500) as i32)
    }
}

pub(crate) fn id(kind: Kind, n: usize) -> RecordId {
    // Ids of imported rows are hashes, so they are in no order.
    let mut entropy = SeededEntropy::new((u64::from(kind.0) << 32) | n as u64);
    RecordId(u128::from(entropy.next_u64()) << 64 | u128::from(entropy.next_u64()))
}

/// A kind's records, in slices as an import makes them.
pub(crate) fn slices(kind: Kind) -> Vec<Vec<Write>> {
    let (count, seed) = match kind {
        Kind::MEMBER => (MEMBERS, 1),
        Kind::STAGE => (STAGES, 2),
        Kind::COMPANY => (COMPANIES, 3),
        Kind::CONTACT => (CONTACTS, 4),
        Kind::DEAL => (DEALS, 5),
        Kind::TICKET => (TICKETS, 6),
        _ => (ACTIVITIES, 7),
    };
    let mut draw = Draw::new(seed);
    let all: Vec<usize> = (0..count).collect();
    all.chunks(2_000)
        .map(|chunk| {
            let mut writes = Vec::with_capacity(chunk.len() * 12);
            for n in chunk {
                record(kind, *n, &mut draw, &mut writes);
            }
            writes
        })
        .collect()
}

fn record(kind: Kind, n: usize, draw: &mut Draw, out: &mut Vec<Write>) {
    let record = id(kind, n);
    let mut put = |field, value| out.push(Write::set(kind, record, field, value));
    let at = Instant(NOW_MS - draw.below(90_000_000) as i64 * 1000);
    match kind {
        Kind::MEMBER => put(member::NAME, Value::text(format!("Member {n}"))),
        Kind::STAGE => {
            put(stage::NAME, Value::text(format!("Stage {n}")));
            put(stage::PIPELINE, Value::Ref(id(Kind::PIPELINE, 0)));
        }
        Kind::COMPANY => {
            let name = format!("{} {} {n}", draw.last_name(), draw.of(NOUNS));
            put(company::NAME, Value::text(&name));
            let domain = format!("{}.example", name.to_lowercase().replace(' ', "-"));
            put(company::DOMAIN, Value::text(domain));
            put(company::EMPLOYEES, Value::Int(draw.below(5_000) as i64));
            put(
                company::INDUSTRY,
                Value::choice(draw.of(&["Finance", "Retail", "Software", "Energy", "Media"])),
            );
        }
        Kind::CONTACT => contact_of(n, draw, at, &mut put),
        Kind::DEAL => {
            let name = format!(
                "{} {} for {}",
                draw.of(NOUNS),
                draw.of(TOPICS),
                draw.of(CITIES)
            );
            put(deal::NAME, Value::text(name));
            let minor = (100 + draw.below(100_000)) as i64 * 100;
            put(
                deal::AMOUNT,
                Value::Money(Money {
                    minor,
                    currency: Currency::EUR,
                }),
            );
            put(deal::STAGE, Value::Ref(id(Kind::STAGE, draw.below(STAGES))));
            put(
                deal::COMPANY,
                Value::Ref(id(Kind::COMPANY, draw.below(COMPANIES))),
            );
            put(
                deal::CONTACTS,
                Value::Refs(vec![id(Kind::CONTACT, draw.below(CONTACTS))]),
            );
            put(
                deal::OWNER,
                Value::Ref(id(Kind::MEMBER, draw.below(MEMBERS))),
            );
            put(deal::CLOSE_DATE, Value::Date(draw.date()));
            put(
                deal::SOURCE,
                Value::choice(draw.of(&["Partner", "Campaign", "Web Site", "Cold Call"])),
            );
        }
        Kind::TICKET => {
            let subject = format!("Customer {} {}", draw.of(VERBS), draw.of(TOPICS));
            put(ticket::SUBJECT, Value::text(subject));
            put(ticket::NUMBER, Value::text(format!("T-{n}")));
            put(
                ticket::REQUESTER,
                Value::Ref(id(Kind::CONTACT, draw.below(CONTACTS))),
            );
            put(
                ticket::STATUS,
                Value::choice(draw.of(&["New", "Open", "Pending", "Solved", "Closed"])),
            );
            put(
                ticket::PRIORITY,
                Value::choice(draw.of(&["Low", "Normal", "High", "Urgent"])),
            );
            put(
                ticket::ASSIGNEE,
                Value::Ref(id(Kind::MEMBER, draw.below(MEMBERS))),
            );
            put(ticket::DESCRIPTION, Value::text(draw.sentence(24)));
        }
        _ => {
            put(
                activity::TYPE,
                Value::choice(draw.of(&["Note", "Call", "Meeting", "Email"])),
            );
            let subject = format!("{} {}", draw.of(TOPICS), draw.of(WORDS));
            put(activity::SUBJECT, Value::text(subject));
            put(activity::BODY, Value::text(draw.sentence(12)));
            put(activity::AT, Value::Instant(at));
            put(
                activity::CONTACT,
                Value::Ref(id(Kind::CONTACT, draw.below(CONTACTS))),
            );
            put(
                activity::MEMBER,
                Value::Ref(id(Kind::MEMBER, draw.below(MEMBERS))),
            );
        }
    }
}

fn contact_of(n: usize, draw: &mut Draw, at: Instant, put: &mut dyn FnMut(record::FieldId, Value)) {
    let (first, last) = (draw.of(FIRST), draw.last_name());
    let labelled = |value: String, label: &str| Labelled {
        value,
        label: label.to_owned(),
    };
    put(contact::FIRST_NAME, Value::text(first));
    put(contact::LAST_NAME, Value::text(&last));
    let email = format!(
        "{}.{}{n}@mail.example",
        first.to_lowercase(),
        last.to_lowercase()
    );
    put(
        contact::EMAILS,
        Value::Labelled(vec![labelled(email, "work")]),
    );
    let phone = format!("+49 30 {:04} {:04}", draw.below(10_000), draw.below(10_000));
    put(
        contact::PHONES,
        Value::Labelled(vec![labelled(phone, "work")]),
    );
    put(contact::JOB_TITLE, Value::text(draw.of(TITLES)));
    put(
        contact::COMPANY,
        Value::Ref(id(Kind::COMPANY, draw.below(COMPANIES))),
    );
    put(
        contact::OWNER,
        Value::Ref(id(Kind::MEMBER, draw.below(MEMBERS))),
    );
    put(
        contact::LIFECYCLE,
        Value::choice(draw.of(&["Subscriber", "Lead", "Opportunity", "Customer"])),
    );
    put(
        contact::SOURCE,
        Value::choice(draw.of(&["Partner", "Campaign", "Web Site", "Conference"])),
    );
    put(record::schema::CREATED_AT, Value::Instant(at));
    put(record::schema::SOURCE_ID, Value::text(format!("{n}")));
    if draw.rarely(3) {
        put(contact::TAGS, Value::Tags(vec![draw.of(TAGS).to_owned()]));
    }
    if draw.rarely(2) {
        let address = record::Address {
            street: format!("{} street {}", draw.of(LAST_HEAD), draw.below(200)),
            city: draw.of(CITIES).to_owned(),
            postal_code: format!("{:05}", draw.below(100_000)),
            ..record::Address::default()
        };
        put(contact::ADDRESS, Value::Address(address));
    }
    if draw.rarely(4) {
        put(contact::BIRTHDAY, Value::Date(draw.date()));
    }
    if draw.rarely(5) {
        put(contact::DESCRIPTION, Value::text(draw.sentence(15)));
    }
}
