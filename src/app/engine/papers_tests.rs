//! Papers over a real vault: what they say, who may make them, and what making them leaves in the log.

use super::tests::{form, practice, share, shift, sit};
use crate::app::api::{Done, Request};
use crate::app::command_line::ask;
use crate::app::paper::{NoteForm, pdf};
use crate::app::worker::Inline;
use crate::domain::content::{NotSharedReason, NoteHow, PaperKind, PaperOut, PersonTold};
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::fold_shared;
use crate::domain::paper::Document;
use crate::domain::role::Side;

fn open(desk: &mut Inline) -> IncidentId {
    let Done::Opened(incident) = ask(desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    incident
}

/// Whether the person knows, share by share, as both sides see it.
fn told(desk: &Inline, incident: IncidentId) -> Vec<PersonTold> {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    let folded = fold_shared(&view.entries_of(incident).unwrap()).unwrap();
    folded.disclosures.iter().map(|card| card.person_told).collect()
}

fn last_decision(desk: &Inline, incident: IncidentId) -> ItemId {
    let own = desk.engine().own_of(incident).unwrap();
    own.decisions.last().unwrap().1.decision
}

fn explained(desk: &mut Inline, incident: IncidentId, decision: ItemId) -> Document {
    let Done::Paper(document) = ask(desk, Request::ShowExplanation(incident, decision)).unwrap() else {
        panic!("a paper was to be shown");
    };
    (*document).clone()
}

#[test]
fn a_decision_is_explained_by_its_own_side_with_proofs_that_a_stranger_can_check() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    share(&mut desk, incident);
    let decision = last_decision(&desk, incident);
    let text = explained(&mut desk, incident, decision).text();
    for said in [
        "Prefers one person talking",
        "J Patel",
        "cl_consent_explicit: Person says yes",
        "8. Tell people how their information is used",
        "D14. ",
        "DN5. ",
        "Not recorded",
        "Each thing by itself",
        "Needed: To approach safely and to know what could happen.",
        "Police hold it for ",
        "c2sp.org/tlog-proof@v1",
        "under the log head ",
    ] {
        assert!(text.contains(said), "{said:?} is missing in\n{text}");
    }

    let out = dir.path().join("papers");
    for _ in 0..2 {
        let request = Request::SaveExplanation(incident, decision, out.clone());
        let Done::PaperMade(files) = ask(&mut desk, request).unwrap() else {
            panic!("files were to be made");
        };
        let proof = files.last().unwrap();
        let report = crate::audit::check(proof).unwrap();
        assert!(report.findings.is_empty(), "{:?}", report.findings);
        let readme = std::fs::read_to_string(proof.join("README.txt")).unwrap();
        assert!(readme.contains("of one sharing decision"), "{readme}");
    }

    sit(&mut desk, Side::Police);
    let other = ask(&mut desk, Request::ShowExplanation(incident, decision));
    assert_eq!(other.map(drop).map_err(|p| p.code), Err("A-462"));
}

#[test]
fn a_refusal_is_explained_as_a_result_and_one_paper_holds_nothing_of_another_decision() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    share(&mut desk, incident);
    let mut refused = form(incident);
    refused.words.reason = "canary of the refusal".to_owned();
    let refuse = Request::CommitDecision {
        form: Box::new(refused),
        reason: Some(NotSharedReason::CouldAddHarm),
    };
    ask(&mut desk, refuse).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let ids: Vec<ItemId> = own.decisions.iter().map(|(_, made)| made.decision).collect();
    let texts: Vec<String> = ids
        .iter()
        .map(|decision| explained(&mut desk, incident, *decision).text())
        .collect();
    assert!(texts[0].contains("Prefers one person talking") && !texts[0].contains("canary"));
    assert!(texts[1].contains("Nothing crossed.") && texts[1].contains("canary of the refusal"));
    assert!(!texts[1].contains("Prefers one person talking"));
}

#[test]
fn giving_the_note_tells_both_sides_that_the_person_knows_and_ends_the_task() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    share(&mut desk, incident);
    let danger = Request::Danger {
        kind: crate::app::api::DangerKind::Crew,
        words: String::new(),
    };
    ask(&mut desk, danger).unwrap();
    let folder = dir.path().join("papers");
    let Done::PaperMade(files) = ask(
        &mut desk,
        Request::SaveNote(incident, NoteForm::default(), folder),
    )
    .unwrap() else {
        panic!("files were to be made");
    };
    let page = files
        .iter()
        .find(|file| file.extension().is_some_and(|end| end == "html"));
    let page = std::fs::read_to_string(page.unwrap()).unwrap();
    assert!(page.contains("Prefers one person talking"), "{page}");
    ask(
        &mut desk,
        Request::GiveNote(incident, NoteForm::default(), NoteHow::InHand),
    )
    .unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let [made] = &own.papers[..] else {
        panic!("the saved note is one entry: {:?}", own.papers);
    };
    assert_eq!((made.paper, made.out), (PaperKind::NotePlain, PaperOut::Saved));
    assert_eq!(made.about.len(), 1, "the danger share is not on it");
    let open_tasks: Vec<Task> = own
        .tasks
        .iter()
        .filter(|task| task.done.is_none())
        .map(|task| task.task)
        .collect();
    assert!(!open_tasks.contains(&Task::TellThePerson), "{open_tasks:?}");
    assert!(
        open_tasks.contains(&Task::TellThePersonLater),
        "the danger share is not on the note and is to be looked at again: {open_tasks:?}"
    );
    sit(&mut desk, Side::Police);
    let nothing = ask(
        &mut desk,
        Request::GiveNote(incident, NoteForm::default(), NoteHow::InHand),
    );
    assert_eq!(nothing.map(drop).map_err(|p| p.code), Err("A-467"));
    let told: Vec<PersonTold> = told(&desk, incident);
    assert_eq!(told, [PersonTold::Yes, PersonTold::NotYetRecorded]);
}

