//! Every way through the decision pages: finite, without a dead end, no disclosure without its three legs, no red line
//! within reach. The walk is also written down, in `docs/decision.md`.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;
use tandem::domain::content::NotSharedReason;
use tandem::domain::decision::conclusion::{Conclusion, Confidentiality, Outcome};
use tandem::domain::decision::facts::{DutyKind, ItemCategory, Nation};
use tandem::domain::decision::pages::{duty_options, passed};
use tandem::domain::decision::path::{
    Agreed, Answers, AtRisk, Cause, Context, CouldNot, HowLikely, HowSerious, PolicingPurpose, Question,
    Step, StrongReason, Tried, WhoHarmed, WillTell, Wishes, YesNo,
};
use tandem::domain::decision::{decide, next, problems};
use tandem::domain::rules::Rules;

type Choice = (String, Answers);
type Trail = [(Question, String)];
type End<'a> = dyn FnMut(&Trail, &Answers, &Conclusion) + 'a;
type Add<'a> = dyn FnMut(String, &dyn Fn(&mut Answers)) + 'a;

const WHY: &str = "Written out at length for the record.";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn nurse() -> Context {
    let items = vec![
        ItemCategory::PresentationAndRisk,
        ItemCategory::MedicationCritical,
    ];
    Context {
        person: "Sam".to_owned(),
        ..Context::nurse_to_officer(day("2026-11-21"), Nation::England, items)
    }
}

fn officer() -> Context {
    let items = vec![ItemCategory::WeaponsMarker];
    Context {
        person: "Sam".to_owned(),
        ..Context::officer_to_nurse(day("2026-11-21"), Nation::England, items)
    }
}

