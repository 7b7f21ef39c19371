//! What stands on the one sheet and what goes on in the annex: words that nobody could foresee may be as long as they
//! like, and one sheet is one sheet. Nothing is lost: what is cut here is whole there, and says so.

use super::known::Known;
use crate::domain::paper::Block;

/// What was cut, to stand whole in the annex.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    cut: Vec<(String, String)>,
}

/// So many letters of one answer stand on the sheet.
const ANSWER: usize = 360;
/// So many of one item that crossed.
const ITEM: usize = 500;

impl Sheet {
    /// So many items that crossed stand on the sheet.
    pub(super) const ITEMS: usize = 5;

    /// One answer.
    pub(super) fn cut(&mut self, known: &Known<'_>, name: &str, words: &str) -> String {
        self.at_most(known, ANSWER, name, words)
    }

    /// One item that crossed; `None` when so many stand there that this one goes to the annex.
    pub(super) fn item(&mut self, known: &Known<'_>, n: usize, about: &str, words: &str) -> Option<String> {
        if n < Self::ITEMS {
            return Some(self.at_most(known, ITEM, about, words));
        }
        self.cut.push((about.to_owned(), words.to_owned()));
        None
    }

    /// A table whose cells are answers.
    pub(super) fn table(&mut self, known: &Known<'_>, mut blocks: Vec<Block>) -> Vec<Block> {
        for block in &mut blocks {
            if let Block::Table(_, rows) = block {
                for row in rows {
                    let name = row.first().cloned().unwrap_or_default();
                    for cell in row.iter_mut().skip(1) {
                        *cell = self.cut(known, &name, cell);
                    }
                }
            }
        }
        blocks
    }

    /// What the sheet could not hold.
    pub(super) fn whole(&self, known: &Known<'_>) -> Vec<Block> {
        if self.cut.is_empty() {
            return Vec::new();
        }
        vec![
            Block::Heading(1, known.say("explain-whole", &[])),
            Block::Facts(self.cut.clone()),
        ]
    }

    fn at_most(&mut self, known: &Known<'_>, most: usize, name: &str, words: &str) -> String {
        let Some((at, _)) = words.char_indices().nth(most) else {
            return words.to_owned();
        };
        self.cut.push((name.to_owned(), words.to_owned()));
        let begun = words.get(..at).unwrap_or_default();
        // at the end of a word where there is one not far back
        let end = begun
            .rfind(char::is_whitespace)
            .filter(|space| begun.len() - space < 40)
            .unwrap_or(begun.len());
        let begun = begun.get(..end).unwrap_or(begun);
        known.say("explain-cut", &[("words", begun)])
    }
}
