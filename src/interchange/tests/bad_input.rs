//! Files as they come: broken, hostile, in other scripts, from other systems.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Drop, Store, import};
use interchange::cell::{CellError, DateFormat};
use interchange::plan::{BadCells, Question, RejectReason, UpdatePolicy, WarningReason};
use record::schema::{activity, company, contact, deal, ticket};
use record::{Currency, Kind, Value};

fn contacts(rows: &str) -> (Store, interchange::plan::Report) {
    let mut store = Store::with_pipeline();
    let report = import(
        &mut store,
        &[(
            "contacts.csv",
            &format!("First name,Last name,Email,Phone\n{rows}"),
        )],
    );
    (store, report)
}

#[test]
fn a_bad_row_is_set_aside_with_its_line_column_and_reason() {
    let (store, report) = contacts(
        "Ann,Lee,ann@x.org,\nBo,Ray,not an address,\nCy,Fox,cy@x.org,call me\nDi,Orr,di@x.org,030 1234567\n",
    );
    assert_eq!(store.count(Kind::CONTACT), 2);
    let rejected: Vec<_> = report
        .rejected
        .iter()
        .map(|r| (r.line, r.column, r.reason.clone()))
        .collect();
    assert_eq!(
        rejected,
        [
            (3, Some(2), RejectReason::Cell(CellError::NotAnEmail)),
            (4, Some(3), RejectReason::Cell(CellError::NotAPhone)),
        ]
    );
    assert_eq!((report.files[0].rows, report.files[0].rejected), (4, 2));
}

#[test]
fn bad_cells_can_be_left_empty_instead() {
    let store = Store::default();
    let mut files = Drop::new(
        &store.schema,
        &[(
            "contacts.csv",
            b"First name,Last name,Email\nBo,Ray,bo@x.org\nAnn,Lee,ann at x\n",
        )],
    );
    files.decisions.bad_cells = BadCells::LeaveCellEmpty;
    let (report, writes) = files.plan(&store);
    assert!(report.rejected.is_empty() && !writes.is_empty());
    assert_eq!(
        report.warnings[0].reason,
        WarningReason::CellLeftEmpty(CellError::NotAnEmail)
    );
}

#[test]
fn rows_of_3_and_of_3000_columns_are_set_aside() {
    let wide = "x,".repeat(2_999) + "x";
    let (store, report) = contacts(&format!("Ann,Lee,ann@x.org\n{wide}\nBo,Ray,bo@x.org,,,,\n"));
    assert_eq!(store.count(Kind::CONTACT), 1);
    assert_eq!(
        report.rejected[0].reason,
        RejectReason::TooFewColumns {
            has: 3,
            expected: 4
        }
    );
    assert_eq!(
        report.rejected[1].reason,
        RejectReason::TooManyColumns {
            has: 3_000,
            expected: 4
        }
    );
}

#[test]
fn an_unclosed_quote_costs_its_row_alone() {
    let (store, report) = contacts("Ann,Lee,ann@x.org,\nBo,\"Ray,bo@x.org,\nCy,Fox,cy@x.org,\n");
    assert_eq!(store.count(Kind::CONTACT), 2);
    assert_eq!(
        (report.rejected[0].line, &report.rejected[0].reason),
        (3, &RejectReason::UnclosedQuote)
    );
}

#[test]
fn nul_bytes_and_the_header_again_do_no_harm() {
    let (store, report) = contacts(
        "A\0nn,Lee,ann@x.org,\nFirst name,Last name,Email,Phone\n\n,,,\nBo,Ray,bo@x.org,\n",
    );
    assert_eq!(store.count(Kind::CONTACT), 2);
    assert!(
        store
            .of(Kind::CONTACT)
            .iter()
            .any(|(_, f)| store.text(f, contact::FIRST_NAME) == "Ann")
    );
    let warned: Vec<_> = report
        .warnings
        .iter()
        .map(|w| (w.line, w.column, &w.reason))
        .collect();
    assert_eq!(
        warned,
        [
            (2, Some(0), &WarningReason::CharactersDropped),
            (3, None, &WarningReason::HeaderAgain)
        ]
    );
}

