//! How the parts of an agreement are called on its pages.

use crate::domain::agreement::{Change, ConsentFor, Office, RecordType, Standing};
use crate::domain::content::{Channel, Regime};
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};
use crate::domain::role::Side;
use crate::ui::parts::organisation;
use crate::ui::screen::Cx;
use crate::ui::screens::share::option_words;
use crate::ui::widgets::Tag;
use crate::ui::words::{t, ta};

pub(super) fn item_words(item: ItemCategory) -> String {
    option_words(item, &t("share-the-person"))
}

pub(super) fn purpose_words(purpose: Purpose) -> String {
    option_words(purpose, &t("share-the-person"))
}

pub(super) fn channel_words(channel: Channel) -> String {
    option_words(channel, &t("share-the-person"))
}

pub(super) fn listed<T: Copy>(all: &[T], words: fn(T) -> String) -> String {
    if all.is_empty() {
        return t("agreement-nothing");
    }
    let words: Vec<String> = all.iter().map(|one| words(*one)).collect();
    words.join("; ")
}

pub(super) fn recipient_words(to: Recipient) -> String {
    t(match to {
        Recipient::PoliceOfficer => "receiver-officer",
        Recipient::Nurse => "receiver-nurse",
        Recipient::Ambulance => "receiver-ambulance",
        Recipient::LocalAuthority => "receiver-local-authority",
        Recipient::Hospital => "receiver-hospital",
        Recipient::Gp => "receiver-gp",
        Recipient::VoluntaryPartner => "receiver-voluntary",
        Recipient::Court => "receiver-court",
        Recipient::Coroner => "receiver-coroner",
        Recipient::ImmigrationEnforcement => "receiver-immigration",
        Recipient::OtherGovernment => "receiver-government",
        Recipient::Media => "receiver-media",
        Recipient::Relative => "receiver-relative",
        Recipient::Solicitor => "receiver-solicitor",
        Recipient::Insurer => "receiver-insurer",
    })
}

pub(super) fn direction_words(direction: Direction) -> String {
    t(match direction {
        Direction::HealthToPolice => "direction-health-to-police",
        Direction::PoliceToHealth => "direction-police-to-health",
        Direction::HealthToOther => "direction-health-to-other",
        Direction::PoliceToOther => "direction-police-to-other",
    })
}

/// What an office is called.
pub(in crate::ui::screens) fn office_words(office: Office) -> String {
    t(match office {
        Office::OnCall => "office-on-call",
        Office::CaldicottGuardian => "office-caldicott",
        Office::DataProtectionOfficer => "office-data-protection",
        Office::RiskOwner => "office-risk-owner",
        Office::AccountableOwner => "office-accountable",
        Office::RecordsTeam => "office-records",
    })
}

pub(super) fn record_words(record: RecordType) -> String {
    t(match record {
        RecordType::Notes => "record-notes",
        RecordType::Sharing => "record-sharing",
        RecordType::Section136 => "record-section-136",
        RecordType::FrequentCallers => "record-callers",
        RecordType::AccessLog => "record-access",
    })
}

pub(super) fn regime_words(regime: Regime) -> String {
    t(match regime {
        Regime::General => "regime-general",
        Regime::LawEnforcement => "regime-law-enforcement",
    })
}

pub(super) fn consent_words(at: ConsentFor) -> String {
    t(match at {
        ConsentFor::Asking => "consent-asking",
        ConsentFor::SharedAnyway => "consent-anyway",
        ConsentFor::CannotDecide => "consent-cannot",
    })
}

/// How the agreement stands, as its tag.
pub(super) fn standing_tag(standing: Standing) -> (Tag, String) {
    let (kind, key) = match standing {
        Standing::InForce => (Tag::Plain, "agreement-in-force"),
        Standing::ReviewDue => (Tag::Plain, "agreement-review-due"),
        Standing::None => (Tag::Plain, "agreement-none"),
        Standing::NotBegun => (Tag::Plain, "agreement-not-begun"),
        Standing::Ended => (Tag::Plain, "agreement-ended"),
    };
    (kind, t(key))
}

