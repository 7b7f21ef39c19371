//! What a person, a court or somebody who should not know would find on a paper: in words and on its web page.

use proptest::prelude::*;

use super::{NoteAbout, NoteForm, note};
use crate::domain::content::{
    Basis, Channel, Content, DecisionMade, DecisionResult, DecisionWords, Disclosed, IncidentOpened, Nature,
    NoteGiven, NoteHow, PersonTold, Post, Receiver, SharedItem, TellingRecord,
};
use crate::domain::decision::conclusion::Confidentiality;
use crate::domain::decision::facts::{ItemCategory, Purpose};
use crate::domain::ids::{DeviceId, EntryRef, IncidentId, ItemId};
use crate::domain::incident::{DisclosureCard, Placed, SharedIncident, SideFile, fold_shared};
use crate::domain::paper::note::Held;
use crate::domain::paper::{Block, Picture, html};
use crate::domain::role::Side;
use crate::domain::time::Moment;

pub(super) const AT: Moment = Moment(1_795_273_440_000);

pub(super) fn item(words: &str, nature: Nature, category: ItemCategory) -> SharedItem {
    SharedItem {
        category,
        words: words.to_owned(),
        nature,
        as_at: AT,
        as_at_open: false,
        source: None,
        good_until: None,
    }
}

fn disclosed(n: u8, from: Option<Side>, told: PersonTold, basis: Basis, items: Vec<SharedItem>) -> Disclosed {
    Disclosed {
        incident: IncidentId([9; 16]),
        disclosure: ItemId([n; 16]),
        from,
        from_name: "R Evans RMN".to_owned(),
        to: vec![Receiver::crew(
            Side::Police,
            None,
            "PC 4411 Hughes".to_owned(),
            String::new(),
        )],
        items,
        basis,
        channel: Channel::InPerson,
        person_told: told,
    }
}

pub(super) fn card(
    n: u8,
    from: Option<Side>,
    told: PersonTold,
    basis: Basis,
    items: Vec<SharedItem>,
) -> DisclosureCard {
    DisclosureCard::of(&disclosed(n, from, told, basis, items), Some(AT))
}

pub(super) fn incident(disclosures: Vec<DisclosureCard>) -> SharedIncident {
    let opened = IncidentOpened {
        incident: IncidentId([9; 16]),
        reference: "26-0117".to_owned(),
        at: AT,
        post: Post::Car,
        station: "Car 1".to_owned(),
        crew: Vec::new(),
    };
    let placed = Placed {
        entry: EntryRef {
            device: DeviceId([1; 16]),
            seq: 1,
        },
        lamport: 1,
        at: AT,
        author: None,
        content: Content::IncidentOpened(opened),
    };
    let mut incident = fold_shared(&[placed]).unwrap();
    "Sam".clone_into(&mut incident.person);
    incident.disclosures = disclosures;
    incident
}

pub(super) fn about<'a>(shared: &'a SharedIncident, own: &'a SideFile) -> NoteAbout<'a> {
    NoteAbout {
        shared,
        own,
        side: Side::Health,
        organisation: "Southshire Health Trust",
        contact: "01632 960100",
        complaint_days: 30,
    }
}

pub(super) fn consent() -> Basis {
    Basis::Decided(Confidentiality::Consent)
}

pub(super) fn usual() -> SharedIncident {
    incident(vec![
        card(
            1,
            Some(Side::Health),
            PersonTold::Yes,
            consent(),
            vec![
                item(
                    "Sam gets frightened by uniforms. Speak slowly and keep a distance.",
                    Nature::Fact,
                    ItemCategory::PresentationAndRisk,
                ),
                item(
                    "Sam would rather talk outside.",
                    Nature::ToldByPerson,
                    ItemCategory::CrisisPlan,
                ),
            ],
        ),
        card(
            2,
            Some(Side::Health),
            PersonTold::Later,
            Basis::Decided(Confidentiality::PublicInterestHarm),
            vec![item(
                "His neighbour Jo Canary heard shouting.",
                Nature::ThirdParty,
                ItemCategory::PresentationAndRisk,
            )],
        ),
    ])
}

