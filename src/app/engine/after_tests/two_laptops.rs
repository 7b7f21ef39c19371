//! A correction and a withdrawal that travel between two laptops by file, and the proof that travels back.

use std::path::Path;

use super::*;
use crate::app::exchange;

/// A second laptop of the same log, enrolled by a lead.
pub(super) fn second(vault: &Path, made: &Made, folder: &Path) -> std::path::PathBuf {
    let lead = made.members.iter().find(|m| m.handle == "hlead").unwrap();
    let keys = ("hlead", &lead.passphrase);
    let (two, request, answer) = (folder.join("two"), folder.join("request"), folder.join("answer"));
    let code = exchange::request_enrolment(&two, "TR-08", &request, false).unwrap();
    let mut quiet = |_, _| true;
    let accepted = exchange::accept_enrolment(vault, (&request, &code), &answer, keys, &mut quiet).unwrap();
    exchange::finish_enrolment(&two, &answer, &accepted.code, &mut quiet).unwrap();
    two
}

/// Carries everything from one running desk to another in a sealed file.
pub(super) fn carry(from: &mut Inline, to: &mut Inline, file: std::path::PathBuf) {
    ask(from, Request::WriteBundle(file.clone(), None)).unwrap();
    ask(to, Request::AdmitBundle(file)).unwrap();
}

fn on(desk: &mut Inline, incident: IncidentId, disclosure: ItemId) -> DisclosureCard {
    let view = desk.engine().desk.shared.as_ref().unwrap();
    let shared = fold_shared(&view.entries_of(incident).unwrap()).unwrap();
    shared.disclosed(disclosure).unwrap().clone()
}

#[test]
fn a_correction_reaches_another_laptop_and_its_proof_comes_back() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Took twenty tablets");
    ask(&mut night.desk, Request::EndShift).unwrap();
    let folder = tempfile::tempdir().unwrap();
    // the desk of the first laptop holds its folder while it runs
    let mut closed = Inline::new(engine(&night.vault, Arc::new(SystemClock)).unwrap());
    std::mem::swap(&mut night.desk, &mut closed);
    drop(closed);
    let two = second(&night.vault, &night.made, folder.path());
    let mut nurse = shift(&night.vault, &night.made, "jpatel");
    let mut officer = shift(&two, &night.made, "jpatel");
    sit(&mut nurse, Side::Health);
    sit(&mut officer, Side::Police);
    ask(
        &mut nurse,
        Request::Correct {
            incident,
            disclosure,
            item: 0,
            words: SCRIPTS.to_owned(),
            why: CorrectionReason::FactualError,
        },
    )
    .unwrap();
    carry(&mut nurse, &mut officer, folder.path().join("to-officer"));
    let seen = on(&mut officer, incident, disclosure);
    assert_eq!(seen.items[0].words, SCRIPTS);
    let correction = seen.changes[0].correction;
    ask(
        &mut officer,
        Request::ConfirmChange(incident, disclosure, correction),
    )
    .unwrap();
    assert_eq!(
        on(&mut nurse, incident, disclosure).to_reach().count(),
        1,
        "not yet"
    );
    carry(&mut officer, &mut nurse, folder.path().join("to-nurse"));
    assert_eq!(
        on(&mut nurse, incident, disclosure).to_reach().count(),
        0,
        "proof came back"
    );

    let withdraw = Request::Withdraw(incident, disclosure, WithdrawnWhy::ConsentWithdrawn);
    ask(&mut nurse, withdraw).unwrap();
    carry(&mut nurse, &mut officer, folder.path().join("to-officer-2"));
    let seen = on(&mut officer, incident, disclosure);
    assert!(seen.withdrawn_at.is_some());
    ask(&mut officer, Request::ConfirmChange(incident, disclosure, None)).unwrap();
    carry(&mut officer, &mut nurse, folder.path().join("to-nurse-2"));
    assert_eq!(on(&mut nurse, incident, disclosure).to_reach().count(), 0);
}
