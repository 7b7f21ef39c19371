//! What stood in the wrong place: a note moved to the incident where it belongs, duplicate incidents joined and parted.
//! Every step is an entry on both incidents; nothing is taken away.

use super::Engine;
use super::carried::{carried, nobody_is_left};
use super::incident::fits;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::domain::content::{
    Closed, Content, Joined, JoinedFact, NoteArrived, NoteMoved, Parted, Reopened, Undone,
};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{DisclosureCard, SharedIncident};

impl Engine {
    /// The note stays struck through where it was written, and stands with its own time and writer where it belongs.
    pub(super) fn move_note(
        &mut self,
        from: IncidentId,
        note: ItemId,
        to: IncidentId,
    ) -> Result<Done, Problem> {
        self.private_seat()?;
        let here = self.shared_of(from)?;
        let there = self.open_one(to)?;
        let own = self.own_of(from)?;
        let card = own
            .notes
            .into_iter()
            .find(|card| card.note == note && !card.text.is_empty());
        let Some(card) = card.filter(|_| from != to) else {
            return Err(Problem::new(
                "A-690",
                "That note cannot be moved",
                "Choose a note that stands on this incident, and another incident",
            ));
        };
        if !card.shared_in.is_empty() {
            return Err(Problem::new(
                "A-691",
                "Words of that note were shared from here",
                "Withdraw the share first; then correct the note",
            ));
        }
        let moved = NoteMoved {
            incident: from,
            note,
            to,
            to_reference: there.reference.clone(),
        };
        let arrived = NoteArrived {
            incident: to,
            note: new_item(),
            from,
            from_reference: here.reference.clone(),
            original: note,
            written: card.at,
            author: card.author,
            source: card.source,
            text: card.text,
        };
        self.write(vec![
            Content::NoteMoved(moved).into(),
            Content::NoteArrived(Box::new(arrived)).into(),
        ])?;
        Ok(Done::Ok)
    }

    /// The duplicate closes and names the other; work goes on there.
    pub(super) fn join(&mut self, duplicate: IncidentId, keeps: IncidentId) -> Result<Done, Problem> {
        let gone = self.shared_of(duplicate)?;
        let stays = self.open_one(keeps)?;
        if duplicate == keeps || gone.joined.iter().any(|card| card.other == keeps || !card.keeps) {
            return Err(Problem::new(
                "A-692",
                "These incidents cannot be joined",
                "Choose two that are not joined yet",
            ));
        }
        if gone.disclosures.iter().any(DisclosureCard::is_unfinished_danger) {
            return Err(Problem::new(
                "A-693",
                "A danger share on the duplicate still waits for its reason",
                "Finish that reason there, then join them",
            ));
        }
        nobody_is_left(&gone, &stays)?;
        let item = new_item();
        let joined = |incident, other, reference: &str, keeps| {
            Content::Joined(Joined {
                incident,
                item,
                other,
                other_reference: reference.to_owned(),
                keeps,
            })
        };
        let mut acts: Vec<Act> = vec![
            joined(duplicate, keeps, &stays.reference, false).into(),
            joined(keeps, duplicate, &gone.reference, true).into(),
        ];
        if gone.closed.is_none() {
            acts.push(Content::Closed(Closed { incident: duplicate }).into());
        }
        acts.extend(carried(&gone, &stays, item).into_iter().map(Act::from));
        if stays.person.is_empty() && stays.age.is_none() && gone.age.is_some() {
            let mut after = (*stays).clone();
            (after.age, after.age_about) = (gone.age, gone.age_about);
            acts.extend(self.recount_s136(&after)?);
        }
        acts.push(counted_once(&gone, keeps, item, false));
        self.write(acts)?;
        self.focus(keeps)
    }

    /// Both stand by themselves again; the one that had closed is open.
    pub(super) fn part(&mut self, incident: IncidentId, item: ItemId, why: &str) -> Result<Done, Problem> {
        let here = self.shared_of(incident)?;
        let Some(card) = here.joined.iter().find(|card| card.item == item).cloned() else {
            return Err(Problem::new(
                "A-694",
                "These incidents are not joined",
                "Choose one that is joined with this one",
            ));
        };
        if why.trim().is_empty() {
            return Err(Problem::new(
                "A-695",
                "Say why they are two after all",
                "Write a few words",
            ));
        }
        fits(why, 2_000, "The reason")?;
        let parted = |incident| {
            Act::from(Content::Parted(Parted {
                incident,
                item,
                why: why.to_owned(),
            }))
        };
        let mut acts = vec![parted(incident), parted(card.other)];
        let duplicate = if card.keeps { card.other } else { incident };
        let kept = if card.keeps { incident } else { card.other };
        // what went along with the joining goes again: the details bear its name
        let incident = kept;
        acts.push(Content::Undone(Undone { incident, item }).into());
        let two = self.shared_of(duplicate)?;
        acts.push(counted_once(&two, kept, item, true));
        if two.closed.is_some() {
            acts.push(
                Content::Reopened(Reopened {
                    incident: duplicate,
                    why: why.to_owned(),
                })
                .into(),
            );
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }
}

/// What the figures need to count both once, or twice again. A month counts by it only what was written before its figures
/// stand; a return of the year counts by it always.
fn counted_once(duplicate: &SharedIncident, keeps: IncidentId, item: ItemId, parted: bool) -> Act {
    let fact = JoinedFact {
        incident: duplicate.incident,
        keeps,
        item,
        parted,
        at: duplicate.opened,
    };
    Content::JoinedFact(fact).into()
}
