//! A wrong share as both organisations have to deal with it: its clock, its steps, what is still open.

use super::{SharedIncident, SideFile};
use crate::domain::content::{AfterOutside, BreachOpened, BreachStep, BreachStepped};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// A breach with its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachCard {
    /// What happened.
    pub opened: BreachOpened,
    /// When it was recorded.
    pub at: Moment,
    /// The steps, oldest first.
    pub steps: Vec<(Moment, BreachStepped)>,
    /// It is about words that one organisation told outside the crew: that organisation's alone to judge and to report.
    pub alone: bool,
}

/// What has still to be done about a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreachGap {
    /// Say what was done so that it goes no further.
    Contain,
    /// This side judges whether it must report.
    Assess(Side),
    /// This side tells the Commissioner.
    TellCommissioner(Side),
    /// The person is told, or it is said why not.
    TellPerson,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreachFault {
    /// The record is closed.
    Closed,
    /// This is still open.
    Open(BreachGap),
    /// The Commissioner was told after the 72 hours, and no reason is given.
    LateWithoutReason,
    /// A time that is still to come, or before anybody knew.
    Time,
}

impl BreachCard {
    /// When the Commissioner has to know at the latest: so many hours after somebody first knew, by the clock of
    /// instants, whatever the clocks on the wall do meanwhile.
    pub fn due(&self, hours: u32) -> Moment {
        self.opened
            .aware
            .plus_minutes(i64::from(hours).saturating_mul(60))
    }

    /// When it was closed.
    pub fn closed(&self) -> Option<Moment> {
        self.steps
            .iter()
            .find(|(_, taken)| matches!(taken.step, BreachStep::Closed { .. }))
            .map(|(at, _)| *at)
    }

    /// What this side judged last: whether it must report.
    pub fn assessed(&self, side: Side) -> Option<bool> {
        self.steps.iter().rev().find_map(|(_, taken)| {
            let BreachStep::Assessed { report, .. } = taken.step else {
                return None;
            };
            (taken.side == side).then_some(report)
        })
    }

    /// When this side told the Commissioner.
    pub fn commissioner_told(&self, side: Side) -> Option<Moment> {
        self.steps.iter().find_map(|(_, taken)| {
            let BreachStep::CommissionerTold { at, .. } = taken.step else {
                return None;
            };
            (taken.side == side).then_some(at)
        })
    }

    /// What is still open, in the order in which it is done.
    pub fn gaps(&self) -> Vec<BreachGap> {
        let has = |wanted: fn(&BreachStep) -> bool| self.steps.iter().any(|(_, taken)| wanted(&taken.step));
        let mut gaps = Vec::new();
        if !has(|step| matches!(step, BreachStep::Contained { .. })) {
            gaps.push(BreachGap::Contain);
        }
        let whose = |side: &Side| !self.alone || *side == self.opened.side;
        for side in Side::ALL.into_iter().filter(whose) {
            match self.assessed(side) {
                None => gaps.push(BreachGap::Assess(side)),
                Some(true) if self.commissioner_told(side).is_none() => {
                    gaps.push(BreachGap::TellCommissioner(side));
                }
                Some(_) => {}
            }
        }
        if !has(|step| {
            matches!(
                step,
                BreachStep::PersonTold { .. } | BreachStep::PersonNotTold { .. }
            )
        }) {
            gaps.push(BreachGap::TellPerson);
        }
        gaps
    }

    /// What a side has to do; what is not one side's own is both sides'.
    pub fn gaps_of(&self, side: Side) -> Vec<BreachGap> {
        if self.closed().is_some() {
            return Vec::new();
        }
        let own = |gap: &BreachGap| match gap {
            BreachGap::Assess(whose) | BreachGap::TellCommissioner(whose) => *whose == side,
            BreachGap::Contain | BreachGap::TellPerson => true,
        };
        self.gaps().into_iter().filter(own).collect()
    }

    /// Whether a step can be taken now.
    ///
    /// # Errors
    /// What stands against it.
    pub fn may_take(&self, step: &BreachStep, now: Moment, hours: u32) -> Result<(), BreachFault> {
        if self.closed().is_some() {
            return Err(BreachFault::Closed);
        }
        let in_time = |at: Moment| {
            if at > now || at < self.opened.aware {
                Err(BreachFault::Time)
            } else {
                Ok(())
            }
        };
        match step {
            BreachStep::CommissionerTold { at, late, .. } => {
                in_time(*at)?;
                if *at > self.due(hours) && late.trim().is_empty() {
                    return Err(BreachFault::LateWithoutReason);
                }
            }
            BreachStep::PersonTold { at, .. } => in_time(*at)?,
            BreachStep::Closed { .. } => {
                if let Some(gap) = self.gaps().first() {
                    return Err(BreachFault::Open(*gap));
                }
            }
            BreachStep::Contained { .. } | BreachStep::Assessed { .. } | BreachStep::PersonNotTold { .. } => {
            }
        }
        Ok(())
    }
}

impl SharedIncident {
    /// The breach record of a disclosure.
    pub fn breach_of(&self, disclosure: ItemId) -> Option<&BreachCard> {
        self.breaches
            .iter()
            .find(|card| card.opened.disclosure == disclosure)
    }
}

