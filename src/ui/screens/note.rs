//! The person's note: what stands on it and what does not, how it will look, and how it reached the person.

use std::path::PathBuf;

use egui::Ui;

use super::explain::{made_ui, typed_folder};
use crate::app::api::{Done, Request};
use crate::app::paper::{NoteAbout, NoteForm, contact, note};
use crate::app::problem::Problem;
use crate::domain::content::NoteHow;
use crate::domain::ids::ItemId;
use crate::domain::incident::{DisclosureCard, SharedIncident, SideFile};
use crate::domain::paper::Document;
use crate::domain::paper::note::{Held, Selection};
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts::{organisation, paper_ui};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::{MEASURE, Space};
use crate::ui::widgets::{
    ButtonKind, ChoiceOption, Choices, Field, Notice, Page, Problems, Ticks, back_link, body, button,
    facts_list, focus_title, gap, heading, notice, status_line, title,
};
use crate::ui::words::{t, ta};

/// The page and what is chosen there.
#[derive(Debug, Default)]
pub(crate) struct Note {
    form: NoteForm,
    how: Option<usize>,
    folder: String,
    made: Vec<PathBuf>,
    /// A finished fact in words: printed, recorded.
    done: Option<String>,
    asked: Asked,
    told: Option<String>,
    problems: Problems,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Asked {
    #[default]
    Nothing,
    Given,
}

impl Screen for Note {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let (Some(side), Some(incident), Some(own)) =
            (cx.seat(), cx.state.focus.clone(), cx.state.own.clone())
        else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if cx.arrived {
            *self = Self {
                folder: crate::app::folders::for_exports().display().to_string(),
                ..Self::default()
            };
            focus_title(ui.ctx());
        }
        let folder_id = cx.field_id("note-folder");
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(folder_id, words)]);
        }
        let (document, selection) = self.made_of(cx, side, &incident, &own);
        let page = Page::new(cx.field_id("note"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("paper-note-title"));
            self.problems.show(ui);
            if let Some(words) = &self.done {
                notice(ui, Notice::Info, words);
            }
            made_ui(ui, &self.made);
            body(ui, &t("paper-note-hint"));
            self.form_ui(cx, ui);
            self.shares_ui(cx, ui, side, (&incident, &own), &selection);
            gap(ui, Space::Sm);
            heading(ui, &t("paper-note-looks"));
            paper_ui(ui, &document);
            gap(ui, Space::Sm);
            self.given_ui(cx, ui);
            Field::new(folder_id, &t("paper-folder"))
                .hint(&t("paper-folder-hint"))
                .error(self.problems.of(folder_id))
                .width(MEASURE)
                .show(ui, &mut self.folder);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                status_line(ui, &t("working"));
            }
            self.footer_ui(cx, ui, &incident, selection.shares.is_empty());
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        let asked = std::mem::take(&mut self.asked);
        match answer {
            Ok(Done::PaperMade(files)) => self.made.clone_from(files),
            Ok(Done::Printed) => self.done = Some(t("paper-printed")),
            Ok(_) if asked == Asked::Given => {
                self.how = None;
                self.done = Some(t("paper-note-recorded"));
            }
            Ok(_) => {}
            Err(problem) => self.told = Some(problem.to_string()),
        }
        true
    }
}

impl Note {
    fn made_of(
        &self,
        cx: &Cx<'_>,
        side: Side,
        incident: &SharedIncident,
        own: &SideFile,
    ) -> (Document, Selection) {
        let about = NoteAbout {
            shared: incident,
            own,
            side,
            organisation: &organisation(cx.state, side),
            contact: &contact(&cx.state.policy, side),
            complaint_days: cx.rules.thresholds().complaint_acknowledged_days,
        };
        note(&about, &self.form)
    }

