//! The shared half of an incident: what both seats and the shared view show.

use std::collections::BTreeMap;

use super::frame::{Frame, JoinCard};
use super::{BreachCard, Change, DeskFacts, Placed, RequestCard, breach};
use crate::domain::content::{
    Basis, Channel, Content, CrewMember, Detail, Disclosed, FollowUp, Heard, IncidentOutcome, Milestone,
    NoteGiven, PersonTold, Post, Receiver, RiskLevel, S136Step, SharedItem, Source,
};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::mha::S136State;
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// A disclosure as it is shown to either side. Drawn by one function from this, which comes from the stored bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureCard {
    /// Its name.
    pub disclosure: ItemId,
    /// When it crossed; `None` on the check page, before it has.
    pub at: Option<Moment>,
    /// Who tells; `None` for the crew.
    pub from: Option<Side>,
    /// The teller's name.
    pub from_name: String,
    /// To whom.
    pub to: Vec<Receiver>,
    /// The items.
    pub items: Vec<SharedItem>,
    /// On what basis.
    pub basis: Basis,
    /// By which channel.
    pub channel: Channel,
    /// Whether the person knows.
    pub person_told: PersonTold,
    /// Withdrawn since.
    pub withdrawn_at: Option<Moment>,
    /// For a danger share: when its reason was finished.
    pub finished_at: Option<Moment>,
    /// Its corrections and its withdrawal, oldest first.
    pub changes: Vec<Change>,
    /// Who confirmed that they heard it, and when; each person once.
    pub heard: Vec<(Side, String, Moment)>,
}

impl DisclosureCard {
    /// The card of a disclosure that crossed, or is about to (`at` is `None`).
    pub fn of(disclosed: &Disclosed, at: Option<Moment>) -> Self {
        Self {
            disclosure: disclosed.disclosure,
            at,
            from: disclosed.from,
            from_name: disclosed.from_name.clone(),
            to: disclosed.to.clone(),
            items: disclosed.items.clone(),
            basis: disclosed.basis,
            channel: disclosed.channel,
            person_told: disclosed.person_told,
            withdrawn_at: None,
            finished_at: None,
            changes: Vec::new(),
            heard: Vec::new(),
        }
    }

    /// Whether a side was told.
    pub fn is_for(&self, side: Side) -> bool {
        self.from != Some(side) && self.to.iter().any(|to| to.side == Some(side))
    }

    /// Spoken words which this side was told and has not confirmed that it heard.
    pub fn waits_for(&self, side: Side) -> bool {
        self.channel.is_spoken()
            && self.withdrawn_at.is_none()
            && self.is_for(side)
            && self.heard.iter().all(|(by, ..)| *by != side)
    }

    /// A danger share whose reason is still to be finished.
    pub fn is_unfinished_danger(&self) -> bool {
        self.basis == Basis::Danger && self.finished_at.is_none()
    }
}

/// The shared half of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedIncident {
    /// The incident.
    pub incident: IncidentId,
    /// `26-0117`.
    pub reference: String,
    /// When it was opened.
    pub opened: Moment,
    /// Car or desk.
    pub post: Post,
    /// Vehicle or desk.
    pub station: String,
    /// Who was signed in when it was opened.
    pub crew: Vec<CrewMember>,
    /// How it came.
    pub source: Option<Source>,
    /// The force's log number.
    pub log: String,
    /// Where.
    pub place: String,
    /// What the person is called; empty when not known.
    pub person: String,
    /// Age in years.
    pub age: Option<u32>,
    /// The age is an estimate.
    pub age_about: bool,
    /// Agreed risk.
    pub risk: Option<RiskLevel>,
    /// What else both sides wrote down: numbers of the place, people, red flags, plan, markers.
    pub frame: Frame,
    /// Every detail as it was set, oldest first: what was corrected stays readable.
    pub details: Vec<(Moment, Option<MemberId>, Detail)>,
    /// The incidents that are the same as this one.
    pub joined: Vec<JoinCard>,
    /// What was stamped.
    pub milestones: BTreeMap<Milestone, Moment>,
    /// What crossed, oldest first; withdrawn ones stay with their time.
    pub disclosures: Vec<DisclosureCard>,
    /// What one side asked of the other, oldest first.
    pub requests: Vec<RequestCard>,
    /// Shares that should not have been made.
    pub breaches: Vec<BreachCard>,
    /// Section 136.
    pub s136: S136State,
    /// How it ended.
    pub outcome: Option<IncidentOutcome>,
    /// What is still to be done.
    pub follow_up: Vec<FollowUp>,
    /// When it was closed; `None` while open.
    pub closed: Option<Moment>,
    /// Who has it, how urgent it is, what a hospital asked, who does what afterwards.
    pub desk: DeskFacts,
    /// The latest change that may still be undone: its item, time and author.
    pub last_change: Option<(ItemId, Moment, Option<MemberId>)>,
}

