//! This side's own record: who the person is to it, what was met, its checks, its reasons. Each field is checked and stored
//! as it is left, and kept as a draft while it is typed.

use std::collections::BTreeMap;

use egui::Ui;

use super::Seat;
use crate::app::api::{Draft, Request};
use crate::domain::ids::IncidentId;
use crate::domain::record::{Block, Codes, Form, SideField};
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::{block_words, fault_words, field_words};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Digits, Field, FieldKind, gap, label_text, link, struck,
    support,
};
use crate::ui::words::{t, ta};

/// How often a draft is saved at most, in milliseconds (at most one second is lost).
const SAVE_EVERY_MS: i64 = 1000;
/// Lists of at most so many codes stand open; longer ones are typed, with the list behind a link.
const OPEN_LIST: usize = 4;
/// How many earlier values stand under a field; all of them are in the timeline.
const EARLIER: usize = 2;

/// What is typed and not stored yet.
#[derive(Default)]
pub(super) struct Record {
    of: Option<IncidentId>,
    block: Option<Block>,
    typed: BTreeMap<SideField, String>,
    wrong: BTreeMap<SideField, String>,
    /// What was asked for last of each field, so that nothing is asked for twice.
    sent: BTreeMap<SideField, String>,
    /// The field that was typed into last and is not stored yet.
    last: Option<SideField>,
    /// What is typed there is no draft yet either.
    unsaved: bool,
    saved_at: Option<Moment>,
    listing: Option<SideField>,
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Record").finish_non_exhaustive()
    }
}

/// The key of a field's draft.
fn draft_key(incident: IncidentId, field: SideField) -> String {
    format!("field/{}/{}", incident.hex(), field.key())
}

