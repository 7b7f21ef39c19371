//! National returns: one table of a financial year, in the columns and values of a mapping that a force can edit.
//!
//! A return goes to the office that asks for it and holds exact numbers, small ones too: the README of its folder and the
//! command that wrote it say so. It holds codes of closed lists and counts, no name and nothing that anybody typed.

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

    /// Whom it is for, in words.
    pub fn receiver(self) -> &'static str {
        match self {
            Self::HomeOffice => "the Home Office",
            Self::Wales => "the national return of Wales",
            Self::Mhsds => "the Mental Health Services Data Set",
        }
    }

    /// Whether sections 136 and 135 are asked for apart: two blocks, and no figure of one in the other.
    fn apart(self) -> bool {
        self == Self::HomeOffice
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
        for row in self.0.iter().filter(|row| row.line != BLOCK) {
            if columns.iter().all(|(line, _)| *line != row.line) {
                columns.push((&row.line, &row.column));
            }
        }
        columns
    }

    /// The values of a line, each once, with how many of the uses that it is asked of have it; how many of these have none
    /// that is mapped; and of how many it is asked.
    fn counts<'a>(&'a self, line: &str, uses: &[&Use]) -> (Vec<(&'a str, usize)>, usize, usize) {
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
    /// and the share. Where the return asks for section 136 alone, section 135 follows in columns of its own.
    ///
    /// # Errors
    /// [`AuditError::Io`] when it cannot be put into text, which memory alone can cause.
    pub fn table(
        &self,
        name: ReturnName,
        year: &str,
        force: &str,
        uses: &[Use],
    ) -> Result<Vec<u8>, AuditError> {
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
        let blocks = if name.apart() {
            let of_136 = |one: &&Use| one.get("power").is_none_or(|power| power == "s136");
            let (first, second): (Vec<&Use>, Vec<&Use>) = uses.iter().partition(of_136);
            vec![
                self.block("s136", "Section 136", &first),
                self.block("s135", "Section 135", &second),
            ]
        } else {
            let all: Vec<&Use> = uses.iter().collect();
            let lines = self.columns();
            vec![self.counted(("All", "All uses", ""), &lines, &all)]
        };
        for (column, value, count, of) in blocks.into_iter().flatten() {
            let share = match of {
                0 => String::new(),
                of => format!("{:.1}%", tenths(count, of)),
            };
            let (year, force) = (year.to_owned(), force.to_owned());
            let cells = vec![
                year,
                force,
                column,
                value,
                count.to_string(),
                of.to_string(),
                share,
            ];
            rows.push(cells);
        }
        lines(rows)
    }

    /// The rows of one section; its names are the mapping's, or the usual one where the mapping has none.
    fn block(&self, code: &str, usual: &str, uses: &[&Use]) -> Vec<Row> {
        let named = self.0.iter().find(|row| row.line == BLOCK && row.code == code);
        let (all, name) = named.map_or(("All", usual), |row| (&row.column, &row.value));
        let of_135 = code == "s135";
        let lines: Vec<(&str, &str)> = self.columns();
        let lines: Vec<(&str, &str)> = lines
            .into_iter()
            .filter(|(line, _)| of_135 || *line != "power")
            .collect();
        let before = if of_135 {
            format!("{name}: ")
        } else {
            String::new()
        };
        self.counted((all, name, &before), &lines, uses)
    }

    /// The rows of these uses: how many there are, then line by line; `before` stands before each column's name.
    fn counted(
        &self,
        (all, name, before): (&str, &str, &str),
        lines: &[(&str, &str)],
        uses: &[&Use],
    ) -> Vec<Row> {
        let mut rows = vec![(all.to_owned(), name.to_owned(), uses.len(), uses.len())];
        for (line, column) in lines {
            let column = format!("{before}{column}");
            let (values, missing, of) = self.counts(line, uses);
            let values = values.into_iter().chain([("Missing", missing)]);
            rows.extend(values.map(|(value, count)| (column.clone(), value.to_owned(), count, of)));
        }
        rows
    }
}

/// A row of a return: column, value, count, and of how many.
type Row = (String, String, usize, usize);

/// The line of a mapping that names the blocks of a table.
const BLOCK: &str = "block";

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
                .filter(|row| !row.line.starts_with("legal-status") && row.line != BLOCK)
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
                // the first block is section 136, and needs no row to say so
                if (line, *code) == ("power", "s136") {
                    continue;
                }
                let found = mapping.0.iter().any(|row| row.line == line && row.code == *code);
                assert!(found, "{line} {code}");
            }
        }
    }

    fn table(name: ReturnName, mapping: &str, uses: &[Use]) -> String {
        let mapping = Mapping::read(mapping).unwrap();
        let table = mapping.table(name, "2026/27", "Northmere Constabulary", uses);
        String::from_utf8(table.unwrap()).unwrap()
    }

    fn three() -> [Use; 3] {
        [
            one(&[
                ("power", "s136"),
                ("place-class", "health-based"),
                ("travel-by", "police-vehicle"),
            ]),
            one(&[("power", "s136"), ("place-class", "emergency-department")]),
            one(&[
                ("power", "s135-1"),
                ("travel-by", "ambulance"),
                ("place-class", "health-based"),
            ]),
        ]
    }

    #[test]
    fn the_home_office_table_counts_section_136_alone_and_section_135_in_a_block_of_its_own() {
        let table = table(ReturnName::HomeOffice, ReturnName::HomeOffice.mapping(), &three());
        for row in [
            "All,Section 136,2,2,100.0%",
            "Place of safety used,HBPOS,1,2,50.0%",
            "Place of safety used,ED,1,2,50.0%",
            "Place of safety used,Missing,0,2,0.0%",
            "Transport to place of safety,POL,1,2,50.0%",
            "Transport to place of safety,AMB,0,2,0.0%",
            "Transport to place of safety,Missing,1,2,50.0%",
            "Ambulance requested,Missing,1,1,100.0%",
            "Time at police station,Missing,0,0,",
            "All,Section 135,1,1,100.0%",
            "Section 135: Power used,Section 135(1),1,1,100.0%",
            "Section 135: Place of safety used,HBPOS,1,1,100.0%",
            "Section 135: Transport to place of safety,AMB,1,1,100.0%",
        ] {
            let row = format!("2026/27,Northmere Constabulary,{row}");
            assert!(table.lines().any(|line| line == row), "{row} in {table}");
        }
        assert!(!table.contains("Constabulary,Power used"), "{table}");
    }

    #[test]
    fn a_force_s_own_mapping_keeps_the_two_apart_and_the_return_of_wales_asks_for_both_together() {
        let own = "line,code,column,value\ntravel-by,ambulance,Conveyance,A\n";
        let table_of = |name| table(name, own, &three());
        let home = table_of(ReturnName::HomeOffice);
        assert!(
            home.contains("All,Section 136,2,2,") && home.contains(",Conveyance,A,0,2,"),
            "{home}"
        );
        assert!(home.contains("Section 135: Conveyance,A,1,1,"), "{home}");
        let wales = table_of(ReturnName::Wales);
        assert!(
            wales.contains("All,All uses,3,3,") && wales.contains(",Conveyance,A,1,3,"),
            "{wales}"
        );
        let renamed = format!("{own}block,s135,Total,S135 voluntary\n");
        let renamed = table(ReturnName::HomeOffice, &renamed, &three());
        assert!(renamed.contains(",Total,S135 voluntary,1,1,"), "{renamed}");
        assert!(
            renamed.contains(",S135 voluntary: Conveyance,A,1,1,"),
            "{renamed}"
        );
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
