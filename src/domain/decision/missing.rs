//! What a page still needs, in the words that stand beside the field.

use super::facts::{DutyKind, Recipient};
use super::pages::{age, is_young};
use super::path::{
    Agreed, Answers, AtRisk, Cause, Context, PolicingPurpose, Problem, Question, StrongReason, WhoHarmed,
    Wishes, YesNo,
};
use super::restrictions::{Effect, marked};
use crate::domain::content::RecordField;
use crate::domain::rules::Rules;

/// Everything that keeps a page from being passed, in the order of its fields.
pub fn problems(page: Question, answers: &Answers, ctx: &Context, rules: &Rules) -> Vec<Problem> {
    let mut list = List {
        person: &ctx.person,
        min: rules.thresholds().reason_min_chars,
        found: Vec::new(),
    };
    match page {
        Question::Agreed => agreed(answers, ctx, rules, &mut list),
        Question::Capacity if is_young(ctx, rules) => best(answers, &mut list),
        Question::Capacity => capacity(answers, &mut list),
        Question::StrongerReason => reason(answers, ctx, rules, &mut list),
        Question::Weigh => weigh(answers, ctx, &mut list),
        Question::OfficerPurpose => officer(answers, ctx, rules, &mut list),
        Question::Proportionate => {
            list.words(
                "why_proportionate",
                &answers.why_proportionate,
                "Say why this is necessary and proportionate",
            );
        }
    }
    list.found
}

struct List<'a> {
    person: &'a str,
    min: u32,
    found: Vec<Problem>,
}

impl List<'_> {
    fn add(&mut self, field: &'static str, text: impl Into<String>) {
        self.found.push(Problem {
            field,
            text: text.into(),
        });
    }

    fn needs(&mut self, there: bool, field: &'static str, text: impl Into<String>) {
        if !there {
            self.add(field, text);
        }
    }

    /// A typed reason: there, and long enough.
    fn words(&mut self, field: &'static str, typed: &str, empty: &str) {
        let length = typed.trim().chars().count();
        if length == 0 {
            self.add(field, empty);
        } else if u32::try_from(length).is_ok_and(|length| length < self.min) {
            self.add(
                field,
                format!("Write a little more: at least {} characters", self.min),
            );
        }
    }
}

fn agreed(answers: &Answers, ctx: &Context, rules: &Rules, list: &mut List<'_>) {
    let name = list.person.to_owned();
    let Some(agreed) = answers.agreed else {
        list.add("agreed", format!("Say whether {name} agreed"));
        return;
    };
    if agreed == Agreed::CarePlan && ctx.recipient.needs_writing() {
        list.add(
            "agreed",
            "A care plan does not reach a solicitor or an insurer. Ask for a written yes, or do not share",
        );
    }
    if agreed == Agreed::CarePlan {
        care_plan(answers, ctx, list);
    }
    if agreed == Agreed::ToldNow && ctx.recipient.needs_writing() && !answers.in_writing() {
        list.add(
            RecordField::ConsentHow.key(),
            format!("A solicitor or an insurer is told on {name}'s written yes. Say that it is in writing, or do not share"),
        );
    }
    let own_answer = matches!(
        agreed,
        Agreed::ToldNow | Agreed::SaidNo | Agreed::TookBack | Agreed::CarePlan
    );
    if own_answer && is_young(ctx, rules) && answers.gillick_competent.is_none() {
        list.add(
            "gillick_competent",
            format!("{name} is under 16. Say whether {name} understands enough to decide this"),
        );
    }
}

fn care_plan(answers: &Answers, ctx: &Context, list: &mut List<'_>) {
    match answers.care_plan_date {
        None => list.add("care_plan_date", "Enter the date of the care plan"),
        Some(day) if day > ctx.date => {
            list.add("care_plan_date", "The care plan must be dated today or earlier");
        }
        Some(_) => {}
    }
    match answers.care_plan_covers {
        None => list.add(
            "care_plan_covers",
            "Say whether the care plan covers these words and this receiver",
        ),
        Some(YesNo::No) => {
            list.add(
                "care_plan_covers",
                "The care plan does not cover this. Choose another reason or share less",
            );
        }
        Some(YesNo::Yes) => {}
    }
}

fn capacity(answers: &Answers, list: &mut List<'_>) {
    let name = list.person.to_owned();
    list.needs(answers.cause.is_some(), "cause", "Choose what is causing that");
    if answers.cause == Some(Cause::CouldNotAssess) {
        return;
    }
    list.needs(
        !answers.could_not.is_empty(),
        "could_not",
        format!("Choose what {name} could not do"),
    );
    if answers.cause == Some(Cause::Other) {
        list.needs(
            !answers.cause_words.trim().is_empty(),
            "cause_words",
            "Say what is causing that",
        );
    }
    list.needs(
        answers.because.is_some(),
        "because",
        format!("Say whether that is why {name} could not"),
    );
    list.needs(
        answers.tried.is_some(),
        "tried",
        "Say what you tried, or that there was no time",
    );
    if answers.because == Some(YesNo::No) {
        return;
    }
    match answers.can_wait {
        None => list.add(
            "can_wait",
            format!("Say whether it can wait until {name} can decide"),
        ),
        Some(YesNo::Yes) if answers.why_now.trim().is_empty() => list.add(
            "can_wait",
            format!("You said it can wait. Ask {name} again, or say why you are sharing now"),
        ),
        Some(YesNo::Yes) => list.words("why_now", &answers.why_now, ""),
        Some(YesNo::No) => {}
    }
    best(answers, list);
}

