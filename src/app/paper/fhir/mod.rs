//! The nurse's record of an incident as a FHIR R4 document: a Bundle whose first entry is a Composition, with the person,
//! the contact, the place, the writer, the trust, the legal status under section 136 or 135, what was observed and what is
//! still to do. UK Core profiles are named
//! where the resource fits them.
//!
//! It says what [`super::record_text`] says for the health side and nothing more: what police told is not in it.

#[cfg(test)]
mod filled_tests;
mod legal;
mod parts;
mod patient;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use super::record::{RecordAbout, record_text};
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::paper::visible;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use parts::Parts;

/// What a document is made from.
#[derive(Debug, Clone, Copy)]
pub struct FhirAbout<'a> {
    /// The incident.
    pub shared: &'a SharedIncident,
    /// The nurse's own half.
    pub own: &'a SideFile,
    /// The names of the health side's members.
    pub names: &'a [(MemberId, String)],
    /// Who makes it.
    pub author: &'a str,
    /// The trust.
    pub organisation: &'a str,
    /// The partnership is in Wales, whose lists of codes have words of their own.
    pub wales: bool,
    /// Now.
    pub now: Moment,
}

/// The resources of one document, in the order of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resource {
    Bundle,
    Composition,
    Patient,
    Encounter,
    Location,
    Practitioner,
    Organization,
    PlaceOfSafety,
    Observation(u16),
    Task(u16),
}

impl Resource {
    fn number(self) -> u16 {
        match self {
            Self::Bundle => 0,
            Self::Composition => 1,
            Self::Patient => 2,
            Self::Encounter => 3,
            Self::Location => 4,
            Self::Practitioner => 5,
            Self::Organization => 6,
            Self::PlaceOfSafety => 7,
            Self::Observation(at) => 0x1000_u16.saturating_add(at),
            Self::Task(at) => 0x2000_u16.saturating_add(at),
        }
    }

    /// Its name in this document: the same for the same incident, so that a document that is sent again is known again.
    /// A version-8 UUID (RFC 9562 section 5.8): the incident's own random name with the resource's number.
    pub(super) fn uuid(self, incident: IncidentId) -> String {
        let mut bytes = incident.0;
        let number = self.number().to_be_bytes();
        for (byte, part) in bytes.iter_mut().rev().zip(number.iter().rev()) {
            *byte ^= part;
        }
        let fixed = |at: usize, byte: u8| match at {
            6 => byte & 0x0F | 0x80,
            8 => byte & 0x3F | 0x80,
            _ => byte,
        };
        let hex: Vec<String> = bytes
            .iter()
            .enumerate()
            .map(|(at, byte)| {
                let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
                format!("{dash}{:02x}", fixed(at, *byte))
            })
            .collect();
        hex.concat()
    }

    /// How other resources point at it.
    pub(super) fn reference(self, incident: IncidentId) -> Value {
        json!({ "reference": self.url(incident) })
    }

    pub(super) fn url(self, incident: IncidentId) -> String {
        format!("urn:uuid:{}", self.uuid(incident))
    }
}

/// The document as JSON text.
pub fn fhir_bundle(about: &FhirAbout<'_>) -> String {
    let incident = about.shared.incident;
    let parts = Parts::of(about);
    let mut entries = vec![entry(incident, Resource::Composition, composition(about, &parts))];
    entries.extend(
        parts
            .resources
            .iter()
            .map(|(resource, body)| entry(incident, *resource, body.clone())),
    );
    let bundle = json!({
        "resourceType": "Bundle",
        "id": Resource::Bundle.uuid(incident),
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": Resource::Bundle.url(incident),
        },
        "type": "document",
        "timestamp": about.now.iso(),
        "entry": entries,
    });
    serde_json::to_string_pretty(&bundle).unwrap_or_default()
}

fn entry(incident: IncidentId, resource: Resource, mut body: Value) -> Value {
    if let Some(map) = body.as_object_mut() {
        map.insert("id".to_owned(), json!(resource.uuid(incident)));
    }
    json!({ "fullUrl": resource.url(incident), "resource": body })
}

/// What the document is, and its sections for a person to read.
fn composition(about: &FhirAbout<'_>, parts: &Parts) -> Value {
    let incident = about.shared.incident;
    let observations: Vec<Value> = parts
        .named("Observation")
        .map(|resource| resource.reference(incident))
        .collect();
    let tasks: Vec<Value> = parts
        .named("Task")
        .map(|resource| resource.reference(incident))
        .collect();
    let mut sections = vec![section(
        "Record of the contact",
        &record_text(&RecordAbout {
            shared: about.shared,
            own: about.own,
            side: Side::Health,
            names: about.names,
        }),
        observations,
    )];
    // mental state, care record, triage: a section each, for a system that files them apart
    sections.extend(parts.blocks.iter().map(|(title, lines, named)| {
        let named = named.iter().map(|one| one.reference(incident)).collect();
        section(title, &lines.join("\n"), named)
    }));
    if !tasks.is_empty() {
        let words: Vec<String> = parts.tasks.clone();
        sections.push(section("Still to do", &words.join("\n"), tasks));
    }
    json!({
        "resourceType": "Composition",
        "meta": profile("UKCore-Composition"),
        "language": "en-GB",
        "status": if about.shared.closed.is_some() { "final" } else { "preliminary" },
        "type": {
            "coding": [{
                "system": "http://loinc.org",
                "code": "34133-9",
                "display": "Summarization of episode note",
            }],
            "text": "Record of a joint mental-health crisis response",
        },
        "subject": Resource::Patient.reference(incident),
        "encounter": Resource::Encounter.reference(incident),
        "date": about.now.iso(),
        "author": [Resource::Practitioner.reference(incident)],
        "title": format!("Joint response {}", text(&about.shared.reference)),
        "confidentiality": "R",
        "custodian": Resource::Organization.reference(incident),
        "section": sections,
    })
}

fn section(title: &str, words: &str, entries: Vec<Value>) -> Value {
    let mut section = json!({
        "title": title,
        "text": { "status": "additional", "div": narrative(words) },
    });
    if !entries.is_empty()
        && let Some(map) = section.as_object_mut()
    {
        map.insert("entry".to_owned(), Value::Array(entries));
    }
    section
}

/// The profile of UK Core that a resource is made for.
pub(super) fn profile(name: &str) -> Value {
    json!({ "profile": [format!("https://fhir.hl7.org.uk/StructureDefinition/{name}")] })
}

/// Words as a FHIR string: something is there, nothing unseen is in it.
pub(super) fn text(words: &str) -> String {
    let words = visible(words);
    let words = words.trim();
    if words.is_empty() {
        "\u{2013}".to_owned()
    } else {
        words.to_owned()
    }
}

/// Lines as the XHTML that a narrative is.
fn narrative(words: &str) -> String {
    let lines: Vec<String> = text(words).lines().map(escaped).collect();
    format!(
        "<div xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en-GB\" lang=\"en-GB\"><p>{}</p></div>",
        lines.join("<br/>")
    )
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
