//! The agreement editor of governance leads: what is in force, what the other organisation proposes, and a draft whose
//! parts are pages of their own. A draft has no effect until both organisations have signed it.
//!
//! Reading order: `hub` (the page that it begins with), `clause` (what may be told), `sections` (the other parts),
//! `words` (how things are called).

mod clause;
mod hub;
mod sections;
#[cfg(test)]
mod tests;
mod words;

pub(super) use words::office_words;

use egui::{Key, Modifiers, Ui};
use serde::{Deserialize, Serialize};

use crate::app::api::{Done, Request};
use crate::app::problem::Problem;
use crate::domain::agreement::{Terms, changes};
use crate::domain::content::PolicySet;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::screen::{Cx, Screen};
use crate::ui::typed::sentences;
use crate::ui::widgets::{Problems, focus_title};
use crate::ui::words::t;

/// Where one stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
enum At {
    /// What is in force, what waits, and the parts of the draft.
    #[default]
    Hub,
    /// Reference, partners and dates.
    Dates,
    /// One clause.
    Clause(usize),
    /// Channels, and how police hold what they tell.
    Channels,
    /// One organisation's contacts.
    Contacts(Side),
    /// How long one organisation keeps its records.
    Kept(Side),
    /// Words for the person.
    Consent,
}

/// What was asked of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Sign,
    Confirm,
}

/// The draft and where one stands in it. The draft itself is kept, sealed, for the lead who typed it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Agreement {
    #[serde(skip)]
    at: At,
    /// What was in force when the draft was begun.
    base: PolicySet,
    draft: PolicySet,
    /// Starts, ends, review and ended early, as they are typed.
    days: [String; 4],
    #[serde(skip)]
    kept: Kept,
    #[serde(skip)]
    begun: bool,
    /// It was just signed or dropped: what was kept of it until then is not gone on with.
    #[serde(skip)]
    dropped: bool,
    #[serde(skip)]
    turned: bool,
    #[serde(skip)]
    asked: Option<Asked>,
    #[serde(skip)]
    told: Option<String>,
    #[serde(skip)]
    problems: Problems,
}

impl Screen for Agreement {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        self.begin(cx);
        if cx.arrived || std::mem::take(&mut self.turned) {
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("agreement"), words)]);
        }
        if self.at != At::Hub && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.leave_part();
        }
        match self.at {
            At::Hub => self.hub_ui(cx, ui),
            At::Clause(at) => self.clause_ui(cx, ui, at),
            At::Dates | At::Channels | At::Contacts(_) | At::Kept(_) | At::Consent => self.section_ui(cx, ui),
        }
        let mut kept = std::mem::take(&mut self.kept);
        kept.keep(cx, ui, self);
        self.kept = kept;
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        let asked = self.asked.take();
        match (answer, asked) {
            (Err(problem), _) => self.told = Some(sentences(problem)),
            (Ok(_), Some(asked)) => {
                if asked == Asked::Sign {
                    self.kept = self.kept.forget(actions);
                    self.begun = false;
                    self.dropped = true;
                }
                let key = match asked {
                    Asked::Sign => "agreement-saved",
                    Asked::Confirm => "agreement-confirmed",
                };
                self.problems.clear();
                actions.push(Action::Tell {
                    words: t(key),
                    undo: false,
                });
            }
            (Ok(_), None) => {}
        }
        true
    }
}

impl Agreement {
    /// Begins with what is in force; a draft that was changed stays until it is signed or dropped.
    fn begin(&mut self, cx: &Cx<'_>) {
        if self.begun && (self.base == cx.state.policy || self.is_changed()) {
            return;
        }
        if !std::mem::take(&mut self.dropped) {
            let (left, kept) = Kept::open::<Self>(cx, "agreement".to_owned());
            self.kept = kept;
            if left.base == cx.state.policy && left.is_changed() {
                (self.base, self.draft, self.days) = (left.base, left.draft, left.days);
                self.begun = true;
                return;
            }
        }
        let policy = cx.state.policy.clone();
        let terms = policy.terms.clone().unwrap_or_default();
        self.base = policy.clone();
        self.draft = PolicySet {
            terms: Some(terms),
            ..policy
        };
        self.read_days();
        self.begun = true;
    }

    fn read_days(&mut self) {
        let terms = self.terms();
        self.days = [terms.starts, terms.ends, terms.review, terms.ended].map(|day| {
            day.map(|day| day.format("%-d %-m %Y").to_string())
                .unwrap_or_default()
        });
    }

    fn terms(&mut self) -> &mut Terms {
        self.draft.terms.get_or_insert_default()
    }

    fn is_changed(&self) -> bool {
        !changes(&self.base, &self.draft).is_empty()
    }

    fn turn(&mut self, to: At) {
        self.at = to;
        self.turned = true;
        self.problems.clear();
    }

    /// Back to the first page; contacts without a name or a number are dropped.
    fn leave_part(&mut self) {
        self.terms()
            .contacts
            .retain(|contact| contact.reachable() || !contact.name.trim().is_empty());
        self.terms()
            .consent
            .retain(|text| !(text.english.trim().is_empty() && text.welsh.trim().is_empty()));
        self.turn(At::Hub);
    }

    fn sign(&mut self, cx: &mut Cx<'_>) {
        let mut policy = self.draft.clone();
        let reference = policy.agreement.take().unwrap_or_default();
        policy.agreement = Some(reference.trim().to_owned()).filter(|reference| !reference.is_empty());
        if policy.agreement.is_none() {
            self.problems.set(vec![(
                cx.field_id("agreement-dates"),
                t("agreement-reference-missing"),
            )]);
            return;
        }
        let before = self.base.terms.as_ref().map_or(0, |terms| terms.version);
        if let Some(terms) = &mut policy.terms {
            terms.version = before + 1;
            cx.rules.version.clone_into(&mut terms.rules);
            let faults = terms.faults(
                cx.rules,
                cx.state
                    .nation
                    .unwrap_or(crate::domain::decision::facts::Nation::England),
            );
            if !faults.is_empty() {
                let list = faults
                    .into_iter()
                    .map(|fault| (cx.field_id(row_of(fault.part)), fault.text));
                self.problems.set(list.collect());
                return;
            }
            for side in Side::ALL {
                let first = terms.ladder(side).next();
                let advice = first.map(|contact| format!("{}, {}", contact.name, contact.in_hours));
                match side {
                    Side::Police => policy.police_advice = advice.or(policy.police_advice.take()),
                    Side::Health => policy.health_advice = advice.or(policy.health_advice.take()),
                }
            }
        }
        self.problems.clear();
        self.asked = Some(Asked::Sign);
        cx.push(Action::Ask(Request::SetPolicy(policy)));
    }
}

/// The row of the first page that leads to a part.
fn row_of(part: &str) -> &'static str {
    match part {
        "dates" => "agreement-dates",
        "contacts" => "agreement-contacts",
        "kept" => "agreement-kept",
        "consent" => "agreement-consent",
        _ => "agreement-clauses",
    }
}
