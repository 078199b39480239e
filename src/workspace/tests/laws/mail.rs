//! E-mails that are logged: once on each record, the same on every device.

use interchange::eml::Mail;
use record::schema::{activity, company, contact, deal, member, message, ticket};
use record::{Instant, Kind, RecordId, Value};
use workspace::Command;
use workspace::mail::log::{Logged, Owner, key_of};

use crate::device::{Device, MEMBERS, email, visible};

struct Scene {
    device: Device,
    ada: RecordId,
    ben: RecordId,
    works: RecordId,
    roof: RecordId,
    broken: RecordId,
}

fn scene(number: u64) -> Scene {
    let mut device = Device::new(number);
    let works = device.create(
        Kind::COMPANY,
        vec![
            (company::NAME, Value::text("Engine Works")),
            (company::DOMAIN, Value::text("engine.example")),
        ],
    );
    let person = |device: &mut Device, name: &str, address: &str| {
        device.create(
            Kind::CONTACT,
            vec![
                (contact::FIRST_NAME, Value::text(name)),
                (contact::EMAILS, email(address)),
                (contact::COMPANY, Value::Ref(works)),
            ],
        )
    };
    let ada = person(&mut device, "Ada", "Ada@Engine.example");
    let ben = person(&mut device, "Ben", "ben@engine.example");
    let roof = device.create(
        Kind::DEAL,
        vec![
            (deal::NAME, Value::text("Roof")),
            (deal::COMPANY, Value::Ref(works)),
        ],
    );
    let broken = device.create(
        Kind::TICKET,
        vec![
            (ticket::SUBJECT, Value::text("Broken")),
            (ticket::REQUESTER, Value::Ref(ada)),
        ],
    );
    Scene {
        device,
        ada,
        ben,
        works,
        roof,
        broken,
    }
}

fn from_ada(scene: &Scene) -> Logged {
    Logged {
        key: "1@engine.example".to_owned(),
        subject: "The roof".to_owned(),
        body: "It leaks.".to_owned(),
        at: Instant(5_000),
        contacts: vec![scene.ada, scene.ben],
        member: Some(MEMBERS[0]),
        is_received: true,
    }
}

fn log(device: &mut Device, record: (Kind, RecordId), logged: &Logged) {
    let writes = device.ws.log_mail(record, logged);
    let bulk = Command::Bulk {
        label: "create".to_owned(),
        group: RecordId(device.now as u128),
        writes,
    };
    device.run(bulk).unwrap();
}

fn on(device: &Device, (kind, id): (Kind, RecordId)) -> usize {
    let items = device.ws.timeline(kind, id);
    let logged = |kind: Kind| kind == Kind::ACTIVITY || kind == Kind::MESSAGE;
    items.iter().filter(|item| logged(item.kind)).count()
}

#[test]
fn an_email_is_once_on_each_record_and_with_each_person_of_it() {
    let mut scene = scene(1);
    let logged = from_ada(&scene);
    let roof = (Kind::DEAL, scene.roof);
    log(&mut scene.device, roof, &logged);
    let everyone = [
        roof,
        (Kind::CONTACT, scene.ada),
        (Kind::CONTACT, scene.ben),
        (Kind::COMPANY, scene.works),
    ];
    for record in everyone {
        assert_eq!(on(&scene.device, record), 1, "{record:?}");
        assert!(scene.device.ws.is_mail_logged(record, &logged.key));
        assert!(scene.device.ws.log_mail(record, &logged).is_empty());
    }
    // Of two people who got it the second has an entry of their own.
    assert_eq!(scene.device.ws.count(Kind::ACTIVITY), 2);
    let other = scene
        .device
        .create(Kind::DEAL, vec![(deal::NAME, Value::text("Wall"))]);
    log(&mut scene.device, (Kind::DEAL, other), &logged);
    assert_eq!(on(&scene.device, (Kind::DEAL, other)), 1);
    assert_eq!(on(&scene.device, roof), 1);
    assert_eq!(scene.device.ws.count(Kind::ACTIVITY), 3);
}

#[test]
fn an_email_that_is_there_is_linked_to_a_second_record() {
    let mut scene = scene(1);
    let logged = from_ada(&scene);
    log(&mut scene.device, (Kind::CONTACT, scene.ada), &logged);
    assert_eq!(scene.device.ws.count(Kind::ACTIVITY), 2);
    log(&mut scene.device, (Kind::DEAL, scene.roof), &logged);
    assert_eq!(scene.device.ws.count(Kind::ACTIVITY), 2);
    let found = scene
        .device
        .ws
        .related(Kind::ACTIVITY, activity::DEAL, scene.roof);
    let of = |field| scene.device.value(Kind::ACTIVITY, found[0], field);
    assert_eq!(of(activity::CONTACT), Some(Value::Ref(scene.ada)));
    assert_eq!(of(activity::MEMBER), Some(Value::Ref(MEMBERS[0])));
    assert_eq!(of(activity::AT), Some(Value::Instant(Instant(5_000))));
    scene.device.undo().unwrap();
    assert_eq!(on(&scene.device, (Kind::DEAL, scene.roof)), 0);
    assert_eq!(on(&scene.device, (Kind::CONTACT, scene.ada)), 1);
}

