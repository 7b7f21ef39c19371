//! What the person's answer was about: it serves for that and for nothing else, and for the hour in which it was given.

use egui::Ui;

use super::draft::{At, Draft};
use super::{Matter, Share};
use crate::domain::content::RecordField;
use crate::domain::decision::facts::Disclosure;
use crate::domain::decision::path::{Context, Question};
use crate::domain::decision::reuse::{AskedAbout, ViewAbout};
use crate::domain::time::Moment;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Notice, notice};
use crate::ui::words::ta;

/// For so long an unfinished decision is carried on as it is, in minutes.
const CARRIED_MINUTES: i64 = 60;

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
            ..self
        };
        (carried, true)
    }
}

impl Share {
    fn asking_about(&self, cx: &Cx<'_>, matter: &Matter) -> (AskedAbout, Disclosure) {
        let ctx = self.context(cx, matter);
        let told = self.draft.answers.to_facts(&ctx, &ctx.items, cx.rules).disclosure;
        let (name, organisation) = self.named(cx, matter);
        let asked = AskedAbout {
            recipient: ctx.recipient,
            name,
            organisation,
            purpose: told.purpose,
            items: ctx.items,
        };
        (asked, told)
    }

    /// Somebody outside the crew by name and organisation; both empty for the other seat.
    pub(super) fn named(&self, cx: &Cx<'_>, matter: &Matter) -> (String, String) {
        let to = self.draft.to.is_some().then(|| self.receiver(cx, matter.side));
        to.map(|to| (to.name, to.organisation)).unwrap_or_default()
    }

    /// Keeps what the answer was about when it is first gone on with. Where the receiver, the purpose or the kinds of
    /// information were changed since, the answer is asked again; `true` then.
    pub(super) fn lock_answer(&mut self, cx: &Cx<'_>, matter: &Matter) -> bool {
        if !self.draft.answers.is_locked() {
            self.draft.answers.asked_about = None;
            return false;
        }
        let (now, told) = self.asking_about(cx, matter);
        let carries = self.answers(cx, matter).carries();
        let asked = self.draft.answers.asked_about.get_or_insert_with(|| now.clone());
        if asked.names(&now.name, &now.organisation) && asked.reaches(&told, carries) {
            return false;
        }
        self.draft.answers.drop_page(Question::Agreed);
        self.draft.reused = None;
        true
    }

    /// The senior view was taken of what is told now, and of nothing else.
    pub(super) fn take_view(&mut self, cx: &Cx<'_>, matter: &Matter) {
        let (told, _) = self.asking_about(cx, matter);
        let ctx = self.context(cx, matter);
        let facts = self.draft.answers.to_facts(&ctx, &ctx.items, cx.rules);
        self.draft.answers.view_about = Some(ViewAbout::of(told, &facts));
    }

    /// A view that was taken of another receiver, purpose, kind of information or red flag is none of this: its words go,
    /// and a new one is asked for where one is needed.
    pub(super) fn lock_view(&mut self, cx: &Cx<'_>, matter: &Matter) {
        let Some(view) = self.draft.answers.view_about.clone() else {
            return;
        };
        let (now, _) = self.asking_about(cx, matter);
        let ctx = self.context(cx, matter);
        let facts = self.draft.answers.to_facts(&ctx, &ctx.items, cx.rules);
        if !view.told.names(&now.name, &now.organisation) || !view.reaches(&facts) {
            self.draft.answers.view_about = None;
            self.draft.answers.more.remove(&RecordField::SeniorAdvice);
        }
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
