//! One invented incident after another, step by step as a crew would work.

mod detained;

use std::sync::Arc;

use super::cast::{self, Line};
use super::dice::Dice;
use super::facts::{self, GROUNDS, Ground, grave, words};
use super::people;
use crate::app::Secret;
use crate::app::api::{DangerKind, Done, Request, ShareForm};
use crate::app::clock::{Clock as _, HandClock};
use crate::app::command_line::{Made, ask};
use crate::app::engine::receiver;
use crate::app::problem::Problem;
use crate::app::proposal::{Wording, basis_of, fresh_name};
use crate::app::worker::Inline;
use crate::domain::content::{
    Channel, Detail, FollowUp, IncidentOutcome, KnownAnswer, Milestone, NotSharedReason, PersonTold, Post,
    RiskLevel, SharedItem, Source, TellingRecord, Trigger,
};
use crate::domain::decision::conclusion::Conclusion;
use crate::domain::decision::decide;
use crate::domain::decision::facts::{Consent, Direction, Facts, Harm, HarmTo, Purpose, WhyNotAsked};
use crate::domain::decision::path::Answers;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::record::SideField;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::telling::good_until;
use crate::domain::time::Moment;

/// The dice that fill in each side's own record.
const FILLING: u64 = 0x5eed;
/// The dice that say who is met.
const PEOPLE: u64 = 0x9e09;
/// In so many of a hundred somebody is met whom services meet often.
const MET_OFTEN: u64 = 12;

/// The crew at work.
pub(super) struct Story<'a> {
    desk: &'a mut Inline,
    clock: &'a Arc<HandClock>,
    dice: Dice,
    filling: Dice,
    people: Dice,
    rules: Rules,
    seat: Side,
}

impl<'a> Story<'a> {
    /// Officer and nurse sign in and begin their shift.
    pub(super) fn begin(
        desk: &'a mut Inline,
        clock: &'a Arc<HandClock>,
        dice: Dice,
        made: &Made,
    ) -> Result<Self, Problem> {
        for (side, handle) in [(Side::Police, "4411"), (Side::Health, "jpatel")] {
            let Some(member) = made.members.iter().find(|member| member.handle == handle) else {
                continue;
            };
            let passphrase = Secret::new(member.passphrase.expose().to_owned());
            ask(
                desk,
                Request::SignIn {
                    side,
                    handle: handle.to_owned(),
                    passphrase,
                },
            )?;
            ask(
                desk,
                Request::SetPin {
                    side,
                    pin: Secret::new(cast::PIN.to_owned()),
                },
            )?;
        }
        ask(
            desk,
            Request::StartShift {
                post: Post::Car,
                station: "Car 2".to_owned(),
            },
        )?;
        let rules = Rules::embedded()
            .map_err(|error| Problem::new("C-404", error.to_string(), "Install Tandem again"))?;
        let mut story = Self {
            desk,
            clock,
            people: dice.clone().apart(PEOPLE),
            dice,
            filling: Dice::new(FILLING),
            rules,
            seat: Side::Police,
        };
        story.sit(Side::Police)?;
        Ok(story)
    }

    fn ask(&mut self, request: Request) -> Result<Done, Problem> {
        ask(self.desk, request)
    }

    fn sit(&mut self, side: Side) -> Result<(), Problem> {
        self.seat = side;
        self.ask(Request::TakeSeat {
            side,
            pin: Secret::new(cast::PIN.to_owned()),
        })
        .map(drop)
    }

    fn today(&self) -> chrono::NaiveDate {
        self.clock.now().london_date().unwrap_or_default()
    }

    /// Time passes.
    fn minutes(&mut self, most: u64) {
        let minutes = i64::try_from(self.dice.below(most) + 1).unwrap_or(1);
        self.clock.advance_ms(minutes * 60_000);
    }

