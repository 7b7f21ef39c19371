//! The month from a practice vault of one month: its pack, made twice, its checks and its draw.

use std::path::Path;
use std::sync::Arc;

use super::Engine;
use super::reviews_tests::checks;
use super::tests::state;
use crate::app::Secret;
use crate::app::api::{BaselineForm, BesideMonth, ChecksRequest, Done, HeldOutside, MonthScope, Request};
use crate::app::clock::SystemClock;
use crate::app::command_line::{DemoForm, Made, ask, demo, engine, verify_pack};
use crate::app::worker::Inline;
use crate::domain::content::{Post, Stated, StatedNumbers, Verdict};
use crate::domain::disclosure_control::{Cell, Released};
use crate::domain::month::own_side;
use crate::domain::role::{Role, Side};
use crate::domain::time::YearMonth;

fn april() -> YearMonth {
    "2026-04".parse().unwrap()
}

fn made(dir: &Path) -> Made {
    let form = DemoForm {
        incidents: 40,
        months: 1,
        seed: 3,
        until: chrono::NaiveDate::from_ymd_opt(2026, 4, 30),
    };
    demo(dir, &form, &mut |_| ()).unwrap()
}

fn office(dir: &Path, made: &Made, role: Role) -> Inline {
    let mut desk = Inline::new(engine(dir, Arc::new(SystemClock)).unwrap());
    let member = made.members.iter().find(|member| member.role == role).unwrap();
    let request = Request::SignInOffice {
        handle: member.handle.clone(),
        passphrase: Secret::new(member.passphrase.expose().to_owned()),
    };
    ask(&mut desk, request).unwrap();
    ask(&mut desk, Request::ShowMonth(april())).unwrap();
    desk
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|found| found.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read(&path).unwrap(),
            )
        })
        .filter(|(name, _)| !name.starts_with("manifest"))
        .collect();
    files.sort();
    files
}

/// No handle of staff stands in what can be read as text.
fn names_nobody(files: &[(String, Vec<u8>)], made: &Made) {
    for member in &made.members {
        let handle = member.handle.as_bytes();
        for (name, bytes) in files {
            let text = !matches!(name.rsplit('.').next(), Some("pdf" | "xlsx" | "py"));
            assert!(!text || memchr::memmem::find(bytes, handle).is_none(), "{name}");
        }
    }
}

