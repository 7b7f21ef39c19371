//! The desk: the queue that does not move under the pointer, claims, advice with read-back, and what the palette reaches.

use super::*;
use crate::app::api::{DeskRequest, Request, RowDesk};
use crate::domain::content::{Agreed, Channel, Grade};
use crate::domain::incident::Claim;
use crate::domain::role::Role;
use crate::test_support::harness::{CAR, DESK};
use crate::test_support::scan;
use crate::ui::command::Command;
use crate::ui::route::Route;
use crate::ui::testing::{assert_says, few_pictures, stage, type_in};
use crate::ui::theme::Theme;

fn asked(harness: &mut Harness<'static, Stage>) -> Vec<DeskRequest> {
    let requests = harness.state_mut().asked();
    let desk = requests.into_iter().filter_map(|request| {
        if let Request::Desk(desk) = request {
            Some(*desk)
        } else {
            None
        }
    });
    desk.collect()
}

fn claim(number: u8, name: &str, station: &str) -> Claim {
    Claim {
        claim: ItemId([number; 16]),
        at: minutes_ago(5),
        name: name.to_owned(),
        station: station.to_owned(),
    }
}

/// Many calls at a desk, graded, one of them claimed by two desks at once.
pub(super) fn busy() -> State {
    let mut state = at_desk(Phase::Seat(Side::Health));
    let mut focus = incident();
    focus.desk.grade = Some((Grade::Priority, minutes_ago(10)));
    focus.desk.claims = vec![claim(1, "J Patel", "Desk 1"), claim(2, "R Evans", "Desk 2")];
    state.focus = Some(Arc::new(focus));
    let grades = [Grade::Scheduled, Grade::Immediate, Grade::Advice, Grade::Priority];
    for (row, grade) in state.live.iter_mut().zip(grades) {
        row.desk = RowDesk {
            grade: Some(grade),
            holder: Some("J Patel, Desk 1".to_owned()),
            risk: Some(RiskLevel::Likely),
            age: Some(30),
            ..RowDesk::default()
        };
    }
    state
}

#[test]
fn advice_pictures() {
    few_pictures("advise", &busy(), Some(&Route::Advise), |harness| {
        assert_says(harness, "What they said they understood");
    });
}

#[test]
fn both_desks_that_claimed_are_named_and_the_first_has_it() {
    let harness = stage(busy(), Some(Route::Board), Theme::Light, DESK);
    assert_says(&harness, "J Patel has it, Desk 1, since 20:59");
    assert_says(&harness, "R Evans at Desk 2 claimed it as well, at 20:59");
    assert_says(&harness, "Give it back");
}

#[test]
fn late_rows_stand_first_and_say_so() {
    let harness = stage(busy(), Some(Route::Board), Theme::Light, DESK);
    let words = scan::all_words(&harness);
    assert!(
        words.contains("1 h 14 late, Scheduled, Flat, Mill Lane"),
        "{words}"
    );
    assert!(words.contains("5 open"), "{words}");
}

#[test]
fn the_waiting_times_of_an_adopted_table_hold_in_the_queue() {
    let own = format!(
        "{}\n[desk]\nsource = \"Northmoor policy\"\n[desk.minutes]\n\
         immediate = 200\npriority = 200\nscheduled = 200\nadvice = 200\n",
        include_str!("../../../../assets/rules/england-and-wales-2026-11-21.toml")
    );
    let late = |state: State| {
        let harness = stage(state, Some(Route::Board), Theme::Light, DESK);
        scan::all_words(&harness).contains("1 h 14 late")
    };
    assert!(late(busy()), "the list that the program brings");
    let mut adopted = busy();
    adopted.rules = Some(Arc::new(crate::domain::rules::Rules::from_toml(&own).unwrap()));
    assert!(!late(adopted));
}

#[test]
fn an_incident_is_taken_and_graded() {
    let mut state = at_desk(Phase::Seat(Side::Health));
    state.me = Some(MemberId([2; 16]));
    let mut harness = stage(state, Some(Route::Board), Theme::Light, DESK);
    for (button, wanted) in [
        ("Take it", DeskRequest::Claim(INCIDENT)),
        ("Immediate", DeskRequest::Grade(INCIDENT, Grade::Immediate)),
    ] {
        first(&harness, button).scroll_to_me();
        harness.run_ok();
        first(&harness, button).click();
        harness.run_ok();
        assert_eq!(asked(&mut harness), [wanted]);
        harness.state_mut().done(crate::app::api::Done::Ok);
        harness.run_ok();
    }
}

