//! Checks of the tree itself: who may name whom, what a file may hold, what the program may be built from.
//!
//! Silent on a clean tree. Each check is shown on planted text that it fires.
#![cfg(test)]

mod build;
mod codes;
mod invariants;
mod layers;
mod pages;
mod source;
mod style;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of `Cargo.toml`.
fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `folder` whose name ends with one of `endings`, sorted, with its path from the top.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&top().join(folder), &mut found);
    found.sort();
    found
        .into_iter()
        .filter(|path| {
            let name = path.to_string_lossy();
            endings.iter().any(|ending| name.ends_with(ending))
        })
        .map(|path| {
            let text =
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let short = path
                .strip_prefix(top())
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            (short, text)
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("the tree is readable").path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name == "target" || name == ".git");
        if path.is_dir() && !hidden {
            collect(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

/// Fails with every fault on a line of its own.
fn none_of(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn layers_name_only_what_they_may() {
    let faults: Vec<_> = files("src", &[".rs"])
        .iter()
        .flat_map(|(path, text)| layers::faults(path, text))
        .collect();
    none_of(&faults);
}

#[test]
fn sources_keep_the_house_style() {
    let faults: Vec<_> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, &[".rs"]))
        .flat_map(|(path, text)| style::faults(&path, &text))
        .collect();
    none_of(&faults);
}

#[test]
fn a_code_has_one_meaning() {
    let sources: Vec<_> = files("src", &[".rs"])
        .into_iter()
        .filter(|(path, _)| !path.contains("tests") && !path.ends_with("pictures.rs"))
        .collect();
    none_of(&codes::faults(&sources));
}

#[test]
fn pages_and_scripts_hold_nothing_of_one_machine() {
    let faults: Vec<_> = files(
        "",
        &[
            ".md", ".toml", ".rs", ".py", ".sh", ".ftl", ".yml", "/x", "/.ci/run",
        ],
    )
    .iter()
    .flat_map(|(path, text)| pages::faults(path, text, &|link| top().join(link).exists()))
    .collect();
    none_of(&faults);
}

#[test]
fn every_invariant_has_a_test_that_exists() {
    let read = |path: &str| fs::read_to_string(top().join(path)).ok();
    let page = read("docs/invariants.md").expect("the page is there");
    none_of(&invariants::faults(&page, &read));
}

#[test]
fn the_program_is_built_from_what_we_said() {
    let manifest = fs::read_to_string(top().join("Cargo.toml")).expect("Cargo.toml is there");
    let lock = fs::read_to_string(top().join("Cargo.lock")).expect("Cargo.lock is there");
    let mut faults = build::manifest_faults(&manifest);
    faults.extend(build::lock_faults(&lock));
    faults.extend(build::feature_faults(&build::features_of("eframe")));
    none_of(&faults);
}
