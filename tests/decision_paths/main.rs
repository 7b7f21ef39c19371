//! Every way through the decision pages: finite, without a dead end, no disclosure without its three legs, no red line
//! within reach. The walk is also written down, in `docs/decision.md`.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

use std::collections::BTreeSet;

mod choices;
mod walk;

use tandem::domain::content::{NotSharedReason, SideLegs};
use tandem::domain::decision::conclusion::{Conclusion, Confidentiality, Outcome, Task};
use tandem::domain::decision::facts::{DutyKind, Facts, ItemCategory, Nation, Recipient};
use tandem::domain::decision::pages::{duty_options, passed};
use tandem::domain::decision::path::{
    Agreed, Answers, Cause, Context, CouldNot, HowLikely, HowSerious, PolicingPurpose, Question, Step,
    StrongReason, Tried, WhoHarmed, WillTell, YesNo,
};
use tandem::domain::decision::record::{Standing, legs};
use tandem::domain::decision::{decide, next, problems};
use tandem::domain::role::Side;
use tandem::domain::rules::Rules;

use choices::{WHY, contexts, contexts_outside, day, nurse, officer, outside};
use walk::{document, walk};

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
                three_legs_a_side(&ctx, &rules, answers, found);
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

/// Those outside the crew: councils, hospitals, courts, families, the press; England and Wales.
#[test]
fn every_path_to_somebody_outside_the_crew_ends_and_crosses_no_red_line() {
    let rules = Rules::embedded().unwrap();
    let (mut ends, mut crossed) = (0_u32, BTreeSet::new());
    for ctx in contexts_outside() {
        walk(&ctx, &rules, false, &mut |trail, answers, found| {
            ends += 1;
            assert!(!found.reasons.is_empty(), "no reason: {trail:?}");
            if !found.outcome.crosses() {
                assert!(found.power.is_empty(), "{trail:?}");
                assert_eq!(
                    found.outcome == Outcome::Incomplete,
                    !found.missing.is_empty(),
                    "{trail:?}"
                );
                return;
            }
            crossed.insert((ctx.recipient, ctx.health_tells()));
            let left: Vec<ItemCategory> = ctx
                .items
                .iter()
                .copied()
                .filter(|item| !found.blocked_items.contains(item))
                .collect();
            assert!(!left.is_empty(), "nothing is left: {trail:?}");
            assert!(!left.contains(&ItemCategory::WholeRecord), "{trail:?}");
            let to_police = ctx.recipient == Recipient::PoliceOfficer || !ctx.health_tells();
            assert!(
                !(to_police && left.contains(&ItemCategory::NhsNumber)),
                "{trail:?}"
            );
            let clinical = [
                Recipient::Nurse,
                Recipient::Ambulance,
                Recipient::Hospital,
                Recipient::Gp,
            ];
            let intelligence = left.contains(&ItemCategory::Intelligence);
            assert!(!(intelligence && clinical.contains(&ctx.recipient)), "{trail:?}");
            legs_of_who_tells(&ctx, &rules, answers, found);
        });
    }
    assert!(ends > 20_000, "{ends}");
    for health in [true, false] {
        assert!(!crossed.contains(&(Recipient::ImmigrationEnforcement, health)));
        assert!(!crossed.contains(&(Recipient::Media, health)));
        assert!(crossed.contains(&(Recipient::LocalAuthority, health)));
    }
}

/// Towards somebody outside only the side that tells has an act of its own to answer for; whoever else does has legs too.
fn legs_of_who_tells(ctx: &Context, rules: &Rules, answers: &Answers, found: &Conclusion) {
    let facts = answers.to_facts(ctx, &ctx.items, rules);
    let from = if ctx.health_tells() {
        Side::Health
    } else {
        Side::Police
    };
    let legs = legs(Standing {
        facts: &facts,
        answers,
        conclusion: found,
        rules,
        agreed_regime: None,
        from,
    });
    assert!(legs.iter().any(|side| side.side == from), "{found:?}");
    each_leg_is_law(&legs, &facts, rules);
}

/// Power, confidence and data protection, for each side that acts, as the record keeps them.
fn three_legs_a_side(ctx: &Context, rules: &Rules, answers: &Answers, found: &Conclusion) {
    let facts = answers.to_facts(ctx, &ctx.items, rules);
    let legs = legs(Standing {
        facts: &facts,
        answers,
        conclusion: found,
        rules,
        agreed_regime: None,
        from: if ctx.health_tells() {
            Side::Health
        } else {
            Side::Police
        },
    });
    assert_eq!(legs.len(), 2, "{found:?}");
    each_leg_is_law(&legs, &facts, rules);
}

fn each_leg_is_law(legs: &[SideLegs], facts: &Facts, rules: &Rules) {
    for side in legs {
        assert!(
            !side.power.is_empty() && !side.data_protection.is_empty(),
            "{side:?}"
        );
        assert!(rules.row(&side.confidentiality).is_some(), "{side:?}");
        for slug in side
            .power
            .iter()
            .chain(&side.data_protection)
            .chain(&side.exemptions)
        {
            assert!(
                rules.in_force(slug, facts.date, facts.nation),
                "{slug} is not law: {side:?}"
            );
        }
    }
}

