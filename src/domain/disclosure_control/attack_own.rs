//! The same attack on what one organisation counts by itself: from outside with the pack, and from inside with the month's
//! exact totals.

use proptest::prelude::*;

use super::attack::{differences, recovered, stories, thinkable};
use super::attack_months::{Story, april, facts};
use super::{Cell, Released, indicated, interval, read_own, release_beside, release_own};
use crate::domain::content::*;
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::incident::{Placed, SideFile, fold_side};
use crate::domain::month::{Month, Shape, count_month, own_incidents, own_side, own_tables};
use crate::domain::record::SideField;
use crate::domain::role::Side;

/// Force at section 136, as the police record says.
fn force(side: Side, (incident, item): (IncidentId, ItemId), story: Story) -> Vec<Content> {
    if side != Side::Police || !story.3.is_multiple_of(6) || story.1.is_multiple_of(3) {
        return vec![];
    }
    let pick = |codes: &[&str], by: u8| codes[usize::from(by) % codes.len()].to_owned();
    let lines = [
        (S136Field::Force, pick(&["hands", "handcuffs", "none"], story.4)),
        (S136Field::ForceMinutes, (story.2 % 40).to_string()),
        (S136Field::ForceInjured, pick(&["no", "no", "yes", ""], story.0)),
    ];
    let kept = |(field, value)| {
        Content::S136Kept(S136Kept {
            incident,
            item,
            field,
            value,
            began: Some(item),
        })
    };
    lines.map(kept).into()
}

/// What one organisation's own record says of the same stories.
fn files(entries: &[Placed], stories: &[Story], side: Side) -> Vec<(IncidentId, SideFile)> {
    let incidents = own_incidents(april(), entries);
    let file = |(incident, story): (&IncidentId, &Story)| {
        let (incident, item) = (*incident, ItemId(incident.0));
        let answers = [
            KnownAnswer::Known,
            KnownAnswer::NotKnown,
            KnownAnswer::CouldNotCheck,
        ];
        let mut all = Vec::new();
        if story.0 % 4 > 0 {
            all.push(Content::KnownAnswered(KnownAnswered {
                incident,
                item,
                answer: answers[usize::from(story.1) % 3],
                why: String::new(),
            }));
        }
        let pick = |codes: &[&str], by: u8| codes[usize::from(by) % codes.len()].to_owned();
        let fields = [
            (SideField::Sex, pick(&["F", "M", "U"], story.2)),
            (
                SideField::EthnicityNhs,
                pick(&["A", "A", "M", "H", "99"], story.3),
            ),
            (SideField::EthnicityPolice, pick(&["W1", "B1", "NS", ""], story.3)),
            (SideField::TriageCode, pick(&["A", "B", "C", "D", ""], story.4)),
            (SideField::UseOfForce, pick(&["", "", "Held by the arm"], story.4)),
            (SideField::BodyWorn, pick(&["yes", "no", "unknown"], story.1)),
        ];
        all.extend(force(side, (incident, item), *story));
        let fields = fields.into_iter().filter(|(field, _)| field.is_for(side));
        all.extend(fields.map(|(field, value)| {
            Content::FieldSet(FieldSet {
                incident,
                item,
                field,
                value,
                undo: false,
            })
        }));
        let placed: Vec<Placed> = (0..)
            .zip(all)
            .map(|(seq, content)| Placed {
                entry: EntryRef {
                    device: DeviceId([2; 16]),
                    seq,
                },
                lamport: seq,
                at: april().start(),
                author: None,
                content,
            })
            .collect();
        (incident, fold_side(&placed))
    };
    incidents.iter().zip(stories).map(file).collect()
}

/// What a lead states of the same stories.
fn stated(stories: &[Story]) -> StatedNumbers {
    let count = |wanted: &dyn Fn(&Story) -> bool| {
        u32::try_from(stories.iter().filter(|story| wanted(story)).count()).unwrap()
    };
    [
        (Stated::PersonGood, count(&|story| story.1 % 3 == 0)),
        (Stated::StaffPoor, count(&|story| story.1 % 7 == 1)),
        (Stated::Complaints, count(&|story| story.1 % 11 == 2)),
        (Stated::FollowedUp, count(&|story| story.2 % 4 > 0)),
        (Stated::Died, count(&|story| story.2 % 64 == 1)),
        (Stated::Injured, count(&|story| story.2 % 16 == 2)),
        (Stated::Listed, count(&|story| story.3 % 5 == 0)),
        (Stated::Matched, count(&|story| story.3 % 10 == 0)),
        (Stated::Visited, count(&|story| story.3 % 20 == 0)),
    ]
    .into()
}