fn best(answers: &Answers, list: &mut List<'_>) {
    let name = list.person.to_owned();
    if answers.not_best() {
        let empty = format!("Say why sharing is not best for {name}");
        list.words("why_best", &answers.why_best, &empty);
        return;
    }
    list.words(
        "why_best",
        &answers.why_best,
        &format!("Say why sharing is best for {name}"),
    );
    match answers.wishes {
        None => list.add(
            "wishes",
            format!("Say what {name} would want, or that it is not known"),
        ),
        Some(Wishes::WouldObject) => {
            let empty = format!("{name} would object. Say why sharing is right all the same");
            list.words("wishes_words", &answers.wishes_words, &empty);
        }
        Some(Wishes::NotKnown | Wishes::WouldAgree) => {}
    }
}

fn reason(answers: &Answers, ctx: &Context, rules: &Rules, list: &mut List<'_>) {
    match answers.reason {
        None => list.add("reason", "Choose a reason, or do not share"),
        Some(StrongReason::None) => list.add("not_shared", "Say why you are not sharing"),
        Some(StrongReason::LawSaysIMust) => which_law(answers, ctx, rules, list),
        Some(StrongReason::AtRisk) => {
            list.needs(
                answers.at_risk.is_some(),
                "at_risk",
                "Choose who needs protecting: a child or an adult at risk",
            );
        }
        Some(StrongReason::ProtectLife) if answers.dead => {
            let name = list.person.to_owned();
            list.add(
                "reason",
                format!("{name} has died. Choose another reason, or do not share"),
            );
        }
        Some(StrongReason::ProtectSomeoneElse | StrongReason::ProtectLife | StrongReason::SeriousCrime) => {}
    }
}

fn which_law(answers: &Answers, ctx: &Context, rules: &Rules, list: &mut List<'_>) {
    let name = list.person.to_owned();
    let Some(duty) = answers.duty else {
        list.add("duty", "Choose which law");
        return;
    };
    let adult_age = rules.thresholds().adult_age;
    if !matches!(duty, DutyKind::FgmDisclosed | DutyKind::ChildAtRiskReportWales) {
        return;
    }
    match age(answers, ctx) {
        None => list.add(
            "age",
            format!("Enter {name}'s age. This law is about people under {adult_age}"),
        ),
        Some(age) if age >= adult_age => {
            list.add(
                "duty",
                format!("This law is about people under {adult_age}. Choose another reason"),
            );
        }
        Some(_) => {}
    }
}

fn weigh(answers: &Answers, ctx: &Context, list: &mut List<'_>) {
    let name = list.person.to_owned();
    match answers.who {
        None => list.add("who", "Choose who could be harmed"),
        Some(WhoHarmed::ThePerson) if answers.dead => {
            list.add("who", format!("{name} has died. Choose who else could be harmed"));
        }
        Some(WhoHarmed::ThePerson) if on_route(ctx, answers, StrongReason::ProtectSomeoneElse) => list.add(
            "who",
            format!("Choose who else could be harmed, or go back and choose to protect {name}'s life"),
        ),
        Some(WhoHarmed::ThePerson)
            if on_route(ctx, answers, StrongReason::AtRisk)
                && answers.at_risk == Some(AtRisk::Child)
                && age(answers, ctx).is_some_and(|age| age >= 18) =>
        {
            list.add(
                "who",
                format!("{name} is an adult. Choose the child, or go back and choose an adult at risk"),
            );
        }
        Some(_) => {}
    }
    list.needs(
        answers.serious.is_some(),
        "serious",
        "Choose how serious the harm would be",
    );
    list.needs(
        answers.likely.is_some() || ctx.finishing_danger,
        "likely",
        "Choose how likely the harm is",
    );
    list.words(
        "why_least",
        &answers.why_least,
        "Say why this is the least you need to share",
    );
    let told = answers.will_tell.is_some() || ctx.finishing_danger || answers.dead;
    list.needs(told, "will_tell", format!("Say whether you will tell {name}"));
}

fn on_route(ctx: &Context, answers: &Answers, reason: StrongReason) -> bool {
    !ctx.finishing_danger && answers.reason == Some(reason)
}

fn officer(answers: &Answers, ctx: &Context, rules: &Rules, list: &mut List<'_>) {
    match answers.policing_purpose {
        None => list.add(
            "policing_purpose",
            if ctx.recipient == Recipient::Nurse {
                "Choose why the nurse needs this, or do not share"
            } else {
                "Choose why they need this, or do not share"
            },
        ),
        Some(PolicingPurpose::None) => list.add("not_shared", "Say why you are not sharing"),
        Some(PolicingPurpose::LegalDuty) if answers.duty.is_some() => which_law(answers, ctx, rules, list),
        Some(PolicingPurpose::EarlyHelp) if !ctx.agreement_in_force => {
            list.add(
                "policing_purpose",
                "No sharing agreement is in force. Choose a policing purpose",
            );
        }
        Some(_) => {}
    }
    let field = RecordField::ThirdPartySaid;
    let told = marked(&ctx.items, &answers.restrictions, Effect::AskTeller);
    if told && !answers.says(field).is_some_and(|said| field.takes(said)) {
        list.add(
            field.key(),
            "Say whether whoever told it agreed, or is not identified by it",
        );
    }
}
