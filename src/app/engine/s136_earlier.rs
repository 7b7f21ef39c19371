//! Whether the same person was under section 135 or 136 a short while ago, as far as this seat may read it: in a joined
//! incident, or in another one of the last days by name and age or by the seat's own number of the person.

use super::Engine;
use crate::app::problem::Problem;
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::domain::mha::law;
use crate::domain::mha::step::Earlier;
use crate::domain::record::SideField;
use crate::domain::time::Moment;

/// So many of the latest incidents are looked at.
const LOOKED_AT: usize = 200;
/// An incident opened longer ago than this is not looked at: the longest use, twice over, in minutes.
const LOOK_BACK: i64 = 4 * 24 * 60;
/// Two ages of one person, each as somebody estimated it, may be so many years apart.
const YEARS_APART: u32 = 5;

/// What is written where nobody knows the name: no two people are the same by it.
const NO_NAME: [&str; 5] = ["unknown", "notknown", "nk", "namenotknown", "nameunknown"];

/// A use that was found in another incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EarlierUse {
    reference: String,
    ended: Option<Moment>,
    joined: bool,
}

impl EarlierUse {
    pub(super) fn as_domain(&self) -> Earlier<'_> {
        Earlier {
            reference: &self.reference,
            ended: self.ended,
            joined: self.joined,
        }
    }
}

impl Engine {
    /// The use in another incident that ended last, or that is still in force. What is not known to be of the same person
    /// is not among them.
    pub(super) fn earlier_use(&mut self, shared: &SharedIncident) -> Result<Option<EarlierUse>, Problem> {
        let since = self.now().plus_minutes(-LOOK_BACK);
        let recent = match &self.desk.shared {
            Some(view) => view.recent(LOOKED_AT, None)?,
            None => Vec::new(),
        };
        let mut found: Vec<EarlierUse> = Vec::new();
        for incident in recent.into_iter().filter(|id| *id != shared.incident) {
            let other = self.shared_of(incident)?;
            if other.opened < since {
                break;
            }
            let ended = other.s136.ended.or(other.s136.before);
            if other.s136.began().is_none() || (ended.is_none() && !other.s136.in_force()) {
                continue;
            }
            let joined = is_joined(shared, &other);
            if joined || same_name(shared, &other) || self.same_number(shared.incident, incident)? {
                let over = limit_passed(&other, self.now());
                found.push(EarlierUse {
                    reference: other.reference.clone(),
                    ended: other.s136.ended.or(over),
                    joined,
                });
            }
        }
        // one that is in force counts before one that ended
        Ok(found
            .into_iter()
            .max_by_key(|found| found.ended.unwrap_or(Moment(i64::MAX))))
    }

    /// The number that this seat's own side holds of the person is the same in both.
    fn same_number(&self, one: IncidentId, other: IncidentId) -> Result<bool, Problem> {
        let (one, other) = (self.own_of(one)?, self.own_of(other)?);
        Ok([SideField::NhsNumber, SideField::PncId].into_iter().any(|field| {
            let number = one.filled.value(field);
            !number.is_empty() && number == other.filled.value(field)
        }))
    }
}

/// A use that nobody ended is over when its permitted period is: that is when the person could no longer be kept.
fn limit_passed(other: &SharedIncident, now: Moment) -> Option<Moment> {
    let period = crate::domain::mha::clock::period(&other.s136, law())?;
    (period.limit <= now).then_some(period.limit)
}

fn is_joined(one: &SharedIncident, other: &SharedIncident) -> bool {
    let names = |of: &SharedIncident, id: IncidentId| of.joined.iter().any(|card| card.other == id);
    names(one, other.incident) || names(other, one.incident)
}

/// The same name, however it is spaced and in whichever case, and no ages that cannot be one person's.
fn same_name(one: &SharedIncident, other: &SharedIncident) -> bool {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let name = plain(&one.person);
    if name.is_empty() || NO_NAME.contains(&name.as_str()) || name != plain(&other.person) {
        return false;
    }
    let about = one.age_about || other.age_about;
    match (one.age, other.age) {
        (Some(one), Some(other)) => one.abs_diff(other) <= if about { YEARS_APART } else { 1 },
        _ => true,
    }
}
