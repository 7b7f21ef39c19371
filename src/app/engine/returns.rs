//! National returns beside a month's pack: the uses of the whole financial year, in the columns of a mapping.

use super::Engine;
use crate::app::problem::Problem;
use crate::audit::{Mapping, Plan, ReturnName};
use crate::domain::mha::returns::{Use, uses};
use crate::domain::role::Side;
use crate::domain::time::YearMonth;
use crate::vault::View;

impl Engine {
    /// The plan with a table for each return.
    pub(super) fn with_returns(
        &self,
        mut plan: Plan,
        month: YearMonth,
        returns: &[(ReturnName, String)],
    ) -> Result<Plan, Problem> {
        if returns.is_empty() {
            return Ok(plan);
        }
        self.may_make(returns)?;
        let (year, months) = month.financial_year();
        let view = self.office.as_ref().and_then(|office| office.oversight.as_ref());
        let view = view.ok_or_else(|| {
            Problem::new(
                "A-751",
                "Your keys do not open what a return counts",
                "Ask a governance lead to sign in once on this device",
            )
        })?;
        let uses = uses_of(view, &months)?;
        let vault = self.vault.as_ref().ok_or_else(Problem::locked)?;
        let force = vault.genesis().police.clone();
        for (name, mapping) in returns {
            let mapping = Mapping::read(mapping).map_err(|(line, why)| {
                Problem::new(
                    "A-750",
                    format!(
                        "The mapping of the return \"{}\" cannot be used: line {line}: {why}",
                        name.name()
                    ),
                    "Correct the file, or leave --mapping out for the one that Tandem brings",
                )
            })?;
            let table = mapping.table(*name, &year, &force, &uses)?;
            let file = format!("return-{}-{}.csv", name.name(), year.replace('/', "-"));
            let rows = table.split(|byte| *byte == b'\n').count().saturating_sub(2);
            plan = plan.with_exact(file, rows, table, name.receiver());
        }
        Ok(plan)
    }

    /// The legal status is the health organisation's to send: that data set is drawn from patients' own records, and a force has
    /// no part in it.
    fn may_make(&self, returns: &[(ReturnName, String)]) -> Result<(), Problem> {
        let health = self
            .office
            .as_ref()
            .is_some_and(|office| office.member.side == Side::Health);
        if health || returns.iter().all(|(name, _)| *name != ReturnName::Mhsds) {
            return Ok(());
        }
        Err(Problem::new(
            "A-754",
            "The return \"mhsds\" is the health organisation's to make: it is part of a data set of patients' records",
            "Ask a supervisor or lead of the health side. A force makes \"home-office\" or \"wales\"",
        ))
    }
}

/// The uses that were decided in these months, which follow one another. What was joined or taken back counts however late;
/// the months beside them tell whether a use at the edge is theirs.
pub(super) fn uses_of(view: &View, months: &[YearMonth]) -> Result<Vec<Use>, Problem> {
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Ok(Vec::new());
    };
    let mut entries = view.s136_facts(first.previous().start(), last.next().end())?;
    entries.extend(view.of_kinds(&["oversight.s136-taken-back", "oversight.joined"])?);
    Ok(uses(&entries, first.start(), last.end()))
}
