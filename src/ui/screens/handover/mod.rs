//! Handing an incident over in four parts; below it what was handed over already, and who signed for it.

mod sign;
mod stay;
mod words;

use std::path::PathBuf;

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::explain::made_ui;
use crate::app::api::{DeskRequest, Done, Draft, HandoverForm, Request};
use crate::app::engine::handover_draft_key;
use crate::app::paper::proposed;
use crate::app::problem::Problem;
use crate::domain::content::{HandoverTo, Sbar};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::{page_head_ui, person_words, side_badge};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, FieldKind, Notice, Page, Problems, body, gap, heading,
    notice, pair, status_line, support,
};
use crate::ui::words::{t, ta};
use sign::Sign;
pub(super) use stay::Stay;
pub(super) use words::{receiver_words, stay_answer_words, stay_reason_words, to_words};

/// Drafts are saved at most so often, in milliseconds.
const SAVE_EVERY_MS: i64 = 1_000;

/// The page and what is chosen and typed there.
#[derive(Debug, Default)]
pub(crate) struct Handover {
    of: Option<IncidentId>,
    form: Form,
    /// What the record proposed, for the present choice of who takes over.
    proposed: Sbar,
    saved: String,
    saved_at: Option<Moment>,
    problems: Problems,
    sign: Sign,
    asked: Asked,
    made: Vec<PathBuf>,
    /// A finished fact in words.
    done: Option<String>,
    told: Option<String>,
}

/// What is kept as a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Form {
    to: usize,
    place: String,
    sbar: Sbar,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Asked {
    #[default]
    Nothing,
    Given,
    Signed,
}

/// What every part of the page is given besides [`Cx`].
#[derive(Debug, Clone, Copy)]
struct Seat<'a> {
    side: Side,
    incident: &'a SharedIncident,
    own: &'a SideFile,
}

