//! What needs both organisations waits until a lead of the other one has named exactly that entry.

use super::*;
use crate::domain::content::{Approved, Standing};
use crate::vault::members::Proposed;

fn policy(agreement: &str) -> Content {
    Content::PolicySet(PolicySet {
        agreement: Some(agreement.to_owned()),
        ..PolicySet::default()
    })
}

fn may_write_shared(vault: &mut Vault, by: &Unlocked) -> Result<(), VaultError> {
    let ring = vault.ring(by, &Compartment::SEALED)?;
    let content = Content::DetailSet(crate::domain::content::DetailSet {
        incident: IncidentId([1; 16]),
        item: ItemId([3; 16]),
        detail: crate::domain::content::Detail::Place("Mill Lane".to_owned()),
    });
    let entry = NewEntry::of(&content, Some(by.side), new_stream()).unwrap();
    vault
        .append(Author::Member(by), &ring, NOW, vec![entry])
        .map(drop)
}

#[test]
fn nothing_is_shared_before_both_leads_have_agreed_to_its_keys() {
    let dir = tempfile::tempdir().unwrap();
    let (mut vault, keys, [police, health]) = Vault::found(dir.path(), &founding(), NOW).unwrap();
    let police_lead = join(&mut vault, police.secret(), "rvale");
    vault.complete_grants(&police_lead, Some(&keys), NOW).unwrap();
    let officer = invite(&mut vault, &police_lead, Role::Officer, "ohughes");
    assert!(may_write_shared(&mut vault, &officer).is_err());
    assert_eq!(vault.waiting().len(), 2, "shared and oversight");
    assert_eq!(vault.complete_grants(&police_lead, Some(&keys), NOW).unwrap(), 0);
    for waiting in vault.waiting() {
        assert!(
            vault.confirm(&police_lead, waiting.entry, NOW).is_err(),
            "not by oneself"
        );
    }
    let health_lead = join(&mut vault, health.secret(), "jmarsh");
    // without the founding session the second lead does not hold the keys yet, and does not agree to what they lack
    assert!(vault.complete_grants(&health_lead, None, NOW).unwrap() > 0);
    assert!(may_write_shared(&mut vault, &officer).is_err());
    vault.complete_grants(&police_lead, None, NOW).unwrap();
    vault.complete_grants(&health_lead, None, NOW).unwrap();
    assert_eq!(vault.waiting(), Vec::new());
    may_write_shared(&mut vault, &officer).unwrap();
}

#[test]
fn the_agreement_counts_when_the_other_organisation_has_confirmed_that_very_entry() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        officer,
        ..
    } = team(dir.path());
    let second = invite(&mut vault, &police_lead, Role::Governance, "twells");
    vault
        .write_structure(&police_lead, NOW, &[policy("first")])
        .unwrap();
    vault
        .write_structure(&police_lead, NOW, &[policy("second")])
        .unwrap();
    assert_eq!(vault.policy().agreement, None);
    let waiting = vault.waiting();
    let [one] = waiting.as_slice() else {
        panic!("the newer proposal takes the place of the one before: {waiting:?}");
    };
    let approved = |leaf: Vec<u8>| {
        Content::Approved(Approved {
            entry: one.entry,
            leaf,
        })
    };
    let proposal = vault.authority.proposals().next().unwrap().1.leaf.to_vec();
    let mut other = proposal.clone();
    other[31] ^= 1;
    for (by, leaf) in [
        (&second, &proposal),
        (&police_lead, &proposal),
        (&officer, &proposal),
        (&health_lead, &other),
    ] {
        let refused = vault.write_structure(by, NOW, &[approved(leaf.clone())]);
        assert!(refused.is_err(), "{}", by.name);
    }
    vault.confirm(&health_lead, one.entry, NOW).unwrap();
    assert_eq!(vault.policy().agreement.as_deref(), Some("second"));
    assert!(vault.confirm(&health_lead, one.entry, NOW).is_err(), "once");
    // what a lead began who left before it was confirmed lapses with them
    vault.write_structure(&second, NOW, &[policy("third")]).unwrap();
    vault
        .change_member(&police_lead, second.id, Standing::Removed, NOW)
        .unwrap();
    assert!(
        !vault
            .waiting()
            .iter()
            .any(|w| matches!(w.what, Proposed::Settings(_)))
    );
    drop(vault);
    let vault = Vault::open(dir.path(), &officer).unwrap();
    assert_eq!(vault.policy().agreement.as_deref(), Some("second"));
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
}

