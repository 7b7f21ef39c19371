//! Markers with their evidence and their end. One that ended is never shown as current.

use chrono::NaiveDate;
use egui::Ui;
use serde::{Deserialize, Serialize};

use super::Seat;
use crate::app::api::{MarkerForm, Request};
use crate::domain::content::Marker;
use crate::domain::ids::{IncidentId, ItemId};
use crate::domain::record::{Codes, MarkerKind, Seen};
use crate::domain::time::day_words;
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::{marker_words, only_words};
use crate::ui::screen::Cx;
use crate::ui::widgets::{
    Button, ButtonKind, ChoiceOption, Choices, Field, FieldKind, Problems, Tag, body, faded, heading, link,
    support, tag, tick,
};
use crate::ui::words::{t, ta};

/// What is being written.
#[derive(Debug, Default)]
pub(super) struct Markers {
    of: Option<IncidentId>,
    form: Form,
    kept: Kept,
    problems: Problems,
}

/// What is chosen and typed: kept as a draft until it is sent.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Form {
    adding: bool,
    kind: Option<usize>,
    evidence: String,
    told: bool,
    removing: Option<ItemId>,
    why: String,
    /// The marker that is to stand longer, on new evidence.
    renewing: Option<ItemId>,
    anew: String,
    /// The supervisor who agreed.
    agreed: String,
}

/// The markers that the shared view may show.
pub(super) fn shared_markers_ui(ui: &mut Ui, markers: &[Marker], today: NaiveDate) {
    for marker in markers.iter().filter(|marker| marker.is_current(today)) {
        marker_ui(ui, marker, today, &t("shared-both"));
    }
}

impl Markers {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        let incident = seat.incident.incident;
        if self.of != Some(incident) {
            let (form, kept) = Kept::open(cx, format!("marker/{}", incident.hex()));
            *self = Self {
                of: Some(incident),
                form,
                kept,
                ..Self::default()
            };
        }
        let today = cx.now.london_date().unwrap_or_default();
        heading(ui, &t("markers-title"));
        let both = seat.incident.frame.markers.iter();
        let own = seat.own.filled.markers.iter();
        let all = both
            .map(|marker| (marker, t("shared-both")))
            .chain(own.map(|marker| (marker, only_words(seat.side))));
        let (current, ended): (Vec<_>, Vec<_>) = all.partition(|(marker, _)| marker.is_current(today));
        if current.is_empty() {
            support(ui, &t("markers-none"));
        }
        for (marker, whose) in current {
            ui.push_id(marker.marker, |ui| {
                marker_ui(ui, marker, today, &whose);
                self.change_ui(cx, ui, seat.incident.incident, marker);
            });
        }
        for (marker, _) in ended {
            faded(ui, &ended_words(marker));
        }
        self.add_ui(cx, ui, seat);
        self.kept.keep(cx, ui, &self.form);
    }

    fn change_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: IncidentId, marker: &Marker) {
        let form = |remove| MarkerForm {
            marker: Some(marker.marker),
            code: marker.code.clone(),
            evidence: marker.evidence.clone(),
            told: marker.told,
            remove,
            agreed: String::new(),
        };
        let what = || [("what", marker_words(marker).into())];
        if self.form.renewing == Some(marker.marker) {
            self.renew_ui(cx, ui, incident, marker);
            return;
        }
        if self.form.removing != Some(marker.marker) {
            ui.horizontal_wrapped(|ui| {
                if link(ui, &t("marker-again"), Some(&ta("marker-again-name", &what()))).clicked() {
                    cx.push(Action::Ask(Request::SetMarker(incident, form(None))));
                }
                if link(ui, &t("marker-renew"), Some(&ta("marker-renew-name", &what()))).clicked() {
                    self.form.renewing = Some(marker.marker);
                    self.form.anew.clear();
                    let id = cx.field_id("marker anew");
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
                if link(ui, &t("marker-off"), Some(&ta("marker-off-name", &what()))).clicked() {
                    self.form.removing = Some(marker.marker);
                    self.form.why.clear();
                }
            });
            return;
        }
        let id = cx.field_id("marker why");
        let label = t("marker-why");
        Field::new(id, &label)
            .error(self.problems.of(id))
            .show(ui, &mut self.form.why);
        if Button::new(ButtonKind::Plain, &t("marker-off"))
            .show(ui)
            .clicked()
        {
            let why = self.form.why.trim().to_owned();
            if why.is_empty() {
                self.problems.set(vec![(id, t("marker-why-missing"))]);
                return;
            }
            self.form.removing = None;
            cx.push(Action::Ask(Request::SetMarker(incident, form(Some(why)))));
        }
    }

    /// What it rests on now: only that lets it stand longer.
    fn renew_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: IncidentId, marker: &Marker) {
        let id = cx.field_id("marker anew");
        let (label, hint) = (t("marker-anew"), t("marker-evidence-hint"));
        Field::new(id, &label)
            .kind(FieldKind::Area(2))
            .hint(&hint)
            .error(self.problems.of(id))
            .show(ui, &mut self.form.anew);
        let told = cx.field_id("marker told again");
        let mut known = marker.told || self.form.told;
        tick(ui, told, &mut known, &t("marker-told"));
        self.form.told = known;
        let save = Button::new(ButtonKind::Plain, &t("marker-renew"))
            .show(ui)
            .clicked();
        if !save || cx.busy {
            return;
        }
        let evidence = self.form.anew.trim().to_owned();
        if evidence.is_empty() {
            self.problems.set(vec![(id, t("marker-evidence-missing"))]);
            return;
        }
        self.problems.clear();
        let form = MarkerForm {
            marker: Some(marker.marker),
            code: marker.code.clone(),
            evidence,
            told: known,
            remove: None,
            agreed: String::new(),
        };
        cx.push(Action::Ask(Request::SetMarker(incident, form)));
        self.form.renewing = None;
        self.form.told = false;
    }

    fn add_ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, seat: Seat<'_>) {
        if !self.form.adding {
            self.form.adding = Button::new(ButtonKind::Plain, &t("marker-add"))
                .show(ui)
                .clicked();
            return;
        }
        self.problems.show(ui);
        let kinds = &Codes::embedded().markers.code;
        let words: Vec<String> = kinds
            .iter()
            .map(|kind| match kind.seen {
                Seen::Both => ta("marker-both", &[("what", kind.words.as_str().into())]),
                Seen::Own => kind.words.clone(),
            })
            .collect();
        let options: Vec<ChoiceOption<'_>> = words.iter().map(|words| ChoiceOption::new(words)).collect();
        let id = cx.field_id("marker kind");
        let question = t("marker-question");
        Choices::new(id, &question, &options)
            .inline()
            .error(self.problems.of(id))
            .show(ui, &mut self.form.kind);
        let (evidence, label, hint) = (
            cx.field_id("marker evidence"),
            t("marker-evidence"),
            t("marker-evidence-hint"),
        );
        Field::new(evidence, &label)
            .kind(FieldKind::Area(2))
            .hint(&hint)
            .error(self.problems.of(evidence))
            .show(ui, &mut self.form.evidence);
        let agreed = cx.field_id("marker agreed");
        if self.kind().is_some_and(|kind| kind.supervisor) {
            Field::new(agreed, &t("marker-agreed"))
                .hint(&t("marker-agreed-hint"))
                .error(self.problems.of(agreed))
                .show(ui, &mut self.form.agreed);
        }
        tick(
            ui,
            cx.field_id("marker told"),
            &mut self.form.told,
            &t("marker-told"),
        );
        if Button::new(ButtonKind::Plain, &t("marker-save"))
            .show(ui)
            .clicked()
            && !cx.busy
        {
            self.save(cx, seat, [id, evidence, agreed]);
        }
    }

    /// The kind that is chosen.
    fn kind(&self) -> Option<&'static MarkerKind> {
        let kinds = &Codes::embedded().markers.code;
        self.form.kind.and_then(|at| kinds.get(at))
    }

    fn save(&mut self, cx: &mut Cx<'_>, seat: Seat<'_>, [kind_id, evidence_id, agreed_id]: [egui::Id; 3]) {
        let kind = self.kind();
        let mut wrong = Vec::new();
        if kind.is_none() {
            wrong.push((kind_id, t("marker-missing")));
        }
        if self.form.evidence.trim().is_empty() {
            wrong.push((evidence_id, t("marker-evidence-missing")));
        }
        if kind.is_some_and(|kind| kind.supervisor) && self.form.agreed.trim().is_empty() {
            wrong.push((agreed_id, t("marker-agreed-missing")));
        }
        self.problems.set(wrong);
        let Some(kind) = kind.filter(|_| self.problems.is_empty()) else {
            return;
        };
        let form = MarkerForm {
            marker: None,
            code: kind.code.clone(),
            evidence: self.form.evidence.trim().to_owned(),
            told: self.form.told,
            remove: None,
            agreed: self.form.agreed.trim().to_owned(),
        };
        cx.push(Action::Ask(Request::SetMarker(seat.incident.incident, form)));
        self.form = Form::default();
        self.kept = self.kept.forget(cx.actions);
    }
}

