//! A bundle: entries on their way between two folders. Without the log key only its outside can be judged; with it
//! every entry, root and signature.

use std::collections::BTreeMap;
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};

use crate::bytes::{derive, hex, sha256, unhex_to};
use crate::entry::Entry;
use crate::note::{Signer, head};
use crate::people::People;
use crate::report::{Finding, Report, counted};
use crate::tree::{Frontier, leaf};

/// The first bytes of a bundle.
pub(crate) const MAGIC: &[u8; 8] = b"TNDBNDL1";
/// The part of a file before its wraps: magic, salt, commitment, number of wraps.
const FIXED: usize = 74;
/// HPKE of a 32-byte secret.
const WRAP: usize = 80;
/// The longest piece: 64 KiB and a tag.
const LONGEST_PIECE: usize = 65_536 + 16;
/// The highest bit of a piece's length: it is the last.
const LAST: u32 = 1 << 31;
/// The length that stands for a body that is not there.
const NO_BODY: u32 = u32::MAX;
/// The most that is read, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024;
/// The kind that wraps a data key: its body is no entry's words.
const KEY: u16 = 3;

type Refusal = &'static str;

/// Checks a bundle; an error says why it could not be done at all.
pub(crate) fn check(path: &Path, log_key: Option<&Path>) -> Result<Report, String> {
    let length = std::fs::metadata(path)
        .map(|found| found.len())
        .unwrap_or_default();
    let bytes = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    if length > LARGEST {
        return Err("This file is larger than any bundle that can be checked".to_owned());
    }
    let log_keys = log_key.map(read_keys).transpose()?;
    let mut report = Report {
        kind: "A bundle",
        about: "a log that is not named outside".to_owned(),
        ..Report::default()
    };
    let file = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let outside = match outside(&bytes) {
        Ok(outside) => outside,
        Err(what) => {
            report.find(&file, what);
            return Ok(report);
        }
    };
    report.files = 1;
    let Some(log_keys) = log_keys else {
        report.notes.push(
            "Only the outside was looked at: the form, the pieces and that nothing follows the last. What is inside is \
             sealed; with --log-key-file every entry is checked."
                .to_owned(),
        );
        return Ok(report);
    };
    match outside.open(&log_keys) {
        Ok(plain) => inside(&plain, &log_keys, &file, &mut report),
        Err(what) => report.find(&file, what),
    }
    Ok(report)
}

/// A log key, with the name that headers give it.
type LogKey = ([u8; 16], [u8; 32]);

/// 64 hexadecimal digits on a line for each generation of the log key, the first generation first.
fn read_keys(path: &Path) -> Result<Vec<LogKey>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let keys: Option<Vec<LogKey>> = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let key: [u8; 32] = unhex_to(line.trim())?;
            let name = derive(&key, &[], b"tandem/log-key/name/v1")?;
            let name = if at == 0 { [0; 16] } else { *name.first_chunk()? };
            Some((name, key))
        })
        .collect();
    keys.filter(|keys| !keys.is_empty())
        .ok_or_else(|| format!("{} does not hold lines of 64 hexadecimal digits", path.display()))
}

/// What can be seen of a bundle from outside.
struct Outside<'a> {
    head: &'a [u8],
    salt: [u8; 32],
    commitment: [u8; 32],
    pieces: Vec<&'a [u8]>,
}

fn outside(bytes: &[u8]) -> Result<Outside<'_>, Refusal> {
    let mut parts = Parts(bytes);
    if parts.take::<8>()? != *MAGIC {
        return Err("it does not begin like a bundle");
    }
    let (salt, commitment) = (parts.take()?, parts.take()?);
    let wraps = usize::from(u16::from_be_bytes(parts.take()?));
    if wraps % 16 != 0 {
        return Err("its wraps are not filled up to a multiple of 16");
    }
    parts.some(wraps.saturating_mul(WRAP))?;
    let head = bytes
        .get(..FIXED.saturating_add(wraps.saturating_mul(WRAP)))
        .ok_or(CUT)?;
    let mut pieces = Vec::new();
    loop {
        let length = u32::from_be_bytes(parts.take()?);
        let size = usize::try_from(length & !LAST).map_err(|_large| CUT)?;
        let full = length & LAST != 0 || size == LONGEST_PIECE;
        if !(16..=LONGEST_PIECE).contains(&size) || !full {
            return Err("a piece does not have the length of one");
        }
        pieces.push(parts.some(size)?);
        if length & LAST != 0 {
            break;
        }
    }
    if parts.0.is_empty() {
        Ok(Outside {
            head,
            salt,
            commitment,
            pieces,
        })
    } else {
        Err("something follows the last piece")
    }
}

