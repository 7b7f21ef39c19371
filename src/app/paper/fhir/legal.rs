//! The legal status in a FHIR document: section 136 or 135 with its beginning, its end, its place and its code, and the
//! status that the assessment led to.
//!
//! The codes are those of the Mental Health Services Data Set (`19` section 135, `20` section 136, `01` informal, `02`,
//! `03`, `04` the sections of these numbers); their systems are HL7 UK's `UKCore-LegalStatusClassificationEngland` and
//! `-Wales` (version 1.0.0, 7 January 2022).

use serde_json::{Value, json};

use super::parts::observed_as;
use super::{FhirAbout, Resource, profile, text};
use crate::app::paper::words::say;
use crate::domain::content::{S136Field, S136Step};
use crate::domain::mha::clock::period;
use crate::domain::mha::counted::{legal_status, legal_status_after};
use crate::domain::mha::law;
use crate::domain::mha::record::Record;
use crate::domain::mha::uses::kept_lines;
use crate::domain::paper::Language;
use crate::domain::role::Side;
use crate::domain::time::Moment;

const SYSTEMS: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-LegalStatusClassification";
/// HL7's own extension for where something was (R4).
const AT_PLACE: &str = "http://hl7.org/fhir/StructureDefinition/event-location";

/// The place of safety as a Location; `None` while nobody has named it.
pub(super) fn place(about: &FhirAbout<'_>) -> Option<Value> {
    about.shared.s136.began()?;
    let own = kept_lines(about.own, &about.shared.s136);
    let record = Record {
        shared: about.shared,
        own: &own,
        side: Some(Side::Health),
    };
    let class = record.line(S136Field::PlaceClass).map(|class| words(&class));
    let name = record.line(S136Field::PlaceName).or_else(|| class.clone())?;
    let mut place = json!({
        "resourceType": "Location",
        "meta": profile("UKCore-Location"),
        "name": text(&name),
    });
    if let (Some(class), Some(map)) = (class, place.as_object_mut()) {
        map.insert("type".to_owned(), json!([{ "text": text(&class) }]));
    }
    Some(place)
}

/// What is said of the legal status: the power, and what the assessment led to.
pub(super) fn observed(about: &FhirAbout<'_>) -> Vec<Value> {
    let state = &about.shared.s136;
    let Some(began) = state.began() else {
        return Vec::new();
    };
    let mut found = vec![power(about, began)];
    let after = kept_lines(about.own, state).remove(&S136Field::Outcome);
    found.extend(after.map(|outcome| {
        let at = state.assessed.or(state.ended).unwrap_or(began);
        let mut concept = json!({ "text": words(&outcome) });
        let status = legal_status_after(&outcome);
        if let ("01" | "02" | "03" | "04", Some(map)) = (status, concept.as_object_mut()) {
            map.insert("coding".to_owned(), coding(about, status));
        }
        let mut body = observed_as(about, "final", "How the assessment came out");
        put(&mut body, "effectiveDateTime", json!(at.iso()));
        put(&mut body, "valueCodeableConcept", concept);
        body
    }));
    found
}

/// The power: in force from the officer's decision or the entry on the warrant until it ended.
fn power(about: &FhirAbout<'_>, began: Moment) -> Value {
    let state = &about.shared.s136;
    let by_warrant = matches!(&state.warrant, Some(S136Step::Warrant { .. }));
    let status = legal_status(if by_warrant { "s135-1" } else { "s136" });
    let ended = state.ended.map(|ended| ended.max(began));
    let mut during = json!({ "start": began.iso() });
    if let (Some(ended), Some(map)) = (ended, during.as_object_mut()) {
        map.insert("end".to_owned(), json!(ended.iso()));
    }
    let mut body = observed_as(
        about,
        if ended.is_some() { "final" } else { "preliminary" },
        "Mental Health Act legal status",
    );
    put(&mut body, "effectivePeriod", during);
    put(
        &mut body,
        "valueCodeableConcept",
        json!({ "coding": coding(about, status) }),
    );
    if place(about).is_some() {
        let at = Resource::PlaceOfSafety.reference(about.shared.incident);
        put(
            &mut body,
            "extension",
            json!([{ "url": AT_PLACE, "valueReference": at }]),
        );
    }
    let limit = period(state, law());
    let times = [
        (
            "Arrived at the first place of safety, or kept where found",
            limit.map(|limit| limit.start),
        ),
        (
            "End of the permitted period of detention",
            limit.map(|limit| limit.limit),
        ),
    ];
    let times: Vec<Value> = times
        .into_iter()
        .filter_map(|(name, at)| Some(json!({ "code": { "text": name }, "valueDateTime": at?.iso() })))
        .collect();
    if !times.is_empty() {
        put(&mut body, "component", Value::Array(times));
    }
    body
}

fn coding(about: &FhirAbout<'_>, status: &str) -> Value {
    let country = if about.wales { "Wales" } else { "England" };
    let section = |section: &str| format!("Formally detained under Mental Health Act Section {section}");
    let mut one = json!({ "system": format!("{SYSTEMS}{country}"), "code": status });
    // the two countries word their codes differently; the words of England's list are short
    let display = match status {
        "02" => Some(section("2")),
        "03" => Some(section("3")),
        "04" => Some(section("4")),
        "19" => Some(section("135")),
        "20" => Some(section("136")),
        _ => None,
    };
    if let Some(display) = display.filter(|_| !about.wales) {
        put(&mut one, "display", json!(display));
    }
    json!([one])
}

/// What a code is called.
fn words(code: &str) -> String {
    say(Language::English, &format!("s136-code-{code}"), &[])
}

fn put(body: &mut Value, name: &str, value: Value) {
    if let Some(map) = body.as_object_mut() {
        map.insert(name.to_owned(), value);
    }
}
