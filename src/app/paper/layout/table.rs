//! Rows and columns: cells side by side, over as many pages as they need.

use super::{Kind, PAGE, Part, Set, Setter};
use crate::domain::paper::Column;

impl Setter<'_> {
    /// Names and what they are; two on a line where room is short.
    pub(super) fn facts(&mut self, rows: &[(String, String)]) {
        let cells = |rows: &[(String, String)]| -> Vec<String> {
            rows.iter()
                .flat_map(|(name, what)| [name.clone(), what.clone()])
                .collect()
        };
        let head = |n: usize| {
            if n.is_multiple_of(2) {
                Kind::RowHead
            } else {
                Kind::Cell
            }
        };
        let (shares, abreast): (&[u8], usize) = if self.sizes.two_abreast {
            (&[3, 6, 3, 6], 2)
        } else {
            (&[3, 7], 1)
        };
        let sets = self.columns(shares);
        let mut body = Vec::with_capacity(rows.len());
        for rows in rows.chunks(abreast) {
            body.push(self.row(&cells(rows), &sets, head, false));
        }
        if !body.is_empty() {
            self.push(Kind::Table, vec![Part::Group(Kind::Rows, body)]);
        }
        self.y += self.sizes.gap;
    }

    pub(super) fn table(&mut self, shares: &[u8], heads: &[Column], rows: &[Vec<String>]) {
        let sets = self.columns(shares);
        let mut parts = Vec::new();
        let heads: Vec<String> = heads.iter().map(|column| column.head.clone()).collect();
        let row = self.row(&heads, &sets, |_| Kind::ColumnHead, true);
        parts.push(Part::Group(Kind::Head, vec![row]));
        let mut body = Vec::with_capacity(rows.len());
        for row in rows {
            // what a column holds is said again on every page that it stands on
            if self.runs_over(row, &sets) {
                self.new_page();
                body.push(self.row(&heads, &sets, |_| Kind::ColumnHead, true));
            }
            body.push(self.row(row, &sets, |_| Kind::Cell, false));
        }
        if !body.is_empty() {
            parts.push(Part::Group(Kind::Rows, body));
        }
        if !parts.is_empty() {
            self.push(Kind::Table, parts);
        }
        self.y += self.sizes.gap;
    }

    fn columns(&self, shares: &[u8]) -> Vec<Set> {
        let full = self.full();
        let all: f32 = shares.iter().map(|share| f32::from(*share)).sum();
        let mut x = full.x;
        let mut sets = Vec::with_capacity(shares.len());
        for share in shares {
            let width = full.width * f32::from(*share) / all.max(1.0);
            sets.push(Set {
                x,
                width: width - 10.0,
                size: self.sizes.table,
                bold: false,
            });
            x += width;
        }
        sets
    }

    /// Whether a row of usual letters goes to the next page as a whole.
    fn runs_over(&mut self, cells: &[String], sets: &[Set]) -> bool {
        let tallest = cells
            .iter()
            .zip(sets)
            .map(|(cell, set)| self.lines(cell, *set).len())
            .max();
        let whole = self.whole(tallest.unwrap_or(0));
        whole < PAGE.1 / 2.0 && self.room() < whole && self.y > self.sizes.margin
    }

    /// How high a row of so many lines is.
    fn whole(&self, lines: usize) -> f32 {
        let height = self.height(self.sizes.table);
        (0..lines).fold(self.sizes.row * 2.0, |sum, _| sum + height)
    }

    /// One row: its cells side by side, line by line, so that a row longer than a page goes on overleaf.
    fn row(&mut self, cells: &[String], sets: &[Set], kind: impl Fn(usize) -> Kind, bold: bool) -> Part {
        let mut columns = Vec::with_capacity(cells.len());
        for (n, (cell, set)) in cells.iter().zip(sets).enumerate() {
            let set = Set {
                bold: bold || kind(n) == Kind::RowHead,
                ..*set
            };
            let lines = self.lines(cell, set);
            columns.push((set, lines.into_iter(), Vec::new()));
        }
        let tallest = columns.iter().map(|(_, lines, _)| lines.len()).max().unwrap_or(0);
        let height = self.height(self.sizes.table);
        let whole = self.whole(tallest);
        if whole < PAGE.1 / 2.0 {
            self.need(whole);
        }
        self.y += self.sizes.row;
        for _ in 0..tallest {
            self.need(height);
            for (set, lines, parts) in &mut columns {
                if let Some(line) = lines.next() {
                    parts.push(self.put(line, *set));
                }
            }
            self.y += height;
        }
        self.y += self.sizes.row;
        let full = self.full();
        self.rule(full.x, full.width);
        let cells = columns.into_iter().enumerate();
        Part::Group(
            Kind::Row,
            cells
                .map(|(n, (_, _, parts))| Part::Group(kind(n), parts))
                .collect(),
        )
    }
}
