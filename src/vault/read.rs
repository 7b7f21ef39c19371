//! Reading: the entries of one compartment in the order in which they arrived, opened with a session's ring.

use ed25519_dalek::VerifyingKey;
use rusqlite::OptionalExtension as _;

use crate::domain::content::Content;
use crate::domain::ids::{LogId, StreamId};
use crate::domain::incident::Placed;
use crate::domain::role::{Compartment, Role};

use super::append::unsealed;
use super::authority::Authority;
use super::error::VaultError;
use super::grants::open_grant;
use super::header::{Header, Kind, Signed};
use super::kdf::{Key, sha256};
use super::keys::Unlocked;
use super::parallel::parts_on_every_core;
use super::replay::{Stored, open_body};
use super::ring::Ring;
use super::sealing::{open_with, seal_to};
use super::store::{Vault, local, set_local, stored};
use super::strict::Signers;

/// One entry that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    /// Its place in the order of arrival on this device.
    pub arrival: i64,
    /// Its stream.
    pub stream: StreamId,
    /// Where it stands and what it says.
    pub placed: Placed,
    /// The exact bytes that were sealed.
    pub body: Vec<u8>,
}

/// What one step of reading gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The entries that this version can read.
    pub entries: Vec<Readable>,
    /// Up to where the log was looked at: the next step begins after it. Entries that were skipped are passed, too.
    pub scanned: i64,
    /// Whether there was nothing left to look at.
    pub at_end: bool,
}

/// An entry that is to be opened, apart from the database, so that many can be opened side by side.
struct Sealed {
    row: Stored,
    header: Header,
    /// What was signed, in one piece.
    signed: Signed,
    /// The key that must have signed it.
    signer: VerifyingKey,
    /// Its data key, `None` where the session may not have it. An error counts only when the signature is good.
    key: Result<Option<Key>, VaultError>,
}

impl Sealed {
    /// Opens those that are signed by whom they name: with the log key alone words can be put into the file under
    /// anybody's name, and verification names them.
    fn open_all(
        part: &[Self],
        log: LogId,
        authority: &Authority,
        signers: &Signers,
    ) -> Vec<Result<Option<Readable>, VaultError>> {
        let good = signers.signed_all(part.iter().map(|entry| entry.signed.asked(&entry.signer)));
        let opened = part.iter().zip(good).map(|(entry, good)| {
            if good {
                entry.open(log, authority)
            } else {
                Ok(None)
            }
        });
        opened.collect()
    }

    /// What is in one whose signature was checked.
    fn open(&self, log: LogId, authority: &Authority) -> Result<Option<Readable>, VaultError> {
        let (row, header) = (&self.row, &self.header);
        let (Some(key), Some(body)) = (self.key.as_ref().map_err(Clone::clone)?, row.body.as_deref()) else {
            return Ok(None);
        };
        let damaged = || VaultError::damaged(format!("the body of entry {} does not open", header.seq));
        if header.log != log || sha256(&[body]) != header.body_hash {
            return Err(damaged());
        }
        let plain = open_body(header, key, body).ok_or_else(damaged)?;
        let Ok(content) = Content::from_bytes(&plain) else {
            return Ok(None);
        };
        if !belongs(authority, header, &content) {
            return Ok(None);
        }
        Ok(Some(Readable {
            arrival: row.id,
            stream: header.stream,
            placed: Placed {
                entry: header.place(),
                lamport: header.lamport,
                at: header.at,
                author: header.author,
                content,
            },
            body: plain.to_vec(),
        }))
    }
}

/// Whether an entry stands where its author may write it: nobody puts words into the other side's record.
fn belongs(authority: &Authority, header: &Header, content: &Content) -> bool {
    let invited = header.author.and_then(|author| authority.invited(author));
    let side = invited.map(|invited| invited.side);
    header.author.is_some() == invited.is_some()
        && content.compartment(side) == Some(header.compartment)
        && authority.counts(header).is_ok()
}

