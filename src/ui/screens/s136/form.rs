//! The questions of section 136 and what is chosen there.

use egui::{Id, Ui};

use super::lists::{
    ADVICE, AGREED, ASSESSED, ENDED, FOUND, MORE_TIME, OTHER, Pick, ROLES, TRAVEL, WARRANT, WAYS, WHAT, at,
    offered, reached,
};
use crate::domain::content::{Consulted, Conveyance, PlaceOfSafety, S136Field, S136Step};
use crate::domain::incident::SharedIncident;
use crate::domain::mha::record::code;
use crate::domain::time::Moment;
use crate::domain::typed::typed_time;
use crate::ui::parts::{step_words, which_hour_ui};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ChoiceOption, Choices, Digits, Field, Notice, Problems, Ticks, gap, notice};
use crate::ui::words::{t, ta};

/// What is chosen and typed.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) what: Option<usize>,
    pub(super) other: Option<usize>,
    pub(super) consulted: Option<usize>,
    /// When the crew's nurse was chosen as the one who was consulted.
    pub(super) nurse_at: Option<Moment>,
    /// Who else was consulted, or why nobody was.
    pub(super) consulted_words: String,
    pub(super) role: Option<usize>,
    pub(super) consulted_at: String,
    pub(super) advice: Option<usize>,
    pub(super) travel: Option<usize>,
    pub(super) place: Option<usize>,
    pub(super) found: Option<usize>,
    pub(super) grounds: [bool; 3],
    /// Which other way, or why it is not known.
    pub(super) unknown: String,
    pub(super) instead: String,
    pub(super) way: Option<usize>,
    pub(super) how: Option<usize>,
    /// A name, a destination, a number: what the step asks for.
    pub(super) words: String,
    pub(super) more_words: String,
    pub(super) hours: String,
    /// Where the assessment is to be, of a person at a police station.
    pub(super) there: Option<usize>,
    pub(super) why: Option<usize>,
    pub(super) warrant: Option<usize>,
    /// The last day on the warrant.
    pub(super) until: String,
    pub(super) kept: Option<usize>,
    /// Where the person is kept: of which class it is.
    pub(super) kept_place: Option<usize>,
    /// Who agreed to that.
    pub(super) agreed: Option<usize>,
    /// Which step was wrong.
    pub(super) wrong: Option<usize>,
    pub(super) time: String,
    /// Why it is recorded although a rule asks for judgement.
    pub(super) despite: String,
    /// What that rule says; `None` while none asked.
    pub(super) asked_why: Option<String>,
    pub(super) problems: Problems,
}

impl Form {
    /// What is being recorded.
    pub(super) fn pick(&self) -> Option<Pick> {
        let pick = at(&WHAT, self.what)?;
        if pick == Pick::Other {
            at(&OTHER, self.other)
        } else {
            Some(pick)
        }
    }

    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        self.problems.show(ui);
        let words = WHAT.map(|(_, key)| t(key));
        let first = one(cx, ui, &self.problems, "s136-what", &words, &mut self.what);
        if cx.arrived {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        if at(&WHAT, self.what) == Some(Pick::Other) {
            let words = OTHER.map(|(_, key)| t(key));
            one(cx, ui, &self.problems, "s136-other", &words, &mut self.other);
        }
        let Some(pick) = self.pick() else { return };
        match pick {
            Pick::Used => self.used_ui(cx, ui, incident),
            Pick::NotUsed => self.not_used_ui(cx, ui),
            Pick::Considered => self.asked_ui(cx, ui),
            Pick::Arrived => self.place_ui(cx, ui, incident),
            Pick::Ended => self.list(cx, ui, "s136-how", &ENDED.map(|(_, key)| t(key)), |form| {
                &mut form.how
            }),
            Pick::Extended => self.extended_ui(cx, ui, incident),
            Pick::Warrant => self.warrant_ui(cx, ui, incident),
            Pick::Kept => self.kept_place_ui(cx, ui, incident),
            Pick::TakenBack => self.wrong_ui(cx, ui, incident),
            Pick::HandedOver => self.line(cx, ui, "words", "s136-who-took-over"),
            Pick::Conveyed => {
                self.line(cx, ui, "words", "s136-where-to");
                self.list(cx, ui, "s136-travel", &TRAVEL.map(|(_, key)| t(key)), |form| {
                    &mut form.travel
                });
                self.unknown_ui(cx, ui);
                self.line(cx, ui, "more", "s136-authorised");
            }
            Pick::Checked => self.line(cx, ui, "words", "s136-who-checked"),
            Pick::Left | Pick::Assessed | Pick::Absconded | Pick::Retaken | Pick::Other => {}
        }
        if pick != Pick::TakenBack {
            self.time_ui(cx, ui);
        }
        self.despite_ui(cx, ui);
    }

