//! Appending where a wait for the disk takes four milliseconds, as on many a laptop: the same measurements in a process of
//! its own whose every wait `strace` holds up by so much, the bare ones and ours alike.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::disk;
use crate::table::{Table, Target};

/// By how much each wait is held up, in microseconds.
const HELD_UP: u32 = 4000;
const ROUNDS: usize = 100;

/// Measures in this process, whose waits somebody holds up.
pub(crate) fn append_here(dir: &Path) {
    let took = disk::appends(dir, ROUNDS);
    let (singly, together) = disk::hundreds(dir, 3);
    println!(
        "{}",
        json!({ "bare": took.bare, "ours": took.ours, "singly": singly, "together": together })
    );
}

/// What the process tells; `None` where there is no `strace`, or it may not trace.
fn held_up(folder: &Path) -> Option<Value> {
    let program = std::env::current_exe().expect("this program has a name");
    let done = Command::new("strace")
        .args(["-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"])
        .args(["-e", "trace=fdatasync,fsync", "-e"])
        .arg(format!("inject=fdatasync,fsync:delay_enter={HELD_UP}"))
        .arg(program)
        .arg("slow")
        .arg(folder)
        .output()
        .ok()?;
    let told = serde_json::from_slice(&done.stdout).ok();
    told.filter(|_| done.status.success())
}

/// The two rows of a disk that takes its time.
pub(crate) fn append(folder: &Path, table: &mut Table) {
    let Some(told) = held_up(folder) else {
        println!("no figures for a disk that takes 4 ms: strace is not here, or may not trace");
        return;
    };
    let figure = |name: &str| told[name].as_f64().expect("a figure");
    let (bare, ours) = (figure("bare"), figure("ours"));
    table.add(
        "durable append, disk of 4 ms",
        &format!("{bare:.3} ms"),
        &format!("{ours:.3} ms"),
        ours / bare,
        &Target::AtMost(1.15),
    );
    let (singly, together) = (figure("singly"), figure("together"));
    table.add(
        "100 entries singly / together, 4 ms",
        &format!("{singly:.1} ms singly"),
        &format!("{together:.2} ms together"),
        singly / together,
        &Target::AtLeast(20.0),
    );
}
