//! Epochs of the compartments and who was given their keys, as the log says.

use crate::domain::content::{Content, EpochMade, GrantHolder, Granted, LogKeyMade, Standing};
use crate::domain::ids::{EntryRef, KeyId};
use crate::domain::role::Compartment;
use crate::domain::time::Moment;

use super::authority::{Authority, Refusal, administers};
use super::header::Header;

/// An epoch of a compartment as the log says.
#[derive(Debug, Clone)]
pub(crate) struct Epoch {
    pub(crate) made: EpochMade,
    /// When it was made, as its entry claims.
    pub(crate) at: Moment,
    /// Its place among the structural entries.
    pub(crate) step: u64,
    /// Its entry.
    pub(crate) place: EntryRef,
    /// Whether it is written under. A proposed epoch waits for the other organisation.
    pub(crate) in_force: bool,
}

impl Authority {
    /// What is written under in a compartment: its newest epoch in force; of two that devices made without knowing
    /// of one another, the later one in the order of the log.
    pub(crate) fn epoch(&self, compartment: Compartment) -> Option<&EpochMade> {
        self.epoch_in_force(compartment).map(|epoch| &epoch.made)
    }

    pub(crate) fn epoch_in_force(&self, compartment: Compartment) -> Option<&Epoch> {
        self.epochs
            .iter()
            .filter(|epoch| epoch.made.compartment == compartment && epoch.in_force)
            .max_by_key(|epoch| (epoch.made.epoch, epoch.step))
    }

    /// The newest epoch of a compartment, one that waits for the other organisation included.
    pub(crate) fn last_epoch(&self, compartment: Compartment) -> Option<&EpochMade> {
        self.epochs()
            .filter(|made| made.compartment == compartment)
            .max_by_key(|made| made.epoch)
    }

    /// Every epoch with what is known of it, in the order in which they were made.
    pub(crate) fn all_epochs(&self) -> impl Iterator<Item = &Epoch> {
        self.epochs.iter()
    }

    /// Every epoch, the proposed ones included: their keys are given out before they are in force.
    pub(crate) fn epochs(&self) -> impl Iterator<Item = &EpochMade> {
        self.epochs.iter().map(|epoch| &epoch.made)
    }

    /// The newest log key; `None` while the first is in use.
    pub(crate) fn log_key(&self) -> Option<&LogKeyMade> {
        let last = self.log_keys.last().map(|(_, made)| made);
        last.or(self.overtaken_log_keys.last())
    }

    /// The names of all log keys after the first: those that are only read with, then the others in their order.
    pub(crate) fn log_key_names(&self) -> impl Iterator<Item = KeyId> {
        let overtaken = self.overtaken_log_keys.iter();
        overtaken
            .chain(self.log_keys.iter().map(|(_, made)| made))
            .map(|made| made.name)
    }

    /// Whether somebody who may not read any more may still hold the key that is in use: the epoch of a compartment,
    /// or, for the compartment `log`, the log key, which every device had as well.
    pub(crate) fn is_exposed(&self, compartment: Compartment) -> bool {
        let made = match compartment {
            Compartment::Log => self.log_keys.last().map_or(0, |(step, _)| *step),
            Compartment::Police | Compartment::Health | Compartment::Shared | Compartment::Oversight => {
                match self.epoch_in_force(compartment) {
                    Some(epoch) => epoch.step,
                    None => return false,
                }
            }
        };
        let given = self.epoch(compartment);
        let lost = compartment == Compartment::Log && self.device_lost.is_some_and(|lost| lost > made);
        lost || self.people.values().any(|person| {
            let held = compartment == Compartment::Log
                || person
                    .invited
                    .role
                    .compartments(person.invited.side)
                    .contains(&compartment);
            // another device may have given it to them before it knew that they had left; who came back may have it
            let to = GrantHolder::Member(person.invited.member);
            let away = person.standing != Standing::Active;
            held && person.ended.is_some_and(|ended| {
                ended > made || (away && given.is_some_and(|given| self.is_granted(given, to)))
            })
        })
    }

