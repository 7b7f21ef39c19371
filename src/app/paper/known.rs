//! What the record of a decision says, asked by name: one place that knows which entry and field answers what, so that
//! a decision of an earlier version is read with its gaps shown as gaps.

use serde::Serialize;

use super::explain::{ExplainAbout, when};
use super::words::{has, say};
use crate::domain::content::{
    Basis, Channel, DecisionResult, FieldForm, FilledBy, Nature, PersonTold, RecordField, SideLegs,
};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{ConsentState, Direction};
use crate::domain::incident::DisclosureCard;
use crate::domain::paper::Language;
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// One side's three legs, as slugs of the rule table. Empty is a gap.
#[derive(Debug, Default)]
pub(super) struct Legs {
    pub(super) power: Vec<String>,
    pub(super) confidentiality: Vec<String>,
    pub(super) data_protection: Vec<String>,
    /// What is switched off; never a gateway.
    pub(super) exemptions: Vec<String>,
}

fn recorded(legs: &SideLegs) -> Legs {
    Legs {
        power: legs.power.clone(),
        confidentiality: vec![legs.confidentiality.clone()],
        data_protection: legs.data_protection.clone(),
        exemptions: legs.exemptions.clone(),
    }
}

/// The record with what reads it.
pub(super) struct Known<'a> {
    pub(super) about: &'a ExplainAbout<'a>,
    pub(super) language: Language,
}

