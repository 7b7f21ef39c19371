//! `tandem explain`: one decision, or every decision of a side about an incident, on paper.

use std::path::Path;

use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::paper::{Which, explain_into};
use crate::app::problem::Problem;
use crate::domain::ids::ItemId;

/// Writes the pages and says where they are.
pub(super) fn explain(
    out: Output,
    dir: &Path,
    decision: Option<ItemId>,
    incident: Option<&str>,
    folder: &Path,
    who: &Who,
) -> Result<Exit, Problem> {
    let which = match (decision, incident) {
        (Some(decision), _) => Which::Decision(decision),
        (None, reference) => Which::Incident(reference.unwrap_or_default()),
    };
    let (handle, passphrase) = secrets::ask(who)?;
    let made = explain_into(dir, &which, folder, &handle, &passphrase)?;
    let papers: Vec<_> = made
        .iter()
        .map(|paper| {
            json!({
                "decision": paper.decision,
                "pdf": paper.pdf.display().to_string(),
                "html": paper.html.display().to_string(),
                "proof": paper.proof.display().to_string(),
                "manifest": paper.manifest,
            })
        })
        .collect();
    let lines: Vec<String> = made
        .iter()
        .map(|paper| {
            format!(
                "{}\n  {}\n  {}\n  {}",
                paper.decision.hex(),
                paper.pdf.display(),
                paper.html.display(),
                paper.proof.display()
            )
        })
        .collect();
    let text = format!(
        "{}\nWhoever has these files can read them. tandem-verify checks each proof folder.",
        lines.join("\n")
    );
    out.answer(&json!({ "papers": papers }), &text)?;
    Ok(Exit::Done)
}