#[test]
fn only_characters_that_are_lost_within_a_text_are_remarked_on() {
    let (_, report) =
        contacts("Ann\0,\"Lee\tof\nX\",ann@x.org,\nB\u{7}o,Ray\u{A0}\u{B0},bo@x.org,\n");
    let warned: Vec<_> = report.warnings.iter().map(|w| (w.line, w.column)).collect();
    assert_eq!(warned, [(4, Some(0))]);
    assert_eq!(report.warning_count, 1);
    let (_, report) = contacts("Ann,\"L\0e\"\"e\",ann@x.org,\n\"\0Bo\0\",\0Ray \0,bo@x.org,\0\n");
    let warned: Vec<_> = report.warnings.iter().map(|w| (w.line, w.column)).collect();
    assert_eq!(warned, [(2, Some(1))]);
}

#[test]
fn formulas_scripts_emoji_and_right_to_left_names_are_text() {
    let (store, report) =
        contacts("=HYPERLINK(1),<script>alert(1)</script>,a@x.org,\n👩🏽‍💻,שלום,b@x.org,\n");
    assert!(report.rejected.is_empty());
    let names: Vec<(String, String)> = store
        .of(Kind::CONTACT)
        .iter()
        .map(|(_, f)| {
            (
                store.text(f, contact::FIRST_NAME),
                store.text(f, contact::LAST_NAME),
            )
        })
        .collect();
    assert!(names.contains(&("=HYPERLINK(1)".into(), "<script>alert(1)</script>".into())));
    assert!(names.contains(&("👩🏽‍💻".into(), "שלום".into())));
}

#[test]
fn script_tags_in_every_column_are_kept_as_text_or_refused() {
    let script = "<script>alert(1)</script>";
    let mut store = Store::with_pipeline();
    let mut files = Drop::new(
        &store.schema,
        &[(
            "companies.csv",
            format!(
                "Name,Industry,Website,Phone,City,Tags,Description,Parent company\n{}\n",
                [script; 8].join(",")
            )
            .as_bytes(),
        )],
    );
    files.decisions.bad_cells = BadCells::LeaveCellEmpty;
    files.import(&mut store);
    let (_, fields) = store.of(Kind::COMPANY)[0];
    assert_eq!(store.text(fields, company::NAME), script);
    assert_eq!(store.text(fields, company::DESCRIPTION), script);
    assert_eq!(
        (fields.get(&company::WEBSITE), fields.get(&company::PHONES)),
        (None, None)
    );
}

#[test]
fn german_amounts_and_dates_are_read_and_the_31st_of_february_is_not() {
    let mut store = Store::with_pipeline();
    let report = import(
        &mut store,
        &[(
            "deals.csv",
            "Deal name;Amount;Close date;Stage\nA;1.234,50 €;28.02.2025;Proposal\nB;12,00 €;31.02.2025;Proposal\nC;(5,25 €);01.03.2025;won\n",
        )],
    );
    assert_eq!(
        report.rejected[0].reason,
        RejectReason::Cell(CellError::NoSuchDay)
    );
    let a = store.named(Kind::DEAL, "A");
    assert_eq!(store.text(a, deal::AMOUNT), "1234.50 EUR");
    assert_eq!(store.text(a, deal::CLOSE_DATE), "2025-02-28");
    let c = store.named(Kind::DEAL, "C");
    assert_eq!(store.text(c, deal::AMOUNT), "-5.25 EUR");
    assert_eq!(store.text(c, deal::STAGE), "Closed Won");
}

