//! What the returns count of one use: codes of closed lists, never a name and never a typed word.

use std::collections::BTreeMap;

use super::record::{Record, code};
use super::state::S136State;
use super::step::instant;
use crate::domain::content::{S136Counted, S136Field, S136Form, S136Part, S136Step};
use crate::domain::ids::ItemId;
use crate::domain::role::Side;

/// Lines whose codes are counted.
const LINES: [S136Field; 18] = [
    S136Field::Sex,
    S136Field::EthnicitySeen,
    S136Field::EthnicitySaid,
    S136Field::Language,
    S136Field::WelshOffer,
    S136Field::FoundClass,
    S136Field::PlaceClass,
    S136Field::WhyEmergency,
    S136Field::TravelBy,
    S136Field::Ambulance,
    S136Field::AmbulanceCame,
    S136Field::PoliceVehicle,
    S136Field::Arrested,
    S136Field::Search,
    S136Field::Force,
    S136Field::Camera,
    S136Field::Outcome,
    S136Field::ConsultedRole,
];

/// Names of codes that follow from steps and not from a line, each with every code it may have.
const STEPS: [(&str, &[&str]); 12] = [
    ("month", &MONTHS),
    ("power", &["s136", "s135-1", "s135-2"]),
    ("age-band", &["under-18", "18-and-over", "not-known"]),
    ("station-reason", &["regulations-met", "other", "not-known"]),
    (
        "station-hours",
        &["under-1", "1-to-4", "4-to-12", "12-to-24", "over-24"],
    ),
    ("extended", &["yes", "no"]),
    (
        "ended",
        &[
            "assessed",
            "grounds-ended",
            "time-out",
            "arrested",
            "absconded",
            "died",
            "other",
        ],
    ),
    ("over-limit", &["no", "under-1", "1-to-4", "over-4"]),
    (
        "state",
        &[
            "detained",
            "conveyed",
            "arrived",
            "handed-over",
            "extended",
            "assessed",
            "went-missing",
            "ended",
        ],
    ),
    ("handover", &["within-1-hour", "over-1-hour"]),
    ("ambulance-wait", &["under-30", "30-to-60", "over-60"]),
    ("warrant-place", &["yes", "no"]),
];

/// The months of a year, by their numbers.
const MONTHS: [&str; 12] = [
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12",
];

fn month_code(number: u32) -> &'static str {
    let at = usize::try_from(number.saturating_sub(1)).unwrap_or_default();
    MONTHS.get(at).copied().unwrap_or_default()
}

