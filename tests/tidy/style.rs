//! What a source file may hold: its purpose on the first line, a bounded length, house widgets, no loose ends.

use crate::source::{Source, lines_where, names_path};

const MAX_LINES: usize = 500;

/// Loose ends, and lints switched off for good instead of expected with a reason.
const NOT_IN_CODE: &[(&str, &str)] = &[
    ("#[ignore", "a test that does not run is not a test"),
    (
        "#[allow(",
        "use #[expect(…, reason = \"…\")], which tells when it is no longer needed",
    ),
    (
        "#![allow(",
        "use #[expect(…, reason = \"…\")], which tells when it is no longer needed",
    ),
    ("todo!(", "finish it or leave it out"),
    ("unimplemented!(", "finish it or leave it out"),
    ("dbg!(", "left over from a search"),
    ("unsafe {", "there is no unsafe code here"),
];

/// Compiled into each test file, which uses a part of it: no expectation about unused code holds in all of them.
const SHARED_BY_TESTS: &[&str] = &["tests/support/mod.rs", "tests/live/mod.rs"];

const NOT_IN_COMMENTS: &[&str] = &[
    "TODO",
    "FIXME",
    "XXX",
    "HACK",
    "lorem ipsum",
    "placeholder for",
    "stub for",
];

/// Methods of `egui::Ui` that draw egui's own look.
const RAW_METHODS: &[&str] = &[
    "button",
    "small_button",
    "label",
    "heading",
    "monospace",
    "strong",
    "weak",
    "code",
    "small",
    "link",
    "hyperlink",
    "hyperlink_to",
    "checkbox",
    "radio",
    "radio_value",
    "toggle_value",
    "selectable_label",
    "selectable_value",
    "text_edit_singleline",
    "text_edit_multiline",
    "code_editor",
    "menu_button",
    "collapsing",
    "spinner",
    "separator",
    "colored_label",
];

/// Widget types that the house has too, under the same name: only egui's own is a fault.
const ALSO_HOUSE: &[&str] = &["Button", "Link"];

/// Widget types of egui, by whole path.
const RAW_TYPES: &[&str] = &[
    "TextEdit",
    "Button",
    "Label",
    "Checkbox",
    "RadioButton",
    "ComboBox",
    "Slider",
    "DragValue",
    "Hyperlink",
    "Link",
    "SelectableLabel",
    "ProgressBar",
    "Spinner",
    "CollapsingHeader",
    "Separator",
    "Window",
    "Modal",
];

/// What is wrong in the file `path` (from the top of the tree) with `text`.
pub(crate) fn faults(path: &str, text: &str) -> Vec<String> {
    let source = Source::of(text);
    let mut faults = Vec::new();
    if !text.starts_with("//!") {
        faults.push(format!(
            "{path}: starts with a `//!` line that says what the file is for"
        ));
    }
    let lines = text.lines().count();
    if MAX_LINES < lines {
        faults.push(format!(
            "{path}: has {lines} lines, at most {MAX_LINES}; make it a folder"
        ));
    }
    for (word, why) in NOT_IN_CODE {
        if SHARED_BY_TESTS.contains(&path) && *word == "#![allow(" {
            continue;
        }
        for line in lines_where(&source.code, &|line| line.contains(word)) {
            faults.push(format!("{path}:{line}: `{word}`: {why}"));
        }
    }
    for word in NOT_IN_COMMENTS {
        for line in lines_where(&source.comments, &|line| names_path(line, word)) {
            faults.push(format!("{path}:{line}: a comment says `{word}`"));
        }
    }
    if path.starts_with("src/ui/") {
        faults.extend(look_faults(path, &source));
    }
    faults
}

/// Screens are made of house widgets, and every colour has a name in the theme.
fn look_faults(path: &str, source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let in_theme = is_part(path, "theme");
    if !in_theme {
        for line in lines_where(source.production(), &names_a_colour) {
            faults.push(format!("{path}:{line}: a colour by its value; ask the theme"));
        }
        for line in lines_where(&source.strings, &holds_a_hex_colour) {
            faults.push(format!("{path}:{line}: a colour by its value; ask the theme"));
        }
    }
    if !in_theme && !is_part(path, "widgets") {
        for (index, line) in source.production().lines().enumerate() {
            if let Some(name) = raw_widget(line) {
                let at = index + 1;
                faults.push(format!(
                    "{path}:{at}: `{name}` is egui's own look; use a house widget"
                ));
            }
        }
    }
    faults
}

