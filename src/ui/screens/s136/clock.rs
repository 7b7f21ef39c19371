//! The clock of section 136 beside the questions: the limit, the hand-over, and what was recorded so far.

use egui::Ui;

use crate::domain::incident::SharedIncident;
use crate::domain::mha::clock::{Alarm, From, Period, handover, next_check, period};
use crate::domain::mha::step::{About, findings};
use crate::domain::mha::{Phase, law};
use crate::domain::time::Moment;
use crate::ui::parts::{S136Clock, clock_of, left_words, minutes_words, s136_history, section_of, urgency};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Card, Edge, Notice, Tag, body, clock_text, gap, heading, label_text, notice, support, tag,
};
use crate::ui::words::{t, ta};

pub(super) fn clock_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    let name = t("s136-limit");
    Card::new(Edge::Shared).name(&name).show(ui, |ui| {
        heading(ui, &name);
        let phase = incident.s136.phase();
        if phase != Phase::None {
            body(ui, &t(&format!("s136-phase-{}", phase.key())));
        }
        match clock_of(&incident.s136) {
            S136Clock::NotUsed | S136Clock::NotRunning(_) => {
                body(ui, &t("s136-starts"));
                body(ui, &t("s136-not-running"));
            }
            S136Clock::Ends(period) => {
                period_ui(ui, &period, now);
                over_ui(ui, incident, now);
            }
            S136Clock::Ended(at) => {
                let args = [
                    ("time", at.clock_from(now).into()),
                    ("section", section_of(&incident.s136).into()),
                ];
                body(ui, &ta("s136-tag-ended", &args));
                over_ui(ui, incident, now);
            }
        }
        if incident.s136.in_force() {
            beside_ui(ui, incident, now);
        }
        if incident.s136.ended.is_none() {
            gap(ui, Space::Sm);
            support(ui, &t("s136-more-time"));
        }
        history_ui(ui, incident, now);
        gap(ui, Space::Sm);
        support(ui, &ta("s136-law-as-at", &[("day", day(law().as_at).into())]));
    });
}

fn day(day: chrono::NaiveDate) -> String {
    crate::domain::time::day_words(day)
}

/// The end first, the time left second.
fn period_ui(ui: &mut Ui, period: &Period, now: Moment) {
    match period.alarm(now, law()) {
        Alarm::Past => {
            let words = ta("s136-past", &[("time", period.limit.clock_from(now).into())]);
            notice(ui, Notice::Now, &words);
            return;
        }
        Alarm::ClockWrong => {
            let written = period.written.filter(|_| now >= period.start);
            let (key, at) = match written {
                Some(written) => ("s136-clock-wrong-written", written),
                None => ("s136-clock-wrong-long", period.start),
            };
            let words = ta(key, &[("time", at.clock_from(now).into())]);
            notice(ui, Notice::Now, &words);
        }
        Alarm::Quiet | Alarm::Soon | Alarm::Now => {}
    }
    support(ui, &t("s136-ends"));
    let day = period
        .limit
        .london()
        .map(|day| day.format("%a %-d %b").to_string())
        .unwrap_or_default();
    body(ui, &day);
    clock_text(ui, &period.limit.clock());
    if period.alarm(now, law()) != Alarm::ClockWrong {
        let left = left_words(period.limit, now);
        match urgency(period, now) {
            Tag::Plain | Tag::Later => support(ui, &left),
            soon @ (Tag::Soon | Tag::Now) => tag(ui, soon, &left),
        };
    }
    let key = match period.from {
        From::Arrival => "s136-from-arrival",
        From::Kept => "s136-from-kept",
        From::Entry => "s136-from-entry",
    };
    support(ui, &ta(key, &[("time", period.start.clock_from(now).into())]));
    if period.extended > 0 {
        support(
            ui,
            &ta(
                "s136-extended-by",
                &[("time", minutes_words(period.extended).into())],
            ),
        );
    }
}

/// For how long the person is or was kept beyond the limit.
fn over_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    let Some(minutes) = incident.s136.over_limit(law(), now) else {
        return;
    };
    let words = minutes_words(minutes);
    let key = if incident.s136.ended.is_some() {
        "s136-over-limit"
    } else {
        "s136-over-limit-now"
    };
    tag(ui, Tag::Now, &ta(key, &[("time", words.into())]));
}

/// The other clocks, and what the record says that the law forbids.
fn beside_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    let at = |at: Moment| at.clock_from(now).into();
    match handover(&incident.s136, law()) {
        Some(clock) if clock.done.is_none() => {
            gap(ui, Space::Sm);
            let urgent = if clock.due < now { Tag::Soon } else { Tag::Plain };
            tag(ui, urgent, &ta("s136-handover-due", &[("time", at(clock.due))]));
            // the line above says from when both run, where it is the same instant
            if period(&incident.s136, law()).is_none_or(|period| period.start != clock.since) {
                support(ui, &ta("s136-handover-from", &[("time", at(clock.since))]));
            }
        }
        _ => {}
    }
    if let Some(due) = next_check(&incident.s136, law()) {
        let urgent = if due < now { Tag::Now } else { Tag::Plain };
        tag(ui, urgent, &ta("s136-check-due", &[("time", at(due))]));
    }
    let about = About {
        law: law(),
        state: &incident.s136,
        age: incident.age,
        age_about: incident.age_about,
        now,
        earlier: None,
    };
    for row in findings(&about) {
        let words = format!("{}. {} ({})", row.says, row.next, row.law);
        let kind = if matches!(row.slug.as_str(), "transfer" | "two-starts") {
            Notice::Info
        } else {
            Notice::Now
        };
        notice(ui, kind, &words);
    }
}

/// What was recorded, oldest first.
fn history_ui(ui: &mut Ui, incident: &SharedIncident, now: Moment) {
    let lines = s136_history(&incident.s136, now);
    if lines.is_empty() {
        return;
    }
    gap(ui, Space::Sm);
    label_text(ui, &t("s136-recorded-so-far"));
    for line in &lines {
        support(ui, line);
    }
}
