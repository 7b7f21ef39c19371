//! The 288 bytes at the head of every entry: one form, fixed places, big-endian numbers (`docs/log-format.md`).
//!
//! The bytes are what is hashed and signed. A new field means a new magic.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

use crate::domain::ids::{DeviceId, EntryRef, KeyId, LogId, MemberId, StreamId};
use crate::domain::role::Compartment;
use crate::domain::time::Moment;

use super::kdf::sha256;
use super::sealing::SUITE;
use super::strict::{self, Asked};

/// The length of a header.
pub(crate) const LENGTH: usize = 288;
/// The part of it that a body is bound to: all but the body's own hash.
pub(crate) const BOUND: usize = 256;
/// The first bytes: the format and its version.
pub(crate) const MAGIC: [u8; 8] = *b"TNDMENT1";
/// What a signature is made over: this, then the header.
const SIGNED: &[u8] = b"tandem/entry/v1\0";

/// What kind of structure an entry is. All content is one kind: what it says is inside the sealed body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The first entry of a log.
    Genesis,
    /// Something about an incident or a month, sealed to its compartment.
    Content,
    /// A data key, sealed to a compartment's epoch.
    Key,
    /// An invited person made their keys.
    Member,
    /// An epoch secret, sealed to a holder.
    Grant,
    /// A compartment's new public key.
    Epoch,
    /// A device that may write, or that may write no longer.
    Device,
    /// One device's word that it took another's entries in.
    Witness,
    /// Orders the destruction of bodies.
    Shred,
    /// Settings of both sides.
    Policy,
    /// A person was invited.
    Invitation,
    /// A recovery code was made.
    Recovery,
    /// The other organisation agrees to an entry.
    Approval,
    /// A new log key.
    LogKey,
}

impl Kind {
    /// All kinds, at the place of their number minus one.
    const ALL: [Self; 14] = [
        Self::Genesis,
        Self::Content,
        Self::Key,
        Self::Member,
        Self::Grant,
        Self::Epoch,
        Self::Device,
        Self::Witness,
        Self::Shred,
        Self::Policy,
        Self::Invitation,
        Self::Recovery,
        Self::Approval,
        Self::LogKey,
    ];

    /// Those that stand in the compartment `log`: all but content and data keys.
    pub(crate) fn structural() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|kind| !matches!(kind, Self::Content | Self::Key))
    }

    /// The number in the header.
    pub(crate) fn code(self) -> u16 {
        match self {
            Self::Genesis => 1,
            Self::Content => 2,
            Self::Key => 3,
            Self::Member => 4,
            Self::Grant => 5,
            Self::Epoch => 6,
            Self::Device => 7,
            Self::Witness => 8,
            Self::Shred => 9,
            Self::Policy => 10,
            Self::Invitation => 11,
            Self::Recovery => 12,
            Self::Approval => 13,
            Self::LogKey => 14,
        }
    }

    fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The bytes are not a header of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// Not 288 bytes.
    Length,
    /// Another magic: another program or a newer format.
    Magic,
    /// A kind, compartment or suite that this version does not have.
    Unknown,
    /// The reserved bytes are not zero.
    Reserved,
}

impl Malformed {
    /// In words, for a finding.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Length => "the header does not have 288 bytes",
            Self::Magic => "the header does not begin with TNDMENT1",
            Self::Unknown => "the header names a kind, compartment or suite that this version does not know",
            Self::Reserved => "reserved bytes of the header are not zero",
        }
    }
}

/// A header in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) log: LogId,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    /// RFC 6962 root over this device's earlier entries.
    pub(crate) prev_root: [u8; 32],
    /// `None` for the device itself, written as zeros.
    pub(crate) author: Option<MemberId>,
    /// First 8 bytes of SHA-256 of the author's public key.
    pub(crate) author_key: [u8; 8],
    pub(crate) at: Moment,
    pub(crate) lamport: u64,
    pub(crate) kind: Kind,
    pub(crate) compartment: Compartment,
    pub(crate) stream: StreamId,
    pub(crate) key: KeyId,
    pub(crate) salt: [u8; 32],
    pub(crate) key_commit: [u8; 32],
    pub(crate) body_len: u32,
    pub(crate) body_hash: [u8; 32],
}

