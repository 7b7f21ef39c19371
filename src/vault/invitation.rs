//! Invitations: a one-time code handed over in person lets the invited person make their own keys on their own page.

use std::fmt;
use std::path::Path;

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::content::{Content, Invited, MemberJoined, bytes};
use crate::domain::ids::{LogId, MemberId, to_hex};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

use super::append::unsealed;
use super::authority::join_message;
use super::chance;
use super::codes;
use super::db::Access;
use super::error::VaultError;
use super::grants::grant_to;
use super::kdf::{KdfCost, Key, derive, sha256};
use super::keys::{EpochSecret, Identity, LogHex, Unlocked};
use super::log_key::LogKey;
use super::ring::Ring;
use super::sealing::{open_once, pad, public_of, seal_once, unpadded_len};
use super::secret::Secret;
use super::slots::{Invite, Slots, plain_handle};
use super::store::Vault;

/// Groups of an invitation code: 100 bits.
pub const INVITATION_GROUPS: usize = 5;
/// How long an invitation can be opened.
pub const INVITATION_DAYS: i64 = 14;
pub(crate) const AAD: &[u8] = b"tandem/invitation/v1";

/// A one-time code, to be handed over in person.
pub struct InvitationCode(Secret);

impl InvitationCode {
    /// The code as it is shown.
    pub fn text(&self) -> &str {
        self.0.expose()
    }

    /// The code itself, to open the invitation in the same session.
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationCode")
    }
}

/// Who is to be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// How colleagues will see them, for example `PC 4411 Hughes`.
    pub name: String,
}

/// An invitation that its code opened. Wiped on drop.
pub struct OpenedInvitation {
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// How colleagues will see them.
    pub name: String,
    /// The last instant at which it can be accepted.
    pub expires: Moment,
    member: MemberId,
    log: LogId,
    log_key: Key,
    secrets: Vec<EpochSecret>,
    code_sign: SigningKey,
    code_kem: Key,
    id: Vec<u8>,
}

impl fmt::Debug for OpenedInvitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenedInvitation")
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// What is sealed under a code.
#[derive(Serialize, Deserialize)]
struct Carried {
    identity: Identity,
    expires: Moment,
    log_key: CarriedKey,
    secrets: Vec<CarriedSecret>,
}

#[derive(Serialize, Deserialize)]
struct CarriedSecret {
    compartment: Compartment,
    epoch: u32,
    secret: CarriedKey,
}

/// A key on its way, wiped on drop.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct CarriedKey(#[serde(with = "bytes")] Vec<u8>);

impl Drop for CarriedKey {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl CarriedKey {
    fn new(key: &Key) -> Self {
        Self(key.to_vec())
    }

