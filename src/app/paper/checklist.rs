//! The eight Caldicott principles, and the fourteen questions and five notes of the one-off disclosure checklist, in the
//! order of their sources, each answered from the record or shown as a gap.

use super::explain::when;
use super::known::{Known, bare, capital};
use crate::domain::content::RecordItem;
use crate::domain::paper::{Block, Column};

/// The eight principles (National Data Guardian, December 2020).
pub(super) fn caldicott(known: &Known<'_>) -> Vec<Block> {
    let answers = [
        ("caldicott-1", purpose(known)),
        ("caldicott-2", identified(known)),
        ("caldicott-3", least(known)),
        ("caldicott-4", known.receivers()),
        ("caldicott-5", known.said_or_open("duties-told")),
        ("caldicott-6", lawful(known)),
        ("caldicott-7", duty_to_share(known)),
        ("caldicott-8", open(known)),
    ];
    table(known, "caldicott-title", &answers)
}

/// The one-off checklist: fourteen questions, then five notes.
pub(super) fn one_off(known: &Known<'_>) -> Vec<Block> {
    let questions = [
        ("check-d1", least(known)),
        ("check-d2", known.receivers()),
        ("check-d3", limits(known)),
        ("check-d4", accurate(known)),
        ("check-d5", timely(known)),
        ("check-d6", known.said("secure").unwrap_or_else(|| known.how())),
        ("check-d7", record(known)),
        ("check-d8", recorded_where(known)),
        ("check-d9", identified(known)),
        ("check-d10", known.said_or_open("duties-told")),
        ("check-d11", known.or_open(&known.about.accountable.join("\n"))),
        ("check-d12", consent(known)),
        ("check-d13", lawful(known)),
        ("check-d14", wellbeing(known)),
    ];
    let notes = [
        ("check-dn1", seven(known)),
        ("check-dn2", known.said_or_open("advice")),
        ("check-dn3", known.say("check-dn3-answer", &[])),
        ("check-dn4", open(known)),
        ("check-dn5", consent(known)),
    ];
    let mut blocks = table(known, "check-title", &questions);
    blocks.extend(table(known, "check-notes", &notes));
    blocks
}

fn table(known: &Known<'_>, title: &str, answers: &[(&str, String)]) -> Vec<Block> {
    let column = |key: &str, share: u8| Column {
        head: known.say(key, &[]),
        share,
    };
    let rows = answers
        .iter()
        .map(|(key, answer)| vec![known.say(key, &[]), answer.clone()])
        .collect();
    vec![
        Block::Heading(1, known.say(title, &[])),
        Block::Table(vec![column("check-question", 5), column("check-answer", 6)], rows),
    ]
}

fn purpose(known: &Known<'_>) -> String {
    capital(&known.code("purpose", &known.about.decision.facts.disclosure.purpose))
}

fn identified(known: &Known<'_>) -> String {
    if known.about.decision.facts.disclosure.identifiable {
        known.said_or_open("why-identifiable")
    } else {
        known.say("check-not-identified", &[])
    }
}

fn least(known: &Known<'_>) -> String {
    let items = known.card().map_or(0, |card| card.items.len()).to_string();
    let recorded = known
        .about
        .record
        .map(|record| record.items.as_slice())
        .unwrap_or_default();
    let whys: Vec<&str> = recorded
        .iter()
        .map(|item| item.why.as_str())
        .filter(|why| !why.is_empty())
        .collect();
    let why = if whys.is_empty() {
        known.said_or_open("necessary")
    } else {
        whys.join("; ")
    };
    known.say("check-least", &[("count", &items), ("why", &why)])
}

fn limits(known: &Known<'_>) -> String {
    known.say(
        "check-limits",
        &[("to", bare(&known.receivers())), ("how", bare(&known.how()))],
    )
}

fn accurate(known: &Known<'_>) -> String {
    let recorded = known
        .about
        .record
        .map(|record| record.items.as_slice())
        .unwrap_or_default();
    if !recorded.is_empty() {
        return recorded
            .iter()
            .map(|item| held(known, item))
            .collect::<Vec<_>>()
            .join("\n");
    }
    let lines: Vec<String> = known
        .card()
        .map(|card| {
            card.items
                .iter()
                .map(|item| {
                    let nature = known.nature(item.nature);
                    known.say(
                        "check-accurate",
                        &[
                            ("nature", &nature),
                            ("when", &known.true_at(item.as_at, item.as_at_open)),
                        ],
                    )
                })
                .collect()
        })
        .unwrap_or_default();
    known.or_open(&lines.join("\n"))
}

/// How sure an item is, and until when it holds.
fn held(known: &Known<'_>, item: &RecordItem) -> String {
    let until = item
        .shelf_life
        .map_or_else(|| known.say("check-no-end", &[]), when);
    let gaps = [
        ("nature", known.nature(item.nature)),
        ("when", known.true_at(item.as_at, item.as_at_open)),
        ("sure", known.code("sure", &item.sure)),
        ("until", until),
    ];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
    known.say("check-held", &gaps)
}

fn timely(known: &Known<'_>) -> String {
    match known.card().and_then(|card| card.at) {
        Some(at) => known.say(
            "check-timely",
            &[("begun", &when(known.about.decision.begun)), ("told", &when(at))],
        ),
        None => known.open(),
    }
}

fn record(known: &Known<'_>) -> String {
    let reference = known.about.shared.reference.as_str();
    known.say("check-record", &[("reference", reference)])
}

fn recorded_where(known: &Known<'_>) -> String {
    let line = |key: &str| known.said_or_open(key);
    known.say(
        "check-recorded-where",
        &[
            ("health", bare(&line("recorded-health"))),
            ("police", bare(&line("recorded-police"))),
        ],
    )
}

fn lawful(known: &Known<'_>) -> String {
    let reasons = &known.about.decision.conclusion.reasons;
    known.or_open(&reasons.join(" "))
}

fn duty_to_share(known: &Known<'_>) -> String {
    known.say(
        if known.card().is_some() {
            "caldicott-7-shared"
        } else {
            "caldicott-7-not"
        },
        &[],
    )
}

fn consent(known: &Known<'_>) -> String {
    known.say(
        "check-consent",
        &[
            ("answer", &known.answer()),
            ("expected", &known.said_or_open("expected")),
        ],
    )
}

fn open(known: &Known<'_>) -> String {
    known.say(
        "check-open",
        &[("answer", &known.answer()), ("told", &known.told())],
    )
}

fn wellbeing(known: &Known<'_>) -> String {
    known.say(
        "check-wellbeing",
        &[
            ("against", bare(&known.said_or_open("against-person"))),
            ("for", bare(&known.said_or_open("what-harm"))),
        ],
    )
}

/// Necessary, proportionate, relevant, adequate, accurate, timely, secure.
fn seven(known: &Known<'_>) -> String {
    let lines: Vec<String> = [
        ("seven-necessary", "necessary"),
        ("seven-proportionate", "proportionate"),
        ("seven-relevant", "relevant"),
        ("seven-adequate", "adequate"),
        ("seven-accurate", "accurate"),
        ("seven-timely", "timely"),
        ("seven-secure", "secure"),
    ]
    .iter()
    .map(|(key, line)| format!("{}: {}", known.say(key, &[]), known.said_or_open(line)))
    .collect();
    lines.join("\n")
}
