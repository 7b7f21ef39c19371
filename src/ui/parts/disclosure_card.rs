//! The one way in which shared words are drawn: on the check page, for the receiver, on the board, in the log.

use egui::Ui;

use super::changes_ui;
use super::heard::heard_words;
use crate::domain::content::{Basis, Channel, Nature, NoteSource, PersonTold, Receiver, SharedItem};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::incident::DisclosureCard;
use crate::domain::plain::shown;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::theme::Space;
use crate::ui::widgets::{Badge, Card, Edge, Tag, badge, body, faded, gap, heading, support, tag};
use crate::ui::words::{t, ta};

/// Draws what crossed, or is about to: the words exactly as they are stored, who told whom, when, on what basis, how.
/// Withdrawn words are no longer shown.
pub(crate) fn disclosure_card_ui(ui: &mut Ui, card: &DisclosureCard, now: Moment) {
    let (edge, mark) = match card.from {
        Some(Side::Police) => (Edge::Police, Badge::Police),
        Some(Side::Health) => (Edge::Nurse, Badge::Nurse),
        None => (Edge::Shared, Badge::Shared),
    };
    let who = ta("card-from", &[("who", card.from_name.as_str().into())]);
    Card::new(edge).name(&who).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = Space::Xs.points();
        ui.horizontal_wrapped(|ui| {
            badge(ui, mark);
            heading(ui, &who);
            state_tag(ui, card, now);
        });
        if card.withdrawn_at.is_some() {
            body(ui, &t("card-withdrawn-hint"));
            changes_ui(ui, card, now);
            return;
        }
        for item in &card.items {
            gap(ui, Space::Xs);
            item_ui(ui, item, now);
            support(ui, &item_line(item, card, now));
        }
        changes_ui(ui, card, now);
        gap(ui, Space::Sm);
        body(ui, &basis_words(card.basis));
        support(ui, &how_line(card, now));
        for receiver in card.to.iter().filter(|receiver| !receiver.why.is_empty()) {
            support(ui, &ta("card-why-them", &[("why", receiver.why.as_str().into())]));
        }
        if let Some(words) = heard_words(card, now) {
            support(ui, &words);
        }
    });
}

/// The same words without a frame of their own, for a card that holds everything one side has told: the words exactly
/// as they are stored, then on what basis and when. Withdrawn words are no longer shown, only that they were withdrawn.
pub(crate) fn disclosure_lines_ui(ui: &mut Ui, card: &DisclosureCard, now: Moment) {
    ui.spacing_mut().item_spacing.y = Space::Xs.points();
    if let Some(at) = card.withdrawn_at {
        support(ui, &ta("card-withdrawn", &[("time", at.clock_from(now).into())]));
        support(ui, &t("card-withdrawn-hint"));
        return;
    }
    for item in &card.items {
        item_ui(ui, item, now);
    }
    changes_ui(ui, card, now);
    let mut line = basis_words(card.basis);
    if card.channel != Channel::OnScreen {
        line = format!("{line}, {}", channel_words(card.channel).to_lowercase());
    }
    let at = card.at.unwrap_or(now).clock_from(now);
    let heard = heard_words(card, now)
        .map(|heard| format!(". {heard}"))
        .unwrap_or_default();
    support(ui, &format!("{line}, {at}{heard}"));
}

/// The words of one item; past their shelf life they are grey and say so, so that nobody relies on them unasked.
fn item_ui(ui: &mut Ui, item: &SharedItem, now: Moment) {
    match item.good_until.filter(|_| item.is_stale(now)) {
        None => {
            body(ui, &shown(&item.words));
        }
        Some(until) => {
            faded(ui, &shown(&item.words));
            tag(
                ui,
                Tag::Plain,
                &ta("card-stale", &[("time", until.clock_from(now).into())]),
            );
        }
    }
}

/// Withdrawn, or a danger share whose reason is not finished; nothing otherwise.
fn state_tag(ui: &mut Ui, card: &DisclosureCard, now: Moment) {
    if let Some(at) = card.withdrawn_at {
        let words = ta("card-withdrawn", &[("time", at.clock_from(now).into())]);
        tag(ui, Tag::Plain, &words);
    } else if card.is_unfinished_danger() {
        tag(ui, Tag::Soon, &t("card-danger-open"));
    }
}

