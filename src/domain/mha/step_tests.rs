//! What may follow what, and what the law says against it: bad input is named, and dated rules come and go by their day.

use super::step::{About, Refusal, check, findings};
use super::{MhaLaw, Phase, S136State, law};
use crate::domain::content::{
    Consulted, Conveyance, MoreTime, PlaceOfSafety, S136Field, S136Recorded, S136Step, WarrantKind,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

pub(super) const HOUR: i64 = 3_600_000;
/// 12 May 2026, 21:00 in London.
const NINE: i64 = 1_778_616_000_000;

pub(super) fn hours(hours: i64) -> Moment {
    Moment(NINE + hours * HOUR)
}

pub(super) fn used(at: Moment) -> S136Step {
    S136Step::Used {
        at,
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: None,
        place: None,
        conveyance: Conveyance::Ambulance,
    }
}

pub(super) fn arrived(at: Moment, place: Option<PlaceOfSafety>) -> S136Step {
    S136Step::Arrived { at, place }
}

pub(super) fn said(field: S136Field, value: &str) -> S136Step {
    S136Step::Said {
        field,
        value: value.to_owned(),
    }
}

pub(super) fn more(at: Moment, minutes: u32) -> S136Step {
    S136Step::Extended {
        at,
        minutes,
        by: "Dr A Reed".to_owned(),
        why: MoreTime::Intoxicated,
        superintendent: String::new(),
        assessed_there: None,
    }
}

/// A use in the making.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) state: S136State,
    pub(super) now: Moment,
    pub(super) age: Option<u32>,
    pub(super) law: MhaLaw,
}

impl Story {
    pub(super) fn new() -> Self {
        Self {
            state: S136State::default(),
            now: hours(10),
            age: Some(30),
            law: law().clone(),
        }
    }

    pub(super) fn try_it(&self, step: &S136Step, reason: bool) -> Result<Vec<String>, String> {
        let about = About {
            law: &self.law,
            state: &self.state,
            age: self.age,
            age_about: false,
            now: self.now,
            earlier: None,
        };
        let slugs = |against: Vec<super::step::Against>| {
            against
                .into_iter()
                .map(|against| against.row.slug)
                .collect::<Vec<_>>()
        };
        check(&about, step, reason).map(slugs).map_err(|refusal| {
            if let Refusal::Law(against) = refusal {
                slugs(against).join(" ")
            } else if let Refusal::NoPower(against) = refusal {
                format!("no power: {}", slugs(against).join(" "))
            } else {
                format!("{refusal:?}")
            }
        })
    }

    pub(super) fn with(mut self, steps: &[S136Step]) -> Self {
        for step in steps {
            self.try_it(step, true).unwrap();
            let number = u8::try_from(self.state.steps.len()).unwrap();
            let recorded = S136Recorded {
                incident: IncidentId([1; 16]),
                item: ItemId([number; 16]),
                step: step.clone(),
            };
            self.state.take(&recorded, self.now);
        }
        self
    }

    pub(super) fn refuses(&self, step: &S136Step) -> String {
        self.try_it(step, false).unwrap_err()
    }
}

#[test]
fn a_use_goes_through_its_phases_and_each_step_waits_for_the_one_before() {
    let mut story = Story::new();
    assert_eq!(story.state.phase(), Phase::None);
    for early in [
        arrived(hours(1), None),
        S136Step::HandedOver {
            at: hours(1),
            to: "N".to_owned(),
        },
    ] {
        assert!(story.refuses(&early).starts_with("First"), "{early:?}");
    }
    let over = |at| S136Step::HandedOver {
        at,
        to: "R Cole, nurse".to_owned(),
    };
    let leg = S136Step::Conveyed {
        at: hours(1),
        to: "Suite".to_owned(),
        by: Conveyance::Ambulance,
        authorised: String::new(),
    };
    for (step, phase) in [
        (used(hours(0)), Phase::Detained),
        (leg, Phase::Conveyed),
        (arrived(hours(2), None), Phase::Arrived),
        (over(hours(3)), Phase::HandedOver),
        (S136Step::Absconded { at: hours(4) }, Phase::Missing),
        (S136Step::Retaken { at: hours(5) }, Phase::HandedOver),
        (S136Step::Assessed { at: hours(6) }, Phase::Assessed),
        (
            S136Step::Ended {
                at: hours(7),
                how: None,
            },
            Phase::Ended,
        ),
    ] {
        story = story.with(&[step]);
        assert_eq!(story.state.phase(), phase);
    }
}

