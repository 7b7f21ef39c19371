//! A paper about a person left the program: to a printer, or as files. Codes, and of a form for a place of safety every
//! word that stood on it; the words of the other papers are in the entries that they name.

use serde::{Deserialize, Serialize};

use crate::domain::decision::codes::codes;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::time::Moment;

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
    /// Of a form for a place of safety: what stood on it. None of papers that were made before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<FormMade>,
}

/// What stood on a form for a place of safety when it was printed or saved: the paper that a receipt is about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormMade {
    /// The time that stands on it.
    pub at: Moment,
    /// SHA-256 of `text`, hexadecimal: the code at its foot, and in the receipt of whoever took it.
    pub code: String,
    /// SHA-256 of the web page that was saved beside the PDF; empty of a print.
    pub web: String,
    /// Every word on it, a line for each piece, without the code.
    pub text: String,
}

impl std::fmt::Debug for FormMade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FormMade")
            .field("at", &self.at)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// A code as it is printed and shown: in groups of eight, so that it can be read out and compared.
pub fn grouped(code: &str) -> String {
    let mut shown = String::with_capacity(code.len() + code.len() / 8);
    for (at, sign) in code.chars().enumerate() {
        if at > 0 && at % 8 == 0 {
            shown.push(' ');
        }
        shown.push(sign);
    }
    shown
}

/// A code as somebody typed it, with or without its groups; `None` where it is none.
pub fn typed_code(typed: &str) -> Option<String> {
    let code: String = typed.split_whitespace().collect::<String>().to_lowercase();
    let whole = code.len() == 64 && code.chars().all(|sign| sign.is_ascii_hexdigit());
    whole.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_and_nothing_else_is_one() {
        let code = "0123456789abcdef".repeat(4);
        let shown = grouped(&code);
        assert!(shown.starts_with("01234567 89abcdef 01234567 "));
        assert_eq!(typed_code(&shown.to_uppercase()), Some(code.clone()));
        assert_eq!(typed_code(code.trim_start_matches('0')), None);
        assert_eq!(typed_code(&code.replace('a', "g")), None);
    }
}
