//! National returns: one table of a financial year, in the columns and values of a mapping that a force can edit.
//!
//! A return goes to the office that asks for it by law and holds exact numbers, small ones too: its first line says so.
//! It holds codes of closed lists and counts, no name and nothing that anybody typed.

use std::collections::BTreeMap;

use super::AuditError;
use super::plan::lines;
use crate::domain::mha::returns::{Use, asked};

/// A return that the program knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnName {
    /// The annual data requirement of the Home Office for England, on detentions under section 136.
    HomeOffice,
    /// The sections 135 and 136 return of Wales.
    Wales,
    /// Legal status as the Mental Health Services Data Set writes it.
    Mhsds,
}

impl ReturnName {
    /// Every return.
    pub const ALL: [Self; 3] = [Self::HomeOffice, Self::Wales, Self::Mhsds];

    /// As it is written on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::HomeOffice => "home-office",
            Self::Wales => "wales",
            Self::Mhsds => "mhsds",
        }
    }

    /// The mapping that the program brings.
    pub fn mapping(self) -> &'static str {
        match self {
            Self::HomeOffice => include_str!("../../assets/returns/home-office.csv"),
            Self::Wales => include_str!("../../assets/returns/wales.csv"),
            Self::Mhsds => include_str!("../../assets/returns/mhsds.csv"),
        }
    }
}

/// One row of a mapping: which code of which line is which value of which column.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mapped {
    line: String,
    code: String,
    column: String,
    value: String,
}

/// A mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping(Vec<Mapped>);

impl Mapping {
    /// Reads a mapping: a CSV file with the columns `line`, `code`, `column` and `value`.
    ///
    /// # Errors
    /// The line that cannot be read, counted from 1, and why.
    pub fn read(text: &str) -> Result<Self, (u64, &'static str)> {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let head = reader.headers().map_err(|_error| (1, "it is no table"))?;
        if head.iter().ne(["line", "code", "column", "value"]) {
            return Err((1, "the columns are to be line, code, column and value"));
        }
        let mut rows: Vec<Mapped> = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                (
                    error.position().map_or(0, csv::Position::line),
                    "it has not four cells",
                )
            })?;
            let at = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
            let row = Mapped {
                line: cell(0),
                code: cell(1),
                column: cell(2),
                value: cell(3),
            };
            if [&row.line, &row.code, &row.column, &row.value]
                .iter()
                .any(|cell| cell.is_empty())
            {
                return Err((at, "a cell is empty"));
            }
            if rows
                .iter()
                .any(|known| known.line == row.line && known.code == row.code)
            {
                return Err((at, "that code of that line stands there twice"));
            }
            if rows
                .iter()
                .any(|known| known.line == row.line && known.column != row.column)
            {
                return Err((at, "one line has two columns"));
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err((1, "it maps nothing"));
        }
        Ok(Self(rows))
    }

    /// The lines, each once, in the order of the file, with their columns.
    fn columns(&self) -> Vec<(&str, &str)> {
        let mut columns: Vec<(&str, &str)> = Vec::new();
        for row in &self.0 {
            if columns.iter().all(|(line, _)| *line != row.line) {
                columns.push((&row.line, &row.column));
            }
        }
        columns
    }

    /// The values of a line, each once, with how many of the uses that it is asked of have it; how many of these have none
    /// that is mapped; and of how many it is asked.
    fn counts<'a>(&'a self, line: &str, uses: &[Use]) -> (Vec<(&'a str, usize)>, usize, usize) {
        let of: BTreeMap<&str, &str> = self
            .0
            .iter()
            .filter(|row| row.line == line)
            .map(|row| (row.code.as_str(), row.value.as_str()))
            .collect();
        let mut values: Vec<(&str, usize)> = Vec::new();
        for row in self.0.iter().filter(|row| row.line == line) {
            if values.iter().all(|(value, _)| *value != row.value) {
                values.push((&row.value, 0));
            }
        }
        let (mut missing, mut of_all) = (0, 0);
        for one in uses.iter().filter(|one| asked(line, one)) {
            of_all += 1;
            let value = one.get(line).and_then(|code| of.get(code.as_str()));
            match value.and_then(|value| values.iter_mut().find(|(known, _)| known == value)) {
                Some((_, count)) => *count += 1,
                None => missing += 1,
            }
        }
        (values, missing, of_all)
    }

    /// The table of a year as CSV: for each column each value with its count, what is missing, of how many uses it is asked,
    /// and the share.
    ///
    /// # Errors
    /// [`AuditError::Io`] when it cannot be put into text, which memory alone can cause.
    pub fn table(&self, year: &str, force: &str, uses: &[Use]) -> Result<Vec<u8>, AuditError> {
        let heading = [
            "financial_year",
            "force",
            "column",
            "value",
            "count",
            "of",
            "share",
        ];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        let mut put = |column: &str, value: &str, count: usize, of: usize| {
            let share = match of {
                0 => String::new(),
                of => format!("{:.1}%", tenths(count, of)),
            };
            let cells = [
                year.to_owned(),
                force.to_owned(),
                column.to_owned(),
                value.to_owned(),
                count.to_string(),
                of.to_string(),
                share,
            ];
            rows.push(cells.to_vec());
        };
        put("All", "All uses", uses.len(), uses.len());
        for (line, column) in self.columns() {
            let (values, missing, of) = self.counts(line, uses);
            for (value, count) in values {
                put(column, value, count, of);
            }
            put(column, "Missing", missing, of);
        }
        lines(rows)
    }
}

