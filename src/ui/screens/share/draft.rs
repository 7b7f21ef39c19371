//! What is gathered while a share is decided. Saved as it grows, so that leaving a page loses nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::items::Markable;
use super::questions::day;
use crate::domain::content::{
    AdviceAsked, Adviser, Channel, NotTold, NoteSource, OutsideRequested, PersonTold, RecordField, Regime,
    SubjectCategory,
};
use crate::domain::decision::facts::{ItemCategory, Recipient};
use crate::domain::decision::path::{Answers, Question};
use crate::domain::decision::restrictions::{Restriction, usual};
use crate::domain::ids::ItemId;
use crate::domain::rules::Rules;
use crate::domain::telling::good_until;
use crate::domain::time::Moment;

/// Where one stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum At {
    /// What is to be told.
    #[default]
    Items,
    /// What kind of information a note is; `None` for the shorter words.
    Kind(Option<ItemId>),
    /// A question of the decision.
    Ask(Question),
    /// The answers are complete and nothing may cross on them.
    Stopped,
    /// The exact words, and what was answered.
    Check,
    /// The words alone, large enough to be read out.
    ReadOut,
    /// How it is told.
    How,
    /// What it is for.
    Purpose,
    /// Whether the person knows.
    Told,
    /// To whom it goes.
    To,
    /// Whose advice is asked, and with which words.
    Advice,
    /// The legs that it rests on.
    Legs,
    /// What was filled in for whoever decides.
    Filled,
    /// What may stand in one leg's place.
    Leg(usize),
    /// Why it is not shared.
    Refuse,
}

/// How long an item may be relied on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Shelf {
    /// As the rule table says for its kind.
    #[default]
    Usual,
    /// A day.
    Day,
    /// A week.
    Week,
    /// It does not go off.
    Keeps,
}

impl Shelf {
    /// In the order of the digits.
    pub(super) const ALL: [Self; 4] = [Self::Usual, Self::Day, Self::Week, Self::Keeps];

    /// Until when.
    pub(super) fn until(self, as_at: Moment, kind: ItemCategory, rules: &Rules) -> Option<Moment> {
        const DAY: i64 = 24 * 60;
        match self {
            Self::Usual => good_until(rules, kind, as_at),
            Self::Day => Some(as_at.plus_minutes(DAY)),
            Self::Week => Some(as_at.plus_minutes(7 * DAY)),
            Self::Keeps => None,
        }
    }
}

/// What was typed about one item: `None` stands for the shorter words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct About {
    pub(super) note: Option<ItemId>,
    /// The day on which it was true, as it is typed; empty for the time of the note.
    pub(super) true_on: String,
    pub(super) shelf: Shelf,
    /// Why this is needed; empty for the usual words of its kind.
    pub(super) why: String,
    /// How police hold it, where that differs from the rest.
    pub(super) regime: Option<Regime>,
    /// As which kind of person they hold whom it is about, where that differs from the rest.
    pub(super) person: Option<SubjectCategory>,
}

impl About {
    /// When it was true: never later than its note. `None` when what is typed is no day, or a later one.
    pub(super) fn as_at(&self, note: Moment) -> Option<Moment> {
        if self.true_on.trim().is_empty() {
            return Some(note);
        }
        let typed = day(&self.true_on)?;
        let of_note = note.london_date()?;
        if typed == of_note {
            return Some(note);
        }
        let noon = Moment::from_utc(typed, 12, 0, 0)?;
        (typed < of_note).then_some(noon)
    }
}

/// Somebody outside the crew who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outside {
    pub(super) kind: Recipient,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) organisation: String,
    pub(super) why: String,
}

impl Outside {
    /// Nobody in particular yet.
    pub(super) fn of(kind: Recipient) -> Self {
        Self {
            kind,
            name: String::new(),
            role: String::new(),
            organisation: String::new(),
            why: String::new(),
        }
    }

    /// Whoever asked from outside, as this side's register has them; the organisation is still to be written.
    pub(super) fn who_asked(asked: &OutsideRequested) -> Option<Self> {
        Some(Self {
            kind: asked.asker.recipient()?,
            name: asked.who.trim().to_owned(),
            role: asked.capacity.trim().to_owned(),
            organisation: String::new(),
            why: asked.what.trim().to_owned(),
        })
    }

