//! Bytes that rot on the disk: a view is made anew and nothing is lost; a damaged log is told, and nothing more is
//! written over it.

use std::sync::Arc;

use tandem::app::api::{Done, Phase, Request};
use tandem::app::clock::HandClock;
use tandem::domain::content::NoteSource;
use tandem::domain::role::Side;

use crate::binary::{copy, flip};
use crate::live::words::{frame, told, write_note};
use crate::live::{EVENING, begin_shift, desk, open_incident, pin, sit};
use crate::{Place, place};

const PAGE: usize = 4096;

/// Something that happens to a file.
type Harm = fn(&std::path::Path);

/// A shift with a note of each side.
fn worked() -> Place {
    let place = place();
    let desk = place.desk();
    begin_shift(&desk, &place.crew);
    let incident = open_incident(&desk);
    frame(&desk, incident);
    for side in Side::ALL {
        sit(&desk, side);
        write_note(&desk, incident, NoteSource::Seen, told(side));
    }
    desk.must(Request::EndShift);
    place
}

#[test]
fn a_damaged_or_lost_view_is_made_anew() {
    let place = worked();
    let harms: [Harm; 5] = [
        |file| flip(file, 3),
        |file| flip(file, 3 * PAGE + 700),
        |file| std::fs::write(file, b"not a database").unwrap(),
        |file| std::fs::write(file, b"").unwrap(),
        |file| std::fs::remove_file(file).unwrap(),
    ];
    for harm in harms {
        for view in ["view-police.db", "view-health.db", "view-shared.db"] {
            harm(&place.vault.join(view));
        }
        let desk = place.desk();
        begin_shift(&desk, &place.crew);
        for side in Side::ALL {
            sit(&desk, side);
            let state = desk.state();
            let own = state.own.as_ref().unwrap();
            assert_eq!(own.notes.len(), 1, "{side:?}");
            assert_eq!(own.notes[0].text, told(side));
            assert_eq!(state.focus.as_ref().unwrap().place, "Canal footbridge");
            let Done::Found(hits) = desk.must(Request::Find("footbridge".to_owned())) else {
                panic!("hits were expected");
            };
            assert_eq!(hits.len(), 1, "and search finds it again");
        }
        desk.must(Request::EndShift);
    }
}

#[test]
fn a_damaged_log_is_told_in_words_and_never_mended_in_silence() {
    let place = worked();
    let size = std::fs::metadata(place.vault.join("log.db")).unwrap().len();
    let pages = usize::try_from(size).unwrap() / PAGE;
    let mut refusals = 0;
    for page in (0..pages).step_by(3) {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        copy(&place.vault, &vault);
        flip(&vault.join("log.db"), page * PAGE + 900);
        let clock = Arc::new(HandClock::at(EVENING));
        let desk = desk(&vault, &clock);
        let asked = [
            place.sign_in("jpatel"),
            Request::SetPin {
                side: Side::Health,
                pin: pin(Side::Health),
            },
            Request::StartShift {
                post: tandem::domain::content::Post::Car,
                station: "Car 2".to_owned(),
            },
            Request::TakeSeat {
                side: Side::Health,
                pin: pin(Side::Health),
            },
            Request::OpenIncident,
            Request::Verify,
        ];
        let mut told = false;
        for request in asked {
            match desk.ask(request) {
                Ok(Done::Verified { findings, .. }) => told |= !findings.is_empty(),
                Ok(_) => {}
                Err(problem) => {
                    // only a first page that does not open can be the log of another vault
                    let code = if page == 0 { "V-303" } else { "V-302" };
                    assert_eq!(problem.code, code, "page {}: {problem}", page + 1);
                    assert!(problem.next.split_whitespace().count() >= 3, "{problem}");
                    refusals += 1;
                    told = true;
                    break;
                }
            }
        }
        assert!(told, "page {} is damaged and nobody was told", page + 1);
        assert!(matches!(
            desk.state().phase,
            Phase::SignIn | Phase::Shared | Phase::Seat(Side::Health)
        ));
    }
    assert!(refusals > 0);
}
