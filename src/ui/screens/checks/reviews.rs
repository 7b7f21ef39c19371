//! Reviews: what is before this reviewer, the learning note that goes with a finding, the draw, and notes that wait to be
//! passed on to the own organisation's people.

use egui::Ui;

use super::access::asked_words;
use super::codes::codes_words;
use super::{AT_ONCE, Checks, age_tag, at_once_ui, seat_words, verdict_words, verdicts_ui};
use crate::app::api::{Checks as Found, ChecksRequest, HeldOutside, NoteRow, Phase, RedrawnRow, Request};
use crate::domain::checks::{Case, Cause};
use crate::domain::content::{Basis, ReviewWord, Verdict};
use crate::domain::role::Role;
use crate::domain::time::YearMonth;
use crate::ui::action::Action;
use crate::ui::parts::{basis_words, review_word_words};
use crate::ui::screen::Cx;
use crate::ui::theme::{MEASURE, Space};
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, FieldKind, Notice, body, button, gap,
    heading, link, notice, support,
};
use crate::ui::words::{t, ta};

impl Checks {
    pub(super) fn reviews_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, found: &Found, month: YearMonth) {
        if found.draw_due {
            let gaps = [("month", month.words().into())];
            notice(ui, Notice::Soon, &ta("checks-draw-due", &gaps));
        }
        let (agreed, of) = found.agreement;
        let open = found.cases.iter().filter(|case| case.is_open()).count();
        let gaps = [
            ("open", open.into()),
            ("agreed", agreed.into()),
            ("of", of.into()),
        ];
        body(ui, &ta("checks-cases", &gaps));
        if open == 0 {
            support(ui, &t("checks-nothing-review"));
        }
        for case in found.cases.iter().filter(|case| case.is_open()).take(AT_ONCE) {
            self.case_card(cx, ui, found, case);
        }
        at_once_ui(ui, open);
        for case in found.cases.iter().filter(|case| !case.others.is_empty()) {
            both_found(cx, ui, found, case);
        }
        notes_ui(cx, ui, &found.notes);
        gap(ui, Space::Md);
        heading(ui, &ta("checks-draw-title", &[("month", month.words().into())]));
        self.draw_ui(cx, ui, found, month);
    }

    fn draw_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, found: &Found, month: YearMonth) {
        if let Some(drawn) = &found.drawn {
            let gaps = [
                ("count", drawn.drawn.into()),
                ("of", drawn.of.into()),
                ("at", drawn.at.clock_from(cx.now).into()),
            ];
            support(ui, &ta("checks-drawn", &gaps));
            for row in &self.redrawn {
                redrawn_ui(ui, row);
            }
            if button(ui, ButtonKind::Plain, &t("checks-redraw"), None).clicked() && !cx.busy {
                cx.push(Action::Ask(Request::Checks(ChecksRequest::Redraw(month))));
            }
            return;
        }
        support(ui, &t("checks-draw-how"));
        let names = ["checks-size", "checks-code", "checks-held-file"];
        let ids = names.map(|name| cx.field_id(name));
        let [size_id, code_id, file_id] = ids;
        Field::new(size_id, &t("checks-size"))
            .kind(FieldKind::Digits)
            .error(self.problems.of(size_id))
            .show(ui, &mut self.size);
        Field::new(code_id, &t("checks-code"))
            .error(self.problems.of(code_id))
            .show(ui, &mut self.code);
        Field::new(file_id, &t("checks-held-file"))
            .hint(&t("checks-held-file-hint"))
            .error(self.problems.of(file_id))
            .width(MEASURE)
            .show(ui, &mut self.held);
        if button(ui, ButtonKind::Plain, &t("checks-draw"), None).clicked() && !cx.busy {
            self.draw(cx, month, size_id);
        }
    }

    /// Asks for the draw, with the receipt as typed, or with a checkpoint's file where one is named.
    fn draw(&mut self, cx: &mut Cx<'_>, month: YearMonth, size_id: egui::Id) {
        let (size, file) = (self.size.trim().parse(), self.held.trim());
        let held = match (size, file.is_empty()) {
            (_, false) => {
                self.failing = "checks-held-file";
                HeldOutside::Checkpoint(file.into())
            }
            (Ok(size), true) => {
                self.failing = "checks-code";
                let code = self.code.clone();
                HeldOutside::Receipt { size, code }
            }
            (Err(_), true) => {
                self.problems.set(vec![(size_id, t("checks-size-missing"))]);
                return;
            }
        };
        let asked = ChecksRequest::Draw { month, held };
        cx.push(Action::Ask(Request::Checks(asked)));
    }

    fn case_card(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, found: &Found, case: &Case) {
        let line = case_words(cx, found, case);
        let pressed = Card::new(Edge::None).name(&line).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                age_tag(cx, ui, case.since);
                body(ui, &line);
            });
            if let Cause::Danger(ground) = &case.cause {
                let words = ground.map_or_else(
                    || t("checks-danger-open"),
                    |ground| {
                        ta(
                            "checks-danger-ground",
                            &[("ground", basis_words(Basis::Decided(ground)).into())],
                        )
                    },
                );
                support(ui, &words);
            }
            if let Some(codes) = &case.codes {
                support(ui, &codes_words(cx, codes));
            }
            match &case.reason {
                Some(reason) => {
                    body(ui, reason.for_review());
                }
                None if matches!(case.cause, Cause::Stopped(_)) => {
                    support(ui, &t("checks-nothing-recorded"));
                }
                None if matches!(case.cause, Cause::Learnt(_)) => {
                    support(ui, &t("checks-learnt"));
                }
                // the words of a drawn decision stay with whoever made it
                None if case.cause == Cause::Drawn => {}
                None => {
                    support(ui, &t("checks-no-reason"));
                }
            }
            if case.author.is_some() {
                self.word_ui(cx, ui, case, &line);
            }
            verdicts_ui(ui, &line, &Verdict::ALL)
        });
        if let Some(verdict) = pressed.inner
            && !cx.busy
        {
            let word = self.word_for(case);
            self.noting = None;
            let asked = ChecksRequest::Review(case.about, verdict, word);
            cx.push(Action::Ask(Request::Checks(asked)));
        }
    }

    /// The learning note that goes with the finding: chosen from a list, so that it has no word of the record.
    fn word_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, case: &Case, line: &str) {
        let Some((about, chosen)) = &mut self.noting else {
            self.word_link(ui, case, line);
            return;
        };
        if *about != case.about {
            self.word_link(ui, case, line);
            return;
        }
        let words = ReviewWord::LEARNING.map(review_word_words);
        let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
        Choices::new(cx.field_id("checks-word"), &t("checks-word"), &options)
            .hint(&t("checks-word-hint"))
            .show(ui, chosen);
    }

    fn word_link(&mut self, ui: &mut Ui, case: &Case, line: &str) {
        let words = t("checks-word-add");
        let name = format!("{words}: {line}");
        if link(ui, &words, Some(&name)).clicked() {
            self.noting = Some((case.about, None));
        }
    }

    fn word_for(&self, case: &Case) -> Option<ReviewWord> {
        let (about, chosen) = self.noting?;
        let chosen = chosen.filter(|_| about == case.about)?;
        ReviewWord::LEARNING.get(chosen).copied()
    }
}

