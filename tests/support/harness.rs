//! One way to start a test of the window: size, theme, fonts and renderer are set here and nowhere else.

use egui::{Ui, Vec2, vec2};
use egui_kittest::Harness;
use tandem::ui::theme::{self, Profile, Theme};

use super::cpu_renderer::CpuRenderer;

/// The window of the car laptop, in points.
pub const CAR: Vec2 = vec2(1024.0, 576.0);
/// The window at the desk, in points.
pub const DESK: Vec2 = vec2(1600.0, 860.0);

/// The profile that belongs to a window of this size.
pub fn profile_of(size: Vec2) -> Profile {
    if size.x > CAR.x {
        Profile::Desk
    } else {
        Profile::Car
    }
}

/// A harness that draws `app` in a theme; the profile follows from the size.
pub fn new_harness<'a, S: 'a>(
    theme: Theme,
    size: Vec2,
    state: S,
    mut app: impl FnMut(&mut Ui, &mut S) + 'a,
) -> Harness<'a, S> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(if theme == Theme::Light {
            egui::Theme::Light
        } else {
            egui::Theme::Dark
        })
        .with_render_cursor(false)
        .renderer(CpuRenderer::default())
        .with_context_setup(move |ctx| {
            theme::install_fonts(ctx);
            theme::apply(ctx, theme, profile_of(size));
        })
        .build_ui_state(move |ui, state| whole_window(ui, |ui| app(ui, state)), state);
    harness.run_ok();
    harness
}

/// Takes away the margin that the harness puts round its contents, and paints the ground of the window.
fn whole_window(ui: &mut Ui, app: impl FnOnce(&mut Ui)) {
    let rect = ui.ctx().content_rect();
    ui.painter()
        .with_clip_rect(rect)
        .rect_filled(rect, 0.0, theme::tokens(ui).bg.app);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.set_clip_rect(rect);
        app(ui);
    });
}

/// The name of a picture: `screen.theme.size`.
pub fn picture_name(screen: &str, theme: Theme, size: Vec2) -> String {
    format!("{screen}.{}.{}x{}", theme.name(), size.x, size.y)
}

/// Takes the picture of what is shown now and compares it with the one that was looked at and kept.
pub fn snapshot<S>(harness: &mut Harness<'_, S>, screen: &str, theme: Theme, size: Vec2) {
    harness.remove_cursor();
    harness.run_ok();
    keep_or_compare(harness, &picture_name(screen, theme, size));
}

/// Compares with the kept picture; or, for `./x screens`, only writes it into the folder that `TANDEM_SCREENS` names.
pub fn keep_or_compare<S>(harness: &mut Harness<'_, S>, name: &str) {
    let Some(folder) = std::env::var_os("TANDEM_SCREENS") else {
        harness.snapshot(name);
        return;
    };
    let path = std::path::Path::new(&folder).join(format!("{name}.png"));
    let picture = harness.render().expect("the renderer draws");
    picture.save(&path).expect("the folder for the pictures is there");
}
