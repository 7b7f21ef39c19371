//! Checking a backup file where it lies: what it is, and with a member's passphrase every entry in it.

use std::path::Path;

use super::Secret;
use super::command_line::Checked;
use super::exchange::Progress;
use super::problem::Problem;
use crate::vault::{self, VaultError};

/// Whether this is a backup and no other file.
pub fn is_backup(path: &Path) -> bool {
    vault::is_backup(path)
}

/// Checks a backup. For nobody in particular, its head and its length; for a member who is in it, its seal and the log
/// inside, to the last signature. What is wrong with the file is a finding, not an error.
///
/// # Errors
/// When the file cannot be read, the passphrase does not open it, or a person stopped it.
pub fn verify_backup(
    file: &Path,
    who: Option<(&str, &Secret)>,
    progress: Progress<'_>,
) -> Result<Checked, Problem> {
    let checked = match who {
        None => vault::inspect_backup(file).map(|info| (0, info)),
        Some(who) => vault::check_backup(file, who, &mut |_, done, of| progress(done, of))
            .map(|(info, entries)| (entries, info)),
    };
    let looked = match checked {
        Ok((entries, info)) => {
            let about = format!(
                "a backup of log {}, made {} by device {}, for {} people",
                info.log.hex(),
                info.at.iso(),
                info.device.hex(),
                info.members
            );
            let how_far = if who.is_some() {
                format!("{entries} entries, its seal and every signature")
            } else {
                format!(
                    "only its head and its length ({} entries of that device); add --as HANDLE, anybody who is in it, to \
                     check its seal and every entry",
                    info.size
                )
            };
            Ok((entries, format!("{about}: {how_far}")))
        }
        Err(error @ VaultError::BackupRefused { .. }) => Err(("a backup", error.to_string())),
        Err(error) => return Err(error.into()),
    };
    Ok(Checked::of_file(looked))
}
