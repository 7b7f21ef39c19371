//! The 22 questions that both organisations answer before they share: the list, one question, and the list as one page.

use std::path::PathBuf;

use egui::{Key, Modifiers, Ui};

use crate::app::agreement::{goes_in_words, questions, standing_words};
use crate::app::api::{Done, Phase, Request};
use crate::app::problem::Problem;
use crate::domain::agreement::{
    AnswerState, PartnershipAnswer, PartnershipQuestion, QUESTION_COUNT, RegisterRow, RowStanding, Signed,
};
use crate::domain::role::{Role, Side};
use crate::domain::time::day_words;
use crate::ui::action::Action;
use crate::ui::parts::{organisation, partnership_words};
use crate::ui::screen::{Cx, Screen};
use crate::ui::screens::share::read_day;
use crate::ui::theme::Space;
use crate::ui::typed::sentences;
use crate::ui::widgets::{
    Button, ButtonKind, Cell, ChoiceOption, Choices, Column, Field, Notice, Page, Problems, RowView, Table,
    Tag, Width, back_link, body, button, focus_title, gap, heading, notice, progress, status_line, support,
    title,
};
use crate::ui::words::{t, ta};

/// One question as it is being answered.
#[derive(Debug, Clone, Default)]
struct Answering {
    number: usize,
    state: Option<usize>,
    evidence: String,
    owner: String,
    reviewed: String,
    review_by: String,
}

/// The states in the order of the digits.
const STATES: [(AnswerState, &str); 3] = [
    (AnswerState::Open, "partnership-open"),
    (AnswerState::Met, "partnership-met"),
    (AnswerState::NotNeeded, "partnership-not-needed"),
];

/// The page and what is typed there.
#[derive(Debug, Default)]
pub(crate) struct Partnership {
    questions: Vec<PartnershipQuestion>,
    answering: Option<Answering>,
    file: String,
    made: Option<PathBuf>,
    turned: bool,
    told: Option<String>,
    problems: Problems,
}

