//! The page before it counts: what goes, what stays, what it does not reach; then a tick and a number, never one press.

use egui::{Id, Ui};

use super::super::keys::compartment_words;
use super::{Disposal, Step, of_incident, part_words};
use crate::app::api::Request;
use crate::app::disposal::{DisposalForm, Part, PartPlan, Planned};
use crate::app::members::{Proposed, Waiting};
use crate::domain::ids::EntryRef;
use crate::domain::role::Compartment;
use crate::domain::time::Moment;
use crate::ui::action::Action;
use crate::ui::parts::organisation;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Field, FieldKind, Notice, Page, SummaryRow, back_link, body, button, gap, heading,
    notice, progress, summary_list, tick, title,
};
use crate::ui::words::{t, ta};

impl Disposal {
    pub(super) fn check_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, planned: &Planned) {
        let reference = planned.reference.clone();
        let name = ta("disposal-check-title", &[("reference", reference.into())]);
        let waits = planned
            .parts
            .iter()
            .any(|part| part.compartment == Compartment::Shared);
        let act = t("disposal-destroy");
        let entries = planned.entries();
        self.before_it_counts_ui(cx, ui, (&name, &act, entries), |cx, ui| {
            planned_ui(cx, ui, planned);
            if waits {
                notice(ui, Notice::Info, &t("disposal-waits-explain"));
            }
        });
    }

    /// What the other organisation ordered; its own lead has seen what it is.
    pub(super) fn agree_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, entry: EntryRef) {
        let found = cx.state.waiting.iter().find(|waiting| waiting.entry == entry);
        let Some(waiting) = found.cloned() else {
            // agreed to on another laptop meanwhile, or taken in with a file
            self.turn_to(ui, Step::Choose);
            return;
        };
        let Proposed::Disposal {
            compartment,
            entries,
            basis,
        } = &waiting.what
        else {
            return;
        };
        let known = self
            .overview
            .as_ref()
            .and_then(|overview| overview.waiting.get(&entry));
        let args = [
            ("part", compartment_words(*compartment).into()),
            ("incident", of_incident(known).into()),
        ];
        let (name, act) = (ta("disposal-confirm-title", &args), t("disposal-agree"));
        self.before_it_counts_ui(cx, ui, (&name, &act, *entries), |cx, ui| {
            ordered_ui(cx, ui, &waiting, basis);
        });
    }

    /// Both pages end alike: it cannot be undone, what stays, what is not reached, the tick, the number.
    fn before_it_counts_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        (name, act, entries): (&str, &str, usize),
        what: impl FnOnce(&mut Cx<'_>, &mut Ui),
    ) {
        let [hold_id, number_id] = ["disposal-hold", "disposal-number"].map(|name| cx.field_id(name));
        let mut leave = false;
        let page = Page::new(cx.field_id("disposal-check"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, name);
            self.problems.show(ui);
            what(cx, ui);
            notice(ui, Notice::Now, &t("disposal-cannot"));
            gap(ui, Space::Xs);
            heading(ui, &t("disposal-stays-title"));
            body(ui, &t("disposal-stays"));
            heading(ui, &t("disposal-copies-title"));
            body(ui, &t("disposal-copies"));
            gap(ui, Space::Sm);
            tick(ui, hold_id, &mut self.held, &t("disposal-hold"));
            gap(ui, Space::Sm);
            let hint = ta("disposal-number-hint", &[("count", entries.into())]);
            Field::new(number_id, &t("disposal-number"))
                .kind(FieldKind::Digits)
                .hint(&hint)
                .error(self.problems.of(number_id))
                .show(ui, &mut self.number);
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            let pressed = Button::new(ButtonKind::Primary, act).commit().show(ui).clicked();
            leave |= button(ui, ButtonKind::Plain, &t("disposal-leave"), Some("Esc")).clicked();
            if pressed && self.is_confirmed([hold_id, number_id], entries) {
                self.act(cx, entries);
            }
        });
        leave |= ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave && !cx.busy {
            self.turn_to(ui, Step::Choose);
        }
    }

    fn is_confirmed(&mut self, [hold, number]: [Id; 2], entries: usize) -> bool {
        let mut missing = Vec::new();
        if !self.held {
            missing.push((hold, t("disposal-hold-missing")));
        }
        if self.number.trim().parse() != Ok(entries) {
            let args = [("count", entries.into())];
            missing.push((number, ta("disposal-number-missing", &args)));
        }
        self.problems.set(missing);
        self.problems.is_empty()
    }

    fn act(&self, cx: &mut Cx<'_>, entries: usize) {
        let request = match &self.step {
            Step::Check(planned) => Request::Dispose(form_of(planned), entries),
            Step::Agree(entry) => Request::Confirm(*entry),
            Step::Choose | Step::Done(_) => return,
        };
        cx.push(Action::Ask(request));
    }
}

