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
    assert!(cases.len() >= 58, "cases are missing: {}", cases.len());
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
        Err(error @ (CaseError::Form(_) | CaseError::Power { .. })) => error.to_string(),
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
