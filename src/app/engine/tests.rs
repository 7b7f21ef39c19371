//! Whose words they are: drafts and undo stay with the person who typed, also when colleagues of one side take turns.
//! And that nobody is kept from sharing, or from deciding not to, because no agreement is in force.

use std::sync::Arc;

use super::note_draft_key;
use crate::app::Secret;
use crate::app::api::{CloseGap, DangerKind, Done, Draft, Event, Request, ShareForm, State};

use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::{DemoForm, Made, ask, demo, engine};
use crate::app::proposal::{Wording, basis_of, fresh_name};
use crate::app::worker::{Backend as _, Inline};
use crate::domain::content::{
    Advice, Channel, Consulted, Content, Conveyance, CorrectionReason, Detail, Nature, NotSharedReason,
    NoteSource, PersonTold, PlaceOfSafety, PolicySet, Post, RecordField, S136Step, SharedItem, TellingRecord,
    Trigger, WithdrawnWhy,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::decision::decide;
use crate::domain::decision::facts::{ItemCategory, Nation};
use crate::domain::decision::path::{Agreed, Answers, Context, HowSerious, WhoHarmed};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::{Compartment, Side};
use crate::domain::rules::Rules;

const PIN: &str = "271828";

fn pin() -> Secret {
    Secret::new(PIN.to_owned())
}

/// The latest picture of the program.
pub(super) fn state(desk: &mut Inline) -> Arc<State> {
    desk.send(Request::ListDevices);
    let mut last = None;
    while let Some(event) = desk.poll() {
        if let Event::State(state) = event {
            last = Some(state);
        }
    }
    last.unwrap()
}

/// A practice vault with two officers and two nurses.
pub(in crate::app) fn practice(dir: &std::path::Path) -> Made {
    let form = DemoForm {
        incidents: 0,
        months: 1,
        seed: 1,
        until: None,
    };
    demo(dir, &form, &mut |_| ()).unwrap()
}

pub(super) fn shift(dir: &std::path::Path, made: &Made, nurse: &str) -> Inline {
    shift_at(dir, made, nurse, Arc::new(SystemClock))
}

/// The same by a clock of one's own.
pub(super) fn shift_at(
    dir: &std::path::Path,
    made: &Made,
    nurse: &str,
    clock: Arc<dyn crate::app::clock::Clock>,
) -> Inline {
    let mut desk = Inline::new(engine(dir, clock).unwrap());
    for (side, handle) in [(Side::Police, "4411"), (Side::Health, nurse)] {
        let member = made.members.iter().find(|m| m.handle == handle).unwrap();
        let passphrase = Secret::new(member.passphrase.expose().to_owned());
        let handle = handle.to_owned();
        ask(
            &mut desk,
            Request::SignIn {
                side,
                handle,
                passphrase,
            },
        )
        .unwrap();
        ask(&mut desk, Request::SetPin { side, pin: pin() }).unwrap();
    }
    let station = "Car 2".to_owned();
    ask(
        &mut desk,
        Request::StartShift {
            post: Post::Car,
            station,
        },
    )
    .unwrap();
    desk
}

pub(super) fn sit(desk: &mut Inline, side: Side) {
    ask(desk, Request::TakeSeat { side, pin: pin() }).unwrap();
}

#[test]
fn a_colleague_of_the_same_side_never_finds_and_signs_what_another_typed() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Health);
    let key = note_draft_key(incident, NoteSource::Told);
    let words = "half a sentence of J Patel".to_owned();
    let draft = Draft { key, words };
    ask(&mut desk, Request::SaveDraft(draft.clone())).unwrap();
    drop(desk); // the power is cut: nothing ended the shift

    let mut desk = shift(&vault, &made, "revans");
    sit(&mut desk, Side::Health);
    assert!(desk.engine().desk.drafts.is_empty());
    ask(&mut desk, Request::EndShift).unwrap();
    drop(desk);

    let mut desk = shift(&vault, &made, "jpatel");
    sit(&mut desk, Side::Health);
    assert_eq!(desk.engine().desk.drafts, [draft]);
    let own = desk.engine().own_of(incident).unwrap();
    assert!(own.notes.is_empty(), "R Evans signed nothing");
}

/// What the crew typed together and did not store outlives the cover and a power cut, and stays out of the seats' drafts.
#[test]
fn the_crew_s_unsent_words_are_there_again_in_the_shared_view() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let draft = Draft {
        key: "plan/x".to_owned(),
        words: "half a plan".to_owned(),
    };
    ask(&mut desk, Request::SaveDraft(draft.clone())).unwrap();
    ask(&mut desk, Request::Cover).unwrap();
    assert!(desk.engine().desk.drafts.is_empty(), "covered: no word is kept");
    ask(&mut desk, Request::Uncover(pin())).unwrap();
    assert_eq!(state(&mut desk).drafts, std::slice::from_ref(&draft));
    sit(&mut desk, Side::Health);
    assert!(state(&mut desk).drafts.is_empty());
    drop(desk); // the power is cut
    let mut desk = shift(&vault, &made, "revans");
    assert_eq!(state(&mut desk).drafts, [draft]);
}

