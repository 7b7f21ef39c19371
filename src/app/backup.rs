//! Backups: where, how often and how many; made on a thread of its own while people work; what the window says of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use serde::{Deserialize, Serialize};

use super::Secret;
use super::clock::{Clock as _, SystemClock};
use super::problem::Problem;
use crate::domain::time::Moment;
use crate::vault::{self, BackupJob, BackupMade, BackupStep, Restored, Vault, VaultError, unlock};

const SETTINGS: &str = "backup/settings";
const LAST: &str = "backup/last";
const PROBLEM: &str = "backup/problem";
const ENDING: &str = "tandem-backup";
const HOUR_MS: i64 = 60 * 60 * 1000;
/// At lock a backup is made when the last one is older than so many hours.
const AT_LOCK_HOURS: i64 = 20;
/// After one that failed it is tried again after so many hours.
const AGAIN_HOURS: i64 = 1;

/// Where backups go by themselves. Kept on this device, not in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSettings {
    /// The folder: a memory stick, a share, another disk.
    pub folder: PathBuf,
    /// A new one after so many hours.
    pub every_hours: u32,
    /// So many are kept, the newest; at least one.
    pub keep: u32,
}

/// What the window says of backups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupState {
    /// Where they go; `None` when nobody has set it.
    pub settings: Option<BackupSettings>,
    /// The last one that was made and checked, on demand or by itself.
    pub last: Option<LastBackup>,
    /// Why the latest attempt failed, and when; gone after one that succeeds.
    pub problem: Option<(Moment, String)>,
    /// One is being made now.
    #[serde(default)]
    pub running: bool,
}

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// When.
    pub at: Moment,
    /// Where it was put.
    pub file: PathBuf,
    /// How many entries it holds.
    pub entries: u64,
    /// Its length in bytes.
    pub bytes: u64,
}

impl BackupState {
    /// What this device knows.
    pub fn of(vault: &Vault) -> Self {
        let read = |key: &str| vault.local(key);
        Self {
            settings: read(SETTINGS).and_then(|text| serde_json::from_slice(&text).ok()),
            last: read(LAST).and_then(|text| serde_json::from_slice(&text).ok()),
            problem: read(PROBLEM).and_then(|text| serde_json::from_slice(&text).ok()),
            running: false,
        }
    }

    /// Whether backups are made by themselves and the last good one is older than two of them should be apart.
    pub fn is_overdue(&self, now: Moment) -> bool {
        let Some(settings) = &self.settings else {
            return false;
        };
        let late = i64::from(settings.every_hours).saturating_mul(2);
        !self.running
            && self
                .last
                .as_ref()
                .is_some_and(|last| !is_within(now, last.at, late))
    }

    /// Whether one should be made by itself now. At lock sooner than at other times.
    pub fn is_due(&self, now: Moment, at_lock: bool) -> bool {
        let Some(settings) = &self.settings else {
            return false;
        };
        let tried = self.problem.as_ref().map(|(at, _)| *at);
        if self.running || tried.is_some_and(|at| is_within(now, at, AGAIN_HOURS)) {
            return false;
        }
        let every = i64::from(settings.every_hours);
        let hours = if at_lock { every.min(AT_LOCK_HOURS) } else { every };
        self.last
            .as_ref()
            .is_none_or(|last| !is_within(now, last.at, hours))
    }
}

/// Whether `at` is less than so many hours ago. A clock that was set back counts as long ago: rather one too many.
fn is_within(now: Moment, at: Moment, hours: i64) -> bool {
    (0..hours.saturating_mul(HOUR_MS)).contains(&now.since_ms(at))
}