    fn key(&self) -> Option<Key> {
        self.0
            .first_chunk::<32>()
            .filter(|_| self.0.len() == 32)
            .map(|bytes| Key::new(*bytes))
    }
}

/// What a code's digits give.
pub(crate) struct CodeKeys {
    sign: SigningKey,
    kem: Key,
    pub(crate) seal: Key,
    id: Vec<u8>,
}

pub(crate) fn code_keys(code: &Secret) -> Result<CodeKeys, VaultError> {
    let digits = codes::read(code, INVITATION_GROUPS)?;
    let sign = SigningKey::from_bytes(&derive::<32>(&digits, &[], &[b"tandem/invitation/sign/v1"]));
    Ok(CodeKeys {
        id: invite_id(sign.verifying_key().as_bytes()),
        sign,
        kem: derive(&digits, &[], &[b"tandem/invitation/kem/v1"]),
        seal: derive(&digits, &[], &[b"tandem/invitation/seal/v1"]),
    })
}

/// What an invitation is called in the key file: 8 bytes of SHA-256 of its code's public key.
pub(crate) fn invite_id(code_pk: &[u8]) -> Vec<u8> {
    sha256(&[code_pk])
        .first_chunk::<8>()
        .map(|id| id.to_vec())
        .unwrap_or_default()
}

/// An invitation on its way: what its entry says of the code, the sealed part for the key file, and the code.
pub(crate) struct Prepared {
    pub(crate) code_pk: Vec<u8>,
    pub(crate) code_kem: Vec<u8>,
    pub(crate) expires: Moment,
    pub(crate) invite: Invite,
    pub(crate) code: InvitationCode,
}

/// Seals an identity and what it needs under a new code.
pub(crate) fn prepare_for(
    identity: Identity,
    log_key: &Key,
    secrets: &[&EpochSecret],
    now: Moment,
) -> Result<Prepared, VaultError> {
    let code = codes::generate(INVITATION_GROUPS);
    let keys = code_keys(&code)?;
    let expires = now.plus_minutes(INVITATION_DAYS * 24 * 60);
    let carried = Carried {
        identity,
        expires,
        log_key: CarriedKey::new(log_key),
        secrets: secrets
            .iter()
            .map(|held| CarriedSecret {
                compartment: held.compartment,
                epoch: held.epoch,
                secret: CarriedKey::new(&held.secret),
            })
            .collect(),
    };
    let mut plain = Zeroizing::new(Vec::with_capacity(16 * 1024));
    serde_json::to_writer(&mut *plain, &carried).map_err(|e| VaultError::Io { what: e.to_string() })?;
    Ok(Prepared {
        code_pk: keys.sign.verifying_key().to_bytes().to_vec(),
        code_kem: public_of(&keys.kem).map_err(unsealed)?.to_vec(),
        expires,
        invite: Invite {
            sealed: seal_once(&keys.seal, AAD, &pad(&plain)).map_err(unsealed)?,
            id: keys.id,
            begun: None,
        },
        code: InvitationCode(code),
    })
}

/// Makes a new person's invitation: the entry, the sealed part for the key file, and the code.
pub(crate) fn prepare(
    log: LogId,
    log_key: &Key,
    invitee: &Invitee,
    secrets: &[&EpochSecret],
    now: Moment,
) -> Result<(Content, Invite, InvitationCode), VaultError> {
    let member = chance::new_member();
    let name = invitee.name.trim().to_owned();
    let identity = Identity {
        member,
        side: invitee.side,
        role: invitee.role,
        name: name.clone(),
        log: LogHex(log),
    };
    let made = prepare_for(identity, log_key, secrets, now)?;
    let entry = Content::Invited(Invited {
        member,
        side: invitee.side,
        role: invitee.role,
        name,
        code_pk: made.code_pk,
        expires: made.expires,
        code_kem: made.code_kem,
    });
    Ok((entry, made.invite, made.code))
}

impl Vault {
    /// Invites a person to the lead's own organisation. The invitation carries the epoch secrets that their role
    /// needs and the lead's ring holds; a supervisor's carries oversight only.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "who invites has no further use for it"
    )]
    pub fn invite(
        &mut self,
        by: &Unlocked,
        ring: &Ring,
        invitee: Invitee,
        now: Moment,
    ) -> Result<InvitationCode, VaultError> {
        let side = self
            .authority
            .governance(Some(by.id))
            .map_err(VaultError::refused)?;
        if side != invitee.side || !invitee.role.fits(invitee.side) {
            return Err(VaultError::refused(
                "a lead invites to its own organisation, in a role that belongs there",
            ));
        }
        if invitee.name.trim().is_empty() {
            return Err(VaultError::refused("an invitation needs a name"));
        }
        let secrets = self.secrets_for(invitee.role, invitee.side, ring);
        let (entry, invite, code) = prepare(self.log, &self.log_key, &invitee, &secrets, now)?;
        drop(self.slots_to_change()?); // an invitation that the key file cannot take is not written
        self.write_structure(by, now, &[entry])?;
        let mut slots = self.slots_to_change()?;
        slots.invitations.push(invite);
        self.save_slots(&slots)?;
        self.settle()?;
        Ok(code)
    }

    /// The epoch secrets of a role that a ring holds, earlier epochs included: who joins may read what was written
    /// before.
    pub(crate) fn secrets_for<'a>(&self, role: Role, side: Side, ring: &'a Ring) -> Vec<&'a EpochSecret> {
        let needed = role.compartments(side);
        self.authority
            .epochs()
            .filter(|made| needed.contains(&made.compartment))
            .filter_map(|made| ring.secret(made.compartment, &made.public_key))
            .collect()
    }

    /// Opens the vault for the person who accepts an invitation.
    pub fn open_with_invitation(dir: &Path, opened: &OpenedInvitation) -> Result<Self, VaultError> {
        let kem = Some(&opened.code_kem);
        Self::open_with_log_key(dir, opened.log, &opened.log_key, kem, Access::Write)
    }

    /// Makes the invited person's keys: their slot, their entry signed with the code, and what the invitation
    /// carried sealed to themselves. The code is used up.
    pub fn accept(
        &mut self,
        opened: &OpenedInvitation,
        handle: &str,
        passphrase: &Secret,
        cost: KdfCost,
        now: Moment,
    ) -> Result<Unlocked, VaultError> {
        if now > opened.expires {
            return Err(VaultError::CodeExpired);
        }
        if plain_handle(handle).is_empty() {
            return Err(VaultError::refused("a handle has at least one letter"));
        }
        let waits = self.authority.code(opened.member);
        if waits.is_none_or(|code| invite_id(&code.public) != opened.id) {
            return Err(VaultError::CodeWrong);
        }
        let member = opened.new_member(&self.log_key);
        self.put_slot(opened, &member, handle, passphrase, cost)?;
        let entries = self.joining_entries(opened, &member)?;
        self.write_structure(&member, now, &entries)?;
        self.settle()?;
        Ok(member)
    }

    /// Writes the new slot beside the invitation, so that a crash before the entry is written can be made good.
    fn put_slot(
        &self,
        opened: &OpenedInvitation,
        member: &Unlocked,
        handle: &str,
        passphrase: &Secret,
        cost: KdfCost,
    ) -> Result<(), VaultError> {
        let mut slots = self.slots_to_change()?;
        let hash = to_hex(&slots.handle_hash(handle));
        let begun = slots
            .invitations
            .iter()
            .find(|invite| invite.id == opened.id)
            .ok_or(VaultError::CodeWrong)?
            .begun
            .clone();
        slots
            .members
            .retain(|slot| begun.as_deref() != Some(&to_hex(&slot.handle)));
        if slots.has_handle(handle) {
            return Err(VaultError::HandleTaken);
        }
        let slot = slots.make_slot(member, handle, passphrase, cost)?;
        slots.put(slot);
        for invite in slots
            .invitations
            .iter_mut()
            .filter(|invite| invite.id == opened.id)
        {
            invite.begun = Some(hash.clone());
        }
        self.save_slots(&slots)
    }

    pub(crate) fn joining_entries(
        &self,
        opened: &OpenedInvitation,
        member: &Unlocked,
    ) -> Result<Vec<Content>, VaultError> {
        let sign_pk = member.sign.verifying_key().to_bytes();
        let kem_pk = public_of(&member.kem).map_err(unsealed)?;
        let told = join_message(self.log, member.id, &sign_pk, &kem_pk);
        let mut entries = vec![Content::MemberJoined(MemberJoined {
            member: member.id,
            sign_pk: sign_pk.to_vec(),
            kem_pk: kem_pk.to_vec(),
            code_sig: opened.code_sign.sign(&told).to_bytes().to_vec(),
        })];
        for made in self.authority.epochs() {
            let carried = opened.secrets.iter().find(|held| {
                held.compartment == made.compartment && held.public.as_slice() == made.public_key
            });
            if let Some(secret) = carried {
                entries.push(grant_to(self.log, secret, member.id, &kem_pk)?);
            }
        }
        Ok(entries)
    }
}

