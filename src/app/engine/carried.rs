//! What goes along when a duplicate is joined to the incident that goes on: the shared frame, so that nothing that somebody
//! has to know stays behind on an incident that closed. Every entry bears the name of the joining: parting takes them back.

use super::closing::is_held;
use crate::app::problem::Problem;
use crate::domain::content::{Content, Detail, DetailSet, RedFlag};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{Frame, SharedIncident};
use crate::domain::mha::clock::period;
use crate::domain::mha::law;

/// A person who is detained never stands on an incident that closes: their clock would be gone from every page.
///
/// # Errors
/// Somebody is detained on the duplicate, unless the other incident holds them too and its clock ends no later.
pub(super) fn nobody_is_left(gone: &SharedIncident, stays: &SharedIncident) -> Result<(), Problem> {
    let ends = |of: &SharedIncident| period(&of.s136, law()).map(|period| period.limit);
    let runs_there = match (ends(gone), ends(stays)) {
        (Some(gone), Some(stays)) => stays <= gone,
        (Some(_), None) => false,
        (None, _) => true,
    };
    if !is_held(gone) || (is_held(stays) && runs_there) {
        return Ok(());
    }
    Err(Problem::new(
        "A-1010",
        format!("Somebody is detained on {}", gone.reference),
        format!(
            "Open {}, and join it to {} from there",
            stays.reference, gone.reference
        ),
    ))
}

/// The details of the duplicate that the other incident lacks, each named as the joining is.
pub(super) fn carried(gone: &SharedIncident, stays: &SharedIncident, item: ItemId) -> Vec<Content> {
    let incident: IncidentId = stays.incident;
    let first = first_line(gone, stays);
    let signs = red_flags(&gone.frame, &stays.frame);
    let words = words(&gone.frame, &stays.frame);
    let who = who(gone, stays);
    let all = first.into_iter().chain(signs).chain(words).chain(who);
    all.map(|detail| {
        Content::DetailSet(DetailSet {
            incident,
            item,
            detail,
        })
    })
    .collect()
}

/// How it came, where, who and how high the risk is: what is empty there, and the higher of two risks.
fn first_line(gone: &SharedIncident, stays: &SharedIncident) -> Vec<Detail> {
    let mut out = Vec::new();
    if let (None, Some(source)) = (stays.source, gone.source) {
        let log = gone.log.clone();
        out.push(Detail::Source { source, log });
    }
    if stays.place.is_empty() && !gone.place.is_empty() {
        out.push(Detail::Place(gone.place.clone()));
    }
    let unknown = stays.person.is_empty() && stays.age.is_none();
    if unknown && (!gone.person.is_empty() || gone.age.is_some()) {
        out.push(Detail::Person {
            name: gone.person.clone(),
            age: gone.age,
            about: gone.age_about,
        });
    }
    out.extend(
        gone.risk
            .filter(|risk| Some(*risk) > stays.risk)
            .map(Detail::Risk),
    );
    out
}

/// Signs that need an ambulance: those of both.
fn red_flags(gone: &Frame, stays: &Frame) -> Option<Detail> {
    let both = |flag: &RedFlag| gone.red_flags.contains(flag) || stays.red_flags.contains(flag);
    let flags: Vec<RedFlag> = RedFlag::ALL.into_iter().filter(both).collect();
    let words = together(&stays.red_flag_words, &gone.red_flag_words);
    let more = flags.len() > stays.red_flags.len() || words != stays.red_flag_words;
    more.then_some(Detail::RedFlags { flags, words })
}

/// Plan, injuries and the numbers of the place.
fn words(gone: &Frame, stays: &Frame) -> Vec<Detail> {
    let plan = together(&stays.plan, &gone.plan);
    let injuries = together(&stays.injuries, &gone.injuries);
    let mut out = Vec::new();
    if plan != stays.plan {
        out.push(Detail::Plan(plan));
    }
    if injuries != stays.injuries {
        out.push(Detail::Injuries(injuries));
    }
    let either = |stays: &String, gone: &String| if stays.is_empty() { gone } else { stays }.clone();
    let (postcode, three_words, grid) = (
        either(&stays.postcode, &gone.postcode),
        either(&stays.three_words, &gone.three_words),
        either(&stays.grid, &gone.grid),
    );
    if (&postcode, &three_words, &grid) != (&stays.postcode, &stays.three_words, &stays.grid) {
        out.push(Detail::Spot {
            postcode,
            three_words,
            grid,
        });
    }
    out
}

/// People who are not there yet, and markers that both sides may see.
fn who(gone: &SharedIncident, stays: &SharedIncident) -> Vec<Detail> {
    let (gone, stays) = (&gone.frame, &stays.frame);
    let people = gone.people.iter().filter(|one| {
        stays
            .people
            .iter()
            .all(|known| known.person != one.person && (known.role, &known.name) != (one.role, &one.name))
    });
    let markers = gone.markers.iter().filter(|one| {
        one.removed.is_none()
            && stays
                .markers
                .iter()
                .all(|known| known.marker != one.marker && known.code != one.code)
    });
    let identity = gone.identity.filter(|_| stays.identity.is_none());
    identity
        .map(Detail::Identity)
        .into_iter()
        .chain(people.cloned().map(Detail::Somebody))
        .chain(markers.cloned().map(Detail::Marker))
        .collect()
}

/// Both, each once.
fn together(stays: &str, gone: &str) -> String {
    if gone.is_empty() || stays.contains(gone) {
        return stays.to_owned();
    }
    if stays.is_empty() {
        return gone.to_owned();
    }
    format!("{stays}\n{gone}")
}
