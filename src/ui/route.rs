//! Which page is shown. A route is a value: tests can start on any page.

use super::parts::{S136Clock, clock_of};
use crate::app::api::State;
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::incident::S136State;
use crate::domain::role::Side;

/// The sections of an incident's workspace, `Ctrl+1` to `Ctrl+9` (6 is section 136) and `Ctrl+R`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Section {
    /// Known, not known, could not check.
    #[default]
    Known,
    /// Notes.
    Notes,
    /// Agreed risk in words.
    Risk,
    /// What both agreed to do.
    Plan,
    /// Source, place and people.
    Details,
    /// This side's own record: what was met, its checks, its reasons.
    Record,
    /// What crossed.
    SharedLog,
    /// Tasks.
    FollowUp,
    /// Everything this seat may read, in time.
    Timeline,
}

impl Section {
    /// All, in the order on the page.
    pub const ALL: [Self; 9] = [
        Self::Known,
        Self::Notes,
        Self::Risk,
        Self::Plan,
        Self::Details,
        Self::Record,
        Self::SharedLog,
        Self::FollowUp,
        Self::Timeline,
    ];

    /// What both sides may see and fill, also from the shared view.
    pub const SHARED: [Self; 4] = [Self::Risk, Self::Plan, Self::Details, Self::Timeline];

    /// Whether it opens without a private seat.
    pub fn is_shared(self) -> bool {
        Self::SHARED.contains(&self)
    }
}

/// A page of the window. Cover and lock are not routes: they follow from the state alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Route {
    /// Founding set-up: question pages, then the list of what is still to do.
    SetUp,
    /// An invited person's own page.
    Join,
    /// A recovery holder's own page.
    RecoveryCode(Side, u8),
    /// Recovery codes in use: the yearly test, or letting a governance lead in again.
    Recovery,
    /// A governance lead invites a person; during set-up the side says which lead.
    Invite(Option<Side>),
    /// People of the governance lead's own side.
    People,
    /// Backups of this laptop.
    Backup,
    /// Devices and receipts.
    Devices,
    /// On a laptop without a vault: join a partnership that exists, or put a backup back.
    NewLaptop,
    /// A governance lead answers a new laptop's request.
    Enrol,
    /// Sealed files between laptops of one log.
    Carry,
    /// Destroying what has run out.
    Disposal,
    /// One member of that side.
    Member(MemberId),
    /// Keys, and what waits for the other organisation.
    Keys,
    /// The sharing agreement: in force, proposed, and the draft.
    Agreement,
    /// The partnership's questions.
    Partnership,
    /// A member's own page for a new passphrase.
    Passphrase,
    /// Start of shift.
    #[default]
    SignIn,
    /// The shared board: one incident in focus in the car, the list at the desk.
    Board,
    /// Enter a seat's PIN.
    TakeSeat(Side),
    /// A private seat's workspace.
    Workspace(Section),
    /// What the new incident is: source, place, person.
    NewIncident,
    /// The sharing decision.
    Share,
    /// The same, begun from one thing that is ticked already: a note, or known or not known (`None`).
    SharePicked(Option<ItemId>),
    /// Finish the reason of a danger share.
    FinishDanger(ItemId),
    /// The same, begun from a request of the other side; `true` when only a part of it is shared.
    ShareFor(ItemId, bool),
    /// Ask the other side for something.
    AskOther,
    /// Answer what the other side asked.
    Request(ItemId),
    /// Correct a sentence of a share.
    Correct(ItemId),
    /// A share that should not have been made: its record, by the disclosure.
    Breach(ItemId),
    /// This side's register of those who ask from outside.
    Outside,
    /// The person's note.
    Note,
    /// One decision explained, for a court.
    Explain(ItemId),
    /// Complete the record of a decision.
    CompleteRecord(ItemId),
    /// Section 136.
    S136,
    /// The record of section 136, and its form.
    S136Record,
    /// Outcome and close.
    Outcome,
    /// Hand the incident over.
    Handover,
    /// A hospital asks police to stay.
    Stay,
    /// Advice to officers.
    Advise,
    /// What the next shift takes over: every open incident and what is left on it.
    NextShift,
    /// A supervisor's month.
    Month,
    /// Checks and reviews of the month.
    Checks,
    /// What months are compared with, and a lead's own counts.
    Baseline,
    /// A governance lead opens a record, or takes the log for the Commissioner.
    Opened,
    /// Export the month.
    Export,
    /// The law as data, over the page it was opened from.
    Rules(Box<Route>),
    /// What people agreed to, on this seat's side, over the page it was opened from.
    Consents(Box<Route>),
    /// Scored practice, in the practice vault, over the page it was opened from.
    Practice(Box<Route>),
    /// Keys of this page.
    Help(Box<Route>),
    /// Go to, find, do.
    Palette(Box<Route>),
    /// End the shift.
    EndShift(Box<Route>),
}

impl Route {
    /// The page under this one, for pages that are laid over another.
    pub(crate) fn under(&self) -> Option<&Self> {
        if let Self::Help(under)
        | Self::Palette(under)
        | Self::EndShift(under)
        | Self::Rules(under)
        | Self::Practice(under)
        | Self::Consents(under) = self
        {
            Some(under)
        } else {
            None
        }
    }

    /// Whether the page shows a time that runs: how long an incident is open or waits, how long a power still lasts.
    pub(crate) fn runs(&self, state: &State) -> bool {
        let live = !state.live.is_empty();
        let open = state.focus.as_ref().filter(|focus| focus.closed.is_none());
        (matches!(self, Self::Board | Self::NextShift) && live)
            || (matches!(self, Self::Board | Self::Outcome) && open.is_some())
            || (*self == Self::S136 && open.is_some_and(|focus| s136_runs(&focus.s136)))
    }
}

/// Whether a power to hold somebody runs out.
fn s136_runs(state: &S136State) -> bool {
    matches!(clock_of(state), S136Clock::Ends(_))
}
