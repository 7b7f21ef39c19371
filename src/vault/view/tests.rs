//! A view grows, is rebuilt, is fed in another order and is asked hostile questions, without a disk.

use std::cell::RefCell;

use proptest::prelude::*;

use super::fill::Source;
use super::*;
use crate::domain::content::*;
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{Direction, ItemCategory};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId, StreamId};
use crate::domain::incident::{Placed, fold_shared};
use crate::domain::month::count_month;
use crate::domain::time::{Moment, YearMonth};
use crate::vault::{Page, Readable};

/// Entries in the order of their arrival; the place of each is its number, from 1.
struct List(RefCell<Vec<(StreamId, Placed)>>);

impl List {
    fn of(entries: &[(StreamId, Placed)]) -> Self {
        Self(RefCell::new(entries.to_vec()))
    }
}

impl Source for List {
    fn after(&self, arrival: i64, limit: usize) -> Result<Page, VaultError> {
        let entries: Vec<Readable> = (1..)
            .zip(self.0.borrow().iter())
            .filter(|(place, _)| *place > arrival)
            .take(limit)
            .map(|(place, (stream, placed))| Readable {
                arrival: place,
                stream: *stream,
                placed: placed.clone(),
                body: placed.content.to_bytes(),
            })
            .collect();
        Ok(Page {
            scanned: entries.last().map_or(arrival, |entry| entry.arrival),
            at_end: entries.len() < limit,
            entries,
        })
    }

    fn last(&self) -> Result<i64, VaultError> {
        Ok(i64::try_from(self.0.borrow().len()).unwrap())
    }
}

fn incident(n: u8) -> IncidentId {
    IncidentId([n; 16])
}

fn minute(n: u64) -> Moment {
    let april: YearMonth = "2026-04".parse().unwrap();
    april.start().plus_minutes(i64::try_from(n).unwrap())
}

fn placed(device: u8, n: u64, content: Content) -> (StreamId, Placed) {
    let stream = content.incident().map_or([0; 16], |incident| incident.0);
    let placed = Placed {
        entry: EntryRef {
            device: DeviceId([device; 16]),
            seq: n,
        },
        lamport: n,
        at: minute(n),
        author: None,
        content,
    };
    (StreamId(stream), placed)
}

fn opened(n: u8, reference: &str) -> Content {
    Content::IncidentOpened(IncidentOpened {
        incident: incident(n),
        reference: reference.to_owned(),
        at: minute(u64::from(n)),
        post: Post::Car,
        station: "TR-07".to_owned(),
        crew: vec![],
    })
}

fn words(n: u8, words: &str) -> Content {
    Content::Disclosed(Disclosed {
        incident: incident(n),
        disclosure: ItemId([n; 16]),
        from: None,
        from_name: "J Patel".to_owned(),
        to: vec![],
        items: vec![SharedItem {
            category: ItemCategory::ALL[0],
            words: words.to_owned(),
            nature: Nature::Fact,
            as_at: minute(0),
            as_at_open: false,
            source: None,
            good_until: None,
        }],
        basis: Basis::Danger,
        channel: Channel::OnScreen,
        person_told: PersonTold::Yes,
    })
}

fn closed(n: u8) -> Content {
    Content::Closed(Closed {
        incident: incident(n),
    })
}

fn reopened(n: u8) -> Content {
    Content::Reopened(Reopened {
        incident: incident(n),
        why: String::new(),
    })
}

/// A few incidents from two devices; 2 is closed, reopened and closed, 3 was reopened.
fn shift() -> Vec<(StreamId, Placed)> {
    vec![
        placed(1, 1, opened(1, "26-0117")),
        placed(1, 2, words(1, "She carries a blade when she is frightened")),
        placed(1, 3, opened(2, "26-0118")),
        placed(2, 4, closed(2)),
        placed(1, 5, reopened(2)),
        placed(2, 6, words(2, "Call his sister first: Zoë")),
        placed(2, 7, closed(2)),
        placed(1, 8, opened(3, "25-0009")),
        placed(2, 9, closed(3)),
        placed(1, 10, reopened(3)),
    ]
}

