//! Recovery as people are told of it: who used codes lately, when they were last proved, when that is due again; and
//! what the command line does with two codes.

use std::path::Path;

use chrono::{Months, NaiveDate};

use super::Secret;
use super::clock::{Clock as _, SystemClock};
use super::problem::Problem;
use crate::domain::content::{GrantHolder, RecoveryAct, Standing};
use crate::domain::role::{Role, Side};
use crate::domain::rules::Thresholds;
use crate::domain::time::Moment;
use crate::vault::{Drill, Member, OpenedRecovery, RecoveryHalf, Vault, unlock};

/// What two recovery codes were used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecoveryFor {
    /// To prove them; every key opened.
    Drill,
    /// To prove them, and not every key opened.
    FailedDrill,
    /// To let a governance lead in again.
    Restore,
}

/// A use of recovery codes that both organisations are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryNotice {
    /// Whose codes.
    pub side: Side,
    /// What for.
    pub used_for: RecoveryFor,
    /// Who was let in, where somebody was.
    pub lead: Option<String>,
    /// When.
    pub at: Moment,
    /// On which device.
    pub device: String,
}

/// How an organisation's recovery stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryStanding {
    /// Whose.
    pub side: Side,
    /// The offices whose codes are in force, and when each was made.
    pub holders: [Option<(String, Moment)>; 2],
    /// It has no governance lead any more: the codes bring one back.
    pub leaderless: bool,
    /// Both codes were made and can be used.
    pub usable: bool,
    /// When they were last proved.
    pub tested: Option<Moment>,
    /// The day by which they are to be proved; nothing before both were made.
    pub due: Option<NaiveDate>,
    /// That day is past, or they were never proved.
    pub overdue: bool,
}

/// Uses that are still to be shown, the latest first.
pub(crate) fn notices(vault: &Vault, rules: &Thresholds, now: Moment) -> Vec<RecoveryNotice> {
    let days = i64::from(rules.recovery_shown_days);
    let members = vault.members();
    let named = |id| members.iter().find(|member| member.id == id);
    let mut shown: Vec<RecoveryNotice> = vault
        .recovery_uses()
        .iter()
        .filter(|used| now.0 < used.at.plus_minutes(days * 24 * 60).0)
        .map(|used| {
            let (used_for, lead) = match &used.act {
                RecoveryAct::Drill { opened, of } if opened == of => (RecoveryFor::Drill, None),
                RecoveryAct::Drill { .. } => (RecoveryFor::FailedDrill, None),
                RecoveryAct::Device(_) => (RecoveryFor::Restore, None),
                RecoveryAct::Invited(invited) => (RecoveryFor::Restore, Some(invited.name.clone())),
                RecoveryAct::Granted(grants) => {
                    let lead = grants.first().and_then(|granted| match granted.to {
                        GrantHolder::Member(id) => named(id).map(|member| member.name.clone()),
                        GrantHolder::Recovery(_) => None,
                    });
                    (RecoveryFor::Restore, lead)
                }
            };
            RecoveryNotice {
                side: used.side,
                used_for,
                lead,
                at: used.at,
                device: vault.name_of_device(used.device).unwrap_or_default(),
            }
        })
        .collect();
    shown.reverse();
    shown
}

/// How each organisation's recovery stands, police first.
pub(crate) fn standings(vault: &Vault, rules: &Thresholds, now: Moment) -> Vec<RecoveryStanding> {
    let months = Months::new(rules.recovery_drill_months);
    let leaderless = vault.sides_without_a_lead();
    let standing = |side| {
        let state = vault.recovery_state(side);
        let made = state.holders.iter().flatten().map(|(_, at)| *at).max();
        let complete = state.holders.iter().all(Option::is_some);
        // codes that were replaced after the last drill are to be proved anew
        let tested = state
            .last_drill
            .filter(|tested| made.is_some_and(|made| made <= *tested));
        let since = if complete { tested.or(made) } else { None };
        let due = since.and_then(Moment::london_date).and_then(|day| match tested {
            Some(_) => day.checked_add_months(months),
            None => Some(day),
        });
        let past = due.is_some_and(|due| now.london_date().is_some_and(|today| today > due));
        let overdue = complete && (tested.is_none() || past);
        RecoveryStanding {
            side,
            holders: state.holders,
            leaderless: leaderless.contains(&side),
            usable: complete && state.can_act,
            tested,
            due,
            overdue,
        }
    };
    Side::ALL.into_iter().map(standing).collect()
}

