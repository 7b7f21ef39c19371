//! Notes of one side: a new one on top, saved as one types; below it what was written, corrections struck through.

use egui::Ui;

use super::same::others_ui;
use super::{Seat, section_words};
use crate::app::api::{Draft, Request};
use crate::app::engine::note_draft_key;
use crate::domain::content::NoteSource;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::incident::{MovedNote, NoteCard, SharedIncident};
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::note_source_words;
use crate::ui::route::{Route, Section};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::page::line;
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, FieldKind, Problems, body, field, gap,
    item, link, list, struck, support,
};
use crate::ui::words::{t, ta};

/// How often a draft is saved at most, in milliseconds (at most one second is lost).
const SAVE_EVERY_MS: i64 = 1000;

/// What is typed and not an entry yet.
#[derive(Default)]
pub(super) struct Notes {
    of: Option<IncidentId>,
    source: Option<usize>,
    text: String,
    /// The words as they were last saved as a draft, and when.
    saved: String,
    saved_at: Option<Moment>,
    /// Handed over with Enter: the words, and how many notes there were before.
    sent: Option<(String, usize)>,
    amend: Option<Amend>,
    /// The note that is to go to another incident.
    moving: Option<ItemId>,
    problems: Problems,
    left: bool,
}

impl std::fmt::Debug for Notes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notes").finish_non_exhaustive()
    }
}

/// A correction that is being typed.
struct Amend {
    note: ItemId,
    text: String,
    why: String,
    /// Handed over, with how many corrections there were before.
    sent: Option<usize>,
    problems: Problems,
}

