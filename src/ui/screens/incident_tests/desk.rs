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
fn busy() -> State {
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
