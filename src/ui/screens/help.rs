//! The keys of the page it was opened from.

use crate::ui::screen::{Cx, Screen};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Help;

impl Screen for Help {
    fn ui(&mut self, _cx: &mut Cx<'_>, _ui: &mut egui::Ui) {}
}
