//! What a person asks for.

use super::{
    AskAnswer, AskForm, BaselineForm, BreachForm, ChecksRequest, ConsentLevelForm, DangerKind, DeskRequest,
    Draft, FoundingForm, MarkerForm, MonthScope, OutsideForm, S136Form, ShareForm, Telling,
};
use crate::app::backup::BackupSettings;
use crate::app::certificate::Certificate;
use crate::app::disposal::DisposalForm;
use crate::app::paper::NoteForm;
use crate::audit::ReturnName;
use crate::domain::agreement::PartnershipAnswer;
use crate::domain::content::{
    BreachStep, CorrectionReason, Detail, FollowUp, IncidentOutcome, KnownAnswer, Milestone, NotSharedReason,
    NoteHow, NoteSource, OutsideStep, PolicySet, Post, RecordField, S136Step, Standing, StatedNumbers,
    WithdrawnWhy,
};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::record::SideField;
use crate::domain::role::{Role, Side};
use crate::domain::time::{Moment, YearMonth};
use crate::vault::Secret;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What a person asks for.
#[derive(Debug)]
pub enum Request {
    /// Make the vault: folder, log, two leads' invitations.
    Found(FoundingForm),
    /// An invited person opens their page with the one-time code. Answer: [`Done::Invitation`](super::Done::Invitation).
    OpenInvitation(Secret),
    /// They typed their passphrase back and chose a handle. Answer: [`Done::Joined`](super::Done::Joined).
    AcceptInvitation {
        /// What they will type to sign in.
        handle: String,
        /// The passphrase, typed back.
        typed: Secret,
    },
    /// A recovery holder opens their page. Answer: [`Done::RecoveryCode`](super::Done::RecoveryCode).
    MakeRecoveryCode {
        /// Whose.
        side: Side,
        /// 1 or 2.
        number: u8,
    },
    /// A governance lead has a lost code replaced: a new one for the same office, on its holder's page. Answer:
    /// [`Done::RecoveryCode`](super::Done::RecoveryCode).
    ReplaceRecoveryCode(u8),
    /// A recovery holder typed their code, the first of two or the second. Answer:
    /// [`Done::RecoveryRead`](super::Done::RecoveryRead) or [`Done::RecoveryGroup`](super::Done::RecoveryGroup).
    TypeRecoveryCode(Secret),
    /// Both codes were typed: prove them. Answer: [`Done::RecoveryProved`](super::Done::RecoveryProved).
    ProveRecovery,
    /// Both codes were typed: let a governance lead of this name in again. Answer:
    /// [`Done::InvitationCode`](super::Done::InvitationCode) or [`Done::RecoveryGranted`](super::Done::RecoveryGranted).
    Recover(String),
    /// Forget what was typed of recovery codes.
    StopRecovery,
    /// Set-up is done: back to sign-in.
    FinishSetUp,
    /// A governance lead invites. Answer: [`Done::InvitationCode`](super::Done::InvitationCode).
    Invite {
        /// On the lead's own side.
        role: Role,
        /// As colleagues see them.
        name: String,
        /// Which lead invites, during set-up; `None` when a lead is signed in.
        by: Option<Side>,
    },
    /// A governance lead sets what both sides work under; it counts once the other organisation confirms it.
    SetPolicy(PolicySet),
    /// A governance lead proposes a rule table: from a file, or without one that which the program brings.
    AdoptRules(Option<PathBuf>),
    /// Write the rule table of that name into a new file: as a page for a name that ends in `.html`, else as it is.
    /// Answer: [`Done::Exported`](super::Done::Exported).
    WriteRules(String, PathBuf),
    /// A governance lead suspends, takes back or removes a member of their own organisation.
    ChangeMember(MemberId, Standing),
    /// A governance lead invites a member anew who forgot their passphrase. Answer:
    /// [`Done::InvitationCode`](super::Done::InvitationCode).
    Reinvite(MemberId),
    /// A governance lead confirms what the other organisation began, by the place of its entry in
    /// [`State::waiting`](super::State::waiting).
    Confirm(EntryRef),
    /// A governance lead answers one of the partnership's questions.
    AnswerPartnership(PartnershipAnswer),
    /// A governance lead signs the answer of that entry for their organisation.
    SignPartnership(EntryRef),
    /// Write the questions as one page into this new file. Answer: [`Done::Exported`](super::Done::Exported).
    ExportPartnership(PathBuf),
    /// A governance lead renews the keys of their own and the common compartments.
    Rotate {
        /// Also the key of the log itself.
        log_key: bool,
    },
    /// Whoever types handle and present passphrase is shown five new words. Answer:
    /// [`Done::Passphrase`](super::Done::Passphrase).
    BeginPassphrase {
        /// The handle.
        handle: String,
        /// The present passphrase.
        passphrase: Secret,
    },
    /// The new words were typed back: they count from now on.
    FinishPassphrase {
        /// What was typed.
        typed: Secret,
    },

