//! Writes acts: one act is one transaction, whatever number of compartments it touches.

use std::collections::BTreeMap;

use super::Engine;
use crate::app::api::{Phase, Saved};
use crate::app::problem::Problem;
use crate::domain::content::Content;
use crate::domain::ids::{IncidentId, MemberId, StreamId};
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;
use crate::vault::{Author, NewEntry, VaultError, new_stream};

/// One thing to write: content, or the exact bytes of content that was shown beforehand.
pub(super) struct Act {
    pub(super) content: Content,
    /// Bytes that were shown beforehand: stored as they are.
    exact: Option<Vec<u8>>,
}

impl From<Content> for Act {
    fn from(content: Content) -> Self {
        Self { content, exact: None }
    }
}

impl Act {
    /// Content whose exact bytes were shown: they are stored as they are.
    pub(super) fn exactly(content: Content, bytes: Vec<u8>) -> Self {
        Self {
            content,
            exact: Some(bytes),
        }
    }
}

impl Engine {
    /// Now.
    pub(super) fn now(&self) -> Moment {
        self.config.clock.now()
    }

    /// Writes one act. When this returns `Ok`, it is on the disk; otherwise nothing of it is.
    pub(super) fn write(&mut self, acts: Vec<Act>) -> Result<(), Problem> {
        self.write_from(acts, None)
    }

    /// Writes what a draft of this seat has become: in the same transaction the draft is gone.
    pub(super) fn write_from_draft(&mut self, acts: Vec<Act>, key: &str) -> Result<(), Problem> {
        let side = self.private_seat()?;
        let name = self.draft_name(key);
        self.write_from(acts, Some((side.compartment(), name)))?;
        self.desk.drafts.retain(|draft| draft.key != key);
        Ok(())
    }

    fn write_from(&mut self, acts: Vec<Act>, draft: Option<(Compartment, String)>) -> Result<(), Problem> {
        self.stop_at_red_line(&acts)?;
        let now = self.now();
        let touched: Vec<IncidentId> = acts.iter().filter_map(|act| act.content.incident()).collect();
        for act in &acts {
            self.desk.known.written(&act.content);
        }
        let focus = self.desk.focus;
        let entries = self.place_all(acts, now)?;
        let written = self.append(now, entries, draft);
        match written {
            Ok(()) => self.saved = Saved::At(now),
            Err(error) => {
                let problem = Problem::from(error);
                self.desk.focus = focus;
                self.saved = Saved::Not(problem.what.clone());
                return Err(problem);
            }
        }
        if let Some(group) = &mut self.group {
            group.touched.extend(touched);
            return Ok(());
        }
        self.show(touched)
    }

    /// Takes what was written into the views and the lists.
    pub(super) fn show(&mut self, touched: Vec<IncidentId>) -> Result<(), Problem> {
        for incident in touched {
            self.desk.folded.remove(&incident);
        }
        self.catch_up()?;
        self.relist()
    }

    fn append(
        &mut self,
        now: Moment,
        entries: Vec<NewEntry>,
        draft: Option<(Compartment, String)>,
    ) -> Result<(), VaultError> {
        let Some(vault) = self.vault.as_mut() else {
            return Err(VaultError::Closed);
        };
        let (author, ring) = match (&self.seated, &self.office) {
            (Some(member), _) => (Author::Member(member), &self.ring),
            (None, Some(office)) => (Author::Member(&office.member), &office.ring),
            (None, None) => (Author::Device, &self.ring),
        };
        let Some((compartment, name)) = draft else {
            return vault.append(author, ring, now, entries).map(drop);
        };
        vault.append_in_bulk(|vault| {
            vault.append(author, ring, now, entries)?;
            vault.drop_draft(compartment, &name)
        })
    }

