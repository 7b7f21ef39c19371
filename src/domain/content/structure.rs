//! Structural content, in the compartment `log`: who there is and who holds which key. No words about anybody.

use serde::{Deserialize, Serialize};

use crate::domain::agreement::Terms;
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{DeviceId, EntryRef, KeyId, MemberId};
use crate::domain::role::{Compartment, Role, Side};
use crate::domain::time::Moment;

/// Bytes written as base64 in JSON.
pub mod bytes {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    /// Writes bytes as base64 text.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    /// Reads base64 text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map_err(D::Error::custom)
    }
}

/// The first entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// The partnership's name.
    pub name: String,
    /// The police force's name.
    pub police: String,
    /// The health trust's name.
    pub health: String,
    /// Whose law applies.
    pub nation: Nation,
    /// A practice log of invented people, for ever.
    pub training: bool,
    /// What both organisations share is changed by a governance lead of each. Logs of the first versions do not say so:
    /// there one lead is enough, and the other organisation is asked afterwards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub both: bool,
}

/// A device that may write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEnrolled {
    /// Its identifier, as in its headers.
    pub device: DeviceId,
    /// What people call it, for example `TR-07`.
    pub name: String,
    /// Ed25519 public key that signs crew entries, 32 bytes.
    #[serde(with = "bytes")]
    pub sign_pk: Vec<u8>,
}

/// A device that may write no longer: it is lost, or it wrote its history twice. What it wrote before it knew stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRevoked {
    /// Which device.
    pub device: DeviceId,
}

/// One device's word that it has taken in another's entries up to here. From here on it knows what they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witnessed {
    /// Whose entries.
    pub device: DeviceId,
    /// How many of them, from the first.
    pub size: u64,
    /// The RFC 6962 root over them, 32 bytes.
    #[serde(with = "bytes")]
    pub root: Vec<u8>,
}

/// A governance lead, or the founding page, invites a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The member they will be.
    pub member: MemberId,
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// How colleagues see them, for example `PC 4411 Hughes`.
    pub name: String,
    /// Ed25519 public key of the one-time code, 32 bytes: the acceptance is signed by it.
    #[serde(with = "bytes")]
    pub code_pk: Vec<u8>,
    /// Last instant at which it can be opened.
    pub expires: Moment,
    /// X25519 public key of the one-time code, 32 bytes: a new log key is sealed to it while the invitation waits.
    /// Invitations of the first versions have none.
    #[serde(default, with = "bytes", skip_serializing_if = "Vec::is_empty")]
    pub code_kem: Vec<u8>,
}

/// A person who forgot their passphrase is invited anew: their earlier keys sign nothing more from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reinvited {
    /// The member, who stays the same.
    pub member: MemberId,
    /// Ed25519 public key of the one-time code, 32 bytes.
    #[serde(with = "bytes")]
    pub code_pk: Vec<u8>,
    /// X25519 public key of the one-time code, 32 bytes.
    #[serde(with = "bytes")]
    pub code_kem: Vec<u8>,
    /// Last instant at which it can be opened.
    pub expires: Moment,
}

/// Whether a member may sign in, write and be given keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// May.
    Active,
    /// May not for now; their lead can undo it.
    Suspended,
    /// May not any more; for good.
    Removed,
}

/// A governance lead changed a member's standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberChanged {
    /// Whose.
    pub member: MemberId,
    /// What it is from here on.
    pub standing: Standing,
}

/// A governance lead of the other organisation agrees to an entry that needs both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// Which entry.
    pub entry: EntryRef,
    /// Its leaf in the tree, 32 bytes: SHA-256 of 0x00 and its header.
    #[serde(with = "bytes")]
    pub leaf: Vec<u8>,
}

/// A new log key. Its own body is still sealed under the one before; what follows is sealed under the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogKeyMade {
    /// What later headers call it.
    pub name: KeyId,
    /// To whom it was given.
    pub to: Vec<LogKeyTo>,
}

/// The log key, sealed to one holder by HPKE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogKeyTo {
    /// First 8 bytes of SHA-256 of the holder's X25519 public key.
    #[serde(with = "bytes")]
    pub holder: Vec<u8>,
    /// HPKE: encapsulated key (32) ‖ ciphertext.
    #[serde(with = "bytes")]
    pub sealed: Vec<u8>,
}