#[test]
fn the_next_and_the_previous_incident_are_one_press_away() {
    let mut harness = stage(busy(), Some(Route::Board), Theme::Light, DESK);
    let alt = Modifiers {
        alt: true,
        ..Modifiers::NONE
    };
    chord(&mut harness, alt, Key::ArrowDown);
    let there = harness.state_mut().asked();
    assert!(
        matches!(&there[..], [Request::Focus(to)] if *to != INCIDENT),
        "{there:?}"
    );
}

#[test]
fn advice_without_a_read_back_is_not_recorded() {
    let mut harness = stage(busy(), Some(Route::Advise), Theme::Light, DESK);
    let fill = |harness: &mut Harness<'static, Stage>, field: &str, words: &str| {
        harness.get_by_label(field).focus();
        harness.run_ok();
        type_in(harness, words);
    };
    fill(&mut harness, "Whom do you advise?", "Car 5");
    fill(&mut harness, "What you advised", "One person talks");
    chord(&mut harness, CTRL, Key::Enter);
    assert!(asked(&mut harness).is_empty());
    assert_says(&harness, "Ask them to say it back, and write what they said");
    fill(
        &mut harness,
        "What they said they understood",
        "One of us talks, the other stays back",
    );
    first(&harness, "They do not agree").click();
    harness.run_ok();
    chord(&mut harness, CTRL, Key::Enter);
    let asked = asked(&mut harness);
    assert!(
        matches!(&asked[..], [DeskRequest::Advise(form)]
            if form.agreed == Agreed::No && form.channel == Channel::Radio && form.to == "Car 5"),
        "{asked:?}"
    );
}

#[test]
fn a_copy_is_this_side_s_record_and_leaves_an_entry() {
    for (side, own_words, other_words) in [
        (Side::Health, "Took tablets about 20:30", "Known to police: yes"),
        (Side::Police, "Known to police: yes", "One person talking"),
    ] {
        let mut harness = stage(at_work(Phase::Seat(side), incident()), None, Theme::Light, CAR);
        let command = match side {
            Side::Police => Command::CopyPolice,
            Side::Health => Command::CopyNurse,
        };
        let text = copied(&mut harness, command);
        assert!(text.contains(own_words), "{text}");
        assert!(!text.contains(other_words), "{text}");
        let asked = asked(&mut harness);
        assert!(
            matches!(&asked[..], [DeskRequest::Copied { fhir: false, .. }]),
            "{asked:?}"
        );
    }
}

/// What a command puts onto the clipboard.
fn copied(harness: &mut Harness<'static, Stage>, command: Command) -> String {
    let _before = harness.state_mut().asked();
    harness
        .state_mut()
        .shell
        .actions
        .push(crate::ui::action::Action::Do(command));
    for _ in 0..4 {
        harness.step();
        let copied = harness
            .output()
            .platform_output
            .commands
            .iter()
            .find_map(|command| {
                if let egui::OutputCommand::CopyText(words) = command {
                    Some(words.clone())
                } else {
                    None
                }
            });
        if let Some(words) = copied {
            return words;
        }
    }
    panic!("nothing was copied");
}

/// Every phase in which somebody works, with its commands: the palette lists each of them.
#[test]
fn the_palette_lists_every_command_of_every_seat_and_every_page_of_an_office() {
    use crate::ui::screens::help::offered;
    use crate::ui::words::t;
    let phases = [
        Phase::Shared,
        Phase::Seat(Side::Police),
        Phase::Seat(Side::Health),
        Phase::Office(Role::Supervisor),
        Phase::Office(Role::Governance),
    ];
    let mut reached = Vec::new();
    for phase in phases {
        reached.extend(offered(phase, true));
        let state = State {
            training: true,
            ..at_work(phase, incident())
        };
        let mut wanted: Vec<String> = offered(phase, true)
            .into_iter()
            .filter(|command| !matches!(command, Command::Palette | Command::Back))
            .map(|command| t(command.words_key()))
            .collect();
        if let Phase::Office(role) = phase {
            let pages = crate::ui::screens::palette::office_pages(role);
            wanted.extend(pages.into_iter().map(|(key, _)| t(key)));
        }
        let mut harness = stage(state, None, Theme::Light, DESK);
        chord(&mut harness, CTRL, Key::K);
        for words in wanted {
            type_in(&mut harness, &words);
            let all = scan::all_words(&harness);
            let listed = all
                .lines()
                .filter(|line| line.starts_with(words.as_str()))
                .count();
            assert!(listed > 0, "{words} is not in the palette of {phase:?}:\n{all}");
            chord(&mut harness, CTRL, Key::A);
            press(&mut harness, &[Key::Backspace]);
        }
    }
    for command in Command::ALL {
        assert!(reached.contains(&command), "{command:?} is offered nowhere");
    }
}

