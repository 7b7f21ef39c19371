//! The pages besides the questions: which words, of what kind, how and what for, why not, and what stands in the way.

use egui::{Id, Ui};

use super::draft::At;
use super::items::choosable;
use super::phrases::options;
use super::questions::why_words;
use super::sheet::{Look, Sheet};
use super::{Matter, Share};
use crate::domain::content::{Channel, PersonTold};
use crate::domain::decision::facts::Purpose;
use crate::domain::decision::path::{Answers, PolicingPurpose, StrongReason};
use crate::domain::decision::problems;
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Button, ButtonKind, Page, back_link, button, status_line, title};
use crate::ui::words::{t, ta};

impl Share {
    /// Draws the page that is turned to.
    pub(super) fn page_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui) {
        let at = self.draft.at;
        let mut page = Page::new(cx.field_id("share").with(at));
        if matches!(at, At::Check | At::ReadOut) {
            page = page.wide();
        }
        let mut go_on = false;
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                self.back(cx, matter);
            }
            go_on = self.body_ui(cx, matter, ui, at);
        });
        page.footer(ui, |ui| {
            go_on |= self.footer_ui(cx, matter, ui, at);
        });
        if go_on && at == self.draft.at {
            self.go_on(cx, matter);
        }
    }

    fn body_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui, at: At) -> bool {
        match at {
            At::Items => return self.items_ui(cx, matter, ui),
            At::Kind(note) => self.kind_ui(cx, matter, ui, note),
            At::Ask(question) => return self.ask_ui(cx, matter, ui, question),
            At::Check => self.check_ui(cx, matter, ui),
            At::ReadOut => self.read_out_ui(ui),
            At::Stopped => self.stopped_ui(ui, matter),
            At::Refuse => return self.refuse_ui(cx, matter, ui),
            At::How => {
                let mut value = Some(self.channel(cx, matter));
                let all = options(&Channel::ALL, "");
                if self.change_ui(cx, ui, ("how", &t("share-title-how")), &all, &mut value) {
                    self.draft.channel = value;
                }
            }
            At::Purpose => {
                let person = super::phrases::person(&matter.shared);
                let words = t("share-title-what-for");
                let checked = self.checked.as_ref();
                let stated = checked.map(|checked| checked.facts.disclosure.purpose);
                let mut value = self.draft.answers.purpose.or(stated);
                let all = options(purposes(matter.side), &person);
                if self.change_ui(cx, ui, ("purpose", &words), &all, &mut value) {
                    self.draft.answers.purpose = value;
                }
            }
            At::Told => {
                let person = super::phrases::person(&matter.shared);
                let words = ta("share-title-told", &[("person", person.as_str().into())]);
                let mut value = Some(self.told());
                let all = options(&[PersonTold::Yes, PersonTold::Later, PersonTold::No], &person);
                if self.change_ui(cx, ui, ("told", &words), &all, &mut value) {
                    self.draft.told = value;
                }
            }
        }
        false
    }

    /// A page that changes one answer of the check page; `true` when it was changed.
    pub(super) fn change_ui<T: Copy + PartialEq>(
        &self,
        cx: &Cx<'_>,
        ui: &mut Ui,
        (field, words): (&str, &str),
        all: &[(T, String)],
        value: &mut Option<T>,
    ) -> bool {
        title(ui, words);
        self.sheet(cx.field_id("share"))
            .one(ui, (field, words), all, Look::Page, value)
    }

    pub(super) fn sheet(&self, base: Id) -> Sheet<'_> {
        Sheet {
            base,
            problems: &self.problems,
        }
    }

    fn footer_ui(&mut self, cx: &mut Cx<'_>, matter: &Matter, ui: &mut Ui, at: At) -> bool {
        let main = |ui: &mut Ui, key: &str| {
            Button::new(ButtonKind::Primary, &t(key))
                .on_enter()
                .shortcut("Enter")
                .show(ui)
                .clicked()
        };
        let refusable = matter.danger.is_none();
        let mut go_on = false;
        match at {
            At::Check => return self.check_footer_ui(cx, matter, ui),
            At::ReadOut => {
                if button(ui, ButtonKind::Plain, &t("share-read-done"), Some("Esc")).clicked() {
                    self.back(cx, matter);
                }
                return false;
            }
            At::Stopped if refusable => {
                if button(ui, ButtonKind::Primary, &t("share-do-not"), None).clicked() {
                    self.go(At::Refuse);
                }
                if button(ui, ButtonKind::Plain, &t("share-change-answer"), None).clicked() {
                    self.back(cx, matter);
                }
            }
            At::Stopped => {
                // the words have crossed; nobody may be pushed to a better answer than the true one to close the incident
                if button(ui, ButtonKind::Primary, &t("share-record-no-ground"), None).clicked() {
                    self.record_no_ground(cx, matter);
                }
                if button(ui, ButtonKind::Plain, &t("share-change-answer"), None).clicked() {
                    self.back(cx, matter);
                }
            }
            At::Refuse => go_on = main(ui, "share-refuse"),
            At::Items | At::Ask(_) => {
                go_on = main(ui, "continue");
                if refusable && button(ui, ButtonKind::Plain, &t("share-do-not"), None).clicked() {
                    self.go(At::Refuse);
                }
            }
            At::Kind(_) | At::How | At::Purpose | At::Told => go_on = main(ui, "continue"),
        }
        if button(ui, ButtonKind::Plain, &t("share-leave"), Some("Esc")).clicked() {
            self.leave(cx, matter);
        }
        if cx.busy {
            status_line(ui, &t("working"));
        }
        go_on
    }

    /// Continue was pressed: on, or what is missing.
    fn go_on(&mut self, cx: &mut Cx<'_>, matter: &Matter) {
        let base = cx.field_id("share");
        match self.draft.at {
            At::Items => {
                if super::items::items(&self.draft, &matter.own, matter.side, cx.now).is_empty() {
                    let field = if choosable(&matter.own).is_empty() && matter.own.known.is_none() {
                        "shorter"
                    } else {
                        "items"
                    };
                    self.problems.set(vec![(base.with(field), t("share-pick-one"))]);
                } else {
                    self.forward(cx, matter);
                }
            }
            At::Kind(_) => {
                self.turned = true;
                self.draft.back();
            }
            At::How | At::Purpose | At::Told => self.forward(cx, matter),
            At::Ask(question) => {
                let ctx = self.context(cx, matter);
                if says_no(&self.draft.answers) {
                    self.go(At::Refuse);
                    return;
                }
                let found = problems(question, &self.draft.answers, &ctx, cx.rules);
                if found.is_empty() {
                    self.forward(cx, matter);
                } else {
                    let list = found
                        .into_iter()
                        .map(|found| (base.with(found.field), found.text));
                    self.problems.set(list.collect());
                }
            }
            At::Refuse => self.refuse(cx, matter),
            At::Check | At::Stopped | At::ReadOut => {}
        }
    }
}

fn says_no(answers: &Answers) -> bool {
    answers.reason == Some(StrongReason::None) || answers.policing_purpose == Some(PolicingPurpose::None)
}

fn purposes(side: Side) -> &'static [Purpose] {
    match side {
        Side::Health => &[
            Purpose::SafetyOfPerson,
            Purpose::SafetyOfOthers,
            Purpose::StaffSafety,
            Purpose::SafeguardingChild,
            Purpose::SafeguardingAdult,
            Purpose::PreventSeriousCrime,
            Purpose::LegalDuty,
        ],
        Side::Police => &[
            Purpose::SafetyOfPerson,
            Purpose::SafetyOfOthers,
            Purpose::StaffSafety,
            Purpose::DirectCare,
            Purpose::SafeguardingChild,
            Purpose::SafeguardingAdult,
            Purpose::InvestigateCrime,
            Purpose::LegalDuty,
        ],
    }
}

/// Why it is shared, in the words of the answers.
pub(super) fn why(share: &Share, cx: &Cx<'_>, matter: &Matter) -> String {
    why_words(&share.draft.answers, &share.context(cx, matter))
}
