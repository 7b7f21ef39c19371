//! What a line of the record says when nobody typed it: what the answers already tell, and the usual answer of the law
//! or the agreement. The check page counts the usual answers and shows them at one press; each stays a person's to change.

use chrono::Months;

use super::conclusion::Confidentiality;
use super::facts::{ConsentState, DutyKind, HarmTo, ItemCategory, Purpose, Recipient, WhyNotAsked};
use super::path::{Cause, CouldNot, HowLikely, HowSerious, PolicingPurpose, Tried, WhoHarmed, WillTell};
use super::record::Circumstances;
use super::restrictions::{Effect, marked};
use crate::domain::content::{
    Channel, FilledBy, Nature, NotTold, PersonTold, RecordField as Field, Regime, SideLegs,
};
use crate::domain::role::Side;
use crate::domain::time::day_words;

/// What the answers of the pages tell.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a line that no page asks for has no answer; a new one is open until it is given one here"
)]
pub(super) fn answered(field: Field, c: &Circumstances<'_>) -> Option<String> {
    let a = c.answers;
    let typed = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let code = |text: &str| Some(text.to_owned());
    match field {
        Field::WhyNotAsked => a.why_not_asked.and_then(|why| {
            let json = serde_json::to_value(why).ok()?;
            json.as_str().map(str::to_owned)
        }),
        Field::CapacityHelp => tried(c),
        Field::CapacityEvidence => could_not(c),
        Field::CapacityBelief => cause(c),
        Field::BestWishes => typed(&c.words.wishes),
        Field::WhoAtRisk => a.who.map(|who| who_words(who).to_owned()),
        Field::WhatHarm => a.serious.map(|serious| {
            match serious {
                HowSerious::DeathOrLastingInjury => "Death or lasting injury.",
                HowSerious::Serious => "Serious harm.",
                HowSerious::Less => "Harm that is less than serious.",
            }
            .to_owned()
        }),
        Field::HowLikely => a.likely.map(|likely| {
            match likely {
                HowLikely::Now => "It is happening now.",
                HowLikely::LikelyToday => "It is likely today.",
                HowLikely::Possible => "It is possible.",
            }
            .to_owned()
        }),
        Field::Necessary => typed(&c.words.least)
            .or_else(|| typed(&c.words.proportionate))
            .or_else(|| typed(&c.words.best_interests).filter(|_| !a.not_best())),
        Field::Proportionate => typed(&c.words.proportionate).or_else(|| typed(&c.words.least)),
        Field::HarmIfNotShared => match (a.who, a.serious) {
            (Some(who), Some(HowSerious::DeathOrLastingInjury)) => {
                code(&format!("{} Death or lasting injury.", who_words(who)))
            }
            (Some(who), Some(HowSerious::Serious)) => code(&format!("{} Serious harm.", who_words(who))),
            _ => None,
        },
        Field::HarmIfShared if a.not_best() => typed(&c.words.best_interests),
        Field::HarmIfShared => a.more.get(&Field::AgainstPerson).cloned(),
        Field::DiscloserNumber => typed(&c.discloser.number),
        Field::Alternatives => a.more.get(&Field::OtherWays).cloned(),
        Field::Advice => advice(c),
        Field::AdviceUnnamed if c.telling.advice.iter().any(|asked| !asked.told.is_empty()) => code("yes"),
        Field::ToldDue => c.telling.tell_by.map(|by| format!("By {}.", by.clock_from(c.at))),
        Field::ToldWhy if c.telling.not_told.is_some() => not_told(c),
        Field::ToldWhy if a.will_tell == Some(WillTell::No) => code("Telling would add to the danger."),
        _ => None,
    }
}

