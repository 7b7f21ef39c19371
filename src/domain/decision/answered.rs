//! Whether a decision may be recorded as it was stated: its facts are what the answers say, no answer stands off the path
//! that was gone, and a yes was about what is told. Looked up wherever a decision is concluded for good, whoever filled it in.

use super::facts::{Direction, Facts};
use super::on_path::PAGES;
use super::path::{Answers, Context};
use crate::domain::rules::Rules;

/// Why a decision is not taken as it was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untrue {
    /// An answer belongs to a page that these answers do not lead through, or the facts are not what the answers say.
    OffPath,
    /// The person was asked about something else: another receiver, another purpose or other kinds of information.
    AskedAboutOther,
}

/// Whether the answers lead to these facts. A decision that was made on facts alone, as a written case is, has no answers
/// that could be off the path.
///
/// # Errors
///
/// The first thing that is not so.
pub fn check_answered(
    facts: &Facts,
    answers: &Answers,
    finishing_danger: bool,
    rules: &Rules,
) -> Result<(), Untrue> {
    let asked = answers.asked_about.as_ref().filter(|_| answers.is_locked());
    if asked.is_some_and(|asked| !asked.reaches(&facts.disclosure, answers.carries())) {
        return Err(Untrue::AskedAboutOther);
    }
    check_path(facts, answers, finishing_danger, rules)
}

/// The same where nothing crosses: a yes about something else is used for nothing then, and not to share is always recorded.
///
/// # Errors
///
/// [`Untrue::OffPath`].
pub fn check_path(
    facts: &Facts,
    answers: &Answers,
    finishing_danger: bool,
    rules: &Rules,
) -> Result<(), Untrue> {
    let leads_here = |ctx: &Context| {
        let kept = answers.on_path(ctx, rules);
        kept == *answers && answers.to_facts(ctx, &facts.disclosure.items, rules) == *facts
    };
    if no_page(answers) || contexts(facts, answers, finishing_danger).iter().any(leads_here) {
        Ok(())
    } else {
        Err(Untrue::OffPath)
    }
}

/// Nothing was answered on any page.
fn no_page(answers: &Answers) -> bool {
    let mut without = answers.clone();
    for page in PAGES {
        without.drop_page(page);
    }
    without.not_shared = answers.not_shared;
    without == *answers
}

/// What can have been known before the first question, as far as the facts tell. Whether no agreement is in force or one
/// covers this is the same fact; an age may have been known, or typed beside the law that asks for it.
fn contexts(facts: &Facts, answers: &Answers, finishing_danger: bool) -> Vec<Context> {
    let told = &facts.disclosure;
    let agreements: &[(bool, bool)] = if told.agreement_allows {
        &[(true, true), (false, false)]
    } else {
        &[(true, false)]
    };
    let mut ages = vec![facts.person.age];
    if answers.age.is_some() {
        ages.push(None);
    }
    let mut all = Vec::new();
    for age in ages {
        for (in_force, covers) in agreements {
            all.push(Context {
                age,
                agreement_in_force: *in_force,
                agreement_covers: *covers,
                requested: told.requested_by_recipient,
                finishing_danger,
                direction: told.direction,
                recipient: told.recipient,
                ..base(facts)
            });
        }
    }
    all
}

fn base(facts: &Facts) -> Context {
    let items = facts.disclosure.items.clone();
    match facts.disclosure.direction {
        Direction::HealthToPolice | Direction::HealthToOther => {
            Context::nurse_to_officer(facts.date, facts.nation, items)
        }
        Direction::PoliceToHealth | Direction::PoliceToOther => {
            Context::officer_to_nurse(facts.date, facts.nation, items)
        }
    }
}
