//! A window with Tandem's renderer and fonts and one line of text: what start-up and memory are measured against.

use eframe::egui::Ui;

struct Bare;

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        ui.label("A bare window");
    }
}

fn main() -> eframe::Result {
    let begin: eframe::AppCreator<'_> = Box::new(|cc| {
        tandem::ui::theme::install_fonts(&cc.egui_ctx);
        Ok(Box::new(Bare))
    });
    eframe::run_native("bare", eframe::NativeOptions::default(), begin)
}
