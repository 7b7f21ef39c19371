//! Whether a step may be taken: what is said with it, where it may follow, and what the law says against it.

use std::collections::BTreeMap;

use super::clock::{Period, period, retake_by};
use super::law::{MhaLaw, MhaRow, RuleKind};
use super::order::{Done, order};
use super::said::said;
use super::state::S136State;
use crate::domain::content::{PlaceOfSafety, S136Field, S136Step};
use crate::domain::time::Moment;

/// What a step is looked at with.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The law.
    pub law: &'a MhaLaw,
    /// Where it stands.
    pub state: &'a S136State,
    /// The person's age in years; `None` when not known.
    pub age: Option<u32>,
    /// The age is an estimate.
    pub age_about: bool,
    /// Now.
    pub now: Moment,
    /// What another incident says of the same person, as far as it can be told.
    pub earlier: Option<Earlier<'a>>,
}

/// A use of section 135 or 136 in another incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier<'a> {
    /// What people call that incident.
    pub reference: &'a str,
    /// When it ended; `None` while it is in force.
    pub ended: Option<Moment>,
    /// The incidents were joined: it is the same event. Otherwise names and numbers say that it is the same person.
    pub joined: bool,
}

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Something else has to be recorded first; what.
    First(&'static str),
    /// The time is before the step that it follows.
    Before(Moment),
    /// The time is after the end of the use.
    Over(Moment),
    /// The end is before something that was done under the power; what, and when.
    EndBefore(Done, Moment),
    /// Somebody is detained: that the power was not used cannot be recorded over it.
    Detained,
    /// The start is after something that is recorded of it already.
    After(Moment),
    /// The time is still to come.
    Future,
    /// Something is not said; what to do.
    Missing(&'static str),
    /// What was said does not fit its line.
    Unfit(S136Field),
    /// The step that is to be taken back is not there.
    NoSuchStep,
    /// The step keeps an earlier use apart from a later one, which stands.
    LaterUse,
    /// Rules of law, the first of which says why.
    Law(Vec<Against>),
    /// It becomes known that there is no power over somebody who is detained: no reason passes that, and the use ends.
    NoPower(Vec<Against>),
}

/// A rule that speaks against a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// Which.
    pub row: MhaRow,
    /// It can be passed with a typed reason.
    pub judgement: bool,
    /// In which other incident, where it is about one.
    pub elsewhere: Option<String>,
}

/// Whether the step may be taken. With a typed reason, rules that leave room for judgement let it pass.
///
/// # Errors
/// Why not.
pub fn check(about: &About<'_>, step: &S136Step, reason: bool) -> Result<Vec<Against>, Refusal> {
    said(about, step)?;
    order(about, step)?;
    let against = rules(about, step);
    let power =
        |against: &Against| against.judgement || !matches!(against.row.slug.as_str(), "grounds" | "dwelling");
    if matches!(step, S136Step::Said { .. }) && !against.iter().all(power) {
        return Err(Refusal::NoPower(against));
    }
    if against.iter().any(|against| !(against.judgement && reason)) {
        return Err(Refusal::Law(against));
    }
    Ok(against)
}

/// The rules that speak against a step, on the day of that step.
#[expect(clippy::wildcard_enum_match_arm, reason = "no rule is about the other steps")]
fn rules(about: &About<'_>, step: &S136Step) -> Vec<Against> {
    let mut found = Found {
        about,
        day: day_of(about, step),
        said: lines_for(about, step),
        late: false,
        against: Vec::new(),
    };
    match step {
        S136Step::Used { at, place, .. } => {
            found.begins(*at);
            found.grounds_and_place();
            let spoken = [S136Field::ConsultedFrom, S136Field::ConsultedUntil];
            let mut spoken = spoken.iter().filter_map(|field| instant(found.said.get(field)?));
            let late = spoken.any(|spoken| spoken > *at);
            found.when(late, "consulted-late");
            found.station(*place);
        }
        S136Step::Warrant {
            at,
            until,
            kept,
            place,
            ..
        } => {
            found.begins(*at);
            let day = found.day;
            found.when(until.is_some_and(|until| until < day), "warrant-over");
            if *kept {
                found.station(*place);
                found.agreed(*place);
            }
        }
        S136Step::Arrived { place, .. } | S136Step::Kept { place, .. } => {
            // where nobody says it anew, the first place is the one that was meant
            let meant = about.state.first_place().filter(|_| about.state.stays.is_empty());
            // whoever has arrived is there: the clock runs, and somebody has to answer for it
            found.late = matches!(step, S136Step::Arrived { .. });
            found.station(place.or(meant));
            found.agreed(place.or(meant));
        }
        S136Step::Said { field, value } => found.line(*field, value),
        S136Step::Ended { .. } => {
            let reached = about.state.arrived.or(about.state.kept).is_some();
            found.when(!reached, "ended-on-the-way");
        }
        S136Step::Extended {
            at,
            minutes,
            superintendent,
            assessed_there,
            ..
        } => {
            found.extension(*at, *minutes, superintendent, *assessed_there);
        }
        S136Step::Retaken { at } => {
            let by = retake_by(about.state, about.law);
            found.when(by.is_some_and(|by| *at >= by), "retaken-late");
        }
        _ => {}
    }
    found.against
}

