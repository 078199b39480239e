//! What is measured, on the page's clock.

use std::hint::black_box;

use record::schema::{CREATED_AT, activity, company, contact, deal};
use record::{Currency, Date, FieldId, Kind, Money, SeededEntropy, Value};
use wasm_bindgen::JsError;
use workflow::{Condition, Context, Literal, Operand, Operator, Test, Zone};
use workspace::scoring::{DealScorer, NotTrained};
use workspace::{Command, Query, Sort, Workspace};

use crate::generate::{self, Draw, id};
use crate::{Measured, NOW, TODAY, moment, now};

/// How often each list is made.
const TIMES: usize = 7;
/// How often each search is made.
const PASSES: usize = 3;
/// How many contacts are edited.
const EDITS: usize = 200;

/// What people type, rare words and frequent ones, in two scripts.
const SEARCHES: [&str; 20] = [
    "anna bergmann",
    "alexander",
    "klingova",
    "zoë stein",
    "head of sales",
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

/// Each search with every letter that is typed.
pub(crate) fn searches(workspace: &mut Workspace) -> Vec<Measured> {
    let prefixes = SEARCHES.iter().flat_map(|query| {
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.filter_map(|end| query.get(..end))
    });
    prefixes
        .map(|prefix| Measured {
            name: prefix.to_owned(),
            ms: (0..PASSES)
                .map(|_| time(|| workspace.search(prefix, 20)))
                .collect(),
        })
        .collect()
}

pub(crate) fn sorts(workspace: &mut Workspace) -> Vec<Measured> {
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
    let names = [contact::LAST_NAME, contact::FIRST_NAME];
    let lists = [
        ("text: last, first name", by(Kind::CONTACT, &names, false)),
        ("e-mail", by(Kind::CONTACT, &[contact::EMAILS], false)),
        (
            "choice: lifecycle",
            by(Kind::CONTACT, &[contact::LIFECYCLE], false),
        ),
        (
            "reference: company",
            by(Kind::CONTACT, &[contact::COMPANY], false),
        ),
        ("instant: created", by(Kind::CONTACT, &[CREATED_AT], true)),
        (
            "date: birthday",
            by(Kind::CONTACT, &[contact::BIRTHDAY], false),
        ),
        (
            "long text: activities",
            by(Kind::ACTIVITY, &[activity::BODY], false),
        ),
        (
            "amount: 20,000 deals",
            by(Kind::DEAL, &[deal::AMOUNT], true),
        ),
    ];
    lists
        .into_iter()
        .map(|(name, query)| list(workspace, format!("sort by {name}"), &query))
        .collect()
}

pub(crate) fn filters(workspace: &mut Workspace) -> Vec<Measured> {
    let one = |field, op, operand| Condition::test(field, op, operand);
    let text = |t: &str| Operand::One(Literal::Text(t.into()));
    let industry = Condition::Test(Test {
        path: vec![contact::COMPANY, company::INDUSTRY],
        op: Operator::Is,
        operand: text("Retail"),
    });
    let member = Operand::One(Literal::Ref(id(Kind::MEMBER, 3)));
    let range = Operand::Range(Literal::Date(Date(19_100)), Literal::Date(Date(19_900)));
    let amount = Operand::One(Literal::Money(Money {
        minor: 5_000_000,
        currency: Currency::EUR,
    }));
    let three = Condition::All(vec![
        one(contact::LIFECYCLE, Operator::Is, text("Customer")),
        one(contact::JOB_TITLE, Operator::Contains, text("manager")),
        Condition::None(vec![one(contact::TAGS, Operator::HasTag, text("vip"))]),
    ]);
    let contains = Operator::Contains;
    let lists = [
        (
            "choice",
            Kind::CONTACT,
            one(contact::LIFECYCLE, Operator::Is, text("customer")),
        ),
        (
            "reference",
            Kind::CONTACT,
            one(contact::OWNER, Operator::Is, member),
        ),
        (
            "text contains",
            Kind::CONTACT,
            one(contact::LAST_NAME, contains, text("berg")),
        ),
        (
            "e-mail contains",
            Kind::CONTACT,
            one(contact::EMAILS, contains, text("berg")),
        ),
        (
            "tag",
            Kind::CONTACT,
            one(contact::TAGS, Operator::HasTag, text("vip")),
        ),
        (
            "instant",
            Kind::CONTACT,
            one(CREATED_AT, Operator::LastDays, Operand::Days(90)),
        ),
        (
            "date range",
            Kind::CONTACT,
            one(contact::BIRTHDAY, Operator::Between, range),
        ),
        ("the company's industry", Kind::CONTACT, industry),
        (
            "long text: activities",
            Kind::ACTIVITY,
            one(activity::BODY, contains, text("discount")),
        ),
        (
            "amount: 20,000 deals",
            Kind::DEAL,
            one(deal::AMOUNT, Operator::AtLeast, amount),
        ),
        ("three conditions", Kind::CONTACT, three),
    ];
    lists
        .into_iter()
        .map(|(name, kind, condition)| {
            let query = Query {
                condition: Some(condition),
                ..Query::all(kind)
            };
            list(workspace, format!("filter by {name}"), &query)
        })
        .collect()
}

pub(crate) fn edits(
    workspace: &mut Workspace,
    entropy: &mut SeededEntropy,
) -> Result<Vec<Measured>, JsError> {
    let sorted = Query {
        sort: vec![Sort {
            field: contact::LAST_NAME,
            descending: false,
        }],
        ..Query::all(Kind::CONTACT)
    };
    let zone = Zone::fixed(0);
    let mut draw = Draw::new(9);
    let (mut edit, mut shown, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..EDITS {
        let name = format!("Newname{n}");
        let command = Command::Edit {
            kind: Kind::CONTACT,
            record: id(Kind::CONTACT, draw.below(generate::CONTACTS)),
            values: vec![
                (contact::LAST_NAME, Some(Value::text(&name))),
                (contact::LIFECYCLE, Some(Value::choice("Evangelist"))),
            ],
        };
        let start = now();
        workspace.run(command, &mut moment(entropy))?;
        edit.push(now() - start);
        shown.push(time(|| workspace.select(&sorted, &context(&zone))));
        found.push(time(|| workspace.search(&name, 20)));
    }
    let rows = [
        ("one edit", edit),
        ("the sorted list after an edit", shown),
        ("a search after an edit", found),
    ];
    Ok(rows
        .map(|(name, ms)| Measured {
            name: name.to_owned(),
            ms,
        })
        .into())
}

pub(crate) fn scores(workspace: &Workspace) -> Result<Vec<Measured>, JsError> {
    let (mut learn, mut score) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let start = now();
        let scorer = DealScorer::train(workspace, NOW).map_err(|error| match error {
            NotTrained::NotEnough(_) => JsError::new("there are not enough closed deals"),
            NotTrained::Engine(error) => JsError::from(error),
        })?;
        learn.push(now() - start);
        let start = now();
        black_box(scorer.score_open(workspace, NOW)?);
        score.push(now() - start);
    }
    let rows = [
        ("learn from the closed deals", learn),
        ("score all open deals", score),
    ];
    Ok(rows
        .map(|(name, ms)| Measured {
            name: name.to_owned(),
            ms,
        })
        .into())
}

fn list(workspace: &mut Workspace, name: String, query: &Query) -> Measured {
    let zone = Zone::fixed(3600);
    let ms = (0..TIMES)
        .map(|_| time(|| workspace.select(query, &context(&zone))))
        .collect();
    Measured { name, ms }
}

fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let start = now();
    black_box(work());
    now() - start
}

fn context(zone: &Zone) -> Context<'_> {
    Context {
        today: TODAY,
        zone,
        me: None,
    }
}
