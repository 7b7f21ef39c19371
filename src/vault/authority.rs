//! Who may do what in this log, replayed from its structural entries: only what the right person signed counts.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, VerifyingKey};

use crate::domain::agreement::{Register, Signed};
use crate::domain::content::{
    Content, DeviceEnrolled, Disposed, Genesis, Granted, Invited, LogKeyMade, MemberJoined, Partnership,
    PolicySet,
};
use crate::domain::ids::{DeviceId, EntryRef, LogId, MemberId};
use crate::domain::role::{Compartment, Role, Side};

use super::approval::{AgreementFact, Proposal};
use super::devices::Devices;
use super::disposal::{Disposals, needs_both};
use super::epochs::Epoch;
use super::header::{Header, Kind, key_name};
use super::person::{Code, Member, Period, Person, PublicKeys};
use super::recovery_log::Recoveries;
use super::rules::AdoptedTable;

mod recover;

pub(crate) use recover::enrols_itself;

/// The state of authority after some entries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Authority {
    genesis: Option<(DeviceId, Genesis)>,
    devices: Devices,
    pub(super) people: BTreeMap<MemberId, Person>,
    pub(super) epochs: Vec<Epoch>,
    pub(super) grants: Vec<Granted>,
    recovery: Recoveries,
    pub(super) policy: PolicySet,
    /// Rule tables that both organisations adopted.
    pub(super) rules: Vec<AdoptedTable>,
    /// Every agreement that both organisations signed, the oldest first.
    pub(super) agreements: Vec<AgreementFact>,
    /// The partnership's questions.
    pub(super) register: Register,
    pub(super) proposals: BTreeMap<EntryRef, Proposal>,
    /// Every log key after the first, with the step at which it was made.
    pub(super) log_keys: Vec<(u64, LogKeyMade)>,
    /// Log keys whose makers another device had shut out: only what was sealed under them is read with them.
    pub(super) overtaken_log_keys: Vec<LogKeyMade>,
    /// The structural entry by which a device was last taken out: it held the log key.
    pub(super) device_lost: Option<u64>,
    /// How many structural entries have counted.
    pub(super) step: u64,
    pub(super) disposals: Disposals,
}

/// Why an entry does not count.
pub(crate) type Refusal = &'static str;

impl Authority {
    pub(crate) fn genesis(&self) -> Option<&Genesis> {
        self.genesis.as_ref().map(|(_, genesis)| genesis)
    }

    pub(crate) fn policy(&self) -> &PolicySet {
        &self.policy
    }

    /// The devices, and what each knew when.
    pub(crate) fn devices(&self) -> &Devices {
        &self.devices
    }

    /// What was ordered to be destroyed.
    pub(crate) fn disposals(&self) -> &Disposals {
        &self.disposals
    }

    pub(crate) fn device_key(&self, device: DeviceId) -> Option<&VerifyingKey> {
        self.devices.key(device)
    }

    /// Whether a content or key entry counts where it stands: its device and its author may write there, as far as the
    /// device knew. Asked of the state after the whole log, in any order of entries.
    pub(crate) fn counts(&self, header: &Header) -> Result<(), Refusal> {
        self.devices.may_append(header.place())?;
        self.may_write(header.author, header.compartment)
    }

    /// Whether its device or author had lost the right before it, unknown to the device: it counts, and is marked.
    pub(crate) fn is_late(&self, header: &Header) -> bool {
        let author = header.author.and_then(|author| self.people.get(&author));
        self.devices.is_late(header.place(), header.lamport)
            || author.is_some_and(|person| person.is_late(header, &self.devices))
    }

    pub(crate) fn members(&self) -> Vec<Member> {
        self.people.values().map(Person::member).collect()
    }

    /// Whether a member ever made keys.
    pub(crate) fn has_joined(&self, member: MemberId) -> bool {
        self.people.get(&member).is_some_and(Person::joined)
    }

    pub(crate) fn invited(&self, member: MemberId) -> Option<&Invited> {
        self.people.get(&member).map(|person| &person.invited)
    }

