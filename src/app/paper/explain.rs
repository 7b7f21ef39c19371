//! The page that explains one decision to a court or the Commissioner, on one sheet: what crossed, each step with what
//! was answered, the law of that day, who and when, and the proof that it stands in the log. Behind it an annex, for one
//! sheet cannot hold it in letters that can be read: the eight Caldicott principles and the one-off checklist, answered
//! from the record in the order of their sources, the record line by line, and the proofs. A gap is shown as a gap.

use super::known::{Known, capital};
use super::sheet::Sheet;
use super::{checklist, followed, steps};
use crate::domain::content::{DecisionMade, DecisionResult, RecordField, SharingRecord, Trigger};
use crate::domain::incident::{SharedIncident, SideFile};
use crate::domain::paper::{Block, Column, Document, Language, Scale};
use crate::domain::role::Side;
use crate::domain::rules::Rules;
use crate::domain::time::{Moment, day_words};

/// An entry of this decision and what proves that it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// What the entry is, for a reader.
    pub what: String,
    /// Its number in its device's log.
    pub number: u64,
    /// How many entries that log had when the proof was made.
    pub of: u64,
    /// The root hash of that log at that size, as the proof states it.
    pub head: String,
    /// The proof: C2SP tlog-proof.
    pub proof: String,
}

/// What the page is made from.
#[derive(Debug)]
pub struct ExplainAbout<'a> {
    /// The incident.
    pub shared: &'a SharedIncident,
    /// The decider's own half.
    pub own: &'a SideFile,
    /// The decider's organisation, then the other one.
    pub organisations: [&'a str; 2],
    /// The decision.
    pub decision: &'a DecisionMade,
    /// When it was recorded.
    pub at: Moment,
    /// Who made it, by name; empty when that is not known.
    pub author: &'a str,
    /// Its whole record with what was added later; `None` for a decision of an earlier version.
    pub record: Option<&'a SharingRecord>,
    /// Who answers for the sharing in each organisation, as the agreement names them now.
    pub accountable: &'a [String],
    /// The rule table of the decision's day, or where the log lacks that, the one in force.
    pub rules: &'a Rules,
    /// Proofs, where the log gave them.
    pub proofs: &'a [Proven],
}

/// The page.
pub fn explain(about: &ExplainAbout<'_>) -> Document {
    let known = Known {
        about,
        language: Language::English,
    };
    let reference = about.shared.reference.as_str();
    let mut sheet = Sheet::default();
    let mut blocks = head(&known);
    blocks.extend(crossed(&known, &mut sheet));
    blocks.extend(sheet.table(&known, steps::steps(&known)));
    blocks.extend(sheet.table(&known, legs(&known)));
    blocks.extend(reasons(&known, &mut sheet));
    blocks.extend(proof_lines(&known));
    blocks.push(Block::NewPage);
    blocks.push(Block::Heading(1, known.say("explain-annex", &[])));
    blocks.extend(sheet.whole(&known));
    blocks.extend(followed::in_annex(&known));
    blocks.extend(each_thing(&known));
    blocks.extend(checklist::caldicott(&known));
    blocks.extend(checklist::one_off(&known));
    blocks.extend(lines(&known));
    blocks.extend(proofs(&known));
    Document {
        title: known.say("explain-title", &[("reference", reference)]),
        language: known.language,
        scale: Scale::Sheet,
        dated: about.at,
        footer: known.say(
            "explain-footer",
            &[
                ("organisation", about.organisations[0]),
                ("reference", reference),
                ("decision", &about.decision.decision.hex()),
            ],
        ),
        blocks,
    }
}

/// `21 November 2026, 21:04:31`.
pub(super) fn when(at: Moment) -> String {
    format!("{}, {}", at.day_words(), at.clock_seconds())
}

fn head(known: &Known<'_>) -> Vec<Block> {
    let about = known.about;
    let decision = about.decision;
    let row = |key: &str, what: String| (known.say(key, &[]), what);
    let result = match decision.result {
        DecisionResult::Shared { .. } => known.say("explain-shared", &[]),
        DecisionResult::DangerFinished { .. } => known.say("explain-danger-finished", &[]),
        DecisionResult::NotShared { reason } => {
            known.say("explain-not-shared", &[("why", &known.code("refused", &reason))])
        }
    };
    vec![Block::Facts(vec![
        row("explain-result", result),
        row("explain-by", known.or_open(about.author)),
        row("explain-organisation", about.organisations[0].to_owned()),
        row("explain-recorded", when(about.at)),
        row("explain-begun", when(decision.begun)),
        row("explain-incident", about.shared.reference.clone()),
        row("explain-person", known.or_open(&about.shared.person)),
        row(
            "explain-law-day",
            known.say(
                "explain-law-of",
                &[
                    ("day", &day_words(decision.conclusion.law_as_at)),
                    ("rules", &decision.conclusion.rules),
                ],
            ),
        ),
        row("explain-under", known.or_open(agreement(known))),
        row("explain-trigger", trigger(known)),
        row("explain-decision-id", decision.decision.hex()),
    ])]
}

