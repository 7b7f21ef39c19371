//! What can be chosen on the page of section 136, in the order of the digits.

use crate::domain::content::{
    Advice, Conveyance, EndedHow, MoreTime, OtherWay, PlaceOfSafety, S136Field, WarrantKind,
};
use crate::domain::incident::SharedIncident;
use crate::domain::mha::record::code;
use crate::domain::mha::{MhaLaw, law};
use crate::domain::time::Moment;

/// What is being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    Used,
    Arrived,
    Ended,
    NotUsed,
    Considered,
    HandedOver,
    Extended,
    Kept,
    Warrant,
    /// One of the rarer steps.
    Other,
    Conveyed,
    Left,
    Assessed,
    Checked,
    Absconded,
    Retaken,
    TakenBack,
}

pub(super) const WHAT: [(Pick, &str); 7] = [
    (Pick::Used, "s136-pick-used"),
    (Pick::Arrived, "s136-pick-arrived"),
    (Pick::Ended, "s136-pick-ended"),
    (Pick::NotUsed, "s136-pick-not-used"),
    (Pick::HandedOver, "s136-pick-handed-over"),
    (Pick::Other, "s136-pick-other"),
    (Pick::Considered, "s136-pick-considered"),
];

pub(super) const OTHER: [(Pick, &str); 10] = [
    (Pick::Extended, "s136-pick-extended"),
    (Pick::Kept, "s136-pick-kept"),
    (Pick::Warrant, "s136-pick-warrant"),
    (Pick::Conveyed, "s136-pick-conveyed"),
    (Pick::Left, "s136-pick-left"),
    (Pick::Assessed, "s136-pick-assessed"),
    (Pick::Checked, "s136-pick-checked"),
    (Pick::Absconded, "s136-pick-absconded"),
    (Pick::Retaken, "s136-pick-retaken"),
    (Pick::TakenBack, "s136-pick-taken-back"),
];

pub(super) const ADVICE: [(Advice, &str); 3] = [
    (Advice::Supports, "s136-advice-supports"),
    (Advice::AnotherWay, "s136-advice-other"),
    (Advice::NoView, "s136-advice-none"),
];

pub(super) const TRAVEL: [(Conveyance, &str); 6] = [
    (Conveyance::Ambulance, "s136-travel-ambulance"),
    (Conveyance::PoliceVehicle, "s136-travel-police"),
    (Conveyance::OtherHealthVehicle, "s136-travel-health"),
    (Conveyance::None, "s136-travel-none"),
    (Conveyance::Other, "s136-travel-other"),
    (Conveyance::NotKnown, "s136-travel-not-known"),
];

const PLACE: [(PlaceOfSafety, &str); 6] = [
    (PlaceOfSafety::HealthBased, "s136-place-health"),
    (PlaceOfSafety::EmergencyDepartment, "s136-place-emergency"),
    (PlaceOfSafety::PrivateHome, "s136-place-home"),
    (PlaceOfSafety::Other, "s136-place-other"),
    (PlaceOfSafety::NotKnown, "s136-place-not-known"),
    (PlaceOfSafety::PoliceStation, "s136-place-station"),
];

/// The classes of place where a person was found, as codes of the record.
pub(super) const FOUND: [(&str, &str); 8] = [
    ("public", "s136-code-public"),
    ("workplace", "s136-code-workplace"),
    ("railway", "s136-code-railway"),
    ("rooftop", "s136-code-rooftop"),
    ("communal-area", "s136-code-communal-area"),
    ("hospital", "s136-code-hospital"),
    ("police-station", "s136-code-police-station"),
    ("dwelling", "s136-code-dwelling"),
];

/// Who agreed to a home or other premises (s135(7)), as codes of the record.
pub(super) const AGREED: [(&str, &str); 4] = [
    ("person", "s136-code-person"),
    ("person-and-occupier", "s136-code-person-and-occupier"),
    ("occupier", "s136-code-occupier"),
    ("manager", "s136-code-manager"),
];

