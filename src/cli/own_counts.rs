//! `tandem own-counts`: a governance lead counts what only their organisation may count of a month.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::own_counts_command as app;
use crate::app::problem::Problem;
use crate::domain::disclosure_control::Released;
use crate::domain::time::YearMonth;

/// The month, what is stated, and who counts.
#[derive(Debug, clap::Args)]
pub struct OwnCountsArgs {
    /// The month, YYYY-MM; it must be over.
    #[arg(long, value_name = "YYYY-MM")]
    month: YearMonth,
    /// A number that was counted outside Tandem, for example complaints=3; once for each.
    #[arg(long = "state", value_name = "CODE=NUMBER")]
    stated: Vec<String>,
    /// A governance lead.
    #[command(flatten)]
    who: Who,
}

/// Carries it out.
pub(super) fn run(out: Output, dir: &Path, args: &OwnCountsArgs) -> Result<Exit, Problem> {
    let stated = app::stated(&args.stated)?;
    let (handle, passphrase) = secrets::ask(&args.who)?;
    let tables = app::own_counts(dir, args.month, &stated, &handle, &passphrase)?;
    let mut text = format!(
        "{}: counted and added. Counts from 1 to 7 are hidden and others rounded.",
        args.month.words()
    );
    for table in &tables {
        let _written = write!(text, "\n  {:<28} {}", table.id(), line(table));
    }
    let json = json!({ "month": args.month.to_string(), "tables": tables });
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

/// The rows of a table on one line.
fn line(table: &Released) -> String {
    let rows = table.rows().iter();
    let mut parts: Vec<String> = rows
        .map(|row| format!("{} {}", row.code, row.value.unwrap_or(row.count)))
        .collect();
    parts.push(format!("not recorded {}", table.missing()));
    if let Some(total) = table.total() {
        parts.push(format!("of {total}"));
    }
    parts.join(", ")
}
