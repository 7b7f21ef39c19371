//! The form for the place of safety: printed or saved from a whole record, and the receipt of whoever took it.

use std::path::Path;

use super::Engine;
use super::seats::new_item;
use crate::app::api::{Done, FormCard};
use crate::app::paper::{Pages, gap_words, s136_form, with_code};
use crate::app::problem::Problem;
use crate::domain::content::{Content, FormMade, PaperKind, PaperMade, PaperOut, S136Step};
use crate::domain::ids::IncidentId;
use crate::domain::mha::own_lines;
use crate::domain::mha::record::{Gap, Record};
use crate::domain::paper::Document;
use crate::domain::role::Side;
use crate::domain::time::Moment;

impl Engine {
    /// The form as files, and the entry that says so.
    pub(super) fn save_s136_form(&mut self, incident: IncidentId, folder: &Path) -> Result<Done, Problem> {
        let now = self.now();
        let (document, form) = with_code(self.s136_document(incident, now)?);
        let shared = self.shared_of(incident)?;
        let section = if shared.s136.warrant.is_some() { 135 } else { 136 };
        let name = format!("section {section} {}", shared.reference);
        let pages = Pages::save(&document, folder, &name)?;
        let web = pages.web_digest.clone();
        let made = PaperMade {
            pdf: pages.digest.clone(),
            ..made(incident, FormMade { web, ..form })
        };
        self.write(vec![Content::PaperMade(made).into()])
            .inspect_err(|_problem| pages.take_back())?;
        Ok(Done::PaperMade(vec![pages.pdf, pages.html]))
    }

    /// The form to the printer: no file of it is left.
    pub(super) fn print_s136_form(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let now = self.now();
        let (document, form) = with_code(self.s136_document(incident, now)?);
        self.print(&document, made(incident, form))
    }

    /// Somebody took the form that this seat made last: who, when, and the code at its foot. The entry is signed by the
    /// seat that gave it. The record may have changed since: the receipt is of the paper that was given, whose words are
    /// kept.
    pub(super) fn give_s136_form(&mut self, incident: IncidentId, to: String) -> Result<Done, Problem> {
        let at = self.now();
        let Some(card) = self.latest_form(incident)? else {
            self.s136_document(incident, at)?;
            return Err(Problem::new(
                "A-881",
                "This seat has made no form yet, so there is none that somebody could have taken",
                "Print the form or save it, give it, then record who took it",
            ));
        };
        let step = S136Step::FormGiven {
            at,
            fingerprint: card.code,
            to,
            form: Some(card.item),
        };
        self.record_s136(incident, step)
    }

    /// The form that this seat made last of the present use, and whether the record still says the same.
    pub(super) fn latest_form(&mut self, incident: IncidentId) -> Result<Option<FormCard>, Problem> {
        let own = self.own_of(incident)?;
        let began = self.shared_of(incident)?.s136.began();
        let mut forms = own.papers.iter().rev();
        let latest = forms.find_map(|card| Some((card, card.form.as_ref()?)));
        let Some((card, form)) = latest.filter(|(_, form)| began.is_some_and(|began| began <= form.at))
        else {
            return Ok(None);
        };
        // made again for the same minute it says the same, or something of the record has changed
        let again = self.s136_document(incident, form.at).map(with_code);
        let stands = again.is_ok_and(|(_, again)| again.code == form.code);
        Ok(Some(FormCard {
            item: card.item,
            at: form.at,
            code: form.code.clone(),
            printed: card.out == PaperOut::Printed,
            stands,
        }))
    }

    fn s136_document(&mut self, incident: IncidentId, now: Moment) -> Result<Document, Problem> {
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

fn made(incident: IncidentId, form: FormMade) -> PaperMade {
    PaperMade {
        incident,
        item: new_item(),
        paper: PaperKind::S136Form,
        out: PaperOut::Saved,
        about: Vec::new(),
        pdf: String::new(),
        form: Some(form),
    }
}

#[cfg(test)]
#[path = "s136_form_tests.rs"]
mod tests;
