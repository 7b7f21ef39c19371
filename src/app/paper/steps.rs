//! The steps of a decision in the order in which the law asks them, each with what the record answers.

use super::explain::when;
use super::known::{Known, capital};
use crate::domain::content::{DecisionResult, Gap};
use crate::domain::decision::facts::{Capacity, Facts};
use crate::domain::paper::{Block, Column};

/// The steps as a table.
pub(super) fn steps(known: &Known<'_>) -> Vec<Block> {
    let facts = &known.about.decision.facts;
    let column = |key: &str, share: u8| Column {
        head: known.say(key, &[]),
        share,
    };
    let row = |key: &str, answer: String| vec![known.say(key, &[]), answer];
    let rows = vec![
        row("step-purpose", purpose(known, facts)),
        row("step-identifiable", known.yes_no(facts.disclosure.identifiable)),
        row("step-duty", duty(known, facts)),
        row("step-person", person(known, facts)),
        row("step-asked", known.answer()),
        row("step-capacity", capacity(known, &facts.capacity)),
        row("step-best", best(known, &facts.capacity)),
        row("step-harm", harm(known, facts)),
        row("step-items", items(known, facts)),
        row("step-receivers", known.receivers()),
        row("step-how", known.how()),
        row("step-told", told(known)),
        row("step-advice", advice(known)),
        row("step-check", check(known)),
    ];
    vec![
        Block::Heading(1, known.say("explain-steps", &[])),
        Block::Table(vec![column("step-head", 3), column("step-answer", 7)], rows),
    ]
}

fn told(known: &Known<'_>) -> String {
    let telling = &known.about.decision.telling;
    let mut words = vec![known.told()];
    if let Some(by) = telling.tell_by {
        words.push(known.say("step-tell-by", &[("when", &when(by))]));
    }
    if let Some(why) = telling.not_told {
        words.push(format!("{}.", known.code("not-told", &why)));
    }
    if !telling.not_told_words.is_empty() {
        words.push(telling.not_told_words.clone());
    }
    words.extend(
        ["told-why", "told-due"]
            .iter()
            .filter_map(|line| known.said(line)),
    );
    words.join(" ")
}

/// Who was asked, when, and what they said.
fn advice(known: &Known<'_>) -> String {
    let asked = &known.about.decision.telling.advice;
    if asked.is_empty() {
        return known.said_or_open("advice");
    }
    let lines: Vec<String> = asked
        .iter()
        .map(|asked| {
            let answer = if asked.answer.is_empty() {
                known.say("step-advice-open", &[])
            } else {
                asked.answer.clone()
            };
            format!(
                "{} ({}), {}: {answer}",
                asked.who,
                known.code("adviser", &asked.adviser),
                when(asked.at)
            )
        })
        .collect();
    lines.join("\n")
}

fn purpose(known: &Known<'_>, facts: &Facts) -> String {
    let disclosure = &facts.disclosure;
    let mut words = known.say(
        "step-purpose-is",
        &[
            ("purpose", &capital(&known.code("purpose", &disclosure.purpose))),
            ("direction", &known.code("direction", &disclosure.direction)),
            ("recipient", &known.code("recipient", &disclosure.recipient)),
        ],
    );
    if disclosure.requested_by_recipient {
        words = format!("{words} {}", known.say("step-requested", &[]));
    }
    if disclosure.repeated_request {
        words = format!("{words} {}", known.say("step-requested-again", &[]));
    }
    words
}

fn duty(known: &Known<'_>, facts: &Facts) -> String {
    match facts.duty.kind {
        Some(kind) => known.code("duty", &kind),
        None => known.say("step-duty-none", &[]),
    }
}

fn person(known: &Known<'_>, facts: &Facts) -> String {
    let person = &facts.person;
    let age = match person.age {
        Some(age) => known.say("step-age", &[("age", &age.to_string())]),
        None => known.say("step-age-open", &[]),
    };
    let mut words = vec![age];
    if let Some(competent) = person.gillick_competent {
        words.push(known.say(
            if competent {
                "step-competent"
            } else {
                "step-not-competent"
            },
            &[],
        ));
    }
    if person.adult_at_risk {
        words.push(known.say("step-at-risk", &[]));
    }
    if person.staff {
        words.push(known.say("step-staff", &[]));
    }
    if person.third_party {
        words.push(known.say("step-third-party", &[]));
    }
    if person.dead {
        words.push(known.say("step-dead", &[]));
    }
    words.join(" ")
}

