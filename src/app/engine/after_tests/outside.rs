//! Those who ask from outside.

use super::*;
use crate::domain::content::{Channel, DecisionResult, Receiver};
use crate::domain::decision::facts::{Direction, Recipient};
use crate::domain::decision::path::Context;
use crate::domain::incident::BreachGap;

fn outside(asker: OutsideAsker, immigration: bool) -> Request {
    Request::TakeOutside(Box::new(OutsideForm {
        incident: None,
        asker,
        who: SCRIPTS.to_owned(),
        capacity: "For a client".to_owned(),
        what: "Everything about Sam Okoro".to_owned(),
        basis: "An order, they say".to_owned(),
        document: Document::Claimed,
        immigration,
        received: now(),
    }))
}

#[test]
fn who_asks_from_outside_is_refused_until_governance_advises_and_past_a_red_line_for_ever() {
    let mut night = night();
    sit(&mut night.desk, Side::Health);
    ask(&mut night.desk, outside(OutsideAsker::Solicitor, false)).unwrap();
    ask(&mut night.desk, outside(OutsideAsker::OtherDepartment, true)).unwrap();
    let register = night.desk.engine().register().unwrap();
    let (red, solicitor) = (&register[0], &register[1]);
    assert_eq!(solicitor.status(), OutsideStatus::RefusedForNow);
    assert_eq!(red.status(), OutsideStatus::RedLine(None));
    let advised = || OutsideStep::Advised {
        by: "Governance".to_owned(),
        words: "It may go".to_owned(),
        may_decide: true,
    };
    let (red, solicitor) = (red.asked.request, solicitor.asked.request);
    ask(&mut night.desk, Request::StepOutside(solicitor, advised())).unwrap();
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, advised())),
        "A-455"
    );
    let told = || OutsideStep::LeadTold {
        who: "Caldicott Guardian".to_owned(),
        at: now(),
        how: TellingHow::Phone,
    };
    ask(&mut night.desk, Request::StepOutside(red, told())).unwrap();
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, told())),
        "A-452"
    );
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, advised())),
        "A-455"
    );
    sit(&mut night.desk, Side::Police);
    assert!(
        night.desk.engine().register().unwrap().is_empty(),
        "each side has its own"
    );
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, told())),
        "A-449"
    );
    let watch = office(&mut night, "hlead");
    assert_eq!((watch.red_lines, watch.red_lines_untold), (1, 0));
    let office = night.desk.engine().office.as_ref().unwrap();
    let view = office.oversight.as_ref().unwrap();
    let tried = view.of_kinds(&["oversight.outside"]).unwrap();
    let tried = tried
        .iter()
        .filter(|placed| format!("{:?}", placed.content).contains("RedLineTried"));
    assert_eq!(tried.count(), 2, "each attempt is counted");
    let bodies = view
        .of_kinds(&["oversight.outside", "oversight.request"])
        .unwrap();
    for placed in bodies {
        let words = String::from_utf8(Content::to_bytes(&placed.content)).unwrap();
        assert!(!words.contains("Okoro") && !words.contains("client"), "{words}");
    }
}

/// A share with a receiver outside the crew, in answer to a request from outside.
fn decide(night: &Night, request: ItemId, recipient: Recipient) -> Request {
    let form = ShareForm {
        trigger: Trigger::Request { request },
        channel: Channel::Phone,
        ..form_of(night.incident, form(night.incident).answers, |context| Context {
            direction: Direction::HealthToOther,
            recipient,
            agreement_in_force: true,
            ..context
        })
    };
    let wording = Wording {
        incident: form.incident,
        from: Some(Side::Health),
        from_name: night.desk.engine().my_name(),
        to: vec![Receiver {
            side: None,
            member: None,
            name: "Ada Okoro".to_owned(),
            organisation: "Her sister".to_owned(),
            kind: Some(recipient),
            why: "She looks after her".to_owned(),
        }],
        items: vec![SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: "She is safe".to_owned(),
            nature: Nature::Fact,
            as_at: form.begun,
            as_at_open: false,
            source: Some(NoteSource::Seen),
            good_until: None,
        }],
        basis: basis_of(&crate::domain::decision::decide(
            &form.facts,
            &Rules::embedded().unwrap(),
        )),
        channel: form.channel,
        person_told: form.person_told,
    };
    let bytes = wording.propose(fresh_name()).unwrap().bytes;
    Request::CommitShare {
        form: Box::new(form),
        bytes,
    }
}

#[test]
fn the_family_is_answered_after_advice_by_a_full_decision_and_what_was_told_can_be_corrected() {
    let mut night = night();
    let incident = night.incident;
    sit(&mut night.desk, Side::Health);
    let Request::TakeOutside(mut form) = outside(OutsideAsker::Family, false) else {
        unreachable!("it is a request to take")
    };
    form.incident = Some(incident);
    ask(&mut night.desk, Request::TakeOutside(form)).unwrap();
    let request = night.desk.engine().register().unwrap()[0].asked.request;
    let share = decide(&night, request, Recipient::Relative);
    assert_eq!(refused(&mut night.desk, share), "A-456", "not before advice");
    let advised = OutsideStep::Advised {
        by: "Governance".to_owned(),
        words: "That she is safe may be told".to_owned(),
        may_decide: true,
    };
    ask(&mut night.desk, Request::StepOutside(request, advised)).unwrap();
    let share = decide(&night, request, Recipient::Gp);
    assert_eq!(refused(&mut night.desk, share), "A-459", "not to somebody else");
    let share = decide(&night, request, Recipient::Relative);
    let Done::Shared(disclosure) = ask(&mut night.desk, share).unwrap() else {
        panic!("the words were to be told");
    };
    let card = night.desk.engine().register().unwrap()[0].clone();
    assert_eq!(card.status(), OutsideStatus::Answered);
    ask(
        &mut night.desk,
        Request::Correct {
            incident,
            disclosure,
            item: 0,
            words: "She is safe and at home".to_owned(),
            why: CorrectionReason::LateEntry,
        },
    )
    .unwrap();
    let told = night.desk.engine().own_of(incident).unwrap().told_outside[0].clone();
    assert_eq!(told.items[0].words, "She is safe and at home");
    assert_eq!(told.to_reach().count(), 1, "she is still to be told");
    sit(&mut night.desk, Side::Police);
    let seen = format!("{:?}", shared(&mut night));
    assert!(!seen.contains("at home"), "the other side was not told");
    the_explanation_says_what_went_out(&mut night, incident, told.disclosure);
    told_to_the_wrong_one(&mut night, incident, told.disclosure);
}

