//! What two organisations agree: clauses with their ticks, channels, contacts, retention and the words for the person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::content::{Channel, Regime};
use crate::domain::decision::codes::codes;
use crate::domain::decision::facts::{Direction, ItemCategory, Purpose, Recipient};
use crate::domain::role::Side;

codes!(
    /// An office that somebody in an organisation holds.
    Office {
        /// Whom a crew rings first.
        OnCall,
        /// The Caldicott Guardian.
        CaldicottGuardian,
        /// The data protection officer.
        DataProtectionOfficer,
        /// The senior information risk owner.
        RiskOwner,
        /// Who answers for the sharing as a whole.
        AccountableOwner,
        /// Who answers requests to see a record.
        RecordsTeam,
    }
);
codes!(
    /// A kind of record that is kept for a time of its own.
    RecordType {
        /// An organisation's own notes of an incident.
        Notes,
        /// Its sharing decisions and what was told.
        Sharing,
        /// Section 136.
        Section136,
        /// The frequent-caller list.
        FrequentCallers,
        /// Who read what.
        AccessLog,
    }
);
codes!(
    /// Where the agreed words are read to the person.
    ConsentFor {
        /// Before asking for a yes.
        Asking,
        /// When it is shared although the person said no.
        SharedAnyway,
        /// When the person cannot decide about it now.
        CannotDecide,
    }
);

/// Which kinds of information one receiver may be told, under one clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticks {
    /// What the receiver is.
    pub to: Recipient,
    /// The kinds of information.
    pub items: Vec<ItemCategory>,
}

/// One flow of information: in one direction, for stated purposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its number, for example `4.3`.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// Who tells whom.
    pub direction: Direction,
    /// What for.
    pub purposes: Vec<Purpose>,
    /// What to whom.
    pub ticks: Vec<Ticks>,
    /// The ready-made situation of the rule table whose three legs are filled in for confirmation.
    #[serde(default)]
    pub usual: String,
    /// What staff read about it.
    #[serde(default)]
    pub staff: String,
}

/// Who holds an office, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// In which organisation.
    pub side: Side,
    /// Which office.
    pub office: Office,
    /// A name or a post.
    #[serde(default)]
    pub name: String,
    /// A number in office hours.
    #[serde(default)]
    pub in_hours: String,
    /// A number at any other time.
    #[serde(default)]
    pub out_of_hours: String,
}

impl Contact {
    /// Whether anybody can be reached by it.
    pub fn reachable(&self) -> bool {
        !self.in_hours.trim().is_empty() || !self.out_of_hours.trim().is_empty()
    }
}

/// How long one organisation keeps one kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Whose.
    pub side: Side,
    /// What.
    pub record: RecordType,
    /// A row of the rule table's retention schedule.
    pub rule: String,
}

/// Words for the person, agreed by both organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentText {
    /// Where they are read.
    pub at: ConsentFor,
    /// In English.
    #[serde(default)]
    pub english: String,
    /// In Welsh.
    #[serde(default)]
    pub welsh: String,
}

/// Everything that is agreed beside the reference. Empty terms cover nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// Counts up with every change that both organisations sign.
    pub version: u32,
    /// Partners beside the two organisations.
    pub partners: Vec<String>,
    /// The first day on which it counts; without one it does not.
    pub starts: Option<NaiveDate>,
    /// The last day on which it counts.
    pub ends: Option<NaiveDate>,
    /// The day by which it is looked at again.
    pub review: Option<NaiveDate>,
    /// The day on which it was ended early: from then on it does not count.
    pub ended: Option<NaiveDate>,
    /// The version of the rule table that the clauses were written against.
    pub rules: String,
    /// How police hold what they tell, unless an item says otherwise (`domain-law` 1.4, U19: the force's data protection
    /// officer sets it).
    pub police_regime: Option<Regime>,
    /// The channels that both organisations approved.
    pub channels: Vec<Channel>,
    /// The flows.
    #[serde(rename = "clause")]
    pub clauses: Vec<Clause>,
    /// Whom to ask, in the order in which to ask them.
    #[serde(rename = "contact")]
    pub contacts: Vec<Contact>,
    /// How long records are kept.
    #[serde(rename = "kept")]
    pub kept: Vec<Kept>,
    /// Words for the person.
    #[serde(rename = "consent")]
    pub consent: Vec<ConsentText>,
}

impl Terms {
    /// Whom one organisation's crew asks, in order: only those who can be reached.
    pub fn ladder(&self, side: Side) -> impl Iterator<Item = &Contact> {
        self.contacts
            .iter()
            .filter(move |contact| contact.side == side && contact.reachable())
    }

    /// The words to read to the person, if both organisations agreed on any.
    pub fn words_for(&self, at: ConsentFor) -> Option<&ConsentText> {
        self.consent
            .iter()
            .find(|text| text.at == at && !(text.english.trim().is_empty() && text.welsh.trim().is_empty()))
    }

    /// The rows of the retention schedule that one organisation keeps these kinds of record by.
    pub fn rows_for(&self, side: Side, records: &[RecordType]) -> impl Iterator<Item = &str> {
        self.kept
            .iter()
            .filter(move |kept| kept.side == side && records.contains(&kept.record))
            .map(|kept| kept.rule.as_str())
            .filter(|rule| !rule.is_empty())
    }

    /// The row of the retention schedule for one kind of record of one organisation.
    pub fn kept_by(&self, side: Side, record: RecordType) -> Option<&str> {
        self.kept
            .iter()
            .find(|kept| kept.side == side && kept.record == record)
            .map(|kept| kept.rule.as_str())
            .filter(|rule| !rule.is_empty())
    }
}
