//! The stolen laptop: after a shift that was worked through the program's own use cases, an attacker has the folder
//! and every secret of one organisation, and looks for the other's words in every file and every byte that opens.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a helper of a test fails the test"
)]

mod live;
#[path = "vault/ransack.rs"]
mod ransack;
#[path = "vault/stranger.rs"]
mod stranger;

use std::path::Path;
use std::sync::Arc;

use live::secrets::{self, Secrets};
use live::words::{HEALTH, POLICE, begin_drafts, frame, share, sow, task_done, told};
use live::{Crew, EVENING, begin_shift, desk, found, office, open_incident, sit};
use ransack::ransack;
use tandem::app::api::{DangerKind, Request};
use tandem::app::clock::{Clock as _, HandClock};
use tandem::domain::role::Side;

/// Names and places of the story, which no thief may find either.
const NAMES: [&str; 8] = [
    "Hughes",
    "Patel",
    "Ashdown",
    "Falkner",
    "Okoro",
    "Canal footbridge",
    "TR-07",
    "Northmere",
];

/// A shift in which both sides write everything that is private and tell one sentence. The folder is copied twice: as
/// it lies while the nurse types, and after the shift, when a supervisor has looked at the month and exported it.
struct Taken {
    _folder: tempfile::TempDir,
    crew: Crew,
    copies: Vec<std::path::PathBuf>,
    pack: std::path::PathBuf,
}

fn shift() -> Taken {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let clock = Arc::new(HandClock::at(EVENING));
    let crew = found(&vault, &clock);
    let desk = desk(&vault, &clock);
    begin_shift(&desk, &crew);
    let incident = open_incident(&desk);
    frame(&desk, incident);
    for side in Side::ALL {
        sit(&desk, side);
        sow(&desk, &clock, incident, side, 5);
        share(&desk, &clock, incident, side, told(side));
        desk.must(Request::Danger {
            kind: DangerKind::Other,
            words: format!("{} Hurry", told(side)),
        });
        task_done(&desk, incident, side);
        begin_drafts(&desk, incident, side);
    }
    let during = folder.path().join("during");
    copy(&vault, &during);
    // the officer types again and the power fails: nothing is tidied up
    sit(&desk, Side::Police);
    begin_drafts(&desk, incident, Side::Police);
    drop(desk);
    let pack = folder.path().join("pack");
    month_is_exported(&vault, &clock, &crew, &pack);
    Taken {
        copies: vec![during, vault],
        crew,
        pack,
        _folder: folder,
    }
}

fn month_is_exported(vault: &Path, clock: &Arc<HandClock>, crew: &Crew, pack: &Path) {
    let desk = desk(vault, clock);
    for handle in ["hlead", "plead", "kshah", "amorgan"] {
        office(&desk, crew, handle);
        let month = clock.now().month().unwrap();
        desk.must(Request::ShowMonth(month));
        if handle == "amorgan" {
            desk.must(Request::Export(month, pack.to_owned()));
        }
        desk.must(Request::EndShift);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn no_secret_of_one_side_opens_a_word_of_the_other() {
    let taken = shift();
    assert!(taken.crew.police.recovery.len() == 2 && taken.crew.police.invitations.len() == 4);
    for folder in &taken.copies {
        println!("{}", folder.display());
        organisation(folder, &taken.crew.police, POLICE, HEALTH);
        organisation(folder, &taken.crew.health, HEALTH, POLICE);
        one_person(folder, &taken.crew);
        thief(folder);
    }
    for file in std::fs::read_dir(&taken.pack).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let words = String::from_utf8_lossy(&bytes).into_owned();
        for word in [
            POLICE,
            HEALTH,
            "Told by",
            "Hughes",
            "Patel",
            "Okoro",
            "Canal footbridge",
        ] {
            assert!(!words.contains(word), "{word} in an exported file");
        }
    }
}

/// Every secret that the organisation ever had: passphrases of all, both recovery codes, all invitation codes.
fn organisation(folder: &Path, secrets: &Secrets, own: &str, foreign: &str) {
    let loot = ransack(folder, secrets);
    for what in [
        "note 4",
        "corrected",
        "reason of the check",
        "why it was corrected",
        "best interests",
        "necessary and proportionate",
        "gap",
        "task done",
        "unfinished note",
        "words of a share draft",
    ] {
        assert!(loot.has(&format!("{own} {what}")), "the owner finds {own} {what}");
    }
    for side in Side::ALL {
        assert!(loot.has(told(side)), "both find what was told");
    }
    assert!(
        !loot.has(foreign),
        "{foreign} was found with all secrets of the other organisation"
    );
}

/// What one person's passphrase opens: a governance lead their own side, a supervisor no content at all.
fn one_person(folder: &Path, crew: &Crew) {
    for (secrets, handle, own, foreign) in [
        (&crew.police, "4411", POLICE, HEALTH),
        (&crew.police, "plead", POLICE, HEALTH),
        (&crew.health, "jpatel", HEALTH, POLICE),
        (&crew.health, "hlead", HEALTH, POLICE),
    ] {
        let loot = ransack(folder, &secrets.only(handle));
        assert!(loot.has(own), "{handle} opens their own side");
        assert!(!loot.has(foreign), "{handle} found {foreign}");
        // who works writes into oversight and cannot read it back; a lead may
        let leads = handle.ends_with("lead");
        assert_eq!(loot.has("oversight.decision"), leads, "{handle} and oversight");
    }
    for (secrets, handle) in [(&crew.police, "amorgan"), (&crew.health, "kshah")] {
        let loot = ransack(folder, &secrets.only(handle));
        assert!(
            loot.has("oversight.decision"),
            "{handle} finds that a decision was made"
        );
        for word in [POLICE, HEALTH, "Told by", "Okoro", "Canal footbridge"] {
            assert!(!loot.has(word), "{handle} found {word}");
        }
    }
}

fn thief(folder: &Path) {
    let loot = ransack(folder, &Secrets::default());
    for word in [POLICE, HEALTH, "Told by", "SQLite format"]
        .into_iter()
        .chain(NAMES)
    {
        assert!(!loot.has(word), "a thief without secrets found {word}");
    }
}
