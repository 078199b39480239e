//! How fast a large workspace is, natively. `cargo bench -p workspace` prints a table.
//!
//! A browser takes about twice as long for the same work; the limits below allow for that.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod generate;
mod reporting;

use std::hint::black_box;
use std::time::Instant as Watch;

use generate::{Draw, id, slices};
use record::schema::{CREATED_AT, activity, company, contact, deal, ticket};
use record::{
    Currency, Date, DeviceId, FieldId, Instant, Kind, Money, RecordId, SeededEntropy, Value,
};
use workflow::{Condition, Context, Literal, Operand, Operator, Test, Zone};
use workspace::duplicates::Finder;
use workspace::{Command, Moment, Query, Sort, Workspace};

const KINDS: [Kind; 7] = [
    Kind::MEMBER,
    Kind::STAGE,
    Kind::COMPANY,
    Kind::CONTACT,
    Kind::DEAL,
    Kind::TICKET,
    Kind::ACTIVITY,
];

/// How much a search for duplicates does in one step, as the page asks for it.
const SEARCHED_AT_ONCE: usize = 256;

fn main() {
    let mut table = Table::default();
    let mut entropy = SeededEntropy::new(1);
    let mut workspace = Workspace::new(DeviceId(1));

    let mut spent = [0.0; 2];
    let mut entries = 0.0;
    for kind in KINDS {
        for (n, writes) in slices(kind).into_iter().enumerate() {
            let group = RecordId(u128::from(kind.0));
            let bulk = Command::Bulk {
                label: "import".into(),
                group,
                writes,
            };
            let watch = Watch::now();
            let done = workspace.run(bulk, &mut moment(&mut entropy)).unwrap();
            let mut change = done.change.unwrap();
            workspace.seal(&mut change, n as u64 + 1, workspace.clock());
            spent[usize::from(kind == Kind::CONTACT)] += ms(watch);
            let watch = Watch::now();
            black_box(workspace::snapshot::encode_entry(&change));
            entries += if kind == Kind::CONTACT {
                ms(watch)
            } else {
                0.0
            };
        }
        if kind == Kind::CONTACT {
            table.row("import: apply 100,000 contacts", spent[1], Some(300.0));
            table.row("import: encode the journal entries", entries, Some(150.0));
            let watch = Watch::now();
            let segments = workspace.take_segments();
            table.row(
                "import: segments of 100,000 contacts",
                ms(watch),
                Some(150.0),
            );
            drop(segments);
        }
    }
    table.row("apply everything else", spent[0], None);

    soil(&mut workspace);
    let watch = Watch::now();
    let mut segments = workspace.take_segments();
    table.row("segments of everything", ms(watch), None);
    let bytes: usize = segments.iter().map(|s| s.bytes.len()).sum();
    table.amount("size of all segments", bytes);
    segments.sort_by_key(|s| (s.kind, s.number));
    drop(workspace);

    let watch = Watch::now();
    let mut opened = Workspace::new(DeviceId(1));
    for segment in &segments {
        opened.load_segment(segment).unwrap();
    }
    table.row("open: load all segments", ms(watch), Some(300.0));
    table.amount("memory of the tables, as counted", opened.memory());
    drop(segments);

    let watch = Watch::now();
    opened.index_all();
    table.row("search: index everything", ms(watch), None);
    table.amount("memory with the index, as counted", opened.memory());

    searches(&mut opened, &mut table);
    sorts(&mut opened, &mut table);
    filters(&mut opened, &mut table);
    duplicates(&mut opened, &mut table);
    reporting::reports(&mut opened, &mut table);
    edits(&mut opened, &mut table, &mut entropy);
    println!("{} over the limit", table.missed);
}

