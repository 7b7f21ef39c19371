//! What both agreed to do, and injuries: shared, stored as each field is left.

use egui::Ui;
use serde::{Deserialize, Serialize};

use crate::app::api::Request;
use crate::domain::content::Detail;
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::screen::Cx;
use crate::ui::theme::Space;
use crate::ui::widgets::{Field, FieldKind, gap};
use crate::ui::words::t;

/// What is typed and not stored yet.
#[derive(Debug, Default)]
pub(super) struct Plan {
    of: Option<IncidentId>,
    agreed: Typed,
    injuries: Typed,
    kept: Kept,
}

/// What is typed and not stored, through the end of a sitting.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Left {
    agreed: Option<String>,
    injuries: Option<String>,
}

/// One field: what is typed, and what was stored when it was last looked at.
#[derive(Debug, Default)]
struct Typed {
    words: String,
    seen: String,
}

impl Typed {
    fn follow(&mut self, stored: &str) {
        if self.seen != stored {
            stored.clone_into(&mut self.words);
            stored.clone_into(&mut self.seen);
        }
    }

    /// What is typed and not stored.
    fn left(&self) -> Option<String> {
        (self.words.trim() != self.seen).then(|| self.words.clone())
    }

    /// The words, when they differ from what was seen and asked for.
    fn changed(&mut self) -> Option<String> {
        let words = self.words.trim().to_owned();
        (words != self.seen).then(|| {
            self.seen.clone_from(&words);
            words
        })
    }
}

impl Plan {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        if self.of == Some(incident.incident) {
            self.agreed.follow(&incident.frame.plan);
            self.injuries.follow(&incident.frame.injuries);
        } else {
            let (left, kept) = Kept::open::<Left>(cx, format!("plan/{}", incident.incident.hex()));
            *self = Self {
                of: Some(incident.incident),
                kept,
                ..Self::default()
            };
            self.agreed.follow(&incident.frame.plan);
            self.injuries.follow(&incident.frame.injuries);
            self.agreed.words = left.agreed.unwrap_or_else(|| self.agreed.words.clone());
            self.injuries.words = left.injuries.unwrap_or_else(|| self.injuries.words.clone());
        }
        let (label, hint) = (t("plan-label"), t("plan-hint"));
        let plan = Field::new(cx.field_id("plan"), &label)
            .kind(FieldKind::Area(4))
            .hint(&hint)
            .show(ui, &mut self.agreed.words);
        if cx.arrived {
            plan.request_focus();
        }
        gap(ui, Space::Sm);
        let label = t("injuries-label");
        let injuries = Field::new(cx.field_id("injuries"), &label)
            .kind(FieldKind::Area(2))
            .show(ui, &mut self.injuries.words);
        if plan.lost_focus() || injuries.lost_focus() {
            self.keep_safe(cx);
        }
    }

    /// Keeps what is typed as a sealed draft until it is stored.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        let left = Left {
            agreed: self.agreed.left(),
            injuries: self.injuries.left(),
        };
        self.kept.keep(cx, ui, &left);
    }

    /// Stores what is typed, before anything else that was asked for.
    pub(super) fn keep_safe(&mut self, cx: &mut Cx<'_>) {
        let Some(incident) = self.of else { return };
        let plan = self.agreed.changed().map(Detail::Plan);
        let injuries = self.injuries.changed().map(Detail::Injuries);
        for detail in plan.into_iter().chain(injuries) {
            cx.actions
                .insert(0, Action::Ask(Request::SetDetail(incident, detail)));
        }
    }
}
