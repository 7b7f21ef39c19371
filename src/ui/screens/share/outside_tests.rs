//! Towards somebody outside the crew: an officer asks the person before a relative is told, and the dead are not asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, State};
use crate::domain::consent::{LevelHeld, Register};
use crate::domain::content::{
    Basis, ConsentLevel, ConsentLevelSet, DecisionMade, DecisionResult, Discloser, Document, OutsideAsker,
    OutsideRequested, PersonAsked, PersonTold, RecordField,
};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::decide;
use crate::domain::decision::facts::{ConsentState, DutyKind, Recipient};
use crate::domain::decision::record::{Circumstances, Organisations, assemble};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::outside::OutsideCard;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{Stage, assert_says, evening, stage};
use crate::ui::theme::Theme;

use super::stage::*;

const LINE: egui::Role = egui::Role::TextInput;

fn open(state: State) -> Harness<'static, Stage> {
    stage(state, Some(Route::Share), Theme::Light, CAR)
}

fn click(harness: &mut Harness<'_, Stage>, name: &str) {
    harness.get_by_label(name).scroll_to_me();
    harness.run_ok();
    harness.get_by_label(name).click();
    harness.run_ok();
}

fn fill(harness: &mut Harness<'_, Stage>, fields: &[(&str, &str)]) {
    for (field, words) in fields {
        harness.get_by_role_and_label(LINE, field).focus();
        harness.run_ok();
        type_words(harness, words);
    }
}

/// Picks the first thing, and turns to whom it is told.
fn to_whom(side: Side) -> Harness<'static, Stage> {
    let mut harness = open(incident_of(side));
    press(&mut harness, "1");
    let link = match side {
        Side::Health => "Change who is told: PC 4411 Hughes, Northmoor Police",
        Side::Police => "Change who is told: J Patel, nurse, Fellside NHS Trust",
    };
    click(&mut harness, link);
    harness
}

fn to_the_brother() -> Harness<'static, Stage> {
    let mut harness = to_whom(Side::Police);
    click(&mut harness, "A relative or friend");
    fill(
        &mut harness,
        &[
            ("Their name", "Daniel Okoro"),
            ("Who they are to the person", "brother"),
            ("Why do they need it?", "He is driving here to take Sam home"),
        ],
    );
    assert!(
        harness
            .query_by_role_and_label(LINE, "Their organisation")
            .is_none(),
        "a brother has no organisation"
    );
    click(&mut harness, "Continue");
    press(&mut harness, "E1E");
    assert_says(&harness, "Did Sam agree");
    harness
}

#[test]
fn an_officer_tells_a_brother_what_sam_agreed_to_and_nothing_on_a_no() {
    let mut harness = to_the_brother();
    assert!(
        !scan::all_words(&harness).contains("care plan"),
        "a care plan is health's"
    );
    press(&mut harness, "1E");
    if scan::all_words(&harness).contains("necessary and proportionate") {
        type_words(&mut harness, "He must know about the knife before he comes near");
        press(&mut harness, "E");
    }
    assert_says(&harness, "Daniel Okoro, brother");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(form.facts.disclosure.recipient, Recipient::Relative);
    assert_eq!(form.facts.consent.state, ConsentState::Given);
    assert_eq!(card.basis, Basis::Decided(Confidentiality::Consent));
    assert_eq!(card.to[0].organisation, "family or friend");

    let mut harness = to_the_brother();
    press(&mut harness, "2E");
    assert_says(&harness, "Without the person's own yes");
    assert!(committed(&mut harness).is_none());
}

fn level(partner: &str, services: &[&str]) -> LevelHeld {
    LevelHeld {
        set: ConsentLevelSet {
            incident: IncidentId([8; 16]),
            item: ItemId([83; 16]),
            person: PersonAsked::default(),
            partner: partner.to_owned(),
            level: ConsentLevel::TalkedThrough,
            day: "2026-11-02".parse().unwrap(),
            form: String::new(),
            services: services.iter().map(|&service| service.to_owned()).collect(),
        },
        holds: true,
    }
}

#[test]
fn a_partner_is_told_for_a_service_that_the_person_s_level_with_it_names_and_no_other_level_shows() {
    let register = Register {
        answers: Vec::new(),
        levels: vec![
            level("Seaview", &["Housing advice", "Day centre"]),
            level("Harbour Trust", &["Counselling"]),
        ],
    };
    let mut harness = open(incident_of(Side::Health));
    harness.state_mut().done(Done::AskedBefore(Arc::new(register)));
    harness.run_ok();
    press(&mut harness, "1");
    click(
        &mut harness,
        "Change who is told: PC 4411 Hughes, Northmoor Police",
    );
    click(&mut harness, "Voluntary partner");
    fill(
        &mut harness,
        &[
            ("Their name", "Ros Bell"),
            ("Their organisation", "Seaview"),
            ("Why do they need it?", "She finds Sam a bed tonight"),
        ],
    );
    click(&mut harness, "Continue");
    press(&mut harness, "E1");
    assert_says(&harness, "talked through, for Housing advice, Day centre");
    let page = scan::all_words(&harness);
    assert!(
        !page.contains("Harbour") && !page.contains("Counselling"),
        "{page}"
    );
    assert!(
        !page.contains("tell the police officer"),
        "not about police: {page}"
    );
    click(&mut harness, "Day centre");
    click(&mut harness, "Continue");
    press(&mut harness, "C");
    let (form, _) = shared(&mut harness);
    assert_eq!(form.answers.says(RecordField::PartnerService), Some("Day centre"));
}

