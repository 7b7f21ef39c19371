//! What one organisation has logged under the Data Protection Act 2018, section 62, as a folder for the Commissioner: a line
//! for each operation, with time, who, who received and why. The lines are made of [`Logged`], which has no field for the
//! words of a record.

use std::path::Path;

use chrono::NaiveDate;

use super::AuditError;
use super::manifest::{Keys, LOGGING, Provenance, Subject};
use super::plan::{lines, safe};
use super::write::{Written, write_signed};
use crate::domain::ids::EntryRef;
use crate::domain::role::Side;
use crate::domain::section62::{Logged, Operation};
use crate::domain::time::Moment;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When, by the device's clock.
    pub at: Moment,
    /// What.
    pub logged: Logged,
    /// The incident's reference.
    pub reference: String,
    /// Who, by name.
    pub who: String,
    /// In which role.
    pub role: &'static str,
    /// On which device.
    pub device: String,
    /// The entry in the log.
    pub entry: EntryRef,
}

/// Whose log, and of which days.
#[derive(Debug, Clone, Copy)]
pub struct LogOf<'a> {
    /// The organisation's name.
    pub organisation: &'a str,
    /// Its side.
    pub side: Side,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// When the whole log was last checked, and how many things were not as they were written.
    pub checked: Option<(Moment, u64)>,
}

const HEADS: [&str; 10] = [
    "time",
    "operation",
    "incident",
    "who",
    "role",
    "device",
    "recipient",
    "justification",
    "entry device",
    "entry number",
];

/// Writes the lines into the folder `out`, which must not exist or must be empty.
///
/// # Errors
/// [`AuditError::AlreadyThere`], [`AuditError::ReadOnly`], [`AuditError::DiskFull`] or [`AuditError::Io`]; nothing of it is
/// left in any of these cases.
pub fn write_logging(
    of: &LogOf<'_>,
    log: &[LogLine],
    out: &Path,
    from: &Provenance,
    keys: &Keys<'_>,
) -> Result<Written, AuditError> {
    let table = table(log)?;
    let readme = readme(of, log, from.training);
    let files: Vec<(String, &[u8])> = vec![
        ("section-62.csv".to_owned(), &table),
        ("README.txt".to_owned(), readme.as_bytes()),
    ];
    let subject = Subject::Logging {
        from: of.from,
        until: of.until,
        side: of.side,
        lines: log.len(),
    };
    write_signed(LOGGING, subject, &files, out, from, keys)
}

fn table(log: &[LogLine]) -> Result<Vec<u8>, AuditError> {
    let mut rows = vec![HEADS.map(str::to_owned).to_vec()];
    for line in log {
        rows.push(vec![
            line.at.iso(),
            line.logged.operation.word().to_owned(),
            safe(&line.reference),
            safe(&line.who),
            line.role.to_owned(),
            safe(&line.device),
            safe(&line.logged.recipients.join("; ")),
            line.logged.justification.to_owned(),
            line.entry.device.hex(),
            line.entry.seq.to_string(),
        ]);
    }
    lines(rows)
}

fn readme(of: &LogOf<'_>, log: &[LogLine], training: bool) -> String {
    let count = |operation: Operation| {
        log.iter()
            .filter(|line| line.logged.operation == operation)
            .count()
    };
    let practice = if training {
        "THIS IS FROM A PRACTICE VAULT: the people and events are invented.\n\n"
    } else {
        ""
    };
    let checked = match of.checked {
        Some((at, 0)) => format!(
            "The whole log was last checked on {}: nothing wrong.\n\n",
            at.iso()
        ),
        Some((at, found)) => format!(
            "THIS LOG FAILED ITS LAST CHECK, on {}: {found} entries or more are not as they were written. Do not rely\n\
             on these lines before both governance leads have explained it.\n\n",
            at.iso()
        ),
        None => "Nobody has checked the whole log yet: tandem verify does.\n\n".to_owned(),
    };
    let whom = match of.side {
        Side::Police => "",
        // Part 3 of the Act, which section 62 is in, binds competent authorities (section 30 and Schedule 7)
        Side::Health => {
            "Section 62 binds the police, as a competent authority. This organisation is none: it keeps the same lines to\n\
             answer for what it did (UK GDPR Articles 5(2) and 24), in the form that the Commissioner knows.\n\n"
        }
    };
    format!(
        "Log under section 62 of the Data Protection Act 2018\n\
         {organisation}, {from} to {until}\n\
         \n\
         {practice}{checked}{whom}\
         section-62.csv has a line for each operation by a member of this organisation, or by the crew together, on\n\
         these days: {collection} of collection, {alteration} of alteration, {consultation} of consultation,\n\
         {disclosure} of disclosure, {combination} of combination, {erasure} of erasure.\n\
         \n\
         time           when, by the clock of the device, in UTC\n\
         incident       the reference of the incident that the record is of\n\
         who, role      who did it; for what the crew did together, who was signed in\n\
         recipient      who received, of a disclosure, as whoever told them typed the name; never an NHS number, and\n\
         \x20              nothing longer than a name: then the entry has it\n\
         justification  why, of a consultation or a disclosure\n\
         entry device, entry number   where the signed entry stands in the log; tandem extract proves it\n\
         \n\
         No words of a record are in this folder. A person's page that was looked at twice without leaving the seat is\n\
         one consultation. What the other organisation did with the same incidents is in its own log.\n\
         Section 62(4) limits what this log may be used for: verifying lawfulness, self-monitoring, integrity and\n\
         security, criminal proceedings.\n\
         \n\
         How to check it: tandem-verify FOLDER or tools/verify.py FOLDER. Each says which keys signed: compare them with\n\
         what the organisation gives you on another way.\n",
        organisation = of.organisation,
        from = of.from,
        until = of.until,
        collection = count(Operation::Collection),
        alteration = count(Operation::Alteration),
        consultation = count(Operation::Consultation),
        disclosure = count(Operation::Disclosure),
        combination = count(Operation::Combination),
        erasure = count(Operation::Erasure),
    )
}
