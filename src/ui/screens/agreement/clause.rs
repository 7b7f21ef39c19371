//! One clause: the table of what may be told to whom, for which purposes, and what staff will read about it.

use egui::Ui;

use super::words::{direction_words, item_words, listed, purpose_words, recipient_words};
use super::{Agreement, At};
use crate::domain::agreement::{Clause, Ticks as Told, may_be_ticked};
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Digits, Edge, Field, FieldKind, Matrix, Page, Ticks,
    back_link, body, button, gap, heading, label_text, support, title,
};
use crate::ui::words::{t, ta};

/// The receivers that a clause of this direction can name.
fn receivers(direction: Direction) -> Vec<Recipient> {
    match direction {
        Direction::HealthToPolice => vec![Recipient::PoliceOfficer],
        Direction::PoliceToHealth => vec![Recipient::Nurse],
        Direction::HealthToOther | Direction::PoliceToOther => vec![
            Recipient::Ambulance,
            Recipient::LocalAuthority,
            Recipient::Hospital,
            Recipient::Gp,
            Recipient::VoluntaryPartner,
        ],
    }
}

impl Agreement {
    pub(super) fn clause_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, at: usize) {
        let page = Page::new(cx.field_id("agreement-clause").with(at))
            .wide()
            .pinned();
        let (mut leave, mut remove) = (false, false);
        page.body(ui, |ui| {
            leave |= back_link(ui).clicked();
            let Some(clause) = self.terms().clauses.get_mut(at) else {
                leave = true;
                return;
            };
            title(
                ui,
                &ta(
                    "agreement-clause-title",
                    &[("number", clause.number.clone().into())],
                ),
            );
            heads_ui(cx, ui, clause);
            purposes_ui(cx, ui, clause);
            gap(ui, Space::Sm);
            ticks_ui(cx, ui, clause);
            gap(ui, Space::Sm);
            usual_ui(cx, ui, clause);
            Field::new(cx.field_id("agreement-staff"), &t("agreement-staff"))
                .hint(&t("agreement-staff-hint"))
                .kind(FieldKind::Area(2))
                .show(ui, &mut clause.staff);
            preview_ui(ui, clause);
        });
        page.footer(ui, |ui| {
            leave |= Button::new(ButtonKind::Primary, &t("agreement-part-done"))
                .on_enter()
                .show(ui)
                .clicked();
            remove = button(ui, ButtonKind::Plain, &t("agreement-remove-clause"), None).clicked();
        });
        if remove && at < self.terms().clauses.len() {
            self.terms().clauses.remove(at);
            self.turn(At::Hub);
        } else if leave {
            self.leave_part();
        }
    }
}

fn heads_ui(cx: &Cx<'_>, ui: &mut Ui, clause: &mut Clause) {
    Field::new(cx.field_id("agreement-number"), &t("agreement-number"))
        .width(120.0)
        .show(ui, &mut clause.number);
    Field::new(cx.field_id("agreement-heading"), &t("agreement-heading")).show(ui, &mut clause.title);
    let labels: Vec<String> = Direction::ALL.iter().map(|way| direction_words(*way)).collect();
    let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
    let mut chosen = Direction::ALL.iter().position(|way| *way == clause.direction);
    let question = t("agreement-direction");
    let shown = Choices::new(cx.field_id("agreement-direction"), &question, &options)
        .inline()
        .show(ui, &mut chosen);
    if shown.changed
        && let Some(way) = chosen.and_then(|at| Direction::ALL.get(at))
    {
        clause.direction = *way;
        // receivers of another direction are not those of this one
        let allowed = receivers(*way);
        clause.ticks.retain(|told| allowed.contains(&told.to));
    }
}

fn purposes_ui(cx: &Cx<'_>, ui: &mut Ui, clause: &mut Clause) {
    let labels: Vec<String> = Purpose::ALL
        .iter()
        .map(|purpose| purpose_words(*purpose))
        .collect();
    let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
    let mut ticked: Vec<bool> = Purpose::ALL
        .iter()
        .map(|purpose| clause.purposes.contains(purpose))
        .collect();
    let question = t("agreement-purposes");
    let shown = Ticks::new(cx.field_id("agreement-purposes"), &question, &options)
        .inline()
        .show(ui, &mut ticked);
    if shown.changed {
        let on = Purpose::ALL.iter().zip(ticked).filter(|(_, on)| *on);
        clause.purposes = on.map(|(purpose, _)| *purpose).collect();
    }
}

