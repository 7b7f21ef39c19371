//! Where the page that explains a decision gets its words: the decider's own record, opened with the decider's keys, and
//! the proofs that its entries stand in the log. The window and the command line ask here alike.

use std::path::{Path, PathBuf};

use super::explain::{ExplainAbout, Proven, explain};
use super::files::{Pages, free_name};
use crate::app::engine::provenance;
use crate::app::problem::Problem;
use crate::app::rules::RuleBook;
use crate::audit;
use crate::domain::agreement::Office;
use crate::domain::content::{
    AfterOutside, Content, DecisionMade, DecisionResult, Exported, PolicySet, RecordCompleted,
};
use crate::domain::ids::{EntryRef, IncidentId, ItemId, MemberId};
use crate::domain::incident::{Placed, fold_shared, fold_side};
use crate::domain::paper::Document;
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::time::Moment;
use crate::vault::{Extract, Ring, Unlocked, Vault, View};

/// What is opened of one side for one of its members.
#[derive(Debug)]
pub(in crate::app) struct Source<'a> {
    pub(in crate::app) vault: &'a Vault,
    pub(in crate::app) member: &'a Unlocked,
    pub(in crate::app) ring: &'a Ring,
    pub(in crate::app) shared: &'a View,
    pub(in crate::app) own: &'a View,
    /// The rule table in force.
    pub(in crate::app) rules: &'a Rules,
    /// Every table of the log: a decision is read under that of its day.
    pub(in crate::app) book: &'a RuleBook,
    pub(in crate::app) now: Moment,
}

/// A decision explained, with the entries that prove it.
#[derive(Debug)]
pub(in crate::app) struct Explained {
    /// The page.
    pub(in crate::app) document: Document,
    incident: IncidentId,
    reference: String,
    decision: ItemId,
    taken: Extract,
}

/// The files of one explanation.
#[derive(Debug, Clone)]
pub struct Written {
    /// The PDF.
    pub pdf: PathBuf,
    /// The web page.
    pub html: PathBuf,
    /// The folder with the entries and their proofs.
    pub proof: PathBuf,
    /// SHA-256 of the proof folder's manifest.
    pub manifest: String,
    /// Which decision.
    pub decision: ItemId,
}

impl Source<'_> {
    /// The decisions of this side about an incident, oldest first.
    pub(in crate::app) fn decisions(&self, incident: IncidentId) -> Result<Vec<ItemId>, Problem> {
        let entries = self.own.entries_of(incident)?;
        Ok(entries
            .iter()
            .filter_map(|placed| decision_of(placed).map(|decision| decision.decision))
            .collect())
    }

    /// The incident of a decision of this side, among these.
    pub(in crate::app) fn incident_of(
        &self,
        decision: ItemId,
        among: &[IncidentId],
    ) -> Result<Option<IncidentId>, Problem> {
        for incident in among {
            if self.decisions(*incident)?.contains(&decision) {
                return Ok(Some(*incident));
            }
        }
        Ok(None)
    }

    /// Explains a decision of this side.
    pub(in crate::app) fn explain(
        &self,
        incident: IncidentId,
        decision: ItemId,
    ) -> Result<Explained, Problem> {
        let (shared, own) = (self.shared.entries_of(incident)?, self.own.entries_of(incident)?);
        let folded = fold_shared(&shared).ok_or_else(unknown)?;
        let (placed, made) = own
            .iter()
            .filter_map(|placed| decision_of(placed).map(|made| (placed, made)))
            .find(|(_, made)| made.decision == decision)
            .ok_or_else(unknown)?;
        let mut named = vec![("The decision", placed.entry)];
        named.extend(crossed(made, shared.iter().chain(&own)));
        let places: Vec<EntryRef> = named.iter().map(|(_, place)| *place).collect();
        let taken = self.vault.extract(&places, self.member, self.ring, self.now)?;
        let proofs = proven(&named, &taken);
        let genesis = self.vault.genesis();
        let organisations = match self.member.side {
            Side::Police => [genesis.police.as_str(), genesis.health.as_str()],
            Side::Health => [genesis.health.as_str(), genesis.police.as_str()],
        };
        let later: Vec<RecordCompleted> = own
            .iter()
            .filter_map(|placed| completed(placed, decision))
            .collect();
        let record = made.record.as_ref().map(|record| record.completed(&later));
        let accountable = accountable(&self.vault.policy(), [&genesis.police, &genesis.health]);
        let document = explain(&ExplainAbout {
            shared: &folded,
            own: &fold_side(&own),
            organisations,
            decision: made,
            at: placed.at,
            author: &self.name_of(placed.author),
            record: record.as_ref(),
            accountable: &accountable,
            rules: self
                .book
                .registry()
                .of_version(&made.conclusion.rules)
                .map_or(self.rules, |found| &found.rules),
            proofs: &proofs,
        });
        Ok(Explained {
            document,
            incident,
            reference: folded.reference,
            decision,
            taken,
        })
    }

    fn name_of(&self, member: Option<MemberId>) -> String {
        let people = self.vault.members();
        let found = people.into_iter().find(|known| Some(known.id) == member);
        found.map(|known| known.name).unwrap_or_default()
    }

    /// Writes the page as PDF and as a web page, and the proofs beside it; all of it or nothing.
    pub(in crate::app) fn write(&self, explained: &Explained, folder: &Path) -> Result<Written, Problem> {
        let short: String = explained.decision.hex().chars().take(8).collect();
        let stem = free_name(folder, &format!("decision {} {short}", explained.reference))?;
        let proof = folder.join(format!("{stem} proof"));
        let written = self.write_proof(explained, &proof)?;
        let pages = Pages::write(&explained.document, folder, &stem);
        let pages = pages.inspect_err(|_problem| {
            let _removed = std::fs::remove_dir_all(&proof);
        })?;
        Ok(Written {
            pdf: pages.pdf,
            html: pages.html,
            proof: written.folder,
            manifest: written.manifest,
            decision: explained.decision,
        })
    }

    fn write_proof(&self, explained: &Explained, folder: &Path) -> Result<audit::Written, Problem> {
        let genesis = self.vault.genesis();
        let members = self.vault.members();
        let about = audit::Incident {
            reference: &explained.reference,
            side: self.member.side,
            organisations: [&genesis.name, &genesis.police, &genesis.health],
            members: &members,
            only: Some("of one sharing decision"),
        };
        let mut from = provenance(self.vault, self.member, &self.rules.version, self.now)?;
        (from.entries, from.checkpoint) = (explained.taken.size, explained.taken.checkpoint.clone());
        let keys = audit::Keys {
            device: &|bytes| self.vault.device_sign(bytes),
            member: &|bytes| self.member.sign_note(bytes),
        };
        Ok(audit::write_extract(
            &about,
            &explained.taken,
            folder,
            &from,
            &keys,
        )?)
    }

    /// The entry that says that a paper was given out.
    pub(in crate::app) fn fact(&self, explained: &Explained, written: &Written) -> Result<Content, Problem> {
        let month = self
            .now
            .month()
            .ok_or_else(|| Problem::new("A-461", "The clock is out of range", "Set the clock"))?;
        Ok(Content::Exported(Exported {
            month,
            incident: Some(explained.incident),
            role: self.member.role,
            manifest: written.manifest.clone(),
            at: self.now,
        }))
    }
}

