//! Everything that a rule table says, as entries that can be listed, searched and opened: rows by leg, red lines, ready-made
//! situations, code lists, numbers, retention, old terms, and the tables of the log.

use crate::app::rules::TableFact;
use crate::domain::content::Grade;
use crate::domain::rules::{Commencement, Confidence, Force, Leg, Retention, Row, RowNation, Rules, Who};
use crate::domain::time::day_words;
use crate::ui::parts::minutes_words;
use crate::ui::screens::queue::grade_words;
use crate::ui::words::{t, ta};

/// One entry of the list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Which part of the table it is in.
    pub(super) part: String,
    /// What it is called.
    pub(super) title: String,
    /// Whether it holds, in a word or two; empty where the question does not arise.
    pub(super) state: String,
    /// It is off, and why.
    pub(super) off: Option<String>,
    /// Each field with its words.
    pub(super) fields: Vec<(String, String)>,
    /// The table that this entry is about.
    pub(super) table: Option<usize>,
    /// Everything above in lower case, for the search.
    found_by: String,
}

impl Entry {
    fn new(part: String, title: &str, fields: Vec<(String, String)>) -> Self {
        Self {
            part,
            title: title.to_owned(),
            state: String::new(),
            off: None,
            fields: fields
                .into_iter()
                .filter(|(_, value)| !value.trim().is_empty())
                .collect(),
            table: None,
            found_by: String::new(),
        }
    }

    fn indexed(mut self) -> Self {
        let fields = self.fields.iter().map(|(_, value)| value.as_str());
        let all: Vec<&str> = [self.part.as_str(), &self.title, &self.state]
            .into_iter()
            .chain(self.off.as_deref())
            .chain(fields)
            .collect();
        self.found_by = all.join("\n").to_lowercase();
        self
    }

    /// Whether every typed word is in it.
    pub(super) fn fits(&self, typed: &str) -> bool {
        typed
            .to_lowercase()
            .split_whitespace()
            .all(|word| self.found_by.contains(word))
    }
}

/// All entries of a table, and the tables of the log.
pub(super) fn entries(rules: &Rules, tables: &[TableFact]) -> Vec<Entry> {
    let mut all: Vec<Entry> = tables
        .iter()
        .enumerate()
        .map(|(at, fact)| table(at, fact))
        .collect();
    all.extend(rules.red_lines().iter().map(|line| {
        let fields = vec![
            (t("rules-what-never"), line.rule.clone()),
            (t("rules-basis"), line.basis.clone()),
        ];
        Entry {
            state: t("rules-red-line-holds"),
            ..Entry::new(
                t("rules-part-red-lines"),
                &format!("{}: {}", line.code, line.rule),
                fields,
            )
        }
    }));
    for leg in Leg::ALL {
        all.extend(rules.rows().iter().filter(|row| row.leg == leg).map(one_row));
    }
    all.extend(rules.bundles().iter().map(|bundle| {
        Entry::new(
            t("rules-part-bundles"),
            &bundle.situation,
            vec![
                (t("rules-slug"), bundle.id.clone()),
                (t("rules-leg-power"), bundle.power.join(", ")),
                (t("rules-leg-confidentiality"), bundle.confidentiality.clone()),
                (t("rules-health-act"), bundle.health.join(", ")),
                (t("rules-police-act"), bundle.police.join(", ")),
            ],
        )
    }));
    all.extend(rules.code_lists().iter().map(|list| {
        Entry::new(
            t("rules-part-codes"),
            &list.name,
            vec![
                (t("rules-codes"), list.entries.join("; ")),
                (t("rules-source"), list.source.clone()),
                (t("rules-seen"), seen(&list.confidence)),
            ],
        )
    }));
    all.extend(rules.thresholds().named().map(|(name, value)| Entry {
        state: value.to_string(),
        ..Entry::new(
            t("rules-part-numbers"),
            name,
            vec![(t("rules-number"), value.to_string())],
        )
    }));
    all.extend(desk_limits(rules));
    all.extend(rules.retention().iter().map(retention));
    all.extend(rules.renamed().iter().map(|term| {
        Entry::new(
            t("rules-part-terms"),
            &term.old,
            vec![
                (t("rules-now"), term.now.clone()),
                (t("rules-now-enforcement"), term.now_law_enforcement.clone()),
            ],
        )
    }));
    all.into_iter().map(Entry::indexed).collect()
}

/// How long a call of each grade may wait at a desk, where the table says so.
fn desk_limits(rules: &Rules) -> Option<Entry> {
    let limits = rules.desk_limits()?;
    let mut fields: Vec<(String, String)> = Grade::ALL
        .into_iter()
        .map(|grade| {
            let minutes = minutes_words(i64::from(limits.minutes(grade)));
            (grade_words(grade), minutes)
        })
        .collect();
    fields.push((t("rules-source"), limits.source.clone()));
    Some(Entry::new(t("rules-part-numbers"), &t("rules-desk"), fields))
}

