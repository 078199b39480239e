//! Saved views: what a list shows and how, under a name, for everybody who shares the workspace;
//! and which of them this browser pins to the sidebar.

use leptos::prelude::*;
use record::schema::view;
use record::{FieldId, Kind, RecordId, Value, rank};
use serde::{Deserialize, Serialize};
use workspace::Workspace;

use super::State;
use crate::platform::prefs;

/// Under which name the pinned views are kept.
const PINS: &str = "pinned-views";

/// A column as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptColumn {
    /// Its word: see [`ColumnKey::word`](crate::pages::list::columns::ColumnKey::word).
    pub key: String,
    /// Its width in pixels.
    pub width: f64,
}

/// What a saved view says. In the workspace it is JSON; what a newer version adds is passed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// The part of the list's address behind the `?`.
    #[serde(default)]
    pub query: String,
    /// The columns; the list's usual ones where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<KeptColumn>>,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    /// Its record.
    pub id: RecordId,
    /// The kind of the records it shows.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its place among the views of its kind.
    pub rank: String,
    /// What it says.
    pub definition: Definition,
}

impl Definition {
    /// As the workspace keeps it.
    pub fn to_value(&self) -> Value {
        Value::text(serde_json::to_string(self).unwrap_or_default())
    }

    /// Reads what the workspace keeps. What can't be read shows all records.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// The saved view of a record; `None` where it is gone.
pub fn of(ws: &Workspace, id: RecordId) -> Option<SavedView> {
    if !ws.is_live(Kind::VIEW, id) {
        return None;
    }
    let Some(Value::Int(kind)) = ws.value(Kind::VIEW, id, view::KIND) else {
        return None;
    };
    let text = |field: FieldId| ws.text(Kind::VIEW, id, field).to_owned();
    let rank = match ws.value(Kind::VIEW, id, view::RANK) {
        Some(Value::Rank(rank)) => rank,
        _ => String::new(),
    };
    Some(SavedView {
        id,
        kind: Kind(u16::try_from(kind).ok()?),
        name: text(view::NAME),
        rank,
        definition: Definition::read(&text(view::DEFINITION)),
    })
}

/// The saved views of a kind, in their order.
pub fn of_kind(ws: &Workspace, kind: Kind) -> Vec<SavedView> {
    let ids = ws.ids(Kind::VIEW);
    let mut views: Vec<SavedView> = ids
        .filter_map(|id| of(ws, id))
        .filter(|view| view.kind == kind)
        .collect();
    record::order::sort_by(&mut views, |a, b| {
        (&a.rank, &a.name, a.id).cmp(&(&b.rank, &b.name, b.id))
    });
    views
}

/// The fields of a new view, which stands behind the others.
pub fn new_values(
    ws: &Workspace,
    kind: Kind,
    name: &str,
    definition: &Definition,
) -> Vec<(FieldId, Value)> {
    let views = of_kind(ws, kind);
    let last = views.last().map(|view| view.rank.as_str());
    let place = rank::between(last, None);
    vec![
        (view::NAME, Value::text(name)),
        (view::KIND, Value::Int(i64::from(kind.0))),
        (view::DEFINITION, definition.to_value()),
        (view::RANK, Value::Rank(place)),
    ]
}

/// The views that this browser pins to the sidebar, in the order in which they were pinned.
#[derive(Clone, Copy, Debug)]
pub struct Pins(RwSignal<Vec<RecordId>>);

/// The pins, from anywhere below the frame.
pub fn use_pins() -> Pins {
    expect_context()
}

impl Pins {
    /// Reads the pins and provides them.
    pub fn install() {
        let kept: Vec<String> = prefs::get(PINS).unwrap_or_default();
        let ids = kept.iter().filter_map(|id| id.parse().ok()).collect();
        provide_context(Self(RwSignal::new(ids)));
    }

    /// Whether a view is pinned, tracked.
    pub fn has(self, id: RecordId) -> bool {
        self.0.with(|pins| pins.contains(&id))
    }

    /// Pins a view, or takes the pin away.
    pub fn toggle(self, id: RecordId) {
        self.0
            .update(|pins| match pins.iter().position(|pin| *pin == id) {
                Some(at) => drop(pins.remove(at)),
                None => pins.push(id),
            });
        let kept = self.0.with_untracked(|pins| {
            let texts = pins.iter().map(RecordId::to_string);
            texts.collect::<Vec<_>>()
        });
        prefs::set(PINS, &kept);
    }

    /// The pinned views that there are, tracked.
    pub fn views(self, state: State) -> Vec<SavedView> {
        state.track_kind(Kind::VIEW);
        state.phase.track();
        let pins = self.0.get();
        state.with(|ws| pins.into_iter().filter_map(|id| of(ws, id)).collect())
    }
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

    fn add(ws: &mut Workspace, id: u128, kind: Kind, name: &str) {
        let definition = Definition {
            query: "q=a%20b".to_owned(),
            columns: None,
        };
        let values = new_values(ws, kind, name, &definition);
        let record = RecordId(id);
        let kind = Kind::VIEW;
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
    fn a_new_view_stands_behind_the_others_of_its_kind() {
        let mut ws = Workspace::new(DeviceId(1));
        add(&mut ws, 1, Kind::DEAL, "Zeal");
        add(&mut ws, 2, Kind::CONTACT, "Others");
        add(&mut ws, 3, Kind::DEAL, "Ask");
        let views = of_kind(&ws, Kind::DEAL);
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["Zeal", "Ask"]);
        assert_eq!(views[0].definition.query, "q=a%20b");
        let records = vec![RecordId(1)];
        let kind = Kind::VIEW;
        run(&mut ws, Command::Delete { kind, records });
        assert_eq!(of(&ws, RecordId(1)), None);
        assert_eq!(of_kind(&ws, Kind::DEAL).len(), 1);
    }

    #[test]
    fn what_is_no_definition_shows_everything() {
        for text in ["", "{", "[]", "null", "{\"query\":3}"] {
            assert_eq!(Definition::read(text), Definition::default(), "{text}");
        }
        let newer = "{\"query\":\"sort=name\",\"colour\":\"red\"}";
        assert_eq!(Definition::read(newer).query, "sort=name");
    }
}