impl Notes {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        self.follow(cx, seat);
        self.problems.show(ui);
        self.new_ui(cx, ui, seat);
        gap(ui, Space::Sm);
        let count = seat.own.notes.len();
        if count == 0 {
            support(ui, &t("notes-none"));
            return;
        }
        list(ui, Some(&section_words(Section::Notes)), |ui| {
            for (at, note) in seat.own.notes.iter().rev().enumerate() {
                ui.push_id(note.note, |ui| {
                    item(ui, at, count, |ui| self.note_ui(cx, ui, seat, note));
                });
            }
        });
    }

    /// Takes up the draft of this incident, and lets go of what has become a note.
    fn follow(&mut self, cx: &mut Cx<'_>, seat: Seat<'_>) {
        let incident = seat.incident.incident;
        if self.of != Some(incident) {
            self.save(cx);
            *self = Self {
                of: Some(incident),
                ..Self::default()
            };
            self.take_up_draft(cx, incident);
        }
        if let Some((text, before)) = &self.sent
            && *before < seat.own.notes.len()
        {
            if *text == self.text {
                self.text.clear();
            }
            self.saved.clear();
            self.sent = None;
        }
        let settled = self.amend.as_ref().is_some_and(|amend| {
            let corrections = |note: &NoteCard| {
                note.note == amend.note && amend.sent.is_some_and(|n| n < note.earlier.len())
            };
            seat.own.notes.iter().any(corrections)
        });
        if settled {
            self.amend = None;
        }
    }

    fn take_up_draft(&mut self, cx: &Cx<'_>, incident: IncidentId) {
        for (at, source) in NoteSource::ALL.into_iter().enumerate() {
            let key = note_draft_key(incident, source);
            if let Some(draft) = cx.state.drafts.iter().find(|draft| draft.key == key) {
                self.source = Some(at);
                self.text.clone_from(&draft.words);
                self.saved.clone_from(&draft.words);
                return;
            }
        }
    }

    fn source(&self) -> NoteSource {
        self.source
            .and_then(|at| NoteSource::ALL.get(at).copied())
            .unwrap_or(NoteSource::Seen)
    }

    fn key(&self) -> Option<String> {
        self.of.map(|incident| note_draft_key(incident, self.source()))
    }

    fn new_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        self.source_ui(cx, ui);
        let id = cx.field_id("note");
        let label = t("notes-new");
        let note = Field::new(id, &label)
            .kind(FieldKind::Note(2))
            .error(self.problems.of(id))
            .show(ui, &mut self.text);
        if cx.arrived {
            note.request_focus();
        }
        self.left |= note.lost_focus();
        let pressed = line(ui, |ui| {
            let save = Button::new(ButtonKind::Plain, &t("notes-save"))
                .shortcut("Enter")
                .show(ui);
            support(ui, &t("notes-hint"));
            save.clicked()
        });
        if (pressed || field::submitted(ui, &note)) && self.sent.is_none() {
            self.hand_over(cx, seat, id);
        }
    }

    fn source_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let words = NoteSource::ALL.map(note_source_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let before = self.key();
        let mut at = self.source.or(Some(0));
        let question = t("notes-source");
        let choice = Choices::new(cx.field_id("note source"), &question, &options)
            .inline()
            .show(ui, &mut at);
        if !choice.changed {
            return;
        }
        self.source = at;
        if !self.saved.is_empty()
            && let Some(key) = before
        {
            self.saved.clear();
            cx.push(Action::Ask(Request::DropDraft(key)));
        }
    }

    fn hand_over(&mut self, cx: &mut Cx<'_>, seat: Seat<'_>, id: egui::Id) {
        if self.text.trim().is_empty() {
            self.problems.set(vec![(id, t("notes-empty"))]);
            return;
        }
        self.problems.clear();
        self.sent = Some((self.text.clone(), seat.own.notes.len()));
        cx.push(Action::Ask(Request::WriteNote {
            incident: seat.incident.incident,
            source: self.source(),
            text: self.text.clone(),
        }));
    }

    /// Saves what is typed: at most once a second, at once when the field or the page is left.
    pub(super) fn keep_safe(&mut self, cx: &mut Cx<'_>) {
        let due = self
            .saved_at
            .is_none_or(|at| cx.now.since_ms(at).abs() >= SAVE_EVERY_MS);
        let leaving = std::mem::take(&mut self.left) || !cx.actions.is_empty();
        if due || leaving {
            self.save(cx);
        }
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        let Some(key) = self
            .key()
            .filter(|_| self.text != self.saved && self.sent.is_none())
        else {
            return;
        };
        self.saved.clone_from(&self.text);
        self.saved_at = Some(cx.now);
        let request = if self.text.is_empty() {
            Request::DropDraft(key)
        } else {
            Request::SaveDraft(Draft {
                key,
                words: self.text.clone(),
            })
        };
        // before anything else that was asked for: a seat change turns drafts into notes
        cx.actions.insert(0, Action::Ask(request));
    }

    /// Something was not carried out: the words stay in the fields and may be handed over again.
    pub(super) fn failed(&mut self) {
        self.sent = None;
        if let Some(amend) = &mut self.amend {
            amend.sent = None;
        }
    }

    fn note_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, note: &NoteCard) {
        Card::new(Edge::None).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = Space::Xs.points();
            support(ui, &by_another(cx, note.author, note_line(note, cx.now)));
            for earlier in &note.earlier {
                struck(ui, &earlier.words);
                if earlier.why.is_empty() {
                    continue;
                }
                let line = [
                    ("time", earlier.until.clock_from(cx.now).into()),
                    ("why", earlier.why.as_str().into()),
                ];
                let line = ta("note-corrected", &line);
                support(ui, &by_another(cx, earlier.by, line));
            }
            if let Some(moved) = &note.moved {
                support(ui, &moved_words(moved));
            }
            if note.moved.as_ref().is_some_and(|moved| moved.away) {
                return;
            }
            if note.text.is_empty() {
                body(ui, &t("note-taken-back"));
            } else {
                body(ui, &note.text);
            }
            for at in shared_at(note, seat.incident) {
                support(ui, &ta("note-shared", &[("time", at.clock_from(cx.now).into())]));
            }
            if self.amend.as_ref().is_some_and(|amend| amend.note == note.note) {
                self.amend_ui(cx, ui, seat, note);
            } else {
                self.links_ui(cx, ui, seat, note);
            }
        });
    }

    fn links_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, note: &NoteCard) {
        ui.horizontal_wrapped(|ui| {
            let words = || [("words", note.text.as_str().into())];
            if !note.text.is_empty()
                && link(ui, &t("note-pick"), Some(&ta("note-pick-name", &words()))).clicked()
            {
                cx.push(Action::Go(Route::SharePicked(Some(note.note))));
            }
            if link(ui, &t("note-correct"), Some(&ta("note-correct-name", &words()))).clicked() {
                self.amend = Some(Amend {
                    note: note.note,
                    text: note.text.clone(),
                    why: String::new(),
                    sent: None,
                    problems: Problems::none(),
                });
                let id = cx.field_id("amend");
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            let can_move = !note.text.is_empty() && note.shared_in.is_empty() && cx.state.live.len() > 1;
            if can_move && link(ui, &t("note-move"), Some(&ta("note-move-name", &words()))).clicked() {
                self.moving = Some(note.note);
            }
        });
        if self.moving == Some(note.note) {
            support(ui, &t("note-move-hint"));
            let from = seat.incident.incident;
            if let Some(to) = others_ui(cx, ui, from, "note-move-to") {
                self.moving = None;
                let note = note.note;
                cx.push(Action::Ask(Request::MoveNote { from, note, to }));
            }
        }
    }

    fn amend_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>, note: &NoteCard) {
        let Some(amend) = &mut self.amend else { return };
        let (text_id, why_id) = (cx.field_id("amend"), cx.field_id("amend why"));
        amend.problems.show(ui);
        let label = t("note-new-words");
        Field::new(text_id, &label)
            .kind(FieldKind::Area(2))
            .show(ui, &mut amend.text);
        let label = t("note-why");
        let why = Field::new(why_id, &label)
            .error(amend.problems.of(why_id))
            .show(ui, &mut amend.why);
        let entered =
            field::submitted(ui, &why) || (why.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)));
        let (save, keep) = ui
            .horizontal_wrapped(|ui| {
                let save = Button::new(ButtonKind::Plain, &t("note-save-correction"))
                    .show(ui)
                    .clicked();
                (
                    save,
                    Button::new(ButtonKind::Plain, &t("note-keep")).show(ui).clicked(),
                )
            })
            .inner;
        if keep {
            self.amend = None;
        } else if (save || entered) && amend.sent.is_none() {
            if amend.why.trim().is_empty() {
                amend.problems.set(vec![(why_id, t("note-why-missing"))]);
                return;
            }
            amend.sent = Some(note.earlier.len());
            cx.push(Action::Ask(Request::AmendNote {
                incident: seat.incident.incident,
                note: note.note,
                text: amend.text.trim().to_owned(),
                why: amend.why.trim().to_owned(),
            }));
        }
    }
}

