//! One request from outside: what was asked, what was done, and the next step that can be taken.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::requests::{area, line_field, one};
use super::words::{asker_words, document_words, status_words, step_words};
use crate::app::api::Request;
use crate::domain::content::{Document, OutsideStep};
use crate::domain::ids::ItemId;
use crate::domain::outside::{OutsideCard, OutsideStatus};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{TellingForm, only_words, page_head_ui, side_badge};
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Notice, Page, Problems, body, facts_list, gap, heading, link, notice,
};
use crate::ui::words::{t, ta};

/// What is chosen and typed for the next step.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    #[serde(skip)]
    of: Option<ItemId>,
    #[serde(skip)]
    kept: Kept,
    step: Option<usize>,
    yes: Option<usize>,
    who: String,
    words: String,
    #[serde(skip)]
    telling: TellingForm,
    #[serde(skip)]
    problems: Problems,
}

/// The steps with a request that no red line stands against.
const STEPS: [&str; 3] = ["outside-step-advice", "outside-step-seen", "outside-step-refuse"];
const ADVICE: usize = 0;
const SEEN: usize = 1;

impl Record {
    /// Draws the page; true when it is to be left.
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, card: &OutsideCard) -> bool {
        let mut leave = false;
        let request = card.asked.request;
        if self.of != Some(request) {
            let (form, kept) = Kept::open(cx, format!("outside/{}", request.hex()));
            *self = Self {
                of: Some(request),
                kept,
                ..form
            };
        }
        let page = Page::new(cx.field_id("outside-record"));
        page.body(ui, |ui| {
            let title = asker_words(card.asked.asker);
            leave = page_head_ui(ui, side_badge(side), &title, &only_words(side));
            self.problems.show(ui);
            status_ui(cx, ui, card);
            asked_ui(cx, ui, card);
            self.next_ui(cx, ui, card);
        });
        page.footer(ui, |ui| {
            if !card.is_open() {
                return;
            }
            let words = t(if cx.busy { "working" } else { "outside-record-step" });
            let save = Button::new(ButtonKind::Primary, &words).commit().show(ui);
            if save.clicked() && !cx.busy {
                self.send(cx, card);
            }
        });
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
        leave
    }

    /// The step was recorded: nothing of it is kept.
    pub(super) fn sent(&mut self, actions: &mut Vec<Action>) {
        *self = Self {
            of: self.of,
            kept: self.kept.forget(actions),
            ..Self::default()
        };
    }

    fn next_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, card: &OutsideCard) {
        gap(ui, Space::Sm);
        match card.status() {
            OutsideStatus::RedLine(None) => {
                heading(ui, &t("outside-tell-lead"));
                self.telling.ui(cx, ui);
                return;
            }
            OutsideStatus::RedLine(Some(_)) | OutsideStatus::Refused | OutsideStatus::Answered => return,
            OutsideStatus::RefusedForNow | OutsideStatus::MayDecide => {}
        }
        if card.status() == OutsideStatus::MayDecide {
            decide_ui(cx, ui, card);
        }
        let before = self.step;
        one(
            cx,
            ui,
            &self.problems,
            "outside-step",
            &STEPS.map(t),
            &mut self.step,
        );
        if self.step != before {
            *self = Self {
                step: self.step,
                of: self.of,
                kept: std::mem::take(&mut self.kept),
                ..Self::default()
            };
        }
        match self.step {
            Some(ADVICE) => {
                line_field(cx, ui, &self.problems, "outside-adviser", &mut self.who);
                area(cx, ui, &self.problems, "outside-advice", &mut self.words);
                let words = ["outside-may-yes", "outside-may-no"].map(t);
                one(cx, ui, &self.problems, "outside-may", &words, &mut self.yes);
            }
            Some(SEEN) => line_field(cx, ui, &self.problems, "outside-order", &mut self.words),
            Some(_) => area(cx, ui, &self.problems, "outside-why", &mut self.words),
            None => {}
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>, card: &OutsideCard) {
        let request = card.asked.request;
        if card.is_red_line() {
            if let Some(telling) = self.telling.read(cx) {
                let step = OutsideStep::LeadTold {
                    who: telling.who,
                    at: telling.at,
                    how: telling.how,
                };
                cx.push(Action::Ask(Request::StepOutside(request, step)));
            }
            return;
        }
        let mut wrong = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        let (who, words) = (self.who.trim().to_owned(), self.words.trim().to_owned());
        match self.step {
            Some(ADVICE) => {
                if who.is_empty() {
                    missing("outside-adviser", "outside-adviser-missing");
                }
                if words.is_empty() {
                    missing("outside-advice", "outside-advice-missing");
                }
                if self.yes.is_none() {
                    missing("outside-may", "outside-may-missing");
                }
            }
            Some(SEEN) if words.is_empty() => missing("outside-order", "outside-order-missing"),
            Some(_) if words.is_empty() => missing("outside-why", "outside-why-missing"),
            Some(_) => {}
            None => missing("outside-step", "outside-step-missing"),
        }
        self.problems.set(wrong);
        if !self.problems.is_empty() {
            return;
        }
        let step = match self.step {
            Some(ADVICE) => OutsideStep::Advised {
                by: who,
                words,
                may_decide: self.yes == Some(0),
            },
            Some(SEEN) => OutsideStep::DocumentSeen { what: words },
            _ => OutsideStep::Refused { why: words },
        };
        cx.push(Action::Ask(Request::StepOutside(request, step)));
    }
}

