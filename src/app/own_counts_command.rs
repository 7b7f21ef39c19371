//! What `tandem own-counts` asks for: the same use case as the window's page for governance leads.

use std::path::Path;

use super::Secret;
use super::api::Request;
use super::command_line::{ask, office};
use super::problem::Problem;
use crate::domain::content::{Stated, StatedNumbers};
use crate::domain::disclosure_control::Released;
use crate::domain::time::YearMonth;

/// Counts what the signed-in lead's organisation alone may count of a month, with what they state, and adds it to the month;
/// gives the tables of both organisations as they now stand there: hidden and rounded.
///
/// # Errors
/// When the vault, the month, the role or a number refuses.
pub fn own_counts(
    dir: &Path,
    month: YearMonth,
    stated: &StatedNumbers,
    handle: &str,
    passphrase: &Secret,
) -> Result<Vec<Released>, Problem> {
    let mut desk = office(dir, handle, passphrase)?;
    ask(&mut desk, Request::CountOwn(month, stated.clone()))?;
    desk.engine().own_counted(month)
}

/// A number as it is typed: `complaints=3`.
///
/// # Errors
/// When the code is not known or the number is none.
pub fn stated(typed: &[String]) -> Result<StatedNumbers, Problem> {
    let one = |typed: &String| {
        let (code, number) = typed.split_once('=')?;
        let code = Stated::ALL
            .into_iter()
            .find(|stated| stated.code() == code.trim())?;
        Some((code, number.trim().parse::<u32>().ok()?))
    };
    let wrong = |typed: &String| {
        let codes = Stated::ALL.map(Stated::code).join(", ");
        Problem::new(
            "A-921",
            format!("\"{typed}\" states no number"),
            format!("Write code=number; the codes are {codes}"),
        )
    };
    typed
        .iter()
        .map(|typed| one(typed).ok_or_else(|| wrong(typed)))
        .collect()
}
