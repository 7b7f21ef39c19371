//! The form for the place of safety: printed or saved from a whole record, and the receipt of whoever took it.

use std::path::Path;

use super::Engine;
use super::seats::new_item;
use crate::app::api::Done;
use crate::app::paper::{Pages, gap_words, s136_form};
use crate::app::problem::Problem;
use crate::domain::content::{Content, PaperKind, PaperMade, PaperOut, S136Step};
use crate::domain::ids::IncidentId;
use crate::domain::mha::own_lines;
use crate::domain::mha::record::{Gap, Record};
use crate::domain::paper::Document;
use crate::domain::role::Side;
use crate::vault::file_digest;

impl Engine {
    /// The form as files, and the entry that says so.
    pub(super) fn save_s136_form(&mut self, incident: IncidentId, folder: &Path) -> Result<Done, Problem> {
        let document = self.s136_document(incident)?;
        let shared = self.shared_of(incident)?;
        let section = if shared.s136.warrant.is_some() { 135 } else { 136 };
        let name = format!("section {section} {}", shared.reference);
        let pages = Pages::save(&document, folder, &name)?;
        let made = PaperMade {
            pdf: pages.digest.clone(),
            ..made(incident)
        };
        self.write(vec![Content::PaperMade(made).into()])
            .inspect_err(|_problem| pages.take_back())?;
        Ok(Done::PaperMade(vec![pages.pdf, pages.html]))
    }

    /// The form to the printer: no file of it is left.
    pub(super) fn print_s136_form(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let document = self.s136_document(incident)?;
        self.print(&document, made(incident))
    }

    /// Somebody took the form: who, when, and a fingerprint of every word that stood on it. The entry is signed by
    /// the seat that gave it.
    pub(super) fn give_s136_form(&mut self, incident: IncidentId, to: String) -> Result<Done, Problem> {
        let document = self.s136_document(incident)?;
        let fingerprint = file_digest(document.text().as_bytes());
        let at = self.now();
        self.record_s136(incident, S136Step::FormGiven { at, fingerprint, to })
    }

    fn s136_document(&mut self, incident: IncidentId) -> Result<Document, Problem> {
        let side = self.private_seat()?;
        let shared = self.shared_of(incident)?;
        if shared.s136.began().is_none() {
            return Err(Problem::new(
                "A-749",
                "Neither section 136 nor 135 was used in this incident",
                "Record the use first",
            ));
        }
        let own = own_lines(&self.own_of(incident)?, &shared.s136, Some(side));
        let now = self.now();
        let genesis = self.vault()?.genesis();
        let organisation = match side {
            Side::Police => genesis.police.clone(),
            Side::Health => genesis.health.clone(),
        };
        let record = Record {
            shared: &shared,
            own: &own,
            side: Some(side),
        };
        s136_form(&record, &organisation, now).map_err(|gaps| {
            Problem::new(
                "A-748",
                format!(
                    "The record still lacks {}, so the form is not made",
                    lacking(&gaps)
                ),
                "Fill the lines that are still needed, part by part, then make it again",
            )
        })
    }
}

/// The first of what is missing by name, and how many more.
fn lacking(gaps: &[Gap]) -> String {
    let first = gaps.first().map(|gap| gap_words(*gap)).unwrap_or_default();
    match gaps.len().saturating_sub(1) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn made(incident: IncidentId) -> PaperMade {
    PaperMade {
        incident,
        item: new_item(),
        paper: PaperKind::S136Form,
        out: PaperOut::Saved,
        about: Vec::new(),
        pdf: String::new(),
    }
}
