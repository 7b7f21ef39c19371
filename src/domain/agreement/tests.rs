//! What the agreement covers and what it never does.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    self as agreement, AnswerState, Change, ChannelStanding, Clause, GoesIn, Outside, PartnershipAnswer,
    ShareAsk, Standing, Terms, Ticks, changes,
};
use crate::domain::content::{Channel, Content, PolicySet};
use crate::domain::decision::facts::{Direction, ItemCategory, Nation, Purpose, Recipient};
use crate::domain::rules::Rules;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 11, 21)
}

fn started() -> Terms {
    agreement::model(&Rules::embedded().unwrap(), Nation::England).unwrap()
}

/// The model agreement, in force since April.
fn signed() -> Terms {
    Terms {
        starts: Some(day(2026, 4, 1)),
        ..started()
    }
}

fn marker(items: &[ItemCategory]) -> ShareAsk<'_> {
    ShareAsk {
        direction: Direction::PoliceToHealth,
        recipient: Recipient::Nurse,
        purpose: Purpose::StaffSafety,
        items,
        channel: None,
    }
}

#[test]
fn what_is_ticked_is_covered_and_the_clause_is_named() {
    let items = [ItemCategory::WeaponsMarker, ItemCategory::KnownToService];
    let covered = signed().covers(&marker(&items), today());
    assert!(covered.allowed());
    assert_eq!(covered.clauses, ["4.4", "4.1"]);
    assert_eq!(covered.usual.as_deref(), Some("police-tells-for-safety"));
}

#[test]
fn one_item_outside_leaves_the_whole_share_outside_and_is_named() {
    let items = [ItemCategory::WeaponsMarker, ItemCategory::SpentConvictions];
    let covered = signed().covers(&marker(&items), today());
    assert!(!covered.allowed());
    assert_eq!(covered.outside, [Outside::Item(ItemCategory::SpentConvictions)]);
    assert_eq!(covered.clauses, [] as [&str; 0]);
}

#[test]
fn another_receiver_purpose_or_direction_is_outside() {
    let items = [ItemCategory::WeaponsMarker];
    let terms = signed();
    let outside = |ask: ShareAsk<'_>| terms.covers(&ask, today()).outside;
    let ask = marker(&items);
    let gp = ShareAsk {
        recipient: Recipient::Gp,
        ..ask
    };
    assert_eq!(outside(gp), [Outside::Receiver]);
    let housing = ShareAsk {
        purpose: Purpose::HousingEligibility,
        ..ask
    };
    assert_eq!(outside(housing), [Outside::Purpose]);
    let elsewhere = ShareAsk {
        direction: Direction::PoliceToOther,
        ..ask
    };
    assert_eq!(outside(elsewhere), [Outside::Direction]);
    assert_eq!(outside(ShareAsk { items: &[], ..ask }), [Outside::Nothing]);
}

#[test]
fn a_draft_a_later_start_and_an_end_cover_nothing() {
    let items = [ItemCategory::WeaponsMarker];
    let ask = marker(&items);
    let (before, after) = (day(2026, 11, 20), day(2026, 11, 22));
    let never_begun = started();
    assert_eq!(never_begun.covers(&ask, today()).standing, Standing::NotBegun);
    assert!(!never_begun.covers(&ask, today()).allowed());
    let later = Terms {
        starts: Some(after),
        ..signed()
    };
    assert!(!later.covers(&ask, today()).allowed());
    assert!(later.covers(&ask, after).allowed(), "its first day counts");
    let over = Terms {
        ends: Some(before),
        ..signed()
    };
    assert!(over.covers(&ask, before).allowed(), "its last day counts");
    assert_eq!(over.covers(&ask, today()).standing, Standing::Ended);
    assert!(!over.covers(&ask, today()).allowed());
    let cut_short = Terms {
        ended: Some(today()),
        ..signed()
    };
    assert!(!cut_short.covers(&ask, today()).allowed());
    let review = Terms {
        review: Some(before),
        ..signed()
    };
    assert_eq!(review.covers(&ask, today()).standing, Standing::ReviewDue);
    assert!(
        review.covers(&ask, today()).allowed(),
        "a late review stops nobody"
    );
}

#[test]
fn a_channel_that_nobody_approved_is_told_apart() {
    let items = [ItemCategory::WeaponsMarker];
    let terms = Terms {
        channels: vec![Channel::OnScreen],
        ..signed()
    };
    let by = |channel| {
        terms
            .covers(
                &ShareAsk {
                    channel,
                    ..marker(&items)
                },
                today(),
            )
            .channel
    };
    assert_eq!(by(Some(Channel::OnScreen)), ChannelStanding::Approved);
    assert_eq!(by(Some(Channel::Radio)), ChannelStanding::NotApproved);
    assert_eq!(by(None), ChannelStanding::NotAsked);
}

