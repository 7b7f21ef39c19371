//! What the child of a campaign does in a vault until it is killed or has done its acts: each act is confirmed on
//! standard output once it is done, and may be lost only before that.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tandem::domain::role::{Compartment, Role};
use tandem::vault::view::View;
use tandem::vault::{
    Author, Invitee, KdfCost, NewEntry, Ring, Secret, Unlocked, Vault, change_passphrase, new_stream,
    open_invitation, unlock,
};

use super::dice::Dice;
use super::team::{NOW, note, pass};

/// Of every act how many in a hundred.
const ACTS: [(Act, usize); 9] = [
    (Act::Note, 44),
    (Act::Batch, 12),
    (Act::Long, 8),
    (Act::Draft, 10),
    (Act::Fold, 14),
    (Act::Rebuild, 2),
    (Act::Checkpoint, 6),
    (Act::Passphrase, 1),
    (Act::Reopen, 3),
];

#[derive(Clone, Copy, Debug)]
enum Act {
    /// One entry.
    Note,
    /// Some entries in one transaction.
    Batch,
    /// An entry of many pages.
    Long,
    /// Words in an editor.
    Draft,
    /// The view takes in what is new.
    Fold,
    /// The view is thrown away and made anew.
    Rebuild,
    /// A signed head.
    Checkpoint,
    /// The supervisor's passphrase.
    Passphrase,
    /// The vault is closed and opened: the journal goes into the database.
    Reopen,
}

/// The vault with a nurse at it.
struct Hand {
    dir: PathBuf,
    vault: Option<Vault>,
    nurse: Unlocked,
    ring: Ring,
    view: Option<View>,
    dice: Dice,
    stream: tandem::domain::ids::StreamId,
    round: usize,
    turn: usize,
}

/// The process that is killed or recorded: does `acts` acts, or as many as it can.
pub(crate) fn child(folder: &str, seed: &str, acts: &str) {
    let dir = PathBuf::from(folder);
    let nurse = unlock(&dir, "aosei", &pass("aosei")).unwrap();
    let vault = Vault::open(&dir, &nurse).unwrap();
    let mut hand = Hand {
        ring: vault.ring(&nurse, &Compartment::SEALED).unwrap(),
        vault: Some(vault),
        dir,
        nurse,
        view: None,
        dice: Dice::new(seed.parse().unwrap(), 7),
        stream: new_stream(),
        round: seed.parse().unwrap(),
        turn: 0,
    };
    tell("ready");
    let acts: usize = acts.parse().unwrap();
    if acts < 1000 {
        // what would else come too seldom for a run that is recorded
        for act in [Act::Passphrase, Act::Note, Act::Fold, Act::Reopen] {
            hand.perform(act);
        }
        hand.invite_and_join();
    }
    for _ in 0..acts {
        let mut at = hand.dice.below(100);
        let chosen = ACTS.iter().find(|(_, share)| {
            let here = at < *share;
            at = at.saturating_sub(*share);
            here
        });
        hand.perform(chosen.map_or(Act::Note, |(act, _)| *act));
    }
    drop(hand);
    tell("closed");
}

