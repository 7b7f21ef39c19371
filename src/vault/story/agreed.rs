//! What both organisations agree on in writing: every agreement with both signatures, and the partnership's questions.

use super::*;
use crate::domain::agreement::{AnswerState, PartnershipAnswer, RowStanding};
use crate::domain::content::{Partnership, PartnershipWritten};

fn policy(agreement: &str) -> Content {
    Content::PolicySet(PolicySet {
        agreement: Some(agreement.to_owned()),
        ..PolicySet::default()
    })
}

#[test]
fn every_agreement_that_came_into_force_is_kept_with_both_signatures() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        ..
    } = team(dir.path());
    for (at, name) in ["first", "second"].into_iter().enumerate() {
        let (by, other) = if at == 0 {
            (&police_lead, &health_lead)
        } else {
            (&health_lead, &police_lead)
        };
        vault.write_structure(by, NOW, &[policy(name)]).unwrap();
        let waiting = vault.waiting();
        assert_eq!(vault.agreements().len(), at, "a proposal is no agreement");
        vault.confirm(other, waiting[0].entry, NOW).unwrap();
    }
    let facts = vault.agreements();
    let said: Vec<_> = facts
        .iter()
        .map(|fact| {
            let approved = fact.approved.unwrap();
            (fact.policy.agreement.as_deref(), fact.proposed.by, approved.by)
        })
        .collect();
    assert_eq!(
        said,
        [
            (Some("first"), police_lead.id, health_lead.id),
            (Some("second"), health_lead.id, police_lead.id),
        ]
    );
}

#[test]
fn a_question_of_the_partnership_is_done_when_both_organisations_signed_the_same_answer() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        officer,
        ..
    } = team(dir.path());
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let wrote = |wrote| Content::PartnershipWritten(PartnershipWritten { wrote });
    let answer = |evidence: &str, question| {
        wrote(Partnership::Answered(PartnershipAnswer {
            question,
            state: AnswerState::Met,
            evidence: evidence.to_owned(),
            owner: "Caldicott Guardian".to_owned(),
            reviewed: Some(day(20)),
            review_by: Some(day(28)),
        }))
    };
    assert_eq!(vault.register().open(day(21)), 22);
    assert!(
        vault
            .write_structure(&officer, NOW, &[answer("mine", 1)])
            .is_err()
    );
    assert!(
        vault
            .write_structure(&police_lead, NOW, &[answer("which", 23)])
            .is_err()
    );
    vault
        .write_structure(&police_lead, NOW, &[answer("one", 1)])
        .unwrap();
    let first = vault.register().row(1).unwrap().entry;
    assert_eq!(
        vault.register().standing(1, day(21)),
        RowStanding::Unsigned(Side::Health)
    );
    vault
        .write_structure(&police_lead, NOW, &[answer("two", 1)])
        .unwrap();
    let signed = |entry| wrote(Partnership::Signed(entry));
    let refused = vault.write_structure(&health_lead, NOW, &[signed(first)]);
    assert!(refused.is_err(), "an answer that another one replaced");
    let second = vault.register().row(1).unwrap().entry;
    vault
        .write_structure(&health_lead, NOW, &[signed(second)])
        .unwrap();
    assert_eq!(vault.register().standing(1, day(21)), RowStanding::Done);
    assert_eq!(vault.register().open(day(21)), 21);
    assert_eq!(vault.register().standing(1, day(29)), RowStanding::ReviewDue);
    // one organisation alone cannot change what the other one signed
    vault
        .write_structure(&police_lead, NOW, &[answer("three", 1)])
        .unwrap();
    assert_eq!(
        vault.register().standing(1, day(21)),
        RowStanding::Unsigned(Side::Health)
    );
    drop(vault);
    let vault = Vault::open(dir.path(), &officer).unwrap();
    assert_eq!(vault.register().row(1).unwrap().answer.evidence, "three");
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
}
