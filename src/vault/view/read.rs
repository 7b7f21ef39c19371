//! Reading a view: the entries of an incident or a month, and lists of incidents.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use super::View;
use crate::domain::content::{ClosedFact, Content};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, MemberId, PersonMark, StreamId};
use crate::domain::incident::Placed;
use crate::domain::month::measures;
use crate::domain::plain::shown_json;
use crate::domain::time::{Moment, YearMonth};
use crate::vault::VaultError;

impl View {
    /// The entries of one incident in this compartment, in the order in which they are folded.
    ///
    /// # Errors
    /// What the database says.
    pub fn entries_of(&self, incident: IncidentId) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE incident = ?1 ORDER BY lamport, device, seq",
            [incident.0.as_slice()],
        ))
    }

    /// The stream that this compartment's entries of an incident are in; `None` before the first.
    ///
    /// # Errors
    /// What the database says.
    pub fn stream_of(&self, incident: IncidentId) -> Result<Option<StreamId>, VaultError> {
        self.conn
            .prepare_cached(
                "SELECT stream FROM item WHERE incident = ?1 ORDER BY lamport, device, seq LIMIT 1",
            )?
            .query_row([incident.0.as_slice()], |row| row.get::<_, Vec<u8>>(0))
            .optional()?
            .map(|bytes| id(&bytes).map(StreamId))
            .transpose()
    }

    /// Incidents that are open, the latest first. In the shared view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn open_incidents(&self) -> Result<Vec<IncidentId>, VaultError> {
        self.incidents(
            "SELECT incident FROM incident WHERE closed IS NULL ORDER BY opened DESC, incident",
            [],
        )
    }

    /// Incidents open or closed, the latest opened first, at most `limit`; `before` gives those opened earlier. In the
    /// shared view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn recent(&self, limit: usize, before: Option<Moment>) -> Result<Vec<IncidentId>, VaultError> {
        self.incidents(
            "SELECT incident FROM incident WHERE opened < ?1 ORDER BY opened DESC, incident LIMIT ?2",
            (before.map_or(i64::MAX, |moment| moment.0), many(limit)),
        )
    }

    /// The highest number that a reference of this year carries, for making the next one: 117 when the latest is
    /// `26-0117`, 0 when there is none. In the shared view.
    ///
    /// # Errors
    /// What the database says.
    pub fn references_in_year(&self, two_digit_year: &str) -> Result<u32, VaultError> {
        let highest: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT max(CAST(substr(reference, 4) AS INTEGER)) FROM incident
                 WHERE reference >= ?1 || '-' AND reference < ?1 || '.' AND length(reference) BETWEEN 4 AND 9
                   AND substr(reference, 4) NOT GLOB '*[^0-9]*'",
            )?
            .query_row([two_digit_year], |row| row.get(0))?;
        Ok(highest.and_then(|number| u32::try_from(number).ok()).unwrap_or(0))
    }

    /// The incident of a reference such as `26-0117`; `None` when there is none. In the shared view.
    ///
    /// # Errors
    /// What the database says.
    pub fn incident_of(&self, reference: &str) -> Result<Option<IncidentId>, VaultError> {
        let found = self.incidents(
            "SELECT incident FROM incident WHERE reference = ?1 ORDER BY opened DESC, incident LIMIT 1",
            [reference],
        )?;
        Ok(found.first().copied())
    }

    /// The reference of the incident that the entry at a place is about; `None` when it is about none, or is not here.
    /// In the shared view.
    ///
    /// # Errors
    /// What the database says.
    pub fn reference_at(&self, place: EntryRef) -> Result<Option<String>, VaultError> {
        let Ok(seq) = i64::try_from(place.seq) else {
            return Ok(None);
        };
        let found = self
            .conn
            .prepare_cached(
                "SELECT incident.reference FROM item JOIN incident USING (incident)
                 WHERE item.device = ?1 AND item.seq = ?2",
            )?
            .query_row((place.device.0.as_slice(), seq), |row| row.get(0))
            .optional()?;
        Ok(found)
    }

    /// Closed incidents of which nothing was written at or after `before`, the quietest first, at most `limit`: the
    /// reference, and when the last entry was written. In the shared view.
    ///
    /// # Errors
    /// What the database says.
    pub fn quiet_since(&self, before: Moment, limit: usize) -> Result<Vec<(String, Moment)>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT reference, last FROM (
                 SELECT incident.reference AS reference, max(item.at) AS last
                 FROM incident JOIN item USING (incident)
                 WHERE incident.closed IS NOT NULL AND incident.opened < ?1
                 GROUP BY incident.incident
             ) WHERE last < ?1 ORDER BY last, reference LIMIT ?2",
        )?;
        let rows = statement.query_map((before.0, many(limit)), |row| {
            Ok((row.get(0)?, Moment(row.get(1)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The facts of a month by their own time, and those that finish the month's danger shares later: what
    /// [`crate::domain::month::count_month`] counts, in the order of the log. In the oversight view; elsewhere there are
    /// none. What it looks at grows with the month, and not with what was written before or after it.
    ///
    /// # Errors
    /// What the database says.
    pub fn month_entries(&self, month: YearMonth) -> Result<Vec<Placed>, VaultError> {
        let month = [month.start().0, month.end().0];
        let mut found = entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind IN ('oversight.opened', 'oversight.known-told', 'oversight.decision',
                            'oversight.danger-finished', 'oversight.s136', 'oversight.s136-taken-back',
                            'oversight.joined',
                            'oversight.s136-despite', 'oversight.s136-stopped', 'oversight.s136-learnt',
                            'oversight.s136-return',
                            'oversight.closed',
                            'oversight.viewed', 'oversight.register-viewed', 'oversight.exported', 'oversight.reason')
               AND own_at >= ?1 AND own_at < ?2",
            month,
        );
        let later = entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item INDEXED BY item_incident
             WHERE kind = 'oversight.danger-finished' AND own_at >= ?2 AND incident IN
                   (SELECT incident FROM item
                    WHERE kind = 'oversight.decision' AND own_at >= ?1 AND own_at < ?2
                      AND instr(body, CAST('\"count\":\"danger\"' AS BLOB)) > 0)",
            month,
        );
        if let (Ok(found), Ok(later)) = (&mut found, &later) {
            found.extend_from_slice(later);
            found.sort_by_key(Placed::order);
        }
        self.marked(later.and(found))
    }

    /// What is counted of section 136 and 135 from one instant and before another, by its own time, in the order of the log.
    /// In the oversight view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn s136_facts(&self, from: Moment, until: Moment) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind IN ('oversight.s136', 'oversight.s136-taken-back', 'oversight.joined',
                            'oversight.s136-return')
               AND own_at >= ?1 AND own_at < ?2
             ORDER BY lamport, device, seq",
            [from.0, until.0],
        ))
    }

    /// Incidents about one of these people that were closed in the ninety days before a month, with every closing of
    /// them in that time: they say who came again. Only these are read whole; of the others no more than whom they are
    /// about.
    ///
    /// # Errors
    /// What the database says.
    pub fn closed_before(
        &self,
        month: YearMonth,
        met: &BTreeSet<PersonMark>,
    ) -> Result<Vec<Placed>, VaultError> {
        let from = month.start().plus_minutes(-measures().look_back_days() * 24 * 60);
        self.marked(closed_about(&self.conn, [from.0, month.start().0], met))
    }

    /// What the register of consent is folded from, in the order of the log. In a side's view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn consents(&self) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind IN ('side.consent', 'side.consent-taken-back', 'side.consent-level')
             ORDER BY lamport, device, seq",
            [],
        ))
    }

    /// The rule tables that were refused, in the order of the log. In the oversight view; elsewhere there are none.
    ///
    /// # Errors
    /// What the database says.
    pub fn refused_rules(&self) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind = 'oversight.rules-refused' ORDER BY lamport, device, seq",
            [],
        ))
    }

    /// The entries of a kind that name this month in their field `month`, in the order in which they are folded. None is
    /// older than the month: nobody releases or counts one that has not begun.
    ///
    /// # Errors
    /// What the database says.
    pub fn of_month(&self, kind: &str, month: YearMonth) -> Result<Vec<Placed>, VaultError> {
        self.marked(entries(
            &self.conn,
            "SELECT device, seq, lamport, at, author, body FROM item
             WHERE kind = ?1 AND own_at >= ?2 AND instr(body, CAST('\"month\":\"' || ?3 || '\"' AS BLOB)) > 0
             ORDER BY lamport, device, seq",
            (kind, month.start().0, month.to_string()),
        ))
    }

    /// The entries of these kinds, in the order in which they are folded: a register that spans incidents.
    ///
    /// # Errors
    /// What the database says.
    pub fn of_kinds(&self, kinds: &[&str]) -> Result<Vec<Placed>, VaultError> {
        let mut found = Vec::new();
        for kind in kinds {
            found.extend(self.marked(entries(
                &self.conn,
                "SELECT device, seq, lamport, at, author, body FROM item WHERE kind = ?1",
                [kind],
            ))?);
        }
        found.sort_by_key(Placed::order);
        Ok(found)
    }

    fn incidents(&self, sql: &str, params: impl Params) -> Result<Vec<IncidentId>, VaultError> {
        self.marked(self.incidents_by(sql, params))
    }

    fn incidents_by(&self, sql: &str, params: impl Params) -> Result<Vec<IncidentId>, VaultError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|bytes| id(&bytes?).map(IncidentId)).collect()
    }
}

