//! What can be typed after `tandem`.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::domain::ids::ItemId;
use crate::domain::time::YearMonth;

/// Tandem: for the police officer and the mental-health nurse who answer a crisis together.
///
/// Without a command the window opens on the default vault; the first start is set-up. Tandem is not legal advice,
/// not certified, and not validated for FIPS.
#[derive(Debug, Parser)]
#[command(name = "tandem", version, args_conflicts_with_subcommands = false)]
pub struct Args {
    /// The vault's folder; without it, the platform's data folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Print JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// The window's first theme: light, dark or night.
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// What to do; without it, the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Who opens the vault, and where the passphrase comes from: a prompt, a file, or a file descriptor.
#[derive(Debug, clap::Args)]
pub struct Who {
    /// The handle that you sign in with.
    #[arg(long = "as", value_name = "HANDLE")]
    pub handle: Option<String>,
    /// A file whose first line is the passphrase.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_fd")]
    pub passphrase_file: Option<PathBuf>,
    /// An open file descriptor whose first line is the passphrase.
    #[arg(long, value_name = "N")]
    pub passphrase_fd: Option<u32>,
}

/// One command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a practice vault of invented people, marked as training for ever; print handles and passphrases.
    Demo {
        /// How many incidents.
        #[arg(long, default_value_t = 40)]
        incidents: u32,
        /// Over how many months.
        #[arg(long, default_value_t = 2)]
        months: u32,
        /// The same seed gives the same content.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The last day, YYYY-MM-DD; without it, today.
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<chrono::NaiveDate>,
        /// Do not open the window afterwards.
        #[arg(long)]
        no_window: bool,
    },
    /// Set up a vault without the window.
    #[command(after_help = crate::app::init::EXAMPLE)]
    Init {
        /// A TOML file: organisations, leads, recovery holders, members, agreement.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Check a vault folder, an audit pack, an extract, a bundle or a backup.
    Verify {
        /// The folder of a vault, an audit pack or an extract; or a bundle or backup.
        path: PathBuf,
        /// A checkpoint, kept from earlier, that the log must contain.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
        /// Leave out the signatures of what people wrote: many times faster, finds damage, not forgery.
        #[arg(long)]
        structure_only: bool,
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
    /// Run the decision engine on a written case, or check a folder of cases.
    Decide {
        /// One case.
        #[arg(value_name = "CASE.toml", required_unless_present = "check")]
        case: Option<PathBuf>,
        /// Every case of this folder, against what it expects.
        #[arg(long, value_name = "DIR", conflicts_with = "case")]
        check: Option<PathBuf>,
    },
    /// Write the month's audit into a new folder.
    Audit {
        /// The month, YYYY-MM.
        #[arg(long, value_name = "YYYY-MM")]
        month: YearMonth,
        /// The new folder.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Also a national return of sections 135 and 136 for the financial year of the month, with exact numbers:
        /// home-office, wales or mhsds.
        #[arg(long = "return", value_name = "NAME")]
        returns: Option<String>,
        /// The columns and values of that return, instead of those that Tandem brings.
        #[arg(long, value_name = "CSV", requires = "returns")]
        mapping: Option<PathBuf>,
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
    /// Count what only your organisation may count of a month, and add it to the month with small numbers hidden.
    OwnCounts(super::own_counts::OwnCountsArgs),
    /// Write what your seat can open of one incident, with proofs, into a new folder: for a court.
    Extract {
        /// The incident's reference, for example 26-0117.
        #[arg(long, value_name = "REF")]
        incident: String,
        /// The new folder.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
    /// Explain a sharing decision of your side on a page for a court or the Commissioner, with proofs beside it.
    Explain {
        /// One decision, as its page names it.
        #[arg(long, value_name = "ID", required_unless_present = "incident")]
        decision: Option<ItemId>,
        /// Every decision of your side about the incident with this reference, for example 26-0117.
        #[arg(long, value_name = "REF", conflicts_with = "decision")]
        incident: Option<String>,
        /// The folder; it is made when it is not there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
    /// Papers that left the program: check one later.
    #[command(subcommand)]
    Paper(super::paper::PaperCommand),
    /// Prove an organisation's two recovery codes, let a governance lead in again with them, or see how they stand.
    #[command(subcommand)]
    Recovery(super::recovery::RecoveryCommand),
    /// Entries in one sealed file, from one device of a log to another.
    #[command(subcommand)]
    Bundle(super::exchange::Bundle),
    /// A second device for this log, and what becomes of devices.
    #[command(subcommand)]
    Enrol(super::exchange::Enrol),
    /// The receipt of a shift: what the log held, to be kept outside the computer.
    #[command(subcommand)]
    Receipt(super::exchange::Receipt),
    /// Destroy what an incident's record holds, when its retention has run out.
    Dispose(super::disposal::DisposeArgs),
    /// Make one sealed file of the whole vault, now or by itself from now on.
    Backup(super::backup::BackupArgs),
    /// Put a backup back, after checking all of it.
    Restore(super::backup::RestoreArgs),
    /// Members: list, invite, join, suspend, take back, remove, confirm; new keys.
    Member {
        /// What to do.
        #[command(subcommand)]
        what: super::member::MemberCommand,
    },
    /// The law as dated data: show it, check a file, adopt a newer one, list what the log has.
    #[command(subcommand)]
    Rules(super::rules::RulesCommand),
    /// Take a new passphrase; your keys stay the same.
    Passphrase {
        /// A new handle as well.
        #[arg(long = "handle", value_name = "HANDLE")]
        new_handle: Option<String>,
        /// Write the new passphrase into this new file instead of showing it.
        #[arg(long, value_name = "FILE")]
        passphrase_out: Option<PathBuf>,
        /// Who asks, and the present passphrase.
        #[command(flatten)]
        who: Who,
    },
    /// Fold anew, from the log, what you look at: for doubt, never needed after damage, which is found and mended by itself.
    RebuildViews {
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
    /// Reviews and access checks: who looked, a draw drawn again, the log for the Commissioner.
    #[command(subcommand)]
    Review(super::review::ReviewCommand),
    /// Look at this machine and the vault's folder: what is there, what is missing, what to do.
    Doctor,
}
