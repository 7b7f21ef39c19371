//! Practise instead: makes the practice vault once, in a folder of its own, and opens it in a window of its own.
//!
//! Nothing of it touches the live vault: another folder, other keys, another process.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::command_line::{DemoForm, Made, demo};
use super::folders::write_new;
use super::problem::Problem;
use crate::domain::role::Role;

const FOLDER: &str = "practice";
const PEOPLE: &str = "practice-people.txt";
const INCIDENTS: u32 = 12;

/// Who can sign in to the practice vault in `dir`, a line each; nothing where that was written down elsewhere.
///
/// The people are invented and so are their passphrases: they lie open beside the vault on purpose.
pub fn people(dir: &Path) -> Option<String> {
    std::fs::read_to_string(dir.parent()?.join(PEOPLE)).ok()
}

/// Makes the practice vault beside the vault in `dir`, unless it is there; gives its folder.
///
/// # Errors
/// When the folder cannot be written. What was half made is taken away, so that the next try begins anew.
pub fn prepare(dir: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<PathBuf, Problem> {
    let unwritable = |error: &std::io::Error| {
        Problem::new(
            "A-604",
            format!("The practice vault could not be made: {error}"),
            "Free some space, or start Tandem with --vault in a folder that you may write",
        )
    };
    let parent = dir.parent().unwrap_or(dir);
    let (vault, list) = (parent.join(FOLDER), parent.join(PEOPLE));
    if crate::vault::exists(&vault) {
        return Ok(vault);
    }
    let form = DemoForm {
        incidents: INCIDENTS,
        months: 2,
        seed: 7,
        until: None,
    };
    let _absent = std::fs::remove_file(&list);
    let made = demo(&vault, &form, &mut |done| {
        progress(u64::from(done), u64::from(INCIDENTS));
    });
    let written = made.and_then(|made| {
        write_new(&list, people_words(&made).as_bytes()).map_err(|error| unwritable(&error))
    });
    if let Err(problem) = written {
        let _best_effort = std::fs::remove_dir_all(&vault);
        return Err(problem);
    }
    Ok(vault)
}

/// Opens a vault in a window of its own.
///
/// # Errors
/// When the program cannot be started a second time.
pub fn launch(vault: &Path) -> Result<(), Problem> {
    let started = std::env::current_exe().and_then(|program| {
        Command::new(program)
            .arg("--vault")
            .arg(vault)
            .stdin(Stdio::null())
            .spawn()
    });
    match started {
        Ok(mut child) => {
            // waited for, so that its end leaves nothing behind in this process
            let _detached = std::thread::Builder::new()
                .name("practice".to_owned())
                .spawn(move || child.wait());
            Ok(())
        }
        Err(error) => Err(Problem::new(
            "A-605",
            format!("The practice window could not be opened: {error}"),
            format!("Start Tandem yourself with: tandem --vault {}", vault.display()),
        )),
    }
}

fn people_words(made: &Made) -> String {
    let mut text = String::from("Practice vault: invented people, real locks. Handle and passphrase:\n");
    // the crew first: they are who most people came to be
    let (crew, office): (Vec<_>, Vec<_>) = made
        .members
        .iter()
        .partition(|member| matches!(member.role, Role::Officer | Role::Nurse));
    for member in crew.into_iter().chain(office) {
        let _written = writeln!(
            text,
            "{}, {}: {}",
            member.handle,
            words_of(member.role),
            member.passphrase.expose()
        );
    }
    text
}

fn words_of(role: Role) -> &'static str {
    match role {
        Role::Officer => "police officer",
        Role::Nurse => "nurse",
        Role::Supervisor => "supervisor",
        Role::Governance => "governance lead",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_lies_in_a_folder_of_its_own_and_is_made_once() {
        let dir = tempfile::tempdir().unwrap();
        let live = dir.path().join("vault");
        let mut told = 0;
        let made = prepare(&live, &mut |done, _| told = done).unwrap();
        assert_eq!(
            (made.as_path(), told),
            (dir.path().join("practice").as_path(), 12)
        );
        assert!(crate::vault::inspect(&made).unwrap().training);
        assert!(!live.exists(), "the live vault is not touched");
        let people_then = people(&made).unwrap();
        assert!(people_then.contains("jpatel") && people_then.contains("4411"));
        assert_eq!(prepare(&live, &mut |_, _| panic!("made once")).unwrap(), made);
        assert_eq!(people(&made).unwrap(), people_then);
    }
}
