//! The order of the pages: which question follows from the answers, and the end of the path.

use super::conclusion::{Conclusion, Confidentiality, DataProtection, Outcome, Task};
use super::duty::slug_of;
use super::engine::decide;
use super::facts::{DutyKind, Nation, Purpose, Recipient};
use super::items::clinical;
use super::missing::problems;
use super::path::{
    Agreed, Answers, Cause, Context, PolicingPurpose, Question, Step, StrongReason, Tried, YesNo,
};
use super::police::opened_only_by_a_yes;
use super::senior::settle;
use crate::domain::content::NotSharedReason;
use crate::domain::rules::Rules;

/// The next page, or the end.
///
/// Finite: each page is passed once and none leads back. Free of dead ends: every page can be passed, and a decision
/// not to share ends the path from any page.
pub fn next(answers: &Answers, ctx: &Context, rules: &Rules) -> Step {
    let facts = answers.to_facts(ctx, &ctx.items, rules);
    if let Some(reason) = answers.not_shared {
        return Step::Conclude(Box::new(declined(decide(&facts, rules), reason)));
    }
    let open = route(answers, ctx, rules)
        .into_iter()
        .find(|page| !problems(*page, answers, ctx, rules).is_empty());
    if let Some(page) = open {
        return Step::Ask(page);
    }
    let found = settle(&facts, answers, rules);
    Step::Conclude(Box::new(ended(found, ctx)))
}

/// The words of a danger share have crossed; where the answers do not justify that, somebody senior looks at it.
fn ended(mut conclusion: Conclusion, ctx: &Context) -> Conclusion {
    if !ctx.finishing_danger || conclusion.outcome.crosses() {
        return conclusion;
    }
    let why = "The words have crossed, and these answers do not justify it. A senior view is needed.";
    conclusion.reasons.insert(0, why.to_owned());
    conclusion.missing.clear();
    conclusion.outcome = Outcome::Escalate;
    conclusion.tasks = vec![Task::ReportToGovernanceLead];
    conclusion
}

/// The pages that the answers lead through, in order, up to the first that is open. The last is the current one, unless
/// the path has ended.
pub fn passed(answers: &Answers, ctx: &Context, rules: &Rules) -> Vec<Question> {
    let mut pages = Vec::new();
    for page in route(answers, ctx, rules) {
        pages.push(page);
        if !problems(page, answers, ctx, rules).is_empty() {
            break;
        }
    }
    pages
}

/// Every page that the choices made so far ask for.
pub(super) fn route(answers: &Answers, ctx: &Context, rules: &Rules) -> Vec<Question> {
    if ctx.health_tells() {
        nurse(answers, ctx, rules)
    } else {
        officer(answers, ctx)
    }
}

/// Whether the person is asked. Police ask where nothing but a yes opens it to this receiver, never towards the nurse and
/// the services that act with them, nor where a law compels them; nobody asks the dead.
pub fn asks_the_person(answers: &Answers, ctx: &Context) -> bool {
    let compelled = names_a_law(answers, ctx);
    let only_by_a_yes = opened_only_by_a_yes(ctx.recipient) && !compelled;
    !answers.dead && !ctx.finishing_danger && (ctx.health_tells() || only_by_a_yes)
}

/// The answers that the page offers: a care plan is health's (`domain-law` 1.2, `cl_consent_careplan`).
pub fn agreed_options(ctx: &Context) -> &'static [Agreed] {
    if ctx.health_tells() {
        Agreed::ALL
    } else {
        &[
            Agreed::ToldNow,
            Agreed::SaidNo,
            Agreed::NotAsked,
            Agreed::CannotDecide,
            Agreed::TookBack,
        ]
    }
}

