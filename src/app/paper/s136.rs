//! The form for the place of safety: who is brought, on which power, since when the clock runs, and everything that the
//! record of this seat may say. It is made only from a record that is whole.

use super::words::say;
use crate::domain::content::{
    Advice, Consulted, EndedHow, FormMade, MoreTime, S136Field, S136Form, S136Part, S136Step, WarrantKind,
    grouped,
};
use crate::domain::mha::clock::{handover, period};
use crate::domain::mha::force::uses;
use crate::domain::mha::law;
use crate::domain::mha::record::{Gap, Record, code};
use crate::domain::mha::step::instant;
use crate::domain::mha::uses::present_steps;
use crate::domain::paper::{Block, Column, Document, Language, Scale, visible};
use crate::domain::time::Moment;
use crate::vault::file_digest;

/// The form, or what is missing on the record that it is made from.
///
/// # Errors
/// The gaps of the record, in its order.
pub fn s136_form(record: &Record<'_>, organisation: &str, now: Moment) -> Result<Document, Vec<Gap>> {
    let gaps = record.gaps();
    if !gaps.is_empty() {
        return Err(gaps);
    }
    let writer = Writer {
        language: Language::English,
        now,
    };
    Ok(writer.document(record, organisation))
}

/// The form with its code at its foot, and what is kept of it: every word, so that the paper can be checked later even
/// where the record or the words of Tandem have changed since.
pub fn with_code(mut form: Document) -> (Document, FormMade) {
    let text = form.text();
    let code = file_digest(text.as_bytes());
    let shown = grouped(&code);
    let foot = say(form.language, "s136-form-code", &[("code", shown.as_str())]);
    form.footer = format!("{}\n{foot}", form.footer);
    let made = FormMade {
        at: form.dated,
        code,
        web: String::new(),
        text,
    };
    (form, made)
}

struct Writer {
    language: Language,
    now: Moment,
}

impl Writer {
    fn say(&self, key: &str) -> String {
        say(self.language, key, &[])
    }

    fn document(&self, record: &Record<'_>, organisation: &str) -> Document {
        let mut blocks = vec![
            Block::Facts(self.head(record, organisation)),
            Block::Notice(self.limit(record)),
        ];
        blocks.push(Block::Heading(1, self.say("s136-form-steps")));
        blocks.push(self.steps(record));
        for part in S136Part::ALL
            .into_iter()
            .filter(|part| record.side.is_some() || part.side().is_none())
        {
            let mut lines = self.lines(record, part);
            if part == S136Part::Consulted {
                lines.splice(0..0, self.consulted(record));
            }
            if !lines.is_empty() {
                blocks.push(Block::Heading(1, self.say(&format!("s136-part-{}", part.key()))));
                blocks.push(Block::Facts(lines));
            }
        }
        blocks.push(Block::Heading(1, self.say("s136-form-received")));
        for key in [
            "s136-form-received-by",
            "s136-form-signature",
            "s136-form-received-at",
        ] {
            blocks.push(Block::WriteIn(self.say(key)));
        }
        Document {
            title: self.say("s136-form-title"),
            language: self.language,
            scale: Scale::Usual,
            dated: self.now,
            footer: format!("{} · {}", record.shared.reference, self.say("s136-form-footer")),
            blocks,
        }
    }

    fn head(&self, record: &Record<'_>, organisation: &str) -> Vec<(String, String)> {
        let shared = record.shared;
        let person = if shared.person.trim().is_empty() {
            self.say("s136-form-no-name")
        } else {
            visible(&shared.person)
        };
        let age = match (shared.age, shared.age_about) {
            (Some(age), true) => format!("{} {age}", self.say("s136-form-about")),
            (Some(age), false) => age.to_string(),
            (None, _) => record
                .line(S136Field::AgeNotKnown)
                .map(|why| visible(&why))
                .unwrap_or_default(),
        };
        let made = format!("{} {}", self.now.day_words(), self.now.clock());
        vec![
            (self.say("s136-form-person"), person),
            (self.say("s136-form-age"), age),
            (self.say("s136-form-power"), self.power(record)),
            (self.say("s136-form-reference"), shared.reference.clone()),
            (self.say("s136-form-organisation"), visible(organisation)),
            (self.say("s136-form-made"), made),
        ]
    }

    fn power(&self, record: &Record<'_>) -> String {
        match &record.shared.s136.warrant {
            Some(S136Step::Warrant { number, kind, .. }) => {
                let power = match kind {
                    WarrantKind::Remove => "s136-form-warrant-remove",
                    WarrantKind::Retake => "s136-form-warrant-retake",
                };
                format!("{}, {}", self.say(power), visible(number))
            }
            _ => self.say("s136-form-s136"),
        }
    }

