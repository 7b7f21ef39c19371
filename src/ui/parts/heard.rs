//! Whether spoken words were heard: who confirmed it and when, and one press for whoever they were said to.

use egui::Ui;

use crate::app::api::{Phase, Request};
use crate::domain::ids::IncidentId;
use crate::domain::incident::DisclosureCard;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind};
use crate::ui::words::{t, ta};

/// "Heard 21:06, PC 4411 Hughes", or that it is not confirmed yet; nothing for what is shown on a screen.
pub(crate) fn heard_words(card: &DisclosureCard, now: Moment) -> Option<String> {
    if !card.channel.is_spoken() || card.at.is_none() || card.withdrawn_at.is_some() {
        return None;
    }
    let heard: Vec<String> = card
        .heard
        .iter()
        .map(|(_, who, at)| {
            let args = [("time", at.clock_from(now).into()), ("who", who.as_str().into())];
            ta("card-heard", &args)
        })
        .collect();
    let open = Side::ALL.into_iter().any(|side| card.waits_for(side));
    let parts = heard.into_iter().chain(open.then(|| t("card-not-heard")));
    let words = parts.collect::<Vec<_>>().join(". ");
    (!words.is_empty()).then_some(words)
}

/// The button of whoever was told and has not confirmed it: in their own seat, and in the shared view for everybody who
/// is signed in here. It says receipt, not agreement.
pub(crate) fn heard_button_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: IncidentId, card: &DisclosureCard) {
    let here = |side: Side| match cx.state.phase {
        Phase::Seat(seat) => seat == side,
        Phase::Shared => true,
        Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Office(_) | Phase::Covered | Phase::Locked => {
            false
        }
    };
    let name = |side: Side| match side {
        Side::Police => cx.state.police.as_ref(),
        Side::Health => cx.state.health.as_ref(),
    };
    let waiting: Vec<(Side, String)> = Side::ALL
        .into_iter()
        .filter(|side| card.waits_for(*side) && here(*side))
        .filter_map(|side| Some((side, name(side)?.name.clone())))
        .collect();
    for (side, who) in waiting {
        let words = ta("heard-button", &[("who", who.into())]);
        let pressed = ui
            .push_id((card.disclosure, side), |ui| {
                Button::new(ButtonKind::Plain, &words).show(ui).clicked()
            })
            .inner;
        if pressed && !cx.busy {
            cx.push(Action::Ask(Request::Heard(incident, card.disclosure, side)));
        }
    }
}
