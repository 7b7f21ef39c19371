//! The question which size is read with ease, asked where a laptop gets its name.

use egui::Ui;

use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::widgets::{ChoiceOption, Choices};
use crate::ui::words::t;

/// How much larger than usual each reading size is.
const ZOOMS: [f32; 3] = [1.0, 1.25, 1.5];

/// The question; an answer holds at once, and this device keeps it.
pub(crate) fn reading_size_ui(cx: &mut Cx<'_>, ui: &mut Ui, size: &mut Option<usize>) {
    let labels = ["set-up-size-1", "set-up-size-2", "set-up-size-3"].map(t);
    let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
    let (question, hint) = (t("set-up-size"), t("set-up-size-hint"));
    let choices = Choices::new(cx.field_id("set-up-size"), &question, &options).hint(&hint);
    if choices.show(ui, size).changed
        && let Some(zoom) = size.and_then(|at| ZOOMS.get(at))
    {
        cx.push(Action::Zoom(*zoom));
    }
}
