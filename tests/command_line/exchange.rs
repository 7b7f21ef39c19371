//! Two folders of one log on the command line: enrolled with compared codes, meeting by files, held to a receipt.

use std::path::Path;

use crate::binary::{Practice, Ran, flip, tandem, text};

/// Runs a command of a member on a vault folder.
fn by(practice: &Practice, handle: &str, vault: &Path, words: &[&str]) -> Ran {
    let file = practice.beside(handle);
    let who = [
        "--vault",
        text(vault),
        "--as",
        handle,
        "--passphrase-file",
        text(&file),
    ];
    tandem(&[words, &who].concat())
}

fn lead(practice: &Practice) -> String {
    let members = practice.made["members"].as_array().unwrap();
    let lead = members.iter().find(|m| m["role"] == "governance").unwrap();
    lead["handle"].as_str().unwrap().to_owned()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
fn a_second_folder_is_enrolled_and_both_end_equal() {
    let practice = Practice::make(2, 3);
    let (one, two) = (practice.vault(), practice.beside("second"));
    let [request, answer, bundle] = ["request", "answer", "bundle"].map(|name| practice.beside(name));
    let asked = tandem(&[
        "enrol",
        "request",
        "--vault",
        text(&two),
        "--name",
        "TR-08",
        "--out",
        text(&request),
    ]);
    assert_eq!(asked.code, 0, "{asked:?}");
    let code = asked.json()["code"].as_str().unwrap().to_owned();
    let lead = lead(&practice);
    let accept = |who: &str, code: &str| {
        let words = [
            "enrol",
            "accept",
            "--request",
            text(&request),
            "--code",
            code,
            "--out",
            text(&answer),
        ];
        by(&practice, who, &one, &words)
    };
    let (wrong, ..) = accept(&lead, "00000-00000-00000-00000").problem();
    assert_eq!(wrong, "A-312");
    assert_eq!(
        accept("4411", &code).problem().0,
        "V-107",
        "an officer enrols nobody"
    );
    let accepted = accept(&lead, &code);
    assert_eq!(accepted.code, 0, "{accepted:?}");
    let code = accepted.json()["code"].as_str().unwrap().to_lowercase();
    let finished = tandem(&[
        "enrol",
        "finish",
        "--vault",
        text(&two),
        "--from",
        text(&answer),
        "--code",
        &code,
    ]);
    assert_eq!(finished.code, 0, "{finished:?}");
    assert_eq!(practice.verify(&two, "4411").code, 0);

    let written = by(
        &practice,
        "4411",
        &two,
        &["bundle", "write", "--out", text(&bundle)],
    );
    assert_eq!(written.code, 0, "{written:?}");
    let before = practice.verify(&one, "4411").json()["entries"].clone();
    let tried = by(&practice, "4411", &one, &["verify", text(&bundle)]);
    assert!(
        tried.code == 0 && tried.json()["entries"].as_u64().unwrap() > 3,
        "{tried:?}"
    );
    assert_eq!(
        tandem(&["verify", text(&bundle)]).code,
        0,
        "its outside, for anybody"
    );
    let after = practice.verify(&one, "4411").json()["entries"].clone();
    assert_eq!(before, after, "a check takes nothing in");
    let admitted = by(&practice, "4411", &one, &["bundle", "admit", text(&bundle)]);
    assert_eq!(
        (admitted.code, admitted.json()["waiting"].as_u64()),
        (0, Some(0)),
        "{admitted:?}"
    );
    assert!(
        admitted.json()["new"].as_u64().unwrap() > 0,
        "the second folder's first words"
    );
    flip(&bundle, 5_000);
    let refused = by(&practice, "4411", &one, &["bundle", "admit", text(&bundle)]);
    assert_eq!(refused.problem().0, "V-206");
    let verified = by(&practice, "4411", &one, &["verify", text(&bundle)]);
    assert_eq!((verified.code, &verified.json()["ok"]), (1, &false.into()));
    let listed = by(&practice, "4411", &one, &["enrol", "list"]).json();
    let names: Vec<&str> = listed["devices"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|d| d["name"].as_str())
        .collect();
    assert!(names.len() == 2 && names.contains(&"TR-08"), "{names:?}");
    let renewed = by(&practice, &lead, &two, &["enrol", "renew"]);
    assert_eq!(renewed.problem().0, "C-330", "it may write as it is");
    let listed = by(&practice, "4411", &two, &["enrol", "list"]).json();
    assert_eq!(
        listed["devices"].as_array().unwrap().len(),
        2,
        "and no name was made"
    );
    let copied = by(&practice, &lead, &two, &["enrol", "renew", "--copy"]);
    assert_eq!(copied.json()["name"], "TR-08 (2)", "{copied:?}");
    assert_eq!(practice.verify(&one, "4411").code, 0);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
fn a_receipt_tells_an_older_copy_from_the_log() {
    let practice = Practice::make(1, 4);
    let vault = practice.vault();
    let old = practice.copy("old");
    let [note, answer] = ["note", "answer"].map(|name| practice.beside(name));
    // something is written: a bundle of another device would do; an enrolment is the shortest
    let request = practice.beside("request");
    let asked = tandem(&[
        "enrol",
        "request",
        "--vault",
        text(&practice.beside("x")),
        "--name",
        "TR-08",
        "--out",
        text(&request),
    ]);
    let code = asked.json()["code"].as_str().unwrap().to_owned();
    let words = [
        "enrol",
        "accept",
        "--request",
        text(&request),
        "--code",
        &code,
        "--out",
        text(&answer),
    ];
    assert_eq!(by(&practice, &lead(&practice), &vault, &words).code, 0);
    let made = by(
        &practice,
        "4411",
        &vault,
        &["receipt", "make", "--checkpoint", text(&note)],
    );
    let receipt = made.json();
    let (size, code) = (
        receipt["size"].to_string(),
        receipt["code"].as_str().unwrap().to_owned(),
    );
    let check = |vault: &Path, code: &str| {
        by(
            &practice,
            "4411",
            vault,
            &["receipt", "check", "--size", &size, "--code", code],
        )
    };
    assert_eq!(check(&vault, &code.to_lowercase()).code, 0);
    let gone = check(&old, &code);
    assert!(
        gone.code == 1 && gone.json()["what"].as_str().unwrap().contains("MISSING"),
        "{gone:?}"
    );
    assert_eq!(check(&vault, "00000-00000-00000-00000").code, 1);
    assert_eq!(check(&vault, "00000").problem().0, "V-103");
    let file = practice.beside("4411");
    let verify = |vault: &Path| {
        tandem(&[
            "verify",
            text(vault),
            "--checkpoint",
            text(&note),
            "--as",
            "4411",
            "--passphrase-file",
            text(&file),
        ])
    };
    assert_eq!(verify(&vault).code, 0);
    assert_eq!(
        verify(&old).code,
        1,
        "an older copy does not hold a later checkpoint"
    );
}

#[test]
fn a_request_that_waits_is_not_dropped_unasked_and_a_missing_file_is_named() {
    let practice = Practice::make(1, 4);
    let new = practice.beside("new");
    let request = |out: &str, more: &[&str]| {
        let out = practice.beside(out);
        let words = [
            "enrol",
            "request",
            "--vault",
            text(&new),
            "--name",
            "TR-08",
            "--out",
            text(&out),
        ];
        tandem(&[&words[..], more].concat())
    };
    assert_eq!(request("first", &[]).code, 0);
    assert_eq!(request("second", &[]).problem().0, "A-361");
    assert!(!practice.beside("second").exists());
    assert_eq!(request("third", &["--again"]).code, 0);

    let gone = practice.beside("gone");
    let admitted = by(
        &practice,
        &lead(&practice),
        &practice.vault(),
        &["bundle", "admit", text(&gone)],
    );
    let (code, what, _) = admitted.problem();
    assert!(code == "C-406" && what.contains("gone"), "{what}");
    let words = [
        "enrol",
        "finish",
        "--from",
        text(&gone),
        "--code",
        "x",
        "--vault",
        text(&new),
    ];
    assert_eq!(tandem(&words).problem().0, "C-406");
    std::fs::write(&gone, "\n").unwrap();
    let vault = practice.vault();
    let words = [
        "member",
        "list",
        "--vault",
        text(&vault),
        "--as",
        "plead",
        "--passphrase-file",
        text(&gone),
    ];
    assert_eq!(tandem(&words).problem().0, "C-423");
}