fn nurse(answers: &Answers, ctx: &Context, rules: &Rules) -> Vec<Question> {
    if ctx.finishing_danger {
        return vec![Question::Weigh];
    }
    if answers.dead {
        return with_reason(answers, Vec::new());
    }
    let mut pages = vec![Question::Agreed];
    let too_young = too_young_to_decide(answers, ctx, rules);
    match answers.agreed {
        None => return pages,
        Some(Agreed::ToldNow | Agreed::CarePlan) if !too_young => return pages,
        Some(Agreed::NotAsked) if !too_young && for_own_care(answers, ctx) => return pages,
        Some(Agreed::SaidNo | Agreed::TookBack | Agreed::NotAsked) if !too_young => {}
        Some(
            Agreed::ToldNow
            | Agreed::CarePlan
            | Agreed::SaidNo
            | Agreed::TookBack
            | Agreed::NotAsked
            | Agreed::CannotDecide,
        ) => {
            pages.push(Question::Capacity);
            if judged_lacking(answers, ctx, rules) && !answers.not_best() {
                return pages;
            }
        }
    }
    with_reason(answers, pages)
}

/// A health service is told for the person's own care: whoever was not asked and has not objected expects it (HSCA 2012
/// s251B; implied consent). The agreement has to cover it; another purpose has to be justified by itself.
pub fn for_own_care(answers: &Answers, ctx: &Context) -> bool {
    let purpose = answers.purpose.unwrap_or(Purpose::DirectCare);
    ctx.health_tells()
        && !ctx.finishing_danger
        && !answers.dead
        && clinical(ctx.recipient)
        && purpose == Purpose::DirectCare
        && (ctx.agreement_covers || !ctx.agreement_in_force)
}

/// The law, danger to somebody or a serious crime.
fn with_reason(answers: &Answers, mut pages: Vec<Question>) -> Vec<Question> {
    pages.push(Question::StrongerReason);
    match answers.reason {
        None | Some(StrongReason::LawSaysIMust | StrongReason::None) => {}
        Some(
            StrongReason::ProtectSomeoneElse
            | StrongReason::ProtectLife
            | StrongReason::SeriousCrime
            | StrongReason::AtRisk,
        ) => pages.push(Question::Weigh),
    }
    pages
}

fn officer(answers: &Answers, ctx: &Context) -> Vec<Question> {
    let mut pages = vec![Question::OfficerPurpose];
    let filled_in = ctx.agreement_in_force && ctx.agreement_covers;
    let chosen = answers
        .policing_purpose
        .is_some_and(|purpose| purpose != PolicingPurpose::None);
    let asks = chosen && asks_the_person(answers, ctx);
    if asks {
        pages.push(Question::Agreed);
    }
    let ends = asks && answers.agreed.is_some_and(|agreed| agreed != Agreed::ToldNow);
    if chosen && !filled_in && !ends {
        pages.push(Question::Proportionate);
    }
    pages
}

/// Age as typed beside a law that depends on it, else as known.
pub(super) fn age(answers: &Answers, ctx: &Context) -> Option<u32> {
    let by_law = answers.reason == Some(StrongReason::LawSaysIMust) || names_a_law(answers, ctx);
    answers.age.filter(|_| by_law).or(ctx.age)
}

/// An officer tells for a duty and says which law it is. A duty of the common law names none: it allows, and compels
/// nobody (`domain-law` 1.0 rule 3).
pub(super) fn names_a_law(answers: &Answers, ctx: &Context) -> bool {
    !ctx.health_tells()
        && answers.policing_purpose == Some(PolicingPurpose::LegalDuty)
        && answers.duty.is_some()
}

/// Below the age of the Mental Capacity Act, as known before the first page: an age that is typed later for one law
/// does not send the person back.
pub fn is_young(ctx: &Context, rules: &Rules) -> bool {
    ctx.age
        .is_some_and(|age| age < rules.thresholds().capacity_act_age)
}

/// Under 18; an unknown age is an adult's.
pub(super) fn is_child_of(age: Option<u32>, rules: &Rules) -> bool {
    age.is_some_and(|age| age < rules.thresholds().adult_age)
}

/// Under 16 and judged not to understand enough to decide, or cannot decide now.
pub(super) fn too_young_to_decide(answers: &Answers, ctx: &Context, rules: &Rules) -> bool {
    let answered = matches!(
        answers.agreed,
        Some(Agreed::ToldNow | Agreed::CarePlan | Agreed::SaidNo | Agreed::TookBack)
    );
    is_young(ctx, rules)
        && ((answered && answers.gillick_competent == Some(false))
            || answers.agreed == Some(Agreed::CannotDecide))
}