    /// One incident from opening to close. The seat that is taken begins; then the other has its turn.
    pub(super) fn incident(&mut self, at: Moment) -> Result<(), Problem> {
        self.clock.set(at.max(self.clock.now()));
        let Done::Opened(incident) = self.ask(Request::OpenIncident)? else {
            return Ok(());
        };
        self.frame(incident)?;
        let unfinished = if self.dice.percent(7) {
            self.danger(incident)?
        } else {
            None
        };
        let first = self.seat;
        self.side(incident)?;
        self.minutes(8);
        self.sit(first.other())?;
        self.side(incident)?;
        if let Some(disclosure) = unfinished
            && self.dice.percent(85)
        {
            // who made a danger share answers for it
            self.sit(first)?;
            self.finish(incident, disclosure)?;
        }
        self.end(incident)
    }

    fn frame(&mut self, incident: IncidentId) -> Result<(), Problem> {
        let sources = [
            Source::Call999,
            Source::Call101,
            Source::Officers,
            Source::Ambulance,
            Source::Encounter,
        ];
        let at = self.dice.weighted(&[55, 15, 15, 10, 5]);
        let source = sources.get(at).copied().unwrap_or(Source::Other);
        let log = format!("{:04}", self.dice.below(10_000));
        self.ask(Request::SetDetail(incident, Detail::Source { source, log }))?;
        let place = self
            .dice
            .pick(&cast::PLACES)
            .copied()
            .unwrap_or_default()
            .to_owned();
        self.ask(Request::SetDetail(incident, Detail::Place(place)))?;
        self.minutes(15);
        self.ask(Request::Stamp(incident, Milestone::OnScene, None))?;
        if self.dice.percent(85) {
            let often = self.dice.pick(&cast::NAMES).copied().unwrap_or_default();
            let name = self.who(often);
            let age = u32::try_from(16 + self.dice.below(60)).ok();
            self.ask(Request::SetDetail(
                incident,
                Detail::Person {
                    name,
                    age,
                    about: true,
                },
            ))?;
        }
        let risks = [
            RiskLevel::NoneSeen,
            RiskLevel::Possible,
            RiskLevel::Likely,
            RiskLevel::Now,
        ];
        let risk = risks
            .get(self.dice.weighted(&[20, 50, 22, 8]))
            .copied()
            .unwrap_or(RiskLevel::Possible);
        self.ask(Request::SetDetail(incident, Detail::Risk(risk)))
            .map(drop)
    }

    /// Mostly somebody who was not met before; now and then one of a few whom services meet often.
    fn who(&mut self, often: &str) -> String {
        if self.people.percent(MET_OFTEN) {
            return often.to_owned();
        }
        let given = self.people.pick(&people::GIVEN).copied().unwrap_or_default();
        let family = self.people.pick(&people::FAMILY).copied().unwrap_or_default();
        format!("{given} {family}")
    }

    /// What one seat does: its check, its notes, its decision.
    fn side(&mut self, incident: IncidentId) -> Result<(), Problem> {
        let answer = match self.dice.weighted(&[60, 33, 7]) {
            0 => KnownAnswer::Known,
            1 => KnownAnswer::NotKnown,
            _ => KnownAnswer::CouldNotCheck,
        };
        let why = if answer == KnownAnswer::CouldNotCheck {
            "The record system was down"
        } else {
            ""
        };
        self.ask(Request::AnswerKnown(incident, answer, why.to_owned()))?;
        self.minutes(3);
        self.record(incident)?;
        match self.seat {
            Side::Police => self.officer(incident),
            Side::Health => self.nurse(incident),
        }
    }

