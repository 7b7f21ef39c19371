//! Entries in any number: incidents with notes of both sides, in invented words as often as words are in a language.

use std::path::Path;

use tandem::domain::content::{
    Closed, Content, Detail, DetailSet, IncidentOpened, Milestone, MilestoneStamped, NoteSource, NoteWritten,
    OpenedFact, Post,
};
use tandem::domain::ids::{IncidentId, ItemId};
use tandem::domain::role::Side;
use tandem::domain::time::Moment;
use tandem::vault::{
    Author, NewEntry, Ring, Unlocked, Vault, VaultError, new_incident, new_item, new_stream,
};

use crate::clock;
use crate::people::{Crew, START, found};
use crate::table::{Table, Target};

/// Another number means: what was kept is of another form.
pub(crate) const FORM: u32 = 1;
/// The length of a note's sealed words with all that stands around them, in bytes.
pub(crate) const PAYLOAD: usize = 500;
/// Notes of each side about one incident.
const NOTES: u64 = 21;
/// How many incidents are written between two waits for the disk.
const TOGETHER: u64 = 100;

/// The same numbers on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A word; the n-th commonest comes about once for every n times of the commonest.
    pub(crate) fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "den", "for", "hal", "ing", "ka", "lor", "mi", "ne", "pol", "ra", "sten", "ta", "ul",
            "ver", "wi",
        ];
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut rank = rank(uniform);
        let mut word = String::new();
        while word.is_empty() || rank > 0 {
            word.push_str(SYLLABLES[rank % 16]);
            rank /= 16;
        }
        word
    }

    /// A note whose sealed form has exactly [`PAYLOAD`] bytes.
    pub(crate) fn note(&mut self, incident: IncidentId) -> Content {
        let with = |text: String| {
            Content::NoteWritten(NoteWritten {
                incident,
                note: new_item(),
                source: NoteSource::Told,
                text,
            })
        };
        let room = PAYLOAD - with(String::new()).to_bytes().len();
        let mut text = String::with_capacity(room + 16);
        while text.len() < room {
            text.push_str(&self.word());
            text.push(' ');
        }
        text.truncate(room);
        with(text)
    }
}

/// Ranks 1 to 30,000 by Zipf's law, from a number between 0 and 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 1 and 30,000"
)]
fn rank(uniform: f64) -> usize {
    30_000_f64.powf(uniform) as usize
}

/// Appends contents as one author to one stream each; gives how many entries that were, data keys not counted.
pub(crate) fn write(
    vault: &mut Vault,
    by: Option<&(Unlocked, Ring)>,
    ring: &Ring,
    now: Moment,
    contents: &[Content],
) -> Result<(), VaultError> {
    let stream = new_stream();
    let side = by.map(|(member, _)| member.side);
    let author = by.map_or(Author::Device, |(member, _)| Author::Member(member));
    let entries = contents
        .iter()
        .map(|content| NewEntry::of(content, side, stream).expect("it has a home"))
        .collect();
    vault.append(author, ring, now, entries).map(|_| ())
}

/// Makes a vault of at least so many entries. All incidents but the last three are closed.
pub(crate) fn make(dir: &Path, wanted: u64, table: &mut Table) {
    let (took, made) = clock::wall(|| {
        let Crew {
            mut vault,
            officer,
            nurse,
        } = found(dir);
        let crew = [officer, nurse];
        let mut dice = Dice(7);
        let mut made = 0;
        let mut incidents = 0;
        while made < wanted {
            vault
                .append_in_bulk(|vault| -> Result<(), VaultError> {
                    for _ in 0..TOGETHER {
                        let left = wanted.saturating_sub(made);
                        let now = START.plus_minutes(5 * 60 * i64::try_from(incidents).unwrap_or(0));
                        incidents += 1;
                        made += incident(vault, &crew, incidents, now, left > 150, &mut dice)?;
                        if made >= wanted {
                            break;
                        }
                    }
                    Ok(())
                })
                .unwrap();
        }
        made
    });
    let seconds = took.as_secs_f64();
    let ours = format!("{made} in {seconds:.0} s");
    table.add(
        "making a vault of entries",
        "",
        &ours,
        made as f64 / seconds,
        &Target::None,
    );
    if made >= 1_000_000 {
        table.add(
            "making a million, in minutes",
            "",
            &ours,
            seconds / 60.0,
            &Target::AtMost(10.0),
        );
    }
}

/// One incident; gives how many entries it made.
fn incident(
    vault: &mut Vault,
    [officer, nurse]: &[(Unlocked, Ring); 2],
    number: u64,
    now: Moment,
    closed: bool,
    dice: &mut Dice,
) -> Result<u64, VaultError> {
    let incident = new_incident();
    let mut shared = vec![
        Content::IncidentOpened(IncidentOpened {
            incident,
            reference: format!("{:02}-{:04}", 20 + number / 9000, number % 9000 + 1),
            at: now,
            post: Post::Car,
            station: "TR-07".to_owned(),
            crew: vec![],
        }),
        detail(
            incident,
            Detail::Place(format!("{} Lane, {}", dice.word(), dice.word())),
        ),
        detail(
            incident,
            Detail::Person {
                name: dice.word(),
                age: Some(41),
                about: true,
            },
        ),
    ];
    for milestone in [Milestone::Assigned, Milestone::OnScene] {
        shared.push(Content::MilestoneStamped(MilestoneStamped {
            incident,
            item: new_item(),
            milestone,
            at: now,
        }));
    }
    if closed {
        shared.push(Content::Closed(Closed { incident }));
    }
    let sides: [Vec<Content>; 2] = [(); 2].map(|()| (0..NOTES).map(|_| dice.note(incident)).collect());
    let fact = Content::OpenedFact(OpenedFact {
        incident,
        at: now,
        post: Post::Car,
        reference: String::new(),
    });
    // the officer's ring, so that the crew's entries about one incident share a data key
    write(vault, None, &officer.1, now, &shared)?;
    write(vault, Some(officer), &officer.1, now, &sides[0])?;
    write(vault, Some(nurse), &nurse.1, now, &sides[1])?;
    write(vault, None, &officer.1, now, std::slice::from_ref(&fact))?;
    Ok(shared.len() as u64 + 2 * NOTES + 1 + 4)
}

fn detail(incident: IncidentId, detail: Detail) -> Content {
    Content::DetailSet(DetailSet {
        incident,
        item: new_item(),
        detail,
    })
}

/// The side whose notes are measured.
pub(crate) const SIDE: Side = Side::Health;

/// An incident that is only written to.
pub(crate) fn some_incident() -> IncidentId {
    let ItemId(name) = new_item();
    IncidentId(name)
}
