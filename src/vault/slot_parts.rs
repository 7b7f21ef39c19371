//! What another hand changed in the key file: the last good one is remembered in the log's own database, so that a
//! verification says which of its parts is gone, new, other or elsewhere, and so that it can be put back.

use rusqlite::Connection;
use serde::Serialize;

use super::error::VaultError;
use super::kdf::sha256;
use super::slots::Slots;
use super::store::{local, set_local};

/// In the table `local`: the last text of the file that a holder of the log key wrote.
const GOOD: &str = "keyslots/good";
const HASH: usize = 16;

/// The lists of the file and what one part of each is called; the last is everything that is in no list.
const CLASSES: [(u8, &str); 5] = [
    (1, "way in of a member"),
    (2, "invitation"),
    (3, "pair of recovery codes"),
    (4, "log key"),
    (5, "field of the file"),
];

/// One part of the file.
type Part = (u8, [u8; HASH]);

fn part(class: u8, of: &impl Serialize) -> Option<Part> {
    let text = serde_json::to_vec(of).ok()?;
    Some((class, *sha256(&[&text]).first_chunk()?))
}

fn parts(slots: &Slots) -> Vec<Part> {
    let fields = [
        part(5, &slots.format),
        part(5, &slots.version),
        part(5, &slots.training),
        part(5, &(&slots.log, slots.device, slots.sealed_as)),
        part(5, &slots.salt),
    ];
    let members = slots.members.iter().map(|slot| part(1, slot));
    let invitations = slots.invitations.iter().map(|invite| part(2, invite));
    let recovery = slots.recovery.iter().map(|pair| part(3, pair));
    let log_keys = slots.log_keys.iter().map(|key| part(4, key));
    let lists = members.chain(invitations).chain(recovery).chain(log_keys);
    lists.chain(fields).flatten().collect()
}

/// Remembers the text of a file whose seal fits.
pub(super) fn remember(conn: &Connection, text: &[u8]) -> Result<(), VaultError> {
    if local(conn, GOOD)?.is_some_and(|known| *known == text) {
        return Ok(());
    }
    set_local(conn, GOOD, text)
}

/// The last good file; `None` when none was remembered.
pub(super) fn good(conn: &Connection) -> Option<Slots> {
    Slots::read(&local(conn, GOOD).ok()??).ok()
}

/// In words what is another than remembered; `None` when nothing was remembered.
pub(super) fn differences(conn: &Connection, slots: &Slots) -> Option<String> {
    let (before, now) = (parts(&good(conn)?), parts(slots));
    let told: Vec<String> = CLASSES
        .into_iter()
        .filter_map(|(class, name)| of_class(class, name, &before, &now))
        .collect();
    Some(if told.is_empty() {
        "only in how it is written".to_owned()
    } else {
        told.join(", ")
    })
}

fn of_class(class: u8, name: &str, before: &[Part], now: &[Part]) -> Option<String> {
    let of = |parts: &[Part]| -> Vec<Part> {
        let own = parts.iter().filter(|(its, _)| *its == class);
        own.copied().collect()
    };
    let (mut gone, mut new) = (of(before), of(now));
    if gone == new {
        return None;
    }
    // what stands on both sides is taken off, each as often as it stands there
    gone.retain(|part| {
        let place = new.iter().position(|other| other == part);
        place.map(|at| new.swap_remove(at)).is_none()
    });
    let changed = gone.len().min(new.len());
    let counts = [
        (changed, "changed"),
        (gone.len() - changed, "gone"),
        (new.len() - changed, "put in"),
    ];
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {name} {what}"))
        .collect();
    Some(if told.is_empty() {
        format!("each {name} as before, in another order")
    } else {
        told.join(", ")
    })
}
