//! What both sides and one side filled in, as lines of paper: the further part of the shared frame, the side's own fields
//! block by block, and its markers. The names of fields and codes are those of the window.

use super::handover::identity_words;
use super::words::say;
use crate::domain::content::{Marker, PersonRole, RedFlag, Somebody, Source};
use crate::domain::ids::MemberId;
use crate::domain::incident::{FieldCard, SharedIncident, SideFile};
use crate::domain::paper::Language;
use crate::domain::record::{Block, Codes, Form, Seen, SideField};
use crate::domain::role::Side;
use crate::domain::time::{Moment, day_words};

const LANGUAGE: Language = Language::English;

/// The names of a side's members, for saying who wrote something.
pub(super) type Names<'a> = &'a [(MemberId, String)];

/// Who wrote it; empty where the name is not known here.
pub(super) fn name_of(names: Names<'_>, author: Option<MemberId>) -> &str {
    let found = names.iter().find(|(member, _)| Some(*member) == author);
    found.map_or("", |(_, name)| name.as_str())
}

/// `20 November 2026 21:04`: a system of its own has no "today".
pub(super) fn stamp(at: Moment) -> String {
    format!("{} {}", at.day_words(), at.clock())
}

/// A name and what it is: nothing where there is nothing to say.
fn line(name: &str, words: &str) -> Option<String> {
    (!words.trim().is_empty()).then(|| format!("{name}: {}", words.trim()))
}