impl Record {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        self.follow(cx, seat);
        let blocks = Block::of(seat.side);
        let block = self.block.unwrap_or(Block::Who);
        ui.horizontal_wrapped(|ui| {
            for to in blocks {
                let words = block_words(seat.side, *to);
                if *to == block {
                    label_text(ui, &words);
                } else if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
                    self.block = Some(*to);
                }
            }
        });
        support(ui, &t("record-hint"));
        for field in SideField::of(seat.side, block) {
            ui.push_id(field.key(), |ui| self.field_ui(cx, ui, seat, field));
            gap(ui, Space::Sm);
        }
    }

    /// Takes up the drafts of this incident, and lets go of what is stored.
    fn follow(&mut self, cx: &Cx<'_>, seat: Seat<'_>) {
        let incident = seat.incident.incident;
        if self.of != Some(incident) {
            *self = Self {
                of: Some(incident),
                block: self.block,
                ..Self::default()
            };
            for field in SideField::ALL {
                let key = draft_key(incident, *field);
                if let Some(draft) = cx.state.drafts.iter().find(|draft| draft.key == key) {
                    self.typed.insert(*field, draft.words.clone());
                }
            }
        }
        let stored = |field: &SideField| seat.own.filled.value(*field).to_owned();
        self.sent.retain(|field, value| *value != stored(field));
        self.typed.retain(|field, typed| *typed != stored(field));
    }

    fn field_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, field: SideField) {
        let label = field_words(field);
        match field.form() {
            Form::Code(list) => self.code_ui(cx, ui, seat, field, list),
            Form::Line => self.text_ui(cx, ui, seat, field, &label, FieldKind::Line, None),
            Form::Words => self.text_ui(cx, ui, seat, field, &label, FieldKind::Area(2), None),
            Form::Born => self.text_ui(cx, ui, seat, field, &label, FieldKind::Line, Some("hint-born")),
            Form::NhsNumber => self.text_ui(
                cx,
                ui,
                seat,
                field,
                &label,
                FieldKind::Line,
                Some("hint-nhs-number"),
            ),
            Form::PncId => self.text_ui(cx, ui, seat, field, &label, FieldKind::Line, Some("hint-pnc")),
        }
        if let Some(card) = seat.own.filled.fields.get(&field) {
            for (before, until) in card.earlier.iter().rev().take(EARLIER) {
                struck(ui, before);
                support(
                    ui,
                    &ta("record-until", &[("time", until.clock_from(cx.now).into())]),
                );
            }
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one field with everything it is drawn from"
    )]
    fn text_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        seat: Seat<'_>,
        field: SideField,
        label: &str,
        kind: FieldKind,
        hint: Option<&str>,
    ) {
        let id = cx.field_id("record").with(field.key());
        let mut words = self.text(seat, field);
        let hint = hint.map(t);
        let mut draw = Field::new(id, label)
            .kind(kind)
            .error(self.wrong.get(&field).map(String::as_str));
        if let Some(hint) = &hint {
            draw = draw.hint(hint);
        }
        let drawn = draw.show(ui, &mut words);
        if drawn.changed() {
            self.typed.insert(field, words);
            (self.last, self.unsaved) = (Some(field), true);
        }
        if drawn.lost_focus() {
            self.store(cx, seat, field);
        }
    }

    fn code_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, field: SideField, list: &str) {
        let Some(list) = Codes::embedded().list(list) else {
            return;
        };
        let label = field_words(field);
        let stored = self.text(seat, field);
        if list.codes.len() > OPEN_LIST && self.listing != Some(field) {
            let meaning = Codes::embedded().words(&list.name, &stored).unwrap_or_default();
            self.text_ui(cx, ui, seat, field, &label, FieldKind::Line, None);
            ui.horizontal_wrapped(|ui| {
                support(ui, meaning);
                let name = ta("record-list-name", &[("field", label.as_str().into())]);
                if link(ui, &t("record-list"), Some(&name)).clicked() {
                    self.listing = Some(field);
                }
            });
            return;
        }
        let words: Vec<String> = list
            .codes
            .iter()
            .map(|(code, words)| {
                if list.codes.len() > OPEN_LIST {
                    format!("{code} {words}")
                } else {
                    words.clone()
                }
            })
            .collect();
        let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
        let mut at = list.codes.iter().position(|(code, _)| *code == stored);
        let digits = if list.codes.len() > OPEN_LIST {
            Digits::Off
        } else {
            Digits::FromOne
        };
        let choice = Choices::new(cx.field_id("record").with(field.key()), &label, &options)
            .digits(digits)
            .inline()
            .show(ui, &mut at);
        if choice.changed
            && let Some((code, _)) = at.and_then(|at| list.codes.get(at))
        {
            self.typed.insert(field, code.clone());
            self.listing = None;
            self.store(cx, seat, field);
        }
    }

    fn text(&self, seat: Seat<'_>, field: SideField) -> String {
        self.typed
            .get(&field)
            .cloned()
            .unwrap_or_else(|| seat.own.filled.value(field).to_owned())
    }

    /// Stores what was typed, or says beside the field what is wrong with it.
    fn store(&mut self, cx: &mut Cx<'_>, seat: Seat<'_>, field: SideField) {
        if let Some(request) = self.storing(cx, seat, field) {
            cx.push(Action::Ask(request));
            self.drop_draft(cx, seat.incident.incident, field);
        }
    }

    fn storing(&mut self, cx: &Cx<'_>, seat: Seat<'_>, field: SideField) -> Option<Request> {
        let typed = self.typed.get(&field)?;
        let today = cx.now.london_date().unwrap_or_default();
        match field.read(typed, Codes::embedded(), today, cx.state.training) {
            Err(fault) => {
                self.wrong.insert(field, fault_words(fault));
                None
            }
            Ok(value) => {
                self.wrong.remove(&field);
                let stored = seat.own.filled.value(field) == value;
                let asked = self.sent.get(&field) == Some(&value);
                // what stands there now is what is kept, in its one form
                self.typed.insert(field, value.clone());
                if stored || asked {
                    return None;
                }
                self.sent.insert(field, value.clone());
                Some(Request::Fill(seat.incident.incident, field, value))
            }
        }
    }

    fn drop_draft(&mut self, cx: &mut Cx<'_>, incident: IncidentId, field: SideField) {
        if self.last == Some(field) {
            (self.last, self.unsaved) = (None, false);
        }
        let key = draft_key(incident, field);
        if cx.state.drafts.iter().any(|draft| draft.key == key) {
            cx.actions.insert(0, Action::Ask(Request::DropDraft(key)));
        }
    }

    /// Saves what is typed as a draft, at most once a second; stores it when the page or the seat is left.
    pub(super) fn keep_safe(&mut self, cx: &mut Cx<'_>, seat: Seat<'_>) {
        let Some(field) = self.last.filter(|_| self.of == Some(seat.incident.incident)) else {
            return;
        };
        let leaving = !cx.actions.is_empty();
        if leaving && let Some(request) = self.storing(cx, seat, field) {
            // before anything else that was asked for: the seat may be left with it
            cx.actions.insert(0, Action::Ask(request));
            self.drop_draft(cx, seat.incident.incident, field);
            return;
        }
        let due = self
            .saved_at
            .is_none_or(|at| cx.now.since_ms(at).abs() >= SAVE_EVERY_MS);
        if self.unsaved && (due || leaving) {
            let words = self.typed.get(&field).cloned().unwrap_or_default();
            let key = draft_key(seat.incident.incident, field);
            cx.actions
                .insert(0, Action::Ask(Request::SaveDraft(Draft { key, words })));
            self.saved_at = Some(cx.now);
            self.unsaved = false;
        }
    }

    /// Something was not carried out: it may be asked for again.
    pub(super) fn failed(&mut self) {
        self.sent.clear();
    }
}