    /// Start of shift, and after five wrong PINs: handle and passphrase. Takes about a second.
    SignIn {
        /// Which seat.
        side: Side,
        /// What they are called here.
        handle: String,
        /// The passphrase.
        passphrase: Secret,
    },
    /// A supervisor or governance lead signs in.
    SignInOffice {
        /// What they are called here.
        handle: String,
        /// The passphrase.
        passphrase: Secret,
    },
    /// The PIN for this shift.
    SetPin {
        /// Which seat.
        side: Side,
        /// Six digits.
        pin: Secret,
    },
    /// Begin.
    StartShift {
        /// Car or desk.
        post: Post,
        /// The vehicle or desk.
        station: String,
    },
    /// Take a private seat.
    TakeSeat {
        /// Which.
        side: Side,
        /// Its PIN.
        pin: Secret,
    },
    /// Drop to the shared view; always safe.
    SharedView,
    /// Cover the screen.
    Cover,
    /// Uncover or unlock with a PIN.
    Uncover(Secret),
    /// Lock both seats.
    Lock,
    /// End the shift: everybody is signed out.
    EndShift,

    /// Open an incident at once. Answer: [`Done::Opened`](super::Done::Opened).
    OpenIncident,
    /// Bring an incident into focus.
    Focus(IncidentId),
    /// Open the practice vault in a window of its own, making it first; only while no shift runs.
    OpenTraining,
    /// Set a situation of scored practice up as a new incident; practice vault only.
    BeginPractice(String),
    /// Set a detail of the shared frame.
    SetDetail(IncidentId, Detail),
    /// Stamp a milestone, now or at a stated time.
    Stamp(IncidentId, Milestone, Option<Moment>),
    /// This side's check.
    AnswerKnown(IncidentId, KnownAnswer, String),
    /// The officer tells known or not known under the agreement.
    TellKnown(IncidentId),
    /// A note becomes an entry.
    WriteNote {
        /// The incident.
        incident: IncidentId,
        /// Where the words come from.
        source: NoteSource,
        /// The words.
        text: String,
    },
    /// A correction.
    AmendNote {
        /// The incident.
        incident: IncidentId,
        /// The note.
        note: ItemId,
        /// The words from now on.
        text: String,
        /// Why.
        why: String,
    },
    /// Fill, change or empty a field of this side's record.
    Fill(IncidentId, SideField, String),
    /// Set a marker, look at it again, or take it off.
    SetMarker(IncidentId, MarkerForm),
    /// A note was written on the wrong incident: it goes to the other one.
    MoveNote {
        /// Where it was written.
        from: IncidentId,
        /// The note.
        note: ItemId,
        /// Where it belongs.
        to: IncidentId,
    },
    /// Two incidents are one: the duplicate closes, work goes on in the other.
    Join {
        /// The duplicate.
        duplicate: IncidentId,
        /// Where work goes on.
        keeps: IncidentId,
    },
    /// They were two after all.
    Part {
        /// Either of the two.
        incident: IncidentId,
        /// The joining.
        item: ItemId,
        /// Why.
        why: String,
    },
    /// Save what is being typed, sealed to this seat.
    SaveDraft(Draft),
    /// Forget a draft.
    DropDraft(String),
    /// Take back the last shared change, up to five minutes.
    Undo(IncidentId),

