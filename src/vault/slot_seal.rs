//! The seal of the key file: everybody who holds the log key sees whether another hand changed the file, also where it
//! touched the slot of somebody else, and nobody seals it as their own.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::error::VaultError;
use super::kdf::{Key, derive, sha256};
use super::log_key::LogKey;
use super::slot_parts;
use super::slots::{FILE, Slots};
use super::store::{Vault, local, set_local};

const INFO: &[u8] = b"tandem/slots/seal/v1";
/// In the table `local`, once the file was sealed: that it is not any more is then a finding.
const SEALED: &str = "keyslots/sealed";
/// In the table `local`: what was wrong with the file that a good one was last put in place of.
const PUT_BACK: &str = "keyslots/put-back";
/// Where that file is kept.
const FOUND: &str = "keyslots.json.found";

impl Slots {
    /// The text of the file with its seal.
    pub(crate) fn sealed_text(&self, log_key: &Key) -> Result<Vec<u8>, VaultError> {
        let mut sealed = self.clone();
        sealed.seal = self.seal_under(log_key)?;
        text(&sealed)
    }

    /// HKDF is a keyed hash: whoever lacks the log key cannot make it for another text.
    fn seal_under(&self, log_key: &Key) -> Result<Vec<u8>, VaultError> {
        let mut open = self.clone();
        open.seal.clear();
        let hash = sha256(&[&text(&open)?]);
        Ok(derive::<32>(log_key.as_slice(), &self.log.0.0, &[INFO, &hash]).to_vec())
    }
}

/// What is wrong with the key file in a folder, in words; `None` when it is as a holder of the log key wrote it.
pub(crate) fn changed(dir: &Path, conn: &Connection, log_key: &Key) -> Option<String> {
    wrong(dir, conn, &[log_key]).or_else(|| was_put_back(dir, conn))
}

/// The same of the file alone, where it may be sealed under any of these keys.
fn wrong(dir: &Path, conn: &Connection, log_keys: &[&Key]) -> Option<String> {
    let bytes = match fs::read(dir.join(FILE)) {
        Ok(bytes) => bytes,
        Err(error) => {
            return Some(format!(
                "the key file (keyslots.json) cannot be read: {}",
                error.kind()
            ));
        }
    };
    let slots = match Slots::read(&bytes) {
        Ok(slots) => slots,
        Err(error) => {
            return Some(format!(
                "the key file (keyslots.json) is damaged ({})",
                error.code()
            ));
        }
    };
    if slots.seal.is_empty() {
        let was = matches!(local(conn, SEALED), Ok(Some(_)));
        return was.then(|| "the key file (keyslots.json) has lost its seal".to_owned());
    }
    let good = |key: &&Key| slots.sealed_text(key).is_ok_and(|text| text == bytes);
    (!log_keys.iter().any(good)).then(|| {
        let what = slot_parts::differences(conn, &slots);
        let what = what.map(|what| format!(": {what}")).unwrap_or_default();
        format!("the key file (keyslots.json) was changed by somebody who does not hold the log key{what}")
    })
}

/// What was wrong with a file that a good one was put in place of, for as long as it lies beside.
fn was_put_back(dir: &Path, conn: &Connection) -> Option<String> {
    if !dir.join(FOUND).exists() {
        return None;
    }
    let what = local(conn, PUT_BACK).ok().flatten()?;
    let what = String::from_utf8_lossy(&what);
    Some(format!(
        "{what}; the last good one was put back, and what was found lies beside it ({FOUND}): look into it, then take that file away"
    ))
}

impl Vault {
    /// What is wrong with the key file; one that was sealed before the log key changed is as good.
    fn wrong_slots(&self) -> Option<String> {
        let keys: Vec<&Key> = self.log_keys.newest_first().map(|key| &key.key).collect();
        wrong(&self.dir, &self.conn, &keys)
    }

    /// The last good key file, where it is known and another hand changed the one that lies there.
    pub(crate) fn slots_for_changed(&self) -> Option<Slots> {
        self.wrong_slots().and_then(|_what| slot_parts::good(&self.conn))
    }

    /// The key file as a holder of the log key wrote it last: as it lies there, or as it is remembered where another
    /// hand changed it. For passing it on; nothing is written.
    ///
    /// # Errors
    /// [`VaultError::SlotsChanged`] when it was changed and no good one is remembered.
    pub(crate) fn good_slots(&self) -> Result<Slots, VaultError> {
        match self.wrong_slots() {
            None => Slots::load(&self.dir),
            Some(what) => slot_parts::good(&self.conn).ok_or(VaultError::SlotsChanged { what }),
        }
    }