/// Kinds of information down, receivers across; what is never shared with any of them has no row.
fn ticks_ui(cx: &Cx<'_>, ui: &mut Ui, clause: &mut Clause) {
    let receivers = receivers(clause.direction);
    let items: Vec<ItemCategory> = ItemCategory::ALL
        .iter()
        .copied()
        .filter(|item| {
            receivers
                .iter()
                .all(|to| may_be_ticked(clause.direction, *to, *item))
        })
        .collect();
    let rows: Vec<String> = items.iter().map(|item| item_words(*item)).collect();
    let columns: Vec<String> = receivers.iter().map(|to| recipient_words(*to)).collect();
    let is_told = |clause: &Clause, to: Recipient, item: ItemCategory| {
        let told = clause.ticks.iter().find(|told| told.to == to);
        told.is_some_and(|told| told.items.contains(&item))
    };
    let question = t("agreement-matrix");
    let matrix = Matrix::new(cx.field_id("agreement-matrix"), &question, &rows, &columns);
    let turned = matrix.show(ui, |row, column| match (items.get(row), receivers.get(column)) {
        (Some(item), Some(to)) => is_told(clause, *to, *item),
        _ => false,
    });
    support(ui, &t("agreement-matrix-hint"));
    if let Some((row, column)) = turned
        && let (Some(item), Some(to)) = (items.get(row), receivers.get(column))
    {
        turn_over(clause, *to, *item);
    }
}

fn turn_over(clause: &mut Clause, to: Recipient, item: ItemCategory) {
    let Some(told) = clause.ticks.iter_mut().find(|told| told.to == to) else {
        clause.ticks.push(Told {
            to,
            items: vec![item],
        });
        return;
    };
    match told.items.iter().position(|other| *other == item) {
        Some(at) => {
            told.items.remove(at);
        }
        None => told.items.push(item),
    }
    clause.ticks.retain(|told| !told.items.is_empty());
}

/// The ready-made situation whose three legs are filled in.
fn usual_ui(cx: &Cx<'_>, ui: &mut Ui, clause: &mut Clause) {
    let police = matches!(
        clause.direction,
        Direction::PoliceToHealth | Direction::PoliceToOther
    );
    let bundles: Vec<_> = cx
        .rules
        .bundles()
        .iter()
        .filter(|bundle| bundle.id.starts_with("police-") == police)
        .collect();
    let options: Vec<ChoiceOption<'_>> = bundles
        .iter()
        .map(|bundle| ChoiceOption::new(&bundle.situation))
        .collect();
    let mut chosen = bundles.iter().position(|bundle| bundle.id == clause.usual);
    let question = t("agreement-usual");
    let shown = Choices::new(cx.field_id("agreement-usual"), &question, &options)
        .digits(Digits::Off)
        .inline()
        .show(ui, &mut chosen);
    if shown.changed
        && let Some(bundle) = chosen.and_then(|at| bundles.get(at))
    {
        clause.usual.clone_from(&bundle.id);
    }
}

/// The very words that staff will read.
fn preview_ui(ui: &mut Ui, clause: &Clause) {
    gap(ui, Space::Sm);
    Card::new(Edge::Shared).show(ui, |ui| {
        heading(ui, &t("agreement-preview"));
        label_text(ui, &format!("{} {}", clause.number, clause.title));
        if !clause.staff.trim().is_empty() {
            body(ui, &clause.staff);
        }
        for told in &clause.ticks {
            let args = [
                ("receiver", recipient_words(told.to).into()),
                ("items", listed(&told.items, item_words).into()),
            ];
            body(ui, &ta("agreement-preview-told", &args));
        }
        let purposes = listed(&clause.purposes, purpose_words);
        support(
            ui,
            &ta("agreement-preview-purposes", &[("purposes", purposes.into())]),
        );
    });
}
