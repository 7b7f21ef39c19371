//! The words of the window: every key exists and is used, and the house rules of wording hold.
#![expect(clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FILE: &str = "assets/words";

/// The words of every file, one after the other.
fn text() -> String {
    let mut out = fs::read_to_string("assets/words/en.ftl").expect("the words");
    let mut parts: Vec<_> = fs::read_dir("assets/words/en")
        .expect("the parts")
        .map(|part| part.expect("a part").path())
        .collect();
    parts.sort();
    for part in parts {
        out.push('\n');
        out.push_str(&fs::read_to_string(part).expect("the words of a part"));
    }
    out
}

/// Words that no screen says.
const BANNED: [&str; 9] = [
    "please",
    "sorry",
    "valid",
    "invalid",
    "oops",
    "are you sure",
    "forbidden",
    "service user",
    "data subject",
];

/// The messages of the file: key and text, lines that continue a text joined to it.
fn messages() -> BTreeMap<String, String> {
    let text = text();
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with([' ', '\t', '}']) {
            let key: &String = last.as_ref().expect("a line that continues a message");
            let joined = out.get_mut(key).expect("its message");
            joined.push(' ');
            joined.push_str(line.trim());
        } else if let Some((key, value)) = line.split_once('=') {
            let key = key.trim().to_owned();
            assert!(
                out.insert(key.clone(), value.trim().to_owned()).is_none(),
                "twice in the file: {key}"
            );
            last = Some(key);
        }
    }
    out
}

fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
}

fn code() -> String {
    let mut out = String::new();
    sources(Path::new("src"), &mut out);
    out
}

/// The keys that stand as a literal in `t("…")` or `ta("…"`.
fn called(code: &str, function: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, _) in code.match_indices(function) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = code[at + function.len()..].trim_start();
        if let Some(key) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
            out.insert(key.to_owned());
        }
    }
    out
}

#[test]
fn every_key_in_the_code_exists() {
    let (code, messages) = (code(), messages());
    let used = called(&code, "t(").into_iter().chain(called(&code, "ta("));
    let missing: Vec<String> = used
        .filter(|key| !key.is_empty() && !messages.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "not in {FILE}: {missing:?}");
}

/// What stands before and after the gap of each `"…{…}…"` with one gap.
fn patterns(code: &str) -> BTreeSet<(String, String)> {
    let one_gap = |literal: &str| {
        let (before, rest) = literal.split_once('{')?;
        let (_, after) = rest.split_once('}')?;
        let fixed = !before.is_empty() || after.len() > 1;
        let key = |part: &str| {
            part.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        (fixed && key(before) && key(after)).then(|| (before.to_owned(), after.to_owned()))
    };
    code.lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter_map(one_gap)
        .collect()
}

/// True where the code builds `key` from a pattern and a part that stands in the code by itself.
fn is_built(code: &str, patterns: &BTreeSet<(String, String)>, key: &str) -> bool {
    patterns.iter().any(|(before, after)| {
        let part = key
            .strip_prefix(before.as_str())
            .and_then(|rest| rest.strip_suffix(after.as_str()));
        part.is_some_and(|part| !part.is_empty() && code.contains(&format!("\"{part}\"")))
    })
}

#[test]
fn every_key_of_the_file_is_used() {
    let code = code();
    let patterns = patterns(&code);
    let is_used = |key: &String| code.contains(&format!("\"{key}\"")) || is_built(&code, &patterns, key);
    let unused: Vec<String> = messages().into_keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "in {FILE} and nowhere else: {unused:?}");
}

#[test]
fn a_text_with_gaps_is_never_asked_for_without_what_fills_them() {
    let messages = messages();
    for key in called(&code(), "t(") {
        let gaps = messages.get(&key).is_some_and(|text| text.contains('$'));
        assert!(!gaps, "{key} has gaps: use ta");
    }
}

#[test]
fn the_file_is_well_formed() {
    let text = text();
    let parsed = fluent_bundle::FluentResource::try_new(text);
    assert!(parsed.is_ok(), "{:?}", parsed.err().map(|(_, errors)| errors));
}

#[test]
fn no_text_uses_a_banned_word() {
    for (key, text) in messages() {
        let plain: String = text
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
        for word in BANNED {
            assert!(
                !plain.contains(&format!(" {word} ")),
                "{key} says {word:?}: {text}"
            );
        }
    }
}

#[test]
fn one_sentence_has_no_full_stop_and_two_have() {
    let one_with_a_stop = |text: &str| {
        let chosen = text.contains("->") || text.starts_with('{');
        let sentences = text.split(". ").count() + text.matches("? ").count();
        !chosen && sentences == 1 && text.ends_with('.')
    };
    let wrong: Vec<_> = { messages().into_iter() }
        .filter(|(_, text)| one_with_a_stop(text))
        .collect();
    assert!(
        wrong.is_empty(),
        "one sentence that ends in a full stop: {wrong:#?}"
    );
}

#[test]
fn no_text_shouts_or_hurries() {
    for (key, text) in messages() {
        assert!(!text.contains('!'), "{key} has an exclamation mark: {text}");
        assert!(!text.contains("..."), "{key}: an ellipsis is one sign: {text}");
        assert!(!text.contains("  "), "{key} has two spaces: {text}");
    }
}
