//! The bundled fonts: Inter Regular and `SemiBold` (SIL Open Font Licence), the same on every machine.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use super::Weight;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");

/// Makes Inter the only bundled font. Call once, before the first frame.
///
/// Names in scripts that Inter lacks are drawn from the machine's fonts, where eframe's `system_fonts` is on.
pub fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    fonts
        .font_data
        .insert("inter".to_owned(), Arc::new(FontData::from_static(REGULAR)));
    fonts.font_data.insert(
        "inter-semibold".to_owned(),
        Arc::new(FontData::from_static(SEMIBOLD)),
    );
    let regular = || vec!["inter".to_owned()];
    fonts.families.insert(FontFamily::Proportional, regular());
    fonts.families.insert(FontFamily::Monospace, regular());
    fonts.families.insert(
        Weight::SemiBold.family(),
        vec!["inter-semibold".to_owned(), "inter".to_owned()],
    );
    ctx.set_fonts(fonts);
}
