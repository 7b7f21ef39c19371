//! The person as a FHIR Patient: what the nurse filled in about who they are. What is not known is left out.
//!
//! The NHS number bears its verification status (`UKCore-NHSNumberVerificationStatusEngland`: 01 verified, 02 not traced) and
//! the ethnic category its NHS code (`UKCore-EthnicCategoryEngland`), both of UK Core; Wales has lists of its own, so there
//! the words stand alone.

use serde_json::{Map, Value, json};

use super::{FhirAbout, profile, text};
use crate::app::paper::filled::value_words;
use crate::domain::record::{NOT_KNOWN, SideField};

const STRUCTURES: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-";
const SYSTEMS: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-";
const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// What is known of the person.
pub(super) fn patient(about: &FhirAbout<'_>) -> Value {
    let mut map = Map::new();
    map.insert("resourceType".to_owned(), json!("Patient"));
    map.insert("meta".to_owned(), profile("UKCore-Patient"));
    let mut put = |key: &str, value: Option<Value>| {
        map.extend(value.map(|value| (key.to_owned(), value)));
    };
    put("extension", ethnicity(about).map(|extension| json!([extension])));
    put("identifier", some(identifiers(about)));
    put("name", some(names(about)));
    put(
        "telecom",
        known(about, SideField::Phone).map(|phone| json!([{ "system": "phone", "value": text(phone) }])),
    );
    put("gender", gender(about));
    // as far as it is known: a FHIR date may be a year, or a year and a month
    put("birthDate", known(about, SideField::Born).map(|born| json!(born)));
    put(
        "address",
        known(about, SideField::Address).map(|address| json!([{ "text": text(address) }])),
    );
    put(
        "generalPractitioner",
        known(about, SideField::Gp).map(|gp| json!([{ "display": text(gp) }])),
    );
    Value::Object(map)
}

/// What stands in a field, unless it is said to be not known.
fn known<'a>(about: &FhirAbout<'a>, field: SideField) -> Option<&'a str> {
    let value = about.own.filled.value(field).trim();
    (!value.is_empty() && value != NOT_KNOWN).then_some(value)
}

fn some(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then_some(Value::Array(list))
}

/// The NHS number with whether it was traced, and the trust's own reference.
fn identifiers(about: &FhirAbout<'_>) -> Vec<Value> {
    let mut list = Vec::new();
    if let Some(number) = known(about, SideField::NhsNumber) {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        list.push(json!({
            "extension": [{
                "url": format!("{STRUCTURES}NHSNumberVerificationStatus"),
                "valueCodeableConcept": traced(about),
            }],
            "system": NHS_NUMBER,
            "value": digits,
        }));
    }
    if let Some(reference) = known(about, SideField::TrustReference) {
        list.push(json!({ "type": { "text": "Trust reference" }, "value": text(reference) }));
    }
    list
}

fn traced(about: &FhirAbout<'_>) -> Value {
    let (code, display) = match known(about, SideField::Traced) {
        Some("verified") => ("01", "Number present and verified"),
        _ => ("02", "Number present but not traced"),
    };
    if about.wales {
        return json!({ "text": display });
    }
    json!({ "coding": [{
        "system": format!("{SYSTEMS}NHSNumberVerificationStatusEngland"),
        "code": code,
        "display": display,
    }] })
}

fn ethnicity(about: &FhirAbout<'_>) -> Option<Value> {
    let field = SideField::EthnicityNhs;
    let code = known(about, field)?;
    let mut concept = Map::new();
    if !about.wales {
        let system = format!("{SYSTEMS}EthnicCategoryEngland");
        concept.insert("coding".to_owned(), json!([{ "system": system, "code": code }]));
    }
    concept.insert("text".to_owned(), json!(text(&value_words(field, code))));
    Some(json!({ "url": format!("{STRUCTURES}EthnicCategory"), "valueCodeableConcept": concept }))
}

/// What the person is called, nobody checked which part is the family name; and their other names.
fn names(about: &FhirAbout<'_>) -> Vec<Value> {
    let mut list = Vec::new();
    if !about.shared.person.trim().is_empty() {
        list.push(json!({ "use": "usual", "text": text(&about.shared.person) }));
    }
    list.extend(known(about, SideField::Alias).map(|alias| json!({ "text": text(alias) })));
    list
}

fn gender(about: &FhirAbout<'_>) -> Option<Value> {
    Some(json!(match known(about, SideField::Sex)? {
        "F" => "female",
        "M" => "male",
        "I" => "other",
        _ => "unknown",
    }))
}
