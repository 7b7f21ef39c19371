//! What may be chosen on each page, and the situations that the pages are opened in.

use chrono::NaiveDate;
use tandem::domain::content::{NotSharedReason, RecordField};
use tandem::domain::decision::facts::{Direction, DutyKind, ItemCategory, Nation, Recipient};
use tandem::domain::decision::pages::{agreed_options, duty_options};
use tandem::domain::decision::path::{
    Agreed, Answers, AtRisk, Cause, Context, CouldNot, HowLikely, HowSerious, PolicingPurpose, Question,
    StrongReason, Tried, WhoHarmed, WillTell, Wishes, YesNo,
};
use tandem::domain::decision::restrictions::Restriction;
use tandem::domain::decision::reuse::{AskedAbout, ViewAbout};
use tandem::domain::rules::Rules;

pub(crate) type Choice = (String, Answers);
pub(crate) type Add<'a> = dyn FnMut(String, &dyn Fn(&mut Answers)) + 'a;

pub(crate) const WHY: &str = "Written out at length for the record.";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn nurse() -> Context {
    let items = vec![
        ItemCategory::PresentationAndRisk,
        ItemCategory::MedicationCritical,
    ];
    Context {
        person: "Sam".to_owned(),
        ..Context::nurse_to_officer(day("2026-11-21"), Nation::England, items)
    }
}

pub(crate) fn officer() -> Context {
    let items = vec![ItemCategory::WeaponsMarker];
    Context {
        person: "Sam".to_owned(),
        ..Context::officer_to_nurse(day("2026-11-21"), Nation::England, items)
    }
}

