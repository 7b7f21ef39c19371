//! How large everything of a paper is, in points.

use crate::domain::paper::Scale;

/// The letters of a sheet that holds much, from those that are tried first. Below the last, nobody reads it in a court.
const SHEET: [f32; 5] = [9.0, 8.5, 8.0, 7.5, 7.0];

/// The sizes of one scale, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    pub(super) margin: f32,
    pub(super) body: f32,
    pub(super) table: f32,
    /// Above and below the words of a row.
    pub(super) row: f32,
    pub(super) title: f32,
    pub(super) heads: [f32; 2],
    pub(super) exact: f32,
    /// Height of a line, in type sizes.
    pub(super) lead: f32,
    /// Between blocks.
    pub(super) gap: f32,
    /// Names and what they are stand two on a line.
    pub(super) two_abreast: bool,
}

impl Sizes {
    pub(super) fn of(scale: Scale) -> Self {
        match scale {
            Scale::Usual => Self {
                margin: 54.0,
                body: 10.5,
                table: 9.5,
                row: 3.0,
                title: 20.0,
                heads: [13.0, 11.0],
                exact: 8.0,
                lead: 1.36,
                gap: 4.5,
                two_abreast: false,
            },
            Scale::Large => Self {
                margin: 54.0,
                body: 16.0,
                table: 16.0,
                row: 3.0,
                title: 28.0,
                heads: [20.0, 17.0],
                exact: 8.0,
                lead: 1.55,
                gap: 10.0,
                two_abreast: false,
            },
            Scale::Sheet => Self::sheet(9.0),
        }
    }

    /// What is tried for one sheet, the largest first.
    pub(super) fn for_a_sheet() -> Vec<Self> {
        SHEET.into_iter().map(Self::sheet).collect()
    }

    fn sheet(body: f32) -> Self {
        Self {
            margin: 40.0,
            body,
            table: body,
            row: 1.4,
            title: 15.0,
            heads: [body * 1.15, body * 1.05],
            exact: 7.0,
            lead: 1.24,
            gap: 2.0,
            two_abreast: true,
        }
    }

    /// The sizes of what follows a sheet.
    pub(super) fn after_the_sheet(self) -> Self {
        if self.two_abreast {
            Self {
                margin: self.margin,
                ..Self::of(Scale::Usual)
            }
        } else {
            self
        }
    }
}
