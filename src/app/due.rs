//! When a record may go: by the row that was chosen, beside those that the agreement in force names for it.

use chrono::{Months, NaiveDate};

use super::disposal::Planned;
use super::problem::Problem;
use crate::domain::agreement::RecordType;
use crate::domain::role::Compartment;
use crate::domain::time::Moment;

/// The kinds of record that a part holds, as the agreement names them.
pub(super) fn records(part: Compartment) -> &'static [RecordType] {
    match part {
        Compartment::Police | Compartment::Health => &[RecordType::Notes, RecordType::Sharing],
        Compartment::Shared => &[RecordType::Sharing, RecordType::Section136],
        Compartment::Oversight => &[RecordType::AccessLog],
        Compartment::Log => &[],
    }
}

/// The time that the row asks for has passed since the last entry of every part.
pub(super) fn must_be_due(planned: &Planned, now: Moment) -> Result<(), Problem> {
    let Some(years) = planned.basis.keep_years else {
        return Ok(());
    };
    let last = planned
        .parts
        .iter()
        .filter_map(|part| part.span)
        .map(|span| span.1)
        .max();
    let due = last
        .and_then(Moment::london_date)
        .and_then(|last| due_on(last, years));
    match (due, now.london_date()) {
        (Some(due), Some(today)) if due <= today => Ok(()),
        (Some(due), _) => Err(Problem::new(
            "A-334",
            format!(
                "Its retention has not run out: by the row `{}` it is kept until {due}",
                planned.basis.slug
            ),
            "Wait until then, or choose the row that applies",
        )),
        (None, _) => Err(Problem::new(
            "A-335",
            "It cannot be told when its retention runs out",
            "Choose the row that applies",
        )),
    }
}

/// The day on which a record of that last day may go.
fn due_on(last: NaiveDate, years: u32) -> Option<NaiveDate> {
    last.checked_add_months(Months::new(years.checked_mul(12)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_years_are_counted_leap_days_included() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(due_on(day("2020-02-29"), 6), Some(day("2026-02-28")));
        assert_eq!(due_on(day("2006-11-21"), 20), Some(day("2026-11-21")));
        assert_eq!(due_on(day("2006-11-21"), u32::MAX), None);
    }
}