/// Sets where backups go by themselves; `None` stops them. What failed in another folder is no longer told. Gives
/// whether the folder is a new one, in which nothing of this device is yet.
///
/// # Errors
/// When the folder is not there or the vault may not be written.
pub fn set(vault: &mut Vault, settings: Option<&BackupSettings>) -> Result<bool, Problem> {
    let folder = |settings: Option<&BackupSettings>| settings.map(|settings| settings.folder.clone());
    let moved = folder(settings) != folder(BackupState::of(vault).settings.as_ref());
    if let Some(settings) = settings {
        if !settings.folder.is_dir() {
            return Err(Problem::new(
                "A-320",
                format!("There is no folder {}", settings.folder.display()),
                "Choose a folder that is there, for example on a memory stick",
            ));
        }
        if settings.every_hours == 0 || settings.keep == 0 {
            return Err(Problem::new(
                "A-321",
                "A backup is made after at least one hour, and at least one is kept",
                "Choose other numbers",
            ));
        }
    }
    let text = serde_json::to_vec(&settings).unwrap_or_default();
    vault.set_local(SETTINGS, &text)?;
    if moved {
        vault.set_local(PROBLEM, b"")?;
    }
    Ok(moved && settings.is_some())
}

/// Keeps what came of an attempt.
///
/// # Errors
/// What the vault says.
pub fn keep_result(
    vault: &mut Vault,
    now: Moment,
    made: &Result<BackupMade, Problem>,
) -> Result<(), VaultError> {
    match made {
        Ok(made) => {
            let last = LastBackup {
                at: made.at,
                file: made.file.clone(),
                entries: made.entries,
                bytes: made.bytes,
            };
            vault.set_local(LAST, &serde_json::to_vec(&last).unwrap_or_default())?;
            vault.set_local(PROBLEM, b"")
        }
        Err(problem) => {
            let kept = serde_json::to_vec(&(now, problem.to_string())).unwrap_or_default();
            vault.set_local(PROBLEM, &kept)
        }
    }
}

/// Told what is done, how far, of how much; gives false to stop.
pub type Told<'a> = &'a mut dyn FnMut(&'static str, u64, u64) -> bool;

/// Makes one backup into `file`.
///
/// # Errors
/// What the vault or the disk says; an older file of that name stays as it was then.
pub fn make(job: &BackupJob, file: &Path, now: Moment, told: Told<'_>) -> Result<BackupMade, Problem> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        must_be_there(folder)?;
    }
    Ok(job.run(file, now, &mut |step, done, of| told(words(step), done, of))?)
}

fn words(step: BackupStep) -> &'static str {
    match step {
        BackupStep::Copying => "copying",
        BackupStep::Checking => "checking",
        BackupStep::Sealing => "sealing",
        BackupStep::ReadingBack => "reading back",
    }
}

/// Makes one backup into the folder under a name of its own, then removes the oldest of this device beyond `keep`.
///
/// # Errors
/// As [`make`].
pub fn make_in_folder(
    job: &BackupJob,
    settings: &BackupSettings,
    now: Moment,
    told: Told<'_>,
) -> Result<BackupMade, Problem> {
    must_be_there(&settings.folder)?;
    let stem = format!("{}-", job.name());
    remove_unfinished(&settings.folder, &stem);
    let stamp: String = now.iso().chars().filter(char::is_ascii_alphanumeric).collect();
    let file = settings.folder.join(format!("{stem}{stamp}.{ENDING}"));
    let made = make(job, &file, now, told)?;
    remove_oldest(&settings.folder, &stem, settings.keep);
    Ok(made)
}

fn must_be_there(folder: &Path) -> Result<(), Problem> {
    if folder.is_dir() {
        return Ok(());
    }
    Err(Problem::new(
        "A-322",
        format!("The folder for backups, {}, is not there", folder.display()),
        "Plug in the backup drive, or choose another folder; Tandem goes on working",
    ))
}

/// What an attempt left that was killed: its names end beyond those of finished ones.
fn remove_unfinished(folder: &Path, stem: &str) {
    let unfinished = |rest: &str| {
        let after = rest.split_once(&format!(".{ENDING}.")).map(|(_, after)| after);
        after.is_some_and(|after| after.starts_with("copying") || after.starts_with("sealing"))
    };
    for path in of_this_device(folder, stem, unfinished) {
        drop(fs::remove_file(path));
    }
}

