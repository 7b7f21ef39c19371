//! What followed a share: its corrections and its withdrawal, and whom they have reached.

use super::DisclosureCard;
use crate::domain::content::{
    AfterOutside, ChangeReached, Corrected, CorrectionReason, Reached, Receiver, Withdrawn, WithdrawnWhy,
};
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// One sentence was corrected.
    Corrected {
        /// Which of the items, counted from 0.
        item: usize,
        /// The words before.
        before: String,
        /// Why.
        why: CorrectionReason,
        /// Who corrected.
        by: String,
    },
    /// All of it was withdrawn.
    Withdrawn(Option<WithdrawnWhy>),
}

/// A correction or a withdrawal, and whom it has reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The correction's name; `None` for the withdrawal.
    pub correction: Option<ItemId>,
    /// When.
    pub at: Moment,
    /// What.
    pub kind: ChangeKind,
    /// Which receiver it has reached, when that was recorded, and how; the first time for each.
    pub reached: Vec<(usize, Moment, Reached)>,
}

impl Change {
    /// When and how it reached a receiver.
    pub fn reached(&self, receiver: usize) -> Option<(Moment, &Reached)> {
        self.reached
            .iter()
            .find(|(at, ..)| *at == receiver)
            .map(|(_, at, how)| (*at, how))
    }
}

/// What one item was corrected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction<'a> {
    /// The change: when, and whom it has reached.
    pub change: &'a Change,
    /// Which of the items, counted from 0.
    pub item: usize,
    /// Why.
    pub why: CorrectionReason,
    /// Who corrected.
    pub by: &'a str,
    /// The words from then on.
    pub words: &'a str,
}

impl DisclosureCard {
    /// The words of an item as they crossed, before any correction.
    pub fn as_told(&self, item: usize) -> Option<&str> {
        self.words_after(item, 0)
    }

    /// Every correction with the words that it brought, oldest first.
    pub fn corrections(&self) -> impl Iterator<Item = Correction<'_>> {
        self.changes.iter().enumerate().filter_map(|(place, change)| {
            let ChangeKind::Corrected { item, why, by, .. } = &change.kind else {
                return None;
            };
            Some(Correction {
                change,
                item: *item,
                why: *why,
                by,
                words: self.words_after(*item, place.saturating_add(1))?,
            })
        })
    }

    /// The words of an item after so many of the changes: what the next correction replaced, or what stands now.
    fn words_after(&self, item: usize, changes: usize) -> Option<&str> {
        let next = self.changes.iter().skip(changes).find_map(|change| {
            if let ChangeKind::Corrected { item: of, before, .. } = &change.kind
                && *of == item
            {
                Some(before.as_str())
            } else {
                None
            }
        });
        next.or_else(|| self.items.get(item).map(|item| item.words.as_str()))
    }

    /// The changes that still have to reach somebody, each with the receiver's place. Once words are withdrawn, only
    /// that has to be known: nobody needs to read a correction of words that they must not use.
    pub fn to_reach(&self) -> impl Iterator<Item = (&Change, usize)> {
        let only_last = self.withdrawn_at.is_some();
        self.changes
            .iter()
            .filter(move |change| !only_last || change.correction.is_none())
            .flat_map(|change| (0..self.to.len()).map(move |receiver| (change, receiver)))
            .filter(|(change, receiver)| change.reached(*receiver).is_none())
    }

    /// The receiver that a member of a side stands for: themselves, or a role that nobody held by name.
    pub fn receiver_of(&self, side: Side, me: Option<MemberId>) -> Option<usize> {
        let by_name = |to: &Receiver| to.member.is_some() && to.member == me;
        let by_role = |to: &Receiver| to.member.is_none() && to.side == Some(side);
        self.to
            .iter()
            .position(by_name)
            .or_else(|| self.to.iter().position(by_role))
    }

    /// The changes that this member has still to read and confirm.
    pub fn to_read(&self, side: Side, me: Option<MemberId>) -> impl Iterator<Item = &Change> {
        let own = self.from == Some(side);
        let receiver = self.receiver_of(side, me).filter(|_| !own);
        self.to_reach()
            .filter(move |(_, to)| Some(*to) == receiver)
            .map(|(change, _)| change)
    }

    /// Takes in what followed words that were told outside the crew, if it is about these.
    pub(super) fn change_outside(&mut self, change: &AfterOutside, at: Moment) {
        match change {
            AfterOutside::Corrected(corrected) if corrected.disclosure == self.disclosure => {
                self.correct(corrected, at);
            }
            AfterOutside::Withdrawn(withdrawn) if withdrawn.disclosure == self.disclosure => {
                self.withdraw(withdrawn, at);
            }
            AfterOutside::Reached(reached) if reached.disclosure == self.disclosure => {
                self.reach(reached, at);
            }
            AfterOutside::Corrected(_)
            | AfterOutside::Withdrawn(_)
            | AfterOutside::Reached(_)
            | AfterOutside::BreachOpened(_)
            | AfterOutside::BreachStepped(_) => {}
        }
    }

    /// Takes a correction in: the item has its words from now on.
    pub(super) fn correct(&mut self, corrected: &Corrected, at: Moment) {
        let Ok(item) = usize::try_from(corrected.item) else {
            return;
        };
        let known = self
            .changes
            .iter()
            .any(|change| change.correction == Some(corrected.correction));
        let Some(shared) = self.items.get_mut(item).filter(|_| !known) else {
            return;
        };
        let before = std::mem::replace(&mut shared.words, corrected.words.clone());
        self.changes.push(Change {
            correction: Some(corrected.correction),
            at,
            kind: ChangeKind::Corrected {
                item,
                before,
                why: corrected.why,
                by: corrected.from_name.clone(),
            },
            reached: Vec::new(),
        });
    }

    /// Takes a withdrawal in: the first one counts.
    pub(super) fn withdraw(&mut self, withdrawn: &Withdrawn, at: Moment) {
        if self.withdrawn_at.is_some() {
            return;
        }
        self.withdrawn_at = Some(at);
        self.changes.push(Change {
            correction: None,
            at,
            kind: ChangeKind::Withdrawn(withdrawn.why),
            reached: Vec::new(),
        });
    }

    /// Takes the proof in that a change reached a receiver: the first one counts.
    pub(super) fn reach(&mut self, reached: &ChangeReached, at: Moment) {
        let Ok(receiver) = usize::try_from(reached.receiver) else {
            return;
        };
        // only who was told, and on their own side, can say that they read it; only who told, that they passed it on
        let said_by_right = self.to.get(receiver).is_some_and(|to| match reached.reached {
            Reached::Read { .. } => to.side == Some(reached.side),
            Reached::Told { .. } => self.from.is_none_or(|from| from == reached.side),
        });
        for change in self
            .changes
            .iter_mut()
            .filter(|change| change.correction == reached.correction && said_by_right)
        {
            if change.reached(receiver).is_none() {
                change.reached.push((receiver, at, reached.reached.clone()));
            }
        }
    }
}
