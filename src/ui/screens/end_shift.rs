//! End the shift: what is still open, then everybody is signed out.

use crate::ui::screen::{Cx, Screen};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct EndShift;

impl Screen for EndShift {
    fn ui(&mut self, _cx: &mut Cx<'_>, _ui: &mut egui::Ui) {}
}
