//! What can go wrong in the vault: what happened and what to do next, in words for a person, and a code.

use std::io;

use rusqlite::ErrorCode;

/// Why the vault could not do it. The text has two sentences: what happened, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Wrong handle, wrong passphrase or a damaged slot: one answer, so that nobody learns which.
    #[error(
        "Handle or passphrase is wrong. Try again; after a forgotten passphrase your governance lead can invite you anew."
    )]
    WrongHandleOrPassphrase,
    /// The passphrase is right, and the member was suspended or removed.
    #[error(
        "Your access to this vault is suspended or has ended; your passphrase is right. Ask a governance lead of your organisation; where none is left, the holders of its recovery codes let one in."
    )]
    AccessEnded,
    /// The PIN does not open the seat.
    #[error("The PIN is wrong. Try again, or sign in with your passphrase.")]
    WrongPin,
    /// Another process holds the vault.
    #[error("This vault is already open in {holder}. Use that window, or close it and try again.")]
    AlreadyOpen {
        /// Who holds it, for example `process 4711`.
        holder: String,
    },
    /// `keyslots.json` cannot be read.
    #[error(
        "The key file of this vault (keyslots.json) is damaged: {what}. Put it back from a backup; the log itself is not touched."
    )]
    SlotsDamaged {
        /// What is wrong with it.
        what: String,
    },
    /// `keyslots.json` was changed by another hand, and no good one is remembered.
    #[error(
        "Nothing was written, because another hand changed the key file of this vault: {what}. A governance lead puts keyslots.json back from a backup; reading and recording go on."
    )]
    SlotsChanged {
        /// What was changed, in words.
        what: String,
    },
    /// `keyslots.json` or the log was written by a newer program.
    #[error(
        "This vault was written by a newer version of Tandem ({found}). Install the newer version; nothing was changed."
    )]
    NewerFormat {
        /// The version that was found.
        found: String,
    },
    /// The log's bytes are not what was written.
    #[error(
        "The log is damaged: {what}. Stop writing, keep the folder as it is, and run `tandem verify` on a copy."
    )]
    LogDamaged {
        /// What was found, without content.
        what: String,
    },
    /// The log does not belong to these keys.
    #[error(
        "The log in this folder (log.db) belongs to another vault, or its first page is damaged. Put back the log.db and keyslots.json that belong together."
    )]
    OtherLog,
    /// No room left.
    #[error(
        "The disk is full, so nothing was recorded. Free some space and try again; what was confirmed before is safe."
    )]
    DiskFull,
    /// The folder or file cannot be written.
    #[error(
        "The vault cannot be written here. Check that the folder is not read-only and belongs to you; reading still works."
    )]
    ReadOnly,
    /// There is no vault in this folder.
    #[error("There is no vault in this folder. Choose another folder, or set up a new vault.")]
    NotAVault,
    /// There is one already.
    #[error("There is already a vault in this folder. Open it, or choose an empty folder.")]
    AlreadyAVault,
    /// One group of a code was typed wrongly.
    #[error(
        "Group {group} of the code has a typing error. Compare it with the paper and type that group again."
    )]
    CodeMistyped {
        /// Which group, from 1.
        group: usize,
    },
    /// One group of a recovery code was typed wrongly.
    #[error(
        "Group {group} of code {code} has a typing error. Compare it with the paper and type that group again."
    )]
    RecoveryMistyped {
        /// Whose code: A for the first holder, B for the second.
        code: char,
        /// Which group, from 1.
        group: usize,
    },
    /// A recovery code is well formed and belongs to nobody here.
    #[error(
        "Code {code} is not a recovery code of this vault that is in force. Look for the newest paper of your organisation; a code that was replaced opens nothing new."
    )]
    RecoveryUnknown {
        /// Which code: A or B.
        code: char,
    },
    /// Two recovery codes do not belong together.
    #[error("{what}. Both codes of one organisation are needed, each from its own holder.")]
    RecoveryNotAPair {
        /// Why not.
        what: &'static str,
    },
    /// No invitation opens with this code.
    #[error(
        "No invitation opens with this code. Check it with the person who gave it; each code works once."
    )]
    CodeWrong,
    /// The invitation is too old.
    #[error("This invitation has expired. Ask your governance lead for a new one.")]
    CodeExpired,
    /// The rules of the log do not allow it.
    #[error(
        "That is not allowed: {what}. Nothing was changed; the page People and `tandem member list` show who may do what."
    )]
    NotAllowed {
        /// What was asked and why it cannot be.
        what: String,
    },
    /// The handle belongs to somebody else.
    #[error("That handle is taken. Choose another one.")]
    HandleTaken,
    /// A file from another device is not what it should be.
    #[error("The file was refused: {what}. Nothing was changed; have it written again on the other device.")]
    FileRefused {
        /// What is wrong with it.
        what: String,
    },
    /// A sealed file opens with no key of this log.
    #[error(
        "This file was not sealed for this log, or its beginning was changed. Nothing was taken in; check which partnership's laptop it came from, and have it written again there."
    )]
    OtherLogsFile,
    /// Others have seen more of this device than is here.
    #[error(
        "This folder is an older copy of this device: others hold entries of it that were never here. Reading works; to write again, a governance lead makes it a new device (`tandem enrol renew`)."
    )]
    Superseded,
    /// This device was taken out of the log, and knows it.
    #[error(
        "This device was taken out of the log on another one. Reading works; if it is to write again, a governance lead makes it a new device (Devices, or `tandem enrol renew`)."
    )]
    TakenOut,
    /// A backup cannot be put back.
    #[error(
        "This backup cannot be used: {what}. The vault is as it was; take another copy of the backup, or an older one."
    )]
    BackupRefused {
        /// What is wrong with it.
        what: String,
    },
    /// A backup was not made.
    #[error(
        "The backup was not made: {what}. The backups that were made before are untouched; run `tandem verify` to see what is wrong."
    )]
    BackupNotMade {
        /// Why.
        what: String,
    },
    /// A person stopped it.
    #[error("It was stopped before it was finished. What was done so far is kept; start it again to go on.")]
    Cancelled,
    /// The vault was closed.
    #[error("The vault is closed. Open it again.")]
    Closed,
    /// Anything else that the computer refused.
    #[error(
        "The computer refused: {what}. Nothing was recorded; try again, and tell your administrator if it stays."
    )]
    Io {
        /// What it said.
        what: String,
    },
}

