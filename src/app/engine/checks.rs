//! The page of checks and reviews: the log's health, who looked at what, what is reviewed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Engine;
use super::office::closed;
use crate::app::api::{Checks, ChecksRequest, Done, LogHealth, OpeningRow};
use crate::app::problem::Problem;
use crate::audit::{Draw, draw};
use crate::domain::checks::{self, Part};
use crate::domain::content::{AccessChecked, Content, ReviewDrawn, Reviewed};
use crate::domain::ids::{ItemId, MemberId};
use crate::domain::role::Side;
use crate::domain::time::{Moment, YearMonth};
use crate::vault::ReceiptAnswer;

/// How many decisions are drawn, and how many openings are checked though nothing is odd about them.
const DRAWN: usize = 10;

impl Engine {
    pub(super) fn checks_work(&mut self, asked: ChecksRequest) -> Result<Done, Problem> {
        let at = self.now();
        let content = match asked {
            ChecksRequest::Access(about, verdict) => {
                Content::AccessChecked(AccessChecked { about, verdict, at })
            }
            ChecksRequest::Review(about, verdict) => Content::Reviewed(Reviewed { about, verdict, at }),
            ChecksRequest::Draw { month, size, code } => self.drawn(month, size, &code, at)?,
        };
        self.office.as_ref().ok_or_else(closed)?;
        self.write(vec![content.into()])?;
        Ok(Done::Ok)
    }

    /// A draw for the reviewers of this organisation. The first one of a month stands.
    fn drawn(&mut self, month: YearMonth, size: u64, code: &str, at: Moment) -> Result<Content, Problem> {
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
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        // of this very device: whoever may choose among several receipts steers the draw
        let this = vault.device().0.hex();
        if vault.check_receipt(Some(&this), size, code)? != ReceiptAnswer::Holds {
            return Err(Problem::new(
                "A-774",
                "That is not a receipt of this device's log",
                "Ask the other organisation to read theirs out again: entries, then the twenty characters",
            ));
        }
        let entries = self.month_facts(month)?;
        let decisions = checks::drawable(&entries, by);
        let seed = Draw {
            month,
            by,
            size,
            code,
        };
        let drawn = draw(&seed, &decisions, DRAWN, ItemId::hex);
        Ok(Content::ReviewDrawn(ReviewDrawn {
            month,
            by,
            size,
            code: code.trim().to_owned(),
            drawn,
            of: u64::try_from(decisions.len()).unwrap_or(u64::MAX),
            at,
        }))
    }

    /// The first draw of a month for one organisation's reviewers.
    fn standing_draw(&self, month: YearMonth, by: Side) -> Result<Option<ReviewDrawn>, Problem> {
        for placed in self.overseen(&["oversight.review-drawn"])? {
            if let Content::ReviewDrawn(drawn) = placed.content
                && drawn.month == month
                && drawn.by == by
            {
                return Ok(Some(drawn));
            }
        }
        Ok(None)
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
        let office = self.office.as_ref().ok_or_else(closed)?;
        let (me, side) = (office.member.id, office.member.side);
        let entries = self.month_facts(month)?;
        let draw = self.standing_draw(month, side)?;
        let mut findings: Vec<(MemberId, Reviewed)> = Vec::new();
        for placed in self.overseen(&["oversight.reviewed"])? {
            if let (Some(author), Content::Reviewed(reviewed)) = (placed.author, placed.content) {
                findings.push((author, reviewed));
            }
        }
        let drawn = draw.as_ref().map(|draw| draw.drawn.clone()).unwrap_or_default();
        Ok(Checks {
            health: self.health()?,
            openings: self.opening_rows(month, &entries, draw.as_ref())?,
            cases: checks::cases(&entries, &drawn, &findings, me, side),
            agreement: checks::agreement(&findings),
            drawn: draw.map(|draw| (draw.drawn.len(), draw.of, draw.at)),
        })
    }

    fn opening_rows(
        &self,
        month: YearMonth,
        entries: &[crate::domain::incident::Placed],
        drawn: Option<&ReviewDrawn>,
    ) -> Result<Vec<OpeningRow>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let (Some(view), Some(vault)) = (&office.oversight, &self.vault) else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for placed in self.overseen(&["oversight.access-checked"])? {
            if let Content::AccessChecked(check) = placed.content {
                found.push(check);
            }
        }
        let openings = checks::openings(entries, &view.crews(month)?, &found);
        // an organisation looks after its own people
        let own: Vec<_> = openings
            .into_iter()
            .filter(|opening| opening.side == office.member.side)
            .collect();
        let usual: Vec<_> = own
            .iter()
            .filter(|opening| opening.part != Part::None)
            .map(|opening| opening.entry)
            .collect();
        let spot = drawn.map_or_else(Vec::new, |drawn| {
            let seed = Draw {
                month,
                by: drawn.by,
                size: drawn.size,
                code: &drawn.code,
            };
            draw(&seed, &usual, DRAWN, |entry| {
                format!("{}/{}", entry.device.hex(), entry.seq)
            })
        });
        let names: BTreeMap<MemberId, String> = vault
            .members()
            .into_iter()
            .map(|member| (member.id, member.name))
            .collect();
        let rows = own.into_iter().map(|opening| OpeningRow {
            name: names.get(&opening.member).cloned().unwrap_or_default(),
            spot: spot.contains(&opening.entry),
            opening,
        });
        Ok(rows.collect())
    }

    /// The facts of a month, and the requests, whose time may lie in another.
    fn month_facts(&self, month: YearMonth) -> Result<Vec<crate::domain::incident::Placed>, Problem> {
        let office = self.office.as_ref().ok_or_else(closed)?;
        let Some(view) = &office.oversight else {
            return Ok(Vec::new());
        };
        let mut entries = view.month_entries(month)?;
        entries.extend(view.of_kinds(&["oversight.request"])?);
        Ok(entries)
    }

    fn health(&self) -> Result<LogHealth, Problem> {
        let vault = self.vault.as_ref().ok_or_else(closed)?;
        let last = self.overseen(&["oversight.log-checked"])?.into_iter().next_back();
        let checked = last.and_then(|placed| {
            let Content::LogChecked(checked) = placed.content else {
                return None;
            };
            let by = vault
                .members()
                .into_iter()
                .find(|member| Some(member.id) == placed.author)
                .map_or_else(String::new, |member| member.name);
            Some((by, checked.at, checked.entries, checked.findings))
        });
        let devices = vault.devices();
        let kept = vault.checkpoints()?;
        Ok(LogHealth {
            checked,
            entries: devices
                .iter()
                .find(|device| device.this)
                .map_or(0, |device| device.entries),
            devices,
            checkpoints: (kept.len(), kept.iter().map(|(at, _)| *at).max()),
        })
    }
}
