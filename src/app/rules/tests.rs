//! What a lead, the other lead and an attacker meet when a rule table is adopted.

use super::*;
use crate::app::api::{Done, Request};
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::command_line::{Made, ask, engine};
use crate::app::worker::Inline;
use crate::app::{Secret, members};
use crate::domain::content::RulesRefusal;
use crate::domain::rules::Rules;

const SHIPPED: &str = include_str!("../../../assets/rules/england-and-wales-2026-11-21.toml");
const NEWER: &str = "england-and-wales-2027-02-01";

/// The shipped table as a lawyer would change it: a new day, and the test of one row in other words.
fn newer() -> String {
    SHIPPED
        .replacen(
            "version = \"england-and-wales-2026-11-21\"",
            &format!("version = \"{NEWER}\""),
            1,
        )
        .replacen("as_at = \"2026-11-21\"", "as_at = \"2027-02-01\"", 1)
        .replacen("capacity_valid_hours = 12", "capacity_valid_hours = 8", 1)
}

fn words(made: &Made, handle: &str) -> Secret {
    let member = made.members.iter().find(|m| m.handle == handle).unwrap();
    Secret::new(member.passphrase.expose().to_owned())
}

fn office(vault: &Path, made: &Made, handle: &str) -> Inline {
    let mut desk = Inline::new(engine(vault, Arc::new(SystemClock)).unwrap());
    let sign_in = Request::SignInOffice {
        handle: handle.to_owned(),
        passphrase: words(made, handle),
    };
    ask(&mut desk, sign_in).unwrap();
    desk
}

fn propose(desk: &mut Inline, dir: &Path, text: &str) -> Result<Done, Problem> {
    let file = dir.join("table.toml");
    std::fs::write(&file, text).unwrap();
    ask(desk, Request::AdoptRules(Some(file)))
}

fn refused_so_far(desk: &Inline) -> Vec<RulesRefusal> {
    let refused = desk.engine().rules_refused();
    refused.iter().map(|refused| refused.why).collect()
}

#[test]
fn a_newer_table_holds_once_both_organisations_have_signed_it_and_old_decisions_keep_theirs() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = crate::app::engine::practice(&vault);
    let mut desk = office(&vault, &made, "plead");
    propose(&mut desk, dir.path(), &newer()).unwrap();
    assert_ne!(desk.engine().rules().version, NEWER, "one organisation alone");
    ask(&mut desk, Request::EndShift).unwrap();
    let by = words(&made, "hlead");
    let confirmed = members::confirm(&vault, ("hlead", &by), None).unwrap();
    assert!(
        confirmed
            .iter()
            .any(|waiting| members::words_of(&waiting.what).contains(NEWER))
    );

    let desk = office(&vault, &made, "hlead");
    assert_eq!(desk.engine().rules().version, NEWER);
    assert_eq!(desk.engine().rules().thresholds().capacity_valid_hours, 8);
    let tables = list(&vault, ("hlead", &by)).unwrap();
    let [shipped, adopted] = tables.as_slice() else {
        panic!("two tables: {tables:?}");
    };
    assert!(!shipped.in_force && adopted.in_force);
    let adoption = adopted.adopted.as_ref().unwrap();
    assert_ne!(adoption.by, adoption.approved_by);
    // what was decided before is read under the rules of its day
    let old = show(&vault, Some(("hlead", &by)), Some(&shipped.version)).unwrap();
    assert_eq!(old.rules.thresholds().capacity_valid_hours, 12);
    let day_before = Moment(adoption.since.0 - 1);
    assert_eq!(desk.engine().rules_at(day_before).version, shipped.version);
    assert_eq!(desk.engine().rules_at(adoption.since).version, NEWER);
    let of_its_day = desk.engine().rules_of(&shipped.version).unwrap();
    assert_eq!(of_its_day.thresholds().capacity_valid_hours, 12);
}

#[test]
fn a_bad_table_is_refused_says_why_changes_nothing_and_the_log_says_that_it_was_tried() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = crate::app::engine::practice(&vault);
    let mut desk = office(&vault, &made, "plead");
    let older = newer().replacen("as_at = \"2027-02-01\"", "as_at = \"2026-11-20\"", 1);
    let lifted = newer().replacen("code = \"RL1\"", "code = \"RL1\"\nlifted = true", 1);
    let unsound = newer().replacen("slug = \"duty_fgm\"", "slug = \"court_order\"", 1);
    let cases = [
        ("version = ", "A-400", RulesRefusal::Unreadable),
        (unsound.as_str(), "A-401", RulesRefusal::Unsound),
        (lifted.as_str(), "A-402", RulesRefusal::RedLine),
        (older.as_str(), "A-403", RulesRefusal::Older),
    ];
    for (at, (text, code, why)) in cases.into_iter().enumerate() {
        let told = propose(&mut desk, dir.path(), text).unwrap_err();
        assert_eq!(told.code, code, "{told}");
        let logged = refused_so_far(&desk);
        assert_eq!((logged.len(), logged.last()), (at + 1, Some(&why)));
    }
    let unknown = newer().replacen("valid_from", "colour = \"red\"\nvalid_from", 1);
    let told = propose(&mut desk, dir.path(), &unknown).unwrap_err().to_string();
    assert!(told.contains("colour") && told.contains("line "), "{told}");
    assert_eq!(desk.engine().rules().version, Rules::embedded().unwrap().version);
    drop(desk);
    let by = words(&made, "hlead");
    assert!(members::confirm(&vault, ("hlead", &by), None).unwrap().is_empty());
}

#[test]
fn a_private_file_chosen_by_mistake_is_not_shown_in_the_message() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("passphrase.txt");
    std::fs::write(&file, "copper lantern orchid thimble walnut\n").unwrap();
    let told = check_file(&file).unwrap_err().to_string();
    assert!(told.contains("line 1") && !told.contains("lantern"), "{told}");
    let missing = check_file(&dir.path().join("none.toml")).unwrap_err();
    assert_eq!(missing.code, "A-405");
}

#[test]
fn a_lead_whose_program_refuses_what_the_other_proposed_does_not_approve_it() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = crate::app::engine::practice(&vault);
    // a changed program on the other side proposes what this one would refuse
    let text = newer().replacen("selectable = false", "selectable = true", 1);
    let lead = unlock_for_tests(&vault, "plead", &words(&made, "plead"));
    let mut opened = Vault::open(&vault, &lead).unwrap();
    let forged = Content::RulesAdopted(RulesAdopted {
        version: NEWER.to_owned(),
        as_at: "2027-02-01".parse().unwrap(),
        sha256: table_digest(&text),
        text,
    });
    append(&mut opened, &lead, &Ring::empty(), &forged, SystemClock.now()).unwrap();
    let waiting = opened.waiting();
    drop(opened);
    let by = words(&made, "hlead");
    let told = members::confirm(&vault, ("hlead", &by), None).unwrap_err();
    assert_eq!(told.code, "A-402", "{told}");
    let mut desk = office(&vault, &made, "hlead");
    assert_eq!(refused_so_far(&desk), [RulesRefusal::RedLine]);
    let told = ask(&mut desk, Request::Confirm(waiting.first().unwrap().entry)).unwrap_err();
    assert_eq!(told.code, "A-402");
    assert_eq!(refused_so_far(&desk).len(), 2);
    assert_eq!(desk.engine().rules().version, Rules::embedded().unwrap().version);
}

fn unlock_for_tests(vault: &Path, handle: &str, passphrase: &Secret) -> Unlocked {
    crate::vault::unlock(vault, handle, passphrase).unwrap()
}
