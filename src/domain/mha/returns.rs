//! The uses of a financial year, each as the codes that a national return counts.

use std::collections::BTreeMap;

use super::counted::{legal_status, legal_status_after};
use super::told::{self, Joins};
use crate::domain::incident::Placed;
use crate::domain::time::Moment;

/// One use: code by line.
pub type Use = BTreeMap<String, String>;

/// The uses among these facts, given in any order and however often, that were decided at `from` or later and before
/// `until`: later codes stand in for earlier ones, and a use that was taken back is not among them. Facts of the weeks
/// before and after may be among them: they tell which start is of a use at the edge. Of one incident and of incidents
/// that were joined each use counts once, however many devices and crews recorded it. Only codes of closed lists come
/// through.
pub fn uses(entries: &[Placed], from: Moment, until: Moment) -> Vec<Use> {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    sorted.dedup_by_key(|placed| placed.order());
    let found = told::uses(&sorted, &Joins::of(&sorted, None));
    // a use of which no code came is one that the month alone knows of: facts of the first version
    let of_year = found
        .into_values()
        .flatten()
        .filter(|one| from <= one.at && one.at < until && !one.codes.is_empty());
    of_year
        .map(|one| {
            let own = |(line, code): (&str, &str)| (line.to_owned(), code.to_owned());
            with_legal_status(one.codes.into_iter().map(own).collect())
        })
        .collect()
}

/// Whether a line is asked of this use: nobody has to say why a police vehicle came for a person who went by ambulance, and
/// that is not counted as missing.
pub fn asked(line: &str, one: &Use) -> bool {
    let says = |line: &str, codes: &[&str]| one.get(line).is_some_and(|code| codes.contains(&code.as_str()));
    match line {
        "station-reason" | "station-hours" | "arrested" => {
            says("place-class", &["police-station"]) || one.contains_key("station-reason")
        }
        "ambulance" => says("travel-by", &["police-vehicle", "other", "not-known"]),
        "police-vehicle" => says("travel-by", &["police-vehicle"]),
        "warrant-place" => says("power", &["s135-1", "s135-2"]),
        // nobody is asked what followed before anything did
        "legal-status-after" => one.contains_key("outcome") || one.contains_key("ended"),
        _ => true,
    }
}

/// The status under the power, and the one that the assessment led to: two periods one after the other, never one
/// instead of the other.
fn with_legal_status(mut codes: Use) -> Use {
    let power = codes.get("power").map_or("", String::as_str);
    let status = legal_status(power).to_owned();
    let after = codes
        .get("outcome")
        .map(|outcome| legal_status_after(outcome).to_owned());
    codes.insert("legal-status".to_owned(), status);
    if let Some(after) = after {
        codes.insert("legal-status-after".to_owned(), after);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{Content, JoinedFact, S136Counted, S136TakenBack};
    use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};

    fn all(entries: &[Placed]) -> Vec<Use> {
        uses(entries, Moment(i64::MIN), Moment(i64::MAX))
    }

    fn placed(seq: u64, content: Content) -> Placed {
        Placed {
            entry: EntryRef {
                device: DeviceId([1; 16]),
                seq,
            },
            lamport: seq,
            at: Moment(0),
            author: None,
            content,
        }
    }

    fn counted(item: u8, codes: &[(&str, &str)]) -> Content {
        Content::S136Counted(S136Counted {
            incident: IncidentId([item; 16]),
            item: ItemId([item; 16]),
            at: Moment(0),
            codes: codes
                .iter()
                .map(|(line, code)| ((*line).to_owned(), (*code).to_owned()))
                .collect(),
            ended: None,
        })
    }

    #[test]
    fn later_codes_stand_in_what_was_taken_back_is_out_and_words_never_come_through() {
        let back = Content::S136TakenBack(S136TakenBack {
            incident: IncidentId([2; 16]),
            item: ItemId([2; 16]),
            at: Moment(0),
            by: None,
            lifted: false,
        });
        let entries = [
            placed(
                1,
                counted(
                    1,
                    &[
                        ("power", "s136"),
                        ("travel-by", "ambulance"),
                        ("sex", "Sam Okoro"),
                    ],
                ),
            ),
            placed(2, counted(2, &[("power", "s136")])),
            placed(3, back),
            placed(
                4,
                counted(1, &[("travel-by", "police-vehicle"), ("name", "Sam Okoro")]),
            ),
        ];
        let uses = all(&entries);
        assert_eq!(uses.len(), 1);
        let codes: Vec<(&str, &str)> = uses[0]
            .iter()
            .map(|(line, code)| (line.as_str(), code.as_str()))
            .collect();
        assert_eq!(
            codes,
            [
                ("legal-status", "20"),
                ("power", "s136"),
                ("travel-by", "police-vehicle")
            ]
        );
        let mut turned = entries.to_vec();
        turned.reverse();
        assert_eq!(all(&turned), uses);
    }

    fn joined(duplicate: u8, keeps: u8, parted: bool) -> Content {
        Content::JoinedFact(JoinedFact {
            incident: IncidentId([duplicate; 16]),
            keeps: IncidentId([keeps; 16]),
            item: ItemId([99; 16]),
            at: Moment(0),
            parted,
        })
    }

    #[test]
    fn one_use_that_two_crews_recorded_counts_once_when_their_incidents_are_joined() {
        let mut entries = vec![
            placed(1, counted(1, &[("power", "s136"), ("travel-by", "ambulance")])),
            placed(
                2,
                counted(
                    2,
                    &[
                        ("power", "s136"),
                        ("travel-by", "police-vehicle"),
                        ("sex", "male"),
                    ],
                ),
            ),
        ];
        assert_eq!(all(&entries).len(), 2);
        entries.push(placed(3, joined(2, 1, false)));
        let one = all(&entries);
        assert_eq!(one.len(), 1);
        let said = |line: &str| one[0].get(line).map(String::as_str);
        assert_eq!(
            said("travel-by"),
            Some("ambulance"),
            "the one that goes on speaks"
        );
        assert_eq!(
            said("sex"),
            Some("male"),
            "what only the other one says is not lost"
        );
        // a third report, joined to the duplicate, is the same event
        entries.push(placed(4, counted(3, &[("power", "s136")])));
        entries.push(placed(5, joined(3, 2, false)));
        assert_eq!(all(&entries).len(), 1);
        entries.push(placed(6, joined(2, 1, true)));
        assert_eq!(all(&entries).len(), 2, "parted, they are two again");
        // a use that only the duplicate has is not lost
        let alone = [
            placed(1, counted(2, &[("power", "s136")])),
            placed(2, joined(2, 1, false)),
        ];
        assert_eq!(all(&alone).len(), 1);
    }

    #[test]
    fn the_legal_status_is_the_power_s_and_the_one_after_it_is_the_outcome_s() {
        for (power, outcome, status, after) in [
            ("s136", None, "20", None),
            ("s135-1", None, "19", None),
            ("s136", Some("discharged-gp"), "20", Some("98")),
            ("s136", Some("s2"), "20", Some("02")),
            ("s135-2", Some("s3"), "19", Some("03")),
            ("s136", Some("informal-admission"), "20", Some("01")),
            ("s136", Some("returned-awol"), "20", Some("99")),
        ] {
            let mut codes = vec![("power", power)];
            codes.extend(outcome.map(|outcome| ("outcome", outcome)));
            let one = all(&[placed(1, counted(1, &codes))]).remove(0);
            let said = |line: &str| one.get(line).map(String::as_str);
            assert_eq!(
                (said("legal-status"), said("legal-status-after")),
                (Some(status), after),
                "{power} {outcome:?}"
            );
        }
    }
}