/// The n-th entry: words that are shared about one incident.
pub(super) fn words_at(n: u64, text: &str) -> (StreamId, Placed) {
    placed(1, n, words(1, text))
}

pub(super) fn view_of(entries: &[(StreamId, Placed)]) -> View {
    let mut view = View::in_memory(Compartment::Shared).unwrap();
    view.fold_in(&List::of(entries), &mut |_, _| true).unwrap();
    view
}

#[test]
fn incidents_are_listed_latest_first_and_leave_the_open_list_when_closed() {
    let view = view_of(&shift());
    assert_eq!(view.open_incidents().unwrap(), [incident(3), incident(1)]);
    assert_eq!(
        view.recent(9, None).unwrap(),
        [incident(3), incident(2), incident(1)]
    );
    assert_eq!(view.recent(1, Some(minute(3))).unwrap(), [incident(2)]);
    let folded = fold_shared(&view.entries_of(incident(2)).unwrap()).unwrap();
    assert_eq!(
        (folded.reference.as_str(), folded.closed),
        ("26-0118", Some(minute(7)))
    );
    assert_eq!(view.stream_of(incident(2)).unwrap(), Some(StreamId([2; 16])));
    assert_eq!(view.stream_of(incident(9)).unwrap(), None);
    assert_eq!(view.incident_of("26-0118").unwrap(), Some(incident(2)));
}

#[test]
fn the_next_reference_follows_the_highest_of_its_year() {
    let mut entries = shift();
    for (n, odd) in (20..).zip(["26-", "26-x999", "26-99999999", "26", "2600199", "26-01 9", ""]) {
        entries.push(placed(1, u64::from(n), opened(n, odd)));
    }
    let view = view_of(&entries);
    assert_eq!(view.references_in_year("26").unwrap(), 118);
    assert_eq!(view.references_in_year("25").unwrap(), 9);
    assert_eq!(view.references_in_year("27").unwrap(), 0);
    assert_eq!(view.references_in_year("%_").unwrap(), 0);
}

#[test]
fn search_finds_words_whatever_their_case_and_accents_newest_first() {
    let view = view_of(&shift());
    let hits = view.search("BLADE frigh", 10).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(
        (hits[0].incident, hits[0].kind.as_str()),
        (Some(incident(1)), "shared.disclosed")
    );
    assert!(hits[0].snippet.contains("blade"), "{}", hits[0].snippet);
    assert_eq!(view.search("zoe", 10).unwrap().len(), 1);
    assert_eq!(
        view.search("blade sister", 10).unwrap().len(),
        0,
        "all words have to be there"
    );
    let stations: Vec<_> = view
        .search("tr 07", 2)
        .unwrap()
        .into_iter()
        .map(|hit| hit.incident)
        .collect();
    assert_eq!(stations, [Some(incident(3)), Some(incident(2))]);
}

#[test]
fn a_query_in_the_index_language_is_only_words() {
    let view = view_of(&shift());
    let long = "x".repeat(100_000);
    for hostile in [
        "\"",
        "\"\"\"",
        "a* OR b",
        "text:blade",
        "NEAR(a b",
        "^",
        "-blade",
        "(",
        "\0",
        "'; DROP TABLE item;--",
        &long,
    ] {
        view.search(hostile, 10)
            .unwrap_or_else(|error| panic!("{hostile:?}: {error}"));
    }
    assert_eq!(view.search("", 10).unwrap(), []);
    assert_eq!(view.search("NOT blade", 10).unwrap(), []);
    assert_eq!(view.search("blade", 0).unwrap(), []);
}

