//! Checking a pack from anywhere: every file against the manifest, the manifest against its signature, the
//! checkpoint against the same key. Needs no vault and no secret, and trusts nothing that it reads.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use super::AuditError;
use super::manifest::{EXTRACT, FAMILIES, FORMS, LOGGING, Manifest, PACK_BEFORE, digest};
use crate::domain::time::YearMonth;
use crate::vault::note::Signer;

/// No file of a pack is larger, in bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;
/// No pack has more files.
const MOST_FILES: usize = 1_000;

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file that it is about.
    pub file: String,
    /// What is wrong.
    pub what: String,
}

/// What checking a pack found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Nothing is wrong.
    pub ok: bool,
    /// The month that the pack says it is about; `None` for an extract and when the manifest cannot be read.
    pub month: Option<YearMonth>,
    /// It is an extract about one incident. Its entries are signed and proven one by one; that is not looked at here.
    pub is_extract: bool,
    /// It is a log for the Commissioner.
    pub is_logging: bool,
    /// How many entries the device's log had, as the manifest says.
    pub entries: u64,
    /// How many files were compared.
    pub files: usize,
    /// The signer's public key as a verifier key: what is right is right only if this is the key you were given.
    pub verifier_key: String,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Whether a folder looks like a pack: it has a manifest.
pub fn is_pack(folder: &Path) -> bool {
    folder.join("manifest.json").is_file()
}

/// Checks a pack.
///
/// # Errors
/// [`AuditError::NotAPack`] where there is none, [`AuditError::NewerFormat`] for one that this program cannot judge.
/// Everything else is a finding.
pub fn check(folder: &Path) -> Result<Report, AuditError> {
    let not_a_pack = || AuditError::NotAPack {
        path: folder.display().to_string(),
    };
    let (Ok(bytes), Ok(lines)) = (read(folder, "manifest.json"), read(folder, "manifest.sig")) else {
        return Err(not_a_pack());
    };
    let mut findings = Vec::new();
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else {
        return refuse_newer(&bytes).map(|()| unreadable());
    };
    if !FORMS.contains(&manifest.format.as_str()) {
        refuse_newer(&bytes)?;
        findings.push(finding("manifest.json", "it names a form that no pack has"));
    }
    check_signature(&manifest, &bytes, &lines, &mut findings);
    let files = check_files(folder, &manifest, &mut findings);
    Ok(Report {
        ok: findings.is_empty(),
        month: manifest.month(),
        is_extract: manifest.format == EXTRACT,
        is_logging: manifest.format == LOGGING,
        entries: manifest.entries,
        files,
        verifier_key: manifest.verifier_key,
        findings,
    })
}

fn finding(file: &str, what: &str) -> Finding {
    let file = if is_plain(file) {
        file
    } else {
        "(a file with an unusual name)"
    };
    Finding {
        file: file.to_owned(),
        what: what.to_owned(),
    }
}

fn unreadable() -> Report {
    Report {
        ok: false,
        month: None,
        is_extract: false,
        is_logging: false,
        entries: 0,
        files: 0,
        verifier_key: String::new(),
        findings: vec![finding("manifest.json", "it cannot be read as a manifest")],
    }
}

/// A form of this family with another number is a newer program's.
fn refuse_newer(manifest: &[u8]) -> Result<(), AuditError> {
    let value: serde_json::Value = serde_json::from_slice(manifest).unwrap_or_default();
    let form = value
        .get("format")
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default();
    let known = FORMS.contains(&form);
    let number = FAMILIES.iter().find_map(|family| form.strip_prefix(family));
    match number {
        Some(number) if !known && number.parse::<u32>().is_ok() => Err(AuditError::NewerFormat {
            found: form.to_owned(),
        }),
        _ => Ok(()),
    }
}