#[test]
fn the_dead_are_not_asked_and_a_coroner_s_notice_carries_it() {
    let mut harness = to_whom(Side::Health);
    assert!(harness.query_by_label("Coroner").is_none());
    assert_says(&harness, "Has Sam died?");
    click(&mut harness, "Yes");
    assert_says(&harness, "Confidence outlives Sam");
    click(&mut harness, "Coroner");
    fill(
        &mut harness,
        &[
            ("Their name", "A Lowe"),
            ("Their organisation", "Northmoor Coroner’s Service"),
            ("Why do they need it?", "Notice of 21 November"),
        ],
    );
    click(&mut harness, "Continue");
    press(&mut harness, "E1");
    let page = scan::all_words(&harness);
    assert!(!page.contains("Did Sam agree"), "{page}");
    click(&mut harness, "A coroner’s notice");
    click(&mut harness, "Continue");
    assert_says(&harness, "A Lowe");
    assert!(
        !scan::all_words(&harness).contains("Change: sam told"),
        "nobody is to be told"
    );
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert!(form.facts.person.dead);
    assert_eq!(form.facts.duty.kind, Some(DutyKind::CoronerNotice));
    assert_eq!(card.basis, Basis::Decided(Confidentiality::StatutoryDuty));
    assert_eq!(card.person_told, PersonTold::NotYetRecorded);
}

#[test]
fn danger_to_the_dead_person_is_sent_back_to_a_true_reason() {
    let mut harness = to_whom(Side::Health);
    click(&mut harness, "Yes");
    click(&mut harness, "Continue");
    press(&mut harness, "E3E");
    assert_says(&harness, "Sam has died. Choose another reason, or do not share");
}

/// Governance advised that a decision may be made about a request from outside: the pages begin with whoever asked.
#[test]
fn a_solicitor_is_told_on_a_written_yes_and_not_on_a_spoken_one() {
    let usual = to_whom(Side::Health);
    assert!(
        usual.query_by_label("Solicitor").is_none(),
        "a solicitor is told through the register of requests"
    );
    let request = ItemId([61; 16]);
    let register = vec![OutsideCard {
        asked: OutsideRequested {
            request,
            incident: Some(IncidentId([7; 16])),
            asker: OutsideAsker::Solicitor,
            who: "M Bell".to_owned(),
            capacity: "her solicitor".to_owned(),
            what: "How she was tonight".to_owned(),
            basis: String::new(),
            document: Document::None,
            immigration: false,
            received: evening(),
            taken_by: "J Patel, nurse".to_owned(),
        },
        at: evening(),
        steps: Vec::new(),
    }];
    let mut state = incident_of(Side::Health);
    state.outside = Arc::new(register);
    let mut harness = stage(state, Some(Route::ShareFor(request, false)), Theme::Light, CAR);
    press(&mut harness, "1");
    click(&mut harness, "Change who is told: M Bell, her solicitor, ");
    fill(&mut harness, &[("Their organisation", "Bell and Marsh")]);
    click(&mut harness, "Continue");
    press(&mut harness, "E1E");
    assert_says(&harness, "A solicitor or an insurer is told on Sam's written yes");
    click(&mut harness, "Written");
    click(&mut harness, "Continue");
    assert_says(&harness, "M Bell, her solicitor");
    press(&mut harness, "C");
    let (form, card) = shared(&mut harness);
    assert_eq!(form.facts.disclosure.recipient, Recipient::Solicitor);
    assert!(form.facts.consent.in_writing);
    assert_eq!(card.basis, Basis::Decided(Confidentiality::Consent));
}