impl Written {
    /// Takes the files away again: what is not in the log was not given out.
    pub(in crate::app) fn take_back(&self) {
        let _removed = std::fs::remove_file(&self.pdf);
        let _removed = std::fs::remove_file(&self.html);
        let _removed = std::fs::remove_dir_all(&self.proof);
    }
}

pub(super) fn unknown() -> Problem {
    Problem::new(
        "A-462",
        "That decision is not in your side's record",
        "Only the side that decided can explain it. Choose one from your own list",
    )
}

fn decision_of(placed: &Placed) -> Option<&DecisionMade> {
    if let Content::DecisionMade(made) = &placed.content {
        Some(made)
    } else {
        None
    }
}

fn completed(placed: &Placed, decision: ItemId) -> Option<RecordCompleted> {
    if let Content::RecordCompleted(completed) = &placed.content
        && completed.decision == decision
    {
        Some(completed.clone())
    } else {
        None
    }
}

/// Who answers for the sharing in each organisation, as far as the agreement names them.
fn accountable(policy: &PolicySet, organisations: [&str; 2]) -> Vec<String> {
    let Some(terms) = &policy.terms else {
        return Vec::new();
    };
    let named = |(side, organisation): (Side, &str)| {
        let owner = terms
            .contacts
            .iter()
            .find(|contact| contact.side == side && contact.office == Office::AccountableOwner)?;
        let name = owner.name.trim();
        (!name.is_empty()).then(|| format!("{organisation}: {name}"))
    };
    let sides = Side::ALL.into_iter().zip(organisations);
    sides.filter_map(named).collect()
}

/// The entries of what crossed because of a decision: the words, a danger share's finish, corrections, a withdrawal.
fn crossed<'a>(
    made: &DecisionMade,
    entries: impl Iterator<Item = &'a Placed>,
) -> Vec<(&'static str, EntryRef)> {
    let (DecisionResult::Shared { disclosure } | DecisionResult::DangerFinished { disclosure }) = made.result
    else {
        return Vec::new();
    };
    let named = |placed: &Placed| {
        let what = if let Content::Disclosed(told) = &placed.content
            && told.disclosure == disclosure
        {
            "The words that crossed"
        } else if let Content::ToldOutside(told) = &placed.content
            && told.0.disclosure == disclosure
        {
            "The words that were told outside the crew"
        } else if let Content::DangerFinished(finished) = &placed.content
            && finished.disclosure == disclosure
        {
            "The danger share, finished"
        } else if let Content::Corrected(corrected) = &placed.content
            && corrected.disclosure == disclosure
        {
            "A correction"
        } else if let Content::AfterOutside(after) = &placed.content
            && let AfterOutside::Corrected(corrected) = &after.change
            && corrected.disclosure == disclosure
        {
            "A correction"
        } else if let Content::Withdrawn(withdrawn) = &placed.content
            && withdrawn.disclosure == disclosure
        {
            "The withdrawal"
        } else if let Content::AfterOutside(after) = &placed.content
            && let AfterOutside::Withdrawn(withdrawn) = &after.change
            && withdrawn.disclosure == disclosure
        {
            "The withdrawal"
        } else {
            return None;
        };
        Some((what, placed.entry))
    };
    entries.filter_map(named).collect()
}

fn proven(named: &[(&'static str, EntryRef)], taken: &Extract) -> Vec<Proven> {
    let mut out = Vec::new();
    for (what, place) in named {
        if let Some(entry) = taken.entries.iter().find(|entry| entry.place == *place) {
            let text = entry.proof.text();
            out.push(Proven {
                what: (*what).to_owned(),
                number: place.seq,
                of: size_of(&entry.proof.checkpoint).unwrap_or(taken.size),
                head: head_of(&entry.proof.checkpoint),
                proof: text,
            });
        }
    }
    out
}

/// How many entries a checkpoint states: its second line.
fn size_of(checkpoint: &str) -> Option<u64> {
    checkpoint.lines().nth(1)?.parse().ok()
}

/// The root hash that a checkpoint states: its third line.
fn head_of(checkpoint: &str) -> String {
    checkpoint.lines().nth(2).unwrap_or_default().to_owned()
}