/// One line, in one write.
fn tell(words: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{words}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

impl Hand {
    fn perform(&mut self, act: Act) {
        self.turn += 1;
        tell(&format!("begin {act:?}"));
        match act {
            Act::Note => self.append(1, 1),
            Act::Batch => {
                let entries = 2 + self.dice.below(4);
                self.append(entries, 1);
            }
            Act::Long => {
                let times = 200 + self.dice.below(4000);
                self.append(1, times);
            }
            Act::Draft => {
                let key = format!("draft/{}", self.dice.below(3));
                let words = (self.round * 1_000_000 + self.turn).to_string();
                self.vault()
                    .save_draft(Compartment::Health, &key, words.as_bytes())
                    .unwrap();
                tell(&format!("draft {key} {words}"));
            }
            Act::Fold => self.fold(),
            Act::Rebuild => {
                self.view = None;
                let vault = self.vault.as_ref().unwrap();
                let made = View::rebuild(vault, Compartment::Health, &self.ring, &mut |_, _| true);
                self.view = Some(made.unwrap());
            }
            Act::Checkpoint => {
                let note = self.vault().checkpoint(NOW).unwrap();
                tell(&format!("checkpoint {}", note.text.replace('\n', "|")));
            }
            Act::Passphrase => self.change_passphrase(),
            Act::Reopen => {
                self.view = None;
                self.vault = None;
                self.vault = Some(Vault::open(&self.dir, &self.nurse).unwrap());
            }
        }
    }

    fn vault(&mut self) -> &mut Vault {
        self.vault.as_mut().unwrap()
    }

    fn append(&mut self, entries: usize, times: usize) {
        let words = format!("{} {} {}", self.round, self.turn, "words ".repeat(times));
        let entry = NewEntry::of(&note(&words), Some(self.nurse.side), self.stream).unwrap();
        let vault = self.vault.as_mut().unwrap();
        let places = vault
            .append(Author::Member(&self.nurse), &self.ring, NOW, vec![entry; entries])
            .unwrap();
        let told: Vec<_> = places.iter().map(|place| place.seq.to_string()).collect();
        tell(&format!("saved {}", told.join(" ")));
    }

    fn fold(&mut self) {
        let vault = self.vault.as_ref().unwrap();
        if let Some(view) = &mut self.view {
            view.catch_up(vault, &self.ring, &mut |_, _| true).unwrap();
            return;
        }
        let opened = View::open(vault, Compartment::Health, &self.ring, &mut |_, _| true);
        self.view = Some(opened.unwrap());
    }

    /// The supervisor's passphrase gets another number. A fresh process does not know which one holds.
    fn change_passphrase(&mut self) {
        let next = format!("pass {} {}", self.round, self.turn);
        let member = known_passphrase(&self.dir).expect("one of the two passphrases opens");
        std::fs::write(self.dir.join("../next-passphrase"), &next).unwrap();
        change_passphrase(
            &self.dir,
            &member,
            "lbrook",
            "lbrook",
            &Secret::new(next.clone()),
            KdfCost::FLOOR,
        )
        .unwrap();
        std::fs::write(self.dir.join("../passphrase"), &next).unwrap();
        tell(&format!("passphrase {next}"));
    }

    /// A new nurse comes in: the key file is written three times, the log twice.
    fn invite_and_join(&mut self) {
        let lead = unlock(&self.dir, "jmarsh", &pass("jmarsh")).unwrap();
        let vault = self.vault.as_mut().unwrap();
        let ring = vault.ring(&lead, &Compartment::SEALED).unwrap();
        let invitee = Invitee {
            side: lead.side,
            role: Role::Nurse,
            name: "Person new".to_owned(),
        };
        let code = vault.invite(&lead, &ring, invitee, NOW).unwrap();
        tell(&format!("code {}", code.text()));
        let opened = open_invitation(&self.dir, code.secret(), NOW).unwrap();
        vault
            .accept(&opened, "new", &pass("new"), KdfCost::FLOOR, NOW)
            .unwrap();
        tell("joined");
    }
}

/// The supervisor's keys, with the passphrase that was confirmed last or the one that was being set.
pub(crate) fn known_passphrase(dir: &Path) -> Option<Unlocked> {
    let words = |name: &str| std::fs::read_to_string(dir.join("..").join(name)).ok();
    let tried = [
        words("passphrase"),
        words("next-passphrase"),
        Some(pass("lbrook").expose().to_owned()),
    ];
    tried
        .into_iter()
        .flatten()
        .find_map(|words| unlock(dir, "lbrook", &Secret::new(words)).ok())
}

/// What was confirmed.
#[derive(Clone, Default)]
pub(crate) struct Confirmed {
    pub(crate) acts: usize,
    pub(crate) entries: BTreeSet<u64>,
    /// By key, what was saved last; and what may have been saved since, without being confirmed.
    pub(crate) drafts: BTreeMap<String, String>,
    pub(crate) checkpoint: Option<String>,
    /// Every one that was set, the last one last.
    pub(crate) passphrases: Vec<String>,
    pub(crate) code: Option<String>,
    pub(crate) joined: bool,
}

impl Confirmed {
    /// Takes in one line of a child.
    pub(crate) fn take(&mut self, line: &str) {
        let (kind, words) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "saved" => self
                .entries
                .extend(words.split(' ').map(|seq| seq.parse::<u64>().unwrap())),
            "draft" => {
                let (key, words) = words.split_once(' ').unwrap();
                self.drafts.insert(key.to_owned(), words.to_owned());
            }
            "checkpoint" => self.checkpoint = Some(words.replace('|', "\n")),
            "passphrase" => self.passphrases.push(words.to_owned()),
            "code" => self.code = Some(words.to_owned()),
            "joined" => self.joined = true,
            _ => return,
        }
        self.acts += 1;
    }

    /// What of this is not in the vault any more, if anything; panics when the vault does not open or verify.
    pub(crate) fn lost(&self, dir: &Path, nurse: &Unlocked, with_view: bool) -> Option<String> {
        let mut vault =
            Vault::open(dir, nurse).unwrap_or_else(|error| panic!("the vault does not open: {error}"));
        let report = vault
            .verify_against(self.checkpoint.as_deref(), &mut |_, _| true)
            .unwrap();
        if !report.ok {
            return Some(format!("{:?}", report.findings));
        }
        let ring = vault.ring(nurse, &Compartment::SEALED).unwrap();
        let page = vault
            .read_after(0, usize::MAX, Compartment::Health, &ring)
            .unwrap();
        let there: BTreeSet<u64> = page.entries.iter().map(|e| e.placed.entry.seq).collect();
        let lost: Vec<_> = self.entries.difference(&there).collect();
        if !lost.is_empty() {
            return Some(format!("entries {lost:?}"));
        }
        let drafts = vault.drafts(Compartment::Health, &ring).unwrap();
        for (key, words) in &self.drafts {
            let kept = drafts.iter().find(|(name, _)| name == key);
            if kept.is_none_or(|(_, kept)| number(kept) < number(words.as_bytes())) {
                return Some(format!("draft {key} {words}"));
            }
        }
        if with_view {
            let view = View::open(&vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
            let folded = view.dump().unwrap();
            drop(view);
            let anew = View::rebuild(&vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
            assert_eq!(folded, anew.dump().unwrap(), "a view is the fold of the log");
        }
        write_on(&mut vault, &ring, nurse)
    }
}

/// After a crash the log goes on.
fn write_on(vault: &mut Vault, ring: &Ring, nurse: &Unlocked) -> Option<String> {
    let entry = NewEntry::of(&note("after"), Some(nurse.side), new_stream()).unwrap();
    let written = vault.append(Author::Member(nurse), ring, NOW, vec![entry]);
    written
        .err()
        .map(|error| format!("nothing can be appended: {error}"))
}

/// A draft's words are a number that grows.
fn number(words: &[u8]) -> Option<usize> {
    std::str::from_utf8(words).ok()?.parse().ok()
}
