//! A form whose answers outlive the page and the sitting: sealed as one types, and there again for whoever typed them.
//! Nobody else of their side is shown them, and when the form was sent they are gone.

use egui::Ui;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::action::Action;
use super::screen::Cx;
use crate::app::api::{Draft, Request};
use crate::domain::time::Moment;

/// A form is saved at most so often, in milliseconds; at once when it is left.
const SAVE_AFTER_MS: i64 = 500;

/// What of a form is saved.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    key: String,
    /// The form with nothing typed; known once it was drawn.
    empty: Option<String>,
    saved: String,
    at: Moment,
}

impl Kept {
    /// The form as it was left under this key, or an empty one, and what keeps it from now on.
    pub(crate) fn open<F: Default + Serialize + DeserializeOwned>(cx: &Cx<'_>, key: String) -> (F, Self) {
        let left = cx.state.drafts.iter().find(|draft| draft.key == key);
        let read = left.and_then(|draft| serde_json::from_str::<F>(&draft.words).ok());
        let kept = Self {
            saved: read
                .as_ref()
                .and(left)
                .map(|draft| draft.words.clone())
                .unwrap_or_default(),
            empty: read
                .is_some()
                .then(|| serde_json::to_string(&F::default()).unwrap_or_default()),
            key,
            at: Moment::default(),
        };
        (read.unwrap_or_default(), kept)
    }

    /// Saves what changed. To be called at the end of a page, when everything that it asks for is known.
    pub(crate) fn keep<F: Serialize>(&mut self, cx: &mut Cx<'_>, ui: &Ui, form: &F) {
        let words = serde_json::to_string(form).unwrap_or_default();
        let empty = self.empty.get_or_insert_with(|| words.clone());
        let words = if words == *empty { String::new() } else { words };
        if self.key.is_empty() || words == self.saved {
            return;
        }
        // a clock that was set back does not put it off
        let wait = SAVE_AFTER_MS - cx.now.since_ms(self.at).abs();
        match u64::try_from(wait) {
            Ok(wait) if wait > 0 && !is_left(cx, ui) => {
                ui.ctx()
                    .request_repaint_after(std::time::Duration::from_millis(wait));
            }
            _ => {
                self.saved.clone_from(&words);
                self.at = cx.now;
                let key = self.key.clone();
                // before anything else that was asked for: a seat change must not come first
                cx.actions
                    .insert(0, Action::Ask(Request::SaveDraft(Draft { key, words })));
            }
        }
    }

    /// The form was sent: nothing of it is kept. What is typed from here on is a new one under the same key.
    pub(crate) fn forget(&mut self, actions: &mut Vec<Action>) -> Self {
        if !self.saved.is_empty() {
            actions.push(Action::Ask(Request::DropDraft(self.key.clone())));
        }
        Self {
            key: std::mem::take(&mut self.key),
            ..Self::default()
        }
    }
}

/// The page is being left, by Esc, by a key of the whole window or by a control of its own.
fn is_left(cx: &Cx<'_>, ui: &Ui) -> bool {
    let quiet = |action: &Action| matches!(action, Action::Tell { .. } | Action::Copy(_));
    !cx.actions.iter().all(quiet) || ui.input(|input| input.key_pressed(egui::Key::Escape))
}
