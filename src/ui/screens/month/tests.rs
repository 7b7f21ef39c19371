//! The supervisor's month and its export, over an invented month.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::app::api::{Done, MonthPage, Phase, Request, State, TrendMonth};
use crate::app::problem::Problem;
use crate::domain::content::{
    Channel, ClosedFact, ConsultedCode, Content, DecisionCount, DecisionFact, IncidentOutcome,
    NotSharedReason, OpenedFact, PersonTold, Post, S136Fact, Source,
};
use crate::domain::decision::conclusion::{Confidentiality, Outcome};
use crate::domain::decision::facts::Direction;
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::incident::Placed;
use crate::domain::month::{Month, count_month};
use crate::domain::role::{Role, Side};
use crate::domain::time::{Moment, YearMonth};
use crate::test_support::harness::DESK;
use crate::test_support::scan;
use crate::ui::route::Route;
use crate::ui::testing::{assert_says, pictures, shift, stage};
use crate::ui::theme::Theme;

pub(in crate::ui::screens) fn october() -> YearMonth {
    YearMonth::new(2026, 10).unwrap()
}

fn id(number: u32) -> [u8; 16] {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    id
}

fn decision(number: u32, at: Moment, count: DecisionCount, ground: Confidentiality) -> Content {
    Content::DecisionFact(DecisionFact {
        incident: IncidentId(id(number)),
        decision: ItemId(id(10_000 + number)),
        direction: Some(Direction::HealthToPolice),
        count,
        outcome: (count == DecisionCount::Shared).then_some(Outcome::Share),
        confidentiality: ground,
        power: Vec::new(),
        asked: ground == Confidentiality::Consent,
        person_told: PersonTold::Yes,
        channel: Some(Channel::OnScreen),
        items: 2,
        at,
        took_ms: 24_000,
        check_ms: 4_000,
        rules: "england-and-wales-2026-11-21".to_owned(),
    })
}

/// What came of the incident with this number.
fn facts(number: u32, at: Moment) -> Vec<Content> {
    let incident = IncidentId(id(number));
    let ground = match number % 10 {
        0..=5 => Confidentiality::Consent,
        6 | 7 => Confidentiality::BestInterests,
        8 => Confidentiality::PublicInterestHarm,
        _ => Confidentiality::StatutoryDuty,
    };
    let count = match number % 12 {
        10 => DecisionCount::NotShared(NotSharedReason::NotAgreed),
        11 => DecisionCount::Danger,
        _ => DecisionCount::Shared,
    };
    let mut facts = vec![
        Content::OpenedFact(OpenedFact {
            incident,
            at,
            post: Post::Car,
            reference: String::new(),
        }),
        Content::ClosedFact(ClosedFact {
            incident,
            at: at.plus_minutes(70),
            source: Some(Source::Call999),
            outcome: Some(IncidentOutcome::HomeWithAdvice),
            follow_up: Vec::new(),
            on_scene_minutes: Some(40),
            handover_minutes: None,
            age: None,
            mode: None,
            reached_minutes: None,
            person: None,
        }),
        decision(number, at.plus_minutes(20), count, ground),
    ];
    if number.is_multiple_of(11) {
        facts.push(Content::S136Fact(S136Fact {
            incident,
            item: ItemId([9; 16]),
            used: number.is_multiple_of(22),
            consulted: ConsultedCode::CrewNurse,
            advice: None,
            place: None,
            conveyance: None,
            other_way: None,
            at: at.plus_minutes(30),
        }));
    }
    facts
}

fn counted(month: YearMonth, incidents: u32) -> Month {
    let mut entries = Vec::new();
    for number in 0..incidents {
        let at = month.start().plus_minutes(i64::from(number) * 200);
        for content in facts(number, at) {
            let seq = entries.len() as u64;
            entries.push(Placed {
                entry: EntryRef {
                    device: DeviceId([1; 16]),
                    seq,
                },
                lamport: seq,
                at,
                author: None,
                content,
            });
        }
    }
    count_month(month, &entries)
}

/// Twelve months up to October.
fn trend() -> Vec<TrendMonth> {
    let months = std::iter::successors(Some(october()), |month| Some(month.previous()));
    let mut trend: Vec<TrendMonth> = months
        .take(12)
        .zip([11, 14, 12, 19, 16, 21, 18, 22, 25, 21, 27, 24])
        .map(|(month, s136_used)| TrendMonth {
            month,
            opened: 214,
            s136_used,
            shared: 163 - s136_used,
        })
        .collect();
    trend.reverse();
    trend
}

