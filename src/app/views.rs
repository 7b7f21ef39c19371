//! Making the views of a vault anew: they are folded from the log, and whoever doubts one throws it away.

use std::path::Path;

use super::Secret;
use super::problem::Problem;
use crate::domain::role::{Compartment, Role};
use crate::vault::{Vault, VaultError, View, unlock};

/// Told of which view how many entries of how many passed; gives false to stop.
pub type Told<'a> = &'a mut dyn FnMut(Compartment, u64, u64) -> bool;

/// Throws away the views that this person works with and folds them anew from the first entry of the log. Gives for each
/// how many entries of the log were looked at.
///
/// # Errors
/// When the vault is open elsewhere, the person lacks the present key of a view, or the disk refuses. A view that was
/// thrown away and not finished is made anew when it is next opened.
pub fn rebuild(
    dir: &Path,
    (handle, passphrase): (&str, &Secret),
    told: Told<'_>,
) -> Result<Vec<(Compartment, u64)>, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    let vault = Vault::open(dir, &member)?;
    let own = views_of(member.role, member.side.compartment());
    let ring = vault.ring(&member, &own)?;
    let mut made = Vec::new();
    for compartment in own {
        if !ring.has(compartment) {
            return Err(VaultError::refused("this seat has no key to that part of the record").into());
        }
        let mut looked_at = 0;
        View::rebuild(&vault, compartment, &ring, &mut |done, of| {
            looked_at = done;
            told(compartment, done, of)
        })?;
        made.push((compartment, looked_at));
    }
    Ok(made)
}

/// The views that a role works with. A governance lead opens their organisation's notes only for a reason that is kept,
/// so they are not among theirs.
fn views_of(role: Role, own: Compartment) -> Vec<Compartment> {
    match role {
        Role::Officer | Role::Nurse => vec![own, Compartment::Shared],
        Role::Supervisor | Role::Governance => vec![Compartment::Oversight],
    }
}
