//! Members and keys from the command line: the same acts as in the window, each signed by a governance lead.

use std::path::Path;

use super::Secret;
use super::clock::{Clock as _, SystemClock};
use super::problem::Problem;
use crate::domain::content::Standing;
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;
use crate::vault::{Invitee, KdfCost, Member, Unlocked, Vault, generate_passphrase, open_invitation, unlock};

pub use crate::vault::{EpochFact, Proposed, Waiting};

/// Everybody, what waits for the other organisation, and the keys.
#[derive(Debug, Clone)]
pub struct People {
    /// Everybody who was ever invited.
    pub members: Vec<Member>,
    /// What one organisation began and the other has not confirmed.
    pub waiting: Vec<Waiting>,
    /// The organisations that have no governance lead any more: only their recovery codes bring one back.
    pub leaderless: Vec<Side>,
    /// The epochs of all compartments.
    pub epochs: Vec<EpochFact>,
    /// The compartments whose keys a lead of the asking member's side should renew.
    pub due: Vec<Compartment>,
}

/// Who asks: handle and passphrase.
pub type By<'a> = (&'a str, &'a Secret);

/// Everybody, as any member may see them.
///
/// # Errors
/// When the vault does not open for this person.
pub fn list(dir: &Path, (handle, passphrase): By<'_>) -> Result<People, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    let vault = Vault::open_to_read(dir, &member)?;
    Ok(People {
        members: vault.members(),
        waiting: vault.waiting(),
        leaderless: vault.sides_without_a_lead(),
        epochs: vault.epochs(),
        due: vault.old_epochs(member.side, SystemClock.now()),
    })
}

/// Invites a person to the lead's own organisation and gives the one-time code.
///
/// # Errors
/// When the vault refuses.
pub fn invite(dir: &Path, by: By<'_>, role: Role, name: &str) -> Result<Secret, Problem> {
    if name.trim().is_empty() || name.chars().count() > 80 {
        return Err(Problem::new(
            "A-285",
            "A name has 1 to 80 characters",
            "Write the name as colleagues see it, for example PC 4411 Hughes",
        ));
    }
    as_lead(dir, by, |vault, lead, now| {
        let ring = vault.ring(lead, &lead.role.compartments(lead.side))?;
        let invitee = Invitee {
            side: lead.side,
            role,
            name: name.to_owned(),
        };
        let code = vault.invite(lead, &ring, invitee, now)?;
        Ok(Secret::new(code.text().to_owned()))
    })
}

/// Invites a member anew who forgot their passphrase and gives the one-time code.
///
/// # Errors
/// When the vault refuses.
pub fn reinvite(dir: &Path, by: By<'_>, who: &str) -> Result<(Member, Secret), Problem> {
    as_lead(dir, by, |vault, lead, now| {
        let member = find(vault, who)?;
        let ring = vault.ring(lead, &lead.role.compartments(lead.side))?;
        let code = vault.reinvite(lead, &ring, member.id, now)?;
        Ok((member, Secret::new(code.text().to_owned())))
    })
}

/// Suspends, takes back or removes a member.
///
/// # Errors
/// When the vault refuses.
pub fn change(dir: &Path, by: By<'_>, who: &str, standing: Standing) -> Result<(Member, u32), Problem> {
    as_lead(dir, by, |vault, lead, now| {
        let member = find(vault, who)?;
        let entries = vault.change_member(lead, member.id, standing, now)?;
        Ok((member, entries))
    })
}

/// Confirms what the other organisation began: one entry, or with `None` all of it.
///
/// # Errors
/// When nothing waits there for this lead, or the vault refuses.
pub fn confirm(dir: &Path, by: By<'_>, entry: Option<&str>) -> Result<Vec<Waiting>, Problem> {
    as_lead(dir, by, |vault, lead, now| {
        let mut waiting = vault.waiting();
        waiting.retain(|waiting| {
            // what cannot be undone is confirmed by its own name only
            let all = !matches!(waiting.what, Proposed::Disposal { .. });
            waiting.side != lead.side && entry.map_or(all, |entry| name_of(waiting.entry) == entry)
        });
        if waiting.is_empty() && entry.is_some() {
            return Err(Problem::new(
                "A-297",
                "Nothing waits for your organisation under that name",
                "`tandem member list` shows what waits",
            ));
        }
        for one in &waiting {
            super::rules::judge_before_confirming(vault, lead, one.entry, now)?;
            vault.confirm(lead, one.entry, now)?;
        }
        Ok(waiting)
    })
}

/// Renews the keys of the lead's own and the common compartments.
///
/// # Errors
/// When the vault refuses.
pub fn rotate(dir: &Path, by: By<'_>, log_key: bool) -> Result<Vec<EpochFact>, Problem> {
    as_lead(dir, by, |vault, lead, now| {
        let before = vault.epochs().len();
        vault.rotate(lead, log_key, now)?;
        Ok(vault.epochs().split_off(before))
    })
}

/// Who an invited person becomes.
#[derive(Debug, Clone)]
pub struct Joined {
    /// Their name.
    pub name: String,
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
}

