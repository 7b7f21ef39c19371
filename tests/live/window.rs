//! The real window over the real engine, with everything that leaves it kept: words in the tree, what goes to the
//! clipboard and to the system, every picture that the engine gives.

use std::sync::Arc;

use egui::{Event, Key, Modifiers, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tandem::app::clock::HandClock;
use tandem::domain::content::Post;
use tandem::domain::role::Side;
use tandem::domain::rules::Rules;
use tandem::ui::Shell;
use tandem::ui::theme::Theme;

use crate::live::{Wire, pin_words};
use crate::support::harness::{CAR, DESK, new_harness};
use crate::support::scan;

/// Ctrl as a keyboard here reports it.
pub(crate) const CTRL: Modifiers = Modifiers {
    alt: false,
    ctrl: true,
    shift: false,
    mac_cmd: false,
    command: true,
};

/// The window of a test.
pub(crate) struct Live {
    pub(crate) shell: Shell,
    pub(crate) clock: Arc<HandClock>,
}

/// The window, and what was last put on the clipboard.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Live>,
    pub(crate) clipboard: String,
}

impl Window {
    /// Opens on the engine at the other end of the wire.
    pub(crate) fn open(desk: &Wire, clock: &Arc<HandClock>) -> Self {
        let rules = Arc::new(Rules::embedded().unwrap());
        let shell = Shell::new(
            Box::new(desk.clone()),
            Arc::clone(clock) as Arc<_>,
            rules,
            Theme::Light,
        );
        let live = Live {
            shell,
            clock: Arc::clone(clock),
        };
        let size = match desk.state().post {
            Some((Post::Desk, _)) => DESK,
            Some((Post::Car, _)) | None => CAR,
        };
        let harness = new_harness(Theme::Light, size, live, |ui, live: &mut Live| {
            live.shell.logic(ui.ctx());
            live.shell.frame(ui);
        });
        let mut window = Self {
            harness,
            clipboard: String::new(),
        };
        window.settle();
        window
    }

    /// A few frames pass.
    pub(crate) fn settle(&mut self) {
        for _ in 0..4 {
            self.harness.step();
            for command in &self.harness.output().platform_output.commands {
                if let OutputCommand::CopyText(words) = command {
                    self.clipboard.clone_from(words);
                }
            }
        }
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    pub(crate) fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    pub(crate) fn type_in(&mut self, words: &str) {
        self.harness.event(Event::Text(words.to_owned()));
        self.settle();
    }

    /// Pastes what this program or the person before last put on the clipboard.
    pub(crate) fn paste(&mut self) {
        self.harness.event(Event::Paste(self.clipboard.clone()));
        self.settle();
    }

    /// Seconds pass at the keyboard: the mouse moves, so that no time-out strikes.
    pub(crate) fn pass(&mut self, seconds: i64) {
        let mut left = seconds;
        while left > 0 {
            let step = left.min(20);
            self.harness.state().clock.advance_ms(step * 1000);
            let place = egui::pos2(5.0, 5.0 + (left % 7) as f32);
            self.harness.event(Event::PointerMoved(place));
            self.settle();
            left -= step;
        }
    }

    /// Takes a seat as a person does: the key, then the PIN.
    pub(crate) fn take_seat(&mut self, side: Side) {
        self.press(if side == Side::Police { Key::F2 } else { Key::F3 });
        self.type_in(pin_words(side));
    }

    /// Puts the keyboard into the field with this name.
    pub(crate) fn focus_field(&mut self, name: &str) {
        let field = self
            .harness
            .query_all_by_label_contains(name)
            .find(|node| {
                matches!(
                    node.accesskit_node().role(),
                    egui::accesskit::Role::TextInput
                        | egui::accesskit::Role::MultilineTextInput
                        | egui::accesskit::Role::PasswordInput
                )
            })
            .unwrap_or_else(|| panic!("no field {name:?}: {}", scan::all_words(&self.harness)));
        field.focus();
        self.settle();
    }

    /// Presses the button or link whose name holds these words.
    pub(crate) fn click(&mut self, name: &str) {
        let button = self
            .harness
            .query_all_by_label_contains(name)
            .find(|node| {
                matches!(
                    node.accesskit_node().role(),
                    egui::accesskit::Role::Button | egui::accesskit::Role::Link
                )
            })
            .unwrap_or_else(|| panic!("no button {name:?}: {}", scan::all_words(&self.harness)));
        button.click();
        self.settle();
    }

    /// Every word that can be read in the tree.
    pub(crate) fn words(&self) -> String {
        scan::all_words(&self.harness)
    }

    /// All that goes out of the window in this frame besides the tree: clipboard, events for a screen reader, window
    /// title and other commands to the system.
    pub(crate) fn output(&self) -> String {
        let output = self.harness.output();
        let platform = &output.platform_output;
        let system: Vec<_> = output.viewport_output.values().collect();
        let system: Vec<_> = system
            .iter()
            .map(|view| (&view.builder, &view.commands))
            .collect();
        format!("{:?}\n{:?}\n{system:?}", platform.commands, platform.events)
    }
}
