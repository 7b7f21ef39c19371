//! The partnership's 22 questions as one page for reading and printing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use chrono::NaiveDate;

use super::problem::Problem;
use crate::domain::agreement::{
    AnswerState, GoesIn, PartnershipQuestion, Register, RegisterRow, RowStanding, Signed,
    partnership_questions,
};
use crate::domain::ids::MemberId;
use crate::domain::role::Side;
use crate::domain::time::{Moment, day_words};

pub use crate::vault::AgreementFact;

/// The questions that the program brings.
///
/// # Errors
/// When its own file does not read.
pub fn questions() -> Result<Vec<PartnershipQuestion>, Problem> {
    partnership_questions().map_err(|error| Problem::new("A-429", error, "Install Tandem again"))
}

/// What stands on the page.
#[derive(Debug)]
pub struct PageOf<'a> {
    /// The partnership's name, the force's and the trust's.
    pub organisations: [String; 3],
    /// The answers.
    pub register: &'a Register,
    /// The reference of the agreement in force.
    pub agreement: Option<String>,
    /// What members are called.
    pub names: BTreeMap<MemberId, String>,
    /// When the page is made.
    pub at: Moment,
}

/// How a question stands, in words.
pub fn standing_words(standing: RowStanding) -> &'static str {
    match standing {
        RowStanding::Open => "Open",
        RowStanding::Unsigned(Side::Police) => "Police to sign",
        RowStanding::Unsigned(Side::Health) => "Health to sign",
        RowStanding::ReviewDue => "Review is due",
        RowStanding::Done => "Done",
    }
}

/// Where an answer stands, in words.
pub fn goes_in_words(goes_in: GoesIn) -> &'static str {
    match goes_in {
        GoesIn::Agreement => "Sharing agreement",
        GoesIn::Procedure => "Operating procedure",
        GoesIn::Notices => "Privacy notices",
        GoesIn::Governance => "Governance",
    }
}

const STYLE: &str = "body{font:11pt/1.4 sans-serif;margin:2em;color:#111}table{border-collapse:collapse;width:100%}\
th,td{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top}h1{font-size:16pt}\
@media print{body{margin:0}tr{break-inside:avoid}@page{size:A4 landscape;margin:12mm}}";

/// The whole page, without anything that it would load.
///
/// # Errors
/// When the program's own questions do not read.
pub fn page(of: &PageOf<'_>) -> Result<String, Problem> {
    let day = of.at.london_date().unwrap_or_default();
    let [name, police, health] = of.organisations.each_ref().map(|text| escaped(text));
    let mut rows = String::new();
    for (at, question) in questions()?.iter().enumerate() {
        rows.push_str(&row_html(of, at + 1, question, day));
    }
    let open = of.register.open(day);
    let ready = if open == 0 {
        "All 22 questions are answered, signed and reviewed.".to_owned()
    } else {
        format!("Partnership not ready: {open} of 22 open.")
    };
    let agreement = of.agreement.as_deref().map_or_else(
        || "No sharing agreement is in force.".to_owned(),
        |reference| format!("Sharing agreement: {}.", escaped(reference)),
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
<title>Partnership questions: {name}</title><style>{STYLE}</style></head><body>\n\
<h1>Partnership questions: {name}</h1>\n<p>{police} and {health}. Made {made}. {agreement} {ready}</p>\n\
<table><thead><tr><th>No.</th><th>Question</th><th>State</th><th>Evidence</th><th>Owner</th><th>Reviewed</th>\
<th>Review by</th><th>Goes in</th><th>Signed for police</th><th>Signed for health</th></tr></thead>\n\
<tbody>\n{rows}</tbody></table>\n</body></html>\n",
        made = escaped(&of.at.day_words()),
    ))
}

fn row_html(of: &PageOf<'_>, number: usize, question: &PartnershipQuestion, day: NaiveDate) -> String {
    let row = of.register.row(number);
    let mut state = standing_words(of.register.standing(number, day)).to_owned();
    if row.is_some_and(|row| row.answer.state == AnswerState::NotNeeded) {
        let _infallible = write!(state, " (does not arise here)");
    }
    let date = |date: Option<NaiveDate>| date.map(day_words).unwrap_or_default();
    let text = |get: fn(&RegisterRow) -> &str| row.map(get).unwrap_or_default();
    let [police, health] = row.map_or([None, None], |row| row.signed);
    let cells = [
        number.to_string(),
        question.text.clone(),
        state,
        text(|row| &row.answer.evidence).to_owned(),
        text(|row| &row.answer.owner).to_owned(),
        date(row.and_then(|row| row.answer.reviewed)),
        date(row.and_then(|row| row.answer.review_by)),
        goes_in_words(question.goes_in).to_owned(),
        of.signed(police),
        of.signed(health),
    ];
    let mut html = String::from("<tr>");
    for cell in &cells {
        let _infallible = write!(html, "<td>{}</td>", escaped(cell));
    }
    html.push_str("</tr>\n");
    html
}

impl PageOf<'_> {
    fn signed(&self, signed: Option<Signed>) -> String {
        signed.map_or_else(String::new, |signed| {
            let name = self
                .names
                .get(&signed.by)
                .cloned()
                .unwrap_or_else(|| signed.by.hex());
            format!("{name}, {}", signed.at.day_words())
        })
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Writes a page to a new file.
///
/// # Errors
/// When the file is there already, or the disk refuses.
pub fn write_new(file: &Path, page: &str) -> Result<(), Problem> {
    let refused = |error: std::io::Error| {
        Problem::new(
            "A-430",
            format!("{} cannot be written: {error}", file.display()),
            "Choose another name or folder",
        )
    };
    let mut made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .map_err(refused)?;
    made.write_all(page.as_bytes()).map_err(refused)?;
    made.sync_all().map_err(refused)
}
