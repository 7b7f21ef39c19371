//! The legs that a share rests on, in plain words, each with what may stand in its place.

use egui::Ui;

use super::draft::At;
use super::sheet::Look;
use super::{Matter, Share};
use crate::domain::content::LegChanged;
use crate::domain::decision::leg_rows::{LegName, LegRow, rows};
use crate::domain::decision::record::{Standing, legs};
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Card, Edge, SummaryRow, gap, heading, summary_list, support, title};
use crate::ui::words::{t, ta};

impl Share {
    /// The legs as they stand, with what was changed.
    pub(super) fn leg_rows(&self, cx: &Cx<'_>, matter: &Matter) -> Vec<LegRow> {
        let Some(checked) = &self.checked else {
            return Vec::new();
        };
        let legs = legs(Standing {
            facts: &checked.facts,
            answers: &self.draft.answers,
            conclusion: &checked.conclusion,
            rules: cx.rules,
            from: matter.side,
            agreed_regime: cx.state.policy.regime_on(checked.facts.date),
        });
        rows(&legs, &checked.facts, cx.rules)
    }

    /// How the legs stand, in a few words for the check page.
    pub(super) fn legs_words(&self) -> String {
        let changed = self.draft.answers.changed_legs.len();
        ta("legs-short", &[("changed", changed.into())])
    }

    /// Every leg of both sides; a row leads to what may stand in its place.
    pub(super) fn legs_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        title(ui, &t("legs-title"));
        support(ui, &t("legs-hint"));
        let all = self.leg_rows(cx, matter);
        let mut to = None;
        for side in [matter.side, matter.side.other()] {
            gap(ui, Space::Sm);
            heading(
                ui,
                &t(match side {
                    Side::Police => "legs-police",
                    Side::Health => "legs-health",
                }),
            );
            let mine: Vec<(usize, &LegRow)> = all
                .iter()
                .enumerate()
                .filter(|(_, row)| row.side == side)
                .collect();
            let texts: Vec<(String, String, Option<String>)> =
                mine.iter().map(|(_, row)| texts(row)).collect();
            let list: Vec<SummaryRow<'_>> = texts
                .iter()
                .map(|(key, value, change)| SummaryRow {
                    key,
                    value,
                    change: change.as_deref(),
                })
                .collect();
            let pressed = ui
                .push_id(side, |ui| {
                    Card::new(Edge::None).show(ui, |ui| summary_list(ui, &list)).inner
                })
                .inner;
            to = to.or(pressed.and_then(|at| mine.get(at)).map(|(at, _)| *at));
        }
        if let Some(at) = to {
            self.go(At::Leg(at));
        }
    }

    /// What may stand in one leg's place.
    pub(super) fn leg_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui, at: usize) {
        let all = self.leg_rows(cx, matter);
        let Some(row) = all.get(at) else {
            title(ui, &t("legs-title"));
            return;
        };
        let words = t("legs-change-title");
        let mut options = vec![(row.slug.clone(), row.title.clone())];
        options.extend(row.alternatives.iter().cloned());
        let numbered: Vec<(usize, String)> = options
            .iter()
            .enumerate()
            .map(|(at, (_, words))| (at, words.clone()))
            .collect();
        let mut value = Some(0);
        title(ui, &words);
        support(
            ui,
            &ta(
                "legs-now",
                &[
                    ("leg", row.title.as_str().into()),
                    ("law", row.law.as_str().into()),
                ],
            ),
        );
        let sheet = self.sheet(cx.field_id("share"));
        let changed = sheet.one(ui, ("leg", &words), &numbered, Look::Page, &mut value);
        let chosen = value.and_then(|at| options.get(at)).map(|(slug, _)| slug.clone());
        if let Some(to) = chosen.filter(|to| changed && *to != row.slug) {
            self.change_leg(row, to);
        }
    }

    /// A changed leg is kept as what was filled in and what stands now.
    fn change_leg(&mut self, row: &LegRow, to: String) {
        let changes = &mut self.draft.answers.changed_legs;
        let before = changes
            .iter()
            .position(|change| change.side == row.side && change.to == row.slug)
            .map(|at| changes.remove(at));
        let from = before.map_or_else(|| row.slug.clone(), |change| change.from);
        if from != to {
            changes.push(LegChanged {
                side: row.side,
                from,
                to,
            });
        }
    }
}

fn texts(row: &LegRow) -> (String, String, Option<String>) {
    let key = t(match row.leg {
        LegName::Power => "legs-power",
        LegName::Confidentiality => "legs-confidence",
        LegName::DataProtection => "legs-data",
        LegName::Exemption => "legs-exemption",
    });
    let args = [
        ("title", row.title.as_str().into()),
        ("law", row.law.as_str().into()),
    ];
    let change =
        (!row.alternatives.is_empty()).then(|| ta("share-change-row", &[("row", row.title.as_str().into())]));
    (key, ta("legs-row", &args), change)
}