impl Vault {
    /// Opens the grants of a member: what they ask for, and never more than their role may have.
    pub fn ring(&self, member: &Unlocked, wanted: &[Compartment]) -> Result<Ring, VaultError> {
        let allowed = member.role.compartments(member.side);
        let mut ring = Ring::empty();
        for made in self.authority.epochs() {
            if wanted.contains(&made.compartment)
                && allowed.contains(&made.compartment)
                && let Some(secret) = open_grant(&self.authority, self.log, member, made)
            {
                ring.add(secret);
            }
        }
        Ok(ring)
    }

    /// The next entries of a compartment after `arrival`, looking at most at `limit` of them. What a newer version
    /// wrote, what its author did not sign or may not write there, and what was destroyed is passed over.
    pub fn read_after(
        &self,
        arrival: i64,
        limit: usize,
        compartment: Compartment,
        ring: &Ring,
    ) -> Result<Page, VaultError> {
        if !ring.has(compartment) {
            return Err(VaultError::refused(format!(
                "no key of {} is held",
                compartment.name()
            )));
        }
        // what comes while this reads is for the next step
        let last: i64 = self
            .conn
            .prepare_cached("SELECT ifnull(max(id), 0) FROM entry")?
            .query_row([], |row| row.get(0))?;
        let kind = [
            Kind::Content.code().to_be_bytes(),
            compartment.code().to_be_bytes(),
        ]
        .concat();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.conn.prepare_cached(
            "SELECT id, header, sig, body FROM entry WHERE id > ?2 AND id <= ?4 AND substr(header, 137, 4) = ?1
             ORDER BY id LIMIT ?3",
        )?;
        let rows = statement.query_map((kind, arrival, limit, last), stored)?;
        let (mut scanned, mut seen, mut sealed) = (arrival, 0, Vec::new());
        for row in rows {
            let row = row?;
            seen += 1;
            scanned = row.id;
            sealed.extend(self.sealed(row, ring)?);
        }
        let at_end = seen < limit;
        if at_end {
            scanned = last.max(arrival);
        }
        let (log, authority, signers) = (self.log, &self.authority, &self.signers);
        let opened = parts_on_every_core(&sealed, |part| Sealed::open_all(part, log, authority, signers))?;
        let opened = opened.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Page {
            entries: opened.into_iter().flatten().collect(),
            scanned,
            at_end,
        })
    }

    /// All that is needed to open an entry, looked up in the database; `None` where its author cannot have written it.
    fn sealed(&self, row: Stored, ring: &Ring) -> Result<Option<Sealed>, VaultError> {
        let header = Header::parse(&row.raw).map_err(|bad| VaultError::damaged(bad.what()))?;
        if row.body.is_none() || self.authority.disposals().covers(&header) {
            return Ok(None);
        }
        let Ok(signer) = self.authority.signer(&header, None) else {
            return Ok(None);
        };
        let key = self.find_data_key(&header, ring);
        Ok(Some(Sealed {
            signed: Signed::new(&row.raw, &row.signature),
            row,
            header,
            signer,
            key,
        }))
    }

    /// `None` when the session does not hold the epoch, or the key was destroyed.
    pub(crate) fn find_data_key(&self, header: &Header, ring: &Ring) -> Result<Option<Key>, VaultError> {
        if let Some(key) = ring.remembered(header.key, header.compartment) {
            return Ok(Some(key));
        }
        let found: Option<(Vec<u8>, Option<Vec<u8>>)> = self
            .conn
            .prepare_cached(
                "SELECT header, body FROM entry WHERE substr(header, 137, 2) = x'0003' AND substr(header, 161, 16) = ?1",
            )?
            .query_row([header.key.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((raw, body)) = found else {
            return Err(VaultError::damaged(format!(
                "the key of entry {} is missing",
                header.seq
            )));
        };
        let wraps = Header::parse(&raw).map_err(|bad| VaultError::damaged(bad.what()))?;
        if wraps.stream != header.stream || wraps.compartment != header.compartment {
            return Err(VaultError::damaged(format!(
                "entry {} names another stream's key",
                header.seq
            )));
        }
        Ok(body.and_then(|body| ring.data_key(&wraps, &body)))
    }

    /// Whether a ring opens everything of a compartment, of its earliest epochs as well. A view that is filled with
    /// less has gaps.
    pub(crate) fn holds_all(&self, compartment: Compartment, ring: &Ring) -> bool {
        self.authority
            .all_epochs()
            .filter(|epoch| epoch.in_force && epoch.made.compartment == compartment)
            .all(|epoch| ring.secret(compartment, &epoch.made.public_key).is_some())
    }

    /// Whether a ring opens what is written into a compartment now.
    pub(crate) fn holds_current(&self, compartment: Compartment, ring: &Ring) -> bool {
        self.authority
            .epoch(compartment)
            .is_some_and(|made| ring.secret(compartment, &made.public_key).is_some())
    }

    /// The key of a compartment's view on this device: random, sealed to the compartment's present epoch. Made on
    /// first use, and anew when the epoch changes: whoever left may remember the one before.
    pub fn view_key(&self, compartment: Compartment, ring: &Ring) -> Result<Key, VaultError> {
        let name = format!("view/{}", compartment.name());
        let aad = [&self.device.0[..], &compartment.code().to_be_bytes()].concat();
        if let Some(kept) = local(&self.conn, &name)?
            && let Some((public, sealed)) = kept.split_first_chunk::<32>()
            && self.epoch_public(compartment).is_ok_and(|now| now == *public)
            && let Some(held) = ring.secret(compartment, public)
            && let Ok(opened) = open_with(&held.secret, VIEW_INFO, &aad, sealed)
            && let Some(key) = opened.first_chunk::<32>()
        {
            return Ok(Key::new(*key));
        }
        if !ring.has(compartment) {
            return Err(VaultError::refused(format!(
                "no key of {} is held",
                compartment.name()
            )));
        }
        self.new_view_key(compartment, &name, &aad)
    }

    /// Makes a new key for a compartment's view; the old file opens no more and is to be deleted.
    pub fn reset_view_key(&self, compartment: Compartment, ring: &Ring) -> Result<Key, VaultError> {
        if !ring.has(compartment) {
            return Err(VaultError::refused(format!(
                "no key of {} is held",
                compartment.name()
            )));
        }
        let aad = [&self.device.0[..], &compartment.code().to_be_bytes()].concat();
        self.new_view_key(compartment, &format!("view/{}", compartment.name()), &aad)
    }

    /// Forgets the key of a compartment's view: a file that is still somewhere opens no more.
    pub(crate) fn drop_view_key(&self, compartment: Compartment) -> Result<(), VaultError> {
        self.must_write()?;
        let name = format!("view/{}", compartment.name());
        self.conn.execute("DELETE FROM local WHERE k = ?1", [name])?;
        Ok(())
    }

    fn new_view_key(&self, compartment: Compartment, name: &str, aad: &[u8]) -> Result<Key, VaultError> {
        self.must_write()?;
        let public = self.epoch_public(compartment)?;
        let key = Key::new(super::chance::bytes());
        let sealed = seal_to(&public, VIEW_INFO, aad, key.as_slice()).map_err(unsealed)?;
        set_local(&self.conn, name, &[public.as_slice(), &sealed].concat())?;
        Ok(key)
    }

    /// The public key of a compartment's current epoch.
    pub(crate) fn epoch_public(&self, compartment: Compartment) -> Result<[u8; 32], VaultError> {
        self.authority
            .epoch(compartment)
            .and_then(|made| made.public_key.first_chunk::<32>().copied())
            .ok_or_else(|| VaultError::refused(super::append::no_key(&self.authority, compartment)))
    }

    /// Whether a governance lead could be asked to grant what this member lacks.
    pub fn is_waiting_for_grants(&self, member: &Unlocked) -> bool {
        member.role != Role::Governance
            && member.role.compartments(member.side).iter().any(|compartment| {
                self.authority.epoch(*compartment).is_none_or(|made| {
                    self.authority
                        .lacks_grant(made, crate::domain::content::GrantHolder::Member(member.id))
                })
            })
    }
}

const VIEW_INFO: &[u8] = b"tandem/view/v1";
