//! National returns beside a month's pack: the uses of the whole financial year, in the columns of a mapping.

use super::Engine;
use crate::app::problem::Problem;
use crate::audit::{Mapping, Plan, ReturnName};
use crate::domain::mha::returns::uses;
use crate::domain::role::Side;
use crate::domain::time::YearMonth;

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
        let mut entries = Vec::new();
        for month in months {
            entries.extend(view.month_entries(month)?);
        }
        let uses = uses(&entries);
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

    /// The legal status is the health organisation's to send: it comes with what the assessment led to, patient by patient
    /// in their own record, and a force has no part in that data set.
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
            "The return \"mhsds\" is the health organisation's to make: it says what the assessments led to",
            "Ask a supervisor or lead of the health side. A force makes \"home-office\" or \"wales\"",
        ))
    }
}