/// The professions of s136(1C) and regulation 8, as codes of the record.
pub(super) const ROLES: [(&str, &str); 5] = [
    ("nurse", "s136-code-nurse"),
    ("doctor", "s136-code-doctor"),
    ("amhp", "s136-code-amhp"),
    ("occupational-therapist", "s136-code-occupational-therapist"),
    ("paramedic", "s136-code-paramedic"),
];

pub(super) const WAYS: [(OtherWay, &str); 7] = [
    (OtherWay::WentFreely, "s136-way-freely"),
    (OtherWay::StayedWithOthers, "s136-way-others"),
    (OtherWay::CrisisTeam, "s136-way-crisis-team"),
    (OtherWay::Ambulance, "s136-way-ambulance"),
    (OtherWay::HomeWithAdvice, "s136-way-home"),
    (OtherWay::Arrested, "s136-way-arrested"),
    (OtherWay::Other, "s136-way-other"),
];

pub(super) const ENDED: [(EndedHow, &str); 7] = [
    (EndedHow::Assessed, "s136-ended-assessed"),
    (EndedHow::GroundsEnded, "s136-ended-grounds"),
    (EndedHow::TimeOut, "s136-ended-time-out"),
    (EndedHow::Arrested, "s136-ended-arrested"),
    (EndedHow::Absconded, "s136-ended-absconded"),
    (EndedHow::Died, "s136-ended-died"),
    (EndedHow::Other, "s136-ended-other"),
];

pub(super) const MORE_TIME: [(MoreTime, &str); 4] = [
    (MoreTime::TooDistressed, "s136-more-distressed"),
    (MoreTime::Intoxicated, "s136-more-intoxicated"),
    (MoreTime::PhysicalTreatment, "s136-more-physical"),
    (MoreTime::OtherCondition, "s136-more-other"),
];

pub(super) const WARRANT: [(WarrantKind, &str); 2] = [
    (WarrantKind::Remove, "s136-warrant-remove"),
    (WarrantKind::Retake, "s136-warrant-retake"),
];

/// Where the assessment of a person at a police station is to be (s136B(3)).
pub(super) const ASSESSED: [(bool, &str); 2] =
    [(true, "s136-assessed-here"), (false, "s136-assessed-elsewhere")];

/// The value at a chosen place of a list.
pub(super) fn at<T: Copy, const N: usize>(list: &[(T, &str); N], chosen: Option<usize>) -> Option<T> {
    chosen.and_then(|at| list.get(at)).map(|(value, _)| *value)
}

/// The places that are offered for a step at that time. A police station is among them only while the law lets it be
/// one, and only for a person who is known to be an adult, or said to be one and why.
pub(super) fn offered(incident: &SharedIncident, at: Moment) -> Vec<(PlaceOfSafety, &'static str)> {
    offered_by(law(), incident, at)
}

fn offered_by(law: &MhaLaw, incident: &SharedIncident, at: Moment) -> Vec<(PlaceOfSafety, &'static str)> {
    let station = station_offered(law, incident, at);
    PLACE
        .into_iter()
        .filter(|(place, _)| *place != PlaceOfSafety::PoliceStation || station)
        .collect()
}

/// The places that somebody may have come to at that time: a police station also where it should not have been one. The law
/// then asks why, and both organisations see it.
pub(super) fn reached(at: Moment) -> Vec<(PlaceOfSafety, &'static str)> {
    let station = station_on(law(), at);
    let places = PLACE.into_iter();
    places
        .filter(|(place, _)| *place != PlaceOfSafety::PoliceStation || station)
        .collect()
}

fn station_on(law: &MhaLaw, at: Moment) -> bool {
    at.london_date().is_some_and(|day| law.station_offered(day))
}

/// An adult by a known age, or one whose age is estimated or not known, where the record says how it is known.
fn station_offered(law: &MhaLaw, incident: &SharedIncident, at: Moment) -> bool {
    let shown = incident.s136.said.contains_key(&S136Field::AdultBecause);
    let adult = match incident.age {
        Some(age) => age >= law.clocks.adult_age && (shown || !incident.age_about),
        None => shown,
    };
    adult && station_on(law, at)
}

