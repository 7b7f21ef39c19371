//! What can go wrong with a pack: what happened and what to do next, in words for a person, and a code.

use std::io;

/// Why a pack could not be made or read. The text has two sentences: what happened, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// Something is there already.
    #[error(
        "There is already something at {path}. Choose a folder that does not exist yet, or an empty one."
    )]
    AlreadyThere {
        /// Where.
        path: String,
    },
    /// The folder cannot be written.
    #[error("{path} cannot be written. Choose a folder that belongs to you and is not read-only.")]
    ReadOnly {
        /// Where.
        path: String,
    },
    /// No room left.
    #[error(
        "The disk is full, so no pack was made. Free some space and export again; nothing half-written was left."
    )]
    DiskFull,
    /// There is no pack.
    #[error(
        "There is no audit pack at {path}: manifest.json and manifest.sig are not both there. Give the folder that an export made."
    )]
    NotAPack {
        /// Where.
        path: String,
    },
    /// It was written by a newer program.
    #[error("This pack was written by a newer version of Tandem ({found}). Check it with that version.")]
    NewerFormat {
        /// The version that was found.
        found: String,
    },
    /// Anything else that the computer refused.
    #[error(
        "The computer refused: {what}. No pack was made; try another folder, and tell your administrator if it stays."
    )]
    Io {
        /// What it said.
        what: String,
    },
}

impl AuditError {
    /// A short code for the service desk.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyThere { .. } => "A-101",
            Self::ReadOnly { .. } => "A-102",
            Self::DiskFull => "A-103",
            Self::NotAPack { .. } => "A-105",
            Self::NewerFormat { .. } => "A-106",
            Self::Io { .. } => "A-104",
        }
    }

    /// What the operating system said about `path`.
    pub(super) fn of(error: &io::Error, path: &std::path::Path) -> Self {
        let path = path.display().to_string();
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the standard library's list is open; the rest is told as it is"
        )]
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::AlreadyExists
            | io::ErrorKind::DirectoryNotEmpty
            | io::ErrorKind::NotADirectory => Self::AlreadyThere { path },
            kind => Self::Io {
                what: kind.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_error_says_what_happened_and_what_to_do() {
        let raw = |code| AuditError::of(&io::Error::from_raw_os_error(code), Path::new("/x/y"));
        let full = raw(28);
        assert_eq!(full, AuditError::DiskFull);
        for error in [full, raw(13), raw(30), raw(17), raw(20), raw(5)] {
            let text = error.to_string();
            assert!(text.contains(". ") && text.ends_with('.'), "{text}");
            assert!(error.code().starts_with("A-"));
        }
        assert_eq!(raw(30).code(), "A-102");
    }
}
