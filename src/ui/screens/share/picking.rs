//! The first page: which words, whether shorter ones in their place, and what kind of information they are.

use egui::Ui;

use super::about::{item_words, marked_words};
use super::draft::At;
use super::items::{
    choosable, is_much, items, kind_of, known_told, picked, shorter_source, would_tell_nhs_number,
};
use super::phrases::{options, person, words};
use super::sheet::Look;
use super::{Matter, Share};
use crate::app::proposal::known_words;
use crate::domain::content::NoteSource;
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    ChoiceOption, Notice, SummaryRow, Ticks, gap, link, notice, summary_list, support, title,
};
use crate::ui::words::{t, ta};

impl Share {
    /// `true` when Enter handed over words typed in place of notes.
    pub(super) fn items_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) -> bool {
        let words = t(match matter.side {
            Side::Health => "share-title-items-officer",
            Side::Police => "share-title-items-nurse",
        });
        title(ui, &words);
        self.problems.show(ui);
        self.offer_ui(cx, matter, ui);
        self.ticks_ui(cx, matter, ui, &words);
        let base = cx.field_id("share");
        let mut shorter = std::mem::take(&mut self.draft.shorter);
        let typed = shorter.clone();
        let sheet = self.sheet(base);
        let handed = sheet.note(
            ui,
            "shorter",
            &t("share-shorter"),
            Some(&t("share-shorter-hint")),
            &mut shorter,
        );
        if !shorter.trim().is_empty() {
            let mut source = Some(shorter_source(&self.draft, &matter.own));
            let all = options(&NoteSource::ALL, "");
            if sheet.one(
                ui,
                ("shorter_source", &t("share-shorter-source")),
                &all,
                Look::Inline,
                &mut source,
            ) {
                self.draft.shorter_source = source;
                self.draft.words_changed();
            }
        }
        if typed != shorter {
            self.draft.words_changed();
        }
        self.draft.shorter = shorter;
        self.kinds_ui(cx, matter, ui);
        let much = self.draft.shorter.trim().is_empty()
            && is_much(&items(&self.draft, &matter.own, matter.side, cx.now, cx.rules));
        if self.draft.to.is_none()
            && would_tell_nhs_number(&items(&self.draft, &matter.own, matter.side, cx.now, cx.rules))
        {
            notice(ui, Notice::Now, &t("share-nhs-number"));
        }
        let own = choosable(&matter.own);
        let all = picked(&self.draft, &matter.own).len();
        if own.len() > 2 && all == own.len() && self.draft.shorter.trim().is_empty() {
            let key = match matter.side {
                Side::Health => "share-all-officer",
                Side::Police => "share-all-nurse",
            };
            notice(ui, Notice::Info, &ta(key, &[("count", all.into())]));
        } else if much {
            notice(ui, Notice::Info, &t("share-much"));
        }
        handed
    }

    /// What was left unfinished, offered until something new is picked.
    fn offer_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let begun = self.draft.picks.is_empty() && !self.draft.known && self.draft.shorter.is_empty();
        if !begun {
            self.offered = None;
        }
        let Some(offered) = &self.offered else {
            return;
        };
        let when = offered.begun.clock_from(cx.now);
        support(ui, &ta("share-left", &[("time", when.into())]));
        let (carried, again) = offered.clone().carried(cx.now);
        if again {
            let name = person(&matter.shared);
            support(ui, &ta("share-left-again", &[("person", name.into())]));
        }
        let carry_on = link(ui, &t("share-carry-on"), None).clicked();
        if carry_on {
            self.offered = None;
            self.draft = carried;
            if matches!(
                self.draft.at,
                At::Check | At::Stopped | At::ReadOut | At::How | At::Purpose | At::Told | At::Advice
            ) {
                self.draft.at = At::Items;
                self.draft.trail.clear();
            }
            self.turned = true;
        }
        gap(ui, Space::Xs);
    }

    fn ticks_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui, question: &str) {
        let notes = choosable(&matter.own);
        let mut labels: Vec<(String, String)> = notes
            .iter()
            .map(|note| {
                let kind = words(kind_of(&self.draft, note, matter.side), "");
                let args = [("source", words(note.source, "").into()), ("kind", kind.into())];
                let mut hint = ta("share-note-hint", &args);
                if !note.shared_in.is_empty() {
                    hint = ta("share-shared-already", &[("source", hint.into())]);
                }
                (note.text.trim().to_owned(), hint)
            })
            .collect();
        let mut ticked: Vec<bool> = notes
            .iter()
            .map(|note| self.draft.picks.contains(&note.note))
            .collect();
        if let Some((answer, _, at)) = &matter.own.known {
            let hint = match known_told(&matter.shared.disclosures, matter.side) {
                Some(told) => ta("share-told-at", &[("time", told.clock_from(cx.now).into())]),
                None => ta("share-checked-at", &[("time", at.clock_from(cx.now).into())]),
            };
            labels.push((known_words(matter.side, *answer).to_owned(), hint));
            ticked.push(self.draft.known);
        }
        if labels.is_empty() {
            support(ui, &t("share-no-notes"));
            return;
        }
        let id = cx.field_id("share").with("items");
        let rows: Vec<ChoiceOption<'_>> = labels
            .iter()
            .map(|(label, hint)| ChoiceOption::with_hint(label, hint))
            .collect();
        let who = self.receiver_name(cx, matter.side);
        let shown = Ticks::new(id, question, &rows)
            .quiet()
            .hint(&ta("share-pick-little", &[("who", who.into())]))
            .error(self.problems.of(id))
            .show(ui, &mut ticked);
        if shown.changed {
            self.problems.clear();
            self.draft.words_changed();
            self.draft.known = matter.own.known.is_some() && ticked.last().copied().unwrap_or(false);
            self.draft.picks = notes
                .iter()
                .zip(&ticked)
                .filter(|(_, ticked)| **ticked)
                .map(|(note, _)| note.note)
                .collect();
        }
    }

    /// What kind each picked note is; the kind decides what may cross on which ground.
    fn kinds_ui(&mut self, cx: &Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let shorter = !self.draft.shorter.trim().is_empty();
        let pages: Vec<At> = if shorter {
            vec![At::Kind(None)]
        } else {
            let notes = picked(&self.draft, &matter.own);
            notes.iter().map(|note| At::Kind(Some(note.note))).collect()
        };
        // what is told of known or not known stands last and has no page of its own
        let told = items(&self.draft, &matter.own, matter.side, cx.now, cx.rules);
        let rows: Vec<(String, String, At)> = told
            .iter()
            .zip(pages)
            .enumerate()
            .map(|(at, (item, page))| {
                let marks = self.draft.answers.restrictions.get(at);
                let about = marked_words(item_words(item, cx.now), marks);
                (short(&item.words), about, page)
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        gap(ui, Space::Sm);
        support(ui, &t("share-kinds"));
        let names: Vec<String> = rows
            .iter()
            .map(|(words, _, _)| ta("share-change-kind", &[("words", words.as_str().into())]))
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
        if let Some((_, _, at)) = summary_list(ui, &list).and_then(|at| rows.get(at)) {
            self.go(*at);
        }
    }
}

/// The first words of a text, to recognise it by.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.trim();
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{cut} …")
}
