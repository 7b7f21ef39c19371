//! The form for the place of safety and its receipt on a real vault: the receipt names the paper that was given, and that
//! paper can be checked later.

use super::super::s136_tests::{complete, lines, now, shared, used};
use super::super::tests::{practice, shift, sit, state};
use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::command_line::{Made, ask};
use crate::app::paper::{Sought, check_paper};
use crate::app::worker::Inline;
use crate::domain::content::{Detail, PaperKind, PlaceOfSafety, S136Field, S136Step, grouped};
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;
use crate::vault::file_digest;

fn give(desk: &mut Inline, incident: IncidentId) -> Result<Done, crate::app::problem::Problem> {
    let to = "R Cole, nurse in charge".to_owned();
    ask(desk, Request::GiveS136Form(incident, to))
}

fn save(desk: &mut Inline, incident: IncidentId, folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Done::PaperMade(files) = ask(desk, Request::SaveS136Form(incident, folder.to_owned())).unwrap()
    else {
        panic!("the form was to be saved");
    };
    files
}

/// An incident whose record is whole, at the place of safety.
fn whole(desk: &mut Inline) -> IncidentId {
    let incident = used(desk);
    let arrived = S136Step::Arrived {
        at: now(),
        place: Some(PlaceOfSafety::HealthBased),
    };
    ask(desk, Request::S136(incident, arrived)).unwrap();
    let person = Detail::Person {
        name: "Sam Okoro".to_owned(),
        age: Some(30),
        about: false,
    };
    ask(desk, Request::SetDetail(incident, person)).unwrap();
    complete(desk, incident);
    incident
}

fn words(made: &Made, handle: &str) -> Secret {
    let member = made.members.iter().find(|m| m.handle == handle).unwrap();
    Secret::new(member.passphrase.expose().to_owned())
}

/// What stands on a saved web page, without its marks.
fn read(page: &str) -> String {
    let marks = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let plain = marks
        .iter()
        .fold(page.to_owned(), |page, (mark, sign)| page.replace(mark, sign));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from its beginning to its end")]
fn the_receipt_names_the_form_that_was_saved_and_its_words_give_the_code_later() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = whole(&mut desk);
    assert_eq!(
        give(&mut desk, incident).unwrap_err().code,
        "A-881",
        "no form yet"
    );
    assert!(shared(&desk, incident).s136.given.is_empty());
    let first = save(&mut desk, incident, &dir.path().join("out"));
    assert!(state(&mut desk).s136_form.as_ref().unwrap().stands);
    // a line that changes what the form says: the paper in hand is no longer the record's
    let other = [(S136Field::PlaceName, "Oak suite, Northmere")];
    ask(&mut desk, lines(incident, &other, &[])).unwrap();
    assert!(!state(&mut desk).s136_form.as_ref().unwrap().stands);
    let second = save(&mut desk, incident, &dir.path().join("out"));
    give(&mut desk, incident).unwrap();
    let given = shared(&desk, incident).s136.given[0].clone();
    let card = desk
        .engine()
        .own_of(incident)
        .unwrap()
        .papers
        .last()
        .unwrap()
        .clone();
    let form = card.form.unwrap();
    assert_eq!(given.form, Some(card.item));
    assert_eq!(given.fingerprint, form.code);
    assert_eq!(file_digest(form.text.as_bytes()), given.fingerprint);
    let page = std::fs::read_to_string(&second[1]).unwrap();
    assert!(page.contains(&format!("Code {}", grouped(&given.fingerprint))));
    let page = read(&page);
    let pieces = form.text.lines().flat_map(|line| line.split([':', '|']));
    for words in pieces.take(40) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(&words), "{words}");
    }
    assert!(form.text.contains("Oak suite, Northmere"));
    // the receipt changes nothing that stands on the form: a second copy of it may be taken as well
    give(&mut desk, incident).unwrap();
    // the nurse's own form is another paper, with the nurse's lines
    sit(&mut desk, Side::Health);
    assert!(state(&mut desk).s136_form.is_none());
    assert!(give(&mut desk, incident).is_err());
    drop(desk);

    let check = |sought: Sought<'_>| check_paper(&vault, sought, "4411", &words(&made, "4411")).unwrap();
    for file in &second {
        let found = check(Sought::File(file)).unwrap();
        assert_eq!(found.paper, PaperKind::S136Form);
        assert_eq!(found.code.as_deref(), Some(given.fingerprint.as_str()));
        assert_eq!(found.given.len(), 2);
        assert_eq!(found.given[0].1, "R Cole, nurse in charge");
    }
    let old = check(Sought::File(&first[0])).unwrap();
    assert!(old.given.is_empty(), "nobody took the first one");
    assert!(old.text.unwrap().contains("Elm suite"));
    let typed = grouped(&given.fingerprint);
    assert!(check(Sought::Code(&typed)).is_some());
    // a page that was changed by one word is no paper of this log
    let forged = dir.path().join("forged.html");
    let changed = std::fs::read_to_string(&second[1])
        .unwrap()
        .replace("Oak suite", "Ash suite");
    std::fs::write(&forged, changed).unwrap();
    assert!(check(Sought::File(&forged)).is_none());
    let problem = check_paper(&vault, Sought::Code("12ab"), "4411", &words(&made, "4411")).unwrap_err();
    assert_eq!(problem.code, "A-884");
    let other = check_paper(
        &vault,
        Sought::File(&second[0]),
        "jpatel",
        &words(&made, "jpatel"),
    )
    .unwrap();
    assert!(
        other.is_none(),
        "the other side's papers are not this side's to open"
    );
}

