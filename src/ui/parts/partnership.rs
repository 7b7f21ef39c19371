//! Whether the partnership is ready: one quiet line on the pages of leads and supervisors, which leads to the questions.

use egui::Ui;

use crate::domain::agreement::QUESTION_COUNT;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::Cx;
use crate::ui::widgets::{body, queue_row};
use crate::ui::words::{t, ta};

/// Whether all questions are done, and the line that says so.
pub(crate) fn partnership_words(cx: &Cx<'_>) -> (bool, String) {
    let open = cx.state.register.open(cx.now.london_date().unwrap_or_default());
    if open == 0 {
        return (true, t("partnership-ready"));
    }
    let args = [("open", open.into()), ("of", QUESTION_COUNT.into())];
    (false, ta("partnership-not-ready", &args))
}

/// The line as a row that leads to the questions.
pub(crate) fn partnership_row(cx: &mut Cx<'_>, ui: &mut Ui) {
    let (_, words) = partnership_words(cx);
    let row = queue_row(ui, cx.field_id("partnership-row"), &words, false, |ui| {
        body(ui, &words);
    });
    if row.clicked() {
        cx.push(Action::Go(Route::Partnership));
    }
}
