//! Who looked: the openings that nothing explains, spot checks, questions and their answers; and one search that says who
//! looked at an incident, when, in which seat.

use egui::Ui;

use super::{AT_ONCE, Checks, LISTED, age_tag, at_once_ui, seat_words, verdict_words, verdicts_ui};
use crate::app::api::{Asked, ChecksRequest, LookHow, LookRow, OpeningRow, Request};
use crate::domain::checks::Part;
use crate::domain::content::Verdict;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::field::submitted;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Cell, Column, Edge, Field, RowView, Table, Tag, Width, body, gap, heading,
    support, tag,
};
use crate::ui::words::{t, ta};

impl Checks {
    pub(super) fn openings_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, openings: &[OpeningRow]) {
        let mut open: Vec<&OpeningRow> = openings.iter().filter(|row| row.is_open()).collect();
        // what has waited longest comes first
        open.sort_by_key(|row| (row.since, row.opening.at, row.opening.entry));
        let odd = openings
            .iter()
            .filter(|row| row.opening.part == Part::None)
            .count();
        let gaps = [
            ("count", openings.len().into()),
            ("odd", odd.into()),
            ("open", open.len().into()),
        ];
        body(ui, &ta("checks-openings", &gaps));
        self.search_ui(cx, ui);
        gap(ui, Space::Sm);
        let wanted = self.find.trim().to_lowercase();
        let fits = |row: &&OpeningRow| {
            wanted.is_empty()
                || row.opening.reference.to_lowercase().contains(&wanted)
                || row.name.to_lowercase().contains(&wanted)
        };
        open.retain(|row| fits(row));
        if !open.is_empty() {
            support(ui, &t("checks-openings-how"));
        }
        let waiting = open.len();
        for row in open.into_iter().take(AT_ONCE) {
            opening_card(cx, ui, row);
        }
        at_once_ui(ui, waiting);
        gap(ui, Space::Sm);
        let rows: Vec<&OpeningRow> = openings.iter().filter(fits).collect();
        if rows.len() > LISTED {
            support(ui, &ta("checks-more", &[("count", (rows.len() - LISTED).into())]));
        }
        let rows = rows.get(..rows.len().min(LISTED)).unwrap_or_default();
        openings_table(cx, ui, rows);
    }

    /// What is typed narrows the month's list; Enter asks the whole log about an incident.
    fn search_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let id = cx.field_id("checks-find");
        let typed = Field::new(id, &t("checks-find"))
            .hint(&t("checks-find-hint"))
            .error(self.problems.of(id))
            .width(320.0)
            .show(ui, &mut self.find);
        let pressed = Button::new(ButtonKind::Plain, &t("checks-who-looked"))
            .show(ui)
            .clicked();
        if (pressed || submitted(ui, &typed)) && !cx.busy && !self.find.trim().is_empty() {
            self.failing = "checks-find";
            let asked = ChecksRequest::WhoLooked(self.find.trim().to_owned());
            cx.push(Action::Ask(Request::Checks(asked)));
        }
        if let Some((reference, looks)) = self.looked.clone() {
            let gaps = [
                ("reference", reference.as_str().into()),
                ("count", looks.len().into()),
            ];
            heading(ui, &ta("checks-looked", &gaps));
            looks_table(cx, ui, &looks);
        }
    }
}

fn part_words(part: Part) -> String {
    t(match part {
        Part::None => "checks-part-none",
        Part::Asked => "checks-part-asked",
        Part::Worked => "checks-part-worked",
        Part::Register => "checks-part-register",
    })
}

fn opening_card(cx: &mut Cx<'_>, ui: &mut Ui, row: &OpeningRow) {
    let opening = &row.opening;
    let gaps = [
        ("name", row.name.as_str().into()),
        ("reference", reference(row).into()),
        ("at", opening.at.clock_from(cx.now).into()),
        ("seat", seat_words(opening.side).into()),
    ];
    let line = ta("checks-opening", &gaps);
    let pressed = Card::new(Edge::None).name(&line).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            age_tag(cx, ui, row.since);
            let (mark, key) = if row.asked.is_some() {
                (Tag::Plain, "checks-answered")
            } else if opening.part == Part::None {
                (Tag::Soon, "checks-no-part")
            } else {
                (Tag::Plain, "checks-spot")
            };
            tag(ui, mark, &t(key));
            body(ui, &line);
        });
        support(ui, &part_words(opening.part));
        if let Some(answer) = row.asked.as_ref().and_then(|asked| asked.answer.as_ref()) {
            let gaps = [
                ("name", row.name.as_str().into()),
                ("answer", answer.for_review().into()),
            ];
            body(ui, &ta("checks-answer", &gaps));
        }
        if row.left {
            support(ui, &t("checks-note-left"));
        }
        // whoever has left, or has answered, is not asked again
        let all = Verdict::ALL.into_iter();
        let may: Vec<Verdict> = all
            .filter(|verdict| *verdict != Verdict::Ask || (!row.left && row.asked.is_none()))
            .collect();
        verdicts_ui(ui, &line, &may)
    });
    if let Some(verdict) = pressed.inner
        && !cx.busy
    {
        let asked = ChecksRequest::Access(opening.entry, verdict);
        cx.push(Action::Ask(Request::Checks(asked)));
    }
}

