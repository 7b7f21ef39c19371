//! Whether the person knows: yes, later by a day that the rule proposes, or no with a reason.

use chrono::NaiveDate;
use egui::Ui;

use super::phrases::{options, person, words};
use super::questions::day;
use super::sheet::Look;
use super::{Matter, Share};
use crate::domain::content::{NotTold, PersonTold, TellingRecord};
use crate::domain::decision::path::Answers;
use crate::domain::telling::tell_by;
use crate::domain::time::Moment;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{FieldKind, gap};
use crate::ui::words::{t, ta};

impl Share {
    /// Whether the person knows: as chosen, else as the answers say.
    pub(super) fn told(&self, cx: &Cx<'_>, matter: &Matter) -> PersonTold {
        self.draft
            .told
            .unwrap_or_else(|| self.answers(cx, matter).person_told())
    }

    /// The answers that count: those of the pages that the path leads through.
    pub(super) fn answers(&self, cx: &Cx<'_>, matter: &Matter) -> Answers {
        self.draft.answers.on_path(&self.context(cx, matter), cx.rules)
    }

    pub(super) fn told_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let name = person(&matter.shared);
        let title = ta("share-title-told", &[("person", name.as_str().into())]);
        self.problems.show(ui);
        let mut value = Some(self.told(cx, matter));
        let all = options(&[PersonTold::Yes, PersonTold::Later, PersonTold::No], &name);
        if self.change_ui(cx, ui, ("told", &title), &all, &mut value) {
            self.draft.told = value;
            self.draft.tell_by.clear();
            self.problems.clear();
        }
        gap(ui, Space::Sm);
        let told = self.told(cx, matter);
        match told {
            PersonTold::Later => self.day_ui(cx, ui, told, "share-tell-by"),
            PersonTold::No => {
                self.not_told_ui(cx, ui, &name);
                self.day_ui(cx, ui, told, "share-review-by");
            }
            PersonTold::Yes | PersonTold::NotYetRecorded => {}
        }
    }

    fn day_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, told: PersonTold, label: &str) {
        let usual = tell_by(told, cx.now, cx.rules.thresholds());
        let usual = usual.map(Moment::day_words).unwrap_or_default();
        let hint = ta("share-day-hint", &[("day", usual.into())]);
        let mut typed = std::mem::take(&mut self.draft.tell_by);
        let sheet = self.sheet(cx.field_id("share"));
        sheet.line(
            ui,
            "tell_by",
            (&t(label), Some(&hint)),
            FieldKind::Line,
            &mut typed,
        );
        self.draft.tell_by = typed;
    }

    fn not_told_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, name: &str) {
        let mut why = self.draft.not_told;
        let mut typed = std::mem::take(&mut self.draft.not_told_words);
        let sheet = self.sheet(cx.field_id("share"));
        let all = options(&NotTold::ALL, name);
        if sheet.one(ui, ("not_told", &t("share-not-told")), &all, Look::Rows, &mut why) {
            self.problems.clear();
        }
        if why == Some(NotTold::Other) {
            let sheet = self.sheet(cx.field_id("share"));
            sheet.line(
                ui,
                "not_told_words",
                (&t("share-not-told-words"), None),
                FieldKind::Line,
                &mut typed,
            );
        }
        self.draft.not_told = why;
        self.draft.not_told_words = typed;
    }

    /// What the page still needs, with its field.
    pub(super) fn told_problem(&self, cx: &Cx<'_>, matter: &Matter) -> Option<(&'static str, String)> {
        let (told, now) = (self.told(cx, matter), cx.now);
        if told == PersonTold::No {
            match self.draft.not_told {
                None => return Some(("not_told", t("share-not-told-missing"))),
                Some(NotTold::Other) if self.draft.not_told_words.trim().is_empty() => {
                    return Some(("not_told_words", t("share-not-told-missing")));
                }
                Some(_) => {}
            }
        }
        let typed = self.draft.tell_by.trim();
        let dated = matches!(told, PersonTold::Later | PersonTold::No);
        if dated && !typed.is_empty() && self.chosen_day(now).is_none() {
            return Some(("tell_by", t("share-day-problem")));
        }
        None
    }

    /// The day that was typed, today or later and within two years.
    fn chosen_day(&self, now: Moment) -> Option<NaiveDate> {
        let today = now.london_date()?;
        let last = today.checked_add_days(chrono::Days::new(730))?;
        day(&self.draft.tell_by).filter(|typed| (today..=last).contains(typed))
    }

    /// "Later, by 24 November 2026"; "No: it would add to the danger".
    pub(super) fn told_words(&self, cx: &Cx<'_>, matter: &Matter) -> String {
        let name = person(&matter.shared);
        let telling = self.telling(cx, matter);
        let day = telling.tell_by.map(Moment::day_words).unwrap_or_default();
        match (self.told(cx, matter), telling.not_told) {
            (PersonTold::Later, _) => ta("share-told-later-by", &[("day", day.into())]),
            (PersonTold::No, Some(why)) => ta(
                "share-told-no-why",
                &[("why", words(why, &name).to_lowercase().into())],
            ),
            (told, _) => words(told, &name),
        }
    }

    /// How the telling stands, for the decision's record.
    pub(super) fn telling(&self, cx: &Cx<'_>, matter: &Matter) -> TellingRecord {
        let told = self.told(cx, matter);
        let usual = tell_by(told, cx.now, cx.rules.thresholds());
        let dated = matches!(told, PersonTold::Later | PersonTold::No);
        let chosen = self
            .chosen_day(cx.now)
            .filter(|_| dated)
            .and_then(|day| Moment::from_utc(day, 12, 0, 0));
        // "no" on the page that weighs it up says that it would add to the danger
        let not_told = (told == PersonTold::No).then(|| self.draft.not_told.unwrap_or(NotTold::AddsToDanger));
        let other = not_told == Some(NotTold::Other);
        TellingRecord {
            tell_by: chosen.or(usual),
            not_told,
            not_told_words: if other {
                self.draft.not_told_words.trim().to_owned()
            } else {
                String::new()
            },
            reused: self.draft.reused,
            advice: self.draft.advice.clone(),
        }
    }
}
