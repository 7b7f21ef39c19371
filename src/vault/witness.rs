//! Witness entries: a device says which entries of another it has taken in. From then on it knows what they say, and
//! the other's history cannot be rolled back without contradicting it.

use rusqlite::Connection;

use crate::domain::content::{Content, Witnessed};
use crate::domain::ids::DeviceId;
use crate::domain::time::Moment;

use super::append::{Author, ToWrite};
use super::error::VaultError;
use super::header::Header;
use super::merkle::{Frontier, Hash};
use super::ring::Ring;
use super::store::Vault;

impl Vault {
    /// Says how far these devices' entries are here, one entry for each that has more than this device said before.
    pub(crate) fn witness(&mut self, devices: &[DeviceId], now: Moment) -> Result<u64, VaultError> {
        let end = self.authority.devices();
        let mut entries = Vec::new();
        for reach in self.reach()? {
            let place = crate::domain::ids::EntryRef {
                device: self.device,
                seq: u64::MAX,
            };
            if devices.contains(&reach.device) && end.seen_before(place, reach.device) < reach.size {
                entries.push(ToWrite::structure(&Content::Witnessed(Witnessed {
                    device: reach.device,
                    size: reach.size,
                    root: reach.root.to_vec(),
                }))?);
            }
        }
        let written = self.write(Author::Device, &Ring::empty(), now, &entries)?;
        Ok(u64::try_from(written.len()).unwrap_or(u64::MAX))
    }
}

/// The root over a device's first `size` entries, of which there are at least so many: the next entry holds it.
pub(crate) fn root_at(conn: &Connection, n: i64, size: u64, edge: &Frontier) -> Result<Hash, VaultError> {
    if size == edge.size() {
        return Ok(edge.root());
    }
    let seq = i64::try_from(size).map_err(|_large| VaultError::damaged("the log is too long"))?;
    let raw: Vec<u8> = conn.query_row(
        "SELECT header FROM entry WHERE device = ?1 AND seq = ?2",
        (n, seq),
        |row| row.get(0),
    )?;
    Header::parse(&raw)
        .map(|header| header.prev_root)
        .map_err(|bad| VaultError::damaged(bad.what()))
}