#[test]
fn a_reference_without_terms_gives_no_short_cut_and_reads_back_as_it_was_written() {
    let old = br#"{"v":1,"t":"log.policy","agreement":"ISA 2026/3","known_clause":"4.2","police_advice":null,"health_advice":null}"#;
    let Content::PolicySet(policy) = Content::from_bytes(old).unwrap() else {
        panic!("another kind")
    };
    let items = [ItemCategory::KnownToService];
    let covered = policy.covers(&marker(&items), today());
    assert_eq!(covered.standing, Standing::None);
    assert!(!covered.allowed());
    assert_eq!(policy.in_force(today()), None);
    assert_eq!(Content::PolicySet(policy).to_bytes(), old);
}

#[test]
fn the_model_names_only_what_the_rule_table_has() {
    let rules = Rules::embedded().unwrap();
    let terms = started();
    assert_eq!(terms.rules, rules.version);
    for clause in &terms.clauses {
        assert!(rules.bundle(&clause.usual).is_some(), "{}", clause.number);
    }
    let wales = agreement::model(&rules, Nation::Wales).unwrap();
    assert_eq!((terms.kept.len(), wales.kept.len()), (4, 4));
    for kept in &terms.kept {
        let found = rules.retention_for(&kept.rule, agreement::who(kept.side), Nation::England);
        assert!(found.is_some(), "{}", kept.rule);
    }
}

#[test]
fn what_may_not_be_signed_is_said_and_the_model_lacks_only_its_first_day() {
    let rules = Rules::embedded().unwrap();
    let said = |terms: &Terms| -> Vec<String> {
        let faults = terms.faults(&rules, Nation::England);
        faults.into_iter().map(|fault| fault.text).collect()
    };
    assert_eq!(said(&started()), ["Set the first day on which it counts"]);
    assert_eq!(said(&signed()), [] as [&str; 0]);
    let mut over = signed();
    over.ends = Some(day(2026, 3, 31));
    assert_eq!(said(&over), ["The last day is before the first"]);
    let mut red = signed();
    red.clauses[0].ticks[0].items.push(ItemCategory::Intelligence);
    assert_eq!(
        said(&red),
        ["Clause 4.1 ticks something that is never shared with that receiver"]
    );
    let mut unknown = signed();
    unknown.kept[0].rule = "for ever".to_owned();
    unknown.clauses[1].usual = "whatever".to_owned();
    unknown.clauses[1].number = "4.1".to_owned();
    assert_eq!(
        said(&unknown),
        [
            "Clause 4.1: the rule table has no situation whatever",
            "Two clauses have the number 4.1",
            "The retention schedule has no row for ever for that organisation",
        ]
    );
}

#[test]
fn the_questions_are_all_there_and_an_answer_needs_its_parts() {
    let questions = agreement::partnership_questions().unwrap();
    assert_eq!(questions.len(), agreement::QUESTION_COUNT);
    let in_agreement: Vec<usize> = (1..=22)
        .filter(|number| questions[number - 1].goes_in == GoesIn::Agreement)
        .collect();
    assert_eq!(in_agreement, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14]);
    let answer = PartnershipAnswer {
        question: 1,
        state: AnswerState::Met,
        evidence: "DPIA 12".to_owned(),
        owner: "Data protection officer".to_owned(),
        reviewed: None,
        review_by: Some(today()),
    };
    assert_eq!(answer.fault(&questions[0]), None);
    let not_needed = PartnershipAnswer {
        state: AnswerState::NotNeeded,
        ..answer.clone()
    };
    assert_eq!(
        not_needed.fault(&questions[0]),
        Some("This question always arises")
    );
    assert_eq!(not_needed.fault(&questions[4]), None);
    let bare = PartnershipAnswer {
        evidence: " ".to_owned(),
        ..answer.clone()
    };
    assert_eq!(bare.fault(&questions[0]), Some("Say where the evidence is"));
    let for_ever = PartnershipAnswer {
        review_by: None,
        ..answer
    };
    assert_eq!(
        for_ever.fault(&questions[0]),
        Some("Say by when it is looked at again")
    );
}

