//! What an export would write, built whole in memory, so that the page that asks can show what it counted in the
//! finished files. It depends on the month alone: made again, every byte is the same.

use serde::Serialize;

use super::AuditError;
use super::sheet::workbook;
use super::standing::Standing;
use super::worked_out::{WorkedOut, disproportion_csv, indicators_csv};
use crate::domain::content::{BaselineSet, MonthReleased};
use crate::domain::disclosure_control::{
    Cell, Compared, RULE, Released, ReleasedRow, compared, release_beside,
};
use crate::domain::month::{Month, Unit, measures};
use crate::domain::time::YearMonth;

/// The form of `data.json`.
const DATA_FORMAT: &str = "tandem-month-1";

/// How a stranger checks a pack, for a browser: no script, nothing fetched.
const HOW_TO_VERIFY: &str = include_str!("../../assets/pack/how-to-verify.html");

/// The program that checks a pack without any other part of this one.
const VERIFIER: [(&str, &str); 5] = [
    ("verify.py", include_str!("../../tools/verify.py")),
    ("verify_bundle.py", include_str!("../../tools/verify_bundle.py")),
    ("verify_devices.py", include_str!("../../tools/verify_devices.py")),
    ("verify_log.py", include_str!("../../tools/verify_log.py")),
    ("verify_people.py", include_str!("../../tools/verify_people.py")),
];

/// One file of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Its name, without a folder.
    pub name: String,
    /// Lines of data in it, headings not counted; 0 for what is not a table.
    pub rows: usize,
    /// How many counts in it are hidden.
    pub hidden: usize,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

impl PlannedFile {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// What an export would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    month: YearMonth,
    tables: Vec<Released>,
    compared: Option<Compared>,
    worked_out: WorkedOut,
    files: Vec<PlannedFile>,
}

impl Plan {
    /// The month.
    pub fn month(&self) -> YearMonth {
        self.month
    }

    /// The tables as they would leave.
    pub fn tables(&self) -> &[Released] {
        &self.tables
    }

    /// The month beside its baseline, where one was stated.
    pub fn compared(&self) -> Option<&Compared> {
        self.compared.as_ref()
    }

    /// The indicators, intervals and ratios.
    pub fn worked_out(&self) -> &WorkedOut {
        &self.worked_out
    }

    /// The files, without the manifest and its signature.
    pub fn files(&self) -> &[PlannedFile] {
        &self.files
    }

    /// Adds a file that was made elsewhere of the same tables.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push(text(name, bytes));
    }

    /// The same with a file of exact numbers beside the tables; the README says so, and for whom it is.
    #[must_use]
    pub fn with_exact(mut self, name: String, rows: usize, bytes: Vec<u8>, receiver: &str) -> Self {
        let words = exact(&name, receiver);
        for file in self.files.iter_mut().filter(|file| file.name == README) {
            file.bytes.extend_from_slice(words.as_bytes());
        }
        self.files.push(PlannedFile {
            name,
            rows,
            hidden: 0,
            bytes,
        });
        self
    }

    /// How many counts are hidden in all tables.
    pub fn hidden(&self) -> usize {
        self.tables.iter().map(Released::hidden).sum()
    }
}

/// Plans the export of a month, beside its earlier releases, what each organisation counted by itself, and the baseline
/// with what the last pack of its month showed.
///
/// # Errors
/// [`AuditError::Io`] when a table cannot be put into text, which memory alone can cause.
pub fn plan(
    month: &Month,
    earlier: &[&MonthReleased],
    own: &[Released],
    baseline: Option<(&BaselineSet, Option<Option<u64>>)>,
    standing: Standing,
) -> Result<Plan, AuditError> {
    let tables = release_beside(month, earlier, own);
    let compared = baseline.and_then(|(set, packed)| compared(&tables, set, packed));
    let worked_out = WorkedOut::of(&tables, baseline.and_then(|(set, _)| set.groups));
    let mut files = Vec::new();
    for table in &tables {
        files.push(PlannedFile {
            name: format!("{}.csv", table.id()),
            rows: table.rows().len() + 1 + usize::from(table.total().is_some()),
            hidden: table.hidden(),
            bytes: table_csv(month.month, table)?,
        });
    }
    files.push(text("definitions.csv", definitions(&tables)?));
    files.push(text("thresholds.csv", thresholds()?));
    files.push(text("indicators.csv", indicators_csv(&worked_out.indicators)?));
    if !worked_out.disproportion.is_empty() {
        files.push(text(
            "disproportion.csv",
            disproportion_csv(&worked_out.disproportion)?,
        ));
    }
    if let Some(compared) = &compared {
        files.push(text(
            "before-and-after.csv",
            before_and_after(month.month, compared)?,
        ));
    }
    let of = (
        month.month,
        tables.as_slice(),
        compared.as_ref(),
        &worked_out,
        &standing,
    );
    files.push(text("data.json", data(of)?));
    files.push(text("report.xlsx", workbook(of)?));
    files.push(text(README, readme(month.month, &standing).into_bytes()));
    files.push(text("how-to-verify.html", HOW_TO_VERIFY.into()));
    files.extend(VERIFIER.map(|(name, program)| text(name, program.into())));
    Ok(Plan {
        month: month.month,
        tables,
        compared,
        worked_out,
        files,
    })
}