/// The way to the decision, from the incident that the request is about.
fn decide_ui(cx: &mut Cx<'_>, ui: &mut Ui, card: &OutsideCard) {
    let focus = cx.state.focus.as_ref().map(|focus| focus.incident);
    if card.asked.asker.recipient().is_none() {
        body(ui, &t("outside-no-receiver"));
    } else if card.asked.incident.is_none() || card.asked.incident != focus {
        body(ui, &t("outside-open-incident"));
    } else if link(ui, &t("outside-decide"), None).clicked() {
        cx.push(Action::Go(Route::ShareFor(card.asked.request, false)));
    }
}

/// Where it stands, and what that means.
fn status_ui(cx: &Cx<'_>, ui: &mut Ui, card: &OutsideCard) {
    let words = status_words(card, cx.now);
    match card.status() {
        OutsideStatus::RedLine(None) => {
            notice(ui, Notice::Now, &t("outside-red-line"));
        }
        OutsideStatus::RefusedForNow => {
            notice(ui, Notice::Info, &t("outside-refused-hint"));
        }
        OutsideStatus::RedLine(Some(_))
        | OutsideStatus::MayDecide
        | OutsideStatus::Refused
        | OutsideStatus::Answered => {
            notice(ui, Notice::Info, &words);
        }
    }
    if card.document() == Document::Claimed {
        body(ui, &t("outside-claimed-hint"));
    }
}

/// What was asked and what was done, one row each.
fn asked_ui(cx: &Cx<'_>, ui: &mut Ui, card: &OutsideCard) {
    let asked = &card.asked;
    let received = ta(
        "outside-taken",
        &[
            ("time", asked.received.clock_from(cx.now).into()),
            ("by", asked.taken_by.as_str().into()),
        ],
    );
    let mut pairs = vec![
        (t("outside-who"), asked.who.clone()),
        (t("outside-capacity"), asked.capacity.clone()),
        (t("outside-what"), asked.what.clone()),
        (t("outside-basis"), asked.basis.clone()),
        (t("outside-document"), document_words(card.document())),
        (t("outside-received"), received),
    ];
    pairs.retain(|(_, value)| !value.is_empty());
    pairs.extend(
        card.steps
            .iter()
            .map(|(at, stepped)| (at.clock_from(cx.now), step_words(stepped, cx.now))),
    );
    facts_list(ui, &pairs);
}
