//! The certificate of a disposal: what was destroyed, when, by whom, on what basis, where it was carried out, and what
//! it cannot promise. It holds no word of what was destroyed.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::counted::{counted, entries};
use crate::domain::ids::{EntryRef, IncidentId, LogId, to_hex};
use crate::domain::role::Compartment;
use crate::domain::time::Moment;

/// One order, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartDone {
    /// Where it stands in the log.
    pub order: EntryRef,
    /// Hash of its header: proofs name it.
    pub leaf: [u8; 32],
    /// Whose words.
    pub compartment: Compartment,
    /// How many entries with words, counted as they are before it is ordered.
    pub entries: usize,
    /// How many data keys beside them.
    pub keys: usize,
    /// The row of the retention schedule.
    pub basis: String,
    /// The row in words, if this program's table has it.
    pub basis_words: Option<String>,
    /// The table's version.
    pub policy: String,
    /// Who signed.
    pub by: String,
    /// Their organisation.
    pub organisation: String,
    /// When it was signed.
    pub at: Moment,
    /// Who agreed for the other organisation, its name, and when; `None` where one organisation orders alone, or while
    /// the order waits.
    pub agreed: Option<(String, String, Moment)>,
    /// It is in force.
    pub in_force: bool,
    /// Every device, and whether it is known to have carried it out.
    pub devices: Vec<(String, bool)>,
}

/// The certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The partnership.
    pub partnership: String,
    /// A practice vault.
    pub training: bool,
    /// The log.
    pub log: LogId,
    /// The incident, as it was asked for; `None` in a list of all orders.
    pub reference: Option<String>,
    /// Its name in entries.
    pub incident: Option<IncidentId>,
    /// The orders.
    pub parts: Vec<PartDone>,
    /// When the certificate was made.
    pub at: Moment,
    /// The device's Ed25519 public key.
    pub key: [u8; 32],
    /// The device's signature over the text above it.
    pub signature: Option<[u8; 64]>,
}

const NOT_PROMISED: &str = "What this cannot promise: copies made before it, such as backups, extracts, printed pages, \
pictures of a screen, or what a disk keeps of old blocks, are not reached. Whoever has such a copy and a passphrase of \
that time can still read it. Destroy older backups, and use disks that are encrypted.";

impl Certificate {
    pub(super) fn signed(mut self, sign: &dyn Fn(&[u8]) -> [u8; 64]) -> Self {
        self.signature = Some(sign(self.words().as_bytes()));
        self
    }

    /// For people and for the file.
    pub fn text(&self) -> String {
        let signature = self.signature.map_or_else(String::new, |bytes| to_hex(&bytes));
        format!(
            "{}\nSigned by the device, Ed25519, over the lines above:\nkey {}\nsignature {signature}\n",
            self.words(),
            to_hex(&self.key)
        )
    }

    fn words(&self) -> String {
        let mut text = "CERTIFICATE OF DISPOSAL\n".to_owned();
        if self.training {
            text.push_str("Practice: invented people only\n");
        }
        let _written = write!(
            text,
            "\n{}\nLog {}\nMade {}\n",
            self.partnership,
            self.log.hex(),
            self.at.iso()
        );
        if let (Some(reference), Some(incident)) = (&self.reference, self.incident) {
            let _written = writeln!(text, "Incident {reference} ({})", incident.hex());
        }
        if self.parts.is_empty() {
            text.push_str("\nNothing was ordered to be destroyed.\n");
        }
        for part in &self.parts {
            part.write(&mut text);
        }
        text.push('\n');
        text.push_str(NOT_PROMISED);
        text.push_str(
            "\nWhat stays: that an entry was made, by whom, when and how long it was; and the order.\n",
        );
        text
    }

    /// For scripts.
    pub fn json(&self) -> Value {
        let parts: Vec<Value> = self.parts.iter().map(PartDone::json).collect();
        json!({
            "partnership": self.partnership,
            "training": self.training,
            "log": self.log.hex(),
            "incident": self.reference,
            "incident_id": self.incident.map(|incident| incident.hex()),
            "made": self.at.iso(),
            "orders": parts,
            "not_promised": NOT_PROMISED,
            "key": to_hex(&self.key),
            "signature": self.signature.map(|bytes| to_hex(&bytes)),
            "text": self.words(),
        })
    }
}

impl PartDone {
    fn write(&self, text: &mut String) {
        let state = if self.in_force {
            "in force"
        } else {
            "WAITS for a governance lead of the other organisation: nothing is destroyed yet"
        };
        let _written = write!(
            text,
            "\nOrder {}:{} ({})\n  {state}\n  part of the record: {}\n  {}: {}, and {}\n  signed by {} of {}, {}{}\n  basis: {}{}, table {}\n",
            self.order.device.hex(),
            self.order.seq,
            to_hex(&self.leaf),
            self.compartment.name(),
            if self.in_force {
                "destroyed"
            } else {
                "to be destroyed"
            },
            entries(self.entries),
            counted(
                self.keys,
                "data key that opened them",
                "data keys that opened them"
            ),
            self.by,
            self.organisation,
            self.at.iso(),
            self.agreed
                .as_ref()
                .map_or_else(String::new, |(by, organisation, at)| format!(
                    "\n  agreed by {by} of {organisation}, {}",
                    at.iso()
                )),
            self.basis,
            self.basis_words
                .as_ref()
                .map_or_else(String::new, |words| format!(" ({words})")),
            self.policy,
        );
        for (name, done) in &self.devices {
            let word = if *done {
                "carried out"
            } else {
                "not yet known to be carried out"
            };
            let _written = writeln!(text, "  device {name}: {word}");
        }
    }

    fn json(&self) -> Value {
        let devices: Vec<Value> = self
            .devices
            .iter()
            .map(|(name, done)| json!({ "name": name, "carried_out": done }))
            .collect();
        json!({
            "device": self.order.device.hex(),
            "seq": self.order.seq,
            "leaf": to_hex(&self.leaf),
            "compartment": self.compartment.name(),
            "entries": self.entries,
            "keys": self.keys,
            "basis": self.basis,
            "policy": self.policy,
            "by": self.by,
            "organisation": self.organisation,
            "at": self.at.iso(),
            "agreed": self.agreed.as_ref().map(|(by, organisation, at)| {
                json!({ "by": by, "organisation": organisation, "at": at.iso() })
            }),
            "in_force": self.in_force,
            "devices": devices,
        })
    }
}
