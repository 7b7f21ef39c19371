//! What the desk does with the incident in focus: who has it, its grade, claim and release, advice.

use egui::Ui;

use super::row::grade_words;
use crate::app::api::{DeskRequest, Request};
use crate::domain::content::Grade;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, ChoiceOption, Choices, body, notice};
use crate::ui::words::{t, ta};

/// Who has the incident in focus, its grade, and what the desk does with it.
pub(in crate::ui::screens) fn desk_bar_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    if incident.closed.is_some() {
        return;
    }
    let id = incident.incident;
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
    let words = Grade::ALL.map(grade_words);
    let options = words.each_ref().map(|words| ChoiceOption::new(words));
    let before = incident
        .desk
        .grade
        .and_then(|(grade, _)| Grade::ALL.iter().position(|each| *each == grade));
    let mut grade = before;
    Choices::new(cx.field_id("grade"), &t("queue-grade"), &options)
        .inline()
        .show(ui, &mut grade);
    ui.horizontal_wrapped(|ui| {
        let here = cx.state.post.as_ref().map(|(_, station)| station.as_str());
        let mine = incident
            .desk
            .claims
            .iter()
            .any(|held| Some(held.station.as_str()) == here);
        let (words, request) = if mine {
            (t("claim-release"), DeskRequest::Release(id))
        } else {
            (t("claim-take"), DeskRequest::Claim(id))
        };
        if Button::new(ButtonKind::Plain, &words).show(ui).clicked() && !cx.busy {
            cx.push(Action::Ask(Request::Desk(Box::new(request))));
        }
        let words = t(Command::Advise.words_key());
        if Button::new(ButtonKind::Plain, &words).show(ui).clicked() {
            cx.push(Action::Do(Command::Advise));
        }
    });
    if grade != before
        && let Some(grade) = grade.and_then(|at| Grade::ALL.get(at).copied())
    {
        cx.push(Action::Ask(Request::Desk(Box::new(DeskRequest::Grade(
            id, grade,
        )))));
    }
}