/// The invited person made their keys. Signed by the new member; `code_sig` shows that the code was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberJoined {
    /// The member.
    pub member: MemberId,
    /// Ed25519 public key, 32 bytes.
    #[serde(with = "bytes")]
    pub sign_pk: Vec<u8>,
    /// X25519 public key to which grants are sealed, 32 bytes.
    #[serde(with = "bytes")]
    pub kem_pk: Vec<u8>,
    /// Ed25519 signature by the invitation's code key over `"tandem/join/v1\0" ‖ log id ‖ member ‖ sign_pk ‖ kem_pk`.
    #[serde(with = "bytes")]
    pub code_sig: Vec<u8>,
}

/// A new epoch of a compartment: from now on its data keys are sealed to this public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochMade {
    /// Which compartment.
    pub compartment: Compartment,
    /// 1, 2, 3…
    pub epoch: u32,
    /// X25519 public key, 32 bytes.
    #[serde(with = "bytes")]
    pub public_key: Vec<u8>,
}

/// One epoch secret, sealed to one holder by HPKE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// Which compartment.
    pub compartment: Compartment,
    /// Which epoch.
    pub epoch: u32,
    /// To whom.
    pub to: GrantHolder,
    /// HPKE: encapsulated key (32) ‖ ciphertext. For recovery, sealed to the second holder inside the first.
    #[serde(with = "bytes")]
    pub sealed: Vec<u8>,
}

/// Who holds a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantHolder {
    /// A member.
    Member(MemberId),
    /// An organisation's two recovery holders together.
    Recovery(Side),
}

/// One office-holder's recovery code was made, on a page which they opened. The code itself is on paper only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryHolder {
    /// Whose recovery.
    pub side: Side,
    /// 1 or 2; both are needed.
    pub number: u8,
    /// The office, for example `Caldicott Guardian`.
    pub office: String,
    /// X25519 public key derived from the code, 32 bytes.
    #[serde(with = "bytes")]
    pub public_key: Vec<u8>,
    /// Ed25519 public key derived from the code, 32 bytes: a use of the codes is signed by both. Empty in entries of
    /// a version that could not use them; such codes open what was sealed to them and sign nothing.
    #[serde(default, with = "bytes", skip_serializing_if = "Vec::is_empty")]
    pub sign_pk: Vec<u8>,
}

/// Both recovery codes of an organisation were used together. Written by the device, signed by both codes inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryUsed {
    /// Whose codes.
    pub side: Side,
    /// What for.
    pub act: RecoveryAct,
    /// Ed25519 signature by the first holder's code over `"tandem/recovery-used/v1\0" ‖ log ‖ device ‖ seq ‖ time ‖
    /// side ‖ act`, 64 bytes. The place in the log is in it, so that a signature serves once.
    #[serde(with = "bytes")]
    pub first_sig: Vec<u8>,
    /// The same by the second holder's code.
    #[serde(with = "bytes")]
    pub second_sig: Vec<u8>,
}

/// What two recovery codes did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecoveryAct {
    /// The yearly proof: of so many keys that the codes should open, so many opened. Nothing changed.
    Drill {
        /// Epoch secrets that opened.
        opened: u32,
        /// Epoch secrets that should.
        of: u32,
    },
    /// A new governance lead of that organisation was invited.
    Invited(Invited),
    /// A governance lead who lacked keys was given them.
    Granted(Vec<Granted>),
    /// A copy that was put back where nobody can sign in became a device of its own: the first entry that it writes.
    Device(DeviceEnrolled),
}

/// Settings that both sides work under.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicySet {
    /// The data-sharing agreement's reference, when one is in force.
    pub agreement: Option<String>,
    /// The clause that covers telling known or not known.
    pub known_clause: Option<String>,
    /// Whom to ring for advice, by side.
    pub police_advice: Option<String>,
    /// Whom to ring for advice on the health side.
    pub health_advice: Option<String>,
    /// What is agreed. Settings of the first versions hold only a reference: they cover nothing beyond known or not
    /// known under the clause named above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Box<Terms>>,
}

/// A governance lead orders that bodies are destroyed because their retention has run out. Names of entries only:
/// nothing about anybody, and nothing that links the two sides' streams of one incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposed {
    /// The compartment that all of them are in.
    pub compartment: Compartment,
    /// The content entries, and the `key` entries that wrap their data keys.
    pub entries: Vec<EntryRef>,
    /// The data keys that are destroyed with them.
    pub keys: Vec<KeyId>,
    /// The row of the rule table's retention schedule on which it rests.
    pub basis: String,
    /// The version of that table.
    pub policy: String,
}

impl Disposed {
    /// How many entries with words it names: without those that hold their data keys.
    pub fn contents(&self) -> usize {
        self.entries.len().saturating_sub(self.keys.len())
    }
}
