//! Taking entries out for a stranger: each with its header, signature and sealed body, what opens that one body, and the
//! proof that it is in the log; and the structure that says whose keys they are. No other entry's bytes go along.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rusqlite::OptionalExtension as _;
use zeroize::Zeroizing;

use crate::domain::content::{Content, RecoveryAct};
use crate::domain::ids::{DeviceId, EntryRef, MemberId, StreamId, to_hex};
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;

use super::append::read_frontier;
use super::error::VaultError;
use super::header::{Header, signed_by};
use super::kdf::Key;
use super::keys::Unlocked;
use super::merkle::{Hash, inclusion, leaf};
use super::note::Signer;
use super::proof::Proof;
use super::replay::{Stored, open_body, replay};
use super::ring::Ring;
use super::sealing::opening;
use super::store::{Vault, stored};

/// One entry, ready to be given away.
pub struct Extracted {
    /// Where it stands.
    pub place: EntryRef,
    /// Its logical time.
    pub lamport: u64,
    /// The time that its author claimed.
    pub at: Moment,
    /// Its author; `None` for the device itself.
    pub author: Option<MemberId>,
    /// Its compartment.
    pub compartment: Compartment,
    /// The 288 bytes that were signed.
    pub header: Vec<u8>,
    /// The signature, 64 bytes.
    pub signature: Vec<u8>,
    /// The sealed body.
    pub body: Vec<u8>,
    /// What opens this body and no other: `HMAC-SHA256(salt, data key)`.
    pub opening: Zeroizing<[u8; 32]>,
    /// What it says: the exact bytes of its JSON.
    pub plain: Zeroizing<Vec<u8>>,
    /// The proof that it is in the log of its device.
    pub proof: Proof,
}

impl fmt::Debug for Extracted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extracted")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// Entries of one incident and the structure that they rest on.
#[derive(Debug)]
pub struct Extract {
    /// In the order of the log: logical time, device, number.
    pub entries: Vec<Extracted>,
    /// The head of the exporting device's log, signed by it: a C2SP note.
    pub checkpoint: String,
    /// How many entries that log has.
    pub size: u64,
    /// How many entries of the same streams were disposed of, and so are not here.
    pub disposed: u64,
}

impl Vault {
    /// Takes the entries at these places out, with the structure that says who their authors are: the first entry, the
    /// devices, and the invitation and the joining of every author and of whoever invited them.
    ///
    /// # Errors
    /// [`VaultError::NotAllowed`] for an entry that this ring does not open; what the database says.
    pub fn extract(
        &self,
        places: &[EntryRef],
        by: &Unlocked,
        ring: &Ring,
        now: Moment,
    ) -> Result<Extract, VaultError> {
        let mut found = Vec::new();
        for place in places {
            found.push(self.take_out(*place, ring)?);
        }
        let streams: BTreeSet<StreamId> = found.iter().map(|(header, _)| header.stream).collect();
        let disposed = self.disposed_of(&streams)?;
        let mut people: BTreeSet<MemberId> = found.iter().filter_map(|(header, _)| header.author).collect();
        people.insert(by.id);
        let mut devices: BTreeSet<DeviceId> = found.iter().map(|(header, _)| header.device).collect();
        devices.insert(self.device);
        found.extend(self.structure_about(people, devices)?);
        found.sort_by_key(|(header, _)| (header.lamport, header.device, header.seq));
        let checkpoint = self.checkpoint(now)?;
        let entries = self.with_proofs(found, &checkpoint.text)?;
        Ok(Extract {
            entries,
            checkpoint: checkpoint.text,
            size: checkpoint.size,
            disposed,
        })
    }

