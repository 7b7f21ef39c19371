//! Checking a backup file where it lies: what it is, and with a member's passphrase every entry in it.

use std::path::Path;

use super::Secret;
use super::command_line::{Checked, Found};
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
    let (ok, entries, counted, what) = match checked {
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
            (true, entries, format!("{about}: {how_far}"), None)
        }
        Err(error @ VaultError::BackupRefused { .. }) => {
            (false, 0, "a backup".to_owned(), Some(error.to_string()))
        }
        Err(error) => return Err(error.into()),
    };
    let found = |what| Found {
        device: None,
        seq: None,
        page: None,
        what,
    };
    Ok(Checked {
        ok,
        entries,
        counted,
        key: None,
        remarks: Vec::new(),
        findings: what.into_iter().map(found).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::backup::back_up;
    use crate::app::engine::practice;

    #[test]
    fn a_backup_is_known_as_one_and_checked_to_the_last_entry_where_it_lies() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("vault");
        let made = practice(&dir);
        let folder = place.path().join("stick");
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("backup");
        let member = made.members.first().unwrap();
        let who = (member.handle.as_str(), &member.passphrase);
        let backed = back_up(&dir, who.0, who.1, &file, &mut |_, _, _| true).unwrap();
        assert!(is_backup(&file) && !is_backup(&dir.join("log.db")));
        let outside = verify_backup(&file, None, &mut |_, _| true).unwrap();
        assert!(
            outside.ok && outside.counted.contains("add --as HANDLE"),
            "{}",
            outside.counted
        );
        let whole = verify_backup(&file, Some(who), &mut |_, _| true).unwrap();
        assert_eq!((whole.ok, whole.entries), (true, backed.entries));
        assert_eq!(
            std::fs::read_dir(&folder).unwrap().count(),
            1,
            "nothing is left beside it"
        );

        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.len() - 5_000;
        bytes[at] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        let bad = verify_backup(&file, Some(who), &mut |_, _| true).unwrap();
        assert!(!bad.ok && bad.findings.len() == 1);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }
}
