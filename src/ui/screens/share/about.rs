//! What is said about one item besides its words: its kind, where it comes from, when it was true, how long it keeps.

use egui::Ui;

use super::draft::{About, Shelf};
use super::items::{Markable, about, choosable, kind_of, kinds, markable, shorter_source};
use super::more::restrictions_ui;
use super::phrases::{options, words};
use super::sheet::Look;
use super::{Matter, Share};
use crate::domain::content::{NoteSource, Regime, SharedItem, SubjectCategory};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::decision::record::item_needed;
use crate::domain::decision::restrictions::Restriction;
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Field, FieldKind, body, gap, support};
use crate::ui::words::{t, ta};

/// Room for a sentence, in points.
const NEED_WIDTH: f32 = 560.0;

fn person_key(kind: SubjectCategory) -> &'static str {
    match kind {
        SubjectCategory::Suspect => "code-suspect",
        SubjectCategory::Convicted => "code-convicted",
        SubjectCategory::Victim => "code-victim",
        SubjectCategory::Witness => "code-witness",
        SubjectCategory::Other => "code-other",
    }
}

impl Share {
    pub(super) fn kind_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui, note: Option<ItemId>) {
        let card = note.and_then(|id| {
            choosable(&matter.own)
                .into_iter()
                .find(|card| card.note == id)
                .cloned()
        });
        let mut value = match &card {
            Some(card) => Some(kind_of(&self.draft, card, matter.side)),
            None => self.draft.shorter_kind,
        };
        let all = options(kinds(matter.side), "");
        self.change_ui(cx, ui, ("kind", &t("share-title-kind")), &all, &mut value);
        gap(ui, Space::Sm);
        let source = card
            .as_ref()
            .map_or_else(|| shorter_source(&self.draft, &matter.own), |card| card.source);
        let written = card.as_ref().map_or(cx.now, |card| card.at);
        self.shelf_ui(cx, ui, note, (written, source));
        let kind = value.unwrap_or(ItemCategory::PresentationAndRisk);
        gap(ui, Space::Sm);
        self.need_ui(cx, ui, matter.side, (note, kind));
        let what = card
            .as_ref()
            .map_or(self.draft.shorter.as_str(), |card| card.text.as_str());
        if matter.side == Side::Police {
            gap(ui, Space::Sm);
            let item = markable(&self.draft, &matter.own, matter.side)
                .into_iter()
                .find(|item| item.note == note)
                .map(|item| Markable { kind, ..item });
            let before = item.map(|item| self.draft.marks_of(&item)).unwrap_or_default();
            let mut marks = before.clone();
            let sheet = self.sheet(cx.field_id("share"));
            restrictions_ui(&sheet, ui, ("restricted", what), &mut marks);
            if marks != before {
                self.draft.mark(note, marks);
            }
        }
        gap(ui, Space::Sm);
        body(
            ui,
            card.as_ref()
                .map_or(self.draft.shorter.as_str(), |card| card.text.as_str()),
        );
        if let Some(card) = &card {
            support(ui, &words(card.source, ""));
        }
        match (note, value) {
            (Some(note), Some(kind)) => {
                self.draft.kinds.retain(|(item, _)| *item != note);
                self.draft.kinds.push((note, kind));
            }
            (None, kind) => self.draft.shorter_kind = kind,
            (Some(_), None) => {}
        }
    }

    /// When it was true, and how long it may be relied on.
    fn shelf_ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        note: Option<ItemId>,
        (written, source): (Moment, NoteSource),
    ) {
        let mut typed = about(&self.draft, note);
        let before = typed.clone();
        let sheet = self.sheet(cx.field_id("share"));
        let hint = if source == NoteSource::Record {
            t("share-true-on-record-hint")
        } else {
            let time = written.clock_from(cx.now).into();
            ta("share-true-on-hint", &[("time", time)])
        };
        let label = (t("share-true-on"), hint);
        sheet.line(
            ui,
            "true_on",
            (&label.0, Some(&label.1)),
            FieldKind::Line,
            &mut typed.true_on,
        );
        let mut shelf = Some(typed.shelf);
        let all = options(&Shelf::ALL, "");
        if sheet.one(ui, ("shelf", &t("share-shelf")), &all, Look::Inline, &mut shelf) {
            typed.shelf = shelf.unwrap_or_default();
        }
        if typed != before {
            self.problems.clear();
            self.keep_about(typed);
        }
    }

    /// Why this one thing is needed, and for police under which part of the Act they hold it and as what they hold whom it is
    /// about.
    fn need_ui(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        side: Side,
        (note, kind): (Option<ItemId>, ItemCategory),
    ) {
        let mut typed = about(&self.draft, note);
        let before = typed.clone();
        let sheet = self.sheet(cx.field_id("share"));
        let hint = ta("share-needed-hint", &[("usual", item_needed(kind).into())]);
        Field::new(sheet.id("needed"), &t("share-needed"))
            .hint(&hint)
            .width(NEED_WIDTH)
            .show(ui, &mut typed.why);
        if side == Side::Police {
            gap(ui, Space::Sm);
            let mut held = Some(typed.regime);
            let all = [
                (None, t("share-held-as-rest")),
                (Some(Regime::LawEnforcement), t("code-law-enforcement")),
                (Some(Regime::General), t("code-general")),
            ];
            if sheet.one(ui, ("held", &t("share-held")), &all, Look::Inline, &mut held) {
                typed.regime = held.flatten();
            }
            gap(ui, Space::Sm);
            let mut person = Some(typed.person);
            let mut all = vec![(None, t("share-held-as-rest"))];
            all.extend(
                SubjectCategory::ALL
                    .iter()
                    .map(|kind| (Some(*kind), t(person_key(*kind)))),
            );
            if sheet.one(
                ui,
                ("person", &t("share-person")),
                &all,
                Look::Inline,
                &mut person,
            ) {
                typed.person = person.flatten();
            }
        }
        if typed != before {
            self.keep_about(typed);
        }
    }

    fn keep_about(&mut self, typed: About) {
        let nothing = About {
            note: typed.note,
            ..About::default()
        };
        self.draft.about.retain(|about| about.note != typed.note);
        if typed != nothing {
            self.draft.about.push(typed);
        }
    }

    /// What the page still needs: a day that was, or nothing.
    pub(super) fn about_problem(&self, matter: &Matter, note: Option<ItemId>, now: Moment) -> Option<String> {
        let written = note.and_then(|id| {
            let card = choosable(&matter.own).into_iter().find(|card| card.note == id)?;
            Some(card.at)
        });
        let typed = about(&self.draft, note);
        match typed.as_at(written.unwrap_or(now)) {
            Some(_) => None,
            None => Some(t("share-true-on-problem")),
        }
    }
}

/// The same, with what the item is marked with.
pub(super) fn marked_words(about: String, marks: Option<&Vec<Restriction>>) -> String {
    let Some(marks) = marks.filter(|marks| !marks.is_empty()) else {
        return about;
    };
    let all: Vec<String> = marks.iter().map(|mark| words(*mark, "").to_lowercase()).collect();
    ta(
        "share-marked",
        &[("about", about.into()), ("marks", all.join(", ").into())],
    )
}

/// "How they are now, and the risk. Good until Sat 21 Nov 08:54".
pub(super) fn item_words(item: &SharedItem, now: Moment) -> String {
    let kind = words(item.category, "");
    let until = |key: &str, time: String| ta(key, &[("kind", kind.as_str().into()), ("time", time.into())]);
    match item.good_until {
        Some(at) if item.is_stale(now) => until("share-item-stale", at.clock_from(now)),
        Some(at) => until("share-item-until", at.until_from(now)),
        None => kind,
    }
}
