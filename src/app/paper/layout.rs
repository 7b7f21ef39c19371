//! Where everything of a paper stands: blocks to lines on pages, and the tree that says what each line belongs to.

use super::letters::{Face, Line};
use crate::domain::paper::{Block, Column, Document, Scale, visible};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 54.0;
/// Room at the foot for the page's number.
const FOOT: f32 = 40.0;

/// What a part of the tree is, as PDF names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u16, String),
    Paragraph,
    Quote,
    Notice,
    List,
    Item,
    Label,
    Body,
    Table,
    Head,
    Rows,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    Exact,
}

/// A part of the tree: parts below it, or lines by their number.
#[derive(Debug)]
pub(super) enum Part {
    Group(Kind, Vec<Part>),
    Line(usize),
}

/// One line where it stands; from the top left, in points, `y` at the base of the letters.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) line: Line,
}

/// A thin line or a bar: decoration, which no reader speaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A heading for the list of contents: page, height, level, words.
pub(super) type Mark = (usize, f32, u16, String);

/// The finished layout.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) pages: usize,
    pub(super) lines: Vec<Placed>,
    pub(super) rules: Vec<Rule>,
    pub(super) tree: Vec<Part>,
    pub(super) marks: Vec<Mark>,
}

/// The sizes of one scale, in points.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    body: f32,
    table: f32,
    title: f32,
    heads: [f32; 2],
    /// Height of a line, in type sizes.
    lead: f32,
    /// Between blocks.
    gap: f32,
}

impl Sizes {
    fn of(scale: Scale) -> Self {
        match scale {
            Scale::Usual => Self {
                body: 10.5,
                table: 9.5,
                title: 20.0,
                heads: [13.0, 11.0],
                lead: 1.36,
                gap: 4.5,
            },
            Scale::Large => Self {
                body: 16.0,
                table: 16.0,
                title: 28.0,
                heads: [20.0, 17.0],
                lead: 1.55,
                gap: 10.0,
            },
        }
    }
}

/// How a run of lines is set.
#[derive(Debug, Clone, Copy)]
struct Set {
    x: f32,
    width: f32,
    size: f32,
    bold: bool,
}

/// Lays a paper out.
pub(super) fn layout(document: &Document, regular: &mut Face, bold: &mut Face) -> Layout {
    let mut page = Setter {
        sizes: Sizes::of(document.scale),
        faces: [regular, bold],
        y: MARGIN,
        out: Layout {
            pages: 1,
            lines: Vec::new(),
            rules: Vec::new(),
            tree: Vec::new(),
            marks: Vec::new(),
        },
    };
    page.title(&document.title);
    for block in &document.blocks {
        page.block(block);
    }
    page.out
}

struct Setter<'a> {
    sizes: Sizes,
    faces: [&'a mut Face; 2],
    y: f32,
    out: Layout,
}