fn reference(row: &OpeningRow) -> String {
    if row.opening.reference.is_empty() {
        row.opening.incident.hex().chars().take(8).collect()
    } else {
        row.opening.reference.clone()
    }
}

/// What was found, and how far a question has come.
fn finding(cx: &Cx<'_>, row: &OpeningRow) -> String {
    let found = row.opening.checked.map_or_else(String::new, verdict_words);
    match &row.asked {
        Some(asked) => format!("{found}. {}", asked_words(cx, asked)),
        None => found,
    }
}

/// How far a word has come.
pub(super) fn asked_words(cx: &Cx<'_>, asked: &Asked) -> String {
    match asked.read {
        Some(read) => ta("checks-read", &[("at", read.clock_from(cx.now).into())]),
        None => ta("checks-sent", &[("at", asked.at.clock_from(cx.now).into())]),
    }
}

fn openings_table(cx: &Cx<'_>, ui: &mut Ui, rows: &[&OpeningRow]) {
    let heads = [
        "checks-head-incident",
        "checks-head-who",
        "checks-head-when",
        "checks-head-seat",
        "checks-head-why",
        "checks-head-finding",
    ]
    .map(t);
    let [incident, who, when, seat, why, found] = &heads;
    let columns = [
        Column::new(incident, Width::Exact(110.0)),
        Column::new(who, Width::Share(1.2)),
        Column::new(when, Width::Share(1.0)),
        Column::new(seat, Width::Exact(90.0)),
        Column::new(why, Width::Share(1.4)),
        Column::new(found, Width::Exact(120.0)),
    ];
    let label = t("checks-access");
    Table::new(cx.field_id("checks-openings"), &label, &columns, rows.len())
        .fit()
        .show(ui, |at| {
            let Some(row) = rows.get(at) else {
                return RowView::default();
            };
            let opening = &row.opening;
            view([
                reference(row),
                row.name.clone(),
                opening.at.clock_from(cx.now),
                seat_words(opening.side),
                part_words(opening.part),
                finding(cx, row),
            ])
        });
}

fn looks_table(cx: &Cx<'_>, ui: &mut Ui, rows: &[LookRow]) {
    let heads = [
        "checks-head-who",
        "checks-head-when",
        "checks-head-seat",
        "checks-head-how",
        "checks-head-why",
    ]
    .map(t);
    let [who, when, seat, how, why] = &heads;
    let columns = [
        Column::new(who, Width::Share(1.2)),
        Column::new(when, Width::Share(1.0)),
        Column::new(seat, Width::Exact(90.0)),
        Column::new(how, Width::Share(1.2)),
        Column::new(why, Width::Share(1.4)),
    ];
    let label = t("checks-who-looked");
    Table::new(cx.field_id("checks-looks"), &label, &columns, rows.len())
        .fit()
        .show(ui, |at| {
            let Some(row) = rows.get(at) else {
                return RowView::default();
            };
            let (how, why) = match row.how {
                LookHow::Page => ("checks-look-page", part_words(row.part)),
                LookHow::Register => ("checks-look-register", String::new()),
                LookHow::Extract => ("checks-look-extract", String::new()),
                LookHow::Governance => ("checks-look-governance", t("checks-look-reviewed")),
            };
            view([
                row.name.clone(),
                row.at.clock_from(cx.now),
                seat_words(row.side),
                t(how),
                why,
            ])
        });
}

fn view<const N: usize>(cells: [String; N]) -> RowView {
    RowView {
        name: cells.join(", "),
        cells: cells.into_iter().map(Cell::Text).collect(),
    }
}
