//! A vault that must not write on under its device's name becomes a new device: a folder that was put back from a backup,
//! one that others have seen more of than it holds itself, or a device that was taken out of the log by mistake.

use ed25519_dalek::SigningKey;

use super::append::{Author, read_frontier};
use super::chance;
use super::error::VaultError;
use super::kdf::Key;
use super::keys::Unlocked;
use super::ring::Ring;
use super::store::{SUPERSEDED, Vault, device_key_name, set_local};
use crate::domain::content::{Content, DeviceEnrolled};
use crate::domain::ids::{DeviceId, EntryRef};
use crate::domain::time::Moment;

use super::append::ToWrite;

/// A device of the log, as it is told to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its identifier.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// It may write no longer.
    pub revoked: bool,
    /// It wrote its history twice.
    pub forked: bool,
    /// How many of its entries are here.
    pub entries: u64,
    /// It is this one.
    pub this: bool,
}

impl Vault {
    /// Every device of the log.
    pub fn devices(&self) -> Vec<Device> {
        let known = self.authority.devices();
        known
            .ids()
            .map(|id| {
                let row: (i64, i64) = self
                    .conn
                    .query_row(
                        "SELECT ifnull(f.size, 0), d.state FROM device d LEFT JOIN frontier f ON f.device = d.n
                         WHERE d.device_id = ?1",
                        [id.0],
                        |row| Ok((row.get(0)?, row.get(1)?)),
                    )
                    .unwrap_or_default();
                Device {
                    id,
                    name: known.name(id).unwrap_or_default().to_owned(),
                    revoked: known.is_revoked(id),
                    forked: row.1 == super::bundle::FORKED,
                    entries: row.0.unsigned_abs(),
                    this: id == self.device,
                }
            })
            .collect()
    }

    /// Whether others have seen more of this device than is here, so that it may not write on.
    pub fn is_superseded(&self) -> bool {
        self.superseded
    }

    /// Whether this device was taken out of the log, and has heard of it.
    pub fn is_taken_out(&self) -> bool {
        let devices = self.authority.devices();
        devices.is_revoked(self.device)
            && read_frontier(&self.conn, self.device_n).is_ok_and(|frontier| {
                let next = EntryRef {
                    device: self.device,
                    seq: frontier.size(),
                };
                devices.may_append(next).is_err()
            })
    }

    /// Whether this folder only reads until a governance lead makes it a new device.
    pub fn must_renew(&self) -> bool {
        self.superseded || self.is_taken_out()
    }

    /// Refuses what must not be written under the present device.
    pub(super) fn must_not_be_stopped(&self) -> Result<(), VaultError> {
        if self.superseded {
            return Err(VaultError::Superseded);
        }
        if self.is_taken_out() {
            return Err(VaultError::TakenOut);
        }
        Ok(())
    }

    /// Stops this folder from writing under its present device, for a copy that was put back.
    ///
    /// # Errors
    /// What the disk says.
    pub fn mark_superseded(&mut self) -> Result<(), VaultError> {
        self.must_write()?;
        set_local(&self.conn, SUPERSEDED, &[1])?;
        self.superseded = true;
        Ok(())
    }

    /// Gives this folder a new device of its own, enrolled by its first entry, which a governance lead signs. The old
    /// device's entries stay as they are.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when `lead` is no governance lead; what the disk says. Until it returned, the folder
    /// is the old device.
    pub fn become_new_device(
        &mut self,
        lead: &Unlocked,
        name: &str,
        now: Moment,
    ) -> Result<DeviceId, VaultError> {
        self.authority
            .governance(Some(lead.id))
            .map_err(VaultError::refused)?;
        self.renew_device(name, now, &mut |vault, enrolled| {
            let entry = ToWrite::structure(&Content::DeviceEnrolled(enrolled))?;
            vault.write(Author::Member(lead), &Ring::empty(), now, &[entry])?;
            Ok(())
        })
    }

    /// The same, with a first entry that `sign` writes.
    pub(crate) fn renew_device(
        &mut self,
        name: &str,
        now: Moment,
        sign_first: &mut dyn FnMut(&mut Self, DeviceEnrolled) -> Result<(), VaultError>,
    ) -> Result<DeviceId, VaultError> {
        self.must_write()?;
        if name.trim().is_empty() {
            return Err(VaultError::refused("a device needs a name"));
        }
        let (old, old_n, was_superseded) = (self.device, self.device_n, self.superseded);
        let seed = Key::new(chance::bytes());
        let sign = SigningKey::from_bytes(&seed);
        let device = chance::new_device();
        let first = DeviceEnrolled {
            device,
            name: name.trim().to_owned(),
            sign_pk: sign.verifying_key().to_bytes().to_vec(),
        };
        let old_sign = self.device_sign.clone();
        let made = self.append_in_bulk(|vault| {
            vault.conn.execute(
                "INSERT INTO device (device_id, sign_pk, state) VALUES (?1, ?2, 1)",
                (device.0, sign.verifying_key().to_bytes()),
            )?;
            vault.device_n = vault.conn.last_insert_rowid();
            vault.device = device;
            vault.superseded = false;
            vault.conn.execute(
                "INSERT INTO frontier (device, size, nodes) VALUES (?1, 0, x'')",
                [vault.device_n],
            )?;
            set_local(&vault.conn, &device_key_name(device), seed.as_slice())?;
            vault.device_sign = sign.clone();
            sign_first(vault, first)?;
            vault
                .conn
                .execute("DELETE FROM local WHERE k = ?1", [SUPERSEDED])?;
            Ok::<_, VaultError>(())
        });
        let kept = made.and_then(|()| {
            let mut slots = self.slots_to_change()?;
            slots.sealed_as = Some(slots.database_of());
            slots.device = device;
            self.save_slots(&slots)
        });
        if let Err(error) = kept {
            (self.device, self.device_n, self.superseded) = (old, old_n, was_superseded);
            self.device_sign = old_sign;
            return Err(error);
        }
        name.trim().clone_into(&mut self.device_name);
        let seen: Vec<DeviceId> = self.reach()?.iter().map(|reach| reach.device).collect();
        self.witness(
            &seen.into_iter().filter(|d| *d != device).collect::<Vec<_>>(),
            now,
        )?;
        Ok(device)
    }
}
