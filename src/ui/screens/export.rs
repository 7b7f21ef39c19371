//! Export of the month: what would leave is shown first, counted from the finished files; then one chord writes it.

use std::path::PathBuf;

use egui::Ui;

use crate::app::api::{Done, MonthPage, Request};
use crate::app::problem::Problem;
use crate::domain::time::YearMonth;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::screens::people::fraction;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, Column, Field, Notice, Page, Problems, RowView, SummaryRow, Table, Width,
    back_link, body, button, focus_title, gap, heading, notice, progress, status_line, summary_list, support,
    title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Export {
    /// For which month the folder was proposed.
    month: Option<YearMonth>,
    folder: String,
    /// Where the pack is, once it is made.
    made: Option<PathBuf>,
    failed: Option<String>,
    /// The pack is being made.
    begun: bool,
    problems: Problems,
}

impl Screen for Export {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(shown) = cx.state.month.clone() else {
            title(ui, &t("month-title-none"));
            body(ui, &t("month-none"));
            return;
        };
        let month = shown.month.month;
        if self.month != Some(month) {
            *self = Self {
                month: Some(month),
                folder: proposed(month),
                ..Self::default()
            };
        }
        if cx.arrived {
            focus_title(ui.ctx());
        }
        let field = cx.field_id("export-folder");
        if let Some(failed) = self.failed.take() {
            self.problems.set(vec![(field, failed)]);
        }
        let page = Page::new(cx.field_id("export"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &ta("export-title", &[("month", month.words().into())]));
            self.problems.show(ui);
            match self.made.clone() {
                Some(made) => made_ui(ui, &made),
                None => self.plan_ui(cx, ui, &shown, field),
            }
        });
        page.footer(ui, |ui| self.footer_ui(cx, ui, month, field));
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        self.begun = false;
        match answer {
            Ok(Done::Exported(folder)) => self.made = Some(folder.clone()),
            Ok(_) => {}
            Err(problem) => self.failed = Some(problem.to_string()),
        }
        true
    }
}

impl Export {
    /// What would leave and what would not.
    fn plan_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, shown: &MonthPage, field: egui::Id) {
        let plan = &shown.plan;
        let rows = [
            (
                t("export-what"),
                ta("export-tables", &[("count", plan.tables().len().into())]),
            ),
            (t("export-names"), t("export-no-names")),
            (
                t("export-small"),
                ta("export-hidden", &[("count", plan.hidden().into())]),
            ),
            (t("export-others"), t("export-rounded")),
            (t("export-signed"), t("export-signed-how")),
        ];
        let list: Vec<SummaryRow<'_>> = rows
            .iter()
            .map(|(key, value)| SummaryRow {
                key,
                value,
                change: None,
            })
            .collect();
        if shown.month.opened() == 0 {
            notice(
                ui,
                Notice::Info,
                &ta("export-empty", &[("month", plan.month().words().into())]),
            );
        }
        summary_list(ui, &list);
        gap(ui, Space::Sm);
        Field::new(field, &t("export-folder"))
            .hint(&t("export-folder-hint"))
            .error(self.problems.of(field))
            .width(crate::ui::theme::MEASURE)
            .show(ui, &mut self.folder);
        gap(ui, Space::Sm);
        heading(ui, &t("export-files"));
        files_ui(cx, ui, shown);
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, month: YearMonth, field: egui::Id) {
        if self.made.is_some() {
            if button(ui, ButtonKind::Primary, &t("export-back"), None).clicked() {
                *self = Self::default();
                cx.push(Action::Back);
            }
            return;
        }
        if self.begun && cx.busy {
            let part = cx.progress.map(|(_, done, of)| fraction(done, of));
            progress(ui, &t("working"), part);
            if button(ui, ButtonKind::Plain, &t("month-stop"), None).clicked() {
                cx.push(Action::Stop);
            }
            return;
        }
        let pressed = Button::new(ButtonKind::Primary, &t("export-make"))
            .commit()
            .show(ui)
            .clicked();
        if button(ui, ButtonKind::Plain, &t("export-leave"), Some("Esc")).clicked() {
            cx.push(Action::Back);
        }
        if cx.busy {
            status_line(ui, &t("working"));
        } else if pressed {
            self.make(cx, month, field);
        }
    }

    fn make(&mut self, cx: &mut Cx<'_>, month: YearMonth, field: egui::Id) {
        let folder = PathBuf::from(self.folder.trim());
        let missing = if self.folder.trim().is_empty() {
            Some(t("export-folder-missing"))
        } else if folder.is_relative() {
            Some(t("export-folder-whole"))
        } else {
            None
        };
        self.problems
            .set(missing.map(|words| (field, words)).into_iter().collect());
        if self.problems.is_empty() {
            self.begun = true;
            cx.push(Action::Ask(Request::Export(month, folder)));
        }
    }
}

/// A new folder in the person's own documents.
fn proposed(month: YearMonth) -> String {
    crate::app::folders::for_exports()
        .join(format!("tandem-audit-{month}"))
        .display()
        .to_string()
}

fn made_ui(ui: &mut Ui, made: &std::path::Path) {
    gap(ui, Space::Sm);
    notice(ui, Notice::Info, &t("export-made"));
    body(ui, &made.display().to_string());
    support(ui, &t("export-made-hint"));
}

fn files_ui(cx: &Cx<'_>, ui: &mut Ui, shown: &MonthPage) {
    let files = shown.plan.files();
    let (name, rows, hidden) = (t("export-file"), t("export-rows"), t("export-hidden-here"));
    let columns = [
        Column::new(&name, Width::Share(1.0)),
        Column::new(&rows, Width::Exact(110.0)).right(),
        Column::new(&hidden, Width::Exact(150.0)).right(),
    ];
    Table::new(
        cx.field_id("export-files"),
        &t("export-files"),
        &columns,
        files.len(),
    )
    .fit()
    .show(ui, |at| {
        let Some(file) = files.get(at) else {
            return RowView::default();
        };
        RowView {
            name: format!(
                "{}, {} {}, {} {}",
                file.name, rows, file.rows, hidden, file.hidden
            ),
            cells: vec![
                Cell::Text(file.name.clone()),
                Cell::Figure(file.rows.to_string()),
                Cell::Figure(file.hidden.to_string()),
            ],
        }
    });
}
