//! What a person does: checked, completed with what follows from it, and turned into one change.

pub(crate) mod check;
mod draft;
mod merge;
mod purge;
mod repeating;

use record::schema::{self, DELETED_AT, deal, task};
use record::{Change, FieldId, Instant, Kind, RecordId, Value, Write};

use crate::business::{Done, Moment, Touched, Workspace};
use crate::error::Refused;
pub(crate) use draft::{Draft, difference};
pub use repeating::following;

/// What a person, a rule or an import does.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Creates a record with a new id that the caller made ([`RecordId::new`]).
    Create {
        /// Its kind.
        kind: Kind,
        /// Its id.
        record: RecordId,
        /// Its fields.
        values: Vec<(FieldId, Value)>,
    },
    /// Sets or empties fields of a record.
    Edit {
        /// Its kind.
        kind: Kind,
        /// The record.
        record: RecordId,
        /// The fields with their new values; `None` empties.
        values: Vec<(FieldId, Option<Value>)>,
    },
    /// Edits many records in one action.
    EditMany {
        /// Kind, record, field and new value.
        edits: Vec<(Kind, RecordId, FieldId, Option<Value>)>,
    },
    /// Moves a deal to a stage, with answers to what the gate asks.
    MoveDeal {
        /// The deal.
        deal: RecordId,
        /// The stage.
        stage: RecordId,
        /// Fields filled in on the way.
        answers: Vec<(FieldId, Option<Value>)>,
    },
    /// Puts records into the trash.
    Delete {
        /// Their kind.
        kind: Kind,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Takes records out of the trash.
    Restore {
        /// Their kind.
        kind: Kind,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Removes all values of records for ever, with what is only there for them
    /// ([`Workspace::erased_with`]). Can't be undone.
    Purge {
        /// Their kind.
        kind: Kind,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Merges a duplicate into another record: references follow, empty fields are filled from the
    /// loser, sets are joined.
    Merge {
        /// The kind.
        kind: Kind,
        /// The record that stays.
        winner: RecordId,
        /// The record that goes.
        loser: RecordId,
        /// Fields chosen otherwise.
        chosen: Vec<(FieldId, Option<Value>)>,
    },
    /// Says that two records are not the same, however alike they are.
    TellApart {
        /// Their kind.
        kind: Kind,
        /// The records.
        records: [RecordId; 2],
    },
    /// Adds options to a choice field.
    AddOptions {
        /// The field's kind.
        kind: Kind,
        /// The field.
        field: FieldId,
        /// The options.
        options: Vec<String>,
    },
    /// Several commands as one action, such as a call with the task that follows from it. Named
    /// after the first.
    Together(Vec<Self>),
    /// Writes that were checked where they were made: a slice of an import, sample data, a
    /// template. Slices with the same group are undone together.
    Bulk {
        /// The label of the change.
        label: String,
        /// What the slices have in common.
        group: RecordId,
        /// The writes.
        writes: Vec<Write>,
    },
}

impl Command {
    /// The key under which the history names the action.
    pub fn label(&self) -> &str {
        match self {
            Self::Create { .. } => "create",
            Self::Edit { .. } | Self::EditMany { .. } => "edit",
            Self::MoveDeal { .. } => "move",
            Self::Delete { .. } => "delete",
            Self::Restore { .. } => "restore",
            Self::Purge { .. } => "purge",
            Self::Merge { .. } => "merge",
            Self::TellApart { .. } => "tell-apart",
            Self::AddOptions { .. } => "options",
            Self::Together(commands) => commands.first().map_or("edit", Self::label),
            Self::Bulk { label, .. } => label,
        }
    }

    /// Whether it can't be taken back.
    fn is_final(&self) -> bool {
        match self {
            Self::Purge { .. } => true,
            Self::Together(commands) => commands.iter().any(Self::is_final),
            _ => false,
        }
    }

    fn group(&self) -> Option<RecordId> {
        match self {
            Self::Bulk { group, .. } => Some(*group),
            _ => None,
        }
    }
}

impl Workspace {
    /// Carries out a command: checks it, applies it as one change and remembers how to take it
    /// back.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn run(&mut self, command: Command, moment: &mut Moment<'_>) -> Result<Done, Refused> {
        let label = command.label().to_owned();
        let group = command.group();
        let undoable = !command.is_final();
        let mut draft = Draft::default();
        let by_person = !matches!(command, Command::Bulk { .. });
        self.plan(command, moment, &mut draft)?;
        self.follow_lines(&mut draft, by_person)?;
        draft.add_events(self, moment);
        let (writes, entry) = draft.finish(&label, group);
        if writes.is_empty() {
            return Ok(Done {
                change: None,
                touched: Touched::default(),
            });
        }
        let done = self.commit(label, writes, moment.now);
        if undoable {
            self.undo.push(entry);
        }
        Ok(done)
    }

    /// Applies finished writes as one change of this device.
    pub(crate) fn commit(&mut self, label: String, writes: Vec<Write>, now: Instant) -> Done {
        let stamp = self.clock.tick(now.0);
        let version = record::Version {
            stamp,
            device: self.device,
            number: 0,
        };
        let change = Change {
            version,
            label,
            writes,
        };
        let touched = self.apply_writes(&change);
        Done {
            change: Some(change),
            touched,
        }
    }

    fn plan(
        &self,
        command: Command,
        moment: &mut Moment<'_>,
        draft: &mut Draft,
    ) -> Result<(), Refused> {
        match command {
            Command::Create {
                kind,
                record,
                values,
            } => {
                let values = check::new_record(self, kind, record, values)?;
                draft.create(kind, record, moment.now);
                let is_undated = !values.iter().any(|(field, _)| *field == deal::OPENED_ON);
                for (field, value) in values {
                    draft.set(self, kind, record, field, Some(value));
                }
                if kind == Kind::DEAL && is_undated {
                    let today = Some(Value::Date(moment.today));
                    draft.set(self, kind, record, deal::OPENED_ON, today);
                }
            }
            Command::Edit {
                kind,
                record,
                values,
            } => {
                self.require_live(kind, record)?;
                check::edits(self, kind, record, &values)?;
                self.plan_edit(kind, record, values, moment, draft)?;
                check::parents(self, draft, (kind == Kind::COMPANY).then_some(record))?;
            }
            Command::EditMany { edits } => {
                for (kind, record, field, value) in &edits {
                    self.require_live(*kind, *record)?;
                    check::one(self, *kind, *record, *field, value.as_ref())?;
                }
                let mut companies = Vec::new();
                let mut edits = edits.into_iter().peekable();
                while let Some((kind, record, field, value)) = edits.next() {
                    let mut values = vec![(field, value)];
                    while let Some((.., field, value)) =
                        edits.next_if(|(k, r, ..)| (*k, *r) == (kind, record))
                    {
                        values.push((field, value));
                    }
                    self.plan_edit(kind, record, values, moment, draft)?;
                    companies.extend((kind == Kind::COMPANY).then_some(record));
                }
                check::parents(self, draft, companies)?;
            }
            Command::MoveDeal {
                deal,
                stage,
                answers,
            } => {
                self.require_live(Kind::DEAL, deal)?;
                check::edits(self, Kind::DEAL, deal, &answers)?;
                self.plan_move(deal, stage, answers, moment, draft)?;
            }
            Command::Delete { kind, records } => {
                let deals = records
                    .iter()
                    .map(|record| self.deals_in(kind, *record))
                    .sum();
                if deals > 0 {
                    return Err(Refused::InUse { count: deals });
                }
                for record in records {
                    self.require_live(kind, record)?;
                    draft.set(
                        self,
                        kind,
                        record,
                        DELETED_AT,
                        Some(Value::Instant(moment.now)),
                    );
                }
            }
            Command::Restore { kind, records } => {
                for record in records {
                    self.require_known(kind, record)?;
                    draft.set(self, kind, record, DELETED_AT, None);
                }
            }
            Command::Purge { kind, records } => {
                for record in records {
                    self.require_known(kind, record)?;
                    self.plan_purge(kind, record, draft);
                }
            }
            Command::Merge {
                kind,
                winner,
                loser,
                chosen,
            } => {
                self.require_live(kind, winner)?;
                self.require_live(kind, loser)?;
                check::edits(self, kind, winner, &chosen)?;
                self.plan_merge(kind, winner, loser, chosen, draft)?;
            }
            Command::TellApart { kind, records } => {
                self.plan_telling_apart(kind, records, draft)?;
            }
            Command::AddOptions {
                kind,
                field,
                options,
            } => {
                self.plan_options(kind, field, options, moment, draft)?;
            }
            Command::Together(commands) => {
                for command in commands {
                    self.plan(command, moment, draft)?;
                }
            }
            Command::Bulk { writes, .. } => draft.extend(self, writes, moment.now),
        }
        Ok(())
    }

    /// Drafts an edit. A deal goes to another stage through the gate, however it is moved.
    fn plan_edit(
        &self,
        kind: Kind,
        record: RecordId,
        mut values: Vec<(FieldId, Option<Value>)>,
        moment: &Moment<'_>,
        draft: &mut Draft,
    ) -> Result<(), Refused> {
        let stage = |value: &Option<Value>| value.as_ref().and_then(Value::as_ref_id);
        if kind == Kind::DEAL
            && let Some(at) = values.iter().rposition(|(field, _)| *field == deal::STAGE)
            && let Some(to) = stage(&values[at].1)
            && self.stage_of(record).is_none_or(|from| from.id != to)
        {
            values.retain(|(field, _)| *field != deal::STAGE);
            return self.plan_move(record, to, values, moment, draft);
        }
        let marks = kind == Kind::TASK && values.iter().any(|(field, _)| *field == task::DONE_AT);
        for (field, value) in values {
            draft.set(self, kind, record, field, value);
        }
        if marks {
            self.plan_following(record, moment, draft);
        }
        Ok(())
    }

    /// How many deals are in a stage or in the stages of a pipeline.
    fn deals_in(&self, kind: Kind, record: RecordId) -> u32 {
        let in_stage = |stage| self.related_count(Kind::DEAL, deal::STAGE, stage) as u32;
        match kind {
            Kind::STAGE => in_stage(record),
            Kind::PIPELINE => {
                let stages = self.related(Kind::STAGE, schema::stage::PIPELINE, record);
                stages.into_iter().map(in_stage).sum()
            }
            _ => 0,
        }
    }

    /// Whether there is anything of the record, be it in the trash.
    fn require_known(&self, kind: Kind, record: RecordId) -> Result<(), Refused> {
        if self.is_known(kind, record) {
            return Ok(());
        }
        Err(Refused::NotFound { kind, record })
    }

    fn plan_options(
        &self,
        kind: Kind,
        field: FieldId,
        options: Vec<String>,
        moment: &Moment<'_>,
        draft: &mut Draft,
    ) -> Result<(), Refused> {
        use record::schema::field as custom;
        let unknown = Refused::UnknownField { kind, field };
        let def = self.schema.field(kind, field).ok_or(unknown)?;
        let mut fresh: Vec<String> = options
            .into_iter()
            .map(|o| o.trim().to_owned())
            .filter(|o| !o.is_empty() && !def.options.iter().any(|known| known == o))
            .collect();
        record::order::sort(&mut fresh);
        fresh.dedup();
        if fresh.is_empty() {
            return Ok(());
        }
        let record = self.options_record(kind, field);
        if !self.is_live(Kind::FIELD, record) {
            if !self.is_known(Kind::FIELD, record) {
                draft.create(Kind::FIELD, record, moment.now);
            }
            let sets = [
                (custom::LABEL, Some(Value::text(def.label.as_ref()))),
                (custom::KIND, Some(Value::Int(kind.0.into()))),
                (custom::EXTENDS, Some(Value::Int(field.0 as i64))),
                // Only the options of now, not those from before it was taken back.
                (custom::OPTIONS, Some(Value::Tags(fresh))),
                (schema::UNDONE, None),
                (DELETED_AT, None),
            ];
            for (field, value) in sets {
                draft.set(self, Kind::FIELD, record, field, value);
            }
            return Ok(());
        }
        let add = fresh.into_iter().map(record::Element::Text).collect();
        draft.add(Kind::FIELD, record, custom::OPTIONS, add);
        Ok(())
    }

    /// The record of the kind `field` that holds a choice's options: for a custom field the one
    /// that defines it, for a standard one the record that every replica derives.
    pub fn options_record(&self, kind: Kind, field: FieldId) -> RecordId {
        let own = self
            .ids(Kind::FIELD)
            .find(|id| FieldId::custom(*id) == field);
        own.unwrap_or_else(|| {
            let (kind, field) = (kind.0.to_string(), field.0.to_string());
            RecordId::natural(["options", kind.as_str(), field.as_str()])
        })
    }

    pub(crate) fn require_live(&self, kind: Kind, record: RecordId) -> Result<(), Refused> {
        if self.is_live(kind, record) {
            return Ok(());
        }
        Err(Refused::NotFound { kind, record })
    }
}

#[cfg(test)]
mod tests;
