//! `keyslots.json`: for each member the way from handle and passphrase to their keys; for each invitation the way
//! from its code. No list of staff: handles are hashed with a salt, names are inside what is sealed.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::content::{LogKeyTo, bytes};
use crate::domain::ids::{DeviceId, KeyId};
use crate::domain::role::Side;

use super::chance;
use super::error::VaultError;
use super::kdf::{KdfCost, Key, sha256, stretch};
use super::keys::{Identity, LogHex, Unlocked, kem_of};
use super::log_key::{LogKey, LogKeys, holder_of, open_own};
use super::sealing::{open_once, open_with, pad, public_of, seal_once, seal_to, unpadded_len};
use super::secret::Secret;

/// The newest version of the file: it names log keys after the first. A file without any is of version 1.
const VERSION: u32 = 2;
pub(crate) const FILE: &str = "keyslots.json";
/// More than this is not a key file.
const LARGEST: u64 = 16 * 1024 * 1024;
const LOG_KEY_INFO: &[u8] = b"tandem/slot/log-key/v1";

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slots {
    pub(crate) format: String,
    pub(crate) version: u32,
    /// A hint for the window before anybody signs in; what holds is in the genesis entry.
    pub(crate) training: bool,
    pub(crate) log: LogHex,
    pub(crate) device: DeviceId,
    /// Under which device's name log.db was sealed, where that is not this one: a copy that became a new device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sealed_as: Option<DeviceId>,
    /// Salt of the handles' hashes, 16 bytes.
    #[serde(with = "bytes")]
    pub(crate) salt: Vec<u8>,
    pub(crate) members: Vec<Slot>,
    pub(crate) invitations: Vec<Invite>,
    /// Every log key after the first, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) log_keys: Vec<Generation>,
    /// Organisations whose two recovery codes were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) recovery: Vec<RecoverySlot>,
    /// Over everything above, under the log key; absent in the first files of version 1.
    #[serde(default, with = "bytes", skip_serializing_if = "Vec::is_empty")]
    pub(crate) seal: Vec<u8>,
}

/// How one organisation's two recovery codes together open the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RecoverySlot {
    pub(crate) side: Side,
    /// X25519 public key of the first holder's code.
    #[serde(with = "bytes")]
    pub(crate) first: Vec<u8>,
    /// X25519 public key of the second holder's code.
    #[serde(with = "bytes")]
    pub(crate) second: Vec<u8>,
    /// Tells one log key from another, 8 bytes.
    #[serde(with = "bytes")]
    pub(crate) key_name: Vec<u8>,
    /// The log key, HPKE to the second code inside HPKE to the first.
    #[serde(with = "bytes")]
    pub(crate) log_key: Vec<u8>,
}

/// A log key after the first: sealed to those who may have it, and the one before sealed under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Generation {
    pub(crate) name: KeyId,
    #[serde(with = "bytes")]
    pub(crate) before: Vec<u8>,
    /// Of the newest only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) to: Vec<LogKeyTo>,
}

/// One member's way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slot {
    /// SHA-256 of salt and handle.
    #[serde(with = "bytes")]
    pub(crate) handle: Vec<u8>,
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    /// Salt of Argon2id, 16 bytes, new whenever the passphrase changes.
    #[serde(with = "bytes")]
    pub(crate) salt: Vec<u8>,
    /// Member root (32) ‖ identity as JSON, padded, under the slot key.
    #[serde(with = "bytes")]
    pub(crate) root: Vec<u8>,
    /// The first log key, HPKE to the member; empty once there is a later one.
    #[serde(with = "bytes")]
    pub(crate) log_key: Vec<u8>,
    /// First 8 bytes of SHA-256 of the member's X25519 public key; empty in slots of the first versions.
    #[serde(default, with = "bytes", skip_serializing_if = "Vec::is_empty")]
    pub(crate) holder: Vec<u8>,
}

/// One invitation, sealed under its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invite {
    /// First 8 bytes of SHA-256 of the code's public key.
    #[serde(with = "bytes")]
    pub(crate) id: Vec<u8>,
    #[serde(with = "bytes")]
    pub(crate) sealed: Vec<u8>,
    /// The hashed handle of a slot that an acceptance made and may not have finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) begun: Option<String>,
}

/// Only what is needed to tell an older, newer or foreign file.
#[derive(Deserialize)]
struct Stamp {
    format: String,
    version: u32,
}

