//! The command line as its pages promise it, with the real program: answers, shapes, exit codes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails the test"
)]

#[path = "live/binary.rs"]
mod binary;
#[path = "command_line/exchange.rs"]
mod exchange;
#[path = "command_line/keeping.rs"]
mod keeping;
#[path = "command_line/members.rs"]
mod members;
#[path = "command_line/recovery.rs"]
mod recovery;
#[path = "command_line/returns.rs"]
mod returns;

use std::collections::BTreeSet;
use std::path::Path;

use binary::{Practice, Ran, copy, flip, tandem, text};
use serde_json::{Value, json};

const PAGE: usize = 4096;

#[test]
fn demo_prints_what_the_design_promises() {
    let practice = Practice::make(3, 1);
    let made = &practice.made;
    let keys: BTreeSet<&String> = made.as_object().unwrap().keys().collect();
    let expected: Vec<String> = ["incidents", "members", "vault"].map(str::to_owned).into();
    assert_eq!(keys, expected.iter().collect());
    assert_eq!(made["vault"], json!(text(&practice.vault())));
    assert_eq!(made["incidents"], json!(3));
    let members = made["members"].as_array().unwrap();
    let kinds: BTreeSet<(&str, &str)> = members
        .iter()
        .map(|m| (m["side"].as_str().unwrap(), m["role"].as_str().unwrap()))
        .collect();
    let kind = [
        ("health", "governance"),
        ("health", "nurse"),
        ("health", "supervisor"),
        ("police", "governance"),
        ("police", "officer"),
        ("police", "supervisor"),
    ];
    assert_eq!(kinds, kind.into());
    let passphrases: BTreeSet<&str> = members
        .iter()
        .map(|m| m["passphrase"].as_str().unwrap())
        .collect();
    assert_eq!(passphrases.len(), members.len(), "each has their own");
    for passphrase in passphrases {
        assert_eq!(passphrase.split(' ').count(), 5, "five words");
    }
    let again = tandem(&["demo", "--no-window", "--vault", text(&practice.vault())]);
    let (code, ..) = again.problem();
    assert_eq!(code, "V-203", "a vault is never made over another");
    let report = practice.verify(&practice.vault(), "4411");
    assert_eq!(report.code, 0, "and the one that is there is whole: {report:?}");
}

/// The tables of a month, without what says when and by which log they were made.
fn tables(practice: &Practice) -> Value {
    let out = practice.beside("pack");
    let ran = practice.audit(&practice.vault(), &out);
    assert_eq!(ran.code, 0, "{ran:?}");
    let data = std::fs::read(out.join("data.json")).unwrap();
    serde_json::from_slice(&data).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_month_and_another_seed_another() {
    let made = std::thread::scope(|scope| {
        [7, 7, 8]
            .map(|seed| scope.spawn(move || Practice::make(30, seed)))
            .map(|thread| thread.join().unwrap())
    });
    let [first, second, other] = made.each_ref().map(tables);
    assert_eq!(first, second);
    assert_ne!(first, other);
    let practice = &made[0];
    pack_is_checked_without_a_secret(practice);
    pack_holds_no_word(practice);
}

fn pack_is_checked_without_a_secret(practice: &Practice) {
    let pack = practice.beside("pack");
    let good = tandem(&["verify", text(&pack)]);
    assert_eq!((good.code, &good.json()["ok"]), (0, &json!(true)), "{good:?}");
    for file in std::fs::read_dir(&pack).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let changed = practice.beside("changed");
        copy(&pack, &changed);
        let length = std::fs::metadata(changed.join(&name)).unwrap().len();
        flip(&changed.join(&name), usize::try_from(length).unwrap() / 2);
        let bad = tandem(&["verify", text(&changed)]);
        assert_eq!(bad.code, 1, "{name}: {bad:?}");
        let findings = bad.json()["findings"].to_string();
        assert!(
            findings.contains(&name) || name.starts_with("manifest"),
            "{name} is named: {findings}"
        );
        std::fs::remove_file(changed.join(&name)).unwrap();
        let gone = tandem(&["verify", text(&changed)]);
        assert_ne!(gone.code, 0, "{name} is missing: {gone:?}");
        std::fs::remove_dir_all(&changed).unwrap();
    }
    std::fs::write(pack.join("notes.csv"), "added later").unwrap();
    let more = tandem(&["verify", text(&pack)]);
    assert_eq!(more.code, 1, "a file that was added: {more:?}");
    std::fs::remove_file(pack.join("notes.csv")).unwrap();
}

