//! What reviewers wrote to this member: learning notes to read, questions to answer. Nobody else of the crew sees them.

use egui::Ui;

use crate::app::api::{Request, WordCard};
use crate::domain::ids::ItemId;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::review_word_words;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Card, Edge, Field, Tag, body, gap, heading, support, tag};
use crate::ui::words::{t, ta};

/// What is typed to answer a question.
#[derive(Debug, Default)]
pub(super) struct ReviewWords {
    kept: Option<Kept>,
    answer: Option<(ItemId, String)>,
}

impl ReviewWords {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let words = std::sync::Arc::clone(&cx.state.words);
        if words.is_empty() {
            return;
        }
        let mut kept = self.kept.take().unwrap_or_else(|| {
            let (answer, kept) = Kept::open(cx, "review-answer".to_owned());
            self.answer = answer;
            kept
        });
        gap(ui, Space::Md);
        heading(ui, &t("words-title"));
        support(ui, &t("words-hint"));
        for card in words.iter() {
            ui.push_id(card.item, |ui| self.card_ui(cx, ui, card));
        }
        let waits = |item: ItemId| words.iter().any(|card| card.item == item && card.read.is_none());
        let sent = self.answer.take_if(|(item, _)| !waits(*item)).is_some();
        if sent {
            kept = kept.forget(cx.actions);
        }
        kept.keep(cx, ui, &self.answer);
        self.kept = Some(kept);
    }

    fn card_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, card: &WordCard) {
        let gaps = [
            ("reference", card.reference.as_str().into()),
            ("at", card.of.clock_from(cx.now).into()),
        ];
        let about = ta(
            if card.word.asks() {
                "words-of-opening"
            } else {
                "words-of-decision"
            },
            &gaps,
        );
        Card::new(Edge::None).name(&about).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let (mark, key) = if card.read.is_some() {
                    (Tag::Plain, "tag-done")
                } else {
                    (Tag::Later, "tag-later")
                };
                tag(ui, mark, &t(key));
                body(ui, &review_word_words(card.word));
            });
            support(ui, &about);
            if card.read.is_none() {
                self.finish_ui(cx, ui, card, &about);
            }
        });
    }

    fn finish_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, card: &WordCard, about: &str) {
        let asks = card.word.asks();
        let mut typed = match self.answer.take() {
            Some((item, typed)) if item == card.item => typed,
            other => {
                self.answer = other;
                String::new()
            }
        };
        if asks {
            Field::new(cx.field_id("review answer").with(card.item), &t("words-answer"))
                .hint(&t("words-answer-hint"))
                .show(ui, &mut typed);
        }
        let words = t(if asks { "words-send" } else { "words-read" });
        let name = format!("{words}: {about}");
        let done = Button::new(ButtonKind::Plain, &words)
            .name(&name)
            .show(ui)
            .clicked();
        if done && !cx.busy {
            cx.push(Action::Ask(Request::ReadWord(card.item, typed.trim().to_owned())));
        }
        if !typed.is_empty() {
            self.answer = Some((card.item, typed));
        }
    }
}