#[test]
fn every_change_of_a_proposal_is_told_and_nothing_else() {
    let policy = |terms: Terms| PolicySet {
        agreement: Some("ISA 4".to_owned()),
        terms: Some(Box::new(terms)),
        ..PolicySet::default()
    };
    let before = policy(signed());
    assert_eq!(changes(&before, &before), []);
    let mut terms = signed();
    terms.ends = Some(day(2027, 3, 31));
    terms.clauses.remove(1);
    terms.clauses[0].ticks[0].items.push(ItemCategory::History);
    terms.clauses[0]
        .purposes
        .retain(|purpose| *purpose != Purpose::DirectCare);
    let told = changes(&before, &policy(terms));
    let title = "Known or not known to the trust".to_owned();
    assert_eq!(
        told,
        [
            Change::Text("ends", String::new(), "31 March 2027".to_owned()),
            Change::ClauseRemoved("4.2".to_owned(), title),
            Change::FewerPurposes("4.1".to_owned(), vec![Purpose::DirectCare]),
            Change::MoreTold("4.1".to_owned(), Recipient::Nurse, vec![ItemCategory::History]),
        ]
    );
    // a first agreement tells every tick that it has
    let all = changes(&PolicySet::default(), &before);
    let ticks = all
        .iter()
        .filter(|change| matches!(change, Change::MoreTold(..)))
        .count();
    assert_eq!(ticks, 8);
}

#[test]
fn terms_survive_being_stored() {
    let policy = PolicySet {
        agreement: Some("ISA 2026/4".to_owned()),
        terms: Some(Box::new(signed())),
        ..PolicySet::default()
    };
    let content = Content::PolicySet(policy);
    assert_eq!(Content::from_bytes(&content.to_bytes()).unwrap(), content);
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

/// Few enough that a random share often meets a random tick.
const WAYS: [Direction; 2] = [Direction::HealthToPolice, Direction::PoliceToHealth];
const RECEIVERS: [Recipient; 4] = [
    Recipient::PoliceOfficer,
    Recipient::Nurse,
    Recipient::ImmigrationEnforcement,
    Recipient::Media,
];
const PURPOSES: [Purpose; 2] = [Purpose::SafetyOfPerson, Purpose::StaffSafety];
const ITEMS: [ItemCategory; 5] = [
    ItemCategory::WeaponsMarker,
    ItemCategory::Allergy,
    ItemCategory::WholeRecord,
    ItemCategory::NhsNumber,
    ItemCategory::Intelligence,
];

fn any_clause() -> impl Strategy<Value = Clause> {
    let ticks = (
        any_of(&RECEIVERS),
        proptest::collection::vec(any_of(&ITEMS), 0..5),
    );
    (
        any_of(&WAYS),
        proptest::collection::vec(any_of(&PURPOSES), 0..4),
        proptest::collection::vec(ticks, 0..4),
    )
        .prop_map(|(direction, purposes, ticks)| Clause {
            number: "4".to_owned(),
            title: String::new(),
            direction,
            purposes,
            ticks: ticks.into_iter().map(|(to, items)| Ticks { to, items }).collect(),
            usual: String::new(),
            staff: String::new(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nothing outside the matrix is ever covered, whatever was ticked; and the red lines are not, even when ticked.
    #[test]
    fn only_what_somebody_ticked_is_covered(
        clauses in proptest::collection::vec(any_clause(), 0..4),
        direction in any_of(&WAYS),
        recipient in any_of(&RECEIVERS),
        purpose in any_of(&PURPOSES),
        items in proptest::collection::vec(any_of(&ITEMS), 0..4),
        begun in -3i64..3,
        left in -3i64..3,
    ) {
        let days = |days| today() + chrono::Duration::days(days);
        let terms = Terms { clauses, starts: Some(days(begun)), ends: Some(days(left)), ..Terms::default() };
        let ask = ShareAsk { direction, recipient, purpose, items: &items, channel: None };
        let covered = terms.covers(&ask, today());
        let ticked = |item: &ItemCategory| terms.clauses.iter().any(|clause| {
            clause.direction == direction
                && clause.purposes.contains(&purpose)
                && clause.ticks.iter().any(|ticks| ticks.to == recipient && ticks.items.contains(item))
        });
        if covered.allowed() {
            prop_assert!(begun <= 0 && left >= 0);
            prop_assert!(!items.is_empty() && items.iter().all(ticked));
            prop_assert!(!items.contains(&ItemCategory::WholeRecord));
            prop_assert!(recipient != Recipient::ImmigrationEnforcement && recipient != Recipient::Media);
            prop_assert!(recipient != Recipient::PoliceOfficer || !items.contains(&ItemCategory::NhsNumber));
            prop_assert!(recipient != Recipient::Nurse || !items.contains(&ItemCategory::Intelligence));
        } else {
            prop_assert!(covered.clauses.is_empty() && covered.usual.is_none());
        }
    }
}