impl Outside<'_> {
    fn open(&self, log_keys: &[LogKey]) -> Result<Vec<u8>, Refusal> {
        const NO_KEY: Refusal = "a key could not be derived";
        let fits = |(_, key): &LogKey| {
            let secret = derive(key, &self.salt, b"tandem/bundle/v1")?;
            let commitment = derive(&secret, &self.salt, b"tandem/stream/commit/v1")?;
            (commitment == self.commitment).then_some(secret)
        };
        let secret = log_keys
            .iter()
            .find_map(fits)
            .ok_or("it was sealed under another log key, or its head was changed")?;
        let key: [u8; 32] = derive(&secret, &self.salt, b"tandem/stream/key/v1").ok_or(NO_KEY)?;
        let (cipher, aad) = (ChaCha20Poly1305::new((&key).into()), sha256(&[self.head]));
        let mut plain = Vec::new();
        for (number, piece) in (0_u64..).zip(&self.pieces) {
            let last = number.saturating_add(1) == u64::try_from(self.pieces.len()).unwrap_or(u64::MAX);
            let nonce = [[0; 3].as_slice(), &number.to_be_bytes(), &[u8::from(last)]].concat();
            let nonce: [u8; 12] = nonce.try_into().map_err(|_length| NO_KEY)?;
            let opened = cipher
                .decrypt(
                    &Nonce::from(nonce),
                    Payload {
                        msg: piece,
                        aad: &aad,
                    },
                )
                .map_err(|_bad| "a piece of it was changed")?;
            plain.extend(opened);
        }
        Ok(plain)
    }
}

const CUT: Refusal = "it ends in the middle";

/// Bytes taken one after another.
struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(CUT)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn some(&mut self, length: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(CUT)?;
        self.0 = rest;
        Ok(taken)
    }

    fn counted(&mut self) -> Result<&'a [u8], Refusal> {
        let length = u32::from_be_bytes(self.take()?);
        self.some(usize::try_from(length).map_err(|_large| CUT)?)
    }
}

/// How far one device's entries reach, and how far they came here.
struct Reach {
    from: u64,
    size: u64,
    root: [u8; 32],
    tree: Frontier,
}

/// A bundle that was opened.
struct Opened {
    log: [u8; 32],
    by: [u8; 16],
    checkpoint: String,
    reach: BTreeMap<[u8; 16], Reach>,
    /// Every device's entries are here from the first.
    whole: bool,
    people: People,
    /// By the name of a generation: the data key of what stands in the compartment `log` under it.
    log_bodies: BTreeMap<[u8; 16], [u8; 32]>,
    last: Option<(u64, [u8; 16], u64)>,
    /// Content and data keys, judged by the state after all structure.
    later: Vec<Entry>,
    without_body: usize,
}

fn inside(plain: &[u8], log_keys: &[LogKey], file: &str, report: &mut Report) {
    let mut parts = Parts(plain);
    let read = read_head(&mut parts, log_keys).and_then(|opened| {
        let count = u64::from_be_bytes(parts.take()?);
        Ok((opened, count))
    });
    let (mut opened, count) = match read {
        Ok(read) => read,
        Err(what) => return report.find(file, what),
    };
    report.about = format!("log {}", hex(&opened.log));
    for _ in 0..count {
        let entry = match record(&mut parts) {
            Ok((header, signature, body)) => {
                report.entries += 1;
                opened.take(header, signature, body)
            }
            Err(what) => return report.find(file, what),
        };
        if let Err((what, place)) = entry {
            found(report, file, what, place);
        }
    }
    if !parts.0.is_empty() {
        report.find(file, "something follows the last entry");
    }
    opened.close(file, report);
}

type Place = Option<([u8; 16], u64)>;

fn found(report: &mut Report, file: &str, what: Refusal, place: Place) {
    report.findings.push(Finding {
        file: file.to_owned(),
        device: place.map(|(device, _)| hex(&device)),
        seq: place.map(|(_, seq)| seq),
        what: what.to_owned(),
    });
}

fn read_head(parts: &mut Parts<'_>, log_keys: &[LogKey]) -> Result<Opened, Refusal> {
    if parts.take::<1>()? != [1] {
        return Err("a newer version wrote what is inside");
    }
    let (log, by, _at) = (parts.take()?, parts.take()?, parts.take::<8>()?);
    let devices = u16::from_be_bytes(parts.take()?);
    let mut reach = BTreeMap::new();
    for _ in 0..devices {
        let device = parts.take()?;
        let next = Reach {
            from: u64::from_be_bytes(parts.take()?),
            size: u64::from_be_bytes(parts.take()?),
            root: parts.take()?,
            tree: Frontier::default(),
        };
        if next.from > next.size || reach.insert(device, next).is_some() {
            return Err("its list of devices contradicts itself");
        }
    }
    let checkpoint = std::str::from_utf8(parts.counted()?).map_err(|_text| "its checkpoint is not a text")?;
    parts.counted()?;
    Ok(Opened {
        log,
        by,
        checkpoint: checkpoint.to_owned(),
        whole: reach.values().all(|reach| reach.from == 0),
        reach,
        people: People::default(),
        log_bodies: log_keys
            .iter()
            .map(|(name, key)| Some((*name, derive(key, &[], b"tandem/log-body/v1")?)))
            .collect::<Option<_>>()
            .ok_or("a key could not be derived")?,
        last: None,
        later: Vec::new(),
        without_body: 0,
    })
}

