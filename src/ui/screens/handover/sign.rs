//! One handover that was given: its sheet, and the signature of whoever takes over.

use egui::Ui;
use serde::{Deserialize, Serialize};

use super::{ask, line_words};
use crate::app::api::{DeskRequest, ReceiptForm};
use crate::app::folders;
use crate::domain::content::{HandoverTo, ReceivedHow};
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::incident::HandoverCard;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{time_field, time_wrong, typed_time};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Field, Problems, body, gap, label_text, support,
    tick,
};
use crate::ui::words::{t, ta};

/// The signature that is being taken, kept until it is recorded.
#[derive(Debug, Default)]
pub(super) struct Sign {
    about: Option<IncidentId>,
    form: Form,
    problems: Problems,
    kept: Kept,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Form {
    of: Option<ItemId>,
    how: Option<usize>,
    name: String,
    role: String,
    code: String,
    time: String,
    read_back: bool,
    remark: String,
}

/// The two ways to sign without an account here.
const WAYS: [(ReceivedHow, &str); 2] = [
    (ReceivedHow::OnLaptop, "sign-laptop"),
    (ReceivedHow::OnPaper, "sign-paper"),
];

impl Sign {
    /// Takes up what was left when another incident is in focus, or when the page opens.
    pub(super) fn follow(&mut self, cx: &Cx<'_>, incident: IncidentId) {
        if self.about != Some(incident) {
            let (form, kept) = Kept::open(cx, format!("sign/{}", incident.hex()));
            *self = Self {
                about: Some(incident),
                form,
                kept,
                ..Self::default()
            };
        }
    }

    /// Saves what is typed as a sealed draft.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        self.kept.keep(cx, ui, &self.form);
    }

    /// It was recorded: nothing of it is kept.
    pub(super) fn done(&mut self, actions: &mut Vec<Action>) {
        self.kept = self.kept.forget(actions);
        self.form = Form::default();
        self.problems = Problems::none();
    }

    /// Draws it; `true` when a signature was asked to be recorded.
    pub(super) fn card_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        incident: IncidentId,
        card: &HandoverCard,
    ) -> bool {
        let line = line_words(card, cx.now);
        Card::new(Edge::None)
            .name(&line)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = Space::Xs.points();
                label_text(ui, &line);
                state_ui(cx, ui, card);
                sheet_ui(cx, ui, incident, card, &line);
                if !card.is_open() {
                    return false;
                }
                if card.given.to == HandoverTo::NextShift {
                    return take_ui(cx, ui, incident, card, &line);
                }
                if self.form.of == Some(card.given.handover) {
                    return self.form_ui(cx, ui, incident);
                }
                let name = ta("handover-sign-name", &[("handover", line.as_str().into())]);
                let words = t("handover-sign");
                if Button::new(ButtonKind::Plain, &words)
                    .name(&name)
                    .show(ui)
                    .clicked()
                {
                    self.form = Form {
                        of: Some(card.given.handover),
                        ..Form::default()
                    };
                    self.problems = Problems::none();
                    let id = cx.field_id("sign-how");
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
                false
            })
            .inner
    }

    fn form_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: IncidentId) -> bool {
        gap(ui, Space::Sm);
        self.problems.show(ui);
        let how_id = cx.field_id("sign-how");
        let words = WAYS.map(|(_, key)| t(key));
        let options = words.each_ref().map(|words| ChoiceOption::new(words));
        Choices::new(how_id, &t("sign-how"), &options)
            .inline()
            .error(self.problems.of(how_id))
            .show(ui, &mut self.form.how);
        let (name, role, code) = (
            cx.field_id("sign-name"),
            cx.field_id("sign-role"),
            cx.field_id("sign-code"),
        );
        Field::new(name, &t("sign-name"))
            .error(self.problems.of(name))
            .show(ui, &mut self.form.name);
        Field::new(role, &t("sign-role"))
            .hint(&t("sign-role-hint"))
            .error(self.problems.of(role))
            .show(ui, &mut self.form.role);
        time_field(cx, ui, "sign-time", &self.problems, &mut self.form.time);
        if self.way() == Some(ReceivedHow::OnPaper) {
            Field::new(code, &t("sign-code"))
                .width(160.0)
                .error(self.problems.of(code))
                .show(ui, &mut self.form.code);
        }
        tick(
            ui,
            cx.field_id("sign-read-back"),
            &mut self.form.read_back,
            &t("sign-read-back"),
        );
        Field::new(cx.field_id("sign-remark"), &t("sign-remark")).show(ui, &mut self.form.remark);
        let (sign, leave) = ui
            .horizontal_wrapped(|ui| {
                let sign = Button::new(ButtonKind::Primary, &t("sign-commit"))
                    .show(ui)
                    .clicked();
                let leave = Button::new(ButtonKind::Plain, &t("sign-leave")).show(ui);
                (sign, leave.clicked())
            })
            .inner;
        if leave {
            self.form = Form::default();
        }
        sign && !cx.busy && self.send(cx, incident)
    }

    fn way(&self) -> Option<ReceivedHow> {
        self.form.how.and_then(|at| WAYS.get(at)).map(|(how, _)| *how)
    }

    fn send(&mut self, cx: &mut Cx<'_>, incident: IncidentId) -> bool {
        let mut wrong = Vec::new();
        let mut missing = |is: bool, id: &str, key: &str| {
            if is {
                wrong.push((cx.field_id(id), t(key)));
            }
        };
        let how = self.way();
        missing(how.is_none(), "sign-how", "sign-how-missing");
        missing(self.form.name.trim().is_empty(), "sign-name", "sign-name-missing");
        missing(self.form.role.trim().is_empty(), "sign-role", "sign-role-missing");
        let paper = how == Some(ReceivedHow::OnPaper);
        missing(
            paper && self.form.code.trim().is_empty(),
            "sign-code",
            "sign-code-missing",
        );
        let at = typed_time(cx, &self.form.time);
        if at.is_none() {
            wrong.push((
                cx.field_id("sign-time"),
                time_wrong(cx, &self.form.time, "time-wrong"),
            ));
        }
        let ready = wrong.is_empty();
        self.problems.set(wrong);
        let (true, Some(how), Some(handover)) = (ready, how, self.form.of) else {
            return false;
        };
        let form = ReceiptForm {
            incident,
            handover,
            name: self.form.name.clone(),
            role: self.form.role.clone(),
            at,
            how,
            code: self.form.code.clone(),
            read_back: self.form.read_back,
            remark: self.form.remark.clone(),
        };
        ask(cx, DeskRequest::Receive(form));
        true
    }
}

