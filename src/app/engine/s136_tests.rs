//! Section 136 on a real vault: from the consultation to the receipt and the national return, and what a rule that
//! leaves room for judgement leaves behind.

use super::returns::uses_of;
use super::tests::{practice, shift, sit};
use crate::app::Secret;
use crate::app::api::{CloseGap, Done, Request, ReturnName, S136Form};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::ask;
use crate::app::worker::Inline;
use crate::domain::content::{
    Advice, Consulted, Content, Conveyance, Detail, EndedHow, IncidentOutcome, PlaceOfSafety, S136Field,
    S136Step,
};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{SharedIncident, fold_shared};
use crate::domain::mha::{Phase, own_lines};
use crate::domain::role::Side;
use crate::domain::time::Moment;

pub(super) fn now() -> Moment {
    SystemClock.now()
}

pub(super) fn shared(desk: &Inline, incident: IncidentId) -> SharedIncident {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    fold_shared(&view.entries_of(incident).unwrap()).unwrap()
}

pub(super) fn used(desk: &mut Inline) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(desk, Side::Police);
    let step = S136Step::Used {
        at: now(),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::Ambulance,
    };
    ask(desk, Request::S136(incident, step)).unwrap();
    incident
}

pub(super) fn lines(
    incident: IncidentId,
    shared: &[(S136Field, &str)],
    own: &[(S136Field, &str)],
) -> Request {
    let said = |(field, value): &(S136Field, &str)| S136Step::Said {
        field: *field,
        value: (*value).to_owned(),
    };
    Request::S136All(Box::new(S136Form {
        incident,
        steps: shared.iter().map(said).collect(),
        kept: own
            .iter()
            .map(|(field, value)| (*field, (*value).to_owned()))
            .collect(),
        despite: String::new(),
        ends: None,
    }))
}

