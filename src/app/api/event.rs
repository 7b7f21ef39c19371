//! What the engine answers.

use super::{IncidentRow, LookRow, NextShiftRow, RedrawnRow, State, Ticket};
use crate::app::backup::LastBackup;
use crate::app::certificate::Certificate;
use crate::app::disposal::{Overview, Planned};
use crate::app::problem::Problem;
use crate::domain::consent::Register;
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::paper::Document;
use crate::domain::role::{Role, Side};
use crate::domain::time::Moment;
use crate::vault::{Admitted, Answer, Device, Receipt, ReceiptAnswer, Secret, Written};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// One hit of a search over what this seat may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The incident.
    pub row: IncidentRow,
    /// The words around the hit; `None` for words on a private page that was not opened in this sitting.
    pub snippet: Option<String>,
}

/// What is still open before an incident can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseGap {
    /// A danger share's reason is unfinished.
    DangerReason(ItemId, Moment),
    /// No outcome.
    Outcome,
    /// Section 136 or 135 is in force, and nobody took over: since when.
    S136(Moment),
    /// Known or not known was not answered by this side. Warns; does not block.
    Known(Side),
}

/// An answer to one request.
#[derive(Debug, Clone)]
pub enum Done {
    /// Carried out; the new state shows it.
    Ok,
    /// The invitation was opened: who they will be, and the passphrase that was made for them, shown once.
    Invitation {
        /// Their name.
        name: String,
        /// Their side.
        side: Side,
        /// Their role.
        role: Role,
        /// Five words.
        passphrase: Arc<Secret>,
    },
    /// They joined.
    Joined(MemberId),
    /// A one-time code to hand over in person.
    InvitationCode(Arc<Secret>),
    /// A new passphrase, shown once and typed back.
    Passphrase(Arc<Secret>),
    /// A recovery code, shown once to its holder.
    RecoveryCode(Arc<Secret>),
    /// A recovery code is one of this vault's.
    RecoveryRead {
        /// Both codes of one organisation are there: whose.
        complete: Option<Side>,
    },
    /// This group of the recovery code, from 1, has a typing error.
    RecoveryGroup(usize),
    /// The codes were proved.
    RecoveryProved {
        /// Keys that opened.
        opened: u32,
        /// Keys that should.
        of: u32,
        /// When that is due again.
        due: Option<NaiveDate>,
    },
    /// A governance lead who can sign in was given so many keys.
    RecoveryGranted(u32),
    /// The incident exists.
    Opened(IncidentId),
    /// Words crossed.
    Shared(ItemId),
    /// What is missing before closing.
    CannotClose(Vec<CloseGap>),
    /// What people agreed to, as this side keeps it.
    Consents(Arc<Register>),
    /// The part of it that may be about one person.
    AskedBefore(Arc<Register>),
    /// What was found.
    Found(Vec<Hit>),
    /// What the next shift takes over: the open incidents, then closed ones on which something is left.
    NextShift(Arc<Vec<NextShiftRow>>),
    /// The pack is in this folder.
    Exported(PathBuf),
    /// Draws that were drawn again.
    Redrawn(Vec<RedrawnRow>),
    /// Who looked at the incident with this reference, the latest first.
    Looked(String, Arc<Vec<LookRow>>),
    /// The record of the incident with this reference, for the governance lead who gave a reason.
    Record(String, Arc<str>),
    /// A paper, to be looked at.
    Paper(Arc<Document>),
    /// A paper is in these files and folders.
    PaperMade(Vec<PathBuf>),
    /// A printer took the paper.
    Printed,
    /// The backup is made and checked.
    BackedUp(LastBackup),
    /// The receipt, with its text for paper.
    Receipt(Receipt),
    /// Whether the log still holds what a receipt covers.
    ReceiptChecked(ReceiptAnswer),
    /// The devices.
    Devices(Vec<Device>),
    /// What the file holds.
    BundleWritten(Written),
    /// What the file brought.
    BundleAdmitted(Admitted),
    /// This laptop has a vault now, by an answer or a backup: so many entries, all checked.
    Enrolled(u64),
    /// A new laptop is enrolled; the answer is to be carried to it, and the code compared there.
    EnrolmentAnswered(Answer),
    /// What this laptop is called from now on.
    Renewed(String),
    /// What may have run out, and every order.
    Disposals(Arc<Overview>),
    /// What would go.
    DisposalPlanned(Arc<Planned>),
    /// It is ordered, and what one lead may order alone is carried out.
    Disposed(Arc<Certificate>),
    /// The log's state: entries, and findings in words.
    Verified {
        /// How many entries were checked.
        entries: u64,
        /// What is wrong; empty when all is well.
        findings: Vec<String>,
    },
}

/// What the engine tells.
#[derive(Debug, Clone)]
pub enum Event {
    /// The new picture.
    State(Arc<State>),
    /// A request was carried out.
    Done(Ticket, Done),
    /// It was not.
    Failed(Ticket, Problem),
    /// A job over a second: what, how far, of how much.
    Progress(Ticket, &'static str, u64, u64),
}