/// The agreement that was in force.
fn agreement<'a>(known: &Known<'a>) -> &'a str {
    let record = known.about.record;
    record
        .and_then(|record| record.agreement.as_deref())
        .unwrap_or_default()
}

/// What set it off.
fn trigger(known: &Known<'_>) -> String {
    let key = match known.about.record.map(|record| &record.trigger) {
        None => "explain-not-recorded",
        Some(Trigger::Proactive) => "explain-proactive",
        Some(Trigger::Reactive) => "explain-reactive",
        Some(Trigger::Request { .. }) => "explain-requested",
    };
    known.say(key, &[])
}

/// Every line of the record that says something, in the record's own order.
fn lines(known: &Known<'_>) -> Vec<Block> {
    let said: Vec<(String, String)> = RecordField::ALL
        .iter()
        .filter_map(|field| Some((known.line(*field), known.said_in(*field)?)))
        .collect();
    if said.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(1, known.say("explain-lines", &[])),
        Block::Paragraph(known.say("explain-usual-means", &[])),
        Block::Facts(said),
    ]
}

/// The words as they crossed, and below them what they were corrected to since; or that nothing crossed. Of very many or very long ones the annex has the rest.
fn crossed(known: &Known<'_>, sheet: &mut Sheet) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, known.say("explain-crossed", &[]))];
    let Some(card) = known.card() else {
        blocks.push(Block::Paragraph(known.say("explain-nothing", &[])));
        return blocks;
    };
    for (n, item) in card.items.iter().enumerate() {
        let gaps = [
            ("kind", capital(&known.code("item", &item.category))),
            ("nature", known.nature(item.nature)),
            ("when", known.true_at(item.as_at, item.as_at_open)),
        ];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let about = known.say("explain-item", &gaps);
        let words = card.as_told(n).unwrap_or(&item.words);
        if let Some(words) = sheet.item(known, n, &about, words) {
            blocks.push(Block::Quote(words));
            blocks.push(Block::Paragraph(about));
        }
    }
    let more = card.items.len().saturating_sub(Sheet::ITEMS);
    if more > 0 {
        let words = known.say("explain-more-items", &[("count", &more.to_string())]);
        blocks.push(Block::Paragraph(words));
    }
    let at = card.at.unwrap_or(known.about.at);
    blocks.push(Block::Paragraph(known.say(
        "explain-told-to",
        &[
            ("to", &known.names()),
            ("from", &card.from_name),
            ("when", &when(at)),
            ("how", &known.how()),
        ],
    )));
    blocks.extend(followed::on_sheet(known, card, sheet));
    blocks
}

/// Each thing by itself: why it was needed, as what police hold the person, and under which part of the Act they hold it.
fn each_thing(known: &Known<'_>) -> Vec<Block> {
    let Some(record) = known.about.record.filter(|record| !record.items.is_empty()) else {
        return Vec::new();
    };
    let said: Vec<(String, String)> = record
        .items
        .iter()
        .map(|item| {
            let mut words = vec![known.say("explain-thing-why", &[("why", item.why.trim_end_matches('.'))])];
            if !item.police_legs.is_empty() {
                let regime = known.code("regime", &item.regime);
                let legs = rows(known, &item.police_legs).replace('\n', "; ");
                words.push(known.say("explain-thing-held", &[("regime", &regime), ("legs", &legs)]));
            }
            if let Some(person) = item.person {
                let person = known.code("held-as", &person);
                words.push(known.say("explain-thing-person", &[("person", &person)]));
            }
            (capital(&known.code("item", &item.category)), words.join(" "))
        })
        .collect();
    vec![
        Block::Heading(1, known.say("explain-things", &[])),
        Block::Facts(said),
    ]
}

