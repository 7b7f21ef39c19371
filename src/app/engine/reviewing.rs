//! Reviews: what each reviewer has before them, the draw and drawing it again, and learning notes on their way to authors.

use std::collections::BTreeMap;

use super::Engine;
use super::month::{closed, month_facts};
use super::seats::new_item;
use crate::app::api::{Asked, Done, NoteRow, RedrawnRow};
use crate::app::problem::Problem;
use crate::audit::{Draw, draw};
use crate::domain::checks::{self, Finding, Reviews};
use crate::domain::content::{
    CheckpointAct, CheckpointHeld, Content, ReceiptHeld, ReviewDrawn, ReviewWord, ReviewWordPassed, Reviewed,
    Verdict, WordFor, WordPassedFact,
};
use crate::domain::ids::{EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::incident::Placed;
use crate::domain::role::{Role, Side};
use crate::domain::time::YearMonth;
use crate::vault::ReceiptAnswer;

/// How many decisions are drawn.
pub(super) const DRAWN: usize = 10;
/// What is always reviewed is shown so many months back.
const MONTHS_BACK: usize = 11;

/// A draw that was drawn again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Redrawn {
    /// The draw as it stands in the log.
    pub(in crate::app) stands: ReviewDrawn,
    /// What could be drawn when it was made.
    pub(in crate::app) from: Vec<ItemId>,
    /// What comes out now.
    pub(in crate::app) drawn: Vec<ItemId>,
    /// The log still has the seed, and it is the one that the rule names.
    pub(in crate::app) seed: bool,
}

impl Redrawn {
    /// Nobody steered it.
    pub(in crate::app) fn same(&self) -> bool {
        self.seed && self.drawn == self.stands.drawn
    }
}

impl Engine {
    /// A reviewer's finding on something that is before them, once.
    pub(super) fn review(
        &mut self,
        about: ItemId,
        verdict: Verdict,
        word: Option<ReviewWord>,
    ) -> Result<Done, Problem> {
        let checks = self.checks_page().ok_or_else(closed)?;
        let case = checks.cases.iter().find(|case| case.about == about);
        let case = case.filter(|case| case.is_open()).ok_or_else(|| {
            Problem::new(
                "A-823",
                "That is not before you: you have found on it, two others have, or it is your own organisation's",
                "Choose one from the list",
            )
        })?;
        let word = match (word, case.author, case.incident) {
            (Some(word), Some(to), Some(incident)) => Some(WordFor {
                word,
                to,
                incident,
                reference: checks.references.get(&incident).cloned().unwrap_or_default(),
                of: case.at,
            }),
            (None, ..) => None,
            (Some(_), ..) => {
                return Err(Problem::new(
                    "A-824",
                    "Nobody in a seat signed this, so nobody can be sent a note",
                    "Leave the note out",
                ));
            }
        };
        let at = self.now();
        let found = Reviewed {
            about,
            verdict,
            word,
            at,
        };
        self.write(vec![Content::Reviewed(found).into()])?;
        Ok(Done::Ok)
    }

