//! Backups, restoring and disposal, as a person or a script asks for them.

use std::path::Path;

use serde_json::{Value, json};
use tandem::app::clock::{Clock as _, SystemClock};

use crate::binary::{Practice, Ran, flip, tandem, text};

/// The handle of a member of that side and role.
fn handle(practice: &Practice, side: &str, role: &str) -> String {
    let members = practice.made["members"].as_array().unwrap();
    let member = members.iter().find(|m| m["side"] == side && m["role"] == role);
    member.unwrap()["handle"].as_str().unwrap().to_owned()
}

fn ask(practice: &Practice, vault: &Path, who: &str, args: &[&str]) -> Ran {
    let file = practice.beside(who);
    let end = [
        "--vault",
        text(vault),
        "--as",
        who,
        "--passphrase-file",
        text(&file),
    ];
    tandem(&[args, &end].concat())
}

#[test]
fn a_backup_is_made_checked_put_back_and_refused_when_it_is_damaged() {
    let practice = Practice::make(3, 1);
    let nurse = handle(&practice, "health", "nurse");
    let file = practice.beside("one.tandem-backup");
    let made = ask(
        &practice,
        &practice.vault(),
        &nurse,
        &["backup", "--out", text(&file)],
    );
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(
        made.json()["bytes"],
        json!(std::fs::metadata(&file).unwrap().len())
    );
    let known = ask(&practice, &practice.vault(), &nurse, &["backup"]);
    assert_eq!(
        (known.code, &known.json()["last"]),
        (0, &made.json()["at"]),
        "{known:?}"
    );

    let elsewhere = practice.beside("elsewhere");
    let from = ["restore", "--from", text(&file)];
    let back = ask(&practice, &elsewhere, &nurse, &from);
    assert_eq!(
        (back.code, &back.json()["entries"]),
        (0, &made.json()["entries"]),
        "{back:?}"
    );
    let whole = practice.verify(&elsewhere, &nurse);
    assert_eq!(
        (whole.code, &whole.json()["entries"]),
        (0, &made.json()["entries"]),
        "{whole:?}"
    );
    let again = ask(&practice, &elsewhere, &nurse, &from);
    let aside = again.json()["kept_aside"].as_str().unwrap().to_owned();
    assert_eq!(again.json()["lacking"], json!({ "entries": 0, "disposals": 0 }));
    assert_eq!(
        practice.verify(Path::new(&aside), &nurse).code,
        0,
        "the one that was there is kept"
    );

    let damaged = practice.beside("damaged");
    std::fs::copy(&file, &damaged).unwrap();
    let length = usize::try_from(std::fs::metadata(&file).unwrap().len()).unwrap();
    flip(&damaged, length / 2);
    let never = practice.beside("never");
    let refused = ask(&practice, &never, &nurse, &["restore", "--from", text(&damaged)]);
    assert_eq!(refused.problem().0, "V-306");
    std::fs::write(&damaged, &std::fs::read(&file).unwrap()[..length - 9]).unwrap();
    let (code, what, _) = ask(&practice, &never, &nurse, &["restore", "--from", text(&damaged)]).problem();
    assert!(code == "V-306" && what.contains("cut off"), "{what}");
    assert!(!never.exists());
}