fn searches(workspace: &mut Workspace, table: &mut Table) {
    let queries = [
        "anna bergmann",
        "alexander",
        "klingova",
        "zoë stein",
        "head of sales",
        "张伟",
        "伟",
        "上海",
        "christina.hoffson",
        "invoice export",
        "customer asks about printer",
        "T-1234",
        "+49 30 12",
        "motors login for berlin",
        "energy",
        "vip",
        "berlin street 12",
        "pricing discount meeting",
        "a",
        "the",
        "xylophone",
    ];
    let mut times = Vec::new();
    let mut slowest = (0.0, String::new());
    for query in queries {
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        for prefix in ends.map(|end| &query[..end]) {
            let watch = Watch::now();
            black_box(workspace.search(prefix, 20));
            let taken = ms(watch);
            if taken > slowest.0 {
                slowest = (taken, prefix.to_owned());
            }
            times.push(taken);
        }
    }
    table.quantiles("search as you type", &mut times, 2.5);
    println!("  slowest search: {:?} {:.2} ms", slowest.1, slowest.0);
    let query = Query {
        text: "stein berlin".into(),
        ..Query::all(Kind::CONTACT)
    };
    table.best("list of contacts with two words", 8.0, || {
        black_box(workspace.select(&query, &context(&Zone::fixed(0))));
    });
}

fn sorts(workspace: &mut Workspace, table: &mut Table) {
    let by = |kind, fields: &[FieldId], descending| Query {
        sort: fields
            .iter()
            .map(|field| Sort {
                field: *field,
                descending,
            })
            .collect(),
        ..Query::all(kind)
    };
    let lists = [
        ("newest first", by(Kind::CONTACT, &[], false)),
        (
            "sort by text: last, first name",
            by(
                Kind::CONTACT,
                &[contact::LAST_NAME, contact::FIRST_NAME],
                false,
            ),
        ),
        (
            "sort by text: first name, descending",
            by(Kind::CONTACT, &[contact::FIRST_NAME], true),
        ),
        (
            "sort by e-mail",
            by(Kind::CONTACT, &[contact::EMAILS], false),
        ),
        (
            "sort by choice: lifecycle",
            by(Kind::CONTACT, &[contact::LIFECYCLE], false),
        ),
        (
            "sort by reference: company",
            by(Kind::CONTACT, &[contact::COMPANY], false),
        ),
        (
            "sort by instant: created",
            by(Kind::CONTACT, &[CREATED_AT], true),
        ),
        (
            "sort by date: birthday",
            by(Kind::CONTACT, &[contact::BIRTHDAY], false),
        ),
        (
            "sort by long text: activities",
            by(Kind::ACTIVITY, &[activity::BODY], false),
        ),
        (
            "sort by amount: deals",
            by(Kind::DEAL, &[deal::AMOUNT], true),
        ),
    ];
    let zone = Zone::fixed(3600);
    for (name, query) in lists {
        let watch = Watch::now();
        black_box(workspace.select(&query, &context(&zone)));
        let first = ms(watch);
        table.best(name, 8.0, || {
            black_box(workspace.select(&query, &context(&zone)));
        });
        println!("  the first time: {first:.2} ms");
    }
    let groups = [
        (
            "group by choice: lifecycle",
            Kind::CONTACT,
            contact::LIFECYCLE,
        ),
        (
            "group by reference: company",
            Kind::CONTACT,
            contact::COMPANY,
        ),
        ("group by month: created", Kind::CONTACT, CREATED_AT),
        ("group by stage, with sums: deals", Kind::DEAL, deal::STAGE),
    ];
    for (name, kind, field) in groups {
        let query = Query::all(kind);
        table.best(name, 16.0, || {
            black_box(workspace.select_grouped(&query, field, &[deal::AMOUNT], &context(&zone)));
        });
    }
}

