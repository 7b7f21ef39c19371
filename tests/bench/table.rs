//! The table of figures, for a terminal and as JSON.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::clock;

/// What a figure is held against.
pub(crate) enum Target {
    AtMost(f64),
    AtLeast(f64),
    /// Nothing: it is told for what it explains.
    None,
}

/// All that was measured.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<Value>,
}

impl Table {
    /// One figure: what the bare work needed, what ours needed (both in words with units), and the number that the target is
    /// about.
    pub(crate) fn add(&mut self, what: &str, baseline: &str, ours: &str, figure: f64, target: &Target) {
        if self.rows.is_empty() {
            println!(
                "{:<34} {:>26} {:>26} {:>9} {:>9}  {:<7} load",
                "", "baseline", "ours", "figure", "target", ""
            );
        }
        let (wanted, met) = match target {
            Target::AtMost(most) => (format!("<= {most}"), Some(figure <= *most)),
            Target::AtLeast(least) => (format!(">= {least}"), Some(figure >= *least)),
            Target::None => (String::new(), None),
        };
        let said = match met {
            Some(true) => "met",
            Some(false) => "NOT MET",
            None => "",
        };
        let load = clock::load();
        let shown = if figure.abs() >= 1000.0 {
            format!("{figure:.0}")
        } else {
            format!("{figure:.2}")
        };
        println!("{what:<34} {baseline:>26} {ours:>26} {shown:>9} {wanted:>9}  {said:<7} {load:.1}");
        self.rows.push(json!({
            "what": what, "baseline": baseline, "ours": ours, "figure": figure,
            "target": wanted, "met": met, "load": load,
        }));
    }

    pub(crate) fn write(&self, path: &Path) {
        let text = serde_json::to_string_pretty(&self.rows).expect("figures are JSON");
        fs::write(path, text).expect("the figures can be written");
        let missed = self.rows.iter().filter(|row| row["met"] == json!(false)).count();
        println!(
            "\n{} figures, {missed} not met; also in {}",
            self.rows.len(),
            path.display()
        );
    }
}
