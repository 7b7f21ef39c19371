//! A paper as PDF: tagged, so that a screen reader follows it, and whole in itself, so that an archive can keep it
//! (PDF/UA-1 and PDF/A-2a, checked as it is written). The same paper gives the same bytes.

use std::num::NonZeroU16;

use chrono::{Datelike as _, Timelike as _};
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::document::Document as Pdf;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagTree,
};
use krilla::text::Font;

use super::layout::{Drawn, Kind, Layout, PAGE, Part, Placed, Rule, layout};
use super::letters::Face;
use super::words::say;
use crate::app::problem::Problem;
use crate::domain::paper::{Block, Document, Picture, Pull};
use crate::domain::time::Moment;

const FOOT_SIZE: f32 = 8.5;

/// The paper as the bytes of a PDF file.
///
/// # Errors
/// When it cannot be written as such a file, which means that the program is broken.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Problem> {
    let mut faces = [
        Face::regular().ok_or_else(broken)?,
        Face::bold().ok_or_else(broken)?,
    ];
    let mut laid = lay(document, &mut faces);
    if faces.iter().any(|face| face.lacked) {
        let mut explained = document.clone();
        let note = say(document.language, "paper-lacking", &[]);
        explained.blocks.push(Block::Paragraph(note));
        laid = lay(&explained, &mut faces);
    }
    let settings = SerializeSettings {
        configuration: ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .with_archival_validator(Archival::A2_A)
            .finish()
            .map_err(|_clash| broken())?,
        ..SerializeSettings::default()
    };
    let mut out = Pdf::new_with(settings);
    let ids = draw(&mut out, document, &laid, &mut faces)?;
    out.set_metadata(metadata(document));
    out.set_outline(outline(&laid));
    out.set_tag_tree(tree(document, &laid, &ids));
    out.finish().map_err(|_refused| broken())
}

fn lay(document: &Document, faces: &mut [Face; 2]) -> Layout {
    let [regular, bold] = faces;
    layout(document, regular, bold)
}

fn broken() -> Problem {
    Problem::new(
        "A-460",
        "The paper could not be written as PDF",
        "Save the web page instead, and report this",
    )
}

/// Where each line and each bar came to be, for the tree.
#[derive(Debug)]
struct Ids {
    lines: Vec<Option<Identifier>>,
    bars: Vec<Option<Identifier>>,
}

fn draw(out: &mut Pdf, document: &Document, laid: &Layout, faces: &mut [Face; 2]) -> Result<Ids, Problem> {
    let mut ids = Ids {
        lines: laid.lines.iter().map(|_| None).collect(),
        bars: laid.bars.iter().map(|_| None).collect(),
    };
    let fonts = [faces[0].font.clone(), faces[1].font.clone()];
    let pages = laid.pages.to_string();
    for page in 0..laid.pages {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(broken)?;
        let mut sheet = out.start_page_with(size);
        let mut surface = sheet.surface();
        for rule in laid.rules.iter().filter(|rule| rule.page == page) {
            draw_rule(&mut surface, rule);
        }
        for drawn in laid.pictures.iter().filter(|drawn| drawn.page == page) {
            draw_picture(&mut surface, drawn);
        }
        for (bar, id) in laid.bars.iter().zip(&mut ids.bars) {
            if bar.page == page {
                *id = draw_bar(&mut surface, bar);
            }
        }
        for (line, id) in laid.lines.iter().zip(&mut ids.lines) {
            if line.page == page && !line.line.glyphs.is_empty() {
                *id = Some(draw_line(&mut surface, line, &fonts));
            }
        }
        let number = say(
            document.language,
            "paper-page",
            &[("page", &(page + 1).to_string()), ("pages", &pages)],
        );
        draw_foot(&mut surface, &mut faces[0], &document.footer, &number);
        surface.finish();
        sheet.finish();
    }
    Ok(ids)
}

fn draw_line(surface: &mut Surface<'_>, placed: &Placed, fonts: &[Font; 2]) -> Identifier {
    let meant = placed.line.meant.as_deref();
    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(meant)));
    let [regular, bold] = fonts;
    let font = if placed.bold { bold } else { regular };
    surface.draw_glyphs(
        Point::from_xy(placed.x, placed.y),
        &placed.line.glyphs,
        font.clone(),
        &placed.line.drawn,
        placed.size,
        false,
    );
    surface.end_tagged();
    id
}

fn draw_rule(surface: &mut Surface<'_>, rule: &Rule) {
    let Some(rect) = Rect::from_xywh(rule.x, rule.y, rule.width, rule.height) else {
        return;
    };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        let _decoration =
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        surface.draw_path(&path);
        surface.end_tagged();
    }
}

/// A picture of an easy-read paper, drawn with lines.
fn draw_picture(surface: &mut Surface<'_>, drawn: &Drawn) {
    let unit = drawn.side / Picture::GRID;
    let at = |x: f32, y: f32| (drawn.x + x * unit, drawn.y + y * unit);
    let mut path = PathBuilder::new();
    for pull in drawn.picture.pulls() {
        match pull {
            Pull::Line(points) => {
                for (n, (x, y)) in points.iter().enumerate() {
                    let (x, y) = at(*x, *y);
                    if n == 0 {
                        path.move_to(x, y);
                    } else {
                        path.line_to(x, y);
                    }
                }
            }
            Pull::Circle((x, y), radius) => circle(&mut path, at(*x, *y), radius * unit),
        }
    }
    let Some(path) = path.finish() else { return };
    let _decoration = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        width: Picture::LINE * unit,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.end_tagged();
}