fn is_part(path: &str, name: &str) -> bool {
    path.starts_with(&format!("src/ui/{name}/")) || path == format!("src/ui/{name}.rs")
}

fn names_a_colour(line: &str) -> bool {
    line.contains("Rgba::from_")
        || line.contains("Hsva::")
        || line.split("Color32::").skip(1).any(|rest| {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            name.starts_with("from_")
                || (name == name.to_uppercase() && name != "TRANSPARENT" && name != "PLACEHOLDER")
        })
}

fn holds_a_hex_colour(line: &str) -> bool {
    line.split('#').skip(1).any(|rest| {
        let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
        let ends = !rest.chars().nth(digits).is_some_and(char::is_alphanumeric);
        ends && (digits == 6 || digits == 8)
    })
}

fn raw_widget(line: &str) -> Option<String> {
    let method = RAW_METHODS.iter().find(|name| {
        line.match_indices(&format!("ui.{name}(")).any(|(at, _)| {
            !line
                .get(..at)
                .and_then(|text| text.chars().next_back())
                .is_some_and(char::is_alphanumeric)
        })
    });
    let kind = RAW_TYPES.iter().find(|name| {
        names_path(line, &format!("egui::{name}"))
            || (!ALSO_HOUSE.contains(name) && names_path(line, &format!("{name}::new")))
            || names_path(line, &format!("{name}::singleline"))
            || names_path(line, &format!("{name}::multiline"))
    });
    method
        .map(|name| format!("ui.{name}"))
        .or_else(|| kind.map(|name| format!("egui::{name}")))
}

#[test]
fn a_file_without_purpose_or_end_is_found() {
    assert_eq!(faults("src/a.rs", "fn f() {}").len(), 1);
    let long = format!("//! Long.\n{}", "\n".repeat(MAX_LINES + 1));
    assert!(
        faults("src/a.rs", &long)
            .iter()
            .any(|fault| fault.contains("at most"))
    );
}

#[test]
fn loose_ends_are_found() {
    for planted in [
        "#[ignore]",
        "#[allow(dead_code)]",
        "todo!()",
        "unimplemented!(\"x\")",
        "// TODO later",
        "/// FIXME",
    ] {
        assert_eq!(
            faults("src/a.rs", &format!("//! A.\n{planted}")).len(),
            1,
            "{planted}"
        );
    }
}

#[test]
fn egui_s_own_look_is_found_in_a_screen() {
    for planted in [
        "ui.button(\"Go\");",
        "if ui.label(text).clicked() {}",
        "egui::TextEdit::singleline(&mut s)",
        "ui.add(Checkbox::new(&mut b, \"x\"))",
        "egui::Window::new(\"x\")",
        "fn f(b: egui::Button) {}",
    ] {
        let found = faults("src/ui/screens/a.rs", &format!("//! A.\n{planted}"));
        assert_eq!(found.len(), 1, "{planted}: {found:?}");
        assert!(faults("src/ui/widgets/a.rs", &format!("//! A.\n{planted}")).is_empty());
    }
    assert!(
        faults(
            "src/ui/screens/a.rs",
            "//! A.\nui.title(\"x\"); gui.label(1); MyButton::new(); x.label(2);"
        )
        .is_empty()
    );
}

#[test]
fn a_colour_by_its_value_is_found_outside_the_theme() {
    for planted in [
        "Color32::from_gray(3)",
        "egui::Color32::RED",
        "let c = \"#00ff7A\";",
        "Rgba::from_black_alpha(0.1)",
    ] {
        let found = faults("src/ui/widgets/a.rs", &format!("//! A.\n{planted}"));
        assert_eq!(found.len(), 1, "{planted}: {found:?}");
        assert!(faults("src/ui/theme/a.rs", &format!("//! A.\n{planted}")).is_empty());
    }
    assert!(
        faults(
            "src/ui/widgets/a.rs",
            "//! A.\nColor32::TRANSPARENT; \"case #1234\"; fn f(c: Color32) {}"
        )
        .is_empty()
    );
}
