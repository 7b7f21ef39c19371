//! What may cross: an item that lies about its note is refused, somebody outside the crew is named and the other seat
//! does not learn of it, and only whoever was told can have heard it.

use super::tests::{form, form_of, practice, shift, sit};
use crate::app::api::{Done, Request, ShareForm};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::ask;
use crate::app::proposal::{Wording, basis_of, fresh_name};
use crate::app::worker::Inline;
use crate::domain::content::{
    Channel, DecisionResult, NotSharedReason, NoteSource, PersonTold, Receiver, SharedItem,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::decision::decide;
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};
use crate::domain::decision::path::{Context, StrongReason};
use crate::domain::decision::reuse::AskedAbout;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{SharedIncident, fold_shared};
use crate::domain::role::Side;
use crate::domain::rules::Rules;

const WORDS: &str = "Prefers one person talking";

/// A nurse in her seat with one note from a record.
fn night(dir: &tempfile::TempDir) -> (Inline, IncidentId) {
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Health);
    let note = Request::WriteNote {
        incident,
        source: NoteSource::Record,
        text: WORDS.to_owned(),
    };
    ask(&mut desk, note).unwrap();
    (desk, incident)
}

fn share(
    desk: &mut Inline,
    form: ShareForm,
    item: SharedItem,
    to: Vec<Receiver>,
) -> Result<Done, &'static str> {
    let wording = Wording {
        incident: form.incident,
        from: Some(Side::Health),
        from_name: desk.engine().my_name(),
        to,
        items: vec![item],
        basis: basis_of(&decide(&form.facts, &Rules::embedded().unwrap())),
        channel: form.channel,
        person_told: form.person_told,
    };
    let bytes = wording.propose(fresh_name()).unwrap().bytes;
    let form = Box::new(form);
    ask(desk, Request::CommitShare { form, bytes }).map_err(|problem| problem.code)
}

fn crossed(desk: &Inline, incident: IncidentId) -> SharedIncident {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    fold_shared(&view.entries_of(incident).unwrap()).unwrap()
}

/// The note as it is, and the form that picked it.
fn picked(desk: &mut Inline, incident: IncidentId) -> (ShareForm, SharedItem) {
    let note = desk.engine().own_of(incident).unwrap().notes[0].clone();
    let item = SharedItem {
        category: ItemCategory::PresentationAndRisk,
        words: note.text.clone(),
        nature: note.source.nature(),
        as_at: note.at,
        as_at_open: false,
        source: Some(note.source),
        good_until: None,
    };
    let form = ShareForm {
        notes: vec![note.note],
        ..form(incident)
    };
    (form, item)
}

#[test]
fn an_item_never_says_more_than_its_note() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (form, item) = picked(&mut desk, incident);
    let here = desk.engine().receivers(Some(Side::Health));
    let seen = SharedItem {
        source: Some(NoteSource::Seen),
        ..item.clone()
    };
    let opinion_as_fact = SharedItem {
        source: Some(NoteSource::MyView),
        ..item.clone()
    };
    let fresher = SharedItem {
        as_at: item.as_at.plus_ms(1),
        ..item.clone()
    };
    let undated = SharedItem {
        as_at_open: true,
        nature: NoteSource::SomeoneElse.nature(),
        source: Some(NoteSource::SomeoneElse),
        words: "Other words".to_owned(),
        ..item.clone()
    };
    let unsaid = SharedItem {
        source: None,
        ..item.clone()
    };
    let tomorrow = SharedItem {
        words: "Other words".to_owned(),
        as_at: SystemClock.now().plus_minutes(24 * 60),
        ..item.clone()
    };
    for lie in [seen, opinion_as_fact, fresher, undated, unsaid, tomorrow] {
        let refused = share(&mut desk, form.clone(), lie.clone(), here.clone());
        assert_eq!(refused.map(drop), Err("A-391"), "{lie:?}");
    }
    let whole_note = SharedItem {
        words: "all of it ".repeat(120),
        ..item.clone()
    };
    let refused = share(&mut desk, form.clone(), whole_note, here.clone());
    assert_eq!(refused.map(drop), Err("A-223"), "a record is no item");
    assert!(share(&mut desk, form, item, here).is_ok());
}

#[test]
fn somebody_outside_the_crew_is_named_and_the_other_seat_does_not_learn_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (form, item) = picked(&mut desk, incident);
    let mut form = ShareForm {
        notes: form.notes,
        ..form_of(incident, form.answers, |context| Context {
            direction: Direction::HealthToOther,
            recipient: Recipient::Hospital,
            ..context
        })
    };
    form.channel = Channel::Phone;
    form.person_told = PersonTold::Later;
    let to = |name: &str| Receiver {
        side: None,
        member: None,
        name: name.to_owned(),
        organisation: "Northmoor General".to_owned(),
        kind: Some(Recipient::Hospital),
        why: "Treats the person tonight".to_owned(),
    };
    for nobody in ["", "The ward", "Crisis team"] {
        let refused = share(&mut desk, form.clone(), item.clone(), vec![to(nobody)]);
        assert_eq!(refused.map(drop), Err("A-390"), "{nobody:?}");
    }
    let on_screen = ShareForm {
        channel: Channel::OnScreen,
        ..form.clone()
    };
    let refused = share(&mut desk, on_screen, item.clone(), vec![to("A Shah")]);
    assert_eq!(
        refused.map(drop),
        Err("A-240"),
        "nobody outside looks at this screen"
    );
    share(&mut desk, form, item, vec![to("A Shah, duty doctor")]).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    assert_eq!(own.told_outside.len(), 1);
    assert!(
        own.tasks.iter().any(|task| task.task == Task::TellThePerson),
        "told later is a task"
    );
    sit(&mut desk, Side::Police);
    let shared = crossed(&desk, incident);
    assert!(shared.disclosures.is_empty());
    let found = ask(&mut desk, Request::Find("one person".to_owned())).unwrap();
    assert!(matches!(found, Done::Found(hits) if hits.is_empty()));
}

