//! The check page: the very bytes that will be stored, drawn as the receiver will see them, and what was answered.

use egui::Ui;

use super::draft::At;
use super::items::{choosable, items, picked};
use super::open::open_words;
use super::phrases::{person, words};
use super::receiver::seat;
use super::{Matter, Share};
use crate::app::api::{Request, ShareForm};
use crate::app::proposal::{Proposal, Wording, basis_of, fresh_name};
use crate::domain::content::{Channel, DecisionWords, NotSharedReason, Post, SharingRecord, Trigger};
use crate::domain::decision::conclusion::Conclusion;
use crate::domain::decision::facts::Facts;
use crate::domain::decision::path::Question;
use crate::domain::ids::ItemId;
use crate::domain::incident::RequestCard;
use crate::domain::outside::OutsideCard;
use crate::domain::plain::shown;
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::disclosure_card_ui;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, Edge, Notice, SummaryRow, button, gap, heading, link, notice, pair, read_out,
    status_line, summary_list, support, title,
};
use crate::ui::words::{t, ta};

/// What the check page shows.
#[derive(Debug)]
pub(super) struct Checked {
    /// The exact bytes, and the card read back from them; `None` when nothing may cross, or all has crossed already.
    pub(super) proposal: Option<Proposal>,
    pub(super) conclusion: Conclusion,
    pub(super) facts: Facts,
    /// The record as it would be stored now; `None` where nothing may cross.
    pub(super) record: Option<SharingRecord>,
    /// How many picked things may not cross on this ground.
    left_out: usize,
    /// A danger share is finished: the words have crossed already.
    finishes: bool,
    /// When the page was shown.
    since: Moment,
}

impl Checked {
    /// The words have crossed already; their reason is finished.
    pub(super) fn finishes(&self) -> bool {
        self.finishes
    }

    /// Whether it can be committed.
    pub(super) fn may_go(&self) -> bool {
        self.conclusion.outcome.crosses() && (self.finishes || self.proposal.is_some())
    }
}

impl Share {
    /// Puts the exact words together and notes what they rest on.
    pub(super) fn check(&self, cx: &Cx<'_>, matter: &Matter, conclusion: Conclusion) -> Checked {
        let ctx = self.context(cx, matter);
        let facts = self.draft.answers.to_facts(&ctx, &ctx.items, cx.rules);
        let all = items(&self.draft, &matter.own, matter.side, cx.now, cx.rules);
        let count = all.len();
        let crossing: Vec<_> = all
            .into_iter()
            .enumerate()
            .filter(|(at, item)| conclusion.lets(*at, item.category))
            .map(|(_, item)| item)
            .collect();
        let left_out = count.saturating_sub(crossing.len());
        let wanted = matter.danger.is_none() && conclusion.outcome.crosses() && !crossing.is_empty();
        let wording = Wording {
            incident: matter.shared.incident,
            from: Some(matter.side),
            from_name: seat(cx, matter.side)
                .map(|seat| seat.name.clone())
                .unwrap_or_default(),
            to: vec![self.receiver(cx, matter.side)],
            items: crossing,
            basis: basis_of(&conclusion),
            channel: self.channel(cx, matter),
            person_told: self.told(cx, matter),
        };
        let mut checked = Checked {
            proposal: wanted.then(|| wording.propose(fresh_name()).ok()).flatten(),
            record: None,
            finishes: matter.danger.is_some(),
            since: cx.now,
            left_out,
            conclusion,
            facts,
        };
        if checked.may_go() {
            checked.record = self.record_now(cx, matter, &checked);
        }
        checked
    }

    /// How it is told: as chosen, else on this screen where the other is signed in and looks at it.
    pub(super) fn channel(&self, cx: &Cx<'_>, matter: &Matter) -> Channel {
        let desk = matches!(cx.state.post, Some((Post::Desk, _)));
        let there = seat(cx, matter.side.other()).is_some() && self.draft.to.is_none();
        let usual = if self.draft.to.is_some() {
            Channel::Phone
        } else if there && !desk {
            Channel::OnScreen
        } else {
            Channel::Radio
        };
        self.draft.channel.unwrap_or(usual)
    }