/// Why a police station: the conditions of the Regulations as the record says them, all four and for an adult. Not known
/// while the record leaves one of them open; something else, which is for the force to explain, where it denies one.
fn station_reason(record: &Record<'_>) -> &'static str {
    let three = [
        S136Field::StationRisk,
        S136Field::StationNoOther,
        S136Field::StationCare,
    ];
    let said = three.map(|field| record.line(field));
    let child = record
        .shared
        .age
        .is_some_and(|age| age < super::law().clocks.adult_age);
    if child || said.iter().flatten().any(|line| line != "yes") {
        "other"
    } else if said.iter().any(Option::is_none) || record.line(S136Field::StationInspector).is_none() {
        "not-known"
    } else {
        "regulations-met"
    }
}

/// Everything that can be counted, each with the codes it may have. What else stands in a fact is not counted: a fact
/// from elsewhere cannot bring words into a return.
pub fn lists() -> BTreeMap<&'static str, &'static [&'static str]> {
    let lines = LINES.iter().filter_map(|field| match field.form() {
        S136Form::Choice(codes) => Some((field.key(), codes)),
        S136Form::Words | S136Form::Time | S136Form::Minutes | S136Form::Uses => None,
    });
    lines.chain(STEPS).collect()
}

/// Whether a code is what a line of the record says, and does not follow from steps.
pub fn is_line(name: &str) -> bool {
    LINES.iter().any(|field| field.key() == name)
}

/// The codes of this record, as far as this seat knows them; `None` when nothing was used.
pub fn counted(record: &Record<'_>) -> Option<S136Counted> {
    let state = &record.shared.s136;
    let (item, at) = (beginning(record)?, state.began()?);
    let mut codes: BTreeMap<String, String> = LINES
        .iter()
        .filter(|field| counts(record, **field))
        .filter_map(|field| Some((field.key().to_owned(), record.line(*field)?)))
        .collect();
    let mut put = |name: &str, code: &str| {
        codes.insert(name.to_owned(), code.to_owned());
    };
    put("power", power(state.used.as_ref(), state.warrant.as_ref()));
    let adult = super::law().clocks.adult_age;
    put(
        "age-band",
        match record.shared.age {
            None => "not-known",
            Some(age) if age < adult => "under-18",
            Some(_) => "18-and-over",
        },
    );
    let station = state.at_station();
    if !station.is_empty() {
        put("station-reason", station_reason(record));
        let over: Option<Vec<i64>> = station
            .iter()
            .map(|(from, until)| until.map(|until| until.minutes_since(*from)))
            .collect();
        if let Some(minutes) = over {
            put("station-hours", hours_band(minutes.iter().sum()));
        }
    }
    let extended = super::clock::period(state, super::law()).is_some_and(|period| period.extended > 0);
    put("extended", if extended { "yes" } else { "no" });
    if let Some(month) = at.month() {
        put("month", month_code(month.number()));
    }
    put("state", state.phase().key());
    if let Some(over) = over_limit(state) {
        put("over-limit", over);
    }
    if let Some(how) = state.ended_how {
        put("ended", &code(how));
    }
    if let (Some((over, _)), Some(clock)) = (&state.handed_over, super::clock::handover(state, super::law()))
    {
        put(
            "handover",
            if *over <= clock.due {
                "within-1-hour"
            } else {
                "over-1-hour"
            },
        );
    }
    if let Some(wait) = ambulance_wait(record) {
        put("ambulance-wait", wait);
    }
    if let Some(S136Step::Warrant { kept, .. }) = &state.warrant {
        put("warrant-place", if *kept { "yes" } else { "no" });
    }
    Some(S136Counted {
        incident: record.shared.incident,
        item,
        at,
        codes,
        ended: state.ended,
    })
}

/// How long an ambulance took from being asked for to being there; `None` without both times, or with an arrival before.
fn ambulance_wait(record: &Record<'_>) -> Option<&'static str> {
    let at = |field: S136Field| instant(&record.line(field)?);
    let (asked, came) = (at(S136Field::AmbulanceAt)?, at(S136Field::AmbulanceArrived)?);
    match came.minutes_since(asked) {
        ..0 => None,
        0..30 => Some("under-30"),
        30..=60 => Some("30-to-60"),
        _ => Some("over-60"),
    }
}

/// What only the nurse's own record says of the person stays there: the return is the force's.
fn counts(record: &Record<'_>, field: S136Field) -> bool {
    field.part() != S136Part::Person
        || record.side != Some(Side::Health)
        || record.shared.s136.said.contains_key(&field)
}

/// The codes after a change that differ from those before it: a line that is no longer there is taken back by an empty
/// code. `None` when the change is none.
pub fn recounted(before: Option<&S136Counted>, after: Option<S136Counted>) -> Option<S136Counted> {
    let mut after = after?;
    let Some(before) = before.filter(|before| before.item == after.item) else {
        return Some(after);
    };
    if *before == after {
        return None;
    }
    for line in before.codes.keys() {
        after.codes.entry(line.clone()).or_default();
    }
    Some(after)
}

fn beginning(record: &Record<'_>) -> Option<ItemId> {
    record.shared.s136.beginning().map(|taken| taken.item)
}

fn power(used: Option<&S136Step>, warrant: Option<&S136Step>) -> &'static str {
    match (used, warrant) {
        (
            None,
            Some(S136Step::Warrant {
                kind: crate::domain::content::WarrantKind::Remove,
                ..
            }),
        ) => "s135-1",
        (None, Some(_)) => "s135-2",
        _ => "s136",
    }
}

/// How long somebody was kept beyond the limit, once it is over; `None` while it runs, and where no period began.
fn over_limit(state: &S136State) -> Option<&'static str> {
    let ended = state.ended?;
    super::clock::period(state, super::law())?;
    Some(
        match state.over_limit(super::law(), ended).map(|minutes| minutes / 60) {
            None => "no",
            Some(0) => "under-1",
            Some(1..=3) => "1-to-4",
            Some(_) => "over-4",
        },
    )
}

fn hours_band(minutes: i64) -> &'static str {
    match minutes.max(0) / 60 {
        0 => "under-1",
        1..=3 => "1-to-4",
        4..=11 => "4-to-12",
        12..=23 => "12-to-24",
        _ => "over-24",
    }
}

/// The legal status of the Mental Health Services Data Set while the power is in force: `20` for section 136, `19` for
/// section 135.
pub fn legal_status(power: &str) -> &'static str {
    match power {
        "s136" => "20",
        "s135-1" | "s135-2" => "19",
        _ => "99",
    }
}

/// The status that the result of the assessment leads to: that of an admission, `98` (not applicable) where the person was
/// not admitted, `99` (not known) where the record does not say under which section they are.
pub fn legal_status_after(outcome: &str) -> &'static str {
    match outcome {
        "informal-admission" => "01",
        "s2" => "02",
        "s3" => "03",
        "s4" => "04",
        // under which section the patient had been away, or why a general hospital keeps them, is not asked
        "returned-awol" | "general-hospital" | "absconded" | "other" => "99",
        _ => "98",
    }
}
