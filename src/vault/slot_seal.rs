//! The seal of the key file: everybody who holds the log key sees whether another hand changed the file, also where it
//! touched the slot of somebody else.

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
    let good = slots.sealed_text(log_key).is_ok_and(|text| text == bytes);
    (!good).then(|| {
        let what = slot_parts::differences(conn, &slots);
        let what = what.map(|what| format!(": {what}")).unwrap_or_default();
        format!("the key file (keyslots.json) was changed by somebody who does not hold the log key{what}")
    })
}

impl Vault {
    /// Writes the key file, and remembers its parts.
    pub(crate) fn save_slots(&self, slots: &Slots) -> Result<(), VaultError> {
        slots.save(&self.dir, &self.log_key)?;
        // the file is written: where its parts cannot be remembered, a later finding is less exact, and nothing else
        drop(slot_parts::remember(&self.conn, slots));
        Ok(())
    }

    /// Remembers that the key file has a seal, so that it cannot be taken off unseen, and the parts of one whose seal
    /// fits, so that what is changed in it later can be named. `written`: the file was just written from these slots.
    pub(crate) fn remember_seal(&self, slots: &Slots, written: bool) -> Result<(), VaultError> {
        let fits = |key: &LogKey| slots.seal_under(&key.key).is_ok_and(|seal| seal == slots.seal);
        if written || self.log_keys.newest_first().any(fits) {
            slot_parts::remember(&self.conn, slots)?;
        }
        if (slots.seal.is_empty() && !written) || local(&self.conn, SEALED)?.is_some() {
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
    use super::super::slots::Invite;
    use super::super::story::team;
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
        vault.remember_seal(&good, false).unwrap();
        assert!(said(vault).unwrap().contains("lost its seal"));
        good.save(dir.path(), &vault.log_key).unwrap();
        assert_eq!(said(vault), None);
    }
}
