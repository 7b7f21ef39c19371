//! Stories of what follows a share, and of asking: a request and its answers, a correction and its proof, a withdrawal,
//! a share that should not have been made, and those who ask from outside.

use std::sync::Arc;

use super::tests::{form, practice, shift, sit};
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

#[test]
fn the_third_request_of_one_officer_about_one_person_is_a_count_that_governance_sees() {
    let mut night = night();
    let person = || Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: None,
        about: false,
    };
    let first = night.incident;
    ask(&mut night.desk, Request::SetDetail(first, person())).unwrap();
    let second = open(&mut night.desk);
    ask(&mut night.desk, Request::SetDetail(second, person())).unwrap();
    let other = open(&mut night.desk);
    sit(&mut night.desk, Side::Police);
    for incident in [first, first, other, second] {
        ask(&mut night.desk, Request::AskOther(Box::new(question(incident)))).unwrap();
    }
    let watch = office(&mut night, "plead");
    assert_eq!(
        watch.repeats, 1,
        "three about Sam Okoro; the one about somebody else is another's"
    );
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

#[test]
fn a_correction_follows_who_was_told_and_the_sender_has_proof() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Took twenty tablets");
    let correct = |words: &str| Request::Correct {
        incident,
        disclosure,
        item: 0,
        words: words.to_owned(),
        why: CorrectionReason::FactualError,
    };
    assert_eq!(refused(&mut night.desk, correct("Took twenty tablets ")), "A-447");
    assert_eq!(refused(&mut night.desk, correct(&"x".repeat(10_000))), "A-223");
    sit(&mut night.desk, Side::Police);
    assert_eq!(refused(&mut night.desk, correct("Took two")), "A-446");
    sit(&mut night.desk, Side::Health);
    ask(&mut night.desk, correct(SCRIPTS)).unwrap();
    let seen = card(&mut night, disclosure);
    assert_eq!(seen.items[0].words, SCRIPTS);
    let correction = seen.changes[0].correction;
    assert_eq!(seen.to_reach().count(), 1);
    let confirm = || Request::ConfirmChange(incident, disclosure, correction);
    assert_eq!(
        refused(&mut night.desk, confirm()),
        "A-448",
        "the sender is not the receiver"
    );
    sit(&mut night.desk, Side::Police);
    ask(&mut night.desk, confirm()).unwrap();
    assert_eq!(refused(&mut night.desk, confirm()), "A-448");
    let seen = card(&mut night, disclosure);
    let (_, how) = seen.changes[0].reached(0).unwrap();
    assert!(
        matches!(how, Reached::Read { who } if who.contains("Hughes")),
        "{how:?}"
    );
    assert_eq!(seen.to_reach().count(), 0);
}

#[test]
fn a_withdrawal_says_why_hides_the_words_and_is_told_by_phone_to_who_does_not_sit_here() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Prefers one person talking");
    ask(
        &mut night.desk,
        Request::Withdraw(incident, disclosure, WithdrawnWhy::ConsentWithdrawn),
    )
    .unwrap();
    let telling = |who: &str, at| Request::TellChange {
        incident,
        disclosure,
        correction: None,
        receiver: 0,
        telling: Telling {
            who: who.to_owned(),
            at,
            how: TellingHow::Phone,
        },
    };
    assert_eq!(refused(&mut night.desk, telling("", now())), "A-440");
    assert_eq!(
        refused(&mut night.desk, telling("PC Hughes", now().plus_minutes(60))),
        "A-224"
    );
    ask(&mut night.desk, telling("PC Hughes", now())).unwrap();
    assert_eq!(card(&mut night, disclosure).to_reach().count(), 0);
    assert_eq!(refused(&mut night.desk, telling("PC Hughes", now())), "A-448");
}

#[test]
fn briefing_the_care_coordinator_is_done_when_it_says_whom_when_and_how() {
    let mut night = night();
    let incident = night.incident;
    let _told = tell(&mut night, "Prefers one person talking");
    let own = night.desk.engine().own_of(incident).unwrap();
    let task = own
        .tasks
        .iter()
        .find(|task| task.task == Task::BriefCoordinatorOrGp)
        .expect("every share from health to police leaves it");
    assert!(task.due.is_some() && task.owner.is_some());
    let done = |told| Request::TaskDone(incident, task.item, String::new(), told);
    assert_eq!(refused(&mut night.desk, done(None)), "A-458");
    let told = Telling {
        who: "Dr Adeyemi, GP".to_owned(),
        at: now(),
        how: TellingHow::Phone,
    };
    ask(&mut night.desk, done(Some(told))).unwrap();
    let own = night.desk.engine().own_of(incident).unwrap();
    let kept = own.tasks.iter().find(|card| card.item == task.item).unwrap();
    assert_eq!(kept.told.as_ref().unwrap().who, "Dr Adeyemi, GP");
    assert!(kept.done.is_some());
}

#[test]
fn a_wrong_share_has_a_clock_that_both_organisations_and_the_leads_see() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Lives at 4 Mill Lane");
    sit(&mut night.desk, Side::Police);
    let record = |aware| {
        Request::OpenBreach(Box::new(BreachForm {
            incident,
            disclosure,
            kind: BreachKind::WrongPerson,
            words: "That is another Sam".to_owned(),
            aware,
        }))
    };
    assert_eq!(refused(&mut night.desk, record(now().plus_minutes(5))), "A-224");
    assert_eq!(refused(&mut night.desk, record(now().plus_minutes(-60))), "A-453");
    ask(&mut night.desk, record(now())).unwrap();
    assert_eq!(refused(&mut night.desk, record(now())), "A-454");
    let breach = shared(&mut night).breaches[0].opened.breach;
    let step = |step| Request::StepBreach(incident, breach, step);
    let close = || BreachStep::Closed {
        why: "Names are read back".to_owned(),
    };
    assert_eq!(refused(&mut night.desk, step(close())), "A-450");
    let judge = |report| BreachStep::Assessed {
        report,
        why: "An address of somebody at risk".to_owned(),
    };
    ask(&mut night.desk, step(judge(false))).unwrap();
    sit(&mut night.desk, Side::Health);
    let how = "PC Hughes struck it out".to_owned();
    ask(&mut night.desk, step(BreachStep::Contained { how })).unwrap();
    ask(&mut night.desk, step(judge(true))).unwrap();
    let told = |at| BreachStep::CommissionerTold {
        at,
        reference: "IC-1".to_owned(),
        late: String::new(),
    };
    assert_eq!(
        refused(&mut night.desk, step(told(now().plus_minutes(5)))),
        "A-453"
    );
    let watch = office(&mut night, "plead");
    let row = &watch.breaches[0];
    assert!(row.awaits(Side::Health) && !row.awaits(Side::Police) && !row.is_closed());
    assert_eq!(row.kind, BreachKind::WrongPerson);
    assert!(
        row.steps
            .iter()
            .any(|(_, side, code)| { *side == Side::Health && *code == BreachCode::Assessed(true) })
    );
}

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
