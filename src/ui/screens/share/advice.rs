//! Advice: whom to ring, the case in words that name nobody, and the record of who was asked and what they said.

use egui::Ui;

use super::draft::At;
use super::items::items;
use super::phrases::options;
use super::sheet::Look;
use super::{Matter, Share};
use crate::domain::agreement::{Contact, Office};
use crate::domain::content::{AdviceAsked, Adviser};
use crate::domain::role::Side;
use crate::domain::telling::{Case, Piece, deidentify, pieces};
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::screens::agreement::office_words;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Field, FieldKind, Notice, body, button, gap, heading, label_text, link, notice,
    support, title,
};
use crate::ui::words::{t, ta};

/// So many possible names are offered for striking at once; the rest follow as these go.
const SHOWN: usize = 12;

/// Whom this side rings for advice.
fn number<'a>(cx: &'a Cx<'_>, side: Side) -> Option<&'a str> {
    let number = match side {
        Side::Health => &cx.state.policy.health_advice,
        Side::Police => &cx.state.policy.police_advice,
    };
    number.as_deref().filter(|number| !number.trim().is_empty())
}

/// "On call: A Khan".
fn contact_words(contact: &Contact) -> String {
    let parts = [office_words(contact.office), contact.name.trim().to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Both numbers, each with when it is answered.
fn numbers(contact: &Contact) -> String {
    let number = |key: &str, number: &str| {
        let number = number.trim();
        (!number.is_empty()).then(|| ta(key, &[("number", number.into())]))
    };
    let parts = [
        number("share-in-hours", &contact.in_hours),
        number("share-out-of-hours", &contact.out_of_hours),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

fn adviser_of(office: Office) -> Adviser {
    match office {
        Office::OnCall => Adviser::Senior,
        Office::CaldicottGuardian => Adviser::CaldicottGuardian,
        Office::DataProtectionOfficer
        | Office::RiskOwner
        | Office::AccountableOwner
        | Office::RecordsTeam => Adviser::InformationGovernance,
    }
}

impl Share {
    /// The way to advice, on every page, with the number to ring.
    pub(super) fn advice_link_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        if matches!(self.draft.at, At::Advice | At::ReadOut) {
            return;
        }
        let words = match number(cx, matter.side) {
            Some(number) => ta("share-advice", &[("number", number.into())]),
            None => t("share-advice-get"),
        };
        if link(ui, &words, None).clicked() {
            self.go(At::Advice);
        }
    }

    pub(super) fn advice_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        title(ui, &t("share-advice-get"));
        self.problems.show(ui);
        self.ladder_ui(cx, matter, ui);
        gap(ui, Space::Sm);
        self.case_ui(cx, matter, ui);
        gap(ui, Space::Md);
        self.asked_ui(cx, ui);
    }

    /// Whom to ring, in the order of the agreement, with both numbers; without one, the number that was set for advice.
    fn ladder_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let terms = cx.state.policy.terms.as_deref();
        let ladder: Vec<&Contact> = terms.iter().flat_map(|terms| terms.ladder(matter.side)).collect();
        if ladder.is_empty() {
            let words = match number(cx, matter.side) {
                Some(number) => ta("share-advice-ring", &[("number", number.into())]),
                None => t("share-advice-no-number"),
            };
            body(ui, &words);
            return;
        }
        body(ui, &t("share-ladder"));
        for (step, contact) in ladder.into_iter().enumerate() {
            let who = contact_words(contact);
            ui.push_id(step, |ui| {
                ui.horizontal_wrapped(|ui| {
                    label_text(ui, &who);
                    body(ui, &numbers(contact));
                    let name = ta("share-rang-name", &[("who", who.as_str().into())]);
                    if link(ui, &t("share-rang"), Some(&name)).clicked() {
                        self.draft.adviser = Some(adviser_of(contact.office));
                        self.draft.adviser_name.clone_from(&who);
                        self.wants = Some("adviser_said");
                        ui.ctx().request_repaint();
                    }
                });
            });
        }
        support(ui, &t("share-ladder-hint"));
    }

    /// The case without names: shown and struck by whoever asks, before it is copied.
    fn case_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let mut text = match self.draft.case_text.take() {
            Some(text) => text,
            None => self.case_without_names(cx, matter),
        };
        let label = t("share-case");
        let hint = t("share-case-hint");
        Field::new(cx.field_id("share").with("case"), &label)
            .kind(FieldKind::Area(4))
            .hint(&hint)
            .show(ui, &mut text);
        let mut suspects: Vec<Piece> = pieces(&text).into_iter().filter(|piece| piece.suspect).collect();
        suspects.dedup();
        if suspects.is_empty() {
            support(ui, &t("share-case-clean"));
        } else {
            notice(ui, Notice::Soon, &t("share-case-suspects"));
            let mut struck = None;
            ui.horizontal_wrapped(|ui| {
                for (at, piece) in suspects.iter().take(SHOWN).enumerate() {
                    let name = ta("share-case-strike", &[("words", piece.text.as_str().into())]);
                    if ui
                        .push_id(at, |ui| link(ui, &piece.text, Some(&name)).clicked())
                        .inner
                    {
                        struck = Some(piece.text.clone());
                    }
                }
            });
            if let Some(name) = struck {
                text = text.replace(&name, &t("share-case-somebody"));
            }
        }
        gap(ui, Space::Xs);
        if button(ui, ButtonKind::Plain, &t("share-case-copy"), None).clicked() {
            cx.push(Action::Copy(text.clone()));
            cx.push(Action::Tell {
                words: t("share-case-copied"),
                undo: false,
            });
        }
        self.draft.case_text = Some(text);
    }

    fn case_without_names(&self, cx: &Cx<'_>, matter: &Matter) -> String {
        let items = items(&self.draft, &matter.own, matter.side, cx.now, cx.rules);
        let answers = self.draft.answers.words();
        let mut words: Vec<&str> = items.iter().map(|item| item.words.as_str()).collect();
        words.extend([
            answers.best_interests.as_str(),
            &answers.least,
            &answers.proportionate,
            &answers.reason,
        ]);
        let mut others: Vec<&str> = matter
            .shared
            .crew
            .iter()
            .map(|member| member.name.as_str())
            .collect();
        others.extend([matter.shared.reference.as_str(), &matter.shared.log]);
        if let Some(outside) = &self.draft.to {
            others.extend([outside.name.as_str(), &outside.organisation]);
        }
        deidentify(&Case {
            person: &matter.shared.person,
            age: matter.shared.age,
            place: &matter.shared.place,
            others,
            words,
        })
    }

    /// Who was asked, and what they said.
    fn asked_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        heading(ui, &t("share-asked"));
        for asked in &self.draft.advice {
            let args = [
                ("time", asked.at.clock_from(cx.now).into()),
                ("who", asked.who.as_str().into()),
            ];
            label_text(ui, &ta("share-asked-line", &args));
            if asked.answer.is_empty() {
                support(ui, &t("share-asked-open"));
            } else {
                body(ui, &asked.answer);
            }
        }
        let mut adviser = self.draft.adviser;
        let mut who = std::mem::take(&mut self.draft.adviser_name);
        let mut said = std::mem::take(&mut self.draft.adviser_said);
        let sheet = self.sheet(cx.field_id("share"));
        let all = options(&Adviser::ALL, "");
        sheet.one(
            ui,
            ("adviser", &t("share-adviser")),
            &all,
            Look::Inline,
            &mut adviser,
        );
        sheet.line(
            ui,
            "adviser_name",
            (&t("share-adviser-name"), None),
            FieldKind::Line,
            &mut who,
        );
        sheet.note(ui, "adviser_said", &t("share-adviser-said"), None, &mut said);
        self.draft.adviser = adviser;
        self.draft.adviser_name = who;
        self.draft.adviser_said = said;
        gap(ui, Space::Xs);
        if Button::new(ButtonKind::Plain, &t("share-asked-record"))
            .show(ui)
            .clicked()
        {
            self.record_advice(cx);
        }
    }

    fn record_advice(&mut self, cx: &Cx<'_>) {
        let base = cx.field_id("share");
        let Some(adviser) = self.draft.adviser else {
            self.problems
                .set(vec![(base.with("adviser"), t("share-adviser-missing"))]);
            return;
        };
        let who = self.draft.adviser_name.trim().to_owned();
        if who.is_empty() {
            self.problems
                .set(vec![(base.with("adviser_name"), t("share-adviser-name-missing"))]);
            return;
        }
        self.problems.clear();
        self.draft.advice.push(AdviceAsked {
            adviser,
            who,
            at: cx.now,
            answer: self.draft.adviser_said.trim().to_owned(),
            told: self.draft.case_text.clone().unwrap_or_default().trim().to_owned(),
        });
        self.draft.adviser = None;
        self.draft.adviser_name.clear();
        self.draft.adviser_said.clear();
    }
}
