//! What has to be said with a step of section 136 or 135 before it is taken.

use super::record::fits;
use super::state::S136State;
use super::step::{About, Refusal};
use crate::domain::content::{Consulted, Conveyance, PlaceOfSafety, S136Field, S136Step};

/// What has to be said with a step.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other steps are a time alone")]
pub(super) fn said(about: &About<'_>, step: &S136Step) -> Result<(), Refusal> {
    let words = |words: &str, what: &'static str| {
        if words.trim().is_empty() {
            Err(Refusal::Missing(what))
        } else {
            Ok(())
        }
    };
    let consulted = |consulted: &Consulted| match consulted {
        Consulted::CrewNurse { .. } => Ok(()),
        Consulted::Other { who } => words(who, "Say who you consulted, or why you could not"),
        Consulted::NotPracticable { why } => words(why, "Say who you consulted, or why you could not"),
    };
    match step {
        S136Step::NotUsed {
            instead,
            consulted: with,
            ..
        } => {
            words(instead, "Say what was done instead")?;
            consulted(with)
        }
        S136Step::Considered {
            consulted: Some(with),
            ..
        } => consulted(with),
        S136Step::Used { consulted: with, .. } => {
            consulted(with)?;
            unknown_says_why(about, step)
        }
        S136Step::Said { field, value } if !value.is_empty() && !fits(*field, value, about.now) => {
            Err(Refusal::Unfit(*field))
        }
        S136Step::Warrant {
            number,
            present,
            kept,
            place,
            ..
        } => {
            words(number, "Give the warrant's number and court")?;
            words(present, "Say who was there: the AMHP and the doctor")?;
            if *kept {
                kept_where(about, *place)?;
            }
            unknown_says_why(about, step)
        }
        S136Step::Kept { place, .. } => {
            kept_where(about, *place)?;
            unknown_says_why(about, step)
        }
        S136Step::Conveyed { to, .. } => {
            words(to, "Say where to")?;
            unknown_says_why(about, step)
        }
        S136Step::HandedOver { to, .. } | S136Step::FormGiven { to, .. } => {
            words(to, "Say who took over: name and job")
        }
        S136Step::Extended { by, minutes, .. } => {
            words(by, "Give the doctor's name and number")?;
            if *minutes == 0 {
                Err(Refusal::Missing("Say how much more time was given"))
            } else {
                Ok(())
            }
        }
        S136Step::Checked { by, .. } => words(by, "Say who looked after the person"),
        S136Step::TakenBack { why, .. } => words(why, "Say why this step was wrong"),
        _ => unknown_says_why(about, step),
    }
}

/// Where somebody is kept, the class of the place is known: the rules of a police station and of a home hang on it.
fn kept_where(about: &About<'_>, place: Option<PlaceOfSafety>) -> Result<(), Refusal> {
    if place.is_none() && !about.state.said.contains_key(&S136Field::PlaceClass) {
        return Err(Refusal::Missing(
            "Say at which kind of place of safety the person is kept",
        ));
    }
    Ok(())
}

/// No way and no place is another one, or not known, without a reason; and the reason is not taken back under it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other steps name no way and no place"
)]
fn unknown_says_why(about: &About<'_>, step: &S136Step) -> Result<(), Refusal> {
    let line = |field: S136Field| about.state.said.get(&field).map_or("", String::as_str);
    let open = |by: &Conveyance| matches!(by, Conveyance::Other | Conveyance::NotKnown);
    let why = line(S136Field::TravelWhy);
    let (asks, why) = match step {
        S136Step::Used {
            conveyance, place, ..
        } => (open(conveyance) || *place == Some(PlaceOfSafety::NotKnown), why),
        S136Step::Conveyed { by, .. } => (open(by), why),
        S136Step::Arrived { place, .. } | S136Step::Kept { place, .. } | S136Step::Warrant { place, .. } => {
            (*place == Some(PlaceOfSafety::NotKnown), why)
        }
        S136Step::Said {
            field: S136Field::PlaceClass,
            value,
        } => {
            let unnamed = value == "other" && line(S136Field::PlaceName).is_empty();
            (value == "not-known" || unnamed, why)
        }
        S136Step::Said { field, value } if of_travel(*field) => {
            (matches!(value.as_str(), "other" | "not-known"), why)
        }
        S136Step::Said {
            field: S136Field::TravelWhy,
            value,
        } => (unknown(about.state), value.as_str()),
        _ => (false, why),
    };
    if asks && why.trim().is_empty() {
        return Err(Refusal::Missing("Say which other way, or why it is not known"));
    }
    Ok(())
}

/// The lines of the way whose answer may be another one, or not known.
fn of_travel(field: S136Field) -> bool {
    matches!(
        field,
        S136Field::TravelBy | S136Field::PoliceVehicle | S136Field::Ambulance
    )
}

/// The record says of the way or of the place that it is not known, or another: it keeps saying why.
fn unknown(state: &S136State) -> bool {
    let said = |field: S136Field| state.said.get(&field).map_or("", String::as_str);
    let lines = [S136Field::PoliceVehicle, S136Field::Ambulance].map(said);
    if lines.iter().any(|line| matches!(*line, "other" | "not-known")) {
        return true;
    }
    let open = |by: Conveyance| matches!(by, Conveyance::Other | Conveyance::NotKnown);
    state.conveyance().is_some_and(open)
        || state.legs.iter().any(|leg| open(leg.by))
        || state.first_place() == Some(PlaceOfSafety::NotKnown)
}
