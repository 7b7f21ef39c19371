//! Written sharing decisions from files: decide one, or check a folder of them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::problem::Problem;
use crate::domain::decision::case::Case;
use crate::domain::decision::decide;
use crate::domain::rules::Rules;

/// How one case of a folder came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The file's name without its folder.
    pub file: String,
    /// The case's id.
    pub id: String,
    /// The case's title.
    pub title: String,
    /// Every difference from what was expected; none if it passed.
    pub differences: Vec<String>,
}

impl CaseResult {
    /// Whether it came out as expected.
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }

    /// One line for a person.
    pub fn line(&self) -> String {
        let Self {
            file,
            id,
            title,
            differences,
        } = self;
        if differences.is_empty() {
            format!("pass  {id}  {title}")
        } else {
            format!("FAIL  {id}  {title} ({file}): {}", differences.join("; "))
        }
    }
}

/// All cases of a folder, in the order of their files' names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// One for each case.
    pub cases: Vec<CaseResult>,
    /// Files that could not be read as a case; the others were run all the same.
    pub unread: Vec<Problem>,
}

impl Checked {
    /// How many passed.
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| case.passed()).count()
    }

    /// How many failed.
    pub fn failed(&self) -> usize {
        self.cases.len().saturating_sub(self.passed())
    }

    /// The last line: `N passed, N failed`.
    pub fn summary(&self) -> String {
        format!("{} passed, {} failed", self.passed(), self.failed())
    }

    /// Exit code of the command line: 0 all passed, 1 one failed, 2 a file could not be read.
    pub fn exit_code(&self) -> u8 {
        if self.unread.is_empty() {
            u8::from(self.failed() > 0)
        } else {
            2
        }
    }

    /// What is printed: a line for each case, a line for each file that could not be read, the summary.
    pub fn lines(&self) -> Vec<String> {
        let unread = self.unread.iter().map(|problem| format!("UNREAD  {problem}"));
        self.cases
            .iter()
            .map(CaseResult::line)
            .chain(unread)
            .chain([self.summary()])
            .collect()
    }

    /// The same for a script.
    pub fn to_json(&self) -> Value {
        let cases: Vec<Value> = self
            .cases
            .iter()
            .map(|case| {
                json!({
                    "file": case.file,
                    "id": case.id,
                    "title": case.title,
                    "passed": case.passed(),
                    "differences": case.differences,
                })
            })
            .collect();
        let unread: Vec<String> = self.unread.iter().map(Problem::to_string).collect();
        json!({ "passed": self.passed(), "failed": self.failed(), "cases": cases, "unread": unread })
    }
}

/// Decides the case of one file and gives the object that `tandem decide CASE.toml` prints.
///
/// # Errors
/// `D-101` when the file cannot be read, `D-102` when it is not a case: the text names the file, the key and what is
/// allowed. Both are exit code 2.
pub fn decide_file(path: &Path) -> Result<Value, Problem> {
    let rules = rules()?;
    let case = read(path, &rules)?;
    let found = decide(&case.facts, &rules);
    Ok(json!({
        "id": case.id,
        "title": case.title,
        "outcome": found.outcome,
        "confidentiality": found.confidentiality,
        "power": found.power,
        "data_protection": found.data_protection,
        "tasks": found.tasks,
        "blocked_items": found.blocked_items,
        "missing": found.missing,
        "red_line": found.red_line,
        "reasons": found.reasons,
        "rules": found.rules,
        "law_as_at": found.law_as_at,
    }))
}

/// Runs every `*.toml` of a folder. A file that is not a case does not keep the others from being run.
///
/// # Errors
/// `D-103` when the folder cannot be read or holds no `*.toml` file: exit code 2.
pub fn check_dir(folder: &Path) -> Result<Checked, Problem> {
    let rules = rules()?;
    let mut checked = Checked::default();
    for path in files(folder)? {
        match check_file(&path, &rules) {
            Ok(mut result) => {
                if checked.cases.iter().any(|other| other.id == result.id) {
                    result
                        .differences
                        .push("the id is another case's as well".to_owned());
                }
                checked.cases.push(result);
            }
            Err(problem) => checked.unread.push(problem),
        }
    }
    Ok(checked)
}

fn check_file(path: &Path, rules: &Rules) -> Result<CaseResult, Problem> {
    let case = read(path, rules)?;
    let file = name(path);
    let Some(expect) = &case.expect else {
        let what = format!("{} does not say what to expect", path.display());
        return Err(Problem::new(
            "D-104",
            what,
            "Add [expect] with at least an outcome.",
        ));
    };
    let differences = expect.differences(&decide(&case.facts, rules));
    Ok(CaseResult {
        file,
        id: case.id,
        title: case.title,
        differences,
    })
}

