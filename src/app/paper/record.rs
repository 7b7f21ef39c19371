//! A side's record of an incident as plain text, for that side's own system: what it wrote and decided itself, and the
//! frame that both share. Words that the other side told stay in the joint record: here stands that they were told, when
//! and by whom, so that no health detail enters a police system by the clipboard, and no police detail a clinical one.

use super::filled::{Names, blocks_of, frame_lines, marker_lines, name_of, stamp};
use super::handover::{milestone, outcome_words, person, risk_words};
use super::words::say;
use crate::domain::content::{
    Agreed, Channel, DecisionResult, FollowUp, FollowUpEnd, KnownAnswer, NotSharedReason, NoteSource,
    S136Step, StayAnswer, StayReason,
};
use crate::domain::ids::MemberId;
use crate::domain::incident::{DisclosureCard, HandoverCard, NoteCard, SharedIncident, SideFile};
use crate::domain::paper::{Language, visible};
use crate::domain::role::Side;
use crate::domain::time::Moment;

const LANGUAGE: Language = Language::English;

/// What a side's text is made from.
#[derive(Debug, Clone, Copy)]
pub struct RecordAbout<'a> {
    /// The incident.
    pub shared: &'a SharedIncident,
    /// The side's own half.
    pub own: &'a SideFile,
    /// Whose it is.
    pub side: Side,
    /// The names of that side's members.
    pub names: &'a [(MemberId, String)],
}

/// The record of a side as text, a line for each thing, oldest first within its part.
pub fn record_text(about: &RecordAbout<'_>) -> String {
    let RecordAbout {
        shared,
        own,
        side,
        names,
    } = *about;
    let mut lines = head(shared);
    part(&mut lines, "record-frame", frame_lines(shared));
    for (_, title, said) in blocks_of(own, side, names) {
        lines.push(String::new());
        lines.push(title);
        lines.extend(said);
    }
    part(&mut lines, "record-markers", marker_lines(shared, own));
    part(&mut lines, "record-known", known(own, side).into_iter().collect());
    let notes = own.notes.iter().map(|card| note(card, names)).collect();
    part(&mut lines, "record-notes", notes);
    part(&mut lines, "record-told", told(shared, own, side));
    part(&mut lines, "record-decided", decided(own));
    part(&mut lines, "record-section-136", s136(shared));
    part(
        &mut lines,
        "record-handed-over",
        own.handovers.iter().map(handed).collect(),
    );
    part(&mut lines, "record-advised", advised(own, names));
    part(&mut lines, "record-stay", stays(shared));
    part(&mut lines, "record-ended", ended(shared));
    let mut text = lines.join("\n");
    text.push('\n');
    visible(&text)
}

/// A heading and its lines; nothing where there is nothing to say.
fn part(lines: &mut Vec<String>, key: &str, said: Vec<String>) {
    if said.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push(heading(key));
    lines.extend(said);
}

fn heading(key: &str) -> String {
    match key {
        "record-frame" => say(LANGUAGE, "record-frame", &[]),
        "record-markers" => say(LANGUAGE, "record-markers", &[]),
        "record-known" => say(LANGUAGE, "record-known", &[]),
        "record-notes" => say(LANGUAGE, "record-notes", &[]),
        "record-told" => say(LANGUAGE, "record-told", &[]),
        "record-decided" => say(LANGUAGE, "record-decided", &[]),
        "record-section-136" => say(LANGUAGE, "record-section-136", &[]),
        "record-handed-over" => say(LANGUAGE, "record-handed-over", &[]),
        "record-advised" => say(LANGUAGE, "record-advised", &[]),
        "record-stay" => say(LANGUAGE, "record-stay", &[]),
        _ => say(LANGUAGE, "record-ended", &[]),
    }
}

