//! The clock of section 136 on two laptops that exchange a file: the same limit on both, whatever their own clocks say,
//! through sleep, a restart and a machine clock that was changed.

mod counts;

use std::path::Path;
use std::sync::Arc;

use super::tests::{practice, sit};
use crate::app::Secret;
use crate::app::api::{Done, Request};
use crate::app::clock::{Clock as _, HandClock, SystemClock};
use crate::app::command_line::{Made, ask, engine};
use crate::app::worker::Inline;
use crate::domain::content::{Advice, Consulted, Conveyance, MoreTime, PlaceOfSafety, Post, S136Step};
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::domain::mha::clock::{Alarm, Period, period};
use crate::domain::mha::law;
use crate::domain::role::Side;
use crate::domain::time::Moment;

struct Laptop<'a> {
    desk: Inline,
    clock: Arc<HandClock>,
    made: &'a Made,
}

fn words(made: &Made, handle: &str) -> Secret {
    let member = made.members.iter().find(|m| m.handle == handle).unwrap();
    Secret::new(member.passphrase.expose().to_owned())
}

impl<'a> Laptop<'a> {
    fn at(folder: &Path, made: &'a Made, now: Moment) -> Self {
        let clock = Arc::new(HandClock::at(now));
        Self {
            desk: Inline::new(engine(folder, clock.clone()).unwrap()),
            clock,
            made,
        }
    }

    fn office(&mut self, handle: &str) {
        let passphrase = words(self.made, handle);
        let handle = handle.to_owned();
        ask(&mut self.desk, Request::SignInOffice { handle, passphrase }).unwrap();
    }

    fn shift(&mut self) {
        for (side, handle) in [(Side::Police, "4411"), (Side::Health, "jpatel")] {
            let sign_in = Request::SignIn {
                side,
                handle: handle.to_owned(),
                passphrase: words(self.made, handle),
            };
            ask(&mut self.desk, sign_in).unwrap();
            let pin = Secret::new("271828".to_owned());
            ask(&mut self.desk, Request::SetPin { side, pin }).unwrap();
        }
        let start = Request::StartShift {
            post: Post::Car,
            station: "Car 2".to_owned(),
        };
        ask(&mut self.desk, start).unwrap();
    }

    fn step(&mut self, incident: IncidentId, step: S136Step) {
        ask(&mut self.desk, Request::S136(incident, step)).unwrap();
    }

    /// What both laptops have to say alike; when each wrote last is its own.
    fn incident(&mut self, incident: IncidentId) -> SharedIncident {
        let mut folded = SharedIncident::clone(&self.desk.engine_mut().shared_of(incident).unwrap());
        folded.s136.written = None;
        folded
    }

    fn period(&mut self, incident: IncidentId) -> Period {
        period(&self.incident(incident).s136, law()).unwrap()
    }

    fn alarm(&mut self, incident: IncidentId) -> Alarm {
        let folded = self.desk.engine_mut().shared_of(incident).unwrap();
        let period = period(&folded.s136, law()).unwrap();
        period.alarm(self.clock.now(), law())
    }
}

/// What one laptop wrote goes to the other.
fn carry(from: &mut Laptop<'_>, to: &mut Laptop<'_>, file: &Path) {
    ask(&mut from.desk, Request::WriteBundle(file.to_owned(), None)).unwrap();
    sit(&mut to.desk, Side::Police);
    let came = ask(&mut to.desk, Request::AdmitBundle(file.to_owned())).unwrap();
    assert!(matches!(came, Done::BundleAdmitted(came) if came.new > 0 && came.forks.is_empty()));
}

