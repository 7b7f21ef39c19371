//! The uses of a financial year, each as the codes that a national return counts.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{legal_status, legal_status_after, lists};
use crate::domain::content::Content;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::Placed;
use crate::domain::time::Moment;

/// One use: code by line.
pub type Use = BTreeMap<String, String>;

/// The uses among these facts, given in any order and however often: later codes stand in for earlier ones, and a use
/// that was taken back is not among them. Of incidents that were joined each use counts once, however many crews recorded
/// it. Only codes of closed lists come through.
pub fn uses(entries: &[Placed]) -> Vec<Use> {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let lists = lists();
    let mut back: BTreeSet<ItemId> = BTreeSet::new();
    let mut keeps: BTreeMap<IncidentId, IncidentId> = BTreeMap::new();
    let mut found: BTreeMap<(IncidentId, ItemId), Counted> = BTreeMap::new();
    for placed in sorted {
        if let Content::S136TakenBack(fact) = &placed.content {
            back.insert(fact.item);
        }
        if let Content::JoinedFact(fact) = &placed.content {
            if fact.parted {
                keeps.remove(&fact.incident);
            } else {
                keeps.insert(fact.incident, fact.keeps);
            }
        }
        if let Content::S136Counted(fact) = &placed.content {
            let of = found.entry((fact.incident, fact.item)).or_default();
            of.at = fact.at;
            for (line, code) in &fact.codes {
                let known = lists.get(line.as_str());
                if code.is_empty() {
                    of.codes.remove(line);
                } else if known.is_some_and(|codes| codes.contains(&code.as_str())) {
                    of.codes.insert(line.clone(), code.clone());
                }
            }
        }
    }
    found.retain(|(_, item), _| !back.contains(item));
    once(found, &keeps)
        .into_iter()
        .map(|one| with_legal_status(one.codes))
        .collect()
}

/// One use as it is put together.
#[derive(Debug, Clone, Default)]
struct Counted {
    at: Moment,
    codes: Use,
}

/// Each use once. Of joined incidents the one that goes on speaks, or, where nobody recorded a use there, the duplicate
/// with the most; what another one recorded of a use fills the lines that stand open, in the use nearest in time.
fn once(
    found: BTreeMap<(IncidentId, ItemId), Counted>,
    keeps: &BTreeMap<IncidentId, IncidentId>,
) -> Vec<Counted> {
    let mut events: BTreeMap<IncidentId, BTreeMap<IncidentId, Vec<Counted>>> = BTreeMap::new();
    for ((incident, _), one) in found {
        let of = events.entry(last(incident, keeps)).or_default();
        of.entry(incident).or_default().push(one);
    }
    let merged = events.into_iter().flat_map(|(kept, mut records)| {
        let most = records.iter().max_by_key(|(_, uses)| uses.len());
        let speaks = if records.contains_key(&kept) {
            Some(kept)
        } else {
            most.map(|(incident, _)| *incident)
        };
        let mut uses = speaks.and_then(|of| records.remove(&of)).unwrap_or_default();
        for other in records.into_values().flatten() {
            let nearest = uses
                .iter_mut()
                .min_by_key(|one| one.at.since_ms(other.at).saturating_abs());
            if let Some(nearest) = nearest {
                for (line, code) in other.codes {
                    nearest.codes.entry(line).or_insert(code);
                }
            }
        }
        uses
    });
    merged.collect()
}

/// The incident that goes on, through joinings of joinings; a ring of them, which nothing here can make, ends somewhere.
fn last(incident: IncidentId, keeps: &BTreeMap<IncidentId, IncidentId>) -> IncidentId {
    let mut at = incident;
    for _ in 0..keeps.len() {
        match keeps.get(&at) {
            Some(next) => at = *next,
            None => break,
        }
    }
    at
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
    use crate::domain::content::JoinedFact;
    use crate::domain::content::{S136Counted, S136TakenBack};
    use crate::domain::ids::{DeviceId, EntryRef};

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
        })
    }

    #[test]
    fn later_codes_stand_in_what_was_taken_back_is_out_and_words_never_come_through() {
        let back = Content::S136TakenBack(S136TakenBack {
            incident: IncidentId([2; 16]),
            item: ItemId([2; 16]),
            at: Moment(0),
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
        let uses = uses(&entries);
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
        assert_eq!(super::uses(&turned), uses);
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
        assert_eq!(uses(&entries).len(), 2);
        entries.push(placed(3, joined(2, 1, false)));
        let one = uses(&entries);
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
        assert_eq!(uses(&entries).len(), 1);
        entries.push(placed(6, joined(2, 1, true)));
        assert_eq!(uses(&entries).len(), 2, "parted, they are two again");
        // a use that only the duplicate has is not lost
        let alone = [
            placed(1, counted(2, &[("power", "s136")])),
            placed(2, joined(2, 1, false)),
        ];
        assert_eq!(uses(&alone).len(), 1);
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
            let one = uses(&[placed(1, counted(1, &codes))]).remove(0);
            let said = |line: &str| one.get(line).map(String::as_str);
            assert_eq!(
                (said("legal-status"), said("legal-status-after")),
                (Some(status), after),
                "{power} {outcome:?}"
            );
        }
    }
}
