//! What changed after words had crossed, as everybody sees it; and whom it has reached, for the sender.

use egui::Ui;

use crate::domain::content::{CorrectionReason, Reached, WithdrawnWhy};
use crate::domain::incident::{Change, ChangeKind, DisclosureCard};
use crate::domain::time::Moment;
use crate::ui::widgets::{struck, support};
use crate::ui::words::{t, ta};

/// The old words of each corrected sentence, struck through, with when and why; and why all of it was withdrawn.
pub(crate) fn changes_ui(ui: &mut Ui, card: &DisclosureCard, now: Moment) {
    for change in &card.changes {
        match &change.kind {
            // withdrawn words are shown nowhere, the old ones of a correction neither
            ChangeKind::Corrected { before, why, .. } if card.withdrawn_at.is_none() => {
                struck(ui, before);
                let args = [
                    ("time", change.at.clock_from(now).into()),
                    ("why", correction_words(*why).into()),
                ];
                support(ui, &ta("card-corrected", &args));
            }
            ChangeKind::Withdrawn(Some(why)) => {
                support(ui, &withdrawn_words(*why));
            }
            ChangeKind::Corrected { .. } | ChangeKind::Withdrawn(None) => {}
        }
    }
}

/// "The correction of 21:12" or "The withdrawal of 21:12".
pub(crate) fn change_words(change: &Change, now: Moment) -> String {
    let args = [("time", change.at.clock_from(now).into())];
    match change.kind {
        ChangeKind::Corrected { .. } => ta("change-correction", &args),
        ChangeKind::Withdrawn(_) => ta("change-withdrawal", &args),
    }
}

/// "Reached PC Hughes 21:20", and by whose word.
pub(crate) fn reached_words(name: &str, at: Moment, how: &Reached, now: Moment) -> String {
    match how {
        Reached::Read { who } => ta(
            "change-read",
            &[("who", who.as_str().into()), ("time", at.clock_from(now).into())],
        ),
        Reached::Told { who, at, how, .. } => ta(
            "change-told",
            &[
                ("name", name.into()),
                ("who", who.as_str().into()),
                ("time", at.clock_from(now).into()),
                ("how", super::how_words(*how).to_lowercase().into()),
            ],
        ),
    }
}

/// Why a sentence is corrected.
pub(crate) fn correction_words(why: CorrectionReason) -> String {
    t(match why {
        CorrectionReason::FactualError => "correction-error",
        CorrectionReason::LateEntry => "correction-late",
        CorrectionReason::IdentityMerge => "correction-identity",
        CorrectionReason::ClinicalCorrection => "correction-clinical",
        CorrectionReason::SubjectDispute => "correction-dispute",
        CorrectionReason::Court => "correction-court",
    })
}

/// Why a share is withdrawn.
pub(crate) fn withdrawn_words(why: WithdrawnWhy) -> String {
    t(match why {
        WithdrawnWhy::ConsentWithdrawn => "withdrawn-consent",
        WithdrawnWhy::NoLongerNeeded => "withdrawn-not-needed",
        WithdrawnWhy::SharedInError => "withdrawn-error",
    })
}
