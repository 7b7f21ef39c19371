//! Where a use of section 136 or 135 stands: a fold of its dated steps, the same whatever order they arrived in.

use std::collections::BTreeMap;

use super::clock::period;
use super::law::MhaLaw;
use super::phase::Phase;
use super::uses::present_steps;
use crate::domain::content::{
    Consulted, Conveyance, EndedHow, MoreTime, PlaceOfSafety, S136Field, S136Recorded, S136Step,
};
use crate::domain::ids::ItemId;
use crate::domain::time::Moment;

/// One step that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its name.
    pub item: ItemId,
    /// When it was recorded.
    pub recorded: Moment,
    /// What it says.
    pub step: S136Step,
}

/// A stay at a place of safety: from an arrival there, or from the decision to keep the person where they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// When.
    pub at: Moment,
    /// Of which class the place is.
    pub place: Option<PlaceOfSafety>,
    /// The person was kept where they were, and did not arrive.
    pub kept: bool,
}

/// A leg of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// When it began.
    pub at: Moment,
    /// Where to.
    pub to: String,
    /// How.
    pub by: Conveyance,
}

/// More time that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// When it was given.
    pub at: Moment,
    /// How many minutes more.
    pub minutes: u32,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: MoreTime,
}

/// The form in the hands of the place of safety.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// When.
    pub at: Moment,
    /// SHA-256 of what stood on it: the code at its foot.
    pub fingerprint: String,
    /// The entry of its making; `None` in old receipts, whose code is of no paper.
    pub form: Option<ItemId>,
    /// Who took it.
    pub to: String,
}

/// Where section 136 or 135 stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct S136State {
    /// The latest "being considered", with the consultation that was recorded before any decision.
    pub considered: Option<S136Step>,
    /// Nothing was decided since it was considered.
    pub undecided: bool,
    /// The latest "considered, not used".
    pub not_used: Option<S136Step>,
    /// Used, with its consultation.
    pub used: Option<S136Step>,
    /// The warrant of section 135.
    pub warrant: Option<S136Step>,
    /// Kept where found, from this decision.
    pub kept: Option<Moment>,
    /// First arrival at a place of safety: the 24 hours run from here (MHA 1983 s136(2A)), unless the person was kept
    /// somewhere before it.
    pub arrived: Option<Moment>,
    /// A later arrival elsewhere; it does not restart the clock.
    pub moved: Option<Moment>,
    /// Every stay, oldest first: the place where the person was kept before any arrival, and each arrival.
    pub stays: Vec<Stay>,
    /// The legs of the way, oldest first.
    pub legs: Vec<Leg>,
    /// When health staff took over, and who.
    pub handed_over: Option<(Moment, String)>,
    /// When the police left.
    pub left: Option<Moment>,
    /// The assessment ended, and arrangements may still be made.
    pub assessed: Option<Moment>,
    /// More time, oldest first. Recorded on two devices it is there twice and counts once: see [`super::clock::period`].
    pub extensions: Vec<Extension>,
    /// When the person went missing last.
    pub absconded: Option<Moment>,
    /// When they were brought back.
    pub retaken: Option<Moment>,
    /// Checks at a police station, oldest first.
    pub checks: Vec<Moment>,
    /// It ended.
    pub ended: Option<Moment>,
    /// How.
    pub ended_how: Option<EndedHow>,
    /// What the record says on its lines, as far as both sides see them.
    pub said: BTreeMap<S136Field, String>,
    /// Forms that were given to a place of safety.
    pub given: Vec<Given>,
    /// When an earlier use in this incident ended.
    pub before: Option<Moment>,
    /// Every step that counts, in the order of the log.
    pub steps: Vec<Taken>,
    /// When this device wrote something in the incident last, by its own clock; `None` where nobody told it. What another
    /// device wrote says nothing of this one's clock.
    pub written: Option<Moment>,
    /// Where among them each later use of this incident began, oldest first: see [`super::uses`].
    pub later: Vec<usize>,
}

