//! Papers that leave the program: a person's note and the page that explains a decision, as a web page.

mod checklist;
mod command;
mod explain;
mod files;
mod known;
mod note;
mod source;
mod steps;
#[cfg(test)]
mod tests;
mod words;

pub use command::{Which, explain_into};
pub use explain::{ExplainAbout, Proven, explain};
pub use files::Pages;
pub use note::{NoteAbout, NoteForm, contact, note};
pub(in crate::app) use source::Source;
pub use source::Written;