#[test]
fn an_ambiguous_date_is_asked_and_nothing_written_before_the_answer() {
    let mut store = Store::with_pipeline();
    let file = (
        "deals.csv",
        &b"Deal name,Amount,Close date\nA,5,03/04/2025\nB,6,05/06/2025\n"[..],
    );
    let mut files = Drop::new(&store.schema, &[file]);
    let (report, writes) = files.plan(&store);
    assert!(writes.is_empty());
    let Question::DateFormat {
        column,
        candidates,
        examples,
        ..
    } = &report.questions[0]
    else {
        panic!("{:?}", report.questions)
    };
    assert_eq!((*column, candidates.len(), examples.len()), (2, 2, 2));
    files.decisions.dates.push((0, 2, DateFormat::Mdy));
    assert!(files.import(&mut store).questions.is_empty());
    assert_eq!(
        store.text(store.named(Kind::DEAL, "A"), deal::CLOSE_DATE),
        "2025-03-04"
    );
}

#[test]
fn an_ambiguous_decimal_sign_is_asked() {
    let store = Store::with_pipeline();
    let files = Drop::new(
        &store.schema,
        &[("deals.csv", b"Deal name,Amount\nA,1.234\nB,2.500\n")],
    );
    let (report, writes) = files.plan(&store);
    assert!(
        writes.is_empty() && matches!(report.questions[0], Question::DecimalSign { column: 1, .. })
    );
}

#[test]
fn ids_with_leading_zeros_are_their_own() {
    let mut store = Store::with_pipeline();
    import(
        &mut store,
        &[(
            "contacts.csv",
            "Id,Name,Email,Customer code\n007,Ann Lee,a@x.org,0042\n7,Bo Ray,b@x.org,42\n",
        )],
    );
    assert_eq!(store.count(Kind::CONTACT), 2);
    let code = store
        .schema
        .kind(Kind::CONTACT)
        .unwrap()
        .by_key("customer_code")
        .unwrap();
    assert!(
        store
            .of(Kind::CONTACT)
            .iter()
            .any(|(_, f)| f.get(&code.id) == Some(&Value::text("0042")))
    );
}

#[test]
fn the_same_person_twice_is_reported_and_kept_once() {
    let (store, report) = contacts("Ann,Lee,ann@x.org,\nAnn,Lee,ANN@x.org,\nAnn,Lee,,\n");
    assert_eq!(
        store.count(Kind::CONTACT),
        2,
        "a name alone is not enough to say that it is the same"
    );
    let double = &report.duplicates[0];
    assert_eq!((double.line, double.first_line), (3, 2));
    assert_eq!(report.count(Kind::CONTACT).duplicates, 1);
}

#[test]
fn known_records_are_updated_filled_or_left() {
    for (policy, title) in [
        (UpdatePolicy::Overwrite, "CTO"),
        (UpdatePolicy::FillEmpty, "CEO"),
        (UpdatePolicy::Leave, "CEO"),
    ] {
        let mut store = Store::default();
        import(
            &mut store,
            &[(
                "contacts.csv",
                "Name,Email,Job title\nAnn Lee,ann@x.org,CEO\n",
            )],
        );
        let mut files = Drop::new(
            &store.schema,
            &[(
                "contacts.csv",
                b"Name,Email,Job title,Phone\nAnn Lee,Ann@x.org,CTO,030 1234567\n",
            )],
        );
        files.decisions.updates = policy;
        files.import(&mut store);
        assert_eq!(store.count(Kind::CONTACT), 1);
        let (_, ann) = store.of(Kind::CONTACT)[0];
        assert_eq!(store.text(ann, contact::JOB_TITLE), title);
        assert_eq!(
            ann.contains_key(&contact::PHONES),
            policy != UpdatePolicy::Leave
        );
    }
}

