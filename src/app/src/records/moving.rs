//! Moving a deal to a stage: at once where the gate lets it, with a dialog that asks for what is
//! missing where it doesn't.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use record::{FieldId, Kind, RecordId, Value};
use workflow::stage::Blocked;
use workspace::Command;

use super::editor::FieldEditor;
use super::made::MadeHere;
use crate::parts::{Button, ButtonKind, Dialog};
use crate::platform::{dom, idle, page};
use crate::state::{Actor, State, use_actor, use_state};
use crate::words::{common, record as words, refusals, schema, spoken};

/// Moves deals, from anywhere below the application.
#[derive(Clone, Copy)]
pub struct Mover {
    actor: Actor,
    asked: RwSignal<Option<Asked>>,
}

/// The inputs that are marked as wrong.
const WRONG: &str = "[aria-invalid='true']";

/// A move that waits for answers.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    deal: RecordId,
    stage: RecordId,
    blocked: Blocked,
    along: Vec<(FieldId, Option<Value>)>,
}

/// The moves that wait for answers; provided once in the frame.
#[derive(Clone, Copy)]
struct Asking(RwSignal<Option<Asked>>);

/// Provides what [`use_mover`] needs. The frame calls it once, above [`MoveDialog`].
pub fn install_mover() {
    provide_context(Asking(RwSignal::new(None)));
}

/// The mover, from anywhere below the frame.
pub fn use_mover() -> Mover {
    let Asking(asked) = expect_context();
    Mover {
        actor: use_actor(),
        asked,
    }
}

impl Mover {
    /// Moves a deal to a stage. Where the gate wants more, a dialog says why and asks for it, and
    /// the deal stays where it is until that is answered. Whether it was moved at once.
    pub fn move_deal(self, deal: RecordId, stage: RecordId) -> bool {
        self.move_along(deal, stage, Vec::new())
    }

    /// The same, and sets other fields in the same change, such as the place on a board.
    pub fn move_along(
        self,
        deal: RecordId,
        stage: RecordId,
        along: Vec<(FieldId, Option<Value>)>,
    ) -> bool {
        let state = self.actor.state();
        let (now, checked) = state.with(|ws| {
            (
                ws.stage_of(deal).map(|stage| stage.id),
                ws.check_move(deal, stage, &[]),
            )
        });
        if now == Some(stage) {
            return true;
        }
        match checked {
            Ok(()) => self.carry_out(deal, stage, along),
            Err(blocked) => {
                self.asked.set(Some(Asked {
                    deal,
                    stage,
                    blocked,
                    along,
                }));
                false
            }
        }
    }

    fn carry_out(
        self,
        deal: RecordId,
        stage: RecordId,
        answers: Vec<(FieldId, Option<Value>)>,
    ) -> bool {
        let name = self.actor.state().with(|ws| ws.name(Kind::STAGE, stage));
        let command = Command::MoveDeal {
            deal,
            stage,
            answers,
        };
        self.actor.run(command, words::moved_to(&name))
    }
}

/// Stands once in the frame and shows the dialog when a move waits for answers.
#[component]
pub fn MoveDialog() -> impl IntoView {
    let mover = use_mover();
    let view = move || {
        let asked = mover.asked.get()?;
        Some(view! { <Ask mover=mover asked=asked /> }.into_any())
    };
    view! { {move || view()} }
}