fn notes_ui(cx: &mut Cx<'_>, ui: &mut Ui, notes: &[NoteRow]) {
    if notes.is_empty() {
        return;
    }
    gap(ui, Space::Md);
    heading(ui, &t("checks-notes"));
    support(ui, &t("checks-notes-hint"));
    for note in notes.iter().take(super::LISTED) {
        let gaps = [
            ("name", note.name.as_str().into()),
            ("reference", note.word.reference.as_str().into()),
            ("at", note.word.of.clock_from(cx.now).into()),
        ];
        let line = ta("checks-note", &gaps);
        let pressed = Card::new(Edge::None).show(ui, |ui| {
            body(ui, &line);
            body(ui, &review_word_words(note.word.word));
            if let Some(asked) = &note.passed {
                support(ui, &asked_words(cx, asked));
                return false;
            }
            if note.left {
                support(ui, &t("checks-note-left"));
                return false;
            }
            if cx.state.phase != Phase::Office(Role::Governance) {
                support(ui, &t("checks-waits-lead"));
                return false;
            }
            let words = t("checks-pass-on");
            let name = format!("{words}: {line}");
            Button::new(ButtonKind::Plain, &words)
                .name(&name)
                .show(ui)
                .clicked()
        });
        if pressed.inner && !cx.busy {
            let asked = ChecksRequest::PassOn(note.follows);
            cx.push(Action::Ask(Request::Checks(asked)));
        }
    }
}

fn case_words(cx: &Cx<'_>, found: &Found, case: &Case) -> String {
    let whose = case.side.map_or_else(|| t("checks-crew"), seat_words);
    let reference = case.incident.and_then(|incident| found.references.get(&incident));
    let mut gaps = vec![
        ("whose", whose.into()),
        ("at", case.at.clock_from(cx.now).into()),
        ("reference", reference.cloned().unwrap_or_default().into()),
    ];
    let key = match case.cause {
        Cause::Danger(_) => "checks-case-danger",
        Cause::Despite(rule) => {
            gaps.push(("rule", rule_words(rule).into()));
            "checks-case-despite"
        }
        Cause::Stopped(rule) => {
            gaps.push(("rule", rule_words(rule).into()));
            "checks-case-stopped"
        }
        Cause::Learnt(rule) => {
            gaps.push(("rule", rule_words(rule).into()));
            "checks-case-learnt"
        }
        Cause::GovernanceOpened if case.incident.is_none() => "checks-case-commissioner",
        Cause::GovernanceOpened => "checks-case-governance",
        Cause::Drawn => "checks-case-drawn",
    };
    ta(key, &gaps)
}

/// What a rule of the Mental Health Act says, and where it is written.
fn rule_words(rule: &str) -> String {
    let row = crate::domain::mha::law().named(rule);
    row.map_or_else(|| rule.to_owned(), |row| format!("{} ({})", row.says, row.law))
}

/// What both reviewers found, once the own finding stands.
fn both_found(cx: &Cx<'_>, ui: &mut Ui, found: &Found, case: &Case) {
    let words =
        |verdict: Option<&Verdict>| verdict.map_or_else(String::new, |verdict| verdict_words(*verdict));
    let gaps = [
        ("what", case_words(cx, found, case).into()),
        ("mine", words(case.mine.as_ref()).into()),
        ("other", words(case.others.first()).into()),
    ];
    support(ui, &ta("checks-both", &gaps));
}

fn redrawn_ui(ui: &mut Ui, row: &RedrawnRow) {
    let gaps = [
        ("whose", seat_words(row.by).into()),
        ("count", row.drawn.into()),
        ("of", row.of.into()),
    ];
    let (kind, key) = if row.same {
        (Notice::Info, "checks-redrawn-same")
    } else {
        (Notice::Now, "checks-redrawn-other")
    };
    notice(ui, kind, &ta(key, &gaps));
}