    /// The one-time code by which a member may join now.
    pub(crate) fn code(&self, member: MemberId) -> Option<&Code> {
        self.people.get(&member).and_then(|person| person.code.as_ref())
    }

    /// The keys of a member who may sign in and write.
    pub(crate) fn keys(&self, member: MemberId) -> Option<&PublicKeys> {
        self.people.get(&member).and_then(Person::keys)
    }

    /// The recovery codes in force, and every use of any.
    pub(crate) fn recoveries(&self) -> &Recoveries {
        &self.recovery
    }

    /// Whether this author's role may write a content or key entry to this compartment: members to their own side, to
    /// `shared` and `oversight`; supervisors to `oversight` only; the device itself (crew entries) to both common ones.
    pub(crate) fn may_write(
        &self,
        author: Option<MemberId>,
        compartment: Compartment,
    ) -> Result<(), Refusal> {
        let Some(author) = author else {
            return if matches!(compartment, Compartment::Shared | Compartment::Oversight) {
                Ok(())
            } else {
                Err("a crew entry belongs to neither side")
            };
        };
        let Some(Person { invited, .. }) = self.people.get(&author).filter(|person| person.joined()) else {
            return Err("its author is not a member");
        };
        let allowed = match compartment {
            Compartment::Log => false,
            Compartment::Oversight => true,
            Compartment::Shared => invited.role != Role::Supervisor,
            Compartment::Police | Compartment::Health => {
                invited.role != Role::Supervisor && invited.side.compartment() == compartment
            }
        };
        if allowed {
            Ok(())
        } else {
            Err("its author may not write to this compartment")
        }
    }

    /// The key that must have signed this entry. `content` is what a structural entry says.
    pub(crate) fn signer(&self, header: &Header, content: Option<&Content>) -> Result<VerifyingKey, Refusal> {
        let key = match (header.author, content) {
            (Some(author), Some(Content::MemberJoined(joined))) if joined.member == author => {
                verifying(&joined.sign_pk)?
            }
            (Some(author), _) => self
                .people
                .get(&author)
                .ok_or("its author is not a member")?
                .key_at(header, &self.devices)?,
            (None, Some(Content::DeviceEnrolled(enrolled))) if enrolled.device == header.device => {
                verifying(&enrolled.sign_pk)?
            }
            (None, Some(Content::RecoveryUsed(used))) if enrols_itself(header, used).is_some() => {
                let enrolled = enrols_itself(header, used).ok_or("its device is not enrolled")?;
                verifying(&enrolled.sign_pk)?
            }
            (None, _) => *self
                .device_key(header.device)
                .ok_or("its device is not enrolled")?,
        };
        if key_name(key.as_bytes()) == header.author_key {
            Ok(key)
        } else {
            Err("it names another version of its author's key")
        }
    }

