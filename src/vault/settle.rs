//! Brings the key file and the database in line with what the log says: the newest log key, who may have it, which
//! invitations still wait. Run at every opening for writing, so that what a power cut left half done is finished.

use crate::domain::ids::KeyId;

use super::db;
use super::error::VaultError;
use super::invitation::invite_id;
use super::keys::db_key;
use super::log_key::{LogKey, holder_of};
use super::slots::{Generation, Slots};
use super::store::{Vault, newest};

impl Vault {
    /// Does what is left to do. The key file is written before the database is put under a new key: the file then
    /// opens both, since each log key has the one before sealed under it.
    pub(crate) fn settle(&mut self) -> Result<(), VaultError> {
        self.must_write()?;
        let newest = newest(&self.authority, &self.log_keys)?.clone();
        let mut slots = match self.slots_to_change() {
            // what another hand changed is left as it lies, and the database under the key that the file leads to
            Err(VaultError::SlotsChanged { .. }) => {
                self.use_log_key(&newest);
                return Ok(());
            }
            slots => slots?,
        };
        let before = slots.clone();
        self.add_generations(&mut slots)?;
        self.give_log_key(&mut slots)?;
        self.drop_what_lapsed(&mut slots);
        if slots != before {
            self.save_slots_under(&slots, &newest.key)?;
            slots = Slots::load(&self.dir)?;
        }
        self.use_log_key(&newest);
        self.remember_seal(&slots)?;
        self.keep_recovery_slots()?;
        if self.db_key_name != newest.name {
            db::rekey(&self.conn, &db_key(&newest.key, slots.database_of()))?;
            self.db_key_name = newest.name;
        }
        Ok(())
    }

    fn use_log_key(&mut self, newest: &LogKey) {
        self.log_key.clone_from(&newest.key);
        self.log_body_key.clone_from(&newest.body);
        self.log_key_name = newest.name;
    }

    /// The log keys in the order in which the log names them, each with the one before sealed under it.
    fn add_generations(&self, slots: &mut Slots) -> Result<(), VaultError> {
        let first = KeyId([0; 16]);
        let later = self.authority.log_key_names();
        let held: Vec<_> = std::iter::once(first)
            .chain(later)
            .filter_map(|name| self.log_keys.get(name))
            .collect();
        let mut generations = Vec::new();
        for pair in held.windows(2) {
            let [earlier, made] = pair else { continue };
            let known = slots.log_keys.iter().find(|known| known.name == made.name);
            generations.push(Generation {
                name: made.name,
                before: made.seal_before(earlier)?,
                to: known.map(|known| known.to.clone()).unwrap_or_default(),
            });
            slots.version = 2;
        }
        slots.log_keys = generations;
        Ok(())
    }

    /// The newest log key goes to exactly those who may have it.
    fn give_log_key(&self, slots: &mut Slots) -> Result<(), VaultError> {
        let Some(last) = slots.log_keys.len().checked_sub(1) else {
            return Ok(());
        };
        for old in slots.log_keys.iter_mut().take(last) {
            old.to.clear();
        }
        for slot in &mut slots.members {
            slot.log_key.clear();
        }
        let Some(newest) = slots.log_keys.last_mut() else {
            return Ok(());
        };
        let key = self
            .log_keys
            .get(newest.name)
            .ok_or_else(|| VaultError::damaged("a log key is not held"))?;
        let kems = self.authority.log_key_holders(None);
        let may: Vec<Vec<u8>> = kems.iter().map(holder_of).collect();
        newest.to.retain(|to| may.contains(&to.holder));
        for (kem, holder) in kems.iter().zip(&may) {
            if !newest.to.iter().any(|to| to.holder == *holder) {
                newest.to.push(key.seal_to(self.log, kem)?);
            }
        }
        Ok(())
    }

    /// Invitations that were used or lapsed, and the slots of keys that count no more.
    fn drop_what_lapsed(&self, slots: &mut Slots) {
        let waiting: Vec<Vec<u8>> = self
            .authority
            .codes()
            .map(|code| invite_id(&code.public))
            .collect();
        slots.invitations.retain(|invite| waiting.contains(&invite.id));
        let gone: Vec<Vec<u8>> = self.authority.spent_keys().iter().map(holder_of).collect();
        slots
            .members
            .retain(|slot| slot.holder.is_empty() || !gone.contains(&slot.holder));
    }
}
