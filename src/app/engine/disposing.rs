//! Destroying what has run out, from the window: what may go, what would go, the order, the certificate's file.

use std::path::Path;
use std::sync::Arc;

use super::Engine;
use crate::app::api::Done;
use crate::app::certificate::Certificate;
use crate::app::disposal::{DisposalForm, Disposer};
use crate::app::folders::write_new;
use crate::app::problem::Problem;

impl Engine {
    pub(super) fn list_disposals(&mut self) -> Result<Done, Problem> {
        let now = self.now();
        let overview = self.disposer()?.overview(now)?;
        Ok(Done::Disposals(Arc::new(overview)))
    }

    pub(super) fn plan_disposal(&mut self, form: &DisposalForm) -> Result<Done, Problem> {
        let now = self.now();
        let planned = self.disposer()?.plan(form, now)?;
        Ok(Done::DisposalPlanned(Arc::new(planned)))
    }

    pub(super) fn dispose(&mut self, form: &DisposalForm, entries: usize) -> Result<Done, Problem> {
        let now = self.now();
        let certificate = self.disposer()?.dispose_so_many(form, entries, now)?;
        Ok(Done::Disposed(Arc::new(certificate)))
    }

    /// The governance lead who is signed in, with the keys of their own part and of what is shared: they are gone again
    /// when the answer is there.
    fn disposer(&mut self) -> Result<Disposer<'_>, Problem> {
        let now = self.now();
        let (Some(office), Some(vault)) = (self.office.as_ref(), self.vault.as_mut()) else {
            return Err(Problem::locked());
        };
        Disposer::new(vault, &office.member, now)
    }
}

