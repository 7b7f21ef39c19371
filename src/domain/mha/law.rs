//! Sections 135 to 138 as dated data: what stops a step, where that is written, from when, and how long the clocks are.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::rules::Commencement;

const EMBEDDED: &str = include_str!("../../../assets/rules/mental-health-act-2026-11-21.toml");

/// The table that the program brings. A test reads it; should it ever not be readable, every clock is over and every
/// rule that is asked for stops, so that nothing goes through unseen.
static LAW: LazyLock<MhaLaw> = LazyLock::new(|| MhaLaw::from_toml(EMBEDDED).unwrap_or_default());

/// The table that the program brings.
pub fn law() -> &'static MhaLaw {
    &LAW
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Stops a step.
    Bar,
    /// Stops it until somebody types why; governance sees that.
    Judgement,
    /// Is only said.
    Notice,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MhaRow {
    /// Its name.
    pub slug: String,
    /// Section and Act.
    pub law: String,
    /// What it says, one sentence without a full stop.
    pub says: String,
    /// What to do, without a full stop.
    pub next: String,
    /// What it does.
    pub kind: RuleKind,
    /// Whether its start is confirmed.
    #[serde(default = "in_force")]
    pub commencement: Commencement,
    /// First day.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// How sure the source is.
    pub confidence: String,
}

fn in_force() -> Commencement {
    Commencement::InForce
}

/// How long the clocks are, in minutes, and from which age a person is an adult.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// The permitted period of detention (s136(2A), s135(3ZA)).
    pub period_minutes: i64,
    /// The most that may be added (s136B).
    pub extension_minutes: i64,
    /// Before the limit: somebody is needed soon.
    pub soon_minutes: i64,
    /// Before the limit: somebody is needed now.
    pub now_minutes: i64,
    /// The aim for health staff to take over.
    pub handover_minutes: i64,
    /// At a police station, between two checks (regulation 4).
    pub station_check_minutes: i64,
    /// A new use within so long after the last one needs a reason.
    pub again_minutes: i64,
    /// Who left before the period began is taken back within so long after leaving (s138(3)).
    pub retake_minutes: i64,
    /// Two clocks that are kept right differ by no more than this.
    pub clock_minutes: i64,
    /// In years.
    pub adult_age: u32,
}

/// The table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MhaLaw {
    /// Names the table.
    pub version: String,
    /// The day on which it was true.
    pub as_at: NaiveDate,
    /// The clocks.
    pub clocks: Clocks,
    row: Vec<MhaRow>,
}

impl MhaLaw {
    /// Reads a table.
    ///
    /// # Errors
    /// What cannot be read, in the words of the reader.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[MhaRow] {
        &self.row
    }

    /// The rule of that name, if it is in force on that day.
    pub fn on(&self, slug: &str, day: NaiveDate) -> Option<&MhaRow> {
        self.row.iter().find(|row| {
            row.slug == slug
                && row.commencement == Commencement::InForce
                && row.from.is_none_or(|from| from <= day)
                && row.until.is_none_or(|until| day <= until)
        })
    }

    /// The rule of that name, whenever it was in force.
    pub fn named(&self, slug: &str) -> Option<&MhaRow> {
        self.row.iter().find(|row| row.slug == slug)
    }

    /// Whether an adult may be taken to a police station at all on that day.
    pub fn station_offered(&self, day: NaiveDate) -> bool {
        self.on("station-ended", day).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_table_is_read_and_every_rule_says_where_it_is_written_and_what_to_do() {
        let law = MhaLaw::from_toml(EMBEDDED).unwrap();
        assert_eq!(&law, super::law());
        assert_eq!(
            (law.clocks.period_minutes, law.clocks.extension_minutes),
            (24 * 60, 12 * 60)
        );
        for row in law.rows() {
            let cited = ["MHA 1983", "SI 2017/1036", "Mental Health Act 2025"];
            assert!(cited.iter().any(|act| row.law.contains(act)), "{}", row.slug);
            assert!(
                !row.says.ends_with('.') && !row.next.ends_with('.'),
                "{}",
                row.slug
            );
        }
    }

    #[test]
    fn a_row_from_a_day_and_one_until_a_day_hold_on_the_right_side_of_it() {
        let law = law();
        assert!(law.on("dwelling", day("2017-12-10")).is_none());
        assert!(law.on("dwelling", day("2017-12-11")).is_some());
    }

    #[test]
    fn the_police_station_is_offered_until_the_act_of_2025_takes_it_away() {
        assert!(law().station_offered(day("2036-01-01")), "no start is confirmed");
        let text = EMBEDDED.replace(
            "commencement = \"not-confirmed\"",
            "from = \"2027-04-01\"\ncommencement = \"in-force\"",
        );
        let begun = MhaLaw::from_toml(&text).unwrap();
        assert!(begun.station_offered(day("2027-03-31")));
        assert!(!begun.station_offered(day("2027-04-01")));
    }
}
