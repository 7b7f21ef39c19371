//! The folder as a whole: every file against the manifest, the manifest against its signatures, its checkpoint.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde::Deserialize;

use crate::bytes::{hex, sha256};
use crate::extract;
use crate::note::{Signer, head};
use crate::report::Report;

/// No file is larger, in bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;
/// No folder has more files.
const MOST_FILES: usize = 20_000;

/// `manifest.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    format: String,
    pub(crate) training: bool,
    pub(crate) log: String,
    pub(crate) device: String,
    pub(crate) member: Option<String>,
    entries: u64,
    #[serde(rename = "made_at")]
    _made_at: String,
    verifier_key: String,
    member_key: Option<String>,
    pub(crate) checkpoint: String,
    /// File name to SHA-256.
    pub(crate) files: BTreeMap<String, String>,
    // an audit pack
    month: Option<String>,
    rules: Option<String>,
    suppression: Option<String>,
    // an extract
    pub(crate) incident: Option<String>,
    pub(crate) side: Option<String>,
    pub(crate) shown: Option<usize>,
    pub(crate) disposed: Option<u64>,
    // a log for the Commissioner, which has a side as well
    from: Option<String>,
    until: Option<String>,
    lines: Option<usize>,
}

/// A folder whose manifest was read.
pub(crate) struct Folder<'a> {
    pub(crate) path: &'a Path,
    pub(crate) manifest: Manifest,
    pub(crate) device: Signer,
    pub(crate) member: Option<Signer>,
}

/// Checks a folder; an error says why it could not be done at all.
pub(crate) fn check(path: &Path) -> Result<Report, String> {
    if !path.is_dir() {
        return Err(format!(
            "{} is not there, or neither a folder nor a bundle",
            path.display()
        ));
    }
    let not_one = |what: &str| {
        format!(
            "{}: manifest.json {what}. Is this the folder of a pack or an extract?",
            path.display()
        )
    };
    let bytes = read(path, "manifest.json").map_err(not_one)?;
    let lines = read(path, "manifest.sig").unwrap_or_default();
    let mut report = Report {
        kind: "A folder",
        about: "nothing that can be told".to_owned(),
        ..Report::default()
    };
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else {
        newer(&bytes)?;
        report.find("manifest.json", "it does not have the form of a manifest");
        return Ok(report);
    };
    let (kind, about) = match (manifest.format.as_str(), &manifest.month, &manifest.incident) {
        ("tandem-pack-1" | "tandem-pack-2", Some(month), None) => ("An audit pack", month.clone()),
        ("tandem-extract-1", None, Some(incident)) => ("An extract", incident.clone()),
        ("tandem-logging-1", None, None) => {
            let (Some(from), Some(until), Some(_)) = (&manifest.from, &manifest.until, manifest.lines) else {
                report.find("manifest.json", "it does not say which days it is about");
                return Ok(report);
            };
            ("A log for the Commissioner", format!("{from} to {until}"))
        }
        _ => {
            newer(&bytes)?;
            report.find("manifest.json", "it names a form that does not fit what it holds");
            return Ok(report);
        }
    };
    (report.kind, report.about, report.training) = (kind, about, manifest.training);
    let Some(device) = Signer::read(&manifest.verifier_key) else {
        report.find("manifest.json", "its verifier key is not one");
        return Ok(report);
    };
    let member = manifest.member_key.as_deref().and_then(Signer::read);
    let folder = Folder {
        path,
        manifest,
        device,
        member,
    };
    folder.signatures(&bytes, &lines, &mut report);
    folder.checkpoint(&mut report);
    folder.files(&mut report);
    if folder.manifest.incident.is_some() {
        extract::check(&folder, &mut report);
    } else if folder.manifest.month.is_none() {
        // a log for the Commissioner counts nothing
    } else if folder.manifest.rules.is_none() || folder.manifest.suppression.is_none() {
        report.find("manifest.json", "it does not say by which rules it counts");
    }
    Ok(report)
}

