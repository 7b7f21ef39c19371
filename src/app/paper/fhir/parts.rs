//! The resources behind a FHIR document: person, contact, place, writer, trust, observations, tasks.

use serde_json::{Value, json};

use super::{FhirAbout, Resource, legal, patient, profile, text};
use crate::app::paper::filled::{blocks_of, field_words, name_of, signs, value_words};
use crate::app::paper::handover::risk_words;
use crate::app::paper::record::{follow_up_words, source_words};
use crate::domain::content::{FollowUpEnd, Milestone};
use crate::domain::ids::MemberId;
use crate::domain::incident::NoteCard;
use crate::domain::record::{Block, SideField};
use crate::domain::role::Side;
use crate::domain::time::Moment;

/// The resources after the Composition, in order.
pub(super) struct Parts {
    /// Each with its body.
    pub(super) resources: Vec<(Resource, Value)>,
    /// What is still to do, in words.
    pub(super) tasks: Vec<String>,
    /// The blocks of the nurse's record: title, lines, and the observations of their fields.
    pub(super) blocks: Vec<(String, Vec<String>, Vec<Resource>)>,
}

impl Parts {
    pub(super) fn of(about: &FhirAbout<'_>) -> Self {
        let mut parts = Self {
            resources: vec![
                (Resource::Patient, patient::patient(about)),
                (Resource::Encounter, encounter(about)),
            ],
            tasks: Vec::new(),
            blocks: Vec::new(),
        };
        if !about.shared.place.trim().is_empty() {
            let place = json!({
                "resourceType": "Location",
                "meta": profile("UKCore-Location"),
                "name": text(&about.shared.place),
            });
            parts.resources.push((Resource::Location, place));
        }
        parts
            .resources
            .push((Resource::Practitioner, practitioner(about)));
        parts.resources.push((
            Resource::Organization,
            json!({
                "resourceType": "Organization",
                "meta": profile("UKCore-Organization"),
                "name": text(about.organisation),
            }),
        ));
        if let Some(place) = legal::place(about) {
            parts.resources.push((Resource::PlaceOfSafety, place));
        }
        parts.observe(about);
        parts.fill(about);
        parts.follow(about);
        parts
    }

    /// The resources of a kind.
    pub(super) fn named(&self, kind: &'static str) -> impl Iterator<Item = Resource> {
        self.resources
            .iter()
            .filter(move |(_, body)| body.get("resourceType").and_then(Value::as_str) == Some(kind))
            .map(|(resource, _)| *resource)
    }

    fn observe(&mut self, about: &FhirAbout<'_>) {
        let mut found = Vec::new();
        if let Some(age) = about.shared.age {
            found.push(age_observed(about, age));
        }
        if let Some(risk) = about.shared.risk {
            let words = risk_words(risk);
            found.push(observed(
                about,
                about.shared.opened,
                "final",
                "Risk of harm, agreed by the crew",
                &words,
            ));
        }
        found.extend(
            about
                .own
                .notes
                .iter()
                .filter_map(|note| note_observed(about, note)),
        );
        found.extend(frame_observed(about));
        found.extend(legal::observed(about));
        for (at, body) in found.into_iter().enumerate() {
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            self.resources.push((Resource::Observation(at), body));
        }
    }

    /// Each field of the nurse's record, but who the person is, which the Patient says.
    fn fill(&mut self, about: &FhirAbout<'_>) {
        for (block, title, lines) in blocks_of(about.own, Side::Health, about.names) {
            let fields = SideField::of(Side::Health, block).filter(|_| block != Block::Who);
            let mut named = Vec::new();
            for field in fields {
                let Some(card) = about
                    .own
                    .filled
                    .fields
                    .get(&field)
                    .filter(|card| !card.value.is_empty())
                else {
                    continue;
                };
                let status = if card.earlier.is_empty() {
                    "final"
                } else {
                    "amended"
                };
                let words = value_words(field, &card.value);
                let mut body = observed(about, card.at, status, &field_words(field), &words);
                by(&mut body, about, card.author);
                let at = self.named("Observation").count();
                let resource = Resource::Observation(u16::try_from(at).unwrap_or(u16::MAX));
                self.resources.push((resource, body));
                named.push(resource);
            }
            self.blocks.push((title, lines, named));
        }
    }

    fn follow(&mut self, about: &FhirAbout<'_>) {
        let incident = about.shared.incident;
        for (at, what) in about.shared.follow_up.iter().enumerate() {
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            let words = follow_up_words(*what);
            let card = about.shared.desk.follow_up(*what);
            let status = match card.and_then(|card| card.ended.as_ref()).map(|(_, end, _)| *end) {
                None => "requested",
                Some(FollowUpEnd::Done) => "completed",
                Some(FollowUpEnd::NotReached) => "failed",
                Some(FollowUpEnd::NotNeeded | FollowUpEnd::PassedOn) => "cancelled",
            };
            let mut task = json!({
                "resourceType": "Task",
                "meta": profile("UKCore-Task"),
                "status": status,
                "intent": "order",
                "description": text(&words),
                "for": Resource::Patient.reference(incident),
                "encounter": Resource::Encounter.reference(incident),
                "authoredOn": about.shared.opened.iso(),
            });
            if let Some(map) = task.as_object_mut() {
                if let Some(due) = card.and_then(|card| card.due) {
                    map.insert(
                        "restriction".to_owned(),
                        json!({ "period": { "end": due.iso() } }),
                    );
                }
                if let Some((_, owner)) = card.and_then(|card| card.owner.as_ref()) {
                    map.insert("owner".to_owned(), json!({ "display": text(owner) }));
                }
            }
            self.resources.push((Resource::Task(at), task));
            self.tasks.push(words);
        }
    }
}

