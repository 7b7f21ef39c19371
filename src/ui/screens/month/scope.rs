//! Which month and which team of it is looked at, and beside which other month.

use egui::Ui;

use crate::app::api::{BesideMonth, MonthPage, MonthScope, Request};
use crate::domain::content::Post;
use crate::domain::time::YearMonth;
use crate::ui::action::Action;
use crate::ui::screen::Cx;
use crate::ui::widgets::{label_text, link, support};
use crate::ui::words::{t, ta};

/// Short rows of choices; what is chosen stands as words, the others as links.
pub(super) fn scope_ui(cx: &mut Cx<'_>, ui: &mut Ui, page: &MonthPage) {
    let scope = page.scope;
    let teams = [
        ("scope-all", None),
        ("scope-car", Some(Post::Car)),
        ("scope-desk", Some(Post::Desk)),
    ];
    let mut wanted = scope;
    months_ui(cx, ui, page.month.month);
    ui.horizontal_wrapped(|ui| {
        support(ui, &t("scope-team"));
        for (key, team) in teams {
            if choice(ui, "scope-team", key, team == scope.team) {
                wanted = MonthScope { team, ..scope };
            }
        }
    });
    let mut months = vec![
        ("scope-before", BesideMonth::Before),
        ("scope-year", BesideMonth::YearBefore),
    ];
    if page.against.is_some() {
        months.push(("scope-baseline", BesideMonth::Baseline));
    }
    ui.horizontal_wrapped(|ui| {
        support(ui, &t("scope-beside"));
        for (key, beside) in months {
            if choice(ui, "scope-beside", key, beside == scope.beside) {
                wanted = MonthScope { beside, ..scope };
            }
        }
    });
    if let Some((key, _)) = teams
        .iter()
        .find(|(_, team)| team.is_some() && *team == scope.team)
    {
        support(ui, &ta("scope-team-note", &[("team", t(key).into())]));
    }
    if wanted != scope && !cx.busy {
        cx.push(Action::Ask(Request::ScopeMonth(wanted)));
    }
}

/// The months before and after, as far as they have begun.
fn months_ui(cx: &mut Cx<'_>, ui: &mut Ui, at: YearMonth) {
    let this = cx.now.month();
    ui.horizontal_wrapped(|ui| {
        support(ui, &t("scope-month"));
        label_text(ui, &at.words());
        for to in [at.previous(), at.next()] {
            let name = ta("month-earlier", &[("month", to.words().into())]);
            if this.is_some_and(|this| to <= this) && link(ui, &name, None).clicked() && !cx.busy {
                cx.push(Action::Ask(Request::ShowMonth(to)));
            }
        }
    });
}

fn choice(ui: &mut Ui, row: &str, key: &str, chosen: bool) -> bool {
    let words = t(key);
    if chosen {
        label_text(ui, &words);
        return false;
    }
    link(ui, &words, Some(&format!("{}: {words}", t(row)))).clicked()
}
