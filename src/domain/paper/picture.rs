//! The pictures of an easy-read paper: a sign beside each idea, drawn from lines and circles on a grid of 24 by 24, so
//! that the window, the web page and the PDF show the same one and no font or file is needed.

use self::Pull::{Circle, Line};

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// One person.
    Person,
    /// Two people.
    People,
    /// Somebody says something.
    Speech,
    /// A clock: when.
    Clock,
    /// A question: why.
    Question,
    /// A sheet of paper.
    Paper,
    /// A pen: to put something right.
    Pen,
    /// A letter by post.
    Letter,
    /// A telephone.
    Phone,
    /// Yes.
    Tick,
    /// No.
    Cross,
    /// Look at this.
    Warning,
    /// Room for a picture of one's own: a frame with nothing in it, beside words that nobody could foresee.
    Own,
}

/// One line of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pull {
    /// From point to point.
    Line(&'static [(f32, f32)]),
    /// Middle and radius.
    Circle((f32, f32), f32),
}

impl Picture {
    /// How wide and high the grid is.
    pub const GRID: f32 = 24.0;
    /// How thick a line is on it.
    pub const LINE: f32 = 1.6;

    /// Every picture.
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::People,
        Self::Speech,
        Self::Clock,
        Self::Question,
        Self::Paper,
        Self::Pen,
        Self::Letter,
        Self::Phone,
        Self::Tick,
        Self::Cross,
        Self::Warning,
        Self::Own,
    ];

    /// Its lines.
    pub fn pulls(self) -> &'static [Pull] {
        match self {
            Self::Person => PERSON,
            Self::People => PEOPLE,
            Self::Speech => SPEECH,
            Self::Clock => CLOCK,
            Self::Question => QUESTION,
            Self::Paper => PAPER,
            Self::Pen => PEN,
            Self::Letter => LETTER,
            Self::Phone => PHONE,
            Self::Tick => TICK,
            Self::Cross => CROSS,
            Self::Warning => WARNING,
            Self::Own => OWN,
        }
    }
}

const PERSON: &[Pull] = &[
    Circle((12.0, 7.0), 4.0),
    Line(&[
        (4.0, 22.0),
        (4.0, 18.5),
        (7.5, 14.5),
        (16.5, 14.5),
        (20.0, 18.5),
        (20.0, 22.0),
    ]),
];

const PEOPLE: &[Pull] = &[
    Circle((7.0, 8.0), 3.2),
    Line(&[(1.5, 20.0), (1.5, 17.0), (4.0, 14.0), (10.0, 14.0), (12.0, 16.5)]),
    Circle((17.0, 8.0), 3.2),
    Line(&[
        (12.0, 20.0),
        (12.0, 16.5),
        (14.0, 14.0),
        (20.0, 14.0),
        (22.5, 17.0),
        (22.5, 20.0),
    ]),
];

const SPEECH: &[Pull] = &[
    Line(&[
        (3.0, 4.0),
        (21.0, 4.0),
        (21.0, 15.0),
        (12.0, 15.0),
        (7.0, 20.0),
        (7.0, 15.0),
        (3.0, 15.0),
        (3.0, 4.0),
    ]),
    Line(&[(7.0, 8.0), (17.0, 8.0)]),
    Line(&[(7.0, 11.0), (14.0, 11.0)]),
];

const CLOCK: &[Pull] = &[
    Circle((12.0, 12.0), 9.5),
    Line(&[(12.0, 6.0), (12.0, 12.0), (16.0, 14.5)]),
];

const QUESTION: &[Pull] = &[
    Circle((12.0, 12.0), 10.5),
    Line(&[
        (8.5, 9.0),
        (9.2, 7.0),
        (11.0, 5.8),
        (13.2, 5.9),
        (15.0, 7.2),
        (15.4, 9.2),
        (14.5, 11.0),
        (12.4, 12.4),
        (12.0, 14.5),
    ]),
    Circle((12.0, 17.8), 0.5),
];

const PAPER: &[Pull] = &[
    Line(&[(5.0, 2.5), (19.0, 2.5), (19.0, 21.5), (5.0, 21.5), (5.0, 2.5)]),
    Line(&[(8.0, 8.0), (16.0, 8.0)]),
    Line(&[(8.0, 12.0), (16.0, 12.0)]),
    Line(&[(8.0, 16.0), (13.0, 16.0)]),
];

const PEN: &[Pull] = &[
    Line(&[
        (3.5, 20.5),
        (5.0, 15.0),
        (16.0, 4.0),
        (20.0, 8.0),
        (9.0, 19.0),
        (3.5, 20.5),
    ]),
    Line(&[(5.0, 15.0), (9.0, 19.0)]),
];

const LETTER: &[Pull] = &[
    Line(&[(2.5, 6.0), (21.5, 6.0), (21.5, 18.5), (2.5, 18.5), (2.5, 6.0)]),
    Line(&[(2.5, 6.0), (12.0, 13.0), (21.5, 6.0)]),
];

const PHONE: &[Pull] = &[
    Line(&[(7.0, 2.0), (17.0, 2.0), (17.0, 22.0), (7.0, 22.0), (7.0, 2.0)]),
    Line(&[(7.0, 18.0), (17.0, 18.0)]),
    Circle((12.0, 20.0), 0.4),
];

const TICK: &[Pull] = &[Line(&[(4.0, 13.0), (9.5, 18.5), (20.5, 6.0)])];

const CROSS: &[Pull] = &[
    Line(&[(5.0, 5.0), (19.0, 19.0)]),
    Line(&[(19.0, 5.0), (5.0, 19.0)]),
];

const WARNING: &[Pull] = &[
    Line(&[(12.0, 2.5), (22.5, 21.0), (1.5, 21.0), (12.0, 2.5)]),
    Line(&[(12.0, 9.0), (12.0, 14.5)]),
    Circle((12.0, 17.8), 0.4),
];

const OWN: &[Pull] = &[Line(&[
    (1.5, 1.5),
    (22.5, 1.5),
    (22.5, 22.5),
    (1.5, 22.5),
    (1.5, 1.5),
])];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_lies_on_its_grid() {
        for picture in Picture::ALL {
            assert!(!picture.pulls().is_empty(), "{picture:?} shows nothing");
            for pull in picture.pulls() {
                let points: Vec<(f32, f32)> = match pull {
                    Line(points) => points.to_vec(),
                    Circle((x, y), r) => vec![(x - r, y - r), (x + r, y + r)],
                };
                let inside = |at: f32| (0.5..=Picture::GRID - 0.5).contains(&at);
                assert!(
                    points.iter().all(|(x, y)| inside(*x) && inside(*y)),
                    "{picture:?} {points:?}"
                );
            }
        }
    }
}
