//! Correcting one sentence of a share: the new words are shown as the receiver will see them, the old ones stay struck.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::{area, one, told};
use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::CorrectionReason;
use crate::domain::ids::ItemId;
use crate::domain::incident::{DisclosureCard, SideFile};
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{correction_words, disclosure_card_ui, page_head_ui};
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{Badge, Button, ButtonKind, Page, Problems, gap, heading, support};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Correct {
    #[serde(skip)]
    of: Option<ItemId>,
    item: Option<usize>,
    /// The item whose words are in the field.
    filled: Option<usize>,
    words: String,
    why: Option<usize>,
    #[serde(skip)]
    problems: Problems,
    #[serde(skip)]
    kept: Kept,
}

impl Screen for Correct {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let found = match (cx.route, cx.seat(), cx.state.focus.as_deref()) {
            (Route::Correct(disclosure), Some(_), Some(incident)) => incident
                .disclosed(*disclosure)
                .or_else(|| told_outside(cx.state.own.as_deref(), *disclosure))
                .map(|card| (incident.incident, card.clone())),
            _ => None,
        };
        let Some((incident, card)) = found else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if self.of != Some(card.disclosure) {
            let (form, kept) = Kept::open::<Self>(cx, format!("correct/{}", card.disclosure.hex()));
            *self = Self {
                of: Some(card.disclosure),
                item: form.item.or((card.items.len() == 1).then_some(0)),
                kept,
                ..form
            };
        }
        let page = Page::new(cx.field_id("correct"));
        page.body(ui, |ui| {
            if page_head_ui(ui, Badge::Shared, &t("correct-title"), &t("correct-hint")) {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            self.fields_ui(cx, ui, &card);
            gap(ui, Space::Md);
            heading(ui, &t("correct-preview"));
            disclosure_card_ui(ui, &self.preview(&card), cx.now);
            support(ui, &followed_words(&card));
        });
        page.footer(ui, |ui| {
            let words = t(if cx.busy { "working" } else { "correct-send" });
            let send = Button::new(ButtonKind::Primary, &words).commit().show(ui);
            if send.clicked() && !cx.busy {
                self.send(cx, incident, &card);
            }
        });
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if answer.is_ok() {
            let _sent = self.kept.forget(actions);
            *self = Self::default();
            actions.push(Action::Go(Route::Workspace(Section::SharedLog)));
            actions.push(told("correct-told"));
        }
        false
    }
}

/// What this side told outside the crew.
fn told_outside(own: Option<&SideFile>, disclosure: ItemId) -> Option<&DisclosureCard> {
    let told = own.map(|own| &own.told_outside)?;
    told.iter().find(|card| card.disclosure == disclosure)
}

/// Whom the correction goes to.
fn followed_words(card: &DisclosureCard) -> String {
    let names: Vec<&str> = card.to.iter().map(|to| to.name.as_str()).collect();
    let who = names.join(&t("card-name-and-name"));
    ta("correct-follows", &[("who", who.into())])
}

impl Correct {
    fn fields_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, card: &DisclosureCard) {
        if card.items.len() > 1 {
            let words: Vec<String> = card.items.iter().map(|item| item.words.clone()).collect();
            let first = one(cx, ui, &self.problems, "correct-item", &words, &mut self.item);
            if cx.arrived {
                ui.memory_mut(|memory| memory.request_focus(first));
            }
        } else if cx.arrived {
            let field = cx.field_id("correct-words");
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        if self.item != self.filled
            && let Some(item) = self.item.and_then(|at| card.items.get(at))
        {
            self.words.clone_from(&item.words);
            self.filled = self.item;
        }
        area(cx, ui, &self.problems, "correct-words", &mut self.words);
        let words: Vec<String> = CorrectionReason::ALL
            .iter()
            .map(|why| correction_words(*why))
            .collect();
        one(cx, ui, &self.problems, "correct-why", &words, &mut self.why);
    }

    /// The card with the words as they would be from now on.
    fn preview(&self, card: &DisclosureCard) -> DisclosureCard {
        let mut preview = card.clone();
        let item = self.item.and_then(|at| preview.items.get_mut(at));
        if let Some(item) = item.filter(|_| !self.words.trim().is_empty()) {
            self.words.trim().clone_into(&mut item.words);
        }
        preview
    }

    fn send(&mut self, cx: &mut Cx<'_>, incident: crate::domain::ids::IncidentId, card: &DisclosureCard) {
        let mut wrong = Vec::new();
        let mut missing = |field: &str, key: &str| wrong.push((cx.field_id(field), t(key)));
        if self.item.is_none() {
            missing("correct-item", "correct-item-missing");
        }
        let before = self.item.and_then(|at| card.items.get(at));
        if self.words.trim().is_empty() || before.is_some_and(|item| item.words.trim() == self.words.trim()) {
            missing("correct-words", "correct-words-missing");
        }
        let why = self.why.and_then(|at| CorrectionReason::ALL.get(at)).copied();
        if why.is_none() {
            missing("correct-why", "correct-why-missing");
        }
        self.problems.set(wrong);
        if let (Some(item), Some(why), true) = (self.item, why, self.problems.is_empty()) {
            cx.push(Action::Ask(Request::Correct {
                incident,
                disclosure: card.disclosure,
                item,
                words: self.words.trim().to_owned(),
                why,
            }));
        }
    }
}
