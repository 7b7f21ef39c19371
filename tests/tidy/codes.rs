//! A code on an error has one meaning: what the service desk looks up is one text, wherever it was raised.

use std::collections::BTreeMap;

/// Codes that stand with more than one text in these sources (path and text).
pub(crate) fn faults(sources: &[(String, String)]) -> Vec<String> {
    let mut texts: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (path, source) in sources {
        let code_only = source
            .split_once("#[cfg(test)]\nmod ")
            .map_or(source.as_str(), |(code, _)| code);
        for raised in code_only.split("Problem::new(").skip(1) {
            if let Some((code, text)) = meaning(raised) {
                texts.entry(code).or_default().entry(text).or_insert(path);
            }
        }
        // the enums of the lower layers give each kind of error its code
        for arm in code_only.lines().filter(|line| line.contains("=> \"")) {
            if let Some((kind, code)) = arm.split_once("=> \"")
                && let Some(code) = code.trim_end().strip_suffix("\",").filter(|code| is_code(code))
            {
                texts.entry(code).or_default().entry(kind.trim()).or_insert(path);
            }
        }
    }
    texts
        .iter()
        .filter(|(_, meanings)| meanings.len() > 1)
        .map(|(code, meanings)| format!("{code} has {} meanings: {meanings:?}", meanings.len()))
        .collect()
}

/// The code and the first text that follow `Problem::new(`, where both are written out.
fn meaning(raised: &str) -> Option<(&str, &str)> {
    let (code, rest) = raised.trim_start().strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start_matches([',', ' ', '\n']);
    let rest = rest.strip_prefix("format!(").unwrap_or(rest).trim_start();
    let (text, _) = rest.strip_prefix('"')?.split_once('"')?;
    is_code(code).then_some((code, text))
}

fn is_code(text: &str) -> bool {
    text.split_once('-').is_some_and(|(kind, number)| {
        ["A", "C", "V"].contains(&kind) && number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit())
    })
}

#[test]
fn a_code_with_two_texts_is_found_and_one_that_is_said_twice_alike_is_not() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let one = "Problem::new(\n    \"A-101\",\n    \"It is gone\",\n    \"Look\")";
    let other = "Problem::new(\"A-101\", format!(\"It is {here}\"), \"Look\")";
    assert!(faults(&[file("a", one), file("b", one)]).is_empty());
    assert_eq!(faults(&[file("a", one), file("b", other)]).len(), 1);
    let kind = "    Self::Gone { .. } => \"A-101\",\n";
    assert_eq!(faults(&[file("a", one), file("b", kind)]).len(), 1);
    let in_a_test = format!("{one}\n#[cfg(test)]\nmod tests {{ {other} }}");
    assert!(faults(&[file("a", &in_a_test)]).is_empty());
}
