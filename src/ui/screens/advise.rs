//! Advice to officers from the desk: what was advised, what they said back, whether they agreed, what was done.

use egui::Ui;
use serde::{Deserialize, Serialize};

use crate::app::api::{AdviceForm, DeskRequest, Done, Request};
use crate::app::problem::Problem;
use crate::domain::content::{Agreed, Channel};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::{AdviceCard, SideFile};
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{page_head_ui, side_badge};
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, FieldKind, Page, Problems, body, gap,
    heading, label_text, link, support,
};
use crate::ui::words::{t, ta};

/// By which ways officers are reached from a desk.
const WAYS: [Channel; 3] = [Channel::Radio, Channel::Phone, Channel::InPerson];

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Advise {
    of: Option<IncidentId>,
    form: Form,
    kept: Kept,
    problems: Problems,
    sent: Sent,
    told: Option<String>,
}

/// What is typed and chosen: kept as a draft until it is sent.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Form {
    to: String,
    way: Option<usize>,
    advised: String,
    understood: String,
    agreed: Option<usize>,
    done: String,
    /// Earlier advice to which what was done is added.
    later: Option<(ItemId, String)>,
}

/// What was asked for and is not answered yet.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Sent {
    #[default]
    Nothing,
    Advice,
    Later,
}

impl Screen for Advise {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let (Some(side), Some(incident), Some(own)) =
            (cx.seat(), cx.state.focus.as_deref(), cx.state.own.as_deref())
        else {
            cx.push(Action::Go(Route::Board));
            return;
        };
        if self.of != Some(incident.incident) {
            let (form, kept) = Kept::open(cx, format!("advise/{}", incident.incident.hex()));
            *self = Self {
                of: Some(incident.incident),
                form,
                kept,
                ..Self::default()
            };
        }
        let page = Page::new(cx.field_id("advise")).pinned();
        page.body(ui, |ui| {
            if page_head_ui(ui, side_badge(side), &t("advise-title"), &incident.reference) {
                cx.push(Action::Back);
            }
            if let Some(words) = self.told.take() {
                self.problems.set(vec![(cx.field_id("advise-to"), words)]);
            }
            self.problems.show(ui);
            support(ui, &t("advise-hint"));
            self.form_ui(cx, ui);
            self.before_ui(cx, ui, own);
        });
        page.footer(ui, |ui| {
            let save = Button::new(ButtonKind::Primary, &t("advise-save"))
                .commit()
                .show(ui);
            if save.clicked() && !cx.busy {
                self.save(cx, incident.incident);
            }
        });
        self.kept.keep(cx, ui, &self.form);
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match (answer, std::mem::take(&mut self.sent)) {
            (Ok(_), Sent::Advice) => {
                let later = self.form.later.take();
                self.kept = self.kept.forget(actions);
                self.form = Form {
                    later,
                    ..Form::default()
                };
                actions.push(Action::Tell {
                    words: t("advise-told"),
                    undo: false,
                });
            }
            (Ok(_), Sent::Later) => self.form.later = None,
            (Ok(_), Sent::Nothing) => {}
            (Err(problem), _) => self.told = Some(crate::ui::typed::sentences(problem)),
        }
        true
    }
}

impl Advise {
    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let to = cx.field_id("advise-to");
        let field = Field::new(to, &t("advise-to"))
            .hint(&t("advise-to-hint"))
            .error(self.problems.of(to))
            .show(ui, &mut self.form.to);
        if cx.arrived {
            field.request_focus();
        }
        let words = WAYS.map(way_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        let mut way = self.form.way.or(Some(0));
        Choices::new(cx.field_id("advise-way"), &t("advise-way"), &options)
            .inline()
            .show(ui, &mut way);
        self.form.way = way;
        for (key, words) in [
            ("advise-advised", &mut self.form.advised),
            ("advise-understood", &mut self.form.understood),
        ] {
            let id = cx.field_id(key);
            Field::new(id, &t(key))
                .kind(FieldKind::Area(2))
                .error(self.problems.of(id))
                .show(ui, words);
        }
        let agreed = cx.field_id("advise-agreed");
        let words = Agreed::ALL.map(agreed_words);
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        Choices::new(agreed, &t("advise-agreed"), &options)
            .inline()
            .error(self.problems.of(agreed))
            .show(ui, &mut self.form.agreed);
        Field::new(cx.field_id("advise-done"), &t("advise-done"))
            .hint(&t("advise-done-hint"))
            .kind(FieldKind::Area(1))
            .show(ui, &mut self.form.done);
    }

