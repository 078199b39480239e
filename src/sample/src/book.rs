//! What has been written so far, and the helpers all records need.

use record::schema::{CREATED_AT, SAMPLE, event};
use record::{Currency, Date, FieldId, Instant, Kind, Money, RecordId, Value, Write};
use workflow::{Outcome, Stage};

use crate::Plan;
use crate::chance::Chance;

const MINUTE: i64 = 60_000;

pub(crate) struct Book {
    pub(crate) writes: Vec<Write>,
    pub(crate) today: Date,
    pub(crate) stages: Option<Stages>,
    seed: u64,
    seed_text: String,
    currency: Currency,
    events: usize,
}

/// The caller's stages, sorted.
pub(crate) struct Stages {
    /// Open ones, in their order; at least one.
    pub(crate) open: Vec<RecordId>,
    pub(crate) won: RecordId,
    pub(crate) lost: RecordId,
}

impl Book {
    pub(crate) fn new(plan: &Plan<'_>) -> Self {
        Self {
            writes: Vec::new(),
            today: plan.today,
            stages: Stages::of(plan.stages),
            seed: plan.seed,
            seed_text: plan.seed.to_string(),
            currency: plan.currency,
            events: 0,
        }
    }

    pub(crate) fn chance(&self, subject: &str) -> Chance {
        Chance::new(self.seed, subject)
    }

    /// The id of the `n`th record of a kind.
    pub(crate) fn id(&self, kind: &str, n: usize) -> RecordId {
        RecordId::natural(["sample", &self.seed_text, kind, &n.to_string()])
    }

    /// Writes a record. Blank values are left out.
    pub(crate) fn add(
        &mut self,
        kind: Kind,
        id: RecordId,
        created: Instant,
        fields: impl IntoIterator<Item = (FieldId, Value)>,
    ) {
        let own = [
            (CREATED_AT, Value::Instant(created)),
            (SAMPLE, Value::Bool(true)),
        ];
        let all = own.into_iter().chain(fields);
        self.writes.extend(
            all.filter(|(_, value)| !value.is_blank())
                .map(|(field, value)| Write::set(kind, id, field, value)),
        );
    }

    /// Writes that a tracked field changed.
    pub(crate) fn event(&mut self, change: Changed) {
        let id = self.id("event", self.events);
        self.events += 1;
        let mut fields = vec![
            (event::SUBJECT, Value::Ref(change.record)),
            (event::KIND, Value::Int(change.kind.0.into())),
            (event::FIELD, Value::Int(change.field.0 as i64)),
            (event::TO, change.to),
            (event::AT, Value::Instant(change.at)),
        ];
        fields.extend(change.from.map(|from| (event::FROM, from)));
        fields.extend(
            change
                .member
                .map(|member| (event::MEMBER, Value::Ref(member))),
        );
        self.add(Kind::EVENT, id, change.at, fields);
    }

    /// The last day that is over.
    pub(crate) fn yesterday(&self) -> Date {
        self.today.plus_days(-1)
    }

    /// The last minute of yesterday: nothing that has happened is later.
    pub(crate) fn limit(&self) -> Instant {
        at(self.today, -1)
    }

    /// An amount of about that many euros, in the plan's currency.
    pub(crate) fn money(&self, euros: f64) -> Money {
        let rate = match self.currency.code() {
            "CNY" | "HKD" | "SEK" | "NOK" | "DKK" => 8.0,
            "INR" | "RUB" | "PHP" => 80.0,
            "MXN" | "ZAR" | "THB" | "TWD" | "CZK" | "TRY" => 25.0,
            "KRW" | "CLP" => 1_300.0,
            "VND" | "IDR" => 20_000.0,
            _ if self.currency.decimals() == 0 => 150.0,
            _ => 1.0,
        };
        let units = euros * rate;
        // A round price: three digits that count.
        let step = 10_f64.powi((units.max(1.0).log10().floor() as i32 - 2).max(0));
        Money {
            minor: (units / step).round() as i64 * step as i64 * self.currency.scale(),
            currency: self.currency,
        }
    }
}

/// A change of a tracked field.
pub(crate) struct Changed {
    pub(crate) kind: Kind,
    pub(crate) record: RecordId,
    pub(crate) field: FieldId,
    pub(crate) from: Option<Value>,
    pub(crate) to: Value,
    pub(crate) at: Instant,
    pub(crate) member: Option<RecordId>,
}

impl Stages {
    fn of(stages: &[Stage]) -> Option<Self> {
        let first = |outcome| stages.iter().find(|s| s.outcome == outcome).map(|s| s.id);
        let mut open: Vec<&Stage> = stages
            .iter()
            .filter(|s| s.outcome == Outcome::Open)
            .collect();
        record::order::sort_by(&mut open, |a, b| a.rank.cmp(&b.rank));
        Some(Self {
            won: first(Outcome::Won)?,
            lost: first(Outcome::Lost)?,
            open: open.iter().map(|s| s.id).collect(),
        })
        .filter(|stages| !stages.open.is_empty())
    }
}

/// The instant that many minutes into a day.
pub(crate) fn at(day: Date, minutes: i64) -> Instant {
    Instant(day.at_midnight_utc().0 + minutes * MINUTE)
}

/// A minute of a working day.
pub(crate) fn office_hour(chance: &mut Chance) -> i64 {
    chance.range(8 * 60, 17 * 60)
}

/// The day, or the Friday before a weekend.
pub(crate) fn working_day(day: Date) -> Date {
    match day.0.wrapping_add(3).rem_euclid(7) {
        5 => day.plus_days(-1),
        6 => day.plus_days(-2),
        _ => day,
    }
}

/// Puts a value in the place of a `{name}`.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(name, value)
    })
}
