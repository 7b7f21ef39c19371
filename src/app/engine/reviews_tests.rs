//! Reviews, questions and openings on a practice vault: what reaches whom, what is reviewed, what a log for the Commissioner
//! cannot hold.

use std::path::Path;
use std::sync::Arc;

use super::tests::{practice, shift, sit, state};
use crate::app::Secret;
use crate::app::api::{
    Checks, ChecksRequest, CommissionerForm, DangerKind, Done, HeldOutside, LookHow, OpeningRow, Request,
    WordCard,
};
use crate::app::clock::SystemClock;
use crate::app::command_line::{Made, ask, engine, verify_pack};
use crate::app::worker::Inline;
use crate::domain::checks::{Cause, Part};
use crate::domain::content::{CheckpointAct, NoteSource, ReviewWord, Standing, Verdict};
use crate::domain::ids::IncidentId;
use crate::domain::role::{Role, Side};

const NOTE: &str = "Zanzibar canary: hears a voice, takes lithium";
const REASON: &str = "Complaint 114 about what was said in the car";

fn office(dir: &Path, made: &Made, side: Side, role: Role) -> Inline {
    let mut desk = Inline::new(engine(dir, Arc::new(SystemClock)).unwrap());
    let mut members = made.members.iter();
    let member = members.find(|member| member.role == role && member.side == side);
    let member = member.unwrap();
    let request = Request::SignInOffice {
        handle: member.handle.clone(),
        passphrase: Secret::new(member.passphrase.expose().to_owned()),
    };
    ask(&mut desk, request).unwrap();
    let now = desk.engine().now().month().unwrap();
    ask(&mut desk, Request::ShowMonth(now)).unwrap();
    desk
}

fn asked(desk: &mut Inline, request: ChecksRequest) -> Done {
    ask(desk, Request::Checks(request)).unwrap()
}

/// The page of checks and reviews.
pub(super) fn checks(desk: &mut Inline) -> Arc<Checks> {
    state(desk).checks.clone().unwrap()
}

/// One incident with a nurse's note and danger share; gives it and its reference.
fn night(dir: &Path, made: &Made) -> (IncidentId, String) {
    let mut desk = shift(dir, made, "jpatel");
    let Done::Opened(incident) = ask(&mut desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut desk, Side::Health);
    let note = Request::WriteNote {
        incident,
        source: NoteSource::Told,
        text: NOTE.to_owned(),
    };
    ask(&mut desk, note).unwrap();
    let danger = Request::Danger {
        kind: DangerKind::Height,
        words: String::new(),
    };
    ask(&mut desk, danger).unwrap();
    let reference = desk.engine().desk.live.first().copied();
    assert_eq!(reference, Some(incident));
    let reference = state(&mut desk).live[0].reference.clone();
    (incident, reference)
}

fn words(dir: &Path, made: &Made) -> (Inline, Arc<Vec<WordCard>>) {
    let mut desk = shift(dir, made, "jpatel");
    sit(&mut desk, Side::Health);
    let words = state(&mut desk).words.clone();
    (desk, words)
}

/// The nurse finds both, reads one and answers the other.
fn nurse_answers(vault: &Path, made: &Made, incident: IncidentId, reference: &str) -> Inline {
    let (mut desk, words) = words(vault, made);
    let mut kinds: Vec<ReviewWord> = words.iter().map(|card| card.word).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [ReviewWord::FinishSooner, ReviewWord::WhyOpened]);
    assert!(
        words
            .iter()
            .all(|card| card.incident == incident && card.reference == reference)
    );
    for card in words.iter() {
        let request = |answer: &str| Request::ReadWord(card.item, answer.to_owned());
        if card.word.asks() {
            assert!(ask(&mut desk, request("no")).is_err(), "too short");
        }
        ask(&mut desk, request("I was the nurse on this car that night")).unwrap();
        assert!(ask(&mut desk, request("I was the nurse on this car that night")).is_err());
    }
    desk
}

