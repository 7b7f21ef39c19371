//! The same hundred notes through the program's own requests: each answered when it is on the disk, its view and its
//! picture made.

use std::path::Path;
use std::sync::Arc;

use tandem::app::Secret;
use tandem::app::api::{Event, Request};
use tandem::app::clock::HandClock;
use tandem::app::command_line::{ask, engine};
use tandem::app::worker::{Backend as _, Inline};
use tandem::domain::content::{Content, NoteSource, Post};
use tandem::domain::ids::IncidentId;
use tandem::domain::role::Side;

use crate::clock::{median, wall};
use crate::entries::Dice;
use crate::people::{START, found, pass};
use crate::table::{Table, Target};

const WAITING: usize = 100;

/// Both people signed in, an incident open, the nurse in the seat.
fn seated(dir: &Path) -> (Inline, IncidentId) {
    drop(found(dir));
    let mut desk = Inline::new(engine(dir, Arc::new(HandClock::at(START.plus_minutes(1)))).unwrap());
    let pin = || Secret::new("271828".to_owned());
    for (side, handle) in [(Side::Police, "ohughes"), (Side::Health, "aosei")] {
        let sign_in = Request::SignIn {
            side,
            handle: handle.to_owned(),
            passphrase: pass(handle),
        };
        ask(&mut desk, sign_in).unwrap();
        ask(&mut desk, Request::SetPin { side, pin: pin() }).unwrap();
    }
    let shift = Request::StartShift {
        post: Post::Car,
        station: "Car 2".to_owned(),
    };
    ask(&mut desk, shift).unwrap();
    let seat = Request::TakeSeat {
        side: Side::Health,
        pin: pin(),
    };
    ask(&mut desk, seat).unwrap();
    desk.send(Request::OpenIncident);
    let mut live = None;
    while let Some(event) = desk.poll() {
        if let Event::State(state) = event {
            live = state.live.first().map(|row| row.incident);
        }
    }
    (desk, live.expect("an incident is open"))
}

fn notes(dice: &mut Dice, incident: IncidentId) -> Vec<Request> {
    let note = |_| {
        let Content::NoteWritten(note) = dice.note(incident) else {
            unreachable!("the dice give notes")
        };
        Request::WriteNote {
            incident,
            source: NoteSource::Told,
            text: note.text,
        }
    };
    (0..WAITING).map(note).collect()
}

/// A hundred notes that wait, one after another and together.
pub(crate) fn group_commit(folder: &Path, table: &mut Table) {
    let dir = tempfile::tempdir_in(folder).unwrap();
    let (mut desk, incident) = seated(&dir.path().join("vault"));
    let mut dice = Dice(13);
    let (mut singly, mut together) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let waiting = notes(&mut dice, incident);
        let (took, ()) = wall(|| {
            for note in waiting {
                ask(&mut desk, note).unwrap();
            }
        });
        singly.push(took.as_secs_f64() * 1e3);
        let waiting = notes(&mut dice, incident);
        let (took, _) = wall(|| desk.send_all(waiting));
        together.push(took.as_secs_f64() * 1e3);
        let mut done = 0;
        while let Some(event) = desk.poll() {
            done += usize::from(matches!(event, Event::Done(..)));
        }
        assert_eq!(done, WAITING, "each was confirmed");
    }
    let (singly, together) = (median(singly), median(together));
    table.add(
        "  the same through the program",
        &format!("{singly:.1} ms singly"),
        &format!("{together:.2} ms together"),
        singly / together,
        &Target::AtLeast(20.0),
    );
}
