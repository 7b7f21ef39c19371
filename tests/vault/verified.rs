//! `tandem-verify` on what the vault writes: a bundle, with and without the log key, whole and changed; an extract of
//! what two devices wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tandem::app::extract::extract;
use tandem::domain::content::{Content, NoteSource, NoteWritten, Standing};
use tandem::domain::ids::to_hex;
use tandem::domain::role::{Compartment, Role};
use tandem::vault::{
    Author, Invitee, KdfCost, NewEntry, OpenedRecovery, RecoveryHalf, Secret, Unlocked, Vault, View,
    finish_enrolment, new_item, open_invitation, request_enrolment,
};

use crate::frozen::{continued, people, signed_in, thawed};
use crate::stranger::open_slot;

/// The exit code and what it says.
fn verify(bundle: &Path, log_key: Option<&Path>) -> (i32, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tandem-verify"));
    command.arg("--json").arg(bundle);
    if let Some(file) = log_key {
        command.arg("--log-key-file").arg(file);
    }
    let ran = command.output().unwrap();
    let code = ran.status.code().unwrap();
    (code, serde_json::from_slice(&ran.stdout).unwrap_or_default())
}

/// A bundle of the frozen vault, and a file with its log key.
fn bundle(home: &Path) -> (PathBuf, PathBuf) {
    let dir = thawed(home);
    let member = signed_in(&dir, "4411");
    let vault = Vault::open(&dir, &member).unwrap();
    let (file, key) = (home.join("entries.tandem"), home.join("log key"));
    vault
        .write_bundle(&file, None, crate::team::NOW, &mut |_, _| true)
        .unwrap();
    let (_, passphrase) = people().into_iter().find(|(name, _)| name == "4411").unwrap();
    let (_, log_key) = open_slot(&dir, "4411", passphrase.expose()).unwrap();
    fs::write(&key, to_hex(&log_key) + "\n").unwrap();
    (file, key)
}

#[test]
fn a_bundle_is_checked_whole_with_the_log_key_and_from_outside_without_it() {
    let home = tempfile::tempdir().unwrap();
    let (file, key) = bundle(home.path());
    let (code, said) = verify(&file, Some(&key));
    assert_eq!((code, &said["ok"]), (0, &Value::Bool(true)), "{said}");
    assert!(said["entries"].as_u64().unwrap() >= 122, "{said}");
    let (code, said) = verify(&file, None);
    assert_eq!((code, said["entries"].as_u64()), (0, Some(0)), "{said}");

    fs::write(&key, "11".repeat(32)).unwrap();
    assert_eq!(verify(&file, Some(&key)).0, 1, "another log's key");
    fs::write(&key, "no key").unwrap();
    assert_eq!(verify(&file, Some(&key)).0, 2);
}

#[test]
fn a_changed_byte_anywhere_in_a_bundle_is_found() {
    let home = tempfile::tempdir().unwrap();
    let (file, key) = bundle(home.path());
    let whole = fs::read(&file).unwrap();
    // every byte of the head and the first piece's beginning, then some of every part
    let places = (0..160).chain((160..whole.len()).step_by(whole.len() / 150));
    for at in places {
        let mut changed = whole.clone();
        changed[at] ^= 0x40;
        fs::write(&file, changed).unwrap();
        let (code, said) = verify(&file, Some(&key));
        assert_ne!(code, 0, "byte {at}: {said}");
    }
    for length in [0, 7, 8, 74, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        assert_ne!(verify(&file, Some(&key)).0, 0, "cut at {length}");
    }
    fs::write(&file, [whole.as_slice(), b"x"].concat()).unwrap();
    assert_eq!(
        verify(&file, None).0,
        1,
        "what follows the last piece shows from outside"
    );
}

/// Joins with an invitation's code, on the page of the one who is invited.
fn join(vault: &mut Vault, code: &Secret, handle: &str) -> Unlocked {
    let opened = open_invitation(vault.dir(), code, crate::team::NOW).unwrap();
    vault
        .accept(
            &opened,
            handle,
            &crate::team::pass(handle),
            KdfCost::FLOOR,
            crate::team::NOW,
        )
        .unwrap()
}

/// The frozen log, where both police codes let a new lead in, who removes the old one and invites an officer.
fn led_by_recovery(home: &Path) -> (PathBuf, Unlocked) {
    let dir = continued(home);
    let lead = signed_in(&dir, "plead");
    let mut vault = Vault::open(&dir, &lead).unwrap();
    let codes = [1, 2].map(|number| {
        let code = vault.make_recovery_code(&lead, number, "An office", crate::team::NOW);
        Secret::new(code.unwrap().text().to_owned())
    });
    vault.complete_grants(&lead, None, crate::team::NOW).unwrap();
    let [first, second] = [(&codes[0], 'A'), (&codes[1], 'B')]
        .map(|(code, name)| RecoveryHalf::read(&dir, code, name).unwrap());
    let opened = OpenedRecovery::of(&dir, first, second).unwrap();
    let code = vault
        .recovery_invite(&opened, "Insp Nell Stone", crate::team::NOW)
        .unwrap();
    let stone = join(&mut vault, code.secret(), "nstone");
    vault
        .change_member(&stone, lead.id, Standing::Removed, crate::team::NOW)
        .unwrap();
    let ring = vault.ring(&stone, &Compartment::SEALED).unwrap();
    let invitee = Invitee {
        side: stone.side,
        role: Role::Officer,
        name: "PC 7001 Idle".to_owned(),
    };
    let code = vault.invite(&stone, &ring, invitee, crate::team::NOW).unwrap();
    let officer = join(&mut vault, code.secret(), "7001");
    note_about(
        &mut vault,
        &officer,
        "26-0001",
        "Written by whom the new lead let in.",
    );
    (dir, officer)
}

