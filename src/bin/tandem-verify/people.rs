//! Whose keys are whose: built up from the log's own structural entries, each signed by somebody who was let in before.

use std::collections::BTreeMap;

use crate::bytes::{hex, unbase64_to};
use crate::entry::{Entry, GENESIS};
use crate::note::is_signed;

const INVITATION: u16 = 11;
const MEMBER: u16 = 4;
const DEVICE: u16 = 7;
const CONTENT: u16 = 2;

/// A person of the log.
struct Person {
    name: String,
    side: String,
    role: String,
    code: [u8; 32],
    expires: i64,
    /// The keys that this person made, the one in use last: whoever was invited anew made another.
    keys: Vec<[u8; 32]>,
}

/// Everybody who is known so far.
#[derive(Default)]
pub(crate) struct People {
    log: Option<[u8; 32]>,
    founder: Option<[u8; 16]>,
    /// The first entry waits for its device's key, which stands in the second.
    first: Option<Entry>,
    devices: BTreeMap<[u8; 16], [u8; 32]>,
    members: BTreeMap<[u8; 16], Person>,
}

/// Why an entry does not count.
type Refusal = &'static str;

impl People {
    /// The key of a device, in hexadecimal digits of its name.
    pub(crate) fn device_key(&self, device: &str) -> Option<[u8; 32]> {
        let found = self.devices.iter().find(|(id, _)| hex(id.as_slice()) == device);
        found.map(|(_, key)| *key)
    }

    /// The key of a member, in hexadecimal digits of their name.
    pub(crate) fn member_key(&self, member: &str) -> Option<[u8; 32]> {
        let found = self.members.iter().find(|(id, _)| hex(id.as_slice()) == member);
        found.and_then(|(_, person)| person.keys.last().copied())
    }

    /// The side of a member, in hexadecimal digits of their name.
    pub(crate) fn side_of(&self, member: &str) -> Option<&str> {
        let found = self.members.iter().find(|(id, _)| hex(id.as_slice()) == member);
        found.map(|(_, person)| person.side.as_str())
    }

    /// Whether the log has its beginning.
    pub(crate) fn is_founded(&self) -> bool {
        self.log.is_some() && self.first.is_none()
    }

    /// Everybody who joined, in words.
    pub(crate) fn told(&self) -> Vec<String> {
        self.members
            .values()
            .filter_map(|person| {
                let key = hex(person.keys.last()?);
                Some(format!(
                    "{} ({}, {}): key {key}",
                    person.name, person.role, person.side
                ))
            })
            .collect()
    }

    /// Takes the next entry, in the order of the log.
    pub(crate) fn take(&mut self, entry: Entry) -> Result<(), Refusal> {
        if entry.kind == GENESIS {
            return self.begin(entry);
        }
        if self.log != Some(entry.log) {
            return Err("it is of another log");
        }
        match entry.kind {
            DEVICE if entry.says_kind() == "log.device" => self.enrol(&entry),
            INVITATION => self.invite(&entry),
            MEMBER if entry.says_kind() == "log.member" => self.join(&entry),
            CONTENT => self.write(&entry),
            _ if entry.compartment != 0 => Err("its header names another kind than its body"),
            _ => self.signed(&entry),
        }
    }

    fn begin(&mut self, entry: Entry) -> Result<(), Refusal> {
        if self.log.is_some() || entry.seq != 0 || entry.author.is_some() || entry.compartment != 0 {
            return Err("a log begins once, with its device's first entry");
        }
        if entry.names_log() != Some(entry.log) || entry.says_kind() != "log.genesis" {
            return Err("it does not name its own log");
        }
        self.log = Some(entry.log);
        self.founder = Some(entry.device);
        self.first = Some(entry);
        Ok(())
    }

    fn enrol(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let key = self.field::<32>(entry, "log.device", "sign_pk")?;
        let device = id(entry, "device")?;
        if let Some(first) = self.first.take() {
            let own = entry.seq == 1 && Some(entry.device) == self.founder && device == entry.device;
            if !own || entry.author.is_some() || !entry.is_signed_by(&key) {
                return Err("only the founding device introduces itself");
            }
            if !first.is_signed_by(&key) {
                return Err("the first entry's signature is not its device's");
            }
        } else {
            self.governance(entry)?;
            self.signed(entry)?;
        }
        self.devices.insert(device, key);
        Ok(())
    }