fn head(shared: &SharedIncident) -> Vec<String> {
    let mut lines = vec![
        say(LANGUAGE, "record-incident", &[("reference", &shared.reference)]),
        say(
            LANGUAGE,
            "record-opened",
            &[
                ("day", &shared.opened.day_words()),
                ("time", &shared.opened.clock()),
                ("station", &shared.station),
            ],
        ),
    ];
    let crew: Vec<&str> = shared.crew.iter().map(|member| member.name.as_str()).collect();
    if !crew.is_empty() {
        lines.push(say(LANGUAGE, "record-crew", &[("names", &crew.join(", "))]));
    }
    if !shared.log.is_empty() {
        lines.push(say(LANGUAGE, "record-log", &[("log", &shared.log)]));
    }
    lines.push(say(LANGUAGE, "record-person", &[("person", &person(shared))]));
    if !shared.place.is_empty() {
        lines.push(say(LANGUAGE, "record-place", &[("place", &shared.place)]));
    }
    lines.extend(shared.risk.map(risk_words));
    for (step, at) in &shared.milestones {
        lines.push(format!("{} {}", stamp(*at), milestone(*step)));
    }
    lines
}

fn known(own: &SideFile, side: Side) -> Option<String> {
    let (answer, why, at) = own.known.as_ref()?;
    let whose = match side {
        Side::Police => say(LANGUAGE, "sbar-police", &[]),
        Side::Health => say(LANGUAGE, "sbar-services", &[]),
    };
    let whose = [("whose", whose.as_str())];
    let said = match answer {
        KnownAnswer::Known => say(LANGUAGE, "sbar-known", &whose),
        KnownAnswer::NotKnown => say(LANGUAGE, "sbar-not-known", &whose),
        KnownAnswer::CouldNotCheck => say(LANGUAGE, "sbar-could-not-check", &whose),
    };
    Some(with(format!("{} {said}", stamp(*at)), why))
}

/// Words with something more, where there is something.
fn with(words: String, more: &str) -> String {
    match more.trim() {
        "" => words,
        more => format!("{words}: {more}"),
    }
}

/// A note as it stands, with who wrote it, and that it was corrected; what was taken back says so.
fn note(note: &NoteCard, names: Names<'_>) -> String {
    let source = source_words(note.source);
    let by = by(names, note.author);
    if let Some(moved) = note.moved.as_ref().filter(|moved| moved.away) {
        // it was about somebody else: its words belong to the other incident
        let words = say(LANGUAGE, "record-moved", &[("reference", &moved.reference)]);
        return format!("{} {by}({source}) {words}", stamp(note.at));
    }
    let mut line = format!("{} {by}({source}) ", stamp(note.at));
    if note.text.is_empty() {
        line.push_str(&say(LANGUAGE, "record-taken-back", &[]));
    } else {
        line.push_str(&note.text);
    }
    for earlier in &note.earlier {
        let time = format!("{} {}", stamp(earlier.until), self::by(names, earlier.by));
        let args = [
            ("time", time.trim_end()),
            ("why", earlier.why.as_str()),
            ("before", earlier.words.as_str()),
        ];
        line.push_str("\n  ");
        line.push_str(&say(LANGUAGE, "record-corrected", &args));
    }
    line
}

/// The writer's name with a space after it; nothing where it is not known.
fn by(names: Names<'_>, author: Option<MemberId>) -> String {
    match name_of(names, author) {
        "" => String::new(),
        name => format!("{name} "),
    }
}

/// Where the words come from.
pub(super) fn source_words(source: NoteSource) -> String {
    match source {
        NoteSource::Seen => say(LANGUAGE, "record-source-seen", &[]),
        NoteSource::Told => say(LANGUAGE, "record-source-told", &[]),
        NoteSource::Record => say(LANGUAGE, "record-source-record", &[]),
        NoteSource::MyView => say(LANGUAGE, "record-source-view", &[]),
        NoteSource::SomeoneElse => say(LANGUAGE, "record-source-other", &[]),
    }
}

/// What this side told, word for word; that the other side told something, without its words.
fn told(shared: &SharedIncident, own: &SideFile, side: Side) -> Vec<String> {
    let mut cards: Vec<&DisclosureCard> = shared.disclosures.iter().chain(&own.told_outside).collect();
    cards.sort_by_key(|card| card.at);
    cards.iter().map(|card| telling(card, side)).collect()
}