#[test]
fn undo_takes_back_ones_own_change_and_the_crews_but_not_the_other_seats() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    let place = |desk: &mut Inline, words: &str| {
        let detail = Detail::Place(words.to_owned());
        ask(desk, Request::SetDetail(incident, detail)).unwrap();
    };
    place(&mut desk, "by the crew");
    sit(&mut desk, Side::Police);
    place(&mut desk, "by the officer");
    sit(&mut desk, Side::Health);
    assert_eq!(
        ask(&mut desk, Request::Undo(incident))
            .map(drop)
            .map_err(|p| p.code),
        Err("A-222")
    );
    sit(&mut desk, Side::Police);
    ask(&mut desk, Request::Undo(incident)).unwrap();
    sit(&mut desk, Side::Health);
    ask(&mut desk, Request::Undo(incident)).unwrap();
    assert_eq!(
        ask(&mut desk, Request::Undo(incident))
            .map(drop)
            .map_err(|p| p.code),
        Err("A-222")
    );
}

/// The nurse's form: the person agreed, and no agreement is in force.
pub(super) fn form(incident: IncidentId) -> ShareForm {
    let answers = Answers {
        agreed: Some(Agreed::ToldNow),
        ..Answers::default()
    };
    form_of(incident, answers, |context| context)
}

/// The nurse's form with these answers, in other circumstances.
pub(super) fn form_of(
    incident: IncidentId,
    answers: Answers,
    otherwise: impl FnOnce(Context) -> Context,
) -> ShareForm {
    let rules = Rules::embedded().unwrap();
    let now = SystemClock.now();
    let items = vec![ItemCategory::PresentationAndRisk];
    let context = Context {
        agreement_in_force: false,
        agreement_covers: false,
        ..Context::nurse_to_officer(now.london_date().unwrap(), Nation::England, items.clone())
    };
    let context = otherwise(context);
    ShareForm {
        incident,
        notes: Vec::new(),
        facts: answers.to_facts(&context, &items, &rules),
        words: answers.words(),
        trigger: Trigger::Proactive,
        begun: now,
        check_ms: 3_000,
        person_told: PersonTold::Yes,
        channel: Channel::OnScreen,
        finishes: None,
        answers,
        partly: false,
        telling: TellingRecord::default(),
    }
}

