//! Dashboards that people put together, and their charts.

use record::schema::{chart, dashboard};
use record::{FieldId, Kind, RecordId, Value, rank};
use workspace::report::json::NotAReport;
use workspace::{Report, Workspace};

/// A dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
}

/// A chart of a dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptChart {
    /// Its record.
    pub id: RecordId,
    /// Its name; empty where it follows what is measured.
    pub name: String,
    /// Its question, or why it can't be read.
    pub report: Result<Report, NotAReport>,
    /// How it is drawn.
    pub shape: Shape,
    /// Whether it takes the whole width.
    pub is_wide: bool,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Bars to the right.
    #[default]
    Bars,
    /// Bars upward.
    Columns,
    /// A line.
    Line,
    /// A line that is filled.
    Area,
    /// One number.
    Figure,
    /// A table.
    Table,
}

impl Shape {
    /// All, in the order of the choice.
    pub const ALL: [Self; 6] = [
        Self::Bars,
        Self::Columns,
        Self::Line,
        Self::Area,
        Self::Figure,
        Self::Table,
    ];

    /// The option of [`chart::SHAPE`].
    pub fn key(self) -> &'static str {
        match self {
            Self::Bars => "Bars",
            Self::Columns => "Columns",
            Self::Line => "Line",
            Self::Area => "Area",
            Self::Figure => "Figure",
            Self::Table => "Table",
        }
    }

    /// The shape of an option; bars for one that this version doesn't draw.
    pub fn of_key(key: &str) -> Self {
        let found = Self::ALL.into_iter().find(|shape| shape.key() == key);
        found.unwrap_or_default()
    }
}

/// The options of [`chart::WIDTH`].
const HALF: &str = "Half";
const FULL: &str = "Full";

fn rank_of(ws: &Workspace, kind: Kind, id: RecordId, field: FieldId) -> String {
    let value = ws.value(kind, id, field);
    let rank = value.as_ref().and_then(Value::as_str);
    rank.unwrap_or_default().to_owned()
}