    fn used_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        self.take_considered(cx, incident);
        self.consulted_ui(cx, ui);
        self.list(cx, ui, "s136-advice", &ADVICE.map(|(_, key)| t(key)), |form| {
            &mut form.advice
        });
        self.list(cx, ui, "s136-travel", &TRAVEL.map(|(_, key)| t(key)), |form| {
            &mut form.travel
        });
        self.unknown_ui(cx, ui);
        self.place_ui(cx, ui, incident);
        self.list(cx, ui, "s136-found", &FOUND.map(|(_, key)| t(key)), |form| {
            &mut form.found
        });
        let words = ["s136-line-disorder", "s136-line-need", "s136-line-necessary"].map(t);
        let options = [&words[0], &words[1], &words[2]].map(|words| ChoiceOption::new(words));
        gap(ui, Space::Sm);
        Ticks::new(cx.field_id("s136-grounds"), &t("s136-grounds"), &options).show(ui, &mut self.grounds);
        if self.consulted == Some(0) {
            self.nurse_time_ui(cx, ui);
        }
    }

    /// When the crew's nurse was spoken to: as it was chosen here, unless another time is typed.
    fn nurse_time_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        gap(ui, Space::Sm);
        let id = cx.field_id("s136-consulted-at");
        let chosen = self.nurse_at.unwrap_or(cx.now).clock();
        let hint = ta("s136-nurse-at-hint", &[("time", chosen.into())]);
        Field::new(id, &t("s136-consulted-at"))
            .hint(&hint)
            .width(160.0)
            .error(self.problems.of(id))
            .show(ui, &mut self.consulted_at);
        which_hour_ui(cx, ui, id, &mut self.consulted_at);
    }

    /// Another way, or one that is not known: the record says which, or why.
    fn unknown_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let travel = at(&TRAVEL, self.travel);
        if matches!(travel, Some(Conveyance::Other | Conveyance::NotKnown)) {
            self.line(cx, ui, "unknown", "s136-unknown");
        }
    }

    /// The time that the step is recorded for: what is offered is what the law of that day lets be chosen.
    pub(super) fn day(&self, cx: &Cx<'_>) -> Moment {
        typed_time(&self.time, cx.now).unwrap_or(cx.now)
    }

    /// Where the person has come to, or is meant to go.
    pub(super) fn places(
        &self,
        cx: &Cx<'_>,
        incident: &SharedIncident,
    ) -> Vec<(PlaceOfSafety, &'static str)> {
        if self.pick() == Some(Pick::Arrived) {
            reached(self.day(cx))
        } else {
            offered(incident, self.day(cx))
        }
    }

    /// Nothing is chosen beforehand, and a police station is not offered where the law does not let it be one.
    fn place_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let places = self.places(cx, incident);
        let words: Vec<String> = places.iter().map(|(_, key)| t(key)).collect();
        self.list(cx, ui, "s136-place", &words, |form| &mut form.place);
        let chosen = self.place.and_then(|at| places.get(at)).map(|(place, _)| *place);
        let travel = at(&TRAVEL, self.travel);
        if chosen == Some(PlaceOfSafety::NotKnown)
            && !matches!(travel, Some(Conveyance::Other | Conveyance::NotKnown))
        {
            self.line(cx, ui, "unknown", "s136-unknown");
        }
    }

    /// What was recorded while it was considered is chosen beforehand.
    fn take_considered(&mut self, cx: &Cx<'_>, incident: &SharedIncident) {
        let untouched = self.consulted.is_none() && self.consulted_words.is_empty() && self.advice.is_none();
        let Some(S136Step::Considered {
            at,
            consulted: Some(with),
            advice,
        }) = incident
            .s136
            .considered
            .as_ref()
            .filter(|_| untouched && incident.s136.undecided)
        else {
            return;
        };
        let here = |name: &str| cx.state.health.as_ref().is_some_and(|nurse| nurse.name == name);
        match with {
            Consulted::CrewNurse { name } if here(name) => {
                self.consulted = Some(0);
                self.nurse_at = Some(*at);
            }
            Consulted::CrewNurse { name: words } | Consulted::Other { who: words } => {
                self.consulted = Some(1);
                self.consulted_words.clone_from(words);
            }
            Consulted::NotPracticable { why } => {
                self.consulted = Some(2);
                self.consulted_words.clone_from(why);
            }
        }
        self.advice = ADVICE.iter().position(|(known, _)| Some(*known) == *advice);
    }

    /// Who was consulted, and what they advised.
    fn asked_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        self.consulted_ui(cx, ui);
        if matches!(self.consulted, Some(0 | 1)) {
            self.list(cx, ui, "s136-advice", &ADVICE.map(|(_, key)| t(key)), |form| {
                &mut form.advice
            });
        }
    }

    fn not_used_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        self.asked_ui(cx, ui);
        self.list(cx, ui, "s136-way", &WAYS.map(|(_, key)| t(key)), |form| {
            &mut form.way
        });
        self.line(cx, ui, "instead", "s136-instead");
    }

    fn extended_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        self.line(cx, ui, "words", "s136-doctor");
        self.list(
            cx,
            ui,
            "s136-why-more",
            &MORE_TIME.map(|(_, key)| t(key)),
            |form| &mut form.why,
        );
        let id = cx.field_id("s136-hours");
        gap(ui, Space::Sm);
        Field::new(id, &t("s136-hours"))
            .hint(&t("s136-hours-hint"))
            .width(160.0)
            .error(self.problems.of(id))
            .show(ui, &mut self.hours);
        if incident.s136.place() == Some(PlaceOfSafety::PoliceStation) {
            let words = ASSESSED.map(|(_, key)| t(key));
            self.list(cx, ui, "s136-assessed-there", &words, |form| &mut form.there);
            if at(&ASSESSED, self.there) != Some(false) {
                self.line(cx, ui, "more", "s136-superintendent");
            }
        }
    }

    fn warrant_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        self.list(cx, ui, "s136-warrant", &WARRANT.map(|(_, key)| t(key)), |form| {
            &mut form.warrant
        });
        self.line(cx, ui, "words", "s136-warrant-number");
        self.line(cx, ui, "until", "s136-warrant-until");
        self.line(cx, ui, "more", "s136-warrant-present");
        self.list(
            cx,
            ui,
            "s136-warrant-kept",
            &["s136-code-yes", "s136-code-no"].map(t),
            |form| &mut form.kept,
        );
        if self.kept == Some(0) {
            self.kept_place_ui(cx, ui, incident);
        }
    }

    /// Where the person is kept is the first place of safety. What the record says of it already is chosen beforehand.
    fn kept_place_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let places = offered(incident, self.day(cx));
        let said = incident.s136.said.get(&S136Field::PlaceClass);
        if self.kept_place.is_none() {
            self.kept_place = places.iter().position(|(place, _)| said == Some(&code(place)));
        }
        let words: Vec<String> = places.iter().map(|(_, key)| t(key)).collect();
        self.list(cx, ui, "s136-place", &words, |form| &mut form.kept_place);
        match self.kept_place(cx, incident) {
            Some(PlaceOfSafety::PrivateHome | PlaceOfSafety::Other) => {
                let words = AGREED.map(|(_, key)| t(key));
                self.list(cx, ui, "s136-line-agreed", &words, |form| &mut form.agreed);
            }
            Some(PlaceOfSafety::NotKnown) => self.line(cx, ui, "unknown", "s136-unknown"),
            _ => {}
        }
    }

    /// Of which class the place is where the person is kept.
    pub(super) fn kept_place(&self, cx: &Cx<'_>, incident: &SharedIncident) -> Option<PlaceOfSafety> {
        let places = offered(incident, self.day(cx));
        self.kept_place
            .and_then(|at| places.get(at))
            .map(|(place, _)| *place)
    }

    fn wrong_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let words: Vec<String> = takeable(incident)
            .map(|(_, step)| step_words(step, cx.now))
            .collect();
        self.list(cx, ui, "s136-wrong", &words, |form| &mut form.wrong);
        self.line(cx, ui, "words", "s136-wrong-why");
    }

    fn consulted_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let nurse = cx.state.health.as_ref().map(|seat| seat.name.clone());
        let here = nurse.map_or_else(
            || t("s136-nurse-absent"),
            |name| ta("s136-nurse-here", &[("name", name.into())]),
        );
        let words = [here, t("s136-consulted-other"), t("s136-consulted-no")];
        let before = self.consulted;
        self.list(cx, ui, "s136-consulted", &words, |form| &mut form.consulted);
        if self.consulted != before {
            self.nurse_at = (self.consulted == Some(0)).then_some(cx.now);
        }
        match self.consulted {
            Some(1) => {
                self.list(cx, ui, "s136-role", &ROLES.map(|(_, key)| t(key)), |form| {
                    &mut form.role
                });
                self.line(cx, ui, "who", "s136-who");
                self.line(cx, ui, "consulted-at", "s136-consulted-at");
            }
            Some(2) => self.line(cx, ui, "who", "s136-why-not"),
            _ => {}
        }
    }

    fn time_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        gap(ui, Space::Sm);
        let id = cx.field_id("s136-time");
        let hint = ta("s136-time-hint", &[("now", cx.now.clock().into())]);
        Field::new(id, &t("s136-time"))
            .hint(&hint)
            .width(160.0)
            .error(self.problems.of(id))
            .show(ui, &mut self.time);
        which_hour_ui(cx, ui, id, &mut self.time);
    }

    /// A rule that leaves room for judgement asks why; nothing that was typed is lost.
    fn despite_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        let Some(words) = &self.asked_why else { return };
        gap(ui, Space::Sm);
        notice(ui, Notice::Soon, words);
        self.line(cx, ui, "despite", "s136-despite");
    }

    /// One question whose answer is one of a list.
    fn list(
        &mut self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        question: &str,
        words: &[String],
        field: impl Fn(&mut Self) -> &mut Option<usize>,
    ) {
        let mut chosen = *field(self);
        one(cx, ui, &self.problems, question, words, &mut chosen);
        *field(self) = chosen;
    }

    /// One line to type.
    fn line(&mut self, cx: &Cx<'_>, ui: &mut Ui, field: &str, label: &str) {
        let id = cx.field_id(&format!("s136-{field}"));
        let value = match field {
            "who" => &mut self.consulted_words,
            "consulted-at" => &mut self.consulted_at,
            "unknown" => &mut self.unknown,
            "instead" => &mut self.instead,
            "until" => &mut self.until,
            "more" => &mut self.more_words,
            "despite" => &mut self.despite,
            _ => &mut self.words,
        };
        gap(ui, Space::Sm);
        Field::new(id, &t(label))
            .error(self.problems.of(id))
            .show(ui, value);
    }
}

