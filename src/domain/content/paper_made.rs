//! A paper about a person left the program: to a printer, or as files. Codes only; the words are in the entries it names.

use serde::{Deserialize, Serialize};

use crate::domain::decision::codes::codes;
use crate::domain::ids::{IncidentId, ItemId};

codes!(
    /// Which paper.
    PaperKind {
        /// The person's note, plain.
        NotePlain,
        /// The person's note, easy to read.
        NoteEasy,
        /// The page that explains a decision.
        Explanation,
        /// The form for the place of safety.
        S136Form,
        /// The sheet of a handover.
        Handover,
        /// The side's own record as text.
        Record,
        /// The nurse's record as a FHIR document.
        Fhir,
    }
);

codes!(
    /// How it left.
    PaperOut {
        /// Handed to a printer. Written before it is handed over, so that no sheet is without its entry; whether the
        /// printer took it is not known here.
        Printed,
        /// Saved as files, which anybody who has them can read.
        Saved,
        /// Put onto the clipboard for a minute, for that side's own system.
        Copied,
    }
);

/// A paper was made. Only the side that made it can open this. The time and the member are those of the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperMade {
    /// The incident.
    pub incident: IncidentId,
    /// This entry's own name.
    pub item: ItemId,
    /// Which paper.
    pub paper: PaperKind,
    /// How it left.
    pub out: PaperOut,
    /// What it is about: the disclosures on a note, the decision of an explanation.
    pub about: Vec<ItemId>,
    /// SHA-256 of the PDF, hexadecimal: whoever holds a paper can show that it is this one.
    pub pdf: String,
}
