//! A second implementation of the format, written from `docs/log-format.md` alone: no line of the vault is used.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hpke::kem::X25519HkdfSha256 as Kem;
use hpke::{Deserializable as _, OpModeR};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tandem::domain::ids::{from_hex, to_hex};

pub(crate) type Key = [u8; 32];

pub(crate) struct Row {
    pub(crate) header: Vec<u8>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Row {
    pub(crate) fn field(&self, at: usize, length: usize) -> &[u8] {
        &self.header[at..at + length]
    }

    pub(crate) fn kind(&self) -> u16 {
        u16::from_be_bytes([self.header[136], self.header[137]])
    }

    /// What the body is bound to.
    pub(crate) fn bound(&self) -> Vec<u8> {
        let mut bytes = self.header[..256].to_vec();
        if self.kind() == 1 {
            bytes[8..40].fill(0);
        }
        bytes
    }
}

pub(crate) fn slots(dir: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(dir.join("keyslots.json")).unwrap()).unwrap()
}

pub(crate) fn b64(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

pub(crate) fn derive<const N: usize>(material: &[u8], salt: &[u8], info: &[&[u8]]) -> [u8; N] {
    let mut out = [0; N];
    Hkdf::<Sha256>::new(Some(salt), material)
        .expand_multi_info(info, &mut out)
        .unwrap();
    out
}

pub(crate) fn open(key: &Key, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    ChaCha20Poly1305::new(key.into())
        .decrypt(&Nonce::default(), Payload { msg: sealed, aad })
        .ok()
}

pub(crate) fn hpke_open(secret: &Key, info: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (encapsulated, sealed) = sealed.split_at_checked(32)?;
    hpke::single_shot_open::<hpke::aead::ChaCha20Poly1305, hpke::kdf::HkdfSha256, Kem>(
        &OpModeR::Base,
        &<Kem as hpke::Kem>::PrivateKey::from_bytes(secret).ok()?,
        &<Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).ok()?,
        info,
        sealed,
        aad,
    )
    .ok()
}

pub(crate) fn unpad(mut padded: Vec<u8>) -> Option<Vec<u8>> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    (padded[end] == 0x80).then(|| {
        padded.truncate(end);
        padded
    })
}

/// Member root and log key from a handle and a passphrase.
pub(crate) fn open_slot(dir: &Path, handle: &str, passphrase: &str) -> Option<(Key, Key)> {
    let file = slots(dir);
    let mut hash = Sha256::new();
    hash.update(b"tandem/handle/v1");
    hash.update(b64(&file["salt"]));
    hash.update(handle);
    let hash = hash.finalize().to_vec();
    let slot = file["members"]
        .as_array()?
        .iter()
        .find(|slot| b64(&slot["handle"]) == hash)?;
    let number = |name: &str| u32::try_from(slot[name].as_u64().unwrap()).unwrap();
    let (memory, passes, salt) = (number("memory_kib"), number("passes"), b64(&slot["salt"]));
    let mut slot_key = [0; 32];
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(memory, passes, 1, Some(32)).unwrap(),
    )
    .hash_password_into(passphrase.as_bytes(), &salt, &mut slot_key)
    .unwrap();
    let aad = [
        b"tandem/slot/root/v1".as_slice(),
        &hash,
        &memory.to_be_bytes(),
        &passes.to_be_bytes(),
        &salt,
    ]
    .concat();
    let plain = unpad(open(&slot_key, &aad, &b64(&slot["root"]))?)?;
    let root: Key = plain[..32].try_into().unwrap();
    let log: Key = from_hex(file["log"].as_str()?).ok()?;
    let log_key = hpke_open(
        &member_kem(&root),
        b"tandem/slot/log-key/v1",
        &log,
        &b64(&slot["log_key"]),
    )?;
    Some((root, log_key.try_into().ok()?))
}

pub(crate) fn member_kem(root: &Key) -> Key {
    derive(root, &[], &[b"tandem/member/kem/v1"])
}

/// A SQLCipher database under a raw key; `None` when it does not open.
pub(crate) fn open_db(path: &Path, key: &Key) -> Option<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    let hex = to_hex(key);
    conn.execute_batch(&format!(
        "PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{hex}'\";"
    ))
    .ok()?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    })
    .ok()?;
    Some(conn)
}

pub(crate) fn open_log(dir: &Path, log_key: &Key) -> Option<Connection> {
    let device: [u8; 16] = from_hex(slots(dir)["device"].as_str()?).ok()?;
    open_db(
        &dir.join("log.db"),
        &derive(log_key, &[], &[b"tandem/db/v1", &device]),
    )
}

pub(crate) fn rows(conn: &Connection) -> Vec<Row> {
    let mut statement = conn
        .prepare("SELECT header, body FROM entry ORDER BY id")
        .unwrap();
    let rows = statement
        .query_map([], |row| {
            Ok(Row {
                header: row.get(0)?,
                body: row.get(1)?,
            })
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

/// The digits of a code on paper, 5 bits each, without check symbols.
pub(crate) fn code_digits(code: &str) -> Vec<u8> {
    let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    code.split('-')
        .flat_map(|group| group.chars().take(4))
        .map(|c| u8::try_from(alphabet.find(c).unwrap()).unwrap())
        .collect()
}

/// Opens a body with a data key, whether or not the commitment fits.
pub(crate) fn open_body(row: &Row, data_key: &Key) -> Option<Vec<u8>> {
    let salt = row.field(176, 32);
    let both: [u8; 64] = derive(data_key, salt, &[b"tandem/entry/v1", &1_u32.to_be_bytes()]);
    let key: Key = both[..32].try_into().unwrap();
    let opened = open(&key, &row.bound(), row.body.as_deref()?)?;
    assert_eq!(
        &both[32..],
        row.field(208, 32),
        "what opens is what was committed to"
    );
    Some(opened)
}
