//! The record of a decision: whole where the law gives the usual answer, a gap where nobody can know beforehand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::conclusion::Confidentiality;
use super::facts::{ItemCategory, Nation};
use super::path::{
    Agreed, Answers, Cause, Context, CouldNot, HowLikely, HowSerious, ItemSaid, NotAskedWhy, PolicingPurpose,
    Question, Step, StrongReason, Tried, WhoHarmed, WillTell, Wishes, YesNo,
};
use super::record::{Circumstances, Organisations, assemble};
use super::restrictions::Restriction;
use super::{next, settle};
use crate::domain::content::{
    Channel, Decided, DecisionResult, Discloser, FilledBy, LegChanged, Nature, NotSharedReason, Receiver,
    RecordCompleted, RecordField as Field, Regime, SharedItem, SharingRecord, SubjectCategory, TellingRecord,
    Trigger,
};
use crate::domain::ids::{IncidentId, ItemId, MemberId};
use crate::domain::role::{Role, Side};
use crate::domain::rules::Rules;
use crate::domain::time::Moment;

const NOW: Moment = Moment(1_795_291_200_000);

pub(crate) fn day() -> NaiveDate {
    NOW.london_date().unwrap()
}

pub(crate) fn nurse(answers: &Answers) -> SharingRecord {
    let items = vec![ItemCategory::PresentationAndRisk];
    record(
        answers,
        &Context::nurse_to_officer(day(), Nation::England, items),
        None,
    )
}

fn officer(answers: &Answers) -> SharingRecord {
    let items = vec![ItemCategory::WeaponsMarker];
    record(
        answers,
        &Context::officer_to_nurse(day(), Nation::England, items),
        None,
    )
}

pub(crate) fn record(answers: &Answers, ctx: &Context, refused: Option<NotSharedReason>) -> SharingRecord {
    record_under(answers, ctx, refused, None)
}

/// Those of the context's items that cross.
fn items_of(ctx: &Context, crosses: impl Fn(usize, ItemCategory) -> bool) -> Vec<SharedItem> {
    let all = ctx.items.iter().copied().enumerate();
    all.filter(|(at, category)| crosses(*at, *category))
        .map(|(_, category)| SharedItem {
            category,
            words: "Prefers one person talking.".to_owned(),
            nature: Nature::Fact,
            as_at: NOW.plus_minutes(-10),
            as_at_open: false,
            source: None,
            good_until: None,
        })
        .collect()
}

fn record_under(
    answers: &Answers,
    ctx: &Context,
    refused: Option<NotSharedReason>,
    agreed_regime: Option<Regime>,
) -> SharingRecord {
    let rules = Rules::embedded().unwrap();
    let facts = answers.to_facts(ctx, &ctx.items, &rules);
    let conclusion = settle(&facts, answers, &rules);
    let side = if ctx.health_tells() {
        Side::Health
    } else {
        Side::Police
    };
    let receivers = [Receiver::crew(
        side.other(),
        Some(MemberId([1; 16])),
        "PC 4411 Hughes".to_owned(),
        String::new(),
    )];
    let items = items_of(ctx, |at, category| {
        refused.is_some() || conclusion.lets(at, category)
    });
    let result = match refused {
        Some(reason) => DecisionResult::NotShared { reason },
        None => DecisionResult::Shared {
            disclosure: ItemId([5; 16]),
        },
    };
    assemble(&Circumstances {
        facts: &facts,
        answers,
        words: &answers.words(),
        conclusion: &conclusion,
        rules: &rules,
        discloser: Discloser {
            member: Some(MemberId([2; 16])),
            name: "J Patel".to_owned(),
            side,
            role: if side == Side::Health {
                Role::Nurse
            } else {
                Role::Officer
            },
            organisation: "Borchester NHS Trust".to_owned(),
            number: "12A3456E".to_owned(),
        },
        organisations: Organisations {
            police: "Borsetshire Police",
            health: "Borchester NHS Trust",
        },
        receivers: if refused.is_some() { &[] } else { &receivers },
        items: if refused.is_some() { &[] } else { &items },
        channel: refused.is_none().then_some(Channel::OnScreen),
        told: answers.person_told(),
        trigger: Trigger::Proactive,
        agreement: Some("ISA 2026/3"),
        agreed_regime,
        channel_unapproved: false,
        result,
        telling: &TellingRecord::default(),
        known: BTreeMap::new(),
        at: NOW,
        due: NOW.plus_minutes(12 * 60),
    })
}

fn open(record: &SharingRecord) -> Vec<Field> {
    record.gaps.iter().map(|gap| gap.field).collect()
}