/// Fifty live incidents and their closed ones, every one of its own age.
fn crowded(live: u16, past: u16) -> State {
    let mut state = busy();
    let model = state.live[0].clone();
    let row = |at: u16, closed: bool| {
        let mut row = model.clone();
        row.incident.0[..2].copy_from_slice(&at.to_be_bytes());
        row.incident.0[2] = u8::from(closed);
        row.reference = format!("26-{at:04}");
        row.place = format!("Place {at}");
        row.opened = minutes_ago(i64::from(at % 50));
        row.closed = closed.then(|| minutes_ago(1));
        row
    };
    state.live = (0..live).map(|at| row(at, false)).collect();
    state.past = (0..past).map(|at| row(at, true)).collect();
    state
}

#[test]
fn of_many_incidents_only_the_rows_in_sight_are_drawn_and_all_are_counted() {
    let mut harness = stage(crowded(500, 30), Some(Route::Board), Theme::Light, DESK);
    let rows = |harness: &Harness<'_, Stage>| {
        let nodes = scan::nodes(harness);
        nodes.iter().filter(|node| node.role == egui::Role::Row).count()
    };
    assert!(rows(&harness) <= 9, "{}", rows(&harness));
    assert_says(&harness, "500 open");
    harness.get_by_label("Incidents").scroll_to_me();
    let nodes = scan::nodes(&harness);
    let row = nodes
        .iter()
        .find(|node| node.role == egui::Role::Row)
        .unwrap()
        .rect;
    harness.hover_at(row.center());
    for _ in 0..20 {
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -300.0),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Unknown,
        });
        harness.run_ok();
        assert!(rows(&harness) <= 9, "{}", rows(&harness));
    }
}

#[test]
fn the_keyboard_stays_on_its_incident_when_rows_come_and_move() {
    let mut state = crowded(12, 0);
    let mut harness = stage(state.clone(), Some(Route::Board), Theme::Light, DESK);
    let focused = |harness: &Harness<'_, Stage>| {
        let nodes = scan::nodes(harness);
        let row = nodes
            .into_iter()
            .find(|node| node.focused && node.role == egui::Role::Row);
        row.map(|node| node.label).unwrap_or_default()
    };
    let (at, _) = (0..60)
        .map(|at| {
            press(&mut harness, &[Key::Tab]);
            (at, focused(&harness))
        })
        .find(|(_, label)| label.contains("26-"))
        .expect("Tab comes to the queue");
    assert!(at < 30);
    press(&mut harness, &[Key::ArrowDown, Key::ArrowDown]);
    let before = focused(&harness);
    let reference = before.rsplit_once("26-").unwrap().1.to_owned();
    // twenty more, all of them late at once, so that they are shown at once and above it
    let mut late = crowded(32, 0).live.split_off(12);
    for row in &mut late {
        row.opened = minutes_ago(300);
        row.desk.grade = Some(Grade::Immediate);
    }
    state.live.extend(late);
    harness.state_mut().show(state);
    harness.run_ok();
    assert_says(&harness, "32 open");
    assert!(
        focused(&harness).ends_with(&reference),
        "{} is not {before}",
        focused(&harness)
    );
}

