//! Folding the log into a view, page by page: the rows of a page and the position after it in one transaction.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Builder};

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Transaction};
use serde::Deserialize;

use super::{Progress, View, read, schema, words};
use crate::domain::content::Content;
use crate::domain::ids::IncidentId;
use crate::domain::incident::fold_shared;
use crate::domain::role::Compartment;
use crate::domain::time::Moment;
use crate::vault::{Page, Readable, Ring, Vault, VaultError};

/// How many entries are folded in one transaction.
const PAGE: usize = 500;
/// The same where many wait: so many are opened at a time.
const LARGE_PAGE: usize = 2000;
/// So many large pages are opened ahead of the folding, which stands still for a while at the end of each transaction.
const AHEAD: usize = 6;
/// And so many, or a page more, are folded in one transaction: for each the word index is written once, and each page of the
/// other indices that it touches.
const TOGETHER: usize = 20_000;

/// So many places of other compartments are passed again rather than noted: most appends concern one view only.
const PASSED_UNNOTED: i64 = 256;

/// Where entries come from: the log, or in tests a list.
pub(super) trait Source {
    /// The next entries after a place, looking at most at so many.
    fn after(&self, arrival: i64, limit: usize) -> Result<Page, VaultError>;

    /// The last place there is.
    fn last(&self) -> Result<i64, VaultError>;
}

/// The entries of one compartment in the log.
pub(super) struct Log<'a> {
    pub(super) vault: &'a Vault,
    pub(super) ring: &'a Ring,
    pub(super) compartment: Compartment,
}

impl Source for Log<'_> {
    fn after(&self, arrival: i64, limit: usize) -> Result<Page, VaultError> {
        self.vault.read_after(arrival, limit, self.compartment, self.ring)
    }

    fn last(&self) -> Result<i64, VaultError> {
        Ok(self
            .vault
            .conn
            .query_row("SELECT ifnull(max(id), 0) FROM entry", [], |row| row.get(0))?)
    }
}

impl View {
    /// Notes that what comes next is folded in with a ring that lacks an epoch.
    pub(super) fn note_gaps(&self, source: &dyn Source) -> Result<(), VaultError> {
        if source.last()? > schema::get(&self.conn, "applied")?.unwrap_or(0) {
            schema::set(&self.conn, "gaps", 1)?;
        }
        Ok(())
    }

    /// Folds in everything after the view's position.
    pub(super) fn fold_in(&mut self, source: &dyn Source, progress: Progress<'_>) -> Result<u64, VaultError> {
        let applied = schema::get(&self.conn, "applied")?.unwrap_or(0);
        let page = source.after(applied, PAGE)?;
        if !page.at_end {
            return self.fold_many(source, page, progress);
        }
        let passed = page.scanned.saturating_sub(applied);
        if !page.entries.is_empty() || passed >= PASSED_UNNOTED {
            self.fold_page(&page)?;
        }
        progress(number(page.scanned), number(page.scanned));
        Ok(number_of(&page))
    }

    /// Folds page after page on a thread of its own, while this one opens the next.
    fn fold_many(
        &mut self,
        source: &dyn Source,
        first: Page,
        progress: Progress<'_>,
    ) -> Result<u64, VaultError> {
        let (to, pages) = sync_channel::<Page>(AHEAD);
        thread::scope(|scope| {
            let fold = move || self.fold_pages(&pages);
            let folding = Builder::new().spawn_scoped(scope, fold)?;
            let opened = open_pages(source, first, progress, &to);
            // the other thread ends when nothing can come any more
            drop(to);
            folding.join().map_err(|_panic| VaultError::Closed)??;
            opened
        })
    }

    /// Whether the last entry that came in is still at its place.
    pub(super) fn agrees_with(&self, source: &dyn Source) -> Result<bool, VaultError> {
        let applied = schema::get(&self.conn, "applied")?.unwrap_or(0);
        if applied > source.last()? {
            return Ok(false);
        }
        let latest = self
            .conn
            .query_row(
                "SELECT arrival, device, seq, body FROM item ORDER BY arrival DESC LIMIT 1",
                [],
                |row| {
                    let entry = (row.get::<_, Vec<u8>>(1)?, row.get::<_, i64>(2)?);
                    Ok((row.get::<_, i64>(0)?, entry, row.get::<_, Vec<u8>>(3)?))
                },
            )
            .optional()?;
        let Some((arrival, (device, seq), body)) = latest else {
            return Ok(true);
        };
        let page = source.after(arrival.saturating_sub(1), 1)?;
        Ok(page.entries.first().is_some_and(|found| {
            let entry = found.placed.entry;
            found.arrival == arrival
                && entry.device.0.as_slice() == device
                && i64::try_from(entry.seq) == Ok(seq)
                && found.body == body
        }))
    }