#[test]
fn a_learning_note_and_a_question_reach_the_nurse_and_come_back_as_read_and_answered() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let (incident, reference) = night(&vault, &made);

    // the other organisation reviews the danger share, once, and adds a note
    let mut police = office(&vault, &made, Side::Police, Role::Supervisor);
    let found = checks(&mut police);
    let case = found
        .cases
        .iter()
        .find(|case| matches!(case.cause, Cause::Danger(_)))
        .unwrap();
    assert!(case.is_open() && case.author.is_some());
    let review = || ChecksRequest::Review(case.about, Verdict::Ask, Some(ReviewWord::FinishSooner));
    asked(&mut police, review());
    assert!(
        ask(&mut police, Request::Checks(review())).is_err(),
        "one finding each"
    );
    assert!(
        checks(&mut police).notes.is_empty(),
        "the note is for the trust's people"
    );
    drop(police);

    // their own supervisor asks why the page was opened; their governance lead passes both on
    let mut health = office(&vault, &made, Side::Health, Role::Supervisor);
    let before = checks(&mut health);
    assert!(before.cases.iter().all(|case| case.side != Some(Side::Health)));
    assert_eq!(before.notes.len(), 1);
    let note = before.notes[0].follows;
    let pass_on = |follows| Request::Checks(ChecksRequest::PassOn(follows));
    assert_eq!(ask(&mut health, pass_on(note)).unwrap_err().code, "A-835");
    let opening = &before.openings[0].opening;
    assert_eq!(opening.part, Part::Worked);
    asked(&mut health, ChecksRequest::Access(opening.entry, Verdict::Ask));
    let Done::Looked(_, looks) = asked(&mut health, ChecksRequest::WhoLooked(reference.clone())) else {
        panic!("who looked was asked");
    };
    assert!(
        looks
            .iter()
            .all(|look| look.side == Side::Health && look.how == LookHow::Page)
    );
    assert!(!looks.is_empty());
    drop(health);
    let mut lead = office(&vault, &made, Side::Health, Role::Governance);
    let found = checks(&mut lead);
    let waiting: Vec<_> = { found.notes.iter() }
        .map(|note| (note.follows, note.passed.is_none()))
        .collect();
    assert_eq!(waiting, [(note, true), (opening.entry, true)]);
    for (follows, _) in waiting {
        ask(&mut lead, pass_on(follows)).unwrap();
        assert_eq!(ask(&mut lead, pass_on(follows)).unwrap_err().code, "A-825");
    }
    drop(lead);

    let mut desk = nurse_answers(&vault, &made, incident, &reference);
    sit(&mut desk, Side::Police);
    assert!(state(&mut desk).words.is_empty());
    drop(desk);

    let mut health = office(&vault, &made, Side::Health, Role::Supervisor);
    let after = checks(&mut health);
    assert!(after.notes[0].passed.as_ref().unwrap().read.is_some());
    let row = after.openings.iter().find(|row| row.asked.is_some()).unwrap();
    let answer = row.asked.as_ref().unwrap().answer.as_ref().unwrap();
    assert_eq!(answer.for_review(), "I was the nurse on this car that night");
    assert!(row.is_open(), "an answered question is to be looked at again");
}

/// Openings of the month that is shown, by what was opened: name, reference, part.
fn opened(desk: &mut Inline) -> Vec<(String, String, Part)> {
    let rows = checks(desk);
    let row = |row: &OpeningRow| (row.name.clone(), row.opening.reference.clone(), row.opening.part);
    rows.openings.iter().map(row).collect()
}

#[test]
fn a_register_that_is_read_is_looked_at_like_a_page_once_a_sitting() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let (_, reference) = night(&vault, &made);
    let mut desk = shift(&vault, &made, "jpatel");
    assert!(
        ask(&mut desk, Request::ReadOutside).is_err(),
        "no seat, no register"
    );
    sit(&mut desk, Side::Health);
    for request in [
        Request::ShowConsents,
        Request::ReadOutside,
        Request::ShowConsents,
        Request::ReadOutside,
    ] {
        ask(&mut desk, request).unwrap();
    }
    drop(desk);
    let mut health = office(&vault, &made, Side::Health, Role::Supervisor);
    let read = |name: &str| ("J Patel".to_owned(), name.to_owned(), Part::Register);
    let mut registers = opened(&mut health);
    registers.retain(|(_, _, part)| *part == Part::Register);
    registers.sort();
    let both = [
        read("the register of consents"),
        read("the register of outside requests"),
    ];
    assert_eq!(registers, both, "once each");
    let Done::Looked(_, looks) = asked(&mut health, ChecksRequest::WhoLooked(reference)) else {
        panic!("who looked was asked");
    };
    let how = |how: LookHow| looks.iter().filter(|look| look.how == how).count();
    assert_eq!(how(LookHow::Register), 2, "{looks:?}");
    drop(health);
    let mut police = office(&vault, &made, Side::Police, Role::Supervisor);
    assert!(
        opened(&mut police).is_empty(),
        "an organisation looks after its own"
    );
}

#[test]
fn an_extract_by_somebody_without_a_part_stands_first_among_the_openings() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let (_, reference) = night(&vault, &made);
    let mut others = made.members.iter();
    let other = others.find(|one| one.role == Role::Nurse && one.handle != "jpatel");
    let other = other.unwrap();
    let folder = dir.path().join("extract");
    crate::app::extract::extract(&vault, &reference, &folder, &other.handle, &other.passphrase).unwrap();
    let mut health = office(&vault, &made, Side::Health, Role::Supervisor);
    let first = opened(&mut health).into_iter().next().unwrap();
    assert_eq!((first.1, first.2), (reference.clone(), Part::None));
    assert_ne!(first.0, "J Patel");
    let Done::Looked(_, looks) = asked(&mut health, ChecksRequest::WhoLooked(reference)) else {
        panic!("who looked was asked");
    };
    let extract = looks.iter().find(|look| look.how == LookHow::Extract).unwrap();
    assert_eq!((&extract.name, extract.part), (&first.0, Part::None));
}

