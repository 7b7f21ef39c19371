//! What followed the words that crossed, for the page that explains a decision: each correction and the withdrawal, with
//! when, why and by whom, and whom it has reached. The words that crossed stay beside it as they were.

use super::explain::when;
use super::known::Known;
use super::sheet::Sheet;
use crate::domain::content::Reached;
use crate::domain::incident::{Change, ChangeKind, Correction, DisclosureCard};
use crate::domain::paper::Block;

/// So many corrections stand on the sheet; the annex has all.
const ON_SHEET: usize = 3;

/// On the sheet, under the words that crossed.
pub(super) fn on_sheet(known: &Known<'_>, card: &DisclosureCard, sheet: &mut Sheet) -> Vec<Block> {
    let all: Vec<Correction<'_>> = card.corrections().collect();
    let mut blocks: Vec<Block> = all
        .iter()
        .take(ON_SHEET)
        .map(|change| Block::Paragraph(corrected(known, change, sheet)))
        .collect();
    let more = all.len().saturating_sub(ON_SHEET);
    if more > 0 {
        let words = known.say("explain-more-corrections", &[("count", &more.to_string())]);
        blocks.push(Block::Paragraph(words));
    }
    if let Some(at) = card.withdrawn_at {
        let gaps = [("when", when(at)), ("why", withdrawn_why(known, card))];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        blocks.push(Block::Paragraph(known.say("explain-withdrawn", &gaps)));
    }
    blocks
}

fn corrected(known: &Known<'_>, change: &Correction<'_>, sheet: &mut Sheet) -> String {
    let (at, why) = (when(change.change.at), known.code("corrected", &change.why));
    let name = known.say("explain-change-correction", &[("when", &at)]);
    let words = sheet.cut(known, &name, change.words);
    let gaps = [
        ("when", at.as_str()),
        ("by", change.by),
        ("why", &why),
        ("words", &words),
    ];
    known.say("explain-corrected", &gaps)
}

fn withdrawn_why(known: &Known<'_>, card: &DisclosureCard) -> String {
    let why = card.changes.iter().find_map(|change| match change.kind {
        ChangeKind::Withdrawn(why) => why,
        ChangeKind::Corrected { .. } => None,
    });
    why.map_or_else(|| known.open(), |why| known.code("withdrawn", &why))
}

/// In the annex: the words before and after each, and the proof that it reached everybody who had been told.
pub(super) fn in_annex(known: &Known<'_>) -> Vec<Block> {
    let Some(card) = known.card().filter(|card| !card.changes.is_empty()) else {
        return Vec::new();
    };
    let rows = card
        .changes
        .iter()
        .map(|change| row(known, card, change))
        .collect();
    vec![
        Block::Heading(1, known.say("explain-followed", &[])),
        Block::Facts(rows),
    ]
}

fn row(known: &Known<'_>, card: &DisclosureCard, change: &Change) -> (String, String) {
    let at = when(change.at);
    let after = card.corrections().find(|found| found.change == change);
    let mut lines = Vec::new();
    let key = match &change.kind {
        ChangeKind::Corrected { before, why, by, .. } => {
            lines.push(format!("{by}: {}", known.code("corrected", why)));
            lines.push(known.say("explain-before", &[("words", before)]));
            if let Some(after) = after {
                lines.push(known.say("explain-after", &[("words", after.words)]));
            }
            "explain-change-correction"
        }
        ChangeKind::Withdrawn(_) => {
            lines.push(withdrawn_why(known, card));
            "explain-change-withdrawal"
        }
    };
    lines.extend((0..card.to.len()).map(|place| reached(known, card, change, place)));
    (known.say(key, &[("when", &at)]), lines.join("\n"))
}

/// How a change reached one of the receivers.
fn reached(known: &Known<'_>, card: &DisclosureCard, change: &Change, place: usize) -> String {
    let name = card.to.get(place).map_or("", |to| to.name.as_str());
    match change.reached(place) {
        None => known.say("explain-change-open", &[("who", name)]),
        Some((at, Reached::Read { who })) => {
            known.say("explain-change-read", &[("who", who), ("when", &when(at))])
        }
        Some((_, Reached::Told { who, at, how, by })) => {
            let (at, how) = (when(*at), known.code("telling", how));
            let gaps = [("who", who.as_str()), ("when", &at), ("how", &how), ("by", by)];
            known.say("explain-change-told", &gaps)
        }
    }
}
