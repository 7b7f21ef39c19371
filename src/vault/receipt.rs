//! The receipt at the end of a shift: how many entries a device's log has, and twenty characters of its root, on paper
//! or in a message. Whoever holds it can later tell whether the log still begins with exactly these entries.

use crate::domain::ids::{DeviceId, EntryRef};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::codes;
use super::error::VaultError;
use super::merkle::{Frontier, Hash, leaf};
use super::store::Vault;

/// Symbols of 5 bits: 100 bits of the root.
const SYMBOLS: usize = 20;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The device, as people call it.
    pub device: String,
    /// How many entries of the device it covers.
    pub size: u64,
    /// Twenty symbols in groups of five.
    pub code: String,
    /// All of it as lines for paper.
    pub text: String,
}

/// What a receipt says about the log that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptAnswer {
    /// The log begins with exactly the entries that the receipt covers.
    Holds,
    /// It has as many entries, and they are not the same.
    Differs,
    /// Entries are missing: only so many of the device are here.
    Shorter(u64),
}

impl Vault {
    /// The receipt of this device's log as it stands.
    ///
    /// # Errors
    /// What the disk says.
    pub fn receipt(&self, now: Moment) -> Result<Receipt, VaultError> {
        let frontier = read_frontier(&self.conn, self.device_n)?;
        let (size, code) = (frontier.size(), code_of(&frontier.root()));
        let log = self.log.hex();
        let short: String = log.chars().take(16).collect();
        let text = format!(
            "RECEIPT OF A LOG\n{}\nlog      {short}\ndevice   {} ({})\nat       {}\nentries  {size}\nroot     {code}\n\
             Keep this outside the computer. `tandem receipt check` tells whether the log still holds these entries.\n",
            self.genesis.name,
            self.device_name,
            self.device.hex(),
            now.iso(),
        );
        Ok(Receipt {
            device: self.device_name.clone(),
            size,
            code,
            text,
        })
    }

    /// Compares a receipt with the log that is here, from its first entry on. `device` is the name or identifier on the
    /// receipt; `None` for this device, or for whichever device of the log the receipt fits.
    ///
    /// # Errors
    /// [`VaultError::CodeMistyped`] when the code does not have its form; [`VaultError::NotAllowed`] when there is no
    /// such device; what the disk says.
    pub fn check_receipt(
        &self,
        device: Option<&str>,
        size: u64,
        code: &str,
    ) -> Result<ReceiptAnswer, VaultError> {
        let wanted = plain(code)?;
        let candidates = match device {
            None => vec![self.device],
            Some(name) => self.devices_called(name)?,
        };
        let mut answer = ReceiptAnswer::Shorter(0);
        for device in candidates {
            match self.compare(device, size, &wanted)? {
                ReceiptAnswer::Holds => return Ok(ReceiptAnswer::Holds),
                ReceiptAnswer::Differs => answer = ReceiptAnswer::Differs,
                ReceiptAnswer::Shorter(here) => {
                    if let ReceiptAnswer::Shorter(most) = answer {
                        answer = ReceiptAnswer::Shorter(most.max(here));
                    }
                }
            }
        }
        if device.is_none() {
            // the name was left out: a receipt of another laptop of this log is no reason for an alarm
            for other in self.authority.devices().ids().filter(|id| *id != self.device) {
                if self.compare(other, size, &wanted)? == ReceiptAnswer::Holds {
                    return Ok(ReceiptAnswer::Holds);
                }
            }
        }
        Ok(answer)
    }

    /// The devices with this name or identifier.
    fn devices_called(&self, name: &str) -> Result<Vec<DeviceId>, VaultError> {
        let devices = self.authority.devices();
        let found: Vec<DeviceId> = devices
            .ids()
            .filter(|id| {
                id.hex() == name.trim().to_lowercase()
                    || devices.name(*id).is_some_and(|known| known == name.trim())
            })
            .collect();
        if found.is_empty() {
            return Err(VaultError::refused("there is no device of that name in this log"));
        }
        Ok(found)
    }