    /// Commit a share: `bytes` are the very bytes that the check page drew. Answer: [`Done::Shared`](super::Done::Shared).
    CommitShare {
        /// What was decided.
        form: Box<ShareForm>,
        /// The stored bytes of the disclosure.
        bytes: Vec<u8>,
    },
    /// Commit "do not share", or a decision that finishes a danger share (`form.finishes`).
    CommitDecision {
        /// What was decided.
        form: Box<ShareForm>,
        /// Why not; `None` when it finishes a danger share.
        reason: Option<NotSharedReason>,
    },
    /// Fill open lines of a decision's record. The record itself stays as it was.
    CompleteRecord {
        /// The incident.
        incident: IncidentId,
        /// Which decision.
        decision: ItemId,
        /// The lines: words or codes.
        said: BTreeMap<RecordField, String>,
    },
    /// Danger now: crosses at once.
    Danger {
        /// Which.
        kind: DangerKind,
        /// The words, for something else.
        words: String,
    },
    /// Stop showing a disclosure, and why.
    Withdraw(IncidentId, ItemId, WithdrawnWhy),
    /// Correct one sentence of a disclosure.
    Correct {
        /// The incident.
        incident: IncidentId,
        /// The disclosure.
        disclosure: ItemId,
        /// Which of its items, counted from 0.
        item: usize,
        /// The words from now on.
        words: String,
        /// Why.
        why: CorrectionReason,
    },
    /// Who was told has read a correction, or the withdrawal (`None`).
    ConfirmChange(IncidentId, ItemId, Option<ItemId>),
    /// The sender told one of the receivers of a correction, or of the withdrawal (`None`), some other way.
    TellChange {
        /// The incident.
        incident: IncidentId,
        /// The disclosure.
        disclosure: ItemId,
        /// The correction.
        correction: Option<ItemId>,
        /// Which receiver, counted from 0.
        receiver: usize,
        /// Whom, when, how.
        telling: Telling,
    },
    /// Ask the other side for something.
    AskOther(Box<AskForm>),
    /// Refuse what the other side asked, or put it off; sharing is a decision.
    AnswerOther(IncidentId, ItemId, AskAnswer),
    /// Record a share that should not have been made.
    OpenBreach(Box<BreachForm>),
    /// A step after it.
    StepBreach(IncidentId, ItemId, BreachStep),
    /// Take a request from outside into this side's register.
    TakeOutside(Box<OutsideForm>),
    /// A step with it.
    StepOutside(ItemId, OutsideStep),
    /// Whoever was told in words confirms that they heard them: from their own seat, or in the shared view.
    Heard(IncidentId, ItemId, Side),
    /// The page that explains a decision of this seat's side. Answer: [`Done::Paper`](super::Done::Paper).
    ShowExplanation(IncidentId, ItemId),
    /// The same as files in this folder, its proofs beside it. Answer: [`Done::PaperMade`](super::Done::PaperMade).
    SaveExplanation(IncidentId, ItemId, PathBuf),
    /// The same to a printer; no file of it is left. Answer: [`Done::Printed`](super::Done::Printed).
    PrintExplanation(IncidentId, ItemId),
    /// The person's note as files in this folder. Answer: [`Done::PaperMade`](super::Done::PaperMade).
    SaveNote(IncidentId, NoteForm, PathBuf),
    /// The person's note to the usual printer. Answer: [`Done::Printed`](super::Done::Printed).
    PrintNote(IncidentId, NoteForm),
    /// The person was given the note as it stands, or was offered it.
    GiveNote(IncidentId, NoteForm, NoteHow),
    /// A step of section 136.
    S136(IncidentId, S136Step),
    /// Several steps and lines of it at once: all of them or none.
    S136All(Box<S136Form>),
    /// The form for the place of safety as files in this folder. Answer: [`Done::PaperMade`](super::Done::PaperMade).
    SaveS136Form(IncidentId, PathBuf),
    /// The same to the usual printer. Answer: [`Done::Printed`](super::Done::Printed).
    PrintS136Form(IncidentId),
    /// Somebody of the place of safety took the form: name and job.
    GiveS136Form(IncidentId, String),
    /// How it ended.
    SetOutcome(IncidentId, IncidentOutcome, Vec<FollowUp>),
    /// Close. Refused with a list when something is missing.
    Close(IncidentId),
    /// Open again.
    Reopen(IncidentId, String),
    /// A task is done; one that is to tell somebody, with whom, when and how.
    TaskDone(IncidentId, ItemId, String, Option<Telling>),
    /// The work itself: hand over, advise, claim, follow up.
    Desk(Box<DeskRequest>),
    /// Find. Answer: [`Done::Found`](super::Done::Found).
    Find(String),

    /// What whoever may be the person of this incident answered before, on this seat's side. Answer:
    /// [`Done::AskedBefore`](super::Done::AskedBefore).
    AskedBefore(IncidentId),
    /// The register of those who ask from outside is read now: an entry in oversight, once a sitting. Its rows are in the
    /// picture. Answer: [`Done::Ok`](super::Done::Ok).
    ReadOutside,
    /// The register of what people agreed to, on this seat's side. Answer: [`Done::Consents`](super::Done::Consents).
    ShowConsents,
    /// The person took a yes back.
    TakeBackConsent {
        /// Which answer.
        consent: ItemId,
        /// What the person said.
        words: String,
    },
    /// How far a person lets a voluntary partner's information go.
    SetConsentLevel(Box<ConsentLevelForm>),

