//! Founding a vault: folder, key file, device, the first entries and two invitations. The founder learns nobody's
//! passphrase and no key of the police or health compartment.

use std::fmt;
use std::fs;
use std::path::Path;

use ed25519_dalek::SigningKey;
use rusqlite::Connection;

use crate::domain::content::{Content, DeviceEnrolled, Genesis};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{DeviceId, KeyId, LogId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

use super::append::{Batch, ToWrite};
use super::chance;
use super::db::{self, Access, Purpose};
use super::error::VaultError;
use super::invitation::{InvitationCode, Invitee, prepare};
use super::kdf::Key;
use super::keys::{EpochSecret, LogHex, db_key, log_body_key};
use super::lock::{self, Lock};
use super::log_key::LogKeys;
use super::slots::{Invite, Slots};
use super::store::{DEVICE_KEY, LOG_FILE, MIGRATIONS, Vault, set_local};

/// What set-up asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The partnership's name.
    pub name: String,
    /// The police force's name.
    pub police: String,
    /// The health trust's name.
    pub health: String,
    /// Whose law applies.
    pub nation: Nation,
    /// A practice log of invented people, for ever.
    pub training: bool,
    /// What people call this device, for example `TR-07`.
    pub device_name: String,
    /// How colleagues see the police governance lead.
    pub police_lead: String,
    /// How colleagues see the health governance lead.
    pub health_lead: String,
    /// The offices that will hold recovery codes, police first; kept for the pages that make them.
    pub recovery_offices: [[String; 2]; 2],
}

/// What the founding session keeps in memory until both leads have joined: the secrets of the two common
/// compartments, so that the second lead need not wait for the first. Wiped on drop.
pub struct FoundingKeys {
    shared: EpochSecret,
    oversight: EpochSecret,
}

impl FoundingKeys {
    pub(crate) fn secret(&self, compartment: Compartment) -> Option<&EpochSecret> {
        match compartment {
            Compartment::Shared => Some(&self.shared),
            Compartment::Oversight => Some(&self.oversight),
            Compartment::Log | Compartment::Police | Compartment::Health => None,
        }
    }
}

impl fmt::Debug for FoundingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FoundingKeys")
    }
}

/// Where set-up keeps the offices that were named for recovery.
const OFFICES: &str = "app/recovery-offices";

impl Vault {
    /// Founds a vault in an empty or new folder. Gives the open vault, what the session keeps, and the invitation
    /// codes of the police and the health governance lead.
    pub fn found(
        dir: &Path,
        founding: &Founding,
        now: Moment,
    ) -> Result<(Self, FoundingKeys, [InvitationCode; 2]), VaultError> {
        if Slots::exist(dir) {
            return Err(VaultError::AlreadyAVault);
        }
        match Slots::load(dir) {
            Err(VaultError::NotAVault) => {}
            Ok(_) => return Err(VaultError::AlreadyAVault),
            Err(error) => return Err(error),
        }
        make_folder(dir)?;
        let lock = lock::take(dir)?;
        let result = found_here(dir, founding, now, lock);
        if result.is_err() {
            for file in [LOG_FILE, "log.db-wal", "log.db-shm", "keyslots.json.new", "lock"] {
                // What this attempt made is of no use to anybody; that it may stay behind is no reason to hide why.
                drop(fs::remove_file(dir.join(file)));
            }
        }
        result
    }

    /// The offices that set-up named for recovery, police first.
    pub fn named_recovery_offices(&self) -> [[String; 2]; 2] {
        super::store::local(&self.conn, OFFICES)
            .ok()
            .flatten()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }
}

fn found_here(
    dir: &Path,
    founding: &Founding,
    now: Moment,
    lock: Lock,
) -> Result<(Vault, FoundingKeys, [InvitationCode; 2]), VaultError> {
    let device = chance::new_device();
    let log_key = Key::new(chance::bytes());
    let keys = FoundingKeys {
        shared: EpochSecret::first(Compartment::Shared)?,
        oversight: EpochSecret::first(Compartment::Oversight)?,
    };
    let conn = db::open_keyed(
        &dir.join(LOG_FILE),
        &db_key(&log_key, device),
        Purpose::Log,
        Access::Write,
    )?;
    db::migrate(&conn, &MIGRATIONS)?;
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let (log, invites, codes) = first_entries(&conn, founding, device, &log_key, now)?;
    let offices =
        serde_json::to_vec(&founding.recovery_offices).map_err(|e| VaultError::Io { what: e.to_string() })?;
    set_local(&conn, OFFICES, &offices)?;
    conn.execute_batch("COMMIT")?;
    let mut slots = Slots::new(founding.training, LogHex(log), device);
    slots.invitations.extend(invites);
    slots.save(dir, &log_key)?;
    let keys_of_log = LogKeys::first(log_key);
    let vault = Vault::load(
        dir.to_owned(),
        (conn, KeyId([0; 16])),
        Some(lock),
        &slots,
        keys_of_log,
        None,
    )?;
    Ok((vault, keys, codes))
}

/// Genesis, the device, and an invitation for each governance lead.
fn first_entries(
    conn: &Connection,
    founding: &Founding,
    device: DeviceId,
    log_key: &Key,
    now: Moment,
) -> Result<(LogId, [Invite; 2], [InvitationCode; 2]), VaultError> {
    let seed = Key::new(chance::bytes());
    let sign = SigningKey::from_bytes(&seed);
    let public = sign.verifying_key().to_bytes();
    conn.execute(
        "INSERT INTO device (n, device_id, sign_pk, state) VALUES (1, ?1, ?2, 1)",
        (device.0, public),
    )?;
    set_local(conn, DEVICE_KEY, seed.as_slice())?;
    let body_key = log_body_key(log_key);
    let mut batch = Batch::founding(conn, device, 1, &sign, now);
    let put = |batch: &mut Batch<'_>, content: &Content| {
        batch
            .put_sealed(&ToWrite::structure(content)?, KeyId([0; 16]), &body_key)
            .map(|_header| ())
    };
    put(
        &mut batch,
        &Content::Genesis(Genesis {
            name: founding.name.clone(),
            police: founding.police.clone(),
            health: founding.health.clone(),
            nation: founding.nation,
            training: founding.training,
            both: true,
        }),
    )?;
    put(
        &mut batch,
        &Content::DeviceEnrolled(DeviceEnrolled {
            device,
            name: founding.device_name.clone(),
            sign_pk: public.to_vec(),
        }),
    )?;
    let log = batch.log;
    let lead = |side, name: &str| {
        let invitee = Invitee {
            side,
            role: Role::Governance,
            name: name.to_owned(),
        };
        prepare(log, log_key, &invitee, &[], now)
    };
    let (police, police_invite, police_code) = lead(Side::Police, &founding.police_lead)?;
    let (health, health_invite, health_code) = lead(Side::Health, &founding.health_lead)?;
    put(&mut batch, &police)?;
    put(&mut batch, &health)?;
    batch.save_frontier()?;
    Ok((log, [police_invite, health_invite], [police_code, health_code]))
}

/// Makes the folder, for its owner only.
pub(crate) fn make_folder(dir: &Path) -> Result<(), VaultError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(dir)?;
    Ok(())
}
