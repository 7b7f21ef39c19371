//! The register as lines: who, how it stands, about what, and every field for the open one.

use crate::domain::consent::{Freshness, Held, LevelHeld, Register, freshness};
use crate::domain::content::{ConsentAnswer, ConsentLevel, PersonAsked};
use crate::domain::decision::facts::{ItemCategory, Purpose, Recipient};
use crate::domain::ids::ItemId;
use crate::domain::rules::Rules;
use crate::domain::time::{Moment, day_words};
use crate::ui::words::{t, ta};

/// One answer or level.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Whom it is about.
    pub(super) who: String,
    /// How it stands, for a row.
    pub(super) short: String,
    /// The same as a sentence.
    pub(super) state: String,
    /// About what, in a few words.
    pub(super) about: String,
    /// Too old, run out or taken back: the person is asked again.
    pub(super) ask_again: bool,
    /// Each field with its words.
    pub(super) fields: Vec<(String, String)>,
    /// The answer, while it is a yes that can be taken back.
    pub(super) stands: Option<ItemId>,
}

impl Line {
    /// Whether every typed word is in it.
    pub(super) fn fits(&self, typed: &str) -> bool {
        let all = format!("{} {} {}", self.who, self.short, self.about).to_lowercase();
        typed
            .to_lowercase()
            .split_whitespace()
            .all(|word| all.contains(word))
    }
}

/// Every answer, then every level.
pub(super) fn lines(register: &Register, now: Moment, rules: &Rules) -> Vec<Line> {
    let answers = register.answers.iter().map(|held| answer(held, now, rules));
    answers.chain(register.levels.iter().map(level)).collect()
}

fn answer(held: &Held, now: Moment, rules: &Rules) -> Line {
    let kept = &held.kept;
    let how = freshness(held, now, rules);
    let day = kept.given.day_words();
    let (short, state) = state_words(how, &day);
    let things: Vec<String> = kept.items.iter().map(|item| item_words(*item)).collect();
    let to = if kept.receivers.is_empty() {
        recipient_words(kept.recipient)
    } else {
        kept.receivers.join(", ")
    };
    let taken_back = held.taken_back.as_ref().map(|(at, words)| {
        let words = if words.is_empty() {
            t("consents-no-words")
        } else {
            words.clone()
        };
        format!("{}: {words}", at.day_words())
    });
    let said = match kept.answer {
        ConsentAnswer::Yes => t("consents-yes"),
        ConsentAnswer::No => t("consents-no"),
    };
    let fields = vec![
        (t("consents-answer"), format!("{said}, {day}")),
        (t("consents-things"), things.join("; ")),
        (t("consents-to"), to.clone()),
        (t("consents-for"), purpose_words(kept.purpose)),
        (t("consents-words"), kept.words.clone()),
        (t("consents-how"), how_words(&kept.how)),
        (t("consents-limits"), kept.limits.clone()),
        (
            t("consents-until"),
            kept.expires.map(Moment::day_words).unwrap_or_default(),
        ),
        (t("consents-back"), taken_back.unwrap_or_default()),
    ];
    Line {
        who: who(&kept.person),
        short,
        state,
        about: format!("{to}: {}", things.join("; ")),
        ask_again: !matches!(how, Freshness::Fresh(_)) && how != Freshness::No,
        fields: filled(fields),
        stands: matches!(
            how,
            Freshness::Fresh(_) | Freshness::Stale(_) | Freshness::Expired
        )
        .then_some(kept.consent),
    }
}

fn level(held: &LevelHeld) -> Line {
    let set = &held.set;
    let level = level_words(set.level);
    let short = if held.holds {
        level.clone()
    } else {
        t("consents-level-past")
    };
    let fields = vec![
        (t("consents-partner"), set.partner.clone()),
        (t("consents-level"), level.clone()),
        (t("consents-day"), day_words(set.day)),
        (t("consents-services"), set.services.join("; ")),
        (t("consents-form"), set.form.clone()),
    ];
    Line {
        who: who(&set.person),
        state: ta("consents-level-state", &[("level", short.clone().into())]),
        short,
        about: format!("{}: {}", set.partner, set.services.join("; "))
            .trim_end_matches(": ")
            .to_owned(),
        ask_again: !held.holds,
        fields: filled(fields),
        stands: None,
    }
}

fn filled(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
}

