//! A question of the path, what stands in the way, and why not.

use egui::Ui;

use super::check::Checked;
use super::draft::At;
use super::items::markable;
use super::phrases::options;
use super::questions::{Questions, Wish, title_of};
use super::sheet::Look;
use super::under::agreed_words_ui;
use super::{Matter, Share};
use crate::domain::content::{NotSharedReason, RecordField};
use crate::domain::decision::conclusion::Outcome;
use crate::domain::decision::facts::HarmTo;
use crate::domain::decision::path::Agreed;
use crate::domain::decision::restrictions::Restriction;
use crate::domain::decision::{SeniorAbout, senior_about, waits_for_senior};
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Notice, body, gap, link, notice, support, title};
use crate::ui::words::{t, ta};

impl Share {
    pub(super) fn ask_ui(
        &mut self,
        cx: &mut Cx<'_>,
        matter: &Matter,
        ui: &mut Ui,
        question: crate::domain::decision::path::Question,
    ) -> bool {
        let ctx = self.context(cx, matter);
        title(ui, &title_of(question, &ctx));
        self.under_ui(cx, &ctx, question, ui);
        self.requested_ui(matter, ui);
        if let Some(danger) = &matter.danger {
            let what = danger
                .items
                .first()
                .map(|item| item.words.clone())
                .unwrap_or_default();
            let time = danger.at.map(|at| at.clock_from(cx.now)).unwrap_or_default();
            support(
                ui,
                &ta("share-finishing", &[("time", time.into()), ("what", what.into())]),
            );
            support(ui, &t("share-finishing-read"));
        }
        self.problems.show(ui);
        let mut answers = std::mem::take(&mut self.draft.answers);
        let mut plan_date = std::mem::take(&mut self.draft.plan_date);
        let markable = markable(&self.draft, &matter.own, matter.side);
        let mut marks: Vec<(String, Vec<Restriction>)> = markable
            .iter()
            .map(|item| (item.words.clone(), self.draft.marks_of(item)))
            .collect();
        let marked = marks.clone();
        let mut more = self.more;
        let before = answers.clone();
        let mut questions = Questions {
            sheet: self.sheet(cx.field_id("share")),
            ctx: &ctx,
            rules: cx.rules,
            plan_date: &mut plan_date,
            more: &mut more,
            marks: &mut marks,
        };
        let wish = questions.page_ui(ui, question, &mut answers);
        let changed = before != answers;
        self.draft.plan_date = plan_date;
        for (item, (before, now)) in markable.iter().zip(marked.iter().zip(&marks)) {
            if before != now {
                self.draft.mark(item.note, now.1.clone());
            }
        }
        self.more = more;
        self.draft.answers = answers;
        if changed {
            self.problems.clear();
            if question == crate::domain::decision::path::Question::Agreed {
                // another answer than the earlier one
                self.draft.reused = None;
                self.draft.answers.asked_about = None;
                self.draft.answers.asked_for = None;
            }
        }
        if question == crate::domain::decision::path::Question::Agreed {
            self.earlier_ui(cx, matter, ui);
            self.asked_before_ui(cx, matter, &ctx, ui);
        }
        let said_no = self.draft.answers.agreed == Some(Agreed::SaidNo);
        agreed_words_ui(cx, &ctx, question, said_no, ui);
        match wish {
            Wish::Stay => {}
            Wish::GoOn => return true,
            Wish::Refuse => self.go(At::Refuse),
            Wish::Focus(field) => {
                self.wants = Some(field);
                ui.ctx().request_repaint();
            }
        }
        false
    }

