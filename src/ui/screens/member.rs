//! One member of a governance lead's own organisation: what they may do, and what their lead can change. What a change
//! does, and what it cannot take back, stands on the page before it is made.

use std::sync::Arc;

use egui::Ui;

use super::join::role_words;
use crate::app::Secret;
use crate::app::api::{Done, MemberCard, Request};
use crate::app::problem::Problem;
use crate::domain::content::Standing;
use crate::domain::ids::MemberId;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::screen::{Cx, Screen};
use crate::ui::theme::Space;
use crate::ui::typed::{expose, sentences};
use crate::ui::widgets::{
    Button, ButtonKind, Card, ChoiceOption, Choices, Edge, Page, Problems, back_link, body, focus_title, gap,
    heading, progress, read_out, support, title,
};
use crate::ui::words::{t, ta};

/// The page and what is chosen there.
#[derive(Default)]
pub(crate) struct Member {
    choice: Option<usize>,
    /// The change that the second page shows before it is made.
    about: Option<Change>,
    code: Option<Arc<Secret>>,
    told: Option<String>,
    problems: Problems,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Member")
    }
}

/// What a lead can change about a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Reinvite,
    Suspend,
    TakeBack,
    Remove,
}

/// A part of a change's words.
#[derive(Debug, Clone, Copy)]
enum Part {
    Name,
    Hint,
    Does,
    Cannot,
    Done,
}

impl Change {
    /// What fits this member now.
    fn of(member: &MemberCard) -> &'static [Self] {
        match (member.standing, member.joined) {
            (Standing::Active, true) => &[Self::Reinvite, Self::Suspend, Self::Remove],
            (Standing::Active, false) => &[Self::Reinvite, Self::Remove],
            (Standing::Suspended, _) => &[Self::TakeBack, Self::Remove],
            (Standing::Removed, _) => &[],
        }
    }

    /// What it is called, its hint, the title of its page, what it does, what it cannot do, and that it was done.
    fn keys(self) -> [&'static str; 6] {
        match self {
            Self::Reinvite => [
                "member-reinvite",
                "member-reinvite-hint",
                "member-reinvite-title",
                "member-reinvite-does",
                "member-reinvite-cannot",
                "member-reinvite-done",
            ],
            Self::Suspend => [
                "member-suspend",
                "member-suspend-hint",
                "member-suspend-title",
                "member-suspend-does",
                "member-suspend-cannot",
                "member-suspend-done",
            ],
            Self::TakeBack => [
                "member-take-back",
                "member-take-back-hint",
                "member-take-back-title",
                "member-take-back-does",
                "member-take-back-cannot",
                "member-take-back-done",
            ],
            Self::Remove => [
                "member-remove",
                "member-remove-hint",
                "member-remove-title",
                "member-remove-does",
                "member-remove-cannot",
                "member-remove-done",
            ],
        }
    }

    fn words(self, at: Part) -> String {
        let [name, hint, _, does, cannot, done] = self.keys();
        t(match at {
            Part::Name => name,
            Part::Hint => hint,
            Part::Does => does,
            Part::Cannot => cannot,
            Part::Done => done,
        })
    }

    fn title(self, name: &str) -> String {
        let [_, _, title, ..] = self.keys();
        ta(title, &[("name", name.to_owned().into())])
    }

    fn request(self, member: MemberId) -> Request {
        match self {
            Self::Reinvite => Request::Reinvite(member),
            Self::Suspend => Request::ChangeMember(member, Standing::Suspended),
            Self::TakeBack => Request::ChangeMember(member, Standing::Active),
            Self::Remove => Request::ChangeMember(member, Standing::Removed),
        }
    }
}

/// How a member stands, in words.
pub(super) fn standing_words(member: &MemberCard) -> String {
    match (member.standing, member.joined, member.invited_until) {
        (Standing::Removed, ..) => t("member-is-removed"),
        (Standing::Suspended, ..) => t("member-is-suspended"),
        (Standing::Active, _, Some(until)) => ta("member-is-invited", &[("day", until.day_words().into())]),
        (Standing::Active, true, None) => t("people-active"),
        (Standing::Active, false, None) => t("member-is-lapsed"),
    }
}