impl Screen for Handover {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let (Some(side), Some(incident), Some(own)) =
            (cx.seat(), cx.state.focus.as_deref(), cx.state.own.as_deref())
        else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        let seat = Seat { side, incident, own };
        self.follow(cx, seat);
        self.sign.follow(cx, incident.incident);
        let page = Page::new(cx.field_id("handover")).pinned().wide();
        page.body(ui, |ui| {
            let beside = format!("{}  {}", incident.reference, person_words(incident));
            if page_head_ui(ui, side_badge(side), &t("handover-title"), &beside) {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            if let Some(words) = self.told.take() {
                self.problems.set(vec![(cx.field_id("handover-to"), words)]);
            }
            if let Some(words) = &self.done {
                notice(ui, Notice::Info, words);
            }
            made_ui(ui, &self.made);
            self.form_ui(cx, ui, seat);
            self.given_ui(cx, ui, seat);
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui, seat));
        self.keep_safe(cx);
        if self.asked != Asked::Signed {
            self.sign.keep(cx, ui);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let asked = std::mem::take(&mut self.asked);
        match (answer, asked) {
            (Ok(Done::PaperMade(files)), _) => self.made.clone_from(files),
            (Ok(Done::Printed), _) => self.done = Some(t("handover-printed")),
            (Ok(_), Asked::Given) => {
                self.of = None;
                tell(actions, "handover-given-told");
            }
            (Ok(_), Asked::Signed) => {
                self.sign.done(actions);
                tell(actions, "handover-signed-told");
            }
            (Ok(_), Asked::Nothing) => {}
            (Err(problem), _) => self.told = Some(crate::ui::typed::sentences(problem)),
        }
        true
    }
}

fn tell(actions: &mut Vec<Action>, key: &str) {
    actions.push(Action::Tell {
        words: t(key),
        undo: false,
    });
}

impl Handover {
    /// Takes up the draft of this incident, or what its record says.
    fn follow(&mut self, cx: &Cx<'_>, seat: Seat<'_>) {
        let incident = seat.incident.incident;
        if self.of == Some(incident) {
            return;
        }
        *self = Self {
            of: Some(incident),
            ..Self::default()
        };
        let key = handover_draft_key(incident);
        let kept = cx.state.drafts.iter().find(|draft| draft.key == key);
        if let Some(kept) = kept
            && let Ok(form) = serde_json::from_str::<Form>(&kept.words)
        {
            self.saved.clone_from(&kept.words);
            self.proposed = propose(seat, form.to);
            self.form = form;
            return;
        }
        self.proposed = propose(seat, 0);
        self.form.sbar = self.proposed.clone();
    }

    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        let words = HandoverTo::ALL.map(to_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let mut at = Some(self.form.to);
        let question = t("handover-to");
        let reads = reads_words(seat.side, to_of(self.form.to));
        let choice = Choices::new(cx.field_id("handover-to"), &question, &options)
            .inline()
            .hint(&reads)
            .error(self.problems.of(cx.field_id("handover-to")))
            .show(ui, &mut at);
        if cx.arrived {
            choice.response.request_focus();
        }
        if choice.changed {
            self.choose(seat, at.unwrap_or_default());
        }
        if to_of(self.form.to).is_outside() {
            let id = cx.field_id("handover-place");
            Field::new(id, &t("handover-place"))
                .hint(&t("handover-place-hint"))
                .error(self.problems.of(id))
                .show(ui, &mut self.form.place);
        }
        let fixed = is_fixed(seat.side, self.form.to);
        let id = cx.field_id("handover-parts");
        let changed = self.form.sbar != self.proposed;
        pair(
            ui,
            id,
            &mut (&mut self.form.sbar, &*cx),
            |ui, (sbar, cx), _| {
                part_ui(cx, ui, "handover-situation", fixed, &mut sbar.situation);
                part_ui(cx, ui, "handover-background", fixed, &mut sbar.background);
            },
            |ui, (sbar, cx), _| {
                part_ui(cx, ui, "handover-assessment", fixed, &mut sbar.assessment);
                part_ui(cx, ui, "handover-recommendation", false, &mut sbar.recommendation);
            },
        );
        if changed && !fixed {
            let again = Button::new(ButtonKind::Plain, &t("handover-again")).show(ui);
            if again.clicked() {
                self.form.sbar = self.proposed.clone();
            }
        }
    }

    /// Another receiver: what nobody changed yet is taken from the record anew, for what they may read.
    fn choose(&mut self, seat: Seat<'_>, to: usize) {
        let anew = propose(seat, to);
        let fixed = is_fixed(seat.side, to);
        let sbar = &mut self.form.sbar;
        let parts = [
            (
                &mut sbar.situation,
                &self.proposed.situation,
                &anew.situation,
                fixed,
            ),
            (
                &mut sbar.background,
                &self.proposed.background,
                &anew.background,
                fixed,
            ),
            (
                &mut sbar.assessment,
                &self.proposed.assessment,
                &anew.assessment,
                fixed,
            ),
            (
                &mut sbar.recommendation,
                &self.proposed.recommendation,
                &anew.recommendation,
                false,
            ),
        ];
        for (now, before, anew, fixed) in parts {
            if fixed || *now == *before {
                now.clone_from(anew);
            }
        }
        self.proposed = anew;
        self.form.to = to;
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        if cx.busy {
            status_line(ui, &t("working"));
        }
        let commit = Button::new(ButtonKind::Primary, &t("handover-commit"))
            .commit()
            .show(ui)
            .clicked();
        let stay = crate::ui::command::Command::Stay;
        crate::ui::parts::command_button(cx, ui, ButtonKind::Plain, stay);
        if !commit || cx.busy {
            return;
        }
        (self.done, self.made) = (None, Vec::new());
        let to = to_of(self.form.to);
        let mut wrong = Vec::new();
        if to.is_outside() && self.form.place.trim().is_empty() {
            wrong.push((cx.field_id("handover-place"), t("handover-place-missing")));
        }
        let sbar = &self.form.sbar;
        if sbar.situation.trim().is_empty() && sbar.recommendation.trim().is_empty() {
            wrong.push((cx.field_id("handover-situation"), t("handover-empty")));
        }
        let ready = wrong.is_empty();
        self.problems.set(wrong);
        if ready {
            self.asked = Asked::Given;
            let form = HandoverForm {
                incident: seat.incident.incident,
                to,
                place: self.form.place.clone(),
                sbar: self.form.sbar.clone(),
            };
            ask(cx, DeskRequest::HandOver(form));
        }
    }

