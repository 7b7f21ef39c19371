//! The questions of the decision, page by page, over the answers.

use chrono::NaiveDate;
use egui::Ui;

use super::more::{fields_ui, fold_ui, restrictions_ui};
use super::phrases::{options, words};
use super::sheet::{Look, Sheet};
use crate::domain::content::RecordField;
use crate::domain::decision::facts::Recipient;
use crate::domain::decision::more::{offered, shortcut};
use crate::domain::decision::pages::{agreed_options, asks_the_person, for_own_care, is_young};
use crate::domain::decision::path::{
    Agreed, Answers, AtRisk, Cause, Context, CouldNot, HowLikely, HowSerious, NotAskedWhy, PolicingPurpose,
    Question, StrongReason, Tried, WhoHarmed, WillTell, Wishes, YesNo,
};
use crate::domain::decision::restrictions::{Effect, Restriction, marked};
use crate::domain::rules::Rules;
use crate::ui::theme::Space;
use crate::ui::widgets::{FieldKind, Notice, gap, notice, support};
use crate::ui::words::{t, ta};

/// What came of a page in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Nothing yet.
    Stay,
    /// Enter was pressed in a text.
    GoOn,
    /// "None of these. Do not share".
    Refuse,
    /// This field of the page takes the keyboard.
    Focus(&'static str),
}

/// A page of questions while it is drawn.
#[derive(Debug)]
pub(super) struct Questions<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) ctx: &'a Context,
    pub(super) rules: &'a Rules,
    /// The date of the care plan as it is typed.
    pub(super) plan_date: &'a mut String,
    /// More for the record is unfolded.
    pub(super) more: &'a mut bool,
    /// Each item that police can mark: its words, and its marks.
    pub(super) marks: &'a mut [(String, Vec<Restriction>)],
}

/// The title of a page.
pub(super) fn title_of(question: Question, ctx: &Context) -> String {
    let key = match question {
        Question::Agreed => "share-title-agreed",
        Question::Capacity => "share-title-capacity",
        Question::StrongerReason => "share-title-reason",
        Question::Weigh => "share-title-weigh",
        Question::OfficerPurpose if ctx.recipient == Recipient::Nurse => "share-title-purpose",
        Question::OfficerPurpose => "share-title-purpose-outside",
        Question::Proportionate => "share-title-proportionate",
    };
    ta(key, &[("person", ctx.person.as_str().into())])
}

/// The field that takes the keyboard when a page opens.
pub(super) fn first_field(question: Question, young: bool) -> &'static str {
    match question {
        Question::Agreed => "agreed",
        Question::Capacity if young => "why_best",
        Question::Capacity => "could_not",
        Question::StrongerReason => "reason",
        Question::Weigh => "who",
        Question::OfficerPurpose => "policing_purpose",
        Question::Proportionate => "why_proportionate",
    }
}