/// "Seen, 20:45. Good until Sat 21 Nov 08:45".
fn item_line(item: &SharedItem, card: &DisclosureCard, now: Moment) -> String {
    let key = match item.nature {
        Nature::Fact if item.source == Some(NoteSource::Seen) => "card-seen",
        Nature::Fact if item.source == Some(NoteSource::Record) => "card-record",
        Nature::Fact => "card-fact",
        Nature::Opinion => "card-opinion",
        Nature::ToldByPerson => "card-told-by-person",
        Nature::ThirdParty => "card-third-party",
    };
    let nature = ta(key, &[("who", card.from_name.as_str().into())]);
    let when = if item.as_at_open {
        t("card-date-open")
    } else {
        item.as_at.clock_from(now)
    };
    let args = [("nature", nature.into()), ("time", when.into())];
    match item.good_until.filter(|_| !item.is_stale(now)) {
        None => ta("card-item-line", &args),
        Some(until) => {
            let [nature, when] = args;
            let until = ("until", until.until_from(now).into());
            if item.as_at_open {
                return ta("card-item-line-open-until", &[nature, until]);
            }
            ta("card-item-line-until", &[nature, when, until])
        }
    }
}

/// "Told to PC 4411 Hughes at 21:05, on this screen. The person knows".
fn how_line(card: &DisclosureCard, now: Moment) -> String {
    let names: Vec<String> = card.to.iter().map(named).collect();
    let to = names.join(&t("card-name-and-name"));
    let how = channel_words(card.channel).to_lowercase();
    let told = told_words(card.person_told);
    match card.at {
        Some(at) => ta(
            "card-how-at",
            &[
                ("to", to.into()),
                ("time", at.clock_from(now).into()),
                ("how", how.into()),
                ("told", told.into()),
            ],
        ),
        None => ta(
            "card-how",
            &[("to", to.into()), ("how", how.into()), ("told", told.into())],
        ),
    }
}

/// The name; for somebody outside the crew the organisation too: "A Shah, duty doctor, Northmoor General".
fn named(receiver: &Receiver) -> String {
    let organisation = if receiver.side.is_none() {
        receiver.organisation.as_str()
    } else {
        ""
    };
    let parts = [receiver.name.as_str(), organisation];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// On what basis it crossed, as the receiver reads it.
pub(crate) fn basis_words(basis: Basis) -> String {
    t(match basis {
        Basis::Decided(Confidentiality::Consent) => "basis-consent",
        Basis::Decided(Confidentiality::CarePlanConsent) => "basis-care-plan",
        Basis::Decided(Confidentiality::BestInterests) => "basis-best-interests",
        Basis::Decided(Confidentiality::PublicInterestHarm) => "basis-harm",
        Basis::Decided(Confidentiality::PublicInterestCrime) => "basis-crime",
        Basis::Decided(Confidentiality::StatutoryDuty) => "basis-duty",
        Basis::Decided(Confidentiality::CourtOrder) => "basis-court-order",
        Basis::Decided(Confidentiality::NotConfidential) => "basis-not-confidential",
        Basis::Decided(Confidentiality::None) => "basis-none",
        Basis::Agreement => "basis-agreement",
        Basis::Danger => "basis-danger",
        Basis::OwnCare => "basis-own-care",
    })
}

/// How it was told.
pub(crate) fn channel_words(channel: Channel) -> String {
    t(match channel {
        Channel::OnScreen => "channel-on-screen",
        Channel::InPerson => "channel-in-person",
        Channel::Radio => "channel-radio",
        Channel::Phone => "channel-phone",
    })
}

/// Whether the person knows.
pub(crate) fn told_words(told: PersonTold) -> String {
    t(match told {
        PersonTold::Yes => "card-person-knows",
        PersonTold::Later => "card-person-later",
        PersonTold::No => "card-person-no",
        PersonTold::NotYetRecorded => "card-person-open",
    })
}
