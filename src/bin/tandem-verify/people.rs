//! Who may write what: built up from the log's own structural entries, each signed by somebody who was let in before.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::both::{Epoch, Grant, Proposal};
use crate::bytes::{hex, unbase64_to, unhex_to};
use crate::devices::Devices;
use crate::entry::{Entry, GENESIS};
use crate::note::is_signed;
use crate::recovery::{Codes, enrols_itself};
use crate::report::counted;
use crate::standing::{Period, Standing};

const CONTENT: u16 = 2;

/// The name of a device or a member.
pub(crate) type Id = [u8; 16];
/// Where an entry stands: its device and its number there.
pub(crate) type Place = (Id, u64);
/// Why an entry does not count.
pub(crate) type Refusal = &'static str;

/// A one-time code by which a person may join.
pub(crate) struct Code {
    public: [u8; 32],
    expires: i64,
    /// Who gave it; nobody for the founding page and for recovery.
    pub(crate) by: Option<Id>,
}

impl Code {
    pub(crate) fn read(says: &Value, by: Option<Id>) -> Option<Self> {
        Some(Self {
            public: bytes_of(says, "code_pk")?,
            expires: says.get("expires")?.as_i64()?,
            by,
        })
    }
}

/// A person of the log.
pub(crate) struct Person {
    name: String,
    pub(crate) side: String,
    pub(crate) role: String,
    pub(crate) code: Option<Code>,
    /// The keys that this person made and when they count, the last one last.
    pub(crate) periods: Vec<Period>,
    pub(crate) standing: Standing,
    /// The structural entry at which they last lost what they had.
    pub(crate) ended: Option<u64>,
    /// Who invited them first.
    pub(crate) by: Option<Id>,
}

impl Person {
    /// An invited person; `None` where it is not an invitation.
    pub(crate) fn read(says: &Value, by: Option<Id>) -> Option<Self> {
        let (side, role) = (text_of(says, "side")?, text_of(says, "role")?);
        let fits = matches!(
            (side, role),
            ("police", "officer") | ("health", "nurse") | ("police" | "health", "supervisor" | "governance")
        );
        fits.then_some(Self {
            name: text_of(says, "name")?.to_owned(),
            side: side.to_owned(),
            role: role.to_owned(),
            code: Some(Code::read(says, by)?),
            periods: Vec::new(),
            standing: Standing::Active,
            ended: None,
            by,
        })
    }

    /// Their key, while they may act.
    pub(crate) fn key(&self) -> Option<[u8; 32]> {
        self.periods
            .last()
            .filter(|period| period.until.is_none())
            .map(|period| period.key)
    }

    /// Whether they lead an organisation now.
    pub(crate) fn leads(&self) -> bool {
        self.key().is_some() && self.role == "governance"
    }

    pub(crate) fn close(&mut self, at: Place) {
        for period in self.periods.iter_mut().filter(|period| period.until.is_none()) {
            period.until = Some(at);
        }
    }
}

/// Everybody who is known so far.
#[derive(Default)]
pub(crate) struct People {
    log: Option<[u8; 32]>,
    founder: Option<Id>,
    /// The first entry waits for its device's key, which stands in the second.
    first: Option<Entry>,
    /// The first entry asks for both organisations.
    pub(crate) both: bool,
    /// Only some of the structure is here, as in an extract: who else leads, and what another device knew, is not told.
    pub(crate) partial: bool,
    pub(crate) devices: Devices,
    pub(crate) members: BTreeMap<Id, Person>,
    pub(crate) codes: Codes,
    pub(crate) epochs: Vec<Epoch>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) proposals: BTreeMap<Place, Proposal>,
    /// By question of the partnership: the entry whose answer counts.
    pub(crate) answers: BTreeMap<u64, Place>,
    /// How many structural entries counted.
    pub(crate) step: u64,
    /// Every structural entry so far, and whether it was overtaken: what a device knew is judged from them.
    taken: Vec<(Entry, bool)>,
    /// How many were overtaken by another device's entry: they were right as far as their device knew.
    pub(crate) overtaken: usize,
}

impl People {
    /// Of some of the entries: an extract.
    pub(crate) fn of_some() -> Self {
        Self {
            partial: true,
            ..Self::default()
        }
    }

    /// The key of a device, in hexadecimal digits of its name.
    pub(crate) fn device_key(&self, device: &str) -> Option<[u8; 32]> {
        self.devices.key(unhex_to(device)?)
    }

    /// The key of a member, in hexadecimal digits of their name.
    pub(crate) fn member_key(&self, member: &str) -> Option<[u8; 32]> {
        self.person(member)?.key()
    }

    /// The side of a member, in hexadecimal digits of their name.
    pub(crate) fn side_of(&self, member: &str) -> Option<&str> {
        self.person(member).map(|person| person.side.as_str())
    }

