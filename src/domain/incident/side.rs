//! One side's own half of an incident: only that side's keys open what it is folded from.

use super::{
    AdviceCard, BreachCard, DisclosureCard, Filled, HandoverCard, MovedNote, Placed, breach, handover,
};
use crate::domain::content::{
    Content, DecisionMade, FormMade, KnownAnswer, KnownAnswered, NoteAmended, NoteSource, PaperKind,
    PaperMade, PaperOut, RecordCompleted, S136Kept, SharingRecord, ToldSomebody,
};
use crate::domain::decision::conclusion::Task;
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::time::Moment;

/// Words of a note that held before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The words.
    pub words: String,
    /// Until when they held.
    pub until: Moment,
    /// Why they were corrected; empty where the note moved to another incident.
    pub why: String,
    /// Who corrected them.
    pub by: Option<MemberId>,
}

/// A note with its corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteCard {
    /// Its name.
    pub note: ItemId,
    /// When it was written.
    pub at: Moment,
    /// Who wrote it.
    pub author: Option<MemberId>,
    /// Where the words come from.
    pub source: NoteSource,
    /// The words that hold; empty when the note was taken back.
    pub text: String,
    /// Earlier words, oldest first.
    pub earlier: Vec<Earlier>,
    /// The disclosures that were made from it.
    pub shared_in: Vec<ItemId>,
    /// It was written on another incident, or went to one.
    pub moved: Option<MovedNote>,
}

/// Something this side still has to do, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskCard {
    /// Its name.
    pub item: ItemId,
    /// What.
    pub task: Task,
    /// What, for a task in somebody's own words.
    pub words: String,
    /// Who does it, where that was said: a name or a role.
    pub who: String,
    /// When it was set.
    pub set: Option<Moment>,
    /// By when.
    pub due: Option<Moment>,
    /// The decision or disclosure that it comes from.
    pub about: Option<ItemId>,
    /// When it was done.
    pub done: Option<Moment>,
    /// Whose it is: who made the decision that it comes from.
    pub owner: Option<MemberId>,
    /// For a task that is to tell somebody: whom, when, how.
    pub told: Option<ToldSomebody>,
}

/// A paper that this side made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperCard {
    /// Its own name.
    pub item: ItemId,
    /// When.
    pub at: Moment,
    /// Who made it.
    pub author: Option<MemberId>,
    /// Which.
    pub paper: PaperKind,
    /// How it left.
    pub out: PaperOut,
    /// What it is about.
    pub about: Vec<ItemId>,
    /// What stood on it, of a form for a place of safety.
    pub form: Option<FormMade>,
}

impl PaperCard {
    fn of(made: &PaperMade, placed: &Placed) -> Self {
        Self {
            item: made.item,
            at: placed.at,
            author: placed.author,
            paper: made.paper,
            out: made.out,
            about: made.about.clone(),
            form: made.form.clone(),
        }
    }
}

/// One side's own half of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideFile {
    /// The latest answer of this side's check, and when.
    pub known: Option<(KnownAnswer, String, Moment)>,
    /// Its earlier answers, oldest first.
    pub known_before: Vec<(KnownAnswer, Moment)>,
    /// Fields and markers.
    pub filled: Filled,
    /// The notes, oldest first.
    pub notes: Vec<NoteCard>,
    /// The decisions with their times, oldest first.
    pub decisions: Vec<(Moment, DecisionMade)>,
    /// The tasks, oldest first.
    pub tasks: Vec<TaskCard>,
    /// What this side told to people outside the crew, oldest first.
    pub told_outside: Vec<DisclosureCard>,
    /// Breach records of that, oldest first: this organisation's alone.
    pub breaches: Vec<BreachCard>,
    /// What was added to records later, oldest first.
    pub completed: Vec<(Moment, RecordCompleted)>,
    /// The papers this side made, oldest first.
    pub papers: Vec<PaperCard>,
    /// What was handed over, oldest first.
    pub handovers: Vec<HandoverCard>,
    /// What officers were advised, oldest first.
    pub advice: Vec<AdviceCard>,
    /// What this side alone keeps of section 136, oldest first, with when it was written. Which use a line belongs to is
    /// said by the shared half: see [`crate::domain::mha::uses`].
    pub s136: Vec<(Moment, S136Kept)>,
}