impl SideFile {
    /// The breach record of words that this side told outside the crew.
    pub fn breach_of(&self, disclosure: ItemId) -> Option<&BreachCard> {
        self.breaches
            .iter()
            .find(|card| card.opened.disclosure == disclosure)
    }
}

/// Takes a breach record in; `alone` where it is one organisation's.
pub(super) fn open(breaches: &mut Vec<BreachCard>, opened: &BreachOpened, at: Moment, alone: bool) {
    if breaches.iter().all(|card| card.opened.breach != opened.breach) {
        breaches.push(BreachCard {
            opened: opened.clone(),
            at,
            steps: Vec::new(),
            alone,
        });
    }
}

/// Takes a step in.
pub(super) fn step(breaches: &mut [BreachCard], stepped: &BreachStepped, at: Moment) {
    for card in breaches
        .iter_mut()
        .filter(|card| card.opened.breach == stepped.breach)
    {
        card.steps.push((at, stepped.clone()));
    }
}

/// Takes in what followed words that were told outside the crew, where it is about a breach.
pub(super) fn after_outside(breaches: &mut Vec<BreachCard>, change: &AfterOutside, at: Moment) {
    match change {
        AfterOutside::BreachOpened(opened) => open(breaches, opened, at, true),
        AfterOutside::BreachStepped(stepped) => step(breaches, stepped, at),
        AfterOutside::Corrected(_) | AfterOutside::Withdrawn(_) | AfterOutside::Reached(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::BreachKind;
    use crate::domain::ids::IncidentId;
    use chrono::NaiveDate;

    fn utc(month: u32, day: u32, hour: u32) -> Moment {
        Moment::from_utc(NaiveDate::from_ymd_opt(2026, month, day).unwrap(), hour, 0, 0).unwrap()
    }

    fn breach(aware: Moment) -> BreachCard {
        BreachCard {
            opened: BreachOpened {
                incident: IncidentId([1; 16]),
                breach: ItemId([2; 16]),
                disclosure: ItemId([3; 16]),
                kind: BreachKind::WrongPerson,
                words: "Another Sam".to_owned(),
                aware,
                side: Side::Health,
                by: "J Patel".to_owned(),
            },
            at: aware,
            steps: Vec::new(),
            alone: false,
        }
    }

    fn take(card: &mut BreachCard, side: Side, step: BreachStep, now: Moment) -> Result<(), BreachFault> {
        card.may_take(&step, now, 72)?;
        let stepped = BreachStepped {
            incident: card.opened.incident,
            breach: card.opened.breach,
            side,
            by: String::new(),
            step,
        };
        card.steps.push((now, stepped));
        Ok(())
    }

    #[test]
    fn seventy_two_hours_are_seventy_two_hours_across_both_clock_changes() {
        // clocks forward on 29 March: Saturday 18:00 to Tuesday 19:00 on the wall
        let spring = breach(utc(3, 28, 18)).due(72);
        assert_eq!(spring, utc(3, 31, 18));
        assert_eq!(spring.clock(), "19:00");
        // clocks back on 25 October: Saturday 19:00 to Tuesday 18:00 on the wall
        let autumn = breach(utc(10, 24, 18)).due(72);
        assert_eq!(autumn, utc(10, 27, 18));
        assert_eq!(
            (utc(10, 24, 18).clock(), autumn.clock()),
            ("19:00".into(), "18:00".into())
        );
    }

    #[test]
    fn it_closes_only_when_each_organisation_has_judged_and_everybody_who_must_know_knows() {
        let aware = utc(11, 20, 21);
        let mut card = breach(aware);
        let now = aware.plus_minutes(60);
        let close = || BreachStep::Closed {
            why: "Names are read back".to_owned(),
        };
        let judged = |report| BreachStep::Assessed {
            report,
            why: "An address crossed".to_owned(),
        };
        assert_eq!(
            take(&mut card, Side::Health, close(), now),
            Err(BreachFault::Open(BreachGap::Contain))
        );
        let how = "Deleted".to_owned();
        take(&mut card, Side::Police, BreachStep::Contained { how }, now).unwrap();
        take(&mut card, Side::Health, judged(true), now).unwrap();
        take(&mut card, Side::Police, judged(false), now).unwrap();
        assert_eq!(
            take(&mut card, Side::Health, close(), now),
            Err(BreachFault::Open(BreachGap::TellCommissioner(Side::Health))),
            "one organisation's judgement is not the other's"
        );
        let told = |at: Moment, late: &str| BreachStep::CommissionerTold {
            at,
            reference: "IC-1".to_owned(),
            late: late.to_owned(),
        };
        let after = aware.plus_minutes(72 * 60 + 1);
        assert_eq!(
            take(&mut card, Side::Health, told(after, " "), after),
            Err(BreachFault::LateWithoutReason)
        );
        assert_eq!(
            take(&mut card, Side::Health, told(after.plus_minutes(1), ""), after),
            Err(BreachFault::Time)
        );
        take(&mut card, Side::Health, told(after, "Bank holiday"), after).unwrap();
        let why = "Unsafe".to_owned();
        take(&mut card, Side::Health, BreachStep::PersonNotTold { why }, after).unwrap();
        take(&mut card, Side::Health, close(), after).unwrap();
        assert_eq!(
            take(&mut card, Side::Police, judged(true), after),
            Err(BreachFault::Closed)
        );
    }
}