fn telling(card: &DisclosureCard, side: Side) -> String {
    let at = card.at.map(stamp).unwrap_or_default();
    let how = match card.channel {
        Channel::OnScreen => say(LANGUAGE, "how-on-screen", &[]),
        Channel::InPerson => say(LANGUAGE, "how-in-person", &[]),
        Channel::Radio => say(LANGUAGE, "how-radio", &[]),
        Channel::Phone => say(LANGUAGE, "how-phone", &[]),
    };
    if card.from == Some(side.other()) {
        let args = [("who", card.from_name.as_str()), ("how", how.as_str())];
        return format!("{at} {}", say(LANGUAGE, "record-was-told", &args));
    }
    let names: Vec<&str> = card.to.iter().map(|to| to.name.as_str()).collect();
    let words: Vec<&str> = card.items.iter().map(|item| item.words.as_str()).collect();
    let words = words.join("; ");
    let names = names.join(", ");
    let args = [
        ("to", names.as_str()),
        ("how", how.as_str()),
        ("words", words.as_str()),
    ];
    let mut line = format!("{at} {}", say(LANGUAGE, "record-we-told", &args));
    if let Some(at) = card.withdrawn_at {
        line.push_str("\n  ");
        line.push_str(&say(LANGUAGE, "record-withdrawn", &[("time", &stamp(at))]));
    }
    line
}

fn decided(own: &SideFile) -> Vec<String> {
    let line = |(at, decision): &(Moment, crate::domain::content::DecisionMade)| {
        let result = match decision.result {
            DecisionResult::Shared { .. } => say(LANGUAGE, "record-shared", &[]),
            DecisionResult::DangerFinished { .. } => say(LANGUAGE, "record-danger-finished", &[]),
            DecisionResult::NotShared { reason } => not_shared(reason),
        };
        with(format!("{} {result}", stamp(*at)), &decision.words.reason)
    };
    own.decisions.iter().map(line).collect()
}

fn not_shared(reason: NotSharedReason) -> String {
    match reason {
        NotSharedReason::NotNeeded => say(LANGUAGE, "record-not-needed", &[]),
        NotSharedReason::NotAgreed => say(LANGUAGE, "record-not-agreed", &[]),
        NotSharedReason::CouldAddHarm => say(LANGUAGE, "record-could-add-harm", &[]),
        NotSharedReason::NeedAdvice => say(LANGUAGE, "record-need-advice", &[]),
        NotSharedReason::Other => say(LANGUAGE, "record-not-shared", &[]),
    }
}

fn s136(shared: &SharedIncident) -> Vec<String> {
    let state = &shared.s136;
    let mut lines = Vec::new();
    if let Some(S136Step::NotUsed { instead, .. }) = &state.not_used {
        lines.push(with(say(LANGUAGE, "record-s136-not-used", &[]), instead));
    }
    if let Some(S136Step::Used { at, .. }) = &state.used {
        lines.push(format!("{} {}", stamp(*at), say(LANGUAGE, "sbar-s136", &[])));
    }
    if let Some(S136Step::Warrant { at, .. }) = &state.warrant {
        lines.push(format!("{} {}", stamp(*at), say(LANGUAGE, "sbar-s135", &[])));
    }
    let mut step = |at: Option<Moment>, words: String| {
        lines.extend(at.map(|at| format!("{} {words}", stamp(at))));
    };
    // kept somewhere before, the first arrival is at another place
    let arrived = state.arrived.filter(|_| state.moved != state.arrived);
    step(arrived, say(LANGUAGE, "record-s136-arrived", &[]));
    step(state.moved, say(LANGUAGE, "record-s136-moved", &[]));
    step(state.ended, say(LANGUAGE, "record-s136-ended", &[]));
    lines
}

fn handed(card: &HandoverCard) -> String {
    let to = super::handover::receiver(card);
    let mut line = format!(
        "{} {}",
        stamp(card.at),
        say(LANGUAGE, "record-handover", &[("to", &to)])
    );
    for said in card
        .given
        .sbar
        .parts()
        .into_iter()
        .filter(|said| !said.is_empty())
    {
        line.push_str("\n  ");
        line.push_str(said);
    }
    line.push_str("\n  ");
    line.push_str(&match &card.received {
        None => say(LANGUAGE, "record-not-received", &[]),
        Some(received) => {
            let at = stamp(received.at);
            let args = [
                ("name", received.name.as_str()),
                ("role", received.role.as_str()),
                ("time", at.as_str()),
            ];
            say(LANGUAGE, "record-received", &args)
        }
    });
    line
}

