//! A checker of forms that shares nothing with what makes them: it reads the words that stand on the paper and knows from
//! the statute, the Regulations and the national return what has to stand there.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::domain::paper::{Block, Document};

/// What always stands on it.
const ALWAYS: [&str; 15] = [
    "Person",
    "Age",
    "Power",
    "Reference",
    "Organisation",
    "Made",
    "Detaining officers",
    "Kind of place of safety, the first",
    "Which place of safety, the first",
    "How the person travelled",
    "Told their rights",
    "Children, dependants, pets, premises",
    "Nearest relative or carer",
    "Sex or gender",
    "Nurse of the crew there",
];

/// What stands on it where section 136 was used: the grounds of s136(1) and the place of s136(1A).
const OF_136: [&str; 6] = [
    "The person appears to have a mental disorder",
    "They are in immediate need of care or control",
    "It is necessary for them, or to protect others",
    "What was seen and heard",
    "Where the person was found",
    "Which place",
];

/// What the police keep of it.
const OF_POLICE: [&str; 4] = [
    "Search",
    "Force or restraint",
    "Body-worn camera",
    "Ethnicity as seen",
];

/// When the first line says the second, the others stand there too; `!` means anything else.
const THEN: [(&str, &str, &[&str]); 19] = [
    ("Search", "!None", &["Grounds of the search, and what was found"]),
    (
        "Force or restraint",
        "!None",
        &["Position", "For how many minutes", "Injuries, or none"],
    ),
    (
        "Body-worn camera",
        "!On throughout",
        &["Why it was off, off for a time or not taken"],
    ),
    (
        "Body-worn camera",
        "On for a part",
        &["Camera on at", "Camera off at"],
    ),
    ("Told their rights", "Yes", &["Told their rights at"]),
    (
        "Children, dependants, pets, premises",
        "Looked after",
        &["What was arranged for them"],
    ),
    (
        "How the person travelled",
        "Police vehicle",
        &["Why a police vehicle", "Ambulance asked for"],
    ),
    (
        "How the person travelled",
        "Another",
        &["Which other way, or why not known", "Ambulance asked for"],
    ),
    (
        "How the person travelled",
        "Not known",
        &["Which other way, or why not known", "Ambulance asked for"],
    ),
    (
        "Why a police vehicle",
        "Not known",
        &["Which other way, or why not known"],
    ),
    ("Ambulance asked for", "Yes", &["Ambulance asked for at"]),
    (
        "Ambulance asked for",
        "Not known",
        &["Which other way, or why not known"],
    ),
    ("What became of the ambulance", "Came", &["Ambulance arrived at"]),
    (
        "Kind of place of safety, the first",
        "Not known",
        &["Which other way, or why not known"],
    ),
    (
        "Kind of place of safety, the first",
        "Private home",
        &["Who agreed to the premises"],
    ),
    (
        "Kind of place of safety, the first",
        "Another",
        &["Who agreed to the premises"],
    ),
    (
        "Kind of place of safety, the first",
        "Police station",
        &[
            "Imminent risk of serious injury or death",
            "No other place in the force area can be expected to take them",
            "A healthcare professional is there so far as practicable",
            "Inspector or above who authorised it: rank, name, number",
            "Solicitor, at a police station",
            "Appropriate adult, at a police station",
        ],
    ),
    ("Advice followed", "No", &["Why the advice was not followed"]),
    ("What they advised", "Suggests another way", &["Advice followed"]),
];