    /// When the period ends, or how it ended: a day and a time, so that nobody counts.
    fn limit(&self, record: &Record<'_>) -> String {
        let state = &record.shared.s136;
        let Some(period) = period(state, law()) else {
            return self.say("s136-form-not-running");
        };
        let (start, end) = (when(period.start), when(period.limit));
        if let Some(ended) = state.ended {
            let over = state.over_limit(law(), ended);
            let ended = when(ended);
            let over = over.map(|minutes| format!("{}:{:02}", minutes / 60, minutes % 60));
            let gaps = [
                ("start", start.as_str()),
                ("time", ended.as_str()),
                ("end", end.as_str()),
                ("over", over.as_deref().unwrap_or_default()),
            ];
            return match &over {
                Some(_) => say(self.language, "s136-form-over-late", &gaps),
                None => say(self.language, "s136-form-over", &gaps[..2]),
            };
        }
        if self.now >= period.limit {
            let gaps = [("start", start.as_str()), ("end", end.as_str())];
            return say(self.language, "s136-form-past", &gaps);
        }
        let more = format!("{}:{:02}", period.extended / 60, period.extended % 60);
        let gaps = [
            ("start", start.as_str()),
            ("end", end.as_str()),
            ("more", more.as_str()),
        ];
        let key = if period.extended > 0 {
            "s136-form-limit-more"
        } else {
            "s136-form-limit"
        };
        let gaps = if period.extended > 0 {
            &gaps[..]
        } else {
            &gaps[..2]
        };
        let words = say(self.language, key, gaps);
        match handover(state, law()).filter(|clock| clock.done.is_none()) {
            None => words,
            Some(clock) => {
                let key = if clock.kept {
                    "s136-form-handover-kept"
                } else {
                    "s136-form-handover"
                };
                let (due, since) = (when(clock.due), when(clock.since));
                let aim = say(
                    self.language,
                    key,
                    &[("time", due.as_str()), ("since", since.as_str())],
                );
                format!("{words} {aim}")
            }
        }
    }

    fn steps(&self, record: &Record<'_>) -> Block {
        let columns = [("s136-form-when", 2), ("s136-form-step", 3), ("s136-form-who", 5)];
        let columns = columns.map(|(key, share)| Column {
            head: self.say(key),
            share,
        });
        let mut rows: Vec<(Moment, Vec<String>)> = present_steps(&record.shared.s136)
            .iter()
            .filter_map(|taken| {
                let (at, key, who) = timed(&taken.step)?;
                let start = matches!(taken.step, S136Step::Used { .. } | S136Step::Warrant { .. });
                let first = record.shared.s136.began() == Some(at);
                let key = if start && !first { "s136-start-again" } else { key };
                Some((at, vec![when(at), self.say(key), visible(&who)]))
            })
            .collect();
        rows.sort_by_key(|(at, _)| *at);
        Block::Table(columns.to_vec(), rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Who was consulted and what they advised, or why nobody could be.
    fn consulted(&self, record: &Record<'_>) -> Vec<(String, String)> {
        let Some(S136Step::Used {
            consulted, advice, ..
        }) = &record.shared.s136.used
        else {
            return Vec::new();
        };
        let (key, who) = match consulted {
            Consulted::CrewNurse { name: who } | Consulted::Other { who } => ("s136-form-consulted", who),
            Consulted::NotPracticable { why } => ("s136-form-not-consulted", why),
        };
        let mut lines = vec![(self.say(key), visible(who))];
        lines.extend(advice.map(|advice| {
            let words = match advice {
                Advice::Supports => "s136-advice-supports",
                Advice::AnotherWay => "s136-advice-other",
                Advice::NoView => "s136-advice-none",
            };
            (self.say("s136-form-advice"), self.say(words))
        }));
        lines
    }

    fn lines(&self, record: &Record<'_>, part: S136Part) -> Vec<(String, String)> {
        let fields = S136Field::ALL.iter().filter(|field| field.part() == part);
        fields
            .filter_map(|field| {
                let value = record.line(*field)?;
                Some((
                    self.say(&format!("s136-line-{}", field.key())),
                    self.value(*field, &value),
                ))
            })
            .collect()
    }

    fn value(&self, field: S136Field, value: &str) -> String {
        match field.form() {
            S136Form::Words => visible(value),
            S136Form::Minutes => value.to_owned(),
            S136Form::Choice(_) => self.say(&format!("s136-code-{value}")),
            S136Form::Time => instant(value).map(when).unwrap_or_default(),
            S136Form::Uses => self.uses(value),
        }
    }

    /// Each further use of force with all that is said of it, numbered from the second on.
    fn uses(&self, value: &str) -> String {
        let uses = uses(value).unwrap_or_default();
        let words = uses.iter().enumerate().map(|(at, one)| {
            let number = at.saturating_add(2).to_string();
            let minutes = one.minutes.to_string();
            let injuries = visible(&one.injuries);
            let code = |code: &str| self.say(&format!("s136-code-{code}"));
            let (what, position) = (code(&one.what), code(&one.position));
            let gaps = [
                ("number", number.as_str()),
                ("what", what.as_str()),
                ("position", position.as_str()),
                ("minutes", minutes.as_str()),
                ("injuries", injuries.as_str()),
            ];
            say(self.language, "s136-form-force", &gaps)
        });
        words.collect::<Vec<_>>().join("\n")
    }
}

/// `6`, or `6:30` where it is not whole hours.
fn span_words(minutes: u32) -> String {
    match minutes % 60 {
        0 => (minutes / 60).to_string(),
        rest => format!("{}:{rest:02}", minutes / 60),
    }
}

/// A time with its day.
fn when(at: Moment) -> String {
    at.clock_from(Moment(0))
}

/// When a step was, what it is called, and who or where to.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other steps are lines of the record, or no part of what happened"
)]
fn timed(step: &S136Step) -> Option<(Moment, &'static str, String)> {
    let nothing = String::new;
    Some(match step {
        S136Step::Used { at, consulted, .. } => {
            let (Consulted::CrewNurse { name: who }
            | Consulted::Other { who }
            | Consulted::NotPracticable { why: who }) = consulted;
            (*at, "s136-used", who.clone())
        }
        S136Step::Considered { at, consulted, .. } => {
            let who = consulted.as_ref().map(|with| match with {
                Consulted::CrewNurse { name: who }
                | Consulted::Other { who }
                | Consulted::NotPracticable { why: who } => who.clone(),
            });
            (*at, "s136-considered", who.unwrap_or_default())
        }
        S136Step::Warrant { at, present, .. } => (*at, "s136-step-warrant", present.clone()),
        S136Step::Kept { at, place } => (*at, "s136-step-kept", place.map(code_words).unwrap_or_default()),
        S136Step::Conveyed {
            at,
            to,
            by,
            authorised,
        } => {
            let by = code_words(*by);
            (*at, "s136-step-conveyed", listed(&[to, &by, authorised]))
        }
        S136Step::Arrived { at, place } => (*at, "s136-arrived", place.map(code_words).unwrap_or_default()),
        S136Step::HandedOver { at, to } => (*at, "s136-step-handed-over", to.clone()),
        S136Step::Left { at } => (*at, "s136-step-left", nothing()),
        S136Step::Assessed { at } => (*at, "s136-step-assessed", nothing()),
        S136Step::Extended {
            at,
            minutes,
            by,
            why,
            superintendent,
            ..
        } => {
            let hours = span_words(*minutes);
            let more = say(Language::English, "s136-form-hours", &[("hours", hours.as_str())]);
            let why = say(Language::English, why_key(*why), &[]);
            (
                *at,
                "s136-step-extended",
                listed(&[by, &more, &why, superintendent]),
            )
        }
        S136Step::Absconded { at } => (*at, "s136-step-absconded", nothing()),
        S136Step::Retaken { at } => (*at, "s136-step-retaken", nothing()),
        S136Step::Checked { at, by } => (*at, "s136-step-checked", by.clone()),
        S136Step::Ended { at, how } => {
            let how = how.map(|how| say(Language::English, how_key(how), &[]));
            (*at, "s136-ended", how.unwrap_or_default())
        }
        _ => return None,
    })
}

