//! Who has an incident, how urgent it is, whether a hospital asked police to stay, who does what afterwards.

use super::Placed;
use crate::domain::content::{
    Claimed, Content, FollowUp, FollowUpDone, FollowUpEnd, FollowUpSet, Grade, StayAsked,
};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// A claim that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its name.
    pub claim: ItemId,
    /// When.
    pub at: Moment,
    /// Who.
    pub name: String,
    /// Which desk or vehicle.
    pub station: String,
}

/// One follow-up: whose it is, by when, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpCard {
    /// Which.
    pub what: FollowUp,
    /// Whose side does it, and who.
    pub owner: Option<(Side, String)>,
    /// By when.
    pub due: Option<Moment>,
    /// When it ended, how, and who said so.
    pub ended: Option<(Moment, FollowUpEnd, String)>,
}

/// What desks and crews said about the work itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskFacts {
    /// How urgent, and since when it is graded so.
    pub grade: Option<(Grade, Moment)>,
    /// Who has it: the first claim that stands. Then those who claimed it without knowing of that one.
    pub claims: Vec<Claim>,
    /// That a hospital asked police to stay, oldest first.
    pub stays: Vec<(Moment, StayAsked)>,
    /// The follow-ups to which something was said.
    pub follow_ups: Vec<FollowUpCard>,
}

impl DeskFacts {
    /// Who has it.
    pub fn holder(&self) -> Option<&Claim> {
        self.claims.first()
    }

    /// Who claimed it at the same time, without knowing of whoever has it.
    pub fn also_claimed(&self) -> &[Claim] {
        self.claims.get(1..).unwrap_or_default()
    }

    /// What was said about one of the follow-ups.
    pub fn follow_up(&self, what: FollowUp) -> Option<&FollowUpCard> {
        self.follow_ups.iter().find(|card| card.what == what)
    }

    fn card(&mut self, what: FollowUp) -> &mut FollowUpCard {
        let at = self.follow_ups.iter().position(|card| card.what == what);
        let at = at.unwrap_or_else(|| {
            self.follow_ups.push(FollowUpCard {
                what,
                owner: None,
                due: None,
                ended: None,
            });
            self.follow_ups.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the place was just found or made")]
        &mut self.follow_ups[at]
    }

    /// Takes in one entry; `true` when it was one of these.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other kinds are folded elsewhere"
    )]
    pub(super) fn apply(&mut self, placed: &Placed) -> bool {
        match &placed.content {
            Content::Graded(graded) => self.grade = Some((graded.grade, placed.at)),
            Content::Claimed(claimed) => self.claim(claimed, placed.at),
            Content::Released(released) => self.claims.retain(|claim| claim.claim != released.claim),
            Content::StayAsked(asked) => self.stay(asked, placed.at),
            Content::FollowUpSet(set) => self.set(set),
            Content::FollowUpDone(done) => self.end(done, placed.at),
            _ => return false,
        }
        true
    }

    /// A claim that takes another over stands in its place. One that knew of none stands behind the first: the order of
    /// entries is the same on every device, so two desks that meet settle it alike.
    fn claim(&mut self, claimed: &Claimed, at: Moment) {
        let claim = Claim {
            claim: claimed.claim,
            at,
            name: claimed.name.clone(),
            station: claimed.station.clone(),
        };
        match self
            .claims
            .iter_mut()
            .find(|standing| Some(standing.claim) == claimed.over)
        {
            Some(standing) => *standing = claim,
            None => self.claims.push(claim),
        }
    }

    /// A later entry of the same name says more of the same request.
    fn stay(&mut self, asked: &StayAsked, at: Moment) {
        match self.stays.iter_mut().find(|(_, stay)| stay.item == asked.item) {
            Some((_, stay)) => *stay = asked.clone(),
            None => self.stays.push((at, asked.clone())),
        }
    }

    fn set(&mut self, set: &FollowUpSet) {
        let card = self.card(set.what);
        card.owner = Some((set.side, set.owner.clone()));
        card.due = set.due;
        card.ended = None;
    }

    fn end(&mut self, done: &FollowUpDone, at: Moment) {
        self.card(done.what).ended = Some((at, done.end, done.by.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::Released;
    use crate::domain::ids::{DeviceId, EntryRef, IncidentId};

    const INCIDENT: IncidentId = IncidentId([1; 16]);

    fn placed(device: u8, lamport: u64, content: Content) -> Placed {
        Placed {
            entry: EntryRef {
                device: DeviceId([device; 16]),
                seq: lamport,
            },
            lamport,
            at: Moment(i64::try_from(lamport).unwrap()),
            author: None,
            content,
        }
    }

    fn claim(number: u8, over: Option<u8>) -> Content {
        Content::Claimed(Claimed {
            incident: INCIDENT,
            claim: ItemId([number; 16]),
            member: None,
            name: format!("Nurse {number}"),
            station: format!("Desk {number}"),
            over: over.map(|over| ItemId([over; 16])),
        })
    }

    fn folded(mut entries: Vec<Placed>) -> DeskFacts {
        entries.sort_by_key(Placed::order);
        let mut facts = DeskFacts::default();
        for entry in &entries {
            facts.apply(entry);
        }
        facts
    }

    #[test]
    fn two_desks_that_claim_at_once_settle_it_alike_and_both_are_named() {
        let one = placed(1, 5, claim(1, None));
        let two = placed(2, 5, claim(2, None));
        let here = folded(vec![one.clone(), two.clone()]);
        let there = folded(vec![two, one]);
        assert_eq!(here, there);
        assert_eq!(here.holder().map(|c| c.name.as_str()), Some("Nurse 1"));
        assert_eq!(here.also_claimed().len(), 1);
        assert_eq!(here.also_claimed()[0].station, "Desk 2");
    }

    #[test]
    fn whoever_takes_over_with_open_eyes_has_it_alone() {
        let facts = folded(vec![
            placed(1, 5, claim(1, None)),
            placed(2, 6, claim(2, Some(1))),
        ]);
        assert_eq!(facts.holder().map(|c| c.name.as_str()), Some("Nurse 2"));
        assert!(facts.also_claimed().is_empty());
    }

    #[test]
    fn when_the_first_gives_it_back_the_other_who_claimed_has_it() {
        let released = Content::Released(Released {
            incident: INCIDENT,
            claim: ItemId([1; 16]),
        });
        let facts = folded(vec![
            placed(1, 5, claim(1, None)),
            placed(2, 5, claim(2, None)),
            placed(1, 6, released),
        ]);
        assert_eq!(facts.holder().map(|c| c.name.as_str()), Some("Nurse 2"));
    }
}
