//! The workspace of a private seat.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::api::Request;
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{pictures, stage};
use crate::ui::theme::{Profile, Theme};

fn open(section: Section, side: Side, own: SideFile) -> Harness<'static, Stage> {
    let mut state = at_work(Phase::Seat(side), incident());
    state.own = Some(Arc::new(own));
    stage(state, Some(Route::Workspace(section)), Theme::Light, CAR)
}

#[test]
fn notes_pictures() {
    let state = at_work(Phase::Seat(Side::Health), incident());
    pictures(
        "workspace-notes",
        &state,
        Some(&Route::Workspace(Section::Notes)),
        |_| {},
    );
}

#[test]
fn known_pictures() {
    let state = at_work(Phase::Seat(Side::Police), incident());
    pictures(
        "workspace-known",
        &state,
        Some(&Route::Workspace(Section::Known)),
        |_| {},
    );
}

#[test]
fn shared_log_pictures() {
    let state = at_work(Phase::Seat(Side::Health), incident());
    pictures(
        "workspace-shared-log",
        &state,
        Some(&Route::Workspace(Section::SharedLog)),
        |_| {},
    );
}

#[test]
fn timeline_pictures() {
    let state = at_work(Phase::Seat(Side::Health), incident());
    pictures(
        "workspace-timeline",
        &state,
        Some(&Route::Workspace(Section::Timeline)),
        |_| {},
    );
}

#[test]
fn every_section_has_one_title_room_for_fingers_and_no_overlap() {
    for section in Section::ALL {
        let harness = open(section, Side::Health, own());
        scan::assert_sizes(&harness, Profile::Car);
        scan::assert_no_overlap(&harness);
    }
}

#[test]
fn known_is_two_presses_and_the_officer_tells_with_a_third() {
    let mut harness = open(Section::Notes, Side::Police, SideFile::default());
    chord(&mut harness, CTRL, Key::Num1);
    press(&mut harness, &[Key::Num1, Key::T]);
    let asked = harness.state_mut().asked();
    let [
        Request::AnswerKnown(INCIDENT, KnownAnswer::Known, why),
        Request::TellKnown(INCIDENT),
    ] = &asked[..]
    else {
        panic!("{asked:?}")
    };
    assert!(why.is_empty());
}

#[test]
fn what_was_told_is_not_told_a_second_time() {
    let mut harness = open(Section::Known, Side::Police, own());
    press(&mut harness, &[Key::T, Key::T]);
    assert!(harness.state_mut().asked().is_empty());
    first(&harness, "Told J Patel, nurse 20:57");
}

#[test]
fn the_nurse_s_t_opens_the_decision_and_tells_nothing_by_itself() {
    let mut harness = open(Section::Known, Side::Health, SideFile::default());
    press(&mut harness, &[Key::Num1, Key::T]);
    let asked = harness.state_mut().asked();
    // the decision looks up what was asked before; nothing is told
    assert!(
        matches!(
            asked[..],
            [Request::AnswerKnown(..), Request::AskedBefore(INCIDENT)]
        ),
        "{asked:?}"
    );
    assert!(matches!(harness.state().shell.route(), Route::SharePicked(_)));
}

#[test]
fn could_not_check_is_recorded_with_its_reason_only() {
    let mut harness = open(Section::Known, Side::Health, SideFile::default());
    press(&mut harness, &[Key::Num3]);
    assert!(harness.state_mut().asked().is_empty());
    harness.get_by_label("Why could it not be checked?").focus();
    harness.run_ok();
    harness
        .get_by_label("Why could it not be checked?")
        .type_text("System down");
    harness.run_ok();
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [Request::AnswerKnown(INCIDENT, KnownAnswer::CouldNotCheck, why)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!(why, "System down");
}

#[test]
fn a_note_saves_as_one_types_and_enter_makes_it_an_entry() {
    let mut harness = open(Section::Notes, Side::Health, SideFile::default());
    harness.get_by_label("New note").type_text("Calm and talking");
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::SaveDraft(draft)] if draft.words == "Calm and talking"),
        "{asked:?}"
    );
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    let [
        Request::WriteNote {
            incident: INCIDENT,
            source: NoteSource::Seen,
            text,
        },
    ] = &asked[..]
    else {
        panic!("{asked:?}")
    };
    assert_eq!(text, "Calm and talking");
}

#[test]
fn what_was_typed_in_the_last_second_is_saved_before_the_seat_is_left() {
    let mut harness = open(Section::Notes, Side::Health, SideFile::default());
    harness.get_by_label("New note").type_text("One");
    harness.run_ok();
    harness.get_by_label("New note").type_text(" two");
    harness.run_ok();
    assert_eq!(harness.state_mut().asked().len(), 1, "at most one a second");
    harness.get_by_label("New note").type_text(" three");
    chord(&mut harness, Modifiers::NONE, Key::F4);
    let asked = harness.state_mut().asked();
    let [Request::SaveDraft(draft), Request::SharedView] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert!(draft.words.contains("two"), "{draft:?}");
}

