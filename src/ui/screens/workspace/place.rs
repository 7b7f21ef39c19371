//! The place as numbers and codes: postcode, what3words, grid reference, each checked as it is left.

use egui::Ui;

use crate::app::api::Request;
use crate::domain::content::Detail;
use crate::domain::ids::IncidentId;
use crate::domain::incident::SharedIncident;
use crate::domain::record::{Fault, NOT_KNOWN, grid_reference, postcode, what3words};
use crate::ui::action::Action;
use crate::ui::kept::Kept;
use crate::ui::parts::fault_words;
use crate::ui::screen::Cx;
use crate::ui::widgets::{Field, line};
use crate::ui::words::t;

/// Reads one of the three.
type Reader = fn(&str) -> Result<String, Fault>;

/// The fields in their order: key of the label, width in points, reader.
const FIELDS: [(&str, f32, Reader); 3] = [
    ("place-postcode", 140.0, postcode),
    ("place-words", 300.0, what3words),
    ("place-grid", 200.0, grid_reference),
];

/// What is typed and not stored yet.
#[derive(Debug, Default)]
pub(super) struct Place {
    of: Option<IncidentId>,
    typed: [String; 3],
    seen: [String; 3],
    wrong: [Option<String>; 3],
    kept: Kept,
}

impl Place {
    pub(super) fn ui(&mut self, cx: &mut Cx<'_>, ui: &mut Ui, incident: &SharedIncident) {
        let frame = &incident.frame;
        let stored = [&frame.postcode, &frame.three_words, &frame.grid].map(Clone::clone);
        if self.of != Some(incident.incident) {
            let key = format!("place/{}", incident.incident.hex());
            let (left, kept) = Kept::open::<Option<[String; 3]>>(cx, key);
            *self = Self {
                of: Some(incident.incident),
                typed: left.unwrap_or_else(|| stored.clone()),
                seen: stored,
                wrong: Default::default(),
                kept,
            };
        } else if self.seen != stored {
            // what is wrong in one field stays there to be put right
            let fields = self.typed.iter_mut().zip(&stored).zip(&self.wrong);
            for ((typed, stored), _) in fields.filter(|(_, wrong)| wrong.is_none()) {
                typed.clone_from(stored);
            }
            self.seen = stored;
        }
        let left = line(ui, |ui| self.fields_ui(cx, ui));
        if left {
            self.save(cx, incident.incident);
        }
    }

    /// Keeps what is typed as a sealed draft until it is stored.
    pub(super) fn keep(&mut self, cx: &mut Cx<'_>, ui: &Ui) {
        let left = (self.typed != self.seen).then(|| self.typed.clone());
        self.kept.keep(cx, ui, &left);
    }

    fn fields_ui(&mut self, cx: &Cx<'_>, ui: &mut Ui) -> bool {
        let mut left = false;
        let fields = FIELDS.iter().zip(&mut self.typed).zip(&self.wrong);
        for (((key, width, _), typed), wrong) in fields {
            let label = t(key);
            let drawn = Field::new(cx.field_id(key), &label)
                .width(*width)
                .error(wrong.as_deref())
                .show(ui, typed);
            left |= drawn.lost_focus();
        }
        left
    }

    /// Stores each field that fits by itself: one that does not keeps what was stored of it before.
    fn save(&mut self, cx: &mut Cx<'_>, incident: IncidentId) {
        let mut read = self.seen.clone();
        let places = self.wrong.iter_mut().zip(&mut read);
        for (((_, _, reader), typed), (wrong, kept)) in FIELDS.iter().zip(&mut self.typed).zip(places) {
            if is_unknown(typed) {
                typed.clear();
            }
            let value = match typed.trim() {
                "" => Ok(String::new()),
                typed => reader(typed),
            };
            *wrong = value.as_ref().err().map(|fault| fault_words(*fault));
            if let Ok(value) = value {
                *kept = value;
            }
        }
        if read == self.seen {
            return;
        }
        let [postcode, three_words, grid] = read;
        cx.push(Action::Ask(Request::SetDetail(
            incident,
            Detail::Spot {
                postcode,
                three_words,
                grid,
            },
        )));
    }
}

/// "Not known" is always an answer: here it is an empty field.
fn is_unknown(typed: &str) -> bool {
    let typed = typed.trim();
    typed.eq_ignore_ascii_case(NOT_KNOWN) || typed.eq_ignore_ascii_case("unknown")
}
