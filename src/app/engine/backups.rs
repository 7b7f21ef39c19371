//! Backups while people work: due ones begin by themselves on a thread of their own, and what came of them is kept.

use std::path::Path;

use super::{Engine, Progress};
use crate::app::api::Done;
use crate::app::backup::{self, BackupSettings, BackupState, LastBackup};
use crate::app::problem::Problem;
use crate::vault::Vault;

impl Engine {
    /// After every request: takes the result of a backup that ended, and begins one that is due. A failure is kept for
    /// the window to tell and never stands in the way.
    pub(super) fn tend_backups(&mut self) {
        self.tend(false);
    }

    /// The same before the vault may be closed: a backup of today is made although it would be due only tomorrow.
    pub(super) fn back_up_at_lock(&mut self) {
        self.tend(true);
    }

    fn tend(&mut self, at_lock: bool) {
        let now = self.now();
        let Some(vault) = self.vault.as_mut().filter(|vault| vault.is_writable()) else {
            return;
        };
        if let Some((begun, made)) = self.backups.take() {
            // what cannot be kept is told again after the next one
            drop(backup::keep_result(vault, begun, &made));
        }
        let state = BackupState::of(vault);
        if !self.backups.is_running()
            && state.is_due(now, at_lock)
            && let Some(settings) = state.settings
        {
            self.backups.start(vault.backup_job(), settings, now);
        }
    }

    pub(super) fn backup_state(&self, vault: &Vault) -> BackupState {
        BackupState {
            running: self.backups.is_running(),
            ..BackupState::of(vault)
        }
    }

    pub(super) fn back_up(&mut self, file: &Path, progress: Progress<'_>) -> Result<Done, Problem> {
        let now = self.now();
        let vault = self.vault()?;
        let made = backup::make(&vault.backup_job(), file, now, progress);
        backup::keep_result(vault, now, &made)?;
        let made = made?;
        Ok(Done::BackedUp(LastBackup {
            at: made.at,
            file: made.file,
            entries: made.entries,
            bytes: made.bytes,
        }))
    }

    pub(super) fn set_backups(&mut self, settings: Option<&BackupSettings>) -> Result<Done, Problem> {
        let now = self.now();
        let vault = self.vault()?;
        let new_folder = backup::set(vault, settings)?;
        let job = vault.backup_job();
        if let Some(settings) = settings.filter(|_| new_folder) {
            // whether the folder takes backups shows while the person is here
            self.backups.start(job, settings.clone(), now);
        }
        Ok(Done::Ok)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::app::Secret;
    use crate::app::api::Request;
    use crate::app::clock::{Clock as _, HandClock, SystemClock};
    use crate::app::command_line::{DemoForm, Made, ask, demo, engine};
    use crate::app::worker::Inline;

    fn sign_in(desk: &mut Inline, made: &Made) {
        let member = made.members.iter().find(|m| m.handle == "amorgan").unwrap();
        let passphrase = Secret::new(member.passphrase.expose().to_owned());
        let handle = member.handle.clone();
        ask(desk, Request::SignInOffice { handle, passphrase }).unwrap();
    }

    /// Waits for the backup that runs beside, asking as a window does.
    fn settle(desk: &mut Inline) -> BackupState {
        for _ in 0..600 {
            ask(desk, Request::SetBackups(state(desk).settings)).unwrap();
            if !desk.engine().backups.is_running() {
                return state(desk);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the backup does not end");
    }

    fn state(desk: &Inline) -> BackupState {
        let engine = desk.engine();
        engine.backup_state(engine.vault.as_ref().unwrap())
    }

    fn files(folder: &Path) -> usize {
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }

    #[test]
    fn a_due_backup_begins_by_itself_and_a_failure_is_told_and_stops_nobody() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("vault");
        let folder = place.path().join("stick");
        std::fs::create_dir(&folder).unwrap();
        let form = DemoForm {
            incidents: 0,
            months: 1,
            seed: 1,
            until: None,
        };
        let made = demo(&dir, &form, &mut |_| ()).unwrap();
        let clock = Arc::new(HandClock::at(SystemClock.now()));
        let mut desk = Inline::new(engine(&dir, Arc::clone(&clock) as Arc<_>).unwrap());
        sign_in(&mut desk, &made);
        assert_eq!(state(&desk), BackupState::default(), "nobody has said where");
        let settings = BackupSettings {
            folder: folder.clone(),
            every_hours: 24,
            keep: 2,
        };
        ask(&mut desk, Request::SetBackups(Some(settings))).unwrap();
        let first = settle(&mut desk).last.unwrap();
        assert_eq!((first.at, files(&folder)), (clock.now(), 1));
        clock.advance_ms(23 * 60 * 60 * 1000);
        assert_eq!(settle(&mut desk).last, Some(first), "not yet due");
        clock.advance_ms(60 * 60 * 1000);
        assert_eq!(settle(&mut desk).last.unwrap().at, clock.now());
        assert_eq!(files(&folder), 2);

        std::fs::rename(&folder, place.path().join("pulled out")).unwrap();
        clock.advance_ms(21 * 60 * 60 * 1000);
        ask(&mut desk, Request::EndShift).unwrap(); // 21 hours: due at lock
        sign_in(&mut desk, &made);
        let told = settle_without_folder(&mut desk);
        assert!(told.problem.unwrap().1.contains("not there"));
        assert!(told.last.is_some(), "the last good one stays known");
        std::fs::rename(place.path().join("pulled out"), &folder).unwrap();
        clock.advance_ms(4 * 60 * 60 * 1000);
        let well = settle(&mut desk);
        assert!(well.problem.is_none() && well.last.unwrap().at == clock.now());
        assert_eq!(files(&folder), 2, "the oldest went");
    }

    fn settle_without_folder(desk: &mut Inline) -> BackupState {
        for _ in 0..600 {
            ask(desk, Request::Verify).unwrap();
            if !desk.engine().backups.is_running() {
                return state(desk);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the backup does not end");
    }

    #[test]
    fn a_backup_on_demand_tells_its_progress_and_is_remembered() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("vault");
        let form = DemoForm {
            incidents: 0,
            months: 1,
            seed: 1,
            until: None,
        };
        let made = demo(&dir, &form, &mut |_| ()).unwrap();
        let clock = Arc::new(HandClock::at(SystemClock.now()));
        let mut desk = Inline::new(engine(&dir, clock).unwrap());
        sign_in(&mut desk, &made);
        let file = place.path().join("b");
        let Done::BackedUp(last) = ask(&mut desk, Request::BackUp(file.clone())).unwrap() else {
            panic!("a backup was asked for");
        };
        assert_eq!((state(&desk).last, &last.file), (Some(last.clone()), &file));
        assert!(ask(&mut desk, Request::BackUp(dir)).is_err());
        assert!(state(&desk).problem.is_some());
        let gone = place.path().join("pulled out/b");
        let told = ask(&mut desk, Request::BackUp(gone)).map(drop).unwrap_err();
        assert!(told.code == "A-322" && told.what.contains("pulled out"), "{told}");

        let stick = place.path().join("stick");
        std::fs::create_dir(&stick).unwrap();
        let settings = BackupSettings {
            folder: stick.clone(),
            every_hours: 24,
            keep: 2,
        };
        ask(&mut desk, Request::SetBackups(Some(settings))).unwrap();
        let well = settle(&mut desk);
        assert_eq!(files(&stick), 1, "a new folder is tried at once");
        assert!(well.problem.is_none() && well.last.unwrap().file.starts_with(&stick));
    }
}
