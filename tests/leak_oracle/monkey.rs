//! Keys at random: whatever is pressed, wherever it leads, the other side's word never comes up.

use egui::{Event, Key, Modifiers};
use tandem::app::api::{Phase, Request};
use tandem::domain::content::Post;
use tandem::domain::role::Side;

use crate::both_write;
use crate::live::pin;
use crate::stage::Stage;
use crate::window::CTRL;

/// How many things are pressed.
const STEPS: usize = 700;

/// Keys that a person may press on any page. Ctrl+Enter is not among them: it commits a share, and what is shared
/// may be seen.
const KEYS: [(Modifiers, Key); 40] = [
    (Modifiers::NONE, Key::Tab),
    (Modifiers::NONE, Key::Tab),
    (Modifiers::NONE, Key::Tab),
    (Modifiers::SHIFT, Key::Tab),
    (Modifiers::NONE, Key::Space),
    (Modifiers::NONE, Key::Escape),
    (Modifiers::NONE, Key::ArrowDown),
    (Modifiers::NONE, Key::ArrowUp),
    (Modifiers::NONE, Key::End),
    (Modifiers::NONE, Key::Num1),
    (Modifiers::NONE, Key::Num2),
    (Modifiers::NONE, Key::Num3),
    (Modifiers::NONE, Key::Num4),
    (Modifiers::NONE, Key::Num5),
    (Modifiers::NONE, Key::Num0),
    (Modifiers::NONE, Key::T),
    (Modifiers::NONE, Key::F1),
    (Modifiers::NONE, Key::F4),
    (Modifiers::NONE, Key::F5),
    (Modifiers::NONE, Key::F7),
    (Modifiers::NONE, Key::F8),
    (Modifiers::NONE, Key::F9),
    (Modifiers::NONE, Key::F12),
    (CTRL, Key::Num1),
    (CTRL, Key::Num2),
    (CTRL, Key::Num3),
    (CTRL, Key::Num5),
    (CTRL, Key::Num7),
    (CTRL, Key::Num8),
    (CTRL, Key::Num9),
    (CTRL, Key::A),
    (CTRL, Key::E),
    (CTRL, Key::K),
    (CTRL, Key::L),
    (CTRL, Key::N),
    (CTRL, Key::S),
    (CTRL, Key::Z),
    (CTRL, Key::Y),
    (Modifiers::ALT, Key::ArrowLeft),
    (Modifiers::NONE, Key::Backspace),
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

#[test]
fn keys_at_random_in_the_car_bring_up_no_word_of_the_other_side() {
    press_at_random(Post::Car, 0x9e37_79b9_7f4a_7c15);
}

#[test]
fn keys_at_random_at_the_desk_bring_up_no_word_of_the_other_side() {
    press_at_random(Post::Desk, 0x2545_f491_4f6c_dd1d);
}

fn press_at_random(post: Post, seed: u64) {
    let mut stage = Stage::set(post);
    both_write(&mut stage);
    let mut dice = Dice(seed);
    let mut seen = std::collections::BTreeMap::new();
    for step in 0..STEPS {
        let what = act(&mut stage, &mut dice);
        *seen.entry(format!("{:?}", stage.desk.state().phase)).or_insert(0) += 1;
        stage.look(&format!("step {step}, {what}"));
    }
    for phase in ["Shared", "Seat(Police)", "Seat(Health)", "Covered", "Locked"] {
        assert!(seen.contains_key(phase), "{phase} was never reached: {seen:?}");
    }
}

fn act(stage: &mut Stage, dice: &mut Dice) -> String {
    let hidden = matches!(stage.desk.state().phase, Phase::Covered | Phase::Locked);
    let window = &mut stage.window;
    match dice.below(20) {
        0 | 1 if !hidden => {
            let side = if dice.below(2) == 0 {
                Side::Police
            } else {
                Side::Health
            };
            window.press(Key::F4);
            window.press(Key::Escape);
            window.take_seat(side);
            format!("the seat of {side:?}")
        }
        2 if hidden => {
            let side = if dice.below(2) == 0 {
                Side::Police
            } else {
                Side::Health
            };
            stage.desk.must(Request::Uncover(pin(side)));
            window.settle();
            format!("uncovered by {side:?}")
        }
        3 => {
            window.type_in("note");
            "typed".to_owned()
        }
        4 => {
            window.harness.event(Event::Copy);
            window.settle();
            "copied".to_owned()
        }
        5 => {
            window.paste();
            "pasted".to_owned()
        }
        6 => {
            window.pass(15);
            "time passed".to_owned()
        }
        _ => {
            let (modifiers, key) = KEYS[dice.below(KEYS.len())];
            window.chord(modifiers, key);
            format!("{modifiers:?} {key:?}")
        }
    }
}