pub(crate) fn agreed() -> Answers {
    Answers {
        agreed: Some(Agreed::ToldNow),
        ..Answers::default()
    }
}

#[test]
fn a_yes_under_the_agreement_leaves_one_question_open_and_names_three_legs_a_side() {
    let record = nurse(&agreed());
    assert_eq!(open(&record), [Field::ChildrenThere]);
    assert_eq!(record.decided, Decided::Shared);
    assert_eq!(record.says(Field::ConsentExpires), Some("this-incident"));
    assert_eq!(record.said[&Field::Necessary].by, FilledBy::Agreement);
    for side in Side::ALL {
        let legs = record.legs_of(side).unwrap();
        assert!(
            !legs.power.is_empty() && !legs.data_protection.is_empty(),
            "{legs:?}"
        );
        assert_eq!(legs.confidentiality, "cl_consent_explicit");
    }
    assert!(record.receivers[0].why.contains("keep the person safe"));
    assert!(!record.items[0].why.is_empty());
}

#[test]
fn lacking_capacity_keeps_what_was_answered_and_asks_the_rest_by_shift_end() {
    let record = nurse(&Answers {
        agreed: Some(Agreed::CannotDecide),
        could_not: vec![CouldNot::Weigh],
        cause: Some(Cause::DrugsOrDrink),
        because: Some(YesNo::Yes),
        tried: Some(Tried::ExplainedAgain),
        can_wait: Some(YesNo::No),
        why_best: "Officers need to know what helps her stay calm.".to_owned(),
        wishes: Some(Wishes::NotKnown),
        ..Answers::default()
    });
    assert!(
        record
            .says(Field::CapacityDecision)
            .unwrap()
            .contains("PC 4411 Hughes")
    );
    assert!(record.says(Field::CapacityEvidence).unwrap().contains("weigh"));
    assert_eq!(record.capacity_until, Some(NOW.plus_minutes(12 * 60)));
    let open = open(&record);
    for field in [
        Field::MayRegain,
        Field::BestTakePart,
        Field::BestOthers,
        Field::BestAttorney,
        Field::BestBeliefs,
    ] {
        assert!(open.contains(&field), "{field:?} is not asked");
    }
    assert!(record.gaps.iter().all(|gap| gap.due == NOW.plus_minutes(12 * 60)));
}

#[test]
fn what_is_added_later_fills_a_gap_and_leaves_the_first_words() {
    let before = nurse(&agreed());
    let later = RecordCompleted {
        incident: IncidentId([1; 16]),
        item: ItemId([2; 16]),
        decision: ItemId([3; 16]),
        said: [
            (Field::ChildrenThere, "no".to_owned()),
            (Field::ConsentExpires, "seven-days".to_owned()),
        ]
        .into(),
    };
    let after = before.completed(&[later]);
    assert!(after.gaps.is_empty());
    assert_eq!(after.said[&Field::ChildrenThere].by, FilledBy::Later);
    assert_eq!(
        after.says(Field::ConsentExpires),
        Some("this-incident"),
        "what was written first stands"
    );
}

#[test]
fn a_leg_is_changed_only_to_one_that_may_stand_there() {
    let change = |side, from: &str, to: &str| LegChanged {
        side,
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let record = nurse(&Answers {
        changed_legs: vec![
            change(Side::Health, "s1p18_safeguarding", "s1p6_statutory"),
            change(Side::Health, "a6_e_public_task", "a6_a_consent"),
            change(Side::Police, "a6_e_public_task", "a6_d_vital"),
        ],
        ..agreed()
    });
    let health = &record.legs_of(Side::Health).unwrap().data_protection;
    assert!(health.contains(&"s1p6_statutory".to_owned()), "{health:?}");
    assert!(
        health.contains(&"a6_e_public_task".to_owned()),
        "consent is no basis between public bodies"
    );
    assert_eq!(
        record.changed_legs.len(),
        1,
        "no life is in danger: {:?}",
        record.changed_legs
    );
}

#[test]
fn each_item_says_why_it_is_needed_and_how_police_hold_it_by_itself() {
    let items = vec![
        ItemCategory::WeaponsMarker,
        ItemCategory::SpentConvictions,
        ItemCategory::PresentationAndRisk,
    ];
    let said = |why: &str, regime| ItemSaid {
        why: why.to_owned(),
        regime,
        person: regime.map(|_| SubjectCategory::Witness),
    };
    let answers = Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        item_said: vec![
            said("", None),
            said("never", None),
            said(" She goes in first. ", Some(Regime::General)),
        ],
        ..Answers::default()
    };
    let ctx = Context::officer_to_nurse(day(), Nation::England, items);
    let told = record(&answers, &ctx, None);
    // what stays behind has no line, and the others keep what was said of each
    assert_eq!(told.items.len(), 2);
    assert_eq!(told.items[0].why, "To keep everybody there safe.");
    assert_eq!(told.items[0].regime, Regime::LawEnforcement);
    assert!(told.items[0].police_legs.contains(&"p3_onward_nonle".to_owned()));
    assert_eq!(told.items[1].why, "She goes in first.");
    assert_eq!(told.items[1].person, Some(SubjectCategory::Witness));
    assert_eq!(told.items[0].person, None);
    assert_eq!(told.items[1].regime, Regime::General);
    assert!(!told.items[1].police_legs.contains(&"p3_onward_nonle".to_owned()));
}

