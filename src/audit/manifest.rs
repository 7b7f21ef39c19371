//! The manifest of a pack: every file with its digest, where the numbers come from, and who signs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::disclosure_control::RULE;
use crate::domain::ids::{DeviceId, LogId, to_hex};
use crate::domain::time::{Moment, YearMonth};
use crate::vault::note::Signer;

/// The form of `manifest.json` that this program writes.
pub(super) const FORMAT: &str = "tandem-pack-1";
/// Every form of a pack's manifest begins like this.
pub(super) const FORMAT_FAMILY: &str = "tandem-pack-";

/// The name of a rule table's version: letters a to z, digits, dots and hyphens, at least one digit, at most 32.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct RulesVersion(String);

impl RulesVersion {
    /// The version, if it has the form of one.
    pub fn new(text: &str) -> Option<Self> {
        let fits = text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-');
        let dated = text.chars().any(|c| c.is_ascii_digit());
        (fits && dated && text.len() <= 32).then(|| Self(text.to_owned()))
    }
}

/// Where the numbers come from: what the pack says beside the month's tables.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// The log.
    pub log: LogId,
    /// The device that makes the pack.
    pub device: DeviceId,
    /// Its public key (Ed25519).
    pub device_key: [u8; 32],
    /// How many entries its own log has.
    pub entries: u64,
    /// A signed checkpoint of the device's log: a C2SP note.
    pub checkpoint: String,
    /// The rule table in force.
    pub rules: RulesVersion,
    /// The vault is for practice: invented people.
    pub training: bool,
    /// When the pack is made.
    pub made_at: Moment,
}

impl Provenance {
    /// Who signs.
    pub(super) fn signer(&self) -> Signer {
        Signer::device(self.log, self.device, self.device_key)
    }
}

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) month: YearMonth,
    pub(super) training: bool,
    pub(super) rules: String,
    pub(super) suppression: String,
    pub(super) log: String,
    pub(super) device: String,
    pub(super) entries: u64,
    pub(super) made_at: String,
    pub(super) verifier_key: String,
    pub(super) checkpoint: String,
    /// File name to SHA-256, hexadecimal.
    pub(super) files: BTreeMap<String, String>,
}

impl Manifest {
    pub(super) fn of(month: YearMonth, from: &Provenance, files: BTreeMap<String, String>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            month,
            training: from.training,
            rules: from.rules.0.clone(),
            suppression: RULE.to_owned(),
            log: from.log.hex(),
            device: from.device.hex(),
            entries: from.entries,
            made_at: from.made_at.iso(),
            verifier_key: from.signer().verifier_key(),
            checkpoint: from.checkpoint.clone(),
            files,
        }
    }
}

/// SHA-256, hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}
