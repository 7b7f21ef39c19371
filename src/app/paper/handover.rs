//! Handing over in four parts: what the record itself says in each, and the sheet on which whoever takes over signs.
//!
//! What is proposed comes from what the giver's seat may read. An officer's words to a hospital are those that were
//! shared already and nothing else; a nurse hands over to colleagues in care, and the next shift opens the same record.

use super::filled::{field_words, signs, value_words};
use super::words::say;
use crate::domain::content::{
    HandoverTo, IdentityConfidence, IncidentOutcome, KnownAnswer, Milestone, NoteSource, ReceivedHow,
    RiskLevel, Sbar,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::incident::{HandoverCard, NoteCard, SharedIncident, SideFile};
use crate::domain::paper::{Block, Document, Language, Scale};
use crate::domain::record::{NOT_KNOWN, SideField};
use crate::domain::role::Side;

/// The most words that are proposed for one part: what takes longer to read is not read back.
const MOST_WORDS: usize = 60;

const LANGUAGE: Language = Language::English;

/// What the record says in each of the four parts, for the giver to change.
pub fn proposed(shared: &SharedIncident, own: &SideFile, side: Side, to: HandoverTo) -> Sbar {
    let shared_only = side == Side::Police && to.is_outside();
    let mut background = Vec::new();
    let mut assessment = Vec::new();
    if shared_only {
        background.extend(told_by(shared, side));
    } else {
        background.extend(known(own, side));
        background.extend(said(own, &BACKGROUND));
        assessment.extend(said(own, &ASSESSMENT));
        for note in latest(&own.notes) {
            match note.source {
                NoteSource::Seen | NoteSource::MyView => assessment.push(note.text.clone()),
                NoteSource::Told | NoteSource::Record | NoteSource::SomeoneElse => {
                    background.push(note.text.clone());
                }
            }
        }
        let open = own.open_records().count();
        if open > 0 && !to.is_outside() {
            assessment.push(say(
                LANGUAGE,
                "sbar-open-records",
                &[("count", &open.to_string())],
            ));
        }
    }
    Sbar {
        situation: joined(&situation(shared)),
        background: joined(&background),
        assessment: joined(&assessment),
        recommendation: joined(&asked(shared, own, side, to)),
    }
}

/// What both agreed and what comes next; for colleagues also what is still open. An officer asks a hospital for nothing
/// in words that nobody decided to share.
fn asked(shared: &SharedIncident, own: &SideFile, side: Side, to: HandoverTo) -> Vec<String> {
    let mut out = Vec::new();
    if side == Side::Health || !to.is_outside() {
        out.extend(labelled("record-plan", &shared.frame.plan));
        out.extend(said(own, &[SideField::NextStep, SideField::ActionReview]));
    }
    if !to.is_outside() {
        out.extend(still_open(shared, own));
    }
    out
}

/// What is handed on of the giver's own record as its background, the most pressing first.
const BACKGROUND: [SideField; 8] = [
    SideField::Medicines,
    SideField::CarePlan,
    SideField::Team,
    SideField::Coordinator,
    SideField::History,
    SideField::PoliceMarkers,
    SideField::Bail,
    SideField::RiskAdvice,
];

/// What is handed on of it as the assessment: how pressing it is and self-harm, what was given, mental state.
const ASSESSMENT: [SideField; 17] = [
    SideField::TriageCode,
    SideField::SelfHarm,
    SideField::MedicationGiven,
    SideField::Substances,
    SideField::Physical,
    SideField::Mood,
    SideField::Thoughts,
    SideField::Perception,
    SideField::Cognition,
    SideField::Insight,
    SideField::Appearance,
    SideField::Speech,
    SideField::Weapons,
    SideField::SeenHeard,
    SideField::PublicRisk,
    SideField::ThreatRisk,
    SideField::UseOfForce,
];

/// The fields that say something, each with its name.
fn said(own: &SideFile, fields: &[SideField]) -> Vec<String> {
    let filled = fields.iter().map(|field| (*field, own.filled.value(*field)));
    filled
        .filter(|(_, value)| !value.is_empty() && *value != NOT_KNOWN)
        .map(|(field, value)| format!("{}: {}", field_words(field), value_words(field, value)))
        .collect()
}

fn labelled(key: &str, words: &str) -> Option<String> {
    (!words.trim().is_empty()).then(|| format!("{}: {}", say(LANGUAGE, key, &[]), words.trim()))
}

/// Signs that need an ambulance and injuries before anything else; where it is, since when it is open, and how it stands:
/// what both sides see.
fn situation(shared: &SharedIncident) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(labelled("sbar-signs", &signs(shared).unwrap_or_default()));
    out.extend(labelled("injuries-label", &shared.frame.injuries));
    if !shared.place.is_empty() {
        out.push(shared.place.clone());
    }
    out.push(say(
        LANGUAGE,
        "sbar-open-since",
        &[("time", &shared.opened.clock())],
    ));
    out.extend(shared.risk.map(risk_words));
    if shared.s136.in_force() {
        let warrant = shared.s136.warrant.is_some();
        out.push(match shared.s136.arrived {
            Some(at) => {
                let gaps = [("time", &*at.clock())];
                if warrant {
                    say(LANGUAGE, "sbar-s135-arrived", &gaps)
                } else {
                    say(LANGUAGE, "sbar-s136-arrived", &gaps)
                }
            }
            None if warrant => say(LANGUAGE, "sbar-s135", &[]),
            None => say(LANGUAGE, "sbar-s136", &[]),
        });
    }
    if let Some(outcome) = shared.outcome {
        out.push(outcome_words(outcome));
    }
    out
}