impl VaultError {
    /// A short code for the service desk.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongHandleOrPassphrase => "V-101",
            Self::WrongPin => "V-102",
            Self::CodeMistyped { .. } => "V-103",
            Self::CodeWrong => "V-104",
            Self::CodeExpired => "V-105",
            Self::HandleTaken => "V-106",
            Self::NotAllowed { .. } => "V-107",
            Self::RecoveryMistyped { .. } => "V-108",
            Self::RecoveryUnknown { .. } => "V-109",
            Self::RecoveryNotAPair { .. } => "V-110",
            Self::AccessEnded => "V-111",
            Self::AlreadyOpen { .. } => "V-201",
            Self::NotAVault => "V-202",
            Self::AlreadyAVault => "V-203",
            Self::Closed => "V-204",
            Self::Cancelled => "V-205",
            Self::FileRefused { .. } => "V-206",
            Self::OtherLogsFile => "V-330",
            Self::Superseded => "V-305",
            Self::TakenOut => "V-901",
            Self::BackupRefused { .. } => "V-306",
            Self::BackupNotMade { .. } => "V-307",
            Self::SlotsDamaged { .. } => "V-301",
            Self::SlotsChanged { .. } => "V-331",
            Self::LogDamaged { .. } => "V-302",
            Self::OtherLog => "V-303",
            Self::NewerFormat { .. } => "V-304",
            Self::DiskFull => "V-401",
            Self::ReadOnly => "V-402",
            Self::Io { .. } => "V-403",
        }
    }

    /// Damage with a word on where.
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::LogDamaged { what: what.into() }
    }

    /// A file from another device, refused.
    pub(crate) fn file(what: impl Into<String>) -> Self {
        Self::FileRefused { what: what.into() }
    }

    /// A refusal with its reason.
    pub(crate) fn refused(what: impl Into<String>) -> Self {
        Self::NotAllowed { what: what.into() }
    }
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the standard library's list is open; the rest is told as it is"
        )]
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            kind => Self::Io {
                what: kind.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            return Self::damaged("a row of the log does not have the expected form");
        };
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "SQLite's list is open; the rest is told by its name"
        )]
        match code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::AlreadyOpen {
                holder: "another program".to_owned(),
            },
            ErrorCode::NotADatabase => Self::OtherLog,
            ErrorCode::DatabaseCorrupt => Self::damaged("a page of the database fails its check"),
            // the number only: the text of an error may quote the SQL
            other => Self::Io {
                what: format!(
                    "{other:?}, SQLite {}",
                    error.sqlite_error().map_or(0, |e| e.extended_code)
                ),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_happened_and_what_to_do() {
        let all = [
            VaultError::WrongHandleOrPassphrase,
            VaultError::WrongPin,
            VaultError::AlreadyOpen {
                holder: "process 1".to_owned(),
            },
            VaultError::SlotsDamaged {
                what: "not JSON".to_owned(),
            },
            VaultError::NewerFormat {
                found: "2".to_owned(),
            },
            VaultError::damaged("entry 3"),
            VaultError::OtherLog,
            VaultError::DiskFull,
            VaultError::ReadOnly,
            VaultError::NotAVault,
            VaultError::AlreadyAVault,
            VaultError::CodeMistyped { group: 2 },
            VaultError::RecoveryMistyped { code: 'A', group: 3 },
            VaultError::RecoveryUnknown { code: 'B' },
            VaultError::RecoveryNotAPair { what: "x" },
            VaultError::CodeWrong,
            VaultError::CodeExpired,
            VaultError::refused("x"),
            VaultError::HandleTaken,
            VaultError::Closed,
            VaultError::Cancelled,
            VaultError::file("x"),
            VaultError::OtherLogsFile,
            VaultError::AccessEnded,
            VaultError::BackupRefused { what: "x".to_owned() },
            VaultError::BackupNotMade { what: "x".to_owned() },
            VaultError::Superseded,
            VaultError::TakenOut,
            VaultError::Io { what: "x".to_owned() },
        ];
        let mut codes: Vec<_> = all.iter().map(VaultError::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all.len(), "each has its own code");
        for error in all {
            let text = error.to_string();
            assert!(text.contains(". ") && text.ends_with('.'), "{text}");
        }
    }

    #[test]
    fn a_full_disk_and_a_read_only_folder_are_named() {
        let sqlite = |code| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        assert_eq!(VaultError::from(sqlite(13)), VaultError::DiskFull);
        assert_eq!(VaultError::from(sqlite(8)), VaultError::ReadOnly);
        assert_eq!(
            VaultError::from(io::Error::from_raw_os_error(28)),
            VaultError::DiskFull
        );
        assert_eq!(
            VaultError::from(io::Error::from_raw_os_error(30)),
            VaultError::ReadOnly
        );
        assert_eq!(
            VaultError::from(io::Error::from_raw_os_error(13)),
            VaultError::ReadOnly
        );
    }
}
