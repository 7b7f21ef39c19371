//! The chapter "Worked bytes" of `docs/log-format.md`: one small log from fixed keys, every value of it. The page is
//! compared with what the code makes, so that neither can drift.

use std::fmt::Write as _;

use ed25519_dalek::{Signer as _, SigningKey};

use super::codes;
use super::header::{Header, Kind, key_name, sign};
use super::kdf::{Key, sha256};
use super::keys::log_body_key;
use super::merkle::{Frontier, Hash, inclusion, leaf};
use super::note::Signer;
use super::proof::Proof;
use super::recovery::{RECOVERY_GROUPS, code_keys};
use super::recovery_log::{Place, used_message};
use super::ring::KEY_INFO;
use super::sealing::{entry_key, open_with, opening, pad, public_of, seal_once, seal_to};
use super::secret::Secret;
use crate::domain::content::{Content, Detail, DetailSet, DeviceEnrolled, Genesis, RecoveryAct};
use crate::domain::decision::facts::Nation;
use crate::domain::ids::{DeviceId, IncidentId, ItemId, KeyId, LogId, StreamId, from_hex, to_hex};
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;
use base64::{Engine as _, engine::general_purpose::STANDARD};

const PAGE: &str = include_str!("../../docs/log-format.md");
const CHAPTER: &str = "## Worked bytes";
/// HPKE draws at random: the body of the `key` entry was sealed once, for this chapter.
const SEALED_KEY: &str = "tests/golden/sealed-key.hex";
const DEVICE: DeviceId = DeviceId([0x22; 16]);
const AT: i64 = 1_795_291_200_000;

/// One small log in the making.
struct Log {
    key: SigningKey,
    id: LogId,
    frontier: Frontier,
    leaves: Vec<Hash>,
    page: String,
}

impl Log {
    fn header(&self, kind: Kind, compartment: Compartment, body_len: usize) -> Header {
        let seq = self.frontier.size();
        Header {
            log: self.id,
            device: DEVICE,
            seq,
            prev_root: self.frontier.root(),
            author: None,
            author_key: key_name(self.key.verifying_key().as_bytes()),
            at: Moment(AT + i64::try_from(seq).unwrap()),
            lamport: seq + 1,
            kind,
            compartment,
            stream: StreamId([0; 16]),
            key: KeyId([0; 16]),
            salt: [0x40 + u8::try_from(seq).unwrap(); 32],
            key_commit: [0; 32],
            body_len: u32::try_from(body_len).unwrap(),
            body_hash: [0; 32],
        }
    }

    fn sealed(&mut self, mut header: Header, data_key: &Key, plain: &[u8]) -> Header {
        let (key, commitment) = entry_key(data_key, &header.salt);
        header.key_commit = commitment;
        let body = seal_once(&key, &header.bound(), &pad(plain)).unwrap();
        self.put(header, &body)
    }

    fn put(&mut self, mut header: Header, body: &[u8]) -> Header {
        header.body_hash = sha256(&[body]);
        if header.kind == Kind::Genesis {
            header.log = header.names_log();
            self.id = header.log;
        }
        let raw = header.to_bytes();
        let place = format!("entry {}", header.seq);
        self.tell(&format!("{place} header"), &raw);
        self.tell(&format!("{place} signature"), &sign(&raw, &self.key));
        self.tell(&format!("{place} body"), body);
        self.tell(&format!("{place} leaf"), &leaf(&raw));
        self.leaves.push(leaf(&raw));
        self.frontier.push(leaf(&raw));
        self.tell(&format!("{place} root after"), &self.frontier.root());
        header
    }

    fn tell(&mut self, name: &str, bytes: &[u8]) {
        let hex = to_hex(bytes);
        let lines: Vec<&str> = hex
            .as_bytes()
            .chunks(112)
            .map(|chunk| std::str::from_utf8(chunk).unwrap())
            .collect();
        writeln!(self.page, "{name} = {}", lines.join("\n  ")).unwrap();
    }
}

fn plain_length(plain: &[u8]) -> usize {
    pad(plain).len() + 16
}

fn structure(log: &mut Log, log_body: &Key) {
    let genesis = Content::Genesis(Genesis {
        name: "Invented partnership".to_owned(),
        police: "Invented Police".to_owned(),
        health: "Invented NHS Trust".to_owned(),
        nation: Nation::England,
        training: true,
        both: false,
    })
    .to_bytes();
    let header = log.header(Kind::Genesis, Compartment::Log, plain_length(&genesis));
    log.sealed(header, log_body, &genesis);
    let device = Content::DeviceEnrolled(DeviceEnrolled {
        device: DEVICE,
        name: "TR-07".to_owned(),
        sign_pk: log.key.verifying_key().to_bytes().to_vec(),
    })
    .to_bytes();
    let header = log.header(Kind::Device, Compartment::Log, plain_length(&device));
    log.sealed(header, log_body, &device);
}

