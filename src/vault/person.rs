//! A member's life in the log: invited, joined, suspended, back again, removed, invited anew after a forgotten
//! passphrase; and which of their keys signed what.

use ed25519_dalek::VerifyingKey;

use crate::domain::content::{Invited, MemberChanged, Reinvited, Standing};
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::{Role, Side};
use crate::domain::time::Moment;

use super::authority::{Authority, Refusal};
use super::devices::Devices;
use super::header::{Header, key_name};
use super::passphrase::NewestSlot;

/// A member as the log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The member.
    pub id: MemberId,
    /// Their side.
    pub side: Side,
    /// Their role.
    pub role: Role,
    /// How colleagues see them.
    pub name: String,
    /// Whether they ever made their keys; before that they are invited.
    pub joined: bool,
    /// Whether they may sign in and write.
    pub standing: Standing,
    /// The last instant at which the invitation that waits for them can be opened, if one does.
    pub invited_until: Option<Moment>,
}

/// A member's public keys.
#[derive(Debug, Clone)]
pub(crate) struct PublicKeys {
    pub(crate) sign: VerifyingKey,
    pub(crate) kem: [u8; 32],
}

/// A one-time code by which a person may join.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    /// Ed25519: signs the acceptance.
    pub(crate) public: Vec<u8>,
    /// X25519: new log keys are sealed to it; empty in the first versions.
    pub(crate) kem: Vec<u8>,
    pub(crate) expires: Moment,
    /// Who gave it; `None` for the founding page.
    by: Option<MemberId>,
}

/// A time during which one pair of keys counts.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    keys: PublicKeys,
    from: EntryRef,
    /// The entry that ended it, and its logical time.
    until: Option<(EntryRef, u64)>,
}

impl Period {
    pub(crate) fn from(keys: PublicKeys, from: EntryRef) -> Self {
        Self {
            keys,
            from,
            until: None,
        }
    }

    /// Whether an entry stands in this time, as far as its device knew when it wrote it.
    fn covers(&self, place: EntryRef, devices: &Devices) -> bool {
        let after = self.from.device != place.device || place.seq >= self.from.seq;
        after && self.until.is_none_or(|(until, _)| !devices.knew(place, until))
    }
}

/// A person of the log.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) invited: Invited,
    /// The code that waits to be used.
    pub(crate) code: Option<Code>,
    pub(crate) periods: Vec<Period>,
    pub(crate) standing: Standing,
    /// The structural entry at which they last lost what they had.
    pub(crate) ended: Option<u64>,
    /// Who invited them; `None` for the founding page.
    by: Option<MemberId>,
    /// Their latest change of passphrase, with the keys that they have now.
    pub(crate) slot: Option<NewestSlot>,
}

impl Person {
    pub(crate) fn invited(invited: Invited, by: Option<MemberId>) -> Self {
        Self {
            code: Some(Code {
                public: invited.code_pk.clone(),
                kem: invited.code_kem.clone(),
                expires: invited.expires,
                by,
            }),
            invited,
            periods: Vec::new(),
            standing: Standing::Active,
            ended: None,
            by,
            slot: None,
        }
    }

    pub(crate) fn member(&self) -> Member {
        Member {
            id: self.invited.member,
            side: self.invited.side,
            role: self.invited.role,
            name: self.invited.name.clone(),
            joined: self.joined(),
            standing: self.standing,
            invited_until: self.code.as_ref().map(|code| code.expires),
        }
    }

    /// Whether they ever made their keys.
    pub(crate) fn joined(&self) -> bool {
        !self.periods.is_empty()
    }

    /// Their keys, while they may act.
    pub(crate) fn keys(&self) -> Option<&PublicKeys> {
        self.periods
            .last()
            .filter(|period| period.until.is_none())
            .map(|period| &period.keys)
    }

    /// The key that had to sign this entry: the version that the header names, at a time when it counted.
    pub(crate) fn key_at(&self, header: &Header, devices: &Devices) -> Result<VerifyingKey, Refusal> {
        let mut versions = self
            .periods
            .iter()
            .filter(|period| key_name(period.keys.sign.as_bytes()) == header.author_key)
            .peekable();
        if versions.peek().is_none() {
            return Err(if self.joined() {
                "it names another version of its author's key"
            } else {
                "its author is not a member"
            });
        }
        versions
            .find(|period| period.covers(header.place(), devices))
            .map(|period| period.keys.sign)
            .ok_or("its author was suspended or removed, or had other keys by then")
    }

    /// Whether the member had lost the key of this entry before, in the order of the log, without the entry's device
    /// knowing it.
    pub(crate) fn is_late(&self, header: &Header, devices: &Devices) -> bool {
        let ended = self
            .periods
            .iter()
            .filter(|period| key_name(period.keys.sign.as_bytes()) == header.author_key)
            .find(|period| period.covers(header.place(), devices))
            .and_then(|period| period.until);
        ended.is_some_and(|(_, lamport)| lamport < header.lamport)
    }

    fn close(&mut self, header: &Header) {
        for period in self.periods.iter_mut().filter(|period| period.until.is_none()) {
            period.until = Some((header.place(), header.lamport));
        }
    }
}

impl Authority {
    /// The X25519 keys to which a new log key is sealed: those who may act, and the codes of those who may join.
    pub(crate) fn log_key_holders(&self, without: Option<MemberId>) -> Vec<[u8; 32]> {
        let mut kems = Vec::new();
        for (member, person) in &self.people {
            if Some(*member) == without {
                continue;
            }
            kems.extend(person.keys().map(|keys| keys.kem));
            let code = person
                .code
                .as_ref()
                .filter(|code| without.is_none_or(|gone| code.by != Some(gone)));
            kems.extend(code.and_then(|code| <[u8; 32]>::try_from(code.kem.as_slice()).ok()));
        }
        kems
    }

