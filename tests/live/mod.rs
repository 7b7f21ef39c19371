//! A whole crew in a temporary vault: founded, joined and at work through the program's own requests.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::missing_panics_doc,
    reason = "each test file is a crate of its own and uses a part of this; a helper of a test fails the test"
)]

pub(crate) mod secrets;
pub mod wire;
pub mod words;

use std::path::Path;
use std::sync::Arc;

use tandem::app::api::{Done, FoundingForm, Request};
use tandem::app::clock::HandClock;
use tandem::app::command_line::engine_at_cost;
use tandem::app::{KdfCost, Secret};
use tandem::domain::content::{PolicySet, Post};
use tandem::domain::decision::facts::Nation;
use tandem::domain::ids::IncidentId;
use tandem::domain::role::{Role, Side};
use tandem::domain::time::Moment;

pub(crate) use secrets::Secrets;
pub use wire::Wire;

/// The PIN of a seat.
pub fn pin(side: Side) -> Secret {
    Secret::new(pin_words(side).to_owned())
}

/// The PIN of a seat, as it is typed.
pub fn pin_words(side: Side) -> &'static str {
    match side {
        Side::Police => "136136",
        Side::Health => "975310",
    }
}

/// 21:04:31 UTC on Friday 20 November 2026.
pub const EVENING: Moment = Moment(1_795_208_671_000);

/// What the people of both organisations know.
#[derive(Debug, Default)]
pub struct Crew {
    pub(crate) police: Secrets,
    pub(crate) health: Secrets,
}

impl Crew {
    /// The passphrase of a handle.
    pub fn passphrase(&self, handle: &str) -> Secret {
        let mut slots = self.police.slots.iter().chain(&self.health.slots).rev();
        let (_, words) = slots
            .find(|(own, _)| own == handle)
            .expect("a member of the crew");
        Secret::new(words.clone())
    }

    fn of(&mut self, side: Side) -> &mut Secrets {
        match side {
            Side::Police => &mut self.police,
            Side::Health => &mut self.health,
        }
    }
}

/// An engine on the folder, asked one thing after another.
pub fn desk(dir: &Path, clock: &Arc<HandClock>) -> Wire {
    let engine = engine_at_cost(dir, Arc::clone(clock) as Arc<_>, KdfCost::FLOOR).unwrap();
    Wire::new(engine)
}

/// Founds a vault in which an officer, a nurse, a supervisor and a governance lead of each side have joined.
pub fn found(dir: &Path, clock: &Arc<HandClock>) -> Crew {
    let desk = desk(dir, clock);
    let mut crew = Crew::default();
    desk.must(Request::Found(FoundingForm {
        partnership: "Northmere partnership".to_owned(),
        police: "Northmere Police".to_owned(),
        health: "Northmere Mental Health Trust".to_owned(),
        nation: Nation::England,
        device: "TR-07".to_owned(),
        leads: ["D Ashdown".to_owned(), "M Falkner".to_owned()],
        recovery_offices: [
            ["Information risk owner", "Data protection officer"].map(str::to_owned),
            ["Caldicott Guardian", "Information risk owner"].map(str::to_owned),
        ],
        training: true,
    }));
    for (side, code) in desk.state().set_up.clone().unwrap().lead_codes {
        let handle = if side == Side::Police { "plead" } else { "hlead" };
        join(&desk, &mut crew, side, &code, handle);
    }
    for side in Side::ALL {
        for number in [1, 2] {
            let Done::RecoveryCode(code) = desk.must(Request::MakeRecoveryCode { side, number }) else {
                panic!("a recovery code was expected");
            };
            crew.of(side).recovery.push(code.expose().to_owned());
        }
    }
    for (side, role, name, handle) in [
        (Side::Police, Role::Officer, "PC 4411 Hughes", "4411"),
        (Side::Health, Role::Nurse, "J Patel", "jpatel"),
        (Side::Police, Role::Supervisor, "A Morgan", "amorgan"),
        (Side::Health, Role::Supervisor, "K Shah", "kshah"),
    ] {
        let code = invite(&desk, role, name, side);
        join(&desk, &mut crew, side, &code, handle);
    }
    for side in Side::ALL {
        let role = if side == Side::Police {
            Role::Officer
        } else {
            Role::Nurse
        };
        let unused = invite(&desk, role, "Late Comer", side);
        crew.of(side).invitations.push(unused);
    }
    desk.must(Request::SetPolicy(PolicySet {
        agreement: Some("Agreement 4, version 7".to_owned()),
        known_clause: Some("4.1".to_owned()),
        ..PolicySet::default()
    }));
    desk.must(Request::FinishSetUp);
    crew
}

fn invite(desk: &Wire, role: Role, name: &str, by: Side) -> String {
    let request = Request::Invite {
        role,
        name: name.to_owned(),
        by: Some(by),
    };
    match desk.must(request) {
        Done::InvitationCode(code) => code.expose().to_owned(),
        other => panic!("an invitation was expected, not {other:?}"),
    }
}

fn join(desk: &Wire, crew: &mut Crew, side: Side, code: &str, handle: &str) {
    let Done::Invitation { passphrase, .. } =
        desk.must(Request::OpenInvitation(Secret::new(code.to_owned())))
    else {
        panic!("the invitation was expected to open");
    };
    let words = passphrase.expose().to_owned();
    desk.must(Request::AcceptInvitation {
        handle: handle.to_owned(),
        typed: Secret::new(words.clone()),
    });
    let secrets = crew.of(side);
    secrets.invitations.push(code.to_owned());
    secrets.slots.push((handle.to_owned(), words));
}

/// Officer and nurse sign in, set a PIN and begin their shift in the car.
pub fn begin_shift(desk: &Wire, crew: &Crew) {
    begin_shift_at(desk, crew, Post::Car);
}

/// The same in the car or at the desk.
pub fn begin_shift_at(desk: &Wire, crew: &Crew, post: Post) {
    for (side, handle) in [(Side::Police, "4411"), (Side::Health, "jpatel")] {
        desk.must(Request::SignIn {
            side,
            handle: handle.to_owned(),
            passphrase: crew.passphrase(handle),
        });
        desk.must(Request::SetPin { side, pin: pin(side) });
    }
    desk.must(Request::StartShift {
        post,
        station: "Car 2".to_owned(),
    });
}

/// Takes a private seat.
pub fn sit(desk: &Wire, side: Side) {
    desk.must(Request::TakeSeat { side, pin: pin(side) });
}

/// Opens an incident.
pub fn open_incident(desk: &Wire) -> IncidentId {
    match desk.must(Request::OpenIncident) {
        Done::Opened(incident) => incident,
        other => panic!("an incident was expected, not {other:?}"),
    }
}

/// A supervisor or governance lead signs in.
pub fn office(desk: &Wire, crew: &Crew, handle: &str) {
    desk.must(Request::SignInOffice {
        handle: handle.to_owned(),
        passphrase: crew.passphrase(handle),
    });
}
