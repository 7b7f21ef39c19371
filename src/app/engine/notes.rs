//! Notes of one side, and drafts that are saved as one types.

use super::Engine;
use super::incident::{MAX_WORDS, fits};
use super::seats::new_item;
use crate::app::api::{Done, Draft, Phase};
use crate::app::problem::Problem;
use crate::domain::content::{Content, NoteAmended, NoteSource, NoteWritten};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::role::Compartment;

/// A form with all its fields, and an agreement with all its clauses.
const MAX_FORM: usize = 200_000;

/// The key of a note's draft: `note/<incident>/<source>`. At seat change, cover and lock it becomes an entry.
pub fn note_draft_key(incident: IncidentId, source: NoteSource) -> String {
    let source = match source {
        NoteSource::Seen => "seen",
        NoteSource::Told => "told",
        NoteSource::Record => "record",
        NoteSource::MyView => "my-view",
        NoteSource::SomeoneElse => "someone-else",
    };
    format!("note/{}/{source}", incident.hex())
}

/// The note that a draft would be, with the draft's key.
pub(super) fn note_of_draft(draft: &Draft) -> Option<(String, NoteWritten)> {
    let mut parts = draft.key.strip_prefix("note/")?.split('/');
    let incident = parts.next()?.parse().ok()?;
    let source = match parts.next()? {
        "told" => NoteSource::Told,
        "record" => NoteSource::Record,
        "my-view" => NoteSource::MyView,
        "someone-else" => NoteSource::SomeoneElse,
        _ => NoteSource::Seen,
    };
    let text = draft.words.trim();
    let note = NoteWritten {
        incident,
        note: new_item(),
        source,
        text: text.to_owned(),
    };
    (!text.is_empty()).then(|| (draft.key.clone(), note))
}

impl Engine {
    pub(super) fn write_note(
        &mut self,
        incident: IncidentId,
        source: NoteSource,
        text: &str,
    ) -> Result<Done, Problem> {
        self.private_seat()?;
        self.shared_of(incident)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::new(
                "A-231",
                "The note is empty",
                "Write what you saw, were told or read",
            ));
        }
        fits(text, MAX_WORDS, "The note")?;
        let note = NoteWritten {
            incident,
            note: new_item(),
            source,
            text: text.to_owned(),
        };
        let acts = vec![Content::NoteWritten(note).into()];
        self.write_from_draft(acts, &note_draft_key(incident, source))?;
        Ok(Done::Ok)
    }

    pub(super) fn amend_note(
        &mut self,
        incident: IncidentId,
        note: ItemId,
        text: String,
        why: String,
    ) -> Result<Done, Problem> {
        self.private_seat()?;
        fits(&text, MAX_WORDS, "The note")?;
        if !self.own_of(incident)?.notes.iter().any(|card| card.note == note) {
            return Err(Problem::new(
                "A-232",
                "That note is not on this incident",
                "Choose a note of this seat",
            ));
        }
        self.write(vec![
            Content::NoteAmended(NoteAmended {
                incident,
                note,
                text,
                why,
            })
            .into(),
        ])?;
        Ok(Done::Ok)
    }

    pub(super) fn save_draft(&mut self, draft: Draft) -> Result<Done, Problem> {
        let part = self.draft_part()?;
        let most = if draft.key.starts_with("note/") {
            MAX_WORDS
        } else {
            MAX_FORM
        };
        fits(&draft.words, most, "The text")?;
        let now = self.now();
        let name = self.draft_name(&draft.key);
        let saved = self.vault()?.save_draft(part, &name, draft.words.as_bytes());
        if let Err(error) = saved {
            let problem = Problem::from(error);
            self.saved = crate::app::api::Saved::Not(problem.what.clone());
            return Err(problem);
        }
        self.saved = crate::app::api::Saved::At(now);
        self.desk.drafts.retain(|kept| kept.key != draft.key);
        if !draft.words.is_empty() {
            self.desk.drafts.push(draft);
        }
        Ok(Done::Ok)
    }

    pub(super) fn drop_draft(&mut self, key: &str) -> Result<Done, Problem> {
        self.draft_part()?;
        self.forget_draft(key)?;
        Ok(Done::Ok)
    }

    pub(super) fn forget_draft(&mut self, key: &str) -> Result<(), Problem> {
        let Ok(part) = self.draft_part() else {
            return Ok(());
        };
        if self.desk.drafts.iter().any(|draft| draft.key == key) {
            let name = self.draft_name(key);
            self.vault()?.drop_draft(part, &name)?;
            self.desk.drafts.retain(|draft| draft.key != key);
        }
        Ok(())
    }

    /// Where drafts are sealed to: one side's own part, for the shared view what both open, or for a governance lead what
    /// supervisors and leads can open.
    fn draft_part(&self) -> Result<Compartment, Problem> {
        match &self.office {
            Some(office) if office.ring.has(Compartment::Oversight) => Ok(Compartment::Oversight),
            Some(_) | None if self.phase == Phase::Shared => Ok(Compartment::Shared),
            Some(_) | None => Ok(self.private_seat()?.compartment()),
        }
    }

    /// The drafts of whoever is signed in, from before.
    pub(super) fn load_drafts(&mut self) -> Result<(), Problem> {
        let part = self.draft_part()?;
        let Some(vault) = &self.vault else { return Ok(()) };
        let ring = self.office.as_ref().map_or(&self.ring, |office| &office.ring);
        let drafts = vault.drafts(part, ring)?;
        let own = self.own_drafts();
        self.desk.drafts = drafts
            .into_iter()
            .filter_map(|(name, words)| {
                Some(Draft {
                    key: name.strip_prefix(&own)?.to_owned(),
                    words: String::from_utf8_lossy(&words).into_owned(),
                })
            })
            .collect();
        Ok(())
    }

    /// A draft belongs to the person who typed it: nobody else of their side may find it, go on with it and sign it.
    pub(super) fn draft_name(&self, key: &str) -> String {
        self.own_drafts() + key
    }

    /// What the names of the seated person's drafts begin with; in the shared view nobody's name.
    pub(super) fn own_drafts(&self) -> String {
        let office = self.office.as_ref().map(|office| &office.member);
        let member = self.seated.as_ref().or(office).map(|member| member.id.hex());
        format!("{}/", member.unwrap_or_default())
    }
}
