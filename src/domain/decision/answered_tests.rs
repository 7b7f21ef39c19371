//! No answer off the path, and no yes about something else, ever reaches a record: tried with answers at random.

use proptest::prelude::*;

use super::facts::{DutyKind, Facts, ItemCategory, Nation, Purpose, Recipient};
use super::path::*;
use super::record_tests::day;
use super::reuse::{AskedAbout, ViewAbout};
use super::{SeniorAbout, Untrue, check_answered, senior_about, settle};
use crate::domain::content::RecordField;
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::Direction;
use crate::domain::rules::Rules;

fn any_of<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(all))
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "Written out at length."]).prop_map(str::to_owned)
}

/// Choices of every page together, as a draft holds them after turning back and choosing otherwise.
fn answers() -> impl Strategy<Value = Answers> {
    let asked = (
        any_of(Agreed::ALL),
        prop::option::of(any::<bool>()),
        any_of(YesNo::ALL),
        any_of(NotAskedWhy::ALL),
        prop::option::of(prop::sample::select(vec![0_u32, 12, 17, 34])),
    );
    let able = (
        prop::sample::subsequence(CouldNot::ALL.to_vec(), 0..=4),
        any_of(Cause::ALL),
        any_of(YesNo::ALL),
        any_of(Tried::ALL),
        any_of(YesNo::ALL),
        words(),
        any_of(YesNo::ALL),
        any_of(Wishes::ALL),
    );
    let weighed = (
        any_of(StrongReason::ALL),
        any_of(DutyKind::ALL),
        any_of(AtRisk::ALL),
        any_of(WhoHarmed::ALL),
        any_of(HowSerious::ALL),
        any_of(HowLikely::ALL),
        words(),
        any_of(WillTell::ALL),
    );
    let told = (any_of(PolicingPurpose::ALL), words(), any::<bool>());
    (asked, able, weighed, told).prop_map(|(asked, able, weighed, told)| Answers {
        agreed: asked.0,
        gillick_competent: asked.1,
        care_plan_covers: asked.2,
        why_not_asked: asked.3,
        age: asked.4,
        could_not: able.0,
        cause: able.1,
        because: able.2,
        tried: able.3,
        can_wait: able.4,
        why_best: able.5,
        best: able.6,
        wishes: able.7,
        reason: weighed.0,
        duty: weighed.1,
        at_risk: weighed.2,
        who: weighed.3,
        serious: weighed.4,
        likely: weighed.5,
        why_least: weighed.6,
        will_tell: weighed.7,
        policing_purpose: told.0,
        why_proportionate: told.1,
        dead: told.2,
        ..Answers::default()
    })
}

