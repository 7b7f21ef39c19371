//! An earlier answer is seen with its age and limits, and never answers a new question.

use super::*;
use crate::domain::content::{ConsentLevel, ConsentLevelSet, ConsentTakenBack};
use crate::domain::decision::decide;
use crate::domain::decision::facts::{Facts, Nation};
use crate::domain::decision::path::{Agreed, Answers, Context};
use crate::domain::ids::{DeviceId, EntryRef};

const NOW: Moment = Moment(1_795_291_200_000);
const HERE: IncidentId = IncidentId([1; 16]);
const BEFORE: IncidentId = IncidentId([2; 16]);

fn days_ago(days: i64) -> Moment {
    NOW.plus_minutes(-days * 24 * 60)
}

fn person(name: &str, age: Option<u32>) -> PersonAsked {
    PersonAsked {
        name: name.to_owned(),
        age,
        ..PersonAsked::default()
    }
}

fn kept(number: u8, given: Moment) -> ConsentKept {
    ConsentKept {
        incident: BEFORE,
        consent: ItemId([number; 16]),
        decision: ItemId([9; 16]),
        person: person("Sam Reed", Some(34)),
        answer: ConsentAnswer::Yes,
        items: vec![ItemCategory::PresentationAndRisk],
        recipient: Recipient::PoliceOfficer,
        receivers: vec!["PC 4411 Hughes".to_owned()],
        purpose: Purpose::SafetyOfPerson,
        words: "Yes, tell him how I am".to_owned(),
        how: "spoken".to_owned(),
        limits: String::new(),
        given,
        expires: None,
    }
}

fn placed(seq: u64, at: Moment, content: Content) -> Placed {
    Placed {
        entry: EntryRef {
            device: DeviceId([7; 16]),
            seq,
        },
        lamport: seq,
        at,
        author: None,
        content,
    }
}

fn held(kept: ConsentKept) -> Held {
    Held {
        kept,
        taken_back: None,
    }
}

fn rules() -> Rules {
    Rules::embedded().unwrap()
}

fn wanted(person: &PersonAsked) -> Wanted<'_> {
    Wanted {
        incident: HERE,
        person,
        items: &[ItemCategory::PresentationAndRisk],
        recipient: Recipient::PoliceOfficer,
        purpose: Purpose::SafetyOfPerson,
    }
}

#[test]
fn an_earlier_yes_is_offered_by_its_age_and_words_to_whoever_asks_the_same_person() {
    let answers = [
        placed(
            1,
            days_ago(430),
            Content::ConsentKept(Box::new(kept(1, days_ago(430)))),
        ),
        placed(
            2,
            days_ago(20),
            Content::ConsentKept(Box::new(kept(2, days_ago(20)))),
        ),
    ];
    let register = register(&answers);
    let sam = person("sam  REED", Some(35));
    let found = offers(&register, wanted(&sam), NOW, &rules());
    let ages: Vec<_> = found.iter().map(|offer| offer.freshness).collect();
    assert_eq!(ages, [Freshness::Fresh(0), Freshness::Stale(14)]);
    assert!(found.iter().all(Offer::same_question));
    assert_eq!(found.first().unwrap().held.kept.words, "Yes, tell him how I am");
    for (name, age) in [("Sam Reid", Some(34)), ("Sam Reed", Some(70)), ("", None)] {
        let other = person(name, age);
        assert_eq!(offers(&register, wanted(&other), NOW, &rules()), [], "{name}");
    }
    let here = Wanted {
        incident: BEFORE,
        ..wanted(&sam)
    };
    assert_eq!(
        offers(&register, here, NOW, &rules()),
        [],
        "not from this very incident"
    );
}

#[test]
fn what_ran_out_was_taken_back_or_was_a_no_says_so() {
    let expired = ConsentKept {
        expires: Some(days_ago(1)),
        ..kept(1, days_ago(8))
    };
    let no = ConsentKept {
        answer: ConsentAnswer::No,
        ..kept(2, days_ago(7))
    };
    let entries = [
        placed(1, days_ago(8), Content::ConsentKept(Box::new(expired))),
        placed(2, days_ago(7), Content::ConsentKept(Box::new(no))),
        placed(
            3,
            days_ago(6),
            Content::ConsentKept(Box::new(kept(3, days_ago(6)))),
        ),
        placed(
            4,
            days_ago(5),
            Content::ConsentTakenBack(ConsentTakenBack {
                incident: BEFORE,
                item: ItemId([4; 16]),
                consent: ItemId([3; 16]),
                words: "I do not want that any more".to_owned(),
            }),
        ),
    ];
    let mut shuffled = entries.to_vec();
    shuffled.reverse();
    let register = register(&shuffled);
    let how: Vec<_> = register
        .answers
        .iter()
        .map(|held| freshness(held, NOW, &rules()))
        .collect();
    assert_eq!(how, [Freshness::TakenBack, Freshness::No, Freshness::Expired]);
    let sam = person("Sam Reed", Some(34));
    for held in &register.answers {
        assert_eq!(
            covers(held, wanted(&sam), NOW, &rules()),
            Err(Locked::NotStanding)
        );
    }
}

