//! The head of an incident: its number, what is urgent, who and where, and the steps that are stamped in one press.

use egui::Ui;

use super::names::{milestone_words, minutes_words, risk_tag, risk_words, source_words};
use super::s136_clock::{alarm_words, tag_of};
use crate::app::api::Request;
use crate::domain::content::Milestone;
use crate::domain::incident::SharedIncident;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::screen::Cx;
use crate::ui::theme::{Space, sizes};
use crate::ui::widgets::page::ONE_COLUMN;
use crate::ui::widgets::{
    Badge, Button, ButtonKind, Tag, back_link, badge, body, button, heading, line, split, support, tag, title,
};
use crate::ui::words::{t, ta};

/// "Incident 26-0117" with its tags and the next step on one line; who and where under it. `as_title` makes it the
/// title of the page.
pub(crate) fn incident_header_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident, as_title: bool) {
    let now = cx.now;
    let words = ta(
        "incident-title",
        &[("reference", incident.reference.as_str().into())],
    );
    // from two hours before the limit every page says it: see the frame's strips
    let soon = alarm_words(cx.state, Some(incident.incident), now, Tag::Soon);
    let left = |ui: &mut Ui| {
        if as_title {
            title(ui, &words);
        } else {
            heading(ui, &words);
        }
        tags_ui(ui, incident, now);
        for words in &soon {
            tag(ui, Tag::Soon, words);
        }
    };
    // the one screen that must not scroll has no point to spare between these two lines
    let before = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    if ui.ctx().content_rect().width() < ONE_COLUMN {
        ui.horizontal_wrapped(left);
        ui.add_space(Space::Xs.points());
        ui.horizontal_wrapped(|ui| next_steps_ui(cx, ui, incident));
    } else {
        let id = cx.field_id("incident header");
        let height = sizes(ui).target.max(40.0);
        split(ui, id, height, left, |ui| next_steps_ui(cx, ui, incident));
    }
    ui.spacing_mut().item_spacing.y = before;
    body(ui, &frame_line(incident, now));
}

fn tags_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    tag(ui, Tag::Plain, &state_words(incident, now));
    if let Some(risk) = incident.risk {
        tag(ui, risk_tag(risk), &risk_words(risk));
    }
    if let Some((urgency, words)) = tag_of(&incident.s136, now) {
        tag(ui, urgency, &words);
    } else if incident.s136.not_used.is_some() && incident.s136.used.is_none() {
        support(ui, &t("s136-tag-not-used"));
    }
}

/// "On scene 12 min", "Clear 21:30", "Closed 21:40", "Open 3 min".
fn state_words(incident: &SharedIncident, now: Moment) -> String {
    let at = |milestone| incident.milestones.get(&milestone).copied();
    let clock = |key, at: Moment| ta(key, &[("time", at.clock_from(now).into())]);
    let since = |key, at| ta(key, &[("time", minutes_words(now.minutes_since(at)).into())]);
    if let Some(closed) = incident.closed {
        clock("state-closed", closed)
    } else if let Some(clear) = at(Milestone::Clear) {
        clock("state-clear", clear)
    } else if let Some(scene) = at(Milestone::OnScene) {
        since("state-on-scene", scene)
    } else {
        since("state-open", incident.opened)
    }
}

/// Whom, where, how it came: "Sam Okoro, about 30. London Road footbridge. 999 call, log 0412".
pub(crate) fn frame_line(incident: &SharedIncident, now: Moment) -> String {
    let mut parts = vec![person_words(incident)];
    parts.push(if incident.place.is_empty() {
        t("place-open")
    } else {
        incident.place.clone()
    });
    if let Some(source) = incident.source {
        let source = source_words(source);
        parts.push(if incident.log.is_empty() {
            source
        } else {
            ta(
                "source-with-log",
                &[("source", source.into()), ("log", incident.log.as_str().into())],
            )
        });
    }
    parts.push(ta(
        "opened-at",
        &[("time", incident.opened.clock_from(now).into())],
    ));
    parts.join(". ")
}

/// "Sam Okoro, about 30", or that nobody knows yet.
pub(crate) fn person_words(incident: &SharedIncident) -> String {
    let name = if incident.person.is_empty() {
        t("person-open")
    } else {
        incident.person.clone()
    };
    match incident.age {
        None => name,
        Some(age) => {
            let key = if incident.age_about {
                "person-about-age"
            } else {
                "person-age"
            };
            ta(key, &[("name", name.into()), ("age", age.into())])
        }
    }
}

/// The top of a page that was opened from another one: the way back, whose it is, the title, which incident.
/// True when it is to be left, by the link or by Escape.
pub(crate) fn page_head_ui(ui: &mut Ui, mark: Badge, words: &str, beside: &str) -> bool {
    let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    let back = line(ui, |ui| {
        let back = back_link(ui).clicked();
        ui.add_space(Space::Sm.points());
        badge(ui, mark);
        title(ui, words);
        support(ui, beside);
        back
    });
    back || escape
}

/// The steps that may come next, each stamped in one press.
fn next_steps_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
    if incident.closed.is_some() {
        return;
    }
    for milestone in next_steps(incident) {
        let words = milestone_words(milestone);
        let name = ta("stamp-name", &[("step", words.as_str().into())]);
        if Button::new(ButtonKind::Plain, &words)
            .name(&name)
            .show(ui)
            .clicked()
        {
            cx.push(Action::Ask(Request::Stamp(incident.incident, milestone, None)));
        }
    }
}

/// What may be stamped next, at most three: on the way there, then at the scene. Each has a key too.
pub(crate) fn next_steps(incident: &SharedIncident) -> Vec<Milestone> {
    use Milestone::{Assigned, Call, Clear, Conveyed, Decision, HandedOver, OnScene};
    let stamped = |milestone: &Milestone| incident.milestones.contains_key(milestone);
    let steps = if stamped(&Clear) {
        Vec::new()
    } else if !stamped(&OnScene) {
        vec![Call, Assigned, OnScene]
    } else if stamped(&Conveyed) {
        vec![Decision, HandedOver, Clear]
    } else {
        vec![Decision, Conveyed, Clear]
    };
    steps.into_iter().filter(|step| !stamped(step)).collect()
}

/// A button that does what its key does, and shows the key.
pub(crate) fn command_button(cx: &mut Cx<'_>, ui: &mut Ui, kind: ButtonKind, command: Command) {
    if button(ui, kind, &t(command.words_key()), Some(&command.key_words())).clicked() {
        cx.push(Action::Do(command));
    }
}