impl S136State {
    /// Whether somebody is detained now.
    pub fn in_force(&self) -> bool {
        self.began().is_some() && self.ended.is_none()
    }

    /// When the power was used first: the officer's decision, or the entry on a warrant.
    pub fn began(&self) -> Option<Moment> {
        match (&self.used, &self.warrant) {
            (Some(S136Step::Used { at, .. }), _) | (_, Some(S136Step::Warrant { at, .. })) => Some(*at),
            _ => None,
        }
    }

    /// The step that the present use began with.
    pub fn beginning(&self) -> Option<&Taken> {
        self.steps
            .iter()
            .rev()
            .find(|taken| [self.used.as_ref(), self.warrant.as_ref()].contains(&Some(&taken.step)))
    }

    /// How far it is.
    pub fn phase(&self) -> Phase {
        if self.began().is_none() {
            return match (&self.considered, &self.not_used) {
                (Some(S136Step::Considered { consulted, .. }), _) if self.undecided => match consulted {
                    Some(Consulted::CrewNurse { .. } | Consulted::Other { .. }) => Phase::Consulted,
                    Some(Consulted::NotPracticable { .. }) | None => Phase::Considered,
                },
                (_, Some(_)) => Phase::NotUsed,
                _ => Phase::None,
            };
        }
        if self.ended.is_some() {
            Phase::Ended
        } else if self.missing().is_some() {
            Phase::Missing
        } else if self.assessed.is_some() {
            Phase::Assessed
        } else if !self.extensions.is_empty() {
            Phase::Extended
        } else if self.handed_over.is_some() {
            Phase::HandedOver
        } else if self.arrived.is_some() || self.kept.is_some() {
            Phase::Arrived
        } else if self.legs.is_empty() {
            Phase::Detained
        } else {
            Phase::Conveyed
        }
    }

    /// Since when the person is missing.
    pub fn missing(&self) -> Option<Moment> {
        self.absconded
            .filter(|gone| self.retaken.is_none_or(|back| back < *gone))
    }

    /// How many minutes the person was kept beyond the limit: until the end, until they went missing, or until now. `None`
    /// where the limit was kept.
    pub fn over_limit(&self, law: &MhaLaw, now: Moment) -> Option<i64> {
        let limit = period(self, law)?.limit;
        let until = self.ended.unwrap_or(now);
        // nobody keeps a person who is missing
        let until = self.missing().map_or(until, |gone| gone.min(until));
        (until > limit).then(|| until.minutes_since(limit).max(1))
    }

    /// The starts that were recorded of the present use: more than one where two devices recorded it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other steps begin nothing")]
    pub fn starts(&self) -> Vec<Moment> {
        let began = |step: &S136Step| match step {
            S136Step::Used { at, .. } | S136Step::Warrant { at, .. } => Some(*at),
            _ => None,
        };
        let mut starts: Vec<Moment> = present_steps(self)
            .iter()
            .filter_map(|taken| began(&taken.step))
            .collect();
        starts.sort();
        starts
    }

    /// Of which class the place of safety is where the person is now, or is meant to go: after a move the last arrival
    /// says it.
    pub fn place(&self) -> Option<PlaceOfSafety> {
        let moved = self.stays.get(1..).and_then(<[Stay]>::last);
        moved.and_then(|stay| stay.place).or_else(|| self.first_place())
    }

    /// Of which class the first place of safety is, which the returns ask for: as the record says it, as the first
    /// arrival did, or as it was meant.
    pub fn first_place(&self) -> Option<PlaceOfSafety> {
        let said = self
            .said
            .get(&S136Field::PlaceClass)
            .and_then(|code| code_of(code));
        let meant = match &self.used {
            Some(S136Step::Used { place, .. }) => *place,
            _ => None,
        };
        said.or_else(|| self.stays.first().and_then(|stay| stay.place))
            .or(meant)
    }