#[test]
fn only_whoever_was_told_can_have_heard_it_and_once() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (mut form, item) = picked(&mut desk, incident);
    form.channel = Channel::Radio;
    let here = desk.engine().receivers(Some(Side::Health));
    let Done::Shared(disclosure) = share(&mut desk, form, item, here).unwrap() else {
        panic!("it was to cross");
    };
    let hear = |desk: &mut Inline, by| {
        ask(desk, Request::Heard(incident, disclosure, by))
            .map(drop)
            .map_err(|problem| problem.code)
    };
    assert_eq!(
        hear(&mut desk, Side::Police),
        Err("A-392"),
        "not from the teller's seat"
    );
    assert_eq!(
        hear(&mut desk, Side::Health),
        Err("A-392"),
        "the teller was not told"
    );
    ask(&mut desk, Request::SharedView).unwrap();
    assert_eq!(hear(&mut desk, Side::Police), Ok(()));
    assert_eq!(hear(&mut desk, Side::Police), Err("A-392"), "once is enough");
    let shared = crossed(&desk, incident);
    let heard = &shared.disclosures[0].heard;
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].1, "PC 4411 Hughes");
}

/// Whatever a page or somebody else's program says: the store takes answers of the path, and a yes for what was asked.
#[test]
fn an_answer_off_the_path_and_a_yes_about_something_else_are_refused_at_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (form, item) = picked(&mut desk, incident);
    let here = desk.engine().receivers(Some(Side::Health));
    let mut stray = form.clone();
    stray.answers.reason = Some(StrongReason::SeriousCrime);
    let mut unstated = form.clone();
    unstated.facts.consent.informed = false;
    unstated.facts.emergency.real_and_immediate_threat_to_life = true;
    for untrue in [stray, unstated] {
        let refused = share(&mut desk, untrue, item.clone(), here.clone());
        assert_eq!(refused.unwrap_err(), "A-930");
    }
    let asked = |recipient, purpose, kind| {
        let mut form = form.clone();
        form.answers.asked_about = Some(AskedAbout {
            recipient,
            name: String::new(),
            organisation: String::new(),
            purpose,
            items: vec![kind],
        });
        form
    };
    let (to, why, kind) = (
        Recipient::PoliceOfficer,
        Purpose::SafetyOfPerson,
        ItemCategory::PresentationAndRisk,
    );
    for other in [
        asked(Recipient::Hospital, why, kind),
        asked(to, Purpose::InvestigateCrime, kind),
        asked(to, why, ItemCategory::Allergy),
    ] {
        let refused = share(&mut desk, other, item.clone(), here.clone());
        assert_eq!(refused.unwrap_err(), "A-931");
    }
    assert!(crossed(&desk, incident).disclosures.is_empty());
    share(&mut desk, asked(to, why, kind), item, here).unwrap();
}

/// Whoever thinks again after a yes about something else records that they do not share.
#[test]
fn not_to_share_is_recorded_whatever_the_person_was_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (form, item) = picked(&mut desk, incident);
    let mut answers = form.answers.clone();
    answers.asked_about = Some(AskedAbout {
        recipient: Recipient::PoliceOfficer,
        name: String::new(),
        organisation: String::new(),
        purpose: Purpose::SafetyOfPerson,
        items: vec![ItemCategory::Allergy],
    });
    let mut other = ShareForm {
        notes: form.notes,
        ..form_of(incident, answers, |context| context)
    };
    other.telling.reused = Some(ItemId([9; 16]));
    let here = desk.engine().receivers(Some(Side::Health));
    assert!(share(&mut desk, other.clone(), item, here).is_err());
    let refuse = Request::CommitDecision {
        form: Box::new(other),
        reason: Some(NotSharedReason::NotNeeded),
    };
    ask(&mut desk, refuse).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let [(_, made)] = own.decisions.as_slice() else {
        panic!("one decision");
    };
    assert!(matches!(made.result, DecisionResult::NotShared { .. }));
    assert_eq!(made.telling.reused, None, "a refusal uses no yes again");
}

