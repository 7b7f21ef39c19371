//! What one side fills into its record, markers, and the numbers of the shared frame: checked by the rules of the domain.

use super::Engine;
use super::incident::{MAX_WORDS, UNDO_MINUTES, fits};
use super::seats::new_item;
use crate::app::api::{Done, MarkerForm};
use crate::app::problem::Problem;
use crate::domain::content::{Content, Detail, DetailSet, FieldSet, Marker, MarkerKept, Somebody};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::record::{Codes, Fault, OLDEST, Seen, SideField, grid_reference, postcode, what3words};
use crate::domain::time::Moment;

impl Engine {
    /// A field of the seat's own record. What stands there already is not written again.
    pub(super) fn fill(
        &mut self,
        incident: IncidentId,
        field: SideField,
        typed: &str,
    ) -> Result<Done, Problem> {
        let side = self.private_seat()?;
        if !field.is_for(side) {
            return Err(Problem::new(
                "A-687",
                "That field belongs to the other side",
                "Write it where your own side keeps it",
            ));
        }
        self.open_one(incident)?;
        let today = self.now().london_date().unwrap_or_default();
        let training = self.vault()?.genesis().training;
        let value = field
            .read(typed, Codes::embedded(), today, training)
            .map_err(fault)?;
        let mut own = self.own_of(incident)?;
        if own.filled.value(field) == value {
            return Ok(Done::Ok);
        }
        own.filled
            .fields
            .entry(field)
            .or_default()
            .value
            .clone_from(&value);
        let recounted = self.recount_s136_person(incident, &own)?;
        let set = FieldSet {
            incident,
            item: new_item(),
            field,
            value,
            undo: false,
        };
        let mut acts = vec![Content::FieldSet(set).into()];
        acts.extend(recounted);
        self.write(acts)?;
        Ok(Done::Ok)
    }

    /// What would take back the latest change of a field by whoever sits here, and when that change was.
    pub(super) fn unfill(
        &self,
        incident: IncidentId,
        now: Moment,
    ) -> Result<Option<(Moment, FieldSet)>, Problem> {
        let Some(me) = self.seated.as_ref().map(|member| member.id) else {
            return Ok(None);
        };
        let changes = self.own_of(incident)?.filled.changes;
        let mine = |(_, at, author, _): &(SideField, Moment, _, String)| {
            *author == Some(me) && now.minutes_since(*at) < UNDO_MINUTES
        };
        let last = changes.into_iter().rev().find(mine);
        Ok(last.map(|(field, at, _, value)| {
            let item = new_item();
            let undo = true;
            (
                at,
                FieldSet {
                    incident,
                    item,
                    field,
                    value,
                    undo,
                },
            )
        }))
    }

    /// A marker: where both sides may see it, on the shared record; else on this side's own. One that stands is looked at
    /// again or taken off also when its incident is closed: it outlives the incident. Without new evidence it holds no
    /// longer than it did.
    pub(super) fn set_marker(&mut self, incident: IncidentId, form: MarkerForm) -> Result<Done, Problem> {
        self.private_seat()?;
        if form.marker.is_none() {
            self.open_one(incident)?;
        }
        let kinds = &Codes::embedded().markers;
        let Some(kind) = kinds.kind(&form.code) else {
            return Err(Problem::new(
                "A-689",
                "There is no marker of that name",
                "Choose one of the list",
            ));
        };
        let evidence = form.evidence.trim().to_owned();
        if evidence.is_empty() || form.remove.as_ref().is_some_and(|why| why.trim().is_empty()) {
            return Err(Problem::new(
                "A-688",
                "A marker needs its evidence, and a reason to take it off",
                "Write what was seen or done, on which day, and by whom",
            ));
        }
        fits(&evidence, 2_000, "The evidence")?;
        fits(&form.agreed, 200, "The supervisor's name")?;
        if kind.supervisor && form.marker.is_none() && form.agreed.trim().is_empty() {
            return Err(Problem::new(
                "A-959",
                "This marker is set when a supervisor of either side agrees",
                "Ask one, and write who agreed",
            ));
        }
        let today = self.now().london_date().unwrap_or_default();
        let before = self.marker_of(incident, form.marker)?;
        let same = before.as_ref().filter(|before| before.evidence == evidence);
        let expires = same.map_or_else(|| kinds.expire_from(today), |before| before.expires);
        let marker = Marker {
            marker: form.marker.unwrap_or_else(new_item),
            code: kind.code.clone(),
            evidence,
            set: before.as_ref().map_or(today, |before| before.set),
            review: kinds.review_from(today).min(expires),
            expires,
            told: form.told,
            removed: form.remove,
            by: self.my_name(),
            agreed: match form.agreed.trim() {
                "" => before.map(|before| before.agreed).unwrap_or_default(),
                agreed => agreed.to_owned(),
            },
        };
        let content = match kind.seen {
            Seen::Both => Content::DetailSet(DetailSet {
                incident,
                item: new_item(),
                detail: Detail::Marker(marker),
            }),
            Seen::Own => Content::MarkerKept(Box::new(MarkerKept { incident, marker })),
        };
        self.write(vec![content.into()])?;
        Ok(Done::Ok)
    }