    pub(super) fn stopped_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        title(ui, &t("share-title-stopped"));
        let Some(checked) = &self.checked else {
            return;
        };
        for reason in &checked.conclusion.reasons {
            body(ui, reason);
        }
        if checked.conclusion.outcome == Outcome::Escalate && !checked.finishes() && !self.senior(cx) {
            // past a refusal or counselling notes no senior view leads: only something new does
            gap(ui, Space::Xs);
            notice(ui, Notice::Info, &t("share-no-senior"));
        }
        if only_their_own_life(checked) && matter.side == Side::Health {
            self.own_life_ui(cx, matter, ui);
        }
        if self.senior(cx) {
            self.senior_ui(cx, ui);
        }
        if matter.danger.is_some() {
            support(ui, &t("share-stopped-danger"));
        } else {
            support(ui, &t("share-stopped-hint"));
        }
    }

    /// A person who can decide refuses, and only they are at risk (suicide consensus statement 2021): what is left to do,
    /// none of which passes the refusal by.
    fn own_life_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        gap(ui, Space::Sm);
        for key in ["life-test", "life-emergency", "life-listen"] {
            body(ui, &t(&format!("share-{key}")));
        }
        gap(ui, Space::Xs);
        if link(ui, &t("share-capacity-again"), None).clicked() {
            self.draft.answers.agreed = Some(Agreed::CannotDecide);
            self.draft
                .answers
                .more
                .insert(RecordField::CapacityAgain, "yes".to_owned());
            self.forward(cx, matter);
        }
        gap(ui, Space::Sm);
    }

    /// The answers stop at something that a senior person may allow, and at nothing else.
    pub(super) fn senior(&self, cx: &Cx<'_>) -> bool {
        let checked = self.checked.as_ref().filter(|checked| !checked.finishes());
        checked.is_some_and(|checked| waits_for_senior(&checked.facts, cx.rules))
    }

    /// A senior view opens what only the agreement or a red flag keeps back; whose it was stands in the record.
    fn senior_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        gap(ui, Space::Sm);
        self.problems.show(ui);
        let mut said = self
            .draft
            .answers
            .more
            .remove(&RecordField::SeniorAdvice)
            .unwrap_or_default();
        let about = self.checked.as_ref().map(|checked| senior_about(&checked.facts));
        let hint = t(match about {
            Some(SeniorAbout::Staff) => "share-senior-hint-staff",
            Some(SeniorAbout::Flag) => "share-senior-hint-flag",
            Some(SeniorAbout::Agreement) | None => "share-senior-hint",
        });
        self.sheet(cx.field_id("share"))
            .note(ui, "senior", &t("share-senior"), Some(&hint), &mut said);
        if !said.is_empty() {
            self.draft.answers.more.insert(RecordField::SeniorAdvice, said);
        }
        gap(ui, Space::Sm);
    }

    /// Goes on, once a senior view is written down.
    pub(super) fn senior_given(&mut self, cx: &Cx<'_>, matter: &Matter) {
        if self.draft.answers.says(RecordField::SeniorAdvice).is_some() {
            self.problems.clear();
            self.take_view(cx, matter);
            self.forward(cx, matter);
        } else {
            let field = cx.field_id("share").with("senior");
            self.problems.set(vec![(field, t("share-senior-missing"))]);
        }
    }

    pub(super) fn refuse_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) -> bool {
        let words = t("share-title-refuse");
        title(ui, &words);
        support(ui, &t("share-refuse-hint"));
        self.problems.show(ui);
        let person = super::phrases::person(&matter.shared);
        let mut value = self.draft.answers.not_shared;
        let mut other = std::mem::take(&mut self.draft.other_reason);
        let sheet = self.sheet(cx.field_id("share"));
        let all = options(&NotSharedReason::ALL, &person);
        let changed = sheet.one(ui, ("not_shared", &words), &all, Look::Page, &mut value);
        let mut handed = false;
        if value == Some(NotSharedReason::Other) {
            handed = sheet.note(ui, "other_reason", &t("share-other-reason"), None, &mut other);
        }
        if changed {
            self.problems.clear();
            if value == Some(NotSharedReason::Other) {
                self.wants = Some("other_reason");
                ui.ctx().request_repaint();
            }
        }
        self.draft.other_reason = other;
        self.draft.answers.not_shared = value;
        handed
    }
}

/// The facts are those of a capable refusal with nobody else at risk.
fn only_their_own_life(checked: &Checked) -> bool {
    checked.conclusion.outcome == Outcome::Escalate && checked.facts.harm.to == Some(HarmTo::Self_)
}