/// One change in words.
pub(super) fn change_words(cx: &Cx<'_>, change: &Change) -> String {
    let side = |side: Side| organisation(cx.state, side);
    let gone = |added: bool, words: String| {
        let key = if added { "change-added" } else { "change-removed" };
        ta(key, &[("what", words.into())])
    };
    match change {
        Change::Text(name, before, after) => text_words(name, before, after),
        Change::Channels(before, after) => {
            let words = |all: &[Channel]| listed(all, channel_words);
            text_words("channels", &words(before), &words(after))
        }
        Change::Regime(before, after) => {
            let words = |regime: &Option<Regime>| regime.map(regime_words).unwrap_or_default();
            text_words("regime", &words(before), &words(after))
        }
        Change::Contact(added, contact) => {
            let parts = [&contact.name, &contact.in_hours, &contact.out_of_hours];
            let parts: Vec<&str> = parts
                .into_iter()
                .map(|part| part.trim())
                .filter(|part| !part.is_empty())
                .collect();
            let holder = format!("{}, {}", side(contact.side), office_words(contact.office));
            gone(*added, format!("{holder}: {}", parts.join(", ")))
        }
        Change::Kept(added, kept) => gone(
            *added,
            format!(
                "{}, {}: {}",
                side(kept.side),
                record_words(kept.record),
                rule_title(cx, &kept.rule)
            ),
        ),
        Change::Consent(added, text) => gone(
            *added,
            format!("{}: {} {}", consent_words(text.at), text.english, text.welsh),
        ),
        Change::ClauseAdded(number, title) => gone(true, format!("{number} {title}")),
        Change::ClauseRemoved(number, title) => gone(false, format!("{number} {title}")),
        Change::MoreTold(number, to, items) => told_words("change-more-told", number, *to, items),
        Change::LessTold(number, to, items) => told_words("change-less-told", number, *to, items),
        Change::MorePurposes(number, all) => purposes_words("change-more-purposes", number, all),
        Change::FewerPurposes(number, all) => purposes_words("change-fewer-purposes", number, all),
        Change::Turned(number, direction) => ta(
            "change-turned",
            &[
                ("clause", number.clone().into()),
                ("direction", direction_words(*direction).into()),
            ],
        ),
    }
}

fn told_words(key: &str, clause: &str, to: Recipient, items: &[ItemCategory]) -> String {
    let args = [
        ("clause", clause.to_owned().into()),
        ("receiver", recipient_words(to).into()),
        ("items", listed(items, item_words).into()),
    ];
    ta(key, &args)
}

fn purposes_words(key: &str, clause: &str, purposes: &[Purpose]) -> String {
    let args = [
        ("clause", clause.to_owned().into()),
        ("purposes", listed(purposes, purpose_words).into()),
    ];
    ta(key, &args)
}

/// The title of a retention row, or its slug where the table has none.
pub(super) fn rule_title(cx: &Cx<'_>, rule: &str) -> String {
    cx.rules
        .retention()
        .iter()
        .find(|row| row.slug == rule)
        .map_or_else(|| rule.to_owned(), |row| row.title.clone())
}

fn text_words(name: &str, before: &str, after: &str) -> String {
    let what = t(match name {
        "reference" => "change-reference",
        "known-clause" => "change-known-clause",
        "police-advice" => "change-police-advice",
        "health-advice" => "change-health-advice",
        "starts" => "change-starts",
        "ends" => "change-ends",
        "review" => "change-review",
        "ended" => "change-ended",
        "partners" => "change-partners",
        "channels" => "change-channels",
        "regime" => "change-regime",
        "clause-title" => "change-clause-title",
        "clause-usual" => "change-clause-usual",
        "clause-staff" => "change-clause-staff",
        _ => "change-rules",
    });
    let args = [
        ("what", what.into()),
        ("before", before.to_owned().into()),
        ("after", after.to_owned().into()),
    ];
    ta(
        match (before.is_empty(), after.is_empty()) {
            (true, _) => "change-set",
            (_, true) => "change-cleared",
            (false, false) => "change-from-to",
        },
        &args,
    )
}