fn rules() -> Result<Rules, Problem> {
    Rules::embedded().map_err(|error| Problem::new("D-105", error.to_string(), "Install the program again."))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let unreadable = |why: String| {
        let what = format!("The folder {} cannot be read: {why}", folder.display());
        Problem::new("D-103", what, "Check the path and your rights to it.")
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(error.to_string()))? {
        let path = entry.map_err(|error| unreadable(error.to_string()))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        let what = format!("The folder {} holds no *.toml file", folder.display());
        return Err(Problem::new(
            "D-103",
            what,
            "Name the folder that holds the cases.",
        ));
    }
    paths.sort();
    Ok(paths)
}

/// A case is a page or two; anything much longer is not one.
const MOST_BYTES: u64 = 1 << 20;

fn read(path: &Path, rules: &Rules) -> Result<Case, Problem> {
    let unreadable = |why: String| {
        let what = format!("{} cannot be read: {why}", path.display());
        Problem::new(
            "D-101",
            what,
            "Check the path, and that it is a text file in UTF-8.",
        )
    };
    let size = fs::metadata(path)
        .map_err(|error| unreadable(error.to_string()))?
        .len();
    if size > MOST_BYTES {
        return Err(unreadable("it is longer than 1 MiB".to_owned()));
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    Case::from_toml(&text, rules).map_err(|error| {
        let what = format!("{}: {error}", path.display());
        Problem::new("D-102", what, "Correct that key; docs/cases.md has the form.")
    })
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    const CASE: &str = "id = \"A\"\ntitle = \"t\"\ndate = \"2026-11-21\"\nnation = \"wales\"\n[disclosure]\n\
        direction = \"health-to-police\"\nrecipient = \"police-officer\"\npurpose = \"safety-of-person\"\n\
        items = [\"presentation-and-risk\"]\n[consent]\nstate = \"given\"\n";

    #[test]
    fn the_shipped_cases_pass_and_the_printed_object_has_every_key() {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let checked = check_dir(&cases).unwrap();
        assert_eq!(
            (checked.failed(), checked.exit_code()),
            (0, 0),
            "{:?}",
            checked.cases
        );
        assert_eq!(
            checked.summary(),
            format!("{} passed, 0 failed", checked.cases.len())
        );
        let printed = decide_file(&cases.join("h2o-07-immigration.toml")).unwrap();
        for key in [
            "id",
            "outcome",
            "confidentiality",
            "power",
            "data_protection",
            "tasks",
            "blocked_items",
            "missing",
            "red_line",
            "reasons",
            "law_as_at",
        ] {
            assert!(printed.get(key).is_some(), "{key}");
        }
        assert_eq!(printed["red_line"], "RL1");
        assert_eq!(printed["law_as_at"], "2026-11-21");
    }

    #[test]
    fn a_wrong_expectation_fails_and_says_what_was_found() {
        let wrong = format!("{CASE}[expect]\noutcome = \"blocked\"\ntasks = [\"send-correction\"]\n");
        let folder = folder(&[("a.toml", &wrong), ("notes.md", "not a case")]);
        let checked = check_dir(folder.path()).unwrap();
        assert_eq!(
            (checked.summary().as_str(), checked.exit_code()),
            ("0 passed, 1 failed", 1)
        );
        let line = checked.cases[0].line();
        assert!(
            line.contains("expected blocked, found share") && line.contains("send-correction"),
            "{line}"
        );
    }

    #[test]
    fn what_cannot_be_read_names_the_file_and_the_key() {
        let bad = CASE.replace("\"given\"", "\"maybe\"");
        let folder = folder(&[("bad.toml", &bad), ("bare.toml", CASE)]);
        let told = decide_file(&folder.path().join("bad.toml"))
            .unwrap_err()
            .to_string();
        assert!(
            told.contains("bad.toml") && told.contains("consent.state") && told.contains("care-plan"),
            "{told}"
        );
        let good = CASE.replace("\"A\"", "\"B\"") + "[expect]\noutcome = \"share\"\n";
        fs::write(folder.path().join("good.toml"), &good).unwrap();
        fs::write(folder.path().join("same.toml"), &good).unwrap();
        let checked = check_dir(folder.path()).unwrap();
        let codes: Vec<_> = checked.unread.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["D-102", "D-104"]);
        assert_eq!(
            (checked.summary().as_str(), checked.exit_code()),
            ("1 passed, 1 failed", 2)
        );
        assert_eq!(checked.lines().len(), 5);
        assert_eq!(
            decide_file(&folder.path().join("none.toml")).unwrap_err().code,
            "D-101"
        );
        assert_eq!(check_dir(&folder.path().join("none")).unwrap_err().code, "D-103");
    }
}