#[test]
fn times_that_cannot_be_are_named() {
    let used_only = Story::new().with(&[used(hours(2))]);
    assert_eq!(
        used_only.refuses(&arrived(hours(1), None)),
        format!("Before({:?})", hours(2))
    );
    assert_eq!(used_only.refuses(&arrived(hours(11), None)), "Future");
    assert_eq!(Story::new().refuses(&used(hours(11))), "Future");
    let there = Story::new().with(&[used(hours(2)), arrived(hours(4), None)]);
    let ended = S136Step::Ended {
        at: hours(3),
        how: None,
    };
    assert_eq!(
        there.refuses(&ended),
        format!("EndBefore(Arrival, {:?})", hours(4))
    );
    assert!(Story::new().refuses(&ended).starts_with("First"));
}

#[test]
fn ending_before_any_arrival_is_named_and_passes_with_a_reason_only() {
    let story = Story::new().with(&[used(hours(0))]);
    let ended = S136Step::Ended {
        at: hours(1),
        how: None,
    };
    assert_eq!(story.refuses(&ended), "ended-on-the-way");
    assert_eq!(story.try_it(&ended, true).unwrap(), ["ended-on-the-way"]);
}

#[test]
fn a_dwelling_stops_the_use_and_learnt_later_no_reason_passes_it_while_somebody_is_detained() {
    let dwelling = said(S136Field::FoundClass, "dwelling");
    let story = Story::new().with(std::slice::from_ref(&dwelling));
    assert_eq!(story.refuses(&used(hours(0))), "dwelling");
    assert!(
        story.try_it(&used(hours(0)), true).is_err(),
        "no reason passes a bar"
    );
    let shared_hall = Story::new().with(&[said(S136Field::FoundClass, "communal-area")]);
    assert!(shared_hall.try_it(&used(hours(0)), false).is_ok());
    let late = Story::new().with(&[used(hours(0))]);
    for reason in [false, true] {
        assert_eq!(late.try_it(&dwelling, reason).unwrap_err(), "no power: dwelling");
        let no = said(S136Field::Necessary, "no");
        assert_eq!(late.try_it(&no, reason).unwrap_err(), "no power: grounds");
    }
    // once it is over it is history: kept, with a reason
    let ended = S136Step::Ended {
        at: hours(1),
        how: None,
    };
    let over = late.with(&[arrived(hours(1), None), ended]);
    assert_eq!(over.refuses(&dwelling), "dwelling");
    assert!(over.try_it(&dwelling, true).is_ok());
}

#[test]
fn a_ground_that_is_missing_stops_the_use() {
    let story = Story::new().with(&[said(S136Field::Need, "no")]);
    assert_eq!(story.refuses(&used(hours(0))), "grounds");
}

#[test]
fn nobody_under_18_goes_to_a_police_station_and_an_adult_only_with_all_four_conditions() {
    let station = arrived(hours(1), Some(PlaceOfSafety::PoliceStation));
    let mut child = Story::new().with(&[used(hours(0))]);
    child.age = Some(17);
    assert!(child.refuses(&station).starts_with("child-station"));
    let line = said(S136Field::PlaceClass, "police-station");
    let place = Some(PlaceOfSafety::PoliceStation);
    for meant in [line.clone(), S136Step::Kept { at: hours(1), place }] {
        assert!(
            child.try_it(&meant, true).is_err(),
            "no reason passes what is meant"
        );
    }
    // who is there is recorded, with a reason: the clock runs, and they are to be moved
    assert!(child.try_it(&station, true).is_ok());
    let there = child.with(&[arrived(hours(1), None)]);
    assert!(there.try_it(&line, false).is_err());
    assert!(
        there.try_it(&line, true).is_ok(),
        "nor is the place lost that is said later"
    );
    let adult = Story::new().with(&[used(hours(0))]);
    assert_eq!(adult.refuses(&station), "station-conditions");
    let conditions = [
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
    ];
    let three = adult.with(&conditions);
    assert_eq!(
        three.refuses(&station),
        "station-conditions",
        "an inspector has to authorise it"
    );
    let four = three.with(&[said(S136Field::StationInspector, "Insp 12 Shah")]);
    assert!(four.try_it(&station, false).is_ok());
    let unknown = Story { age: None, ..four };
    assert_eq!(unknown.refuses(&station), "age-in-doubt");
    assert!(unknown.try_it(&station, true).is_ok());
}

