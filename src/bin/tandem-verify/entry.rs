//! One entry: its 288 bytes in parts, its body opened with what was given for it.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use serde::Deserialize;
use serde_json::Value;

use crate::bytes::{at, expand, extract, sha256, unbase64, unhex, unhex_to};
use crate::note::is_signed;

/// The number of the kind that begins a log.
pub(crate) const GENESIS: u16 = 1;
const FORM: &str = "the header does not have the form of one";

/// `entry-NNNN.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) device: String,
    pub(crate) seq: u64,
    header: String,
    signature: String,
    body: String,
    opening: String,
    says: Value,
}

/// An entry whose parts fit together; who signed it is not decided yet.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) raw: Vec<u8>,
    pub(crate) signature: [u8; 64],
    pub(crate) log: [u8; 32],
    pub(crate) device: [u8; 16],
    pub(crate) seq: u64,
    pub(crate) author: Option<[u8; 16]>,
    pub(crate) author_key: [u8; 8],
    pub(crate) at: i64,
    pub(crate) lamport: u64,
    pub(crate) kind: u16,
    pub(crate) compartment: u16,
    pub(crate) says: Value,
}

impl Entry {
    /// Reads and opens; says in words what does not fit.
    pub(crate) fn of(file: &File) -> Result<Self, &'static str> {
        let raw = unhex(&file.header).ok_or("the header is not hexadecimal digits")?;
        let signature = unhex_to(&file.signature).ok_or("the signature does not have 64 bytes")?;
        let body = unbase64(&file.body).ok_or("the body is not base64")?;
        let opening = unhex_to(&file.opening).ok_or("the opening does not have 32 bytes")?;
        let entry = Self::parse(raw, signature).ok_or("the header does not have the form of one")?;
        if crate::bytes::hex(&entry.device) != file.device || entry.seq != file.seq {
            return Err("the header names another place in the log");
        }
        let plain = entry.open(&body, &opening)?;
        let says: Value = serde_json::from_slice(&plain).map_err(|_bad| "what the body holds is not JSON")?;
        if says != file.says {
            return Err("it does not say what its sealed body says");
        }
        Ok(Self { says, ..entry })
    }

    /// The 288 bytes in parts; `None` for another form.
    pub(crate) fn parse(raw: Vec<u8>, signature: [u8; 64]) -> Option<Self> {
        let header: [u8; 288] = raw.as_slice().try_into().ok()?;
        let header = header.as_slice();
        let number = |from| at::<2>(header, from).map(u16::from_be_bytes);
        let (kind, compartment) = (number(136)?, number(138)?);
        let author: [u8; 16] = at(header, 96)?;
        let formed = at(header, 0) == Some(*b"TNDMENT1")
            && kind != 0
            && compartment <= 4
            && at(header, 140) == Some(1_u32.to_be_bytes())
            && at(header, 244) == Some([0; 12]);
        formed.then_some(Self {
            log: at(header, 8)?,
            device: at(header, 40)?,
            seq: u64::from_be_bytes(at(header, 56)?),
            author: (author != [0; 16]).then_some(author),
            author_key: at(header, 112)?,
            at: i64::from_be_bytes(at(header, 120)?),
            lamport: u64::from_be_bytes(at(header, 128)?),
            kind,
            compartment,
            says: Value::Null,
            signature,
            raw,
        })
    }

    /// What the body is bound to: header[0..256]; for the first entry of a log with the log's name zero.
    fn bound(&self) -> Option<Vec<u8>> {
        let mut bound = self.raw.get(..256)?.to_vec();
        if self.kind == GENESIS {
            bound.get_mut(8..40)?.fill(0);
        }
        Some(bound)
    }

    /// Whether this is the body that was signed.
    pub(crate) fn has_body(&self, body: &[u8]) -> Result<(), &'static str> {
        let length = at(&self.raw, 240).map(u32::from_be_bytes);
        let fits = u32::try_from(body.len()).ok() == length && at(&self.raw, 256) == Some(sha256(&[body]));
        fits.then_some(())
            .ok_or("the body is not the one that was signed")
    }

    /// What the body says, opened with its data key.
    pub(crate) fn read(&self, body: &[u8], data_key: &[u8; 32]) -> Result<Value, &'static str> {
        let salt: [u8; 32] = at(&self.raw, 176).ok_or(FORM)?;
        let plain = self.open(body, &extract(data_key, &salt))?;
        serde_json::from_slice(&plain).map_err(|_bad| "what the body holds is not JSON")
    }

    /// The name of the key under which its body is sealed.
    pub(crate) fn key(&self) -> Option<[u8; 16]> {
        at(&self.raw, 160)
    }

    /// The root that it carries over its device's earlier entries.
    pub(crate) fn root(&self) -> Option<[u8; 32]> {
        at(&self.raw, 64)
    }

    fn open(&self, body: &[u8], opening: &[u8; 32]) -> Result<Vec<u8>, &'static str> {
        self.has_body(body)?;
        let both = expand(opening, &[b"tandem/entry/v1", &1_u32.to_be_bytes()]).ok_or(FORM)?;
        let (key, commitment) = both.split_first_chunk::<32>().ok_or(FORM)?;
        if at(&self.raw, 208).is_none_or(|signed: [u8; 32]| signed != commitment) {
            return Err("the opening is not the one that was committed to");
        }
        let aad = self.bound().ok_or(FORM)?;
        let mut plain = ChaCha20Poly1305::new(key.into())
            .decrypt(&Nonce::default(), Payload { msg: body, aad: &aad })
            .map_err(|_bad| "the body does not open")?;
        let end = plain.iter().rposition(|byte| *byte != 0);
        let padded = end
            .filter(|end| plain.get(*end) == Some(&0x80) && plain.len() == (end + 1).next_multiple_of(256));
        plain.truncate(padded.ok_or("the padding of the body has another form")?);
        Ok(plain)
    }

    /// Whether this key is the one that the header names, and signed it.
    pub(crate) fn is_signed_by(&self, key: &[u8; 32]) -> bool {
        let name: Option<[u8; 8]> = at(&sha256(&[key]), 0);
        let text = [b"tandem/entry/v1\0".as_slice(), &self.raw].concat();
        name == Some(self.author_key) && is_signed(key, &text, &self.signature)
    }

    /// Its device and its number there.
    pub(crate) fn place(&self) -> ([u8; 16], u64) {
        (self.device, self.seq)
    }

    /// The kind in words that its body gives.
    pub(crate) fn says_kind(&self) -> &str {
        self.text("t").unwrap_or_default()
    }

    /// A field of text of its body.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.says.get(name)?.as_str()
    }

    /// The log's name, which is the hash of its first header with the name zero.
    pub(crate) fn names_log(&self) -> Option<[u8; 32]> {
        let mut unnamed = self.raw.clone();
        unnamed.get_mut(8..40)?.fill(0);
        Some(sha256(&[&unnamed]))
    }
}
