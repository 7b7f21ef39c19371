//! The codes of a rule table in plain words, for paper and the command line.

use super::table::{Commencement, Confidence, Force, Leg, Row, RowNation, Who};

impl Leg {
    /// All, in the order of a table.
    pub const ALL: [Self; 5] = [
        Self::Confidentiality,
        Self::DataProtection,
        Self::Power,
        Self::Exemption,
        Self::Children,
    ];

    /// What the rows of this leg are for.
    pub fn words(self) -> &'static str {
        match self {
            Self::Power => "Powers and duties",
            Self::Confidentiality => "What lifts the duty of confidence",
            Self::DataProtection => "Data protection",
            Self::Exemption => "Exemptions: never a gateway",
            Self::Children => "Children and young people",
        }
    }
}

impl Force {
    /// How strongly it speaks.
    pub fn words(self) -> &'static str {
        match self {
            Self::Must => "must share",
            Self::May => "may share",
            Self::Limit => "limits sharing",
            Self::Reference => "for reference; not a gateway",
        }
    }
}

impl RowNation {
    /// Where it is law.
    pub fn words(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "England and Wales",
            Self::England => "England only",
            Self::Wales => "Wales only",
        }
    }
}

impl Who {
    /// Who.
    pub fn words(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Police => "police",
            Self::Voluntary => "voluntary partners",
        }
    }
}

impl Confidence {
    /// How well the source was seen, to somebody who decides whether to rely on it.
    pub fn words(self) -> &'static str {
        match self {
            Self::S => "seen in a public copy of the text",
            Self::Stat => "statute cited, not read again for this table",
            Self::Mem => "from memory: check before relying on it",
            Self::Unconfirmed => "not confirmed, or sources differ",
        }
    }
}

impl Row {
    /// Who may use it, in words.
    pub fn who_words(&self) -> String {
        let who: Vec<_> = self.who.iter().map(|who| who.words()).collect();
        who.join(", ")
    }

    /// How well its source was seen, in words.
    pub fn confidence_words(&self) -> String {
        let seen: Vec<_> = self.confidence.iter().map(|seen| seen.words()).collect();
        seen.join("; ")
    }

    /// From when to when it is law, and whether it is off.
    pub fn dates_words(&self) -> String {
        if self.commencement == Commencement::NotConfirmed {
            return "off: enacted, start date not confirmed".to_owned();
        }
        if !self.selectable {
            return "off: nobody may pick it".to_owned();
        }
        match (self.from, self.until) {
            (None, None) => "throughout the span of this table".to_owned(),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (Some(from), Some(until)) => format!("from {from} until {until}"),
        }
    }
}