/// What is missing, in the words of the form.
pub fn gap_words(gap: Gap) -> String {
    let key = match gap {
        Gap::Age => "s136-gap-age".to_owned(),
        Gap::Arrival => "s136-gap-arrival".to_owned(),
        Gap::Line(field) => format!("s136-line-{}", field.key()),
    };
    format!("\u{201c}{}\u{201d}", say(Language::English, &key, &[]))
}

/// What a class of place, or a way, is called on paper.
fn code_words(of: impl serde::Serialize) -> String {
    say(Language::English, &format!("s136-code-{}", code(of)), &[])
}

fn why_key(why: MoreTime) -> &'static str {
    match why {
        MoreTime::TooDistressed => "s136-more-distressed",
        MoreTime::Intoxicated => "s136-more-intoxicated",
        MoreTime::PhysicalTreatment => "s136-more-physical",
        MoreTime::OtherCondition => "s136-more-other",
    }
}

fn how_key(how: EndedHow) -> &'static str {
    match how {
        EndedHow::Assessed => "s136-ended-assessed",
        EndedHow::GroundsEnded => "s136-ended-grounds",
        EndedHow::TimeOut => "s136-ended-time-out",
        EndedHow::Arrested => "s136-ended-arrested",
        EndedHow::Absconded => "s136-ended-absconded",
        EndedHow::Died => "s136-ended-died",
        EndedHow::Other => "s136-ended-other",
    }
}

/// What is said, one after another; what is empty is left out.
fn listed(words: &[&str]) -> String {
    let said = words
        .iter()
        .map(|words| words.trim())
        .filter(|words| !words.is_empty());
    said.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
#[path = "s136_checker.rs"]
mod checker;
#[cfg(test)]
#[path = "s136_power_tests.rs"]
mod power_tests;
#[cfg(test)]
#[path = "s136_tests.rs"]
mod tests;