impl Questions<'_> {
    /// Draws the fields of a page.
    pub(super) fn page_ui(&mut self, ui: &mut Ui, question: Question, answers: &mut Answers) -> Wish {
        let wish = match question {
            Question::Agreed => self.agreed(ui, answers),
            Question::Capacity => self.capacity(ui, answers),
            Question::StrongerReason => self.reason(ui, answers),
            Question::Weigh => self.weigh(ui, answers),
            Question::OfficerPurpose => self.purpose(ui, answers),
            Question::Proportionate => {
                let typed = &mut answers.why_proportionate;
                self.note(ui, "why_proportionate", "share-why-proportionate", typed)
            }
        };
        if question == Question::OfficerPurpose {
            self.teller(ui, answers);
        }
        first(wish, self.more(ui, question, answers))
    }

    /// Words that somebody else told are asked about in the open, before anything that may wait.
    fn teller(&self, ui: &mut Ui, answers: &mut Answers) {
        if marked(&self.ctx.items, &answers.restrictions, Effect::AskTeller) {
            gap(ui, Space::Sm);
            let field = [RecordField::ThirdPartySaid];
            fields_ui(&self.sheet, ui, &field, &mut answers.more);
        }
    }

    /// Lines that the law wants on the record and that may wait: folded, after everything that is asked.
    fn more(&mut self, ui: &mut Ui, question: Question, answers: &mut Answers) -> Wish {
        if !fold_ui(ui, self.more) {
            return Wish::Stay;
        }
        support(ui, &t("share-more-hint"));
        gap(ui, Space::Xs);
        if question == Question::OfficerPurpose {
            for (at, (what, marks)) in self.marks.iter_mut().enumerate() {
                restrictions_ui(&self.sheet, ui, (&format!("restricted {at}"), what), marks);
            }
        }
        let fields = offered(question, answers, self.ctx, self.rules);
        if fields_ui(&self.sheet, ui, &fields, &mut answers.more) {
            Wish::GoOn
        } else {
            Wish::Stay
        }
    }

    pub(super) fn ask(&self, key: &str) -> String {
        ta(key, &[("person", self.ctx.person.as_str().into())])
    }

    fn note(&self, ui: &mut Ui, field: &str, key: &str, text: &mut String) -> Wish {
        if self.sheet.note(ui, field, &self.ask(key), None, text) {
            Wish::GoOn
        } else {
            Wish::Stay
        }
    }

    fn agreed(&mut self, ui: &mut Ui, answers: &mut Answers) -> Wish {
        let person = &self.ctx.person;
        let title = title_of(Question::Agreed, self.ctx);
        let all = options(agreed_options(self.ctx), person);
        self.sheet
            .one(ui, ("agreed", &title), &all, Look::Page, &mut answers.agreed);
        gap(ui, Space::Sm);
        if answers.agreed == Some(Agreed::ToldNow) && self.ctx.recipient.needs_writing() {
            fields_ui(&self.sheet, ui, &[RecordField::ConsentHow], &mut answers.more);
        }
        let young = is_young(self.ctx, self.rules);
        match answers.agreed {
            Some(Agreed::ToldNow | Agreed::SaidNo | Agreed::TookBack) if young => {
                self.competent(ui, answers);
            }
            Some(Agreed::CarePlan) => {
                self.care_plan(ui, answers);
                if young {
                    self.competent(ui, answers);
                }
            }
            Some(Agreed::NotAsked) => {
                let all = options(NotAskedWhy::ALL, person);
                let ask = self.ask("share-why-not-asked");
                let value = &mut answers.why_not_asked;
                self.sheet
                    .one(ui, ("why_not_asked", &ask), &all, Look::Inline, value);
            }
            Some(Agreed::ToldNow | Agreed::SaidNo | Agreed::TookBack | Agreed::CannotDecide) | None => {}
        }
        Wish::Stay
    }

    fn competent(&self, ui: &mut Ui, answers: &mut Answers) {
        let all = [(true, t("yes")), (false, t("no"))];
        let ask = self.ask("share-gillick");
        let value = &mut answers.gillick_competent;
        self.sheet
            .one(ui, ("gillick_competent", &ask), &all, Look::Inline, value);
    }

    fn care_plan(&mut self, ui: &mut Ui, answers: &mut Answers) {
        let label = t("share-plan-date");
        let hint = t("share-plan-date-hint");
        self.sheet.line(
            ui,
            "care_plan_date",
            (&label, Some(&hint)),
            FieldKind::Line,
            self.plan_date,
        );
        answers.care_plan_date = day(self.plan_date);
        let all = options(YesNo::ALL, &self.ctx.person);
        let ask = self.ask("share-plan-covers");
        let value = &mut answers.care_plan_covers;
        self.sheet
            .one(ui, ("care_plan_covers", &ask), &all, Look::Inline, value);
    }

    fn capacity(&self, ui: &mut Ui, answers: &mut Answers) -> Wish {
        let person = &self.ctx.person;
        ui.spacing_mut().item_spacing.y = Space::Md.points();
        if is_young(self.ctx, self.rules) {
            return self.best(ui, answers);
        }
        support(ui, &t("share-principles"));
        let ask = self.ask("share-could-not");
        self.sheet.many(
            ui,
            "could_not",
            &ask,
            &options(CouldNot::ALL, person),
            &mut answers.could_not,
        );
        let ask = self.ask("share-cause");
        let all = options(Cause::ALL, person);
        if self
            .sheet
            .one(ui, ("cause", &ask), &all, Look::Inline, &mut answers.cause)
        {
            answers.because.get_or_insert(YesNo::Yes);
        }
        if answers.cause == Some(Cause::CouldNotAssess) {
            support(ui, &t("share-not-assessed"));
            return Wish::Stay;
        }
        let mut wish = Wish::Stay;
        if answers.cause == Some(Cause::Other) {
            wish = self.note(ui, "cause_words", "share-cause-words", &mut answers.cause_words);
        }
        let ask = self.ask("share-tried");
        self.sheet.one(
            ui,
            ("tried", &ask),
            &options(Tried::ALL, person),
            Look::Inline,
            &mut answers.tried,
        );
        let ask = self.ask("share-can-wait");
        let yes_no = options(YesNo::ALL, person);
        self.sheet.one(
            ui,
            ("can_wait", &ask),
            &yes_no,
            Look::Inline,
            &mut answers.can_wait,
        );
        if answers.can_wait == Some(YesNo::Yes) {
            wish = first(
                wish,
                self.note(ui, "why_now", "share-why-now", &mut answers.why_now),
            );
        }
        wish = first(wish, self.best(ui, answers));
        let ask = self.ask("share-because");
        self.sheet
            .one(ui, ("because", &ask), &yes_no, Look::Inline, &mut answers.because);
        let typed = [&answers.why_best, &answers.cause_words, &answers.wishes_words];
        if let Some(found) = typed.into_iter().find_map(|text| shortcut(text)) {
            notice(
                ui,
                Notice::Info,
                &ta("share-shortcut", &[("words", found.into())]),
            );
        }
        support(ui, &self.ask("share-no-label"));
        wish
    }

    fn best(&self, ui: &mut Ui, answers: &mut Answers) -> Wish {
        let why = if answers.not_best() {
            "share-why-not-best"
        } else {
            "share-why-best"
        };
        let wish = self.note(ui, "why_best", why, &mut answers.why_best);
        if answers.not_best() {
            self.is_best(ui, answers);
            return wish;
        }
        let ask = self.ask("share-wishes");
        let all = options(Wishes::ALL, &self.ctx.person);
        self.sheet
            .one(ui, ("wishes", &ask), &all, Look::Inline, &mut answers.wishes);
        if answers.wishes == Some(Wishes::WouldObject) {
            let typed = &mut answers.wishes_words;
            let more = self.note(ui, "wishes_words", "share-wishes-words", typed);
            self.is_best(ui, answers);
            return first(wish, more);
        }
        self.is_best(ui, answers);
        wish
    }

    /// Yes until it is changed: a "no" is a judgement of its own (Mental Capacity Act 2005 s4(1)) and is recorded.
    fn is_best(&self, ui: &mut Ui, answers: &mut Answers) {
        let ask = self.ask("share-is-best");
        let all = options(YesNo::ALL, &self.ctx.person);
        let mut value = Some(answers.best.unwrap_or(YesNo::Yes));
        if self.sheet.one(ui, ("best", &ask), &all, Look::Inline, &mut value) {
            answers.best = value;
        }
    }

    fn reason(&self, ui: &mut Ui, answers: &mut Answers) -> Wish {
        let person = &self.ctx.person;
        let title = title_of(Question::StrongerReason, self.ctx);
        let all = options(StrongReason::ALL, person);
        let changed = self
            .sheet
            .one(ui, ("reason", &title), &all, Look::PageZero, &mut answers.reason);
        gap(ui, Space::Sm);
        if answers.dead {
            support(ui, &self.ask("share-dead-hint"));
        }
        match answers.reason {
            Some(StrongReason::LawSaysIMust) => {
                self.which_law(ui, answers);
                if changed { Wish::Focus("duty") } else { Wish::Stay }
            }
            Some(StrongReason::AtRisk) => {
                let ask = self.ask("share-at-risk");
                let all = options(AtRisk::ALL, person);
                self.sheet
                    .one(ui, ("at_risk", &ask), &all, Look::Inline, &mut answers.at_risk);
                if changed {
                    Wish::Focus("at_risk")
                } else {
                    Wish::Stay
                }
            }
            Some(StrongReason::ProtectLife) => {
                support(ui, &self.ask("share-life-advice"));
                Wish::Stay
            }
            Some(StrongReason::SeriousCrime) => {
                self.crimes(ui);
                Wish::Stay
            }
            Some(StrongReason::None) if changed => Wish::Refuse,
            Some(StrongReason::None | StrongReason::ProtectSomeoneElse) | None => Wish::Stay,
        }
    }

    /// Which crimes usually count, from the rule table: to be read beside the question, never an answer.
    fn crimes(&self, ui: &mut Ui) {
        for (list, key) in [
            ("serious-crime", "share-crime-serious"),
            ("usually-serious-crime", "share-crime-often"),
            ("not-serious-crime", "share-crime-not"),
        ] {
            if let Some(list) = self.rules.code_list(list) {
                support(ui, &ta(key, &[("crimes", list.entries.join(", ").into())]));
            }
        }
        support(ui, &t("share-crime-judge"));
    }

    /// Age, for the laws that turn on it, where the incident does not say.
    fn weigh(&self, ui: &mut Ui, answers: &mut Answers) -> Wish {
        let person = &self.ctx.person;
        ui.spacing_mut().item_spacing.y = Space::Md.points();
        let ask = self.ask("share-who");
        self.sheet.one(
            ui,
            ("who", &ask),
            &options(WhoHarmed::ALL, person),
            Look::Inline,
            &mut answers.who,
        );
        let ask = self.ask("share-serious");
        let all = options(HowSerious::ALL, person);
        self.sheet
            .one(ui, ("serious", &ask), &all, Look::Inline, &mut answers.serious);
        // the words of a danger share have crossed: how likely it was may stay open, and comes last
        if !self.ctx.finishing_danger {
            self.likely(ui, answers);
        }
        let (ask, hint) = (self.ask("share-why-least"), t("share-why-least-hint"));
        let went_on = self
            .sheet
            .note(ui, "why_least", &ask, Some(&hint), &mut answers.why_least);
        let wish = if went_on { Wish::GoOn } else { Wish::Stay };
        if !answers.dead {
            let ask = self.ask("share-will-tell");
            let all = options(WillTell::ALL, person);
            let value = &mut answers.will_tell;
            self.sheet.one(ui, ("will_tell", &ask), &all, Look::Inline, value);
        }
        if self.ctx.finishing_danger {
            self.likely(ui, answers);
        }
        support(ui, &t("share-your-judgement"));
        wish
    }

    fn likely(&self, ui: &mut Ui, answers: &mut Answers) {
        let ask = self.ask("share-likely");
        let all = options(HowLikely::ALL, &self.ctx.person);
        self.sheet
            .one(ui, ("likely", &ask), &all, Look::Inline, &mut answers.likely);
    }

    fn purpose(&self, ui: &mut Ui, answers: &mut Answers) -> Wish {
        let title = title_of(Question::OfficerPurpose, self.ctx);
        let all = options(PolicingPurpose::ALL, &self.ctx.person);
        let value = &mut answers.policing_purpose;
        let changed = self
            .sheet
            .one(ui, ("policing_purpose", &title), &all, Look::PageZero, value);
        if answers.policing_purpose == Some(PolicingPurpose::LegalDuty) {
            gap(ui, Space::Sm);
            self.which_law(ui, answers);
            support(ui, &t("share-common-law"));
        }
        if changed && answers.policing_purpose == Some(PolicingPurpose::None) {
            Wish::Refuse
        } else {
            Wish::Stay
        }
    }
}