/// The usual answer, and whose it is.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a line without a usual answer stays open; nothing is made up for a new one"
)]
pub(super) fn usual(field: Field, c: &Circumstances<'_>, legs: &[SideLegs]) -> Option<(String, FilledBy)> {
    if !c.crosses() {
        return None;
    }
    let law = |text: &str| Some((text.to_owned(), FilledBy::Usual));
    let yes_now = c.facts.consent.state == ConsentState::Given;
    match field {
        Field::ConsentInformed if yes_now && c.facts.consent.informed => law("all"),
        Field::ConsentHow if yes_now => law("spoken"),
        Field::ConsentExpires if yes_now => law("this-incident"),
        Field::CapacityDecision if lacks(c) => law(&decision_words(c)),
        Field::InformationAge if age_known(c) => law(&age_words(c)),
        Field::ReceiverCanAct if c.receivers.iter().any(|to| to.member.is_some()) => law("yes"),
        Field::CouldAsk if c.facts.consent.why_not_asked.is_some_and(could_not_ask) => law("no"),
        Field::CrimeLimits if c.conclusion.confidentiality == Confidentiality::PublicInterestCrime => {
            law("For this crime only. Any other use is asked for again.")
        }
        Field::DutyDeadline if c.facts.duty.kind == Some(DutyKind::FgmDisclosed) => {
            let months = Months::new(c.rules.thresholds().fgm_report_months);
            let last = c.facts.date.checked_add_months(months)?;
            law(&format!(
                "By {}, where it was told or seen today; else by the end of one month from then.",
                day_words(last)
            ))
        }
        Field::DutyCompels if duty(c) => {
            let row = c.conclusion.power.first().and_then(|slug| c.rules.row(slug))?;
            law(&format!("{} ({}).", row.title, row.law))
        }
        Field::SubjectCategory if c.discloser.side == Side::Police && !for_justice(c) => law("other"),
        Field::Regime => regime_said(c, legs),
        Field::OnwardAuthority if c.discloser.side == Side::Police => {
            let row = c.conclusion.power.first().and_then(|slug| c.rules.row(slug))?;
            law(&format!("{} ({}).", row.title, row.law))
        }
        Field::Necessary => by_agreement(c),
        Field::Proportionate if !c.items.is_empty() => law(&how_many(c)),
        // a condition of bail was set to protect somebody: why it bears is said, never assumed
        Field::Relevant
            if marked(
                &c.facts.disclosure.items,
                &c.answers.restrictions,
                Effect::WantsReason,
            ) =>
        {
            None
        }
        Field::Relevant => law(&format!(
            "It bears on this: {}.",
            purpose_words(c.facts.disclosure.purpose)
        )),
        Field::Adequate if !c.items.is_empty() => {
            law("Enough for the receiver to act on, in words chosen for it.")
        }
        Field::Accurate if !c.items.is_empty() => law(&natures(c)),
        Field::Timely if age_known(c) => law(&timely(c)),
        Field::Secure => secure_said(c),
        // outside the crew nobody knows beforehand what the receiver is doing; a reason that follows a danger share names none
        Field::WhyIdentifiable if c.receivers.iter().all(|to| to.member.is_some()) => law(
            "The receiver is dealing with this person now and could not act without knowing whom it is about.",
        ),
        Field::Expected if yes_now || c.facts.consent.state == ConsentState::CarePlan => law("yes"),
        Field::RecordedHealth | Field::RecordedPolice => law("In this log, under the incident's reference."),
        Field::OnwardAllowed => law(if to_health(c) { "yes" } else { "no" }),
        Field::OnwardConditions if to_health(c) => {
            law("Inside health, for the person's own care, under the usual NHS rules.")
        }
        Field::OnwardConditions => law("Not without asking the discloser, unless the law requires it."),
        Field::DutiesTold => c.agreement.map(|_| ("yes".to_owned(), FilledBy::Agreement)),
        Field::ToldDue if c.told == PersonTold::Later => law(&format!("By {}.", c.due.clock_from(c.at))),
        _ => None,
    }
}

fn lacks(c: &Circumstances<'_>) -> bool {
    c.conclusion.confidentiality == Confidentiality::BestInterests
}

fn duty(c: &Circumstances<'_>) -> bool {
    matches!(
        c.conclusion.confidentiality,
        Confidentiality::StatutoryDuty | Confidentiality::CourtOrder
    )
}

fn to_health(c: &Circumstances<'_>) -> bool {
    let clinical = |kind| {
        matches!(
            kind,
            Recipient::Nurse | Recipient::Ambulance | Recipient::Hospital | Recipient::Gp
        )
    };
    c.receivers
        .iter()
        .all(|to| to.side == Some(Side::Health) || to.kind.is_some_and(clinical))
}

/// Whether police tell it to deal with a crime: then which kind of person it is about is asked, never assumed.
pub(super) fn for_justice(c: &Circumstances<'_>) -> bool {
    matches!(
        c.answers.policing_purpose,
        Some(PolicingPurpose::PreventCrime | PolicingPurpose::BringToJustice)
    )
}

/// Under which regime police hold it, and whether the agreement says so.
fn regime_said(c: &Circumstances<'_>, legs: &[SideLegs]) -> Option<(String, FilledBy)> {
    let police = c.discloser.side == Side::Police;
    let by = if c.agreed_regime.is_some() && police && !for_justice(c) {
        FilledBy::Agreement
    } else {
        FilledBy::Usual
    };
    regime(legs).map(|code| (code.to_owned(), by))
}

fn regime(legs: &[SideLegs]) -> Option<&'static str> {
    let police = legs.iter().find(|legs| legs.side == Side::Police)?;
    let held = police
        .data_protection
        .iter()
        .any(|slug| slug == "p3_onward_nonle");
    Some(if held || police.regime == Regime::LawEnforcement {
        "law-enforcement"
    } else {
        "general"
    })
}