fn state_ui(cx: &Cx<'_>, ui: &mut Ui, card: &HandoverCard) {
    match &card.received {
        None => {
            let who = [("who", card.given.by.as_str().into())];
            body(ui, &ta("handover-open", &who));
        }
        Some(received) => {
            let args = [
                ("name", received.name.as_str().into()),
                ("role", received.role.as_str().into()),
                ("time", received.at.clock_from(cx.now).into()),
            ];
            body(ui, &ta("handover-accepted", &args));
            if !received.read_back {
                support(ui, &t("handover-not-read-back"));
            }
            if !received.remark.is_empty() {
                support(ui, &received.remark);
            }
        }
    }
}

/// The sheet: as files, or on paper.
fn sheet_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: IncidentId, card: &HandoverCard, line: &str) {
    let handover = card.given.handover;
    let named = |key: &str| {
        ta(
            "handover-sheet-name",
            &[("what", t(key).into()), ("handover", line.into())],
        )
    };
    let (save, print) = ui
        .horizontal_wrapped(|ui| {
            let mut button = |key: &str| {
                Button::new(ButtonKind::Plain, &t(key))
                    .name(&named(key))
                    .show(ui)
                    .clicked()
            };
            (button("handover-sheet-print"), button("handover-sheet-save"))
        })
        .inner;
    let (print, save) = (save, print);
    if cx.busy {
        return;
    }
    if print {
        ask(cx, DeskRequest::PrintSheet(incident, handover));
    } else if save {
        ask(
            cx,
            DeskRequest::SaveSheet(incident, handover, folders::for_exports()),
        );
    }
}

/// A colleague of the next shift takes it over from their own seat; their PIN brought them there.
fn take_ui(cx: &mut Cx<'_>, ui: &mut Ui, incident: IncidentId, card: &HandoverCard, line: &str) -> bool {
    if card.author == cx.state.me {
        return false;
    }
    for (key, part) in [
        "handover-situation",
        "handover-background",
        "handover-assessment",
        "handover-recommendation",
    ]
    .into_iter()
    .zip(card.given.sbar.parts())
    {
        if !part.is_empty() {
            support(ui, &t(key));
            body(ui, part);
        }
    }
    support(ui, &t("handover-take-hint"));
    let name = ta("handover-take-name", &[("handover", line.into())]);
    let pressed = Button::new(ButtonKind::Primary, &t("handover-take"))
        .name(&name)
        .show(ui)
        .clicked();
    if !pressed || cx.busy {
        return false;
    }
    let form = ReceiptForm {
        incident,
        handover: card.given.handover,
        name: String::new(),
        role: String::new(),
        at: None,
        how: ReceivedHow::OwnSeat,
        code: String::new(),
        read_back: true,
        remark: String::new(),
    };
    ask(cx, DeskRequest::Receive(form));
    true
}