#[test]
fn an_age_that_turns_out_to_be_17_at_a_police_station_is_told_at_once() {
    let conditions = [
        used(hours(0)),
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
        said(S136Field::StationInspector, "Insp 12 Shah"),
        arrived(hours(1), Some(PlaceOfSafety::PoliceStation)),
    ];
    let mut story = Story::new().with(&conditions);
    story.age = Some(17);
    let about = About {
        law: &story.law,
        state: &story.state,
        age: story.age,
        age_about: false,
        now: story.now,
        earlier: None,
    };
    let found: Vec<&str> = findings(&about)
        .into_iter()
        .map(|row| row.slug.as_str())
        .collect();
    assert_eq!(found, ["child-station", "station-check"]);
    assert_eq!(
        story.state.place(),
        Some(PlaceOfSafety::PoliceStation),
        "nothing is lost"
    );
}

#[test]
fn the_police_station_goes_on_the_day_that_the_act_of_2025_says_and_old_records_stay() {
    let row = "slug = \"station-ended\"";
    let text = include_str!("../../../assets/rules/mental-health-act-2026-11-21.toml");
    assert!(text.contains(row));
    let begun = |day: &str| {
        let dated = format!("from = \"{day}\"\ncommencement = \"in-force\"");
        MhaLaw::from_toml(&text.replace("commencement = \"not-confirmed\"", &dated)).unwrap()
    };
    let four = [
        used(hours(0)),
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
        said(S136Field::StationInspector, "Insp 12 Shah"),
    ];
    let station = arrived(hours(1), Some(PlaceOfSafety::PoliceStation));
    let before = Story {
        law: begun("2026-05-13"),
        ..Story::new().with(&four)
    };
    assert!(before.try_it(&station, false).is_ok(), "the day before");
    let after = Story {
        law: begun("2026-05-12"),
        ..Story::new().with(&four)
    };
    assert_eq!(after.refuses(&station), "station-ended");
    let old = Story::new().with(&four).with(&[station]);
    let old = Story {
        law: begun("2026-05-12"),
        ..old
    };
    assert_eq!(
        old.state.place(),
        Some(PlaceOfSafety::PoliceStation),
        "it reads as it was"
    );
}

#[test]
fn a_second_use_that_would_only_restart_the_clock_is_stopped() {
    let running = Story::new().with(&[used(hours(0)), arrived(hours(1), None)]);
    assert_eq!(running.refuses(&used(hours(2))), "in-use");
    assert!(running.try_it(&used(hours(2)), true).is_err());
    let ended = running.with(&[S136Step::Ended {
        at: hours(3),
        how: None,
    }]);
    assert_eq!(ended.refuses(&used(hours(4))), "again");
    let again = ended.with(&[used(hours(4))]);
    assert_eq!(
        (again.state.phase(), again.state.arrived),
        (Phase::Detained, None)
    );
    assert_eq!(again.state.before, Some(hours(3)));
}

#[test]
fn more_time_is_the_doctor_s_before_the_end_at_most_twelve_hours_and_for_the_condition() {
    let mut story = Story::new().with(&[used(hours(0)), arrived(hours(0), None)]);
    assert_eq!(story.refuses(&more(hours(5), 13 * 60)), "extension-long");
    assert!(story.try_it(&more(hours(5), 12 * 60), false).is_ok());
    assert!(story.refuses(&more(hours(5), 0)).starts_with("Missing"));
    story.now = hours(30);
    assert_eq!(story.refuses(&more(hours(25), 60)), "extension-late");
    // more time that was given in time does not let more be given after the 24 hours
    let mut given = Story::new().with(&[used(hours(0)), arrived(hours(0), None), more(hours(5), 360)]);
    given.now = hours(30);
    assert_eq!(given.refuses(&more(hours(26), 720)), "extension-late");
    assert!(given.try_it(&more(hours(23), 720), false).is_ok());
    let at_station = story.with(&[
        said(S136Field::StationRisk, "yes"),
        said(S136Field::StationNoOther, "yes"),
        said(S136Field::StationCare, "yes"),
        said(S136Field::StationInspector, "Insp 12 Shah"),
        said(S136Field::PlaceClass, "police-station"),
    ]);
    assert_eq!(at_station.refuses(&more(hours(5), 60)), "extension-station");
}

