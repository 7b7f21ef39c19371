//! What the codes of the register are called.

use crate::domain::content::{Document, OutsideAsker, OutsideStep, OutsideStepped};
use crate::domain::outside::{OutsideCard, OutsideStatus};
use crate::domain::time::Moment;
use crate::ui::parts::how_words;
use crate::ui::widgets::Tag;
use crate::ui::words::{t, ta};

/// Who asks.
pub(super) fn asker_words(asker: OutsideAsker) -> String {
    t(match asker {
        OutsideAsker::Court => "asker-court",
        OutsideAsker::Solicitor => "asker-solicitor",
        OutsideAsker::Insurer => "asker-insurer",
        OutsideAsker::Family => "asker-family",
        OutsideAsker::Media => "asker-media",
        OutsideAsker::OtherDepartment => "asker-department",
        OutsideAsker::ImmigrationEnforcement => "asker-immigration",
        OutsideAsker::Other => "asker-other",
    })
}

/// Whether a document backs it.
pub(super) fn document_words(document: Document) -> String {
    t(match document {
        Document::None => "document-none",
        Document::Claimed => "document-claimed",
        Document::Seen => "document-seen",
    })
}

/// Where it stands.
pub(super) fn status_words(card: &OutsideCard, now: Moment) -> String {
    match card.status() {
        OutsideStatus::RedLine(None) => t("outside-red-untold"),
        OutsideStatus::RedLine(Some(at)) => ta("outside-red-told", &[("time", at.clock_from(now).into())]),
        OutsideStatus::RefusedForNow => t("outside-refused-for-now"),
        OutsideStatus::MayDecide => t("outside-may-decide"),
        OutsideStatus::Refused => t("outside-refused"),
        OutsideStatus::Answered => t("outside-answered"),
    }
}

/// How soon somebody has to do something about it.
pub(super) fn status_tag(card: &OutsideCard) -> Tag {
    match card.status() {
        OutsideStatus::RedLine(None) => Tag::Soon,
        OutsideStatus::RefusedForNow | OutsideStatus::MayDecide => Tag::Later,
        OutsideStatus::RedLine(Some(_)) | OutsideStatus::Refused | OutsideStatus::Answered => Tag::Plain,
    }
}

/// What a step was.
pub(super) fn step_words(stepped: &OutsideStepped, now: Moment) -> String {
    let by = stepped.by.as_str();
    match &stepped.step {
        OutsideStep::DocumentSeen { what } => ta(
            "outside-did-seen",
            &[("by", by.into()), ("what", what.as_str().into())],
        ),
        OutsideStep::Advised {
            by: who,
            words,
            may_decide,
        } => {
            let key = if *may_decide {
                "outside-did-advise-yes"
            } else {
                "outside-did-advise-no"
            };
            let args = [("who", who.as_str().into()), ("words", words.as_str().into())];
            ta(key, &args)
        }
        OutsideStep::LeadTold { who, at, how } => ta(
            "outside-did-tell",
            &[
                ("who", who.as_str().into()),
                ("time", at.clock_from(now).into()),
                ("how", how_words(*how).to_lowercase().into()),
            ],
        ),
        OutsideStep::Refused { why } => ta(
            "outside-did-refuse",
            &[("by", by.into()), ("why", why.as_str().into())],
        ),
        OutsideStep::Answered { items, .. } => {
            let words: Vec<&str> = items.iter().map(|item| item.words.as_str()).collect();
            ta("outside-did-answer", &[("words", words.join(". ").into())])
        }
    }
}