impl Screen for Partnership {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if self.questions.is_empty() {
            match questions() {
                Ok(questions) => self.questions = questions,
                Err(problem) => self.told = Some(sentences(&problem)),
            }
        }
        if cx.arrived || std::mem::take(&mut self.turned) {
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            let field = if self.answering.is_some() {
                "partnership-evidence"
            } else {
                "partnership-file"
            };
            self.problems.set(vec![(cx.field_id(field), words)]);
        }
        let escape =
            self.answering.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if escape {
            self.leave();
        }
        match self.answering.take() {
            Some(answering) => self.question_ui(cx, ui, answering),
            None => self.list_ui(cx, ui),
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::Exported(file)) => {
                self.problems.clear();
                self.made = Some(file.clone());
            }
            Ok(_) => {
                self.leave();
                actions.push(Action::Tell {
                    words: t("partnership-saved"),
                    undo: false,
                });
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Partnership {
    fn leave(&mut self) {
        self.answering = None;
        self.turned = true;
        self.problems.clear();
    }

    fn list_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let page = Page::new(cx.field_id("partnership")).wide().pinned();
        let mut pressed = None;
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &t("partnership-title"));
            self.problems.show(ui);
            let (ready, words) = partnership_words(cx);
            if ready {
                body(ui, &words);
            } else {
                notice(ui, Notice::Info, &words);
                support(ui, &t("partnership-hint"));
            }
            pressed = self.table_ui(cx, ui);
            gap(ui, Space::Sm);
            heading(ui, &t("partnership-export"));
            if let Some(file) = &self.made {
                let words = ta("partnership-made", &[("file", file.display().to_string().into())]);
                status_line(ui, &words);
            } else {
                let id = cx.field_id("partnership-file");
                Field::new(id, &t("partnership-file"))
                    .hint(&t("partnership-file-hint"))
                    .error(self.problems.of(id))
                    .show(ui, &mut self.file);
            }
        });
        page.footer(ui, |ui| self.list_footer_ui(cx, ui));
        if let Some(at) = pressed {
            self.answering = Some(answering(cx, at + 1));
            self.turned = true;
            self.problems.clear();
        }
    }

    fn list_footer_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        if cx.busy {
            progress(ui, &t("working"), None);
            return;
        }
        if self.made.is_some() || !matches!(cx.state.phase, Phase::Office(_)) {
            return;
        }
        if button(ui, ButtonKind::Plain, &t("partnership-write"), None).clicked() {
            if self.file.trim().is_empty() {
                let id = cx.field_id("partnership-file");
                self.problems.set(vec![(id, t("partnership-file-missing"))]);
            } else {
                let file = PathBuf::from(self.file.trim());
                cx.push(Action::Ask(Request::ExportPartnership(file)));
            }
        }
    }

    /// Gives the place of the question that was pressed.
    fn table_ui(&self, cx: &Cx<'_>, ui: &mut Ui) -> Option<usize> {
        let day = cx.now.london_date().unwrap_or_default();
        let heads = [
            "partnership-number",
            "partnership-question",
            "partnership-state",
            "partnership-owner",
        ]
        .map(t);
        let [number, question, state, owner] = &heads;
        let columns = [
            Column::new(number, Width::Exact(64.0)),
            Column::new(question, Width::Share(4.0)),
            Column::new(state, Width::Share(2.0)),
            Column::new(owner, Width::Share(1.6)),
        ];
        let name = t("partnership-title");
        let table = Table::new(
            cx.field_id("partnership-table"),
            &name,
            &columns,
            self.questions.len(),
        )
        .fit();
        let shown = table.show(ui, |at| {
            let Some(question) = self.questions.get(at) else {
                return RowView::default();
            };
            let standing = cx.state.register.standing(at + 1, day);
            let state = standing_words(standing).to_owned();
            let row = cx.state.register.row(at + 1);
            let owner = row.map(|row| row.answer.owner.clone()).unwrap_or_default();
            let number = (at + 1).to_string();
            RowView {
                name: format!("{number}. {} {state}", question.text),
                cells: vec![
                    Cell::Text(number),
                    Cell::Text(question.text.clone()),
                    match standing {
                        RowStanding::Done => Cell::Text(state),
                        RowStanding::Open | RowStanding::Unsigned(_) | RowStanding::ReviewDue => {
                            Cell::Tag(Tag::Plain, state)
                        }
                    },
                    Cell::Text(owner),
                ],
            }
        });
        shown.pressed
    }

    fn question_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, mut answering: Answering) {
        let number = answering.number;
        let Some(question) = number
            .checked_sub(1)
            .and_then(|at| self.questions.get(at))
            .cloned()
        else {
            return;
        };
        let writes = cx.state.phase == Phase::Office(Role::Governance);
        let page = Page::new(cx.field_id("partnership-question").with(number));
        let mut leave = false;
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            let place = [("number", number.into()), ("of", QUESTION_COUNT.into())];
            support(ui, &ta("partnership-place", &place));
            title(ui, &question.text);
            self.problems.show(ui);
            let args = [
                ("shows", question.shows.clone().into()),
                ("document", goes_in_words(question.goes_in).into()),
            ];
            body(ui, &ta("partnership-shows", &args));
            signatures_ui(cx, ui, number);
            if writes {
                gap(ui, Space::Sm);
                self.fields_ui(cx, ui, &question, &mut answering);
            } else if let Some(row) = cx.state.register.row(number) {
                read_ui(ui, row);
            }
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
            } else if writes {
                self.question_footer_ui(cx, ui, &question, &answering);
            }
        });
        if leave {
            self.leave();
        } else {
            self.answering = Some(answering);
        }
    }

    fn fields_ui(&self, cx: &Cx<'_>, ui: &mut Ui, question: &PartnershipQuestion, answering: &mut Answering) {
        let count = if question.can_be_not_needed { 3 } else { 2 };
        let labels: Vec<String> = STATES.iter().take(count).map(|(_, key)| t(key)).collect();
        let options: Vec<ChoiceOption<'_>> = labels.iter().map(|label| ChoiceOption::new(label)).collect();
        let words = t("partnership-state");
        Choices::new(cx.field_id("partnership-answer"), &words, &options)
            .inline()
            .show(ui, &mut answering.state);
        let mut field = |key: &str, hint: &str, text: &mut String, width: f32| {
            let id = cx.field_id(key);
            Field::new(id, &t(key))
                .hint(&t(hint))
                .width(width)
                .error(self.problems.of(id))
                .show(ui, text);
        };
        field(
            "partnership-evidence",
            "partnership-evidence-hint",
            &mut answering.evidence,
            440.0,
        );
        field(
            "partnership-owner",
            "partnership-owner-hint",
            &mut answering.owner,
            440.0,
        );
        field(
            "partnership-reviewed",
            "agreement-day-hint",
            &mut answering.reviewed,
            200.0,
        );
        field(
            "partnership-review-by",
            "agreement-day-hint",
            &mut answering.review_by,
            200.0,
        );
    }

    fn question_footer_ui(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut Ui,
        question: &PartnershipQuestion,
        answering: &Answering,
    ) {
        let Some(side) = cx.state.office.as_ref().map(|(_, side, _)| *side) else {
            return;
        };
        let name = organisation(cx.state, side);
        let row = cx.state.register.row(answering.number).cloned();
        let same = row
            .as_ref()
            .filter(|row| read(answering).is_ok_and(|typed| typed == row.answer));
        let args = [("organisation", name.into())];
        if let Some(row) = same {
            if signed(row, side).is_none()
                && Button::new(ButtonKind::Primary, &ta("partnership-sign", &args))
                    .show(ui)
                    .clicked()
            {
                cx.push(Action::Ask(Request::SignPartnership(row.entry)));
            }
            return;
        }
        if Button::new(ButtonKind::Primary, &ta("partnership-save", &args))
            .on_enter()
            .show(ui)
            .clicked()
        {
            self.save(cx, question, answering);
        }
    }

    fn save(&mut self, cx: &mut Cx<'_>, question: &PartnershipQuestion, answering: &Answering) {
        let problem = match read(answering) {
            Err(key) => Some((cx.field_id(key), t("agreement-day-unread"))),
            Ok(answer) => {
                let fault = answer.fault(question);
                if fault.is_none() {
                    cx.push(Action::Ask(Request::AnswerPartnership(answer)));
                }
                fault.map(|fault| (cx.field_id("partnership-evidence"), fault.to_owned()))
            }
        };
        self.problems.set(problem.into_iter().collect());
    }
}