/// The record of a breach is the teller's alone, down to its last step; leads see whose it is.
fn told_to_the_wrong_one(night: &mut Night, incident: IncidentId, disclosure: ItemId) {
    let open = || {
        Request::OpenBreach(Box::new(BreachForm {
            incident,
            disclosure,
            kind: BreachKind::WrongPerson,
            words: "That was not her mother".to_owned(),
            aware: now(),
        }))
    };
    assert_eq!(
        refused(&mut night.desk, open()),
        "A-449",
        "police know nothing of it"
    );
    sit(&mut night.desk, Side::Health);
    ask(&mut night.desk, open()).unwrap();
    assert_eq!(refused(&mut night.desk, open()), "A-454");
    let own = |night: &Night| night.desk.engine().own_of(incident).unwrap();
    let card = own(night).breaches[0].clone();
    assert!(
        card.gaps_of(Side::Police)
            .iter()
            .all(|gap| *gap != BreachGap::Assess(Side::Police))
    );
    let step = |step| Request::StepBreach(incident, card.opened.breach, step);
    let why = || "She could be found by it".to_owned();
    let judged = BreachStep::Assessed {
        report: false,
        why: why(),
    };
    for taken in [
        BreachStep::Contained { how: why() },
        judged,
        BreachStep::PersonNotTold { why: why() },
    ] {
        ask(&mut night.desk, step(taken)).unwrap();
    }
    assert!(
        own(night).breaches[0].gaps().is_empty(),
        "nothing is the police's to do"
    );
    sit(&mut night.desk, Side::Police);
    assert!(shared(night).breaches.is_empty() && own(night).breaches.is_empty());
    let row = office(night, "plead").breaches[0].clone();
    assert!(row.alone == Some(Side::Health) && !row.is_closed());
    assert!(!row.awaits(Side::Police) && !row.awaits(Side::Health));
}

/// The page for a court has the words and whom they went to, though the other side was told nothing.
fn the_explanation_says_what_went_out(night: &mut Night, incident: IncidentId, disclosure: ItemId) {
    sit(&mut night.desk, Side::Health);
    let own = night.desk.engine().own_of(incident).unwrap();
    let told = DecisionResult::Shared { disclosure };
    let (_, made) = own
        .decisions
        .iter()
        .find(|(_, made)| made.result == told)
        .unwrap();
    let request = Request::ShowExplanation(incident, made.decision);
    let Done::Paper(paper) = ask(&mut night.desk, request).unwrap() else {
        panic!("a page was expected");
    };
    let text = paper.text();
    assert!(text.contains("She is safe and at home"), "{text}");
    assert!(!text.contains("Nothing crossed"), "{text}");
    sit(&mut night.desk, Side::Police);
}

#[test]
fn a_coroner_who_asks_is_answered_as_a_coroner_and_nobody_else_is() {
    let mut night = night();
    sit(&mut night.desk, Side::Health);
    for (asker, answered) in [(OutsideAsker::Court, true), (OutsideAsker::Family, false)] {
        let Request::TakeOutside(mut form) = outside(asker, false) else {
            unreachable!("it is a request to take")
        };
        form.incident = Some(night.incident);
        form.document = Document::Seen;
        ask(&mut night.desk, Request::TakeOutside(form)).unwrap();
        let register = night.desk.engine().register().unwrap();
        let card = register.iter().find(|card| card.asked.asker == asker).unwrap();
        let request = card.asked.request;
        let advised = OutsideStep::Advised {
            by: "Governance".to_owned(),
            words: "The notice was seen".to_owned(),
            may_decide: true,
        };
        ask(&mut night.desk, Request::StepOutside(request, advised)).unwrap();
        let share = decide(&night, request, Recipient::Coroner);
        let came = ask(&mut night.desk, share)
            .map(drop)
            .map_err(|problem| problem.code);
        assert_eq!(came, if answered { Ok(()) } else { Err("A-459") });
    }
}

#[test]
fn a_request_about_a_victim_cannot_be_answered_as_one_for_safety() {
    let mut night = night();
    sit(&mut night.desk, Side::Police);
    let mut asked = question(night.incident);
    asked.purpose = Purpose::InvestigateCrime;
    asked.aim = RequestAim::Victim(VictimRequest {
        held: true,
        enquiry: true,
        necessary: true,
        counselling: false,
        notice: VictimNotice::Given,
    });
    ask(&mut night.desk, Request::AskOther(Box::new(asked))).unwrap();
    let request = shared(&mut night).requests[0].asked.request;
    sit(&mut night.desk, Side::Health);
    let form = ShareForm {
        trigger: Trigger::Request { request },
        ..form(night.incident)
    };
    let share = share_request(&night.desk, form, "She was hurt");
    assert_eq!(refused(&mut night.desk, share), "A-990");
    assert!(shared(&mut night).disclosures.is_empty());
}
