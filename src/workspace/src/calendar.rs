//! Which records lie on which days.

use record::schema::activity;
use record::{Date, FieldId, Instant, Kind, RecordId};

use crate::business::Workspace;
use crate::table::{Data, NO_INT};

impl Workspace {
    /// Of these records those whose day in `field` lies from `from` to `to` (both included), by
    /// day, those of a day in the order in which they were given.
    pub fn on_days(
        &self,
        kind: Kind,
        field: FieldId,
        records: &[RecordId],
        (from, to): (Date, Date),
    ) -> Vec<(Date, RecordId)> {
        let Some(table) = self.table(kind) else {
            return Vec::new();
        };
        let Some(Data::Int(days)) = table.column(field).map(|column| &column.data) else {
            return Vec::new();
        };
        let span = i64::from(from.0)..=i64::from(to.0);
        let mut found: Vec<(Date, RecordId)> = records
            .iter()
            .filter_map(|id| {
                let day = *days.get(table.row(*id)? as usize)?;
                span.contains(&day).then_some((Date(day as i32), *id))
            })
            .collect();
        record::order::sort_by_key(&mut found, |(day, _)| *day);
        found
    }

    /// The meetings that lie from `from` until before `to`, the earliest first.
    pub fn meetings(&self, from: Instant, to: Instant) -> Vec<(Instant, RecordId)> {
        let Some(table) = self.table(Kind::ACTIVITY) else {
            return Vec::new();
        };
        let Some(Data::Int(times)) = table.column(activity::AT).map(|column| &column.data) else {
            return Vec::new();
        };
        let is_meeting = |row| {
            let of_type = table.column(activity::TYPE);
            of_type.is_some_and(|column| column.str(row) == "Meeting")
        };
        let mut found: Vec<(Instant, RecordId)> = (0u32..)
            .zip(times)
            .filter(|(row, at)| {
                **at != NO_INT
                    && (from.0..to.0).contains(*at)
                    && is_meeting(*row)
                    && table.is_live(*row)
            })
            .filter_map(|(row, at)| Some((Instant(*at), table.id(row)?)))
            .collect();
        record::order::sort(&mut found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::schema::task;
    use record::{Change, DeviceId, Stamp, Value, Version, Write};

    fn with(writes: Vec<Write>) -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
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

    #[test]
    fn records_of_a_span_come_by_day_in_their_order() {
        let due = |id, day| Write::set(Kind::TASK, RecordId(id), task::DUE, Value::Date(Date(day)));
        let ws = with(vec![due(1, 5), due(2, 4), due(3, 5), due(4, 9), due(5, 3)]);
        let rows: Vec<RecordId> = [3, 1, 2, 4, 5, 77].map(RecordId).to_vec();
        let found = ws.on_days(Kind::TASK, task::DUE, &rows, (Date(4), Date(5)));
        let expected = [(4, 2), (5, 3), (5, 1)].map(|(day, id)| (Date(day), RecordId(id)));
        assert_eq!(found, expected);
        assert!(
            ws.on_days(Kind::DEAL, task::DUE, &rows, (Date(4), Date(5)))
                .is_empty()
        );
    }

    #[test]
    fn only_meetings_of_the_span_are_found() {
        let mut writes = Vec::new();
        for (id, at, ty) in [
            (1, 20, "Meeting"),
            (2, 10, "Meeting"),
            (3, 15, "Call"),
            (4, 30, "Meeting"),
        ] {
            let set = |field, value| Write::set(Kind::ACTIVITY, RecordId(id), field, value);
            writes.push(set(activity::TYPE, Value::choice(ty)));
            writes.push(set(activity::AT, Value::Instant(Instant(at))));
        }
        let ws = with(writes);
        let found = ws.meetings(Instant(10), Instant(30));
        assert_eq!(
            found,
            [(Instant(10), RecordId(2)), (Instant(20), RecordId(1))]
        );
    }
}
