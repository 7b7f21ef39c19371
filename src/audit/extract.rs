//! The extract of one incident for a court or a complaint: a plain folder in which every entry can be opened, tied to
//! its author's signature and proven to be in the log, by somebody who has neither the vault nor this program.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;
use serde_json::Value;

use super::AuditError;
use super::manifest::{EXTRACT, Keys, Provenance, Subject};
use super::page;
use super::plan::json;
use super::write::{Written, write_signed};
use crate::domain::ids::{MemberId, to_hex};
use crate::domain::role::{Role, Side};
use crate::vault::{Extract, Extracted, Member};

/// What an extract is about, and for whom it can be opened.
#[derive(Debug, Clone, Copy)]
pub struct Incident<'a> {
    /// Its reference, for example `26-0117`.
    pub reference: &'a str,
    /// The side whose part is in it, beside what is shared.
    pub side: Side,
    /// The partnership and its two organisations: name, police, health.
    pub organisations: [&'a str; 3],
    /// Everybody in the log, for the names of authors.
    pub members: &'a [Member],
    /// What is in it, when that is not everything about the incident: `of one sharing decision`.
    pub only: Option<&'a str>,
}

impl Incident<'_> {
    /// Who a member is, for a reader.
    pub(super) fn name_of(&self, member: Option<MemberId>) -> String {
        let Some(id) = member else {
            return "the device, for the crew".to_owned();
        };
        self.members.iter().find(|member| member.id == id).map_or_else(
            || id.hex(),
            |member| {
                let role = match member.role {
                    Role::Officer => "officer",
                    Role::Nurse => "nurse",
                    Role::Supervisor => "supervisor",
                    Role::Governance => "governance lead",
                };
                format!("{} ({role})", member.name)
            },
        )
    }
}

/// One entry as its file says it.
#[derive(Serialize)]
struct EntryFile<'a> {
    device: String,
    seq: u64,
    header: String,
    signature: String,
    body: String,
    opening: String,
    says: &'a Value,
}

/// One entry with what it says, read.
pub(super) struct Said<'a> {
    pub(super) entry: &'a Extracted,
    pub(super) says: Value,
    /// `entry-0001`: the beginning of its files' names.
    pub(super) name: String,
}

/// Writes the extract into the folder `out`, which must not exist or must be empty.
///
/// # Errors
/// [`AuditError::AlreadyThere`], [`AuditError::ReadOnly`], [`AuditError::DiskFull`] or [`AuditError::Io`]; nothing of
/// the extract is left in any of these cases.
pub fn write_extract(
    incident: &Incident<'_>,
    extract: &Extract,
    out: &Path,
    from: &Provenance,
    keys: &Keys<'_>,
) -> Result<Written, AuditError> {
    let said = read(extract)?;
    let mut files = Vec::new();
    for one in &said {
        files.push((format!("{}.json", one.name), json(&file_of(one))?));
        files.push((
            format!("{}.tlog-proof", one.name),
            one.entry.proof.text().into_bytes(),
        ));
    }
    let page = page::html(incident, extract, &said, from);
    files.push(("page.html".to_owned(), page.into_bytes()));
    files.push((
        "checkpoint.txt".to_owned(),
        extract.checkpoint.clone().into_bytes(),
    ));
    files.push(("README.txt".to_owned(), readme(incident, from).into_bytes()));
    let borrowed: Vec<(String, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.clone(), bytes.as_slice()))
        .collect();
    let subject = Subject::Incident {
        incident: incident.reference.to_owned(),
        side: incident.side,
        shown: extract.entries.len(),
        disposed: extract.disposed,
    };
    write_signed(EXTRACT, subject, &borrowed, out, from, keys)
}

fn read(extract: &Extract) -> Result<Vec<Said<'_>>, AuditError> {
    extract
        .entries
        .iter()
        .zip(1_u32..)
        .map(|(entry, number)| {
            let says = serde_json::from_slice(&entry.plain).map_err(|error| AuditError::Io {
                what: error.to_string(),
            })?;
            Ok(Said {
                entry,
                says,
                name: format!("entry-{number:04}"),
            })
        })
        .collect()
}

fn file_of<'a>(one: &'a Said<'_>) -> EntryFile<'a> {
    EntryFile {
        device: one.entry.place.device.hex(),
        seq: one.entry.place.seq,
        header: to_hex(&one.entry.header),
        signature: to_hex(&one.entry.signature),
        body: STANDARD.encode(&one.entry.body),
        opening: to_hex(one.entry.opening.as_slice()),
        says: &one.says,
    }
}

/// What is in it, for a reader.
fn which(incident: &Incident<'_>) -> String {
    let side = page::side(incident.side);
    match incident.only {
        None => {
            format!("every entry about this incident that the {side} can open: its own and what was shared")
        }
        Some(only) => format!("the entries {only} about this incident, as the {side} can open them"),
    }
}

fn readme(incident: &Incident<'_>, from: &Provenance) -> String {
    let side = page::side(incident.side);
    let which = which(incident);
    let practice = if from.training {
        "THIS IS FROM A PRACTICE VAULT: the people and events are invented.\n\n"
    } else {
        ""
    };
    format!(
        "Extract about incident {reference}, {side}\n\
         \n\
         {practice}\
         What this is: {which}. It is\n\
         taken from an encrypted, signed log. page.html is for reading; it opens in any browser and can be printed.\n\
         \n\
         What is not here: the other organisation's own record, drafts, and entries that were disposed of by order\n\
         (page.html says how many). The proofs show that each entry here stood in the log, word for word, and who\n\
         signed it. They cannot show that nothing was left out: for that, the person who signed this extract answers.\n\
         The times are those of the devices' own clocks.\n\
         \n\
         Keep this folder as confidential as the record itself: whoever has it can read these entries. It opens no\n\
         other entry.\n\
         \n\
         Files\n\
         entry-NNNN.json        one entry: its signed header, the signature, the sealed body, what opens this one\n\
         \x20                      body (\"opening\"), and what it says (\"says\")\n\
         entry-NNNN.tlog-proof  the proof that it is in the log of its device (c2sp.org/tlog-proof)\n\
         checkpoint.txt         the head of the exporting device's log (c2sp.org/tlog-checkpoint)\n\
         page.html              the same entries for reading\n\
         manifest.json          SHA-256 of every other file, and who made this\n\
         manifest.sig           the signatures of the device and of the member over manifest.json\n\
         \n\
         How to check it\n\
         tandem-verify FOLDER, a small program that needs no vault and no passphrase; or tools/verify.py, which does\n\
         the same in Python; or by hand, from docs/log-format.md. Each says which keys signed: compare them, and the\n\
         log's name, with what the organisation gives you on another way.\n\
         \n\
         The first entries introduce the log, its device and the people who signed. The others are the incident.\n",
        reference = incident.reference,
    )
}
