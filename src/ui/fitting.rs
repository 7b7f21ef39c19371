//! The window's size and the size of what is in it: zoom as the device keeps it, or as car and desk begin with, and the
//! whole screen for a shift in the car.

use egui::{Vec2, vec2};

use super::shell::Shell;
use super::theme::{Profile, zoom_of};
use crate::app::api::State;
use crate::app::comfort::Comfort;
use crate::domain::content::Post;

/// The room, in points, that a zoom nobody chose leaves at least: the car's pages fit it without scrolling.
const ROOM: Vec2 = vec2(1024.0, 576.0);

impl Shell {
    /// Zoom, theme and easier reading as they are set now.
    pub(super) fn comfort(&self, ctx: &egui::Context) -> Comfort {
        Comfort {
            zoom: self.own_zoom.is_none().then(|| per_cent(ctx.zoom_factor())),
            easier: self.easier,
            theme: self.theme.name().to_owned(),
        }
    }

    /// The zoom that somebody chose on this device; without one, each profile begins with its own.
    pub(super) fn start_zoom(&mut self, ctx: &egui::Context, chosen: Option<u16>) {
        match chosen {
            Some(zoom) => ctx.set_zoom_factor(f32::from(zoom) / 100.0),
            None => self.own_zoom = Some([ctx.zoom_factor(); 2]),
        }
    }

    /// Somebody chose a zoom: it is this device's from now on.
    pub(super) fn choose_zoom(&mut self, ctx: &egui::Context, zoom: f32) {
        self.own_zoom = None;
        ctx.set_zoom_factor(zoom);
    }

    /// Keeps the zoom within its limits, and at the profile's own where nobody chose one.
    pub(super) fn keep_zoom(&mut self, ctx: &egui::Context) {
        let zoom = ctx.zoom_factor();
        let (least, most) = (
            f32::from(Comfort::LEAST) / 100.0,
            f32::from(Comfort::MOST) / 100.0,
        );
        if !(least..=most).contains(&zoom) {
            ctx.set_zoom_factor(zoom.clamp(least, most));
        }
        self.zoom_of_profile(ctx);
    }

    /// On a device where nobody chose a zoom, a car begins larger than a desk. A zoom that came from elsewhere, by
    /// `Ctrl +`, was chosen.
    fn zoom_of_profile(&mut self, ctx: &egui::Context) {
        let now = ctx.zoom_factor();
        let Some([before, given]) = self.own_zoom else {
            return;
        };
        let is = |zoom: f32| (now - zoom).abs() < 0.01;
        if !is(before) && !is(given) {
            self.own_zoom = None;
            return;
        }
        let wanted = zoom_that_fits(ctx.content_rect().size() * now, self.profile());
        if (wanted - given).abs() > 0.01 {
            ctx.set_zoom_factor(wanted);
            self.own_zoom = Some([now, wanted]);
        } else if is(given) {
            self.own_zoom = Some([given; 2]);
        }
    }
}

/// The zoom of a profile; none where the screen, in points at 100 %, is too small for it.
fn zoom_that_fits(screen: Vec2, profile: Profile) -> f32 {
    let zoom = zoom_of(profile);
    let room = screen / zoom + Vec2::splat(0.5);
    if room.x >= ROOM.x && room.y >= ROOM.y {
        zoom
    } else {
        1.0
    }
}

/// A shift in the car has the whole screen, from its beginning to its end.
pub(super) fn full_screen(ctx: &egui::Context, before: &State, now: &State) {
    let car = |state: &State| matches!(state.post, Some((Post::Car, _)));
    if car(before) != car(now) {
        ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(car(now)));
    }
}

/// In steps of five.
fn per_cent(zoom: f32) -> u16 {
    let per_cent = (zoom * 20.0).round() * 5.0;
    let mut steps = (Comfort::LEAST..=Comfort::MOST).step_by(5);
    let near = steps.find(|step| (f32::from(*step) - per_cent).abs() < 2.5);
    near.unwrap_or(Comfort::LEAST)
}

