//! A pack as a supervisor makes it and as a stranger checks it, and what nobody may find in it.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::domain::content::*;
use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, LogId, MemberId};
use crate::domain::incident::Placed;
use crate::domain::month::{Month, count_month};
use crate::domain::time::{Moment, YearMonth};
use crate::vault::note::{Signer, known_key};

const CANARY: &str = "ZZCANARY";

const KEYS: Keys<'_> = Keys {
    device: &known_key::sign,
    member: &known_key::sign,
};

fn april() -> YearMonth {
    "2026-04".parse().unwrap()
}

fn fact(n: u8, content: Content) -> Placed {
    Placed {
        entry: EntryRef {
            device: DeviceId([1; 16]),
            seq: u64::from(n),
        },
        lamport: u64::from(n),
        at: april().start(),
        author: None,
        content,
    }
}

/// Shares, refusals and openings, with a canary in every text that a fact has.
fn a_month() -> Month {
    let mut facts = Vec::new();
    for n in 0..40_u8 {
        let (incident, at) = (IncidentId([n; 16]), april().start().plus_minutes(i64::from(n)));
        facts.push(fact(
            n * 3,
            Content::OpenedFact(OpenedFact {
                incident,
                at,
                post: Post::Car,
                reference: String::new(),
            }),
        ));
        facts.push(fact(
            n * 3 + 1,
            Content::DecisionFact(DecisionFact {
                incident,
                decision: ItemId([n; 16]),
                direction: Some(Direction::HealthToPolice),
                count: if n < 37 {
                    DecisionCount::Shared
                } else {
                    DecisionCount::NotShared(NotSharedReason::NotAgreed)
                },
                outcome: Some(Outcome::Share),
                confidentiality: if n < 34 {
                    Confidentiality::Consent
                } else {
                    Confidentiality::BestInterests
                },
                power: vec![format!("{CANARY} of power")],
                asked: true,
                person_told: PersonTold::Yes,
                channel: Some(Channel::OnScreen),
                items: 1,
                at,
                took_ms: 24_000,
                check_ms: 4_000,
                rules: format!("{CANARY} of rules"),
            }),
        ));
        let reason = Reason::typed(&format!("{CANARY} typed by a person to answer")).unwrap();
        facts.push(fact(
            n * 3 + 2,
            Content::ReasonGiven(ReasonGiven {
                about: ItemId([n; 16]),
                reason,
                at,
            }),
        ));
    }
    count_month(april(), &facts)
}

fn provenance() -> Provenance {
    let (log, device) = (LogId([3; 32]), DeviceId([4; 16]));
    let signer = Signer::device(log, device, known_key::public());
    let text = format!("{}\n42\nAAAA\n", signer.name());
    let checkpoint = format!("{text}\n{}", signer.line(&known_key::sign(text.as_bytes())));
    Provenance {
        log,
        device,
        device_key: known_key::public(),
        member: MemberId([5; 16]),
        member_key: known_key::public(),
        entries: 42,
        checkpoint,
        rules: RulesVersion::new("england-2026-10-01").unwrap(),
        training: true,
        made_at: Moment(1_777_000_000_000),
    }
}

fn export(month: &Month, out: &Path) -> Result<Written, AuditError> {
    write(
        &plan(month, &[], &[], None, crate::audit::Standing::default())?,
        out,
        &provenance(),
        &KEYS,
    )
}

fn is_table(name: &str) -> bool {
    name.strip_suffix(".csv").is_some_and(|table| {
        !matches!(
            table,
            "definitions" | "thresholds" | "indicators" | "disproportion"
        )
    })
}

