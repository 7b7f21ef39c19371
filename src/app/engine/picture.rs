//! Draws up the picture that the window may show now: nothing that the present seat may not see is put in.

use std::sync::Arc;

use super::Engine;
use crate::app::api::{IncidentRow, MemberCard, Phase, SetUpState, State};
use crate::app::recovery::{notices, standings};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SideFile;
use crate::domain::role::{Role, Side};
use crate::vault::Member;

impl Engine {
    /// The picture of the present state.
    pub(super) fn picture(&mut self) -> State {
        let mut state = State {
            phase: self.phase,
            sitting: self.sitting,
            saved: self.saved.clone(),
            post: self.post.clone(),
            police: self.seats.get(Side::Police).map(crate::app::session::Seat::state),
            health: self.seats.get(Side::Health).map(crate::app::session::Seat::state),
            office: self
                .office
                .as_ref()
                .map(|o| (o.member.name.clone(), o.member.side, o.member.role)),
            me: self.seated.as_ref().map(|member| member.id),
            ..State::default()
        };
        self.picture_vault(&mut state);
        match self.phase {
            Phase::Shared | Phase::Seat(_) => self.picture_desk(&mut state),
            Phase::Office(_) => {
                state.month = self.month_page();
                state.checks = self.checks_page();
                state.watch = Arc::new(self.watch());
                state.drafts.clone_from(&self.desk.drafts);
            }
            Phase::Covered | Phase::Locked => {
                // a locked screen shows no name
                state.post = self.post.clone();
            }
            Phase::NoVault | Phase::SetUp | Phase::SignIn => {}
        }
        state
    }

    fn picture_vault(&self, state: &mut State) {
        let Some(vault) = &self.vault else {
            state.training = crate::vault::inspect(&self.config.dir).is_ok_and(|seen| seen.training);
            if state.training && self.phase == Phase::SignIn {
                state.practice_people = crate::app::training::people(&self.config.dir);
            }
            state.enrolment = self.enrolment();
            if self.phase == Phase::Locked {
                state.device = self.locked_device.clone().unwrap_or_default();
            }
            return;
        };
        let genesis = vault.genesis();
        state.training = genesis.training;
        state.nation = Some(genesis.nation);
        state.organisations = [
            genesis.name.clone(),
            genesis.police.clone(),
            genesis.health.clone(),
        ];
        vault.device().1.clone_into(&mut state.device);
        state.must_renew = vault.must_renew();
        state.taken_out = vault.is_taken_out();
        state.policy = vault.policy();
        state.rules = Some(Arc::clone(&self.config.rules));
        if matches!(self.phase, Phase::Shared | Phase::Seat(_) | Phase::Office(_)) {
            state.rule_tables = self.rule_book.facts(self.now());
            state.rules_refused = self.rules_refused();
        }
        state.backup = self.backup_state(vault);
        let clock = vault.clock_note().map(|note| clock_words(&note));
        state.notice = clock
            .or_else(|| self.elsewhere.clone())
            .or_else(|| only_reads(state));
        let limits = self.config.rules.thresholds();
        if matches!(self.phase, Phase::Shared | Phase::Office(_)) {
            state.recovery_uses = notices(vault, limits, self.now());
            state.leaderless = vault.sides_without_a_lead();
        }
        let mut recovery = self.recovery_holders();
        if let Some(office) = &self.office {
            recovery.retain(|holder| holder.side == office.member.side);
        }
        let sees_people = self.phase == Phase::SetUp || self.role_in_office() == Some(Role::Governance);
        if let (true, Some(office)) = (sees_people, &self.office) {
            let all = standings(vault, limits, self.now());
            state.recovery_standing = all
                .into_iter()
                .find(|standing| standing.side == office.member.side);
        }
        if sees_people || matches!(self.phase, Phase::Office(_)) {
            state.register = Arc::new(vault.register());
        }
        if sees_people {
            state.agreements = vault.agreements();
            state.recovery = recovery;
            state.waiting = vault.waiting();
            if let Some(office) = &self.office {
                state.epochs = vault.epochs();
                state.keys_due = vault.old_epochs(office.member.side, self.now());
            }
            state.members = vault.members().into_iter().map(card_of).collect();
        }
        if let Some(founding) = &self.founding {
            state.set_up = Some(SetUpState {
                lead_codes: founding.codes().collect(),
            });
        }
    }

    fn picture_desk(&mut self, state: &mut State) {
        state.live = self.rows(self.desk.live.clone());
        state.past = self.rows(self.desk.past.clone());
        if let Some((focus, _)) = self.desk.focus {
            state.focus = self.shared_of(focus).ok();
            if matches!(self.phase, Phase::Seat(_)) {
                state.own = Some(Arc::new(
                    self.own_of(focus)
                        .unwrap_or_else(|_unreadable| SideFile::default()),
                ));
                state.s136_form = self.latest_form(focus).ok().flatten();
            }
        }
        state.drafts.clone_from(&self.desk.drafts);
        if let Phase::Seat(side) = self.phase {
            state.practice = Arc::new(self.practice(side));
            state.outside = self.known_register();
            state.elsewhere = self.elsewhere();
            state.words = self.review_words();
            state.colleagues = self.colleagues();
        }
        self.let_go();
    }

    fn rows(&mut self, incidents: Vec<IncidentId>) -> Vec<IncidentRow> {
        incidents
            .into_iter()
            .filter_map(|incident| self.row(incident).ok())
            .collect()
    }
}

/// The clock was set back: said once, by how much.
/// What stands on every page of a crew whose laptop may not write; leads have it on their own pages, with the way out.
fn only_reads(state: &State) -> Option<String> {
    let crew = matches!(state.phase, Phase::Shared | Phase::Seat(_));
    (crew && state.must_renew).then(|| {
        let why = if state.taken_out {
            "This laptop was taken out of the log"
        } else {
            "This is an older copy of this laptop"
        };
        format!("{why}. Nothing new is recorded here: use another one, and tell a governance lead")
    })
}

fn clock_words(note: &crate::vault::ClockNote) -> String {
    let minutes = note.last.minutes_since(note.now);
    format!(
        "This computer's clock jumped back by {minutes} minutes. Check the time before you log section 136"
    )
}

fn card_of(member: Member) -> MemberCard {
    MemberCard {
        member: member.id,
        name: member.name,
        side: member.side,
        role: member.role,
        joined: member.joined,
        standing: member.standing,
        invited_until: member.invited_until,
    }
}