    /// Saves what is typed: at most once a second, at once when the page is left.
    fn keep_safe(&mut self, cx: &mut Cx<'_>) {
        let Some(incident) = self.of else { return };
        let due = self
            .saved_at
            .is_none_or(|at| cx.now.since_ms(at).abs() >= SAVE_EVERY_MS);
        if self.asked == Asked::Given || !due && cx.actions.is_empty() {
            return;
        }
        let untouched = self.form.sbar == self.proposed && self.form.place.is_empty();
        let words = if untouched {
            String::new()
        } else {
            serde_json::to_string(&self.form).unwrap_or_default()
        };
        if words == self.saved {
            return;
        }
        let key = handover_draft_key(incident);
        let request = if words.is_empty() {
            Request::DropDraft(key)
        } else {
            Request::SaveDraft(Draft {
                key,
                words: words.clone(),
            })
        };
        self.saved = words;
        self.saved_at = Some(cx.now);
        cx.actions.insert(0, Action::Ask(request));
    }

    /// What was handed over already, the latest first.
    fn given_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        if seat.own.handovers.is_empty() {
            return;
        }
        gap(ui, Space::Md);
        heading(ui, &t("handover-list"));
        for card in seat.own.handovers.iter().rev() {
            ui.push_id(card.given.handover, |ui| {
                if self.sign.card_ui(cx, ui, seat.incident.incident, card) {
                    self.asked = Asked::Signed;
                }
            });
        }
    }
}

fn part_ui(cx: &Cx<'_>, ui: &mut Ui, key: &str, fixed: bool, words: &mut String) {
    let label = t(key);
    if fixed {
        heading(ui, &label);
        support(ui, &t("handover-from-shared"));
        body(
            ui,
            if words.is_empty() {
                "\u{2013}"
            } else {
                words.as_str()
            },
        );
        return;
    }
    let hint = t(if key == "handover-recommendation" {
        "handover-ask"
    } else {
        "handover-from-record"
    });
    Field::new(cx.field_id(key), &label)
        .hint(&hint)
        .kind(FieldKind::Area(2))
        .show(ui, words);
}

fn propose(seat: Seat<'_>, to: usize) -> Sbar {
    proposed(seat.incident, seat.own, seat.side, to_of(to))
}

fn to_of(at: usize) -> HandoverTo {
    HandoverTo::ALL.get(at).copied().unwrap_or(HandoverTo::NextShift)
}

/// An officer's words to a hospital are what was shared already.
fn is_fixed(side: Side, to: usize) -> bool {
    side == Side::Police && to_of(to).is_outside()
}

fn reads_words(side: Side, to: HandoverTo) -> String {
    t(match (side, to.is_outside()) {
        (Side::Health, false) => "handover-reads-nurse",
        (Side::Police, false) => "handover-reads-police",
        (Side::Health, true) => "handover-reads-page",
        (Side::Police, true) => "handover-reads-shared",
    })
}

/// Asks for something about the work itself.
fn ask(cx: &mut Cx<'_>, request: DeskRequest) {
    cx.push(Action::Ask(Request::Desk(Box::new(request))));
}

/// "21:04 to Ward, Elm ward".
fn line_words(card: &crate::domain::incident::HandoverCard, now: Moment) -> String {
    let (time, to) = (card.at.clock_from(now), to_words(card.given.to));
    if card.given.place.is_empty() {
        return ta("handover-line", &[("time", time.into()), ("to", to.into())]);
    }
    let place = card.given.place.as_str().into();
    ta(
        "handover-line-place",
        &[("time", time.into()), ("to", to.into()), ("place", place)],
    )
}