impl Slots {
    pub(crate) fn new(training: bool, log: LogHex, device: DeviceId) -> Self {
        Self {
            format: "tandem-keyslots".to_owned(),
            version: 1,
            training,
            log,
            device,
            sealed_as: None,
            salt: chance::bytes::<16>().to_vec(),
            members: Vec::new(),
            invitations: Vec::new(),
            recovery: Vec::new(),
            log_keys: Vec::new(),
            seal: Vec::new(),
        }
    }

    /// Whether there is such a file.
    pub(crate) fn exist(dir: &Path) -> bool {
        path(dir).is_file()
    }

    /// Reads the file; says whether it is missing, damaged or newer.
    pub(crate) fn load(dir: &Path) -> Result<Self, VaultError> {
        let damaged = |what: &str| VaultError::SlotsDamaged {
            what: what.to_owned(),
        };
        let file = match File::open(path(dir)) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(if dir.join(super::store::LOG_FILE).exists() {
                    damaged("it is missing, but there is a log.db beside it")
                } else {
                    VaultError::NotAVault
                });
            }
            Err(error) => return Err(error.into()),
        };
        let mut text = Vec::new();
        file.take(LARGEST).read_to_end(&mut text)?;
        Self::read(&text)
    }

    /// Reads the bytes of such a file.
    pub(crate) fn read(text: &[u8]) -> Result<Self, VaultError> {
        let damaged = |what: &str| VaultError::SlotsDamaged {
            what: what.to_owned(),
        };
        let stamp: Stamp = serde_json::from_slice(text).map_err(|_bad| damaged("it is not a key file"))?;
        if stamp.format != "tandem-keyslots" {
            return Err(damaged("it is another program's file"));
        }
        if stamp.version > VERSION {
            return Err(VaultError::NewerFormat {
                found: format!("key file version {}", stamp.version),
            });
        }
        let slots: Self =
            serde_json::from_slice(text).map_err(|_bad| damaged("a part is missing or changed"))?;
        let good = slots.salt.len() == 16 && slots.members.iter().all(|slot| slot.salt.len() == 16);
        if good {
            Ok(slots)
        } else {
            Err(damaged("a salt does not have 16 bytes"))
        }
    }

    /// Writes the file, sealed under the newest log key, so that a crash leaves the old one or the new one, never half.
    pub(crate) fn save(&self, dir: &Path, log_key: &Key) -> Result<(), VaultError> {
        let text = self.sealed_text(log_key)?;
        let temporary = dir.join("keyslots.json.new");
        let mut file = File::create(&temporary)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&temporary, path(dir))?;
        File::open(dir)?.sync_all()?;
        Ok(())
    }

    /// The device whose name went into the raw key of log.db.
    pub(crate) fn database_of(&self) -> DeviceId {
        self.sealed_as.unwrap_or(self.device)
    }

    /// The hash that stands for a handle.
    pub(crate) fn handle_hash(&self, handle: &str) -> Vec<u8> {
        sha256(&[b"tandem/handle/v1", &self.salt, plain_handle(handle).as_bytes()]).to_vec()
    }

    pub(crate) fn has_handle(&self, handle: &str) -> bool {
        let hash = self.handle_hash(handle);
        self.members.iter().any(|slot| slot.handle == hash)
    }

    /// Adds a slot, in place of one with the same handle.
    pub(crate) fn put(&mut self, slot: Slot) {
        self.members.retain(|old| old.handle != slot.handle);
        self.members.push(slot);
    }

    /// Seals a member's root under a passphrase.
    pub(crate) fn make_slot(
        &self,
        member: &Unlocked,
        handle: &str,
        passphrase: &Secret,
        cost: KdfCost,
    ) -> Result<Slot, VaultError> {
        cost.check()?;
        let broken = |_| VaultError::damaged("a key could not be sealed");
        let salt = chance::bytes::<16>();
        let slot_key = stretch(passphrase.as_words().as_bytes(), &salt, cost)?;
        let identity =
            serde_json::to_vec(&member.identity()).map_err(|e| VaultError::Io { what: e.to_string() })?;
        let mut plain = zeroize::Zeroizing::new(Vec::with_capacity(32 + identity.len()));
        plain.extend_from_slice(member.root.as_slice());
        plain.extend_from_slice(&identity);
        let mut slot = Slot {
            handle: self.handle_hash(handle),
            memory_kib: cost.memory_kib,
            passes: cost.passes,
            salt: salt.to_vec(),
            root: Vec::new(),
            log_key: Vec::new(),
            holder: Vec::new(),
        };
        slot.root = seal_once(&slot_key, &slot.bound(), &pad(&plain)).map_err(broken)?;
        let to = public_of(&member.kem).map_err(broken)?;
        slot.holder = holder_of(&to);
        if self.log_keys.is_empty() {
            slot.log_key =
                seal_to(&to, LOG_KEY_INFO, &self.log.0.0, member.log_key.as_slice()).map_err(broken)?;
        }
        Ok(slot)
    }

    /// Opens the slot of a handle. One error for a wrong handle, a wrong passphrase and a damaged slot, after the
    /// same work.
    pub(crate) fn unlock(&self, handle: &str, passphrase: &Secret) -> Result<Unlocked, VaultError> {
        let hash = self.handle_hash(handle);
        let slot = self.members.iter().find(|slot| slot.handle == hash);
        let cost = slot
            .or(self.members.first())
            .map_or(KdfCost::STANDARD, Slot::cost);
        cost.check()?;
        let salt = slot
            .and_then(|slot| slot.salt.first_chunk().copied())
            .unwrap_or_default();
        let slot_key = stretch(passphrase.as_words().as_bytes(), &salt, cost)?;
        slot.and_then(|slot| self.open_slot(slot, &slot_key))
            .ok_or(VaultError::WrongHandleOrPassphrase)?
    }

    /// What a slot's own key opens; `None` for anything that [`Slots::make_slot`] would not write, an error when its
    /// owner was given no log key.
    pub(crate) fn open_slot(&self, slot: &Slot, slot_key: &Key) -> Option<Result<Unlocked, VaultError>> {
        let plain = open_once(slot_key, &slot.bound(), &slot.root).ok()?;
        let (root, identity) = plain.get(..unpadded_len(&plain)?)?.split_first_chunk::<32>()?;
        let root = Key::new(*root);
        let identity: Identity = serde_json::from_slice(identity).ok()?;
        (identity.log == self.log).then_some(())?;
        let kem = kem_of(&root);
        let log_key = if let Some(newest) = self.log_keys.last() {
            let holder = holder_of(&public_of(&kem).ok()?);
            if !newest.to.iter().any(|to| to.holder == holder) {
                return Some(Err(VaultError::AccessEnded));
            }
            open_own(self.log.0, newest.name, &newest.to, &kem)?.key
        } else {
            let opened = open_with(&kem, LOG_KEY_INFO, &self.log.0.0, &slot.log_key).ok()?;
            Key::new(*opened.first_chunk::<32>()?)
        };
        Some(Ok(Unlocked::new(identity, root, log_key)))
    }

    /// The newest log key, when the owner of this X25519 secret was given it. `held` is what they had before; it is
    /// the answer while the first log key is in use.
    pub(crate) fn log_key_of(&self, kem: &Key, held: &Key) -> Result<Key, VaultError> {
        let Some(newest) = self.log_keys.last() else {
            return Ok(held.clone());
        };
        open_own(self.log.0, newest.name, &newest.to, kem)
            .map(|key| key.key)
            .ok_or(VaultError::AccessEnded)
    }

    /// All log keys that follow from this one: itself and those before it.
    pub(crate) fn log_keys_from(&self, key: &Key) -> Result<LogKeys, VaultError> {
        let later = LogKey::later(key.clone());
        let place = self.log_keys.iter().position(|made| made.name == later.name);
        let Some(place) = place else {
            return Ok(LogKeys::first(key.clone()));
        };
        let damaged = || VaultError::SlotsDamaged {
            what: "a log key does not open".to_owned(),
        };
        let mut held = vec![later];
        for number in (0..=place).rev() {
            let made = self.log_keys.get(number).ok_or_else(damaged)?;
            let name = number
                .checked_sub(1)
                .and_then(|earlier| self.log_keys.get(earlier));
            let name = name.map_or(KeyId([0; 16]), |earlier| earlier.name);
            let of = held.last().ok_or_else(damaged)?;
            let before = of.open_before(name, &made.before).ok_or_else(damaged)?;
            held.push(before);
        }
        held.reverse();
        LogKeys::of(held).ok_or_else(damaged)
    }
}

