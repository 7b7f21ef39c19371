//! The fields of what a governance lead's organisation counted outside this program. An empty one was not stated.

use egui::{Id, Ui};

use crate::domain::content::{Stated, StatedNumbers};
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{ButtonKind, Field, FieldKind, Problems, button, gap, heading, pair, support};
use crate::ui::words::{t, ta};

/// The largest number that can be stated.
const MOST: u32 = 100_000;

/// What is typed, in the order of [`Stated::ALL`].
#[derive(Debug, Default)]
pub(super) struct Fields {
    typed: [String; 13],
    /// Whether the fields are shown: most months nothing is stated.
    open: bool,
}

fn label(stated: Stated) -> String {
    match stated {
        Stated::PersonGood => t("stated-person-good"),
        Stated::PersonPoor => t("stated-person-poor"),
        Stated::StaffGood => t("stated-staff-good"),
        Stated::StaffPoor => t("stated-staff-poor"),
        Stated::Complaints => t("stated-complaints"),
        Stated::FollowedUp => t("stated-followed-up"),
        Stated::Died => t("stated-died"),
        Stated::Injured => t("stated-injured"),
        Stated::Listed => t("stated-listed"),
        Stated::Matched => t("stated-matched"),
        Stated::Visited => t("stated-visited"),
        Stated::Agreed => t("stated-agreed"),
        Stated::Fewer => t("stated-fewer"),
    }
}

fn id(cx: &Cx<'_>, stated: Stated) -> Id {
    cx.field_id("stated").with(stated.code())
}

impl Fields {
    /// A press that shows the fields; they stand two beside each other where there is room.
    pub(super) fn ui(&mut self, cx: &Cx<'_>, ui: &mut Ui, problems: &Problems) {
        if !self.open {
            self.open = button(ui, ButtonKind::Plain, &t("stated-open"), None).clicked();
            return;
        }
        heading(ui, &t("stated-title"));
        support(ui, &t("stated-hint"));
        let field = |ui: &mut Ui, stated: Stated, value: &mut String| {
            let id = id(cx, stated);
            Field::new(id, &label(stated))
                .kind(FieldKind::Digits)
                .error(problems.of(id))
                .show(ui, value);
        };
        let mut all = Stated::ALL.into_iter().zip(&mut self.typed);
        while let Some((first, left)) = all.next() {
            let mut two = (left, all.next());
            gap(ui, Space::Sm);
            pair(
                ui,
                cx.field_id("stated-row").with(first.code()),
                &mut two,
                |ui, (left, _), _| field(ui, first, left),
                |ui, (_, right), _| {
                    if let Some((stated, value)) = right {
                        field(ui, *stated, value);
                    }
                },
            );
        }
    }

    /// The numbers that are typed, or what is wrong beside which field.
    pub(super) fn read(&self, cx: &Cx<'_>) -> Result<StatedNumbers, Vec<(Id, String)>> {
        let mut numbers = StatedNumbers::new();
        let mut wrong = Vec::new();
        for (stated, text) in Stated::ALL.into_iter().zip(&self.typed) {
            let text = text.trim();
            match text.parse::<u32>() {
                Ok(number) if number <= MOST => {
                    numbers.insert(stated, number);
                }
                Ok(_) | Err(_) if !text.is_empty() => {
                    let gaps = [("most", u64::from(MOST).into())];
                    wrong.push((id(cx, stated), ta("stated-wrong", &gaps)));
                }
                Ok(_) | Err(_) => {}
            }
        }
        if wrong.is_empty() { Ok(numbers) } else { Err(wrong) }
    }
}