/// What the officer's request says of itself is what the nurse's decision begins with, and what the person is asked about.
#[test]
fn an_answer_to_a_request_about_a_victim_is_decided_as_one_for_a_crime() {
    use crate::domain::content::{RequestAim, Requested, VictimNotice, VictimRequest};
    use crate::domain::decision::facts::Purpose;
    use crate::domain::incident::RequestCard;
    let request = ItemId([62; 16]);
    let asked = Requested {
        incident: IncidentId([7; 16]),
        request,
        from: Side::Police,
        from_name: "PC 4411 Hughes".to_owned(),
        what: None,
        words: "Whether she was hurt".to_owned(),
        purpose: Purpose::InvestigateCrime,
        aim: RequestAim::Victim(VictimRequest {
            held: true,
            enquiry: true,
            necessary: true,
            counselling: false,
            notice: VictimNotice::Given,
        }),
        times: 1,
        why: "For the charge".to_owned(),
        needed_by: None,
    };
    let mut state = incident_of(Side::Health);
    let mut shared_half = (**state.focus.as_ref().unwrap()).clone();
    shared_half.requests = vec![RequestCard {
        asked,
        at: evening(),
        answers: Vec::new(),
    }];
    state.focus = Some(Arc::new(shared_half));
    let mut harness = stage(state, Some(Route::ShareFor(request, false)), Theme::Light, CAR);
    press(&mut harness, "1E");
    assert_says(
        &harness,
        "PC 4411 Hughes asked: Whether she was hurt. A crime, about its victim.",
    );
    press(&mut harness, "1EC");
    let (form, _) = shared(&mut harness);
    let told = form.facts.disclosure;
    assert_eq!(told.purpose, Purpose::InvestigateCrime);
    assert!(told.victim_request && told.victim_notice_given && told.requested_by_recipient);
}

/// The nurse told somebody on Sam's yes four minutes ago, and begins again.
fn after_telling(state: &State, harness: &mut Harness<'_, Stage>) -> State {
    let (form, card) = shared(harness);
    let rules = Rules::embedded().unwrap();
    let conclusion = decide(&form.facts, &rules);
    let mut own = state.own.as_deref().unwrap().clone();
    let telling = form.telling.clone();
    let record = assemble(&Circumstances {
        facts: &form.facts,
        answers: &form.answers,
        words: &form.words,
        conclusion: &conclusion,
        rules: &rules,
        discloser: Discloser {
            member: None,
            name: "J Patel, nurse".to_owned(),
            side: Side::Health,
            role: crate::domain::role::Role::Officer,
            organisation: "Fellside NHS Trust".to_owned(),
            number: String::new(),
        },
        organisations: Organisations {
            police: "Northmoor Police",
            health: "Fellside NHS Trust",
        },
        receivers: &card.to,
        items: &card.items,
        channel: Some(form.channel),
        told: form.person_told,
        trigger: form.trigger,
        agreement: None,
        agreed_regime: None,
        channel_unapproved: false,
        result: DecisionResult::Shared {
            disclosure: card.disclosure,
        },
        telling: &telling,
        known: BTreeMap::new(),
        at: evening().plus_minutes(-4),
        due: evening(),
    });
    let made = DecisionMade {
        incident: form.incident,
        decision: ItemId([41; 16]),
        notes: form.notes,
        facts: form.facts,
        words: form.words,
        conclusion,
        result: DecisionResult::Shared {
            disclosure: card.disclosure,
        },
        begun: form.begun,
        check_ms: 0,
        gaps: Vec::new(),
        record: Some(Box::new(record)),
        telling,
    };
    own.decisions.push((evening().plus_minutes(-4), made));
    State {
        own: Some(Arc::new(own)),
        ..state.clone()
    }
}

fn to_a_relative(state: State, name: &str, who: &str) -> Harness<'static, Stage> {
    let mut harness = open(state);
    press(&mut harness, "1");
    click(
        &mut harness,
        "Change who is told: PC 4411 Hughes, Northmoor Police",
    );
    click(&mut harness, "A relative or friend");
    let fields = [
        ("Their name", name),
        ("Who they are to the person", who),
        ("Why do they need it?", "Is on the way here"),
    ];
    fill(&mut harness, &fields);
    click(&mut harness, "Continue");
    press(&mut harness, "E");
    harness
}

#[test]
fn a_yes_about_the_sister_is_offered_for_her_and_for_no_other_relative() {
    let state = incident_of(Side::Health);
    let mut harness = to_a_relative(state.clone(), "Ada Okoro", "sister");
    press(&mut harness, "1EC");
    let after = after_telling(&state, &mut harness);
    let harness = to_a_relative(after.clone(), "Mark Bell", "former partner");
    assert!(harness.query_by_label("Use the earlier decision").is_none());
    assert_says(&harness, "another receiver or another purpose: ask again");
    let mut harness = to_a_relative(after, "Ada Okoro", "sister");
    click(&mut harness, "Use the earlier decision");
    // changed to somebody else behind it, the yes stays Ada's
    let asked = |harness: &mut Harness<'_, Stage>| {
        press(harness, "C");
        shared(harness).0
    };
    let form = asked(&mut harness);
    assert_eq!(form.telling.reused, Some(ItemId([41; 16])));
    let about = form.answers.asked_about.unwrap();
    assert_eq!(
        (about.name.as_str(), about.recipient),
        ("Ada Okoro, sister", Recipient::Relative)
    );
}
