//! The rule table at work: which holds now, a lead proposes another, anybody prints one.

use std::path::Path;
use std::sync::Arc;

use super::Engine;
use crate::app::api::Done;
use crate::app::folders::write_new;
use crate::app::problem::Problem;
use crate::app::rules::{html_page, judge_before_confirming, proposal, read_file, refusal, refused};
use crate::domain::content::{Content, RulesRefused};
use crate::domain::ids::EntryRef;
use crate::domain::role::Role;
use crate::domain::rules::Rules;
use crate::domain::time::Moment;
use crate::vault::{Author, NewEntry, Ring, VaultError, new_stream};

impl Engine {
    /// From here on decisions run under the table that holds now: after a sign-in, an approval, a bundle.
    pub(super) fn refresh_rules(&mut self) {
        self.rule_book.refresh(self.vault.as_ref());
        self.config.rules = self.rule_book.at(self.now());
    }

    /// The table that holds now.
    pub fn rules(&self) -> &Rules {
        &self.config.rules
    }

    /// The table that held at a moment.
    pub fn rules_at(&self, moment: Moment) -> Arc<Rules> {
        self.rule_book.at(moment)
    }

    /// The table of that name: an old decision is read under the rules of its day. `None` when neither this program nor
    /// the log has it.
    pub fn rules_of(&self, version: &str) -> Option<Arc<Rules>> {
        let found = self.rule_book.registry().of_version(version)?;
        Some(Arc::clone(&found.rules))
    }

    /// A governance lead proposes a table to the other organisation. A refusal is an entry of its own.
    pub(super) fn adopt_rules(&mut self, file: Option<&Path>) -> Result<Done, Problem> {
        if self.role_in_office() != Some(Role::Governance) {
            return Err(Problem::new(
                "A-408",
                "Only a governance lead proposes a rule table",
                "A governance lead signs in first",
            ));
        }
        let text = match file {
            Some(file) => read_file(file)?,
            None => self.rule_book.shipped().text().to_owned(),
        };
        let now = self.now();
        let rules = match self.rule_book.candidate(&text, now) {
            Ok(rules) => rules,
            Err(error) => {
                self.write(vec![refusal(&text, &error, now).into()])?;
                return Err(refused(&error));
            }
        };
        let entry = proposal(&rules);
        self.as_lead(|vault, lead, now| {
            let entry = NewEntry::of(&entry, Some(lead.side), new_stream()).ok_or(VaultError::Closed)?;
            vault
                .append(Author::Member(lead), &Ring::empty(), now, vec![entry])
                .map(drop)
        })?;
        Ok(Done::Ok)
    }

    /// A lead is about to approve what waits there: a table that this program refuses is not approved.
    pub(super) fn judge_rules(&mut self, entry: EntryRef) -> Result<(), Problem> {
        let now = self.now();
        let (Some(vault), Some(office)) = (self.vault.as_mut(), &self.office) else {
            return Ok(());
        };
        let judged = judge_before_confirming(vault, &office.member, entry, now);
        if judged.is_err() {
            self.catch_up()?;
        }
        judged
    }

    /// Writes a table into a new file.
    pub(super) fn write_rules(&mut self, version: &str, file: &Path) -> Result<Done, Problem> {
        let mut facts = self.rule_book.facts(self.now());
        facts.retain(|fact| fact.version == version && fact.rules.is_some());
        let Some((fact, rules)) = facts
            .pop()
            .and_then(|fact| fact.rules.as_ref().map(Arc::clone).map(|rules| (fact, rules)))
        else {
            return Err(Problem::new(
                "A-409",
                "That rule table is not in this log",
                "Open the page of the rules again and choose one of those listed",
            ));
        };
        let page = file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
        let text = if page {
            html_page(&rules, &fact)
        } else {
            rules.text().to_owned()
        };
        write_new(file, text.as_bytes()).map_err(|error| {
            Problem::new(
                "A-410",
                format!("{} could not be written: {error}", file.display()),
                "Choose a folder that exists and a name that is free",
            )
        })?;
        Ok(Done::Exported(file.to_owned()))
    }

    /// The refused tables, as far as this seat may see them.
    pub(in crate::app) fn rules_refused(&self) -> Vec<RulesRefused> {
        let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
        let entries = view
            .and_then(|view| view.refused_rules().ok())
            .unwrap_or_default();
        entries
            .into_iter()
            .filter_map(|placed| {
                if let Content::RulesRefused(refused) = placed.content {
                    Some(refused)
                } else {
                    None
                }
            })
            .collect()
    }
}
