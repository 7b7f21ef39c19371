//! A recovery code as its holder types it: eight groups of dots, the wrong one named, nothing kept.

use egui::{Id, Ui};

use crate::app::Secret;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::typed::{Typed, passphrase_field};
use crate::ui::widgets::{Notice, link, notice};
use crate::ui::words::{t, ta};

/// Groups of a recovery code.
const GROUPS: usize = 8;
/// Symbols of a group.
const IN_GROUP: usize = 5;
/// The width of a group's field, in points.
const WIDTH: f32 = 96.0;

/// The groups.
#[derive(Debug, Default)]
pub(super) struct CodeEntry {
    groups: [Typed; GROUPS],
    wrong: Option<usize>,
    shown: bool,
    /// This group takes the keyboard.
    next: Option<usize>,
}

impl CodeEntry {
    /// The first group's name among the fields of the page.
    pub(super) const FIRST: &'static str = "recovery-group-1";

    /// Wipes what was typed.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The first group takes the keyboard.
    pub(super) fn take_focus(cx: &Cx<'_>, ui: &Ui) {
        let id = group_id(cx, 0);
        ui.memory_mut(|memory| memory.request_focus(id));
    }

    /// This group, from 1, is typed again.
    pub(super) fn wrong(&mut self, group: usize) {
        let at = group.saturating_sub(1).min(GROUPS - 1);
        if let Some(typed) = self.groups.get_mut(at) {
            typed.clear();
        }
        self.wrong = Some(group);
        self.next = Some(at);
    }

    /// The code as it stands; `None` and the first short group named when one is missing.
    pub(super) fn hand_over(&mut self) -> Option<Secret> {
        self.wrong = None;
        let short = self.groups.iter().position(|typed| typed.symbols() != IN_GROUP);
        if let Some(at) = short {
            self.wrong = Some(at + 1);
            self.next = Some(at);
            return None;
        }
        Some(Typed::joined(&self.groups))
    }

    /// Draws the groups, four in a row.
    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) {
        if let Some(group) = self.wrong {
            notice(
                ui,
                Notice::Now,
                &ta("recovery-group-wrong", &[("group", group.into())]),
            );
        }
        for row in 0..GROUPS / 4 {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = Space::Sm.points();
                for at in row * 4..row * 4 + 4 {
                    self.group_ui(cx, ui, at);
                }
            });
        }
        let show = if self.shown {
            "sign-in-hide"
        } else {
            "sign-in-show"
        };
        if link(ui, &t(show), None).clicked() {
            self.shown = !self.shown;
        }
        if let Some(at) = self.next.take() {
            let id = group_id(cx, at);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn group_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, at: usize) {
        let label = ta("recovery-group", &[("group", (at + 1).into())]);
        let field = passphrase_field(group_id(cx, at), &label)
            .shown(self.shown)
            .width(WIDTH);
        let Some(typed) = self.groups.get_mut(at) else {
            return;
        };
        let response = typed.field(ui, field);
        if response.changed() {
            self.spill(at);
        }
    }

    /// A group that is full passes the keyboard on; a whole code that was pasted fills the groups after it.
    fn spill(&mut self, at: usize) {
        let Some((typed, after)) = self.groups.get_mut(at..).and_then(<[Typed]>::split_first_mut) else {
            return;
        };
        let mut full = typed.symbols() >= IN_GROUP;
        let mut last = at;
        let mut rest = typed.overflow(IN_GROUP);
        for next in after {
            if rest.is_blank() {
                break;
            }
            std::mem::swap(next, &mut rest);
            rest = next.overflow(IN_GROUP);
            full = next.symbols() >= IN_GROUP;
            last += 1;
        }
        if full && last + 1 < GROUPS {
            self.next = Some(last + 1);
        }
    }
}

fn group_id(cx: &Cx<'_>, at: usize) -> Id {
    cx.field_id(match at {
        0 => CodeEntry::FIRST,
        1 => "recovery-group-2",
        2 => "recovery-group-3",
        3 => "recovery-group-4",
        4 => "recovery-group-5",
        5 => "recovery-group-6",
        6 => "recovery-group-7",
        _ => "recovery-group-8",
    })
}
