//! The pages. One file each; no raw egui widget, no colour, only house widgets and parts.

mod advise;
mod agreement;
mod backup;
mod board;
mod breach;
mod carry;
mod checks;
mod code_entry;
mod consents;
mod cover;
mod danger;
mod devices;
mod disposal;
mod end_shift;
mod enrol;
#[cfg(test)]
mod entry_pictures;
#[cfg(test)]
mod entry_tests;
mod explain;
mod export;
mod handover;
mod help;
#[cfg(test)]
mod incident_tests;
mod invite;
mod join;
mod keys;
mod member;
#[cfg(test)]
mod members_tests;
mod month;
mod new_incident;
mod new_laptop;
mod next_shift;
mod note;
#[cfg(test)]
mod office_tests;
mod opened;
mod outcome;
mod outside;
mod palette;
mod partnership;
#[cfg(test)]
mod partnership_tests;
mod passphrase;
mod people;
mod practice;
mod queue;
mod recovery;
mod recovery_code;
#[cfg(test)]
mod recovery_tests;
mod requests;
mod rules;
mod s136;
mod seat_entry;
mod set_up;
mod share;
mod sign_in;
mod take_seat;
#[cfg(test)]
mod tour_tests;
mod workspace;

use super::action::Action;
use super::route::Route;
use super::screen::Screen;
use crate::app::api::Done;
use crate::app::problem::Problem;
use advise::Advise;
use agreement::Agreement;
use backup::Backup;
use board::Board;
use breach::Breach;
use carry::Carry;
use checks::Checks;
use consents::Consents;
use cover::Cover;
use danger::Danger;
use devices::Devices;
use disposal::Disposal;
use end_shift::EndShift;
use enrol::Enrol;
use explain::Explain;
use export::Export;
use handover::{Handover, Stay};
use help::Help;
use invite::Invite;
use join::Join;
use keys::Keys;
use member::Member;
use month::Month;
use new_incident::NewIncident;
use new_laptop::NewLaptop;
use next_shift::NextShift;
use note::Note;
use opened::Opened;
use outcome::Outcome;
use outside::Outside;
use palette::Palette;
use partnership::Partnership;
use passphrase::Passphrase;
use people::People;
use practice::Practice;
use recovery::Recovery;
use recovery_code::RecoveryCode;
use requests::{Answer, Ask, Correct};
use rules::RulesPage;
use s136::{S136, S136Record};
use set_up::SetUp;
use share::{CompleteRecord, Share};
use sign_in::SignIn;
use take_seat::TakeSeat;
use workspace::Workspace;

/// Who asked the engine for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asker {
    /// The page of this route.
    Page(Route),
    /// The same; it reads something beside its work, and nothing waits for it.
    Beside(Route),
    /// The covered or locked screen.
    Cover,
    /// The Danger now strip, which lies over any page.
    Danger,
}

/// Every page with what is typed there. Dropped whole at a seat change, cover and lock.
#[derive(Debug, Default)]
pub(super) struct Screens {
    set_up: SetUp,
    join: Join,
    recovery: Recovery,
    recovery_code: RecoveryCode,
    invite: Invite,
    people: People,
    member: Member,
    keys: Keys,
    agreement: Agreement,
    partnership: Partnership,
    passphrase: Passphrase,
    devices: Devices,
    disposal: Disposal,
    new_laptop: NewLaptop,
    enrol: Enrol,
    carry: Carry,
    backup: Backup,
    sign_in: SignIn,
    take_seat: TakeSeat,
    help: Help,
    palette: Palette,
    end_shift: EndShift,
    board: Board,
    new_incident: NewIncident,
    workspace: Workspace,
    s136: S136,
    s136_record: S136Record,
    outcome: Outcome,
    handover: Handover,
    stay: Stay,
    advise: Advise,
    next_shift: NextShift,
    share: Share,
    ask: Ask,
    answer: Answer,
    correct: Correct,
    breach: Breach,
    outside: Outside,
    note: Note,
    explain: Explain,
    complete: CompleteRecord,
    month: Month,
    checks: Checks,
    baseline: month::Baseline,
    opened: Opened,
    export: Export,
    rules: RulesPage,
    consents: Consents,
    practice: Practice,
    pub(super) cover: Cover,
    pub(super) danger: Danger,
}

