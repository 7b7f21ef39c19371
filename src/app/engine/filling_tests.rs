//! What is filled in stays with its side, is checked, can be undone; a note moves, incidents are joined and parted.

use std::sync::Arc;

use super::tests::{practice, shift, shift_at, sit};
use crate::app::api::{Done, MarkerForm, Request};
use crate::app::clock::{Clock as _, HandClock, SystemClock};
use crate::app::command_line::ask;
use crate::app::worker::Inline;
use crate::domain::content::{
    Consulted, Conveyance, Detail, IdentityConfidence, IncidentOutcome, NoteSource, PersonRole, RedFlag,
    RiskLevel, S136Step, Somebody,
};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{SharedIncident, fold_shared};
use crate::domain::record::SideField;
use crate::domain::role::Side;

fn desk(dir: &std::path::Path) -> Inline {
    let vault = dir.join("vault");
    let made = practice(&vault);
    shift(&vault, &made, "jpatel")
}

fn open(desk: &mut Inline) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    incident
}

fn fill(desk: &mut Inline, incident: IncidentId, field: SideField, typed: &str) -> Result<(), &'static str> {
    ask(desk, Request::Fill(incident, field, typed.to_owned()))
        .map(drop)
        .map_err(|problem| problem.code)
}

/// The shared half, as whoever has its key reads it.
fn shared(desk: &Inline, incident: IncidentId) -> SharedIncident {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    fold_shared(&view.entries_of(incident).unwrap()).unwrap()
}

fn value(desk: &mut Inline, incident: IncidentId, field: SideField) -> String {
    let own = desk.engine().own_of(incident).unwrap();
    own.filled.value(field).to_owned()
}

#[test]
fn the_nurse_s_number_is_hers_alone_checked_and_undone() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let incident = open(&mut desk);
    let number = SideField::NhsNumber;
    assert_eq!(fill(&mut desk, incident, number, "999 000 0018"), Err("A-201"));
    sit(&mut desk, Side::Police);
    assert_eq!(fill(&mut desk, incident, number, "999 000 0018"), Err("A-687"));
    sit(&mut desk, Side::Health);
    assert_eq!(
        fill(&mut desk, incident, SideField::PncId, "81/34U"),
        Err("A-687")
    );
    assert_eq!(fill(&mut desk, incident, number, "999 000 0019"), Err("A-681"));
    let real = ["943", "476", "5919"].join(" ");
    assert_eq!(fill(&mut desk, incident, number, &real), Err("A-684"));
    fill(&mut desk, incident, number, "9990000018").unwrap();
    fill(&mut desk, incident, number, "9990000026").unwrap();
    assert_eq!(value(&mut desk, incident, number), "999 000 0026");
    for stands in ["999 000 0018", ""] {
        ask(&mut desk, Request::Undo(incident)).unwrap();
        assert_eq!(value(&mut desk, incident, number), stands);
    }
    let card = desk.engine().own_of(incident).unwrap().filled.fields;
    let earlier: Vec<&str> = card[&number]
        .earlier
        .iter()
        .map(|(words, _)| words.as_str())
        .collect();
    assert_eq!(
        earlier,
        ["999 000 0018", "999 000 0026", "999 000 0018"],
        "all are kept"
    );
    sit(&mut desk, Side::Police);
    assert_eq!(
        value(&mut desk, incident, number),
        "",
        "the officer's half has none of it"
    );
    let found = ask(&mut desk, Request::Find("999 000 0026".to_owned())).unwrap();
    assert!(matches!(found, Done::Found(hits) if hits.is_empty()));
    sit(&mut desk, Side::Health);
    let found = ask(&mut desk, Request::Find("999 000 0026".to_owned())).unwrap();
    assert!(matches!(found, Done::Found(hits) if hits.len() == 1));
}

#[test]
fn a_place_is_kept_in_its_one_form_and_a_wrong_one_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let incident = open(&mut desk);
    let spot = |postcode: &str| Detail::Spot {
        postcode: postcode.to_owned(),
        three_words: "///filled.count.soap".to_owned(),
        grid: String::new(),
    };
    let refused = ask(&mut desk, Request::SetDetail(incident, spot("QQ1 1AA"))).unwrap_err();
    assert_eq!(refused.code, "A-680");
    ask(&mut desk, Request::SetDetail(incident, spot("le13rh"))).unwrap();
    let frame = shared(&desk, incident).frame.clone();
    assert_eq!(
        (frame.postcode.as_str(), frame.three_words.as_str()),
        ("LE1 3RH", "filled.count.soap")
    );
    for age in [6, 7] {
        let somebody = Somebody {
            person: frame.people.first().map_or(Somebody::NEW, |known| known.person),
            role: PersonRole::Child,
            name: "Ana".to_owned(),
            age: Some(age),
            identity: IdentityConfidence::SomebodySaid,
            taken_off: false,
        };
        ask(
            &mut desk,
            Request::SetDetail(incident, Detail::Somebody(somebody)),
        )
        .unwrap();
    }
    let people = shared(&desk, incident).frame.people.clone();
    assert_eq!(people.len(), 2);
    assert!(people.iter().all(|somebody| somebody.person != Somebody::NEW));
}

