//! The readable page of an extract: one file without script, picture or link, that any browser shows and prints.

use std::fmt::Write as _;

use serde_json::Value;

use super::extract::{Incident, Said};
use super::manifest::Provenance;
use crate::domain::role::{Compartment, Side};
use crate::domain::time::Moment;
use crate::vault::Extract;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}section{border-top:1px solid #888;padding:.6em 0;break-inside:avoid}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em;margin:.3em 0}dt{color:#555}dd{margin:0;white-space:pre-wrap;\
overflow-wrap:anywhere}.mark{border:2px solid #a00;padding:.5em;font-weight:bold}.small{font-size:.85em;color:#444}";

/// What each kind of entry is called on the page; others go by their own name.
const TITLES: &[(&str, &str)] = &[
    ("log.genesis", "The log was founded"),
    ("log.device", "A device introduced itself"),
    ("log.invitation", "A person was invited"),
    ("log.member", "The invited person made their keys"),
    ("shared.opened", "Incident opened"),
    ("shared.detail", "Detail set"),
    ("shared.milestone", "Milestone"),
    ("shared.disclosed", "Shared with the other side"),
    ("shared.withdrawn", "A share was withdrawn"),
    ("shared.corrected", "A shared sentence was corrected"),
    ("shared.change-reached", "A change reached who had been told"),
    ("shared.requested", "Asked of the other side"),
    ("shared.request-answered", "A request was answered"),
    ("shared.breach", "A share that should not have been made"),
    ("shared.breach-step", "A step after that"),
    ("shared.heard", "Spoken words were heard"),
    ("shared.danger-finished", "The reason of a danger share was given"),
    ("shared.s136", "Section 136 step"),
    ("shared.outcome", "Outcome"),
    ("shared.closed", "Incident closed"),
    ("shared.reopened", "Incident reopened"),
    ("shared.undone", "An entry was taken back"),
    ("shared.joined", "Joined with a duplicate incident"),
    ("shared.parted", "Parted from it again"),
    ("side.known", "Known to services: answered"),
    ("side.note", "Note"),
    ("side.note-amended", "Note amended"),
    ("side.note-moved", "Note moved to the incident where it belongs"),
    ("side.note-arrived", "Note moved here from another incident"),
    ("side.field", "Field of the record filled"),
    ("side.marker", "Marker"),
    ("side.decision", "Sharing decision"),
    ("side.told-outside", "Told to somebody outside the crew"),
    ("side.task", "Task set"),
    ("side.task-done", "Task done"),
    ("side.record-completed", "Sharing record completed"),
    ("side.request-refused", "Why a request was refused"),
    (
        "side.after-outside",
        "Correction or withdrawal of words told outside",
    ),
    ("side.outside-request", "Somebody outside asked"),
    ("side.outside-step", "A step with an outside request"),
];

/// How a side is called.
pub(super) fn side(side: Side) -> &'static str {
    match side {
        Side::Police => "police side",
        Side::Health => "health side",
    }
}

/// The whole page.
pub(super) fn html(
    incident: &Incident<'_>,
    extract: &Extract,
    said: &[Said<'_>],
    from: &Provenance,
) -> String {
    let mut page = String::new();
    head(&mut page, incident, extract, said, from);
    let (structure, record): (Vec<_>, Vec<_>) = said
        .iter()
        .partition(|one| one.entry.compartment == Compartment::Log);
    page.push_str("<h2>The record</h2>\n");
    for one in record {
        entry(&mut page, incident, one);
    }
    page.push_str("<h2>Whose keys these are</h2>\n");
    for one in structure {
        entry(&mut page, incident, one);
    }
    page.push_str("</body></html>\n");
    page
}

fn head(page: &mut String, incident: &Incident<'_>, extract: &Extract, said: &[Said<'_>], from: &Provenance) {
    let reference = escaped(incident.reference);
    let [name, police, health] = incident.organisations.map(escaped);
    let whose = side(incident.side);
    let record = said
        .iter()
        .filter(|one| one.entry.compartment != Compartment::Log)
        .count();
    let practice = if from.training {
        "<p class=\"mark\">From a practice vault: the people and events are invented.</p>\n"
    } else {
        ""
    };
    let shown = match incident.only {
        None => format!(
            "the {record} entries about this incident that the {whose} can open, its own and what was shared"
        ),
        Some(only) => format!("the {record} entries {only} about this incident"),
    };
    let _written = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>Extract {reference}</title>\n<style>{STYLE}</style></head><body>\n\
         <h1>Extract about incident {reference}, {whose}</h1>\n{practice}\
         <p>{name}: {police}, {health}.</p>\n\
         <p>Shown: {shown}, in \
         the order of the log. Not shown: the other organisation’s own record, drafts, and {disposed} entries of these \
         parts of the record that were disposed of by order.</p>\n\
         <p>Each entry was signed when it was made and cannot have been changed since without its signature failing. \
         Times are those of the device’s own clock, in UTC. How to check all of this is in README.txt.</p>\n\
         <dl><dt>made</dt><dd>{made}</dd><dt>made by</dt><dd>{by}</dd><dt>log</dt><dd>{log}</dd>\
         <dt>device’s key</dt><dd>{device}</dd><dt>member’s key</dt><dd>{member}</dd></dl>\n",
        disposed = extract.disposed,
        made = escaped(&from.made_at.iso()),
        by = escaped(&incident.name_of(Some(from.member))),
        log = from.log.hex(),
        device = escaped(&from.signer().verifier_key()),
        member = escaped(&from.co_signer().verifier_key()),
    );
}