    fn fold_page(&mut self, page: &Page) -> Result<(), VaultError> {
        let mut folding = Folding::begin(&mut self.conn)?;
        folding.page(page)?;
        folding.finish()
    }

    /// All that come, some thousands in one transaction. What has come when nothing more does is kept.
    fn fold_pages(&mut self, pages: &Receiver<Page>) -> Result<(), VaultError> {
        while let Ok(first) = pages.recv() {
            let mut folding = Folding::begin(&mut self.conn)?;
            folding.page(&first)?;
            drop(first);
            while folding.entries < TOGETHER
                && let Ok(page) = pages.recv()
            {
                folding.page(&page)?;
            }
            folding.finish()?;
        }
        Ok(())
    }
}

/// Pages on their way into a view, in one transaction.
struct Folding<'a> {
    transaction: Transaction<'a>,
    /// Incidents that were opened or closed by them.
    framed: BTreeSet<IncidentId>,
    /// How many entries there are so far, and the place after the last.
    entries: usize,
    scanned: i64,
}

impl<'a> Folding<'a> {
    fn begin(conn: &'a mut Connection) -> Result<Self, VaultError> {
        Ok(Self {
            transaction: conn.transaction()?,
            framed: BTreeSet::new(),
            entries: 0,
            scanned: 0,
        })
    }

    fn page(&mut self, page: &Page) -> Result<(), VaultError> {
        let mut rows = Rows::into(&self.transaction)?;
        for entry in &page.entries {
            rows.insert(entry)?;
            if let Content::IncidentOpened(_) | Content::Closed(_) | Content::Reopened(_) =
                &entry.placed.content
            {
                self.framed.extend(entry.placed.content.incident());
            }
        }
        self.entries = self.entries.saturating_add(page.entries.len());
        self.scanned = page.scanned;
        Ok(())
    }

    fn finish(self) -> Result<(), VaultError> {
        for incident in self.framed {
            frame(&self.transaction, incident)?;
        }
        schema::set(&self.transaction, "applied", self.scanned)?;
        self.transaction.commit()?;
        Ok(())
    }
}

/// Opens page after page and passes each on; gives how many readable entries there were.
fn open_pages(
    source: &dyn Source,
    first: Page,
    progress: Progress<'_>,
    to: &SyncSender<Page>,
) -> Result<u64, VaultError> {
    let mut page = first;
    let mut came: u64 = 0;
    loop {
        let (scanned, at_end) = (page.scanned, page.at_end);
        came = came.saturating_add(number_of(&page));
        if to.send(page).is_err() {
            return Ok(came); // folding ended, and tells why
        }
        let last = if at_end {
            scanned
        } else {
            source.last()?.max(scanned)
        };
        let go_on = progress(number(scanned), number(last));
        if at_end {
            return Ok(came);
        }
        if !go_on {
            return Err(VaultError::Cancelled);
        }
        page = source.after(scanned, LARGE_PAGE)?;
    }
}

#[derive(Deserialize)]
struct Kind<'a> {
    #[serde(borrow)]
    t: Cow<'a, str>,
}

/// The statements that a page's rows go through, made once for a page.
struct Rows<'a> {
    item: CachedStatement<'a>,
    words: CachedStatement<'a>,
}