#[test]
fn police_choose_the_regime_and_each_item_carries_it() {
    let base = Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        ..Answers::default()
    };
    let held = officer(&base);
    assert_eq!(held.items[0].regime, Regime::LawEnforcement);
    assert_eq!(held.says(Field::SubjectCategory), Some("other"));
    let general = officer(&Answers {
        more: [(Field::Regime, "general".to_owned())].into(),
        ..base
    });
    assert_eq!(general.items[0].regime, Regime::General);
    assert!(
        !general.items[0]
            .police_legs
            .contains(&"p3_onward_nonle".to_owned())
    );
    let crime = officer(&Answers {
        policing_purpose: Some(PolicingPurpose::BringToJustice),
        ..Answers::default()
    });
    assert!(
        open(&crime).contains(&Field::SubjectCategory),
        "suspect or victim is never assumed"
    );
}

#[test]
fn why_nobody_asked_is_a_gap_and_never_in_the_way() {
    let mut danger = Answers {
        agreed: Some(Agreed::NotAsked),
        reason: Some(StrongReason::ProtectSomeoneElse),
        who: Some(WhoHarmed::NamedPerson),
        serious: Some(HowSerious::Serious),
        likely: Some(HowLikely::Now),
        why_least: "He said that he will hurt his brother tonight.".to_owned(),
        will_tell: Some(WillTell::Later),
        ..Answers::default()
    };
    assert!(open(&nurse(&danger)).contains(&Field::WhyNotAsked));
    danger.why_not_asked = Some(NotAskedWhy::NotSafe);
    assert!(!open(&nurse(&danger)).contains(&Field::WhyNotAsked));
}

#[test]
fn each_item_carries_its_own_restriction_and_only_that_one_is_held_back() {
    let knives = vec![ItemCategory::WeaponsMarker, ItemCategory::WeaponsMarker];
    let ctx = Context::officer_to_nurse(day(), Nation::England, knives);
    let marked = |marks: Vec<Vec<Restriction>>| Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        restrictions: marks,
        ..Answers::default()
    };
    let ends = |answers: &Answers| match next(answers, &ctx, &Rules::embedded().unwrap()) {
        Step::Conclude(found) => found,
        Step::Ask(question) => panic!("asked {question:?}"),
    };
    let second = ends(&marked(vec![vec![], vec![Restriction::Informant]]));
    assert!(second.outcome.crosses());
    assert!(second.lets(0, ItemCategory::WeaponsMarker) && !second.lets(1, ItemCategory::WeaponsMarker));
    let both = ends(&marked(vec![
        vec![Restriction::Spent],
        vec![Restriction::Informant],
    ]));
    assert!(!both.outcome.crosses() && both.power.is_empty());
}

#[test]
fn a_bail_condition_crosses_and_why_it_bears_is_due_by_shift_end() {
    let marked = Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        restrictions: vec![vec![Restriction::Bail]],
        ..Answers::default()
    };
    assert!(open(&officer(&marked)).contains(&Field::Relevant));
    let plain = Answers {
        restrictions: Vec::new(),
        ..marked
    };
    assert!(!open(&officer(&plain)).contains(&Field::Relevant));
}