fn advised(own: &SideFile, names: Names<'_>) -> Vec<String> {
    let line = |card: &crate::domain::incident::AdviceCard| {
        let advice = &card.advice;
        let agreed = match advice.agreed {
            Agreed::Yes => say(LANGUAGE, "record-agreed", &[]),
            Agreed::Partly => say(LANGUAGE, "record-agreed-partly", &[]),
            Agreed::No => say(LANGUAGE, "record-agreed-not", &[]),
        };
        let args = [
            ("to", advice.to.as_str()),
            ("advised", advice.advised.as_str()),
            ("understood", advice.understood.as_str()),
            ("agreed", agreed.as_str()),
        ];
        let said = format!(
            "{} {}{}",
            stamp(card.at),
            by(names, card.author),
            say(LANGUAGE, "record-advice-given", &args)
        );
        match advice.done.trim() {
            "" => said,
            done => format!(
                "{said}\n  {}",
                say(LANGUAGE, "record-advice-done", &[("done", done)])
            ),
        }
    };
    own.advice.iter().map(line).collect()
}

fn stays(shared: &SharedIncident) -> Vec<String> {
    let line = |(at, stay): &(Moment, crate::domain::content::StayAsked)| {
        let reason = match stay.reason {
            StayReason::RiskToLife => say(LANGUAGE, "record-stay-life", &[]),
            StayReason::SeriousHarm => say(LANGUAGE, "record-stay-harm", &[]),
            StayReason::Crime => say(LANGUAGE, "record-stay-crime", &[]),
            StayReason::NotReceivedYet => say(LANGUAGE, "record-stay-detained", &[]),
        };
        let answer = match stay.answer {
            StayAnswer::Stays => say(LANGUAGE, "record-stays", &[]),
            StayAnswer::Leaves => say(LANGUAGE, "record-leaves", &[]),
        };
        let line = format!("{} {reason}. {answer}", stamp(*at));
        let line = with(with(line, &stay.asked_by), &stay.agreed);
        match stay.by.as_str() {
            "" => line,
            by => format!("{line}\n  {}", say(LANGUAGE, "record-stay-by", &[("name", by)])),
        }
    };
    shared.desk.stays.iter().map(line).collect()
}

fn ended(shared: &SharedIncident) -> Vec<String> {
    let mut lines: Vec<String> = shared.outcome.map(outcome_words).into_iter().collect();
    for what in &shared.follow_up {
        let words = follow_up_words(*what);
        let Some(card) = shared.desk.follow_up(*what) else {
            lines.push(words);
            continue;
        };
        let mut line = words;
        if let Some((_, owner)) = &card.owner {
            line = with(line, owner);
        }
        if let Some(due) = card.due {
            let due = stamp(due);
            line = say(LANGUAGE, "sbar-by", &[("what", &line), ("time", &due)]);
        }
        if let Some((at, end, by)) = &card.ended {
            line = format!("{line}\n  {} {}, {by}", stamp(*at), end_words(*end));
        }
        lines.push(line);
    }
    lines.extend(
        shared
            .closed
            .map(|at| say(LANGUAGE, "record-closed", &[("time", &stamp(at))])),
    );
    lines
}

/// What is still to be done afterwards.
pub(super) fn follow_up_words(what: FollowUp) -> String {
    match what {
        FollowUp::TellGp => say(LANGUAGE, "record-tell-gp", &[]),
        FollowUp::TellCoordinator => say(LANGUAGE, "record-tell-coordinator", &[]),
        FollowUp::Safeguarding => say(LANGUAGE, "record-safeguarding", &[]),
        FollowUp::FrequentCaller => say(LANGUAGE, "record-frequent-caller", &[]),
        FollowUp::CallBack => say(LANGUAGE, "record-call-back", &[]),
    }
}

fn end_words(end: FollowUpEnd) -> String {
    match end {
        FollowUpEnd::Done => say(LANGUAGE, "record-end-done", &[]),
        FollowUpEnd::NotReached => say(LANGUAGE, "record-end-not-reached", &[]),
        FollowUpEnd::NotNeeded => say(LANGUAGE, "record-end-not-needed", &[]),
        FollowUpEnd::PassedOn => say(LANGUAGE, "record-end-passed-on", &[]),
    }
}
