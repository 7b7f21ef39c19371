//! The page of checks and reviews: what is asked there, the log's health, who looked at what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::Engine;
use super::month::{closed, month_facts};
use super::reviewing::passing;
use crate::app::api::{Asked, Checks, ChecksRequest, Done, DrawnRow, LogHealth, NoteRow, OpeningRow};
use crate::app::folders::write_new;
use crate::app::problem::Problem;
use crate::audit::{Draw, draw};
use crate::domain::checks::{self, Opening, Part};
use crate::domain::content::{
    AccessChecked, CheckpointAct, CheckpointHeld, Content, ReviewDrawn, ReviewWord, Standing, Verdict,
    WordFor,
};
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::incident::Placed;
use crate::domain::role::Side;
use crate::domain::time::YearMonth;
use crate::vault::ReceiptAnswer;

/// How many openings are checked though nothing is odd about them.
const SPOT: usize = 10;
/// For how many months before the one that is looked at openings stay on the page that nobody has looked at.
const MONTHS_KEPT_IN_SIGHT: usize = 2;
/// The longest checkpoint that is read, in bytes.
const LONGEST_CHECKPOINT: u64 = 4_096;

impl Engine {
    pub(super) fn checks_work(&mut self, asked: ChecksRequest) -> Result<Done, Problem> {
        self.office.as_ref().ok_or_else(closed)?;
        match asked {
            ChecksRequest::Access(about, verdict) => self.access_checked(about, verdict),
            ChecksRequest::Review(about, verdict, word) => self.review(about, verdict, word),
            ChecksRequest::PassOn(review) => self.pass_on(review),
            ChecksRequest::Draw { month, held } => self.draw_reviews(month, &held),
            ChecksRequest::Redraw(month) => self.draw_again(month),
            ChecksRequest::WhoLooked(reference) => self.who_looked(&reference),
            ChecksRequest::TakeCheckpoint(file) => self.take_checkpoint(&file),
            ChecksRequest::CompareCheckpoint(file) => self.compare_checkpoint(&file),
            ChecksRequest::OpenRecord { reference, reason } => self.open_record(&reference, &reason),
            ChecksRequest::Commissioner(form) => self.commissioner(&form),
        }
    }

