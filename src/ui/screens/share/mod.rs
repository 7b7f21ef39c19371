//! The sharing decision: words first, then its questions, then a page that shows exactly what the other side will see.
//!
//! Reading order: `draft` (what is remembered), `items` (which words would cross), `questions` over `sheet` and
//! `phrases` (the fields of the path), `picking`, `asking` and `pages` (the pages), `check` (the exact words, and what is sent).

mod about;
mod advice;
mod asked_before;
mod asking;
mod check;
mod complete;
mod draft;
mod earlier;
#[cfg(test)]
mod hard_facts;
mod items;
mod law;
mod legs;
mod locked;
#[cfg(test)]
mod locked_tests;
#[cfg(test)]
mod looks;
mod more;
#[cfg(test)]
mod more_tests;
mod open;
#[cfg(test)]
mod outside_tests;
mod pages;
pub(super) mod phrases;
mod picking;
#[cfg(test)]
mod pictures;
mod questions;
mod receiver;
mod requested;
mod sheet;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod telling_tests;
#[cfg(test)]
mod tests;
mod told;
mod under;

use std::sync::Arc;

use egui::{Event, Key, Modifiers, Ui};

use self::check::Checked;
pub(crate) use self::complete::CompleteRecord;
use self::draft::{At, Draft, Outside};
use self::questions::first_field;
use crate::app::api::{self, Done, Request};
use crate::app::problem::Problem;
use crate::domain::agreement::{Coverage, ShareAsk};
use crate::domain::consent::Register;
use crate::domain::decision::facts::{Direction, Nation};
use crate::domain::decision::next;
use crate::domain::decision::pages::is_young;
use crate::domain::decision::path::{Context, Step};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{DisclosureCard, SharedIncident, SideFile};
use crate::domain::role::Side;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::route::{Route, Section};
use crate::ui::screen::{Cx, Screen};
use crate::ui::widgets::{Problems, body, focus_title, title};
use crate::ui::words::t;

pub(super) use self::phrases::words as option_words;
pub(super) use self::questions::day as read_day;

/// Typed words are on disk this long after the last key, in milliseconds.
const SAVE_AFTER_MS: i64 = 500;

/// The pages of one decision and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Share {
    /// What it is about: the incident, and the danger share whose reason is finished.
    about: Option<(IncidentId, Option<ItemId>)>,
    draft: Draft,
    /// The draft as it was saved last.
    saved: Draft,
    saved_at: Moment,
    /// A draft that was left earlier and is offered again.
    offered: Option<Draft>,
    problems: Problems,
    /// The page was turned: it takes the keyboard.
    turned: bool,
    /// This field takes the keyboard in the next frame, so that the page scrolls to it.
    wants: Option<&'static str>,
    /// What the check page shows.
    checked: Option<Checked>,
    /// The person's answer was about something else, and is asked again.
    asked_again: bool,
    /// More for the record is unfolded.
    more: bool,
    /// What this person answered before, on this side, once the engine has read it.
    before: Option<Arc<Register>>,
    /// What to tell once it is carried out.
    sent: Option<String>,
}

/// What a decision is about, as the present seat may see it.
#[derive(Debug, Clone)]
struct Matter {
    side: Side,
    shared: Arc<SharedIncident>,
    own: Arc<SideFile>,
    /// The danger share whose reason is finished.
    danger: Option<DisclosureCard>,
}

impl Matter {
    /// `None` outside a private seat, without an incident, or when the danger share is not there.
    fn of(cx: &Cx<'_>) -> Option<Self> {
        let shared = Arc::clone(cx.state.focus.as_ref()?);
        let danger = if let Route::FinishDanger(item) = cx.route {
            let found = shared.disclosures.iter().find(|card| card.disclosure == *item)?;
            Some(found.clone())
        } else {
            None
        };
        Some(Self {
            side: cx.seat()?,
            own: Arc::clone(cx.state.own.as_ref()?),
            shared,
            danger,
        })
    }

    fn about(&self) -> (IncidentId, Option<ItemId>) {
        (
            self.shared.incident,
            self.danger.as_ref().map(|card| card.disclosure),
        )
    }

    fn draft_key(&self) -> String {
        draft_key(self.about())
    }
}

/// Under which name a draft is kept.
fn draft_key(about: (IncidentId, Option<ItemId>)) -> String {
    match about {
        (_, Some(danger)) => format!("danger/{}", danger.hex()),
        (incident, None) => format!("share/{}", incident.hex()),
    }
}