/// What another program reads on the pages of a PDF.
fn printed(path: &Path) -> String {
    let read = std::process::Command::new("pdftotext")
        .arg(path)
        .arg("-")
        .output();
    let read = read.unwrap_or_else(|why| panic!("pdftotext: {why}. ./x test installs it"));
    assert!(read.status.success(), "{read:?}");
    let words = String::from_utf8(read.stdout).unwrap();
    assert!(words.contains("The month in words"), "{words}");
    words
}

/// No name, no place, no free text of the practice crew is in any file of the pack.
fn pack_holds_no_word(practice: &Practice) {
    for file in std::fs::read_dir(practice.beside("pack")).unwrap() {
        let path = file.unwrap().path();
        let words = match path.extension().and_then(std::ffi::OsStr::to_str) {
            Some("pdf") => printed(&path),
            // another program reads it: tests/interop/workbook.py
            Some("xlsx") => continue,
            _ => std::fs::read_to_string(&path).unwrap(),
        };
        for word in [
            "Okoro",
            "Hughes",
            "Patel",
            "4411",
            "jpatel",
            "Mill Lane",
            "broken bottle",
            "tablets",
            "26-0",
        ] {
            assert!(!words.contains(word), "{word} in {}", path.display());
        }
    }
}

fn names_a_place(ran: &Ran, what: &str) {
    assert_eq!(ran.code, 1, "{what}: {ran:?}");
    let report = ran.json();
    assert_eq!(report["ok"], json!(false), "{what}");
    let findings = report["findings"].as_array().unwrap();
    let named = findings
        .iter()
        .any(|found| found["page"].is_u64() || found["seq"].is_u64());
    assert!(named, "{what}: neither page nor entry: {findings:?}");
}

#[test]
fn one_flipped_byte_anywhere_in_the_log_is_named() {
    let practice = Practice::make(6, 3);
    let vault = practice.vault();
    let good = practice.verify(&vault, "amorgan");
    let report = good.json();
    assert_eq!((good.code, &report["ok"]), (0, &json!(true)), "{good:?}");
    assert_eq!(report["findings"], json!([]));
    assert!(report["entries"].as_u64().unwrap() > 100);

    let size = usize::try_from(std::fs::metadata(vault.join("log.db")).unwrap().len()).unwrap();
    let pages = size / PAGE;
    // the salt, a byte of the first page, its seal; then a byte of every fiftieth page and of the last
    let mut places = vec![0, 17, 100, 2000, PAGE - 1];
    places.extend((50..pages).step_by(50).map(|page| page * PAGE + 1234));
    places.push((pages - 1) * PAGE + 10);
    for at in places {
        let copy = practice.copy("flipped");
        flip(&copy.join("log.db"), at);
        let ran = practice.verify(&copy, "amorgan");
        names_a_place(&ran, &format!("byte {at} of {size}"));
        let page = u64::try_from(at / PAGE + 1).unwrap();
        let findings = ran.json()["findings"].clone();
        let right = |found: &Value| found["page"].as_u64() == Some(page);
        assert!(
            findings.as_array().unwrap().iter().any(right),
            "page {page}: {findings}"
        );
        std::fs::remove_dir_all(&copy).unwrap();
    }
    cut_and_emptied(&practice, size);
}