#[component]
fn Ask(mover: Mover, asked: Asked) -> impl IntoView {
    let state = use_state();
    let Asked {
        deal,
        stage,
        blocked,
        along,
    } = asked;
    let along = StoredValue::new(along);
    let blocked = RwSignal::new(blocked);
    let answers = RwSignal::new(BTreeMap::<FieldId, Option<Value>>::new());
    let is_tried = RwSignal::new(false);
    let body = NodeRef::<html::Div>::new();
    // The fields stay while they are answered: what was asked first is what is shown.
    let fields = blocked.with_untracked(|blocked| asked_fields(state, blocked));
    let can_be_filled = blocked.with_untracked(Blocked::can_be_filled);
    let ways = blocked.with_untracked(ways_out);
    let made = MadeHere::provide();
    let close = move || mover.asked.set(None);
    let submit = move || {
        let mut given = along.get_value();
        given.extend(answers.get_untracked());
        match state.with(|ws| ws.check_move(deal, stage, &given)) {
            Ok(()) => {
                if mover.carry_out(deal, stage, given) {
                    made.keep();
                    close();
                }
            }
            Err(still) => {
                blocked.set(still);
                is_tried.set(true);
                idle::before_paint(move || {
                    let wrong = body.get_untracked().map(|body| dom::all(&body, WRONG));
                    if let Some(first) = wrong.and_then(|inputs| inputs.into_iter().next()) {
                        page::focus(&first);
                    }
                });
            }
        }
    };
    let reasons = move || {
        let list = blocked.get().reasons;
        list.iter()
            .map(|reason| view! { <li>{refusals::reason(state, reason)}</li> })
            .collect_view()
    };
    let title = move || {
        let deal = state.name(Kind::DEAL, deal);
        words::move_title(&deal, &state.name(Kind::STAGE, stage))
    };

    let inputs = fields
        .into_iter()
        .map(|def| {
            let id = def.id;
            let value = Signal::derive(move || {
                let given = answers.with(|answers| answers.get(&id).cloned());
                given.unwrap_or_else(|| state.value(Kind::DEAL, deal, id))
            });
            let commit = move |value: Option<Value>| {
                answers.update(|answers| drop(answers.insert(id, value)));
            };
            let name = schema::field(Kind::DEAL, &def);
            let error = Signal::derive(move || {
                let is_missing = blocked.with(|blocked| blocked.asked().any(|a| a.field == id))
                    && value.get().is_none();
                (is_tried.get() && is_missing).then(|| refusals::required(&name))
            });
            view! { <FieldEditor kind=Kind::DEAL def=def value=value on_commit=commit error=error /> }
        })
        .collect_view();
    let other_ways = ways
        .into_iter()
        .map(|(id, name)| {
            view! {
                <Button
                    label=words::move_to(&name)
                    on_press=move |_| {
                        close();
                        mover.move_deal(deal, id);
                    }
                />
            }
        })
        .collect_view();

    view! {
        <Dialog
            title=Signal::derive(title)
            on_close=move |()| close()
            on_submit=move |()| {
                if can_be_filled {
                    submit();
                }
            }
            footer=move || {
                view! {
                    <span class="spacer"></span>
                    <Button
                        label=spoken(common::cancel)
                        on_press=move |_| close()
                    />
                    {can_be_filled
                        .then(|| {
                            view! {
                                <Button
                                    label=spoken(words::move_deal)
                                    kind=ButtonKind::Primary
                                    submit=true
                                />
                            }
                        })}
                }
            }
        >
            <div role="status">
                <ul class="move-reasons">{move || reasons()}</ul>
            </div>
            <div class="form-grid" node_ref=body>
                {inputs}
            </div>
            <div class="move-ways">{other_ways}</div>
        </Dialog>
    }
}

/// The fields that the gate asks for.
fn asked_fields(state: State, blocked: &Blocked) -> Vec<record::FieldDef> {
    let asked = blocked.asked().map(|asked| asked.field);
    state.with(|ws| {
        asked
            .filter_map(|field| ws.schema().field(Kind::DEAL, field).cloned())
            .collect()
    })
}

/// The stages that the deal may go to instead.
fn ways_out(blocked: &Blocked) -> Vec<(RecordId, String)> {
    let lists = blocked.reasons.iter().filter_map(|reason| match reason {
        workflow::Reason::NotAllowed { allowed, .. } => Some(allowed.clone()),
        _ => None,
    });
    lists.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use workflow::Reason;

    #[test]
    fn a_forbidden_move_offers_the_allowed_stages() {
        let allowed = vec![(RecordId(2), "Proposal".to_owned())];
        let blocked = Blocked {
            reasons: vec![
                Reason::NotAllowed {
                    from: "New".to_owned(),
                    to: "Won".to_owned(),
                    allowed: allowed.clone(),
                },
                Reason::SameStage {
                    name: "New".to_owned(),
                },
            ],
        };
        assert_eq!(ways_out(&blocked), allowed);
    }

    #[test]
    fn a_move_to_a_stage_that_is_gone_offers_no_other() {
        let blocked = Blocked {
            reasons: vec![Reason::UnknownStage { stage: RecordId(1) }],
        };
        assert!(ways_out(&blocked).is_empty());
    }
}
