//! What the desk does with the incident in focus: who has it, its grade, claim and release, advice.

use egui::Ui;

use super::row::grade_words;
use crate::app::api::{DeskRequest, Request, State};
use crate::domain::content::Grade;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::screen::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Button, ButtonKind, ChoiceOption, Choices, body, label_text, notice, split};
use crate::ui::words::{t, ta};

/// Who has the incident in focus, its grade, and what the desk does with it.
pub(in crate::ui::screens) fn desk_bar_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    if incident.closed.is_some() {
        return;
    }
    if let Some(held) = incident.desk.holder() {
        let args = [
            ("who", held.name.as_str().into()),
            ("station", held.station.as_str().into()),
            ("time", held.at.clock_from(cx.now).into()),
        ];
        body(ui, &ta("claim-held", &args));
    }
    for other in incident.desk.also_claimed() {
        let args = [
            ("who", other.name.as_str().into()),
            ("station", other.station.as_str().into()),
            ("time", other.at.clock_from(cx.now).into()),
        ];
        notice(ui, crate::ui::widgets::Notice::Info, &ta("claim-also", &args));
    }
    if ui.ctx().content_rect().width() < WIDE {
        grade_ui(cx, ui, incident, false);
        ui.horizontal_wrapped(|ui| {
            for action in presses_ui(cx.state, cx.busy, ui, incident) {
                cx.push(action);
            }
        });
        return;
    }
    let (row, height) = (cx.field_id("desk bar"), sizes(ui).target);
    let (state, busy) = (cx.state, cx.busy);
    let left = |ui: &mut Ui| grade_ui(cx, ui, incident, true);
    let right = |ui: &mut Ui| presses_ui(state, busy, ui, incident);
    let ((), actions) = split(ui, row, height, left, right);
    for action in actions {
        cx.push(action);
    }
}

/// From this width of the window on, in points, the grade and what is done with the incident stand on one line.
const WIDE: f32 = 1280.0;

/// How urgent it is; `inline` with the question before the answers.
fn grade_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, inline: bool) {
    let question = t("queue-grade");
    let words = Grade::ALL.map(grade_words);
    let options = words.each_ref().map(|words| ChoiceOption::new(words));
    let chosen = incident.desk.grade.map(|(grade, _)| grade);
    let before = chosen.and_then(|grade| Grade::ALL.iter().position(|each| *each == grade));
    let mut grade = before;
    let choices = Choices::new(cx.field_id("grade"), &question, &options).inline();
    if inline {
        label_text(ui, &question);
        choices.quiet().show(ui, &mut grade);
    } else {
        choices.show(ui, &mut grade);
    }
    if grade != before
        && let Some(grade) = grade.and_then(|at| Grade::ALL.get(at).copied())
    {
        let request = DeskRequest::Grade(incident.incident, grade);
        cx.push(Action::Ask(Request::Desk(Box::new(request))));
    }
}

/// Taken or given back, and advice; what was pressed.
fn presses_ui(state: &State, busy: bool, ui: &mut Ui, incident: &SharedIncident) -> Vec<Action> {
    let mut pressed = Vec::new();
    let here = state.post.as_ref().map(|(_, station)| station.as_str());
    let mut claims = incident.desk.claims.iter();
    let (words, request) = if claims.any(|held| Some(held.station.as_str()) == here) {
        (t("claim-release"), DeskRequest::Release(incident.incident))
    } else {
        (t("claim-take"), DeskRequest::Claim(incident.incident))
    };
    if Button::new(ButtonKind::Plain, &words).show(ui).clicked() && !busy {
        pressed.push(Action::Ask(Request::Desk(Box::new(request))));
    }
    let words = t(Command::Advise.words_key());
    if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
        pressed.push(Action::Do(Command::Advise));
    }
    pressed
}
