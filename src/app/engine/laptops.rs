//! Which laptops belong to a log: a new one asks and takes the answer in, a governance lead answers, takes a lost one
//! out, or makes a copy that was put back a laptop of its own. And a backup that is put back where no vault is.

use std::path::Path;

use super::{Engine, Progress};
use crate::app::Secret;
use crate::app::api::{Done, Phase};
use crate::app::problem::Problem;
use crate::app::{backup, exchange};
use crate::domain::ids::DeviceId;

impl Engine {
    /// The request whose answer a laptop without a vault waits for: name and code.
    pub(super) fn enrolment(&self) -> Option<(String, String)> {
        let waits = self.phase == Phase::NoVault;
        let request = waits.then(|| crate::vault::enrolment_request(&self.config.dir));
        request
            .flatten()
            .map(|request| (request.name.clone(), request.code()))
    }

    pub(super) fn ask_enrolment(&self, name: &str, file: &Path, again: bool) -> Result<Done, Problem> {
        self.must_have_no_vault()?;
        exchange::request_enrolment(&self.config.dir, name, file, again)?;
        Ok(Done::Ok)
    }

    pub(super) fn finish_enrolment(
        &mut self,
        file: &Path,
        code: &str,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        self.must_have_no_vault()?;
        let mut told = |done, of| progress("enrolment", done, of);
        let entries = exchange::finish_enrolment(&self.config.dir, file, code, &mut told)?;
        self.new_sitting(Phase::SignIn);
        Ok(Done::Enrolled(entries))
    }

    pub(super) fn accept_enrolment(
        &mut self,
        (request, code): (&Path, &str),
        answer: &Path,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        if answer.exists() {
            return Err(Problem::new(
                "A-622",
                format!("{} is there already", answer.display()),
                "Name a new file for the answer",
            ));
        }
        let asked = exchange::read_request(request, code)?;
        let mut told = |done, of| progress("enrolment", done, of);
        let answered =
            self.as_lead(|vault, lead, now| vault.accept_enrolment(lead, &asked, answer, now, &mut told))?;
        Ok(Done::EnrolmentAnswered(answered))
    }

    pub(super) fn revoke_device(&mut self, device: DeviceId) -> Result<Done, Problem> {
        self.as_lead(|vault, lead, now| vault.revoke_device(lead, device, now))?;
        Ok(Done::Ok)
    }

    pub(super) fn renew_device(&mut self) -> Result<Done, Problem> {
        let vault = self.vault()?;
        exchange::needs_renewal(vault)?;
        let name = exchange::free_device_name(vault);
        self.as_lead(|vault, lead, now| {
            vault.become_new_device(lead, &name, now)?;
            vault.complete_grants(lead, None, now)
        })?;
        Ok(Done::Renewed(name))
    }

    /// Puts a backup back where no vault is. It reads at once, and writes when a lead has made it a laptop of its own.
    pub(super) fn put_back(
        &mut self,
        file: &Path,
        (handle, passphrase): (&str, &Secret),
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        self.must_have_no_vault()?;
        backup::may_restore(file, &self.config.dir, false)?;
        let mut told = |what, done, of| progress(what, done, of);
        let put = backup::restore(file, &self.config.dir, handle, passphrase, &mut told)?;
        self.new_sitting(Phase::SignIn);
        Ok(Done::Enrolled(put.entries))
    }