fn cut_and_emptied(practice: &Practice, size: usize) {
    for keep in [size / 2, size - PAGE, size - 100, PAGE, 0] {
        let copy = practice.copy("cut");
        let file = std::fs::OpenOptions::new()
            .write(true)
            .open(copy.join("log.db"))
            .unwrap();
        file.set_len(u64::try_from(keep).unwrap()).unwrap();
        let ran = practice.verify(&copy, "jpatel");
        assert_eq!(ran.code, 1, "cut to {keep} bytes: {ran:?}");
        assert_eq!(ran.json()["ok"], json!(false));
        std::fs::remove_dir_all(&copy).unwrap();
    }
}

#[test]
fn doctor_needs_no_secret() {
    let practice = Practice::make(1, 5);
    let ran = tandem(&["doctor", "--vault", text(&practice.vault())]);
    let report = ran.json();
    assert_eq!((ran.code, &report["ok"]), (0, &json!(true)));
    let checks = report["checks"].as_array().unwrap();
    assert!(checks.iter().all(|check| check["what"].is_string()
        && check["ok"].is_boolean()
        && check["found"].is_string()
        && check["next"].is_string()));
    assert!(ran.out.contains("practice, invented people"));
    assert!(
        !ran.out.contains("Hughes") && !ran.out.contains("4411"),
        "no list of staff"
    );
    let nothing = tandem(&["doctor", "--vault", text(&practice.beside("nowhere"))]);
    assert_eq!(nothing.code, 0, "no vault yet is no fault: {nothing:?}");
    assert!(!Path::new(&practice.beside("nowhere")).exists(), "and makes none");
}

#[test]
fn views_that_were_thrown_away_or_doubted_are_made_anew_from_the_log() {
    let practice = Practice::make(3, 5);
    let rebuild = |who: &str| {
        let (vault, file) = (practice.vault(), practice.beside(who));
        tandem(&[
            "rebuild-views",
            "--vault",
            text(&vault),
            "--as",
            who,
            "--passphrase-file",
            text(&file),
        ])
    };
    let nurses = ["view-health.db", "view-shared.db"].map(|name| practice.vault().join(name));
    std::fs::write(&nurses[0], "no view").unwrap();
    std::fs::remove_file(&nurses[1]).unwrap();
    let ran = rebuild("jpatel");
    assert_eq!(ran.code, 0, "{ran:?}");
    let views = ran.json()["views"].clone();
    let names: Vec<_> = views
        .as_array()
        .unwrap()
        .iter()
        .map(|view| &view["view"])
        .collect();
    assert_eq!(
        names,
        [&json!("health"), &json!("shared")],
        "what the nurse works with"
    );
    assert!(views[0]["entries"].as_u64().unwrap() > 20, "{views}");
    assert!(
        nurses
            .iter()
            .all(|file| std::fs::metadata(file).unwrap().len() > 4096)
    );
    assert_eq!(practice.verify(&practice.vault(), "jpatel").code, 0);
    let lead = rebuild("plead").json();
    assert_eq!(lead["views"].as_array().unwrap().len(), 1, "{lead}");
    assert_eq!(
        lead["views"][0]["view"],
        json!("oversight"),
        "no lead opens notes by the way"
    );
}

#[test]
fn decide_checks_a_folder_of_cases() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let ran = tandem(&["decide", "--check", cases]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let folder = tempfile::tempdir().unwrap();
    let one = std::fs::read_to_string(Path::new(cases).join("h2p-01-consent.toml")).unwrap();
    std::fs::write(
        folder.path().join("case.toml"),
        one.replace("state = \"given\"", "state = \"refused\""),
    )
    .unwrap();
    let ran = tandem(&["decide", "--check", text(folder.path())]);
    assert_eq!(ran.code, 1, "a case that decides otherwise: {ran:?}");
    std::fs::write(folder.path().join("case.toml"), "not = [a case").unwrap();
    let ran = tandem(&["decide", "--check", text(folder.path())]);
    assert_ne!(ran.code, 0, "a file that is no case: {ran:?}");
}

