//! Tries every key that some secrets give on everything that lies on the disk, until nothing new opens.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use tandem::domain::ids::from_hex;

use crate::secrets::Secrets;
use crate::stranger::{
    Key, b64, code_digits, derive, hpke_open, member_kem, open, open_body, open_db, open_log, open_slot,
    rows, slots, unpad,
};

/// Everything the attacker has: bytes seen, symmetric keys, X25519 secrets, log keys.
#[derive(Default)]
pub(crate) struct Loot {
    seen: Vec<u8>,
    keys: BTreeSet<Key>,
    secrets: BTreeSet<Key>,
    log_keys: BTreeSet<Key>,
    /// Databases that opened.
    pub(crate) files: BTreeSet<String>,
}

impl Loot {
    fn see(&mut self, bytes: &[u8]) {
        self.seen.extend_from_slice(bytes);
        self.seen.push(b'\n');
        if let Ok(key) = Key::try_from(bytes) {
            self.keys.insert(key);
            self.secrets.insert(key);
        }
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        String::from_utf8_lossy(&self.seen).contains(word)
    }

    fn size(&self) -> (usize, usize) {
        (self.keys.len(), self.secrets.len())
    }
}

/// Opens all that these secrets open, and what that opens, until nothing new comes.
pub(crate) fn ransack(dir: &Path, with: &Secrets) -> Loot {
    let mut loot = Loot::default();
    for file in std::fs::read_dir(dir).unwrap() {
        loot.see(&std::fs::read(file.unwrap().path()).unwrap());
    }
    for (handle, passphrase) in &with.slots {
        let (root, log_key) = open_slot(dir, handle, passphrase).expect("a known passphrase opens its slot");
        loot.see(&root);
        loot.see(&member_kem(&root));
        loot.see(&log_key);
        loot.log_keys.insert(log_key);
    }
    for code in &with.recovery {
        loot.see(&derive::<32>(&code_digits(code), &[], &[b"tandem/recovery/v1"]));
    }
    open_invitations(dir, with, &mut loot);
    open_recovery(dir, &mut loot);
    loop {
        let before = loot.size();
        for log_key in loot.log_keys.clone() {
            open_everything(dir, &log_key, &mut loot);
        }
        if loot.size() == before {
            return loot;
        }
    }
}

fn open_invitations(dir: &Path, with: &Secrets, loot: &mut Loot) {
    for code in &with.invitations {
        let key: Key = derive(&code_digits(code), &[], &[b"tandem/invitation/seal/v1"]);
        for invite in slots(dir)["invitations"].as_array().unwrap() {
            let Some(plain) = open(&key, b"tandem/invitation/v1", &b64(&invite["sealed"])).and_then(unpad)
            else {
                continue;
            };
            let carried: Value = serde_json::from_slice(&plain).unwrap();
            let log_key: Key = b64(&carried["log_key"]).try_into().unwrap();
            loot.log_keys.insert(log_key);
            loot.see(&plain);
            for held in carried["secrets"].as_array().unwrap() {
                loot.see(&b64(&held["secret"]));
            }
        }
    }
}

/// The log key, out of the key file's part for recovery: every pair of secrets is tried.
fn open_recovery(dir: &Path, loot: &mut Loot) {
    let file = slots(dir);
    let log: Key = from_hex(file["log"].as_str().unwrap()).unwrap();
    for slot in file["recovery"].as_array().into_iter().flatten() {
        let side: u16 = if slot["side"] == "police" { 1 } else { 2 };
        let aad = [
            &log[..],
            &side.to_be_bytes(),
            &b64(&slot["first"]),
            &b64(&slot["second"]),
        ]
        .concat();
        let info = b"tandem/recovery-log-key/v1";
        for first in loot.secrets.clone() {
            let Some(opened) = hpke_open(&first, info, &aad, &b64(&slot["log_key"])) else {
                continue;
            };
            loot.see(&opened);
            for second in loot.secrets.clone() {
                if let Some(log_key) = hpke_open(&second, info, &aad, &opened) {
                    loot.log_keys.insert(log_key.try_into().unwrap());
                }
            }
        }
    }
}