impl Slot {
    fn cost(&self) -> KdfCost {
        KdfCost {
            memory_kib: self.memory_kib,
            passes: self.passes,
        }
    }

    /// What the sealed root is bound to.
    pub(crate) fn bound(&self) -> Vec<u8> {
        [
            b"tandem/slot/root/v1".as_slice(),
            &self.handle,
            &self.memory_kib.to_be_bytes(),
            &self.passes.to_be_bytes(),
            &self.salt,
        ]
        .concat()
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// A handle however it is typed: no spaces around it, lower case.
pub(crate) fn plain_handle(handle: &str) -> String {
    handle.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{LogId, MemberId};
    use crate::domain::role::Role;

    fn member(log: LogId) -> Unlocked {
        let identity = Identity {
            member: MemberId([1; 16]),
            side: Side::Health,
            role: Role::Nurse,
            name: "Nurse Amara Osei".to_owned(),
            log: LogHex(log),
        };
        Unlocked::new(identity, Key::new([2; 32]), Key::new([3; 32]))
    }

    fn with_slot(dir: &Path) -> Slots {
        let mut slots = Slots::new(true, LogHex(LogId([9; 32])), DeviceId([8; 16]));
        let pass = Secret::new("one two three".to_owned());
        let slot = slots
            .make_slot(&member(slots.log.0), "aosei", &pass, KdfCost::FLOOR)
            .unwrap();
        slots.put(slot);
        slots.save(dir, &Key::new([3; 32])).unwrap();
        slots
    }

    #[test]
    fn the_right_words_open_and_everything_else_gives_one_error() {
        let dir = tempfile::tempdir().unwrap();
        with_slot(dir.path());
        let slots = Slots::load(dir.path()).unwrap();
        let pass = |text: &str| Secret::new(text.to_owned());
        let opened = slots.unlock(" AOsei ", &pass("One  two three")).unwrap();
        assert_eq!(
            (opened.id, opened.side, opened.role),
            (MemberId([1; 16]), Side::Health, Role::Nurse)
        );
        assert_eq!(*opened.log_key, [3; 32]);
        let one = VaultError::WrongHandleOrPassphrase;
        assert_eq!(slots.unlock("aosei", &pass("one two four")).unwrap_err(), one);
        assert_eq!(slots.unlock("nobody", &pass("one two three")).unwrap_err(), one);
        for change in [0, 20, 300] {
            let mut damaged = slots.clone();
            let root = &mut damaged.members[0].root;
            let at = change % root.len();
            root[at] ^= 1;
            assert_eq!(damaged.unlock("aosei", &pass("one two three")).unwrap_err(), one);
        }
        let mut damaged = slots;
        damaged.members[0].log_key[40] ^= 1;
        assert_eq!(damaged.unlock("aosei", &pass("one two three")).unwrap_err(), one);
    }

    #[test]
    fn the_file_names_nobody() {
        let dir = tempfile::tempdir().unwrap();
        with_slot(dir.path());
        let text = fs::read_to_string(dir.path().join(FILE)).unwrap();
        for word in ["osei", "Osei", "Amara", "nurse", "health"] {
            assert!(!text.contains(word), "{word}");
        }
    }

    #[test]
    fn a_missing_damaged_newer_or_greedy_file_is_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Slots::load(dir.path()).unwrap_err(), VaultError::NotAVault);
        let mut slots = with_slot(dir.path());
        let file = dir.path().join(FILE);
        let text = fs::read_to_string(&file).unwrap();
        for damaged in [
            "",
            "{}",
            "[1]",
            text.get(..text.len() / 2).unwrap(),
            &text.replace("\"salt\"", "\"sault\""),
        ] {
            fs::write(&file, damaged).unwrap();
            assert!(
                matches!(Slots::load(dir.path()), Err(VaultError::SlotsDamaged { .. })),
                "{damaged:.20}"
            );
        }
        fs::write(&file, text.replace("\"version\": 1", "\"version\": 3")).unwrap();
        assert!(matches!(
            Slots::load(dir.path()),
            Err(VaultError::NewerFormat { .. })
        ));
        slots.members[0].memory_kib = u32::MAX;
        let bomb = slots.unlock("aosei", &Secret::new("x".to_owned()));
        assert!(matches!(bomb, Err(VaultError::SlotsDamaged { .. })));
    }
}