#[test]
fn a_home_needs_an_agreement_and_the_unknown_needs_a_reason() {
    let story = Story::new().with(&[used(hours(0))]);
    assert_eq!(
        story.refuses(&arrived(hours(1), Some(PlaceOfSafety::PrivateHome))),
        "home-agreement"
    );
    let agreed = story.with(&[said(S136Field::Agreed, "person")]);
    assert!(
        agreed
            .try_it(&arrived(hours(1), Some(PlaceOfSafety::PrivateHome)), false)
            .is_ok()
    );
    assert!(
        agreed
            .refuses(&said(S136Field::TravelBy, "not-known"))
            .starts_with("Missing")
    );
    // the name of a place says nothing of the way, and no line of the way is unknown without a reason
    let named = agreed.clone().with(&[said(S136Field::PlaceName, "Elm suite")]);
    for (field, value) in [
        (S136Field::TravelBy, "other"),
        (S136Field::PoliceVehicle, "not-known"),
        (S136Field::PoliceVehicle, "other"),
        (S136Field::Ambulance, "not-known"),
    ] {
        assert!(
            named.refuses(&said(field, value)).starts_with("Missing"),
            "{field:?}"
        );
    }
    assert!(named.try_it(&said(S136Field::PlaceClass, "other"), false).is_ok());
    let because = agreed.with(&[said(S136Field::TravelWhy, "Taken by a passer-by before we came")]);
    assert!(
        because
            .try_it(&said(S136Field::TravelBy, "not-known"), false)
            .is_ok()
    );
    let unknown = because.clone().with(&[said(S136Field::Ambulance, "not-known")]);
    let taken_back = said(S136Field::TravelWhy, "");
    assert!(
        unknown.refuses(&taken_back).starts_with("Missing"),
        "the reason stays"
    );
    assert_eq!(
        because.refuses(&said(S136Field::PlaceClass, "castle")),
        "Unfit(PlaceClass)"
    );
}

#[test]
fn a_consultation_timed_after_the_decision_is_questioned() {
    let later = said(S136Field::ConsultedFrom, &hours(2).0.to_string());
    let story = Story::new().with(std::slice::from_ref(&later));
    assert_eq!(story.refuses(&used(hours(1))), "consulted-late");
    assert!(story.try_it(&used(hours(1)), true).is_ok());
    let after = Story::new().with(&[used(hours(1))]);
    assert_eq!(after.refuses(&later), "consulted-late");
    // nor does it end after the decision unasked
    let until = said(S136Field::ConsultedUntil, &hours(2).0.to_string());
    assert_eq!(after.refuses(&until), "consulted-late");
    let story = Story::new().with(&[said(S136Field::ConsultedFrom, &hours(0).0.to_string()), until]);
    assert_eq!(story.refuses(&used(hours(1))), "consulted-late");
}

#[test]
fn a_wrong_step_taken_back_no_longer_counts_and_what_is_not_there_is_said() {
    let story = Story::new().with(&[used(hours(0)), arrived(hours(1), None)]);
    let first = story.state.steps[0].item;
    let back = S136Step::TakenBack {
        step: first,
        why: "Wrong incident".to_owned(),
    };
    assert!(story.try_it(&back, false).is_ok());
    assert_eq!(story.state.without(first).phase(), Phase::None);
    let gone = S136Step::TakenBack {
        step: ItemId([99; 16]),
        why: "Wrong".to_owned(),
    };
    assert_eq!(story.refuses(&gone), "NoSuchStep");
}

#[test]
fn a_warrant_after_its_last_day_asks_why_and_one_without_a_day_does_not() {
    let day = hours(0).london_date().unwrap();
    let warrant = |until| S136Step::Warrant {
        at: hours(0),
        kind: WarrantKind::Remove,
        number: "12, Invented court".to_owned(),
        present: "T Moss, AMHP; Dr A Reed".to_owned(),
        kept: false,
        place: None,
        until,
    };
    let story = Story::new();
    assert!(story.try_it(&warrant(None), false).is_ok());
    assert!(story.try_it(&warrant(Some(day)), false).is_ok());
    let before = day.pred_opt();
    assert_eq!(story.refuses(&warrant(before)), "warrant-over");
    assert!(story.try_it(&warrant(before), true).is_ok());
}