fn words(value: impl std::fmt::Debug) -> String {
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
fn choices(page: Question, answers: &Answers, ctx: &Context, all: bool) -> Vec<Choice> {
    let mut out = Vec::new();
    let mut add = |name: String, change: &dyn Fn(&mut Answers)| {
        let mut answers = answers.clone();
        change(&mut answers);
        out.push((name, answers));
    };
    match page {
        Question::Agreed => agreed_choices(ctx, &mut add),
        Question::Capacity => capacity_choices(&mut add),
        Question::StrongerReason => reason_choices(ctx, &mut add),
        Question::Weigh => weigh_choices(all, &mut add),
        Question::OfficerPurpose => {
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

fn agreed_choices(ctx: &Context, add: &mut Add<'_>) {
    let young = ctx.age.is_some_and(|age| age < 16);
    for &agreed in Agreed::ALL {
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
            });
        }
    }
}

fn reason_choices(ctx: &Context, add: &mut Add<'_>) {
    for &reason in StrongReason::ALL {
        match reason {
            StrongReason::LawSaysIMust => {
                for duty in duty_options(ctx) {
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

fn capacity_choices(add: &mut Add<'_>) {
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
}

fn weigh_choices(all: bool, add: &mut Add<'_>) {
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

/// Walks every choice and hands each end over.
fn walk(ctx: &Context, rules: &Rules, all: bool, end: &mut End<'_>) {
    fn go(
        trail: &mut Vec<(Question, String)>,
        answers: &Answers,
        (ctx, rules, all): (&Context, &Rules, bool),
        end: &mut End<'_>,
    ) {
        assert!(trail.len() <= 4, "a path of more than four pages: {trail:?}");
        match next(answers, ctx, rules) {
            Step::Conclude(conclusion) => end(trail, answers, &conclusion),
            Step::Ask(page) => {
                assert!(
                    trail.iter().all(|(known, _)| *known != page),
                    "asked twice: {page:?} after {trail:?}"
                );
                assert_eq!(passed(answers, ctx, rules).last(), Some(&page));
                let open = problems(page, answers, ctx, rules);
                assert!(!open.is_empty() && open.iter().all(|problem| !problem.text.is_empty()));
                let mut ways = 0;
                for (name, answers) in choices(page, answers, ctx, all) {
                    if next(&answers, ctx, rules) == Step::Ask(page) {
                        continue;
                    }
                    ways += 1;
                    trail.push((page, name));
                    go(trail, &answers, (ctx, rules, all), end);
                    trail.pop();
                }
                assert!(ways > 0, "no way on from {page:?} after {trail:?}");
            }
        }
    }
    go(&mut Vec::new(), &Answers::default(), (ctx, rules, all), end);
}

fn contexts() -> Vec<Context> {
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
            for age in [None, Some(12), Some(17), Some(40)] {
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

#[test]
fn every_path_ends_and_no_disclosure_lacks_a_leg_or_crosses_a_red_line() {
    let rules = Rules::embedded().unwrap();
    let mut ends = 0_u32;
    for ctx in contexts() {
        walk(&ctx, &rules, true, &mut |trail, answers, found| {
            ends += 1;
            assert!(!found.reasons.is_empty(), "no reason: {trail:?}");
            let never = |item: &ItemCategory| {
                *item == ItemCategory::WholeRecord
                    || (*item == ItemCategory::NhsNumber && ctx.health_tells())
                    || (*item == ItemCategory::Intelligence && !ctx.health_tells())
            };
            if found.outcome.crosses() {
                assert!(!found.power.is_empty(), "{trail:?}");
                assert_ne!(found.confidentiality, Confidentiality::None, "{trail:?}");
                assert!(!found.data_protection.health.is_empty(), "{trail:?} {found:?}");
                assert!(!found.data_protection.police.is_empty(), "{trail:?} {found:?}");
                assert!(
                    ctx.items
                        .iter()
                        .filter(|item| never(item))
                        .all(|item| found.blocked_items.contains(item))
                );
                assert!(
                    ctx.items.iter().any(|item| !found.blocked_items.contains(item)),
                    "nothing is left: {trail:?}"
                );
                assert!(answers.not_shared.is_none());
            } else {
                assert_eq!(found.confidentiality, Confidentiality::None);
                assert!(found.power.is_empty(), "{trail:?}");
                if found.outcome == Outcome::Incomplete {
                    assert!(!found.missing.is_empty(), "{trail:?}");
                }
            }
        });
    }
    assert!(ends > 20_000, "{ends}");
}

#[test]
fn not_sharing_ends_every_page_at_once() {
    let rules = Rules::embedded().unwrap();
    for ctx in [nurse(), officer()] {
        for &reason in &NotSharedReason::ALL {
            let answers = Answers {
                not_shared: Some(reason),
                ..Answers::default()
            };
            let Step::Conclude(found) = next(&answers, &ctx, &rules) else {
                panic!("asked on")
            };
            assert_eq!(found.outcome, Outcome::DoNotShare);
            assert!(found.power.is_empty() && found.missing.is_empty() && !found.reasons.is_empty());
        }
    }
}

#[test]
fn back_drops_a_page_and_changed_minds_leave_nothing_behind() {
    let rules = Rules::embedded().unwrap();
    let ctx = nurse();
    let mut answers = Answers {
        agreed: Some(Agreed::SaidNo),
        reason: Some(StrongReason::LawSaysIMust),
        duty: Some(DutyKind::Terrorism),
        ..Answers::default()
    };
    assert!(matches!(next(&answers, &ctx, &rules), Step::Conclude(_)));
    answers.drop_page(Question::StrongerReason);
    assert_eq!(next(&answers, &ctx, &rules), Step::Ask(Question::StrongerReason));
    // A yes after all: the duty and the weighing that were picked before do not reach the facts.
    answers.duty = Some(DutyKind::Terrorism);
    answers.reason = Some(StrongReason::ProtectSomeoneElse);
    answers.who = Some(WhoHarmed::NamedPerson);
    answers.agreed = Some(Agreed::ToldNow);
    let facts = answers.to_facts(&ctx, &ctx.items, &rules);
    assert_eq!((facts.duty.kind, facts.harm.to), (None, None));
    assert_eq!(decide(&facts, &rules).confidentiality, Confidentiality::Consent);
}

#[test]
fn a_draft_of_answers_survives_being_written_down() {
    let answers = Answers {
        agreed: Some(Agreed::NotAsked),
        why_least: WHY.to_owned(),
        ..Answers::default()
    };
    let text = serde_json::to_string(&answers).unwrap();
    assert_eq!(serde_json::from_str::<Answers>(&text).unwrap(), answers);
}

#[test]
fn what_is_missing_is_said_in_the_agreed_words() {
    let rules = Rules::embedded().unwrap();
    let ctx = nurse();
    let first = |page, answers: &Answers| problems(page, answers, &ctx, &rules).remove(0).text;
    let none = Answers::default();
    assert_eq!(first(Question::Agreed, &none), "Say whether Sam agreed");
    let plan = Answers {
        agreed: Some(Agreed::CarePlan),
        ..none.clone()
    };
    assert_eq!(first(Question::Agreed, &plan), "Enter the date of the care plan");
    let law = Answers {
        reason: Some(StrongReason::LawSaysIMust),
        ..none.clone()
    };
    assert_eq!(first(Question::StrongerReason, &law), "Choose which law");
    let capacity = Answers {
        cause: Some(Cause::Illness),
        ..none.clone()
    };
    assert_eq!(
        first(Question::Capacity, &capacity),
        "Choose what Sam could not do"
    );
    let wait = Answers {
        could_not: vec![CouldNot::Tell],
        cause: Some(Cause::Illness),
        because: Some(YesNo::Yes),
        tried: Some(Tried::Waited),
        can_wait: Some(YesNo::Yes),
        ..none.clone()
    };
    let texts: Vec<String> = problems(Question::Capacity, &wait, &ctx, &rules)
        .into_iter()
        .map(|problem| problem.text)
        .collect();
    assert_eq!(
        texts[0],
        "You said it can wait. Ask Sam again, or say why you are sharing now"
    );
    assert_eq!(texts[1], "Say why sharing is best for Sam");
    let short = Answers {
        who: Some(WhoHarmed::NamedPerson),
        serious: Some(HowSerious::Serious),
        likely: Some(HowLikely::Now),
        why_least: "short".to_owned(),
        will_tell: Some(WillTell::Later),
        ..none
    };
    assert_eq!(
        first(Question::Weigh, &short),
        "Write a little more: at least 20 characters"
    );
}

fn page_name(page: Question) -> &'static str {
    match page {
        Question::Agreed => "Did the person agree?",
        Question::Capacity => "Why they cannot decide now",
        Question::StrongerReason => "Is there a strong enough reason?",
        Question::Weigh => "Weigh it up",
        Question::OfficerPurpose => "Why does the nurse need this?",
        Question::Proportionate => "Why necessary and proportionate?",
    }
}

fn section(title: &str, ctx: &Context, rules: &Rules, out: &mut String) {
    let mut edges = BTreeSet::new();
    let mut rows = Vec::new();
    walk(ctx, rules, false, &mut |trail, _, found| {
        let ground = words(found.confidentiality);
        let result = if found.outcome.crosses() {
            format!("{}: {ground}", words(found.outcome))
        } else {
            words(found.outcome)
        };
        for (index, (page, _)) in trail.iter().enumerate() {
            let target = trail
                .get(index + 1)
                .map_or_else(|| words(found.outcome), |(page, _)| page_name(*page).to_owned());
            edges.insert((page_name(*page), target));
        }
        let way: Vec<&str> = trail.iter().map(|(_, name)| name.as_str()).collect();
        rows.push(format!("| {} | {result} |", way.join(" → ")));
    });
    write!(out, "\n## {title}\n\n```mermaid\nflowchart TD\n").unwrap();
    let id = |name: &str| {
        name.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    for (from, to) in &edges {
        writeln!(out, "    {}[\"{from}\"] --> {}[\"{to}\"]", id(from), id(to)).unwrap();
    }
    write!(
        out,
        "```\n\n| Answers | Ends in |\n|---|---|\n{}\n",
        rows.join("\n")
    )
    .unwrap();
}

fn document(rules: &Rules) -> String {
    let mut out = format!(
        "# The sharing decision, every way through it\n\n\
         Made by `tests/decision_paths.rs` from the program itself, rule table `{}`; do not edit. \
         `UPDATE_DOCS=1 cargo test --test decision_paths` writes it anew.\n\n\
         The pages ask; the engine (`src/domain/decision/engine.rs`) decides on the facts that the answers state. A \
         person may choose \"Do not share\" on every page, which ends the path with its own record. Red lines end every \
         path as `blocked`, whatever is answered. No score takes part. \"Incomplete\" and \"escalate\" are not dead \
         ends: the first names what to ask, the second whom. Where the law needs a page to be answered otherwise (an \
         age, a care plan that does not cover this), the page says so and stays.\n",
        rules.version
    );
    section(
        "Nurse to officer, an adult",
        &Context {
            age: Some(34),
            ..nurse()
        },
        rules,
        &mut out,
    );
    section(
        "Nurse to officer, a child of 14",
        &Context {
            age: Some(14),
            ..nurse()
        },
        rules,
        &mut out,
    );
    section(
        "Nurse finishes the reason of a danger share",
        &Context {
            finishing_danger: true,
            ..nurse()
        },
        rules,
        &mut out,
    );
    section(
        "Officer to nurse, under the agreement",
        &officer(),
        rules,
        &mut out,
    );
    let lapsed = Context {
        agreement_in_force: false,
        agreement_covers: false,
        ..officer()
    };
    section(
        "Officer to nurse, no agreement in force",
        &lapsed,
        rules,
        &mut out,
    );
    out
}

#[test]
fn the_written_walk_is_up_to_date() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/decision.md");
    let made = document(&Rules::embedded().unwrap());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == made,
        "docs/decision.md is out of date: UPDATE_DOCS=1 cargo test --test decision_paths"
    );
}