    fn take_out(&self, place: EntryRef, ring: &Ring) -> Result<(Header, Bare), VaultError> {
        let seq = i64::try_from(place.seq).map_err(|_large| VaultError::damaged("the log is too long"))?;
        let row = self
            .conn
            .query_row(
                "SELECT e.id, header, sig, body FROM entry e JOIN device d ON d.n = e.device
                 WHERE d.device_id = ?1 AND e.seq = ?2",
                (place.device.0, seq),
                stored,
            )
            .optional()?
            .ok_or_else(|| VaultError::damaged(format!("entry {} is missing", place.seq)))?;
        let header = Header::parse(&row.raw).map_err(|bad| VaultError::damaged(bad.what()))?;
        let key = self
            .find_data_key(&header, ring)?
            .ok_or_else(|| VaultError::refused("your keys do not open this part of the record"))?;
        let signer = self
            .authority
            .signer(&header, None)
            .map_err(VaultError::refused)?;
        if !signed_by(&row.raw, &row.signature, &signer) {
            return Err(VaultError::damaged(format!(
                "the signature of entry {} is not its author's",
                header.seq
            )));
        }
        let bare = bare(&header, row, &key)?;
        Ok((header, bare))
    }

    fn disposed_of(&self, streams: &BTreeSet<StreamId>) -> Result<u64, VaultError> {
        let mut statement = self.conn.prepare(
            "SELECT count(*) FROM entry
             WHERE substr(header, 137, 2) = x'0002' AND substr(header, 145, 16) = ?1 AND body IS NULL",
        )?;
        let mut disposed: u64 = 0;
        for stream in streams {
            let count: i64 = statement.query_row([stream.0], |row| row.get(0))?;
            disposed = disposed.saturating_add(u64::try_from(count).unwrap_or_default());
        }
        Ok(disposed)
    }

    /// The structural entries about these people and devices, and about whoever let them in. What had no effect is not
    /// among them: nobody's right rests on it.
    fn structure_about(
        &self,
        people: BTreeSet<MemberId>,
        devices: BTreeSet<DeviceId>,
    ) -> Result<Vec<(Header, Bare)>, VaultError> {
        let counted = replay(&self.conn, self.log, &self.log_keys)?.outcomes;
        let mut structure = Vec::new();
        let mut statement = self.conn.prepare(
            "SELECT id, header, sig, body FROM entry WHERE substr(header, 139, 2) = x'0000' ORDER BY id",
        )?;
        for row in statement.query_map([], stored)? {
            let row = row?;
            if !matches!(counted.get(&row.id), Some(Ok(()))) {
                continue;
            }
            let header = Header::parse(&row.raw).map_err(|bad| VaultError::damaged(bad.what()))?;
            let key = self
                .log_keys
                .get(header.key)
                .ok_or_else(|| VaultError::damaged("a log key is not held"))?;
            let bare = bare(&header, row, &key.body)?;
            if let Ok(content) = Content::from_bytes(&bare.plain) {
                structure.push((header, bare, content));
            }
        }
        let mut about = About {
            people,
            devices,
            recovered: BTreeSet::new(),
        };
        loop {
            let before = about.size();
            for (header, _, content) in &structure {
                if about.needs(content) {
                    about.rests_on(header, content);
                }
            }
            if before == about.size() {
                break;
            }
        }
        Ok(structure
            .into_iter()
            .filter(|(_, _, content)| about.needs(content))
            .map(|(header, bare, _)| (header, bare))
            .collect())
    }