struct Found<'a> {
    about: &'a About<'a>,
    day: chrono::NaiveDate,
    /// The lines that are about this use.
    said: BTreeMap<S136Field, String>,
    /// Something becomes known of a use that has happened: it is not lost, but somebody has to answer for it.
    late: bool,
    against: Vec<Against>,
}

impl Found<'_> {
    fn when(&mut self, true_is: bool, slug: &str) {
        if !true_is {
            return;
        }
        if let Some(row) = self.about.law.on(slug, self.day) {
            let judgement = row.kind == RuleKind::Judgement || self.late;
            self.against.push(Against {
                row: row.clone(),
                judgement,
                elsewhere: None,
            });
        }
    }

    fn begins(&mut self, at: Moment) {
        let state = self.about.state;
        self.when(state.in_force(), "in-use");
        let within = self.about.law.clocks.again_minutes;
        let last = state.ended.or(state.before);
        self.when(last.is_some_and(|last| at < last.plus_minutes(within)), "again");
        self.when(self.is(S136Field::HeldBefore, "yes"), "held-before");
        let Some(earlier) = self.about.earlier else { return };
        let known = self.against.len();
        if earlier.ended.is_none_or(|ended| at < ended.plus_minutes(within)) {
            let same = earlier.joined && earlier.ended.is_none();
            self.when(true, if same { "in-use" } else { "held-elsewhere" });
        }
        for against in self.against.iter_mut().skip(known) {
            against.elsewhere = Some(earlier.reference.to_owned());
        }
    }

    fn is(&self, field: S136Field, code: &str) -> bool {
        self.said.get(&field).is_some_and(|said| said == code)
    }

    fn grounds_and_place(&mut self) {
        self.when(self.is(S136Field::FoundClass, "dwelling"), "dwelling");
        let grounds = [S136Field::Disorder, S136Field::Need, S136Field::Necessary];
        let no = grounds.iter().any(|ground| self.is(*ground, "no"));
        // none is a line to be filled in before the form is made; some of them is an answer, and it is no
        let yes = grounds.iter().filter(|ground| self.is(**ground, "yes")).count();
        self.when(no || (1..grounds.len()).contains(&yes), "grounds");
    }

    fn station(&mut self, place: Option<PlaceOfSafety>) {
        if place != Some(PlaceOfSafety::PoliceStation) {
            return;
        }
        // once the law has no such place of safety, nobody has arrived at one
        let late = std::mem::take(&mut self.late);
        self.when(true, "station-ended");
        self.late = late;
        let adult = self.about.law.clocks.adult_age;
        let child = self.about.age.is_some_and(|age| age < adult);
        self.when(child, "child-station");
        let sure = self.about.age.is_some() && !self.about.age_about;
        let shown = self.said.contains_key(&S136Field::AdultBecause);
        self.when(!child && !sure && !shown, "age-in-doubt");
        self.when(!conditions_met(&self.said), "station-conditions");
    }

    fn agreed(&mut self, place: Option<PlaceOfSafety>) {
        let needs = matches!(place, Some(PlaceOfSafety::PrivateHome | PlaceOfSafety::Other));
        let agreed = self.said.contains_key(&S136Field::Agreed);
        self.when(needs && !agreed, "home-agreement");
    }

    /// A line that is said before the use stops it. Said while somebody is detained, it shows that there is no power, and
    /// no reason passes it: see [`Refusal::NoPower`]. Said once that is over, it asks for a reason.
    fn line(&mut self, field: S136Field, value: &str) {
        let used = self.about.state.used.is_some();
        let ground = matches!(
            field,
            S136Field::Disorder | S136Field::Need | S136Field::Necessary
        );
        self.late = !self.about.state.in_force();
        self.when(used && ground && value == "no", "grounds");
        self.when(
            used && field == S136Field::FoundClass && value == "dwelling",
            "dwelling",
        );
        self.late = true;
        self.when(
            used && field == S136Field::HeldBefore && value == "yes",
            "held-before",
        );
        if let (S136Field::ConsultedFrom | S136Field::ConsultedUntil, Some(from)) = (field, instant(value)) {
            let at = self.about.state.used.as_ref().and(self.about.state.began());
            self.when(at.is_some_and(|at| from > at), "consulted-late");
        }
        // of somebody who has arrived it says where they are, of anybody else where they are meant to go
        self.late = !self.about.state.stays.is_empty();
        if field == S136Field::PlaceClass {
            let place = match value {
                "police-station" => Some(PlaceOfSafety::PoliceStation),
                "private-home" => Some(PlaceOfSafety::PrivateHome),
                "other" => Some(PlaceOfSafety::Other),
                _ => None,
            };
            self.station(place);
            self.agreed(place);
        }
    }

    fn extension(&mut self, at: Moment, minutes: u32, superintendent: &str, there: Option<bool>) {
        let state = self.about.state;
        let law = self.about.law;
        // more time that was given already moves the limit, and not the day by which it could be given
        let plain = |period: Period| period.start.plus_minutes(law.clocks.period_minutes);
        self.when(
            period(state, law).is_some_and(|period| at >= plain(period)),
            "extension-late",
        );
        self.when(
            i64::from(minutes) > law.clocks.extension_minutes,
            "extension-long",
        );
        // only where the assessment is to be at the station (s136B(3)); while nobody says where, it is
        let station = state.place() == Some(PlaceOfSafety::PoliceStation) && there != Some(false);
        self.when(station && superintendent.trim().is_empty(), "extension-station");
    }
}