    /// Takes a structural entry in, if its author may make it.
    #[expect(clippy::too_many_lines, reason = "one line for each kind of entry")]
    pub(crate) fn apply(&mut self, header: &Header, content: &Content) -> Result<(), Refusal> {
        if header.compartment != Compartment::Log || kind_of(content) != Some(header.kind) {
            return Err("its header names another kind");
        }
        if self.genesis.is_none() && !matches!(content, Content::Genesis(_)) {
            return Err("it stands before the first entry of the log");
        }
        let itself = matches!(content, Content::DeviceEnrolled(enrolled) if enrolled.device == header.device)
            || matches!(content, Content::RecoveryUsed(used) if enrols_itself(header, used).is_some());
        if !itself && header.kind != Kind::Genesis {
            self.devices.may_append(header.place())?;
        }
        match content {
            Content::Genesis(genesis) => self.begin(header, genesis),
            Content::DeviceEnrolled(enrolled) => self.enrol(header, enrolled),
            Content::DeviceRevoked(revoked) => self.revoke(header, revoked.device),
            Content::Witnessed(_) if header.author.is_some() => Err("a device witnesses for itself"),
            Content::Witnessed(witnessed) => self.devices.witness(header.place(), witnessed),
            Content::Invited(invited) => self.invite(header, invited),
            Content::MemberJoined(joined) => self.join(header, joined),
            Content::EpochMade(made) => self.make_epoch(header, made),
            Content::Granted(granted) => self.grant(header, granted),
            Content::RecoveryHolder(holder) => self.hold(header, holder),
            Content::RecoveryUsed(used) => self.recover(header, used),
            Content::PolicySet(_) => self.set_policy(header, content),
            Content::RulesAdopted(adopted) => self.propose_rules(header, content, adopted),
            Content::MemberChanged(changed) => self.change(header, changed),
            Content::Reinvited(reinvited) => self.reinvite(header, reinvited),
            Content::Approved(approved) => self.approve(header, approved),
            Content::LogKeyMade(made) => self.make_log_key(header, made),
            Content::PartnershipWritten(written) => self.write_register(header, &written.wrote),
            Content::PassphraseChanged(changed) => self.change_passphrase(header, changed),
            Content::Disposed(disposed) => self.dispose(header, content, disposed),
            Content::IncidentOpened(_)
            | Content::DetailSet(_)
            | Content::MilestoneStamped(_)
            | Content::Disclosed(_)
            | Content::Withdrawn(_)
            | Content::DangerFinished(_)
            | Content::S136Recorded(_)
            | Content::OutcomeSet(_)
            | Content::Closed(_)
            | Content::Reopened(_)
            | Content::Undone(_)
            | Content::Requested(_)
            | Content::RequestAnswered(_)
            | Content::Corrected(_)
            | Content::ChangeReached(_)
            | Content::BreachOpened(_)
            | Content::BreachStepped(_)
            | Content::RequestRefused(_)
            | Content::OutsideRequested(_)
            | Content::AfterOutside(_)
            | Content::OutsideStepped(_)
            | Content::RequestFact(_)
            | Content::OutsideFact(_)
            | Content::BreachFact(_)
            | Content::Heard(_)
            | Content::ToldOutside(_)
            | Content::NoteGiven(_)
            | Content::PaperMade(_)
            | Content::Graded(_)
            | Content::Claimed(_)
            | Content::Released(_)
            | Content::StayAsked(_)
            | Content::FollowUpSet(_)
            | Content::FollowUpDone(_)
            | Content::HandoverGiven(_)
            | Content::HandoverReceived(_)
            | Content::AdviceGiven(_)
            | Content::KnownAnswered(_)
            | Content::NoteWritten(_)
            | Content::NoteAmended(_)
            | Content::DecisionMade(_)
            | Content::TaskSet(_)
            | Content::TaskDone(_)
            | Content::ConsentKept(_)
            | Content::ConsentTakenBack(_)
            | Content::ConsentLevelSet(_)
            | Content::RecordCompleted(_)
            | Content::OpenedFact(_)
            | Content::KnownToldFact(_)
            | Content::DecisionFact(_)
            | Content::DangerFinishedFact(_)
            | Content::S136Fact(_)
            | Content::S136TakenBack(_)
            | Content::JoinedFact(_)
            | Content::S136Despite(_)
            | Content::S136Stopped(_)
            | Content::S136Learnt(_)
            | Content::S136Counted(_)
            | Content::S136Kept(_)
            | Content::ClosedFact(_)
            | Content::Viewed(_)
            | Content::RegisterViewed(_)
            | Content::Exported(_)
            | Content::ReasonGiven(_)
            | Content::RulesRefused(_)
            | Content::MonthReleased(_)
            | Content::BaselineSet(_)
            | Content::OwnCounts(_)
            | Content::OwnCountsKept(_)
            | Content::StatedCounts(_)
            | Content::ReviewDrawn(_)
            | Content::Reviewed(_)
            | Content::AccessChecked(_)
            | Content::LogChecked(_)
            | Content::RedLineStopped(_)
            | Content::WordPassedFact(_)
            | Content::WordReadFact(_)
            | Content::GovernanceOpened(_)
            | Content::CheckpointHeld(_)
            | Content::ReviewWordPassed(_)
            | Content::ReviewWordRead(_)
            | Content::Joined(_)
            | Content::Parted(_)
            | Content::FieldSet(_)
            | Content::MarkerKept(_)
            | Content::NoteMoved(_)
            | Content::NoteArrived(_) => Err("it is not structure"),
        }?;
        self.step = self.step.saturating_add(1);
        Ok(())
    }

