//! One pass over a log: what each entry must be, seen from those before it, and what must be there at the ends.

use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::Receiver;
use std::thread::{self, Builder};

use rusqlite::Connection;

use crate::domain::ids::{DeviceId, KeyId, LogId, StreamId};
use crate::domain::role::Compartment;

use super::super::checkpoint::{self, Claim};
use super::super::db;
use super::super::error::VaultError;
use super::super::header::{Header, Kind};
use super::super::log_key::LogKeys;
use super::super::merkle::{Frontier, Hash, leaf};
use super::super::replay::{Fault, NOT_ITS_AUTHORS, Replayed, content_signer, replay};
use super::bodies::Bodies;
use super::cores::{self, Check, Checks, Placed};
use super::{Depth, Finding, Progress, Report};

/// No report lists more than this.
const MOST_FINDINGS: usize = 200;

/// What is remembered of one device while its entries pass.
#[derive(Default)]
pub(super) struct Series {
    pub(super) frontier: Frontier,
    /// Its root, once it is known.
    root: Option<Hash>,
    lamport: u64,
    pub(super) broken: bool,
}

pub(super) struct Scan {
    log: LogId,
    log_keys: LogKeys,
    depth: Depth,
    /// Whether the transaction on the log was begun here.
    snapshot: bool,
    /// Who may do what after the whole log; `None` where that could not be read.
    pub(super) structure: Option<Replayed>,
    pub(super) series: BTreeMap<DeviceId, Series>,
    keys: HashMap<KeyId, (StreamId, Compartment)>,
    /// Heads that must come by: a checkpoint, what an earlier verification saw.
    pub(super) expected: Expected,
    pub(super) claim: Option<Claim>,
    pub(super) bodies: Bodies,
    entries: u64,
    /// Each with the number of the entry at which it was found: signatures are found out later.
    findings: Vec<(u64, Finding)>,
    remarks: Vec<Finding>,
}