    fn form_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let (plain, easy) = (t("paper-note-plain"), t("paper-note-easy"));
        let options = [ChoiceOption::new(&plain), ChoiceOption::new(&easy)];
        let mut chosen = Some(usize::from(self.form.easy));
        Choices::new(cx.field_id("note-form"), &t("paper-note-form"), &options)
            .inline()
            .show(ui, &mut chosen);
        self.form.easy = chosen == Some(1);
    }

    /// One tick for each share that may stand on the note; below them, what may not, and why.
    fn shares_ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        side: Side,
        (incident, own): (&SharedIncident, &SideFile),
        selection: &Selection,
    ) {
        let mine = |card: &&DisclosureCard| card.from.is_none_or(|from| from == side);
        let why = |share: ItemId| {
            let held = selection.held.iter().find(|(id, _)| *id == share);
            held.map(|(_, why)| *why)
        };
        let told = incident.disclosures.iter().chain(&own.told_outside);
        let cards: Vec<&DisclosureCard> = told.filter(mine).collect();
        let (may, never): (Vec<&DisclosureCard>, Vec<&DisclosureCard>) = cards
            .into_iter()
            .partition(|card| why(card.disclosure).is_none_or(Held::may_be_added));
        let labels: Vec<(String, String)> = may
            .iter()
            .map(|card| {
                let hint = why(card.disclosure).map_or_else(|| t("paper-note-on"), held_words);
                (share_words(card, cx), hint)
            })
            .collect();
        let options: Vec<ChoiceOption<'_>> = labels
            .iter()
            .map(|(label, hint)| ChoiceOption::with_hint(label, hint))
            .collect();
        if options.is_empty() {
            body(ui, &t("paper-note-none"));
        } else {
            let mut ticked: Vec<bool> = may
                .iter()
                .map(|card| {
                    selection
                        .shares
                        .iter()
                        .any(|share| share.disclosure == card.disclosure)
                })
                .collect();
            let before = ticked.clone();
            Ticks::new(cx.field_id("note-shares"), &t("paper-note-what"), &options).show(ui, &mut ticked);
            for ((card, was), is) in may.iter().zip(before).zip(ticked) {
                self.choose(card.disclosure, was, is);
            }
        }
        if !never.is_empty() {
            heading(ui, &t("paper-note-held"));
            let rows: Vec<(String, String)> = never
                .iter()
                .map(|card| {
                    let held = why(card.disclosure).unwrap_or(Held::NothingToName);
                    (share_words(card, cx), held_words(held))
                })
                .collect();
            facts_list(ui, &rows);
        }
    }

    fn choose(&mut self, share: ItemId, was: bool, is: bool) {
        let choice = &mut self.form.choice;
        if is && !was {
            choice.taken_off.remove(&share);
            choice.added.insert(share);
        } else if was && !is {
            choice.added.remove(&share);
            choice.taken_off.insert(share);
        }
    }

    fn given_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let labels = NoteHow::ALL.map(how_words);
        let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
        Choices::new(cx.field_id("note-how"), &t("paper-note-how"), &options)
            .hint(&t("paper-note-how-hint"))
            .error(self.problems.of(cx.field_id("note-how")))
            .show(ui, &mut self.how);
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, empty: bool) {
        let save = button(ui, ButtonKind::Primary, &t("paper-save"), None).clicked();
        let print = button(ui, ButtonKind::Plain, &t("paper-print"), None).clicked();
        let record = button(ui, ButtonKind::Plain, &t("paper-note-record"), None).clicked();
        if button(ui, ButtonKind::Plain, &t("paper-leave"), Some("Esc")).clicked() {
            cx.push(Action::Back);
        }
        if cx.busy || !(save || print || record) {
            return;
        }
        (self.done, self.made) = (None, Vec::new());
        let id = incident.incident;
        let asked = if empty {
            Err((cx.field_id("note-shares"), t("paper-note-empty")))
        } else if record {
            let how = self.how.and_then(|n| NoteHow::ALL.get(n).copied());
            how.map(|how| Request::GiveNote(id, self.form.clone(), how))
                .ok_or_else(|| (cx.field_id("note-how"), t("paper-note-how-missing")))
        } else if print {
            Ok(Request::PrintNote(id, self.form.clone()))
        } else {
            typed_folder(&self.folder)
                .map(|folder| Request::SaveNote(id, self.form.clone(), folder))
                .map_err(|words| (cx.field_id("note-folder"), words))
        };
        match asked {
            Ok(request) => {
                self.problems.clear();
                self.asked = if record { Asked::Given } else { Asked::Nothing };
                cx.push(Action::Ask(request));
            }
            Err(problem) => self.problems.set(vec![problem]),
        }
    }
}

/// `21:05 to PC 4411 Hughes: Known to crisis team`.
fn share_words(card: &DisclosureCard, cx: &Cx<'_>) -> String {
    let names: Vec<&str> = card.to.iter().map(|to| to.name.as_str()).collect();
    let words: Vec<&str> = card.items.iter().map(|item| item.words.as_str()).collect();
    ta(
        "paper-note-share",
        &[
            ("time", card.at.unwrap_or(cx.now).clock_from(cx.now).into()),
            ("to", names.join(&t("card-name-and-name")).into()),
            ("words", words.join("; ").into()),
        ],
    )
}

fn held_words(held: Held) -> String {
    t(match held {
        Held::AddsDanger => "held-adds-danger",
        Held::ReasonOpen => "held-reason-open",
        Held::CouldWarn => "held-could-warn",
        Held::Later => "held-later",
        Held::NotRecorded => "held-not-recorded",
        Held::NothingToName => "held-nothing-to-name",
    })
}

fn how_words(how: NoteHow) -> String {
    t(match how {
        NoteHow::InHand => "note-how-in-hand",
        NoteHow::ReadOut => "note-how-read-out",
        NoteHow::Sent => "note-how-sent",
        NoteHow::Declined => "note-how-declined",
    })
}