fn marker_ui(ui: &mut Ui, marker: &Marker, today: NaiveDate, whose: &str) {
    ui.horizontal_wrapped(|ui| {
        let (mark, key) = if marker.is_to_review(today) {
            (Tag::Soon, "marker-review-due")
        } else {
            (Tag::Plain, "marker-review")
        };
        tag(ui, mark, marker_words(marker));
        body(ui, &marker.evidence);
        let told = t(if marker.told {
            "marker-was-told"
        } else {
            "marker-not-told"
        });
        let days = [
            ("set", day_words(marker.set).into()),
            ("review", day_words(marker.review).into()),
            ("ends", day_words(marker.expires).into()),
            ("told", told.into()),
            ("whose", whose.into()),
        ];
        let mut line = ta(key, &days);
        if !marker.agreed.is_empty() {
            let args = [("line", line.into()), ("name", marker.agreed.as_str().into())];
            line = ta("marker-agreed-by", &args);
        }
        if marker.by.is_empty() {
            support(ui, &line);
        } else {
            let by = [("line", line.into()), ("name", marker.by.as_str().into())];
            support(ui, &ta("written-by", &by));
        }
    });
}

/// That it ended by itself, or who took it off and why.
fn ended_words(marker: &Marker) -> String {
    let what = ("what", marker_words(marker).into());
    match &marker.removed {
        None => ta("marker-ended", &[what, ("day", day_words(marker.expires).into())]),
        Some(why) => {
            let line = ta("marker-removed", &[what, ("why", why.as_str().into())]);
            match marker.by.as_str() {
                "" => line,
                by => ta("written-by", &[("line", line.into()), ("name", by.into())]),
            }
        }
    }
}
