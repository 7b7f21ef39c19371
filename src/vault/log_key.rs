//! Log keys: each generation opens what follows it in the compartment `log` and the database itself. A new one is
//! made when somebody leaves; whoever holds the newest also holds those before, so that history stays readable.

use crate::domain::content::{LogKeyMade, LogKeyTo};
use crate::domain::ids::{KeyId, LogId};

use super::append::unsealed;
use super::chance;
use super::error::VaultError;
use super::kdf::{Key, derive, sha256};
use super::keys::log_body_key;
use super::sealing::{open_once, open_with, public_of, seal_once, seal_to};

const INFO: &[u8] = b"tandem/log-key/v1";
const BEFORE: &[u8] = b"tandem/log-key/before/v1";

/// One generation.
#[derive(Clone)]
pub(crate) struct LogKey {
    /// What headers call it: zeros for the first.
    pub(crate) name: KeyId,
    pub(crate) key: Key,
    /// The data key of what stands in the compartment `log` under it.
    pub(crate) body: Key,
}

impl LogKey {
    /// The first log key of a log.
    pub(crate) fn first(key: Key) -> Self {
        Self {
            name: KeyId([0; 16]),
            body: log_body_key(&key),
            key,
        }
    }

    /// A later one; its name follows from it.
    pub(crate) fn later(key: Key) -> Self {
        Self {
            name: KeyId(*derive::<16>(key.as_slice(), &[], &[b"tandem/log-key/name/v1"])),
            body: log_body_key(&key),
            key,
        }
    }

    /// A new random one.
    pub(crate) fn new() -> Self {
        Self::later(Key::new(chance::bytes()))
    }

    /// The generation before, sealed under this one. The same two keys always give the same bytes.
    pub(crate) fn seal_before(&self, before: &Self) -> Result<Vec<u8>, VaultError> {
        seal_once(&self.before_key(before.name), &self.name.0, before.key.as_slice()).map_err(unsealed)
    }

    /// Opens what [`LogKey::seal_before`] made of the one with this name.
    pub(crate) fn open_before(&self, name: KeyId, sealed: &[u8]) -> Option<Self> {
        let opened = open_once(&self.before_key(name), &self.name.0, sealed).ok()?;
        let key = key_of(&opened)?;
        let before = if name == KeyId([0; 16]) {
            Self::first(key)
        } else {
            Self::later(key)
        };
        (before.name == name).then_some(before)
    }

    /// A key for each pair: it seals nothing but the one under the other.
    fn before_key(&self, before: KeyId) -> Key {
        derive(self.key.as_slice(), &[], &[BEFORE, &before.0])
    }

    /// Seals it to the holder of an X25519 key.
    pub(crate) fn seal_to(&self, log: LogId, kem: &[u8; 32]) -> Result<LogKeyTo, VaultError> {
        Ok(LogKeyTo {
            holder: holder_of(kem),
            sealed: seal_to(kem, INFO, &bound(log, self.name), self.key.as_slice()).map_err(unsealed)?,
        })
    }
}

fn bound(log: LogId, name: KeyId) -> Vec<u8> {
    [log.0.as_slice(), &name.0].concat()
}

fn key_of(opened: &[u8]) -> Option<Key> {
    opened
        .first_chunk::<32>()
        .filter(|_| opened.len() == 32)
        .map(|bytes| Key::new(*bytes))
}

/// How a holder is called beside what is sealed to them: first 8 bytes of SHA-256 of their X25519 public key.
pub(crate) fn holder_of(kem: &[u8; 32]) -> Vec<u8> {
    sha256(&[kem]).iter().copied().take(8).collect()
}

/// Opens the log key that was given to the owner of this X25519 secret, if it was.
pub(crate) fn open_own(log: LogId, name: KeyId, to: &[LogKeyTo], kem: &Key) -> Option<LogKey> {
    let holder = holder_of(&public_of(kem).ok()?);
    to.iter()
        .filter(|given| given.holder == holder)
        .find_map(|given| open_with(kem, INFO, &bound(log, name), &given.sealed).ok())
        .and_then(|opened| key_of(&opened))
        .map(LogKey::later)
        .filter(|key| key.name == name)
}

/// Every generation that is held, oldest first; never empty. Wiped on drop.
#[derive(Clone)]
pub(crate) struct LogKeys {
    held: Vec<LogKey>,
    /// The X25519 secret of whoever reads, while they read: it opens new log keys that were given to them.
    reader: Option<Key>,
}

impl LogKeys {
    /// The first generation alone.
    pub(crate) fn first(key: Key) -> Self {
        Self {
            held: vec![LogKey::first(key)],
            reader: None,
        }
    }

    /// All of them, oldest first; `None` when there is none.
    pub(crate) fn of(generations: Vec<LogKey>) -> Option<Self> {
        (!generations.is_empty()).then_some(Self {
            held: generations,
            reader: None,
        })
    }

    /// The same for a reader, who learns new ones on the way.
    #[must_use]
    pub(crate) fn read_by(mut self, reader: Option<&Key>) -> Self {
        self.reader = reader.cloned();
        self
    }

    /// The same without the reader's secret.
    #[must_use]
    pub(crate) fn kept(mut self) -> Self {
        self.reader = None;
        self
    }

    /// Newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &LogKey> {
        self.held.iter().rev()
    }

    pub(crate) fn get(&self, name: KeyId) -> Option<&LogKey> {
        self.held.iter().find(|held| held.name == name)
    }

    /// The first of them, or `other` when none is held.
    pub(crate) fn oldest<'a>(&'a self, other: &'a Key) -> &'a Key {
        self.held.first().map_or(other, |oldest| &oldest.key)
    }

    pub(crate) fn add(&mut self, key: LogKey) {
        if self.get(key.name).is_none() {
            self.held.push(key);
        }
    }

    /// Takes in a generation that the log names, when it was given to the reader.
    pub(crate) fn learn(&mut self, log: LogId, made: &LogKeyMade) {
        if self.get(made.name).is_none()
            && let Some(reader) = &self.reader
            && let Some(key) = open_own(log, made.name, &made.to, reader)
        {
            self.add(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_holder_opens_it_and_the_newest_opens_those_before() {
        let log = LogId([1; 32]);
        let (first, second) = (LogKey::first(Key::new([2; 32])), LogKey::new());
        let (holder, other) = (Key::new(chance::bytes()), Key::new(chance::bytes()));
        let to = vec![second.seal_to(log, &public_of(&holder).unwrap()).unwrap()];
        assert_eq!(open_own(log, second.name, &to, &holder).unwrap().key, second.key);
        assert!(open_own(log, second.name, &to, &other).is_none());
        assert!(open_own(log, KeyId([9; 16]), &to, &holder).is_none());
        assert!(open_own(LogId([3; 32]), second.name, &to, &holder).is_none());
        let sealed = second.seal_before(&first).unwrap();
        assert_eq!(second.open_before(first.name, &sealed).unwrap().key, first.key);
        assert!(second.open_before(KeyId([9; 16]), &sealed).is_none());
        assert!(LogKey::new().open_before(first.name, &sealed).is_none());
    }
}
