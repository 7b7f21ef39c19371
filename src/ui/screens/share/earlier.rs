//! What was answered earlier this evening about the same person: offered by its age and words, never chosen beforehand,
//! and named in the record where it is used again.

use egui::Ui;

use super::{Matter, Share};
use crate::domain::content::{Basis, DecisionMade, DecisionResult};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{Capacity, ConsentState, Facts, Purpose};
use crate::domain::decision::path::{Agreed, Answers, Cause, CouldNot, YesNo};
use crate::domain::decision::reuse::{AskedAbout, differs};
use crate::domain::ids::ItemId;
use crate::domain::time::Moment;
use crate::ui::parts::basis_words;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{gap, link, support};
use crate::ui::words::{t, ta};

/// An earlier decision about the same incident is offered this long, in minutes.
const EARLIER_MINUTES: i64 = 60;

/// What the person answered last, within the hour, towards the same receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Earlier {
    decision: ItemId,
    purpose: Purpose,
    at: Moment,
    words: String,
    /// What is answered by using it again; `None` for a no, which is told and not used.
    answers: Option<Answers>,
    /// It was about other things, another receiver or another purpose: it is told and not used.
    differs: bool,
}

impl Share {
    /// An answer of this evening: offered with its age, never chosen beforehand.
    pub(super) fn earlier_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let Some(earlier) = self.earlier(cx, matter) else {
            return;
        };
        gap(ui, Space::Sm);
        let args = [
            ("time", earlier.at.clock_from(cx.now).into()),
            ("basis", earlier.words.into()),
        ];
        let Some(answers) = earlier.answers else {
            let key = if earlier.differs {
                "share-earlier-other"
            } else {
                "share-earlier-no"
            };
            support(ui, &ta(key, &args));
            return;
        };
        support(ui, &ta("share-earlier", &args));
        if link(ui, &t("share-use-it"), Some(&t("share-use-earlier"))).clicked() {
            self.draft.plan_date = answers
                .care_plan_date
                .map(|day| day.to_string())
                .unwrap_or_default();
            self.draft.answers = answers;
            self.draft.reused = Some(earlier.decision);
            self.draft.answers.asked_for = Some(earlier.purpose);
            self.forward(cx, matter);
        }
    }

    /// What it is for was changed: an earlier answer that is used again was given for something else, and the person is
    /// asked for this.
    pub(super) fn purpose_changed(&mut self) {
        if self.draft.reused.take().is_some() {
            self.draft.answers = self.draft.answers.with_earlier(Answers::default());
        }
    }

    /// "Sam agreed, 21:01, used again".
    pub(super) fn why_words(&self, cx: &Cx<'_>, matter: &Matter) -> String {
        let why = super::pages::why(self, cx, matter);
        let used = |reused: ItemId| {
            let found = matter
                .own
                .decisions
                .iter()
                .find(|(_, made)| made.decision == reused)?;
            let args = [
                ("why", why.as_str().into()),
                ("time", found.0.clock_from(cx.now).into()),
            ];
            Some(ta("share-why-reused", &args))
        };
        self.draft.reused.and_then(used).unwrap_or_else(|| why.clone())
    }

    /// The latest answer of the last hour about this person, to this kind of receiver. A later one always stands for an
    /// earlier one: whoever said yes and then no has said no. It serves again for the same somebody alone.
    fn earlier(&self, cx: &Cx<'_>, matter: &Matter) -> Option<Earlier> {
        let ctx = self.context(cx, matter);
        let (at, made) = matter.own.decisions.iter().rev().find(|(at, made)| {
            let told = &made.facts.disclosure;
            let fresh = cx.now.minutes_since(*at) < EARLIER_MINUTES;
            let danger = matches!(made.result, DecisionResult::DangerFinished { .. });
            let same = told.direction == ctx.direction && told.recipient == ctx.recipient;
            fresh && same && !danger && ctx.health_tells() && answered(&made.facts)
        })?;
        let (words, answers) = again(made)?;
        let here = self.named(cx, matter);
        let usable = answers.as_ref().and_then(|answers| {
            let asked = AskedAbout::earlier(made).filter(|asked| asked.names(&here.0, &here.1))?;
            let now = self.draft.answers.with_earlier(Answers {
                asked_about: Some(asked),
                ..answers.clone()
            });
            let same = differs(&made.facts, &now.to_facts(&ctx, &ctx.items, cx.rules)).is_none();
            same.then_some(now)
        });
        Some(Earlier {
            decision: made.decision,
            purpose: made.facts.disclosure.purpose,
            at: *at,
            words,
            differs: answers.is_some() && usable.is_none(),
            answers: usable,
        })
    }
}

/// The person's answer, or that they could not give one, is in it.
fn answered(facts: &Facts) -> bool {
    facts.consent.state != ConsentState::NotAsked || facts.capacity.doubted
}

fn again(made: &DecisionMade) -> Option<(String, Option<Answers>)> {
    let facts = &made.facts;
    let on = |ground| basis_words(Basis::Decided(ground));
    let crossed = matches!(made.result, DecisionResult::Shared { .. });
    match facts.consent.state {
        ConsentState::Refused | ConsentState::Withdrawn => Some((t("share-said-no"), None)),
        ConsentState::Given if crossed => {
            let answers = Answers {
                agreed: Some(Agreed::ToldNow),
                gillick_competent: facts.person.gillick_competent,
                ..Answers::default()
            };
            Some((on(Confidentiality::Consent), Some(answers)))
        }
        ConsentState::CarePlan if crossed => {
            let answers = Answers {
                agreed: Some(Agreed::CarePlan),
                gillick_competent: facts.person.gillick_competent,
                care_plan_date: facts.consent.given_at,
                care_plan_covers: Some(YesNo::Yes),
                ..Answers::default()
            };
            Some((on(Confidentiality::CarePlanConsent), Some(answers)))
        }
        ConsentState::NotAsked if made.conclusion.confidentiality == Confidentiality::BestInterests => {
            Some((on(Confidentiality::BestInterests), Some(capacity(made))))
        }
        ConsentState::Given | ConsentState::CarePlan | ConsentState::NotAsked => None,
    }
}

/// What was found about capacity. What was tried, and what the person would want, is asked again: it is about these
/// words, now.
fn capacity(made: &DecisionMade) -> Answers {
    let Capacity {
        understand,
        retain,
        use_or_weigh,
        communicate,
        ref impairment,
        because_of_impairment,
        ..
    } = made.facts.capacity;
    let could_not = [
        (understand, CouldNot::Understand),
        (retain, CouldNot::Remember),
        (use_or_weigh, CouldNot::Weigh),
        (communicate, CouldNot::Tell),
    ];
    let named = impairment.clone().unwrap_or_default();
    let cause = match named.as_str() {
        "" => None,
        "drugs, drink or overdose" => Some(Cause::DrugsOrDrink),
        "illness" => Some(Cause::Illness),
        "injury" => Some(Cause::Injury),
        _ => Some(Cause::Other),
    };
    Answers {
        agreed: Some(Agreed::CannotDecide),
        could_not: could_not
            .into_iter()
            .filter_map(|(could, what)| (!could).then_some(what))
            .collect(),
        cause,
        cause_words: if cause == Some(Cause::Other) {
            named
        } else {
            String::new()
        },
        because: because_of_impairment.then_some(YesNo::Yes),
        why_best: made.words.best_interests.clone(),
        ..Answers::default()
    }
}
