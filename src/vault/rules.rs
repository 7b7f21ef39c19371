//! Rule tables that the log holds: which were adopted, by whom, when. What they say is for the domain to judge; here only
//! their bytes are compared with the digest that was signed.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::content::{Content, RulesAdopted};
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::approval::Proposal;
use super::authority::{Authority, Refusal};
use super::header::Header;
use super::kdf::sha256;
use super::store::Vault;

/// A rule table that both organisations adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedTable {
    /// Where the entry of the proposal stands.
    pub entry: EntryRef,
    /// The table's name.
    pub version: String,
    /// The day on which the table was true.
    pub as_at: NaiveDate,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub text: Arc<str>,
    /// Whose lead proposed it.
    pub side: Side,
    /// Who proposed it.
    pub by: MemberId,
    /// When.
    pub proposed: Moment,
    /// Who approved it, for the other organisation.
    pub approved_by: Option<MemberId>,
    /// From when it is in force.
    pub since: Moment,
}

/// The digest of a rule table's file, hexadecimal.
pub fn table_digest(text: &str) -> String {
    file_digest(text.as_bytes())
}

/// The digest of any file, hexadecimal: SHA-256.
pub fn file_digest(bytes: &[u8]) -> String {
    sha256(&[bytes])
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _written = write!(hex, "{byte:02x}");
            hex
        })
}

impl Authority {
    /// A governance lead proposes a table; its bytes must be those that the entry names.
    pub(super) fn propose_rules(
        &mut self,
        header: &Header,
        content: &Content,
        adopted: &RulesAdopted,
    ) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        if table_digest(&adopted.text) != adopted.sha256 {
            return Err("the rule table's bytes are not those that its entry names");
        }
        self.propose(header, content, side, false);
        Ok(())
    }

    /// The other organisation approved: the table is in force from here.
    pub(super) fn adopt_rules(&mut self, place: EntryRef, proposal: &Proposal, approval: &Header) {
        if let Content::RulesAdopted(adopted) = &proposal.content {
            self.rules.push(AdoptedTable {
                entry: place,
                version: adopted.version.clone(),
                as_at: adopted.as_at,
                sha256: adopted.sha256.clone(),
                text: adopted.text.as_str().into(),
                side: proposal.side,
                by: proposal.author,
                proposed: proposal.at,
                approved_by: approval.author,
                since: approval.at,
            });
        }
    }
}

impl Vault {
    /// The rule tables that both organisations adopted, in the order of the log.
    pub fn adopted_rules(&self) -> &[AdoptedTable] {
        &self.authority.rules
    }

    /// A proposed table that waits at that place.
    pub fn proposed_rules(&self, entry: EntryRef) -> Option<RulesAdopted> {
        let (_, proposal) = self.authority.proposals().find(|(place, _)| *place == entry)?;
        if let Content::RulesAdopted(adopted) = &proposal.content {
            Some(adopted.clone())
        } else {
            None
        }
    }
}
