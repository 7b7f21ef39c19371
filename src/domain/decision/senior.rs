//! From facts and answers to what stands: the engine's conclusion, what a senior view opens, what a restriction holds back.

use super::conclusion::Task;
use super::conclusion::{Conclusion, Outcome};
use super::engine::decide;
use super::facts::{Disclosure, Facts, ItemCategory, Person, Recipient};
use super::path::Answers;
use super::restrictions::held_back;
use crate::domain::content::RecordField;
use crate::domain::rules::Rules;

/// What the window and the store both act on.
pub fn settle(facts: &Facts, answers: &Answers, rules: &Rules) -> Conclusion {
    let found = decide(facts, rules);
    let of_this = answers
        .view_about
        .as_ref()
        .is_some_and(|view| view.reaches(facts));
    let taken = of_this && answers.says(RecordField::SeniorAdvice).is_some();
    let found = opened(facts, &found, rules).filter(|_| taken).unwrap_or(found);
    held_back(found, &facts.disclosure.items, answers)
}

/// Only the agreement or a red flag stands in the way (counselling notes, a member of staff, somebody else, the same
/// question again and again): a senior view, taken and recorded first, opens it. An agreement is no law; it says what goes
/// without asking (ICO data sharing code), and a lawful share outside it is a senior person's to allow. Of counselling notes the Caldicott Guardian decides (`domain-law` 1.2.3).
pub fn waits_for_senior(facts: &Facts, rules: &Rules) -> bool {
    opened(facts, &decide(facts, rules), rules).is_some()
}

/// What a senior view is asked for about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeniorAbout {
    /// The agreement alone stands in the way.
    Agreement,
    /// It is about a member of staff: the view is of somebody who does not work with them.
    Staff,
    /// Counselling notes, somebody else, or the same question again and again.
    Flag,
}

/// What stands in the way where [`waits_for_senior`].
pub fn senior_about(facts: &Facts) -> SeniorAbout {
    let told = &facts.disclosure;
    let notes = told.items.contains(&ItemCategory::CounsellingNotes);
    if facts.person.staff {
        SeniorAbout::Staff
    } else if notes || facts.person.third_party || told.repeated_request {
        SeniorAbout::Flag
    } else {
        SeniorAbout::Agreement
    }
}

/// What would stand if nothing that a senior person may allow were in the way; `None` where that changes nothing. A ground
/// of its own is needed all the same. Never a victim's counselling notes (presumed off-limits), and nothing for the media.
fn opened(facts: &Facts, found: &Conclusion, rules: &Rules) -> Option<Conclusion> {
    let told = &facts.disclosure;
    if found.outcome != Outcome::Escalate || told.recipient == Recipient::Media {
        return None;
    }
    let is_notes = |item: &ItemCategory| *item == ItemCategory::CounsellingNotes;
    let notes = told.items.iter().any(is_notes) && !told.victim_request;
    let why = [
        (
            !told.agreement_allows,
            "The sharing agreement does not cover this. A senior view was taken first.",
        ),
        (
            notes,
            "These are counselling notes. A senior view was taken first.",
        ),
        (
            facts.person.staff,
            "It is about a member of staff. A senior view was taken first.",
        ),
        (
            facts.person.third_party,
            "It is about somebody else than the person you were called to. A senior view was taken first.",
        ),
        (
            told.repeated_request,
            "They were asked about again and again. A senior view was taken first.",
        ),
    ];
    let mut found = decide(&without_them(facts, notes), rules);
    let notes_stay = notes && found.blocked_items.contains(&ItemCategory::History);
    if !found.outcome.crosses() || notes_stay {
        return None;
    }
    let raised = why.iter().filter(|(raised, _)| *raised);
    found.reasons.extend(raised.map(|(_, why)| (*why).to_owned()));
    if why.iter().skip(1).any(|(raised, _)| *raised) {
        found.tasks.push(Task::ReportToGovernanceLead);
    }
    Some(found)
}

/// The same facts, inside the agreement and without a red flag; counselling notes as history like any other.
fn without_them(facts: &Facts, notes: bool) -> Facts {
    let as_history = |item: &ItemCategory| {
        if notes && *item == ItemCategory::CounsellingNotes {
            ItemCategory::History
        } else {
            *item
        }
    };
    let told = &facts.disclosure;
    Facts {
        disclosure: Disclosure {
            items: told.items.iter().map(as_history).collect(),
            agreement_allows: true,
            repeated_request: false,
            ..told.clone()
        },
        person: Person {
            staff: false,
            third_party: false,
            ..facts.person.clone()
        },
        ..facts.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::facts::Direction;
    use crate::domain::decision::path::{Context, PolicingPurpose, Step};
    use crate::domain::decision::record_tests::day;
    use crate::domain::decision::reuse::{AskedAbout, ViewAbout};
    use crate::domain::decision::{facts::Nation, next};

    /// A senior view is taken of what is told now.
    fn viewed(answers: &mut Answers, ctx: &Context, rules: &Rules) {
        let facts = answers.to_facts(ctx, &ctx.items, rules);
        let told = AskedAbout::across(&facts.disclosure);
        answers.view_about = Some(ViewAbout::of(told, &facts));
        let words = "Dr Bell, Caldicott Guardian, 21:10: yes";
        answers.more.insert(RecordField::SeniorAdvice, words.to_owned());
    }

    #[test]
    fn a_senior_view_opens_counselling_notes_that_have_a_ground_and_never_a_victims_nor_for_the_media() {
        use crate::domain::decision::path::Agreed;
        use crate::domain::decision::settle;
        let rules = Rules::embedded().unwrap();
        let items = vec![ItemCategory::CounsellingNotes];
        let outcome = |ctx: &Context, victim: bool, agreed: Agreed, view: bool| {
            let mut answers = Answers {
                agreed: Some(agreed),
                ..Answers::default()
            };
            if victim {
                answers
                    .more
                    .insert(RecordField::VictimPurpose, "crime".to_owned());
                answers
                    .more
                    .insert(RecordField::VictimNoticeState, "given".to_owned());
            }
            if view {
                viewed(&mut answers, ctx, &rules);
            }
            settle(&answers.to_facts(ctx, &ctx.items, &rules), &answers, &rules).outcome
        };
        let asked = Context {
            requested: true,
            ..Context::nurse_to_officer(day(), Nation::England, items)
        };
        let press = Context {
            direction: Direction::HealthToOther,
            recipient: Recipient::Media,
            ..asked.clone()
        };
        assert_eq!(outcome(&asked, false, Agreed::ToldNow, false), Outcome::Escalate);
        assert_eq!(outcome(&asked, false, Agreed::ToldNow, true), Outcome::Share);
        assert!(
            !outcome(&asked, false, Agreed::SaidNo, true).crosses(),
            "a ground of its own"
        );
        assert!(
            !outcome(&asked, true, Agreed::ToldNow, true).crosses(),
            "a victim's"
        );
        assert!(!outcome(&press, false, Agreed::ToldNow, true).crosses());
    }

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
        viewed(&mut answers, &ctx, &rules);
        assert_eq!(ends(&answers, &ctx), Outcome::Share);
        // a red line is no senior person's to lift
        let intelligence = Context {
            items: vec![ItemCategory::Intelligence],
            ..ctx
        };
        viewed(&mut answers, &intelligence, &rules);
        assert!(!ends(&answers, &intelligence).crosses());
    }
}