/// A share in hundredths with one place.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of one year are far below where a float loses whole numbers"
)]
fn tenths(count: usize, of: usize) -> f64 {
    100.0 * count as f64 / of as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mha::counted::lists;

    fn one(codes: &[(&str, &str)]) -> Use {
        codes
            .iter()
            .map(|(line, code)| ((*line).to_owned(), (*code).to_owned()))
            .collect()
    }

    #[test]
    fn every_mapping_that_the_program_brings_reads_and_names_only_lines_and_codes_that_there_are() {
        let lists = lists();
        for name in ReturnName::ALL {
            let mapping = Mapping::read(name.mapping()).unwrap();
            for row in mapping
                .0
                .iter()
                .filter(|row| !row.line.starts_with("legal-status"))
            {
                let codes = lists.get(row.line.as_str());
                assert!(
                    codes.is_some_and(|codes| codes.contains(&row.code.as_str())),
                    "{}: {} {}",
                    name.name(),
                    row.line,
                    row.code
                );
            }
        }
    }

    #[test]
    fn no_code_that_can_be_recorded_falls_out_of_the_home_office_return() {
        let mapping = Mapping::read(ReturnName::HomeOffice.mapping()).unwrap();
        let lists = lists();
        for (line, _) in mapping.columns() {
            for code in lists[line] {
                let found = mapping.0.iter().any(|row| row.line == line && row.code == *code);
                assert!(found, "{line} {code}");
            }
        }
    }

    #[test]
    fn the_table_counts_what_is_there_and_shows_the_share_that_is_missing() {
        let mapping = Mapping::read(ReturnName::HomeOffice.mapping()).unwrap();
        let uses = [
            one(&[
                ("power", "s136"),
                ("place-class", "health-based"),
                ("travel-by", "police-vehicle"),
            ]),
            one(&[("power", "s136"), ("place-class", "emergency-department")]),
            one(&[("power", "s135-1"), ("travel-by", "ambulance")]),
        ];
        let table =
            String::from_utf8(mapping.table("2026/27", "Northmere Constabulary", &uses).unwrap()).unwrap();
        for row in [
            "All,All uses,3,3,100.0%",
            "Place of safety used,HBPOS,1,3,33.3%",
            "Place of safety used,ED,1,3,33.3%",
            "Place of safety used,Missing,1,3,33.3%",
            "Transport to place of safety,POL,1,3,33.3%",
            "Transport to place of safety,Missing,1,3,33.3%",
            "Ambulance requested,Missing,1,1,100.0%",
            "Time at police station,Missing,0,0,",
        ] {
            let row = format!("2026/27,Northmere Constabulary,{row}");
            assert!(table.lines().any(|line| line == row), "{row} in {table}");
        }
    }

    #[test]
    fn a_mapping_that_cannot_be_is_refused_with_its_line() {
        for (text, line) in [
            ("a,b\n", 1),
            ("line,code,column,value\nplace-class,health-based,Place\n", 2),
            ("line,code,column,value\nplace-class,,Place,HBPOS\n", 2),
            ("line,code,column,value\nsex,male,Sex,M\nsex,male,Sex,F\n", 3),
            ("line,code,column,value\nsex,male,Sex,M\nsex,female,Gender,F\n", 3),
            ("line,code,column,value\n", 1),
        ] {
            assert_eq!(Mapping::read(text).unwrap_err().0, line, "{text}");
        }
    }
}
