//! Walks every way through the pages, and writes it down.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tandem::domain::decision::conclusion::Conclusion;
use tandem::domain::decision::facts::{Nation, Recipient};
use tandem::domain::decision::pages::passed;
use tandem::domain::decision::path::{Answers, Context, Question, Step};
use tandem::domain::decision::{next, problems};
use tandem::domain::rules::Rules;

use super::choices::{choices, nurse, officer, outside, words};

pub(crate) type Trail = [(Question, String)];
pub(crate) type End<'a> = dyn FnMut(&Trail, &Answers, &Conclusion) + 'a;

/// Walks every choice and hands each end over.
pub(crate) fn walk(ctx: &Context, rules: &Rules, all: bool, end: &mut End<'_>) {
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
                for (name, answers) in choices(page, answers, (ctx, rules), all) {
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

pub(crate) fn page_name(page: Question) -> &'static str {
    match page {
        Question::Agreed => "Did the person agree?",
        Question::Capacity => "Why they cannot decide now",
        Question::StrongerReason => "Is there a strong enough reason?",
        Question::Weigh => "Weigh it up",
        Question::OfficerPurpose => "Why do they need this?",
        Question::Proportionate => "Why necessary and proportionate?",
    }
}

pub(crate) fn section(title: &str, ctx: &Context, rules: &Rules, out: &mut String) {
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

/// Where the paths end towards each receiver outside the crew, by nation.
fn outsiders(rules: &Rules, out: &mut String) {
    out.push_str(
        "\n## To somebody outside the crew\n\nThe same pages lead there. A duty counts only in its nation and towards whom it is \
         owed; every end that the paths of an adult of 34 can reach is named, with what lifts confidence.\n\n\
         | Receiver | Who tells | England | Wales |\n|---|---|---|---|\n",
    );
    for &recipient in Recipient::ALL {
        for health in [true, false] {
            let [england, wales] = [Nation::England, Nation::Wales].map(|nation| {
                let ctx = Context {
                    nation,
                    age: Some(34),
                    ..outside(recipient, health)
                };
                ends_of(&ctx, rules)
            });
            let who = if health { "health" } else { "police" };
            writeln!(out, "| {} | {who} | {england} | {wales} |", words(recipient)).unwrap();
        }
    }
}

fn ends_of(ctx: &Context, rules: &Rules) -> String {
    let mut ends = BTreeSet::new();
    walk(ctx, rules, false, &mut |_, _, found| {
        ends.insert(if found.outcome.crosses() {
            format!("{} ({})", words(found.outcome), words(found.confidentiality))
        } else {
            words(found.outcome)
        });
    });
    ends.into_iter().collect::<Vec<_>>().join("; ")
}

pub(crate) fn document(rules: &Rules) -> String {
    let mut out = format!(
        "# The sharing decision, every way through it\n\n\
         Made by `tests/decision_paths` from the program itself, rule table `{}`; do not edit. \
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
    section(
        "Officer to a relative, an adult",
        &Context {
            age: Some(34),
            ..outside(Recipient::Relative, false)
        },
        rules,
        &mut out,
    );
    outsiders(rules, &mut out);
    out
}