#[test]
fn backups_into_a_folder_are_kept_to_a_number_and_a_missing_folder_is_told() {
    let practice = Practice::make(1, 1);
    let officer = handle(&practice, "police", "officer");
    let folder = practice.beside("backups");
    std::fs::create_dir(&folder).unwrap();
    let vault = practice.vault();
    for _ in 0..3 {
        let args = ["backup", "--to", text(&folder), "--every", "12", "--keep", "2"];
        let made = ask(&practice, &vault, &officer, &args);
        assert_eq!(made.code, 0, "{made:?}");
        std::thread::sleep(std::time::Duration::from_millis(1_100)); // names are a second apart
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    std::fs::remove_dir_all(&folder).unwrap();
    let gone = ask(&practice, &vault, &officer, &["backup", "--to", text(&folder)]);
    assert_eq!(gone.problem().0, "A-320");
    let known = ask(&practice, &vault, &officer, &["backup"]).json();
    assert_eq!((&known["every_hours"], &known["keep"]), (&json!(12), &json!(2)));
}

/// The first closed incident that the lead can name.
fn dispose(practice: &Practice, who: &str, reference: &str, more: &[&str]) -> Ran {
    let args = ["dispose", "--incident", reference, "--basis", "erasure-upheld"];
    ask(practice, &practice.vault(), who, &[&args, more].concat())
}

#[test]
fn an_incident_is_destroyed_only_after_its_count_was_repeated_and_the_certificate_says_so() {
    let practice = Practice::make(6, 1);
    let lead = handle(&practice, "health", "governance");
    let nurse = handle(&practice, "health", "nurse");
    let reference = "26-0002";
    let plan = dispose(&practice, &lead, reference, &[]);
    assert_eq!((plan.code, &plan.json()["done"]), (0, &json!(false)), "{plan:?}");
    let count = plan.json()["entries"].to_string();
    let wrong = dispose(&practice, &lead, reference, &["--entries", "999"]);
    assert_eq!(wrong.problem().0, "A-315");
    let early = [
        "dispose",
        "--incident",
        reference,
        "--basis",
        "mental-health-record",
    ];
    let (code, what, _) = ask(&practice, &practice.vault(), &lead, &early).problem();
    assert!(code == "A-334" && what.contains("2046"), "{what}");
    assert_eq!(dispose(&practice, &nurse, reference, &[]).problem().0, "A-330");
    let row = ["dispose", "--incident", reference, "--basis", "police-serious"];
    assert_eq!(
        ask(&practice, &practice.vault(), &lead, &row).problem().0,
        "A-332",
        "the other side's row"
    );

    let file = practice.beside("certificate.txt");
    let done = dispose(
        &practice,
        &lead,
        reference,
        &["--entries", &count, "--certificate", text(&file)],
    );
    assert_eq!(done.code, 0, "{done:?}");
    let order = done.json()["orders"][0].clone();
    assert_eq!(
        (&order["in_force"], &order["compartment"]),
        (&json!(true), &json!("health"))
    );
    assert_eq!(order["devices"][0]["carried_out"], json!(true));
    let words = std::fs::read_to_string(&file).unwrap();
    for part in [
        "CERTIFICATE OF DISPOSAL",
        reference,
        "carried out",
        "cannot promise",
        "Practice",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let beside: Value =
        serde_json::from_slice(&std::fs::read(practice.beside("certificate.json")).unwrap()).unwrap();
    assert_eq!(beside["orders"], done.json()["orders"]);
    assert_eq!(
        dispose(&practice, &lead, reference, &[]).code,
        2,
        "nothing is left"
    );
    assert_eq!(
        practice.verify(&practice.vault(), &nurse).code,
        0,
        "and the log is whole"
    );
    what_is_shared_waits(&practice, &lead, &nurse, reference);
}

/// The police half is theirs, and what is shared waits for both.
fn what_is_shared_waits(practice: &Practice, lead: &str, nurse: &str, reference: &str) {
    let other = handle(practice, "police", "governance");
    let police = dispose(practice, &other, reference, &["--part", "shared"]);
    let count = police.json()["entries"].to_string();
    let waits = dispose(
        practice,
        &other,
        reference,
        &["--part", "shared", "--entries", &count],
    );
    assert_eq!(waits.json()["orders"][0]["in_force"], json!(false), "{waits:?}");
    let listed = ask(practice, &practice.vault(), lead, &["dispose", "--orders"]).json();
    assert_eq!(listed["orders"].as_array().unwrap().len(), 2);
    assert_eq!(practice.verify(&practice.vault(), nurse).code, 0);
}

#[test]
fn a_backup_lies_elsewhere_and_takes_another_logs_place_only_on_purpose() {
    let (practice, other) = (Practice::make(1, 5), Practice::make(1, 6));
    let nurse = handle(&practice, "health", "nurse");
    let inside = practice.vault().join("mine");
    let made = ask(
        &practice,
        &practice.vault(),
        &nurse,
        &["backup", "--out", text(&inside)],
    );
    assert_eq!(made.problem().0, "A-363");
    assert!(!inside.exists());
    let file = practice.beside("out");
    assert_eq!(
        ask(
            &practice,
            &practice.vault(),
            &nurse,
            &["backup", "--out", text(&file)]
        )
        .code,
        0
    );
    let from = ["restore", "--from", text(&file)];
    assert_eq!(ask(&practice, &other.vault(), &nurse, &from).problem().0, "A-362");
    let replaced = ask(
        &practice,
        &other.vault(),
        &nurse,
        &[&from[..], &["--replace"]].concat(),
    );
    assert_eq!(replaced.code, 0, "{replaced:?}");
    assert!(replaced.json()["kept_aside"].is_string(), "{replaced:?}");
    let gone = ask(
        &practice,
        &practice.beside("x"),
        &nurse,
        &["restore", "--from", "/nowhere/at/all"],
    );
    assert_eq!(gone.problem().0, "C-406");
}

#[test]
fn a_sides_decisions_are_explained_with_proofs_and_only_by_that_side() {
    let practice = Practice::make(3, 1);
    let nurse = handle(&practice, "health", "nurse");
    let lead = handle(&practice, "health", "governance");
    let vault = practice.vault();
    let out = practice.beside("papers");
    let explain = |who: &str, what: &[&str]| {
        ask(
            &practice,
            &vault,
            who,
            &[&["explain", "--out", text(&out)], what].concat(),
        )
    };
    // early in January the practice weeks lie in the year before
    let month = SystemClock.now().month().unwrap();
    let years = [month, month.previous().previous()]
        .map(|month| month.to_string().chars().skip(2).take(2).collect::<String>());
    let years: std::collections::BTreeSet<String> = years.into();
    let references: Vec<String> = years
        .iter()
        .flat_map(|year| (1..=3).map(move |n| format!("{year}-{n:04}")))
        .collect();
    let mut made: Vec<Value> = Vec::new();
    for reference in &references {
        let ran = explain(&nurse, &["--incident", reference]);
        if ran.code == 0 {
            made.extend(ran.json()["papers"].as_array().unwrap().clone());
        } else {
            let (code, ..) = ran.problem();
            assert!(
                ["A-203", "A-469"].contains(&code.as_str()),
                "only for want of a decision: {ran:?}"
            );
        }
    }
    assert!(!made.is_empty(), "the practice vault has decisions of the nurse");
    let paper = &made[0];
    let page = std::fs::read_to_string(paper["html"].as_str().unwrap()).unwrap();
    assert!(page.contains("The eight Caldicott principles"), "{page}");
    let pdf = std::fs::read(paper["pdf"].as_str().unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let checked = tandem(&["verify", paper["proof"].as_str().unwrap()]);
    assert_eq!(
        (checked.code, &checked.json()["ok"]),
        (0, &json!(true)),
        "{checked:?}"
    );

    let officer = handle(&practice, "police", "officer");
    let decision = paper["decision"].as_str().unwrap();
    for (who, code) in [(&officer, "A-462"), (&lead, "A-468")] {
        let refused = explain(who, &["--decision", decision]);
        assert_eq!(refused.problem().0, code, "{refused:?}");
    }
}
