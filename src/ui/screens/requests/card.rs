//! A request as both sides see it: what is asked, what for, and what came of it.

use egui::Ui;

use super::super::share::phrases;
use crate::domain::content::{RequestAim, RequestAnswer};
use crate::domain::incident::RequestCard;
use crate::domain::time::Moment;
use crate::ui::parts::{side_badge, side_edge};
use crate::ui::theme::Space;
use crate::ui::widgets::{Card, Tag, badge, body, heading, support, tag};
use crate::ui::words::{t, ta};

/// What is asked.
pub(in crate::ui::screens) fn request_card_ui(ui: &mut Ui, card: &RequestCard, now: Moment) {
    let asked = &card.asked;
    let who = ta("request-from", &[("who", asked.from_name.as_str().into())]);
    Card::new(side_edge(asked.from)).name(&who).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = Space::Xs.points();
        ui.horizontal_wrapped(|ui| {
            badge(ui, side_badge(asked.from));
            heading(ui, &who);
            if card.is_open() {
                tag(ui, Tag::Soon, &t("request-open"));
            }
        });
        if let Some(kind) = asked.what {
            support(ui, &phrases::words(kind, ""));
        }
        body(ui, &asked.words);
        body(ui, &ta("request-why", &[("why", asked.why.as_str().into())]));
        let purpose = phrases::words(asked.purpose, &t("share-the-person"));
        let aim = t(match asked.aim {
            RequestAim::Safety => "ask-aim-safety",
            RequestAim::Crime => "ask-aim-crime",
            RequestAim::Victim(_) => "ask-aim-victim",
        });
        support(ui, &format!("{aim}. {purpose}"));
        support(ui, &asked_line(card, now));
    });
}

/// "Asked 21:02, needed by 21:30".
fn asked_line(card: &RequestCard, now: Moment) -> String {
    let at = card.at.clock_from(now);
    match card.asked.needed_by {
        Some(by) => ta(
            "request-at-by",
            &[("time", at.into()), ("by", by.clock_from(now).into())],
        ),
        None => ta("request-at", &[("time", at.into())]),
    }
}

/// What came of it, oldest first.
pub(in crate::ui::screens) fn request_answers_ui(ui: &mut Ui, card: &RequestCard, now: Moment) {
    for (at, who, answer) in &card.answers {
        let key = match answer {
            RequestAnswer::Shared(_) => "request-shared",
            RequestAnswer::Partly(_) => "request-partly",
            RequestAnswer::Refused => "request-refused",
            RequestAnswer::Deferred(_) => "request-deferred",
        };
        let until = match answer {
            RequestAnswer::Deferred(until) => until.clock_from(now),
            RequestAnswer::Shared(_) | RequestAnswer::Partly(_) | RequestAnswer::Refused => String::new(),
        };
        let args = [
            ("who", who.as_str().into()),
            ("time", at.clock_from(now).into()),
            ("until", until.into()),
        ];
        support(ui, &ta(key, &args));
    }
}
