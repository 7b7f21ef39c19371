//! A paper that leaves the program: its parts in order, before anybody has decided how they look. The window, the web
//! page and the PDF of one paper are made from the same parts, so that they cannot say different things.

mod html;
pub mod note;
mod picture;

pub use html::html;
pub use picture::{Picture, Pull};

use super::time::Moment;

/// The language of a paper. A new one is a file of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English as it is written in Britain.
    #[default]
    English,
}

impl Language {
    /// As machines name it (RFC 5646).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
        }
    }
}

/// How large a paper is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// As a letter.
    #[default]
    Usual,
    /// For people who read with effort: large letters, wide lines, one idea on each.
    Large,
    /// What comes before the first new page stands on one sheet, in letters as large as will do; what follows is as a
    /// letter.
    Sheet,
}

/// One column of a table: its head and how wide it is beside the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// Its share of the width.
    pub share: u8,
}

/// One bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What was counted.
    pub label: String,
    /// How long the bar is beside the others; `None` draws none: the number is hidden.
    pub count: Option<u64>,
    /// What stands at its end.
    pub shown: String,
}

/// One part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The head of a part: 1 below the title, 2 below that.
    Heading(u8, String),
    /// Sentences.
    Paragraph(String),
    /// One idea with a picture beside it.
    Pictured(Picture, String),
    /// Points, in no order.
    List(Vec<String>),
    /// Words exactly as somebody wrote them.
    Quote(String),
    /// Names and what they are: a table whose first column heads its rows.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Vec<Column>, Vec<Vec<String>>),
    /// Bars, and the sentence that says the same to whoever cannot see them. The numbers stand in a table beside it.
    Chart(String, Vec<Bar>),
    /// What must not be overlooked.
    Notice(String),
    /// Something to be written in by hand: what, and a line for it.
    WriteIn(String),
    /// Lines exactly as a machine wrote them.
    Exact(String),
    /// What follows begins on a new page.
    NewPage,
    /// What follows, up to the next of these, stands on one page where it fits on one.
    Together,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its title; names nobody, for it shows in lists of files and of printing.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// How large it is printed.
    pub scale: Scale,
    /// The time that the file itself bears. Never the clock of whoever prints it: the same record gives the same bytes.
    pub dated: Moment,
    /// What stands at the foot of each page beside the page's number.
    pub footer: String,
    /// Its parts.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Everything that can be read on it, in order, a line for each piece.
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.clone()];
        for block in &self.blocks {
            match block {
                Block::Heading(_, words)
                | Block::Paragraph(words)
                | Block::Pictured(_, words)
                | Block::Quote(words)
                | Block::Notice(words)
                | Block::WriteIn(words)
                | Block::Exact(words)
                | Block::Chart(words, _) => lines.push(words.clone()),
                Block::List(points) => lines.extend(points.iter().cloned()),
                Block::Facts(rows) => lines.extend(rows.iter().map(|(name, what)| format!("{name}: {what}"))),
                Block::Table(columns, rows) => {
                    lines.push(
                        columns
                            .iter()
                            .map(|column| column.head.as_str())
                            .collect::<Vec<_>>()
                            .join(" | "),
                    );
                    lines.extend(rows.iter().map(|row| row.join(" | ")));
                }
                Block::NewPage | Block::Together => {}
            }
        }
        lines.push(self.footer.clone());
        lines.join("\n")
    }
}

/// Words as a paper shows them: without the signs that cannot be seen and would turn the letters after them round, and
/// without control characters. No letter is lost.
pub fn visible(words: &str) -> String {
    words
        .chars()
        .filter(|sign| !turns_letters_round(*sign))
        .map(|sign| match sign {
            '\n' => '\n',
            sign if sign.is_control() || sign == '\u{2028}' || sign == '\u{2029}' => ' ',
            sign => sign,
        })
        .collect()
}

fn turns_letters_round(sign: char) -> bool {
    matches!(
        sign,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}
