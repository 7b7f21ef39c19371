//! What the palette says of what it does not list, what a screen reader finds inside a row, and what a marker of risk to
//! staff asks for.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::app::api::{Done, Hit, Request};
use crate::test_support::harness::CAR;
use crate::test_support::scan;
use crate::ui::route::{Route, Section};
use crate::ui::testing::{stage, type_in};
use crate::ui::theme::Theme;

/// Many incidents of the same place: what fits beyond the list is said to be there, and another word brings it into reach.
#[test]
fn the_palette_says_when_more_fits_than_it_lists() {
    const MORE: &str = "More fit than are listed";
    let mut state = at_work(Phase::Shared, incident());
    for number in 0..40_u8 {
        let mut other = row(&incident());
        other.incident = IncidentId([100 + number; 16]);
        other.reference = format!("26-{:04}", 500 + u32::from(number));
        other.person = format!("Person {number}");
        state.live.push(other);
    }
    let mut harness = stage(state, None, Theme::Light, CAR);
    chord(&mut harness, CTRL, Key::K);
    type_in(&mut harness, "mill");
    assert!(
        scan::all_words(&harness).contains(MORE),
        "{}",
        scan::all_words(&harness)
    );
    harness.key_press_modifiers(CTRL, Key::A);
    harness.run_ok();
    type_in(&mut harness, "26-0539");
    let words = scan::all_words(&harness);
    assert!(words.contains("26-0539") && !words.contains(MORE), "{words}");
}

/// The engine answers with as many as it gives at most: more may be there, and it is said.
#[test]
fn the_palette_says_when_the_search_itself_was_cut_off() {
    let mut harness = stage(at_work(Phase::Shared, incident()), None, Theme::Light, CAR);
    chord(&mut harness, CTRL, Key::K);
    type_in(&mut harness, "tablets");
    let hits = (0..50_u8).map(|number| {
        let mut other = row(&incident());
        other.incident = IncidentId([100 + number; 16]);
        Hit {
            row: other,
            snippet: Some("took tablets".to_owned()),
        }
    });
    let asked = harness.state_mut().sent();
    assert!(matches!(&asked[..], [.., Request::Find(_)]), "{asked:?}");
    harness.state_mut().done(Done::Found(hits.collect()));
    harness.run_ok();
    let words = scan::all_words(&harness);
    assert!(words.contains("More fit than are listed"), "{words}");
}

/// A row says its name once: the tag and the words that are drawn in it are its parts, not further lines after it.
#[test]
fn the_parts_of_a_row_stand_inside_it() {
    for (phase, route, words) in [
        (Phase::Shared, Route::Board, "Outcome and follow-up"),
        (
            Phase::Seat(Side::Health),
            Route::Workspace(Section::Notes),
            "Agreed plan",
        ),
    ] {
        let harness = stage(at_work(phase, incident()), Some(route), Theme::Light, CAR);
        let says = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let said = node.label().or_else(|| node.value());
            node.role() == Role::Label && said.is_some_and(|said| said.contains(words))
        };
        let parts: Vec<_> = harness.get_all_by(says).collect();
        assert!(!parts.is_empty(), "{words}");
        for part in parts {
            let node = part.accesskit_node();
            let mut above = node.parent();
            let inside = std::iter::from_fn(|| {
                let this = above?;
                above = this.parent();
                Some(this)
            })
            .any(|node| node.role() == Role::Button);
            assert!(inside, "{words} is read after its row");
        }
    }
}

#[test]
fn a_marker_of_risk_to_staff_asks_which_supervisor_agreed_and_no_other_does() {
    const ASKED: &str = "Which supervisor agreed?";
    let state = at_work(Phase::Seat(Side::Health), incident());
    let mut harness = stage(
        state,
        Some(Route::Workspace(Section::Risk)),
        Theme::Light,
        egui::vec2(1024.0, 1600.0),
    );
    let click = |harness: &mut Harness<'static, Stage>, words: &str| {
        harness.get_by_label(words).click();
        harness.run_ok();
    };
    click(&mut harness, "Add a marker");
    let both = harness.get_by_role_and_label(Role::RadioGroup, "Which marker?");
    both.focus();
    press(&mut harness, &[Key::Num2]);
    assert!(harness.query_by_label(ASKED).is_none(), "a weapon needs none");
    press(&mut harness, &[Key::Num1]);
    harness.get_by_label("What does it rest on?").focus();
    harness.run_ok();
    type_in(&mut harness, "Threw a chair at the crew, 20 November");
    let _typing = harness.state_mut().asked();
    click(&mut harness, "Set the marker");
    assert!(harness.state_mut().sent().is_empty(), "nobody agreed");
    harness.get_by_label("There is a problem. Write which supervisor agreed");
    harness.get_by_role_and_label(Role::TextInput, ASKED).focus();
    harness.run_ok();
    type_in(&mut harness, "Sgt 2210 Okafor");
    click(&mut harness, "Set the marker");
    let sent = harness.state_mut().sent();
    assert!(
        matches!(&sent[..], [Request::SetMarker(INCIDENT, form)] if form.agreed == "Sgt 2210 Okafor"),
        "{sent:?}"
    );
}