impl Header {
    /// The 288 bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let author = self.author.map_or([0; 16], |member| member.0);
        [
            &MAGIC[..],
            &self.log.0,
            &self.device.0,
            &self.seq.to_be_bytes(),
            &self.prev_root,
            &author,
            &self.author_key,
            &self.at.0.to_be_bytes(),
            &self.lamport.to_be_bytes(),
            &self.kind.code().to_be_bytes(),
            &self.compartment.code().to_be_bytes(),
            &SUITE.to_be_bytes(),
            &self.stream.0,
            &self.key.0,
            &self.salt,
            &self.key_commit,
            &self.body_len.to_be_bytes(),
            &[0; 12],
            &self.body_hash,
        ]
        .concat()
    }

    /// Reads 288 bytes; anything that [`Header::to_bytes`] would not write is refused.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() != LENGTH {
            return Err(Malformed::Length);
        }
        let mut rest = bytes;
        if take::<8>(&mut rest)? != MAGIC {
            return Err(Malformed::Magic);
        }
        let log = LogId(take(&mut rest)?);
        let device = DeviceId(take(&mut rest)?);
        let seq = u64::from_be_bytes(take(&mut rest)?);
        let prev_root = take(&mut rest)?;
        let author: [u8; 16] = take(&mut rest)?;
        let author_key = take(&mut rest)?;
        let at = Moment(i64::from_be_bytes(take(&mut rest)?));
        let lamport = u64::from_be_bytes(take(&mut rest)?);
        let kind = Kind::from_code(u16::from_be_bytes(take(&mut rest)?)).ok_or(Malformed::Unknown)?;
        let compartment =
            Compartment::from_code(u16::from_be_bytes(take(&mut rest)?)).ok_or(Malformed::Unknown)?;
        if u32::from_be_bytes(take(&mut rest)?) != SUITE {
            return Err(Malformed::Unknown);
        }
        let stream = StreamId(take(&mut rest)?);
        let key = KeyId(take(&mut rest)?);
        let salt = take(&mut rest)?;
        let key_commit = take(&mut rest)?;
        let body_len = u32::from_be_bytes(take(&mut rest)?);
        if take::<12>(&mut rest)? != [0; 12] {
            return Err(Malformed::Reserved);
        }
        let body_hash = take(&mut rest)?;
        Ok(Self {
            log,
            device,
            seq,
            prev_root,
            author: (author != [0; 16]).then_some(MemberId(author)),
            author_key,
            at,
            lamport,
            kind,
            compartment,
            stream,
            key,
            salt,
            key_commit,
            body_len,
            body_hash,
        })
    }

    /// Where the entry stands.
    pub(crate) fn place(&self) -> EntryRef {
        EntryRef {
            device: self.device,
            seq: self.seq,
        }
    }

    /// What its body is bound to: the first 256 bytes; for the genesis entry with the log's name still zero, since
    /// that name is the hash of the finished header.
    pub(crate) fn bound(&self) -> Vec<u8> {
        let mut unnamed = self.clone();
        if self.kind == Kind::Genesis {
            unnamed.log = LogId([0; 32]);
        }
        let mut bytes = unnamed.to_bytes();
        bytes.truncate(BOUND);
        bytes
    }

    /// The log's name as a genesis header gives it: SHA-256 of the header with the name zero.
    pub(crate) fn names_log(&self) -> LogId {
        let mut unnamed = self.clone();
        unnamed.log = LogId([0; 32]);
        LogId(sha256(&[&unnamed.to_bytes()]))
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Malformed> {
    let (taken, left) = rest.split_first_chunk::<N>().ok_or(Malformed::Length)?;
    *rest = left;
    Ok(*taken)
}

/// Which version of an author's key: the first 8 bytes of SHA-256 of the public key.
pub(crate) fn key_name(public: &[u8; 32]) -> [u8; 8] {
    let hash = sha256(&[public]);
    hash.first_chunk::<8>().copied().unwrap_or_default()
}

/// Signs a header.
pub(crate) fn sign(header: &[u8], key: &SigningKey) -> [u8; 64] {
    key.sign(&[SIGNED, header].concat()).to_bytes()
}

/// Whether this key signed this header, by the strict rule.
pub(crate) fn signed_by(header: &[u8], signature: &[u8], key: &VerifyingKey) -> bool {
    strict::signed(&[SIGNED, header].concat(), signature, key)
}

/// A stored header with its signature, in one piece and as it was signed: a verification copies each entry once.
#[derive(Debug)]
pub(crate) struct Signed {
    bytes: Vec<u8>,
    /// Where the header ends and the signature begins.
    end: usize,
}

impl Signed {
    /// Takes both as they are stored, of whatever length.
    pub(crate) fn new(header: &[u8], signature: &[u8]) -> Self {
        let end = SIGNED.len() + header.len();
        let mut bytes = Vec::with_capacity(end + signature.len());
        for piece in [SIGNED, header, signature] {
            bytes.extend_from_slice(piece);
        }
        Self { bytes, end }
    }

    /// The header as it is stored.
    pub(crate) fn header(&self) -> &[u8] {
        self.bytes.get(SIGNED.len()..self.end).unwrap_or_default()
    }

    /// The question whether this key signed it.
    pub(crate) fn asked<'a>(&'a self, key: &'a VerifyingKey) -> Asked<'a> {
        let (message, signature) = self.bytes.split_at(self.end);
        Asked {
            message,
            signature,
            key,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::story::cases;
    use super::super::strict::Signers;
    use super::*;
    use crate::domain::ids::to_hex;

    pub(crate) fn sample() -> Header {
        Header {
            log: LogId([0x11; 32]),
            device: DeviceId([0x22; 16]),
            seq: 7,
            prev_root: [0x33; 32],
            author: Some(MemberId([0x44; 16])),
            author_key: [0x55; 8],
            at: Moment(1_795_291_200_000),
            lamport: 9,
            kind: Kind::Content,
            compartment: Compartment::Health,
            stream: StreamId([0x66; 16]),
            key: KeyId([0x77; 16]),
            salt: [0x88; 32],
            key_commit: [0x99; 32],
            body_len: 272,
            body_hash: [0xaa; 32],
        }
    }

    #[test]
    fn a_header_in_one_piece_is_checked_as_any_other() {
        let (key, other) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let header = sample().to_bytes();
        let signature = sign(&header, &key);
        let signed = Signed::new(&header, &signature);
        assert_eq!(signed.header(), header);
        let signers = Signers::default();
        let is_by = |signed: &Signed, key: &SigningKey| {
            signers.signed_all(std::iter::once(signed.asked(&key.verifying_key()))) == [true]
        };
        assert!(is_by(&signed, &key) && !is_by(&signed, &other));
        for (header, signature) in [
            (&header[1..], &signature[..]),
            (&header, &signature[1..]),
            (&[], &[]),
        ] {
            let signed = Signed::new(header, signature);
            assert_eq!(signed.header(), header);
            assert!(!is_by(&signed, &key));
        }
    }

    #[test]
    fn the_header_is_these_bytes_for_ever() {
        let golden = include_str!("../../tests/golden/header.hex");
        assert_eq!(
            to_hex(&sample().to_bytes()),
            golden.split_whitespace().collect::<String>()
        );
        assert_eq!(Header::parse(&sample().to_bytes()), Ok(sample()));
    }

    #[test]
    fn there_is_one_form_and_everything_else_is_refused() {
        let bytes = sample().to_bytes();
        for at in 0..LENGTH {
            for flip in [1, 0x80] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                if let Ok(read) = Header::parse(&changed) {
                    assert_eq!(read.to_bytes(), changed, "byte {at}");
                    assert_ne!(read, sample());
                }
            }
        }
        assert_eq!(Header::parse(&bytes[..287]), Err(Malformed::Length));
        let mut newer = bytes.clone();
        newer[7] = b'2';
        assert_eq!(Header::parse(&newer), Err(Malformed::Magic));
        let mut reserved = bytes;
        reserved[250] = 1;
        assert_eq!(Header::parse(&reserved), Err(Malformed::Reserved));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: cases(2000), failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is read is written back as the same bytes: there is one form of each header.
        #[test]
        fn what_is_read_is_written_back_byte_for_byte(
            random in proptest::collection::vec(any::<u8>(), 0..400),
            changes in proptest::collection::vec((0..LENGTH, any::<u8>()), 0..40),
        ) {
            let mut changed = sample().to_bytes();
            for (at, byte) in changes {
                changed[at] = byte;
            }
            for bytes in [random, changed] {
                if let Ok(read) = Header::parse(&bytes) {
                    prop_assert_eq!(read.to_bytes(), bytes);
                }
            }
        }

        /// Every header that can be made is read as itself, in any field.
        #[test]
        fn what_is_written_is_read_as_itself(
            numbers in any::<(u64, i64, u64, u32)>(),
            names in any::<([u8; 32], [u8; 16], [u8; 32], [u8; 16])>(),
            more in any::<([u8; 16], [u8; 16], [u8; 32], [u8; 32], [u8; 8])>(),
            kind in proptest::sample::select(Kind::ALL.to_vec()),
        ) {
            let (seq, at, lamport, body_len) = numbers;
            let (log, device, prev_root, author) = names;
            let (stream, key, salt, body_hash, author_key) = more;
            let header = Header {
                log: LogId(log), device: DeviceId(device), seq, prev_root, author_key, lamport, kind, salt, body_len, body_hash,
                author: (author != [0; 16]).then_some(MemberId(author)), at: Moment(at),
                stream: StreamId(stream), key: KeyId(key), ..sample()
            };
            let bytes = header.to_bytes();
            prop_assert_eq!(bytes.len(), LENGTH);
            prop_assert_eq!(Header::parse(&bytes), Ok(header));
            prop_assert_eq!(Header::parse(&bytes[1..]), Err(Malformed::Length));
        }
    }

    #[test]
    fn a_signature_holds_for_one_header_and_one_key() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let bytes = sample().to_bytes();
        let signature = sign(&bytes, &key);
        assert!(signed_by(&bytes, &signature, &key.verifying_key()));
        assert!(!signed_by(&bytes[1..], &signature, &key.verifying_key()));
        assert!(!signed_by(
            &bytes,
            &signature,
            &SigningKey::from_bytes(&[4; 32]).verifying_key()
        ));
        assert!(!signed_by(&bytes, &signature[..63], &key.verifying_key()));
    }
}