/// The agreed risk.
pub(super) fn risk_words(risk: RiskLevel) -> String {
    match risk {
        RiskLevel::Now => say(LANGUAGE, "sbar-risk-now", &[]),
        RiskLevel::Likely => say(LANGUAGE, "sbar-risk-likely", &[]),
        RiskLevel::Possible => say(LANGUAGE, "sbar-risk-possible", &[]),
        RiskLevel::NoneSeen => say(LANGUAGE, "sbar-risk-none", &[]),
    }
}

/// How sure it is who somebody is.
pub(super) fn identity_words(identity: IdentityConfidence) -> String {
    match identity {
        IdentityConfidence::Confirmed => say(LANGUAGE, "identity-confirmed", &[]),
        IdentityConfidence::SaidSo => say(LANGUAGE, "identity-said-so", &[]),
        IdentityConfidence::SomebodySaid => say(LANGUAGE, "identity-somebody-said", &[]),
        IdentityConfidence::NotKnown => say(LANGUAGE, "identity-not-known", &[]),
    }
}

/// A step that was stamped.
pub(super) fn milestone(step: Milestone) -> String {
    match step {
        Milestone::Call => say(LANGUAGE, "record-step-call", &[]),
        Milestone::Assigned => say(LANGUAGE, "record-step-assigned", &[]),
        Milestone::OnScene => say(LANGUAGE, "record-step-on-scene", &[]),
        Milestone::Decision => say(LANGUAGE, "record-step-decision", &[]),
        Milestone::Conveyed => say(LANGUAGE, "record-step-conveyed", &[]),
        Milestone::HandedOver => say(LANGUAGE, "record-step-handed-over", &[]),
        Milestone::Clear => say(LANGUAGE, "record-step-clear", &[]),
    }
}

/// How it ended.
pub(super) fn outcome_words(outcome: IncidentOutcome) -> String {
    match outcome {
        IncidentOutcome::FamilyOrFriend => say(LANGUAGE, "sbar-with-family", &[]),
        IncidentOutcome::HomeWithAdvice => say(LANGUAGE, "sbar-home", &[]),
        IncidentOutcome::Gp => say(LANGUAGE, "sbar-gp", &[]),
        IncidentOutcome::CrisisTeam => say(LANGUAGE, "sbar-crisis-team", &[]),
        IncidentOutcome::EmergencyDepartment => say(LANGUAGE, "sbar-emergency-department", &[]),
        IncidentOutcome::Section136 => say(LANGUAGE, "sbar-s136", &[]),
        IncidentOutcome::Arrested => say(LANGUAGE, "sbar-arrested", &[]),
        IncidentOutcome::NotFound => say(LANGUAGE, "sbar-not-found", &[]),
        IncidentOutcome::Other => say(LANGUAGE, "sbar-other", &[]),
    }
}

