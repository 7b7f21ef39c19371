//! Checks and reviews: how the log itself is, who looked at what, and the decisions that are reviewed here.

use egui::Ui;

use crate::app::api::{Checks as Found, ChecksRequest, Done, OpeningRow, Request};
use crate::app::problem::Problem;
use crate::domain::checks::{Case, Cause, Part};
use crate::domain::content::Verdict;
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Cell, Column, Edge, Field, FieldKind, Notice, Page, Problems, RowView,
    SummaryRow, Table, Tag, Width, back_link, body, button, button_row, focus_title, gap, heading, notice,
    status_line, summary_list, support, tag, title,
};
use crate::ui::words::{t, ta};

/// Cards of one kind at a time; the next come as these are done.
const AT_ONCE: usize = 4;
/// Lines of the list of openings.
const LISTED: usize = 40;

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    find: String,
    size: String,
    code: String,
    told: Option<String>,
    verified: Option<(u64, usize)>,
    problems: Problems,
}

impl Screen for Checks {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.arrived {
            *self = Self::default();
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("checks-code"), words)]);
        }
        let (found, month) = (cx.state.checks.clone(), cx.state.month.clone());
        let page = Page::new(cx.field_id("checks")).wide();
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            let (Some(found), Some(month)) = (&found, &month) else {
                title(ui, &t("month-title-none"));
                body(ui, &t("month-none"));
                return;
            };
            let month = month.month.month;
            title(ui, &ta("checks-title", &[("month", month.words().into())]));
            support(ui, &t("checks-no-content"));
            self.problems.show(ui);
            heading(ui, &t("checks-log"));
            self.health_ui(cx, ui, found);
            gap(ui, Space::Md);
            heading(ui, &t("checks-access"));
            self.openings_ui(cx, ui, &found.openings);
            gap(ui, Space::Md);
            heading(ui, &t("checks-reviews"));
            self.reviews_ui(cx, ui, found, month);
        });
        page.footer(ui, |ui| {
            if button(ui, ButtonKind::Plain, &t("checks-verify"), None).clicked() && !cx.busy {
                cx.push(Action::Ask(Request::Verify));
            }
            if cx.busy {
                status_line(ui, &t("working"));
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Verified { entries, findings }) => self.verified = Some((*entries, findings.len())),
            Ok(_) => {
                self.problems = Problems::default();
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Checks {
    fn health_ui(&self, cx: &Cx<'_>, ui: &mut Ui, found: &Found) {
        let health = &found.health;
        let checked = health.checked.as_ref().map_or_else(
            || t("checks-never"),
            |(by, at, entries, findings)| {
                let gaps = [
                    ("by", by.as_str().into()),
                    ("at", at.clock_from(cx.now).into()),
                    ("entries", (*entries).into()),
                    ("findings", (*findings).into()),
                ];
                ta("checks-checked", &gaps)
            },
        );
        let others = health.devices.iter().filter(|device| !device.this).count();
        let stopped = health
            .devices
            .iter()
            .filter(|device| device.forked || device.revoked)
            .count();
        let (kept, last) = health.checkpoints;
        let last = last.map_or_else(|| t("checks-none-yet"), |at| at.clock_from(cx.now));
        let rows = [
            (t("checks-whole"), checked),
            (
                t("checks-here"),
                ta("checks-entries", &[("count", health.entries.into())]),
            ),
            (
                t("checks-devices"),
                ta(
                    "checks-devices-are",
                    &[("others", others.into()), ("stopped", stopped.into())],
                ),
            ),
            (
                t("checks-checkpoints"),
                ta(
                    "checks-checkpoints-are",
                    &[("count", kept.into()), ("last", last.into())],
                ),
            ),
        ];
        let list: Vec<SummaryRow<'_>> = rows
            .iter()
            .map(|(key, value)| SummaryRow {
                key,
                value,
                change: None,
            })
            .collect();
        let _pressed = summary_list(ui, &list);
        if let Some((entries, findings)) = self.verified {
            let gaps = [("entries", entries.into()), ("findings", findings.into())];
            notice(ui, Notice::Info, &ta("checks-verified", &gaps));
        }
    }

    fn openings_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, openings: &[OpeningRow]) {
        let open: Vec<&OpeningRow> = openings
            .iter()
            .filter(|row| row.opening.checked.is_none() && (row.spot || row.opening.part == Part::None))
            .collect();
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
        for row in open.into_iter().take(AT_ONCE) {
            opening_card(cx, ui, row);
        }
        gap(ui, Space::Sm);
        Field::new(cx.field_id("checks-find"), &t("checks-find"))
            .hint(&t("checks-find-hint"))
            .width(320.0)
            .show(ui, &mut self.find);
        let wanted = self.find.trim().to_lowercase();
        let fits = |row: &&OpeningRow| {
            wanted.is_empty()
                || row.opening.reference.to_lowercase().contains(&wanted)
                || row.name.to_lowercase().contains(&wanted)
        };
        let rows: Vec<&OpeningRow> = openings.iter().filter(fits).collect();
        if rows.len() > LISTED {
            support(ui, &ta("checks-more", &[("count", (rows.len() - LISTED).into())]));
        }
        let rows = rows.get(..rows.len().min(LISTED)).unwrap_or_default();
        openings_table(cx, ui, rows);
    }

    fn reviews_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, found: &Found, month: YearMonth) {
        let (agreed, of) = found.agreement;
        let open = found.cases.iter().filter(|case| case.mine.is_none()).count();
        let gaps = [
            ("open", open.into()),
            ("agreed", agreed.into()),
            ("of", of.into()),
        ];
        body(ui, &ta("checks-cases", &gaps));
        for case in found
            .cases
            .iter()
            .filter(|case| case.mine.is_none())
            .take(AT_ONCE)
        {
            case_card(cx, ui, case);
        }
        gap(ui, Space::Sm);
        if let Some((drawn, of, at)) = found.drawn {
            let gaps = [
                ("count", drawn.into()),
                ("of", of.into()),
                ("at", at.clock_from(cx.now).into()),
            ];
            support(ui, &ta("checks-drawn", &gaps));
            return;
        }
        support(ui, &t("checks-draw-how"));
        let [size_id, code_id] = ["checks-size", "checks-code"].map(|name| cx.field_id(name));
        Field::new(size_id, &t("checks-size"))
            .kind(FieldKind::Digits)
            .error(self.problems.of(size_id))
            .show(ui, &mut self.size);
        Field::new(code_id, &t("checks-code"))
            .error(self.problems.of(code_id))
            .show(ui, &mut self.code);
        if button(ui, ButtonKind::Plain, &t("checks-draw"), None).clicked() && !cx.busy {
            match self.size.trim().parse() {
                Ok(size) => {
                    let code = self.code.clone();
                    let asked = ChecksRequest::Draw { month, size, code };
                    cx.push(Action::Ask(Request::Checks(asked)));
                }
                Err(_) => self.problems.set(vec![(size_id, t("checks-size-missing"))]),
            }
        }
    }
}

fn part_words(part: Part) -> String {
    t(match part {
        Part::None => "checks-part-none",
        Part::Asked => "checks-part-asked",
        Part::Worked => "checks-part-worked",
    })
}

fn verdict_words(verdict: Verdict) -> String {
    t(match verdict {
        Verdict::AsExpected => "checks-as-expected",
        Verdict::Ask => "checks-ask",
        Verdict::Concern => "checks-concern",
    })
}

fn seat_words(side: Side) -> String {
    t(match side {
        Side::Police => "checks-police-seat",
        Side::Health => "checks-nurse-seat",
    })
}

/// Three findings side by side; gives the one that was pressed.
fn verdicts_ui(ui: &mut Ui, about: &str) -> Option<Verdict> {
    button_row(ui, |ui| {
        let mut pressed = None;
        for verdict in Verdict::ALL {
            let words = verdict_words(verdict);
            let name = format!("{words}: {about}");
            let one = Button::new(ButtonKind::Plain, &words).name(&name);
            if one.show(ui).clicked() {
                pressed = Some(verdict);
            }
        }
        pressed
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
    let pressed = Card::new(Edge::None).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let (mark, key) = if opening.part == Part::None {
                (Tag::Soon, "checks-no-part")
            } else {
                (Tag::Plain, "checks-spot")
            };
            tag(ui, mark, &t(key));
            body(ui, &line);
        });
        support(ui, &part_words(opening.part));
        verdicts_ui(ui, &line)
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
    let [incident, who, when, seat, why, finding] = &heads;
    let columns = [
        Column::new(incident, Width::Exact(110.0)),
        Column::new(who, Width::Share(1.2)),
        Column::new(when, Width::Share(1.0)),
        Column::new(seat, Width::Exact(90.0)),
        Column::new(why, Width::Share(1.4)),
        Column::new(finding, Width::Exact(120.0)),
    ];
    let label = t("checks-access");
    Table::new(cx.field_id("checks-openings"), &label, &columns, rows.len())
        .fit()
        .show(ui, |at| {
            let Some(row) = rows.get(at) else {
                return RowView::default();
            };
            let opening = &row.opening;
            let cells = [
                reference(row),
                row.name.clone(),
                opening.at.clock_from(cx.now),
                seat_words(opening.side),
                part_words(opening.part),
                opening.checked.map_or_else(String::new, verdict_words),
            ];
            RowView {
                name: cells.join(", "),
                cells: cells.into_iter().map(Cell::Text).collect(),
            }
        });
}

/// What a rule of the Mental Health Act says, and where it is written.
fn rule_words(key: &str, rule: &str, at: Moment, now: Moment) -> String {
    let row = crate::domain::mha::law().named(rule);
    let says = row.map_or_else(|| rule.to_owned(), |row| format!("{} ({})", row.says, row.law));
    ta(key, &[("at", at.clock_from(now).into()), ("rule", says.into())])
}

fn case_card(cx: &mut Cx<'_>, ui: &mut Ui, case: &Case) {
    let days = cx.now.minutes_since(case.at) / (24 * 60);
    let whose = case.side.map_or_else(|| t("checks-crew"), seat_words);
    let gaps = [
        ("whose", whose.into()),
        ("at", case.at.clock_from(cx.now).into()),
        ("days", days.into()),
    ];
    let line = match case.cause {
        Cause::Danger => ta("checks-case-danger", &gaps),
        Cause::Drawn => ta("checks-case-drawn", &gaps),
        Cause::Despite(rule) => rule_words("checks-case-despite", rule, case.at, cx.now),
        Cause::Stopped(rule) => rule_words("checks-case-stopped", rule, case.at, cx.now),
    };
    let pressed = Card::new(Edge::None).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let mark = if days >= 14 { Tag::Now } else { Tag::Plain };
            tag(ui, mark, &ta("checks-age", &[("count", days.into())]));
            body(ui, &line);
        });
        match (&case.reason, case.cause) {
            (Some(reason), _) => body(ui, reason.for_review()),
            (None, Cause::Stopped(_)) => support(ui, &t("checks-nothing-recorded")),
            (None, _) => support(ui, &t("checks-no-reason")),
        };
        verdicts_ui(ui, &line)
    });
    if let Some(verdict) = pressed.inner
        && !cx.busy
    {
        let asked = ChecksRequest::Review(case.about, verdict);
        cx.push(Action::Ask(Request::Checks(asked)));
    }
}
