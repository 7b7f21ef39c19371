//! What one side handed over and what it advised: with who took it, and how that was signed.

use super::{Placed, SideFile};
use crate::domain::content::{AdviceGiven, Content, HandoverGiven, HandoverReceived};
use crate::domain::ids::MemberId;
use crate::domain::time::Moment;

/// A handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverCard {
    /// When it was given.
    pub at: Moment,
    /// Who gave it.
    pub author: Option<MemberId>,
    /// What was handed over.
    pub given: HandoverGiven,
    /// Who took it; until then whoever gave it stays responsible.
    pub received: Option<HandoverReceived>,
}

impl HandoverCard {
    /// Nobody signed for it yet.
    pub fn is_open(&self) -> bool {
        self.received.is_none()
    }
}

/// Advice to officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceCard {
    /// When.
    pub at: Moment,
    /// Who gave it.
    pub author: Option<MemberId>,
    /// What was said.
    pub advice: AdviceGiven,
}

/// Takes in one entry of a side.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other kinds are folded elsewhere"
)]
pub(super) fn apply(file: &mut SideFile, placed: &Placed) {
    match &placed.content {
        Content::HandoverGiven(given) => file.handovers.push(HandoverCard {
            at: placed.at,
            author: placed.author,
            given: given.clone(),
            received: None,
        }),
        Content::HandoverReceived(received) => {
            for card in file
                .handovers
                .iter_mut()
                .filter(|card| card.given.handover == received.handover)
            {
                // who signed first has it
                card.received.get_or_insert_with(|| received.clone());
            }
        }
        Content::AdviceGiven(advice) => {
            let known = advice
                .completes
                .and_then(|earlier| file.advice.iter_mut().find(|card| card.advice.item == earlier));
            match known {
                Some(card) => card.advice.done.clone_from(&advice.done),
                None => file.advice.push(AdviceCard {
                    at: placed.at,
                    author: placed.author,
                    advice: advice.clone(),
                }),
            }
        }
        _ => {}
    }
}
