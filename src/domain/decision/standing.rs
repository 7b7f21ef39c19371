//! Where the person's own answer and capacity stand, once staleness, age and the Mental Capacity Act are applied.

use super::facts::{Capacity, ConsentState, Facts, WhyNotAsked};
use crate::domain::rules::Rules;

/// The person's answer, as far as it is good for this decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Yes, informed, for this incident and purpose.
    Yes,
    /// Yes beforehand, in a care plan that covers this.
    Plan,
    /// No, or no longer.
    No,
    /// None that is good.
    Open,
}

/// Whether the person can decide this, now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Able {
    /// Has capacity, or is competent.
    Has,
    /// Lacks it, validly judged.
    Lacks,
    /// Could not be assessed.
    CouldNotAssess,
    /// Doubted and not judged; what is missing.
    NotJudged(Vec<&'static str>),
}

/// Everything about the person's side of the decision.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) answer: Answer,
    pub(super) able: Able,
    /// What is missing for a good answer.
    pub(super) missing: Vec<&'static str>,
    /// The answer that was given is flawed, not absent: it must be put right.
    pub(super) flawed: bool,
    /// Nothing stands in the way of asking.
    pub(super) can_be_asked: bool,
    pub(super) reasons: Vec<String>,
}

impl Standing {
    /// Whether an agreement in a care plan holds: an adult's outlasts the loss of capacity; a child's stands only on
    /// the child's own competence.
    pub(super) fn plan_stands(&self, facts: &Facts, rules: &Rules) -> bool {
        facts.person.dead || self.able == Able::Has || !under_the_act(facts, rules)
    }
}

/// Whether the person's yes counts: informed, of this incident and for this purpose, from somebody who could decide it.
pub fn yes_counts(facts: &Facts, rules: &Rules) -> bool {
    let standing = of(facts, rules);
    standing.answer == Answer::Yes && standing.able == Able::Has
}

/// Too young for the Mental Capacity Act: competence is judged by *Gillick*. An unknown age is an adult's.
fn under_the_act(facts: &Facts, rules: &Rules) -> bool {
    facts
        .person
        .age
        .is_some_and(|age| age < rules.thresholds().capacity_act_age)
}

/// Works the standing out.
pub(super) fn of(facts: &Facts, rules: &Rules) -> Standing {
    let (answer, missing, flawed, reasons) = answer(facts);
    let consent = &facts.consent;
    let can_be_asked = !facts.person.dead
        && matches!(
            consent.why_not_asked,
            None | Some(WhyNotAsked::NotSaid | WhyNotAsked::NoTime)
        );
    Standing {
        answer,
        able: able(facts, rules),
        missing,
        flawed,
        can_be_asked,
        reasons,
    }
}