#[test]
fn a_note_says_word_for_word_what_was_shared() {
    let (shared, own) = (usual(), SideFile::default());
    for easy in [false, true] {
        let form = NoteForm {
            easy,
            ..NoteForm::default()
        };
        let (document, _) = note(&about(&shared, &own), &form);
        let read = document.text();
        for said in [
            "Sam gets frightened by uniforms. Speak slowly and keep a distance.",
            "Sam would rather talk outside.",
            "PC 4411 Hughes",
            "01632 960100",
            "You said yes.",
        ] {
            assert!(read.contains(said), "{said:?} is missing in {read}");
            assert!(
                html(&document).contains(said),
                "{said:?} is missing in the web page"
            );
        }
    }
}

#[test]
fn what_somebody_else_said_is_named_and_never_repeated() {
    let (shared, own) = (usual(), SideFile::default());
    let (document, _) = note(&about(&shared, &own), &NoteForm::default());
    let text = document.text();
    assert!(text.contains("Something that somebody else told us."));
    assert!(!text.contains("Jo Canary") && !text.contains("neighbour") && !text.contains("shouting"));
}

#[test]
fn a_share_that_would_add_danger_cannot_be_put_on_by_any_choice() {
    let words = || vec![item("canary words", Nature::Fact, ItemCategory::History)];
    let health = Some(Side::Health);
    let shared = incident(vec![
        card(1, health, PersonTold::No, consent(), words()),
        card(2, health, PersonTold::NotYetRecorded, Basis::Danger, words()),
        card(4, Some(Side::Police), PersonTold::Yes, consent(), words()),
    ]);
    let own = SideFile::default();
    let mut form = NoteForm::default();
    form.choice.added = (1..=4).map(|n| ItemId([n; 16])).collect();
    let (document, selection) = note(&about(&shared, &own), &form);
    assert!(!document.text().contains("canary"));
    let why: Vec<Held> = selection.held.iter().map(|(_, why)| *why).collect();
    assert_eq!(why, [Held::AddsDanger, Held::ReasonOpen]);
}

#[test]
fn a_share_whose_telling_nobody_settled_goes_on_only_by_choice() {
    let words = || {
        vec![item(
            "Sam walks by the river.",
            Nature::Fact,
            ItemCategory::History,
        )]
    };
    let health = Some(Side::Health);
    let crime = Basis::Decided(Confidentiality::PublicInterestCrime);
    let shared = incident(vec![
        card(1, health, PersonTold::NotYetRecorded, consent(), words()),
        card(2, health, PersonTold::Later, crime, words()),
    ]);
    let own = SideFile::default();
    let (careful, selection) = note(&about(&shared, &own), &NoteForm::default());
    assert!(!careful.text().contains("river"));
    let why: Vec<Held> = selection.held.iter().map(|(_, why)| *why).collect();
    assert_eq!(why, [Held::NotRecorded, Held::CouldWarn]);
    let mut form = NoteForm::default();
    form.choice.added.insert(ItemId([1; 16]));
    let (chosen, selection) = note(&about(&shared, &own), &form);
    assert_eq!(chosen.text().matches("river").count(), 1);
    assert_eq!(selection.held.len(), 1);
}

/// The own half with a decision behind the first share of [`usual`]: a canary in every word a decision can hold.
fn decided(purpose: Purpose) -> SideFile {
    let canary = || "canary of the decision".to_owned();
    let mut facts: crate::domain::decision::facts::Facts =
        toml::from_str(include_str!("../../../tests/golden/facts.toml")).unwrap();
    facts.disclosure.purpose = purpose;
    facts.person.adult_at_risk = true;
    let rules = crate::domain::rules::Rules::embedded().unwrap();
    let mut conclusion = crate::domain::decision::decide(&facts, &rules);
    conclusion.reasons = vec![canary()];
    let made = DecisionMade {
        incident: IncidentId([9; 16]),
        decision: ItemId([40; 16]),
        notes: vec![ItemId([7; 16])],
        facts,
        words: DecisionWords {
            best_interests: canary(),
            wishes: canary(),
            least: canary(),
            proportionate: canary(),
            reason: canary(),
        },
        conclusion,
        result: DecisionResult::Shared {
            disclosure: ItemId([1; 16]),
        },
        begun: AT,
        check_ms: 1,
        gaps: vec![canary()],
        record: None,
        telling: TellingRecord {
            not_told_words: canary(),
            ..TellingRecord::default()
        },
    };
    SideFile {
        decisions: vec![(AT, made)],
        ..SideFile::default()
    }
}