#[test]
fn a_month_is_exported_twice_alike_and_its_checks_and_draw_hold() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = made(&vault);
    let mut desk = office(&vault, &made, Role::Supervisor);

    // a month that has not begun
    let far = Request::ShowMonth("2990-01".parse().unwrap());
    assert!(
        ask(&mut desk, far)
            .unwrap_err()
            .to_string()
            .contains("has not begun")
    );

    // made again: every byte the same, and it checks
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    for folder in [&one, &two] {
        ask(&mut desk, Request::Export(april(), folder.clone())).unwrap();
        // the page looks at one team next: a pack is of all teams all the same
        let scope = MonthScope {
            team: Some(Post::Desk),
            beside: BesideMonth::Before,
        };
        ask(&mut desk, Request::ScopeMonth(scope)).unwrap();
        assert!(verify_pack(folder).unwrap().ok);
    }
    ask(&mut desk, Request::ScopeMonth(MonthScope::default())).unwrap();
    assert_eq!(files(&one), files(&two));
    let report = std::fs::read(one.join("report.pdf")).unwrap();
    assert!(report.starts_with(b"%PDF-"));
    names_nobody(&files(&one), &made);

    // the trend ends with the month, and the page has its checks
    let page = state(&mut desk).month.clone().unwrap();
    assert_eq!(
        (page.trend.len(), page.trend[11].opened),
        (12, page.month.opened())
    );

    // findings stand, the last of each; both are in the log
    let before = checks(&mut desk);
    if let Some(case) = before.cases.first() {
        let about = case.about;
        let found = ChecksRequest::Review(about, Verdict::Concern, None);
        ask(&mut desk, Request::Checks(found)).unwrap();
        let after = checks(&mut desk);
        let mine = after.cases.iter().find(|case| case.about == about).unwrap();
        assert_eq!(mine.mine, Some(Verdict::Concern));
    }

    // a draw is seeded by a receipt of this log, is made once, and a wrong code draws nothing
    let Done::Receipt(receipt) = ask(&mut desk, Request::MakeReceipt).unwrap() else {
        panic!("a receipt was asked for");
    };
    let drawing = |code: String| {
        Request::Checks(ChecksRequest::Draw {
            month: april(),
            held: HeldOutside::Receipt {
                size: receipt.size,
                code,
            },
        })
    };
    assert!(checks(&mut desk).draw_due, "nothing is picked for a check before");
    let wrong: String = receipt.code.chars().rev().collect();
    assert!(ask(&mut desk, drawing(wrong)).is_err());
    ask(&mut desk, drawing(receipt.code.clone())).unwrap();
    assert!(!checks(&mut desk).draw_due);
    let drawn = checks(&mut desk).drawn.clone().unwrap();
    assert_eq!(u64::try_from(drawn.drawn).unwrap(), drawn.of.min(10));
    let Done::Redrawn(again) = ask(&mut desk, Request::Checks(ChecksRequest::Redraw(april()))).unwrap()
    else {
        panic!("it was drawn again");
    };
    assert!(again.len() == 1 && again[0].same, "{again:?}");
    let again = ask(&mut desk, drawing(receipt.code.clone())).unwrap_err();
    assert!(again.to_string().contains("nobody can draw again"), "{again}");

    // the whole log was checked: by whom and when stands on the page
    ask(&mut desk, Request::Verify).unwrap();
    let checked = checks(&mut desk).health.checked.clone().unwrap();
    assert_eq!(checked.3, 0);
    assert!(checked.2 > 100);
}

#[test]
fn a_lead_adds_what_only_their_organisation_may_count_and_the_other_reads_no_small_number() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = made(&vault);
    let lead = |side: Side| {
        let mut leads = made
            .members
            .iter()
            .filter(|member| member.role == Role::Governance);
        leads.find(|member| member.side == side).unwrap()
    };

    // a supervisor counts no organisation's record
    let mut desk = office(&vault, &made, Role::Supervisor);
    let refused = ask(&mut desk, Request::CountOwn(april(), StatedNumbers::new()));
    assert_eq!(refused.unwrap_err().code, "A-776");
    drop(desk);

    for side in [Side::Health, Side::Police] {
        let mut desk = Inline::new(engine(&vault, Arc::new(SystemClock)).unwrap());
        let request = Request::SignInOffice {
            handle: lead(side).handle.clone(),
            passphrase: Secret::new(lead(side).passphrase.expose().to_owned()),
        };
        ask(&mut desk, request).unwrap();
        ask(&mut desk, Request::ShowMonth(april())).unwrap();
        ask(&mut desk, Request::CountOwn(april(), StatedNumbers::new())).unwrap();
        // a part that is larger than its whole adds nothing
        let list = [Stated::Matched, Stated::Agreed, Stated::Fewer].map(|stated| (stated, 0));
        let mut wrong: StatedNumbers = list.into();
        wrong.extend([(Stated::Listed, 3), (Stated::Visited, 4)]);
        let refused = ask(&mut desk, Request::CountOwn(april(), wrong));
        assert_eq!(refused.unwrap_err().code, "A-920");
        // what was stated before stays where nothing is stated anew
        let alone: StatedNumbers = [(Stated::Complaints, 12)].into();
        let refused = ask(&mut desk, Request::CountOwn(april(), alone));
        assert_eq!(
            refused.unwrap_err().code,
            "A-922",
            "the others would be read as 0"
        );
        let mut stated: StatedNumbers = Stated::TOGETHER[0].iter().map(|stated| (*stated, 12)).collect();
        stated.extend([(Stated::FollowedUp, 33), (Stated::Died, 1), (Stated::Injured, 0)]);
        ask(&mut desk, Request::CountOwn(april(), stated)).unwrap();
        // counted again it says the same
        let first = own_tables(&mut desk);
        ask(&mut desk, Request::CountOwn(april(), StatedNumbers::new())).unwrap();
        assert_eq!(own_tables(&mut desk), first);
    }

    let mut desk = office(&vault, &made, Role::Supervisor);
    let shown = own_tables(&mut desk);
    let known = shown
        .iter()
        .find(|table| table.id() == "own-health-known")
        .unwrap();
    assert_eq!(known.total().and_then(Cell::number), Some(40));
    for cell in shown.iter().flat_map(Released::rows).map(|row| row.count) {
        assert!(
            cell.number().is_none_or(|count| count == 0 || count >= 10),
            "{cell:?}"
        );
    }
    the_pack_holds_both(dir.path(), &mut desk);
}

