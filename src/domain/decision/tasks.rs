//! What is still to be done because of a decision.

use super::conclusion::{Confidentiality, Outcome, Task};
use super::facts::{ConsentState, Direction, DutyKind, Facts, ItemCategory, Recipient, WhyNotAsked};
use super::items::from_health;

/// The tasks, each once.
pub(super) fn of(
    facts: &Facts,
    outcome: Outcome,
    ground: Confidentiality,
    missing: &[String],
    duty: bool,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    if outcome.crosses() && facts.disclosure.identifiable {
        crossed(facts, outcome, ground, duty, &mut tasks);
    }
    if outcome == Outcome::Blocked || (outcome == Outcome::Escalate && red_flag(facts)) {
        tasks.push(Task::ReportToGovernanceLead);
    }
    let answer_missing = missing.iter().any(|key| key.starts_with("consent."));
    if outcome == Outcome::Incomplete && answer_missing {
        tasks.push(Task::AskAgain);
    }
    tasks
}

fn crossed(facts: &Facts, outcome: Outcome, ground: Confidentiality, duty: bool, tasks: &mut Vec<Task>) {
    if outcome == Outcome::ShareNowCompleteLater {
        tasks.push(Task::CompleteRecord);
    }
    if facts.disclosure.direction == Direction::HealthToPolice {
        tasks.push(Task::BriefCoordinatorOrGp);
    }
    if duty {
        tasks.push(Task::ReportByDutyDeadline);
    }
    // who agreed was told before; consent that is implied was never asked for
    let asked = facts.consent.state != ConsentState::NotAsked;
    let told_already =
        (ground == Confidentiality::Consent && asked) || ground == Confidentiality::NotConfidential;
    if from_health(facts) && !told_already && !facts.person.dead {
        tasks.push(if telling_now_harms(facts) {
            Task::TellThePersonLater
        } else {
            Task::TellThePerson
        });
    }
    let objects = matches!(
        facts.consent.state,
        ConsentState::Refused | ConsentState::Withdrawn
    );
    if outcome == Outcome::ShareNowCompleteLater && !objects && !facts.person.dead {
        tasks.push(Task::AskAgain);
    }
}

/// Telling now would prejudice or endanger.
fn telling_now_harms(facts: &Facts) -> bool {
    let tipping_off = facts.duty.kind == Some(DutyKind::Terrorism);
    let why = facts.consent.why_not_asked;
    tipping_off || matches!(why, Some(WhyNotAsked::WouldPrejudice | WhyNotAsked::Unsafe))
}

/// Disclosures that go to a senior view whoever asks (`domain-law` 1.2.3).
fn red_flag(facts: &Facts) -> bool {
    facts.disclosure.items.contains(&ItemCategory::CounsellingNotes)
        || facts.disclosure.recipient == Recipient::Media
        || facts.disclosure.victim_request
        || facts.disclosure.repeated_request
        || facts.person.staff
        || facts.person.third_party
}
