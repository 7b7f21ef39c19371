//! egui's own style, filled from the tokens, so that nothing falls back to its default grey.

use std::collections::BTreeMap;

use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

use super::{Sizes, Space, TextRole, Theme, Tokens};

/// Corners of controls and cards, in points.
pub(crate) const RADIUS: u8 = 4;

/// Tells egui the look that is in force.
pub(super) fn install(ctx: &egui::Context, theme: Theme, tokens: &Tokens, sizes: &Sizes) {
    let base = if theme == Theme::Light {
        egui::Theme::Light
    } else {
        egui::Theme::Dark
    };
    ctx.set_theme(base);
    ctx.all_styles_mut(|style| fill(style, theme, tokens, sizes));
    ctx.options_mut(|options| options.quit_shortcuts.clear());
}

fn fill(style: &mut Style, theme: Theme, tokens: &Tokens, sizes: &Sizes) {
    style.text_styles = text_styles();
    style.animation_time = 0.0;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.explanation_tooltips = false;
    style.interaction.selectable_labels = false;
    style.interaction.multi_widget_text_select = false;
    spacing(&mut style.spacing, sizes);
    style.visuals = visuals(theme, tokens);
}

fn text_styles() -> BTreeMap<TextStyle, egui::FontId> {
    BTreeMap::from([
        (TextStyle::Heading, TextRole::Heading.font()),
        (TextStyle::Body, TextRole::Body.font()),
        (TextStyle::Button, TextRole::Label.font()),
        (TextStyle::Monospace, TextRole::Body.font()),
        (TextStyle::Small, TextRole::Support.font()),
    ])
}

fn spacing(spacing: &mut egui::style::Spacing, sizes: &Sizes) {
    spacing.item_spacing = vec2(Space::Sm.points(), Space::Sm.points());
    spacing.button_padding = vec2(Space::Md.points(), Space::Xs.points());
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(8);
    spacing.interact_size = vec2(sizes.button, 24.0);
    spacing.extra_text_line_spacing = 5.0; // a line of typed text is then as high as one of body text
    spacing.text_edit_width = 320.0;
    spacing.icon_width = 24.0;
    spacing.icon_width_inner = 14.0;
    spacing.icon_spacing = Space::Sm.points();
    spacing.indent = Space::Lg.points();
    spacing.scroll = ScrollStyle {
        bar_width: sizes.scroll_bar,
        ..ScrollStyle::solid()
    };
}

fn visuals(theme: Theme, tokens: &Tokens) -> Visuals {
    let mut v = if theme == Theme::Light {
        Visuals::light()
    } else {
        Visuals::dark()
    };
    v.override_text_color = None;
    v.weak_text_color = Some(tokens.text.secondary);
    v.widgets = widgets(tokens);
    v.selection = Selection {
        bg_fill: tokens.bg.selected,
        stroke: Stroke::new(2.0, tokens.text.primary),
    };
    v.hyperlink_color = tokens.link;
    v.faint_bg_color = tokens.bg.surface;
    v.extreme_bg_color = tokens.bg.app;
    v.text_edit_bg_color = Some(tokens.bg.field);
    v.code_bg_color = tokens.bg.raised;
    v.warn_fg_color = tokens.sev.soon.text;
    v.error_fg_color = tokens.sev.now.text;
    v.window_fill = tokens.bg.surface;
    v.panel_fill = tokens.bg.app;
    v.window_stroke = Stroke::new(1.0, tokens.line.control);
    v.window_corner_radius = CornerRadius::same(RADIUS);
    v.menu_corner_radius = CornerRadius::same(RADIUS);
    v.window_shadow = Shadow::NONE;
    v.popup_shadow = Shadow::NONE;
    v.text_cursor.stroke = Stroke::new(2.0, tokens.text.primary);
    v.text_cursor.blink = false;
    v.button_frame = true;
    v.striped = false;
    v
}

fn widgets(tokens: &Tokens) -> Widgets {
    // the first fill is that of a scroll bar's handle, the second that of a button
    let resting = WidgetVisuals {
        bg_fill: tokens.line.control,
        ..state(tokens.bg.raised, tokens.line.control, tokens.text.primary)
    };
    let touched = WidgetVisuals {
        bg_fill: tokens.text.secondary,
        ..state(tokens.bg.selected, tokens.text.primary, tokens.text.primary)
    };
    Widgets {
        noninteractive: state(tokens.bg.surface, tokens.line.subtle, tokens.text.primary),
        inactive: resting,
        hovered: touched,
        active: touched,
        open: touched,
    }
}

fn state(fill: Color32, line: Color32, text: Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    }
}
