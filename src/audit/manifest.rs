//! The manifest of a pack: every file with its digest, where the numbers come from, and who signs.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::ids::{DeviceId, LogId, MemberId, to_hex};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};
use crate::vault::note::Signer;

/// The form of a month's `manifest.json` that this program writes.
pub(super) const PACK: &str = "tandem-pack-2";
/// The form before: signed by the device alone. It still checks.
pub(super) const PACK_BEFORE: &str = "tandem-pack-1";
/// The form of an extract's `manifest.json`.
pub(super) const EXTRACT: &str = "tandem-extract-1";
/// The form of the `manifest.json` of a log for the Commissioner.
pub(super) const LOGGING: &str = "tandem-logging-1";
/// Every form that this program reads.
pub(super) const FORMS: [&str; 4] = [PACK, PACK_BEFORE, EXTRACT, LOGGING];
/// Every form of a manifest begins like one of these.
pub(super) const FAMILIES: [&str; 3] = ["tandem-pack-", "tandem-extract-", "tandem-logging-"];

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

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.0
    }
}

/// Where a folder comes from: what its manifest says beside its own subject.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// The log.
    pub log: LogId,
    /// The device that makes the folder.
    pub device: DeviceId,
    /// Its public key (Ed25519).
    pub device_key: [u8; 32],
    /// The member who makes it.
    pub member: MemberId,
    /// Their public key (Ed25519).
    pub member_key: [u8; 32],
    /// How many entries the device's own log has.
    pub entries: u64,
    /// A signed checkpoint of the device's log: a C2SP note.
    pub checkpoint: String,
    /// The rule table in force.
    pub rules: RulesVersion,
    /// The vault is for practice: invented people.
    pub training: bool,
    /// When the folder is made.
    pub made_at: Moment,
}

impl Provenance {
    /// The device as a signer.
    pub(super) fn signer(&self) -> Signer {
        Signer::device(self.log, self.device, self.device_key)
    }

    /// Both keys, the device's first, as C2SP verifier keys.
    pub fn verifier_keys(&self) -> [String; 2] {
        [self.signer().verifier_key(), self.co_signer().verifier_key()]
    }

    /// The member as a signer.
    pub(super) fn co_signer(&self) -> Signer {
        Signer::member(self.log, self.member, self.member_key)
    }
}

/// What signs a manifest: the device's key, and the key of the member who makes the folder.
pub struct Keys<'a> {
    /// The device's Ed25519 signature.
    pub device: &'a dyn Fn(&[u8]) -> [u8; 64],
    /// The member's Ed25519 signature.
    pub member: &'a dyn Fn(&[u8]) -> [u8; 64],
}

impl fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// What a folder is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Subject {
    /// A month's counts.
    Month {
        month: YearMonth,
        rules: String,
        suppression: String,
    },
    /// The record of one incident, as one side can open it.
    Incident {
        incident: String,
        side: Side,
        /// How many entries are in the folder, structure included.
        shown: usize,
        /// How many entries of the same streams were disposed of before.
        disposed: u64,
    },
    /// What one organisation has logged under section 62.
    Logging {
        from: NaiveDate,
        until: NaiveDate,
        side: Side,
        /// How many lines.
        lines: usize,
    },
}

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: String,
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) training: bool,
    pub(super) log: String,
    pub(super) device: String,
    /// Absent in `tandem-pack-1`, which only the device signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) member: Option<String>,
    pub(super) entries: u64,
    pub(super) made_at: String,
    pub(super) verifier_key: String,
    /// Absent in `tandem-pack-1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) member_key: Option<String>,
    pub(super) checkpoint: String,
    /// File name to SHA-256, hexadecimal.
    pub(super) files: BTreeMap<String, String>,
}

impl Manifest {
    pub(super) fn of(
        format: &str,
        subject: Subject,
        from: &Provenance,
        files: BTreeMap<String, String>,
    ) -> Self {
        Self {
            format: format.to_owned(),
            subject,
            training: from.training,
            log: from.log.hex(),
            device: from.device.hex(),
            member: Some(from.member.hex()),
            entries: from.entries,
            made_at: from.made_at.iso(),
            verifier_key: from.signer().verifier_key(),
            member_key: Some(from.co_signer().verifier_key()),
            checkpoint: from.checkpoint.clone(),
            files,
        }
    }

    /// The month that it is about.
    pub(super) fn month(&self) -> Option<YearMonth> {
        match self.subject {
            Subject::Month { month, .. } => Some(month),
            Subject::Incident { .. } | Subject::Logging { .. } => None,
        }
    }
}

/// SHA-256, hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}