pub(crate) fn words(value: impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for letter in format!("{value:?}").chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// Everything that may be chosen on a page. `all` takes every combination, otherwise one of each kind.
pub(crate) fn choices(
    page: Question,
    answers: &Answers,
    (ctx, rules): (&Context, &Rules),
    all: bool,
) -> Vec<Choice> {
    let mut out = Vec::new();
    let mut add = |name: String, change: &dyn Fn(&mut Answers)| {
        let mut answers = answers.clone();
        change(&mut answers);
        out.push((name, answers));
    };
    match page {
        Question::Agreed => {
            agreed_choices(ctx, &mut add);
            if all {
                agreed_more(&mut add);
            }
        }
        Question::Capacity => capacity_choices(&mut add),
        Question::StrongerReason => reason_choices(ctx, rules, &mut add),
        Question::Weigh => weigh_choices(all, &mut add),
        Question::OfficerPurpose => {
            if all {
                restricted(ctx, rules, &mut add);
            }
            for &purpose in PolicingPurpose::ALL {
                add(words(purpose), &|a| {
                    a.policing_purpose = Some(purpose);
                    if purpose == PolicingPurpose::None {
                        a.not_shared = Some(NotSharedReason::NotNeeded);
                    }
                });
            }
        }
        Question::Proportionate => add("said why".to_owned(), &|a| a.why_proportionate = WHY.into()),
    }
    out
}

pub(crate) fn agreed_choices(ctx: &Context, add: &mut Add<'_>) {
    let young = ctx.age.is_some_and(|age| age < 16);
    for &agreed in agreed_options(ctx) {
        for competent in if young {
            vec![Some(true), Some(false)]
        } else {
            vec![None]
        } {
            let name = match competent {
                None => words(agreed),
                Some(true) => format!("{}, competent", words(agreed)),
                Some(false) => format!("{}, not competent", words(agreed)),
            };
            add(name, &|a| {
                a.agreed = Some(agreed);
                a.gillick_competent = competent;
                a.care_plan_date = Some(day("2026-06-01"));
                a.care_plan_covers = Some(YesNo::Yes);
                if ctx.recipient.needs_writing() {
                    a.more = [(RecordField::ConsentHow, "written".to_owned())].into();
                }
            });
        }
    }
}

/// What a person may open under the questions and answer: told only in part, a victim of a crime with and without notice.
pub(crate) fn agreed_more(add: &mut Add<'_>) {
    let said: [(&str, &[(RecordField, &str)]); 4] = [
        (
            "told now, told only part",
            &[(RecordField::ConsentInformed, "part")],
        ),
        (
            "told now, victim, no notice",
            &[(RecordField::VictimPurpose, "crime")],
        ),
        (
            "told now, victim, notice given",
            &[
                (RecordField::VictimPurpose, "crime"),
                (RecordField::VictimNoticeState, "given"),
            ],
        ),
        (
            "told now, victim, notice withheld for a reason",
            &[
                (RecordField::VictimPurpose, "crime"),
                (RecordField::VictimNoticeState, "withheld"),
                (RecordField::VictimNoticeWithheld, "It would warn the suspect"),
            ],
        ),
    ];
    for (name, lines) in said {
        add(name.to_owned(), &|a| {
            a.agreed = Some(Agreed::ToldNow);
            a.gillick_competent = Some(true);
            a.more = lines
                .iter()
                .map(|(field, value)| (*field, (*value).to_owned()))
                .collect();
        });
    }
}

/// Each restriction on everything that police picked; on the first thing only; and a senior view taken first.
pub(crate) fn restricted(ctx: &Context, rules: &Rules, add: &mut Add<'_>) {
    if ctx.items.len() > 1 {
        add("protect life, one thing from a covert source".to_owned(), &|a| {
            a.policing_purpose = Some(PolicingPurpose::ProtectLife);
            a.restrictions = vec![vec![Restriction::Informant]];
        });
    }
    if ctx.agreement_in_force && !ctx.agreement_covers {
        add("protect life, senior view taken".to_owned(), &|a| {
            a.policing_purpose = Some(PolicingPurpose::ProtectLife);
            a.more = [(RecordField::SeniorAdvice, "Insp Rowe, 21:10: yes".to_owned())].into();
            let facts = a.to_facts(ctx, &ctx.items, rules);
            a.view_about = Some(ViewAbout::of(AskedAbout::across(&facts.disclosure), &facts));
        });
    }
    for &mark in Restriction::ALL {
        add(format!("protect life, restricted: {}", words(mark)), &|a| {
            a.policing_purpose = Some(PolicingPurpose::ProtectLife);
            a.restrictions = ctx.items.iter().map(|_| vec![mark]).collect();
            a.more = [(RecordField::Relevant, WHY.to_owned())].into();
        });
    }
}

pub(crate) fn reason_choices(ctx: &Context, rules: &Rules, add: &mut Add<'_>) {
    for &reason in StrongReason::ALL {
        match reason {
            StrongReason::LawSaysIMust => {
                for duty in duty_options(ctx, rules) {
                    add(format!("{}: {}", words(reason), words(duty)), &|a| {
                        a.reason = Some(reason);
                        a.duty = Some(duty);
                        if duty == DutyKind::FgmDisclosed && ctx.age.is_none() {
                            a.age = Some(15);
                        }
                    });
                }
            }
            StrongReason::AtRisk => {
                for &who in AtRisk::ALL {
                    add(format!("{}: {}", words(reason), words(who)), &|a| {
                        a.reason = Some(reason);
                        a.at_risk = Some(who);
                    });
                }
            }
            StrongReason::None => add(words(reason), &|a| {
                a.reason = Some(reason);
                a.not_shared = Some(NotSharedReason::NotAgreed);
            }),
            StrongReason::ProtectSomeoneElse | StrongReason::ProtectLife | StrongReason::SeriousCrime => {
                add(words(reason), &|a| a.reason = Some(reason));
            }
        }
    }
}

pub(crate) fn capacity_choices(add: &mut Add<'_>) {
    let kinds: [(&str, Cause, YesNo, Tried, YesNo); 5] = [
        (
            "lacks capacity",
            Cause::Illness,
            YesNo::Yes,
            Tried::ExplainedAgain,
            YesNo::No,
        ),
        (
            "lacks capacity, said why it cannot wait",
            Cause::DrugsOrDrink,
            YesNo::Yes,
            Tried::Waited,
            YesNo::Yes,
        ),
        (
            "not because of the cause",
            Cause::Injury,
            YesNo::No,
            Tried::Other,
            YesNo::No,
        ),
        (
            "no time to help",
            Cause::Other,
            YesNo::Yes,
            Tried::NoTime,
            YesNo::No,
        ),
        (
            "could not assess",
            Cause::CouldNotAssess,
            YesNo::Yes,
            Tried::NoTime,
            YesNo::No,
        ),
    ];
    for (name, cause, because, tried, can_wait) in kinds {
        add(name.to_owned(), &|a| {
            a.could_not = vec![CouldNot::Weigh];
            a.cause = Some(cause);
            a.cause_words = "distress".into();
            a.because = Some(because);
            a.tried = Some(tried);
            a.can_wait = Some(can_wait);
            a.why_now = WHY.into();
            a.why_best = WHY.into();
            a.wishes = Some(Wishes::WouldObject);
            a.wishes_words = WHY.into();
        });
    }
    add("lacks capacity, not in their best interests".to_owned(), &|a| {
        a.could_not = vec![CouldNot::Weigh];
        a.cause = Some(Cause::Illness);
        a.because = Some(YesNo::Yes);
        a.tried = Some(Tried::Waited);
        a.can_wait = Some(YesNo::No);
        a.best = Some(YesNo::No);
        a.why_best = WHY.into();
    });
}

pub(crate) fn weigh_choices(all: bool, add: &mut Add<'_>) {
    let few_who = [WhoHarmed::NamedPerson, WhoHarmed::ThePerson];
    let few = [
        (HowSerious::DeathOrLastingInjury, HowLikely::Now),
        (HowSerious::Serious, HowLikely::LikelyToday),
        (HowSerious::Serious, HowLikely::Possible),
        (HowSerious::Less, HowLikely::Now),
    ];
    let who: Vec<WhoHarmed> = if all {
        WhoHarmed::ALL.to_vec()
    } else {
        few_who.to_vec()
    };
    let how: Vec<(HowSerious, HowLikely)> = if all {
        HowSerious::ALL
            .iter()
            .flat_map(|s| HowLikely::ALL.iter().map(move |l| (*s, *l)))
            .collect()
    } else {
        few.to_vec()
    };
    for who in who {
        for &(serious, likely) in &how {
            add(
                format!("{}, {}, {}", words(who), words(serious), words(likely)),
                &|a| {
                    a.who = Some(who);
                    a.serious = Some(serious);
                    a.likely = Some(likely);
                    a.why_least = WHY.into();
                    a.will_tell = Some(WillTell::Later);
                },
            );
        }
    }
}

/// Whoever is told outside the crew, by either side.
pub(crate) fn outside(recipient: Recipient, health: bool) -> Context {
    let (base, direction) = if health {
        (nurse(), Direction::HealthToOther)
    } else {
        (officer(), Direction::PoliceToOther)
    };
    Context {
        direction,
        recipient,
        ..base
    }
}

/// Everybody outside the crew, from either side, in both nations, with and without a clause of the agreement.
pub(crate) fn contexts_outside() -> Vec<Context> {
    let item_sets = [
        vec![ItemCategory::PresentationAndRisk],
        vec![ItemCategory::WeaponsMarker, ItemCategory::Intelligence],
        vec![
            ItemCategory::NhsNumber,
            ItemCategory::History,
            ItemCategory::WholeRecord,
            ItemCategory::CounsellingNotes,
        ],
    ];
    let mut out = Vec::new();
    for &recipient in Recipient::ALL {
        for health in [true, false] {
            for nation in [Nation::England, Nation::Wales] {
                for items in &item_sets {
                    for age in [None, Some(12), Some(40)] {
                        for agreement_covers in [true, false] {
                            out.push(Context {
                                items: items.clone(),
                                age,
                                nation,
                                agreement_covers,
                                ..outside(recipient, health)
                            });
                        }
                    }
                }
            }
        }
    }
    out
}

pub(crate) fn contexts() -> Vec<Context> {
    let item_sets = [
        vec![ItemCategory::PresentationAndRisk],
        vec![ItemCategory::WeaponsMarker, ItemCategory::SpentConvictions],
        vec![ItemCategory::NhsNumber],
        vec![ItemCategory::WholeRecord, ItemCategory::Intelligence],
        vec![
            ItemCategory::CounsellingNotes,
            ItemCategory::NhsNumber,
            ItemCategory::History,
        ],
    ];
    let mut out = Vec::new();
    for base in [nurse(), officer()] {
        for items in &item_sets {
            for age in [None, Some(0), Some(12), Some(16), Some(17), Some(40), Some(120)] {
                for (agreement_in_force, agreement_covers) in [(true, true), (true, false), (false, false)] {
                    for (nation, finishing_danger) in [
                        (Nation::England, false),
                        (Nation::Wales, false),
                        (Nation::England, true),
                    ] {
                        out.push(Context {
                            items: items.clone(),
                            age,
                            agreement_in_force,
                            agreement_covers,
                            nation,
                            finishing_danger,
                            ..base.clone()
                        });
                    }
                }
            }
        }
    }
    out
}