/// Folds the shared entries of one incident, given in any order. `None` when its opening entry is not among them.
pub fn fold_shared(entries: &[Placed]) -> Option<SharedIncident> {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let mut incident = sorted.iter().find_map(|placed| opened(placed))?;
    let undone: Vec<ItemId> = sorted
        .iter()
        .filter_map(|placed| undone_by(&placed.content))
        .collect();
    let steps = sorted
        .iter()
        .filter_map(|placed| taken_back(&placed.content, &undone));
    let undone: Vec<ItemId> = undone.iter().copied().chain(steps).collect();
    for placed in sorted {
        apply(&mut incident, placed, &undone);
    }
    Some(incident)
}

/// The item that an entry undoes.
fn undone_by(content: &Content) -> Option<ItemId> {
    if let Content::Undone(undone) = content {
        Some(undone.item)
    } else {
        None
    }
}

/// The step of section 136 that an entry takes back, unless that was undone itself.
fn taken_back(content: &Content, undone: &[ItemId]) -> Option<ItemId> {
    let Content::S136Recorded(recorded) = content else {
        return None;
    };
    if let S136Step::TakenBack { step, .. } = &recorded.step
        && !undone.contains(&recorded.item)
    {
        Some(*step)
    } else {
        None
    }
}

fn opened(placed: &Placed) -> Option<SharedIncident> {
    let Content::IncidentOpened(opened) = &placed.content else {
        return None;
    };
    Some(SharedIncident {
        incident: opened.incident,
        reference: opened.reference.clone(),
        opened: opened.at,
        post: opened.post,
        station: opened.station.clone(),
        crew: opened.crew.clone(),
        source: None,
        log: String::new(),
        place: String::new(),
        person: String::new(),
        age: None,
        age_about: false,
        risk: None,
        frame: Frame::default(),
        details: Vec::new(),
        joined: Vec::new(),
        milestones: BTreeMap::new(),
        disclosures: Vec::new(),
        requests: Vec::new(),
        breaches: Vec::new(),
        s136: S136State::default(),
        outcome: None,
        follow_up: Vec::new(),
        closed: None,
        desk: DeskFacts::default(),
        last_change: None,
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the view of one compartment ignores what lives in another"
)]
fn apply(incident: &mut SharedIncident, placed: &Placed, undone: &[ItemId]) {
    incident.note_happened(placed, undone);
    if incident.desk.apply(placed) {
        return;
    }
    let mut change = |item: ItemId| {
        let kept = !undone.contains(&item);
        if kept {
            incident.last_change = Some((item, placed.at, placed.author));
        }
        kept
    };
    match &placed.content {
        Content::DetailSet(set) if change(set.item) => {
            set_detail(incident, &set.detail);
            incident
                .details
                .push((placed.at, placed.author, set.detail.clone()));
        }
        Content::MilestoneStamped(stamp) if change(stamp.item) => {
            incident.milestones.insert(stamp.milestone, stamp.at);
        }
        Content::OutcomeSet(set) if change(set.item) => {
            incident.outcome = Some(set.outcome);
            incident.follow_up.clone_from(&set.follow_up);
        }
        Content::S136Recorded(recorded) if change(recorded.item) => {
            incident.s136.take(recorded, placed.at);
        }
        Content::Disclosed(disclosed) => {
            incident
                .disclosures
                .push(DisclosureCard::of(disclosed, Some(placed.at)));
        }
        Content::Withdrawn(withdrawn) => {
            for card in named(incident, withdrawn.disclosure) {
                card.withdraw(withdrawn, placed.at);
            }
        }
        Content::Heard(heard) => hear(incident, heard, placed.at),
        Content::DangerFinished(finished) => {
            for card in named(incident, finished.disclosure) {
                card.finished_at.get_or_insert(placed.at);
            }
        }
        Content::Corrected(corrected) => {
            for card in named(incident, corrected.disclosure) {
                card.correct(corrected, placed.at);
            }
        }
        Content::ChangeReached(reached) => {
            for card in named(incident, reached.disclosure) {
                card.reach(reached, placed.at);
            }
        }
        Content::Requested(asked) => incident.ask(asked, placed.at),
        Content::RequestAnswered(answered) => incident.answer(answered, placed.at),
        Content::BreachOpened(opened) => breach::open(&mut incident.breaches, opened, placed.at, false),
        Content::BreachStepped(stepped) => breach::step(&mut incident.breaches, stepped, placed.at),
        Content::NoteGiven(note) => tell(incident, note),
        Content::Joined(joined) => {
            // parting takes back what went along; that they were joined stays true until then
            let _last = change(joined.item);
            incident.joined.push(JoinCard::of(joined, placed.at));
        }
        Content::Parted(parted) => incident.joined.retain(|card| card.item != parted.item),
        Content::Closed(_) => incident.closed = Some(placed.at),
        Content::Reopened(_) => incident.closed = None,
        _ => {}
    }
}

/// The cards of a disclosure.
fn named(incident: &mut SharedIncident, disclosure: ItemId) -> impl Iterator<Item = &mut DisclosureCard> {
    incident
        .disclosures
        .iter_mut()
        .filter(move |card| card.disclosure == disclosure)
}

/// Only whoever it was told to can have heard it.
fn hear(incident: &mut SharedIncident, heard: &Heard, at: Moment) {
    for card in incident
        .disclosures
        .iter_mut()
        .filter(|card| card.disclosure == heard.disclosure && card.is_for(heard.by))
    {
        if card.heard.iter().all(|(side, ..)| *side != heard.by) {
            card.heard.push((heard.by, heard.name.clone(), at));
        }
    }
}

/// The person has the note: they know what stood on it. Only a note of the side that told, or of the crew's words.
fn tell(incident: &mut SharedIncident, note: &NoteGiven) {
    let named = |card: &&mut DisclosureCard| {
        note.how.tells()
            && note.disclosures.contains(&card.disclosure)
            && card.from.is_none_or(|from| from == note.by)
    };
    for card in incident.disclosures.iter_mut().filter(named) {
        card.person_told = PersonTold::Yes;
    }
}

fn set_detail(incident: &mut SharedIncident, detail: &Detail) {
    match detail {
        Detail::Source { source, log } => {
            incident.source = Some(*source);
            incident.log.clone_from(log);
        }
        Detail::Place(place) => incident.place.clone_from(place),
        Detail::Person { name, age, about } => {
            incident.person.clone_from(name);
            incident.age = *age;
            incident.age_about = *about;
        }
        Detail::Risk(risk) => incident.risk = Some(*risk),
        Detail::Spot { .. }
        | Detail::Identity(_)
        | Detail::RedFlags { .. }
        | Detail::Plan(_)
        | Detail::Injuries(_)
        | Detail::Somebody(_)
        | Detail::Marker(_) => incident.frame.set(detail),
    }
}
