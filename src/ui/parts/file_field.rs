//! A field for the path of a file: typed, or dropped onto the window.

use std::path::PathBuf;

use egui::{Id, Ui};

use crate::ui::theme::MEASURE;
use crate::ui::widgets::Field;
use crate::ui::words::t;

/// Draws it.
pub(crate) fn file_field_ui(
    ui: &mut Ui,
    id: Id,
    (label, hint): (&str, &str),
    error: Option<&str>,
    text: &mut String,
) {
    Field::new(id, &t(label))
        .hint(&t(hint))
        .error(error)
        .width(MEASURE)
        .show(ui, text);
}

/// The file that was dropped on the window in this frame, for the one field that takes it.
pub(crate) fn take_drop(ui: &Ui, text: &mut String) {
    let dropped = ui.input(|input| {
        let file = input.raw.dropped_files.first();
        file.map(|file| file.path().display().to_string())
    });
    if let Some(path) = dropped {
        *text = path;
    }
}

/// The whole path that was typed, or in words what is missing.
///
/// # Errors
/// When nothing was typed, or a path that does not begin at the first folder.
pub(crate) fn whole_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text.trim());
    if text.trim().is_empty() {
        Err(t("file-missing"))
    } else if path.is_relative() {
        Err(t("file-whole"))
    } else {
        Ok(path)
    }
}

/// A new file in the person's own documents, as it is proposed.
pub(crate) fn proposed_file(name: &str) -> String {
    let folder = if cfg!(test) {
        // a picture is the same whoever is signed in to the machine
        PathBuf::from("/media/stick")
    } else {
        crate::app::folders::for_exports()
    };
    folder.join(name).display().to_string()
}
