//! A recovery holder's own page: their code, shown once.

use crate::ui::screen::{Cx, Screen};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct RecoveryCode;

impl Screen for RecoveryCode {
    fn ui(&mut self, _cx: &mut Cx<'_>, _ui: &mut egui::Ui) {}
}