fn who(person: &PersonAsked) -> String {
    let name = if person.name.is_empty() {
        t("consents-nobody")
    } else {
        person.name.clone()
    };
    let name = match person.age {
        Some(age) => format!("{name}, {age}"),
        None => name,
    };
    if person.born.is_empty() {
        name
    } else {
        let args = [("name", name.into()), ("born", person.born.as_str().into())];
        ta("consents-born", &args)
    }
}

fn state_words(how: Freshness, day: &str) -> (String, String) {
    let words = |key: &str, months: u32| ta(key, &[("months", months.into()), ("day", day.into())]);
    match how {
        Freshness::Fresh(months) => (
            words("consents-fresh", months),
            words("consents-fresh-long", months),
        ),
        Freshness::Stale(months) => (
            words("consents-stale", months),
            words("consents-stale-long", months),
        ),
        Freshness::Expired => (t("consents-expired"), words("consents-expired-long", 0)),
        Freshness::TakenBack => (t("consents-taken-back"), words("consents-taken-back-long", 0)),
        Freshness::No => (t("consents-said-no"), words("consents-said-no-long", 0)),
    }
}

/// A level in words.
pub(super) fn level_words(level: ConsentLevel) -> String {
    t(match level {
        ConsentLevel::Nothing => "consents-level-0",
        ConsentLevel::JustServices => "consents-level-1",
        ConsentLevel::TalkedThrough => "consents-level-2",
        ConsentLevel::SignedForm => "consents-level-3",
    })
}

fn how_words(code: &str) -> String {
    match code {
        "spoken" => t("consents-how-spoken"),
        "written" => t("consents-how-written"),
        "gesture" => t("consents-how-gesture"),
        "through-interpreter" => t("consents-how-interpreter"),
        other => other.to_owned(),
    }
}

fn item_words(item: ItemCategory) -> String {
    t(match item {
        ItemCategory::PresentationAndRisk => "consents-item-presentation",
        ItemCategory::CrisisPlan => "consents-item-plan",
        ItemCategory::KnownToService => "consents-item-known",
        ItemCategory::MedicationCritical => "consents-item-medicine",
        ItemCategory::Allergy => "consents-item-allergy",
        ItemCategory::Diagnosis => "consents-item-diagnosis",
        ItemCategory::History => "consents-item-history",
        ItemCategory::Address => "consents-item-address",
        ItemCategory::ContactDetails => "consents-item-contact",
        ItemCategory::WeaponsMarker | ItemCategory::ViolenceMarker => "consents-item-marker",
        ItemCategory::BailConditions => "consents-item-bail",
        ItemCategory::CounsellingNotes => "consents-item-counselling",
        ItemCategory::WholeRecord
        | ItemCategory::NhsNumber
        | ItemCategory::SpentConvictions
        | ItemCategory::Intelligence
        | ItemCategory::Counts => "consents-item-other",
    })
}

fn recipient_words(recipient: Recipient) -> String {
    t(match recipient {
        Recipient::PoliceOfficer => "consents-to-police",
        Recipient::Nurse => "consents-to-nurse",
        Recipient::Ambulance => "consents-to-ambulance",
        Recipient::VoluntaryPartner => "consents-to-partner",
        Recipient::Hospital | Recipient::Gp => "consents-to-care",
        Recipient::Relative => "consents-to-relative",
        Recipient::LocalAuthority
        | Recipient::Court
        | Recipient::Coroner
        | Recipient::ImmigrationEnforcement
        | Recipient::OtherGovernment
        | Recipient::Solicitor
        | Recipient::Insurer
        | Recipient::Media => "consents-to-other",
    })
}

fn purpose_words(purpose: Purpose) -> String {
    t(match purpose {
        Purpose::SafetyOfPerson => "consents-for-person",
        Purpose::SafetyOfOthers | Purpose::StaffSafety => "consents-for-others",
        Purpose::DirectCare => "consents-for-care",
        Purpose::SafeguardingChild | Purpose::SafeguardingAdult => "consents-for-safeguarding",
        Purpose::PreventSeriousCrime | Purpose::InvestigateCrime => "consents-for-crime",
        Purpose::LegalDuty => "consents-for-duty",
        Purpose::HousingEligibility => "consents-for-housing",
        Purpose::Statistics | Purpose::Advice | Purpose::Other => "consents-for-other",
    })
}