#[test]
fn an_extract_by_whom_a_lead_let_in_who_came_by_recovery_is_checked_to_the_codes() {
    let home = tempfile::tempdir().unwrap();
    let (dir, _) = led_by_recovery(home.path());
    let out = home.path().join("out");
    extract(&dir, "26-0001", &out, "7001", &crate::team::pass("7001")).unwrap();
    let (code, said) = verify(&out, None);
    assert_eq!((code, &said["findings"]), (0, &serde_json::json!([])), "{said}");
    let kinds: Vec<String> = (1..=said["entries"].as_u64().unwrap())
        .map(|n| fs::read_to_string(out.join(format!("entry-{n:04}.json"))).unwrap())
        .filter_map(|text| {
            let entry: Value = serde_json::from_str(&text).unwrap();
            entry["says"]["t"].as_str().map(str::to_owned)
        })
        .collect();
    let of = |kind: &str| kinds.iter().filter(|found| *found == kind).count();
    assert_eq!(
        (of("log.recovery-used"), of("log.grant"), of("log.epoch")),
        (1, 0, 0)
    );
    assert!(of("log.recovery") >= 2 && of("log.standing") == 1, "{kinds:?}");
}

/// A second device of the frozen vault's log, by the real enrolment; its folder.
fn second_device(home: &Path, first: &mut Vault) -> PathBuf {
    let dir = home.join("second");
    fs::create_dir(&dir).unwrap();
    let lead = signed_in(first.dir(), "plead");
    let request = request_enrolment(&dir, "TR-08").unwrap();
    let answer = home.join("answer");
    let accepted = first
        .accept_enrolment(&lead, &request, &answer, crate::team::NOW, &mut |_, _| true)
        .unwrap();
    finish_enrolment(&dir, &answer, &accepted.code, crate::team::NOW, &mut |_, _| true).unwrap();
    dir
}

/// Writes a note about an incident into the stream where that incident's notes are.
fn note_about(vault: &mut Vault, member: &Unlocked, reference: &str, words: &str) {
    let own = member.side.compartment();
    let ring = vault.ring(member, &[own, Compartment::Shared]).unwrap();
    let shared = View::open(vault, Compartment::Shared, &ring, &mut |_, _| true).unwrap();
    let incident = shared.incident_of(reference).unwrap().unwrap();
    let private = View::open(vault, own, &ring, &mut |_, _| true).unwrap();
    let stream = private.stream_of(incident).unwrap().unwrap();
    let content = Content::NoteWritten(NoteWritten {
        incident,
        note: new_item(),
        source: NoteSource::Seen,
        text: words.to_owned(),
    });
    let entry = NewEntry::of(&content, Some(member.side), stream).unwrap();
    vault
        .append(Author::Member(member), &ring, crate::team::NOW, vec![entry])
        .unwrap();
}

#[test]
fn an_extract_of_what_two_devices_wrote_is_checked_too() {
    let home = tempfile::tempdir().unwrap();
    let dir = continued(home.path());
    let officer = signed_in(&dir, "4411");
    let mut first = Vault::open(&dir, &officer).unwrap();
    let second = second_device(home.path(), &mut first);
    let mut other = Vault::open(&second, &signed_in(&second, "4411")).unwrap();
    note_about(&mut other, &officer, "26-0001", "Written on the second laptop.");
    let bundle = home.path().join("bundle");
    other
        .write_bundle(&bundle, None, crate::team::NOW, &mut |_, _| true)
        .unwrap();
    first
        .admit_bundle(&bundle, &officer, crate::team::NOW, &mut |_, _| true)
        .unwrap();
    drop((first, other));
    let out = home.path().join("out");
    let (_, passphrase) = people().into_iter().find(|(name, _)| name == "4411").unwrap();
    extract(&dir, "26-0001", &out, "4411", &passphrase).unwrap();
    let page = fs::read_to_string(out.join("page.html")).unwrap();
    assert!(page.contains("Written on the second laptop."));
    let (code, said) = verify(&out, None);
    assert_eq!((code, &said["findings"]), (0, &serde_json::json!([])), "{said}");
    // the second device's introduction goes along, and without it its note is nobody's
    let entries: Vec<String> = (1..=said["entries"].as_u64().unwrap())
        .map(|n| fs::read_to_string(out.join(format!("entry-{n:04}.json"))).unwrap())
        .collect();
    let devices = entries
        .iter()
        .filter(|text| text.contains("\"log.device\""))
        .count();
    assert_eq!(devices, 2);
}