/// Everything that the form asks for and that does not follow from the steps.
pub(super) fn complete(desk: &mut Inline, incident: IncidentId) {
    use S136Field as F;
    let told = now().0.to_string();
    let spoken = shared(desk, incident).s136.began().unwrap().0.to_string();
    let both = [
        (F::Disorder, "yes"),
        (F::Need, "yes"),
        (F::Necessary, "yes"),
        (
            F::GroundsWords,
            "On the wrong side of the rail, crying, would not speak",
        ),
        (F::FoundClass, "public"),
        (F::FoundAt, "Mill Lane footbridge"),
        (F::ConsultedFrom, spoken.as_str()),
        (F::PlaceName, "Elm suite"),
        (F::Rights, "yes"),
        (F::RightsAt, told.as_str()),
        (F::Dependants, "none"),
        (F::Relative, "nobody"),
        (F::Sex, "male"),
        (F::EthnicitySeen, "white"),
    ];
    let police = [(F::Search, "none"), (F::Force, "none"), (F::Camera, "on")];
    ask(desk, lines(incident, &both, &police)).unwrap();
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from its beginning to its end")]
fn from_consultation_to_receipt_and_return() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let arrived = S136Step::Arrived {
        at: now(),
        place: Some(PlaceOfSafety::HealthBased),
    };
    ask(&mut desk, Request::S136(incident, arrived)).unwrap();
    // without a whole record no form is made, and nothing is recorded as given
    let give = || Request::GiveS136Form(incident, "R Cole, nurse in charge".to_owned());
    assert_eq!(ask(&mut desk, give()).unwrap_err().code, "A-748");
    assert!(shared(&desk, incident).s136.given.is_empty());
    let person = Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: Some(30),
        about: false,
    };
    ask(&mut desk, Request::SetDetail(incident, person)).unwrap();
    complete(&mut desk, incident);
    assert_eq!(
        ask(&mut desk, give()).unwrap_err().code,
        "A-881",
        "no form was made"
    );
    let papers = dir.path().join("papers");
    ask(&mut desk, Request::SaveS136Form(incident, papers)).unwrap();
    ask(&mut desk, give()).unwrap();
    let given = shared(&desk, incident).s136.given;
    assert_eq!((given.len(), given[0].fingerprint.len()), (1, 64));
    // an incident is not closed over somebody who is detained
    let outcome = Request::SetOutcome(incident, IncidentOutcome::Section136, Vec::new());
    ask(&mut desk, outcome).unwrap();
    let refused = ask(&mut desk, Request::Close(incident)).unwrap();
    assert!(matches!(refused, Done::CannotClose(gaps) if matches!(gaps[..], [CloseGap::S136(_)])));
    // the nurse's line is the nurse's alone
    let outcome = [(S136Field::Outcome, "s2")];
    assert_eq!(
        ask(&mut desk, lines(incident, &[], &outcome)).unwrap_err().code,
        "A-745"
    );
    sit(&mut desk, Side::Health);
    ask(&mut desk, lines(incident, &[], &outcome)).unwrap();
    assert!(
        !desk
            .engine()
            .own_of(incident)
            .unwrap()
            .s136
            .iter()
            .any(|(_, kept)| kept.field == S136Field::Force)
    );
    sit(&mut desk, Side::Police);
    assert!(
        !desk
            .engine()
            .own_of(incident)
            .unwrap()
            .s136
            .iter()
            .any(|(_, kept)| kept.field == S136Field::Outcome)
    );
    let over = S136Step::HandedOver {
        at: now(),
        to: "R Cole, nurse in charge".to_owned(),
    };
    ask(&mut desk, Request::S136(incident, over)).unwrap();
    assert!(matches!(
        ask(&mut desk, Request::Close(incident)).unwrap(),
        Done::Ok
    ));
    ask(&mut desk, Request::EndShift).unwrap();

    let supervisor = made.members.iter().find(|m| m.handle == "amorgan").unwrap();
    let passphrase = Secret::new(supervisor.passphrase.expose().to_owned());
    let handle = "amorgan".to_owned();
    ask(&mut desk, Request::SignInOffice { handle, passphrase }).unwrap();
    let month = now().month().unwrap();
    let folder = |name: ReturnName| dir.path().join(format!("pack-{}", name.name()));
    let mut make = |name: ReturnName| {
        let returns = vec![(name, name.mapping().to_owned())];
        ask(&mut desk, Request::ExportReturns(month, folder(name), returns))
    };
    make(ReturnName::HomeOffice).unwrap();
    make(ReturnName::Wales).unwrap();
    // what assessments led to is the health side's to send
    assert_eq!(make(ReturnName::Mhsds).unwrap_err().code, "A-754");
    assert!(!folder(ReturnName::Mhsds).exists());
    ask(&mut desk, Request::EndShift).unwrap();
    let lead = made.members.iter().find(|m| m.handle == "hlead").unwrap();
    let passphrase = Secret::new(lead.passphrase.expose().to_owned());
    let handle = "hlead".to_owned();
    ask(&mut desk, Request::SignInOffice { handle, passphrase }).unwrap();
    let mhsds = ReturnName::Mhsds;
    let returns = vec![(mhsds, mhsds.mapping().to_owned())];
    ask(&mut desk, Request::ExportReturns(month, folder(mhsds), returns)).unwrap();
    let year = month.financial_year().0;
    let read = |name: &str| {
        let file = format!("return-{name}-{}.csv", year.replace('/', "-"));
        std::fs::read_to_string(dir.path().join(format!("pack-{name}")).join(file)).unwrap()
    };
    let home = read("home-office");
    for row in [
        "Place of safety used,HBPOS,1,1",
        "Transport to place of safety,AMB,1,1",
        "Outcome,Section 2,1,1",
    ] {
        assert!(
            home.contains(&format!(",{row},100.0%")) && home.contains(&format!("\n{year},")),
            "{row}: {home}"
        );
    }
    assert!(!home.contains("Okoro") && !home.contains("Mill Lane"));
    let mhsds = read("mhsds");
    assert!(mhsds.contains("legal status,20,1,1"), "{mhsds}");
    assert!(mhsds.contains("after the assessment,02,1,1"), "{mhsds}");
    assert!(read("wales").contains("First place of safety,Health-based place of safety,1,1"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from its beginning to its end")]
fn a_rule_that_leaves_room_for_judgement_passes_with_a_reason_that_governance_sees() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let ended = |despite: &str| {
        let how = Some(EndedHow::GroundsEnded);
        Request::S136All(Box::new(S136Form {
            incident,
            steps: vec![S136Step::Ended { at: now(), how }],
            kept: Vec::new(),
            despite: despite.to_owned(),
            ends: None,
        }))
    };
    let refused = ask(&mut desk, ended("")).unwrap_err();
    assert_eq!(refused.code, super::NEEDS_REASON);
    assert!(refused.what.contains("s136(2)"), "{refused}");
    assert_eq!(ask(&mut desk, ended("calm")).unwrap_err().code, "A-744");
    ask(
        &mut desk,
        ended("Calm again in the ambulance, grounds gone, nurse agreed"),
    )
    .unwrap();
    assert_eq!(shared(&desk, incident).s136.phase(), Phase::Ended);
    // a wrong use can be taken back at any time, by the constable, and is then counted nowhere
    let first = shared(&desk, incident).s136.steps[0].item;
    let back = S136Step::TakenBack {
        step: first,
        why: "Recorded on the wrong incident".to_owned(),
    };
    sit(&mut desk, Side::Health);
    assert_eq!(
        ask(&mut desk, Request::S136(incident, back.clone()))
            .unwrap_err()
            .code,
        "A-261"
    );
    sit(&mut desk, Side::Police);
    ask(&mut desk, Request::S136(incident, back)).unwrap();
    assert_eq!(shared(&desk, incident).s136.phase(), Phase::None);
    ask(&mut desk, Request::EndShift).unwrap();

    let supervisor = made.members.iter().find(|m| m.handle == "amorgan").unwrap();
    let passphrase = Secret::new(supervisor.passphrase.expose().to_owned());
    let handle = "amorgan".to_owned();
    ask(&mut desk, Request::SignInOffice { handle, passphrase }).unwrap();
    let month = now().month().unwrap();
    assert_eq!(
        desk.engine()
            .month(month)
            .unwrap()
            .table("s136")
            .unwrap()
            .count("used"),
        0
    );
    let view = desk.engine().office.as_ref().unwrap().oversight.as_ref().unwrap();
    let facts = view.month_entries(month).unwrap();
    let rules: Vec<&str> = facts
        .iter()
        .filter_map(|placed| {
            if let Content::S136Despite(despite) = &placed.content {
                Some(despite.rule.as_str())
            } else {
                None
            }
        })
        .collect();
    assert_eq!(rules, ["ended-on-the-way"]);
    let reasons = facts
        .iter()
        .filter(|placed| matches!(placed.content, Content::ReasonGiven(_)));
    assert_eq!(reasons.count(), 1);
}

#[test]
fn an_age_that_is_learnt_later_and_an_undone_end_are_counted_as_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let at = now();
    ask(
        &mut desk,
        Request::S136(incident, S136Step::Arrived { at, place: None }),
    )
    .unwrap();
    let ended = S136Step::Ended {
        at: now(),
        how: Some(EndedHow::Assessed),
    };
    ask(&mut desk, Request::S136(incident, ended)).unwrap();
    ask(&mut desk, Request::Undo(incident)).unwrap();
    let person = Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: Some(17),
        about: false,
    };
    ask(&mut desk, Request::SetDetail(incident, person)).unwrap();
    ask(&mut desk, Request::EndShift).unwrap();
    let member = made.members.iter().find(|m| m.handle == "amorgan").unwrap();
    let passphrase = Secret::new(member.passphrase.expose().to_owned());
    let handle = "amorgan".to_owned();
    ask(&mut desk, Request::SignInOffice { handle, passphrase }).unwrap();
    let uses = this_month(&desk);
    assert_eq!(uses.len(), 1);
    assert_eq!(uses[0].get("age-band").map(String::as_str), Some("under-18"));
    assert_eq!(uses[0].get("ended"), None);
}