    /// The name, the role, or both.
    pub(super) fn called(&self) -> String {
        let parts = [self.name.trim(), self.role.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// Everything that was picked, typed and answered.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Draft {
    /// The page, and the pages behind it.
    pub(super) at: At,
    pub(super) trail: Vec<At>,
    /// When the decision was begun.
    pub(super) begun: Moment,
    /// The notes that were ticked, and what kinds of information they are where that was changed.
    pub(super) picks: Vec<ItemId>,
    pub(super) kinds: Vec<(ItemId, ItemCategory)>,
    /// Known or not known is told as well.
    pub(super) known: bool,
    /// Shorter words, which stand in place of the notes' own.
    pub(super) shorter: String,
    pub(super) shorter_kind: Option<ItemCategory>,
    pub(super) shorter_source: Option<NoteSource>,
    /// What was answered.
    pub(super) answers: Answers,
    /// When items were true and how long they keep, where that was changed.
    pub(super) about: Vec<About>,
    /// What items are marked with, where that was changed: `None` stands for the shorter words.
    pub(super) marks: Vec<(Option<ItemId>, Vec<Restriction>)>,
    /// The date of the care plan as it is typed.
    pub(super) plan_date: String,
    /// Somebody outside the crew, in place of the other seat.
    pub(super) to: Option<Outside>,
    /// Changed on the check page.
    pub(super) channel: Option<Channel>,
    pub(super) told: Option<PersonTold>,
    /// By when the person is told, as it is typed; empty for what the rule says.
    pub(super) tell_by: String,
    pub(super) not_told: Option<NotTold>,
    pub(super) not_told_words: String,
    /// The earlier decision whose answer is used again.
    pub(super) reused: Option<ItemId>,
    /// The text for an adviser, once it was prepared; who is being asked, and who was.
    pub(super) case_text: Option<String>,
    pub(super) adviser: Option<Adviser>,
    pub(super) adviser_name: String,
    pub(super) adviser_said: String,
    pub(super) advice: Vec<AdviceAsked>,
    /// Another reason not to share, in words.
    pub(super) other_reason: String,
    /// The request of the other side that it answers, and whether only in part.
    pub(super) answers_request: Option<(ItemId, bool)>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Draft {
    /// An empty one, begun now.
    pub(super) fn begun(now: Moment) -> Self {
        Self {
            begun: now,
            ..Self::default()
        }
    }

    /// As it is stored.
    pub(super) fn to_words(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Read back; `None` when it is of another form or holds nothing yet.
    pub(super) fn from_words(words: &str) -> Option<Self> {
        let draft: Self = serde_json::from_str(words).ok()?;
        (!draft.picks.is_empty() || draft.known || !draft.shorter.trim().is_empty()).then_some(draft)
    }

    /// Ticks a note, or known or not known, where nothing was picked yet; `true` when it did.
    pub(super) fn pick(&mut self, picked: Option<ItemId>) -> bool {
        let empty = self.at == At::Items && !self.known && self.picks.is_empty() && self.shorter.is_empty();
        match picked {
            Some(note) if empty => self.picks.push(note),
            None if empty => self.known = true,
            _ => {}
        }
        empty
    }

    /// What an item is marked with: as chosen, else as its kind says. What somebody else told is marked so whatever was
    /// chosen: the way out is an answer on the record.
    pub(super) fn marks_of(&self, item: &Markable) -> Vec<Restriction> {
        let chosen = self.marks.iter().find(|(note, _)| *note == item.note);
        let mut marks = chosen.map_or_else(|| usual(item.kind).to_vec(), |(_, marks)| marks.clone());
        if item.by_another && !marks.contains(&Restriction::ThirdParty) {
            marks.push(Restriction::ThirdParty);
        }
        marks
    }

    /// Other words are picked: what was said of whoever told the earlier ones does not hold for these.
    pub(super) fn words_changed(&mut self) {
        self.answers.more.remove(&RecordField::ThirdPartySaid);
    }

    /// Marks one item.
    pub(super) fn mark(&mut self, note: Option<ItemId>, marks: Vec<Restriction>) {
        self.marks.retain(|(item, _)| *item != note);
        self.marks.push((note, marks));
    }

    /// Turns to another page. A page that was passed before is returned to, not put on top.
    pub(super) fn go(&mut self, to: At) {
        match self.trail.iter().position(|at| *at == to) {
            Some(before) => self.trail.truncate(before),
            None => self.trail.push(self.at),
        }
        self.at = to;
    }

    /// Turns back; `false` on the first page.
    pub(super) fn back(&mut self) -> bool {
        match self.trail.pop() {
            Some(to) => {
                self.at = to;
                true
            }
            None => false,
        }
    }
}