fn known(own: &SideFile, side: Side) -> Option<String> {
    let (answer, _, _) = own.known.as_ref()?;
    let whose = match side {
        Side::Police => say(LANGUAGE, "sbar-police", &[]),
        Side::Health => say(LANGUAGE, "sbar-services", &[]),
    };
    let whose = [("whose", whose.as_str())];
    Some(match answer {
        KnownAnswer::Known => say(LANGUAGE, "sbar-known", &whose),
        KnownAnswer::NotKnown => say(LANGUAGE, "sbar-not-known", &whose),
        KnownAnswer::CouldNotCheck => say(LANGUAGE, "sbar-could-not-check", &whose),
    })
}

/// What this side shared and did not withdraw.
fn told_by(shared: &SharedIncident, side: Side) -> Vec<String> {
    shared
        .disclosures
        .iter()
        .filter(|card| card.from == Some(side) && card.withdrawn_at.is_none())
        .flat_map(|card| card.items.iter().map(|item| item.words.clone()))
        .collect()
}

/// The notes that hold, the latest first.
fn latest(notes: &[NoteCard]) -> impl Iterator<Item = &NoteCard> {
    notes.iter().rev().filter(|note| !note.text.trim().is_empty())
}

/// What the next shift still has to do.
fn still_open(shared: &SharedIncident, own: &SideFile) -> Vec<String> {
    let mut out = Vec::new();
    if shared
        .disclosures
        .iter()
        .any(crate::domain::incident::DisclosureCard::is_unfinished_danger)
    {
        out.push(say(LANGUAGE, "sbar-danger", &[]));
    }
    for task in own.tasks.iter().filter(|task| task.done.is_none()) {
        let what = match task.task {
            Task::BriefCoordinatorOrGp => say(LANGUAGE, "sbar-task-brief", &[]),
            Task::TellThePerson | Task::TellThePersonLater => say(LANGUAGE, "sbar-task-tell", &[]),
            Task::CompleteRecord => say(LANGUAGE, "sbar-task-complete", &[]),
            Task::ReportByDutyDeadline => say(LANGUAGE, "sbar-task-report", &[]),
            Task::ReportToGovernanceLead => say(LANGUAGE, "sbar-task-lead", &[]),
            Task::SendCorrection => say(LANGUAGE, "sbar-task-correct", &[]),
            Task::AskAgain => say(LANGUAGE, "sbar-task-ask", &[]),
            Task::InWords => task.words.clone(),
        };
        out.push(match task.due {
            Some(due) => say(
                LANGUAGE,
                "sbar-by",
                &[
                    ("what", &what),
                    ("time", &format!("{}, {}", due.clock(), due.day_words())),
                ],
            ),
            None => what,
        });
    }
    out
}

/// Sentences one after another, whole ones only, up to the limit; what does not fit is said to be in the record.
fn joined(sentences: &[String]) -> String {
    let mut out = String::new();
    let mut words = 0;
    let mut more = false;
    for sentence in sentences {
        let sentence = sentence.trim();
        let count = sentence.split_whitespace().count();
        if count == 0 {
            continue;
        }
        if words > 0 && words + count > MOST_WORDS {
            more = true;
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(sentence);
        if !sentence.ends_with(['.', '!', '?']) {
            out.push('.');
        }
        words += count;
    }
    if more {
        out.push(' ');
        out.push_str(&say(LANGUAGE, "sbar-more", &[]));
    }
    out
}

/// What a sheet is made from.
#[derive(Debug, Clone, Copy)]
pub struct SheetAbout<'a> {
    /// The incident.
    pub shared: &'a SharedIncident,
    /// The handover.
    pub card: &'a HandoverCard,
    /// The giver's organisation.
    pub organisation: &'a str,
}

