//! What a share leaves open on its record, as the check page says it before anything crosses: the lines and their due time
//! are those that the record will hold.

use egui::Ui;

use super::check::Checked;
use super::complete::there_ui;
use super::more::field_words;
use super::receiver::seat;
use super::{Matter, Share};
use crate::app::api::ShareForm;
use crate::domain::content::{DecisionResult, Discloser, FilledBy, Gap, RecordField, Said, SharingRecord};
use crate::domain::decision::record::{Circumstances, Organisations, assemble, lasting};
use crate::domain::role::{Role, Side};
use crate::domain::telling::shift_end;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{gap, support, title};
use crate::ui::words::{t, ta};

/// So many lines are named; the others are counted.
const NAMED: usize = 3;

impl Share {
    /// The record as it would be committed now: what was filled in for whoever decides, and what stays open.
    pub(super) fn record_now(
        &self,
        cx: &Cx<'_>,
        matter: &Matter,
        checked: &Checked,
    ) -> Option<SharingRecord> {
        let form = self.form(cx, matter, checked.facts.clone());
        let card = matter
            .danger
            .as_ref()
            .or(checked.proposal.as_ref().map(|proposal| &proposal.card));
        let card = card?;
        let [_, police, health] = &cx.state.organisations;
        let organisations = Organisations { police, health };
        let mine = seat(cx, matter.side);
        let limits = cx.rules.thresholds();
        let counts = cx.state.policy.standing(checked.facts.date).counts();
        Some(assemble(&Circumstances {
            facts: &checked.facts,
            answers: &form.answers,
            words: &form.words,
            conclusion: &checked.conclusion,
            rules: cx.rules,
            discloser: Discloser {
                member: cx.state.me,
                name: mine.map(|seat| seat.name.clone()).unwrap_or_default(),
                side: matter.side,
                role: match matter.side {
                    Side::Police => Role::Officer,
                    Side::Health => Role::Nurse,
                },
                organisation: organisations.of(matter.side).to_owned(),
                number: mine.map(|seat| seat.number.clone()).unwrap_or_default(),
            },
            organisations,
            receivers: &card.to,
            items: &card.items,
            channel: Some(card.channel),
            told: form.person_told,
            trigger: form.trigger,
            agreement: cx.state.policy.agreement.as_deref().filter(|_| counts),
            agreed_regime: cx.state.policy.regime_on(checked.facts.date),
            channel_unapproved: cx.state.policy.is_unapproved(card.channel, checked.facts.date),
            result: result(&form, card.disclosure),
            telling: &form.telling,
            known: lasting(&matter.own),
            at: cx.now,
            due: shift_end(cx.now, mine.map(|seat| seat.since), limits),
        }))
    }

    /// How many lines of that record nobody typed.
    pub(super) fn filled(&self) -> usize {
        let record = self.checked.as_ref().and_then(|checked| checked.record.as_ref());
        record.map_or(0, |record| {
            record.said.values().filter(|said| not_typed(said)).count()
        })
    }

    /// What was filled in, line by line, as the record will hold it.
    pub(super) fn filled_ui(&self, ui: &mut Ui) {
        title(ui, &t("filled-title"));
        support(ui, &t("filled-hint"));
        gap(ui, Space::Sm);
        if let Some(record) = self.checked.as_ref().and_then(|checked| checked.record.as_ref()) {
            there_ui(ui, record, not_typed);
        }
    }
}

fn not_typed(said: &Said) -> bool {
    matches!(said.by, FilledBy::Usual | FilledBy::Agreement)
}

fn result(form: &ShareForm, disclosure: crate::domain::ids::ItemId) -> DecisionResult {
    match form.finishes {
        Some(disclosure) => DecisionResult::DangerFinished { disclosure },
        None => DecisionResult::Shared { disclosure },
    }
}

/// "Still open on the record, due at 07:00: Children there, …"; `None` when nothing is.
pub(super) fn open_words(gaps: &[Gap], cx: &Cx<'_>) -> Option<String> {
    let due = gaps.first()?.due;
    let named: Vec<String> = gaps.iter().take(NAMED).map(|gap| line_words(gap.field)).collect();
    let mut what = named.join("; ");
    let others = gaps.len().saturating_sub(NAMED);
    if others > 0 {
        what = ta(
            "share-open-more",
            &[("what", what.into()), ("count", others.into())],
        );
    }
    let args = [("time", due.clock_from(cx.now).into()), ("what", what.into())];
    Some(ta("share-open", &args))
}

fn line_words(field: RecordField) -> String {
    field_words(field).trim_end_matches('?').to_owned()
}
