//! `tandem dispose`: what would go, the order, the certificate.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::certificate::Certificate;
use crate::app::counted::{counted, entries};
use crate::app::disposal::{self as app, DisposalForm, Part, Planned};
use crate::app::folders::write_new;
use crate::app::problem::Problem;

/// What can be typed after `tandem dispose`.
#[derive(Debug, clap::Args)]
pub struct DisposeArgs {
    /// The incident's reference, for example 20-0117, or its 32 digits.
    #[arg(
        long,
        value_name = "REF",
        required_unless_present = "orders",
        requires = "basis"
    )]
    pub incident: Option<String>,
    /// The row of the retention schedule on which it rests.
    #[arg(long, value_name = "ROW")]
    pub basis: Option<String>,
    /// Which part: your own organisation's, what is shared, or both.
    #[arg(long, value_enum, default_value = "own")]
    pub part: WhichPart,
    /// How many entries go: the number that the same command without this option says. Only then anything is destroyed.
    #[arg(long, value_name = "N")]
    pub entries: Option<usize>,
    /// Show what would go, and change nothing; so does leaving out --entries.
    #[arg(long, conflicts_with = "entries")]
    pub dry_run: bool,
    /// Write the certificate into this file, and as JSON beside it.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// List every order of the log and where it was carried out.
    #[arg(long, conflicts_with = "incident")]
    pub orders: bool,
    /// Who opens it: a governance lead.
    #[command(flatten)]
    pub who: Who,
}

/// Parts of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum WhichPart {
    /// The lead's own organisation's.
    Own,
    /// What both sides see.
    Shared,
    /// Both.
    Both,
}

/// Carries it out.
pub(super) fn run(out: Output, dir: &Path, args: &DisposeArgs) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(&args.who)?;
    let (Some(incident), Some(basis)) = (args.incident.clone(), args.basis.clone()) else {
        return certify(out, args, &app::orders(dir, &handle, &passphrase)?);
    };
    let form = DisposalForm {
        incident,
        basis,
        parts: match args.part {
            WhichPart::Own => vec![Part::Own],
            WhichPart::Shared => vec![Part::Shared],
            WhichPart::Both => vec![Part::Own, Part::Shared],
        },
    };
    match args.entries {
        Some(entries) => certify(
            out,
            args,
            &app::dispose(dir, &handle, &passphrase, &form, entries)?,
        ),
        None => show(out, &app::plan(dir, &handle, &passphrase, &form)?),
    }
}

fn show(out: Output, planned: &Planned) -> Result<Exit, Problem> {
    let mut text = format!(
        "{}: {} would go, by the row `{}`. Nothing was changed.",
        planned.reference,
        entries(planned.entries()),
        planned.basis.slug
    );
    let mut parts = Vec::new();
    for part in &planned.parts {
        let span = part.span.map(|(first, last)| [first.iso(), last.iso()]);
        let _written = write!(
            text,
            "\n  {}: {} ({} bytes sealed), {}, {}",
            part.compartment.name(),
            entries(part.entries),
            part.bytes,
            counted(part.keys, "data key", "data keys"),
            counted(part.drafts, "draft", "drafts")
        );
        if let Some([first, last]) = &span {
            let _written = write!(text, ", written {first} to {last}");
        }
        parts.push(json!({
            "compartment": part.compartment.name(),
            "entries": part.entries,
            "keys": part.keys,
            "bytes": part.bytes,
            "drafts": part.drafts,
            "span": span,
        }));
    }
    if planned.departs_from_the_agreement() {
        let agreed: Vec<&str> = planned.agreed.iter().map(|row| row.slug.as_str()).collect();
        let _written = write!(
            text,
            "\nThe sharing agreement keeps these records by `{}`. Go on only if that row does not apply here.",
            agreed.join("`, `")
        );
    }
    let _written = write!(
        text,
        "\nIt cannot be undone. Check that there is no hold: inquest, complaint, request under way, public inquiry.\n\
         To go on, repeat the command with --entries {}",
        planned.entries()
    );
    let json = json!({
        "incident": planned.reference,
        "incident_id": planned.incident.hex(),
        "basis": planned.basis.slug,
        "agreement": planned.agreed.iter().map(|row| row.slug.as_str()).collect::<Vec<_>>(),
        "policy": planned.policy,
        "entries": planned.entries(),
        "parts": parts,
        "done": false,
    });
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}

fn certify(out: Output, args: &DisposeArgs, certificate: &Certificate) -> Result<Exit, Problem> {
    let (text, json) = (certificate.text(), certificate.json());
    if let Some(file) = &args.certificate {
        let unwritten = |error: std::io::Error| {
            Problem::new(
                "C-408",
                format!("It was done, but the certificate could not be written: {error}"),
                "Ask for it again with `tandem dispose --orders --certificate FILE`",
            )
        };
        write_new(file, text.as_bytes()).map_err(unwritten)?;
        write_new(&file.with_extension("json"), json.to_string().as_bytes()).map_err(unwritten)?;
    }
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}