/// The line, with who wrote it where that was somebody else than whoever sits here.
fn by_another(cx: &Cx<'_>, author: Option<MemberId>, line: String) -> String {
    let known = cx
        .state
        .colleagues
        .iter()
        .find(|(member, _)| Some(*member) == author);
    match known.filter(|_| author != cx.state.me) {
        Some((_, name)) => ta(
            "written-by",
            &[("line", line.into()), ("name", name.as_str().into())],
        ),
        None => line,
    }
}

/// "21:02, from a record".
fn note_line(note: &NoteCard, now: Moment) -> String {
    let source = note_source_words(note.source);
    ta(
        "note-line",
        &[
            ("time", note.at.clock_from(now).into()),
            ("source", source.into()),
        ],
    )
}

/// When words of this note crossed.
fn shared_at(note: &NoteCard, incident: &SharedIncident) -> impl Iterator<Item = Moment> {
    incident
        .disclosures
        .iter()
        .filter(|card| note.shared_in.contains(&card.disclosure))
        .filter_map(|card| card.at)
}

/// "Moved to 26-0118", "Moved here from 26-0117".
pub(super) fn moved_words(moved: &MovedNote) -> String {
    let key = if moved.away {
        "note-moved-to"
    } else {
        "note-moved-from"
    };
    ta(key, &[("reference", moved.reference.as_str().into())])
}