/// The frame that both sides see, besides the first lines: how it came, numbers of the place, identity, red flags,
/// injuries, people, plan.
pub(super) fn frame_lines(shared: &SharedIncident) -> Vec<String> {
    let frame = &shared.frame;
    let named = |key: &str, words: &str| line(&say(LANGUAGE, key, &[]), words);
    let came = shared.source.map(came_words).unwrap_or_default();
    let identity = frame.identity.map(identity_words).unwrap_or_default();
    let signs = signs(shared).unwrap_or_default();
    let mut lines: Vec<String> = [
        named("record-came", &came),
        named("place-postcode", &frame.postcode),
        named("place-words", &frame.three_words),
        named("place-grid", &frame.grid),
        named("record-identity", &identity),
        named("flags-question", &signs),
        named("injuries-label", &frame.injuries),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(frame.people.iter().map(somebody_words));
    lines.extend(named("record-plan", &frame.plan));
    lines
}

/// What is seen that needs an ambulance now; `None` without any.
pub(super) fn signs(shared: &SharedIncident) -> Option<String> {
    let frame = &shared.frame;
    let mut signs: Vec<String> = frame.red_flags.iter().copied().map(red_flag_words).collect();
    signs.extend((!frame.red_flag_words.is_empty()).then(|| frame.red_flag_words.clone()));
    (!signs.is_empty()).then(|| signs.join("; "))
}

fn red_flag_words(flag: RedFlag) -> String {
    say(
        LANGUAGE,
        match flag {
            RedFlag::Breathing => "flag-breathing",
            RedFlag::ChestPain => "flag-chest-pain",
            RedFlag::Unresponsive => "flag-unresponsive",
            RedFlag::HeadInjury => "flag-head-injury",
            RedFlag::Ligature => "flag-ligature",
            RedFlag::Bleeding => "flag-bleeding",
            RedFlag::Overdose => "flag-overdose",
            RedFlag::Disturbance => "flag-disturbance",
            RedFlag::Restrained => "flag-restrained",
            RedFlag::Medical => "flag-medical",
        },
        &[],
    )
}

fn came_words(source: Source) -> String {
    say(
        LANGUAGE,
        match source {
            Source::Call999 => "record-came-999",
            Source::Call101 => "record-came-101",
            Source::Officers => "record-came-officers",
            Source::Ambulance => "record-came-ambulance",
            Source::Health => "record-came-health",
            Source::Encounter => "record-came-encounter",
            Source::Other => "record-came-other",
        },
        &[],
    )
}

/// `Child: Ana Okoro, 6 (Said so themselves)`.
pub(super) fn somebody_words(somebody: &Somebody) -> String {
    let role = say(
        LANGUAGE,
        match somebody.role {
            PersonRole::Family => "role-family",
            PersonRole::Child => "role-child",
            PersonRole::Dependant => "role-dependant",
            PersonRole::StaffVictim => "role-staff",
            PersonRole::Other => "role-other",
        },
        &[],
    );
    let name = match somebody.name.trim() {
        "" => say(LANGUAGE, "sheet-name-unknown", &[]),
        name => name.to_owned(),
    };
    let age = somebody.age.map(|age| format!(", {age}")).unwrap_or_default();
    format!("{role}: {name}{age} ({})", identity_words(somebody.identity))
}

/// The name of a field.
pub(super) fn field_words(field: SideField) -> String {
    say(LANGUAGE, &format!("field-{}", field.key()), &[])
}

/// What stands in a field, with the words of its code.
pub(super) fn value_words(field: SideField, value: &str) -> String {
    let Form::Code(list) = field.form() else {
        return value.to_owned();
    };
    let words = Codes::embedded().words(list, value).unwrap_or(value);
    // where the code itself is what the other system files it by
    if list.starts_with("ethnicity") || list == "force" {
        return format!("{words} ({value})");
    }
    words.to_owned()
}

/// The fields of a side that say something or said something, block by block, with the block's title.
pub(super) fn blocks_of(own: &SideFile, side: Side, names: Names<'_>) -> Vec<(Block, String, Vec<String>)> {
    let of = |block: Block| {
        let lines: Vec<String> = SideField::of(side, block)
            .filter_map(|field| Some(field_line(field, own.filled.fields.get(&field)?, names)))
            .collect();
        (!lines.is_empty()).then(|| (block, block_words(side, block), lines))
    };
    Block::of(side).iter().copied().filter_map(of).collect()
}

/// `Mood: low (J Patel, 20 November 2026 21:04)`, and below it what stood there before.
fn field_line(field: SideField, card: &FieldCard, names: Names<'_>) -> String {
    let value = match card.value.as_str() {
        "" => say(LANGUAGE, "record-emptied", &[]),
        value => value_words(field, value),
    };
    let by = name_of(names, card.author);
    let by = if by.is_empty() {
        stamp(card.at)
    } else {
        format!("{by}, {}", stamp(card.at))
    };
    let mut out = format!("{}: {value} ({by})", field_words(field));
    for (before, until) in &card.earlier {
        let args = [("time", stamp(*until)), ("before", value_words(field, before))];
        let args: Vec<(&str, &str)> = args.iter().map(|(key, value)| (*key, value.as_str())).collect();
        out.push_str("\n  ");
        out.push_str(&say(LANGUAGE, "record-before", &args));
    }
    out
}

fn block_words(side: Side, block: Block) -> String {
    say(
        LANGUAGE,
        match (side, block) {
            (_, Block::Who) => "block-who",
            (Side::Police, Block::Seen) => "block-seen",
            (Side::Health, Block::Seen) => "block-mental-state",
            (Side::Police, Block::Checks) => "block-checks",
            (Side::Health, Block::Checks) => "block-care",
            (_, Block::Threshold) => "block-threshold",
            (_, Block::Rationale) => "block-rationale",
            (_, Block::Triage) => "block-triage",
        },
        &[],
    )
}

/// Markers that both see and those of this side alone, with what they rest on and their end.
pub(super) fn marker_lines(shared: &SharedIncident, own: &SideFile) -> Vec<String> {
    let all = shared.frame.markers.iter().chain(&own.filled.markers);
    all.map(marker_line).collect()
}

fn marker_line(marker: &Marker) -> String {
    let kind = Codes::embedded().markers.kind(&marker.code);
    let what = kind.map_or(marker.code.as_str(), |kind| kind.words.as_str());
    let told = if marker.told {
        "record-marker-told"
    } else {
        "record-marker-not-told"
    };
    let seen = match kind.map(|kind| kind.seen) {
        Some(Seen::Both) => "record-marker-both",
        _ => "record-marker-own",
    };
    let args = [
        ("what", format!("{what} ({})", marker.code)),
        ("evidence", marker.evidence.trim_end_matches('.').to_owned()),
        ("set", day_words(marker.set)),
        ("review", day_words(marker.review)),
        ("ends", day_words(marker.expires)),
        ("told", say(LANGUAGE, told, &[])),
        ("seen", say(LANGUAGE, seen, &[])),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let line = say(LANGUAGE, "record-marker", &args);
    match &marker.removed {
        Some(why) => format!(
            "{line}\n  {}",
            say(LANGUAGE, "record-marker-off", &[("why", why), ("by", &marker.by)])
        ),
        None => line,
    }
}