    /// The stays at a police station: from when, and until when; `None` while the person is there.
    pub fn at_station(&self) -> Vec<(Moment, Option<Moment>)> {
        let first = self.first_place();
        let stays = self.stays.iter().enumerate();
        stays
            .filter(|(at, stay)| {
                let place = if *at == 0 { first } else { stay.place };
                place == Some(PlaceOfSafety::PoliceStation)
            })
            .map(|(at, stay)| {
                let next = self.stays.get(at.saturating_add(1)).map(|next| next.at);
                (stay.at, next.or(self.ended))
            })
            .collect()
    }

    /// How the person travelled: as the record says it, on the first leg, or as it was meant.
    pub fn conveyance(&self) -> Option<Conveyance> {
        let said = self.said.get(&S136Field::TravelBy).and_then(|code| code_of(code));
        said.or_else(|| match &self.used {
            Some(S136Step::Used { conveyance, .. }) => Some(*conveyance),
            _ => self.legs.first().map(|leg| leg.by),
        })
    }

    /// The same without one step.
    #[must_use]
    pub fn without(&self, item: ItemId) -> Self {
        let mut state = Self {
            written: self.written,
            ..Self::default()
        };
        for taken in self.steps.iter().filter(|taken| taken.item != item) {
            state.step(&taken.step, taken.recorded);
            state.steps.push(taken.clone());
        }
        state
    }

    /// Adds a recorded step.
    pub fn take(&mut self, recorded: &S136Recorded, at: Moment) {
        self.step(&recorded.step, at);
        self.steps.push(Taken {
            item: recorded.item,
            recorded: at,
            step: recorded.step.clone(),
        });
    }

    fn step(&mut self, step: &S136Step, recorded: Moment) {
        match step {
            S136Step::Considered { .. } => self.consider(step),
            S136Step::NotUsed { .. } => (self.not_used, self.undecided) = (Some(step.clone()), false),
            S136Step::Used { at, .. } => self.begin(step, *at, recorded),
            S136Step::Warrant { at, kept, place, .. } => {
                self.begin(step, *at, recorded);
                if *kept {
                    self.keep(*at, *place);
                }
            }
            S136Step::Kept { at, place } => self.keep(*at, *place),
            S136Step::Conveyed { at, to, by, .. } => {
                self.legs.push(Leg {
                    at: *at,
                    to: to.clone(),
                    by: *by,
                });
                self.legs.sort_by_key(|leg| leg.at);
            }
            S136Step::Arrived { at, place } => self.stay(Stay {
                at: *at,
                place: *place,
                kept: false,
            }),
            S136Step::HandedOver { at, to } => {
                if self.handed_over.as_ref().is_none_or(|(first, _)| at < first) {
                    self.handed_over = Some((*at, to.clone()));
                }
            }
            S136Step::Left { at } => earliest(&mut self.left, *at),
            S136Step::Assessed { at } => earliest(&mut self.assessed, *at),
            S136Step::Extended {
                at, minutes, by, why, ..
            } => {
                self.extensions.push(Extension {
                    at: *at,
                    minutes: *minutes,
                    by: by.clone(),
                    why: *why,
                });
                self.extensions.sort_by_key(|extension| extension.at);
            }
            S136Step::Absconded { at } => self.absconded = self.absconded.max(Some(*at)),
            S136Step::Retaken { at } => self.retaken = self.retaken.max(Some(*at)),
            S136Step::Checked { at, .. } => {
                self.checks.push(*at);
                self.checks.sort();
            }
            S136Step::Ended { at, how } => {
                if self.ended.is_none_or(|known| *at < known) {
                    self.ended = Some(*at);
                    self.ended_how = *how;
                }
            }
            S136Step::Said { field, value } => {
                if value.is_empty() {
                    self.said.remove(field);
                } else {
                    self.said.insert(*field, value.clone());
                }
            }
            S136Step::FormGiven { .. } => self.given.extend(given(step)),
            S136Step::TakenBack { .. } => {}
        }
    }