/// A later number of a known form is a newer program's: it cannot be judged here.
fn newer(manifest: &[u8]) -> Result<(), String> {
    let value: serde_json::Value = serde_json::from_slice(manifest).unwrap_or_default();
    let form = value
        .get("format")
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default();
    let known = [
        ("tandem-pack-", 2_u32),
        ("tandem-extract-", 1),
        ("tandem-logging-", 1),
    ];
    let later = known.iter().any(|(family, newest)| {
        let number = form
            .strip_prefix(family)
            .and_then(|number| number.parse::<u32>().ok());
        number.is_some_and(|number| number > *newest)
    });
    if later {
        return Err("This was written by a newer version. Use the tandem-verify of that version".to_owned());
    }
    Ok(())
}

impl Folder<'_> {
    /// `manifest.sig` holds one line for each signer, in order, and nothing else.
    fn signatures(&self, bytes: &[u8], lines: &[u8], report: &mut Report) {
        let manifest = &self.manifest;
        if self.device.name != format!("tandem/{}/{}", manifest.log, manifest.device) {
            report.find("manifest.json", "its key belongs to another log or device");
        }
        let mut signers = vec![&self.device];
        if manifest.format != "tandem-pack-1" {
            let member = manifest.member.as_deref().unwrap_or_default();
            let name = format!("tandem/{}/member/{member}", manifest.log);
            match &self.member {
                Some(signer) if signer.name == name => signers.push(signer),
                Some(_) | None => {
                    report.find(
                        "manifest.json",
                        "it does not name the key of the member who made it",
                    );
                }
            }
        }
        let text = std::str::from_utf8(lines).unwrap_or_default();
        let mut rest = text;
        for signer in signers {
            let Some((line, after)) = rest.split_once('\n') else {
                report.find("manifest.sig", format!("a signature is missing: {}", signer.name));
                continue;
            };
            rest = after;
            if signer.signed(bytes, line) {
                report.keys.push(signer.text());
            } else {
                report.find(
                    "manifest.sig",
                    format!("this is not a signature by {}", signer.name),
                );
            }
        }
        if !rest.is_empty() {
            report.find("manifest.sig", "it holds more than its signatures");
        }
    }

    fn checkpoint(&self, report: &mut Report) {
        let says = self.device.open(&self.manifest.checkpoint).and_then(head);
        let fits =
            says.is_some_and(|head| head.origin == self.device.name && head.size == self.manifest.entries);
        if !fits {
            report.find(
                "manifest.json",
                "its checkpoint is not by its key, or of another log or size",
            );
        }
    }

    /// Every listed file is there as it was signed, and no other.
    fn files(&self, report: &mut Report) {
        let files = &self.manifest.files;
        if files.len() > MOST_FILES {
            report.find("manifest.json", "it lists more files than a folder has");
            return;
        }
        for (name, expected) in files {
            if !is_plain(name) {
                report.find("manifest.json", "it lists a file outside the folder");
                continue;
            }
            match read(self.path, name) {
                Err(what) => report.find(name, what),
                Ok(bytes) if hex(&sha256(&[&bytes])) != *expected => {
                    report.find(name, "it is not the file that was signed: its digest differs");
                }
                Ok(_) => report.files += 1,
            }
        }
        let Ok(inside) = fs::read_dir(self.path) else {
            report.find(".", "the folder cannot be read");
            return;
        };
        let mut names: Vec<String> = inside
            .map(|found| {
                found.map_or_else(
                    |_| String::new(),
                    |found| found.file_name().to_string_lossy().into_owned(),
                )
            })
            .filter(|name| {
                !matches!(name.as_str(), "manifest.json" | "manifest.sig") && !files.contains_key(name)
            })
            .collect();
        names.sort();
        for name in names.iter().take(100) {
            report.find(name, "it is not listed in the manifest");
        }
    }
}

/// A name that stays in the folder.
fn is_plain(name: &str) -> bool {
    let letters = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && letters
}

/// A file of the folder, never a link.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Vec<u8>, &'static str> {
    let path = folder.join(name);
    let found = fs::symlink_metadata(&path).map_err(|_gone| "is missing")?;
    if !found.is_file() {
        return Err("is not a file");
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(LARGEST_FILE.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|_refused| "cannot be read")?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST_FILE) {
        Ok(bytes)
    } else {
        Err("is larger than any file of such a folder")
    }
}