    /// The device whose receipt this is; `None` when no device of the log began with these entries.
    ///
    /// # Errors
    /// [`VaultError::CodeMistyped`] when the code does not have its form; what the disk says.
    pub fn receipt_of(&self, size: u64, code: &str) -> Result<Option<DeviceId>, VaultError> {
        let wanted = plain(code)?;
        for device in self.authority.devices().ids() {
            if self.compare(device, size, &wanted)? == ReceiptAnswer::Holds {
                return Ok(Some(device));
            }
        }
        Ok(None)
    }

    /// How many entries of `other` a receipt over the first `size` entries of `device` fixes: its own, and of another
    /// device what it had witnessed by then, whose root stands among them.
    pub fn fixed_by_receipt(&self, (device, size): (DeviceId, u64), other: DeviceId) -> u64 {
        if device == other {
            return size;
        }
        let place = EntryRef { device, seq: size };
        self.authority.devices().seen_before(place, other)
    }

    fn compare(&self, device: DeviceId, size: u64, wanted: &str) -> Result<ReceiptAnswer, VaultError> {
        let leaves = self.leaves_of(device, size)?;
        let here = u64::try_from(leaves.len()).unwrap_or(u64::MAX);
        if here < size {
            return Ok(ReceiptAnswer::Shorter(here));
        }
        let mut tree = Frontier::default();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        Ok(if plain(&code_of(&tree.root()))? == wanted {
            ReceiptAnswer::Holds
        } else {
            ReceiptAnswer::Differs
        })
    }

    /// The leaves of a device's first entries, at most so many, computed from the entries themselves.
    pub(crate) fn leaves_of(&self, device: DeviceId, size: u64) -> Result<Vec<Hash>, VaultError> {
        let limit = i64::try_from(size).unwrap_or(i64::MAX);
        let mut statement = self.conn.prepare(
            "SELECT e.header FROM entry e JOIN device d ON d.n = e.device
             WHERE d.device_id = ?1 AND e.seq < ?2 ORDER BY e.seq",
        )?;
        let rows = statement.query_map((device.0, limit), |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|raw| Ok(leaf(&raw?))).collect()
    }
}

/// The first 100 bits, 5 to a symbol, in groups of five symbols.
pub(crate) fn code_of(root: &Hash) -> String {
    let mut code = String::with_capacity(SYMBOLS + 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut written = 0;
    for byte in root {
        bits = ((bits & 0x1f) << 8) | u32::from(*byte);
        held += 8;
        while held >= 5 && written < SYMBOLS {
            held -= 5;
            if written > 0 && written.is_multiple_of(5) {
                code.push('-');
            }
            code.push(codes::symbol(
                u8::try_from((bits >> held) & 31).unwrap_or_default(),
            ));
            written += 1;
        }
    }
    code
}

/// Twenty symbols however they are typed: small letters, spaces, dashes, O for 0, I and L for 1.
fn plain(code: &str) -> Result<String, VaultError> {
    let mut plain = String::with_capacity(SYMBOLS);
    for typed in code.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let group = plain.len() / 5 + 1;
        let digit = codes::digit(typed).ok_or(VaultError::CodeMistyped { group })?;
        plain.push(codes::symbol(digit));
    }
    if plain.len() == SYMBOLS {
        Ok(plain)
    } else {
        let group = (plain.len() / 5 + 1).min(4);
        Err(VaultError::CodeMistyped { group })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_first_hundred_bits() {
        let mut root = [0; 32];
        root[..13].copy_from_slice(&[
            0x08, 0x42, 0x10, 0x84, 0x21, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x0f,
        ]);
        // 5 bytes are 8 symbols: 00001 00001 …, then ones, then zeros
        assert_eq!(code_of(&root), "11111-111ZZ-ZZZZZ-Z0000");
        root[13] = 0xff;
        assert_eq!(
            code_of(&root),
            "11111-111ZZ-ZZZZZ-Z0000",
            "what is beyond does not count"
        );
    }

    #[test]
    fn it_is_read_however_it_is_typed_and_a_slip_is_named() {
        assert_eq!(plain("oIl00 abcde-fghjk mnpqr").unwrap(), "01100ABCDEFGHJKMNPQR");
        assert_eq!(
            plain("00000-U0000-00000-00000"),
            Err(VaultError::CodeMistyped { group: 2 })
        );
        assert_eq!(plain("00000"), Err(VaultError::CodeMistyped { group: 2 }));
        assert!(plain("00000-00000-00000-000000").is_err());
    }
}