#[test]
fn the_queue_is_narrowed_by_words_grade_and_holder_and_says_what_it_leaves_out() {
    let mut state = busy();
    state.live[1].desk.holder = None;
    state.live[2].desk.holder_at = Some("Desk 1".to_owned());
    let mut harness = stage(state, Some(Route::Board), Theme::Light, DESK);
    chord(&mut harness, CTRL, Key::F);
    type_in(&mut harness, "mill lane");
    assert_says(&harness, "2 shown, 3 left out");
    assert_says(&harness, "One late incident is left out");
    let words = scan::all_words(&harness);
    assert!(!words.contains("Station platform 3"), "{words}");
    press(&mut harness, &[Key::Escape]);
    assert_says(&harness, "Station platform 3");
    assert_eq!(
        *harness.state().shell.route(),
        Route::Board,
        "Escape closed the filter only"
    );
}

#[test]
fn what_was_told_of_known_or_not_stands_in_the_queue() {
    use crate::domain::content::KnownAnswer::{CouldNotCheck, Known, NotKnown};
    let mut state = busy();
    state.live[0].desk.known = [Some(Known), Some(Known)];
    state.live[1].desk.known = [None, Some(NotKnown)];
    state.live[2].desk.known = [Some(Known), Some(CouldNotCheck)];
    let harness = stage(state, Some(Route::Board), Theme::Light, DESK);
    assert_says(&harness, "Both: yes");
    assert_says(&harness, "Health: no");
    assert_says(&harness, "Police: yes. Health: could not check");
    assert_says(&harness, "Not told yet");
}

#[test]
fn f6_goes_round_the_parts_of_the_window_and_ctrl_f_finds() {
    let mut harness = stage(busy(), Some(Route::Board), Theme::Light, DESK);
    let focused = |harness: &Harness<'_, Stage>| {
        let nodes = scan::nodes(harness);
        let node = nodes
            .into_iter()
            .find(|node| node.focused && node.role != egui::Role::Window);
        node.map(|node| (node.role, node.label))
            .expect("the keyboard is somewhere")
    };
    let mut walk = Vec::new();
    for _ in 0..5 {
        press(&mut harness, &[Key::F6]);
        walk.push(focused(&harness));
    }
    assert!(
        walk.iter().any(|(role, _)| *role == egui::Role::Row),
        "the queue: {walk:?}"
    );
    assert!(
        walk.iter().any(|(_, label)| label.starts_with("Danger now")),
        "the main buttons: {walk:?}"
    );
    assert!(
        walk.iter().any(|(_, label)| label.contains("shared view")),
        "the top bar: {walk:?}"
    );
    assert!(
        walk.iter()
            .any(|(_, label)| label == "Conveyed" || label.starts_with("Stamp")),
        "the incident: {walk:?}"
    );
    let here = focused(&harness);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F6);
    harness.run_ok();
    press(&mut harness, &[Key::F6]);
    assert_eq!(focused(&harness), here, "back and forth is where it was");
    // a page with nothing of its own to find in: the palette finds everywhere
    let mut harness = stage(busy(), Some(Route::Advise), Theme::Light, DESK);
    chord(&mut harness, CTRL, Key::F);
    assert!(matches!(harness.state().shell.route(), Route::Palette(_)));
}

/// What the next shift takes over, as the engine answers it.
fn taken_over() -> Vec<crate::app::api::NextShiftRow> {
    use crate::app::api::{Left, NextShiftRow};
    use crate::domain::content::FollowUp;
    let rows = busy().live;
    let left = |at: usize| match at {
        0 => vec![
            Left::Outcome,
            Left::HandedOver("R Evans".to_owned(), minutes_ago(3)),
        ],
        1 => Vec::new(),
        3 => vec![
            Left::DangerReason(minutes_ago(6)),
            Left::HandoverOpen(minutes_ago(2)),
            Left::FollowUp(FollowUp::TellGp, None, Some(evening_plus(600))),
            Left::Outcome,
        ],
        _ => vec![Left::Outcome],
    };
    let rows = rows.into_iter().enumerate();
    rows.map(|(at, row)| NextShiftRow { row, left: left(at) })
        .collect()
}

fn evening_plus(minutes: i64) -> Moment {
    minutes_ago(-minutes)
}

#[test]
fn next_shift_pictures() {
    few_pictures("next-shift", &busy(), Some(&Route::NextShift), |harness| {
        let list = Arc::new(taken_over());
        harness.state_mut().done(crate::app::api::Done::NextShift(list));
        harness.run_ok();
        assert_says(harness, "4 left. Finish the reason for the 20:58 danger share");
        assert_says(harness, "Tell GP: nobody yet");
    });
}