#[test]
fn hubspot_files_link_by_their_ids() {
    let mut store = Store::with_pipeline();
    let report = import(
        &mut store,
        &[
            (
                "contacts.csv",
                "Record ID,First Name,Last Name,Email,Lifecycle Stage,Lead Status,Contact owner,Associated Company,Associated Company IDs\n51,Ann,Lee,ann@acme.com,marketingqualifiedlead,OPEN_DEAL,Mo Frost,Acme,9\n52,Bo,Ray,bo@acme.com,customer,,,Nobody Inc,77\n",
            ),
            (
                "companies.csv",
                "Record ID,Company name,Company Domain Name,Industry,Company owner,Associated Contact IDs\n9,Acme,acme.com,Software,Mo Frost,51;52\n",
            ),
            (
                "deals.csv",
                "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal owner,Associated Company IDs,Associated Contact IDs\n3,Big one,closedwon,,5000,2025-01-31,Mo Frost,9,51;52\n",
            ),
        ],
    );
    assert!(report.rejected.is_empty(), "{report:?}");
    let ann = store.named(Kind::CONTACT, "Ann Lee");
    assert_eq!(store.text(ann, contact::COMPANY), "Acme");
    assert_eq!(
        store.text(ann, contact::LIFECYCLE),
        "Marketing Qualified Lead"
    );
    assert_eq!(store.text(ann, contact::LEAD_STATUS), "Open Deal");
    assert_eq!(store.text(ann, contact::OWNER), "Mo Frost");
    // The id is nowhere, but the name is.
    assert_eq!(
        store.text(store.named(Kind::CONTACT, "Bo Ray"), contact::COMPANY),
        "Nobody Inc"
    );
    let deal = store.named(Kind::DEAL, "Big one");
    assert!(matches!(deal.get(&deal::CONTACTS), Some(Value::Refs(two)) if two.len() == 2));
    assert_eq!(store.text(deal, deal::STAGE), "Closed Won");
    assert_eq!(store.count(Kind::MEMBER), 1);
}

#[test]
fn salesforce_ids_of_15_and_18_characters_are_one() {
    let mut store = Store::with_pipeline();
    let report = import(
        &mut store,
        &[
            (
                "Contact.csv",
                "Id,AccountId,LastName,FirstName,Email,OwnerId\n0035000000Gv7qJAAR,0015000000Gv7qJAAR,Lee,Ann,ann@x.org,005500000012345\n",
            ),
            (
                "Account.csv",
                "Id,Name,ParentId,BillingStreet,BillingCity,OwnerId\n0015000000Gv7qJ,Acme,,Main St 1,Berlin,\n",
            ),
        ],
    );
    assert_eq!(
        store.text(store.named(Kind::CONTACT, "Ann Lee"), contact::COMPANY),
        "Acme"
    );
    assert!(report.warnings.iter().any(
        |w| matches!(&w.reason, WarningReason::LinkNotFound { text, .. } if text.starts_with("005"))
    ));
    let Some(Value::Address(address)) = store.named(Kind::COMPANY, "Acme").get(&company::ADDRESS)
    else {
        panic!()
    };
    assert_eq!(
        (address.street.as_str(), address.city.as_str()),
        ("Main St 1", "Berlin")
    );
}

#[test]
fn a_row_of_pipedrive_holds_a_deal_its_person_its_organization_and_a_note() {
    let mut store = Store::with_pipeline();
    let report = import(
        &mut store,
        &[(
            "deals.csv",
            "Deal - Title,Deal - Value,Deal - Currency of value,Deal - Stage,Deal - Status,Deal - Owner,Deal - Won time,Person - Name*,Person - Email (Work),Organization - Name*,Note - Content*\n\
         One,\"1,200\",EUR,Proposal,won,Mo Frost,2025-02-01 10:00:00,Ann Lee,\"ann@x.org, ann@y.org\",Acme,<p>Call <b>her</b></p>\n\
         Two,300,USD,Qualified,open,Mo Frost,,Ann Lee,ann@x.org,Acme,\n",
        )],
    );
    assert!(report.rejected.is_empty(), "{:?}", report.rejected);
    let one = store.named(Kind::DEAL, "One");
    assert_eq!(store.text(one, deal::AMOUNT), "1200.00 EUR");
    assert_eq!(store.text(one, deal::STAGE), "Closed Won");
    assert_eq!(store.text(one, deal::COMPANY), "Acme");
    assert_eq!(store.text(one, deal::CLOSED_ON), "2025-02-01");
    assert!(matches!(one.get(&deal::CONTACTS), Some(Value::Refs(r)) if r.len() == 1));
    assert_eq!(
        store.text(store.named(Kind::DEAL, "Two"), deal::STAGE),
        "Qualified"
    );
    assert_eq!(
        (store.count(Kind::CONTACT), store.count(Kind::COMPANY)),
        (1, 1)
    );
    let (_, note) = store.of(Kind::ACTIVITY)[0];
    assert_eq!(store.text(note, activity::BODY), "Call her");
    assert_eq!(store.text(note, activity::DEAL), "One");
    assert_eq!(store.count(Kind::ACTIVITY), 1);
}

