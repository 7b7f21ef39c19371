//! Every house widget on pages like the real ones, in three themes: the pictures to look at, and the scans.

use egui::{Id, Key};
use tandem::ui::theme::Theme;
use tandem::ui::widgets::{Tag, announce, body, focus_title, queue_row, tag, title};

mod pages;
#[path = "../support/mod.rs"]
mod support;

use pages::{PageFn, Typed, board, check, controls, filled, id, items, pages, question, queue};
use support::harness::{CAR, DESK, new_harness, profile_of, snapshot};
use support::{night, scan};

#[test]
fn every_widget_in_every_theme_looks_as_it_was_approved() {
    let mut results = egui_kittest::SnapshotResults::new();
    for (name, size, page) in pages() {
        for theme in Theme::ALL {
            let mut harness = new_harness(theme, size, filled(), page);
            snapshot(&mut harness, name, theme, size);
            if theme == Theme::Night {
                night::assert_dark(&harness.render().expect("a picture"), name);
            }
            results.extend_harness(&mut harness);
        }
    }
}

#[test]
fn everything_is_named_large_enough_and_apart() {
    for (name, size, page) in pages() {
        println!("{name}");
        let harness = new_harness(Theme::Light, size, filled(), page);
        scan::assert_named(&harness);
        scan::assert_sizes(&harness, profile_of(size));
        scan::assert_no_overlap(&harness);
        scan::assert_no_dead_button(&harness);
    }
}

#[test]
fn half_the_window_is_enough_for_every_page() {
    let small = egui::vec2(640.0, 360.0);
    let mut results = egui_kittest::SnapshotResults::new();
    for (name, _, page) in pages() {
        println!("{name}");
        let mut harness = new_harness(Theme::Light, small, filled(), page);
        scan::assert_named(&harness);
        scan::assert_no_overlap(&harness);
        scan::assert_inside(&harness);
        snapshot(&mut harness, name, Theme::Light, small);
        results.extend_harness(&mut harness);
    }
}

#[test]
fn tab_reaches_everything_and_scrolls_to_it() {
    for (name, size, page) in pages() {
        println!("{name}");
        let mut harness = new_harness(Theme::Light, size, filled(), page);
        let walk = scan::focus_walk(&mut harness, 40);
        assert!(!walk.is_empty());
        let mut back = scan::focus_walk_back(&mut harness, 40);
        back.sort();
        let mut walk = walk;
        walk.sort();
        assert_eq!(walk, back, "Shift+Tab walks the same way back");
    }
}

#[test]
fn a_page_is_read_in_the_order_in_which_it_is_used() {
    let harness = new_harness(Theme::Light, CAR, filled(), check);
    let words = scan::all_words(&harness);
    let order = [
        "Nurse seat",
        "Saved",
        "Back",
        "Check what",
        "Took tablets",
        "Why",
        "Everything else",
        "Share with",
        "Do not share",
        "Leave",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|part| words.find(part).unwrap_or_else(|| panic!("{part} is not read")))
        .collect();
    assert!(places.is_sorted(), "{order:?} {places:?}");
}

#[test]
fn a_seat_change_that_clears_memory_keeps_the_look() {
    let mut harness = new_harness(Theme::Night, CAR, filled(), board);
    let before = harness.render().expect("a picture");
    harness.ctx.data_mut(egui::util::IdTypeMap::clear);
    harness.run_ok();
    assert!(
        before == harness.render().expect("a picture"),
        "the same page in the same theme"
    );
}

#[test]
fn an_announcement_is_in_the_tree_once_and_soon_gone() {
    let mut harness = new_harness(Theme::Light, CAR, filled(), board);
    announce(&harness.ctx, "Handed over", true);
    harness.step();
    assert_eq!(scan::all_words(&harness).matches("Handed over").count(), 1);
    harness.run_steps(30);
    assert_eq!(scan::all_words(&harness).matches("Handed over").count(), 0);
}

#[test]
fn a_group_of_options_is_one_stop_for_tab_and_digits_choose() {
    let mut harness = new_harness(Theme::Light, CAR, Typed::default(), question);
    let walk = scan::focus_walk(&mut harness, 20);
    assert_eq!(
        walk.iter()
            .filter(|name| name.starts_with("Did Sam agree"))
            .count(),
        1,
        "{walk:?}"
    );
    harness
        .ctx
        .memory_mut(|memory| memory.request_focus(id("agreed")));
    harness.run_ok();
    harness.key_press(Key::Num3);
    harness.run_ok();
    assert_eq!(harness.state().answer, Some(2));
    harness.key_press(Key::ArrowDown);
    harness.run_ok();
    assert_eq!(harness.state().answer, Some(3));
    harness.key_press(Key::Num0);
    harness.run_ok();
    assert_eq!(harness.state().answer, Some(5), "0 is do not share");
    harness.key_press(Key::Escape);
    harness.run_ok();
    assert!(
        harness.ctx.memory(|memory| memory.has_focus(id("agreed"))),
        "Escape keeps the focus"
    );
}