    /// What each side fills in of its own record. It has dice of its own, so that the story stays as it was.
    fn record(&mut self, incident: IncidentId) -> Result<(), Problem> {
        let fields: &[(SideField, &[&str], u64)] = match self.seat {
            Side::Police => &[
                (SideField::Sex, &["F", "M", "M"], 80),
                (
                    SideField::EthnicityPolice,
                    &["W1", "W1", "W1", "A1", "B1", "M1", "NS"],
                    70,
                ),
                (SideField::BodyWorn, &["yes", "yes", "no"], 85),
                (SideField::UseOfForce, &["Held by the arm for a minute"], 8),
            ],
            Side::Health => &[
                (SideField::Sex, &["F", "M"], 90),
                (
                    SideField::EthnicityNhs,
                    &["A", "A", "A", "H", "M", "D", "Z", "99"],
                    85,
                ),
                (
                    SideField::TriageCode,
                    &["A", "B", "B", "C", "C", "D", "F", "G"],
                    75,
                ),
            ],
        };
        for (field, codes, percent) in fields {
            if self.filling.percent(*percent)
                && let Some(code) = self.filling.pick(codes).copied()
            {
                self.ask(Request::Fill(incident, *field, code.to_owned()))?;
            }
        }
        Ok(())
    }

    fn officer(&mut self, incident: IncidentId) -> Result<(), Problem> {
        self.ask(Request::TellKnown(incident))?;
        if self.dice.percent(45)
            && let Some(line) = self.dice.pick(&cast::OFFICER_LINES)
        {
            self.note(incident, line)?;
            let mut facts = facts::plain(
                self.today(),
                Direction::PoliceToHealth,
                Purpose::StaffSafety,
                line,
            );
            facts.harm = Harm {
                to: Some(HarmTo::Staff),
                ..grave()
            };
            self.decide(incident, facts, line, NotSharedReason::NotNeeded)?;
        }
        match self.dice.weighted(&[5, 8, 87]) {
            0 => self.used_136(incident),
            1 => self.not_used_136(incident),
            _ => Ok(()),
        }
    }

    fn nurse(&mut self, incident: IncidentId) -> Result<(), Problem> {
        for _ in 0..=self.dice.below(3) {
            if let Some(line) = self.dice.pick(&cast::NURSE_LINES) {
                self.note(incident, line)?;
            }
        }
        if !self.dice.percent(76) {
            return Ok(());
        }
        let Some(line) = self.dice.pick(&cast::NURSE_LINES) else {
            return Ok(());
        };
        self.note(incident, line)?;
        let weights = GROUNDS.map(|(_, weight)| weight);
        let ground = GROUNDS
            .get(self.dice.weighted(&weights))
            .map_or(Ground::Agreed, |(ground, _)| *ground);
        let facts = facts::nurse(self.today(), ground, line);
        self.decide(incident, facts, line, NotSharedReason::NotAgreed)
    }

    fn note(&mut self, incident: IncidentId, line: &Line) -> Result<(), Problem> {
        self.minutes(4);
        self.ask(Request::WriteNote {
            incident,
            source: line.source,
            text: line.words.to_owned(),
        })
        .map(drop)
    }

    /// Concludes by the rules: what may cross is shared, the rest is recorded as not shared.
    fn decide(
        &mut self,
        incident: IncidentId,
        facts: Facts,
        line: &Line,
        reason: NotSharedReason,
    ) -> Result<(), Problem> {
        let begun = self.clock.now();
        let conclusion = decide(&facts, &self.rules);
        let crosses = conclusion.outcome.crosses() && !conclusion.blocked_items.contains(&line.category);
        let told = match self.dice.weighted(&[55, 30, 10, 5]) {
            0 => PersonTold::Yes,
            1 => PersonTold::Later,
            2 => PersonTold::No,
            _ => PersonTold::NotYetRecorded,
        };
        let took = i64::try_from(10 + self.dice.below(80)).unwrap_or(30);
        self.clock.advance_ms(took * 1000);
        let form = ShareForm {
            incident,
            notes: Vec::new(),
            facts,
            answers: Answers::default(),
            words: words(),
            trigger: Trigger::Proactive,
            begun,
            check_ms: u32::try_from(1200 + self.dice.below(9_000)).unwrap_or(3_000),
            person_told: told,
            channel: Channel::OnScreen,
            finishes: None,
            partly: false,
            telling: TellingRecord::default(),
        };
        if crosses && !self.dice.percent(4) {
            let bytes = self.bytes(&form, line, &conclusion)?;
            self.ask(Request::CommitShare {
                form: Box::new(form),
                bytes,
            })
            .map(drop)
        } else {
            self.ask(Request::CommitDecision {
                form: Box::new(form),
                reason: Some(reason),
            })
            .map(drop)
        }
    }