/// The sheet: who, from whom, the four parts, where to sign, and the code that is read back.
pub fn sheet(about: &SheetAbout<'_>) -> Document {
    let words = |key: &str| say(LANGUAGE, key, &[]);
    let given = &about.card.given;
    let mut facts = vec![
        (words("sheet-reference"), about.shared.reference.clone()),
        (words("sheet-person"), person(about.shared)),
        (
            words("sheet-from"),
            format!("{}, {}", given.by, about.organisation),
        ),
        (words("sheet-to"), receiver(about.card)),
        (
            words("sheet-given"),
            format!("{}, {}", about.card.at.clock(), about.card.at.day_words()),
        ),
    ];
    let crew: Vec<&str> = about
        .shared
        .crew
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    if !crew.is_empty() {
        facts.push((words("sheet-crew"), crew.join(", ")));
    }
    let mut blocks = vec![Block::Facts(facts)];
    let heads = [
        words("sheet-situation"),
        words("sheet-background"),
        words("sheet-assessment"),
        words("sheet-recommendation"),
    ];
    for (head, part) in heads.into_iter().zip(given.sbar.parts()) {
        blocks.push(Block::Heading(1, head));
        let said = match part.trim() {
            "" => words("sheet-nothing"),
            said => said.to_owned(),
        };
        blocks.push(Block::Paragraph(said));
    }
    blocks.extend(signing(about.card));
    Document {
        title: words("sheet-title"),
        language: LANGUAGE,
        scale: Scale::Usual,
        dated: about.card.at,
        footer: say(
            LANGUAGE,
            "sheet-footer",
            &[
                ("organisation", about.organisation),
                ("reference", &about.shared.reference),
            ],
        ),
        blocks,
    }
}

/// Who, with the age where it is known.
pub(super) fn person(shared: &SharedIncident) -> String {
    let name = match shared.person.trim() {
        "" => say(LANGUAGE, "sheet-name-unknown", &[]),
        name => name.to_owned(),
    };
    match shared.age {
        None => name,
        Some(age) if shared.age_about => {
            let age = age.to_string();
            say(LANGUAGE, "sheet-age-about", &[("name", &name), ("age", &age)])
        }
        Some(age) => say(
            LANGUAGE,
            "sheet-age",
            &[("name", &name), ("age", &age.to_string())],
        ),
    }
}

/// To whom it was handed over.
pub(super) fn receiver(card: &HandoverCard) -> String {
    let kind = match card.given.to {
        HandoverTo::NextShift => say(LANGUAGE, "sheet-next-shift", &[]),
        HandoverTo::Ward => say(LANGUAGE, "sheet-ward", &[]),
        HandoverTo::EmergencyDepartment => say(LANGUAGE, "sheet-emergency-department", &[]),
        HandoverTo::CrisisTeam => say(LANGUAGE, "sheet-crisis-team", &[]),
    };
    match card.given.place.trim() {
        "" => kind,
        place => format!("{kind}: {place}"),
    }
}

/// Who signed; else where to sign.
fn signing(card: &HandoverCard) -> Vec<Block> {
    let words = |key: &str| say(LANGUAGE, key, &[]);
    let Some(received) = &card.received else {
        return vec![
            Block::Heading(1, words("sheet-sign")),
            Block::Paragraph(words("sheet-read-back")),
            Block::WriteIn(words("sheet-name")),
            Block::WriteIn(words("sheet-role")),
            Block::WriteIn(words("sheet-time")),
            Block::WriteIn(words("sheet-signature")),
            Block::Paragraph(words("sheet-code-hint")),
            Block::Exact(say(LANGUAGE, "sheet-code", &[("code", &card.given.code)])),
        ];
    };
    let how = match received.how {
        ReceivedHow::OwnSeat => words("sheet-own-seat"),
        ReceivedHow::OnLaptop => words("sheet-on-laptop"),
        ReceivedHow::OnPaper => words("sheet-on-paper"),
    };
    let read_back = if received.read_back {
        words("sheet-was-read-back")
    } else {
        words("sheet-not-read-back")
    };
    let mut facts = vec![
        (
            words("sheet-signed"),
            format!("{}, {}", received.name, received.role),
        ),
        (
            words("sheet-when"),
            format!("{}, {}", received.at.clock(), received.at.day_words()),
        ),
        (words("sheet-how"), how),
        (words("sheet-heard"), read_back),
    ];
    if !received.remark.is_empty() {
        facts.push((words("sheet-remark"), received.remark.clone()));
    }
    vec![Block::Heading(1, words("sheet-received")), Block::Facts(facts)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_ends_with_a_whole_sentence_and_says_that_there_is_more() {
        let long = vec!["word ".repeat(40), "other ".repeat(40)];
        let text = joined(&long);
        assert!(text.contains("More stands in the record"), "{text}");
        assert!(!text.contains("other"), "{text}");
        assert_eq!(
            joined(&["Calm now".to_owned(), "Sits".to_owned()]),
            "Calm now. Sits."
        );
    }
}