    fn person(&self, member: &str) -> Option<&Person> {
        self.members.get(&unhex_to::<16>(member)?)
    }

    /// Whether the log has its beginning.
    pub(crate) fn is_founded(&self) -> bool {
        self.log.is_some() && self.first.is_none()
    }

    /// Everybody who joined, in words.
    pub(crate) fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = self
            .members
            .values()
            .filter_map(|person| {
                let key = hex(&person.periods.last()?.key);
                let (name, role, side) = (&person.name, &person.role, &person.side);
                let standing = match person.standing {
                    Standing::Active => "",
                    Standing::Suspended => ", suspended",
                    Standing::Removed => ", removed",
                };
                Some(format!("{name} ({role}, {side}{standing}): key {key}"))
            })
            .collect();
        if self.overtaken > 0 {
            told.push(format!(
                "{} overtaken: right as far as the device knew, and without effect.",
                counted(self.overtaken, "entry was", "entries were")
            ));
        }
        told
    }

    /// Takes the next entry, in the order of the log.
    pub(crate) fn take(&mut self, entry: Entry) -> Result<(), Refusal> {
        let structure = entry.compartment == 0;
        let (mut judged, mut overtaken) = (self.judge(&entry), false);
        if judged.is_ok() {
            self.step = self.step.saturating_add(u64::from(structure));
        } else if structure && self.was_allowed(&entry) {
            self.step = self.step.saturating_add(1);
            self.overtaken = self.overtaken.saturating_add(1);
            self.keep_overtaken(&entry);
            (judged, overtaken) = (Ok(()), true);
        }
        if structure {
            self.taken.push((entry, overtaken));
        }
        judged
    }

    /// Whether an entry would have counted with no more than its device knew when it wrote it.
    fn was_allowed(&self, entry: &Entry) -> bool {
        if self.partial || !self.devices.are_several() {
            return false; // one device knows all of its own log
        }
        let mut known = Self::default();
        for (before, overtaken) in &self.taken {
            if before.kind != GENESIS && !self.devices.knew(entry.place(), before.place()) {
                continue;
            }
            let counted = known.judge(before).is_ok();
            known.step = known.step.saturating_add(u64::from(counted || *overtaken));
            if !counted && *overtaken {
                // whom it shut out was shut out as far as this device knew as well
                known.keep_overtaken(before);
            }
        }
        known.judge(entry).is_ok()
    }

    fn judge(&mut self, entry: &Entry) -> Result<(), Refusal> {
        if entry.kind == GENESIS {
            return self.begin(entry);
        }
        if self.log != Some(entry.log) {
            return Err("it is of another log");
        }
        if entry.kind == CONTENT {
            return self.write(entry);
        }
        if entry.compartment != 0 {
            return Err("its header names another kind than its body");
        }
        let itself = enrols_itself(entry).is_some()
            || (entry.says_kind() == "log.device" && id(entry, "device") == Ok(entry.device));
        if !itself {
            self.devices.may_append(entry.place())?;
        }
        match (entry.kind, entry.says_kind()) {
            (7, "log.device") => self.enrol(entry),
            (7, "log.device-revoked") => self.revoke(entry),
            (8, "log.witness") => self.witness(entry),
            (11, "log.invitation") => self.invite(entry),
            (11, "log.invitation-anew") => self.reinvite(entry),
            (4, "log.member") => self.join(entry),
            (4, "log.standing") => self.change(entry),
            (4, "log.passphrase") => self.new_passphrase(entry),
            (6, "log.epoch") => self.make_epoch(entry),
            (5, "log.grant") => self.grant(entry),
            (12, "log.recovery") => self.hold(entry),
            (12, "log.recovery-used") => self.recover(entry),
            (10, "log.policy" | "log.rules") => self.set_policy(entry),
            (10, "log.partnership") => self.write_register(entry),
            (9, "log.disposed") => self.dispose(entry),
            (13, "log.approval") => self.approve(entry),
            (14, "log.key") => self.signed(entry).and_then(|()| self.governance(entry).map(drop)),
            _ => Err("its header names another kind than its body"),
        }
    }

    fn begin(&mut self, entry: &Entry) -> Result<(), Refusal> {
        if self.log.is_some() || entry.seq != 0 || entry.author.is_some() || entry.compartment != 0 {
            return Err("a log begins once, with its device's first entry");
        }
        if entry.names_log() != Some(entry.log) || entry.says_kind() != "log.genesis" {
            return Err("it does not name its own log");
        }
        self.log = Some(entry.log);
        self.founder = Some(entry.device);
        self.both = entry.says.get("both").and_then(Value::as_bool).unwrap_or(false);
        self.first = Some(entry.clone());
        Ok(())
    }

    fn enrol(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let key = bytes_of::<32>(&entry.says, "sign_pk").ok_or(LENGTH)?;
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
            self.signed(entry)?;
            self.governance(entry)?;
            if device == entry.device && entry.seq != 0 {
                return Err("a device is enrolled by the first entry that it writes, or on another device");
            }
        }
        self.devices.enrol(device, key)
    }

    fn revoke(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        self.governance(entry)?;
        self.devices.revoke(entry.place(), id(entry, "device")?)
    }

    fn witness(&mut self, entry: &Entry) -> Result<(), Refusal> {
        if entry.author.is_some() {
            return Err("a device witnesses for itself");
        }
        self.signed(entry)?;
        bytes_of::<32>(&entry.says, "root").ok_or(LENGTH)?;
        let size = number_of(&entry.says, "size").ok_or(LENGTH)?;
        self.devices.witness(entry.place(), id(entry, "device")?, size)
    }

    fn invite(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let person = Person::read(&entry.says, entry.author).ok_or("it is not an invitation")?;
        if entry.author.is_some() {
            if self.governance(entry)?.side != person.side {
                return Err("a lead invites to its own organisation only");
            }
        } else {
            let first = !self.members.values().any(|other| other.side == person.side);
            if Some(entry.device) != self.founder || !first || person.role != "governance" {
                return Err("the founding device invites one governance lead for each side");
            }
        }
        self.admit(id(entry, "member")?, person)
    }

    /// An invited person who was not there before.
    pub(crate) fn admit(&mut self, member: Id, person: Person) -> Result<(), Refusal> {
        if self.members.contains_key(&member) {
            return Err("this member is there already");
        }
        self.members.insert(member, person);
        Ok(())
    }

    fn join(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let sign = bytes_of::<32>(&entry.says, "sign_pk").ok_or(LENGTH)?;
        let kem = bytes_of::<32>(&entry.says, "kem_pk").ok_or(LENGTH)?;
        let code_sig = bytes_of::<64>(&entry.says, "code_sig").ok_or(LENGTH)?;
        let member = id(entry, "member")?;
        let person = self
            .members
            .get_mut(&member)
            .ok_or("nobody invited this member")?;
        let code = person
            .code
            .as_ref()
            .filter(|_| entry.author == Some(member) && entry.is_signed_by(&sign))
            .ok_or("an invitation is accepted once, by the one it names")?;
        if entry.at > code.expires {
            return Err("the invitation had expired");
        }
        let told = [b"tandem/join/v1\0".as_slice(), &entry.log, &member, &sign, &kem].concat();
        if !is_signed(&code.public, &told, &code_sig) {
            return Err("the code was not held");
        }
        person.code = None;
        person.periods.push(Period {
            key: sign,
            from: entry.place(),
            until: None,
        });
        Ok(())
    }

    fn new_passphrase(&self, entry: &Entry) -> Result<(), Refusal> {
        if entry.author.is_none() {
            return Err("a member changes their own passphrase");
        }
        bytes_of::<32>(&entry.says, "slot").ok_or(LENGTH)?;
        self.signed(entry)
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
        self.devices.may_append(entry.place())?;
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

    /// The entry's author, who must lead an organisation now.
    pub(crate) fn governance(&self, entry: &Entry) -> Result<&Person, Refusal> {
        entry
            .author
            .and_then(|author| self.members.get(&author))
            .filter(|person| person.leads())
            .ok_or("only a governance lead may do this")
    }

    /// Signed by its author, or by its device where it names none.
    pub(crate) fn signed(&self, entry: &Entry) -> Result<(), Refusal> {
        if let Some(author) = entry.author {
            return self.signed_by_member(author, entry);
        }
        let key = self
            .devices
            .key(entry.device)
            .ok_or("nothing here says whose key signed it")?;
        entry
            .is_signed_by(&key)
            .then_some(())
            .ok_or("its signature is not its author's")
    }
}

const LENGTH: Refusal = "a key, number or signature in it does not have its length";

/// A name in what an entry says.
pub(crate) fn id(entry: &Entry, name: &str) -> Result<Id, Refusal> {
    id_of(&entry.says, name).ok_or("a name in it does not have 16 bytes")
}

pub(crate) fn id_of(says: &Value, name: &str) -> Option<Id> {
    text_of(says, name).and_then(unhex_to)
}

pub(crate) fn text_of<'a>(says: &'a Value, name: &str) -> Option<&'a str> {
    says.get(name)?.as_str()
}

pub(crate) fn bytes_of<const N: usize>(says: &Value, name: &str) -> Option<[u8; N]> {
    text_of(says, name).and_then(unbase64_to)
}

pub(crate) fn number_of(says: &Value, name: &str) -> Option<u64> {
    says.get(name)?.as_u64()
}

/// The number of a side's compartment.
pub(crate) fn compartment_of(name: &str) -> Option<u16> {
    let all = ["log", "police", "health", "shared", "oversight"];
    (0..)
        .zip(all)
        .find(|(_, known)| *known == name)
        .map(|(code, _)| code)
}