fn check_signature(manifest: &Manifest, bytes: &[u8], lines: &[u8], findings: &mut Vec<Finding>) {
    let Ok(signer) = Signer::from_verifier_key(&manifest.verifier_key) else {
        findings.push(finding("manifest.json", "its verifier key is not one"));
        return;
    };
    if signer.name() != format!("tandem/{}/{}", manifest.log, manifest.device) {
        findings.push(finding(
            "manifest.json",
            "its key belongs to another log or device",
        ));
    }
    check_lines(manifest, &signer, bytes, lines, findings);
    match signer.open(&manifest.checkpoint) {
        Err(error) => findings.push(finding(
            "manifest.json",
            &format!("its checkpoint does not hold: {error}"),
        )),
        Ok(text) => {
            let mut says = text.lines();
            if says.next() != Some(signer.name())
                || says.next() != Some(manifest.entries.to_string().as_str())
            {
                findings.push(finding(
                    "manifest.json",
                    "its checkpoint is of another log or size",
                ));
            }
        }
    }
}

/// Every signature that the form asks for, and nothing beside them.
fn check_lines(
    manifest: &Manifest,
    device: &Signer,
    bytes: &[u8],
    lines: &[u8],
    findings: &mut Vec<Finding>,
) {
    let mut signers = vec![device.clone()];
    if manifest.format != PACK_BEFORE {
        let member = manifest
            .member_key
            .as_deref()
            .and_then(|key| Signer::from_verifier_key(key).ok());
        let name = format!(
            "tandem/{}/member/{}",
            manifest.log,
            manifest.member.as_deref().unwrap_or_default()
        );
        match member {
            Some(member) if member.name() == name => signers.push(member),
            Some(_) | None => findings.push(finding(
                "manifest.json",
                "it does not name the key of the member who made it",
            )),
        }
    }
    let lines = String::from_utf8_lossy(lines);
    let mut rest = lines.as_ref();
    for signer in &signers {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        if let Err(error) = signer.check(bytes, line) {
            findings.push(finding("manifest.sig", &error.to_string()));
        }
    }
    if !rest.is_empty() || !lines.ends_with('\n') {
        findings.push(finding("manifest.sig", "it holds more than its signatures"));
    }
}

/// Compares every listed file, and looks for what is not listed. Gives how many were compared.
fn check_files(folder: &Path, manifest: &Manifest, findings: &mut Vec<Finding>) -> usize {
    if manifest.files.len() > MOST_FILES {
        findings.push(finding("manifest.json", "it lists more files than a pack has"));
        return 0;
    }
    for (name, expected) in &manifest.files {
        if !is_plain(name) {
            findings.push(finding("manifest.json", "it lists a file outside the pack"));
            continue;
        }
        match read(folder, name) {
            Err(what) => findings.push(finding(name, what)),
            Ok(bytes) if digest(&bytes) != *expected => {
                findings.push(finding(
                    name,
                    "it is not the file that was signed: its digest differs",
                ));
            }
            Ok(_) => {}
        }
    }
    for name in extra_files(folder, manifest) {
        findings.push(finding(&name, "it is not listed in the manifest"));
    }
    manifest.files.len()
}

fn extra_files(folder: &Path, manifest: &Manifest) -> BTreeSet<String> {
    let Ok(inside) = fs::read_dir(folder) else {
        return BTreeSet::new();
    };
    inside
        .filter_map(Result::ok)
        .take(MOST_FILES)
        .map(|found| found.file_name().to_string_lossy().into_owned())
        .filter(|name| !matches!(name.as_str(), "manifest.json" | "manifest.sig"))
        .filter(|name| !manifest.files.contains_key(name))
        .collect()
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, &'static str> {
    let path = folder.join(name);
    let found = fs::symlink_metadata(&path).map_err(|_gone| "it is missing")?;
    if !found.is_file() {
        return Err("it is not a file");
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|_refused| "it cannot be read")?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST_FILE) {
        Ok(bytes)
    } else {
        Err("it is larger than any file of a pack")
    }
}