#[test]
fn a_rule_table_counts_with_both_signatures_in_a_log_that_lets_one_lead_set_the_rest_alone() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        officer,
        ..
    } = team(dir.path());
    let table = |version: &str, told: &str| {
        Content::RulesAdopted(crate::domain::content::RulesAdopted {
            version: version.to_owned(),
            as_at: chrono::NaiveDate::default(),
            sha256: table_digest(told),
            text: format!("the table {version}"),
        })
    };
    for version in ["first", "second"] {
        let sound = table(version, &format!("the table {version}"));
        vault.write_structure(&police_lead, NOW, &[sound]).unwrap();
    }
    let altered = vault.write_structure(&police_lead, NOW, &[table("third", "other bytes")]);
    assert!(altered.is_err());
    assert!(vault.adopted_rules().is_empty());
    let waiting = vault.waiting();
    let [one] = waiting.as_slice() else {
        panic!("the newer proposal takes the place of the one before: {waiting:?}");
    };
    assert!(vault.confirm(&police_lead, one.entry, NOW).is_err());
    vault.confirm(&health_lead, one.entry, NOW).unwrap();
    drop(vault);
    let vault = Vault::open(dir.path(), &officer).unwrap();
    let [adopted] = vault.adopted_rules() else {
        panic!("one table: {:?}", vault.adopted_rules());
    };
    assert_eq!(
        (adopted.version.as_str(), &*adopted.text),
        ("second", "the table second")
    );
    assert_eq!(
        (adopted.by, adopted.approved_by),
        (police_lead.id, Some(health_lead.id))
    );
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
}

#[test]
fn new_common_keys_wait_for_the_other_organisation_unless_somebody_left() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        officer,
        ..
    } = team(dir.path());
    let epoch = |vault: &Vault, compartment| vault.authority.epoch(compartment).unwrap().epoch;
    vault.rotate(&police_lead, false, NOW).unwrap();
    assert_eq!(epoch(&vault, Compartment::Police), 2, "their own at once");
    assert_eq!(epoch(&vault, Compartment::Shared), 1);
    assert_eq!(
        epoch(&vault, Compartment::Health),
        1,
        "and the other side's not at all"
    );
    may_write_shared(&mut vault, &officer).unwrap();
    for waiting in vault.waiting() {
        assert!(!waiting.in_force);
        vault.confirm(&health_lead, waiting.entry, NOW).unwrap();
    }
    assert_eq!(epoch(&vault, Compartment::Shared), 2);
    assert_eq!(epoch(&vault, Compartment::Oversight), 2);
    may_write_shared(&mut vault, &officer).unwrap();

    vault
        .change_member(&police_lead, officer.id, Standing::Removed, NOW)
        .unwrap();
    assert_eq!(
        epoch(&vault, Compartment::Shared),
        3,
        "a leaver reads on for no day"
    );
    let waiting = vault.waiting();
    assert_eq!(waiting.len(), 1, "an officer never read oversight");
    assert!(waiting[0].in_force && waiting[0].side == Side::Police);
    vault.confirm(&health_lead, waiting[0].entry, NOW).unwrap();
    assert_eq!(vault.waiting(), Vec::new());
    assert_eq!(epoch(&vault, Compartment::Shared), 3);
}

#[test]
fn who_was_suspended_and_came_back_makes_no_key_urgent() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        health_lead,
        officer,
        ..
    } = team(dir.path());
    let confirm_all = |vault: &mut Vault| {
        for waiting in vault.waiting() {
            vault.confirm(&health_lead, waiting.entry, NOW).unwrap();
        }
    };
    let standing = |vault: &mut Vault, standing| {
        vault
            .change_member(&police_lead, officer.id, standing, NOW)
            .unwrap();
    };
    standing(&mut vault, Standing::Suspended);
    confirm_all(&mut vault);
    standing(&mut vault, Standing::Active);
    for lead in [&police_lead, &health_lead, &police_lead] {
        assert_eq!(
            vault.complete_grants(lead, None, NOW).unwrap(),
            0,
            "{}",
            lead.name
        );
    }
    let epoch = |vault: &Vault| vault.authority.epoch(Compartment::Shared).unwrap().epoch;
    let before = epoch(&vault);
    vault.rotate(&police_lead, false, NOW).unwrap();
    assert_eq!(epoch(&vault), before, "new common keys need both organisations");
    assert!(vault.waiting().iter().all(|waiting| !waiting.in_force));
    confirm_all(&mut vault);
    assert_eq!(epoch(&vault), before + 1);
    assert!(vault.verify(&mut |_, _| true).unwrap().ok);
    standing(&mut vault, Standing::Suspended);
    assert_eq!(epoch(&vault), before + 2, "who goes again is shut out at once");
}

#[test]
fn keys_are_to_be_renewed_after_a_year() {
    let dir = tempfile::tempdir().unwrap();
    let Team {
        mut vault,
        police_lead,
        ..
    } = team(dir.path());
    let later = |days: i64| NOW.plus_minutes(days * 24 * 60);
    assert_eq!(vault.old_epochs(Side::Police, later(364)), Vec::new());
    let due = vec![Compartment::Police, Compartment::Shared, Compartment::Oversight];
    assert_eq!(vault.old_epochs(Side::Police, later(365)), due);
    vault.rotate(&police_lead, true, later(365)).unwrap();
    assert_eq!(vault.old_epochs(Side::Police, later(365)), Vec::new());
    assert_eq!(
        vault.old_epochs(Side::Health, later(365)),
        vec![Compartment::Health]
    );
}