#[test]
fn a_note_says_what_it_was_for_and_nothing_else_of_the_decision() {
    for (purpose, said) in [
        (Purpose::SafetyOfPerson, "We wanted to keep you safe."),
        (Purpose::DirectCare, "We wanted you to get the right care."),
        (Purpose::SafeguardingChild, "We wanted to keep people safe."),
    ] {
        for easy in [false, true] {
            let form = NoteForm {
                easy,
                ..NoteForm::default()
            };
            let (document, _) = note(&about(&usual(), &decided(purpose)), &form);
            let text = format!("{}{}", document.text(), html(&document));
            assert!(text.contains(said), "{said:?} is missing in {text}");
            assert!(text.contains("You said yes."), "and on what ground");
            for hidden in ["canary", "child", "neighbour", "at risk", "police asked"] {
                assert!(!text.contains(hidden), "{hidden:?} is on the note: {text}");
            }
        }
    }
}

#[test]
fn an_easy_note_has_one_idea_beside_each_picture_and_room_for_one_beside_the_words_that_were_said() {
    let form = NoteForm {
        easy: true,
        ..NoteForm::default()
    };
    let (shared, own) = (usual(), decided(Purpose::SafetyOfPerson));
    let (document, _) = note(&about(&shared, &own), &form);
    let mut room = Vec::new();
    for block in &document.blocks {
        if let Block::Pictured(Picture::Own, words) = block {
            room.push(words.as_str());
        } else if let Block::Pictured(_, words) = block {
            let ideas = words.matches(". ").count();
            assert_eq!(ideas, 0, "more than one idea: {words}");
        } else {
            assert!(
                matches!(block, Block::Heading(..)),
                "{block:?} has no picture beside it"
            );
        }
    }
    assert_eq!(
        room,
        [
            "Sam gets frightened by uniforms. Speak slowly and keep a distance.",
            "Sam would rather talk outside."
        ]
    );
    let page = html(&document);
    assert!(page.contains("aria-hidden=\"true\"") && !page.contains("<img"));
}

#[test]
fn a_note_is_written_in_short_sentences() {
    let (shared, own) = (usual(), SideFile::default());
    for (easy, longest) in [(false, 24), (true, 12)] {
        let form = NoteForm {
            easy,
            ..NoteForm::default()
        };
        let (document, _) = note(&about(&shared, &own), &form);
        for sentence in document.text().split(['.', '\n', ':']) {
            let words = sentence.split_whitespace().count();
            assert!(words <= longest, "{words} words: {sentence}");
        }
        assert!(!document.text().contains("disclos") && !document.text().contains("data subject"));
    }
}

#[test]
fn every_script_is_kept_and_hostile_letters_change_nothing() {
    let words = "سام 你好 \u{202e}drowssap\u{202c} <script>alert(1)</script> \u{0}\u{feff}\u{e000} Zoë Łukasz \
                 👩\u{200d}🚒";
    let items = vec![item(words, Nature::Fact, ItemCategory::History)];
    let shared = incident(vec![card(
        1,
        Some(Side::Health),
        PersonTold::Yes,
        consent(),
        items,
    )]);
    let (document, _) = note(&about(&shared, &SideFile::default()), &NoteForm::default());
    let page = html(&document);
    assert!(page.contains("سام 你好 drowssap &lt;script&gt;") && !page.contains("<script"));
}

#[test]
fn only_a_note_of_the_side_that_told_makes_the_person_know() {
    let told_after = |by: Side, how: NoteHow| {
        let placed = |n: u64, content: Content| Placed {
            entry: EntryRef {
                device: DeviceId([1; 16]),
                seq: n,
            },
            lamport: n,
            at: AT,
            author: None,
            content,
        };
        let incident = IncidentId([9; 16]);
        let opened = IncidentOpened {
            incident,
            reference: "26-0117".to_owned(),
            at: AT,
            post: Post::Car,
            station: "Car 1".to_owned(),
            crew: Vec::new(),
        };
        let words = vec![item(
            "Sam walks by the river.",
            Nature::Fact,
            ItemCategory::History,
        )];
        let disclosed = disclosed(
            1,
            Some(Side::Health),
            PersonTold::NotYetRecorded,
            consent(),
            words,
        );
        let given = NoteGiven {
            incident,
            item: ItemId([4; 16]),
            by,
            disclosures: vec![ItemId([1; 16])],
            easy: false,
            how,
        };
        let entries = [
            placed(1, Content::IncidentOpened(opened)),
            placed(2, Content::Disclosed(disclosed)),
            placed(3, Content::NoteGiven(given)),
        ];
        fold_shared(&entries).unwrap().disclosures[0].person_told
    };
    assert_eq!(told_after(Side::Health, NoteHow::InHand), PersonTold::Yes);
    assert_eq!(
        told_after(Side::Health, NoteHow::Declined),
        PersonTold::NotYetRecorded
    );
    assert_eq!(
        told_after(Side::Police, NoteHow::InHand),
        PersonTold::NotYetRecorded
    );
}

