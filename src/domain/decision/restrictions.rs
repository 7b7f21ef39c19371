//! What restricts an item that police hold, and what each restriction does: stop it, ask its owner, or want a reason.

use super::codes::codes;
use super::conclusion::{Conclusion, Confidentiality, DataProtection, Outcome};
use super::facts::ItemCategory;
use super::path::Answers;
use crate::domain::content::RecordField;

codes!(
    /// Why police may not simply tell an item.
    Restriction {
        /// A condition of bail or of an order, set for somebody's protection.
        Bail,
        /// Part of a live investigation.
        Investigation,
        /// Told by somebody else: it stays until they agreed, or are not identified by it.
        ThirdParty,
        /// From a covert human source.
        Informant,
        /// A spent conviction (Rehabilitation of Offenders Act 1974).
        Spent,
    }
);

/// What a restriction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The item never crosses.
    Stops,
    /// The item crosses once it is said that whoever told it agreed, or is not identified by it.
    AskTeller,
    /// The item crosses once its owner has said yes.
    AskOwner,
    /// The item crosses with a reason.
    WantsReason,
}

impl Restriction {
    /// What it does.
    pub fn effect(self) -> Effect {
        match self {
            Self::Informant | Self::Spent => Effect::Stops,
            Self::ThirdParty => Effect::AskTeller,
            Self::Investigation => Effect::AskOwner,
            Self::Bail => Effect::WantsReason,
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::Informant => "What a covert source told never crosses: it could name the source.",
            Self::ThirdParty => {
                "Words that somebody else told stay with police unless that person agreed, or the words do not identify them."
            }
            Self::Spent => {
                "Spent convictions say nothing about today's risk (Rehabilitation of Offenders Act 1974)."
            }
            Self::Investigation => {
                "It is part of a live investigation. Ask the officer in the case, and record what they said."
            }
            Self::Bail => "A bail or order condition crosses where it bears on the purpose. Say why it does.",
        }
    }
}

/// What restricts the items: one list for each thing that was picked, in the order of the facts. Shorter than the items
/// where nothing is marked on the rest.
pub type Restrictions = Vec<Vec<Restriction>>;

/// What a kind of information is marked with until somebody changes it for the one item.
pub fn usual(kind: ItemCategory) -> &'static [Restriction] {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "three kinds carry their restriction in their name; every other is marked by whoever knows"
    )]
    match kind {
        ItemCategory::BailConditions => &[Restriction::Bail],
        ItemCategory::SpentConvictions => &[Restriction::Spent],
        ItemCategory::Intelligence => &[Restriction::Investigation],
        _ => &[],
    }
}

/// Takes restricted items out of what may cross, each by itself; where none is left, nothing crosses. A restriction never
/// adds an item.
#[must_use]
pub fn held_back(mut conclusion: Conclusion, items: &[ItemCategory], answers: &Answers) -> Conclusion {
    if !conclusion.outcome.crosses() {
        return conclusion;
    }
    let owner_agreed = answers.says(RecordField::OwnerSaid).is_some();
    let (mut reasons, mut ask_owner) = (Vec::new(), false);
    for (at, mark) in marks(items, &answers.restrictions) {
        let stops = match mark.effect() {
            Effect::Stops => true,
            Effect::AskTeller => !teller_may_be_told(answers),
            Effect::AskOwner => !owner_agreed,
            Effect::WantsReason => false,
        };
        if stops && !conclusion.held_items.contains(&at) {
            conclusion.held_items.push(at);
            ask_owner |= mark.effect() == Effect::AskOwner;
        }
        if stops && !reasons.contains(&mark.why()) {
            reasons.push(mark.why());
        }
    }
    conclusion
        .reasons
        .splice(0..0, reasons.into_iter().map(str::to_owned));
    let gone = |kind: ItemCategory| {
        let mut of_kind = items.iter().enumerate().filter(|(_, item)| **item == kind);
        of_kind.all(|(at, item)| !conclusion.lets(at, *item))
    };
    let gone: Vec<ItemCategory> = items.iter().copied().filter(|kind| gone(*kind)).collect();
    for kind in gone {
        if !conclusion.blocked_items.contains(&kind) {
            conclusion.blocked_items.push(kind);
        }
    }
    if items.iter().all(|item| conclusion.blocked_items.contains(item)) {
        stop(&mut conclusion, ask_owner);
    }
    conclusion
}

/// Whether it is on the record that somebody else's words may go on: they agreed, or the words do not identify them.
pub fn teller_may_be_told(answers: &Answers) -> bool {
    let said = answers.says(RecordField::ThirdPartySaid);
    matches!(said, Some("they-agreed" | "not-identified"))
}

/// The marks on what was picked, each with the item's place.
fn marks<'a>(
    items: &'a [ItemCategory],
    restrictions: &'a Restrictions,
) -> impl Iterator<Item = (usize, Restriction)> + 'a {
    let marked = restrictions.iter().take(items.len()).enumerate();
    marked.flat_map(|(at, marks)| marks.iter().map(move |mark| (at, *mark)))
}

/// Whether something that was picked has a mark with this effect.
pub fn marked(items: &[ItemCategory], restrictions: &Restrictions, effect: Effect) -> bool {
    marks(items, restrictions).any(|(_, mark)| mark.effect() == effect)
}

fn stop(conclusion: &mut Conclusion, ask_owner: bool) {
    conclusion.outcome = if ask_owner {
        Outcome::Escalate
    } else {
        Outcome::Blocked
    };
    conclusion.confidentiality = Confidentiality::None;
    conclusion.power.clear();
    conclusion.data_protection = DataProtection::default();
    conclusion.tasks.clear();
}
