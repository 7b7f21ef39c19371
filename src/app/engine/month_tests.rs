//! The month from a practice vault of one month: its pack, made twice, its checks and its draw.

use std::path::Path;
use std::sync::Arc;

use crate::app::Secret;
use crate::app::api::{Checks, ChecksRequest, Done, Event, Request, State};
use crate::app::clock::SystemClock;
use crate::app::command_line::{DemoForm, Made, ask, demo, engine, verify_pack};
use crate::app::worker::{Backend as _, Inline};
use crate::domain::content::Verdict;
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

fn office(dir: &Path, made: &Made, role: crate::domain::role::Role) -> Inline {
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

fn state(desk: &mut Inline) -> Arc<State> {
    desk.send(Request::ListDevices);
    let mut last = None;
    while let Some(event) = desk.poll() {
        if let Event::State(state) = event {
            last = Some(state);
        }
    }
    last.unwrap()
}

fn checks(desk: &mut Inline) -> Arc<Checks> {
    state(desk).checks.clone().unwrap()
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

#[test]
fn a_month_is_exported_twice_alike_and_its_checks_and_draw_hold() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let made = made(&vault);
    let mut desk = office(&vault, &made, crate::domain::role::Role::Supervisor);

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
        assert!(verify_pack(folder).unwrap().ok);
    }
    assert_eq!(files(&one), files(&two));
    let report = std::fs::read(one.join("report.pdf")).unwrap();
    assert!(report.starts_with(b"%PDF-"));
    for member in &made.members {
        let handle = member.handle.as_bytes();
        for (name, bytes) in files(&one) {
            let ending = name.rsplit('.').next();
            let text = !matches!(ending, Some("pdf" | "xlsx" | "py"));
            assert!(!text || memchr::memmem::find(&bytes, handle).is_none(), "{name}");
        }
    }

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
        let found = ChecksRequest::Review(about, Verdict::Concern);
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
            size: receipt.size,
            code,
        })
    };
    let wrong: String = receipt.code.chars().rev().collect();
    assert!(ask(&mut desk, drawing(wrong)).is_err());
    ask(&mut desk, drawing(receipt.code.clone())).unwrap();
    let drawn = checks(&mut desk).drawn.unwrap();
    assert_eq!(u64::try_from(drawn.0).unwrap(), drawn.1.min(10));
    let again = ask(&mut desk, drawing(receipt.code.clone())).unwrap_err();
    assert!(again.to_string().contains("nobody can draw again"), "{again}");

    // the whole log was checked: by whom and when stands on the page
    ask(&mut desk, Request::Verify).unwrap();
    let checked = checks(&mut desk).health.checked.clone().unwrap();
    assert_eq!(checked.3, 0);
    assert!(checked.2 > 100);
}