fn first(a: Wish, b: Wish) -> Wish {
    if a == Wish::Stay { b } else { a }
}

/// A day as people write it: `3 3 2026`, `03/03/2026`, `2026-03-03`.
pub(in crate::ui::screens) fn day(typed: &str) -> Option<NaiveDate> {
    let parts: Vec<u32> = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let (day, month, year) = if *a > 31 { (*c, *b, *a) } else { (*a, *b, *c) };
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1900..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The chosen options of a page in words, for the check page.
pub(super) fn why_words(answers: &Answers, ctx: &Context) -> String {
    let person = &ctx.person;
    if ctx.health_tells() {
        let key = match answers.agreed {
            Some(Agreed::ToldNow) => "share-why-agreed",
            Some(Agreed::CarePlan) => "share-why-care-plan",
            Some(Agreed::CannotDecide) if answers.reason.is_none() => "share-why-best-for",
            Some(Agreed::NotAsked) if for_own_care(answers, ctx) => "share-why-own-care",
            Some(Agreed::CannotDecide | Agreed::SaidNo | Agreed::TookBack | Agreed::NotAsked) | None => {
                let reason = answers.reason.map(|reason| words(reason, person));
                return reason.unwrap_or_else(|| t("share-why-danger"));
            }
        };
        ta(key, &[("person", person.as_str().into())])
    } else {
        if asks_the_person(answers, ctx) && answers.agreed == Some(Agreed::ToldNow) {
            return ta("share-why-agreed", &[("person", person.as_str().into())]);
        }
        let purpose = answers.policing_purpose;
        purpose.map_or_else(|| t("not-provided"), |purpose| words(purpose, person))
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let third = chrono::NaiveDate::from_ymd_opt(2026, 3, 4);
        for typed in ["4 3 2026", "04/03/2026", "2026-03-04", "4.3.2026"] {
            assert_eq!(day(typed), third, "{typed}");
        }
        for typed in ["", "4 3", "31 2 2026", "4 March 2026", "1 1 99999999999"] {
            assert_eq!(day(typed), None, "{typed}");
        }
    }
}
