//! What a session can open: the epoch secrets it holds and the data keys that it has opened with them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::{KeyId, PersonMark};
use crate::domain::role::Compartment;

use super::header::Header;
use super::kdf::{Key, derive};
use super::keys::EpochSecret;
use super::sealing::open_with;

/// What the sealing of a data key is for.
pub(crate) const KEY_INFO: &[u8] = b"tandem/key/v1";

/// The epoch with which a compartment begins.
const FIRST_EPOCH: u32 = 1;

/// The epoch secrets a session holds. Wiped on drop.
#[derive(Default)]
pub struct Ring {
    secrets: Vec<EpochSecret>,
    data: Mutex<BTreeMap<KeyId, (Compartment, Key)>>,
}

impl Ring {
    /// A ring that opens nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Whether something of this compartment can be opened.
    pub fn has(&self, compartment: Compartment) -> bool {
        self.secrets.iter().any(|held| held.compartment == compartment)
    }

    /// Forgets every compartment but these.
    pub fn keep(&mut self, compartments: &[Compartment]) {
        self.secrets
            .retain(|held| compartments.contains(&held.compartment));
        self.data
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, (compartment, _)| compartments.contains(compartment));
    }

    /// Takes over what another ring holds.
    pub fn merge(&mut self, other: Self) {
        for secret in other.secrets {
            self.add(secret);
        }
    }

    /// A ring of its own with some of what this one holds, for a job on another thread.
    #[must_use]
    pub fn part(&self, compartments: &[Compartment]) -> Self {
        let mut part = Self::empty();
        for held in self
            .secrets
            .iter()
            .filter(|held| compartments.contains(&held.compartment))
        {
            part.add(held.copy());
        }
        part
    }

    /// The pseudonym of somebody, keyed by the first secret that both sides were given: who holds only `oversight` cannot
    /// try names against it. `None` for less than a first and a last name, or without that secret.
    pub fn person_mark(&self, name: &str) -> Option<PersonMark> {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        if words.len() < 2 {
            return None;
        }
        let first = self
            .secrets
            .iter()
            .find(|held| held.compartment == Compartment::Shared && held.epoch == FIRST_EPOCH)?;
        let name = words.join(" ");
        Some(PersonMark(*derive::<16>(
            &*first.secret,
            b"",
            &[b"tandem/person-mark/v1", name.as_bytes()],
        )))
    }

    pub(crate) fn add(&mut self, secret: EpochSecret) {
        if self.secret(secret.compartment, &secret.public).is_none() {
            self.secrets.push(secret);
        }
    }

    pub(crate) fn secret(&self, compartment: Compartment, public: &[u8]) -> Option<&EpochSecret> {
        self.secrets
            .iter()
            .find(|held| held.compartment == compartment && held.public.as_slice() == public)
    }

    /// Opens the data key that a `key` entry wraps; remembers it.
    pub(crate) fn data_key(&self, header: &Header, body: &[u8]) -> Option<Key> {
        let mut data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((compartment, key)) = data.get(&header.key) {
            return (*compartment == header.compartment).then(|| key.clone());
        }
        let held = self.secret(header.compartment, &header.salt)?;
        let opened = open_with(&held.secret, KEY_INFO, &header.bound(), body).ok()?;
        let key = Key::new(*opened.first_chunk::<32>().filter(|_| opened.len() == 32)?);
        data.insert(header.key, (header.compartment, key.clone()));
        Some(key)
    }

    /// Forgets data keys that were destroyed.
    pub(crate) fn forget(&self, keys: &[KeyId]) {
        let mut data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            data.remove(key);
        }
    }

    /// Every data key that was opened.
    #[cfg(test)]
    pub(crate) fn data_keys(&self) -> Vec<Key> {
        let data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        data.values().map(|(_, key)| key.clone()).collect()
    }

    /// A data key that was opened before.
    pub(crate) fn remembered(&self, id: KeyId, compartment: Compartment) -> Option<Key> {
        let data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        data.get(&id)
            .filter(|(home, _)| *home == compartment)
            .map(|(_, key)| key.clone())
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.secrets.iter().map(|held| (held.compartment, held.epoch)))
            .finish()
    }
}
