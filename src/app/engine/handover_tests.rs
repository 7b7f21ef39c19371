//! Handing over on a real vault: who may sign, what an officer's sheet may hold, what the other side learns of it.

use super::tests::{practice, shift, sit};
use crate::app::api::{DeskRequest, Done, HandoverForm, Left, ReceiptForm, Request, StayForm};
use crate::app::command_line::ask;
use crate::app::paper::proposed;
use crate::app::problem::Problem;
use crate::app::worker::Inline;
use crate::domain::content::{
    Consulted, Conveyance, Detail, FollowUp, FollowUpEnd, HandoverTo, IncidentOutcome, Milestone, NoteSource,
    PlaceOfSafety, ReceivedHow, RedFlag, S136Step, Sbar, StayAnswer, StayReason,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{HandoverCard, SharedIncident, fold_shared};
use crate::domain::record::SideField;
use crate::domain::role::Side;

fn open(desk: &mut Inline) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    incident
}

fn work(desk: &mut Inline, request: DeskRequest) -> Result<Done, Problem> {
    ask(desk, Request::Desk(Box::new(request)))
}

fn shared(desk: &Inline, incident: IncidentId) -> SharedIncident {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    fold_shared(&view.entries_of(incident).unwrap()).unwrap()
}

fn note(desk: &mut Inline, incident: IncidentId, source: NoteSource, text: &str) {
    let text = text.to_owned();
    ask(
        desk,
        Request::WriteNote {
            incident,
            source,
            text,
        },
    )
    .unwrap();
}

fn hand(desk: &mut Inline, side: Side, incident: IncidentId, to: HandoverTo) -> HandoverCard {
    let own = desk.engine().own_of(incident).unwrap();
    let sbar = proposed(&shared(desk, incident), &own, side, to);
    let place = if to.is_outside() { "Elm ward" } else { "" }.to_owned();
    let form = HandoverForm {
        incident,
        to,
        place,
        sbar,
    };
    work(desk, DeskRequest::HandOver(form)).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    own.handovers.last().unwrap().clone()
}

fn receipt(incident: IncidentId, handover: ItemId, how: ReceivedHow, code: &str) -> DeskRequest {
    DeskRequest::Receive(ReceiptForm {
        incident,
        handover,
        name: "K Shah".to_owned(),
        role: "Charge nurse".to_owned(),
        at: None,
        how,
        code: code.to_owned(),
        read_back: true,
        remark: String::new(),
    })
}

#[test]
fn a_ward_signs_on_paper_with_the_code_that_only_the_sheet_shows() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    note(
        &mut desk,
        incident,
        NoteSource::Seen,
        "Calmer since half past nine",
    );
    note(&mut desk, incident, NoteSource::Told, "Took tablets about eight");
    let card = hand(&mut desk, Side::Health, incident, HandoverTo::Ward);
    assert!(card.given.sbar.assessment.contains("Calmer since half past nine"));
    assert!(card.given.sbar.background.contains("Took tablets about eight"));

    let out = dir.path().join("papers");
    let saved = DeskRequest::SaveSheet(incident, card.given.handover, out);
    let Done::PaperMade(files) = work(&mut desk, saved).unwrap() else {
        panic!("a sheet was to be made");
    };
    let page = std::fs::read_to_string(&files[1]).unwrap();
    assert!(page.contains(&card.given.code), "the code stands on the sheet");
    assert!(page.contains("Took tablets about eight"));
    assert!(std::fs::read(&files[0]).unwrap().starts_with(b"%PDF"));

    let wrong = receipt(incident, card.given.handover, ReceivedHow::OnPaper, "AAAAA");
    assert_eq!(work(&mut desk, wrong).unwrap_err().code, "A-715");
    let own_seat = receipt(incident, card.given.handover, ReceivedHow::OwnSeat, "");
    assert_eq!(work(&mut desk, own_seat).unwrap_err().code, "A-714");
    let small = card.given.code.to_lowercase();
    let right = receipt(incident, card.given.handover, ReceivedHow::OnPaper, &small);
    work(&mut desk, right).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let received = own.handovers[0].received.as_ref().unwrap();
    assert_eq!(
        (received.name.as_str(), received.how),
        ("K Shah", ReceivedHow::OnPaper)
    );
    let again = receipt(incident, card.given.handover, ReceivedHow::OnLaptop, "");
    assert_eq!(work(&mut desk, again).unwrap_err().code, "A-713");

    // both sides see that the person is in other hands; the officer sees no word of what was said
    sit(&mut desk, Side::Police);
    let seen = shared(&desk, incident);
    assert!(seen.milestones.contains_key(&Milestone::HandedOver));
    assert!(!format!("{seen:?}").contains("tablets"));
    assert!(desk.engine().own_of(incident).unwrap().handovers.is_empty());
}

