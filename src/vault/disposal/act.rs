//! Making an order and carrying orders out: bodies, drafts and view rows go, and the journal is emptied, so that no
//! page of any file holds them. What a killed process left undone is finished when the vault is next opened.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::content::{Content, Disposed};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, KeyId, StreamId};
use crate::domain::role::{Compartment, Role};
use crate::domain::time::Moment;

use super::super::append::{Author, ToWrite};
use super::super::authority::{Authority, administers};
use super::super::error::VaultError;
use super::super::header::{Header, Kind};
use super::super::keys::Unlocked;
use super::super::ring::Ring;
use super::super::store::{Vault, local, set_local};
use super::super::view::{self, View};
use super::{DisposalOrder, needs_both};

/// In the table `local`: numbers of the compartments whose views and whose journal are still to be cleaned.
const DUE: &str = "disposal/due";
/// In the table `local`: how many covered places were carried out.
const DONE: &str = "disposal/done";

/// What a disposal would destroy. Nothing has happened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalPlan {
    /// Whose words.
    pub compartment: Compartment,
    /// The content entries.
    pub contents: Vec<EntryRef>,
    /// The entries that wrap their data keys.
    pub keys: Vec<EntryRef>,
    /// When the first and the last of them were written, by their authors' clocks.
    pub span: Option<(Moment, Moment)>,
    /// How many sealed bytes.
    pub bytes: u64,
    /// Drafts of the incident on this device.
    pub drafts: Vec<String>,
    pub(super) key_ids: Vec<KeyId>,
}

/// What came of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisposalDone {
    /// Where the order stands.
    pub order: EntryRef,
    /// It is in force; false while the other organisation's confirmation is missing.
    pub in_force: bool,
    /// Nothing of it is left in any file of this vault. False while it waits, and when another process was reading:
    /// then the rest is done when the vault is next opened.
    pub finished: bool,
}

