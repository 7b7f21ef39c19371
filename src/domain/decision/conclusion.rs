//! What a sharing decision ends in: an outcome with its three legs, its tasks and its reasons.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::ItemCategory;

/// How the decision ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every leg stands; the items that are left may cross.
    Share,
    /// A real and immediate threat to life: the minimum crosses at once, the rest of the record is due.
    ShareNowCompleteLater,
    /// The answers are complete and do not justify it. A result, not an error.
    DoNotShare,
    /// Only with a senior view.
    Escalate,
    /// A red line.
    Blocked,
    /// An answer is missing or no longer good.
    Incomplete,
}

impl Outcome {
    /// Whether words may cross on it.
    pub fn crosses(self) -> bool {
        match self {
            Self::Share | Self::ShareNowCompleteLater => true,
            Self::DoNotShare | Self::Escalate | Self::Blocked | Self::Incomplete => false,
        }
    }
}

/// The second leg: what lifts the duty of confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidentiality {
    /// The person agreed.
    Consent,
    /// The person agreed beforehand in a care plan.
    CarePlanConsent,
    /// The person lacks capacity for this decision and it is in their best interests.
    BestInterests,
    /// Overriding public interest: serious harm.
    PublicInterestHarm,
    /// Overriding public interest: serious crime.
    PublicInterestCrime,
    /// A statute compels it.
    StatutoryDuty,
    /// A court's order, seen.
    CourtOrder,
    /// No duty of confidence is engaged.
    NotConfidential,
    /// Nothing lifts it.
    None,
}

impl Confidentiality {
    /// Every value that can carry a disclosure, in the order of reports.
    pub const CARRYING: [Self; 8] = [
        Self::Consent,
        Self::CarePlanConsent,
        Self::BestInterests,
        Self::PublicInterestHarm,
        Self::PublicInterestCrime,
        Self::StatutoryDuty,
        Self::CourtOrder,
        Self::NotConfidential,
    ];
}

/// What must still be done because of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Brief the care coordinator or GP.
    BriefCoordinatorOrGp,
    /// Tell the person.
    TellThePerson,
    /// Tell the person later: telling now would prejudice or endanger.
    TellThePersonLater,
    /// Complete the record.
    CompleteRecord,
    /// Report by the duty's deadline.
    ReportByDutyDeadline,
    /// Report to the governance lead.
    ReportToGovernanceLead,
    /// Send a correction.
    SendCorrection,
    /// Ask the person again.
    AskAgain,
    /// Somebody's own, in their words; no decision makes it.
    InWords,
}

/// The third leg, for each side's own act: slugs of the rule table (`a6_e_public_task`, `s8p4_safeguarding`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataProtection {
    /// For the health side.
    pub health: Vec<String>,
    /// For the police side.
    pub police: Vec<String>,
}

/// The end of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// How it ends.
    pub outcome: Outcome,
    /// The second leg.
    pub confidentiality: Confidentiality,
    /// The consent is implied: one health service tells another what the person's own care needs. Nobody was asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub implied: bool,
    /// The first leg: slugs of duties or powers to disclose.
    pub power: Vec<String>,
    /// The third leg.
    pub data_protection: DataProtection,
    /// What must still be done.
    pub tasks: Vec<Task>,
    /// Items that may not cross even when the rest may.
    pub blocked_items: Vec<ItemCategory>,
    /// Places among the picked items of those that a restriction holds back, each by itself, from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_items: Vec<usize>,
    /// Keys of answers that are missing, such as `consent.state`.
    pub missing: Vec<String>,
    /// The red line that was touched: `RL1` to `RL10`.
    pub red_line: Option<String>,
    /// Why, in sentences for a person.
    pub reasons: Vec<String>,
    /// The version of the rule table.
    pub rules: String,
    /// The day whose law was applied.
    pub law_as_at: NaiveDate,
}

impl Conclusion {
    /// Whether the item at this place among those that were picked crosses, where anything does.
    pub fn lets(&self, at: usize, kind: ItemCategory) -> bool {
        !self.blocked_items.contains(&kind) && !self.held_items.contains(&at)
    }
}
