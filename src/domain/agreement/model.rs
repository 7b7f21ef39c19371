//! A sensible agreement to start from: a draft for two organisations to change, never in force by itself.

use super::check::who;
use super::terms::Terms;
use crate::domain::decision::facts::Nation;
use crate::domain::rules::Rules;

const MODEL: &str = include_str!("../../../assets/agreement/model.toml");

/// The model agreement for a nation. It has no first day, so that nothing is covered until both organisations set one.
///
/// # Errors
/// When the file that the program brings does not read, which a test rules out.
pub fn model(rules: &Rules, nation: Nation) -> Result<Terms, String> {
    let mut terms: Terms = toml::from_str(MODEL).map_err(|error| error.to_string())?;
    terms
        .kept
        .retain(|kept| rules.retention_for(&kept.rule, who(kept.side), nation).is_some());
    Ok(terms)
}