impl<'a> Rows<'a> {
    fn into(conn: &'a Connection) -> Result<Self, VaultError> {
        Ok(Self {
            item: conn.prepare_cached(
                "INSERT INTO item (arrival, device, seq, lamport, at, own_at, author, incident, stream, kind, body, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?,
            words: conn.prepare_cached("INSERT INTO fts (rowid, text) VALUES (?1, ?2)")?,
        })
    }

    fn insert(&mut self, entry: &Readable) -> Result<(), VaultError> {
        let placed = &entry.placed;
        let kind = serde_json::from_slice::<Kind<'_>>(&entry.body)
            .map_err(|_form| VaultError::damaged("an entry does not say what it is"))?;
        let text = words::searchable(&placed.content);
        let too_large = |_size| VaultError::damaged("an entry's place is beyond what a log can hold");
        self.item.execute(rusqlite::params![
            entry.arrival,
            placed.entry.device.0.as_slice(),
            i64::try_from(placed.entry.seq).map_err(too_large)?,
            i64::try_from(placed.lamport).map_err(too_large)?,
            placed.at.0,
            own_time(&placed.content).unwrap_or(placed.at).0,
            placed.author.as_ref().map(|author| author.0.as_slice()),
            placed
                .content
                .incident()
                .as_ref()
                .map(|incident| incident.0.as_slice()),
            entry.stream.0.as_slice(),
            kind.t,
            entry.body.as_slice(),
            text,
        ])?;
        self.words.execute((entry.arrival, text))?;
        Ok(())
    }
}

/// The row by which an incident is listed, from those of its entries that open and close it.
fn frame(conn: &Connection, incident: IncidentId) -> Result<(), VaultError> {
    let entries = read::entries(
        conn,
        "SELECT device, seq, lamport, at, author, body FROM item
         WHERE incident = ?1 AND kind IN ('shared.opened', 'shared.closed', 'shared.reopened')",
        [incident.0.as_slice()],
    )?;
    let Some(folded) = fold_shared(&entries) else {
        return Ok(()); // its opening has not arrived yet
    };
    conn.prepare_cached(
        "INSERT INTO incident (incident, reference, opened, closed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (incident) DO UPDATE SET reference = ?2, opened = ?3, closed = ?4",
    )?
    .execute((
        incident.0.as_slice(),
        &folded.reference,
        folded.opened.0,
        folded.closed.map(|closed| closed.0),
    ))?;
    Ok(())
}

/// The same after rows were taken out: without its opening an incident is no longer listed.
pub(super) fn frame_anew(conn: &Connection, incident: IncidentId) -> Result<(), VaultError> {
    conn.prepare_cached("DELETE FROM incident WHERE incident = ?1")?
        .execute([incident.0.as_slice()])?;
    frame(conn, incident)
}

/// The time that an oversight fact itself names: a month is counted by it.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only oversight facts are asked for by their own time; all others use the entry's"
)]
fn own_time(content: &Content) -> Option<Moment> {
    match content {
        Content::OpenedFact(fact) => Some(fact.at),
        Content::KnownToldFact(fact) => Some(fact.at),
        Content::DecisionFact(fact) => Some(fact.at),
        Content::DangerFinishedFact(fact) => Some(fact.at),
        Content::S136Fact(fact) => Some(fact.at),
        Content::S136TakenBack(fact) => Some(fact.at),
        Content::JoinedFact(fact) => Some(fact.at),
        Content::S136Despite(fact) => Some(fact.at),
        Content::S136Stopped(fact) => Some(fact.at),
        Content::S136Learnt(fact) => Some(fact.at),
        Content::S136Counted(fact) => Some(fact.at),
        Content::ClosedFact(fact) => Some(fact.at),
        Content::Viewed(fact) => Some(fact.at),
        Content::RegisterViewed(fact) => Some(fact.at),
        Content::Exported(fact) => Some(fact.at),
        Content::ReasonGiven(fact) => Some(fact.at),
        Content::RulesRefused(fact) => Some(fact.at),
        Content::RequestFact(fact) => Some(fact.at),
        Content::OutsideFact(fact) => Some(fact.at),
        Content::BreachFact(fact) => Some(fact.at),
        Content::MonthReleased(fact) => Some(fact.at),
        Content::BaselineSet(fact) => Some(fact.at),
        Content::OwnCounts(fact) => Some(fact.at),
        Content::ReviewDrawn(fact) => Some(fact.at),
        Content::Reviewed(fact) => Some(fact.at),
        Content::AccessChecked(fact) => Some(fact.at),
        Content::LogChecked(fact) => Some(fact.at),
        Content::RedLineStopped(fact) => Some(fact.at),
        Content::WordPassedFact(fact) => Some(fact.at),
        Content::WordReadFact(fact) => Some(fact.at),
        Content::GovernanceOpened(fact) => Some(fact.at),
        Content::CheckpointHeld(fact) => Some(fact.at),
        _ => None,
    }
}

fn number(place: i64) -> u64 {
    u64::try_from(place).unwrap_or(0)
}

fn number_of(page: &Page) -> u64 {
    u64::try_from(page.entries.len()).unwrap_or(0)
}