    /// The same for who changes it: what another hand did is never sealed as ours. The good file is put back first, and
    /// what was found is kept beside it and named by every verification until somebody takes it away.
    ///
    /// # Errors
    /// As [`Vault::good_slots`]; what the disk says.
    pub(crate) fn slots_to_change(&self) -> Result<Slots, VaultError> {
        let Some(what) = self.wrong_slots() else {
            return Slots::load(&self.dir);
        };
        self.must_write()?;
        let Some(good) = slot_parts::good(&self.conn) else {
            return Err(VaultError::SlotsChanged { what });
        };
        let found = fs::read(self.dir.join(FILE)).unwrap_or_default();
        fs::write(self.dir.join(FOUND), found)?;
        set_local(&self.conn, PUT_BACK, what.as_bytes())?;
        self.save_slots(&good)?;
        Ok(good)
    }

    /// Writes the key file, and remembers it.
    pub(crate) fn save_slots(&self, slots: &Slots) -> Result<(), VaultError> {
        self.save_slots_under(slots, &self.log_key)
    }

    pub(crate) fn save_slots_under(&self, slots: &Slots, log_key: &Key) -> Result<(), VaultError> {
        slots.save(&self.dir, log_key)?;
        // the file is written: where it cannot be remembered, a later finding is less exact, and nothing else
        drop(
            slots
                .sealed_text(log_key)
                .and_then(|text| slot_parts::remember(&self.conn, &text)),
        );
        Ok(())
    }

    /// Remembers that the key file has a seal, so that it cannot be taken off unseen, and one whose seal fits, so that
    /// what is changed in it later can be named and undone.
    pub(crate) fn remember_seal(&self, slots: &Slots) -> Result<(), VaultError> {
        if slots.seal.is_empty() {
            return Ok(());
        }
        let fits = |key: &&LogKey| slots.seal_under(&key.key).is_ok_and(|seal| seal == slots.seal);
        if let Some(key) = self.log_keys.newest_first().find(fits) {
            slot_parts::remember(&self.conn, &slots.sealed_text(&key.key)?)?;
        }
        if local(&self.conn, SEALED)?.is_some() {
            return Ok(());
        }
        set_local(&self.conn, SEALED, b"1")
    }
}

