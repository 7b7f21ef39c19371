//! The code lists of the triage record, as dated data: who may see a marker, how long it holds, what a code means.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Months, NaiveDate};
use serde::Deserialize;

const EMBEDDED: &str = include_str!("../../../assets/codes/record-2026-11-21.toml");

/// One code list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// What fields call it.
    pub name: String,
    /// Where it is from.
    pub source: String,
    /// Each code with its words.
    pub codes: Vec<(String, String)>,
}

/// Who may see a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Both sides.
    Both,
    /// The side that wrote it.
    Own,
}

/// A kind of marker.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkerKind {
    /// Its code, for example `RSK-STAFF`.
    pub code: String,
    /// What it says. No word of a diagnosis.
    pub words: String,
    /// Who may see it.
    pub seen: Seen,
    /// It is set only where a supervisor of either side agreed.
    #[serde(default)]
    pub supervisor: bool,
}

/// Markers and how long they hold.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Markers {
    /// Months until somebody looks at it again.
    pub review_months: u32,
    /// Months until it ends by itself.
    pub expire_months: u32,
    /// The kinds.
    pub code: Vec<MarkerKind>,
}

impl Markers {
    /// The kind of a code.
    pub fn kind(&self, code: &str) -> Option<&MarkerKind> {
        self.code.iter().find(|kind| kind.code == code)
    }

    /// The usual day of review of a marker set on a day.
    pub fn review_from(&self, day: NaiveDate) -> NaiveDate {
        day.checked_add_months(Months::new(self.review_months))
            .unwrap_or(day)
    }

    /// The day on which a marker set on a day ends by itself.
    pub fn expire_from(&self, day: NaiveDate) -> NaiveDate {
        day.checked_add_months(Months::new(self.expire_months))
            .unwrap_or(day)
    }
}

/// One code of the triage scale.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    /// The letter.
    pub code: String,
    /// Code and time in words.
    pub words: String,
    /// Hours until contact; none where the scale sets no time.
    #[serde(default)]
    pub hours: Option<u32>,
}

/// Self-defined ethnicity to the NHS category.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EthnicityMap {
    /// Codes that lose something on the way.
    pub lossy: Vec<String>,
    /// From the 18+1 code to the 16+1 category.
    pub to: BTreeMap<String, String>,
}

/// All code lists.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// The day of these lists.
    pub as_at: String,
    /// Markers.
    pub markers: Markers,
    /// The triage scale.
    pub triage: Vec<Triage>,
    list: Vec<List>,
    /// Self-defined ethnicity to the NHS category.
    pub ethnicity_map: EthnicityMap,
}

impl Codes {
    /// The lists that the program brings. A test sees to it that they can be read.
    pub fn embedded() -> &'static Self {
        static CODES: OnceLock<Codes> = OnceLock::new();
        CODES.get_or_init(|| toml::from_str(EMBEDDED).unwrap_or_default())
    }

    /// A list by its name.
    pub fn list(&self, name: &str) -> Option<&List> {
        self.list.iter().find(|list| list.name == name)
    }

    /// The code of a list that was typed, in the list's own spelling.
    pub fn code(&self, list: &str, typed: &str) -> Option<&str> {
        let codes = &self.list(list)?.codes;
        let found = codes
            .iter()
            .find(|(code, _)| code.eq_ignore_ascii_case(typed.trim()));
        found.map(|(code, _)| code.as_str())
    }

    /// The words of a code.
    pub fn words(&self, list: &str, code: &str) -> Option<&str> {
        let codes = &self.list(list)?.codes;
        let found = codes.iter().find(|(known, _)| known == code);
        found.map(|(_, words)| words.as_str())
    }
}
