use super::*;
use proptest::prelude::*;
use record::schema::{company, contact, field, member};
use record::{Change, DeviceId, FieldId, Stamp, Version, Write};

const ADA: RecordId = RecordId(1);
const WORKS: RecordId = RecordId(2);
const ME_ID: RecordId = RecordId(3);
const MILL: RecordId = RecordId(4);
const SIZE: RecordId = RecordId(5);

fn workspace() -> Workspace {
    let mut ws = Workspace::new(DeviceId(1));
    ws.set_me(Some(ME_ID));
    let text = |kind, id, field, text: &str| Write::set(kind, id, field, Value::text(text));
    let writes = vec![
        text(Kind::CONTACT, ADA, contact::FIRST_NAME, "Ada"),
        text(Kind::CONTACT, ADA, contact::LAST_NAME, "{{me}}"),
        Write::set(Kind::CONTACT, ADA, contact::COMPANY, Value::Ref(WORKS)),
        text(Kind::COMPANY, WORKS, company::NAME, "Engine Works"),
        Write::set(Kind::COMPANY, WORKS, company::OWNER, Value::Ref(ME_ID)),
        text(Kind::MEMBER, ME_ID, member::NAME, "Tom"),
        text(Kind::DEAL, MILL, deal::NAME, "Mill"),
        text(Kind::FIELD, SIZE, field::LABEL, "Shoe size"),
        Write::set(
            Kind::FIELD,
            SIZE,
            field::KIND,
            Value::Int(Kind::CONTACT.0.into()),
        ),
        text(Kind::FIELD, SIZE, field::TYPE, "text"),
        text(Kind::CONTACT, ADA, FieldId::custom(SIZE), "39"),
    ];
    let version = Version {
        stamp: Stamp::new(1, 0),
        device: DeviceId(1),
        number: 1,
    };
    ws.apply(&Change {
        version,
        label: String::new(),
        writes,
    });
    ws
}

fn filled(text: &str, record: (Kind, RecordId)) -> Letter {
    let ws = workspace();
    let say = |_: &FieldDef, value: &Value| match value {
        Value::Ref(id) => ws.name(Kind::MEMBER, *id),
        value => value.as_str().unwrap_or("?").to_owned(),
    };
    ws.letter(text, ws.mail_about(record, None), &say)
}

const FROM_ADA: (Kind, RecordId) = (Kind::CONTACT, ADA);

#[test]
fn variables_lead_to_the_person_the_company_custom_fields_and_the_writer() {
    let letter = filled(
        "Dear {{ contact.first_name }} ({{contact.shoe_size}}) of {{company.name}} / {{company}}, \
         yours {{me.name}}; {{contact.company.owner.name}} {{company.owner}}",
        FROM_ADA,
    );
    assert_eq!(
        letter.text(),
        "Dear Ada (39) of Engine Works / Engine Works, yours Tom; Tom Tom"
    );
    assert_eq!(letter.unknown().count() + letter.empty().count(), 0);
}

#[test]
fn what_is_unknown_is_named_and_stays_and_what_is_empty_is_left_out() {
    let letter = filled(
        "{{nick}}|{{contact.job_title}}|{{company.nothing}}|{{contact.first_name.x}}|{{ticket.subject}}",
        FROM_ADA,
    );
    assert_eq!(
        letter.text(),
        "{{nick}}||{{company.nothing}}|{{contact.first_name.x}}|"
    );
    let unknown: Vec<&str> = letter.unknown().collect();
    assert_eq!(unknown, ["nick", "company.nothing", "contact.first_name.x"]);
    let empty: Vec<&str> = letter.empty().collect();
    assert_eq!(empty, ["contact.job_title", "ticket.subject"]);
    // A deal without contacts has nobody to write to, and still is about itself.
    let deal = filled("{{contact.first_name}} {{deal.name}}", (Kind::DEAL, MILL));
    assert_eq!((deal.text().as_str(), deal.empty().count()), (" Mill", 1));
}

#[test]
fn a_text_behind_a_bar_stands_in_for_what_is_empty_only() {
    let letter = filled(
        "Dear {{contact.job_title | friend}}, {{contact.first_name|you}} {{nick|x}}",
        FROM_ADA,
    );
    assert_eq!(letter.text(), "Dear friend, Ada {{nick|x}}");
    assert_eq!(letter.empty().count(), 0);
}

#[test]
fn what_is_filled_in_is_no_variable_and_braces_alone_are_text() {
    assert_eq!(filled("{{contact.last_name}}", FROM_ADA).text(), "{{me}}");
    for text in ["{{", "}}", "{{}}", "{{ }}", "}}{{", "{{a\nb}}", "{ {me} }"] {
        let letter = filled(text, FROM_ADA);
        assert_eq!(letter.text(), text);
        assert_eq!(letter.unknown().count(), 0, "{text}");
    }
    assert_eq!(filled("{{ {{me}} }}", FROM_ADA).text(), "{{ Tom }}");
    assert_eq!(filled("{{{me}}}", FROM_ADA).text(), "{Tom}");
    assert_eq!(variables("a {{ x }} {{y.z}} {{"), ["x", "y.z"]);
    let long = format!("{{{{{}}}}}", "x".repeat(500));
    assert_eq!(filled(&long, FROM_ADA).text(), long);
}

#[test]
fn a_variable_leads_no_farther_than_it_may() {
    let far = format!("{{{{contact{}.name}}}}", ".company.parent".repeat(9));
    let letter = filled(&far, FROM_ADA);
    assert_eq!((letter.text(), letter.unknown().count()), (far, 1));
}

proptest! {
    #[test]
    fn any_text_is_filled(text in "([{}.|a-z_ \n]|first_name|company|contact|me){0,40}") {
        let _ = filled(&text, FROM_ADA).text();
        let _ = filled(&text, (Kind::TICKET, MILL)).text();
    }

    #[test]
    fn a_text_without_variables_stays_as_it_is(text in "(?s)(.|[{}|.x \n]){0,80}") {
        // None of these letters make a name that the schema knows.
        let text = text.replace(['a', 'e'], "o");
        prop_assert_eq!(filled(&text, FROM_ADA).text(), text);
    }
}
