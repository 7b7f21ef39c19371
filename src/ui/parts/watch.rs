//! What governance leads and supervisors have to know of wrong shares and requests: times and counts, nobody named.

use egui::Ui;

use crate::app::api::{BreachRow, Watch};
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Tag, body, gap, heading, support, tag};
use crate::ui::words::{t, ta};

/// How many breaches are listed; older ones are in the shared log of their incidents.
const SHOWN: usize = 6;

/// Draws the list for one side; nothing at all where there is nothing to know.
pub(crate) fn watch_ui(cx: &Cx<'_>, ui: &mut Ui, side: Side) {
    let watch: &Watch = &cx.state.watch;
    let open: Vec<&BreachRow> = watch.breaches.iter().filter(|row| !row.is_closed()).collect();
    let closed = watch.breaches.len().saturating_sub(open.len());
    if watch.breaches.is_empty() && watch.repeats == 0 && watch.red_lines == 0 && watch.stopped == 0 {
        return;
    }
    gap(ui, Space::Sm);
    heading(ui, &t("watch-title"));
    for row in open.iter().take(SHOWN) {
        breach_ui(cx, ui, side, row);
    }
    let counts = [
        ("watch-breaches-closed", closed),
        ("watch-repeats", watch.repeats),
        ("watch-red-lines", watch.red_lines),
        ("watch-red-lines-untold", watch.red_lines_untold),
        ("watch-stopped", watch.stopped),
    ];
    for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        body(ui, &ta(key, &[("count", count.into())]));
    }
}

/// One open breach: until when this side's Commissioner clock runs, or that only the record is still open.
fn breach_ui(cx: &Cx<'_>, ui: &mut Ui, side: Side, row: &BreachRow) {
    let hours = i64::from(cx.rules.thresholds().breach_report_hours);
    let due = row.aware.plus_minutes(hours.saturating_mul(60));
    let waits = row.awaits(side);
    let (mark, key) = match (waits, due <= cx.now) {
        (true, true) => (Tag::Now, "tag-now"),
        (true, false) => (Tag::Soon, "tag-soon"),
        (false, _) => (Tag::Later, "tag-later"),
    };
    ui.horizontal_wrapped(|ui| {
        tag(ui, mark, &t(key));
        let time = row.aware.clock_from(cx.now);
        body(ui, &ta("watch-breach", &[("time", time.into())]));
        if waits {
            support(
                ui,
                &ta("watch-breach-due", &[("time", due.clock_from(cx.now).into())]),
            );
        }
    });
}