    /// What was recorded of a consultation stays, also when it is only considered further.
    fn consider(&mut self, step: &S136Step) {
        if self.in_force() {
            return;
        }
        if let S136Step::Considered {
            at, consulted: None, ..
        } = step
            && self.undecided
            && let Some(S136Step::Considered {
                consulted, advice, ..
            }) = &self.considered
        {
            self.considered = Some(S136Step::Considered {
                at: *at,
                consulted: consulted.clone(),
                advice: *advice,
            });
        } else {
            self.considered = Some(step.clone());
        }
        self.undecided = true;
    }

    /// A use begins. While one is in force the earlier of both holds: a second one restarts nothing. The lines that were
    /// recorded in one go with a later use are its own; those of the use before stay behind.
    fn begin(&mut self, step: &S136Step, at: Moment, recorded: Moment) {
        self.undecided = false;
        match (self.began(), self.ended) {
            (Some(_), Some(ended)) if ended <= at => {
                let said = self.said_with(recorded);
                let steps = std::mem::take(&mut self.steps);
                let not_used = self.not_used.take();
                let written = self.written;
                let mut later = std::mem::take(&mut self.later);
                later.push(steps.len());
                *self = Self {
                    before: Some(ended),
                    said,
                    later,
                    steps,
                    not_used,
                    written,
                    ..Self::default()
                };
            }
            (Some(known), _) if known <= at => return,
            _ => {}
        }
        if matches!(step, S136Step::Warrant { .. }) {
            (self.warrant, self.used) = (Some(step.clone()), None);
        } else {
            (self.used, self.warrant) = (Some(step.clone()), None);
        }
    }

    /// The lines that the latest steps said at that instant.
    pub(super) fn said_with(&self, recorded: Moment) -> BTreeMap<S136Field, String> {
        let mut said = BTreeMap::new();
        for taken in self.steps.iter().rev() {
            let S136Step::Said { field, value } = &taken.step else {
                break;
            };
            if taken.recorded != recorded {
                break;
            }
            said.entry(*field).or_insert_with(|| value.clone());
        }
        said.retain(|_, value| !value.is_empty());
        said
    }

    /// The earliest decision to keep counts.
    fn keep(&mut self, at: Moment, place: Option<PlaceOfSafety>) {
        if self.kept.is_some_and(|known| known <= at) {
            return;
        }
        self.kept = Some(at);
        self.stays.retain(|stay| !stay.kept);
        self.stay(Stay {
            at,
            place,
            kept: true,
        });
    }

    /// Kept somewhere before any arrival, that is the first place of safety; kept after one, it is the place that the
    /// person had come to.
    fn stay(&mut self, stay: Stay) {
        let (at, place) = (stay.at, stay.place);
        self.stays.push(stay);
        self.stays.sort_by_key(|stay| (stay.at, stay.kept));
        let arrivals = self.stays.iter().filter(|stay| !stay.kept);
        self.arrived = arrivals.map(|stay| stay.at).next();
        let arrived = self.arrived;
        self.stays
            .retain(|stay| !stay.kept || arrived.is_none_or(|first| stay.at < first));
        self.moved = self.stays.iter().skip(1).map(|stay| stay.at).next_back();
        // where the person came to is the later word on where they were meant to go
        if place.is_some() && self.stays.first().is_some_and(|first| first.at == at) {
            self.said.remove(&S136Field::PlaceClass);
        }
    }
}

/// The receipt that a step is.
fn given(step: &S136Step) -> Option<Given> {
    let S136Step::FormGiven {
        at,
        fingerprint,
        to,
        form,
    } = step
    else {
        return None;
    };
    Some(Given {
        at: *at,
        fingerprint: fingerprint.clone(),
        form: *form,
        to: to.clone(),
    })
}

fn earliest(known: &mut Option<Moment>, at: Moment) {
    if known.is_none_or(|known| at < known) {
        *known = Some(at);
    }
}

/// The variant that is stored under this code.
fn code_of<T: serde::de::DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}
