//! What follows a share: a correction, a withdrawal, the briefing of the care coordinator, a wrong share.

use super::*;
use crate::domain::incident::BreachGap;

#[test]
fn a_correction_follows_who_was_told_and_the_sender_has_proof() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Took twenty tablets");
    let correct = |words: &str| Request::Correct {
        incident,
        disclosure,
        item: 0,
        words: words.to_owned(),
        why: CorrectionReason::FactualError,
    };
    assert_eq!(refused(&mut night.desk, correct("Took twenty tablets ")), "A-447");
    assert_eq!(refused(&mut night.desk, correct(&"x".repeat(10_000))), "A-223");
    sit(&mut night.desk, Side::Police);
    assert_eq!(refused(&mut night.desk, correct("Took two")), "A-446");
    sit(&mut night.desk, Side::Health);
    ask(&mut night.desk, correct(SCRIPTS)).unwrap();
    let seen = card(&mut night, disclosure);
    assert_eq!(seen.items[0].words, SCRIPTS);
    let correction = seen.changes[0].correction;
    assert_eq!(seen.to_reach().count(), 1);
    let confirm = || Request::ConfirmChange(incident, disclosure, correction);
    assert_eq!(
        refused(&mut night.desk, confirm()),
        "A-448",
        "the sender is not the receiver"
    );
    sit(&mut night.desk, Side::Police);
    ask(&mut night.desk, confirm()).unwrap();
    assert_eq!(refused(&mut night.desk, confirm()), "A-448");
    let seen = card(&mut night, disclosure);
    let (_, how) = seen.changes[0].reached(0).unwrap();
    assert!(
        matches!(how, Reached::Read { who } if who.contains("Hughes")),
        "{how:?}"
    );
    assert_eq!(seen.to_reach().count(), 0);
}

#[test]
fn a_withdrawal_says_why_hides_the_words_and_is_told_by_phone_to_who_does_not_sit_here() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Prefers one person talking");
    ask(
        &mut night.desk,
        Request::Withdraw(incident, disclosure, WithdrawnWhy::ConsentWithdrawn),
    )
    .unwrap();
    let telling = |who: &str, at| Request::TellChange {
        incident,
        disclosure,
        correction: None,
        receiver: 0,
        telling: Telling {
            who: who.to_owned(),
            at,
            how: TellingHow::Phone,
        },
    };
    assert_eq!(refused(&mut night.desk, telling("", now())), "A-440");
    assert_eq!(
        refused(&mut night.desk, telling("PC Hughes", now().plus_minutes(60))),
        "A-224"
    );
    ask(&mut night.desk, telling("PC Hughes", now())).unwrap();
    assert_eq!(card(&mut night, disclosure).to_reach().count(), 0);
    assert_eq!(refused(&mut night.desk, telling("PC Hughes", now())), "A-448");
}

#[test]
fn briefing_the_care_coordinator_is_done_when_it_says_whom_when_and_how() {
    let mut night = night();
    let incident = night.incident;
    let _told = tell(&mut night, "Prefers one person talking");
    let own = night.desk.engine().own_of(incident).unwrap();
    let task = own
        .tasks
        .iter()
        .find(|task| task.task == Task::BriefCoordinatorOrGp)
        .expect("every share from health to police leaves it");
    assert!(task.due.is_some() && task.owner.is_some());
    let done = |told| Request::TaskDone(incident, task.item, String::new(), told);
    assert_eq!(refused(&mut night.desk, done(None)), "A-458");
    let told = Telling {
        who: "Dr Adeyemi, GP".to_owned(),
        at: now(),
        how: TellingHow::Phone,
    };
    ask(&mut night.desk, done(Some(told))).unwrap();
    let own = night.desk.engine().own_of(incident).unwrap();
    let kept = own.tasks.iter().find(|card| card.item == task.item).unwrap();
    assert_eq!(kept.told.as_ref().unwrap().who, "Dr Adeyemi, GP");
    assert!(kept.done.is_some());
}

#[test]
fn a_wrong_share_has_a_clock_that_both_organisations_and_the_leads_see() {
    let mut night = night();
    let incident = night.incident;
    let disclosure = tell(&mut night, "Lives at 4 Mill Lane");
    sit(&mut night.desk, Side::Police);
    let record = |aware| {
        Request::OpenBreach(Box::new(BreachForm {
            incident,
            disclosure,
            kind: BreachKind::WrongPerson,
            words: "That is another Sam".to_owned(),
            aware,
        }))
    };
    assert_eq!(refused(&mut night.desk, record(now().plus_minutes(5))), "A-224");
    assert_eq!(refused(&mut night.desk, record(now().plus_minutes(-60))), "A-453");
    ask(&mut night.desk, record(now())).unwrap();
    assert_eq!(refused(&mut night.desk, record(now())), "A-454");
    let breach = shared(&mut night).breaches[0].opened.breach;
    let step = |step| Request::StepBreach(incident, breach, step);
    let close = || BreachStep::Closed {
        why: "Names are read back".to_owned(),
    };
    assert_eq!(refused(&mut night.desk, step(close())), "A-450");
    let judge = |report| BreachStep::Assessed {
        report,
        why: "An address of somebody at risk".to_owned(),
    };
    ask(&mut night.desk, step(judge(false))).unwrap();
    sit(&mut night.desk, Side::Health);
    let how = "PC Hughes struck it out".to_owned();
    ask(&mut night.desk, step(BreachStep::Contained { how })).unwrap();
    ask(&mut night.desk, step(judge(true))).unwrap();
    let told = |at| BreachStep::CommissionerTold {
        at,
        reference: "IC-1".to_owned(),
        late: String::new(),
    };
    assert_eq!(
        refused(&mut night.desk, step(told(now().plus_minutes(5)))),
        "A-453"
    );
    let watch = office(&mut night, "plead");
    let row = &watch.breaches[0];
    assert!(row.awaits(Side::Health) && !row.awaits(Side::Police) && !row.is_closed());
    assert_eq!(row.kind, BreachKind::WrongPerson);
    assert!(
        row.steps
            .iter()
            .any(|(_, side, code)| { *side == Side::Health && *code == BreachCode::Assessed(true) })
    );
}

#[test]
fn a_share_that_is_withdrawn_as_an_error_has_its_breach_record_from_that_moment_and_only_one() {
    let mut night = night();
    let incident = night.incident;
    let mut withdraw = |words: &str, why| {
        let disclosure = tell(&mut night, words);
        sit(&mut night.desk, Side::Health);
        ask(&mut night.desk, Request::Withdraw(incident, disclosure, why)).unwrap();
        let breaches = shared(&mut night).breaches.clone();
        breaches
            .into_iter()
            .find(|card| card.opened.disclosure == disclosure)
    };
    assert!(withdraw("Calm now", WithdrawnWhy::ConsentWithdrawn).is_none());
    let card = withdraw("Lives at 4 Mill Lane", WithdrawnWhy::SharedInError).unwrap();
    assert_eq!(card.opened.side, Side::Health);
    assert!(
        card.gaps_of(Side::Police)
            .contains(&BreachGap::Assess(Side::Police))
    );
    let disclosure = card.opened.disclosure;
    let again = BreachForm {
        incident,
        disclosure,
        kind: BreachKind::WrongPerson,
        words: "That is another Sam".to_owned(),
        aware: now(),
    };
    assert_eq!(
        refused(&mut night.desk, Request::OpenBreach(Box::new(again))),
        "A-454"
    );
}
