//! What each organisation's own record says of force at section 136 and of how soon a triage code was met: minutes, injuries,
//! times (indicators I13 and I19).

use std::collections::BTreeMap;

use super::facts::Facts;
use super::measures::measures;
use super::tally::Head;
use super::words::{self, name};
use super::{About, Table, Unit};
use crate::domain::content::S136Field;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::SideFile;
use crate::domain::mha;
use crate::domain::record::SideField;

type Files<'a> = &'a [(IncidentId, SideFile)];
type Lines<'a> = BTreeMap<S136Field, &'a str>;

const FORCE: &str = "Uses of section 136 in whose police record force is written, in incidents opened in the month; missing are those where this is not recorded";

/// The police record's tables.
pub(super) fn force(files: Files<'_>) -> [Table; 2] {
    let with_force: Vec<Lines<'_>> = files.iter().flat_map(|(_, file)| uses(file)).collect();
    let minutes: Vec<u64> = with_force.iter().filter_map(in_minutes).collect();
    let points = [
        (name("p50", "Half took at most"), 50),
        (name("p90", "Nine in ten took at most"), 90),
    ];
    let missing = with_force.len().saturating_sub(minutes.len());
    let lasted = Head {
        id: "own-police-restraint",
        title: "Minutes of force or restraint at section 136",
        about: About::Work,
        numerator: "Minutes of all force on one person together; nearest rank",
        denominator: FORCE,
    };
    let injured = Head {
        id: "own-police-injured",
        title: "Injured by force at section 136",
        about: About::People,
        numerator: "Uses in which the police record says that somebody was injured by it, or that nobody was",
        denominator: FORCE,
    };
    [
        lasted.percentiles(Unit::Minutes, &points, &minutes, missing),
        injured.parts(
            &words::YES_NO,
            |at| at,
            with_force
                .iter()
                .map(|lines| words::yes_no(lines.get(&S136Field::ForceInjured)?)),
        ),
    ]
}

/// The lines of each use of section 136 in which force was written, as they stand now.
fn uses(file: &SideFile) -> impl Iterator<Item = Lines<'_>> {
    let mut each: BTreeMap<Option<ItemId>, Lines<'_>> = BTreeMap::new();
    for (_, line) in &file.s136 {
        let lines = each.entry(line.began).or_default();
        lines.insert(line.field, &line.value);
    }
    let some = |lines: &Lines<'_>| {
        let what = lines.get(&S136Field::Force);
        what.is_some_and(|what| !what.is_empty() && *what != "none")
    };
    each.into_values().filter(some)
}

fn in_minutes(lines: &Lines<'_>) -> Option<u64> {
    let first: u64 = lines.get(&S136Field::ForceMinutes)?.parse().ok()?;
    let further = lines.get(&S136Field::ForceMore).copied().unwrap_or_default();
    let further = mha::force::uses(further).unwrap_or_default();
    Some(
        further
            .iter()
            .fold(first, |sum, one| sum.saturating_add(u64::from(one.minutes))),
    )
}

/// Whether somebody was seen within the time of their triage code: B, C and D, which have one that a crew can keep.
pub(super) fn triage_met(files: Files<'_>, facts: &Facts<'_>) -> Table {
    let rows = [
        name("in-time", "On scene within the code's time"),
        name("late", "On scene later"),
    ];
    let [in_time, late] = rows;
    let limits = measures();
    let coded = files.iter().filter_map(|(incident, file)| {
        let most = match file.filled.value(SideField::TriageCode) {
            "B" => &limits.triage_b_minutes,
            "C" => &limits.triage_c_minutes,
            "D" => &limits.triage_d_minutes,
            _ => return None,
        };
        let reached = facts.closed.get(incident).and_then(|fact| fact.reached_minutes);
        Some(reached.map(|took| if took <= most.value { in_time } else { late }))
    });
    Head {
        id: "own-health-triage-met",
        title: "Seen within the time of the triage code",
        about: About::Work,
        numerator: "Incidents from whose opening to on scene it took at most 4 hours (code B), 24 hours (C) or 72 hours (D), or longer",
        denominator: "Incidents opened in the month with code B, C or D; missing are those that nobody was stamped on scene for, or that were not closed in the month",
    }
    .parts(&rows, |at| at, coded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::S136Kept;
    use crate::domain::time::YearMonth;

    fn wrote(began: u8, field: S136Field, value: &str) -> (crate::domain::time::Moment, S136Kept) {
        let kept = S136Kept {
            incident: IncidentId([1; 16]),
            item: ItemId([9; 16]),
            field,
            value: value.to_owned(),
            began: Some(ItemId([began; 16])),
        };
        (YearMonth::new(2026, 10).unwrap().start(), kept)
    }

    #[test]
    fn force_is_counted_by_use_with_its_minutes_and_what_it_did() {
        let file = SideFile {
            s136: vec![
                wrote(1, S136Field::Force, "hands"),
                wrote(1, S136Field::ForceMinutes, "12"),
                wrote(1, S136Field::ForceInjured, "yes"),
                wrote(2, S136Field::Force, "handcuffs"),
                wrote(3, S136Field::Force, "hands"),
                wrote(3, S136Field::Force, "none"),
            ],
            ..SideFile::default()
        };
        let files = [(IncidentId([1; 16]), file)];
        let [lasted, injured] = force(&files);
        assert_eq!(
            (lasted.value("p50"), lasted.count("p50"), lasted.missing),
            (Some(12), 1, 1)
        );
        assert_eq!(
            (injured.count("yes"), injured.missing, injured.total()),
            (1, 1, 2)
        );
    }
}