/// The answer as it is typed, or the field whose day cannot be read.
fn read(answering: &Answering) -> Result<PartnershipAnswer, &'static str> {
    let day = |text: &str, field| match (text.trim(), read_day(text)) {
        ("", _) => Ok(None),
        (_, Some(day)) => Ok(Some(day)),
        (_, None) => Err(field),
    };
    let state = answering.state.and_then(|at| STATES.get(at));
    Ok(PartnershipAnswer {
        question: u8::try_from(answering.number).unwrap_or(0),
        state: state.map_or(AnswerState::Open, |(state, _)| *state),
        evidence: answering.evidence.trim().to_owned(),
        owner: answering.owner.trim().to_owned(),
        reviewed: day(&answering.reviewed, "partnership-reviewed")?,
        review_by: day(&answering.review_by, "partnership-review-by")?,
    })
}

/// Begins with the answer that counts; a question that nobody answered begins with today.
fn answering(cx: &Cx<'_>, number: usize) -> Answering {
    let typed = |day: Option<chrono::NaiveDate>| day.map(|day| day.format("%-d %-m %Y").to_string());
    let Some(row) = cx.state.register.row(number) else {
        return Answering {
            number,
            reviewed: typed(cx.now.london_date()).unwrap_or_default(),
            ..Answering::default()
        };
    };
    Answering {
        number,
        state: STATES.iter().position(|(state, _)| *state == row.answer.state),
        evidence: row.answer.evidence.clone(),
        owner: row.answer.owner.clone(),
        reviewed: typed(row.answer.reviewed).unwrap_or_default(),
        review_by: typed(row.answer.review_by).unwrap_or_default(),
    }
}

fn signed(row: &RegisterRow, side: Side) -> Option<Signed> {
    let [police, health] = row.signed;
    match side {
        Side::Police => police,
        Side::Health => health,
    }
}

/// Who signed the answer that counts.
fn signatures_ui(cx: &Cx<'_>, ui: &mut Ui, number: usize) {
    let Some(row) = cx.state.register.row(number) else {
        return;
    };
    for side in Side::ALL {
        let name = organisation(cx.state, side);
        let words = match signed(row, side) {
            Some(signed) => ta(
                "partnership-signed",
                &[
                    ("organisation", name.into()),
                    ("day", signed.at.day_words().into()),
                ],
            ),
            None => ta("partnership-unsigned", &[("organisation", name.into())]),
        };
        support(ui, &words);
    }
}

/// For a supervisor, who reads and does not write.
fn read_ui(ui: &mut Ui, row: &RegisterRow) {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| t("agreement-no-day"), day_words);
    gap(ui, Space::Sm);
    let args = [
        ("evidence", row.answer.evidence.clone().into()),
        ("owner", row.answer.owner.clone().into()),
        ("reviewed", day(row.answer.reviewed).into()),
        ("review", day(row.answer.review_by).into()),
    ];
    body(ui, &ta("partnership-read", &args));
}