fn context() -> impl Strategy<Value = Context> {
    let ways = vec![
        (Direction::HealthToPolice, Recipient::PoliceOfficer),
        (Direction::HealthToOther, Recipient::Hospital),
        (Direction::HealthToOther, Recipient::Relative),
        (Direction::HealthToOther, Recipient::LocalAuthority),
        (Direction::PoliceToHealth, Recipient::Nurse),
        (Direction::PoliceToOther, Recipient::VoluntaryPartner),
    ];
    (
        prop::sample::select(ways),
        any_of(&[9_u32, 15, 16, 18, 34]),
        any_of(Nation::ALL),
        prop::sample::select(vec![(true, true), (true, false), (false, false)]),
        any::<(bool, bool)>(),
    )
        .prop_map(|((direction, recipient), age, nation, agreement, flags)| {
            let items = vec![ItemCategory::PresentationAndRisk];
            Context {
                direction,
                recipient,
                age,
                agreement_in_force: agreement.0,
                agreement_covers: agreement.1,
                requested: flags.0,
                finishing_danger: flags.1,
                ..Context::nurse_to_officer(day(), nation.unwrap_or(Nation::England), items)
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_path_leads_to_is_taken_and_what_stands_off_it_is_not(
        draft in answers(), ctx in context(),
    ) {
        let rules = Rules::embedded().unwrap();
        let facts = draft.to_facts(&ctx, &ctx.items, &rules);
        let kept = draft.on_path(&ctx, &rules);
        prop_assert_eq!(&kept.on_path(&ctx, &rules), &kept, "nothing more is dropped the second time");
        prop_assert_eq!(&kept.to_facts(&ctx, &ctx.items, &rules), &facts);
        prop_assert_eq!(check_answered(&facts, &kept, ctx.finishing_danger, &rules), Ok(()));
        // other facts than these answers state
        let mut forged = facts.clone();
        forged.emergency.real_and_immediate_threat_to_life ^= true;
        let answered = kept != Answers { dead: kept.dead, ..Answers::default() };
        if answered {
            prop_assert_eq!(
                check_answered(&forged, &kept, ctx.finishing_danger, &rules),
                Err(Untrue::OffPath)
            );
        }
        // a page that cannot be on the path of this side
        let mut stray = kept.clone();
        if ctx.health_tells() {
            stray.policing_purpose = Some(PolicingPurpose::ProtectLife);
        } else {
            stray.could_not = vec![CouldNot::Weigh];
        }
        prop_assert_eq!(
            check_answered(&facts, &stray, ctx.finishing_danger, &rules),
            Err(Untrue::OffPath)
        );
    }

    #[test]
    fn a_yes_serves_for_what_was_asked_and_for_nothing_else(
        other in 0_usize..3, plan in any::<bool>(), ctx in context(),
    ) {
        let rules = Rules::embedded().unwrap();
        let ctx = Context {
            direction: Direction::HealthToOther,
            recipient: if ctx.health_tells() { ctx.recipient } else { Recipient::Ambulance },
            age: ctx.age.filter(|age| *age >= 16),
            finishing_danger: false,
            ..ctx
        };
        let mut answers = Answers {
            agreed: Some(if plan { Agreed::CarePlan } else { Agreed::ToldNow }),
            care_plan_date: plan.then_some(day()),
            care_plan_covers: plan.then_some(YesNo::Yes),
            ..Answers::default()
        };
        let told = answers.to_facts(&ctx, &ctx.items, &rules).disclosure;
        let asked = AskedAbout::across(&told);
        answers.asked_about = Some(asked.clone());
        let same = answers.to_facts(&ctx, &ctx.items, &rules);
        prop_assert!(settle(&same, &answers, &rules).outcome.crosses());
        prop_assert_eq!(check_answered(&same, &answers, false, &rules), Ok(()));
        answers.asked_about = Some(match other {
            0 => AskedAbout { recipient: Recipient::Gp, ..asked },
            1 => AskedAbout { purpose: Purpose::HousingEligibility, ..asked },
            _ => AskedAbout { items: vec![ItemCategory::Allergy], ..asked },
        });
        let facts = answers.to_facts(&ctx, &ctx.items, &rules);
        let found = settle(&facts, &answers, &rules);
        prop_assert!(!found.outcome.crosses(), "{:?}", found.reasons);
        prop_assert!(found.missing.iter().any(|key| key.starts_with("consent.")), "{:?}", found.missing);
        prop_assert_eq!(check_answered(&facts, &answers, false, &rules), Err(Untrue::AskedAboutOther));
    }
}

#[test]
fn whose_information_it_is_and_who_asks_how_often_wants_a_senior_view() {
    let rules = Rules::embedded().unwrap();
    let ctx = Context {
        requested: true,
        ..Context::nurse_to_officer(day(), Nation::England, vec![ItemCategory::PresentationAndRisk])
    };
    let ends = |answers: &Answers, ctx: &Context| {
        let found = settle(&answers.to_facts(ctx, &ctx.items, &rules), answers, &rules);
        (found.outcome.crosses(), found.confidentiality)
    };
    let yes = Answers {
        agreed: Some(Agreed::ToldNow),
        ..Answers::default()
    };
    assert_eq!(ends(&yes, &ctx), (true, Confidentiality::Consent));
    let often = rules.thresholds().repeat_requests;
    let about = |whom: &str| Answers {
        more: [(RecordField::AboutWhom, whom.to_owned())].into(),
        ..yes.clone()
    };
    let again = |times| Answers {
        times_asked: Some(times),
        ..yes.clone()
    };
    for flagged in [about("staff"), about("somebody-else"), again(often)] {
        assert_eq!(
            ends(&flagged, &ctx),
            (false, Confidentiality::None),
            "{flagged:?}"
        );
        let mut seen = flagged;
        seen.more.insert(
            RecordField::SeniorAdvice,
            "Dr Bell, Caldicott Guardian: yes".to_owned(),
        );
        assert!(!ends(&seen, &ctx).0, "words alone are a view of nothing");
        let facts = seen.to_facts(&ctx, &ctx.items, &rules);
        let view = ViewAbout::of(AskedAbout::across(&facts.disclosure), &facts);
        seen.view_about = Some(view);
        assert_eq!(ends(&seen, &ctx), (true, Confidentiality::Consent));
    }
    assert!(ends(&again(often - 1), &ctx).0, "once more is no pattern");
    assert!(ends(&about("the-person"), &ctx).0);
    let offered = Context {
        requested: false,
        ..ctx
    };
    assert!(
        ends(&about("staff"), &offered).0,
        "their own offer of what is theirs"
    );
    let weighed = Answers {
        agreed: Some(Agreed::SaidNo),
        reason: Some(StrongReason::ProtectSomeoneElse),
        who: Some(WhoHarmed::NamedPerson),
        serious: Some(HowSerious::Serious),
        likely: Some(HowLikely::LikelyToday),
        why_least: "Only where they are and what they said.".to_owned(),
        will_tell: Some(WillTell::Later),
        ..about("staff")
    };
    assert!(
        !ends(&weighed, &offered).0,
        "against their will a senior person looks"
    );
    let now = Answers {
        serious: Some(HowSerious::DeathOrLastingInjury),
        likely: Some(HowLikely::Now),
        ..weighed
    };
    assert!(ends(&now, &offered).0, "a threat to life waits for nobody");
}

/// Nobody rings a senior person before an unconscious nurse is helped, nor because the officer asked before.
#[test]
fn what_serves_a_person_who_cannot_decide_is_not_slowed_by_who_asks() {
    let rules = Rules::embedded().unwrap();
    let ctx = Context {
        requested: true,
        ..Context::nurse_to_officer(day(), Nation::England, vec![ItemCategory::PresentationAndRisk])
    };
    let unable = |whom: &str| Answers {
        agreed: Some(Agreed::CannotDecide),
        could_not: vec![CouldNot::Understand],
        cause: Some(Cause::DrugsOrDrink),
        because: Some(YesNo::Yes),
        tried: Some(Tried::Waited),
        can_wait: Some(YesNo::No),
        why_best: "They need help with the tablets now.".to_owned(),
        wishes: Some(Wishes::NotKnown),
        times_asked: Some(9),
        more: [(RecordField::AboutWhom, whom.to_owned())].into(),
        ..Answers::default()
    };
    for (whom, goes) in [("the-person", true), ("staff", true), ("somebody-else", false)] {
        let answers = unable(whom);
        let found = settle(&answers.to_facts(&ctx, &ctx.items, &rules), &answers, &rules);
        assert_eq!(found.outcome.crosses(), goes, "{whom}: {:?}", found.reasons);
        if goes {
            assert_eq!(found.confidentiality, Confidentiality::BestInterests);
        }
    }
}

/// An assessment is for one decision (Mental Capacity Act 2005 s2(1)): another purpose is asked about again.
#[test]
fn a_judgement_on_capacity_is_locked_to_its_purpose_and_a_stronger_reason_gives_its_own() {
    let rules = Rules::embedded().unwrap();
    let ctx = Context::nurse_to_officer(day(), Nation::England, vec![ItemCategory::PresentationAndRisk]);
    let mut answers = Answers {
        agreed: Some(Agreed::CannotDecide),
        ..Answers::default()
    };
    let told = answers.to_facts(&ctx, &ctx.items, &rules).disclosure;
    let asked = AskedAbout::across(&told);
    answers.purpose = Some(Purpose::HousingEligibility);
    let other = answers.to_facts(&ctx, &ctx.items, &rules).disclosure;
    assert!(asked.reaches(&told, answers.carries()));
    assert!(!asked.reaches(&other, answers.carries()));
    answers.reason = Some(StrongReason::ProtectLife);
    assert!(asked.reaches(&other, answers.carries()));
}

#[test]
fn the_page_over_a_senior_view_knows_what_stands_in_the_way() {
    let rules = Rules::embedded().unwrap();
    let ctx = Context {
        requested: true,
        ..Context::nurse_to_officer(day(), Nation::England, vec![ItemCategory::PresentationAndRisk])
    };
    let about = |answers: &Answers, ctx: &Context| senior_about(&answers.to_facts(ctx, &ctx.items, &rules));
    let whom = |whom: &str| Answers {
        more: [(RecordField::AboutWhom, whom.to_owned())].into(),
        ..Answers::default()
    };
    let often = Answers {
        times_asked: Some(9),
        ..Answers::default()
    };
    assert_eq!(about(&Answers::default(), &ctx), SeniorAbout::Agreement);
    assert_eq!(about(&whom("staff"), &ctx), SeniorAbout::Staff);
    assert_eq!(about(&whom("somebody-else"), &ctx), SeniorAbout::Flag);
    assert_eq!(about(&often, &ctx), SeniorAbout::Flag);
}

#[test]
fn a_senior_view_is_of_what_was_told_then_and_of_the_red_flags_then() {
    let rules = Rules::embedded().unwrap();
    let items = vec![ItemCategory::PresentationAndRisk, ItemCategory::Allergy];
    let ctx = Context::nurse_to_officer(day(), Nation::England, items);
    let about = |whom: &str| Answers {
        more: [(RecordField::AboutWhom, whom.to_owned())].into(),
        ..Answers::default()
    };
    let staff = about("staff").to_facts(&ctx, &ctx.items, &rules);
    let calm = about("the-person").to_facts(&ctx, &ctx.items, &rules);
    let view = |facts: &Facts| ViewAbout::of(AskedAbout::across(&facts.disclosure), facts);
    assert!(view(&staff).reaches(&staff));
    assert!(view(&staff).reaches(&calm), "less is no other question");
    assert!(!view(&calm).reaches(&staff), "the view was of no red flag");
    let mut fewer = staff.clone();
    fewer.disclosure.items.truncate(1);
    assert!(view(&staff).reaches(&fewer));
    assert!(!view(&fewer).reaches(&staff), "the view was of less");
}