/// The conditions of the Regulations for an adult at a police station, as the record says them: all four (SI 2017/1036
/// regulations 2 and 4).
fn conditions_met(said: &BTreeMap<S136Field, String>) -> bool {
    let three = [
        S136Field::StationRisk,
        S136Field::StationNoOther,
        S136Field::StationCare,
    ];
    let yes = |field: &S136Field| said.get(field).is_some_and(|said| said == "yes");
    three.iter().all(yes) && said.contains_key(&S136Field::StationInspector)
}

/// What the record says now that a rule forbids: learnt too late to stop it. The first to be shown.
pub fn findings<'a>(about: &About<'a>) -> Vec<&'a MhaRow> {
    let state = about.state;
    let Some(day) = about.now.london_date().filter(|_| state.in_force()) else {
        return Vec::new();
    };
    let child = about.age.is_some_and(|age| age < about.law.clocks.adult_age);
    let station = state.place() == Some(PlaceOfSafety::PoliceStation);
    let overdue = super::clock::next_check(state, about.law).is_some_and(|due| due < about.now);
    let transfer = state.moved.is_some();
    [
        (state.starts().len() > 1, "two-starts"),
        (child && station, "child-station"),
        (
            !child && station && !conditions_met(&state.said),
            "station-conditions",
        ),
        (overdue, "station-check"),
        (transfer, "transfer"),
    ]
    .into_iter()
    .filter_map(|(is, slug)| about.law.on(slug, day).filter(|_| is))
    .collect()
}

/// The rule that is broken by where the person is or was: at a police station under 18, or without the conditions.
pub fn broken_at_station<'a>(about: &About<'a>) -> Option<&'a MhaRow> {
    let child = about.age.is_some_and(|age| age < about.law.clocks.adult_age);
    let (since, _) = about.state.at_station().first().copied()?;
    let slug = if child {
        "child-station"
    } else {
        "station-conditions"
    };
    let row = about.law.on(slug, since.london_date()?);
    row.filter(|_| child || !conditions_met(&about.state.said))
}

/// An instant as a line stores it.
pub fn instant(value: &str) -> Option<Moment> {
    value.parse().ok().map(Moment)
}

/// The lines that are about the use that a step belongs to: a new one begins with those that are said with it, and not
/// with those of the use before.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other steps begin nothing")]
fn lines_for(about: &About<'_>, step: &S136Step) -> BTreeMap<S136Field, String> {
    let state = about.state;
    match step {
        S136Step::Used { at, .. } | S136Step::Warrant { at, .. }
            if state.began().is_some() && state.ended.is_some_and(|ended| ended <= *at) =>
        {
            state.said_with(about.now)
        }
        _ => state.said.clone(),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the day of the use counts for all other steps"
)]
fn day_of(about: &About<'_>, step: &S136Step) -> chrono::NaiveDate {
    let at = match step {
        S136Step::Used { at, .. }
        | S136Step::Warrant { at, .. }
        | S136Step::Arrived { at, .. }
        | S136Step::Kept { at, .. }
        | S136Step::Ended { at, .. }
        | S136Step::Considered { at, .. }
        | S136Step::Extended { at, .. } => *at,
        _ => about.state.began().unwrap_or(about.now),
    };
    at.london_date().unwrap_or_default()
}