/// Whether the capacity page ends in "lacks": for a child who cannot decide, or by the test of the Act.
pub(super) fn judged_lacking(answers: &Answers, ctx: &Context, rules: &Rules) -> bool {
    if is_young(ctx, rules) {
        return true;
    }
    let cause = answers.cause.is_some_and(|cause| cause != Cause::CouldNotAssess);
    let tried = answers.tried.is_some_and(|tried| tried != Tried::NoTime);
    !answers.could_not.is_empty() && cause && tried && answers.because == Some(YesNo::Yes)
}

/// The laws to offer under "the law says I must", in the order of the digits from 1. Only those that can bind towards
/// this receiver, and last a disease that the doctor notifies and an order that nobody has seen, so that choosing it says
/// what to do.
pub fn duty_options(ctx: &Context, rules: &Rules) -> Vec<DutyKind> {
    let by_receiver: &[DutyKind] = if ctx.recipient == Recipient::PoliceOfficer {
        &[
            DutyKind::Terrorism,
            DutyKind::FgmDisclosed,
            DutyKind::DriverIdentityRequest,
        ]
    } else if ctx.recipient == Recipient::LocalAuthority && ctx.nation == Nation::Wales {
        &[DutyKind::AdultAtRiskReportWales, DutyKind::ChildAtRiskReportWales]
    } else if ctx.recipient == Recipient::LocalAuthority {
        &[DutyKind::SafeguardingBoardRequest]
    } else if ctx.recipient == Recipient::Coroner {
        &[DutyKind::CoronerNotice]
    } else {
        &[]
    };
    let mut options = vec![DutyKind::CourtOrderSeen];
    options.extend(by_receiver);
    options.extend(switched_on(ctx, rules));
    if ctx.recipient == Recipient::LocalAuthority && ctx.health_tells() {
        // the doctor's duty: choosing it says whom to tell
        options.push(DutyKind::NotifiableDisease);
    }
    options.push(DutyKind::CourtOrderClaimed);
    options
}

/// Duties that were enacted and not known to be in force: offered once a newer table says since when they are.
fn switched_on(ctx: &Context, rules: &Rules) -> impl Iterator<Item = DutyKind> {
    let abuse: &[Recipient] = &[Recipient::PoliceOfficer, Recipient::LocalAuthority];
    let welfare: &[Recipient] = &[
        Recipient::PoliceOfficer,
        Recipient::LocalAuthority,
        Recipient::Hospital,
    ];
    [
        (DutyKind::ChildAbuseReport, abuse),
        (DutyKind::ChildWelfareShare, welfare),
    ]
    .into_iter()
    .filter(|(kind, to)| to.contains(&ctx.recipient) && rules.in_force(slug_of(*kind), ctx.date, ctx.nation))
    .map(|(kind, _)| kind)
}

/// A decision not to share, which is a result of its own. A red line that was touched stays on the record.
pub fn declined(mut conclusion: Conclusion, reason: NotSharedReason) -> Conclusion {
    let why = match reason {
        NotSharedReason::NotNeeded => "Not shared: not needed.",
        NotSharedReason::NotAgreed => "Not shared: not agreed, and nothing outweighs that.",
        NotSharedReason::CouldAddHarm => "Not shared: sharing could add harm.",
        NotSharedReason::NeedAdvice => "Not shared: advice is needed first.",
        NotSharedReason::Other => "Not shared, for the reason on this side's record.",
    };
    conclusion.reasons.insert(0, why.to_owned());
    if conclusion.outcome == Outcome::Blocked {
        return conclusion;
    }
    conclusion.outcome = Outcome::DoNotShare;
    conclusion.confidentiality = Confidentiality::None;
    conclusion.power.clear();
    conclusion.data_protection = DataProtection::default();
    conclusion.tasks.clear();
    conclusion.missing.clear();
    conclusion
}
