//! The clipboard, cleared after a minute and at every seat change.

use crate::domain::time::Moment;

/// How long copied words stay (cleared after 60 s).
const STAYS_MS: i64 = 60_000;
/// A clock that is merely kept right goes back by less.
const ADJUSTED_MS: i64 = 2_000;

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
        // a clock that was set back does not leave it there for longer
        if self
            .clear_at
            .is_some_and(|at| at <= now || at > now.plus_ms(STAYS_MS + ADJUSTED_MS))
        {
            self.clear(ctx);
        }
    }

    /// In how many milliseconds it is to be cleared; `None` when nothing was copied.
    pub(super) fn clears_in_ms(&self, now: Moment) -> Option<i64> {
        self.clear_at.map(|at| at.since_ms(now).clamp(0, STAYS_MS))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_words_stay_a_minute_and_no_longer_when_the_clock_is_set_back() {
        let ctx = egui::Context::default();
        let mut board = Clipboard::default();
        let now = Moment(3_600_000);
        board.fill(&ctx, "words".to_owned(), now);
        board.tick(&ctx, now.plus_ms(59_999));
        assert!(board.clear_at.is_some());
        board.tick(&ctx, now.plus_ms(60_000));
        assert!(board.clear_at.is_none());
        board.fill(&ctx, "words".to_owned(), now);
        board.tick(&ctx, now.plus_ms(-3_000));
        assert!(
            board.clear_at.is_none(),
            "set back: cleared at once, not in an hour"
        );
    }
}
