//! Taking out of a view what was ordered to be destroyed: rows, words of the index, and the pages that held them.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::{View, fill, path_of, remove, schema};
use crate::domain::ids::{EntryRef, IncidentId, StreamId};
use crate::domain::role::Compartment;
use crate::vault::disposal::empty_journal;
use crate::vault::{Ring, Vault, VaultError};

impl View {
    /// Takes out the rows that orders in force cover, if there are new ones, and empties the journal.
    pub(super) fn apply_orders(&mut self, vault: &Vault) -> Result<(), VaultError> {
        let orders = vault.authority.disposals();
        let count = i64::try_from(orders.count(self.compartment)).unwrap_or(i64::MAX);
        if schema::get(&self.conn, "disposed")?.unwrap_or(0) == count {
            return Ok(());
        }
        let transaction = self.conn.transaction()?;
        let mut touched = BTreeSet::new();
        for (place, until) in orders.places(self.compartment) {
            touched.extend(forget(&transaction, place, until)?);
        }
        for incident in touched {
            fill::frame_anew(&transaction, incident)?;
        }
        schema::set(&transaction, "disposed", count)?;
        transaction.commit()?;
        empty_journal(&self.conn)?;
        Ok(())
    }

    /// The streams of an incident in this compartment.
    pub(crate) fn streams_of(&self, incident: IncidentId) -> Result<BTreeSet<StreamId>, VaultError> {
        let mut statement = self
            .conn
            .prepare("SELECT DISTINCT stream FROM item WHERE incident = ?1")?;
        let rows = statement.query_map([incident.0.as_slice()], |row| row.get(0))?;
        rows.map(|row| Ok(StreamId(row?))).collect()
    }

    /// How many entries of anything but this incident are in its streams; `None` when there are none.
    pub(crate) fn others_in(
        &self,
        streams: &BTreeSet<StreamId>,
        incident: IncidentId,
    ) -> Result<Option<u64>, VaultError> {
        let mut statement = self
            .conn
            .prepare("SELECT count(*) FROM item WHERE stream = ?1 AND incident IS NOT ?2")?;
        let mut others = 0;
        for stream in streams {
            let count: i64 =
                statement.query_row((stream.0.as_slice(), incident.0.as_slice()), |row| row.get(0))?;
            others += count.unsigned_abs();
        }
        Ok((others > 0).then_some(others))
    }
}

/// Takes one row out: its words leave the index, then the row goes. Gives the incident that it belonged to.
fn forget(conn: &Connection, place: EntryRef, until: u64) -> Result<Option<IncidentId>, VaultError> {
    let (Ok(seq), Ok(until)) = (i64::try_from(place.seq), i64::try_from(until)) else {
        return Ok(None);
    };
    let row: Option<(i64, String, Option<[u8; 16]>)> = conn
        .prepare("SELECT arrival, text, incident FROM item WHERE device = ?1 AND seq = ?2 AND lamport < ?3")?
        .query_row((place.device.0.as_slice(), seq, until), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((arrival, text, incident)) = row else {
        return Ok(None);
    };
    conn.prepare("INSERT INTO fts (fts, rowid, text) VALUES ('delete', ?1, ?2)")?
        .execute((arrival, text))?;
    conn.prepare("DELETE FROM item WHERE arrival = ?1")?
        .execute([arrival])?;
    Ok(incident.map(IncidentId))
}

/// Leaves nothing of what was destroyed in a view's files: row by row where the ring opens it, else by throwing the
/// view away with its key. `false` when another process is reading it.
pub(crate) fn clean(
    vault: &Vault,
    compartment: Compartment,
    ring: Option<&Ring>,
) -> Result<bool, VaultError> {
    let path = path_of(vault.dir(), compartment);
    if !path.exists() {
        return Ok(true);
    }
    if let Some(ring) = ring.filter(|ring| ring.has(compartment))
        && let Ok(mut view) = View::on_disk(vault, compartment, ring)
        && view.apply_orders(vault).is_ok()
    {
        return empty_journal(&view.conn);
    }
    remove(&path)?;
    vault.drop_view_key(compartment)?;
    Ok(true)
}
