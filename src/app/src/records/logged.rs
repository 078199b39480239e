//! Notes, calls, meetings, e-mails and tasks that are written onto a record: their fields, and to
//! what they belong.

use record::schema::{activity, contact, deal, task, ticket};
use record::{FieldId, Instant, Kind, RecordId, Value};
use workspace::Workspace;

use super::drafts::Draft;

/// A task among the things that can be written; the others are options of an activity's type.
pub const TASK: &str = "Task";

/// Whether what is written has a field of an activity: forms show it then, and it is kept. A task's
/// title is its subject. What was typed before something else was chosen waits in the draft.
pub fn has(what: &str, field: FieldId) -> bool {
    match field {
        activity::SUBJECT => what != "Note",
        activity::DURATION => matches!(what, "Call" | "Meeting"),
        activity::OUTCOME => matches!(what, "Call" | "Meeting" | "Email"),
        _ => true,
    }
}

/// Whether there is nothing to keep: a task needs a title, a call or a meeting may be without
/// words, everything else needs some.
pub fn is_blank(what: &str, draft: &Draft) -> bool {
    let lacks = |field, text: &str| !has(what, field) || text.trim().is_empty();
    let no_text = lacks(activity::BODY, &draft.body) && lacks(activity::OUTCOME, &draft.outcome);
    lacks(activity::SUBJECT, &draft.subject) && (what == TASK || no_text)
}

/// Whether a task is to follow and nobody said which.
pub fn lacks_follow_up(draft: &Draft) -> bool {
    draft.follow_up_due.is_some() && draft.follow_up.trim().is_empty()
}

/// The fields of what was written, with its links to the record and what belongs to it.
pub fn values_of(
    ws: &Workspace,
    (kind, id): (Kind, RecordId),
    what: &str,
    draft: &Draft,
    now: Instant,
) -> Vec<(FieldId, Value)> {
    let is_task = what == TASK;
    let mut values = Vec::new();
    let mut text = |field, text: &str| {
        if !text.trim().is_empty() {
            values.push((field, Value::text(text)));
        }
    };
    if is_task {
        text(task::TITLE, draft.subject.trim());
        text(task::DESCRIPTION, &draft.body);
        values.extend(draft.due.map(|due| (task::DUE, Value::Date(due))));
        values.extend(ws.me().map(|me| (task::OWNER, Value::Ref(me))));
    } else {
        for (field, written) in [
            (activity::SUBJECT, draft.subject.trim()),
            (activity::BODY, draft.body.as_str()),
            (activity::OUTCOME, draft.outcome.trim()),
        ] {
            if has(what, field) {
                text(field, written);
            }
        }
        values.push((activity::TYPE, Value::choice(what)));
        values.push((activity::AT, Value::Instant(draft.at.unwrap_or(now))));
        let seconds = draft.minutes.map(|minutes| (minutes * 60.0) as i64);
        let seconds = seconds.filter(|_| has(what, activity::DURATION));
        values.extend(seconds.map(|s| (activity::DURATION, Value::Duration(s))));
        values.extend(ws.me().map(|me| (activity::MEMBER, Value::Ref(me))));
    }
    for (to, target) in links(ws, kind, id) {
        if let Some(field) = link_field(is_task, to) {
            values.push((field, Value::Ref(target)));
        }
    }
    values
}

/// The fields of the task that follows from what was written; `None` where none does.
pub fn follow_up(
    ws: &Workspace,
    record: (Kind, RecordId),
    draft: &Draft,
    now: Instant,
) -> Option<Vec<(FieldId, Value)>> {
    let task = Draft {
        subject: draft.follow_up.clone(),
        due: draft.follow_up_due,
        ..Draft::default()
    };
    (!is_blank(TASK, &task)).then(|| {
        let mut values = values_of(ws, record, TASK, &task, now);
        values.push((task::TYPE, Value::choice("Follow-up")));
        values
    })
}

/// The record itself, and the company it belongs to.
fn links(ws: &Workspace, kind: Kind, id: RecordId) -> Vec<(Kind, RecordId)> {
    let company = match kind {
        Kind::CONTACT => Some(contact::COMPANY),
        Kind::DEAL => Some(deal::COMPANY),
        Kind::TICKET => Some(ticket::COMPANY),
        _ => None,
    };
    let company = company
        .and_then(|field| ws.value(kind, id, field)?.as_ref_id())
        .map(|company| ws.resolve(Kind::COMPANY, company))
        .filter(|company| ws.is_live(Kind::COMPANY, *company));
    let own = std::iter::once((kind, id));
    own.chain(company.map(|id| (Kind::COMPANY, id))).collect()
}

