//! The agreement between two laptops: one organisation's lead signs on theirs, the other's on another, with sealed files
//! between them; and what then holds for a share.

use super::two_laptops::{carry, second};
use super::*;
use crate::app::api::Draft;
use crate::app::members::Waiting;
use crate::domain::content::{Channel, PolicySet, RecordField, Regime};

fn office(desk: &mut Inline, made: &Made, handle: &str) {
    let member = made.members.iter().find(|m| m.handle == handle).unwrap();
    let passphrase = Secret::new(member.passphrase.expose().to_owned());
    let handle = handle.to_owned();
    ask(desk, Request::SignInOffice { handle, passphrase }).unwrap();
}

fn policy(desk: &Inline) -> PolicySet {
    desk.engine().vault.as_ref().unwrap().policy()
}

fn waiting(desk: &Inline) -> Vec<Waiting> {
    desk.engine().vault.as_ref().unwrap().waiting()
}

/// What is agreed today with one thing changed: only face to face is an approved way of telling.
fn proposed(before: &PolicySet) -> PolicySet {
    let mut policy = before.clone();
    let terms = policy.terms.as_mut().unwrap();
    terms.version += 1;
    terms.channels = vec![Channel::InPerson];
    terms.police_regime = Some(Regime::General);
    policy
}

#[test]
fn both_organisations_sign_on_two_laptops_and_the_agreement_counts_on_each_only_then() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let made = practice(&vault);
    let two = second(&vault, &made, folder.path());
    let file = |name: &str| folder.path().join(name);
    let mut ours = Inline::new(engine(&vault, Arc::new(SystemClock)).unwrap());
    let mut theirs = Inline::new(engine(&two, Arc::new(SystemClock)).unwrap());
    office(&mut ours, &made, "hlead");
    office(&mut theirs, &made, "plead");
    let before = policy(&ours);
    let wanted = proposed(&before);
    ask(&mut ours, Request::SetPolicy(wanted.clone())).unwrap();
    assert_eq!(policy(&ours), before, "one signature changes nothing");
    let asked = waiting(&ours);
    let [one] = &asked[..] else {
        panic!("the proposal waits: {asked:?}");
    };
    let alone = ask(&mut ours, Request::Confirm(one.entry));
    assert!(alone.is_err(), "nobody signs for the other organisation");

    carry(&mut ours, &mut theirs, file("to-police"));
    assert_eq!(policy(&theirs), before, "a file alone changes nothing either");
    let there = waiting(&theirs);
    assert_eq!(there, asked, "the other lead sees what the first one signed");
    ask(&mut theirs, Request::Confirm(one.entry)).unwrap();
    assert_eq!(policy(&theirs), wanted);
    assert_eq!(policy(&ours), before, "not here before the file is back");
    carry(&mut theirs, &mut ours, file("to-health"));
    assert_eq!(policy(&ours), wanted);
    assert!(waiting(&ours).is_empty() && waiting(&theirs).is_empty());
    for desk in [&mut ours, &mut theirs] {
        let verified = ask(desk, Request::Verify).unwrap();
        assert!(matches!(verified, Done::Verified { findings, .. } if findings.is_empty()));
        ask(desk, Request::EndShift).unwrap();
    }
    drop((ours, theirs));
    what_then_holds_for_a_share(&two, &made);
}

/// On the second laptop the nurse tells on the screen, which is no approved way any more.
fn what_then_holds_for_a_share(two: &std::path::Path, made: &Made) {
    let mut desk = shift(two, made, "jpatel");
    let incident = open(&mut desk);
    sit(&mut desk, Side::Health);
    let request = share_request(&desk, form(incident), "Speak slowly");
    ask(&mut desk, request).unwrap();
    let own = desk.engine().own_of(incident).unwrap();
    let (_, decision) = own.decisions.last().unwrap();
    let record = decision.record.as_ref().unwrap();
    assert!(
        record.says(RecordField::Secure).is_none(),
        "why this way was secure is not taken for granted"
    );
    let asked = record.gaps.iter().any(|gap| gap.field == RecordField::Secure);
    assert!(
        asked,
        "it is asked for by the end of the shift: {:?}",
        record.gaps
    );
}

#[test]
fn a_leads_draft_is_there_at_the_next_sign_in_for_that_lead_alone() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    let made = practice(&vault);
    let mut desk = Inline::new(engine(&vault, Arc::new(SystemClock)).unwrap());
    let draft = Draft {
        key: "agreement".to_owned(),
        words: "half an agreement ".repeat(2_000),
    };
    office(&mut desk, &made, "hlead");
    ask(&mut desk, Request::SaveDraft(draft.clone())).unwrap();
    ask(&mut desk, Request::EndShift).unwrap();
    office(&mut desk, &made, "plead");
    assert!(desk.engine().desk.drafts.is_empty());
    ask(&mut desk, Request::EndShift).unwrap();
    office(&mut desk, &made, "hlead");
    assert_eq!(desk.engine().desk.drafts, [draft]);
    ask(&mut desk, Request::DropDraft("agreement".to_owned())).unwrap();
    ask(&mut desk, Request::EndShift).unwrap();
    office(&mut desk, &made, "hlead");
    assert!(desk.engine().desk.drafts.is_empty());
}
