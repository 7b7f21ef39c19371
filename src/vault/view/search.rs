//! Searching one compartment for words, newest first.

use rusqlite::Row;

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
/// So many of the latest entries are read themselves before the word index is asked for a beginning of a word: the index
/// gathers every entry with every word that begins so, however few are wanted. What begins often is among the latest;
/// what is not among them begins seldom, and is soon gathered.
const LATEST: usize = 2_000;
/// And so many bytes of their words.
const LATEST_BYTES: usize = 4 * 1024 * 1024;
/// A beginning shorter than this has more hits than anybody reads: no accent is looked into for it.
const TELLING: usize = 3;
/// A hit is shown with so many words, so many of them before the first that was looked for.
const SHOWN: usize = 16;
const BEFORE: usize = 3;
/// And with so many letters at most.
const LONGEST_SHOWN: usize = 400;

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
        let sought = words_of(words);
        let latest = self.marked(self.among_latest(&sought, limit))?;
        let mut hits = if latest.enough {
            latest.hits
        } else {
            self.marked(self.in_index(&sought, limit))?
        };
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.at));
        Ok(hits)
    }

    /// Reads the latest entries, or the latest that hold the words before the last one, until enough of them have a
    /// word that begins as the last one does.
    fn among_latest(&self, sought: &[String], limit: usize) -> Result<Latest, VaultError> {
        let mut latest = Latest::default();
        let Some((beginning, before)) = sought.split_last() else {
            latest.enough = true;
            return Ok(latest);
        };
        // letters beyond ASCII are compared by the index, which knows their case and accents
        if !beginning.is_ascii() {
            return Ok(latest);
        }
        let from = if before.is_empty() {
            "item WHERE ?1 = '' ORDER BY item.arrival DESC"
        } else {
            "fts JOIN item ON item.arrival = fts.rowid WHERE fts MATCH ?1 ORDER BY fts.rowid DESC"
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT item.incident, item.at, item.kind, item.text FROM {from} LIMIT ?2"
        ))?;
        let mut rows = statement.query((query_of(before), many(LATEST)))?;
        let (mut bytes, mut unclear, mut at_end) = (0_usize, false, false);
        while latest.hits.len() < limit && bytes < LATEST_BYTES && !at_end {
            let Some(row) = rows.next()? else {
                at_end = latest.looked < LATEST;
                break;
            };
            let text = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
            latest.looked = latest.looked.saturating_add(1);
            bytes = bytes.saturating_add(text.len());
            if words_in(text).any(|(_, word)| begins(word, beginning)) {
                latest.hits.push(hit(row, sought)?);
            } else {
                unclear |= may_begin(text, beginning);
            }
        }
        let filled = latest.hits.len() >= limit && (!unclear || beginning.len() < TELLING);
        let all_seen = at_end && !unclear && !before.is_empty();
        latest.enough = filled || all_seen;
        Ok(latest)
    }

    fn in_index(&self, sought: &[String], limit: usize) -> Result<Vec<Hit>, VaultError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT item.incident, item.at, item.kind, item.text
             FROM fts JOIN item ON item.arrival = fts.rowid
             WHERE fts MATCH ?1 ORDER BY fts.rowid DESC LIMIT ?2",
        )?;
        let query = format!("{}*", query_of(sought));
        let mut rows = statement.query((query, many(limit)))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            hits.push(hit(row, sought)?);
        }
        Ok(hits)
    }
}

/// What the latest entries gave.
#[derive(Default)]
struct Latest {
    hits: Vec<Hit>,
    /// How many entries were read for it.
    looked: usize,
    /// Whether there is nothing to ask the index for.
    enough: bool,
}

/// What was typed, as words; the last may be a beginning.
fn words_of(typed: &str) -> Vec<String> {
    words_in(typed)
        .take(MOST_WORDS)
        .map(|(_, word)| word.chars().take(LONGEST_WORD).collect())
        .collect()
}

/// The words quoted, so that none of them is taken as part of a query.
fn query_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(" ")
}

fn hit(row: &Row<'_>, sought: &[String]) -> Result<Hit, VaultError> {
    let incident: Option<Vec<u8>> = row.get(0)?;
    let text = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Hit {
        incident: incident.map(|bytes| id(&bytes).map(IncidentId)).transpose()?,
        at: Moment(row.get(1)?),
        kind: row.get(2)?,
        snippet: around(text, sought),
    })
}

/// The runs of letters and digits of a text, each with where it starts.
fn words_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0_usize;
    text.split_inclusive(|c: char| !c.is_alphanumeric())
        .filter_map(move |piece| {
            let start = next;
            next = next.saturating_add(piece.len());
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            (!word.is_empty()).then_some((start, word))
        })
}

