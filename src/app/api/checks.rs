//! What supervisors and governance leads look after: the log's own health, openings of private pages, reviews; and the words
//! of a review as the person whom they are for sees them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::checks::{Case, Opening, Part};
use crate::domain::content::{Reason, ReviewWord, Verdict, WordFor};
use crate::domain::ids::{EntryRef, IncidentId, ItemId};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};

use super::LogHealth;

/// What a supervisor or governance lead does there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChecksRequest {
    /// A finding on one opening; [`Verdict::Ask`] puts the question to whoever looked.
    Access(EntryRef, Verdict),
    /// A finding on a case, with the learning note that its author is to get.
    Review(ItemId, Verdict, Option<ReviewWord>),
    /// Pass the learning note of this review on to somebody of the own organisation.
    PassOn(EntryRef),
    /// Draw decisions of a month.
    Draw {
        /// Of which month.
        month: YearMonth,
        /// What the other organisation holds of this log.
        held: HeldOutside,
    },
    /// Draw the month's draws again and compare. Answer: [`Done::Redrawn`](super::Done::Redrawn).
    Redraw(YearMonth),
    /// Who looked at the incident with this reference. Answer: [`Done::Looked`](super::Done::Looked).
    WhoLooked(String),
    /// Take a checkpoint of this device's log out of the computer, into this new file.
    TakeCheckpoint(PathBuf),
    /// Compare a checkpoint that was kept with the log. Answer: [`Done::ReceiptChecked`](super::Done::ReceiptChecked).
    CompareCheckpoint(PathBuf),
    /// A governance lead opens an incident's record, own side and shared, for a typed reason. Answer:
    /// [`Done::Record`](super::Done::Record).
    OpenRecord {
        /// The incident's reference.
        reference: String,
        /// Why; the other organisation's reviewers read it.
        reason: String,
    },
    /// A governance lead writes what section 62 of the Data Protection Act 2018 has logged, for the Commissioner. Answer:
    /// [`Done::Exported`](super::Done::Exported).
    Commissioner(CommissionerForm),
}

/// What somebody holds outside this computer that fixes the log as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldOutside {
    /// A receipt, read out: of any device of the log.
    Receipt {
        /// How many entries it covers.
        size: u64,
        /// Its twenty characters.
        code: String,
    },
    /// A checkpoint, in this file.
    Checkpoint(PathBuf),
}

/// What the Commissioner is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommissionerForm {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Why it is made: the Commissioner's request, by its number.
    pub reason: String,
    /// The new folder.
    pub folder: PathBuf,
}

/// One opening with the name of whoever looked, and whether it was drawn for a spot check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningRow {
    /// The opening.
    pub opening: Opening,
    /// Who, by name.
    pub name: String,
    /// Drawn at random.
    pub spot: bool,
    /// The question that was put to them.
    pub asked: Option<Asked>,
    /// They have left, so that they cannot be asked here.
    pub left: bool,
    /// From when its age is counted: from the look, or for a spot check from the draw.
    pub since: Moment,
}

impl OpeningRow {
    /// Whether somebody is still to look at it: nothing says why it was opened, or it was drawn; and nobody has found yet,
    /// or whoever was asked has answered.
    pub fn is_open(&self) -> bool {
        match self.opening.checked {
            None => self.spot || self.opening.part == Part::None,
            Some(Verdict::Ask) => self.asked.as_ref().is_some_and(|asked| asked.answer.is_some()),
            Some(Verdict::AsExpected | Verdict::Concern) => false,
        }
    }
}

/// A word that went to somebody, and what came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// When it was passed on.
    pub at: Moment,
    /// When it was read.
    pub read: Option<Moment>,
    /// What they answered.
    pub answer: Option<Reason>,
}

/// A learning note for somebody of the own organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// The review that it follows.
    pub follows: EntryRef,
    /// The note, and whose it is.
    pub word: WordFor,
    /// Their name.
    pub name: String,
    /// Passed on, and read.
    pub passed: Option<Asked>,
    /// They have left, so that it can reach nobody.
    pub left: bool,
}

impl NoteRow {
    /// Whether the governance lead is still to pass it on.
    pub fn waits(&self) -> bool {
        self.passed.is_none() && !self.left
    }
}

/// Somebody who looked at an incident's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookRow {
    /// When.
    pub at: Moment,
    /// Who.
    pub name: String,
    /// In which seat; whose lead.
    pub side: Side,
    /// How.
    pub how: LookHow,
    /// What part they had in it.
    pub part: Part,
}

/// How somebody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookHow {
    /// The private page in their seat.
    Page,
    /// A register of their side, which holds words of every incident.
    Register,
    /// An extract for a court was made.
    Extract,
    /// A governance lead opened the record.
    Governance,
}

/// The draw that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnRow {
    /// How many were drawn.
    pub drawn: usize,
    /// Out of how many.
    pub of: u64,
    /// When.
    pub at: Moment,
}

/// A draw that was drawn again from the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedrawnRow {
    /// Whose reviewers it was for.
    pub by: Side,
    /// How many were drawn.
    pub drawn: usize,
    /// Out of how many.
    pub of: usize,
    /// The same came out, from the seed that the rule names.
    pub same: bool,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checks {
    /// The log.
    pub health: LogHealth,
    /// The openings of the month, those without a part in the incident first.
    pub openings: Vec<OpeningRow>,
    /// The reviews that are this person's.
    pub cases: Vec<Case>,
    /// The references of their incidents.
    pub references: BTreeMap<IncidentId, String>,
    /// Agreed, of those that two reviewers have looked at.
    pub agreement: (usize, usize),
    /// The draw that stands for this organisation.
    pub drawn: Option<DrawnRow>,
    /// The month is over, there is something to draw, and nobody has: no decision and no opening is spot-checked till then.
    pub draw_due: bool,
    /// Learning notes for the own organisation's people, those that wait first.
    pub notes: Vec<NoteRow>,
}

impl Checks {
    /// How many reviews, and notes to pass on, and draws wait.
    pub fn to_review(&self) -> usize {
        let open = self.cases.iter().filter(|case| case.is_open()).count();
        open + self.to_pass_on() + usize::from(self.draw_due)
    }

    /// How many learning notes and questions the governance lead is still to pass on.
    pub fn to_pass_on(&self) -> usize {
        self.notes.iter().filter(|note| note.waits()).count()
    }
}

/// A word of a review, as the person whom it is for sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCard {
    /// Its name.
    pub item: ItemId,
    /// The incident.
    pub incident: IncidentId,
    /// Its reference.
    pub reference: String,
    /// What.
    pub word: ReviewWord,
    /// When the decision was made, or the page opened.
    pub of: Moment,
    /// When it came.
    pub at: Moment,
    /// When it was read.
    pub read: Option<Moment>,
}

/// One month of the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrendMonth {
    /// Which.
    pub month: YearMonth,
    /// Incidents opened.
    pub opened: u64,
    /// Uses of section 136.
    pub s136_used: u64,
    /// Shares.
    pub shared: u64,
}