fn filters(workspace: &mut Workspace, table: &mut Table) {
    let one = |field, op, operand| Condition::test(field, op, operand);
    let text = |t: &str| Operand::One(Literal::Text(t.into()));
    let through = |path: &[FieldId], op, operand| {
        Condition::Test(Test {
            path: path.to_vec(),
            op,
            operand,
        })
    };
    let eur = Literal::Money(Money {
        minor: 5_000_000,
        currency: Currency::EUR,
    });
    let lists = [
        (
            "filter by choice",
            Kind::CONTACT,
            one(contact::LIFECYCLE, Operator::Is, text("customer")),
        ),
        (
            "filter by one of the choices",
            Kind::CONTACT,
            one(
                contact::SOURCE,
                Operator::OneOf,
                Operand::Many(vec![
                    Literal::Text("Partner".into()),
                    Literal::Text("Campaign".into()),
                ]),
            ),
        ),
        (
            "filter by reference",
            Kind::CONTACT,
            one(
                contact::OWNER,
                Operator::Is,
                Operand::One(Literal::Ref(id(Kind::MEMBER, 3))),
            ),
        ),
        (
            "filter by text contains",
            Kind::CONTACT,
            one(contact::LAST_NAME, Operator::Contains, text("berg")),
        ),
        (
            "filter by e-mail contains",
            Kind::CONTACT,
            one(contact::EMAILS, Operator::Contains, text("berg")),
        ),
        (
            "filter by tag",
            Kind::CONTACT,
            one(contact::TAGS, Operator::HasTag, text("vip")),
        ),
        (
            "filter by city",
            Kind::CONTACT,
            one(contact::ADDRESS, Operator::Contains, text("berlin")),
        ),
        (
            "filter by instant",
            Kind::CONTACT,
            one(CREATED_AT, Operator::LastDays, Operand::Days(90)),
        ),
        (
            "filter by date range",
            Kind::CONTACT,
            one(
                contact::BIRTHDAY,
                Operator::Between,
                Operand::Range(Literal::Date(Date(19_100)), Literal::Date(Date(19_900))),
            ),
        ),
        (
            "filter by empty",
            Kind::CONTACT,
            one(contact::DESCRIPTION, Operator::Empty, Operand::Nothing),
        ),
        (
            "filter by the company's industry",
            Kind::CONTACT,
            through(
                &[contact::COMPANY, company::INDUSTRY],
                Operator::Is,
                text("Retail"),
            ),
        ),
        (
            "filter by long text: activities",
            Kind::ACTIVITY,
            one(activity::BODY, Operator::Contains, text("discount")),
        ),
        (
            "filter by amount: deals",
            Kind::DEAL,
            one(deal::AMOUNT, Operator::AtLeast, Operand::One(eur)),
        ),
        (
            "filter by three conditions",
            Kind::CONTACT,
            Condition::All(vec![
                one(contact::LIFECYCLE, Operator::Is, text("Customer")),
                one(contact::JOB_TITLE, Operator::Contains, text("manager")),
                Condition::None(vec![one(contact::TAGS, Operator::HasTag, text("vip"))]),
            ]),
        ),
    ];
    let zone = Zone::fixed(3600);
    for (name, kind, condition) in lists {
        let query = Query {
            condition: Some(condition),
            ..Query::all(kind)
        };
        table.best(name, 8.0, || {
            black_box(workspace.select(&query, &context(&zone)));
        });
    }
}

fn duplicates(workspace: &mut Workspace, table: &mut Table) {
    for (kind, name, limit) in [
        (Kind::CONTACT, "duplicates: 100,000 contacts", 1_500.0),
        (Kind::COMPANY, "duplicates: 15,000 companies", 300.0),
    ] {
        let (mut whole, mut longest) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..3 {
            let mut finder = Finder::new(kind);
            let mut steps = Vec::new();
            let mut is_more = true;
            while is_more {
                let watch = Watch::now();
                is_more = finder.step(workspace, SEARCHED_AT_ONCE);
                steps.push(ms(watch));
            }
            whole = whole.min(steps.iter().sum());
            longest = longest.min(steps.iter().copied().fold(0.0, f64::max));
            println!("  {} pairs in {} steps", finder.count(), steps.len());
        }
        table.row(name, whole, Some(limit));
        table.row("  the longest step", longest, Some(4.0));
    }
    let typed = [
        (contact::FIRST_NAME, Value::text("Alexander")),
        (contact::LAST_NAME, Value::text("Steinmann")),
    ];
    table.best("a record that is typed: known names", 8.0, || {
        black_box(workspace.candidates(Kind::CONTACT, &typed));
    });
}