    /// The member of this seat has read the word of a review; a question is answered with these words.
    ReadWord(ItemId, String),
    /// A finding of a supervisor, a draw, a search, what is taken out for checking.
    Checks(ChecksRequest),
    /// Show a month.
    ShowMonth(YearMonth),
    /// Look at one team of the month, or beside another month.
    ScopeMonth(MonthScope),
    /// Count what only the signed-in lead's organisation may count, and add it to the month without small numbers, with what
    /// was counted outside this program; what is not stated stays as it was stated before.
    CountOwn(YearMonth, StatedNumbers),
    /// State what later months are compared with.
    SetBaseline(BaselineForm),
    /// Write the month's audit into a new folder. Answer: [`Done::Exported`](super::Done::Exported).
    Export(YearMonth, PathBuf),
    /// The same with national returns of the financial year that the month belongs to, each with its mapping.
    ExportReturns(YearMonth, PathBuf, Vec<(ReturnName, String)>),
    /// Make a backup into this file now. Answer: [`Done::BackedUp`](super::Done::BackedUp).
    BackUp(PathBuf),
    /// Where backups go by themselves from now on; `None` stops them.
    SetBackups(Option<BackupSettings>),
    /// Check the whole log. Answer: [`Done::Verified`](super::Done::Verified).
    Verify,

    /// The receipt of this device's log, for paper. Answer: [`Done::Receipt`](super::Done::Receipt).
    MakeReceipt,
    /// Compare a receipt with the log. Answer: [`Done::ReceiptChecked`](super::Done::ReceiptChecked).
    CheckReceipt {
        /// The device on it, by name or identifier; `None` for this one.
        device: Option<String>,
        /// How many entries stand on it.
        size: u64,
        /// Its twenty characters, however they are typed.
        code: String,
    },
    /// The devices of the log. Answer: [`Done::Devices`](super::Done::Devices).
    ListDevices,
    /// Write the log into one sealed file; for a device, only what it is not known to have. Answer:
    /// [`Done::BundleWritten`](super::Done::BundleWritten).
    WriteBundle(PathBuf, Option<DeviceId>),
    /// Take such a file in, all of it or nothing. Answer: [`Done::BundleAdmitted`](super::Done::BundleAdmitted).
    AdmitBundle(PathBuf),
    /// On a laptop without a vault: make its keys and the request to join one. The answer is waited for in
    /// [`State::enrolment`](super::State::enrolment), with the code to compare.
    AskEnrolment {
        /// What people will call the laptop.
        name: String,
        /// The request: a new file.
        file: PathBuf,
        /// Drop an earlier request: its answer will open nothing.
        again: bool,
    },
    /// On that laptop: take the answer in. Answer: [`Done::Enrolled`](super::Done::Enrolled).
    FinishEnrolment {
        /// The answer.
        file: PathBuf,
        /// The code that the other screen shows.
        code: String,
    },
    /// A governance lead enrols the laptop that made a request. Answer:
    /// [`Done::EnrolmentAnswered`](super::Done::EnrolmentAnswered).
    AcceptEnrolment {
        /// The request.
        request: PathBuf,
        /// The code that the new laptop shows.
        code: String,
        /// The answer: a new file.
        answer: PathBuf,
    },
    /// A governance lead takes a lost laptop out of the log.
    RevokeDevice(DeviceId),
    /// A governance lead makes this folder, a copy that was put back, a laptop of its own. Answer:
    /// [`Done::Renewed`](super::Done::Renewed).
    RenewDevice,
    /// On a laptop without a vault: put a backup back. Answer: [`Done::Enrolled`](super::Done::Enrolled).
    PutBack {
        /// The backup.
        file: PathBuf,
        /// A member who is in it.
        handle: String,
        /// Their passphrase.
        passphrase: Secret,
    },

    /// What may have run out, and every order to destroy. Answer: [`Done::Disposals`](super::Done::Disposals).
    ListDisposals,
    /// What would go of an incident. Changes nothing. Answer: [`Done::DisposalPlanned`](super::Done::DisposalPlanned).
    PlanDisposal(DisposalForm),
    /// A governance lead orders it destroyed, with the number of entries that the plan said. Answer:
    /// [`Done::Disposed`](super::Done::Disposed).
    Dispose(DisposalForm, usize),
    /// Write a certificate into this new file, and as JSON beside it. Answer: [`Done::Exported`](super::Done::Exported).
    SaveCertificate(Arc<Certificate>, PathBuf),
}
