//! `tandem rebuild-views`: what people look at is folded anew from the log.

use std::path::Path;

use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::counted;
use crate::app::problem::Problem;
use crate::app::views;

/// Makes the views of whoever signs in anew, and says which.
pub(super) fn rebuild(out: Output, dir: &Path, who: &Who) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let mut said = None;
    let made = views::rebuild(dir, (&handle, &passphrase), &mut |compartment, done, of| {
        let tenth = done.saturating_mul(10) / of.max(1);
        if said != Some((compartment, tenth)) {
            said = Some((compartment, tenth));
            out.progress(&format!("{}: {} %", compartment.name(), tenth * 10));
        }
        true
    })?;
    let rows: Vec<_> = made
        .iter()
        .map(|(compartment, entries)| json!({ "view": compartment.name(), "entries": entries }))
        .collect();
    let lines: Vec<String> = made
        .iter()
        .map(|(compartment, entries)| {
            format!(
                "{}: made anew from {}",
                compartment.name(),
                counted::entries(*entries)
            )
        })
        .collect();
    out.answer(&json!({ "views": rows }), &lines.join("\n"))?;
    Ok(Exit::Done)
}
