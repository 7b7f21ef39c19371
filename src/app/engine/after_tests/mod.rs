//! Stories of what follows a share, and of asking: a request and its answers, a correction and its proof, a withdrawal,
//! a share that should not have been made, and those who ask from outside.

mod agreement;
mod drawn_twice;
mod follow;
mod outside;
mod red_line;
mod repeats;
mod two_laptops;

use std::sync::Arc;

use super::tests::{form, form_of, practice, shift, sit};
use crate::app::Secret;
use crate::app::api::{AskAnswer, AskForm, BreachForm, Done, OutsideForm, Request, ShareForm, Telling};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::{Made, ask, engine};
use crate::app::proposal::{Wording, basis_of, fresh_name};
use crate::app::worker::Inline;
use crate::domain::content::{
    BreachCode, BreachKind, BreachStep, Content, CorrectionReason, Detail, Document, Nature, NotSharedReason,
    NoteSource, OutsideAsker, OutsideStep, Reached, RequestAim, RequestAnswer, SharedItem, TellingHow,
    Trigger, VictimNotice, VictimRequest, WithdrawnWhy,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::decision::decide;
use crate::domain::decision::facts::{ItemCategory, Purpose};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{DisclosureCard, SharedIncident, fold_shared};
use crate::domain::outside::OutsideStatus;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::time::Moment;

/// Words in several scripts and directions.
const SCRIPTS: &str = "Take two 药片, حبتان, δύο χάπια 🙂";

struct Night {
    _dir: tempfile::TempDir,
    vault: std::path::PathBuf,
    made: Made,
    desk: Inline,
    incident: IncidentId,
}

fn night() -> Night {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    Night {
        _dir: dir,
        vault,
        made,
        desk,
        incident,
    }
}

fn open(desk: &mut Inline) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    incident
}

fn now() -> Moment {
    SystemClock.now()
}

fn refused(desk: &mut Inline, request: Request) -> &'static str {
    match ask(desk, request) {
        Ok(done) => panic!("it was to be refused: {done:?}"),
        Err(problem) => problem.code,
    }
}

fn share_request(desk: &Inline, form: ShareForm, words: &str) -> Request {
    let to = desk.engine().receivers(Some(Side::Health));
    let wording = Wording {
        incident: form.incident,
        from: Some(Side::Health),
        from_name: desk.engine().my_name(),
        to,
        items: vec![SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: words.to_owned(),
            nature: Nature::Fact,
            as_at: form.begun,
            as_at_open: false,
            source: Some(NoteSource::Seen),
            good_until: None,
        }],
        basis: basis_of(&decide(&form.facts, &Rules::embedded().unwrap())),
        channel: form.channel,
        person_told: form.person_told,
    };
    let bytes = wording.propose(fresh_name()).unwrap().bytes;
    Request::CommitShare {
        form: Box::new(form),
        bytes,
    }
}

/// The nurse tells the officer.
fn tell(night: &mut Night, words: &str) -> ItemId {
    sit(&mut night.desk, Side::Health);
    let request = share_request(&night.desk, form(night.incident), words);
    let Done::Shared(disclosure) = ask(&mut night.desk, request).unwrap() else {
        panic!("the words were to cross");
    };
    disclosure
}

fn shared(night: &mut Night) -> Arc<SharedIncident> {
    let view = night.desk.engine().desk.shared.as_ref().unwrap();
    Arc::new(fold_shared(&view.entries_of(night.incident).unwrap()).unwrap())
}

fn card(night: &mut Night, disclosure: ItemId) -> DisclosureCard {
    shared(night).disclosed(disclosure).unwrap().clone()
}

fn question(incident: IncidentId) -> AskForm {
    AskForm {
        incident,
        what: Some(ItemCategory::MedicationCritical),
        words: "What did she take".to_owned(),
        purpose: Purpose::SafetyOfPerson,
        aim: RequestAim::Safety,
        why: "The ambulance asks".to_owned(),
        needed_by: None,
    }
}

