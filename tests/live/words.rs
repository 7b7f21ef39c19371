//! Words whose way is followed: a canary in every private field of a seat, and the few words that are told.

use std::sync::Arc;

use tandem::app::api::{Done, Draft, Request, ShareForm, Telling};
use tandem::app::clock::{Clock as _, HandClock};
use tandem::app::engine::{note_draft_key, receiver};
use tandem::app::proposal::{Wording, basis_of, fresh_name};
use tandem::domain::content::{
    Channel, DecisionWords, Detail, KnownAnswer, Nature, NotSharedReason, NoteSource, PersonTold,
    RecordField, SharedItem, TellingHow, TellingRecord, Trigger,
};
use tandem::domain::decision::decide;
use tandem::domain::decision::facts::{
    Capacity, Consent, ConsentState, Crime, Direction, Disclosure, Duty, Emergency, Facts, Harm, HarmTo,
    ItemCategory, Nation, Person, Purpose, Recipient,
};
use tandem::domain::decision::path::Answers;
use tandem::domain::ids::{IncidentId, ItemId};
use tandem::domain::role::Side;
use tandem::domain::rules::Rules;
use tandem::domain::time::Moment;

use super::Wire;

/// What only police may read.
pub const POLICE: &str = "ZZPOLICE";
/// What only health may read.
pub const HEALTH: &str = "ZZHEALTH";

/// The canary of a side.
pub fn canary(side: Side) -> &'static str {
    match side {
        Side::Police => POLICE,
        Side::Health => HEALTH,
    }
}

/// The one sentence that a side tells.
pub fn told(side: Side) -> &'static str {
    match side {
        Side::Police => "Told by police: a dog in the flat, not tied",
        Side::Health => "Told by the nurse: one person talking, keep distance",
    }
}

/// The shared frame of the incident: place and person.
pub fn frame(desk: &Wire, incident: IncidentId) {
    for detail in [
        Detail::Place("Canal footbridge".to_owned()),
        Detail::Person {
            name: "Sam Okoro".to_owned(),
            age: Some(30),
            about: true,
        },
    ] {
        desk.must(Request::SetDetail(incident, detail));
    }
}

/// Everything private that the seated side can write without a page: its check, notes, corrections, a decision not to
/// share with every typed word. `notes` says how many notes.
pub fn sow(desk: &Wire, clock: &Arc<HandClock>, incident: IncidentId, side: Side, notes: usize) {
    let word = canary(side);
    desk.must(Request::AnswerKnown(
        incident,
        KnownAnswer::CouldNotCheck,
        format!("{word} reason of the check"),
    ));
    for number in 0..notes {
        let source = NoteSource::ALL[number % NoteSource::ALL.len()];
        write_note(desk, incident, source, &format!("{word} note {number}"));
    }
    let own = desk.state().own.clone().expect("a private seat");
    if let Some(note) = own.notes.first() {
        desk.must(Request::AmendNote {
            incident,
            note: note.note,
            text: format!("{word} corrected"),
            why: format!("{word} why it was corrected"),
        });
    }
    do_not_share(desk, clock, incident, side);
}

/// The first task of the seated side is done, with a word on how.
pub fn task_done(desk: &Wire, incident: IncidentId, side: Side) {
    let own = desk.state().own.clone().expect("a private seat");
    if let Some(task) = own.tasks.first() {
        let note = format!("{} task done", canary(side));
        let told = Telling {
            who: format!("{} told", canary(side)),
            at: Moment(0),
            how: TellingHow::Phone,
        };
        desk.must(Request::TaskDone(incident, task.item, note, Some(told)));
    }
}

/// Drafts that stay unfinished: one of a note, one of a share.
pub fn begin_drafts(desk: &Wire, incident: IncidentId, side: Side) {
    let word = canary(side);
    let share = serde_json::json!({ "shorter": format!("{word} words of a share draft") });
    for (key, words) in [
        (
            note_draft_key(incident, NoteSource::Seen),
            format!("{word} unfinished note"),
        ),
        (format!("share/{}", incident.hex()), share.to_string()),
    ] {
        desk.must(Request::SaveDraft(Draft { key, words }));
    }
}

pub fn write_note(desk: &Wire, incident: IncidentId, source: NoteSource, text: &str) {
    desk.must(Request::WriteNote {
        incident,
        source,
        text: text.to_owned(),
    });
}

/// "Do not share", with a canary in every field that a person can type in.
pub fn do_not_share(desk: &Wire, clock: &Arc<HandClock>, incident: IncidentId, side: Side) {
    desk.must(Request::CommitDecision {
        form: Box::new(form(desk, clock, incident, side)),
        reason: Some(NotSharedReason::Other),
    });
    fill_a_gap(desk, incident, &format!("{} gap", canary(side)));
}

