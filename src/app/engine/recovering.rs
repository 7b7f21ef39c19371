//! Two recovery codes at the window: each typed by its own holder, put together, used once, forgotten.

use super::Engine;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::app::recovery::{Restored, let_in, standings};
use crate::domain::role::Role;
use crate::vault::{OpenedRecovery, RecoveryHalf, Secret, Vault, VaultError};

/// What was typed so far. Wiped when it is used, when the page is left, and when anybody signs in.
pub(super) enum Recovering {
    /// One holder's code: it opens nothing.
    Half(Box<RecoveryHalf>),
    /// Both.
    Both(Box<OpenedRecovery>),
}

impl Engine {
    pub(super) fn type_recovery_code(&mut self, code: &Secret) -> Result<Done, Problem> {
        let dir = &self.config.dir;
        let (name, first) = match self.recovering.take() {
            Some(Recovering::Half(first)) => ('B', Some(first)),
            Some(Recovering::Both(_)) | None => ('A', None),
        };
        let half = match (RecoveryHalf::read(dir, code, name), first) {
            (Ok(half), Some(first)) => {
                let opened = OpenedRecovery::of(dir, *first, half)?;
                let complete = Some(opened.side);
                self.recovering = Some(Recovering::Both(Box::new(opened)));
                return Ok(Done::RecoveryRead { complete });
            }
            (Ok(half), None) => half,
            (Err(error), first) => {
                self.recovering = first.map(Recovering::Half);
                if let VaultError::RecoveryMistyped { group, .. } = error {
                    return Ok(Done::RecoveryGroup(group));
                }
                return Err(error.into());
            }
        };
        self.recovering = Some(Recovering::Half(Box::new(half)));
        Ok(Done::RecoveryRead { complete: None })
    }

    pub(super) fn prove_recovery(&mut self) -> Result<Done, Problem> {
        let now = self.now();
        let limits = *self.config.rules.thresholds();
        self.with_codes(|vault, codes| {
            let drill = vault.recovery_drill(codes, now)?;
            let standing = standings(vault, &limits, now);
            Ok(Done::RecoveryProved {
                opened: drill.opened,
                of: drill.of,
                due: standing
                    .into_iter()
                    .find(|standing| standing.side == codes.side)
                    .and_then(|standing| standing.due),
            })
        })
    }

    pub(super) fn recover(&mut self, name: &str) -> Result<Done, Problem> {
        let now = self.now();
        // a name that cannot stand keeps the codes: nobody has to type them again
        super::checked_name(name)?;
        self.with_codes(|vault, codes| {
            Ok(match let_in(vault, codes, name, now)? {
                Restored::Invited(code) => Done::InvitationCode(std::sync::Arc::new(code)),
                Restored::Granted(keys) => Done::RecoveryGranted(keys),
            })
        })
    }

    pub(super) fn stop_recovery(&mut self) -> Done {
        self.recovering = None;
        Done::Ok
    }

    /// Uses both codes on the vault that is open, or on one that is opened for it alone; forgets them.
    fn with_codes(
        &mut self,
        act: impl FnOnce(&mut Vault, &OpenedRecovery) -> Result<Done, Problem>,
    ) -> Result<Done, Problem> {
        let Some(Recovering::Both(codes)) = self.recovering.take() else {
            return Err(Problem::new(
                "A-296",
                "Both recovery codes are needed first",
                "Each holder types their own, one after the other",
            ));
        };
        if let Some(vault) = &mut self.vault {
            return act(vault, &codes);
        }
        act(&mut Vault::open_with_recovery(&self.config.dir, &codes)?, &codes)
    }

