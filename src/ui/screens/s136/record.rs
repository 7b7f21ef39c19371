//! The record of section 136: its lines by part, what is still missing, and the form for the place of safety with its
//! receipt.

mod receipt;

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::Ui;

use super::lists::answers;
use super::uses::MoreForce;
use crate::app::api::{Done, Request, S136Form as Steps};
use crate::app::engine::{NEEDS_REASON, NO_POWER};
use crate::app::problem::Problem;
use crate::domain::content::{S136Field, S136Form, S136Part, S136Step};
use crate::domain::incident::SharedIncident;
use crate::domain::mha::record::{Gap, Lines, Record};
use crate::domain::mha::step::instant;
use crate::domain::mha::{force, own_lines};
use crate::domain::time::Moment;
use crate::domain::typed::typed_time;
use crate::ui::action::Action;
use crate::ui::parts::{page_head_ui, section_of, time_wrong, which_hour_ui};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, ChoiceOption, Choices, Digits, Field, Notice, Page, Problems, body, button,
    gap, heading, notice,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct S136Record {
    part: Option<usize>,
    /// What was changed and is not saved yet.
    values: BTreeMap<S136Field, String>,
    force: MoreForce,
    despite: String,
    asked_why: Option<String>,
    /// What is asked for is what was done, because there was no power: saving it ends the use.
    ends: bool,
    /// Why the lines before it are recorded all the same.
    reason: String,
    ended: String,
    to: String,
    folder: String,
    made: Vec<PathBuf>,
    done: Option<String>,
    /// What was said against what was asked for, and beside which field it is read.
    told: Option<(&'static str, String)>,
    sent: Sent,
    problems: Problems,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Sent {
    #[default]
    Nothing,
    Lines,
    Receipt,
    Paper,
}

/// What this seat has on the record for itself.
fn own_of(cx: &Cx<'_>, incident: &SharedIncident) -> Lines {
    let own = cx.state.own.as_ref();
    own.map(|own| own_lines(own, &incident.s136, cx.seat()))
        .unwrap_or_default()
}

impl Screen for S136Record {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(incident) = cx.state.focus.clone() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if cx.arrived {
            *self = Self {
                folder: crate::app::folders::for_exports().display().to_string(),
                ..Self::default()
            };
        }
        if let Some((field, words)) = self.told.take() {
            self.problems.set(vec![(cx.field_id(field), words)]);
        }
        let own = own_of(cx, &incident);
        let record = Record {
            shared: &incident,
            own: &own,
            side: cx.seat(),
        };
        let section = section_of(&incident.s136);
        let title = ta("s136-record-title", &[("section", section.into())]);
        let page = Page::new(cx.field_id("s136 record"));
        page.body(ui, |ui| {
            if page_head_ui(ui, Badge::Shared, &title, &incident.reference) {
                cx.push(Action::Back);
            }
            self.problems.show(ui);
            if let Some(words) = &self.done {
                notice(ui, Notice::Info, words);
            }
            gaps_ui(cx, ui, &record);
            self.lines_ui(cx, ui, &record);
            if cx.seat().is_some() && incident.s136.began().is_some() {
                self.form_ui(cx, ui, &incident);
            }
        });
        page.footer(ui, |ui| {
            let words = if cx.busy { t("working") } else { t("save") };
            let save = Button::new(ButtonKind::Primary, &words)
                .shortcut("Enter")
                .on_enter()
                .show(ui);
            if save.clicked() && !cx.busy {
                self.save(cx, &incident);
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let sent = std::mem::take(&mut self.sent);
        if sent == Sent::Nothing {
            return false;
        }
        match answer {
            Ok(Done::PaperMade(files)) => self.made.clone_from(files),
            Ok(Done::Printed) => self.done = Some(t("s136-form-printed")),
            Ok(_) => {
                self.done = match sent {
                    Sent::Lines => Some(t("s136-record-saved")),
                    Sent::Receipt => Some(t("s136-form-receipt-kept")),
                    Sent::Nothing | Sent::Paper => None,
                };
                if let Some(words) = self.done.clone() {
                    actions.push(Action::Tell { words, undo: false });
                }
                self.values.clear();
                self.force = MoreForce::default();
                self.to.clear();
                self.despite.clear();
                self.reason.clear();
                self.ended.clear();
                self.asked_why = None;
                self.ends = false;
            }
            Err(problem) if problem.code == NEEDS_REASON || problem.code == NO_POWER => {
                if problem.code == NO_POWER && !self.ends {
                    // what was typed answered another question
                    self.reason = std::mem::take(&mut self.despite);
                    self.ends = true;
                }
                self.asked_why = Some(format!("{}. {}", problem.what, problem.next));
            }
            Err(problem) => {
                let field = match sent {
                    Sent::Receipt => "s136-given-to",
                    Sent::Lines if self.ends => "s136-ended-at",
                    Sent::Lines | Sent::Paper | Sent::Nothing => "s136-part",
                };
                self.told = Some((field, problem.to_string()));
            }
        }
        true
    }
}

/// How much is still missing; what is recorded on another page is named, and leads there.
fn gaps_ui(cx: &mut Cx<'_>, ui: &mut Ui, record: &Record<'_>) {
    if record.shared.s136.began().is_none() {
        body(ui, &t("s136-record-not-used"));
        return;
    }
    let gaps = record.gaps();
    if gaps.is_empty() {
        body(ui, &t("s136-record-whole"));
        return;
    }
    heading(ui, &ta("s136-record-missing", &[("count", gaps.len().into())]));
    // the lines stand in their parts, which say how many; what is recorded elsewhere is named here
    if gaps.iter().all(|gap| matches!(gap, Gap::Line(_))) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for gap in gaps {
            let (key, route) = match gap {
                Gap::Age => ("s136-gap-age", Route::NewIncident),
                Gap::Arrival => ("s136-gap-arrival", Route::S136),
                Gap::Line(_) => continue,
            };
            if button(ui, ButtonKind::Plain, &t(key), None).clicked() {
                cx.push(Action::Go(route));
            }
        }
    });
}

/// A part by its name, and how many of its lines are missing.
fn part_words(record: &Record<'_>, part: S136Part) -> String {
    let name = t(&format!("s136-part-{}", part.key()));
    let gaps = record.gaps();
    let missing = gaps
        .iter()
        .filter(|gap| matches!(gap, Gap::Line(field) if field.part() == part));
    match missing.count() {
        0 => name,
        count => ta(
            "s136-part-missing",
            &[("part", name.into()), ("count", count.into())],
        ),
    }
}

/// The parts that this seat may write.
fn parts(record: &Record<'_>) -> Vec<S136Part> {
    let mine = |part: &S136Part| part.side().is_none_or(|side| record.side == Some(side));
    S136Part::ALL.into_iter().filter(mine).collect()
}

impl S136Record {
    fn lines_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, record: &Record<'_>) {
        let parts = parts(record);
        let words: Vec<String> = parts.iter().map(|part| part_words(record, *part)).collect();
        let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
        gap(ui, Space::Sm);
        let id = cx.field_id("s136-part");
        if self.part.is_none() {
            self.part = first_part(record, &parts);
        }
        let chosen = Choices::new(id, &t("s136-record-part"), &options)
            .inline()
            .show(ui, &mut self.part);
        if cx.arrived {
            ui.memory_mut(|memory| memory.request_focus(chosen.response.id));
        }
        let Some(part) = self.part.and_then(|at| parts.get(at)).copied() else {
            return;
        };
        for field in S136Field::ALL
            .iter()
            .copied()
            .filter(|field| field.part() == part && record.offers(*field))
        {
            self.line_ui(cx, ui, record, field);
        }
        self.why_ui(cx, ui);
    }

    /// Why a line is recorded all the same; or, where it shows that there is no power, what was done and when it ended.
    fn why_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let Some(words) = &self.asked_why else { return };
        gap(ui, Space::Sm);
        let kind = if self.ends { Notice::Now } else { Notice::Soon };
        notice(ui, kind, words);
        let id = cx.field_id("s136-despite");
        if !self.ends {
            Field::new(id, &t("s136-despite")).show(ui, &mut self.despite);
            return;
        }
        Field::new(id, &t("s136-no-power-done")).show(ui, &mut self.despite);
        let id = cx.field_id("s136-ended-at");
        let hint = ta("s136-time-hint", &[("now", cx.now.clock().into())]);
        Field::new(id, &t("s136-no-power-when"))
            .hint(&hint)
            .width(160.0)
            .error(self.problems.of(id))
            .show(ui, &mut self.ended);
        which_hour_ui(cx, ui, id, &mut self.ended);
    }

    /// When the use ended, of which there was no power: once it was read that there is none, and what was done is typed.
    fn ends(&self, cx: &Cx<'_>, wrong: &mut Vec<(egui::Id, String)>) -> Option<Moment> {
        if !self.ends || self.despite.trim().is_empty() {
            return None;
        }
        if self.ended.trim().is_empty() {
            return Some(cx.now);
        }
        let at = typed_time(&self.ended, cx.now).ok();
        if at.is_none() {
            let words = time_wrong(cx, &self.ended, "s136-time-wrong");
            wrong.push((cx.field_id("s136-ended-at"), words));
        }
        at
    }

    fn line_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, record: &Record<'_>, field: S136Field) {
        let id = cx.field_id(field.key());
        let label = t(&format!("s136-line-{}", field.key()));
        let known = record.line(field).unwrap_or_default();
        let needed = t("s136-needed");
        let missing = record.wanted(field) && known.is_empty();
        if field.form() == S136Form::Uses {
            self.uses_ui(cx, ui, record, field);
            return;
        }
        gap(ui, Space::Sm);
        if let S136Form::Choice(codes) = field.form() {
            let codes = answers(field, codes, &known, record.shared, cx.now);
            let words: Vec<String> = codes.iter().map(|code| t(&format!("s136-code-{code}"))).collect();
            let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
            let now = self.values.get(&field).cloned().unwrap_or(known);
            let mut at = codes.iter().position(|code| *code == now);
            let mut choices = Choices::new(id, &label, &options)
                .inline()
                .digits(Digits::ZeroIsTenth);
            if missing {
                choices = choices.hint(&needed);
            }
            if choices.show(ui, &mut at).changed
                && let Some(code) = at.and_then(|at| codes.get(at))
            {
                self.values.insert(field, (*code).to_owned());
            }
            return;
        }
        let shown = shown(field, &known, cx.now);
        let mut value = self.values.get(&field).cloned().unwrap_or_else(|| shown.clone());
        let mut typed = Field::new(id, &label).error(self.problems.of(id));
        if missing {
            typed = typed.hint(&needed);
        }
        typed.show(ui, &mut value);
        if field.form() == S136Form::Time {
            which_hour_ui(cx, ui, id, &mut value);
        }
        if value == shown {
            self.values.remove(&field);
        } else {
            self.values.insert(field, value);
        }
    }

    /// Further uses of force, once there was one.
    fn uses_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, record: &Record<'_>, field: S136Field) {
        let saved = record.line(field).unwrap_or_default();
        let first = self.values.get(&S136Field::Force).cloned();
        let first = first
            .or_else(|| record.line(S136Field::Force))
            .unwrap_or_default();
        let line = self.values.get(&field).cloned().unwrap_or_else(|| saved.clone());
        if line.is_empty() && (first.is_empty() || first == "none") && !self.force.begun() {
            return;
        }
        gap(ui, Space::Sm);
        if let Some(line) = self.force.ui(cx, ui, &line, &self.problems) {
            if line == saved {
                self.values.remove(&field);
            } else {
                self.values.insert(field, line);
            }
        }
    }

    /// What is filled in of one more use of force is added to those that are noted; what it lacks is named.
    fn add_force(&mut self, cx: &Cx<'_>, incident: &SharedIncident, wrong: &mut Vec<(egui::Id, String)>) {
        if !self.force.begun() {
            return;
        }
        let Some(one) = self.force.read() else {
            wrong.extend(self.force.wrong(cx));
            return;
        };
        let own = own_of(cx, incident);
        let record = Record {
            shared: incident,
            own: &own,
            side: cx.seat(),
        };
        let field = S136Field::ForceMore;
        let line = self.values.get(&field).cloned();
        let line = line.or_else(|| record.line(field)).unwrap_or_default();
        let mut uses = force::uses(&line).unwrap_or_default();
        uses.push(one);
        self.values.insert(field, force::line(&uses));
        self.force = MoreForce::default();
    }

    /// Saves what was changed: shared lines as steps, own lines to this seat's side.
    fn save(&mut self, cx: &mut Cx<'_>, incident: &SharedIncident) {
        let mut wrong = Vec::new();
        self.add_force(cx, incident, &mut wrong);
        let mut steps = Vec::new();
        let mut kept = Vec::new();
        for (field, typed) in &self.values {
            let typed = typed.trim();
            let value = if field.form() == S136Form::Time && !typed.is_empty() {
                let Ok(at) = typed_time(typed, cx.now) else {
                    wrong.push((cx.field_id(field.key()), time_wrong(cx, typed, "s136-time-wrong")));
                    continue;
                };
                at.0.to_string()
            } else {
                typed.to_owned()
            };
            if field.side().is_some() {
                kept.push((*field, value));
            } else {
                steps.push(S136Step::Said { field: *field, value });
            }
        }
        // a reason that another line waits for comes first
        steps.sort_by_key(
            |step| !matches!(step, S136Step::Said { field, .. } if field.form() == S136Form::Words),
        );
        let ends = self.ends(cx, &mut wrong);
        self.problems.set(wrong);
        if !self.problems.is_empty() || (steps.is_empty() && kept.is_empty()) {
            return;
        }
        self.sent = Sent::Lines;
        let despite = format!("{} {}", self.reason.trim(), self.despite.trim());
        let despite = despite.trim().to_owned();
        let form = Steps {
            incident: incident.incident,
            steps,
            kept,
            despite,
            ends,
        };
        cx.push(Action::Ask(Request::S136All(Box::new(form))));
    }
}

/// The first part in which something is missing.
fn first_part(record: &Record<'_>, parts: &[S136Part]) -> Option<usize> {
    let missing = record.gaps().into_iter().find_map(|gap| match gap {
        Gap::Line(field) => Some(field.part()),
        Gap::Age | Gap::Arrival => None,
    });
    parts.iter().position(|part| Some(*part) == missing).or(Some(0))
}

/// A value as it stands in its field: a time with its day, where that is not today.
fn shown(field: S136Field, value: &str, now: Moment) -> String {
    if field.form() == S136Form::Time {
        instant(value).map(|at| at.clock_from(now)).unwrap_or_default()
    } else {
        value.to_owned()
    }
}