#[test]
fn an_empty_note_says_what_is_missing_and_a_draft_is_taken_up_again() {
    let mut harness = open(Section::Notes, Side::Health, SideFile::default());
    press(&mut harness, &[Key::Enter]);
    harness.get_by_label("There is a problem. Write what you saw, were told or read");
    let mut state = at_work(Phase::Seat(Side::Health), incident());
    let key = format!("note/{}/told", INCIDENT.hex());
    state.drafts = vec![crate::app::api::Draft {
        key,
        words: "Half a sentence".to_owned(),
    }];
    let harness = stage(state, Some(Route::Workspace(Section::Notes)), Theme::Light, CAR);
    let value = harness.get_by_label("New note").value();
    assert_eq!(value.as_deref(), Some("Half a sentence"));
}

#[test]
fn a_correction_needs_a_reason_and_keeps_the_old_words() {
    let mut harness = open(Section::Notes, Side::Health, own());
    harness.get_by_label_contains("Old words, corrected: Took tablets about 20:00");
    harness.get_by_label_contains("Correct: Took tablets").focus();
    press(&mut harness, &[Key::Enter]);
    harness.get_by_label("Why is it corrected?").focus();
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    harness.get_by_label("There is a problem. Say why the note is corrected");
}

#[test]
fn only_one_s_own_words_can_be_withdrawn_and_only_after_a_second_press() {
    let mut harness = open(Section::SharedLog, Side::Health, own());
    assert!(
        harness
            .query_by_label("Withdraw what was shared at 20:57")
            .is_none(),
        "those are the officer's"
    );
    harness.get_by_label("Withdraw what was shared at 21:01").focus();
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty());
    harness.get_by_label("Withdraw it").focus();
    press(&mut harness, &[Key::Enter]);
    assert!(harness.state_mut().asked().is_empty(), "the reason is asked");
    harness
        .get_by_role_and_label(egui::accesskit::Role::RadioGroup, "Why?")
        .focus();
    press(&mut harness, &[Key::Num2]);
    harness.get_by_label("Withdraw it").focus();
    press(&mut harness, &[Key::Enter]);
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked[..], [Request::Withdraw(INCIDENT, ItemId(bytes), _)] if bytes == [13; 16]),
        "{asked:?}"
    );
}

/// What was known when: a corrected note stands with its first words at its own time and with the new ones at theirs, an
/// earlier answer stays, and what happened to the incident is named.
#[test]
fn the_timeline_says_what_was_known_when() {
    use crate::domain::content::Grade;
    use crate::domain::incident::Happened;
    let mut file = own();
    let at = |minutes: i64| evening().plus_minutes(-minutes);
    let note = NoteCard {
        at: at(9),
        text: "Had a knife".to_owned(),
        earlier: vec![crate::domain::incident::Earlier {
            words: "Calm and cold".to_owned(),
            until: at(2),
            why: "He said later".to_owned(),
            by: None,
        }],
        ..file.notes[0].clone()
    };
    file.notes = vec![note];
    file.known_before = vec![(KnownAnswer::NotKnown, at(11))];
    let mut shared = incident();
    shared.frame.happened = vec![
        (at(8), None, Happened::Restamped(Milestone::OnScene, at(13))),
        (at(7), None, Happened::Closed),
        (at(6), None, Happened::Reopened("It went on".to_owned())),
        (
            at(5),
            None,
            Happened::Parted("26-0116".to_owned(), "Two brothers".to_owned()),
        ),
        (
            at(4),
            None,
            Happened::Claimed("R Evans".to_owned(), "Desk 2".to_owned()),
        ),
        (at(3), Some(MemberId([1; 16])), Happened::Graded(Grade::Priority)),
    ];
    let mut state = at_work(Phase::Seat(Side::Health), shared);
    state.own = Some(Arc::new(file));
    let harness = stage(
        state,
        Some(Route::Workspace(Section::Timeline)),
        Theme::Light,
        CAR,
    );
    let order = |words: &str| {
        let all = harness.get_all_by_label_contains(words);
        all.map(|node| node.rect().top()).fold(f32::MAX, f32::min)
    };
    let first = order("Calm and cold");
    let corrected = order("Had a knife. Why: He said later");
    assert!(first < corrected, "{first} {corrected}");
    assert!(harness.query_by_label("Seen: Had a knife").is_none());
    for words in [
        "No, not known",
        "It was 20:51 before",
        "Incident closed",
        "Opened again: It went on",
        "Two brothers",
        "R Evans, Desk 2, took it",
        "Graded: Priority. PC 4411 Hughes",
        "Calm and cold. J Patel, nurse",
    ] {
        let _found = order(words);
        assert!(order(words) < f32::MAX, "{words}");
    }
}
