//! A decision that answers a request of the other side: it begins with what the request says, which stays in sight.

use egui::Ui;

use super::phrases::words;
use super::{Matter, Share};
use crate::domain::content::{RequestAim, Requested};
use crate::domain::ids::ItemId;
use crate::ui::theme::Space;
use crate::ui::widgets::{gap, support};
use crate::ui::words::{t, ta};

impl Share {
    /// Begins with what the request is for, and of a victim's information with its tests.
    pub(super) fn take_request(&mut self, matter: &Matter, request: ItemId) {
        if let Some(asked) = asked(matter, request) {
            self.draft.answers.take_request(asked);
            // nobody typed that: a draft begins with the first thing that is changed
            self.saved.answers.clone_from(&self.draft.answers);
        }
    }

    /// Under the title of a question: what is answered, and what it will be used for; below it the usual gap.
    pub(super) fn requested_ui(&self, matter: &Matter, ui: &mut Ui) {
        let request = self.draft.answers_request.map(|(request, _)| request);
        if let Some(asked) = request.and_then(|request| asked(matter, request)) {
            asked_ui(asked, ui);
        }
        gap(ui, Space::Xs);
    }
}

fn asked_ui(asked: &Requested, ui: &mut Ui) {
    let aim = t(match asked.aim {
        RequestAim::Safety => "ask-aim-safety",
        RequestAim::Crime => "ask-aim-crime",
        RequestAim::Victim(_) => "ask-aim-victim",
    });
    let purpose = words(asked.purpose, &t("share-the-person"));
    let args = [
        ("who", asked.from_name.as_str().into()),
        ("what", asked.words.as_str().into()),
        ("aim", aim.into()),
        ("purpose", purpose.into()),
    ];
    support(ui, &ta("share-answers", &args));
}

/// The request of the other side; one from outside is not among these.
fn asked(matter: &Matter, request: ItemId) -> Option<&Requested> {
    let mut cards = matter.shared.requests.iter();
    cards
        .find(|card| card.asked.request == request)
        .map(|card| &card.asked)
}