/// Writes a certificate as text, and as JSON beside it.
pub(super) fn save_certificate(certificate: &Certificate, file: &Path) -> Result<Done, Problem> {
    let json = file.with_extension("json");
    let written = write_new(file, certificate.text().as_bytes())
        .map_err(|error| (file, error))
        .and_then(|()| {
            write_new(&json, certificate.json().to_string().as_bytes()).map_err(|error| (&*json, error))
        });
    written.map_err(|(file, error)| {
        Problem::new(
            "A-620",
            format!("{} could not be written: {error}", file.display()),
            "Name a file that does not exist yet, in a folder that you may write",
        )
    })?;
    Ok(Done::Exported(file.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::*;
    use crate::app::Secret;
    use crate::app::api::{Event, Request, State};
    use crate::app::clock::SystemClock;
    use crate::app::command_line::{DemoForm, Made, ask, demo, engine};
    use crate::app::disposal::{Overview, Part};
    use crate::app::members::Proposed;
    use crate::app::worker::{Backend as _, Inline};

    /// A practice vault whose shifts were in July 2018: eight years are over, twenty are not.
    fn old(dir: &Path) -> Made {
        let form = DemoForm {
            incidents: 6,
            months: 1,
            seed: 1,
            until: NaiveDate::from_ymd_opt(2018, 7, 28),
        };
        demo(dir, &form, &mut |_| ()).unwrap()
    }

    fn sign_in(desk: &mut Inline, made: &Made, handle: &str) {
        let member = made.members.iter().find(|m| m.handle == handle).unwrap();
        let passphrase = Secret::new(member.passphrase.expose().to_owned());
        let handle = handle.to_owned();
        ask(desk, Request::SignInOffice { handle, passphrase }).unwrap();
    }

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

    fn overview(desk: &mut Inline) -> Arc<Overview> {
        let Done::Disposals(overview) = ask(desk, Request::ListDisposals).unwrap() else {
            panic!("the overview was asked for");
        };
        overview
    }

    fn form(incident: &str, basis: &str, part: Part) -> DisposalForm {
        DisposalForm {
            incident: incident.to_owned(),
            basis: basis.to_owned(),
            parts: vec![part],
        }
    }

    fn plan(desk: &mut Inline, form: &DisposalForm) -> Result<usize, &'static str> {
        match ask(desk, Request::PlanDisposal(form.clone())) {
            Ok(Done::DisposalPlanned(planned)) => Ok(planned.entries()),
            Ok(other) => panic!("{other:?}"),
            Err(problem) => Err(problem.code),
        }
    }

    #[test]
    fn two_leads_destroy_what_has_run_out_and_nothing_sooner_and_the_certificate_is_kept() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("vault");
        let made = old(&dir);
        let mut desk = Inline::new(engine(&dir, Arc::new(SystemClock)).unwrap());
        sign_in(&mut desk, &made, "hlead");
        let seen = overview(&mut desk);
        let reference = seen.quiet.first().unwrap().0.clone();
        assert!(reference.starts_with("18-") && seen.orders.parts.is_empty());

        let own = form(&reference, "other-health-record", Part::Own);
        let early = form(&reference, "mental-health-record", Part::Own);
        assert_eq!(plan(&mut desk, &early), Err("A-334"), "twenty years are not over");
        let entries = plan(&mut desk, &own).unwrap();
        let wrong = ask(&mut desk, Request::Dispose(own.clone(), entries + 1));
        assert_eq!(wrong.unwrap_err().code, "A-315");
        let Done::Disposed(certificate) = ask(&mut desk, Request::Dispose(own.clone(), entries)).unwrap()
        else {
            panic!("it was to be destroyed");
        };
        assert_eq!(
            (certificate.parts[0].in_force, certificate.parts[0].entries),
            (true, entries)
        );
        assert!(plan(&mut desk, &own).is_err(), "nothing is left of it");

        let shared = form(&reference, "erasure-upheld", Part::Shared);
        let common = plan(&mut desk, &shared).unwrap();
        ask(&mut desk, Request::Dispose(shared, common)).unwrap();
        let waits = overview(&mut desk);
        assert_eq!(waits.waiting.values().collect::<Vec<_>>(), [&reference]);
        the_other_lead_agrees(&mut desk, &made, &reference, common);

        let file = place.path().join("certificate.txt");
        let save = |desk: &mut Inline| {
            ask(
                desk,
                Request::SaveCertificate(Arc::clone(&certificate), file.clone()),
            )
        };
        save(&mut desk).unwrap();
        assert!(std::fs::read_to_string(&file).unwrap().contains(&reference));
        assert_eq!(
            save(&mut desk).unwrap_err().code,
            "A-620",
            "no file is written over"
        );
        let verified = ask(&mut desk, Request::Verify).unwrap();
        assert!(matches!(verified, Done::Verified { findings, .. } if findings.is_empty()));
    }

    /// The other lead sees of which incident it is and how much, and after the agreement nothing is left of it.
    fn the_other_lead_agrees(desk: &mut Inline, made: &Made, reference: &String, entries: usize) {
        ask(desk, Request::EndShift).unwrap();
        sign_in(desk, made, "plead");
        let seen = overview(desk);
        let (place, named) = seen.waiting.first_key_value().unwrap();
        assert_eq!(named, reference);
        let asked = state(desk)
            .waiting
            .iter()
            .find(|waiting| waiting.entry == *place)
            .cloned();
        let asked = asked.unwrap().what;
        assert!(matches!(asked, Proposed::Disposal { entries: count, .. } if count == entries));
        ask(desk, Request::Confirm(*place)).unwrap();
        let after = overview(desk);
        assert!(after.waiting.is_empty() && after.orders.parts.iter().all(|part| part.in_force));
        assert!(!after.quiet.iter().any(|(quiet, _)| quiet == reference));
        let gone = form(reference, "erasure-upheld", Part::Shared);
        assert_eq!(plan(desk, &gone), Err("A-203"), "its reference went with it");
    }

    #[test]
    fn nobody_but_a_governance_lead_is_told_what_could_be_destroyed() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("vault");
        let made = crate::app::engine::practice(&dir);
        let mut desk = Inline::new(engine(&dir, Arc::new(SystemClock)).unwrap());
        assert_eq!(ask(&mut desk, Request::ListDisposals).unwrap_err().code, "A-202");
        sign_in(&mut desk, &made, "kshah");
        assert_eq!(ask(&mut desk, Request::ListDisposals).unwrap_err().code, "A-330");
    }
}
