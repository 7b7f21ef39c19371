//! Searching one compartment for words, newest first.

use super::View;
use super::read::{id, many};
use crate::domain::ids::IncidentId;
use crate::domain::plain::shown;
use crate::domain::time::Moment;
use crate::vault::VaultError;

/// More words than this are left out of a search.
const MOST_WORDS: usize = 12;
/// A longer word is cut.
const LONGEST_WORD: usize = 64;

/// One entry that holds the words.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    /// The incident; `None` for an entry that belongs to none.
    pub incident: Option<IncidentId>,
    /// When the entry was written.
    pub at: Moment,
    /// Its kind, for example `side.note`.
    pub kind: String,
    /// The words around the first hit, on one line.
    pub snippet: String,
}

impl std::fmt::Debug for Hit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hit")
            .field("incident", &self.incident)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl View {
    /// Entries that hold all the words, the last one as a beginning of a word; case and accents do not matter. What
    /// is typed is taken as words only: it cannot be a query.
    ///
    /// # Errors
    /// What the database says.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, VaultError> {
        self.marked(self.hits(words, limit))
    }

    fn hits(&self, words: &str, limit: usize) -> Result<Vec<Hit>, VaultError> {
        let Some(query) = query_of(words) else {
            return Ok(Vec::new());
        };
        let mut statement = self.conn.prepare(
            "SELECT item.incident, item.at, item.kind, snippet(fts, 0, '', '', '…', 16)
             FROM fts JOIN item ON item.arrival = fts.rowid
             WHERE fts MATCH ?1 ORDER BY fts.rowid DESC LIMIT ?2",
        )?;
        let mut rows = statement.query((query, many(limit)))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            let incident: Option<Vec<u8>> = row.get(0)?;
            let snippet: String = row.get(3)?;
            hits.push(Hit {
                incident: incident.map(|bytes| id(&bytes).map(IncidentId)).transpose()?,
                at: Moment(row.get(1)?),
                kind: row.get(2)?,
                snippet: shown(&snippet).split_whitespace().collect::<Vec<_>>().join(" "),
            });
        }
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.at));
        Ok(hits)
    }
}

/// Each run of letters and digits as a quoted word; `None` when there is none.
fn query_of(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(|word| format!("\"{}\"", word.chars().take(LONGEST_WORD).collect::<String>()))
        .collect();
    (!quoted.is_empty()).then(|| format!("{}*", quoted.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::query_of;

    #[test]
    fn what_is_typed_becomes_quoted_words() {
        assert_eq!(query_of("sister first").as_deref(), Some("\"sister\" \"first\"*"));
        assert_eq!(
            query_of("a\" OR text:b* NEAR(").as_deref(),
            Some("\"a\" \"OR\" \"text\" \"b\" \"NEAR\"*")
        );
        assert_eq!(query_of(" \"*()-\0 "), None);
    }
}
