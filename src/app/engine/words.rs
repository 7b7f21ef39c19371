//! Words of a review for whoever sits in a seat: learning notes to read, questions to answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Engine;
use crate::app::api::{Done, Phase, WordCard};
use crate::app::problem::Problem;
use crate::domain::content::{Content, Reason, ReasonGiven, ReviewWordRead, WordReadFact};
use crate::domain::ids::ItemId;

impl Engine {
    /// The words for the member who sits here, those to read first, then the latest.
    pub(super) fn review_words(&mut self) -> Arc<Vec<WordCard>> {
        if let Some(known) = &self.desk.known.own.words {
            return Arc::clone(known);
        }
        let words = Arc::new(self.read_words().unwrap_or_default());
        self.desk.known.own.words = Some(Arc::clone(&words));
        words
    }

    fn read_words(&self) -> Result<Vec<WordCard>, Problem> {
        let (Phase::Seat(_), Some(view), Some(me)) = (self.phase, &self.desk.own, &self.seated) else {
            return Ok(Vec::new());
        };
        let mut cards: Vec<WordCard> = Vec::new();
        let mut known = BTreeSet::new();
        for placed in view.of_kinds(&["side.review-word", "side.review-word-read"])? {
            if let Content::ReviewWordPassed(word) = placed.content {
                if word.to == me.id && known.insert(word.item) {
                    cards.push(WordCard {
                        item: word.item,
                        incident: word.incident,
                        reference: word.reference,
                        word: word.word,
                        of: word.of,
                        at: placed.at,
                        read: None,
                    });
                }
            } else if let Content::ReviewWordRead(read) = placed.content
                && placed.author == Some(me.id)
            {
                for card in cards.iter_mut().filter(|card| card.item == read.item) {
                    card.read.get_or_insert(placed.at);
                }
            }
        }
        cards.sort_by_key(|card| (card.read.is_some(), std::cmp::Reverse(card.at), card.item));
        Ok(cards)
    }

    /// The member has read a word; a question is answered with it. The answer goes to supervisors of both organisations.
    pub(super) fn read_word(&mut self, item: ItemId, answer: &str) -> Result<Done, Problem> {
        self.private_seat()?;
        let words = self.read_words()?;
        let card = words.iter().find(|card| card.item == item && card.read.is_none());
        let card = card.ok_or_else(|| {
            Problem::new(
                "A-831",
                "That note was read already, or is for somebody else",
                "Nothing is left to do here",
            )
        })?;
        let at = self.now();
        let read = ReviewWordRead {
            incident: card.incident,
            item,
        };
        let mut acts = vec![
            Content::ReviewWordRead(read).into(),
            Content::WordReadFact(WordReadFact { item, at }).into(),
        ];
        if card.word.asks() {
            let reason = Reason::typed(answer).ok_or_else(|| {
                Problem::new(
                    "A-832",
                    "The answer is too short",
                    "Write at least 20 characters: why you opened the page, nothing about the person",
                )
            })?;
            acts.push(
                Content::ReasonGiven(ReasonGiven {
                    about: item,
                    reason,
                    at,
                })
                .into(),
            );
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }
}