#[test]
fn enter_without_an_answer_names_the_problem_and_moves_the_keyboard_to_it() {
    let mut harness = new_harness(Theme::Light, CAR, Typed::default(), question);
    focus_title(&harness.ctx);
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    let focused = scan::nodes(&harness)
        .into_iter()
        .find(|node| node.focused)
        .expect("something has the keyboard");
    assert_eq!(focused.label, "There is a problem. Say whether Sam agreed");
    scan::assert_named(&harness);
}

#[test]
fn plain_enter_never_commits_a_share() {
    let mut harness = new_harness(Theme::Light, CAR, Typed::default(), check);
    for _ in 0..40 {
        harness.key_press(Key::Enter);
        harness.run_ok();
        harness.key_press(Key::Tab);
        harness.run_ok();
    }
    assert_eq!(harness.state().shared, 0);
    harness.key_press_modifiers(egui::Modifiers::CTRL, Key::Enter);
    harness.run_ok();
    assert_eq!(harness.state().shared, 1);
}

#[test]
fn a_table_of_100_000_rows_is_one_stop_and_end_reaches_its_last_row() {
    let mut harness = new_harness(Theme::Light, DESK, (), |ui, ()| {
        title(ui, "Queue");
        queue(ui, 100_000);
    });
    let walk = scan::focus_walk(&mut harness, 6);
    assert_eq!(walk.len(), 1, "{walk:?}");
    harness.key_press(Key::End);
    harness.run_ok();
    let row = scan::nodes(&harness)
        .into_iter()
        .find(|node| node.focused)
        .expect("a row has the keyboard");
    assert!(row.label.starts_with("99999:"), "{row:?}");
    assert!(row.rect.bottom() <= DESK.y + 1.0, "in sight: {row:?}");
}

#[test]
fn a_secret_leaves_nothing_for_undo() {
    let mut harness = new_harness(Theme::Light, CAR, Typed::default(), controls);
    harness
        .ctx
        .memory_mut(|memory| memory.request_focus(id("secret")));
    harness.run_ok();
    harness.event(egui::Event::Text("ZZHEALTH".to_owned()));
    harness.run_ok();
    assert_eq!(harness.state().secret, "ZZHEALTH");
    harness.state_mut().secret.clear();
    for _ in 0..20 {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
        harness.run_ok();
    }
    assert_eq!(harness.state().secret, "");
    assert!(!scan::all_words(&harness).contains("ZZHEALTH"));
}

#[test]
fn a_row_is_one_target_with_one_name() {
    let mut harness = new_harness(Theme::Light, CAR, 0_u32, |ui, pressed| {
        title(ui, "Queue");
        let row = queue_row(ui, id("row"), "Late 14:02, Footbridge, Car 2", false, |ui| {
            tag(ui, Tag::Now, "14:02 late");
            body(ui, "Footbridge, Mill Lane");
        });
        *pressed += u32::from(row.clicked());
    });
    harness.key_press(Key::Tab);
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
    assert_eq!(*harness.state(), 1);
    scan::assert_named(&harness);
}

#[test]
fn what_has_the_keyboard_shows_two_rings() {
    let mut results = egui_kittest::SnapshotResults::new();
    let stops: [(&str, PageFn, Option<Id>, usize); 5] = [
        ("focus-button", check, None, 9),
        ("focus-choice", question, Some(id("agreed")), 0),
        ("focus-ticks", items, Some(id("ticks")), 0),
        ("focus-field", controls, Some(id("handle")), 0),
        ("focus-pin", controls, Some(id("pin")), 0),
    ];
    for (name, page, field, tabs) in stops {
        for theme in Theme::ALL {
            let mut harness = new_harness(theme, CAR, filled(), page);
            let before = harness.render().expect("a picture");
            if let Some(field) = field {
                harness.ctx.memory_mut(|memory| memory.request_focus(field));
            }
            for _ in 0..tabs {
                harness.key_press(Key::Tab);
                harness.run_ok();
            }
            harness.run_ok();
            let after = harness.render().expect("a picture");
            let changed = before
                .pixels()
                .zip(after.pixels())
                .filter(|(a, b)| a != b)
                .count();
            assert!(
                changed >= 200,
                "{name}: only {changed} pixels tell where the keyboard is"
            );
            snapshot(&mut harness, name, theme, CAR);
            results.extend_harness(&mut harness);
        }
    }
}
