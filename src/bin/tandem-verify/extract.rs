//! The entries of an extract, one by one: opened, signed by whom they name, in the log, and about one incident.

use std::collections::BTreeMap;

use crate::bytes::hex;
use crate::entry::{Entry, File};
use crate::folder::{Folder, read};
use crate::note::head;
use crate::people::People;
use crate::report::{Finding, Report};
use crate::tree::{Proof, is_included, leaf};

/// What an extract cannot show, word for word as `tools/verify.py` says it.
const NOT_JUDGED: &str = "Not judged here: what a device knew of the others when it signed. An extract holds no witness entries. \
So whether somebody who was suspended on another device just before could know it stays open; a bundle checked with the log \
key, and the vault itself, show it.";

/// Checks every entry and what they say together.
pub(crate) fn check(folder: &Folder<'_>, report: &mut Report) {
    let mut whole = Whole {
        people: People::of_some(),
        ..Whole::default()
    };
    let count = folder.manifest.shown.unwrap_or_default();
    for number in 1..=count.min(folder.manifest.files.len()) {
        let name = format!("entry-{number:04}");
        match entry(folder, &name, &mut whole) {
            Ok((place, refused)) => {
                report.entries += 1;
                if let Some(what) = refused {
                    report.findings.push(Finding {
                        file: format!("{name}.json"),
                        device: Some(place.0),
                        seq: Some(place.1),
                        what: what.to_owned(),
                    });
                }
            }
            Err((file, what)) => report.find(&file, what),
        }
    }
    together(folder, count, &whole, report);
    report.notes.extend(whole.people.told());
    report.notes.push(NOT_JUDGED.to_owned());
    let disposed = folder.manifest.disposed.unwrap_or_default();
    report.notes.push(format!(
        "These entries stood in the log, word for word. That none was left out is the exporting member's word; \
         {disposed} were disposed of before. page.html is for reading: what counts are the entry files."
    ));
}

/// What is remembered from entry to entry.
#[derive(Default)]
struct Whole {
    people: People,
    last: Option<(u64, [u8; 16], u64)>,
    /// By device: the checkpoint of its proofs.
    checkpoints: BTreeMap<String, String>,
    incident: Option<String>,
}

type Place = (String, u64);

/// Checks one entry alone. Gives its place, and why it does not count, if it does not.
fn entry(
    folder: &Folder<'_>,
    name: &str,
    whole: &mut Whole,
) -> Result<(Place, Option<&'static str>), (String, &'static str)> {
    let json = format!("{name}.json");
    let tlog = format!("{name}.tlog-proof");
    let bytes = read(folder.path, &json).map_err(|what| (json.clone(), what))?;
    let file: File = serde_json::from_slice(&bytes)
        .map_err(|_bad| (json.clone(), "it does not have the form of an entry"))?;
    let entry = Entry::of(&file).map_err(|what| (json.clone(), what))?;
    let text = read(folder.path, &tlog).map_err(|what| (tlog.clone(), what))?;
    let proof = std::str::from_utf8(&text)
        .ok()
        .and_then(Proof::read)
        .ok_or((tlog.clone(), "it does not have the form of a proof"))?;
    proven(folder, &entry, &proof, whole).map_err(|what| (tlog, what))?;
    let refused = fits(folder, &entry, whole)
        .and_then(|()| whole.people.take(entry))
        .err();
    Ok(((file.device, file.seq), refused))
}

/// The proof leads from this entry to a head that the exporting device signed, one for each device.
fn proven(folder: &Folder<'_>, entry: &Entry, proof: &Proof, whole: &mut Whole) -> Result<(), &'static str> {
    let device = hex(&entry.device);
    let head = folder
        .device
        .open(&proof.checkpoint)
        .and_then(head)
        .ok_or("its checkpoint is not signed by the exporting device")?;
    if head.origin != format!("tandem/{}/{device}", hex(&entry.log)) {
        return Err("its checkpoint is of another log or device");
    }
    let kept = whole
        .checkpoints
        .entry(device.clone())
        .or_insert_with(|| proof.checkpoint.clone());
    if *kept != proof.checkpoint || (device == folder.manifest.device && *kept != folder.manifest.checkpoint)
    {
        return Err("it has another checkpoint than the rest");
    }
    let included = proof.index == entry.seq
        && is_included(leaf(&entry.raw), entry.seq, head.size, &proof.path, &head.root);
    included.then_some(()).ok_or("it does not lead to its checkpoint")
}

/// The entry belongs into this extract: its log, the order, the side, the incident.
fn fits(folder: &Folder<'_>, entry: &Entry, whole: &mut Whole) -> Result<(), &'static str> {
    if hex(&entry.log) != folder.manifest.log {
        return Err("it is of another log");
    }
    let place = (entry.lamport, entry.device, entry.seq);
    if whole.last.is_some_and(|last| last >= place) {
        return Err("it stands out of order");
    }
    whole.last = Some(place);
    let own = match folder.manifest.side.as_deref() {
        Some("police") => 1,
        Some("health") => 2,
        _ => 0,
    };
    if entry.compartment != 0 && entry.compartment != 3 && entry.compartment != own {
        return Err("it is not of this side");
    }
    if entry.compartment == 0 {
        return Ok(());
    }
    let incident = entry.text("incident").ok_or("it is about no incident")?;
    if whole.incident.get_or_insert_with(|| incident.to_owned()) != incident {
        return Err("it is about another incident");
    }
    let named = entry.says_kind() != "shared.opened"
        || entry.text("reference") == folder.manifest.incident.as_deref();
    named
        .then_some(())
        .ok_or("it is about an incident with another reference")
}

/// What holds of all entries together.
fn together(folder: &Folder<'_>, count: usize, whole: &Whole, report: &mut Report) {
    let manifest = &folder.manifest;
    let listed = |ending: &str| {
        manifest
            .files
            .keys()
            .filter(|name| name.starts_with("entry-") && name.ends_with(ending))
            .count()
    };
    if count == 0 || listed(".json") != count || listed(".tlog-proof") != count {
        report.find("manifest.json", "it lists another number of entries than it says");
    }
    for name in ["README.txt", "page.html", "checkpoint.txt"] {
        if !manifest.files.contains_key(name) {
            report.find("manifest.json", format!("it does not list {name}"));
        }
    }
    if read(folder.path, "checkpoint.txt").is_ok_and(|text| text != manifest.checkpoint.as_bytes()) {
        report.find("checkpoint.txt", "it is not the checkpoint of the manifest");
    }
    if !whole.people.is_founded() {
        report.find(
            "manifest.json",
            "the entries do not begin with the beginning of the log",
        );
    }
    if whole.people.device_key(&manifest.device) != Some(folder.device.key) {
        report.find(
            "manifest.json",
            "the log does not say that this key is the device's",
        );
    }
    let member = manifest.member.as_deref().unwrap_or_default();
    if whole.people.member_key(member) != folder.member.as_ref().map(|signer| signer.key) {
        report.find(
            "manifest.json",
            "the log does not say that this key is the member's",
        );
    }
    if whole.people.side_of(member) != manifest.side.as_deref() {
        report.find("manifest.json", "the member who made it is not of its side");
    }
}
