//! Opens the native window and hands its two moments to the [`Shell`].

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::shell::Shell;
use super::theme::Theme;
use crate::app::clock::{Clock, watch_leaps};
use crate::app::comfort::Comfort;
use crate::app::engine::Engine;
use crate::app::worker::Worker;
use crate::domain::rules::Rules;

/// How the window opens.
#[derive(Debug)]
pub struct Options {
    /// Carries requests out.
    pub engine: Engine,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The rule table.
    pub rules: Arc<Rules>,
    /// The first theme; the first frame is already in it.
    pub theme: Theme,
    /// Zoom and easier reading, as this device keeps them.
    pub comfort: Comfort,
    /// Where it keeps them.
    pub comfort_file: Option<PathBuf>,
    /// A practice vault: the title says so.
    pub training: bool,
}

#[derive(Debug)]
struct Window {
    shell: Shell,
    comfort: Comfort,
    comfort_file: Option<PathBuf>,
}

impl Window {
    /// Keeps what was changed of zoom, theme and easier reading, beside the frames: a slow disk holds nothing up.
    fn keep_comfort(&mut self, ctx: &egui::Context) {
        let now = self.shell.comfort(ctx);
        if now == self.comfort {
            return;
        }
        self.comfort = now.clone();
        if let Some(file) = self.comfort_file.clone() {
            now.keep(file);
        }
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.shell.logic(ctx);
        self.keep_comfort(ctx);
        if self.shell.closing() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        } else if ctx.input(|input| input.viewport().close_requested()) {
            // Alt+F4 and the close button end the shift first; nothing quits while somebody is signed in
            if self.shell.may_close() {
                return;
            }
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.shell.ask_to_end_shift();
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.shell.frame(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        super::theme::clear_colour(self.shell.theme())
    }
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When the system gives no window or no thread.
pub fn open(options: Options) -> eframe::Result {
    let title = if options.training {
        "Tandem: TRAINING, not real people"
    } else {
        "Tandem"
    };
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title(title)
            .with_app_id("tandem")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([640.0, 360.0])
            .with_maximized(true),
        // no page has a gradient: without it a colour is exactly its token, and each point costs less where the
        // processor draws
        dithering: false,
        ..Default::default()
    };
    eframe::run_native(
        "tandem",
        native,
        Box::new(move |cc| {
            let ctx = cc.egui_ctx.clone();
            prepare(&ctx);
            let woken = ctx.clone();
            watch_leaps(Arc::clone(&options.clock), move || woken.request_repaint())?;
            let worker = Worker::start(options.engine, move || ctx.request_repaint())?;
            let mut shell = Shell::new(Box::new(worker), options.clock, options.rules, options.theme);
            shell.start_zoom(&cc.egui_ctx, options.comfort.zoom);
            shell.read_easier(options.comfort.easier);
            let mut window = Window {
                shell,
                comfort: options.comfort,
                comfort_file: options.comfort_file,
            };
            window.comfort = window.shell.comfort(&cc.egui_ctx);
            Ok(Box::new(window))
        }),
    )
}

/// Fonts, the ground left to the renderer, no quitting by a single chord, no screen capture where the platform has it.
fn prepare(ctx: &egui::Context) {
    super::theme::install_fonts(ctx);
    super::theme::look::write(ctx, |look| look.cleared = true);
    ctx.options_mut(|options| options.quit_shortcuts.clear());
    ctx.send_viewport_cmd(egui::ViewportCommand::ContentProtected(true));
}