pub(in crate::ui::screens) fn office(incidents: u32) -> State {
    let mut page = MonthPage::of(
        counted(october(), incidents),
        counted(october().previous(), 180),
        &[],
        &crate::app::paper::Beside::default(),
        crate::app::paper::Standing::default(),
    )
    .unwrap();
    page.trend = trend();
    State {
        office: Some(("A Morgan".to_owned(), Side::Health, Role::Supervisor)),
        month: Some(Arc::new(page)),
        police: None,
        health: None,
        post: None,
        ..shift(Phase::Office(Role::Supervisor))
    }
}

#[test]
fn the_month_shows_every_table_and_no_name() {
    let harness = stage(office(214), Some(Route::Month), Theme::Light, DESK);
    let words = scan::all_words(&harness);
    assert!(words.contains("October 2026: 214 incidents"));
    for table in &counted(october(), 214).tables {
        assert!(words.contains(table.title), "{} is missing", table.title);
    }
    assert!(words.contains("Not for release"));
    assert!(words.contains("danger shares without their reason"));
}

#[test]
fn the_month_before_is_asked_for_by_its_name() {
    let mut harness = stage(office(214), Some(Route::Month), Theme::Light, DESK);
    harness.get_by_label("Show September 2026").click();
    harness.run_ok();
    let asked = harness.state_mut().asked();
    assert!(
        matches!(asked[..], [Request::ShowMonth(month)] if month == october().previous()),
        "{asked:?}"
    );
}

#[test]
fn an_export_says_what_leaves_and_is_made_by_one_chord() {
    let mut harness = stage(office(214), Some(Route::Export), Theme::Light, DESK);
    let words = scan::all_words(&harness);
    assert!(words.contains("No names, no free text, no incident"));
    assert!(words.contains("decisions.csv"));
    harness.key_press(Key::Enter);
    harness.run_ok();
    assert!(
        harness.state_mut().asked().is_empty(),
        "plain Enter makes nothing"
    );
    harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
    let folder = match &harness.state_mut().asked()[..] {
        [Request::Export(month, folder)] if *month == october() => folder.clone(),
        other => panic!("{other:?}"),
    };
    assert!(folder.ends_with("tandem-audit-2026-10"));
    harness.state_mut().done(Done::Exported(folder));
    harness.run_ok();
    assert!(scan::all_words(&harness).contains("The files are made"));
}

#[test]
fn a_failed_export_says_so_beside_the_folder_and_keeps_it() {
    let mut harness = stage(office(9), Some(Route::Export), Theme::Light, DESK);
    harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::Enter);
    harness.run_ok();
    let problem = Problem::new("U-101", "The folder is there already", "Choose a new name");
    harness.state_mut().failed(problem);
    harness.run_ok();
    let words = scan::all_words(&harness);
    assert!(words.contains("There is a problem") && words.contains("The folder is there already"));
    assert!(words.contains("tandem-audit-2026-10"));
}

#[test]
fn pictures_of_the_month() {
    pictures("month", &office(214), Some(&Route::Month), |_| {});
}

#[test]
fn pictures_of_the_export() {
    // the folder proposed here depends on who is signed in to the machine
    pictures("export", &office(214), Some(&Route::Export), |harness| {
        harness.get_by_role(egui::accesskit::Role::TextInput).focus();
        harness.run_ok();
        harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::A);
        harness.run_ok();
        harness.event(egui::Event::Text(
            "/media/supervisor/tandem-audit-2026-10".to_owned(),
        ));
        harness.run_ok();
    });
}

#[test]
fn pictures_of_a_month_without_keys_and_of_an_export_made() {
    let none = State {
        month: None,
        ..office(0)
    };
    pictures("month-none", &none, Some(&Route::Month), |harness| {
        assert_says(harness, "No counts to show");
    });
    pictures("export-made", &office(214), Some(&Route::Export), |harness| {
        harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::Enter);
        harness.run_ok();
        let folder = "/media/supervisor/tandem-audit-2026-10".into();
        harness.state_mut().done(Done::Exported(folder));
        harness.run_ok();
        assert_says(harness, "The files are made");
    });
}

#[test]
fn the_trend_and_the_indicators_say_in_words_what_they_show() {
    let mut harness = stage(office(214), Some(Route::Month), Theme::Light, DESK);
    let words = scan::all_words(&harness);
    assert!(words.contains("November 2025 to October 2026"));
    assert!(words.contains("It does not prove what caused it"));
    assert!(words.contains("I15, ") && words.contains("I20, ") && words.contains("not added yet"));
    harness
        .get_by_label("Show as table: November 2025 to October 2026")
        .click_accesskit();
    harness.run_ok();
    assert!(scan::all_words(&harness).contains("October 2026: 11, 152"));
}
