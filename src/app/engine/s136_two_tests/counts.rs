//! What the month and the national return count of section 136, from the desk to the file: the same uses, once each,
//! whatever was taken back, undone, recorded twice or late.

use std::path::Path;

use super::super::returns::uses_of;
use super::super::tests::{practice, sit};
use super::{Laptop, carry, join};
use crate::app::api::{Done, Request, ReturnName};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::ask;
use crate::domain::content::{
    Advice, Consulted, Conveyance, Detail, EndedHow, OtherWay, PlaceOfSafety, S136Step,
};
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

fn used(at: Moment) -> S136Step {
    S136Step::Used {
        at,
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::Ambulance,
    }
}

fn not_used(at: Option<Moment>) -> S136Step {
    S136Step::NotUsed {
        at,
        instead: "Went home with a sister".to_owned(),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        other_way: Some(OtherWay::StayedWithOthers),
        advice: Some(Advice::AnotherWay),
    }
}

fn opened(laptop: &mut Laptop<'_>, name: &str) -> IncidentId {
    let Done::Opened(incident) = ask(&mut laptop.desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    let person = Detail::Person {
        name: name.to_owned(),
        age: Some(30),
        about: false,
    };
    ask(&mut laptop.desk, Request::SetDetail(incident, person)).unwrap();
    sit(&mut laptop.desk, Side::Police);
    incident
}

fn arrive(laptop: &mut Laptop<'_>, incident: IncidentId) {
    let at = laptop.clock.now();
    let place = Some(PlaceOfSafety::HealthBased);
    laptop.step(incident, S136Step::Arrived { at, place });
}

fn end(laptop: &mut Laptop<'_>, incident: IncidentId) {
    let at = laptop.clock.now();
    let how = Some(EndedHow::GroundsEnded);
    laptop.step(incident, S136Step::Ended { at, how });
}

/// Takes back the first step that is recorded of the incident.
fn take_back(laptop: &mut Laptop<'_>, incident: IncidentId) {
    let back = S136Step::TakenBack {
        step: laptop.incident(incident).s136.steps[0].item,
        why: "Recorded on the wrong incident".to_owned(),
    };
    laptop.step(incident, back);
}

/// What a supervisor of police is shown and sends: the month's uses and decisions not to use it, and the uses in the file
/// that the return of its year is written to.
fn figures(laptop: &mut Laptop<'_>, month: YearMonth, folder: &Path) -> (u64, u64, u64) {
    ask(&mut laptop.desk, Request::EndShift).unwrap();
    laptop.office("amorgan");
    let counted = laptop.desk.engine().month(month).unwrap();
    let table = counted.table("s136").unwrap();
    let returns = vec![(
        ReturnName::HomeOffice,
        ReturnName::HomeOffice.mapping().to_owned(),
    )];
    let export = Request::ExportReturns(month, folder.to_owned(), returns);
    ask(&mut laptop.desk, export).unwrap();
    ask(&mut laptop.desk, Request::EndShift).unwrap();
    let year = month.financial_year().0.replace('/', "-");
    let file = folder.join(format!("return-home-office-{year}.csv"));
    let csv = std::fs::read_to_string(file).unwrap();
    let all = csv
        .lines()
        .find(|line| line.contains(",All,Section 136,"))
        .unwrap();
    let count = all.split(',').nth(4).unwrap().parse().unwrap();
    (table.count("used"), table.count("not-used"), count)
}

#[test]
fn a_use_whose_taking_back_was_undone_is_counted_again() {
    let place = tempfile::tempdir().unwrap();
    let vault = place.path().join("vault");
    let made = practice(&vault);
    let start = SystemClock.now().plus_minutes(1);
    let mut laptop = Laptop::at(&vault, &made, start);
    laptop.shift();
    let incident = opened(&mut laptop, "Sam Okoro");
    laptop.step(incident, used(start));
    arrive(&mut laptop, incident);
    take_back(&mut laptop, incident);
    let month = start.month().unwrap();
    ask(&mut laptop.desk, Request::Undo(incident)).unwrap();
    assert!(
        laptop.incident(incident).s136.in_force(),
        "the person is detained"
    );
    let view = |laptop: &mut Laptop<'_>| laptop.incident(incident).s136;
    let stands = view(&mut laptop);
    assert_eq!(
        figures(&mut laptop, month, &place.path().join("undone")),
        (1, 0, 1)
    );
    // taken back for good it is out of both
    laptop.shift();
    sit(&mut laptop.desk, Side::Police);
    assert_eq!(view(&mut laptop), stands);
    take_back(&mut laptop, incident);
    assert_eq!(figures(&mut laptop, month, &place.path().join("back")), (0, 0, 0));
}

#[test]
fn one_use_that_two_laptops_recorded_is_one_in_the_month_and_in_the_return_s_file() {
    let place = tempfile::tempdir().unwrap();
    let (one, two) = (place.path().join("one"), place.path().join("two"));
    let made = practice(&one);
    let start = SystemClock.now().plus_minutes(1);
    let (mut first, mut second) = (Laptop::at(&one, &made, start), Laptop::at(&two, &made, start));
    first.office("hlead");
    join(&mut first, &mut second, place.path());
    ask(&mut first.desk, Request::EndShift).unwrap();
    first.shift();
    let incident = opened(&mut first, "Sam Okoro");
    second.shift();
    carry(&mut first, &mut second, &place.path().join("opened"));
    for (laptop, minutes) in [(&mut first, 3), (&mut second, 8)] {
        laptop.clock.advance_ms(minutes * 60_000);
        let at = laptop.clock.now();
        sit(&mut laptop.desk, Side::Police);
        laptop.step(incident, used(at));
    }
    arrive(&mut second, incident);
    second.clock.advance_ms(30 * 60_000);
    end(&mut second, incident);
    carry(&mut first, &mut second, &place.path().join("there"));
    carry(&mut second, &mut first, &place.path().join("back"));
    assert_eq!(first.incident(incident).s136, second.incident(incident).s136);
    assert_eq!(
        first.incident(incident).s136.starts().len(),
        2,
        "both stand in the log"
    );
    let month = start.month().unwrap();
    assert_eq!(
        figures(&mut first, month, &place.path().join("pack-1")),
        (1, 0, 1)
    );
    // nobody has touched the incident since: the one use has its place and its end
    first.office("amorgan");
    let view = first
        .desk
        .engine()
        .office
        .as_ref()
        .unwrap()
        .oversight
        .as_ref()
        .unwrap();
    let uses = uses_of(view, &[month]).unwrap();
    let said = |line: &str| uses[0].get(line).map(String::as_str);
    assert_eq!(
        (said("state"), said("ended"), said("travel-by")),
        (Some("ended"), Some("grounds-ended"), Some("ambulance"))
    );
    ask(&mut first.desk, Request::EndShift).unwrap();
    // a second use, when the first had ended, is a second one in both
    first.shift();
    sit(&mut first.desk, Side::Police);
    first.clock.advance_ms(60 * 60_000);
    let again = crate::app::api::S136Form {
        incident,
        steps: vec![used(first.clock.now())],
        kept: Vec::new(),
        despite: "Back on the wrong side of the rail after an hour at home".to_owned(),
        ends: None,
    };
    ask(&mut first.desk, Request::S136All(Box::new(again))).unwrap();
    assert_eq!(
        figures(&mut first, month, &place.path().join("pack-2")),
        (2, 0, 2)
    );
}

/// The last minutes of a financial year.
fn new_years_eve() -> Moment {
    YearMonth::new(2027, 3).unwrap().end().plus_minutes(-10)
}

#[test]
fn a_use_on_the_last_night_of_the_year_is_the_old_year_s_however_late_it_is_recorded_or_taken_back() {
    let place = tempfile::tempdir().unwrap();
    let vault = place.path().join("vault");
    let made = practice(&vault);
    let decided = new_years_eve();
    let mut laptop = Laptop::at(&vault, &made, decided);
    laptop.shift();
    let incident = opened(&mut laptop, "Sam Okoro");
    // it is written down half an hour later, in the new year
    laptop.clock.advance_ms(30 * 60_000);
    laptop.step(incident, used(decided));
    let (march, april) = (YearMonth::new(2027, 3).unwrap(), YearMonth::new(2027, 4).unwrap());
    let folder = |name: &str| place.path().join(name);
    assert_eq!(figures(&mut laptop, march, &folder("march")), (1, 0, 1));
    assert_eq!(figures(&mut laptop, april, &folder("april")), (0, 0, 0));
    // weeks later somebody finds that it was the wrong incident
    laptop.clock.advance_ms(21 * 24 * 3_600_000);
    laptop.shift();
    sit(&mut laptop.desk, Side::Police);
    take_back(&mut laptop, incident);
    assert_eq!(figures(&mut laptop, march, &folder("march-2")), (0, 0, 0));
    assert_eq!(figures(&mut laptop, april, &folder("april-2")), (0, 0, 0));
}

#[test]
fn incidents_that_are_joined_after_the_month_stands_are_one_use_in_the_return() {
    let place = tempfile::tempdir().unwrap();
    let vault = place.path().join("vault");
    let made = practice(&vault);
    let start = SystemClock.now().plus_minutes(1);
    let mut laptop = Laptop::at(&vault, &made, start);
    laptop.shift();
    let both = ["Sam Okoro", "Name not known"].map(|name| {
        let incident = opened(&mut laptop, name);
        laptop.step(incident, used(start));
        arrive(&mut laptop, incident);
        end(&mut laptop, incident);
        incident
    });
    let month = start.month().unwrap();
    assert_eq!(figures(&mut laptop, month, &place.path().join("two")), (2, 0, 2));
    laptop.clock.set(month.end().plus_minutes(3 * 24 * 60));
    laptop.shift();
    sit(&mut laptop.desk, Side::Police);
    let [keeps, duplicate] = both;
    ask(&mut laptop.desk, Request::Join { duplicate, keeps }).unwrap();
    assert_eq!(
        figures(&mut laptop, month, &place.path().join("one")),
        (2, 0, 1),
        "the month stands as it was released, and the year's return knows better"
    );
}

#[test]
fn considered_and_not_used_has_its_own_time_and_counts_after_a_use_that_ended() {
    let place = tempfile::tempdir().unwrap();
    let vault = place.path().join("vault");
    let made = practice(&vault);
    let start = new_years_eve().plus_minutes(-60);
    let mut laptop = Laptop::at(&vault, &made, start);
    laptop.shift();
    let incident = opened(&mut laptop, "Sam Okoro");
    laptop.step(incident, used(start));
    let detained = ask(&mut laptop.desk, Request::S136(incident, not_used(None))).unwrap_err();
    assert_eq!(detained.code, "A-861", "{detained}");
    arrive(&mut laptop, incident);
    end(&mut laptop, incident);
    laptop.clock.advance_ms(80 * 60_000);
    let decided = start.plus_minutes(50);
    laptop.step(incident, not_used(Some(decided)));
    let (march, april) = (YearMonth::new(2027, 3).unwrap(), YearMonth::new(2027, 4).unwrap());
    assert_eq!(
        figures(&mut laptop, march, &place.path().join("march")),
        (1, 1, 1)
    );
    assert_eq!(
        figures(&mut laptop, april, &place.path().join("april")),
        (0, 0, 0)
    );
}
