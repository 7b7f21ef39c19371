//! Scans of what is painted: text cut off or shortened, text out of reach, text that does not stand out from its ground.

use egui::accesskit::Role;
use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{Color32, Rect};
use egui_kittest::Harness;

/// A text as it is painted: its words, where, inside what, and on what colour.
struct Painted {
    words: String,
    rect: Rect,
    clip: Rect,
    elided: bool,
    /// Colour of the letters, of the ground, and the size in points, of each stretch of it.
    looks: Vec<(Color32, Color32, f32)>,
}

/// What is wrong with the texts of this frame as laid out: cut off at a side, shortened, or out of reach.
///
/// A table scrolls from side to side, and where it keeps each row to one line the row's name has the words: looked at
/// in a narrow window, where a short table breaks them into lines.
/// A field moves its words under the caret.
pub fn cut_off<S>(harness: &Harness<'_, S>) -> Vec<String> {
    let window = harness.ctx.content_rect();
    let seen = super::scan::nodes(harness);
    let own = |roles: &[Role]| -> Vec<Rect> {
        let of = seen.iter().filter(|node| roles.contains(&node.role));
        of.map(|node| node.rect.expand(1.0)).collect()
    };
    let tables = own(&[Role::Row, Role::ColumnHeader]);
    let fields = own(&[Role::TextInput, Role::PasswordInput, Role::MultilineTextInput]);
    let names: Vec<&str> = seen
        .iter()
        .filter(|node| node.role == Role::Row)
        .map(|node| node.label.as_str())
        .collect();
    let mut wrong = Vec::new();
    for text in texts(&harness.output().shapes) {
        let Painted {
            words, rect, clip, ..
        } = &text;
        let middle = if clip.intersects(*rect) {
            rect.intersect(*clip).center()
        } else {
            rect.center()
        };
        if fields.iter().any(|field| field.contains(middle)) {
            continue;
        }
        let in_table = tables.iter().any(|table| table.y_range().contains(middle.y));
        if in_table {
            if text.elided
                && window.width() < 900.0
                && !names.iter().any(|name| name.contains(words.as_str()))
            {
                wrong.push(format!("shortened, and not in the row's name: {words:?}"));
            }
            continue;
        }
        if text.elided {
            wrong.push(format!("shortened: {words:?}"));
        }
        let clip = clip.intersect(window);
        if rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0 {
            wrong.push(format!("cut off at the side: {words:?} {rect:?} in {clip:?}"));
        }
        let fixed = clip.height() > window.height() - 1.0;
        if fixed && (rect.top() < window.top() - 1.0 || rect.bottom() > window.bottom() + 1.0) {
            wrong.push(format!("out of reach: {words:?} {rect:?} in {window:?}"));
        }
    }
    wrong
}

/// The texts of this frame that do not stand out from what they lie on: below 4.5 to 1.
pub fn pale<S>(harness: &Harness<'_, S>) -> Vec<String> {
    let mut wrong = Vec::new();
    for text in texts(&harness.output().shapes) {
        for (front, ground, size) in &text.looks {
            let found = contrast(*front, *ground);
            if found < 4.5 {
                let words = &text.words;
                wrong.push(format!(
                    "{found:.2} to 1: {words:?} at {size}, {front:?} on {ground:?}"
                ));
            }
        }
    }
    wrong
}

/// The height of the part of the window that scrolls the page's title: the room that the page has.
pub fn room<S>(harness: &Harness<'_, S>) -> f32 {
    let window = harness.ctx.content_rect();
    let seen = super::scan::nodes(harness);
    let title = seen
        .iter()
        .find(|node| node.level == Some(1))
        .map(|node| node.label.as_str());
    let all = texts(&harness.output().shapes);
    all.iter()
        .find(|text| Some(text.words.as_str()) == title)
        .map_or(window.height(), |text| text.clip.intersect(window).height())
}

fn texts(shapes: &[ClippedShape]) -> Vec<Painted> {
    let mut grounds: Vec<(Rect, Color32)> = Vec::new();
    let mut out = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in shapes {
        collect(shape, *clip_rect, &mut grounds, &mut out);
    }
    out
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "lines and curves are no ground and hold no words"
)]
fn collect(shape: &Shape, clip: Rect, grounds: &mut Vec<(Rect, Color32)>, out: &mut Vec<Painted>) {
    let mut fill = |rect: Rect, colour: Color32| {
        if colour.is_opaque() {
            grounds.push((rect.intersect(clip), colour));
        }
    };
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                collect(shape, clip, grounds, out);
            }
        }
        Shape::Rect(rect) => fill(rect.rect, rect.fill),
        Shape::Circle(circle) => fill(
            Rect::from_center_size(circle.center, egui::Vec2::splat(circle.radius * 1.4)),
            circle.fill,
        ),
        Shape::Text(text) if !text.galley.text().trim().is_empty() => {
            out.extend(painted(text, clip, grounds));
        }
        _ => {}
    }
}

fn painted(text: &TextShape, clip: Rect, grounds: &[(Rect, Color32)]) -> Option<Painted> {
    let rect = text.visual_bounding_rect();
    if !rect.is_positive() || text.opacity_factor <= 0.0 {
        return None;
    }
    let ground = grounds
        .iter()
        .rev()
        .find(|(place, _)| place.contains(rect.intersect(clip).center()))
        .map(|(_, colour)| *colour);
    let sections = &text.galley.job.sections;
    let looks = sections.iter().filter(|section| !section.byte_range.is_empty());
    let looks = looks.filter_map(|section| {
        let own = section.format.color;
        let own = if own == Color32::PLACEHOLDER {
            text.fallback_color
        } else {
            own
        };
        let front = text.override_text_color.unwrap_or(own);
        let behind = section.format.background;
        let ground = if behind.is_opaque() { Some(behind) } else { ground };
        // what is drawn in no colour only keeps the place of what is drawn over it
        (front.a() > 0).then_some((front, ground?, section.format.font_id.size))
    });
    Some(Painted {
        words: text.galley.text().to_owned(),
        rect,
        clip,
        elided: text.galley.elided,
        looks: if clip.intersects(rect) {
            looks.collect()
        } else {
            Vec::new()
        },
    })
}

/// WCAG 2.2 contrast of two colours.
fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Color32) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}
