//! A decision as its reviewers see it: what came of it, on what ground, what the person was asked and told, how long it took.
//! Codes and counts, no word of what was told.

use super::super::share::phrases;
use crate::domain::content::{Basis, DecisionCount, DecisionFact};
use crate::ui::parts::{basis_words, channel_words, told_words};
use crate::ui::screen::Cx;
use crate::ui::words::{t, ta};

/// The codes of a decision, in words.
pub(super) fn codes_words(cx: &Cx<'_>, fact: &DecisionFact) -> String {
    let mut words = Vec::new();
    let count = [("count", fact.items.into())];
    match fact.count {
        DecisionCount::Shared => {
            words.push(ta("checks-code-shared", &count));
            words.push(basis_words(Basis::Decided(fact.confidentiality)));
        }
        DecisionCount::Danger => words.push(ta("checks-code-danger", &count)),
        DecisionCount::NotShared(reason) => {
            let reason = phrases::words(reason, &t("share-the-person"));
            words.push(ta("checks-code-kept", &[("reason", reason.into())]));
        }
    }
    let powers = fact.power.iter().filter_map(|slug| cx.rules.row(slug));
    words.extend(powers.map(|row| format!("{} ({})", row.title, row.law)));
    words.push(t(if fact.asked {
        "checks-code-asked"
    } else {
        "checks-code-not-asked"
    }));
    if fact.channel.is_some() {
        words.push(told_words(fact.person_told));
    }
    words.extend(fact.channel.map(channel_words));
    // Danger now has no pages to go through
    if fact.took_ms > 0 {
        let took = [
            ("seconds", seconds(fact.took_ms).into()),
            ("check", seconds(fact.check_ms).into()),
        ];
        words.push(ta("checks-code-took", &took));
    }
    words.join(". ")
}

fn seconds(ms: u32) -> u32 {
    ms.div_ceil(1_000)
}