/// The `key` entry and the content under its key.
fn content(log: &mut Log, epoch: &Key, data_key: &Key) {
    let (stream, id) = (StreamId([0x66; 16]), KeyId([0x77; 16]));
    let mut header = log.header(Kind::Key, Compartment::Shared, 80);
    (header.stream, header.key, header.salt) = (stream, id, public_of(epoch).unwrap());
    if std::env::var_os("UPDATE_GOLDEN").is_some() && !std::path::Path::new(SEALED_KEY).exists() {
        let sealed = seal_to(&header.salt, KEY_INFO, &header.bound(), data_key.as_slice()).unwrap();
        std::fs::write(SEALED_KEY, to_hex(&sealed) + "\n").unwrap();
    }
    let kept = std::fs::read_to_string(SEALED_KEY).unwrap();
    let sealed: [u8; 80] = from_hex(kept.trim()).unwrap();
    let opened = open_with(epoch, KEY_INFO, &header.bound(), &sealed).unwrap();
    assert_eq!(
        opened.as_slice(),
        data_key.as_slice(),
        "the sealed key belongs to this header"
    );
    log.put(header, &sealed);
    let plain = Content::DetailSet(DetailSet {
        incident: IncidentId([0x01; 16]),
        item: ItemId([0x02; 16]),
        detail: Detail::Place("the bridge".to_owned()),
    })
    .to_bytes();
    let mut header = log.header(Kind::Content, Compartment::Shared, plain_length(&plain));
    (header.stream, header.key) = (stream, id);
    let header = log.sealed(header, data_key, &plain);
    let (key, commitment) = entry_key(data_key, &header.salt);
    log.tell("plain", &plain);
    log.tell("opening", opening(data_key, &header.salt).as_slice());
    log.tell("entry key", key.as_slice());
    log.tell("commitment", &commitment);
}

/// What a recovery code signs. Gives the code as it stands on paper.
fn recovery(log: &mut Log) -> String {
    let digits: Vec<u8> = (0..32).collect();
    let code = codes::of_bytes(&digits, RECOVERY_GROUPS);
    let keys = code_keys(&Secret::new(code.clone())).unwrap();
    log.tell("recovery code public key", &public_of(&keys.kem).unwrap());
    log.tell(
        "recovery code signing public key",
        keys.sign.verifying_key().as_bytes(),
    );
    let place = Place {
        device: DEVICE,
        seq: 4,
        at: Moment(AT),
    };
    let told = used_message(
        log.id,
        place,
        Side::Health,
        &RecoveryAct::Drill { opened: 3, of: 3 },
    );
    log.tell("recovery used", &told);
    log.tell("recovery first signature", &keys.sign.sign(&told).to_bytes());
    code
}

fn proof(log: &Log) -> String {
    let signer = Signer::device(log.id, DEVICE, log.key.verifying_key().to_bytes());
    let root = STANDARD.encode(log.frontier.root());
    let text = format!("{}\n{}\n{root}\n", signer.name(), log.frontier.size());
    let line = signer.line(&log.key.sign(text.as_bytes()).to_bytes());
    let proof = Proof {
        index: 1,
        path: inclusion(&log.leaves, 1).unwrap(),
        checkpoint: format!("{text}\n{line}"),
    };
    assert!(proof.leads_to_its_head(&log.leaves[1]));
    proof.text()
}

/// The chapter as the code makes it.
fn chapter() -> String {
    let (log_key, epoch, data_key) = (Key::new([0x11; 32]), Key::new([0x33; 32]), Key::new([0x44; 32]));
    let mut log = Log {
        key: SigningKey::from_bytes(&[0x55; 32]),
        id: LogId([0; 32]),
        frontier: Frontier::default(),
        leaves: Vec::new(),
        page: String::new(),
    };
    let log_body = log_body_key(&log_key);
    log.tell("device key", &[0x55; 32]);
    let public = log.key.verifying_key().to_bytes();
    log.tell("device public key", &public);
    log.tell("log key", log_key.as_slice());
    log.tell("log body key", log_body.as_slice());
    log.tell("epoch secret", epoch.as_slice());
    log.tell("epoch public key", &public_of(&epoch).unwrap());
    log.tell("data key", data_key.as_slice());
    structure(&mut log, &log_body);
    content(&mut log, &epoch, &data_key);
    let id = log.id.0;
    log.tell("log", &id);
    let code = recovery(&mut log);
    format!(
        "{CHAPTER}\n\n\
         A fragment of a log from fixed keys: the first entry, its device, a `key` entry of `shared` and a content entry under\n\
         that key, all signed by the device. (Invitations, members, epoch and grants would stand between.) A test of the program\n\
         makes this chapter anew and compares it; `tests/interop/interop.py` derives every value from the keys in Python.\n\n\
         ```\n{}```\n\n\
         The proof that entry 1 is in this log, as a `.tlog-proof` file:\n\n\
         ```text\n{}```\n\n\
         The recovery code whose digits are 0 to 31 is on paper `{code}`. It signs, as the first of health's two, a drill in\n\
         which three of three keys opened, as entry 4 of this device at the time of entry 0.\n",
        log.page,
        proof(&log)
    )
}

#[test]
fn the_page_has_these_bytes() {
    let made = chapter();
    let (before, rest) = PAGE.split_once(CHAPTER).unwrap_or((PAGE, ""));
    let (own, after) = match rest.split_once("\n## ") {
        Some((own, next)) => (own, format!("\n## {next}")),
        None => (rest, String::new()),
    };
    let there = format!("{CHAPTER}{own}");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let page = format!("{}\n\n{made}{after}", before.trim_end());
        std::fs::write("docs/log-format.md", page).unwrap();
        return;
    }
    assert_eq!(
        there, made,
        "UPDATE_GOLDEN=1 writes the chapter anew; but then every log reads differently"
    );
}