#[test]
fn an_officer_s_words_to_a_hospital_are_those_that_were_shared_already() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Police);
    note(
        &mut desk,
        incident,
        NoteSource::Record,
        "Linked to an investigation",
    );
    let own = desk.engine().own_of(incident).unwrap();
    let to = HandoverTo::EmergencyDepartment;
    let mut sbar = proposed(&shared(&desk, incident), &own, Side::Police, to);
    assert!(!format!("{sbar:?}").contains("investigation"));
    sbar.background = "Linked to an investigation".to_owned();
    let form = HandoverForm {
        incident,
        to,
        place: "Northmoor ED".to_owned(),
        sbar,
    };
    let refused = work(&mut desk, DeskRequest::HandOver(form)).unwrap_err();
    assert_eq!(refused.code, "A-712");
    // to the next shift, who open the same record, the note is there
    let card = hand(&mut desk, Side::Police, incident, HandoverTo::NextShift);
    assert!(card.given.sbar.background.contains("investigation"));
}

#[test]
fn the_next_shift_takes_over_from_its_own_seat_and_never_the_giver() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    let card = hand(&mut desk, Side::Health, incident, HandoverTo::NextShift);
    let take = || receipt(incident, card.given.handover, ReceivedHow::OwnSeat, "");
    assert_eq!(work(&mut desk, take()).unwrap_err().code, "A-714");
    ask(&mut desk, Request::EndShift).unwrap();
    drop(desk);

    let mut desk = shift(&vault, &made, "revans");
    ask(&mut desk, Request::Focus(incident)).unwrap();
    sit(&mut desk, Side::Health);
    work(&mut desk, take()).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let received = own.handovers[0].received.as_ref().unwrap();
    assert!(received.name.contains("Evans"), "{}", received.name);
}

#[test]
fn police_do_not_leave_a_detained_person_whom_nobody_has_received() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Police);
    let at = shared(&desk, incident).opened;
    let used = S136Step::Used {
        at,
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: None,
        place: Some(PlaceOfSafety::EmergencyDepartment),
        conveyance: Conveyance::Ambulance,
    };
    ask(&mut desk, Request::S136(incident, used)).unwrap();
    let asked = |reason, answer| {
        DeskRequest::Stay(StayForm {
            incident,
            item: None,
            reason,
            answer,
            asked_by: "K Shah, charge nurse".to_owned(),
            agreed: String::new(),
        })
    };
    // one press on the board is no signature, and no reason makes it lawful to leave
    ask(&mut desk, Request::Stamp(incident, Milestone::HandedOver, None)).unwrap();
    for reason in StayReason::ALL {
        let refused = work(&mut desk, asked(reason, StayAnswer::Leaves)).unwrap_err();
        assert_eq!(refused.code, "A-718", "{reason:?}");
    }
    work(&mut desk, asked(StayReason::NotReceivedYet, StayAnswer::Stays)).unwrap();
    sit(&mut desk, Side::Health);
    let stay = shared(&desk, incident).desk.stays[0].1.clone();
    assert_eq!(stay.answer, StayAnswer::Stays);
    assert!(stay.by.contains("Hughes"), "whose answer it is: {stay:?}");
    sit(&mut desk, Side::Police);
    let arrived = S136Step::Arrived { at, place: None };
    ask(&mut desk, Request::S136(incident, arrived)).unwrap();
    let over = S136Step::HandedOver {
        at,
        to: "K Shah, charge nurse".to_owned(),
    };
    ask(&mut desk, Request::S136(incident, over)).unwrap();
    work(&mut desk, asked(StayReason::NotReceivedYet, StayAnswer::Leaves)).unwrap();
}

#[test]
fn a_handover_that_says_nothing_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    let form = HandoverForm {
        incident,
        to: HandoverTo::Ward,
        place: "Elm ward".to_owned(),
        sbar: Sbar::default(),
    };
    let refused = work(&mut desk, DeskRequest::HandOver(form)).unwrap_err();
    assert_eq!(refused.code, "A-711");
}