impl Screens {
    /// The page of a route.
    pub(super) fn of(&mut self, route: &Route) -> &mut dyn Screen {
        match route {
            Route::SetUp => &mut self.set_up,
            Route::Join => &mut self.join,
            Route::Recovery => &mut self.recovery,
            Route::RecoveryCode(..) => &mut self.recovery_code,
            Route::Invite(_) => &mut self.invite,
            Route::People => &mut self.people,
            Route::Member(_) => &mut self.member,
            Route::Keys => &mut self.keys,
            Route::Agreement => &mut self.agreement,
            Route::Partnership => &mut self.partnership,
            Route::Passphrase => &mut self.passphrase,
            Route::Devices => &mut self.devices,
            Route::Backup => &mut self.backup,
            Route::Disposal => &mut self.disposal,
            Route::NewLaptop => &mut self.new_laptop,
            Route::Enrol => &mut self.enrol,
            Route::Carry => &mut self.carry,
            Route::SignIn => &mut self.sign_in,
            Route::Board => &mut self.board,
            Route::TakeSeat(_) => &mut self.take_seat,
            Route::Workspace(_) => &mut self.workspace,
            Route::NewIncident => &mut self.new_incident,
            Route::Share | Route::SharePicked(_) | Route::ShareFor(..) | Route::FinishDanger(_) => {
                &mut self.share
            }
            Route::AskOther => &mut self.ask,
            Route::Request(_) => &mut self.answer,
            Route::Correct(_) => &mut self.correct,
            Route::Breach(_) => &mut self.breach,
            Route::Outside => &mut self.outside,
            Route::Note => &mut self.note,
            Route::Explain(_) => &mut self.explain,
            Route::CompleteRecord(_) => &mut self.complete,
            Route::S136 => &mut self.s136,
            Route::S136Record => &mut self.s136_record,
            Route::Outcome => &mut self.outcome,
            Route::Handover => &mut self.handover,
            Route::Stay => &mut self.stay,
            Route::Advise => &mut self.advise,
            Route::NextShift => &mut self.next_shift,
            Route::Month => &mut self.month,
            Route::Checks => &mut self.checks,
            Route::Baseline => &mut self.baseline,
            Route::Opened => &mut self.opened,
            Route::Export => &mut self.export,
            Route::Rules(_) => &mut self.rules,
            Route::Consents(_) => &mut self.consents,
            Route::Practice(_) => &mut self.practice,
            Route::Help(_) => &mut self.help,
            Route::Palette(_) => &mut self.palette,
            Route::EndShift(_) => &mut self.end_shift,
        }
    }

    /// The incident before or after this one in the desk's queue, as it is shown.
    pub(super) fn neighbour(
        &self,
        of: Option<crate::domain::ids::IncidentId>,
        forward: bool,
    ) -> Option<crate::domain::ids::IncidentId> {
        self.board.neighbour(of, forward)
    }

    /// The shared log asks whether this is to be withdrawn.
    pub(super) fn ask_to_withdraw(&mut self, disclosure: crate::domain::ids::ItemId) {
        self.workspace.ask_to_withdraw(disclosure);
    }

    /// Whether leaving now would lose a recovery code for ever.
    pub(super) fn shows_a_code(&self) -> bool {
        self.recovery_code.shows_a_code() || self.recovery.shows_a_code() || self.member.shows_a_code()
    }

    /// The pages of recovery codes are left: what was typed there is wiped, unless a new code stands there that is
    /// written down nowhere yet. Says whether it was.
    pub(super) fn leave_recovery(&mut self) -> bool {
        let wiped = !self.recovery.shows_a_code();
        if wiped {
            self.recovery = Recovery::default();
        }
        wiped
    }

    /// Gives an answer to whoever asked; `true` when it shows a problem itself.
    pub(super) fn answered(
        &mut self,
        asked: Option<&Asker>,
        answer: Result<&Done, &Problem>,
        actions: &mut Vec<Action>,
    ) -> bool {
        match asked {
            Some(Asker::Page(route) | Asker::Beside(route)) => self.of(route).answered(answer, actions),
            Some(Asker::Cover) => self.cover.answered(answer, actions),
            Some(Asker::Danger) => self.danger.answered(answer, actions),
            None => false,
        }
    }
}
