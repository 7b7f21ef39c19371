//! A disk that runs full and a folder that cannot be written: tried in a process of its own that mounts them.

use std::path::Path;
use std::sync::Arc;

use egui::Key;
use serde_json::json;
use tandem::app::api::{DangerKind, Done, Request, Saved};
use tandem::app::clock::HandClock;
use tandem::domain::role::Side;
use tandem::ui::words::t;

use crate::binary::{copy, run, text};
use crate::live::{self, Crew, EVENING, Wire, begin_shift, desk, open_incident, sit};
use crate::window::{CTRL, Window};
use crate::{Place, place, refused, told};

/// Tells the child of the two tests below where it works.
const ROOM: &str = "TANDEM_TEST_ROOM";

/// Runs one test of this file in a process of its own, behind a shell that prepares where it works.
fn in_a_child(test: &str, prepare: &str, place: &Place, room: &Path) -> Result<String, String> {
    use std::io::Write as _;
    let script = format!("{prepare}; echo PREPARED; exec \"$0\" --exact {test} --nocapture");
    let mut shell = std::process::Command::new("unshare");
    let mut child = shell
        .args(["--user", "--map-root-user", "--mount", "sh", "-ec", &script])
        .arg(std::env::current_exe().unwrap())
        .env(ROOM, room)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut input = child.stdin.take().unwrap();
    let [police, nurse] = ["4411", "jpatel"].map(|handle| place.crew.passphrase(handle).expose().to_owned());
    // a shell that may not prepare the place does not read what it is given
    drop(writeln!(input, "{police}\n{nurse}\n{}", place.vault.display()));
    drop(input);
    let output = child.wait_with_output().unwrap();
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let out = words(&output.stdout);
    if !out.contains("PREPARED") {
        return Err(words(&output.stderr));
    }
    assert!(output.status.success(), "{out}\n{}", words(&output.stderr));
    Ok(out)
}

/// What the parent tells the child: the crew's passphrases and the vault that it is to work on a copy of.
fn told_by_parent() -> Option<(std::path::PathBuf, Crew, std::path::PathBuf)> {
    let room = std::env::var_os(ROOM)?;
    let lines: Vec<String> = std::io::stdin().lines().map_while(Result::ok).collect();
    let mut crew = Crew::default();
    crew.police.slots.push(("4411".to_owned(), lines[0].clone()));
    crew.health.slots.push(("jpatel".to_owned(), lines[1].clone()));
    Some((room.into(), crew, lines[2].clone().into()))
}

/// The child of the test below: a shift on a disk that runs full. Without a parent there is nothing to do.
#[test]
fn shift_on_a_full_disk() {
    let Some((room, crew, original)) = told_by_parent() else {
        return;
    };
    let vault = room.join("vault");
    copy(&original, &vault);
    let clock = Arc::new(HandClock::at(EVENING));
    let desk = desk(&vault, &clock);
    begin_shift(&desk, &crew);
    let incident = open_incident(&desk);
    sit(&desk, Side::Health);
    let mut window = Window::open(&desk, &clock);
    window.chord(CTRL, Key::Num2);
    let filler = room.join("filler");
    fill(&filler);
    let confirmed = write_until_full(&desk, &mut window);

    let number = confirmed;
    let words = window.words();
    assert!(
        words.contains(&format!("note {number} ")),
        "the words are still in the editor"
    );
    assert!(matches!(desk.state().saved, Saved::Not(_)));
    assert!(
        words.contains("The disk is full") && words.contains("Free some space"),
        "{words}"
    );
    assert_eq!(notes(&desk), confirmed, "nothing is half there");
    let problem = refused(
        desk.ask(Request::Danger {
            kind: DangerKind::Weapon,
            words: String::new(),
        }),
        "V-401",
    );
    assert!(problem.what.contains("nothing was recorded"), "{problem}");

    std::fs::remove_file(&filler).unwrap();
    window.focus_field(&t("notes-new"));
    window.press(Key::Enter);
    window.settle();
    assert_eq!(
        notes(&desk),
        confirmed + 1,
        "with room again, Enter records the same words"
    );
    assert!(matches!(desk.state().saved, Saved::At(_)));
    drop(window);
    drop(desk);
    let desk = live::desk(&vault, &clock);
    begin_shift(&desk, &crew);
    sit(&desk, Side::Health);
    desk.must(Request::Focus(incident));
    assert_eq!(notes(&desk), confirmed + 1);
    let Done::Verified { findings, .. } = desk.must(Request::Verify) else {
        panic!("a verification was expected");
    };
    assert!(findings.is_empty(), "{findings:?}");
    println!("FULL after {confirmed} notes");
}

