//! Devices of one log: enrolling a second one, carrying entries between folders in sealed files, receipts.

use std::path::Path;

use super::Secret;
use super::clock::{Clock as _, SystemClock};
use super::command_line::Checked;
use super::counted::entries;
use super::folders::write_new;
use super::problem::Problem;
use crate::domain::ids::DeviceId;
use crate::vault::{self, EnrolmentRequest, Unlocked, Vault, VaultError, unlock};

pub use crate::vault::{Admitted, Answer, ClockJump, Device, DeviceHealth, Receipt, ReceiptAnswer, Written};

/// Told how many entries of how many passed; gives false to stop.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

fn open(dir: &Path, handle: &str, passphrase: &Secret) -> Result<(Vault, Unlocked), Problem> {
    let member = unlock(dir, handle, passphrase)?;
    Ok((Vault::open(dir, &member)?, member))
}

fn device_of(vault: &Vault, name: &str) -> Result<DeviceId, Problem> {
    let found: Vec<DeviceId> = vault
        .devices()
        .into_iter()
        .filter(|device| device.id.hex() == name || device.name == name)
        .map(|device| device.id)
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::new(
            "A-310",
            format!("There is no device {name} in this log"),
            "See `tandem enrol list` for the devices",
        )),
        _ => Err(Problem::new(
            "A-311",
            format!("Several devices are called {name}"),
            "Name it by its identifier from `tandem enrol list`",
        )),
    }
}

/// Writes a bundle; with `receiver`, only what that device is not known to have.
///
/// # Errors
/// When the vault, the device's name or the disk refuses, or a person stopped it.
pub fn write_bundle(
    dir: &Path,
    file: &Path,
    receiver: Option<&str>,
    (handle, passphrase): (&str, &Secret),
    progress: Progress<'_>,
) -> Result<Written, Problem> {
    let (vault, _) = open(dir, handle, passphrase)?;
    let receiver = receiver.map(|name| device_of(&vault, name)).transpose()?;
    Ok(vault.write_bundle(file, receiver, SystemClock.now(), progress)?)
}

/// Takes a bundle in: all of it or nothing.
///
/// # Errors
/// When the file is not what it should be, the vault refuses, or a person stopped it. Nothing was changed then.
pub fn admit_bundle(
    dir: &Path,
    file: &Path,
    (handle, passphrase): (&str, &Secret),
    progress: Progress<'_>,
) -> Result<Admitted, Problem> {
    must_be_there(file)?;
    let (mut vault, member) = open(dir, handle, passphrase)?;
    Ok(vault.admit_bundle(file, &member, SystemClock.now(), progress)?)
}

/// Whether this is a bundle and not a folder.
pub fn is_bundle(path: &Path) -> bool {
    path.is_file()
}