impl Scan {
    pub(super) fn new(log: LogId, log_keys: LogKeys, depth: Depth) -> Self {
        Self {
            log,
            log_keys,
            depth,
            snapshot: false,
            structure: None,
            series: BTreeMap::new(),
            keys: HashMap::new(),
            expected: BTreeMap::new(),
            claim: None,
            bodies: Bodies::default(),
            entries: 0,
            findings: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Goes through the whole log by `conn`, while `pages` opens it once more for the check of its pages.
    pub(super) fn run(
        mut self,
        conn: &Connection,
        pages: impl FnOnce() -> Result<Connection, VaultError> + Send,
        note: Option<&str>,
        progress: Progress<'_>,
    ) -> Result<Report, VaultError> {
        let (pages, scanned) = thread::scope(|scope| -> Result<_, VaultError> {
            let check = || pages().and_then(|conn| db::damaged_pages(&conn));
            let check = Builder::new().spawn_scoped(scope, check)?;
            let scanned = self.scan(conn, note, progress);
            Ok((check.join().map_err(|_panic| VaultError::Closed)?, scanned))
        })?;
        match pages {
            Ok(pages) => {
                for what in pages.iter().rev() {
                    let finding = Finding {
                        device: None,
                        seq: None,
                        page: db::page_of(what),
                        what: format!("a page of the database is damaged: {what}"),
                    };
                    // said first: it may be why entries cannot be read
                    self.findings.insert(0, (0, finding));
                }
            }
            Err(error @ VaultError::LogDamaged { .. }) => self.unreadable(&error),
            Err(error) => return Err(error),
        }
        let complete = match scanned {
            Ok(true) => {
                self.heads(conn);
                true
            }
            Ok(false) => false,
            Err(error) if self.findings.is_empty() && !matches!(error, VaultError::LogDamaged { .. }) => {
                return Err(error);
            }
            Err(error) => {
                self.unreadable(&error);
                true
            }
        };
        if !conn.is_autocommit()
            && self.snapshot
            && let Err(error) = conn.execute_batch("COMMIT")
        {
            self.unreadable(&error.into());
        }
        Ok(self.report(complete))
    }

    /// Takes everything in, in one snapshot, while another process may go on writing. False when it was stopped.
    fn scan(
        &mut self,
        conn: &Connection,
        note: Option<&str>,
        progress: Progress<'_>,
    ) -> Result<bool, VaultError> {
        if let Some(note) = note {
            self.claim = checkpoint::read(note, self.log);
            match &self.claim {
                Some(claim) => {
                    let what = "the checkpoint".to_owned();
                    expect(&mut self.expected, (claim.device, claim.size), claim.root, what);
                }
                None => self.find(
                    None,
                    None,
                    None,
                    "the checkpoint is not one of this log".to_owned(),
                ),
            }
        }
        self.snapshot = conn.is_autocommit();
        if self.snapshot {
            conn.execute_batch("BEGIN")?;
        }
        self.structure(conn)?;
        self.entries(conn, progress)
    }

    pub(super) fn report(mut self, complete: bool) -> Report {
        self.findings.sort_by_key(|(nth, _)| *nth);
        self.findings.truncate(MOST_FINDINGS);
        Report {
            ok: self.findings.is_empty() && complete,
            entries: self.entries,
            findings: self.findings.into_iter().map(|(_, finding)| finding).collect(),
            complete,
            remarks: self.remarks,
        }
    }

    fn unreadable(&mut self, error: &VaultError) {
        if *error == VaultError::OtherLog {
            // said first: a foreign log fails on every page
            let page = Some(1);
            let what = error.to_string();
            let finding = Finding {
                device: None,
                seq: None,
                page,
                what,
            };
            self.findings.insert(0, (0, finding));
            return;
        }
        let what = format!("the database cannot be read from here on ({})", error.code());
        self.find(None, None, None, what);
    }

    /// Who may do what: the structural entries in the order in which they count. Where a page is damaged the rest of
    /// the log is still looked at.
    fn structure(&mut self, conn: &Connection) -> Result<(), VaultError> {
        match replay(conn, self.log, &self.log_keys) {
            Ok(replayed) => {
                for (by, seen) in &replayed.witnesses {
                    if let Some(root) = seen.root.first_chunk::<32>() {
                        let what = format!("entry {} of {}", by.seq, name(&replayed, by.device));
                        expect(&mut self.expected, (seen.device, seen.size), *root, what);
                    }
                }
                self.structure = Some(replayed);
                Ok(())
            }
            Err(error @ VaultError::LogDamaged { .. }) => {
                self.unreadable(&error);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn entries(&mut self, conn: &Connection, progress: Progress<'_>) -> Result<bool, VaultError> {
        // for progress only: what is there is counted as it is read
        let total: i64 = conn.query_row("SELECT ifnull(max(id), 0) FROM entry", [], |row| row.get(0))?;
        self.remembered(conn)?;
        let mut followed = Ok(());
        let complete = cores::read_ahead(conn, total.unsigned_abs(), progress, |pages| {
            followed = self.follow(&pages);
        })?;
        followed.map(|()| complete)
    }

    /// Takes the entries in as they are read, and then the signatures that failed.
    fn follow(&mut self, pages: &Receiver<Vec<Placed>>) -> Result<(), VaultError> {
        let depth = self.depth;
        let mut take = |mut checks: Option<&mut Checks>| {
            for row in pages.iter().flatten() {
                self.entry(row, checks.as_deref_mut());
                self.entries += 1;
            }
        };
        if depth == Depth::Structure {
            take(None);
            return Ok(());
        }
        let failed = cores::check_signatures(|checks| take(Some(checks)))?;
        for check in failed.into_iter().take(MOST_FINDINGS) {
            let finding = Finding {
                device: check.device,
                seq: Some(check.seq),
                page: None,
                what: NOT_ITS_AUTHORS.to_owned(),
            };
            self.findings.push((check.nth, finding));
        }
        Ok(())
    }

    fn entry(&mut self, row: Placed, checks: Option<&mut Checks>) {
        let (seq, device) = (row.seq, row.device);
        let before = self.findings.len();
        let series = self
            .series
            .entry(device.unwrap_or(DeviceId([0; 16])))
            .or_default();
        let expected = series.frontier.size();
        let root = series.root.unwrap_or_else(|| series.frontier.root());
        let (lamport, was_broken) = (series.lamport, series.broken);
        series.frontier.push(leaf(row.signed.header()));
        let head = (series.frontier.size(), series.frontier.root());
        series.root = Some(head.1);
        let mut say = |what: &str| {
            let what = what.to_owned();
            let (seq, page) = (Some(seq), None);
            self.findings.push((
                self.entries,
                Finding {
                    device,
                    seq,
                    page,
                    what,
                },
            ));
        };
        let mut breaks = seq != expected;
        if breaks && !was_broken {
            say("an entry is missing before this one, or it stands in the wrong place");
        }
        match Header::parse(row.signed.header()) {
            Err(bad) => {
                say(bad.what());
                breaks = true;
            }
            Ok(header) => {
                if Some(header.device) != device || header.seq != seq {
                    say("its header names another place than the one where it stands");
                }
                if header.log != self.log {
                    say("its header names another log");
                }
                if header.prev_root != root && !was_broken && !breaks {
                    say("its root does not fit the entries before it: one of them was changed");
                    breaks = true;
                }
                if header.lamport <= lamport && !was_broken && !breaks {
                    say("its logical time does not grow");
                }
                let ordered = self.structure.as_ref().map(|s| s.authority.disposals());
                if let Some(what) = self.bodies.look(&header, row.body, ordered) {
                    say(what);
                }
                let lamport = header.lamport;
                self.counts(&header, row, before, checks);
                if let Some(series) = device.and_then(|device| self.series.get_mut(&device)) {
                    series.lamport = lamport.max(series.lamport);
                }
            }
        }
        if let Some(series) = device.and_then(|device| self.series.get_mut(&device)) {
            series.broken |= breaks;
        }
        if let Some(device) = device {
            self.pass_head(device, head);
        }
        self.findings.truncate(MOST_FINDINGS);
    }

    /// Whether the entry counts: signature, authority, and a data key that is there.
    fn counts(&mut self, header: &Header, row: Placed, before: usize, checks: Option<&mut Checks>) {
        let Some(structure) = &self.structure else { return };
        let (seq, device) = (row.seq, row.device);
        let mut remark = None;
        let refused = match header.kind {
            Kind::Content | Kind::Key => match (content_signer(&structure.authority, header), checks) {
                (Ok(key), Some(checks)) => {
                    checks.push(Check {
                        nth: self.entries,
                        device,
                        seq,
                        signed: row.signed,
                        key,
                    });
                    None
                }
                (signer, _) => signer.err(),
            },
            Kind::Genesis
            | Kind::Member
            | Kind::Grant
            | Kind::Epoch
            | Kind::Device
            | Kind::Witness
            | Kind::Shred
            | Kind::Policy
            | Kind::Invitation
            | Kind::Recovery
            | Kind::Approval
            | Kind::LogKey => match structure.outcomes.get(&row.id) {
                Some(Err(Fault::Overtaken(what))) => {
                    remark = Some(format!("it has no effect, another device was first: {what}"));
                    None
                }
                Some(outcome) => outcome.err().map(Fault::what),
                None => Some("its header names another kind"),
            },
        };
        if structure.authority.is_late(header) {
            remark =
                Some("its right to write had ended before, and its device did not know it yet".to_owned());
        }
        let home = (header.stream, header.compartment);
        if header.kind == Kind::Key {
            self.keys.insert(header.key, home);
        }
        let keyless = header.kind == Kind::Content && self.keys.get(&header.key) != Some(&home);
        let keyless = keyless.then_some("it names a data key that is not there");
        for what in refused.into_iter().chain(keyless) {
            // A changed body also does not open: one finding says enough.
            if self.findings.len() == before || what.contains("signature") || what.contains("author") {
                self.find(device, Some(seq), None, what.to_owned());
            }
        }
        if let Some(what) = remark.filter(|_| self.remarks.len() < MOST_FINDINGS) {
            self.remarks.push(Finding {
                device,
                seq: Some(seq),
                page: None,
                what,
            });
        }
    }

    fn pass_head(&mut self, device: DeviceId, head: (u64, Hash)) {
        let (size, root) = head;
        let Some(wanted) = self.expected.remove(&(device, size)) else {
            return;
        };
        for (_, what) in wanted.into_iter().filter(|(wanted, _)| *wanted != root) {
            let seq = size.checked_sub(1);
            let what = format!("the log up to here is not what {what} says");
            self.find(Some(device), seq, None, what);
        }
    }

    /// What an earlier verification saw must still be there.
    fn remembered(&mut self, conn: &Connection) -> Result<(), VaultError> {
        let mut statement = conn
            .prepare("SELECT d.device_id, v.size, v.root FROM verified v JOIN device d ON d.n = v.device")?;
        let rows = statement.query_map([], |row| {
            Ok((DeviceId(row.get(0)?), row.get::<_, i64>(1)?, row.get(2)?))
        })?;
        for row in rows {
            let (device, size, root) = row?;
            let what = "an earlier verification".to_owned();
            expect(&mut self.expected, (device, size.unsigned_abs()), root, what);
        }
        for (at, text) in checkpoint::kept(conn)? {
            if let Some(claim) = checkpoint::read(&text, self.log) {
                let what = format!("the checkpoint of {}", at.iso());
                expect(&mut self.expected, (claim.device, claim.size), claim.root, what);
            }
        }
        Ok(())
    }

    pub(super) fn find(
        &mut self,
        device: Option<DeviceId>,
        seq: Option<u64>,
        page: Option<u64>,
        what: String,
    ) {
        if self.findings.len() < MOST_FINDINGS {
            let finding = Finding {
                device,
                seq,
                page,
                what,
            };
            self.findings.push((self.entries, finding));
        }
    }
}

/// What people call a device.
fn name(replayed: &Replayed, device: DeviceId) -> String {
    let name = replayed.authority.devices().name(device);
    name.map_or_else(|| device.hex(), str::to_owned)
}

/// Heads that must come by: what each is, at a device's size.
pub(super) type Expected = BTreeMap<(DeviceId, u64), Vec<(Hash, String)>>;

fn expect(all: &mut Expected, at: (DeviceId, u64), root: Hash, what: String) {
    all.entry(at).or_default().push((root, what));
}
