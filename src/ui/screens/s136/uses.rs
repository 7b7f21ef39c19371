//! Further uses of force on the page of the record: those that are noted, and the one that is being added.

use egui::Ui;

use crate::domain::content::{S136Field, S136Form};
use crate::domain::mha::force::{self, ForceUse};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    ButtonKind, ChoiceOption, Choices, Field, Problems, body, button, gap, label_text, support,
};
use crate::ui::words::{t, ta};

/// The use that is being added.
#[derive(Debug, Default)]
pub(super) struct MoreForce {
    what: Option<usize>,
    position: Option<usize>,
    minutes: String,
    injuries: String,
}

/// The codes of a line; `none` is no use of force.
fn codes(field: S136Field) -> Vec<&'static str> {
    match field.form() {
        S136Form::Choice(codes) => codes.iter().copied().filter(|code| *code != "none").collect(),
        S136Form::Words | S136Form::Time | S136Form::Minutes | S136Form::Uses => Vec::new(),
    }
}

/// One use in words: `Handcuffs, standing, 12 min. None seen`.
fn words(one: &ForceUse) -> String {
    ta(
        "s136-force-one",
        &[
            ("what", t(&format!("s136-code-{}", one.what)).into()),
            ("position", t(&format!("s136-code-{}", one.position)).into()),
            ("minutes", one.minutes.into()),
            ("injuries", one.injuries.as_str().into()),
        ],
    )
}

impl MoreForce {
    /// The uses of `line`, each with a way to take it away, and the fields of one more. Gives the line as it is now, when
    /// it changed.
    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, line: &str, problems: &Problems) -> Option<String> {
        let mut uses = force::uses(line).unwrap_or_default();
        let mut changed = false;
        label_text(ui, &t("s136-line-force-more"));
        let mut gone = None;
        for (at, one) in uses.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                body(ui, &words(one));
                let name = ta("s136-force-remove-name", &[("number", (at + 1).into())]);
                if crate::ui::widgets::Button::new(ButtonKind::Plain, &t("s136-force-remove"))
                    .name(&name)
                    .show(ui)
                    .clicked()
                {
                    gone = Some(at);
                }
            });
        }
        if let Some(at) = gone {
            uses.remove(at);
            changed = true;
        }
        self.fields_ui(cx, ui, problems);
        if button(ui, ButtonKind::Plain, &t("s136-force-add"), None).clicked()
            && let Some(one) = self.read()
        {
            uses.push(one);
            *self = Self::default();
            changed = true;
        }
        changed.then(|| force::line(&uses))
    }

    fn fields_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, problems: &Problems) {
        support(ui, &t("s136-force-more-hint"));
        for (field, chosen) in [
            (S136Field::Force, &mut self.what),
            (S136Field::ForcePosition, &mut self.position),
        ] {
            let id = cx.field_id(&format!("more-{}", field.key()));
            let words: Vec<String> = codes(field)
                .iter()
                .map(|code| t(&format!("s136-code-{code}")))
                .collect();
            let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
            gap(ui, Space::Sm);
            Choices::new(id, &t(&format!("s136-more-{}", field.key())), &options)
                .inline()
                .error(problems.of(id))
                .show(ui, chosen);
        }
        for (field, value) in [
            (S136Field::ForceMinutes, &mut self.minutes),
            (S136Field::ForceInjuries, &mut self.injuries),
        ] {
            let id = cx.field_id(&format!("more-{}", field.key()));
            gap(ui, Space::Sm);
            Field::new(id, &t(&format!("s136-more-{}", field.key())))
                .error(problems.of(id))
                .show(ui, value);
        }
        gap(ui, Space::Sm);
    }

    /// Whether something of it is filled in and not added yet.
    pub(super) fn begun(&self) -> bool {
        self.what.is_some()
            || self.position.is_some()
            || !self.minutes.trim().is_empty()
            || !self.injuries.trim().is_empty()
    }

    /// The use, when everything is said.
    pub(super) fn read(&self) -> Option<ForceUse> {
        let code = |field: S136Field, at: Option<usize>| at.and_then(|at| codes(field).get(at).copied());
        let injuries = self.injuries.trim();
        Some(ForceUse {
            what: code(S136Field::Force, self.what)?.to_owned(),
            position: code(S136Field::ForcePosition, self.position)?.to_owned(),
            minutes: self.minutes.trim().parse().ok()?,
            injuries: (!injuries.is_empty()).then(|| injuries.to_owned())?,
        })
    }

    /// What it lacks: the fields, each with what to do.
    pub(super) fn wrong(&self, cx: &Cx<'_>) -> Vec<(egui::Id, String)> {
        let mut wrong = Vec::new();
        let mut say = |field: S136Field, is: bool, key: &str| {
            if is {
                wrong.push((cx.field_id(&format!("more-{}", field.key())), t(key)));
            }
        };
        say(S136Field::Force, self.what.is_none(), "s136-force-what-missing");
        say(
            S136Field::ForcePosition,
            self.position.is_none(),
            "s136-force-position-missing",
        );
        say(
            S136Field::ForceMinutes,
            self.minutes.trim().parse::<u32>().is_err(),
            "s136-force-minutes-missing",
        );
        say(
            S136Field::ForceInjuries,
            self.injuries.trim().is_empty(),
            "s136-force-injuries-missing",
        );
        wrong
    }
}