/// What is missing on a form, or stands there wrongly.
pub(super) fn missing(form: &Document, police: bool) -> Vec<String> {
    let lines = lines(form);
    let mut missing = Vec::new();
    let mut want = |name: &str| {
        if lines.get(name).is_none_or(|value| value.trim().is_empty()) {
            missing.push(name.to_owned());
        }
    };
    for name in ALWAYS {
        want(name);
    }
    let by_136 = lines
        .get("Power")
        .is_some_and(|power| power.ends_with("section 136"));
    if by_136 {
        for name in OF_136 {
            want(name);
        }
        if lines.contains_key("Nobody consulted: why it was not practicable") {
            want("Nobody consulted: why it was not practicable");
        } else {
            for name in [
                "Consulted before deciding",
                "What they advised",
                "Job of the person consulted",
                "Consulted at",
                "How they were consulted",
            ] {
                want(name);
            }
        }
    }
    if police {
        for name in OF_POLICE {
            want(name);
        }
    }
    for (name, value, then) in THEN {
        let says = lines.get(name).is_some_and(|said| match value.strip_prefix('!') {
            Some(other) => said != other,
            None => said == value,
        });
        if says {
            for name in then {
                want(name);
            }
        }
    }
    missing.extend(steps(form, by_136, police, &lines));
    missing.extend(period(form));
    missing
}

fn lines(form: &Document) -> BTreeMap<String, String> {
    let facts = form.blocks.iter().filter_map(|block| {
        if let Block::Facts(facts) = block {
            Some(facts.clone())
        } else {
            None
        }
    });
    facts.flatten().collect()
}

/// The use, and the arrival or the decision to keep, each with its time; three places to sign in.
fn steps(form: &Document, by_136: bool, police: bool, lines: &BTreeMap<String, String>) -> Vec<String> {
    let mut missing = Vec::new();
    let rows: Vec<&Vec<String>> = form
        .blocks
        .iter()
        .filter_map(|block| {
            if let Block::Table(_, rows) = block {
                Some(rows)
            } else {
                None
            }
        })
        .flatten()
        .collect();
    let has = |names: &[&str]| {
        rows.iter()
            .any(|row| names.contains(&row[1].as_str()) && !row[0].is_empty())
    };
    let began = if by_136 {
        "Used section 136"
    } else {
        "Warrant carried out"
    };
    for names in [
        &[began][..],
        &[
            "Arrived at place of safety",
            "Kept where found",
            "Warrant carried out",
        ],
    ] {
        if !has(names) {
            missing.push(format!("a step: {names:?}"));
        }
    }
    if has(&["Assessment finished"]) && !police {
        for name in [
            "Approved mental health professional",
            "AMHP arrived at",
            "AMHP finished at",
            "First doctor",
            "First doctor arrived at",
            "First doctor finished at",
            "How the assessment came out",
        ] {
            if !lines.contains_key(name) {
                missing.push(name.to_owned());
            }
        }
    }
    let places = form
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::WriteIn(_)));
    if places.count() != 3 {
        missing.push("three places to sign in".to_owned());
    }
    missing
}

/// The two times in the notice are 24 hours apart, or up to 36 where a doctor gave more time.
fn period(form: &Document) -> Option<String> {
    let words = form.blocks.iter().find_map(|block| {
        if let Block::Notice(words) = block {
            Some(words.clone())
        } else {
            None
        }
    })?;
    // once it has ended, the form says when it began and when it was over, and lets nobody keep the person
    let over = words.contains("detention ended");
    let time = |after: &str| {
        let from = words.split_once(after)?.1;
        let text: Vec<&str> = from.split_whitespace().take(4).collect();
        let text = text.join(" ").trim_end_matches([';', '.', ',']).to_owned();
        NaiveDateTime::parse_from_str(&format!("{text} 2026"), "%a %d %b %H:%M %Y").ok()
    };
    let hours = time("until ")
        .zip(time("began "))
        .map(|(end, start)| (end - start).num_hours());
    if over {
        let kept = words.contains("may be kept");
        let times = time("ended ").zip(time("began "));
        let ordered = times.is_some_and(|(end, start)| start <= end);
        return (!ordered || kept).then(|| format!("the end: {words}"));
    }
    let more = form.text().contains("More time given");
    match hours {
        Some(24) => None,
        Some(25..=36) if more => None,
        _ => Some(format!("the period: {words}")),
    }
}
