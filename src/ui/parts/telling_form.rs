//! Whom one told, how and when: the three fields of every telling that happens outside this screen.

use egui::{Id, Ui};

use crate::app::api::Telling;
use crate::domain::content::TellingHow;
use crate::domain::time::Moment;
use crate::domain::typed::{TimeFault, typed_time as domain_time};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ButtonKind, ChoiceOption, Choices, Field, Problems, button, gap};
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
            wrong.push((
                cx.field_id("telling-time"),
                time_wrong(cx, &self.time, "time-wrong"),
            ));
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

/// A field for a time that has been; empty is now.
pub(crate) fn time_field(cx: &Cx<'_>, ui: &mut Ui, name: &str, problems: &Problems, value: &mut String) {
    let id = cx.field_id(name);
    let hint = ta("time-hint", &[("now", cx.now.clock().into())]);
    Field::new(id, &t("time-label"))
        .hint(&hint)
        .width(120.0)
        .error(problems.of(id))
        .show(ui, value);
    which_hour_ui(cx, ui, id, value);
}

/// In the hour that the clocks went through twice: which of both is meant, one press each. The keyboard then is in the
/// field `id` again.
pub(crate) fn which_hour_ui(cx: &Cx<'_>, ui: &mut Ui, id: Id, value: &mut String) {
    let Err(TimeFault::Twice(before, after)) = domain_time(value, cx.now) else {
        return;
    };
    gap(ui, Space::Sm);
    ui.horizontal_wrapped(|ui| {
        for (at, key) in [(before, "time-before-change"), (after, "time-after-change")] {
            let words = ta(key, &[("time", at.clock_from(cx.now).into())]);
            if button(ui, ButtonKind::Plain, &words, None).clicked() {
                *value = at.clock_from(cx.now);
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        }
    });
}

/// What such a field says; `None` when it is no time that has been, or one of two.
pub(crate) fn typed_time(cx: &Cx<'_>, value: &str) -> Option<Moment> {
    if value.trim().is_empty() {
        Some(cx.now)
    } else {
        domain_time(value, cx.now).ok()
    }
}

/// What is wrong with such a field, in words: `otherwise` is the key of what is said of a time that is none.
pub(crate) fn time_wrong(cx: &Cx<'_>, value: &str, otherwise: &str) -> String {
    match domain_time(value, cx.now) {
        Err(TimeFault::Twice(before, after)) => ta(
            "time-twice",
            &[
                ("before", before.clock_from(cx.now).into()),
                ("after", after.clock_from(cx.now).into()),
            ],
        ),
        Err(TimeFault::LeftOut) => t("time-left-out"),
        Err(TimeFault::None) | Ok(_) => t(otherwise),
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