impl Screen for Share {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(matter) = Matter::of(cx) else {
            title(ui, &t("share-title-nothing"));
            body(ui, &t("share-nothing"));
            return;
        };
        if self.begin(cx, &matter) || cx.arrived {
            // read while the words are picked; nothing waits for it
            cx.push(Action::Ask(Request::AskedBefore(matter.shared.incident)));
        }
        if let (true, Route::SharePicked(picked)) = (cx.arrived, cx.route)
            && self.draft.pick(*picked)
        {
            // nobody typed that: a draft begins with the first thing that is changed
            self.saved.clone_from(&self.draft);
        }
        if let (true, Route::ShareFor(request, partly)) = (cx.arrived, cx.route) {
            self.draft.answers_request = Some((*request, *partly));
            self.take_request(&matter, *request);
            let asked = cx
                .state
                .outside
                .iter()
                .find(|card| card.asked.request == *request);
            if let Some(to) = asked.and_then(|card| Outside::who_asked(&card.asked)) {
                self.draft.to = Some(to);
            }
            self.saved.answers_request = self.draft.answers_request;
            self.saved.to.clone_from(&self.draft.to);
        }
        self.draft.answers.restrictions = items::restrictions(&self.draft, &matter.own, matter.side);
        self.draft.answers.item_said = items::said(&self.draft, &matter.own);
        drop_held_enter(ui);
        if cx.arrived || std::mem::take(&mut self.turned) {
            self.take_focus(cx, &matter, ui);
        }
        if let Some(field) = self.wants.take() {
            ui.memory_mut(|memory| memory.request_focus(cx.field_id("share").with(field)));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.leave(cx, &matter);
            return;
        }
        self.page_ui(cx, &matter, ui);
        self.save(cx, &matter, ui);
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if let Ok(Done::AskedBefore(register)) = answer {
            self.before = Some(Arc::clone(register));
            return true;
        }
        let Some(words) = self.sent.take() else {
            return false;
        };
        let across = self.draft.to.is_none();
        if answer.is_err() {
            // the page stays as it is; the shell tells what happened
            return false;
        }
        if let Some(about) = self.about {
            actions.push(Action::Ask(Request::DropDraft(draft_key(about))));
        }
        actions.push(Action::Go(Route::Workspace(Section::SharedLog)));
        actions.push(match answer {
            Ok(Done::Shared(disclosure)) if across => Action::TellShared {
                words,
                disclosure: *disclosure,
            },
            Ok(_) | Err(_) => Action::Tell { words, undo: false },
        });
        *self = Self::default();
        true
    }
}

impl Share {
    /// Starts afresh (then it is `true`) when another incident or danger share is decided about; offers what was left unfinished.
    fn begin(&mut self, cx: &Cx<'_>, matter: &Matter) -> bool {
        if self.about == Some(matter.about()) {
            return false;
        }
        let key = matter.draft_key();
        let kept = cx.state.drafts.iter().find(|draft| draft.key == key);
        let mut draft = Draft::begun(cx.now);
        draft.answers.dead = has_died(&matter.own);
        *self = Self {
            about: Some(matter.about()),
            saved: draft.clone(),
            draft,
            offered: kept.and_then(|kept: &api::Draft| Draft::from_words(&kept.words)),
            turned: true,
            ..Self::default()
        };
        if matter.danger.is_some()
            && let Step::Ask(question) = next(&self.draft.answers, &self.context(cx, matter), cx.rules)
        {
            self.draft.at = At::Ask(question);
            self.saved = self.draft.clone();
        }
        true
    }

    /// What is known before the first question.
    fn context(&self, cx: &Cx<'_>, matter: &Matter) -> Context {
        let date = cx.now.london_date().unwrap_or_default();
        let nation = cx.state.nation.unwrap_or(Nation::England);
        let items = match &matter.danger {
            Some(card) => card.items.iter().map(|item| item.category).collect(),
            None => items::items(&self.draft, &matter.own, matter.side, cx.now, cx.rules)
                .iter()
                .map(|item| item.category)
                .collect(),
        };
        let base = match matter.side {
            Side::Health => Context::nurse_to_officer(date, nation, items),
            Side::Police => Context::officer_to_nurse(date, nation, items),
        };
        let base = match &self.draft.to {
            None => base,
            Some(outside) => Context {
                direction: match matter.side {
                    Side::Health => Direction::HealthToOther,
                    Side::Police => Direction::PoliceToOther,
                },
                recipient: outside.kind,
                ..base
            },
        };
        let in_force = cx.state.policy.standing(date).counts();
        let ctx = Context {
            person: phrases::person(&matter.shared),
            age: matter.shared.age,
            agreement_in_force: in_force,
            agreement_covers: in_force,
            finishing_danger: matter.danger.is_some(),
            requested: self.draft.answers_request.is_some(),
            ..base
        };
        let agreement_covers = in_force && self.coverage(cx, &ctx).allowed();
        Context {
            agreement_covers,
            ..ctx
        }
    }

