//! A sensible agreement to start from: a draft for two organisations to change, never in force by itself.

use super::terms::Terms;

const MODEL: &str = include_str!("../../../assets/agreement/model.toml");

/// The model agreement. It has no first day, so that nothing is covered until both organisations set one.
///
/// # Errors
/// When the file that the program brings does not read, which a test rules out.
pub fn model() -> Result<Terms, String> {
    toml::from_str(MODEL).map_err(|error| error.to_string())
}