    /// A finding on one opening. A supervisor's question waits for the governance lead, who alone among those who check may
    /// write into the part of the log that whoever looked can read; the lead's own goes at once.
    fn access_checked(&mut self, about: EntryRef, verdict: Verdict) -> Result<Done, Problem> {
        let at = self.now();
        let checks = self.checks_page().ok_or_else(closed)?;
        let row = checks.openings.iter().find(|row| row.opening.entry == about);
        let row = row.ok_or_else(|| {
            Problem::new(
                "A-820",
                "That opening is not one of this month by your organisation's people",
                "Choose one from the list",
            )
        })?;
        let mut acts = vec![Content::AccessChecked(AccessChecked { about, verdict, at }).into()];
        if verdict == Verdict::Ask {
            if row.left {
                return Err(left(&row.name));
            }
            if row.asked.is_none() && self.passes_on()? {
                acts.extend(passing(about, &question(row).word, None, at));
            }
        }
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// The page, with the month that is looked at.
    pub(super) fn checks_page(&mut self) -> Option<Arc<Checks>> {
        let month = self.office.as_ref()?.month?;
        if let Some(checks) = &self.office.as_ref()?.checks {
            return Some(Arc::clone(checks));
        }
        let checks = self.count_checks(month).ok().map(Arc::new);
        self.office.as_mut()?.checks.clone_from(&checks);
        checks
    }

    fn count_checks(&self, month: YearMonth) -> Result<Checks, Problem> {
        let side = self.office.as_ref().ok_or_else(closed)?.member.side;
        let draw = self.standing_draw(month, side)?;
        let asked = self.asked()?;
        let (reviews, references) = self.reviews_of(month, draw.as_ref())?;
        let openings = self.opening_rows(month, draw.as_ref(), &asked)?;
        let mut notes = self.notes_to_pass(side, &asked)?;
        notes.extend(questions(&openings));
        let over = month.end() <= self.now();
        Ok(Checks {
            draw_due: over && draw.is_none() && !self.drawable(month, side, None)?.is_empty(),
            health: self.health()?,
            openings,
            cases: reviews.cases,
            references,
            agreement: reviews.agreement,
            drawn: draw.map(|draw| DrawnRow {
                drawn: draw.drawn.len(),
                of: draw.of,
                at: draw.at,
            }),
            notes,
        })
    }

    /// What was passed on to whom, by what it follows; with what came back from that person.
    pub(super) fn asked(&self) -> Result<BTreeMap<EntryRef, Asked>, Problem> {
        let Some(view) = self.office.as_ref().and_then(|office| office.oversight.as_ref()) else {
            return Ok(BTreeMap::new());
        };
        let mut words = BTreeMap::new();
        for placed in self.overseen(&["oversight.word-passed"])? {
            if let Content::WordPassedFact(fact) = placed.content {
                words.entry(fact.item).or_insert((fact.follows, fact.at));
            }
        }
        let mut asked: BTreeMap<EntryRef, Asked> = BTreeMap::new();
        for (follows, at) in words.values() {
            let row = Asked {
                at: *at,
                read: None,
                answer: None,
            };
            asked.entry(*follows).or_insert(row);
        }
        for placed in view.of_kinds(&["oversight.word-read", "oversight.reason"])? {
            if let Content::WordReadFact(fact) = &placed.content
                && let Some((follows, _)) = words.get(&fact.item)
                && let Some(row) = asked.get_mut(follows)
            {
                row.read.get_or_insert(placed.at);
            } else if let Content::ReasonGiven(given) = placed.content
                && let Some((follows, _)) = words.get(&given.about)
                && let Some(row) = asked.get_mut(follows)
            {
                row.answer.get_or_insert(given.reason);
            }
        }
        Ok(asked)
    }

    fn opening_rows(
        &self,
        month: YearMonth,
        drawn: Option<&ReviewDrawn>,
        asked: &BTreeMap<EntryRef, Asked>,
    ) -> Result<Vec<OpeningRow>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let mut own = self.openings_of(month)?;
        // an organisation looks after its own people
        own.retain(|opening| opening.side == office.member.side);
        let usual: Vec<_> = own
            .iter()
            .filter(|opening| opening.part != Part::None)
            .map(|opening| opening.entry)
            .collect();
        let spot = drawn.map_or_else(Vec::new, |drawn| {
            let seed = Draw::of(drawn);
            draw(&seed, &usual, SPOT, |entry| {
                format!("{}/{}", entry.device.hex(), entry.seq)
            })
        });
        let (names, left) = (self.names(), self.left());
        let row = |opening: Opening| OpeningRow {
            name: names.get(&opening.member).cloned().unwrap_or_default(),
            spot: spot.contains(&opening.entry),
            asked: asked.get(&opening.entry).cloned(),
            left: left.contains(&opening.member),
            since: match drawn {
                Some(drawn) if opening.part != Part::None => opening.at.max(drawn.at),
                Some(_) | None => opening.at,
            },
            opening,
        };
        let mut rows: Vec<OpeningRow> = own.into_iter().map(row).collect();
        // what nobody has looked at does not go out of sight with its month
        let mut earlier = month;
        for _ in 0..MONTHS_KEPT_IN_SIGHT {
            earlier = earlier.previous();
            let mut waiting = self.openings_of(earlier)?;
            waiting.retain(|opening| opening.side == office.member.side);
            rows.extend(waiting.into_iter().map(row).filter(OpeningRow::is_open));
        }
        Ok(rows)
    }

