//! Takes entries in one after another: opens structure, checks who signed what, and keeps the state of authority.

use zeroize::Zeroizing;

use crate::domain::content::Content;

use super::authority::{Authority, Refusal};
use super::header::{Header, Kind, signed_by};
use super::kdf::Key;
use super::sealing::{entry_key, open_once, unpadded_len};

/// Said when the second entry comes in: it holds the key with which the first was signed.
pub(crate) const FIRST_SIGNATURE: Refusal = "the first entry's signature is not its device's";

/// An entry as it is stored.
pub(crate) struct Stored {
    /// Order of arrival on this device.
    pub(crate) id: i64,
    pub(crate) raw: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) body: Option<Vec<u8>>,
}

/// The replay of a log.
pub(crate) struct Replay {
    pub(crate) authority: Authority,
    log_body_key: Key,
    /// The first entry waits for the device's key, which stands in the second.
    genesis: Option<(Header, Vec<u8>, Vec<u8>)>,
}

impl Replay {
    pub(crate) fn new(log_body_key: Key) -> Self {
        Self {
            authority: Authority::default(),
            log_body_key,
            genesis: None,
        }
    }

    /// Takes the next entry in. An error says why it does not count; the state is then as before.
    pub(crate) fn take(&mut self, header: &Header, stored: &Stored) -> Result<(), Refusal> {
        match header.kind {
            Kind::Content | Kind::Key => {
                self.authority.may_write(header.author, header.compartment)?;
                let key = self.authority.signer(header, None)?;
                signature(&stored.raw, &stored.signature, &key)
            }
            Kind::Witness | Kind::Shred => Err("this version does not write such entries"),
            Kind::Genesis
            | Kind::Member
            | Kind::Grant
            | Kind::Epoch
            | Kind::Device
            | Kind::Policy
            | Kind::Invitation
            | Kind::Recovery => self.take_structure(header, stored),
        }
    }

    fn take_structure(&mut self, header: &Header, stored: &Stored) -> Result<(), Refusal> {
        let body = stored
            .body
            .as_deref()
            .ok_or("its body is missing without an order")?;
        let plain = open_body(header, &self.log_body_key, body).ok_or("its body does not open")?;
        let content =
            Content::from_bytes(&plain).map_err(|_newer| "its body was written by a newer version")?;
        if header.kind == Kind::Genesis {
            self.authority.apply(header, &content)?;
            self.genesis = Some((header.clone(), stored.raw.clone(), stored.signature.clone()));
            return Ok(());
        }
        let key = self.authority.signer(header, Some(&content))?;
        signature(&stored.raw, &stored.signature, &key)?;
        self.authority.apply(header, &content)?;
        if header.kind == Kind::Device
            && let Some((first, raw, signed)) = self.genesis.take()
        {
            self.authority.signer(&first, None)?;
            return signature(&raw, &signed, &key).map_err(|_bad| FIRST_SIGNATURE);
        }
        Ok(())
    }

    /// Whether the log has its beginning: the first entry, and the device that signed it.
    pub(crate) fn is_founded(&self) -> bool {
        self.authority.genesis().is_some() && self.genesis.is_none()
    }
}

fn signature(raw: &[u8], signature: &[u8], key: &ed25519_dalek::VerifyingKey) -> Result<(), Refusal> {
    if signed_by(raw, signature, key) {
        Ok(())
    } else {
        Err("its signature is not its author's")
    }
}

/// Opens a body under its data key: the commitment first, then the cipher, then the padding.
pub(crate) fn open_body(header: &Header, data_key: &Key, body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (key, commitment) = entry_key(data_key, &header.salt);
    if commitment != header.key_commit {
        return None;
    }
    let mut plain = open_once(&key, &header.bound(), body).ok()?;
    let length = unpadded_len(&plain)?;
    plain.truncate(length);
    Some(plain)
}
