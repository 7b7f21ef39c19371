//! Opening an incident and filling in its shared frame.

use super::Engine;
use super::filling::checked;
use super::s136_no_power::with_its_end;
use super::seats::new_item;
use super::writing::Act;
use crate::app::api::{Done, Phase};
use crate::app::problem::Problem;
use crate::domain::content::{
    Content, CrewMember, Detail, DetailSet, IncidentOpened, KnownAnswer, KnownAnswered, Milestone,
    MilestoneStamped, NoteAmended, OpenedFact, Post, Reopened, Undone,
};
use crate::domain::ids::IncidentId;
use crate::domain::incident::{Placed, SharedIncident, fold_shared};
use crate::domain::time::Moment;
use crate::vault::new_incident;

/// How long a change can be undone.
pub(super) const UNDO_MINUTES: i64 = 5;
/// Longest words of one field; a paste beyond it is refused, not cut.
pub(super) const MAX_WORDS: usize = 10_000;

impl Engine {
    pub(super) fn open_incident(&mut self) -> Result<Done, Problem> {
        if !matches!(self.phase, Phase::Shared | Phase::Seat(_)) {
            return Err(Problem::locked());
        }
        let (incident, acts) = self.opening();
        self.write(acts)?;
        self.set_focus(incident)?;
        self.note_viewed()?;
        Ok(Done::Opened(incident))
    }

    /// The acts that open a new incident now.
    pub(super) fn opening(&mut self) -> (IncidentId, Vec<Act>) {
        let incident = new_incident();
        let at = self.now();
        let (post, station) = self.post.clone().unwrap_or((Post::Car, String::new()));
        let crew = self
            .seats
            .taken()
            .map(|(side, seat)| CrewMember {
                member: seat.member,
                side,
                name: seat.name.clone(),
            })
            .collect();
        let reference = self.next_reference(at);
        let fact = OpenedFact {
            incident,
            at,
            post,
            reference: reference.clone(),
        };
        let opened = IncidentOpened {
            incident,
            reference,
            at,
            post,
            station,
            crew,
        };
        (
            incident,
            vec![
                Content::IncidentOpened(opened).into(),
                Content::OpenedFact(fact).into(),
            ],
        )
    }

    /// `26-0118`: the year, and one more than the year's incidents in this log.
    fn next_reference(&mut self, at: Moment) -> String {
        let year = at
            .london()
            .map(|t| t.format("%y").to_string())
            .unwrap_or_default();
        let counted = self
            .desk
            .shared
            .as_ref()
            .and_then(|view| view.references_in_year(&year).ok());
        let before = match counted {
            Some(count) => count,
            None if self.desk.numbered.0 == year => self.desk.numbered.1,
            None => 0,
        };
        let number = before.saturating_add(1);
        self.desk.numbered = (year.clone(), number);
        format!("{year}-{number:04}")
    }

    pub(super) fn focus(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        self.set_focus(incident)?;
        self.note_viewed()?;
        Ok(Done::Ok)
    }

    pub(super) fn set_detail(&mut self, incident: IncidentId, detail: Detail) -> Result<Done, Problem> {
        let mut after = (*self.open_one(incident)?).clone();
        let detail = checked(detail)?;
        if let Detail::Person { age, about, .. } = &detail {
            (after.age, after.age_about) = (*age, *about);
        }
        let mut acts = vec![
            Content::DetailSet(DetailSet {
                incident,
                item: new_item(),
                detail,
            })
            .into(),
        ];
        acts.extend(self.recount_s136(&after)?);
        acts.extend(self.learnt_s136(&after)?);
        self.write(acts)?;
        Ok(Done::Ok)
    }

    pub(super) fn stamp(
        &mut self,
        incident: IncidentId,
        milestone: Milestone,
        at: Option<Moment>,
    ) -> Result<Done, Problem> {
        self.open_one(incident)?;
        let at = at.unwrap_or_else(|| self.now());
        not_future(at, self.now())?;
        let stamp = MilestoneStamped {
            incident,
            item: new_item(),
            milestone,
            at,
        };
        self.write(vec![Content::MilestoneStamped(stamp).into()])?;
        Ok(Done::Ok)
    }

    pub(super) fn answer_known(
        &mut self,
        incident: IncidentId,
        answer: KnownAnswer,
        why: String,
    ) -> Result<Done, Problem> {
        self.private_seat()?;
        self.open_one(incident)?;
        fits(&why, MAX_WORDS, "The reason")?;
        let known = KnownAnswered {
            incident,
            item: new_item(),
            answer,
            why,
        };
        self.write(vec![Content::KnownAnswered(known).into()])?;
        Ok(Done::Ok)
    }

