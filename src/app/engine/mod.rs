//! Carries requests out: checks with the rules, writes to the vault, tells the new picture.

#[cfg(test)]
mod after_tests;
mod agreement;
mod backups;
mod breaches;
mod carried;
mod changes;
mod checks;
mod closing;
mod commissioner;
mod consents;
mod crossing;
#[cfg(test)]
mod crossing_tests;
mod desk;
mod desk_work;
mod disposing;
mod drawing;
mod filling;
#[cfg(test)]
mod filling_tests;
mod handover;
#[cfg(test)]
mod handover_tests;
mod incident;
mod joined;
mod joining;
mod known;
mod laptops;
mod looked;
mod meeting;
mod members;
mod month;
#[cfg(test)]
mod month_tests;
mod next_shift;
mod notes;
mod office;
mod outside;
mod overdue;
mod own_counts;
mod papers;
#[cfg(test)]
mod papers_tests;
mod picture;
mod practice;
#[cfg(test)]
mod practice_tests;
mod records;
mod recovering;
mod red_line;
mod requests;
mod returns;
mod reused;
mod reviewing;
#[cfg(test)]
mod reviews_tests;
mod rules;
mod s136_earlier;
#[cfg(test)]
mod s136_earlier_tests;
mod s136_form;
mod s136_learnt;
mod s136_no_power;
mod s136_refusals;
#[cfg(test)]
mod s136_tests;
#[cfg(test)]
mod s136_two_tests;
mod seats;
#[cfg(test)]
mod seats_tests;
mod section136;
#[cfg(test)]
mod share_tests;
mod sharing;
mod sharing_record;
#[cfg(test)]
mod tests;
mod together;
mod watch;
mod words;
mod writing;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::api::{Done, Event, Phase, Request, Saved, Ticket};
use super::clock::Clock;
use super::problem::Problem;
use super::rules::RuleBook;
use super::session::Seats;
use crate::domain::content::{Post, RegisterCode};
use crate::domain::ids::{IncidentId, StreamId};
use crate::domain::incident::SharedIncident;
use crate::domain::role::{Role, Side};
use crate::domain::rules::Rules;
use crate::domain::time::YearMonth;
use crate::vault::{KdfCost, Ring, Unlocked, Vault, View};

pub use closing::close_gaps;
pub(super) use desk::Desk;
pub use handover::handover_draft_key;
pub(super) use joining::checked_name;
pub use notes::note_draft_key;
pub(super) use office::provenance;
pub use s136_refusals::{NEEDS_REASON, NO_POWER};
pub use sharing::receiver;
#[cfg(test)]
pub(super) use tests::practice;

/// What an engine works with.
#[derive(Debug, Clone)]
pub struct Config {
    /// The vault's folder.
    pub dir: PathBuf,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The rule table.
    pub rules: Arc<Rules>,
    /// The cost of new passphrase slots, never under the vault's floor; `None` measures this computer first.
    pub cost: Option<KdfCost>,
}

/// A supervisor or governance lead at work.
pub(super) struct Office {
    member: Unlocked,
    ring: Ring,
    oversight: Option<View>,
    month: Option<YearMonth>,
    scope: super::api::MonthScope,
    /// The month as it was last counted; gone as soon as something was written or arrived.
    page: Option<Arc<super::api::MonthPage>>,
    /// The checks of that month, as long as the page.
    checks: Option<Arc<super::api::Checks>>,
    /// Entries whose time does not fit, as they were when it was opened.
    jumps: Option<Vec<crate::vault::ClockJump>>,
    /// The twelve months that end with it.
    trend: Vec<super::api::TrendMonth>,
}

/// Carries requests out. One at a time, on the thread that owns it.
pub struct Engine {
    config: Config,
    /// The tables that the log knows; `config.rules` is the one that holds now.
    rule_book: RuleBook,
    phase: Phase,
    /// Counts up with every seat change, cover and lock.
    sitting: u64,
    vault: Option<Vault>,
    seats: Seats,
    post: Option<(Post, String)>,
    /// The device's name on a locked screen, where the log is closed.
    locked_device: Option<String>,
    /// The member who sits in the private seat, with their keys.
    seated: Option<Unlocked>,
    /// The secrets that this state may hold.
    ring: Ring,
    desk: Desk,
    office: Option<Office>,
    joining: Option<joining::Joining>,
    founding: Option<joining::FoundingSession>,
    recovering: Option<recovering::Recovering>,
    new_passphrase: Option<members::NewPassphrase>,
    /// Said while it is true: somebody signed in whose passphrase was changed on another device.
    elsewhere: Option<String>,
    saved: Saved,
    /// Set by [`super::worker::Backend::stop`] while a job runs.
    stop: Arc<AtomicBool>,
    /// What the latest export wrote.
    exported: Option<crate::audit::Written>,
    /// A backup that is being made beside the work.
    backups: super::backup::Background,
    /// What was written in a transaction that others still join.
    group: Option<together::Group>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("phase", &self.phase)
            .finish_non_exhaustive()
    }
}