fn a_pack() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out/2026-04");
    export(&a_month(), &out).unwrap();
    (home, out)
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|found| found.unwrap())
        .map(|found| {
            let name = found.file_name().into_string().unwrap();
            (name, fs::read(found.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_pack_checks_and_holds_a_file_for_every_table() {
    let (_home, out) = a_pack();
    let report = check(&out).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.ok && is_pack(&out));
    assert_eq!((report.month, report.entries), (Some(april()), 42));
    let names: Vec<String> = files(&out).into_iter().map(|(name, _)| name).collect();
    for table in &a_month().tables {
        assert!(names.contains(&format!("{}.csv", table.id)), "{}", table.id);
    }
    for name in [
        "README.txt",
        "how-to-verify.html",
        "report.xlsx",
        "verify.py",
        "data.json",
        "definitions.csv",
        "manifest.json",
        "manifest.sig",
    ] {
        assert!(names.contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn nothing_that_a_person_typed_and_no_small_number_is_in_any_file() {
    let (_home, out) = a_pack();
    for (name, bytes) in files(&out) {
        assert!(
            memchr::memmem::find(&bytes, CANARY.as_bytes()).is_none(),
            "{name}"
        );
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if is_table(&name) {
            for row in csv::Reader::from_reader(text.as_bytes()).records() {
                let count = row.unwrap().get(4).unwrap().to_owned();
                let fits = count == "*" || count.parse::<u64>().is_ok_and(|n| n == 0 || n >= 10);
                assert!(fits, "{name}: {count}");
            }
        }
    }
    let indicators = fs::read(out.join("indicators.csv")).unwrap();
    for row in csv::Reader::from_reader(indicators.as_slice()).records() {
        let row = row.unwrap();
        for cell in [4, 6, 7].map(|at| row.get(at).unwrap()) {
            let fits = matches!(cell, "" | "*") || cell.parse::<u64>().is_ok_and(|n| n == 0 || n >= 10);
            assert!(fits, "{row:?}");
        }
    }
    let grounds = fs::read_to_string(out.join("sharing-health-to-police.csv")).unwrap();
    assert!(
        grounds.contains("consent,The person agreed,35,"),
        "34 is rounded: {grounds}"
    );
    assert!(
        grounds.contains("best-interests,Could not decide; best for the person,*,*"),
        "{grounds}"
    );
    assert!(grounds.contains("total,Total,35,"), "37 is rounded: {grounds}");
}

#[test]
fn made_again_every_table_and_the_data_have_the_same_bytes() {
    let (_one, first) = a_pack();
    let home = tempfile::tempdir().unwrap();
    let second = home.path().join("again");
    let mut later = provenance();
    later.made_at = later.made_at.plus_minutes(99);
    write(
        &plan(&a_month(), &[], &[], None, crate::audit::Standing::default()).unwrap(),
        &second,
        &later,
        &KEYS,
    )
    .unwrap();
    let same = |(name, _): &(String, Vec<u8>)| !name.starts_with("manifest");
    let first: Vec<_> = files(&first).into_iter().filter(same).collect();
    let second: Vec<_> = files(&second).into_iter().filter(same).collect();
    assert_eq!(first, second);
}

#[test]
fn every_changed_missing_or_added_file_is_named() {
    let (_home, out) = a_pack();
    for (name, bytes) in files(&out) {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(out.join(&name), &changed).unwrap();
            let report = check(&out).unwrap();
            assert!(!report.ok && !report.findings.is_empty(), "{name} at {at}");
            if !name.starts_with("manifest") {
                assert_eq!(report.findings[0].file, name);
            }
        }
        if !name.starts_with("manifest") {
            fs::remove_file(out.join(&name)).unwrap();
            assert_eq!(check(&out).unwrap().findings[0].what, "it is missing");
        }
        fs::write(out.join(&name), &bytes).unwrap();
    }
    assert!(check(&out).unwrap().ok);
    fs::write(out.join("extra.csv"), "x").unwrap();
    assert_eq!(check(&out).unwrap().findings[0].file, "extra.csv");
}

#[test]
fn a_manifest_made_right_by_another_key_shows_that_key_and_hostile_manifests_are_findings() {
    let (_home, out) = a_pack();
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let ours = check(&out).unwrap().verifier_key;
    assert_eq!(ours, provenance().signer().verifier_key());
    for (from, to) in [
        ("\"data.json\"", "\"../data.json\""),
        ("\"data.json\"", "\"/etc/passwd\""),
        ("tandem-pack-2", "something"),
        ("tandem-pack-2", "tandem-pack-1"),
        ("\"entries\": 42", "\"entries\": 43"),
        ("2026-04", "2026-99"),
        ("{", "["),
        (ours.as_str(), "x+y+z"),
    ] {
        fs::write(out.join("manifest.json"), manifest.replacen(from, to, 1)).unwrap();
        assert!(!check(&out).unwrap().ok, "{from} to {to}");
    }
    fs::write(
        out.join("manifest.json"),
        manifest.replace("tandem-pack-2", "tandem-pack-3"),
    )
    .unwrap();
    assert!(matches!(check(&out), Err(AuditError::NewerFormat { .. })));
    assert!(matches!(
        check(out.parent().unwrap()),
        Err(AuditError::NotAPack { .. })
    ));
}

#[test]
fn a_pack_of_the_first_form_signed_by_the_device_alone_still_checks() {
    let (_home, out) = a_pack();
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let fields = value.as_object_mut().unwrap();
    fields.insert("format".to_owned(), "tandem-pack-1".into());
    fields.retain(|name, _| !name.starts_with("member"));
    let first = serde_json::to_vec_pretty(&value).unwrap();
    let first = [first.as_slice(), b"\n"].concat();
    fs::write(out.join("manifest.json"), &first).unwrap();
    let line = provenance().signer().line(&known_key::sign(&first));
    fs::write(out.join("manifest.sig"), &line).unwrap();
    assert_eq!(check(&out).unwrap().findings, []);
    fs::write(out.join("manifest.sig"), line.repeat(2)).unwrap();
    assert!(!check(&out).unwrap().ok, "one signature, and nothing beside it");
}

#[test]
fn what_stands_in_the_way_is_named_and_nothing_half_written_is_left() {
    let home = tempfile::tempdir().unwrap();
    let month = a_month();
    let taken = home.path().join("taken");
    fs::create_dir(&taken).unwrap();
    fs::write(taken.join("letter.txt"), "mine").unwrap();
    assert!(matches!(
        export(&month, &taken),
        Err(AuditError::AlreadyThere { .. })
    ));
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(
        export(&month, &file),
        Err(AuditError::AlreadyThere { .. })
    ));
    assert!(matches!(
        export(&month, &file.join("pack")),
        Err(AuditError::AlreadyThere { .. })
    ));
    assert_eq!(fs::read_to_string(taken.join("letter.txt")).unwrap(), "mine");

    let empty = home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    export(&month, &empty).unwrap();
    let left: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|found| found.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn the_plan_says_beforehand_what_is_written_and_hidden() {
    let plan = plan(&a_month(), &[], &[], None, crate::audit::Standing::default()).unwrap();
    let (_home, out) = a_pack();
    for file in plan.files() {
        assert_eq!(fs::read(out.join(&file.name)).unwrap().len(), file.len());
    }
    let stars: usize = files(&out)
        .iter()
        .filter(|(name, _)| is_table(name))
        .flat_map(|(_, bytes)| {
            csv::Reader::from_reader(bytes.as_slice())
                .records()
                .collect::<Vec<_>>()
        })
        .filter(|row| row.as_ref().is_ok_and(|row| row.get(4) == Some("*")))
        .count();
    assert_eq!(plan.hidden(), stars);
    assert!(stars > 0);
}

#[test]
fn a_version_that_is_a_name_is_not_a_version() {
    assert_eq!(RulesVersion::new("Jane Canary"), None);
    assert_eq!(RulesVersion::new("jane-canary"), None);
    assert!(RulesVersion::new("england-2026-10-01").is_some());
}