impl Known<'_> {
    pub(super) fn say(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        say(self.language, key, gaps)
    }

    /// "Not recorded": what every gap reads.
    pub(super) fn open(&self) -> String {
        self.say("explain-not-recorded", &[])
    }

    pub(super) fn or_open(&self, words: &str) -> String {
        if words.trim().is_empty() {
            self.open()
        } else {
            words.to_owned()
        }
    }

    pub(super) fn yes_no(&self, yes: bool) -> String {
        self.say(if yes { "explain-yes" } else { "explain-no" }, &[])
    }

    /// What a line of the record says, and where it comes from when nobody answered it; `None` while it is open.
    pub(super) fn said(&self, line: &str) -> Option<String> {
        let field = RecordField::from_key(line)?;
        self.said_in(field).or_else(|| self.typed(line))
    }

    /// The same, of the record alone.
    pub(super) fn said_in(&self, field: RecordField) -> Option<String> {
        let said = self.about.record?.said.get(&field)?;
        let words = match field.form() {
            FieldForm::Words => said.value.clone(),
            FieldForm::Choice(_) => self.say(&format!("code-{}", said.value), &[]),
        };
        let source = match said.by {
            FilledBy::Answer => return Some(words),
            FilledBy::Usual => "explain-usual",
            FilledBy::Agreement => "explain-from-agreement",
            FilledBy::Later => "explain-later",
        };
        Some(format!("{} {}", bare(&words), self.say(source, &[])))
    }

    /// When an item was true, or that nobody said.
    pub(super) fn true_at(&self, as_at: Moment, open: bool) -> String {
        if open {
            self.say("explain-date-open", &[])
        } else {
            when(as_at)
        }
    }

    /// What a line of the record is called.
    pub(super) fn line(&self, field: RecordField) -> String {
        let own = format!("line-{}", field.key());
        if has(self.language, &own) {
            return self.say(&own, &[]);
        }
        self.say(&format!("record-{}", field.key()), &[])
    }

    /// What a code is called: `list` names what it is a code of. One that has no words is given as it is stored.
    pub(super) fn code(&self, list: &str, value: &impl Serialize) -> String {
        let stored = serde_json::to_value(value).ok();
        let stored = stored
            .as_ref()
            .and_then(|value| value.as_str())
            .unwrap_or_default();
        let key = format!("{list}-{stored}");
        if has(self.language, &key) {
            return self.say(&key, &[]);
        }
        stored.replace('-', " ")
    }

    /// What a decision of an earlier version says of it.
    fn typed(&self, line: &str) -> Option<String> {
        let words = &self.about.decision.words;
        let typed = match line {
            "necessary" | "adequate" | "relevant" => &words.least,
            "proportionate" => &words.proportionate,
            "best-wishes" => &words.wishes,
            _ => return None,
        };
        (!typed.trim().is_empty()).then(|| typed.clone())
    }

    pub(super) fn said_or_open(&self, line: &str) -> String {
        self.said(line).unwrap_or_else(|| self.open())
    }

    /// The disclosure that came of it; `None` for a decision not to share.
    pub(super) fn card(&self) -> Option<&DisclosureCard> {
        let (DecisionResult::Shared { disclosure } | DecisionResult::DangerFinished { disclosure }) =
            self.about.decision.result
        else {
            return None;
        };
        // what was told outside the crew stands on the teller's own side
        let cards = self.about.shared.disclosures.iter();
        let mut cards = cards.chain(&self.about.own.told_outside);
        cards.find(|card| card.disclosure == disclosure)
    }

    /// Whom it was told: name, organisation, and why each needs it.
    pub(super) fn receivers(&self) -> String {
        let recorded = self.about.record.map(|record| record.receivers.as_slice());
        let lines: Vec<String> = recorded
            .unwrap_or_default()
            .iter()
            .map(|to| {
                let gaps = [
                    ("name", &to.name),
                    ("organisation", &to.organisation),
                    ("why", &to.why),
                ];
                let gaps = gaps.map(|(name, value)| (name, value.as_str()));
                self.say(
                    if to.why.is_empty() {
                        "explain-receiver"
                    } else {
                        "explain-receiver-why"
                    },
                    &gaps,
                )
            })
            .collect();
        if lines.is_empty() {
            self.names()
        } else {
            lines.join("\n")
        }
    }

    /// Their names alone.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self
            .card()
            .map(|card| card.to.iter().map(|to| to.name.as_str()).collect())
            .unwrap_or_default();
        self.or_open(&names.join(&self.say("name-and-name", &[])))
    }

    pub(super) fn how(&self) -> String {
        match self.card().map(|card| card.channel) {
            None => self.open(),
            Some(Channel::OnScreen) => self.say("how-on-screen", &[]),
            Some(Channel::InPerson) => self.say("how-in-person", &[]),
            Some(Channel::Radio) => self.say("how-radio", &[]),
            Some(Channel::Phone) => self.say("how-phone", &[]),
        }
    }

    pub(super) fn told(&self) -> String {
        let told = self.card().map(|card| card.person_told);
        self.say(
            match told {
                None | Some(PersonTold::NotYetRecorded) => "explain-not-recorded",
                Some(PersonTold::Yes) => "explain-told-yes",
                Some(PersonTold::Later) => "explain-told-later",
                Some(PersonTold::No) => "explain-told-no",
            },
            &[],
        )
    }

    pub(super) fn nature(&self, nature: Nature) -> String {
        self.say(
            match nature {
                Nature::Fact => "explain-fact",
                Nature::Opinion => "explain-opinion",
                Nature::ToldByPerson => "explain-told-by-person",
                Nature::ThirdParty => "explain-third-party",
            },
            &[],
        )
    }

    /// Where the person's own answer stood.
    pub(super) fn answer(&self) -> String {
        let consent = &self.about.decision.facts.consent;
        let key = match consent.state {
            ConsentState::Given => "explain-agreed",
            ConsentState::CarePlan => "explain-care-plan",
            ConsentState::Refused => "explain-refused",
            ConsentState::Withdrawn => "explain-withdrawn-answer",
            ConsentState::NotAsked => "explain-not-asked",
        };
        let mut words = self.say(key, &[]);
        if consent.state == ConsentState::NotAsked {
            let why = consent
                .why_not_asked
                .map_or_else(|| self.open(), |why| self.code("why", &why));
            words = format!("{words} {}", self.say("explain-because", &[("why", &why)]));
        }
        words
    }

    /// Whose act the disclosure was.
    pub(super) fn discloser(&self) -> Side {
        match self.about.decision.facts.disclosure.direction {
            Direction::HealthToPolice | Direction::HealthToOther => Side::Health,
            Direction::PoliceToHealth | Direction::PoliceToOther => Side::Police,
        }
    }

    /// The legs of a side's own act.
    pub(super) fn legs(&self, side: Side) -> Legs {
        match self.about.record {
            Some(record) => record.legs_of(side).map(recorded).unwrap_or_default(),
            None => self.concluded(side),
        }
    }

    /// The legs as a decision of an earlier version has them: those of the discloser, and the receiver's third.
    fn concluded(&self, side: Side) -> Legs {
        let conclusion = &self.about.decision.conclusion;
        let data_protection = match side {
            Side::Police => conclusion.data_protection.police.clone(),
            Side::Health => conclusion.data_protection.health.clone(),
        };
        if side == self.discloser() {
            Legs {
                power: conclusion.power.clone(),
                confidentiality: slug(conclusion.confidentiality)
                    .map(str::to_owned)
                    .into_iter()
                    .collect(),
                data_protection,
                ..Legs::default()
            }
        } else {
            Legs {
                data_protection,
                ..Legs::default()
            }
        }
    }

    /// The ground in the receiver's words, for a share that was made in danger or under the agreement.
    pub(super) fn short_way(&self) -> Option<String> {
        match self.card()?.basis {
            Basis::Danger => Some(self.say("explain-danger", &[])),
            Basis::Agreement => Some(self.say("explain-agreement", &[])),
            Basis::Decided(_) | Basis::OwnCare => None,
        }
    }
}

/// The row of the rule table that a ground is.
pub(super) fn slug(ground: Confidentiality) -> Option<&'static str> {
    Some(match ground {
        Confidentiality::Consent => "cl_consent_explicit",
        Confidentiality::CarePlanConsent => "cl_consent_careplan",
        Confidentiality::BestInterests => "cl_best_interests",
        Confidentiality::PublicInterestHarm => "cl_public_interest_harm",
        Confidentiality::PublicInterestCrime => "cl_public_interest_crime",
        Confidentiality::StatutoryDuty => "cl_statute",
        Confidentiality::CourtOrder => "cl_court",
        Confidentiality::NotConfidential => "cl_not_confidential",
        Confidentiality::None => return None,
    })
}

/// Words without the full stop that a sentence around them brings itself.
pub(super) fn bare(words: &str) -> &str {
    words.trim_end().trim_end_matches('.')
}

/// Words that begin a line.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
