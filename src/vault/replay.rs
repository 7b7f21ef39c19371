//! Replays the structural entries of a log, those of all devices in one order: logical time, then device, then place.
//! Opens structure, checks who signed what, and gives the state of authority and what came of every entry.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;
use rusqlite::Connection;
use zeroize::Zeroizing;

use crate::domain::content::{Content, Witnessed};
use crate::domain::ids::{EntryRef, LogId, to_hex};

use super::authority::{Authority, Refusal};
use super::error::VaultError;
use super::header::{Header, Kind, signed_by};
use super::kdf::Key;
use super::log_key::LogKeys;
use super::sealing::{entry_key, open_once, unpadded_len};
use super::store::stored;

/// Said of an entry that somebody else signed.
pub(crate) const NOT_ITS_AUTHORS: Refusal = "its signature is not its author's";

/// An entry as it is stored.
pub(crate) struct Stored {
    /// Order of arrival on this device.
    pub(crate) id: i64,
    pub(crate) raw: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) body: Option<Vec<u8>>,
}

/// Why a structural entry does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not as its author wrote it.
    Damaged(Refusal),
    /// Its author signed it and might not make it.
    Forbidden(Refusal),
    /// Its author might make it as far as the device knew, and another device's entry stands before it. It is kept and
    /// has no effect.
    Overtaken(Refusal),
}

impl Fault {
    /// In words.
    pub(crate) fn what(self) -> Refusal {
        match self {
            Self::Damaged(what) | Self::Forbidden(what) | Self::Overtaken(what) => what,
        }
    }
}

/// What a replay gave.
pub(crate) struct Replayed {
    /// The state after all of it.
    pub(crate) authority: Authority,
    /// The log keys that were given and those that were learned on the way.
    pub(crate) log_keys: LogKeys,
    /// By order of arrival: what came of each structural entry.
    pub(crate) outcomes: BTreeMap<i64, Result<(), Fault>>,
    /// What devices said that they saw of one another.
    pub(crate) witnesses: Vec<(EntryRef, Witnessed)>,
    /// Whether the log has its beginning: the first entry, and the device that signed it.
    pub(crate) founded: bool,
}

/// The structural entries in the order in which they count.
fn in_order() -> String {
    let kinds: Vec<String> = Kind::structural()
        .map(|kind| format!("x'{}0000'", to_hex(&kind.code().to_be_bytes())))
        .collect();
    format!(
        "SELECT id, header, sig, body FROM entry
         WHERE substr(header, 139, 2) = x'0000' AND substr(header, 137, 4) IN ({})
         ORDER BY substr(header, 129, 8), substr(header, 41, 16), substr(header, 57, 8)",
        kinds.join(", ")
    )
}

/// Replays the whole log. Entries that do not count are passed over; what was wrong with each is in the outcomes.
pub(crate) fn replay(conn: &Connection, log: LogId, log_keys: &LogKeys) -> Result<Replayed, VaultError> {
    let mut replay = Replay::new(log_keys.clone());
    let mut done = Replayed {
        authority: Authority::default(),
        log_keys: log_keys.clone(),
        outcomes: BTreeMap::new(),
        witnesses: Vec::new(),
        founded: false,
    };
    let mut overtaken = BTreeSet::new();
    let mut statement = conn.prepare(&in_order())?;
    for row in statement.query_map([], stored)? {
        let row = row?;
        let Ok(header) = Header::parse(&row.raw) else {
            continue;
        };
        if header.log != log {
            done.outcomes
                .insert(row.id, Err(Fault::Damaged("its header names another log")));
            continue;
        }
        let mut outcome = replay.take(&header, &row);
        if let Err(Fault::Forbidden(what)) = outcome
            && let Some(content) = was_allowed(conn, &replay, &overtaken, &header, &row)?
        {
            replay.keep_overtaken(&header, &content);
            overtaken.insert(row.id);
            outcome = Err(Fault::Overtaken(what));
        }
        if let Ok(Content::Witnessed(witnessed)) = &outcome {
            done.witnesses.push((header.place(), witnessed.clone()));
        }
        done.outcomes.insert(row.id, outcome.map(|_content| ()));
        if let Some(first) = replay.false_start.take() {
            done.outcomes.insert(first, Err(Fault::Damaged(FIRST_SIGNATURE)));
        }
    }
    done.founded = replay.is_founded();
    done.authority = replay.authority;
    done.log_keys = replay.log_keys;
    Ok(done)
}

const FIRST_SIGNATURE: Refusal = "the first entry's signature is not its device's";