fn legs(known: &Known<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, known.say("explain-legs", &[]))];
    if let Some(short) = known.short_way() {
        blocks.push(Block::Notice(short));
    }
    let column = |key: &str, share: u8| Column {
        head: known.say(key, &[]),
        share,
    };
    let [police, health] = Side::ALL.map(|side| known.legs(side));
    let row = |key: &str, police: &[String], health: &[String]| {
        vec![known.say(key, &[]), rows(known, police), rows(known, health)]
    };
    blocks.push(Block::Table(
        vec![
            column("explain-leg", 2),
            column("explain-police", 4),
            column("explain-health", 4),
        ],
        vec![
            row("explain-leg-power", &police.power, &health.power),
            row(
                "explain-leg-confidentiality",
                &police.confidentiality,
                &health.confidentiality,
            ),
            row(
                "explain-leg-data",
                &police.data_protection,
                &health.data_protection,
            ),
            exempt(known, &police.exemptions, &health.exemptions),
        ],
    ));
    let changed = known
        .about
        .record
        .map_or(&[][..], |record| record.changed_legs.as_slice());
    for change in changed {
        let gaps = [("from", change.from.as_str()), ("to", change.to.as_str())];
        blocks.push(Block::Paragraph(known.say("explain-leg-changed", &gaps)));
    }
    let decision = known.about.decision;
    if known.about.rules.version != decision.conclusion.rules {
        blocks.push(Block::Notice(
            known.say("explain-other-rules", &[("rules", &known.about.rules.version)]),
        ));
    }
    if let Some(line) = &decision.conclusion.red_line {
        blocks.push(Block::Notice(known.say("explain-red-line", &[("line", line)])));
    }
    blocks
}

/// What is switched off: where there is a record, nothing is an answer and not a gap.
fn exempt(known: &Known<'_>, police: &[String], health: &[String]) -> Vec<String> {
    let cell = |slugs: &[String]| {
        if slugs.is_empty() && known.about.record.is_some() {
            known.say("explain-none", &[])
        } else {
            rows(known, slugs)
        }
    };
    vec![known.say("explain-leg-exempt", &[]), cell(police), cell(health)]
}

/// Rows of the rule table by slug, title and provision; one a line.
fn rows(known: &Known<'_>, slugs: &[String]) -> String {
    let lines: Vec<String> = slugs
        .iter()
        .map(|slug| match known.about.rules.row(slug) {
            Some(row) => format!("{slug}: {} ({})", row.title, row.law),
            None => known.say("explain-row-unknown", &[("slug", slug)]),
        })
        .collect();
    known.or_open(&lines.join("\n"))
}

fn reasons(known: &Known<'_>, sheet: &mut Sheet) -> Vec<Block> {
    let decision = known.about.decision;
    let reasons = known.or_open(&decision.conclusion.reasons.join(" "));
    let mut rows = vec![(known.say("explain-reasons", &[]), reasons)];
    let words = &decision.words;
    let typed = [
        ("explain-typed-best", &words.best_interests),
        ("explain-typed-wishes", &words.wishes),
        ("explain-typed-least", &words.least),
        ("explain-typed-proportionate", &words.proportionate),
        ("explain-typed-reason", &words.reason),
    ];
    rows.extend(
        typed
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(key, words)| (known.say(key, &[]), words.clone())),
    );
    let lists = [
        ("explain-gaps", steps::gaps(known)),
        ("explain-tasks", steps::tasks(known)),
    ];
    rows.extend(
        lists
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(key, list)| (known.say(key, &[]), list.join("; "))),
    );
    let rows = rows
        .into_iter()
        .map(|(name, words)| {
            let words = sheet.cut(known, &name, &words);
            (name, words)
        })
        .collect();
    vec![
        Block::Heading(1, known.say("explain-why", &[])),
        Block::Facts(rows),
    ]
}

/// On the sheet itself: which entries, and the head of the log that they lead to.
fn proof_lines(known: &Known<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, known.say("explain-proof", &[]))];
    if known.about.proofs.is_empty() {
        blocks.push(Block::Paragraph(known.say("explain-proof-none", &[])));
        return blocks;
    }
    let lines = known.about.proofs.iter().map(|proven| {
        let gaps = [
            ("what", proven.what.clone()),
            ("number", proven.number.to_string()),
            ("of", proven.of.to_string()),
            ("head", proven.head.clone()),
        ];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
        known.say("explain-proof-line", &gaps)
    });
    let lines: Vec<String> = lines.collect();
    blocks.push(Block::Paragraph(lines.join("\n")));
    blocks.push(Block::Paragraph(known.say("explain-proof-how", &[])));
    blocks
}

/// The proofs themselves, as `tandem-verify` reads them.
fn proofs(known: &Known<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !known.about.proofs.is_empty() {
        blocks.push(Block::Heading(1, known.say("explain-proofs", &[])));
    }
    for proven in known.about.proofs {
        let gaps = [
            ("what", proven.what.clone()),
            ("number", proven.number.to_string()),
            ("of", proven.of.to_string()),
        ];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
        blocks.push(Block::Heading(2, known.say("explain-proof-of", &gaps)));
        blocks.push(Block::Exact(proven.proof.clone()));
    }
    blocks
}
