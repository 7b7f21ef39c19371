//! Everything that this seat may read of the incident, in the order in which it happened.

use egui::Ui;

use super::super::handover::{stay_answer_words, stay_reason_words};
use super::super::queue::grade_words;
use super::Seat;
use super::own_events::own_events;
use crate::domain::ids::MemberId;
use crate::domain::incident::{ChangeKind, DisclosureCard, Happened, SharedIncident};
use crate::domain::time::Moment;
use crate::ui::parts::{detail_words, milestone_words, only_words, outcome_words, s136_events};
use crate::ui::screen::Cx;
use crate::ui::widgets::{SummaryRow, summary_list};
use crate::ui::words::{t, ta};

/// One thing that happened: when, whether only this side can read it, what.
pub(super) type Event = (Moment, bool, String);

/// The list; newest at the end.
pub(super) fn timeline_ui(cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident, seat: Option<Seat<'_>>) {
    let names = Names {
        incident,
        colleagues: &cx.state.colleagues,
    };
    let mut events = shared_events(&names);
    events.extend(seat.map(|seat| own_events(seat.own, &names)).unwrap_or_default());
    events.sort_by_key(|(at, ..)| *at);
    let keys: Vec<String> = events
        .iter()
        .map(|(at, private, _)| {
            let whose = match seat.filter(|_| *private) {
                Some(seat) => only_words(seat.side),
                None => t("shared-short"),
            };
            ta(
                "timeline-key",
                &[("time", at.clock_from(cx.now).into()), ("whose", whose.into())],
            )
        })
        .collect();
    let rows: Vec<SummaryRow<'_>> = events
        .iter()
        .zip(&keys)
        .map(|((_, _, words), key)| SummaryRow {
            key,
            value: words,
            change: None,
        })
        .collect();
    let _unused = summary_list(ui, &rows);
}

/// Who wrote what: everybody of the crew, and this seat's own side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) incident: &'a SharedIncident,
    pub(super) colleagues: &'a [(MemberId, String)],
}

impl Names<'_> {
    /// The line, with who did it where that is known; what the crew did together has no name.
    pub(super) fn by(&self, author: Option<MemberId>, line: String) -> String {
        let Some(author) = author else { return line };
        let crew = self.incident.crew.iter();
        let of_crew = crew
            .filter(|one| one.member == author)
            .map(|one| one.name.as_str());
        let colleagues = self.colleagues.iter();
        let others = colleagues
            .filter(|(member, _)| *member == author)
            .map(|(_, name)| name.as_str());
        match of_crew.chain(others).next() {
            Some(name) => {
                let line = line.trim_end_matches('.');
                ta("written-by", &[("line", line.into()), ("name", name.into())])
            }
            None => line,
        }
    }
}

fn shared_events(names: &Names<'_>) -> Vec<Event> {
    let incident = names.incident;
    let mut events = vec![(incident.opened, false, t("touched-opened"))];
    let stamped_by = &incident.frame.stamped_by;
    events.extend(incident.milestones.iter().map(|(step, at)| {
        let author = stamped_by.get(step).copied().flatten();
        (*at, false, names.by(author, milestone_words(*step)))
    }));
    let details = incident.details.iter();
    events.extend(details.map(|(at, author, detail)| (*at, false, names.by(*author, detail_words(detail)))));
    for card in &incident.joined {
        let key = if card.keeps {
            "timeline-joined"
        } else {
            "timeline-joined-to"
        };
        events.push((
            card.at,
            false,
            ta(key, &[("reference", card.reference.as_str().into())]),
        ));
    }
    for card in &incident.disclosures {
        events.extend(told_events(card, incident.opened, false));
    }
    for card in &incident.requests {
        let line = |key, who: &str| {
            let words = card.asked.words.as_str();
            ta(key, &[("who", who.into()), ("words", words.into())])
        };
        events.push((card.at, false, line("timeline-asked", &card.asked.from_name)));
        let answers = card.answers.iter();
        events.extend(answers.map(|(at, who, _)| (*at, false, line("timeline-answered", who))));
    }
    events.extend(
        incident
            .frame
            .happened
            .iter()
            .map(|(at, author, happened)| (*at, false, names.by(*author, happened_words(happened)))),
    );
    let s136 = s136_events(&incident.s136);
    events.extend(s136.into_iter().map(|(at, key)| (at, false, t(key))));
    events.extend(incident.desk.stays.iter().map(|(at, stay)| {
        let args = [
            ("reason", stay_reason_words(stay.reason).into()),
            ("answer", stay_answer_words(stay.answer).into()),
        ];
        (*at, false, ta("timeline-stay", &args))
    }));
    events
}

/// What was told as it was told, then each correction with its words from then on, and the withdrawal. Withdrawn words are
/// no longer shown anywhere.
pub(super) fn told_events(card: &DisclosureCard, opened: Moment, private: bool) -> Vec<Event> {
    let who = || ("who", card.from_name.as_str().into());
    let mut words: Vec<String> = card.items.iter().map(|item| item.words.clone()).collect();
    let mut events = Vec::new();
    for change in card.changes.iter().rev() {
        let ChangeKind::Corrected { item, before, by, .. } = &change.kind else {
            continue;
        };
        let Some(place) = words.get_mut(*item) else {
            continue;
        };
        let after = std::mem::replace(place, before.clone());
        let line = match card.withdrawn_at {
            Some(_) => ta("timeline-shared-corrected-gone", &[("who", by.as_str().into())]),
            None => ta(
                "timeline-shared-corrected",
                &[("who", by.as_str().into()), ("words", after.into())],
            ),
        };
        events.push((change.at, private, line));
    }
    let words = match card.withdrawn_at {
        Some(at) => ta("card-withdrawn", &[("time", at.clock().into())]),
        None => words.join(". "),
    };
    let told = ta("timeline-shared", &[who(), ("words", words.into())]);
    events.push((card.at.unwrap_or(opened), private, told));
    let withdrawn = card
        .withdrawn_at
        .map(|at| (at, ta("timeline-withdrawn", &[who()])));
    let finished = card.finished_at.map(|at| (at, t("timeline-danger-finished")));
    events.extend(
        withdrawn
            .into_iter()
            .chain(finished)
            .map(|(at, words)| (at, private, words)),
    );
    events
}

fn happened_words(happened: &Happened) -> String {
    match happened {
        Happened::Restamped(step, before) => ta(
            "timeline-restamped",
            &[
                ("step", milestone_words(*step).into()),
                ("time", before.clock().into()),
            ],
        ),
        Happened::Outcome(outcome) => ta("timeline-outcome", &[("outcome", outcome_words(*outcome).into())]),
        Happened::Parted(reference, why) => ta(
            "timeline-parted",
            &[
                ("reference", reference.as_str().into()),
                ("why", why.as_str().into()),
            ],
        ),
        Happened::Claimed(name, station) => ta(
            "timeline-claimed",
            &[
                ("name", name.as_str().into()),
                ("station", station.as_str().into()),
            ],
        ),
        Happened::Released(name, station) => ta(
            "timeline-released",
            &[
                ("name", name.as_str().into()),
                ("station", station.as_str().into()),
            ],
        ),
        Happened::Graded(grade) => ta("timeline-graded", &[("grade", grade_words(*grade).into())]),
        Happened::Closed => t("timeline-closed"),
        Happened::Reopened(why) => ta("timeline-reopened", &[("why", why.as_str().into())]),
    }
}