/// A duty that the shipped table has switched off is offered, binds and is written down once a table says since when.
#[test]
fn a_duty_that_a_newer_table_switches_on_is_offered_and_binds_in_its_nation_from_its_day() {
    let shipped = Rules::embedded().unwrap();
    let text = shipped
        .text()
        .replace("commencement = \"not-confirmed\"", "from = \"2026-11-01\"");
    let newer = Rules::from_toml(&text).unwrap();
    for (kind, slug) in [
        (DutyKind::ChildAbuseReport, "duty_csa_report"),
        (DutyKind::ChildWelfareShare, "duty_child_share_16LA"),
    ] {
        for ctx in [nurse(), outside(Recipient::LocalAuthority, true)] {
            let offered = |ctx: &Context, rules: &Rules| duty_options(ctx, rules).contains(&kind);
            let wales = Context {
                nation: Nation::Wales,
                ..ctx.clone()
            };
            let before = Context {
                date: day("2026-10-31"),
                ..ctx.clone()
            };
            assert!(!offered(&ctx, &shipped) && offered(&ctx, &newer));
            assert!(!offered(&wales, &newer) && !offered(&before, &newer));
            let answers = Answers {
                agreed: Some(Agreed::SaidNo),
                reason: Some(StrongReason::LawSaysIMust),
                duty: Some(kind),
                ..Answers::default()
            };
            let Step::Conclude(found) = next(&answers, &ctx, &newer) else {
                panic!("asked on")
            };
            assert_eq!(found.outcome, Outcome::Share, "{found:?}");
            assert_eq!(found.confidentiality, Confidentiality::StatutoryDuty);
            assert_eq!(found.power.first().map(String::as_str), Some(slug));
            assert!(found.tasks.contains(&Task::ReportByDutyDeadline));
            legs_of_who_tells(&ctx, &newer, &answers, &found);
            for (ctx, rules) in [(&ctx, &shipped), (&wales, &newer), (&before, &newer)] {
                let facts = answers.to_facts(ctx, &ctx.items, rules);
                let found = decide(&facts, rules);
                assert_eq!(found.outcome, Outcome::DoNotShare, "{found:?}");
                assert!(
                    found.reasons.iter().any(|why| why.contains("is not law")),
                    "{found:?}"
                );
            }
        }
    }
}

/// Police tell a relative, a charity or another department what the person agreed to, and nothing on a no.
#[test]
fn an_officer_asks_the_person_where_only_a_yes_opens_it_and_never_for_the_nurse() {
    let rules = Rules::embedded().unwrap();
    let asked = |ctx: &Context, agreed| {
        let mut answers = Answers {
            policing_purpose: Some(PolicingPurpose::ProtectLife),
            why_proportionate: WHY.to_owned(),
            ..Answers::default()
        };
        let pages = passed(&answers, ctx, &rules);
        answers.agreed = Some(agreed);
        let Step::Conclude(found) = next(&answers, ctx, &rules) else {
            panic!("asked on")
        };
        (pages.contains(&Question::Agreed), found)
    };
    let items = vec![ItemCategory::PresentationAndRisk];
    for recipient in [
        Recipient::Relative,
        Recipient::VoluntaryPartner,
        Recipient::OtherGovernment,
    ] {
        for covers in [true, false] {
            let ctx = Context {
                items: items.clone(),
                agreement_covers: covers,
                ..outside(recipient, false)
            };
            let (page, yes) = asked(&ctx, Agreed::ToldNow);
            assert!(page && yes.outcome == Outcome::Share, "{recipient:?} {yes:?}");
            assert_eq!(yes.confidentiality, Confidentiality::Consent);
            for no in [Agreed::SaidNo, Agreed::TookBack, Agreed::NotAsked] {
                assert_eq!(
                    asked(&ctx, no).1.outcome,
                    Outcome::DoNotShare,
                    "{recipient:?} {no:?}"
                );
            }
        }
    }
    // the nurse, and whoever acts with police, are told for a policing purpose: nobody is asked, and no answer is read
    for ctx in [officer(), outside(Recipient::Ambulance, false)] {
        let (page, found) = asked(&ctx, Agreed::SaidNo);
        assert!(!page && found.outcome == Outcome::Share, "{found:?}");
    }
}

/// Nobody asks the dead: a coroner's notice or an order opens it, and nothing else that is said of them does.
#[test]
fn the_dead_are_not_asked_and_their_confidence_is_lifted_by_law_or_danger_to_others() {
    let rules = Rules::embedded().unwrap();
    let ctx = outside(Recipient::Coroner, true);
    let dead = Answers {
        dead: true,
        agreed: Some(Agreed::ToldNow),
        ..Answers::default()
    };
    assert_eq!(next(&dead, &ctx, &rules), Step::Ask(Question::StrongerReason));
    let notice = Answers {
        reason: Some(StrongReason::LawSaysIMust),
        duty: Some(DutyKind::CoronerNotice),
        ..dead.clone()
    };
    let Step::Conclude(found) = next(&notice, &ctx, &rules) else {
        panic!("asked on")
    };
    assert_eq!(found.confidentiality, Confidentiality::StatutoryDuty, "{found:?}");
    assert!(
        found.data_protection.health.is_empty(),
        "data protection law is for the living"
    );
    assert!(!found.tasks.contains(&Task::TellThePerson));
    let life = Answers {
        reason: Some(StrongReason::ProtectLife),
        ..dead.clone()
    };
    let told = problems(Question::StrongerReason, &life, &ctx, &rules)
        .remove(0)
        .text;
    assert_eq!(told, "Sam has died. Choose another reason, or do not share");
    let family = outside(Recipient::Relative, false);
    let officer = Answers {
        dead: true,
        policing_purpose: Some(PolicingPurpose::EarlyHelp),
        ..Answers::default()
    };
    let Step::Conclude(found) = next(&officer, &family, &rules) else {
        panic!("asked on")
    };
    assert_eq!(found.outcome, Outcome::DoNotShare);
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
