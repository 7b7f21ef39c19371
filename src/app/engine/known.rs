//! Telling "known" or "not known": a disclosure like any other, in one press under the sharing agreement.

use super::Engine;
use super::seats::new_item;
use super::sharing::changed;
use super::sharing_record::Matter;
use super::writing::Act;
use crate::app::api::Done;
use crate::app::problem::Problem;
use crate::app::proposal::{self, Wording, known_item};
use crate::domain::agreement::Standing;
use crate::domain::content::{
    Basis, Content, DecisionMade, DecisionResult, DecisionWords, Disclosed, KnownToldFact, PersonTold,
    TellingRecord, Trigger,
};
use crate::domain::decision::decide;
use crate::domain::decision::facts::{
    Capacity, Consent, Crime, Direction, Disclosure, Duty, Emergency, Facts, Harm, ItemCategory, Person,
    Purpose, Recipient,
};
use crate::domain::decision::path::{Answers, PolicingPurpose};
use crate::domain::ids::IncidentId;
use crate::domain::role::Side;
use crate::domain::time::Moment;

impl Engine {
    /// The officer tells known or not known under the agreement: a disclosure like any other.
    pub(super) fn tell_known(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        self.open_one(incident)?;
        if side == Side::Health {
            return Err(Problem::new(
                "A-244",
                "Telling this needs the person's answer",
                "Use Share: it is filled in already",
            ));
        }
        let at = self.now();
        let covered = self
            .vault()?
            .policy()
            .known_covered(at.london_date().unwrap_or_default());
        covered.map_err(not_covered)?;
        let Some((answer, _, as_at)) = self.own_of(incident)?.known else {
            return Err(Problem::new(
                "A-246",
                "Nothing is recorded yet",
                "Record known, not known or could not check first",
            ));
        };
        let wording = Wording {
            incident,
            from: Some(side),
            from_name: self.my_name(),
            to: self.receivers(Some(side)),
            items: vec![known_item(side, answer, as_at, &self.config.rules)],
            basis: Basis::Agreement,
            channel: self.usual_channel(Some(side)),
            person_told: PersonTold::NotYetRecorded,
        };
        let made = wording.propose(new_item()).map_err(|_unreadable| changed())?;
        let disclosed = proposal::read(&made.bytes).map_err(|_unreadable| changed())?;
        let disclosure = disclosed.disclosure;
        let fact = KnownToldFact {
            incident,
            direction: Direction::PoliceToHealth,
            at,
        };
        let decision = self.known_decision(&disclosed, at)?;
        self.write(vec![
            Act::exactly(Content::Disclosed(disclosed), made.bytes),
            Content::DecisionMade(Box::new(decision)).into(),
            Content::KnownToldFact(fact).into(),
        ])?;
        Ok(Done::Shared(disclosure))
    }

    /// The person of a decision, as far as the incident tells.
    fn told_person(&mut self, incident: IncidentId) -> Result<Person, Problem> {
        Ok(Person {
            age: self.shared_of(incident)?.age,
            ..Person::default()
        })
    }

    /// The agreement is no power in law: the decision behind the one press records its three legs.
    fn known_decision(&mut self, disclosed: &Disclosed, at: Moment) -> Result<DecisionMade, Problem> {
        let nation = self.vault()?.genesis().nation;
        let person = self.told_person(disclosed.incident)?;
        let facts = Facts {
            date: at.london_date().unwrap_or_default(),
            nation,
            disclosure: Disclosure::plain(
                Direction::PoliceToHealth,
                Recipient::Nurse,
                Purpose::SafetyOfPerson,
                vec![ItemCategory::KnownToService],
            ),
            person,
            emergency: Emergency::default(),
            consent: Consent::default(),
            capacity: Capacity::default(),
            harm: Harm::default(),
            crime: Crime::default(),
            duty: Duty::default(),
        };
        let conclusion = decide(&facts, &self.config.rules);
        if !conclusion.outcome.crosses() {
            return Err(Problem::new(
                "A-253",
                "The rules do not allow telling this in one press",
                "Use Share: it asks what is needed",
            ));
        }
        let result = DecisionResult::Shared {
            disclosure: disclosed.disclosure,
        };
        let answers = Answers {
            policing_purpose: Some(PolicingPurpose::ProtectLife),
            ..Answers::default()
        };
        let words = DecisionWords::default();
        let telling = TellingRecord::default();
        let matter = Matter {
            incident: disclosed.incident,
            facts: &facts,
            answers: &answers,
            words: &words,
            conclusion: &conclusion,
            trigger: Trigger::Proactive,
            crossing: Some(disclosed.into()),
            told: PersonTold::NotYetRecorded,
            result,
            telling: &telling,
            at,
        };
        let record = self.sharing_record(Side::Police, &matter)?;
        Ok(DecisionMade {
            incident: disclosed.incident,
            decision: new_item(),
            notes: Vec::new(),
            facts,
            words,
            conclusion,
            result,
            begun: at,
            check_ms: 0,
            gaps: Vec::new(),
            record: Some(record),
            telling: TellingRecord::default(),
        })
    }
}

/// Why telling known or not known in one press is not to be had.
fn not_covered(standing: Standing) -> Problem {
    if standing.counts() {
        return Problem::new(
            "A-423",
            "The agreement does not cover telling known or not known",
            "Use Share: it asks for the reason",
        );
    }
    Problem::new(
        "A-245",
        "No agreement is in force",
        "Use Share: every share needs its own reason",
    )
}
