//! Why a step of section 136 or 135 is not taken, in words: what is wrong, and what to do.

use crate::app::paper::gap_words;
use crate::app::problem::Problem;
use crate::domain::mha::order::Done;
use crate::domain::mha::record::Gap;
use crate::domain::mha::step::{Against, Refusal};
use crate::domain::time::Moment;

/// The words of a refusal.
pub(super) fn refused(refusal: Refusal, now: Moment) -> Problem {
    match refusal {
        Refusal::First(what) => Problem::new(
            "A-262",
            format!("Record {what} first"),
            "The steps follow one another",
        ),
        Refusal::Before(earlier) => Problem::new(
            "A-263",
            format!("The time must be after {}", earlier.clock_from(now)),
            "Check the time",
        ),
        Refusal::Over(ended) => Problem::new(
            "A-746",
            format!("Section 136 or 135 had ended at {}", ended.clock_from(now)),
            "Check the time. If the end was wrong, take that step back first",
        ),
        Refusal::After(first) => Problem::new(
            "A-747",
            format!(
                "What followed from it is recorded from {} on",
                first.clock_from(now)
            ),
            "Write an earlier time. If the later step was wrong, take that back first",
        ),
        Refusal::EndBefore(what, done) => Problem::new(
            "A-860",
            format!(
                "The time must be after {}: {} is recorded then",
                done.clock_from(now),
                done_words(what)
            ),
            "Write a later time. If the other step is wrong, take that back first",
        ),
        Refusal::Detained => Problem::new(
            "A-861",
            "Section 136 or 135 is in use in this incident: somebody is detained",
            "Record the end of it first. If it was never used, take that step back",
        ),
        Refusal::Future => Problem::new("A-224", "The time must be now or earlier", "Check the time"),
        Refusal::Missing(what) => Problem::new("A-265", what, "Fill that in, then save again"),
        Refusal::Unfit(field) => Problem::new(
            "A-742",
            format!("{} cannot hold that", gap_words(Gap::Line(field))),
            "Choose one of its answers, or write a time that has been",
        ),
        Refusal::NoSuchStep => Problem::new(
            "A-743",
            "That step is not in this record",
            "Look at the list again: it may have been taken back already",
        ),
        Refusal::LaterUse => Problem::new(
            "A-887",
            "Section 136 or 135 was used again in this incident after that",
            "Take the later use back first, then this step; then record both as they were",
        ),
        Refusal::Law(against) => by_law(&against),
        Refusal::NoPower(against) => Problem::new(
            NO_POWER,
            against.first().map(against_words).unwrap_or_default(),
            "There is no power to keep the person. Let them go or take another lawful way, and write what was done: \
             saving that ends section 136",
        ),
    }
}

fn done_words(what: Done) -> &'static str {
    match what {
        Done::Arrival => "an arrival",
        Done::SettingOut => "setting out",
        Done::HandOver => "the hand-over",
        Done::MoreTime => "that the doctor gave more time",
        Done::Look => "a welfare check",
        Done::Assessment => "the end of the assessment",
        Done::WentMissing => "that the person went missing",
        Done::TakenBack => "that the person was brought back",
    }
}

/// The first rule that cannot be passed speaks; else the first that asks for a reason.
fn by_law(against: &[Against]) -> Problem {
    let bar = against.iter().find(|against| !against.judgement);
    match (bar, against.first()) {
        (Some(bar), _) => Problem::new("A-740", against_words(bar), bar.row.next.clone()),
        (None, Some(first)) => Problem::new(NEEDS_REASON, against_words(first), first.row.next.clone()),
        (None, None) => Problem::new("A-740", "The law stops this", "Look at the record again"),
    }
}

/// What a rule says, where it is written, and in which other incident.
fn against_words(against: &Against) -> String {
    let incident = against.elsewhere.as_ref();
    let incident = incident.map(|reference| format!(", incident {reference}"));
    format!(
        "{} ({}{})",
        against.row.says,
        against.row.law,
        incident.unwrap_or_default()
    )
}

/// The code of a refusal that ends the use once it is written what was done.
pub const NO_POWER: &str = "A-886";

/// The code of a refusal that a typed reason can pass.
pub const NEEDS_REASON: &str = "A-741";
