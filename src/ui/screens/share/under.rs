//! What the agreement in force says on the pages of a decision: that there is none, what lies outside it, a way of
//! telling that nobody approved, and the agreed words for the person.

use egui::Ui;

use super::phrases::words;
use super::{Matter, Share};
use crate::domain::agreement::{ChannelStanding, ConsentFor, Outside, ShareAsk};
use crate::domain::decision::facts::{Direction, Nation, Purpose, Recipient};
use crate::domain::decision::pages::for_own_care;
use crate::domain::decision::path::{Answers, Context, Question};
use crate::ui::screen::Cx;
use crate::ui::widgets::{Notice, notice, support};
use crate::ui::words::{t, ta};

impl Share {
    /// Under the title of a question: that no agreement is in force, or what of this share it does not cover.
    pub(super) fn under_ui(&self, cx: &Cx<'_>, ctx: &Context, question: Question, ui: &mut Ui) {
        self.asked_again_ui(ctx, ui);
        if ctx.items.is_empty() {
            return;
        }
        if question == Question::Agreed && asks_for_care(ctx, self.draft.answers.purpose) {
            support(
                ui,
                &ta("share-own-care", &[("person", ctx.person.as_str().into())]),
            );
        }
        let covered = self.coverage(cx, ctx);
        if !covered.standing.counts() {
            support(ui, &t("share-no-agreement"));
        } else if !covered.allowed() {
            let what: Vec<String> = covered
                .outside
                .iter()
                .map(|outside| outside_words(*outside, ctx))
                .collect();
            notice(
                ui,
                Notice::Info,
                &ta("share-outside", &[("what", what.join(", ").into())]),
            );
        }
    }

    /// Beside the ways of telling: that the chosen one was not approved.
    pub(super) fn channel_ui(&self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let ctx = self.context(cx, matter);
        let ask = ShareAsk {
            direction: ctx.direction,
            recipient: ctx.recipient,
            purpose: Purpose::SafetyOfPerson,
            items: &ctx.items,
            channel: Some(self.channel(cx, matter)),
        };
        let covered = cx.state.policy.covers(&ask, ctx.date);
        if covered.channel == ChannelStanding::NotApproved {
            notice(ui, Notice::Soon, &t("share-channel-not-approved"));
        }
    }
}

/// A health service outside the crew is told for the person's own care: consent may be implied.
fn asks_for_care(ctx: &Context, purpose: Option<Purpose>) -> bool {
    let unasked = Answers {
        purpose,
        ..Answers::default()
    };
    ctx.recipient != Recipient::Nurse && for_own_care(&unasked, ctx)
}

/// The words that both organisations agreed to read to the person on this page, in the language of the nation.
/// They speak of the officer: towards anybody else nobody is to read them out.
pub(super) fn agreed_words_ui(cx: &Cx<'_>, ctx: &Context, question: Question, said_no: bool, ui: &mut Ui) {
    if ctx.direction != Direction::HealthToPolice {
        return;
    }
    let at = if question == Question::Agreed && ctx.health_tells() {
        ConsentFor::Asking
    } else if question == Question::Capacity {
        ConsentFor::CannotDecide
    } else if question == Question::Weigh && said_no {
        ConsentFor::SharedAnyway
    } else {
        return;
    };
    let terms = cx.state.policy.in_force(ctx.date);
    let Some(text) = terms.and_then(|terms| terms.words_for(at)) else {
        return;
    };
    let welsh = text.welsh.trim();
    let both = [
        text.english.trim(),
        if ctx.nation == Nation::Wales { welsh } else { "" },
    ];
    for words in both.into_iter().filter(|words| !words.is_empty()) {
        support(
            ui,
            &ta("share-agreed-words", &[("words", words.to_owned().into())]),
        );
    }
}

fn outside_words(outside: Outside, ctx: &Context) -> String {
    match outside {
        Outside::Item(item) => words(item, &ctx.person),
        Outside::Receiver => t("share-outside-receiver"),
        Outside::Purpose => t("share-outside-purpose"),
        Outside::Direction | Outside::Nothing => t("share-outside-direction"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::stage::{committed, incident_of, press, seat_of, shared};
    use crate::app::api::State;
    use crate::domain::content::{Basis, PolicySet};
    use crate::domain::decision::conclusion::Confidentiality;
    use crate::domain::role::Side;
    use crate::test_support::harness::CAR;
    use crate::ui::route::{Route, Section};
    use crate::ui::testing::{assert_says, stage};
    use crate::ui::theme::Theme;

    fn without_agreement(side: Side) -> State {
        State {
            policy: PolicySet::default(),
            ..incident_of(side)
        }
    }

    #[test]
    fn with_no_agreement_the_officer_gives_a_full_reason_and_a_duty_does_not_wait() {
        let notes = Some(Route::Workspace(Section::Notes));
        let state = without_agreement(Side::Police);
        let mut harness = stage(state, notes.clone(), Theme::Light, CAR);
        press(&mut harness, "F13E");
        assert_says(&harness, "No agreement in force: every share needs a full reason");
        press(&mut harness, "1EC");
        assert!(committed(&mut harness).is_none(), "the reason is asked for first");
        let state = without_agreement(Side::Health);
        let mut harness = stage(state, notes, Theme::Light, CAR);
        press(&mut harness, "F13E4E12EC");
        let (form, card) = shared(&mut harness);
        assert_eq!(card.basis, Basis::Decided(Confidentiality::StatutoryDuty));
        assert!(
            form.facts.disclosure.agreement_allows,
            "nothing is outside what is not there"
        );
    }

    #[test]
    fn what_the_agreement_does_not_cover_is_named_before_it_is_shared() {
        let mut harness = seat_of(Side::Health);
        press(&mut harness, "F2E");
        assert_says(&harness, "The agreement does not cover this: Diagnosis");
        let mut harness = seat_of(Side::Health);
        press(&mut harness, "F1E");
        assert_says(&harness, "Agreed words for the person");
    }
}
