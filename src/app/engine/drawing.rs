//! The draw of decisions for review: made once a month for each organisation's reviewers, from a seed that nobody chooses,
//! and drawn again by anybody.

use super::Engine;
use super::checks::read_checkpoint;
use super::month::{closed, month_facts};
use crate::app::api::{Done, HeldOutside, RedrawnRow};
use crate::app::problem::Problem;
use crate::audit::{Draw, draw};
use crate::domain::checks;
use crate::domain::content::{CheckpointAct, CheckpointHeld, Content, ReceiptHeld, ReviewDrawn};
use crate::domain::ids::{DeviceId, EntryRef, ItemId};
use crate::domain::role::Side;
use crate::domain::time::YearMonth;
use crate::vault::ReceiptAnswer;

/// How many decisions are drawn.
const DRAWN: usize = 10;

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
    /// A draw for the reviewers of this organisation. The first one of a month stands.
    pub(super) fn draw_reviews(&mut self, month: YearMonth, held: &HeldOutside) -> Result<Done, Problem> {
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
        let (whose, held) = self.must_cover(&seed, held)?;
        let decisions = self.drawable(month, by, None)?;
        if decisions.is_empty() {
            // a draw stands for good: one of nothing would stand before another laptop's file has come
            return Err(Problem::new(
                "A-941",
                format!(
                    "No decision of the other organisation in {} is here to draw",
                    month.words()
                ),
                "Take in the files of the other laptops first, if there are any; otherwise there is nothing to review",
            ));
        }
        let mut drawn = ReviewDrawn {
            month,
            by,
            size: seed.1.size,
            code: seed.1.code,
            device: Some(seed.0),
            held: Some(held.clone()),
            drawn: Vec::new(),
            of: u64::try_from(decisions.len()).unwrap_or(u64::MAX),
            at,
        };
        drawn.drawn = draw(&Draw::of(&drawn), &decisions, DRAWN, ItemId::hex);
        let held = CheckpointHeld {
            side: by.other(),
            device: whose,
            size: held.size,
            what: CheckpointAct::Holds,
            at,
        };
        self.write(vec![
            Content::ReviewDrawn(drawn).into(),
            Content::CheckpointHeld(held).into(),
        ])?;
        Ok(Done::Ok)
    }

    /// The receipt or checkpoint that the other organisation holds is of some device of this log, and was made when that
    /// device had the seed. Gives whose it is, and what of it the draw keeps.
    fn must_cover(
        &self,
        seed: &(DeviceId, ReceiptHeld),
        held: &HeldOutside,
    ) -> Result<(DeviceId, ReceiptHeld), Problem> {
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let (whose, size, code) = match held {
            HeldOutside::Receipt { size, code } => {
                let whose = vault.receipt_of(*size, code)?.ok_or_else(not_of_this_log)?;
                (whose, *size, code.trim().to_owned())
            }
            HeldOutside::Checkpoint(file) => {
                let text = read_checkpoint(file)?;
                let (whose, size, answer) = vault.compare_checkpoint(&text)?;
                let code = vault.receipt_code(whose, size)?;
                let code = code.filter(|_| answer == ReceiptAnswer::Holds);
                (whose, size, code.ok_or_else(not_of_this_log)?)
            }
        };
        let fixed = vault.fixed_by_receipt((whose, size), seed.0);
        if fixed < seed.1.size {
            let name = vault.name_of_device(whose).unwrap_or_else(|| whose.hex());
            return Err(Problem::new(
                "A-827",
                format!(
                    "What they hold of {name} was made before the seed had reached it: it fixes {fixed} entries, the seed {}",
                    seed.1.size
                ),
                "Ask the other organisation for a later one",
            ));
        }
        Ok((whose, ReceiptHeld { size, code }))
    }

    /// What a draw of a month is seeded with. Nobody chooses it: the device that founded the log, where it has written
    /// since the month ended, otherwise this one; its entries up to the first count that it wrote after the month.
    fn seed_of(&self, month: YearMonth) -> Result<Option<(DeviceId, ReceiptHeld)>, Problem> {
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

    /// The same for a draw that stands, on whatever laptop it is drawn again: what the laptop that drew knew when it did.
    fn seed_at(&self, month: YearMonth, draw: EntryRef) -> Result<Option<(DeviceId, ReceiptHeld)>, Problem> {
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
        let Some(view) = view else { return Ok(None) };
        for device in [vault.first_device()?, draw.device] {
            let Some(first) = view.first_since(device, month.end())? else {
                continue;
            };
            let known = if first.device == draw.device {
                first.seq < draw.seq
            } else {
                vault.knew(draw, first)
            };
            let size = first.seq.saturating_add(1);
            if let (true, Some(code)) = (known, vault.receipt_code(device, size)?) {
                return Ok(Some((device, ReceiptHeld { size, code })));
            }
        }
        Ok(None)
    }

    /// The decisions of a month that reviewers of a side may be given; of a draw, those that its device knew then.
    pub(super) fn drawable(
        &self,
        month: YearMonth,
        by: Side,
        drawn: Option<EntryRef>,
    ) -> Result<Vec<ItemId>, Problem> {
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
                let ruled = match entry {
                    Some(entry) => self.seed_at(stands.month, entry)?,
                    None => None,
                };
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

fn not_of_this_log() -> Problem {
    Problem::new(
        "A-774",
        "That is not a receipt or a checkpoint of this log, or its entries have not come here yet",
        "Ask the other organisation to read theirs out again, entries and then the twenty characters, or for the file",
    )
}