/// What the files of a pack are made of: the month, its tables, the comparison, what is worked out of them, how the log stood.
pub(super) type Of<'a> = (
    YearMonth,
    &'a [Released],
    Option<&'a Compared>,
    &'a WorkedOut,
    &'a Standing,
);

fn text(name: &str, bytes: Vec<u8>) -> PlannedFile {
    PlannedFile {
        name: name.to_owned(),
        rows: 0,
        hidden: 0,
        bytes,
    }
}

/// A cell of a CSV file that no spreadsheet takes for a formula. A number is a number, below 0 too.
pub(super) fn safe(cell: &str) -> String {
    if cell.parse::<i64>().is_err() && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

pub(super) fn lines(rows: Vec<Vec<String>>) -> Result<Vec<u8>, AuditError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| safe(cell)))
            .map_err(|error| AuditError::Io {
                what: error.to_string(),
            })?;
    }
    writer.into_inner().map_err(|error| AuditError::Io {
        what: error.to_string(),
    })
}

fn table_csv(month: YearMonth, table: &Released) -> Result<Vec<u8>, AuditError> {
    let unit = table.unit().map_or("", |unit| match unit {
        Unit::Seconds => "seconds",
        Unit::Minutes => "minutes",
        Unit::Hours => "hours",
    });
    let ends = |interval: Option<(u64, u64)>| {
        interval.map_or_else(
            || [String::new(), String::new()],
            |(low, high)| [low, high].map(|end| end.to_string()),
        )
    };
    let line = |code: &str, label: &str, count: Cell, percent: Option<Cell>, value: Option<Cell>| {
        let optional = |cell: Option<Cell>| cell.map_or_else(String::new, |cell| cell.to_string());
        vec![
            month.to_string(),
            table.id().to_owned(),
            code.to_owned(),
            label.to_owned(),
            count.to_string(),
            optional(percent),
            optional(value),
            if value.is_some() {
                unit.to_owned()
            } else {
                String::new()
            },
        ]
    };
    let heading = [
        "month", "table", "code", "label", "count", "percent", "value", "unit", "low", "high",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(table.rows().iter().map(|row: &ReleasedRow| {
        let mut cells = line(row.code, row.label, row.count, row.percent, row.value);
        cells.extend(ends(table.interval(row)));
        cells
    }));
    rows.push(line("missing", "Not recorded", table.missing(), None, None));
    if let Some(total) = table.total() {
        rows.push(line("total", "Total", total, None, None));
    }
    for row in &mut rows {
        row.resize(heading.len(), String::new());
    }
    lines(rows)
}

/// A line for each of the two months; the change stands in the second.
fn before_and_after(month: YearMonth, compared: &Compared) -> Result<Vec<u8>, AuditError> {
    let heading = [
        "month",
        "s136_used",
        "tenths_for_100000_residents",
        "change_percent",
        "low",
        "high",
    ];
    let rate = |rate: Option<u64>| rate.map_or_else(String::new, |rate| rate.to_string());
    let mut before = vec![
        compared.baseline.to_string(),
        compared.before.to_string(),
        rate(compared.rates.map(|rates| rates.0)),
    ];
    before.resize(heading.len(), String::new());
    let mut after = vec![
        month.to_string(),
        compared.after.to_string(),
        rate(compared.rates.map(|rates| rates.1)),
    ];
    let change = compared
        .change
        .map(|change| [change.percent, change.low, change.high]);
    after.extend(change.into_iter().flatten().map(|percent| percent.to_string()));
    after.resize(heading.len(), String::new());
    lines(vec![heading.map(str::to_owned).to_vec(), before, after])
}

fn definitions(tables: &[Released]) -> Result<Vec<u8>, AuditError> {
    let heading = ["table", "title", "counts", "of"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(tables.iter().map(|table| {
        let definition = table.definition();
        [
            table.id(),
            table.title(),
            definition.numerator,
            definition.denominator,
        ]
        .map(str::to_owned)
        .to_vec()
    }));
    lines(rows)
}

/// The numbers by which the month was counted, and where each comes from.
fn thresholds() -> Result<Vec<u8>, AuditError> {
    let table = measures();
    let heading = ["table", "name", "value", "means", "source"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(table.named().map(|(name, one)| {
        let cells = [
            &table.version,
            name,
            &one.value.to_string(),
            &one.means,
            &one.source,
        ];
        cells.map(|cell| (*cell).to_owned()).to_vec()
    }));
    lines(rows)
}

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    month: YearMonth,
    rule: &'static str,
    /// How the log stood.
    standing: &'a Standing,
    /// The edition of the numbers by which it was counted.
    thresholds: &'static str,
    tables: &'a [Released],
    #[serde(skip_serializing_if = "Option::is_none")]
    before_and_after: Option<&'a Compared>,
    #[serde(flatten)]
    worked_out: &'a WorkedOut,
}

fn data((month, tables, before_and_after, worked_out, standing): Of<'_>) -> Result<Vec<u8>, AuditError> {
    json(&Data {
        format: DATA_FORMAT,
        month,
        rule: RULE,
        standing,
        thresholds: &measures().version,
        tables,
        before_and_after,
        worked_out,
    })
}

/// Indented JSON that ends with a line feed.
pub(super) fn json(value: &impl Serialize) -> Result<Vec<u8>, AuditError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| AuditError::Io {
        what: error.to_string(),
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The file that says what the others are.
const README: &str = "README.txt";

/// What README.txt says of a file in which nothing is hidden.
fn exact(name: &str, receiver: &str) -> String {
    format!(
        "\n\
         Exact numbers: {name} covers the whole financial year and is exact. Nothing in it is\n\
         hidden or rounded, small numbers stand in it. It is for {receiver}, and not for publication.\n\
         For anybody else make the pack again without --return.\n"
    )
}

fn readme(month: YearMonth, standing: &Standing) -> String {
    let sentences = standing.sentences();
    let first: String = { sentences.iter() }
        .flat_map(|sentence| [sentence.as_str(), "\n\n"])
        .collect();
    format!(
        "Monthly audit, {}\n\
         \n\
         {first}\
         What this is: counts of incidents and sharing decisions of one month. It holds no names and no text that\n\
         anybody typed. report.pdf is for reading, report.xlsx and *.csv are the tables, definitions.csv says how\n\
         each was counted, indicators.csv has the twenty that evaluations of such teams measured,\n\
         thresholds.csv the numbers by which it was counted and where they come from ({}), data.json holds\n\
         the same tables for programs, summary.html is for the public.\n\
         \n\
         Before any of it is used outside the partnership, one person of each organisation reads and signs the report.\n\
         \n\
         What was hidden: {RULE}\n\
         \n\
         How to read it: counts say what was recorded on the devices whose entries this log held when the pack was\n\
         made. A change from one month to the next does not show what caused it.\n\
         \n\
         How to check it with Tandem: tandem verify FOLDER\n\
         \n\
         How to check it without Tandem:\n\
         how-to-verify.html says it step by step; python3 verify.py . does it. Take verify.py from somebody you trust:\n\
         one that lies in the folder that it checks proves little.\n\
         1. manifest.json lists the SHA-256 of every other file: compare with sha256sum *\n\
         2. manifest.json, one empty line and manifest.sig together are a signed note (c2sp.org/signed-note) by the\n\
            key in manifest.json under \"verifier_key\". Compare that key with the one your supervisor gave you.\n\
         3. \"checkpoint\" in manifest.json is a signed note by the same key: how many entries the device's log had\n\
            and the root of its tree (c2sp.org/tlog-checkpoint). A later checkpoint of the same device has to agree.\n",
        month.words(),
        measures().version,
    )
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula_for_a_spreadsheet() {
        for cell in ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert!(safe(cell).starts_with('\''), "{cell:?}");
        }
        assert_eq!(safe("*"), "*");
        assert_eq!((safe("0").as_str(), safe("-39").as_str()), ("0", "-39"));
    }
}
