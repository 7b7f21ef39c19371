//! Members on the command line: invited, joined, suspended, taken back, removed, with another passphrase.

use std::path::Path;

use serde_json::Value;

use crate::binary::{Practice, Ran, tandem, text};

/// Runs a command as a member whose passphrase lies in a file.
fn by(practice: &Practice, handle: &str, file: &Path, words: &[&str]) -> Ran {
    let vault = practice.vault();
    let who = [
        "--vault",
        text(&vault),
        "--as",
        handle,
        "--passphrase-file",
        text(file),
    ];
    tandem(&[words, &who].concat())
}

fn lead(practice: &Practice, words: &[&str]) -> Ran {
    by(practice, "plead", &practice.beside("plead"), words)
}

fn state_of(list: &Value, name: &str) -> String {
    let members = list["members"].as_array().unwrap();
    let member = members.iter().find(|member| member["name"] == name).unwrap();
    member["state"].as_str().unwrap().to_owned()
}

/// Takes a new passphrase; the one before opens no more.
fn another_passphrase(practice: &Practice, words: &Path) -> std::path::PathBuf {
    let next = practice.beside("77-new");
    let change = ["passphrase", "--passphrase-out", text(&next)];
    let changed = by(practice, "77", words, &change);
    assert_eq!(changed.code, 0, "{changed:?}");
    let old = by(practice, "77", words, &["member", "list"]);
    assert_eq!(old.problem().0, "V-101", "the one before opens no more");
    let new = by(practice, "77", &next, &["member", "list"]);
    assert_eq!(new.code, 0, "{new:?}");
    next
}

#[test]
fn a_member_is_invited_joins_is_suspended_comes_back_and_is_removed() {
    let practice = Practice::make(2, 5);
    let vault = practice.vault();
    let invited = lead(
        &practice,
        &["member", "invite", "--role", "officer", "--name", "PC 77 Frost"],
    );
    assert_eq!(invited.code, 0, "{invited:?}");
    let code = practice.beside("code");
    std::fs::write(&code, invited.json()["code"].as_str().unwrap()).unwrap();
    let words = practice.beside("77");
    let join = [
        "member",
        "join",
        "--vault",
        text(&vault),
        "--handle",
        "77",
        "--code-file",
        text(&code),
        "--passphrase-out",
        text(&words),
    ];
    let joined = tandem(&join);
    assert_eq!(joined.code, 0, "{joined:?}");
    let again = tandem(&join);
    assert_eq!(again.code, 2, "a code works once: {again:?}");
    assert!(words.exists(), "and what was written for the first stays");

    let list = || by(&practice, "77", &words, &["member", "list"]);
    assert_eq!(state_of(&list().json(), "PC 77 Frost"), "active");
    let refused = by(&practice, "77", &words, &["member", "remove", "PC 77 Frost"]);
    assert_eq!(refused.problem().0, "A-286");
    let other = by(
        &practice,
        "hlead",
        &practice.beside("hlead"),
        &["member", "remove", "PC 77 Frost"],
    );
    assert_eq!(other.problem().0, "V-107", "not by the other organisation");

    let suspended = lead(&practice, &["member", "suspend", "PC 77 Frost"]);
    assert_eq!(suspended.code, 0, "{suspended:?}");
    assert_eq!(list().problem().0, "V-111", "a right passphrase is told so");
    let waiting = lead(&practice, &["member", "list"]).json();
    assert_eq!(waiting["waiting"][0]["in_force"], true, "{waiting}");
    let confirmed = by(
        &practice,
        "hlead",
        &practice.beside("hlead"),
        &["member", "confirm"],
    );
    assert_eq!(confirmed.json()["confirmed"].as_array().unwrap().len(), 1);
    assert_eq!(lead(&practice, &["member", "reactivate", "PC 77 Frost"]).code, 0);
    assert_eq!(list().code, 0);

    let next = another_passphrase(&practice, &words);
    assert_eq!(lead(&practice, &["member", "remove", "PC 77 Frost"]).code, 0);
    let gone = by(&practice, "77", &next, &["member", "list"]);
    assert_eq!(gone.problem().0, "V-101", "a removed member has no slot");
    let again = lead(&practice, &["member", "reactivate", "PC 77 Frost"]);
    assert_eq!(again.problem().0, "V-107", "removed is for good");
    assert_eq!(practice.verify(&vault, "4411").code, 0);
    let last = lead(&practice, &["member", "remove", "D Ashdown"]);
    assert_eq!(last.problem().0, "V-107", "an organisation keeps a lead");
}

#[test]
fn keys_are_renewed_and_a_forgotten_passphrase_gives_new_keys() {
    let practice = Practice::make(1, 6);
    let rotated = lead(&practice, &["member", "rotate", "--log-key"]);
    assert_eq!(rotated.code, 0, "{rotated:?}");
    assert_eq!(rotated.json()["keys"].as_array().unwrap().len(), 3);
    assert_eq!(practice.verify(&practice.vault(), "jpatel").code, 0);
    let again = lead(&practice, &["member", "reinvite", "PC 4411 Hughes"]);
    assert_eq!(again.code, 0, "{again:?}");
    let old = by(&practice, "4411", &practice.beside("4411"), &["member", "list"]);
    assert_eq!(old.code, 2, "the old passphrase opens nothing: {old:?}");
    let (code, words) = (practice.beside("code"), practice.beside("words"));
    std::fs::write(&code, again.json()["code"].as_str().unwrap()).unwrap();
    let joined = tandem(&[
        "member",
        "join",
        "--vault",
        text(&practice.vault()),
        "--handle",
        "4411",
        "--code-file",
        text(&code),
        "--passphrase-out",
        text(&words),
    ]);
    assert_eq!(joined.code, 0, "{joined:?}");
    assert_eq!(by(&practice, "4411", &words, &["member", "list"]).code, 0);
    assert_eq!(practice.verify(&practice.vault(), "jpatel").code, 0);
}