type Read = (Answer, Vec<&'static str>, bool, Vec<String>);

fn answer(facts: &Facts) -> Read {
    let consent = &facts.consent;
    let one = |text: &str| vec![text.to_owned()];
    let open = |missing: Vec<&'static str>, flawed, reasons| (Answer::Open, missing, flawed, reasons);
    if consent.state == ConsentState::NotAsked {
        return open(vec!["consent.state"], false, Vec::new());
    }
    if consent.state == ConsentState::CarePlan && facts.disclosure.recipient.needs_writing() {
        let why =
            "A care plan says who helps in a crisis, not who acts for the person. Ask for it in writing.";
        return open(vec!["consent.in_writing", "consent.state"], true, one(why));
    }
    if consent.state == ConsentState::CarePlan {
        return care_plan(facts);
    }
    if !consent.same_incident {
        return open(
            vec!["consent.state"],
            true,
            one("The answer is from an earlier incident. It does not carry over; ask again."),
        );
    }
    if consent.given_at.is_some_and(|day| day > facts.date) {
        return open(
            vec!["consent.given_at"],
            true,
            one("The answer is dated after today. Correct the date."),
        );
    }
    // a shift crosses midnight once: an older answer belongs to an earlier incident
    if consent
        .given_at
        .is_some_and(|day| facts.date.pred_opt().is_some_and(|yesterday| day < yesterday))
    {
        return open(
            vec!["consent.state"],
            true,
            one("The answer is from an earlier day. It does not carry over; ask again."),
        );
    }
    if let Some(why) = for_something_else(facts) {
        return open(vec!["consent.state"], true, one(why));
    }
    if consent.state != ConsentState::Given {
        return (Answer::No, Vec::new(), false, Vec::new());
    }
    if consent.informed && facts.disclosure.recipient.needs_writing() && !consent.in_writing {
        return open(
            vec!["consent.in_writing"],
            true,
            one("A solicitor or an insurer is told on the person's written yes. Ask for it in writing."),
        );
    }
    if consent.informed {
        return (Answer::Yes, Vec::new(), false, Vec::new());
    }
    open(
        vec!["consent.informed", "consent.state"],
        true,
        one("A yes counts when the person was told what, to whom and why. Tell them and ask again."),
    )
}

/// An answer is locked to the purpose, the receiver and the kinds of information that were asked about (Caldicott
/// principles 1 and 2; UK GDPR Art 5(1)(b)). Less than was asked about is no other question.
fn for_something_else(facts: &Facts) -> Option<&'static str> {
    let (asked, told) = (&facts.consent, &facts.disclosure);
    if asked
        .original_purpose
        .is_some_and(|purpose| purpose != told.purpose)
    {
        return Some("The answer was given for another purpose. It does not cover this one; ask again.");
    }
    if asked.original_recipient.is_some_and(|to| to != told.recipient) {
        return Some(
            "The answer was about telling somebody else. It does not cover this receiver; ask again.",
        );
    }
    let kinds = &asked.original_items;
    if !kinds.is_empty() && told.items.iter().any(|item| !kinds.contains(item)) {
        return Some("The answer was about other kinds of information. Ask again about these, or tell less.");
    }
    None
}

fn care_plan(facts: &Facts) -> Read {
    let consent = &facts.consent;
    let mut missing = Vec::new();
    if !consent.care_plan_covers_items || for_something_else(facts).is_some() {
        missing.push("consent.care_plan_covers_items");
    }
    if !consent.care_plan_covers_recipient {
        missing.push("consent.care_plan_covers_recipient");
    }
    if missing.is_empty() {
        return (Answer::Plan, missing, false, Vec::new());
    }
    missing.push("consent.state");
    let why =
        "The care plan does not cover this. Ask the person, choose another reason or share less.".to_owned();
    (Answer::Open, missing, true, vec![why])
}

/// Capacity from 16 on, Gillick competence below (Mental Capacity Act 2005 s2(5)).
fn able(facts: &Facts, rules: &Rules) -> Able {
    if under_the_act(facts, rules) {
        return match facts.person.gillick_competent {
            Some(true) => Able::Has,
            Some(false) => Able::Lacks,
            None => Able::NotJudged(vec!["person.gillick_competent"]),
        };
    }
    let capacity = &facts.capacity;
    if capacity.could_not_assess {
        return Able::CouldNotAssess;
    }
    let failed = !(capacity.understand && capacity.retain && capacity.use_or_weigh && capacity.communicate);
    if failed {
        let missing = not_valid(capacity);
        return if missing.is_empty() {
            Able::Lacks
        } else {
            Able::NotJudged(missing)
        };
    }
    let claimed = capacity.best_interests == Some(true) || capacity.because_of_impairment;
    if claimed && facts.consent.state != ConsentState::Given {
        let mut missing = vec![
            "capacity.understand",
            "capacity.retain",
            "capacity.use_or_weigh",
            "capacity.communicate",
        ];
        missing.extend(not_valid(capacity));
        return Able::NotJudged(missing);
    }
    if capacity.doubted && !capacity.help_given {
        return Able::NotJudged(vec!["capacity.help_given"]);
    }
    Able::Has
}

/// What a judgement of "lacks" still needs besides a failed ability.
fn not_valid(capacity: &Capacity) -> Vec<&'static str> {
    let impaired = capacity
        .impairment
        .as_deref()
        .map(str::trim)
        .is_some_and(|words| !words.is_empty() && !words.eq_ignore_ascii_case("none"));
    [
        (capacity.help_given, "capacity.help_given"),
        (impaired, "capacity.impairment"),
        (capacity.because_of_impairment, "capacity.because_of_impairment"),
    ]
    .into_iter()
    .filter(|(there, _)| !there)
    .map(|(_, key)| key)
    .collect()
}
