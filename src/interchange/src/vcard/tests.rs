#![allow(clippy::unwrap_used)]

use super::*;
use crate::csv;
use proptest::prelude::*;
use record::Kind;

fn one(text: &str) -> Card {
    parse(text, csv::library).0.into_iter().next().unwrap().1
}

fn l(value: &str, label: &str) -> Labelled {
    Labelled {
        value: value.into(),
        label: label.into(),
    }
}

#[test]
fn version_2_1_with_quoted_printable_bare_types_and_a_charset() {
    let card = one(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\r\nTEL;CELL;VOICE:+49 171 234567\r\nTEL;WORK;FAX:030 99999\r\nEMAIL;INTERNET;PREF:j@x.org\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Line one=0D=0ALine =C3=9C =\r\nends here\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\nEND:VCARD\r\n",
    );
    assert_eq!(
        (card.first_name.as_str(), card.last_name.as_str()),
        ("Jörg", "Müller")
    );
    assert_eq!(
        card.phones,
        [l("+49 171 234567", "mobile"), l("030 99999", "fax")]
    );
    assert_eq!(card.note, "Line one\r\nLine Ü ends here");
}

#[test]
fn version_3_0_with_groups_folding_and_escapes() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nUID:urn:uuid:4fbe8971\nFN:Ann Lee\nN:Lee;Ann;Maria;Dr.;\nitem1.EMAIL;type=INTERNET:a@y.org\nitem1.X-ABLabel:_$!<Work>!$_\nEMAIL;TYPE=HOME,pref:b@x.org\nORG:Acme\\, Inc.;Sales\nADR;TYPE=WORK:;Floor 2;Main St 1;Berlin;;10115;Germany\nCATEGORIES:vip,new\nBDAY:1990-02-03\nNOTE:very lo\n ng\\nsecond\\; line\nPHOTO;VALUE=URI:https://x.org/p.jpg\nURL:https://www.linkedin.com/in/ann\nURL:example.org\nEND:VCARD\n";
    let card = one(text);
    assert_eq!(card.uid, "4fbe8971");
    assert_eq!(
        (card.first_name.as_str(), card.salutation.as_str()),
        ("Ann Maria", "Dr.")
    );
    assert_eq!(card.emails, [l("b@x.org", "home"), l("a@y.org", "work")]);
    assert_eq!(
        (card.company.as_str(), card.department.as_str()),
        ("Acme, Inc.", "Sales")
    );
    assert_eq!(
        (
            card.address.street.as_str(),
            card.address.postal_code.as_str()
        ),
        ("Floor 2\nMain St 1", "10115")
    );
    assert_eq!(card.note, "very long\nsecond; line");
    assert_eq!(card.tags, ["vip", "new"]);
    assert!(card.linkedin.contains("linkedin.com") && card.website == "example.org");
    assert_eq!(
        parse(text, csv::library).1,
        [VcardNote::PicturesLeftOut { count: 1 }]
    );
}

#[test]
fn version_4_0_with_uris_and_quoted_types() {
    let card = one(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Cy van der Fox\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,cell\":tel:+1-555-555-0100;ext=5\nEMAIL;TYPE=work:cy@x.org\nBDAY:--0203\nEND:VCARD\n",
    );
    assert_eq!(
        (card.first_name.as_str(), card.last_name.as_str()),
        ("Cy", "van der Fox")
    );
    assert_eq!(card.phones, [l("+1-555-555-0100", "mobile")]);
    assert_eq!(card.birthday, "");
}

#[test]
fn cards_within_cards_are_passed_over_and_a_cut_off_one_is_kept() {
    let (cards, notes) = parse(
        "BEGIN:VCARD\nFN:Ann Lee\nAGENT:\nBEGIN:VCARD\nFN:Nobody\nEND:VCARD\nEND:VCARD\nrubbish\nBEGIN:VCARD\nFN:Bo Ray\n",
        csv::library,
    );
    let names: Vec<&str> = cards.iter().map(|(_, c)| c.first_name.as_str()).collect();
    assert_eq!(names, ["Ann", "Bo"]);
    assert_eq!((cards[1].0, notes), (9, vec![VcardNote::LastCardCutOff]));
}