    fn must_have_no_vault(&self) -> Result<(), Problem> {
        if self.phase == Phase::NoVault {
            return Ok(());
        }
        Err(Problem::new(
            "A-621",
            "This laptop has a vault already",
            "Start Tandem with another folder: tandem --vault FOLDER",
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::app::api::{DeskRequest, Event, Request, State};
    use crate::app::clock::SystemClock;
    use crate::app::command_line::{Made, ask, engine};
    use crate::app::engine::practice;
    use crate::app::worker::{Backend as _, Inline};
    use crate::domain::content::Post;
    use crate::domain::role::Side;

    fn on(dir: &Path) -> Inline {
        Inline::new(engine(dir, Arc::new(SystemClock)).unwrap())
    }

    fn words(made: &Made, handle: &str) -> Secret {
        let member = made.members.iter().find(|m| m.handle == handle).unwrap();
        Secret::new(member.passphrase.expose().to_owned())
    }

    fn sign_in(desk: &mut Inline, made: &Made) {
        let passphrase = words(made, "hlead");
        let handle = "hlead".to_owned();
        ask(desk, Request::SignInOffice { handle, passphrase }).unwrap();
    }

    /// The picture after a request that changes nothing.
    fn state(desk: &mut Inline) -> Arc<State> {
        desk.send(Request::ListDevices);
        let mut last = None;
        while let Some(event) = desk.poll() {
            if let Event::State(state) = event {
                last = Some(state);
            }
        }
        last.unwrap()
    }

    fn code_of(result: Result<Done, Problem>) -> &'static str {
        result.unwrap_err().code
    }

    /// A second laptop joins by the window alone; each of the two codes is needed.
    fn join(first: &mut Inline, second: &mut Inline, folder: &Path) {
        let (request, answer) = (folder.join("request"), folder.join("answer"));
        let ask_for = |again| Request::AskEnrolment {
            name: "TR-08".to_owned(),
            file: folder.join(if again { "request" } else { "lost" }),
            again,
        };
        ask(second, ask_for(false)).unwrap();
        assert_eq!(
            code_of(ask(second, ask_for(false))),
            "A-361",
            "the first answer would be lost"
        );
        let earlier = state(second).enrolment.clone().unwrap();
        ask(second, ask_for(true)).unwrap();
        let (name, code) = state(second).enrolment.clone().unwrap();
        assert!(name == "TR-08" && code != earlier.1);
        let accept = |code: &str| Request::AcceptEnrolment {
            request: request.clone(),
            code: code.to_owned(),
            answer: answer.clone(),
        };
        assert_eq!(code_of(ask(first, accept(&earlier.1))), "A-312");
        let Done::EnrolmentAnswered(answered) = ask(first, accept(&code)).unwrap() else {
            panic!("an answer was asked for");
        };
        assert_eq!(
            code_of(ask(first, accept(&code))),
            "A-622",
            "no file is written over"
        );
        let finish = |code: &str| Request::FinishEnrolment {
            file: answer.clone(),
            code: code.to_owned(),
        };
        assert!(ask(second, finish(&code)).is_err(), "the other code is asked for");
        let done = ask(second, finish(&answered.code)).unwrap();
        assert!(matches!(done, Done::Enrolled(entries) if entries == answered.entries));
    }

    #[test]
    fn two_laptops_join_meet_and_part_without_a_command() {
        let place = tempfile::tempdir().unwrap();
        let made = practice(&place.path().join("one"));
        let mut first = on(&place.path().join("one"));
        let mut second = on(&place.path().join("two"));
        sign_in(&mut first, &made);
        join(&mut first, &mut second, place.path());
        sign_in(&mut second, &made);
        assert_eq!(
            code_of(ask(
                &mut second,
                Request::AskEnrolment {
                    name: "x".to_owned(),
                    file: place.path().join("x"),
                    again: true,
                }
            )),
            "A-621"
        );

        let file = place.path().join("bundle");
        ask(&mut second, Request::WriteBundle(file.clone(), None)).unwrap();
        let Done::BundleAdmitted(came) = ask(&mut first, Request::AdmitBundle(file)).unwrap() else {
            panic!("a file was to be taken in");
        };
        assert!(came.new > 0 && came.forks.is_empty());
        let Done::Devices(devices) = ask(&mut first, Request::ListDevices).unwrap() else {
            panic!("the devices were asked for");
        };
        let other = devices.iter().find(|device| device.name == "TR-08").unwrap().id;
        ask(&mut first, Request::RevokeDevice(other)).unwrap();
        let file = place.path().join("order");
        ask(&mut first, Request::WriteBundle(file.clone(), Some(other))).unwrap();
        ask(&mut second, Request::AdmitBundle(file)).unwrap();
        let rotated = ask(&mut second, Request::Rotate { log_key: false });
        let refused = rotated.expect_err("a laptop that was taken out writes no longer");
        assert_eq!(refused.code, "V-901");
        // a lead still signs in there, is told, and can undo what was a mistake
        let told = state(&mut second);
        assert!(told.must_renew && told.taken_out);
        let offices: Vec<_> = told
            .recovery
            .iter()
            .map(|holder| holder.office.as_str())
            .collect();
        assert_eq!(offices.len(), 2);
        assert!(
            offices.iter().all(|office| !office.is_empty()),
            "known on every laptop: {offices:?}"
        );
        ask(&mut second, Request::RenewDevice).unwrap();
        assert!(!state(&mut second).must_renew);
        ask(&mut second, Request::Rotate { log_key: false }).unwrap();
    }

    /// Two laptops of one log, both with the same open incident; each begins a shift at a desk of its own.
    fn two_desks(place: &Path) -> (Inline, Inline) {
        let made = practice(&place.join("one"));
        let mut first = on(&place.join("one"));
        let mut second = on(&place.join("two"));
        sign_in(&mut first, &made);
        join(&mut first, &mut second, place);
        ask(&mut first, Request::EndShift).unwrap();
        for (desk, nurse, station) in [
            (&mut first, "jpatel", "Desk 1"),
            (&mut second, "revans", "Desk 2"),
        ] {
            for (side, handle) in [(Side::Police, "4411"), (Side::Health, nurse)] {
                let passphrase = words(&made, handle);
                let handle = handle.to_owned();
                ask(
                    desk,
                    Request::SignIn {
                        side,
                        handle,
                        passphrase,
                    },
                )
                .unwrap();
                let pin = Secret::new("271828".to_owned());
                ask(desk, Request::SetPin { side, pin }).unwrap();
            }
            let station = station.to_owned();
            ask(
                desk,
                Request::StartShift {
                    post: Post::Desk,
                    station,
                },
            )
            .unwrap();
        }
        (first, second)
    }

    fn sit(desk: &mut Inline) {
        let pin = Secret::new("271828".to_owned());
        ask(
            desk,
            Request::TakeSeat {
                side: Side::Health,
                pin,
            },
        )
        .unwrap();
    }

    fn carry(from: &mut Inline, to: &mut Inline, file: &Path) {
        ask(from, Request::WriteBundle(file.to_owned(), None)).unwrap();
        let admitted = ask(to, Request::AdmitBundle(file.to_owned())).unwrap();
        assert!(matches!(admitted, Done::BundleAdmitted(came) if came.forks.is_empty()));
    }

    /// Who has the first live incident and who claimed it as well, as the queue of this laptop shows it.
    fn held(desk: &mut Inline) -> (Option<String>, Option<String>) {
        let row = state(desk).live[0].desk.clone();
        (row.holder, row.also)
    }

    fn work(desk: &mut Inline, asked: DeskRequest) -> Result<Done, Problem> {
        ask(desk, Request::Desk(Box::new(asked)))
    }

    #[test]
    fn two_desks_that_claim_the_same_incident_settle_it_when_their_entries_meet() {
        let place = tempfile::tempdir().unwrap();
        let file = |name: &str| place.path().join(name);
        let (mut first, mut second) = two_desks(place.path());
        let Done::Opened(incident) = ask(&mut first, Request::OpenIncident).unwrap() else {
            panic!("an incident was to be opened");
        };
        sit(&mut first);
        sit(&mut second);
        carry(&mut first, &mut second, &file("opened"));
        assert_eq!(held(&mut second), (None, None));

        work(&mut first, DeskRequest::Claim(incident)).unwrap();
        work(&mut second, DeskRequest::Claim(incident)).unwrap();
        let (here, there) = (held(&mut first), held(&mut second));
        assert!(here.0.as_ref().is_some_and(|who| who.ends_with("Desk 1")) && here.1.is_none());
        assert!(there.0.as_ref().is_some_and(|who| who.ends_with("Desk 2")) && there.1.is_none());

        carry(&mut first, &mut second, &file("claim one"));
        carry(&mut second, &mut first, &file("claim two"));
        let settled = held(&mut first);
        assert_eq!(settled, held(&mut second), "both laptops show the same");
        let both = format!("{settled:?}");
        assert!(
            both.contains("Desk 1") && both.contains("Desk 2"),
            "each sees the other's claim: {both}"
        );

        // whoever does not have it gives way, and from then on one claim stands on both
        let loser = if settled.0.as_ref().is_some_and(|who| who.ends_with("Desk 1")) {
            &mut second
        } else {
            &mut first
        };
        work(loser, DeskRequest::Release(incident)).unwrap();
        carry(&mut second, &mut first, &file("given back"));
        carry(&mut first, &mut second, &file("told"));
        assert_eq!(held(&mut first), (settled.0.clone(), None));
        assert_eq!(held(&mut second), (settled.0, None));
    }

    #[test]
    fn a_backup_is_put_back_read_and_made_a_laptop_of_its_own() {
        let place = tempfile::tempdir().unwrap();
        let made = practice(&place.path().join("one"));
        let mut first = on(&place.path().join("one"));
        sign_in(&mut first, &made);
        let file = place.path().join("stick").join("backup");
        std::fs::create_dir(place.path().join("stick")).unwrap();
        ask(&mut first, Request::BackUp(file.clone())).unwrap();
        let mut other = on(&place.path().join("two"));
        let put = |words: Secret| Request::PutBack {
            file: file.clone(),
            handle: "hlead".to_owned(),
            passphrase: words,
        };
        assert!(ask(&mut other, put(words(&made, "plead"))).is_err());
        assert!(
            matches!(ask(&mut other, put(words(&made, "hlead"))).unwrap(), Done::Enrolled(entries) if entries > 20)
        );
        sign_in(&mut other, &made);
        assert!(state(&mut other).must_renew);
        assert!(
            ask(&mut other, Request::Rotate { log_key: false }).is_err(),
            "it only reads"
        );
        let renewed = ask(&mut other, Request::RenewDevice).unwrap();
        assert!(matches!(renewed, Done::Renewed(name) if name == "TR-07 (2)"));
        assert!(!state(&mut other).must_renew);
        ask(&mut other, Request::Rotate { log_key: false }).unwrap();
    }
}
