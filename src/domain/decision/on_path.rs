//! The answers that count: those of the pages that the path leads through, and of each page only what its choices ask for.
//! A draft keeps the rest, so that turning back loses nothing; a record never holds it.

use super::pages::{is_young, names_a_law, route};
use super::path::{Agreed, Answers, Cause, Context, Question, StrongReason, Wishes, YesNo};
use crate::domain::rules::Rules;

/// Every page of the path.
pub(super) const PAGES: [Question; 6] = [
    Question::Agreed,
    Question::Capacity,
    Question::StrongerReason,
    Question::Weigh,
    Question::OfficerPurpose,
    Question::Proportionate,
];

impl Answers {
    /// The same without what was answered on pages that the path no longer leads through, and without what stands behind
    /// a choice that was changed.
    #[must_use]
    pub fn on_path(&self, ctx: &Context, rules: &Rules) -> Self {
        let pages = route(self, ctx, rules);
        let mut kept = self.clone();
        for page in PAGES.into_iter().filter(|page| !pages.contains(page)) {
            kept.drop_page(page);
        }
        kept.not_shared = self.not_shared;
        // an officer names the law on a page of their own
        let officers = names_a_law(self, ctx);
        kept.duty = self.duty.filter(|_| officers).or(kept.duty);
        kept.drop_unchosen(is_young(ctx, rules), officers);
        kept
    }

    /// With what an earlier decision answered in place of what was answered on the pages. What is known before the first
    /// page stays: the purpose, the request and how often it was made, the lines of the record, what items are marked with.
    #[must_use]
    pub fn with_earlier(&self, earlier: Self) -> Self {
        Self {
            requested_for: self.requested_for,
            times_asked: self.times_asked,
            dead: self.dead,
            purpose: self.purpose,
            more: self.more.clone(),
            restrictions: self.restrictions.clone(),
            item_said: self.item_said.clone(),
            changed_legs: Vec::new(),
            not_shared: None,
            ..earlier
        }
    }

    fn drop_unchosen(&mut self, young: bool, officers: bool) {
        if !self.is_locked() {
            self.asked_about = None;
        }
        if self.agreed != Some(Agreed::CarePlan) {
            self.care_plan_date = None;
            self.care_plan_covers = None;
        }
        if self.agreed != Some(Agreed::NotAsked) {
            self.why_not_asked = None;
        }
        if !young {
            self.gillick_competent = None;
        }
        self.drop_of_capacity(young);
        if self.reason != Some(StrongReason::LawSaysIMust) && !officers {
            self.duty = None;
            self.age = None;
        }
        if self.reason != Some(StrongReason::AtRisk) {
            self.at_risk = None;
        }
    }

    fn drop_of_capacity(&mut self, young: bool) {
        let unassessed = self.cause == Some(Cause::CouldNotAssess);
        if young || unassessed {
            self.could_not.clear();
            self.because = None;
            self.tried = None;
            self.can_wait = None;
            self.why_now.clear();
        }
        if young {
            self.cause = None;
        }
        if unassessed && !young {
            self.why_best.clear();
            self.best = None;
            self.wishes = None;
        }
        if self.cause != Some(Cause::Other) {
            self.cause_words.clear();
        }
        if self.can_wait != Some(YesNo::Yes) {
            self.why_now.clear();
        }
        if self.not_best() {
            self.wishes = None;
        }
        if self.wishes != Some(Wishes::WouldObject) {
            self.wishes_words.clear();
        }
    }

