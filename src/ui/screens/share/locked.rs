//! What the person's answer was about: it serves for that and for nothing else, and for the hour in which it was given.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::draft::{At, Draft};
use super::{Matter, Share};
use crate::domain::decision::facts::{ItemCategory, Purpose, Recipient};
use crate::domain::decision::path::{Agreed, Answers, Context, Question};
use crate::domain::time::Moment;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Notice, notice};
use crate::ui::words::ta;

/// For so long an unfinished decision is carried on as it is, in minutes.
const CARRIED_MINUTES: i64 = 60;

/// What the person was asked about: to whom, for what, which kinds of information (Caldicott principles 1 and 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AskedAbout {
    recipient: Recipient,
    /// Somebody outside the crew by name; empty for the other seat.
    name: String,
    purpose: Purpose,
    items: Vec<ItemCategory>,
}

impl AskedAbout {
    /// Whether it holds for what is told now. Less than was asked about is no other question; where another reason than
    /// the answer itself carries the share, that reason gives the purpose.
    fn reaches(&self, now: &Self, carries: bool) -> bool {
        self.recipient == now.recipient
            && self.name == now.name
            && (!carries || self.purpose == now.purpose)
            && now.items.iter().all(|item| self.items.contains(item))
    }
}

/// An answer about these words to this receiver: a yes, or that the person could not decide about it.
fn is_locked(answers: &Answers) -> bool {
    matches!(
        answers.agreed,
        Some(Agreed::ToldNow | Agreed::CarePlan | Agreed::CannotDecide)
    )
}

impl Draft {
    /// As it is carried on with at `now`. After an hour, and on another day, what was chosen is asked again: only what was
    /// picked and typed stays. `true` when something is asked again.
    pub(super) fn carried(self, now: Moment) -> (Self, bool) {
        let same_day = self.begun.london_date() == now.london_date();
        if same_day && now.minutes_since(self.begun) < CARRIED_MINUTES {
            return (self, false);
        }
        let carried = Self {
            answers: self.answers.words_alone(),
            at: At::Items,
            trail: Vec::new(),
            begun: now,
            told: None,
            tell_by: String::new(),
            not_told: None,
            not_told_words: String::new(),
            reused: None,
            asked_about: None,
            ..self
        };
        (carried, true)
    }
}

impl Share {
    fn asking_about(&self, cx: &Cx<'_>, matter: &Matter) -> AskedAbout {
        let ctx = self.context(cx, matter);
        let facts = self.draft.answers.to_facts(&ctx, &ctx.items, cx.rules);
        AskedAbout {
            recipient: ctx.recipient,
            name: self
                .draft
                .to
                .as_ref()
                .map(super::draft::Outside::called)
                .unwrap_or_default(),
            purpose: facts.disclosure.purpose,
            items: ctx.items,
        }
    }

    /// Keeps what the answer was about when it is first gone on with. Where the receiver, the purpose or the kinds of
    /// information were changed since, the answer is asked again; `true` then.
    pub(super) fn lock_answer(&mut self, cx: &Cx<'_>, matter: &Matter) -> bool {
        if !is_locked(&self.draft.answers) {
            self.draft.asked_about = None;
            return false;
        }
        let now = self.asking_about(cx, matter);
        let answers = self.answers(cx, matter);
        let carries = answers.reason.is_none() && answers.agreed != Some(Agreed::CannotDecide);
        let asked = self.draft.asked_about.get_or_insert_with(|| now.clone());
        if asked.reaches(&now, carries) {
            return false;
        }
        self.draft.answers.drop_page(Question::Agreed);
        self.draft.asked_about = None;
        self.draft.reused = None;
        true
    }

    /// Says, under the question, why it stands there again.
    pub(super) fn asked_again_ui(&self, ctx: &Context, ui: &mut Ui) {
        if self.asked_again && self.draft.answers.agreed.is_none() {
            let person = ctx.person.as_str();
            notice(
                ui,
                Notice::Info,
                &ta("share-asked-other", &[("person", person.into())]),
            );
        }
    }
}