/// The field of an activity or a task that refers to a kind.
fn link_field(is_task: bool, to: Kind) -> Option<FieldId> {
    Some(match (is_task, to) {
        (false, Kind::CONTACT) => activity::CONTACT,
        (false, Kind::COMPANY) => activity::COMPANY,
        (false, Kind::DEAL) => activity::DEAL,
        (false, Kind::TICKET) => activity::TICKET,
        (true, Kind::CONTACT) => task::CONTACT,
        (true, Kind::COMPANY) => task::COMPANY,
        (true, Kind::DEAL) => task::DEAL,
        (true, Kind::TICKET) => task::TICKET,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Date, DeviceId};

    #[test]
    fn a_task_needs_a_title_and_a_note_some_text() {
        let body = Draft {
            body: "x".to_owned(),
            ..Draft::default()
        };
        assert!(is_blank(TASK, &body));
        assert!(!is_blank("Note", &body));
        assert!(is_blank("Note", &Draft::default()));
        let subject = Draft {
            subject: "x".to_owned(),
            ..Draft::default()
        };
        assert!(!is_blank(TASK, &subject));
        assert!(!is_blank("Call", &subject));
    }

    #[test]
    fn what_is_written_is_linked_to_the_record_and_says_when_it_was() {
        let ws = Workspace::new(DeviceId(1));
        let draft = Draft {
            body: "Talked".to_owned(),
            minutes: Some(5.0),
            ..Draft::default()
        };
        let id = RecordId(9);
        let values = values_of(&ws, (Kind::DEAL, id), "Call", &draft, Instant(7));
        for expected in [
            (activity::BODY, Value::text("Talked")),
            (activity::TYPE, Value::choice("Call")),
            (activity::AT, Value::Instant(Instant(7))),
            (activity::DURATION, Value::Duration(300)),
            (activity::DEAL, Value::Ref(id)),
        ] {
            assert!(values.contains(&expected), "{expected:?}");
        }
        assert!(!values.iter().any(|(field, _)| *field == activity::SUBJECT));
        let note = values_of(&ws, (Kind::DEAL, id), "Note", &draft, Instant(7));
        assert!(!note.iter().any(|(field, _)| *field == activity::DURATION));
    }

    #[test]
    fn what_a_form_does_not_show_is_neither_kept_nor_counted() {
        let ws = Workspace::new(DeviceId(1));
        let draft = Draft {
            subject: "Offer".to_owned(),
            minutes: Some(5.0),
            outcome: "Left a message".to_owned(),
            ..Draft::default()
        };
        assert!(is_blank("Note", &draft));
        assert!(!is_blank("Email", &draft));
        let all = [activity::SUBJECT, activity::OUTCOME, activity::DURATION];
        for what in ["Call", "Meeting", "Email", "Note"] {
            let values = values_of(&ws, (Kind::DEAL, RecordId(9)), what, &draft, Instant(7));
            for field in all {
                let kept = values.iter().any(|(kept, _)| *kept == field);
                assert_eq!(kept, has(what, field), "{what} {field:?}");
            }
        }
    }

    #[test]
    fn a_day_without_a_title_is_a_task_that_nobody_named() {
        let mut draft = Draft::default();
        assert!(!lacks_follow_up(&draft));
        draft.follow_up_due = Some(Date(5));
        draft.follow_up = "  ".to_owned();
        assert!(lacks_follow_up(&draft));
        draft.follow_up = "Call again".to_owned();
        assert!(!lacks_follow_up(&draft));
    }

    #[test]
    fn a_task_follows_where_it_has_a_title() {
        let ws = Workspace::new(DeviceId(1));
        let record = (Kind::CONTACT, RecordId(9));
        let mut draft = Draft {
            follow_up_due: Some(Date(5)),
            ..Draft::default()
        };
        assert_eq!(follow_up(&ws, record, &draft, Instant(7)), None);
        draft.follow_up = "Send the offer".to_owned();
        let values = follow_up(&ws, record, &draft, Instant(7)).unwrap_or_default();
        for expected in [
            (task::TITLE, Value::text("Send the offer")),
            (task::DUE, Value::Date(Date(5))),
            (task::CONTACT, Value::Ref(RecordId(9))),
        ] {
            assert!(values.contains(&expected), "{expected:?}");
        }
    }

    #[test]
    fn nothing_is_linked_to_a_kind_that_has_no_timeline() {
        assert_eq!(link_field(false, Kind::TASK), None);
        assert_eq!(link_field(true, Kind::STAGE), None);
    }
}