#[test]
fn a_refusal_is_a_record_and_its_reason_stays_with_the_side_that_refused() {
    let mut night = night();
    let incident = night.incident;
    sit(&mut night.desk, Side::Police);
    ask(&mut night.desk, Request::AskOther(Box::new(question(incident)))).unwrap();
    let request = shared(&mut night).requests[0].asked.request;
    let answer = |answer| Request::AnswerOther(incident, request, answer);
    let refuse = || AskAnswer::Refuse(NotSharedReason::NotAgreed, "She said no at 21:05".to_owned());
    assert_eq!(
        refused(&mut night.desk, answer(refuse())),
        "A-444",
        "nobody answers their own"
    );
    sit(&mut night.desk, Side::Health);
    assert_eq!(
        refused(&mut night.desk, answer(AskAnswer::Defer(now().plus_minutes(-60)))),
        "A-443"
    );
    let later = now().plus_minutes(60);
    ask(&mut night.desk, answer(AskAnswer::Defer(later))).unwrap();
    assert_eq!(shared(&mut night).requests[0].due(), Some(later));
    assert_eq!(
        shared(&mut night).to_answer(Side::Health).count(),
        1,
        "later is not never"
    );
    ask(&mut night.desk, answer(refuse())).unwrap();
    assert_eq!(shared(&mut night).to_answer(Side::Health).count(), 0);
    assert_eq!(refused(&mut night.desk, answer(refuse())), "A-444");
    sit(&mut night.desk, Side::Police);
    let seen = format!("{:?}", shared(&mut night));
    assert!(seen.contains("Refused"), "the asker sees that it was refused");
    assert!(
        !seen.contains("NotAgreed") && !seen.contains("21:05"),
        "and not why"
    );
    let Done::Found(hits) = ask(&mut night.desk, Request::Find("She said no".to_owned())).unwrap() else {
        panic!("hits were expected");
    };
    assert!(hits.is_empty());
}

#[test]
fn a_share_begun_from_a_request_answers_it() {
    let mut night = night();
    let incident = night.incident;
    sit(&mut night.desk, Side::Police);
    ask(&mut night.desk, Request::AskOther(Box::new(question(incident)))).unwrap();
    let request = shared(&mut night).requests[0].asked.request;
    sit(&mut night.desk, Side::Health);
    let form = ShareForm {
        trigger: Trigger::Request { request },
        partly: true,
        ..form(incident)
    };
    let again = share_request(&night.desk, form.clone(), SCRIPTS);
    let first = share_request(&night.desk, form, SCRIPTS);
    let Done::Shared(disclosure) = ask(&mut night.desk, first).unwrap() else {
        panic!("the words were to cross");
    };
    let answers = shared(&mut night).requests[0].answers.clone();
    assert_eq!(answers.last().unwrap().2, RequestAnswer::Partly(disclosure));
    assert_eq!(refused(&mut night.desk, again), "A-444");
    assert_eq!(
        shared(&mut night).disclosures.len(),
        1,
        "what was refused crossed nothing"
    );
}

#[test]
fn a_request_says_what_and_why_and_never_asks_for_what_may_not_cross() {
    let mut night = night();
    let incident = night.incident;
    sit(&mut night.desk, Side::Police);
    let put = |night: &mut Night, change: &dyn Fn(&mut AskForm)| {
        let mut form = question(incident);
        change(&mut form);
        ask(&mut night.desk, Request::AskOther(Box::new(form)))
            .map(drop)
            .map_err(|problem| problem.code)
    };
    assert_eq!(
        put(&mut night, &|form| form.words = " \n".to_owned()),
        Err("A-440")
    );
    assert_eq!(put(&mut night, &|form| form.why.clear()), Err("A-440"));
    assert_eq!(
        put(&mut night, &|form| form.words = "x".repeat(10_000)),
        Err("A-223")
    );
    assert_eq!(
        put(&mut night, &|form| form.needed_by = Some(Moment(0))),
        Err("A-443")
    );
    assert_eq!(
        put(&mut night, &|form| form.what = Some(ItemCategory::NhsNumber)),
        Err("A-442")
    );
    assert_eq!(
        put(&mut night, &|form| form.what = Some(ItemCategory::WholeRecord)),
        Err("A-442")
    );
    let victim = |necessary| {
        RequestAim::Victim(VictimRequest {
            held: true,
            enquiry: true,
            necessary,
            counselling: false,
            notice: VictimNotice::Given,
        })
    };
    assert_eq!(put(&mut night, &|form| form.aim = victim(false)), Err("A-441"));
    assert_eq!(put(&mut night, &|form| form.aim = victim(true)), Ok(()));
    assert_eq!(put(&mut night, &|form| form.words = SCRIPTS.to_owned()), Ok(()));
    sit(&mut night.desk, Side::Health);
    assert_eq!(
        put(&mut night, &|form| form.aim = RequestAim::Crime),
        Err("A-445")
    );
    assert_eq!(
        put(&mut night, &|form| form.what = Some(ItemCategory::Intelligence)),
        Err("A-442")
    );
    assert_eq!(shared(&mut night).requests.len(), 2);
}

/// What a lead sees, after the shift.
fn office(night: &mut Night, handle: &str) -> crate::app::api::Watch {
    ask(&mut night.desk, Request::EndShift).unwrap();
    let lead = night.made.members.iter().find(|m| m.handle == handle).unwrap();
    let mut desk = Inline::new(engine(&night.vault, Arc::new(SystemClock)).unwrap());
    std::mem::swap(&mut night.desk, &mut desk);
    drop(desk);
    let sign_in = Request::SignInOffice {
        handle: handle.to_owned(),
        passphrase: Secret::new(lead.passphrase.expose().to_owned()),
    };
    ask(&mut night.desk, sign_in).unwrap();
    night.desk.engine().watch()
}