#[test]
fn a_marker_needs_evidence_and_only_one_kind_is_seen_by_both() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let incident = open(&mut desk);
    sit(&mut desk, Side::Police);
    let form = |code: &str, evidence: &str| MarkerForm {
        marker: None,
        code: code.to_owned(),
        evidence: evidence.to_owned(),
        told: false,
        remove: None,
        agreed: String::new(),
    };
    let refused = ask(&mut desk, Request::SetMarker(incident, form("WEAPON", " "))).unwrap_err();
    assert_eq!(refused.code, "A-688");
    let refused = ask(&mut desk, Request::SetMarker(incident, form("SCHIZO", "x"))).unwrap_err();
    assert_eq!(refused.code, "A-689");
    let knife = "Knife under the bed, 3 May";
    let alone = Request::SetMarker(incident, form("RSK-STAFF", knife));
    assert_eq!(ask(&mut desk, alone).unwrap_err().code, "A-959", "no supervisor");
    for code in ["WEAPON", "RSK-STAFF"] {
        let agreed = MarkerForm {
            agreed: "Sgt 2210 Okafor".to_owned(),
            ..form(code, knife)
        };
        ask(&mut desk, Request::SetMarker(incident, agreed)).unwrap();
    }
    let own = desk.engine().own_of(incident).unwrap().filled.markers;
    let both = shared(&desk, incident).frame.markers.clone();
    assert_eq!(
        own.iter().map(|m| m.code.as_str()).collect::<Vec<_>>(),
        ["WEAPON"]
    );
    assert_eq!(
        both.iter().map(|m| m.code.as_str()).collect::<Vec<_>>(),
        ["RSK-STAFF"]
    );
    assert_eq!(both[0].agreed, "Sgt 2210 Okafor");
    let marker = &own[0];
    assert!(marker.is_current(marker.set) && !marker.is_current(marker.expires));
    assert!(marker.is_to_review(marker.review) && !marker.is_to_review(marker.set));
    assert!(marker.by.contains("Hughes"), "who set it: {marker:?}");
}

#[test]
fn a_marker_holds_longer_only_on_new_evidence_and_outlives_its_incident() {
    let clock = Arc::new(HandClock::at(SystemClock.now()));
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift_at(&vault, &made, "jpatel", clock.clone());
    let incident = open(&mut desk);
    sit(&mut desk, Side::Police);
    let marker = |desk: &mut Inline| desk.engine().own_of(incident).unwrap().filled.markers[0].clone();
    let form = |marker, evidence: &str, remove: Option<&str>| {
        let form = MarkerForm {
            marker,
            code: "WEAPON".to_owned(),
            evidence: evidence.to_owned(),
            told: false,
            remove: remove.map(str::to_owned),
            agreed: String::new(),
        };
        Request::SetMarker(incident, form)
    };
    ask(&mut desk, form(None, "Knife under the bed, 3 May", None)).unwrap();
    let first = marker(&mut desk);
    ask(
        &mut desk,
        Request::SetOutcome(incident, IncidentOutcome::NotFound, Vec::new()),
    )
    .unwrap();
    ask(&mut desk, Request::Close(incident)).unwrap();
    let later = SystemClock.now().plus_minutes(150 * 24 * 60);
    clock.set(later);
    // looked at again, nothing new: it ends when it would have ended
    ask(&mut desk, form(Some(first.marker), &first.evidence, None)).unwrap();
    let same = marker(&mut desk);
    assert_eq!((same.set, same.expires), (first.set, first.expires));
    assert!(
        first.review < same.review && same.review <= same.expires,
        "{same:?}"
    );
    let anew = "Knife shown to a neighbour, 9 April";
    ask(&mut desk, form(Some(first.marker), anew, None)).unwrap();
    let renewed = marker(&mut desk);
    assert!(first.expires < renewed.expires, "{renewed:?}");
    ask(&mut desk, form(Some(first.marker), anew, Some("Moved away"))).unwrap();
    assert_eq!(marker(&mut desk).removed.as_deref(), Some("Moved away"));
    let new = ask(&mut desk, form(None, anew, None)).unwrap_err();
    assert_eq!(new.code, "A-204", "a closed incident takes no new one");
}

#[test]
fn a_note_on_the_wrong_incident_moves_and_stays_readable_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let (right, wrong) = (open(&mut desk), open(&mut desk));
    sit(&mut desk, Side::Health);
    let text = "Slept in the car".to_owned();
    let source = NoteSource::Told;
    let write = Request::WriteNote {
        incident: wrong,
        source,
        text: text.clone(),
    };
    ask(&mut desk, write).unwrap();
    let note = desk.engine().own_of(wrong).unwrap().notes[0].clone();
    let move_it = |note| Request::MoveNote {
        from: wrong,
        note,
        to: right,
    };
    ask(&mut desk, move_it(note.note)).unwrap();
    let here = desk.engine().own_of(wrong).unwrap().notes[0].clone();
    let there = desk.engine().own_of(right).unwrap().notes[0].clone();
    assert!(here.text.is_empty() && here.earlier[0].words == text, "{here:?}");
    assert_eq!((there.text, there.at, there.author), (text, note.at, note.author));
    assert!(here.moved.unwrap().away && !there.moved.unwrap().away);
    let again = ask(&mut desk, move_it(note.note)).unwrap_err();
    assert_eq!(again.code, "A-690");
}

