//! From facts and answers to what stands: the engine's conclusion, what a senior view opens, what a restriction holds back.

use super::conclusion::{Conclusion, Outcome};
use super::engine::decide;
use super::facts::{Disclosure, Facts};
use super::path::Answers;
use super::restrictions::held_back;
use crate::domain::content::RecordField;
use crate::domain::rules::Rules;

/// What the window and the store both act on.
pub fn settle(facts: &Facts, answers: &Answers, rules: &Rules) -> Conclusion {
    let found = decide(facts, rules);
    let taken = answers.says(RecordField::SeniorAdvice).is_some();
    let found = covered(facts, &found, rules).filter(|_| taken).unwrap_or(found);
    held_back(found, &facts.disclosure.items, answers)
}

/// Only the agreement stands in the way: a senior view, taken and recorded first, opens it. An agreement is no law; it
/// says what goes without asking (ICO data sharing code), and a lawful share outside it is a senior person's to allow.
pub fn waits_for_senior(facts: &Facts, rules: &Rules) -> bool {
    covered(facts, &decide(facts, rules), rules).is_some()
}

/// What would stand if the agreement covered it, where nothing else is in the way.
fn covered(facts: &Facts, found: &Conclusion, rules: &Rules) -> Option<Conclusion> {
    if found.outcome != Outcome::Escalate || facts.disclosure.agreement_allows {
        return None;
    }
    let inside = Facts {
        disclosure: Disclosure {
            agreement_allows: true,
            ..facts.disclosure.clone()
        },
        ..facts.clone()
    };
    let mut found = decide(&inside, rules);
    if !found.outcome.crosses() {
        return None;
    }
    let why = "The sharing agreement does not cover this. A senior view was taken first.";
    found.reasons.push(why.to_owned());
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::facts::ItemCategory;
    use crate::domain::decision::path::{Context, PolicingPurpose, Step};
    use crate::domain::decision::record_tests::day;
    use crate::domain::decision::{facts::Nation, next};

    #[test]
    fn outside_the_agreement_a_senior_view_comes_first_and_opens_nothing_else() {
        let rules = Rules::embedded().unwrap();
        let ctx = Context {
            agreement_covers: false,
            ..Context::officer_to_nurse(day(), Nation::England, vec![ItemCategory::WeaponsMarker])
        };
        let mut answers = Answers {
            policing_purpose: Some(PolicingPurpose::ProtectLife),
            why_proportionate: "The nurse goes in first and must know about the knife.".to_owned(),
            ..Answers::default()
        };
        let ends = |answers: &Answers, ctx: &Context| match next(answers, ctx, &rules) {
            Step::Conclude(found) => found.outcome,
            Step::Ask(question) => panic!("asked {question:?}"),
        };
        assert_eq!(ends(&answers, &ctx), Outcome::Escalate);
        answers
            .more
            .insert(RecordField::SeniorAdvice, "Insp Rowe, 21:10: yes".to_owned());
        assert_eq!(ends(&answers, &ctx), Outcome::Share);
        // a red line is no senior person's to lift
        let intelligence = Context {
            items: vec![ItemCategory::Intelligence],
            ..ctx
        };
        assert!(!ends(&answers, &intelligence).crosses());
    }
}
