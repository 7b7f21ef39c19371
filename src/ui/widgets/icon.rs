//! Icons as painted shapes: no glyph that a font might lack, the same on every machine.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// The icons of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Private or locked.
    Lock,
    /// Done or chosen.
    Tick,
    /// Close, or not.
    Cross,
    /// Now.
    Triangle,
    /// Soon.
    Diamond,
    /// Supervisor.
    Star,
    /// Cover the screen.
    Cover,
    /// Back.
    Back,
    /// Onwards.
    Forward,
    /// New.
    Plus,
    /// A warning: a triangle with a mark.
    Warning,
    /// Find.
    Search,
    /// A person.
    Person,
    /// A time.
    Clock,
    /// Both sides.
    Shared,
    /// More below.
    Down,
}

impl Icon {
    /// All icons.
    pub const ALL: [Self; 16] = [
        Self::Lock,
        Self::Tick,
        Self::Cross,
        Self::Triangle,
        Self::Diamond,
        Self::Star,
        Self::Cover,
        Self::Back,
        Self::Forward,
        Self::Plus,
        Self::Warning,
        Self::Search,
        Self::Person,
        Self::Clock,
        Self::Shared,
        Self::Down,
    ];
}

/// Paints an icon into the square of `rect`. It has no node of its own: a word beside it carries the meaning.
pub(crate) fn paint(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let grid = Grid::new(rect);
    match icon {
        Icon::Lock => lock(painter, &grid, colour),
        Icon::Tick => grid.line(painter, &[(4.0, 12.5), (9.5, 18.0), (20.0, 6.5)], colour),
        Icon::Cross => {
            grid.line(painter, &[(6.0, 6.0), (18.0, 18.0)], colour);
            grid.line(painter, &[(18.0, 6.0), (6.0, 18.0)], colour);
        }
        Icon::Triangle => grid.fill(painter, &[(12.0, 3.0), (22.5, 21.0), (1.5, 21.0)], colour),
        Icon::Diamond => grid.fill(
            painter,
            &[(12.0, 1.5), (22.5, 12.0), (12.0, 22.5), (1.5, 12.0)],
            colour,
        ),
        Icon::Star => star(painter, &grid, colour),
        Icon::Cover => cover(painter, &grid, colour),
        Icon::Back => grid.line(painter, &[(15.0, 4.5), (7.5, 12.0), (15.0, 19.5)], colour),
        Icon::Forward => grid.line(painter, &[(9.0, 4.5), (16.5, 12.0), (9.0, 19.5)], colour),
        Icon::Down => grid.line(painter, &[(4.5, 9.0), (12.0, 16.5), (19.5, 9.0)], colour),
        Icon::Plus => {
            grid.line(painter, &[(12.0, 4.0), (12.0, 20.0)], colour);
            grid.line(painter, &[(4.0, 12.0), (20.0, 12.0)], colour);
        }
        Icon::Warning => warning(painter, &grid, colour),
        Icon::Search => {
            painter.circle_stroke(grid.at(10.5, 10.5), grid.length(6.5), grid.stroke(colour));
            grid.line(painter, &[(15.5, 15.5), (21.0, 21.0)], colour);
        }
        Icon::Person => person(painter, &grid, colour),
        Icon::Clock => {
            painter.circle_stroke(grid.at(12.0, 12.0), grid.length(9.0), grid.stroke(colour));
            grid.line(painter, &[(12.0, 6.5), (12.0, 12.0), (16.0, 14.5)], colour);
        }
        Icon::Shared => {
            grid.line(painter, &[(6.0, 9.0), (18.0, 9.0)], colour);
            grid.line(painter, &[(6.0, 15.0), (18.0, 15.0)], colour);
        }
    }
}

/// A square of 24 units, as icons are drawn on.
struct Grid {
    origin: Pos2,
    unit: f32,
}

impl Grid {
    fn new(rect: Rect) -> Self {
        let side = rect.width().min(rect.height());
        Self {
            origin: rect.center() - vec2(side, side) / 2.0,
            unit: side / 24.0,
        }
    }

    fn at(&self, x: f32, y: f32) -> Pos2 {
        pos2(self.origin.x + x * self.unit, self.origin.y + y * self.unit)
    }

    fn length(&self, units: f32) -> f32 {
        units * self.unit
    }

    fn stroke(&self, colour: Color32) -> Stroke {
        Stroke::new((2.4 * self.unit).max(1.5), colour)
    }

    fn line(&self, painter: &Painter, points: &[(f32, f32)], colour: Color32) {
        painter.line(
            points.iter().map(|(x, y)| self.at(*x, *y)).collect(),
            self.stroke(colour),
        );
    }

    fn fill(&self, painter: &Painter, points: &[(f32, f32)], colour: Color32) {
        let points = points.iter().map(|(x, y)| self.at(*x, *y)).collect();
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    }

    fn block(&self, painter: &Painter, from: (f32, f32), to: (f32, f32), round: f32, colour: Color32) {
        let rect = Rect::from_min_max(self.at(from.0, from.1), self.at(to.0, to.1));
        painter.rect_filled(rect, self.length(round), colour);
    }
}

fn lock(painter: &Painter, grid: &Grid, colour: Color32) {
    grid.block(painter, (4.0, 10.5), (20.0, 21.5), 2.0, colour);
    grid.line(
        painter,
        &[
            (7.5, 11.0),
            (7.5, 7.5),
            (9.0, 4.5),
            (12.0, 3.2),
            (15.0, 4.5),
            (16.5, 7.5),
            (16.5, 11.0),
        ],
        colour,
    );
}

fn cover(painter: &Painter, grid: &Grid, colour: Color32) {
    grid.block(painter, (2.0, 4.5), (22.0, 17.0), 1.5, colour);
    grid.line(painter, &[(8.0, 20.5), (16.0, 20.5)], colour);
}

fn warning(painter: &Painter, grid: &Grid, colour: Color32) {
    grid.line(
        painter,
        &[(12.0, 3.5), (22.0, 20.5), (2.0, 20.5), (12.0, 3.5), (12.8, 4.9)],
        colour,
    );
    grid.line(painter, &[(12.0, 9.5), (12.0, 14.5)], colour);
    painter.circle_filled(grid.at(12.0, 17.3), grid.length(1.3), colour);
}

fn person(painter: &Painter, grid: &Grid, colour: Color32) {
    painter.circle_filled(grid.at(12.0, 7.5), grid.length(4.5), colour);
    grid.fill(
        painter,
        &[
            (3.5, 21.5),
            (4.5, 17.5),
            (8.0, 14.5),
            (12.0, 13.8),
            (16.0, 14.5),
            (19.5, 17.5),
            (20.5, 21.5),
        ],
        colour,
    );
}

fn star(painter: &Painter, grid: &Grid, colour: Color32) {
    const TIPS: [(f32, f32); 5] = [(12.0, 1.5), (22.5, 9.1), (18.5, 21.4), (5.5, 21.4), (1.5, 9.1)];
    const NOTCHES: [(f32, f32); 5] = [(14.6, 8.5), (16.2, 13.4), (12.0, 16.5), (7.8, 13.4), (9.4, 8.5)];
    grid.fill(painter, &NOTCHES, colour);
    let before = NOTCHES.iter().cycle().skip(4);
    for ((tip, right), left) in TIPS.iter().zip(NOTCHES.iter()).zip(before) {
        grid.fill(painter, &[*left, *tip, *right], colour);
    }
}