    fn save(&mut self, cx: &mut Cx<'_>, incident: IncidentId) {
        let mut wrong = Vec::new();
        for (key, words, missing) in [
            ("advise-to", &self.form.to, "advise-to-missing"),
            ("advise-advised", &self.form.advised, "advise-advised-missing"),
            (
                "advise-understood",
                &self.form.understood,
                "advise-understood-missing",
            ),
        ] {
            if words.trim().is_empty() {
                wrong.push((cx.field_id(key), t(missing)));
            }
        }
        let agreed = self.form.agreed.and_then(|at| Agreed::ALL.get(at).copied());
        if agreed.is_none() {
            wrong.push((cx.field_id("advise-agreed"), t("advise-agreed-missing")));
        }
        let ready = wrong.is_empty();
        self.problems.set(wrong);
        let (true, Some(agreed)) = (ready, agreed) else {
            return;
        };
        let channel = self
            .form
            .way
            .and_then(|at| WAYS.get(at).copied())
            .unwrap_or(Channel::Radio);
        self.sent = Sent::Advice;
        let form = AdviceForm {
            incident,
            to: self.form.to.clone(),
            channel,
            advised: self.form.advised.clone(),
            understood: self.form.understood.clone(),
            agreed,
            done: self.form.done.clone(),
        };
        ask(cx, DeskRequest::Advise(form));
    }

    fn before_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, own: &SideFile) {
        if own.advice.is_empty() {
            return;
        }
        gap(ui, Space::Md);
        heading(ui, &t("advise-before"));
        for card in own.advice.iter().rev() {
            ui.push_id(card.advice.item, |ui| self.card_ui(cx, ui, card));
        }
    }

    fn card_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, card: &AdviceCard) {
        let advice = &card.advice;
        let args = [
            ("time", card.at.clock_from(cx.now).into()),
            ("to", advice.to.as_str().into()),
            ("how", way_words(advice.channel).to_lowercase().into()),
        ];
        let line = ta("advise-line", &args);
        Card::new(Edge::None).name(&line).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = Space::Xs.points();
            label_text(ui, &line);
            body(ui, &advice.advised);
            let back = ta("advise-back", &[("words", advice.understood.as_str().into())]);
            body(ui, &back);
            support(ui, &agreed_words(advice.agreed));
            if !advice.done.is_empty() {
                body(
                    ui,
                    &ta("advise-was-done", &[("words", advice.done.as_str().into())]),
                );
                return;
            }
            self.later_ui(cx, ui, advice.item, &line);
        });
    }

    /// What was done becomes known later.
    fn later_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, item: ItemId, line: &str) {
        let Some((open, words)) = &mut self.form.later else {
            if link(ui, &t("advise-add"), Some(line)).clicked() {
                self.form.later = Some((item, String::new()));
                let id = cx.field_id("advise-later");
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            return;
        };
        if *open != item {
            return;
        }
        Field::new(cx.field_id("advise-later"), &t("advise-done")).show(ui, words);
        let save = Button::new(ButtonKind::Plain, &t("save")).show(ui).clicked();
        if save && !words.trim().is_empty() && !cx.busy {
            let request = self
                .of
                .map(|incident| DeskRequest::AdviceDone(incident, item, words.trim().to_owned()));
            if let Some(request) = request {
                self.sent = Sent::Later;
                ask(cx, request);
            }
        }
    }
}

fn ask(cx: &mut Cx<'_>, request: DeskRequest) {
    cx.push(Action::Ask(Request::Desk(Box::new(request))));
}

fn way_words(channel: Channel) -> String {
    t(match channel {
        Channel::OnScreen | Channel::InPerson => "how-in-person",
        Channel::Radio => "how-radio",
        Channel::Phone => "how-phone",
    })
}

fn agreed_words(agreed: Agreed) -> String {
    t(match agreed {
        Agreed::Yes => "advise-yes",
        Agreed::Partly => "advise-partly",
        Agreed::No => "advise-no",
    })
}