    /// Adds a proof to each entry. The exporting device states the head of every device's log as it holds it.
    fn with_proofs(
        &self,
        found: Vec<(Header, Bare)>,
        own_checkpoint: &str,
    ) -> Result<Vec<Extracted>, VaultError> {
        let mut trees: BTreeMap<DeviceId, (Vec<Hash>, String)> = BTreeMap::new();
        let mut entries = Vec::with_capacity(found.len());
        for (header, bare) in found {
            let (leaves, checkpoint) = match trees.entry(header.device) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(self.tree_of(header.device, own_checkpoint)?),
            };
            let path = inclusion(leaves, header.seq)
                .ok_or_else(|| VaultError::damaged("an entry is not in its device's tree"))?;
            entries.push(Extracted {
                place: header.place(),
                lamport: header.lamport,
                at: header.at,
                author: header.author,
                compartment: header.compartment,
                header: bare.raw,
                signature: bare.signature,
                body: bare.body,
                opening: bare.opening,
                plain: bare.plain,
                proof: Proof {
                    index: header.seq,
                    path,
                    checkpoint: checkpoint.clone(),
                },
            });
        }
        Ok(entries)
    }

    /// The leaves of a device's log, and a checkpoint over them.
    fn tree_of(&self, device: DeviceId, own_checkpoint: &str) -> Result<(Vec<Hash>, String), VaultError> {
        let n: i64 = self
            .conn
            .query_row("SELECT n FROM device WHERE device_id = ?1", [device.0], |row| {
                row.get(0)
            })?;
        let mut statement = self
            .conn
            .prepare("SELECT header FROM entry WHERE device = ?1 ORDER BY seq")?;
        let leaves = statement
            .query_map([n], |row| row.get::<_, Vec<u8>>(0))?
            .map(|raw| raw.map(|raw| leaf(&raw)))
            .collect::<Result<Vec<Hash>, _>>()?;
        if device == self.device {
            return Ok((leaves, own_checkpoint.to_owned()));
        }
        let frontier = read_frontier(&self.conn, n)?;
        let text = format!(
            "tandem/{}/{}\n{}\n{}\n",
            self.log.hex(),
            device.hex(),
            frontier.size(),
            STANDARD.encode(frontier.root())
        );
        let signer = Signer::device(self.log, self.device, self.device_public_key());
        let line = signer.line(&self.device_sign(text.as_bytes()));
        Ok((leaves, format!("{text}\n{line}")))
    }
}

/// One entry before its proof.
struct Bare {
    raw: Vec<u8>,
    signature: Vec<u8>,
    body: Vec<u8>,
    opening: Zeroizing<[u8; 32]>,
    plain: Zeroizing<Vec<u8>>,
}

fn bare(header: &Header, row: Stored, key: &Key) -> Result<Bare, VaultError> {
    let damaged = || {
        let name = to_hex(header.device.0.get(..4).unwrap_or_default());
        VaultError::damaged(format!(
            "the body of entry {} of device {name} does not open",
            header.seq
        ))
    };
    let body = row.body.ok_or_else(damaged)?;
    let plain = open_body(header, key, &body).ok_or_else(damaged)?;
    Ok(Bare {
        raw: row.raw,
        signature: row.signature,
        body,
        opening: opening(key, &header.salt),
        plain,
    })
}

/// Whose keys a stranger must be told of, and whoever let those in.
struct About {
    people: BTreeSet<MemberId>,
    devices: BTreeSet<DeviceId>,
    /// Organisations whose recovery codes let one of them in.
    recovered: BTreeSet<Side>,
}

impl About {
    fn size(&self) -> usize {
        self.people.len() + self.devices.len() + self.recovered.len()
    }

    /// Whether a stranger needs this structural entry to know whose keys these are: the first entry, whatever is said
    /// about one of these devices' or members' keys, and the codes by which one of them came in. What is not named
    /// here is not given away.
    fn needs(&self, content: &Content) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "what is not named here is not given away: a new kind has to ask for its place in this list"
        )]
        match content {
            Content::Genesis(_) => true,
            Content::DeviceEnrolled(enrolled) => self.devices.contains(&enrolled.device),
            Content::DeviceRevoked(revoked) => self.devices.contains(&revoked.device),
            Content::Invited(invited) => self.people.contains(&invited.member),
            Content::Reinvited(again) => self.people.contains(&again.member),
            Content::MemberJoined(joined) => self.people.contains(&joined.member),
            Content::MemberChanged(changed) => self.people.contains(&changed.member),
            Content::RecoveryHolder(holder) => self.recovered.contains(&holder.side),
            Content::RecoveryUsed(used) => match &used.act {
                RecoveryAct::Invited(invited) => self.people.contains(&invited.member),
                RecoveryAct::Device(enrolled) => self.devices.contains(&enrolled.device),
                RecoveryAct::Drill { .. } | RecoveryAct::Granted(_) => false,
            },
            _ => false,
        }
    }

    /// Takes in who made an entry that is needed.
    fn rests_on(&mut self, header: &Header, content: &Content) {
        self.people.extend(header.author);
        self.devices.insert(header.device);
        if let Content::RecoveryUsed(used) = content {
            self.recovered.insert(used.side);
        }
    }
}
