//! Colours, sizes and type: one token file, one `apply`, no colour literal anywhere else.
//!
//! `tokens` holds the token file as types, `scale` the closed scales of type and space, `fonts` the bundled
//! Inter, `look` what is in force in a window, and `style` tells egui about it.

pub mod fonts;
mod heirs;
pub mod look;
pub(crate) mod panes;
pub mod scale;
mod style;
pub mod tokens;

pub use fonts::install_fonts;
pub use scale::{MEASURE, Space, TextRole, Weight};
pub use tokens::{Sizes, Tokens};

/// Which colours are in force. People switch by hand; it never changes by itself while someone is reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Daylight and the office.
    #[default]
    Light,
    /// A dim room.
    Dark,
    /// A dark car: long wavelengths, little light, no blue.
    Night,
}

impl Theme {
    /// All themes, in the order in which the key for the next theme walks through them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Night];

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Night,
            Self::Night => Self::Light,
        }
    }

    /// The name of the theme in file names: `light`, `dark` or `night`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Night => "night",
        }
    }
}

/// Where the program is used: it decides the size of everything that is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// A laptop on the knees, one hand, gloves.
    #[default]
    Car,
    /// A desk with a mouse.
    Desk,
}

impl Profile {
    /// Both profiles.
    pub const ALL: [Self; 2] = [Self::Car, Self::Desk];

    /// The name of the profile in file names: `car` or `desk`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Desk => "desk",
        }
    }
}

/// The zoom that a device begins with where nobody chose one.
pub fn zoom_of(profile: Profile) -> f32 {
    tokens::sizes(profile).zoom
}

/// Puts a theme and a profile in force from the next frame on. Does not touch the zoom.
pub fn apply(ctx: &egui::Context, theme: Theme, profile: Profile) {
    let sizes = tokens::sizes(profile);
    let tokens = tokens::of(theme);
    look::set(ctx, theme, profile, tokens, sizes);
    style::install(ctx, theme, tokens, &sizes);
}

/// Wider letters, and lines 1.7 times as far apart as the letters are high, from the next frame on.
pub fn read_easier(ctx: &egui::Context, easier: bool) {
    look::write(ctx, |look| look.easier = easier);
}

/// The colours in force; those of the light theme until [`apply`] has been called.
pub fn tokens(ctx: &egui::Context) -> &'static Tokens {
    look::read(ctx, |look| look.tokens)
}

/// The sizes in force; those of the car until [`apply`] has been called.
pub fn sizes(ctx: &egui::Context) -> Sizes {
    look::read(ctx, |look| look.sizes)
}

/// The theme in force.
pub fn current(ctx: &egui::Context) -> Theme {
    look::read(ctx, |look| look.theme)
}

/// The profile in force.
pub fn profile(ctx: &egui::Context) -> Profile {
    look::read(ctx, |look| look.profile)
}

/// The colour behind everything, before the first frame is drawn: no pale flash in a dark car.
pub fn clear_colour(theme: Theme) -> [f32; 4] {
    tokens::of(theme).bg.app.to_normalized_gamma_f32()
}