#[test]
fn on_an_incident_that_is_not_looked_at_the_row_says_the_limit() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let held = used(&mut desk);
    let row = |desk: &mut Inline| {
        let picture = state(desk);
        let row = picture.live.iter().find(|row| row.incident == held).cloned();
        row.and_then(|row| row.detained)
    };
    assert_eq!(row(&mut desk).unwrap().period, None, "nobody has arrived");
    let at = now();
    let arrived = S136Step::Arrived {
        at,
        place: Some(PlaceOfSafety::HealthBased),
    };
    ask(&mut desk, Request::S136(held, arrived)).unwrap();
    ask(&mut desk, Request::OpenIncident).unwrap();
    assert_ne!(state(&mut desk).focus.as_ref().unwrap().incident, held);
    let detained = row(&mut desk).unwrap();
    assert_eq!(detained.section, 136);
    assert_eq!(detained.period.unwrap().limit, at.plus_minutes(24 * 60));
    let over = S136Step::Ended { at: now(), how: None };
    ask(&mut desk, Request::S136(held, over)).unwrap();
    assert_eq!(row(&mut desk), None);
}

#[test]
fn the_receipt_of_the_form_that_was_given_is_recorded_after_the_hand_over_and_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = practice(&vault);
    let mut desk = shift(&vault, &made, "jpatel");
    let incident = whole(&mut desk);
    save(&mut desk, incident, &dir.path().join("out"));
    let code = state(&mut desk).s136_form.as_ref().unwrap().code.clone();
    // the person and the form are handed over; the crew records both in the car, and one line is open again
    let over = S136Step::HandedOver {
        at: now(),
        to: "R Cole, nurse in charge".to_owned(),
    };
    ask(&mut desk, Request::S136(incident, over)).unwrap();
    ask(&mut desk, lines(incident, &[(S136Field::PlaceName, "")], &[])).unwrap();
    let ended = S136Step::Ended { at: now(), how: None };
    ask(&mut desk, Request::S136(incident, ended)).unwrap();
    assert!(
        !state(&mut desk).s136_form.as_ref().unwrap().stands,
        "the page says so"
    );
    give(&mut desk, incident).unwrap();
    let given = shared(&desk, incident).s136.given;
    assert_eq!(
        (given.len(), &given[0].fingerprint),
        (1, &code),
        "the paper that was given"
    );
}