#[test]
fn the_list_for_the_next_shift_says_what_is_left_and_keeps_each_side_s_own_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let first = open(&mut desk);
    let second = open(&mut desk);
    sit(&mut desk, Side::Health);
    note(&mut desk, first, NoteSource::Told, "Calmer since half past");
    hand(&mut desk, Side::Health, first, HandoverTo::NextShift);
    let (outcome, follow_up) = (IncidentOutcome::Gp, vec![FollowUp::TellGp]);
    ask(&mut desk, Request::SetOutcome(second, outcome, follow_up)).unwrap();
    ask(&mut desk, Request::Close(second)).unwrap();
    let list = |desk: &mut Inline| {
        let Done::NextShift(rows) = work(desk, DeskRequest::NextShift).unwrap() else {
            panic!("the list was asked for");
        };
        let rows = rows.iter().map(|row| (row.row.incident, row.left.clone()));
        rows.collect::<Vec<_>>()
    };
    let nurse = list(&mut desk);
    let places: Vec<IncidentId> = nurse.iter().map(|(incident, _)| *incident).collect();
    assert_eq!(places, [first, second], "what is open stands first");
    assert!(
        matches!(nurse[0].1[..], [Left::HandoverOpen(_), Left::Outcome]),
        "{nurse:?}"
    );
    assert_eq!(nurse[1].1, [Left::FollowUp(FollowUp::TellGp, None, None)]);
    sit(&mut desk, Side::Police);
    let officer = list(&mut desk);
    assert_eq!(
        officer[0].1,
        [Left::Outcome],
        "the nurse's handover is the nurse's"
    );
    let end = DeskRequest::EndFollowUp(second, FollowUp::TellGp, FollowUpEnd::Done);
    work(&mut desk, end).unwrap();
    assert_eq!(list(&mut desk).len(), 1, "nothing is left on what was closed");
}

#[test]
fn a_desk_gives_back_from_a_seat_what_its_crew_took_in_the_shared_view() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    work(&mut desk, DeskRequest::Claim(incident)).unwrap();
    sit(&mut desk, Side::Health);
    work(&mut desk, DeskRequest::Claim(incident)).unwrap();
    assert_eq!(
        shared(&desk, incident).desk.claims.len(),
        1,
        "this desk has it already"
    );
    work(&mut desk, DeskRequest::Release(incident)).unwrap();
    assert!(shared(&desk, incident).desk.claims.is_empty());
}

#[test]
fn a_handover_says_what_is_seen_first_and_what_its_giver_filled_in() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    let flags = Detail::RedFlags {
        flags: vec![RedFlag::Overdose],
        words: String::new(),
    };
    for detail in [
        flags,
        Detail::Injuries("Cut left wrist".to_owned()),
        Detail::Plan("Stay with Sam".to_owned()),
    ] {
        ask(&mut desk, Request::SetDetail(incident, detail)).unwrap();
    }
    sit(&mut desk, Side::Police);
    let fill = |desk: &mut Inline, field, words: &str| {
        ask(desk, Request::Fill(incident, field, words.to_owned())).unwrap();
    };
    fill(&mut desk, SideField::Weapons, "Kitchen knife");
    sit(&mut desk, Side::Health);
    for (field, words) in [
        (SideField::TriageCode, "B"),
        (SideField::Mood, "Low"),
        (SideField::SelfHarm, "Plans to jump"),
        (SideField::Medicines, "Lithium"),
        (SideField::MedicationGiven, "Lorazepam 1 mg"),
        (SideField::NextStep, "See a doctor tonight"),
    ] {
        fill(&mut desk, field, words);
    }
    let propose = |desk: &mut Inline, side| {
        let own = desk.engine().own_of(incident).unwrap();
        proposed(
            &shared(desk, incident),
            &own,
            side,
            HandoverTo::EmergencyDepartment,
        )
    };
    let nurse = propose(&mut desk, Side::Health);
    let begins = "Needs an ambulance now: Overdose or poisoning. Injuries: Cut left wrist.";
    assert!(nurse.situation.starts_with(begins), "{}", nurse.situation);
    for words in ["B: 4 hours", "Mood: Low", "Plans to jump", "Lorazepam 1 mg"] {
        assert!(nurse.assessment.contains(words), "{words}: {}", nurse.assessment);
    }
    assert!(nurse.background.contains("Lithium"), "{}", nurse.background);
    let asked = "Agreed plan: Stay with Sam. Next step: See a doctor tonight.";
    assert_eq!(nurse.recommendation, asked);
    // an officer's sheet for a hospital: the emergency that everybody sees, and no word that nobody decided to share
    sit(&mut desk, Side::Police);
    let officer = propose(&mut desk, Side::Police);
    assert!(officer.situation.starts_with(begins), "{}", officer.situation);
    let rest = [officer.background, officer.assessment, officer.recommendation].concat();
    assert_eq!(rest, "");
}
