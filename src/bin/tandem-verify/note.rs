//! Signed notes (C2SP `signed-note`, `tlog-checkpoint`): who signs, and whether a text holds.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};

use crate::bytes::{hex, number, sha256, unbase64, unbase64_to};

/// The signature type of Ed25519.
const ED25519: u8 = 1;

/// A name and an Ed25519 public key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Signer {
    pub(crate) name: String,
    pub(crate) key: [u8; 32],
}

impl Signer {
    /// Reads `name+hash+key`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '+');
        let (name, hash, key) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = unbase64(key)?;
        let (kind, key) = bytes.split_first()?;
        let signer = Self {
            name: name.to_owned(),
            key: key.try_into().ok()?,
        };
        let named = !name.is_empty() && !name.chars().any(char::is_whitespace);
        (*kind == ED25519 && named && hex(&signer.hash()) == hash).then_some(signer)
    }

    /// `name+hash+key`.
    pub(crate) fn text(&self) -> String {
        let key = [&[ED25519], self.key.as_slice()].concat();
        format!("{}+{}+{}", self.name, hex(&self.hash()), STANDARD.encode(key))
    }

    /// Whether this line, without its line feed, is this signer's signature of the text.
    pub(crate) fn signed(&self, text: &[u8], line: &str) -> bool {
        let signature = || {
            let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            let bytes: [u8; 68] = unbase64_to(encoded)?;
            let (hash, signature) = bytes.split_first_chunk::<4>()?;
            (name == self.name && *hash == self.hash()).then_some(())?;
            <[u8; 64]>::try_from(signature).ok()
        };
        let readable = std::str::from_utf8(text)
            .is_ok_and(|text| text.ends_with('\n') && !text.chars().any(|c| c.is_control() && c != '\n'));
        readable && signature().is_some_and(|signature| is_signed(&self.key, text, &signature))
    }

    /// The text of a note that consists of it, an empty line and this signer's one line.
    pub(crate) fn open<'a>(&self, note: &'a str) -> Option<&'a str> {
        let (text, line) = note.strip_suffix('\n')?.rsplit_once("\n\n")?;
        let text = note.get(..text.len() + 1)?;
        (!line.contains('\n') && self.signed(text.as_bytes(), line)).then_some(text)
    }

    /// The first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ key).
    fn hash(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = sha256(&[self.name.as_bytes(), &[b'\n', ED25519], &self.key]);
        [a, b, c, d]
    }
}

/// The strict rule of Ed25519.
pub(crate) fn is_signed(key: &[u8; 32], text: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify_strict(text, &Signature::from_bytes(signature)).is_ok())
}

/// What a checkpoint says.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) origin: String,
    pub(crate) size: u64,
    pub(crate) root: [u8; 32],
}

/// Reads the text of a checkpoint: origin, size, root, and nothing else.
pub(crate) fn head(text: &str) -> Option<Head> {
    let mut lines = text.split('\n');
    let head = Head {
        origin: lines.next()?.to_owned(),
        size: number(lines.next()?)?,
        root: unbase64_to(lines.next()?)?,
    };
    (lines.next() == Some("") && lines.next().is_none()).then_some(head)
}
