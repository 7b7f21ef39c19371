//! `tandem rules`: the law as dated data: show it, check a file, adopt one, list what the log has.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::{Value, json};

use super::args::Who;
use super::output::Output;
use super::run::Exit;
use super::secrets;
use crate::app::problem::Problem;
use crate::app::rules::{self as app, Shown, TableFact};
use crate::domain::rules::Commencement;

/// What can be typed after `tandem rules`.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Print a rule table: the one that the program brings, or with --as the one in force in the log.
    Show {
        /// The table of this name instead.
        #[arg(long, value_name = "VERSION")]
        version: Option<String>,
        /// Who opens the log.
        #[command(flatten)]
        who: Who,
    },
    /// Check a file: whether it can be read, is whole, and lifts no red line. Changes nothing, needs no vault.
    Check {
        /// A rule table, a TOML file.
        #[arg(value_name = "FILE.toml")]
        file: PathBuf,
    },
    /// List the tables of the log: who adopted them, when, and which holds.
    List {
        /// Who opens the log.
        #[command(flatten)]
        who: Who,
    },
    /// Propose a newer table to the other organisation, whose lead approves it with `tandem member confirm`.
    Adopt {
        /// A rule table, a TOML file.
        #[arg(value_name = "FILE.toml", required_unless_present = "shipped")]
        file: Option<PathBuf>,
        /// The table that this program brings.
        #[arg(long, conflicts_with = "file")]
        shipped: bool,
        /// A governance lead.
        #[command(flatten)]
        who: Who,
    },
}

/// Carries it out.
pub(super) fn run(out: Output, dir: &Path, command: &RulesCommand) -> Result<Exit, Problem> {
    match command {
        RulesCommand::Show { version, who } => {
            let asked = who.handle.is_some().then(|| secrets::ask(who)).transpose()?;
            let by = asked
                .as_ref()
                .map(|(handle, passphrase)| (handle.as_str(), passphrase));
            let shown = app::show(dir, by, version.as_deref())?;
            let mut json = json_of(&shown);
            if let Value::Object(fields) = &mut json {
                fields.insert("text".to_owned(), shown.rules.text().into());
            }
            out.answer(&json, shown.rules.text())?;
            Ok(Exit::Done)
        }
        RulesCommand::Check { file } => {
            let shown = app::check_file(file)?;
            out.answer(&json_of(&shown), &words_of(&shown))?;
            Ok(Exit::Done)
        }
        RulesCommand::List { who } => {
            let (handle, passphrase) = secrets::ask(who)?;
            list(out, &app::list(dir, (&handle, &passphrase))?)
        }
        RulesCommand::Adopt { file, who, .. } => {
            let (handle, passphrase) = secrets::ask(who)?;
            let proposed = app::adopt(dir, (&handle, &passphrase), file.as_deref())?;
            out.answer(
                &json!({ "version": proposed.version, "sha256": proposed.sha256, "in_force": false }),
                &format!(
                    "{} is proposed. It holds once a governance lead of the other organisation confirms it.\n\
                     SHA-256 {}: read it to them, so that both mean the same table.",
                    proposed.version, proposed.sha256
                ),
            )?;
            Ok(Exit::Done)
        }
    }
}

fn off(shown: &Shown) -> Vec<&str> {
    let rows = shown.rules.rows().iter();
    rows.filter(|row| row.commencement == Commencement::NotConfirmed)
        .map(|row| row.slug.as_str())
        .collect()
}

fn json_of(shown: &Shown) -> Value {
    let rules = &shown.rules;
    json!({
        "version": rules.version,
        "as_at": rules.as_at().to_string(),
        "sha256": shown.sha256,
        "rows": rules.rows().len(),
        "red_lines": rules.red_lines().len(),
        "off": off(shown),
    })
}

fn words_of(shown: &Shown) -> String {
    let rules = &shown.rules;
    format!(
        "{}: law as at {}, {} rows, {} red lines, none lifted. Off, start date not confirmed: {}.\nSHA-256 {}",
        rules.version,
        rules.as_at(),
        rules.rows().len(),
        rules.red_lines().len(),
        off(shown).join(", "),
        shown.sha256
    )
}

fn list(out: Output, facts: &[TableFact]) -> Result<Exit, Problem> {
    let mut text = String::new();
    for fact in facts {
        let holds = if fact.in_force { "in force" } else { "not in force" };
        let _written = writeln!(text, "{}  {holds}, law as at {}", fact.version, fact.as_at);
        match &fact.adopted {
            None => text.push_str("  comes with the program\n"),
            Some(adopted) => {
                let _written = writeln!(
                    text,
                    "  proposed by {}, approved by {}, since {}",
                    adopted.by,
                    adopted.approved_by,
                    adopted.since.iso()
                );
            }
        }
        if let Some(why) = &fact.refused {
            let _written = writeln!(text, "  not used by this program: {why}");
        }
        let _written = writeln!(text, "  SHA-256 {}", fact.sha256);
    }
    let json: Vec<_> = facts.iter().map(fact_json).collect();
    out.answer(&Value::Array(json), text.trim_end())?;
    Ok(Exit::Done)
}

fn fact_json(fact: &TableFact) -> Value {
    json!({
        "version": fact.version,
        "as_at": fact.as_at.to_string(),
        "sha256": fact.sha256,
        "in_force": fact.in_force,
        "refused": fact.refused,
        "by": fact.adopted.as_ref().map(|adopted| &adopted.by),
        "approved_by": fact.adopted.as_ref().map(|adopted| &adopted.approved_by),
        "since": fact.adopted.as_ref().map(|adopted| adopted.since.iso()),
    })
}
