//! Every written case of `tests/cases` reaches the result that it states, and bad files name what is wrong.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper of a test fails the test"
)]

use std::collections::BTreeSet;
use std::path::Path;

use tandem::domain::decision::case::{Case, CaseError};
use tandem::domain::decision::decide;
use tandem::domain::rules::Rules;

fn read_all(rules: &Rules) -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let case = Case::from_toml(&text, rules).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, case)
        })
        .collect()
}

#[test]
fn every_case_reaches_its_result() {
    let rules = Rules::embedded().unwrap();
    let mut failed = Vec::new();
    let cases = read_all(&rules);
    assert!(cases.len() >= 230, "cases are missing: {}", cases.len());
    for (name, case) in &cases {
        let found = decide(&case.facts, &rules);
        let expect = case
            .expect
            .as_ref()
            .unwrap_or_else(|| panic!("{name} expects nothing"));
        let differences = expect.differences(&found);
        if !differences.is_empty() {
            failed.push(format!(
                "{name}: {}\n    {}",
                differences.join("; "),
                found.reasons.join("\n    ")
            ));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} failed\n{}",
        failed.len(),
        cases.len(),
        failed.join("\n")
    );
}

#[test]
fn every_id_is_unique() {
    let rules = Rules::embedded().unwrap();
    let mut seen = BTreeSet::new();
    for (name, case) in read_all(&rules) {
        assert!(seen.insert(case.id.clone()), "{name}: {} is there twice", case.id);
    }
}

const GOOD: &str = r#"
id = "X"
title = "one line"
date = "2026-11-21"
nation = "england"
[disclosure]
direction = "health-to-police"
recipient = "police-officer"
purpose = "safety-of-person"
items = ["presentation-and-risk"]
[consent]
state = "given"
[harm]
to = "none"
"#;

fn refusal(from: &str, to: &str) -> String {
    let rules = Rules::embedded().unwrap();
    let text = GOOD.replace(from, to);
    assert_ne!(text, GOOD);
    match Case::from_toml(&text, &rules) {
        Ok(_) => panic!("{to} was taken"),
        Err(error @ (CaseError::Form(_) | CaseError::Age { .. } | CaseError::Power { .. })) => {
            error.to_string()
        }
    }
}

#[test]
fn an_unknown_key_or_value_is_named_with_what_is_allowed() {
    let told = refusal("state = \"given\"", "state = \"perhaps\"");
    assert!(
        told.contains("consent.state") && told.contains("care-plan") && told.contains("perhaps"),
        "{told}"
    );
    let told = refusal("to = \"none\"", "to = \"neighbour\"");
    assert!(
        told.contains("harm.to") && told.contains("others") && told.contains("none"),
        "{told}"
    );
    let told = refusal("to = \"none\"", "whom = \"others\"");
    assert!(
        told.contains("whom") && told.contains("sharing_would_help"),
        "{told}"
    );
    let told = refusal("[harm]", "[injury]");
    assert!(told.contains("injury") && told.contains("capacity"), "{told}");
    let told = refusal("nation = \"england\"", "nation = \"scotland\"");
    assert!(told.contains("nation") && told.contains("wales"), "{told}");
    let told = refusal(
        "[\"presentation-and-risk\"]",
        "[\"presentation-and-risk\", \"gossip\"]",
    );
    assert!(
        told.contains("disclosure.items") && told.contains("counselling-notes"),
        "{told}"
    );
    let told = refusal("[consent]", "power = \"power_of_greyskull\"\n[consent]");
    assert!(
        told.contains("disclosure.power") && told.contains("duty_fgm"),
        "{told}"
    );
    let told = refusal("date = \"2026-11-21\"", "date = \"2026-13-41\"");
    assert!(told.contains("date"), "{told}");
    let told = refusal("title = \"one line\"\n", "");
    assert!(told.contains("title"), "{told}");
}

/// A file with one more table or another line, and what a person is told.
#[test]
fn what_is_out_of_sense_is_said_in_plain_words_with_what_is_allowed() {
    for age in ["121", "999", "-4", "\"34\"", "34.5", "true"] {
        let told = refusal("[harm]", &format!("[person]\nage = {age}\n[harm]"));
        assert!(
            told.contains("`person.age`") && told.contains("from 0 to 120"),
            "{told}"
        );
    }
    let rules = Rules::embedded().unwrap();
    for age in ["0", "120"] {
        let text = GOOD.replace("[harm]", &format!("[person]\nage = {age}\n[harm]"));
        assert!(Case::from_toml(&text, &rules).is_ok(), "{age}");
    }
    let told = refusal("state = \"given\"", "informed = \"yes\"");
    assert!(
        told.contains("`consent.informed`") && told.contains("true or false"),
        "{told}"
    );
    let told = refusal("recipient = \"police-officer\"\n", "");
    assert!(
        told.contains("`disclosure.recipient`") && told.contains("missing"),
        "{told}"
    );
    let told = refusal("title = \"one line\"\n", "");
    assert!(told.contains("`title`") && told.contains("missing"), "{told}");
    let told = refusal("title = \"one line\"", "title = 5");
    assert!(
        told.contains("`title`") && told.contains("words in quotation marks"),
        "{told}"
    );
    let told = refusal("[consent]", "colour = \"red\"\n[consent]");
    assert!(
        told.contains("`colour` is not a key here") && told.contains("`purpose`"),
        "{told}"
    );
    let told = refusal("nation = \"england\"", "nation = \"england\"\nnation = \"wales\"");
    assert!(told.contains("twice"), "{told}");
    for empty in ["", "  \n\n"] {
        let told = Case::from_toml(empty, &rules).unwrap_err().to_string();
        assert!(told.contains("empty"), "{told}");
    }
    let told = Case::from_toml("not a case at all", &rules)
        .unwrap_err()
        .to_string();
    assert!(told.contains("line 1") && !told.contains("key ``"), "{told}");
    // ten thousand characters, and what would steer a terminal, are not thrown back at the reader
    let long = "\u{202e}x".repeat(5_000);
    let told = refusal("state = \"given\"", &format!("state = \"{long}\""));
    assert!(
        told.len() < 900 && !told.contains('\u{202e}') && told.contains("care-plan"),
        "{told}"
    );
}