    /// Takes back the latest change of this person or of the crew within five minutes; never a disclosure.
    pub(super) fn undo(&mut self, incident: IncidentId) -> Result<Done, Problem> {
        let now = self.now();
        let recent = |at: Moment| now.minutes_since(at) < UNDO_MINUTES;
        let shared = self.shared_of(incident)?;
        let me = self.seated.as_ref().map(|member| member.id);
        let note = self
            .own_of(incident)?
            .notes
            .into_iter()
            .rev()
            .find(|note| note.author == me && !note.text.is_empty());
        let note = note.filter(|note| recent(note.at) && note.shared_in.is_empty());
        // what the other seat recorded is theirs to take back; what the crew did together, either's
        let change = shared
            .last_change
            .filter(|(_, at, author)| recent(*at) && (author.is_none() || *author == me));
        if shared.closed.is_none()
            && let Some(back) = self.unfill(incident, now)?
        {
            let later = note.as_ref().map(|note| note.at).max(change.map(|(_, at, _)| at));
            if later.is_none_or(|later| later <= back.0) {
                self.write(vec![Content::FieldSet(back.1).into()])?;
                return Ok(Done::Ok);
            }
        }
        let joined = change.filter(|(item, ..)| shared.joined.iter().any(|card| card.item == *item));
        if let Some((item, at, _)) = joined
            && note.as_ref().is_none_or(|note| note.at <= at)
        {
            return self.part(incident, item, "Taken back by whoever joined them");
        }
        let content = match (shared.closed, note, change) {
            (Some(closed), ..) if recent(closed) => Content::Reopened(Reopened {
                incident,
                why: String::new(),
            }),
            (None, Some(note), change) if change.is_none_or(|(_, at, _)| at <= note.at) => {
                let why = "Taken back by its writer".to_owned();
                Content::NoteAmended(NoteAmended {
                    incident,
                    note: note.note,
                    text: String::new(),
                    why,
                })
            }
            (None, _, Some((item, ..))) => Content::Undone(Undone { incident, item }),
            _ => {
                return Err(Problem::new(
                    "A-222",
                    "There is nothing to undo",
                    "Changes can be undone for five minutes; a share never can",
                ));
            }
        };
        let acts = self.taking_back(&shared, content)?;
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// What is written for an undo: the step that goes, whatever goes with it, and what is counted anew.
    fn taking_back(&mut self, shared: &SharedIncident, content: Content) -> Result<Vec<Act>, Problem> {
        let Content::Undone(undone) = &content else {
            return Ok(vec![content.into()]);
        };
        let incident = undone.incident;
        let together = with_its_end(shared, undone.item);
        let contents: Vec<Content> = together
            .iter()
            .map(|item| {
                Content::Undone(Undone {
                    incident,
                    item: *item,
                })
            })
            .collect();
        let mut acts: Vec<Act> = contents.iter().cloned().map(Act::from).collect();
        if let Some(after) = self.as_it_will_be(incident, contents)? {
            let undone = together.iter();
            acts.extend(undone.filter_map(|item| super::section136::undone(shared, &after, *item)));
            acts.extend(self.recount_s136(&after)?);
        }
        Ok(acts)
    }

    /// The incident with more entries, by the same fold as all that is written: what that entry takes away may bring back
    /// something else.
    fn as_it_will_be(
        &self,
        incident: IncidentId,
        contents: Vec<Content>,
    ) -> Result<Option<SharedIncident>, Problem> {
        let Some(view) = &self.desk.shared else {
            return Ok(None);
        };
        let mut entries = view.entries_of(incident)?;
        if let Some(last) = entries.iter().max_by_key(|placed| placed.order()).cloned() {
            for (after, content) in (1..).zip(contents) {
                entries.push(Placed {
                    lamport: last.lamport.saturating_add(after),
                    at: self.now(),
                    content,
                    ..last.clone()
                });
            }
        }
        Ok(fold_shared(&entries))
    }
}

/// Words within a limit.
pub(super) fn fits(words: &str, most: usize, what: &str) -> Result<(), Problem> {
    let length = words.chars().count();
    if length > most {
        return Err(Problem::new(
            "A-223",
            format!("{what} has {length} characters; at most {most} fit"),
            "Write it shorter. Your words are still in the field",
        ));
    }
    Ok(())
}

/// A stated time that is now or earlier.
pub(super) fn not_future(at: Moment, now: Moment) -> Result<(), Problem> {
    if at > now {
        return Err(Problem::new(
            "A-224",
            "The time must be now or earlier",
            "Check the time",
        ));
    }
    Ok(())
}