/// The nurse, in their seat, tells the officer one sentence with the person's yes.
pub(super) fn share(desk: &mut Inline, incident: IncidentId) -> ItemId {
    let form = form(incident);
    let wording = Wording {
        incident,
        from: Some(Side::Health),
        from_name: "J Patel".to_owned(),
        to: vec![super::receiver(
            Side::Police,
            Some((MemberId([0; 16]), "PC 4411 Hughes")),
        )],
        items: vec![SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: "Prefers one person talking".to_owned(),
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
    let form = Box::new(form);
    let Done::Shared(disclosure) = ask(desk, Request::CommitShare { form, bytes }).unwrap() else {
        panic!("the words were to cross");
    };
    disclosure
}

#[test]
fn with_no_agreement_in_force_a_decision_is_made_either_way() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let lead = made.members.iter().find(|m| m.handle == "hlead").unwrap();
    let mut desk = Inline::new(engine(&vault, Arc::new(SystemClock)).unwrap());
    let sign_in = Request::SignInOffice {
        handle: "hlead".to_owned(),
        passphrase: Secret::new(lead.passphrase.expose().to_owned()),
    };
    ask(&mut desk, sign_in).unwrap();
    ask(&mut desk, Request::SetPolicy(PolicySet::default())).unwrap();
    drop(desk);

    let mut desk = shift(&vault, &made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Health);
    let refuse = Request::CommitDecision {
        form: Box::new(form(incident)),
        reason: Some(NotSharedReason::NotNeeded),
    };
    ask(&mut desk, refuse).unwrap();
    let disclosure = share(&mut desk, incident);
    a_record_is_completed_once_and_by_its_own_side(&mut desk, incident);
    sit(&mut desk, Side::Police);
    assert_eq!(found(&mut desk, "prefers one"), 1);
    sit(&mut desk, Side::Health);
    let correct = Request::Correct {
        incident,
        disclosure,
        item: 0,
        words: "Two voices frighten them".to_owned(),
        why: CorrectionReason::FactualError,
    };
    ask(&mut desk, correct).unwrap();
    sit(&mut desk, Side::Police);
    assert_eq!(found(&mut desk, "two voices"), 1, "the words of the correction");
    sit(&mut desk, Side::Health);
    ask(
        &mut desk,
        Request::Withdraw(incident, disclosure, WithdrawnWhy::ConsentWithdrawn),
    )
    .unwrap();
    sit(&mut desk, Side::Police);
    for words in ["prefers one", "two voices"] {
        assert_eq!(
            found(&mut desk, words),
            0,
            "withdrawn words are found no more: {words}"
        );
    }
}

fn a_record_is_completed_once_and_by_its_own_side(desk: &mut Inline, incident: IncidentId) {
    let own = desk.engine().own_of(incident).unwrap();
    let (_, decision, record) = own.open_records().last().unwrap();
    let open: Vec<RecordField> = record.gaps.iter().map(|gap| gap.field).collect();
    assert!(open.contains(&RecordField::ChildrenThere), "{open:?}");
    let fill = |field: RecordField, value: &str| Request::CompleteRecord {
        incident,
        decision,
        said: [(field, value.to_owned())].into(),
    };
    let code = |desk: &mut Inline, request| ask(desk, request).map(drop).map_err(|problem| problem.code);
    assert_eq!(
        code(desk, fill(RecordField::ChildrenThere, "perhaps")),
        Err("A-381")
    );
    assert_eq!(
        code(desk, fill(RecordField::LegalAdvice, &"x".repeat(10_001))),
        Err("A-223")
    );
    sit(desk, Side::Police);
    assert_eq!(code(desk, fill(RecordField::ChildrenThere, "no")), Err("A-380"));
    sit(desk, Side::Health);
    assert_eq!(code(desk, fill(RecordField::ChildrenThere, "no")), Ok(()));
    assert_eq!(code(desk, fill(RecordField::ChildrenThere, "yes")), Err("A-382"));
    let record = desk
        .engine()
        .own_of(incident)
        .unwrap()
        .record_of(decision)
        .unwrap();
    assert_eq!(record.says(RecordField::ChildrenThere), Some("no"));
    let still_open = record
        .gaps
        .iter()
        .any(|gap| gap.field == RecordField::ChildrenThere);
    assert!(!still_open);
}

fn found(desk: &mut Inline, words: &str) -> usize {
    let Done::Found(hits) = ask(desk, Request::Find(words.to_owned())).unwrap() else {
        panic!("hits were expected");
    };
    hits.len()
}

#[test]
fn a_danger_share_for_which_no_ground_held_is_finished_truthfully_and_by_the_side_that_made_it() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Health);
    let danger = Request::Danger {
        kind: DangerKind::Crew,
        words: String::new(),
    };
    let Done::Shared(disclosure) = ask(&mut desk, danger).unwrap() else {
        panic!("the danger was to be told");
    };
    let finish = || {
        let less = Answers {
            who: Some(WhoHarmed::NamedPerson),
            serious: Some(HowSerious::Less),
            why_least: "Only what he held in his hand.".to_owned(),
            ..Answers::default()
        };
        let mut form = form_of(incident, less, |context| Context {
            finishing_danger: true,
            ..context
        });
        form.finishes = Some(disclosure);
        form.person_told = PersonTold::NotYetRecorded;
        Request::CommitDecision {
            form: Box::new(form),
            reason: None,
        }
    };
    sit(&mut desk, Side::Police);
    let other = ask(&mut desk, finish()).map(drop);
    assert_eq!(other.map_err(|p| p.code), Err("A-243"));
    sit(&mut desk, Side::Health);
    ask(&mut desk, finish()).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let told: Vec<Task> = own.tasks.iter().map(|task| task.task).collect();
    for wanted in [
        Task::ReportToGovernanceLead,
        Task::BriefCoordinatorOrGp,
        Task::TellThePerson,
    ] {
        let open = own
            .tasks
            .iter()
            .filter(|card| card.task == wanted && card.done.is_none());
        assert_eq!(open.count(), 1, "{wanted:?} once, of {told:?}");
    }
    assert!(matches!(
        ask(&mut desk, Request::Close(incident)).unwrap(),
        Done::CannotClose(gaps) if gaps == [CloseGap::Outcome]
    ));
}

#[test]
fn undoing_section_136_takes_it_out_of_the_month_and_a_crew_entry_names_who_was_there() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Police);
    let used = || S136Step::Used {
        at: SystemClock.now(),
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: Some(PlaceOfSafety::HealthBased),
        conveyance: Conveyance::Ambulance,
    };
    ask(&mut desk, Request::S136(incident, used())).unwrap();
    ask(&mut desk, Request::Undo(incident)).unwrap();
    ask(&mut desk, Request::SharedView).unwrap();
    let Done::Opened(second) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Police);
    ask(&mut desk, Request::S136(second, used())).unwrap();
    let engine = desk.engine();
    let page = engine
        .vault
        .as_ref()
        .unwrap()
        .read_after(0, 1000, Compartment::Shared, &engine.ring)
        .unwrap();
    for entry in page.entries {
        let crew = Content::crew_of(&entry.body);
        let expected = if entry.placed.author.is_none() { 2 } else { 0 };
        assert_eq!(
            crew.len(),
            expected,
            "the device's entries name both who were signed in"
        );
    }
    ask(&mut desk, Request::EndShift).unwrap();

    let supervisor = made.members.iter().find(|m| m.handle == "amorgan").unwrap();
    let sign_in = Request::SignInOffice {
        handle: "amorgan".to_owned(),
        passphrase: Secret::new(supervisor.passphrase.expose().to_owned()),
    };
    ask(&mut desk, sign_in).unwrap();
    let month = desk.engine().month(SystemClock.now().month().unwrap()).unwrap();
    assert_eq!(
        month.table("s136").unwrap().count("used"),
        1,
        "the one that was not undone"
    );
}
