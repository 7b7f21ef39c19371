//! A person's life in the log: invited, joined, suspended, taken back, removed, invited anew; and when which of their
//! keys counts.

use crate::bytes::sha256;
use crate::entry::Entry;
use crate::people::{Id, People, Place, Refusal, id};

/// Whether a member may act.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Active,
    Suspended,
    Removed,
}

/// A time during which one key of a person counts.
#[derive(Clone)]
pub(crate) struct Period {
    pub(crate) key: [u8; 32],
    pub(crate) from: Place,
    pub(crate) until: Option<Place>,
}

impl People {
    /// The member's key by which this entry was signed, at a time when it counted as far as the device knew.
    pub(crate) fn signed_by_member(&self, author: Id, entry: &Entry) -> Result<(), Refusal> {
        let person = self
            .members
            .get(&author)
            .filter(|person| !person.periods.is_empty())
            .ok_or("nothing here says whose key signed it")?;
        let place = entry.place();
        let mut named = person
            .periods
            .iter()
            .filter(|period| sha256(&[&period.key]).starts_with(&entry.author_key))
            .peekable();
        if named.peek().is_none() {
            return Err("its signature is not its author's");
        }
        let period = named
            .find(|period| {
                let after = period.from.0 != place.0 || place.1 >= period.from.1;
                let ended = period.until.is_some_and(|until| self.devices.knew(place, until));
                after && !ended
            })
            .ok_or("its author was suspended or removed, or had other keys by then")?;
        entry
            .is_signed_by(&period.key)
            .then_some(())
            .ok_or("its signature is not its author's")
    }

    /// A lead changes the standing of a member of the own organisation.
    pub(crate) fn change(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = self.governance(entry)?.side.clone();
        let member = id(entry, "member")?;
        let to = standing_in(entry)?;
        let person = self.members.get(&member).ok_or("there is no such member")?;
        if person.side != side {
            return Err("a lead looks after the members of its own organisation only");
        }
        let allowed = match (person.standing, to) {
            (Standing::Active, Standing::Suspended) => !person.periods.is_empty(),
            (Standing::Active | Standing::Suspended, Standing::Removed)
            | (Standing::Suspended, Standing::Active) => true,
            (Standing::Active, Standing::Active)
            | (Standing::Suspended, Standing::Suspended)
            | (Standing::Removed, _) => false,
        };
        if !allowed {
            return Err("the member's standing does not allow this change");
        }
        if to != Standing::Active && self.is_last_lead(&side, member) {
            return Err("an organisation keeps at least one active governance lead");
        }
        self.set_standing(member, to, entry.place());
        Ok(())
    }

    /// Of some of the entries it cannot be told who else leads.
    fn is_last_lead(&self, side: &str, member: Id) -> bool {
        let mut leads = self
            .members
            .iter()
            .filter(|(_, other)| other.role == "governance" && other.side == side && other.key().is_some());
        !self.partial && leads.all(|(id, _)| *id == member)
    }

    fn set_standing(&mut self, member: Id, to: Standing, at: Place) {
        let step = self.step;
        let Some(person) = self.members.get_mut(&member) else {
            return;
        };
        person.standing = to;
        if to == Standing::Active {
            let last = person.periods.last().map(|period| period.key);
            person.periods.extend(last.map(|key| Period {
                key,
                from: at,
                until: None,
            }));
            return;
        }
        person.close(at);
        (person.code, person.ended) = (None, Some(step));
        self.lapse_proposals_of(member);
        for other in self.members.values_mut() {
            if other.code.as_ref().is_some_and(|code| code.by == Some(member)) {
                (other.code, other.ended) = (None, Some(step));
                if other.periods.is_empty() {
                    other.standing = Standing::Removed;
                }
            }
        }
        if !self.partial {
            self.suspend_unknown_guests(member, at);
        }
    }

    /// Whom that lead let in on another device, without the removing device knowing it, is suspended as well.
    fn suspend_unknown_guests(&mut self, lead: Id, at: Place) {
        let guests: Vec<Id> = self
            .members
            .iter()
            .filter(|(_, guest)| guest.by == Some(lead) && guest.standing == Standing::Active)
            .filter(|(_, guest)| {
                let joined = guest.periods.first();
                joined.is_some_and(|joined| !self.devices.knew(at, joined.from))
            })
            .map(|(id, _)| *id)
            .collect();
        for guest in guests {
            self.set_standing(guest, Standing::Suspended, at);
        }
    }

    /// A suspension or removal by a lead who was shut out on another device meanwhile takes effect even so.
    pub(crate) fn shut_out_as_well(&mut self, entry: &Entry) {
        let by = entry.author.and_then(|author| self.members.get(&author));
        let (Some(by), Ok(member), Ok(to)) = (by, id(entry, "member"), standing_in(entry)) else {
            return;
        };
        let side = by.side.clone();
        let Some(person) = self.members.get(&member) else {
            return;
        };
        let further = match (person.standing, to) {
            (Standing::Active, Standing::Suspended | Standing::Removed)
            | (Standing::Suspended, Standing::Removed) => true,
            (_, Standing::Active) | (Standing::Suspended | Standing::Removed, _) => false,
        };
        if further && person.side == side {
            self.set_standing(member, to, entry.place());
        }
    }

    /// A lead invites a member anew: from here on the keys before sign nothing.
    pub(crate) fn reinvite(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = self.governance(entry)?.side.clone();
        let member = id(entry, "member")?;
        let code = crate::people::Code::read(&entry.says, entry.author).ok_or("it is not an invitation")?;
        let person = self.members.get(&member).ok_or("there is no such member")?;
        if person.side != side {
            return Err("a lead invites to its own organisation only");
        }
        if person.standing != Standing::Active {
            return Err("who was suspended or removed is not invited anew");
        }
        if person.key().is_some() && self.is_last_lead(&side, member) {
            return Err("an organisation keeps at least one active governance lead");
        }
        self.drop_grants_of(member);
        if let Some(person) = self.members.get_mut(&member) {
            person.close(entry.place());
            person.code = Some(code);
        }
        Ok(())
    }
}

fn standing_in(entry: &Entry) -> Result<Standing, Refusal> {
    match entry.text("standing") {
        Some("active") => Ok(Standing::Active),
        Some("suspended") => Ok(Standing::Suspended),
        Some("removed") => Ok(Standing::Removed),
        Some(_) | None => Err("it names no standing"),
    }
}
