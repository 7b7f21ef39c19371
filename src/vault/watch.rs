//! How the devices of a log are: when each last wrote, what of this one the others have not confirmed, where a clock stood
//! wrong. Needs no content and no key of any compartment.

use crate::domain::ids::{DeviceId, EntryRef};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::error::VaultError;
use super::receipt::code_of;
use super::renew::Device;
use super::store::Vault;

/// A clock that stands further back than this is an anomaly, in milliseconds.
const TOLERANCE_MS: i64 = 5 * 60 * 1000;
/// So many of a device's latest entries are looked at for their times.
const LOOKED_AT: i64 = 5_000;

/// One device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceHealth {
    /// Which.
    pub device: Device,
    /// When it wrote its latest entry that is here, by its own clock.
    pub last: Option<Moment>,
    /// How many of the entries of the device that is asked it has not confirmed; 0 for that device itself.
    pub waiting: u64,
}

/// An entry whose time does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockJump {
    /// The device, as people call it.
    pub device: String,
    /// The entry's place in its series.
    pub seq: u64,
    /// What the clock had said before.
    pub before: Moment,
    /// What it said then.
    pub said: Moment,
}

impl Vault {
    /// Every device, with when it last wrote and what waits for it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn device_health(&self) -> Result<Vec<DeviceHealth>, VaultError> {
        let mine = read_frontier(&self.conn, self.device_n)?.size();
        self.devices()
            .into_iter()
            .map(|device| {
                let everything = EntryRef {
                    device: device.id,
                    seq: u64::MAX,
                };
                let confirmed = self.authority.devices().seen_before(everything, self.device);
                Ok(DeviceHealth {
                    last: self.times_of(device.id, 1)?.first().map(|(_, at)| *at),
                    waiting: if device.this || device.revoked {
                        0
                    } else {
                        mine.saturating_sub(confirmed)
                    },
                    device,
                })
            })
            .collect()
    }

    /// Entries whose clock stood more than five minutes before that of the entry before them, or after `now`: of each
    /// device the latest that were looked at, the latest first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn clock_jumps(&self, now: Moment) -> Result<Vec<ClockJump>, VaultError> {
        let mut jumps = Vec::new();
        for device in self.devices() {
            let times = self.times_of(device.id, LOOKED_AT)?;
            let jump = |seq, before, said| ClockJump {
                device: device.name.clone(),
                seq,
                before,
                said,
            };
            if let Some((seq, at)) = times.first()
                && at.since_ms(now) > TOLERANCE_MS
            {
                jumps.push(jump(*seq, now, *at));
            }
            // the latest comes first
            for pair in times.windows(2) {
                if let [(seq, said), (_, before)] = pair
                    && before.since_ms(*said) > TOLERANCE_MS
                {
                    jumps.push(jump(*seq, *before, *said));
                }
            }
        }
        Ok(jumps)
    }

    /// The device that founded the log.
    ///
    /// # Errors
    /// What the disk says.
    pub fn first_device(&self) -> Result<DeviceId, VaultError> {
        let id = self.conn.query_row(
            "SELECT d.device_id FROM entry e JOIN device d ON d.n = e.device
             WHERE e.seq = 0 AND substr(e.header, 137, 2) = x'0001' LIMIT 1",
            [],
            |row| row.get(0),
        )?;
        Ok(DeviceId(id))
    }

    /// The twenty characters of the receipt of a device's first entries; `None` when fewer are here.
    ///
    /// # Errors
    /// What the disk says.
    pub fn receipt_code(&self, device: DeviceId, size: u64) -> Result<Option<String>, VaultError> {
        let leaves = self.leaves_of(device, size)?;
        if u64::try_from(leaves.len()).ok() != Some(size) {
            return Ok(None);
        }
        let mut tree = super::merkle::Frontier::default();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        Ok(Some(code_of(&tree.root())))
    }

    /// Whether the device of `later` knew of `earlier` when it wrote `later`.
    pub fn knew(&self, later: EntryRef, earlier: EntryRef) -> bool {
        self.authority.devices().knew(later, earlier)
    }

    /// The times of a device's latest entries, the latest first: place and what its clock said.
    fn times_of(&self, device: DeviceId, limit: i64) -> Result<Vec<(u64, Moment)>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.seq, substr(e.header, 121, 8) FROM entry e JOIN device d ON d.n = e.device
             WHERE d.device_id = ?1 ORDER BY e.seq DESC LIMIT ?2",
        )?;
        let rows = statement.query_map((device.0, limit), |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 8]>(1)?))
        })?;
        rows.map(|row| {
            let (seq, at) = row?;
            Ok((seq.unsigned_abs(), Moment(i64::from_be_bytes(at))))
        })
        .collect()
    }
}