fn text(slots: &Slots) -> Result<Vec<u8>, VaultError> {
    serde_json::to_vec_pretty(slots).map_err(|error| VaultError::Io {
        what: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::kdf::KdfCost;
    use super::super::secret::Secret;
    use super::super::slots::Invite;
    use super::super::story::{NOW, team};
    use super::*;

    /// What verification says of the key file, if anything.
    fn said(vault: &Vault) -> Option<String> {
        let report = vault.verify(&mut |_, _| true).unwrap();
        assert_eq!(report.ok, report.findings.is_empty());
        report.findings.first().map(|finding| finding.what.clone())
    }

    #[test]
    fn another_hand_in_the_key_file_is_named_whatever_it_touched() {
        let dir = tempfile::tempdir().unwrap();
        let team = team(dir.path());
        let vault = &team.vault;
        assert_eq!(said(vault), None);
        let good = Slots::load(dir.path()).unwrap();
        let write = |slots: &Slots| fs::write(dir.path().join(FILE), text(slots).unwrap()).unwrap();
        let mut fewer = good.clone();
        fewer.members.pop();
        write(&fewer);
        assert!(
            said(vault)
                .unwrap()
                .ends_with("log key: 1 way in of a member gone")
        );
        let mut other = good.clone();
        other.members[1].root[7] ^= 1;
        other.members.swap(0, 2);
        other.invitations.push(Invite {
            id: vec![1; 8],
            sealed: vec![2; 40],
            begun: None,
        });
        other.training = !other.training;
        write(&other);
        assert!(said(vault).unwrap().ends_with(
            "log key: 1 way in of a member changed, 1 invitation put in, 1 field of the file changed"
        ));
        other.clone_from(&good);
        other.members.swap(0, 2);
        write(&other);
        assert!(
            said(vault)
                .unwrap()
                .ends_with("each way in of a member as before, in another order")
        );
        let plain = [text(&good).unwrap().as_slice(), b"\n"].concat();
        fs::write(dir.path().join(FILE), plain).unwrap();
        assert!(said(vault).unwrap().ends_with("only in how it is written"));
        assert!(
            good.members.len() > 3,
            "the control: there is more than one of them"
        );
        fewer.save(dir.path(), &Key::new([1; 32])).unwrap();
        assert!(
            said(vault).unwrap().contains("was changed"),
            "sealed under another key"
        );
        fs::write(dir.path().join(FILE), b"{").unwrap();
        let refused = vault.verify(&mut |_, _| true).unwrap_err();
        assert!(matches!(refused, VaultError::SlotsDamaged { .. }), "{refused}");
        let mut bare = good.clone();
        bare.seal.clear();
        write(&bare);
        assert!(said(vault).unwrap().contains("lost its seal"));
        let unknown = vault.conn.execute("DELETE FROM local WHERE k = ?1", [SEALED]);
        assert_eq!(unknown, Ok(1), "the first opening remembers the seal");
        assert_eq!(said(vault), None, "a file from before there were seals");
        vault.remember_seal(&good).unwrap();
        assert!(said(vault).unwrap().contains("lost its seal"));
        good.save(dir.path(), &vault.log_key).unwrap();
        assert_eq!(said(vault), None);
    }

    #[test]
    fn what_another_hand_changed_is_never_sealed_as_ours() {
        let dir = tempfile::tempdir().unwrap();
        let mut team = team(dir.path());
        let good = Slots::load(dir.path()).unwrap();
        let mut other = good.clone();
        other.members.swap_remove(0);
        other.members[1].root[7] ^= 1;
        let tampered = text(&other).unwrap();
        let (file, found) = (dir.path().join(FILE), dir.path().join(FOUND));
        fs::write(&file, &tampered).unwrap();
        // the next one to write is somebody who knows of nothing
        let nurse = &team.nurse;
        let words = Secret::new("quiet lamp river stone nine".to_owned());
        let handles = ("aosei", "aosei");
        team.vault
            .change_passphrase(nurse, handles, &words, KdfCost::FLOOR, NOW)
            .unwrap();
        let now = Slots::load(dir.path()).unwrap();
        assert_eq!(now.members.len(), good.members.len());
        let kept = good.members.iter().filter(|slot| now.members.contains(slot));
        assert_eq!(kept.count(), good.members.len() - 1, "all but the nurse's own");
        assert_eq!(fs::read(&found).unwrap(), tampered, "what was found is kept");
        let told = said(&team.vault).unwrap();
        assert!(
            told.contains("1 way in of a member changed, 1 way in of a member gone"),
            "{told}"
        );
        assert!(told.contains("the last good one was put back"), "{told}");
        fs::remove_file(&found).unwrap();
        assert_eq!(said(&team.vault), None);
    }

    #[test]
    fn without_a_good_file_nothing_is_written_to_a_changed_one_and_recording_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let mut team = team(dir.path());
        let file = dir.path().join(FILE);
        let mut other = Slots::load(dir.path()).unwrap();
        other.members.swap(0, 1);
        let tampered = text(&other).unwrap();
        fs::write(&file, &tampered).unwrap();
        // as in a folder that an earlier program wrote
        let forgotten = team
            .vault
            .conn
            .execute("DELETE FROM local WHERE k = 'keyslots/good'", []);
        assert_eq!(forgotten, Ok(1));
        let entries = team.vault.verify(&mut |_, _| true).unwrap().entries;
        let nurse = &team.nurse;
        let words = Secret::new("quiet lamp river stone nine".to_owned());
        let refused = team
            .vault
            .change_passphrase(nurse, ("aosei", "aosei"), &words, KdfCost::FLOOR, NOW);
        assert!(
            matches!(refused, Err(VaultError::SlotsChanged { .. })),
            "{refused:?}"
        );
        let report = team.vault.verify(&mut |_, _| true).unwrap();
        assert_eq!(
            (report.entries, report.ok),
            (entries, false),
            "no entry was written either"
        );
        let dir_of = team.vault.dir().to_owned();
        drop(team.vault);
        let again = Vault::open(&dir_of, nurse).unwrap();
        assert!(said(&again).unwrap().contains("was changed"), "still named");
        assert_eq!(fs::read(&file).unwrap(), tampered, "and left as it lies");
    }
}
