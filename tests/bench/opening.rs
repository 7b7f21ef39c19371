//! Opening a large vault: against an empty one, in a process of its own each time.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tandem::domain::role::Compartment;
use tandem::vault::Vault;
use tandem::vault::view::View;

use crate::clock::{median, wall};
use crate::entries::SIDE;
use crate::people::{found, sign_in};
use crate::table::{Table, Target};

const ROUNDS: usize = 7;

/// Signs in, opens the log and both views of a seat, and tells how long that took after the passphrase, and how much
/// memory the process then holds.
pub(crate) fn open_here(dir: &Path) {
    let member = sign_in(dir, SIDE);
    let mut steps = Vec::new();
    let mut step =
        |name: &str, took: std::time::Duration| steps.push(json!([name, took.as_secs_f64() * 1e3]));
    let (took, vault) = wall(|| Vault::open(dir, &member).unwrap());
    step("log", took);
    let (took, ring) = wall(|| vault.ring(&member, &Compartment::SEALED).unwrap());
    step("keys", took);
    let (took, shared) = wall(|| View::open(&vault, Compartment::Shared, &ring, &mut |_, _| true).unwrap());
    step("shared view", took);
    let (took, live) = wall(|| {
        shared.recent(40, None).unwrap();
        let live = shared.open_incidents().unwrap();
        for incident in &live {
            shared.entries_of(*incident).unwrap();
        }
        shared.references_in_year("20").unwrap();
        live.len()
    });
    step("lists", took);
    let (took, own) = wall(|| View::open(&vault, SIDE.compartment(), &ring, &mut |_, _| true).unwrap());
    step("own view", took);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident: f64 = resident
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kb| kb.parse().ok())
        .unwrap_or_default();
    drop((own, shared, vault));
    println!(
        "{}",
        json!({ "steps": steps, "live": live, "mb": resident / 1024.0 })
    );
}

fn ask(dir: &Path) -> Value {
    let program = std::env::current_exe().expect("this program has a name");
    let done = Command::new(program)
        .arg("open")
        .arg(dir)
        .output()
        .expect("it starts again");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("it answers in JSON")
}

fn sum_ms(told: &Value) -> f64 {
    told["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step[1].as_f64().unwrap())
        .sum()
}

pub(crate) fn open(folder: &Path, large: &Path, table: &mut Table) {
    let empty = folder.join("vault-empty");
    if empty.exists() {
        std::fs::remove_dir_all(&empty).unwrap();
    }
    drop(found(&empty));
    // once each, so that the views are there
    let (took, _) = wall(|| ask(large));
    table.add(
        "first opening, views made",
        "",
        &format!("{:.0} s", took.as_secs_f64()),
        took.as_secs_f64(),
        &Target::None,
    );
    ask(&empty);
    let (mut bare, mut ours, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = Value::Null;
    for _ in 0..ROUNDS {
        bare.push(sum_ms(&ask(&empty)));
        let told = ask(large);
        ours.push(sum_ms(&told));
        memory.push(told["mb"].as_f64().unwrap());
        last = told;
    }
    let (bare, ours) = (median(bare), median(ours));
    table.add(
        "opening a million, beyond an empty one",
        &format!("{bare:.1} ms"),
        &format!("{ours:.1} ms"),
        ours - bare,
        &Target::AtMost(150.0),
    );
    for step in last["steps"].as_array().unwrap() {
        let ms = step[1].as_f64().unwrap();
        table.add(
            &format!("  of it: {}", step[0].as_str().unwrap()),
            "",
            &format!("{ms:.1} ms"),
            ms,
            &Target::None,
        );
    }
    let memory = median(memory);
    table.add(
        "memory after that, MB",
        "",
        &format!("{memory:.0} MB"),
        memory,
        &Target::AtMost(200.0),
    );
}