fn join(first: &mut Laptop<'_>, second: &mut Laptop<'_>, folder: &Path) {
    let (request, answer) = (folder.join("request"), folder.join("answer"));
    let asked = Request::AskEnrolment {
        name: "TR-08".to_owned(),
        file: request.clone(),
        again: false,
    };
    ask(&mut second.desk, asked).unwrap();
    let (_, code) = second.desk.engine().enrolment().unwrap();
    let accept = Request::AcceptEnrolment {
        request,
        code,
        answer: answer.clone(),
    };
    let Done::EnrolmentAnswered(answered) = ask(&mut first.desk, accept).unwrap() else {
        panic!("an answer was asked for");
    };
    let finish = Request::FinishEnrolment {
        file: answer,
        code: answered.code,
    };
    ask(&mut second.desk, finish).unwrap();
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from its beginning to its end")]
fn two_laptops_show_one_limit_through_sleep_a_restart_and_a_changed_clock() {
    let place = tempfile::tempdir().unwrap();
    let (one, two) = (place.path().join("one"), place.path().join("two"));
    let made = practice(&one);
    let start = SystemClock.now().plus_minutes(1);
    let (mut first, mut second) = (Laptop::at(&one, &made, start), Laptop::at(&two, &made, start));
    first.office("hlead");
    join(&mut first, &mut second, place.path());
    ask(&mut first.desk, Request::EndShift).unwrap();

    first.shift();
    let Done::Opened(incident) = ask(&mut first.desk, Request::OpenIncident).unwrap() else {
        panic!("an incident was to be opened");
    };
    sit(&mut first.desk, Side::Police);
    let used = S136Step::Used {
        at: start,
        consulted: Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        },
        advice: Some(Advice::Supports),
        place: None,
        conveyance: Conveyance::Ambulance,
    };
    first.step(incident, used);
    first.clock.advance_ms(40 * 60_000);
    let arrived = first.clock.now();
    let place_of_safety = Some(PlaceOfSafety::HealthBased);
    first.step(
        incident,
        S136Step::Arrived {
            at: arrived,
            place: place_of_safety,
        },
    );
    let limit = arrived.plus_minutes(24 * 60);
    assert_eq!(first.period(incident).limit, limit);

    // the other laptop's clock is two hours slow: it says so, and the limit is the same instant
    second.shift();
    carry(&mut first, &mut second, &place.path().join("first"));
    second.clock.set(arrived.plus_minutes(-120));
    assert_eq!(second.period(incident), first.period(incident));
    assert_eq!(second.alarm(incident), Alarm::ClockWrong);
    second.clock.set(arrived.plus_minutes(1));
    assert_eq!(second.alarm(incident), Alarm::Quiet);

    // the first laptop sleeps for 22 hours, and is started anew
    first.clock.advance_ms(22 * 3_600_000);
    assert_eq!(first.alarm(incident), Alarm::Now);
    drop(first);
    let mut first = Laptop::at(&one, &made, arrived.plus_minutes(22 * 60));
    first.shift();
    assert_eq!(first.period(incident).limit, limit);
    assert_eq!(first.alarm(incident), Alarm::Now);

    // more time and a move, each recorded on another laptop: after the exchange both show the same
    second.clock.set(arrived.plus_minutes(20 * 60));
    sit(&mut second.desk, Side::Police);
    let at = second.clock.now();
    let by = "Dr A Reed 999".to_owned();
    second.step(
        incident,
        S136Step::Extended {
            at,
            minutes: 6 * 60,
            by,
            why: MoreTime::PhysicalTreatment,
            superintendent: String::new(),
            assessed_there: None,
        },
    );
    sit(&mut first.desk, Side::Police);
    let moved = first.clock.now();
    first.step(
        incident,
        S136Step::Arrived {
            at: moved,
            place: Some(PlaceOfSafety::EmergencyDepartment),
        },
    );
    carry(&mut first, &mut second, &place.path().join("again"));
    carry(&mut second, &mut first, &place.path().join("back"));
    assert_eq!(first.period(incident), second.period(incident));
    assert_eq!(first.period(incident).limit, limit.plus_minutes(6 * 60));
    assert_eq!(first.incident(incident).s136, second.incident(incident).s136);
    assert_eq!(first.alarm(incident), Alarm::Quiet, "eight hours are left");

    // a laptop whose clock is an hour fast writes: the right one is not blamed for it, the fast one is once it is put right
    let right = first.clock.now();
    second.clock.set(right.plus_minutes(60));
    sit(&mut second.desk, Side::Police);
    let handed = S136Step::HandedOver {
        at: second.clock.now(),
        to: "Nurse Ode".to_owned(),
    };
    second.step(incident, handed);
    carry(&mut second, &mut first, &place.path().join("fast"));
    assert_eq!(first.alarm(incident), Alarm::Quiet);
    second.clock.set(right);
    assert_eq!(second.alarm(incident), Alarm::ClockWrong);
}