impl Setter<'_> {
    fn full(&self) -> Set {
        Set {
            x: MARGIN,
            width: PAGE.0 - 2.0 * MARGIN,
            size: self.sizes.body,
            bold: false,
        }
    }

    fn lines(&mut self, words: &str, set: Set) -> Vec<Line> {
        let [regular, bold] = &mut self.faces;
        let face = if set.bold { bold } else { regular };
        face.lines(&visible(words), set.width / set.size)
    }

    fn height(&self, size: f32) -> f32 {
        size * self.sizes.lead
    }

    fn room(&self) -> f32 {
        PAGE.1 - FOOT - MARGIN / 2.0 - self.y
    }

    fn new_page(&mut self) {
        self.out.pages += 1;
        self.y = MARGIN;
    }

    fn need(&mut self, height: f32) {
        if self.room() < height && self.y > MARGIN {
            self.new_page();
        }
    }

    /// Sets one line at the present height and does not move on.
    fn put(&mut self, line: Line, set: Set) -> Part {
        let n = self.out.lines.len();
        self.out.lines.push(Placed {
            page: self.out.pages - 1,
            x: set.x,
            y: self.y + set.size * 1.05,
            size: set.size,
            bold: set.bold,
            line,
        });
        Part::Line(n)
    }

    /// Sets lines one under the other, over as many pages as they need.
    fn run(&mut self, lines: Vec<Line>, set: Set) -> Vec<Part> {
        let mut parts = Vec::with_capacity(lines.len());
        for line in lines {
            self.need(self.height(set.size));
            parts.push(self.put(line, set));
            self.y += self.height(set.size);
        }
        parts
    }

    fn words(&mut self, words: &str, set: Set) -> Vec<Part> {
        let lines = self.lines(words, set);
        self.run(lines, set)
    }

    fn push(&mut self, kind: Kind, parts: Vec<Part>) {
        self.out.tree.push(Part::Group(kind, parts));
    }

    fn title(&mut self, words: &str) {
        let set = Set {
            size: self.sizes.title,
            bold: true,
            ..self.full()
        };
        let parts = self.words(words, set);
        self.push(Kind::Heading(1, words.to_owned()), parts);
        self.y += self.sizes.gap;
    }

    fn heading(&mut self, level: u8, words: &str) {
        let [first, second] = self.sizes.heads;
        let set = Set {
            size: if level <= 1 { first } else { second },
            bold: true,
            ..self.full()
        };
        self.y += self.sizes.gap * 1.3;
        // a heading stays with what it heads
        self.need(self.height(set.size) + 3.0 * self.height(self.sizes.body));
        let level = u16::from(level.clamp(1, 2)) + 1;
        self.out
            .marks
            .push((self.out.pages - 1, self.y, level, words.to_owned()));
        let parts = self.words(words, set);
        self.push(Kind::Heading(level, words.to_owned()), parts);
        self.y += self.sizes.gap * 0.4;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, words) => self.heading(*level, words),
            Block::Paragraph(words) => {
                let parts = self.words(words, self.full());
                self.push(Kind::Paragraph, parts);
                self.y += self.sizes.gap;
            }
            Block::List(points) => self.list(points),
            Block::Quote(words) => self.beside(words, Kind::Quote, 2.0),
            Block::Notice(words) => self.beside(words, Kind::Notice, 4.0),
            Block::Facts(rows) => {
                let rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|(name, what)| vec![name.clone(), what.clone()])
                    .collect();
                self.table(&[3, 7], None, &rows);
            }
            Block::Table(columns, rows) => {
                let shares: Vec<u8> = columns.iter().map(|column| column.share).collect();
                self.table(&shares, Some(columns), rows);
            }
            Block::WriteIn(words) => self.write_in(words),
            Block::Exact(words) => {
                let set = Set {
                    size: 8.0,
                    ..self.full()
                };
                let parts = self.words(words, set);
                self.push(Kind::Exact, parts);
                self.y += self.sizes.gap;
            }
            Block::NewPage => {
                if self.y > MARGIN {
                    self.new_page();
                }
            }
        }
    }

    fn list(&mut self, points: &[String]) {
        let indent = self.sizes.body * 1.3;
        let mut items = Vec::new();
        for point in points {
            let full = self.full();
            let set = Set {
                x: full.x + indent,
                width: full.width - indent,
                ..full
            };
            let lines = self.lines(point, set);
            self.need(self.height(set.size));
            let bullet = self.faces[0].line("\u{2022} ");
            let label = self.put(bullet, full);
            let body = self.run(lines, set);
            items.push(Part::Group(
                Kind::Item,
                vec![
                    Part::Group(Kind::Label, vec![label]),
                    Part::Group(Kind::Body, body),
                ],
            ));
            self.y += self.sizes.gap * 0.3;
        }
        if !items.is_empty() {
            self.push(Kind::List, items);
        }
        self.y += self.sizes.gap * 0.7;
    }

    /// Words beside a bar.
    fn beside(&mut self, words: &str, kind: Kind, bar: f32) {
        let full = self.full();
        let set = Set {
            x: full.x + 14.0,
            width: full.width - 14.0,
            ..full
        };
        let lines = self.lines(words, set);
        let mut parts = Vec::new();
        for line in lines {
            let height = self.height(set.size);
            self.need(height);
            self.out.rules.push(Rule {
                page: self.out.pages - 1,
                x: full.x + 2.0,
                y: self.y,
                width: bar,
                height,
            });
            parts.push(self.put(line, set));
            self.y += height;
        }
        self.push(kind, parts);
        self.y += self.sizes.gap;
    }

    fn write_in(&mut self, words: &str) {
        let full = self.full();
        self.need(self.height(full.size) * 2.0);
        self.y += self.sizes.gap;
        let parts = self.words(words, full);
        self.push(Kind::Paragraph, parts);
        self.y += self.height(full.size) * 0.8;
        self.rule(full.x, full.width);
        self.y += self.sizes.gap;
    }

    fn rule(&mut self, x: f32, width: f32) {
        self.out.rules.push(Rule {
            page: self.out.pages - 1,
            x,
            y: self.y,
            width,
            height: 0.6,
        });
    }

    fn table(&mut self, shares: &[u8], heads: Option<&[Column]>, rows: &[Vec<String>]) {
        let sets = self.columns(shares);
        let mut parts = Vec::new();
        if let Some(heads) = heads {
            let heads: Vec<String> = heads.iter().map(|column| column.head.clone()).collect();
            let row = self.row(&heads, &sets, |_| Kind::ColumnHead, true);
            parts.push(Part::Group(Kind::Head, vec![row]));
        }
        let with_heads = heads.is_some();
        let kind = |n: usize| match n {
            0 if !with_heads => Kind::RowHead,
            _ => Kind::Cell,
        };
        let mut body = Vec::with_capacity(rows.len());
        for row in rows {
            body.push(self.row(row, &sets, kind, false));
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
        let whole = (0..tallest).fold(6.0, |sum, _| sum + height);
        if whole < PAGE.1 / 2.0 {
            self.need(whole);
        }
        self.y += 3.0;
        for _ in 0..tallest {
            self.need(height);
            for (set, lines, parts) in &mut columns {
                if let Some(line) = lines.next() {
                    parts.push(self.put(line, *set));
                }
            }
            self.y += height;
        }
        self.y += 3.0;
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
