//! The states of section 136 and 135, and which step leads from each to which: one table, which the fold of the steps is
//! held to by a test.

use crate::domain::content::{Consulted, S136Step};

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was recorded.
    None,
    /// Being considered; nobody was consulted yet, and nobody has decided.
    Considered,
    /// Somebody of s136(1C) was consulted; nobody has decided.
    Consulted,
    /// Considered, and not used: something else was done instead.
    NotUsed,
    /// The officer has decided, or the warrant was carried out. The person is detained from that instant on, so nobody
    /// stays in this state.
    Decided,
    /// Detained; nobody has set out.
    Detained,
    /// On the way.
    Conveyed,
    /// At a place of safety, with the police.
    Arrived,
    /// Health staff took over.
    HandedOver,
    /// The doctor gave more time.
    Extended,
    /// The assessment has ended.
    Assessed,
    /// Missing.
    Missing,
    /// Over.
    Ended,
}

impl Phase {
    /// Every state, in their usual order.
    pub const ALL: [Self; 13] = [
        Self::None,
        Self::Considered,
        Self::Consulted,
        Self::NotUsed,
        Self::Decided,
        Self::Detained,
        Self::Conveyed,
        Self::Arrived,
        Self::HandedOver,
        Self::Extended,
        Self::Assessed,
        Self::Missing,
        Self::Ended,
    ];

    /// Its name in codes and in the words of the window.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Considered => "considered",
            Self::Consulted => "consulted",
            Self::NotUsed => "not-used",
            Self::Decided => "decided",
            Self::Detained => "detained",
            Self::Conveyed => "conveyed",
            Self::Arrived => "arrived",
            Self::HandedOver => "handed-over",
            Self::Extended => "extended",
            Self::Assessed => "assessed",
            Self::Missing => "went-missing",
            Self::Ended => "ended",
        }
    }

    /// Somebody is detained.
    pub fn in_force(self) -> bool {
        use Phase as P;
        match self {
            P::None | P::Considered | P::Consulted | P::NotUsed | P::Ended => false,
            P::Decided
            | P::Detained
            | P::Conveyed
            | P::Arrived
            | P::HandedOver
            | P::Extended
            | P::Assessed
            | P::Missing => true,
        }
    }
}

/// Where a step leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Through these states; it stands in the last.
    Through(Vec<Phase>),
    /// Back to the state that the person went missing from.
    Back,
    /// It may be recorded, and the state is the same.
    Stays,
    /// It cannot follow here.
    Never,
}

/// Where `step` leads from `from`. Whether the law lets it pass is not asked here: see [`super::step::check`].
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other step is taken within a use"
)]
pub fn next(from: Phase, step: &S136Step) -> Next {
    use S136Step as S;
    match step {
        S::Said { .. } | S::TakenBack { .. } => Next::Stays,
        S::Considered { .. } | S::NotUsed { .. } | S::Used { .. } | S::Warrant { .. } => decides(from, step),
        _ if from == Phase::Ended => Next::Stays,
        _ if !from.in_force() => Next::Never,
        _ => within(from, step),
    }
}

/// Before the power is used, and the use itself.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other steps are taken within a use"
)]
fn decides(from: Phase, step: &S136Step) -> Next {
    use Phase as P;
    match step {
        S136Step::NotUsed { .. } if from.in_force() => Next::Never,
        S136Step::Considered { .. } | S136Step::NotUsed { .. } if from.in_force() || from == P::Ended => {
            Next::Stays
        }
        S136Step::Considered { consulted, .. } => match (from, who(consulted.as_ref())) {
            (P::Considered, false) | (P::Consulted, _) => Next::Stays,
            (P::Considered, true) => Next::Through(vec![P::Consulted]),
            (_, true) => Next::Through(vec![P::Considered, P::Consulted]),
            (_, false) => Next::Through(vec![P::Considered]),
        },
        _ if from.in_force() => Next::Never,
        S136Step::NotUsed { consulted, .. } => through(from, Some(consulted), &[P::NotUsed]),
        S136Step::Used { consulted, .. } => through(from, Some(consulted), &[P::Decided, P::Detained]),
        S136Step::Warrant { kept: true, .. } => through(from, None, &[P::Decided, P::Detained, P::Arrived]),
        _ => through(from, None, &[P::Decided, P::Detained]),
    }
}

/// While somebody is detained.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other steps change nothing about where it stands"
)]
fn within(from: Phase, step: &S136Step) -> Next {
    use Phase as P;
    let to = |phase: P| Next::Through(vec![phase]);
    let on_the_way = matches!(from, P::Detained | P::Conveyed);
    match step {
        S136Step::Ended { .. } => to(P::Ended),
        S136Step::Absconded { .. } if from == P::Missing => Next::Stays,
        S136Step::Absconded { .. } => to(P::Missing),
        S136Step::Retaken { .. } if from == P::Missing => Next::Back,
        S136Step::Conveyed { .. } if from == P::Detained => to(P::Conveyed),
        S136Step::Arrived { .. } | S136Step::Kept { .. } if on_the_way => to(P::Arrived),
        S136Step::HandedOver { .. } | S136Step::Extended { .. } | S136Step::Assessed { .. } if on_the_way => {
            Next::Never
        }
        S136Step::HandedOver { .. } if from == P::Arrived => to(P::HandedOver),
        S136Step::Extended { .. } if matches!(from, P::Arrived | P::HandedOver) => to(P::Extended),
        S136Step::Assessed { .. } if matches!(from, P::Arrived | P::HandedOver | P::Extended) => {
            to(P::Assessed)
        }
        _ => Next::Stays,
    }
}

/// Somebody of s136(1C) was consulted.
fn who(consulted: Option<&Consulted>) -> bool {
    matches!(
        consulted,
        Some(Consulted::CrewNurse { .. } | Consulted::Other { .. })
    )
}

/// Nothing is decided that was not considered, and who was consulted, was so before.
fn through(from: Phase, consulted: Option<&Consulted>, last: &[Phase]) -> Next {
    let mut phases = Vec::new();
    if !matches!(from, Phase::Considered | Phase::Consulted) {
        phases.push(Phase::Considered);
    }
    if who(consulted) && from != Phase::Consulted {
        phases.push(Phase::Consulted);
    }
    phases.extend_from_slice(last);
    Next::Through(phases)
}