/// Both codes, read and put together.
///
/// # Errors
/// A mistyped group is named, with the letter of its code.
pub fn open_pair(dir: &Path, [first, second]: [&Secret; 2]) -> Result<OpenedRecovery, Problem> {
    let first = RecoveryHalf::read(dir, first, 'A')?;
    let second = RecoveryHalf::read(dir, second, 'B')?;
    Ok(OpenedRecovery::of(dir, first, second)?)
}

/// Proves the codes of one organisation. Needs nobody's passphrase.
///
/// # Errors
/// When the codes are wrong or the vault cannot be opened.
pub fn drill(dir: &Path, codes: [&Secret; 2]) -> Result<(Side, Drill), Problem> {
    let opened = open_pair(dir, codes)?;
    let mut vault = Vault::open_with_recovery(dir, &opened)?;
    let drill = vault.recovery_drill(&opened, SystemClock.now())?;
    Ok((opened.side, drill))
}

/// What a recovery did.
#[derive(Debug)]
pub enum Restored {
    /// A new governance lead was invited: the one-time code, to be handed over in person.
    Invited(Secret),
    /// A governance lead who can sign in was given so many keys.
    Granted(u32),
}

/// Puts a backup back with both codes, where nobody's passphrase is known, and invites a governance lead there. What
/// was in the folder is kept beside it.
///
/// # Errors
/// When the codes are not the backup's, or it is not whole. Nothing is changed then.
pub fn restore_backup(
    dir: &Path,
    codes: [&Secret; 2],
    name: &str,
    backup: &Path,
) -> Result<(Side, Restored), Problem> {
    let now = SystemClock.now();
    let name = super::engine::checked_name(name)?;
    let (_, opened) = crate::vault::restore_with_codes(backup, dir, codes, now, &mut |_, _, _| true)?;
    let mut vault = Vault::open_with_recovery(dir, &opened)?;
    let code = vault.recovery_invite(&opened, name, now)?;
    Ok((
        opened.side,
        Restored::Invited(Secret::new(code.text().to_owned())),
    ))
}

/// Lets a governance lead of the codes' organisation in again: one of that name who can sign in and lacks keys is
/// given them; otherwise a new one is invited.
///
/// # Errors
/// When the codes are wrong, the name is empty, or the vault cannot be written.
pub fn restore(dir: &Path, codes: [&Secret; 2], name: &str) -> Result<(Side, Restored), Problem> {
    let opened = open_pair(dir, codes)?;
    let mut vault = Vault::open_with_recovery(dir, &opened)?;
    let restored = let_in(&mut vault, &opened, name, SystemClock.now())?;
    Ok((opened.side, restored))
}

/// The act itself, for the window and the command line.
pub(crate) fn let_in(
    vault: &mut Vault,
    with: &OpenedRecovery,
    name: &str,
    now: Moment,
) -> Result<Restored, Problem> {
    let name = super::engine::checked_name(name)?;
    let plain = |name: &str| {
        name.to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let same = |other: &str| plain(other) == plain(name);
    let waiting = vault.leads_without_keys(with);
    if let Some(lead) = waiting.iter().find(|lead| same(&lead.name)) {
        return Ok(Restored::Granted(vault.recovery_grant(with, lead.id, now)?));
    }
    let active = |lead: &Member| {
        let leads = lead.role == Role::Governance && lead.side == with.side;
        leads && lead.joined && lead.standing == Standing::Active && same(&lead.name)
    };
    if vault.members().iter().any(active) {
        return Err(Problem::new(
            "A-364",
            format!("{name} is a governance lead already and lacks no key"),
            "They sign in with their own passphrase; to let somebody else in, type that person's name",
        ));
    }
    let code = vault.recovery_invite(with, name, now)?;
    Ok(Restored::Invited(Secret::new(code.text().to_owned())))
}

/// How recovery stands, and what was done lately, for any member.
///
/// # Errors
/// When the vault cannot be opened by this person.
pub fn status(
    dir: &Path,
    handle: &str,
    passphrase: &Secret,
) -> Result<(Vec<RecoveryStanding>, Vec<RecoveryNotice>), Problem> {
    let member = unlock(dir, handle, passphrase)?;
    let vault = Vault::open_to_read(dir, &member)?;
    let now = SystemClock.now();
    let rules = super::rules::RuleBook::of(&vault)?.at(now);
    let limits = rules.thresholds();
    Ok((standings(&vault, limits, now), notices(&vault, limits, now)))
}