    /// Finds the compartment and the stream of each act; what is new in this transaction shares one new stream.
    fn place_all(&mut self, acts: Vec<Act>, now: Moment) -> Result<Vec<NewEntry>, Problem> {
        let side = self.author_side();
        let crew = self.crew();
        let mut streams: BTreeMap<(Compartment, Option<IncidentId>), StreamId> = BTreeMap::new();
        let mut entries = Vec::with_capacity(acts.len());
        for act in acts {
            let compartment = act.content.compartment(side).ok_or_else(|| {
                Problem::new(
                    "A-201",
                    "This belongs to one seat",
                    "Take the police seat (F2) or the nurse seat (F3) first",
                )
            })?;
            let key = (compartment, act.content.incident());
            let begun = self.group.as_ref().and_then(|group| group.streams.get(&key));
            let stream = match streams.get(&key).or(begun) {
                Some(stream) => *stream,
                None => self.stream(compartment, key.1, now)?,
            };
            streams.insert(key, stream);
            if let Some(group) = &mut self.group {
                group.streams.insert(key, stream);
            }
            if let (Content::IncidentOpened(opened), None) = (&act.content, self.desk.focus) {
                // Danger now from a covered screen: the next one goes to the same incident
                self.desk.focus = Some((opened.incident, stream));
            }
            let body = act.exact.unwrap_or_else(|| act.content.to_bytes_of_crew(&crew));
            entries.push(NewEntry {
                compartment,
                stream,
                body,
            });
        }
        Ok(entries)
    }

    /// Who is signed in, for entries that the device signs; a member's own entry needs no other name.
    fn crew(&self) -> Vec<MemberId> {
        if self.seated.is_some() || self.office.is_some() {
            return Vec::new();
        }
        self.seats.taken().map(|(_, seat)| seat.member).collect()
    }

    pub(super) fn author_side(&self) -> Option<Side> {
        if let Phase::Seat(side) = self.phase {
            Some(side)
        } else {
            self.office.as_ref().map(|o| o.member.side)
        }
    }

    fn stream(
        &mut self,
        compartment: Compartment,
        incident: Option<IncidentId>,
        now: Moment,
    ) -> Result<StreamId, Problem> {
        match (compartment, incident) {
            (Compartment::Shared, Some(incident)) => {
                if let Some((focus, stream)) = self.desk.focus
                    && focus == incident
                {
                    return Ok(stream);
                }
                let known = match &self.desk.shared {
                    Some(view) => view.stream_of(incident)?,
                    None => None,
                };
                Ok(known.unwrap_or_else(new_stream))
            }
            (Compartment::Police | Compartment::Health, Some(incident)) => {
                let known = match &self.desk.own {
                    Some(view) => view.stream_of(incident)?,
                    None => None,
                };
                Ok(known.unwrap_or_else(new_stream))
            }
            (Compartment::Log, _) => Ok(StreamId([0; 16])),
            (Compartment::Shared | Compartment::Police | Compartment::Health | Compartment::Oversight, _) => {
                self.ledger(compartment, now)
            }
        }
    }

    /// The month's ledger of a compartment: one stream a month and device.
    fn ledger(&mut self, compartment: Compartment, now: Moment) -> Result<StreamId, Problem> {
        let month = now.month().map(|month| month.to_string()).unwrap_or_default();
        let key = format!("ledger/{}/{month}", compartment.name());
        let vault = self.vault()?;
        if let Some(bytes) = vault.local(&key)
            && let Ok(stream) = <[u8; 16]>::try_from(bytes.as_slice())
        {
            return Ok(StreamId(stream));
        }
        let stream = new_stream();
        vault.set_local(&key, &stream.0)?;
        Ok(stream)
    }

    /// Takes what was just written into the open views.
    pub(super) fn catch_up(&mut self) -> Result<(), Problem> {
        let Some(vault) = &self.vault else { return Ok(()) };
        let mut quiet = |_, _| true;
        for view in [&mut self.desk.shared, &mut self.desk.own].into_iter().flatten() {
            view.catch_up(vault, &self.ring, &mut quiet)?;
        }
        if let Some(office) = &mut self.office
            && let Some(view) = &mut office.oversight
        {
            view.catch_up(vault, &office.ring, &mut quiet)?;
            office.page = None;
            office.checks = None;
        }
        Ok(())
    }
}

impl From<VaultError> for Problem {
    fn from(error: VaultError) -> Self {
        let text = error.to_string();
        let (what, next) = text.split_once(". ").unwrap_or((text.as_str(), "Try again"));
        Self::new(error.code(), what, next.trim_end_matches('.'))
    }
}