fn edits(workspace: &mut Workspace, table: &mut Table, entropy: &mut SeededEntropy) {
    let mut draw = Draw::new(9);
    let list = Query {
        sort: vec![Sort {
            field: contact::LAST_NAME,
            descending: false,
        }],
        ..Query::all(Kind::CONTACT)
    };
    let (mut edit, mut shown, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..200 {
        let record = id(Kind::CONTACT, draw.below(generate::CONTACTS));
        let values = vec![
            (contact::LAST_NAME, Some(Value::text(format!("Newname{n}")))),
            (contact::LIFECYCLE, Some(Value::choice("Evangelist"))),
        ];
        let command = Command::Edit {
            kind: Kind::CONTACT,
            record,
            values,
        };
        let watch = Watch::now();
        workspace.run(command, &mut moment(entropy)).unwrap();
        edit.push(ms(watch));
        let watch = Watch::now();
        black_box(workspace.select(&list, &context(&Zone::fixed(0))));
        shown.push(ms(watch));
        let watch = Watch::now();
        black_box(workspace.search(&format!("newname{n}"), 20));
        found.push(ms(watch));
    }
    table.quantiles("one edit", &mut edit, 1.0);
    table.quantiles("the sorted list after an edit", &mut shown, 8.0);
    table.quantiles("a search after an edit", &mut found, 2.5);
    let record = id(Kind::TICKET, 5);
    table.best("records of a contact", 1.0, || {
        black_box(workspace.related(Kind::TICKET, ticket::REQUESTER, id(Kind::CONTACT, 77)));
    });
    let command = Command::Delete {
        kind: Kind::TICKET,
        records: vec![record],
    };
    let watch = Watch::now();
    workspace.run(command, &mut moment(entropy)).unwrap();
    workspace.undo(&mut moment(entropy)).unwrap();
    table.row("delete and undo", ms(watch), Some(1.0));
    let edits = (0..generate::CONTACTS).map(|n| {
        let title = Some(Value::text("Baker"));
        (
            Kind::CONTACT,
            id(Kind::CONTACT, n),
            contact::JOB_TITLE,
            title,
        )
    });
    let command = Command::EditMany {
        edits: edits.collect(),
    };
    let watch = Watch::now();
    let done = workspace.run(command, &mut moment(entropy)).unwrap();
    table.row("one field of every contact, with history", ms(watch), None);
    let entry = workspace::snapshot::encode_entry(&done.change.unwrap());
    table.amount("its entry in the journal", entry.len());
    let watch = Watch::now();
    workspace.undo(&mut moment(entropy)).unwrap();
    table.row("and undo", ms(watch), None);
    let watch = Watch::now();
    black_box(workspace.take_segments());
    table.row("segments after 200 edits", ms(watch), None);
}

fn soil(workspace: &mut Workspace) {
    for (kind, number) in workspace.segment_keys() {
        workspace.soil(kind, number);
    }
}

fn moment(entropy: &mut SeededEntropy) -> Moment<'_> {
    Moment {
        now: Instant(1_790_000_000_000),
        today: Date(20_717),
        entropy,
    }
}

fn context(zone: &Zone) -> Context<'_> {
    Context {
        today: Date(20_717),
        zone,
        me: None,
    }
}

fn ms(watch: Watch) -> f64 {
    watch.elapsed().as_secs_f64() * 1000.0
}

#[derive(Default)]
struct Table {
    missed: usize,
}

impl Table {
    fn row(&mut self, name: &str, taken: f64, limit: Option<f64>) {
        let verdict = match limit {
            Some(limit) if taken > limit => {
                self.missed += 1;
                format!("over the limit of {limit} ms")
            }
            Some(limit) => format!("limit {limit} ms"),
            None => String::new(),
        };
        println!("{name:<42} {taken:>10.2} ms  {verdict}");
    }

    fn amount(&mut self, name: &str, bytes: usize) {
        println!("{name:<42} {:>10.1} MB", bytes as f64 / 1e6);
    }

    fn best(&mut self, name: &str, limit: f64, mut work: impl FnMut()) {
        let mut best = f64::INFINITY;
        for _ in 0..7 {
            let watch = Watch::now();
            work();
            best = best.min(ms(watch));
        }
        self.row(name, best, Some(limit));
    }

    fn quantiles(&mut self, name: &str, times: &mut [f64], limit: f64) {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!("{name:<42} {:>10.2} ms  median", at(0.5));
        self.row(&format!("{name}, 95th percentile"), at(0.95), Some(limit));
    }
}