#[test]
fn stopping_keeps_what_is_folded_and_going_on_ends_in_the_same_view() {
    let entries: Vec<_> = (0..1_200).map(|n| placed(1, n, words(1, "a word"))).collect();
    let list = List::of(&entries);
    let mut view = View::in_memory(Compartment::Shared).unwrap();
    let mut seen = Vec::new();
    let stopped = view.fold_in(&list, &mut |done, of| {
        seen.push((done, of));
        false
    });
    assert_eq!(stopped, Err(VaultError::Cancelled));
    assert_eq!(seen, [(500, 1_200)]);
    assert_eq!(view.fold_in(&list, &mut |_, _| true), Ok(700));
    assert_eq!(view.fold_in(&list, &mut |_, _| true), Ok(0));
    assert_eq!(view.dump().unwrap(), view_of(&entries).dump().unwrap());
}

#[test]
fn a_log_that_went_back_or_was_exchanged_does_not_agree_with_the_view() {
    let entries = shift();
    let view = view_of(&entries);
    assert_eq!(view.agrees_with(&List::of(&entries)), Ok(true));
    assert_eq!(view.agrees_with(&List::of(&entries[..9])), Ok(false));
    let mut other = entries.clone();
    other[9] = placed(2, 10, reopened(3));
    assert_eq!(view.agrees_with(&List::of(&other)), Ok(false));
}

#[test]
fn a_month_is_given_by_the_facts_own_time_and_with_what_finished_its_danger_shares() {
    let april: YearMonth = "2026-04".parse().unwrap();
    let danger = |n: u8, at| {
        Content::DecisionFact(DecisionFact {
            incident: incident(n),
            decision: ItemId([n; 16]),
            direction: Some(Direction::HealthToPolice),
            count: DecisionCount::Danger,
            outcome: None,
            confidentiality: Confidentiality::None,
            power: vec![],
            asked: false,
            person_told: PersonTold::No,
            channel: Some(Channel::OnScreen),
            items: 1,
            at,
            took_ms: 1,
            check_ms: 1,
            rules: "1".to_owned(),
        })
    };
    let finished = |n: u8, at| {
        Content::DangerFinishedFact(DangerFinishedFact {
            incident: incident(n),
            disclosure: ItemId([n; 16]),
            ground: Confidentiality::PublicInterestHarm,
            at,
        })
    };
    let late = april.end().plus_minutes(3);
    let facts = [
        placed(1, 1, danger(1, april.start())),
        placed(1, 2, danger(2, april.end())),
        placed(1, 3, danger(3, april.start())),
        placed(1, 4, finished(1, late)),
        placed(1, 5, finished(2, late)),
    ];
    let mut view = View::in_memory(Compartment::Oversight).unwrap();
    view.fold_in(&List::of(&facts), &mut |_, _| true).unwrap();
    let entries = view.month_entries(april).unwrap();
    assert_eq!(entries.len(), 3, "two danger shares of April and the one reason");
    let month = count_month(april, &entries);
    assert_eq!(month.table("danger").unwrap().total(), 2);
    assert_eq!(month.unfinished.len(), 1);
}

#[test]
fn nothing_of_a_view_shows_in_debug_output() {
    let view = view_of(&shift());
    let hits = view.search("blade", 1).unwrap();
    assert!(!format!("{view:?} {hits:?}").contains("blade"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::vault::story::cases(40)))]
    #[test]
    fn grown_in_pieces_rebuilt_and_shuffled_are_the_same_view(
        order in Just(shift()).prop_shuffle(), cut in 0_usize..10,
    ) {
        let list = List::of(&order[..cut]);
        let mut grown = View::in_memory(Compartment::Shared).unwrap();
        grown.fold_in(&list, &mut |_, _| true).unwrap();
        list.0.borrow_mut().extend_from_slice(&order[cut..]);
        grown.fold_in(&list, &mut |_, _| true).unwrap();
        let straight = view_of(&shift()).dump().unwrap();
        prop_assert_eq!(grown.dump().unwrap(), view_of(&order).dump().unwrap());
        prop_assert_eq!(grown.dump().unwrap(), straight);
        prop_assert_eq!(grown.open_incidents().unwrap(), vec![incident(3), incident(1)]);
    }
}