    pub(super) fn check_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        title(
            ui,
            &t(match (&matter.danger, matter.side) {
                (Some(_), _) => "share-title-check-danger",
                (None, _) if self.draft.to.is_some() => "share-title-check-outside",
                (None, Side::Health) => "share-title-check-officer",
                (None, Side::Police) => "share-title-check-nurse",
            }),
        );
        gap(ui, Space::Xs);
        let mut state = (&mut *self, &mut *cx, None);
        pair(
            ui,
            state.1.field_id("share-check"),
            &mut state,
            |ui, (share, cx, _), _| share.words_ui(cx, matter, ui),
            |ui, (share, cx, to), _| {
                *to = share.summary_ui(cx, matter, ui);
                share.notes_ui(cx, matter, ui);
            },
        );
        let to = state.2;
        if let Some(to) = to {
            self.go(to);
        }
    }

    /// The card, and how much stays where it is.
    fn words_ui(&self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let card = match (&matter.danger, &self.checked) {
            (Some(card), _) => Some(card),
            (None, Some(checked)) => checked.proposal.as_ref().map(|proposal| &proposal.card),
            (None, None) => None,
        };
        let Some(card) = card else {
            return;
        };
        if matter.danger.is_none() {
            heading(
                ui,
                &ta(
                    if self.draft.to.is_some() {
                        "share-will-hear"
                    } else {
                        "share-will-see"
                    },
                    &[("who", self.receiver_name(cx, matter.side).into())],
                ),
            );
        }
        disclosure_card_ui(ui, card, cx.now);
        if matter.danger.is_none() {
            support(ui, &self.private_words(matter));
        }
    }

    fn private_words(&self, matter: &Matter) -> String {
        let all = choosable(&matter.own).len();
        let others = all.saturating_sub(picked(&self.draft, &matter.own).len());
        ta("share-stays", &[("count", others.into())])
    }

    /// What was answered; gives back the page that changes it.
    fn summary_ui(&self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) -> Option<At> {
        let checked = self.checked.as_ref()?;
        let name = person(&matter.shared);
        let mut rows: Vec<(String, String, At)> = vec![(
            t("share-row-why"),
            self.why_words(cx, matter),
            At::Ask(first_question(matter)),
        )];
        if matter.danger.is_none() {
            let purpose = words(checked.facts.disclosure.purpose, &name);
            rows.push((t("share-row-purpose"), purpose, At::Purpose));
            rows.push((
                t("share-row-how"),
                words(self.channel(cx, matter), &name),
                At::How,
            ));
            let count = picked(&self.draft, &matter.own).len();
            let args = [
                ("count", count.into()),
                ("all", choosable(&matter.own).len().into()),
            ];
            rows.push((t("share-row-least"), ta("share-least", &args), At::Items));
        }
        if !self.draft.answers.dead {
            let told = ta("share-row-told", &[("person", name.as_str().into())]);
            rows.push((told, self.told_words(cx, matter), At::Told));
        }
        let names: Vec<String> = rows
            .iter()
            .map(|(key, _, _)| ta("share-change-row", &[("row", key.to_lowercase().into())]))
            .collect();
        let list: Vec<SummaryRow<'_>> = rows
            .iter()
            .zip(&names)
            .map(|((key, value, _), name)| SummaryRow {
                key,
                value,
                change: Some(name),
            })
            .collect();
        let to = Card::new(Edge::None)
            .show(ui, |ui| summary_list(ui, &list))
            .inner
            .and_then(|at| rows.get(at))
            .map(|(_, _, to)| *to);
        to.or(ui.horizontal_wrapped(|ui| self.links_ui(matter, ui)).inner)
    }

    /// The pages behind the summary: the legs, and what nobody typed.
    fn links_ui(&self, matter: &Matter, ui: &mut Ui) -> Option<At> {
        let mut to = None;
        if matter.danger.is_none() {
            to = link(ui, &self.legs_words(), None).clicked().then_some(At::Legs);
            ui.add_space(Space::Md.points());
        }
        let filled = self.filled();
        let lines = ta("filled-short", &[("count", filled.into())]);
        if filled > 0 && link(ui, &lines, None).clicked() {
            to = Some(At::Filled);
        }
        to
    }

    /// What is left out, what stays open, and that words which were read cannot be taken back.
    fn notes_ui(&self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let Some(checked) = &self.checked else {
            return;
        };
        gap(ui, Space::Xs);
        if checked.left_out > 0 {
            notice(
                ui,
                Notice::Info,
                &ta("share-left-out", &[("count", checked.left_out.into())]),
            );
        }
        if matter.danger.is_none() && self.draft.to.is_none() && seat(cx, matter.side.other()).is_none() {
            let key = match matter.side {
                Side::Health => "share-officer-away",
                Side::Police => "share-nurse-away",
            };
            notice(ui, Notice::Info, &t(key));
        }
        let gaps = checked.record.as_ref().map(|record| record.gaps.as_slice());
        if let Some(open) = open_words(gaps.unwrap_or_default(), cx) {
            support(ui, &open);
        }
        if matter.danger.is_none() {
            support(ui, &t("share-no-unshare"));
        }
    }

    pub(super) fn check_footer_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) -> bool {
        let words = if matter.danger.is_some() {
            t("share-record-reason")
        } else {
            let key = match self.draft.to {
                Some(_) => "share-commit-outside",
                None => "share-commit",
            };
            ta(key, &[("who", self.receiver_name(cx, matter.side).into())])
        };
        if Button::new(ButtonKind::Primary, &words)
            .commit()
            .show(ui)
            .clicked()
        {
            self.commit(cx, matter);
        }
        if matter.danger.is_none() {
            if button(ui, ButtonKind::Plain, &t("share-do-not"), None).clicked() {
                self.go(At::Refuse);
            }
            if button(ui, ButtonKind::Plain, &t("share-read-out"), None).clicked() {
                self.go(At::ReadOut);
            }
        }
        if button(ui, ButtonKind::Plain, &t("share-leave"), Some("Esc")).clicked() {
            self.leave(cx, matter);
        }
        if cx.busy {
            status_line(ui, &t("working"));
        }
        false
    }

    /// The words and nothing else, to be spoken.
    pub(super) fn read_out_ui(&self, ui: &mut Ui) {
        title(ui, &t("share-title-read-out"));
        gap(ui, Space::Md);
        let card = self
            .checked
            .as_ref()
            .and_then(|checked| checked.proposal.as_ref());
        for item in card.iter().flat_map(|proposal| &proposal.card.items) {
            read_out(ui, &shown(&item.words));
            gap(ui, Space::Sm);
        }
    }

    fn commit(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        let Some(checked) = self
            .checked
            .as_ref()
            .filter(|checked| checked.may_go() && !cx.busy)
        else {
            return;
        };
        let check_ms = u32::try_from(cx.now.since_ms(checked.since).max(0)).unwrap_or(u32::MAX);
        let form = ShareForm {
            check_ms,
            ..self.form(cx, matter, checked.facts.clone())
        };
        let form = Box::new(form);
        let who = self.receiver_name(cx, matter.side);
        let args = [("who", who.into()), ("time", cx.now.clock().into())];
        if let Some(proposal) = &checked.proposal {
            let bytes = proposal.bytes.clone();
            self.sent = Some(ta(
                match (cx.state.training, self.draft.to.is_some()) {
                    (true, _) => "share-done-practice",
                    (false, true) => "share-done-outside",
                    (false, false) => "share-done",
                },
                &args,
            ));
            cx.push(Action::Ask(Request::CommitShare { form, bytes }));
        } else {
            self.sent = Some(t("share-done-danger"));
            cx.push(Action::Ask(Request::CommitDecision { form, reason: None }));
        }
    }

    /// Records that no ground held for a danger share that has crossed: true answers finish it as good ones do.
    pub(super) fn record_no_ground(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        let Some(facts) = self.checked.as_ref().map(|checked| checked.facts.clone()) else {
            return;
        };
        if cx.busy || matter.danger.is_none() {
            return;
        }
        let form = Box::new(self.form(cx, matter, facts));
        self.sent = Some(t("share-done-no-ground"));
        cx.push(Action::Ask(Request::CommitDecision { form, reason: None }));
    }

    /// Commits "do not share", once a reason is there.
    pub(super) fn refuse(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        if cx.busy {
            return;
        }
        let base = cx.field_id("share");
        let Some(reason) = self.draft.answers.not_shared else {
            self.problems
                .set(vec![(base.with("not_shared"), t("share-choose-why-not"))]);
            return;
        };
        if reason == NotSharedReason::Other && self.draft.other_reason.trim().is_empty() {
            self.problems
                .set(vec![(base.with("other_reason"), t("share-write-why-not"))]);
            return;
        }
        let ctx = self.context(cx, matter);
        let facts = self.draft.answers.to_facts(&ctx, &ctx.items, cx.rules);
        let form = Box::new(self.form(cx, matter, facts));
        self.sent = Some(ta("share-done-refused", &[("time", cx.now.clock().into())]));
        cx.push(Action::Ask(Request::CommitDecision {
            form,
            reason: Some(reason),
        }));
    }

    pub(super) fn form(&self, cx: &Cx<'_>, matter: &Matter, facts: Facts) -> ShareForm {
        let answers = self.answers(cx, matter);
        let mut typed: DecisionWords = answers.words();
        if answers.not_shared == Some(NotSharedReason::Other) {
            self.draft.other_reason.trim().clone_into(&mut typed.reason);
        }
        // answered some other way meanwhile: then this is a share like any other
        let open = |request: &ItemId| {
            let outside = |card: &OutsideCard| card.asked.request == *request && card.is_open();
            matter.shared.request(*request).is_some_and(RequestCard::is_open)
                || cx.state.outside.iter().any(outside)
        };
        let answers_request = self.draft.answers_request.filter(|(request, _)| open(request));
        ShareForm {
            incident: matter.shared.incident,
            notes: picked(&self.draft, &matter.own)
                .iter()
                .map(|note| note.note)
                .collect(),
            facts,
            answers,
            words: typed,
            trigger: answers_request.map_or(Trigger::Proactive, |(request, _)| Trigger::Request { request }),
            begun: self.draft.begun,
            check_ms: 0,
            person_told: self.told(cx, matter),
            channel: self.channel(cx, matter),
            finishes: matter.danger.as_ref().map(|card| card.disclosure),
            partly: answers_request.is_some_and(|(_, partly)| partly),
            telling: self.telling(cx, matter),
        }
    }
}

/// The page that the first row of the summary leads back to.
fn first_question(matter: &Matter) -> Question {
    match (matter.side, &matter.danger) {
        (Side::Police, _) => Question::OfficerPurpose,
        (Side::Health, Some(_)) => Question::Weigh,
        (Side::Health, None) => Question::Agreed,
    }
}