    /// A new code in place of one that was lost.
    pub(super) fn replace_recovery_code(&mut self, number: u8) -> Result<Done, Problem> {
        let now = self.now();
        let holders = self.recovery_holders();
        let lead = self.office.as_ref().map(|office| &office.member);
        let Some(lead) = lead.filter(|lead| lead.role == Role::Governance) else {
            return Err(Problem::new(
                "A-343",
                "Only a governance lead has a recovery code replaced",
                "The lead of that organisation signs in first",
            ));
        };
        let holder = holders
            .iter()
            .find(|holder| (holder.side, holder.number) == (lead.side, number));
        let office = holder.map(|holder| holder.office.as_str()).unwrap_or_default();
        let vault = self.vault.as_mut().ok_or_else(Problem::locked)?;
        let code = vault.make_recovery_code(lead, number, office, now)?;
        vault.complete_grants(lead, None, now)?;
        Ok(Done::RecoveryCode(std::sync::Arc::new(Secret::new(
            code.text().to_owned(),
        ))))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::KdfCost;
    use crate::app::api::{Event, Phase, Request, State};
    use crate::app::clock::{Clock, HandClock};
    use crate::app::command_line::{Made, ask, engine_at_cost};
    use crate::app::init::{Plan, set_up};
    use crate::app::recovery::RecoveryFor;
    use crate::app::worker::{Backend as _, Inline};
    use crate::domain::role::Side;
    use crate::domain::time::Moment;

    const PLAN: &str = r#"
partnership = "Northmere partnership"
police = "Northmere Police"
health = "Northmere Mental Health Trust"
nation = "england"
device = "TR-07"
training = true
leads = ["D Ashdown", "M Falkner"]
recovery = [["Risk owner", "Data protection officer"], ["Caldicott Guardian", "Risk owner"]]
"#;

    fn copy(secret: &Secret) -> Secret {
        Secret::new(secret.expose().to_owned())
    }

    fn code(made: &Made, side: Side, number: u8) -> Secret {
        let mut codes = made.recovery.iter();
        let found = codes.find(|code| (code.side, code.number) == (side, number));
        copy(&found.unwrap().code)
    }

    fn latest(desk: &mut Inline) -> Arc<State> {
        desk.send(Request::StopRecovery);
        let mut latest = None;
        while let Some(event) = desk.poll() {
            if let Event::State(state) = event {
                latest = Some(state);
            }
        }
        latest.unwrap()
    }

    fn type_both(desk: &mut Inline, made: &Made) {
        for (number, complete) in [(1, None), (2, Some(Side::Health))] {
            let typed = ask(desk, Request::TypeRecoveryCode(code(made, Side::Health, number))).unwrap();
            assert!(matches!(typed, Done::RecoveryRead { complete: found } if found == complete));
        }
    }

    /// Whoever has the one-time code joins as `nstone`, on the health side.
    fn join(desk: &mut Inline, one_time: &Secret) {
        let opened = ask(desk, Request::OpenInvitation(copy(one_time))).unwrap();
        let Done::Invitation { passphrase, side, .. } = opened else {
            panic!("the invitation opens");
        };
        assert_eq!(side, Side::Health);
        let accept = |handle: &str| Request::AcceptInvitation {
            handle: handle.to_owned(),
            typed: copy(&passphrase),
        };
        let taken = ask(desk, accept("plead")).map(drop);
        assert_eq!(taken.unwrap_err().code, "V-106");
        // the words on the paper stay theirs
        ask(desk, accept("nstone")).unwrap();
    }

    #[test]
    fn two_holders_prove_their_codes_let_a_lead_in_and_both_sides_see_it_for_thirty_days() {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock::at(Moment(1_795_291_200_000)));
        let shared = Arc::clone(&clock) as Arc<dyn Clock>;
        let mut desk = Inline::new(engine_at_cost(&dir.path().join("v"), shared, KdfCost::FLOOR).unwrap());
        let plan: Plan = toml::from_str(PLAN).unwrap();
        let made = set_up(&mut desk, &plan).unwrap();

        type_both(&mut desk, &made);
        let proved = ask(&mut desk, Request::ProveRecovery).unwrap();
        assert!(matches!(
            proved,
            Done::RecoveryProved {
                opened: 3,
                of: 3,
                due: Some(_)
            }
        ));
        let again = ask(&mut desk, Request::ProveRecovery).unwrap_err();
        assert_eq!(again.code, "A-296", "the codes were forgotten");
        let half = code(&made, Side::Health, 1);
        ask(&mut desk, Request::TypeRecoveryCode(half)).unwrap();
        let across = ask(&mut desk, Request::TypeRecoveryCode(code(&made, Side::Police, 2)));
        assert_eq!(across.unwrap_err().code, "V-110");

        type_both(&mut desk, &made);
        let invited = ask(&mut desk, Request::Recover("Dr Nell Stone".to_owned())).unwrap();
        let Done::InvitationCode(one_time) = invited else {
            panic!("a new lead is invited");
        };
        join(&mut desk, &one_time);
        type_both(&mut desk, &made);
        let twice = ask(&mut desk, Request::Recover("dr nell  STONE".to_owned())).unwrap_err();
        assert_eq!(
            twice.code, "A-364",
            "who can sign in and lacks no key is not let in a second time"
        );

        let police = made
            .members
            .iter()
            .find(|member| member.side == Side::Police)
            .unwrap();
        let sign_in = Request::SignInOffice {
            handle: police.handle.clone(),
            passphrase: copy(&police.passphrase),
        };
        ask(&mut desk, sign_in).unwrap();
        let state = latest(&mut desk);
        assert!(matches!(state.phase, Phase::Office(_)));
        let seen: Vec<_> = state
            .recovery_uses
            .iter()
            .map(|used| (used.side, used.used_for))
            .collect();
        assert_eq!(
            seen,
            [
                (Side::Health, RecoveryFor::Restore),
                (Side::Health, RecoveryFor::Drill)
            ],
            "the other organisation sees both"
        );
        let standing = state.recovery_standing.clone().unwrap();
        assert!(
            standing.side == Side::Police && standing.overdue,
            "its own were never proved"
        );
        clock.set(clock.now().plus_minutes(29 * 24 * 60));
        assert_eq!(latest(&mut desk).recovery_uses.len(), 2);
        clock.set(clock.now().plus_minutes(2 * 24 * 60));
        assert!(latest(&mut desk).recovery_uses.is_empty());
    }
}
