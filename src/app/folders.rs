//! Where files that a person asks for are proposed to go.

use std::path::PathBuf;

/// The person's documents, else their home, else the folder the program was started in.
pub fn for_exports() -> PathBuf {
    let user = directories::UserDirs::new();
    user.as_ref()
        .map(|dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned())
        .unwrap_or_default()
}
