//! The clipboard, cleared after a minute and at every seat change.

use crate::domain::time::Moment;

/// How long copied words stay (cleared after 60 s).
const STAYS_MS: i64 = 60_000;

/// Remembers that something was copied, not what.
#[derive(Debug, Default)]
pub(super) struct Clipboard {
    clear_at: Option<Moment>,
}

impl Clipboard {
    /// Notices that this frame copied words out of a field.
    pub(super) fn watch(&mut self, ctx: &egui::Context, now: Moment) {
        let copied = ctx.output(|output| {
            output
                .commands
                .iter()
                .any(|command| matches!(command, egui::OutputCommand::CopyText(_)))
        });
        if copied {
            self.clear_at = Some(now.plus_ms(STAYS_MS));
        }
    }

    /// Puts words there, for a minute.
    pub(super) fn fill(&mut self, ctx: &egui::Context, words: String, now: Moment) {
        put(ctx, words);
        self.clear_at = Some(now.plus_ms(STAYS_MS));
    }

    /// Clears it when its minute is over.
    pub(super) fn tick(&mut self, ctx: &egui::Context, now: Moment) {
        if self.clear_at.is_some_and(|at| at <= now) {
            self.clear(ctx);
        }
    }

    /// Clears it if this program filled it.
    pub(super) fn clear(&mut self, ctx: &egui::Context) {
        if self.clear_at.take().is_some() {
            put(ctx, " ".to_owned());
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that fills the clipboard"
)]
fn put(ctx: &egui::Context, words: String) {
    ctx.copy_text(words);
}