#[test]
fn a_ticket_brings_its_requester_and_organization() {
    let mut store = Store::with_pipeline();
    let report = import(
        &mut store,
        &[(
            "tickets.csv",
            "Summation column,Id,Requester,Requester id,Requester email,Assignee,Group,Subject,Tags,Status,Priority,Via,Created at,Organization,Solved at\n\
         1,35,Ann Lee,9,ann@x.org,Mo Frost,Support,It broke,a b,On-hold,Medium,Mail,2025-01-01 10:00:00,Acme,\n\
         1,36,Ann Lee,9,ann@x.org,,,,,New,Urgent,Web form,2025-01-02 10:00:00,,\n",
        )],
    );
    assert!(report.rejected.is_empty(), "{:?}", report.rejected);
    let tickets = store.of(Kind::TICKET);
    let first = tickets
        .iter()
        .find(|(_, f)| store.text(f, ticket::SUBJECT) == "It broke")
        .unwrap()
        .1;
    assert_eq!(store.text(first, ticket::STATUS), "On hold");
    assert_eq!(store.text(first, ticket::PRIORITY), "Normal");
    assert_eq!(store.text(first, ticket::COMPANY), "Acme");
    assert_eq!(
        store.text(first, record::schema::CREATED_AT),
        "2025-01-01T10:00:00.000Z"
    );
    assert!(first.contains_key(&ticket::REQUESTER));
    assert!(
        tickets
            .iter()
            .any(|(_, f)| store.text(f, ticket::SUBJECT) == "#36")
    );
    assert_eq!(store.count(Kind::CONTACT), 1);
    assert!(report.matched_choices.iter().any(|c| c.value == "Medium"));
}

#[test]
fn deals_without_ids_are_found_again_and_look_alikes_are_both_kept() {
    let mut store = Store::with_pipeline();
    let file = (
        "deals.csv",
        "Deal name,Company,Amount\nRenewal,Acme,5\nRenewal,Acme,7\nRenewal,Acme,5\n",
    );
    let report = import(&mut store, &[file]);
    assert_eq!(
        (store.count(Kind::DEAL), report.count(Kind::DEAL).duplicates),
        (2, 1)
    );
    let report = import(&mut store, &[file]);
    assert_eq!(
        (store.count(Kind::DEAL), report.count(Kind::DEAL).unchanged),
        (2, 2)
    );
}

#[test]
fn the_default_currency_counts_where_none_is_named() {
    let mut store = Store::with_pipeline();
    let mut files = Drop::new(
        &store.schema,
        &[("deals.csv", b"Deal name,Amount\nA,1200\n")],
    );
    files.decisions.currency = "JPY".parse::<Currency>().unwrap();
    files.import(&mut store);
    assert_eq!(
        store.text(store.named(Kind::DEAL, "A"), deal::AMOUNT),
        "1200 JPY"
    );
}

#[test]
fn many_rows_that_name_few_companies_make_each_once() {
    use std::fmt::Write as _;
    let mut text = String::from("Id,First name,Last name,Email,Company\n");
    for i in 0..5_000 {
        writeln!(
            text,
            "{i},Ann{i},Lee,ann{i}@x{}.org,Company {}",
            i % 50,
            i % 50
        )
        .unwrap();
    }
    let mut store = Store::default();
    let report = import(&mut store, &[("contacts.csv", &text)]);
    assert_eq!(
        (
            report.count(Kind::CONTACT).new,
            report.count(Kind::COMPANY).new
        ),
        (5_000, 50)
    );
}