/// Types the words into the first open line of the latest decision's record that takes words.
fn fill_a_gap(desk: &Wire, incident: IncidentId, words: &str) {
    let own = desk.state().own.clone().expect("a private seat");
    let (_, decision, record) = own.open_records().last().expect("a record with open lines");
    let open = record.gaps.iter().map(|gap| gap.field);
    let field = { open }
        .find(|field| field.takes(words))
        .expect("a line that takes words");
    desk.must(Request::CompleteRecord {
        incident,
        decision,
        said: [(field, words.to_owned())].into(),
    });
}

/// One sentence crosses; everything that was typed on the way to it stays.
pub fn share(desk: &Wire, clock: &Arc<HandClock>, incident: IncidentId, side: Side, words: &str) -> ItemId {
    let form = form(desk, clock, incident, side);
    let conclusion = decide(&form.facts, &Rules::embedded().unwrap());
    assert!(conclusion.outcome.crosses(), "{:?}", conclusion.reasons);
    let state = desk.state();
    let seat = |side| match side {
        Side::Police => state.police.clone().unwrap(),
        Side::Health => state.health.clone().unwrap(),
    };
    let other = seat(side.other());
    let wording = Wording {
        incident,
        from: Some(side),
        from_name: seat(side).name,
        to: vec![receiver(side.other(), Some((other.member, other.name.as_str())))],
        items: vec![SharedItem {
            category: ItemCategory::PresentationAndRisk,
            words: words.to_owned(),
            nature: Nature::Fact,
            as_at: clock.now(),
            as_at_open: false,
            source: Some(NoteSource::Seen),
            good_until: None,
        }],
        basis: basis_of(&conclusion),
        channel: form.channel,
        person_told: form.person_told,
    };
    let bytes = wording.propose(fresh_name()).unwrap().bytes;
    match desk.must(Request::CommitShare {
        form: Box::new(form),
        bytes,
    }) {
        Done::Shared(disclosure) => disclosure,
        other => panic!("a share was expected, not {other:?}"),
    }
}

/// The form of a decision on which one sentence may cross.
pub fn form(desk: &Wire, clock: &Arc<HandClock>, incident: IncidentId, side: Side) -> ShareForm {
    let word = canary(side);
    let own = desk.state().own.clone().expect("a private seat");
    let typed = |what: &str| format!("{word} {what}");
    ShareForm {
        incident,
        notes: own.notes.iter().map(|note| note.note).collect(),
        facts: facts(clock, side),
        answers: Answers {
            // some notes are what somebody else told an officer
            more: [(RecordField::ThirdPartySaid, "not-identified".to_owned())].into(),
            ..Answers::default()
        },
        trigger: Trigger::Proactive,
        words: DecisionWords {
            best_interests: typed("best interests"),
            wishes: typed("wishes"),
            least: typed("the least that is needed"),
            proportionate: typed("necessary and proportionate"),
            reason: typed("another reason"),
        },
        begun: clock.now(),
        check_ms: 3_000,
        person_told: PersonTold::Later,
        channel: Channel::OnScreen,
        finishes: None,
        partly: false,
        telling: TellingRecord::default(),
    }
}

fn facts(clock: &Arc<HandClock>, side: Side) -> Facts {
    let date = clock.now().london_date().unwrap();
    let (direction, recipient, purpose) = match side {
        Side::Health => (
            Direction::HealthToPolice,
            Recipient::PoliceOfficer,
            Purpose::SafetyOfPerson,
        ),
        Side::Police => (Direction::PoliceToHealth, Recipient::Nurse, Purpose::StaffSafety),
    };
    Facts {
        date,
        nation: Nation::England,
        disclosure: Disclosure {
            direction,
            recipient,
            purpose,
            identifiable: true,
            items: vec![ItemCategory::PresentationAndRisk],
            power: "default".to_owned(),
            requested_by_recipient: false,
            repeated_request: false,
            victim_request: false,
            victim_notice_given: false,
            agreement_allows: true,
        },
        person: Person {
            age: Some(30),
            ..Person::default()
        },
        emergency: Emergency::default(),
        consent: Consent {
            state: ConsentState::Given,
            given_at: Some(date),
            ..Consent::default()
        },
        capacity: Capacity::default(),
        harm: Harm {
            to: Some(HarmTo::Staff),
            serious: true,
            likely: true,
            imminent: true,
            sharing_would_help: true,
            less_intrusive_way: false,
            outweighs: true,
        },
        crime: Crime::default(),
        duty: Duty::default(),
    }
}
