//! What needs both organisations: an entry that one governance lead made waits as a proposal until a lead of the
//! other organisation names its place and its leaf.
//!
//! An epoch of a common compartment that shuts out somebody who left counts at once, and waits to be confirmed.

use crate::domain::agreement::Signed;
use crate::domain::content::{Approved, Content, PolicySet};
use crate::domain::ids::{EntryRef, MemberId};
use crate::domain::role::Side;
use crate::domain::time::Moment;

use super::authority::{Authority, Refusal};
use super::header::Header;
use super::merkle::{Hash, leaf};

/// Settings that came into force, and who signed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementFact {
    /// As they were signed.
    pub policy: PolicySet,
    /// The lead who proposed them.
    pub proposed: Signed,
    /// The other organisation's lead who approved them; `None` in logs of the first versions, where one lead was enough.
    pub approved: Option<Signed>,
}

/// An entry that waits for the other organisation.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    pub(crate) content: Content,
    /// The leaf of its entry: what an approval must name.
    pub(crate) leaf: Hash,
    /// Whose lead made it.
    pub(crate) side: Side,
    pub(crate) author: MemberId,
    pub(crate) at: Moment,
    /// It counts already and waits only to be confirmed.
    pub(crate) in_force: bool,
}

impl Authority {
    /// Keeps a checked entry until a lead of the other organisation approves it. A newer proposal for the settings,
    /// or for the rule table, takes the place of the same organisation's earlier one. In a log whose first entry does not ask for both
    /// organisations, keys and settings count at once and are confirmed afterwards.
    pub(super) fn propose(&mut self, header: &Header, content: &Content, side: Side, in_force: bool) {
        let Some(author) = header.author else { return };
        let alone = matches!(content, Content::EpochMade(_) | Content::PolicySet(_))
            && !self.genesis().is_some_and(|genesis| genesis.both);
        if matches!(content, Content::PolicySet(_)) {
            self.proposals
                .retain(|_, old| old.side != side || !matches!(old.content, Content::PolicySet(_)));
        }
        if matches!(content, Content::RulesAdopted(_)) {
            self.proposals
                .retain(|_, old| old.side != side || !matches!(old.content, Content::RulesAdopted(_)));
        }
        self.proposals.insert(
            header.place(),
            Proposal {
                content: content.clone(),
                leaf: leaf(&header.to_bytes()),
                side,
                author,
                at: header.at,
                in_force: in_force || alone,
            },
        );
        if alone && !in_force {
            self.take_effect(header.place(), content, header);
            self.record(
                content,
                Signed {
                    by: author,
                    at: header.at,
                },
                None,
            );
        }
    }

    /// A lead of the other organisation agrees: the proposal takes effect here.
    pub(super) fn approve(&mut self, header: &Header, approved: &Approved) -> Result<(), Refusal> {
        let side = self.governance(header.author)?;
        let proposal = self
            .proposals
            .get(&approved.entry)
            .ok_or("nothing waits for approval at that place")?;
        if proposal.side == side {
            return Err("a lead of the other organisation approves");
        }
        if approved.leaf.as_slice() != proposal.leaf.as_slice() {
            return Err("it names another entry than the one at that place");
        }
        if let Some(proposal) = self.proposals.remove(&approved.entry)
            && !proposal.in_force
        {
            self.take_effect(approved.entry, &proposal.content, header);
            self.adopt_rules(approved.entry, &proposal, header);
            let proposed = Signed {
                by: proposal.author,
                at: proposal.at,
            };
            let approved = header.author.map(|by| Signed { by, at: header.at });
            self.record(&proposal.content, proposed, approved);
        }
        Ok(())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only what is proposed comes here; `apply` is the exhaustive list"
    )]
    fn take_effect(&mut self, proposed: EntryRef, content: &Content, approved: &Header) {
        match content {
            Content::Disposed(_) => self.disposals.bring_into_force(proposed, approved),
            Content::PolicySet(policy) => self.policy = policy.clone(),
            Content::EpochMade(made) => {
                for epoch in self.epochs.iter_mut().filter(|epoch| epoch.made == *made) {
                    epoch.in_force = true;
                }
            }
            _ => {}
        }
    }

    fn record(&mut self, content: &Content, proposed: Signed, approved: Option<Signed>) {
        if let Content::PolicySet(policy) = content {
            self.agreements.push(AgreementFact {
                policy: policy.clone(),
                proposed,
                approved,
            });
        }
    }

    /// What waits for the other organisation, oldest first.
    pub(crate) fn proposals(&self) -> impl Iterator<Item = (EntryRef, &Proposal)> {
        self.proposals.iter().map(|(place, proposal)| (*place, proposal))
    }
}