/// What a side counts by itself, the exact tables beside the tables as everybody reads them.
pub(super) fn own(
    month: &Month,
    entries: &[Placed],
    stories: &[Story],
    side: Side,
    earlier: &[&MonthReleased],
    others: &[Released],
) -> (Month, Vec<Released>, MonthReleased) {
    let baseline = BaselineSet {
        month: april().previous(),
        s136_used: None,
        officer_minutes: Some(290),
        residents: None,
        residents_of: None,
        groups: None,
        at: april().end(),
    };
    let files = files(entries, stories, side);
    let stated = stated(stories);
    let tables = own_tables(
        april(),
        side,
        entries,
        &files,
        (Some(&baseline), &stated),
        april().end(),
    );
    let all = month.clone().with(tables);
    let (tables, exact) = release_own(&all, side, earlier, others);
    let counts = OwnCounts {
        month: april(),
        side,
        tables,
        at: april().end(),
    };
    let kept = MonthReleased {
        month: april(),
        tables: exact,
        at: april().end(),
    };
    // it crosses as bytes: what an organisation hides is not in them
    let bytes = Content::OwnCounts(counts.clone()).to_bytes();
    assert!(!String::from_utf8_lossy(&bytes).contains("exact"));
    (all, read_own(&counts), kept)
}