    fn marker_of(&mut self, incident: IncidentId, marker: Option<ItemId>) -> Result<Option<Marker>, Problem> {
        let Some(marker) = marker else { return Ok(None) };
        let shared = self.shared_of(incident)?.frame.markers.clone();
        let own = self.own_of(incident)?.filled.markers;
        Ok(shared.into_iter().chain(own).find(|known| known.marker == marker))
    }
}

/// A detail in the form in which it is kept.
pub(super) fn checked(detail: Detail) -> Result<Detail, Problem> {
    match &detail {
        Detail::Source { log, .. } => fits(log, 40, "The log number")?,
        Detail::Place(place) => fits(place, 500, "The place")?,
        Detail::Person { name, age, .. } => {
            fits(name, 200, "The name")?;
            age_fits(*age)?;
        }
        Detail::Somebody(somebody) => {
            fits(&somebody.name, 200, "The name")?;
            age_fits(somebody.age)?;
            if somebody.person == Somebody::NEW {
                return Ok(Detail::Somebody(Somebody {
                    person: new_item(),
                    ..somebody.clone()
                }));
            }
        }
        Detail::Spot {
            postcode: code,
            three_words,
            grid,
        } => {
            let read = |typed: &str, reader: fn(&str) -> Result<String, Fault>| match typed.trim() {
                "" => Ok(String::new()),
                typed => reader(typed).map_err(fault),
            };
            return Ok(Detail::Spot {
                postcode: read(code, postcode)?,
                three_words: read(three_words, what3words)?,
                grid: read(grid, grid_reference)?,
            });
        }
        Detail::RedFlags { words, .. } => fits(words, 500, "The red flag")?,
        Detail::Plan(words) => fits(words, MAX_WORDS, "The plan")?,
        Detail::Injuries(words) => fits(words, 2_000, "The injuries")?,
        Detail::Risk(_) | Detail::Identity(_) | Detail::Marker(_) => {}
    }
    Ok(detail)
}

fn age_fits(age: Option<u32>) -> Result<(), Problem> {
    if age
        .and_then(|age| i32::try_from(age).ok())
        .is_some_and(|age| age > OLDEST)
    {
        return Err(Problem::new(
            "A-221",
            "That age is over 120",
            "Check the age, or leave it empty",
        ));
    }
    Ok(())
}

/// What is wrong, in two sentences.
fn fault(fault: Fault) -> Problem {
    match fault {
        Fault::Shape => Problem::new(
            "A-680",
            "That is not written as such a number or place is written",
            "Compare it with the example, or leave it empty",
        ),
        Fault::Check => Problem::new(
            "A-681",
            "A digit or a letter of that number is wrong",
            "Read it again from where you have it, or leave it empty",
        ),
        Fault::Impossible => Problem::new(
            "A-682",
            "That date has not come, or is over 120 years ago",
            "Check the year, or leave it empty",
        ),
        Fault::TestNumber => Problem::new(
            "A-683",
            "NHS numbers that begin with 999 belong to nobody",
            "Type the person's own number, or leave it empty",
        ),
        Fault::RealNumber => Problem::new(
            "A-684",
            "This is practice: that NHS number could be a real person's",
            "Use a number that begins with 999",
        ),
        Fault::Code => Problem::new(
            "A-685",
            "That code is not in the list",
            "Choose one of the list, or leave it empty",
        ),
        Fault::Long(most) => Problem::new(
            "A-686",
            format!("More than {most} characters do not fit here"),
            "Write it shorter, or as a note. Your words are still in the field",
        ),
    }
}