/// The steps that can be taken back, latest first: of the welfare checks the last two. What the clock stands on is there
/// however much followed it.
pub(super) fn takeable(
    incident: &SharedIncident,
) -> impl Iterator<Item = (crate::domain::ids::ItemId, &S136Step)> {
    let (mut checks, mut listed) = (0_usize, 0_usize);
    let steps = incident.s136.steps.iter().rev();
    let steps = steps.filter(move |taken| {
        let check = matches!(taken.step, S136Step::Checked { .. });
        checks = checks.saturating_add(usize::from(check));
        let silent = matches!(
            taken.step,
            S136Step::Said { .. } | S136Step::TakenBack { .. } | S136Step::FormGiven { .. }
        );
        !silent && (!check || checks <= 2)
    });
    steps
        .filter(move |taken| {
            listed = listed.saturating_add(1);
            listed <= 9 || moves_the_clock(&taken.step)
        })
        .map(|taken| (taken.item, &taken.step))
}

fn moves_the_clock(step: &S136Step) -> bool {
    matches!(
        step,
        S136Step::Used { .. }
            | S136Step::Warrant { .. }
            | S136Step::Arrived { .. }
            | S136Step::Kept { .. }
            | S136Step::Extended { .. }
            | S136Step::Ended { .. }
    )
}

/// One question with its options; the key of the question names the field.
fn one(
    cx: &Cx<'_>,
    ui: &mut Ui,
    problems: &Problems,
    question: &str,
    words: &[String],
    chosen: &mut Option<usize>,
) -> Id {
    let id = cx.field_id(question);
    let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
    gap(ui, Space::Sm);
    Choices::new(id, &t(question), &options)
        .inline()
        .digits(Digits::ZeroIsTenth)
        .error(problems.of(id))
        .show(ui, chosen)
        .response
        .id
}
