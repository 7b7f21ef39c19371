//! Epochs and who was given their keys; and what needs both organisations: a proposal waits until a lead of the other
//! one names its place and its leaf.

use serde_json::Value;

use crate::bytes::{hex, sha256};
use crate::entry::Entry;
use crate::people::{Id, People, Person, Place, Refusal, bytes_of, id_of, number_of, text_of};
use crate::standing::Standing;
use crate::tree::leaf;

/// How many questions a partnership answers.
const QUESTIONS: u64 = 22;
const FORM: Refusal = "it does not have the form of its kind";

/// An epoch of a compartment.
pub(crate) struct Epoch {
    compartment: String,
    number: u64,
    step: u64,
    place: Place,
    in_force: bool,
}

/// Whom an epoch's key was given to.
#[derive(PartialEq, Eq)]
enum Holder {
    Member(Id),
    Recovery(String),
}

/// A key that was given.
pub(crate) struct Grant {
    compartment: String,
    number: u64,
    to: Holder,
}

/// An entry that waits for the other organisation.
pub(crate) struct Proposal {
    kind: String,
    leaf: [u8; 32],
    side: String,
    author: Id,
    in_force: bool,
}

/// Whether a side's leads look after this compartment.
fn administers(side: &str, compartment: &str) -> bool {
    compartment == side || is_common(compartment)
}

fn is_common(compartment: &str) -> bool {
    matches!(compartment, "shared" | "oversight")
}

impl People {
    /// A lead makes an epoch; of a common compartment it is proposed, or counts at once where somebody left.
    pub(crate) fn make_epoch(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = self.governance(entry)?.side.clone();
        let compartment = entry.text("compartment").ok_or(FORM)?.to_owned();
        let number = number_of(&entry.says, "epoch").ok_or(FORM)?;
        if !administers(&side, &compartment) {
            return Err("a lead makes keys for its own compartment and the common ones");
        }
        let known = self.epochs.iter().filter(|epoch| {
            epoch.compartment == compartment && self.devices.knew(entry.place(), epoch.place)
        });
        let next = known
            .map(|epoch| epoch.number)
            .max()
            .map_or(1, |last| last.saturating_add(1));
        if number != next || bytes_of::<32>(&entry.says, "public_key").is_none() {
            return Err("epochs count 1, 2, 3");
        }
        let urgent = self.is_exposed(&compartment);
        let common = is_common(&compartment);
        self.epochs.push(Epoch {
            compartment,
            number,
            step: self.step,
            place: entry.place(),
            in_force: !common || urgent || !self.both,
        });
        if common {
            self.propose(entry, side, urgent);
        }
        Ok(())
    }

    /// Whether somebody who may not read any more may still hold the key in use.
    fn is_exposed(&self, compartment: &str) -> bool {
        let in_force = self
            .epochs
            .iter()
            .filter(|epoch| epoch.in_force && epoch.compartment == compartment)
            .max_by_key(|epoch| (epoch.number, epoch.step));
        in_force.is_some_and(|epoch| {
            self.members.iter().any(|(id, person)| {
                let given = |grant: &Grant| {
                    grant.number == epoch.number
                        && grant.compartment == compartment
                        && grant.to == Holder::Member(*id)
                };
                let away = person.standing != Standing::Active;
                person.may_have(compartment)
                    && person
                        .ended
                        .is_some_and(|ended| ended > epoch.step || (away && self.grants.iter().any(given)))
            })
        })
    }

    /// A key is given: by a lead of what it looks after, or by its receiver to themselves.
    pub(crate) fn grant(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let grant = read_grant(&entry.says).ok_or(FORM)?;
        let to_self = matches!(grant.to, Holder::Member(to) if entry.author == Some(to));
        if !self.has_epoch(&grant) {
            return Err("there is no such epoch");
        }
        if !to_self && !administers(&self.governance(entry)?.side, &grant.compartment) {
            return Err("a lead grants its own compartment and the common ones");
        }
        if !self.may_hold(&grant) {
            return Err("its holder may not have this compartment");
        }
        self.grants.push(grant);
        Ok(())
    }

    /// Both recovery codes of a side give a governance lead of that side keys: all of them or none.
    pub(crate) fn recover_to(&mut self, side: &str, granted: &[Value]) -> Result<(), Refusal> {
        let given: Result<Vec<Grant>, Refusal> = granted
            .iter()
            .map(|granted| self.recoverable(side, granted))
            .collect();
        self.grants.extend(given?);
        Ok(())
    }

    fn recoverable(&self, side: &str, granted: &Value) -> Result<Grant, Refusal> {
        let grant = read_grant(granted).ok_or(FORM)?;
        let lead = match grant.to {
            Holder::Member(to) => self.members.get(&to).filter(|person| person.leads()),
            Holder::Recovery(_) => None,
        };
        if lead.is_none_or(|lead| lead.side != side) {
            return Err("recovery gives keys to a governance lead of its own organisation only");
        }
        if !administers(side, &grant.compartment) || !self.has_epoch(&grant) {
            return Err("recovery gives the keys of its own compartment and the common ones");
        }
        Ok(grant)
    }

    fn has_epoch(&self, grant: &Grant) -> bool {
        self.epochs
            .iter()
            .any(|epoch| epoch.number == grant.number && epoch.compartment == grant.compartment)
    }

    fn may_hold(&self, grant: &Grant) -> bool {
        match &grant.to {
            Holder::Member(to) => self
                .members
                .get(to)
                .is_some_and(|person| person.key().is_some() && person.may_have(&grant.compartment)),
            Holder::Recovery(side) => administers(side, &grant.compartment),
        }
    }