fn remove(desk: &mut Inline, name: &str) {
    let names = desk.engine().names();
    let (member, _) = names.iter().find(|(_, known)| *known == name).unwrap();
    ask(desk, Request::ChangeMember(*member, Standing::Removed)).unwrap();
}

#[test]
fn what_a_reviewer_found_stands_when_they_have_left_and_nobody_who_has_left_is_asked() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    night(&vault, &made);
    let danger = |checks: &Checks| {
        let mut cases = checks.cases.iter();
        cases
            .find(|case| matches!(case.cause, Cause::Danger(_)))
            .unwrap()
            .clone()
    };

    let mut first = office(&vault, &made, Side::Police, Role::Supervisor);
    let about = danger(&checks(&mut first)).about;
    let finding = |word| ChecksRequest::Review(about, Verdict::AsExpected, word);
    asked(&mut first, finding(None));
    drop(first);
    let mut second = office(&vault, &made, Side::Police, Role::Governance);
    remove(&mut second, "A Morgan");
    let blind = danger(&checks(&mut second));
    assert!(blind.others.is_empty() && blind.is_open(), "{blind:?}");
    asked(&mut second, finding(Some(ReviewWord::FinishSooner)));
    let both = checks(&mut second);
    assert_eq!(both.agreement, (1, 1));
    assert_eq!(danger(&both).others, [Verdict::AsExpected]);
    let twice = ask(&mut second, Request::Checks(finding(None))).unwrap_err();
    assert_eq!(twice.code, "A-823", "nobody is both reviewers");
    drop(second);

    // a lead's own question goes at once; after the nurse has left nothing more goes to them
    let mut lead = office(&vault, &made, Side::Health, Role::Governance);
    let before = checks(&mut lead);
    let note = before.notes[0].follows;
    let opening = before.openings[0].opening.entry;
    asked(&mut lead, ChecksRequest::Access(opening, Verdict::Ask));
    let question = checks(&mut lead)
        .notes
        .iter()
        .find(|one| one.follows == opening)
        .cloned();
    assert!(question.unwrap().passed.is_some());
    assert_eq!(checks(&mut lead).to_pass_on(), 1);
    remove(&mut lead, "J Patel");
    let after = checks(&mut lead);
    assert_eq!(after.to_pass_on(), 0);
    assert!(after.openings.iter().all(|row| row.left));
    let refused = ask(&mut lead, Request::Checks(ChecksRequest::PassOn(note))).unwrap_err();
    assert_eq!(refused.code, "A-940");
    let refused = ask(
        &mut lead,
        Request::Checks(ChecksRequest::Access(opening, Verdict::Ask)),
    );
    assert_eq!(refused.unwrap_err().code, "A-940");
}

#[test]
fn a_month_without_a_decision_draws_nothing_and_stays_open_for_a_later_draw() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = office(&vault, &made, Side::Police, Role::Supervisor);
    let month = desk.engine().now().month().unwrap().previous();
    ask(&mut desk, Request::ShowMonth(month)).unwrap();
    let file = dir.path().join("checkpoint.txt");
    asked(&mut desk, ChecksRequest::TakeCheckpoint(file.clone()));
    let again = ask(
        &mut desk,
        Request::Checks(ChecksRequest::TakeCheckpoint(file.clone())),
    )
    .unwrap_err();
    assert_eq!(again.code, "A-821");
    assert!(again.to_string().contains("none is written over"), "{again}");
    // the first stood before the first count of the new month, which seeds the draw
    let file = dir.path().join("later.txt");
    asked(&mut desk, ChecksRequest::TakeCheckpoint(file.clone()));
    let draw = |file: &Path| {
        Request::Checks(ChecksRequest::Draw {
            month,
            held: HeldOutside::Checkpoint(file.to_owned()),
        })
    };
    assert_eq!(ask(&mut desk, draw(&file)).unwrap_err().code, "A-941");
    assert!(checks(&mut desk).drawn.is_none() && !checks(&mut desk).draw_due);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("tandem/", "another/", 1)).unwrap();
    assert!(
        ask(&mut desk, draw(&file)).is_err(),
        "a checkpoint of another log"
    );
    let missing = ask(&mut desk, draw(&dir.path().join("missing"))).unwrap_err();
    assert_eq!(missing.code, "A-822");
}