/// Checks a bundle. For nobody in particular, what it shows on its outside; for a person of the vault in `dir`, all of
/// it, as if it were taken in. What is wrong with the file is a finding, not an error.
///
/// # Errors
/// When the file or the vault cannot be opened.
pub fn verify_bundle(
    dir: &Path,
    file: &Path,
    who: Option<(&str, &Secret)>,
    progress: Progress<'_>,
) -> Result<Checked, Problem> {
    let checked = match who {
        None => vault::check_outside(file).map(|pieces| {
            let inside = "only the outside: name a vault and a person to check what is sealed inside, or use tandem-verify";
            (0, format!("{pieces} sealed pieces, {inside}"))
        }),
        Some((handle, passphrase)) => {
            let (mut vault, member) = open(dir, handle, passphrase)?;
            let tried = vault.try_bundle(file, &member, SystemClock.now(), progress);
            tried.map(|came| {
                let all = came.new.saturating_add(came.known);
                (all, format!("{}, {} of them new here; nothing was taken in", entries(all), came.new))
            })
        }
    };
    let looked = match checked {
        Ok(found) => Ok(found),
        Err(error @ (VaultError::FileRefused { .. } | VaultError::OtherLogsFile)) => {
            Err(("a bundle", error.to_string()))
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Checked::of_file(looked))
}

/// Makes the keys of a new device in a new folder and writes its request. Gives the code that the other screen shows too.
///
/// # Errors
/// When the folder holds a vault, or an earlier request's keys and not `again`, or the disk refuses.
pub fn request_enrolment(dir: &Path, name: &str, file: &Path, again: bool) -> Result<String, Problem> {
    if !again && vault::enrolment_begun(dir) {
        return Err(Problem::new(
            "A-361",
            format!(
                "{} waits for the answer to a request that it made; a new one would make that answer useless",
                dir.display()
            ),
            "Take the answer in (`tandem enrol finish`), or begin anew (--again)",
        ));
    }
    if file.exists() {
        // before the keys of an earlier request are replaced
        return Err(unwritable(file, &std::io::ErrorKind::AlreadyExists.into()));
    }
    let request = vault::request_enrolment(dir, name)?;
    write_new(file, &request.to_json()?).map_err(|error| unwritable(file, &error))?;
    Ok(request.code())
}

/// Enrols a device by its request, if `code` is what its own screen shows, and writes the answer.
///
/// # Errors
/// When the code is another one, the person is no governance lead, or the disk refuses.
pub fn accept_enrolment(
    dir: &Path,
    (request, code): (&Path, &str),
    file: &Path,
    (handle, passphrase): (&str, &Secret),
    progress: Progress<'_>,
) -> Result<Answer, Problem> {
    let asked = read_request(request, code)?;
    let (mut vault, lead) = open(dir, handle, passphrase)?;
    Ok(vault.accept_enrolment(&lead, &asked, file, SystemClock.now(), progress)?)
}

/// Reads a request, if `code` is what the new device's own screen shows.
///
/// # Errors
/// When the file is no request, or the code is another one.
pub fn read_request(file: &Path, code: &str) -> Result<EnrolmentRequest, Problem> {
    let bytes = std::fs::read(file).map_err(|error| super::command_line::unreadable(file, &error))?;
    let asked = vault::read_request(&bytes)?;
    if asked.has_code(code) {
        return Ok(asked);
    }
    Err(Problem::new(
        "A-312",
        "The code is not the one of this request: it is another device's, or it was changed on the way",
        "Compare the code on the new device's screen; if it stays different, do not enrol it",
    ))
}

/// Takes the answer in on the new device. Gives how many entries came.
///
/// # Errors
/// When the answer or its code is not what it should be, or the disk refuses.
pub fn finish_enrolment(dir: &Path, file: &Path, code: &str, progress: Progress<'_>) -> Result<u64, Problem> {
    must_be_there(file)?;
    Ok(vault::finish_enrolment(
        dir,
        file,
        code,
        SystemClock.now(),
        progress,
    )?)
}

/// Makes a copied or outdated folder a new device, signed by a governance lead. `copy`: the lead says that it is a copy,
/// though nothing shows it yet.
///
/// # Errors
/// When the folder may write as it is and nobody says that it is a copy, the person is no governance lead, or the disk
/// refuses.
pub fn renew_device(
    dir: &Path,
    name: Option<&str>,
    copy: bool,
    (handle, passphrase): (&str, &Secret),
) -> Result<(DeviceId, String), Problem> {
    let (mut vault, lead) = open(dir, handle, passphrase)?;
    if !copy {
        needs_renewal(&vault)?;
    }
    let name = name.map_or_else(|| free_device_name(&vault), str::to_owned);
    let device = vault.become_new_device(&lead, &name, SystemClock.now())?;
    Ok((device, name))
}

/// A folder that may write as it is needs no other name: a second one for one laptop would only puzzle whoever reads the
/// list of devices.
pub(super) fn needs_renewal(vault: &Vault) -> Result<(), Problem> {
    if vault.must_renew() {
        return Ok(());
    }
    Err(Problem::new(
        "C-330",
        format!(
            "This folder may write as {} and needs no new name",
            vault.device().1
        ),
        "If it is a copy of a folder that goes on being used, say so: `tandem enrol renew --copy`",
    ))
}

/// The present name with a number that no device has yet.
pub(super) fn free_device_name(vault: &Vault) -> String {
    let taken: Vec<String> = vault.devices().into_iter().map(|device| device.name).collect();
    let present = vault.device().1;
    let base = present.split(" (").next().unwrap_or(present);
    let numbered = (2..=taken.len().saturating_add(2)).map(|number| format!("{base} ({number})"));
    let mut free = numbered.filter(|name| !taken.contains(name));
    free.next().unwrap_or_else(|| base.to_owned())
}

/// Says which file is missing before anything else is asked.
///
/// # Errors
/// When it cannot be opened.
pub fn must_be_there(file: &Path) -> Result<(), Problem> {
    std::fs::File::open(file)
        .map(drop)
        .map_err(|error| super::command_line::unreadable(file, &error))
}

/// Takes a device out of the log.
///
/// # Errors
/// When the person is no governance lead, or there is no such device.
pub fn revoke_device(
    dir: &Path,
    name: &str,
    (handle, passphrase): (&str, &Secret),
) -> Result<DeviceId, Problem> {
    let (mut vault, lead) = open(dir, handle, passphrase)?;
    let device = device_of(&vault, name)?;
    vault.revoke_device(&lead, device, SystemClock.now())?;
    Ok(device)
}

/// The devices of the log.
///
/// # Errors
/// When the vault refuses.
pub fn devices(dir: &Path, (handle, passphrase): (&str, &Secret)) -> Result<Vec<Device>, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    Ok(Vault::open_to_read(dir, &member)?.devices())
}

/// The receipt of this device's log, and the checkpoint that belongs to it.
///
/// # Errors
/// When the vault refuses.
pub fn make_receipt(dir: &Path, (handle, passphrase): (&str, &Secret)) -> Result<(Receipt, String), Problem> {
    let member = unlock(dir, handle, passphrase)?;
    let vault = Vault::open_to_read(dir, &member)?;
    let now = SystemClock.now();
    Ok((vault.receipt(now)?, vault.checkpoint(now)?.text))
}

/// Compares a receipt with the log.
///
/// # Errors
/// When the vault refuses, or the code does not have its form.
pub fn check_receipt(
    dir: &Path,
    (device, size, code): (Option<&str>, u64, &str),
    (handle, passphrase): (&str, &Secret),
) -> Result<ReceiptAnswer, Problem> {
    let member = unlock(dir, handle, passphrase)?;
    Ok(Vault::open_to_read(dir, &member)?.check_receipt(device, size, code)?)
}

/// Writes a text file of the command line's.
///
/// # Errors
/// When the disk refuses.
pub fn write_text(file: &Path, text: &str) -> Result<(), Problem> {
    write_new(file, text.as_bytes()).map_err(|error| unwritable(file, &error))
}

fn unwritable(file: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        "A-313",
        format!("{} could not be written: {error}", file.display()),
        "Check the path and the room on the disk, and try again",
    )
}
