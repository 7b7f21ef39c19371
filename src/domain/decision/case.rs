//! Written cases: a situation as TOML with the result that the engine must reach. The form is in `docs/cases.md`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::conclusion::{Conclusion, Confidentiality, Outcome, Task};
use super::facts::{
    Capacity, Consent, Crime, Disclosure, Duty, Emergency, Facts, Harm, ItemCategory, Nation, Person,
};
use crate::domain::rules::Rules;

/// What a case expects. Only `outcome` must be there; what is absent is not checked; lists are subsets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// How it ends.
    pub outcome: Outcome,
    /// The second leg.
    pub confidentiality: Option<Confidentiality>,
    /// Tasks that must be among the result's.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Items that must be among the blocked.
    #[serde(default)]
    pub blocked_items: Vec<ItemCategory>,
    /// Keys that must be among the missing.
    #[serde(default)]
    pub missing: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    title: String,
    date: NaiveDate,
    nation: Nation,
    disclosure: Disclosure,
    #[serde(default)]
    person: Person,
    #[serde(default)]
    emergency: Emergency,
    #[serde(default)]
    consent: Consent,
    #[serde(default)]
    capacity: Capacity,
    #[serde(default)]
    harm: Harm,
    #[serde(default)]
    crime: Crime,
    #[serde(default)]
    duty: Duty,
    expect: Option<Expect>,
}

/// A case that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Unique among the cases of a folder.
    pub id: String,
    /// One line.
    pub title: String,
    /// The situation.
    pub facts: Facts,
    /// What must come out; absent where the case only asks.
    pub expect: Option<Expect>,
}

/// Why a case could not be read. The caller adds the file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// Not the form of a case: names the key and what is allowed there.
    #[error("{0}")]
    Form(String),
    /// The power is not in the rule table.
    #[error("key `disclosure.power`: `{found}` is not known; allowed: default, {allowed}")]
    Power {
        /// What was written.
        found: String,
        /// Every slug of the first leg.
        allowed: String,
    },
}

impl Case {
    /// Reads one case.
    pub fn from_toml(text: &str, rules: &Rules) -> Result<Self, CaseError> {
        let file: File = toml::from_str(text).map_err(|error| CaseError::Form(describe(&error, text)))?;
        let power = file.disclosure.power.as_str();
        let slugs = rules.power_slugs();
        if power != "default" && !slugs.contains(&power) {
            return Err(CaseError::Power {
                found: power.to_owned(),
                allowed: slugs.join(", "),
            });
        }
        let facts = Facts {
            date: file.date,
            nation: file.nation,
            disclosure: file.disclosure,
            person: file.person,
            emergency: file.emergency,
            consent: file.consent,
            capacity: file.capacity,
            harm: file.harm,
            crime: file.crime,
            duty: file.duty,
        };
        Ok(Self {
            id: file.id,
            title: file.title,
            facts,
            expect: file.expect,
        })
    }
}

/// The key where the reader stopped, and its message, which lists what is allowed.
fn describe(error: &toml::de::Error, text: &str) -> String {
    let message = error.message().trim();
    let Some(span) = error.span() else {
        return message.to_owned();
    };
    let mut table = String::new();
    let mut at = 0;
    let (mut line_number, mut key) = (0, String::new());
    for line in text.split_inclusive('\n') {
        if at > span.start {
            break;
        }
        line_number += 1;
        at += line.len();
        let trimmed = line.trim();
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            name.trim().clone_into(&mut table);
            key.clear();
        } else if let Some((name, _)) = trimmed.split_once('=').filter(|_| !trimmed.starts_with('#')) {
            name.trim().clone_into(&mut key);
        }
    }
    let path = [table.as_str(), key.as_str()]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>();
    let day = if matches!(key.as_str(), "date" | "given_at") {
        "; allowed: a day as \"YYYY-MM-DD\""
    } else {
        ""
    };
    format!("line {line_number}, key `{}`: {message}{day}", path.join("."))
}

impl Expect {
    /// Every difference between what is expected and what came out, as sentences; none if the case passes.
    pub fn differences(&self, found: &Conclusion) -> Vec<String> {
        let mut out = Vec::new();
        if self.outcome != found.outcome {
            out.push(format!(
                "outcome: expected {}, found {}",
                code(&self.outcome),
                code(&found.outcome)
            ));
        }
        if let Some(expected) = self.confidentiality
            && expected != found.confidentiality
        {
            out.push(format!(
                "confidentiality: expected {}, found {}",
                code(&expected),
                code(&found.confidentiality)
            ));
        }
        lacking("tasks", &self.tasks, &found.tasks, &mut out);
        lacking(
            "blocked_items",
            &self.blocked_items,
            &found.blocked_items,
            &mut out,
        );
        lacking("missing", &self.missing, &found.missing, &mut out);
        out
    }
}

fn lacking<T: PartialEq + Serialize>(what: &str, expected: &[T], found: &[T], out: &mut Vec<String>) {
    for item in expected.iter().filter(|item| !found.contains(item)) {
        let there: Vec<String> = found.iter().map(code).collect();
        let there = if there.is_empty() {
            "nothing".to_owned()
        } else {
            there.join(", ")
        };
        out.push(format!("{what}: {} is not among {there}", code(item)));
    }
}

/// The word for a value in files.
fn code<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|json| json.as_str().map(str::to_owned))
        .unwrap_or_else(|| "?".to_owned())
}
