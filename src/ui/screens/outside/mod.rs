//! This side's register of those who ask from outside: a court, a solicitor, the family, the press. Refused until
//! governance has advised; what crosses a red line, for ever.

mod form;
mod record;
mod words;

use egui::Ui;

use self::form::Form;
use self::record::Record;
use self::words::{asker_words, status_tag, status_words};
use super::requests::told;
use crate::app::api::Done;
use crate::app::api::Request;
use crate::app::problem::Problem;
use crate::domain::ids::ItemId;
use crate::domain::outside::OutsideCard;
use crate::domain::role::Side;
use crate::ui::action::Action;
use crate::ui::parts::{only_words, page_head_ui, side_badge};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::widgets::{Button, ButtonKind, Cell, Column, Page, RowView, Table, Width, body, focus_title};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Outside {
    at: At,
    form: Form,
    record: Record,
    /// That the register is read is being recorded: the next answer is to that, and to nothing that was typed.
    reading: bool,
}

/// Where one stands on the page.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum At {
    /// The list.
    #[default]
    List,
    /// A new request.
    New,
    /// One request.
    One(ItemId),
}

impl Screen for Outside {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(side) = cx.seat() else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        let register = std::sync::Arc::clone(&cx.state.outside);
        let found = match self.at {
            At::One(request) => register.iter().find(|card| card.asked.request == request),
            At::List | At::New => None,
        };
        let leave = match (self.at, found) {
            (At::New, _) => self.form.ui(cx, ui, side),
            (At::One(_), Some(card)) => self.record.ui(cx, ui, side, card),
            (At::List | At::One(_), _) => {
                self.list_ui(cx, ui, side, &register);
                false
            }
        };
        if leave {
            self.at = At::List;
            focus_title(ui.ctx());
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        if std::mem::take(&mut self.reading) {
            return false;
        }
        if answer.is_ok() {
            if self.at == At::New {
                self.form.sent(actions);
                self.at = At::List;
            } else {
                self.record.sent(actions);
            }
            actions.push(told("outside-told"));
        }
        false
    }
}

impl Outside {
    fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, side: Side, register: &[OutsideCard]) {
        if cx.arrived {
            self.reading = true;
            cx.push(Action::Ask(Request::ReadOutside));
            focus_title(ui.ctx());
        }
        let page = Page::new(cx.field_id("outside")).pinned().wide();
        page.body(ui, |ui| {
            if page_head_ui(ui, side_badge(side), &t("outside-title"), &only_words(side)) {
                cx.push(Action::Back);
            }
            body(ui, &t("outside-hint"));
            if register.is_empty() {
                body(ui, &t("outside-none"));
            } else if let Some(request) = table_ui(cx, ui, register) {
                self.at = At::One(request);
                focus_title(ui.ctx());
            }
        });
        page.footer(ui, |ui| {
            let new = Button::new(ButtonKind::Primary, &t("outside-new")).show(ui);
            if new.clicked() {
                self.at = At::New;
                self.form.begin(cx);
            }
        });
    }
}

/// Gives the request whose row was pressed.
fn table_ui(cx: &Cx<'_>, ui: &mut Ui, register: &[OutsideCard]) -> Option<ItemId> {
    let heads = [
        "outside-column-who",
        "outside-column-what",
        "outside-column-state",
    ]
    .map(t);
    let [who, what, state] = &heads;
    let columns = [
        Column::new(who, Width::Share(2.0)),
        Column::new(what, Width::Share(3.0)),
        Column::new(state, Width::Share(2.0)),
    ];
    let label = t("outside-title");
    let table = Table::new(cx.field_id("outside-table"), &label, &columns, register.len()).fit();
    let shown = table.show(ui, |at| {
        let Some(card) = register.get(at) else {
            return RowView::default();
        };
        let who = ta(
            "outside-row-who",
            &[
                ("kind", asker_words(card.asked.asker).into()),
                ("who", card.asked.who.as_str().into()),
            ],
        );
        let state = status_words(card, cx.now);
        let what = card.asked.what.lines().next().unwrap_or_default().to_owned();
        RowView {
            name: format!("{who}, {what}, {state}"),
            cells: vec![
                Cell::Strong(who),
                Cell::Text(what),
                Cell::Tag(status_tag(card), state),
            ],
        }
    });
    shown
        .pressed
        .and_then(|at| register.get(at))
        .map(|card| card.asked.request)
}