#[test]
fn duplicates_are_joined_and_parted_and_both_say_so() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let (keeps, duplicate) = (open(&mut desk), open(&mut desk));
    ask(&mut desk, Request::Join { duplicate, keeps }).unwrap();
    let (one, two) = (shared(&desk, keeps), shared(&desk, duplicate));
    assert!(two.closed.is_some() && one.closed.is_none());
    assert_eq!(one.joined[0].reference, two.reference);
    assert_eq!(two.joined[0].reference, one.reference);
    assert!(one.joined[0].keeps && !two.joined[0].keeps);
    assert_eq!(desk.engine().desk.focus.map(|(focus, _)| focus), Some(keeps));
    let twice = ask(&mut desk, Request::Join { duplicate, keeps }).unwrap_err();
    assert_eq!(twice.code, "A-692");
    let item = one.joined[0].item;
    let part = |why: &str| Request::Part {
        incident: keeps,
        item,
        why: why.to_owned(),
    };
    assert_eq!(ask(&mut desk, part(" ")).unwrap_err().code, "A-695");
    ask(&mut desk, part("Two brothers")).unwrap();
    for incident in [keeps, duplicate] {
        let shared = shared(&desk, incident);
        assert!(shared.joined.is_empty() && shared.closed.is_none(), "{shared:?}");
    }
    assert_eq!(ask(&mut desk, part("again")).unwrap_err().code, "A-694");
}

#[test]
fn nobody_who_is_detained_goes_under_in_another_incident() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let (held, other) = (open(&mut desk), open(&mut desk));
    sit(&mut desk, Side::Police);
    let at = shared(&desk, held).opened;
    let used = S136Step::Used {
        at,
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: None,
        place: None,
        conveyance: Conveyance::Ambulance,
    };
    ask(&mut desk, Request::S136(held, used.clone())).unwrap();
    let join = |duplicate, keeps| Request::Join { duplicate, keeps };
    let refused = ask(&mut desk, join(held, other)).unwrap_err();
    assert_eq!(refused.code, "A-1010");
    assert!(shared(&desk, held).closed.is_none());
    // written on both: the one whose clock ends first goes on
    ask(&mut desk, Request::S136(other, used)).unwrap();
    let arrived = S136Step::Arrived { at, place: None };
    ask(&mut desk, Request::S136(held, arrived)).unwrap();
    assert_eq!(ask(&mut desk, join(held, other)).unwrap_err().code, "A-1010");
    ask(&mut desk, join(other, held)).unwrap();
    assert!(shared(&desk, other).closed.is_some() && shared(&desk, held).s136.in_force());
}

#[test]
fn what_somebody_has_to_know_goes_along_with_the_joining_and_goes_again_when_they_are_two() {
    let dir = tempfile::tempdir().unwrap();
    let mut desk = desk(dir.path());
    let (keeps, duplicate) = (open(&mut desk), open(&mut desk));
    let flags = |flag| Detail::RedFlags {
        flags: vec![flag],
        words: String::new(),
    };
    let child = Somebody {
        person: Somebody::NEW,
        role: PersonRole::Child,
        name: "Ana".to_owned(),
        age: Some(6),
        identity: IdentityConfidence::SaidSo,
        taken_off: false,
    };
    let there = [
        flags(RedFlag::Overdose),
        Detail::Injuries("Cut left wrist".to_owned()),
        Detail::Plan("Ambulance to the bridge".to_owned()),
        Detail::Risk(RiskLevel::Now),
        Detail::Somebody(child),
    ];
    for detail in there {
        ask(&mut desk, Request::SetDetail(duplicate, detail)).unwrap();
    }
    for detail in [flags(RedFlag::Bleeding), Detail::Plan("Talk".to_owned())] {
        ask(&mut desk, Request::SetDetail(keeps, detail)).unwrap();
    }
    ask(&mut desk, Request::Join { duplicate, keeps }).unwrap();
    let joined = shared(&desk, keeps);
    let frame = &joined.frame;
    assert_eq!(frame.red_flags, [RedFlag::Bleeding, RedFlag::Overdose]);
    assert_eq!(frame.plan, "Talk\nAmbulance to the bridge");
    assert_eq!(frame.injuries, "Cut left wrist");
    assert_eq!((joined.risk, frame.people.len()), (Some(RiskLevel::Now), 1));
    // undone in one press: both stand as they stood
    ask(&mut desk, Request::Undo(keeps)).unwrap();
    let parted = shared(&desk, keeps);
    assert_eq!(parted.frame.red_flags, [RedFlag::Bleeding]);
    assert!(parted.frame.people.is_empty() && parted.risk.is_none() && parted.joined.is_empty());
    let two = shared(&desk, duplicate);
    assert!(two.closed.is_none() && two.frame.red_flags == [RedFlag::Overdose]);
}