/// The purpose lock, where it counts: at the store, whatever the page said.
#[test]
fn an_earlier_yes_serves_again_only_for_what_it_was_given_for_and_while_it_stands() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (form, item) = picked(&mut desk, incident);
    let here = desk.engine().receivers(Some(Side::Health));
    share(&mut desk, form.clone(), item.clone(), here.clone()).unwrap();
    let first = desk.engine().own_of(incident).unwrap().decisions[0].1.decision;
    let again = |reused: ItemId| {
        let mut again = form.clone();
        again.telling.reused = Some(reused);
        again
    };
    let nowhere = again(ItemId([9; 16]));
    assert_eq!(
        share(&mut desk, nowhere, item.clone(), here.clone()).unwrap_err(),
        "A-640"
    );
    let mut crime = again(first);
    crime.facts.disclosure.purpose = Purpose::InvestigateCrime;
    crime.facts.disclosure.agreement_allows = false;
    assert_eq!(
        share(&mut desk, crime, item.clone(), here.clone()).unwrap_err(),
        "A-642"
    );
    let mut more = again(first);
    more.facts.disclosure.items = vec![ItemCategory::History];
    more.facts.disclosure.agreement_allows = false;
    let past = SharedItem {
        category: ItemCategory::History,
        ..item.clone()
    };
    assert_eq!(share(&mut desk, more, past, here.clone()).unwrap_err(), "A-643");
    share(&mut desk, again(first), item.clone(), here.clone()).unwrap();
    let Done::Consents(register) = ask(&mut desk, Request::ShowConsents).unwrap() else {
        panic!("the register was to be shown");
    };
    for held in &register.answers {
        let back = Request::TakeBackConsent {
            consent: held.kept.consent,
            words: String::new(),
        };
        ask(&mut desk, back).unwrap();
    }
    assert_eq!(share(&mut desk, again(first), item, here).unwrap_err(), "A-641");
}

/// A yes about telling the sister is no yes about telling somebody else's brother, or somebody of another organisation.
#[test]
fn an_earlier_yes_serves_again_only_for_the_same_somebody() {
    let dir = tempfile::tempdir().unwrap();
    let (mut desk, incident) = night(&dir);
    let (form, item) = picked(&mut desk, incident);
    let mut form = ShareForm {
        notes: form.notes,
        ..form_of(incident, form.answers, |context| Context {
            direction: Direction::HealthToOther,
            recipient: Recipient::Relative,
            agreement_in_force: true,
            ..context
        })
    };
    form.channel = Channel::Phone;
    let to = |name: &str, organisation: &str| {
        vec![Receiver {
            side: None,
            member: None,
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            kind: Some(Recipient::Relative),
            why: "Comes to fetch him".to_owned(),
        }]
    };
    let sister = to("Ada Okoro, sister", "family");
    share(&mut desk, form.clone(), item.clone(), sister.clone()).unwrap();
    form.telling.reused = Some(desk.engine().own_of(incident).unwrap().decisions[0].1.decision);
    for other in [
        to("Mark Bell, former partner", "family"),
        to("Ada Okoro, sister", "Harbour Trust"),
    ] {
        let refused = share(&mut desk, form.clone(), item.clone(), other);
        assert_eq!(refused.unwrap_err(), "A-643");
    }
    let asked = |name: &str, organisation: &str| {
        let mut form = form.clone();
        form.telling.reused = None;
        form.answers.asked_about = Some(AskedAbout {
            recipient: Recipient::Relative,
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            purpose: form.facts.disclosure.purpose,
            items: form.facts.disclosure.items.clone(),
        });
        form
    };
    let elsewhere = asked("Ada Okoro, sister", "Harbour Trust");
    let refused = share(&mut desk, elsewhere, item.clone(), sister.clone());
    assert_eq!(refused.unwrap_err(), "A-931");
    assert_eq!(desk.engine().own_of(incident).unwrap().told_outside.len(), 1);
    share(
        &mut desk,
        asked("Ada Okoro, sister", "family"),
        item.clone(),
        sister.clone(),
    )
    .unwrap();
    share(&mut desk, form, item, sister).unwrap();
}

#[test]
fn a_search_shows_no_words_of_a_private_page_that_was_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let opened = |desk: &mut Inline| {
        let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
            panic!("an incident was to be opened");
        };
        incident
    };
    let first = opened(&mut desk);
    sit(&mut desk, Side::Health);
    let note = Request::WriteNote {
        incident: first,
        source: NoteSource::Record,
        text: WORDS.to_owned(),
    };
    ask(&mut desk, note).unwrap();
    let words = |desk: &mut Inline| {
        let Done::Found(hits) = ask(desk, Request::Find("one person".to_owned())).unwrap() else {
            panic!("hits were expected");
        };
        assert_eq!(hits.len(), 1, "it is found, whether its words are shown or not");
        hits[0].snippet.clone()
    };
    assert!(words(&mut desk).is_some(), "the page is open");
    drop(desk);

    let mut desk = shift(&vault, &made, "jpatel");
    opened(&mut desk);
    sit(&mut desk, Side::Health);
    assert_eq!(words(&mut desk), None, "nothing says that somebody looked");
    ask(&mut desk, Request::Focus(first)).unwrap();
    assert!(
        words(&mut desk).is_some(),
        "the page was opened, which is an entry"
    );
}