    /// What is before this reviewer, with the references of the incidents.
    pub(super) fn reviews_of(
        &self,
        month: YearMonth,
        drawn: Option<&ReviewDrawn>,
    ) -> Result<(Reviews, BTreeMap<IncidentId, String>), Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Ok((Reviews::default(), BTreeMap::new()));
        };
        let first = (0..MONTHS_BACK).fold(month, |month, _| month.previous());
        let mut entries = view.always_reviewed(first.start())?;
        let drawn = drawn.map(|drawn| drawn.drawn.clone()).unwrap_or_default();
        if !drawn.is_empty() {
            entries.extend(month_facts(view, month)?);
        }
        let mut findings: Vec<Finding> = Vec::new();
        for placed in self.overseen(&["oversight.reviewed"])? {
            if let (Some(author), Content::Reviewed(reviewed)) = (placed.author, placed.content) {
                findings.push((author, reviewed));
            }
        }
        let me = (office.member.id, office.member.side);
        let found = checks::reviews(&entries, &drawn, &findings, &self.sides(), me);
        let mut references = BTreeMap::new();
        let incidents: std::collections::BTreeSet<IncidentId> =
            found.cases.iter().filter_map(|case| case.incident).collect();
        for incident in incidents {
            references.insert(incident, reference_in(&view.entries_of(incident)?));
        }
        Ok((found, references))
    }

    /// Whose member everybody is.
    fn sides(&self) -> BTreeMap<MemberId, Side> {
        let members = self.vault.as_ref().map(crate::vault::Vault::members);
        let sides = members
            .unwrap_or_default()
            .into_iter()
            .map(|member| (member.id, member.side));
        sides.collect()
    }

    /// Learning notes for people of `side`, those that wait to be passed on first.
    pub(super) fn notes_to_pass(
        &self,
        side: Side,
        asked: &BTreeMap<EntryRef, Asked>,
    ) -> Result<Vec<NoteRow>, Problem> {
        let (names, sides) = (self.names(), self.sides());
        let mut notes = Vec::new();
        for placed in self.overseen(&["oversight.reviewed"])? {
            let reviewer = placed.author.and_then(|author| sides.get(&author).copied());
            if let Content::Reviewed(reviewed) = placed.content
                && let Some(word) = reviewed.word
                && sides.get(&word.to) == Some(&side)
                && reviewer == Some(side.other())
            {
                notes.push(NoteRow {
                    follows: placed.entry,
                    name: names.get(&word.to).cloned().unwrap_or_default(),
                    passed: asked.get(&placed.entry).cloned(),
                    word,
                });
            }
        }
        notes.sort_by_key(|note| (note.passed.is_some(), std::cmp::Reverse(note.word.of)));
        Ok(notes)
    }

    /// Whether whoever is at the office may write to their own organisation's people: its governance lead.
    pub(super) fn passes_on(&self) -> Result<bool, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        Ok(office.member.role == Role::Governance)
    }

    /// Passes a learning note or a question on to whom it is for, who finds it in their own seat.
    pub(super) fn pass_on(&mut self, follows: EntryRef) -> Result<Done, Problem> {
        if !self.passes_on()? {
            return Err(Problem::new(
                "A-835",
                "Only your governance lead passes notes and questions on: they go into your organisation's own part of the log",
                "It waits on this page until your governance lead signs in",
            ));
        }
        let checks = self.checks_page().ok_or_else(closed)?;
        let note = checks.notes.iter().find(|note| note.follows == follows);
        let note = note.filter(|note| note.passed.is_none()).ok_or_else(|| {
            Problem::new(
                "A-825",
                "That note was passed on already, or is not for your organisation",
                "Choose one from the list",
            )
        })?;
        let about = self.overseen(&["oversight.reviewed"])?.into_iter();
        let about = about.filter(|placed| placed.entry == follows).find_map(|placed| {
            if let Content::Reviewed(reviewed) = placed.content {
                Some(reviewed.about)
            } else {
                None
            }
        });
        let (item, at) = (new_item(), self.now());
        let word = ReviewWordPassed {
            incident: note.word.incident,
            reference: note.word.reference.clone(),
            item,
            to: note.word.to,
            word: note.word.word,
            of: note.word.of,
            about,
        };
        let fact = WordPassedFact { item, follows, at };
        self.write(vec![
            Content::ReviewWordPassed(word).into(),
            Content::WordPassedFact(fact).into(),
        ])?;
        Ok(Done::Ok)
    }

    /// A draw for the reviewers of this organisation. The first one of a month stands.
    pub(super) fn draw_reviews(&mut self, month: YearMonth, size: u64, code: &str) -> Result<Done, Problem> {
        let at = self.now();
        let by = self.office.as_ref().ok_or_else(closed)?.member.side;
        if self.standing_draw(month, by)?.is_some() {
            return Err(Problem::new(
                "A-772",
                format!(
                    "The draw of {} was made already, and nobody can draw again",
                    month.words()
                ),
                "Review what was drawn",
            ));
        }
        if at < month.end() {
            return Err(Problem::new(
                "A-773",
                format!("{} is not over, so nothing can be drawn of it", month.words()),
                "Draw when the month has ended",
            ));
        }
        let seed = self.seed_of(month)?.ok_or_else(|| {
            Problem::new(
                "A-826",
                format!(
                    "Nothing was written since {} ended, so there is no seed yet",
                    month.words()
                ),
                "Draw after the next shift",
            )
        })?;
        let whose = self.must_cover(&seed, size, code)?;
        let decisions = self.drawable(month, by, None)?;
        let mut drawn = ReviewDrawn {
            month,
            by,
            size: seed.1.size,
            code: seed.1.code,
            device: Some(seed.0),
            held: Some(ReceiptHeld {
                size,
                code: code.trim().to_owned(),
            }),
            drawn: Vec::new(),
            of: u64::try_from(decisions.len()).unwrap_or(u64::MAX),
            at,
        };
        drawn.drawn = draw(&Draw::of(&drawn), &decisions, DRAWN, ItemId::hex);
        let held = CheckpointHeld {
            side: by.other(),
            device: whose,
            size,
            what: CheckpointAct::Holds,
            at,
        };
        self.write(vec![
            Content::ReviewDrawn(drawn).into(),
            Content::CheckpointHeld(held).into(),
        ])?;
        Ok(Done::Ok)
    }

    /// The receipt that the other organisation holds is of some device of this log, and was made when that device had the
    /// seed. Gives whose it is.
    fn must_cover(
        &self,
        seed: &(crate::domain::ids::DeviceId, ReceiptHeld),
        size: u64,
        code: &str,
    ) -> Result<crate::domain::ids::DeviceId, Problem> {
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let Some(whose) = vault.receipt_of(size, code)? else {
            return Err(Problem::new(
                "A-774",
                "That is not a receipt of this log, or its entries have not come here yet",
                "Ask the other organisation to read theirs out again: entries, then the twenty characters",
            ));
        };
        let fixed = vault.fixed_by_receipt((whose, size), seed.0);
        if fixed < seed.1.size {
            let name = vault.name_of_device(whose).unwrap_or_else(|| whose.hex());
            return Err(Problem::new(
                "A-827",
                format!(
                    "That receipt of {name} was made before the seed had reached it: it fixes {fixed} entries, the seed {}",
                    seed.1.size
                ),
                "Ask the other organisation for a later one",
            ));
        }
        Ok(whose)
    }

    /// What a draw of a month is seeded with. Nobody chooses it: the device that founded the log, where it has written
    /// since the month ended, otherwise this one; its entries up to the first count that it wrote after the month.
    fn seed_of(
        &self,
        month: YearMonth,
    ) -> Result<Option<(crate::domain::ids::DeviceId, ReceiptHeld)>, Problem> {
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
        let Some(view) = view else { return Ok(None) };
        for device in [vault.first_device()?, vault.device().0] {
            let Some(first) = view.first_since(device, month.end())? else {
                continue;
            };
            let size = first.seq.saturating_add(1);
            if let Some(code) = vault.receipt_code(device, size)? {
                return Ok(Some((device, ReceiptHeld { size, code })));
            }
        }
        Ok(None)
    }

    /// The decisions of a month that reviewers of a side may be given; of a draw, those that its device knew then.
    fn drawable(&self, month: YearMonth, by: Side, drawn: Option<EntryRef>) -> Result<Vec<ItemId>, Problem> {
        let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
        let (Some(view), Some(vault)) = (view, &self.vault) else {
            return Ok(Vec::new());
        };
        let mut entries = month_facts(view, month)?;
        if let Some(draw) = drawn {
            entries.retain(|placed| vault.knew(draw, placed.entry));
        }
        Ok(checks::drawable(&entries, by))
    }

    /// The first draw of a month for one organisation's reviewers.
    pub(super) fn standing_draw(&self, month: YearMonth, by: Side) -> Result<Option<ReviewDrawn>, Problem> {
        let draws = self.draws()?.into_iter();
        Ok(draws
            .map(|(_, drawn)| drawn)
            .find(|drawn| drawn.month == month && drawn.by == by))
    }

    fn draws(&self) -> Result<Vec<(EntryRef, ReviewDrawn)>, Problem> {
        let sides = self.sides();
        let mut draws = Vec::new();
        for placed in self.overseen(&["oversight.review-drawn"])? {
            let author = placed.author.and_then(|author| sides.get(&author).copied());
            if let Content::ReviewDrawn(drawn) = placed.content
                && author == Some(drawn.by)
            {
                draws.push((placed.entry, drawn));
            }
        }
        Ok(draws)
    }

    /// Draws again what stands: from the seed in the log, of what could be drawn then.
    pub(in crate::app) fn redraw(&self, stands: &ReviewDrawn) -> Result<Redrawn, Problem> {
        let entry = self.draws()?.into_iter().find(|(_, drawn)| drawn == stands);
        let entry = entry.map(|(entry, _)| entry);
        let from = self.drawable(stands.month, stands.by, entry)?;
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let seed = match stands.device {
            Some(device) => {
                let ruled = self.seed_of(stands.month)?;
                ruled.is_some_and(|(whose, seed)| {
                    whose == device && seed.size == stands.size && seed.code == stands.code
                })
            }
            None => {
                vault.check_receipt(Some(&vault.device().0.hex()), stands.size, &stands.code)?
                    == ReceiptAnswer::Holds
            }
        };
        Ok(Redrawn {
            drawn: draw(&Draw::of(stands), &from, DRAWN, ItemId::hex),
            stands: stands.clone(),
            from,
            seed,
        })
    }

    /// The draws of a month, drawn again and compared.
    pub(super) fn draw_again(&self, month: YearMonth) -> Result<Done, Problem> {
        let all = self.redrawn(month)?;
        if all.is_empty() {
            return Err(Problem::new(
                "A-834",
                format!("Nothing was drawn of {}", month.words()),
                "Choose another month, or draw first",
            ));
        }
        let rows = all.iter().map(|again| RedrawnRow {
            by: again.stands.by,
            drawn: again.stands.drawn.len(),
            of: again.from.len(),
            same: again.same(),
        });
        Ok(Done::Redrawn(rows.collect()))
    }

    /// Every draw of a month, drawn again.
    pub(in crate::app) fn redrawn(&self, month: YearMonth) -> Result<Vec<Redrawn>, Problem> {
        let mut all = Vec::new();
        for side in Side::ALL {
            if let Some(stands) = self.standing_draw(month, side)? {
                all.push(self.redraw(&stands)?);
            }
        }
        Ok(all)
    }
}

/// The reference of an incident among its facts.
pub(super) fn reference_in(entries: &[Placed]) -> String {
    let mut opened = entries.iter().filter_map(|placed| {
        if let Content::OpenedFact(fact) = &placed.content {
            Some(fact.reference.clone())
        } else {
            None
        }
    });
    opened.next().unwrap_or_default()
}