fn encounter(about: &FhirAbout<'_>) -> Value {
    let shared = about.shared;
    let incident = shared.incident;
    let from = shared
        .milestones
        .get(&Milestone::OnScene)
        .copied()
        .unwrap_or(shared.opened);
    let mut period = json!({ "start": from.iso() });
    if let (Some(end), Some(map)) = (shared.closed, period.as_object_mut()) {
        map.insert("end".to_owned(), json!(end.max(from).iso()));
    }
    let mut encounter = json!({
        "resourceType": "Encounter",
        "meta": profile("UKCore-Encounter"),
        "identifier": [{ "value": text(&shared.reference) }],
        "status": if shared.closed.is_some() { "finished" } else { "in-progress" },
        "class": {
            "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "code": "FLD",
            "display": "field",
        },
        "subject": Resource::Patient.reference(incident),
        "participant": [{ "individual": Resource::Practitioner.reference(incident) }],
        "period": period,
        "serviceProvider": Resource::Organization.reference(incident),
    });
    if !shared.place.trim().is_empty()
        && let Some(map) = encounter.as_object_mut()
    {
        let place = json!([{ "location": Resource::Location.reference(incident) }]);
        map.insert("location".to_owned(), place);
    }
    encounter
}

fn practitioner(about: &FhirAbout<'_>) -> Value {
    json!({
        "resourceType": "Practitioner",
        "meta": profile("UKCore-Practitioner"),
        "name": [{ "text": text(about.author) }],
    })
}

/// A note as it stands. What was taken back is not passed on; what was corrected says so.
fn note_observed(about: &FhirAbout<'_>, note: &NoteCard) -> Option<Value> {
    if note.text.trim().is_empty() {
        return None;
    }
    let status = if note.earlier.is_empty() {
        "final"
    } else {
        "amended"
    };
    let code = format!("Note, {}", source_words(note.source));
    let mut body = observed(about, note.at, status, &code, &note.text);
    by(&mut body, about, note.author);
    Some(body)
}

/// Who saw it, where it was a colleague and not whoever makes the document.
fn by(body: &mut Value, about: &FhirAbout<'_>, author: Option<MemberId>) {
    let name = name_of(about.names, author);
    if name.is_empty() || name == about.author {
        return;
    }
    if let Some(map) = body.as_object_mut() {
        map.insert("performer".to_owned(), json!([{ "display": text(name) }]));
    }
}

/// Of the frame that both sides see: physical signs, injuries and what was agreed.
fn frame_observed(about: &FhirAbout<'_>) -> Vec<Value> {
    let shared = about.shared;
    let signs = signs(shared).unwrap_or_default();
    let said = [
        ("Physical signs that need an ambulance now", signs.as_str()),
        ("Injuries", shared.frame.injuries.as_str()),
        ("Agreed plan", shared.frame.plan.as_str()),
    ];
    said.into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(name, words)| observed(about, shared.opened, "final", name, words))
        .collect()
}

fn observed(about: &FhirAbout<'_>, at: Moment, status: &str, code: &str, words: &str) -> Value {
    let mut body = observed_as(about, status, code);
    if let Some(map) = body.as_object_mut() {
        map.insert("effectiveDateTime".to_owned(), json!(at.iso()));
        map.insert("valueString".to_owned(), json!(text(words)));
    }
    body
}

/// An observation of this person in this contact, without its time and its value.
pub(super) fn observed_as(about: &FhirAbout<'_>, status: &str, code: &str) -> Value {
    let incident = about.shared.incident;
    json!({
        "resourceType": "Observation",
        "meta": profile("UKCore-Observation"),
        "status": status,
        "code": { "text": text(code) },
        "subject": Resource::Patient.reference(incident),
        "encounter": Resource::Encounter.reference(incident),
        "performer": [Resource::Practitioner.reference(incident)],
    })
}

/// The age, and whether it is an estimate: there is no date of birth.
fn age_observed(about: &FhirAbout<'_>, age: u32) -> Value {
    let incident = about.shared.incident;
    let (code, display) = if about.shared.age_about {
        ("21611-9", "Age - Estimated")
    } else {
        ("30525-0", "Age")
    };
    json!({
        "resourceType": "Observation",
        "meta": profile("UKCore-Observation"),
        "status": "final",
        "code": {
            "coding": [{ "system": "http://loinc.org", "code": code, "display": display }],
        },
        "subject": Resource::Patient.reference(incident),
        "encounter": Resource::Encounter.reference(incident),
        "effectiveDateTime": about.shared.opened.iso(),
        "valueQuantity": {
            "value": age,
            "unit": "years",
            "system": "http://unitsofmeasure.org",
            "code": "a",
        },
    })
}