    pub(crate) fn drop_grants_of(&mut self, member: Id) {
        self.grants.retain(|grant| grant.to != Holder::Member(member));
    }

    pub(crate) fn drop_recovery_grants(&mut self, side: &str) {
        self.grants
            .retain(|grant| grant.to != Holder::Recovery(side.to_owned()));
    }

    /// Settings and rule tables are proposed; a newer proposal takes the place of the same side's earlier one.
    pub(crate) fn set_policy(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = self.governance(entry)?.side.clone();
        if entry.says_kind() == "log.rules" {
            let text = entry.text("text").ok_or(FORM)?;
            if entry.text("sha256") != Some(&hex(&sha256(&[text.as_bytes()]))) {
                return Err("the rule table's bytes are not those that its entry names");
            }
        }
        self.proposals
            .retain(|_, old| old.side != side || old.kind != entry.says_kind());
        self.propose(entry, side, false);
        Ok(())
    }

    /// A lead answers one of the partnership's questions, or signs an answer that stands.
    pub(crate) fn write_register(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        self.governance(entry)?;
        let wrote = entry.says.get("wrote").ok_or(FORM)?;
        if let Some(answered) = wrote.get("answered") {
            let question = number_of(answered, "question").ok_or(FORM)?;
            if !(1..=QUESTIONS).contains(&question) {
                return Err("there is no question of that number");
            }
            self.answers.insert(question, entry.place());
            return Ok(());
        }
        let signed = wrote.get("signed").ok_or(FORM)?;
        let place = (
            id_of(signed, "device").ok_or(FORM)?,
            number_of(signed, "seq").ok_or(FORM)?,
        );
        self.answers
            .values()
            .any(|answer| *answer == place)
            .then_some(())
            .ok_or("no answer that counts stands at that place")
    }

    /// A lead orders a disposal in what it looks after; in a common compartment it waits.
    pub(crate) fn dispose(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = self.governance(entry)?.side.clone();
        let compartment = entry.text("compartment").ok_or(FORM)?;
        if !administers(&side, compartment) {
            return Err("a lead disposes in its own compartment and the common ones");
        }
        let named = entry.says.get("entries").and_then(Value::as_array);
        let why = entry.text("basis").is_some_and(|basis| !basis.trim().is_empty());
        if named.is_none_or(Vec::is_empty) || !why {
            return Err("an order names what is destroyed and why");
        }
        if is_common(compartment) {
            self.propose(entry, side, false);
        }
        Ok(())
    }

    fn propose(&mut self, entry: &Entry, side: String, in_force: bool) {
        let alone = !self.both && matches!(entry.says_kind(), "log.epoch" | "log.policy");
        let Some(author) = entry.author else { return };
        let proposal = Proposal {
            kind: entry.says_kind().to_owned(),
            leaf: leaf(&entry.raw),
            side,
            author,
            in_force: in_force || alone,
        };
        self.proposals.insert(entry.place(), proposal);
    }

    pub(crate) fn lapse_proposals_of(&mut self, member: Id) {
        self.proposals
            .retain(|_, proposal| proposal.author != member || proposal.in_force);
    }

    /// A lead of the other organisation agrees to what waits.
    pub(crate) fn approve(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = &self.governance(entry)?.side;
        let named = entry.says.get("entry").ok_or(FORM)?;
        let place = (
            id_of(named, "device").ok_or(FORM)?,
            number_of(named, "seq").ok_or(FORM)?,
        );
        let proposal = self
            .proposals
            .get(&place)
            .ok_or("nothing waits for approval at that place")?;
        if proposal.side == *side {
            return Err("a lead of the other organisation approves");
        }
        if bytes_of(&entry.says, "leaf") != Some(proposal.leaf) {
            return Err("it names another entry than the one at that place");
        }
        self.proposals.remove(&place);
        for epoch in self.epochs.iter_mut().filter(|epoch| epoch.place == place) {
            epoch.in_force = true;
        }
        Ok(())
    }

    /// What was overtaken by another device's entry stays for reading.
    pub(crate) fn keep_overtaken(&mut self, entry: &Entry) {
        match entry.says_kind() {
            "log.standing" => self.shut_out_as_well(entry),
            "log.epoch" => {
                if let (Some(compartment), Some(number)) =
                    (entry.text("compartment"), number_of(&entry.says, "epoch"))
                {
                    self.epochs.push(Epoch {
                        compartment: compartment.to_owned(),
                        number,
                        step: self.step,
                        place: entry.place(),
                        in_force: false,
                    });
                }
            }
            "log.grant" => {
                let grant = read_grant(&entry.says);
                let grant = grant.filter(|grant| self.has_epoch(grant) && self.may_hold(grant));
                self.grants.extend(grant);
            }
            _ => {}
        }
    }
}

impl Person {
    /// Whether this role on this side may have a compartment's keys.
    fn may_have(&self, compartment: &str) -> bool {
        match self.role.as_str() {
            "supervisor" => compartment == "oversight",
            "governance" => compartment == self.side || is_common(compartment),
            _ => compartment == self.side || compartment == "shared",
        }
    }
}

fn read_grant(says: &Value) -> Option<Grant> {
    let to = says.get("to")?;
    Some(Grant {
        compartment: text_of(says, "compartment")?.to_owned(),
        number: number_of(says, "epoch")?,
        to: match id_of(to, "member") {
            Some(member) => Holder::Member(member),
            None => Holder::Recovery(text_of(to, "recovery")?.to_owned()),
        },
    })
}
