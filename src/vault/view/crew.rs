//! Who was signed in while an incident was worked on: crew entries name them beside their content.

use std::collections::{BTreeMap, BTreeSet};

use super::View;
use super::read::id;
use crate::domain::content::Content;
use crate::domain::ids::{IncidentId, MemberId};
use crate::domain::time::YearMonth;
use crate::vault::VaultError;

impl View {
    /// For each incident, who was signed in when the crew opened, closed or changed it in this month or the one before.
    /// In the oversight view; elsewhere nobody.
    ///
    /// # Errors
    /// What the database says.
    pub fn crews(&self, month: YearMonth) -> Result<BTreeMap<IncidentId, BTreeSet<MemberId>>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT incident, body FROM item
             WHERE kind IN ('oversight.opened', 'oversight.closed', 'oversight.decision', 'oversight.s136')
               AND own_at >= ?1 AND own_at < ?2 AND author IS NULL AND incident IS NOT NULL",
        )?;
        let mut rows = statement.query([month.previous().start().0, month.end().0])?;
        let mut crews: BTreeMap<IncidentId, BTreeSet<MemberId>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let incident = IncidentId(id(&row.get::<_, Vec<u8>>(0)?)?);
            let crew = Content::crew_of(&row.get::<_, Vec<u8>>(1)?);
            crews.entry(incident).or_default().extend(crew);
        }
        Ok(crews)
    }
}
