//! Keys, sealing and the log: the only place that sees a key or an SQL statement. What it stores is sealed.
//!
//! In reading order: [`Founding`] makes a vault; [`unlock`] opens a member's slot; [`Vault::open`] takes the lock;
//! [`Vault::ring`] opens the member's grants; [`Vault::append`] writes and [`Vault::read_after`] reads with them;
//! [`Vault::verify`] checks the whole without opening any content. `docs/log-format.md` has every byte.

mod append;
mod approval;
mod authority;
mod backup;
mod bundle;
mod chance;
mod checkpoint;
mod codes;
pub mod db;
mod devices;
mod disposal;
mod drafts;
mod enrol;
mod epochs;
mod error;
mod extract;
mod founding;
mod grants;
mod header;
mod invitation;
mod journal;
mod kdf;
mod keys;
#[cfg(test)]
mod known_answers;
mod lock;
mod log_key;
mod members;
pub mod merkle;
mod multiples;
pub mod note;
#[cfg(any(test, fuzzing))]
pub mod outside;
mod parallel;
mod passphrase;
mod person;
mod pin;
mod proof;
mod read;
mod receipt;
mod recovery;
mod recovery_act;
mod recovery_log;
mod renew;
mod replay;
mod ring;
mod rotation;
mod rules;
mod sealing;
mod secret;
mod settle;
mod slot_parts;
mod slot_seal;
mod slots;
mod store;
#[cfg(test)]
mod story;
mod stream;
mod strict;
mod together;
mod verify;
pub mod view;
mod watch;
mod witness;
#[cfg(test)]
mod worked;

pub use append::{Author, NewEntry};
pub use approval::AgreementFact;
pub use backup::{
    BackupInfo, BackupJob, BackupMade, BackupProgress, BackupStep, Lacking, Restored, check_backup,
    inspect_backup, is_backup, restore, restore_with_codes,
};
pub use bundle::{Admitted, Written, check_outside};
pub use chance::{new_incident, new_item, new_stream};
pub use checkpoint::{SignedNote, are_consistent};
pub use codes::{is_paper_code, paper_code};
pub use disposal::{DisposalDone, DisposalOrder, DisposalPlan};
pub use drafts::Draft;
pub use enrol::{
    Answer, EnrolmentRequest, enrolment_begun, enrolment_request, finish_enrolment, read_request,
    request_enrolment,
};
pub use error::VaultError;
pub use extract::{Extract, Extracted};
pub use founding::{Founding, FoundingKeys};
pub use invitation::{
    INVITATION_DAYS, INVITATION_GROUPS, InvitationCode, Invitee, OpenedInvitation, open_invitation,
};
pub use kdf::KdfCost;
pub use keys::Unlocked;
pub use members::{Proposed, Waiting};
pub use passphrase::ChangedElsewhere;
pub use person::Member;
pub use pin::PinSeal;
pub use proof::Proof;
pub use read::{Page, Readable};
pub use receipt::{Receipt, ReceiptAnswer};
pub use recovery::{RECOVERY_GROUPS, RecoveryCode};
pub use recovery_act::{Drill, OpenedRecovery, RecoveryHalf};
pub use recovery_log::{RecoveryState, RecoveryUse};
pub use renew::Device;
pub use ring::Ring;
pub use rotation::{EPOCH_DAYS, EpochFact};
pub use rules::{AdoptedTable, file_digest, table_digest};
pub use secret::{PASSPHRASE_WORDS, Secret, generate_passphrase};
pub use store::{ClockNote, Inspection, Vault, exists, inspect, unlock};
pub use verify::{Finding, Progress, Report, verify_folder, verify_structure};
pub use view::{Hit, View};
pub use watch::{ClockJump, DeviceHealth};
