//! The real program `tandem`, run as a person or a script runs it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the program printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The answer.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Ended with 2, and told what happened and what to do next: code, first and second sentence.
    pub(crate) fn problem(&self) -> (String, String, String) {
        assert_eq!(self.code, 2, "{self:?}");
        let json: Value = serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        let (code, what, next) = (text("code"), text("what"), text("next"));
        for sentence in [&what, &next] {
            assert!(sentence.split_whitespace().count() >= 3, "too short: {json}");
            assert!(!sentence.contains("Error("), "not for a person: {json}");
        }
        (code, what, next)
    }
}

/// Runs `tandem` with `--json`.
pub(crate) fn tandem(args: &[&str]) -> Ran {
    run(Command::new(env!("CARGO_BIN_EXE_tandem"))
        .args(args)
        .arg("--json"))
}

/// Runs a prepared command.
pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// A practice vault that the program made, with the passphrase of each member in a file.
#[derive(Debug)]
pub(crate) struct Practice {
    folder: tempfile::TempDir,
    pub(crate) made: Value,
}

impl Practice {
    /// Makes one with so many incidents in November 2026.
    pub(crate) fn make(incidents: u32, seed: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        let ran = tandem(&[
            "demo",
            "--no-window",
            "--vault",
            text(&vault),
            "--incidents",
            &incidents.to_string(),
            "--months",
            "1",
            "--seed",
            &seed.to_string(),
            "--until",
            "2026-11-28",
        ]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let made = ran.json();
        for member in made["members"].as_array().unwrap() {
            let [handle, passphrase] = ["handle", "passphrase"].map(|name| member[name].as_str().unwrap());
            std::fs::write(folder.path().join(handle), passphrase).unwrap();
        }
        Self { folder, made }
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// A path beside the vault.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A copy of the vault beside it.
    pub(crate) fn copy(&self, name: &str) -> PathBuf {
        let to = self.beside(name);
        copy(&self.vault(), &to);
        to
    }

    /// Checks a vault folder as a member.
    pub(crate) fn verify(&self, vault: &Path, handle: &str) -> Ran {
        let file = self.beside(handle);
        tandem(&[
            "verify",
            text(vault),
            "--as",
            handle,
            "--passphrase-file",
            text(&file),
        ])
    }

    /// Writes the audit of November as the police supervisor.
    pub(crate) fn audit(&self, vault: &Path, out: &Path) -> Ran {
        let file = self.beside("amorgan");
        tandem(&[
            "audit",
            "--vault",
            text(vault),
            "--month",
            "2026-11",
            "--out",
            text(out),
            "--as",
            "amorgan",
            "--passphrase-file",
            text(&file),
        ])
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Copies the files of one folder into a new one.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// Changes one byte of a file.
pub(crate) fn flip(file: &Path, at: usize) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[at] ^= 0x01;
    std::fs::write(file, bytes).unwrap();
}