/// The dashboards in their order.
pub fn all(ws: &Workspace) -> Vec<Dashboard> {
    let kind = Kind::DASHBOARD;
    let mut list: Vec<(String, Dashboard)> = ws
        .ids(kind)
        .map(|id| {
            let name = ws.text(kind, id, dashboard::NAME).to_owned();
            (
                rank_of(ws, kind, id, dashboard::RANK),
                Dashboard { id, name },
            )
        })
        .collect();
    record::order::sort_by(&mut list, |a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
    list.into_iter().map(|(_, dashboard)| dashboard).collect()
}

/// The charts of a dashboard in their order.
pub fn charts(ws: &Workspace, dashboard: RecordId) -> Vec<KeptChart> {
    let mut list: Vec<(String, KeptChart)> = ws
        .related(Kind::CHART, chart::DASHBOARD, dashboard)
        .into_iter()
        .filter_map(|id| Some((rank_of(ws, Kind::CHART, id, chart::RANK), read(ws, id)?)))
        .collect();
    record::order::sort_by(&mut list, |a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
    list.into_iter().map(|(_, chart)| chart).collect()
}

/// A chart; `None` where it is gone.
pub fn read(ws: &Workspace, id: RecordId) -> Option<KeptChart> {
    if !ws.is_live(Kind::CHART, id) {
        return None;
    }
    let text = |field| ws.text(Kind::CHART, id, field).to_owned();
    Some(KeptChart {
        id,
        name: text(chart::NAME),
        report: Report::from_json(&text(chart::DEFINITION)),
        shape: Shape::of_key(&text(chart::SHAPE)),
        is_wide: text(chart::WIDTH) == FULL,
    })
}

/// The place behind some ranked records.
fn behind(ws: &Workspace, kind: Kind, last: Option<RecordId>, field: FieldId) -> Value {
    let last = last.map(|id| rank_of(ws, kind, id, field));
    Value::Rank(rank::between(last.as_deref(), None))
}

/// The fields of a new dashboard, which stands behind the others.
pub fn new_dashboard(ws: &Workspace, name: &str) -> Vec<(FieldId, Value)> {
    let last = all(ws).last().map(|dashboard| dashboard.id);
    vec![
        (dashboard::NAME, Value::text(name)),
        (
            dashboard::RANK,
            behind(ws, Kind::DASHBOARD, last, dashboard::RANK),
        ),
    ]
}

/// What of a chart is said in the builder.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Its name; empty where it follows what is measured.
    pub name: String,
    /// Its question.
    pub report: Report,
    /// How it is drawn.
    pub shape: Shape,
    /// Whether it takes the whole width.
    pub is_wide: bool,
}

impl Said {
    /// As the workspace keeps it.
    pub fn values(&self) -> Vec<(FieldId, Option<Value>)> {
        let width = if self.is_wide { FULL } else { HALF };
        let name = self.name.trim();
        vec![
            (chart::NAME, (!name.is_empty()).then(|| Value::text(name))),
            (chart::DEFINITION, Some(Value::text(self.report.to_json()))),
            (
                chart::SHAPE,
                Some(Value::Choice(self.shape.key().to_owned())),
            ),
            (chart::WIDTH, Some(Value::Choice(width.to_owned()))),
        ]
    }
}

/// The fields of a new chart, which stands behind the others of its dashboard.
pub fn new_chart(ws: &Workspace, dashboard: RecordId, said: &Said) -> Vec<(FieldId, Value)> {
    let last = charts(ws, dashboard).last().map(|chart| chart.id);
    let said = said.values().into_iter();
    let mut values: Vec<(FieldId, Value)> = said
        .filter_map(|(field, value)| Some((field, value?)))
        .collect();
    values.push((chart::DASHBOARD, Value::Ref(dashboard)));
    values.push((chart::RANK, behind(ws, Kind::CHART, last, chart::RANK)));
    values
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::{Date, DeviceId, Instant, SeededEntropy};
    use workspace::{Command, Moment};

    fn run(ws: &mut Workspace, command: Command) {
        let mut entropy = SeededEntropy::new(1);
        let mut moment = Moment {
            now: Instant(1_700_000_000_000),
            today: Date(20_370),
            entropy: &mut entropy,
        };
        ws.run(command, &mut moment).unwrap();
    }

    fn create(ws: &mut Workspace, kind: Kind, id: u128, values: Vec<(FieldId, Value)>) {
        let record = RecordId(id);
        run(
            ws,
            Command::Create {
                kind,
                record,
                values,
            },
        );
    }

    #[test]
    fn charts_stand_in_their_order_and_come_back_as_they_were_said() {
        let mut ws = Workspace::new(DeviceId(1));
        let values = new_dashboard(&ws, "Mine");
        create(&mut ws, Kind::DASHBOARD, 1, values);
        for (n, shape) in Shape::ALL.into_iter().enumerate() {
            let said = Said {
                name: format!(" Chart {n} "),
                report: Report::count(Kind::DEAL),
                shape,
                is_wide: n == 1,
            };
            let values = new_chart(&ws, RecordId(1), &said);
            create(&mut ws, Kind::CHART, 10 + n as u128, values);
        }
        let charts = charts(&ws, RecordId(1));
        let shapes: Vec<Shape> = charts.iter().map(|chart| chart.shape).collect();
        assert_eq!(shapes, Shape::ALL);
        assert_eq!(charts[1].name, "Chart 1");
        assert!(charts[1].is_wide && !charts[0].is_wide);
        assert_eq!(charts[0].report, Ok(Report::count(Kind::DEAL)));
        assert_eq!(all(&ws)[0].name, "Mine");
    }

    #[test]
    fn a_chart_that_this_version_cannot_read_is_there_all_the_same() {
        let mut ws = Workspace::new(DeviceId(1));
        let values = vec![
            (chart::DASHBOARD, Value::Ref(RecordId(1))),
            (
                chart::DEFINITION,
                Value::text("{\"kind\":3,\"three_d\":true}"),
            ),
        ];
        create(&mut ws, Kind::CHART, 2, values);
        let charts = charts(&ws, RecordId(1));
        assert!(charts[0].report.is_err());
        assert_eq!(charts[0].shape, Shape::Bars);
    }
}