/// What an entry says that would have counted with no more than its device knew when it wrote it. What that device knew
/// to be `overtaken` has there the effect that it has here: who was shut out by it is shut out.
fn was_allowed(
    conn: &Connection,
    so_far: &Replay,
    overtaken: &BTreeSet<i64>,
    entry: &Header,
    row: &Stored,
) -> Result<Option<Content>, VaultError> {
    let devices = so_far.authority.devices();
    if devices.ids().nth(1).is_none() {
        return Ok(None); // one device knows all of its own log
    }
    let mut known = Replay::new(so_far.log_keys.clone());
    let mut statement = conn.prepare(&in_order())?;
    for before in statement.query_map([], stored)? {
        let before = before?;
        let Ok(header) = Header::parse(&before.raw) else {
            continue;
        };
        if !devices.knew(entry.place(), header.place()) && header.kind != Kind::Genesis {
            continue;
        }
        let refused = matches!(known.take(&header, &before), Err(Fault::Forbidden(_)));
        if refused
            && overtaken.contains(&before.id)
            && let Ok(content) = known.content(&header, &before)
        {
            known.keep_overtaken(&header, &content);
        }
    }
    Ok(known.take(entry, row).ok())
}

/// The replay of a log, entry by entry.
pub(crate) struct Replay {
    pub(crate) authority: Authority,
    pub(crate) log_keys: LogKeys,
    /// The first entry waits for the device's key, which stands in the second.
    genesis: Option<(i64, Header, Vec<u8>, Vec<u8>)>,
    /// The first entry, when its signature turned out not to be its device's.
    false_start: Option<i64>,
}

impl Replay {
    pub(crate) fn new(log_keys: LogKeys) -> Self {
        Self {
            authority: Authority::default(),
            log_keys,
            genesis: None,
            false_start: None,
        }
    }

    /// Takes the next structural entry in and gives what it says. An error says why it does not count; the state is
    /// then as before.
    pub(crate) fn take(&mut self, header: &Header, stored: &Stored) -> Result<Content, Fault> {
        let content = self.content(header, stored)?;
        if header.kind == Kind::Genesis {
            self.authority.apply(header, &content).map_err(Fault::Forbidden)?;
            let signature = stored.signature.clone();
            self.genesis = Some((stored.id, header.clone(), stored.raw.clone(), signature));
            return Ok(content);
        }
        let key = self
            .authority
            .signer(header, Some(&content))
            .map_err(Fault::Forbidden)?;
        signature(&stored.raw, &stored.signature, &key).map_err(Fault::Damaged)?;
        self.authority.apply(header, &content).map_err(Fault::Forbidden)?;
        if let Content::LogKeyMade(made) = &content {
            self.log_keys.learn(header.log, made);
        }
        if header.kind == Kind::Device
            && let Some((id, first, raw, signed)) = self.genesis.take()
        {
            let named = self.authority.signer(&first, None).is_ok();
            if !named || signature(&raw, &signed, &key).is_err() {
                self.false_start = Some(id);
            }
        }
        Ok(content)
    }

    /// What a structural entry says.
    fn content(&self, header: &Header, stored: &Stored) -> Result<Content, Fault> {
        let body = stored
            .body
            .as_deref()
            .ok_or(Fault::Damaged("its body is missing without an order"))?;
        let key = self
            .log_keys
            .get(header.key)
            .ok_or(Fault::Damaged("its log key is not held"))?;
        let plain = open_body(header, &key.body, body).ok_or(Fault::Damaged("its body does not open"))?;
        Content::from_bytes(&plain)
            .map_err(|_newer| Fault::Damaged("its body was written by a newer version"))
    }

    /// What another device's entry overtook: keys stay for reading, and who was shut out stays so.
    fn keep_overtaken(&mut self, header: &Header, content: &Content) {
        self.authority.keep_overtaken(header, content);
        if let Content::LogKeyMade(made) = content {
            self.log_keys.learn(header.log, made);
        }
    }

    /// Whether the log has its beginning: the first entry, and the device that signed it.
    pub(crate) fn is_founded(&self) -> bool {
        self.authority.genesis().is_some() && self.genesis.is_none()
    }
}

/// The key that must have signed a content or key entry, or why the entry does not count in this log: its author may
/// not write there. Whether the signature is that key's, is for the caller to check.
pub(crate) fn content_signer(authority: &Authority, header: &Header) -> Result<VerifyingKey, Refusal> {
    authority.counts(header)?;
    authority.signer(header, None)
}

/// Whether a content or key entry counts in this log: its author may write there and signed it.
pub(crate) fn content_counts(authority: &Authority, header: &Header, stored: &Stored) -> Result<(), Refusal> {
    let key = content_signer(authority, header)?;
    signature(&stored.raw, &stored.signature, &key)
}

fn signature(raw: &[u8], signature: &[u8], key: &VerifyingKey) -> Result<(), Refusal> {
    if signed_by(raw, signature, key) {
        Ok(())
    } else {
        Err(NOT_ITS_AUTHORS)
    }
}

/// Opens a body under its data key: the commitment first, then the cipher, then the padding.
pub(crate) fn open_body(header: &Header, data_key: &Key, body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (key, commitment) = entry_key(data_key, &header.salt);
    if commitment != header.key_commit {
        return None;
    }
    let mut plain = open_once(&key, &header.bound(), body).ok()?;
    let length = unpadded_len(&plain)?;
    plain.truncate(length);
    Some(plain)
}
