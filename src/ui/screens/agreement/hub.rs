//! The first page: what is in force, what waits for a signature, the parts of the draft, what it changes, and every
//! agreement before.

use egui::Ui;

use super::words::{change_words, channel_words, direction_words, listed, standing_tag};
use super::{Agreement, Asked, At};
use crate::app::api::{Phase, Request};
use crate::app::init::model;
use crate::app::members::{Proposed, Waiting};
use crate::domain::agreement::{Clause, Standing, changes};
use crate::domain::content::PolicySet;
use crate::domain::decision::facts::{Direction, Nation};
use crate::domain::ids::MemberId;
use crate::domain::role::Side;
use crate::domain::time::day_words;
use crate::ui::action::Action;
use crate::ui::parts::{organisation, partnership_row};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Notice, Page, Row, back_link, body, button, end_text, gap, heading,
    label_text, line, notice, progress, row_text, split, support, tag, title,
};
use crate::ui::words::{t, ta};

/// More changes than this are cut off on the page of the draft; a confirmation shows all.
const CHANGES_SHOWN: usize = 12;

impl Agreement {
    pub(super) fn hub_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let page = Page::new(cx.field_id("agreement")).wide().pinned();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("agreement-title"));
            self.problems.show(ui);
            in_force_ui(cx, ui);
            self.waiting_ui(cx, ui);
            partnership_row(cx, ui);
            gap(ui, Space::Sm);
            heading(ui, &t("agreement-parts"));
            self.parts_ui(cx, ui);
            let told = changes(&self.base, &self.draft);
            if !told.is_empty() {
                gap(ui, Space::Sm);
                heading(ui, &ta("agreement-changes", &[("count", told.len().into())]));
                for change in told.iter().take(CHANGES_SHOWN) {
                    body(ui, &change_words(cx, change));
                }
                if let Some(more) = told.len().checked_sub(CHANGES_SHOWN).filter(|more| *more > 0) {
                    support(ui, &ta("agreement-more-changes", &[("count", more.into())]));
                }
            }
            history_ui(cx, ui);
        });
        page.footer(ui, |ui| self.hub_footer_ui(cx, ui));
    }

    fn hub_footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.busy {
            progress(ui, &t("working"), None);
            return;
        }
        if self.is_changed() {
            let key = if matches!(cx.state.phase, Phase::SetUp) {
                "agreement-sign-both"
            } else {
                "agreement-sign"
            };
            if Button::new(ButtonKind::Primary, &t(key)).show(ui).clicked() {
                self.sign(cx);
            }
            if button(ui, ButtonKind::Plain, &t("agreement-drop"), None).clicked() {
                self.begun = false;
                self.dropped = true;
                self.draft = self.base.clone();
                self.problems.clear();
            }
        }
        let empty = self.terms().clauses.is_empty();
        if empty && button(ui, ButtonKind::Plain, &t("agreement-model"), None).clicked() {
            self.load_model(cx);
        }
        if button(ui, ButtonKind::Plain, &t("agreement-add-clause"), None).clicked() {
            self.add_clause();
        }
    }

    fn load_model(&mut self, cx: &Cx<'_>) {
        match model(cx.state.nation.unwrap_or(Nation::England)) {
            Ok(model) => {
                let starts = self.terms().starts.or(cx.now.london_date());
                let terms = self.terms();
                *terms = model;
                terms.starts = starts;
                self.read_days();
            }
            Err(problem) => self.told = Some(crate::ui::typed::sentences(&problem)),
        }
    }

    fn add_clause(&mut self) {
        let terms = self.terms();
        let number = format!("4.{}", terms.clauses.len() + 1);
        terms.clauses.push(Clause {
            number,
            title: String::new(),
            direction: Direction::HealthToPolice,
            purposes: Vec::new(),
            ticks: Vec::new(),
            usual: String::new(),
            staff: String::new(),
        });
        let at = terms.clauses.len() - 1;
        self.turn(At::Clause(at));
    }

    /// The parts of the draft: the name and number of the row, where it leads, its words and how it stands.
    fn parts(&mut self, cx: &Cx<'_>) -> Vec<(&'static str, usize, At, String, String)> {
        let mut rows = Vec::new();
        let reference = self.draft.agreement.clone().unwrap_or_default();
        let known = reference.trim().is_empty();
        let reference = if known {
            t("agreement-no-reference")
        } else {
            reference
        };
        let terms = self.terms();
        rows.push((
            "agreement-dates",
            0,
            At::Dates,
            t("agreement-part-dates"),
            reference,
        ));
        for (at, clause) in terms.clauses.iter().enumerate() {
            let words = format!("{} {}", clause.number, clause.title);
            rows.push((
                "agreement-clauses",
                at,
                At::Clause(at),
                words,
                direction_words(clause.direction),
            ));
        }
        rows.push((
            "agreement-channels",
            0,
            At::Channels,
            t("agreement-part-channels"),
            listed(&terms.channels, channel_words),
        ));
        for (at, side) in Side::ALL.into_iter().enumerate() {
            let words = ta(
                "agreement-part-contacts",
                &[("organisation", organisation(cx.state, side).into())],
            );
            let count = ta(
                "agreement-reachable",
                &[("count", terms.ladder(side).count().into())],
            );
            rows.push(("agreement-contacts", at, At::Contacts(side), words, count));
        }
        for (at, side) in Side::ALL.into_iter().enumerate() {
            let words = ta(
                "agreement-part-kept",
                &[("organisation", organisation(cx.state, side).into())],
            );
            let count = terms.kept.iter().filter(|kept| kept.side == side).count();
            let count = ta("agreement-kept-count", &[("count", count.into())]);
            rows.push(("agreement-kept", at, At::Kept(side), words, count));
        }
        let texts = ta("agreement-text-count", &[("count", terms.consent.len().into())]);
        rows.push((
            "agreement-consent",
            0,
            At::Consent,
            t("agreement-part-consent"),
            texts,
        ));
        rows
    }

    fn parts_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let mut to = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (name, at, leads, words, state) in self.parts(cx) {
                let id = cx.field_id(name);
                let id = if at == 0 { id } else { id.with(at) };
                if part_row(ui, id, &words, &state) {
                    to = Some(leads);
                }
            }
        });
        if let Some(to) = to {
            self.turn(to);
        }
    }

    /// What one organisation signed and the other has not: every change is read before it is confirmed.
    fn waiting_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let waiting: Vec<(Waiting, PolicySet)> = cx
            .state
            .waiting
            .iter()
            .filter_map(|waiting| match &waiting.what {
                Proposed::Settings(policy) => Some((waiting.clone(), policy.clone())),
                Proposed::Keys { .. }
                | Proposed::Rules { .. }
                | Proposed::Disposal { .. }
                | Proposed::Other => None,
            })
            .collect();
        let own = cx.state.office.as_ref().map(|(_, side, _)| *side);
        for (waiting, policy) in waiting {
            let mine = own == Some(waiting.side);
            let args = [
                ("organisation", organisation(cx.state, waiting.side).into()),
                ("other", organisation(cx.state, waiting.side.other()).into()),
                ("day", waiting.at.day_words().into()),
            ];
            gap(ui, Space::Sm);
            Card::new(Edge::Shared).show(ui, |ui| {
                heading(
                    ui,
                    &ta(
                        if mine {
                            "agreement-you-signed"
                        } else {
                            "agreement-they-signed"
                        },
                        &args,
                    ),
                );
                let told = changes(&cx.state.policy, &policy);
                support(ui, &ta("agreement-changes", &[("count", told.len().into())]));
                for change in &told {
                    body(ui, &change_words(cx, change));
                }
                if mine || own.is_none() {
                    return;
                }
                gap(ui, Space::Sm);
                let words = ta(
                    "agreement-confirm",
                    &[(
                        "organisation",
                        organisation(cx.state, waiting.side.other()).into(),
                    )],
                );
                if Button::new(ButtonKind::Primary, &words).show(ui).clicked() && !cx.busy {
                    self.asked = Some(Asked::Confirm);
                    cx.actions.push(Action::Ask(Request::Confirm(waiting.entry)));
                }
            });
        }
    }
}