    /// Who has left.
    pub(super) fn left(&self) -> BTreeSet<MemberId> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        let left = members.unwrap_or_default().into_iter();
        left.filter(|member| member.standing == Standing::Removed)
            .map(|member| member.id)
            .collect()
    }

    /// The openings of a month. What somebody did in an incident in earlier months is their part in it, too.
    pub(super) fn openings_of(&self, month: YearMonth) -> Result<Vec<Opening>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for placed in self.overseen(&["oversight.access-checked"])? {
            if let Content::AccessChecked(check) = placed.content {
                found.push(check);
            }
        }
        let crews = view.crews(month)?;
        let mut entries = month_facts(view, month)?;
        let first = checks::openings(&entries, &crews, &found);
        let mut earlier: Vec<_> = first
            .iter()
            .filter(|opening| opening.part == Part::None || opening.reference.is_empty())
            .map(|opening| opening.incident)
            .collect();
        earlier.sort_unstable();
        earlier.dedup();
        for incident in earlier {
            let known = view.entries_of(incident)?;
            let before = |placed: &Placed| !matches!(placed.content, Content::Viewed(_));
            entries.extend(known.into_iter().filter(before));
        }
        Ok(checks::openings(&entries, &crews, &found))
    }

    /// Everybody's name.
    pub(super) fn names(&self) -> BTreeMap<MemberId, String> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        let named = members
            .unwrap_or_default()
            .into_iter()
            .map(|member| (member.id, member.name));
        named.collect()
    }

    fn health(&self) -> Result<LogHealth, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let names = self.names();
        let last = self.overseen(&["oversight.log-checked"])?.into_iter().next_back();
        let checked = last.and_then(|placed| {
            let Content::LogChecked(checked) = placed.content else {
                return None;
            };
            let by = placed.author.and_then(|author| names.get(&author).cloned());
            Some((
                by.unwrap_or_default(),
                checked.at,
                checked.entries,
                checked.findings,
            ))
        });
        let mut held: BTreeMap<Side, CheckpointHeld> = BTreeMap::new();
        for placed in self.overseen(&["oversight.checkpoint"])? {
            if let Content::CheckpointHeld(one) = placed.content {
                held.insert(one.side, one);
            }
        }
        let devices = vault.device_health()?;
        let kept = vault.checkpoints()?;
        let this = devices.iter().find(|health| health.device.this);
        Ok(LogHealth {
            checked,
            entries: this.map_or(0, |health| health.device.entries),
            devices,
            jumps: office.jumps.clone().unwrap_or_default(),
            unreadable: office.jumps.is_none(),
            checkpoints: (kept.len(), kept.iter().map(|(at, _)| *at).max()),
            held,
        })
    }

    /// Writes a checkpoint of this device's log into a new file, for the other organisation or for this one.
    fn take_checkpoint(&mut self, file: &Path) -> Result<Done, Problem> {
        let at = self.now();
        let side = self.office.as_ref().ok_or_else(closed)?.member.side;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let note = vault.checkpoint(at)?;
        let device = vault.device().0;
        write_new(file, note.text.as_bytes()).map_err(|error| unwritten(file, &error))?;
        let fact = CheckpointHeld {
            side,
            device,
            size: note.size,
            what: CheckpointAct::Taken,
            at,
        };
        if let Err(problem) = self.write(vec![Content::CheckpointHeld(fact).into()]) {
            let _removed = std::fs::remove_file(file);
            return Err(problem);
        }
        Ok(Done::Exported(file.to_owned()))
    }

    /// Compares a checkpoint that this organisation kept outside with the log.
    fn compare_checkpoint(&mut self, file: &Path) -> Result<Done, Problem> {
        let text = read_checkpoint(file)?;
        let side = self.office.as_ref().ok_or_else(closed)?.member.side;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let (device, size, answer) = vault.compare_checkpoint(&text)?;
        let what = match answer {
            ReceiptAnswer::Holds => CheckpointAct::Holds,
            ReceiptAnswer::Differs | ReceiptAnswer::Shorter(_) => CheckpointAct::Differs,
        };
        let at = self.now();
        let fact = CheckpointHeld {
            side,
            device,
            size,
            what,
            at,
        };
        self.write(vec![Content::CheckpointHeld(fact).into()])?;
        Ok(Done::ReceiptChecked(answer))
    }
}

/// Why a checkpoint is in no file, in words.
fn unwritten(file: &Path, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let there = error.kind() == ErrorKind::AlreadyExists;
    let why = if there {
        "a file of that name is there, and none is written over".to_owned()
    } else {
        error.kind().to_string()
    };
    let next = if there {
        "Enter another name"
    } else {
        "Enter a new file in a folder that can be written"
    };
    Problem::new(
        "A-821",
        format!("The checkpoint was not written to {}: {why}", file.display()),
        next,
    )
}

/// The text of a file that somebody calls a checkpoint.
pub(super) fn read_checkpoint(file: &Path) -> Result<String, Problem> {
    let unread = || {
        Problem::new(
            "A-822",
            format!("{} cannot be read as a checkpoint", file.display()),
            "Choose the file that was taken out here, or that the other organisation gave you",
        )
    };
    let long = std::fs::metadata(file).map_or(u64::MAX, |found| found.len());
    if long > LONGEST_CHECKPOINT {
        return Err(unread());
    }
    std::fs::read_to_string(file).map_err(|_error| unread())
}

/// Questions that were asked, with how far each has come.
fn questions(openings: &[OpeningRow]) -> Vec<NoteRow> {
    let waiting = openings
        .iter()
        .filter(|row| row.opening.checked == Some(Verdict::Ask));
    waiting.map(question).collect()
}

/// The question why a page was opened, for whoever opened it.
fn question(row: &OpeningRow) -> NoteRow {
    NoteRow {
        follows: row.opening.entry,
        name: row.name.clone(),
        passed: row.asked.clone(),
        left: row.left,
        word: WordFor {
            word: ReviewWord::WhyOpened,
            to: row.opening.member,
            incident: row.opening.incident,
            reference: row.opening.reference.clone(),
            of: row.opening.at,
        },
    }
}

/// Nobody who has left can read or answer here.
pub(super) fn left(name: &str) -> Problem {
    Problem::new(
        "A-940",
        format!("{name} has left, so nothing can be passed on to them here"),
        "Ask outside Tandem if it matters, then record As expected or Concern",
    )
}
