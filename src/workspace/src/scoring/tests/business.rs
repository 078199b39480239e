//! A made-up business to learn from.

use super::*;

/// A business with a pipeline of two open stages, one won and one lost.
pub(super) struct Business {
    pub(super) workspace: Workspace,
    pub(super) random: SeededEntropy,
    pub(super) now: i64,
    pub(super) stages: [RecordId; 4],
    pub(super) writes: Vec<Write>,
}

pub(super) const FIRST: usize = 0;
pub(super) const SECOND: usize = 1;
pub(super) const WON: usize = 2;
pub(super) const LOST: usize = 3;

impl Business {
    pub(super) fn new() -> Self {
        let mut this = Self {
            workspace: Workspace::new(DeviceId(7)),
            random: SeededEntropy::new(11),
            now: NOW - 1_000 * DAY,
            stages: [RecordId(0); 4],
            writes: Vec::new(),
        };
        let line = this.add(Kind::PIPELINE, &[(pipeline::NAME, Value::text("Sales"))]);
        let stages = [
            ("First", "Open"),
            ("Second", "Open"),
            ("Won", "Won"),
            ("Lost", "Lost"),
        ];
        this.stages = stages.map(|(name, outcome)| {
            this.add(
                Kind::STAGE,
                &[
                    (stage::NAME, Value::text(name)),
                    (stage::PIPELINE, Value::Ref(line)),
                    (stage::OUTCOME, Value::choice(outcome)),
                ],
            )
        });
        this.store();
        this
    }

    pub(super) fn add(&mut self, kind: Kind, values: &[(FieldId, Value)]) -> RecordId {
        let id = RecordId::new(self.now, &mut self.random);
        let writes = values
            .iter()
            .map(|(f, v)| Write::set(kind, id, *f, v.clone()));
        self.writes.extend(writes);
        id
    }

    pub(super) fn store(&mut self) {
        let writes = std::mem::take(&mut self.writes);
        let label = "import".to_owned();
        self.run(Command::Bulk {
            label,
            group: RecordId(1),
            writes,
        });
    }

    pub(super) fn run(&mut self, command: Command) {
        let mut moment = Moment {
            now: Instant(self.now),
            today: Instant(self.now).date_utc(),
            entropy: &mut self.random,
        };
        self.workspace.run(command, &mut moment).unwrap();
    }

    pub(super) fn edit(&mut self, kind: Kind, record: RecordId, field: FieldId, value: Value) {
        self.now += 1_000;
        let values = vec![(field, Some(value))];
        self.run(Command::Edit {
            kind,
            record,
            values,
        });
    }

    pub(super) fn deal(&mut self, stage: usize, values: &[(FieldId, Value)]) -> RecordId {
        let mut all = vec![
            (deal::NAME, Value::text("A deal")),
            (deal::STAGE, Value::Ref(self.stages[stage])),
        ];
        all.extend_from_slice(values);
        self.add(Kind::DEAL, &all)
    }

    pub(super) fn chance(&mut self) -> f64 {
        (self.random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A custom field of deals, known at once.
    pub(super) fn custom(&mut self, label: &str, ty: &str) -> FieldId {
        let id = self.add(
            Kind::FIELD,
            &[
                (custom::LABEL, Value::text(label)),
                (custom::KIND, Value::Int(Kind::DEAL.0.into())),
                (custom::TYPE, Value::text(ty)),
            ],
        );
        self.store();
        FieldId::custom(id)
    }

    /// A deal of a business in which sources, owners, amounts and industries matter; it lasts up to
    /// 60 days from `day`. With a `signal` of 0 the outcome is random.
    pub(super) fn drawn(
        &mut self,
        owners: &[RecordId],
        companies: &[RecordId],
        signal: f64,
        day: i64,
    ) {
        let source = ["Partner", "Web Site", "Cold Call"][(self.chance() * 3.0) as usize];
        let owner = (self.chance() * owners.len() as f64) as usize;
        let home = (self.chance() * companies.len() as f64) as usize;
        let amount = 500.0 * (self.chance() * 4.0).exp();
        let pull = match source {
            "Partner" => 1.2,
            "Cold Call" => -1.2,
            _ => 0.0,
        };
        let pull = pull + owner as f64 * 0.5 - 0.5 - (amount / 3_000.0).ln() * 0.6
            + if home.is_multiple_of(3) { 0.8 } else { -0.2 };
        let won = self.chance() < bayes::probability(signal * pull - 0.3);
        let is_open = day > 20_560;
        let lasts = 5 + (self.chance() * 55.0) as i64;
        let stage = match (is_open, won) {
            (true, _) => FIRST,
            (_, true) => WON,
            (_, false) => LOST,
        };
        let mut values = vec![
            (deal::SOURCE, Value::choice(source)),
            (deal::OWNER, Value::Ref(owners[owner])),
            (deal::COMPANY, Value::Ref(companies[home])),
            (deal::AMOUNT, euros(amount as i64)),
            (deal::OPENED_ON, Value::Date(Date(day as i32))),
        ];
        if !is_open {
            values.push((deal::CLOSED_ON, Value::Date(Date((day + lasts) as i32))));
        }
        let id = self.deal(stage, &values);
        if !is_open {
            for (from, to, at) in [(FIRST, SECOND, 0.5), (SECOND, stage, 1.0)] {
                let at = day * DAY + (lasts as f64 * at * DAY as f64) as i64;
                self.add(
                    Kind::EVENT,
                    &[
                        (event::SUBJECT, Value::Ref(id)),
                        (event::KIND, Value::Int(Kind::DEAL.0.into())),
                        (event::FIELD, Value::Int(deal::STAGE.0 as i64)),
                        (event::FROM, Value::Ref(self.stages[from])),
                        (event::TO, Value::Ref(self.stages[to])),
                        (event::AT, Value::Instant(Instant(at))),
                    ],
                );
            }
        }
        for n in 0..(self.chance() * 6.0) as i64 {
            self.touch(id, (day + n * 7) * DAY);
        }
    }

    pub(super) fn touch(&mut self, id: RecordId, at: i64) {
        self.add(
            Kind::ACTIVITY,
            &[
                (activity::TYPE, Value::choice("Call")),
                (activity::DEAL, Value::Ref(id)),
                (activity::AT, Value::Instant(Instant(at))),
            ],
        );
    }

    pub(super) fn drawn_many(&mut self, deals: usize, signal: f64) {
        let owners: Vec<_> = (0..4)
            .map(|n| {
                self.add(
                    Kind::MEMBER,
                    &[(schema::member::NAME, Value::text(format!("M{n}")))],
                )
            })
            .collect();
        let companies: Vec<_> = (0..60)
            .map(|n| {
                let industry = ["Software", "Retail", "Energy"][n % 3];
                self.add(
                    Kind::COMPANY,
                    &[
                        (company::NAME, Value::text(format!("C{n}"))),
                        (company::INDUSTRY, Value::choice(industry)),
                        (company::EMPLOYEES, Value::Int((n as i64 + 1) * 11)),
                    ],
                )
            })
            .collect();
        for n in 0..deals {
            let day = 20_600 - 800 + (n * 800 / deals) as i64;
            self.drawn(&owners, &companies, signal, day);
        }
        self.store();
        self.now = NOW;
    }

    pub(super) fn train(&self) -> DealScorer {
        DealScorer::train(&self.workspace, Instant(NOW)).unwrap()
    }

    pub(super) fn open(&self) -> Vec<RecordId> {
        let scores = self
            .train()
            .score_open(&self.workspace, Instant(NOW))
            .unwrap();
        scores.into_iter().map(|score| score.deal).collect()
    }
}