#[test]
fn a_typing_error_on_the_command_line_is_exit_2() {
    for args in [
        &["verfy", "x"][..],
        &["audit", "--month", "2026-13", "--out", "x"],
        &["demo", "--no-window", "--months", "0", "--vault", "x"],
    ] {
        assert_eq!(tandem(args).code, 2, "{args:?}");
    }
}

#[test]
fn a_log_that_was_put_back_to_an_earlier_day_is_found_by_a_checkpoint() {
    let practice = Practice::make(2, 9);
    let earlier = practice.copy("earlier");
    for pack in ["first", "second"] {
        let ran = practice.audit(&practice.vault(), &practice.beside(pack));
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let manifest = std::fs::read(practice.beside("second").join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let checkpoint = practice.beside("checkpoint.txt");
    std::fs::write(&checkpoint, manifest["checkpoint"].as_str().unwrap()).unwrap();
    let file = practice.beside("amorgan");
    let verify = |vault: &Path, checkpoint: &Path| {
        tandem(&[
            "verify",
            text(vault),
            "--checkpoint",
            text(checkpoint),
            "--as",
            "amorgan",
            "--passphrase-file",
            text(&file),
        ])
    };
    assert_eq!(verify(&practice.vault(), &checkpoint).code, 0);
    assert_eq!(
        practice.verify(&earlier, "amorgan").code,
        0,
        "by itself it looks whole"
    );
    let back = verify(&earlier, &checkpoint);
    assert_eq!(back.code, 1, "{back:?}");
    assert!(back.out.contains("checkpoint"), "{back:?}");
    flip(&checkpoint, 100);
    assert_eq!(
        verify(&practice.vault(), &checkpoint).code,
        1,
        "a forged checkpoint"
    );
    let nowhere = practice.beside("nowhere.txt");
    assert_eq!(verify(&practice.vault(), &nowhere).problem().0, "C-406");
}

const PLAN: &str = r#"
partnership = "Northmere partnership"
police = "Northmere Police"
health = "Northmere Mental Health Trust"
nation = "england"
device = "TR-07"
leads = ["D Ashdown", "M Falkner"]
recovery = [["Risk owner", "Data protection officer"], ["Caldicott Guardian", "Risk owner"]]
"#;

#[test]
fn init_makes_secrets_only_for_practice() {
    let folder = tempfile::tempdir().unwrap();
    let init = |name: &str, plan: &str| {
        let file = folder.path().join(format!("{name}.toml"));
        std::fs::write(&file, plan).unwrap();
        let vault = folder.path().join(name);
        tandem(&["init", "--from", text(&file), "--vault", text(&vault)])
    };
    let live = init("live", PLAN);
    let made = live.json();
    assert_eq!((live.code, &made["training"]), (0, &json!(false)), "{live:?}");
    assert_eq!(
        made["invitations"].as_array().unwrap().len(),
        2,
        "one for each lead"
    );
    assert_eq!(made["members"], json!([]), "nobody else sees a passphrase");

    let member = "[[member]]\nside = \"health\"\nrole = \"nurse\"\nname = \"J Patel\"\nhandle = \"jpatel\"\n";
    let (code, ..) = init("live-members", &format!("{PLAN}\n{member}")).problem();
    assert_eq!(code, "C-411");
    let practice = init("practice", &format!("training = true\n{PLAN}\n{member}"));
    let made = practice.json();
    assert_eq!(
        (practice.code, &made["training"]),
        (0, &json!(true)),
        "{practice:?}"
    );
    assert_eq!(made["members"].as_array().unwrap().len(), 3);

    let (code, what, _) = init("typing", &format!("{PLAN}\ncolour = \"red\"")).problem();
    assert!(
        code == "C-410" && what.contains("colour"),
        "the key is named: {what}"
    );
    assert!(!folder.path().join("typing").exists(), "and nothing is made");
    let (code, ..) = init("live", PLAN).problem();
    assert_eq!(code, "V-203", "never over a vault");
}