impl Vault {
    /// What would go if an incident were disposed of in one compartment: every stream of it, whole, so that no data
    /// key is left that opens anything else. Needs the compartment's view.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when a stream also holds another incident, or nothing is there to be destroyed.
    pub fn plan_disposal(
        &self,
        view: &View,
        incident: IncidentId,
        ring: &Ring,
    ) -> Result<DisposalPlan, VaultError> {
        let compartment = view.compartment();
        let streams = view.streams_of(incident)?;
        if let Some(other) = view.others_in(&streams, incident)? {
            return Err(VaultError::refused(format!(
                "its data key also opens {other} entries of other incidents"
            )));
        }
        let mut plan = self.plan_of(compartment, &streams)?;
        let ending = format!("/{}", incident.hex());
        let drafts = self.drafts(compartment, ring)?;
        plan.drafts.extend(
            drafts
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| name.ends_with(&ending)),
        );
        if plan.contents.is_empty() {
            return Err(VaultError::refused(
                "nothing of this incident is left in that part of the record",
            ));
        }
        Ok(plan)
    }

    /// Every content and key entry of whole streams.
    pub(super) fn plan_of(
        &self,
        compartment: Compartment,
        streams: &BTreeSet<StreamId>,
    ) -> Result<DisposalPlan, VaultError> {
        let mut plan = DisposalPlan::nothing(compartment);
        for kind in [Kind::Content, Kind::Key] {
            let code = [kind.code().to_be_bytes(), compartment.code().to_be_bytes()].concat();
            let mut statement = self.conn.prepare(
                "SELECT header, length(body) FROM entry WHERE substr(header, 137, 4) = ?1 AND body IS NOT NULL",
            )?;
            let mut rows = statement.query([code])?;
            while let Some(row) = rows.next()? {
                let raw: Vec<u8> = row.get(0)?;
                let header = Header::parse(&raw).map_err(|bad| VaultError::damaged(bad.what()))?;
                if streams.contains(&header.stream) {
                    plan.take(&header, row.get(1)?);
                }
            }
        }
        Ok(plan)
    }

    /// Orders the destruction and, where one lead is enough, carries it out: the order and the emptied bodies in one
    /// transaction, then the views and the journal.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] when this lead may not order it; otherwise what the disk says. Nothing is destroyed
    /// then.
    pub fn dispose(
        &mut self,
        lead: &Unlocked,
        ring: &Ring,
        plan: &DisposalPlan,
        (basis, policy): (&str, &str),
        now: Moment,
    ) -> Result<DisposalDone, VaultError> {
        if lead.role != Role::Governance || !administers(lead.side, plan.compartment) {
            return Err(VaultError::refused(
                "a governance lead disposes of its own organisation's part and of what is shared",
            ));
        }
        let order = Content::Disposed(Disposed {
            compartment: plan.compartment,
            entries: plan.contents.iter().chain(&plan.keys).copied().collect(),
            keys: plan.key_ids.clone(),
            basis: basis.to_owned(),
            policy: policy.to_owned(),
        });
        let places = self.append_in_bulk(|vault| {
            if !needs_both(plan.compartment) {
                for name in &plan.drafts {
                    vault.drop_draft(plan.compartment, name)?;
                }
            }
            vault.write(Author::Member(lead), ring, now, &[ToWrite::structure(&order)?])
        })?;
        let order = *places.first().ok_or(VaultError::Closed)?;
        let in_force = !needs_both(plan.compartment);
        let finished = in_force && self.finish_disposals(Some(ring))?;
        Ok(DisposalDone {
            order,
            in_force,
            finished,
        })
    }

    /// Every order of the log, the oldest first.
    pub fn disposal_orders(&self) -> Vec<DisposalOrder> {
        self.authority.disposals().orders().cloned().collect()
    }

    /// How many bodies were destroyed by orders in force, or will be when their entries arrive.
    pub fn disposed_count(&self) -> usize {
        self.authority.disposals().len()
    }

    /// Whether an order in force is not yet carried out to the last page of the files here.
    pub fn disposal_is_due(&self) -> bool {
        matches!(local(&self.conn, DUE), Ok(Some(due)) if !due.is_empty()) || !self.is_carried_out()
    }

    /// Carries out what is in force and finishes what was begun: bodies, view rows, the journal. With a ring, view rows
    /// are removed one by one; a view that cannot be opened is thrown away with its key and made anew when it is next
    /// needed. Gives whether nothing is left to do.
    ///
    /// # Errors
    /// What the disk says. It can be called again.
    pub fn finish_disposals(&mut self, ring: Option<&Ring>) -> Result<bool, VaultError> {
        self.must_write()?;
        if !self.is_carried_out() {
            self.append_in_bulk(|vault| {
                let nothing = Authority::default();
                destroy(&vault.conn, &vault.authority, &nothing)
            })?;
        }
        let due = local(&self.conn, DUE)?.unwrap_or_default();
        if due.is_empty() {
            return Ok(true);
        }
        if let Some(ring) = ring {
            let orders = self.authority.disposals().orders();
            let keys: Vec<KeyId> = orders
                .filter(|order| order.in_force.is_some())
                .flat_map(|order| order.disposed.keys.iter().copied())
                .collect();
            ring.forget(&keys);
        }
        for compartment in Compartment::SEALED {
            if due.contains(&low(compartment)) && !view::clean(self, compartment, ring)? {
                return Ok(false);
            }
        }
        if !empty_journal(&self.conn)? {
            return Ok(false);
        }
        self.conn.execute("DELETE FROM local WHERE k = ?1", [DUE])?;
        Ok(true)
    }

    fn is_carried_out(&self) -> bool {
        let done = local(&self.conn, DONE).ok().flatten();
        done.map_or(0, |bytes| count_of(&bytes)) == self.authority.disposals().len()
    }
}

impl DisposalPlan {
    /// Nothing of a compartment.
    pub(crate) fn nothing(compartment: Compartment) -> Self {
        Self {
            compartment,
            contents: Vec::new(),
            keys: Vec::new(),
            span: None,
            bytes: 0,
            drafts: Vec::new(),
            key_ids: Vec::new(),
        }
    }

    fn take(&mut self, header: &Header, length: i64) {
        if header.kind == Kind::Key {
            self.keys.push(header.place());
            self.key_ids.push(header.key);
            return;
        }
        self.contents.push(header.place());
        self.bytes = self.bytes.saturating_add(length.unsigned_abs());
        let (first, last) = self.span.unwrap_or((header.at, header.at));
        self.span = Some((first.min(header.at), last.max(header.at)));
    }
}

