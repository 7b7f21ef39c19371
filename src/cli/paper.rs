//! `tandem paper check`: which paper of the log a file or a printed sheet is, and who took it.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::paper::{FoundPaper, Sought, check_paper};
use crate::app::problem::Problem;
use crate::domain::content::{PaperKind, PaperOut, grouped};

/// What to do with papers.
#[derive(Debug, Subcommand)]
pub enum PaperCommand {
    /// Say whether a paper is one that your side made, when, and who took it; of a form for a place of safety also every
    /// word that stood on it.
    Check {
        /// A saved PDF, or the web page of a form.
        #[arg(value_name = "FILE", required_unless_present = "code")]
        file: Option<PathBuf>,
        /// The code at the foot of a printed form.
        #[arg(long, value_name = "CODE", conflicts_with = "file")]
        code: Option<String>,
        /// Who opens it.
        #[command(flatten)]
        who: Who,
    },
}

/// Carries one out.
pub(super) fn run(out: Output, dir: &Path, command: &PaperCommand) -> Result<Exit, Problem> {
    let PaperCommand::Check { file, code, who } = command;
    let sought = match (file, code) {
        (Some(file), _) => Sought::File(file),
        (None, code) => Sought::Code(code.as_deref().unwrap_or_default()),
    };
    let (handle, passphrase) = secrets::ask(who)?;
    let Some(found) = check_paper(dir, sought, &handle, &passphrase)? else {
        let text =
            "Your side made no such paper in this log: it is another's, or it was changed after it left.";
        out.answer(&json!({ "found": false }), text)?;
        return Ok(Exit::No);
    };
    let given: Vec<_> = found
        .given
        .iter()
        .map(|(at, to)| json!({ "at": at.0, "to": to }))
        .collect();
    let json = json!({
        "found": true,
        "incident": found.reference,
        "paper": found.paper,
        "out": found.out,
        "at": found.at.0,
        "by": found.by,
        "code": found.code,
        "given": given,
        "text": found.text,
    });
    out.answer(&json, &text_of(&found))?;
    Ok(Exit::Done)
}

fn text_of(found: &FoundPaper) -> String {
    let when = format!("{} {}", found.at.day_words(), found.at.clock());
    let by = found
        .by
        .as_ref()
        .map(|by| format!(" by {by}"))
        .unwrap_or_default();
    let mut lines = vec![format!(
        "{}, incident {}, {} {when}{by}.",
        paper_words(found.paper),
        found.reference,
        out_words(found.out)
    )];
    if let Some(code) = &found.code {
        lines.push(format!("Code {}", grouped(code)));
        if found.given.is_empty() {
            lines.push("No receipt names this form.".to_owned());
        }
    }
    for (at, to) in &found.given {
        lines.push(format!("Taken {} {} by {to}.", at.day_words(), at.clock()));
    }
    if let Some(text) = &found.text {
        lines.push("Every word that stood on it:".to_owned());
        lines.extend(text.lines().map(|line| format!("  {line}")));
    }
    lines.join("\n")
}

fn paper_words(paper: PaperKind) -> &'static str {
    match paper {
        PaperKind::NotePlain => "Note for the person",
        PaperKind::NoteEasy => "Note for the person, easy to read",
        PaperKind::Explanation => "Explanation of a decision",
        PaperKind::S136Form => "Form for the place of safety",
        PaperKind::Handover => "Handover sheet",
        PaperKind::Record => "Record of the side",
        PaperKind::Fhir => "Record of the side as FHIR",
    }
}

fn out_words(out: PaperOut) -> &'static str {
    match out {
        PaperOut::Printed => "handed to a printer",
        PaperOut::Saved => "saved",
        PaperOut::Copied => "copied",
    }
}