/// A circle as four curves.
fn circle(path: &mut PathBuilder, (x, y): (f32, f32), radius: f32) {
    // how far a curve's handles stand off, in radii, to follow a quarter of a circle
    let handle = radius * 0.552_284_8;
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path.close();
}

/// A bar of a chart: told, not decoration.
fn draw_bar(surface: &mut Surface<'_>, bar: &Rule) -> Option<Identifier> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(bar.x, bar.y, bar.width, bar.height)?);
    let path = path.finish()?;
    let id = surface.start_tagged(ContentTag::Other);
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(0x00, 0x72, 0xb2).into(),
        ..Fill::default()
    }));
    surface.draw_path(&path);
    surface.set_fill(None);
    surface.end_tagged();
    Some(id)
}

/// How far apart two lines of a footer stand, in points.
const FOOT_LINE: f32 = 11.0;

/// Footer on the left, a line or two of it; the page's number on the right; no part of what is read.
fn draw_foot(surface: &mut Surface<'_>, face: &mut Face, footer: &str, number: &str) {
    let _pagination = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let right = PAGE.0 - 56.0 - face.width(number) * FOOT_SIZE;
    let footer = crate::domain::paper::visible(footer);
    let room = (right - 56.0 - 12.0) / FOOT_SIZE;
    let mut lines = footer.splitn(2, '\n').map(|line| line.replace('\n', " "));
    let mut next = || {
        lines
            .next()
            .and_then(|line| face.lines(&line, room).into_iter().next())
    };
    let (first, second) = (next(), next());
    let number = face.line(number);
    let low = PAGE.1 - 30.0;
    for (x, y, line) in [
        (56.0, low, first),
        (56.0, low + FOOT_LINE, second),
        (right, low, Some(number)),
    ] {
        if let Some(line) = line {
            let font = face.font.clone();
            let at = Point::from_xy(x, y);
            surface.draw_glyphs(at, &line.glyphs, font, &line.drawn, FOOT_SIZE, false);
        }
    }
    surface.end_tagged();
}

fn metadata(document: &Document) -> Metadata {
    let meta = Metadata::new()
        .title(document.title.clone())
        .language(document.language.tag().to_owned())
        .creator("Tandem".to_owned());
    match date(document.dated) {
        Some(date) => meta.creation_date(date),
        None => meta,
    }
}

fn date(at: Moment) -> Option<DateTime> {
    let utc = chrono::DateTime::from_timestamp_millis(at.0)?;
    let part = |value: u32| u8::try_from(value).ok();
    Some(
        DateTime::new(u16::try_from(utc.year()).ok()?)
            .month(part(utc.month())?)
            .day(part(utc.day())?)
            .hour(part(utc.hour())?)
            .minute(part(utc.minute())?)
            .second(part(utc.second())?)
            .utc_offset_hour(0),
    )
}

/// The list of contents that a reader shows beside the pages.
fn outline(laid: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (page, y, level, words) in &laid.marks {
        if *level <= 2 {
            let to = XyzDestination::new(*page, Point::from_xy(0.0, *y));
            outline.push_child(OutlineNode::new(words.clone(), to));
        }
    }
    outline
}

fn tree(document: &Document, laid: &Layout, ids: &Ids) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(document.language.tag().to_owned()));
    for part in &laid.tree {
        if let Some(node) = node(part, ids) {
            tree.push(node);
        }
    }
    tree
}

fn node(part: &Part, ids: &Ids) -> Option<Node> {
    match part {
        Part::Line(n) => (*ids.lines.get(*n)?).map(Node::Leaf),
        Part::Bar(n) => (*ids.bars.get(*n)?).map(Node::Leaf),
        Part::Group(kind, parts) => {
            let mut group = group(kind);
            for part in parts {
                if let Some(node) = node(part, ids) {
                    group.push(node);
                }
            }
            Some(Node::Group(group))
        }
    }
}

fn group(kind: &Kind) -> TagGroup {
    match kind {
        Kind::Heading(level, words) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            TagGroup::new(Tag::Hn(level, Some(words.clone())))
        }
        Kind::Paragraph | Kind::Notice => TagGroup::new(Tag::P),
        Kind::Quote => TagGroup::new(Tag::BlockQuote),
        Kind::List => TagGroup::new(Tag::L(ListNumbering::Disc)),
        Kind::Item => TagGroup::new(Tag::LI),
        Kind::Label => TagGroup::new(Tag::Lbl),
        Kind::Body => TagGroup::new(Tag::LBody),
        Kind::Table => TagGroup::new(Tag::Table),
        Kind::Head => TagGroup::new(Tag::THead),
        Kind::Rows => TagGroup::new(Tag::TBody),
        Kind::Row => TagGroup::new(Tag::TR),
        Kind::ColumnHead => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Kind::RowHead => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
        Kind::Cell => TagGroup::new(Tag::TD),
        Kind::Exact => TagGroup::new(Tag::Code),
        Kind::Figure(words) => TagGroup::new(Tag::Figure(Some(words.clone()))),
    }
}
