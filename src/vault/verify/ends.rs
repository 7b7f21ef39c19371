//! The ends of a verified log: what must have come by and did not, and the tables beside the entries.

use rusqlite::Connection;

use super::super::append::read_frontier;
use super::super::error::VaultError;
use super::super::replay::Replayed;
use super::scan::Scan;
use crate::domain::ids::DeviceId;

impl Scan {
    /// The ends: what must be there and is not.
    pub(super) fn heads(&mut self, conn: &Connection) {
        for ((device, size), heads) in std::mem::take(&mut self.expected) {
            // a checkpoint of an empty log covers nothing
            let Some(seq) = size.checked_sub(1) else { continue };
            for (_, what) in heads {
                let what = format!("{what} covers this entry, and it is gone");
                self.find(Some(device), Some(seq), None, what);
            }
        }
        let Some(structure) = self.structure.take() else {
            return;
        };
        if !structure.founded {
            self.find(None, None, None, "the log has no beginning".to_owned());
        }
        if let Some(claim) = self.claim.take() {
            let signed = structure
                .authority
                .device_key(claim.device)
                .is_some_and(|key| claim.is_signed_by(key));
            if !signed {
                self.find(
                    None,
                    None,
                    None,
                    "the checkpoint's signature is not its device's".to_owned(),
                );
            }
        }
        if let Err(error) = self.evidence(conn) {
            let what = format!("the evidence of forks cannot be read: {}", error.code());
            self.find(None, None, None, what);
        }
        if let Err(error) = self.devices(conn, &structure) {
            self.find(
                None,
                None,
                None,
                format!("the list of devices cannot be read: {}", error.code()),
            );
        }
    }

    /// Entries of a history that was written twice are kept, and named for ever.
    fn evidence(&mut self, conn: &Connection) -> Result<(), VaultError> {
        let mut statement = conn.prepare("SELECT device_id, seq FROM fork ORDER BY device_id, seq")?;
        let rows = statement.query_map([], |row| Ok((DeviceId(row.get(0)?), row.get::<_, i64>(1)?)))?;
        for row in rows {
            let (device, seq) = row?;
            let what =
                "its device wrote its history twice: another entry for this place was received, and is kept";
            self.find(Some(device), Some(seq.unsigned_abs()), None, what.to_owned());
        }
        Ok(())
    }

    /// The tables beside the entries must say the same as the entries.
    fn devices(&mut self, conn: &Connection, structure: &Replayed) -> Result<(), VaultError> {
        let mut statement = conn.prepare("SELECT n, device_id, sign_pk FROM device")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, DeviceId(row.get(1)?), row.get(2)?))
        })?;
        for row in rows {
            let (n, device, public): (i64, DeviceId, [u8; 32]) = row?;
            let key = structure
                .authority
                .device_key(device)
                .map(ed25519_dalek::VerifyingKey::to_bytes);
            if key.is_some_and(|key| key != public) {
                self.find(
                    Some(device),
                    None,
                    None,
                    "its key in the list of devices is another".to_owned(),
                );
            }
            let series = self.series.get(&device);
            let same = read_frontier(conn, n)
                .is_ok_and(|kept| series.map_or(kept.size() == 0, |series| series.frontier == kept));
            if !same && series.is_none_or(|series| !series.broken) {
                let what = "the remembered end of the log is another: entries were cut off or put in";
                let seq = series.and_then(|series| series.frontier.size().checked_sub(1));
                self.find(Some(device), seq, None, what.to_owned());
            }
        }
        Ok(())
    }
}
