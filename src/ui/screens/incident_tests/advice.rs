//! Advice to officers: kept while it is half typed, and still to do until it is known what was done.

use super::desk::busy;
use super::*;
use crate::app::api::Request;
use crate::domain::content::{AdviceGiven, Agreed};
use crate::domain::incident::AdviceCard;
use crate::test_support::harness::DESK;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{assert_says, stage, type_in};
use crate::ui::theme::Theme;

#[test]
fn half_typed_advice_is_kept_when_the_page_is_left_and_gone_when_it_was_sent() {
    let mut harness = stage(busy(), Some(Route::Advise), Theme::Light, DESK);
    harness.get_by_label("Whom do you advise?").focus();
    harness.run_ok();
    type_in(&mut harness, "Car 5");
    press(&mut harness, &[Key::Escape]);
    let drafts: Vec<crate::app::api::Draft> = harness
        .state_mut()
        .asked()
        .into_iter()
        .filter_map(|request| {
            let Request::SaveDraft(draft) = request else {
                return None;
            };
            Some(draft)
        })
        .collect();
    let [.., last] = &drafts[..] else {
        panic!("nothing was kept")
    };
    assert!(last.words.contains("Car 5"), "{}", last.words);
    // after a cover, and a start of the program, it stands there again
    let mut state = busy();
    state.drafts = vec![last.clone()];
    let mut harness = stage(state, Some(Route::Advise), Theme::Light, DESK);
    assert_says(&harness, "Car 5");
    for (field, words) in [
        ("What you advised", "One person talks"),
        ("What they said they understood", "One of us talks"),
    ] {
        harness.get_by_label(field).focus();
        harness.run_ok();
        type_in(&mut harness, words);
    }
    first(&harness, "They agree").click();
    harness.run_ok();
    chord(&mut harness, CTRL, Key::Enter);
    harness.state_mut().asked();
    harness.state_mut().done(crate::app::api::Done::Ok);
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(&asked[..], [Request::DropDraft(key)] if *key == last.key),
        "{asked:?}"
    );
    assert!(!scan::all_words(&harness).contains("One person talks"));
}

#[test]
fn what_was_done_on_advice_is_still_to_do_until_it_is_said() {
    let mut state = busy();
    let mut file = own();
    let advice = |number: u8, to: &str, done: &str| AdviceCard {
        at: minutes_ago(5),
        author: None,
        advice: AdviceGiven {
            incident: INCIDENT,
            item: ItemId([number; 16]),
            to: to.to_owned(),
            channel: Channel::Radio,
            advised: "One person talks".to_owned(),
            understood: "One of us talks, the other stays back".to_owned(),
            agreed: Agreed::Partly,
            done: done.to_owned(),
            completes: None,
        },
    };
    file.advice = vec![advice(61, "Car 5", ""), advice(62, "Car 6", "One talked")];
    state.own = Some(Arc::new(file));
    let list = crate::ui::parts::still_to_do(
        &state,
        Some(Side::Health),
        evening(),
        crate::domain::rules::Rules::embedded().unwrap().thresholds(),
    );
    let words: Vec<&str> = list.iter().map(|todo| todo.words.as_str()).collect();
    assert!(
        words.contains(&"Say what was done on the 20:59 advice to Car 5"),
        "{words:?}"
    );
    assert!(!words.iter().any(|words| words.contains("Car 6")), "{words:?}");
    let harness = stage(state, Some(Route::Advise), Theme::Light, DESK);
    for part in [
        "One person talks",
        "Said back: One of us talks, the other stays back",
        "They agree in part",
        "Done: One talked",
    ] {
        assert_says(&harness, part);
    }
}