    /// The codes that wait to be used.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &Code> {
        self.people.values().filter_map(|person| person.code.as_ref())
    }

    /// X25519 keys that count no more and will not again: of removed members, and from before an invitation anew.
    pub(crate) fn spent_keys(&self) -> Vec<[u8; 32]> {
        let mut spent = Vec::new();
        for person in self.people.values() {
            let last = person.periods.last().map(|period| period.keys.kem);
            let still = last.filter(|_| person.standing != Standing::Removed && person.code.is_none());
            let all = person.periods.iter().map(|period| period.keys.kem);
            spent.extend(all.filter(|kem| Some(*kem) != still));
        }
        spent
    }

    /// A lead changes the standing of a member of the own organisation; its last active lead stays.
    pub(super) fn change(&mut self, header: &Header, changed: &MemberChanged) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        let person = self
            .people
            .get(&changed.member)
            .ok_or("there is no such member")?;
        if person.invited.side != side {
            return Err("a lead looks after the members of its own organisation only");
        }
        let allowed = match (person.standing, changed.standing) {
            (Standing::Active, Standing::Suspended) => person.joined(),
            (Standing::Active | Standing::Suspended, Standing::Removed)
            | (Standing::Suspended, Standing::Active) => true,
            (Standing::Active, Standing::Active)
            | (Standing::Suspended, Standing::Suspended)
            | (Standing::Removed, _) => false,
        };
        if !allowed {
            return Err("the member's standing does not allow this change");
        }
        if changed.standing != Standing::Active && self.is_last_lead(side, changed.member) {
            return Err("an organisation keeps at least one active governance lead");
        }
        self.set_standing(changed.member, changed.standing, header);
        Ok(())
    }

    fn is_last_lead(&self, side: Side, member: MemberId) -> bool {
        let mut leads = self
            .people
            .values()
            .filter(|p| p.invited.role == Role::Governance && p.invited.side == side && p.keys().is_some());
        leads.all(|lead| lead.invited.member == member)
    }

    fn set_standing(&mut self, member: MemberId, standing: Standing, header: &Header) {
        let step = self.step;
        let Some(person) = self.people.get_mut(&member) else {
            return;
        };
        person.standing = standing;
        if standing == Standing::Active {
            if let Some(last) = person.periods.last() {
                let keys = last.keys.clone();
                person.periods.push(Period::from(keys, header.place()));
            }
            return;
        }
        person.close(header);
        person.code = None;
        person.ended = Some(step);
        // What a lead who left had begun is not theirs to finish: open invitations and proposals lapse with them.
        self.proposals
            .retain(|_, proposal| proposal.author != member || proposal.in_force);
        for other in self.people.values_mut() {
            if other.code.as_ref().is_some_and(|code| code.by == Some(member)) {
                other.code = None;
                other.ended = Some(step);
                if !other.joined() {
                    other.standing = Standing::Removed;
                }
            }
        }
        self.suspend_unknown_guests(member, header);
    }

    /// Whom a lead had let in on another device, unknown to the one where that lead was shut out, waits until a lead
    /// takes them back: otherwise who must go could come again under another name.
    fn suspend_unknown_guests(&mut self, lead: MemberId, header: &Header) {
        let guests: Vec<MemberId> = self
            .people
            .values()
            .filter(|guest| guest.by == Some(lead) && guest.standing == Standing::Active)
            .filter(|guest| {
                let joined = guest.periods.first();
                joined.is_some_and(|joined| !self.devices().knew(header.place(), joined.from))
            })
            .map(|guest| guest.invited.member)
            .collect();
        for guest in guests {
            self.set_standing(guest, Standing::Suspended, header);
        }
    }

    /// Somebody was suspended or removed by a lead who was shut out on another device meanwhile: both are, even if their
    /// organisation has no lead then. Its recovery codes bring one back; who was shut out never comes back unasked.
    pub(super) fn shut_out_as_well(&mut self, header: &Header, changed: &MemberChanged) {
        let by = header.author.and_then(|author| self.people.get(&author));
        let (Some(by), Some(person)) = (by, self.people.get(&changed.member)) else {
            return;
        };
        let side = by.invited.side;
        let further = match (person.standing, changed.standing) {
            (Standing::Active, Standing::Suspended | Standing::Removed)
            | (Standing::Suspended, Standing::Removed) => true,
            (_, Standing::Active) | (Standing::Suspended | Standing::Removed, _) => false,
        };
        if further && person.invited.side == side {
            self.set_standing(changed.member, changed.standing, header);
        }
    }

    /// A lead invites a member of the own organisation anew; from here on their earlier keys sign nothing.
    pub(super) fn reinvite(&mut self, header: &Header, again: &Reinvited) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        let person = self.people.get(&again.member).ok_or("there is no such member")?;
        if person.invited.side != side {
            return Err("a lead looks after the members of its own organisation only");
        }
        if person.standing != Standing::Active {
            return Err("who was suspended or removed is not invited anew");
        }
        if person.keys().is_some() && self.is_last_lead(side, again.member) {
            return Err("an organisation keeps at least one active governance lead");
        }
        let by = header.author;
        self.grants
            .retain(|granted| granted.to != crate::domain::content::GrantHolder::Member(again.member));
        if let Some(person) = self.people.get_mut(&again.member) {
            person.close(header);
            person.code = Some(Code {
                public: again.code_pk.clone(),
                kem: again.code_kem.clone(),
                expires: again.expires,
                by,
            });
        }
        Ok(())
    }
}
