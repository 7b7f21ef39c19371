//! Every rule table that a log knows: those the program brings and those both organisations adopted. Says which one holds
//! at a moment, and reads an old decision under the rules of its day.

use std::sync::Arc;

use chrono::Days;

use super::{Rules, RulesError};
use crate::domain::time::Moment;

/// So far ahead a table may be dated: law that was enacted and comes into force on a day that is known.
const AHEAD: Days = Days::new(366);

/// One table and, when the log adopted it, since when.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The table.
    pub rules: Arc<Rules>,
    /// When both organisations had adopted it; `None` for a table that the program brings.
    pub adopted: Option<Moment>,
}

/// The tables of one log.
#[derive(Debug, Clone)]
pub struct Registry {
    /// The newest table that the program brings: it holds until the log adopts one.
    shipped: Arc<Rules>,
    tables: Vec<Registered>,
}

impl Registry {
    /// With the table that the program brings.
    pub fn new(shipped: Arc<Rules>) -> Self {
        Self {
            tables: vec![Registered {
                rules: Arc::clone(&shipped),
                adopted: None,
            }],
            shipped,
        }
    }

    /// Takes a table in that the log adopted at a moment.
    pub fn adopt(&mut self, rules: Arc<Rules>, at: Moment) {
        self.tables.push(Registered {
            rules,
            adopted: Some(at),
        });
    }

    /// The table in force at a moment: of those adopted by then, the one whose law is latest; before the first adoption,
    /// the one that the program brings. A newer program changes nothing by itself in a log that adopted a table.
    pub fn in_force_at(&self, at: Moment) -> Arc<Rules> {
        let adopted = self
            .tables
            .iter()
            .filter(|table| table.adopted.is_some_and(|since| since <= at));
        adopted
            .max_by(|a, b| (a.rules.as_at(), a.adopted).cmp(&(b.rules.as_at(), b.adopted)))
            .map_or_else(|| Arc::clone(&self.shipped), |table| Arc::clone(&table.rules))
    }

    /// The table that a decision names: an adopted one before one of the program with the same name.
    pub fn of_version(&self, version: &str) -> Option<&Registered> {
        let mut named = self.tables.iter().filter(|table| table.rules.version == version);
        let first = named.next();
        named.next_back().or(first)
    }

    /// All, in the order in which they came.
    pub fn tables(&self) -> &[Registered] {
        &self.tables
    }

    /// Whether a table may be proposed at a moment: it has a name of its own and its law is later than that in force. The
    /// table that the program brings may be adopted as it is.
    ///
    /// # Errors
    /// [`RulesError::Older`] when it may not; [`RulesError::Refused`] for a day that is far ahead, which no later table could
    /// follow before it came.
    pub fn may_follow(&self, candidate: &Rules, at: Moment) -> Result<(), RulesError> {
        let furthest = at.london_date().and_then(|today| today.checked_add_days(AHEAD));
        if furthest.is_some_and(|furthest| candidate.as_at() > furthest) {
            return Err(RulesError::Refused(format!(
                "it says the law as at {}, more than a year from today, and nobody knows that law yet.",
                candidate.as_at()
            )));
        }
        let now = self.in_force_at(at);
        let same = self
            .of_version(&candidate.version)
            .filter(|table| table.adopted.is_some() || table.rules.text() != candidate.text());
        if same.is_some() {
            return Err(RulesError::Older(format!(
                "the version `{}` is there already with this or another text; a changed table takes a new version.",
                candidate.version
            )));
        }
        let adopts_shipped = now.version == candidate.version && now.text() == candidate.text();
        if candidate.as_at() <= now.as_at() && !adopts_shipped {
            return Err(RulesError::Older(format!(
                "it says the law as at {}, and the table in force, `{}`, as at {}.",
                candidate.as_at(),
                now.version,
                now.as_at()
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::EMBEDDED;

    fn table(day: &str) -> Arc<Rules> {
        let text = EMBEDDED
            .replacen("2026-11-21\"", &format!("{day}\""), 1)
            .replacen("as_at = \"2026-11-21\"", &format!("as_at = \"{day}\""), 1);
        Arc::new(Rules::from_toml(&text).unwrap())
    }

    #[test]
    fn each_moment_has_the_table_adopted_by_then_and_old_decisions_find_theirs() {
        let shipped = Arc::new(Rules::embedded().unwrap());
        let mut registry = Registry::new(Arc::clone(&shipped));
        registry.adopt(table("2027-02-01"), Moment(2_000));
        registry.adopt(table("2027-06-01"), Moment(5_000));
        let in_force = |at| registry.in_force_at(Moment(at)).version.clone();
        assert_eq!(in_force(1_999), shipped.version);
        assert_eq!(in_force(2_000), "england-and-wales-2027-02-01");
        assert_eq!(in_force(9_000), "england-and-wales-2027-06-01");
        let old = registry.of_version(&shipped.version).unwrap();
        assert!(old.adopted.is_none());
        assert!(registry.of_version("england-and-wales-1998").is_none());
    }

    #[test]
    fn an_older_table_or_a_version_used_twice_is_refused() {
        let shipped = Arc::new(Rules::embedded().unwrap());
        let mut registry = Registry::new(Arc::clone(&shipped));
        let now = Moment::from_utc("2026-11-22".parse().unwrap(), 12, 0, 0).unwrap();
        assert!(
            registry.may_follow(&shipped, now).is_ok(),
            "as the program brings it"
        );
        assert!(registry.may_follow(&table("2026-11-20"), now).is_err());
        let edited = EMBEDDED.replacen("Person says yes", "Person says so", 1);
        let edited = Rules::from_toml(&edited).unwrap();
        let told = registry.may_follow(&edited, now).unwrap_err().to_string();
        assert!(told.contains("takes a new version"), "{told}");
        registry.adopt(table("2027-02-01"), Moment(2_000));
        assert!(registry.may_follow(&table("2027-02-01"), now).is_err());
        assert!(registry.may_follow(&table("2027-01-01"), now).is_err());
        assert!(
            registry.may_follow(&shipped, now).is_err(),
            "no way back to older law"
        );
        assert!(registry.may_follow(&table("2027-02-02"), now).is_ok());
        let told = registry
            .may_follow(&table("2031-11-21"), now)
            .unwrap_err()
            .to_string();
        assert!(told.contains("more than a year from today"), "{told}");
    }
}
