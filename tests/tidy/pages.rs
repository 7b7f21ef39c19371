//! Pages and scripts: no path of one machine, links that lead somewhere, scripts that say what they are for.

use crate::source::Source;
use std::path::{Component, Path, PathBuf};

/// Folders that exist on somebody's machine only.
const PRIVATE_PATHS: &[&str] = &[
    "/home/",
    "/root/",
    "/work/",
    "/Users/",
    "/mnt/",
    "../shared",
    "C:\\Users",
];

const MAX_SCRIPT_LINES: usize = 500;

/// What is wrong in the page or script `path` with `text`; `exists` tells whether a path from the top is there.
pub(crate) fn faults(path: &str, text: &str, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    if path != "tests/tidy/pages.rs" {
        for (index, line) in text.lines().enumerate() {
            if let Some(number) = real_looking_nhs_number(line) {
                faults.push(format!(
                    "{path}:{}: NHS number {number}: invented ones begin with 999",
                    index + 1
                ));
            }
            for private in PRIVATE_PATHS.iter().filter(|private| holds_path(line, private)) {
                faults.push(format!(
                    "{path}:{}: `{private}` is a path of one machine",
                    index + 1
                ));
            }
        }
    }
    if has_ending(path, "rs") {
        faults.extend(missing_pages(path, text, exists));
    }
    if has_ending(path, "md") {
        faults.extend(dead_links(path, text, exists));
    }
    let is_script = has_ending(path, "sh") || has_ending(path, "py") || path == "x" || path == ".ci/run";
    if is_script {
        let says = text
            .lines()
            .take(4)
            .any(|line| line.starts_with("# ") || line.starts_with("\"\"\"") && line.len() > 6);
        if !says {
            faults.push(format!("{path}: says in its first lines what it is for"));
        }
        if MAX_SCRIPT_LINES < text.lines().count() {
            faults.push(format!("{path}: has at most {MAX_SCRIPT_LINES} lines"));
        }
    }
    faults
}

/// Ten digits written 3-3-4 that do not begin with 999, the range that is never issued.
fn real_looking_nhs_number(line: &str) -> Option<String> {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_ascii_alphanumeric() && c != ' ')
        .collect();
    words
        .iter()
        .flat_map(|part| windows_of_three(part))
        .find(|number| !number.starts_with("999"))
}

fn windows_of_three(part: &str) -> Vec<String> {
    let words: Vec<&str> = part.split(' ').collect();
    words
        .windows(3)
        .filter(|three| {
            three
                .iter()
                .zip([3, 3, 4])
                .all(|(word, length)| word.len() == length && word.chars().all(|c| c.is_ascii_digit()))
        })
        .map(|three| three.join(" "))
        .collect()
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

fn holds_path(line: &str, private: &str) -> bool {
    line.match_indices(private).any(|(at, _)| {
        !line
            .get(..at)
            .and_then(|text| text.chars().next_back())
            .is_some_and(|c| c.is_alphanumeric() || ".}".contains(c))
    })
}

/// `[words](target)` whose target is a file of this tree that is not there.
fn dead_links(path: &str, text: &str, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for rest in line.split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            if !exists(&tidied(&folder.join(target))) {
                faults.push(format!("{path}:{}: `{target}` is not there", index + 1));
            }
        }
    }
    faults
}

/// A page that a comment names, but that is not in the tree: not at the top, not in `docs`, not beside the file.
fn missing_pages(path: &str, text: &str, exists: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let comments = Source::of(text).comments;
    let mut faults = Vec::new();
    for (index, line) in comments.lines().enumerate() {
        for word in line.split(|c: char| !(c.is_alphanumeric() || "./-_".contains(c))) {
            let page = word.trim_end_matches('.');
            let there = [Path::new(""), Path::new("docs"), folder]
                .iter()
                .any(|place| exists(&place.join(page)));
            if has_ending(page, "md") && !there {
                faults.push(format!("{path}:{}: `{page}` is not in the tree", index + 1));
            }
        }
    }
    faults
}

/// `docs/../x` as `x`.
fn tidied(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => out.push(part),
        }
    }
    out
}

#[test]
fn a_path_of_one_machine_is_found() {
    let all = |_: &Path| true;
    assert_eq!(faults("docs/a.md", "see /home/jo/x", &all).len(), 1);
    assert_eq!(faults("src/a.rs", "// in ../shared/design.md", &all).len(), 1);
    assert!(faults("docs/a.md", "the folder tests/work/ and $HOME/.cache", &all).is_empty());
}

#[test]
fn an_nhs_number_that_could_be_somebody_s_is_found() {
    let all = |_: &Path| true;
    assert_eq!(faults("docs/a.md", "her number (123 456 7890) is", &all).len(), 1);
    assert!(faults("docs/a.md", "999 123 4567, and 2026 11 21, and 100 200 300", &all).is_empty());
}

#[test]
fn a_dead_link_is_found() {
    let only_readme = |path: &Path| path == Path::new("README.md");
    assert_eq!(
        faults("docs/a.md", "[x](../README.md) [y](gone.md#part)", &only_readme),
        ["docs/a.md:1: `gone.md` is not there"]
    );
    assert!(faults("docs/a.md", "[x](https://example.org) [y](#part)", &only_readme).is_empty());
}

#[test]
fn a_page_that_is_not_in_the_tree_is_found() {
    let only_why = |path: &Path| path == Path::new("docs/why.md");
    assert_eq!(
        faults("src/a.rs", "// as plan.md 3 says", &only_why),
        ["src/a.rs:1: `plan.md` is not in the tree"]
    );
    assert!(
        faults(
            "src/a.rs",
            "// see why.md, docs/why.md.\nlet a = \"other.md\";",
            &only_why
        )
        .is_empty()
    );
}

#[test]
fn a_script_without_purpose_is_found() {
    let all = |_: &Path| true;
    assert_eq!(faults("x", "#!/bin/bash\nset -e\n", &all).len(), 1);
    assert!(faults("x", "#!/bin/bash\n# Runs it.\n", &all).is_empty());
}
