//! Scans of what a window shows: names, sizes, overlaps, the walk of the keyboard, words in the tree.
#![expect(clippy::cast_possible_truncation, reason = "places on a screen")]

use egui::accesskit::Role;
use egui::{Key, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use tandem::ui::theme::{self, Profile};

/// One node of the accessibility tree.
#[derive(Debug, Clone)]
pub struct Seen {
    pub role: Role,
    pub label: String,
    pub value: String,
    pub description: String,
    pub rect: Rect,
    pub focused: bool,
    pub disabled: bool,
    pub level: Option<usize>,
}

impl Seen {
    /// All words of the node.
    pub fn words(&self) -> String {
        [
            self.label.as_str(),
            self.value.as_str(),
            self.description.as_str(),
        ]
        .join(" ")
    }
}

/// The nodes of the window in reading order.
pub fn nodes<S>(harness: &Harness<'_, S>) -> Vec<Seen> {
    let root = harness.root();
    let mut out = Vec::new();
    collect(&root.accesskit_node(), &mut out);
    out
}

fn collect(node: &egui_kittest::kittest::AccessKitNode<'_>, out: &mut Vec<Seen>) {
    let bounds = node.bounding_box();
    let point = |x: f64, y: f64| egui::pos2(x as f32, y as f32);
    let rect = bounds.map_or(Rect::NOTHING, |b| {
        Rect::from_min_max(point(b.x0, b.y0), point(b.x1, b.y1))
    });
    out.push(Seen {
        role: node.role(),
        label: node.label().unwrap_or_default(),
        value: node.value().unwrap_or_default(),
        description: node.description().unwrap_or_default(),
        rect,
        focused: node.is_focused(),
        disabled: node.is_disabled(),
        level: node.level(),
    });
    for child in node.children() {
        collect(&child, out);
    }
}

/// Every word that a program which reads the tree could read, for the leak oracle.
pub fn all_words<S>(harness: &Harness<'_, S>) -> String {
    nodes(harness)
        .iter()
        .map(Seen::words)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Everything that is pressed, chosen or typed into has a name.
pub fn assert_pressable_named<S>(harness: &Harness<'_, S>) {
    for node in nodes(harness) {
        let input = egui::accessibility::is_input(node.role) || matches!(node.role, Role::Row | Role::Link);
        assert!(!input || !node.label.trim().is_empty(), "no name: {node:?}");
    }
}

/// Every input and button has a name; there is exactly one title.
pub fn assert_named<S>(harness: &Harness<'_, S>) {
    assert_pressable_named(harness);
    let seen = nodes(harness);
    let titles = seen
        .iter()
        .filter(|node| node.role == Role::Heading && node.level == Some(1))
        .count();
    assert_eq!(titles, 1, "a page has one title");
}

/// Everything that is pressed is at least 24 points each way; buttons and options are as large as the profile says.
pub fn assert_sizes<S>(harness: &Harness<'_, S>, profile: Profile) {
    let sizes = theme::tokens::sizes(profile);
    for node in nodes(harness) {
        if !egui::accessibility::is_input(node.role) && node.role != Role::Link {
            continue;
        }
        let floor = if node.role == Role::Button {
            sizes.button
        } else if matches!(node.role, Role::RadioButton | Role::CheckBox) {
            sizes.target
        } else if matches!(
            node.role,
            Role::TextInput | Role::PasswordInput | Role::MultilineTextInput
        ) {
            sizes.field
        } else if node.role == Role::Link {
            sizes.link
        } else {
            24.0
        };
        assert!(node.rect.height() >= floor - 0.5, "lower than {floor}: {node:?}");
        assert!(node.rect.width() >= 24.0, "narrower than 24: {node:?}");
    }
}

/// No button is greyed out: what cannot be done yet explains itself when it is pressed.
pub fn assert_no_dead_button<S>(harness: &Harness<'_, S>) {
    for node in nodes(harness) {
        assert!(
            node.role != Role::Button || !node.disabled,
            "a dead button: {node:?}"
        );
    }
}

/// No two texts lie on each other.
pub fn assert_no_overlap<S>(harness: &Harness<'_, S>) {
    let found = overlaps(harness);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The texts that lie on each other.
pub fn overlaps<S>(harness: &Harness<'_, S>) -> Vec<String> {
    let texts: Vec<Seen> = nodes(harness)
        .into_iter()
        .filter(|node| {
            matches!(node.role, Role::Label | Role::Heading | Role::Status) && node.rect.is_positive()
        })
        .collect();
    let mut found = Vec::new();
    for (at, a) in texts.iter().enumerate() {
        for b in texts.iter().skip(at + 1) {
            let both = a.rect.intersect(b.rect);
            if both.width() > 1.0 && both.height() > 1.0 {
                found.push(format!(
                    "texts on each other: {:?} {:?} and {:?} {:?}",
                    a.words(),
                    a.rect,
                    b.words(),
                    b.rect
                ));
            }
        }
    }
    found
}

/// Nothing that is read or pressed sticks out of the window to the left or right; a table scrolls by itself.
pub fn assert_inside<S>(harness: &Harness<'_, S>) {
    let window = harness.ctx.content_rect();
    let in_table = |role| matches!(role, Role::Table | Role::Row | Role::Cell | Role::ColumnHeader);
    for node in nodes(harness).into_iter().filter(|node| !in_table(node.role)) {
        let shown = node.rect.is_positive() && !node.words().trim().is_empty();
        let inside = node.rect.left() >= window.left() - 1.0 && node.rect.right() <= window.right() + 1.0;
        assert!(!shown || inside, "sticks out of {window:?}: {node:?}");
    }
}

/// Walks the page by Tab until it comes round, and gives back the names in order. Each stop is inside the window.
pub fn focus_walk<S>(harness: &mut Harness<'_, S>, limit: usize) -> Vec<String> {
    walk(harness, limit, egui::Modifiers::NONE)
}

/// As [`focus_walk`], by Shift+Tab.
pub fn focus_walk_back<S>(harness: &mut Harness<'_, S>, limit: usize) -> Vec<String> {
    walk(harness, limit, egui::Modifiers::SHIFT)
}

fn walk<S>(harness: &mut Harness<'_, S>, limit: usize, modifiers: egui::Modifiers) -> Vec<String> {
    let window = harness.ctx.content_rect();
    let mut names: Vec<String> = Vec::new();
    for _ in 0..limit {
        harness.key_press_modifiers(modifiers, Key::Tab);
        harness.run_ok();
        let Some(node) = nodes(harness)
            .into_iter()
            .find(|node| node.focused && node.role != Role::Window)
        else {
            continue;
        };
        let seen = node.rect.intersect(window);
        assert!(
            seen.height() >= node.rect.height().min(24.0) - 1.0,
            "focus out of sight: {node:?}"
        );
        if names.first() == Some(&node.label) {
            break;
        }
        names.push(node.label);
    }
    names
}