    fn revoke(&mut self, header: &Header, device: DeviceId) -> Result<(), Refusal> {
        self.governance(header.author)?;
        self.devices.revoke(header.place(), header.lamport, device)?;
        self.device_lost = Some(self.step);
        Ok(())
    }

    fn set_policy(&mut self, header: &Header, content: &Content) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        self.propose(header, content, side, false);
        Ok(())
    }

    /// A lead answers one of the partnership's questions, or signs the other organisation's answer.
    fn write_register(&mut self, header: &Header, wrote: &Partnership) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        let by = header.author.ok_or("only a governance lead may do this")?;
        let signed = Signed { by, at: header.at };
        match wrote {
            Partnership::Answered(answer) => self.register.answer(answer, header.place(), side, signed),
            Partnership::Signed(entry) => self.register.sign(*entry, side, signed),
        }
    }

    fn make_log_key(&mut self, header: &Header, made: &LogKeyMade) -> Result<(), Refusal> {
        self.governance(header.author)?;
        self.log_keys.push((self.step, made.clone()));
        Ok(())
    }

    fn dispose(&mut self, header: &Header, content: &Content, disposed: &Disposed) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        self.disposals.order(header, side, disposed)?;
        if needs_both(disposed.compartment) {
            self.propose(header, content, side, false);
        }
        Ok(())
    }

    fn begin(&mut self, header: &Header, genesis: &Genesis) -> Result<(), Refusal> {
        if self.genesis.is_some() || header.seq != 0 || header.author.is_some() {
            return Err("a log begins once");
        }
        if header.names_log() != header.log {
            return Err("it does not name its own log");
        }
        self.genesis = Some((header.device, genesis.clone()));
        Ok(())
    }

    /// The founding device introduces itself, right after the first entry. Any other is enrolled by a governance lead,
    /// on a device that writes already or as the first entry of the new device itself.
    fn enrol(&mut self, header: &Header, enrolled: &DeviceEnrolled) -> Result<(), Refusal> {
        let itself = enrolled.device == header.device;
        if header.author.is_some() {
            self.governance(header.author)?;
            if itself && header.seq != 0 {
                return Err("a device is enrolled by the first entry that it writes, or on another device");
            }
        } else {
            let founding = self.genesis.as_ref().map(|(device, _)| *device);
            if founding != Some(header.device) || !itself || header.seq != 1 {
                return Err("only the founding device enrols itself");
            }
        }
        self.devices.enrol(enrolled)
    }

    /// A governance lead invites to its own side; the founding device invites one governance lead for each side.
    fn invite(&mut self, header: &Header, invited: &Invited) -> Result<(), Refusal> {
        if !invited.role.fits(invited.side) {
            return Err("this role does not belong to that side");
        }
        match header.author {
            Some(_) if self.governance(header.author)? == invited.side => {}
            Some(_) => return Err("a lead invites to its own organisation only"),
            None => {
                let first = !self.people.values().any(|p| p.invited.side == invited.side);
                let founding = self.genesis.as_ref().map(|(device, _)| *device) == Some(header.device);
                if !founding || !first || invited.role != Role::Governance {
                    return Err("the founding page invites one governance lead for each side");
                }
            }
        }
        self.admit(invited, header.author)
    }

    fn admit(&mut self, invited: &Invited, by: Option<MemberId>) -> Result<(), Refusal> {
        if self.people.contains_key(&invited.member) {
            return Err("this member is there already");
        }
        let person = Person::invited(invited.clone(), by);
        self.people.insert(invited.member, person);
        Ok(())
    }

    fn join(&mut self, header: &Header, joined: &MemberJoined) -> Result<(), Refusal> {
        let log = header.log;
        let person = self
            .people
            .get_mut(&joined.member)
            .ok_or("nobody invited this member")?;
        let invitation = person
            .code
            .as_ref()
            .filter(|_| header.author == Some(joined.member));
        let invitation = invitation.ok_or("an invitation is accepted once, by the one it names")?;
        if header.at > invitation.expires {
            return Err("the invitation had expired");
        }
        let code = verifying(&invitation.public)?;
        let signature =
            Signature::from_slice(&joined.code_sig).map_err(|_bad| "the code's signature is malformed")?;
        let told = join_message(log, joined.member, &joined.sign_pk, &joined.kem_pk);
        code.verify_strict(&told, &signature)
            .map_err(|_bad| "the code was not held")?;
        let keys = PublicKeys {
            sign: verifying(&joined.sign_pk)?,
            kem: *joined
                .kem_pk
                .first_chunk::<32>()
                .filter(|_| joined.kem_pk.len() == 32)
                .ok_or("a key does not have 32 bytes")?,
        };
        person.code = None;
        person.slot = None;
        person.periods.push(Period::from(keys, header.place()));
        Ok(())
    }

    pub(super) fn has_epoch(&self, granted: &Granted) -> bool {
        self.epochs()
            .any(|made| made.compartment == granted.compartment && made.epoch == granted.epoch)
    }

    /// The side of a governance lead who joined and may act.
    pub(crate) fn governance(&self, author: Option<MemberId>) -> Result<Side, Refusal> {
        author
            .and_then(|author| self.people.get(&author))
            .filter(|person| person.keys().is_some() && person.invited.role == Role::Governance)
            .map(|person| person.invited.side)
            .ok_or("only a governance lead may do this")
    }
}