#[test]
fn a_no_to_best_interests_is_a_judgement_that_is_recorded_and_nothing_crosses_on_it() {
    let rules = Rules::embedded().unwrap();
    let ctx = Context::nurse_to_officer(day(), Nation::England, vec![ItemCategory::PresentationAndRisk]);
    let mut lacks = Answers {
        agreed: Some(Agreed::CannotDecide),
        could_not: vec![CouldNot::Weigh],
        cause: Some(Cause::Illness),
        because: Some(YesNo::Yes),
        tried: Some(Tried::Waited),
        can_wait: Some(YesNo::No),
        best: Some(YesNo::No),
        why_best: "The officers know enough, and it would drive her off the rail.".to_owned(),
        ..Answers::default()
    };
    assert_eq!(next(&lacks, &ctx, &rules), Step::Ask(Question::StrongerReason));
    let facts = lacks.to_facts(&ctx, &ctx.items, &rules);
    assert_eq!(facts.capacity.best_interests, Some(false));
    lacks.not_shared = Some(NotSharedReason::CouldAddHarm);
    let kept = record(&lacks, &ctx, Some(NotSharedReason::CouldAddHarm));
    assert!(kept.legs.is_empty());
    assert_eq!(kept.says(Field::HarmIfShared), Some(lacks.why_best.as_str()));
    assert_eq!(
        kept.says(Field::Necessary),
        None,
        "a reason against is no reason for"
    );
    // harm to somebody else is weighed all the same: it does not rest on the person's own interests
    let others = Answers {
        not_shared: None,
        reason: Some(StrongReason::ProtectSomeoneElse),
        who: Some(WhoHarmed::PublicNearby),
        serious: Some(HowSerious::DeathOrLastingInjury),
        likely: Some(HowLikely::Now),
        why_least: "People on the road below could be struck.".to_owned(),
        will_tell: Some(WillTell::Later),
        ..lacks
    };
    let Step::Conclude(found) = next(&others, &ctx, &rules) else {
        panic!("it ends")
    };
    assert_eq!(found.confidentiality, Confidentiality::PublicInterestHarm);
}

#[test]
fn a_restriction_stops_asks_or_wants_a_reason() {
    let marked = |mark| Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        restrictions: vec![vec![mark]],
        ..Answers::default()
    };
    for stops in [
        Restriction::Informant,
        Restriction::ThirdParty,
        Restriction::Spent,
        Restriction::Investigation,
    ] {
        assert!(officer(&marked(stops)).legs.is_empty(), "{stops:?} crossed");
    }
    let mut asked = marked(Restriction::Investigation);
    asked.more = [(Field::OwnerSaid, "DS 2210 Khan: yes, the marker only.".to_owned())].into();
    assert_eq!(
        officer(&asked).items[0].restrictions,
        [Restriction::Investigation]
    );
    assert!(!officer(&asked).legs.is_empty());
    assert!(!officer(&marked(Restriction::Bail)).legs.is_empty());
}

#[test]
fn a_refusal_is_a_record_with_no_items_and_no_legs() {
    let items = vec![ItemCategory::PresentationAndRisk];
    let ctx = Context::nurse_to_officer(day(), Nation::England, items);
    let said_no = Answers {
        agreed: Some(Agreed::SaidNo),
        ..Answers::default()
    };
    let refusal = record(&said_no, &ctx, Some(NotSharedReason::NotAgreed));
    assert_eq!(refusal.decided, Decided::NotShared);
    assert!(refusal.items.is_empty() && refusal.legs.is_empty());
    assert_eq!(open(&refusal), [Field::HarmIfNotShared]);
    let waits = record(&said_no, &ctx, Some(NotSharedReason::NeedAdvice));
    assert_eq!(waits.decided, Decided::Deferred);
    assert_eq!(open(&waits), [Field::Advice]);
}

#[test]
fn a_code_that_a_line_does_not_have_is_not_kept() {
    let record = nurse(&Answers {
        more: [
            (Field::ConsentHow, "telepathy".to_owned()),
            (Field::ConsentWords, "  ".to_owned()),
        ]
        .into(),
        ..agreed()
    });
    assert_eq!(record.says(Field::ConsentHow), Some("spoken"));
    assert_eq!(record.says(Field::ConsentWords), None);
}

#[test]
fn police_hold_what_they_tell_as_the_agreement_says_until_the_officer_says_otherwise() {
    let ctx = Context::officer_to_nurse(day(), Nation::England, vec![ItemCategory::WeaponsMarker]);
    let mut answers = Answers {
        policing_purpose: Some(PolicingPurpose::ProtectLife),
        ..Answers::default()
    };
    let regime = |answers: &Answers, agreed: Option<Regime>| {
        let record = record_under(answers, &ctx, None, agreed);
        let said = record.said[&Field::Regime].clone();
        (said.value, said.by, record.items[0].regime)
    };
    for (agreed, code) in [
        (Regime::General, "general"),
        (Regime::LawEnforcement, "law-enforcement"),
    ] {
        let (value, by, item) = regime(&answers, Some(agreed));
        assert_eq!((value.as_str(), by, item), (code, FilledBy::Agreement, agreed));
    }
    answers.more.insert(Field::Regime, "law-enforcement".to_owned());
    let (value, by, item) = regime(&answers, Some(Regime::General));
    assert_eq!((value.as_str(), by), ("law-enforcement", FilledBy::Answer));
    assert_eq!(item, Regime::LawEnforcement);
}
