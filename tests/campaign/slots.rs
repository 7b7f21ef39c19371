//! Random deletions, swaps, insertions and truncations in the key file: a verification by anybody who can still come in
//! names it, also where the slot of somebody else was touched.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tandem::vault::{VaultError, verify_folder};

use super::Size;
use super::dice::Dice;
use super::rows::remember;
use super::scene::Scene;

const WORKERS: usize = 2;
const FILE: &str = "keyslots.json";

/// How often each kind of edit was refused as a damaged file, and how often it was a finding.
type Tally = Mutex<BTreeMap<&'static str, (usize, usize)>>;

pub(crate) fn campaign(size: Size) -> String {
    let scene = Scene::new();
    remember(&scene, &scene.nurse);
    let tally = Tally::default();
    std::thread::scope(|scope| {
        for worker in 0..WORKERS {
            let (scene, tally) = (&scene, &tally);
            scope.spawn(move || {
                let copy = scene.copy();
                let whole = std::fs::read_to_string(copy.path().join(FILE)).unwrap();
                assert_eq!(
                    named(scene, copy.path()),
                    (None, String::new()),
                    "the control: nothing is found where nothing was changed"
                );
                let same: Value = serde_json::from_str(&whole).unwrap();
                assert_eq!(
                    in_order(&same, &whole),
                    whole,
                    "an edit is written as the program writes"
                );
                for number in (worker..size.of(400, 10_000)).step_by(WORKERS) {
                    let mut dice = Dice::new(size.seed, u64::try_from(number).unwrap());
                    let (kind, text) = edited(&whole, &mut dice);
                    if text == whole.as_bytes() {
                        continue;
                    }
                    std::fs::write(copy.path().join(FILE), &text).unwrap();
                    let found = catch_unwind(AssertUnwindSafe(|| named(scene, copy.path())));
                    let (found, what) =
                        found.unwrap_or_else(|_panic| panic!("{kind}, edit {number}: a crash"));
                    said(kind, &what, number);
                    let refused = found.unwrap_or_else(|| panic!("{kind}, edit {number}: nothing is found"));
                    let mut tally = tally.lock().unwrap();
                    let (damaged, finding) = tally.entry(kind).or_default();
                    *if refused { damaged } else { finding } += 1;
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    let mut line = String::new();
    for (kind, (damaged, finding)) in &tally {
        write!(line, "{kind} {damaged} refused {finding} found, ").unwrap();
    }
    let all: usize = tally.values().map(|(damaged, finding)| damaged + finding).sum();
    format!(
        "{all} edits of the key file, all named: {}",
        line.trim_end_matches(", ")
    )
}

/// What the finding must say of an edit that leaves a well-formed file: which kind of part, and what became of it.
fn said(kind: &str, what: &str, number: usize) {
    let words: &[&str] = match kind {
        "slot deleted" => &["gone"],
        "slot inserted" => &["put in"],
        "slots swapped" => &["in another order"],
        "part of a slot changed" | "parts of slots swapped" | "a field of the file" => &["changed", "put in"],
        _ => return,
    };
    // under another name of the device the database does not open, and what is remembered there is not read
    if kind == "a field of the file" && what.ends_with("does not hold the log key") {
        return;
    }
    let part = ["way in of a member", "invitation", "field of the file"];
    let named = what.is_empty()
        || part.iter().any(|name| what.contains(name)) && words.iter().any(|word| what.contains(word));
    assert!(named, "{kind}, edit {number}: {what}");
}

/// Whether the file is refused (true) or found to be another (false), and what is said then; `None` when it is taken for
/// good. A refusal counts only where it tells the person that the key file is damaged, of a newer program, of another log,
/// or no longer names them; anything else would be an error that leaves them in the dark.
fn named(scene: &Scene, dir: &Path) -> (Option<bool>, String) {
    match verify_folder(dir, &scene.nurse, None, &mut |_, _| true) {
        Err(
            VaultError::SlotsDamaged { .. }
            | VaultError::NewerFormat { .. }
            | VaultError::OtherLog
            | VaultError::AccessEnded,
        ) => (Some(true), String::new()),
        Err(error) => panic!("an error that does not name the damage: {error:?}"),
        Ok(report) => {
            let about_keys = |what: &str| what.contains("key file") || what.contains("keyslots.json");
            let told: Vec<&str> = report
                .findings
                .iter()
                .map(|finding| finding.what.as_str())
                .collect();
            let told: Vec<&str> = told.into_iter().filter(|what| about_keys(what)).collect();
            assert!(
                report.ok || !told.is_empty(),
                "findings that do not name the key file: {:?}",
                report.findings
            );
            ((!report.ok).then_some(false), told.join("; "))
        }
    }
}

fn edited(whole: &str, dice: &mut Dice) -> (&'static str, Vec<u8>) {
    let mut bytes = whole.as_bytes().to_vec();
    let (at, other) = (dice.below(bytes.len()), dice.below(bytes.len()));
    match dice.below(5) {
        0 => {
            bytes[at] ^= 1 << dice.below(7);
            ("bit flipped", bytes)
        }
        1 => {
            bytes.truncate(at);
            ("cut off", bytes)
        }
        2 => {
            let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 200));
            if dice.once_in(2) {
                bytes.drain(from..=to);
                return ("bytes taken out", bytes);
            }
            let again = bytes[from..=to].to_vec();
            bytes.splice(from..from, again);
            ("bytes put in", bytes)
        }
        _ => {
            let mut value: Value = serde_json::from_str(whole).unwrap();
            let kind = inside(&mut value, dice);
            (kind, in_order(&value, whole).into_bytes())
        }
    }
}

/// An edit that leaves a well-formed file, as somebody who knows the format would make it.
fn inside(value: &mut Value, dice: &mut Dice) -> &'static str {
    let list = if dice.once_in(4) { "invitations" } else { "members" };
    if dice.once_in(8) {
        let field = ["training", "device", "log", "salt", "version"][dice.below(5)];
        match field {
            "training" => value[field] = json!(value[field] == json!(false)),
            "version" => value[field] = json!(0),
            _ => {
                let hex: String = value[field].as_str().unwrap().chars().rev().collect();
                value[field] = json!(hex);
            }
        }
        return "a field of the file";
    }
    let list = value[list].as_array_mut().unwrap();
    let (one, other) = (dice.below(list.len()), dice.below(list.len()));
    match dice.below(5) {
        0 => {
            list.remove(one);
            "slot deleted"
        }
        1 => {
            list.swap(one, other);
            "slots swapped"
        }
        2 => {
            let again = list[one].clone();
            list.insert(other, again);
            "slot inserted"
        }
        3 => {
            let names: Vec<String> = list[one].as_object().unwrap().keys().cloned().collect();
            let name = &names[dice.below(names.len())];
            let (a, b) = (list[one][name].clone(), list[other][name].clone());
            list[one][name] = b;
            list[other][name] = a;
            "parts of slots swapped"
        }
        _ => {
            let names: Vec<String> = list[one].as_object().unwrap().keys().cloned().collect();
            let part = &mut list[one][&names[dice.below(names.len())]];
            if let Some(number) = part.as_u64() {
                *part = json!(number + 1);
            } else if let Ok(mut sealed) = STANDARD.decode(part.as_str().unwrap_or_default())
                && !sealed.is_empty()
            {
                let at = dice.below(sealed.len());
                sealed[at] ^= 1 << dice.below(8);
                *part = json!(STANDARD.encode(sealed));
            }
            "part of a slot changed"
        }
    }
}

/// The text that the program would write for this value: two spaces a level, names in the order of the first file.
fn in_order(value: &Value, whole: &str) -> String {
    let mut text = String::new();
    put(&mut text, value, whole, 0);
    text
}

fn put(text: &mut String, value: &Value, whole: &str, depth: usize) {
    let (inner, outer) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    let mut parts: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().map(|part| (String::new(), part)).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(name, part)| (format!("\"{name}\": "), part))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
            return;
        }
    };
    if parts.is_empty() {
        text.extend([open, close]);
        return;
    }
    let place = |name: &str| whole.find(&format!("\n{inner}{name}"));
    if value.is_object() {
        parts.sort_by_key(|(name, _)| place(name));
    }
    text.push(open);
    for (at, (name, part)) in parts.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&inner);
        text.push_str(name);
        // what is inside is looked for from its own name on
        let from = place(name).filter(|_| !name.is_empty()).unwrap_or(0);
        put(text, part, whole.get(from..).unwrap_or_default(), depth + 1);
    }
    text.push('\n');
    text.push_str(&outer);
    text.push(close);
}