/// Whether a side's leads look after this compartment.
pub(crate) fn administers(side: Side, compartment: Compartment) -> bool {
    match compartment {
        Compartment::Log => false,
        Compartment::Police | Compartment::Health => side.compartment() == compartment,
        Compartment::Shared | Compartment::Oversight => true,
    }
}

/// The structural kind of a content; `None` for what is not structure.
pub(crate) fn kind_of(content: &Content) -> Option<Kind> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`Content::home` is the exhaustive list; this names the structural ones"
    )]
    match content {
        Content::Genesis(_) => Some(Kind::Genesis),
        Content::DeviceEnrolled(_) | Content::DeviceRevoked(_) => Some(Kind::Device),
        Content::Witnessed(_) => Some(Kind::Witness),
        Content::Invited(_) | Content::Reinvited(_) => Some(Kind::Invitation),
        Content::MemberJoined(_) | Content::MemberChanged(_) | Content::PassphraseChanged(_) => {
            Some(Kind::Member)
        }
        Content::EpochMade(_) => Some(Kind::Epoch),
        Content::Granted(_) => Some(Kind::Grant),
        Content::RecoveryHolder(_) | Content::RecoveryUsed(_) => Some(Kind::Recovery),
        Content::PolicySet(_) | Content::RulesAdopted(_) | Content::PartnershipWritten(_) => {
            Some(Kind::Policy)
        }
        Content::Disposed(_) => Some(Kind::Shred),
        Content::Approved(_) => Some(Kind::Approval),
        Content::LogKeyMade(_) => Some(Kind::LogKey),
        _ => None,
    }
}

/// What the code's key signs when an invitation is accepted.
pub(crate) fn join_message(log: LogId, member: MemberId, sign_pk: &[u8], kem_pk: &[u8]) -> Vec<u8> {
    [b"tandem/join/v1\0".as_slice(), &log.0, &member.0, sign_pk, kem_pk].concat()
}

pub(crate) fn verifying(bytes: &[u8]) -> Result<VerifyingKey, Refusal> {
    VerifyingKey::try_from(bytes).map_err(|_bad| "a public key is malformed")
}
