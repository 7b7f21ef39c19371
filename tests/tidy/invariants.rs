//! The page of invariants names tests that exist: a promise whose test was renamed away is found.

/// What is wrong in the page with `text`; `read` gives a file of the tree.
pub(crate) fn faults(text: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut next = 1;
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line
            .split(" | ")
            .map(|cell| cell.trim_matches(['|', ' ']))
            .collect();
        let (Some(Ok(number)), Some(shown)) = (cells.first().map(|cell| cell.parse::<u32>()), cells.get(2))
        else {
            continue;
        };
        if number != next {
            faults.push(format!("row {next} is missing before {number}"));
        }
        next = number + 1;
        let tests: Vec<&str> = shown
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.contains("::"))
            .collect();
        if tests.is_empty() {
            faults.push(format!("row {number} names no test"));
        }
        for test in tests {
            let found = test.split_once("::").and_then(|(path, name)| {
                let file = read(path)?;
                file.contains(&format!("fn {name}(")).then_some(())
            });
            if found.is_none() {
                faults.push(format!("row {number}: there is no {test}"));
            }
        }
    }
    if next != 26 {
        faults.push(format!("there are 25 invariants, not {}", next - 1));
    }
    faults
}

#[test]
fn a_test_that_is_gone_and_a_row_that_is_gone_are_found() {
    let read = |path: &str| (path == "tests/a.rs").then(|| "#[test]\nfn here() {}".to_owned());
    let row = |number: u32, test: &str| format!("| {number} | what | `{test}` | 5 |\n");
    let good: String = (1..=25).map(|number| row(number, "tests/a.rs::here")).collect();
    assert!(faults(&good, &read).is_empty());
    for bad in ["tests/a.rs::gone", "tests/b.rs::here", "nothing"] {
        assert_eq!(
            faults(&good.replace(&row(7, "tests/a.rs::here"), &row(7, bad)), &read).len(),
            1
        );
    }
    assert_eq!(
        faults(&good.replace(&row(7, "tests/a.rs::here"), ""), &read).len(),
        1
    );
    assert_eq!(
        faults(&good.replace(&row(25, "tests/a.rs::here"), ""), &read).len(),
        1
    );
}
