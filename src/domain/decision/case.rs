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
    /// Nobody is that old.
    #[error(
        "key `person.age`: {found} is not what stands here; allowed: a whole number from 0 to 120, without quotation marks"
    )]
    Age {
        /// What was written.
        found: u32,
    },
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
        if let Some(found) = file.person.age.filter(|age| *age > OLDEST) {
            return Err(CaseError::Age { found });
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

/// The oldest age that a case may state, in years.
const OLDEST: u32 = 120;

/// The key where the reader stopped, what was found there and what is allowed, in plain words.
fn describe(error: &toml::de::Error, text: &str) -> String {
    if text.trim().is_empty() {
        return "the file is empty; a case begins with the keys `id`, `title`, `date` and `nation`"
            .to_owned();
    }
    let message = error.message().trim();
    let Some(start) = error.span().map(|span| span.start) else {
        return plain(message, "");
    };
    let (line, mut path) = place(text, start);
    if let Some(missing) = quoted_after(message, "missing field ") {
        let table = path.split('.').next().unwrap_or_default();
        let table = if line > 1 && text.contains(&format!("[{table}]")) {
            table
        } else {
            ""
        };
        path = [table, missing]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(".");
        return format!("key `{path}`: it is missing");
    }
    let key = path.rsplit('.').next().unwrap_or_default();
    let told = plain(message, key);
    if path.is_empty() || told.starts_with("it is not written") {
        format!("line {line}: {told}")
    } else {
        format!("line {line}, key `{path}`: {told}")
    }
}

/// The line, from 1, and the key with its table, where a byte of the file stands.
fn place(text: &str, start: usize) -> (usize, String) {
    let (mut table, mut key) = (String::new(), String::new());
    let (mut at, mut number) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at > start {
            break;
        }
        number += 1;
        at += line.len();
        let trimmed = line.trim();
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            name.trim().clone_into(&mut table);
            key.clear();
        } else if let Some((name, _)) = trimmed.split_once('=').filter(|_| !trimmed.starts_with('#')) {
            name.trim().clone_into(&mut key);
        }
    }
    let parts = [table, key];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (number, parts.join("."))
}

/// The reader's words as a person would say them.
fn plain(message: &str, key: &str) -> String {
    let allowed = allowed(message, key);
    if let Some(found) = quoted_after(message, "unknown field ") {
        return format!("`{}` is not a key here; allowed: {allowed}", short(found));
    }
    if let Some(found) = quoted_after(message, "unknown variant ") {
        return format!("`{}` is not known; allowed: {allowed}", short(found));
    }
    let wrong = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "));
    if let Some(wrong) = wrong {
        let found = wrong.split(", expected").next().unwrap_or(wrong);
        return format!("{} is not what stands here; allowed: {allowed}", short(found));
    }
    if matches!(key, "date" | "given_at") {
        return format!("that is no day of the calendar; allowed: {allowed}");
    }
    if message.starts_with("duplicate key") {
        return "the key is there twice; leave one".to_owned();
    }
    format!("it is not written as a case is: {}", short(message))
}

/// What may stand at a key.
fn allowed(message: &str, key: &str) -> String {
    let listed = message.split_once("expected one of ").map(|(_, list)| list);
    match key {
        _ if listed.is_some() => short_list(listed.unwrap_or_default()),
        "age" => format!("a whole number from 0 to {OLDEST}, without quotation marks"),
        "date" | "given_at" => "a day as \"YYYY-MM-DD\"".to_owned(),
        "items" | "tasks" | "blocked_items" | "missing" => "a list of words in [ ]".to_owned(),
        _ if message.ends_with("a boolean") => "true or false, without quotation marks".to_owned(),
        _ if message.contains("expected a string") || message.contains("expected string") => {
            "words in quotation marks".to_owned()
        }
        _ => message
            .rsplit_once("expected ")
            .map_or_else(|| "see docs/cases.md".to_owned(), |(_, kind)| kind.to_owned()),
    }
}

fn quoted_after<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.strip_prefix('`')?.split('`').next()
}

/// At most sixty characters of what a file says, and nothing in it that steers a terminal.
fn short(found: &str) -> String {
    const MOST: usize = 60;
    let mut out: String = found.chars().take(MOST).flat_map(char::escape_debug).collect();
    out = out.replace("\\\"", "\"").replace("\\'", "'");
    if found.chars().count() > MOST {
        out.push('\u{2026}');
    }
    out
}

/// A list of the program's own words, in full.
fn short_list(list: &str) -> String {
    list.replace(", or `none`", ", `none`")
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