fn capacity(known: &Known<'_>, capacity: &Capacity) -> String {
    if capacity.could_not_assess {
        return known.say("step-capacity-could-not", &[]);
    }
    if !capacity.doubted {
        return known.say("step-capacity-not-doubted", &[]);
    }
    let could_not: Vec<String> = [
        (capacity.understand, "step-understand"),
        (capacity.retain, "step-retain"),
        (capacity.use_or_weigh, "step-weigh"),
        (capacity.communicate, "step-communicate"),
    ]
    .into_iter()
    .filter(|(able, _)| !able)
    .map(|(_, key)| known.say(key, &[]))
    .collect();
    let gaps = [
        ("could-not", known.or_open(&could_not.join(", "))),
        (
            "cause",
            known.or_open(capacity.impairment.as_deref().unwrap_or_default()),
        ),
        ("because", known.yes_no(capacity.because_of_impairment)),
        ("help", known.yes_no(capacity.help_given)),
    ];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    known.say("step-capacity-judged", &gaps)
}

fn best(known: &Known<'_>, capacity: &Capacity) -> String {
    match capacity.best_interests {
        None => known.say("step-not-reached", &[]),
        Some(best) => {
            let words = known.or_open(&known.about.decision.words.best_interests);
            format!("{} {words}", known.yes_no(best))
        }
    }
}

fn harm(known: &Known<'_>, facts: &Facts) -> String {
    let mut words = Vec::new();
    if facts.emergency.real_and_immediate_threat_to_life {
        words.push(known.say("step-life", &[]));
    }
    if let Some(class) = facts.crime.class {
        words.push(known.say("step-crime", &[("class", &known.code("crime", &class))]));
    }
    if let Some(to) = facts.harm.to {
        let harm = &facts.harm;
        let gaps = [
            ("to", known.code("harmed", &to)),
            ("serious", known.yes_no(harm.serious)),
            ("likely", known.yes_no(harm.likely)),
            ("imminent", known.yes_no(harm.imminent)),
            ("helps", known.yes_no(harm.sharing_would_help)),
            ("other", known.yes_no(harm.less_intrusive_way)),
            ("outweighs", known.yes_no(harm.outweighs)),
        ];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words.push(known.say("step-harm-is", &gaps));
    }
    if words.is_empty() {
        known.say("step-not-reached", &[])
    } else {
        words.join(" ")
    }
}

fn items(known: &Known<'_>, facts: &Facts) -> String {
    let named = |item| known.code("item", item);
    let kinds: Vec<String> = facts.disclosure.items.iter().map(named).collect();
    let mut words = known.or_open(&capital(&kinds.join("; ")));
    let blocked: Vec<String> = known
        .about
        .decision
        .conclusion
        .blocked_items
        .iter()
        .map(named)
        .collect();
    if !blocked.is_empty() {
        words = format!(
            "{words}. {}",
            known.say("step-blocked", &[("items", &blocked.join("; "))])
        );
    }
    words
}

fn check(known: &Known<'_>) -> String {
    let seconds = (known.about.decision.check_ms / 1000).to_string();
    known.say("step-check-is", &[("seconds", &seconds)])
}

/// What the law wants recorded and the record does not say.
pub(super) fn gaps(known: &Known<'_>) -> Vec<String> {
    let decision = known.about.decision;
    if let Some(record) = known.about.record {
        let gap = |gap: &Gap| {
            let line = known.line(gap.field);
            let line = line.trim_end_matches('?');
            known.say("explain-gap", &[("line", line), ("due", &when(gap.due))])
        };
        return record.gaps.iter().map(gap).collect();
    }
    let missing = decision.conclusion.missing.iter();
    let all = decision.gaps.iter().chain(missing);
    all.map(|gap| gap.replace(['-', '.', '_'], " ")).collect()
}

/// What was still to be done because of it, and whether it was.
pub(super) fn tasks(known: &Known<'_>) -> Vec<String> {
    let decision = known.about.decision;
    let disclosure = match decision.result {
        DecisionResult::Shared { disclosure } | DecisionResult::DangerFinished { disclosure } => {
            Some(disclosure)
        }
        DecisionResult::NotShared { .. } => None,
    };
    let about = [Some(decision.decision), disclosure];
    let mine = known
        .about
        .own
        .tasks
        .iter()
        .filter(|task| task.about.is_some() && about.contains(&task.about));
    mine.map(|task| {
        let what = known.code("task", &task.task);
        let state = match (task.done, task.due) {
            (Some(done), _) => known.say("task-done-at", &[("when", &when(done))]),
            (None, Some(due)) => known.say("task-due-at", &[("when", &when(due))]),
            (None, None) => known.say("task-open", &[]),
        };
        format!("{what}: {state}")
    })
    .collect()
}
