//! Every key that two people's passphrases lead to, worked out by a second implementation of the format.

use std::collections::BTreeMap;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tandem::domain::ids::{from_hex, to_hex};

use crate::live::Crew;
use crate::stranger::{
    Key, b64, derive, hpke_open, member_kem, open_body, open_log, open_slot, rows, slots, unpad,
};

/// Name and bytes of each secret.
pub(crate) type Needles = BTreeMap<String, Vec<u8>>;

/// Passphrases, slot keys, roots and what is derived from them, log key, epoch secrets, data keys, view keys, what stands in oversight; keys of
/// databases also as the hexadecimal text in which SQLCipher is told them.
pub(crate) fn of(dir: &Path, crew: &Crew, handles: &[&str]) -> Needles {
    let mut needles = Needles::new();
    let mut secrets: Vec<Key> = Vec::new();
    for handle in handles {
        let words = crew.passphrase(handle);
        let (root, log_key) = open_slot(dir, handle, words.expose()).unwrap();
        let mut put =
            |name: &str, bytes: &[u8]| needles.insert(format!("{name} of {handle}"), bytes.to_vec());
        put("passphrase", words.expose().as_bytes());
        put("slot key", &slot_key(dir, handle, words.expose()));
        put("root", &root);
        put("sign", &derive::<32>(&root, &[], &[b"tandem/member/sign/v1"]));
        put("kem", &member_kem(&root));
        needles.insert("log key".to_owned(), log_key.to_vec());
        secrets.push(member_kem(&root));
        grants(dir, &log_key, &mut secrets, &mut needles);
    }
    needles
}

fn slot_key(dir: &Path, handle: &str, words: &str) -> Key {
    let file = slots(dir);
    let hash = Sha256::new()
        .chain_update(b"tandem/handle/v1")
        .chain_update(b64(&file["salt"]))
        .chain_update(handle)
        .finalize()
        .to_vec();
    let members = file["members"].as_array().unwrap();
    let slot = members.iter().find(|slot| b64(&slot["handle"]) == hash).unwrap();
    let number = |name: &str| u32::try_from(slot[name].as_u64().unwrap()).unwrap();
    let params = Params::new(number("memory_kib"), number("passes"), 1, Some(32)).unwrap();
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), &b64(&slot["salt"]), &mut key)
        .unwrap();
    key
}

/// Opens what the log gives to these secrets.
fn grants(dir: &Path, log_key: &Key, secrets: &mut Vec<Key>, needles: &mut Needles) {
    let conn = open_log(dir, log_key).unwrap();
    let body_key: Key = derive(log_key, &[], &[b"tandem/log-body/v1"]);
    needles.insert("log body key".to_owned(), body_key.to_vec());
    let device: [u8; 16] = from_hex(slots(dir)["device"].as_str().unwrap()).unwrap();
    let database: Key = derive(log_key, &[], &[b"tandem/db/v1", &device]);
    needles.insert("log.db key".to_owned(), database.to_vec());
    needles.insert("log.db key, hex".to_owned(), to_hex(&database).into_bytes());
    let log: [u8; 32] = from_hex(slots(dir)["log"].as_str().unwrap()).unwrap();
    for row in rows(&conn) {
        let body = row.body.clone().unwrap_or_default();
        if row.kind() == 5 {
            let Some(plain) = open_body(&row, &body_key).and_then(unpad) else {
                continue;
            };
            let grant: Value = serde_json::from_slice(&plain).unwrap();
            grant_of(&grant, &log, secrets, needles);
        }
        if row.kind() == 3 {
            for secret in secrets.clone() {
                if let Some(key) = hpke_open(&secret, b"tandem/key/v1", &row.bound(), &body) {
                    let name = format!("data key {} {}", row.field(138, 2)[1], to_hex(row.field(160, 4)));
                    needles.insert(name, key);
                }
            }
        }
    }
    for (number, row) in rows(&conn).iter().enumerate().filter(|(_, row)| row.kind() == 2) {
        let keys: Vec<Key> = needles
            .iter()
            .filter(|(name, _)| name.starts_with("data key 4 "))
            .map(|(_, key)| key.clone().try_into().unwrap())
            .collect();
        if let Some(text) = keys.iter().find_map(|key| open_body(row, key).and_then(unpad)) {
            needles.insert(format!("oversight text {number}"), text);
        }
    }
    views(&conn, secrets, needles);
}

fn grant_of(grant: &Value, log: &[u8; 32], secrets: &mut Vec<Key>, needles: &mut Needles) {
    let Some(member) = grant["to"]["member"].as_str() else {
        return;
    };
    let member: [u8; 16] = from_hex(member).unwrap();
    let name = grant["compartment"].as_str().unwrap();
    let compartment = match name {
        "police" => 1_u16,
        "health" => 2,
        "shared" => 3,
        _ => 4,
    };
    let epoch = u32::try_from(grant["epoch"].as_u64().unwrap()).unwrap();
    let aad = [
        log.as_slice(),
        &compartment.to_be_bytes(),
        &epoch.to_be_bytes(),
        &member,
    ]
    .concat();
    for secret in secrets.clone() {
        if let Some(opened) = hpke_open(&secret, b"tandem/grant/v1", &aad, &b64(&grant["sealed"])) {
            secrets.push(opened.clone().try_into().unwrap());
            needles.insert(format!("epoch {name} {epoch}"), opened);
        }
    }
}

fn views(conn: &rusqlite::Connection, secrets: &[Key], needles: &mut Needles) {
    let mut statement = conn
        .prepare("SELECT k, v, (SELECT device_id FROM device) FROM local WHERE k LIKE 'view/%'")
        .unwrap();
    let kept = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    for (name, kept, device) in kept.map(|row: rusqlite::Result<(String, Vec<u8>, Vec<u8>)>| row.unwrap()) {
        for compartment in 1..=4_u16 {
            let aad = [&device[..], &compartment.to_be_bytes()].concat();
            for secret in secrets {
                if let Some(key) = hpke_open(secret, b"tandem/view/v1", &aad, &kept[32..]) {
                    needles.insert(format!("{name}, hex"), to_hex(&key).into_bytes());
                    needles.insert(name.clone(), key);
                }
            }
        }
    }
}