#[test]
fn a_lead_opens_a_record_for_a_reason_that_the_other_organisation_reviews() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let (_, reference) = night(&vault, &made);
    let open = |reason: &str| {
        Request::Checks(ChecksRequest::OpenRecord {
            reference: reference.clone(),
            reason: reason.to_owned(),
        })
    };
    let mut supervisor = office(&vault, &made, Side::Health, Role::Supervisor);
    assert!(
        ask(&mut supervisor, open(REASON)).is_err(),
        "a supervisor opens no record"
    );
    drop(supervisor);

    let mut lead = office(&vault, &made, Side::Health, Role::Governance);
    assert!(ask(&mut lead, open("because")).is_err(), "no reason, no record");
    let Done::Record(_, record) = ask(&mut lead, open(REASON)).unwrap() else {
        panic!("the record was asked for");
    };
    assert!(record.contains(NOTE));
    drop(lead);
    let mut other = office(&vault, &made, Side::Police, Role::Governance);
    let Done::Record(_, record) = ask(&mut other, open(REASON)).unwrap() else {
        panic!("the record was asked for");
    };
    assert!(!record.contains("canary"), "the other side's note is not in it");
    let found = checks(&mut other);
    let governed = |case: &&crate::domain::checks::Case| case.cause == Cause::GovernanceOpened;
    let cases: Vec<_> = found.cases.iter().filter(governed).collect();
    assert_eq!(cases.len(), 1, "the trust's, not one's own");
    assert_eq!(cases[0].reason.as_ref().unwrap().for_review(), REASON);

    // a checkpoint leaves the computer, is compared, and the log says who holds one
    let file = dir.path().join("checkpoint.txt");
    asked(&mut other, ChecksRequest::TakeCheckpoint(file.clone()));
    asked(&mut other, ChecksRequest::CompareCheckpoint(file.clone()));
    let health = checks(&mut other).health.clone();
    assert_eq!(health.held[&Side::Police].what, CheckpointAct::Holds);
    assert!(!health.held.contains_key(&Side::Health));
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\n\n", "\n \n")).unwrap();
    assert!(
        ask(
            &mut other,
            Request::Checks(ChecksRequest::CompareCheckpoint(file))
        )
        .is_err()
    );
}

#[test]
fn the_log_for_the_commissioner_has_every_operation_and_no_word_of_a_record() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let (_, reference) = night(&vault, &made);
    let mut lead = office(&vault, &made, Side::Health, Role::Governance);
    let today = lead.engine().now().london_date().unwrap();
    let folder = dir.path().join("section-62");
    let form = CommissionerForm {
        from: today.pred_opt().unwrap(),
        until: today,
        reason: REASON.to_owned(),
        folder: folder.clone(),
    };
    asked(&mut lead, ChecksRequest::Commissioner(form.clone()));
    assert!(verify_pack(&folder).unwrap().ok);
    let table = std::fs::read_to_string(folder.join("section-62.csv")).unwrap();
    for operation in ["collection", "consultation", "disclosure"] {
        assert!(table.contains(operation), "{operation}: {table}");
    }
    assert!(table.contains(&reference) && table.contains("danger now"));
    assert!(
        table.contains("on the crew of the incident"),
        "why a page was looked at"
    );
    let readme = std::fs::read_to_string(folder.join("README.txt")).unwrap();
    assert!(
        readme.contains("Nobody has checked the whole log yet"),
        "{readme}"
    );
    assert!(
        readme.contains("Section 62 binds the police"),
        "the trust is no competent authority"
    );
    for file in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for word in ["canary", "Zanzibar", "lithium", "Complaint", "Height"] {
            assert!(memchr::memmem::find(&bytes, word.as_bytes()).is_none(), "{word}");
        }
    }
    // every line is of this organisation's people, or of the crew together
    let roles = ["nurse", "crew", "supervisor", "governance lead"];
    for line in table.lines().skip(1) {
        let role = line.split(',').nth(4).unwrap();
        assert!(roles.contains(&role), "{line}");
    }
    assert!(
        ask(
            &mut lead,
            Request::Checks(ChecksRequest::Commissioner(form.clone()))
        )
        .is_err(),
        "the folder is there"
    );
    // nothing is written where nothing can be, and no opening stands without its folder
    let opened = |desk: &mut Inline| {
        desk.engine()
            .overseen(&["oversight.governance-opened"])
            .unwrap()
            .len()
    };
    let before = opened(&mut lead);
    let beside = dir.path().join("a-file");
    std::fs::write(&beside, "words").unwrap();
    let form = CommissionerForm {
        folder: beside.join("section-62"),
        ..form
    };
    assert!(ask(&mut lead, Request::Checks(ChecksRequest::Commissioner(form))).is_err());
    assert_eq!(opened(&mut lead), before);
}