fn open_everything(dir: &Path, log_key: &Key, loot: &mut Loot) {
    loot.keys.insert(derive(log_key, &[], &[b"tandem/log-body/v1"]));
    let conn = open_log(dir, log_key).unwrap();
    let log: Key = from_hex(slots(dir)["log"].as_str().unwrap()).unwrap();
    for row in rows(&conn) {
        let body = row.body.clone().unwrap();
        for secret in loot.secrets.clone() {
            if let Some(key) = hpke_open(&secret, b"tandem/key/v1", &row.bound(), &body) {
                loot.see(&key);
            }
        }
        for key in loot.keys.clone() {
            let Some(plain) = open_body(&row, &key).and_then(unpad) else {
                continue;
            };
            loot.see(&plain);
            let content: Value = serde_json::from_slice(&plain).unwrap();
            if content["t"] == "log.grant" {
                open_grant(&content, &log, loot);
            }
        }
    }
    open_local(&conn, log_key, loot);
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "db") {
            for conn in loot.keys.clone().iter().filter_map(|key| open_db(&path, key)) {
                loot.files
                    .insert(path.file_name().unwrap().to_string_lossy().into_owned());
                dump(&conn, loot);
            }
        }
    }
}

/// Tries every secret on a grant, to whomever it is addressed; for recovery, every pair of them.
fn open_grant(content: &Value, log: &Key, loot: &mut Loot) {
    let codes = |name: &str| match name {
        "police" => 1_u16,
        "health" => 2,
        "shared" => 3,
        _ => 4,
    };
    let compartment = codes(content["compartment"].as_str().unwrap());
    let epoch = u32::try_from(content["epoch"].as_u64().unwrap()).unwrap();
    let start = [log.as_slice(), &compartment.to_be_bytes(), &epoch.to_be_bytes()].concat();
    let sealed = b64(&content["sealed"]);
    let (info, aad): (&[u8], Vec<u8>) = if let Some(id) = content["to"]["member"].as_str() {
        let member: [u8; 16] = from_hex(id).unwrap();
        (b"tandem/grant/v1", [&start[..], &member].concat())
    } else {
        let side = codes(content["to"]["recovery"].as_str().unwrap());
        let aad = [&start[..], &side.to_be_bytes()].concat();
        (b"tandem/recovery-grant/v1", aad)
    };
    for first in loot.secrets.clone() {
        let Some(opened) = hpke_open(&first, info, &aad, &sealed) else {
            continue;
        };
        loot.see(&opened);
        for second in loot.secrets.clone() {
            if let Some(inner) = hpke_open(&second, info, &aad, &opened) {
                loot.see(&inner);
            }
        }
    }
}

/// Drafts and the keys of views.
fn open_local(conn: &rusqlite::Connection, log_key: &Key, loot: &mut Loot) {
    loot.see(log_key);
    let mut statement = conn.prepare("SELECT compartment, sealed FROM draft").unwrap();
    let drafts = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    for (compartment, sealed) in drafts.map(|row: rusqlite::Result<(u16, Vec<u8>)>| row.unwrap()) {
        for secret in loot.secrets.clone() {
            if let Some(plain) = hpke_open(&secret, b"tandem/draft/v1", &compartment.to_be_bytes(), &sealed) {
                loot.see(&plain);
            }
        }
    }
    let mut statement = conn
        .prepare("SELECT v, (SELECT device_id FROM device) FROM local WHERE k LIKE 'view/%'")
        .unwrap();
    let views = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    for (kept, device) in views.map(|row: rusqlite::Result<(Vec<u8>, Vec<u8>)>| row.unwrap()) {
        for secret in loot.secrets.clone() {
            for compartment in 1..=4_u16 {
                let aad = [&device[..], &compartment.to_be_bytes()].concat();
                if let Some(key) = hpke_open(&secret, b"tandem/view/v1", &aad, &kept[32..]) {
                    loot.see(&key);
                }
            }
        }
    }
    dump(conn, loot);
}

/// Every value of every table.
fn dump(conn: &rusqlite::Connection, loot: &mut Loot) {
    let mut statement = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .unwrap();
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for table in tables {
        let Ok(mut statement) = conn.prepare(&format!("SELECT * FROM \"{table}\"")) else {
            continue;
        };
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Ok(Some(row)) = rows.next() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                        loot.see(bytes);
                    }
                    rusqlite::types::ValueRef::Null
                    | rusqlite::types::ValueRef::Integer(_)
                    | rusqlite::types::ValueRef::Real(_) => {}
                }
            }
        }
    }
}