/// The same order as was looked at, and no other.
fn form_of(planned: &Planned) -> DisposalForm {
    let part = |part: &PartPlan| {
        if part.compartment == Compartment::Shared {
            Part::Shared
        } else {
            Part::Own
        }
    };
    DisposalForm {
        incident: planned.reference.clone(),
        basis: planned.basis.slug.clone(),
        parts: planned.parts.iter().map(part).collect(),
    }
}

fn planned_ui(cx: &Cx<'_>, ui: &mut Ui, planned: &Planned) {
    let mut rows = vec![
        (
            t("disposal-ground"),
            format!("{}. {}", planned.basis.title, planned.basis.rule),
        ),
        (t("disposal-law"), planned.basis.law.clone()),
    ];
    for part in &planned.parts {
        let args = [
            ("entries", part.entries.into()),
            ("keys", part.keys.into()),
            ("drafts", part.drafts.into()),
            ("days", part.span.map(days).unwrap_or_default().into()),
        ];
        rows.push((part_words(cx, part.compartment), ta("disposal-goes-words", &args)));
    }
    list_ui(ui, &rows);
    if planned.departs_from_the_agreement() {
        let agreed: Vec<String> = planned
            .agreed
            .iter()
            .map(|row| format!("{}. {}", row.title, row.rule))
            .collect();
        let words = ta(
            "disposal-departs",
            &[(
                "agreed",
                agreed.join("; ").trim_end_matches('.').to_owned().into(),
            )],
        );
        notice(ui, Notice::Soon, &words);
    }
}

/// "on 3 March 2005", or from one day to another.
fn days((first, last): (Moment, Moment)) -> String {
    let (first, last) = (first.day_words(), last.day_words());
    let key = if first == last {
        "disposal-days-one"
    } else {
        "disposal-days-many"
    };
    ta(key, &[("first", first.into()), ("last", last.into())])
}

fn ordered_ui(cx: &Cx<'_>, ui: &mut Ui, waiting: &Waiting, basis: &str) {
    let args = [
        ("organisation", organisation(cx.state, waiting.side).into()),
        ("day", waiting.at.day_words().into()),
    ];
    body(ui, &ta("disposal-confirm-explain", &args));
    let row = cx.rules.retention().iter().find(|row| row.slug == basis);
    let ground = row.map_or_else(|| basis.to_owned(), |row| format!("{}. {}", row.title, row.rule));
    let law = row.map(|row| row.law.clone()).unwrap_or_default();
    list_ui(ui, &[(t("disposal-ground"), ground), (t("disposal-law"), law)]);
}

fn list_ui(ui: &mut Ui, rows: &[(String, String)]) {
    let list: Vec<SummaryRow<'_>> = rows
        .iter()
        .map(|(key, value)| SummaryRow {
            key,
            value,
            change: None,
        })
        .collect();
    summary_list(ui, &list);
    gap(ui, Space::Sm);
}
