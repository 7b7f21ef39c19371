//! The token file `assets/theme/tokens.toml` as types.

use std::sync::OnceLock;

use egui::Color32;
use serde::{Deserialize, Deserializer};

use super::{Profile, Theme};

/// Fills of areas, from the window's ground to what lies on top of it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Ground {
    /// The window behind everything.
    #[serde(deserialize_with = "colour")]
    pub app: Color32,
    /// Bars and cards.
    #[serde(deserialize_with = "colour")]
    pub surface: Color32,
    /// Controls at rest.
    #[serde(deserialize_with = "colour")]
    pub raised: Color32,
    /// Where one types.
    #[serde(deserialize_with = "colour")]
    pub field: Color32,
    /// The chosen or hovered row.
    #[serde(deserialize_with = "colour")]
    pub selected: Color32,
}

/// Lines.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Line {
    /// Hairlines that only decorate.
    #[serde(deserialize_with = "colour")]
    pub subtle: Color32,
    /// The border by which a control is recognised (3:1).
    #[serde(deserialize_with = "colour")]
    pub control: Color32,
}

/// Text.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Text {
    /// What is read.
    #[serde(deserialize_with = "colour")]
    pub primary: Color32,
    /// Times, sources, counts.
    #[serde(deserialize_with = "colour")]
    pub secondary: Color32,
    /// What cannot be pressed now.
    #[serde(deserialize_with = "colour")]
    pub disabled: Color32,
}

/// A fill with the colour that stands on it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Fill {
    /// The fill.
    #[serde(deserialize_with = "colour")]
    pub fill: Color32,
    /// Text and icons on the fill.
    #[serde(deserialize_with = "colour")]
    pub on: Color32,
}

/// The two rings round what has the keyboard; one of them stands out on any ground.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Focus {
    /// The wide outer ring.
    #[serde(deserialize_with = "colour")]
    pub outer: Color32,
    /// The inner ring.
    #[serde(deserialize_with = "colour")]
    pub inner: Color32,
}

/// The marks of one side.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct SideColours {
    /// Badge and edge bar.
    #[serde(deserialize_with = "colour")]
    pub mark: Color32,
    /// The letter on the badge.
    #[serde(deserialize_with = "colour")]
    pub on: Color32,
    /// The ground of a card of this side.
    #[serde(deserialize_with = "colour")]
    pub tint: Color32,
}

/// Whose a thing is.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct SideSet {
    /// Police.
    pub police: SideColours,
    /// Nurse.
    pub nurse: SideColours,
    /// Both.
    pub shared: SideColours,
}

/// The marks of one degree of urgency.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Urgency {
    /// The fill of a tag.
    #[serde(deserialize_with = "colour")]
    pub fill: Color32,
    /// Text on the fill.
    #[serde(deserialize_with = "colour")]
    pub on: Color32,
    /// Text on a surface or on the tint.
    #[serde(deserialize_with = "colour")]
    pub text: Color32,
    /// The ground of a notice.
    #[serde(deserialize_with = "colour")]
    pub tint: Color32,
}

/// How soon a thing needs someone.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct UrgencySet {
    /// Now.
    pub now: Urgency,
    /// Soon.
    pub soon: Urgency,
}

/// The stripe that marks training.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Stripe {
    /// First colour.
    #[serde(deserialize_with = "colour")]
    pub a: Color32,
    /// Second colour, and the text on the first.
    #[serde(deserialize_with = "colour")]
    pub b: Color32,
}

/// Every colour of one theme.
#[derive(Debug, Clone, Deserialize)]
pub struct Tokens {
    /// Fills of areas.
    pub bg: Ground,
    /// Lines.
    pub line: Line,
    /// Text.
    pub text: Text,
    /// The main button.
    pub action: Fill,
    /// Links, always underlined.
    #[serde(deserialize_with = "colour")]
    pub link: Color32,
    /// Focus rings.
    pub focus: Focus,
    /// Whose a thing is.
    pub role: SideSet,
    /// How soon a thing needs someone.
    pub sev: UrgencySet,
    /// The training stripe.
    pub train: Stripe,
    /// The series of a chart, first series first.
    #[serde(deserialize_with = "colours")]
    pub chart: Vec<Color32>,
}

/// Sizes in points of one profile.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Sizes {
    /// Height of main buttons and option rows.
    pub target: f32,
    /// Height of other buttons.
    pub button: f32,
    /// Height of a one-line text box.
    pub field: f32,
    /// Height of the area that takes a press on a link.
    pub link: f32,
    /// Height of a row of a queue or table.
    pub row: f32,
    /// Width of a scroll bar.
    pub scroll_bar: f32,
    /// The zoom a new device starts with.
    pub zoom: f32,
}

#[derive(Deserialize)]
struct SizeFile {
    car: Sizes,
    desk: Sizes,
}

#[derive(Deserialize)]
struct TokenFile {
    sizes: SizeFile,
    light: Tokens,
    dark: Tokens,
    night: Tokens,
}

/// The colours of one theme.
pub fn of(theme: Theme) -> &'static Tokens {
    let file = file();
    match theme {
        Theme::Light => &file.light,
        Theme::Dark => &file.dark,
        Theme::Night => &file.night,
    }
}

/// The sizes of one profile.
pub fn sizes(profile: Profile) -> Sizes {
    match profile {
        Profile::Car => file().sizes.car,
        Profile::Desk => file().sizes.desk,
    }
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in, and a test reads it before anyone else does"
)]
fn file() -> &'static TokenFile {
    static FILE: OnceLock<TokenFile> = OnceLock::new();
    FILE.get_or_init(|| {
        toml::from_str(include_str!("../../../assets/theme/tokens.toml")).expect("tokens.toml is well formed")
    })
}

fn colour<'de, D: Deserializer<'de>>(source: D) -> Result<Color32, D::Error> {
    parse(&String::deserialize(source)?)
}

fn colours<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Color32>, D::Error> {
    Vec::<String>::deserialize(source)?
        .iter()
        .map(|text| parse(text))
        .collect()
}

fn parse<E: serde::de::Error>(text: &str) -> Result<Color32, E> {
    Color32::from_hex(text).map_err(|_bad| E::custom(format!("{text} is not a colour like #1A1D21")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_file_holds_every_theme_with_six_chart_colours() {
        for theme in Theme::ALL {
            assert_eq!(of(theme).chart.len(), 6, "{theme:?}");
        }
        assert!(sizes(Profile::Car).target >= 44.0);
    }
}