    /// What may be carried on with on another day, or after an hour: the typed words and what was said of items. What
    /// somebody chose is asked again, since it was about then.
    #[must_use]
    pub fn words_alone(&self) -> Self {
        Self {
            dead: self.dead,
            purpose: self.purpose,
            requested_for: self.requested_for,
            times_asked: self.times_asked,
            more: self.more.clone(),
            cause_words: self.cause_words.clone(),
            why_now: self.why_now.clone(),
            why_best: self.why_best.clone(),
            wishes_words: self.wishes_words.clone(),
            why_least: self.why_least.clone(),
            why_proportionate: self.why_proportionate.clone(),
            restrictions: self.restrictions.clone(),
            item_said: self.item_said.clone(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::PersonTold;
    use crate::domain::decision::facts::{ItemCategory, Nation};
    use crate::domain::decision::path::{
        AtRisk, CouldNot, HowLikely, HowSerious, Tried, WhoHarmed, WillTell,
    };
    use crate::domain::decision::record_tests::day;

    fn nurse() -> Context {
        Context::nurse_to_officer(day(), Nation::England, vec![ItemCategory::PresentationAndRisk])
    }

    /// Walked as far as they lead: a refusal weighed against danger, and somebody who could not decide.
    fn walked() -> Vec<Answers> {
        let weighed = Answers {
            agreed: Some(Agreed::SaidNo),
            reason: Some(StrongReason::ProtectSomeoneElse),
            who: Some(WhoHarmed::NamedPerson),
            serious: Some(HowSerious::DeathOrLastingInjury),
            likely: Some(HowLikely::Now),
            why_least: "Only where he is and what he said.".to_owned(),
            will_tell: Some(WillTell::No),
            ..Answers::default()
        };
        let unable = Answers {
            agreed: Some(Agreed::CannotDecide),
            could_not: vec![CouldNot::Understand, CouldNot::Weigh],
            cause: Some(Cause::DrugsOrDrink),
            because: Some(YesNo::Yes),
            tried: Some(Tried::Waited),
            can_wait: Some(YesNo::No),
            why_best: "They need help now.".to_owned(),
            wishes: Some(Wishes::WouldObject),
            wishes_words: "Still best for them.".to_owned(),
            ..Answers::default()
        };
        let law = Answers {
            agreed: Some(Agreed::NotAsked),
            reason: Some(StrongReason::LawSaysIMust),
            duty: Some(crate::domain::decision::facts::DutyKind::Terrorism),
            ..Answers::default()
        };
        let child = Answers {
            at_risk: Some(AtRisk::Child),
            reason: Some(StrongReason::AtRisk),
            ..weighed.clone()
        };
        vec![weighed, unable, law, child]
    }

    #[test]
    fn a_yes_after_another_path_leaves_nothing_of_that_path() {
        let (ctx, rules) = (nurse(), Rules::embedded().unwrap());
        let fresh = Answers {
            agreed: Some(Agreed::ToldNow),
            ..Answers::default()
        };
        for before in walked() {
            let changed = Answers {
                agreed: Some(Agreed::ToldNow),
                ..before
            };
            let kept = changed.on_path(&ctx, &rules);
            assert_eq!(kept, fresh);
            assert_eq!(kept.person_told(), PersonTold::Yes);
            assert_eq!(kept.words(), fresh.words());
        }
    }

    #[test]
    fn every_change_of_the_first_answer_ends_where_a_fresh_walk_ends() {
        let (ctx, rules) = (nurse(), Rules::embedded().unwrap());
        for before in walked() {
            for after in walked() {
                // what the second walk answers stands over what the first left behind
                let mut both = before.clone();
                both.agreed = after.agreed;
                let led = route(&after, &ctx, &rules);
                if led.contains(&Question::Capacity) {
                    both = with_capacity(both, &after);
                }
                if led.contains(&Question::StrongerReason) {
                    both = with_reason(both, &after);
                }
                assert_eq!(both.on_path(&ctx, &rules), after.on_path(&ctx, &rules));
            }
        }
    }

    fn with_capacity(to: Answers, of: &Answers) -> Answers {
        Answers {
            could_not: of.could_not.clone(),
            cause: of.cause,
            because: of.because,
            tried: of.tried,
            can_wait: of.can_wait,
            why_best: of.why_best.clone(),
            best: of.best,
            wishes: of.wishes,
            wishes_words: of.wishes_words.clone(),
            ..to
        }
    }

    fn with_reason(to: Answers, of: &Answers) -> Answers {
        let weighs = of.who.is_some();
        Answers {
            reason: of.reason,
            duty: if of.duty.is_some() { of.duty } else { to.duty },
            at_risk: if of.at_risk.is_some() {
                of.at_risk
            } else {
                to.at_risk
            },
            who: if weighs { of.who } else { to.who },
            serious: if weighs { of.serious } else { to.serious },
            likely: if weighs { of.likely } else { to.likely },
            why_least: if weighs {
                of.why_least.clone()
            } else {
                to.why_least.clone()
            },
            will_tell: if weighs { of.will_tell } else { to.will_tell },
            ..to
        }
    }
}
