//! The pages besides the questions: which words, of what kind, how and what for, why not, and what stands in the way.

use egui::{Id, Ui};

use super::draft::At;
use super::items::choosable;
use super::phrases::options;
use super::questions::why_words;
use super::sheet::{Look, Sheet};
use super::{Matter, Share};
use crate::domain::content::Channel;
use crate::domain::decision::facts::{Purpose, Recipient};
use crate::domain::decision::path::{Answers, PolicingPurpose, StrongReason};
use crate::domain::decision::problems;
use crate::domain::role::Side;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Button, ButtonKind, Page, back_link, button, status_line, title};
use crate::ui::words::t;

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
            let back = ui.horizontal_wrapped(|ui| {
                let back = back_link(ui).clicked();
                ui.add_space(Space::Lg.points());
                self.advice_link_ui(cx, matter, ui);
                if at == At::Items {
                    ui.add_space(Space::Lg.points());
                    self.receiver_link_ui(cx, matter, ui);
                }
                back
            });
            if back.inner {
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
            At::Stopped => self.stopped_ui(cx, matter, ui),
            At::Legs => self.legs_ui(cx, matter, ui),
            At::Filled => self.filled_ui(ui),
            At::Leg(at) => self.leg_ui(cx, matter, ui, at),
            At::Refuse => return self.refuse_ui(cx, matter, ui),
            At::To => self.receiver_ui(cx, matter, ui),
            At::Advice => self.advice_ui(cx, matter, ui),
            At::How => {
                let mut value = Some(self.channel(cx, matter));
                let outside = self.draft.to.is_some();
                let ways = Channel::ALL.into_iter().filter(|way| !outside || way.is_spoken());
                let all = options(&ways.collect::<Vec<_>>(), "");
                if self.change_ui(cx, ui, ("how", &t("share-title-how")), &all, &mut value) {
                    self.draft.channel = value;
                }
                self.channel_ui(cx, matter, ui);
            }
            At::Purpose => {
                let person = super::phrases::person(&matter.shared);
                let words = t("share-title-what-for");
                let checked = self.checked.as_ref();
                let stated = checked.map(|checked| checked.facts.disclosure.purpose);
                let mut value = self.draft.answers.purpose.or(stated);
                let to = self.context(cx, matter).recipient;
                let all = options(&purposes(matter.side, to), &person);
                if self.change_ui(cx, ui, ("purpose", &words), &all, &mut value) {
                    self.draft.answers.purpose = value;
                    self.purpose_changed();
                }
            }
            At::Told => self.told_ui(cx, matter, ui),
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
                let senior = self.senior(cx);
                if senior && button(ui, ButtonKind::Plain, &t("share-senior-go-on"), None).clicked() {
                    self.senior_given(cx, matter);
                    return false;
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
            At::Kind(_)
            | At::How
            | At::Purpose
            | At::Told
            | At::To
            | At::Advice
            | At::Legs
            | At::Filled
            | At::Leg(_) => {
                go_on = main(ui, "continue");
            }
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
                let items = super::items::items(&self.draft, &matter.own, matter.side, cx.now, cx.rules);
                if super::items::too_long(&items) {
                    self.problems
                        .set(vec![(base.with("shorter"), t("share-too-long"))]);
                } else if let Some((_, words)) = self.to_problem() {
                    self.go(At::To);
                    self.problems.set(vec![(base.with("to"), words)]);
                } else if items.is_empty() {
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
            At::Kind(note) => {
                if let Some(words) = self.about_problem(matter, note, cx.now) {
                    self.problems.set(vec![(base.with("true_on"), words)]);
                    return;
                }
                self.turned = true;
                self.draft.back();
            }
            At::To => match self.to_problem() {
                Some((field, words)) => self.problems.set(vec![(base.with(field), words)]),
                None => self.back(cx, matter),
            },
            At::Advice => self.back(cx, matter),
            At::Told => match self.told_problem(cx, matter) {
                Some((field, words)) => self.problems.set(vec![(base.with(field), words)]),
                None => self.forward(cx, matter),
            },
            At::Leg(_) => {
                self.turned = true;
                self.draft.back();
            }
            At::How | At::Purpose | At::Legs | At::Filled => self.forward(cx, matter),
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

/// What a share may be for: the person's own care towards those who give it, housing towards those who house.
fn purposes(side: Side, to: Recipient) -> Vec<Purpose> {
    let mut all = vec![
        Purpose::SafetyOfPerson,
        Purpose::SafetyOfOthers,
        Purpose::StaffSafety,
    ];
    let care = matches!(
        to,
        Recipient::Nurse | Recipient::Ambulance | Recipient::Hospital | Recipient::Gp
    );
    if care {
        all.push(Purpose::DirectCare);
    }
    all.extend([Purpose::SafeguardingChild, Purpose::SafeguardingAdult]);
    all.push(match side {
        Side::Health => Purpose::PreventSeriousCrime,
        Side::Police => Purpose::InvestigateCrime,
    });
    all.push(Purpose::LegalDuty);
    if matches!(to, Recipient::LocalAuthority | Recipient::VoluntaryPartner) {
        all.push(Purpose::HousingEligibility);
    }
    all
}

/// Why it is shared, in the words of the answers.
pub(super) fn why(share: &Share, cx: &Cx<'_>, matter: &Matter) -> String {
    why_words(&share.answers(cx, matter), &share.context(cx, matter))
}