/// Empties the bodies that `after` covers and `before` did not, inside the transaction at hand, and notes what is left
/// to clean.
pub(crate) fn destroy(conn: &Connection, after: &Authority, before: &Authority) -> Result<(), VaultError> {
    let (after, before) = (after.disposals(), before.disposals());
    if after.len() == before.len() {
        return Ok(());
    }
    let mut touched: BTreeSet<u8> = local(conn, DUE)?.unwrap_or_default().iter().copied().collect();
    let mut find = conn.prepare(
        "SELECT id, header FROM entry
         WHERE device = (SELECT n FROM device WHERE device_id = ?1) AND seq = ?2 AND body IS NOT NULL",
    )?;
    let mut empty = conn.prepare("UPDATE entry SET body = NULL WHERE id = ?1")?;
    // what is kept aside of the same stream: entries that wait, and those of a history that was written twice
    let mut aside = ["fork", "pending"]
        .map(|table| conn.prepare(&without_body(table)))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    for place in after.beyond(before) {
        let Ok(seq) = i64::try_from(place.seq) else {
            continue;
        };
        let found: Option<(i64, Vec<u8>)> = find
            .query_row((place.device.0, seq), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((id, raw)) = found else { continue };
        let header = Header::parse(&raw).map_err(|bad| VaultError::damaged(bad.what()))?;
        if after.covers(&header) {
            empty.execute([id])?;
            for aside in &mut aside {
                aside.execute((header.stream.0, header.compartment.code().to_be_bytes()))?;
            }
            touched.insert(low(header.compartment));
        }
    }
    set_local(
        conn,
        DONE,
        &u64::try_from(after.len()).unwrap_or(u64::MAX).to_be_bytes(),
    )?;
    set_local(conn, DUE, &touched.into_iter().collect::<Vec<u8>>())
}

/// Takes the bodies out of what a table keeps aside of a stream in a compartment: header, signature and the mark that
/// there is no body stay.
fn without_body(table: &str) -> String {
    format!(
        "UPDATE {table} SET raw = CAST(substr(raw, 1, 352) || x'00' AS BLOB)
         WHERE substr(raw, 145, 16) = ?1 AND substr(raw, 139, 2) = ?2 AND length(raw) > 353"
    )
}

/// Writes every page into the database and empties the journal: only then are the old pages gone. `false` when another
/// process is reading.
pub(crate) fn empty_journal(conn: &Connection) -> Result<bool, VaultError> {
    let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

fn low(compartment: Compartment) -> u8 {
    u8::try_from(compartment.code()).unwrap_or_default()
}

fn count_of(bytes: &[u8]) -> usize {
    <[u8; 8]>::try_from(bytes)
        .ok()
        .and_then(|bytes| usize::try_from(u64::from_be_bytes(bytes)).ok())
        .unwrap_or_default()
}

impl Vault {
    /// Every device of the log, its name, and whether it is known to have carried an order out: this one, when nothing
    /// is left to do here; another one, when its witness entry covers where the order came into force.
    pub fn disposal_devices(&self, order: &DisposalOrder) -> Vec<(DeviceId, String, bool)> {
        let devices = self.authority.devices();
        let done = |device: DeviceId| {
            order.in_force.is_some_and(|place| {
                let all = EntryRef {
                    device,
                    seq: u64::MAX,
                };
                if device == self.device {
                    !self.disposal_is_due()
                } else {
                    device == place.device || devices.seen_before(all, place.device) > place.seq
                }
            })
        };
        devices
            .ids()
            .map(|device| {
                let name = devices.name(device).unwrap_or_default().to_owned();
                (device, name, done(device))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_aside_loses_its_body_and_nothing_else() {
        let conn = crate::vault::db::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE fork (raw BLOB NOT NULL) STRICT")
            .unwrap();
        let bytes: Vec<u8> = (0..600_u32).map(|n| u8::try_from(n * 7 % 256).unwrap()).collect();
        conn.execute("INSERT INTO fork VALUES (?1)", [&bytes]).unwrap();
        let run = |stream: &[u8], home: &[u8]| conn.execute(&without_body("fork"), (stream, home)).unwrap();
        assert_eq!(run(&[0; 16], &bytes[138..140]), 0, "another stream's stay");
        assert_eq!(run(&bytes[144..160], &bytes[138..140]), 1);
        let kept: Vec<u8> = conn
            .query_row("SELECT raw FROM fork", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, [&bytes[..352], &[0]].concat());
        assert_eq!(run(&bytes[144..160], &bytes[138..140]), 0);
    }
}
