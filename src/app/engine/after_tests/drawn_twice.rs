//! One draw on two laptops: made on the one, drawn again alike on the other, whatever the other had written meanwhile.

use std::path::Path;

use super::two_laptops::{carry, second};
use super::*;
use crate::app::api::{ChecksRequest, HeldOutside};
use crate::app::command_line::{DemoForm, demo};
use crate::domain::role::Role;
use crate::domain::time::YearMonth;

fn april() -> YearMonth {
    "2026-04".parse().unwrap()
}

fn supervisor(vault: &Path, made: &Made, side: Side) -> Inline {
    let mut desk = Inline::new(engine(vault, Arc::new(SystemClock)).unwrap());
    let mut members = made.members.iter();
    let member = members.find(|one| one.role == Role::Supervisor && one.side == side);
    let member = member.unwrap();
    let request = Request::SignInOffice {
        handle: member.handle.clone(),
        passphrase: Secret::new(member.passphrase.expose().to_owned()),
    };
    ask(&mut desk, request).unwrap();
    ask(&mut desk, Request::ShowMonth(april())).unwrap();
    desk
}

/// Each draw of the month, as this laptop draws it again.
fn redrawn(desk: &mut Inline) -> Vec<bool> {
    let again = Request::Checks(ChecksRequest::Redraw(april()));
    let Done::Redrawn(rows) = ask(desk, again).unwrap() else {
        panic!("it was drawn again");
    };
    rows.iter().map(|row| row.same).collect()
}

#[test]
fn a_draw_comes_out_the_same_on_a_laptop_that_had_written_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let one = folder.path().join("one");
    let form = DemoForm {
        incidents: 12,
        months: 1,
        seed: 3,
        until: chrono::NaiveDate::from_ymd_opt(2026, 4, 30),
    };
    let made = demo(&one, &form, &mut |_| ()).unwrap();
    let two = second(&one, &made, folder.path());
    let mut first = supervisor(&one, &made, Side::Police);
    let mut other = supervisor(&two, &made, Side::Health);
    let file = |name: &str| folder.path().join(name);
    carry(&mut first, &mut other, file("all"));
    let take = |name: &str| Request::Checks(ChecksRequest::TakeCheckpoint(file(name)));
    // the first count after the month is the seed, and what is held was made after it; the founding laptop's is unknown here
    ask(&mut first, take("founder")).unwrap();
    ask(&mut other, take("seed")).unwrap();
    ask(&mut other, take("held")).unwrap();
    let draw = Request::Checks(ChecksRequest::Draw {
        month: april(),
        held: HeldOutside::Checkpoint(file("held")),
    });
    ask(&mut other, draw).unwrap();
    assert_eq!(redrawn(&mut other), [true]);
    carry(&mut other, &mut first, file("back"));
    assert_eq!(redrawn(&mut first), [true], "on the founding laptop");
    carry(&mut first, &mut other, file("again"));
    assert_eq!(
        redrawn(&mut other),
        [true],
        "with the founding laptop's count here"
    );
}