    fn bytes(&self, form: &ShareForm, line: &Line, conclusion: &Conclusion) -> Result<Vec<u8>, Problem> {
        let (mine, theirs) = match self.seat {
            Side::Police => ("PC 4411 Hughes", "J Patel"),
            Side::Health => ("J Patel", "PC 4411 Hughes"),
        };
        let mut to = receiver(self.seat.other(), None);
        theirs.clone_into(&mut to.name);
        let item = SharedItem {
            category: line.category,
            words: line.words.to_owned(),
            nature: line.source.nature(),
            as_at: form.begun,
            as_at_open: false,
            source: Some(line.source),
            good_until: good_until(&self.rules, line.category, form.begun),
        };
        let wording = Wording {
            incident: form.incident,
            from: Some(self.seat),
            from_name: mine.to_owned(),
            to: vec![to],
            items: vec![item],
            basis: basis_of(conclusion),
            channel: form.channel,
            person_told: form.person_told,
        };
        let proposal = wording.propose(fresh_name());
        proposal
            .map(|made| made.bytes)
            .map_err(|error| Problem::new("C-422", error.to_string(), "Try another seed"))
    }

    fn danger(&mut self, incident: IncidentId) -> Result<Option<ItemId>, Problem> {
        let kind = self
            .dice
            .pick(&DangerKind::ALL)
            .copied()
            .unwrap_or(DangerKind::Medical);
        self.ask(Request::Focus(incident))?;
        let words = "Holding a broken bottle".to_owned();
        let done = self.ask(Request::Danger { kind, words })?;
        Ok(if let Done::Shared(disclosure) = done {
            Some(disclosure)
        } else {
            None
        })
    }

    fn finish(&mut self, incident: IncidentId, disclosure: ItemId) -> Result<(), Problem> {
        self.minutes(40);
        let Some(line) = cast::NURSE_LINES.first() else {
            return Ok(());
        };
        let direction = match self.seat {
            Side::Police => Direction::PoliceToHealth,
            Side::Health => Direction::HealthToPolice,
        };
        let mut facts = facts::plain(self.today(), direction, Purpose::SafetyOfOthers, line);
        facts.consent = Consent {
            why_not_asked: Some(WhyNotAsked::Unsafe),
            ..Consent::default()
        };
        facts.harm = Harm {
            to: Some(HarmTo::Others),
            ..grave()
        };
        let form = ShareForm {
            incident,
            notes: Vec::new(),
            facts,
            answers: Answers::default(),
            words: words(),
            trigger: Trigger::Proactive,
            begun: self.clock.now(),
            check_ms: 4_000,
            person_told: PersonTold::Later,
            channel: Channel::OnScreen,
            finishes: Some(disclosure),
            partly: false,
            telling: TellingRecord::default(),
        };
        self.ask(Request::CommitDecision {
            form: Box::new(form),
            reason: None,
        })
        .map(drop)
    }

    fn end(&mut self, incident: IncidentId) -> Result<(), Problem> {
        self.minutes(50);
        let at = self.dice.weighted(&[22, 28, 8, 24, 8, 3, 2, 3, 2]);
        let outcome = IncidentOutcome::ALL
            .get(at)
            .copied()
            .unwrap_or(IncidentOutcome::Other);
        let follow_up = if self.dice.percent(70) {
            vec![FollowUp::TellCoordinator]
        } else {
            vec![FollowUp::TellGp]
        };
        self.ask(Request::Stamp(incident, Milestone::Clear, None))?;
        self.ask(Request::SetOutcome(incident, outcome, follow_up))?;
        // an unfinished danger share keeps its incident open, as it would for a crew
        self.ask(Request::Close(incident)).map(drop)
    }
}