/// Names sort by time. A file that cannot be removed is tried again after the next backup.
fn remove_oldest(folder: &Path, stem: &str, keep: u32) {
    let mut old = of_this_device(folder, stem, |rest| rest.ends_with(&format!(".{ENDING}")));
    old.sort();
    let surplus = old
        .len()
        .saturating_sub(usize::try_from(keep).unwrap_or(usize::MAX));
    for path in old.into_iter().take(surplus) {
        drop(fs::remove_file(path));
    }
}

fn of_this_device(folder: &Path, stem: &str, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder) else {
        return Vec::new();
    };
    found
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            name.is_some_and(|name| name.strip_prefix(stem).is_some_and(&wanted))
        })
        .collect()
}

/// A backup that is being made beside the engine.
#[derive(Debug, Default)]
pub struct Background(Option<JoinHandle<(Moment, Result<BackupMade, Problem>)>>);

impl Background {
    /// Whether one is under way, or its result still waits to be taken.
    pub fn is_running(&self) -> bool {
        self.0.is_some()
    }

    /// Starts one. Failures to start are told like failures to make one.
    pub fn start(&mut self, job: BackupJob, settings: BackupSettings, now: Moment) {
        if self.0.is_none() {
            self.0 = std::thread::Builder::new()
                .name("tandem-backup".to_owned())
                .spawn(move || (now, make_in_folder(&job, &settings, now, &mut |_, _, _| true)))
                .ok();
        }
    }

    /// The result, once it is there.
    pub fn take(&mut self) -> Option<(Moment, Result<BackupMade, Problem>)> {
        if !self.0.as_ref()?.is_finished() {
            return None;
        }
        self.0.take()?.join().ok()
    }
}

/// Makes a backup now, for the command line. Works while the window holds the vault; only then it is not remembered
/// as the last one.
///
/// # Errors
/// As [`make`].
pub fn back_up(
    dir: &Path,
    handle: &str,
    passphrase: &Secret,
    file: &Path,
    told: Told<'_>,
) -> Result<BackupMade, Problem> {
    must_be_elsewhere(dir, file)?;
    let member = unlock(dir, handle, passphrase)?;
    let now = SystemClock.now();
    match Vault::open(dir, &member) {
        Ok(mut vault) => {
            let made = make(&vault.backup_job(), file, now, told);
            keep_result(&mut vault, now, &made)?;
            made
        }
        Err(VaultError::AlreadyOpen { .. } | VaultError::ReadOnly) => {
            make(&Vault::open_to_read(dir, &member)?.backup_job(), file, now, told)
        }
        Err(error) => Err(error.into()),
    }
}

/// Sets where backups go by themselves and makes the first, for the command line.
///
/// # Errors
/// As [`set`] and [`make_in_folder`].
pub fn back_up_from_now_on(
    dir: &Path,
    handle: &str,
    passphrase: &Secret,
    settings: &BackupSettings,
    told: Told<'_>,
) -> Result<BackupMade, Problem> {
    must_be_elsewhere(dir, &settings.folder.join("backup"))?;
    let member = unlock(dir, handle, passphrase)?;
    let mut vault = Vault::open(dir, &member)?;
    set(&mut vault, Some(settings))?;
    let now = SystemClock.now();
    let made = make_in_folder(&vault.backup_job(), settings, now, told);
    keep_result(&mut vault, now, &made)?;
    made
}

/// What this device knows of its backups, for the command line.
///
/// # Errors
/// What the vault says.
pub fn state(dir: &Path, handle: &str, passphrase: &Secret) -> Result<BackupState, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    Ok(BackupState::of(&Vault::open_to_read(dir, &member)?))
}

/// Says before anything is asked whether this backup may take the place of what is in `dir`: another log's vault gives
/// way only on purpose.
///
/// # Errors
/// When the file is not there or no backup, or another log's vault is in `dir` and not `replace`.
pub fn may_restore(file: &Path, dir: &Path, replace: bool) -> Result<(), Problem> {
    super::exchange::must_be_there(file)?;
    let backup = vault::inspect_backup(file)?;
    let here = vault::inspect(dir).ok().map(|seen| seen.log);
    if let Some(here) = here.filter(|here| *here != backup.log && !replace) {
        return Err(Problem::new(
            "A-362",
            format!(
                "In {} is the vault of another log ({}…); this backup is of log {}…",
                dir.display(),
                here.hex().chars().take(8).collect::<String>(),
                backup.log.hex().chars().take(8).collect::<String>()
            ),
            "Name another folder with --vault, or add --replace; the vault that is there is then renamed and kept",
        ));
    }
    Ok(())
}

