//! `tandem review`: who looked at an incident, a draw drawn again, the log for the Commissioner.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::api::{CommissionerForm, LookHow, LookRow};
use crate::app::problem::Problem;
use crate::app::reviews_command as app;
use crate::domain::checks::Part;
use crate::domain::ids::ItemId;
use crate::domain::role::Side;
use crate::domain::time::YearMonth;

/// What to look after.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Who looked at an incident's record, when, in which seat.
    WhoLooked {
        /// The incident's reference, for example 26-0117.
        #[arg(long, value_name = "REF")]
        incident: String,
        /// A supervisor or governance lead.
        #[command(flatten)]
        who: Who,
    },
    /// Draw a month's draws of decisions again and compare; exit code 1 when one does not come out the same.
    Redraw {
        /// The month, YYYY-MM.
        #[arg(long, value_name = "YYYY-MM")]
        month: YearMonth,
        /// A supervisor or governance lead.
        #[command(flatten)]
        who: Who,
    },
    /// Write your organisation's log under section 62 of the Data Protection Act 2018 into a new folder.
    Commissioner {
        /// The first day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: NaiveDate,
        /// The last day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: NaiveDate,
        /// Why, at least 20 characters: the other organisation's reviewers read it.
        #[arg(long, value_name = "WORDS")]
        reason: String,
        /// The new folder.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// A governance lead.
        #[command(flatten)]
        who: Who,
    },
}

/// Carries it out.
pub(super) fn run(out: Output, dir: &Path, command: &ReviewCommand) -> Result<Exit, Problem> {
    match command {
        ReviewCommand::WhoLooked { incident, who } => who_looked(out, dir, incident, who),
        ReviewCommand::Redraw { month, who } => redraw(out, dir, *month, who),
        ReviewCommand::Commissioner {
            from,
            until,
            reason,
            out: folder,
            who,
        } => {
            let form = CommissionerForm {
                from: *from,
                until: *until,
                reason: reason.clone(),
                folder: folder.clone(),
            };
            commissioner(out, dir, form, who)
        }
    }
}

fn seat(side: Side) -> &'static str {
    match side {
        Side::Police => "police",
        Side::Health => "nurse",
    }
}

fn how(row: &LookRow) -> &'static str {
    match row.how {
        LookHow::Page => "private page",
        LookHow::Register => "register of all incidents",
        LookHow::Extract => "extract",
        LookHow::Governance => "governance lead, for a typed reason",
    }
}

fn part(row: &LookRow) -> &'static str {
    match row.part {
        Part::None => "nothing in the log says why",
        Part::Asked => "the other side had asked about it",
        Part::Worked => "on the crew, or wrote of it",
        Part::Register => "open to everybody of that side",
    }
}

fn who_looked(out: Output, dir: &Path, incident: &str, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let rows = app::who_looked(dir, incident, &handle, &passphrase)?;
    let mut text = format!("{incident}: looked at {} times", rows.len());
    let mut list = Vec::new();
    for row in &rows {
        let _written = write!(
            text,
            "\n  {}  {:<24} {:<6} {}; {}",
            row.at.iso(),
            row.name,
            seat(row.side),
            how(row),
            part(row)
        );
        list.push(json!({
            "at": row.at.iso(), "who": row.name, "seat": seat(row.side), "how": how(row), "why": part(row),
        }));
    }
    out.answer(&json!({ "incident": incident, "looked": list }), &text)?;
    Ok(Exit::Done)
}

fn redraw(out: Output, dir: &Path, month: YearMonth, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let all = app::redraw(dir, month, &handle, &passphrase)?;
    if all.is_empty() {
        out.answer(
            &json!({ "month": month.to_string(), "draws": [] }),
            &format!("Nothing was drawn of {}", month.words()),
        )?;
        return Ok(Exit::Done);
    }
    let hex = |list: &[ItemId]| list.iter().map(ItemId::hex).collect::<Vec<_>>();
    let mut text = format!("Draws of {}", month.words());
    let mut list = Vec::new();
    for again in &all {
        let side = again.stands.by.compartment().name();
        let says = match (again.same, again.seed) {
            (true, _) => "the same",
            (false, true) => "NOT THE SAME: other decisions come out",
            (false, false) => "NOT THE SAME: the seed is not the one that the rule names",
        };
        let _written = write!(
            text,
            "\n  reviewers of {side}: {} of {}, seed {} entries {}: {says}",
            again.stands.drawn.len(),
            again.from.len(),
            again.stands.size,
            again.stands.code
        );
        list.push(json!({
            "by": side, "month": month.to_string(), "size": again.stands.size, "code": again.stands.code,
            "from": hex(&again.from), "stands": hex(&again.stands.drawn), "drawn": hex(&again.drawn),
            "seed": again.seed, "same": again.same,
        }));
    }
    out.answer(&json!({ "month": month.to_string(), "draws": list }), &text)?;
    Ok(if all.iter().all(|again| again.same) {
        Exit::Done
    } else {
        Exit::No
    })
}

fn commissioner(out: Output, dir: &Path, form: CommissionerForm, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let folder = form.folder.display().to_string();
    let (files, manifest) = app::commissioner(dir, form, &handle, &passphrase)?;
    let text = format!(
        "The log under section 62 is in {folder}. It names staff and receivers: give it to the Commissioner only."
    );
    let json = json!({ "folder": folder, "files": files, "manifest": manifest });
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}