impl Screen for Member {
    fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui) {
        let &Route::Member(id) = cx.route else { return };
        if cx.arrived && self.code.is_none() {
            *self = Self::default();
            focus_title(ui.ctx());
        }
        if let Some(words) = self.told.take() {
            self.problems.set(vec![(cx.field_id("member-change"), words)]);
        }
        let found = cx.state.members.iter().find(|member| member.member == id);
        let Some(member) = found.cloned() else {
            return;
        };
        if let Some(code) = self.code.clone() {
            self.code_ui(cx, ui, &member, &code);
        } else if let Some(change) = self.about {
            self.check_ui(cx, ui, &member, change);
        } else {
            self.member_ui(cx, ui, &member);
        }
    }

    fn answered(&mut self, answer: Result<&Done, &Problem>, actions: &mut Vec<Action>) -> bool {
        match answer {
            Ok(Done::InvitationCode(code)) => self.code = Some(Arc::clone(code)),
            Ok(_) => {
                let told = self.about.map(|change| change.words(Part::Done));
                *self = Self::default();
                actions.push(Action::Back);
                actions.extend(told.map(|words| Action::Tell { words, undo: false }));
            }
            Err(problem) => self.told = Some(sentences(problem)),
        }
        true
    }
}

impl Member {
    /// A one-time code stands on the page that is written down nowhere yet.
    pub(super) fn shows_a_code(&self) -> bool {
        self.code.is_some()
    }

    fn member_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, member: &MemberCard) {
        let id = cx.field_id("member-change");
        let changes = Change::of(member);
        let words: Vec<(String, String)> = changes
            .iter()
            .map(|change| (change.words(Part::Name), change.words(Part::Hint)))
            .collect();
        let options: Vec<ChoiceOption<'_>> = words
            .iter()
            .map(|(label, hint)| ChoiceOption::with_hint(label, hint))
            .collect();
        let page = Page::new(cx.field_id("member"));
        page.body(ui, |ui| {
            if back_link(ui).clicked() {
                cx.push(Action::Back);
            }
            title(ui, &member.name);
            self.problems.show(ui);
            support(ui, &role_words(member.side, member.role));
            body(ui, &standing_words(member));
            gap(ui, Space::Sm);
            if changes.is_empty() {
                body(ui, &t("member-nothing"));
            } else {
                Choices::new(id, &t("member-what"), &options)
                    .error(self.problems.of(id))
                    .show(ui, &mut self.choice);
            }
        });
        page.footer(ui, |ui| {
            let words = t(if changes.is_empty() {
                "member-back"
            } else {
                "continue"
            });
            if !Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                return;
            }
            if changes.is_empty() {
                cx.push(Action::Back);
                return;
            }
            self.about = self.choice.and_then(|at| changes.get(at).copied());
            if self.about.is_none() {
                self.problems.set(vec![(id, t("member-what-missing"))]);
            } else {
                self.problems.clear();
                focus_title(ui.ctx());
                ui.ctx().request_repaint();
            }
        });
    }

    fn check_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, member: &MemberCard, change: Change) {
        let mut leave = false;
        let page = Page::new(cx.field_id("member-check"));
        page.body(ui, |ui| {
            leave = back_link(ui).clicked();
            title(ui, &change.title(&member.name));
            self.problems.show(ui);
            body(ui, &change.words(Part::Does));
            heading(ui, &t("member-cannot-title"));
            body(ui, &change.words(Part::Cannot));
        });
        page.footer(ui, |ui| {
            if cx.busy {
                progress(ui, &t("working"), None);
                return;
            }
            if Button::new(ButtonKind::Primary, &change.words(Part::Name))
                .show(ui)
                .clicked()
            {
                cx.push(Action::Ask(change.request(member.member)));
            }
            support(ui, &t("member-is-entry"));
        });
        let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if leave || escape {
            self.about = None;
            self.problems.clear();
            focus_title(ui.ctx());
            ui.ctx().request_repaint();
        }
    }

    fn code_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, member: &MemberCard, code: &Secret) {
        // leaving would lose the code
        ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        let args = [("name", member.name.clone().into())];
        let page = Page::new(cx.field_id("member-code"));
        page.body(ui, |ui| {
            title(ui, &ta("invite-code-title", &args));
            Card::new(Edge::None).name(&t("join-code")).show(ui, |ui| {
                support(ui, &t("join-code"));
                read_out(ui, expose(code));
            });
            body(ui, &t("invite-code-explain"));
        });
        page.footer(ui, |ui| {
            let words = t("invite-done");
            if Button::new(ButtonKind::Primary, &words)
                .on_enter()
                .show(ui)
                .clicked()
            {
                *self = Self::default();
                cx.push(Action::Back);
            }
        });
    }
}