fn by_agreement(c: &Circumstances<'_>) -> Option<(String, FilledBy)> {
    let reference = c.agreement?;
    let words = format!(
        "The agreement {reference} covers it for this purpose: {}.",
        purpose_words(c.facts.disclosure.purpose)
    );
    c.facts
        .disclosure
        .agreement_allows
        .then_some((words, FilledBy::Agreement))
}

fn how_many(c: &Circumstances<'_>) -> String {
    let kept_back = c.conclusion.blocked_items.len();
    let crossing = c.items.len();
    let things = if crossing == 1 {
        "1 thing crosses"
    } else {
        &format!("{crossing} things cross")
    };
    match kept_back {
        0 => format!("{things}, picked one at a time."),
        1 => format!("{things}, picked one at a time. 1 kind of information stays out."),
        kinds => format!("{things}, picked one at a time. {kinds} kinds of information stay out."),
    }
}

fn natures(c: &Circumstances<'_>) -> String {
    let count = |nature: Nature| c.items.iter().filter(|item| item.nature == nature).count();
    let parts = [
        (count(Nature::Fact), "fact", "facts"),
        (count(Nature::Opinion), "opinion", "opinions"),
        (
            count(Nature::ToldByPerson),
            "told by the person",
            "told by the person",
        ),
        (
            count(Nature::ThirdParty),
            "told by somebody else",
            "told by somebody else",
        ),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, _, _)| *number > 0)
        .map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }))
        .collect();
    format!("Each is marked as what it is: {}.", said.join(", "))
}

/// Of words from a record nobody knows how old they are until somebody says so.
fn age_known(c: &Circumstances<'_>) -> bool {
    !c.items.is_empty() && c.items.iter().all(|item| !item.as_at_open)
}

fn oldest_minutes(c: &Circumstances<'_>) -> i64 {
    c.items
        .iter()
        .map(|item| c.at.minutes_since(item.as_at))
        .max()
        .unwrap_or_default()
}

fn age_words(c: &Circumstances<'_>) -> String {
    format!("The oldest of it is {} old.", span_words(oldest_minutes(c)))
}

fn timely(c: &Circumstances<'_>) -> String {
    format!(
        "Told while it matters; the oldest of it is {} old.",
        span_words(oldest_minutes(c))
    )
}

fn span_words(minutes: i64) -> String {
    let plural = |number: i64, one: &str| {
        if number == 1 {
            format!("1 {one}")
        } else {
            format!("{number} {one}s")
        }
    };
    match minutes {
        ..=119 => plural(minutes.max(0), "minute"),
        120..=2_879 => plural(minutes / 60, "hour"),
        _ => plural(minutes / 1_440, "day"),
    }
}

/// A way that nobody approved needs a reason of its own: the line stays open until somebody gives it.
fn secure_said(c: &Circumstances<'_>) -> Option<(String, FilledBy)> {
    let channel = c.channel.filter(|_| !c.channel_unapproved)?;
    Some((secure(channel).to_owned(), FilledBy::Usual))
}

fn secure(channel: Channel) -> &'static str {
    match channel {
        Channel::OnScreen => "On this screen, in the receiver's own view.",
        Channel::InPerson => "Face to face.",
        Channel::Radio => "By encrypted radio, in as few words as will do.",
        Channel::Phone => "By telephone, to the named person.",
    }
}

fn decision_words(c: &Circumstances<'_>) -> String {
    let names: Vec<&str> = c.receivers.iter().map(|to| to.name.as_str()).collect();
    format!(
        "To agree, now, to {} telling {} what crosses here.",
        c.discloser.name,
        if names.is_empty() {
            "the receiver".to_owned()
        } else {
            names.join(" and ")
        }
    )
}

