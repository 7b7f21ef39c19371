//! An invited person's own page: their code, their handle, their passphrase shown once and typed back.

use crate::ui::screen::{Cx, Screen};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Join;

impl Screen for Join {
    fn ui(&mut self, _cx: &mut Cx<'_>, _ui: &mut egui::Ui) {}
}
