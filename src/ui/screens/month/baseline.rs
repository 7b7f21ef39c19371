//! What later months are compared with, stated once; and a governance lead's own counts of the month.

use egui::{Id, Ui};

use crate::app::api::{BaselineForm, Done, Phase, Request};
use crate::app::problem::Problem;
use crate::domain::role::Role;
use crate::domain::time::YearMonth;
use crate::ui::action::Action;
use crate::ui::screen::{Cx, Screen};
use crate::ui::screens::people::fraction;
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Field, FieldKind, Notice, Page, Problems, back_link, body, button, focus_title, gap,
    heading, notice, progress, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Baseline {
    typed: Option<Typed>,
    failed: Option<String>,
    /// What was done last: the words for it.
    done: Option<&'static str>,
    asked: Option<&'static str>,
    problems: Problems,
    stated: super::stated::Fields,
}

#[derive(Debug, Default, Clone)]
struct Typed {
    month: String,
    used: String,
    minutes: String,
    residents: String,
    year: String,
    groups: [String; 5],
}

/// The groups of the census, in the order of [`BaselineForm::groups`].
const GROUPS: [&str; 5] = [
    "baseline-white",
    "baseline-mixed",
    "baseline-asian",
    "baseline-black",
    "baseline-other",
];

impl Screen for Baseline {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let Some(shown) = cx.state.month.clone() else {
            title(ui, &t("month-title-none"));
            body(ui, &t("month-none"));
            return;
        };
        if cx.arrived {
            *self = Self::default();
            focus_title(ui.ctx());
        }
        let typed = self.typed.get_or_insert_with(|| known(&shown)).clone();
        let mut typed = typed;
        let first = cx.field_id("baseline-month");
        if let Some(failed) = self.failed.take() {
            self.problems.set(vec![(first, failed)]);
        }
        let month = shown.month.month;
        let page = Page::new(cx.field_id("baseline"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("baseline-title"));
            self.problems.show(ui);
            if let Some(done) = self.done {
                notice(ui, Notice::Info, &t(done));
            }
            if cx.state.phase == Phase::Office(Role::Governance) {
                self.own_ui(cx, ui, month);
            }
            heading(ui, &t("baseline-stated"));
            support(ui, &t("baseline-hint"));
            self.fields_ui(cx, ui, &mut typed);
        });
        self.typed = Some(typed);
        page.footer(ui, |ui| {
            if self.asked.is_some() && cx.busy {
                let part = cx.progress.map(|(_, done, of)| fraction(done, of));
                progress(ui, &t("working"), part);
                if button(ui, ButtonKind::Plain, &t("month-stop"), None).clicked() {
                    cx.push(Action::Stop);
                }
                return;
            }
            let pressed = Button::new(ButtonKind::Primary, &t("baseline-keep"))
                .commit()
                .show(ui)
                .clicked();
            if button(ui, ButtonKind::Plain, &t("export-leave"), Some("Esc")).clicked() {
                cx.push(Action::Back);
            }
            if pressed && !cx.busy {
                self.keep(cx);
            }
        });
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, _actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(_) => {
                self.done = self.asked.take();
                self.problems = Problems::default();
                self.stated = super::stated::Fields::default();
            }
            Err(problem) => {
                self.asked = None;
                self.failed = Some(sentences(problem));
            }
        }
        true
    }
}