/// The answers that the page of the record offers on a line: of the place of safety the same as the page of section 136
/// does for the day of the use, and what the record says already.
pub(super) fn answers(
    field: S136Field,
    codes: &'static [&'static str],
    known: &str,
    incident: &SharedIncident,
    now: Moment,
) -> Vec<&'static str> {
    answers_by(law(), (field, codes), known, incident, now)
}

fn answers_by(
    law: &MhaLaw,
    (field, codes): (S136Field, &'static [&'static str]),
    known: &str,
    incident: &SharedIncident,
    now: Moment,
) -> Vec<&'static str> {
    let at = incident.s136.began().unwrap_or(now);
    let there = !incident.s136.stays.is_empty() && station_on(law, at);
    let all = field != S136Field::PlaceClass || there || station_offered(law, incident, at);
    let station = code(PlaceOfSafety::PoliceStation);
    let codes = codes.iter().copied();
    codes
        .filter(|code| all || *code == known || *code != station)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::S136Form;
    use crate::ui::screens::incident_tests::incident;

    const LAW: &str = include_str!("../../../../assets/rules/mental-health-act-2026-11-21.toml");

    #[test]
    fn the_police_station_is_among_the_places_until_the_day_of_the_act_of_2025_and_not_after_it() {
        let begins = LAW.replace(
            "commencement = \"not-confirmed\"",
            "from = \"2027-04-01\"\ncommencement = \"in-force\"",
        );
        let law = MhaLaw::from_toml(&begins).unwrap();
        let mut adult = incident();
        (adult.age, adult.age_about) = (Some(30), false);
        let station = |day: &str| {
            let day: chrono::NaiveDate = day.parse().unwrap();
            let now = Moment::from_utc(day, 12, 0, 0).unwrap();
            let offered = offered_by(&law, &adult, now);
            assert!(offered.len() >= 5, "the other places stay");
            offered
                .iter()
                .any(|(place, _)| *place == PlaceOfSafety::PoliceStation)
        };
        assert!(station("2027-03-31"));
        assert!(!station("2027-04-01"));
    }

    #[test]
    fn the_page_of_the_record_offers_the_station_until_that_day_and_keeps_what_an_old_record_has() {
        let begins = LAW.replace(
            "commencement = \"not-confirmed\"",
            "from = \"2027-04-01\"\ncommencement = \"in-force\"",
        );
        let law = MhaLaw::from_toml(&begins).unwrap();
        let S136Form::Choice(codes) = S136Field::PlaceClass.form() else {
            panic!("a list");
        };
        let mut adult = incident();
        (adult.age, adult.age_about) = (Some(30), false);
        let station = |day: &str, known: &str, of: &SharedIncident| {
            let day: chrono::NaiveDate = day.parse().unwrap();
            let now = Moment::from_utc(day, 12, 0, 0).unwrap();
            let offered = answers_by(&law, (S136Field::PlaceClass, codes), known, of, now);
            assert!(offered.len() >= 5, "the other places stay");
            offered.contains(&"police-station")
        };
        assert!(station("2027-03-31", "", &adult));
        assert!(!station("2027-04-01", "", &adult));
        assert!(
            station("2027-04-01", "police-station", &adult),
            "an old record stays readable"
        );
        // nor is it offered, on any day, of a person who is or may be under 18
        for (age, about) in [(Some(17), false), (Some(30), true), (None, false)] {
            let mut other = adult.clone();
            (other.age, other.age_about) = (age, about);
            assert!(!station("2026-11-20", "health-based", &other), "{age:?} {about}");
            // how it is known that the person is an adult lets an estimate and an age that is not known pass
            let because = "About 45, grey, says that he has grown children".to_owned();
            other.s136.said.insert(S136Field::AdultBecause, because);
            let adult = age != Some(17);
            assert_eq!(station("2026-11-20", "health-based", &other), adult, "{age:?}");
            assert!(!station("2027-04-01", "health-based", &other), "{age:?}");
        }
    }
}
