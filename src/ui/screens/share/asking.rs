//! A question of the path, what stands in the way, and why not.

use egui::Ui;

use super::check::Checked;
use super::draft::At;
use super::phrases::options;
use super::questions::{Questions, Wish, title_of};
use super::sheet::Look;
use super::under::agreed_words_ui;
use super::{Matter, Share};
use crate::domain::content::{NotSharedReason, RecordField};
use crate::domain::decision::conclusion::Outcome;
use crate::domain::decision::facts::HarmTo;
use crate::domain::decision::path::Agreed;
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{body, gap, link, support, title};
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
        self.under_ui(cx, &ctx, ui);
        gap(ui, Space::Xs);
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
        }
        self.problems.show(ui);
        let mut answers = std::mem::take(&mut self.draft.answers);
        let mut plan_date = std::mem::take(&mut self.plan_date);
        let mut more = self.more;
        let before = answers.clone();
        let mut questions = Questions {
            sheet: self.sheet(cx.field_id("share")),
            ctx: &ctx,
            rules: cx.rules,
            plan_date: &mut plan_date,
            more: &mut more,
        };
        let wish = questions.page_ui(ui, question, &mut answers);
        let changed = before != answers;
        self.plan_date = plan_date;
        self.more = more;
        self.draft.answers = answers;
        if changed {
            self.problems.clear();
            if question == crate::domain::decision::path::Question::Agreed {
                // another answer than the earlier one
                self.draft.reused = None;
            }
        }
        if question == crate::domain::decision::path::Question::Agreed {
            self.earlier_ui(cx, matter, ui);
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
        if only_their_own_life(checked) && matter.side == Side::Health {
            self.own_life_ui(cx, matter, ui);
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
        for key in ["life-test", "life-emergency", "life-senior", "life-listen"] {
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