/// The other organisation's supervisors see the month's exact totals beside these hidden counts.
fn found_inside(all: &Month, own: &[Released]) -> Vec<String> {
    let mut found = Vec::new();
    for table in own {
        let exact = all.table(table.id()).unwrap();
        if exact.shape != Shape::Parts {
            continue;
        }
        let total = exact.total();
        let cells: Vec<(String, Option<u64>, u64)> = table
            .rows()
            .iter()
            .map(|row| (row.code.to_owned(), row.count.number(), exact.count(row.code)))
            .chain([("missing".to_owned(), table.missing().number(), exact.missing)])
            .collect();
        for (at, (code, shown, count)) in cells.iter().enumerate() {
            let rest = cells.iter().enumerate().filter(|(other, _)| *other != at);
            let (low, high) = rest.fold((0, 0), |(low, high), (_, (_, shown, _))| {
                let (least, most) = thinkable(*shown, 100_000);
                (low + least, high + most)
            });
            let (least, most) = (total.saturating_sub(high), total.saturating_sub(low));
            if shown.is_none() && *count > 0 && least == most {
                found.push(format!("{} {code} is {count}", table.id()));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_one_organisation_counts_by_itself_gives_nothing_away_either(
        stories in stories(0..90), late in stories(1..9), police in any::<bool>(),
    ) {
        let side = if police { Side::Police } else { Side::Health };
        let mut entries = facts(0, &stories);
        let month = count_month(april(), &entries);
        let (all, own_shown, kept) = own(&month, &entries, &stories, side, &[], &[]);
        let found = found_inside(&all, &own_shown);
        prop_assert!(found.is_empty(), "inside: {found:?}");
        let together = release_beside(&month, &[], &own_shown);
        let found = recovered(&all, &together);
        prop_assert!(found.is_empty(), "{found:?}");
        // counted again after a few came late: what is shown does not say how many
        entries.extend(facts(1_000, &late));
        let now = count_month(april(), &entries);
        let both: Vec<Story> = stories.iter().chain(&late).copied().collect();
        let (later, shown, _) = own(&now, &entries, &both, side, &[&kept], &[]);
        let found = differences(&later, &shown, &all, &own_shown);
        prop_assert!(found.is_empty(), "{found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Both organisations add their counts, one after the other; somebody has the pack of all of it, one of them the exact
    /// month besides. The pack is made twice, before and after the second.
    #[test]
    fn what_both_organisations_add_gives_nothing_away_together(
        stories in stories(0..90), first in any::<bool>(),
    ) {
        let sides = if first { [Side::Police, Side::Health] } else { [Side::Health, Side::Police] };
        let entries = facts(0, &stories);
        let month = count_month(april(), &entries);
        let mut all = month.clone();
        let mut shown: Vec<Released> = Vec::new();
        let mut packs: Vec<Vec<Released>> = Vec::new();
        let mut then: Vec<Month> = Vec::new();
        for side in sides {
            let (with, mine, _) = own(&month, &entries, &stories, side, &[], &shown);
            let found = found_inside(&with, &mine);
            prop_assert!(found.is_empty(), "inside: {found:?}");
            all = all.with(with.tables.into_iter().skip(month.tables.len()).collect());
            shown.extend(mine);
            packs.push(release_beside(&month, &[], &shown));
            then.push(all.clone());
        }
        for (pack, then) in packs.iter().zip(&then) {
            let found = recovered(then, pack);
            prop_assert!(found.is_empty(), "{found:?}");
            worked_out_of_what_is_shown(pack)?;
        }
        // whatever two packs show of the same number, a reader is left with more than one value
        let found = both_packs(&all, &packs);
        prop_assert!(found.is_empty(), "{found:?}");
    }
}

/// Every interval and every indicator says what the cells beside it say, and nothing of a hidden one.
fn worked_out_of_what_is_shown(pack: &[Released]) -> Result<(), TestCaseError> {
    for table in pack {
        for row in table.rows() {
            let shown = row.count.number().zip(table.total().and_then(Cell::number));
            match (table.interval(row), shown) {
                (None, _) => {}
                (Some(ends), Some((count, of))) => prop_assert_eq!(Some(ends), interval(count, of)),
                (Some(_), None) => prop_assert!(false, "{} {} is hidden", table.id(), row.code),
            }
        }
    }
    for one in indicated(pack) {
        let small = |cell: Option<Cell>| cell.is_some_and(|cell| matches!(cell.number(), Some(1..=7)));
        let counts = one.unit.is_none() && small(one.number);
        prop_assert!(!counts && !small(one.of) && !small(one.missing), "{one:?}");
    }
    Ok(())
}

/// Numbers that two packs of one month show differently enough to leave one value.
fn both_packs(all: &Month, packs: &[Vec<Released>]) -> Vec<String> {
    let mut found = Vec::new();
    for table in all.tables.iter().filter(|table| own_side(table.id).is_none()) {
        for row in &table.rows {
            let cells = packs.iter().filter_map(|pack| {
                let shown = pack.iter().find(|shown| shown.id() == table.id)?;
                shown.rows().iter().find(|shown| shown.code == row.code)
            });
            let (low, high) = cells.fold((0, u64::MAX), |(low, high), shown| {
                let (least, most) = thinkable(shown.count.number(), 100_000);
                (low.max(least), high.min(most))
            });
            if low == high && low > 0 {
                found.push(format!("{} {} is {low}", table.id, row.code));
            }
        }
    }
    found
}

/// That the attack would find it: an interval of exact counts leaves one numerator.
#[test]
fn an_interval_of_exact_counts_would_tell_the_hidden_number() {
    let exact = interval(3, 37).unwrap();
    let mut fits = (1..60).flat_map(|of| (1..=7_u64.min(of)).map(move |count| (count, of)));
    assert!(fits.all(|(count, of)| count == 3 || interval(count, of) != Some(exact)));
}

#[test]
fn a_table_or_a_row_that_this_program_does_not_know_is_not_read() {
    let row = |code: &str| OwnNumber {
        code: code.to_owned(),
        shown: Some(20),
        value: None,
    };
    let table = |id: &str, codes: &[&str]| OwnTable {
        id: id.to_owned(),
        rows: codes.iter().map(|code| row(code)).collect(),
        missing: None,
        total: Some(20),
    };
    let counts = OwnCounts {
        month: april(),
        side: Side::Health,
        tables: vec![
            table("Sam Okoro", &["known"]),
            table("own-health-known", &["known", "not-known", "Sam Okoro"]),
            table("own-police-camera", &["yes", "no"]),
        ],
        at: april().end(),
    };
    assert_eq!(read_own(&counts), Vec::new());
}
