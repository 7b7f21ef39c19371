//! What the vault costs, each figure beside what the same machine needs for the bare work in the same run: `./x bench`.
//!
//! Baseline and subject take turns, and each figure is the median of its turns. A target that is not met is written
//! plainly; it never fails anything, since a figure also tells of what else the machine was doing.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a measurement that cannot be made stops the run, and its table is for a terminal"
)]

mod clock;
mod disk;
mod entries;
mod frames;
mod month;
mod opening;
mod past;
mod people;
mod proof;
mod slow;
mod table;
mod through;
mod views;

use std::path::{Path, PathBuf};

use table::Table;

/// How many entries the two kept vaults have.
const SMALL: u64 = 100_000;
const LARGE: u64 = 1_000_000;

fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = asked.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["open", dir] => opening::open_here(Path::new(dir)),
        ["slow", dir] => slow::append_here(Path::new(dir)),
        ["past", dir] => past::work_here(Path::new(dir)),
        ["frames", dir] => frames::draw_here(Path::new(dir), None),
        ["frames", dir, screen, many] => {
            let many = many.parse().expect("so many frames");
            frames::draw_here(Path::new(dir), Some((screen, many)));
        }
        ["--folder", folder, only @ ..] => run(Path::new(folder), only),
        _ => eprintln!(
            "cost --folder DIR [append] [verify] [view] [month] [open] [past] [frames]: measures all of it, or only what is named"
        ),
    }
}

fn run(folder: &Path, only: &[&str]) {
    std::fs::create_dir_all(folder).expect("the folder of the bench can be made");
    let wanted = |name| only.is_empty() || only.contains(&name);
    let mut table = Table::default();
    if wanted("append") {
        disk::append(folder, &mut table);
        disk::group_commit(folder, &mut table);
        slow::append(folder, &mut table);
        through::group_commit(folder, &mut table);
        disk::size(folder, &mut table);
    }
    if wanted("verify") || wanted("view") {
        let small = kept(folder, SMALL, &mut table);
        if wanted("verify") {
            proof::signatures(&small, &mut table);
            proof::structure(&small, &mut table);
        }
        if wanted("view") {
            views::rebuild_and_search(&small, &mut table);
            views::fold_one(&small, &mut table);
        }
    }
    if wanted("month") {
        month::month(folder, &mut table);
    }
    if wanted("open") {
        let large = kept(folder, LARGE, &mut table);
        opening::open(folder, &large, &mut table);
    }
    if wanted("past") {
        past::past(folder, &mut table);
    }
    if wanted("frames") {
        frames::frames(folder, &mut table);
    }
    table.write(&folder.with_extension("json"));
}

/// A vault of so many entries, made once and used again.
fn kept(folder: &Path, entries: u64, table: &mut Table) -> PathBuf {
    let dir = folder.join(format!("vault-{entries}-{}", entries::FORM));
    if !dir.join("complete").exists() {
        if dir.exists() {
            std::fs::remove_dir_all(&dir).expect("a vault that was left half made can be removed");
        }
        entries::make(&dir, entries, table);
        std::fs::write(dir.join("complete"), b"").expect("a file can be written");
    }
    dir
}