#[test]
fn a_file_becomes_a_table_that_knows_its_lines() {
    let text = "BEGIN:VCARD\nFN:Ann Lee\nNOTE:a\\nb\\nc\nUID:u1\nEND:VCARD\nBEGIN:VCARD\nN:=Ray;Bo\nEMAIL:bo@x.org\nEND:VCARD\n";
    let vcard = read("people.vcf", text.into(), csv::library).unwrap();
    let mut rows = vcard.file.rows();
    assert_eq!(vcard.line(rows.next_row().unwrap().line()), 1);
    assert_eq!(vcard.line(rows.next_row().unwrap().line()), 6);
    assert!(vcard.mapping.fits(vcard.file.header()));
    assert_eq!(
        read("x.vcf", b"hello".to_vec(), csv::library).unwrap_err(),
        FileError::Empty
    );
    assert_eq!(
        read("x.vcf", Vec::new(), csv::library).unwrap_err(),
        FileError::Empty
    );
}

#[test]
fn a_large_file_of_cards_is_read_in_steps_as_at_once() {
    let picture = "A".repeat(70);
    let card = |n: usize| {
        let agent = if n.is_multiple_of(7) {
            "AGENT:BEGIN:VCARD\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\n"
        } else {
            ""
        };
        let lines = format!("{picture}\n ").repeat(20);
        format!(
            "BEGIN:VCARD\r\nFN:Ann Größe{n}\nUID:u{n}\n{agent}PHOTO;ENCODING=b:\n {lines}x\nNOTE:a\\nb\nEND:VCARD\n"
        )
    };
    let text: String = (0..2_500).map(card).collect();
    assert!(text.len() > 3 << 20);
    let (cards, notes) = parse(&text, csv::library);
    let mut opening = Opening::new("people.vcf", text.into_bytes(), csv::library).unwrap();
    let mut steps = 1;
    let vcard = loop {
        match opening.step().unwrap() {
            Some(vcard) => break vcard,
            None => steps += 1,
        }
    };
    assert!(steps > 8, "{steps}");
    assert_eq!(vcard.notes, notes);
    assert_eq!(vcard.file.row_count() as usize, cards.len());
    let mut rows = vcard.file.rows();
    for (line, card) in &cards {
        let row = rows.next_row().unwrap();
        assert_eq!(row.get(0), Some(card.uid.as_str()));
        assert_eq!(vcard.line(row.line()), *line);
    }
}

#[test]
fn cards_are_imported_like_any_file() {
    use crate::plan::{Decisions, Input, NothingKnown, Planner};
    use record::{Currency, Instant, RecordId, Schema, Value};
    let text = "BEGIN:VCARD\nFN:Ann Lee\nUID:u1\nEMAIL;TYPE=work:ann@x.org\nORG:Acme\nBDAY:19900203\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEMAIL:nope\nEND:VCARD\n";
    let vcard = read("people.vcf", text.into(), csv::library).unwrap();
    let decisions = Decisions::new(Instant(0), RecordId(1), Currency::EUR);
    let schema = Schema::standard();
    let input = Input {
        file: &vcard.file,
        mapping: &vcard.mapping,
    };
    let mut planner = Planner::new(vec![input], &decisions, &schema, &NothingKnown);
    let writes = planner.run();
    let report = planner.report();
    assert_eq!(
        (
            report.count(Kind::CONTACT).new,
            report.count(Kind::COMPANY).new
        ),
        (1, 1)
    );
    assert_eq!(vcard.line(report.rejected[0].line), 8);
    let id = RecordId::natural(["import", "vcard", "1", "u1"]);
    let birthday = writes
        .iter()
        .find(|w| w.record == id && w.field == contact::BIRTHDAY)
        .unwrap();
    let day = Value::Date(record::Date::parse_iso("1990-02-03").unwrap());
    assert_eq!(birthday.action, record::Action::Set(day));
}

fn any_card() -> impl Strategy<Value = Card> {
    (
        "[a-z0-9]{1,8}",
        "[A-Za-z,;é👩\\\\]{1,60}",
        "[a-z]{1,90}",
        "[a-zA-Z0-9\n,;: ]{0,120}",
    )
        .prop_map(|(uid, last_name, first_name, note)| Card {
            uid,
            last_name,
            first_name,
            note: note.trim().to_owned(),
            emails: vec![l("a@b.org", "work")],
            phones: vec![l("123456", "mobile")],
            tags: vec!["x,y".into(), "z".into()],
            ..Card::default()
        })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(card in any_card()) {
        let text = write([&card]);
        prop_assert!(text.lines().all(|line| line.len() <= 76));
        prop_assert_eq!(one(&text), card);
    }
    #[test]
    fn arbitrary_text_never_panics(text in "(BEGIN:VCARD\n)?[A-Z:;=\"\\\\\n .0-9a-f-]{0,80}") {
        let _ = parse(&text, csv::library);
        let _ = read("x", text.into_bytes(), csv::library);
    }
}
