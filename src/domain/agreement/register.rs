//! The 22 questions that both organisations answer before they share, and how each of them stands. An open question
//! stops no share: it says that the partnership is not ready.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::decision::codes::codes;
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

const QUESTIONS: &str = include_str!("../../../assets/agreement/questions.toml");

/// How many questions there are.
pub const QUESTION_COUNT: usize = 22;

codes!(
    /// Which document answers a question.
    GoesIn { /// The sharing agreement.
        Agreement, /// The operating procedure.
        Procedure, /// Both privacy notices.
        Notices, /// Governance: training, guidance, red lines.
        Governance }
);
codes!(
    /// What the two organisations say.
    AnswerState { /// Not answered yet.
        Open, /// Answered, with evidence.
        Met, /// Does not arise here.
        NotNeeded }
);

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnershipQuestion {
    /// As it is asked.
    pub text: String,
    /// What shows that it is answered.
    pub shows: String,
    /// Where the answer stands.
    pub goes_in: GoesIn,
    /// Whether it may not arise at all.
    #[serde(default)]
    pub can_be_not_needed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<PartnershipQuestion>,
}

/// The questions in their order; number 1 stands first.
///
/// # Errors
/// When the file that the program brings does not read, which a test rules out.
pub fn partnership_questions() -> Result<Vec<PartnershipQuestion>, String> {
    let file: File = toml::from_str(QUESTIONS).map_err(|error| error.to_string())?;
    Ok(file.question)
}

/// An answer as one organisation's lead wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipAnswer {
    /// 1 to 22.
    pub question: u8,
    /// What it says.
    pub state: AnswerState,
    /// Where the evidence is: a reference, never the document.
    pub evidence: String,
    /// Who answers for it: a post, for example `Caldicott Guardian`.
    pub owner: String,
    /// When it was looked at last.
    pub reviewed: Option<NaiveDate>,
    /// By when it is looked at again.
    pub review_by: Option<NaiveDate>,
}

/// Who signed, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// The lead.
    pub by: MemberId,
    /// When.
    pub at: Moment,
}

/// How one question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// The answer that counts: the one that was written last.
    pub answer: PartnershipAnswer,
    /// Its entry, which the other organisation's lead names to sign it.
    pub entry: EntryRef,
    /// Who signed that very answer: police, health.
    pub signed: [Option<Signed>; 2],
}

/// What is still to do about a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowStanding {
    /// Nobody answered it, or the answer says that it is open.
    Open,
    /// This organisation has not signed the answer.
    Unsigned(Side),
    /// Its review is due.
    ReviewDue,
    /// Answered, signed by both and not due.
    Done,
}

impl RegisterRow {
    fn standing(&self, day: NaiveDate) -> RowStanding {
        let [police, health] = &self.signed;
        if self.answer.state == AnswerState::Open {
            RowStanding::Open
        } else if police.is_none() {
            RowStanding::Unsigned(Side::Police)
        } else if health.is_none() {
            RowStanding::Unsigned(Side::Health)
        } else if self.answer.review_by.is_none_or(|by| by < day) {
            RowStanding::ReviewDue
        } else {
            RowStanding::Done
        }
    }

    fn sign(&mut self, side: Side, signed: Signed) {
        let [police, health] = &mut self.signed;
        let place = match side {
            Side::Police => police,
            Side::Health => health,
        };
        place.get_or_insert(signed);
    }
}

/// All 22, folded from the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    rows: [Option<RegisterRow>; QUESTION_COUNT],
}

impl Register {
    /// The row of question `number`, 1 to 22; `None` while nobody answered it.
    pub fn row(&self, number: usize) -> Option<&RegisterRow> {
        self.rows.get(number.checked_sub(1)?)?.as_ref()
    }

    /// How a question stands on a day.
    pub fn standing(&self, number: usize, day: NaiveDate) -> RowStanding {
        self.row(number)
            .map_or(RowStanding::Open, |row| row.standing(day))
    }

    /// How many questions are not done on a day.
    pub fn open(&self, day: NaiveDate) -> usize {
        (1..=QUESTION_COUNT)
            .filter(|number| self.standing(*number, day) != RowStanding::Done)
            .count()
    }

    /// A lead wrote an answer: it counts from now on, signed by their organisation alone.
    ///
    /// # Errors
    /// When there is no such question.
    pub fn answer(
        &mut self,
        answer: &PartnershipAnswer,
        entry: EntryRef,
        side: Side,
        signed: Signed,
    ) -> Result<(), &'static str> {
        let place = usize::from(answer.question)
            .checked_sub(1)
            .and_then(|at| self.rows.get_mut(at))
            .ok_or("there is no question of that number")?;
        let mut row = RegisterRow {
            answer: answer.clone(),
            entry,
            signed: [None, None],
        };
        row.sign(side, signed);
        *place = Some(row);
        Ok(())
    }

    /// A lead signed an answer, named by its entry.
    ///
    /// # Errors
    /// When another answer took its place, or it was never there.
    pub fn sign(&mut self, entry: EntryRef, side: Side, signed: Signed) -> Result<(), &'static str> {
        let row = self
            .rows
            .iter_mut()
            .flatten()
            .find(|row| row.entry == entry)
            .ok_or("no answer that counts stands at that place")?;
        row.sign(side, signed);
        Ok(())
    }
}

impl PartnershipAnswer {
    /// What keeps it from being written, in one sentence for a person; `None` when it may be.
    pub fn fault(&self, question: &PartnershipQuestion) -> Option<&'static str> {
        let long = |text: &str| text.chars().count() > super::LONGEST_LINE;
        match self.state {
            _ if long(&self.evidence) || long(&self.owner) => {
                Some("Evidence and owner have at most 160 characters each")
            }
            AnswerState::NotNeeded if !question.can_be_not_needed => Some("This question always arises"),
            AnswerState::Met if self.evidence.trim().is_empty() => Some("Say where the evidence is"),
            AnswerState::Met | AnswerState::NotNeeded if self.owner.trim().is_empty() => {
                Some("Say who answers for it")
            }
            AnswerState::Met | AnswerState::NotNeeded if self.review_by.is_none() => {
                Some("Say by when it is looked at again")
            }
            AnswerState::Met | AnswerState::NotNeeded | AnswerState::Open => None,
        }
    }
}
