//! Lines of the record as fields: words or one of a few codes. Folded away under the questions until somebody opens them.

use std::collections::BTreeMap;

use egui::Ui;

use super::phrases::options;
use super::picking::short;
use super::sheet::{Look, Sheet};
use crate::domain::content::{FieldForm, RecordField};
use crate::domain::decision::restrictions::Restriction;
use crate::ui::theme::Space;
use crate::ui::widgets::{Notice, gap, link, notice};
use crate::ui::words::{t, ta};

/// The words of a line.
pub(super) fn field_words(field: RecordField) -> String {
    t(&format!("record-{}", field.key()))
}

/// The words of a value: those of a code, or the value itself.
pub(super) fn value_words(field: RecordField, value: &str) -> String {
    match field.form() {
        FieldForm::Words => value.to_owned(),
        FieldForm::Choice(_) => t(&format!("code-{value}")),
    }
}

/// The link that opens and closes the fold.
pub(super) fn fold_ui(ui: &mut Ui, open: &mut bool) -> bool {
    gap(ui, Space::Sm);
    let key = if *open { "share-less" } else { "share-more" };
    if link(ui, &t(key), None).clicked() {
        *open = !*open;
    }
    *open
}

/// Draws the lines; `true` when Enter handed a text over.
pub(super) fn fields_ui(
    sheet: &Sheet<'_>,
    ui: &mut Ui,
    fields: &[RecordField],
    values: &mut BTreeMap<RecordField, String>,
) -> bool {
    let mut handed = false;
    for &field in fields {
        let label = field_words(field);
        match field.form() {
            FieldForm::Words => {
                let mut text = values.get(&field).cloned().unwrap_or_default();
                handed |= sheet.note(ui, field.key(), &label, None, &mut text);
                if text.is_empty() {
                    values.remove(&field);
                } else {
                    values.insert(field, text);
                }
            }
            FieldForm::Choice(codes) => {
                let all: Vec<(&'static str, String)> = codes
                    .iter()
                    .map(|code| (*code, value_words(field, code)))
                    .collect();
                let said = values.get(&field);
                let mut value = codes
                    .iter()
                    .copied()
                    .find(|code| said.is_some_and(|said| said == code));
                if sheet.one(ui, (field.key(), &label), &all, Look::Inline, &mut value)
                    && let Some(code) = value
                {
                    values.insert(field, code.to_owned());
                }
            }
        }
        if field == RecordField::Restraint && values.get(&field).is_some_and(|said| said == "used") {
            notice(ui, Notice::Info, &t("share-restraint-limit"));
        }
        gap(ui, Space::Xs);
    }
    handed
}

/// What restricts one item that police picked.
pub(super) fn restrictions_ui(
    sheet: &Sheet<'_>,
    ui: &mut Ui,
    (field, what): (&str, &str),
    marks: &mut Vec<Restriction>,
) {
    let ask = ta("share-restricted", &[("what", short(what).into())]);
    sheet.many(ui, field, &ask, &options(Restriction::ALL, ""), marks);
    gap(ui, Space::Xs);
}