    /// What the agreement in force says about what is picked, for the purpose that the answers give.
    fn coverage(&self, cx: &Cx<'_>, ctx: &Context) -> Coverage {
        let facts = self.draft.answers.to_facts(ctx, &ctx.items, cx.rules);
        let ask = ShareAsk {
            direction: ctx.direction,
            recipient: ctx.recipient,
            purpose: facts.disclosure.purpose,
            items: &ctx.items,
            channel: self.draft.channel,
        };
        cx.state.policy.covers(&ask, ctx.date)
    }

    /// Turns to a page.
    fn go(&mut self, to: At) {
        self.draft.go(to);
        self.problems.clear();
        self.turned = true;
    }

    fn back(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        self.draft.answers.not_shared = None;
        self.problems.clear();
        self.turned = true;
        if !self.draft.back() {
            self.leave(cx, matter);
        }
    }

    /// Leaves the pages; what was gathered is kept and offered again.
    fn leave(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        if self.draft.at == At::ReadOut {
            self.back(cx, matter);
            return;
        }
        self.store(cx, matter);
        *self = Self::default();
        cx.push(Action::Back);
    }

    /// To the next question, or to the end.
    fn forward(&mut self, cx: &Cx<'_>, matter: &Matter) {
        self.draft.answers.restrictions = items::restrictions(&self.draft, &matter.own, matter.side);
        self.draft.answers.item_said = items::said(&self.draft, &matter.own);
        let ctx = self.context(cx, matter);
        self.asked_again = self.lock_answer(cx, matter);
        self.lock_view(cx, matter);
        match next(&self.draft.answers, &ctx, cx.rules) {
            Step::Ask(question) => self.go(At::Ask(question)),
            Step::Conclude(conclusion) => {
                let checked = self.check(cx, matter, *conclusion);
                let stands = checked.may_go();
                self.checked = Some(checked);
                self.go(if stands { At::Check } else { At::Stopped });
            }
        }
    }

    fn take_focus(&self, cx: &Cx<'_>, matter: &Matter, ui: &Ui) {
        let base = cx.field_id("share");
        let field = match self.draft.at {
            At::Items if items::choosable(&matter.own).is_empty() && matter.own.known.is_none() => "shorter",
            At::Items => "items",
            At::Kind(_) => "kind",
            At::How => "how",
            At::Purpose => "purpose",
            At::Told => "told",
            At::To => "to",
            At::Advice => "case",
            At::Leg(_) => "leg",
            At::Refuse => "not_shared",
            At::Ask(question) => {
                let young = is_young(&self.context(cx, matter), cx.rules);
                first_field(question, young)
            }
            At::Stopped if self.senior(cx) => "senior",
            At::Stopped | At::Check | At::ReadOut | At::Legs | At::Filled => {
                ui.memory_mut(|memory| {
                    if let Some(id) = memory.focused() {
                        memory.surrender_focus(id);
                    }
                });
                focus_title(ui.ctx());
                return;
            }
        };
        ui.memory_mut(|memory| memory.request_focus(base.with(field)));
    }

    /// Saves what was gathered, at most twice a second.
    fn save(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &Ui) {
        if self.draft == self.saved {
            return;
        }
        let wait = SAVE_AFTER_MS - cx.now.since_ms(self.saved_at).abs();
        match u64::try_from(wait) {
            Ok(wait) if wait > 0 && !self.turned && !Self::is_left(cx) => {
                ui.ctx()
                    .request_repaint_after(std::time::Duration::from_millis(wait));
            }
            _ => self.store(cx, matter),
        }
    }

    /// The page is being left by a key of the whole window, a seat change among them: what was typed goes first.
    fn is_left(cx: &Cx<'_>) -> bool {
        let quiet = |action: &Action| matches!(action, Action::Tell { .. } | Action::Copy(_));
        !cx.actions.iter().all(quiet)
    }

    fn store(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        if self.draft == self.saved {
            return;
        }
        self.saved = self.draft.clone();
        self.saved_at = cx.now;
        let (key, words) = (matter.draft_key(), self.draft.to_words());
        // before anything else that was asked for: a seat change must not come first
        cx.actions
            .insert(0, Action::Ask(Request::SaveDraft(api::Draft { key, words })));
    }
}

/// That the person has died was said in the last decision of this incident: it holds until a later one says otherwise.
fn has_died(own: &SideFile) -> bool {
    own.decisions
        .last()
        .is_some_and(|(_, made)| made.facts.person.dead)
}

/// A held key must not run through the pages: Enter counts once for each press.
fn drop_held_enter(ui: &Ui) {
    ui.input_mut(|input| {
        input.events.retain(|event| {
            !matches!(
                event,
                Event::Key {
                    key: Key::Enter,
                    repeat: true,
                    ..
                }
            )
        });
    });
}
