//! The bars of a chart: their words before them, their numbers behind, all on one page.

use super::{Kind, Part, Rule, Set, Setter};
use crate::domain::paper::Bar;

impl Setter<'_> {
    /// Sets a chart as one figure that says `words` to whoever cannot see it.
    pub(super) fn chart(&mut self, words: &str, bars: &[Bar]) {
        let full = self.full();
        let (size, height) = (self.sizes.table, self.height(self.sizes.table) + 3.0);
        let label = Set {
            width: full.width * 0.42,
            size,
            ..full
        };
        let whole = bars.iter().fold(0.0, |sum: f32, _| sum + height);
        self.need(whole + self.sizes.gap);
        let longest = bars.iter().filter_map(|bar| bar.count).max().unwrap_or(0);
        let room = full.width - label.width - 60.0;
        let mut parts = Vec::new();
        for bar in bars {
            let name = self.lines(&bar.label, label).into_iter().next();
            parts.extend(name.map(|line| self.put(line, label)));
            let length = room * share(bar.count.unwrap_or(0), longest);
            let x = full.x + label.width + 8.0;
            if length > 0.0 {
                self.out.bars.push(Rule {
                    page: self.out.pages - 1,
                    x,
                    y: self.y + 1.0,
                    width: length,
                    height: height - 4.0,
                });
                parts.push(Part::Bar(self.out.bars.len() - 1));
            }
            let number = Set {
                x: x + length + 5.0,
                ..label
            };
            let shown = self.faces[0].line(&bar.shown);
            parts.push(self.put(shown, number));
            self.y += height;
        }
        self.push(Kind::Figure(words.to_owned()), parts);
        self.y += self.sizes.gap;
    }
}

/// One number as a part of the greatest.
fn share(count: u64, of: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "the length of a bar on paper")]
    let part = if of == 0 { 0.0 } else { count as f32 / of as f32 };
    part
}
