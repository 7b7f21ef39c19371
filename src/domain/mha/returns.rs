//! The uses of a financial year, each as the codes that a national return counts.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{lists, mhsds_legal_status};
use crate::domain::content::Content;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::Placed;

/// One use: code by line.
pub type Use = BTreeMap<String, String>;

/// The uses among these facts, given in any order and however often: later codes stand in for earlier ones, and a use
/// that was taken back is not among them. Only codes of closed lists come through.
pub fn uses(entries: &[Placed]) -> Vec<Use> {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let lists = lists();
    let mut back: BTreeSet<ItemId> = BTreeSet::new();
    let mut found: BTreeMap<(IncidentId, ItemId), Use> = BTreeMap::new();
    for placed in sorted {
        if let Content::S136TakenBack(fact) = &placed.content {
            back.insert(fact.item);
        }
        if let Content::S136Counted(fact) = &placed.content {
            let of = found.entry((fact.incident, fact.item)).or_default();
            for (line, code) in &fact.codes {
                let known = lists.get(line.as_str());
                if code.is_empty() {
                    of.remove(line);
                } else if known.is_some_and(|codes| codes.contains(&code.as_str())) {
                    of.insert(line.clone(), code.clone());
                }
            }
        }
    }
    found
        .into_iter()
        .filter(|((_, item), _)| !back.contains(item))
        .map(|(_, codes)| with_legal_status(codes))
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
        _ => true,
    }
}

fn with_legal_status(mut codes: Use) -> Use {
    let power = codes.get("power").map_or("", String::as_str);
    let outcome = codes.get("outcome").map(String::as_str);
    let status = mhsds_legal_status(power, outcome).to_owned();
    codes.insert("legal-status".to_owned(), status);
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::{S136Counted, S136TakenBack};
    use crate::domain::ids::{DeviceId, EntryRef};
    use crate::domain::time::Moment;

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

    #[test]
    fn the_legal_status_follows_the_outcome_and_else_the_power() {
        for (power, outcome, status) in [
            ("s136", None, "20"),
            ("s135-1", None, "19"),
            ("s136", Some("discharged-gp"), "20"),
            ("s136", Some("s2"), "02"),
            ("s136", Some("s3"), "03"),
            ("s136", Some("informal-admission"), "01"),
            ("", None, "99"),
        ] {
            assert_eq!(mhsds_legal_status(power, outcome), status, "{power} {outcome:?}");
        }
    }
}
