//! What reviewers and access checks read of the oversight view: what is always reviewed, who looked at an incident, and
//! the entry that a draw is seeded with.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension as _;

use super::View;
use super::read::{entries, id};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId};
use crate::domain::incident::Placed;
use crate::domain::time::{Moment, YearMonth};
use crate::vault::VaultError;

impl View {
    /// Danger shares, overrides and openings by governance since then, with what finished and answered for them, in the
    /// order of the log. In the oversight view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn always_reviewed(&self, since: Moment) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE own_at >= ?1
               AND (kind IN ('oversight.s136-despite', 'oversight.s136-stopped', 'oversight.s136-learnt', 'oversight.governance-opened', 'oversight.reason',
                             'oversight.danger-finished')
                    OR (kind = 'oversight.decision'
                        AND instr(body, CAST('\"count\":\"danger\"' AS BLOB)) > 0))
             ORDER BY lamport, device, seq",
            [since.0],
        ))
    }

    /// What was looked after in a month: access checks, words that a red line stopped, openings by governance, breaches; in
    /// the order of the log. In the oversight view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn looked_after(&self, month: YearMonth) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind IN ('oversight.access-checked', 'oversight.red-line', 'oversight.governance-opened',
                            'oversight.breach')
               AND own_at >= ?1 AND own_at < ?2
             ORDER BY lamport, device, seq",
            [month.start().0, month.end().0],
        ))
    }

    /// Requests between the sides and from outside in a month, and what came of them until a day after it, in the order of
    /// the log. In the oversight view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn asked_for(&self, month: YearMonth) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind IN ('oversight.request', 'oversight.outside') AND own_at >= ?1 AND own_at < ?2
             ORDER BY lamport, device, seq",
            [month.start().0, month.end().plus_minutes(24 * 60).0],
        ))
    }

    /// The incidents with this reference, by the facts that supervisors hold. In the oversight view; elsewhere none.
    ///
    /// # Errors
    /// What the database says.
    pub fn incidents_called(&self, reference: &str) -> Result<Vec<IncidentId>, VaultError> {
        let named = serde_json::to_string(reference).unwrap_or_default();
        let found = self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind = 'oversight.opened' AND instr(body, CAST('\"reference\":' || ?1 AS BLOB)) > 0
             ORDER BY lamport, device, seq",
            [named],
        ))?;
        Ok(found
            .iter()
            .filter_map(|placed| placed.content.incident())
            .collect())
    }

    /// The entries whose own clock said a time in this span, in the order of the log.
    ///
    /// # Errors
    /// What the database says.
    pub fn written_between(&self, from: Moment, until: Moment) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item WHERE at >= ?1 AND at < ?2
             ORDER BY lamport, device, seq",
            (from.0, until.0),
        ))
    }

    /// What people call every incident. In the shared view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn references(&self) -> Result<BTreeMap<IncidentId, String>, VaultError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT incident, reference FROM incident")?;
        let mut rows = statement.query([])?;
        let mut references = BTreeMap::new();
        while let Some(row) = rows.next()? {
            references.insert(IncidentId(id(&row.get::<_, Vec<u8>>(0)?)?), row.get(1)?);
        }
        Ok(references)
    }

    /// The first entry of a device in this compartment, by its place, whose own clock said this time or later.
    ///
    /// # Errors
    /// What the database says.
    pub fn first_since(&self, device: DeviceId, since: Moment) -> Result<Option<EntryRef>, VaultError> {
        let seq: Option<i64> = self
            .conn
            .prepare_cached("SELECT seq FROM item WHERE device = ?1 AND at >= ?2 ORDER BY seq LIMIT 1")?
            .query_row((device.0.as_slice(), since.0), |row| row.get(0))
            .optional()?;
        Ok(seq.map(|seq| EntryRef {
            device,
            seq: seq.unsigned_abs(),
        }))
    }
}