type Record<'a> = (Vec<u8>, [u8; 64], Option<&'a [u8]>);

fn record<'a>(parts: &mut Parts<'a>) -> Result<Record<'a>, Refusal> {
    let (header, signature) = (parts.some(288)?.to_vec(), parts.take()?);
    let length = u32::from_be_bytes(parts.take()?);
    let body = if length == NO_BODY {
        None
    } else {
        Some(parts.some(usize::try_from(length).map_err(|_large| CUT)?)?)
    };
    Ok((header, signature, body))
}

impl Opened {
    fn take(
        &mut self,
        header: Vec<u8>,
        signature: [u8; 64],
        body: Option<&[u8]>,
    ) -> Result<(), (Refusal, Place)> {
        let mut entry =
            Entry::parse(header, signature).ok_or(("a header does not have the form of one", None))?;
        let place = Some((entry.device, entry.seq));
        let at = |what: Refusal| (what, place);
        if entry.log != self.log {
            return Err(at("it is of another log"));
        }
        self.in_its_tree(&entry).map_err(at)?;
        match body {
            Some(body) => entry.has_body(body).map_err(at)?,
            None => self.without_body += 1,
        }
        match (entry.compartment, body) {
            (0, Some(body)) => {
                let key = entry.key().and_then(|name| self.log_bodies.get(&name));
                let key = key.ok_or(at(
                    "it is sealed under a generation of the log key that was not given",
                ))?;
                entry.says = entry.read(body, key).map_err(at)?;
                if self.whole {
                    self.people.take(entry).map_err(at)?;
                }
            }
            (0, None) => return Err(at("structure cannot be without its body")),
            (_, Some(_) | None) => self.later.push(entry),
        }
        Ok(())
    }

    /// In the order of the log, without a gap, and carrying the root of what came before.
    fn in_its_tree(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let place = (entry.lamport, entry.device, entry.seq);
        if self.last.is_some_and(|last| last >= place) {
            return Err("it stands out of order");
        }
        self.last = Some(place);
        let reach = self
            .reach
            .get_mut(&entry.device)
            .ok_or("its device is not in the list")?;
        let next = reach.from.saturating_add(reach.tree.size());
        if entry.seq != next || entry.seq >= reach.size {
            return Err("it does not follow its device's last");
        }
        if reach.from == 0 && entry.root() != Some(reach.tree.root()) {
            return Err("it does not carry the root of what came before it");
        }
        reach.tree.push(leaf(&entry.raw));
        Ok(())
    }

    fn close(&self, file: &str, report: &mut Report) {
        for (device, reach) in &self.reach {
            let came = reach.from.saturating_add(reach.tree.size());
            if came != reach.size {
                found(
                    report,
                    file,
                    "entries of this device are missing",
                    Some((*device, came)),
                );
            } else if reach.from == 0 && reach.tree.root() != reach.root {
                found(
                    report,
                    file,
                    "these entries do not give the root that the writer states",
                    Some((*device, came)),
                );
            }
        }
        if self.whole {
            self.close_whole(file, report);
        } else {
            report.notes.push(
                "This bundle continues a log: forms, hashes and order were checked. Roots and signatures rest on \
                 entries that are not in it."
                    .to_owned(),
            );
        }
        if self.without_body > 0 {
            report.notes.push(format!(
                "{} without a body, as after a disposal.",
                counted(self.without_body, "entry came", "entries came")
            ));
        }
    }

    /// Everything from the beginning is here: every signature, and the writer's checkpoint.
    fn close_whole(&self, file: &str, report: &mut Report) {
        if !self.people.is_founded() {
            report.find(file, "the log has no beginning");
        }
        for entry in &self.later {
            let place = Some((entry.device, entry.seq));
            let judged = if entry.kind == KEY {
                self.people.may_write(entry)
            } else {
                self.people.write(entry)
            };
            if let Err(what) = judged {
                found(report, file, what, place);
            }
        }
        let name = format!("tandem/{}/{}", hex(&self.log), hex(&self.by));
        let key = self.people.device_key(&hex(&self.by));
        let says = key.and_then(|key| {
            let signer = Signer {
                name: name.clone(),
                key,
            };
            report.keys.push(signer.text());
            signer.open(&self.checkpoint).and_then(head)
        });
        let reach = self.reach.get(&self.by);
        let fits = says.zip(reach).is_some_and(|(head, reach)| {
            head.origin == name && (head.size, head.root) == (reach.size, reach.root)
        });
        if !fits {
            report.find(
                file,
                "the writer's checkpoint is not signed by it or says something else",
            );
        }
        report.notes.extend(self.people.told());
    }
}

/// Whether the first bytes are a bundle's.
pub(crate) fn is_one(path: &Path) -> bool {
    use std::io::Read as _;
    let mut first = [0; 8];
    std::fs::File::open(path)
        .and_then(|mut file| file.read_exact(&mut first))
        .is_ok_and(|()| first == *MAGIC)
}