/// The codes that the return counts, use by use, as a supervisor's keys open them.
fn returned(
    desk: &mut Inline,
    made: &crate::app::command_line::Made,
) -> Vec<crate::domain::mha::returns::Use> {
    ask(desk, Request::EndShift).unwrap();
    let member = made.members.iter().find(|m| m.handle == "amorgan").unwrap();
    let passphrase = Secret::new(member.passphrase.expose().to_owned());
    let handle = "amorgan".to_owned();
    ask(desk, Request::SignInOffice { handle, passphrase }).unwrap();
    this_month(desk)
}

/// The uses of this month, as a return counts them.
fn this_month(desk: &Inline) -> Vec<crate::domain::mha::returns::Use> {
    let view = desk.engine().office.as_ref().unwrap().oversight.as_ref().unwrap();
    uses_of(view, &[now().month().unwrap()]).unwrap()
}

#[test]
fn a_second_use_asks_again_for_what_each_side_kept_of_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let force = [
        (S136Field::Force, "handcuffs"),
        (S136Field::Search, "none"),
        (S136Field::Camera, "on"),
    ];
    ask(&mut desk, lines(incident, &[], &force)).unwrap();
    sit(&mut desk, Side::Health);
    ask(&mut desk, lines(incident, &[], &[(S136Field::Outcome, "s2")])).unwrap();
    sit(&mut desk, Side::Police);
    let again = S136Step::Used {
        at: now(),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::PoliceVehicle,
    };
    let how = Some(EndedHow::GroundsEnded);
    for step in [S136Step::Ended { at: now(), how }, again] {
        let form = S136Form {
            incident,
            steps: vec![step],
            kept: Vec::new(),
            despite: "Calm again for an hour, then back on the wrong side of the rail".to_owned(),
            ends: None,
        };
        ask(&mut desk, Request::S136All(Box::new(form))).unwrap();
    }
    let own = |desk: &Inline, side| {
        let own = desk.engine().own_of(incident).unwrap();
        own_lines(&own, &shared(desk, incident).s136, Some(side))
    };
    assert_eq!(own(&desk, Side::Police).get(&S136Field::Force), None);
    ask(&mut desk, lines(incident, &[], &[(S136Field::Force, "none")])).unwrap();
    assert_eq!(own(&desk, Side::Police)[&S136Field::Force], "none");
    assert_eq!(own(&desk, Side::Police).get(&S136Field::Camera), None);
    sit(&mut desk, Side::Health);
    assert_eq!(own(&desk, Side::Health).get(&S136Field::Outcome), None);
    let counted = returned(&mut desk, &made);
    let mut said: Vec<_> = counted
        .iter()
        .map(|one| {
            (
                one.get("force").map(String::as_str),
                one.get("outcome").map(String::as_str),
            )
        })
        .collect();
    said.sort_unstable();
    assert_eq!(said, [(Some("handcuffs"), Some("s2")), (Some("none"), None)]);
}

#[test]
fn only_the_police_seat_decides_to_keep_somebody_where_they_were_found_and_takes_that_back() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = used(&mut desk);
    let keep = || {
        let place = Some(PlaceOfSafety::EmergencyDepartment);
        Request::S136(incident, S136Step::Kept { at: now(), place })
    };
    sit(&mut desk, Side::Health);
    assert_eq!(ask(&mut desk, keep()).unwrap_err().code, "A-261");
    assert_eq!(shared(&desk, incident).s136.kept, None);
    sit(&mut desk, Side::Police);
    ask(&mut desk, keep()).unwrap();
    let state = shared(&desk, incident).s136;
    assert_eq!(state.first_place(), Some(PlaceOfSafety::EmergencyDepartment));
    let back = S136Step::TakenBack {
        step: state.steps.last().unwrap().item,
        why: "The wrong button".to_owned(),
    };
    sit(&mut desk, Side::Health);
    let refused = ask(&mut desk, Request::S136(incident, back)).unwrap_err();
    assert_eq!(refused.code, "A-261");
}
