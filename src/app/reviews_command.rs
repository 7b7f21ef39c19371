//! What `tandem review` asks for: the same use cases as the window's page of checks and reviews.

use std::path::Path;

use super::Secret;
use super::api::{ChecksRequest, CommissionerForm, Done, LookRow, Request};
use super::command_line::{ask, office};
use super::problem::Problem;
use crate::domain::content::ReviewDrawn;
use crate::domain::ids::ItemId;
use crate::domain::time::YearMonth;

/// A draw of a month, drawn again.
#[derive(Debug, Clone)]
pub struct Redraw {
    /// The draw as it stands in the log.
    pub stands: ReviewDrawn,
    /// What could be drawn when it was made.
    pub from: Vec<ItemId>,
    /// What comes out now.
    pub drawn: Vec<ItemId>,
    /// The seed is in the log, and is the one that the rule names.
    pub seed: bool,
    /// All of it holds.
    pub same: bool,
}

/// Who looked at the incident with this reference, the latest first.
///
/// # Errors
/// When the vault refuses, or there is no such incident.
pub fn who_looked(
    dir: &Path,
    reference: &str,
    handle: &str,
    passphrase: &Secret,
) -> Result<Vec<LookRow>, Problem> {
    let mut desk = office(dir, handle, passphrase)?;
    let asked = ChecksRequest::WhoLooked(reference.to_owned());
    Ok(
        if let Done::Looked(_, rows) = ask(&mut desk, Request::Checks(asked))? {
            rows.to_vec()
        } else {
            Vec::new()
        },
    )
}

/// Draws the draws of a month again.
///
/// # Errors
/// When the vault refuses.
pub fn redraw(
    dir: &Path,
    month: YearMonth,
    handle: &str,
    passphrase: &Secret,
) -> Result<Vec<Redraw>, Problem> {
    let desk = office(dir, handle, passphrase)?;
    let all = desk.engine().redrawn(month)?.into_iter();
    Ok(all
        .map(|again| Redraw {
            same: again.same(),
            seed: again.seed,
            stands: again.stands,
            from: again.from,
            drawn: again.drawn,
        })
        .collect())
}

/// Writes the log for the Commissioner; gives the files and the digest of the manifest.
///
/// # Errors
/// When the vault, the reason, the days or the folder refuses.
pub fn commissioner(
    dir: &Path,
    form: CommissionerForm,
    handle: &str,
    passphrase: &Secret,
) -> Result<(Vec<String>, String), Problem> {
    let mut desk = office(dir, handle, passphrase)?;
    ask(&mut desk, Request::Checks(ChecksRequest::Commissioner(form)))?;
    let written = desk.engine().exported().cloned();
    Ok(written
        .map(|written| (written.files, written.manifest))
        .unwrap_or_default())
}
