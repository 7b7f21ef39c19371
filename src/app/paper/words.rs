//! The words of papers, a file for each language (Fluent). A paper is made where no window is: these are not the
//! window's words.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::paper::Language;

const ENGLISH: &str = include_str!("../../../assets/paper/en.ftl");
/// What codes are called on paper.
const CODES: &str = include_str!("../../../assets/paper/codes.ftl");
/// The lines of a decision's record have the same words on paper and in the window.
const RECORD_LINES: &str = include_str!("../../../assets/words/en/record_lines.ftl");
/// So have the fields of the triage record, red flags and people.
const FIELDS: &str = include_str!("../../../assets/words/en/incident.ftl");
/// So have those of section 136.
const SECTION_136: &str = include_str!("../../../assets/words/en/s136.ftl");

/// The words of `key` in a language, with its gaps filled. An unknown key gives back the key itself; a test sees to it
/// that there is none.
pub(super) fn say(language: Language, key: &str, gaps: &[(&str, &str)]) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let args: FluentArgs<'_> = gaps
        .iter()
        .map(|(name, value)| (*name, FluentValue::from(*value)))
        .collect();
    bundle
        .format_pattern(pattern, Some(&args), &mut Vec::new())
        .into_owned()
}

/// Whether there are words of this key.
pub(super) fn has(language: Language, key: &str) -> bool {
    bundle(language).has_message(key)
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    let texts = match language {
        Language::English => [ENGLISH, CODES, RECORD_LINES, FIELDS, SECTION_136],
    };
    BUNDLE.get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        for text in texts {
            let resource =
                FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _errors)| partial);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<&'static str> {
        ENGLISH
            .lines()
            .filter(|line| !line.starts_with(['#', ' ', '}']))
            .filter_map(|line| line.split_once('='))
            .map(|(key, _)| key.trim())
            .collect()
    }

    #[test]
    fn every_code_and_line_of_a_decision_is_called_something() {
        use crate::domain::content::{
            Adviser, CorrectionReason, FieldForm, NotSharedReason, NotTold, RecordField, Regime,
            SubjectCategory, Sureness, TellingHow, WithdrawnWhy,
        };
        use crate::domain::decision::conclusion::Task;
        use crate::domain::decision::facts::{
            CrimeClass, Direction, DutyKind, HarmTo, ItemCategory, Purpose, Recipient, WhyNotAsked,
        };
        fn all<T: serde::Serialize>(list: &str, values: &[T]) -> Vec<String> {
            let code = |value| serde_json::to_value(value).unwrap();
            values
                .iter()
                .map(|value| format!("{list}-{}", code(value).as_str().unwrap()))
                .collect()
        }
        let mut wanted = all("purpose", Purpose::ALL);
        wanted.extend(all("direction", Direction::ALL));
        wanted.extend(all("recipient", Recipient::ALL));
        wanted.extend(all("duty", DutyKind::ALL));
        wanted.extend(all("item", ItemCategory::ALL));
        wanted.extend(all("crime", CrimeClass::ALL));
        wanted.extend(all("harmed", HarmTo::ALL));
        wanted.extend(all("why", WhyNotAsked::ALL));
        wanted.extend(all("refused", &NotSharedReason::ALL));
        wanted.extend(all("not-told", &NotTold::ALL));
        wanted.extend(all("adviser", &Adviser::ALL));
        wanted.extend(all("corrected", CorrectionReason::ALL));
        wanted.extend(all("withdrawn", WithdrawnWhy::ALL));
        wanted.extend(all("telling", TellingHow::ALL));
        wanted.extend(all("held-as", SubjectCategory::ALL));
        wanted.extend(all("regime", &[Regime::LawEnforcement, Regime::General]));
        wanted.extend(all("sure", &[Sureness::High, Sureness::Medium, Sureness::Low]));
        wanted.extend(all(
            "task",
            &[
                Task::BriefCoordinatorOrGp,
                Task::TellThePerson,
                Task::TellThePersonLater,
                Task::CompleteRecord,
                Task::ReportByDutyDeadline,
                Task::ReportToGovernanceLead,
                Task::SendCorrection,
                Task::AskAgain,
            ],
        ));
        for field in RecordField::ALL {
            wanted.push(format!("record-{}", field.key()));
            if let FieldForm::Choice(codes) = field.form() {
                wanted.extend(codes.iter().map(|code| format!("code-{code}")));
            }
        }
        for key in wanted {
            assert!(has(Language::English, &key), "{key} has no words");
        }
    }

    const SOURCES: [&str; 14] = [
        include_str!("filled.rs"),
        include_str!("handover.rs"),
        include_str!("month.rs"),
        include_str!("month_lines.rs"),
        include_str!("record.rs"),
        include_str!("fhir/mod.rs"),
        include_str!("note.rs"),
        include_str!("explain.rs"),
        include_str!("known.rs"),
        include_str!("steps.rs"),
        include_str!("checklist.rs"),
        include_str!("pdf.rs"),
        include_str!("sheet.rs"),
        include_str!("followed.rs"),
    ];

    #[test]
    fn every_word_is_used_and_every_use_has_its_word() {
        let keys = keys();
        for key in &keys {
            assert_ne!(say(Language::English, key, &[]), **key, "{key} cannot be read");
            let used = SOURCES
                .iter()
                .any(|source| source.contains(&format!("\"{key}\"")));
            assert!(used, "{key} is not used");
        }
        for source in SOURCES {
            let uses = source
                .split("say(\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            for used in uses {
                assert!(keys.contains(&used), "{used} has no words");
            }
        }
    }
}
