//! How the log stood that a month was counted from: what every file of a pack that people read says first.

use serde::Serialize;

use crate::domain::time::Moment;

/// What the last check of the whole log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LastCheck {
    /// It was checked with this pack, and nothing was wrong.
    #[default]
    Fine,
    /// So many things are not as they were written.
    Broken {
        /// How many.
        findings: u64,
        /// When that was found.
        at: Moment,
    },
    /// It is too long to be checked with each pack; nothing was wrong when it was last checked as a whole.
    Before {
        /// When.
        at: Moment,
        /// How many entries were looked at.
        entries: u64,
    },
    /// It is too long to be checked with each pack, and nobody has checked it as a whole.
    Never,
}

/// What a reader has to know before the first number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Standing {
    /// Invented people.
    pub training: bool,
    /// The month was not over when it was counted.
    pub goes_on: bool,
    /// What is known of the log.
    pub check: LastCheck,
}

impl Standing {
    /// The same as sentences, the gravest first; none for a whole month out of a log that was checked.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        match self.check {
            LastCheck::Fine => {}
            LastCheck::Broken { findings, at } => said.push(format!(
                "THE LOG DID NOT PASS ITS CHECK. On {} the check found {findings} {} not as written. Do not rely on any figure in this report until that is explained.",
                at.iso(),
                if findings == 1 { "thing that is" } else { "things that are" },
            )),
            LastCheck::Before { at, entries } => said.push(format!(
                "This log was last checked as a whole on {}, {entries} entries, and nothing was wrong. What was written since was not checked. A supervisor checks it with Check the whole log.",
                at.iso()
            )),
            LastCheck::Never => said.push(
                "NOBODY HAS CHECKED THIS LOG AS A WHOLE. Whether it is as it was written is not known. A supervisor checks it with Check the whole log, and makes this report again."
                    .to_owned(),
            ),
        }
        if self.goes_on {
            said.push(
                "This month was not over when it was counted: what is recorded later is not in it. A pack that is made when it is over counts it whole."
                    .to_owned(),
            );
        }
        if self.training {
            said.push("Practice. The people and incidents in this report are invented.".to_owned());
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_nobody_checked_never_looks_like_one_that_was() {
        assert!(Standing::default().sentences().is_empty());
        let at = Moment(1_700_000_000_000);
        let said = |check| {
            let standing = Standing {
                check,
                ..Standing::default()
            };
            standing.sentences().join(" ")
        };
        let checks = [
            LastCheck::Never,
            LastCheck::Before { at, entries: 7 },
            LastCheck::Broken { findings: 1, at },
        ];
        let all = checks.map(said);
        assert!(
            all[0].contains("NOBODY HAS CHECKED") && all[1].contains("7 entries"),
            "{all:?}"
        );
        assert!(all[2].contains("1 thing that is not as written"), "{all:?}");
    }
}
