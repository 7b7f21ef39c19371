//! What was found, as text and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

/// One thing that is not as it was signed.
#[derive(Serialize)]
pub(crate) struct Finding {
    /// The file that it is about.
    pub(crate) file: String,
    /// The device whose entry it is, where it is about an entry.
    pub(crate) device: Option<String>,
    /// The entry's number in that device's log.
    pub(crate) seq: Option<u64>,
    /// What is wrong.
    pub(crate) what: String,
}

/// The whole answer.
#[derive(Default)]
pub(crate) struct Report {
    /// `audit pack`, `extract` or `bundle`.
    pub(crate) kind: &'static str,
    /// What it is about: a month, an incident.
    pub(crate) about: String,
    /// It comes from a practice vault.
    pub(crate) training: bool,
    /// How many files were compared with the manifest.
    pub(crate) files: usize,
    /// How many entries were checked one by one.
    pub(crate) entries: usize,
    /// Who signed: verifier keys.
    pub(crate) keys: Vec<String>,
    /// What this does and does not show.
    pub(crate) notes: Vec<String>,
    /// What is wrong.
    pub(crate) findings: Vec<Finding>,
}

impl Report {
    /// Notes a finding about a file.
    pub(crate) fn find(&mut self, file: &str, what: impl Into<String>) {
        self.findings.push(Finding {
            file: plain(file),
            device: None,
            seq: None,
            what: what.into(),
        });
    }

    /// One line of JSON.
    pub(crate) fn json(&self) -> String {
        serde_json::json!({
            "ok": self.findings.is_empty(),
            "kind": self.kind,
            "about": self.about,
            "training": self.training,
            "files": self.files,
            "entries": self.entries,
            "keys": self.keys,
            "notes": self.notes,
            "findings": self.findings,
        })
        .to_string()
    }

    /// For a reader.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let verdict = if self.findings.is_empty() {
            "All is as it was signed."
        } else {
            "NOT as it was signed."
        };
        let _written = write!(
            text,
            "{verdict} {} about {}: {}, {}.",
            self.kind,
            self.about,
            counted(self.files, "file", "files"),
            counted(self.entries, "entry", "entries")
        );
        if self.training {
            text.push_str("\nFrom a practice vault: the people and events are invented.");
        }
        for finding in &self.findings {
            let _written = write!(text, "\n  {}: {}", finding.file, finding.what);
            if let (Some(device), Some(seq)) = (&finding.device, finding.seq) {
                let _written = write!(text, " (entry {seq} of device {device})");
            }
        }
        if !self.keys.is_empty() {
            text.push_str("\nSigned by these keys; compare them with those that you were given:");
        }
        for key in &self.keys {
            let _written = write!(text, "\n  {key}");
        }
        for note in &self.notes {
            let _written = write!(text, "\n{note}");
        }
        text
    }
}

/// A file's name as it may be printed.
fn plain(name: &str) -> String {
    name.chars()
        .take(100)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

/// A number with its word: "1 entry", "2 entries".
pub(crate) fn counted(number: usize, one: &str, more: &str) -> String {
    let word = if number == 1 { one } else { more };
    format!("{number} {word}")
}
