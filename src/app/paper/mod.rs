//! Papers that leave the program: a person's note, the page that explains a decision, the handover sheet and the month's
//! report, as PDF and as a web page.

mod check;
mod checklist;
mod command;
mod explain;
mod fhir;
mod files;
mod filled;
mod followed;
#[cfg(test)]
mod followed_tests;
mod handover;
mod known;
mod layout;
mod letters;
mod month;
mod month_lines;
mod note;
mod pdf;
#[cfg(test)]
mod pdf_tests;
mod print;
mod record;
mod s136;
mod sheet;
mod source;
mod steps;
#[cfg(test)]
mod tests;
mod words;

pub use crate::audit::Standing;
pub use check::{FoundPaper, Sought, check_paper};
pub use command::{Which, explain_into};
pub use explain::{ExplainAbout, Proven, explain};
pub use fhir::{FhirAbout, fhir_bundle};
pub use files::Pages;
pub use handover::{SheetAbout, proposed, sheet};
pub use month::{Beside, pack};
pub use note::{NoteAbout, NoteForm, contact, note};
pub use pdf::pdf;
pub use print::print;
pub use record::{RecordAbout, record_text};
pub use s136::{gap_words, s136_form, with_code};
pub(in crate::app) use source::Source;
pub use source::Written;
