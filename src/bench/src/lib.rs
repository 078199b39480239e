//! The core's benchmarks as WebAssembly, driven by `tests/bench` in a browser.
//!
//! [`Stored`] makes the segments of a large workspace, the same on every run. [`Large`] opens them,
//! in an instance of its own, so that the size of its memory is that of an opened workspace. Times
//! are milliseconds of the page's clock; lists of them are returned as JSON:
//! `[{"name": "sort by text", "ms": [7.1, 6.9]}]`.

#[path = "../../workspace/benches/large/generate.rs"]
mod generate;
mod measure;

use record::schema::stage;
use record::{Date, DeviceId, Instant, Kind, RecordId, SeededEntropy, Value, Write};
use wasm_bindgen::prelude::*;
use workspace::snapshot::Segment;
use workspace::{Command, Moment, Workspace};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// The kinds of the large workspace, referred to before referring.
const KINDS: [Kind; 7] = [
    Kind::MEMBER,
    Kind::STAGE,
    Kind::COMPANY,
    Kind::CONTACT,
    Kind::DEAL,
    Kind::TICKET,
    Kind::ACTIVITY,
];
/// The present of the large workspace.
const NOW: Instant = Instant(1_790_000_000_000);
const TODAY: Date = Date(20_717);

/// A large workspace as it is stored.
#[wasm_bindgen]
pub struct Stored(Vec<Segment>);

#[wasm_bindgen]
impl Stored {
    /// Makes 100,000 contacts, 15,000 companies, 20,000 deals, 20,000 tickets and 100,000 activities.
    ///
    /// # Errors
    /// Why the workspace refused them.
    pub fn make() -> Result<Self, JsError> {
        let mut entropy = SeededEntropy::new(1);
        let mut workspace = Workspace::new(DeviceId(1));
        for kind in KINDS {
            let mut slices = generate::slices(kind);
            if kind == Kind::STAGE {
                slices.push(outcomes());
            }
            for (n, writes) in slices.into_iter().enumerate() {
                let bulk = Command::Bulk {
                    label: String::from("import"),
                    group: RecordId(u128::from(kind.0)),
                    writes,
                };
                let done = workspace.run(bulk, &mut moment(&mut entropy))?;
                if let Some(mut change) = done.change {
                    workspace.seal(&mut change, n as u64 + 1, workspace.clock());
                }
            }
        }
        let mut segments = workspace.take_segments();
        segments.sort_by_key(|segment| (segment.kind, segment.number));
        Ok(Self(segments))
    }

    /// How many segments there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The number of a segment's kind.
    pub fn kind(&self, n: usize) -> Option<u16> {
        self.0.get(n).map(|segment| segment.kind)
    }

    /// The number of a segment within its kind.
    pub fn number(&self, n: usize) -> Option<u32> {
        self.0.get(n).map(|segment| segment.number)
    }

    /// A segment's bytes.
    pub fn bytes(&self, n: usize) -> Option<Vec<u8>> {
        self.0.get(n).map(|segment| segment.bytes.clone())
    }
}

/// A large workspace that is open.
#[wasm_bindgen]
pub struct Large {
    workspace: Workspace,
    entropy: SeededEntropy,
}

#[wasm_bindgen]
impl Large {
    /// A workspace without records.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "only scripts make it")]
    pub fn new() -> Self {
        Self {
            workspace: Workspace::new(DeviceId(1)),
            entropy: SeededEntropy::new(2),
        }
    }

    /// Loads a segment; how long that took.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn load(&mut self, kind: u16, number: u32, bytes: Vec<u8>) -> Result<f64, JsError> {
        let segment = Segment {
            kind,
            number,
            bytes,
        };
        let start = now();
        self.workspace.load_segment(&segment)?;
        Ok(now() - start)
    }

    /// How many records of a kind there are.
    pub fn count(&self, kind: u16) -> u32 {
        self.workspace.count(Kind(kind))
    }

    /// Makes the search index; how long that took.
    pub fn index(&mut self) -> f64 {
        let start = now();
        self.workspace.index_all();
        now() - start
    }

    /// The bytes that the tables and the index say they hold.
    pub fn memory(&self) -> usize {
        self.workspace.memory()
    }

    /// Types searches letter by letter; named by what is typed so far.
    pub fn searches(&mut self) -> String {
        json(&measure::searches(&mut self.workspace))
    }

    /// Sorts long lists by fields of all types.
    pub fn sorts(&mut self) -> String {
        json(&measure::sorts(&mut self.workspace))
    }

    /// Filters long lists by fields of all types.
    pub fn filters(&mut self) -> String {
        json(&measure::filters(&mut self.workspace))
    }

    /// Edits contacts; how long the edit, the sorted list after it and a search for it took.
    ///
    /// # Errors
    /// Why an edit was refused.
    pub fn edits(&mut self) -> Result<String, JsError> {
        let measured = measure::edits(&mut self.workspace, &mut self.entropy)?;
        Ok(json(&measured))
    }

    /// Learns from the closed deals and scores the open ones.
    ///
    /// # Errors
    /// Why nothing could be learned.
    pub fn scores(&mut self) -> Result<String, JsError> {
        Ok(json(&measure::scores(&self.workspace)?))
    }
}

/// A measured piece of work and its times in milliseconds.
struct Measured {
    name: String,
    ms: Vec<f64>,
}

fn json(all: &[Measured]) -> String {
    let rows: Vec<serde_json::Value> = all
        .iter()
        .map(|row| serde_json::json!({ "name": row.name, "ms": row.ms }))
        .collect();
    serde_json::Value::Array(rows).to_string()
}

fn moment(entropy: &mut SeededEntropy) -> Moment<'_> {
    Moment {
        now: NOW,
        today: TODAY,
        entropy,
    }
}

/// The last two stages are those of won and of lost deals.
fn outcomes() -> Vec<Write> {
    [(4, "Won"), (5, "Lost")]
        .map(|(n, outcome)| {
            Write::set(
                Kind::STAGE,
                generate::id(Kind::STAGE, n),
                stage::OUTCOME,
                Value::choice(outcome),
            )
        })
        .to_vec()
}