/// Closings in a span of time, of incidents of which one closing there is about one of these people.
fn closed_about(
    conn: &Connection,
    span: [i64; 2],
    met: &BTreeSet<PersonMark>,
) -> Result<Vec<Placed>, VaultError> {
    let mut statement = conn.prepare_cached(
        "SELECT device, seq, lamport, at, author, body, incident FROM item
         WHERE kind = 'oversight.closed' AND own_at >= ?1 AND own_at < ?2",
    )?;
    let mut about = BTreeSet::new();
    let mut rows = statement.query(span)?;
    while let Some(row) = rows.next()? {
        let person = ClosedFact::person_in(row.get_ref(5)?.as_blob().unwrap_or_default());
        if person.is_some_and(|person| met.contains(&person)) {
            about.insert(row.get::<_, Vec<u8>>(6)?);
        }
    }
    drop(rows);
    let mut found = Vec::new();
    let mut rows = statement.query(span)?;
    while let Some(row) = rows.next()? {
        if about.contains(row.get_ref(6)?.as_blob().unwrap_or_default()) {
            found.push(placed(row)?);
        }
    }
    found.sort_by_key(Placed::order);
    Ok(found)
}

/// Entries by a query of `device, seq, lamport, at, author, body`.
pub(super) fn entries(conn: &Connection, sql: &str, params: impl Params) -> Result<Vec<Placed>, VaultError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(placed(row)?);
    }
    Ok(entries)
}

fn placed(row: &Row<'_>) -> Result<Placed, VaultError> {
    let out_of_form = || VaultError::damaged("a row of a view does not have the expected form");
    let body: Vec<u8> = row.get(5)?;
    let author: Option<Vec<u8>> = row.get(4)?;
    Ok(Placed {
        entry: EntryRef {
            device: DeviceId(id(&row.get::<_, Vec<u8>>(0)?)?),
            seq: u64::try_from(row.get::<_, i64>(1)?).map_err(|_negative| out_of_form())?,
        },
        lamport: u64::try_from(row.get::<_, i64>(2)?).map_err(|_negative| out_of_form())?,
        at: Moment(row.get(3)?),
        author: author.map(|bytes| id(&bytes).map(MemberId)).transpose()?,
        content: Content::from_bytes(&shown_json(&body)).map_err(|_unknown| out_of_form())?,
    })
}

/// The sixteen bytes of an identifier.
pub(super) fn id(bytes: &[u8]) -> Result<[u8; 16], VaultError> {
    bytes
        .try_into()
        .map_err(|_length| VaultError::damaged("a row of a view does not have the expected form"))
}

/// A limit as SQL takes it.
pub(super) fn many(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