fn share(purpose: Purpose, consent: Consent) -> Facts {
    let day = NOW.london_date().unwrap();
    let items = vec![ItemCategory::PresentationAndRisk];
    let context = Context::nurse_to_officer(day, Nation::England, items.clone());
    let answers = Answers {
        agreed: Some(Agreed::ToldNow),
        ..Answers::default()
    };
    let mut facts = answers.to_facts(&context, &items, &rules());
    facts.disclosure.purpose = purpose;
    facts.consent = consent;
    facts
}

#[test]
fn a_yes_for_one_purpose_is_locked_to_it_and_the_engine_asks_anew() {
    let here = held(ConsentKept {
        incident: HERE,
        ..kept(1, days_ago(0))
    });
    let same = decide(&share(Purpose::SafetyOfPerson, as_facts(&here, HERE)), &rules());
    assert!(same.outcome.crosses(), "{same:?}");
    let other = decide(
        &share(Purpose::HousingEligibility, as_facts(&here, HERE)),
        &rules(),
    );
    assert!(!other.outcome.crosses(), "{other:?}");
    assert!(
        other.missing.iter().any(|field| field == "consent.state"),
        "{other:?}"
    );
    let sam = person("Sam Reed", Some(34));
    let housing = Wanted {
        purpose: Purpose::HousingEligibility,
        ..wanted(&sam)
    };
    assert_eq!(
        covers(&here, housing, NOW, &rules()),
        Err(Locked::Purpose(Purpose::SafetyOfPerson))
    );
    assert_eq!(covers(&here, wanted(&sam), NOW, &rules()), Ok(()));
}

#[test]
fn a_yes_from_an_earlier_incident_never_answers_a_new_one() {
    let before = held(kept(1, days_ago(1)));
    let leant_on = decide(&share(Purpose::SafetyOfPerson, as_facts(&before, HERE)), &rules());
    assert!(!leant_on.outcome.crosses(), "{leant_on:?}");
    let sam = person("Sam Reed", Some(34));
    assert_eq!(
        covers(&before, wanted(&sam), NOW, &rules()),
        Err(Locked::Incident)
    );
}

fn level(level: ConsentLevel, day: &str, services: &[&str], form: &str) -> ConsentLevelSet {
    ConsentLevelSet {
        incident: HERE,
        item: ItemId([5; 16]),
        person: person("Sam Reed", None),
        partner: "Seaview".to_owned(),
        level,
        day: day.parse().unwrap(),
        form: form.to_owned(),
        services: services.iter().map(|&service| service.to_owned()).collect(),
    }
}

#[test]
fn a_level_names_its_services_and_what_was_agreed_for_one_is_not_for_another() {
    let today = NOW.london_date().unwrap();
    let refused = |set: &ConsentLevelSet| check_level(set, today).unwrap_err();
    assert_eq!(
        refused(&level(ConsentLevel::TalkedThrough, "2026-01-02", &[" "], "")),
        LevelProblem::NoService
    );
    assert_eq!(
        refused(&level(ConsentLevel::SignedForm, "2026-01-02", &["housing"], " ")),
        LevelProblem::NoForm
    );
    assert_eq!(
        refused(&level(ConsentLevel::JustServices, "2090-01-02", &[], "")),
        LevelProblem::Later
    );
    let signed = level(ConsentLevel::SignedForm, "2026-01-02", &["Housing"], "F-7");
    assert_eq!(check_level(&signed, today), Ok(()));
    let entries = [
        placed(1, days_ago(9), Content::ConsentLevelSet(signed)),
        placed(
            2,
            days_ago(1),
            Content::ConsentLevelSet(level(ConsentLevel::Nothing, "2026-11-01", &[], "")),
        ),
    ];
    let first = register(&entries[..1]);
    let held = first.levels.first().unwrap();
    assert!(held.allows("housing ") && !held.allows("outreach"));
    let both = register(&entries);
    assert!(
        both.levels.iter().all(|held| !held.allows("housing")),
        "taken back by level 0"
    );
    let sam = person("Sam Reed", Some(34));
    assert_eq!(levels_of(&both.levels, &sam, today).count(), 2);
}

#[test]
fn a_number_says_who_it_is_and_a_date_of_birth_tells_two_of_one_name_apart() {
    let today = NOW.london_date().unwrap();
    let day = days_ago(30).london_date();
    let same = |then: &PersonAsked, now: &PersonAsked| may_be_same(then, day, now, today);
    let with = |born: &str, nhs_number: &str| PersonAsked {
        born: born.to_owned(),
        nhs_number: nhs_number.to_owned(),
        ..person("Sam Reed", Some(34))
    };
    let bare = person("Sam Reed", Some(34));
    assert!(
        same(&with("1992-03-07", ""), &bare),
        "what is not known contradicts nothing"
    );
    assert!(same(&with("1992", ""), &with("1992-03-07", "")));
    assert!(!same(&with("1992-03-07", ""), &with("1992-04-07", "")));
    let guessed = PersonAsked {
        age: Some(25),
        ..with("1992-03-07", "")
    };
    assert!(
        same(&guessed, &with("1992-03-07", "")),
        "an estimate gives way to a date"
    );
    let married = PersonAsked {
        name: "Sam Okafor".to_owned(),
        ..with("", "9990000018")
    };
    assert!(
        same(&with("", "9990000018"), &married),
        "the number is the person"
    );
    assert!(!same(
        &with("1992-03-07", "9990000018"),
        &with("1992-03-07", "9990000026")
    ));
}
