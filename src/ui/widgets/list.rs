//! A list as assistive technology meets it: its name, its items, and the place of each. Nothing of it is drawn.

use egui::{Role, Ui, UiBuilder};

/// What `add` draws is one list; `name` is what it is a list of, where the page has a word for it.
pub fn list<R>(ui: &mut Ui, name: Option<&str>, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().accessibility_role(Role::List);
    let builder = match name {
        Some(name) => builder.accessibility_label(name),
        None => builder,
    };
    ui.scope_builder(builder, add).inner
}

/// One item of a list of `count`, the first being 0.
pub fn item<R>(ui: &mut Ui, at: usize, count: usize, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().accessibility_role(Role::ListItem);
    let drawn = ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_position_in_set(at + 1);
            node.set_size_of_set(count);
        });
        add(ui)
    });
    drawn.inner
}
