//! An attacker with the disk and every secret of one organisation tries every key on everything.

use crate::ransack::ransack;
use crate::secrets::Secrets;
use crate::team::{sow, team};

#[test]
fn all_secrets_of_one_side_find_no_word_of_the_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    sow(&mut team);
    let (police, health) = (team.police, team.health);
    drop(team.vault);

    for (with, own, foreign) in [
        (&police, "ZZPOLICE", "ZZHEALTH"),
        (&health, "ZZHEALTH", "ZZPOLICE"),
    ] {
        let loot = ransack(dir.path(), with);
        assert!(
            loot.has(&format!("{own} note")) && loot.has(&format!("{own} draft")),
            "the owner finds {own}"
        );
        assert!(
            loot.has("ZZSHARED") && loot.has("ZZOVERSIGHT"),
            "and what both may see"
        );
        assert!(
            !loot.has(foreign),
            "{foreign} was found with the other side's secrets"
        );
        let view = |word: &str| format!("view-{}.db", word.trim_start_matches('Z').to_lowercase());
        assert!(loot.files.contains(&view(own)) && loot.files.contains("view-shared.db"));
        assert!(!loot.files.contains(&view(foreign)));
    }
}

#[test]
fn recovery_needs_both_codes_and_stays_on_its_side() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    sow(&mut team);
    let health = team.health;
    drop(team.vault);
    let recovered = ransack(
        dir.path(),
        &Secrets {
            recovery: health.recovery.clone(),
            ..Secrets::default()
        },
    );
    assert!(
        recovered.has("ZZHEALTH") && !recovered.has("ZZPOLICE"),
        "both codes open their own side"
    );
    let half = ransack(
        dir.path(),
        &Secrets {
            slots: health.only("lbrook").slots,
            recovery: health.recovery[..1].to_vec(),
            ..Secrets::default()
        },
    );
    assert!(!half.has("ZZHEALTH"), "one code alone opens nothing");
    for number in 0..2 {
        let alone = Secrets {
            recovery: vec![health.recovery[number].clone()],
            ..Secrets::default()
        };
        let thief = ransack(dir.path(), &alone);
        for word in ["ZZHEALTH", "ZZSHARED", "ZZOVERSIGHT", "Jo Marsh", "log.genesis"] {
            assert!(!thief.has(word), "code {number} alone found {word}");
        }
    }
}

#[test]
fn one_person_alone_finds_what_their_role_may_and_a_thief_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = team(dir.path());
    sow(&mut team);
    let (police, health) = (team.police, team.health);
    drop(team.vault);
    for handle in ["skhan", "lbrook"] {
        let with = if handle == "skhan" {
            police.only(handle)
        } else {
            health.only(handle)
        };
        let loot = ransack(dir.path(), &with);
        assert!(loot.has("ZZOVERSIGHT"), "a supervisor finds the decisions");
        for word in ["ZZPOLICE", "ZZHEALTH", "ZZSHARED"] {
            assert!(!loot.has(word), "{handle} found {word}");
        }
    }
    for (with, handle, own) in [(&police, "ohughes", "ZZPOLICE"), (&health, "aosei", "ZZHEALTH")] {
        let loot = ransack(dir.path(), &with.only(handle));
        assert!(
            loot.has(own) && !loot.has("ZZOVERSIGHT"),
            "who writes to oversight cannot read it back"
        );
    }
    let thief = ransack(dir.path(), &Secrets::default());
    for word in [
        "ZZPOLICE",
        "ZZHEALTH",
        "ZZSHARED",
        "ZZOVERSIGHT",
        "Robin Vale",
        "Jo Marsh",
        "rvale",
        "TR-07",
        "SQLite format",
        "log.genesis",
    ] {
        assert!(!thief.has(word), "a thief without secrets found {word}");
    }
}
