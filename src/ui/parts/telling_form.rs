//! Whom one told, how and when: the three fields of every telling that happens outside this screen.

use egui::{Id, Ui};

use crate::app::api::Telling;
use crate::domain::content::TellingHow;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ChoiceOption, Choices, Field, Problems, gap};
use crate::ui::words::{t, ta};

/// What is typed and chosen.
#[derive(Debug, Default)]
pub(crate) struct TellingForm {
    who: String,
    how: Option<usize>,
    time: String,
    problems: Problems,
}

impl TellingForm {
    /// With a name that is known already.
    pub(crate) fn about(who: &str) -> Self {
        Self {
            who: who.to_owned(),
            ..Self::default()
        }
    }

    /// The field that takes the keyboard first.
    pub(crate) fn first(cx: &Cx<'_>) -> Id {
        cx.field_id("telling-who")
    }

    /// Draws the fields.
    pub(crate) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let who = Self::first(cx);
        Field::new(who, &t("telling-who"))
            .error(self.problems.of(who))
            .show(ui, &mut self.who);
        gap(ui, Space::Sm);
        let how = cx.field_id("telling-how");
        let words: Vec<String> = TellingHow::ALL.iter().map(|how| how_words(*how)).collect();
        let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
        Choices::new(how, &t("telling-how"), &options)
            .inline()
            .error(self.problems.of(how))
            .show(ui, &mut self.how);
        gap(ui, Space::Sm);
        time_field(cx, ui, "telling-time", &self.problems, &mut self.time);
    }

    /// What the fields say; `None` when something is missing, which is then marked.
    pub(crate) fn read(&mut self, cx: &Cx<'_>) -> Option<Telling> {
        let mut wrong = Vec::new();
        let who = self.who.trim();
        if who.is_empty() {
            wrong.push((Self::first(cx), t("telling-who-missing")));
        }
        let how = self.how.and_then(|at| TellingHow::ALL.get(at)).copied();
        if how.is_none() {
            wrong.push((cx.field_id("telling-how"), t("telling-how-missing")));
        }
        let at = typed_time(cx, &self.time);
        if at.is_none() {
            wrong.push((cx.field_id("telling-time"), t("time-wrong")));
        }
        let who = who.to_owned();
        self.problems.set(wrong);
        Some(Telling {
            who,
            at: at?,
            how: how?,
        })
        .filter(|_| self.problems.is_empty())
    }
}

/// A field for a time of day within the last twelve hours; empty is now.
pub(crate) fn time_field(cx: &Cx<'_>, ui: &mut Ui, name: &str, problems: &Problems, value: &mut String) {
    let id = cx.field_id(name);
    let hint = ta("time-hint", &[("now", cx.now.clock().into())]);
    Field::new(id, &t("time-label"))
        .hint(&hint)
        .width(120.0)
        .error(problems.of(id))
        .show(ui, value);
}

/// What such a field says; `None` when it is no time that has been.
pub(crate) fn typed_time(cx: &Cx<'_>, value: &str) -> Option<crate::domain::time::Moment> {
    if value.trim().is_empty() {
        Some(cx.now)
    } else {
        cx.now.earlier_clock(value)
    }
}

/// How somebody was told.
pub(crate) fn how_words(how: TellingHow) -> String {
    t(match how {
        TellingHow::Phone => "how-phone",
        TellingHow::InPerson => "how-in-person",
        TellingHow::SecureEmail => "how-email",
        TellingHow::Letter => "how-letter",
        TellingHow::Radio => "how-radio",
    })
}