impl Baseline {
    /// The lead's own counts: one press, and what leaves is said before it.
    fn own_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, month: YearMonth) {
        let words = month.words();
        heading(ui, &ta("own-count-title", &[("month", words.as_str().into())]));
        body(ui, &t("own-count-what"));
        let press = ta("own-count", &[("month", words.as_str().into())]);
        self.stated.ui(cx, ui, &self.problems);
        gap(ui, Space::Sm);
        if button(ui, ButtonKind::Plain, &press, None).clicked() && !cx.busy {
            self.done = None;
            match self.stated.read(cx) {
                Ok(numbers) => {
                    self.asked = Some("own-counted");
                    self.problems = Problems::default();
                    cx.push(Action::Ask(Request::CountOwn(month, numbers)));
                }
                Err(wrong) => self.problems.set(wrong),
            }
        }
        gap(ui, Space::Md);
    }

    fn fields_ui(&self, cx: &Cx<'_>, ui: &mut Ui, typed: &mut Typed) {
        let rows: [(&str, FieldKind, &mut String); 5] = [
            ("baseline-month", FieldKind::Line, &mut typed.month),
            ("baseline-used", FieldKind::Digits, &mut typed.used),
            ("baseline-minutes", FieldKind::Digits, &mut typed.minutes),
            ("baseline-residents", FieldKind::Digits, &mut typed.residents),
            ("baseline-year", FieldKind::Digits, &mut typed.year),
        ];
        for (key, kind, value) in rows {
            let id = cx.field_id(key);
            gap(ui, Space::Sm);
            Field::new(id, &t(key))
                .kind(kind)
                .hint(&t(&format!("{key}-hint")))
                .error(self.problems.of(id))
                .show(ui, value);
        }
        gap(ui, Space::Md);
        heading(ui, &t("baseline-groups"));
        support(ui, &t("baseline-groups-hint"));
        for (key, value) in GROUPS.into_iter().zip(&mut typed.groups) {
            let id = cx.field_id(key);
            gap(ui, Space::Sm);
            Field::new(id, &t(key))
                .kind(FieldKind::Digits)
                .error(self.problems.of(id))
                .show(ui, value);
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        let Some(typed) = &self.typed else { return };
        let mut wrong: Vec<(Id, String)> = Vec::new();
        let month: Option<YearMonth> = typed.month.trim().parse().ok();
        if month.is_none() {
            wrong.push((cx.field_id("baseline-month"), t("baseline-month-wrong")));
        }
        let mut number = |key: &str, text: &str, most: u32| -> Option<u32> {
            let text = text.trim();
            let read = text.parse().ok().filter(|number| (1..=most).contains(number));
            if !text.is_empty() && read.is_none() {
                let gaps = [("most", u64::from(most).into())];
                wrong.push((cx.field_id(key), ta("baseline-number-wrong", &gaps)));
            }
            read
        };
        let s136_used = number("baseline-used", &typed.used, 100_000);
        let officer_minutes = number("baseline-minutes", &typed.minutes, 10_000);
        let residents = number("baseline-residents", &typed.residents, 100_000_000);
        let year = number("baseline-year", &typed.year, 2_200);
        let mut groups = [0; 5];
        let mut stated = 0;
        for ((key, text), place) in GROUPS.into_iter().zip(&typed.groups).zip(&mut groups) {
            if let Some(many) = number(key, text, 100_000_000) {
                *place = many;
                stated += 1;
            }
        }
        if (1..5).contains(&stated) {
            wrong.push((cx.field_id("baseline-white"), t("baseline-groups-wrong")));
        }
        self.problems.set(wrong);
        if let Some(month) = month
            && self.problems.is_empty()
        {
            self.asked = Some("baseline-kept");
            self.done = None;
            cx.push(Action::Ask(Request::SetBaseline(BaselineForm {
                month,
                s136_used,
                officer_minutes,
                residents,
                residents_of: year.and_then(|year| u16::try_from(year).ok()),
                groups: (stated == 5).then_some(groups),
            })));
        }
    }
}

/// What was stated before; a year ago where nothing was.
fn known(page: &crate::app::api::MonthPage) -> Typed {
    let text = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    if let Some(against) = &page.against {
        return Typed {
            month: against.baseline.month.to_string(),
            used: text(against.baseline.s136_used),
            minutes: text(against.baseline.officer_minutes),
            residents: text(against.baseline.residents),
            year: text(against.baseline.residents_of.map(u32::from)),
            groups: against
                .baseline
                .groups
                .map(|groups| groups.map(|many| many.to_string()))
                .unwrap_or_default(),
        };
    }
    let year_ago = std::iter::successors(Some(page.month.month), |month| Some(month.previous()))
        .nth(12)
        .unwrap_or(page.month.month);
    Typed {
        month: year_ago.to_string(),
        ..Typed::default()
    }
}
