//! What left the computer before shows what was done to the log after: receipts, checkpoints, proofs between them.

use super::exchange::write;
use super::*;

fn go(_: u64, _: u64) -> bool {
    true
}

#[test]
fn a_receipt_holds_for_the_log_that_it_was_made_of_and_for_no_other() {
    let (dir, old) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Team { mut vault, nurse, .. } = team(dir.path());
    write(&mut vault, &nurse, "first");
    let early = vault.receipt(NOW).unwrap();
    assert!(early.text.contains("TR-07") && early.text.contains(&early.code));
    drop(vault);
    std::fs::create_dir_all(old.path()).unwrap();
    for file in ["log.db", "keyslots.json"] {
        std::fs::copy(dir.path().join(file), old.path().join(file)).unwrap();
    }
    let mut vault = Vault::open(dir.path(), &nurse).unwrap();
    write(&mut vault, &nurse, "second");
    let late = vault.receipt(NOW).unwrap();
    let check = |vault: &Vault, receipt: &Receipt| {
        let sloppy = receipt.code.to_lowercase().replace('-', " ").replace('0', "o");
        vault.check_receipt(None, receipt.size, &sloppy).unwrap()
    };
    assert_eq!(check(&vault, &early), ReceiptAnswer::Holds);
    assert_eq!(check(&vault, &late), ReceiptAnswer::Holds);
    let named = vault.check_receipt(Some("TR-07"), early.size, &early.code);
    assert_eq!(named.unwrap(), ReceiptAnswer::Holds);
    assert!(vault.check_receipt(Some("TR-99"), 1, &early.code).is_err());
    let other_size = vault.check_receipt(None, early.size + 1, &early.code);
    assert_eq!(other_size.unwrap(), ReceiptAnswer::Differs);
    // the older copy put in its place verifies in itself; the receipt tells
    let mut back = Vault::open(old.path(), &nurse).unwrap();
    assert!(back.verify(&mut go).unwrap().ok);
    assert_eq!(check(&back, &late), ReceiptAnswer::Shorter(early.size));
    for words in ["another", "history"] {
        write(&mut back, &nurse, words);
    }
    assert_eq!(check(&back, &late), ReceiptAnswer::Differs);
    assert_eq!(check(&back, &early), ReceiptAnswer::Holds);
}

#[test]
fn any_two_checkpoints_are_consistent_and_a_rolled_back_log_fails_against_the_later() {
    let (dir, old) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Team { mut vault, nurse, .. } = team(dir.path());
    let hour = |n: i64| NOW.plus_minutes(60 * n);
    assert!(vault.checkpoint_if_due(NOW).unwrap().is_some());
    for n in 1..5 {
        assert!(
            vault.checkpoint_if_due(hour(n)).unwrap().is_none(),
            "nothing was written"
        );
        write(&mut vault, &nurse, "x");
        assert!(
            vault
                .checkpoint_if_due(hour(n - 1).plus_minutes(59))
                .unwrap()
                .is_none()
        );
        assert!(vault.checkpoint_if_due(hour(n)).unwrap().is_some());
    }
    let kept = vault.checkpoints().unwrap();
    assert_eq!(kept.len(), 5);
    for (at, (_, earlier)) in kept.iter().enumerate() {
        for (_, later) in &kept[at..] {
            let proof = vault.consistency_proof(earlier, later).unwrap();
            assert!(are_consistent(vault.log_id(), earlier, later, &proof));
            let same = earlier == later;
            assert_eq!(are_consistent(vault.log_id(), later, earlier, &proof), same);
            let longer = [proof.as_slice(), &[[1; 32]]].concat();
            assert!(!are_consistent(vault.log_id(), earlier, later, &longer));
        }
    }
    let note = vault.checkpoint(hour(9)).unwrap().text;
    drop(vault);
    for file in ["log.db", "keyslots.json"] {
        std::fs::copy(dir.path().join(file), old.path().join(file)).unwrap();
    }
    let mut vault = Vault::open(dir.path(), &nurse).unwrap();
    write(&mut vault, &nurse, "later");
    let later = vault.checkpoint(hour(10)).unwrap().text;
    drop(vault);
    let verify = |note: &str| verify_folder(old.path(), &nurse, Some(note), &mut go).unwrap();
    assert!(verify(&note).ok);
    let report = verify(&later);
    assert!(
        !report.ok && report.findings[0].what.contains("gone"),
        "{:?}",
        report.findings
    );
}