    pub(crate) fn grants(&self) -> &[Granted] {
        &self.grants
    }

    pub(crate) fn is_granted(&self, made: &EpochMade, to: GrantHolder) -> bool {
        self.grants
            .iter()
            .any(|g| g.compartment == made.compartment && g.epoch == made.epoch && g.to == to)
    }

    /// Whether a holder was not given every epoch of this compartment and number: two devices may have made one each
    /// before they met, and a grant names the number only.
    pub(crate) fn lacks_grant(&self, made: &EpochMade, to: GrantHolder) -> bool {
        let number = (made.compartment, made.epoch);
        let made = self
            .epochs()
            .filter(|made| (made.compartment, made.epoch) == number);
        let granted = self
            .grants
            .iter()
            .filter(|g| (g.compartment, g.epoch) == number && g.to == to);
        granted.count() < made.count()
    }

    /// An epoch of a lead's own compartment counts at once; of a common one when the other organisation agrees, or at
    /// once where somebody who left still holds the present one.
    pub(super) fn make_epoch(&mut self, header: &Header, made: &EpochMade) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        if !administers(side, made.compartment) {
            return Err("a lead makes keys for its own compartment and the common ones");
        }
        // as far as the device knew: two devices may make one each before they meet, and both are needed to read
        let known = self.epochs.iter().filter(|epoch| {
            epoch.made.compartment == made.compartment && self.devices().knew(header.place(), epoch.place)
        });
        let next = known
            .map(|epoch| epoch.made.epoch)
            .max()
            .map_or(1, |last| last.saturating_add(1));
        if made.epoch != next || made.public_key.len() != 32 {
            return Err("epochs count 1, 2, 3");
        }
        let own = side.compartment() == made.compartment;
        let urgent = self.is_exposed(made.compartment);
        self.epochs.push(Epoch {
            made: made.clone(),
            at: header.at,
            step: self.step,
            place: header.place(),
            in_force: own || urgent,
        });
        if !own {
            self.propose(header, &Content::EpochMade(made.clone()), side, urgent);
        }
        Ok(())
    }

    /// What a lead did whom another device had already shut out, without theirs knowing. Nothing is written under its
    /// keys, but what was sealed to them before the devices met stays readable; and who was shut out stays so.
    pub(super) fn keep_overtaken(&mut self, header: &Header, content: &Content) {
        self.step = self.step.saturating_add(1);
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "what is not named here has no effect when it was overtaken"
        )]
        match content {
            Content::LogKeyMade(made) => self.overtaken_log_keys.push(made.clone()),
            Content::EpochMade(made) => self.epochs.push(Epoch {
                made: made.clone(),
                at: header.at,
                step: self.step,
                place: header.place(),
                in_force: false,
            }),
            Content::Granted(granted) if self.has_epoch(granted) && self.may_hold(granted) => {
                self.grants.push(granted.clone());
            }
            Content::MemberChanged(changed) => self.shut_out_as_well(header, changed),
            _ => {}
        }
    }

    /// A lead grants what it administers; an invited person seals what the invitation carried to themselves. Nobody
    /// is granted what their role may not have.
    pub(super) fn grant(&mut self, header: &Header, granted: &Granted) -> Result<(), Refusal> {
        if !self.has_epoch(granted) {
            return Err("there is no such epoch");
        }
        let to_self = matches!(granted.to, GrantHolder::Member(to) if header.author == Some(to));
        if !to_self && !administers(self.governance(header.author)?, granted.compartment) {
            return Err("a lead grants its own compartment and the common ones");
        }
        if !self.may_hold(granted) {
            return Err("its holder may not have this compartment");
        }
        self.grants.push(granted.clone());
        Ok(())
    }

    fn may_hold(&self, granted: &Granted) -> bool {
        match granted.to {
            GrantHolder::Member(to) => self.people.get(&to).is_some_and(|person| {
                let invited = &person.invited;
                person.keys().is_some()
                    && invited
                        .role
                        .compartments(invited.side)
                        .contains(&granted.compartment)
            }),
            GrantHolder::Recovery(side) => administers(side, granted.compartment),
        }
    }
}