/// A backup lies where the vault does not: what takes the folder takes both.
fn must_be_elsewhere(dir: &Path, target: &Path) -> Result<(), Problem> {
    let whole = |path: &Path| path.canonicalize().or_else(|_new| std::path::absolute(path));
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    let inside = match (whole(dir), whole(folder.unwrap_or(Path::new(".")))) {
        (Ok(dir), Ok(folder)) => folder.starts_with(dir),
        _ => false,
    };
    if inside {
        return Err(Problem::new(
            "A-363",
            "A backup inside the vault's own folder is lost together with it",
            "Name a file on another disk, or at least in another folder",
        ));
    }
    Ok(())
}

/// Puts a backup back, for the command line and for the first page of the window.
///
/// # Errors
/// When the backup is refused, the vault in `dir` is in use, or the disk says no. Nothing is changed then.
pub fn restore(
    file: &Path,
    dir: &Path,
    handle: &str,
    passphrase: &Secret,
    told: Told<'_>,
) -> Result<Restored, Problem> {
    let now = SystemClock.now();
    Ok(vault::restore(
        file,
        dir,
        (handle, passphrase),
        now,
        &mut |step, done, of| told(words(step), done, of),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_795_291_200_000);

    fn state(hours_ago: i64) -> BackupState {
        BackupState {
            settings: Some(BackupSettings {
                folder: PathBuf::from("/backups"),
                every_hours: 24,
                keep: 3,
            }),
            last: Some(LastBackup {
                at: NOW.plus_ms(-hours_ago * HOUR_MS),
                file: PathBuf::new(),
                entries: 1,
                bytes: 1,
            }),
            problem: None,
            running: false,
        }
    }

    #[test]
    fn a_backup_is_overdue_after_twice_its_time_and_never_where_none_is_set() {
        assert!(!state(47).is_overdue(NOW) && state(49).is_overdue(NOW));
        let by_hand = BackupState {
            settings: None,
            ..state(490)
        };
        assert!(!by_hand.is_overdue(NOW));
    }

    #[test]
    fn a_backup_is_due_daily_at_lock_after_twenty_hours_and_not_at_once_after_a_failure() {
        for (hours, by_day, at_lock) in [
            (1, false, false),
            (19, false, false),
            (20, false, true),
            (24, true, true),
        ] {
            let state = state(hours);
            assert_eq!(state.is_due(NOW, false), by_day, "{hours}");
            assert_eq!(state.is_due(NOW, true), at_lock, "{hours}");
        }
        assert!(state(-5).is_due(NOW, false), "a clock that was set back");
        let mut failed = state(30);
        failed.problem = Some((NOW.plus_ms(-HOUR_MS / 2), "no drive".to_owned()));
        assert!(!failed.is_due(NOW, true));
        assert!(failed.is_due(NOW.plus_ms(HOUR_MS), false));
        let mut never = state(0);
        never.last = None;
        assert!(never.is_due(NOW, false));
        never.settings = None;
        assert!(!never.is_due(NOW, true), "nobody has said where");
    }

    #[test]
    fn the_oldest_go_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let names = [
            "tandem-a-1.tandem-backup",
            "tandem-a-2.tandem-backup",
            "tandem-a-3.tandem-backup",
            "tandem-b-0.tandem-backup",
            "tandem-a-0.txt",
            "tandem-a-0.tandem-backup.copying-journal",
        ];
        for name in names {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        remove_unfinished(dir.path(), "tandem-a-");
        remove_oldest(dir.path(), "tandem-a-", 2);
        let left: Vec<_> = names
            .iter()
            .filter(|name| dir.path().join(name).exists())
            .collect();
        assert_eq!(left, [&names[1], &names[2], &names[3], &names[4]]);
    }
}