#[test]
fn what_was_taken_back_or_deleted_can_be_logged_again_elsewhere() {
    let mut scene = scene(1);
    let logged = from_ada(&scene);
    let (roof, ada) = ((Kind::DEAL, scene.roof), (Kind::CONTACT, scene.ada));
    log(&mut scene.device, roof, &logged);
    scene.device.undo().unwrap();
    assert_eq!(on(&scene.device, roof) + on(&scene.device, ada), 0);
    assert!(!scene.device.ws.is_mail_logged(roof, &logged.key));
    log(&mut scene.device, ada, &logged);
    assert_eq!(on(&scene.device, ada), 1);
    assert_eq!(on(&scene.device, roof), 0);
    let records: Vec<RecordId> = scene.device.ws.ids(Kind::ACTIVITY).collect();
    scene
        .device
        .run(Command::Delete {
            kind: Kind::ACTIVITY,
            records,
        })
        .unwrap();
    log(&mut scene.device, roof, &logged);
    assert_eq!((on(&scene.device, roof), on(&scene.device, ada)), (1, 1));
    let ada_only = vec![scene.ada];
    scene
        .device
        .run(Command::Purge {
            kind: Kind::CONTACT,
            records: ada_only,
        })
        .unwrap();
    assert_eq!(on(&scene.device, roof), 0);
    let later = Logged {
        contacts: vec![scene.ben],
        ..logged
    };
    log(&mut scene.device, roof, &later);
    assert_eq!(on(&scene.device, roof), 1);
}

#[test]
fn on_a_ticket_what_the_requester_wrote_is_a_message_and_all_else_an_activity() {
    let mut scene = scene(1);
    let logged = from_ada(&scene);
    let broken = (Kind::TICKET, scene.broken);
    log(&mut scene.device, broken, &logged);
    assert_eq!(on(&scene.device, broken), 1);
    let found = scene
        .device
        .ws
        .related(Kind::MESSAGE, message::TICKET, scene.broken);
    let of = |field| scene.device.value(Kind::MESSAGE, found[0], field);
    assert_eq!(
        of(message::VISIBILITY),
        Some(Value::choice("Customer message"))
    );
    assert_eq!(of(message::CONTACT), Some(Value::Ref(scene.ada)));
    assert!(scene.device.ws.log_mail(broken, &logged).is_empty());
    let answer = Logged {
        key: "2@engine.example".to_owned(),
        is_received: false,
        ..logged
    };
    log(&mut scene.device, broken, &answer);
    assert_eq!(
        scene
            .device
            .ws
            .related(Kind::ACTIVITY, activity::TICKET, scene.broken)
            .len(),
        1
    );
}

#[test]
fn two_devices_that_log_the_same_email_have_it_once() {
    let mut one = scene(1);
    let mut two = Device::new(2);
    for change in one.device.unsent() {
        two.ws.apply(&change);
    }
    let logged = from_ada(&one);
    log(&mut one.device, (Kind::DEAL, one.roof), &logged);
    log(&mut two, (Kind::CONTACT, one.ada), &logged);
    let (a, b) = (one.device.unsent(), two.unsent());
    a.iter().for_each(|change| drop(two.ws.apply(change)));
    b.iter()
        .for_each(|change| drop(one.device.ws.apply(change)));
    assert_eq!(visible(&mut one.device.ws), visible(&mut two.ws));
    assert_eq!(on(&two, (Kind::DEAL, one.roof)), 1);
    assert_eq!(on(&two, (Kind::CONTACT, one.ada)), 1);
}

#[test]
fn addresses_belong_to_contacts_members_and_companies() {
    let mut scene = scene(1);
    scene
        .device
        .edit(
            Kind::MEMBER,
            MEMBERS[0],
            member::EMAIL,
            Some(email("tom@us.example")),
        )
        .unwrap();
    let ws = &scene.device.ws;
    let owners = ws.owners_of(&["ada@engine.EXAMPLE ", "tom@us.example", "x@y.z"]);
    assert_eq!(owners[0].contact, Some(scene.ada));
    assert_eq!(owners[1].member, Some(MEMBERS[0]));
    assert_eq!(owners[2], Owner::default());
    assert_eq!(
        ws.company_of_address("new@engine.example"),
        Some(scene.works)
    );
    for other in ["new@gmail.com", "new@else.example", "nobody", "a@"] {
        assert_eq!(ws.company_of_address(other), None, "{other}");
    }
}

#[test]
fn an_email_without_an_id_is_known_by_what_it_says() {
    let mail = |text: &str| Mail {
        text: text.to_owned(),
        ..Mail::default()
    };
    assert_eq!(key_of(&mail("a")), key_of(&mail("a")));
    assert_ne!(key_of(&mail("a")), key_of(&mail("b")));
}