fn notes(desk: &Wire) -> usize {
    desk.state().own.as_ref().map_or(0, |own| own.notes.len())
}

/// Leaves about 300 kB.
fn fill(filler: &Path) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(filler).unwrap();
    let block = vec![7; 100_000];
    while file.write_all(&block).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length - 300_000).unwrap();
}

/// Types notes until one is not recorded; gives back how many were.
fn write_until_full(desk: &Wire, window: &mut Window) -> usize {
    let long = "words ".repeat(1000);
    for number in 0..200 {
        window.focus_field(&t("notes-new"));
        window.type_in(&format!("note {number} {long}"));
        window.press(Key::Enter);
        window.settle();
        if notes(desk) == number {
            return number;
        }
    }
    panic!("the disk never ran full");
}

#[test]
fn a_full_disk_keeps_the_words_in_the_editor_and_loses_nothing() {
    let place = place();
    let room = tempfile::tempdir().unwrap();
    let prepare = format!("mount -t tmpfs -o size=4m tandem {}", room.path().display());
    match in_a_child("room::shift_on_a_full_disk", &prepare, &place, room.path()) {
        Ok(out) => assert!(out.contains("FULL after"), "{out}"),
        Err(why) => println!("not tried: this machine does not let a test mount a small disk: {why}"),
    }
}

/// The child of the test below: sign-in where nothing can be written. Without a parent there is nothing to do.
#[test]
fn shift_in_a_read_only_folder() {
    let Some((room, crew, _)) = told_by_parent() else {
        return;
    };
    let clock = Arc::new(HandClock::at(EVENING));
    let desk = desk(&room, &clock);
    let mut window = Window::open(&desk, &clock);
    window.focus_field(&t("sign-in-handle"));
    window.type_in("4411");
    window.focus_field(&t("sign-in-passphrase"));
    window.type_in(crew.passphrase("4411").expose());
    window.press(Key::Enter);
    window.settle();
    let problem = refused(desk.last_answer().unwrap(), "V-402");
    told(&window, &problem);
    std::fs::write(room.join("probe"), "x").expect_err("the folder is read-only");
    println!("READ ONLY");
}

#[test]
fn a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written() {
    let place = place();
    let folder = text(&place.vault);
    let read_only = format!("mount --bind {folder} {folder}; mount -o remount,ro,bind {folder}");
    let out = match in_a_child(
        "room::shift_in_a_read_only_folder",
        &read_only,
        &place,
        &place.vault,
    ) {
        Ok(out) => out,
        Err(why) => {
            println!("not tried: this machine does not let a test mount a folder: {why}");
            return;
        }
    };
    assert!(out.contains("READ ONLY"), "{out}");
    let file = place.vault.with_file_name("passphrase");
    std::fs::write(&file, place.crew.passphrase("amorgan").expose()).unwrap();
    let program = env!("CARGO_BIN_EXE_tandem");
    let who = format!("--as amorgan --passphrase-file {}", text(&file));
    let command = |command: &str| {
        let script = format!("{read_only}; exec {program} --json {command}");
        run(std::process::Command::new("unshare").args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-ec",
            &script,
        ]))
    };
    let verify = command(&format!("verify {folder} {who}"));
    assert_eq!(
        (verify.code, &verify.json()["ok"]),
        (0, &json!(true)),
        "{verify:?}"
    );
    let out = place.vault.with_file_name("pack");
    let (code, _, next) = command(&format!(
        "audit --vault {folder} --month 2026-10 --out {} {who}",
        text(&out)
    ))
    .problem();
    assert!(code == "V-402" && next.contains("reading still works"), "{next}");
    assert!(!out.exists(), "nothing half-written");
    let doctor = command(&format!("doctor --vault {folder}"));
    assert_eq!(
        (doctor.code, &doctor.json()["ok"]),
        (1, &json!(false)),
        "{doctor:?}"
    );
    assert!(doctor.out.contains("cannot be written"), "{doctor:?}");
}