    fn invite(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let code = self.field::<32>(entry, entry.says_kind(), "code_pk")?;
        let member = id(entry, "member")?;
        self.signed(entry)?;
        let expires = entry.says.get("expires").and_then(serde_json::Value::as_i64);
        let known = self.members.get(&member);
        let side = entry
            .text("side")
            .or_else(|| known.map(|person| person.side.as_str()));
        let role = entry
            .text("role")
            .or_else(|| known.map(|person| person.role.as_str()));
        let name = entry
            .text("name")
            .or_else(|| known.map(|person| person.name.as_str()));
        let (Some(side), Some(role), Some(name), Some(expires)) = (side, role, name, expires) else {
            return Err("it is not an invitation");
        };
        if entry.author.is_some() {
            if self.governance(entry)?.side != side {
                return Err("a lead invites to its own organisation only");
            }
        } else {
            let first = !self.members.values().any(|person| person.side == side);
            if Some(entry.device) != self.founder || !first || role != "governance" {
                return Err("the founding device invites one governance lead for each side");
            }
        }
        if known.is_some() && entry.says_kind() == "log.invitation" {
            return Err("this member is there already");
        }
        let keys = known.map(|person| person.keys.clone()).unwrap_or_default();
        let person = Person {
            name: name.to_owned(),
            side: side.to_owned(),
            role: role.to_owned(),
            code,
            expires,
            keys,
        };
        self.members.insert(member, person);
        Ok(())
    }

    fn join(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let sign = self.field::<32>(entry, "log.member", "sign_pk")?;
        let kem = self.field::<32>(entry, "log.member", "kem_pk")?;
        let code_sig = self.field::<64>(entry, "log.member", "code_sig")?;
        let member = id(entry, "member")?;
        let person = self
            .members
            .get_mut(&member)
            .ok_or("nobody invited this member")?;
        if entry.author != Some(member) || !entry.is_signed_by(&sign) {
            return Err("an invitation is accepted by the one it names");
        }
        if entry.at > person.expires {
            return Err("the invitation had expired");
        }
        let told = [b"tandem/join/v1\0".as_slice(), &entry.log, &member, &sign, &kem].concat();
        if !is_signed(&person.code, &told, &code_sig) {
            return Err("the code was not held");
        }
        person.keys.push(sign);
        Ok(())
    }

    /// Content: signed by its author, in a compartment where that author may write.
    pub(crate) fn write(&self, entry: &Entry) -> Result<(), Refusal> {
        if entry.kind != CONTENT {
            return Err("its header names another kind than its place");
        }
        self.may_write(entry)
    }

    /// Content or a data key: signed by its author, where that author may write.
    pub(crate) fn may_write(&self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let allowed = match entry.author.and_then(|author| self.members.get(&author)) {
            None => matches!(entry.compartment, 3 | 4),
            Some(person) => match entry.compartment {
                1 => person.side == "police" && person.role != "supervisor",
                2 => person.side == "health" && person.role != "supervisor",
                3 => person.role != "supervisor",
                4 => true,
                _ => false,
            },
        };
        allowed
            .then_some(())
            .ok_or("its author may not write to this compartment")
    }

    fn governance(&self, entry: &Entry) -> Result<&Person, Refusal> {
        entry
            .author
            .and_then(|author| self.members.get(&author))
            .filter(|person| !person.keys.is_empty() && person.role == "governance")
            .ok_or("only a governance lead may do this")
    }

    /// Signed by its author, or by its device where it names none.
    fn signed(&self, entry: &Entry) -> Result<(), Refusal> {
        let keys = match entry.author {
            None => self.devices.get(&entry.device).map(std::slice::from_ref),
            Some(author) => self.members.get(&author).map(|person| person.keys.as_slice()),
        };
        let keys = keys
            .filter(|keys| !keys.is_empty())
            .ok_or("nothing here says whose key signed it")?;
        keys.iter()
            .any(|key| entry.is_signed_by(key))
            .then_some(())
            .ok_or("its signature is not its author's")
    }

    fn field<const N: usize>(&self, entry: &Entry, kind: &str, name: &str) -> Result<[u8; N], Refusal> {
        if entry.says_kind() != kind || entry.compartment != 0 || self.log.is_none() {
            return Err("its header names another kind than its body");
        }
        entry
            .text(name)
            .and_then(unbase64_to)
            .ok_or("a key or signature in it does not have its length")
    }
}

fn id(entry: &Entry, name: &str) -> Result<[u8; 16], Refusal> {
    entry
        .text(name)
        .and_then(crate::bytes::unhex_to)
        .ok_or("a name in it does not have 16 bytes")
}