/// Whether a word begins so, whatever its case.
fn begins(word: &str, beginning: &str) -> bool {
    word.as_bytes()
        .get(..beginning.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(beginning.as_bytes()))
}

/// Whether a word of the text may begin so when its accents are taken off, which only the index can tell.
fn may_begin(text: &str, beginning: &str) -> bool {
    let is_mark = |sign: char| ('\u{300}'..='\u{36F}').contains(&sign);
    let alike = |word: &str| {
        let mut letters = word.chars().zip(beginning.chars());
        !word.is_ascii() && letters.all(|(one, other)| !one.is_ascii() || one.eq_ignore_ascii_case(&other))
    };
    !text.is_ascii() && (text.contains(is_mark) || words_in(text).any(|(_, word)| alike(word)))
}

/// The words around the first that was looked for, on one line.
fn around(text: &str, sought: &[String]) -> String {
    let is_sought = |word: &str| {
        sought.split_last().is_some_and(|(last, before)| {
            begins(word, last) || before.iter().any(|one| one.eq_ignore_ascii_case(word))
        })
    };
    let first = words_in(text).position(|(_, word)| is_sought(word)).unwrap_or(0);
    let from = first.saturating_sub(BEFORE);
    let start = words_in(text).nth(from).map_or(0, |(start, _)| start);
    let end = words_in(text).nth(from.saturating_add(SHOWN));
    let words = text
        .get(start..end.map_or(text.len(), |(end, _)| end))
        .unwrap_or(text);
    let words: String = words.chars().take(LONGEST_SHOWN).collect();
    let line = shown(&words).split_whitespace().collect::<Vec<_>>().join(" ");
    let [lead, tail] = [from > 0, end.is_some()].map(|cut| if cut { "…" } else { "" });
    format!("{lead}{line}{tail}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{view_of, words_at};
    use super::*;

    /// So many notes, each with the same two common words and a number, one in the middle with a rare name.
    fn notes(many: u64) -> View {
        let text = |n: u64| match n {
            7 => "Zoë Thornbury was calm then".to_owned(),
            _ => format!("calm and quiet {n}"),
        };
        let entries: Vec<_> = (1..=many).map(|n| words_at(n, &text(n))).collect();
        view_of(&entries)
    }

    fn looked(view: &View, typed: &str, limit: usize) -> (usize, bool) {
        let latest = view.among_latest(&words_of(typed), limit).unwrap();
        (latest.looked, latest.enough)
    }

    #[test]
    fn what_is_typed_becomes_quoted_words() {
        assert_eq!(query_of(&words_of("sister first")), "\"sister\" \"first\"");
        assert_eq!(
            query_of(&words_of("a\" OR text:b* NEAR(")),
            "\"a\" \"OR\" \"text\" \"b\" \"NEAR\""
        );
        assert!(words_of(" \"*()-\0 ").is_empty());
    }

    /// The first letters of what nearly every entry holds: no more is read than is shown, however long the past.
    #[test]
    fn a_beginning_that_everything_holds_reads_no_more_than_is_shown() {
        let view = notes(3_000);
        for typed in ["c", "ca", "calm", "calm q", "calm and qui"] {
            assert_eq!(looked(&view, typed, 50), (50, true), "{typed}");
            assert_eq!(view.search(typed, 50).unwrap().len(), 50);
        }
    }

    /// What is far back is found, and the entries read for it before the index is asked are bounded.
    #[test]
    fn what_is_far_back_is_found_with_its_accents_and_bounded_reading() {
        let view = notes(3_000);
        for typed in ["t", "thor", "THORNBURY", "zoe", "zoë th", "calm th"] {
            assert!(looked(&view, typed, 50).0 <= LATEST, "{typed}");
            let found = view.search(typed, 50).unwrap();
            assert_eq!(found.len(), 1, "{typed}");
            assert!(found[0].snippet.contains("Zoë Thornbury"), "{typed}");
        }
        assert_eq!(looked(&view, "thornbury c", 50), (1, true), "one holds the name");
        assert_eq!(looked(&view, "thornbury x", 50), (1, true));
        assert!(
            !looked(&view, "thornbury zoe", 50).1,
            "an accent is for the index"
        );
        assert_eq!(view.search("thornbury zoe", 50).unwrap().len(), 1);
    }

    #[test]
    fn a_hit_is_shown_with_the_words_around_it() {
        let text =
            "one two three four five Blade seven eight nine ten\neleven twelve 13 14 15 16 17 18 19 20 21";
        let shown = around(text, &words_of("blade"));
        assert_eq!(
            shown,
            "…three four five Blade seven eight nine ten eleven twelve 13 14 15 16 17 18…"
        );
        assert_eq!(around("Blade. ", &words_of("bl")), "Blade.");
        assert!(around(&"x".repeat(100_000), &words_of("x")).len() <= LONGEST_SHOWN + 3);
    }
}
