//! Where everything of a paper stands: blocks to lines on pages, and the tree that says what each line belongs to.

mod chart;
mod sizes;
mod table;

use self::sizes::Sizes;
use super::letters::{Face, Line};
use crate::domain::paper::{Block, Document, Picture, Scale, visible};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
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
    Figure(String),
}

/// A part of the tree: parts below it, or lines by their number.
#[derive(Debug)]
pub(super) enum Part {
    Group(Kind, Vec<Part>),
    Line(usize),
    Bar(usize),
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

/// A picture where it stands: its top left corner, and how wide and high it is. Decoration: the words beside it say it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) page: usize,
    pub(super) picture: Picture,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) side: f32,
}

/// A heading for the list of contents: page, height, level, words.
pub(super) type Mark = (usize, f32, u16, String);

/// The finished layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) pages: usize,
    pub(super) lines: Vec<Placed>,
    pub(super) rules: Vec<Rule>,
    pub(super) pictures: Vec<Drawn>,
    /// The bars of charts: part of what is told, not decoration.
    pub(super) bars: Vec<Rule>,
    pub(super) tree: Vec<Part>,
    pub(super) marks: Vec<Mark>,
}

/// How a run of lines is set.
#[derive(Debug, Clone, Copy)]
struct Set {
    x: f32,
    width: f32,
    size: f32,
    bold: bool,
}

/// Lays a paper out. One whose first part belongs on one sheet is set in the largest letters in which it stands there;
/// what does not fit even in the smallest goes on overleaf.
pub(super) fn layout(document: &Document, regular: &mut Face, bold: &mut Face) -> Layout {
    let tries = match document.scale {
        Scale::Usual | Scale::Large => vec![Sizes::of(document.scale)],
        Scale::Sheet => Sizes::for_a_sheet(),
    };
    let mut laid = None;
    for sizes in tries {
        let (out, sheet) = set(document, sizes, [&mut *regular, &mut *bold]);
        let fits = sheet <= 1;
        laid = Some(out);
        if fits {
            break;
        }
    }
    laid.unwrap_or_default()
}

/// The layout in these sizes, and on how many pages its first part stands.
fn set(document: &Document, sizes: Sizes, faces: [&mut Face; 2]) -> (Layout, usize) {
    let mut page = Setter {
        sizes,
        faces,
        y: sizes.margin,
        out: Layout {
            pages: 1,
            ..Layout::default()
        },
        sheet: None,
    };
    page.title(&document.title);
    let mut parts = document.blocks.split(|block| *block == Block::Together);
    for block in parts.next().unwrap_or_default() {
        page.block(block);
    }
    for part in parts {
        page.together(part);
    }
    let sheet = page.sheet.unwrap_or(page.out.pages);
    (page.out, sheet)
}

struct Setter<'a> {
    sizes: Sizes,
    faces: [&'a mut Face; 2],
    y: f32,
    out: Layout,
    /// How many pages stood before the first new page that the paper itself asked for.
    sheet: Option<usize>,
}

impl Setter<'_> {
    fn full(&self) -> Set {
        Set {
            x: self.sizes.margin,
            width: PAGE.0 - 2.0 * self.sizes.margin,
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
        PAGE.1 - FOOT - self.sizes.margin / 2.0 - self.y
    }

    fn new_page(&mut self) {
        self.out.pages += 1;
        self.y = self.sizes.margin;
    }

    fn need(&mut self, height: f32) {
        if self.room() < height && self.y > self.sizes.margin {
            self.new_page();
        }
    }

    /// Blocks on one page. What would run over is taken back and set from the top of the next; only what is longer than
    /// a page runs over from there.
    fn together(&mut self, blocks: &[Block]) {
        let (out, y) = (&self.out, self.y);
        let before = (
            out.lines.len(),
            out.rules.len(),
            out.pictures.len(),
            out.bars.len(),
        );
        let (parts, marks, pages) = (out.tree.len(), out.marks.len(), out.pages);
        for block in blocks {
            self.block(block);
        }
        if self.out.pages == pages || y <= self.sizes.margin {
            return;
        }
        self.out.lines.truncate(before.0);
        self.out.rules.truncate(before.1);
        self.out.pictures.truncate(before.2);
        self.out.bars.truncate(before.3);
        self.out.tree.truncate(parts);
        self.out.marks.truncate(marks);
        self.out.pages = pages;
        self.new_page();
        for block in blocks {
            self.block(block);
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
            Block::Facts(rows) => self.facts(rows),
            Block::Table(columns, rows) => {
                let shares: Vec<u8> = columns.iter().map(|column| column.share).collect();
                self.table(&shares, columns, rows);
            }
            Block::Chart(words, bars) => self.chart(words, bars),
            Block::WriteIn(words) => self.write_in(words),
            Block::Exact(words) => {
                let set = Set {
                    size: self.sizes.exact,
                    ..self.full()
                };
                let parts = self.words(words, set);
                self.push(Kind::Exact, parts);
                self.y += self.sizes.gap;
            }
            Block::Pictured(picture, words) => self.pictured(*picture, words),
            // where these stand, the blocks are parted before they come here
            Block::Together => {}
            Block::NewPage => {
                self.sheet.get_or_insert(self.out.pages);
                // what follows the sheet has room
                self.sizes = self.sizes.after_the_sheet();
                if self.y > self.sizes.margin {
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

    /// A picture on the left, its words beside it; both on one page.
    fn pictured(&mut self, picture: Picture, words: &str) {
        let full = self.full();
        let side = full.size * 3.2;
        let set = Set {
            x: full.x + side + full.size,
            width: full.width - side - full.size,
            ..full
        };
        let lines = self.lines(words, set);
        let high = lines
            .iter()
            .fold(0.0_f32, |sum, _| sum + self.height(set.size))
            .max(side);
        if high < PAGE.1 / 2.0 {
            self.need(high);
        }
        let (page, top) = (self.out.pages, self.y);
        self.out.pictures.push(Drawn {
            page: page - 1,
            picture,
            x: full.x,
            y: top,
            side,
        });
        if high <= side {
            let words = lines.iter().fold(0.0_f32, |sum, _| sum + self.height(set.size));
            self.y += (side - words) / 2.0;
        }
        let parts = self.run(lines, set);
        self.push(Kind::Paragraph, parts);
        if self.out.pages == page {
            self.y = self.y.max(top + side);
        }
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
}
