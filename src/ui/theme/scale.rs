//! The closed scales: seven roles of type, and five steps of space on an 8 point grid.

use egui::{FontFamily, FontId};

/// The widest line of text in points: about 70 characters of body text.
pub const MEASURE: f32 = 680.0;

/// How heavy a text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    Regular,
    /// For titles, labels and buttons.
    SemiBold,
}

impl Weight {
    /// The font family of this weight.
    #[must_use]
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::SemiBold => FontFamily::Name("semibold".into()),
        }
    }
}

/// The use of a text; it fixes size, line height and weight. Nothing smaller than [`TextRole::Support`] exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// One per page.
    Title,
    /// Cards and sections.
    Heading,
    /// Everything that is read.
    Body,
    /// Field labels and buttons.
    Label,
    /// Times, sources, counts.
    Support,
    /// The "Read this out" view.
    ReadOut,
    /// The one big clock of a page.
    Clock,
}

impl TextRole {
    /// All roles, largest use first.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Heading,
        Self::Body,
        Self::Label,
        Self::Support,
        Self::ReadOut,
        Self::Clock,
    ];

    /// Height of the letters in points.
    #[must_use]
    pub fn size(self) -> f32 {
        match self {
            Self::Title => 26.0,
            Self::Heading => 20.0,
            Self::Body | Self::Label => 18.0,
            Self::Support => 16.0,
            Self::ReadOut => 24.0,
            Self::Clock => 32.0,
        }
    }

    /// Distance from line to line in points.
    #[must_use]
    pub fn line_height(self) -> f32 {
        match self {
            Self::Title => 32.0,
            Self::Heading => 26.0,
            Self::Body => 27.0,
            Self::Label => 24.0,
            Self::Support => 22.0,
            Self::ReadOut => 34.0,
            Self::Clock => 36.0,
        }
    }

    /// The weight of this role.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            Self::Title | Self::Heading | Self::Label | Self::Clock => Weight::SemiBold,
            Self::Body | Self::Support | Self::ReadOut => Weight::Regular,
        }
    }

    /// The font of this role.
    #[must_use]
    pub fn font(self) -> FontId {
        FontId::new(self.size(), self.weight().family())
    }
}

/// Distances. There are no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// 4 points: inside a tag, between a label and its hint.
    Xs,
    /// 8 points: between things that belong together.
    Sm,
    /// 16 points: between things on a page.
    Md,
    /// 24 points: between sections.
    Lg,
    /// 40 points: between the parts of a page.
    Xl,
}

impl Space {
    /// The distance in points.
    #[must_use]
    pub fn points(self) -> f32 {
        match self {
            Self::Xs => 4.0,
            Self::Sm => 8.0,
            Self::Md => 16.0,
            Self::Lg => 24.0,
            Self::Xl => 40.0,
        }
    }
}
