//! The words of the incident's record: fields, blocks, people, red flags, what is wrong with a number.

use crate::domain::content::{Detail, IdentityConfidence, PersonRole, RedFlag, Somebody};
use crate::domain::incident::SharedIncident;
use crate::domain::record::{Block, Codes, Fault, SideField};
use crate::domain::role::Side;
use crate::ui::words::{t, ta};

use super::names::{risk_words, source_words};

/// A field of one side's record.
pub(crate) fn field_words(field: SideField) -> String {
    t(&format!("field-{}", field.key()))
}

/// A block of fields, as its side calls it.
pub(crate) fn block_words(side: Side, block: Block) -> String {
    t(match (side, block) {
        (_, Block::Who) => "block-who",
        (Side::Police, Block::Seen) => "block-seen",
        (Side::Health, Block::Seen) => "block-mental-state",
        (Side::Police, Block::Checks) => "block-checks",
        (Side::Health, Block::Checks) => "block-care",
        (_, Block::Threshold) => "block-threshold",
        (_, Block::Rationale) => "block-rationale",
        (_, Block::Triage) => "block-triage",
    })
}

/// How sure it is who somebody is.
pub(crate) fn identity_words(identity: IdentityConfidence) -> String {
    t(match identity {
        IdentityConfidence::Confirmed => "identity-confirmed",
        IdentityConfidence::SaidSo => "identity-said-so",
        IdentityConfidence::SomebodySaid => "identity-somebody-said",
        IdentityConfidence::NotKnown => "identity-not-known",
    })
}

/// What somebody has to do with the incident.
pub(crate) fn person_role_words(role: PersonRole) -> String {
    t(match role {
        PersonRole::Family => "role-family",
        PersonRole::Child => "role-child",
        PersonRole::Dependant => "role-dependant",
        PersonRole::StaffVictim => "role-staff",
        PersonRole::Other => "role-other",
    })
}

/// "Child: Ana Okoro, 6".
pub(crate) fn somebody_words(somebody: &Somebody) -> String {
    let name = if somebody.name.is_empty() {
        t("person-open")
    } else {
        somebody.name.clone()
    };
    let who = match somebody.age {
        None => name,
        Some(age) => ta("person-age", &[("name", name.into()), ("age", age.into())]),
    };
    let role = person_role_words(somebody.role);
    ta("somebody-line", &[("role", role.into()), ("who", who.into())])
}

/// A physical sign that needs an ambulance now.
pub(crate) fn red_flag_words(flag: RedFlag) -> String {
    t(match flag {
        RedFlag::Breathing => "flag-breathing",
        RedFlag::ChestPain => "flag-chest-pain",
        RedFlag::Unresponsive => "flag-unresponsive",
        RedFlag::HeadInjury => "flag-head-injury",
        RedFlag::Ligature => "flag-ligature",
        RedFlag::Bleeding => "flag-bleeding",
        RedFlag::Overdose => "flag-overdose",
        RedFlag::Disturbance => "flag-disturbance",
        RedFlag::Restrained => "flag-restrained",
        RedFlag::Medical => "flag-medical",
    })
}

/// All of them in one sentence; `None` without any.
pub(crate) fn red_flags_line(incident: &SharedIncident) -> Option<String> {
    let frame = &incident.frame;
    if !frame.has_red_flags() || incident.closed.is_some() {
        return None;
    }
    Some(ta(
        "flags-line",
        &[("signs", signs(&frame.red_flags, &frame.red_flag_words).into())],
    ))
}

fn signs(flags: &[RedFlag], words: &str) -> String {
    let mut signs: Vec<String> = flags.iter().copied().map(red_flag_words).collect();
    signs.extend((!words.is_empty()).then(|| words.to_owned()));
    signs.join("; ")
}

/// What is wrong with a number, a place or a code.
pub(crate) fn fault_words(fault: Fault) -> String {
    match fault {
        Fault::Shape => t("fault-shape"),
        Fault::Check => t("fault-check"),
        Fault::Impossible => t("fault-impossible"),
        Fault::TestNumber => t("fault-test-number"),
        Fault::RealNumber => t("fault-real-number"),
        Fault::Code => t("fault-code"),
        Fault::Long(most) => ta("fault-long", &[("most", most.into())]),
    }
}

/// One detail of the shared frame as it was set, for the timeline.
pub(crate) fn detail_words(detail: &Detail) -> String {
    let line = |key, words: String| ta(key, &[("words", words.into())]);
    match detail {
        Detail::Source { source, log } => {
            let words = [source_words(*source), log.clone()];
            line("detail-source", filled(&words))
        }
        Detail::Place(place) => line("detail-place", place.clone()),
        Detail::Person { name, age, .. } => {
            let age = age.map(|age| age.to_string()).unwrap_or_default();
            line("detail-person", filled(&[name.clone(), age]))
        }
        Detail::Risk(risk) => line("detail-risk", risk_words(*risk)),
        Detail::Spot {
            postcode,
            three_words,
            grid,
        } => line(
            "detail-spot",
            filled(&[postcode.clone(), three_words.clone(), grid.clone()]),
        ),
        Detail::Identity(identity) => line("detail-identity", identity_words(*identity)),
        Detail::RedFlags { flags, words } if flags.is_empty() && words.is_empty() => t("detail-no-flags"),
        Detail::RedFlags { flags, words } => line("detail-flags", signs(flags, words)),
        Detail::Plan(words) => line("detail-plan", words.clone()),
        Detail::Injuries(words) => line("detail-injuries", words.clone()),
        Detail::Somebody(somebody) if somebody.taken_off => {
            line("detail-somebody-off", somebody_words(somebody))
        }
        Detail::Somebody(somebody) => line("detail-somebody", somebody_words(somebody)),
        Detail::Marker(marker) => {
            let kind = Codes::embedded().markers.kind(&marker.code);
            let what = kind.map_or(marker.code.clone(), |kind| kind.words.clone());
            let key = if marker.removed.is_some() {
                "detail-marker-off"
            } else {
                "detail-marker"
            };
            line(key, what)
        }
    }
}

/// The pieces that say something, with commas between; a dash where a field was emptied.
fn filled(pieces: &[String]) -> String {
    let filled: Vec<&str> = pieces
        .iter()
        .map(String::as_str)
        .filter(|piece| !piece.is_empty())
        .collect();
    if filled.is_empty() {
        t("detail-emptied")
    } else {
        filled.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        let mut names: Vec<String> = SideField::ALL.iter().map(|field| field_words(*field)).collect();
        for (field, name) in SideField::ALL.iter().zip(&names) {
            assert_ne!(*name, format!("field-{}", field.key()));
        }
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "{names:?}");
    }
}