impl SideFile {
    /// The record of a decision with what was added later; `None` for a decision of an earlier version, which kept none.
    pub fn record_of(&self, decision: ItemId) -> Option<SharingRecord> {
        let (_, made) = self
            .decisions
            .iter()
            .find(|(_, made)| made.decision == decision)?;
        let later: Vec<RecordCompleted> = self
            .completed
            .iter()
            .filter(|(_, later)| later.decision == decision)
            .map(|(_, later)| later.clone())
            .collect();
        made.record.as_ref().map(|record| record.completed(&later))
    }

    /// The decisions whose record is still open: when each was made, which it is, and its record as it stands.
    pub fn open_records(&self) -> impl Iterator<Item = (Moment, ItemId, SharingRecord)> + '_ {
        self.decisions.iter().filter_map(|(at, made)| {
            let record = self.record_of(made.decision)?;
            (!record.gaps.is_empty()).then_some((*at, made.decision, record))
        })
    }
}

impl SideFile {
    /// The latest answer holds; the one before keeps its time.
    fn check(&mut self, known: &KnownAnswered, at: Moment) {
        let before = self.known.replace((known.answer, known.why.clone(), at));
        self.known_before
            .extend(before.map(|(answer, _, at)| (answer, at)));
    }

    fn amend(&mut self, amended: &NoteAmended, placed: &Placed) {
        for card in self.notes.iter_mut().filter(|card| card.note == amended.note) {
            let before = std::mem::replace(&mut card.text, amended.text.clone());
            card.earlier.push(Earlier {
                words: before,
                until: placed.at,
                why: amended.why.clone(),
                by: placed.author,
            });
        }
    }
}

/// Folds one side's entries of one incident, given in any order.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the view of one compartment ignores what lives in another"
)]
pub fn fold_side(entries: &[Placed]) -> SideFile {
    let mut sorted: Vec<&Placed> = entries.iter().collect();
    sorted.sort_by_key(|placed| placed.order());
    let mut file = SideFile::default();
    for placed in sorted {
        if file.fill(placed) {
            continue;
        }
        match &placed.content {
            Content::KnownAnswered(known) => file.check(known, placed.at),
            Content::NoteWritten(note) => file.notes.push(NoteCard {
                note: note.note,
                at: placed.at,
                author: placed.author,
                source: note.source,
                text: note.text.clone(),
                earlier: Vec::new(),
                shared_in: Vec::new(),
                moved: None,
            }),
            Content::NoteAmended(amended) => file.amend(amended, placed),
            Content::DecisionMade(decision) => {
                note_result(&mut file, decision, placed.at);
                file.decisions.push((placed.at, (**decision).clone()));
            }
            Content::RecordCompleted(later) => file.completed.push((placed.at, later.clone())),
            Content::S136Kept(kept) => file.s136.push((placed.at, kept.clone())),
            Content::TaskSet(set) => {
                file.tasks.push(TaskCard {
                    item: set.item,
                    task: set.task,
                    words: set.words.clone(),
                    who: set.owner.clone(),
                    set: Some(placed.at),
                    due: set.due,
                    about: set.about,
                    done: None,
                    owner: placed.author,
                    told: None,
                });
            }
            Content::ToldOutside(told) => {
                file.told_outside
                    .push(DisclosureCard::of(&told.0, Some(placed.at)));
            }
            Content::PaperMade(made) => file.papers.push(PaperCard::of(made, placed)),
            Content::AfterOutside(after) => {
                for card in &mut file.told_outside {
                    card.change_outside(&after.change, placed.at);
                }
                breach::after_outside(&mut file.breaches, &after.change, placed.at);
            }
            Content::TaskDone(done) => {
                for task in file.tasks.iter_mut().filter(|task| task.item == done.item) {
                    if task.done.is_none() {
                        task.done = Some(placed.at);
                        task.told.clone_from(&done.told);
                    }
                }
            }
            _ => handover::apply(&mut file, placed),
        }
    }
    file
}

fn note_result(file: &mut SideFile, decision: &DecisionMade, at: Moment) {
    use crate::domain::content::DecisionResult::{DangerFinished, NotShared, Shared};
    match decision.result {
        Shared { disclosure } => {
            for card in file
                .notes
                .iter_mut()
                .filter(|card| decision.notes.contains(&card.note))
            {
                card.shared_in.push(disclosure);
            }
        }
        // the reason was the task that the danger share had left
        DangerFinished { disclosure } => {
            for task in file
                .tasks
                .iter_mut()
                .filter(|task| task.task == Task::CompleteRecord && task.about == Some(disclosure))
            {
                task.done.get_or_insert(at);
            }
        }
        NotShared { .. } => {}
    }
}