/// Where events go.
pub(super) type Tell<'a> = &'a mut dyn FnMut(Event);

impl Engine {
    /// Looks at the folder; opens nothing.
    pub fn new(config: Config) -> Self {
        let phase = if crate::vault::exists(&config.dir) {
            Phase::SignIn
        } else {
            Phase::NoVault
        };
        Self {
            rule_book: RuleBook::new(Arc::clone(&config.rules)),
            config,
            phase,
            sitting: 0,
            vault: None,
            seats: Seats::default(),
            post: None,
            locked_device: None,
            seated: None,
            ring: Ring::empty(),
            desk: Desk::default(),
            office: None,
            joining: None,
            founding: None,
            recovering: None,
            new_passphrase: None,
            elsewhere: None,
            saved: Saved::Nothing,
            stop: Arc::default(),
            exported: None,
            backups: super::backup::Background::default(),
            group: None,
        }
    }

    /// Set it to stop the job that is running, safely: what was written stays, nothing is half done.
    pub(super) fn stop_switch(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// Tells the first picture.
    pub fn begin(&mut self, tell: Tell<'_>) {
        self.publish(tell);
    }

    /// Carries one request out: the answer, then the new picture.
    pub fn handle(&mut self, ticket: Ticket, request: Request, tell: Tell<'_>) {
        let result = {
            self.stop.store(false, Ordering::SeqCst);
            let stop = Arc::clone(&self.stop);
            let mut progress = |what, done, of| {
                tell(Event::Progress(ticket, what, done, of));
                !stop.load(Ordering::SeqCst)
            };
            self.carry_out(request, &mut progress)
        };
        self.answer(vec![(ticket, result)], tell);
    }

    /// The new picture, then the answers.
    fn answer(&mut self, answers: Vec<(Ticket, Result<Done, Problem>)>, tell: Tell<'_>) {
        // the picture lives long, and what a key left on the stack must not be copied with its unused bytes
        crate::app::stack::wipe_below();
        self.refresh_rules();
        self.tend_backups();
        self.leave_checkpoint_if_due();
        self.publish(tell);
        for (ticket, result) in answers {
            tell(match result {
                Ok(done) => Event::Done(ticket, done),
                Err(problem) => Event::Failed(ticket, problem),
            });
        }
    }

    fn publish(&mut self, tell: Tell<'_>) {
        let state = self.picture();
        tell(Event::State(Arc::new(state)));
    }

    #[expect(clippy::too_many_lines, reason = "one line for each request")]
    fn carry_out(&mut self, request: Request, progress: Progress<'_>) -> Result<Done, Problem> {
        self.end_lapsed()?;
        self.refresh_rules();
        match request {
            Request::Found(form) => self.found(form),
            Request::OpenInvitation(code) => self.open_invitation(&code),
            Request::AcceptInvitation { handle, typed } => self.accept_invitation(&handle, &typed),
            Request::MakeRecoveryCode { side, number } => self.make_recovery_code(side, number),
            Request::ReplaceRecoveryCode(number) => self.replace_recovery_code(number),
            Request::TypeRecoveryCode(code) => self.type_recovery_code(&code),
            Request::ProveRecovery => self.prove_recovery(),
            Request::Recover(name) => self.recover(&name),
            Request::StopRecovery => Ok(self.stop_recovery()),
            Request::FinishSetUp => Ok(self.finish_set_up()),
            Request::Invite { role, name, by } => self.invite(role, &name, by),
            Request::SetPolicy(policy) => self.set_policy(policy),
            Request::AdoptRules(file) => self.adopt_rules(file.as_deref()),
            Request::WriteRules(version, file) => self.write_rules(&version, &file),
            Request::ChangeMember(member, standing) => self.change_member(member, standing),
            Request::Reinvite(member) => self.reinvite(member),
            Request::Confirm(entry) => self.confirm(entry),
            Request::AnswerPartnership(answer) => self.answer_partnership(answer),
            Request::SignPartnership(entry) => self.sign_partnership(entry),
            Request::ExportPartnership(file) => self.export_partnership(&file),
            Request::Rotate { log_key } => self.rotate(log_key),
            Request::BeginPassphrase { handle, passphrase } => self.begin_passphrase(&handle, &passphrase),
            Request::FinishPassphrase { typed } => self.finish_passphrase(&typed),
            Request::SignIn {
                side,
                handle,
                passphrase,
            } => self.sign_in(side, &handle, &passphrase),
            Request::SignInOffice { handle, passphrase } => {
                self.sign_in_office(&handle, &passphrase, progress)
            }
            Request::SetPin { side, pin } => self.set_pin(side, &pin),
            Request::StartShift { post, station } => self.start_shift(post, station, progress),
            Request::TakeSeat { side, pin } => self.take_seat(side, &pin, progress),
            Request::SharedView => self.shared_view(),
            Request::Cover => self.cover(),
            Request::Uncover(pin) => self.uncover(&pin, progress),
            Request::Lock => self.lock(),
            Request::EndShift => self.end_shift(),
            Request::OpenIncident => self.open_incident(),
            Request::OpenTraining => self.open_training(progress),
            Request::BeginPractice(scenario) => self.begin_practice(&scenario),
            Request::Focus(incident) => self.focus(incident),
            Request::SetDetail(incident, detail) => self.set_detail(incident, detail),
            Request::Stamp(incident, milestone, at) => self.stamp(incident, milestone, at),
            Request::AnswerKnown(incident, answer, why) => self.answer_known(incident, answer, why),
            Request::TellKnown(incident) => self.tell_known(incident),
            Request::WriteNote {
                incident,
                source,
                text,
            } => self.write_note(incident, source, &text),
            Request::AmendNote {
                incident,
                note,
                text,
                why,
            } => self.amend_note(incident, note, text, why),
            Request::Fill(incident, field, value) => self.fill(incident, field, &value),
            Request::SetMarker(incident, form) => self.set_marker(incident, form),
            Request::MoveNote { from, note, to } => self.move_note(from, note, to),
            Request::Join { duplicate, keeps } => self.join(duplicate, keeps),
            Request::Part { incident, item, why } => self.part(incident, item, &why),
            Request::SaveDraft(draft) => self.save_draft(draft),
            Request::DropDraft(key) => self.drop_draft(&key),
            Request::Undo(incident) => self.undo(incident),
            Request::CommitShare { form, bytes } => self.commit_share(*form, bytes),
            Request::CommitDecision { form, reason } => self.commit_decision(*form, reason),
            Request::CompleteRecord {
                incident,
                decision,
                said,
            } => self.complete_record(incident, decision, said),
            Request::Danger { kind, words } => self.danger(kind, &words),
            Request::Withdraw(incident, disclosure, why) => self.withdraw(incident, disclosure, why),
            Request::Correct {
                incident,
                disclosure,
                item,
                words,
                why,
            } => self.correct(incident, disclosure, item, &words, why),
            Request::ConfirmChange(incident, disclosure, correction) => {
                self.confirm_change((incident, disclosure, correction))
            }
            Request::TellChange {
                incident,
                disclosure,
                correction,
                receiver,
                telling,
            } => self.tell_change((incident, disclosure, correction), receiver, &telling),
            Request::AskOther(form) => self.ask_other(*form),
            Request::AnswerOther(incident, request, answer) => self.answer_other(incident, request, answer),
            Request::OpenBreach(form) => self.open_breach(&form),
            Request::StepBreach(incident, breach, step) => self.step_breach(incident, breach, step),
            Request::TakeOutside(form) => self.take_outside(&form),
            Request::StepOutside(request, step) => self.step_outside(request, step),
            Request::Heard(incident, disclosure, by) => self.heard(incident, disclosure, by),
            Request::ShowExplanation(incident, decision) => self.show_explanation(incident, decision),
            Request::SaveExplanation(incident, decision, folder) => {
                self.save_explanation(incident, decision, &folder)
            }
            Request::PrintExplanation(incident, decision) => self.print_explanation(incident, decision),
            Request::SaveNote(incident, form, folder) => self.save_note(incident, &form, &folder),
            Request::PrintNote(incident, form) => self.print_note(incident, &form),
            Request::GiveNote(incident, form, how) => self.give_note(incident, &form, how),
            Request::S136(incident, step) => self.record_s136(incident, step),
            Request::S136All(form) => self.write_s136(*form),
            Request::SaveS136Form(incident, folder) => self.save_s136_form(incident, &folder),
            Request::PrintS136Form(incident) => self.print_s136_form(incident),
            Request::GiveS136Form(incident, to) => self.give_s136_form(incident, to),
            Request::ExportReturns(month, folder, returns) => {
                self.export_with(month, &folder, &returns, progress)
            }
            Request::SetOutcome(incident, outcome, follow_up) => {
                self.set_outcome(incident, outcome, follow_up)
            }
            Request::Close(incident) => self.close(incident),
            Request::Reopen(incident, why) => self.reopen(incident, why),
            Request::TaskDone(incident, item, note, told) => self.task_done(incident, item, note, told),
            Request::AskedBefore(incident) => self.asked_before(incident),
            Request::ReadOutside => {
                self.note_register(RegisterCode::Outside)?;
                Ok(Done::Ok)
            }
            Request::ShowConsents => self.show_consents(),
            Request::TakeBackConsent { consent, words } => self.take_back_consent(consent, &words),
            Request::SetConsentLevel(form) => self.set_consent_level(&form),
            Request::Desk(asked) => self.desk_work(*asked),
            Request::Find(words) => self.find(&words),
            Request::Checks(asked) => self.checks_work(asked),
            Request::ReadWord(item, answer) => self.read_word(item, &answer),
            Request::ShowMonth(month) => self.show_month(month, progress),
            Request::ScopeMonth(scope) => self.scope_month(scope),
            Request::CountOwn(month, stated) => self.count_own(month, &stated, progress),
            Request::SetBaseline(form) => self.set_baseline(&form),
            Request::Export(month, folder) => self.export(month, &folder, progress),
            Request::BackUp(file) => self.back_up(&file, progress),
            Request::SetBackups(settings) => self.set_backups(settings.as_ref()),
            Request::Verify => self.verify(progress),
            Request::MakeReceipt => self.make_receipt(),
            Request::CheckReceipt { device, size, code } => {
                self.check_receipt(device.as_deref(), size, &code)
            }
            Request::ListDevices => self.list_devices(),
            Request::WriteBundle(file, receiver) => self.write_bundle(&file, receiver, progress),
            Request::AdmitBundle(file) => self.admit_bundle(&file, progress),
            Request::AskEnrolment { name, file, again } => self.ask_enrolment(&name, &file, again),
            Request::FinishEnrolment { file, code } => self.finish_enrolment(&file, &code, progress),
            Request::AcceptEnrolment {
                request,
                code,
                answer,
            } => self.accept_enrolment((&request, &code), &answer, progress),
            Request::RevokeDevice(device) => self.revoke_device(device),
            Request::RenewDevice => self.renew_device(),
            Request::PutBack {
                file,
                handle,
                passphrase,
            } => self.put_back(&file, (&handle, &passphrase), progress),
            Request::ListDisposals => self.list_disposals(),
            Request::PlanDisposal(form) => self.plan_disposal(&form),
            Request::Dispose(form, entries) => self.dispose(&form, entries),
            Request::SaveCertificate(certificate, file) => disposing::save_certificate(&certificate, &file),
        }
    }

    /// The private seat that is taken, or why this cannot be done.
    fn private_seat(&self) -> Result<Side, Problem> {
        if let Phase::Seat(side) = self.phase {
            Ok(side)
        } else {
            Err(Problem::new(
                "A-201",
                "This belongs to one seat",
                "Take the police seat (F2) or the nurse seat (F3) first",
            ))
        }
    }

    fn vault(&mut self) -> Result<&mut Vault, Problem> {
        self.vault.as_mut().ok_or_else(Problem::locked)
    }

    /// What the latest export wrote.
    pub(crate) fn exported(&self) -> Option<&crate::audit::Written> {
        self.exported.as_ref()
    }

    fn role_in_office(&self) -> Option<Role> {
        if let Phase::Office(role) = self.phase {
            Some(role)
        } else {
            None
        }
    }

    /// A change of who looks: everything shown or typed before is to be forgotten.
    fn new_sitting(&mut self, phase: Phase) {
        // when a seat last wrote is its own matter: whoever sits next learns only that all is safe now
        if matches!(self.saved, Saved::At(_)) {
            self.saved = Saved::At(self.now());
        }
        self.recovering = None;
        self.phase = phase;
        self.sitting += 1;
        if phase == Phase::Shared {
            // a page that cannot have its unsent words back opens without them
            let _none = self.load_drafts();
        }
    }
}

/// Told while a job runs: what, how far, of how much. `false` when it is to stop.
pub(super) type Progress<'a> = &'a mut dyn FnMut(&'static str, u64, u64) -> bool;

/// A cache of folded incidents.
pub(super) type Folded = BTreeMap<IncidentId, (Option<StreamId>, Arc<SharedIncident>)>;
