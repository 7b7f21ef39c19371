//! Signed notes (C2SP `signed-note`): a text with signatures under it that a stranger can check with a public key.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use sha2::{Digest as _, Sha256};

use crate::domain::ids::{DeviceId, LogId, MemberId, to_hex};

use super::strict;

/// The signature type of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// Why a note does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text or the signature line does not have the form of a signed note.
    #[error("it does not have the form of a signed note")]
    Form,
    /// No signature line is by this signer and key.
    #[error("it carries no signature by the key that it names")]
    Unsigned,
    /// The signature does not fit the text.
    #[error("its signature does not fit what it says")]
    Forged,
}

/// Who signs: a name and an Ed25519 public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    name: String,
    key: [u8; 32],
}

impl Signer {
    /// A device of a log, named `tandem/<log>/<device>`.
    pub fn device(log: LogId, device: DeviceId, key: [u8; 32]) -> Self {
        Self {
            name: format!("tandem/{}/{}", log.hex(), device.hex()),
            key,
        }
    }

    /// A member of a log, named `tandem/<log>/member/<member>`.
    pub fn member(log: LogId, member: MemberId, key: [u8; 32]) -> Self {
        Self {
            name: format!("tandem/{}/member/{}", log.hex(), member.hex()),
            key,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its public key.
    pub fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// The public key as a text line: `name+hash+key` (C2SP verifier key).
    pub fn verifier_key(&self) -> String {
        let key = [&[ED25519], self.key.as_slice()].concat();
        format!("{}+{}+{}", self.name, to_hex(&self.hash()), STANDARD.encode(key))
    }

    /// Reads a verifier key.
    pub fn from_verifier_key(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Form);
        };
        let bytes = STANDARD.decode(key).map_err(|_bad| NoteError::Form)?;
        let Some((&ED25519, key)) = bytes.split_first() else {
            return Err(NoteError::Form);
        };
        let signer = Self {
            name: name.to_owned(),
            key: key.try_into().map_err(|_length| NoteError::Form)?,
        };
        let named = !name.is_empty() && !name.chars().any(char::is_whitespace);
        if !named || to_hex(&signer.hash()) != hash {
            return Err(NoteError::Form);
        }
        Ok(signer)
    }

    /// The line that stands under a text that this signer signed.
    pub fn line(&self, signature: &[u8; 64]) -> String {
        let bytes = [self.hash().as_slice(), signature].concat();
        format!("\u{2014} {} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// Checks that one of `lines` is this signer's signature of `text`. The text has to end with a line feed and
    /// hold no other control character.
    pub fn check(&self, text: &[u8], lines: &str) -> Result<(), NoteError> {
        let readable = std::str::from_utf8(text).map_err(|_bytes| NoteError::Form)?;
        if !readable.ends_with('\n') || readable.chars().any(|c| c.is_control() && c != '\n') {
            return Err(NoteError::Form);
        }
        let signature = lines
            .lines()
            .find_map(|line| self.signature(line))
            .ok_or(NoteError::Unsigned)?;
        VerifyingKey::from_bytes(&self.key)
            .is_ok_and(|key| strict::signed(text, &signature, &key))
            .then_some(())
            .ok_or(NoteError::Forged)
    }

    /// Checks a whole note (text, empty line, signature lines) and gives its text.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        let end = note.rfind("\n\n").ok_or(NoteError::Form)?;
        let (text, lines) = note.split_at_checked(end + 1).ok_or(NoteError::Form)?;
        self.check(text.as_bytes(), lines)?;
        Ok(text)
    }

    fn signature(&self, line: &str) -> Option<[u8; 64]> {
        let rest = line.strip_prefix("\u{2014} ")?;
        let (name, encoded) = rest.split_once(' ')?;
        let bytes = STANDARD.decode(encoded).ok()?;
        let (hash, signature) = bytes.split_at_checked(4)?;
        if name != self.name || hash != self.hash() {
            return None;
        }
        signature.try_into().ok()
    }

    /// The first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ key).
    fn hash(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(self.key)
            .finalize();
        let mut hash = [0; 4];
        for (to, from) in hash.iter_mut().zip(digest) {
            *to = from;
        }
        hash
    }
}

/// A fixed key for tests of what is signed.
#[cfg(test)]
pub(crate) mod known_key {
    use ed25519_dalek::{Signer as _, SigningKey};

    /// The public half.
    pub(crate) fn public() -> [u8; 32] {
        SigningKey::from_bytes(&[7; 32]).verifying_key().to_bytes()
    }

    /// A signature.
    pub(crate) fn sign(bytes: &[u8]) -> [u8; 64] {
        SigningKey::from_bytes(&[7; 32]).sign(bytes).to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> Signer {
        Signer::device(LogId([1; 32]), DeviceId([2; 16]), known_key::public())
    }

    #[test]
    fn a_note_opens_for_its_signer_and_for_nobody_else() {
        let signer = signer();
        let text = "tandem\n42\nroot\n";
        let note = format!("{text}\n{}", signer.line(&known_key::sign(text.as_bytes())));
        assert_eq!(signer.open(&note), Ok(text));
        assert_eq!(signer.open(&note.replace("42", "43")), Err(NoteError::Forged));
        let other = Signer {
            key: [9; 32],
            ..signer.clone()
        };
        assert_eq!(other.open(&note), Err(NoteError::Unsigned));
        assert_eq!(Signer::from_verifier_key(&signer.verifier_key()), Ok(signer));
    }

    #[test]
    fn the_published_example_of_the_format_is_read() {
        // The verifier key and note that golang.org/x/mod/sumdb/note documents, on which C2SP signed-note rests.
        let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        let signer = Signer::from_verifier_key(key).unwrap();
        assert!(signer.open(note).is_ok());
        assert!(signer.open(&note.replace("answer", "anwser")).is_err());
    }

    #[test]
    fn hostile_notes_and_keys_are_refused() {
        let signer = signer();
        for bad in [
            "",
            "\n\n",
            "a",
            "a\n\n\u{2014} x y\n",
            "a\u{0}\n\n\u{2014} x AAAA\n",
            "é\n\n\u{2014}",
        ] {
            assert!(signer.open(bad).is_err(), "{bad:?}");
        }
        for bad in ["", "+", "a+b+c", "a b+00000000+AQ==", "++++"] {
            assert_eq!(Signer::from_verifier_key(bad), Err(NoteError::Form), "{bad:?}");
        }
    }
}