/// From the whole screen to a window, or back.
pub(super) fn turn_full_screen(ctx: &egui::Context) {
    let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
}

#[cfg(test)]
mod tests {
    use egui::ViewportCommand;
    use egui_kittest::Harness;

    use super::*;
    use crate::app::api::Phase;
    use crate::test_support::harness::{CAR, DESK};
    use crate::ui::testing::{Stage, shift, stage};
    use crate::ui::theme::Theme;

    fn sign_in(size: Vec2) -> Harness<'static, Stage> {
        let mut state = shift(Phase::SignIn);
        state.post = None;
        stage(state, None, Theme::Light, size)
    }

    fn at(post: Post) -> State {
        let mut state = shift(Phase::Shared);
        state.post = Some((post, "one".to_owned()));
        state
    }

    /// What the next frame asks of the window.
    fn full(harness: &mut Harness<'static, Stage>, state: State) -> Vec<bool> {
        harness.state_mut().show(state);
        harness.step();
        let output = harness.output().viewport_output.values();
        let commands = output.flat_map(|window| &window.commands);
        commands
            .filter_map(|command| {
                if let ViewportCommand::Fullscreen(full) = command {
                    Some(*full)
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn a_shift_in_the_car_has_the_whole_screen_until_it_ends_and_a_desk_never() {
        let mut harness = sign_in(CAR);
        assert_eq!(full(&mut harness, at(Post::Car)), [true]);
        let mut covered = at(Post::Car);
        covered.phase = Phase::Covered;
        assert!(full(&mut harness, covered).is_empty(), "also while it is covered");
        let mut ended = at(Post::Car);
        (ended.phase, ended.post) = (Phase::SignIn, None);
        assert_eq!(full(&mut harness, ended), [false]);
        assert!(full(&mut harness, at(Post::Desk)).is_empty());
    }

    fn begin(harness: &mut Harness<'static, Stage>, chosen: Option<u16>) {
        let ctx = harness.ctx.clone();
        harness.state_mut().shell.start_zoom(&ctx, chosen);
        harness.run_steps(3);
    }

    fn zoom(harness: &Harness<'static, Stage>) -> f32 {
        harness.ctx.zoom_factor()
    }

    #[test]
    fn where_nobody_chose_a_zoom_the_car_begins_larger_than_the_desk_and_nothing_is_kept() {
        let mut harness = sign_in(DESK);
        begin(&mut harness, None);
        for (post, wanted) in [(Post::Car, 1.25), (Post::Desk, 1.0), (Post::Car, 1.25)] {
            harness.state_mut().show(at(post));
            harness.run_steps(3);
            assert!(
                (zoom(&harness) - wanted).abs() < 0.01,
                "{post:?} {}",
                zoom(&harness)
            );
            let kept = harness.state().shell.comfort(&harness.ctx).zoom;
            assert_eq!(kept, None, "nobody chose it");
        }
        harness.ctx.set_zoom_factor(1.5);
        harness.run_steps(3);
        harness.state_mut().show(at(Post::Desk));
        harness.run_steps(3);
        assert!(
            (zoom(&harness) - 1.5).abs() < 0.01,
            "chosen by Ctrl +, at every post"
        );
        assert_eq!(harness.state().shell.comfort(&harness.ctx).zoom, Some(150));
    }

    #[test]
    fn a_zoom_that_was_kept_holds_and_a_small_screen_is_not_made_smaller() {
        let mut harness = sign_in(DESK);
        begin(&mut harness, Some(100));
        harness.state_mut().show(at(Post::Car));
        harness.run_steps(3);
        assert!((zoom(&harness) - 1.0).abs() < 0.01);
        let small = |width, height| zoom_that_fits(vec2(width, height), Profile::Car);
        assert!(small(1366.0, 768.0) > 1.2 && small(1280.0, 800.0) > 1.2);
        assert!((small(1024.0, 576.0) - 1.0).abs() < 0.01);
    }
}
