//! `tandem extract`: one incident, as a seat can open it, for a court.

use std::path::Path;

use serde_json::json;

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::counted::entries;
use crate::app::extract as app;
use crate::app::problem::Problem;

/// Writes the extract and says what is in it and which keys signed it.
pub(super) fn extract(
    out: Output,
    dir: &Path,
    incident: &str,
    folder: &Path,
    who: &Who,
) -> Result<Exit, Problem> {
    let (handle, passphrase) = secrets::ask(who)?;
    let made = app::extract(dir, incident, folder, &handle, &passphrase)?;
    let json = json!({
        "incident": made.reference,
        "folder": made.folder.display().to_string(),
        "entries": made.shown,
        "disposed": made.disposed,
        "files": made.files,
        "manifest": made.manifest,
        "keys": made.keys,
    });
    let text = format!(
        "{}: {} of the incident in {}, and beside them those that say whose keys are whose. Whoever has this\n\
         folder can read them.\n\
         Give these keys to the receiver on another way:\n  {}\n  {}",
        made.reference,
        entries(made.shown),
        made.folder.display(),
        made.keys[0],
        made.keys[1]
    );
    out.answer(&json, &text)?;
    Ok(Exit::Done)
}