/// A baseline that a supervisor states, and the pack that holds both.
fn the_pack_holds_both(dir: &Path, desk: &mut Inline) {
    let form = BaselineForm {
        month: "2025-04".parse().unwrap(),
        s136_used: Some(31),
        officer_minutes: Some(290),
        residents: Some(412_000),
        residents_of: Some(2024),
        groups: None,
    };
    ask(desk, Request::SetBaseline(form)).unwrap();
    let page = state(desk).month.clone().unwrap();
    assert_eq!(page.against.as_ref().map(|against| against.before), Some(31));
    let folder = dir.join("pack");
    ask(desk, Request::Export(april(), folder.clone())).unwrap();
    assert!(verify_pack(&folder).unwrap().ok);
    let data = std::fs::read_to_string(folder.join("data.json")).unwrap();
    assert!(data.contains("own-police-known") && data.contains("\"before_and_after\""));
    assert!(folder.join("before-and-after.csv").exists());
    let lines = std::fs::read_to_string(folder.join("indicators.csv")).unwrap();
    let of = |code: &str| -> Vec<&str> { lines.lines().filter(|line| line.starts_with(code)).collect() };
    assert_eq!(
        lines.lines().count(),
        1 + 20 + 2,
        "two are counted by each organisation"
    );
    // one death is not told, nor how many had a complaint beside it; what is missing is a small number, too
    assert!(of("I20,").iter().all(|line| line.contains(",*,,40,")), "{lines}");
    assert!(
        of("I18,")
            .iter()
            .all(|line| line.contains(",police,") || line.contains(",trust,"))
    );
    assert!(!lines.contains("33") && !data.contains("33"), "{lines}");
}

#[test]
fn a_pack_that_is_stopped_at_any_step_writes_nothing_and_is_no_release() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = made(&vault);
    let mut desk = office(&vault, &made, Role::Supervisor);
    let engine = desk.engine_mut();
    let size = |engine: &Engine| {
        let vault = engine.vault.as_ref().unwrap();
        vault.checkpoint(engine.now()).unwrap().size
    };
    let before = size(engine);
    let folder = dir.path().join("stopped");
    for at in [("verify", 0), ("pack", 0), ("pack", 1), ("pack", 2)] {
        let mut met = false;
        let mut until = |what: &'static str, done: u64, _: u64| {
            met |= what == at.0 && done >= at.1;
            !met
        };
        let stopped = engine.export(april(), &folder, &mut until).unwrap_err();
        assert_eq!(stopped.code, "A-771", "{at:?}: {stopped}");
        assert!(met && !folder.exists(), "{at:?}");
        let beside = std::fs::read_dir(dir.path()).unwrap().count();
        assert_eq!(beside, 1, "nothing half-written stands beside the vault");
        assert_eq!(size(engine), before, "and nothing is in the log");
        assert!(engine.released(april()).unwrap().is_empty());
    }
    engine.export(april(), &folder, &mut |_, _, _| true).unwrap();
    assert!(verify_pack(&folder).unwrap().ok);
}

fn own_tables(desk: &mut Inline) -> Vec<Released> {
    let page = state(desk).month.clone().unwrap();
    let tables = page.plan.tables().iter();
    tables
        .filter(|table| own_side(table.id()).is_some())
        .cloned()
        .collect()
}