fn any_told() -> impl Strategy<Value = PersonTold> {
    prop_oneof![
        Just(PersonTold::Yes),
        Just(PersonTold::Later),
        Just(PersonTold::No),
        Just(PersonTold::NotYetRecorded)
    ]
}

fn any_item() -> impl Strategy<Value = (ItemCategory, Nature)> {
    let natures = prop_oneof![
        Just(Nature::Fact),
        Just(Nature::Opinion),
        Just(Nature::ToldByPerson),
        Just(Nature::ThirdParty)
    ];
    (proptest::sample::select(ItemCategory::ALL), natures)
}

fn any_basis() -> impl Strategy<Value = Basis> {
    prop_oneof![
        proptest::sample::select(&Confidentiality::CARRYING[..]).prop_map(Basis::Decided),
        Just(Basis::Agreement),
        Just(Basis::Danger)
    ]
}

proptest! {
    /// Whatever was shared and chosen: each item's words are there only where they may be, in every form of the note.
    #[test]
    fn nothing_reaches_the_note_that_may_not(
        shares in prop::collection::vec(
            (any_told(), any_basis(), prop::bool::ANY, prop::collection::vec(any_item(), 1..4)), 1..5),
        added in prop::collection::btree_set(1_u8..6, 0..5),
        easy in prop::bool::ANY,
    ) {
        let mut cards = Vec::new();
        for (n, (told, basis, police, items)) in shares.iter().enumerate() {
            let n = u8::try_from(n + 1).unwrap();
            let items = items.iter().enumerate()
                .map(|(i, (category, nature))| item(&format!("canary{n}x{i}"), *nature, *category)).collect();
            let from = if *police { Side::Police } else { Side::Health };
            cards.push(card(n, Some(from), *told, *basis, items));
        }
        let shared = incident(cards);
        let own = SideFile {
            notes: vec![crate::domain::incident::NoteCard {
                note: ItemId([7; 16]),
                at: AT,
                author: None,
                source: crate::domain::content::NoteSource::Seen,
                text: "canary note".to_owned(),
                earlier: vec![crate::domain::incident::Earlier {
                    words: "canary earlier".to_owned(),
                    until: AT,
                    why: "canary why".to_owned(),
                    by: None,
                }],
                shared_in: Vec::new(),
        moved: None,
            }],
            known: Some((crate::domain::content::KnownAnswer::Known, "canary check".to_owned(), AT)),
            ..SideFile::default()
        };
        let mut form = NoteForm { easy, ..NoteForm::default() };
        form.choice.added = added.iter().map(|n| ItemId([*n; 16])).collect();
        let (document, _) = note(&about(&shared, &own), &form);
        let text = format!("{}{}", document.text(), html(&document));
        for private in ["canary note", "canary earlier", "canary why", "canary check"] {
            prop_assert!(!text.contains(private));
        }
        for (n, (told, basis, police, items)) in shares.iter().enumerate() {
            for (i, (category, nature)) in items.iter().enumerate() {
                use ItemCategory as C;
                let secret = *police
                    || *told == PersonTold::No
                    || *basis == Basis::Danger
                    || *nature == Nature::ThirdParty
                    || matches!(category, C::Intelligence | C::WeaponsMarker | C::ViolenceMarker | C::NhsNumber
                        | C::WholeRecord | C::CounsellingNotes);
                let there = text.contains(&format!("canary{}x{i}", n + 1));
                prop_assert!(!(secret && there), "share {} item {i} is on the note", n + 1);
                if !secret && *told == PersonTold::Yes && !matches!(category, C::ContactDetails | C::Counts) {
                    prop_assert!(there, "share {} item {i} is missing", n + 1);
                }
            }
        }
    }
}