/// A row with how its part stands; true when it was pressed.
fn part_row(ui: &mut Ui, id: egui::Id, words: &str, state: &str) -> bool {
    let row = Row::new(id, &format!("{words}. {state}")).show(ui, |ui| {
        split(
            ui,
            id.with("words"),
            24.0,
            |ui| row_text(ui, words),
            |ui| end_text(ui, state),
        );
    });
    row.clicked()
}

/// What counts today.
fn in_force_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let policy = &cx.state.policy;
    let day = cx.now.london_date().unwrap_or_default();
    let standing = policy.standing(day);
    let (kind, words) = standing_tag(standing);
    line(ui, |ui| {
        if let Some(reference) = &policy.agreement {
            label_text(ui, reference);
        }
        tag(ui, kind, &words);
    });
    if !standing.counts() {
        notice(ui, Notice::Info, &t("agreement-none-means"));
        return;
    }
    let Some(terms) = &policy.terms else { return };
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| t("agreement-no-day"), day_words);
    let args = [
        ("version", terms.version.into()),
        ("starts", day(terms.starts).into()),
        ("ends", day(terms.ends).into()),
        ("review", day(terms.review).into()),
    ];
    support(ui, &ta("agreement-dates-line", &args));
    if standing == Standing::ReviewDue {
        notice(ui, Notice::Soon, &t("agreement-review-due-means"));
    }
}

/// Every agreement that was in force, the latest first.
fn history_ui(cx: &Cx<'_>, ui: &mut Ui) {
    if cx.state.agreements.is_empty() {
        return;
    }
    gap(ui, Space::Sm);
    heading(ui, &t("agreement-history"));
    let name = |member: MemberId| {
        let card = cx.state.members.iter().find(|card| card.member == member);
        card.map_or_else(|| member.hex(), |card| card.name.clone())
    };
    for fact in cx.state.agreements.iter().rev() {
        let reference = fact
            .policy
            .agreement
            .clone()
            .unwrap_or_else(|| t("agreement-none"));
        let version = fact.policy.terms.as_ref().map_or(0, |terms| terms.version);
        let mut args = vec![
            ("reference", reference.into()),
            ("version", version.into()),
            ("by", name(fact.proposed.by).into()),
            ("day", fact.proposed.at.day_words().into()),
        ];
        let key = match fact.approved {
            Some(approved) => {
                args.push(("other", name(approved.by).into()));
                args.push(("other-day", approved.at.day_words().into()));
                "agreement-history-both"
            }
            None => "agreement-history-one",
        };
        body(ui, &ta(key, &args));
    }
}