#[test]
fn a_printed_paper_is_in_the_record_of_its_side_or_was_not_printed() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    share(&mut desk, incident);
    let decision = last_decision(&desk, incident);
    for (request, paper) in [
        (
            Request::PrintNote(incident, NoteForm::default()),
            PaperKind::NotePlain,
        ),
        (
            Request::PrintExplanation(incident, decision),
            PaperKind::Explanation,
        ),
    ] {
        let before = desk.engine().own_of(incident).unwrap().papers.len();
        let answer = ask(&mut desk, request);
        let papers = desk.engine().own_of(incident).unwrap().papers.clone();
        match answer.map_err(|problem| problem.code) {
            Ok(Done::Printed) | Err("A-466") => {
                assert_eq!(papers.len(), before + 1);
                let last = papers.last().unwrap();
                assert_eq!((last.paper, last.out), (paper, PaperOut::Printed));
            }
            Err("A-465") => assert_eq!(papers.len(), before, "no printing system, no paper"),
            other => panic!("{other:?}"),
        }
    }
    sit(&mut desk, Side::Police);
    assert!(desk.engine().own_of(incident).unwrap().papers.is_empty());
}

/// What stands on one page of a PDF, as another program reads it.
fn page(document: &Document, n: u32) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("paper.pdf");
    let bytes = pdf(document).unwrap();
    if let Some(folder) = std::env::var_os("PAPERS") {
        std::fs::write(std::path::Path::new(&folder).join("decision.pdf"), &bytes).unwrap();
    }
    std::fs::write(&file, bytes).unwrap();
    let n = n.to_string();
    let out = std::process::Command::new("pdftotext")
        .args(["-layout", "-f", &n, "-l", &n])
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8_lossy(&out.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_decision_stands_on_one_sheet_with_its_law_its_steps_its_words_and_its_proof() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    share(&mut desk, incident);
    let mut refused = form(incident);
    refused.words.reason = "Because it could add harm. ".repeat(350);
    refused.words.best_interests = "Quiet is best. ".repeat(400);
    let refuse = Request::CommitDecision {
        form: Box::new(refused),
        reason: Some(NotSharedReason::CouldAddHarm),
    };
    ask(&mut desk, refuse).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    for (_, made) in &own.decisions {
        let document = explained(&mut desk, incident, made.decision);
        let sheet = page(&document, 1);
        for said in [
            "Law as at",
            "rule table england-and-wales-",
            "The words that crossed",
            "The steps, and what was answered",
            "three legs",
            "Decided by J Patel",
            "Proof that this stands in the log",
            "The decision: entry ",
            "Page 1 of ",
        ] {
            assert!(sheet.contains(said), "{said:?} is not on the one sheet:\n{sheet}");
        }
        let annex = page(&document, 2);
        assert!(!annex.contains("The steps, and what was answered"));
        let all = document.text();
        for whole in [&made.words.reason, &made.words.best_interests] {
            assert!(
                all.contains(whole.as_str()),
                "what the sheet cuts is whole in the annex"
            );
        }
    }
}

#[test]
fn an_explanation_gives_the_words_as_they_crossed_and_each_correction_with_its_own_time() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    share(&mut desk, incident);
    let decision = last_decision(&desk, incident);
    let view = desk.engine().desk.shared.as_ref().unwrap();
    let folded = fold_shared(&view.entries_of(incident).unwrap()).unwrap();
    let disclosure = folded.disclosures[0].disclosure;
    let correct = Request::Correct {
        incident,
        disclosure,
        item: 0,
        words: "Prefers two people talking".to_owned(),
        why: crate::domain::content::CorrectionReason::FactualError,
    };
    ask(&mut desk, correct).unwrap();
    let document = explained(&mut desk, incident, decision);
    let text = document.text();
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words:?} is missing in {text}"))
    };
    assert!(
        at("Prefers one person talking") < at("Told to"),
        "what they heard stands over when"
    );
    assert!(
        at("Told to") < at("Corrected "),
        "what it was corrected to comes after"
    );
    assert!(at("Corrected ") < at("Prefers two people talking"));
    assert!(
        text.contains("Before: Prefers one person talking") && text.contains("not known to have reached")
    );
    assert!(text.contains("A correction"), "the correction has its proof too");
}
