//! The second pass: every row is checked, and every record gets its id.

use record::schema::{contact, deal};
use record::{FieldId, FieldType, Kind, RecordId, Value};

use super::{Input, Planner, named_stage};
use crate::csv::Row;
use crate::headers::Source;
use crate::plan::identity::identify;
use crate::plan::report::{Duplicate, Rejected, WarningReason};
use crate::plan::row::{Draft, Read};

impl<'a> Planner<'a> {
    pub(super) fn index_row(&mut self, input: Input<'a>, row: &Row<'_>) {
        let line = row.line();
        let entities = input.mapping.entities.len();
        let mut ids = vec![None; entities];
        let mut take = false;
        let read = self.read(input, row);
        if let Some(file) = self.report.files.get_mut(self.file) {
            file.rows += u32::from(!matches!(read, Read::Blank));
        }
        match read {
            Read::Blank => {}
            Read::Header => self.warn(line, None, WarningReason::HeaderAgain),
            Read::Rejected(column, reason) => self.report.reject(Rejected {
                file: self.file,
                line,
                column,
                reason,
            }),
            Read::Drafts(drafts, remarks) => {
                for (column, reason) in remarks {
                    self.warn(line, Some(column), reason);
                }
                take = self.index_drafts(input, row, &drafts, &mut ids);
            }
        }
        if let Some(file) = self.files.get_mut(self.file) {
            file.take.push(take);
            file.ids.extend(ids);
        }
    }

    /// Gives ids to the records of a row; `false` where the row says again what another has said.
    fn index_drafts(
        &mut self,
        input: Input<'a>,
        row: &Row<'_>,
        drafts: &[Option<Draft>],
        ids: &mut [Option<RecordId>],
    ) -> bool {
        let company = drafts
            .iter()
            .flatten()
            .find(|d| d.kind == Kind::COMPANY)
            .and_then(Draft::name);
        for (i, draft) in drafts.iter().enumerate() {
            let Some(draft) = draft else { continue };
            // What deals name as their product is looked for among the products beside them.
            if draft.kind == Kind::PRODUCT
                && self.index.names_products
                && let Some(name) = draft.name()
            {
                self.seen_choices
                    .catalogue(Kind::DEAL, deal::PRODUCT, &name);
            }
            if i > 0 && draft.is_only_an_id() {
                continue;
            }
            let linked = match draft.kind {
                Kind::CONTACT => draft.link_text(contact::COMPANY),
                Kind::DEAL => draft.link_text(deal::COMPANY),
                _ => None,
            };
            let by_content = draft.external.is_none()
                && !matches!(draft.kind, Kind::CONTACT | Kind::COMPANY | Kind::MEMBER);
            let content = match by_content {
                true => RecordId::natural(row.iter()),
                false => RecordId(0),
            };
            let identity = identify(
                &mut self.index,
                self.lookup,
                input.mapping,
                draft,
                linked.or(company.as_deref()),
                content,
            );
            if i == 0 {
                if let Some((first_file, first_line)) = self.index.first.get(&identity.id).copied()
                {
                    self.report.count_mut(draft.kind).duplicates += 1;
                    self.report.duplicates.push(Duplicate {
                        file: self.file,
                        line: row.line(),
                        kind: draft.kind,
                        record: identity.id,
                        first_file,
                        first_line,
                        reason: identity.by,
                    });
                    return false;
                }
                self.index
                    .first
                    .insert(identity.id, (self.file, row.line()));
            }
            if let Some(slot) = ids.get_mut(i) {
                *slot = Some(identity.id);
            }
            self.see_values(input.mapping.source, draft);
        }
        true
    }

    fn see_values(&mut self, source: Source, draft: &Draft) {
        for (field, value) in &draft.fields {
            match value {
                Value::Choice(value) => self.seen_choices.value(draft.kind, *field, value, source),
                Value::Tags(values) if self.is_choices(draft.kind, *field) => {
                    for value in values {
                        self.seen_choices.value(draft.kind, *field, value, source);
                    }
                }
                _ => {}
            }
        }
        if draft.kind == Kind::DEAL {
            self.seen_stages.add(named_stage(draft));
        }
    }

    pub(super) fn is_choices(&self, kind: Kind, field: FieldId) -> bool {
        let custom = || self.customs.by_field(kind, field).map(|c| c.ty);
        let ty = self.schema.field(kind, field).map(|f| f.ty).or_else(custom);
        ty == Some(FieldType::Choices)
    }
}
