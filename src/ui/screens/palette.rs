//! Go to, find, do: commands and incidents by typing.

use crate::ui::screen::{Cx, Screen};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Palette;

impl Screen for Palette {
    fn ui(&mut self, _cx: &mut Cx<'_>, _ui: &mut egui::Ui) {}
}
