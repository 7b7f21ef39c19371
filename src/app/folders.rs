//! Where files that a person asks for are proposed to go, and how they are written: never over one that is there.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The person's documents, else their home, else the folder the program was started in.
pub fn for_exports() -> PathBuf {
    let user = directories::UserDirs::new();
    user.as_ref()
        .map(|dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned())
        .unwrap_or_default()
}

/// Writes a file of a name that is free.
///
/// # Errors
/// When there is a file of that name, or the disk refuses.
pub fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut out = OpenOptions::new().write(true).create_new(true).open(file)?;
    out.write_all(bytes)?;
    out.sync_all()
}
