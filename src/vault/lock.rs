//! One process at a time: the file `lock` is held while a vault is open for writing, and says who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::error::VaultError;

const FILE: &str = "lock";

/// The held lock; let go on drop or when the process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Lets go at once. To close the file is not enough: a child that this process is just starting holds a copy of it
    /// for a moment.
    fn drop(&mut self) {
        let _closing_lets_go_as_well = self.file.unlock();
    }
}

/// Takes the lock, or says who has it.
pub(crate) fn take(dir: &Path) -> Result<Lock, VaultError> {
    let path = dir.join(FILE);
    let mut file = OpenOptions::new()
        .create(true)
        .read(true)
        .write(true)
        .truncate(false)
        .open(&path)?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "process {}", std::process::id())?;
            Ok(Lock { file })
        }
        Err(TryLockError::WouldBlock) => Err(VaultError::AlreadyOpen {
            holder: read_holder(&mut file),
        }),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Who holds the lock now, if anybody does.
pub(crate) fn holder(dir: &Path) -> Option<String> {
    let mut file = File::open(dir.join(FILE)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Some(read_holder(&mut file)),
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

fn read_holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.take(100).read_to_string(&mut text) {
        Ok(length) if length > 0 => text,
        Ok(_) | Err(_) => "another process".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_start_learns_who_holds_the_vault() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(holder(dir.path()), None);
        let held = take(dir.path()).unwrap();
        let me = format!("process {}", std::process::id());
        assert_eq!(
            take(dir.path()).unwrap_err(),
            VaultError::AlreadyOpen { holder: me.clone() }
        );
        assert_eq!(holder(dir.path()), Some(me));
        drop(held);
        assert_eq!(holder(dir.path()), None);
        assert!(take(dir.path()).is_ok());
    }
}