/// Opens an invitation with its code. A typing error names its group.
pub fn open_invitation(dir: &Path, code: &Secret, now: Moment) -> Result<OpenedInvitation, VaultError> {
    let keys = code_keys(code)?;
    let slots = Slots::load(dir)?;
    let invite = slots
        .invitations
        .iter()
        .find(|invite| invite.id == keys.id)
        .ok_or(VaultError::CodeWrong)?;
    let mut opened = open_carried(&slots, invite, keys).ok_or_else(|| VaultError::SlotsDamaged {
        what: "an invitation does not open".to_owned(),
    })?;
    // the log key may have changed since; one that was not passed on belongs to an invitation that lapsed
    opened.log_key = match slots.log_keys.last() {
        Some(newest) if newest.name == LogKey::later(opened.log_key.clone()).name => opened.log_key.clone(),
        Some(_) | None => slots
            .log_key_of(&opened.code_kem, &opened.log_key)
            .map_err(|_lapsed| VaultError::CodeWrong)?,
    };
    if now > opened.expires {
        return Err(VaultError::CodeExpired);
    }
    Ok(opened)
}

/// What a code's key opens; `None` for anything that [`prepare`] would not write.
pub(crate) fn open_carried(slots: &Slots, invite: &Invite, keys: CodeKeys) -> Option<OpenedInvitation> {
    let plain = open_once(&keys.seal, AAD, &invite.sealed).ok()?;
    let carried: Carried = serde_json::from_slice(plain.get(..unpadded_len(&plain)?)?).ok()?;
    let secrets = carried
        .secrets
        .iter()
        .map(|held| EpochSecret::new(held.compartment, held.epoch, held.secret.key()?).ok())
        .collect::<Option<_>>()?;
    (carried.identity.log == slots.log).then_some(())?;
    Some(OpenedInvitation {
        side: carried.identity.side,
        role: carried.identity.role,
        name: carried.identity.name.clone(),
        expires: carried.expires,
        member: carried.identity.member,
        log: carried.identity.log.0,
        log_key: carried.log_key.key()?,
        secrets,
        code_sign: keys.sign,
        code_kem: keys.kem,
        id: keys.id,
    })
}

impl OpenedInvitation {
    pub(crate) fn new_member(&self, log_key: &Key) -> Unlocked {
        let identity = Identity {
            member: self.member,
            side: self.side,
            role: self.role,
            name: self.name.clone(),
            log: LogHex(self.log),
        };
        Unlocked::new(identity, Key::new(chance::bytes()), log_key.clone())
    }
}
