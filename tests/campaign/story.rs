//! What the child of a campaign does in a vault until it is killed or has done its acts: each act is confirmed on
//! standard output once it is done, and may be lost only before that.

use std::io::Write as _;
use std::path::PathBuf;

use tandem::domain::content::{Content, NoteSource, NoteWritten, Standing};
use tandem::domain::ids::ItemId;
use tandem::domain::role::{Compartment, Role};
use tandem::vault::view::View;
use tandem::vault::{
    Author, Invitee, KdfCost, NewEntry, Ring, Secret, Unlocked, Vault, new_incident, new_stream,
    open_invitation, unlock,
};

use super::confirmed::{backup_of, known_passphrase};
use super::dice::Dice;
use super::team::{NOW, note, pass};

/// Of every act how many in a hundred.
const ACTS: [(Act, usize); 13] = [
    (Act::Note, 30),
    (Act::Batch, 12),
    (Act::Long, 8),
    (Act::Draft, 10),
    (Act::Fold, 14),
    (Act::Rebuild, 2),
    (Act::Checkpoint, 6),
    (Act::Passphrase, 1),
    (Act::Dispose, 4),
    (Act::BackUp, 4),
    (Act::Rotate, 4),
    (Act::ShutOut, 2),
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
    /// An incident is written and its words are destroyed.
    Dispose,
    /// New keys of the lead's compartments, every second time with a new log key, under which the database is then put.
    Rotate,
    /// A second lead comes in and is removed: new keys and a new log key in the same transaction.
    ShutOut,
    /// A sealed copy beside the folder, in place of the one before.
    BackUp,
    /// The vault is closed and opened: the journal goes into the database.
    Reopen,
}

/// The vault with a nurse at it.
struct Hand {
    dir: PathBuf,
    vault: Option<Vault>,
    nurse: Unlocked,
    lead: Unlocked,
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
        lead: unlock(&dir, "jmarsh", &pass("jmarsh")).unwrap(),
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
        for act in [
            Act::BackUp,
            Act::Rotate,
            Act::Passphrase,
            Act::Note,
            Act::Fold,
            Act::Dispose,
            Act::Reopen,
            Act::Dispose,
        ] {
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
            Act::Dispose => self.dispose(),
            Act::Rotate => {
                self.view = None;
                let with_log_key = self.dice.once_in(2);
                let vault = self.vault.as_mut().unwrap();
                vault.rotate(&self.lead, with_log_key, NOW).unwrap();
                self.ring = vault.ring(&self.nurse, &Compartment::SEALED).unwrap();
                tell("rotated");
            }
            Act::ShutOut => self.shut_out(),
            Act::BackUp => {
                let job = self.vault().backup_job();
                let made = job.run(&backup_of(&self.dir), NOW, &mut |_, _, _| true).unwrap();
                tell(&format!("backup {}", made.entries));
            }
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
        let vault = self.vault.as_mut().unwrap();
        vault
            .change_passphrase(
                &member,
                ("lbrook", "lbrook"),
                &Secret::new(next.clone()),
                KdfCost::FLOOR,
                NOW,
            )
            .unwrap();
        std::fs::write(self.dir.join("../passphrase"), &next).unwrap();
        tell(&format!("passphrase {next}"));
    }

    /// Two notes of an incident of their own, recorded, and destroyed by the lead's order.
    fn dispose(&mut self) {
        let incident = new_incident();
        let words = format!("disposed of {} {}", self.round, self.turn);
        let content = Content::NoteWritten(NoteWritten {
            incident,
            note: ItemId([2; 16]),
            source: NoteSource::Seen,
            text: words.repeat(1 + self.dice.below(300)),
        });
        self.view = None;
        let vault = self.vault.as_mut().unwrap();
        let entry = NewEntry::of(&content, Some(self.nurse.side), new_stream()).unwrap();
        let author = Author::Member(&self.nurse);
        let places = vault.append(author, &self.ring, NOW, vec![entry; 2]).unwrap();
        let places = format!("{} {}", places[0].seq, places[1].seq);
        tell(&format!("saved {places}"));
        let ring = vault.ring(&self.lead, &Compartment::SEALED).unwrap();
        let view = View::open(vault, Compartment::Health, &ring, &mut |_, _| true).unwrap();
        let plan = vault.plan_disposal(&view, incident, &ring).unwrap();
        drop(view);
        tell(&format!("disposing {places}"));
        let done = vault
            .dispose(&self.lead, &ring, &plan, ("basis", "policy"), NOW)
            .unwrap();
        assert!(done.in_force && done.finished);
        tell(&format!("disposed {places}"));
    }

    /// A second lead comes in, and the first removes them.
    fn shut_out(&mut self) {
        self.view = None;
        let name = format!("Lead {} {}", self.round, self.turn);
        let vault = self.vault.as_mut().unwrap();
        let ring = vault.ring(&self.lead, &Compartment::SEALED).unwrap();
        let invitee = Invitee {
            side: self.lead.side,
            role: Role::Governance,
            name: name.clone(),
        };
        let code = vault.invite(&self.lead, &ring, invitee, NOW).unwrap();
        let opened = open_invitation(&self.dir, code.secret(), NOW).unwrap();
        let second = vault
            .accept(&opened, &name, &pass(&name), KdfCost::FLOOR, NOW)
            .unwrap();
        vault
            .change_member(&self.lead, second.id, Standing::Removed, NOW)
            .unwrap();
        self.ring = vault.ring(&self.nurse, &Compartment::SEALED).unwrap();
        tell(&format!("removed {name}"));
    }

    /// A new nurse comes in: the key file is written three times, the log twice.
    fn invite_and_join(&mut self) {
        let vault = self.vault.as_mut().unwrap();
        let ring = vault.ring(&self.lead, &Compartment::SEALED).unwrap();
        let invitee = Invitee {
            side: self.lead.side,
            role: Role::Nurse,
            name: "Person new".to_owned(),
        };
        let code = vault.invite(&self.lead, &ring, invitee, NOW).unwrap();
        tell(&format!("code {}", code.text()));
        let opened = open_invitation(&self.dir, code.secret(), NOW).unwrap();
        vault
            .accept(&opened, "new", &pass("new"), KdfCost::FLOOR, NOW)
            .unwrap();
        tell("joined");
    }
}