/// Opens an invitation, makes a passphrase, has it kept by `keep` (shown and typed back, or written to a file), and
/// makes the member's keys. When `keep` fails, nothing was made and the code still works.
///
/// # Errors
/// When the code does not open, the words were not kept, or the vault refuses.
pub fn join(
    dir: &Path,
    code: &Secret,
    handle: &str,
    keep: &mut dyn FnMut(&Secret) -> Result<(), Problem>,
) -> Result<Joined, Problem> {
    check_handle(handle)?;
    let now = SystemClock.now();
    let opened = open_invitation(dir, code, now)?;
    let joined = Joined {
        name: opened.name.clone(),
        side: opened.side,
        role: opened.role,
    };
    let mut vault = Vault::open_with_invitation(dir, &opened)?;
    let cost = cost_here(vault.genesis().training);
    let passphrase = generate_passphrase();
    keep(&passphrase)?;
    let member = vault.accept(&opened, handle, &passphrase, cost, now)?;
    if member.role == Role::Governance {
        vault.complete_grants(&member, None, now)?;
    }
    Ok(joined)
}

/// Gives a member a new passphrase, kept by `keep`; the one before opens nothing in this folder afterwards.
///
/// # Errors
/// When the vault does not open for this person, the words were not kept, or the disk refuses.
pub fn new_passphrase(
    dir: &Path,
    (handle, passphrase): By<'_>,
    new_handle: Option<&str>,
    keep: &mut dyn FnMut(&Secret) -> Result<(), Problem>,
) -> Result<(), Problem> {
    check_handle(new_handle.unwrap_or(handle))?;
    let member = unlock(dir, handle, passphrase)?;
    let mut vault = Vault::open(dir, &member)?;
    let made = generate_passphrase();
    keep(&made)?;
    let cost = cost_here(vault.genesis().training);
    let handles = (handle, new_handle.unwrap_or(handle));
    Ok(vault.change_passphrase(&member, handles, &made, cost, SystemClock.now())?)
}

/// What somebody may choose to type at sign-in.
///
/// # Errors
/// When it is empty, long, or has a space: a passphrase typed into the wrong field has spaces.
pub fn check_handle(handle: &str) -> Result<(), Problem> {
    let handle = handle.trim();
    if handle.is_empty() || handle.chars().count() > 40 || handle.contains(char::is_whitespace) {
        return Err(Problem::new(
            "A-283",
            "A handle has 1 to 40 characters and no space",
            "Choose what you will type to sign in, for example your collar number",
        ));
    }
    Ok(())
}

/// A practice vault's slots are cheap, as when it was made.
fn cost_here(training: bool) -> KdfCost {
    if training {
        KdfCost::FLOOR
    } else {
        KdfCost::calibrated()
    }
}

fn as_lead<T>(
    dir: &Path,
    (handle, passphrase): By<'_>,
    act: impl FnOnce(&mut Vault, &Unlocked, Moment) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    if member.role != Role::Governance {
        return Err(Problem::new(
            "A-286",
            "Only a governance lead does this",
            "Ask a governance lead of your organisation",
        ));
    }
    let now = SystemClock.now();
    let mut vault = Vault::open(dir, &member)?;
    vault.complete_grants(&member, None, now)?;
    act(&mut vault, &member, now)
}

/// A member by identifier, the beginning of one that is long enough, or exact name.
fn find(vault: &Vault, who: &str) -> Result<Member, Problem> {
    let who = who.trim();
    let digits = who.len() >= 6 && who.chars().all(|c| c.is_ascii_hexdigit());
    let mut found = vault
        .members()
        .into_iter()
        .filter(|member| member.name == who || (digits && member.id.hex().starts_with(&who.to_lowercase())));
    match (found.next(), found.next()) {
        (Some(member), None) => Ok(member),
        (Some(_), Some(_)) => Err(Problem::new(
            "A-298",
            format!("{who} is more than one member"),
            "Give the identifier that `tandem member list` shows",
        )),
        (None, _) => Err(Problem::new(
            "A-299",
            format!("There is no member {who}"),
            "Give a name or identifier as `tandem member list` shows them",
        )),
    }
}

/// How a waiting entry is named on the command line: the beginning of its device's name, a stroke, its number.
pub fn name_of(entry: EntryRef) -> String {
    let device: String = entry.device.hex().chars().take(8).collect();
    format!("{device}/{}", entry.seq)
}

/// What waits, in words.
pub fn words_of(what: &Proposed) -> String {
    match what {
        Proposed::Keys { compartment, epoch } => {
            format!("new keys of {} (number {epoch})", compartment.name())
        }
        Proposed::Settings(_) => "the sharing agreement and contacts".to_owned(),
        Proposed::Rules {
            version,
            as_at,
            sha256,
        } => format!("the rule table {version} (law as at {as_at}, SHA-256 {sha256})"),
        Proposed::Disposal {
            compartment,
            entries,
            basis,
        } => format!(
            "the disposal of {entries} entries of {} ({basis})",
            compartment.name()
        ),
        Proposed::Other => "an entry of a newer version".to_owned(),
    }
}

/// A member's identifier, for scripts.
pub fn id_of(member: MemberId) -> String {
    member.hex()
}
