//! What is gathered while a share is decided. Saved as it grows, so that leaving a page loses nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::content::{Channel, NoteSource, PersonTold};
use crate::domain::decision::facts::ItemCategory;
use crate::domain::decision::path::{Answers, Question};
use crate::domain::ids::ItemId;
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
    /// Why it is not shared.
    Refuse,
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
    /// Changed on the check page.
    pub(super) channel: Option<Channel>,
    pub(super) told: Option<PersonTold>,
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
