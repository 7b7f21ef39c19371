//! The colours can be read: every pair that meets on a screen, in all three themes.

use egui::Color32;
use tandem::ui::theme::{Theme, Tokens, tokens};

mod support;
use support::night::luminance;

/// WCAG 2.2 contrast of two colours.
fn contrast(a: Color32, b: Color32) -> f64 {
    let light = |c: Color32| luminance([c.r(), c.g(), c.b()]) + 0.05;
    let (x, y) = (light(a), light(b));
    x.max(y) / x.min(y)
}

/// Name, colour, ground, and what is needed; 7 means text to read, which is 5.5 at night, so that text is no lamp.
type Pair = (&'static str, Color32, Color32, f64);

fn text_pairs(t: &Tokens) -> Vec<Pair> {
    vec![
        ("primary on app", t.text.primary, t.bg.app, 7.0),
        ("primary on surface", t.text.primary, t.bg.surface, 7.0),
        ("primary on raised", t.text.primary, t.bg.raised, 7.0),
        ("primary on field", t.text.primary, t.bg.field, 7.0),
        ("primary on selected", t.text.primary, t.bg.selected, 7.0),
        ("secondary on app", t.text.secondary, t.bg.app, 4.5),
        ("secondary on surface", t.text.secondary, t.bg.surface, 4.5),
        ("secondary on raised", t.text.secondary, t.bg.raised, 4.5),
        ("secondary on selected", t.text.secondary, t.bg.selected, 4.5),
        ("secondary on field", t.text.secondary, t.bg.field, 4.5),
        ("disabled on surface", t.text.disabled, t.bg.surface, 3.0),
        ("control on surface", t.line.control, t.bg.surface, 3.0),
        ("control on field", t.line.control, t.bg.field, 3.0),
        ("control on raised", t.line.control, t.bg.raised, 3.0),
        ("control on app", t.line.control, t.bg.app, 3.0),
        ("action", t.action.on, t.action.fill, 7.0),
        ("action on surface", t.action.fill, t.bg.surface, 3.0),
        ("link on surface", t.link, t.bg.surface, 4.5),
        ("link on app", t.link, t.bg.app, 4.5),
        ("focus", t.focus.outer, t.focus.inner, 3.0),
        ("train", t.train.a, t.train.b, 4.5),
    ]
}

fn side_pairs(t: &Tokens) -> Vec<Pair> {
    let mut out = Vec::new();
    for side in [t.role.police, t.role.nurse, t.role.shared] {
        out.push(("side on surface", side.mark, t.bg.surface, 4.5));
        out.push(("side on its tint", side.mark, side.tint, 4.5));
        out.push(("letter on side", side.on, side.mark, 4.5));
        out.push(("primary on tint", t.text.primary, side.tint, 7.0));
        out.push(("secondary on tint", t.text.secondary, side.tint, 4.5));
        out.push(("link on tint", t.link, side.tint, 4.5));
    }
    for urgency in [t.sev.now, t.sev.soon] {
        out.push(("text on urgency", urgency.on, urgency.fill, 4.5));
        out.push(("urgency text on surface", urgency.text, t.bg.surface, 4.5));
        out.push(("urgency text on app", urgency.text, t.bg.app, 4.5));
        out.push(("urgency text on tint", urgency.text, urgency.tint, 4.5));
        out.push(("primary on urgency tint", t.text.primary, urgency.tint, 7.0));
    }
    out.push(("now fill on surface", t.sev.now.fill, t.bg.surface, 3.0));
    out
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let mut bad = Vec::new();
    for theme in Theme::ALL {
        let t = tokens::of(theme);
        for (name, front, ground, need) in text_pairs(t).into_iter().chain(side_pairs(t)) {
            let need = if theme == Theme::Night && need > 5.5 {
                5.5
            } else {
                need
            };
            let found = contrast(front, ground);
            if found < need {
                bad.push(format!("{}: {name} has {found:.2}, needs {need}", theme.name()));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn one_of_the_two_focus_rings_stands_out_on_every_ground() {
    for theme in Theme::ALL {
        let t = tokens::of(theme);
        let grounds = [
            t.bg.app,
            t.bg.surface,
            t.bg.raised,
            t.bg.field,
            t.bg.selected,
            t.action.fill,
            t.role.police.tint,
            t.role.nurse.tint,
            t.role.shared.tint,
            t.sev.now.fill,
            t.sev.soon.fill,
        ];
        for ground in grounds {
            let best = contrast(t.focus.outer, ground).max(contrast(t.focus.inner, ground));
            assert!(best >= 3.0, "{}: {best:.2} on {ground:?}", theme.name());
        }
    }
}

#[test]
fn no_token_of_the_night_is_a_lamp() {
    let t = tokens::of(Theme::Night);
    for (name, front, _, _) in text_pairs(t).into_iter().chain(side_pairs(t)) {
        let light = luminance([front.r(), front.g(), front.b()]);
        assert!(light <= 0.45, "{name}: {light:.3}");
    }
}
