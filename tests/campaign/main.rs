//! Campaigns: thousands of kills, power cuts, flipped bits, edits and full disks, each with a control that must fail.
//! `./x campaign [--short|NAME]` runs them; without the word `run` this program has nothing to do.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a campaign that meets what it does not expect stops"
)]

mod bits;
mod confirmed;
mod control;
mod crash;
mod dice;
mod edits;
mod full;
mod kill;
#[path = "../live/mod.rs"]
mod live;
mod record;
mod rows;
mod scene;
mod slots;
mod story;
#[expect(dead_code, reason = "shared with other tests, of which each uses a part")]
#[path = "../vault/stranger.rs"]
mod stranger;
#[expect(dead_code, reason = "shared with other tests, of which each uses a part")]
#[path = "../vault/team.rs"]
mod team;

use std::process::ExitCode;
use std::time::Instant;

pub(crate) use live::secrets;

/// How much is tried, and what chance begins with.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// Everything, for as long as it takes; else what CI has time for.
    pub(crate) long: bool,
    /// The same seed tries the same.
    pub(crate) seed: u64,
}

impl Size {
    /// One number for the short form, one for the long.
    pub(crate) fn of<T>(self, short: T, long: T) -> T {
        if self.long { long } else { short }
    }
}

/// A campaign: tries, panics at the first thing that must not be, and gives its counts in one line.
type Campaign = fn(Size) -> String;

const CAMPAIGNS: [(&str, Campaign); 6] = [
    ("crash", crash::campaign),
    ("kill", kill::campaign),
    ("bits", bits::campaign),
    ("edits", edits::campaign),
    ("slots", slots::campaign),
    ("full", full::campaign),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", rest @ ..] => run(rest),
        ["story", folder, seed, acts] => story::child(folder, seed, acts),
        ["full", folder, control, rounds] => full::child(folder, control, rounds),
        ["raw", folder, synchronous, key] => control::raw_child(folder, synchronous, key),
        _ => println!("Nothing to do: `./x campaign --short` runs the campaigns."),
    }
    ExitCode::SUCCESS
}

/// `--short`, `--seed N` and names, in any order.
fn run(words: &[&str]) {
    let mut size = Size {
        long: true,
        seed: 20_261_121,
    };
    let mut names = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--short" => size.long = false,
            "--seed" => size.seed = words.next().expect("a number").parse().expect("a number"),
            name => names.push(name),
        }
    }
    if let Some(name) = names
        .iter()
        .find(|name| CAMPAIGNS.iter().all(|(own, _)| own != *name))
    {
        let own: Vec<_> = CAMPAIGNS.iter().map(|(own, _)| *own).collect();
        panic!("there is no campaign `{name}`; there are: {}", own.join(" "));
    }
    for (name, campaign) in CAMPAIGNS {
        if names.is_empty() || names.contains(&name) {
            let began = Instant::now();
            let line = campaign(size);
            println!(
                "{name}: {line} (seed {}, {} s)",
                size.seed,
                began.elapsed().as_secs()
            );
        }
    }
}