/// Who was asked, when, and what they said.
fn advice(c: &Circumstances<'_>) -> Option<String> {
    let lines: Vec<String> = c
        .telling
        .advice
        .iter()
        .map(|asked| {
            let said = if asked.answer.trim().is_empty() {
                "no answer yet"
            } else {
                asked.answer.trim()
            };
            format!("{}, {}: {said}", asked.who, asked.at.clock_from(c.at))
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn not_told(c: &Circumstances<'_>) -> Option<String> {
    let words = match c.telling.not_told? {
        NotTold::AddsToDanger => "Telling would add to the danger.",
        NotTold::WouldPrejudice => "Telling would spoil what the sharing is for.",
        NotTold::CannotBeTold => "The person cannot take it in now, or cannot be reached.",
        NotTold::Other => c.telling.not_told_words.trim(),
    };
    Some(words.to_owned())
}

fn tried(c: &Circumstances<'_>) -> Option<String> {
    let words = match c.answers.tried? {
        Tried::ExplainedAgain => "Explained again, simply.",
        Tried::Waited => "Waited.",
        Tried::Other => "Other help was given.",
        Tried::NoTime => "There was no time to help.",
    };
    Some(words.to_owned())
}

fn could_not(c: &Circumstances<'_>) -> Option<String> {
    let parts: Vec<&str> = c
        .answers
        .could_not
        .iter()
        .map(|what| match what {
            CouldNot::Understand => "understand it",
            CouldNot::Remember => "remember it long enough",
            CouldNot::Weigh => "weigh it up",
            CouldNot::Tell => "tell a decision",
        })
        .collect();
    (!parts.is_empty()).then(|| format!("Could not {}.", parts.join(", ")))
}

fn cause(c: &Circumstances<'_>) -> Option<String> {
    let impairment = c.facts.capacity.impairment.as_deref().map(str::trim)?;
    let known = c
        .answers
        .cause
        .is_some_and(|cause| cause != Cause::CouldNotAssess);
    (known && c.facts.capacity.because_of_impairment && !impairment.is_empty())
        .then(|| format!("Because of this: {impairment}."))
}

/// Whether that reason says the person could not be asked; no time, or no reason, does not.
fn could_not_ask(why: WhyNotAsked) -> bool {
    matches!(
        why,
        WhyNotAsked::Unsafe | WhyNotAsked::WouldPrejudice | WhyNotAsked::Unresponsive | WhyNotAsked::Absent
    )
}

fn who_words(who: WhoHarmed) -> &'static str {
    match who {
        WhoHarmed::NamedPerson => "A named person.",
        WhoHarmed::PublicNearby => "The public nearby.",
        WhoHarmed::Us => "The crew.",
        WhoHarmed::ThePerson => "The person.",
    }
}

/// Why this kind of information is needed.
pub fn item_needed(category: ItemCategory) -> &'static str {
    match category {
        ItemCategory::PresentationAndRisk => "To approach safely and to know what could happen.",
        ItemCategory::CrisisPlan => "To do what was agreed for a crisis.",
        ItemCategory::KnownToService => "To know whether somebody already helps.",
        ItemCategory::MedicationCritical => {
            "So that a medicine that matters now is neither missed nor given twice."
        }
        ItemCategory::Allergy => "So that nothing is given that harms.",
        ItemCategory::Diagnosis => "To understand what is seen.",
        ItemCategory::History => "To judge today's risk by what happened before.",
        ItemCategory::WholeRecord => "Never needed.",
        ItemCategory::Address => "To find the person.",
        ItemCategory::NhsNumber => "To identify the person for care.",
        ItemCategory::WeaponsMarker | ItemCategory::ViolenceMarker => "To keep everybody there safe.",
        ItemCategory::BailConditions => "To know what the person may not do, and whom that protects.",
        ItemCategory::SpentConvictions => "Says nothing about today.",
        ItemCategory::Intelligence => "For a policing purpose.",
        ItemCategory::ContactDetails => "To reach somebody who can help.",
        ItemCategory::CounsellingNotes => "Only for what a senior view allowed.",
        ItemCategory::Counts => "To plan the service.",
    }
}

/// Why a side's receiver needs it.
pub(super) fn receiver_needs(side: Side, purpose: Purpose) -> String {
    let does = match side {
        Side::Police => "Deals with the incident for police",
        Side::Health => "Looks after the person's care",
    };
    format!("{does}: {}.", purpose_words(purpose))
}

fn purpose_words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SafetyOfPerson => "to keep the person safe",
        Purpose::SafetyOfOthers => "to keep others safe",
        Purpose::StaffSafety => "to keep the crew and other staff safe",
        Purpose::DirectCare => "the person's care",
        Purpose::SafeguardingChild => "to protect a child",
        Purpose::SafeguardingAdult => "to protect an adult at risk",
        Purpose::PreventSeriousCrime => "to prevent or stop a serious crime",
        Purpose::InvestigateCrime => "to deal with a crime",
        Purpose::LegalDuty => "a duty in law",
        Purpose::HousingEligibility => "whether the person can be housed",
        Purpose::Statistics => "counts that name nobody",
        Purpose::Advice => "advice that names nobody",
        Purpose::Other => "the purpose in this decision",
    }
}

/// Whether the harm is to a child.
pub(super) fn child_at_risk(c: &Circumstances<'_>) -> bool {
    c.facts.harm.to == Some(HarmTo::Child) || c.facts.disclosure.purpose == Purpose::SafeguardingChild
}