fn one_row(row: &Row) -> Entry {
    let off = off(row);
    let state = match (&off, row.until) {
        (Some(_), _) => t("rules-off"),
        (None, Some(until)) => ta("rules-until", &[("day", day_words(until).into())]),
        (None, None) => t("rules-on"),
    };
    let who: Vec<String> = row.who.iter().map(|who| who_words(*who)).collect();
    Entry {
        state,
        off,
        ..Entry::new(
            leg_words(row.leg),
            &row.title,
            vec![
                (t("rules-test"), row.test.clone()),
                (t("rules-force"), row.force.map(force_words).unwrap_or_default()),
                (t("rules-who"), who.join(", ")),
                (t("rules-to"), row.to.clone()),
                (t("rules-fields"), row.fields.clone()),
                (t("rules-not-for"), row.not_for.clone()),
                (t("rules-used-for"), row.used_for.clone()),
                (t("rules-source"), row.law.clone()),
                (t("rules-dates"), dates(row)),
                (t("rules-nation"), nation_words(row.nation)),
                (t("rules-seen"), seen(&row.confidence)),
                (t("rules-slug"), row.slug.clone()),
            ],
        )
    }
}

fn off(row: &Row) -> Option<String> {
    if row.commencement == Commencement::NotConfirmed {
        Some(t("rules-off-not-confirmed"))
    } else if !row.selectable {
        Some(t("rules-off-barred"))
    } else {
        None
    }
}

fn dates(row: &Row) -> String {
    if row.commencement == Commencement::NotConfirmed {
        return t("rules-dates-unknown");
    }
    let day = |day| [("day", day_words(day).into())];
    match (row.from, row.until) {
        (None, None) => t("rules-dates-throughout"),
        (Some(from), None) => ta("rules-from", &day(from)),
        (None, Some(until)) => ta("rules-until", &day(until)),
        (Some(from), Some(until)) => {
            format!(
                "{}, {}",
                ta("rules-from", &day(from)),
                ta("rules-until", &day(until))
            )
        }
    }
}

fn retention(row: &Retention) -> Entry {
    let who: Vec<String> = row.who.iter().map(|who| who_words(*who)).collect();
    let years = row
        .keep_years
        .map(|years| ta("rules-years", &[("count", years.into())]))
        .unwrap_or_default();
    Entry {
        state: years.clone(),
        ..Entry::new(
            t("rules-part-retention"),
            &row.title,
            vec![
                (t("rules-retention-rule"), row.rule.clone()),
                (t("rules-keep"), years),
                (t("rules-clock"), row.clock.clone()),
                (t("rules-who"), who.join(", ")),
                (t("rules-source"), row.law.clone()),
                (t("rules-nation"), nation_words(row.nation)),
                (t("rules-seen"), seen(&row.confidence)),
                (t("rules-slug"), row.slug.clone()),
            ],
        )
    }
}

fn table(at: usize, fact: &TableFact) -> Entry {
    let adopted = adopted_words(fact);
    Entry {
        state: if fact.in_force {
            t("rules-in-force")
        } else {
            t("rules-not-in-force")
        },
        off: fact.refused.clone(),
        table: Some(at),
        ..Entry::new(
            t("rules-part-tables"),
            &fact.version,
            vec![
                (t("rules-law-as-at"), day_words(fact.as_at)),
                (t("rules-adopted"), adopted),
                (t("rules-digest"), fact.sha256.clone()),
            ],
        )
    }
}

/// Who adopted a table, and when.
pub(super) fn adopted_words(fact: &TableFact) -> String {
    fact.adopted.as_ref().map_or_else(
        || t("rules-comes-with-program"),
        |adoption| {
            ta(
                "rules-adopted-by",
                &[
                    ("by", adoption.by.clone().into()),
                    ("other", adoption.approved_by.clone().into()),
                    ("day", adoption.since.day_words().into()),
                ],
            )
        },
    )
}

fn leg_words(leg: Leg) -> String {
    t(match leg {
        Leg::Power => "rules-leg-power",
        Leg::Confidentiality => "rules-leg-confidentiality",
        Leg::DataProtection => "rules-leg-data-protection",
        Leg::Exemption => "rules-leg-exemption",
        Leg::Children => "rules-leg-children",
    })
}

fn force_words(force: Force) -> String {
    t(match force {
        Force::Must => "rules-force-must",
        Force::May => "rules-force-may",
        Force::Limit => "rules-force-limit",
        Force::Reference => "rules-force-reference",
    })
}

fn who_words(who: Who) -> String {
    t(match who {
        Who::Health => "rules-who-health",
        Who::Police => "rules-who-police",
        Who::Voluntary => "rules-who-voluntary",
    })
}

fn nation_words(nation: RowNation) -> String {
    t(match nation {
        RowNation::EnglandAndWales => "rules-nation-both",
        RowNation::England => "rules-nation-england",
        RowNation::Wales => "rules-nation-wales",
    })
}

fn seen(confidence: &[Confidence]) -> String {
    let words: Vec<String> = confidence
        .iter()
        .map(|seen| {
            t(match seen {
                Confidence::S => "rules-seen-public",
                Confidence::Stat => "rules-seen-statute",
                Confidence::Mem => "rules-seen-memory",
                Confidence::Unconfirmed => "rules-seen-unconfirmed",
            })
        })
        .collect();
    words.join("; ")
}