fn entry(page: &mut String, incident: &Incident<'_>, one: &Said<'_>) {
    let kind = one.says.get("t").and_then(Value::as_str).unwrap_or("entry");
    let title = TITLES
        .iter()
        .find(|(code, _)| *code == kind)
        .map_or(kind, |(_, title)| *title);
    let compartment = match one.entry.compartment {
        Compartment::Log => "structure of the log",
        Compartment::Police => "police side’s own",
        Compartment::Health => "health side’s own",
        Compartment::Shared => "shared",
        Compartment::Oversight => "oversight",
    };
    let _written = write!(
        page,
        "<section><strong>{}</strong> <span class=\"small\">{}, {compartment}; {}; {}</span>\n<dl>",
        escaped(title),
        escaped(&one.entry.at.iso()),
        escaped(&incident.name_of(one.entry.author)),
        escaped(&one.name),
    );
    if let Value::Object(fields) = &one.says {
        for (name, value) in fields
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "v" | "t"))
        {
            lines(page, incident, name, value);
        }
    }
    page.push_str("</dl></section>\n");
}

/// Fields whose number is a time.
const TIMES: &[&str] = &[
    "at",
    "as_at",
    "due",
    "expires",
    "begun",
    "needed_by",
    "deferred",
    "received",
    "aware",
];

/// One field: a list has a line for each of its items, an object one for each of its fields.
fn lines(page: &mut String, incident: &Incident<'_>, name: &str, value: &Value) {
    let last = name.rsplit(": ").next().unwrap_or(name);
    let text = match value {
        Value::Null => return,
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => match number.as_i64() {
            Some(ms) if TIMES.contains(&last) => Moment(ms).iso(),
            Some(_) | None => number.to_string(),
        },
        Value::String(text) => match text.parse() {
            Ok(id) if incident.members.iter().any(|member| member.id == id) => incident.name_of(Some(id)),
            Ok(_) | Err(_) => text.clone(),
        },
        Value::Array(items) => {
            return items.iter().for_each(|item| lines(page, incident, name, item));
        }
        Value::Object(fields) => {
            return fields
                .iter()
                .for_each(|(inner, value)| lines(page, incident, &format!("{name}: {inner}"), value));
        }
    };
    let _written = write!(
        page,
        "<dt>{}</dt><dd>{}</dd>",
        escaped(&name.replace(['_', '-'], " ")),
        escaped(&text)
    );
}

/// Text that a browser shows as it is.
fn escaped(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                // nothing typed may turn the reading direction of what stands around it
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
                c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
                c => out.push(c),
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_typed_becomes_part_of_the_page() {
        assert_eq!(
            escaped("<script>alert(\"a\")</script> & 'b'\u{202e}\u{0}"),
            "&lt;script&gt;alert(&quot;a&quot;)&lt;/script&gt; &amp; &#39;b&#39;\u{fffd}\u{fffd}"
        );
        assert_eq!(
            escaped("Hasn’t slept\nthree nights"),
            "Hasn’t slept\nthree nights"
        );
    }
}
